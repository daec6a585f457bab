//! What was typed before changes no answer but by the definitions that a statement uses.

use std::fs;
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use thalweg::syntax::layout;

use crate::fuzz::targets::{UNRELATED, shown};
use crate::notebook::{Notebook, on_deep_stack};

/// Of statements that define nothing so many in eight are asked: the whole corpus takes minutes.
const ASKED: u32 = 1;

struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, n: u32) -> u32 {
        self.0.next_u32() % n
    }

    fn unrelated(&mut self, number: usize) -> String {
        let form = UNRELATED[self.below(UNRELATED.len() as u32) as usize];
        form.replace('#', &format!("unrelated{number}")).replace('@', &(2 + self.below(5)).to_string())
    }
}

fn is_definition(statement: &str) -> bool {
    let name = statement.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    name.len() < statement.len() && (name.starts_with('(') || name.starts_with(" =")) && statement.contains(" = ")
        || statement.starts_with("optimizer ")
}

/// What some statements show, with unrelated ones in between where chance is given.
fn answers(statements: &[String], mut chance: Option<Chance>) -> Vec<String> {
    let mut notebook = Notebook::new();
    let mut all = Vec::new();
    for (number, statement) in statements.iter().enumerate() {
        if let Some(chance) = &mut chance {
            (0..chance.below(3)).for_each(|i| {
                notebook.run(&chance.unrelated(3 * number + i as usize));
            });
        }
        let (source, responses) = notebook.run(statement);
        all.push(responses.iter().map(|r| shown(&source, r)).collect());
    }
    all
}

fn same_whatever_was_before(statements: Vec<String>, seed: u64) {
    on_deep_stack(move || {
        let plain = answers(&statements, None);
        let after = answers(&statements, Some(Chance(ChaCha8Rng::seed_from_u64(seed))));
        for ((statement, plain), after) in statements.iter().zip(plain).zip(after) {
            assert_eq!(plain, after, "{statement}\nanswers something else after unrelated statements (seed {seed})");
        }
    });
}

/// A part of the cases, another one at each run.
#[test]
fn the_same_question_has_the_same_answer() {
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |t| t.as_secs());
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
    let mut paths: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))
        .expect("the cases")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "gd"))
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a script");
        let pieces = layout::cells(&text).into_iter().flat_map(|cell| cell.pieces);
        let statements = pieces.map(|piece| text[piece.span.range()].to_string());
        let asked = statements.filter(|s| is_definition(s) || chance.below(8) < ASKED);
        same_whatever_was_before(asked.collect(), seed);
    }
}

/// Every minimum and run of the cases, kept and opened again in the graph of a later statement.
#[test]
fn a_result_that_is_shown_again_is_the_same() {
    for script in ["minimum.gd", "descend.gd"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(script);
        let text = fs::read_to_string(path).expect("a script");
        on_deep_stack(move || {
            let (mut notebook, mut again) = (Notebook::new(), 0);
            for piece in layout::cells(&text).into_iter().flat_map(|cell| cell.pieces) {
                let statement = &text[piece.span.range()];
                let (source, responses) = notebook.run(statement);
                let kind = responses[0].output.kind;
                if matches!(kind, "minimum" | "run") && !is_definition(statement) {
                    let first = shown(&source, &responses[0]);
                    notebook.run("a*b + t = 2b");
                    let (source, responses) = notebook.run("ans");
                    assert!(first.starts_with(&shown(&source, &responses[0])), "{statement}\n{first}");
                    again += 1;
                }
            }
            assert!(again > 20, "{script}: {again}");
        });
    }
}

#[test]
fn arithmetic_does_not_depend_on_what_was_before() {
    let questions = [
        "f(x, y) = (1 - x)^2 + 100*(y - x^2)^2 + sin(x*y)/7",
        "r = descend f from (-1.2, 1) using newton steps 20",
        "s = descend f from (-1.2, 1) using bfgs steps 20",
        "descend logsumexp(x + y, x - y, exp(-x)) from (2, 1) rate 0.1 steps 20",
        "float(ln(3)/ln(2) + sqrt(2)*pi - e^2 + cos(1), digits = 20)",
        "floor(ln(8)/ln(2))",
        "minimum x^4 - 3x^3*y + y^4 + x + y",
        "solve x^3 - 3x + y = 0, y^2 = x + 1",
        "simplify(sin(x)^2*y + cos(x)^2*y + (x + y)^2 - x^2)",
        "critical x^3 - 3x*y^2 + y^4",
    ];
    for seed in 0..4 {
        same_whatever_was_before(questions.map(str::to_string).to_vec(), seed);
    }
}

#[test]
fn a_saved_run_is_read_after_other_statements() {
    on_deep_stack(|| {
        let mut notebook = Notebook::new();
        notebook.output("f(x, y) = (1 - x)^2 + 100*(y - x^2)^2 + sin(x*y)/7");
        let run = notebook.output("r = descend f from (-1.2, 1) using newton steps 12");
        notebook.run("save r to \"r.json\"");
        let mut chance = Chance(ChaCha8Rng::seed_from_u64(7));
        for number in 0..12 {
            notebook.run(&chance.unrelated(number));
            let again = notebook.output("read(\"r.json\")");
            assert_eq!(again.data()["x"], run.data()["x"]);
        }
    });
}
