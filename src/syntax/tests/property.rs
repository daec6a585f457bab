//! Random trees and random texts.
