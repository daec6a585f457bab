//! The series of every node of an expression, children before parents.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::monomial::{AsymptoticMonomial, Expanded, ExpansionContext, Undecided};
use super::series::{AsymptoticSeries, Lead};
use crate::algebra::differentiate::{Differentiator, is_flat};
use crate::algebra::formula::{instantiate, simpler};
use crate::algebra::normal::{self, closed_bounds};
use crate::expr::{Constant, ExprId, FunctionDef, Graph, Node, Relation, Symbol, reach, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::budget::nodes;
use crate::numeric::{Interval, Quality, Rational};

/// A stand-in for the argument while a function is expanded; no user can write it.
const ARGUMENT: &str = "\u{2}";
/// Arguments that grow without bound are beyond this in the end.
const FAR: f64 = 1e6;

/// What is known of a node.
#[derive(Clone, Debug)]
enum Known {
    Number(AsymptoticSeries),
    /// A condition that is true or false in the end, or has a truth value that was not decided.
    Condition(Option<bool>),
}

/// Where a series goes.
pub(super) enum SeriesLimit {
    /// To a number; the series without it.
    Finite(ExprId, AsymptoticSeries),
    /// To ∞ or −∞.
    Infinite(Ordering),
    /// Not known.
    Hidden,
}

/// The series of nodes, as far as they were asked for.
pub(super) struct SeriesEvaluator<'a> {
    pub scale: ExpansionContext<'a>,
    x: Symbol,
    /// The series of x itself.
    position: AsymptoticSeries,
    known: HashMap<ExprId, Expanded<Known>>,
}

