//! `plot f, f' over -5..5`

use super::request::{PlotKind, Request, landmarks, legend, tape_of};
use crate::commands::bindings;
use crate::diagnostic::Diagnostic;
use crate::plot::landmarks::Landmarks;
use crate::plot::{Figure, kinds};
use crate::session::Builder;
use crate::session::target::Target;

pub(super) const KIND: PlotKind =
    PlotKind { word: "curves", help: "functions of one unknown over a range", title: |_, _| None, draw };

/// The range where none is asked for.
const DEFAULT_RANGE: (f64, f64) = (-10.0, 10.0);

fn draw(builder: &mut Builder<'_>, request: &Request<'_>) -> Result<Figure, Diagnostic> {
    let over = request.options.x_range.unwrap_or(DEFAULT_RANGE);
    let values = bindings(builder, request.invocation.clause("with"))?;
    let mut unknown: Option<String> = request.over.first().and_then(|(name, _)| name.clone());
    let (mut curves, mut headings) = (Vec::new(), Vec::new());
    for expr in request.subjects {
        let target = Target::of(builder, expr)?.with(builder, &values);
        if let Some(error) = target.missing_value(builder, expr.span, &format!("plot {}", target.label)) {
            return Err(error);
        }
        match (target.names.as_slice(), &unknown) {
            ([], _) => {}
            ([one], None) => unknown = Some(one.clone()),
            ([one], Some(known)) if one == known || target.is_function => {}
            _ => {
                return Err(Diagnostic::error("many-unknowns", format!("`{}` has more than one unknown here", target.label), expr.span)
                    .help("give the others a value: plot … with a = 2; for two unknowns: plot contour of g over x in -2..2, y in -1..3"));
            }
        }
        let tape = tape_of(builder, target.expr, &target.names, expr.span)?;
        let mut work = Vec::new();
        headings.push(legend(&target.heading));
        let closed = target.names.is_empty();
        let known = match target.names.as_slice() {
            [x] => {
                let x = builder.graph().symbol_id(x);
                landmarks(&mut builder.session.graph, target.expr, x, over)
            }
            _ => Landmarks::default(),
        };
        let curve = kinds::Curve::new(legend(&target.heading), move |x| {
            if closed { tape.value(&[], &mut work) } else { tape.value(&[x], &mut work) }
        });
        curves.push(curve.with_landmarks(move |_| known.clone()));
    }
    let mut figure = kinds::curves(curves, &unknown.unwrap_or_else(|| "x".to_string()), over, &request.options);
    if figure.title.is_empty() {
        figure.title = headings.join(", ");
    }
    Ok(figure)
}
