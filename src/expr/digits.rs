//! The value of an expression without symbols to any precision: proved bounds, and digits that are right.

use super::{Constant, ExprId, Fault, Graph, Node, Number, Relation, reach};
use crate::numeric::ball::{settled, settled_digits};
use crate::numeric::budget::{bits, degrees};
use crate::numeric::{Ball, BallError, Rational};
use std::cmp::Ordering;

/// Why an expression has no digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDigits {
    /// A condition or a name.
    #[error("this is no number")]
    NotANumber,
    /// It has no value, or its digits do not settle.
    #[error(transparent)]
    Ball(#[from] BallError),
}

/// Bits that hold a double, with some to spare.
const DOUBLE_BITS: usize = 96;

/// The value of an expression without symbols, correctly rounded to so many significant digits. It is 0 only where it is
/// exactly 0.
pub fn digits_of(graph: &Graph, root: ExprId, digits: usize) -> Result<Number, NoDigits> {
    let mut reason = None;
    let value = settled_digits(digits, &mut |bits| numbers_only(enclose(graph, root, bits), &mut reason));
    match (value, reason) {
        (_, Some(reason)) => Err(reason),
        (value, None) => Ok(Number::new(value?, true)),
    }
}

/// The double nearest to the value of an expression without symbols.
pub fn nearest_double(graph: &Graph, root: ExprId) -> Result<f64, NoDigits> {
    let mut reason = None;
    let value = settled(DOUBLE_BITS, &mut |bits| numbers_only(enclose(graph, root, bits), &mut reason), &Ball::to_f64);
    match (value, reason) {
        (_, Some(reason)) => Err(reason),
        (value, None) => Ok(value?),
    }
}

/// The ball, with another reason than one that more bits might mend set aside.
fn numbers_only(found: Result<Ball, NoDigits>, reason: &mut Option<NoDigits>) -> Result<Ball, BallError> {
    found.map_err(|error| match error {
        NoDigits::Ball(inner) => inner,
        other => {
            *reason = Some(other);
            BallError::OutOfDomain
        }
    })
}

/// Bounds for the value of an expression without symbols, computed with so many bits. Every part of it has a value then,
/// but for branches that are not taken.
pub fn enclose(graph: &Graph, root: ExprId, bits: usize) -> Result<Ball, NoDigits> {
    match evaluate(graph, root, bits)? {
        NodeValue::Number(ball, _) => Ok(ball),
        NodeValue::Truth(_) => Err(NoDigits::NotANumber),
    }
}

/// Does a condition on closed numbers hold? `None` where so many bits do not decide it.
pub fn holds_within(graph: &Graph, root: ExprId, bits: usize) -> Option<bool> {
    match evaluate(graph, root, bits) {
        Ok(NodeValue::Truth(truth)) => Some(truth),
        Ok(NodeValue::Number(..)) | Err(_) => None,
    }
}

/// The value of an expression without symbols, where it is seen at once to be a short fraction.
pub fn fraction_of(graph: &Graph, root: ExprId) -> Option<Rational> {
    match evaluate(graph, root, DOUBLE_BITS) {
        Ok(NodeValue::Number(_, exact)) => exact,
        Ok(NodeValue::Truth(_)) | Err(_) => None,
    }
}

/// The value of a node.
#[derive(Clone)]
enum NodeValue {
    /// Bounds, and the value itself where it is known to be a short fraction: this tells a 0 from what cancelled.
    Number(Ball, Option<Rational>),
    Truth(bool),
}

impl NodeValue {
    fn number(self) -> Result<(Ball, Option<Rational>), NoDigits> {
        match self {
            NodeValue::Number(ball, exact) => Ok((ball, exact)),
            NodeValue::Truth(_) => Err(NoDigits::NotANumber),
        }
    }

