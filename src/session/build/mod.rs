//! From syntax to expressions: what names mean, as written, with nothing simplified.

pub(crate) mod calls;
mod fields;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{Constant, ExprId, Graph, Node, Number, Relation, Symbol};
use crate::functions;
use crate::numeric::{ParseRationalError, Rational};
use crate::session::value::Range;
use crate::session::{Definition, Session, Value, forms};
use crate::source::Span;
use crate::syntax::ast::{Comparison, Expr, ExprKind, Factor, Sign};

/// How many functions of the user's may stand inside one another.
const MAX_CALLS: usize = 200;
/// The most elements of lists and sums that are written by a rule, all in one statement together.
pub const MAX_ELEMENTS: usize = 100_000;
/// The most nodes that one statement may build.
const MAX_NODES: usize = 20_000_000;

/// Builds the expressions of one statement.
pub struct Builder<'s> {
    /// The definitions, and the graph that is built into.
    pub session: &'s mut Session,
    /// Notes to show beside the result.
    pub notes: Vec<Diagnostic>,
    /// Where each expression of the statement stands, inner ones first, to name the place of what is undefined.
    trail: Vec<(Span, ExprId)>,
    scopes: Vec<BTreeMap<String, Value>>,
    /// Names that `with` gives values: they stay symbols until the whole is built, whatever they are defined as.
    hidden: BTreeSet<String>,
    /// Functions whose bodies are being built, outermost first.
    calls: Vec<String>,
    /// Where the call of the outermost function stands: errors inside bodies are shown there.
    call_span: Option<Span>,
    /// How many elements ranges have given so far.
    elements: usize,
    /// Bodies built in this statement, over their own parameter symbols.
    bodies: BTreeMap<String, (Vec<Symbol>, ExprId)>,
}

impl<'s> Builder<'s> {
    /// A builder for one statement.
    pub fn new(session: &'s mut Session) -> Builder<'s> {
        Builder {
            session,
            notes: Vec::new(),
            trail: Vec::new(),
            scopes: Vec::new(),
            hidden: BTreeSet::new(),
            calls: Vec::new(),
            call_span: None,
            elements: 0,
            bodies: BTreeMap::new(),
        }
    }

    /// The graph.
    pub fn graph(&mut self) -> &mut Graph {
        &mut self.session.graph
    }

    /// The statement with these names bound: `f(x) with x = 2`, the unknowns of a run.
    pub fn with_scope<T>(
        &mut self,
        scope: BTreeMap<String, Value>,
        work: impl FnOnce(&mut Self) -> Result<T, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        self.scopes.push(scope);
        let result = work(self);
        self.scopes.pop();
        result
    }

    /// Is there a value of this name, other than a function?
    fn is_bound(&self, name: &str) -> bool {
        self.hidden.contains(name)
            || self.scopes.iter().any(|s| s.contains_key(name))
            || self.session.value(name).is_some()
    }

    /// Keeps these names symbols in all that is built from now on, for `with` to put values in their place.
    pub fn hide<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        self.hidden.extend(names.cloned());
    }

    /// The expression with the values of `with` in the place of their names.
    pub fn put(&mut self, id: ExprId, bindings: &BTreeMap<String, ExprId>) -> ExprId {
        let bindings: Vec<(Symbol, ExprId)> =
            bindings.iter().map(|(name, &value)| (self.session.graph.symbol_id(name), value)).collect();
        crate::expr::substitute(&mut self.session.graph, id, &bindings)
    }

