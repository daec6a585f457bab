//! Arguments: trees of steps, each with its sentence and its premises, from which it follows what is proved.
//!
//! A step that rests on others is as certain as the weakest of them; a leaf says what kind of ground it has. So nothing can
//! be called proved whose argument has a gap somewhere, and what people read, a sentence or the whole tree, is rendered
//! from the same steps.

use crate::algebra::closed::Decision;
use crate::algebra::present;
use crate::expr::{ExprId, Graph, print};

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

/// A formula as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFormula {
    text: String,
    latex: String,
}

impl WrittenFormula {
    /// As a person writes it.
    pub fn of(graph: &mut Graph, id: ExprId) -> WrittenFormula {
        let shown = present(graph, id);
        WrittenFormula::written(graph, shown)
    }

    /// In the order of its nodes.
    pub fn written(graph: &Graph, id: ExprId) -> WrittenFormula {
        WrittenFormula { text: print::text(graph, id), latex: print::latex(graph, id).unwrap_or_default() }
    }

    /// What is no expression but a form of writing, such as `f'(x) = 2x`.
    pub fn of_text(text: String, latex: String) -> WrittenFormula {
        WrittenFormula { text, latex }
    }

    /// In the language itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// In LaTeX; empty where that would be too long.
    pub fn latex(&self) -> &str {
        &self.latex
    }
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Plain words and numbers.
    Text(String),
    /// The function that the argument is about, with so many primes.
    Function(usize),
    /// A formula.
    Formula(WrittenFormula),
}

/// The name of the function that an argument is about.
pub const NAME: Part = Part::Function(0);
/// The name of its derivative.
pub const SLOPE: Part = Part::Function(1);
/// The name of its second derivative.
pub const BEND: Part = Part::Function(2);

