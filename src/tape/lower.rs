//! From expressions to a tape.

use super::Tape;
use super::fold::{Operand, TapeBuilder};
use crate::expr::{Computation, Constant, ExprId, Graph, Node, Symbol, reach};

/// Why an expression has no tape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LowerError {
    /// A name that has no value and is no input.
    #[error("`{name}` has no value")]
    NoInput {
        /// The name.
        name: String,
    },
}

/// The tape that computes these expressions from the values of these symbols. What they share is computed once.
pub fn lower(graph: &Graph, outputs: &[ExprId], inputs: &[Symbol]) -> Result<Tape, LowerError> {
    let reach = reach(graph, outputs);
    let mut terms = vec![Operand::Constant(f64::NAN); reach.slots()];
    let mut builder = TapeBuilder::default();
    for &id in &reach.order {
        terms[reach.slot(id)] = term(graph, id, inputs, &mut builder, &|c: &ExprId| terms[reach.slot(*c)])?;
    }
    let results: Vec<Operand> = outputs.iter().map(|&id| terms[reach.slot(id)]).collect();
    Ok(builder.finish(inputs.len(), &results))
}

/// The value of one node, given those of its children. It mirrors `expr::evaluate` operation for operation.
fn term(
    graph: &Graph,
    id: ExprId,
    inputs: &[Symbol],
    builder: &mut TapeBuilder,
    of: &dyn Fn(&ExprId) -> Operand,
) -> Result<Operand, LowerError> {
    let one = Operand::Constant(1.0);
    Ok(match graph.node(id) {
        Node::Number(n) => Operand::Constant(n.value.to_f64()),
        Node::Constant(Constant::Pi) => Operand::Constant(std::f64::consts::PI),
        Node::Constant(Constant::E) => Operand::Constant(std::f64::consts::E),
        Node::Constant(Constant::Infinity) => Operand::Constant(f64::INFINITY),
        Node::Symbol(symbol) => match inputs.iter().position(|&s| s == symbol) {
            Some(number) => Operand::Input(number as u32),
            None => return Err(LowerError::NoInput { name: graph.name(symbol).to_string() }),
        },
        Node::Sum(terms) => terms[1..].iter().fold(of(&terms[0]), |sum, t| builder.add(sum, of(t))),
        Node::Product(factors) => factors[1..].iter().fold(of(&factors[0]), |product, f| match graph.node(*f) {
            Node::Power(base, exponent) if graph.as_integer(exponent) == Some(-1) => builder.div(product, of(&base)),
            _ => builder.mul(product, of(f)),
        }),
        Node::Power(base, exponent) => match Computation::of(graph, base, exponent) {
            Computation::Integer(n) => builder.powi(of(&base), n),
            Computation::Odd(n) => {
                let even = builder.pow(of(&base), Operand::Constant(n));
                builder.mul(of(&base), even)
            }
            Computation::Exponential => builder.exp_pow(of(&base), of(&exponent)),
            Computation::Double => builder.pow(of(&base), of(&exponent)),
        },
        Node::Call(function, arguments) => {
            let arguments: Vec<Operand> = arguments.iter().map(of).collect();
            builder.call(function, &arguments)
        }
        Node::Piecewise(parts) => {
            let otherwise = of(&parts[parts.len() - 1]);
            parts.chunks_exact(2).rev().fold(otherwise, |rest, pair| builder.select(of(&pair[0]), of(&pair[1]), rest))
        }
        Node::Compare(relation, a, b) => builder.compare(relation, of(&a), of(&b)),
        Node::Not(a) => builder.sub(one, of(&a)),
        // The first part that decides is the result, whatever the later ones are.
        Node::And(parts) => parts.iter().rev().fold(one, |rest, p| builder.select(of(p), rest, Operand::Constant(0.0))),
        Node::Or(parts) => parts.iter().rev().fold(Operand::Constant(0.0), |rest, p| builder.select(of(p), one, rest)),
        Node::Truth(truth) => Operand::Constant(f64::from(u8::from(truth))),
        Node::Undefined(_) => Operand::Constant(f64::NAN),
    })
}
