//! The clause `using`: methods of the library, the user's, and those that are more than a rule.

use std::collections::BTreeMap;

use crate::algebra::normalise;
use crate::commands::Given;
use crate::descent::methods::{self, MethodDef, RateUse};
use crate::descent::rule::UpdateRule;
use crate::descent::{GradientDescent, Method};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Node, double_of, print};
use crate::session::{Builder, Definition, Optimizer, library};
use crate::syntax::ast::{CallArgument, Expr, ExprKind, Name};

/// A method of `using` with its settings.
pub(super) struct Chosen {
    /// The method.
    pub method: Box<dyn Method>,
    /// How it uses the clause `rate`.
    pub rate: RateUse,
    /// Its default rate.
    pub usual_rate: Option<f64>,
    /// The weight of `|x|^2/2` added to the target: `gd(weight_decay = 0.1)`.
    pub weight_decay: f64,
    /// The weight of `|x|` summed over the unknowns, added by a proximal step: `gd(l1 = 4)`.
    pub l1: f64,
}

/// Another name for gradient descent, for those who come from mini-batches.
const SGD: &str = "sgd";

/// Parameters of every method, unless it has one of the same name itself.
const SHARED: [&str; 2] = ["weight_decay", "l1"];

pub(in crate::commands) use super::help::{overview, page, schedule, schedule_names, schedules};

/// The names of all built-in methods.
pub(in crate::commands) fn names() -> impl Iterator<Item = &'static str> {
    library::names().chain(methods::ALL.iter().map(|m| m.name))
}

/// The methods of `using`; gradient descent where the clause is missing.
pub(super) fn methods(builder: &mut Builder<'_>, clause: Option<&Given>) -> Result<Vec<Chosen>, Diagnostic> {
    let Some(clause) = clause else {
        return Ok(vec![plain(0.0, 0.0)]);
    };
    let expr = clause.value()?;
    match &expr.kind {
        ExprKind::List(items) if items.is_empty() => {
            Err(Diagnostic::error("unknown-method", "an empty list of methods", expr.span)
                .help("write: using [gd, adam]"))
        }
        ExprKind::List(items) => items.iter().map(|item| method(builder, item)).collect(),
        _ => Ok(vec![method(builder, expr)?]),
    }
}

fn plain(weight_decay: f64, l1: f64) -> Chosen {
    Chosen { method: Box::new(GradientDescent), rate: RateUse::Scale, usual_rate: None, weight_decay, l1 }
}

fn method(builder: &mut Builder<'_>, expr: &Expr) -> Result<Chosen, Diagnostic> {
    let (name, arguments): (&str, &[CallArgument]) = match &expr.kind {
        ExprKind::Name(name) => (name, &[]),
        ExprKind::Call { callee, arguments } => match &callee.kind {
            ExprKind::Name(name) => (name, arguments),
            _ => return Err(no_method(builder, "", expr)),
        },
        _ => return Err(no_method(builder, "", expr)),
    };
    let settings = settings(builder, name, arguments)?;
    if let Some(Definition::Optimizer(own)) = builder.session.definition(name) {
        let own = own.clone();
        return rule(builder, expr, &own, settings, &[], None);
    }
    if let Some(found) = library::find(if name == SGD { "gd" } else { name }) {
        return rule(builder, expr, &found.optimizer, settings, &found.ranges, found.usual_rate);
    }
    match methods::find(name) {
        Some(found) => searching(builder, found, settings),
        None => Err(no_method(builder, name, expr)),
    }
}

fn no_method(builder: &Builder<'_>, name: &str, expr: &Expr) -> Diagnostic {
    if name.is_empty() {
        return Diagnostic::error("unknown-method", "`using` names a method", expr.span)
            .help("write: using adam, using adam(beta1 = 0.8), using [gd, adam]");
    }
    let session = &builder.session;
    let is_own = |n: &&str| matches!(session.definition(n), Some(Definition::Optimizer(_)));
    let mut known: Vec<&str> = session.names().filter(is_own).collect();
    known.extend(names().map(|n| -> &str { n }));
    let error = Diagnostic::error("unknown-method", format!("there is no method `{name}`"), expr.span);
    error.did_you_mean(name, known, "help methods lists them")
}

/// A value given to a parameter.
struct Setting<'a> {
    name: &'a Name,
    form: ExprId,
    span: crate::source::Span,
}

/// `(beta1 = 0.8, eps = 1e-6)`: each a number or a truth value.
fn settings<'a>(
    builder: &mut Builder<'_>,
    method: &str,
    arguments: &'a [CallArgument],
) -> Result<Vec<Setting<'a>>, Diagnostic> {
    let mut settings: Vec<Setting<'a>> = Vec::new();
    for argument in arguments {
        let span = argument.value.span;
        let Some(name) = &argument.name else {
            return Err(Diagnostic::error("unnamed-parameter", "a method's parameters are given by name", span)
                .help(format!("write: {method}(… = {})", argument.value)));
        };
        if settings.iter().any(|s| s.name.text == name.text) {
            return Err(Diagnostic::error("name-twice", format!("`{}` is given twice", name.text), name.span));
        }
        let id = builder.scalar(&argument.value)?;
        let form = normalise(builder.graph(), id);
        let number = double_of(&builder.session.graph, form);
        if !number.is_finite() && !matches!(builder.session.graph.node(form), Node::Truth(_)) {
            return Err(Diagnostic::error("bad-parameter", format!("`{}` must be a number", name.text), span));
        }
        settings.push(Setting { name, form, span });
    }
    Ok(settings)
}

