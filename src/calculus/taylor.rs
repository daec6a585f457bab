//! The Taylor polynomial of an expression: series arithmetic over exact coefficients, node by node.

use super::function::Function;
use crate::algebra::differentiate::Differentiator;
use crate::algebra::formula::simpler;
use crate::algebra::normal::{
    self, closed_bounds, closed_sign, formed, normal_at, normalise, power, product, ratio, sum,
};
use crate::expr::{ExprId, Fault, FunctionDef, Graph, NoDigits, Node, Symbol, digits_of, reach, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::budget::nodes;
use crate::numeric::{BallError, Interval, Quality, Rational};

/// Why there is no Taylor polynomial.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTaylor {
    /// The expression has no value at the point itself.
    #[error("it has no value there")]
    NoValue,
    /// A part is not smooth there, or not known to be.
    #[error("it is not known to be differentiable there as often as needed")]
    NotSmooth,
    /// The coefficients grow too long.
    #[error("its coefficients grow too long")]
    TooLong,
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

/// Digits that show whether a closed number has a value.
const DIGITS: usize = 20;
/// A stand-in for the argument of a function.
const ARGUMENT: &str = "\u{2}";

/// The coefficients at rising powers of `x - at`, up to `order`.
pub fn coefficients(
    graph: &mut Graph,
    function: &Function,
    at: ExprId,
    order: usize,
    interrupt: &Interrupt,
) -> Result<Vec<ExprId>, NoTaylor> {
    let (x, _) = function.unknown().ok_or(NoTaylor::NotSmooth)?;
    let (f, at) = (function.written(), normalise(graph, at));
    if has_no_value(graph, function, at) {
        return Err(NoTaylor::NoValue);
    }
    let mut work = TaylorExpansion { graph, x, at, order, interrupt };
    if order == 0 {
        let value = function.at(work.graph, &[at]);
        let value = normalise(work.graph, value);
        return Ok(vec![work.kept(value)?]);
    }
    work.over(f, &[], &[])
}

/// Has the function certainly no value at the point?
fn has_no_value(graph: &mut Graph, function: &Function, at: ExprId) -> bool {
    let put = function.at(graph, &[at]);
    let value = normalise(graph, put);
    if let Node::Undefined(fault) = graph.node(value) {
        return !matches!(fault, Fault::TooLarge);
    }
    matches!(digits_of(graph, put, DIGITS), Err(NoDigits::Ball(BallError::OutOfDomain)))
}

struct TaylorExpansion<'a> {
    graph: &'a mut Graph,
    x: Symbol,
    at: ExprId,
    order: usize,
    interrupt: &'a Interrupt,
}

type Coefficients = Vec<ExprId>;

