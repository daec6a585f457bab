//! Polynomials in one unknown.

use super::found::{Minimum, MinimumPoint, MinimumStatus};
use super::search::NumberStyle;
use crate::algebra::closed_form::closed_form;
use crate::algebra::normal::{difference, negation, normalise, power_of_integer, product, quotient};
use crate::algebra::{derivative, expand, present};
use crate::calculus::argument::{Argument, BEND, NAME, SLOPE, Sentence, sentence};
use crate::calculus::cuts::polynomial::{CriticalNumber, critical_numbers, polynomial_of};
use crate::calculus::cuts::values_at_roots::{Failure, ValueAtRoot, least};
use crate::calculus::exact_value::{ExactValue, exact_value, order};
use crate::expr::{ExprId, Graph, Symbol, depends_on, evaluate_closed, print, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::format::approximately;
use crate::numeric::polynomial::Polynomial;

/// More critical points than this are not listed in the argument.
pub(super) const MOST_LISTED: usize = 6;

/// A longer derivative is not written out in the argument.
const LONGEST_FORMULA: usize = 120;

pub(super) struct PolynomialProblem<'a> {
    pub p: Polynomial,
    pub x: Symbol,
    pub writer: NumberStyle,
    pub interrupt: &'a Interrupt,
}

/// A candidate for the minimum, such as a zero of the derivative.
pub(super) struct PolynomialCandidate {
    pub number: CriticalNumber,
    pub value: ValueAtRoot,
}

