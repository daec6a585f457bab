//! The names that a statement defines and uses: dependencies are found without running anything.

use std::collections::BTreeSet;

use super::ast::{Action, CallArgument, CommandPiece, Expr, ExprKind, Name, Statement, StatementKind};

/// The names that a statement defines and uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The names that the statement defines.
    pub defines: BTreeSet<String>,
    /// The names that it refers to, those of functions and of unknowns included.
    pub uses: BTreeSet<String>,
}

/// The names that every rule of an optimizer may use.
const IN_RULES: [&str; 4] = ["x", "g", "k", "rate"];

/// The names of a statement. `is_keyword` knows of a command whether a word starts one of its clauses.
pub fn names(statement: &Statement, is_keyword: &dyn Fn(&str, &str) -> bool) -> Names {
    let mut walk = NameWalk { is_keyword, bound: Vec::new(), uses: BTreeSet::new() };
    let mut defines = BTreeSet::new();
    match &statement.kind {
        StatementKind::Action(action) => walk.action(action),
        StatementKind::Value { names, value } => {
            defines.extend(names.iter().map(|n| n.text.clone()));
            walk.action(value);
        }
        StatementKind::Function { name, parameters, body } => {
            defines.insert(name.text.clone());
            walk.within(parameters.iter().map(|p| p.text.as_str()), |walk| walk.expr(body));
        }
        StatementKind::Optimizer { name, parameters, lines } => {
            defines.insert(name.text.clone());
            let own = parameters.iter().filter_map(|p| p.name.as_ref()).chain(lines.iter().map(|l| &l.name));
            walk.within(own.map(|n| n.text.as_str()).chain(IN_RULES), |walk| {
                parameters.iter().for_each(|p| walk.expr(&p.value));
                lines.iter().for_each(|l| walk.expr(&l.value));
            });
        }
    }
    Names { defines, uses: walk.uses }
}

struct NameWalk<'a> {
    is_keyword: &'a dyn Fn(&str, &str) -> bool,
    /// The names that are bound here.
    bound: Vec<&'a str>,
    uses: BTreeSet<String>,
}

impl<'a> NameWalk<'a> {
    fn within(&mut self, names: impl Iterator<Item = &'a str>, walk: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(names);
        walk(self);
        self.bound.truncate(before);
    }

    fn name(&mut self, name: &str) {
        if !self.bound.contains(&name) && !self.uses.contains(name) {
            self.uses.insert(name.to_string());
        }
    }

    fn action(&mut self, action: &'a Action) {
        match action {
            Action::Expr { expr, pieces } => {
                self.expr(expr);
                self.pieces("", pieces);
            }
            Action::Command(command) => self.pieces(&command.word.text, &command.pieces),
        }
    }

    fn pieces(&mut self, command: &str, pieces: &'a [CommandPiece]) {
        for piece in pieces {
            match piece {
                CommandPiece::Word(word) if (self.is_keyword)(command, &word.text) => {}
                CommandPiece::Word(word) => self.name(&word.text),
                CommandPiece::Items(items, _) => items.iter().for_each(|item| self.item(item)),
            }
        }
    }

    /// An item of a clause: of `x = 7` and `x in 0..1` only the right sides are used.
    fn item(&mut self, item: &'a Expr) {
        match &item.kind {
            ExprKind::Equation(left, right) if matches!(left.kind, ExprKind::Name(_)) => self.expr(right),
            _ => self.expr(item),
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) => {}
            ExprKind::Name(name) => self.name(name),
            ExprKind::Sum(terms) => terms.iter().for_each(|(_, e)| self.expr(e)),
            ExprKind::Product(factors) => factors.iter().for_each(|(_, e)| self.expr(e)),
            ExprKind::Juxtaposed(all) | ExprKind::And(all) | ExprKind::Or(all) | ExprKind::List(all) => {
                all.iter().for_each(|e| self.expr(e));
            }
            ExprKind::Negated(e)
            | ExprKind::Factorial(e)
            | ExprKind::Percent(e)
            | ExprKind::Prime(e, _)
            | ExprKind::Not(e)
            | ExprKind::Field(e, _)
            | ExprKind::In(_, e) => self.expr(e),
            ExprKind::Power(a, b) | ExprKind::Equation(a, b) => [a, b].into_iter().for_each(|e| self.expr(e)),
            ExprKind::Call { callee, arguments } => {
                self.expr(callee);
                self.arguments(arguments);
            }
            ExprKind::Point(entries) => self.arguments(entries),
            ExprKind::Index(e, places) => std::iter::once(&**e).chain(places).for_each(|e| self.expr(e)),
            ExprKind::Comparison { first, rest } => {
                self.expr(first);
                rest.iter().for_each(|(_, e)| self.expr(e));
            }
            ExprKind::If { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(|e| self.expr(e));
            }
            ExprKind::Range { from, to, by } => {
                [Some(from), Some(to), by.as_ref()].into_iter().flatten().for_each(|e| self.expr(e))
            }
            ExprKind::Comprehension { body, name, range } => {
                self.expr(range);
                self.within(std::iter::once(name.text.as_str()), |walk| walk.expr(body));
            }
        }
    }

    /// Arguments: the variable of a range is bound in the others, as `k` in `sum(k in 1..3, k)`.
    fn arguments(&mut self, arguments: &'a [CallArgument]) {
        let runs = |argument: &'a CallArgument| match &argument.value.kind {
            ExprKind::In(Name { text, .. }, range) => Some((text.as_str(), &**range)),
            _ => None,
        };
        arguments.iter().filter_map(runs).for_each(|(_, range)| self.expr(range));
        self.within(arguments.iter().filter_map(runs).map(|(name, _)| name), |walk| {
            arguments.iter().filter(|a| runs(a).is_none()).for_each(|a| walk.expr(&a.value));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn of(text: &str) -> (String, String) {
        let span = Span::new(0, text.len());
        let is_command = |word: &str| ["descend", "plot", "minimum"].contains(&word);
        let statement = crate::syntax::parse_statement(text, span, false, &is_command).expect("a statement");
        let found = names(&statement, &|_, word| ["from", "rate", "using", "over", "with"].contains(&word));
        let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
        (joined(&found.defines), joined(&found.uses))
    }

    #[test]
    fn definitions_and_uses() {
        let cases = [
            ("f(x) = a*x^2 + g(x)", "f", "a g"),
            ("a = 3", "a", ""),
            ("k = sum(k in 1..n, k)", "k", "n sum"),
            ("x = r.x", "x", "r"),
            ("y = [k^2 for k in 1..m]", "y", "m"),
            ("a, b = rs", "a b", "rs"),
            ("r = descend f from x = s rate [0.1, c] using adam", "r", "adam c f s"),
            ("minimum a*x^2 over x in 0..b", "", "a b x"),
            ("f'(2) + \"a text\"", "", "f"),
            ("f(x, y) with x = z", "", "f x y z"),
            ("if p < 1 then -q! else [u, v][w]", "", "p q u v w"),
            ("optimizer heavy(beta = b0)\n    v = 0\n    v <- beta*v + g\n    x <- x - rate*v*h\n", "heavy", "b0 h"),
        ];
        for (text, defines, uses) in cases {
            assert_eq!(of(text), (defines.to_string(), uses.to_string()), "{text}");
        }
    }
}