    fn truth(self) -> Result<bool, NoDigits> {
        match self {
            NodeValue::Truth(truth) => Ok(truth),
            NodeValue::Number(..) => Err(NoDigits::NotANumber),
        }
    }
}

type Evaluated = Result<NodeValue, NoDigits>;

fn evaluate(graph: &Graph, root: ExprId, bits: usize) -> Evaluated {
    let reach = reach(graph, &[root]);
    let mut values: Vec<Option<Evaluated>> = vec![None; reach.slots()];
    for &id in &reach.order {
        let children: Vec<Evaluated> = graph
            .children(id)
            .iter()
            .map(|c| values[reach.slot(*c)].clone().unwrap_or(Err(NoDigits::NotANumber)))
            .collect();
        let found = match graph.node(id) {
            Node::Piecewise(_) => chosen(&children),
            Node::And(_) => first_that_is(&children, false),
            Node::Or(_) => first_that_is(&children, true),
            Node::Not(_) => children.first().cloned().unwrap_or(Err(NoDigits::NotANumber)).and_then(|found| {
                let truth = found.truth()?;
                Ok(NodeValue::Truth(!truth))
            }),
            Node::Truth(truth) => Ok(NodeValue::Truth(truth)),
            _ => of_numbers(graph, id, children, bits),
        };
        values[reach.slot(id)] = Some(found);
    }
    values.pop().flatten().unwrap_or(Err(NoDigits::NotANumber))
}

/// The value of the first case that holds; what the others are does not matter.
fn chosen(children: &[Evaluated]) -> Evaluated {
    for pair in children.chunks_exact(2) {
        if pair[0].clone()?.truth()? {
            return pair[1].clone();
        }
    }
    children.last().cloned().unwrap_or(Err(NoDigits::NotANumber))
}

/// The first part that decides, or has no truth value, is the result.
fn first_that_is(children: &[Evaluated], decisive: bool) -> Evaluated {
    for child in children {
        if child.clone()?.truth()? == decisive {
            return Ok(NodeValue::Truth(decisive));
        }
    }
    Ok(NodeValue::Truth(!decisive))
}

/// The value of a node whose children must all be numbers. A part that is certainly outside of its domain decides before
/// one that only more bits may settle.
fn of_numbers(graph: &Graph, id: ExprId, children: Vec<Evaluated>, bits: usize) -> Evaluated {
    let outside = NoDigits::Ball(BallError::OutOfDomain);
    if children.iter().any(|c| c.as_ref().err() == Some(&outside)) {
        return Err(outside);
    }
    let mut balls = Vec::with_capacity(children.len());
    let mut exact = Vec::with_capacity(children.len());
    for child in children {
        let (ball, value) = child?.number()?;
        balls.push(ball);
        exact.push(value);
    }
    if let Node::Compare(relation, _, _) = graph.node(id) {
        return compared(relation, &balls, &exact).map(NodeValue::Truth);
    }
    let ball = match graph.node(id) {
        Node::Power(..) => power(&balls, exact[1].as_ref())?,
        _ => node(graph, id, &balls, bits)?,
    };
    let exact =
        exact_value(graph, id, &exact).or_else(|| ball.to_rational().filter(|v| v.bits() <= bits::FOLLOWED_EXACTLY));
    match exact {
        Some(value) => Ok(NodeValue::Number(Ball::from_rational(&value, bits)?, Some(value))),
        None => Ok(NodeValue::Number(ball, None)),
    }
}

fn compared(relation: Relation, balls: &[Ball], exact: &[Option<Rational>]) -> Result<bool, NoDigits> {
    let [a, b] = balls else { return Err(NoDigits::NotANumber) };
    let order = match exact {
        [Some(a), Some(b)] => a.cmp(b),
        _ => a.order(b).ok_or(BallError::Undecided)?,
    };
    Ok(relation.holds_for(order))
}

