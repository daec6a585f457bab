//! The iterates that a run keeps: all of a short one, evenly thinned ones of a long one, and always the start, the last
//! and a few before it.

/// One point of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Iterate<'a> {
    /// The number of steps done.
    pub k: u64,
    /// The point.
    pub x: &'a [f64],
    /// The value there.
    pub value: f64,
    /// The gradient there.
    pub gradient: &'a [f64],
    /// Its Euclidean norm.
    pub norm: f64,
    /// The rate of the step that led here; none at the start.
    pub rate: Option<f64>,
}

/// Points of a run in two pieces of memory: a sweep keeps millions of them.
#[derive(Clone, Debug, Default)]
pub struct Iterates {
    dimension: usize,
    steps: Vec<u64>,
    /// A row for each: value, norm, rate, point, gradient.
    numbers: Vec<f64>,
}

impl Iterates {
    /// No points of this dimension.
    pub fn new(dimension: usize) -> Iterates {
        Iterates { dimension, ..Iterates::default() }
    }

    fn width(&self) -> usize {
        3 + 2 * self.dimension
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The one at this place, if there is one.
    pub fn get(&self, i: usize) -> Option<Iterate<'_>> {
        (i < self.len()).then(|| self.row(i))
    }

    fn row(&self, i: usize) -> Iterate<'_> {
        let (k, row) = (self.steps[i], &self.numbers[i * self.width()..][..self.width()]);
        let (x, gradient) = row[3..].split_at(self.dimension);
        Iterate { k, x, value: row[0], gradient, norm: row[1], rate: (k > 0).then_some(row[2]) }
    }

    /// The first one.
    pub fn first(&self) -> Option<Iterate<'_>> {
        self.get(0)
    }

    /// The last one.
    pub fn last(&self) -> Option<Iterate<'_>> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Iterate<'_>> + ExactSizeIterator + Clone {
        (0..self.len()).map(|i| self.row(i))
    }

    /// One more behind the others.
    pub fn push(&mut self, now: Iterate<'_>) {
        self.steps.push(now.k);
        self.numbers.extend([now.value, now.norm, now.rate.unwrap_or(f64::NAN)]);
        self.numbers.extend_from_slice(now.x);
        self.numbers.extend_from_slice(now.gradient);
    }

    /// Makes room for so many more, and no others.
    fn reserve(&mut self, rows: usize) {
        self.steps.reserve_exact(rows);
        self.numbers.reserve_exact(rows * self.width());
    }

    fn shrink_to_fit(&mut self) {
        self.steps.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }

    /// Another one in the place of this one.
    fn replace(&mut self, i: usize, now: Iterate<'_>) {
        let (width, dimension) = (self.width(), self.dimension);
        self.steps[i] = now.k;
        let (numbers, points) = self.numbers[i * width..][..width].split_at_mut(3);
        numbers.copy_from_slice(&[now.value, now.norm, now.rate.unwrap_or(f64::NAN)]);
        points[..dimension].copy_from_slice(now.x);
        points[dimension..].copy_from_slice(now.gradient);
    }

    /// Those of every so many steps, and no others.
    fn thin(&mut self, stride: u64) {
        let width = self.width();
        let mut left = 0;
        for i in 0..self.len() {
            if self.steps[i].is_multiple_of(stride) {
                self.steps[left] = self.steps[i];
                self.numbers.copy_within(i * width..(i + 1) * width, left * width);
                left += 1;
            }
        }
        self.steps.truncate(left);
        self.numbers.truncate(left * width);
    }
}

/// Brent's search for a point that comes again: each is compared with one before, which is renewed at powers of two.
#[derive(Clone, Debug, Default)]
struct Repetition {
    point: Vec<f64>,
    at: u64,
    period: Option<u64>,
}

impl Repetition {
    fn look(&mut self, now: Iterate<'_>) {
        if self.period.is_some() {
            return;
        }
        if now.x == self.point {
            self.period = Some(now.k - self.at);
        } else if now.k >= 2 * self.at {
            self.point.clear();
            self.point.extend_from_slice(now.x);
            self.at = now.k;
        }
    }
}

/// The iterates kept, in order. Memory stays below a bound that does not depend on the number of steps.
#[derive(Clone, Debug)]
pub struct Trace {
    kept: Iterates,
    opening: Iterates,
    /// A ring: the oldest one stands at `oldest`.
    recent: Iterates,
    oldest: usize,
    stride: u64,
    most: usize,
    tail: usize,
    repetition: Repetition,
}

impl Trace {
    /// The most steps that are kept in full.
    const FULL_STEPS: usize = 10_000;

    /// The most doubles in the thinned iterates; with many unknowns fewer iterates are kept.
    const MOST_NUMBERS: usize = 8_000_000;

    /// The most doubles in the iterates that all traces kept at the same time hold at least: 256 MiB of them.
    const MOST_AT_LEAST: usize = 1 << 25;

    /// How many of the last iterates are always there.
    const RECENT: usize = 64;

