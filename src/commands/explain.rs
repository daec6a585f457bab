//! `explain f'`, `explain grad g`: a derivative rule by rule, every line an equation that the language reads.

use std::rc::Rc;

use super::asked::{DerivativeRequest, asked};
use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH};
use crate::algebra::present;
use crate::calculus::explain::{Derivation, derivation};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol, symbols_of};
use crate::numeric::budget::degrees;
use crate::output::{
    Datum, DerivationLine, DerivativeNotation, Notation, Output, Sentence, Table, TableColumn, sentence,
};
use crate::session::target::Target;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "explain",
    usage: "explain f', explain grad g, explain diff(x^2*y, x), explain minimum f, explain r",
    help: "a derivative rule by rule, the argument of minimum, critical, solve or convex, or a run in words",
    example: "explain (x^2*sin(x))'",
    target: TargetNeed::Needed,
    clauses: &[WITH],
    run,
};

/// A line that puts all steps together is left out when it is longer than this.
const LONGEST_TOGETHER: usize = 120;

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    if let Some(told) = super::narrate::told(context, super::single_target(invocation)?)? {
        return Ok(told);
    }
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    let (inner, taken) = derivatives_asked_for(context, expr)?;
    let target = Target::of(context.builder, inner)?.with(context.builder, &bindings);
    if target.unknowns.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span));
    }
    let chains: Vec<Vec<Symbol>> = match taken {
        Taken::Each(order) => target.unknowns.iter().map(|&x| vec![x; order as usize]).collect(),
        Taken::These(symbols) => vec![symbols],
    };
    let mut lines = Vec::new();
    for chain in &chains {
        lines.extend(explained(context, &target, chain, expr.span)?);
    }
    Ok(Outcome::shown(output(lines)))
}

/// The derivations of the derivatives by each symbol of the chain in turn.
fn explained(
    context: &mut Context<'_, '_>,
    target: &Target,
    chain: &[Symbol],
    span: Span,
) -> Result<Vec<NamedLine>, Diagnostic> {
    let mut lines = Vec::new();
    let mut of = target.expr;
    for (k, &x) in chain.iter().enumerate() {
        let result = context.builder.derived(of, x, 1, span)?;
        let graph = context.builder.graph();
        let result = present(graph, result);
        let found = derivation(graph, of, x)
            .map_err(|e| Diagnostic::error("too-large", e.to_string(), span).help("explain a part of it"))?;
        let mut writer = DerivationWriter { target, x, k, top: of, slots: Rc::default() };
        let slot = |&(slot, part): &(Symbol, ExprId)| (graph.name(slot).to_string(), writer.derivative_of(graph, part));
        writer.slots = Rc::new(found.slots.iter().map(slot).collect());
        lines.extend(writer.lines(graph, &found, result));
        of = result;
    }
    Ok(lines)
}

/// The symbols that something is differentiated by.
enum Taken {
    /// By each unknown, this many times.
    Each(u32),
    /// By these, one after the other.
    These(Vec<Symbol>),
}

/// The operand and the symbols of a derivative: `f'`, `f'(x)`, `grad g`, `diff(e, x)`.
fn derivatives_asked_for<'e>(context: &mut Context<'_, '_>, expr: &'e Expr) -> Result<(&'e Expr, Taken), Diagnostic> {
    if let ExprKind::Call { callee, .. } = &expr.kind
        && matches!(callee.kind, ExprKind::Prime(..))
    {
        return derivatives_asked_for(context, callee);
    }
    let too_high = |order: usize| {
        let message = format!("derivatives up to order {} are explained", degrees::EXPLAINED);
        let error = Diagnostic::error("bad-order", message, expr.span).help("explain a lower one");
        if order > degrees::EXPLAINED as usize { Err(error) } else { Ok(()) }
    };
    match asked(context.builder, expr)? {
        Some(DerivativeRequest::Prime(inner, order)) => too_high(order as usize).map(|()| (inner, Taken::Each(order))),
        Some(DerivativeRequest::Gradient(inner)) => Ok((inner, Taken::Each(1))),
        Some(DerivativeRequest::Partial(inner, symbols)) if symbols.is_empty() => Ok((inner, Taken::Each(1))),
        Some(DerivativeRequest::Partial(inner, symbols)) => {
            too_high(symbols.len()).map(|()| (inner, Taken::These(symbols)))
        }
        Some(DerivativeRequest::Hessian(_)) | None => Err(refused(context, expr)),
    }
}

