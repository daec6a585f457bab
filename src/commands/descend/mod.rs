//! `descend f from x = 7 rate 0.1 steps 9`: runs, and what became of them.

pub(super) mod method;
mod plan;
mod start;

use std::rc::Rc;
use std::time::Duration;

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted};
use crate::calculus;
use crate::descent::methods::RateUse;
use crate::descent::{Background, Knowledge, Labels, Plan, Rate, Run, Stopping, TapeProblem, suggested_rate};
use crate::diagnostic::Diagnostic;
use crate::expr::ExprId;
use crate::session::knowledge::Formula;
use crate::session::record::{RunRecord, run_output, runs_output};
use crate::session::target::Target;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::tape::lower;
use method::Chosen;
use start::{MAX_RUNS, Start};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "descend",
    usage: "descend f from x = 7 rate 0.1 steps 9",
    help: "gradient descent: the iterates, what happened and why, and the exact minimum beside it",
    example: "descend x^2 from x = 7 rate 0.1 steps 9",
    target: Wanted::Needed,
    clauses: &[
        ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2, b = 3" },
        ClauseDef {
            word: "from",
            takes: Takes::OneOrTwo,
            usage: "from x = 7, from (-1.2, 1), from [-2, 1], from x in -5..5 by 0.5, from 100 random in -10..10",
        },
        ClauseDef { word: "using", takes: Takes::One, usage: "using adam, using adam(beta1 = 0.8), using [gd, adam]" },
        ClauseDef { word: "rate", takes: Takes::One, usage: "rate 0.1, rate 0.1/(1 + 0.01k), rate [0.01, 0.1]" },
        ClauseDef { word: "steps", takes: Takes::One, usage: "steps 100" },
        ClauseDef { word: "until", takes: Takes::One, usage: "until gradient < 1e-8" },
        ClauseDef { word: "seed", takes: Takes::One, usage: "seed 1" },
        ClauseDef { word: "every", takes: Takes::One, usage: "every 10" },
    ],
    run,
};

/// A run starts after so long, whatever is known of its formula then.
const KNOWLEDGE_TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 20_000 } else { 1_000 });

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    let named = start::named_in(invocation.clause("from"));
    // What the start gives a value to is an unknown, whatever it is defined as elsewhere.
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
    let methods = method::methods(context.builder, invocation.clause("using"))?;
    let seed = seed(context, invocation)?;
    let starts = start::starts(context.builder, invocation, &target.names, seed)?;
    let rates = plan::rates(context.builder, invocation.clause("rate"))?;
    let stopping = plan::stopping(context.builder, invocation)?;
    let every = match invocation.clause("every") {
        None => 1,
        Some(clause) => match plan::whole_number(context.builder, clause, u64::MAX) {
            Ok(n) if n > 0 => n,
            _ => {
                return Err(Diagnostic::error("bad-every", "`every` takes a whole number from 1", clause.value_span()));
            }
        },
    };
    let count = starts.len().saturating_mul(rates.len().max(1)).saturating_mul(methods.len());
    if count > MAX_RUNS {
        return Err(Diagnostic::error(
            "too-many-runs",
            format!("one statement does at most {MAX_RUNS} runs"),
            invocation.span,
        ));
    }
    let mut sweep = Sweep::prepare(context, &target, stopping, every, seed, expr.span)?;
    sweep.several = (starts.len() > 1, rates.len() > 1, methods.len() > 1);
    sweep.runs = count;
    let mut runs = Vec::with_capacity(count);
    'all: for start in &starts {
        for chosen in &methods {
            let rate = if rates.is_empty() { Some(sweep.chosen_rate(start, chosen, invocation.span)?) } else { None };
            let words = rate.as_ref().map(|(_, words)| words.as_str()).filter(|words| !words.is_empty());
            for rate in rate.iter().map(|(rate, _)| rate).chain(&rates) {
                runs.push(Rc::new(sweep.run(context, start, chosen, (rate, words))));
                if context.host.interrupt().is_set() {
                    break 'all;
                }
            }
        }
    }
    let single = count == 1;
    Ok(match runs.as_slice() {
        [one] if single => {
            let output = run_output(one);
            Outcome::value(output, Value::Run(Rc::clone(one)))
        }
        _ => {
            let output = runs_output(&runs);
            Outcome::value(output, Value::Runs(runs))
        }
    })
}

