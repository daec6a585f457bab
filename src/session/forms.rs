//! Forms: what is written like a function and works on formulas rather than numbers. One record each.

use std::collections::BTreeMap;

use super::build::Abstraction;
use super::value::number_of_double;
use super::{Builder, Value};
use crate::calculus;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Symbol, digits_of, print, symbols_of};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind};

/// A form: its name, what it is for, and how it works.
pub struct Form {
    /// The name it is called by.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// An example and what it gives.
    pub example: (&'static str, &'static str),
    /// What it does with its arguments, as written, at this place.
    pub run: fn(&mut Builder<'_>, &[Argument], Span) -> Result<Value, Diagnostic>,
}

/// All forms.
pub const ALL: &[Form] = &[
    Form {
        name: "diff",
        usage: "diff(e, x), diff(e, x, 3), diff(e, x, y)",
        help: "the derivative with respect to a variable, simplified",
        example: ("diff(x^3, x)", "3x^2"),
        run: diff,
    },
    Form {
        name: "grad",
        usage: "grad f, grad f(1, 2)",
        help: "the gradient, as formulas or at a point",
        example: ("grad(x^2 + y^2)", "[2x, 2y]"),
        run: grad,
    },
    Form {
        name: "hessian",
        usage: "hessian f, hessian f(1, 2)",
        help: "the matrix of second partial derivatives, as formulas or at a point",
        example: ("hessian(x^2*y)", "[[2y, 2x], [2x, 0]]"),
        run: hessian,
    },
    Form {
        name: "expand",
        usage: "expand(e)",
        help: "products and powers of sums multiplied out",
        example: ("expand((x + 1)^2)", "x^2 + 2x + 1"),
        run: expand,
    },
    Form {
        name: "float",
        usage: "float(e), float(e, digits = 30)",
        help: "the value as a decimal",
        example: ("float(1/4)", "0.25"),
        run: float,
    },
    Form {
        name: "sum",
        usage: "sum(k in 1..10, k^2)",
        help: "the sum over a range or list",
        example: ("sum(k in 1..10, k^2)", "385"),
        run: sum,
    },
    Form {
        name: "product",
        usage: "product(k in 1..5, k)",
        help: "the product over a range or list",
        example: ("product(k in 1..5, k)", "120"),
        run: product,
    },
    Form {
        name: "latex",
        usage: "latex(e)",
        help: "the formula as LaTeX",
        example: ("latex(x/2)", "\\frac{x}{2}"),
        run: latex,
    },
];

/// The form of this name.
pub fn find(name: &str) -> Option<&'static Form> {
    ALL.iter().find(|f| f.name == name)
}

/// The help page of a form.
pub fn page(name: &str) -> Option<String> {
    let form = find(name)?;
    let (input, output) = form.example;
    Some(format!("{}\n    {}\n\n    {input}  →  {output}", form.usage, form.help))
}

fn usage_error(b: &Builder<'_>, form: &str, span: Span) -> Diagnostic {
    let usage = find(form).map_or("", |f| f.usage);
    b.fail("wrong-argument-count", format!("`{form}` is written otherwise"), span).help(format!("write {usage}"))
}

fn only<'a>(b: &Builder<'_>, form: &str, arguments: &'a [Argument], span: Span) -> Result<&'a Expr, Diagnostic> {
    match arguments {
        [Argument { name: None, value }] => Ok(value),
        _ => Err(usage_error(b, form, span)),
    }
}

/// The symbol that a name stands for.
fn variable(b: &mut Builder<'_>, expr: &Expr) -> Result<Symbol, Diagnostic> {
    match &expr.kind {
        ExprKind::Name(name) => {
            // Inside a function's body a parameter is a symbol of its own.
            let id = b.scalar(expr);
            match id.map(|id| b.session.graph.node(id)) {
                Ok(crate::expr::Node::Symbol(s)) => Ok(s),
                _ => Err(b
                    .fail(
                        "not-a-variable",
                        format!("`{name}` has a value, so nothing can be derived with respect to it"),
                        expr.span,
                    )
                    .help("use a name without a value")),
            }
        }
        _ => Err(b.fail("not-a-variable", "a variable is needed here, such as x", expr.span)),
    }
}

