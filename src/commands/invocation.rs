//! A command's pieces sorted into its target and its clauses.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::session::build::BEST_OF;
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Command, CommandPiece, Expr, ExprKind, Name};

/// Clauses that the language reserves and this version does not implement.
const PLANNED_CLAUSES: [&str; 6] = ["batch", "epochs", "shuffle", "validate", "where", "rows"];

/// Forms that a command's target may start with, without brackets: `check grad f`.
const APPLIED: [&str; 2] = ["grad", "hessian"];

/// The command that may stand before `of` in a target: `plot f, best of rs`.
pub const BEST: &str = "best";

/// A clause: its keyword and how many values follow it.
#[derive(Debug)]
pub struct ClauseDef {
    /// The keyword.
    pub word: &'static str,
    /// What follows it.
    pub takes: Takes,
    /// How it is written.
    pub usage: &'static str,
}

/// The clause that gives names values.
pub const WITH: ClauseDef = ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" };

/// How many values follow a keyword; a list separated by commas counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It is a flag.
    Nothing,
    /// One.
    One,
    /// One or two: `from 100 random in -10..10`, `clip norm 1`.
    OneOrTwo,
}

/// The clauses that may follow an expression.
pub const EXPRESSION_CLAUSES: &[ClauseDef] = &[ClauseDef { word: "with", takes: Takes::One, usage: "f(x) with x = 2" }];

/// A command as given: its target and its clauses.
#[derive(Debug)]
pub struct Invocation {
    /// The command word's place.
    pub word: Span,
    /// From the word to the end.
    pub span: Span,
    /// The items between the word and the first clause.
    pub target: Vec<Expr>,
    clauses: Vec<Given>,
    /// May the first word be a keyword? It may after an expression, and where there is no target.
    keyword_first: bool,
}

/// A clause as given.
#[derive(Debug)]
pub struct Given {
    /// Its keyword.
    pub word: &'static str,
    /// The keyword's place.
    pub span: Span,
    /// Its values: for each piece the items separated by commas.
    pub pieces: Vec<Vec<Expr>>,
}

impl Given {
    /// The items of the first piece.
    pub fn items(&self) -> &[Expr] {
        self.pieces.first().map_or(&[], Vec::as_slice)
    }

    /// The only value of the clause.
    pub fn value(&self) -> Result<&Expr, Diagnostic> {
        match self.pieces.as_slice() {
            [items] if items.len() == 1 => Ok(&items[0]),
            _ => Err(Diagnostic::error("one-value", format!("`{}` takes one value", self.word), self.value_span())),
        }
    }

    /// Where the values stand.
    pub fn value_span(&self) -> Span {
        let mut spans = self.pieces.iter().flatten().map(|e| e.span);
        let first = spans.next().unwrap_or(self.span);
        spans.fold(first, Span::to)
    }
}

