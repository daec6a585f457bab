//! The value of an expression without symbols to any number of digits.

use super::{Constant, ExprId, Graph, Node, Number, reach};
use crate::numeric::decimal::stable_digits;
use crate::numeric::{Decimal, DecimalError, Rational};

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

/// The value of an expression without symbols, correctly rounded to so many significant digits.
pub fn digits_of(graph: &Graph, root: ExprId, digits: usize) -> Result<Number, NoDigits> {
    let mut reason = None;
    let text = stable_digits(digits, &mut |working| {
        evaluate(graph, root, working).map_err(|error| match error {
            NoDigits::Decimal(inner) => inner,
            other => {
                reason = Some(other);
                DecimalError::OutOfDomain
            }
        })
    });
    let text = match (text, reason) {
        (_, Some(reason)) => return Err(reason),
        (Err(error), None) => return Err(error.into()),
        (Ok(text), None) => text,
    };
    let value = Rational::parse(&text).map_err(|_| NoDigits::Decimal(DecimalError::OutOfRange))?;
    Ok(Number::new(value, true))
}

fn evaluate(graph: &Graph, root: ExprId, digits: usize) -> Result<Decimal, NoDigits> {
    let reach = reach(graph, &[root]);
    let mut values: Vec<Option<Decimal>> = vec![None; reach.slots()];
    for &id in &reach.order {
        let children: Option<Vec<Decimal>> =
            graph.children(id).iter().map(|c| values[reach.slot(*c)].clone()).collect();
        // A condition has no decimal, and what needs it is refused where it is used.
        let value = match children {
            Some(children) => node(graph, id, &children, digits)?,
            None => None,
        };
        values[reach.slot(id)] = value;
    }
    values.pop().flatten().ok_or(NoDigits::NotANumber)
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
