//! Running statements: parse, build, dispatch, and commit the result or leave the session as it was.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::commands::{self, Context, Invocation, Outcome};
use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{Fault, Node, print, symbols_of};
use crate::interrupt::{Stopped, bound, memory, stoppable};
use crate::numeric::budget::steps;
use crate::output::{Block, Datum, Output};
use crate::session;
use crate::session::build::CONVENTION;
use crate::session::display::{self, ShowError};
use crate::session::equality;
use crate::session::{Builder, Definition, Host, Optimizer, Session, Value, forms};
use crate::source::{Source, Span};
use crate::syntax::ast::{Action, Name, Statement, StatementKind};
use crate::syntax::{self, Names, ast};

/// The response to one statement.
#[derive(Debug, Default)]
pub struct Response {
    /// The result, shown unless the statement is silent. Notes and errors are its last blocks.
    pub output: Output,
    /// Ended by `;`.
    pub silent: bool,
    /// Stopped by Ctrl-C.
    pub interrupted: bool,
}

impl Response {
    /// The response to a statement that somebody stopped and that has no result.
    pub fn stopped(silent: bool) -> Response {
        Response { output: Output::new("interrupted"), silent, interrupted: true }
    }

    /// The response to the statement at `span` that was left before its end.
    pub(crate) fn left(why: Stopped, silent: bool, span: Span) -> Response {
        let (words, help) = match why {
            Stopped::Asked => return Response::stopped(silent),
            Stopped::Work => {
                ("this takes more work than one statement may do".to_string(), "ask for a part of it".to_string())
            }
            Stopped::Memory(most) => (
                format!("this takes more than {} MiB of memory, most of it for {}", memory() >> 20, most.words()),
                format!("ask for a part of it, or start with --memory {}", memory() >> 19),
            ),
        };
        let error = Diagnostic::error("too-large", words, span).help(help);
        Response { output: Output::failed(Vec::new(), error), silent, interrupted: false }
    }
}

/// The codes of errors that a computation ends with because it was stopped; without a request the second says that digits do not
/// settle.
const WHERE_STOPPED: [&str; 2] = ["interrupted", "no-decimals"];

/// Is this a command, perhaps of two words, such as `explain minimum`?
pub fn is_command(word: &str) -> bool {
    commands::find(word).is_some() || commands::explained(word).is_some()
}

/// Parses and runs the statement that stands at `span` of a text. One that somebody asks to stop, and that does not end by
/// itself soon, is left as if it had not been there.
pub fn run(session: &mut Session, host: &mut dyn Host, source: &Source, span: Span, silent: bool) -> Response {
    host.interrupt().begin();
    bound(Some(steps::STATEMENT_AT_MOST), session.memory);
    let before = session.snapshot();
    let result = stoppable(|| match syntax::parse_statement(&source.text, span, silent, &is_command) {
        Ok(statement) => run_statement(session, host, source, &statement),
        Err(error) => {
            let output = Output::failed(Vec::new(), with_command_hint(error, source, span));
            Response { output, silent, interrupted: false }
        }
    });
    let mut response = result.unwrap_or_else(|why| {
        session.go_back(&before);
        host.progress_over();
        Response::left(why, silent, span)
    });
    // What there is now is written out piece by piece, and may be long.
    bound(None, u64::MAX);
    response.interrupted |= host.interrupt().is_asked();
    if response.interrupted && response.output.error().is_some_and(|e| WHERE_STOPPED.contains(&e.code)) {
        response = Response::stopped(response.silent);
    }
    response
}

/// A statement, or the right side of a definition, that starts with an unknown word before another one is probably a
/// misspelt command.
fn with_command_hint(error: Diagnostic, source: &Source, span: Span) -> Diagnostic {
    if error.code != "missing-operator" {
        return error;
    }
    let text = source.slice(span);
    let right_side = text.find('=').filter(|&i| !text[i..].starts_with("==")).map(|i| i + 1);
    for start in [Some(0), right_side].into_iter().flatten() {
        let Some((place, word)) = syntax::leading_word(&text[start..]) else { continue };
        let place = place.shifted(span.start + start);
        if place.start > error.span.start || place.end < error.span.start {
            continue;
        }
        if session::PLANNED.contains(&word) {
            return Diagnostic::error("not-available", format!("`{word}` is not available in this version"), place)
                .help("help lists what there is");
        }
        if let Some(near) = nearest(word, commands::ALL.iter().map(|c| c.word)) {
            return Diagnostic::error("unknown-command", format!("there is no command `{word}`"), place)
                .help(format!("did you mean {near}?"));
        }
    }
    error
}