/// The exact value of a node, if it is a short fraction and that is seen at once.
fn exact_value(graph: &Graph, id: ExprId, children: &[Option<Rational>]) -> Option<Rational> {
    let short = |value: Rational| (value.bits() <= bits::FOLLOWED_EXACTLY).then_some(value);
    let mut parts = children.iter().map(Option::as_ref);
    match graph.node(id) {
        Node::Number(n) => short(n.value.clone()),
        Node::Sum(_) => parts.try_fold(Rational::zero(), |sum, part| short(sum.checked_add(part?).ok()?)),
        Node::Product(_) if children.iter().flatten().any(Rational::is_zero) => Some(Rational::zero()),
        Node::Product(_) => parts.try_fold(Rational::one(), |product, part| short(product.checked_mul(part?).ok()?)),
        Node::Power(..) => {
            let (base, exponent) = (parts.next()??, parts.next()??);
            let exponent = exponent.to_i64().filter(|n| n.unsigned_abs() <= degrees::FOLLOWED_EXACTLY)?;
            short(base.pow(exponent).ok()?)
        }
        _ => None,
    }
}

fn node(graph: &Graph, id: ExprId, children: &[Ball], bits: usize) -> Result<Ball, NoDigits> {
    Ok(match graph.node(id) {
        Node::Number(n) => Ball::from_rational(&n.value, bits)?,
        Node::Constant(Constant::Pi) => Ball::pi(bits)?,
        Node::Constant(Constant::E) => Ball::e(bits)?,
        Node::Sum(_) => {
            let mut sum = Ball::integer(0, bits);
            for child in children {
                sum = sum.add(child)?;
            }
            sum
        }
        Node::Product(_) => {
            let mut product = Ball::integer(1, bits);
            for child in children {
                product = product.mul(child)?;
            }
            product
        }
        Node::Call(function, _) => graph.enclosures.or_compute(id, bits, || (function.ball)(children))?,
        Node::Undefined(Fault::TooLarge) => return Err(BallError::OutOfRange.into()),
        Node::Undefined(_) => return Err(BallError::OutOfDomain.into()),
        _ => return Err(NoDigits::NotANumber),
    })
}

