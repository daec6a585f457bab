//! An expression as a quotient of polynomials over generators, and back.
//!
//! A lens says which functions are written by which others, and what the generators obey. Sums, products and powers
//! between the generators are then exact arithmetic; what is 0 becomes 0.

use std::collections::{HashMap, HashSet};

use super::generators::{Combination, PolynomialUnknown, Units, combination, directions, exponential};
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{Factors, call, is_nonnegative, negation, normalise, product};
use crate::algebra::rational_form::{Fraction, PowerRelation};
use crate::algebra::rule::{CircularPair, RewriteRule};
use crate::expr::{ExprId, Formula, FunctionDef, Graph, Node, reach, rewrite};
use crate::numeric::budget::{Budget, degrees, nodes};
use crate::numeric::multivariate::{AlgebraError, Multivariate};
use crate::numeric::{ArithmeticError, Rational};

/// How an expression is looked at.
#[derive(Clone, Copy)]
pub(super) struct Lens {
    /// Calls that are written by other functions first.
    pub definitions: &'static [&'static [RewriteRule]],
    /// Pairs of functions whose angles are multiplied out.
    pub circles: &'static [CircularPair],
    /// Is the sine's square written by the cosine's? Else the other way round.
    pub keeps_cosine: bool,
    /// Are angles and exponents split at their plus signs?
    pub splits: bool,
    /// Are exponentials and roots of numbers joined over common units?
    pub exponentials: bool,
    /// May the result be defined where a root is not?
    pub widens: bool,
}

impl Lens {
    /// Generators as they stand.
    pub(super) const PLAIN: Lens =
        Lens { definitions: &[], circles: &[], keeps_cosine: false, splits: false, exponentials: false, widens: false };
}

/// Why a lens shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unsuited {
    /// There is no arithmetic here, or more than is looked at.
    #[error("there is nothing to compute here")]
    Shape,
    /// The polynomials got too large, or a divisor is zero.
    #[error(transparent)]
    Algebra(#[from] AlgebraError),
}

impl From<ArithmeticError> for Unsuited {
    fn from(error: ArithmeticError) -> Unsuited {
        Unsuited::Algebra(error.into())
    }
}

/// An expression seen through a lens.
pub(super) struct LensView {
    pub fraction: Fraction,
    pub generators: Vec<PolynomialUnknown>,
    /// Bases of even roots whose sign is not known: a form without the root would be defined for more values.
    pub guarded: Vec<ExprId>,
}

/// The arithmetic at the top of an expression: its sums, products and powers, down to what counts as generator.
pub(super) fn region(graph: &Graph, root: ExprId) -> Vec<ExprId> {
    let order = reach(graph, &[root]).order;
    let mut inside = HashSet::from([root]);
    for &id in order.iter().rev() {
        if !inside.contains(&id) {
            continue;
        }
        match graph.node(id) {
            Node::Sum(parts) | Node::Product(parts) => inside.extend(parts),
            Node::Power(base, exponent) if graph.as_rational(exponent).is_some() && graph.as_number(base).is_none() => {
                inside.insert(base);
            }
            _ => {}
        }
    }
    order.into_iter().filter(|id| inside.contains(id)).collect()
}

