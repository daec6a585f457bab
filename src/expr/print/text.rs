//! The spelling of the language, in ASCII or Unicode.

use crate::expr::{Constant, ExprId, Fault, FunctionDef, Graph, Node, Number, Relation};

/// How tightly a text holds together; the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum TextPrecedence {
    If,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

/// The signs that ASCII and Unicode write differently.
pub(super) struct Glyphs {
    times: &'static str,
    minus: &'static str,
    pi: &'static str,
    less_or_equal: &'static str,
    greater_or_equal: &'static str,
    not_equal: &'static str,
    superscripts: bool,
}

pub(super) const ASCII: Glyphs = Glyphs {
    times: "*",
    minus: "-",
    pi: "pi",
    less_or_equal: "<=",
    greater_or_equal: ">=",
    not_equal: "!=",
    superscripts: false,
};

pub(super) const UNICODE: Glyphs = Glyphs {
    times: "·",
    minus: "−",
    pi: "π",
    less_or_equal: "≤",
    greater_or_equal: "≥",
    not_equal: "≠",
    superscripts: true,
};

pub(super) fn write(graph: &Graph, id: ExprId, style: &Glyphs) -> String {
    TextWriter { graph, style }.at(id, TextPrecedence::If)
}

struct TextWriter<'a> {
    graph: &'a Graph,
    style: &'a Glyphs,
}

