//! Steps from a double to its neighbours.

/// The double so many places further down; minus infinity and NaN stay.
pub(super) fn down(x: f64, places: u32) -> f64 {
    -up(-x, places)
}

/// The double so many places further up; infinity and NaN stay.
pub(super) fn up(x: f64, places: u32) -> f64 {
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    let bits = x.to_bits().cast_signed();
    // The doubles in their order are the integers in theirs, once the negative ones are turned around.
    let rank = if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits };
    let moved = (rank + i64::from(places)).min(f64::INFINITY.to_bits().cast_signed());
    let bits = if moved < 0 { i64::MIN.wrapping_sub(moved) } else { moved };
    f64::from_bits(bits.cast_unsigned())
}
