//! `explain f'`, `explain grad g`: a derivative rule by rule, every line an equation that the language reads.

use super::asked::{DerivativeRequest, asked};
use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed};
use crate::algebra::present;
use crate::calculus::argument::WrittenFormula;
use crate::calculus::explain::{Derivation, derivation};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol, print};
use crate::output::{Datum, Fragment, Output, Table, TableColumn};
use crate::session::target::Target;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "explain",
    usage: "explain f', explain grad g, explain diff(x^2*y, x), explain minimum f, explain r",
    help: "a derivative rule by rule, the argument of minimum, critical, solve or convex, or a run in words",
    example: "explain (x^2*sin(x))'",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }],
    run,
};

/// Higher derivatives than this are explained step by step by asking for them one after the other.
const MAX_ORDER: u32 = 5;
/// A longer line that puts all together helps nobody.
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
    Ok(Outcome::shown(output(&lines)))
}

/// The derivation of one derivative after the other.
fn explained(
    context: &mut Context<'_, '_>,
    target: &Target,
    chain: &[Symbol],
    span: Span,
) -> Result<Vec<DerivationLine>, Diagnostic> {
    let mut lines = Vec::new();
    let mut of = target.expr;
    for (k, &x) in chain.iter().enumerate() {
        let result = context.builder.derived(of, x, 1, span)?;
        let graph = context.builder.graph();
        let result = present(graph, result);
        let found = derivation(graph, of, x)
            .map_err(|e| Diagnostic::error("too-large", e.to_string(), span).help("explain a part of it"))?;
        let writer = DerivationWriter { target, x, k, top: of };
        lines.extend(writer.lines(graph, &found, result));
        of = result;
    }
    Ok(lines)
}

/// By what something is differentiated.
enum Taken {
    /// By each unknown, so often.
    Each(u32),
    /// By these, one after the other.
    These(Vec<Symbol>),
}

/// What is differentiated, and by what: `f'`, `f'(x)`, `grad g`, `diff(e, x)`.
fn derivatives_asked_for<'e>(context: &mut Context<'_, '_>, expr: &'e Expr) -> Result<(&'e Expr, Taken), Diagnostic> {
    if let ExprKind::Call { callee, .. } = &expr.kind
        && matches!(callee.kind, ExprKind::Prime(..))
    {
        return derivatives_asked_for(context, callee);
    }
    let too_high = |order: usize| {
        let message = format!("derivatives up to order {MAX_ORDER} are explained");
        let error = Diagnostic::error("bad-order", message, expr.span).help("explain a lower one");
        if order > MAX_ORDER as usize { Err(error) } else { Ok(()) }
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

/// A line of the derivation as it is shown.
struct DerivationLine {
    rule: String,
    equation: WrittenFormula,
    left_latex: String,
    right_latex: String,
    /// Inner functions: name and formula.
    names: Vec<(String, String)>,
}

struct DerivationWriter<'t> {
    target: &'t Target,
    x: Symbol,
    /// How many derivatives were taken before.
    k: usize,
    top: ExprId,
}

impl DerivationWriter<'_> {
    fn lines(&self, graph: &mut Graph, found: &Derivation, result: ExprId) -> Vec<DerivationLine> {
        let mut lines: Vec<DerivationLine> = Vec::new();
        for step in &found.steps {
            let mut rule = step.rule.clone();
            if !step.kink.is_empty() {
                rule += &format!(" ({})", step.kink);
            }
            let names =
                step.names.iter().map(|&(u, inner)| (graph.name(u).to_string(), print::text(graph, inner))).collect();
            lines.push(self.line(graph, rule, step.of, (step.right, found), names));
        }
        let last = self.line(graph, "simplified".to_string(), self.top, (result, found), Vec::new());
        let said = |lines: &[DerivationLine], line: &DerivationLine| lines.iter().any(|l| l.equation == line.equation);
        if found.steps.len() > 1 {
            let together = self.line(graph, "together".to_string(), self.top, (found.together, found), Vec::new());
            if together.equation.text().chars().count() <= LONGEST_TOGETHER
                && !said(&lines, &together)
                && together.equation != last.equation
            {
                lines.push(together);
            }
        }
        if lines.last().is_none_or(|l| l.equation != last.equation) {
            lines.push(last);
        }
        lines
    }

    fn line(
        &self,
        graph: &mut Graph,
        rule: String,
        of: ExprId,
        (right, found): (ExprId, &Derivation),
        names: Vec<(String, String)>,
    ) -> DerivationLine {
        let (left, left_latex) = self.derivative_of(graph, of);
        let mut text = print::text(graph, right);
        let mut latex = print::latex(graph, right).unwrap_or_default();
        for &(slot, part) in &found.slots {
            let name = graph.name(slot).to_string();
            if text.contains(&name) || latex.contains(&name) {
                let (part_text, part_latex) = self.derivative_of(graph, part);
                text = text.replace(&name, &part_text);
                latex = latex.replace(&name, &part_latex);
            }
        }
        let equation = WrittenFormula::of_text(format!("{left} = {text}"), format!("{left_latex} = {latex}"));
        DerivationLine { rule, equation, left_latex, right_latex: latex, names }
    }

    /// `f'(x)` for the function itself, `(x^2)'` for a part of it, `diff(a*x^2, x)` where there are several unknowns.
    fn derivative_of(&self, graph: &Graph, of: ExprId) -> (String, String) {
        let name = graph.name(self.x);
        let one = self.target.names.len() == 1 && self.target.missing.is_empty();
        if of == self.top && self.target.is_function && one {
            let primes = "'".repeat(self.k + 1);
            let label = &self.target.label;
            let plain = label.chars().all(|c| c.is_alphanumeric());
            let latex =
                if label.chars().count() == 1 || !plain { label.clone() } else { format!("\\mathrm{{{label}}}") };
            return (format!("{label}{primes}({name})"), format!("{latex}{primes}({name})"));
        }
        let (text, latex) = (print::text(graph, of), print::latex(graph, of).unwrap_or_default());
        if one && crate::expr::symbols_of(graph, &[of]) == [self.x] {
            (format!("({text})'"), format!("\\left({latex}\\right)'"))
        } else {
            (format!("diff({text}, {name})"), format!("\\frac{{\\partial}}{{\\partial {name}}}\\left({latex}\\right)"))
        }
    }
}

fn output(lines: &[DerivationLine]) -> Output {
    let mut table = Table { gap: 4, ..Table::new(["", ""].map(TableColumn::left)) };
    for line in lines {
        let named: Vec<String> = line.names.iter().map(|(u, inner)| format!(", {u} = {inner}")).collect();
        table.row([Fragment::Written(line.equation.clone()).into(), format!("{}{}", line.rule, named.concat()).into()]);
    }
    let aligned: Vec<String> = lines
        .iter()
        .map(|l| format!("{} &= {} && \\text{{{}}}", l.left_latex, l.right_latex, l.rule.replace('_', "\\_")))
        .collect();
    let latex = format!("\\begin{{aligned}}\n{}\n\\end{{aligned}}", aligned.join(" \\\\\n"));
    let step = |l: &DerivationLine| {
        let names = l.names.iter().map(|(u, inner)| (u.clone(), inner.into()));
        Datum::object([
            ("rule", (&l.rule).into()),
            ("equation", l.equation.text().into()),
            ("latex", l.equation.latex().into()),
            ("names", Datum::object(names)),
        ])
    };
    Output::new("explain").with(table).field("steps", lines.iter().map(step).collect::<Vec<_>>()).field("latex", latex)
}
