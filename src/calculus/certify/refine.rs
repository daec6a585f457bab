//! More digits of a zero that is proved.