/// The same in words.
const WORK_IN_WORDS: &str = "four billion steps, which take some seconds";

/// Runs a statement; on an error every definition is as it was before.
fn run_statement(session: &mut Session, host: &mut dyn Host, source: &Source, statement: &Statement) -> Response {
    let interrupt = host.interrupt().clone();
    interrupt.allow(steps::STATEMENT);
    session.begin();
    session.graph.interrupt = interrupt.clone();
    session.interrupt = interrupt.clone();
    let mut builder = Builder::new(session, forms::ALL);
    let result = match &statement.kind {
        StatementKind::Action(action) => act(&mut builder, host, action, None).map(|outcome| {
            if let Some(value) = &outcome.value {
                builder.session.set_last(value.clone());
            }
            (outcome.output, outcome.failed)
        }),
        StatementKind::Value { names, value } => define_value(&mut builder, host, statement, (names, value)),
        StatementKind::Function { name, parameters, body } => {
            define_function(&mut builder, source, name, parameters, body).map(|output| (output, None))
        }
        StatementKind::Optimizer { name, parameters, lines } => {
            let optimizer = Optimizer {
                name: name.clone(),
                parameters: parameters.clone(),
                lines: lines.clone(),
                text: source.slice(statement.span).to_string(),
                base: statement.span.start,
            };
            define_optimizer(&mut builder, optimizer, &statement.kind).map(|output| (output, None))
        }
    };
    let mut notes = std::mem::take(&mut builder.notes);
    let spent = interrupt.is_spent() && !interrupt.is_asked();
    interrupt.unlimited();
    let output = match result {
        Ok((output, failed)) => {
            if spent {
                let words = format!("the search stopped after the work that there is for one answer: {WORK_IN_WORDS}");
                notes.push(Diagnostic::note("stopped", words, statement.span));
            }
            output.keeping(session.take_graph()).with_all(notes).with_all(failed)
        }
        Err(error) if spent => {
            let words = format!("this takes more work than there is for one answer: {WORK_IN_WORDS}");
            Output::failed(notes, Diagnostic::error("too-large", words, error.span))
        }
        Err(error) => Output::failed(notes, error),
    };
    Response { output, silent: statement.silent, interrupted: false }
}

/// Runs a command or evaluates an expression.
fn act(
    builder: &mut Builder<'_>,
    host: &mut dyn Host,
    action: &Action,
    name: Option<&str>,
) -> Result<Outcome, Diagnostic> {
    match action {
        Action::Command(command) => {
            if let Some(definition) = commands::explained(&command.word.text) {
                let invocation = definition.invocation(command)?;
                let outcome =
                    (definition.run)(&mut Context { builder, host, commands: commands::ALL, name }, &invocation)?;
                return Ok(commands::with_argument(&builder.session.graph, outcome));
            }
            let Some(definition) = commands::find(&command.word.text) else {
                return Err(Diagnostic::error(
                    "unknown-command",
                    format!("there is no command `{}`", command.word.text),
                    command.word.span,
                ));
            };
            let invocation = definition.invocation(command)?;
            (definition.run)(&mut Context { builder, host, commands: commands::ALL, name }, &invocation)
        }
        Action::Expr { expr, pieces } => {
            let invocation = Invocation::after_expression(commands::EXPRESSION_CLAUSES, expr.span, pieces)?;
            let bindings = commands::bindings(builder, invocation.clause("with"))?;
            let mut value = builder.value(expr)?;
            if !bindings.is_empty() {
                value.each_expr(&mut |id| *id = builder.put(*id, &bindings));
            }
            // An equation on its own asks whether it holds; one with a name stays a condition.
            if let (Value::Expr(id), None) = (&value, name)
                && let Some(answer) = equality::ask(builder.session, *id)
                && let Some((output, truth)) = equality::output(builder.session, *id, &answer)
            {
                return Ok(Outcome::value(output, Value::Expr(truth)));
            }
            settle(builder, &mut value);
            // Notes on the values of a formula do not belong to the formula itself.
            if bindings.is_empty() {
                builder.notes.retain(|note| note.code != CONVENTION);
            }
            let output = shown(builder, &value, expr)?;
            Ok(Outcome::value(output, value))
        }
    }
}

