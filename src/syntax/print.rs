//! The canonical text of a tree: ASCII signs, few brackets, and it reads back as the same tree.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{
    Action, CallArgument, CommandPiece, Comparison, Expr, ExprKind, ProductSign, Statement, StatementKind, SumSign,
};
use super::lexer::{continues_name, is_name, starts_name};

/// How tightly a form binds, loosest first; brackets go around what is looser than its place asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PrintPrecedence {
    Whole,
    Or,
    And,
    Not,
    Comparison,
    In,
    Range,
    Sum,
    Product,
    Negation,
    Juxtaposition,
    Power,
    Postfix,
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        expr(f, self, PrintPrecedence::Whole)
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        f.write_str(if self.silent { ";" } else { "" })
    }
}

impl Display for StatementKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            StatementKind::Action(action) => action.fmt(f),
            StatementKind::Value { names, value } => {
                separated(f, names, |f, name| f.write_str(&name.text))?;
                write!(f, " = {value}")
            }
            StatementKind::Function { name, parameters, body } => {
                write!(f, "{}(", name.text)?;
                separated(f, parameters, |f, name| f.write_str(&name.text))?;
                write!(f, ") = {body}")
            }
            StatementKind::Optimizer { name, parameters, lines } => {
                write!(f, "optimizer {}", name.text)?;
                if !parameters.is_empty() {
                    arguments(f, parameters)?;
                }
                lines.iter().try_for_each(|line| {
                    write!(f, "\n    {} {} {}", line.name.text, if line.update { "<-" } else { "=" }, line.value)
                })
            }
        }
    }
}

impl Display for Action {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let pieces = match self {
            Action::Expr { expr, pieces } => {
                expr.fmt(f)?;
                pieces
            }
            Action::Command(command) => {
                f.write_str(&command.word.text)?;
                &command.pieces
            }
        };
        for (i, piece) in pieces.iter().enumerate() {
            // Behind a word that is no target, `-` starts a value; elsewhere it would subtract.
            let word_before = i > 0 && matches!(pieces[i - 1], CommandPiece::Word(_));
            let target = i == 0 && matches!(self, Action::Command(_));
            let first_target = i == 1 && matches!(self, Action::Command(_));
            f.write_char(' ')?;
            write_piece(f, piece, target || word_before && !first_target)?;
        }
        Ok(())
    }
}

fn write_piece(f: &mut Formatter<'_>, piece: &CommandPiece, minus_may_lead: bool) -> fmt::Result {
    let items = match piece {
        CommandPiece::Word(name) => return f.write_str(&name.text),
        CommandPiece::Items(items, _) => items,
    };
    match items.as_slice() {
        // Without brackets it would be a word; with nothing inside, it is the call form.
        [] => return f.write_str("()"),
        [Expr { kind: ExprKind::Name(name), .. }] => return write!(f, "({name})"),
        _ => {}
    }
    let mut rest = items.iter();
    if let Some(first) = rest.next() {
        let text = first.to_string();
        match &first.kind {
            _ if minus_may_lead || !text.starts_with('-') => f.write_str(&text)?,
            ExprKind::Equation(left, right) => write!(f, "({left}) = {right}")?,
            _ => write!(f, "({text})")?,
        }
    }
    rest.try_for_each(|item| write!(f, ", {item}"))
}

fn separated<T>(
    f: &mut Formatter<'_>,
    all: &[T],
    mut each: impl FnMut(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, one) in all.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        each(f, one)?;
    }
    Ok(())
}

fn arguments(f: &mut Formatter<'_>, all: &[CallArgument]) -> fmt::Result {
    f.write_char('(')?;
    separated(f, all, |f, argument| {
        if let Some(name) = &argument.name {
            write!(f, "{} = ", name.text)?;
        }
        argument.value.fmt(f)
    })?;
    f.write_char(')')
}

fn level(kind: &ExprKind) -> PrintPrecedence {
    match kind {
        ExprKind::If { .. } | ExprKind::Equation(..) => PrintPrecedence::Whole,
        ExprKind::Or(_) => PrintPrecedence::Or,
        ExprKind::And(_) => PrintPrecedence::And,
        ExprKind::Not(_) => PrintPrecedence::Not,
        ExprKind::Comparison { .. } => PrintPrecedence::Comparison,
        ExprKind::In(..) => PrintPrecedence::In,
        ExprKind::Range { .. } => PrintPrecedence::Range,
        ExprKind::Sum(_) => PrintPrecedence::Sum,
        ExprKind::Product(_) => PrintPrecedence::Product,
        ExprKind::Negated(_) => PrintPrecedence::Negation,
        ExprKind::Juxtaposed(_) => PrintPrecedence::Juxtaposition,
        ExprKind::Power(..) => PrintPrecedence::Power,
        ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Factorial(_)
        | ExprKind::Percent(_)
        | ExprKind::Prime(..)
        | ExprKind::Call { .. }
        | ExprKind::Field(..)
        | ExprKind::Index(..)
        | ExprKind::List(_)
        | ExprKind::Comprehension { .. }
        | ExprKind::Point(_) => PrintPrecedence::Postfix,
    }
}