fn diff(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let Some((Argument { name: None, value: first }, rest)) = arguments.split_first() else {
        return Err(usage_error(b, "diff", span));
    };
    let function = b.abstraction(first)?;
    let mut body = function.body;
    if rest.is_empty() {
        let [parameter] = function.parameters.as_slice() else { return Err(usage_error(b, "diff", span)) };
        return b.derived(body, *parameter, 1, span).map(Value::Expr);
    }
    let mut rest = rest.iter().peekable();
    while let Some(argument) = rest.next() {
        let symbol = variable(b, &argument.value)?;
        let mut order = 1;
        if let Some(next) = rest.peek()
            && !matches!(next.value.kind, ExprKind::Name(_))
        {
            let id = b.scalar(&next.value)?;
            let form = calculus::normalise(b.graph(), id);
            order = match b.session.graph.as_integer(form).map(u32::try_from) {
                Some(Ok(n)) if n <= 1000 => n,
                _ => {
                    return Err(b.fail(
                        "bad-order",
                        "the order of a derivative is a whole number up to 1000",
                        next.value.span,
                    ));
                }
            };
            rest.next();
        }
        body = b.derived(body, symbol, order, span)?;
    }
    Ok(Value::Expr(body))
}

/// `f` and no point, or `f(1, 2)` and its point, for a function of the user's; else a formula in its symbols.
fn function_at(b: &mut Builder<'_>, expr: &Expr) -> Result<(Abstraction, Option<Vec<ExprId>>), Diagnostic> {
    if let ExprKind::Call { callee, arguments } = &expr.kind
        && let ExprKind::Name(name) = &callee.kind
        && b.session.function(name).is_some()
    {
        let function = b.abstraction_of(name, callee.span)?;
        let mut point = Vec::with_capacity(arguments.len());
        for argument in arguments {
            point.push(b.scalar(&argument.value)?);
        }
        b.apply(&function, &point, expr.span)?;
        return Ok((function, Some(point)));
    }
    Ok((b.abstraction(expr)?, None))
}

fn grad(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "grad", arguments, span)?;
    let (function, point) = function_at(b, expr)?;
    let gradient = calculus::gradient(b.graph(), function.body, &function.parameters);
    let entries: Vec<ExprId> = gradient.into_iter().map(|g| calculus::tidy(b.graph(), g)).collect();
    let entries = at_point(b, &function, entries, point.as_deref());
    Ok(match entries.as_slice() {
        [one] => Value::Expr(*one),
        _ => Value::List(entries.into_iter().map(Value::Expr).collect()),
    })
}

fn hessian(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "hessian", arguments, span)?;
    let (function, point) = function_at(b, expr)?;
    if function.parameters.len() > 1000 {
        return Err(b.fail("too-large", "a Hessian of more than 1000 unknowns has too many entries to show", span));
    }
    let rows = calculus::hessian(b.graph(), function.body, &function.parameters);
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let row: Vec<ExprId> = row.into_iter().map(|e| calculus::tidy(b.graph(), e)).collect();
        let row = at_point(b, &function, row, point.as_deref());
        shown.push(Value::List(row.into_iter().map(Value::Expr).collect()));
    }
    Ok(Value::List(shown))
}

fn at_point(
    b: &mut Builder<'_>,
    function: &Abstraction,
    entries: Vec<ExprId>,
    point: Option<&[ExprId]>,
) -> Vec<ExprId> {
    let Some(point) = point else { return entries };
    let bindings: Vec<(Symbol, ExprId)> = function.parameters.iter().copied().zip(point.iter().copied()).collect();
    entries.into_iter().map(|e| crate::expr::substitute(b.graph(), e, &bindings)).collect()
}

fn expand(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "expand", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    calculus::expand(b.graph(), body, calculus::expand::MAX_TERMS)
        .map(Value::Expr)
        .map_err(|e| b.fail("too-large", e.to_string(), span).help("expand a smaller part of it"))
}

