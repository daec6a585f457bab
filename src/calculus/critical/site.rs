//! Critical points and families, put together from those in some of the unknowns each.

use super::kind::{Classification, CriticalPointKind};
use super::members::whole_number;
use super::points::{CriticalPoint, CriticalPoints, value};
use crate::algebra::normal::normalise;
use crate::algebra::present;
use crate::calculus::families::{Family, ParameterRange};
use crate::calculus::solve::Solution;
use crate::expr::{ExprId, Graph, Relation, Symbol, substitute};

/// A number for an unknown, or a formula in whole numbers.
#[derive(Clone, Debug)]
pub(super) enum Coordinate {
    Number(Solution),
    Formula(ExprId),
}

/// Points, or all members of a family, of one kind.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub coordinates: Vec<(Symbol, Coordinate)>,
    /// The whole numbers in the formulas.
    parameters: Vec<Symbol>,
    /// What the only one of them stands for; conditions say it of several.
    range: ParameterRange,
    conditions: Vec<ExprId>,
    pub judgement: Classification,
}

impl Site {
    /// The place in no unknown.
    pub fn nowhere() -> Site {
        let judgement = Classification { kind: CriticalPointKind::Unknown, because: String::new() };
        let range = ParameterRange::all_whole();
        Site { coordinates: Vec::new(), parameters: Vec::new(), range, conditions: Vec::new(), judgement }
    }

    pub fn of_point(symbols: &[Symbol], x: &[Solution], judgement: Classification) -> Site {
        let coordinates = symbols.iter().zip(x).map(|(&s, n)| (s, Coordinate::Number(n.clone()))).collect();
        Site { coordinates, judgement, ..Site::nowhere() }
    }

    /// `None` for a family in real numbers.
    pub fn of_family(symbols: &[Symbol], family: &Family, judgement: Classification) -> Option<Site> {
        let ParameterRange::Whole(_) = family.range else { return None };
        let coordinates = symbols.iter().zip(&family.expressions).map(|(&s, &e)| (s, Coordinate::Formula(e))).collect();
        let (parameters, conditions) = (family.parameters.clone(), family.conditions.clone());
        Some(Site { coordinates, parameters, range: family.range.clone(), conditions, judgement })
    }

    /// All places of the critical points in these unknowns; `None` where a family is in real numbers.
    pub fn all(symbols: &[Symbol], found: &CriticalPoints) -> Option<Vec<Site>> {
        let points = found.points.iter().map(|p| Some(Site::of_point(symbols, &p.x, p.judgement.clone())));
        let families = found.families.iter().map(|(family, j)| Site::of_family(symbols, family, j.clone()));
        points.chain(families).collect()
    }

    /// Is it a single point?
    pub fn is_point(&self) -> bool {
        self.parameters.is_empty()
    }

    /// Both places at once, in all of their unknowns.
    pub fn and(&self, graph: &mut Graph, other: &Site, taken: &[Symbol]) -> Site {
        let mut whole = self.clone();
        let mut other = other.clone();
        for i in 0..other.parameters.len() {
            if whole.parameters.contains(&other.parameters[i]) {
                let used: Vec<Symbol> =
                    taken.iter().chain(&whole.parameters).chain(&other.parameters).copied().collect();
                let name = whole_number(graph, &used);
                other.rename(graph, i, name);
            }
        }
        if !whole.parameters.is_empty() && !other.parameters.is_empty() {
            whole.range_as_conditions(graph);
            other.range_as_conditions(graph);
        }
        if whole.parameters.is_empty() {
            whole.range = other.range;
        }
        whole.coordinates.extend(other.coordinates);
        whole.parameters.extend(other.parameters);
        whole.conditions.extend(other.conditions);
        whole
    }

    fn rename(&mut self, graph: &mut Graph, i: usize, name: Symbol) {
        let node = graph.symbol_node(name);
        let bindings = [(self.parameters[i], node)];
        for (_, coordinate) in &mut self.coordinates {
            if let Coordinate::Formula(formula) = coordinate {
                let put = substitute(graph, *formula, &bindings);
                let form = normalise(graph, put);
                *formula = present(graph, form);
            }
        }
        self.conditions = self.conditions.iter().map(|&c| substitute(graph, c, &bindings)).collect();
        self.parameters[i] = name;
    }

    fn range_as_conditions(&mut self, graph: &mut Graph) {
        let (&[k], ParameterRange::Whole(set)) = (self.parameters.as_slice(), &self.range) else { return };
        self.conditions.extend(set.conditions(graph, k));
        self.range = ParameterRange::all_whole();
    }

    fn coordinate(&self, symbol: Symbol) -> Option<&Coordinate> {
        self.coordinates.iter().find(|(s, _)| *s == symbol).map(|(_, c)| c)
    }

    /// The numbers of a point for these unknowns.
    pub fn numbers(&self, symbols: &[Symbol]) -> Option<Vec<Solution>> {
        let number = |s: &Symbol| match self.coordinate(*s)? {
            Coordinate::Number(n) => Some(n.clone()),
            Coordinate::Formula(_) => None,
        };
        symbols.iter().map(number).collect()
    }

    /// As a family in these unknowns; `None` where a number has no exact form.
    pub fn family(&self, symbols: &[Symbol]) -> Option<Family> {
        let expression = |s: &Symbol| match self.coordinate(*s)? {
            Coordinate::Number(n) => n.exact,
            Coordinate::Formula(formula) => Some(*formula),
        };
        let expressions = symbols.iter().map(expression).collect::<Option<_>>()?;
        let (parameters, range) = (self.parameters.clone(), self.range.clone());
        Some(Family { expressions, parameters, range, conditions: self.conditions.clone() })
    }

    /// Adds it to what was found.
    pub fn list(self, graph: &mut Graph, f: ExprId, symbols: &[Symbol], found: &mut CriticalPoints) {
        if self.is_point() {
            let Some(x) = self.numbers(symbols) else { return found.lose("a coordinate was lost") };
            let value = value(graph, f, symbols, &x);
            found.points.push(CriticalPoint { value, x, judgement: self.judgement });
            return;
        }
        match self.family(symbols) {
            Some(family) => found.families.push((family, self.judgement)),
            None => found.lose("no closed form is known here for all coordinates"),
        }
    }
}

/// `x = 1, y = 2` as conditions.
pub(super) fn equalities(graph: &mut Graph, symbols: &[Symbol], values: &[ExprId]) -> Vec<ExprId> {
    let mut conditions = Vec::new();
    for (&symbol, &value) in symbols.iter().zip(values) {
        let (node, shown) = (graph.symbol_node(symbol), present(graph, value));
        conditions.push(graph.compare(Relation::Equal, node, shown));
    }
    conditions
}