impl TextWriter<'_> {
    /// The text of a node where something that holds at least as tightly as `level` is wanted.
    fn at(&self, id: ExprId, level: TextPrecedence) -> String {
        let (text, own) = self.node(id);
        if own < level { format!("({text})") } else { text }
    }

    fn node(&self, id: ExprId) -> (String, TextPrecedence) {
        match self.graph.node(id) {
            Node::Number(n) => self.number(n),
            Node::Constant(Constant::Pi) => (self.style.pi.to_string(), TextPrecedence::Atom),
            Node::Constant(Constant::E) => ("e".to_string(), TextPrecedence::Atom),
            Node::Constant(Constant::Infinity) => ("inf".to_string(), TextPrecedence::Atom),
            Node::Symbol(s) => (self.graph.name(s).to_string(), TextPrecedence::Atom),
            Node::Sum(terms) => (self.sum(terms), TextPrecedence::Sum),
            Node::Product(factors) => self.product(factors),
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Call(function, arguments) => (self.call(function, arguments), TextPrecedence::Atom),
            Node::Piecewise(parts) => (self.cases(parts), TextPrecedence::If),
            Node::Compare(relation, a, b) => {
                let sign = match relation {
                    Relation::Equal => "==",
                    Relation::NotEqual => self.style.not_equal,
                    Relation::Less => "<",
                    Relation::LessOrEqual => self.style.less_or_equal,
                    Relation::Greater => ">",
                    Relation::GreaterOrEqual => self.style.greater_or_equal,
                };
                (
                    format!("{} {sign} {}", self.at(a, TextPrecedence::Sum), self.at(b, TextPrecedence::Sum)),
                    TextPrecedence::Comparison,
                )
            }
            Node::Not(a) => (format!("not {}", self.at(a, TextPrecedence::Comparison)), TextPrecedence::Not),
            Node::And(parts) => (self.joined(parts, " and ", TextPrecedence::Not), TextPrecedence::And),
            Node::Or(parts) => (self.joined(parts, " or ", TextPrecedence::And), TextPrecedence::Or),
            Node::Truth(t) => (t.to_string(), TextPrecedence::Atom),
            Node::Undefined(fault) => (self.undefined(fault), TextPrecedence::Product),
        }
    }

    fn number(&self, n: &Number) -> (String, TextPrecedence) {
        let size = n.value.abs();
        let (text, level) = match n.decimal.then(|| size.decimal_text()).flatten() {
            Some(text) => (text, TextPrecedence::Atom),
            None if size.is_integer() => (size.to_string(), TextPrecedence::Atom),
            None => (size.to_string(), TextPrecedence::Product),
        };
        if n.value.is_negative() {
            (format!("{}{text}", self.style.minus), level.min(TextPrecedence::Sign))
        } else {
            (text, level)
        }
    }

    fn sum(&self, terms: &[ExprId]) -> String {
        let mut out = self.at(terms[0], TextPrecedence::Product);
        for &term in &terms[1..] {
            let text = self.at(term, TextPrecedence::Product);
            match text.strip_prefix(self.style.minus) {
                Some(positive) => out += &format!(" {} {positive}", self.style.minus),
                None => out += &format!(" + {text}"),
            }
        }
        out
    }

    fn product(&self, factors: &[ExprId]) -> (String, TextPrecedence) {
        let mut out = String::new();
        let mut rest = factors;
        // A leading −1 is a sign, unless a number follows.
        if self.graph.as_integer(factors[0]) == Some(-1)
            && !matches!(self.graph.node(factors[1]), Node::Number(_))
            && !self.is_grouped(factors[1])
        {
            out.push_str(self.style.minus);
            rest = &factors[1..];
        }
        let signed = !out.is_empty();
        // May the next factor stand directly against what is there?
        let mut run = Juncture::Closed;
        for (i, &factor) in rest.iter().enumerate() {
            if let Node::Power(base, exponent) = self.graph.node(factor)
                && self.graph.as_integer(exponent) == Some(-1)
            {
                out.push_str(if i == 0 { "1/" } else { "/" });
                out.push_str(&self.at(base, TextPrecedence::Power));
                run = Juncture::Closed;
                continue;
            }
            let text = self.at(factor, if i == 0 && !signed { TextPrecedence::Sign } else { TextPrecedence::Power });
            let touches = self.touches(run, factor, &text);
            if i > 0 && !touches {
                out.push_str(self.style.times);
            }
            run = match self.graph.node(factor) {
                Node::Number(n) if n.value.is_integer() || n.decimal => Juncture::AfterNumber,
                Node::Symbol(_) if touches => Juncture::AfterName,
                Node::Sum(_) => Juncture::AfterBracket,
                _ => Juncture::Closed,
            };
            out.push_str(&text);
        }
        (out, if signed && rest.len() == 1 { TextPrecedence::Sign } else { TextPrecedence::Product })
    }

    fn is_grouped(&self, id: ExprId) -> bool {
        matches!(self.graph.node(id), Node::Product(_))
    }

    /// `2x`, `2(x + 1)`, `3sin(x)`, `20x(x + 1)`, `(x + 1)(x - 1)`
    fn touches(&self, run: Juncture, factor: ExprId, text: &str) -> bool {
        let bracket = text.starts_with('(');
        match run {
            Juncture::Closed => false,
            Juncture::AfterName => bracket && self.base_is_sum(factor),
            Juncture::AfterBracket => bracket && self.base_is_sum(factor),
            Juncture::AfterNumber => {
                let mut chars = text.chars();
                let first = chars.next().unwrap_or(' ');
                let exponent_like = matches!(first, 'e' | 'E') && chars.next().is_none_or(|c| !c.is_alphabetic());
                (bracket && self.base_is_sum(factor)) || (first.is_alphabetic() && !exponent_like)
            }
        }
    }

    fn base_is_sum(&self, id: ExprId) -> bool {
        match self.graph.node(id) {
            Node::Sum(_) => true,
            Node::Power(base, _) => matches!(self.graph.node(base), Node::Sum(_)),
            _ => false,
        }
    }

    fn power(&self, base: ExprId, exponent: ExprId) -> (String, TextPrecedence) {
        let whole = self.graph.as_integer(exponent);
        // The base is written once: twice at every level would be exponential.
        if whole == Some(-1) {
            return (format!("1/{}", self.at(base, TextPrecedence::Power)), TextPrecedence::Product);
        }
        let inside = self.at(base, TextPrecedence::Atom);
        if let Some(n) = whole {
            if self.style.superscripts {
                return (format!("{inside}{}", superscript(n)), TextPrecedence::Power);
            }
            return (format!("{inside}^{n}"), TextPrecedence::Power);
        }
        (format!("{inside}^{}", self.at(exponent, TextPrecedence::Power)), TextPrecedence::Power)
    }

    fn call(&self, function: &FunctionDef, arguments: &[ExprId]) -> String {
        if let Some(text) = function.spelling.and_then(|spell| spell(self.graph, arguments, false)) {
            return text;
        }
        let shown: Vec<String> = arguments.iter().map(|&a| self.at(a, TextPrecedence::If)).collect();
        if function == self.graph.core().abs && !shown[0].contains('|') {
            return format!("|{}|", shown[0]);
        }
        format!("{}({})", function.name, shown.join(", "))
    }

    fn cases(&self, parts: &[ExprId]) -> String {
        let mut out = String::new();
        for pair in parts.chunks_exact(2) {
            out += &format!(
                "if {} then {} else ",
                self.at(pair[0], TextPrecedence::Or),
                self.at(pair[1], TextPrecedence::Or)
            );
        }
        out + &self.at(parts[parts.len() - 1], TextPrecedence::Or)
    }

    /// Something that has no value for the same reason, as in `if x > 0 then 1/x else 1/0`.
    fn undefined(&self, fault: &Fault) -> String {
        match fault {
            Fault::DivisionByZero => "1/0".to_string(),
            Fault::Domain { call, .. } => call.clone(),
            Fault::NegativeBase => "(-1)^(1/2)".to_string(),
            Fault::TooLarge => "10^(10^10)".to_string(),
            Fault::Infinity => "inf/inf".to_string(),
            Fault::NoDerivative => "0/0".to_string(),
        }
    }

    fn joined(&self, parts: &[ExprId], word: &str, level: TextPrecedence) -> String {
        parts.iter().map(|&p| self.at(p, level)).collect::<Vec<_>>().join(word)
    }
}

/// What stands before the next factor of a product.
#[derive(Clone, Copy)]
enum Juncture {
    Closed,
    AfterNumber,
    AfterName,
    AfterBracket,
}

fn superscript(n: i64) -> String {
    n.to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            c => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][c.to_digit(10).unwrap_or(0) as usize],
        })
        .collect()
}

/// A fault in words.
pub(crate) fn describe(fault: &Fault) -> String {
    match fault {
        Fault::DivisionByZero => "division by zero".to_string(),
        Fault::Domain { call, needs } => format!("{call} is undefined: it needs {needs}"),
        Fault::NegativeBase => {
            "a negative number has no real power that is not an integer (cbrt is real everywhere)".to_string()
        }
        Fault::Infinity => "infinity is no number to calculate with: it stands at the end of a range".to_string(),
        Fault::NoDerivative => "no derivative: the function has a kink or a jump there, or may have one".to_string(),
        Fault::TooLarge => "this number has more than the 300,000 digits there may be".to_string(),
    }
}
