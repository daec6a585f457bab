//! The certified minima of the reference functions on their boxes: how long each takes, and the slowest ten.
//!
//! `cargo bench --bench certified`, with a part of an id behind `--` for those rows only.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Instant;

use thalweg::calculus::certify::{GlobalMinimum, global_minimum};
use thalweg::calculus::normalise;
use thalweg::expr::Symbol;
use thalweg::interrupt::Interrupt;
use thalweg::numeric::Interval;
use thalweg::session::{Builder, Session};
use thalweg::syntax::ast::{Action, StatementKind};

const DATA: &str = include_str!("../tests/data/certified.tsv");

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let mut times: Vec<(f64, &str)> = Vec::new();
    for row in DATA.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [id, _, names, expression, region, minimisers, value] = fields.as_slice() else { continue };
        let names: Vec<&str> = names.split(' ').collect();
        if names.len() > 4 || !wanted.is_empty() && !wanted.iter().any(|w| id.contains(w.as_str())) {
            continue;
        }
        let start = Instant::now();
        let Some(minimum) = minimum_of(&names, expression, region) else {
            println!("{id:<28} not enclosable");
            continue;
        };
        let seconds = start.elapsed().as_secs_f64();
        println!("{}", line(id, seconds, &minimum, minimisers, value));
        if !wanted.is_empty() {
            for c in &minimum.candidates {
                println!("    {:?} {:?} {:?}\n       {:?}", c.argument, c.ends, c.value, c.place);
            }
            for b in minimum.unsearched.iter().take(10) {
                println!("    unsearched {b:?}");
            }
        }
        times.push((seconds, id));
    }
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\nslowest:");
    for (seconds, id) in times.iter().take(10) {
        println!("{seconds:>8.3} s  {id}");
    }
}

fn minimum_of(names: &[&str], expression: &str, region: &str) -> Option<GlobalMinimum> {
    let mut session = Session::new();
    let mut statements = thalweg::syntax::parse(expression, &|_| false);
    let StatementKind::Action(Action::Expr { expr, .. }) = statements.remove(0).ok()?.kind else { return None };
    let mut builder = Builder::new(&mut session);
    let raw = builder.scalar(&expr).ok()?;
    let graph = builder.graph();
    let f = normalise(graph, raw);
    let symbols: Vec<Symbol> = names.iter().map(|n| graph.symbol_id(n)).collect();
    let number = |text: &str| text.trim().trim_matches(['[', ']']).parse::<f64>().ok();
    let side = |text: &str| {
        let (low, high) = text.split_once(':')?.1.split_once(',')?;
        Some(Interval::new(number(low)?, number(high)?))
    };
    let sides: Vec<Interval> = region.split(';').map(side).collect::<Option<_>>()?;
    global_minimum(graph, f, &symbols, &sides, &Interrupt::default()).ok()?
}

fn line(id: &str, seconds: f64, minimum: &GlobalMinimum, minimisers: &str, value: &str) -> String {
    let numbers = |text: &str| -> Vec<f64> {
        text.trim().trim_matches(['(', ')']).split(',').filter_map(|w| w.trim().parse().ok()).collect()
    };
    let near = |place: &[Interval], x: &[f64]| {
        place
            .iter()
            .zip(x)
            .all(|(s, &x)| s.low() - x <= 1e-9 * x.abs().max(1.0) && x - s.high() <= 1e-9 * x.abs().max(1.0))
    };
    let tiny = |place: &[Interval]| place.iter().all(|s| s.width() <= 1e-9 * s.magnitude().max(1.0));
    let points: Vec<Vec<f64>> = minimisers.split(';').map(numbers).collect();
    let missing = points.iter().filter(|p| !minimum.candidates.iter().any(|c| near(&c.place, p))).count();
    let more = minimum.candidates.iter().filter(|c| !points.iter().any(|p| near(&c.place, p))).count();
    let wide = minimum.candidates.iter().filter(|c| !tiny(&c.place)).count();
    let proved = minimum.candidates.iter().filter(|c| c.argument.is_proof()).count();
    let value: f64 = value.parse().unwrap_or(f64::NAN);
    let slack = 1e-9 * value.abs().max(1.0);
    let right = minimum.value.low() <= value + slack && minimum.value.high() >= value - slack;
    format!(
        "{id:<28}{seconds:>8.3} s  {:<14} {:>3} candidates, {proved} proved, {wide} wide, {missing} missing, {more} more, value {} {:?}",
        minimum.stopped.map_or("complete".to_string(), |s| format!("{s:?}")),
        minimum.candidates.len(),
        if right { "right" } else { "WRONG" },
        minimum.value
    )
}
