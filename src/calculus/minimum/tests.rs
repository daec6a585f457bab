use super::*;
use crate::algebra::normal::normalise;
use crate::calculus::families::ParameterRange;
use crate::calculus::means::Means;
use crate::expr::print::text;
use crate::expr::{Constant, Number, evaluate};
use crate::functions;
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::polynomial::Polynomial;
use proptest::prelude::*;

/// Just enough of a parser for the expressions below.
struct Reader<'a> {
    graph: &'a mut Graph,
    rest: &'a str,
}

impl Reader<'_> {
    fn next_is(&mut self, sign: char) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.strip_prefix(sign);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn word(&mut self, accept: impl Fn(char) -> bool) -> &str {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn sum(&mut self) -> ExprId {
        let negative = self.next_is('-');
        let first = self.product();
        let mut terms = vec![if negative { self.graph.raw_negation(first) } else { first }];
        loop {
            if self.next_is('+') {
                terms.push(self.product());
            } else if self.next_is('-') {
                let term = self.product();
                terms.push(self.graph.raw_negation(term));
            } else {
                return self.graph.raw_sum(&terms);
            }
        }
    }

    fn product(&mut self) -> ExprId {
        let mut factors = vec![self.power()];
        loop {
            if self.next_is('*') {
                factors.push(self.power());
            } else if self.next_is('/') {
                let (below, minus) = (self.power(), self.graph.integer(-1));
                factors.push(self.graph.raw_power(below, minus));
            } else {
                return self.graph.raw_product(&factors);
            }
        }
    }

    fn power(&mut self) -> ExprId {
        let base = self.atom();
        if self.next_is('^') {
            let exponent = self.power();
            return self.graph.raw_power(base, exponent);
        }
        base
    }

    fn atom(&mut self) -> ExprId {
        if self.next_is('-') {
            let inner = self.atom();
            return self.graph.raw_negation(inner);
        }
        if self.next_is('(') {
            let inner = self.sum();
            assert!(self.next_is(')'), "before {:?}", self.rest);
            return inner;
        }
        let digits = self.word(|c| c.is_ascii_digit() || c == '.').to_string();
        if !digits.is_empty() {
            let value = Rational::parse(&digits).expect("a number");
            return self.graph.number(Number::new(value, digits.contains('.')));
        }
        let word = self.word(char::is_alphanumeric).to_string();
        if word == "pi" {
            return self.graph.constant(Constant::Pi);
        }
        if self.next_is('(') {
            let argument = self.sum();
            assert!(self.next_is(')'), "before {:?}", self.rest);
            let function = functions::find(&word).expect("a function");
            return self.graph.raw_call(function, &[argument]);
        }
        assert!(!word.is_empty(), "before {:?}", self.rest);
        self.graph.symbol(&word)
    }
}

fn read(graph: &mut Graph, expression: &str) -> ExprId {
    let mut reader = Reader { graph, rest: expression };
    let id = reader.sum();
    assert!(reader.rest.trim().is_empty(), "{:?} is left", reader.rest);
    id
}

fn graph() -> Graph {
    Graph::new(&crate::calculus::CORE)
}

fn solve(graph: &mut Graph, expression: &str, unknowns: &str) -> Minimum {
    let f = read(graph, expression);
    let symbols: Vec<Symbol> = unknowns.split_whitespace().map(|name| graph.symbol_id(name)).collect();
    let interrupt = Interrupt::default();
    let means = Means { interrupt: &interrupt, thorough: true };
    minimum(graph, &Function::everywhere(f, &symbols), &means)
}

fn sentence(expression: &str, unknowns: &str) -> String {
    let mut graph = graph();
    crate::calculus::argument::Sentence::joined(solve(&mut graph, expression, unknowns).told(&graph, "f"), "\n")
        .text(&graph)
}

const REGRESSION: &str = "((w*0 + b - 1.1)^2 \
    + (w*0.5 + b - 1.3)^2 \
    + (w*1 + b - 2.7)^2 \
    + (w*1.5 + b - 3.2)^2 \
    + (w*2 + b - 4.4)^2 \
    + (w*2.5 + b - 4.6)^2 \
    + (w*3 + b - 6.3)^2 \
    + (w*3.5 + b - 6.5)^2 \
    + (w*4 + b - 7.9)^2 \
    + (w*4.5 + b - 8.1)^2 \
    + (w*5 + b - 9.6)^2 \
    + (w*5.5 + b - 9.9)^2)/12";

