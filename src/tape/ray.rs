//! A tape along a straight line: where it computes a polynomial, its coefficients in `t` at `x + t*d`.

use super::{Op, Slot, Tape};

/// Beyond this degree a polynomial in doubles says too little about its minimisers.
const MAX_DEGREE: usize = 32;
/// What is no polynomial, or one of higher degree.
const NONE: usize = usize::MAX;
/// The most coefficients that are kept at the same time.
const MAX_COEFFICIENTS: usize = 10_000_000;

/// Working space of [`Tape::along`]; grows the first time, then is used again.
#[derive(Clone, Debug, Default)]
pub struct RayWork {
    values: Vec<f64>,
    degrees: Vec<usize>,
    starts: Vec<usize>,
    coefficients: Vec<f64>,
    product: Vec<f64>,
}

impl Tape {
    /// The coefficients of the first output at `x + t*d` as a polynomial in `t`, lowest first; false where the operations
    /// along this line do not make up a polynomial, or one of too high a degree, or where a coefficient is not finite.
    pub fn along(&self, x: &[f64], d: &[f64], work: &mut RayWork, coefficients: &mut Vec<f64>) -> bool {
        coefficients.clear();
        let Some(&output) = self.outputs.first() else { return false };
        let output = output as usize;
        self.degrees(d, &mut work.degrees);
        if work.degrees[output] == NONE {
            return false;
        }
        work.starts.clear();
        let mut total = 0;
        for &degree in &work.degrees {
            work.starts.push(total);
            total += if degree == NONE { 0 } else { degree + 1 };
        }
        if total > MAX_COEFFICIENTS {
            return false;
        }
        self.fill(x, &mut work.values);
        work.coefficients.clear();
        work.coefficients.resize(total, 0.0);
        for slot in 0..self.slots() {
            self.polynomial(slot, d, work);
        }
        coefficients.extend_from_slice(polynomial_of(work, output));
        coefficients.iter().all(|c| c.is_finite())
    }

    /// The degree of every slot along the direction.
    fn degrees(&self, d: &[f64], degrees: &mut Vec<usize>) {
        degrees.clear();
        degrees.extend((0..self.inputs).map(|i| usize::from(d.get(i).is_some_and(|&v| v != 0.0))));
        degrees.resize(self.first_result(), 0);
        for &op in &self.ops {
            let of = |slot: Slot| degrees[slot as usize];
            let constant = |all_zero: bool| if all_zero { 0 } else { NONE };
            let degree = match op {
                Op::Add(a, b) | Op::Sub(a, b) => of(a).max(of(b)),
                Op::Mul(a, b) => of(a).saturating_add(of(b)),
                Op::Div(a, b) if of(b) == 0 => of(a),
                Op::Neg(a) => of(a),
                Op::PowI(a, n) if n >= 0 => of(a).saturating_mul(n as usize),
                Op::Select(condition, then, otherwise) if of(condition) == 0 => of(then).max(of(otherwise)),
                Op::Div(..)
                | Op::PowI(..)
                | Op::Pow(..)
                | Op::ExpPow(..)
                | Op::Call1(..)
                | Op::Call2(..)
                | Op::CallMany { .. }
                | Op::Compare(..)
                | Op::Select(..) => {
                    let mut still = true;
                    self.for_each_operand(op, |slot| still &= of(slot) == 0);
                    constant(still)
                }
            };
            degrees.push(if degree > MAX_DEGREE { NONE } else { degree });
        }
    }

    /// Writes the coefficients of one slot.
    fn polynomial(&self, slot: usize, d: &[f64], work: &mut RayWork) {
        let degree = work.degrees[slot];
        if degree == NONE {
            return;
        }
        let start = work.starts[slot];
        // Whatever does not change along the line is what it is at the point; so is every constant term.
        work.coefficients[start] = work.values[slot];
        if degree == 0 {
            return;
        }
        if slot < self.inputs {
            work.coefficients[start + 1] = d[slot];
            return;
        }
        let op = self.ops[slot - self.first_result()];
        let (before, rest) = work.coefficients.split_at_mut(start);
        let result = &mut rest[..=degree];
        let of = |slot: Slot| {
            let (start, degree) = (work.starts[slot as usize], work.degrees[slot as usize]);
            if degree == NONE { &[][..] } else { &before[start..=start + degree] }
        };
        match op {
            Op::Add(a, b) => {
                copy(of(a), result);
                result.iter_mut().zip(of(b)).for_each(|(r, c)| *r += c);
            }
            Op::Sub(a, b) => {
                copy(of(a), result);
                result.iter_mut().zip(of(b)).for_each(|(r, c)| *r -= c);
            }
            Op::Mul(a, b) => multiply(of(a), of(b), result),
            Op::Div(a, b) => {
                let divisor = of(b)[0];
                copy(of(a), result);
                result.iter_mut().for_each(|r| *r /= divisor);
            }
            Op::Neg(a) => {
                copy(of(a), result);
                result.iter_mut().for_each(|r| *r = -*r);
            }
            Op::PowI(a, n) => {
                copy(of(a), result);
                for _ in 1..n {
                    work.product.clear();
                    work.product.extend_from_slice(result);
                    multiply(&work.product, of(a), result);
                }
            }
            Op::Select(condition, then, otherwise) => {
                let holds = work.values[condition as usize] != 0.0;
                copy(of(if holds { then } else { otherwise }), result);
            }
            // Their degree is 0.
            Op::Pow(..) | Op::ExpPow(..) | Op::Call1(..) | Op::Call2(..) | Op::CallMany { .. } | Op::Compare(..) => {}
        }
    }
}

