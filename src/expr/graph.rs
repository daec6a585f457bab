//! The arena: interned nodes, numbers and symbols.

use hashbrown::HashTable;

use super::{Core, FunctionDef, Number};
use crate::numeric::Rational;

/// A node of a [`Graph`]. Children have smaller ids than their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(u32);

impl ExprId {
    /// The position in the arena, for side tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

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

/// Why an exact expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
}

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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Number,
    Constant,
    Symbol,
    Sum,
    Product,
    Power,
    Call,
    Piecewise,
    Compare,
    Not,
    And,
    Or,
    Truth,
    Undefined,
}

#[derive(Clone, Copy)]
struct Entry {
    tag: Tag,
    payload: u32,
    start: u32,
    len: u32,
    hash: u32,
}

/// The arena of expressions. Nodes live until the graph is replaced by a copy of what is still wanted
/// ([`super::import`]).
pub struct Graph {
    entries: Vec<Entry>,
    children: Vec<ExprId>,
    table: HashTable<u32>,
    numbers: Vec<Number>,
    functions: Vec<&'static FunctionDef>,
    faults: Vec<Fault>,
    symbols: Vec<Box<str>>,
    symbol_table: HashTable<u32>,
    core: &'static Core,
    /// Normal form of a node where it is known; see `calculus::normal`.
    pub(crate) normal_forms: Vec<Option<ExprId>>,
}

impl Graph {
    /// The most nodes that one statement may add; about 1 GiB. Who builds them asks.
    pub const MAX_NODES: usize = 20_000_000;

    /// An empty graph that uses these core functions.
    pub fn new(core: &'static Core) -> Graph {
        Graph {
            entries: Vec::new(),
            children: Vec::new(),
            table: HashTable::new(),
            numbers: Vec::new(),
            functions: Vec::new(),
            faults: Vec::new(),
            symbols: Vec::new(),
            symbol_table: HashTable::new(),
            core,
            normal_forms: Vec::new(),
        }
    }