impl Invocation {
    /// Sorts the pieces after a command word.
    pub(super) fn after_word(
        (word, clauses, keyword_first): (Span, &'static [ClauseDef], bool),
        command: &Command,
    ) -> Result<Invocation, Diagnostic> {
        let chosen = chosen(&command.pieces);
        let pieces = applied(clauses, &chosen);
        Invocation::empty(word, command.span, keyword_first).gather(clauses, &pieces)
    }

    /// Sorts the pieces after an expression: `f(x) with x = 2`.
    pub fn after_expression(
        clauses: &'static [ClauseDef],
        span: Span,
        pieces: &[CommandPiece],
    ) -> Result<Invocation, Diagnostic> {
        let invocation = Invocation::empty(span, span, true).gather(clauses, pieces)?;
        match invocation.target.first() {
            None => Ok(invocation),
            Some(extra) => Err(Diagnostic::error("missing-operator", "two expressions stand side by side", extra.span)
                .help("to multiply, write * between them")),
        }
    }

    /// The clause of this keyword, if it is given.
    pub fn clause(&self, word: &str) -> Option<&Given> {
        self.clauses.iter().find(|c| c.word == word)
    }

    /// Is this flag or clause given?
    pub fn has(&self, word: &str) -> bool {
        self.clause(word).is_some()
    }

    fn empty(word: Span, span: Span, keyword_first: bool) -> Invocation {
        Invocation { word, span, target: Vec::new(), clauses: Vec::new(), keyword_first }
    }

    fn gather(self, clauses: &'static [ClauseDef], pieces: &[CommandPiece]) -> Result<Invocation, Diagnostic> {
        let mut invocation = self;
        let mut open: Option<&'static ClauseDef> = None;
        for (i, piece) in pieces.iter().enumerate() {
            let keyword = match piece {
                CommandPiece::Word(name) => keyword(clauses, name).filter(|_| invocation.may_start_clause(open, i)),
                CommandPiece::Items(..) => None,
            };
            if let (Some(clause), CommandPiece::Word(name)) = (keyword, piece) {
                if invocation.has(clause.word) {
                    return Err(Diagnostic::error(
                        "clause-twice",
                        format!("`{}` is given twice", clause.word),
                        name.span,
                    )
                    .help("give it once; a list makes a sweep: rate [0.1, 0.2]"));
                }
                invocation.clauses.push(Given { word: clause.word, span: name.span, pieces: Vec::new() });
                open = Some(clause);
                continue;
            }
            let items = match piece {
                CommandPiece::Word(name) => vec![Expr { kind: ExprKind::Name(name.text.clone()), span: name.span }],
                CommandPiece::Items(items, _) => items.clone(),
            };
            invocation.add(clauses, open, items, piece, i)?;
        }
        invocation.check_complete(open)?;
        Ok(invocation)
    }

    /// Is a word a keyword here? Not where a value or the target has to come first.
    fn may_start_clause(&self, open: Option<&'static ClauseDef>, position: usize) -> bool {
        match (open, self.clauses.last()) {
            (Some(clause), Some(given)) => given.pieces.len() >= clause.takes.least(),
            // After an expression the first word is a keyword already; after a command word it is the target.
            _ => position > 0 || self.keyword_first,
        }
    }

    fn add(
        &mut self,
        clauses: &'static [ClauseDef],
        open: Option<&'static ClauseDef>,
        items: Vec<Expr>,
        piece: &CommandPiece,
        position: usize,
    ) -> Result<(), Diagnostic> {
        match (open, self.clauses.last_mut()) {
            // A bare word is never a second value: it is a misspelt keyword.
            (Some(clause), Some(given))
                if given.pieces.is_empty()
                    || given.pieces.len() < clause.takes.most() && matches!(piece, CommandPiece::Items(..)) =>
            {
                given.pieces.push(items);
                Ok(())
            }
            _ if position == 0 => {
                self.target = items;
                Ok(())
            }
            _ => Err(unexpected(clauses, piece)),
        }
    }

    fn check_complete(&self, open: Option<&'static ClauseDef>) -> Result<(), Diagnostic> {
        if let (Some(clause), Some(given)) = (open, self.clauses.last())
            && given.pieces.len() < clause.takes.least()
        {
            return Err(Diagnostic::error("missing-value", format!("`{}` needs a value", clause.word), given.span)
                .help(format!("write: {}", clause.usage)));
        }
        Ok(())
    }
}

/// The pieces with every `best of rs` replaced by a call of the form `best`.
fn chosen(pieces: &[CommandPiece]) -> Cow<'_, [CommandPiece]> {
    let is_of = |piece: &CommandPiece| matches!(piece, CommandPiece::Word(word) if word.text == "of");
    if !pieces.windows(2).any(|pair| ends_with_best(&pair[0]) && is_of(&pair[1])) {
        return Cow::Borrowed(pieces);
    }
    let mut merged: Vec<CommandPiece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.iter();
    while let Some(piece) = rest.next() {
        let follows = merged.last().is_some_and(ends_with_best) && is_of(piece);
        match (follows, rest.as_slice().first()) {
            (true, Some(runs)) => {
                let before = merged.pop().map_or_else(Vec::new, items_of);
                merged.push(best_among(before, items_of(runs.clone())));
                rest.next();
            }
            (true, None) | (false, _) => merged.push(piece.clone()),
        }
    }
    Cow::Owned(merged)
}

