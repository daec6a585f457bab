//! Functions whose gradient is linear.

use super::ends::{Goal, Way, words};
use super::found::{MinimiserSet, Minimum};
use super::search::NumberStyle;
use crate::algebra::normal::{product, sum};
use crate::algebra::present;
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::exact_value::ExactValue;
use crate::calculus::limit::Toward;
use crate::expr::{ExprId, Graph, Relation, Symbol};
use crate::numeric::matrix::{Matrix, dot, primitive};
use crate::numeric::quadratic::{Quadratic, QuadraticMinimum};
use crate::numeric::{ArithmeticError, Rational};

/// Larger matrices are not written out in the argument.
const LARGEST_SHOWN: usize = 3;

pub(super) fn solve(graph: &mut Graph, q: &Quadratic, symbols: &[Symbol], writer: NumberStyle) -> Minimum {
    let frame = QuadraticProblem { q, symbols, writer };
    match frame.solve(graph) {
        Ok(found) => found,
        Err(error) => {
            Minimum::unknown(symbols, sentence!["the exact minimum of ", NAME, " is out of reach: ", error.to_string()])
        }
    }
}

struct QuadraticProblem<'a> {
    q: &'a Quadratic,
    symbols: &'a [Symbol],
    writer: NumberStyle,
}

impl QuadraticProblem<'_> {
    fn solve(&self, graph: &mut Graph) -> Result<Minimum, ArithmeticError> {
        Ok(match self.q.minimum()? {
            QuadraticMinimum::Point(x) => {
                let argument = Argument::exact(sentence![
                    "the Hessian of ",
                    NAME,
                    " is ",
                    self.hessian(graph),
                    " everywhere, and positive definite, so the only point where the gradient is 0 is the global minimum"
                ]);
                self.least_at(graph, &x, argument)
            }
            QuadraticMinimum::Flat { point, directions } => self.flat(graph, point, directions)?,
            QuadraticMinimum::BendsDown { direction } => self.falls(graph, &direction),
            QuadraticMinimum::FallsStraight { direction } => self.falls(graph, &direction),
        })
    }

    fn least_at(&self, graph: &mut Graph, x: &[Rational], argument: Argument) -> Minimum {
        let coordinates: Vec<ExactValue> = x.iter().map(|v| self.writer.exact(graph, v)).collect();
        let value = self.writer.exact(graph, &self.q.at(x));
        Minimum::at(self.symbols, argument, coordinates, value)
    }

    fn flat(
        &self,
        graph: &mut Graph,
        point: Vec<Rational>,
        directions: Vec<Vec<Rational>>,
    ) -> Result<Minimum, ArithmeticError> {
        let equations = self.equations(graph, &point, &directions)?;
        let sentence = if equations.is_empty() {
            sentence![NAME, " is constant: every point is a minimiser"]
        } else {
            let along: Vec<String> = directions.iter().map(|d| self.vector(graph, d)).collect();
            let word = if along.len() == 1 { "steps in the direction" } else { "steps in the directions" };
            sentence![
                "the Hessian of ",
                NAME,
                " is ",
                self.hessian(graph),
                " everywhere, and positive semidefinite, so every point where the gradient is 0 is a global minimum; from one to the next lead ",
                word,
                " ",
                along.join(", "),
                ", along which ",
                NAME,
                " does not change"
            ]
        };
        let mut found = self.least_at(graph, &point, Argument::exact(sentence));
        found.set = Some(MinimiserSet { point, directions, equations });
        Ok(found)
    }

    /// What holds at the point and does not change along the directions.
    fn equations(
        &self,
        graph: &mut Graph,
        point: &[Rational],
        directions: &[Vec<Rational>],
    ) -> Result<Vec<ExprId>, ArithmeticError> {
        let Some(rows) = Matrix::from_rows(directions.to_vec()) else { return Ok(Vec::new()) };
        let mut equations = Vec::new();
        for mut normal in rows.null_space()? {
            if normal.iter().find(|c| !c.is_zero()).is_some_and(Rational::is_negative) {
                normal = normal.iter().map(|c| -c).collect();
            }
            let terms = self.linear(graph, &normal);
            let left = present(graph, terms);
            let right = self.writer.number(graph, &dot(&normal, point));
            equations.push(graph.compare(Relation::Equal, left, right));
        }
        Ok(equations)
    }

    /// `c1*x + c2*y + …`
    fn linear(&self, graph: &mut Graph, coefficients: &[Rational]) -> ExprId {
        let terms: Vec<ExprId> = coefficients
            .iter()
            .zip(self.symbols)
            .map(|(c, &s)| {
                let (c, s) = (graph.rational(c.clone()), graph.symbol_node(s));
                product(graph, &[c, s])
            })
            .collect();
        sum(graph, &terms)
    }

    /// Unbounded below, with a line along which anybody can check it.
    fn falls(&self, graph: &mut Graph, direction: &[Rational]) -> Minimum {
        let mut direction = primitive(direction);
        let slope = dot(&self.q.b, &direction);
        if slope.is_positive() {
            direction = direction.iter().map(|c| -c).collect();
        }
        let t = super::rays::parameter(graph, self.symbols);
        let node = graph.symbol_node(t);
        let mut places = Vec::new();
        for (c, &s) in direction.iter().zip(self.symbols) {
            let c = graph.rational(c.clone());
            places.push((s, product(graph, &[c, node])));
        }
        let half = Rational::new(1, 2).unwrap_or_default();
        let coefficients = [self.q.a.form(&direction) * half, -slope.abs(), self.q.c.clone()];
        let mut terms = Vec::new();
        for (degree, c) in [2, 1, 0].into_iter().zip(&coefficients) {
            let c = self.writer.number(graph, c);
            let exponent = graph.integer(degree);
            let power = crate::algebra::normal::power(graph, node, exponent);
            terms.push(product(graph, &[c, power]));
        }
        let values = sum(graph, &terms);
        let toward = words(graph, t, Toward::Infinity);
        Way { places: &places, values, toward }.answer(graph, self.symbols, &Goal::MinusInfinity)
    }

    /// `[[2, 1], [1, 2]]`; a large matrix is only said to be constant.
    fn hessian(&self, graph: &mut Graph) -> String {
        let a = &self.q.a;
        if a.rows() > LARGEST_SHOWN {
            return "the same".to_string();
        }
        let mut rows = Vec::new();
        for i in 0..a.rows() {
            let entries: Vec<String> = a.row(i).iter().map(|c| self.writer.text(graph, c)).collect();
            rows.push(format!("[{}]", entries.join(", ")));
        }
        format!("[{}]", rows.join(", "))
    }

    /// `(1, -2)`
    fn vector(&self, graph: &mut Graph, v: &[Rational]) -> String {
        let parts: Vec<String> = v.iter().map(|c| self.writer.text(graph, c)).collect();
        format!("({})", parts.join(", "))
    }
}
