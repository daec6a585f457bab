//! All tests that run the program from outside, in one binary.

mod documents;