    /// The value of an expression, as written.
    pub fn value(&mut self, expr: &Expr) -> Result<Value, Diagnostic> {
        if self.session.graph.len() > self.session.live_nodes() + MAX_NODES {
            return Err(self.fail("too-large", "this takes more than 20 million expression nodes", expr.span));
        }
        match &expr.kind {
            ExprKind::Name(name) => self.name(name, expr.span),
            ExprKind::Text(text) => Ok(Value::Text(text.clone())),
            ExprKind::List(items) => Ok(Value::List(self.values(items)?)),
            ExprKind::Point(entries) => {
                let mut point = Vec::with_capacity(entries.len());
                for entry in entries {
                    point.push((entry.name.as_ref().map(|n| n.text.clone()), self.value(&entry.value)?));
                }
                Ok(Value::Point(point))
            }
            ExprKind::Range { from, to, by } => {
                let from = self.scalar(from)?;
                let to = self.scalar(to)?;
                let by = by.as_ref().map(|b| self.scalar(b)).transpose()?;
                Ok(Value::Range(Range { from, to, by }))
            }
            ExprKind::Comprehension { body, name, range } => {
                let mut items = Vec::new();
                for element in self.elements(range)? {
                    let scope = BTreeMap::from([(name.text.clone(), element)]);
                    items.push(self.with_scope(scope, |b| b.value(body))?);
                }
                Ok(Value::List(items))
            }
            ExprKind::Call { callee, arguments } => {
                let value = self.call(expr, callee, arguments)?;
                self.remember(expr.span, &value);
                Ok(value)
            }
            ExprKind::Prime(inner, order) => {
                let value = self.prime(inner, *order)?;
                self.remember(expr.span, &value);
                Ok(value)
            }
            ExprKind::Field(inner, name) => self.field(inner, name),
            ExprKind::Index(inner, indices) => self.index(inner, indices),
            ExprKind::In(..) => Err(self.fail("unexpected-range", "`in` has no meaning here", expr.span)),
            ExprKind::Equation(..) => Err(self
                .fail("unexpected-equation", "an equation has no value", expr.span)
                .help("compare with `==`, or solve it with: solve … for x")),
            _ => {
                let id = self.formula(expr)?;
                self.trail_push(expr.span, id);
                Ok(Value::Expr(id))
            }
        }
    }

    /// The expression that this must be.
    pub fn scalar(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        match self.value(expr)? {
            Value::Expr(id) => Ok(id),
            Value::Function(name) => Err(self
                .fail("not-a-number", format!("`{name}` is a function, not a number"), expr.span)
                .help(format!("call it: {name}(…)"))),
            other => Err(self.fail(
                "not-a-number",
                format!("a number or formula is needed here, and this is {}", other.kind()),
                expr.span,
            )),
        }
    }

    fn values(&mut self, items: &[Expr]) -> Result<Vec<Value>, Diagnostic> {
        items.iter().map(|item| self.value(item)).collect()
    }

    /// An error at this place, or at the call through which the place was reached.
    pub fn fail(&self, code: &'static str, headline: impl Into<String>, span: Span) -> Diagnostic {
        match (self.call_span, self.calls.last()) {
            (Some(call), Some(function)) => {
                Diagnostic::error(code, headline, call).label(format!("in the definition of {function}"))
            }
            _ => Diagnostic::error(code, headline, span),
        }
    }

