//! The clause `rate`: numbers, formulas in the step number, schedules by name, and lists of these.

use crate::algebra::normalise;
use crate::commands::Given;
use crate::descent::Rate;
use crate::descent::schedule::{self, ParameterDomain, Schedule, ScheduleDef, ScheduleParameter, Settings};
use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{ExprId, Symbol, double_of, print, symbols_of};
use crate::numeric::format;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};
use crate::tape::{LowerError, lower};

/// The step number in a formula for the rate.
const STEP: &str = "k";

/// The steps of a run whose rates are checked before it starts.
const LOOKED_AT: u64 = 10_000;

/// The rates of the clause, one for each run of a sweep; `None` where it is missing.
pub(super) fn rates(builder: &mut Builder<'_>, clause: Option<&Given>) -> Result<Vec<Rate>, Diagnostic> {
    let Some(clause) = clause else { return Ok(Vec::new()) };
    let expr = clause.value()?;
    builder.hide([STEP.to_string()].iter());
    several(builder, expr)
}

/// An error if the rate is negative or not finite at one of the first steps of the run.
pub(super) fn check(clause: Option<&Given>, rates: &[Rate], steps: u64) -> Result<(), Diagnostic> {
    let Some(clause) = clause else { return Ok(()) };
    for rate in rates.iter().filter(|r| r.fixed().is_none()) {
        let Some((k, value)) = rate.first_fault(steps.min(LOOKED_AT)) else { continue };
        let (text, shown) = (rate.text(), format::significant(value, format::TABLE_DIGITS));
        let (headline, help) = if value < 0.0 && value.is_finite() {
            let words = format!("the rate {text} becomes negative: at step {k} it is {shown}");
            (words, "a negative rate walks uphill; keep it above 0: rate max(…, 0.001)".to_string())
        } else if value.is_nan() {
            (format!("the rate {text} has no value at step {k}"), "k counts the steps from 1".to_string())
        } else {
            (format!("the rate {text} is infinite at step {k}"), "k counts the steps from 1".to_string())
        };
        let help = if k > 1 { format!("{help}; or end the run before: steps {}", k - 1) } else { help };
        return Err(Diagnostic::error("bad-rate", headline, clause.value_span()).help(help));
    }
    Ok(())
}

fn several(builder: &mut Builder<'_>, expr: &Expr) -> Result<Vec<Rate>, Diagnostic> {
    if let ExprKind::List(items) = &expr.kind {
        let mut rates = Vec::with_capacity(items.len());
        for item in items {
            rates.push(one(builder, item)?);
        }
        return if rates.is_empty() { Err(not_a_rate(expr.span)) } else { Ok(rates) };
    }
    if let Some(schedule) = named(builder, expr)? {
        return Ok(vec![schedule]);
    }
    match builder.value(expr)? {
        Value::Expr(id) => Ok(vec![formula(builder, id, expr.span)?]),
        Value::List(items) if !items.is_empty() => {
            let mut rates = Vec::with_capacity(items.len());
            for item in items {
                let Value::Expr(id) = item else { return Err(not_a_rate(expr.span)) };
                rates.push(formula(builder, id, expr.span)?);
            }
            Ok(rates)
        }
        _ => Err(not_a_rate(expr.span)),
    }
}

/// A single rate.
fn one(builder: &mut Builder<'_>, expr: &Expr) -> Result<Rate, Diagnostic> {
    if let Some(schedule) = named(builder, expr)? {
        return Ok(schedule);
    }
    match builder.value(expr)? {
        Value::Expr(id) => formula(builder, id, expr.span),
        _ => Err(not_a_rate(expr.span)),
    }
}

fn not_a_rate(span: Span) -> Diagnostic {
    Diagnostic::error(
        "bad-rate",
        "a rate is a positive number, a formula in the step number k, a schedule, or a list of these",
        span,
    )
    .help("write: rate 0.1, rate 0.1/(1 + 0.01k), rate cosine(0.1, 0, 1000), or: rate [0.01, 0.1]")
}

