//! The questions stand with the tests, which ask them again of the inputs below `corpus`.

#[allow(dead_code)]
#[path = "../../tests/notebook.rs"]
mod notebook;
#[allow(dead_code)]
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

/// Asks one of the questions of an input.
pub fn ask(name: &str, data: &[u8]) {
    let (_, question) = targets::ALL.iter().find(|(known, _)| *known == name).expect("a question");
    let data = data.to_vec();
    notebook::on_deep_stack(move || question(&data));
}
