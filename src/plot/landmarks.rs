//! What is known of a curve beforehand, as numbers.

/// Places on one curve: both sides of each take some 20 evaluations.
const MOST_PLACES: usize = 600;
/// How far apart, relative to their size, places are that were computed in two ways.
const ROUNDING: f64 = 1e-14;

/// A place on a curve that is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landmark {
    /// Where it is.
    pub at: f64,
    /// A pole or a jump: no line is drawn across it. A kink, an extreme or an end of the domain is a point of the line.
    pub breaks: bool,
}

/// What is known of a curve beforehand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Landmarks {
    /// In rising order, different.
    pub places: Vec<Landmark>,
    /// It is smooth between them: nobody need look for jumps.
    pub complete: bool,
}

impl Landmarks {
    /// Sorts the places; of those that are equal but for rounding one is left. Beyond [`MOST_PLACES`] they are left to the sampler.
    pub fn new(mut places: Vec<Landmark>, complete: bool) -> Landmarks {
        places.retain(|place| place.at.is_finite());
        places.sort_by(|a, b| a.at.total_cmp(&b.at));
        places.dedup_by(|next, kept| {
            let is_same = next.at - kept.at <= ROUNDING * next.at.abs().max(kept.at.abs());
            kept.breaks |= is_same && next.breaks;
            is_same
        });
        let complete = complete && places.len() <= MOST_PLACES;
        places.truncate(MOST_PLACES);
        Landmarks { places, complete }
    }
}
