//! Certified minima on boxes: every row of the reference is decided, with every minimiser that it lists and no other.

use thalweg::algebra::normalise;
use thalweg::calculus::certify::{FacePosition, GlobalMinimum, MinimiserBox, MinimiserEvidence, global_minimum};
use thalweg::expr::Symbol;
use thalweg::interrupt::Interrupt;
use thalweg::numeric::Interval;
use thalweg::session::{Builder, Session, forms};
use thalweg::syntax::ast::{Action, StatementKind};

use crate::notebook::rows;

const DATA: &str = include_str!("data/minima.tsv");

/// Whole lines of minimisers and valleys too flat for doubles: the effort runs out, and that is said.
const UNDECIDED: &[&str] = &["mishra_11_like", "box3d", "penalty1_4", "linear_rank1_2"];
/// Rows with more minimisers than the reference lists, and how many there are.
const MORE: &[(&str, usize)] =
    &[("shubert2", 18), ("powell_badly_scaled", 2), ("price4", 3), ("poly_2x2", 2), ("brown_almost_linear_3", 2)];
/// Rows whose minimisers are found in more boxes than there are minimisers, or in a wide one.
const ROUGH: &[&str] = &["alpine1_2", "abs_shift_sum"];

fn minimum_of(names: &[&str], expression: &str, region: &str) -> GlobalMinimum {
    let mut session = Session::new();
    let statement = thalweg::syntax::parse(expression, &|_| false).remove(0).expect("an expression");
    let StatementKind::Action(Action::Expr { expr, .. }) = statement.kind else { panic!("{expression}") };
    let mut builder = Builder::new(&mut session, forms::ALL);
    let raw = builder.scalar(&expr).expect("a number");
    let graph = builder.graph();
    let f = normalise(graph, raw);
    let symbols: Vec<Symbol> = names.iter().map(|n| graph.symbol_id(n)).collect();
    let number = |text: &str| text.trim().trim_matches(['[', ']']).parse::<f64>().expect("a number");
    let side = |text: &str| {
        let (low, high) = text.split_once(':').and_then(|(_, ends)| ends.split_once(',')).expect("two ends");
        Interval::new(number(low), number(high))
    };
    let sides: Vec<Interval> = region.split(';').map(side).collect();
    let found = global_minimum(graph, f, &symbols, &sides, &Interrupt::default());
    found.expect("enclosable").expect("a value")
}

fn points(text: &str) -> Vec<Vec<f64>> {
    let number = |word: &str| word.trim().parse().expect("a number");
    text.split(';').map(|p| p.trim().trim_matches(['(', ')']).split(',').map(number).collect()).collect()
}

fn holds(candidate: &MinimiserBox, point: &[f64]) -> bool {
    candidate.place.iter().zip(point).all(|(side, x)| {
        let slack = 1e-9 * x.abs().max(1.0);
        side.low() - slack <= *x && *x <= side.high() + slack
    })
}

fn is_tiny(candidate: &MinimiserBox) -> bool {
    candidate.place.iter().all(|s| s.width() <= 1e-9 * s.magnitude().max(1.0))
}

#[test]
fn minima_of_the_reference_on_their_boxes() {
    let mut wrong = Vec::new();
    let mut decided = 0;
    for row in rows(DATA) {
        let [id, kind, names, expression, region, minimisers, value] = row.as_slice() else { panic!("{row:?}") };
        let names: Vec<&str> = names.split(' ').collect();
        let global = ["min", "kink", "boundary"].contains(kind);
        if names.len() > 4 || !global || UNDECIDED.contains(id) {
            continue;
        }
        let found = minimum_of(&names, expression, region);
        let points = points(minimisers);
        let value: f64 = value.parse().expect("a number");
        let slack = 1e-9 * value.abs().max(1.0);
        let rough = ROUGH.contains(id);
        let count = MORE.iter().find(|(name, _)| name == id).map_or(points.len(), |(_, n)| *n);
        let is_right = found.stopped.is_none()
            && found.unsearched.is_empty()
            && found.value.low() - slack <= value
            && value <= found.value.high() + slack
            && found.value.width() <= slack
            && points.iter().all(|p| found.candidates.iter().any(|c| holds(c, p)))
            && (rough || found.candidates.len() == count && found.candidates.iter().all(is_tiny));
        // Nothing is called proved that lies on a kink, or inside when it lies on the border.
        let is_honest = found.candidates.iter().filter(|c| c.argument.is_proof()).all(|c| {
            let inside = c.ends.iter().all(|e| *e == FacePosition::Inside);
            inside == (c.argument == MinimiserEvidence::CriticalPoint) && *kind != "kink"
        });
        if !is_right || !is_honest {
            wrong.push(format!("{id}: {found:?}"));
        }
        decided += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(decided > 95, "{decided}");
}
