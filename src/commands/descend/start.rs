//! Where runs start: `from x = 7`, `from (-1.2, 1)`, `from [-2, 1]`, `from 100 random in -10..10`, grids.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::algebra::normalise;
use crate::commands::{Given, Invocation};
use crate::descent::Trace;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, double_of};
use crate::numeric::budget::requests;
use crate::numeric::{Rational, format};
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// An error for more runs than one statement does, or than fit into memory.
pub(in crate::commands) fn check_count(runs: usize, unknowns: usize, span: Span) -> Result<(), Diagnostic> {
    if runs > requests::RUNS {
        return Err(Diagnostic::error(
            "too-many-runs",
            format!("one statement does at most {} runs", requests::RUNS),
            span,
        ));
    }
    let most = Trace::most(unknowns);
    if runs > most {
        let words = format!("so many runs do not fit into memory: with {unknowns} unknowns there are at most {most}");
        return Err(Diagnostic::error("too-large", words, span));
    }
    Ok(())
}

/// A start.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// One number per unknown.
    pub x: Vec<f64>,
    /// The same exactly, where every number is a fraction.
    pub exact: Option<Vec<Rational>>,
    /// Was it drawn at random?
    pub random: bool,
}

impl Start {
    /// `x = 7`, `(x = -1.2, y = 1)`
    pub(super) fn label(&self, names: &[String]) -> String {
        let number = |i: usize| match &self.exact {
            Some(exact) if !self.random && exact[i].to_string().len() < 12 => {
                exact[i].decimal_text().unwrap_or_else(|| exact[i].to_string())
            }
            _ => format::significant(self.x[i], 6),
        };
        match names {
            [one] => format!("{one} = {}", number(0)),
            _ => {
                let parts: Vec<String> =
                    names.iter().enumerate().map(|(i, n)| format!("{n} = {}", number(i))).collect();
                format!("({})", parts.join(", "))
            }
        }
    }
}

/// The names that a start gives values to; they decide which names are unknowns.
pub(super) fn named_in(from: Option<&Given>) -> Vec<String> {
    let mut names = Vec::new();
    for item in from.map_or(&[][..], Given::items) {
        named_in_item(item, &mut names);
    }
    names
}

fn named_in_item(item: &Expr, names: &mut Vec<String>) {
    match &item.kind {
        ExprKind::Equation(left, _) => {
            if let ExprKind::Name(name) = &left.kind {
                names.push(name.clone());
            }
        }
        ExprKind::In(name, _) if name.text != RANDOM => names.push(name.text.clone()),
        ExprKind::Point(entries) => {
            names.extend(entries.iter().filter_map(|e| e.name.as_ref().map(|n| n.text.clone())))
        }
        ExprKind::List(items) => items.iter().for_each(|i| named_in_item(i, names)),
        _ => {}
    }
}

const RANDOM: &str = "random";

/// The starts of a command.
pub(super) fn starts(
    builder: &mut Builder<'_>,
    invocation: &Invocation,
    names: &[String],
    seed: u64,
) -> Result<Vec<Start>, Diagnostic> {
    let Some(from) = invocation.clause("from") else {
        return Err(Diagnostic::error("missing-clause", "where does it start?", invocation.span)
            .help(format!("write: from {}, or: from random in -10..10", example(names))));
    };
    let mut reader = Reader { builder, names, span: from.value_span() };
    match from.pieces.as_slice() {
        [items] => reader.items(items, seed),
        [count, items] => {
            let [Expr { kind: ExprKind::In(word, range), .. }] = items.as_slice() else {
                return Err(reader.not_understood());
            };
            if word.text != RANDOM {
                return Err(reader.not_understood());
            }
            let count = reader.count(count)?;
            reader.random(range, count, seed)
        }
        _ => Err(reader.not_understood()),
    }
}

fn example(names: &[String]) -> String {
    match names {
        [one] => format!("{one} = 7"),
        _ => format!("({})", names.iter().map(|n| format!("{n} = 1")).collect::<Vec<_>>().join(", ")),
    }
}

struct Reader<'a, 's> {
    builder: &'a mut Builder<'s>,
    names: &'a [String],
    span: Span,
}

type Starts = Result<Vec<Start>, Diagnostic>;

impl Reader<'_, '_> {
    fn not_understood(&self) -> Diagnostic {
        Diagnostic::error("bad-start", "this is no start", self.span)
            .help(format!("write: from {}, from [..., ...], or: from 100 random in -10..10", example(self.names)))
    }

    fn items(&mut self, items: &[Expr], seed: u64) -> Starts {
        if let [Expr { kind: ExprKind::In(word, range), .. }] = items
            && word.text == RANDOM
        {
            return self.random(range, 1, seed);
        }
        if items.iter().all(|i| matches!(i.kind, ExprKind::In(..))) {
            return self.grid(items);
        }
        if items.iter().all(|i| matches!(i.kind, ExprKind::Equation(..))) {
            let mut entries = Vec::new();
            for item in items {
                if let ExprKind::Equation(left, right) = &item.kind {
                    let ExprKind::Name(name) = &left.kind else { return Err(self.not_understood()) };
                    entries.push((Some(name.clone()), self.builder.value(right)?));
                }
            }
            return Ok(vec![self.point(&entries)?]);
        }
        let [one] = items else { return Err(self.not_understood()) };
        match self.builder.value(one)? {
            Value::List(list) => {
                let mut starts = Vec::with_capacity(list.len());
                for value in list {
                    starts.push(self.start(value)?);
                }
                if starts.is_empty() { Err(self.not_understood()) } else { Ok(starts) }
            }
            value => Ok(vec![self.start(value)?]),
        }
    }

