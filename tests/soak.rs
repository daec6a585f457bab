//! A session may go on for ever: what a statement took is given back.

use std::fmt::Write;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use super::program::{Folder, thalweg};

/// Statements of all kinds; `@` is another number each time, so that none is the same question again.
const ROUND: &[&str] = &[
    "a = @/7",
    "f(x) = x^4 - a*x^2 + @*x",
    "f'(@)",
    "diff(exp(sin(x))*x^@, x, 3)",
    "r = descend f from x = 2 rate 1/10^6 steps 300",
    "check r within 10^9",
    "rs = descend f from [-2, 1, 3] rate 1/10^6 steps 100",
    "best(rs).value",
    "minimum x^4 - 3x^2 + @*x",
    "solve x^3 - @*x + 1 = 0",
    "critical x^2*y + y^2 - @*x*y + x^4",
    "g(x, y) = (1 - x)^2 + @*(y - x^2)^2",
    "hessian g(1, @)",
    "expand((x + y + @)^9)",
    "simplify(sin(@*x)^2 + cos(@*x)^2)",
    "factor(x^6 - @^6)",
    "float(sin(@)^ln(3), digits = 60)",
    "[k^@ for k in 1..60]",
    "table x^2, @*x over 0..1 by 0.05",
    "explain diff(x^@*sin(x), x)",
    "plot f over -2..2 to \"soak.svg\"",
    "save r to \"soak.json\"",
    "s = read(\"soak.json\")",
    "taylor(exp(@*x), x = 0, 6)",
    "limit(sin(@*x)/x, x = 0)",
    "domain ln(x^2 - @)",
    "convex x^4 + @*x^2",
    "1/(@ - @)",
    "descend x^2 from (1, 2, @)",
    "what is @",
];

fn statements(number: usize) -> String {
    (0..number).fold(String::new(), |mut text, i| {
        let form = ROUND[i % ROUND.len()].replace('@', &(2 + i / ROUND.len() % 90).to_string());
        let _ = writeln!(text, "{form}");
        text
    })
}

/// The most memory in KiB that was ever resident while the program ran these statements.
fn peak(number: usize) -> u64 {
    let folder = Folder::new();
    let script = folder.file("soak.gd", statements(number));
    let mut command = thalweg();
    command.args(["--keep-going", &script]).current_dir(folder.path());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(now.unwrap_or(0));
        if let Some(ended) = child.try_wait().expect("a process") {
            assert_eq!(ended.code(), Some(1), "some statements fail on purpose");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What 3,000 statements may take more than 300, in KiB.
const GROWTH: u64 = 40 << 10;

#[test]
fn memory_is_given_back() {
    let (few, many) = (peak(300), peak(3000));
    assert!(few > 0 && many < few + GROWTH, "{few} KiB after 300 statements, {many} KiB after 3,000");
}