/// A number, or a formula in the step number.
fn formula(builder: &mut Builder<'_>, id: ExprId, span: Span) -> Result<Rate, Diagnostic> {
    let graph = builder.graph();
    let form = normalise(graph, id);
    let free: Vec<Symbol> = symbols_of(graph, &[form]);
    if free.is_empty() {
        let value = double_of(graph, form);
        let headline = if !value.is_finite() {
            return Err(Diagnostic::error("bad-rate", "the rate must be a finite number", span));
        } else if value < 0.0 {
            "the rate is negative: every step would walk uphill"
        } else if value == 0.0 {
            "the rate is 0: no step would move"
        } else {
            return Ok(match graph.as_rational(form) {
                Some(exact) => Rate::exact(exact.clone()),
                None => Rate::constant(value),
            });
        };
        return Err(Diagnostic::error("bad-rate", headline, span).help("a rate is a positive number such as 0.1"));
    }
    let k = graph.symbol_id(STEP);
    let tape = lower(graph, &[id], &[k]).map_err(|LowerError::NoInput { name }| {
        Diagnostic::error("no-value", format!("`{name}` has no value"), span)
            .label("a rate may depend on the step number k only")
    })?;
    let text = print::text(graph, id);
    Ok(Rate::Formula { tape, text })
}

/// A schedule, if the expression is a call of one. In this clause the names of schedules come first.
fn named(builder: &mut Builder<'_>, expr: &Expr) -> Result<Option<Rate>, Diagnostic> {
    let (callee, arguments) = match &expr.kind {
        ExprKind::Call { callee, arguments } => (&**callee, arguments.as_slice()),
        ExprKind::Name(_) => (expr, &[][..]),
        _ => return Ok(None),
    };
    let ExprKind::Name(name) = &callee.kind else { return Ok(None) };
    match schedule::find(name) {
        Some(_) if matches!(expr.kind, ExprKind::Name(_)) && builder.session.has_value(name) => Ok(None),
        Some(definition) => scheduled(builder, definition, arguments, expr.span).map(Some),
        None => unknown(builder, name, callee.span, matches!(expr.kind, ExprKind::Call { .. })).map_or(Ok(None), Err),
    }
}

/// The error for a call of an unknown function that looks like a schedule.
fn unknown(builder: &Builder<'_>, name: &str, span: Span, called: bool) -> Option<Diagnostic> {
    if !called || name == STEP || builder.known_names().contains(&name) {
        return None;
    }
    let error = Diagnostic::error("unknown-schedule", format!("there is no schedule or function `{name}`"), span);
    let all = schedule::ALL.iter().map(|s| s.name);
    Some(match nearest(name, all.clone()) {
        Some(near) => error.help(format!("did you mean {near}?")),
        None => match builder.did_you_mean(name) {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help(format!("the schedules: {}", all.collect::<Vec<_>>().join(", "))),
        },
    })
}

/// A schedule with its arguments, in order or by name.
fn scheduled(
    builder: &mut Builder<'_>,
    definition: &'static ScheduleDef,
    arguments: &[CallArgument],
    span: Span,
) -> Result<Rate, Diagnostic> {
    let parameters = definition.parameters;
    let mut settings = Settings { numbers: vec![f64::NAN; parameters.len()], ..Settings::default() };
    let mut given = vec![false; parameters.len()];
    let mut shown = Vec::with_capacity(arguments.len());
    for (i, argument) in arguments.iter().enumerate() {
        let at = position(definition, argument, i)?;
        if std::mem::replace(&mut given[at], true) {
            let headline = format!("`{}` is given twice", parameters[at].name);
            return Err(Diagnostic::error("name-twice", headline, argument.value.span));
        }
        let text = set(builder, definition, &mut settings, at, &argument.value)?;
        shown.push(if argument.name.is_some() { format!("{} = {text}", parameters[at].name) } else { text });
    }
    for (i, parameter) in parameters.iter().enumerate().filter(|(i, _)| !given[*i]) {
        match parameter.default {
            Some(default) => settings.numbers[i] = default,
            None => {
                let headline = format!("`{}` needs its {}", definition.name, parameter.name);
                return Err(Diagnostic::error("missing-value", headline, span)
                    .help(format!("write: rate {}", definition.example)));
            }
        }
    }
    let text = format!("{}({})", definition.name, shown.join(", "));
    Ok(Rate::Schedule { schedule: Schedule::new(definition, settings), text })
}

