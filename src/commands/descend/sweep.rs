//! The runs of one statement: every start with every method and every rate. They run in parallel and are judged in turn.

use std::rc::Rc;

use super::adjust::RunSettings;
use super::method::Chosen;
use super::problem;
use super::start::Start;
use crate::algebra;
use crate::calculus::{self, Function};
use crate::commands::{Context, Invocation};
use crate::descent::methods::RateUse;
use crate::descent::{
    Background, Batch, Descent, Job, Knowledge, Labels, Method, Problem, Rate, Run, StopReason, Stopping, TapeProblem,
    Trace, descend_all, searched_rate, suggested_rate,
};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Symbol};
use crate::interrupt::{MemoryUse, charge, finishing, is_overdue};
use crate::numeric::budget::steps;
use crate::numeric::format;
use crate::session::knowledge::FormulaKnowledge;
use crate::session::record::{Recipe, RunFacts, RunRecord};
use crate::session::target::Target;
use crate::session::{Builder, Host};
use crate::source::Span;
use crate::tape::lower;

/// The most evaluations for choosing rates: for all runs together, and for one.
const EFFORT: usize = 400_000;
const MOST_EFFORT: usize = 20_000;

/// The common part of the runs of one statement.
pub(super) struct Sweep {
    expr: ExprId,
    labels: Labels,
    problem: TapeProblem,
    knowledge: FormulaKnowledge,
    stopping: Stopping,
    asked: RunSettings,
    every: u64,
    seed: u64,
    name: Option<String>,
}

/// Value and gradient of a formula.
pub(super) fn compile(
    builder: &mut Builder<'_>,
    expr: ExprId,
    unknowns: &[Symbol],
    span: Span,
) -> Result<TapeProblem, Diagnostic> {
    let gradient = algebra::gradient(builder.graph(), expr, unknowns);
    let mut outputs = vec![expr];
    for entry in gradient {
        let tidied = calculus::tidy(builder.graph(), entry);
        outputs.push(algebra::present(builder.graph(), tidied));
    }
    let tape = lower(&builder.session.graph, &outputs, unknowns)
        .map_err(|e| Diagnostic::error("no-value", e.to_string(), span))?;
    let kinks = problem::kinks(builder.graph(), expr, unknowns);
    let fit = TapeProblem::new(tape).map(|problem| match kinks {
        Some(kinks) => problem.with_kinks(kinks),
        None => problem,
    });
    fit.ok_or_else(|| Diagnostic::error("internal-error", "value and gradient do not fit together", span))
}

/// A quick analysis of the function of this name.
pub(super) fn known(context: &mut Context<'_, '_>, function: &Function, name: &str) -> FormulaKnowledge {
    // The run has its own limits.
    let interrupt = context.host.interrupt();
    interrupt.allow(steps::BEFORE_A_RUN);
    let knowledge = FormulaKnowledge::of(context.builder.graph(), function, name, interrupt);
    interrupt.own_limits(None);
    knowledge
}

/// Charges the statement for the iterates of so many runs, each of which keeps as many as one of `kept`.
pub(super) fn charge_iterates(unknowns: usize, runs: usize, kept: usize, steps: u64) {
    charge(MemoryUse::Values, runs.saturating_mul(Trace::bytes(unknowns, kept, steps)));
}

/// Does runs side by side and shows how far they are. Each keeps as many iterates as one of `kept` runs.
pub(super) fn descend_shown(
    host: &mut dyn Host,
    problem: &TapeProblem,
    stopping: &Stopping,
    jobs: Vec<Job>,
    kept: usize,
) -> Vec<(Job, Descent)> {
    let interrupt = host.interrupt().clone();
    let (total, steps) = (jobs.len() as u64, stopping.steps);
    let batch = Batch { problem, stopping, runs: kept, threads: host.threads(), interrupt: &interrupt };
    let done = descend_all(batch, jobs, &mut |done| match total {
        1 => host.progress(done.steps, steps, "steps"),
        _ => host.progress(done.runs as u64, total, "runs"),
    });
    host.progress_over();
    done
}

/// A run to be done.
pub(super) struct PlannedRun<'a> {
    start: &'a Start,
    method: &'a Chosen,
    rate: Rate,
    /// Why this rate was chosen, where none was given.
    words: Option<String>,
    /// What distinguishes it from the other runs of the statement.
    label: String,
}

