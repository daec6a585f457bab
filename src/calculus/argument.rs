//! Arguments: trees of steps, each with its sentence and its premises, from which it follows what is proved.
//!
//! A step that rests on others is as certain as the weakest of them; a leaf says what kind of ground it has. So nothing can
//! be called proved whose argument has a gap somewhere, and what people read, a sentence or the whole tree, is rendered
//! from the same steps.

use crate::algebra::closed::Decision;
use crate::expr::{ExprId, Graph, print};
use crate::numeric::format::approximately;

/// How certain something is. The greater of two is the weaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Proved.
    Proved,
    /// Two numbers are equal to so many digits; whether they are equal is not proved.
    Looks {
        /// So many.
        digits: usize,
    },
    /// Not decided.
    Open,
}

impl Standing {
    /// The weaker of two: a chain is as strong as its weakest link.
    pub fn and(self, other: Standing) -> Standing {
        match (self, other) {
            (Standing::Open, _) | (_, Standing::Open) => Standing::Open,
            (Standing::Looks { digits: a }, Standing::Looks { digits: b }) => Standing::Looks { digits: a.min(b) },
            (Standing::Looks { digits }, _) | (_, Standing::Looks { digits }) => Standing::Looks { digits },
            (Standing::Proved, Standing::Proved) => Standing::Proved,
        }
    }

    /// Is it proved?
    pub fn is_proved(self) -> bool {
        self == Standing::Proved
    }
}

impl From<Decision> for Standing {
    fn from(decision: Decision) -> Standing {
        match decision {
            Decision::Proved(_) => Standing::Proved,
            Decision::Looks { digits } => Standing::Looks { digits },
            Decision::Undefined | Decision::Unknown => Standing::Open,
        }
    }
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Plain words.
    Text(String),
    /// The function that the argument is about, with so many primes.
    Function(usize),
    /// A derivative of a function with a name, or of a formula: the number of primes.
    Derivative(Box<Sentence>, usize),
    /// An expression of the graph that comes with the sentence, in the order that people read.
    Formula(ExprId),
    /// A number that is known by its decimals: `≈ 1.41421356237`.
    Number(f64),
}

/// The name of the function that an argument is about.
pub const NAME: Part = Part::Function(0);
/// The name of its derivative.
pub const SLOPE: Part = Part::Function(1);
/// The name of its second derivative.
pub const BEND: Part = Part::Function(2);

/// A sentence without its full stop: words, formulas, numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    parts: Vec<Part>,
}

/// A sentence of parts: words, [`NAME`], formulas, numbers as text, other sentences.
///
/// ```text
/// sentence![SLOPE, " > 0 for x > ", place, ", so ", NAME, " rises there"]
/// ```
macro_rules! sentence {
    ($($part:expr),* $(,)?) => {{
        let mut sentence = $crate::calculus::argument::Sentence::default();
        $(sentence.push($part);)*
        sentence
    }};
}
pub(crate) use sentence;

impl Sentence {
    /// Adds what follows.
    pub(crate) fn push(&mut self, more: impl Into<Sentence>) {
        for part in more.into().parts {
            match (self.parts.last_mut(), part) {
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => self.parts.push(part),
            }
        }
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Are there no words?
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(text) if text.is_empty()))
    }

    /// As text, where its formulas are in this graph. A function without a name is called `f`.
    pub fn text(&self, graph: &Graph) -> String {
        let text = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Function(primes) => primed("f", *primes),
            Part::Derivative(of, primes) => primed(&of.text(graph), *primes),
            Part::Formula(id) => print::text(graph, *id),
            Part::Number(value) => approximately(*value),
        };
        self.parts.iter().map(text).collect()
    }

    /// The same sentence where the function is called so: `f`, `it`, `x^2 + 1`.
    pub fn named(&self, name: impl Into<Sentence>) -> Sentence {
        let name = name.into();
        let mut named = Sentence::default();
        for part in &self.parts {
            match part {
                Part::Function(0) => named.push(&name),
                Part::Function(primes) => named.push(Part::Derivative(Box::new(name.clone()), *primes)),
                other => named.push(other.clone()),
            }
        }
        named
    }

    /// Visits the expressions inside.
    pub(crate) fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        for part in &mut self.parts {
            match part {
                Part::Formula(id) => visit(id),
                Part::Derivative(of, _) => of.each_expr(visit),
                Part::Text(_) | Part::Function(_) | Part::Number(_) => {}
            }
        }
    }

    /// Some sentences in one, with words between them.
    pub(crate) fn joined(parts: impl IntoIterator<Item: Into<Sentence>>, between: &str) -> Sentence {
        let mut all = Sentence::default();
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                all.push(between);
            }
            all.push(part);
        }
        all
    }

    /// `a, b and c`
    pub(crate) fn list(parts: &[Sentence]) -> Sentence {
        let mut all = Sentence::default();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                all.push(if i + 1 == parts.len() { " and " } else { ", " });
            }
            all.push(part.clone());
        }
        all
    }
}

