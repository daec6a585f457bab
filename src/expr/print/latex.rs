//! LaTeX, in the subset that MathJax and KaTeX share.

use crate::expr::{Constant, ExprId, FunctionDef, Graph, Latex, Node, Number, Relation};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum LatexPrecedence {
    Cases,
    Logic,
    Comparison,
    Sum,
    Product,
    Power,
    Atom,
}

pub(super) fn write(graph: &Graph, id: ExprId) -> String {
    LatexWriter { graph }.at(id, LatexPrecedence::Cases)
}

struct LatexWriter<'a> {
    graph: &'a Graph,
}

impl LatexWriter<'_> {
    fn at(&self, id: ExprId, level: LatexPrecedence) -> String {
        let (text, own) = self.node(id);
        if own < level { bracketed(&text) } else { text }
    }

    fn node(&self, id: ExprId) -> (String, LatexPrecedence) {
        match self.graph.node(id) {
            Node::Number(n) => number(n),
            Node::Constant(Constant::Pi) => ("\\pi".into(), LatexPrecedence::Atom),
            Node::Constant(Constant::E) => ("e".into(), LatexPrecedence::Atom),
            Node::Constant(Constant::Infinity) => ("\\infty".into(), LatexPrecedence::Atom),
            Node::Symbol(s) => (symbol(self.graph.name(s)), LatexPrecedence::Atom),
            Node::Sum(terms) => (self.sum(terms), LatexPrecedence::Sum),
            Node::Product(factors) => self.product(factors),
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Call(function, arguments) => (self.call(function, arguments), LatexPrecedence::Atom),
            Node::Piecewise(parts) => (self.cases(parts), LatexPrecedence::Cases),
            Node::Compare(relation, a, b) => {
                let sign = match relation {
                    Relation::Equal => "=",
                    Relation::NotEqual => "\\ne",
                    Relation::Less => "<",
                    Relation::LessOrEqual => "\\le",
                    Relation::Greater => ">",
                    Relation::GreaterOrEqual => "\\ge",
                };
                (
                    format!("{} {sign} {}", self.at(a, LatexPrecedence::Sum), self.at(b, LatexPrecedence::Sum)),
                    LatexPrecedence::Comparison,
                )
            }
            Node::Not(a) => (format!("\\lnot {}", self.at(a, LatexPrecedence::Atom)), LatexPrecedence::Logic),
            Node::And(parts) => (self.joined(parts, " \\land "), LatexPrecedence::Logic),
            Node::Or(parts) => (self.joined(parts, " \\lor "), LatexPrecedence::Logic),
            Node::Truth(t) => (format!("\\text{{{t}}}"), LatexPrecedence::Atom),
            Node::Undefined(_) => ("\\text{undefined}".into(), LatexPrecedence::Atom),
        }
    }

    fn sum(&self, terms: &[ExprId]) -> String {
        let mut out = self.at(terms[0], LatexPrecedence::Product);
        for &term in &terms[1..] {
            let text = self.at(term, LatexPrecedence::Product);
            match text.strip_prefix('-') {
                Some(positive) => out += &format!(" - {positive}"),
                None => out += &format!(" + {text}"),
            }
        }
        out
    }

    fn product(&self, factors: &[ExprId]) -> (String, LatexPrecedence) {
        let mut sign = "";
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (i, &factor) in factors.iter().enumerate() {
            match self.graph.node(factor) {
                Node::Number(n) if i == 0 && n.value.is_negative() => {
                    sign = "-";
                    if n.value != (-1).into() {
                        above.push(ProductPart::Number(number(&n.negated()).0));
                    }
                }
                Node::Number(n) => above.push(ProductPart::Number(self.number_factor(n))),
                Node::Power(base, exponent) if self.graph.as_integer(exponent) == Some(-1) => below.push(base),
                _ => above.push(ProductPart::Node(factor)),
            }
        }
        let numerator = if above.is_empty() { "1".to_string() } else { self.chain(&above, !below.is_empty()) };
        if below.is_empty() {
            return (format!("{sign}{numerator}"), LatexPrecedence::Product);
        }
        let below: Vec<ProductPart> = below.into_iter().map(ProductPart::Node).collect();
        (format!("{sign}\\frac{{{numerator}}}{{{}}}", self.chain(&below, true)), LatexPrecedence::Product)
    }

    fn number_factor(&self, n: &Number) -> String {
        let (text, level) = number(n);
        if level < LatexPrecedence::Product { bracketed(&text) } else { text }
    }

    /// Factors side by side; one alone in a fraction needs no brackets.
    fn chain(&self, pieces: &[ProductPart], in_fraction: bool) -> String {
        if let ([ProductPart::Node(only)], true) = (pieces, in_fraction) {
            return self.at(*only, LatexPrecedence::Cases);
        }
        let mut out = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            let (text, digit) = match piece {
                ProductPart::Number(text) => (text.clone(), true),
                ProductPart::Node(id) => {
                    let text = self.at(*id, LatexPrecedence::Power);
                    let digit = text.starts_with(|c: char| c.is_ascii_digit());
                    (text, digit)
                }
            };
            if i > 0 {
                out.push_str(if digit { " \\cdot " } else { " \\, " });
                if let [ProductPart::Number(_), ProductPart::Node(_)] = &pieces[i - 1..=i]
                    && !digit
                {
                    out.truncate(out.len() - 4);
                    out.push(' ');
                }
            }
            out.push_str(&text);
        }
        out
    }

    fn power(&self, base: ExprId, exponent: ExprId) -> (String, LatexPrecedence) {
        if self.graph.as_integer(exponent) == Some(-1) {
            return (format!("\\frac{{1}}{{{}}}", self.at(base, LatexPrecedence::Cases)), LatexPrecedence::Product);
        }
        if let Node::Call(function, arguments) = self.graph.node(base)
            && let Latex::Operator(name) = function.latex
            && self.graph.as_integer(exponent).is_some_and(|n| n > 0)
        {
            let power = self.at(exponent, LatexPrecedence::Cases);
            return (format!("{name}^{{{power}}}{}", self.arguments(arguments)), LatexPrecedence::Power);
        }
        (
            format!("{}^{{{}}}", self.at(base, LatexPrecedence::Atom), self.at(exponent, LatexPrecedence::Cases)),
            LatexPrecedence::Power,
        )
    }

    fn arguments(&self, arguments: &[ExprId]) -> String {
        let shown: Vec<String> = arguments.iter().map(|&a| self.at(a, LatexPrecedence::Cases)).collect();
        bracketed(&shown.join(", "))
    }

    fn call(&self, function: &FunctionDef, arguments: &[ExprId]) -> String {
        if let Some(text) = function.spelling.and_then(|spell| spell(self.graph, arguments, true)) {
            return text;
        }
        match function.latex {
            Latex::Operator(name) => format!("{name}{}", self.arguments(arguments)),
            Latex::Template(template) => {
                // Each argument once: twice a level is a thousand times ten levels deep.
                let shown: Vec<String> = arguments.iter().map(|&a| self.at(a, LatexPrecedence::Cases)).collect();
                let mut out = template.to_string();
                for (i, text) in shown.iter().enumerate() {
                    out = out.replace(&format!("#{}", i + 1), text);
                }
                out.replace("#*", &shown.join(", "))
            }
        }
    }

    fn cases(&self, parts: &[ExprId]) -> String {
        let mut out = "\\begin{cases}".to_string();
        for pair in parts.chunks_exact(2) {
            out += &format!(
                " {} & {} \\\\",
                self.at(pair[1], LatexPrecedence::Logic),
                self.at(pair[0], LatexPrecedence::Logic)
            );
        }
        let otherwise = self.at(parts[parts.len() - 1], LatexPrecedence::Logic);
        out + &format!(" {otherwise} & \\text{{otherwise}} \\end{{cases}}")
    }

    fn joined(&self, parts: &[ExprId], word: &str) -> String {
        parts.iter().map(|&p| self.at(p, LatexPrecedence::Comparison)).collect::<Vec<_>>().join(word)
    }
}

