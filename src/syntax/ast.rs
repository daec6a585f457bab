//! The syntax tree: the text as it was written, with spans. The meaning of names is not decided here.
//!
//! Sums and products are flat, so that a line of a million terms is a long vector and not a deep tree; every other
//! nesting is bounded by [`super::MAX_DEPTH`].

use crate::source::Span;

/// A word with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The word, in the spelling that was written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One statement of a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The whole statement, without the `;` that may end it.
    pub span: Span,
    /// Ended by `;`: its result is not shown.
    pub silent: bool,
    /// What it says.
    pub kind: StatementKind,
}

/// The forms of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// A command or an expression, whose result is shown.
    Action(Action),
    /// `a = 3`, `train, test = split(…)`, `r = descend f from x = 7`.
    Value {
        /// The names defined, at least one.
        names: Vec<Name>,
        /// Their value.
        value: Action,
    },
    /// `f(x, y) = …`
    Function {
        /// The function's name.
        name: Name,
        /// Its parameters.
        parameters: Vec<Name>,
        /// Its body.
        body: Expr,
    },
    /// `optimizer NAME(PARAMETERS)` with its indented lines.
    Optimizer {
        /// The optimizer's name.
        name: Name,
        /// Parameters with their default values.
        parameters: Vec<CallArgument>,
        /// Its lines in order.
        lines: Vec<RuleLine>,
    },
}

/// A line of an optimizer: `v = 0` declares state, `v <- beta*v + g` changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleLine {
    /// The name that is declared or changed.
    pub name: Name,
    /// `<-` rather than `=`.
    pub update: bool,
    /// The value.
    pub value: Expr,
}

/// A statement with a result: an expression or a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// `2x + 1`, or `f(x) with x = 2`: an expression and the pieces that follow it.
    Expr {
        /// The expression.
        expr: Expr,
        /// What follows, in the shape of a command's clauses; mostly empty.
        pieces: Vec<CommandPiece>,
    },
    /// `descend f from x = 7 rate 0.1`: a command word and the pieces that follow it.
    Command(Command),
}

/// A command: a word and the pieces after it. The command decides which words are keywords of clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// The command word.
    pub word: Name,
    /// Target, keywords and values in the order written.
    pub pieces: Vec<CommandPiece>,
    /// From the word to the last piece.
    pub span: Span,
}

/// A piece of a command: a bare word, or a comma-separated list of items.
///
/// In `descend f from x = 7 using adam rate 0.1` the pieces are the words `f`, `from`, the items `x = 7`, the words
/// `using`, `adam`, `rate`, the items `0.1`. A bare word may turn out to be a keyword or a value.
#[derive(Clone, Debug, PartialEq)]
pub enum CommandPiece {
    /// A name that stands alone.
    Word(Name),
    /// Expressions separated by commas; `x = 7` and `x in 0..1` are items too.
    Items(Vec<Expr>, Span),
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number as written, ASCII digits: `12`, `0.1`, `1e-3`, `.5`.
    Number(String),
    /// A quoted text, unescaped.
    Text(String),
    /// A name: variable, constant or function.
    Name(String),
    /// `a + b - c`: at least two terms, the first with its sign `Plus`.
    Sum(Vec<(SumSign, Expr)>),
    /// `a * b / c`: at least two factors, the first with `Times`.
    Product(Vec<(ProductSign, Expr)>),
    /// `4x`, `2(x+1)`, `(x+1)(x-1)`: at least two factors that stand against one another.
    Juxtaposed(Vec<Expr>),
    /// `-a`
    Negated(Box<Expr>),
    /// `a^b`
    Power(Box<Expr>, Box<Expr>),
    /// `n!`
    Factorial(Box<Expr>),
    /// `80%`
    Percent(Box<Expr>),
    /// `f''`: the operand, and the number of primes.
    Prime(Box<Expr>, u32),
    /// `f(x)`, `f'(3)`, `adam(beta1 = 0.8)`; also `|x|` as `abs`, `√x` as `sqrt`, `∇f` as `grad`.
    Call {
        /// A `Name`, or a `Prime` of a name.
        callee: Box<Expr>,
        /// The arguments.
        arguments: Vec<CallArgument>,
    },
    /// `r.x`, `d."living area"`
    Field(Box<Expr>, Name),
    /// `v[1]`, `m[1, 2]`
    Index(Box<Expr>, Vec<Expr>),
    /// `-1 < x <= 2`: at least one comparison.
    Comparison {
        /// The leftmost side.
        first: Box<Expr>,
        /// Each sign with what stands right of it.
        rest: Vec<(Comparison, Expr)>,
    },
    /// `not a`
    Not(Box<Expr>),
    /// `a and b and c`
    And(Vec<Expr>),
    /// `a or b or c`
    Or(Vec<Expr>),
    /// `if a then b else c`
    If {
        /// The condition.
        condition: Box<Expr>,
        /// Where it holds.
        then: Box<Expr>,
        /// Elsewhere.
        otherwise: Box<Expr>,
    },
    /// `a..b`, `a..b by s`
    Range {
        /// First value.
        from: Box<Expr>,
        /// Last value.
        to: Box<Expr>,
        /// Step.
        by: Option<Box<Expr>>,
    },
    /// `x in a..b`
    In(Name, Box<Expr>),
    /// `[a, b, c]`; a matrix is a list of lists.
    List(Vec<Expr>),
    /// `[k^2 for k in 1..10]`
    Comprehension {
        /// The element.
        body: Box<Expr>,
        /// The variable.
        name: Name,
        /// The range.
        range: Box<Expr>,
    },
    /// `(x = 1, y = 2)` or `(1, 2)`: two or more entries, or one that is named.
    Point(Vec<CallArgument>),
    /// `f'(x) = 0`, `x = 7`: only in pieces of commands.
    Equation(Box<Expr>, Box<Expr>),
}

/// An argument: `0.8`, or `beta1 = 0.8`.
#[derive(Clone, Debug, PartialEq)]
pub struct CallArgument {
    /// Its name, where one is given.
    pub name: Option<Name>,
    /// Its value.
    pub value: Expr,
}

/// The sign in front of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumSign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// The sign in front of a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductSign {
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A comparison sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