    /// How many of the first iterates are always there.
    const OPENING: usize = 8;

    /// The steps for which there is room from the start.
    const ROOM: u64 = 1_000;

    /// The most traces for points of this dimension that may be kept at the same time.
    pub fn most(dimension: usize) -> usize {
        // Two of each kind: kept, first and last.
        Self::MOST_AT_LEAST / (6 * (2 * dimension + 8))
    }

    /// Makes room for the iterates of so many steps, as far as it is little: growing would copy them again and again.
    pub fn reserve(&mut self, steps: u64) {
        let rows = self.most.min(steps.saturating_add(1).min(1 + Self::ROOM) as usize);
        self.kept.reserve(rows);
    }

    /// The bytes that a trace takes at most after so many steps, one of so many that are kept at the same time.
    pub fn bytes(dimension: usize, traces: usize, steps: u64) -> usize {
        let rows = usize::try_from(steps.saturating_add(1)).unwrap_or(usize::MAX);
        let most = Self::most_kept(dimension, traces);
        // Where iterates are left out, the last one is added to those that are kept.
        let all = rows.min(most + 1) + rows.min(Self::OPENING.min(most)) + rows.min(Self::tail(most));
        all * (size_of::<u64>() + size_of::<f64>() * Iterates::new(dimension).width())
    }

    fn most_kept(dimension: usize, traces: usize) -> usize {
        let fitting = Self::MOST_NUMBERS / (2 * dimension + 8) / traces.max(1);
        (Self::FULL_STEPS + 1).min(fitting.max(2))
    }

    fn tail(most: usize) -> usize {
        Self::RECENT.min(most / 2).max(2)
    }

    /// An empty trace for points of this dimension, one of so many that are kept at the same time.
    pub fn new(dimension: usize, traces: usize) -> Trace {
        let most = Self::most_kept(dimension, traces);
        let none = Iterates::new(dimension);
        Trace {
            kept: none.clone(),
            opening: none.clone(),
            recent: none,
            oldest: 0,
            stride: 1,
            most,
            tail: Self::tail(most),
            repetition: Repetition::default(),
        }
    }

    /// Adds the next iterate.
    pub fn push(&mut self, now: Iterate<'_>) {
        self.repetition.look(now);
        if self.opening.len() < Self::OPENING.min(self.most) {
            self.opening.push(now);
        }
        if now.k.is_multiple_of(self.stride) {
            if self.kept.len() == self.most {
                // Every second one from now on.
                self.stride *= 2;
                self.kept.thin(self.stride);
            }
            if now.k.is_multiple_of(self.stride) {
                self.kept.push(now);
            }
        }
        if self.recent.len() < self.tail {
            self.recent.push(now);
        } else {
            self.recent.replace(self.oldest, now);
            self.oldest = (self.oldest + 1) % self.tail;
        }
    }

    /// The kept iterates in order: the start, every `stride`th, and the last.
    pub fn iterates(&self) -> Vec<Iterate<'_>> {
        self.kept.iter().chain(self.last_beside()).collect()
    }

    /// The last one, unless it is kept anyway.
    fn last_beside(&self) -> Option<Iterate<'_>> {
        self.last().filter(|last| self.kept.last().is_none_or(|i| i.k != last.k))
    }

    /// All, first and last iterates: [`Trace::iterates`], [`Trace::opening`], [`Trace::recent`].
    pub fn into_parts(mut self) -> [Iterates; 3] {
        let mut recent = Iterates::new(self.recent.dimension);
        recent.reserve(self.recent.len());
        self.recent().for_each(|i| recent.push(i));
        if self.last_beside().is_some() {
            recent.last().into_iter().for_each(|last| self.kept.push(last));
        }
        self.kept.shrink_to_fit();
        self.opening.shrink_to_fit();
        [self.kept, self.opening, recent]
    }

    /// The last iterates, oldest first, without gaps.
    pub fn recent(&self) -> impl DoubleEndedIterator<Item = Iterate<'_>> + ExactSizeIterator {
        let (oldest, number) = (self.oldest, self.recent.len());
        (0..number).map(move |i| self.recent.row((oldest + i) % number))
    }

    /// The first iterates, without gaps.
    pub fn opening(&self) -> &Iterates {
        &self.opening
    }

    /// The start.
    pub fn first(&self) -> Option<Iterate<'_>> {
        self.opening.first()
    }

    /// The last iterate.
    pub fn last(&self) -> Option<Iterate<'_>> {
        self.recent().next_back()
    }

    /// The period after which a point came again bit for bit; `None` if that was not seen.
    pub fn period(&self) -> Option<u64> {
        self.repetition.period
    }

    /// The step between iterates that are kept: 1, 2, 4, …
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// How many iterates are held, counting the first and last ones twice.
    pub fn len(&self) -> usize {
        self.kept.len() + self.opening.len() + self.recent.len()
    }

    /// Is there no iterate at all?
    pub fn is_empty(&self) -> bool {
        self.recent.is_empty()
    }
}

