//! The arena of expressions: interned nodes, numbers and symbols.

mod entry;
mod hash;
mod mentions;
mod order;
mod types;

use hashbrown::HashTable;

use entry::{Entry, OrderKey, Tag};
use hash::{SPREAD, hash_of, mix, spread};
pub(super) use mentions::Mentions;

pub use types::{
    Asymptote, Branches, Condition, Core, Derivative, Formula, FunctionDef, Graph, Inverse, Node, Requirement,
    Rewriting, Selectors,
};

use super::enclosures::Enclosures;
use super::scratch::Scratch;
use super::{Constant, ExprId, Fault, Number, Relation, Symbol};
use crate::interrupt::{Interrupt, MemoryUse, charge, count};
use crate::numeric::Rational;
use crate::numeric::budget::nodes;

/// The mark of a node without a value.
const UNDEFINED: u8 = 1;
/// The mark of ∞ and of a product with it.
const INFINITE: u8 = 2;
/// The mark of a product with a product among its factors; normal forms have none.
const NESTED: u8 = 4;
/// The mark of a product.
const PRODUCT: u8 = 8;

/// What it costs to look a node up or enter it, besides its children.
const STEPS_PER_NODE: usize = 50;
/// What a node takes in the lists and the table, besides its children.
const BYTES_PER_NODE: usize = 56;

/// Room for nodes that a new graph has.
const FIRST_NODES: usize = 448;

/// The integers whose nodes are looked up in a list, not in the table.
const LISTED: std::ops::RangeInclusive<i64> = -256..=1023;
/// An integer that has no node yet.
const ABSENT: u32 = u32::MAX;

impl Graph {
    /// An empty graph that uses these core functions.
    pub fn new(core: &'static Core) -> Graph {
        let mut graph = Graph {
            entries: Vec::with_capacity(FIRST_NODES),
            children: Vec::with_capacity(2 * FIRST_NODES),
            table: HashTable::with_capacity(FIRST_NODES),
            numbers: Vec::new(),
            integers: vec![ABSENT; (LISTED.end() - LISTED.start() + 1) as usize],
            functions: Vec::new(),
            faults: Vec::new(),
            symbols: Vec::new(),
            symbol_table: HashTable::new(),
            core,
            normal_forms: Vec::new(),
            interrupt: Interrupt::default(),
            enclosures: Enclosures::default(),
            scratch: Scratch::default(),
        };
        // In the order of the constants of `ExprId`.
        for n in [0, 1, -1] {
            graph.integer(n);
        }
        graph.constant(Constant::E);
        graph
    }

