//! Derivations as data: equations between a derivative and what it is.

use std::rc::Rc;

use crate::expr::print::{self, TooLong};
use crate::expr::{ExprId, Graph};

/// A derivative that is not carried out.
#[derive(Clone, Debug)]
pub enum DerivativeNotation {
    /// `f''(x)`: the function, the number of primes, the unknown.
    Function(String, usize, String),
    /// `(x^2)'`
    Primed(ExprId),
    /// `diff(a*x^2, x)`
    Partial(ExprId, String),
}

/// A line of a derivation: `(x^2*sin(x))' = 2x*sin(x) + x^2*(sin(x))'`.
#[derive(Clone, Debug)]
pub struct DerivationLine {
    /// The left side.
    pub left: DerivativeNotation,
    /// The right side.
    pub right: ExprId,
    /// The derivatives that names in the right side stand for.
    pub slots: Rc<Vec<(String, DerivativeNotation)>>,
    /// The rule that gives it.
    pub rule: String,
}

impl DerivativeNotation {
    fn written(&self, graph: &Graph, latex: bool) -> Result<String, TooLong> {
        Ok(match self {
            DerivativeNotation::Function(name, primes, unknown) => {
                let is_word = name.chars().count() > 1 && name.chars().all(char::is_alphanumeric);
                let name = if latex && is_word { &format!("\\mathrm{{{name}}}") } else { name };
                format!("{name}{}({unknown})", "'".repeat(*primes))
            }
            DerivativeNotation::Primed(of) if latex => format!("\\left({}\\right)'", print::latex(graph, *of)?),
            DerivativeNotation::Primed(of) => format!("({})'", print::exact_text(graph, *of)?),
            DerivativeNotation::Partial(of, x) if latex => {
                format!("\\frac{{\\partial}}{{\\partial {x}}}\\left({}\\right)", print::latex(graph, *of)?)
            }
            DerivativeNotation::Partial(of, x) => format!("diff({}, {x})", print::exact_text(graph, *of)?),
        })
    }
}

impl DerivationLine {
    /// The two sides.
    fn sides(&self, graph: &Graph, latex: bool) -> Result<[String; 2], TooLong> {
        let right = if latex { print::latex(graph, self.right) } else { print::exact_text(graph, self.right) };
        let mut right = right?;
        for (name, derivative) in self.slots.iter() {
            if right.contains(name) {
                right = right.replace(name, &derivative.written(graph, latex)?);
            }
        }
        Ok([self.left.written(graph, latex)?, right])
    }

    /// In the spelling of the language.
    pub fn text(&self, graph: &Graph) -> Result<String, TooLong> {
        Ok(self.sides(graph, false)?.join(" = "))
    }

    /// In LaTeX.
    pub fn latex(&self, graph: &Graph) -> Result<String, TooLong> {
        Ok(self.sides(graph, true)?.join(" = "))
    }

    /// Lines whose equality signs are aligned, in LaTeX.
    pub(crate) fn aligned(lines: &[DerivationLine], graph: &Graph) -> Result<String, TooLong> {
        let line = |line: &DerivationLine| {
            let rule = line.rule.replace('_', "\\_");
            Ok(format!("{} && \\text{{{rule}}}", line.sides(graph, true)?.join(" &= ")))
        };
        let lines = lines.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("\\begin{{aligned}}\n{}\n\\end{{aligned}}", lines.join(" \\\\\n")))
    }
}