impl TaylorExpansion<'_> {
    fn node(&mut self, id: ExprId, children: &[Coefficients]) -> Result<Option<Coefficients>, NoTaylor> {
        if !self.varies(id) {
            let value = normalise(self.graph, id);
            let value = self.kept(value)?;
            return Ok(Some(self.constant(value)));
        }
        Ok(Some(match self.graph.node(id) {
            Node::Symbol(_) => {
                let mut terms = self.constant(self.at);
                terms[1] = ExprId::ONE;
                terms
            }
            Node::Sum(_) => (0..=self.order)
                .map(|k| self.total(&children.iter().map(|c| c[k]).collect::<Vec<_>>()))
                .collect::<Result<_, _>>()?,
            Node::Product(_) => {
                let mut result = children[0].clone();
                for factor in &children[1..] {
                    result = self.times(&result, factor)?;
                }
                result
            }
            Node::Power(_, exponent) => self.power(&children[0], (exponent, &children[1]))?,
            Node::Call(function, arguments) => {
                let arguments = arguments.to_vec();
                match self.rewritten(function, &arguments, children) {
                    Err(NoTaylor::NotSmooth) if children.len() == 1 => self.through(function, &children[0])?,
                    found => found?,
                }
            }
            _ => return Ok(None),
        }))
    }

    /// Does an expression depend on the unknown, or on what stands for a series? That all terms of its series but the first are 0
    /// up to the order does not say that it does not.
    fn varies(&self, id: ExprId) -> bool {
        let varies = |s: Symbol| s == self.x || self.graph.name(s).starts_with(ARGUMENT);
        crate::expr::symbols_of(self.graph, &[id]).into_iter().any(varies)
    }

    fn constant(&mut self, value: ExprId) -> Coefficients {
        let mut terms = vec![self.graph.integer(0); self.order + 1];
        terms[0] = normalise(self.graph, value);
        terms
    }

    fn kept(&self, id: ExprId) -> Result<ExprId, NoTaylor> {
        match self.graph.node(id) {
            Node::Number(_) => Ok(id),
            Node::Undefined(_) => Err(NoTaylor::NotSmooth),
            _ if unfolded_size(self.graph, id).0 > nodes::TAYLOR_COEFFICIENT => Err(NoTaylor::TooLong),
            _ => Ok(id),
        }
    }

    fn total(&mut self, parts: &[ExprId]) -> Result<ExprId, NoTaylor> {
        let id = sum(self.graph, parts);
        self.kept(id)
    }

    fn times(&mut self, a: &Coefficients, b: &Coefficients) -> Result<Coefficients, NoTaylor> {
        let mut result = Vec::with_capacity(self.order + 1);
        for k in 0..=self.order {
            if self.interrupt.is_set() {
                return Err(NoTaylor::Interrupted);
            }
            let mut parts = Vec::new();
            for i in 0..=k {
                if !self.graph.is_zero(a[i]) && !self.graph.is_zero(b[k - i]) {
                    parts.push(product(self.graph, &[a[i], b[k - i]]));
                }
            }
            result.push(self.total(&parts)?);
        }
        Ok(result)
    }

    /// A power. Of a base that is not 0 there by its differential equation `b*p' = n*b'*p`.
    fn power(
        &mut self,
        base: &Coefficients,
        (id, exponent): (ExprId, &Coefficients),
    ) -> Result<Coefficients, NoTaylor> {
        if self.varies(id) {
            let log = self.through(self.graph.core().ln, base)?;
            let inner = self.times(exponent, &log)?;
            return self.through(self.graph.core().exp, &inner);
        }
        let n = exponent[0];
        if let Some(n) = self.graph.as_integer(n).filter(|n| *n >= 0 && *n <= self.order as i64) {
            let mut result = self.constant(ExprId::ONE);
            for _ in 0..n {
                result = self.times(&result, base)?;
            }
            return Ok(result);
        }
        let whole = self.graph.as_integer(n).is_some();
        match closed_sign(self.graph, base[0]) {
            Some(sign) if sign.is_gt() || (whole && sign.is_ne()) => {}
            // With free names the sign is left open, as everywhere.
            None if !crate::expr::symbols_of(self.graph, &[base[0]]).is_empty() => {}
            _ => return self.power_from_zero(base, n),
        }
        let mut result = vec![power(self.graph, base[0], n)];
        for k in 1..=self.order {
            let mut parts = Vec::new();
            for i in 1..=k {
                let weight = formed(self.graph, n * i as i64 - (k - i) as i64);
                parts.push(product(self.graph, &[weight, base[i], result[k - i]]));
            }
            let above = self.total(&parts)?;
            let next = formed(self.graph, above / (k as i64 * base[0]));
            result.push(self.kept(next)?);
        }
        Ok(result)
    }

    /// A whole power beyond the order, of what is 0 there.
    fn power_from_zero(&mut self, base: &Coefficients, n: ExprId) -> Result<Coefficients, NoTaylor> {
        if self.graph.as_integer(n).is_some_and(|n| n > self.order as i64) && self.graph.is_zero(base[0]) {
            return Ok(self.constant(ExprId::ZERO));
        }
        Err(NoTaylor::NotSmooth)
    }

    /// A function in terms of simpler ones.
    fn rewritten(
        &mut self,
        function: &'static FunctionDef,
        arguments: &[ExprId],
        children: &[Coefficients],
    ) -> Result<Coefficients, NoTaylor> {
        let mut nodes = Vec::with_capacity(arguments.len());
        for (i, &argument) in arguments.iter().enumerate() {
            let varies = self.varies(argument);
            nodes.push(if varies { self.graph.symbol(&format!("{ARGUMENT}{i}")) } else { children[i][0] });
        }
        let other = simpler(self.graph, function, &nodes).ok_or(NoTaylor::NotSmooth)?;
        self.over(other, &nodes, children)
    }

    /// The series of an expression over stand-ins whose series are known.
    fn over(&mut self, root: ExprId, nodes: &[ExprId], children: &[Coefficients]) -> Result<Coefficients, NoTaylor> {
        let reach = reach(self.graph, &[root]);
        let mut known: Vec<Option<Coefficients>> = vec![None; reach.slots()];
        for &id in &reach.order {
            if self.interrupt.is_set() {
                return Err(NoTaylor::Interrupted);
            }
            let given = nodes.iter().position(|&n| n == id);
            let parts: Vec<Coefficients> =
                self.graph.children(id).iter().filter_map(|c| known[reach.slot(*c)].clone()).collect();
            known[reach.slot(id)] = match given {
                Some(i) => Some(children[i].clone()),
                None if parts.len() == self.graph.children(id).len() => self.node(id, &parts)?,
                None => None,
            };
        }
        known[reach.slot(root)].take().ok_or(NoTaylor::NotSmooth)
    }

    /// `f(u) = f(u0) + integral of f'(u)*u'`, where the slope is made of powers and exponentials only.
    fn integrated(
        &mut self,
        function: &'static FunctionDef,
        slope: ExprId,
        u: &Coefficients,
    ) -> Result<Coefficients, NoTaylor> {
        let node = self.graph.symbol(ARGUMENT);
        let outer = self.over(slope, &[node], std::slice::from_ref(u))?;
        let mut inner: Coefficients =
            u.iter().enumerate().skip(1).map(|(k, &term)| formed(self.graph, k as i64 * term)).collect();
        inner.push(ExprId::ZERO);
        let rate = self.times(&outer, &inner)?;
        let start = normal::call(self.graph, function, &[u[0]]);
        let mut result = vec![self.kept(start)?];
        for (k, &term) in rate.iter().enumerate().take(self.order) {
            result.push(formed(self.graph, ratio(1, k as i64 + 1) * term));
        }
        Ok(result)
    }

    /// A function of one argument: its derivatives where the argument is, composed with the argument's series.
    fn through(&mut self, function: &'static FunctionDef, u: &Coefficients) -> Result<Coefficients, NoTaylor> {
        if !self.smooth(function, u[0]) {
            return Err(NoTaylor::NotSmooth);
        }
        let symbol = self.graph.symbol_id(ARGUMENT);
        let node = self.graph.symbol_node(symbol);
        let mut slope = normal::call(self.graph, function, &[node]);
        let mut differentiator = Differentiator::new(symbol);
        let first = differentiator.derive(self.graph, slope);
        if function != self.graph.core().exp && self.is_plain(first) {
            return self.integrated(function, first, u);
        }
        let mut small = u.clone();
        small[0] = ExprId::ZERO;
        let (mut powers, mut total) = (self.constant(ExprId::ONE), self.constant(ExprId::ZERO));
        for k in 0..=self.order {
            if self.interrupt.is_set() {
                return Err(NoTaylor::Interrupted);
            }
            let value = normal_at(self.graph, slope, &[(symbol, u[0])]);
            let share = Rational::factorial(k as u64).and_then(|f| f.recip()).map_err(|_| NoTaylor::TooLong)?;
            let factor = formed(self.graph, value * share);
            let factor = self.kept(factor)?;
            for (sum_so_far, &part) in total.iter_mut().zip(&powers) {
                *sum_so_far = formed(self.graph, *sum_so_far + factor * part);
            }
            powers = self.times(&powers, &small)?;
            slope = differentiator.derive(self.graph, slope);
            if unfolded_size(self.graph, slope).0 > 100_000 {
                return Err(NoTaylor::TooLong);
            }
        }
        Ok(total)
    }

    /// Has the expression no functions but exponentials?
    fn is_plain(&self, id: ExprId) -> bool {
        let exp = self.graph.core().exp;
        reach(self.graph, &[id]).order.iter().all(|&id| match self.graph.node(id) {
            Node::Call(f, _) => f == exp,
            Node::Piecewise(_) | Node::Undefined(_) => false,
            _ => true,
        })
    }

    /// Is the function smooth near this number? Open where names without a value are in it.
    fn smooth(&self, function: &'static FunctionDef, at: ExprId) -> bool {
        if !crate::expr::symbols_of(self.graph, &[at]).is_empty() {
            return true;
        }
        let Some(size) = closed_bounds(self.graph, at) else { return false };
        let near = Interval::around(size.value - size.error, size.value + size.error, 1);
        function.interval.is_some_and(|f| f(&[near]).quality == Quality::Smooth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculus::CORE;
    use crate::expr::evaluate_closed;
    use crate::functions::tests::reader::read;

    fn series(text: &str, at: &str, order: usize) -> Result<Vec<String>, NoTaylor> {
        let mut graph = Graph::new(&CORE);
        let (f, at) = (read(&mut graph, text), read(&mut graph, at));
        let x = graph.symbol_id("x");
        let found = coefficients(&mut graph, &Function::everywhere(f, &[x]), at, order, &Interrupt::default())?;
        Ok(found
            .into_iter()
            .map(|c| {
                let shown = crate::algebra::present(&mut graph, c);
                crate::expr::print::text(&graph, shown)
            })
            .collect())
    }

    #[test]
    fn known_series() {
        for (text, at, expected) in [
            ("exp(x)", "0", "1 1 1/2 1/6 1/24 1/120"),
            ("sin(x)", "0", "0 1 0 -1/6 0 1/120"),
            ("tan(x)", "0", "0 1 0 1/3 0 2/15"),
            ("tanh(x)", "0", "0 1 0 -1/3 0 2/15"),
            ("atan(x)", "0", "0 1 0 -1/3 0 1/5"),
            ("ln(1 + x)", "0", "0 1 -1/2 1/3 -1/4 1/5"),
            ("sqrt(1 + x)", "0", "1 1/2 -1/8 1/16 -5/128 7/256"),
            ("1/(1 - x)", "0", "1 1 1 1 1 1"),
            ("x^3 - 2x", "1", "-1 1 3 1 0 0"),
            ("ln(x)", "1", "0 1 -1/2 1/3 -1/4 1/5"),
            ("x^7", "0", "0 0 0 0 0 0"),
            ("asinh(x)", "0", "0 1 0 -1/6 0 3/40"),
            ("exp(sin(x))", "0", "1 1 1/2 0 -1/8 -1/15"),
            ("|x|", "1", "1 1 0 0 0 0"),
            ("cos(x)", "pi/2", "0 -1 0 1/6 0 -1/120"),
        ] {
            assert_eq!(series(text, at, 5).map(|s| s.join(" ")), Ok(expected.to_string()), "{text} at {at}");
        }
    }

    #[test]
    fn where_there_is_none() {
        for (text, at) in
            [("|x|", "0"), ("sqrt(x)", "0"), ("ln(x)", "0"), ("1/x", "0"), ("floor(x)", "1"), ("x^(5/2)", "0")]
        {
            assert!(series(text, at, 4).is_err(), "{text} at {at}");
        }
        // The terms of what is inside are 0 up to the order, and it is no constant.
        for (text, at) in [
            ("cbrt(x^3)", "0"),
            ("sqrt(x^4)", "0"),
            ("sqrt((x-1)^2)", "1"),
            ("acos(1 - x^4)", "0"),
            ("asin(1 - x^4)", "0"),
            ("sign(x^2)", "0"),
            ("floor(cos(x))", "0"),
            ("mod(-x^2, 1)", "0"),
            ("0^(x^2)", "0"),
            ("(-2)^(2 + x^2)", "0"),
        ] {
            assert_eq!(series(text, at, 1), Err(NoTaylor::NotSmooth), "{text} at {at}");
        }
        assert_eq!(series("sqrt(x^2) + floor(x)", "0", 0), Ok(vec!["0".to_string()]));
    }

    #[test]
    fn where_there_is_no_value() {
        for (text, at) in [("1/x", "0"), ("sin(x)/x", "0"), ("ln(x)", "-1"), ("ln(1 - sqrt(2)) + x", "0"), ("x/x", "0")]
        {
            assert_eq!(series(text, at, 3), Err(NoTaylor::NoValue), "{text} at {at}");
        }
        assert_eq!(series("|x|", "0", 3), Err(NoTaylor::NotSmooth));
    }

    #[test]
    fn long_series_are_fast() {
        for text in ["tan(x)", "exp(sin(x))", "atan(x)*ln(1 + x)", "sqrt(1 + x + x^2)", "exp(exp(x) - 1)"] {
            assert_eq!(series(text, "0", 40).map(|s| s.len()), Ok(41), "{text}");
        }
    }

    #[test]
    fn series_are_near_the_function() {
        for (text, at) in [
            ("sin(x)*exp(x)/(2 + x)", "1/3"),
            ("atan(x^2) - erf(x)", "1/2"),
            ("hypot(x, 2)", "1"),
            ("gamma(x)", "3"),
            ("x^x", "2"),
            ("softplus(x) + sigmoid(x)", "0"),
        ] {
            let mut graph = Graph::new(&CORE);
            let (f, point) = (read(&mut graph, text), read(&mut graph, at));
            let x = graph.symbol_id("x");
            let found =
                coefficients(&mut graph, &Function::everywhere(f, &[x]), point, 6, &Interrupt::default()).expect(text);
            let centre = evaluate_closed(&graph, point);
            for h in [-0.01_f64, 0.01, 0.02] {
                let near: f64 =
                    found.iter().enumerate().map(|(k, &c)| evaluate_closed(&graph, c) * h.powi(k as i32)).sum();
                let exact = crate::expr::evaluate(&graph, f, &[(x, centre + h)]);
                assert!((near - exact).abs() < 1e-9 * (1.0 + exact.abs()), "{text}: {near} and {exact}");
            }
        }
    }
}
