//! Floating-point elementary functions, exact rationals, number formatting.
