//! Loops over the list: no record goes untested.

pub(crate) mod derivatives;
mod identities;
mod intervals;
pub(crate) mod reader;
mod values;

use super::{ALL, find};
use crate::algebra::{normalise, present};
use crate::calculus::CORE;
use crate::expr::{Arity, FunctionDef, Graph, Latex, Node, print};

/// Reads, brings into normal form, and writes as people see it.
pub(crate) fn simplified(text: &str) -> String {
    let mut graph = Graph::new(&CORE);
    let raw = reader::read(&mut graph, text);
    let normal = normalise(&mut graph, raw);
    let shown = present(&mut graph, normal);
    match graph.node(shown) {
        Node::Undefined(fault) => print::describe(fault),
        _ => print::exact_text(&graph, shown).expect("short"),
    }
}

/// A stream of numbers that is the same in every run.
pub(crate) struct Stream(pub u64);

impl Stream {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = self.0 ^ (self.0 >> 33);
        x.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 11
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() as f64 / (1_u64 << 53) as f64)
    }
}

/// The numbers of arguments that tests call a function with.
fn counts(f: &FunctionDef) -> Vec<usize> {
    match f.arity {
        Arity::Exactly(n) => vec![n],
        Arity::Between(low, high) => (low..=high).collect(),
        Arity::AtLeast(low) => (low..low + 4).collect(),
    }
}

#[test]
fn names_and_aliases_are_unique() {
    let mut seen = std::collections::HashSet::new();
    for f in ALL {
        for name in std::iter::once(&f.name).chain(f.aliases) {
            assert!(seen.insert(*name), "{name} twice");
            assert_eq!(find(name), Some(*f));
        }
    }
    assert_eq!(find("nonsense"), None);
}

#[test]
fn records_are_complete() {
    for f in ALL {
        let latex = match f.latex {
            Latex::Operator(name) => name,
            Latex::Template(template) => {
                assert!(template.contains('#'), "{}", f.name);
                template
            }
        };
        assert!(!latex.is_empty() && !f.help.is_empty(), "{}", f.name);
        assert!(f.help.ends_with('.'), "{}", f.name);
        assert!(f.example.0.contains(f.name), "{}: the example shows another function", f.name);
        assert!(counts(f).iter().all(|&n| f.arity.accepts(n)));
    }
}

#[test]
fn examples_give_what_they_say() {
    for f in ALL {
        assert_eq!(simplified(f.example.0), f.example.1, "{}", f.name);
    }
}

/// A function has a domain in words just if some argument has no value.
#[test]
fn domains_are_named_where_there_are_any() {
    // The poles of these fall between doubles.
    let unseen = ["tan", "sec"];
    for f in ALL {
        let grid: Vec<f64> = (-24..=24).map(|k| f64::from(k) / 4.0).collect();
        let partial = counts(f).into_iter().any(|n| {
            (0..grid.len().pow(n.min(2) as u32)).any(|i| {
                let point: Vec<f64> = (0..n).map(|j| grid[i / grid.len().pow((j % 2) as u32) % grid.len()]).collect();
                !f.value.at(&point).is_finite()
            })
        });
        assert_eq!(!f.domain.is_empty(), partial || unseen.contains(&f.name), "{}: {:?}", f.name, f.domain);
    }
}
