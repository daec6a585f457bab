//! The command line.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use clap::Parser;

use crate::frontend::host::SystemHost;
use crate::frontend::reading::{self, Unreadable};
use crate::frontend::script::{self, Options, ScriptOutcome, Streams};
use crate::frontend::signals::{ScriptStream, Signals};
use crate::frontend::style::ColorWish;
use crate::frontend::{guard, json, repl};
use crate::numeric::budget::bytes;
use crate::session::Session;
use crate::source::{Source, escape_controls, is_visible};

const EXAMPLES: &str = "\
Examples:
  thalweg                                   an interactive session
  thalweg fit.gd                            run a script, show it as a notebook
  thalweg -e 'f(x) = x^2 + 4x' -e \"f'(x)\"   run text, show the results
  echo '1/2 + 1/3' | thalweg                the same from a pipe
  thalweg --json fit.gd | jq .text          results for programs
  thalweg --out pictures *.gd               pictures go to a folder
  thalweg -i -e 'a = 3'                     run text, then stay

Exit status: 0; 1 where a statement, check or assert failed, or results could not be written; 2 for wrong usage;
130, 143, 129 when interrupted, terminated, or left by the terminal; 141 when the reader of the results has gone.";

/// Exact derivatives, gradient descent that explains itself, pictures as SVG.
#[derive(Debug, Parser)]
#[command(name = "thalweg", version, after_help = EXAMPLES)]
struct Arguments {
    /// Scripts to run, each in a session of its own; `-` reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Run this text and show the results; may be given several times, in one session
    #[arg(short = 'e', value_name = "STATEMENTS", allow_hyphen_values = true, conflicts_with = "files")]
    text: Vec<String>,

    /// Stay in the interactive session afterwards
    #[arg(short, long, conflicts_with = "json")]
    interactive: bool,

    /// One JSON object per statement, a line each
    #[arg(long)]
    json: bool,

    /// Go on after an error
    #[arg(long)]
    keep_going: bool,

    /// Where pictures and files go [default: the working folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Read and write files only in the working folder and DIR
    #[arg(long)]
    sandbox: bool,

    /// Show errors and warnings only
    #[arg(short, long)]
    quiet: bool,

    /// Colour in the output
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorWish,

    /// The seed of random starts
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,

    /// How much memory a statement may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = bytes::STATEMENT >> 20, value_parser = clap::value_parser!(u64).range(8..=1 << 20))]
    memory: u64,

    /// Tell how long each statement took
    #[arg(long)]
    time: bool,
}

/// Runs the program as its command line asks.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => Arc::new(arguments),
        Err(told) => return ExitCode::from(tell_usage(&told)),
    };
    guard::silence_defects();
    ExitCode::from(on_deep_stack(&arguments, &Signals::listen()))
}

/// Writes the help that was asked for, or what is wrong with the command line. Returns the exit status.
fn tell_usage(told: &clap::Error) -> u8 {
    // Words of the command line may stand in it.
    let is_plain = env::args_os().all(|word| word.to_string_lossy().chars().all(is_visible));
    let paints = |terminal: bool| is_plain && ColorWish::Auto.paints(terminal);
    let text = |color: bool| {
        if color { told.render().ansi().to_string() } else { escape_controls(&told.render().to_string()).into_owned() }
    };
    if told.use_stderr() {
        complain(text(paints(io::stderr().is_terminal())).trim_end());
        return WRONG_USAGE;
    }
    let mut out = io::stdout().lock();
    let written = out.write_all(text(paints(io::stdout().is_terminal())).as_bytes()).and_then(|()| out.flush());
    written.map_or_else(|error| tell_unwritable(&error), |()| 0)
}

/// Results cannot be written: says so, but for a reader who has closed the pipe, who knows. Returns the exit status, which is never
/// that of success: a check that was still to come may not hold.
fn tell_unwritable(error: &io::Error) -> u8 {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return BROKEN_PIPE;
    }
    complain(&format!("error: cannot write the results: {}", reading::reason(error)));
    FAILED
}

/// The stacks to try, in MiB: memory is only taken where it is touched, but the address space may be limited.
const STACKS: [usize; 3] = [256, 64, 16];

/// Runs the program on a stack that no expression within the limits can exhaust.
fn on_deep_stack(arguments: &Arc<Arguments>, signals: &Signals) -> u8 {
    for size in STACKS {
        let (arguments, signals) = (Arc::clone(arguments), signals.clone());
        let program = move || Program::new(arguments, signals).run();
        if let Ok(thread) = thread::Builder::new().name("thalweg".into()).stack_size(size << 20).spawn(program) {
            return thread.join().unwrap_or_else(|_| {
                complain("error: Thalweg met a defect in itself; please report what you did");
                FAILED
            });
        }
    }
    Program::new(Arc::clone(arguments), signals.clone()).run()
}

/// The exit status where something failed.
const FAILED: u8 = 1;
/// The exit status of a command line that cannot be read, by convention.
const WRONG_USAGE: u8 = 2;
/// The exit status where nobody reads the results any more: what shells report for other programs, 128 and the number of SIGPIPE.
const BROKEN_PIPE: u8 = 141;

struct Program {
    arguments: Arc<Arguments>,
    options: Options,
    host: SystemHost,
    /// What was run in the session so far.
    statements: String,
}

