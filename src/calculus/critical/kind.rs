//! What the second derivatives say at a critical point (Nocedal, Wright, Numerical Optimization, 2006, theorems 2.3, 2.4).

use std::cmp::Ordering;

use crate::algebra::closed::{Decision, sign};
use crate::algebra::enclosure::{IntervalProgram, Workspace, enclose_closed};
use crate::algebra::normal::{difference, normalise, product};
use crate::algebra::{derivative, hessian};
use crate::expr::{ExprId, Graph, Symbol, print, substitute};
use crate::numeric::budget::degrees;
use crate::numeric::format::significant;
use crate::numeric::matrix::{Definiteness, Matrix};
use crate::numeric::{Interval, Quality, Rational};

/// What a critical point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriticalPointKind {
    /// Nothing near is lower.
    Minimum,
    /// Nothing near is higher.
    Maximum,
    /// Some ways lead up, some down.
    Saddle,
    /// An inflection in one unknown; in several, an eigenvalue of the second derivatives is 0.
    Degenerate,
    /// Not decided.
    Unknown,
}

impl CriticalPointKind {
    /// The kind where the function is multiplied by a number of this sign.
    pub(super) fn turned(self, order: Ordering) -> CriticalPointKind {
        match self {
            CriticalPointKind::Minimum if order.is_lt() => CriticalPointKind::Maximum,
            CriticalPointKind::Maximum if order.is_lt() => CriticalPointKind::Minimum,
            kind => kind,
        }
    }
}

/// A kind, and what decides it: `f'' = 2 > 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// See [`CriticalPointKind`].
    pub kind: CriticalPointKind,
    /// The deciding numbers, with `\u{1}` for the function's name.
    pub because: String,
}

/// A point by formulas where these are known, and by bounds.
#[derive(Clone, Copy, Debug)]
pub struct CandidatePoint<'a> {
    /// A closed number for each unknown, where one is known.
    pub exact: &'a [Option<ExprId>],
    /// Bounds for each unknown.
    pub sides: &'a [Interval],
}

/// Judges the critical points of one function.
pub struct Judge<'a> {
    symbols: &'a [Symbol],
    /// The Hessian, row by row, in normal form.
    entries: Vec<ExprId>,
    program: Option<IntervalProgram>,
}