/// A sentence without its full stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub fn push(&mut self, more: impl Into<Sentence>) {
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

    /// As text, about the function of this name: `f`, `x^2 + 1`.
    pub fn text(&self, name: &str) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Function(primes) => primed(name, *primes),
                Part::Formula(formula) => formula.text.clone(),
            })
            .collect()
    }

    /// The same sentence where the function is called by its name.
    pub fn named(&self, name: &str) -> Sentence {
        let mut named = Sentence::default();
        for part in &self.parts {
            named.push(match part {
                Part::Function(primes) => Sentence::from(primed(name, *primes)),
                other => Sentence::from(other.clone()),
            });
        }
        named
    }

    /// Some sentences in one, with words between them.
    pub fn joined(parts: &[Sentence], between: &str) -> Sentence {
        let mut all = Sentence::default();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                all.push(between);
            }
            all.push(part);
        }
        all
    }

    /// The same sentence where the function is called by another name: `it`.
    pub fn about(&self, name: &str) -> Sentence {
        Sentence::from(self.text(name))
    }

    /// `a, b and c`
    pub fn list(parts: &[Sentence]) -> Sentence {
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

impl From<WrittenFormula> for Sentence {
    fn from(formula: WrittenFormula) -> Sentence {
        Sentence { parts: vec![Part::Formula(formula)] }
    }
}

impl From<&WrittenFormula> for Sentence {
    fn from(formula: &WrittenFormula) -> Sentence {
        Sentence::from(formula.clone())
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    sentence: Sentence,
    ground: Ground,
    /// What the sentences from here on are about, where that is not what the whole argument is about.
    about: Option<String>,
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
    pub fn exact(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Exact)
    }

    /// A step that bounds prove: intervals with outward rounding.
    pub fn bounds(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Bounds)
    }

    /// A step that says how two closed numbers compare.
    pub fn compared(sentence: impl Into<Sentence>, decision: Decision) -> Argument {
        Argument::new(sentence, Ground::Compared(decision.into()))
    }

    /// A gap: what is not decided, or why there is no answer.
    pub fn open(sentence: impl Into<Sentence>) -> Argument {
        Argument::new(sentence, Ground::Open)
    }

    fn new(sentence: impl Into<Sentence>, ground: Ground) -> Argument {
        Argument { sentence: sentence.into(), ground, about: None, premises: Vec::new() }
    }

    /// Rests on this, too.
    pub fn since(mut self, premise: Argument) -> Argument {
        self.premises.push(premise);
        self
    }

    /// Rests on all of these, too.
    pub fn since_all(mut self, premises: impl IntoIterator<Item = Argument>) -> Argument {
        self.premises.extend(premises);
        self
    }

    /// The same, where what it is about is called so.
    pub fn about(mut self, name: impl Into<String>) -> Argument {
        self.about.get_or_insert(name.into());
        self
    }

    /// Rests on all of these first.
    pub fn after(mut self, first: impl IntoIterator<Item = Argument>) -> Argument {
        self.premises.splice(0..0, first);
        self
    }

    /// Says more in the same step.
    pub fn adding(mut self, more: impl Into<Sentence>) -> Argument {
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

    /// What decides, in words about the function of this name: the first gap, else the last step.
    pub fn reason(&self, name: &str) -> String {
        self.deciding(name).text(name)
    }

    /// The same as a sentence that names the function.
    pub fn deciding(&self, name: &str) -> Sentence {
        let step = self.gap().unwrap_or(self);
        step.sentence.named(step.name(name))
    }

    /// Says this in the last step, in place of what it says.
    pub fn saying(mut self, sentence: impl Into<Sentence>) -> Argument {
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

    /// The last step in words, about the function of this name.
    pub fn text(&self, name: &str) -> String {
        self.sentence.text(self.about.as_deref().unwrap_or(name))
    }

    /// What the sentences of this step and its premises are about.
    pub fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.about.as_deref().unwrap_or(name)
    }

    /// A line for every step, premises below what rests on them and farther right.
    pub fn lines(&self, name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(name, 0, &mut lines);
        lines
    }

    fn write(&self, name: &str, depth: usize, lines: &mut Vec<String>) {
        let name = self.name(name);
        // A step without words only holds its premises together.
        let silent = self.sentence.is_empty();
        if !silent {
            lines.push(format!("{}{}", "    ".repeat(depth), self.sentence.text(name)));
        }
        for premise in &self.premises {
            premise.write(name, depth + usize::from(!silent), lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_as_strong_as_its_weakest_step() {
        let sure = Argument::exact("a").since(Argument::bounds("b"));
        assert_eq!(sure.standing(), Standing::Proved);
        let looks = Argument::compared("c", Decision::Looks { digits: 60 });
        let weaker = Argument::exact("d").since_all([sure.clone(), Argument::exact("e").since(looks)]);
        assert_eq!(weaker.standing(), Standing::Looks { digits: 60 });
        assert_eq!(Argument::exact("g").since(weaker.clone()).since(Argument::open("h")).standing(), Standing::Open);
        assert_eq!((sure.gap(), weaker.gap().map(|gap| gap.text("f"))), (None, Some("c".to_string())));
        assert_eq!(Argument::exact("").since(weaker).lines("f"), ["d", "    a", "        b", "    e", "        c"]);
    }

    #[test]
    fn sentences_name_their_function() {
        let said = sentence![SLOPE, " = 0 where ", NAME, " is least"];
        assert_eq!(said.text("f"), "f' = 0 where f is least");
        assert_eq!(said.text("x^2 + 1"), "(x^2 + 1)' = 0 where x^2 + 1 is least");
        let tree = Argument::exact(said).since(Argument::exact(sentence![BEND, " > 0"]).about("g"));
        assert_eq!(tree.lines("f"), ["f' = 0 where f is least", "    g'' > 0"]);
        assert_eq!(Sentence::list(&["a".into(), "b".into(), "c".into()]).text("f"), "a, b and c");
    }
}
