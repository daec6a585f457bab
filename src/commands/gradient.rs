//! `grad f`, `hessian f(1, 2)`: the forms of the same name, written as commands.

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, TargetNeed, WITH};
use crate::diagnostic::Diagnostic;
use crate::session::{display, forms};
use crate::syntax::ast::CallArgument;

const CLAUSES: &[ClauseDef] = &[WITH];

pub(super) const GRAD: CommandDef = CommandDef {
    word: "grad",
    usage: "grad f, grad f(1, 2)",
    help: "the gradient, as formulas or at a point",
    example: "grad (x^2 + x*y)",
    target: TargetNeed::Needed,
    clauses: CLAUSES,
    run: |context, invocation| run("grad", context, invocation),
};

pub(super) const HESSIAN: CommandDef = CommandDef {
    word: "hessian",
    usage: "hessian f, hessian f(1, 2)",
    help: "the matrix of second partial derivatives, as formulas or at a point",
    example: "hessian (x^2*y)",
    target: TargetNeed::Needed,
    clauses: CLAUSES,
    run: |context, invocation| run("hessian", context, invocation),
};

fn run(form: &str, context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    let Some(form) = forms::find(form) else { return Err(super::no_such_command(form, invocation.word)) };
    let arguments = [CallArgument { name: None, value: expr.clone() }];
    let mut value = (form.run)(context.builder, &arguments, invocation.span)?;
    value.each_expr(&mut |id| *id = context.builder.put(*id, &bindings));
    value.each_expr(&mut |id| *id = crate::algebra::normalise(context.builder.graph(), *id));
    let output = display::output(context.builder.session, &value)
        .map_err(|e| Diagnostic::error("undefined-value", e.to_string(), expr.span))?;
    Ok(Outcome::value(output, value))
}
