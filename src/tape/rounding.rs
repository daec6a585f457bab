//! How much of a result is rounding: a first-order estimate, carried along the tape.

use super::{Op, Slot, Tape};

/// The relative error of one operation.
const UNIT: f64 = f64::EPSILON / 2.0;
/// Functions are sampled so many errors away: one error away they may round to the same double.
const SPREAD: f64 = 32.0;

impl Tape {
    /// About how far the first output may be from the exact value at this point because of rounding; NaN or infinite where
    /// the output is no finite number. `work` and `errors` grow the first time.
    pub fn rounding(&self, inputs: &[f64], work: &mut Vec<f64>, errors: &mut Vec<f64>) -> f64 {
        self.fill(inputs, work);
        errors.clear();
        errors.resize(self.first_result(), 0.0);
        for (slot, &op) in (self.first_result()..).zip(&self.ops) {
            let carried = self.carried(op, work, errors, work[slot]);
            errors.push(carried + UNIT * work[slot].abs());
        }
        self.outputs.first().map_or(f64::NAN, |&slot| errors[slot as usize])
    }

    /// What the errors of the operands do to the result.
    fn carried(&self, op: Op, values: &[f64], errors: &[f64], result: f64) -> f64 {
        let at = |slot: Slot| values[slot as usize];
        let error = |slot: Slot| errors[slot as usize];
        match op {
            Op::Add(a, b) | Op::Sub(a, b) => error(a) + error(b),
            Op::Mul(a, b) => at(a).abs() * error(b) + at(b).abs() * error(a),
            Op::Div(a, b) => (error(a) + result.abs() * error(b)) / at(b).abs(),
            Op::Neg(a) => error(a),
            Op::PowI(a, n) => sampled(error(a), |e| crate::numeric::real::powi(at(a) + e, n)),
            Op::Pow(a, b) | Op::ExpPow(a, b) => {
                sampled(error(a), |e| crate::numeric::real::pow(at(a) + e, at(b)))
                    + sampled(error(b), |e| crate::numeric::real::pow(at(a), at(b) + e))
            }
            Op::Call1(f, a, _) => sampled(error(a), |e| f(at(a) + e)),
            Op::Call2(f, a, b, _) => {
                sampled(error(a), |e| f(at(a) + e, at(b))) + sampled(error(b), |e| f(at(a), at(b) + e))
            }
            Op::CallMany { first, count, .. } => {
                self.arguments[first as usize..(first + count) as usize].iter().map(|&slot| error(slot)).sum()
            }
            Op::Compare(..) => 0.0,
            Op::Select(condition, then, otherwise) => error(if at(condition) != 0.0 { then } else { otherwise }),
        }
    }
}

/// How far a result moves with an operand; on the one side where the other is outside the domain.
fn sampled(error: f64, f: impl Fn(f64) -> f64) -> f64 {
    if error == 0.0 {
        return 0.0;
    }
    let middle = f(0.0);
    let moved = |e: f64| (f(e) - middle).abs() / SPREAD;
    let (above, below) = (moved(SPREAD * error), moved(-SPREAD * error));
    // `max` of two numbers leaves NaN aside.
    above.max(below)
}

#[cfg(test)]
mod tests {
    use super::super::{lower, samples};
    use crate::expr::{ExprId, Graph};

    fn rounding(x: f64, build: impl FnOnce(&mut Graph, ExprId) -> ExprId) -> f64 {
        let mut graph = samples::graph();
        let (symbols, nodes) = samples::symbols(&mut graph, &["x"]);
        let f = build(&mut graph, nodes[0]);
        let tape = lower(&graph, &[f], &symbols).expect("one unknown");
        tape.rounding(&[x], &mut Vec::new(), &mut Vec::new())
    }

    /// `x^2 + c`
    fn shifted(c: i64) -> impl FnOnce(&mut Graph, ExprId) -> ExprId {
        move |graph, x| {
            let (two, c) = (graph.integer(2), graph.integer(c));
            let square = graph.raw_power(x, two);
            graph.raw_sum(&[square, c])
        }
    }

    #[test]
    fn what_cancels_leaves_its_error() {
        // 10^6 - 10^6: the value is 0, its error that of a million.
        let error = rounding(1e3, shifted(-1_000_000));
        assert!((5e-11..1e-9).contains(&error), "{error}");
        // A sum of small numbers has a small error.
        let error = rounding(1e-8, shifted(0));
        assert!(error < 1e-31, "{error}");
        let error = rounding(2.0, shifted(1));
        assert!((1e-16..5e-15).contains(&error), "{error}");
    }

    #[test]
    fn functions_pass_errors_on() {
        let sine = |x: f64| {
            rounding(x, |graph, x| {
                let three = graph.integer(3);
                let tripled = graph.raw_product(&[three, x]);
                let e = graph.raw_call(samples::function("exp"), &[tripled]);
                graph.raw_call(samples::function("sin"), &[e])
            })
        };
        // exp(30) is known to about 30 units in its last place, and the sine turns that into an error of its own size.
        let error = sine(10.0);
        assert!((1e-5..1e-1).contains(&error), "{error}");
        assert!(sine(0.0) < 1e-14);
        assert!(!sine(1e9).is_finite() || sine(1e9) >= 0.0);
    }
}