fn seed(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<u64, Diagnostic> {
    let Some(clause) = invocation.clause("seed") else { return Ok(context.builder.session.seed) };
    plan::whole_number(context.builder, clause, u64::MAX)
        .map_err(|span| Diagnostic::error("bad-seed", "a seed is a whole number", span).help("write: seed 1"))
}

/// What the runs of one statement share.
struct Sweep {
    expr: ExprId,
    labels: Labels,
    problem: TapeProblem,
    knowledge: Formula,
    stopping: Stopping,
    every: u64,
    seed: u64,
    name: Option<String>,
    /// How many runs there are.
    runs: usize,
    /// Are there several starts, several rates, several methods?
    several: (bool, bool, bool),
}

impl Sweep {
    fn prepare(
        context: &mut Context<'_, '_>,
        target: &Target,
        stopping: Stopping,
        every: u64,
        seed: u64,
        span: Span,
    ) -> Result<Sweep, Diagnostic> {
        let builder: &mut Builder<'_> = context.builder;
        let gradient = calculus::gradient(builder.graph(), target.expr, &target.unknowns);
        let mut outputs = vec![target.expr];
        for entry in gradient {
            let tidied = calculus::tidy(builder.graph(), entry);
            outputs.push(calculus::present(builder.graph(), tidied));
        }
        let tape = lower(&builder.session.graph, &outputs, &target.unknowns)
            .map_err(|e| Diagnostic::error("no-value", e.to_string(), span))?;
        let Some(problem) = TapeProblem::new(tape) else {
            return Err(Diagnostic::error("internal-error", "value and gradient do not fit together", span));
        };
        // The run itself has limits of its own.
        let interrupt = context.host.interrupt();
        interrupt.limit(KNOWLEDGE_TIME);
        let knowledge = Formula::of(builder.graph(), target.expr, &target.unknowns, interrupt);
        interrupt.unlimited();
        let labels = Labels {
            unknowns: target.names.clone(),
            value: target.heading.clone(),
            name: target.is_function.then(|| target.label.clone()),
        };
        Ok(Sweep {
            expr: target.expr,
            labels,
            problem,
            knowledge,
            stopping,
            every,
            seed,
            name: context.name.map(str::to_string),
            runs: 1,
            several: (false, false, false),
        })
    }

    /// A rate for a run that was given none: from the second derivatives, and said so.
    fn chosen_rate(&self, start: &Start, chosen: &Chosen, span: Span) -> Result<(Rate, String), Diagnostic> {
        if chosen.rate != RateUse::Scale {
            return Ok((Rate::constant(1.0), String::new()));
        }
        if let (false, Some(usual)) = (chosen.method.is_plain(), chosen.usual_rate) {
            let rate = Rate::constant(usual);
            let words = format!("rate {} chosen: the usual one of {}", rate.text(), chosen.method.name());
            return Ok((rate, words));
        }
        suggested_rate(&self.knowledge, &self.labels, &start.x).ok_or_else(|| {
            Diagnostic::error(
                "missing-clause",
                "no rate can be chosen: the second derivative says nothing at the start",
                span,
            )
            .help("give one: rate 0.1")
        })
    }

    fn run(
        &mut self,
        context: &mut Context<'_, '_>,
        start: &Start,
        chosen: &Chosen,
        (rate, words): (&Rate, Option<&str>),
    ) -> RunRecord {
        let began = context.host.seconds();
        let mut method = chosen.method.fresh();
        let mut plan = Plan {
            method: method.as_mut(),
            start: start.x.clone(),
            rate: rate.clone(),
            stopping: self.stopping.clone(),
            runs: self.runs,
        };
        let background =
            Background { knowledge: &self.knowledge, labels: self.labels.clone(), exact_start: start.exact.as_deref() };
        let run = Run::new(&mut self.problem, &mut plan, background, context.host.interrupt());
        let mut preface = Vec::new();
        if start.random {
            preface.push(format!("random start {} (seed {})", start.label(&self.labels.unknowns), self.seed));
        }
        if let Some(words) = words {
            preface.push(words.to_string());
        }
        RunRecord {
            name: self.name.clone(),
            label: self.label(start, chosen, rate),
            start: start.label(&self.labels.unknowns),
            heading: self.labels.value.clone(),
            names: self.labels.unknowns.clone(),
            expr: self.expr,
            minimisers: self.knowledge.minimisers().to_vec(),
            run: Rc::new(run),
            preface,
            every: self.every,
            seed: start.random.then_some(self.seed),
            seconds: context.host.seconds() - began,
        }
    }

    /// What sets a run apart from the others of the statement.
    fn label(&self, start: &Start, chosen: &Chosen, rate: &Rate) -> String {
        let (starts, rates, methods) = self.several;
        let parts = [
            methods.then(|| chosen.method.name().to_string()),
            starts.then(|| format!("from {}", start.label(&self.labels.unknowns))),
            rates.then(|| format!("rate {}", rate.text())),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
