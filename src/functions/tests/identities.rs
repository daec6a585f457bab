//! Random calls: the special value, wherever it is given, is the value of the call.

use super::{Stream, counts};
use crate::algebra::normal::closed_bounds;
use crate::algebra::normalise;
use crate::calculus::CORE;
use crate::expr::{ExprId, Graph, Node, evaluate_closed, print, substitute};
use crate::functions::ALL;
use crate::numeric::Rational;

/// Arguments that special values are known for.
fn argument(graph: &mut Graph, stream: &mut Stream) -> ExprId {
    let texts = [
        "x",
        "-x",
        "2x",
        "-3x",
        "-x - y",
        "x - y",
        "x^2",
        "x^3",
        "-x^2 - 1",
        "1/x",
        "sqrt(x)",
        "sqrt(2)/2",
        "-sqrt(3)",
        "2 - sqrt(3)",
        "(sqrt(5) - 1)/4",
        "e",
        "e^x",
        "ln(x)",
        "2ln(x)",
        "x + ln(y)",
        "1/2",
        "-1/2",
        "0",
        "1",
        "-1",
        "2",
        "3",
        "-5/2",
        "8",
        "1000",
        "1/8",
        "0.25",
        "x*y",
        "|x|",
        "x^2*y",
        "x + 1",
        "y",
    ];
    let pi = graph.constant(crate::expr::Constant::Pi);
    match stream.below(4) {
        0 => {
            let denominators = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 60];
            let d = denominators[stream.below(denominators.len())];
            let n = stream.below(8 * d as usize) as i64 - 4 * d;
            let turn = graph.rational(Rational::new(n, d).expect("not zero"));
            let angle = graph.raw_product(&[turn, pi]);
            if stream.below(3) == 0 {
                let x = graph.symbol("x");
                graph.raw_sum(&[x, angle])
            } else {
                angle
            }
        }
        1 => {
            let f = ALL[stream.below(ALL.len())];
            let n = counts(f)[0];
            let inner: Vec<ExprId> =
                (0..n).map(|_| super::reader::read(graph, texts[stream.below(texts.len())])).collect();
            graph.raw_call(f, &inner)
        }
        _ => super::reader::read(graph, texts[stream.below(texts.len())]),
    }
}

#[test]
fn normal_calls_have_the_value_of_the_call() {
    let mut stream = Stream(11);
    let mut rewritten = 0;
    for round in 0..6000 {
        let mut graph = Graph::new(&CORE);
        let f = ALL[round % ALL.len()];
        let count = counts(f);
        let n = count[stream.below(count.len())];
        let arguments: Vec<ExprId> = (0..n).map(|_| argument(&mut graph, &mut stream)).collect();
        let raw = graph.raw_call(f, &arguments);
        let normal = normalise(&mut graph, raw);
        if normal == raw {
            continue;
        }
        rewritten += 1;
        for _ in 0..4 {
            let point: Vec<_> = ["x", "y"]
                .into_iter()
                .map(|name| {
                    let value = Rational::new(stream.below(8000) as i64 - 4000, 1009).expect("not zero");
                    (graph.symbol_id(name), graph.rational(value))
                })
                .collect();
            let (before, after) = (substitute(&mut graph, raw, &point), substitute(&mut graph, normal, &point));
            compare(&graph, raw, normal, before, after);
        }
    }
    assert!(rewritten > 2000, "{rewritten}");
}

fn compare(graph: &Graph, raw: ExprId, normal: ExprId, before: ExprId, after: ExprId) {
    let Some(was) = closed_bounds(graph, before) else {
        return;
    };
    // Where doubles miss a pole they show something huge or uncertain.
    if was.error > 1e-6 * (1.0 + was.value.abs()) || was.value.abs() > 1e14 {
        return;
    }
    let is = closed_bounds(graph, after);
    let (value, error) = is.map_or((evaluate_closed(graph, after), 0.0), |v| (v.value, v.error));
    let undefined = matches!(graph.node(normal), Node::Undefined(_));
    assert!(
        !undefined && (value - was.value).abs() <= 1e-9 * (1.0 + was.value.abs()) + 4.0 * (error + was.error),
        "{} became {}: {} and {value} at {}",
        print::text(graph, raw),
        print::text(graph, normal),
        was.value,
        print::text(graph, before)
    );
}