/// The expression with the calls at its arithmetic written by other functions.
pub(super) fn defined(graph: &mut Graph, root: ExprId, definitions: &[&'static [RewriteRule]]) -> ExprId {
    if definitions.is_empty() {
        return root;
    }
    with_calls(graph, root, |graph, function, arguments| {
        let rule = definitions.iter().flat_map(|table| table.iter()).find(|rule| {
            matches!(&rule.from, Formula::Call(f, formals) if *f == function && formals.len() == arguments.len())
        });
        rule.map(|rule| instantiate(graph, &rule.to, arguments))
    })
}

/// The expression with calls at its arithmetic replaced, in normal form.
pub(super) fn with_calls(
    graph: &mut Graph,
    root: ExprId,
    mut change: impl FnMut(&mut Graph, &'static FunctionDef, &[ExprId]) -> Option<ExprId>,
) -> ExprId {
    let region: HashSet<ExprId> = region(graph, root).into_iter().collect();
    rewrite(graph, root, |graph, id, children| match graph.node(id) {
        _ if !region.contains(&id) => Some(id),
        Node::Call(function, arguments) => {
            let arguments = arguments.to_vec();
            Some(change(graph, function, &arguments).unwrap_or(id))
        }
        Node::Sum(_) | Node::Product(_) | Node::Power(..) => {
            let raw = graph.rebuild(id, children);
            Some(normalise(graph, raw))
        }
        _ => None,
    })
}

/// The expression, in normal form, through a lens.
pub(super) fn view(graph: &mut Graph, root: ExprId, lens: &Lens, budget: &Budget<'_>) -> Result<LensView, Unsuited> {
    let root = defined(graph, root, lens.definitions);
    let order = region(graph, root);
    if order.len() > nodes::LENS {
        return Err(Unsuited::Shape);
    }
    let mut reader = LensReader {
        lens,
        budget,
        angles: lens.circles.iter().map(|_| Units::default()).collect(),
        exponents: Vec::new(),
        roots: Vec::new(),
        generators: Vec::new(),
        relations: Vec::new(),
        guarded: Vec::new(),
    };
    reader.survey(graph, &order).ok_or(Unsuited::Shape)?;
    let mut values: HashMap<ExprId, Fraction> = HashMap::new();
    for &id in &order {
        let value = reader.value(graph, id, &values)?;
        values.insert(id, value);
    }
    let fraction = values.remove(&root).ok_or(Unsuited::Shape)?.cancelled(budget)?;
    Ok(LensView { fraction, generators: reader.generators, guarded: reader.guarded })
}

struct LensReader<'l> {
    lens: &'l Lens,
    budget: &'l Budget<'l>,
    /// For each circle, the units of its angles.
    angles: Vec<Units>,
    /// For each base, the units of its exponents.
    exponents: Vec<(ExprId, Units)>,
    /// For each base of a root, the common denominator of the exponents.
    roots: Vec<(ExprId, Rational)>,
    generators: Vec<PolynomialUnknown>,
    relations: Vec<PowerRelation>,
    guarded: Vec<ExprId>,
}

impl LensReader<'_> {
    /// Finds what the units must measure.
    fn survey(&mut self, graph: &mut Graph, order: &[ExprId]) -> Option<()> {
        for &id in order {
            if let Some((circle, _, angle)) = self.on_circle(graph, id) {
                let angle = combination(graph, angle);
                for (direction, times) in directions(&angle, self.lens.splits) {
                    self.angles[circle].include(direction, &times)?;
                }
            } else if let Some(parts) = self.as_exponential(graph, id) {
                for (base, exponent) in parts {
                    for (direction, times) in directions(&exponent, true) {
                        self.units_of(base).include(direction, &times)?;
                    }
                }
            } else if let Node::Power(base, exponent) = graph.node(id)
                && let Some(e) = graph.as_rational(exponent)
                && !e.is_integer()
            {
                let denominator = e.denominator();
                match self.roots.iter_mut().find(|(b, _)| *b == base) {
                    Some((_, common)) => *common = common.lcm(&denominator)?,
                    None => self.roots.push((base, denominator)),
                }
            }
        }
        Some(())
    }

    fn units_of(&mut self, base: ExprId) -> &mut Units {
        let at = match self.exponents.iter().position(|(b, _)| *b == base) {
            Some(at) => at,
            None => {
                self.exponents.push((base, Units::default()));
                self.exponents.len() - 1
            }
        };
        &mut self.exponents[at].1
    }

    /// The circle a call belongs to, whether it is the sine there, and the angle.
    fn on_circle(&self, graph: &Graph, id: ExprId) -> Option<(usize, bool, ExprId)> {
        let Node::Call(function, arguments) = graph.node(id) else { return None };
        self.lens.circles.iter().enumerate().find_map(|(i, circle)| {
            let sine = circle.sine == function;
            (sine || circle.cosine == function).then(|| (i, sine, arguments[0]))
        })
    }

    fn as_exponential(&self, graph: &mut Graph, id: ExprId) -> Option<Vec<(ExprId, Combination)>> {
        if self.lens.exponentials { exponential(graph, id) } else { None }
    }

    fn value(
        &mut self,
        graph: &mut Graph,
        id: ExprId,
        values: &HashMap<ExprId, Fraction>,
    ) -> Result<Fraction, Unsuited> {
        if let Some((circle, sine, angle)) = self.on_circle(graph, id) {
            let (s, c) = self.angle(graph, circle, angle)?;
            return Ok(if sine { s } else { c });
        }
        if let Some(parts) = self.as_exponential(graph, id) {
            return self.exponential(graph, &parts);
        }
        match graph.node(id) {
            Node::Number(n) => Ok(Fraction::number(n.value.clone())),
            Node::Sum(parts) => {
                let mut total = Fraction::number(Rational::ZERO);
                for part in parts {
                    total = total.plus(values.get(part).ok_or(Unsuited::Shape)?, self.budget)?;
                }
                self.settled(total)
            }
            Node::Product(parts) => {
                let mut total = Fraction::number(Rational::ONE);
                for part in parts {
                    total = total.times(values.get(part).ok_or(Unsuited::Shape)?, self.budget)?;
                    total = self.settled(total)?;
                }
                Ok(total)
            }
            Node::Power(base, exponent) => match (values.get(&base), graph.as_rational(exponent).cloned()) {
                (Some(value), Some(e)) if e.is_integer() => {
                    let exponent = e.to_i64().ok_or(Unsuited::Shape)?;
                    let is_short = [&value.above, &value.below].iter().all(|p| p.terms().len() <= 1);
                    if !is_short && exponent.abs() > degrees::SIMPLIFIED {
                        return Err(Unsuited::Shape);
                    }
                    self.settled(value.power(exponent, self.budget)?)
                }
                (Some(value), Some(e)) => {
                    let value = value.clone();
                    self.root(graph, base, &e, value)
                }
                _ => self.generator(PolynomialUnknown::Atom(id)),
            },
            Node::Undefined(_) | Node::Truth(_) | Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) => {
                Err(Unsuited::Shape)
            }
            Node::Constant(crate::expr::Constant::Infinity) => Err(Unsuited::Shape),
            Node::Constant(_) | Node::Symbol(_) | Node::Call(..) | Node::Piecewise(_) => self.atom(graph, id),
        }
    }

    fn settled(&self, value: Fraction) -> Result<Fraction, Unsuited> {
        Ok(value.reduced(&self.relations, self.budget)?)
    }

    fn generator(&mut self, generator: PolynomialUnknown) -> Result<Fraction, Unsuited> {
        let index = self.index_of(generator);
        Ok(Fraction::unknown(index)?)
    }

    fn index_of(&mut self, generator: PolynomialUnknown) -> usize {
        match self.generators.iter().position(|g| *g == generator) {
            Some(index) => index,
            None => {
                self.generators.push(generator);
                self.generators.len() - 1
            }
        }
    }

    fn relate(&mut self, unknown: usize, degree: u32, value: Fraction) {
        if !self.relations.iter().any(|r| r.unknown == unknown) {
            self.relations.push(PowerRelation { unknown, degree, value });
        }
    }

    /// Sine and cosine of an angle by those of its units.
    fn angle(&mut self, graph: &mut Graph, circle: usize, angle: ExprId) -> Result<(Fraction, Fraction), Unsuited> {
        let angle = combination(graph, angle);
        let mut total = (Fraction::number(Rational::ZERO), Fraction::number(Rational::ONE));
        for (direction, times) in directions(&angle, self.lens.splits) {
            let count = self.angles[circle].count(&direction, &times).ok_or(Unsuited::Shape)?;
            if count.abs() > degrees::SIMPLIFIED_ANGLE {
                return Err(Unsuited::Shape);
            }
            let unit = self.angles[circle].unit(graph, &direction).ok_or(Unsuited::Shape)?;
            let (s, c) = self.unit_pair(graph, circle, unit)?;
            let s = if count < 0 { s.negated() } else { s };
            for _ in 0..count.abs() {
                total = self.turned(circle, &total, &(s.clone(), c.clone()))?;
            }
        }
        Ok(total)
    }

    /// Sine and cosine of a unit as unknowns, with the relation of their squares.
    fn unit_pair(&mut self, graph: &mut Graph, circle: usize, unit: ExprId) -> Result<(Fraction, Fraction), Unsuited> {
        let curvature = Rational::from(self.lens.circles[circle].curvature);
        // Special values (`cos(pi/3)`, `sin(asin(x))`) are no unknowns; they appear where a unit divides what was written.
        for function in [self.lens.circles[circle].sine, self.lens.circles[circle].cosine] {
            let value = call(graph, function, &[unit]);
            if !matches!(graph.node(value), Node::Call(f, _) if f == function) {
                return Err(Unsuited::Shape);
            }
        }
        let sine = self.index_of(PolynomialUnknown::Sine(circle, unit));
        let cosine = self.index_of(PolynomialUnknown::Cosine(circle, unit));
        let (s, c) = (Fraction::unknown(sine)?, Fraction::unknown(cosine)?);
        let one = Fraction::number(Rational::ONE);
        if self.lens.keeps_cosine {
            let value = one.plus(&c.power(2, self.budget)?.negated(), self.budget)?.scaled(&curvature);
            self.relate(sine, 2, value);
        } else {
            let value = one.plus(&s.power(2, self.budget)?.scaled(&-&curvature), self.budget)?;
            self.relate(cosine, 2, value);
        }
        Ok((s, c))
    }

    /// The sum of two angles.
    fn turned(
        &self,
        circle: usize,
        (s, c): &(Fraction, Fraction),
        (t, d): &(Fraction, Fraction),
    ) -> Result<(Fraction, Fraction), Unsuited> {
        let curvature = Rational::from(-self.lens.circles[circle].curvature);
        let sine = s.times(d, self.budget)?.plus(&c.times(t, self.budget)?, self.budget)?;
        let cosine = c.times(d, self.budget)?.plus(&s.times(t, self.budget)?.scaled(&curvature), self.budget)?;
        Ok((self.settled(sine)?, self.settled(cosine)?))
    }

    fn exponential(&mut self, graph: &mut Graph, parts: &[(ExprId, Combination)]) -> Result<Fraction, Unsuited> {
        let mut total = Fraction::number(Rational::ONE);
        for (base, exponent) in parts {
            for (direction, times) in directions(exponent, true) {
                let units = self.units_of(*base);
                let count = units.count(&direction, &times).ok_or(Unsuited::Shape)?;
                let unit = units.unit(graph, &direction).ok_or(Unsuited::Shape)?;
                let factor = self.base_to_unit(graph, *base, unit)?.power(count, self.budget)?;
                total = total.times(&factor, self.budget)?;
            }
        }
        self.settled(total)
    }

    /// A positive base to a unit: a number where both are, a root with its relation, or an unknown.
    fn base_to_unit(&mut self, graph: &mut Graph, base: ExprId, unit: ExprId) -> Result<Fraction, Unsuited> {
        let (Some(b), Some(e)) = (graph.as_rational(base).cloned(), graph.as_rational(unit).cloned()) else {
            return self.generator(PolynomialUnknown::Exponential(base, unit));
        };
        let up = b.pow(e.numerator().to_i64().ok_or(Unsuited::Shape)?)?;
        let degree = e.denominator().to_i64().and_then(|q| u32::try_from(q).ok()).ok_or(Unsuited::Shape)?;
        if degree == 1 {
            return Ok(Fraction::number(up));
        }
        let index = self.index_of(PolynomialUnknown::Exponential(base, unit));
        self.relate(index, degree, Fraction::number(up));
        Ok(Fraction::unknown(index)?)
    }

    /// What stands for itself: a power of its own root where there is one, `|u - v|` for `|v - u|`.
    fn atom(&mut self, graph: &mut Graph, id: ExprId) -> Result<Fraction, Unsuited> {
        if let Some((_, degree)) = self.roots.iter().find(|(base, _)| *base == id) {
            let degree = degree.to_i64().and_then(|q| u32::try_from(q).ok()).ok_or(Unsuited::Shape)?;
            let root = self.generator(PolynomialUnknown::Root(id, degree))?;
            return Ok(root.power(i64::from(degree), self.budget)?);
        }
        let abs = graph.core().abs;
        let inside = match graph.node(id) {
            Node::Call(f, arguments) if f == abs => arguments[0],
            _ => return self.generator(PolynomialUnknown::Atom(id)),
        };
        if matches!(graph.node(inside), Node::Product(_)) {
            return self.size_of_product(graph, id, inside);
        }
        let Node::Sum(terms) = graph.node(inside) else { return self.generator(PolynomialUnknown::Atom(id)) };
        let terms = terms.to_vec();
        let turned: Vec<ExprId> = terms.iter().map(|&t| negation(graph, t)).collect();
        let turned = crate::algebra::normal::sum(graph, &turned);
        let inside = inside.min(turned);
        let size = graph.raw_call(abs, &[inside]);
        self.generator(PolynomialUnknown::Atom(size))
    }

    /// `|u*v|` as `|u|*|v|`.
    fn size_of_product(&mut self, graph: &mut Graph, id: ExprId, inside: ExprId) -> Result<Fraction, Unsuited> {
        let abs = graph.core().abs;
        let factors = Factors::of(graph, inside);
        let mut total = Fraction::number(factors.number.abs());
        for (base, exponent) in factors.powers() {
            let size = call(graph, abs, &[*base]);
            let plain = match graph.node(size) {
                Node::Symbol(_) => true,
                Node::Call(f, arguments) => f != abs || !matches!(graph.node(arguments[0]), Node::Product(_)),
                _ => false,
            };
            let Some(exponent) = exponent.to_i64().filter(|_| plain && exponent.is_integer()) else {
                return self.generator(PolynomialUnknown::Atom(id));
            };
            let factor = self.atom(graph, size)?.power(exponent, self.budget)?;
            total = total.times(&factor, self.budget)?;
        }
        Ok(total)
    }

    /// A power with a broken exponent, as a power of a root.
    fn root(&mut self, graph: &Graph, base: ExprId, e: &Rational, value: Fraction) -> Result<Fraction, Unsuited> {
        let common = self.roots.iter().find(|(b, _)| *b == base).map(|(_, q)| q.clone()).ok_or(Unsuited::Shape)?;
        let degree = common.to_i64().and_then(|q| u32::try_from(q).ok()).ok_or(Unsuited::Shape)?;
        let times = (e * &common).to_i64().ok_or(Unsuited::Shape)?;
        let index = self.index_of(PolynomialUnknown::Root(base, degree));
        if !is_nonnegative(graph, base) && !self.lens.widens && !self.guarded.contains(&base) {
            self.guarded.push(base);
        }
        // What stands for itself is read as a power of this root instead.
        if matches!(graph.node(base), Node::Sum(_) | Node::Product(_) | Node::Power(..)) {
            self.relate(index, degree, value);
        }
        let power = Fraction::unknown(index)?.power(times, self.budget)?;
        self.settled(power)
    }
}

impl LensView {
    /// A polynomial over the generators as an expression.
    pub(super) fn sum(&self, graph: &mut Graph, p: &Multivariate, known: &[ExprId]) -> ExprId {
        let mut terms = Vec::with_capacity(p.terms().len());
        for (monomial, c) in p.terms() {
            let mut factors = vec![graph.rational(c.clone())];
            for (index, &generator) in known.iter().enumerate() {
                let exponent = monomial.exponent(index);
                if exponent > 0 {
                    let exponent = graph.integer(i64::from(exponent));
                    factors.push(crate::algebra::normal::power(graph, generator, exponent));
                }
            }
            terms.push(product(graph, &factors));
        }
        crate::algebra::normal::sum(graph, &terms)
    }

    /// The generators as expressions.
    pub(super) fn expressions(&self, graph: &mut Graph, lens: &Lens) -> Vec<ExprId> {
        self.generators.iter().map(|g| g.expression(graph, lens.circles)).collect()
    }
}
