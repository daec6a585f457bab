//! A reader of short formulas, so that tests show mathematics and need no other layer.

use crate::expr::{Constant, ExprId, Graph, Number};
use crate::functions::find;
use crate::numeric::Rational;

/// The expression as written. Panics on what it cannot read: tests only.
pub(crate) fn read(graph: &mut Graph, text: &str) -> ExprId {
    let mut reader = Reader { graph, rest: text.trim() };
    let id = reader.sum();
    assert!(reader.rest.is_empty(), "unread in {text:?}: {:?}", reader.rest);
    id
}

struct Reader<'a> {
    graph: &'a mut Graph,
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> ExprId {
        let mut terms = vec![self.product()];
        loop {
            if self.take('+') {
                terms.push(self.product());
            } else if self.take('-') {
                let term = self.product();
                terms.push(self.graph.raw_negation(term));
            } else {
                return self.graph.raw_sum(&terms);
            }
        }
    }

    fn product(&mut self) -> ExprId {
        if self.take('-') {
            let a = self.product();
            return self.graph.raw_negation(a);
        }
        let mut value = self.run();
        loop {
            if self.take('*') {
                let factor = self.run();
                value = self.graph.raw_product(&[value, factor]);
            } else if self.take('/') {
                let divisor = self.run();
                value = self.graph.raw_quotient(value, divisor);
            } else {
                return value;
            }
        }
    }

    /// `2x(x + 1)`
    fn run(&mut self) -> ExprId {
        let mut value = self.power();
        while self.rest.starts_with(|c: char| c.is_alphabetic() || c == '(') {
            let factor = self.power();
            value = self.graph.raw_product(&[value, factor]);
        }
        value
    }

    fn power(&mut self) -> ExprId {
        let base = self.atom();
        if !self.take('^') {
            return base;
        }
        let exponent = if self.take('-') {
            let e = self.power();
            self.graph.raw_negation(e)
        } else {
            self.power()
        };
        self.graph.raw_power(base, exponent)
    }

    fn word(&mut self, part: fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let word = word.to_string();
        self.rest = rest.trim_start();
        word
    }

    fn atom(&mut self) -> ExprId {
        if self.take('(') {
            let inner = self.sum();
            assert!(self.take(')'), "bracket before {:?}", self.rest);
            return inner;
        }
        if self.take('|') {
            let inner = self.sum();
            assert!(self.take('|'), "bar before {:?}", self.rest);
            let abs = self.graph.core().abs;
            return self.graph.raw_call(abs, &[inner]);
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = self.word(|c| c.is_ascii_digit() || c == '.');
            let value: Rational = digits.parse().expect("a number");
            return self.graph.number(Number::new(value, digits.contains('.')));
        }
        let name = self.word(|c| c.is_alphanumeric());
        match name.as_str() {
            "pi" => return self.graph.constant(Constant::Pi),
            "e" => return self.graph.constant(Constant::E),
            _ => {}
        }
        let Some(function) = find(&name) else {
            return self.graph.symbol(&name);
        };
        assert!(self.take('('), "arguments of {name}");
        let mut arguments = vec![self.sum()];
        while self.take(',') {
            arguments.push(self.sum());
        }
        assert!(self.take(')'), "end of the arguments of {name}");
        assert!(function.arity.accepts(arguments.len()), "arity of {name}");
        self.graph.raw_call(function, &arguments)
    }
}
