//! What was found, in words.

use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use crate::calculus::argument::Standing;
use crate::calculus::exact_value::ExactValue;
use crate::calculus::solve::conditions_text;
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
            MinimumStatus::Global => vec![self.headline(graph), because],
            MinimumStatus::Local => vec![because],
            MinimumStatus::None => vec![format!("no minimum: {because}")],
            MinimumStatus::Unbounded => vec![format!("no minimum: {name} is unbounded below"), because],
            MinimumStatus::Unknown => vec![format!("the minimum of {name} is not decided"), because],
        };
        if self.status != MinimumStatus::Global {
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
        format!("minimum {value} {}", self.whereabouts(graph))
    }

    /// `at x = 0`, `wherever x <= 0`, `everywhere`
    pub fn whereabouts(&self, graph: &Graph) -> String {
        match &self.set {
            Some(set) if set.equations.is_empty() => "everywhere".to_string(),
            Some(set) => describe(graph, set),
            None => format!("at {}", self.places(graph)),
        }
    }

    /// The points that are in no family, and the families.
    fn places(&self, graph: &Graph) -> String {
        let alone = self.points.iter().filter(|point| self.families.is_empty() || !point.sample);
        let places: Vec<String> = alone.map(|p| self.place(graph, p)).collect();
        let between = if self.unknowns.len() > 1 { "; " } else { ", " };
        let points = match places.as_slice() {
            _ if places.len() > MOST_SHOWN => {
                let shown = places[..MOST_SHOWN].join(between);
                let more = places.len() - MOST_SHOWN;
                format!("{} points: {shown}{between}and {more} more", places.len())
            }
            [one, other] => format!("{one} and at {other}"),
            _ => places.join(between),
        };
        let families = self.families.iter().map(|family| self.family(graph, family));
        let all: Vec<String> = Some(points).filter(|text| !text.is_empty()).into_iter().chain(families).collect();
        all.join(" and at ")
    }

    /// `x = pi/2 + 2pi*k for every integer k`
    fn family(&self, graph: &Graph, family: &MinimiserFamily) -> String {
        let mut coordinates = Vec::new();
        for ((&s, &e), about) in self.unknowns.iter().zip(&family.members.expressions).zip(&family.about) {
            let value = about.map_or_else(|| format!("= {}", text(graph, e)), approximately);
            coordinates.push(format!("{} {value}", graph.name(s)));
        }
        format!("{} {}", coordinates.join(", "), family.members.for_which(graph))
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

/// `on the line x + 2*y = 3/5`, `wherever 0 <= x <= 1 or x = 3`
fn describe(graph: &Graph, set: &MinimiserSet) -> String {
    let figure = match set.directions.len() {
        1 if set.equations.iter().all(|&e| is_equation(graph, e)) => "on the line",
        2 => "on the plane",
        _ => "wherever",
    };
    if figure != "wherever" {
        let equations: Vec<String> = set.equations.iter().map(|&e| equation(graph, e)).collect();
        return format!("{figure} {}", equations.join(", "));
    }
    let (simple, others): (Vec<ExprId>, Vec<ExprId>) =
        set.equations.iter().partition(|&&e| !matches!(graph.node(e), Node::Or(_)));
    let (equations, bounds): (Vec<ExprId>, Vec<ExprId>) = simple.into_iter().partition(|&e| is_equation(graph, e));
    let mut parts: Vec<String> = equations.into_iter().map(|e| equation(graph, e)).collect();
    parts.extend(Some(conditions_text(graph, &bounds)).filter(|text| !text.is_empty()));
    for choice in others {
        let Node::Or(options) = graph.node(choice) else { continue };
        let options: Vec<String> = options.iter().map(|&part| all_of(graph, part)).collect();
        let options = options.join(" or ");
        parts.push(if set.equations.len() == 1 { options } else { format!("({options})") });
    }
    format!("wherever {}", parts.join(" and "))
}

/// One of several parts: an interval or a point.
fn all_of(graph: &Graph, part: ExprId) -> String {
    match graph.node(part) {
        Node::And(bounds) => conditions_text(graph, bounds),
        _ if is_equation(graph, part) => equation(graph, part),
        _ => conditions_text(graph, &[part]),
    }
}

fn is_equation(graph: &Graph, id: ExprId) -> bool {
    matches!(graph.node(id), Node::Compare(Relation::Equal, ..))
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
        Some(id) if number.value.is_nan() => format!("{equals}{}", text(graph, id)),
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
