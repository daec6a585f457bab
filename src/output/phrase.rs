//! Lines of words with formulas and numbers in them.

use crate::calculus::argument::{self, Sentence};
use crate::expr::{ExprId, Graph, print};
use crate::numeric::format::approximately;

/// A line for people: words, formulas, numbers.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// Its indentation, in columns.
    pub indent: usize,
    /// What it consists of.
    pub fragments: Vec<Fragment>,
}

/// A part of a phrase.
#[derive(Clone, Debug)]
pub enum Fragment {
    /// Plain words.
    Words(String),
    /// An expression of the graph that comes with the output.
    Formula(ExprId),
    /// A formula that is written out already.
    Written(argument::WrittenFormula),
    /// A number that is known by its decimals: `≈ 1.41421356237`.
    Number(f64),
}

/// A phrase of parts: words, expressions, numbers, other phrases.
///
/// ```text
/// phrase!["no solution in ", low, "..", high]
/// ```
macro_rules! phrase {
    ($($part:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut phrase = $crate::output::Phrase::default();
        $(phrase.push($part);)*
        phrase
    }};
}
pub(crate) use phrase;

impl Phrase {
    /// Adds what follows.
    pub fn push(&mut self, more: impl Into<Phrase>) {
        for fragment in more.into().fragments {
            match (self.fragments.last_mut(), fragment) {
                (Some(Fragment::Words(before)), Fragment::Words(words)) => before.push_str(&words),
                (_, fragment) => self.fragments.push(fragment),
            }
        }
    }

    /// The same, so many letters farther to the right.
    pub fn indented(self, by: usize) -> Phrase {
        Phrase { indent: self.indent + by, ..self }
    }

    /// Some phrases in one, with words between them.
    pub fn joined(parts: impl IntoIterator<Item = Phrase>, between: &str) -> Phrase {
        let mut all = Phrase::default();
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                all.push(between);
            }
            all.push(part);
        }
        all
    }

    /// Does it say nothing?
    pub fn is_empty(&self) -> bool {
        self.fragments.iter().all(|part| matches!(part, Fragment::Words(words) if words.is_empty()))
    }

    /// As text, where its expressions are in this graph; without what stands before it.
    pub fn text(&self, graph: &Graph) -> String {
        let written = |fragment: &Fragment| match fragment {
            Fragment::Words(words) => words.clone(),
            Fragment::Formula(id) => print::text(graph, *id),
            Fragment::Written(formula) => formula.text().to_string(),
            Fragment::Number(value) => approximately(*value),
        };
        self.fragments.iter().map(written).collect()
    }
}

impl From<Fragment> for Phrase {
    fn from(fragment: Fragment) -> Phrase {
        Phrase { indent: 0, fragments: vec![fragment] }
    }
}

impl From<String> for Phrase {
    fn from(words: String) -> Phrase {
        Fragment::Words(words).into()
    }
}

impl From<&str> for Phrase {
    fn from(words: &str) -> Phrase {
        words.to_string().into()
    }
}

impl From<&String> for Phrase {
    fn from(words: &String) -> Phrase {
        words.clone().into()
    }
}

/// A sentence that names its function.
impl From<Sentence> for Phrase {
    fn from(sentence: Sentence) -> Phrase {
        let mut phrase = Phrase::default();
        for part in sentence.parts() {
            match part {
                argument::Part::Formula(formula) => phrase.push(Fragment::Written(formula.clone())),
                other => phrase.push(Sentence::from(other.clone()).text("f")),
            }
        }
        phrase
    }
}

impl From<ExprId> for Phrase {
    fn from(id: ExprId) -> Phrase {
        Fragment::Formula(id).into()
    }
}