    /// The functions that normal forms produce.
    pub fn core(&self) -> &'static Core {
        self.core
    }

    /// Makes room for so many more nodes.
    pub(crate) fn reserve(&mut self, nodes: usize) {
        let nodes = nodes.min(nodes::STATEMENT);
        self.entries.reserve(nodes);
        self.table.reserve(nodes, |&(h, _)| spread(h));
    }

    /// Gives back the room that is not used.
    pub fn shrink_to_fit(&mut self) {
        self.entries.shrink_to_fit();
        self.children.shrink_to_fit();
        self.table.shrink_to_fit(|&(h, _)| spread(h));
        self.numbers.shrink_to_fit();
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is there no node but those that every graph begins with?
    pub fn is_empty(&self) -> bool {
        self.entries.len() == ExprId::E.index() + 1
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
        let entry = &self.entries[id.index()];
        if entry.tag == Tag::Number { Some(&self.numbers[entry.payload as usize]) } else { None }
    }

    /// Is this an exact number?
    #[inline]
    pub(crate) fn is_number(&self, id: ExprId) -> bool {
        self.entries[id.index()].tag == Tag::Number
    }

    /// Is this a name?
    #[inline]
    pub(crate) fn is_symbol(&self, id: ExprId) -> bool {
        self.entries[id.index()].tag == Tag::Symbol
    }

    /// Is this a sum?
    #[inline]
    pub(crate) fn is_sum(&self, id: ExprId) -> bool {
        self.entries[id.index()].tag == Tag::Sum
    }

    /// Is this a product?
    #[inline]
    pub(crate) fn is_product(&self, id: ExprId) -> bool {
        self.entries[id.index()].tag == Tag::Product
    }

    /// Base and exponent of a power; [`Graph::node`] says the same, less quickly.
    #[inline]
    pub(crate) fn as_power(&self, id: ExprId) -> Option<(ExprId, ExprId)> {
        let entry = &self.entries[id.index()];
        match self.children[entry.start as usize..] {
            [base, exponent, ..] if entry.tag == Tag::Power => Some((base, exponent)),
            _ => None,
        }
    }

    /// The argument of a call of `exp`.
    #[inline]
    pub(crate) fn as_exp(&self, id: ExprId) -> Option<ExprId> {
        let entry = &self.entries[id.index()];
        let is_exp = entry.tag == Tag::Call && self.functions[entry.payload as usize] == self.core.exp;
        if is_exp { Some(self.children[entry.start as usize]) } else { None }
    }

    /// The symbols in this.
    pub(super) fn mentions(&self, id: ExprId) -> Mentions {
        self.entries[id.index()].mentions
    }

    /// Has this no value?
    #[inline]
    pub(crate) fn is_undefined(&self, id: ExprId) -> bool {
        self.entries[id.index()].marks & UNDEFINED != 0
    }

    /// Is this ∞, or a product with it?
    #[inline]
    pub(crate) fn is_infinite(&self, id: ExprId) -> bool {
        self.entries[id.index()].marks & INFINITE != 0
    }

    /// Is this a product with a product among its factors?
    #[inline]
    pub(crate) fn is_nested_product(&self, id: ExprId) -> bool {
        self.entries[id.index()].marks & NESTED != 0
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
    #[inline]
    pub fn is_zero(&self, id: ExprId) -> bool {
        id == ExprId::ZERO
    }

    /// Is this the number 1?
    #[inline]
    pub fn is_one(&self, id: ExprId) -> bool {
        id == ExprId::ONE
    }

    /// An exact number.
    #[inline]
    pub fn number(&mut self, number: Number) -> ExprId {
        match number.value.to_i64() {
            Some(n) if LISTED.contains(&n) => self.integer(n),
            _ => self.interned_number(number),
        }
    }

    fn interned_number(&mut self, number: Number) -> ExprId {
        let hash = hash_of_number(&number);
        if let Some(&(_, found)) = self.table.find(spread(hash), |&(h, i)| {
            h == hash && {
                let e = &self.entries[i as usize];
                e.tag == Tag::Number && self.numbers[e.payload as usize] == number
            }
        }) {
            return ExprId(found);
        }
        charge(MemoryUse::Digits, number.value.bits() / 8);
        self.numbers.push(number);
        self.enter(Tag::Number, (self.numbers.len() - 1) as u32, self.children.len(), hash)
    }

    /// An exact fraction.
    pub fn rational(&mut self, value: Rational) -> ExprId {
        self.number(Number::from(value))
    }

    /// An integer.
    #[inline]
    pub fn integer(&mut self, n: i64) -> ExprId {
        if !LISTED.contains(&n) {
            return self.interned_number(Number::integer(n));
        }
        let place = (n - LISTED.start()) as usize;
        if self.integers[place] == ABSENT {
            self.integers[place] = self.interned_number(Number::integer(n)).0;
        }
        ExprId(self.integers[place])
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

    /// A product without its first factor, as given.
    pub(crate) fn product_without_first(&mut self, product: ExprId) -> ExprId {
        let entry = self.entries[product.index()];
        if entry.len <= 2 {
            return self.children(product).last().copied().unwrap_or(ExprId::ONE);
        }
        self.intern_product(None, (entry.start + 1) as usize..(entry.start + entry.len) as usize)
    }

    /// A factor before those of a product, as given.
    pub(crate) fn product_with_first(&mut self, first: ExprId, product: ExprId) -> ExprId {
        let entry = self.entries[product.index()];
        self.intern_product(Some(first), entry.start as usize..(entry.start + entry.len) as usize)
    }

    /// The product of factors that lie in the arena already, without copying them to look it up.
    fn intern_product(&mut self, first: Option<ExprId>, rest: std::ops::Range<usize>) -> ExprId {
        count(STEPS_PER_NODE + rest.len());
        let hash = first.iter().fold(mix(Tag::Product as u32, 0), |hash, child| mix(hash, child.0));
        let hash = self.children[rest.clone()].iter().fold(hash, |hash, child| mix(hash, child.0));
        if let Some(&(_, found)) = self.table.find(spread(hash), |&(h, i)| {
            h == hash && {
                let e = &self.entries[i as usize];
                let children = &self.children[e.start as usize..(e.start + e.len) as usize];
                let tail = match first {
                    Some(first) => children.split_first().filter(|(f, _)| **f == first).map(|(_, tail)| tail),
                    None => Some(children),
                };
                e.tag == Tag::Product && tail == Some(&self.children[rest.clone()])
            }
        }) {
            return ExprId(found);
        }
        let start = self.children.len();
        self.children.extend(first);
        self.children.extend_from_within(rest);
        self.enter(Tag::Product, 0, start, hash)
    }

    fn intern(&mut self, tag: Tag, payload: u32, children: &[ExprId]) -> ExprId {
        count(STEPS_PER_NODE + children.len());
        let hash = children.iter().fold(mix(tag as u32, payload), |hash, child| mix(hash, child.0));
        if let Some(&(_, found)) = self.table.find(spread(hash), |&(h, i)| {
            h == hash && {
                let e = &self.entries[i as usize];
                e.tag == tag
                    && e.payload == payload
                    && self.children[e.start as usize..(e.start + e.len) as usize] == *children
            }
        }) {
            return ExprId(found);
        }
        let start = self.children.len();
        self.children.extend_from_slice(children);
        self.enter(tag, payload, start, hash)
    }

    /// A new node; its children are the last ones in the arena, from `start` on.
    #[inline(never)]
    fn enter(&mut self, tag: Tag, payload: u32, start: usize, hash: u32) -> ExprId {
        let id = self.entries.len() as u32;
        let children = &self.children[start..];
        charge(MemoryUse::Formulas, BYTES_PER_NODE + size_of_val(children));
        let (mut deepest, mut below, mut mentions) = (OrderKey::default(), 0, Mentions::default());
        for child in children {
            let child = &self.entries[child.index()];
            deepest = deepest.max(child.key);
            below |= child.marks;
            mentions = mentions.and(child.mentions);
        }
        if tag == Tag::Symbol {
            mentions = Mentions::of(Symbol(payload));
        }
        let marks = match tag {
            Tag::Undefined => UNDEFINED,
            Tag::Constant if CONSTANTS[payload as usize] == Constant::Infinity => INFINITE,
            Tag::Product if below & PRODUCT != 0 => PRODUCT | NESTED | below & INFINITE,
            Tag::Product => PRODUCT | below & INFINITE,
            _ => 0,
        };
        let height = if children.is_empty() { 0 } else { deepest.height().saturating_add(1) };
        let key = OrderKey::new(height, tag, children.len(), self.rank(tag, payload, height, children));
        let entry = Entry { tag, marks, mentions, payload, start: start as u32, len: children.len() as u32, key };
        self.entries.push(entry);
        self.table.insert_unique(spread(hash), (hash, id), |&(h, _)| spread(h));
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

fn hash_of_number(number: &Number) -> u32 {
    match number.value.to_i64_fraction() {
        Some((numerator, denominator)) => {
            let word = (numerator as u64).wrapping_mul(SPREAD) ^ (denominator as u64).rotate_left(32);
            mix(mix(Tag::Number as u32, word as u32), (word >> 32) as u32 ^ u32::from(number.decimal))
        }
        None => mix(hash_of(number), Tag::Number as u32),
    }
}