impl Judge<'_> {
    /// For the critical points of `f`, in normal form.
    pub fn new<'a>(graph: &mut Graph, f: ExprId, symbols: &'a [Symbol]) -> Judge<'a> {
        let entries = hessian(graph, f, symbols).concat();
        let program = IntervalProgram::new(graph, &entries, symbols).ok();
        Judge { symbols, entries, program }
    }

    /// The unknowns.
    pub(super) fn symbols(&self) -> &[Symbol] {
        self.symbols
    }

    /// The second derivatives, row by row.
    pub(super) fn entries(&self) -> &[ExprId] {
        &self.entries
    }

    /// What second derivatives that are these numbers say in several unknowns.
    pub(super) fn of_numbers(&self, graph: &mut Graph, numbers: &[ExprId]) -> Classification {
        match self.by_fractions(graph, numbers, &[]) {
            Some(found) => found,
            None => self.by_closed_numbers(graph, numbers, &[]),
        }
    }

    /// What the point is.
    pub fn judge(&self, graph: &mut Graph, place: CandidatePoint<'_>) -> Classification {
        let exact: Option<Vec<ExprId>> = place.exact.iter().copied().collect();
        if let Some(exact) = &exact {
            let bindings: Vec<(Symbol, ExprId)> = self.symbols.iter().copied().zip(exact.iter().copied()).collect();
            let numbers: Vec<ExprId> = self.entries.iter().map(|&e| value_at(graph, e, &bindings)).collect();
            if let Some(found) = self.by_fractions(graph, &numbers, &bindings) {
                return found;
            }
            let found = self.by_closed_numbers(graph, &numbers, &bindings);
            if found.kind != CriticalPointKind::Unknown {
                return found;
            }
        }
        self.by_bounds(place.sides)
    }

    /// What second derivatives that are closed numbers tell, in one unknown the higher ones too.
    fn by_closed_numbers(
        &self,
        graph: &mut Graph,
        numbers: &[ExprId],
        bindings: &[(Symbol, ExprId)],
    ) -> Classification {
        if let [second] = numbers
            && sign(graph, *second) == Decision::Proved(Ordering::Equal)
        {
            return self.by_higher_orders(graph, bindings);
        }
        let bounds: Option<Vec<Interval>> =
            numbers.iter().map(|&id| enclose_closed(graph, id).map(|e| e.range)).collect();
        let found = bounds.map_or_else(undecided, |b| by_intervals(&b, self.symbols.len()));
        match numbers {
            &[a, b, _, d] if found.kind == CriticalPointKind::Unknown => by_determinant(graph, [a, b, d]),
            _ => found,
        }
    }

    fn by_bounds(&self, sides: &[Interval]) -> Classification {
        let Some(program) = &self.program else { return undecided() };
        let mut workspace = Workspace::new(program);
        program.evaluate(&mut workspace, sides, self.entries.len());
        let mut bounds = Vec::new();
        for i in 0..self.entries.len() {
            let entry = workspace.output(program, i);
            if entry.quality < Quality::Continuous {
                return undecided();
            }
            bounds.push(entry.range);
        }
        by_intervals(&bounds, self.symbols.len())
    }

    /// With fractions everything is exact.
    fn by_fractions(
        &self,
        graph: &mut Graph,
        numbers: &[ExprId],
        bindings: &[(Symbol, ExprId)],
    ) -> Option<Classification> {
        let values: Vec<Rational> = numbers.iter().map(|&id| graph.as_rational(id).cloned()).collect::<Option<_>>()?;
        let n = self.symbols.len();
        if let [second] = values.as_slice() {
            return Some(match second.sign().cmp(&0) {
                Ordering::Equal => self.by_higher_orders(graph, bindings),
                order => by_order(2, order, &format!("= {} ", print::text(graph, numbers[0]))),
            });
        }
        let matrix = Matrix::from_rows(values.chunks(n).map(<[Rational]>::to_vec).collect())?;
        let definiteness = matrix.definiteness().ok()?;
        let rows: Vec<String> = values
            .chunks(n)
            .map(|row| {
                let entries: Vec<String> = row.iter().map(|v| shown(graph, v)).collect();
                format!("[{}]", entries.join(", "))
            })
            .collect();
        let hessian = if n <= 3 { format!("the Hessian [{}]", rows.join(", ")) } else { "the Hessian".to_string() };
        let (kind, words) = match definiteness {
            Definiteness::PositiveDefinite => (CriticalPointKind::Minimum, "is positive definite"),
            Definiteness::NegativeDefinite => (CriticalPointKind::Maximum, "is negative definite"),
            Definiteness::Indefinite => (CriticalPointKind::Saddle, "has eigenvalues of both signs"),
            Definiteness::PositiveSemidefinite => {
                (CriticalPointKind::Degenerate, "has an eigenvalue 0, and none below")
            }
            Definiteness::NegativeSemidefinite => {
                (CriticalPointKind::Degenerate, "has an eigenvalue 0, and none above")
            }
            Definiteness::Zero => (CriticalPointKind::Degenerate, "is 0"),
        };
        Some(Classification { kind, because: format!("{hessian} {words}") })
    }

    /// One unknown: the first derivative that is not 0 decides.
    fn by_higher_orders(&self, graph: &mut Graph, bindings: &[(Symbol, ExprId)]) -> Classification {
        let mut form = self.entries[0];
        for order in 3..=degrees::DEGENERATE_POINT {
            form = derivative(graph, form, self.symbols[0]);
            let value = value_at(graph, form, bindings);
            let sign = match sign(graph, value).proved() {
                Some(Ordering::Equal) => continue,
                Some(sign) => sign,
                None => return undecided(),
            };
            let number = graph.as_number(value).map(|_| format!("{} ", print::text(graph, value)));
            return by_order(order, sign, &number.unwrap_or_default());
        }
        Classification {
            kind: CriticalPointKind::Unknown,
            because: format!("all derivatives up to order {} are 0", degrees::DEGENERATE_POINT),
        }
    }
}

/// What the first derivative that is not 0 says in one unknown, `number` being what is known of it.
pub(super) fn by_order(order: u32, sign: Ordering, number: &str) -> Classification {
    let kind = match (order % 2, sign) {
        (1, _) => CriticalPointKind::Degenerate,
        (_, Ordering::Greater) => CriticalPointKind::Minimum,
        _ => CriticalPointKind::Maximum,
    };
    let relation = if sign.is_gt() { ">" } else { "<" };
    let inflection = if order % 2 == 1 { "an inflection: " } else { "" };
    let because = match order {
        2 => format!("\u{1}'' {number}{relation} 0"),
        _ => format!("{inflection}the first derivative that is not 0 is of order {order} and is {number}{relation} 0"),
    };
    Classification { kind, because }
}

