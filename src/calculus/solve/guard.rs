//! What is assumed of names without a value: which signs certain values have. Each solution stands under its own guard;
//! where a formula divides by what may be 0, the search goes on with that value 0 in a case of its own.

use std::cmp::Ordering;

use crate::algebra::closed::{Decision, sign};
use crate::algebra::expanded;
use crate::algebra::factor::factored;
use crate::algebra::normal::{
    difference, formed, is_nonnegative, is_positive, negation, normalise, product, quotient, split_coefficient,
};
use crate::algebra::terms::{factors, linear, minus, replace, terms};
use crate::calculus::domain::has_no_value;
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, is_closed, reach, substitute, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{Budget, depth};

/// A set of signs: 1 for negative, 2 for zero, 4 for positive.
type SignSet = u8;
const NEGATIVE: SignSet = 1;
const ZERO: SignSet = 2;
const POSITIVE: SignSet = 4;
const ANY: SignSet = 7;

/// One value and the signs that it may have.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SignCondition {
    /// The value, scaled such that its multiples are the same.
    key: ExprId,
    /// The signs that the key may have.
    signs: SignSet,
    /// The value as it is shown.
    shown: ExprId,
    /// Has the shown value the other sign than the key?
    turned: bool,
}

/// The steps that taking conditions apart may need, and how deep it is nested.
#[derive(Clone, Copy)]
struct TakingApart<'b> {
    budget: &'b Budget<'b>,
    depth: usize,
}

impl TakingApart<'_> {
    fn deeper(self) -> Self {
        TakingApart { depth: self.depth + 1, ..self }
    }
}

/// Conditions on names without a value that hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guard {
    parts: Vec<SignCondition>,
    /// The values that equations among the conditions give to names.
    values: Vec<(Symbol, ExprId)>,
}

impl Guard {
    /// The conditions with one more; `None` where they cannot hold together.
    pub fn and(&self, graph: &mut Graph, interrupt: &Interrupt, relation: Relation, value: ExprId) -> Option<Guard> {
        let mut all = self.clone();
        let budget = Budget::brief(interrupt);
        all.add(graph, signs_of(relation), value, TakingApart { budget: &budget, depth: 0 }).then_some(all)
    }

    /// The conditions where a whole number has a certain value.
    pub fn where_number_is(&self, graph: &mut Graph, name: Symbol, value: i64) -> Guard {
        let mut all = self.clone();
        let value = graph.integer(value);
        all.values.push((name, value));
        all
    }

    /// The normal form of an expression where the conditions hold.
    pub fn under(&self, graph: &mut Graph, id: ExprId) -> ExprId {
        let mut id = id;
        for &(name, value) in &self.values {
            id = substitute(graph, id, &[(name, value)]);
        }
        let form = normalise(graph, id);
        // The budget is one of milliseconds: nobody needs to stop it.
        let sizes = self.known_sizes(graph, &Interrupt::default(), form);
        if sizes.is_empty() { form } else { replace(graph, form, &sizes) }
    }

    /// `|u|` as `u` or `-u`, where the sign of `u` is among the conditions.
    fn known_sizes(&self, graph: &mut Graph, interrupt: &Interrupt, form: ExprId) -> Vec<(ExprId, ExprId)> {
        let mut pairs = Vec::new();
        if self.parts.is_empty() {
            return pairs;
        }
        let abs = graph.core().abs;
        let inside = |graph: &Graph, id: ExprId| match graph.node(id) {
            Node::Call(f, &[u]) if f == abs => Some(u),
            _ => None,
        };
        for id in reach(graph, &[form]).order {
            // `|a|*|b|` by the sign of `a*b`.
            let (sizes, mut others): (Vec<ExprId>, Vec<ExprId>) = match graph.node(id) {
                Node::Product(factors) => factors.iter().partition(|&&f| inside(graph, f).is_some()),
                _ => (vec![id], Vec::new()),
            };
            let arguments: Option<Vec<ExprId>> = sizes.iter().map(|&f| inside(graph, f)).collect();
            let Some(arguments) = arguments.filter(|a| !a.is_empty()) else { continue };
            let u = product(graph, &arguments);
            let budget = Budget::brief(interrupt);
            let mut can_be =
                |signs: SignSet| self.clone().add(graph, signs, u, TakingApart { budget: &budget, depth: 0 });
            let size = if !can_be(NEGATIVE) {
                u
            } else if !can_be(POSITIVE) {
                negation(graph, u)
            } else {
                continue;
            };
            others.push(size);
            pairs.push((id, product(graph, &others)));
        }
        pairs
    }

