//! Figures as data, and the SVG they become.