fn refused(context: &mut Context<'_, '_>, expr: &Expr) -> Diagnostic {
    let span: Span = expr.span;
    if let Ok(Some(DerivativeRequest::Hessian(_))) = asked(context.builder, expr) {
        return Diagnostic::error("nothing-to-explain", "a Hessian is explained one entry at a time", span)
            .help("write: explain diff(g, x, y)");
    }
    let text = expr.to_string();
    let primed = match expr.kind {
        ExprKind::Name(_) => format!("{text}'"),
        _ => format!("({text})'"),
    };
    Diagnostic::error("nothing-to-explain", format!("`{text}` is no derivative"), span)
        .help(format!("write: explain {primed}"))
}

/// A line of the derivation, with the inner functions that it names.
type NamedLine = (DerivationLine, Vec<(String, ExprId)>);

struct DerivationWriter<'t> {
    target: &'t Target,
    x: Symbol,
    /// How many derivatives were taken before.
    k: usize,
    top: ExprId,
    slots: Rc<Vec<(String, DerivativeNotation)>>,
}

impl DerivationWriter<'_> {
    /// The steps, all of them put together where that is short, and the result.
    fn lines(&self, graph: &Graph, found: &Derivation, result: ExprId) -> Vec<NamedLine> {
        let mut lines: Vec<NamedLine> = Vec::new();
        for step in &found.steps {
            let mut rule = step.rule.clone();
            if !step.kink.is_empty() {
                rule += &format!(" ({})", step.kink);
            }
            let names = step.names.iter().map(|&(u, inner)| (graph.name(u).to_string(), inner)).collect();
            lines.push((self.line(graph, rule, step.of, step.right), names));
        }
        let mut said: Vec<_> = lines.iter().map(|(line, _)| line.text(graph).ok()).collect();
        let last = self.line(graph, "simplified".to_string(), self.top, result);
        let last_text = last.text(graph).ok();
        if found.steps.len() > 1 {
            let together = self.line(graph, "together".to_string(), self.top, found.together);
            let text = together.text(graph).ok();
            let is_short = text.as_ref().is_some_and(|text| text.chars().count() <= LONGEST_TOGETHER);
            if is_short && !said.contains(&text) && text != last_text {
                lines.push((together, Vec::new()));
                said.push(text);
            }
        }
        if said.last() != Some(&last_text) {
            lines.push((last, Vec::new()));
        }
        lines
    }

    fn line(&self, graph: &Graph, rule: String, of: ExprId, right: ExprId) -> DerivationLine {
        DerivationLine { left: self.derivative_of(graph, of), right, slots: Rc::clone(&self.slots), rule }
    }

    /// `f'(x)` for the function itself, `(x^2)'` for a part of it, `diff(a*x^2, x)` where there are several unknowns.
    fn derivative_of(&self, graph: &Graph, of: ExprId) -> DerivativeNotation {
        let name = graph.name(self.x).to_string();
        let one = self.target.names.len() == 1 && self.target.missing.is_empty();
        if of == self.top && self.target.is_function && one {
            DerivativeNotation::Function(self.target.label.clone(), self.k + 1, name)
        } else if one && symbols_of(graph, &[of]) == [self.x] {
            DerivativeNotation::Primed(of)
        } else {
            DerivativeNotation::Partial(of, name)
        }
    }
}

fn output(lines: Vec<NamedLine>) -> Output {
    let mut table = Table { gap: 4, ..Table::new(["", ""].map(TableColumn::left)) };
    let mut steps = Vec::new();
    for (line, names) in &lines {
        let mut rule = Sentence::from(&line.rule);
        for (u, inner) in names {
            rule.push(sentence![", ", u, " = ", *inner]);
        }
        let equation = Notation::Equation(Box::new(line.clone()));
        table.row([equation.clone().into(), rule.into()]);
        steps.push(Datum::object([
            ("rule", (&line.rule).into()),
            ("equation", Datum::Exact(equation.clone())),
            ("latex", Datum::Latex(String::new(), equation)),
            ("names", Datum::object(names.iter().map(|(u, inner)| (u, Datum::exact(*inner))))),
        ]));
    }
    let derivation = Notation::Derivation(lines.into_iter().map(|(line, _)| line).collect());
    Output::new("explain").with(table).field("steps", steps).field("latex", Datum::Latex(String::new(), derivation))
}
