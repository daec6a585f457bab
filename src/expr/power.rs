//! What a power is, said once.
//!
//! A whole exponent makes a product, `0^0 = 1` and a negative one dividing; a fraction makes a root, of what is not negative.
//! Every other power is `exp(y*ln(x))`, which needs a positive base: those with an irrational exponent, and those whose base
//! and exponent both vary. An exponent counts as irrational where it is proved to be no whole number, and no fraction is seen. A power of a fixed number, such as `(-1)^n`, is at every number what the power of the two numbers
//! is; so is one whose exponent is a parameter, once that has a value.

use super::{ExprId, Fault, Graph, enclose, fraction_of, is_closed, print, symbols_of};
use crate::numeric::Rational;

/// Bits that tell the sign of a base.
const BITS: usize = 128;

/// Is the power with this base and exponent `exp(y*ln(x))`?
pub fn is_exponential(graph: &Graph, base: ExprId, exponent: ExprId) -> bool {
    whole_or_fraction(graph, exponent).is_none()
        && if is_closed(graph, exponent) { is_apart_from_integers(graph, exponent) } else { !is_closed(graph, base) }
}

/// The exponent, where it is a closed number that is seen at once to be a fraction.
fn whole_or_fraction(graph: &Graph, exponent: ExprId) -> Option<Rational> {
    let closed = || is_closed(graph, exponent).then(|| fraction_of(graph, exponent)).flatten();
    graph.as_rational(exponent).cloned().or_else(closed)
}

/// How a power is computed in doubles.
pub enum Computation {
    /// By a whole exponent.
    Integer(i32),
    /// As `x*x^n`: the exponent is odd and too large for a double to be odd, and this is an even neighbour.
    Odd(f64),
    /// As `exp(y*ln(x))`.
    Exponential,
    /// By the double of the exponent.
    Double,
}

impl Computation {
    /// The computation of the power with this base and exponent.
    pub fn of(graph: &Graph, base: ExprId, exponent: ExprId) -> Computation {
        match whole_or_fraction(graph, exponent).filter(Rational::is_integer) {
            Some(n) => Computation::whole(&n),
            None if is_exponential(graph, base, exponent) => Computation::Exponential,
            None => Computation::Double,
        }
    }

    fn whole(n: &Rational) -> Computation {
        match n.to_i64().map(i32::try_from) {
            Some(Ok(n)) => Computation::Integer(n),
            _ if n.is_even() || Rational::from_f64(n.to_f64()).as_ref() == Some(n) => Computation::Double,
            _ => Computation::Odd((n - &Rational::ONE).to_f64()),
        }
    }
}

/// Is a closed exponent proved to be no whole number?
pub fn is_apart_from_integers(graph: &Graph, exponent: ExprId) -> bool {
    enclose(graph, exponent, BITS).is_ok_and(|ball| ball.is_apart_from_integers())
}

/// Are a base and an exponent those of one function, `exp(y*ln(x))`, whatever numbers are put in?
pub(super) type Tied = fn(&Graph, ExprId, ExprId) -> bool;

/// The power with another base and exponent put in: `x^x` has no value at -2.
pub(super) fn put_in(graph: &mut Graph, tied: Tied, [base, exponent]: [ExprId; 2], put: [ExprId; 2]) -> ExprId {
    let [new_base, new_exponent] = put;
    if graph.as_rational(exponent).is_some() || !tied(graph, base, exponent) || tied(graph, new_base, new_exponent) {
        return graph.raw_power(new_base, new_exponent);
    }
    let sign = enclose(graph, new_base, BITS).ok().and_then(|ball| ball.sign());
    match sign {
        Some(order) if order.is_gt() => graph.raw_power(new_base, new_exponent),
        // Now it is one of a fixed number.
        Some(_) if !is_closed(graph, new_exponent) => graph.raw_power(new_base, new_exponent),
        Some(_) => {
            let written = graph.raw_power(base, exponent);
            graph.undefined(Fault::Domain { call: print::text(graph, written), needs: "a positive base" })
        }
        None => {
            let core = graph.core();
            let logarithm = graph.raw_call(core.ln, &[new_base]);
            let product = graph.raw_product(&[new_exponent, logarithm]);
            graph.raw_call(core.exp, &[product])
        }
    }
}

pub(super) fn both_vary(graph: &Graph, a: ExprId, b: ExprId) -> bool {
    !is_closed(graph, a) && !is_closed(graph, b)
}

pub(super) fn share_a_symbol(graph: &Graph, a: ExprId, b: ExprId) -> bool {
    let symbols = symbols_of(graph, &[a]);
    !symbols.is_empty() && symbols_of(graph, &[b]).iter().any(|s| symbols.contains(s))
}
