//! `plot …`: pictures as SVG. A kind of picture is a file here and a line in [`KINDS`].

mod contour;
mod curves;
mod descent;
mod iterates;
mod rate;
mod request;
mod tangents;
mod values;

use std::rc::Rc;

use request::{NamedRange, PlotKind, Request, collect_runs};

use super::{ClauseDef, CommandDef, Context, Given, Invocation, Outcome, Takes, TargetNeed, region};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, double_of};
use crate::numeric::budget::steps;
use crate::output::{Block, Content, Datum, Output};
use crate::plot::kinds::PlotOptions;
use crate::session::build::BEST_OF;
use crate::session::record::RunRecord;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "plot",
    usage: "plot f, f' over -5..5, plot r, plot KIND of r",
    help: "a picture as SVG: curves, a run on its curve, tangents, iterates, values, rates, contour",
    example: "plot x^2, 2x over -3..3",
    target: TargetNeed::Needed,
    clauses: &[
        ClauseDef {
            word: "of",
            takes: Takes::One,
            usage: "of r, after a kind: tangents, iterates, values, rate, contour",
        },
        region::OVER,
        ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2, with r" },
        ClauseDef { word: "log", takes: Takes::Nothing, usage: "log" },
        ClauseDef { word: "title", takes: Takes::One, usage: "title \"Gradient descent\"" },
        ClauseDef { word: "size", takes: Takes::One, usage: "size 800x500" },
        ClauseDef { word: "to", takes: Takes::One, usage: "to \"descent.svg\"" },
    ],
    run,
};

const KINDS: &[PlotKind] =
    &[curves::KIND, descent::KIND, tangents::KIND, iterates::KIND, values::KIND, rate::KIND, contour::KIND];

/// The words that may stand after `plot` and before `of`.
pub fn kind_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().map(|k| (k.word, k.help))
}

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    context.host.interrupt().own_limits(Some(steps::COMMAND));
    let (kind, subjects) = kind_and_subjects(context.builder, invocation)?;
    let over = ranges(context.builder, invocation.clause("over"))?;
    let mut request = Request {
        subjects,
        span: subjects.first().map_or(invocation.span, |e| e.span),
        invocation,
        options: options(context.builder, invocation)?,
        over,
        runs: Vec::new(),
    };
    request.runs = runs_among(context.builder, subjects)?;
    if let Some(log) = invocation.clause("log")
        && ![values::KIND.word, rate::KIND.word].contains(&kind.word)
    {
        return Err(Diagnostic::error("unknown-clause", format!("`log` has no meaning for {}", kind.word), log.span)
            .help("a logarithmic axis is for values and rates: plot values of r log"));
    }
    if kind.word == curves::KIND.word || request.runs.is_empty() {
        request.options.x_range = request.over.first().map(|(_, r)| *r);
    } else {
        place_ranges(&mut request)?;
    }
    if request.options.title.is_none() {
        request.options.title = (kind.title)(context.builder, &request);
    }
    let figure = Rc::new((kind.draw)(context.builder, &request)?);
    let (width, height) = figure.size;
    let (name, span) = match invocation.clause("to") {
        Some(to) => (Some(file_name(context.builder, to)?), to.value_span()),
        None => (None, invocation.span),
    };
    let output = Output::new("plot")
        .field("path", Datum::Written(0))
        .field("plot", kind.word)
        .field("width", width)
        .field("height", height)
        .field("description", &figure.description)
        .with(Block::Figure(Rc::clone(&figure)))
        .file(name, Content::Figure(figure, request.span), span);
    Ok(Outcome::shown(output))
}

/// The kind: by its word, as in `plot tangents of r`, else by the subjects.
fn kind_and_subjects<'a>(
    builder: &mut Builder<'_>,
    invocation: &'a Invocation,
) -> Result<(&'static PlotKind, &'a [Expr]), Diagnostic> {
    if let Some(of) = invocation.clause("of") {
        let target = super::single_target(invocation)?;
        let ExprKind::Name(word) = &target.kind else {
            return Err(unknown_kind(target.span, ""));
        };
        return match KINDS.iter().find(|k| k.word == word) {
            Some(kind) => Ok((kind, of.items())),
            None => Err(unknown_kind(target.span, word)),
        };
    }
    let subjects = invocation.target.as_slice();
    let runs = runs_among(builder, subjects)?;
    let kind = match runs.first() {
        None => &curves::KIND,
        Some(_) if runs.len() < subjects.len() && runs.iter().all(|r| r.names.len() == 1) => &descent::KIND,
        Some(run) => match run.names.len() {
            1 => &descent::KIND,
            2 => &contour::KIND,
            _ => &values::KIND,
        },
    };
    Ok((kind, subjects))
}

fn unknown_kind(span: Span, word: &str) -> Diagnostic {
    let words = KINDS.iter().map(|k| k.word);
    let error = Diagnostic::error("unknown-plot", format!("there is no picture called `{word}`"), span);
    error.did_you_mean(word, words.clone(), format!("there are: {}", words.collect::<Vec<_>>().join(", ")))
}