/// The Euclidean norm, without overflow on the way.
pub fn norm(v: &[f64]) -> f64 {
    match v {
        [] => 0.0,
        [x] => x.abs(),
        _ => {
            let largest = v.iter().fold(0.0, |m: f64, x| if x.is_nan() { f64::NAN } else { m.max(x.abs()) });
            if v.iter().any(|x| x.is_nan()) {
                return f64::NAN;
            }
            let squares: f64 = v.iter().map(|x| x * x).sum();
            if squares.is_finite() && squares > 1e-280 || largest == 0.0 || largest.is_infinite() {
                return squares.sqrt();
            }
            largest * v.iter().map(|x| (x / largest) * (x / largest)).sum::<f64>().sqrt()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(steps: u64, dimension: usize) -> Trace {
        let mut trace = Trace::new(dimension, 1);
        let (x, gradient) = (vec![1.0; dimension], vec![2.0; dimension]);
        for k in 0..=steps {
            let rate = (k > 0).then_some(0.5 / k as f64);
            trace.push(Iterate { k, x: &x, value: k as f64, gradient: &gradient, norm: 2.0, rate });
        }
        trace
    }

    fn at(k: u64, x: &[f64]) -> Iterate<'_> {
        Iterate { k, x, value: 0.0, gradient: x, norm: 0.0, rate: None }
    }

    #[test]
    fn ten_thousand_steps_are_kept_in_full() {
        let trace = traced(10_000, 1);
        let all = trace.iterates();
        assert_eq!(all.len(), 10_001);
        assert!(all.iter().enumerate().all(|(i, it)| it.k == i as u64 && it.value == i as f64));
    }

    #[test]
    fn longer_runs_are_thinned_evenly_with_both_ends() {
        for steps in [10_001, 20_000, 20_001, 123_457] {
            let trace = traced(steps, 1);
            let all = trace.iterates();
            assert!(all.len() <= 10_002 && all.len() > 5_000, "{steps}: {}", all.len());
            assert_eq!((all[0].k, all[all.len() - 1].k), (0, steps));
            assert!(all[..all.len() - 1].iter().enumerate().all(|(i, it)| it.k == i as u64 * trace.stride()));
            let recent: Vec<u64> = trace.recent().map(|i| i.k).collect();
            assert_eq!(recent, (steps - 63..=steps).collect::<Vec<_>>());
            assert!(all.iter().all(|i| i.value == i.k as f64 && i.rate == (i.k > 0).then(|| 0.5 / i.k as f64)));
            let parts = trace.clone().into_parts();
            assert!(parts[0].iter().eq(all.iter().copied()) && parts[1].iter().eq(trace.opening().iter()));
            assert!(parts[2].iter().eq(trace.recent()));
        }
    }

    #[test]
    fn points_that_come_again_are_seen() {
        let mut trace = Trace::new(1, 1);
        for k in 0..5_000_u64 {
            let x = if k < 700 { 1.0 / (k as f64 + 3.0) } else { ((k - 700) % 123) as f64 };
            trace.push(at(k, &[x]));
        }
        assert_eq!(trace.period(), Some(123));
        assert_eq!(traced(50, 1).period(), Some(1));
        let mut falling = Trace::new(1, 1);
        (0..500).for_each(|k| falling.push(at(k, &[0.5 / (k as f64 + 1.0)])));
        assert_eq!(falling.period(), None);
    }

    #[test]
    fn memory_is_bounded_with_many_unknowns_too() {
        let trace = traced(300, 100_000);
        assert!(trace.len() * 200_000 <= 3 * Trace::MOST_NUMBERS, "{}", trace.len());
        assert_eq!(trace.iterates().last().map(|i| i.k), Some(300));
    }

    #[test]
    fn what_a_trace_takes_is_known_before() {
        for (dimension, traces) in [(1, 1), (1, 10_000), (20, 500), (275, 10_000)] {
            for steps in [0, 1, 5, 100, 1_000, 12_345] {
                let (x, mut trace) = (vec![1.0; dimension], Trace::new(dimension, traces));
                (0..=steps).for_each(|k| trace.push(at(k, &x)));
                let rows: usize = trace.into_parts().iter().map(Iterates::len).sum();
                let most = Trace::bytes(dimension, traces, steps) / (8 + 8 * (3 + 2 * dimension));
                let exact = steps < 2 && rows == most;
                // Thinning may leave half of what there may be.
                assert!(exact || rows <= most && 2 * rows >= most, "{dimension} {traces} {steps}: {rows} of {most}");
            }
        }
    }

    #[test]
    fn norms_do_not_overflow() {
        assert_eq!(norm(&[3.0, 4.0]), 5.0);
        assert!((norm(&[3e200, 4e200]) / 5e200 - 1.0).abs() < 1e-15);
        assert!((norm(&[3e-200, 4e-200]) / 5e-200 - 1.0).abs() < 1e-15);
        assert_eq!(norm(&[0.0, 0.0]), 0.0);
        assert_eq!(norm(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(norm(&[f64::NAN, 1.0]).is_nan());
    }
}
