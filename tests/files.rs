//! Files that are read and written: any content, any kind of file, full disks, links, and an end at any moment.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use super::program::{Folder, Run, run_in, thalweg};

/// Much more than a release build needs.
const SOON: Duration = Duration::from_secs(30);

/// Where what is not yet whole would stand after a kill.
const LEFT_OVER: &str = ".thalweg-0123456789abcdef.part";

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Runs statements in the folder under a limit on the address space, where the system knows one.
fn within_a_gibibyte(folder: &Folder, arguments: &[&str]) -> Run {
    let start = Instant::now();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 1572864; exec \"$@\"", "sh"]).arg(thalweg().get_program()).args(arguments);
    let output = command.current_dir(folder.path()).stdin(Stdio::null()).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(start.elapsed() < SOON, "{arguments:?} took {:?}", start.elapsed());
    Run { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// The error of a statement that reads what cannot be read.
fn refused(folder: &Folder, statement: &str) -> String {
    let run = if cfg!(target_os = "linux") {
        within_a_gibibyte(folder, &["-e", statement])
    } else {
        run_in(folder.path(), &["-e", statement])
    };
    assert_eq!(run.status, Some(1), "{statement}: {} {:.300}", run.out, run.err);
    assert!(run.err.starts_with("error: ") && run.err.len() < 10_000, "{statement}: {:.300}", run.err);
    run.err
}

#[test]
fn a_sweep_is_read_as_it_was_saved() {
    let folder = Folder::new();
    let text = "g(x) = x^4 - 3x\n\
                optimizer own(b = 1/2)\n    v = 0\n    v <- b*v + g\n    x <- x - rate*v\n\n\
                r = descend g from [-1, 2, 5/2] using [gd, own, adam(beta1 = 0.8)] rate [1e-3, 0.01] steps 50 until gradient < 1e-3;\n\
                save r to \"one.json\"\n\
                r = read(\"one.json\");\n\
                save r to \"two.json\"\n\
                s = descend g from x = 1 rate 0.01 steps 20;\n\
                save s to \"s.json\"\n\
                s = read(\"s.json\");\n\
                save s to \"t.json\"\n";
    let run = run_in(folder.path(), &[&folder.file("a.gd", text)]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    for (one, other) in [("one.json", "two.json"), ("s.json", "t.json")] {
        let [one, other] = [one, other].map(|name| fs::read_to_string(folder.path().join(name)).expect("a file"));
        assert!(one == other && one.len() > 1000, "{one:.2000}\n{other:.2000}");
    }
    assert_eq!(names(&folder), ["a.gd", "one.json", "s.json", "t.json", "two.json"]);
}

#[test]
fn any_content_is_read_or_refused() {
    let folder = Folder::new();
    let run = |script: &str| format!("{{\"kind\": \"run\", \"run\": {{\"script\": [{script}]}}}}");
    let long = |what: &str, times: usize| what.repeat(times);
    let hostile = [
        ("", "EOF while parsing"),
        ("{}", "it holds something else"),
        ("[1, 2", "no file of saved runs"),
        ("{\"kind\": \"run\", \"run\": {}}", "does not say how"),
        ("{\"kind\": \"runs\", \"runs\": {}}", "no file of saved runs"),
        ("{\"kind\": \"run\", \"run\": {\"script\": [7]}}", "no file of saved runs"),
        (
            "{\"kind\": \"run\", \"run\": {\"script\": [\"descend x^2 from x = 1 rate 0.1 steps 5\"], \"x\": {\"y\": 1}}}",
            "ends at y",
        ),
        (&long("[", 1_000_000), "no file of saved runs"),
        (&format!("{{\"kind\": \"run\", \"path\": {}1", long("{\"a\":", 1_000_000)), "no file of saved runs"),
        (
            &format!("{{\"kind\": \"run\", \"run\": {{\"x\": {{\"x\": {}}}}}}}", long("9", 1_000_000)),
            "no file of saved runs",
        ),
        (&run("\"1 + 1\""), "makes no run"),
        (&run("\"descend x^2 from 10000 random in -1..1 rate 0.1\""), "more than one run"),
        (&run("\"descend x^2 from x = 1 rate 0.1 steps 1e18\""), "the number of steps"),
        (&run(&format!("\"descend {}1 from x = 1\"", long("(", 100_000))), "in the file"),
        (&run("\"f(x) = f(x)\", \"descend f from x = 1 rate 0.1\""), "depends on itself"),
        (
            &format!(
                "{{\"kind\": \"runs\", \"runs\": [{}{{}}]}}",
                long("{\"script\": [\"descend x from x = 1 rate 1\"]},", 20_000)
            ),
            "at most 10000 runs",
        ),
    ];
    for (content, words) in hostile {
        folder.file("h.json", content);
        let err = refused(&folder, "r = read(\"h.json\")");
        assert!(err.contains(words), "{content:.80}: {err:.500}");
    }
    // Much of it is nothing to a file that is read for something else.
    let much = format!("{{\"kind\": \"runs\", \"more\": [{}0], \"runs\": []}}", long("0,", 2_000_000));
    folder.file("h.json", much);
    assert_eq!(run_in(folder.path(), &["-e", "r = read(\"h.json\");"]).status, Some(0));
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_read() {
    let folder = Folder::new();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.json")).status().expect("mkfifo").success());
    fs::create_dir(folder.path().join("folder.json")).expect("a folder");
    File::create(folder.path().join("large.json")).expect("a file").set_len(10 << 30).expect("a sparse file");
    for (name, words) in [
        ("pipe.json", "it is no file"),
        ("folder.json", "it is no file"),
        ("/dev/zero", "it is no file"),
        ("large.json", "it is larger than 256 MiB"),
    ] {
        let err = refused(&folder, &format!("r = read(\"{name}\")"));
        assert!(err.contains(words), "{name}: {err}");
    }
    for (script, words) in [
        ("large.json", "it is larger than 16 MiB"),
        ("/dev/zero", "it is larger than 16 MiB"),
        ("folder.json", "it is a folder"),
    ] {
        let run = within_a_gibibyte(&folder, &[script]);
        assert!(run.status == Some(1) && run.err.contains(words), "{script}: {}", run.err);
    }
    let mut command = thalweg();
    let zero = File::open("/dev/zero").expect("a device");
    let output = command.stdin(zero).output().expect("the program starts");
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read standard input: it is larger than 16 MiB"));
    assert_eq!(output.status.code(), Some(1));
}

/// A run, and the statement that saves it.
const SAVED: &str = "r = descend x^2 from x = 1 rate 0.1 steps 3;\nsave r to \"r.json\"";

#[test]
#[cfg(unix)]
fn what_was_left_over_goes_and_nothing_else() {
    let folder = Folder::new();
    let before = folder.file("mine.txt", "mine");
    let link = folder.path().join(".thalweg-aaaaaaaaaaaaaaaa.part");
    std::os::unix::fs::symlink(&before, &link).expect("a link");
    folder.file(LEFT_OVER, "left over");
    let busy = folder.file(".thalweg-fedcba9876543210.part", "busy");
    let lock = File::open(&busy).expect("a file");
    lock.lock().expect("a lock");
    folder.file(".thalweg-notes.part", "no number");
    assert_eq!(run_in(folder.path(), &["-e", SAVED]).status, Some(0));
    let kept = [
        ".thalweg-aaaaaaaaaaaaaaaa.part",
        ".thalweg-fedcba9876543210.part",
        ".thalweg-notes.part",
        "mine.txt",
        "r.json",
    ];
    assert_eq!(names(&folder), kept);
    assert_eq!(fs::read_to_string(before).expect("a file"), "mine");
}

#[test]
#[cfg(unix)]
fn a_link_is_written_through_and_keeps_its_rights() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    fs::create_dir(folder.path().join("real")).expect("a folder");
    let file = folder.file("real/r.json", "old");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("rights");
    symlink("real/r.json", folder.path().join("r.json")).expect("a link");
    assert_eq!(run_in(folder.path(), &["-e", SAVED]).status, Some(0));
    assert!(folder.path().join("r.json").is_symlink());
    assert!(fs::read_to_string(&file).expect("a file").starts_with("{\n  \"kind\": \"run\""));
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(names(&folder), ["r.json", "real"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_damages_nothing() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("/dev/full", folder.path().join("r.json")).expect("a link");
    let err = refused(&folder, SAVED);
    assert!(err.contains("cannot write r.json: No space left on device"), "{err}");
    // A limit on files ends the program as soon as it is over it.
    let file = folder.file("s.json", "old");
    let text = "s = descend x^4 - 3x from 30 random in -1..1 rate 1e-3 steps 300;\nsave s to \"s.json\"";
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 64; exec \"$@\"", "sh"]).arg(thalweg().get_program()).args(["-e", text]);
    let status = command.current_dir(folder.path()).stderr(Stdio::null()).status().expect("the program starts");
    assert!(!status.success());
    assert_eq!(fs::read_to_string(file).expect("a file"), "old");
}

#[test]
#[cfg(unix)]
fn a_folder_where_nothing_can_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("rights");
    // Nothing is read-only to the superuser.
    if File::create(folder.path().join("trial")).is_err() {
        let err = refused(&folder, SAVED);
        assert!(err.contains("cannot write r.json: Permission denied"), "{err}");
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("rights");
}

/// A program that saves a sweep again and again, once it has done so for the first time.
fn saving(folder: &Folder) -> (Child, BufReader<std::process::ChildStdout>) {
    let saves = "save s to \"s.json\"\n".repeat(1000);
    let text = format!("s = descend x^4 - 3x from 50 random in -1..1 rate 1e-3 steps 200;\n{saves}");
    let mut command = thalweg();
    command.args(["-e", &text]).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::null()).spawn().expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    assert_eq!(first, "→ s.json\n");
    (child, out)
}

#[test]
#[cfg(unix)]
fn ten_kills_while_saving() {
    let folder = Folder::new();
    let mut whole = None;
    for i in 0..10 {
        let (mut child, out) = saving(&folder);
        std::thread::sleep(Duration::from_millis(13 * i));
        child.kill().expect("killed");
        child.wait().expect("ended");
        drop(out);
        let saved = fs::read(folder.path().join("s.json")).expect("a file");
        assert!(saved == *whole.get_or_insert_with(|| saved.clone()) && saved.len() > 100_000, "kill {i}");
        assert!(names(&folder).len() <= 2, "{:?}", names(&folder));
    }
    assert_eq!(run_in(folder.path(), &["-e", SAVED]).status, Some(0));
    assert_eq!(names(&folder), ["r.json", "s.json"]);
}

/// Asks a program to stop after a while; its status, and the rest of what it writes.
#[cfg(unix)]
fn interrupted(mut child: Child, mut out: impl Read, after: Duration) -> (Option<i32>, String) {
    std::thread::sleep(after);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    let mut text = String::new();
    out.read_to_string(&mut text).expect("text");
    (child.wait().expect("ended").code(), text)
}

#[test]
#[cfg(unix)]
fn ctrl_c_while_saving_leaves_no_half_a_file() {
    let folder = Folder::new();
    for i in 0..3 {
        let (child, out) = saving(&folder);
        let (status, _) = interrupted(child, out, Duration::from_millis(7 * i));
        assert_eq!(status, Some(130));
        let saved = fs::read(folder.path().join("s.json")).expect("a file");
        assert!(
            serde_json::from_slice::<Json>(&saved)
                .is_ok_and(|json| json["runs"].as_array().is_some_and(|r| r.len() == 50))
        );
        assert_eq!(names(&folder), ["s.json"]);
    }
}

#[test]
#[cfg(unix)]
fn ctrl_c_while_json_is_written_leaves_an_object() {
    let text = "1 + 1\ns = descend x^4 - 3x from 2000 random in -1..1 rate 1e-3 steps 300";
    let mut command = thalweg();
    command.args(["--json", "-e", text]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    // The second object has begun, and it is longer than a pipe and a buffer hold.
    let mut begun = vec![0; 1000];
    out.read_exact(&mut begun).expect("an object");
    let (status, rest) = interrupted(child, out, Duration::ZERO);
    assert_eq!(status, Some(130));
    let object: Json = serde_json::from_str(&(String::from_utf8_lossy(&begun) + rest.as_str())).expect("an object");
    assert_eq!((&object["kind"], &object["interrupted"]), (&"runs".into(), &true.into()));
    assert!(object["runs"].as_array().is_some_and(|runs| runs.len() < 2000));
}

#[test]
fn runs_that_do_not_fit_into_memory_are_refused() {
    let folder = Folder::new();
    let sum: Vec<String> = (0..1000).map(|i| format!("x{i}^2")).collect();
    let err = refused(&folder, &format!("descend {} from 10000 random in -1..1 rate 0.1", sum.join(" + ")));
    assert!(err.contains("with 1000 unknowns there are at most 2785"), "{err:.2000}");
}

#[test]
#[cfg(unix)]
fn a_sandbox_is_not_left() {
    use std::os::unix::fs::symlink;
    let outer = Folder::new();
    let inner = outer.path().join("inner");
    fs::create_dir_all(inner.join("below")).expect("folders");
    assert_eq!(run_in(outer.path(), &["-e", SAVED]).status, Some(0));
    let secret = outer.path().join("r.json");
    let before = fs::read(&secret).expect("a file");
    symlink(&secret, inner.join("link.json")).expect("a link");
    symlink(outer.path(), inner.join("out")).expect("a link");
    symlink("nowhere.json", inner.join("dangling.json")).expect("a link");
    fs::hard_link(&secret, inner.join("hard.json")).expect("a hard link");
    assert!(Command::new("mkfifo").arg(inner.join("pipe.json")).status().expect("mkfifo").success());
    let absolute = secret.display().to_string();
    let outside = [
        "../r.json",
        "below/../../r.json",
        "out/r.json",
        "link.json",
        "dangling.json",
        "pipe.json",
        "./out/../r.json",
        "/dev/null.json",
        "/dev/zero",
        &absolute,
    ];
    for name in outside {
        let text = format!("r = descend x from x = 1 rate 1 steps 1;\nsave r to \"{name}\"");
        for text in [
            text.as_str(),
            &format!("r = read(\"{name}\")"),
            &format!("plot x^2 to \"{}\"", name.replace("json", "svg")),
        ] {
            let run = run_in(&inner, &["--sandbox", "-e", text]);
            if !(text.starts_with("plot") && ["link.json", "dangling.json", "pipe.json"].contains(&name)) {
                assert_eq!(run.status, Some(1), "{text}: {}", run.out);
            }
        }
        assert_eq!(fs::read(&secret).expect("a file"), before, "{name}");
    }
    assert!(!outer.path().join("nowhere.json").exists() && !outer.path().join("r.svg").exists());
    // A second name of a file inside is replaced, and the file outside stays.
    for name in ["hard.json", "below/new.json", "below/../new.json"] {
        let run = run_in(&inner, &["--sandbox", "-e", &SAVED.replace("r.json", name).replace("steps 3", "steps 4")]);
        assert_eq!(run.status, Some(0), "{name}: {}", run.err);
    }
    assert_eq!(fs::read(&secret).expect("a file"), before);
    let out = outer.path().join("pictures");
    let run = run_in(&inner, &["--sandbox", "--out", &out.display().to_string(), "-e", SAVED]);
    assert!(run.status == Some(0) && out.join("r.json").exists(), "{}", run.err);
}