impl Sweep {
    /// Compiles the target and analyses it quickly.
    pub(super) fn prepare(
        context: &mut Context<'_, '_>,
        target: &Target,
        (stopping, asked): (Stopping, RunSettings),
        (every, seed): (u64, u64),
        span: Span,
    ) -> Result<Sweep, Diagnostic> {
        let builder: &mut Builder<'_> = context.builder;
        let problem = compile(builder, target.expr, &target.unknowns, span)?;
        let labels = Labels {
            unknowns: target.names.clone(),
            value: target.heading.clone(),
            name: target.is_function.then(|| target.label.clone()),
        };
        let function = Function::new(target.expr, &target.unknowns, asked.region.clone());
        let knowledge = known(context, &function, labels.title());
        let name = context.name.map(str::to_string);
        Ok(Sweep { expr: target.expr, labels, problem, knowledge, stopping, asked, every, seed, name })
    }

    /// Gives the methods what they need of the problem.
    pub(super) fn equip(
        &mut self,
        builder: &mut Builder<'_>,
        target: &Target,
        methods: &mut [Chosen],
        span: Span,
    ) -> Result<(), Diagnostic> {
        let all: Vec<&dyn Method> = methods.iter().map(|m| m.method.as_ref()).collect();
        let problem = self.problem.clone();
        self.problem = problem::offering(builder, (target.expr, &target.unknowns), problem, &all, span)?;
        problem::tell(methods, &self.knowledge, span)
    }

