//! The value of an expression without symbols to any number of digits.

use super::{Constant, ExprId, Graph, Node, Number, reach};
use crate::numeric::decimal::{Attempt, settled_digits};
use crate::numeric::{Decimal, DecimalError, Interval, Quality, Rational};

/// Why an expression has no digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDigits {
    /// A function that is only known in doubles.
    #[error("{0} is known in doubles only: leave out `digits`")]
    DoublesOnly(&'static str),
    /// A condition or a name.
    #[error("this is no number")]
    NotANumber,
    /// It has no value, or its digits do not settle.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
}

/// Longer exact values are not followed.
const MAX_EXACT_BITS: usize = 4_096;
/// Powers with larger exponents are not followed exactly.
const MAX_EXACT_EXPONENT: u64 = 64;

/// The value of an expression without symbols, correctly rounded to so many significant digits. It is 0 only where it is
/// exactly 0.
pub fn digits_of(graph: &Graph, root: ExprId, digits: usize) -> Result<Number, NoDigits> {
    let mut reason = None;
    let mut exact = None;
    let text = settled_digits(digits, &mut |working| {
        let found = evaluate(graph, root, working).map_err(|error| match error {
            NoDigits::Decimal(inner) => inner,
            other => {
                reason = Some(other);
                DecimalError::OutOfDomain
            }
        })?;
        if found.root.exact.as_ref().is_some_and(Rational::is_zero) {
            exact = Some(Rational::zero());
            // The search for digits ends here.
            return Err(DecimalError::Undecided);
        }
        Ok(Attempt { value: found.root.decimal, vanished: found.vanished })
    });
    if let Some(zero) = exact {
        return Ok(Number::new(zero, true));
    }
    let text = match (text, reason) {
        (_, Some(reason)) => return Err(reason),
        (Err(error), None) => return Err(error.into()),
        (Ok(text), None) => text,
    };
    let value = Rational::parse(&text).map_err(|_| NoDigits::Decimal(DecimalError::OutOfRange))?;
    Ok(Number::new(value, true))
}

/// A value at some precision.
#[derive(Clone)]
struct Found {
    decimal: Decimal,
    /// The value itself where it is known to be a short fraction: this tells a 0 from what cancelled.
    exact: Option<Rational>,
}

struct Evaluated {
    root: Found,
    /// Whether a part came out as 0 that is not known to be 0.
    vanished: bool,
}

fn evaluate(graph: &Graph, root: ExprId, digits: usize) -> Result<Evaluated, NoDigits> {
    let reach = reach(graph, &[root]);
    let mut values: Vec<Option<Found>> = vec![None; reach.slots()];
    let mut vanished = false;
    for &id in &reach.order {
        let children: Option<Vec<Found>> = graph.children(id).iter().map(|c| values[reach.slot(*c)].clone()).collect();
        // A condition has no decimal, and what needs it is refused where it is used.
        let found = match children {
            Some(children) => {
                let exact = exact(graph, id, &children);
                let decimals: Vec<Decimal> = children.into_iter().map(|c| c.decimal).collect();
                match (node(graph, id, &decimals, digits), &exact) {
                    (Ok(Some(_)), Some(value)) => {
                        Some(Found { decimal: Decimal::from_rational(value, digits)?, exact })
                    }
                    (Ok(Some(decimal)), None) => Some(Found { decimal, exact }),
                    (Ok(None), _) => None,
                    // What vanished may be what it was divided by: more digits would tell.
                    (Err(NoDigits::Decimal(DecimalError::OutOfDomain)), _) if vanished => {
                        return Err(DecimalError::Undecided.into());
                    }
                    (Err(error), _) => return Err(error),
                }
            }
            None => None,
        };
        vanished |= found.as_ref().is_some_and(|f| f.exact.is_none() && f.decimal.is_zero());
        values[reach.slot(id)] = found;
    }
    let root = values.pop().flatten().ok_or(NoDigits::NotANumber)?;
    Ok(Evaluated { root, vanished })
}

