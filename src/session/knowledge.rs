//! What verdicts may ask about the formula of a run.

use std::cell::RefCell;

use crate::algebra;
use crate::calculus::Function;
use crate::calculus::argument::sentence;
use crate::calculus::certify::{CriticalKind, DomainBounds, Local};
use crate::calculus::means::Means;
use crate::calculus::minimum::{Minimum, MinimumStatus, minimum};
use crate::descent::{
    self, Certificate, CycleCertificate, Knowledge, KnownPoint, KnownPointKind, LeastValue, Rate, TrappingRegion,
};
use crate::expr::{ExprId, Graph, Symbol, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;
use crate::numeric::budget::{nodes, unknowns};
use crate::numeric::quadratic::Quadratic;
use crate::session::display::exact_text;
use crate::tape::{Tape, lower};

/// What is known of a formula.
pub struct FormulaKnowledge {
    quadratic: Option<Quadratic>,
    minimisers: Vec<KnownPoint>,
    least: Option<LeastValue>,
    unknown: Option<UnknownMinimum>,
    hessian: Option<RefCell<Hessian>>,
    /// For proofs by interval arithmetic.
    bounds: Option<Local>,
    interrupt: Interrupt,
}

/// Why no minimiser is known.
#[derive(Clone, Debug)]
pub struct UnknownMinimum {
    /// A sentence.
    pub why: String,
    /// Is it proved that the function has no least value?
    pub proved_none: bool,
}

struct Hessian {
    tape: Tape,
    work: Vec<f64>,
    entries: usize,
}

impl FormulaKnowledge {
    /// What can be found out about the function of this name; its minimisers are those in the box.
    pub fn of(graph: &mut Graph, function: &Function, name: &str, interrupt: &Interrupt) -> FormulaKnowledge {
        let (expr, unknowns, region) = (function.written(), function.unknowns(), function.region());
        let small = unknowns.len() <= unknowns::ELIMINATION;
        // The theorems on quadratics need runs without a box.
        let quadratic =
            if small && region.is_entire() { algebra::polynomial::quadratic(graph, expr, unknowns) } else { None };
        let short = unfolded_size(graph, expr).0 <= nodes::BEFORE_A_RUN;
        let mut least = None;
        let not_sought = |why: String| (Vec::new(), Some(UnknownMinimum { why, proved_none: false }));
        let (minimisers, unknown) = match (small, short) {
            (false, _) => {
                not_sought(format!("of more than {} unknowns no exact minimum is looked for", unknowns::ELIMINATION))
            }
            (true, false) => {
                not_sought("the formula is too large to look for an exact minimum before a run".to_string())
            }
            (true, true) => {
                let means = Means { interrupt, thorough: false };
                let answer = minimum(graph, function, &means);
                let points = known_points(graph, &answer);
                least = least_value(graph, &answer).filter(|_| points.is_empty());
                let unknown = points.is_empty().then(|| UnknownMinimum::of(graph, &answer, name));
                (points, unknown)
            }
        };
        let bounds = if short { Local::new(graph, expr, unknowns).ok() } else { None };
        let hessian = hessian(graph, expr, unknowns);
        FormulaKnowledge { quadratic, minimisers, least, unknown, hessian, bounds, interrupt: interrupt.clone() }
    }

    /// Why no minimiser is known; none where one is.
    pub fn unknown_minimum(&self) -> Option<&UnknownMinimum> {
        self.unknown.as_ref()
    }
}

impl UnknownMinimum {
    fn of(graph: &Graph, answer: &Minimum, name: &str) -> UnknownMinimum {
        let why = match answer.status {
            MinimumStatus::Unbounded => sentence![name, " is unbounded below: ", answer.because(name)],
            MinimumStatus::None => sentence![name, " has no minimum: ", answer.because(name)],
            // Before a run there is a moment for it only; the command takes its time.
            MinimumStatus::Unknown => sentence!["none was found in the moment before the run; ask: minimum ", name],
            MinimumStatus::Global => sentence![name, " is least at more than single points"],
        };
        let is_none = matches!(answer.status, MinimumStatus::Unbounded | MinimumStatus::None);
        UnknownMinimum { why: why.text(graph), proved_none: is_none && answer.certified() }
    }
}

fn hessian(graph: &mut Graph, expr: ExprId, unknowns: &[Symbol]) -> Option<RefCell<Hessian>> {
    if unknowns.len() > unknowns::HESSIAN {
        return None;
    }
    let entries: Vec<ExprId> = algebra::hessian(graph, expr, unknowns).concat();
    let tape = lower(graph, &entries, unknowns).ok()?;
    Some(RefCell::new(Hessian { tape, work: Vec::new(), entries: entries.len() }))
}

/// The points of an answer to `minimum`, as numbers and text.
pub fn known_points(graph: &mut Graph, minimum: &Minimum) -> Vec<KnownPoint> {
    let global = match minimum.status {
        MinimumStatus::Global => true,
        MinimumStatus::Unbounded => false,
        MinimumStatus::None | MinimumStatus::Unknown => return Vec::new(),
    };
    // One point of a line or family of minimisers says nothing about where a run ends.
    if minimum.set.is_some() || !minimum.families.is_empty() {
        return Vec::new();
    }
    minimum
        .points
        .iter()
        .map(|p| KnownPoint {
            x: p.x.iter().map(|v| v.value).collect(),
            exact: p.x.iter().map(|v| exact_text(graph, v)).collect(),
            value: p.value.value,
            value_exact: exact_text(graph, &p.value),
            global,
            proved: minimum.certified(),
        })
        .collect()
}

/// The proved least value of a function that has it at infinitely many points.
fn least_value(graph: &mut Graph, minimum: &Minimum) -> Option<LeastValue> {
    let proved = minimum.status == MinimumStatus::Global && minimum.certified();
    let point = minimum.points.first().filter(|_| proved)?;
    let exact = exact_text(graph, &point.value);
    Some(LeastValue { value: point.value.value, exact, places: minimum.whereabouts(graph).text(graph) })
}

impl Knowledge for FormulaKnowledge {
    fn quadratic(&self) -> Option<&Quadratic> {
        self.quadratic.as_ref()
    }

    fn minimisers(&self) -> &[KnownPoint] {
        &self.minimisers
    }

    fn least(&self) -> Option<&LeastValue> {
        self.least.as_ref()
    }

    fn hessian(&self, x: &[f64]) -> Option<Vec<f64>> {
        let mut hessian = self.hessian.as_ref()?.borrow_mut();
        let Hessian { tape, work, entries } = &mut *hessian;
        let mut out = vec![0.0; *entries];
        tape.run(x, work, &mut out);
        out.iter().all(|v| v.is_finite()).then_some(out)
    }

    fn trapping_region(&self, start: &[f64], effort: usize) -> Option<TrappingRegion> {
        let found = self.bounds.as_ref()?.sublevel_box(start, effort, &self.interrupt)?;
        Some(TrappingRegion { sides: found.sides, curvature: found.curvature })
    }

    fn critical_point(&self, x: &[f64]) -> Option<Certificate> {
        let proof = self.bounds.as_ref()?.critical_point(x)?;
        let kind = match proof.kind {
            CriticalKind::Minimum => KnownPointKind::Minimum,
            CriticalKind::Maximum => KnownPointKind::Maximum,
            CriticalKind::Saddle => KnownPointKind::Saddle,
        };
        Some(Certificate { kind, distance: proof.distance })
    }

    fn cycle(&self, points: &[Vec<f64>], rate: &Rate) -> Option<CycleCertificate> {
        let rate = match rate.fixed_exact() {
            Some(exact) => Interval::of_rational(exact),
            None => Interval::point(rate.fixed()?),
        };
        let proof = self.bounds.as_ref()?.cycle(points, rate)?;
        Some(CycleCertificate {
            distance: proof.distance,
            multiplier: (proof.multiplier.low(), proof.multiplier.high()),
        })
    }
}

impl descent::DomainOracle for DomainBounds {
    fn joins(&self, from: &[f64], to: &[f64]) -> Result<(), f64> {
        DomainBounds::joins(self, from, to)
    }
}