fn expr(f: &mut Formatter<'_>, e: &Expr, min: PrintPrecedence) -> fmt::Result {
    if level(&e.kind) < min {
        f.write_char('(')?;
        form(f, e)?;
        return f.write_char(')');
    }
    form(f, e)
}

fn form(f: &mut Formatter<'_>, e: &Expr) -> fmt::Result {
    match &e.kind {
        ExprKind::Number(digits) => f.write_str(digits),
        ExprKind::Text(text) => quoted(f, text),
        ExprKind::Name(name) => f.write_str(name),
        ExprKind::Sum(terms) => signed(f, terms, |sign, first| match (sign, first) {
            (SumSign::Plus, true) => "",
            (SumSign::Minus, true) => "-",
            (SumSign::Plus, false) => " + ",
            (SumSign::Minus, false) => " - ",
        }),
        ExprKind::Product(factors) => product(f, factors),
        ExprKind::Juxtaposed(factors) => juxtaposed(f, factors),
        ExprKind::Negated(inner) => {
            f.write_char('-')?;
            expr(f, inner, PrintPrecedence::Negation)
        }
        ExprKind::Power(base, exponent) => {
            expr(f, base, PrintPrecedence::Postfix)?;
            f.write_char('^')?;
            raised(f, exponent)
        }
        ExprKind::Factorial(_)
        | ExprKind::Percent(_)
        | ExprKind::Prime(..)
        | ExprKind::Call { .. }
        | ExprKind::Field(..)
        | ExprKind::Index(..) => postfix(f, e),
        ExprKind::Comparison { first, rest } => {
            expr(f, first, PrintPrecedence::In)?;
            rest.iter().try_for_each(|(sign, right)| {
                write!(f, " {} ", comparison_sign(*sign))?;
                expr(f, right, PrintPrecedence::In)
            })
        }
        ExprKind::Not(inner) => {
            f.write_str("not ")?;
            expr(f, inner, PrintPrecedence::Not)
        }
        ExprKind::And(parts) => joined(f, parts, " and ", PrintPrecedence::Not),
        ExprKind::Or(parts) => joined(f, parts, " or ", PrintPrecedence::And),
        ExprKind::If { .. }
        | ExprKind::Range { .. }
        | ExprKind::In(..)
        | ExprKind::List(_)
        | ExprKind::Comprehension { .. }
        | ExprKind::Point(_)
        | ExprKind::Equation(..) => worded(f, e),
    }
}

/// The forms that a mark behind an operand makes.
fn postfix(f: &mut Formatter<'_>, e: &Expr) -> fmt::Result {
    match &e.kind {
        ExprKind::Factorial(inner) => marked(f, inner, "!", false),
        ExprKind::Percent(inner) => marked(f, inner, "%", false),
        ExprKind::Prime(inner, count) => {
            let merges = matches!(inner.kind, ExprKind::Prime(..));
            marked(f, inner, "", merges || is_numeral(inner))?;
            (0..*count).try_for_each(|_| f.write_char('\''))
        }
        ExprKind::Call { callee, arguments: all } => {
            expr(f, callee, PrintPrecedence::Postfix)?;
            arguments(f, all)
        }
        ExprKind::Field(inner, name) => {
            marked(f, inner, ".", is_numeral(inner))?;
            if is_name(&name.text) { f.write_str(&name.text) } else { quoted(f, &name.text) }
        }
        ExprKind::Index(inner, elements) => {
            marked(f, inner, "", is_numeral(inner))?;
            bracketed(f, elements)
        }
        // `form` sends no other here.
        _ => Ok(()),
    }
}

/// The forms that words or brackets of their own hold together.
fn worded(f: &mut Formatter<'_>, e: &Expr) -> fmt::Result {
    match &e.kind {
        ExprKind::If { condition, then, otherwise } => {
            f.write_str("if ")?;
            expr(f, condition, PrintPrecedence::Or)?;
            f.write_str(" then ")?;
            expr(f, then, PrintPrecedence::Or)?;
            write!(f, " else {otherwise}")
        }
        ExprKind::Range { from, to, by } => {
            expr(f, from, PrintPrecedence::Sum)?;
            f.write_str("..")?;
            expr(f, to, PrintPrecedence::Sum)?;
            let Some(step) = by else { return Ok(()) };
            f.write_str(" by ")?;
            expr(f, step, PrintPrecedence::Sum)
        }
        ExprKind::In(name, range) => {
            write!(f, "{} in ", name.text)?;
            expr(f, range, PrintPrecedence::Range)
        }
        ExprKind::List(elements) => bracketed(f, elements),
        ExprKind::Comprehension { body, name, range } => {
            write!(f, "[{body} for {} in {range}]", name.text)
        }
        ExprKind::Point(entries) => arguments(f, entries),
        ExprKind::Equation(left, right) => write!(f, "{left} = {right}"),
        // `form` sends no other here.
        _ => Ok(()),
    }
}

