//! `help`, `help sin`: from the tables of commands, forms and functions.

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, descend};
use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::output::{Block, Output, Table, TableColumn};
use crate::session::forms;
use crate::syntax::ast::ExprKind;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "help",
    usage: "help, help sin",
    help: "what there is, and how it is written",
    example: "help tangent",
    target: TargetNeed::Optional,
    clauses: &[],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let Some(target) = invocation.target.first() else {
        return Ok(Outcome::shown(overview(context.commands)));
    };
    let name = match &target.kind {
        ExprKind::Name(name) | ExprKind::Text(name) => name.as_str(),
        _ => return Err(Diagnostic::error("no-help", "help is asked by name", target.span).help("write: help sin")),
    };
    match page(context.commands, name) {
        Some(text) => Ok(Outcome::shown(Output::new("help").with_all(Block::page(&text)))),
        None => {
            let error = Diagnostic::error("no-help", format!("there is no help on `{name}`"), target.span);
            Err(error.did_you_mean(name, names(context.commands), "write help alone for a list"))
        }
    }
}

/// All names there is help on.
pub fn names(commands: &'static [&'static CommandDef]) -> impl Iterator<Item = &'static str> {
    let commands = commands.iter().map(|c| c.word);
    let forms = forms::ALL.iter().map(|f| f.name);
    let functions = functions::ALL.iter().flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied()));
    commands
        .chain(forms)
        .chain(functions)
        .chain(descend::method::names())
        .chain(descend::method::schedule_names())
        .chain([METHODS, SCHEDULES])
}

/// The list of methods.
const METHODS: &str = "methods";
/// The list of schedules.
const SCHEDULES: &str = "schedules";

/// The help page of a command, form, function, method or schedule.
pub fn page(commands: &[&CommandDef], name: &str) -> Option<String> {
    if let Some(command) = commands.iter().find(|c| c.word == name) {
        return Some(command_page(command));
    }
    if name == METHODS {
        return Some(descend::method::overview());
    }
    if name == SCHEDULES {
        return Some(descend::method::schedules());
    }
    let meaning = forms::page(name).or_else(|| functions::page(name)).or_else(|| descend::method::page(name));
    // `step` is a function and a schedule.
    let pages: Vec<String> = meaning.into_iter().chain(descend::method::schedule(name)).collect();
    if pages.is_empty() { None } else { Some(pages.join("\n\n")) }
}

fn command_page(command: &CommandDef) -> String {
    let mut text = format!("{}\n    {}\n", command.usage, command.help);
    if !command.clauses.is_empty() {
        text += "\n";
        for clause in command.clauses {
            text += &format!("    {}\n", clause.usage);
        }
    }
    if command.word == super::plot::COMMAND.word {
        text += "\nKinds\n";
        for (word, help) in super::plot::kind_words() {
            text += &format!("    {word:<12}{help}\n");
        }
    }
    text + &format!("\n    {}", command.example)
}

fn overview(commands: &[&CommandDef]) -> Output {
    let table = |rows: Vec<(&str, &str)>| {
        let columns = [TableColumn::left("").at_least(12), TableColumn::left("")];
        let mut table = Table { gap: 0, indent: 2, ..Table::new(columns) };
        rows.into_iter().for_each(|(word, help)| table.row([word.into(), help.into()]));
        table
    };
    let mut lines = vec![String::new()];
    for name in functions::ALL.iter().map(|function| function.name) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line += name,
            Some(line) if line.len() + 3 + name.len() <= 76 => *line += &format!(" {name}"),
            _ => lines.push(name.to_string()),
        }
    }
    Output::new("help")
        .with("Commands")
        .with(table(commands.iter().map(|c| (c.word, c.help)).collect()))
        .with_all([Block::Break, "Forms".into()])
        .with(table(forms::ALL.iter().map(|f| (f.name, f.help)).collect()))
        .with_all([Block::Break, "Functions".into()])
        .with_all(lines.into_iter().map(|line| Block::indented(line, 2)))
        .with(Block::Break)
        .with("help NAME tells more: help descend, help sin, help methods, help adam, help schedules, help cosine")
}