/// The exact value of a node, if it is a short fraction and that is seen at once.
fn exact(graph: &Graph, id: ExprId, children: &[Found]) -> Option<Rational> {
    let short = |value: Rational| (value.bits() <= MAX_EXACT_BITS).then_some(value);
    let mut parts = children.iter().map(|c| c.exact.as_ref());
    match graph.node(id) {
        Node::Number(n) => short(n.value.clone()),
        Node::Sum(_) => parts.try_fold(Rational::zero(), |sum, part| short(sum.checked_add(part?).ok()?)),
        Node::Product(_) if children.iter().any(|c| c.exact.as_ref().is_some_and(Rational::is_zero)) => {
            Some(Rational::zero())
        }
        Node::Product(_) => parts.try_fold(Rational::one(), |product, part| short(product.checked_mul(part?).ok()?)),
        Node::Power(..) => {
            let (base, exponent) = (parts.next()??, parts.next()??);
            if base.is_zero() && exponent.is_positive() {
                return Some(Rational::zero());
            }
            let exponent = exponent.to_i64().filter(|n| n.unsigned_abs() <= MAX_EXACT_EXPONENT)?;
            short(base.pow(exponent).ok()?)
        }
        Node::Call(function, _) => {
            let interval = function.interval?;
            let arguments: Option<Vec<Interval>> = parts.map(|part| double(part?).map(Interval::point)).collect();
            // Bounds that meet are the value.
            let value = interval(&arguments?);
            let defined = value.quality > Quality::Partial && value.range.is_point();
            Rational::from_f64(value.range.low()).filter(|_| defined)
        }
        Node::Constant(_)
        | Node::Symbol(_)
        | Node::Piecewise(_)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Truth(_)
        | Node::Undefined(_) => None,
    }
}

/// The double that is this number.
fn double(value: &Rational) -> Option<f64> {
    let near = value.to_f64();
    (Rational::from_f64(near).as_ref() == Some(value)).then_some(near)
}

fn node(graph: &Graph, id: ExprId, children: &[Decimal], digits: usize) -> Result<Option<Decimal>, NoDigits> {
    let one = || Decimal::from_rational(&Rational::one(), digits);
    Ok(Some(match graph.node(id) {
        Node::Number(n) => Decimal::from_rational(&n.value, digits)?,
        Node::Constant(Constant::Pi) => Decimal::pi(digits)?,
        Node::Constant(Constant::E) => Decimal::e(digits)?,
        Node::Sum(_) => {
            let mut sum = Decimal::from_rational(&Rational::zero(), digits)?;
            for child in children {
                sum = sum.add(child)?;
            }
            sum
        }
        Node::Product(_) => {
            let mut product = one()?;
            for child in children {
                product = product.mul(child)?;
            }
            product
        }
        Node::Power(_, exponent) => match graph.as_rational(exponent).map(Rational::to_i64_fraction) {
            Some(Some((n, 1))) => children[0].powi(n)?,
            // A power that is no integer has no value at negative numbers, odd roots among them.
            Some(Some((_, d))) if d > 1 && children[0].sign() < 0 => return Err(DecimalError::OutOfDomain.into()),
            Some(Some((n, d))) if u32::try_from(d).is_ok() => children[0].root(d as u32)?.powi(n)?,
            _ => children[0].pow(&children[1])?,
        },
        Node::Call(function, _) => match function.decimal {
            Some(decimal) => decimal(children, digits)?,
            None => return Err(NoDigits::DoublesOnly(function.name)),
        },
        Node::Constant(Constant::Infinity)
        | Node::Symbol(_)
        | Node::Piecewise(_)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Truth(_)
        | Node::Undefined(_) => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::CORE;
    use crate::functions::tests::reader::read;
    use proptest::prelude::*;

    fn digits(text: &str) -> Result<String, NoDigits> {
        let mut graph = Graph::new(&CORE);
        let id = read(&mut graph, text);
        digits_of(&graph, id, 20).map(|n| n.value.significant(20))
    }

    #[test]
    fn parts_without_a_precision() {
        let mut graph = Graph::new(&CORE);
        let mut id = graph.integer(0);
        for function in [graph.core().exp, crate::functions::TRIGONOMETRY.cos] {
            id = graph.raw_call(function, &[id]);
        }
        assert_eq!(digits_of(&graph, id, 20).map(|n| n.value.significant(20)), Ok("0.5403023058681397174".into()));
    }

    #[test]
    fn zero_only_where_it_is_zero() {
        assert_eq!(digits("softplus(-242)"), Ok("7.956743891951400096e-106".into()));
        assert_eq!(digits("softplus(-5000)"), Err(DecimalError::Undecided.into()));
        assert_eq!(digits("sin(0)*e"), Ok("0".into()));
        assert_eq!(digits("1 + 10^100*softplus(-242)"), Ok("1.0000079567438919514".into()));
    }

    #[test]
    fn roots_of_negative_numbers() {
        let mut graph = Graph::new(&CORE);
        let (base, third) = (graph.integer(-8), Rational::new(1, 3).unwrap());
        let exponent = graph.rational(third);
        let power = graph.raw_power(base, exponent);
        assert_eq!(digits_of(&graph, power, 20), Err(NoDigits::Decimal(DecimalError::OutOfDomain)));
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
