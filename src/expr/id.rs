//! What nodes are named and told apart by: ids, names, constants, comparison signs, faults.

/// A node of a [`Graph`](super::Graph). Children have smaller ids than their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub(super) u32);

impl ExprId {
    /// The number 0, which every graph begins with.
    pub const ZERO: ExprId = ExprId(0);
    /// The number 1.
    pub const ONE: ExprId = ExprId(1);
    /// The number −1.
    pub const MINUS_ONE: ExprId = ExprId(2);
    /// Euler's number.
    pub const E: ExprId = ExprId(3);

    /// The node at a position that [`ExprId::index`] gave.
    pub(super) fn at(index: u32) -> ExprId {
        ExprId(index)
    }

    /// The position in the arena, for side tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub(super) u32);

/// A named constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Constant {
    /// π
    Pi,
    /// Euler's number.
    E,
    /// +∞, for ranges and limits; arithmetic leaves it alone.
    Infinity,
}

/// A comparison sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`; normal forms have `<` instead.
    Greater,
    /// `>=`; normal forms have `<=` instead.
    GreaterOrEqual,
}

impl Relation {
    /// Does `a R b` hold where the order of `a` and `b` is this?
    pub fn holds_for(self, order: std::cmp::Ordering) -> bool {
        match self {
            Relation::Equal => order.is_eq(),
            Relation::NotEqual => order.is_ne(),
            Relation::Less => order.is_lt(),
            Relation::LessOrEqual => order.is_le(),
            Relation::Greater => order.is_gt(),
            Relation::GreaterOrEqual => order.is_ge(),
        }
    }

    /// Does it hold between a number of this sign and 0?
    pub fn holds_for_sign(self, sign: i32) -> bool {
        self.holds_for(sign.cmp(&0))
    }

    /// The relation that `b` has to `a` where `a` has this one to `b`.
    pub fn turned(self) -> Relation {
        match self {
            Relation::Equal | Relation::NotEqual => self,
            Relation::Less => Relation::Greater,
            Relation::LessOrEqual => Relation::GreaterOrEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterOrEqual => Relation::LessOrEqual,
        }
    }
}

/// Why an exact expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// `1/0`
    DivisionByZero,
    /// A function outside its domain: its name, what it needs, and the argument it got.
    Domain {
        /// The call as text.
        call: String,
        /// What the argument must satisfy.
        needs: &'static str,
    },
    /// A negative number to a power that is no integer.
    NegativeBase,
    /// A number of more digits than the limit.
    TooLarge,
    /// Arithmetic with infinity.
    Infinity,
    /// A derivative where the function jumps, or is not shown to be continuous.
    NoDerivative,
}