impl Program {
    fn new(arguments: Arc<Arguments>, signals: Signals) -> Program {
        let options = Options {
            json: arguments.json,
            keep_going: arguments.keep_going,
            quiet: arguments.quiet,
            time: arguments.time,
            echo: false,
            interactive: false,
            open_line: io::stdout().is_terminal() && !io::stderr().is_terminal(),
            color_out: arguments.color.paints(io::stdout().is_terminal()),
            color_err: arguments.color.paints(io::stderr().is_terminal()),
        };
        let host = SystemHost::new(arguments.out.clone(), arguments.sandbox, signals);
        Program { arguments, options, host, statements: String::new() }
    }

    fn run(mut self) -> u8 {
        if let Err(error) = self.host.prepare() {
            complain(&escape_controls(&format!("error: cannot write {error}")));
            return FAILED;
        }
        match self.run_all() {
            Ok(ScriptOutcome::Fine) => 0,
            Ok(ScriptOutcome::Failed) => FAILED,
            Ok(ScriptOutcome::Interrupted) => self.host.signals().status(),
            // A terminal that closes takes no results, and asks the program to end.
            Err(_) if self.host.signals().is_ending() => self.host.signals().status(),
            Err(error) => tell_unwritable(&error),
        }
    }

    fn run_all(&mut self) -> io::Result<ScriptOutcome> {
        let arguments = Arc::clone(&self.arguments);
        // The program ends with it: freeing millions of numbers one by one first would only take time.
        let mut session = ManuallyDrop::new(self.session());
        let mut ending = ScriptOutcome::Fine;
        for text in &arguments.text {
            let source = Source::new("<command line>", text.as_str());
            ending = worse(ending, self.run_source(&mut session, &source, false)?);
            if ending == ScriptOutcome::Interrupted || ending == ScriptOutcome::Failed && !self.options.keep_going {
                break;
            }
        }
        for path in &arguments.files {
            *session = self.session();
            self.statements.clear();
            ending = worse(ending, self.run_file(&mut session, path)?);
            if ending == ScriptOutcome::Interrupted {
                break;
            }
        }
        let nothing = arguments.text.is_empty() && arguments.files.is_empty();
        if !arguments.interactive && !nothing || ending == ScriptOutcome::Interrupted {
            return Ok(ending);
        }
        if io::stdin().is_terminal() {
            return repl::run(&mut session, &mut self.host, self.options, std::mem::take(&mut self.statements));
        }
        Ok(worse(ending, self.run_standard_input(&mut session)?))
    }

    fn session(&self) -> Session {
        let mut session = Session::new();
        session.seed = self.arguments.seed;
        session.memory = self.arguments.memory << 20;
        session
    }

    fn run_file(&mut self, session: &mut Session, path: &Path) -> io::Result<ScriptOutcome> {
        if path == Path::new("-") {
            return self.run_standard_input(session);
        }
        self.host.name_pictures_after(path);
        match self.host.signals().waiting(|| reading::file(path)) {
            Ok(source) => self.run_source(session, &source, true),
            Err(error) => self.tell_unreadable(&error),
        }
    }

    fn run_standard_input(&mut self, session: &mut Session) -> io::Result<ScriptOutcome> {
        self.host.name_pictures_after(Path::new("thalweg"));
        match self.host.signals().waiting(reading::standard_input) {
            Ok(source) => self.run_source(session, &source, false),
            Err(error) => self.tell_unreadable(&error),
        }
    }

    fn run_source(&mut self, session: &mut Session, source: &Source, echo: bool) -> io::Result<ScriptOutcome> {
        if self.arguments.interactive {
            self.statements += &format!("{}\n\n", source.text.trim_end());
        }
        let signals = self.host.signals();
        let mut out = BufWriter::with_capacity(1 << 16, ScriptStream::new(io::stdout().lock(), signals.clone()));
        // Not locked: who asks a statement to stop is told so.
        let streams = Streams { out: &mut out, err: &mut ScriptStream::new(io::stderr(), signals.clone()) };
        script::run(session, &mut self.host, source, Options { echo, ..self.options }, streams)
    }

    fn tell_unreadable(&self, unreadable: &Unreadable) -> io::Result<ScriptOutcome> {
        if self.options.json {
            let text = unreadable.render(false);
            json::write_error(&mut io::stdout().lock(), &unreadable.error, &unreadable.source, text)?;
        } else {
            complain(&unreadable.render(self.options.color_err));
        }
        Ok(ScriptOutcome::Failed)
    }
}

fn worse(one: ScriptOutcome, other: ScriptOutcome) -> ScriptOutcome {
    match (one, other) {
        (ScriptOutcome::Interrupted, _) | (_, ScriptOutcome::Interrupted) => ScriptOutcome::Interrupted,
        (ScriptOutcome::Failed, _) | (_, ScriptOutcome::Failed) => ScriptOutcome::Failed,
        (ScriptOutcome::Fine, ScriptOutcome::Fine) => ScriptOutcome::Fine,
    }
}

/// A message on standard error; a closed stream is ignored.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn text_may_start_with_a_minus() {
        let arguments = Arguments::try_parse_from(["thalweg", "-e", "-3 + 4", "-e", "x"]).expect("valid");
        assert_eq!(arguments.text, ["-3 + 4", "x"]);
        assert!(Arguments::try_parse_from(["thalweg", "-e", "x", "a.gd"]).is_err());
        assert_eq!(Arguments::try_parse_from(["thalweg", "-"]).expect("valid").files, [Path::new("-")]);
    }
}
