//! What was found, in words.

use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use crate::calculus::argument::{Sentence, Standing, sentence};
use crate::calculus::exact_value::ExactValue;
use crate::calculus::families::conditions_text;
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, print};
use crate::numeric::format::approximately;

/// Of longer formulas people see the decimals; `exact` among the fields has them all.
const LONGEST_SHOWN: usize = 60;

/// Of longer lists of minimisers people see the beginning, and how many there are; `points` among the fields has them all.
const MOST_SHOWN: usize = 40;

impl Minimum {
    /// The answer about the function of this name: a line with the result, a line with the argument.
    pub fn told(&self, graph: &Graph, name: &str) -> Vec<Sentence> {
        let because = self.because(name);
        let mut lines = match self.status {
            MinimumStatus::Global => vec![self.headline(graph), because],
            MinimumStatus::None => vec![sentence!["no minimum: ", because]],
            MinimumStatus::Unbounded => vec![sentence!["no minimum: ", name, " is unbounded below"], because],
            MinimumStatus::Unknown => vec![sentence!["the minimum of ", name, " is not decided"], because],
        };
        if self.status != MinimumStatus::Global {
            lines.extend(
                self.points
                    .iter()
                    .map(|p| sentence!["local minimum ", number(graph, p.value).1, " at ", self.place(graph, p)]),
            );
        }
        lines
    }

    /// What is least, with a reserve where that is not proved.
    fn headline(&self, graph: &Graph) -> Sentence {
        match self.argument().standing() {
            Standing::Looks { digits } => {
                sentence![self.global(graph), format!(": equal to {digits} digits, not proved")]
            }
            Standing::Proved | Standing::Open => self.global(graph),
        }
    }

    /// `minimum 5 at x = -2`
    pub(super) fn global(&self, graph: &Graph) -> Sentence {
        let Some(first) = self.points.first() else { return Sentence::default() };
        sentence!["minimum ", number(graph, first.value).1, " ", self.whereabouts(graph)]
    }

    /// `at x = 0`, `wherever x <= 0`, `everywhere`
    pub fn whereabouts(&self, graph: &Graph) -> Sentence {
        match &self.set {
            Some(set) if set.equations.is_empty() => "everywhere".into(),
            Some(set) => describe(graph, set),
            None => sentence!["at ", self.places(graph)],
        }
    }

    /// The points that are in no family, and the families.
    fn places(&self, graph: &Graph) -> Sentence {
        let alone = self.points.iter().filter(|point| self.families.is_empty() || !point.sample);
        let places: Vec<Sentence> = alone.map(|p| self.place(graph, p)).collect();
        let between = if self.unknowns.len() > 1 { "; " } else { ", " };
        let points = match places.as_slice() {
            _ if places.len() > MOST_SHOWN => {
                let shown = Sentence::joined(&places[..MOST_SHOWN], between);
                let more = places.len() - MOST_SHOWN;
                Some(sentence![format!("{} points: ", places.len()), shown, format!("{between}and {more} more")])
            }
            [] => None,
            [one, other] => Some(sentence![one, " and at ", other]),
            _ => Some(Sentence::joined(&places, between)),
        };
        let families = self.families.iter().map(|family| self.family(graph, family));
        Sentence::joined(points.into_iter().chain(families), " and at ")
    }

    /// `x = pi/2 + 2pi*k for every integer k`
    fn family(&self, graph: &Graph, family: &MinimiserFamily) -> Sentence {
        let mut coordinates = Vec::new();
        for ((&s, &e), about) in self.unknowns.iter().zip(&family.members.expressions).zip(&family.about) {
            let name = graph.name(s);
            coordinates.push(match *about {
                Some(about) => sentence![name, " ", approximately(about)],
                None => sentence![name, " = ", e],
            });
        }
        sentence![Sentence::joined(&coordinates, ", "), " ", family.members.for_which(graph)]
    }

    /// `x = 3, y = 4`
    fn place(&self, graph: &Graph, point: &MinimumPoint) -> Sentence {
        let coordinate = |(&s, &v): (&Symbol, &ExactValue)| {
            let (equals, value) = number(graph, v);
            sentence![graph.name(s), if equals { " = " } else { " " }, value]
        };
        let coordinates: Vec<Sentence> = self.unknowns.iter().zip(&point.x).map(coordinate).collect();
        Sentence::joined(&coordinates, ", ")
    }
}

/// `on the line x + 2*y = 3/5`, `wherever 0 <= x <= 1 or x = 3`
fn describe(graph: &Graph, set: &MinimiserSet) -> Sentence {
    let figure = match set.directions.len() {
        1 if set.equations.iter().all(|&e| is_equation(graph, e)) => "on the line",
        2 => "on the plane",
        _ => "wherever",
    };
    if figure != "wherever" {
        let equations: Vec<Sentence> = set.equations.iter().map(|&e| equation(graph, e)).collect();
        return sentence![figure, " ", Sentence::joined(&equations, ", ")];
    }
    let (simple, others): (Vec<ExprId>, Vec<ExprId>) =
        set.equations.iter().partition(|&&e| !matches!(graph.node(e), Node::Or(_)));
    let (equations, bounds): (Vec<ExprId>, Vec<ExprId>) = simple.into_iter().partition(|&e| is_equation(graph, e));
    let mut parts: Vec<Sentence> = equations.into_iter().map(|e| equation(graph, e)).collect();
    parts.extend(Some(conditions_text(graph, &bounds)).filter(|text| !text.is_empty()).map(Sentence::from));
    for choice in others {
        let Node::Or(options) = graph.node(choice) else { continue };
        let options: Vec<Sentence> = options.iter().map(|&part| all_of(graph, part)).collect();
        let options = Sentence::joined(&options, " or ");
        parts.push(if set.equations.len() == 1 { options } else { sentence!["(", options, ")"] });
    }
    sentence!["wherever ", Sentence::joined(&parts, " and ")]
}

/// One of several parts: an interval or a point.
fn all_of(graph: &Graph, part: ExprId) -> Sentence {
    match graph.node(part) {
        Node::And(bounds) => conditions_text(graph, bounds).into(),
        _ if is_equation(graph, part) => equation(graph, part),
        _ => conditions_text(graph, &[part]).into(),
    }
}

fn is_equation(graph: &Graph, id: ExprId) -> bool {
    matches!(graph.node(id), Node::Compare(Relation::Equal, ..))
}

fn equation(graph: &Graph, id: ExprId) -> Sentence {
    match graph.node(id) {
        Node::Compare(_, left, right) => {
            sentence![left, " = ", right]
        }
        _ => id.into(),
    }
}

/// Does a sign of equality stand before a number, and the number: `1/3`, `sqrt(2) ≈ 1.41421356237`, `≈ 1.16730397826`.
fn number(graph: &Graph, number: ExactValue) -> (bool, Sentence) {
    let about = approximately(number.value);
    let Some(id) = number.exact else { return (false, about.into()) };
    if number.value.is_nan() || graph.as_number(id).is_some() || is_fraction(graph, id) {
        (true, id.into())
    } else if print::text(graph, id).chars().count() <= LONGEST_SHOWN {
        (true, sentence![id, " ", about])
    } else {
        (false, about.into())
    }
}

/// A quotient of numbers needs no decimals beside it.
fn is_fraction(graph: &Graph, id: ExprId) -> bool {
    match graph.node(id) {
        Node::Number(_) => true,
        Node::Product(factors) => factors.iter().all(|&f| is_fraction(graph, f)),
        Node::Power(base, exponent) => is_fraction(graph, base) && graph.as_integer(exponent).is_some(),
        _ => false,
    }
}