    /// Every way in which a value can be 0 under these conditions. `None` where that is not known.
    pub fn vanishing(
        &self,
        graph: &mut Graph,
        interrupt: &Interrupt,
        value: ExprId,
        whole: &[Symbol],
    ) -> Option<Vec<Guard>> {
        let value = self.under(graph, value);
        let budget = Budget::brief(interrupt);
        let (_, parts) = taken_apart(graph, &budget, value)?;
        let mut ways = Vec::new();
        for (base, exponent) in parts {
            if !exponent.is_positive() {
                continue;
            }
            let symbols = symbols_of(graph, &[base]);
            let numbers: Vec<Symbol> = symbols.iter().copied().filter(|s| whole.contains(s)).collect();
            if symbols.iter().any(|&s| graph.name(s).starts_with('\u{1}')) {
                return None;
            }
            match numbers.as_slice() {
                [] => ways.extend(self.and(graph, interrupt, Relation::Equal, base)),
                &[k] if symbols.len() == 1 => {
                    let zeros = whole_zeros(graph, base, k)?;
                    ways.extend(zeros.into_iter().map(|n| self.where_number_is(graph, k, n)));
                }
                _ => return None,
            }
        }
        Some(if ways.contains(self) { vec![self.clone()] } else { ways })
    }

    /// As comparisons with 0.
    pub fn conditions(&self, graph: &mut Graph) -> Vec<ExprId> {
        let stated = |graph: &mut Graph, part: &SignCondition| {
            let signs = turned(part.signs, part.turned);
            // `a == b`, not `a - b == 0`; `a != 1`, not `a - 1 != 0`.
            if let Some((name, value)) = solved_for_a_name(graph, part.key)
                && (signs == ZERO || (signs == NEGATIVE | POSITIVE && graph.as_number(value).is_some()))
            {
                let name = graph.symbol_node(name);
                return graph.compare(relation_of(signs), name, value);
            }
            // `a < 0`, not `-2a > 0`.
            let negative = split_coefficient(graph, part.shown).0.value.is_negative();
            let all = terms(graph, part.shown);
            let all_negative = all.into_iter().all(|t| split_coefficient(graph, t).0.value.is_negative());
            let (signs, value) = if negative || all_negative {
                (turned(signs, true), minus(graph, part.shown))
            } else {
                (signs, part.shown)
            };
            graph.compare(relation_of(signs), value, ExprId::ZERO)
        };
        self.parts.iter().map(|part| stated(graph, part)).collect()
    }

    /// A comparison with 0, as it is to be shown.
    pub fn stated(graph: &mut Graph, relation: Relation, value: ExprId) -> ExprId {
        let value = crate::algebra::present(graph, value);
        graph.compare(relation, value, ExprId::ZERO)
    }

    /// Does it hold everywhere?
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Does a condition mention a name?
    pub fn mentions(&self, graph: &Graph, name: Symbol) -> bool {
        self.parts.iter().any(|part| depends_on(graph, part.key, name))
    }

    /// Do these conditions imply all of the others?
    pub fn implies(&self, other: &Guard) -> bool {
        other.parts.iter().all(|wanted| {
            self.parts.iter().any(|part| part.key == wanted.key && part.signs & wanted.signs == part.signs)
        })
    }

