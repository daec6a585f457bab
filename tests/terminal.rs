//! The REPL in a terminal.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use expectrl::process::unix::{UnixProcess, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{ControlCode, Eof, Expect, Session};

use super::program::{Folder, thalweg};

struct Terminal {
    session: OsSession,
    folder: Folder,
}

impl Terminal {
    fn open(setup: &[(&str, &str)]) -> Terminal {
        let folder = Folder::new();
        let mut command = thalweg();
        command.env("TERM", "xterm").env("THALWEG_HISTORY", folder.path().join("deep/history"));
        command.envs(setup.iter().copied()).current_dir(folder.path());
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        let mut terminal = Terminal { session, folder };
        terminal.sees("? for help");
        terminal.sees("> ");
        terminal
    }

    fn types(&mut self, keys: &str) {
        self.session.send(keys).expect("the terminal takes keys");
    }

    fn sees(&mut self, text: &str) {
        let found = self.session.expect(text);
        assert!(found.is_ok(), "`{text}` does not appear: {found:?}");
    }

    /// Leaves and returns the exit status.
    fn leaves(mut self) -> i32 {
        // Between two prompts the terminal is not the editor's, and swallows the key: it is pressed until it works.
        self.session.set_expect_timeout(Some(Duration::from_millis(500)));
        for _ in 0..60 {
            let _ = self.session.send(ControlCode::EndOfTransmission);
            if self.session.expect(Eof).is_ok() {
                return self.status();
            }
        }
        panic!("Ctrl-D does not end it");
    }

    fn ends(mut self) -> i32 {
        self.session.expect(Eof).expect("the end");
        self.status()
    }

    fn status(self) -> i32 {
        let process: &UnixProcess = self.session.get_process();
        match process.wait().expect("the status") {
            WaitStatus::Exited(_, status) => status,
            other => panic!("{other:?}"),
        }
    }

    fn history(&self) -> PathBuf {
        self.folder.path().join("deep/history")
    }
}

#[test]
fn results_come_under_their_input() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("f(x) = x^2 + 41x\rf'(x)\r");
    terminal.sees("2x + 41");
    terminal.types("6*7\r");
    terminal.sees("42");
    terminal.types("+ 100\r");
    terminal.sees("142");
    terminal.types("a = 2/8\r");
    terminal.sees("a = 1/4");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn an_open_bracket_asks_for_another_line() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("g(x) = (x +\r");
    terminal.sees("… ");
    terminal.types("300)\r");
    terminal.types("g(33)\r");
    terminal.sees("333");
    let history = fs::read_to_string(terminal.history()).expect("the history");
    assert!(history.contains("g(x) = (x +\\n  300)"), "{history}");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn a_paste_runs_as_a_block() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("\x1b[200~b = 11\nb = )\n3*b\n\x1b[201~\r");
    terminal.sees("closes nothing");
    terminal.sees("<input>:2:5");
    terminal.sees("33");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn tab_completes_names_commands_and_signs() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("slope_of_it = 70\r\\theta\t = 7; slo\t + θ\r");
    terminal.sees("77");
    terminal.types("tabl\tx^2 ov\t3..5\r");
    terminal.sees("25");
    terminal.types("\\p\t");
    terminal.sees("\\psi ψ");
    terminal.types("\x03");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn ctrl_c_clears_a_line_and_stops_a_run_but_never_ends_the_session() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("1 + (");
    terminal.sees("(");
    terminal.types("\x03");
    terminal.types("r = descend x^4 - 3x from x = 7 rate 1e-12 steps 100000000000\r");
    terminal.sees("steps 100000000000");
    std::thread::sleep(Duration::from_millis(500));
    terminal.types("\x03");
    terminal.sees("interrupted");
    terminal.types("assert r.steps > 10\r");
    terminal.types("20*20\r");
    terminal.sees("400");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn help_is_a_question_mark_away() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("?\r");
    terminal.sees("Alt-Enter");
    terminal.types("? tangent\r");
    terminal.sees("tangent f at 7");
    terminal.types("? tangant\r");
    terminal.sees("did you mean tangent");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn history_lasts_and_keeps_secrets() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.types("12*12\r 13*13\r");
    terminal.sees("169");
    terminal.types("\x1b[A\r");
    terminal.sees("144");
    let history = fs::read_to_string(terminal.history()).expect("the history");
    assert!(history.contains("12*12") && !history.contains("13*13"), "{history}");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn colours_come_and_go() {
    let mut terminal = Terminal::open(&[]);
    terminal.types("sin(x)");
    terminal.sees("\x1b[34msin\x1b[0m");
    terminal.types("\rquit\r");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_dumb_terminal_works_too() {
    let mut terminal = Terminal::open(&[("TERM", "dumb")]);
    terminal.types("(5 +\r");
    terminal.types("50)\r");
    terminal.sees("55");
    terminal.types("1 + )\r");
    terminal.sees("closes nothing");
    terminal.types("8*8\r");
    terminal.sees("64");
    assert_eq!(terminal.leaves(), 0);
}
