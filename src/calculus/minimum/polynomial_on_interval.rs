//! Polynomials in one unknown between two numbers: critical points and ends, compared exactly.

use super::found::{MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use super::polynomial::{PolynomialCandidate, PolynomialProblem};
use crate::algebra::closed_form::FactoredRoot;
use crate::calculus::Side;
use crate::calculus::argument::{Argument, NAME, SLOPE, Sentence, sentence};
use crate::calculus::cuts::polynomial::CriticalNumber;
use crate::calculus::cuts::values_at_roots::{Failure, ValueAtRoot, least};
use crate::expr::{ExprId, Graph, Relation};
use crate::numeric::Rational;
use crate::numeric::polynomial::{Polynomial, RealRoot};

/// The ends of an interval, where it has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    pub low: Option<Rational>,
    pub high: Option<Rational>,
}

impl Ends {
    /// The ends of a side; `None` where one of them is no fraction.
    pub fn of(graph: &Graph, side: &Side) -> Option<Ends> {
        let end = |id: Option<ExprId>| match id {
            Some(id) => graph.as_rational(id).cloned().map(Some),
            None => Some(None),
        };
        Some(Ends { low: end(side.low)?, high: end(side.high)? })
    }

    /// The number between the ends that is nearest.
    pub fn nearest(&self, value: &Rational) -> Rational {
        match (&self.low, &self.high) {
            (Some(low), _) if value < low => low.clone(),
            (_, Some(high)) if value > high => high.clone(),
            _ => value.clone(),
        }
    }
}