fn items_of(piece: CommandPiece) -> Vec<Expr> {
    match piece {
        CommandPiece::Word(name) => vec![Expr { kind: ExprKind::Name(name.text), span: name.span }],
        CommandPiece::Items(items, _) => items,
    }
}

/// `f, best` and `rs, g` as three: `f`, the best of `rs`, `g`.
fn best_among(before: Vec<Expr>, behind: Vec<Expr>) -> CommandPiece {
    let mut items = before;
    let mut behind = behind.into_iter();
    if let (Some(best), Some(runs)) = (items.pop(), behind.next()) {
        let span = best.span.to(runs.span);
        let best = Expr { kind: ExprKind::Name(BEST_OF.to_string()), span: best.span };
        let arguments = vec![CallArgument { name: None, value: runs }];
        items.push(Expr { kind: ExprKind::Call { callee: Box::new(best), arguments }, span });
    }
    items.extend(behind);
    let whole = items.iter().map(|item| item.span).reduce(Span::to).unwrap_or(Span::new(0, 0));
    CommandPiece::Items(items, whole)
}

/// Is `best` this word, or the last of these items?
fn ends_with_best(piece: &CommandPiece) -> bool {
    match piece {
        CommandPiece::Word(word) => word.text == BEST,
        CommandPiece::Items(items, _) => {
            matches!(items.last(), Some(Expr { kind: ExprKind::Name(name), .. }) if name == BEST)
        }
    }
}

/// The pieces with a target such as `grad f` replaced by the call that it stands for.
fn applied<'p>(clauses: &'static [ClauseDef], pieces: &'p [CommandPiece]) -> Cow<'p, [CommandPiece]> {
    let [CommandPiece::Word(name), second, rest @ ..] = pieces else { return Cow::Borrowed(pieces) };
    let argument = match second {
        CommandPiece::Word(word) if keyword(clauses, word).is_none() => {
            Expr { kind: ExprKind::Name(word.text.clone()), span: word.span }
        }
        CommandPiece::Items(items, _) if items.len() == 1 => items[0].clone(),
        CommandPiece::Word(_) | CommandPiece::Items(..) => return Cow::Borrowed(pieces),
    };
    if !APPLIED.contains(&name.text.as_str()) {
        return Cow::Borrowed(pieces);
    }
    let span = name.span.to(argument.span);
    let callee = Expr { kind: ExprKind::Name(name.text.clone()), span: name.span };
    let arguments = vec![CallArgument { name: None, value: argument }];
    let call = Expr { kind: ExprKind::Call { callee: Box::new(callee), arguments }, span };
    Cow::Owned(std::iter::once(CommandPiece::Items(vec![call], span)).chain(rest.iter().cloned()).collect())
}

fn keyword(clauses: &'static [ClauseDef], name: &Name) -> Option<&'static ClauseDef> {
    clauses.iter().find(|c| c.word == name.text)
}

fn unexpected(clauses: &'static [ClauseDef], piece: &CommandPiece) -> Diagnostic {
    let words: Vec<&str> = clauses.iter().map(|c| c.word).collect();
    let known = format!("known here: {}", words.join(", "));
    match piece {
        CommandPiece::Word(name) => {
            let error =
                Diagnostic::error("unknown-clause", format!("`{}` is not understood here", name.text), name.span);
            if PLANNED_CLAUSES.contains(&name.text.as_str()) {
                return Diagnostic::error(
                    "not-available",
                    format!("`{}` is not available in this version", name.text),
                    name.span,
                )
                .help(known);
            }
            error.did_you_mean(&name.text, words, known)
        }
        CommandPiece::Items(_, span) => Diagnostic::error("unexpected-value", "this value belongs to no clause", *span)
            .help(format!("put a keyword before it: {}", words.join(", "))),
    }
}

impl Takes {
    fn least(self) -> usize {
        match self {
            Takes::Nothing => 0,
            Takes::One | Takes::OneOrTwo => 1,
        }
    }

    fn most(self) -> usize {
        match self {
            Takes::Nothing => 0,
            Takes::One => 1,
            Takes::OneOrTwo => 2,
        }
    }
}