/// Every formula of a value in normal form; results stay as they were found.
fn settle(builder: &mut Builder<'_>, value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| settle(builder, item)),
        Value::Point(entries) => entries.iter_mut().for_each(|(_, item)| settle(builder, item)),
        Value::Run(_) | Value::Runs(_) | Value::Minimum(_) => {}
        _ => value.each_expr(&mut |id| *id = crate::algebra::normalise(&mut builder.session.graph, *id)),
    }
}

/// The output of a value; an error names the innermost place that is undefined.
fn shown(builder: &mut Builder<'_>, value: &Value, expr: &ast::Expr) -> Result<Output, Diagnostic> {
    match display::output(builder.session, value) {
        Ok(output) => Ok(output),
        Err(ShowError::Undefined(words)) => Err(undefined(builder, words, expr)),
        // The value can be used all the same; only its text is too long.
        Err(ShowError::TooLong(long)) => {
            let text = format!("({long}; show its value at a point, or a part of it)");
            Ok(Output::new("expression").with(text).field("exact", Datum::Null))
        }
    }
}

fn undefined(builder: &mut Builder<'_>, words: String, expr: &ast::Expr) -> Diagnostic {
    match builder.undefined_place() {
        Some((place, form)) => {
            let words = match builder.session.graph.node(form) {
                Node::Undefined(fault) => print::describe(fault),
                _ => words,
            };
            let is_size = matches!(builder.session.graph.node(form), Node::Undefined(Fault::TooLarge));
            Diagnostic::error(if is_size { "too-large" } else { "undefined-value" }, words, place)
        }
        None => Diagnostic::error("undefined-value", words, expr.span),
    }
}

type Defined = Result<(Output, Option<Diagnostic>), Diagnostic>;

fn define_value(
    builder: &mut Builder<'_>,
    host: &mut dyn Host,
    statement: &Statement,
    (names, action): (&[Name], &Action),
) -> Defined {
    for name in names {
        check_name(name)?;
    }
    let [name] = names else { return define_several(builder, host, names, action) };
    let outcome = act(builder, host, action, Some(&name.text))?;
    let Some(mut value) = outcome.value else {
        return Err(Diagnostic::error(
            "no-value",
            "this command returns nothing that a name could stand for",
            name.span,
        ));
    };
    if matches!(&value, Value::Function(f) if *f == name.text) {
        return Err(self_reference(name));
    }
    let mut own = false;
    value.each_expr(&mut |id| {
        let graph = &builder.session.graph;
        own |= symbols_of(graph, &[*id]).iter().any(|&s| graph.name(s) == name.text);
    });
    if own && matches!(value, Value::Expr(_) | Value::List(_) | Value::Point(_) | Value::Range(_))
        || matches!(action, Action::Expr { .. }) && names_of(statement).uses.contains(&name.text)
    {
        return Err(self_reference(name));
    }
    let output = match action {
        Action::Command(_) => outcome.output,
        Action::Expr { .. } => definition_output(&name.text, outcome.output),
    };
    builder.session.define_value(&name.text, value);
    Ok((output, outcome.failed))
}

/// The names that a statement defines and uses.
pub fn names_of(statement: &Statement) -> Names {
    let clauses = |command: &str| commands::find(command).map_or(commands::EXPRESSION_CLAUSES, |c| c.clauses);
    syntax::names(statement, &|command, word| clauses(command).iter().any(|c| c.word == word))
}

fn self_reference(name: &Name) -> Diagnostic {
    Diagnostic::error("depends-on-itself", format!("`{}` depends on itself", name.text), name.span)
        .help("give the result another name")
}

