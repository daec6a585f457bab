//! `explain minimum f`, `explain solve …`, `explain convex f`: the argument behind an answer, step by step.

use serde_json::{Value as Json, json};

use crate::calculus::argument::{Argument, Standing};
use crate::session::Output;

/// The argument behind a result.
pub struct Reason {
    /// What it is about: `f`.
    pub name: String,
    /// Its last step leads to the result.
    pub argument: Argument,
}

impl Reason {
    /// The result that is shown, and below it the steps: what each rests on stands farther right.
    pub fn output(&self, shown: &Output) -> Output {
        let steps = self.argument.lines(&self.name);
        // What is shown may tell some of the steps already.
        let told = |line: &&str| steps.iter().any(|step| step.trim() == line.trim());
        let mut lines: Vec<String> = shown.text.lines().filter(|line| !told(line)).map(String::from).collect();
        lines.extend(steps.iter().map(|step| format!("    {step}")));
        Output::new("explain", lines.join("\n"))
            .field("of", shown.kind)
            .field("result", Json::Object(shown.fields.clone()))
            .field("argument", step(&self.argument, &self.name))
    }
}

fn step(argument: &Argument, name: &str) -> Json {
    let name = argument.name(name);
    let premises: Vec<Json> = argument.premises().iter().map(|premise| step(premise, name)).collect();
    let standing = match argument.standing() {
        Standing::Proved => "proved".to_string(),
        Standing::Looks { digits } => format!("equal to {digits} digits, not proved"),
        Standing::Open => "not decided".to_string(),
    };
    json!({ "sentence": argument.text(name), "standing": standing, "premises": premises })
}