enum ProductPart {
    Number(String),
    Node(ExprId),
}

fn bracketed(text: &str) -> String {
    format!("\\left({text}\\right)")
}

fn number(n: &Number) -> (String, LatexPrecedence) {
    let size = n.value.abs();
    let sign = if n.value.is_negative() { "-" } else { "" };
    let level = if n.value.is_negative() { LatexPrecedence::Product } else { LatexPrecedence::Atom };
    if let Some(text) = n.decimal.then(|| size.decimal_text()).flatten() {
        return match text.split_once('e') {
            Some((digits, power)) => {
                (format!("{sign}{digits} \\cdot 10^{{{power}}}"), level.min(LatexPrecedence::Product))
            }
            None => (format!("{sign}{text}"), level),
        };
    }
    if size.is_integer() {
        return (format!("{sign}{size}"), level);
    }
    let (n, d) = (size.numerator(), size.denominator());
    (format!("{sign}\\frac{{{n}}}{{{d}}}"), level.min(LatexPrecedence::Product))
}

/// Greek letters by name, `x_1` and `x₁` with an index, longer names upright.
fn symbol(name: &str) -> String {
    let plain: String = name.chars().map(|c| subscript_digit(c).unwrap_or(c)).collect();
    let split = name
        .char_indices()
        .find(|&(i, c)| i > 0 && (c == '_' || subscript_digit(c).is_some() || c.is_ascii_digit()))
        .map(|(i, _)| name[..i].chars().count());
    let chars: Vec<char> = plain.chars().collect();
    match split {
        Some(at) => {
            let head: String = chars[..at].iter().collect();
            let index: String = chars[at..].iter().filter(|c| **c != '_').collect();
            format!("{}_{{{}}}", word(&head), index)
        }
        None => word(&plain),
    }
}

fn subscript_digit(c: char) -> Option<char> {
    let index = "₀₁₂₃₄₅₆₇₈₉".chars().position(|d| d == c)?;
    char::from_digit(index as u32, 10)
}

fn word(name: &str) -> String {
    const GREEK: [(&str, &str); 24] = [
        ("α", "alpha"),
        ("β", "beta"),
        ("γ", "gamma"),
        ("δ", "delta"),
        ("ε", "epsilon"),
        ("ζ", "zeta"),
        ("η", "eta"),
        ("θ", "theta"),
        ("ι", "iota"),
        ("κ", "kappa"),
        ("λ", "lambda"),
        ("μ", "mu"),
        ("ν", "nu"),
        ("ξ", "xi"),
        ("ο", "omicron"),
        ("ρ", "rho"),
        ("σ", "sigma"),
        ("τ", "tau"),
        ("υ", "upsilon"),
        ("φ", "phi"),
        ("χ", "chi"),
        ("ψ", "psi"),
        ("ω", "omega"),
        ("Ω", "Omega"),
    ];
    if let Some((_, greek)) = GREEK.iter().find(|(letter, greek)| name == *letter || name == *greek) {
        return format!("\\{greek}");
    }
    if name.chars().count() == 1 { name.to_string() } else { format!("\\mathrm{{{}}}", name.replace('_', "\\_")) }
}