/// What the signs of the slope before and after a critical point say, 0 where the function is constant there; `None` where
/// they were not decided.
pub(super) fn by_slopes(before: Option<Ordering>, after: Option<Ordering>) -> Classification {
    let (Some(before), Some(after)) = (before, after) else { return undecided() };
    let word = |order: Ordering| match order {
        Ordering::Less => "falls",
        Ordering::Equal => "is constant",
        Ordering::Greater => "rises",
    };
    let kind = match (before, after) {
        (Ordering::Less | Ordering::Equal, Ordering::Greater | Ordering::Equal) => CriticalPointKind::Minimum,
        (Ordering::Greater | Ordering::Equal, Ordering::Less | Ordering::Equal) => CriticalPointKind::Maximum,
        (Ordering::Less, Ordering::Less) | (Ordering::Greater, Ordering::Greater) => CriticalPointKind::Degenerate,
    };
    let because = match kind {
        CriticalPointKind::Degenerate => format!("an inflection: it {} before and after", word(before)),
        _ => format!("it {} before and {} after", word(before), word(after)),
    };
    Classification { kind, because }
}

/// Two unknowns: the exact sign of the determinant decides where bounds do not.
fn by_determinant(graph: &mut Graph, [a, b, d]: [ExprId; 3]) -> Classification {
    let (straight, crossed) = (product(graph, &[a, d]), product(graph, &[b, b]));
    let determinant = difference(graph, straight, crossed);
    let of = |kind: CriticalPointKind, words: &str| Classification { kind, because: format!("the Hessian {words}") };
    let Decision::Proved(order) = sign(graph, determinant) else { return undecided() };
    match order {
        Ordering::Less => of(CriticalPointKind::Saddle, "has eigenvalues of both signs"),
        Ordering::Equal => of(CriticalPointKind::Degenerate, "has an eigenvalue 0"),
        Ordering::Greater => match sign(graph, a) {
            Decision::Proved(Ordering::Greater) => of(CriticalPointKind::Minimum, "is positive definite"),
            Decision::Proved(Ordering::Less) => of(CriticalPointKind::Maximum, "is negative definite"),
            _ => undecided(),
        },
    }
}

fn value_at(graph: &mut Graph, id: ExprId, bindings: &[(Symbol, ExprId)]) -> ExprId {
    let put = substitute(graph, id, bindings);
    let form = normalise(graph, put);
    // A sum of roots that cancel is 0 only when multiplied out.
    crate::algebra::expanded(graph, form)
}

fn shown(graph: &mut Graph, value: &Rational) -> String {
    let id = graph.rational(value.clone());
    print::text(graph, id)
}

/// Nothing decided.
pub(super) fn undecided() -> Classification {
    Classification { kind: CriticalPointKind::Unknown, because: "the second derivatives do not tell".to_string() }
}

/// By the signs of the pivots of symmetric elimination, and by minors of two rows.
fn by_intervals(entries: &[Interval], n: usize) -> Classification {
    let at = |i: usize, j: usize| entries[i * n + j];
    if n == 1 {
        let second = at(0, 0);
        let Some(sign) = second.order() else { return undecided() };
        let about =
            if second.is_bounded() { format!("≈ {} ", significant(second.midpoint(), 6)) } else { String::new() };
        return by_order(2, sign, &about);
    }
    let saddle = || Classification {
        kind: CriticalPointKind::Saddle,
        because: "the Hessian has eigenvalues of both signs".to_string(),
    };
    for i in 0..n {
        for j in 0..i {
            if (at(i, i) * at(j, j) - at(i, j).square()).is_negative() {
                return saddle();
            }
        }
    }
    match pivot_signs(entries, n) {
        Some((_, 0)) => {
            Classification { kind: CriticalPointKind::Minimum, because: "the Hessian is positive definite".to_string() }
        }
        Some((0, _)) => {
            Classification { kind: CriticalPointKind::Maximum, because: "the Hessian is negative definite".to_string() }
        }
        Some(_) => saddle(),
        None => undecided(),
    }
}

/// How many pivots are above and below 0, if all are told from 0 (Sylvester's law of inertia).
fn pivot_signs(entries: &[Interval], n: usize) -> Option<(usize, usize)> {
    let mut a: Vec<Vec<Interval>> = entries.chunks(n).map(<[Interval]>::to_vec).collect();
    let mut left: Vec<usize> = (0..n).collect();
    let (mut positive, mut negative) = (0, 0);
    while !left.is_empty() {
        let clearest = (0..left.len()).max_by(|&i, &j| {
            let size = |k: usize| a[left[k]][left[k]].mignitude();
            size(i).total_cmp(&size(j))
        })?;
        let p = left.swap_remove(clearest);
        let pivot = a[p][p];
        *(if pivot.order()?.is_gt() { &mut positive } else { &mut negative }) += 1;
        for &i in &left {
            for &j in &left {
                let step = a[i][p] * a[p][j] / pivot;
                a[i][j] = a[i][j] - step;
            }
        }
    }
    Some((positive, negative))
}