/// `f'`, and `(x^2 + 1)'`, since `x^2 + 1'` would be the derivative of 1.
fn primed(name: &str, primes: usize) -> String {
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    match primes {
        0 => name.to_string(),
        _ if is_name => format!("{name}{}", "'".repeat(primes)),
        _ => format!("({name}){}", "'".repeat(primes)),
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Sentence {
        Sentence { parts: vec![Part::Text(text.to_string())] }
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Sentence {
        Sentence { parts: vec![Part::Text(text)] }
    }
}

impl From<&String> for Sentence {
    fn from(text: &String) -> Sentence {
        Sentence::from(text.as_str())
    }
}

impl From<Part> for Sentence {
    fn from(part: Part) -> Sentence {
        Sentence { parts: vec![part] }
    }
}

impl From<ExprId> for Sentence {
    fn from(id: ExprId) -> Sentence {
        Part::Formula(id).into()
    }
}

impl From<&Sentence> for Sentence {
    fn from(sentence: &Sentence) -> Sentence {
        sentence.clone()
    }
}

/// What a step adds to its premises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// Exact algebra, or a theorem that gives the step from its premises.
    Exact,
    /// Enclosures with outward rounding.
    Bounds,
    /// Closed numbers were compared.
    Compared(Standing),
    /// A gap.
    Open,
}

/// A step of an argument, with the steps that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    sentence: Sentence,
    ground: Ground,
    /// What the sentences from here on are about, where that is not what the whole argument is about.
    about: Option<Sentence>,
    premises: Vec<Argument>,
}

/// Nothing is said, and nothing decided.
impl Default for Argument {
    fn default() -> Argument {
        Argument::open("")
    }
}

