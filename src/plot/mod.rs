//! Figures as data, and the SVG that they become.
//!
//! Each kind of picture (`kinds`) turns numbers into a [`Figure`]; [`svg`] draws any figure. Nothing here knows what an
//! expression, a session or a file is.

pub mod figure;
#[doc(hidden)]
pub mod kinds;
#[doc(hidden)]
pub mod landmarks;
#[doc(hidden)]
pub mod sample;

mod arrange;
mod axes;
mod canvas;
mod draw;
mod error;
mod geometry;
mod layout;
mod legend;
mod numerals;
mod palette;
mod place;
mod range;
mod shapes;
mod thin;
mod ticks;
mod widths;

pub use draw::svg;
pub use error::Error;
pub use figure::Figure;
