//! Random trees print to a text that reads back as the same tree; random texts never panic, and every place lies in
//! the text.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::ast::{
    Action, CallArgument, Command, CommandPiece, Comparison, Expr, ExprKind, Name, ProductSign, RuleLine, Statement,
    StatementKind, SumSign,
};
use super::super::*;

/// Without `grad`: `∇f` prints as `grad(f)`, which alone on its line would be the command.
fn is_command(word: &str) -> bool {
    word != "grad" && super::is_command(word)
}

fn bare(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn boxed(expr: Expr) -> Box<Expr> {
    Box::new(expr)
}

fn name_of(text: &str) -> Name {
    Name { text: text.to_string(), span: Span::default() }
}

fn name() -> impl Strategy<Value = Name> {
    select(vec!["x", "y", "f", "e", "e3", "E2", "θ₀", "x_1", "inf", "bys", "values", "from"]).prop_map(name_of)
}

fn number() -> impl Strategy<Value = Expr> {
    select(vec!["0", "2", "12", "0.1", ".5", "1e-3", "2E5"])
        .prop_map(|digits| bare(ExprKind::Number(digits.to_string())))
}

fn named() -> impl Strategy<Value = Expr> {
    name().prop_map(|name| bare(ExprKind::Name(name.text)))
}

fn text() -> impl Strategy<Value = String> {
    select(vec!["", "a b", "C:\\new", "say \"x\"", "# no", "two\nlines\t", "λ|("]).prop_map(String::from)
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        3 => number(),
        4 => named(),
        1 => text().prop_map(|text| bare(ExprKind::Text(text))),
    ]
}

fn callee() -> impl Strategy<Value = Expr> {
    (named(), 0u32..3).prop_map(|(name, primes)| match primes {
        0 => name,
        count => bare(ExprKind::Prime(boxed(name), count)),
    })
}

fn argument(value: impl Strategy<Value = Expr>) -> impl Strategy<Value = CallArgument> {
    (proptest::option::of(name()), value).prop_map(|(name, value)| CallArgument { name, value })
}

fn comparison() -> impl Strategy<Value = Comparison> {
    select(vec![
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ])
}

fn operations(e: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let many = |least: usize| proptest::collection::vec(e.clone(), least..4);
    let pair = || (e.clone(), e.clone());
    prop_oneof![
        (many(2), any::<[bool; 4]>()).prop_map(|(terms, minus)| {
            let sign = |i: usize| {
                if i > 0 && minus[i] { SumSign::Minus } else { SumSign::Plus }
            };
            bare(ExprKind::Sum(terms.into_iter().enumerate().map(|(i, t)| (sign(i), t)).collect()))
        }),
        (many(2), any::<[bool; 4]>()).prop_map(|(factors, over)| {
            let sign = |i: usize| {
                if i > 0 && over[i] { ProductSign::Over } else { ProductSign::Times }
            };
            bare(ExprKind::Product(factors.into_iter().enumerate().map(|(i, t)| (sign(i), t)).collect()))
        }),
        many(2).prop_map(|all| bare(ExprKind::Juxtaposed(all))),
        e.clone().prop_map(|a| bare(ExprKind::Negated(boxed(a)))),
        e.clone().prop_map(|a| bare(ExprKind::Not(boxed(a)))),
        pair().prop_map(|(a, b)| bare(ExprKind::Power(boxed(a), boxed(b)))),
        (e.clone(), proptest::collection::vec((comparison(), e.clone()), 1..3))
            .prop_map(|(a, rest)| bare(ExprKind::Comparison { first: boxed(a), rest })),
        many(2).prop_map(|all| bare(ExprKind::And(all))),
        many(2).prop_map(|all| bare(ExprKind::Or(all))),
        (e.clone(), e.clone(), e.clone())
            .prop_map(|(a, b, c)| { bare(ExprKind::If { condition: boxed(a), then: boxed(b), otherwise: boxed(c) }) }),
        (e.clone(), e.clone(), proptest::option::of(e.clone())).prop_map(|(from, to, by)| {
            bare(ExprKind::Range { from: boxed(from), to: boxed(to), by: by.map(boxed) })
        }),
        (name(), e.clone()).prop_map(|(name, range)| bare(ExprKind::In(name, boxed(range)))),
    ]
}