fn float(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let (expr, digits) = match arguments {
        [Argument { name: None, value }] => (value, None),
        [Argument { name: None, value }, Argument { name, value: digits }]
            if name.as_ref().is_none_or(|n| n.text == "digits") =>
        {
            (value, Some(digits))
        }
        _ => return Err(usage_error(b, "float", span)),
    };
    let digits = digits.map(|d| digit_count(b, d)).transpose()?;
    let value = b.value(expr)?;
    float_value(b, value, digits, expr.span)
}

fn digit_count(b: &mut Builder<'_>, expr: &Expr) -> Result<usize, Diagnostic> {
    let id = b.scalar(expr)?;
    let form = calculus::normalise(b.graph(), id);
    match b.session.graph.as_integer(form) {
        Some(n @ 1..=10_000) => Ok(n as usize),
        _ => Err(b.fail("bad-digits", "digits is a whole number from 1 to 10000", expr.span)),
    }
}

fn float_value(b: &mut Builder<'_>, value: Value, digits: Option<usize>, span: Span) -> Result<Value, Diagnostic> {
    match value {
        Value::List(items) => {
            let items: Result<Vec<Value>, Diagnostic> =
                items.into_iter().map(|v| float_value(b, v, digits, span)).collect();
            Ok(Value::List(items?))
        }
        Value::Expr(id) => float_expr(b, id, digits, span).map(Value::Expr),
        other => Err(b.fail("not-a-number", format!("{} is no number", other.kind()), span)),
    }
}

fn float_expr(b: &mut Builder<'_>, id: ExprId, digits: Option<usize>, span: Span) -> Result<ExprId, Diagnostic> {
    let form = calculus::normalise(b.graph(), id);
    if let Some(&free) = symbols_of(&b.session.graph, &[form]).first() {
        let name = b.session.graph.name(free).to_string();
        return Err(b
            .fail("no-value", format!("`{name}` has no value"), span)
            .help(format!("write: … with {name} = 2")));
    }
    if let crate::expr::Node::Undefined(fault) = b.session.graph.node(form) {
        let words = print::describe(fault);
        return Err(b.fail("undefined-value", words, span));
    }
    if let Some(digits) = digits {
        return match digits_of(&b.session.graph, form, digits) {
            Ok(value) => Ok(b.graph().number(value)),
            Err(e) => Err(b.fail("no-decimals", e.to_string(), span)),
        };
    }
    let value = super::display::closed_value(&b.session.graph, form);
    number_of_double(b.graph(), value)
        .ok_or_else(|| b.fail("undefined-value", "this has no finite value over the real numbers", span))
}

fn sum(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let terms = over_range(b, "sum", arguments, span)?;
    Ok(Value::Expr(b.graph().raw_sum(&terms)))
}

fn product(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let factors = over_range(b, "product", arguments, span)?;
    Ok(Value::Expr(b.graph().raw_product(&factors)))
}

/// The bodies of `sum(k in RANGE, BODY)`, or the elements of one list.
fn over_range(b: &mut Builder<'_>, form: &str, arguments: &[Argument], span: Span) -> Result<Vec<ExprId>, Diagnostic> {
    match arguments {
        [Argument { name: None, value: range }, Argument { name: None, value: body }] => {
            let ExprKind::In(name, range) = &range.kind else { return Err(usage_error(b, form, span)) };
            let mut ids = Vec::new();
            for element in b.elements(range)? {
                let scope = BTreeMap::from([(name.text.clone(), element)]);
                ids.push(b.with_scope(scope, |b| b.scalar(body))?);
            }
            Ok(ids)
        }
        [Argument { name: None, value: list }] => {
            let mut ids = Vec::new();
            for element in b.elements(list)? {
                match element {
                    Value::Expr(id) => ids.push(id),
                    other => return Err(b.fail("not-a-number", format!("{} is no number", other.kind()), list.span)),
                }
            }
            Ok(ids)
        }
        _ => Err(usage_error(b, form, span)),
    }
}

fn latex(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "latex", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    print::latex(&b.session.graph, body).map(Value::Text).map_err(|e| b.fail("too-large", e.to_string(), span))
}
