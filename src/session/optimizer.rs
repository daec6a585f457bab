//! Methods written in the language: from the lines of an `optimizer` to a rule that runs.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Reductions;
use super::{Builder, Value};
use crate::algebra::{derivative, normalise, polynomial};
use crate::descent::rule::{Reduction, RuleCode};
use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{ExprId, Node, Symbol, symbols_of};
use crate::numeric::polynomial::Polynomial;
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Name, RuleLine};
use crate::syntax::{TokenKind, tokens};
use crate::tape::{Tape, lower};

/// The unknown in a rule.
const POINT: &str = "x";
/// Its gradient.
const GRADIENT: &str = "g";

/// A method as it was written.
#[derive(Clone, Debug)]
pub struct Optimizer {
    /// Its name.
    pub name: Name,
    /// Its parameters with their defaults.
    pub parameters: Vec<CallArgument>,
    /// Its lines.
    pub lines: Vec<RuleLine>,
    /// The statement's text.
    pub text: String,
    /// The offset of that text in the source that its spans count in.
    pub base: usize,
}

/// A rule in symbols: its results in terms of the values at the beginning of the step.
struct Formulas {
    /// The remembered variables with their initial values, in the order of the lines.
    memory: Vec<(String, ExprId)>,
    /// The values of the names at the end of the step.
    after: BTreeMap<String, ExprId>,
    reductions: Vec<(Reduction, ExprId, Symbol)>,
}

impl Optimizer {
    /// The rule with these values of its parameters, and defaults for the others.
    pub fn compile(
        &self,
        builder: &mut Builder<'_>,
        settings: &BTreeMap<String, ExprId>,
    ) -> Result<RuleCode, Diagnostic> {
        let scope = self.parameters(builder, settings)?;
        self.check_names()?;
        let formulas = self.formulas(builder, scope)?;
        self.code(builder, &formulas)
    }

    /// The values of the parameters. A default may use the parameters before it.
    fn parameters(
        &self,
        builder: &mut Builder<'_>,
        settings: &BTreeMap<String, ExprId>,
    ) -> Result<BTreeMap<String, Value>, Diagnostic> {
        let mut scope = BTreeMap::new();
        for parameter in &self.parameters {
            let Some(name) = &parameter.name else { continue };
            if is_given(&name.text) {
                return Err(builder
                    .fail(
                        "bad-optimizer",
                        format!("`{}` cannot be a parameter: it is given at every step", name.text),
                        name.span,
                    )
                    .help(format!("a rule is given {}", given().join(", "))));
            }
            let value = match settings.get(&name.text) {
                Some(value) => *value,
                None => builder.with_scope(scope.clone(), |b| b.scalar(&parameter.value))?,
            };
            let form = normalise(builder.graph(), value);
            if !symbols_of(&builder.session.graph, &[form]).is_empty() {
                return Err(builder.fail(
                    "no-value",
                    format!("the usual value of `{}` is no number", name.text),
                    parameter.value.span,
                ));
            }
            if scope.insert(name.text.clone(), Value::Expr(form)).is_some() {
                return Err(builder.fail("name-twice", format!("`{}` is a parameter twice", name.text), name.span));
            }
        }
        Ok(scope)
    }

    /// Checks that every line assigns to something assignable, and that one assigns to the point.
    fn check_names(&self) -> Result<(), Diagnostic> {
        let error = |name: &Name, words: String| Diagnostic::error("bad-optimizer", words, name.span);
        let mut declared = BTreeSet::new();
        for line in &self.lines {
            let name = &line.name;
            let parameter = self.parameters.iter().any(|p| p.name.as_ref().is_some_and(|n| n.text == name.text));
            if parameter {
                return Err(error(name, format!("`{}` is a parameter: a rule cannot change it", name.text))
                    .help("remember a quantity of its own: v = 0, then v <- …"));
            }
            if name.text != POINT && is_given(&name.text) {
                return Err(error(name, format!("`{}` is given: a rule cannot change it", name.text))
                    .help("choose another name for what this line computes"));
            }
            if !line.update && (name.text == POINT || !declared.insert(&name.text)) {
                let words = match name.text.as_str() {
                    POINT => "the start of `x` is what the run is given".to_string(),
                    twice => format!("`{twice}` has two lines with ="),
                };
                return Err(error(name, words).help(format!("to change it at every step write: {} <- …", name.text)));
            }
            if line.update && name.text != POINT && !declared.contains(&name.text) {
                return Err(error(name, format!("`{}` has no first value", name.text))
                    .help(format!("write above: {} = 0", name.text)));
            }
        }
        if !self.changes(POINT) {
            return Err(error(&self.name, format!("`{}` never changes x", self.name.text))
                .help("a rule has a line such as: x <- x - rate*g"));
        }
        Ok(())
    }

    /// Does a line change this name at every step?
    fn changes(&self, name: &str) -> bool {
        self.lines.iter().any(|l| l.update && l.name.text == name)
    }

