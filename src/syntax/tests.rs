//! Tests across the whole of the syntax: shapes, spellings, mistakes, limits.

use std::time::Instant;

use super::ast::{Action, CommandPiece, Expr, ExprKind, Statement, StatementKind};
use super::*;

mod property;

const COMMANDS: [&str; 17] = [
    "descend", "plot", "check", "minimum", "table", "solve", "explain", "tangent", "rates", "help", "grad", "critical",
    "convex", "assert", "best", "split", "animate",
];

fn is_command(word: &str) -> bool {
    COMMANDS.contains(&word)
}

fn one(text: &str) -> Result<Statement, Diagnostic> {
    let mut all = parse(text, &is_command);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.remove(0)
}

/// The tree in brackets: what binds what, without spans.
fn shape(text: &str) -> String {
    match one(text) {
        Ok(Statement { kind: StatementKind::Action(action), .. }) => action_shape(&action),
        Ok(Statement { kind: StatementKind::Value { names, value }, .. }) => {
            let names: Vec<_> = names.iter().map(|n| n.text.as_str()).collect();
            format!("{} := {}", names.join(","), action_shape(&value))
        }
        Ok(Statement { kind: StatementKind::Function { name, parameters, body }, .. }) => {
            let names: Vec<_> = parameters.iter().map(|n| n.text.as_str()).collect();
            format!("{}<{}> := {}", name.text, names.join(","), tree(&body))
        }
        Ok(statement) => statement.to_string(),
        Err(error) => format!("{} {}..{}", error.code, error.span.start, error.span.end),
    }
}

fn action_shape(action: &Action) -> String {
    let (head, pieces) = match action {
        Action::Expr { expr, pieces } => (tree(expr), pieces),
        Action::Command(command) => (command.word.text.to_uppercase(), &command.pieces),
    };
    pieces.iter().fold(head, |out, piece| match piece {
        CommandPiece::Word(name) => format!("{out} {}", name.text),
        CommandPiece::Items(items, _) => format!("{out} {{{}}}", trees(items)),
    })
}

fn trees(all: &[Expr]) -> String {
    all.iter().map(tree).collect::<Vec<_>>().join(", ")
}