    fn start(&mut self, value: Value) -> Result<Start, Diagnostic> {
        match value {
            Value::Expr(_) => self.point(&[(None, value)]),
            Value::Point(entries) => self.point(&entries),
            other => Err(Diagnostic::error("bad-start", format!("{} is no start", other.kind()), self.span)
                .help(format!("write: from {}", example(self.names)))),
        }
    }

    /// Names in any order, or numbers in the order of the unknowns.
    fn point(&mut self, entries: &[(Option<String>, Value)]) -> Result<Start, Diagnostic> {
        let mut ids: Vec<Option<ExprId>> = vec![None; self.names.len()];
        if entries.iter().all(|(name, _)| name.is_none()) && entries.len() != self.names.len() {
            return Err(Diagnostic::error(
                "wrong-start",
                format!("a start has {} numbers here, and {} are given", self.names.len(), entries.len()),
                self.span,
            )
            .help(format!(
                "the unknowns are {}: write from {}",
                self.names.join(", "),
                example(self.names)
            )));
        }
        for (i, (name, value)) in entries.iter().enumerate() {
            let position = match name {
                None => i,
                Some(name) => self.names.iter().position(|n| n == name).ok_or_else(|| self.unknown_name(name))?,
            };
            let Value::Expr(id) = value else { return Err(self.not_understood()) };
            if ids.get(position).copied().flatten().is_some() {
                return Err(Diagnostic::error(
                    "name-twice",
                    format!("`{}` is given two values", self.names[position]),
                    self.span,
                ));
            }
            if let Some(slot) = ids.get_mut(position) {
                *slot = Some(*id);
            }
        }
        let mut chosen = Vec::with_capacity(ids.len());
        for (id, name) in ids.into_iter().zip(self.names) {
            chosen.push(id.ok_or_else(|| {
                Diagnostic::error("no-value", format!("the start gives `{name}` no value"), self.span)
                    .help(format!("write: from {}", example(self.names)))
            })?);
        }
        self.numbers(&chosen)
    }

    fn unknown_name(&self, name: &str) -> Diagnostic {
        let error = Diagnostic::error("unknown-name", format!("`{name}` is no unknown here"), self.span);
        let otherwise = format!("the unknowns are {}", self.names.join(", "));
        error.did_you_mean(name, self.names.iter().map(String::as_str), otherwise)
    }

    fn numbers(&mut self, ids: &[ExprId]) -> Result<Start, Diagnostic> {
        let mut x = Vec::with_capacity(ids.len());
        let mut exact = Some(Vec::with_capacity(ids.len()));
        for &id in ids {
            let graph = self.builder.graph();
            let form = normalise(graph, id);
            let value = double_of(graph, form);
            if !value.is_finite() {
                let text = crate::expr::print::text(graph, id);
                return Err(Diagnostic::error(
                    "bad-start",
                    format!("a start must be a finite number, and {text} is none"),
                    self.span,
                ));
            }
            x.push(value);
            match (graph.as_rational(form), &mut exact) {
                (Some(r), Some(all)) => all.push(r.clone()),
                _ => exact = None,
            }
        }
        Ok(Start { x, exact, random: false })
    }

    /// Every combination of the values of the ranges.
    fn grid(&mut self, items: &[Expr]) -> Starts {
        let mut columns: Vec<Vec<ExprId>> = vec![Vec::new(); self.names.len()];
        for item in items {
            let ExprKind::In(name, range) = &item.kind else { return Err(self.not_understood()) };
            let position =
                self.names.iter().position(|n| *n == name.text).ok_or_else(|| self.unknown_name(&name.text))?;
            for value in self.builder.elements(range)? {
                match value {
                    Value::Expr(id) => columns[position].push(id),
                    _ => return Err(self.not_understood()),
                }
            }
        }
        let total = columns.iter().map(Vec::len).try_fold(1_usize, usize::checked_mul).unwrap_or(usize::MAX);
        if total == 0 {
            return Err(self.not_understood());
        }
        check_count(total, self.names.len(), self.span)?;
        let mut points: Vec<Vec<ExprId>> = vec![Vec::new()];
        for column in &columns {
            points = points.iter().flat_map(|p| column.iter().map(move |&c| [p.as_slice(), &[c]].concat())).collect();
        }
        points.iter().map(|p| self.numbers(p)).collect()
    }

    fn count(&mut self, items: &[Expr]) -> Result<usize, Diagnostic> {
        let [one] = items else { return Err(self.not_understood()) };
        let id = self.builder.scalar(one)?;
        let form = normalise(self.builder.graph(), id);
        let count =
            self.builder.session.graph.as_integer(form).and_then(|n| usize::try_from(n).ok()).filter(|&n| n > 0);
        let Some(count) = count else {
            return Err(Diagnostic::error("bad-count", "the number of starts is a whole number from 1", one.span));
        };
        check_count(count, self.names.len(), self.span)?;
        Ok(count)
    }

    /// Uniform in the range, each unknown independently; with ChaCha8 equal seeds give equal starts on every machine.
    fn random(&mut self, range: &Expr, count: usize, seed: u64) -> Starts {
        let Value::Range(ends) = self.builder.value(range)? else { return Err(self.not_understood()) };
        let graph = &self.builder.session.graph;
        let (low, high) = (double_of(graph, ends.from), double_of(graph, ends.to));
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(Diagnostic::error(
                "empty-range",
                "random starts need a range with two finite ends, the smaller first",
                range.span,
            )
            .help("write: from random in -10..10"));
        }
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let mut draw = || {
            let unit = (generator.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
            low + (high - low) * unit
        };
        Ok((0..count)
            .map(|_| {
                let x: Vec<f64> = self.names.iter().map(|_| draw()).collect();
                let exact = x.iter().map(|&v| Rational::from_f64(v)).collect();
                Start { x, exact, random: true }
            })
            .collect())
    }
}
