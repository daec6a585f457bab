//! All zeros of a square system in a box.
