//! Families of solutions, for people and for programs.

use serde_json::{Map, Value as Json, json};

use crate::algebra::present;
use crate::calculus::solve::{Family, ParameterRange};
use crate::expr::{ExprId, Graph, print};

/// A family of solutions as a line, and as an object for programs.
pub fn family_text(graph: &mut Graph, family: &Family, names: &[String]) -> (String, Json) {
    let mut parts = Vec::new();
    let mut object = Map::new();
    for (name, &expression) in names.iter().zip(&family.expressions) {
        let exact = shown_text(graph, expression);
        parts.push(format!("{name} = {exact}"));
        object.insert(name.clone(), json!({ "exact": exact }));
    }
    let parameters: Vec<String> = family.parameters.iter().map(|&s| graph.name(s).to_string()).collect();
    let conditions: Vec<ExprId> = family.conditions.iter().map(|&c| present(graph, c)).collect();
    let family = &Family { conditions, ..family.clone() };
    let line = format!("{} {}", parts.join(", "), family.for_which(graph));
    let mut fields = json!({ "x": object, "parameters": parameters });
    match &family.range {
        ParameterRange::Real => fields["range"] = json!("real"),
        ParameterRange::Whole { least, most, except } => {
            fields["range"] = json!("integer");
            fields["least"] = json!(least);
            fields["most"] = json!(most);
            fields["except"] = json!(except);
        }
    }
    if !family.conditions.is_empty() {
        let conditions: Vec<String> = family.conditions.iter().map(|&c| shown_text(graph, c)).collect();
        fields["conditions"] = json!(conditions);
    }
    (line, fields)
}

/// An expression as it can be typed again, in the order that people read.
pub fn shown_text(graph: &mut Graph, id: ExprId) -> String {
    let shown = present(graph, id);
    print::exact_text(graph, shown).unwrap_or_else(|e| e.to_string())
}