    /// Every start with every method and every rate, in this order.
    pub(super) fn tasks<'a>(
        &mut self,
        starts: &'a [Start],
        methods: &'a [Chosen],
        rates: &[Rate],
        invocation: &Invocation,
    ) -> Result<Vec<PlannedRun<'a>>, Diagnostic> {
        if let (Some(clause), [first, ..]) = (invocation.clause("rate"), methods)
            && methods.iter().all(|m| m.rate == RateUse::Unused)
        {
            let words = format!("{} takes no rate: it finds the length of its steps itself", first.method.name());
            return Err(Diagnostic::error("unused-rate", words, clause.span).help("leave `rate` away"));
        }
        let several = (methods.len() > 1, rates.len() > 1, starts.len() > 1);
        let effort = (EFFORT / starts.len().max(1)).min(MOST_EFFORT);
        let mut tasks = Vec::new();
        for start in starts {
            for method in methods {
                let rates: Vec<(Rate, Option<String>)> = match method.rate {
                    RateUse::Unused => vec![(Rate::constant(1.0), None)],
                    _ if !rates.is_empty() => rates.iter().map(|r| (r.clone(), None)).collect(),
                    RateUse::First => vec![(Rate::constant(1.0), None)],
                    RateUse::Scale => vec![self.chosen_rate(start, method, effort, invocation.span)?],
                };
                for (rate, words) in rates {
                    let label = self.label(several, start, method, &rate);
                    tasks.push(PlannedRun { start, method, rate, words, label });
                }
            }
        }
        Ok(tasks)
    }

    /// A rate for a run without one, and why it was chosen.
    fn chosen_rate(
        &mut self,
        start: &Start,
        chosen: &Chosen,
        effort: usize,
        span: Span,
    ) -> Result<(Rate, Option<String>), Diagnostic> {
        if let (false, Some(usual)) = (chosen.method.nature().plain, chosen.usual_rate) {
            let rate = Rate::constant(usual);
            let words = format!("rate {} chosen: the usual one of {}", rate.text(), chosen.method.name());
            return Ok((rate, Some(words)));
        }
        let asked = self.asked.of(chosen);
        let mut inside = start.x.clone();
        asked.project(&mut inside);
        // The theorems are about the plain method.
        let suggested = if chosen.method.nature().plain && asked.is_none() {
            suggested_rate(&self.knowledge, &mut self.problem, &self.labels, &inside, effort)
        } else {
            searched_rate(&self.knowledge, &mut self.problem, &self.labels, &inside)
        };
        if let Some((rate, words)) = suggested {
            return Ok((rate, Some(words)));
        }
        if !self.problem.value(&inside).is_finite() {
            // No step is done: the run says why.
            return Ok((Rate::constant(1.0), None));
        }
        let at = start.label(&self.labels.unknowns);
        let words = format!("no rate was found with which a step from {at} along the gradient goes down");
        Err(Diagnostic::error("missing-clause", words, span).help("give one: rate 0.1"))
    }

    /// `adam, rate 0.1, from x = 7`: what differs, and nothing else.
    fn label(&self, several: (bool, bool, bool), start: &Start, chosen: &Chosen, rate: &Rate) -> String {
        let (methods, rates, starts) = several;
        let parts = [
            methods.then(|| chosen.method.name().to_string()),
            (rates && chosen.rate != RateUse::Unused).then(|| format!("rate {}", rate.text())),
            starts.then(|| format!("from {}", start.label(&self.labels.unknowns))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Does the runs and judges them. After a request to stop, the runs that had begun are returned; those that there is no time
    /// to judge are interrupted ones. Each keeps as many iterates as one of `kept` runs.
    pub(super) fn run(
        &mut self,
        context: &mut Context<'_, '_>,
        tasks: Vec<PlannedRun<'_>>,
        kept: usize,
    ) -> Vec<Rc<RunRecord>> {
        let began = context.host.seconds();
        let jobs: Vec<Job> = tasks
            .iter()
            .map(|task| {
                let adjustments = self.asked.of(task.method);
                let mut start = task.start.x.clone();
                adjustments.project(&mut start);
                Job { method: task.method.method.fresh(), start, rate: task.rate.clone(), adjustments }
            })
            .collect();
        let total = jobs.len();
        charge_iterates(self.labels.unknowns.len(), total, kept, self.stopping.steps);
        let done = descend_shown(context.host, &self.problem, &self.stopping, jobs, kept);
        let seconds = (context.host.seconds() - began) / done.len().max(1) as f64;
        let mut records = Vec::with_capacity(done.len());
        finishing(|| {
            for (task, (mut job, mut descent)) in tasks.iter().zip(done) {
                context.host.progress(records.len() as u64, total as u64, "verdicts");
                if is_overdue() {
                    descent.stop = StopReason::Interrupted;
                }
                let facts = Rc::new(RunFacts { seconds, ..self.judge(task, &mut job, descent, kept) });
                records.push(Rc::new(RunRecord { expr: self.expr, region: self.asked.region.clone(), facts }));
            }
        });
        context.host.progress_over();
        records
    }

    fn judge(&mut self, task: &PlannedRun<'_>, job: &mut Job, descent: Descent, kept: usize) -> RunFacts {
        let PlannedRun { start, rate, .. } = task;
        let moved = job.start != start.x;
        let background = Background {
            knowledge: &self.knowledge,
            labels: self.labels.clone(),
            exact_start: start.exact.as_deref().filter(|_| !moved),
        };
        let run = Run::judged(descent, &mut self.problem, &job.plan(&self.stopping, kept), background);
        let mut preface = Vec::new();
        if start.random {
            preface.push(format!("random start {} (seed {})", start.label(&self.labels.unknowns), self.seed));
        }
        if moved {
            let numbers: Vec<String> = job.start.iter().map(|&v| format::shortest(v)).collect();
            let (from, to) = (start.label(&self.labels.unknowns), self.labels.point(&numbers));
            preface.push(format!("the start {from} is outside of the box; the run starts at {to}"));
        }
        preface.extend(task.words.clone());
        RunFacts {
            name: self.name.clone(),
            label: task.label.clone(),
            start: start.label(&self.labels.unknowns),
            rate: if task.method.rate == RateUse::Unused { String::new() } else { rate.text() },
            heading: self.labels.value.clone(),
            names: self.labels.unknowns.clone(),
            minimisers: self.knowledge.minimisers().to_vec(),
            unknown_minimum: self.knowledge.unknown_minimum().cloned(),
            recipe: Rc::new(Recipe {
                method: job.method.fresh(),
                exact_start: start.exact.clone().filter(|_| !moved),
                stopping: self.stopping.clone(),
            }),
            run: Rc::new(run),
            preface,
            every: self.every,
            seed: start.random.then_some(self.seed),
            seconds: 0.0,
        }
    }
}