    fn add(&mut self, graph: &mut Graph, signs: SignSet, value: ExprId, at: TakingApart<'_>) -> bool {
        let form = self.under(graph, value);
        let form = expanded(graph, form);
        if has_no_value(graph, form) {
            return false;
        }
        let possible = possible(graph, form);
        if possible & signs == 0 {
            return false;
        }
        if possible & signs == possible {
            return true;
        }
        if at.depth < depth::CONDITIONS
            && let Some(done) = self.add_parts(graph, signs, form, at)
        {
            return done;
        }
        self.add_part(graph, possible & signs, form, at)
    }

    /// A product, a power or a logarithm by conditions on what it is made of; `None` where it stays one condition.
    fn add_parts(&mut self, graph: &mut Graph, signs: SignSet, form: ExprId, at: TakingApart<'_>) -> Option<bool> {
        if let Node::Call(f, &[u]) = graph.node(form)
            && f == graph.core().ln
        {
            let beside = difference(graph, u, ExprId::ONE);
            return Some(self.add(graph, POSITIVE, u, at.deeper()) && self.add(graph, signs, beside, at.deeper()));
        }
        if let Node::Power(base, exponent) = graph.node(form)
            && graph.as_rational(exponent).is_none()
        {
            // Of a fixed number there are powers at some exponents only.
            if is_closed(graph, base) && !is_positive(graph, base) {
                return None;
            }
            // Such a power has a value for positive bases, and is positive.
            return Some(signs & POSITIVE != 0 && self.add(graph, POSITIVE, base, at.deeper()));
        }
        self.add_factors(graph, signs, form, at)
    }

