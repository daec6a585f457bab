//! The REPL in a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use expectrl::process::unix::{UnixProcess, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{ControlCode, Eof, Expect, Session};

use super::program::{Folder, thalweg};

struct Terminal {
    session: OsSession,
    folder: Rc<Folder>,
}

/// A statement that runs until it is stopped.
const LONG: &str = "r = descend x^4 - 3x from x = 7 rate 1e-12 steps 100000000000\r";

impl Terminal {
    fn open(setup: &[(&str, &str)]) -> Terminal {
        Terminal::open_in(&Rc::new(Folder::new()), &[], setup)
    }

    fn open_in(folder: &Rc<Folder>, arguments: &[&str], setup: &[(&str, &str)]) -> Terminal {
        let folder = Rc::clone(folder);
        let mut command = thalweg();
        command.args(arguments);
        command.env("TERM", "xterm").env("THALWEG_HISTORY", folder.path().join("deep/history"));
        command.envs(setup.iter().copied()).current_dir(folder.path());
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        let mut terminal = Terminal { session, folder };
        terminal.sees("? for help");
        terminal
    }

    /// Starts with this history: what is told of it must hold these words, and the session goes on.
    fn with_history(history: impl FnOnce(&Path), told: &[&str]) -> Terminal {
        let folder = Rc::new(Folder::new());
        fs::create_dir(folder.path().join("deep")).expect("a folder");
        history(&folder.path().join("deep/history"));
        let mut terminal = Terminal::open_in(&folder, &[], &[("NO_COLOR", "1")]);
        told.iter().for_each(|words| terminal.sees(words));
        terminal.types("6*7\r");
        terminal.sees("42");
        terminal
    }

    /// Sends a signal, as another program does.
    fn is_sent(&self, signal: &str) {
        let id = self.session.get_process().pid().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill").success());
    }

    /// Starts a statement that does not end, and waits until it runs.
    fn runs_long(&mut self) {
        self.types(LONG);
        self.sees("steps 100000000000");
        std::thread::sleep(Duration::from_millis(500));
    }

