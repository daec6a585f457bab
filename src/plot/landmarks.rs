//! What is known of a curve beforehand, as numbers.

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
    /// Sorts the places; of those that are equal one is left.
    pub fn new(mut places: Vec<Landmark>, complete: bool) -> Landmarks {
        places.retain(|place| place.at.is_finite());
        places.sort_by(|a, b| a.at.total_cmp(&b.at).then(b.breaks.cmp(&a.breaks)));
        places.dedup_by(|a, b| a.at == b.at);
        Landmarks { places, complete }
    }
}