impl PolynomialProblem<'_> {
    /// The least value between the ends, which are included.
    pub fn solve_between(&self, graph: &mut Graph, ends: &Ends) -> Minimum {
        if ends.low.is_none() && ends.high.is_none() {
            return self.solve(graph);
        }
        match self.between(graph, ends) {
            Ok(found) => found,
            Err(failure) => self.failed(failure),
        }
    }

    /// A constant is least everywhere between the ends.
    fn constant_between(&self, graph: &mut Graph, ends: &Ends) -> Minimum {
        let mut found = self.constant(graph);
        let x = graph.symbol_node(self.x);
        let mut equations = Vec::new();
        if let Some(low) = &ends.low {
            let low = graph.rational(low.clone());
            equations.push(graph.compare(Relation::LessOrEqual, low, x));
        }
        if let Some(high) = &ends.high {
            let high = graph.rational(high.clone());
            equations.push(graph.compare(Relation::LessOrEqual, x, high));
        }
        let point = ends.nearest(&Rational::ZERO);
        for known in &mut found.points {
            known.x = vec![self.writer.exact(graph, &point)];
        }
        found.set = Some(MinimiserSet { point: vec![point], directions: Vec::new(), equations });
        found
    }

    fn between(&self, graph: &mut Graph, ends: &Ends) -> Result<Minimum, Failure> {
        if self.p.is_constant() {
            return Ok(self.constant_between(graph, ends));
        }
        if let Some(found) = self.falls_beyond(graph, ends) {
            return Ok(found);
        }
        let mut critical = self.critical_points()?;
        critical.retain(|point| {
            let root = &point.number.at.root;
            ends.low.as_ref().is_none_or(|low| root.compare_to(low).is_gt())
                && ends.high.as_ref().is_none_or(|high| root.compare_to(high).is_lt())
        });
        let inner = critical.len();
        let both = [&ends.low, &ends.high];
        // `over 2..2` has one end only.
        for end in both[usize::from(ends.low == ends.high)..].iter().copied().flatten() {
            critical.push(self.end(end)?);
        }
        let chosen = least(critical.iter_mut().map(|c| &mut c.value).collect(), self.interrupt)?;
        let argument = self.comparison(graph, &critical, inner, &chosen);
        let mut found = Minimum::without_points(MinimumStatus::Global, &[self.x], argument);
        for index in chosen {
            found.points.push(self.point(graph, &critical[index])?);
        }
        found.points.sort_by(|a: &MinimumPoint, b| a.x[0].value.total_cmp(&b.x[0].value));
        Ok(found)
    }

    /// Where an open side leads to −∞.
    fn falls_beyond(&self, graph: &mut Graph, ends: &Ends) -> Option<Minimum> {
        let left = ends.low.is_none() && self.p.sign_at_infinity(false) < 0;
        let right = ends.high.is_none() && self.p.sign_at_infinity(true) < 0;
        let side = match (left, right) {
            (false, false) => return None,
            (true, _) => "-inf",
            (false, true) => "inf",
        };
        let (leading, name) = (self.leading_term(graph), graph.name(self.x));
        let argument = Argument::exact(sentence![
            "the leading term ",
            leading,
            " decides: ",
            NAME,
            " -> -inf as ",
            name,
            " -> ",
            side,
            ", which the range allows"
        ]);
        Some(Minimum::without_points(MinimumStatus::Unbounded, &[self.x], argument))
    }

    fn end(&self, at: &Rational) -> Result<PolynomialCandidate, Failure> {
        let factor = Polynomial::new(vec![-at, Rational::ONE]);
        let at = FactoredRoot { root: RealRoot::rational(at.clone()), factor, number: 1 };
        let value = ValueAtRoot::new(&self.p, &at)?;
        Ok(PolynomialCandidate { number: CriticalNumber { at, is_minimum: false }, value })
    }

    /// Why the chosen points are the least: `f' is 0 at x = 1 (f = 2); at the ends f(0) = 3 and f(5) = 7`.
    fn comparison(
        &self,
        graph: &mut Graph,
        points: &[PolynomialCandidate],
        inner: usize,
        chosen: &[usize],
    ) -> Argument {
        let x = graph.name(self.x).to_string();
        let slope = self.slope_text(graph);
        let mut each = Vec::new();
        for point in points {
            let place = self.decimal(graph, point.number.at.root.as_rational(), || point.number.at.root.to_f64());
            let value = self.decimal(graph, point.value.as_rational().as_ref(), || point.value.to_f64());
            each.push(sentence![&x, " ", place, " (", NAME, " ", value, ")"]);
        }
        let (critical, ends) = each.split_at(inner);
        let inside = match critical {
            [] => sentence![SLOPE, &slope, " is nowhere 0 inside"],
            _ if critical.len() > super::polynomial::MOST_LISTED => {
                sentence![SLOPE, &slope, " is 0 at ", critical.len().to_string(), " points inside"]
            }
            _ => sentence![SLOPE, &slope, " is 0 inside only at ", Sentence::list(critical)],
        };
        let ends = match ends {
            [] => Sentence::default(),
            [one] => sentence!["; the end is ", one],
            _ => sentence!["; the ends are ", Sentence::list(ends)],
        };
        let zeros = match critical {
            [] => sentence![SLOPE, &slope, " is nowhere 0 inside, by exact sign tests"],
            _ => sentence![
                SLOPE,
                &slope,
                " is 0 inside just at ",
                Sentence::list(critical),
                ": its roots are isolated by exact sign tests"
            ],
        };
        let values = "the values there and at the ends are algebraic numbers and are compared exactly";
        let mut text = sentence![inside, ends, ": the least of these values decides"];
        text.push(self.on_the_end(graph, points, inner, chosen));
        Argument::exact(text).since(Argument::exact(zeros)).since(Argument::exact(values))
    }

    /// What is said where the least value is at an end.
    fn on_the_end(
        &self,
        graph: &mut Graph,
        points: &[PolynomialCandidate],
        inner: usize,
        chosen: &[usize],
    ) -> Sentence {
        let &[only] = chosen else { return Sentence::default() };
        if only < inner {
            return Sentence::default();
        }
        let at = points[only].number.at.root.as_rational().cloned().unwrap_or_default();
        let value = self.p.derivative().at(&at);
        let tail = match value.sign() {
            0 => "",
            s if s > 0 => " > 0",
            _ => " < 0",
        };
        let (at, value) = (self.writer.text(graph, &at), self.writer.text(graph, &value));
        let x = graph.name(self.x);
        sentence!["; it lies on the boundary ", x, " = ", at, ", where ", SLOPE, " = ", value, tail]
    }
}