    /// A product by conditions on the bases of its factors; `None` where it stays one condition.
    fn add_factors(&mut self, graph: &mut Graph, signs: SignSet, form: ExprId, at: TakingApart<'_>) -> Option<bool> {
        let (negative, parts) = taken_apart(graph, at.budget, form)?;
        if let [(base, exponent)] = parts.as_slice()
            && exponent.is_one()
        {
            let base = normalise(graph, *base);
            let whole = if negative { minus(graph, base) } else { base };
            // Only the number in front was taken away.
            return (whole != form).then(|| self.add(graph, signs, whole, at.deeper()));
        }
        let signs = turned(signs, negative);
        if let [(base, exponent)] = parts.as_slice()
            && !exponent.is_integer()
        {
            // Such a power has a value where its base is not negative, and is 0 where its base is.
            let signs = signs & if exponent.is_negative() { POSITIVE } else { POSITIVE | ZERO };
            return Some(signs != 0 && self.add(graph, signs, *base, at.deeper()));
        }
        if signs == POSITIVE | NEGATIVE {
            return Some(parts.into_iter().all(|(base, _)| self.add(graph, signs, base, at.deeper())));
        }
        if signs == ZERO {
            let (above, below): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, e)| e.is_positive());
            return match above.as_slice() {
                [] => Some(false),
                &[(base, _)] => Some(
                    below.into_iter().all(|(b, _)| self.add(graph, POSITIVE | NEGATIVE, b, at.deeper()))
                        && self.add(graph, ZERO, base, at.deeper()),
                ),
                _ => None,
            };
        }
        // Nothing is won by the factors, and the value as it is reads better than their product.
        if parts.iter().all(|(_, exponent)| exponent.is_one()) {
            return None;
        }
        self.add_signed(graph, signs, parts, at)
    }

    /// A product that is to have a sign.
    fn add_signed(
        &mut self,
        graph: &mut Graph,
        signs: SignSet,
        parts: Vec<(ExprId, Rational)>,
        at: TakingApart<'_>,
    ) -> Option<bool> {
        let strict = signs & ZERO == 0;
        let (even, odd): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, e)| e.is_integer() && e.is_even());
        if odd.iter().any(|(_, e)| !e.is_integer()) || (!strict && !even.is_empty() && !odd.is_empty()) {
            return None;
        }
        let mut holds = true;
        if !strict && odd.is_empty() {
            // A square is at least 0, and at most where it is 0.
            return match (signs & POSITIVE != 0, even.as_slice()) {
                (true, _) => Some(true),
                (false, [(base, _)]) => Some(self.add(graph, ZERO, *base, at.deeper())),
                (false, _) => None,
            };
        }
        let not_zero = |(base, e): &(ExprId, Rational), even: bool| (even || e.is_negative()).then_some(*base);
        let apart = even.iter().filter_map(|p| not_zero(p, true)).chain(odd.iter().filter_map(|p| not_zero(p, false)));
        for base in apart.collect::<Vec<_>>() {
            holds &= self.add(graph, POSITIVE | NEGATIVE, base, at.deeper());
        }
        match odd.as_slice() {
            [] => Some(holds && signs & POSITIVE != 0),
            [(base, exponent)] => {
                let signs = if exponent.is_negative() { signs & !ZERO } else { signs };
                Some(holds && self.add(graph, signs, *base, at.deeper()))
            }
            _ if !holds => Some(false),
            _ => {
                let bases: Vec<ExprId> = odd.into_iter().map(|(base, _)| base).collect();
                let rest = product(graph, &bases);
                let rest = expanded(graph, rest);
                Some(self.add_part(graph, signs, rest, at))
            }
        }
    }

    /// A condition that stays one.
    fn add_part(&mut self, graph: &mut Graph, signs: SignSet, form: ExprId, at: TakingApart<'_>) -> bool {
        let (key, is_turned) = key_of(graph, form);
        let mut signs = turned(signs, is_turned);
        match self.parts.iter_mut().find(|part| part.key == key) {
            Some(part) => {
                part.signs &= signs;
                signs = part.signs;
            }
            None => self.parts.push(SignCondition { key, signs, shown: form, turned: is_turned }),
        }
        if signs == 0 {
            return false;
        }
        signs != ZERO || at.depth >= depth::CONDITIONS || self.settle(graph, key, at)
    }

    /// An equation that says what a name is: the name goes from the other conditions.
    fn settle(&mut self, graph: &mut Graph, key: ExprId, at: TakingApart<'_>) -> bool {
        let Some((name, value)) = solved_for_a_name(graph, key) else { return true };
        self.values.push((name, value));
        // The equations have been used already.
        let (settled, others) = std::mem::take(&mut self.parts).into_iter().partition(|part| part.signs == ZERO);
        self.parts = settled;
        let others: Vec<SignCondition> = others;
        others.into_iter().all(|part| self.add(graph, turned(part.signs, part.turned), part.shown, at.deeper()))
    }
}

fn signs_of(relation: Relation) -> SignSet {
    match relation {
        Relation::Equal => ZERO,
        Relation::NotEqual => NEGATIVE | POSITIVE,
        Relation::Less => NEGATIVE,
        Relation::LessOrEqual => NEGATIVE | ZERO,
        Relation::Greater => POSITIVE,
        Relation::GreaterOrEqual => POSITIVE | ZERO,
    }
}

fn relation_of(signs: SignSet) -> Relation {
    match signs {
        ZERO => Relation::Equal,
        NEGATIVE => Relation::Less,
        POSITIVE => Relation::Greater,
        3 => Relation::LessOrEqual,
        6 => Relation::GreaterOrEqual,
        _ => Relation::NotEqual,
    }
}

/// The signs of `-v` where `v` has these.
fn turned(signs: SignSet, turn: bool) -> SignSet {
    if turn { (signs & ZERO) | (signs & NEGATIVE) << 2 | (signs & POSITIVE) >> 2 } else { signs }
}