/// The output of a definition, from that of its value.
fn definition_output(name: &str, shown: Output) -> Output {
    let exact = shown.fields.into_iter().find(|(field, _)| field == "exact").map_or(Datum::Null, |(_, exact)| exact);
    let (latex, is_line) = match shown.blocks.first() {
        Some(Block::Formula { notation, .. }) => (Some(Datum::Latex(format!("{name} = "), notation.clone())), true),
        first => (None, matches!(first, Some(Block::Sentence { .. }))),
    };
    let mut output = Output::new("definition").with_all(shown.blocks);
    // A table has its headings above its columns.
    output.head = is_line.then(|| name.to_string());
    output = output.field("name", name).field("parameters", Vec::<String>::new()).field("exact", exact);
    match latex {
        Some(latex) => output.field("latex", latex),
        None => output,
    }
}

fn define_several(builder: &mut Builder<'_>, host: &mut dyn Host, names: &[Name], action: &Action) -> Defined {
    let outcome = act(builder, host, action, None)?;
    let parts = match outcome.value {
        Some(Value::List(items)) => items,
        Some(Value::Runs(runs)) => runs.into_iter().map(Value::Run).collect(),
        Some(Value::Point(entries)) => entries.into_iter().map(|(_, v)| v).collect(),
        _ => Vec::new(),
    };
    if parts.len() != names.len() {
        let span = names[0].span.to(names[names.len() - 1].span);
        return Err(Diagnostic::error(
            "wrong-count",
            format!("{} names stand for {} values", names.len(), parts.len()),
            span,
        ));
    }
    for (name, value) in names.iter().zip(parts) {
        builder.session.define_value(&name.text, value);
    }
    Ok((outcome.output, outcome.failed))
}

fn define_function(
    builder: &mut Builder<'_>,
    source: &Source,
    name: &Name,
    parameters: &[Name],
    body: &ast::Expr,
) -> Result<Output, Diagnostic> {
    check_name(name)?;
    for (i, p) in parameters.iter().enumerate() {
        if parameters[..i].iter().any(|q| q.text == p.text) {
            return Err(Diagnostic::error("name-twice", format!("`{}` is a parameter twice", p.text), p.span));
        }
    }
    let function = Rc::new(crate::session::UserFunction {
        name: name.text.clone(),
        parameters: parameters.iter().map(|p| p.text.clone()).collect(),
        body: body.clone(),
        text: source.slice(body.span).split_whitespace().collect::<Vec<_>>().join(" "),
    });
    let before = builder.session.definition(&name.text).cloned();
    builder.session.define(&name.text, Definition::Function(Rc::clone(&function)));
    match builder.check_function(&function) {
        Ok(shown) => {
            let head = format!("{}({})", function.name, function.parameters.join(", "));
            let mut output = Output::new("definition").with(shown.as_str());
            output.head = Some(head);
            Ok(output
                .field("name", &function.name)
                .field("parameters", function.parameters.clone())
                .field("exact", shown))
        }
        Err(error) => {
            builder.session.restore(&name.text, before);
            Err(error)
        }
    }
}

/// Checks that a rule compiles, and defines it.
fn define_optimizer(
    builder: &mut Builder<'_>,
    optimizer: Optimizer,
    statement: &StatementKind,
) -> Result<Output, Diagnostic> {
    check_name(&optimizer.name)?;
    optimizer.compile(builder, &BTreeMap::new())?;
    let parameters: Vec<String> =
        optimizer.parameters.iter().filter_map(|p| p.name.as_ref()).map(|n| n.text.clone()).collect();
    let output = Output::new("definition")
        .with_all(Block::page(&statement.to_string()))
        .field("name", &optimizer.name.text)
        .field("parameters", parameters)
        .field("exact", statement.to_string());
    builder.session.define(&optimizer.name.text.clone(), Definition::Optimizer(Rc::new(optimizer)));
    Ok(output)
}

/// An error for names that are reserved.
fn check_name(name: &Name) -> Result<(), Diagnostic> {
    let taken = match name.text.as_str() {
        "true" | "false" => "a truth value",
        Session::LAST => "the last result",
        _ => return Ok(()),
    };
    Err(Diagnostic::error("reserved-name", format!("`{}` is {taken}", name.text), name.span)
        .help("choose another name"))
}
