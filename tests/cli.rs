//! The command line: results, messages, exit statuses, pipes, files.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::program::{Folder, run, run_with_input, thalweg};

const SCRIPT: &str = "\
## Title
#
# Words.

f(x) = x^2 + 4x
f'(x); f'(1)

r = descend f from x = 7 rate 0.1 steps 100
check r
plot r
";

#[test]
fn text_shows_results_only() {
    let run = run(&["-e", "f(x) = x^2 + 4x", "-e", "f'(x); f'(1)"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (Some(0), "6\n", ""));
}

#[test]
fn a_file_is_shown_as_a_notebook() {
    let folder = Folder::new();
    let file = folder.file("walk.gd", SCRIPT);
    let out = folder.path().join("pictures");
    let run = run(&["--out", out.to_str().expect("text"), &file]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out.starts_with("# Title\n\nWords.\n\nf(x) = x^2 + 4x\nf'(x);\nf'(1)\n    6\n\nr = descend f"),
        "{}",
        run.out
    );
    assert!(run.out.contains("\n    converged to the minimum at x = -2"), "{}", run.out);
    assert!(run.out.trim_end().ends_with("walk-1.svg"), "{}", run.out);
    let svg = fs::read_to_string(out.join("walk-1.svg")).expect("the picture");
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{svg:.60}");
}

#[test]
fn a_pipe_is_a_script_without_prompt_or_colour() {
    for arguments in [&[][..], &["-"], &["--interactive"]] {
        let run = run_with_input(arguments, b"a = 3\na + 1\n\n2a\n");
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (Some(0), "4\n6\n", ""), "{arguments:?}");
    }
}