fn marks(e: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let many = |least: usize| proptest::collection::vec(e.clone(), least..4);
    prop_oneof![
        e.clone().prop_map(|a| bare(ExprKind::Factorial(boxed(a)))),
        e.clone().prop_map(|a| bare(ExprKind::Percent(boxed(a)))),
        (e.clone(), 1u32..4).prop_map(|(a, n)| bare(ExprKind::Prime(boxed(a), n))),
        (callee(), proptest::collection::vec(argument(e.clone()), 0..3))
            .prop_map(|(callee, arguments)| bare(ExprKind::Call { callee: boxed(callee), arguments })),
        (e.clone(), prop_oneof![name(), text().prop_map(|t| name_of(&t)), Just(name_of("in"))])
            .prop_map(|(a, field)| bare(ExprKind::Field(boxed(a), field))),
        (e.clone(), many(1)).prop_map(|(a, all)| bare(ExprKind::Index(boxed(a), all))),
        many(0).prop_map(|all| bare(ExprKind::List(all))),
        (e.clone(), name(), e.clone()).prop_map(|(body, name, range)| {
            bare(ExprKind::Comprehension { body: boxed(body), name, range: boxed(range) })
        }),
        proptest::collection::vec(argument(e.clone()), 2..4).prop_map(|all| bare(ExprKind::Point(all))),
        (name(), e.clone())
            .prop_map(|(name, value)| { bare(ExprKind::Point(vec![CallArgument { name: Some(name), value }])) }),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 40, 4, |e| prop_oneof![operations(e.clone()), marks(e)])
}

fn pieces() -> impl Strategy<Value = Vec<CommandPiece>> {
    let item = prop_oneof![
        3 => expr(),
        1 => (expr(), expr()).prop_map(|(a, b)| bare(ExprKind::Equation(boxed(a), boxed(b)))),
    ];
    let items = proptest::collection::vec(item, 1..3).prop_map(|all| CommandPiece::Items(all, Span::default()));
    proptest::collection::vec(prop_oneof![name().prop_map(CommandPiece::Word), items], 0..5)
}

fn action() -> impl Strategy<Value = Action> {
    let command = (select(vec!["descend", "plot", "check"]), pieces())
        .prop_map(|(word, pieces)| Action::Command(Command { word: name_of(word), pieces, span: Span::default() }));
    let shown = (expr(), any::<bool>(), pieces()).prop_map(|(expr, clauses, mut pieces)| {
        pieces.insert(0, CommandPiece::Word(name_of("with")));
        // A bracket's content is one item, which a word alone is not; the empty list is the call form.
        Action::Expr { expr, pieces: if clauses { pieces } else { Vec::new() } }
    });
    prop_oneof![command, shown]
}

fn statement() -> impl Strategy<Value = Statement> {
    let parameters = select(vec![vec![], vec!["x"], vec!["x", "y"]]);
    let line = (name(), any::<bool>(), expr()).prop_map(|(name, update, value)| RuleLine { name, update, value });
    let given = (name(), expr()).prop_map(|(name, value)| CallArgument { name: Some(name), value });
    let kind = prop_oneof![
        action().prop_map(StatementKind::Action),
        (proptest::collection::vec(name(), 1..3), action())
            .prop_map(|(names, value)| StatementKind::Value { names, value }),
        (name(), parameters, expr()).prop_map(|(name, parameters, body)| StatementKind::Function {
            name,
            parameters: parameters.into_iter().map(name_of).collect(),
            body,
        }),
        (name(), proptest::collection::vec(given, 0..3), proptest::collection::vec(line, 1..4))
            .prop_map(|(name, parameters, lines)| StatementKind::Optimizer { name, parameters, lines }),
    ];
    (kind, any::<bool>()).prop_map(|(kind, silent)| Statement { kind, silent, span: Span::default() })
}

