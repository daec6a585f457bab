//! Random and damaged scripts: whatever is written, the session answers, says where it went wrong, and goes on.
//!
//! `THALWEG_SCRIPTS=1000000 cargo test --release damaged_scripts` runs longer.

mod mutate;
pub mod targets;

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mutate::Corpus;
use targets::survives;

use crate::notebook::on_deep_stack;
use crate::random::Random;

/// The work of a statement that may not be stopped: more than there is for one answer.
const ALL_WORK: u64 = u64::MAX;
/// No statement may take this long, on the slowest of machines and without optimisation: those that count their work end much sooner.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 20 });

fn answered(text: &str) {
    let start = Instant::now();
    survives(text, ALL_WORK);
    assert!(start.elapsed() < PATIENCE, "{text:.100} took {:?}", start.elapsed());
}

/// Another one at each run, and told where a test fails.
fn new_seed() -> u64 {
    let set = std::env::var("THALWEG_SEED").ok().and_then(|seed| seed.parse().ok());
    set.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |t| t.as_nanos() as u64))
}

/// How many scripts are tried: without optimisation each takes twenty times as long.
fn scripts() -> u64 {
    let set = std::env::var("THALWEG_SCRIPTS").ok().and_then(|number| number.parse().ok());
    set.unwrap_or(if cfg!(debug_assertions) { 100 } else { 2000 })
}

/// Asks a question of as many inputs as are wanted, and shows the one that breaks something, or is never answered.
fn ask(number: u64, make: fn(&Corpus, &mut Random) -> String, question: fn(&[u8])) {
    let (corpus, seed) = (Corpus::read(), new_seed());
    for number in 0..number {
        // Other seeds than those of the generator itself, whose first numbers resemble each other.
        let own = seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let text = make(&corpus, &mut Random(own));
        let told = format!("THALWEG_SEED={seed}, script {number}:\n{text}\n{text:?}");
        match within(PATIENCE, move || on_deep_stack(move || question(text.as_bytes()))) {
            Some(sound) => assert!(sound, "{told}"),
            None => panic!("not answered within {PATIENCE:?}: {told}"),
        }
    }
}

/// Does it end without a panic? None where it does not end in time; it goes on until the tests are over.
fn within(time: Duration, question: impl FnOnce() + Send + 'static) -> Option<bool> {
    let (done, ended) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        question();
        done.send(()).ok();
    });
    match ended.recv_timeout(time) {
        Err(mpsc::RecvTimeoutError::Timeout) => None,
        _ => Some(thread.join().is_ok()),
    }
}

#[test]
fn damaged_scripts() {
    ask(scripts(), Corpus::damaged, targets::session);
}

#[test]
fn soups_of_tokens() {
    ask(scripts(), Corpus::soup, targets::session);
}

/// The first letter says what comes before a statement.
fn after_a_letter(corpus: &Corpus, random: &mut Random) -> String {
    format!("{}{}", char::from(random.below(128) as u8), corpus.damaged(random))
}

/// The first letters say where a statement is stopped, and how soon it is left.
fn after_two_letters(corpus: &Corpus, random: &mut Random) -> String {
    format!("{}{}", char::from(random.below(128) as u8), after_a_letter(corpus, random))
}

#[test]
fn damaged_scripts_leave_no_trace() {
    ask(scripts() / 4, Corpus::damaged, targets::rollback);
    ask(scripts() / 4, after_a_letter, targets::order);
    ask(scripts() / 4, after_two_letters, targets::interrupt_at);
}

/// What libFuzzer has found worth keeping, and what has once been wrong.
#[test]
fn what_was_found_is_asked_again() {
    for (name, question) in targets::ALL {
        let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
        assert!(fuzz.join(format!("fuzz_targets/{name}.rs")).exists(), "libFuzzer does not ask {name}");
        let folder = fuzz.join("corpus").join(name);
        let mut paths: Vec<_> = fs::read_dir(folder).expect("inputs").flatten().map(|entry| entry.path()).collect();
        paths.sort();
        assert!(paths.len() > 10, "{name}");
        for path in paths {
            let data = fs::read(&path).expect("an input");
            let sound = std::panic::catch_unwind(|| on_deep_stack(move || question(&data)));
            assert!(sound.is_ok(), "{}", path.display());
        }
    }
}

/// What has broken other programs: each must be answered soon, and truly.
const NASTY: &[&str] = &[
    "x^x^x^x^x",
    "10^(6^100)",
    "2^(2^(2^(2^2)))",
    "f(x) = f(x)",
    "p(x) = q*x; q = p(1); p(2)",
    "0/0",
    "1/0",
    "0^0",
    "0^-1",
    "(-8)^(1/3)",
    "tan(pi/2)",
    "sum(k in 1..10^9, k)",
    "[k for k in 1..10^9]",
    "10^10^10",
    "1e999999999",
    "100000!",
    "(1e9)!",
    "expand((a+b+c+d)^500)",
    "descend x^2 from x = 0/0",
    "descend x^2 from x = 7 rate 0.1 steps 1e30",
    "descend x^2 from x = 7 rate -1",
    "descend x^2 from x = 7 rate inf",
    "descend x^2 from x = 7 rate 0.1 rate 0.2",
    "descend x^2 + y^2 from (1, 2, 3)",
    "descend x^2 from x = 7 until frobnicate < 1",
    "descend x^2 from random in 5..-5",
    "plot x over 0..0",
    "plot 1/x over -1e308..1e308",
    "table x over 0..1 by 1e-12",
    "assert 10^-1000 > 0",
    "\u{0}\u{1}\u{2}x\u{7f}",
    "a\u{202e}b = 3",
];

#[test]
fn nasty_statements_are_answered() {
    on_deep_stack(|| {
        for text in NASTY {
            answered(text);
        }
        let deep = [
            "(".repeat(100_000),
            format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000)),
            format!("{}x", "-".repeat(100_000)),
            format!("{}x", "not ".repeat(50_000)),
            format!("x{}", "'".repeat(100_000)),
            format!("x{}", "^x".repeat(50_000)),
            format!("x{}", "!".repeat(100_000)),
            format!("{}x{}", "|".repeat(5_000), "|".repeat(5_000)),
            format!("{}x{}", "sin(".repeat(20_000), ")".repeat(20_000)),
            format!("1{}", "+x".repeat(200_000)),
            format!("{} = 3", "n".repeat(1_000_000)),
            "if x > 0 then ".repeat(20_000),
            "[".repeat(100_000),
            "x.".repeat(100_000),
            "a = 1; ".repeat(20_000),
        ];
        for text in &deep {
            answered(text);
        }
    });
}