#[test]
fn exit_statuses_tell_what_happened() {
    assert_eq!(run(&["-e", "assert 1 < 2"]).status, Some(0));
    assert_eq!(run(&["-e", "assert 2 < 1"]).status, Some(1));
    assert_eq!(run(&["-e", "1 +"]).status, Some(1));
    assert_eq!(run(&["--no-such-option"]).status, Some(2));
    assert_eq!(run(&["--color", "pink"]).status, Some(2));
    assert_eq!(run(&["-e", "1", "file.gd"]).status, Some(2));
    let help = run(&["--help"]);
    assert_eq!(help.status, Some(0));
    assert!(help.out.contains("Examples:") && help.out.contains("Exit status"), "{}", help.out);
    assert_eq!(run(&["--version"]).out, format!("thalweg {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_first_error_ends_a_script_unless_it_shall_keep_going() {
    let stopped = run(&["-e", "1 + 1\nb = )\n3"]);
    assert_eq!((stopped.status, stopped.out.as_str()), (Some(1), "2\n"));
    assert!(stopped.err.starts_with("error: ") && stopped.err.contains("[<command line>:2:"), "{}", stopped.err);
    let all = run(&["--keep-going", "-e", "1 + 1\nb = )\n3", "-e", "4"]);
    assert_eq!((all.status, all.out.as_str()), (Some(1), "2\n3\n4\n"));
}

#[test]
fn every_file_has_its_own_session_and_all_are_run() {
    let folder = Folder::new();
    let first = folder.file("a.gd", "a = 1\nassert a == 2\n");
    let second = folder.file("b.gd", "a\n");
    let run = run(&[&first, &second]);
    assert_eq!(run.status, Some(1));
    assert!(run.out.ends_with("a\n    a\n"), "{}", run.out);
}

#[test]
fn json_is_an_object_per_line() {
    let folder = Folder::new();
    let file = folder.file("walk.gd", SCRIPT);
    let out = folder.path().to_str().expect("text").to_string();
    let run = run(&["--json", "--time", "--out", &out, &file]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let objects: Vec<Json> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<(&str, u64)> =
        objects.iter().map(|o| (o["kind"].as_str().expect("kind"), o["line"].as_u64().expect("line"))).collect();
    assert_eq!(told, [("definition", 5), ("expression", 6), ("expression", 6), ("run", 8), ("check", 9), ("plot", 10)]);
    for object in &objects {
        assert_eq!(object["file"], file.as_str());
        assert!(object["source"].is_string() && object["text"].is_string() && object["seconds"].is_number());
    }
    assert_eq!((&objects[1]["silent"], &objects[2]["value"]), (&true.into(), &6.into()));
}

#[test]
fn json_errors_have_their_place() {
    let run = run(&["--json", "--keep-going", "-e", "1\nb = )", "-e", "assert 1 == 2"]);
    assert_eq!((run.status, run.err.as_str()), (Some(1), ""));
    let objects: Vec<Json> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(
        (&objects[1]["kind"], &objects[1]["line"], &objects[1]["column"]),
        (&"error".into(), &2.into(), &5.into())
    );
    assert_eq!((&objects[2]["kind"], &objects[2]["holds"]), (&"assert".into(), &false.into()));
    assert!(objects[2]["error"]["code"].is_string());
    let missing = super::program::run(&["--json", "no-such-file.gd"]);
    let object: Json = serde_json::from_str(&missing.out).expect("JSON");
    assert_eq!((missing.status, &object["code"]), (Some(1), &"cannot-read".into()));
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = Folder::new();
    let missing = run(&["no-such-file.gd"]);
    assert_eq!((missing.status, missing.out.as_str()), (Some(1), ""));
    assert!(missing.err.starts_with("error: cannot read no-such-file.gd: "), "{}", missing.err);
    let latin = run(&[&folder.file("latin.gd", b"a = 1\nb = \xE9 + 1\n")]);
    assert_eq!(latin.status, Some(1));
    assert!(latin.err.contains("is not UTF-8") && latin.err.contains("latin.gd:2:5]"), "{}", latin.err);
    assert!(latin.err.contains("byte 11 of the file is 0xE9"), "{}", latin.err);
    let piped = run_with_input(&[], b"\xFF");
    assert!(piped.status == Some(1) && piped.err.contains("<stdin> is not UTF-8"), "{}", piped.err);
    let a_folder = run(&[folder.path().to_str().expect("text")]);
    assert!(a_folder.status == Some(1) && a_folder.err.contains("it is a folder"), "{}", a_folder.err);
}

#[test]
fn a_folder_for_output_that_takes_nothing_is_refused() {
    let folder = Folder::new();
    let file = folder.file("file", "");
    for out in [file.clone(), format!("{file}/below")] {
        let run = run(&["--out", &out, "-e", "1"]);
        assert_eq!((run.status, run.out.as_str()), (Some(1), ""));
        assert!(run.err.starts_with(&format!("error: cannot write to {out}: ")), "{}", run.err);
    }
    let run = run(&["-e", "plot x^2 over 0..1 to \"/no/such/folder/a.svg\""]);
    assert!(run.status == Some(1) && run.err.contains("/no/such/folder/a.svg"), "{}", run.err);
}

#[test]
fn colour_follows_wish_and_environment() {
    let colored = |setup: &dyn Fn(&mut Command) -> &mut Command| {
        let mut command = thalweg();
        command.args(["-e", "1 +"]).stdin(Stdio::null());
        setup(&mut command);
        String::from_utf8_lossy(&command.output().expect("the program starts").stderr).contains("\x1b[")
    };
    assert!(!colored(&|c| c));
    assert!(colored(&|c| c.args(["--color", "always"])));
    assert!(colored(&|c| c.env("CLICOLOR_FORCE", "1")));
    assert!(!colored(&|c| c.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
    assert!(!colored(&|c| c.env("CLICOLOR_FORCE", "1").args(["--color", "never"])));
}

#[test]
fn quiet_shows_errors_only() {
    let folder = Folder::new();
    let file = folder.file("a.gd", "# Words.\n\n1 + 1\nassert 1 == 2\n");
    let run = run(&["--quiet", &file]);
    assert_eq!((run.status, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("a.gd:4:8]"), "{}", run.err);
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let mut command = thalweg();
    let statements = "sum(k in 1..10, k)\n".repeat(20_000);
    let folder = Folder::new();
    let file = folder.file("long.gd", statements);
    let mut child =
        command.arg(file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut first = String::new();
    // Reads one line and closes the pipe.
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
    let status = child.wait().expect("the program ends");
    assert_eq!((first.as_str(), err.as_str(), status.code()), ("sum(k in 1..10, k)\n", "", Some(141)));
}

#[test]
#[cfg(target_os = "linux")]
fn results_that_cannot_be_written_are_an_error() {
    for arguments in
        [&["-e", "1"][..], &["--json", "-e", "1"], &["--json", "no-such-file.gd"], &["--help"], &["--version"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let output = thalweg().args(arguments).stdout(full).output().expect("the program starts");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(err.starts_with("error: cannot write the results: "), "{err}");
    }
}

/// Waits for a program that was asked to end.
#[cfg(unix)]
fn ends_after(mut command: Command, signal: &str) -> Option<i32> {
    let mut child = command.stderr(Stdio::null()).spawn().expect("the program starts");
    // Until it reads or writes, and is blocked.
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill").success());
    child.wait().expect("the program ends").code()
}

#[test]
#[cfg(unix)]
fn a_script_that_waits_ends_at_once() {
    let folder = Folder::new();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let long = folder.file("long.gd", "sum(k in 1..10, k)\n".repeat(20_000));
    for (signal, status) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let (_reader, writer) = std::io::pipe().expect("a pipe");
        let (input, _nobody_writes) = std::io::pipe().expect("a pipe");
        let mut commands = [thalweg(), thalweg(), thalweg()];
        commands[0].stdin(input);
        commands[1].arg(&pipe);
        commands[2].arg(&long).stdout(writer);
        for command in commands {
            assert_eq!(ends_after(command, signal), Some(status));
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_does_not_react_is_ended_by_the_third_request_or_after_two_seconds() {
    use std::time::Duration;
    let folder = Folder::new();
    let pipe = folder.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    // A reader that never reads: the statement is stuck where it writes, and cannot look at any flag.
    let _reader = fs::OpenOptions::new().read(true).write(true).open(&pipe).expect("a pipe");
    let text = "r = descend x^2 from x = 3 rate 1e-6 steps 4000; save r to \"pipe.json\"";
    for pauses in [&[300, 300][..], &[2200]] {
        let mut command = thalweg();
        command.current_dir(folder.path()).args(["-e", text]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        std::thread::sleep(Duration::from_secs(3));
        let press =
            || assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
        press();
        for pause in pauses {
            std::thread::sleep(Duration::from_millis(*pause));
            press();
        }
        assert_eq!(child.wait().expect("the program ends").code(), Some(130));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn nohup_keeps_it_running() {
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_thalweg")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(Command::new("kill").args(["-HUP", &child.id().to_string()]).status().expect("kill").success());
    std::thread::sleep(std::time::Duration::from_millis(300));
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), b"6*7").expect("somebody reads");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.stdout.as_slice(), output.status.code()), (b"42\n".as_slice(), Some(0)));
}

#[test]
fn equal_seeds_give_equal_results() {
    let text = "descend x^4 - 3x^2 + x from random in -10..10 rate 0.001 steps 50";
    let one = run(&["--seed", "1", "-e", text]);
    assert_eq!(one.status, Some(0), "{}", one.err);
    assert_eq!(one.out, run(&["--seed", "1", "-e", text]).out);
    assert_ne!(one.out, run(&["--seed", "2", "-e", text]).out);
}

#[test]
#[cfg(unix)]
fn an_interrupted_script_keeps_what_it_has_and_exits_with_130() {
    for (signal, status) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let mut command = thalweg();
        command.args(["-e", "1 + 1\nr = descend x^4 - 3x from x = 7 rate 1e-12 steps 100000000000\n2 + 2"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut out = String::new();
        // The first result is there before the run ends.
        reader.read_line(&mut out).expect("a line");
        assert_eq!(out, "2\n");
        std::thread::sleep(std::time::Duration::from_millis(300));
        let id = child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill").success());
        reader.read_to_string(&mut out).expect("text");
        assert_eq!(child.wait().expect("the program ends").code(), Some(status), "{signal}");
        assert!(out.contains("\ninterrupted: after ") && !out.contains("\n4\n"), "{out}");
    }
}
