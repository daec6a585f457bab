//! `solve f'(x) = 0 for x`: all real solutions, exact where a closed form is known, and whether these are provably all.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed, WITH, boxes};
use crate::algebra::normal::normalise;
use crate::algebra::present;
use crate::calculus::families::Family;
use crate::calculus::solve::{self, ParametricSolution, Solution, Solutions};
use crate::calculus::{Function, Region, simplify};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, digits_of, print, symbols_of};
use crate::numeric::budget::digits;
use crate::numeric::{Interval, format};
use crate::output::{Datum, Output, Sentence, sentence};
use crate::session::display::{conditions_datum, exact_only, family_fields, family_sentence, number_datum};
use crate::session::target::Target;
use crate::session::{Builder, Value};
use crate::syntax::ast::{Expr, ExprKind};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "solve",
    usage: "solve f'(x) = 0 for x, solve cos(x) = x for x over -10..10 digits 30, solve x + y = 3, x - y = 1 for x, y",
    help: "all real solutions of equations, exact where a closed form is known",
    example: "solve x^2 - x - 1 = 0 for x",
    target: TargetNeed::Needed,
    clauses: &[
        ClauseDef { word: "for", takes: Takes::One, usage: "for x" },
        super::region::OVER,
        ClauseDef { word: "digits", takes: Takes::One, usage: "digits 30" },
        WITH,
    ],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let named = unknowns_named(invocation)?;
    context.builder.hide(named.iter());
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let mut equations = Vec::new();
    for expr in &invocation.target {
        let equation = zero_form(context.builder, expr, named.is_empty())?;
        equations.push(context.builder.put(equation, &bindings));
    }
    let unknowns = unknowns(context.builder, invocation, &named, &equations)?;
    let region = region(context.builder, invocation, &unknowns)?;
    let digits = digits(context.builder, invocation)?;
    let graph = context.builder.graph();
    let solving =
        solve::SolveContext { interrupt: context.host.interrupt(), digits: digits.unwrap_or(format::PEOPLE_DIGITS) };
    let asked: Vec<Function> = equations.iter().map(|&f| Function::new(f, &unknowns, region.clone())).collect();
    let solutions = match asked.as_slice() {
        [f] if f.unknown().is_some() => one_equation(graph, f, &solving),
        _ => solve::system(graph, &asked, &solving),
    };
    let solutions = solutions.settled(graph, solving.interrupt);
    let writer = SolutionWriter { solutions: &solutions, digits, bounded: !region.is_entire() };
    let output = writer.output(context.builder);
    let values = writer.values();
    let argument = solutions.argument(context.builder.graph());
    Ok(Outcome::value(output, Value::List(values)).because("it", argument))
}

/// An equation that stays undecided may be an identity, which holds wherever it has a value.
fn one_equation(graph: &mut Graph, f: &Function, solving: &solve::SolveContext<'_>) -> Solutions {
    let found = solve::equation(graph, f, solving);
    let identity = !found.complete() && simplify(graph, f.written(), solving.interrupt).is_ok_and(|s| graph.is_zero(s));
    if !identity {
        return found;
    }
    let zero = graph.integer(0);
    let never_another = f.with_values_of(graph, zero);
    solve::equation(graph, &never_another, solving)
}

/// The names of `for x, y`.
fn unknowns_named(invocation: &Invocation) -> Result<Vec<String>, Diagnostic> {
    let mut names: Vec<String> = Vec::new();
    for item in invocation.clause("for").map_or(&[][..], |c| c.items()) {
        match &item.kind {
            ExprKind::Name(name) if names.contains(name) => {
                return Err(Diagnostic::error("name-twice", format!("`{name}` is named twice"), item.span));
            }
            ExprKind::Name(name) => names.push(name.clone()),
            _ => {
                return Err(Diagnostic::error("not-a-variable", "`for` names the unknowns", item.span)
                    .help("write: for x, or: for x, y"));
            }
        }
    }
    Ok(names)
}

/// The equation as an expression that is to be 0. Without `for`, a side that is a name alone is probably a function that was
/// not defined.
fn zero_form(builder: &mut Builder<'_>, expr: &Expr, open: bool) -> Result<ExprId, Diagnostic> {
    if let ExprKind::Equation(left, right) = &expr.kind {
        if open {
            builder.refuse_undefined(left)?;
            builder.refuse_undefined(right)?;
        }
        let (left, right) = (builder.abstraction(left)?.body, builder.abstraction(right)?.body);
        return Ok(gap(builder.graph(), left, right));
    }
    builder.refuse_undefined(expr)?;
    let body = builder.abstraction(expr)?.body;
    match builder.session.graph.node(body) {
        Node::Compare(Relation::Equal, left, right) => Ok(gap(builder.graph(), left, right)),
        Node::Compare(_, left, right) => {
            let [left, right] = [left, right].map(|side| print::text(&builder.session.graph, side));
            let help = format!("write an equation: solve {left} = {right}");
            Err(builder.fail("not-an-equation", "only equations are solved", expr.span).help(help))
        }
        Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) => Err(builder
            .fail("not-an-equation", "only equations are solved", expr.span)
            .help("write an equation: solve x^2 = 2 for x")),
        _ => Ok(body),
    }
}