fn polynomial_of(work: &RayWork, slot: usize) -> &[f64] {
    let start = work.starts[slot];
    &work.coefficients[start..=start + work.degrees[slot]]
}

fn copy(from: &[f64], to: &mut [f64]) {
    to.fill(0.0);
    to.iter_mut().zip(from).for_each(|(t, f)| *t = *f);
}

/// The product; what is beyond the result is zero by the choice of degrees.
fn multiply(a: &[f64], b: &[f64], result: &mut [f64]) {
    result.fill(0.0);
    for (i, &x) in a.iter().enumerate().filter(|(_, x)| **x != 0.0) {
        for (r, &y) in result.iter_mut().skip(i).zip(b) {
            *r += x * y;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{lower, samples};
    use super::*;
    use crate::expr::{ExprId, Graph};
    use proptest::prelude::*;

    fn tape(names: &[&str], build: impl FnOnce(&mut Graph, &[ExprId]) -> ExprId) -> Tape {
        let mut graph = samples::graph();
        let (symbols, nodes) = samples::symbols(&mut graph, names);
        let f = build(&mut graph, &nodes);
        lower(&graph, &[f], &symbols).expect("all names are unknowns")
    }

    fn along(tape: &Tape, x: &[f64], d: &[f64]) -> Option<Vec<f64>> {
        let mut coefficients = Vec::new();
        tape.along(x, d, &mut RayWork::default(), &mut coefficients).then_some(coefficients)
    }

    /// `(1 - x)^2 + 100*(y - x^2)^2/2`
    fn banana(graph: &mut Graph, v: &[ExprId]) -> ExprId {
        let (one, two, hundred) = (graph.integer(1), graph.integer(2), graph.integer(100));
        let minus_x = graph.raw_negation(v[0]);
        let left = graph.raw_sum(&[one, minus_x]);
        let left = graph.raw_power(left, two);
        let square = graph.raw_power(v[0], two);
        let minus_square = graph.raw_negation(square);
        let right = graph.raw_sum(&[v[1], minus_square]);
        let right = graph.raw_power(right, two);
        let half = graph.rational(crate::numeric::Rational::new(1, 2).expect("a fraction"));
        let right = graph.raw_product(&[hundred, right, half]);
        graph.raw_sum(&[left, right])
    }

    #[test]
    fn only_polynomials_along_the_line() {
        // x*cos(y) is one along x.
        let tape = tape(&["x", "y"], |graph, v| {
            let cosine = graph.raw_call(samples::function("cos"), &[v[1]]);
            graph.raw_product(&[v[0], cosine])
        });
        assert_eq!(along(&tape, &[3.0, 0.0], &[2.0, 0.0]), Some(vec![3.0, 2.0]));
        assert_eq!(along(&tape, &[3.0, 0.0], &[0.0, 1.0]), None);
        assert_eq!(along(&tape, &[f64::NAN, 0.0], &[1.0, 0.0]), None);
    }

    #[test]
    fn high_degrees_and_negative_powers_are_left_alone() {
        let power = |n: i64| {
            tape(&["x"], |graph, v| {
                let n = graph.integer(n);
                graph.raw_power(v[0], n)
            })
        };
        assert_eq!(along(&power(3), &[2.0], &[1.0]), Some(vec![8.0, 12.0, 6.0, 1.0]));
        assert_eq!(along(&power(33), &[2.0], &[1.0]), None);
        assert_eq!(along(&power(-1), &[2.0], &[1.0]), None);
        assert_eq!(along(&power(-1), &[2.0], &[0.0]), Some(vec![0.5]));
    }

    proptest! {
        #[test]
        fn the_coefficients_give_the_values(x in -2.0..2.0_f64, y in -2.0..2.0_f64, p in -1.0..1.0_f64, q in -1.0..1.0_f64, t in -2.0..2.0_f64) {
            let tape = tape(&["x", "y"], banana);
            let c = along(&tape, &[x, y], &[p, q]).expect("a polynomial");
            let horner = c.iter().rev().fold(0.0, |sum, c| sum * t + c);
            let value = tape.value(&[x + t * p, y + t * q], &mut Vec::new());
            prop_assert!((horner - value).abs() <= 1e-11 * (1.0 + value.abs()), "{horner} {value}");
        }
    }
}