/// The runs among the subjects; the kind reads the formulas.
fn runs_among(builder: &mut Builder<'_>, subjects: &[Expr]) -> Result<Vec<Rc<RunRecord>>, Diagnostic> {
    let mut runs = Vec::new();
    for subject in subjects {
        // A call is a run only if it is the best of some.
        let best = matches!(&subject.kind, ExprKind::Call { callee, .. } if is_best(callee));
        if !best && !matches!(subject.kind, ExprKind::Name(_) | ExprKind::Index(..) | ExprKind::List(_)) {
            continue;
        }
        collect_runs(builder.value(subject)?, &mut runs);
    }
    Ok(runs)
}

/// Is this the `best` of `best of rs`?
pub(super) fn is_best(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name(name) if [super::best::COMMAND.word, BEST_OF].contains(&name.as_str()))
}

/// `over x in -2..2, y in -1..3` by name or in order.
fn place_ranges(request: &mut Request<'_>) -> Result<(), Diagnostic> {
    let names: Vec<String> = request.runs.first().map_or_else(Vec::new, |r| r.names.clone());
    for (i, (name, range)) in request.over.iter().enumerate() {
        let position = match name {
            None => i,
            Some(name) => names.iter().position(|n| n == name).ok_or_else(|| {
                Diagnostic::error("unknown-name", format!("`{name}` is no unknown of this run"), request.span)
                    .help(format!("its unknowns: {}", names.join(", ")))
            })?,
        };
        match position {
            0 => request.options.x_range = Some(*range),
            _ => request.options.y_range = Some(*range),
        }
    }
    Ok(())
}

fn ranges(builder: &mut Builder<'_>, over: Option<&Given>) -> Result<Vec<NamedRange>, Diagnostic> {
    let mut ranges = Vec::new();
    for range in region::ranges(builder, over)? {
        let (from, to) = (number(builder, range.from, range.span)?, number(builder, range.to, range.span)?);
        if from >= to {
            return Err(region::empty_range(from.total_cmp(&to), range.span));
        }
        ranges.push((range.name.map(|n| n.text), (from, to)));
    }
    Ok(ranges)
}

fn number(builder: &mut Builder<'_>, id: ExprId, span: Span) -> Result<f64, Diagnostic> {
    let value = double_of(&builder.session.graph, id);
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Diagnostic::error("not-a-number", "a finite number is needed here", span))
    }
}

fn options(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<PlotOptions, Diagnostic> {
    let title = invocation.clause("title").map(|t| text(builder, t.value()?)).transpose()?;
    let size = invocation.clause("size").map(|s| size(builder, s)).transpose()?;
    Ok(PlotOptions { title, size, x_range: None, y_range: None, log: invocation.has("log") })
}

fn text(builder: &mut Builder<'_>, expr: &Expr) -> Result<String, Diagnostic> {
    match builder.value(expr)? {
        Value::Text(text) => Ok(text),
        _ => Err(Diagnostic::error("not-a-text", "a text in quotes is needed here", expr.span)),
    }
}

/// `size 800x500`, `size 800, 500`
fn size(builder: &mut Builder<'_>, clause: &Given) -> Result<(u32, u32), Diagnostic> {
    let error = || {
        Diagnostic::error(
            "bad-size",
            "a size is width and height in pixels, from 100x80 to 10000x10000",
            clause.value_span(),
        )
        .help("write: size 800x500")
    };
    let (width, height) = match clause.items() {
        [one] => match &one.kind {
            ExprKind::Juxtaposed(parts) => match parts.as_slice() {
                [Expr { kind: ExprKind::Number(w), .. }, Expr { kind: ExprKind::Name(h), .. }]
                    if h.starts_with('x') =>
                {
                    (w.parse().map_err(|_| error())?, h[1..].parse().map_err(|_| error())?)
                }
                _ => return Err(error()),
            },
            _ => return Err(error()),
        },
        [w, h] => {
            let w = builder.scalar(w)?;
            let h = builder.scalar(h)?;
            (double_of(&builder.session.graph, w) as u32, double_of(&builder.session.graph, h) as u32)
        }
        _ => return Err(error()),
    };
    if (100..=10_000).contains(&width) && (80..=10_000).contains(&height) { Ok((width, height)) } else { Err(error()) }
}

fn file_name(builder: &mut Builder<'_>, to: &Given) -> Result<String, Diagnostic> {
    let name = text(builder, to.value()?)?;
    if name.chars().any(char::is_control) {
        let error = Diagnostic::error("picture-format", "a file name holds no control characters", to.value_span());
        return Err(error.help("write: to \"picture.svg\""));
    }
    if name.to_lowercase().ends_with(".svg") {
        return Ok(name);
    }
    let error = Diagnostic::error("picture-format", "pictures are written as SVG", to.value_span());
    Err(match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => error.help(format!("write: to \"{stem}.svg\"")),
        _ if name.is_empty() => error.help("write: to \"picture.svg\""),
        _ => error.help(format!("write: to \"{name}.svg\"")),
    })
}