    fn types(&mut self, keys: impl AsRef<[u8]>) {
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
    terminal.runs_long();
    terminal.types("\x03");
    terminal.sees("stopping…");
    terminal.sees("interrupted");
    terminal.types("assert r.steps > 10\r");
    terminal.types("20*20\r");
    terminal.sees("400");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn ctrl_c_leaves_questions_and_searches() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    // The list of all names is longer than this terminal is high.
    terminal.session.get_process_mut().set_window_size(80, 12).expect("a terminal");
    terminal.types("\t");
    terminal.sees("--More--");
    terminal.types("\x03");
    terminal.sees("> ");
    terminal.types("12*12\r");
    terminal.sees("144");
    terminal.types("\x12");
    terminal.sees("reverse-i-search");
    terminal.types("\x03");
    terminal.sees("> ");
    terminal.types("13*13\r");
    terminal.sees("169");
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

#[test]
fn bytes_that_are_no_text_clear_the_line_only() {
    for term in ["xterm", "dumb"] {
        let mut terminal = Terminal::open(&[("NO_COLOR", "1"), ("TERM", term)]);
        terminal.types("kept = 1234\r2*kept\r");
        terminal.sees("2468");
        // A word in Latin-1, half of a Greek letter, a byte that is never text.
        for garbled in [b"1 + caf\xe9\r".as_slice(), b"\xce1\r", b"\xff\r"] {
            terminal.types(garbled);
            terminal.sees("not UTF-8");
            terminal.sees("> ");
        }
        terminal.types("kept + 1\r");
        terminal.sees("1235");
        assert_eq!(terminal.leaves(), 0);
    }
}

#[test]
fn a_key_held_down_stops_a_statement_and_nothing_else() {
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    terminal.runs_long();
    let id = terminal.session.get_process().pid().to_string();
    let held = "for i in 1 2 3 4 5 6 7 8 9 10; do kill -INT $0; done";
    assert!(Command::new("sh").args(["-c", held, &id]).status().expect("sh").success());
    terminal.sees("interrupted");
    terminal.types("assert r.steps > 10\r");
    terminal.types("20*20\r");
    terminal.sees("400");
    // At the prompt there is nothing to stop.
    terminal.is_sent("-INT");
    terminal.types("30*30\r");
    terminal.sees("900");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn a_dumb_terminal_shows_the_prompt_again_after_ctrl_c() {
    let mut terminal = Terminal::open(&[("TERM", "dumb")]);
    terminal.sees("> ");
    // Such a terminal may echo nothing.
    terminal.types("1 +");
    std::thread::sleep(Duration::from_millis(300));
    terminal.types("\x03");
    terminal.sees("> ");
    terminal.types("8*8\r");
    terminal.sees("64");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn a_request_to_end_ends_it_in_order() {
    for (signal, status) in [("-TERM", 143), ("-HUP", 129)] {
        for runs in [false, true] {
            let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
            terminal.types("kept = 7*13\r");
            terminal.sees("91");
            if runs {
                terminal.runs_long();
            }
            let folder = Rc::clone(&terminal.folder);
            terminal.is_sent(signal);
            if runs {
                terminal.sees("interrupted");
            } else {
                // The line editor's marks around pasted text are off again.
                terminal.sees("\x1b[?2004l");
            }
            assert_eq!(terminal.ends(), status, "{signal}");
            let history = fs::read_to_string(folder.path().join("deep/history")).expect("the history");
            assert!(history.contains("kept = 7*13"), "{history}");
        }
    }
}

#[test]
fn what_was_typed_in_a_session_that_was_cut_off_can_be_run_again() {
    let folder = Rc::new(Folder::new());
    let set = [("NO_COLOR", "1")];
    let mut terminal = Terminal::open_in(&folder, &["-i", "-e", "before = 6"], &set);
    terminal.types("f(t) =\r t^2 + 1\r hidden = 5\r1 + )\rf(7)\r+ 1\r");
    terminal.sees("51");
    terminal.is_sent("-KILL");
    drop(terminal);
    let mut terminal = Terminal::open_in(&folder, &[], &set);
    terminal.sees("cut off");
    terminal.sees("thalweg --interactive --keep-going '");
    assert_eq!(terminal.leaves(), 0);
    let lost = folder.path().join("deep/history.lost-1.gd");
    let script = fs::read_to_string(&lost).expect("the script");
    assert!(script.starts_with("before = 6\n") && script.contains("ans + 1") && !script.contains("hidden"), "{script}");
    is_private(&lost);
    // It is told once, and a session that its user ends leaves nothing.
    let mut terminal = Terminal::open_in(&folder, &["-i", "--keep-going", lost.to_str().expect("text")], &set);
    terminal.types("f(9)\r");
    terminal.sees("82");
    assert_eq!(terminal.leaves(), 0);
    let mut files: Vec<_> = fs::read_dir(folder.path().join("deep")).expect("a folder").flatten().collect();
    files.sort_by_key(|file| file.file_name());
    assert_eq!(files.iter().map(|file| file.file_name()).collect::<Vec<_>>(), ["history", "history.lost-1.gd"]);
    is_private(&folder.path().join("deep/history"));
}

fn is_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(path).expect("a file").permissions().mode() & 0o777, 0o600, "{}", path.display());
}

#[test]
fn a_terminal_that_closes_takes_nothing_with_it() {
    let folder = Rc::new(Folder::new());
    let mut terminal = Terminal::open_in(&folder, &[], &[("NO_COLOR", "1")]);
    terminal.types("kept = 7*13\r");
    terminal.sees("91");
    // Closes the terminal.
    drop(terminal);
    let mut terminal = Terminal::open_in(&folder, &[], &[("NO_COLOR", "1")]);
    terminal.sees("cut off");
    terminal.types("\x1b[A");
    terminal.sees("kept = 7*13");
    terminal.types("\x03");
    assert_eq!(terminal.leaves(), 0);
}

#[test]
fn a_damaged_history_is_set_aside() {
    let long = vec![b'x'; 100 << 20];
    for damaged in
        [b"#V2\n1*2\n\0\0\0\n".as_slice(), b"#V2\n1*2\n\xff\xfe\n", b"1*2\n", &[b"#V2\n1*2\n", &long[..]].concat()]
    {
        let told = ["the history was damaged: ", "history.damaged"];
        let mut terminal = Terminal::with_history(|path| fs::write(path, damaged).expect("a file"), &told);
        let aside = fs::read(terminal.history().with_added_extension("damaged")).expect("the old file");
        assert!(aside == damaged);
        if damaged.len() < 1000 {
            terminal.types("\x1b[A\x1b[A");
            terminal.sees("1*2");
            terminal.types("\x03");
        }
        let (history, _folder) = (terminal.history(), Rc::clone(&terminal.folder));
        assert_eq!(terminal.leaves(), 0);
        let text = fs::read_to_string(history).expect("the history");
        assert!(text.starts_with("#V2\n") && text.ends_with("6*7\n"), "{text}");
    }
}

#[test]
fn what_is_no_file_is_no_history() {
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    let folder = |path: &Path| fs::create_dir(path).expect("a folder");
    let device = |path: &Path| std::os::unix::fs::symlink("/dev/zero", path).expect("a link");
    let told = ["is not used as the history: it is "];
    for make in [&pipe as &dyn Fn(&Path), &folder, &device] {
        assert_eq!(Terminal::with_history(make, &told).leaves(), 0);
    }
}

#[test]
fn a_sandbox_has_no_history_outside() {
    let folder = Rc::new(Folder::new());
    let outside = Folder::new();
    let path = outside.path().join("history");
    let set = [("THALWEG_HISTORY", path.to_str().expect("text")), ("NO_COLOR", "1")];
    let mut terminal = Terminal::open_in(&folder, &["--sandbox"], &set);
    terminal.types("6*7\r");
    terminal.sees("42");
    assert_eq!(terminal.leaves(), 0);
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
}

/// What a terminal must not be sent: sequences that are not the editor's or a colour, and other unseen signs.
#[test]
fn nothing_that_was_typed_or_read_commands_the_terminal() {
    let folder = Rc::new(Folder::new());
    folder.file("a\u{9b}31m.gd", "1");
    let mut terminal = Terminal::open_in(&folder, &[], &[("NO_COLOR", "1")]);
    // Before the editor has the terminal, the terminal itself takes ^V.
    terminal.types("6*7\r");
    terminal.sees("42");
    std::thread::sleep(Duration::from_millis(500));
    terminal.types("\"a\x16\x1b]0;title\x16\x07\u{202e}b\"\r");
    terminal.sees("␛]0;title␇\\u{202e}b");
    terminal.types("read(\"a\t");
    terminal.sees("a␦31m.gd");
    terminal.types("\x03");
    assert_eq!(terminal.leaves(), 0);
}

/// Keys at random, from a seed: whatever they do, the session and its definitions are still there.
fn random_keys(seed: u64) {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};
    const KEYS: &[&[u8]] = &[
        b"\x01",
        b"\x02",
        b"\x03",
        b"\x05",
        b"\x06",
        b"\x07",
        b"\x08",
        b"\x09",
        b"\x0b",
        b"\x0c",
        b"\r",
        b"\x0e",
        b"\x10",
        b"\x12",
        b"\x13",
        b"\x14",
        b"\x15",
        b"\x16",
        b"\x17",
        b"\x19",
        b"\x1b",
        b"\x1d",
        b"\x1e",
        b"\x1f",
        b"\x7f",
        b"\x80",
        b"\xff",
        b"\xce",
        b"\x1b[A",
        b"\x1b[B",
        b"\x1b[C",
        b"\x1b[D",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b\r",
        b"\x1bb",
        b"\x1b[3~",
        b"\xce\xb8",
        b"x",
        b"^",
        b"2",
        b" ",
        b"(",
        b")",
        b"+",
        b"\"",
        b"sin",
        b"descend ",
        b"x^2",
        b" from x = 7",
        b"\\alpha",
        b"?",
        b"= ",
        b"1e9",
        b"\n",
    ];
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut terminal = Terminal::open(&[("NO_COLOR", "1")]);
    // With a blank in front, so that no key finds and changes it.
    terminal.types(" kept_for_ever = 7*191\r");
    terminal.sees("1337");
    for _ in 0..60 {
        terminal.types(KEYS[random.next_u32() as usize % KEYS.len()]);
        // As a person types, so that the session sees most of it; what it sends must be read.
        std::thread::sleep(Duration::from_millis(2));
        let _ = terminal.session.check(expectrl::NBytes(4096));
    }
    terminal.session.set_expect_timeout(Some(Duration::from_secs(1)));
    let lives = (0..60).any(|_| {
        // Out of a paste, a search and a line.
        terminal.types("\x1b[201~\x07\x03");
        std::thread::sleep(Duration::from_millis(100));
        terminal.types("kept_for_ever + 4000\r");
        terminal.session.expect("5337").is_ok()
    });
    assert!(lives, "the session with seed {seed} is lost");
    assert_eq!(terminal.leaves(), 0, "seed {seed}");
}

#[test]
fn random_keys_lose_no_session() {
    (0..4).for_each(random_keys);
}

#[test]
#[ignore = "takes minutes: by hand"]
fn many_random_keys_lose_no_session() {
    (100..200).for_each(random_keys);
}