/// Takes `weight_decay` and `l1` out of the settings, where the method has no such parameter itself.
fn shared(builder: &Builder<'_>, settings: &mut Vec<Setting<'_>>, own: &[&str]) -> Result<[f64; 2], Diagnostic> {
    let mut values = [0.0; 2];
    for (value, name) in values.iter_mut().zip(SHARED) {
        let found = settings.iter().position(|s| s.name.text == name);
        let Some(i) = found.filter(|_| !own.contains(&name)) else { continue };
        let setting = settings.remove(i);
        *value = double_of(&builder.session.graph, setting.form);
        if value.is_nan() || *value < 0.0 {
            return Err(outside(name, "[0, inf)", setting.span));
        }
    }
    Ok(values)
}

fn outside(name: &str, range: &str, span: crate::source::Span) -> Diagnostic {
    Diagnostic::error("bad-parameter", format!("`{name}` must be in {range}"), span)
}

fn no_parameter(method: &str, name: &Name, own: &[&str]) -> Diagnostic {
    let error = Diagnostic::error("unknown-parameter", format!("{method} has no parameter `{}`", name.text), name.span);
    let shared = format!("every method takes {}", SHARED.join(" and "));
    let otherwise = if own.is_empty() { shared } else { format!("it has {}; {shared}", own.join(", ")) };
    error.did_you_mean(&name.text, own.iter().copied().chain(SHARED), otherwise)
}

/// `adam(beta1 = 0.8)`: the name with the settings that differ from the defaults.
fn label(builder: &Builder<'_>, name: &str, settings: &[Setting<'_>], extra: [f64; 2]) -> String {
    let mut parts: Vec<String> =
        settings.iter().map(|s| format!("{} = {}", s.name.text, print::text(&builder.session.graph, s.form))).collect();
    let extras = SHARED.iter().zip(extra).filter(|(_, value)| *value != 0.0);
    parts.extend(extras.map(|(name, value)| format!("{name} = {}", crate::numeric::format::shortest(value))));
    if parts.is_empty() { name.to_string() } else { format!("{name}({})", parts.join(", ")) }
}

fn rule(
    builder: &mut Builder<'_>,
    expr: &Expr,
    optimizer: &Optimizer,
    mut settings: Vec<Setting<'_>>,
    ranges: &[library::AdmissibleRange],
    usual_rate: Option<f64>,
) -> Result<Chosen, Diagnostic> {
    let name = &optimizer.name.text;
    let own: Vec<&str> = optimizer.parameters.iter().filter_map(|p| p.name.as_ref()).map(|n| n.text.as_str()).collect();
    let [weight_decay, l1] = shared(builder, &mut settings, &own)?;
    for setting in &settings {
        let parameter = setting.name.text.as_str();
        if !own.contains(&parameter) {
            return Err(no_parameter(name, setting.name, &own));
        }
        let value = double_of(&builder.session.graph, setting.form);
        let truth = matches!(builder.session.graph.node(setting.form), Node::Truth(_));
        match ranges.iter().find(|r| r.name == parameter) {
            Some(range) if truth || !range.holds(value) => return Err(outside(parameter, &range.text, setting.span)),
            None if !ranges.is_empty() && !truth => {
                return Err(outside(parameter, "true or false", setting.span));
            }
            _ => {}
        }
    }
    let label = label(builder, name, &settings, [weight_decay, l1]);
    let values: BTreeMap<String, ExprId> = settings.iter().map(|s| (s.name.text.clone(), s.form)).collect();
    // The spans of a rule point into another statement.
    let code = optimizer.compile(builder, &values).map_err(|error| {
        let help = format!("in the definition of {name}: {}", error.headline);
        Diagnostic::error(error.code, help, expr.span)
    })?;
    Ok(Chosen { method: Box::new(UpdateRule::new(label, code)), rate: RateUse::Scale, usual_rate, weight_decay, l1 })
}

fn searching(
    builder: &mut Builder<'_>,
    found: &'static MethodDef,
    mut settings: Vec<Setting<'_>>,
) -> Result<Chosen, Diagnostic> {
    let own: Vec<&str> = found.parameters.iter().map(|p| p.name).collect();
    let [weight_decay, l1] = shared(builder, &mut settings, &own)?;
    let mut values: Vec<f64> = found.parameters.iter().map(|p| p.default).collect();
    for setting in &settings {
        let Some(i) = own.iter().position(|name| *name == setting.name.text) else {
            return Err(no_parameter(found.name, setting.name, &own));
        };
        let parameter = &found.parameters[i];
        let value = match builder.session.graph.node(setting.form) {
            Node::Truth(truth) => f64::from(u8::from(truth)),
            _ => double_of(&builder.session.graph, setting.form),
        };
        let (low, high) = (parameter.least, parameter.most);
        let within = if parameter.ends { value >= low && value <= high } else { value > low && value < high };
        if !within || parameter.whole && value.fract() != 0.0 {
            let (open, close) = if parameter.ends { ('[', ']') } else { ('(', ')') };
            let sort = if parameter.whole { "a whole number in " } else { "" };
            let range = format!("{sort}{open}{low}, {high}{close}");
            return Err(outside(parameter.name, &range, setting.span));
        }
        values[i] = value;
    }
    Ok(Chosen { method: found.make(&values), rate: found.rate, usual_rate: None, weight_decay, l1 })
}