    fn formulas(&self, builder: &mut Builder<'_>, mut scope: BTreeMap<String, Value>) -> Result<Formulas, Diagnostic> {
        let symbol = |builder: &mut Builder<'_>, name: &str| Value::Expr(builder.graph().symbol(name));
        let mut first = scope.clone();
        first.insert(POINT.into(), symbol(builder, POINT));
        for name in given() {
            scope.insert(name.into(), symbol(builder, name));
        }
        let mut formulas = Formulas { memory: Vec::new(), after: BTreeMap::new(), reductions: Vec::new() };
        let remembered: Vec<&str> = self
            .lines
            .iter()
            .filter(|l| !l.update && self.changes(&l.name.text))
            .map(|l| l.name.text.as_str())
            .collect();
        for line in &self.lines {
            let name = &line.name.text;
            if !line.update && remembered.contains(&name.as_str()) {
                let value = builder.with_scope(first.clone(), |b| b.scalar(&line.value))?;
                self.check_known(builder, line, value, &[POINT], &[])?;
                formulas.memory.push((name.clone(), value));
                scope.insert(name.clone(), symbol(builder, name));
                continue;
            }
            let (value, reductions) = self.step_line(builder, line, &scope, formulas.reductions.len())?;
            let mut known = given();
            known.extend(&remembered);
            let waiting: Vec<Symbol> =
                formulas.reductions.iter().chain(&reductions).map(|(_, _, symbol)| *symbol).collect();
            for form in reductions.iter().map(|(_, id, _)| *id).chain([value]) {
                self.check_known(builder, line, form, &known, &waiting)?;
            }
            formulas.reductions.extend(reductions);
            scope.insert(name.clone(), Value::Expr(value));
            if line.update {
                formulas.after.insert(name.clone(), value);
            }
        }
        Ok(formulas)
    }

    /// A line of the step: its value, and its reductions over all unknowns.
    fn step_line(
        &self,
        builder: &mut Builder<'_>,
        line: &RuleLine,
        scope: &BTreeMap<String, Value>,
        before: usize,
    ) -> Result<(ExprId, Reductions), Diagnostic> {
        builder.collect_reductions(before);
        let value = builder.with_scope(scope.clone(), |b| b.scalar(&line.value));
        let reductions = builder.collected_reductions();
        Ok((value?, reductions))
    }

    /// An error at the first name that has no meaning in a rule.
    fn check_known(
        &self,
        builder: &mut Builder<'_>,
        line: &RuleLine,
        value: ExprId,
        known: &[&str],
        reductions: &[Symbol],
    ) -> Result<(), Diagnostic> {
        for symbol in symbols_of(&builder.session.graph, &[value]) {
            let name = builder.session.graph.name(symbol).to_string();
            if reductions.contains(&symbol) || known.contains(&name.as_str()) {
                continue;
            }
            let error = builder.fail("undefined-name", format!("`{name}` has no value"), self.place(line, &name));
            let known: BTreeSet<&str> = known
                .iter()
                .copied()
                .chain(self.parameters.iter().filter_map(|p| p.name.as_ref()).map(|n| n.text.as_str()))
                .chain(self.lines.iter().map(|l| l.name.text.as_str()))
                .filter(|k| *k != name)
                .collect();
            return Err(match nearest(&name, known.iter().copied()) {
                Some(near) => error.help(format!("did you mean {near}?")),
                None if is_given(&name) => error.help("a first value is computed from the parameters and the start x"),
                None => error.help(format!("a rule knows {}", known.into_iter().collect::<Vec<_>>().join(", "))),
            });
        }
        Ok(())
    }

    /// Where a name stands in a line.
    fn place(&self, line: &RuleLine, name: &str) -> Span {
        let span = line.value.span;
        let inside = Span::new(span.start.saturating_sub(self.base), span.end.saturating_sub(self.base));
        let Some(text) = self.text.get(inside.range()) else { return span };
        let found = tokens(text)
            .into_iter()
            .find(|(place, kind)| *kind == TokenKind::Name && text.get(place.range()) == Some(name));
        found.map_or(span, |(place, _)| place.shifted(span.start))
    }

