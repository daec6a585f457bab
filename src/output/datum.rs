//! The data of a result for programs, which are formatted only when they are asked for.

use std::fmt;
use std::rc::Rc;

use super::{Notation, Sentence};
use crate::calculus::argument::Argument;
use crate::descent::Run;
use crate::expr::ExprId;

/// A value for programs. Formulas become text only when it is asked for.
#[derive(Clone, Debug)]
pub enum Datum {
    /// `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A double; null where it is not finite.
    Number(f64),
    /// A string.
    Text(String),
    /// A sentence with its formulas, as text.
    Words(Sentence),
    /// A formula in the spelling of the language.
    Exact(Notation),
    /// A formula with superscripts, `·` and `π`.
    Unicode(Notation),
    /// A formula in LaTeX, behind a prefix such as `a = `.
    Latex(String, Notation),
    /// A list.
    List(Vec<Datum>),
    /// A list whose items are made when they are written.
    Lazy(LazyList<Datum>),
    /// Fields by name.
    Object(Vec<(String, Datum)>),
    /// The iterates of a run.
    Iterates(Rc<Run>),
    /// An argument about the function of this name, step by step.
    Argument(String, Rc<Argument>),
    /// The path of the file at this position, or `null` before it is written.
    Written(usize),
}

/// Items that are made one at a time when somebody asks for them, so that many need no room.
#[derive(Clone)]
pub struct LazyList<T> {
    count: usize,
    make: Rc<dyn Fn(usize) -> T>,
}

impl<T> LazyList<T> {
    /// So many items, made from their numbers, which start at 0.
    pub(crate) fn new(count: usize, make: impl Fn(usize) -> T + 'static) -> LazyList<T> {
        LazyList { count, make: Rc::new(make) }
    }

    /// The items, in order.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        (0..self.count).map(|i| (self.make)(i))
    }
}

impl<T> fmt::Debug for LazyList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyList").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Datum {
    /// An expression in the spelling of the language.
    pub(crate) fn exact(id: ExprId) -> Datum {
        Datum::Exact(Notation::Expr(id))
    }

    /// Fields by name.
    pub(crate) fn object<N: Into<String>>(fields: impl IntoIterator<Item = (N, Datum)>) -> Datum {
        Datum::Object(fields.into_iter().map(|(name, datum)| (name.into(), datum)).collect())
    }

    /// A value for each name.
    pub(crate) fn by_name<T: Into<Datum>>(names: &[String], values: impl IntoIterator<Item = T>) -> Datum {
        Datum::object(names.iter().cloned().zip(values.into_iter().map(Into::into)))
    }

    /// Numbers.
    pub(crate) fn numbers(values: &[f64]) -> Datum {
        Datum::List(values.iter().map(|&v| Datum::Number(v)).collect())
    }
}

/// Adds a field with a double. One that is not finite is null, and a field `nonfinite` says which it is: `inf`, `-inf` or `nan`.
pub(crate) fn push_number(fields: &mut Vec<(String, Datum)>, name: &str, value: f64) {
    fields.push((name.to_string(), Datum::Number(value)));
    let word = match value {
        _ if value.is_finite() => return,
        f64::INFINITY => "inf",
        f64::NEG_INFINITY => "-inf",
        _ => "nan",
    };
    fields.push(("nonfinite".to_string(), word.into()));
}

impl From<bool> for Datum {
    fn from(holds: bool) -> Datum {
        Datum::Bool(holds)
    }
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Datum {
            fn from(number: $kind) -> Datum {
                Datum::Integer(number as i128)
            }
        }
    )*};
}
integers!(i32, i64, u32, u64, usize);

impl From<String> for Datum {
    fn from(text: String) -> Datum {
        Datum::Text(text)
    }
}

impl From<&String> for Datum {
    fn from(text: &String) -> Datum {
        Datum::Text(text.clone())
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Datum {
        Datum::Text(text.to_string())
    }
}

impl From<Sentence> for Datum {
    fn from(sentence: Sentence) -> Datum {
        Datum::Words(sentence)
    }
}

impl<T: Into<Datum>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Datum {
        value.map_or(Datum::Null, Into::into)
    }
}

impl<T: Into<Datum>> From<Vec<T>> for Datum {
    fn from(values: Vec<T>) -> Datum {
        Datum::List(values.into_iter().map(Into::into).collect())
    }
}