/// The parameter that an argument belongs to.
fn position(definition: &ScheduleDef, argument: &CallArgument, order: usize) -> Result<usize, Diagnostic> {
    let names = || definition.parameters.iter().map(|p| p.name);
    let list = || names().collect::<Vec<_>>().join(", ");
    let Some(name) = &argument.name else {
        return (order < definition.parameters.len()).then_some(order).ok_or_else(|| {
            let most = definition.parameters.len();
            let headline = format!("`{}` takes at most {most} values", definition.name);
            Diagnostic::error("unexpected-value", headline, argument.value.span).help(format!("they are: {}", list()))
        });
    };
    names().position(|n| n == name.text).ok_or_else(|| {
        let headline = format!("`{}` has no parameter `{}`", definition.name, name.text);
        let error = Diagnostic::error("unknown-parameter", headline, name.span);
        error.did_you_mean(&name.text, names(), format!("its parameters: {}", list()))
    })
}

/// Sets one parameter; returns its value as text.
fn set(
    builder: &mut Builder<'_>,
    definition: &ScheduleDef,
    settings: &mut Settings,
    at: usize,
    expr: &Expr,
) -> Result<String, Diagnostic> {
    let parameter = &definition.parameters[at];
    match parameter.takes {
        ParameterDomain::Rate => {
            let rate = one(builder, expr)?;
            let text = rate.text();
            settings.then = Some(Box::new(rate));
            Ok(text)
        }
        ParameterDomain::Steps => {
            let Value::List(items) = builder.value(expr)? else { return Err(outside(definition, parameter, expr)) };
            let mut text = Vec::with_capacity(items.len());
            for item in items {
                let Value::Expr(id) = item else { return Err(outside(definition, parameter, expr)) };
                let step = double_of(&builder.session.graph, id);
                let fits = step >= 1.0 && step.fract() == 0.0 && step < 1e18;
                if !fits || settings.steps.last().is_some_and(|&last| last as f64 >= step) {
                    return Err(outside(definition, parameter, expr));
                }
                settings.steps.push(step as u64);
                text.push(print::text(&builder.session.graph, id));
            }
            Ok(format!("[{}]", text.join(", ")))
        }
        ParameterDomain::Positive | ParameterDomain::Number { .. } | ParameterDomain::Whole { .. } => {
            let id = builder.scalar(expr)?;
            let form = normalise(builder.graph(), id);
            let value = double_of(&builder.session.graph, form);
            if !parameter.takes.allows(value) {
                return Err(outside(definition, parameter, expr));
            }
            settings.numbers[at] = value;
            Ok(print::text(&builder.session.graph, id))
        }
    }
}

