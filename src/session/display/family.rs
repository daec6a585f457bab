//! Families of solutions, for people and for programs.

use crate::algebra::present;
use crate::calculus::families::{Family, ParameterRange};
use crate::expr::{ExprId, Graph};
use crate::output::{Datum, Sentence, sentence};

/// A family of solutions as a line.
pub fn family_sentence(graph: &mut Graph, family: &Family, names: &[String]) -> Sentence {
    let values = names.iter().zip(&family.expressions).map(|(name, &e)| sentence![name, " = ", present(graph, e)]);
    let values = Sentence::joined(values.collect::<Vec<_>>(), ", ");
    let conditions: Vec<ExprId> = family.conditions.iter().map(|&c| present(graph, c)).collect();
    sentence![values, " ", Family { conditions, ..family.clone() }.for_which(graph)]
}

/// A family of solutions for programs, with an object for each unknown.
pub fn family_fields(
    graph: &mut Graph,
    family: &Family,
    names: &[String],
    value: impl Fn(usize, Datum) -> Datum,
) -> Vec<(String, Datum)> {
    let expressions = family.expressions.iter().enumerate();
    let x: Vec<Datum> = expressions.map(|(i, &e)| value(i, Datum::exact(present(graph, e)))).collect();
    let parameters: Vec<String> = family.parameters.iter().map(|&s| graph.name(s).to_string()).collect();
    let mut fields = vec![("x", Datum::by_name(names, x)), ("parameters", parameters.into())];
    match &family.range {
        ParameterRange::Real => fields.push(("range", "real".into())),
        ParameterRange::Whole(set) => fields.extend([
            ("range", "integer".into()),
            ("least", set.least().into()),
            ("most", set.most().into()),
            ("except", set.gaps().into()),
        ]),
    }
    if !family.conditions.is_empty() {
        fields.push(("conditions", conditions_datum(graph, &family.conditions)));
    }
    fields.into_iter().map(|(name, datum)| (name.to_string(), datum)).collect()
}

/// An object with the exact form alone.
pub fn exact_only(_: usize, exact: Datum) -> Datum {
    Datum::object([("exact", exact)])
}

/// Conditions for programs.
pub fn conditions_datum(graph: &mut Graph, conditions: &[ExprId]) -> Datum {
    let conditions: Vec<Datum> = conditions.iter().map(|&c| Datum::exact(present(graph, c))).collect();
    conditions.into()
}