fn tree(e: &Expr) -> String {
    let named = |all: &[ast::CallArgument]| {
        let one = |a: &ast::CallArgument| match &a.name {
            Some(name) => format!("{}={}", name.text, tree(&a.value)),
            None => tree(&a.value),
        };
        all.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    match &e.kind {
        ExprKind::Number(text) | ExprKind::Name(text) => text.clone(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Sum(terms) => {
            let terms: Vec<_> = terms
                .iter()
                .map(|(s, t)| format!("{}{}", if *s == ast::SumSign::Plus { '+' } else { '-' }, tree(t)))
                .collect();
            format!("({})", terms.join(" "))
        }
        ExprKind::Product(factors) => {
            let factors: Vec<_> = factors
                .iter()
                .map(|(s, t)| format!("{}{}", if *s == ast::ProductSign::Times { '*' } else { '/' }, tree(t)))
                .collect();
            format!("({})", factors.join(" "))
        }
        ExprKind::Juxtaposed(factors) => format!("<{}>", trees(factors)),
        ExprKind::Negated(a) => format!("neg({})", tree(a)),
        ExprKind::Power(a, b) => format!("({} ^ {})", tree(a), tree(b)),
        ExprKind::Factorial(a) => format!("fact({})", tree(a)),
        ExprKind::Percent(a) => format!("percent({})", tree(a)),
        ExprKind::Prime(a, n) => format!("prime{n}({})", tree(a)),
        ExprKind::Call { callee, arguments } => format!("{}@({})", tree(callee), named(arguments)),
        ExprKind::Field(a, name) => format!("{}.{:?}", tree(a), name.text),
        ExprKind::Index(a, all) => format!("{}[{}]", tree(a), trees(all)),
        ExprKind::Comparison { first, rest } => {
            rest.iter().fold(tree(first), |out, (sign, right)| format!("{out} {sign:?} {}", tree(right)))
        }
        ExprKind::Not(a) => format!("not({})", tree(a)),
        ExprKind::And(all) => format!("and({})", trees(all)),
        ExprKind::Or(all) => format!("or({})", trees(all)),
        ExprKind::If { condition, then, otherwise } => {
            format!("if({}; {}; {})", tree(condition), tree(then), tree(otherwise))
        }
        ExprKind::Range { from, to, by } => {
            format!(
                "range({}; {}{})",
                tree(from),
                tree(to),
                by.as_ref().map_or(String::new(), |s| format!("; {}", tree(s)))
            )
        }
        ExprKind::In(name, range) => format!("{} in {}", name.text, tree(range)),
        ExprKind::List(all) => format!("[{}]", trees(all)),
        ExprKind::Comprehension { body, name, range } => {
            format!("[{} | {} in {}]", tree(body), name.text, tree(range))
        }
        ExprKind::Point(all) => format!("point({})", named(all)),
        ExprKind::Equation(a, b) => format!("{} = {}", tree(a), tree(b)),
    }
}

fn all_have(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(text, expected)| shape(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  want {expected}\n  have {}", shape(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signs_bind_as_the_table_says() {
    all_have(&[
        ("-2^2", "neg((2 ^ 2))"),
        ("2^-1", "(2 ^ neg(1))"),
        ("2^-x^2", "(2 ^ neg((x ^ 2)))"),
        ("2^3^4", "(2 ^ (3 ^ 4))"),
        ("4x^2", "<4, (x ^ 2)>"),
        ("2x(x+1)", "<2, x@((+x +1))>"),
        ("2(x+1)(x-1)", "<2, (+x +1), (+x -1)>"),
        ("f(x)(x+1)", "<f@(x), (+x +1)>"),
        ("3sin(x)", "<3, sin@(x)>"),
        ("2e", "<2, e>"),
        ("2[1, 2]", "<2, [1, 2]>"),
        ("-2x*3", "(*neg(<2, x>) *3)"),
        ("a - b + -c", "(+a -b +neg(c))"),
        ("a/b*c", "(*a /b *c)"),
        ("a*-b", "(*a *neg(b))"),
        ("(a + b) + c", "(+(+a +b) +c)"),
        ("-1 < x <= 2", "neg(1) Less x LessOrEqual 2"),
        ("not a == b and c or d", "or(and(not(a Equal b), c), d)"),
        ("0..n-1 by 2k", "range(0; (+n -1); <2, k>)"),
        ("1..5", "range(1; 5)"),
        ("x in 0..1", "x in range(0; 1)"),
        ("if a then b else if c then d else e", "if(a; b; if(c; d; e))"),
        ("f''(3)! + 80%", "(+fact(prime2(f)@(3)) +percent(80))"),
        ("n!=3", "n NotEqual 3"),
        ("rs[3].x.w", "rs[3].\"x\".\"w\""),
        ("d.\"living area\"", "d.\"living area\""),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
        ("[k^2 for k in 1..10]", "[(k ^ 2) | k in range(1; 10)]"),
        ("sum(k in 1..10, k^2)", "sum@(k in range(1; 10), (k ^ 2))"),
        ("(x = 1, y = 2)", "point(x=1, y=2)"),
        ("(1, 2)", "point(1, 2)"),
        ("((x))", "x"),
        ("x<-1", "x Less neg(1)"),
        ("inf + nothing + iffy + bypass", "(+inf +nothing +iffy +bypass)"),
    ]);
}

#[test]
fn unicode_reads_as_its_ascii_spelling() {
    for (unicode, ascii) in [
        ("x² − 1", "x^2 - 1"),
        ("x⁻¹·x¹⁰", "x^-1*x^10"),
        ("a×b÷c⋅d", "a*b/c*d"),
        ("a ≤ b ≥ c ≠ d", "a <= b >= c != d"),
        ("√x²", "sqrt(x)^2"),
        ("2√(x+1)", "2sqrt(x+1)"),
        ("2∇g(1, 2)", "2grad(g(1, 2))"),
        ("f′(x) + g’(x) + h″(x)", "f'(x) + g'(x) + h''(x)"),
        ("1e−3", "1e-3"),
        ("|x - |y||", "abs(x - abs(y))"),
        ("||x| - 1|", "abs(abs(x) - 1)"),
        ("2|x|", "2abs(x)"),
        ("x²^3", "x^2^3"),
        ("f(x)\u{A0}+ 1", "f(x) + 1"),
    ] {
        assert_eq!(shape(unicode), shape(ascii), "{unicode}");
    }
    assert_eq!(shape("2π + θ₀*x₁"), "(+<2, π> +(*θ₀ *x₁))");
}

#[test]
fn commands_have_their_pieces() {
    all_have(&[
        ("descend f from x = 7 rate -1 steps 9", "DESCEND f from {x = 7} rate {neg(1)} steps {9}"),
        ("descend x -1 from x = 7", "DESCEND {(+x -1)} from {x = 7}"),
        ("descend x^2 from x = 7", "DESCEND {(x ^ 2)} from {x = 7}"),
        ("plot f over -3..6", "PLOT f over {range(neg(3); 6)}"),
        ("descend f rate [0.1, 0.2]", "DESCEND f rate {[0.1, 0.2]}"),
        ("descend f from (w = 0, b = 0)", "DESCEND f from {point(w=0, b=0)}"),
        ("descend f from random in -10..10", "DESCEND f from {random in range(neg(10); 10)}"),
        ("descend f from 100 random in -10..10", "DESCEND f from {100} {random in range(neg(10); 10)}"),
        ("descend f from x in -5..5 by 0.5", "DESCEND f from {x in range(neg(5); 5; 0.5)}"),
        ("descend f until gradient < 1e-8", "DESCEND f until {gradient Less 1e-8}"),
        ("descend f with a = 2, b = 3 from 1", "DESCEND f with {a = 2, b = 3} from {1}"),
        (
            "plot g over x in -2..2, y in -1..3 with r",
            "PLOT g over {x in range(neg(2); 2), y in range(neg(1); 3)} with r",
        ),
        ("plot values of r log to \"v.svg\"", "PLOT values of r log to {\"v.svg\"}"),
        ("descend f using adam(beta1 = 0.8)", "DESCEND f using {adam@(beta1=0.8)}"),
        ("descend f using [gd, momentum]", "DESCEND f using {[gd, momentum]}"),
        ("descend f clip norm 1", "DESCEND f clip norm {1}"),
        ("solve f'(x) = 0 for x", "SOLVE {prime1(f)@(x) = 0} for x"),
        ("table f, f' over 0..1 by 0.1", "TABLE {f, prime1(f)} over {range(0; 1; 0.1)}"),
        ("check r within 1e-3", "CHECK r within {1e-3}"),
        ("train, test = split(houses, 80%, seed = 1)", "train,test := SPLIT {houses, percent(80), seed = 1}"),
        ("r = descend f from x = 7", "r := DESCEND f from {x = 7}"),
        ("best of rs", "BEST of rs"),
        ("help adam", "HELP adam"),
        ("help", "HELP"),
        ("explain f'", "EXPLAIN {prime1(f)}"),
        ("explain -x", "EXPLAIN {neg(x)}"),
        ("tangent f at 7", "TANGENT f at {7}"),
        ("grad f", "GRAD f"),
        ("plot |x| over -1..1", "PLOT {abs@(x)} over {range(neg(1); 1)}"),
        ("plot if x > 0 then x else 0 over -1..1", "PLOT {if(x Greater 0; x; 0)} over {range(neg(1); 1)}"),
        ("descend f\n    from x = 7   # start\n    rate 0.1", "DESCEND f from {x = 7} rate {0.1}"),
        (
            "descend loss(w, b, t) from (0, 0) validate loss(w, b, v) every 5",
            "DESCEND {loss@(w, b, t)} from {point(0, 0)} validate {loss@(w, b, v)} every {5}",
        ),
        ("assert r.x < 0.01", "ASSERT {r.\"x\" Less 0.01}"),
    ]);
}

#[test]
fn a_command_word_may_be_defined_called_or_used_as_a_value() {
    all_have(&[
        ("minimum = 3", "minimum := 3"),
        ("minimum(x) = x^2", "minimum<x> := (x ^ 2)"),
        ("minimum(f)", "MINIMUM {f}"),
        ("minimum(f) over -2..5", "MINIMUM {f} over {range(neg(2); 5)}"),
        ("minimum(f) + 1", "(+minimum@(f) +1)"),
        ("minimum (f) over 0..1", "MINIMUM {f} over {range(0; 1)}"),
        ("minimum - x", "(+minimum -x)"),
        ("minimum.x + rates[1]", "(+minimum.\"x\" +rates[1])"),
        ("minimum == 3", "minimum Equal 3"),
        ("plot, best = split(d)", "plot,best := SPLIT {d}"),
        ("f(x) = descend g", "invalid-definition 7..14"),
    ]);
}

#[test]
fn expressions_have_clauses_and_definitions_their_parts() {
    all_have(&[
        ("f(x) with x = 2, y = 3", "f@(x) with {x = 2, y = 3}"),
        ("d.area where d.price > 0", "d.\"area\" where {d.\"price\" Greater 0}"),
        ("a = f(x) with x = 2", "a := f@(x) with {x = 2}"),
        ("g(x, y) = (1-x)^2 + 100(y-x^2)^2", "g<x,y> := (+((+1 -x) ^ 2) +<100, ((+y -(x ^ 2)) ^ 2)>)"),
        (
            "huber(u) = if |u| <= 1 then u^2/2 else |u| - 1/2",
            "huber<u> := if(abs@(u) LessOrEqual 1; (*(u ^ 2) /2); (+abs@(u) -(*1 /2)))",
        ),
    ]);
    let text = "optimizer heavy_ball(beta = 9/10)\n    v = 0   # state\n    v <- beta*v\n      + g; x ← x - rate*v";
    let expected = "optimizer heavy_ball(beta = 9/10)\n    v = 0\n    v <- beta*v + g\n    x <- x - rate*v";
    assert_eq!(shape(text), expected);
    assert_eq!(shape(expected), expected);
}

#[test]
fn mistakes_have_codes_and_places() {
    all_have(&[
        ("x y", "missing-operator 0..3"),
        ("minimise f", "missing-operator 0..10"),
        ("minimise f over 0..1", "missing-operator 0..10"),
        ("1 + sin (x)", "missing-operator 4..9"),
        ("sin (x) + 1", "missing-operator 0..5"),
        ("2 x + 1", "missing-operator 0..3"),
        ("(x+1)2", "missing-operator 4..6"),
        ("5%3", "missing-operator 1..3"),
        ("1/2x", "ambiguous-division 0..4"),
        ("a/2x", "ambiguous-division 0..4"),
        ("1/2(x+1)", "ambiguous-division 0..8"),
        ("x/(x+1)(x-1)", "ambiguous-division 0..12"),
        ("1/-2x", "ambiguous-division 0..5"),
        ("1/(2x)", "(*1 /<2, x>)"),
        ("x**2", "power-operator 1..3"),
        ("2 +", "expected-expression 2..3"),
        ("a =", "expected-expression 2..3"),
        ("= 3", "expected-expression 0..1"),
        ("(2 + )", "expected-expression 5..6"),
        ("()", "expected-expression 1..2"),
        ("2 * / 3", "expected-expression 4..5"),
        ("2x = 4", "invalid-definition 3..4"),
        ("f'(x) = 2x", "invalid-definition 6..7"),
        ("f(2) = 4", "invalid-definition 2..3"),
        ("f(x, x) = 4", "duplicate-name 5..6"),
        ("if = 3", "invalid-definition 0..2"),
        ("if x = 2 then 1 else 0", "unexpected-text 5..6"),
        ("if x > 2 then 1", "incomplete-if 0..2"),
        ("a := 3", "unexpected-text 2..4"),
        ("(1 + 2", "unclosed-bracket 0..1"),
        ("a = \"x", "unclosed-text 4..6"),
        ("a & b", "unexpected-text 2..3"),
        ("1..2..3", "unexpected-text 4..6"),
        ("2 in 0..1", "unexpected-text 0..1"),
        ("x\0y", "unexpected-text 1..2"),
        ("5 % 3", "unexpected-text 2..3"),
        ("x.", "unexpected-text 1..2"),
        ("f(1,)", "expected-expression 4..5"),
        ("1 + not x", "unexpected-text 4..7"),
        ("f(x = 1, 2x = 3)", "unexpected-text 9..11"),
    ]);
    let help = |text: &str| one(text).expect_err(text).help.unwrap_or_default();
    assert_eq!(help("1/2x"), "write (1/2)*x, or 1/(2x)");
    assert_eq!(help("a*b/2x(x+1)"), "write (a*b/2)*x(x+1), or a*b/(2x(x+1))");
    assert!(help("x y").contains("x*y"), "{}", help("x y"));
    assert!(help("sin (x)").contains("sin(…)"), "{}", help("sin (x)"));
    assert_eq!(leading_word("  minimise f").map(|(_, word)| word), Some("minimise"));
}

#[test]
fn one_bad_line_leaves_the_others_alone_and_places_count_in_the_whole_text() {
    let text = "\u{FEFF}a = 1\r\nb = (2 +\r\n\r\nc = 3 4\r\nd = 4;\r\n";
    let all = parse(text, &is_command);
    let seen: Vec<_> = all
        .iter()
        .map(|r| r.as_ref().map(|s| &text[s.span.range()]).map_err(|d| (d.code, &text[d.span.range()])))
        .collect();
    assert_eq!(seen, [Ok("a = 1"), Err(("unclosed-bracket", "(")), Err(("missing-operator", "3 4")), Ok("d = 4")]);
    assert!(all[3].as_ref().is_ok_and(|s| s.silent));
}

#[test]
fn no_length_or_depth_hurts() {
    let many = |part: &str| part.repeat(MAX_STATEMENT / part.len() - 1);
    let start = Instant::now();
    let deep = [
        "(",
        "[",
        "-",
        "x^",
        "x^-",
        "f(",
        "√",
        "if ",
        "not ",
        "|",
        "|x+",
        "[1,",
        "if x then ",
        "-(",
        "x*(",
        "1+(",
        "∇",
        "x²^",
    ];
    for part in deep {
        let text = format!("{}x", many(part));
        let error = parse(&text, &is_command).remove(0).map(|_| ()).expect_err(part);
        assert!(matches!(error.code, "too-deep" | "unclosed-bracket"), "{part}: {}", error.code);
    }
    for part in ["'", "!", "%", "[1]", ".x", "²^2"] {
        let error = one(&format!("x{}", many(part))).map(|_| ()).expect_err(part);
        assert_eq!(error.code, "too-deep", "{part}");
    }
    assert_eq!(one(&"x".repeat(10_000_000)).expect_err("long").code, "statement-too-long");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn the_deepest_nesting_allowed_fits_the_stack() {
    // The least stack that the program runs on.
    let thread = std::thread::Builder::new().stack_size(16 << 20).spawn(nest_as_deeply_as_allowed).expect("a thread");
    thread.join().expect("no overflow");
}

fn nest_as_deeply_as_allowed() {
    let code = |text: String| one(&text).map(|_| ()).map_err(|error| error.code);
    let nested = |open: &str, close: &str, n: usize| format!("{}x{}", open.repeat(n), close.repeat(n));
    // The last number counts the nodes that a bracket puts around what it holds.
    let every_level = "a or b and not c < d..e + f*-g^(";
    for (open, close, nodes) in
        [("(", ")", 0), ("[", "]", 1), ("f(", ")", 1), ("|", "|", 1), ("1+(", ")", 1), (every_level, ")", 9)]
    {
        let most = (MAX_DEPTH - 1).checked_div(nodes).unwrap_or(MAX_DEPTH);
        assert_eq!(code(nested(open, close, most)), Ok(()), "{open}");
        assert_eq!(code(nested(open, close, most + 1)), Err("too-deep"), "{open}");
    }
    let elses = |n: usize| format!("{}c", "if a then b else ".repeat(n));
    assert_eq!(code(elses(MAX_DEPTH - 1)), Ok(()));
    assert_eq!(code(elses(MAX_DEPTH + 1)), Err("too-deep"));
}

#[test]
fn long_flat_statements_are_linear() {
    let start = Instant::now();
    for text in [
        vec!["x"; 30_000].join(" + "),
        vec!["x"; 60_000].join("*"),
        format!("[{}]", vec!["1"; 40_000].join(", ")),
        vec!["a < b"; 12_000].join(" and "),
        format!("2{}", "(x)".repeat(40_000)),
        format!("f({})", vec!["x = 1"; 18_000].join(", ")),
        format!("x +{}y", " ".repeat(120_000)),
        format!("plot {}", vec!["word"; 25_000].join(" ")),
        format!("a{}", "\n  + b # c".repeat(12_000)),
    ] {
        assert!(one(&text).is_ok(), "{}…", &text[..20]);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