fn outside(definition: &ScheduleDef, parameter: &ScheduleParameter, expr: &Expr) -> Diagnostic {
    let headline = format!("`{}` of {} is {}", parameter.name, definition.name, parameter.takes.words());
    Diagnostic::error("bad-parameter", headline, expr.span).help(format!("for example: rate {}", definition.example))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descent::{Moment, RateMemory};
    use crate::session::{Session, forms};
    use crate::syntax::ast::{Action, StatementKind};

    fn parsed(rate: &str) -> Result<Vec<Rate>, Diagnostic> {
        let mut session = Session::new();
        let mut builder = Builder::new(&mut session, forms::ALL);
        let statements = crate::syntax::parse(&format!("descend x^2 rate {rate}"), &|word| word == "descend");
        let statement = statements.into_iter().next().expect("one statement").expect("it parses");
        let StatementKind::Action(Action::Command(command)) = &statement.kind else { panic!("a command") };
        let invocation = super::super::COMMAND.invocation(command).expect("known clauses");
        let clause = invocation.clause("rate");
        let rates = rates(&mut builder, clause)?;
        check(clause, &rates, 100)?;
        Ok(rates)
    }

    /// The values that a training loop saw after each step, for the schedule that depends on them.
    const LOSSES: [f64; 26] = [
        10.0, 8.0, 7.0, 7.0, 7.0, 7.0, 6.9995, 6.9, 6.9, 6.9, 6.9, 6.9, 6.5, 6.6, 6.7, 6.8, 6.9, 7.0, 7.0, 7.0, 5.0,
        5.0, 5.0, 5.0, 5.0, 5.0,
    ];

    #[test]
    fn the_rates_of_pytorch_and_optax() {
        let table = include_str!("../../../tests/data/schedules.tsv");
        let mut seen = std::collections::BTreeSet::new();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let [written, peer, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let rates = parsed(written).unwrap_or_else(|e| panic!("{written}: {e:?}"));
            let mut memory = RateMemory::default();
            for (t, expected) in expected.split(' ').enumerate() {
                let expected: f64 = expected.parse().expect("a number");
                let value = if t == 0 { f64::INFINITY } else { LOSSES[t - 1] };
                let ours = rates[0].at(Moment { k: t as u64 + 1, value }, &mut memory);
                assert!((ours - expected).abs() <= 1e-12 * expected.max(1e-3), "{written}, {peer}: {ours}, {expected}");
            }
            seen.extend(written.split('(').next());
        }
        assert!(schedule::ALL.iter().all(|s| seen.contains(s.name)), "{seen:?}");
    }

    #[test]
    fn schedules_stay_where_they_end_and_can_stand_in_lists() {
        let at = |written: &str, k: u64| {
            let rates = parsed(written).unwrap_or_else(|e| panic!("{written}: {e:?}"));
            rates[rates.len() - 1].at(Moment { k, value: 1.0 }, &mut RateMemory::default())
        };
        for (written, end) in [
            ("cosine(0.1, 0.01, 20)", 0.01),
            ("polynomial(0.1, 1e-3, 20)", 1e-3),
            ("one_cycle(0.1, 20, div = 10, final = 100)", 1e-4),
            ("warmup(4, 1/5)", 0.2),
            ("[0.1, cosine(steps = 3, rate = 1, end = 1/4)]", 0.25),
        ] {
            assert_eq!([at(written, 30), at(written, 1 << 50)], [end, end], "{written}");
        }
        assert_eq!(at("restarts(0.1, 0, 7)", 1 + 7 * (1 << 40)), 0.1);
        // The first step of a warm-up moves already; a schedule after it begins at its own first step.
        assert_eq!(at("warmup(4, 0.2)", 1), 0.05);
        assert_eq!(at("warmup(4, 0.2/k)", 5), 0.2);
        assert_eq!(at("warmup(4, warmup(2, 0.2))", 6), at("warmup(2, 0.2)", 2));
        assert_eq!(
            parsed("warmup(10, cosine(0.1, end = 0, steps = 1000))").map(|r| r[0].text()).ok().as_deref(),
            Some("warmup(10, cosine(0.1, end = 0, steps = 1000))")
        );
    }

    #[test]
    fn bad_schedules_and_rates_are_refused() {
        for (written, code, words) in [
            ("cosin(0.1, 0, 100)", "unknown-schedule", "did you mean cosine?"),
            ("[0.1, expnential(0.1, 0.9)]", "unknown-schedule", "did you mean exponential?"),
            ("cosine(0.1, 0)", "missing-value", "cosine(0.1, 0, 1000)"),
            ("step", "missing-value", "step(0.1, 100, 0.5)"),
            ("cosine(0.1, 0, 1000, 3)", "unexpected-value", "rate, end, steps"),
            ("on_plateau(0.1, patienc = 3)", "unknown-parameter", "did you mean patience?"),
            ("cosine(0.1, 0, 10, steps = 3)", "name-twice", "`steps` is given twice"),
            ("cosine(-0.1, 0, 10)", "bad-parameter", "a positive number"),
            ("cosine(0.1, 0, 2.5)", "bad-parameter", "a whole number"),
            ("multi_step(0.1, [30, 20])", "bad-parameter", "`steps` of multi_step"),
            ("multi_step(0.1, 30)", "bad-parameter", "increase"),
            ("0.1 - 0.01k", "bad-rate", "at step 11 it is -0.01"),
            ("0.1*ln(5 - k)", "bad-rate", "has no value at step 5"),
            ("sqrt(3.5 - k)", "bad-rate", "has no value at step 4"),
            ("warmup(5, 0.1 - 0.03k)", "bad-rate", "at step 9 it is -0.02"),
            ("-0.1", "bad-rate", "negative"),
        ] {
            let error = parsed(written).expect_err(written);
            let all = format!("{error:?}");
            assert!(error.code == code && all.contains(words), "{written}: {all}");
        }
    }
}