    fn note(&mut self, note: Diagnostic) {
        if self.call_span.is_none() && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn trail_push(&mut self, span: Span, id: ExprId) {
        if self.calls.is_empty() && self.scopes.len() < 2 {
            self.trail.push((span, id));
        }
    }

    fn remember(&mut self, span: Span, value: &Value) {
        if let Value::Expr(id) = value {
            self.trail_push(span, *id);
        }
    }

    /// The innermost place of the statement whose value, in normal form, is undefined.
    pub fn undefined_place(&mut self) -> Option<(Span, ExprId)> {
        let trail = std::mem::take(&mut self.trail);
        trail.into_iter().find_map(|(span, id)| {
            let form = crate::calculus::normalise(&mut self.session.graph, id);
            matches!(self.session.graph.node(form), Node::Undefined(_)).then_some((span, form))
        })
    }

    fn name(&mut self, name: &str, span: Span) -> Result<Value, Diagnostic> {
        if let Some(value) = self.scopes.iter().rev().find_map(|s| s.get(name)) {
            return Ok(value.clone());
        }
        if self.hidden.contains(name) {
            return Ok(Value::Expr(self.graph().symbol(name)));
        }
        match self.session.definition(name) {
            Some(Definition::Function(_)) => return Ok(Value::Function(name.to_string())),
            Some(Definition::Value(value)) => {
                let value = value.clone();
                return self.refreshed(name, value, span);
            }
            None => {}
        }
        if let Some(value) = self.session.value(name) {
            return Ok(value.clone());
        }
        if name == Session::LAST {
            return Err(self.fail("no-value", "there is no result yet that `ans` could stand for", span));
        }
        if let Some(constant) = self.constant(name) {
            return Ok(Value::Expr(constant));
        }
        if functions::find(name).is_some() || forms::find(name).is_some() {
            return Ok(Value::Function(name.to_string()));
        }
        Ok(Value::Expr(self.graph().symbol(name)))
    }

    /// A stored value with the free names in it looked up again.
    fn refreshed(&mut self, name: &str, value: Value, span: Span) -> Result<Value, Diagnostic> {
        let Value::Expr(id) = value else { return Ok(value) };
        let mut bindings = Vec::new();
        for symbol in crate::expr::symbols_of(&self.session.graph, &[id]) {
            let free = self.session.graph.name(symbol).to_string();
            if let Some(Definition::Value(Value::Expr(_))) = self.session.definition(&free)
                && !self.hidden.contains(&free)
            {
                if self.calls.len() >= MAX_CALLS || free == name {
                    return Err(self.fail("depends-on-itself", format!("`{name}` depends on itself"), span));
                }
                self.calls.push(name.to_string());
                let inner = self.name(&free, span);
                self.calls.pop();
                if let Value::Expr(inner) = inner? {
                    bindings.push((symbol, inner));
                }
            }
        }
        Ok(Value::Expr(crate::expr::substitute(&mut self.session.graph, id, &bindings)))
    }

    fn constant(&mut self, name: &str) -> Option<ExprId> {
        let graph = self.graph();
        Some(match name {
            "pi" | "π" => graph.constant(Constant::Pi),
            "e" => graph.constant(Constant::E),
            "tau" | "τ" => {
                let (two, pi) = (graph.integer(2), graph.constant(Constant::Pi));
                graph.raw_product(&[two, pi])
            }
            "inf" | "∞" => graph.constant(Constant::Infinity),
            "true" => graph.truth(true),
            "false" => graph.truth(false),
            _ => return None,
        })
    }

    /// The forms that are formulas and nothing else.
    fn formula(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        match &expr.kind {
            ExprKind::Number(text) => self.number(text, expr.span),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Juxtaposed(factors) => self.juxtaposed(factors),
            ExprKind::Negated(inner) => {
                let inner = self.scalar(inner)?;
                Ok(self.graph().raw_negation(inner))
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
            ExprKind::Factorial(inner) => {
                let inner = self.scalar(inner)?;
                let graph = self.graph();
                let one = graph.integer(1);
                let next = graph.raw_sum(&[inner, one]);
                Ok(graph.raw_call(&functions::GAMMA, &[next]))
            }
            ExprKind::Percent(inner) => {
                let inner = self.scalar(inner)?;
                let graph = self.graph();
                let hundred = graph.integer(100);
                Ok(graph.raw_quotient(inner, hundred))
            }
            ExprKind::Comparison { first, rest } => self.comparison(first, rest),
            ExprKind::Not(inner) => {
                let inner = self.condition(inner)?;
                Ok(self.graph().not(inner))
            }
            ExprKind::And(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph().and(&parts))
            }
            ExprKind::Or(parts) => {
                let parts = self.conditions(parts)?;
                Ok(self.graph().or(&parts))
            }
            ExprKind::If { .. } => self.cases(expr),
            ExprKind::Text(_)
            | ExprKind::Name(_)
            | ExprKind::Prime(..)
            | ExprKind::Call { .. }
            | ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::Range { .. }
            | ExprKind::In(..)
            | ExprKind::List(_)
            | ExprKind::Comprehension { .. }
            | ExprKind::Point(_)
            | ExprKind::Equation(..) => self.scalar(expr),
        }
    }

    fn number(&mut self, text: &str, span: Span) -> Result<ExprId, Diagnostic> {
        match Rational::parse(text) {
            Ok(value) => {
                let decimal = text.contains(['.', 'e', 'E']);
                Ok(self.graph().number(Number::new(value, decimal)))
            }
            Err(ParseRationalError::Malformed) => {
                Err(self.fail("bad-number", format!("`{text}` is not a number"), span))
            }
            Err(_) => Err(self
                .fail("too-large", "this number has too many digits", span)
                .help("numbers may have up to about 300,000 digits")),
        }
    }

    fn sum(&mut self, terms: &[(Sign, Expr)]) -> Result<ExprId, Diagnostic> {
        let mut ids = Vec::with_capacity(terms.len());
        for (sign, term) in terms {
            let id = self.scalar(term)?;
            ids.push(match sign {
                Sign::Plus => id,
                Sign::Minus => self.graph().raw_negation(id),
            });
        }
        Ok(self.graph().raw_sum(&ids))
    }

    /// One flat product: brackets around a factor that is a product say nothing.
    fn product(&mut self, factors: &[(Factor, Expr)]) -> Result<ExprId, Diagnostic> {
        let mut ids: Vec<ExprId> = Vec::with_capacity(factors.len());
        for (i, (sign, factor)) in factors.iter().enumerate() {
            let id = self.scalar(factor)?;
            match sign {
                Factor::Times => match self.session.graph.node(id) {
                    Node::Product(inner) => ids.extend_from_slice(inner),
                    _ => ids.push(id),
                },
                Factor::Over => {
                    let graph = self.graph();
                    let minus_one = graph.integer(-1);
                    // `1/x` is the reciprocal itself.
                    if i == 1 && ids.len() == 1 && graph.is_one(ids[0]) {
                        ids.clear();
                    }
                    ids.push(graph.raw_power(id, minus_one));
                }
            }
        }
        Ok(self.graph().raw_product(&ids))
    }

    fn juxtaposed(&mut self, factors: &[Expr]) -> Result<ExprId, Diagnostic> {
        let mut ids = Vec::with_capacity(factors.len() + 1);
        let mut factors = factors.iter().peekable();
        while let Some(factor) = factors.next() {
            // `(x^2)'(3)` is the derivative at 3.
            if let (ExprKind::Prime(..), Some(point)) = (&factor.kind, factors.peek()) {
                let function = self.abstraction(factor)?;
                let at = self.scalar(point)?;
                ids.push(self.apply(&function, &[at], factor.span.to(point.span))?);
                factors.next();
                continue;
            }
            // `2x(x + 1)`: a name that is no function multiplies what its brackets hold.
            if let Some((name, inside, exponent)) = self.bracket_product(factor) {
                ids.push(self.scalar(&name)?);
                let inside = self.scalar(&inside)?;
                ids.push(match exponent {
                    Some(e) => {
                        let e = self.scalar(&e)?;
                        self.graph().raw_power(inside, e)
                    }
                    None => inside,
                });
            } else {
                ids.push(self.scalar(factor)?);
            }
        }
        Ok(self.graph().raw_product(&ids))
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Result<ExprId, Diagnostic> {
        // `x(x + 1)^2`, where x is no function, is x*(x + 1)^2.
        if let Some((name, inside, _)) = self.bracket_product(base) {
            self.note_product(&name, base.span);
            let name = self.scalar(&name)?;
            let inside = self.scalar(&inside)?;
            let exponent = self.scalar(exponent)?;
            let graph = self.graph();
            let power = graph.raw_power(inside, exponent);
            return Ok(graph.raw_product(&[name, power]));
        }
        let base = self.scalar(base)?;
        let exponent = self.scalar(exponent)?;
        Ok(self.graph().raw_power(base, exponent))
    }

    fn comparison(&mut self, first: &Expr, rest: &[(Comparison, Expr)]) -> Result<ExprId, Diagnostic> {
        if let [(sign @ (Comparison::Equal | Comparison::NotEqual), right)] = rest
            && let (Value::Text(a), Value::Text(b)) = (self.value(first)?, self.value(right)?)
        {
            return Ok(self.graph().truth((a == b) == (*sign == Comparison::Equal)));
        }
        let mut left = self.scalar(first)?;
        let mut parts = Vec::with_capacity(rest.len());
        for (sign, right) in rest {
            let right = self.scalar(right)?;
            let relation = match sign {
                Comparison::Equal => Relation::Equal,
                Comparison::NotEqual => Relation::NotEqual,
                Comparison::Less => Relation::Less,
                Comparison::LessOrEqual => Relation::LessOrEqual,
                Comparison::Greater => Relation::Greater,
                Comparison::GreaterOrEqual => Relation::GreaterOrEqual,
            };
            parts.push(self.graph().compare(relation, left, right));
            left = right;
        }
        match parts.as_slice() {
            [one] => Ok(*one),
            _ => Ok(self.graph().and(&parts)),
        }
    }

    /// A formula that is true or false.
    pub fn condition(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        let id = self.scalar(expr)?;
        match self.session.graph.node(id) {
            Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) => Ok(id),
            _ => Err(self
                .fail("not-a-condition", "a condition is needed here, such as x > 0", expr.span)
                .label("this is neither true nor false")),
        }
    }

    fn conditions(&mut self, parts: &[Expr]) -> Result<Vec<ExprId>, Diagnostic> {
        parts.iter().map(|p| self.condition(p)).collect()
    }

    /// `if a then b else if c then d else e` is one list of cases.
    fn cases(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        let mut parts = Vec::new();
        let mut rest = expr;
        while let ExprKind::If { condition, then, otherwise } = &rest.kind {
            parts.push(self.condition(condition)?);
            // Branches are not on the trail: the one that is not taken may be undefined.
            let mark = self.trail.len();
            parts.push(self.scalar(then)?);
            self.trail.truncate(mark);
            rest = otherwise;
        }
        let mark = self.trail.len();
        parts.push(self.scalar(rest)?);
        self.trail.truncate(mark);
        Ok(self.graph().raw_piecewise(&parts))
    }

    /// The elements of a list or an integer or stepped range.
    pub fn elements(&mut self, expr: &Expr) -> Result<Vec<Value>, Diagnostic> {
        match self.value(expr)? {
            Value::List(items) => Ok(items),
            Value::Range(range) => self.steps_of(range, expr.span),
            other => Err(self.fail(
                "not-a-range",
                format!("a range such as 1..10 or a list is needed here, and this is {}", other.kind()),
                expr.span,
            )),
        }
    }

    /// `a, a + s, a + 2s, … ` up to `b`.
    pub fn steps_of(&mut self, range: Range, span: Span) -> Result<Vec<Value>, Diagnostic> {
        let mut number = |id: ExprId| {
            let form = crate::calculus::normalise(&mut self.session.graph, id);
            self.session.graph.as_number(form).cloned()
        };
        let ends = (number(range.from), number(range.to), range.by.map_or(Some(Number::integer(1)), &mut number));
        let (Some(from), Some(to), Some(by)) = ends else {
            if let Some(values) = self.closed_steps(range) {
                return Ok(values);
            }
            return Err(self.fail("not-a-number", "the ends and the step of this range must be numbers", span));
        };
        if by.value.is_zero()
            || (&to.value - &from.value).is_negative() != by.value.is_negative() && to.value != from.value
        {
            return Err(self
                .fail("empty-range", "this range never arrives", span)
                .help("the step must lead from the first value to the last"));
        }
        let count = (&to.value - &from.value)
            .checked_div(&by.value)
            .map(|q| q.floor())
            .ok()
            .and_then(|q| q.to_i64())
            .and_then(|n| usize::try_from(n).ok())
            .filter(|&n| n + self.elements < MAX_ELEMENTS)
            .ok_or_else(|| {
                self.fail("too-many-elements", format!("this range has more than {MAX_ELEMENTS} elements"), span)
            })?;
        self.elements += count + 1;
        let mut elements = Vec::with_capacity(count + 1);
        for k in 0..=count {
            let value = from.plus(&by.times(&Number::integer(k as i64)));
            elements.push(Value::Expr(self.graph().number(value)));
        }
        Ok(elements)
    }

    /// The steps of a range between closed numbers such as `0..pi by pi/2`, counted in doubles.
    fn closed_steps(&mut self, range: Range) -> Option<Vec<Value>> {
        let one = self.graph().integer(1);
        let by = range.by.unwrap_or(one);
        let graph = &mut self.session.graph;
        let double = |id| crate::expr::evaluate_closed(graph, id);
        let steps = (double(range.to) - double(range.from)) / double(by);
        if !(steps >= 0.0 && steps + (self.elements as f64) < MAX_ELEMENTS as f64) {
            return None;
        }
        // A last step that only rounding has lost is one.
        let count = (steps + 1e-9).floor() as usize;
        self.elements += count + 1;
        let mut values = Vec::with_capacity(count + 1);
        for k in 0..=count {
            let k = graph.integer(k as i64);
            let way = graph.raw_product(&[k, by]);
            let value = graph.raw_sum(&[range.from, way]);
            values.push(Value::Expr(crate::calculus::normalise(graph, value)));
        }
        Some(values)
    }

    /// Names that can be written here, for "did you mean".
    pub fn known_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.session.names().collect();
        names.extend(self.scopes.iter().flat_map(|s| s.keys()).map(String::as_str));
        names.extend(functions::ALL.iter().flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied())));
        names.extend(forms::ALL.iter().map(|f| f.name));
        names
    }

    /// The nearest name to one that is not known.
    pub fn did_you_mean(&self, name: &str) -> Option<String> {
        nearest(name, self.known_names()).map(str::to_string)
    }
}