    /// The functions that normal forms produce.
    pub fn core(&self) -> &'static Core {
        self.core
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is there no node at all?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What a node is.
    #[inline]
    pub fn node(&self, id: ExprId) -> Node<'_> {
        let entry = self.entries[id.index()];
        let children = &self.children[entry.start as usize..(entry.start + entry.len) as usize];
        let payload = entry.payload as usize;
        match entry.tag {
            Tag::Number => Node::Number(&self.numbers[payload]),
            Tag::Constant => Node::Constant(CONSTANTS[payload]),
            Tag::Symbol => Node::Symbol(Symbol(entry.payload)),
            Tag::Sum => Node::Sum(children),
            Tag::Product => Node::Product(children),
            Tag::Power => Node::Power(children[0], children[1]),
            Tag::Call => Node::Call(self.functions[payload], children),
            Tag::Piecewise => Node::Piecewise(children),
            Tag::Compare => Node::Compare(RELATIONS[payload], children[0], children[1]),
            Tag::Not => Node::Not(children[0]),
            Tag::And => Node::And(children),
            Tag::Or => Node::Or(children),
            Tag::Truth => Node::Truth(payload == 1),
            Tag::Undefined => Node::Undefined(&self.faults[payload]),
        }
    }

    /// The children of a node, in order.
    #[inline]
    pub fn children(&self, id: ExprId) -> &[ExprId] {
        let entry = self.entries[id.index()];
        &self.children[entry.start as usize..(entry.start + entry.len) as usize]
    }

    /// The number that a node is.
    #[inline]
    pub fn as_number(&self, id: ExprId) -> Option<&Number> {
        match self.node(id) {
            Node::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The exact value of a node that is a number.
    pub fn as_rational(&self, id: ExprId) -> Option<&Rational> {
        self.as_number(id).map(|n| &n.value)
    }

    /// The integer that a node is.
    pub fn as_integer(&self, id: ExprId) -> Option<i64> {
        self.as_rational(id).filter(|v| v.is_integer()).and_then(Rational::to_i64)
    }

    /// Is this the number 0?
    pub fn is_zero(&self, id: ExprId) -> bool {
        self.as_number(id).is_some_and(|n| n.value.is_zero())
    }

    /// Is this the number 1?
    pub fn is_one(&self, id: ExprId) -> bool {
        self.as_number(id).is_some_and(|n| n.value.is_one())
    }

    /// An exact number.
    pub fn number(&mut self, number: Number) -> ExprId {
        let hash = mix(hash_of(&number), Tag::Number as u32);
        if let Some(&found) = self.table.find(u64::from(hash).wrapping_mul(SPREAD), |&i| {
            let e = &self.entries[i as usize];
            e.tag == Tag::Number && self.numbers[e.payload as usize] == number
        }) {
            return ExprId(found);
        }
        self.numbers.push(number);
        self.push(Tag::Number, (self.numbers.len() - 1) as u32, &[], hash)
    }

    /// An exact fraction.
    pub fn rational(&mut self, value: Rational) -> ExprId {
        self.number(Number::from(value))
    }

    /// An integer.
    pub fn integer(&mut self, n: i64) -> ExprId {
        self.number(Number::integer(n))
    }

    /// π, e or ∞.
    pub fn constant(&mut self, constant: Constant) -> ExprId {
        self.intern(Tag::Constant, constant as u32, &[])
    }

    /// A name without a value.
    pub fn symbol(&mut self, name: &str) -> ExprId {
        let symbol = self.symbol_id(name);
        self.symbol_node(symbol)
    }

    /// The node of a symbol.
    pub fn symbol_node(&mut self, symbol: Symbol) -> ExprId {
        self.intern(Tag::Symbol, symbol.0, &[])
    }

    /// The symbol of a name.
    pub fn symbol_id(&mut self, name: &str) -> Symbol {
        let hash = u64::from(hash_of(name));
        if let Some(&found) = self.symbol_table.find(hash, |&i| &*self.symbols[i as usize] == name) {
            return Symbol(found);
        }
        let id = self.symbols.len() as u32;
        self.symbols.push(name.into());
        self.symbol_table.insert_unique(hash, id, |&i| u64::from(hash_of(&*self.symbols[i as usize])));
        Symbol(id)
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> &str {
        &self.symbols[symbol.0 as usize]
    }

    /// A sum as given: nothing is collected or sorted. One term is that term, none is 0.
    pub fn raw_sum(&mut self, terms: &[ExprId]) -> ExprId {
        match terms {
            [] => self.integer(0),
            [one] => *one,
            _ => self.intern(Tag::Sum, 0, terms),
        }
    }

    /// A product as given. One factor is that factor, none is 1.
    pub fn raw_product(&mut self, factors: &[ExprId]) -> ExprId {
        match factors {
            [] => self.integer(1),
            [one] => *one,
            _ => self.intern(Tag::Product, 0, factors),
        }
    }

    /// A power as given.
    pub fn raw_power(&mut self, base: ExprId, exponent: ExprId) -> ExprId {
        self.intern(Tag::Power, 0, &[base, exponent])
    }

    /// `a / b` as given.
    pub fn raw_quotient(&mut self, a: ExprId, b: ExprId) -> ExprId {
        let minus_one = self.integer(-1);
        let inverse = self.raw_power(b, minus_one);
        self.raw_product(&[a, inverse])
    }

    /// `-a` as given: the sign goes into a number that leads.
    pub fn raw_negation(&mut self, a: ExprId) -> ExprId {
        if let Some(n) = self.as_number(a) {
            let negated = n.negated();
            return self.number(negated);
        }
        if let Node::Product(factors) = self.node(a) {
            let mut factors = factors.to_vec();
            if let Some(n) = self.as_number(factors[0]) {
                let negated = n.negated();
                factors[0] = self.number(negated);
            } else {
                factors.insert(0, self.integer(-1));
            }
            return self.raw_product(&factors);
        }
        let minus_one = self.integer(-1);
        self.raw_product(&[minus_one, a])
    }

    /// A call as given; the caller has checked the number of arguments.
    pub fn raw_call(&mut self, function: &'static FunctionDef, arguments: &[ExprId]) -> ExprId {
        let index = match self.functions.iter().position(|f| std::ptr::eq(*f, function)) {
            Some(i) => i,
            None => {
                self.functions.push(function);
                self.functions.len() - 1
            }
        };
        self.intern(Tag::Call, index as u32, arguments)
    }

    /// Cases as given: condition, value, …, otherwise.
    pub fn raw_piecewise(&mut self, parts: &[ExprId]) -> ExprId {
        debug_assert!(parts.len() % 2 == 1);
        self.intern(Tag::Piecewise, 0, parts)
    }

    /// A comparison as given.
    pub fn compare(&mut self, relation: Relation, left: ExprId, right: ExprId) -> ExprId {
        self.intern(Tag::Compare, relation as u32, &[left, right])
    }

    /// `not a`
    pub fn not(&mut self, a: ExprId) -> ExprId {
        self.intern(Tag::Not, 0, &[a])
    }

    /// `a and b and …`
    pub fn and(&mut self, parts: &[ExprId]) -> ExprId {
        self.intern(Tag::And, 0, parts)
    }

    /// `a or b or …`
    pub fn or(&mut self, parts: &[ExprId]) -> ExprId {
        self.intern(Tag::Or, 0, parts)
    }

    /// `true` or `false`
    pub fn truth(&mut self, value: bool) -> ExprId {
        self.intern(Tag::Truth, u32::from(value), &[])
    }

    /// An expression without a value.
    pub fn undefined(&mut self, fault: Fault) -> ExprId {
        let index = match self.faults.iter().position(|f| *f == fault) {
            Some(i) => i,
            None => {
                self.faults.push(fault);
                self.faults.len() - 1
            }
        };
        self.intern(Tag::Undefined, index as u32, &[])
    }

    /// The same node over other children.
    pub fn rebuild(&mut self, id: ExprId, children: &[ExprId]) -> ExprId {
        let entry = self.entries[id.index()];
        if entry.len == 0 || self.children(id) == children {
            return id;
        }
        self.intern(entry.tag, entry.payload, children)
    }

    fn intern(&mut self, tag: Tag, payload: u32, children: &[ExprId]) -> ExprId {
        let mut hash = mix(tag as u32, payload);
        for child in children {
            hash = mix(hash, child.0);
        }
        if let Some(&found) = self.table.find(u64::from(hash).wrapping_mul(SPREAD), |&i| {
            let e = self.entries[i as usize];
            e.hash == hash
                && e.tag == tag
                && e.payload == payload
                && self.children[e.start as usize..(e.start + e.len) as usize] == *children
        }) {
            return ExprId(found);
        }
        self.push(tag, payload, children, hash)
    }

    fn push(&mut self, tag: Tag, payload: u32, children: &[ExprId], hash: u32) -> ExprId {
        let id = self.entries.len() as u32;
        let start = self.children.len() as u32;
        self.children.extend_from_slice(children);
        self.entries.push(Entry { tag, payload, start, len: children.len() as u32, hash });
        let entries = &self.entries;
        self.table.insert_unique(u64::from(hash).wrapping_mul(SPREAD), id, |&i| {
            u64::from(entries[i as usize].hash).wrapping_mul(SPREAD)
        });
        ExprId(id)
    }
}

/// The order in which the discriminants of [`Constant`] run.
const CONSTANTS: [Constant; 3] = [Constant::Pi, Constant::E, Constant::Infinity];
/// The order in which the discriminants of [`Relation`] run.
const RELATIONS: [Relation; 6] = [
    Relation::Equal,
    Relation::NotEqual,
    Relation::Less,
    Relation::LessOrEqual,
    Relation::Greater,
    Relation::GreaterOrEqual,
];

/// Spreads 32 bits of hash over the 64 that the table looks at (its top bits choose within a group).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(hash: u32, word: u32) -> u32 {
    let h = (u64::from(hash).rotate_left(17) ^ u64::from(word)).wrapping_mul(0x517C_C1B7_2722_0A95);
    (h >> 32) as u32 ^ h as u32
}

fn hash_of<T: std::hash::Hash + ?Sized>(value: &T) -> u32 {
    use std::hash::Hasher;
    #[derive(Default)]
    struct Fnv(u64);
    impl Hasher for Fnv {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            for &b in bytes {
                self.0 = (self.0.rotate_left(5) ^ u64::from(b)).wrapping_mul(0x517C_C1B7_2722_0A95);
            }
        }
    }
    let mut hasher = Fnv::default();
    value.hash(&mut hasher);
    let h = hasher.finish();
    (h >> 32) as u32 ^ h as u32
}