    fn code(&self, builder: &mut Builder<'_>, formulas: &Formulas) -> Result<RuleCode, Diagnostic> {
        let graph = builder.graph();
        let x = formulas.after[POINT];
        let (point, step_number) = (graph.symbol_id(POINT), graph.symbol_id(RuleCode::COMMON[0]));
        // A variable that does not influence the point is dropped: the parameters may have switched it off.
        let forms: BTreeMap<&str, ExprId> =
            formulas.after.iter().map(|(name, &id)| (name.as_str(), normalise(graph, id))).collect();
        let reduced: Vec<ExprId> = formulas.reductions.iter().map(|(_, id, _)| *id).collect();
        let mut roots: Vec<ExprId> = vec![forms[POINT]];
        roots.extend(&reduced);
        let mut kept: Vec<usize> = Vec::new();
        loop {
            let used = symbols_of(graph, &roots);
            let next =
                formulas.memory.iter().enumerate().position(|(i, (name, _))| {
                    !kept.contains(&i) && used.iter().any(|s| graph.name(*s) == name.as_str())
                });
            let Some(i) = next else { break };
            kept.push(i);
            roots.push(forms[formulas.memory[i].0.as_str()]);
        }
        kept.sort_unstable();
        let counts_steps = symbols_of(graph, &roots).contains(&step_number);
        let remembered: Vec<&(String, ExprId)> = kept.iter().map(|&i| &formulas.memory[i]).collect();
        let columns: Vec<Symbol> = [POINT, GRADIENT]
            .into_iter()
            .chain(remembered.iter().map(|(name, _)| name.as_str()))
            .map(|name| graph.symbol_id(name))
            .collect();
        let common: Vec<Symbol> = RuleCode::COMMON.iter().map(|name| graph.symbol_id(name)).collect();
        // Dropped variables occur only in branches that are not taken.
        let zero = graph.integer(0);
        let forgotten: Vec<(Symbol, ExprId)> = (0..formulas.memory.len())
            .filter(|i| !kept.contains(i))
            .map(|i| (graph.symbol_id(&formulas.memory[i].0), zero))
            .collect();
        let after: Vec<ExprId> = std::iter::once(x)
            .chain(remembered.iter().map(|(name, _)| formulas.after[name]))
            .map(|id| crate::expr::substitute(graph, id, &forgotten))
            .collect();
        let mut inputs = common;
        let mut reductions = Vec::new();
        for (reduction, id, symbol) in &formulas.reductions {
            let all: Vec<Symbol> = inputs.iter().chain(&columns).copied().collect();
            reductions.push((*reduction, self.tape(builder, &[*id], &all)?));
            inputs.push(*symbol);
        }
        inputs.extend(&columns);
        let update = self.tape(builder, &after, &inputs)?;
        let mut memory = Vec::new();
        for (_, first) in &remembered {
            memory.push(self.tape(builder, &[*first], &[point])?);
        }
        let zero = remembered.iter().all(|(_, first)| builder.session.graph.is_zero(*first));
        let pure = reductions.is_empty() && !counts_steps;
        let linear = if zero && pure { linear(builder, &after, &columns) } else { None };
        let plain = linear.as_ref().is_some_and(|rows| rows.len() == 1 && rows[0] == plain_row());
        let rests = self.rests(builder, forms[POINT]);
        Ok(RuleCode { reductions, update, memory, counts_steps, rests, plain, linear })
    }

    fn tape(&self, builder: &mut Builder<'_>, outputs: &[ExprId], inputs: &[Symbol]) -> Result<Tape, Diagnostic> {
        lower(&builder.session.graph, outputs, inputs)
            .map_err(|e| builder.fail("no-value", e.to_string(), self.name.span))
    }

    /// Does the point stay where it is when the gradient is 0?
    fn rests(&self, builder: &mut Builder<'_>, point: ExprId) -> bool {
        let graph = builder.graph();
        let (x, g, zero) = (graph.symbol(POINT), graph.symbol_id(GRADIENT), graph.integer(0));
        let still = crate::expr::substitute(graph, point, &[(g, zero)]);
        normalise(graph, still) == x
    }
}

/// `x <- x - rate*g`: coefficient 1 for the point, minus the rate for the gradient.
fn plain_row() -> Vec<Polynomial> {
    vec![Polynomial::constant(1.into()), Polynomial::unknown().scaled(&(-1).into())]
}

/// The rule as a matrix of polynomials in the rate: a row for the point and each remembered variable, a column for each of
/// these and one for the gradient.
fn linear(builder: &mut Builder<'_>, after: &[ExprId], columns: &[Symbol]) -> Option<Vec<Vec<Polynomial>>> {
    let graph = builder.graph();
    let rate = graph.symbol_id(RuleCode::COMMON[1]);
    let (point, gradient, memory) = (columns[0], columns[1], &columns[2..]);
    let mut rows = Vec::new();
    for &id in after {
        let form = normalise(graph, id);
        if graph_has_pieces(graph, form) {
            return None;
        }
        // Linear without a constant: the value at 0 is 0, and the derivatives depend on the rate alone.
        let zero = graph.integer(0);
        let bindings: Vec<(Symbol, ExprId)> = columns.iter().map(|&s| (s, zero)).collect();
        let at_zero = crate::expr::substitute(graph, form, &bindings);
        let at_zero = normalise(graph, at_zero);
        if !graph.is_zero(at_zero) {
            return None;
        }
        let mut row = Vec::new();
        for &column in std::iter::once(&point).chain(memory).chain([&gradient]) {
            let slope = derivative(graph, form, column);
            row.push(polynomial::univariate(graph, slope, rate)?);
        }
        rows.push(row);
    }
    Some(rows)
}

fn graph_has_pieces(graph: &crate::expr::Graph, id: ExprId) -> bool {
    let reach = crate::expr::reach(graph, &[id]);
    reach.order.iter().any(|&id| matches!(graph.node(id), Node::Piecewise(_) | Node::Call(..)))
}

/// The names that every rule may use.
fn given() -> Vec<&'static str> {
    [POINT, GRADIENT].into_iter().chain(RuleCode::COMMON).collect()
}

fn is_given(name: &str) -> bool {
    given().contains(&name)
}