/// Expression, unknowns, minimisers and value as they are shown, and in decimals. From the reference table.
type Row = (&'static str, &'static str, &'static [&'static [&'static str]], &'static str, f64);

const MINIMA: &[Row] = &[
    ("x^2", "x", &[&["0"]], "0", 0.0),
    ("x^2 + 4*x + 9", "x", &[&["-2"]], "5", 5.0),
    ("x^4 - 8*x^2 + 3", "x", &[&["-2"], &["2"]], "-13", -13.0),
    ("x^4", "x", &[&["0"]], "0", 0.0),
    ("x^6", "x", &[&["0"]], "0", 0.0),
    ("x^4/4 - 2*x^3 + 11*x^2/2 - 6*x", "x", &[&["1"], &["3"]], "-9/4", -2.25),
    ("(x - 1)*(x - 2)*(x - 3)*(x - 4)", "x", &[&["5/2 - sqrt(5)/2"], &["5/2 + sqrt(5)/2"]], "-1", -1.0),
    ("0.26*(x^2 + y^2) - 0.48*x*y", "x y", &[&["0", "0"]], "0", 0.0),
    ("x^2 + y^2", "x y", &[&["0", "0"]], "0", 0.0),
    ("(x*y + 1)^2 - x^2*y^2 - 2*x*y + (x + y)^2 + (x - 1)^2", "x y", &[&["1", "-1"]], "1", 1.0),
    ("x^4/4 - x^2/2 + y^2/2", "x y", &[&["-1", "0"], &["1", "0"]], "-1/4", -0.25),
    (
        "x^4 + x + y^4 - 2*y^2 + z^2",
        "x y z",
        &[&["-2^(1/3)/2", "-1", "0"], &["-2^(1/3)/2", "1", "0"]],
        "-1 - 3*2^(1/3)/8",
        -1.472_470_393_710_577_4,
    ),
    ("0.5*x^2 + 50*y^2", "x y", &[&["0", "0"]], "0", 0.0),
    ("x^2 + y^2 + z^2", "x y z", &[&["0", "0", "0"]], "0", 0.0),
    ("(x - 1)^2 + (y - 1)^2 + (z - 1)^2 - x*y - y*z", "x y z", &[&["3", "4", "3"]], "-7", -7.0),
    ("(x + 2*y - 1)^2 + (2*x + 4*y - 1)^2", "x y", &[&["3/5", "0"]], "1/5", 0.2),
    (REGRESSION, "w b", &[&["1204/715", "163/195"]], "11743/128700", 0.091_243_201_243_201_24),
];

#[test]
fn minima_of_the_reference() {
    for &(expression, unknowns, points, value, decimal) in MINIMA {
        let mut graph = graph();
        let found = solve(&mut graph, expression, unknowns);
        assert_eq!(found.status, MinimumStatus::Global, "{expression}");
        assert!(found.certified());
        let shown: Vec<Vec<String>> = found
            .points
            .iter()
            .map(|p| p.x.iter().map(|c| text(&graph, c.exact.expect("a closed form"))).collect())
            .collect();
        assert_eq!(shown, points, "{expression}");
        for point in &found.points {
            assert_eq!(text(&graph, point.value.exact.expect("a closed form")), value, "{expression}");
            assert_eq!(point.value.value, decimal, "{expression}");
        }
    }
}

#[test]
fn ridge_regression_to_the_last_digit() {
    let mut graph = graph();
    let found = solve(&mut graph, &format!("{REGRESSION} + 0.1*(w^2 + b^2)"), "w b");
    let point = &found.points[0];
    let decimals: Vec<f64> = point.x.iter().map(|c| c.value).collect();
    assert_eq!(decimals, [1.694_690_265_486_725_7, 0.732_971_305_980_155_6]);
    assert_eq!(point.value.value, 0.437_883_704_299_633_5);
}

#[test]
fn there_is_no_minimum() {
    for (expression, unknowns) in
        [("2*x + 1", "x"), ("x^3", "x"), ("x^5 - 5*x", "x"), ("x*y", "x y"), ("3*x^2 - x^4", "x"), ("x^2 - y", "x y")]
    {
        let mut graph = graph();
        let found = solve(&mut graph, expression, unknowns);
        assert_eq!(found.status, MinimumStatus::Unbounded, "{expression}");
    }
}

#[test]
fn sentences() {
    for (expression, unknowns, expected) in [
        (
            "x^2 + 4*x + 9",
            "x",
            "minimum 5 at x = -2\nf'' = 2 > 0 everywhere, so the only critical point is the global minimum",
        ),
        (
            "x^5 - 5*x",
            "x",
            "no minimum: f is unbounded below\nthe leading term x^5 decides: f -> -inf as x -> -inf\n\
             local minimum -4 at x = 1",
        ),
        ("2*x + 1", "x", "no minimum: f is unbounded below\nf is a straight line of slope 2: f -> -inf as x -> -inf"),
    ] {
        assert_eq!(sentence(expression, unknowns), expected);
    }
}

/// What the functions of one unknown come to, each for its own reason.
#[test]
fn one_unknown_by_the_way_the_function_runs() {
    for (expression, status, points) in [
        ("exp(x)", MinimumStatus::None, vec![]),
        ("ln(1 + exp(x))", MinimumStatus::None, vec![]),
        ("exp(-x^2)", MinimumStatus::None, vec![]),
        ("1/x^2", MinimumStatus::None, vec![]),
        ("x^3/x", MinimumStatus::None, vec![]),
        ("tanh(x)", MinimumStatus::None, vec![]),
        ("x + sin(x)", MinimumStatus::Unbounded, vec![]),
        ("x*cos(x)", MinimumStatus::Unbounded, vec![]),
        ("ln(x)", MinimumStatus::Unbounded, vec![]),
        ("1/x", MinimumStatus::Unbounded, vec![]),
        ("abs(x)^2", MinimumStatus::Global, vec![0.0]),
        ("sqrt(x)^2", MinimumStatus::Global, vec![0.0]),
        ("x - ln(x)", MinimumStatus::Global, vec![1.0]),
        ("x^x", MinimumStatus::Global, vec![0.367_879_441_171_442_33]),
        ("x^2 + exp(-x)", MinimumStatus::Global, vec![0.351_733_711_249_195_84]),
        ("x^2/2 - sin(x)", MinimumStatus::Global, vec![0.739_085_133_215_160_6]),
        ("abs(x - 1) + (x - 1)^2", MinimumStatus::Global, vec![1.0]),
        ("sign(x)", MinimumStatus::Global, vec![-2.0]),
        ("sin(x)", MinimumStatus::Global, vec![4.712_388_980_384_69]),
        // Values that are no numbers, or poles, are no minima.
        ("x^2 + 1/0", MinimumStatus::None, vec![]),
        ("x^2*sqrt(-1)", MinimumStatus::None, vec![]),
        ("cos(x)/x", MinimumStatus::Unbounded, vec![]),
        // A pole in one period, between families of them, and no critical point in closed form.
        ("tan(x)", MinimumStatus::Unbounded, vec![]),
        ("sinh(x) + (x - 2)^2", MinimumStatus::Unbounded, vec![1.139_032_018_463_5]),
        ("atanh(tan(x)) + 0*x/x", MinimumStatus::Unbounded, vec![]),
        ("(1/2)^tan(x)/x^2", MinimumStatus::None, vec![]),
        ("x*exp(-x^2) + atan(x)", MinimumStatus::None, vec![-1.138_318_682_053_2, 1.728_513_443_910_6]),
        // Signs of the derivative all the way to the ends.
        ("asin(x)^2 - x", MinimumStatus::Global, vec![0.435_130_859_037]),
        ("cosh(x)/x^2", MinimumStatus::Global, vec![-2.065_338_138_969_4, 2.065_338_138_969_4]),
        ("(x + 4)*tanh(x)", MinimumStatus::Global, vec![-1.210_114_812_85]),
        // Least where the domain ends, at a root of what defines it.
        ("asin(x^3 + x)", MinimumStatus::Global, vec![-0.682_327_803_828_019_3]),
        ("acosh(x^3 + x)", MinimumStatus::Global, vec![0.682_327_803_828_019_3]),
        ("acosh(atan(x))", MinimumStatus::Global, vec![1.557_407_724_654_902_3]),
        ("acos(10*x) + 0*sqrt(4 - x) + (x + 3)^2", MinimumStatus::Global, vec![0.1]),
    ] {
        let mut graph = graph();
        let found = solve(&mut graph, expression, "x");
        let places: Vec<f64> = found.points.iter().map(|p| p.x[0].value).collect();
        assert_eq!(found.status, status, "{expression}: {}", found.because("f").text(&graph));
        let near = places.iter().zip(&points).all(|(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9);
        assert!(places.len() == points.len() && near, "{expression}: {places:?}");
        assert_eq!(found.certified(), status != MinimumStatus::Unknown, "{expression}");
    }
}

#[test]
fn several_unknowns_by_bounds_and_boxes() {
    for (expression, points) in [
        ("(1 - x)^2 + 100*(y - x^2)^2", vec![[1.0, 1.0]]),
        ("x^4 + y^4 - 4*x*y + 1", vec![[-1.0, -1.0], [1.0, 1.0]]),
        ("abs(x) + abs(y - 2)", vec![[0.0, 2.0]]),
        ("ln(1 + x^2 + y^2)", vec![[0.0, 0.0]]),
        ("sqrt(x^2 + y^2)", vec![[0.0, 0.0]]),
        ("cosh(x) + y^2 - 2*y", vec![[0.0, 1.0]]),
        ("x^2 + y^2 - cos(x)*cos(y)", vec![[0.0, 0.0]]),
    ] {
        let mut graph = graph();
        let found = solve(&mut graph, expression, "x y");
        assert_eq!(
            (found.status, found.certified()),
            (MinimumStatus::Global, true),
            "{expression}: {}",
            found.because("f").text(&graph)
        );
        let places: Vec<[f64; 2]> = found.points.iter().map(|p| [p.x[0].value, p.x[1].value]).collect();
        let near = places.iter().zip(&points).all(|(a, b)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() <= 1e-9);
        assert!(places.len() == points.len() && near, "{expression}: {places:?}");
    }
    // Sets of minimisers are described, not sampled; what only comes near is none.
    let mut graph = graph();
    assert!(solve(&mut graph, "(x^2 + y^2 - 1)^2", "x y").set.is_some());
    assert_eq!(solve(&mut graph, "x^2*y^2", "x y").families.len(), 2);
    assert_eq!(solve(&mut graph, "x^3 + y^3 - 3*x*y", "x y").status, MinimumStatus::Unbounded);
    assert_ne!(solve(&mut graph, "1/(1 + x^2 + y^2)", "x y").status, MinimumStatus::Global);
    assert_ne!(solve(&mut graph, "exp(x + y)", "x y").status, MinimumStatus::Global);
}

#[test]
fn nearly_equal_values_are_told_apart() {
    for (expression, expected) in
        [("(x^2 - 2)^2 + x/10^30", -std::f64::consts::SQRT_2), ("(x^2 - 2)^2 - x/10^30", std::f64::consts::SQRT_2)]
    {
        let mut graph = graph();
        let found = solve(&mut graph, expression, "x");
        let places: Vec<f64> = found.points.iter().map(|p| p.x[0].value).collect();
        assert_eq!(places, [expected], "{expression}");
    }
}

/// `h(u) = u^4 - u` is least at an irrational `u`, which `x^3 - 3x` takes at three places without symmetry.
#[test]
fn equal_irrational_values_are_recognised() {
    let mut graph = graph();
    let found = solve(&mut graph, "(x^3 - 3*x)^4 - (x^3 - 3*x)", "x");
    assert_eq!((found.status, found.points.len()), (MinimumStatus::Global, 3));
    for point in &found.points {
        let x = point.x[0].value;
        assert!((x.powi(3) - 3.0 * x - 0.25_f64.cbrt()).abs() < 1e-14);
        assert_eq!(point.value, found.points[0].value);
    }
    let zero = solve(&mut graph, "(x^3 - 3*x + 1)^2", "x");
    let shown: Vec<String> = zero.points.iter().map(|p| text(&graph, p.x[0].exact.expect("a cosine"))).collect();
    assert_eq!(shown, ["-2cos(pi/9)", "2cos(4pi/9)", "2cos(2pi/9)"]);
}

#[test]
fn an_interrupted_search_says_so() {
    let mut graph = graph();
    let f = read(&mut graph, "x^4 - x");
    let (symbol, interrupt) = (graph.symbol_id("x"), Interrupt::default());
    interrupt.set();
    let means = Means { interrupt: &interrupt, thorough: true };
    let found = minimum(&mut graph, &Function::everywhere(f, &[symbol]), &means);
    assert_eq!(found.status, MinimumStatus::Unknown);
    assert!(found.because("f").text(&graph).contains("interrupted"));
}

fn polynomial_text(coefficients: &[i64]) -> String {
    let terms: Vec<String> = coefficients.iter().enumerate().map(|(n, c)| format!("({c})*x^{n}")).collect();
    terms.join(" + ")
}

/// No point of a fine grid is below the minimum, and what is said of the points is true of the doubles.
fn is_least(graph: &mut Graph, expression: &str) -> Result<(), TestCaseError> {
    let found = solve(graph, expression, "x");
    let (f, x) = (read(graph, expression), graph.symbol_id("x"));
    let slope = crate::algebra::derivative(graph, f, x);
    if found.status == MinimumStatus::Unbounded {
        let far = [-1e6, 1e6].map(|at| evaluate(graph, f, &[(x, at)]));
        prop_assert!(far.iter().any(|&v| v < -1e5), "{expression}: {far:?}");
    } else {
        prop_assert_eq!(found.status, MinimumStatus::Global, "{}", expression);
        prop_assert!(!found.points.is_empty());
    }
    for point in &found.points {
        let (place, value) = (point.x[0].value, point.value.value);
        let scale = 1.0 + f64::abs(value) + 1e4 * place.abs().powi(4);
        prop_assert!((evaluate(graph, f, &[(x, place)]) - value).abs() < 1e-10 * scale);
        prop_assert!(evaluate(graph, slope, &[(x, place)]).abs() < 1e-10 * scale);
        for (number, exact) in [point.x[0], point.value].iter().filter_map(|v| Some((v.value, v.exact?))) {
            let from_formula = crate::expr::evaluate_closed(graph, exact);
            prop_assert!((from_formula - number).abs() < 1e-9 * (1.0 + number.abs()), "{}", text(graph, exact));
        }
        if found.status == MinimumStatus::Global && found.set.is_none() {
            for k in -4000..=4000 {
                let at = f64::from(k) / 200.0;
                let other = evaluate(graph, f, &[(x, at)]);
                prop_assert!(other >= value - 1e-9 * scale, "{expression} at {at}: {other} < {value}");
            }
        }
    }
    Ok(())
}

#[test]
fn closed_forms_are_checked_where_large_terms_cancel() {
    // The smallest root is -0.03 as the sum of three numbers near 1.
    let p = ints(&[1, 30, -19, 4]);
    let mut graph = graph();
    for root in crate::algebra::closed_form::factored_roots(&p).expect("small") {
        let formula = crate::algebra::closed_form::closed_form(&mut graph, &root);
        let digits = crate::expr::digits_of(&graph, formula.expect("a formula"), 17).expect("digits");
        assert_eq!(digits.value.to_f64(), root.root.to_f64());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn quartics(coefficients in prop::collection::vec(-9_i64..10, 1..6)) {
        let mut graph = graph();
        is_least(&mut graph, &polynomial_text(&coefficients))?;
        let found = solve(&mut graph, &polynomial_text(&coefficients), "x");
        // Up to degree 4 there always is a closed form.
        prop_assert!(found.points.iter().all(|p| p.x[0].exact.is_some() && p.value.exact.is_some()));
    }

    /// `f' = c(x - r1)…(x - rk)(x^2 + bx + c)`, so the critical points are known.
    #[test]
    fn critical_points_known_beforehand(
        roots in prop::collection::vec(-4_i64..5, 1..4),
        (b, c) in (-4_i64..5, -6_i64..7),
    ) {
        let linear: Vec<Polynomial> = roots.iter().map(|&r| ints(&[-r, 1])).collect();
        let slope = linear.iter().fold(ints(&[c, b, 1]), |p, q| &p * q);
        let integral: Vec<Rational> = std::iter::once(Rational::ZERO)
            .chain(slope.coefficients().iter().zip(1..).map(|(c, n)| c * Rational::new(1, n).expect("a fraction")))
            .collect();
        let terms: Vec<String> = integral.iter().enumerate().map(|(n, c)| format!("({c})*x^{n}")).collect();
        let mut graph = graph();
        is_least(&mut graph, &terms.join(" + "))?;
        let found = solve(&mut graph, &terms.join(" + "), "x");
        for point in &found.points {
            prop_assert!(point.x[0].exact.is_some() && point.value.exact.is_some());
        }
    }

    #[test]
    fn cubics_have_closed_forms(c in prop::collection::vec(-30_i64..31, 3), leading in 1_i64..6) {
        let p = ints(&[c[0], c[1], c[2], leading]);
        let mut graph = graph();
        let roots = crate::algebra::closed_form::factored_roots(&p).expect("small");
        for root in &roots {
            let formula = crate::algebra::closed_form::closed_form(&mut graph, root);
            prop_assert!(formula.is_some(), "{:?}", p);
            let digits = crate::expr::digits_of(&graph, formula.expect("checked"), 17).expect("digits");
            let value = digits.value.to_f64();
            prop_assert!((value - root.root.to_f64()).abs() < 1e-11 * (1.0 + value.abs()));
        }
    }

    /// `|M(x - x0)|^2 + v` is least at `x0`, with value `v`, and just there if `M` is regular.
    #[test]
    fn quadratics_in_many_unknowns(
        m in prop::collection::vec(-3_i64..4, 9),
        x0 in prop::collection::vec((-9_i64..10, 1_i64..5), 3),
        v in -5_i64..6,
    ) {
        let names = ["x", "y", "z"];
        let rows: Vec<String> = m
            .chunks(3)
            .map(|row| {
                let terms: Vec<String> = (0..3)
                    .map(|i| format!("({})*({} - ({}/{}))", row[i], names[i], x0[i].0, x0[i].1))
                    .collect();
                format!("({})^2", terms.join(" + "))
            })
            .collect();
        let expression = format!("{} + ({v})", rows.join(" + "));
        let mut graph = graph();
        let found = solve(&mut graph, &expression, "x y z");
        prop_assert_eq!(found.status, MinimumStatus::Global);
        prop_assert_eq!(found.points[0].value.value, v as f64);
        let place: Vec<f64> = found.points[0].x.iter().map(|c| c.value).collect();
        match &found.set {
            None => {
                let expected: Vec<f64> = x0.iter().map(|&(n, d)| n as f64 / d as f64).collect();
                prop_assert_eq!(place, expected);
            }
            Some(set) => {
                // x0 fulfils the equations.
                let bindings: Vec<(Symbol, ExprId)> = names
                    .iter()
                    .zip(&x0)
                    .map(|(name, &(n, d))| {
                        let value = graph.rational(Rational::new(n, d).expect("a fraction"));
                        (graph.symbol_id(name), value)
                    })
                    .collect();
                prop_assert_eq!(set.equations.len() + set.directions.len(), 3);
                for &equation in &set.equations {
                    let at = crate::expr::substitute(&mut graph, equation, &bindings);
                    let holds = normalise(&mut graph, at);
                    prop_assert_eq!(text(&graph, holds), "true");
                }
            }
        }
    }
}

fn ints(coefficients: &[i64]) -> Polynomial {
    Polynomial::new(coefficients.iter().map(|&c| Rational::from(c)).collect())
}

#[test]
fn what_was_written_keeps_its_domain() {
    for (expression, names, status) in [
        ("(x-1)^2+y^2+0*ln(x-3)", "x y", MinimumStatus::Unknown),
        ("exp(ln(x)) + y^2", "x y", MinimumStatus::Unknown),
        ("x^2*y/y + y^2", "x y", MinimumStatus::Unknown),
    ] {
        let mut graph = graph();
        let found = solve(&mut graph, expression, names);
        assert!(
            found.status == status || found.status == MinimumStatus::None,
            "{expression}: {}",
            found.because("f").text(&graph)
        );
    }
    let mut graph = graph();
    let found = solve(&mut graph, "-cos(x) + 0*ln(50-x)", "x");
    let ParameterRange::Whole(set) = &found.families[0].members.range else { panic!("{:?}", found.families) };
    assert_eq!((found.status, set.most()), (MinimumStatus::Global, Some(7)));
}

#[test]
fn unknowns_that_are_one_or_apart() {
    for (expression, value) in [
        ("sin(x)*cos(y)", -1.0),
        ("cos(x - y)", -1.0),
        ("-x*exp(-x^2 - y^2)", -(0.5_f64.sqrt()) * (-0.5_f64).exp()),
        ("x/(1 + x^2 + y^2)", -0.5),
        ("sin(x*y)", -1.0),
    ] {
        let mut graph = graph();
        let found = solve(&mut graph, expression, "x y");
        assert_eq!(
            (found.status, found.certified()),
            (MinimumStatus::Global, true),
            "{expression}: {}",
            found.because("f").text(&graph)
        );
        assert!((found.points[0].value.value - value).abs() <= 1e-12, "{expression}");
    }
    for expression in ["x/y", "1/(x*y)"] {
        let mut graph = graph();
        assert_eq!(solve(&mut graph, expression, "x y").status, MinimumStatus::Unbounded, "{expression}");
    }
}