/// The signs that a value can have, as far as its form shows.
fn possible(graph: &mut Graph, form: ExprId) -> SignSet {
    if symbols_of(graph, &[form]).is_empty() {
        return match sign(graph, form) {
            Decision::Proved(Ordering::Less) => NEGATIVE,
            Decision::Proved(Ordering::Equal) => ZERO,
            Decision::Proved(Ordering::Greater) => POSITIVE,
            Decision::Undefined => 0,
            Decision::Looks { .. } | Decision::Unknown => ANY,
        };
    }
    let opposite = negation(graph, form);
    if is_positive(graph, form) {
        POSITIVE
    } else if is_positive(graph, opposite) {
        NEGATIVE
    } else if is_nonnegative(graph, form) {
        POSITIVE | ZERO
    } else if is_nonnegative(graph, opposite) {
        NEGATIVE | ZERO
    } else {
        ANY
    }
}

/// Is the number in front negative, and the powers of which a value is the product otherwise. `None` where it has no
/// value.
fn taken_apart(graph: &mut Graph, budget: &Budget<'_>, value: ExprId) -> Option<(bool, Vec<(ExprId, Rational)>)> {
    let whole = match factored(graph, value, budget) {
        Ok(Some(found)) => found.expr,
        Ok(None) => return None,
        Err(_) => value,
    };
    let (mut negative, mut parts) = (false, Vec::new());
    for factor in factors(graph, whole) {
        if symbols_of(graph, &[factor]).is_empty() {
            match sign(graph, factor) {
                Decision::Proved(Ordering::Less) => negative = !negative,
                Decision::Proved(Ordering::Greater) => {}
                _ => parts.push((factor, Rational::ONE)),
            }
            continue;
        }
        match graph.node(factor) {
            Node::Power(base, exponent) => match graph.as_rational(exponent).cloned() {
                Some(e) => parts.push((base, e)),
                None => parts.push((factor, Rational::ONE)),
            },
            _ => parts.push((factor, Rational::ONE)),
        }
    }
    Some((negative, parts))
}

/// The same for all multiples of a value, and whether it has the other sign.
fn key_of(graph: &mut Graph, form: ExprId) -> (ExprId, bool) {
    let Some(&first) = terms(graph, form).first() else { return (form, false) };
    let (number, _) = split_coefficient(graph, first);
    let Ok(scale) = number.value.recip() else { return (form, false) };
    let is_turned = scale.is_negative();
    let scale = graph.rational(scale);
    let scaled: Vec<ExprId> = terms(graph, form).into_iter().map(|t| product(graph, &[scale, t])).collect();
    (crate::algebra::normal::sum(graph, &scaled), is_turned)
}

/// A name in which the value is linear with a number in front, and what the name is where the value is 0.
fn solved_for_a_name(graph: &mut Graph, value: ExprId) -> Option<(Symbol, ExprId)> {
    for name in symbols_of(graph, &[value]) {
        let Some((rate, rest)) = linear(graph, value, name) else { continue };
        let is_number = symbols_of(graph, &[rate]).is_empty();
        if !is_number || !sign(graph, rate).is_proved_different() {
            continue;
        }
        let rest = minus(graph, rest);
        return Some((name, quotient(graph, rest, rate)));
    }
    None
}

/// The whole numbers at which a polynomial in `k` is 0; `None` where that was not decided.
fn whole_zeros(graph: &mut Graph, value: ExprId, k: Symbol) -> Option<Vec<i64>> {
    let (rate, rest) = linear(graph, value, k)?;
    if !sign(graph, rate).is_proved_different() {
        return None;
    }
    let at = formed(graph, -(rest / rate));
    if let Some(at) = graph.as_rational(at) {
        return if at.is_integer() { at.to_i64().map(|n| vec![n]) } else { Some(Vec::new()) };
    }
    // Between two whole numbers that follow on one another.
    let below = crate::expr::evaluate_closed(graph, at).floor();
    if below.abs() > 1e9 || below.is_nan() {
        return None;
    }
    let mut orders = Vec::new();
    for n in [below, below + 1.0] {
        let n = graph.integer(n as i64);
        let gap = difference(graph, at, n);
        match sign(graph, gap) {
            Decision::Proved(order) => orders.push(order),
            _ => return None,
        }
    }
    (orders == [Ordering::Greater, Ordering::Less]).then(Vec::new)
}