/// `left - right` as written.
fn gap(graph: &mut Graph, left: ExprId, right: ExprId) -> ExprId {
    if graph.is_zero(right) {
        return left;
    }
    let right = graph.raw_negation(right);
    graph.raw_sum(&[left, right])
}

/// The unknowns: the names of `for`, or the free names if there are no more of them than equations.
fn unknowns(
    builder: &mut Builder<'_>,
    invocation: &Invocation,
    named: &[String],
    equations: &[ExprId],
) -> Result<Vec<Symbol>, Diagnostic> {
    let graph = &mut builder.session.graph;
    if !named.is_empty() {
        return Ok(named.iter().map(|n| graph.symbol_id(n)).collect());
    }
    let free = symbols_of(graph, equations);
    if !free.is_empty() && free.len() <= equations.len() {
        return Ok(free);
    }
    let names: Vec<String> = free.iter().map(|&s| graph.name(s).to_string()).collect();
    let place = invocation.target.first().map_or(invocation.span, |e| e.span);
    Err(match names.as_slice() {
        [] => {
            Diagnostic::error("no-unknowns", "there is no unknown to solve for", place).help("name it: solve … for x")
        }
        [first, ..] => {
            Diagnostic::error("many-unknowns", format!("which of {} is to be solved for?", names.join(", ")), place)
                .help(format!("write: solve … for {first}"))
        }
    })
}

fn digits(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<Option<usize>, Diagnostic> {
    let Some(clause) = invocation.clause("digits") else { return Ok(None) };
    let id = builder.scalar(clause.value()?)?;
    let form = normalise(builder.graph(), id);
    match builder.session.graph.as_integer(form) {
        Some(n @ 1..=digits::SOLUTION) => Ok(usize::try_from(n).ok()),
        _ => Err(Diagnostic::error(
            "bad-digits",
            format!("digits is a whole number from 1 to {}", digits::SOLUTION),
            clause.value_span(),
        )),
    }
}

/// The box of `over -10..10`, or `over x in -1..1, y in 0..2`.
fn region(builder: &mut Builder<'_>, invocation: &Invocation, unknowns: &[Symbol]) -> Result<Region, Diagnostic> {
    let graph = builder.graph();
    let names: Vec<String> = unknowns.iter().map(|&s| graph.name(s).to_string()).collect();
    let target = Target {
        label: String::new(),
        heading: String::new(),
        expr: graph.integer(0),
        unknowns: unknowns.to_vec(),
        names,
        missing: Vec::new(),
        is_function: false,
    };
    super::region::region(builder, invocation.clause("over"), &target)
}

/// Cuts the lines for people to a readable number; returns a line about the rest. Programs get all solutions.
pub fn shorten<T>(lines: &mut Vec<T>) -> Option<Sentence> {
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    (more > 0).then(|| format!("and {more} more").into())
}

/// `not decided: x in 1..2`, for each box.
pub fn undecided(boxes: &[Vec<Interval>], names: &[String]) -> Vec<Sentence> {
    let side = |(side, name): (&Interval, &String)| {
        let [mut low, mut high] = [side.low(), side.high()].map(format::rounded_for_people);
        if low == high {
            [low, high] = [side.low(), side.high()].map(format::shortest);
        }
        format!("{name} in {low}..{high}")
    };
    let line = |sides: &Vec<Interval>| {
        let ends: Vec<String> = sides.iter().zip(names).map(side).collect();
        Sentence::from(format!("not decided: {}", ends.join(", ")))
    };
    let mut lines: Vec<Sentence> = boxes.iter().map(line).collect();
    let more = shorten(&mut lines);
    lines.extend(more);
    lines
}

/// The most lines of one kind.
const MOST_LINES: usize = 40;

/// Solutions as text and fields.
struct SolutionWriter<'a> {
    solutions: &'a Solutions,
    digits: Option<usize>,
    bounded: bool,
}

