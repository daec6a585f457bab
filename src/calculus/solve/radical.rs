//! Equations with roots: one root at a time is set apart and raised to its power; the check finds what was added.

use super::candidate::{Candidate, Candidates};
use super::search::EquationSearch;
use crate::algebra::normal::{Powers, formed};
use crate::algebra::terms::{collect, kernels, linear, replace};
use crate::algebra::{expand, expanded};
use crate::calculus::families::flattened;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on};
use crate::functions::CBRT;

impl EquationSearch<'_> {
    pub(super) fn radical(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let (found, _) = kernels(graph, g, x);
        let mut roots: Vec<(ExprId, ExprId, i64, i64)> = Vec::new();
        for &kernel in &found {
            match graph.node(kernel) {
                Node::Power(base, exponent) => {
                    let (n, d) = graph.as_rational(exponent)?.to_i64_fraction()?;
                    roots.push((kernel, base, n, d));
                }
                Node::Call(f, arguments) if f == &CBRT => roots.push((kernel, arguments[0], 1, 3)),
                _ => {}
            }
        }
        let &(_, base, ..) = roots.first()?;
        let same: Vec<(ExprId, i64, i64)> =
            roots.iter().filter(|r| r.1 == base).map(|&(kernel, _, n, d)| (kernel, n, d)).collect();
        // Real cube roots and powers of the same base differ for negative ones.
        let degree = same.iter().try_fold(1_i64, |all, &(_, _, d)| lcm(all, d))?;
        let name = self.substitution(graph);
        let t = graph.symbol_node(name);
        let mut pairs = Vec::new();
        for (kernel, n, d) in same {
            let whole = n.checked_mul(degree / d)?;
            pairs.push((kernel, formed(graph, t.pow(whole))));
        }
        let t_power = formed(graph, t.pow(degree));
        pairs.push((base, t_power));
        let other = replace(graph, g, &pairs);
        if roots.len() == pairs.len() - 1
            && let Some(found) = self.over_linear_base(graph, (other, name, t_power), (g, base), x)
        {
            return Some(found);
        }
        self.raised(graph, g, &pairs[..pairs.len() - 1], (name, base, degree), x)
    }

    /// `t^d = a*x + b`: the unknown is a polynomial in `t`.
    fn over_linear_base(
        &mut self,
        graph: &mut Graph,
        other: (ExprId, Symbol, ExprId),
        (g, base): (ExprId, ExprId),
        x: Symbol,
    ) -> Option<Candidates> {
        let (a, b) = linear(graph, base, x)?;
        self.unless_zero(
            graph,
            a,
            |search, graph| search.by_root(graph, other, (a, b), x),
            |search, graph| search.again(graph, g, x),
        )
    }

    /// The same where `a` is not 0.
    fn by_root(
        &mut self,
        graph: &mut Graph,
        (other, name, t_power): (ExprId, Symbol, ExprId),
        (a, b): (ExprId, ExprId),
        x: Symbol,
    ) -> Option<Candidates> {
        let value = formed(graph, (t_power - b) / a);
        let x_node = graph.symbol_node(x);
        let other = replace(graph, other, &[(x_node, value)]);
        let values = self.zeros(graph, other, name).whole()?;
        // Where the root has a value, the equation is the one in `t`.
        if values.pieces.iter().any(|piece| !piece.conditions.is_empty()) {
            return None;
        }
        let mut found = Candidates { pieces: values.pieces, ..Candidates::default() };
        for Candidate { value: at, guard } in values.points {
            let point = self.put(graph, value, name, at);
            let point = expanded(graph, point);
            found.points.push(Candidate { value: point, guard });
        }
        Some(found)
    }

    /// `A*r + B = 0` gives `A^d*base - (-B)^d = 0`, where `r` is the root.
    fn raised(
        &mut self,
        graph: &mut Graph,
        g: ExprId,
        pairs: &[(ExprId, ExprId)],
        root: (Symbol, ExprId, i64),
        x: Symbol,
    ) -> Option<Candidates> {
        let (name, base, degree) = root;
        let t = graph.symbol_node(name);
        let other = replace(graph, g, pairs);
        let by_t = collect(graph, other, t, name)?;
        if by_t.keys().any(|n| !(0..=1).contains(n)) {
            return None;
        }
        let a = *by_t.get(&1)?;
        let b = by_t.get(&0).copied().unwrap_or(ExprId::ZERO);
        let gap = formed(graph, a.pow(degree) * base - (-b).pow(degree));
        let gap = expand(graph, gap).ok()?;
        if depends_on(graph, gap, name) {
            return None;
        }
        let gap = flattened(graph, gap);
        let points = self.zeros(graph, gap, x).only_points()?;
        Some(Candidates { points, ..Candidates::default() })
    }
}

fn lcm(a: i64, b: i64) -> Option<i64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x).checked_mul(b).filter(|n| *n <= 60)
}