impl<'a> SeriesEvaluator<'a> {
    /// The way of x from `start`, which is 0 on the way to an infinity, by `direction`·t^`power` for t → ∞.
    pub fn new(
        graph: &'a mut Graph,
        interrupt: &'a Interrupt,
        x: Symbol,
        (start, direction): (Option<ExprId>, i64),
        order: u32,
    ) -> Expanded<SeriesEvaluator<'a>> {
        let mut scale = ExpansionContext::new(graph, interrupt, order);
        let mut monomial = scale.logarithm(0);
        let mut position = AsymptoticSeries::zero();
        if let Some(start) = start {
            monomial = scale.power(&monomial, ExprId::MINUS_ONE)?;
            let start = normal::normalise(scale.graph, start);
            position = scale.constant(start)?;
        }
        let direction = scale.graph.integer(direction);
        position = scale.add(&position, &AsymptoticSeries::term(direction, monomial))?;
        Ok(SeriesEvaluator { scale, x, position, known: HashMap::new() })
    }

    /// The series of an expression.
    pub fn series(&mut self, root: ExprId) -> Expanded<AsymptoticSeries> {
        let order = reach(self.scale.graph, &[root]).order;
        if order.len() > nodes::LIMIT {
            return Err(Undecided);
        }
        for id in order {
            if !self.known.contains_key(&id) {
                let found = self.node(id);
                self.known.insert(id, found);
            }
        }
        self.number(root)
    }

    fn number(&self, id: ExprId) -> Expanded<AsymptoticSeries> {
        match self.known.get(&id) {
            Some(Ok(Known::Number(series))) => Ok(series.clone()),
            Some(Ok(Known::Condition(_)) | Err(_)) | None => Err(Undecided),
        }
    }

    fn condition(&self, id: ExprId) -> Expanded<Option<bool>> {
        match self.known.get(&id) {
            Some(Ok(Known::Condition(truth))) => Ok(*truth),
            Some(Ok(Known::Number(_)) | Err(_)) | None => Err(Undecided),
        }
    }

    fn node(&mut self, id: ExprId) -> Expanded<Known> {
        let children = self.scale.graph.children(id).to_vec();
        let series = match self.scale.graph.node(id) {
            Node::Number(_) | Node::Constant(Constant::Pi | Constant::E) => self.scale.constant(id)?,
            Node::Symbol(s) if s == self.x => self.position.clone(),
            Node::Symbol(_) => self.scale.constant(id)?,
            Node::Constant(Constant::Infinity) | Node::Undefined(_) => return Err(Undecided),
            Node::Sum(_) => {
                let mut total = AsymptoticSeries::zero();
                for &child in &children {
                    let term = self.number(child)?;
                    total = self.scale.add(&total, &term)?;
                }
                total
            }
            Node::Product(_) => {
                let mut total = self.number(children[0])?;
                for &child in &children[1..] {
                    let factor = self.number(child)?;
                    total = self.scale.mul(&total, &factor)?;
                }
                total
            }
            Node::Power(base, exponent) => self.power(base, exponent)?,
            Node::Call(function, _) => self.call(function, &children)?,
            Node::Piecewise(_) => self.cases(&children)?,
            Node::Truth(truth) => return Ok(Known::Condition(Some(truth))),
            Node::Not(a) => return Ok(Known::Condition(self.condition(a)?.map(|t| !t))),
            Node::And(_) => return self.connective(&children, false),
            Node::Or(_) => return self.connective(&children, true),
            Node::Compare(relation, a, b) => return self.comparison(relation, a, b),
        };
        Ok(Known::Number(series))
    }

    fn power(&mut self, base: ExprId, exponent: ExprId) -> Expanded<AsymptoticSeries> {
        let (u, v) = (self.number(base)?, self.number(exponent)?);
        if let SeriesLimit::Finite(v, small) = self.end(&v)?
            && small.terms.is_empty()
            && small.rest.is_none()
        {
            return self.scale.raise(&u, v);
        }
        let log = self.scale.logarithm_of(&u)?;
        let product = self.scale.mul(&v, &log)?;
        self.scale.exponential_of(&product)
    }

    /// Where a series goes.
    pub fn end(&mut self, s: &AsymptoticSeries) -> Expanded<SeriesLimit> {
        let (monomial, sign) = match self.scale.lead(s)? {
            Lead::Zero => return Ok(SeriesLimit::Finite(ExprId::ZERO, AsymptoticSeries::zero())),
            Lead::Hidden(monomial) => (monomial, None),
            Lead::Term(term, sign) => (term.monomial, Some(sign)),
        };
        match (self.scale.against_one(&monomial)?, sign) {
            (Ordering::Greater, Some(sign)) => Ok(SeriesLimit::Infinite(sign)),
            (Ordering::Less, _) => Ok(SeriesLimit::Finite(ExprId::ZERO, s.clone())),
            (Ordering::Equal | Ordering::Greater, None) => Ok(SeriesLimit::Hidden),
            (Ordering::Equal, Some(_)) => {
                let mut small = s.clone();
                let at = small.terms.iter().position(|t| t.monomial == monomial).ok_or(Undecided)?;
                let value = small.terms[at].coefficient;
                small.terms.drain(..=at);
                Ok(SeriesLimit::Finite(value, small))
            }
        }
    }

    fn call(&mut self, function: &'static FunctionDef, arguments: &[ExprId]) -> Expanded<AsymptoticSeries> {
        let core = self.scale.graph.core();
        if function == core.exp || function == core.ln {
            let u = self.number(arguments[0])?;
            return if function == core.exp { self.scale.exponential_of(&u) } else { self.scale.logarithm_of(&u) };
        }
        // What is put in its place may be defined where an argument is not.
        for &argument in arguments {
            self.number(argument)?;
        }
        if let Some(other) = simpler(self.scale.graph, function, arguments) {
            return self.series(other);
        }
        let mut ends = Vec::with_capacity(arguments.len());
        for &argument in arguments {
            let series = self.number(argument)?;
            ends.push(self.end(&series)?);
        }
        if let [SeriesLimit::Infinite(sign)] = ends.as_slice()
            && let Some(found) = self.far_out(function, arguments, *sign)?
        {
            return Ok(found);
        }
        if let Some(found) = self.near(function, &ends)? {
            return Ok(found);
        }
        if let [SeriesLimit::Finite(value, small)] = ends.as_slice()
            && let Some(found) = self.on_step(function, *value, small)?
        {
            return Ok(found);
        }
        let boxed: Vec<Interval> = ends.iter().map(|e| enclosure(self.scale.graph, e)).collect();
        let enclosure = function.interval.map(|f| f(&boxed)).ok_or(Undecided)?;
        if enclosure.quality >= Quality::Defined && enclosure.range.is_bounded() {
            Ok(AsymptoticSeries::bounded(AsymptoticMonomial::one()))
        } else {
            Err(Undecided)
        }
    }

    /// A function of an argument that grows without bound, by its record.
    fn far_out(
        &mut self,
        function: &'static FunctionDef,
        arguments: &[ExprId],
        sign: Ordering,
    ) -> Expanded<Option<AsymptoticSeries>> {
        let Some(end) = function.ends.iter().find(|e| e.positive == sign.is_gt()) else { return Ok(None) };
        let value = instantiate(self.scale.graph, &end.value, arguments);
        let value = self.series(value)?;
        let rest = match &end.rest {
            None => None,
            Some(rest) => {
                let rest = instantiate(self.scale.graph, rest, arguments);
                let rest = self.series(rest)?;
                self.scale.size(&rest)?
            }
        };
        self.scale.with_rest(value, rest).map(Some)
    }

    /// The Taylor series of a function that is smooth where one of its arguments goes, the others being constant.
    fn near(&mut self, function: &'static FunctionDef, ends: &[SeriesLimit]) -> Expanded<Option<AsymptoticSeries>> {
        let mut values = Vec::with_capacity(ends.len());
        let mut moving = None;
        for (i, end) in ends.iter().enumerate() {
            let SeriesLimit::Finite(value, small) = end else { return Ok(None) };
            values.push(*value);
            if !small.terms.is_empty() || small.rest.is_some() {
                if moving.is_some() {
                    return Ok(None);
                }
                moving = Some((i, small));
            }
        }
        let boxed: Vec<Interval> = values.iter().map(|&v| around(self.scale.graph, v)).collect();
        let quality = function.interval.map_or(Quality::Partial, |f| f(&boxed).quality);
        let Some((i, small)) = moving else {
            let value = normal::call(self.scale.graph, function, &values);
            let defined = quality >= Quality::Defined || closed_bounds(self.scale.graph, value).is_some();
            return if defined { self.scale.constant(value).map(Some) } else { Err(Undecided) };
        };
        if quality < Quality::Smooth {
            return Ok(None);
        }
        let coefficients = self.taylor(function, &values, i)?;
        self.scale.compose(&coefficients, small).map(Some)
    }

    /// The value of `floor` and its kin beside a number: their steps begin and end at whole numbers or halves.
    fn on_step(
        &mut self,
        function: &'static FunctionDef,
        value: ExprId,
        small: &AsymptoticSeries,
    ) -> Expanded<Option<AsymptoticSeries>> {
        let Some(value) = self.scale.graph.as_rational(value).cloned().filter(|_| is_flat(function)) else {
            return Ok(None);
        };
        let quarter = Rational::new(1, 4).unwrap_or_default();
        let inside = match self.scale.lead(small)? {
            _ if !(&value + &value).is_integer() => value,
            Lead::Term(_, Ordering::Greater) => &value + &quarter,
            Lead::Term(_, Ordering::Less) => &value - &quarter,
            Lead::Zero | Lead::Term(..) => value,
            Lead::Hidden(_) => return Ok(None),
        };
        let inside = self.scale.graph.rational(inside);
        let value = normal::call(self.scale.graph, function, &[inside]);
        self.scale.constant(value).map(Some)
    }

    fn taylor(&mut self, function: &'static FunctionDef, values: &[ExprId], i: usize) -> Expanded<Vec<ExprId>> {
        let graph = &mut *self.scale.graph;
        let symbol = graph.symbol_id(ARGUMENT);
        let mut arguments = values.to_vec();
        arguments[i] = graph.symbol_node(symbol);
        let mut slope = normal::call(graph, function, &arguments);
        let mut differentiator = Differentiator::new(symbol);
        let mut coefficients = Vec::new();
        for k in 0..=u64::from(self.scale.order) {
            self.scale.spend()?;
            let graph = &mut *self.scale.graph;
            let value = substitute(graph, slope, &[(symbol, values[i])]);
            let value = normal::normalise(graph, value);
            let share = Rational::factorial(k).and_then(|f| f.recip()).map_err(|_| Undecided)?;
            let share = graph.rational(share);
            coefficients.push(self.scale.times(value, share)?);
            let graph = &mut *self.scale.graph;
            slope = differentiator.derive(graph, slope);
            if reach(graph, &[slope]).order.len() > nodes::LIMIT {
                return Err(Undecided);
            }
        }
        Ok(coefficients)
    }

    fn comparison(&mut self, relation: Relation, a: ExprId, b: ExprId) -> Expanded<Known> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        let negative = self.scale.negative(&b)?;
        let gap = self.scale.add(&a, &negative)?;
        let sign = match self.scale.lead(&gap) {
            Ok(Lead::Zero) => Ordering::Equal,
            Ok(Lead::Term(_, sign)) => sign,
            Ok(Lead::Hidden(_)) | Err(Undecided) => return Ok(Known::Condition(None)),
        };
        Ok(Known::Condition(Some(relation.holds_for(sign))))
    }

    /// `decisive` is the truth value that decides the whole alone.
    fn connective(&self, parts: &[ExprId], decisive: bool) -> Expanded<Known> {
        let mut open = false;
        for &part in parts {
            match self.condition(part)? {
                Some(truth) if truth == decisive => return Ok(Known::Condition(Some(truth))),
                Some(_) => {}
                None => open = true,
            }
        }
        Ok(Known::Condition(if open { None } else { Some(!decisive) }))
    }

    /// The case that holds in the end. While that is not decided, all that may hold bound the value.
    fn cases(&mut self, parts: &[ExprId]) -> Expanded<AsymptoticSeries> {
        let mut candidates = Vec::new();
        let mut last = Some(parts[parts.len() - 1]);
        for pair in parts.chunks_exact(2) {
            match self.condition(pair[0])? {
                Some(false) => {}
                Some(true) => {
                    last = Some(pair[1]);
                    break;
                }
                None => candidates.push(pair[1]),
            }
        }
        candidates.extend(last.take());
        if let [one] = candidates.as_slice() {
            return self.number(*one);
        }
        let mut total = AsymptoticSeries::zero();
        for candidate in candidates {
            let series = self.number(candidate)?;
            let size = self.scale.size(&series)?;
            total = self.scale.with_rest(total, size)?;
        }
        Ok(total)
    }
}

/// Bounds for a closed number.
fn around(graph: &Graph, value: ExprId) -> Interval {
    match closed_bounds(graph, value) {
        Some(size) => {
            let width = 2.0 * size.error + f64::EPSILON * size.value.abs();
            Interval::new(size.value - width, size.value + width)
        }
        None => Interval::new(f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// Bounds for what goes somewhere, from some point of its way on.
fn enclosure(graph: &Graph, end: &SeriesLimit) -> Interval {
    match end {
        SeriesLimit::Finite(value, _) => {
            let near = around(graph, *value);
            let width = 1e-9 * (1.0 + near.magnitude());
            Interval::new(near.low() - width, near.high() + width)
        }
        SeriesLimit::Infinite(Ordering::Greater) => Interval::new(FAR, f64::INFINITY),
        SeriesLimit::Infinite(_) => Interval::new(f64::NEG_INFINITY, -FAR),
        SeriesLimit::Hidden => Interval::new(f64::NEG_INFINITY, f64::INFINITY),
    }
}
