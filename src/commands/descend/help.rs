//! Help pages of methods and schedules: `help adam`, `help methods`, `help cosine`, `help schedules`.

use crate::descent::methods::{self, MethodDef, RateUse};
use crate::descent::schedule::{self, ScheduleDef};
use crate::numeric::format;
use crate::session::library::{self, BuiltIn};

/// All methods, one line each.
pub fn overview() -> String {
    let mut text = String::from("Rules, written in the language\n");
    let line = |name: &str, about: &str| format!("  {name:<20}{about}\n");
    for found in library::names().filter_map(library::find) {
        text += &line(&found.optimizer.name.text, found.about.trim_end_matches('.'));
    }
    text += "\nMethods that look before they step\n";
    for method in methods::ALL {
        text += &line(method.name, method.help);
    }
    text + "\nhelp adam shows its rule; a rule of your own starts with: optimizer NAME(PARAMETERS)"
}

/// All schedules, one line each.
pub fn schedules() -> String {
    let mut text = String::from("Schedules of the rate; t = k - 1 is the number of steps done before\n");
    for definition in schedule::ALL {
        text += &format!("  {:<16}{}\n", definition.name, definition.formula);
    }
    text + "\nany formula in the step number k is a rate too: rate 0.1/(1 + 0.01k)\nhelp cosine tells more"
}

/// The names of all schedules.
pub fn schedule_names() -> impl Iterator<Item = &'static str> {
    schedule::ALL.iter().map(|s| s.name)
}

/// The page of a schedule.
pub fn schedule(name: &str) -> Option<String> {
    schedule::find(name).map(schedule_page)
}

fn schedule_page(definition: &ScheduleDef) -> String {
    let mut text = format!(
        "{}: the rate at the step k, with t = k - 1\n    source: {}\n\n    {}\n",
        definition.name, definition.source, definition.formula
    );
    let rows: Vec<(String, String)> = definition
        .parameters
        .iter()
        .map(|p| {
            let head = match p.default {
                Some(default) if default.is_finite() => format!("{} = {}", p.name, format::shortest(default)),
                Some(_) | None => p.name.to_string(),
            };
            // A default that is not a number is described by its formula.
            let said = if p.default.is_some_and(f64::is_nan) { "; may be left away" } else { "" };
            (head, format!("{}{said}", p.takes.words()))
        })
        .collect();
    text += &parameters(&rows);
    text + &format!("\n    descend x^2 from x = 7 rate {}", definition.example)
}

/// The page of a method.
pub fn page(name: &str) -> Option<String> {
    library::find(name).map(|found| rule_page(&found)).or_else(|| methods::find(name).map(searching_page))
}

fn rule_page(found: &BuiltIn) -> String {
    let name = &found.optimizer.name.text;
    let mut text = format!("{}\n    source: {}\n\n", found.about, found.source);
    for line in found.optimizer.text.lines() {
        text += &format!("    {line}\n");
    }
    let rows: Vec<(String, String)> = found
        .optimizer
        .parameters
        .iter()
        .filter_map(|p| {
            let name = &p.name.as_ref()?.text;
            let said = match found.ranges.iter().find(|r| r.name == *name) {
                Some(range) => format!("in {}: {}", range.text, range.help),
                None => "true or false".to_string(),
            };
            Some((format!("{name} = {}", p.value), said))
        })
        .collect();
    text += &parameters(&rows);
    match found.usual_rate {
        Some(rate) => text += &format!("\n    usual rate {}\n", format::shortest(rate)),
        None => text += "\n    without a rate one is chosen from the second derivatives\n",
    }
    text + &format!("\n    descend x^2 from x = 7 using {name} rate 0.1")
}

fn searching_page(method: &MethodDef) -> String {
    let mut text = format!("{}\n    source: {}\n\n    {}\n", method.help, method.source, method.rule);
    let rows: Vec<(String, String)> = method
        .parameters
        .iter()
        .map(|p| (format!("{} = {}", p.name, format::shortest(p.default)), p.help.to_string()))
        .collect();
    text += &parameters(&rows);
    let rate = match method.rate {
        RateUse::Scale => " rate 0.1",
        RateUse::First => {
            text += "\n    the rate is the first length tried, 1 where none is given\n";
            ""
        }
        RateUse::Unused => {
            text += "\n    takes no rate\n";
            ""
        }
    };
    text + &format!("\n    descend x^2 from x = 7 using {}{rate}", method.name)
}

fn parameters(rows: &[(String, String)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let width = rows.iter().map(|(head, _)| head.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(head, said)| format!("    {head:<width$}  {said}\n"));
    format!("\n{}", lines.collect::<String>())
}