impl Argument {
    /// A step that is exact: by algebra, or by a theorem that leads here from the premises that are added.
    pub(crate) fn exact(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Exact)
    }

    /// A step that bounds prove: intervals with outward rounding.
    pub(crate) fn bounds(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Bounds)
    }

    /// A step that says how two closed numbers compare.
    pub(crate) fn compared(sentence: impl Into<Sentence>, decision: Decision) -> Argument {
        Argument::new(sentence, Ground::Compared(decision.into()))
    }

    /// A gap: what is not decided, or why there is no answer.
    pub(crate) fn open(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Open)
    }

    fn new(sentence: impl Into<Sentence>, ground: Ground) -> Argument {
        Argument { sentence: sentence.into(), ground, about: None, premises: Vec::new() }
    }

    /// Rests on this, too.
    pub(crate) fn since(mut self, premise: Argument) -> Argument {
        self.premises.push(premise);
        self
    }

    /// Rests on all of these, too.
    pub(crate) fn since_all(mut self, premises: impl IntoIterator<Item = Argument>) -> Argument {
        self.premises.extend(premises);
        self
    }

    /// The same, where what it is about is called so.
    pub(crate) fn about(mut self, name: impl Into<Sentence>) -> Argument {
        self.about.get_or_insert_with(|| name.into());
        self
    }

    /// Rests on all of these first.
    pub(crate) fn after(mut self, first: impl IntoIterator<Item = Argument>) -> Argument {
        self.premises.splice(0..0, first);
        self
    }

    /// Says more in the same step.
    pub(crate) fn adding(mut self, more: impl Into<Sentence>) -> Argument {
        self.sentence.push(more);
        self
    }

    /// As certain as the weakest of its premises and its own ground.
    pub fn standing(&self) -> Standing {
        self.premises.iter().fold(self.own_standing(), |all, premise| all.and(premise.standing()))
    }

    fn own_standing(&self) -> Standing {
        match self.ground {
            Ground::Exact | Ground::Bounds => Standing::Proved,
            Ground::Compared(standing) => standing,
            Ground::Open => Standing::Open,
        }
    }

    /// The first step that is not proved by what it rests on; `None` where the whole is proved.
    pub fn gap(&self) -> Option<&Argument> {
        if !self.own_standing().is_proved() {
            return Some(self);
        }
        self.premises.iter().find_map(Argument::gap)
    }

    /// What decides, about the function of this name: the first gap, else the last step.
    pub fn deciding(&self, name: &str) -> Sentence {
        self.gap().unwrap_or(self).conclusion(name)
    }

    /// The last step, about the function of this name.
    pub fn conclusion(&self, name: impl Into<Sentence>) -> Sentence {
        self.sentence.named(self.name(&name.into()))
    }

    /// Says this in the last step, in place of what it says.
    pub(crate) fn saying(mut self, sentence: impl Into<Sentence>) -> Argument {
        self.sentence = sentence.into();
        self
    }

    /// What the step says.
    pub fn sentence(&self) -> &Sentence {
        &self.sentence
    }

    /// What it rests on.
    pub fn premises(&self) -> &[Argument] {
        &self.premises
    }

    /// What the sentences of this step and its premises are about, in an argument about this.
    pub fn name<'a>(&'a self, name: &'a Sentence) -> &'a Sentence {
        self.about.as_ref().unwrap_or(name)
    }

    /// Visits the expressions inside.
    pub(crate) fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        self.sentence.each_expr(visit);
        self.about.iter_mut().for_each(|name| name.each_expr(visit));
        self.premises.iter_mut().for_each(|premise| premise.each_expr(visit));
    }

    /// A line for every step, premises below what rests on them and farther right.
    pub fn lines(&self, graph: &Graph, name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(graph, &name.into(), 0, &mut lines);
        lines
    }

    fn write(&self, graph: &Graph, name: &Sentence, depth: usize, lines: &mut Vec<String>) {
        // A step without words only holds its premises together.
        let silent = self.sentence.is_empty();
        if !silent {
            lines.push(format!("{}{}", "    ".repeat(depth), self.conclusion(name).text(graph)));
        }
        for premise in &self.premises {
            premise.write(graph, self.name(name), depth + usize::from(!silent), lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_as_strong_as_its_weakest_step() {
        let graph = Graph::new(&crate::calculus::CORE);
        let sure = Argument::exact("a").since(Argument::bounds("b"));
        assert_eq!(sure.standing(), Standing::Proved);
        let looks = Argument::compared("c", Decision::Looks { digits: 60 });
        let weaker = Argument::exact("d").since_all([sure.clone(), Argument::exact("e").since(looks)]);
        assert_eq!(weaker.standing(), Standing::Looks { digits: 60 });
        assert_eq!(Argument::exact("g").since(weaker.clone()).since(Argument::open("h")).standing(), Standing::Open);
        assert_eq!((sure.gap(), weaker.gap().map(|gap| gap.conclusion("f"))), (None, Some("c".into())));
        assert_eq!(
            Argument::exact("").since(weaker).lines(&graph, "f"),
            ["d", "    a", "        b", "    e", "        c"]
        );
    }

    #[test]
    fn sentences_name_their_function() {
        let graph = Graph::new(&crate::calculus::CORE);
        let said = sentence![SLOPE, " = 0 where ", NAME, " is least"];
        assert_eq!(said.named("f").text(&graph), "f' = 0 where f is least");
        assert_eq!(said.named("x^2 + 1").text(&graph), "(x^2 + 1)' = 0 where x^2 + 1 is least");
        let tree = Argument::exact(said).since(Argument::exact(sentence![BEND, " > 0"]).about("g"));
        assert_eq!(tree.lines(&graph, "f"), ["f' = 0 where f is least", "    g'' > 0"]);
        assert_eq!(Sentence::list(&["a".into(), "b".into(), "c".into()]).text(&graph), "a, b and c");
    }
}
