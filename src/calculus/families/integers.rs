//! Sets of whole numbers: what the parameter of a family stands for.

use crate::expr::{ExprId, Graph, Relation, Symbol};

/// The whole numbers from `least` to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntegerRange {
    /// `None` where there is no bound.
    pub least: Option<i64>,
    /// `None` where there is no bound.
    pub most: Option<i64>,
}

impl IntegerRange {
    /// All whole numbers.
    pub const ALL: IntegerRange = IntegerRange { least: None, most: None };

    /// Has it no number?
    pub fn is_empty(&self) -> bool {
        matches!((self.least, self.most), (Some(a), Some(b)) if a > b)
    }

    /// Is it one number?
    fn is_single(&self) -> bool {
        self.least.is_some() && self.least == self.most
    }

    /// What both hold.
    pub fn common(&self, other: &IntegerRange) -> IntegerRange {
        let most = match (self.most, other.most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        IntegerRange { least: self.least.max(other.least), most }
    }

    /// Some numbers of it, its ends among them.
    pub fn samples(&self, count: i64) -> Vec<i64> {
        let span = self.most.zip(self.least).map_or(count, |(b, a)| b.saturating_sub(a).saturating_add(1).min(count));
        match (self.least, self.most) {
            (Some(a), _) => (a..a.saturating_add(span)).collect(),
            (None, Some(b)) => (b.saturating_sub(span - 1)..=b).collect(),
            (None, None) => (-span / 2..span - span / 2).collect(),
        }
    }
}

/// A set of whole numbers, as ranges in rising order that do not touch one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntegerSet(Vec<IntegerRange>);

impl IntegerSet {
    /// All whole numbers.
    pub fn all() -> IntegerSet {
        IntegerSet(vec![IntegerRange::ALL])
    }

    /// The numbers from one to another, or without a bound where there is none.
    pub fn between(least: Option<i64>, most: Option<i64>) -> IntegerSet {
        IntegerSet::of(vec![IntegerRange { least, most }])
    }

    /// The numbers of any of these ranges.
    pub fn of(mut ranges: Vec<IntegerRange>) -> IntegerSet {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_by_key(|range| range.least);
        let mut joined: Vec<IntegerRange> = Vec::new();
        for next in ranges {
            match joined.last_mut() {
                Some(last) if last.most.is_none_or(|m| next.least.is_none_or(|n| n <= m.saturating_add(1))) => {
                    last.most = last.most.zip(next.most).map(|(a, b)| a.max(b));
                }
                _ => joined.push(next),
            }
        }
        IntegerSet(joined)
    }

    /// Its ranges.
    pub fn ranges(&self) -> &[IntegerRange] {
        &self.0
    }

    /// Has it no number?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is it all whole numbers?
    pub fn is_all(&self) -> bool {
        self.0 == [IntegerRange::ALL]
    }

    /// The least number; `None` where there is none.
    pub fn least(&self) -> Option<i64> {
        self.0.first()?.least
    }

    /// The greatest number; `None` where there is none.
    pub fn most(&self) -> Option<i64> {
        self.0.last()?.most
    }

    /// The single numbers between two of its ranges: all that one of its [`runs`](Self::runs) leaves out.
    pub fn gaps(&self) -> Vec<i64> {
        let ends = self.0.windows(2).filter_map(|pair| pair[0].most.zip(pair[1].least));
        ends.filter(|(before, after)| before + 2 == *after).map(|(before, _)| before + 1).collect()
    }

    /// Does it hold a number?
    pub fn holds(&self, n: i64) -> bool {
        self.0.iter().any(|range| range.least.is_none_or(|l| n >= l) && range.most.is_none_or(|m| n <= m))
    }

    /// Its numbers, if they lie within `count` that follow one another.
    pub fn few(&self, count: i64) -> Option<Vec<i64>> {
        let (Some(least), Some(most)) = (self.least(), self.most()) else { return self.is_empty().then(Vec::new) };
        (most.checked_sub(least)? < count).then(|| (least..=most).filter(|&n| self.holds(n)).collect())
    }

    /// What both hold.
    pub fn common(&self, other: &IntegerSet) -> IntegerSet {
        IntegerSet::of(self.0.iter().flat_map(|a| other.0.iter().map(|b| a.common(b))).collect())
    }

    /// What one of the two holds.
    pub fn or(&self, other: &IntegerSet) -> IntegerSet {
        IntegerSet::of([self.0.as_slice(), &other.0].concat())
    }

    /// The numbers `j` for which it holds `n*j + r`.
    pub fn remainder(&self, (n, r): (i64, i64)) -> IntegerSet {
        let least = |l: i64| -(r - l).div_euclid(n);
        let most = |m: i64| (m - r).div_euclid(n);
        let of_range = |s: &IntegerRange| IntegerRange { least: s.least.map(least), most: s.most.map(most) };
        IntegerSet::of(self.0.iter().map(of_range).collect())
    }

    /// The numbers that leave the remainder `r` for one of the given sets' places and are in that set then; where they are all
    /// numbers between two but for single ones.
    pub fn of_remainders(parts: &[&IntegerSet]) -> Option<IntegerSet> {
        if parts.iter().any(|part| part.runs().len() != 1) {
            return None;
        }
        let n = parts.len() as i64;
        let all = |of: fn(&IntegerSet) -> Vec<i64>| -> Option<Vec<i64>> {
            let numbers = (0..n).zip(parts).flat_map(|(r, part)| of(part).into_iter().map(move |k| (k, r)));
            numbers.map(|(k, r)| n.checked_mul(k)?.checked_add(r)).collect()
        };
        let least = all(|part| Vec::from_iter(part.least()))?.into_iter().min();
        let most = all(|part| Vec::from_iter(part.most()))?.into_iter().max();
        let mut whole = IntegerSet::between(least, most);
        for gap in all(IntegerSet::gaps)? {
            whole = whole.without(gap);
        }
        let fits = |(r, part): (i64, &&IntegerSet)| whole.remainder((n, r)) == **part;
        (0..n).zip(parts).all(fits).then_some(whole)
    }

    fn without(&self, n: i64) -> IntegerSet {
        let others = [(None, Some(n - 1)), (Some(n + 1), None)].map(|(least, most)| IntegerRange { least, most });
        self.common(&IntegerSet(others.to_vec()))
    }

    /// Its parts with only single numbers left out: those that are written with bounds and exceptions.
    pub fn runs(&self) -> Vec<IntegerSet> {
        let mut runs: Vec<IntegerSet> = Vec::new();
        for &next in &self.0 {
            match runs.last_mut() {
                Some(IntegerSet(last))
                    if last[last.len() - 1].most.zip(next.least).is_some_and(|(m, l)| m + 2 == l)
                        && !(last.len() == 1 && last[0].is_single() && next.is_single()) =>
                {
                    last.push(next);
                }
                _ => runs.push(IntegerSet(vec![next])),
            }
        }
        runs
    }

    /// That a whole number is one of these, as conditions.
    pub fn conditions(&self, graph: &mut Graph, k: Symbol) -> Vec<ExprId> {
        let k = graph.symbol_node(k);
        let mut compared = |relation, n: i64, turned: bool| {
            let n = graph.integer(n);
            if turned { graph.compare(relation, n, k) } else { graph.compare(relation, k, n) }
        };
        let mut conditions = Vec::new();
        conditions.extend(self.least().map(|n| compared(Relation::LessOrEqual, n, true)));
        conditions.extend(self.most().map(|n| compared(Relation::LessOrEqual, n, false)));
        conditions.extend(self.gaps().into_iter().map(|n| compared(Relation::NotEqual, n, false)));
        conditions
    }
}