fn signed(
    f: &mut Formatter<'_>,
    terms: &[(SumSign, Expr)],
    sign: impl Fn(SumSign, bool) -> &'static str,
) -> fmt::Result {
    terms.iter().enumerate().try_for_each(|(i, (s, term))| {
        f.write_str(sign(*s, i == 0))?;
        expr(f, term, PrintPrecedence::Product)
    })
}

fn product(f: &mut Formatter<'_>, factors: &[(ProductSign, Expr)]) -> fmt::Result {
    factors.iter().enumerate().try_for_each(|(i, (sign, factor))| {
        match (sign, i) {
            (ProductSign::Times, 0) => {}
            (ProductSign::Over, 0) => f.write_str("1/")?,
            (ProductSign::Times, _) => f.write_char('*')?,
            (ProductSign::Over, _) => f.write_char('/')?,
        }
        // `1/2x` could be read in two ways.
        let adjoined = *sign == ProductSign::Over && is_adjoined(factor);
        expr(f, factor, if adjoined { PrintPrecedence::Postfix } else { PrintPrecedence::Negation })
    })
}

fn is_adjoined(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Juxtaposed(_) => true,
        ExprKind::Negated(inner) => is_adjoined(inner),
        _ => false,
    }
}

/// Factors side by side, with brackets wherever two would run together into a longer word, a number or a call.
fn juxtaposed(f: &mut Formatter<'_>, factors: &[Expr]) -> fmt::Result {
    let mut texts: Vec<String> = Vec::with_capacity(factors.len());
    for factor in factors {
        let mut right = String::new();
        write!(right, "{}", At(factor, PrintPrecedence::Power))?;
        if let Some(left) = texts.last_mut() {
            let opens_badly = right.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '[' | '"'));
            if opens_badly || ends_number(left) && reads_as_exponent(&right) {
                right = format!("({right})");
            }
            if left.ends_with(['\'', '"']) || ends_word(left) && !right.starts_with('√') {
                *left = format!("({left})");
            }
        }
        texts.push(right);
    }
    texts.iter().try_for_each(|text| f.write_str(text))
}

struct At<'e>(&'e Expr, PrintPrecedence);

impl Display for At<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        expr(f, self.0, self.1)
    }
}

fn trailing_word(text: &str) -> &str {
    let start =
        text.rfind(|c| !continues_name(c)).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

fn ends_word(text: &str) -> bool {
    trailing_word(text).chars().next().is_some_and(starts_name)
}

fn ends_number(text: &str) -> bool {
    trailing_word(text).starts_with(|c: char| c.is_ascii_digit())
}

fn reads_as_exponent(text: &str) -> bool {
    let after = text.strip_prefix(['e', 'E']).map(|rest| rest.trim_start_matches(['+', '-']));
    after.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// An exponent: a minus needs no brackets there, but what follows it does sooner.
fn raised(f: &mut Formatter<'_>, exponent: &Expr) -> fmt::Result {
    match &exponent.kind {
        ExprKind::Negated(inner) => {
            f.write_char('-')?;
            raised(f, inner)
        }
        _ => expr(f, exponent, PrintPrecedence::Power),
    }
}

/// Whether it is a number or one with a `!` or `%`, which take no other marks.
fn is_numeral(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Number(_) | ExprKind::Text(_) => true,
        ExprKind::Factorial(inner) | ExprKind::Percent(inner) => is_numeral(inner),
        _ => false,
    }
}

fn marked(f: &mut Formatter<'_>, inner: &Expr, mark: &str, brackets: bool) -> fmt::Result {
    if brackets || matches!(inner.kind, ExprKind::Text(_)) {
        write!(f, "({inner}){mark}")
    } else {
        expr(f, inner, PrintPrecedence::Postfix)?;
        f.write_str(mark)
    }
}

fn bracketed(f: &mut Formatter<'_>, elements: &[Expr]) -> fmt::Result {
    f.write_char('[')?;
    separated(f, elements, |f, element| element.fmt(f))?;
    f.write_char(']')
}

fn joined(f: &mut Formatter<'_>, parts: &[Expr], word: &str, min: PrintPrecedence) -> fmt::Result {
    parts.iter().enumerate().try_for_each(|(i, part)| {
        f.write_str(if i > 0 { word } else { "" })?;
        expr(f, part, min)
    })
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

fn comparison_sign(sign: Comparison) -> &'static str {
    match sign {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