impl SolutionWriter<'_> {
    fn output(&self, builder: &mut Builder<'_>) -> Output {
        let names: Vec<String> =
            self.solutions.unknowns.iter().map(|&s| builder.session.graph.name(s).to_string()).collect();
        let graph = builder.graph();
        let mut lines = Vec::new();
        let mut points = Vec::new();
        for point in &self.solutions.points {
            let parts = names.iter().zip(point);
            let parts = parts.map(|(name, s)| sentence![name.as_str(), self.number_sentence(graph, s), doubt(s)]);
            lines.push(Sentence::joined(parts.collect::<Vec<_>>(), ", "));
            points.push(Datum::by_name(&names, point.iter().map(|s| self.number(graph, s)).collect::<Vec<_>>()));
        }
        let more = shorten(&mut lines);
        lines.extend(more);
        for formula in &self.solutions.formulas {
            lines.push(self.formula_sentence(graph, formula, &names));
            points.push(formula_datum(graph, formula, &names));
        }
        let mut families = Vec::new();
        for family in &self.solutions.families {
            families.push(Datum::Object(family_fields(graph, family, &names, exact_only)));
            let conditions = self.own(&family.conditions);
            lines.push(family_sentence(graph, &Family { conditions, ..family.clone() }, &names));
        }
        let mut sets = Vec::new();
        for set in &self.solutions.sets {
            lines.push(self.set_sentence(graph, set, &names));
            sets.push(conditions_datum(graph, set));
        }
        let conditions = &self.solutions.conditions;
        if !conditions.is_empty() && self.count() > 1 {
            lines.push(sentence!["if ", all_of(graph, conditions)]);
        }
        lines.extend(self.closing(&names));
        let mut output = Output::new("solutions")
            .with_all(lines)
            .field("for", names)
            .field("points", points)
            .field("families", families)
            .field("complete", self.solutions.complete())
            .field("because", self.solutions.deciding())
            .field("undecided", boxes(&self.solutions.undecided));
        if !sets.is_empty() {
            output = output.field("sets", sets);
        }
        match conditions.as_slice() {
            [] => output,
            some => output.field("conditions", conditions_datum(graph, some)),
        }
    }

    /// Lines with solutions.
    fn count(&self) -> usize {
        let s = self.solutions;
        s.points.len() + s.formulas.len() + s.families.len() + s.sets.len()
    }

    /// The conditions of a single solution; those that all share are listed once below.
    fn own(&self, conditions: &[ExprId]) -> Vec<ExprId> {
        let shared = |c: &ExprId| self.count() > 1 && self.solutions.conditions.contains(c);
        conditions.iter().copied().filter(|c| !shared(c)).collect()
    }

    /// `x = sqrt(a) if a >= 0`
    fn formula_sentence(&self, graph: &mut Graph, formula: &ParametricSolution, names: &[String]) -> Sentence {
        let parts = names.iter().zip(&formula.expressions);
        let parts: Vec<Sentence> = parts.map(|(name, &e)| sentence![name.as_str(), " = ", present(graph, e)]).collect();
        sentence![Sentence::joined(parts, ", "), self.provided(graph, &formula.conditions)]
    }

    /// `every x with x != 0 is a solution if a == 0`
    fn set_sentence(&self, graph: &mut Graph, set: &[ExprId], names: &[String]) -> Sentence {
        let unknowns = &self.solutions.unknowns;
        let (of_unknowns, of_names): (Vec<ExprId>, Vec<ExprId>) =
            set.iter().partition(|&&c| unknowns.iter().any(|&u| depends_on(graph, c, u)));
        let mut conditions: Vec<ExprId> = of_unknowns.into_iter().map(|c| present(graph, c)).collect();
        conditions.dedup();
        let mut line = sentence!["every ", names.join(", ")];
        if !conditions.is_empty() {
            line.push(sentence![" with ", Sentence::joined(conditions.into_iter().map(Sentence::from), " and ")]);
        }
        sentence![line, " is a solution", self.provided(graph, &of_names)]
    }

    /// ` if a >= 0 and b != 0`, or nothing.
    fn provided(&self, graph: &mut Graph, conditions: &[ExprId]) -> Sentence {
        match self.own(conditions) {
            own if own.is_empty() => Sentence::default(),
            own => sentence![" if ", all_of(graph, &own)],
        }
    }

    /// ` = 1/2 = 0.5`: the exact form with its decimal, the certified digits, or the bounds.
    fn number_sentence(&self, graph: &mut Graph, solution: &Solution) -> Sentence {
        let Some(exact) = solution.exact else {
            return match &solution.decimal {
                Some((digits, 1)) => format!(" = {digits} (certified to 1 digit)"),
                Some((digits, certified)) => format!(" = {digits} (certified to {certified} digits)"),
                None => {
                    let (low, high) = (solution.enclosure.low(), solution.enclosure.high());
                    format!(" between {} and {}", format::shortest(low), format::shortest(high))
                }
            }
            .into();
        };
        let shown = sentence![" = ", present(graph, exact)];
        let plain = graph.as_number(exact).is_some_and(|n| n.decimal || n.value.is_integer());
        if plain || !symbols_of(graph, &[exact]).is_empty() {
            return shown;
        }
        let decimal = self.decimal(graph, exact, solution.value);
        let same =
            graph.as_rational(exact).is_some_and(|r| crate::numeric::Rational::parse(&decimal).is_ok_and(|d| d == *r));
        sentence![shown, if same { " = " } else { " ≈ " }, decimal]
    }

    fn decimal(&self, graph: &Graph, exact: ExprId, value: f64) -> String {
        let Some(digits) = self.digits else { return format::rounded_for_people(value) };
        match digits_of(graph, exact, digits) {
            Ok(number) => number.value.decimal_text().unwrap_or_else(|| format::rounded_for_people(value)),
            Err(_) => format::rounded_for_people(value),
        }
    }

    fn number(&self, graph: &Graph, solution: &Solution) -> Datum {
        let mut fields =
            vec![("exact", solution.exact.map(Datum::exact).into()), ("value", Datum::Number(solution.value))];
        fields.extend(solution.looks.map(|digits| ("looks", digits.into())));
        match (&solution.decimal, solution.exact, self.digits) {
            (Some((digits, certified)), _, _) => {
                fields.extend([("digits", digits.into()), ("certified", (*certified).into())]);
            }
            (None, Some(exact), Some(_)) if solution.value.is_finite() => {
                fields.push(("digits", self.decimal(graph, exact, solution.value).into()));
            }
            _ => {}
        }
        Datum::object(fields)
    }

    /// The sentence about completeness.
    fn closing(&self, names: &[String]) -> Vec<Sentence> {
        let s = self.solutions;
        let (complete, reason) = (s.complete(), s.deciding());
        let because = |sentence: &str| match reason.is_empty() {
            true => Sentence::from(sentence),
            false => sentence![sentence, ": ", reason.clone()],
        };
        let place = match (self.bounded, s.searched) {
            (true, _) => " in the box".to_string(),
            (false, Some((low, high))) => {
                format!(" in {}..{}", format::rounded_for_people(low), format::rounded_for_people(high))
            }
            (false, None) => String::new(),
        };
        let listed = s.points.len() + s.formulas.len() + s.families.len();
        let all = match (complete, listed) {
            (true, 0) if s.sets.is_empty() => because(&format!("no real solution{place}")),
            (true, 1) if s.families.is_empty() && s.sets.is_empty() => {
                because(&format!("this is the only solution{place}"))
            }
            (true, 0) if reason.is_empty() => return Vec::new(),
            (true, _) => because(&format!("these are all solutions{place}")),
            (false, 0) if s.sets.is_empty() && (s.searched.is_some() || !s.undecided.is_empty()) => {
                because(&format!("no solution found{place}"))
            }
            (false, 0) if s.sets.is_empty() => because("not decided"),
            (false, _) => because("there may be more solutions"),
        };
        [all].into_iter().chain(undecided(&s.undecided, names)).collect()
    }

    /// The solutions as values: numbers, or points of numbers.
    fn values(&self) -> Vec<Value> {
        let s = self.solutions;
        let points = s.points.iter().filter_map(|point| point.iter().map(|p| p.exact).collect());
        let formulas = s.formulas.iter().map(|formula| formula.expressions.clone());
        let all = points.chain(formulas).map(|numbers: Vec<ExprId>| match numbers.as_slice() {
            [one] => Value::Expr(*one),
            _ => Value::List(numbers.into_iter().map(Value::Expr).collect()),
        });
        all.collect()
    }
}

/// A remark on a solution that is not proved.
pub(super) fn doubt(solution: &Solution) -> String {
    solution.looks.map_or(String::new(), |digits| format!(" (both sides agree to {digits} digits; not proved)"))
}

fn formula_datum(graph: &mut Graph, formula: &ParametricSolution, names: &[String]) -> Datum {
    let mut fields = Vec::new();
    for (name, &expression) in names.iter().zip(&formula.expressions) {
        let value = graph.as_rational(expression).map_or(f64::NAN, |value| value.to_f64());
        fields.push((name.clone(), number_datum(Datum::exact(expression), value)));
    }
    if !formula.conditions.is_empty() {
        fields.push(("if".to_string(), conditions_datum(graph, &formula.conditions)));
    }
    Datum::Object(fields)
}

/// `a >= 0 and b != 0`
fn all_of(graph: &mut Graph, conditions: &[ExprId]) -> Sentence {
    let conditions: Vec<Sentence> = conditions.iter().map(|&c| present(graph, c).into()).collect();
    Sentence::joined(conditions, " and ")
}