impl PolynomialProblem<'_> {
    pub fn solve(&self, graph: &mut Graph) -> Minimum {
        let result = match self.p.degree() {
            None | Some(0) => return self.constant(graph),
            Some(_) if self.p.sign_at_infinity(true) < 0 || self.p.sign_at_infinity(false) < 0 => self.unbounded(graph),
            Some(_) => self.bounded(graph),
        };
        match result {
            Ok(found) => found,
            Err(failure) => self.failed(failure),
        }
    }

    /// The answer where there is none, and why.
    pub fn failed(&self, failure: Failure) -> Minimum {
        match failure {
            Failure::Interrupted => Minimum::unknown(&[self.x], "the search was interrupted"),
            Failure::TooClose => Minimum::unknown(
                &[self.x],
                sentence![
                    "two critical values of ",
                    NAME,
                    " agree to so many digits that which is less was not decided"
                ],
            ),
            Failure::Polynomial(error) => {
                let reason = sentence!["the exact minimum of ", NAME, " is out of reach: ", error.to_string()];
                Minimum::unknown(&[self.x], reason)
            }
        }
    }

    pub(super) fn constant(&self, graph: &mut Graph) -> Minimum {
        let value = self.writer.exact(graph, &self.p.coefficient(0));
        Minimum::constant(graph, self.x, value)
    }

    fn unbounded(&self, graph: &mut Graph) -> Result<Minimum, Failure> {
        let name = graph.name(self.x).to_string();
        let right = self.p.sign_at_infinity(true) < 0;
        let left = self.p.sign_at_infinity(false) < 0;
        let side = match (left, right) {
            (true, true) => format!("{name} -> -inf and as {name} -> inf"),
            (true, false) => format!("{name} -> -inf"),
            _ => format!("{name} -> inf"),
        };
        let leading = self.leading_term(graph);
        let argument = if self.p.degree() == Some(1) {
            let slope = self.writer.text(graph, &self.p.leading());
            sentence![NAME, " is a straight line of slope ", slope, ": ", NAME, " -> -inf as ", side]
        } else {
            sentence!["the leading term ", leading, " decides: ", NAME, " -> -inf as ", side]
        };
        let argument = Argument::exact(argument);
        let mut found = Minimum::without_points(MinimumStatus::Unbounded, &[self.x], argument);
        // The local minima are an addition: without them the answer is still right.
        match self.critical_points() {
            Ok(points) => {
                for critical in points.iter().filter(|c| c.number.is_minimum) {
                    found.points.push(self.point(graph, critical)?);
                }
            }
            Err(Failure::Interrupted) => return Err(Failure::Interrupted),
            Err(Failure::Polynomial(_) | Failure::TooClose) => {}
        }
        Ok(found)
    }

    fn bounded(&self, graph: &mut Graph) -> Result<Minimum, Failure> {
        let mut critical = self.critical_points()?;
        let chosen = least(critical.iter_mut().map(|c| &mut c.value).collect(), self.interrupt)?;
        let argument = self.told(graph, &critical);
        let mut found = Minimum::without_points(MinimumStatus::Global, &[self.x], argument);
        for index in chosen {
            found.points.push(self.point(graph, &critical[index])?);
        }
        if found.points.iter().any(|p| p.x.iter().any(|c| c.exact.is_none())) {
            found.add(sentence![
                "; no short closed form is known here for the roots of ",
                SLOPE,
                ": they are isolated by exact sign tests, and all decimals shown are right"
            ]);
        }
        Ok(found)
    }

    /// The zeros of the derivative in rising order.
    pub(super) fn critical_points(&self) -> Result<Vec<PolynomialCandidate>, Failure> {
        let mut points = Vec::new();
        for number in critical_numbers(&self.p)? {
            if self.interrupt.is_set() {
                return Err(Failure::Interrupted);
            }
            let value = ValueAtRoot::new(&self.p, &number.at)?;
            points.push(PolynomialCandidate { number, value });
        }
        Ok(points)
    }

    pub(super) fn point(&self, graph: &mut Graph, critical: &PolynomialCandidate) -> Result<MinimumPoint, Failure> {
        if self.interrupt.is_set() {
            return Err(Failure::Interrupted);
        }
        let exact = match critical.number.at.root.as_rational() {
            Some(x) => Some(self.writer.number(graph, x)),
            None => closed_form(graph, &critical.number.at),
        };
        let value = self.value(graph, critical, exact)?;
        let exact = exact.map(|id| present(graph, id));
        let x = ExactValue { exact, value: critical.number.at.root.to_f64() };
        Ok(MinimumPoint { x: vec![x], value, sample: false })
    }

    fn value(
        &self,
        graph: &mut Graph,
        critical: &PolynomialCandidate,
        x: Option<ExprId>,
    ) -> Result<ExactValue, Failure> {
        if let Some(value) = critical.value.as_rational() {
            return Ok(self.writer.exact(graph, &value));
        }
        let value = critical.value.to_f64();
        let formula = match (x, critical.number.at.factor.degree()) {
            (None, _) => None,
            // The value is a root of a cubic itself, which is shorter than a cubic's root put into a formula.
            (Some(_), Some(3)) => {
                let root = critical.value.as_root()?;
                let formula = root.and_then(|root| closed_form(graph, &root));
                formula.and_then(|formula| critical.value.recognised(graph, formula))
            }
            (Some(x), _) => critical.value.formula(graph, x, |graph, c| self.writer.number(graph, c)),
        };
        Ok(ExactValue { exact: formula.map(|id| present(graph, id)), value })
    }

    /// A polynomial as text.
    fn formula(&self, graph: &mut Graph, p: &Polynomial) -> ExprId {
        let x = graph.symbol_node(self.x);
        let id = polynomial_of(graph, p, x, |graph, c| self.writer.number(graph, c));
        present(graph, id)
    }

    /// The derivative as ` = 2x + 4`; nothing where it is long.
    pub(super) fn slope_text(&self, graph: &mut Graph) -> Sentence {
        let slope = self.formula(graph, &self.p.derivative());
        if print::text(graph, slope).len() > LONGEST_FORMULA { Sentence::default() } else { sentence![" = ", slope] }
    }

    pub(super) fn leading_term(&self, graph: &mut Graph) -> ExprId {
        let mut coefficients = vec![Rational::ZERO; self.p.degree().unwrap_or(0)];
        coefficients.push(self.p.leading());
        self.formula(graph, &Polynomial::new(coefficients))
    }

    fn only_critical_point(
        &self,
        graph: &mut Graph,
        only: &PolynomialCandidate,
        slope: &Sentence,
        growth: &Sentence,
    ) -> Sentence {
        let (x, root) = (graph.name(self.x).to_string(), &only.number.at.root);
        let place = self.decimal(graph, root.as_rational(), || root.to_f64());
        sentence![SLOPE, slope, " is 0 only at ", x, " ", place, ", and ", growth, ", so ", NAME, " is least there"]
    }

    /// Why the least critical value is the minimum.
    fn told(&self, graph: &mut Graph, critical: &[PolynomialCandidate]) -> Argument {
        let x = graph.name(self.x).to_string();
        if self.p.degree() == Some(2) {
            let bend = self.writer.text(graph, &(self.p.leading() * Rational::from(2)));
            return Argument::exact(sentence![
                BEND,
                " = ",
                bend,
                " > 0 everywhere, so the only critical point is the global minimum"
            ]);
        }
        let slope = self.slope_text(graph);
        let leading = self.leading_term(graph);
        let growth = sentence![NAME, " -> inf on both sides (leading term ", leading, ")"];
        let each: Vec<Sentence> = critical
            .iter()
            .map(|c| {
                let place = self.decimal(graph, c.number.at.root.as_rational(), || c.number.at.root.to_f64());
                let value = self.decimal(graph, c.value.as_rational().as_ref(), || c.value.to_f64());
                sentence!["at ", &x, " ", place, " (", NAME, " ", value, ")"]
            })
            .collect();
        let sentence = match critical {
            [only] => self.only_critical_point(graph, only, &slope, &growth),
            _ => {
                let why = ", so the least value at a critical point is the global minimum; ";
                let places = match critical.len() > MOST_LISTED {
                    true => sentence!["at ", critical.len().to_string(), " points"],
                    false => Sentence::list(&each),
                };
                sentence![&growth, why, SLOPE, &slope, " is 0 ", places]
            }
        };
        let zeros = sentence![
            SLOPE,
            &slope,
            " is 0 just ",
            Sentence::list(&each),
            ": its roots are isolated by exact sign tests"
        ];
        let mut argument = Argument::exact(sentence).since(Argument::exact(growth)).since(Argument::exact(zeros));
        if critical.len() > 1 {
            argument =
                argument.since(Argument::exact("the values there are algebraic numbers and are compared exactly"));
        }
        argument
    }

    /// `= 1/2`, `≈ 1.41421356237`
    pub(super) fn decimal(&self, graph: &mut Graph, exact: Option<&Rational>, value: impl Fn() -> f64) -> String {
        match exact {
            Some(exact) => format!("= {}", self.writer.text(graph, exact)),
            None => approximately(value()),
        }
    }
}