/// The tree as text, its places left out: they alone may differ.
fn without_places(tree: &impl std::fmt::Debug) -> String {
    let shown = format!("{tree:?}");
    let mut parts = shown.split("Span { start: ");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str("Span");
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

fn place_is_sound(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

fn reads_soundly(text: &str) -> Result<(), TestCaseError> {
    for cell in layout::cells(text) {
        prop_assert!(place_is_sound(text, cell.span));
        prop_assert!(cell.pieces.iter().all(|piece| place_is_sound(text, piece.span)));
        layout::markdown(&text[cell.span.range()]);
    }
    prop_assert!(tokens(text).iter().all(|(span, _)| place_is_sound(text, *span) && span.start < span.end));
    is_incomplete(text);
    for result in parse(text, &is_command).into_iter().chain(parse_expression(text).err().map(Err)) {
        match result {
            Ok(statement) => {
                let again = parse(&statement.to_string(), &is_command);
                prop_assert_eq!(again.len(), 1, "{}", statement);
                let again = again[0].as_ref().map_err(|e| TestCaseError::fail(format!("{statement}: {e:?}")))?;
                prop_assert_eq!(without_places(again), without_places(&statement), "{}", statement);
                for part in format!("{statement:?}").split("Span { start: ").skip(1) {
                    let ends: Vec<usize> = part
                        .split(|c: char| !c.is_ascii_digit())
                        .filter_map(|digits| digits.parse().ok())
                        .take(2)
                        .collect();
                    prop_assert!(place_is_sound(text, Span::new(ends[0], ends[1])), "{:?}", ends);
                }
            }
            Err(error) => prop_assert!(place_is_sound(text, error.span), "{:?}", error),
        }
    }
    Ok(())
}

const SOUP: [&str; 62] = [
    "x",
    "f",
    "2",
    "0.1",
    ".5",
    "1e",
    "e",
    "π",
    "\"t\"",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "|",
    "+",
    "-",
    "−",
    "*",
    "**",
    "/",
    "^",
    "²",
    "⁻¹",
    "=",
    "==",
    ":=",
    "<",
    "<=",
    "≠",
    "<-",
    "..",
    ".",
    ",",
    ";",
    "'",
    "′",
    "!",
    "%",
    "√",
    "∇",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\n  ",
    "#",
    "if",
    "then",
    "else",
    "and",
    "not",
    "in",
    "by",
    "for",
    "with",
    "descend",
    "optimizer",
    "\0",
    "\u{FEFF}",
];

const VALID: [&str; 8] = [
    "descend f from (w = 0, b = 0) using adam(beta1 = 0.8) rate -1 until gradient < 1e-8",
    "g(x, y) = (1-x)^2 + 100(y-x^2)^2",
    "optimizer h(beta = 9/10)\n    v = 0\n    v <- beta*v + g",
    "train, test = split(houses, 80%, seed = 1)",
    "d.area where d.\"living area\" > |x²| ; a",
    "if a <= 2√x then [k^2 for k in 1..10 by 2][1] else f''(3)!",
    "plot g over x in -2..2, y in -1..3 with r to \"a # b\" # c",
    "# prose\n\nsum(k in 1..10, 2k)/n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_expression_reads_back_as_printed(e in expr()) {
        let text = e.to_string();
        let again = parse_expression(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error:?}")))?;
        prop_assert_eq!(without_places(&again), without_places(&e), "{}", text);
    }

    #[test]
    fn a_statement_reads_back_as_printed(s in statement()) {
        let text = s.to_string();
        let all = parse(&text, &is_command);
        prop_assert_eq!(all.len(), 1, "{}", text);
        let again = all[0].as_ref().map_err(|error| TestCaseError::fail(format!("{text}: {error:?}")))?;
        prop_assert_eq!(without_places(again), without_places(&s), "{}", text);
    }

    #[test]
    fn random_tokens_are_read_or_refused(parts in proptest::collection::vec(select(SOUP.to_vec()), 0..25)) {
        reads_soundly(&parts.concat())?;
    }

    #[test]
    fn spoilt_statements_are_read_or_refused(
        text in select(VALID.to_vec()),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..3usize, select(SOUP.to_vec())), 1..4),
    ) {
        let mut chars: Vec<String> = text.chars().map(String::from).collect();
        for (place, edit, part) in edits {
            let at = place.index(chars.len());
            match edit {
                0 => chars[at] = part.to_string(),
                1 => chars.insert(at, part.to_string()),
                _ => chars[at].clear(),
            }
        }
        reads_soundly(&chars.concat())?;
    }
}
