//! `descend f from x = 7 rate 0.1 steps 9`: runs and their verdicts.

mod adjust;
mod help;
pub(super) mod method;
mod plan;
mod problem;
mod rate;
mod resume;
mod start;
mod sweep;

use std::rc::Rc;

use super::{ClauseDef, CommandDef, Context, Given, Invocation, Outcome, Takes, TargetNeed, region};
use crate::descent::Rate;
use crate::diagnostic::Diagnostic;
use crate::session::display::{run_output, runs_output};
use crate::session::record::RunRecord;
use crate::session::target::Target;
use crate::session::{Builder, Value};
use crate::source::Span;
use start::Start;
pub(super) use start::check_count;
use sweep::Sweep;

pub(super) use resume::COMMAND as CONTINUE;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "descend",
    usage: "descend f from x = 7 rate 0.1 steps 9",
    help: "gradient descent: the iterates, what happened and why, and the exact minimum beside it",
    example: "descend x^2 from x = 7 rate 0.1 steps 9",
    target: TargetNeed::Needed,
    clauses: &[
        ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2, b = 3" },
        ClauseDef {
            word: "from",
            takes: Takes::OneOrTwo,
            usage: "from x = 7, from (-1.2, 1), from [-2, 1], from x in -5..5 by 0.5, from 100 random in -10..10",
        },
        ClauseDef { word: "using", takes: Takes::One, usage: "using adam, using adam(beta1 = 0.8), using [gd, adam]" },
        ClauseDef {
            word: "rate",
            takes: Takes::One,
            usage: "rate 0.1, rate 0.1/(1 + 0.01k), rate cosine(0.1, 0, 1000), rate [0.01, 0.1]",
        },
        ClauseDef { word: "steps", takes: Takes::One, usage: "steps 100" },
        ClauseDef { word: "until", takes: Takes::One, usage: "until gradient < 1e-8" },
        region::OVER,
        ClauseDef { word: "clip", takes: Takes::OneOrTwo, usage: "clip norm 1, clip value 0.5" },
        ClauseDef { word: "seed", takes: Takes::One, usage: "seed 1" },
        ClauseDef { word: "every", takes: Takes::One, usage: "every 10" },
    ],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (runs, asked) = do_runs(context, std::slice::from_ref(invocation), None)?;
    Ok(match runs.as_slice() {
        [one] if asked == 1 => {
            if one.run.last().is_none() {
                return Err(not_begun(one, invocation.clause("from").map_or(invocation.span, Given::value_span)));
            }
            let output = run_output(one);
            Outcome::value(output, Value::Run(Rc::clone(one)))
        }
        _ => {
            let output = runs_output(&runs);
            Outcome::value(output, Value::Runs(runs))
        }
    })
}

/// What statements must have in common to be done together by [`again`]: all of this one but where it starts and its rate.
pub(super) fn in_common(invocation: &Invocation, text: &str) -> String {
    let mut text = text.to_string();
    let names = start::named_in(invocation.clause("from"));
    let mut apart: Vec<Span> =
        ["from", "rate"].iter().filter_map(|word| invocation.clause(word)).map(|c| c.span.to(c.value_span())).collect();
    apart.sort_by_key(|span| std::cmp::Reverse(span.start));
    apart.iter().for_each(|span| text.replace_range(span.start..span.end, "…"));
    format!("{text} {}", names.join(","))
}

/// The runs of statements that have all of [`in_common`], one of each; fewer once somebody has asked to stop. Each keeps as
/// many iterates as one of `kept` runs.
pub(super) fn again(
    context: &mut Context<'_, '_>,
    invocations: &[Invocation],
    kept: usize,
) -> Result<Vec<Rc<RunRecord>>, Diagnostic> {
    do_runs(context, invocations, Some(kept)).map(|(runs, _)| runs)
}

/// The runs of statements with one target, and how many there should be. Where it is said how many runs are kept, each makes one.
fn do_runs(
    context: &mut Context<'_, '_>,
    invocations: &[Invocation],
    kept: Option<usize>,
) -> Result<(Vec<Rc<RunRecord>>, usize), Diagnostic> {
    let Some(invocation) = invocations.first() else { return Ok((Vec::new(), 0)) };
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    let named = start::named_in(invocation.clause("from"));
    // A name with a value in the start is an unknown, even if it is defined.
    context.builder.hide(named.iter());
    let target =
        Target::of(context.builder, expr)?.with(context.builder, &bindings).with_unknowns(context.builder, &named);
    if target.names.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span)
            .help("nothing in it can change: use a name without a value"));
    }
    if let Some(error) = target.missing_value(context.builder, expr.span, &format!("descend {}", target.label)) {
        return Err(error);
    }
    let mut methods = method::methods(context.builder, invocation.clause("using"))?;
    let seed = seed(context, invocation)?;
    let stopping = plan::stopping(context.builder, invocation)?;
    let mut ways = Vec::with_capacity(invocations.len());
    for invocation in invocations {
        let starts = start::starts(context.builder, invocation, &target.names, seed)?;
        let rates = rate::rates(context.builder, invocation.clause("rate"))?;
        rate::check(invocation.clause("rate"), &rates, stopping.steps)?;
        ways.push((starts, rates, invocation));
    }
    let asked = adjust::asked(context.builder, invocation, &target, &methods)?;
    let every = every(context.builder, invocation)?;
    let runs =
        |(starts, rates, _): &(Vec<Start>, Vec<Rate>, &Invocation)| starts.len().saturating_mul(rates.len().max(1));
    let count = ways.iter().map(runs).fold(0, usize::saturating_add).saturating_mul(methods.len());
    if kept.is_some() && count != invocations.len() {
        return Err(Diagnostic::error("wrong-count", "a statement makes more than one run", invocation.span));
    }
    let kept = kept.unwrap_or(count);
    start::check_count(count.max(kept), target.names.len(), invocation.span)?;
    let mut sweep = Sweep::prepare(context, &target, (stopping, asked), (every, seed), expr.span)?;
    let using = invocation.clause("using").map_or(expr.span, |clause| clause.value_span());
    sweep.equip(context.builder, &target, &mut methods, using)?;
    let mut tasks = Vec::with_capacity(count);
    for (starts, rates, invocation) in &ways {
        tasks.extend(sweep.tasks(starts, &methods, rates, invocation)?);
    }
    Ok((sweep.run(context, tasks, kept), count))
}

fn every(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<u64, Diagnostic> {
    let Some(clause) = invocation.clause("every") else { return Ok(1) };
    match plan::whole_number(builder, clause, u64::MAX) {
        Ok(n) if n > 0 => Ok(n),
        _ => Err(Diagnostic::error("bad-every", "`every` takes a whole number from 1", clause.value_span())),
    }
}

/// The error for a missing start.
fn not_begun(record: &RunRecord, start: Span) -> Diagnostic {
    let why = record.run.reason.first().map_or("there is no value at the start", String::as_str);
    let why = why.strip_prefix("left its domain: ").unwrap_or(why);
    let title = record.run.labels.title();
    Diagnostic::error("start-outside", why, start).help(format!("domain {title} tells where it has a value"))
}

fn seed(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<u64, Diagnostic> {
    let Some(clause) = invocation.clause("seed") else { return Ok(context.builder.session.seed) };
    plan::whole_number(context.builder, clause, u64::MAX)
        .map_err(|span| Diagnostic::error("bad-seed", "a seed is a whole number", span).help("write: seed 1"))
}
