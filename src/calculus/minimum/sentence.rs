//! What was found, in words.

use super::super::argument::Standing;
use super::{ExactValue, MinimiserSet, Minimum, MinimumPoint, Status};
use crate::calculus::solve::{Family, Range};
use crate::expr::print::text;
use crate::expr::{ExprId, Graph, Node, Relation};
use crate::numeric::format::approximately;

/// Of longer formulas people see the decimals; `exact` among the fields has them all.
const LONGEST_SHOWN: usize = 60;

/// Of longer lists of minimisers people see the beginning, and how many there are; `points` among the fields has them all.
const MOST_SHOWN: usize = 40;

impl Minimum {
    /// The answer about the function of this name: a line with the result, a line with the argument.
    pub fn sentence(&self, graph: &Graph, name: &str) -> String {
        let because = self.because(name);
        let mut lines = match self.status {
            Status::Global => vec![self.headline(graph), because],
            Status::Local => vec![because],
            Status::None => vec![format!("no minimum: {because}")],
            Status::Unbounded => vec![format!("no minimum: {name} is unbounded below"), because],
            Status::Unknown => vec![format!("the minimum of {name} is not decided"), because],
        };
        if self.status != Status::Global {
            lines.extend(self.points.iter().map(|p| {
                let value = number(graph, p.value, " = ").trim_start_matches(" = ").to_string();
                format!("local minimum {value} at {}", self.place(graph, p))
            }));
        }
        lines.join("\n")
    }

    /// What is least, with a reserve where that is not proved.
    fn headline(&self, graph: &Graph) -> String {
        match self.argument().standing() {
            Standing::Looks { digits } => {
                format!("{}: equal to {digits} digits, not proved", self.global(graph))
            }
            Standing::Proved | Standing::Open => self.global(graph),
        }
    }

    /// `minimum 5 at x = -2`
    pub(super) fn global(&self, graph: &Graph) -> String {
        let Some(first) = self.points.first() else { return String::new() };
        let value = number(graph, first.value, "");
        if !self.families.is_empty() {
            let places: Vec<String> = self.families.iter().map(|f| self.family(graph, f)).collect();
            return format!("minimum {value} at {}", places.join(" and at "));
        }
        match &self.set {
            Some(set) if set.equations.is_empty() => format!("minimum {value} everywhere"),
            Some(set) => format!("minimum {value} {}", describe(graph, set)),
            None => {
                let places: Vec<String> = self.points.iter().map(|p| self.place(graph, p)).collect();
                let between = if self.unknowns.len() > 1 { "; " } else { ", " };
                match places.as_slice() {
                    _ if places.len() > MOST_SHOWN => {
                        let shown = places[..MOST_SHOWN].join(between);
                        format!(
                            "minimum {value} at {} points: {shown}{between}and {} more",
                            places.len(),
                            places.len() - MOST_SHOWN
                        )
                    }
                    [one, other] => format!("minimum {value} at {one} and at {other}"),
                    _ => format!("minimum {value} at {}", places.join(between)),
                }
            }
        }
    }

    /// `x = pi/2 + 2pi*k for every whole number k`
    fn family(&self, graph: &Graph, family: &Family) -> String {
        let coordinates: Vec<String> = self
            .unknowns
            .iter()
            .zip(&family.expressions)
            .map(|(&s, &e)| format!("{} = {}", graph.name(s), text(graph, e)))
            .collect();
        let names: Vec<&str> = family.parameters.iter().map(|&p| graph.name(p)).collect();
        let names = names.join(", ");
        let range = match &family.range {
            Range::Real => format!("real number {names}"),
            Range::Whole { least, most, except } => {
                let mut bounds = Vec::new();
                bounds.extend(least.map(|n| format!("{names} >= {n}")));
                bounds.extend(most.map(|n| format!("{names} <= {n}")));
                bounds.extend(except.iter().map(|n| format!("{names} != {n}")));
                let with = if bounds.is_empty() { String::new() } else { format!(" with {}", bounds.join(" and ")) };
                format!("integer {names}{with}")
            }
        };
        format!("{} for every {range}", coordinates.join(", "))
    }

    /// `x = 3, y = 4`
    fn place(&self, graph: &Graph, point: &MinimumPoint) -> String {
        let coordinates: Vec<String> = self
            .unknowns
            .iter()
            .zip(&point.x)
            .map(|(&s, &v)| format!("{}{}", graph.name(s), number(graph, v, " = ")))
            .collect();
        coordinates.join(", ")
    }
}

/// `on the line x + 2*y = 3/5`
fn describe(graph: &Graph, set: &MinimiserSet) -> String {
    let equations: Vec<String> = set.equations.iter().map(|&e| equation(graph, e)).collect();
    if let &[only] = set.equations.as_slice()
        && let Node::Or(parts) = graph.node(only)
    {
        let parts: Vec<String> = parts.iter().map(|&part| part_text(graph, part)).collect();
        return format!("wherever {}", parts.join(" or "));
    }
    let inequality = |&id: &ExprId| matches!(graph.node(id), Node::Compare(Relation::LessOrEqual | Relation::Less, ..));
    if set.equations.iter().all(inequality) {
        return format!("wherever {}", chain(graph, &set.equations));
    }
    let figure = match set.directions.len() {
        1 => "on the line",
        2 => "on the plane",
        _ => "wherever",
    };
    format!("{figure} {}", equations.join(", "))
}

/// One of several parts: an interval or a point.
fn part_text(graph: &Graph, part: ExprId) -> String {
    match graph.node(part) {
        Node::And(bounds) => chain(graph, bounds),
        Node::Compare(Relation::Equal, ..) => equation(graph, part),
        _ => chain(graph, &[part]),
    }
}

/// `-2 <= x <= 1`
fn chain(graph: &Graph, inequalities: &[ExprId]) -> String {
    if let &[low, high] = inequalities
        && let (Node::Compare(first, a, x), Node::Compare(second, y, b)) = (graph.node(low), graph.node(high))
        && x == y
    {
        let sign = |r: Relation| if r == Relation::Less { "<" } else { "<=" };
        return format!("{} {} {} {} {}", text(graph, a), sign(first), text(graph, x), sign(second), text(graph, b));
    }
    let parts: Vec<String> = inequalities.iter().map(|&id| text(graph, id)).collect();
    parts.join(" and ")
}

fn equation(graph: &Graph, id: ExprId) -> String {
    match graph.node(id) {
        Node::Compare(_, left, right) => format!("{} = {}", text(graph, left), text(graph, right)),
        _ => text(graph, id),
    }
}

/// The sign `equals` and the number: ` = 1/3`, ` = sqrt(2) ≈ 1.41421356237`, ` ≈ 1.16730397826`.
fn number(graph: &Graph, number: ExactValue, equals: &str) -> String {
    let about = approximately(number.value);
    match number.exact {
        Some(id) if graph.as_number(id).is_some() || is_fraction(graph, id) => format!("{equals}{}", text(graph, id)),
        Some(id) if text(graph, id).chars().count() <= LONGEST_SHOWN => {
            format!("{equals}{} {about}", text(graph, id))
        }
        Some(_) | None if equals.is_empty() => about,
        Some(_) | None => format!(" {about}"),
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