/// A polynomial of degree 2 at most whose coefficients are closed numbers such as π.
pub(super) fn closed_coefficients(graph: &mut Graph, f: ExprId, x: Symbol) -> Option<Minimum> {
    let normal = normalise(graph, f);
    let slope = derivative(graph, normal, x);
    let slope = expand(graph, slope).ok()?;
    let bend = derivative(graph, slope, x);
    let bend = expand(graph, bend).ok()?;
    if depends_on(graph, bend, x) {
        return None;
    }
    let zero = graph.integer(0);
    let at_zero = |graph: &mut Graph, id: ExprId| {
        let id = substitute(graph, id, &[(x, zero)]);
        let id = normalise(graph, id);
        evaluate_closed(graph, id).is_finite().then_some(id)
    };
    let (slope, start) = (at_zero(graph, slope)?, at_zero(graph, normal)?);
    let line = Closed { x, start, slope, bend };
    if graph.is_zero(bend) {
        return line.straight(graph);
    }
    Some(if order(graph, bend)?.is_gt() { line.parabola(graph) } else { line.falling(graph) })
}

/// `start + slope*x + bend*x^2/2`
struct Closed {
    x: Symbol,
    start: ExprId,
    slope: ExprId,
    bend: ExprId,
}

impl Closed {
    fn parabola(&self, graph: &mut Graph) -> Minimum {
        let bend = present(graph, self.bend);
        let argument = Argument::exact(sentence![
            BEND,
            " = ",
            bend,
            " > 0 everywhere, so the only critical point is the global minimum"
        ]);
        let place = quotient(graph, self.slope, self.bend);
        let place = negation(graph, place);
        let square = power_of_integer(graph, self.slope, 2);
        let half = graph.rational(Rational::new(1, 2).unwrap_or_default());
        let drop = quotient(graph, square, self.bend);
        let drop = product(graph, &[half, drop]);
        let value = difference(graph, self.start, drop);
        let (place, value) = (exact_value(graph, place), exact_value(graph, value));
        Minimum::at(&[self.x], argument, vec![place], value)
    }

    fn falling(&self, graph: &mut Graph) -> Minimum {
        let (bend, x) = (present(graph, self.bend), graph.name(self.x));
        let argument = Argument::exact(sentence![
            BEND,
            " = ",
            bend,
            " < 0 everywhere: ",
            NAME,
            " -> -inf as ",
            x,
            " -> -inf and as ",
            x,
            " -> inf"
        ]);
        Minimum::without_points(MinimumStatus::Unbounded, &[self.x], argument)
    }

    fn straight(&self, graph: &mut Graph) -> Option<Minimum> {
        if graph.is_zero(self.slope) {
            let value = exact_value(graph, self.start);
            return Some(Minimum::constant(graph, self.x, value));
        }
        let side = if order(graph, self.slope)?.is_gt() { "-inf" } else { "inf" };
        let (slope, x) = (present(graph, self.slope), graph.name(self.x));
        let argument = Argument::exact(sentence![
            NAME,
            " is a straight line of slope ",
            slope,
            ": ",
            NAME,
            " -> -inf as ",
            x,
            " -> ",
            side
        ]);
        Some(Minimum::without_points(MinimumStatus::Unbounded, &[self.x], argument))
    }
}