/// A power: of any base for whole exponents, of bases that are not negative for fractions, odd roots among them, and of
/// positive ones for all other exponents.
fn power(sides: &[Ball], exponent: Option<&Rational>) -> Result<Ball, NoDigits> {
    let [base, irrational] = sides else { return Err(NoDigits::NotANumber) };
    Ok(match exponent.map(Rational::to_i64_fraction) {
        Some(Some((n, 1))) => Ball::powi(base, n)?,
        Some(Some((n, d))) if u32::try_from(d).is_ok() => base.fractional_power(n, d as u32)?,
        Some(None) if exponent.is_some_and(Rational::is_integer) && !base.sign().is_some_and(Ordering::is_gt) => {
            // Of more than 63 bits.
            let odd = exponent.is_some_and(|n| !n.is_even());
            match base.sign() {
                Some(Ordering::Less) if odd => base.neg().pow(irrational)?.neg(),
                Some(Ordering::Less) => base.neg().pow(irrational)?,
                Some(_) => base.pow(irrational)?,
                None => return Err(BallError::Undecided.into()),
            }
        }
        Some(_) => base.pow(irrational)?,
        None if base.sign().is_some_and(Ordering::is_gt) => base.pow(irrational)?,
        // It may be a whole number.
        None if base.sign().is_none() || !irrational.is_apart_from_integers() => {
            return Err(BallError::Undecided.into());
        }
        None => return Err(BallError::OutOfDomain.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculus::CORE;
    use crate::functions::tests::reader::read;
    use proptest::prelude::*;

    fn digits(text: &str) -> Result<String, NoDigits> {
        let mut graph = Graph::new(&CORE);
        let id = read(&mut graph, text);
        digits_of(&graph, id, 20).map(|n| n.value.significant(20))
    }

    #[test]
    fn zero_only_where_it_is_zero() {
        assert_eq!(digits("softplus(-242)"), Ok("7.956743891951400096e-106".into()));
        assert_eq!(digits("softplus(-5000)"), Ok("3.3696941483089175145e-2172".into()));
        assert_eq!(digits("sin(0)*e"), Ok("0".into()));
        assert_eq!(digits("sin(1)^2 + cos(1)^2 - 1"), Err(BallError::Undecided.into()));
        assert_eq!(digits("1 + 10^100*softplus(-242)"), Ok("1.0000079567438919514".into()));
    }

    #[test]
    fn where_there_is_no_value() {
        for text in
            ["asin(1 + 1e-100)", "0*ln(1 - sqrt(2))", "sin(asin(sqrt(2)))", "exp(ln(1 - sqrt(2)))", "root(-5, 1/2)"]
        {
            assert_eq!(digits(text), Err(BallError::OutOfDomain.into()), "{text}");
        }
    }

    #[test]
    fn functions_beyond_the_elementary_ones() {
        for (text, value) in [
            ("(1 - erf(14))*exp(196)", "0.040197228650218459306"),
            ("sin(10^10*gamma(1/3))", "0.68008916624695603725"),
            ("lgamma(1 + 10^(-11))", "-5.7721566489330819027e-12"),
            ("gelu(-9)", "-1.015729565358456583e-18"),
            ("erfc(30)", "2.5646562037561116e-393"),
            ("mod(exp(50), 7)", "6.4533229334853848275"),
            ("exp(1000)/(1 + exp(1000))", "1"),
        ] {
            assert_eq!(digits(text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn powers_keep_to_their_convention() {
        for (text, value) in [("0^0", "1"), ("(-3)^(1 + 1)", "9"), ("0^(1/2)", "0"), ("(1/2 - 1/2)^(4/2)", "0")] {
            assert_eq!(digits(text).as_deref(), Ok(value), "{text}");
        }
        for text in ["0^pi", "0^(-1/2)", "(-8)^(1/3)", "(-1)^pi"] {
            assert_eq!(digits(text), Err(BallError::OutOfDomain.into()), "{text}");
        }
    }

    #[test]
    fn roots_of_negative_numbers() {
        let mut graph = Graph::new(&CORE);
        let (base, third) = (graph.integer(-8), Rational::new(1, 3).unwrap());
        let exponent = graph.rational(third);
        let power = graph.raw_power(base, exponent);
        assert_eq!(digits_of(&graph, power, 20), Err(NoDigits::Ball(BallError::OutOfDomain)));
        let root = graph.raw_call(crate::functions::ALL[1], &[base]);
        assert_eq!(digits_of(&graph, root, 20).map(|n| n.value), Ok(Rational::new(-2, 1).unwrap()));
    }

    proptest! {
        #[test]
        fn no_input_panics(steps in prop::collection::vec((0usize..200, 0usize..64, 0usize..64), 1..12)) {
            let mut graph = Graph::new(&CORE);
            let mut known = [-8_i64, -1, 0, 1, 2, 7, 400].map(|n| graph.integer(n)).to_vec();
            known.push(graph.rational(Rational::new(1, 3).unwrap()));
            known.push(graph.constant(Constant::Pi));
            for (what, a, b) in steps {
                let (a, b) = (known[a % known.len()], known[b % known.len()]);
                let functions = crate::functions::ALL;
                let next = match what % (functions.len() + 12) {
                    0..4 => graph.raw_sum(&[a, b]),
                    4..8 => graph.raw_product(&[a, b]),
                    8..12 => graph.raw_power(a, b),
                    f => {
                        let function = functions[f - 12];
                        let count = (1..=3).find(|&n| function.arity.accepts(n)).unwrap_or(1);
                        graph.raw_call(function, &[a, b, a][..count])
                    }
                };
                known.push(next);
                let _ = digits_of(&graph, next, 15);
            }
        }
    }
}
