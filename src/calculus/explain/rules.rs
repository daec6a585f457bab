//! The rules, one for each kind of expression.

use super::teacher::{DerivationStep, Teacher, plus, times};
use crate::algebra::{derivative, present};
use crate::expr::{Derivative, ExprId, FunctionDef, Graph, Node, Symbol, Tie};

impl Teacher<'_> {
    /// The line for one expression; its parts are left open.
    pub(super) fn step(&mut self, of: ExprId) -> DerivationStep {
        let children = self.graph.children(of).to_vec();
        if !self.depends(of) {
            return self.direct(of, "constant");
        }
        match self.graph.node(of) {
            Node::Symbol(_) => self.direct(of, "variable"),
            Node::Sum(_) => {
                let parts: Vec<ExprId> = children.iter().map(|&c| self.part(c)).collect();
                let right = plus(self.graph, &parts);
                line("sum rule", of, right)
            }
            Node::Product(_) => self.product(of, &children),
            Node::Power(base, exponent) => self.power(of, base, exponent),
            Node::Call(function, _) => self.call(of, function, &children),
            Node::Piecewise(_) => {
                let last = children.len() - 1;
                let mut parts = children.clone();
                for (i, &child) in children.iter().enumerate().filter(|(i, _)| i % 2 == 1 || *i == last) {
                    parts[i] = self.part(child);
                }
                let right = self.graph.raw_piecewise(&parts);
                line("case by case", of, right)
            }
            _ => self.direct(of, "constant"),
        }
    }

    fn product(&mut self, of: ExprId, factors: &[ExprId]) -> DerivationStep {
        let mut flat = Vec::new();
        for &factor in factors {
            match self.graph.node(factor) {
                Node::Product(inner) => flat.extend_from_slice(inner),
                _ => flat.push(factor),
            }
        }
        let (moving, fixed): (Vec<ExprId>, Vec<ExprId>) = flat.into_iter().partition(|&f| self.depends(f));
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for &factor in &moving {
            match self.divisor(factor) {
                Some(divisor) => below.push(divisor),
                None => above.push(factor),
            }
        }
        if moving.len() == 1 && self.is_unknown(moving[0]) {
            return self.direct(of, "constant factor");
        }
        if moving.len() == 1 && self.is_power_of_unknown(moving[0]) {
            return self.direct(of, "power rule");
        }
        if !below.is_empty() {
            return self.quotient(of, fixed, above, below);
        }
        if !fixed.is_empty() {
            let right = self.part(of);
            return line("constant factor", of, right);
        }
        let mut terms = Vec::new();
        for i in 0..above.len() {
            let mut term = above.clone();
            term[i] = self.part(above[i]);
            terms.push(times(self.graph, &term));
        }
        let right = plus(self.graph, &terms);
        line("product rule", of, right)
    }

    /// `b` where the factor is `1/b`, `b^2` where it is `b^(-2)`.
    fn divisor(&mut self, factor: ExprId) -> Option<ExprId> {
        let Node::Power(base, exponent) = self.graph.node(factor) else { return None };
        let n = self.graph.as_integer(exponent).filter(|n| *n < 0)?.checked_neg()?;
        let exponent = self.graph.integer(n);
        Some(if n == 1 { base } else { self.graph.raw_power(base, exponent) })
    }

    fn is_power_of_unknown(&self, id: ExprId) -> bool {
        match self.graph.node(id) {
            Node::Power(base, exponent) if !self.depends(exponent) => match self.graph.node(base) {
                // 1/x^2 as written
                Node::Power(inner, n) => self.is_unknown(inner) && !self.depends(n),
                _ => self.is_unknown(base),
            },
            _ => false,
        }
    }

    fn quotient(&mut self, of: ExprId, fixed: Vec<ExprId>, above: Vec<ExprId>, below: Vec<ExprId>) -> DerivationStep {
        let two = self.graph.integer(2);
        let denominator = self.graph.raw_product(&below);
        let square = self.graph.raw_power(denominator, two);
        let over = |graph: &mut Graph, numerator: ExprId| {
            let inverse = graph.raw_power(square, ExprId::MINUS_ONE);
            times(graph, &[numerator, inverse])
        };
        if above.is_empty() {
            let slope = self.part(denominator);
            let mut factors = vec![ExprId::MINUS_ONE];
            factors.extend(fixed);
            factors.push(slope);
            let numerator = times(self.graph, &factors);
            let right = over(self.graph, numerator);
            return line("reciprocal rule", of, right);
        }
        let mut factors = fixed;
        factors.extend(above);
        let numerator = times(self.graph, &factors);
        let (up, down) = (self.part(numerator), self.part(denominator));
        let first = times(self.graph, &[up, denominator]);
        let second = times(self.graph, &[ExprId::MINUS_ONE, numerator, down]);
        let difference = plus(self.graph, &[first, second]);
        let right = over(self.graph, difference);
        line("quotient rule", of, right)
    }

    fn power(&mut self, of: ExprId, base: ExprId, exponent: ExprId) -> DerivationStep {
        match (self.depends(base), self.depends(exponent)) {
            (true, true) => {
                // u^v = e^(v ln u), so its logarithm is differentiated.
                let ln = self.graph.core().ln;
                let log = self.graph.raw_call(ln, &[base]);
                let inner = times(self.graph, &[exponent, log]);
                let slope = self.part(inner);
                let right = times(self.graph, &[of, slope]);
                line("logarithmic differentiation", of, right)
            }
            (true, false) if self.is_power_of_unknown(of) => self.direct(of, "power rule"),
            (true, false) if self.graph.as_integer(exponent) == Some(-1) => {
                self.quotient(of, Vec::new(), Vec::new(), vec![base])
            }
            (true, false) => {
                let u = self.name(base);
                let node = self.graph.symbol_node(u);
                let outer = self.graph.raw_power(node, exponent);
                self.chain("power rule and chain rule", of, outer, &[(u, base)])
            }
            (false, _) if self.is_unknown(exponent) => self.direct(of, "exponential rule"),
            (false, _) => {
                let u = self.name(exponent);
                let node = self.graph.symbol_node(u);
                let outer = self.graph.raw_power(base, node);
                self.chain("exponential rule and chain rule", of, outer, &[(u, exponent)])
            }
        }
    }

    fn call(&mut self, of: ExprId, function: &'static FunctionDef, arguments: &[ExprId]) -> DerivationStep {
        let mut step = self.smooth_call(of, function, arguments);
        step.kink = function.kink;
        step
    }

    fn smooth_call(&mut self, of: ExprId, function: &'static FunctionDef, arguments: &[ExprId]) -> DerivationStep {
        let name = function.name;
        if let Derivative::Total(rule) = function.derivative {
            let slopes: Vec<ExprId> = arguments.iter().map(|&a| self.part(a)).collect();
            let right = rule(self.graph, arguments, &slopes, Tie::NearestZero);
            let right = present(self.graph, right);
            return line(&format!("derivative of {name}"), of, right);
        }
        let mut outer = arguments.to_vec();
        let mut names = Vec::new();
        for (i, &argument) in arguments.iter().enumerate() {
            if self.depends(argument) && !(self.is_unknown(argument) && arguments.len() == 1) {
                let u = self.name(argument);
                outer[i] = self.graph.symbol_node(u);
                names.push((u, argument));
            }
        }
        if names.is_empty() {
            return self.direct(of, &format!("derivative of {name}"));
        }
        let outer = self.graph.raw_call(function, &outer);
        self.chain(&format!("derivative of {name} and chain rule"), of, outer, &names)
    }

    /// The outer derivative times that of each inner function.
    fn chain(&mut self, rule: &str, of: ExprId, outer: ExprId, names: &[(Symbol, ExprId)]) -> DerivationStep {
        let mut terms = Vec::new();
        let mut used: Vec<(Symbol, ExprId)> = Vec::new();
        for &(u, inner) in names {
            if used.iter().any(|(v, _)| *v == u) {
                continue;
            }
            let slope = derivative(self.graph, outer, u);
            let slope = present(self.graph, slope);
            let part = self.part(inner);
            terms.push(times(self.graph, &[slope, part]));
            used.push((u, inner));
        }
        let right = plus(self.graph, &terms);
        DerivationStep { rule: rule.to_string(), of, right, names: used, kink: "" }
    }
}

fn line(rule: &str, of: ExprId, right: ExprId) -> DerivationStep {
    DerivationStep { rule: rule.to_string(), of, right, names: Vec::new(), kink: "" }
}
