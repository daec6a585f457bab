//! What a search for the minimum returns: the places where it may be reached, and the argument for each.

use super::newton::Sides;
use crate::numeric::Interval;
use crate::numeric::budget::unknowns;

/// Where an unknown is within its side of the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacePosition {
    /// Between the ends.
    Inside,
    /// At the lower end.
    Low,
    /// At the upper end.
    High,
    /// The side is one number.
    Pinned,
}

/// Why a minimiser is where a candidate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinimiserEvidence {
    /// The box holds exactly one critical point, and the Hessian matrix is positive definite on it.
    CriticalPoint,
    /// On the border of the region: on the face that [`MinimiserBox::ends`] tells, the box holds exactly one critical point, with
    /// a positive definite Hessian matrix (nothing to show at a corner), and the function grows strictly from each end inward.
    Border,
    /// A box that could not be excluded, on which the function is not known to be smooth. Every minimiser near is in it,
    /// but nothing says that there is one, nor that there is only one.
    Kink,
    /// A box parts of which are level: the function is constant on them, and no lower elsewhere, as far as doubles tell. All
    /// minimisers near are in the box.
    Level,
    /// A box that could not be excluded, on which the function is smooth: a degenerate minimum, or one on the border that
    /// is also critical. Every minimiser near is in it.
    Degenerate,
}

impl MinimiserEvidence {
    /// Is it proved that the box holds exactly one local minimiser?
    pub fn is_proof(self) -> bool {
        match self {
            MinimiserEvidence::CriticalPoint | MinimiserEvidence::Border => true,
            MinimiserEvidence::Kink | MinimiserEvidence::Level | MinimiserEvidence::Degenerate => false,
        }
    }
}

/// A place where the least value may be reached.
#[derive(Clone, Debug)]
pub struct MinimiserBox {
    /// The box that holds the minimiser.
    pub place: Vec<Interval>,
    /// A larger box in which it is the only critical point of its face; the same box where nothing is proved.
    pub alone: Vec<Interval>,
    /// Where the unknowns are within the region; of boxes that hold more than one kind, the face of the largest dimension.
    pub ends: Vec<FacePosition>,
    /// Encloses the value at the minimiser.
    pub value: Interval,
    /// What is known of it.
    pub argument: MinimiserEvidence,
}

/// A box that could not be excluded, before it is merged with those that touch it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remnant {
    pub sides: Sides,
    pub ends: [FacePosition; unknowns::BOXES],
    pub value: Interval,
    pub smooth: bool,
    /// Is the function constant on a part of it?
    pub level: bool,
}

/// Boxes nearer to each other than this, relative to their size, count as touching: rounding may have cut off what lay
/// between them.
const NEAR: f64 = 1e-11;

/// Merges the remnants that touch one another, in their order.
pub(super) fn clusters(remnants: &[Remnant], unknowns: usize) -> Vec<Remnant> {
    let mut merged: Vec<Remnant> = Vec::new();
    for remnant in remnants {
        let mut next = *remnant;
        // What has grown may touch others that it did not touch before.
        while let Some(i) = merged.iter().position(|m| touch(&m.sides, &next.sides, unknowns)) {
            let other = merged.swap_remove(i);
            next = join(&other, &next, unknowns);
        }
        merged.push(next);
    }
    merged.sort_by(|a, b| order(&a.sides, &b.sides, unknowns));
    merged
}

/// The order of two boxes by their midpoints.
pub(super) fn order(a: &[Interval], b: &[Interval], unknowns: usize) -> std::cmp::Ordering {
    let key = |s: &[Interval]| s[..unknowns].iter().map(Interval::midpoint).collect::<Vec<f64>>();
    key(a).iter().zip(&key(b)).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}

pub(super) fn touch(a: &[Interval], b: &[Interval], unknowns: usize) -> bool {
    (0..unknowns).all(|i| {
        let slack = NEAR * a[i].magnitude().min(b[i].magnitude()).max(1.0);
        a[i].low() <= b[i].high() + slack && b[i].low() <= a[i].high() + slack
    })
}

fn join(a: &Remnant, b: &Remnant, unknowns: usize) -> Remnant {
    let mut joined = *a;
    for i in 0..unknowns {
        joined.sides[i] = a.sides[i].hull(&b.sides[i]);
        if a.ends[i] != b.ends[i] {
            joined.ends[i] = FacePosition::Inside;
        }
    }
    joined.value = a.value.hull(&b.value);
    joined.smooth = a.smooth && b.smooth;
    joined.level = a.level || b.level;
    joined
}
