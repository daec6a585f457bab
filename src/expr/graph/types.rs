//! The types that make one another up: a node holds the record of a function, what a record does is done to a graph, and a
//! graph gives out nodes.

use hashbrown::HashTable;

use super::entry::Entry;
use crate::expr::enclosures::Enclosures;
use crate::expr::function::{Algebraic, Arity, BallValue, DoubleFunction, IntervalValue, Latex, MustBe, Steps, Tie};
use crate::expr::scratch::Scratch;
use crate::expr::{Constant, ExprId, Fault, Number, Relation, Shape, Symbol};
use crate::interrupt::Interrupt;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node<'g> {
    /// An exact number.
    Number(&'g Number),
    /// π, e, ∞
    Constant(Constant),
    /// A name without a value.
    Symbol(Symbol),
    /// Two or more terms.
    Sum(&'g [ExprId]),
    /// Two or more factors; a quotient has factors to the power −1.
    Product(&'g [ExprId]),
    /// Base and exponent.
    Power(ExprId, ExprId),
    /// A function of the table and its arguments.
    Call(&'static FunctionDef, &'g [ExprId]),
    /// Condition, value, condition, value, …, and the value elsewhere: an odd number of children.
    Piecewise(&'g [ExprId]),
    /// Left and right side of a comparison.
    Compare(Relation, ExprId, ExprId),
    /// True where the child is false.
    Not(ExprId),
    /// True where all children are.
    And(&'g [ExprId]),
    /// True where any child is.
    Or(&'g [ExprId]),
    /// True or false.
    Truth(bool),
    /// An expression that has no value, and why.
    Undefined(&'g Fault),
}

/// The arena of expressions. Nodes live until the graph is replaced by a copy of what is still wanted
/// ([`crate::expr::import`]).
pub struct Graph {
    pub(super) entries: Vec<Entry>,
    pub(super) children: Vec<ExprId>,
    /// Hash and position of every node.
    pub(super) table: HashTable<(u32, u32)>,
    pub(super) numbers: Vec<Number>,
    /// The nodes of the `LISTED` integers.
    pub(super) integers: Vec<u32>,
    pub(super) functions: Vec<&'static FunctionDef>,
    pub(super) faults: Vec<Fault>,
    pub(super) symbols: Vec<Box<str>>,
    pub(super) symbol_table: HashTable<u32>,
    pub(super) core: &'static Core,
    /// Normal form of a node where it is known; see `algebra::normal`.
    pub(crate) normal_forms: Vec<Option<ExprId>>,
    /// The flag that whoever builds a lot here polls.
    pub(crate) interrupt: Interrupt,
    /// Balls of closed numbers.
    pub(crate) enclosures: Enclosures,
    /// Buffers that building normal forms uses again and again.
    pub(crate) scratch: Scratch,
}

/// One elementary function: a call node holds a reference to its record, and everything that depends on which function
/// it is (parsing, derivative, value, printing, help) reads it here.
pub struct FunctionDef {
    /// The name it prints under.
    pub name: &'static str,
    /// Other names that mean it.
    pub aliases: &'static [&'static str],
    /// How many arguments it takes.
    pub arity: Arity,
    /// Its value in doubles; NaN outside its domain.
    pub value: DoubleFunction,
    /// Its value to any precision, with proved bounds.
    pub ball: BallValue,
    /// Bounds for its values on a box of arguments, where they are known.
    pub interval: Option<IntervalValue>,
    /// The same function in terms of simpler ones: equal wherever it is defined, and defined nowhere else.
    pub simpler: Option<Rewriting>,
    /// The same function as a formula in those that equations are solved in: `tan` as `sin/cos`, `cosh` by exponentials. What
    /// `simpler` is, too, where that says nothing else.
    pub definition: Option<Formula>,
    /// For which arguments it has a value.
    pub inverse: Option<Inverse>,
    /// Where it has a whole value, if it has no others and each just between two neighbouring ones.
    pub steps: Option<Steps>,
    /// How it goes on for large arguments, where no simpler functions say so.
    pub ends: &'static [Asymptote],
    /// After which it repeats.
    pub period: Option<Formula>,
    /// Its partial derivatives.
    pub derivative: Derivative,
    /// Exact special values and identities that hold wherever the call is defined.
    pub special: fn(&mut Graph, &[ExprId]) -> Option<ExprId>,
    /// What these arguments must satisfy; `None` where it is defined for all of them. All that is computed of its domain
    /// rests on this.
    pub requires: fn(&Graph, &[ExprId]) -> Option<&'static Condition>,
    /// The same in words, such as `x > 0`; empty where it is defined everywhere.
    pub domain: &'static str,
    /// Where it has a kink or jump and which derivative is used there; empty where it is smooth.
    pub kink: &'static str,
    /// The same function, smooth in each of its branches, where it has branches.
    pub branches: Option<Branches>,
    /// How it bends and grows, where that is known.
    pub shape: Option<Shape>,
    /// Which numbers it has at algebraic numbers.
    pub algebraic: Algebraic,
    /// How it is set in a paper.
    pub latex: Latex,
    /// How it is written where a name and arguments do not say it: from the arguments, in LaTeX or not.
    pub spelling: Option<Spelling>,
    /// One line of help.
    pub help: &'static str,
    /// An example and what it gives.
    pub example: (&'static str, &'static str),
}

/// A condition on arguments, as constant data.
pub enum Condition {
    /// A comparison.
    Compare(Formula, Relation, Formula),
    /// All of them hold.
    All(&'static [Condition]),
    /// One of them holds.
    Any(&'static [Condition]),
    /// A value is not `from + k*step` for any integer k, or with `one_way` for any k from 0 on. Only on its own or among what
    /// must all hold.
    Apart {
        /// The value.
        argument: Formula,
        /// One of the points.
        from: Formula,
        /// The way to the next.
        step: Formula,
        /// Only from `from` on.
        one_way: bool,
        /// What is 0 just at these points, where there is a formula.
        zero: Option<Formula>,
    },
    /// What only the words say.
    Unsaid,
}

/// An expression for a call of these arguments, in which nothing need be in normal form.
pub type Rewriting = fn(&mut Graph, &[ExprId]) -> Option<ExprId>;

/// A call of these arguments in terms of selectors: for fixed selectors it is smooth, and for those that its arguments give
/// it is the function.
pub type Branches = fn(&mut Graph, &[ExprId], &mut dyn Selectors) -> ExprId;

/// Gives names to what decides between branches.
pub trait Selectors {
    /// The sign of an expression: -1, 0 or 1.
    fn sign(&mut self, graph: &mut Graph, z: ExprId) -> ExprId;
    /// Cosine and sine of the direction in which a point of the plane lies from its origin.
    fn direction(&mut self, graph: &mut Graph, u: ExprId, v: ExprId) -> [ExprId; 2];
}

/// What a function of one argument is near for large arguments.
pub struct Asymptote {
    /// For arguments toward +∞; else toward −∞.
    pub positive: bool,
    /// The function is this,
    pub value: Formula,
    /// up to this times some number; exactly, where nothing is left.
    pub rest: Option<Formula>,
}

impl Asymptote {
    /// Toward +∞.
    pub const fn up(value: Formula, rest: Option<Formula>) -> Asymptote {
        Asymptote { positive: true, value, rest }
    }

    /// Toward −∞.
    pub const fn down(value: Formula, rest: Option<Formula>) -> Asymptote {
        Asymptote { positive: false, value, rest }
    }
}

/// How a call is written; in LaTeX where the last argument says so.
pub type Spelling = fn(&Graph, &[ExprId], bool) -> Option<String>;

/// The partial derivatives of a function.
#[derive(Clone, Copy)]
pub enum Derivative {
    /// A formula for each argument.
    Formulas(&'static [Formula]),
    /// For any number of arguments: the partial derivative with respect to argument `i`, in normal form.
    Partial(fn(&mut Graph, &[ExprId], usize) -> ExprId),
    /// Where partial derivatives do not say enough (`max` where its arguments tie): from the arguments and their
    /// derivatives with respect to one variable, the derivative of the whole.
    Total(fn(&mut Graph, &[ExprId], &[ExprId], Tie) -> ExprId),
}

/// An expression as constant data, so that a table can hold derivatives that a person can read.
pub enum Formula {
    /// The argument of this number, from 0.
    Arg(usize),
    /// An integer.
    Int(i64),
    /// π or e.
    Const(Constant),
    /// A sum.
    Sum(&'static [Formula]),
    /// A product.
    Product(&'static [Formula]),
    /// A power with a rational exponent, given as numerator and denominator.
    Power(&'static Formula, i64, i64),
    /// A call.
    Call(&'static FunctionDef, &'static [Formula]),
}

/// All `u` for which a function of `u` has the value [`Formula::Arg`]`(0)`. There may be too many of them: what is found is
/// checked in the equation as it was written.
pub struct Inverse {
    /// One formula for each branch.
    pub branches: &'static [Formula],
    /// What may be added any number of times.
    pub period: Option<Formula>,
    /// Which values the function has, beyond what the branches need.
    pub range: &'static [Requirement],
}

impl Inverse {
    /// Has the function every value once?
    pub fn is_one_to_one(&self) -> bool {
        self.branches.len() == 1 && self.period.is_none()
    }
}

/// What a value must satisfy.
pub struct Requirement {
    /// Of the value.
    pub formula: Formula,
    /// What it must be.
    pub must_be: MustBe,
}

/// The few functions that normal forms and derivatives themselves produce: `exp` for powers of e, `ln` for
/// derivatives of powers, `abs` for `sqrt(x^2)`, `sqrt` for printing `x^(1/2)`, `cos` and `acos` for cubics with three
/// real roots.
pub struct Core {
    /// The exponential.
    pub exp: &'static FunctionDef,
    /// The natural logarithm.
    pub ln: &'static FunctionDef,
    /// The absolute value.
    pub abs: &'static FunctionDef,
    /// The square root.
    pub sqrt: &'static FunctionDef,
    /// The cosine.
    pub cos: &'static FunctionDef,
    /// Its inverse.
    pub acos: &'static FunctionDef,
    /// Is an expression proved to be 0 wherever it has a value, by what is known of all functions?
    pub vanishes: fn(&mut Graph, ExprId) -> bool,
    /// The derivative of a function by cases from its parts and from these with each value replaced by its derivative: limits
    /// tell it where a case holds at a single point.
    pub by_cases: fn(&mut Graph, &[ExprId], &[ExprId], Symbol) -> ExprId,
}

impl PartialEq for FunctionDef {
    fn eq(&self, other: &FunctionDef) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for FunctionDef {}

impl std::fmt::Debug for FunctionDef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
