//! Functions as expressions over their parameters: the user's, those of the table, and derivatives.

use std::collections::BTreeMap;

use super::Builder;
use super::function::{Abstraction, CONVENTION, Slope};
use crate::algebra;
use crate::algebra::closed::compare;
use crate::algebra::decide;
use crate::calculus::corners::corners;
use crate::calculus::domain::left_out;
use crate::calculus::meeting::{Meeting, meeting};
use crate::calculus::{self};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Node, Symbol, is_closed, print, put, rewrite};
use crate::functions;
use crate::numeric::budget::{depth, nodes};
use crate::session::{UserFunction, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// The code of notes on cases without a value.
const LEFT_OUT: &str = "left-out";

/// Names that are read as formulas where they stand alone.
const VARIABLES: [&str; 10] = ["x", "y", "z", "t", "u", "v", "w", "s", "θ", "λ"];

/// A function has no derivative at a point, or none is known; a note has been given.
pub struct NoSlope;

impl Builder<'_> {
    /// A function that is called: of a derivative only the point matters.
    pub(super) fn callee(&mut self, expr: &Expr) -> Result<Abstraction, Diagnostic> {
        let before = self.notes.len();
        let function = self.abstraction(expr)?;
        let since = self.notes.split_off(before);
        self.notes.extend(since.into_iter().filter(|note| note.code != LEFT_OUT));
        Ok(function)
    }

    /// `f'` at a point. Notes about a point that `with` gives have to wait until it is known.
    pub(super) fn derivative_at(
        &mut self,
        prime: &Expr,
        slope: &Abstraction,
        arguments: &[ExprId],
        span: Span,
    ) -> Result<ExprId, Diagnostic> {
        let value = self.apply(slope, arguments, span)?;
        let (ExprKind::Prime(..), [_], &[at]) = (&prime.kind, slope.parameters.as_slice(), arguments) else {
            return Ok(value);
        };
        if self.in_body() {
            return Ok(value);
        }
        let asked = Slope { prime: prime.clone(), at, value, span };
        if is_closed(&self.session.graph, at) {
            self.decided(prime.span);
            return Ok(self.slope_at(&asked)?.0);
        }
        self.slopes.push(asked);
        Ok(value)
    }

    /// The derivative at a closed point, and whether it differs from that of the formula. Where branches meet smoothly it is the
    /// limit of their slopes; where they do not, a note says so.
    fn slope_at(&mut self, asked: &Slope) -> Result<(ExprId, bool), Diagnostic> {
        let Slope { prime, at, value, span } = asked;
        let ExprKind::Prime(inner, order) = &prime.kind else { return Ok((*value, false)) };
        let mut function = self.abstraction(inner)?;
        let &[x] = function.parameters.as_slice() else { return Ok((*value, false)) };
        let mut slopes = Vec::new();
        for k in 1..=*order {
            let formula = self.derived(function.body, x, k, *span)?;
            slopes.push(calculus::domain::restricted(self.graph(), formula, function.body));
        }
        let last = slopes.last().copied().unwrap_or(function.body);
        let value = put(self.graph(), last, &[(x, *at)]);
        // Where a lower derivative does not exist, no higher one does.
        for (slope, k) in slopes.into_iter().zip(1..) {
            let name = if function.is_function { function.label.as_str() } else { "the function" };
            match self.met(name, [function.body, slope], (x, *at), *span) {
                Ok(Some(exact)) if k == *order => return Ok((exact, true)),
                Ok(_) => function.body = slope,
                Err(NoSlope) => break,
            }
            function.label.push('\'');
        }
        Ok((value, false))
    }

    /// The derivative at a point where branches meet smoothly, if it is not that of the formula; an error and a note where they
    /// do not.
    pub fn met(
        &mut self,
        name: &str,
        [f, slope]: [ExprId; 2],
        (x, at): (Symbol, ExprId),
        span: Span,
    ) -> Result<Option<ExprId>, NoSlope> {
        let graph = self.graph();
        let found = meeting(graph, f, slope, (x, at));
        let here = put(graph, slope, &[(x, at)]);
        let shown = decide(graph, here);
        if let Some((fact, given)) = found.in_words(graph, name) {
            if !graph.is_undefined(shown) {
                self.note(Diagnostic::note("kink", format!("{fact}: {given}"), span));
            }
            return Err(NoSlope);
        }
        Ok(match found {
            Meeting::Joined(exact) if !compare(graph, shown, exact).is_proved_equal() => Some(exact),
            _ => None,
        })
    }

    /// Gives the notes that waited for the points of derivatives, and returns the expression with the values that are known exactly.
    pub(super) fn told_slopes(&mut self, mut id: ExprId, bindings: &[(Symbol, ExprId)]) -> ExprId {
        for asked in std::mem::take(&mut self.slopes) {
            let [at, value] = [asked.at, asked.value].map(|part| put(self.graph(), part, bindings));
            if !is_closed(&self.session.graph, at) {
                continue;
            }
            self.decided(asked.prime.span);
            let Ok((slope, is_another)) = self.slope_at(&Slope { at, value, ..asked.clone() }) else { continue };
            let told = rewrite(self.graph(), id, |_, part, _| (part == asked.value).then_some(slope));
            if is_another && told == id {
                let words = "the slope of a function here is not that of its formula, which is used";
                self.note(Diagnostic::note("kink", words, asked.span));
            }
            id = told;
        }
        id
    }

    /// Is the body of a function of the user's being built?
    fn in_body(&self) -> bool {
        self.call_span.is_some() || !self.calls.is_empty()
    }

    /// A function applied to arguments, as written.
    pub fn apply(&mut self, function: &Abstraction, arguments: &[ExprId], span: Span) -> Result<ExprId, Diagnostic> {
        let wanted = function.parameters.len();
        if wanted != arguments.len() {
            let words = if wanted == 1 { "1 argument".to_string() } else { format!("{wanted} arguments") };
            let error = self.wrong_count(&function.label, &words, arguments.len(), span);
            return Err(if arguments.len() == wanted + 1 {
                error.help("a decimal comma? write 1.5, not 1,5")
            } else {
                error
            });
        }
        let bindings: Vec<(Symbol, ExprId)> =
            function.parameters.iter().copied().zip(arguments.iter().copied()).collect();
        Ok(put(self.graph(), function.body, &bindings))
    }

    /// What stands for a function here: a name, `f'`, or a formula in one or more symbols.
    pub fn abstraction(&mut self, expr: &Expr) -> Result<Abstraction, Diagnostic> {
        match &expr.kind {
            ExprKind::Name(name) if self.is_function(name) => self.abstraction_of(name, expr.span),
            ExprKind::Prime(inner, order) => {
                self.refuse_undefined(inner)?;
                let mut function = self.abstraction(inner)?;
                let [parameter] = function.parameters.as_slice() else {
                    return Err(self
                        .fail(
                            "many-unknowns",
                            format!(
                                "`{}` depends on {} unknowns: which derivative?",
                                function.label,
                                function.parameters.len()
                            ),
                            expr.span,
                        )
                        .help("write diff(…, x), or grad for all of them"));
                };
                let parameter = *parameter;
                function.body = self.derived_function(function.body, parameter, *order, expr.span)?;
                function.label += &"'".repeat(*order as usize);
                Ok(function)
            }
            _ => {
                let body = self.scalar(expr)?;
                let parameters = crate::expr::symbols_of(&self.session.graph, &[body]);
                let label = expr.to_string();
                Ok(Abstraction { label, parameters, body, is_function: false })
            }
        }
    }

    /// The error for `f'` and `descend f …` where `f` is not defined: the derivative of a variable is not meant.
    pub fn refuse_undefined(&mut self, expr: &Expr) -> Result<(), Diagnostic> {
        let ExprKind::Name(name) = &expr.kind else { return Ok(()) };
        let known = self.is_bound(name) || self.is_function(name) || self.constant(name).is_some();
        if known || VARIABLES.contains(&name.as_str()) {
            return Ok(());
        }
        let error = self.fail("undefined-name", format!("`{name}` is not defined"), expr.span);
        let letters: Vec<String> = name.chars().map(String::from).collect();
        if letters.len() > 1 && letters.iter().all(|l| VARIABLES.contains(&l.as_str())) {
            return Err(error.help(format!("it is one name; did you mean {}?", letters.join("*"))));
        }
        Err(match self.did_you_mean(name) {
            Some(near) if name.chars().count() > 2 => error.help(format!("did you mean {near}?")),
            _ => error.help(format!("define it first: {name}(x) = …")),
        })
    }

    pub(super) fn is_function(&self, name: &str) -> bool {
        let bound = self.is_bound(name);
        !bound && (self.session.function(name).is_some() || functions::find(name).is_some())
    }

    /// A function, the user's or one of the table, over symbols with the names of its parameters.
    pub fn abstraction_of(&mut self, name: &str, span: Span) -> Result<Abstraction, Diagnostic> {
        let Some(function) = self.session.function(name) else {
            let Some(function) = functions::find(name) else {
                return Err(self.fail("unknown-function", format!("there is no function `{name}`"), span));
            };
            let count = match function.arity {
                crate::expr::Arity::Exactly(n) | crate::expr::Arity::Between(n, _) | crate::expr::Arity::AtLeast(n) => {
                    n
                }
            };
            let names = ["x", "y", "z"];
            let parameters: Vec<Symbol> = names.iter().take(count).map(|n| self.graph().symbol_id(n)).collect();
            let nodes: Vec<ExprId> = parameters.iter().map(|&s| self.graph().symbol_node(s)).collect();
            let body = self.graph().raw_call(function, &nodes);
            return Ok(Abstraction { label: name.to_string(), parameters, body, is_function: true });
        };
        let (own, body) = self.body_of(name, span)?;
        // The body has symbols of its own, so that a parameter is never mistaken for a free name of the same spelling.
        let parameters: Vec<Symbol> = function.parameters.iter().map(|p| self.graph().symbol_id(p)).collect();
        let nodes: Vec<ExprId> = parameters.iter().map(|&s| self.graph().symbol_node(s)).collect();
        let bindings: Vec<(Symbol, ExprId)> = own.into_iter().zip(nodes).collect();
        let body = put(self.graph(), body, &bindings);
        Ok(Abstraction { label: name.to_string(), parameters, body, is_function: true })
    }

    /// The body of a function of the user's over private symbols, built once a statement.
    fn body_of(&mut self, name: &str, span: Span) -> Result<(Vec<Symbol>, ExprId), Diagnostic> {
        if let Some(known) = self.bodies.get(name) {
            return Ok(known.clone());
        }
        let Some(function) = self.session.function(name) else {
            return Err(self.fail("unknown-function", format!("there is no function `{name}`"), span));
        };
        if self.calls.iter().any(|c| c == name) {
            return Err(self.fail("depends-on-itself", format!("`{name}` depends on itself"), span));
        }
        if self.calls.len() >= depth::CALLS {
            let first = self.calls.first().map_or(name, String::as_str);
            let words = format!("from `{first}` on, more than {} functions call one another in a row", depth::CALLS);
            return Err(self.fail("too-deep", words, span).help(format!("write out what `{name}` is, without a call")));
        }
        let symbols: Vec<Symbol> =
            function.parameters.iter().map(|p| self.graph().symbol_id(&format!("{p}\u{1}{name}"))).collect();
        let scope = function
            .parameters
            .iter()
            .zip(&symbols)
            .map(|(p, &s)| (p.clone(), Value::Expr(self.session.graph.symbol_node(s))))
            .collect();
        let outer_span = self.call_span;
        self.call_span = outer_span.or(Some(span));
        self.calls.push(name.to_string());
        // A body sees its parameters and the definitions, not the names bound where it is called.
        let outer = std::mem::replace(&mut self.scopes, vec![scope]);
        let body = self.scalar(&function.body);
        self.scopes = outer;
        self.calls.pop();
        self.call_span = outer_span;
        let body = body?;
        self.bodies.insert(name.to_string(), (symbols.clone(), body));
        Ok((symbols, body))
    }

    /// Checks that a function's body can be built; errors and notes point into the body. Returns the body as text.
    pub fn check_function(&mut self, function: &UserFunction) -> Result<String, Diagnostic> {
        let mut scope = BTreeMap::new();
        for parameter in &function.parameters {
            let symbol = self.graph().symbol(parameter);
            scope.insert(parameter.clone(), Value::Expr(symbol));
        }
        self.scopes.push(scope);
        self.calls.push(function.name.clone());
        let body = self.scalar(&function.body);
        self.calls.pop();
        self.scopes.pop();
        let body = body?;
        self.note_run_together(function, body);
        Ok(function.body.to_string())
    }

    /// `f(x, y) = xy`: a free name made of parameters was probably meant as their product.
    fn note_run_together(&mut self, function: &UserFunction, body: ExprId) {
        for symbol in crate::expr::symbols_of(&self.session.graph, &[body]) {
            let name = self.session.graph.name(symbol).to_string();
            let letters: Vec<String> = name.chars().map(String::from).collect();
            if letters.len() > 1
                && letters.iter().all(|c| function.parameters.contains(c))
                && !function.parameters.contains(&name)
            {
                self.note(
                    Diagnostic::note("one-name", format!("`{name}` is one name without a value"), function.body.span)
                        .help(format!("did you mean {}?", letters.join("*"))),
                );
            }
        }
    }

    /// `f'` without arguments: the derivative as a formula in the parameter.
    pub(super) fn prime(&mut self, inner: &Expr, order: u32) -> Result<Value, Diagnostic> {
        let expr = Expr { kind: ExprKind::Prime(Box::new(inner.clone()), order), span: inner.span };
        Ok(Value::Expr(self.abstraction(&expr)?.body))
    }

    /// The derivative of some order as a function. It is defined only where the original function is, and not at proved kinks and
    /// jumps.
    pub fn derived_function(&mut self, body: ExprId, x: Symbol, order: u32, span: Span) -> Result<ExprId, Diagnostic> {
        let mut slope = self.derived(body, x, order, span)?;
        let mut parts = Vec::new();
        let graph = self.graph();
        if let Node::Piecewise(cases) = graph.node(slope)
            && left_out(graph, cases).is_some()
        {
            let (condition, none, rest) = (cases[0], cases[1], cases[2]);
            let place = print::text(graph, condition);
            parts.push(graph.raw_piecewise(&[condition, none, ExprId::ZERO]));
            slope = rest;
            let words = format!("this has no value where {place}: the function jumps there, or may do so");
            self.note(Diagnostic::note(LEFT_OUT, words, span));
        }
        let mut function = algebra::normalise(self.graph(), body);
        let mut joined = Vec::new();
        for k in 0..order {
            let found = corners(self.graph(), function, x, k > 0);
            parts.extend(found.parts);
            joined = found.joined;
            if found.others {
                self.note_convention(span);
            }
            function = algebra::derivative(self.graph(), function, x);
        }
        for (here, exact) in joined {
            slope = self.graph().raw_piecewise(&[here, exact, slope]);
        }
        let slope = calculus::domain::restricted(self.graph(), slope, body);
        Ok(calculus::domain::beside(self.graph(), slope, &parts))
    }

    /// Notes that a derivative may be a convention; for one in the body of a function the note is at the call.
    fn note_convention(&mut self, span: Span) {
        let words = "where branches of the function meet, the value shown may be a convention rather than a slope";
        let (code, span) = match self.call_span {
            Some(call) => ("kink", call),
            None if self.calls.is_empty() => (CONVENTION, span),
            None => return,
        };
        let note = Diagnostic::note(code, words, span);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The derivative is taken at one point only, which is examined there: the general note is dropped.
    fn decided(&mut self, span: Span) {
        self.notes.retain(|note| note.code != CONVENTION || note.span != span);
    }

    /// The formula of the derivative of some order, as a teacher writes it.
    pub fn derived(&mut self, body: ExprId, symbol: Symbol, order: u32, span: Span) -> Result<ExprId, Diagnostic> {
        let graph = self.graph();
        let mut differentiator = algebra::Differentiator::new(symbol);
        let mut result = algebra::normalise(graph, body);
        let limit = graph.len() + nodes::DERIVATIVES;
        for k in 0..order {
            result = differentiator.derive(graph, result);
            if graph.interrupt.is_asked() {
                return Err(self.fail("interrupted", "interrupted", span));
            }
            if graph.len() > limit {
                return Err(self
                    .fail("too-large", format!("derivative number {} has more than a million parts", k + 1), span)
                    .help(format!("a lower order works: up to {k} here")));
            }
        }
        Ok(calculus::tidy(graph, result))
    }
}
