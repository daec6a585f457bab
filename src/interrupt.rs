//! The flag that Ctrl-C sets and long computations poll, and the time after which they stop by themselves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The clock is read once in so many questions: it costs more than the rest of them.
const QUESTIONS: u64 = 16;
/// No limit.
const NEVER: u64 = u64::MAX;

/// A shared flag: cheap to clone, cheap to ask.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    asked: AtomicBool,
    expired: AtomicBool,
    /// The milliseconds after `start` that a computation may take.
    limit: AtomicU64,
    questions: AtomicU64,
    start: Instant,
}

impl Default for Shared {
    fn default() -> Shared {
        Shared {
            asked: AtomicBool::new(false),
            expired: AtomicBool::new(false),
            limit: AtomicU64::new(NEVER),
            questions: AtomicU64::new(0),
            start: Instant::now(),
        }
    }
}

impl Interrupt {
    /// Asks the running computation to stop at its next step.
    pub fn set(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
    }

    /// Forgets an earlier request, and a time limit.
    pub fn clear(&self) {
        self.0.asked.store(false, Ordering::Relaxed);
        self.unlimited();
    }

    /// Must the computation stop: has somebody asked, or is the time up?
    pub fn is_set(&self) -> bool {
        let shared = &*self.0;
        if shared.asked.load(Ordering::Relaxed) || shared.expired.load(Ordering::Relaxed) {
            return true;
        }
        let limit = shared.limit.load(Ordering::Relaxed);
        if limit == NEVER || !shared.questions.fetch_add(1, Ordering::Relaxed).is_multiple_of(QUESTIONS) {
            return false;
        }
        let expired = self.milliseconds() > limit;
        if expired {
            shared.expired.store(true, Ordering::Relaxed);
        }
        expired
    }

    /// Has somebody asked to stop?
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }

    /// Did a computation stop because its time was up?
    pub fn is_expired(&self) -> bool {
        self.0.expired.load(Ordering::Relaxed)
    }

    /// From now on a computation may take so long.
    pub fn limit(&self, time: Duration) {
        let time = u64::try_from(time.as_millis()).unwrap_or(NEVER);
        self.0.expired.store(false, Ordering::Relaxed);
        self.0.limit.store(self.milliseconds().saturating_add(time), Ordering::Relaxed);
    }

    /// From now on a computation may take any time.
    pub fn unlimited(&self) {
        self.0.limit.store(NEVER, Ordering::Relaxed);
        self.0.expired.store(false, Ordering::Relaxed);
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.0.start.elapsed().as_millis()).unwrap_or(NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_runs_out() {
        let interrupt = Interrupt::default();
        let soon = |interrupt: &Interrupt| (0..2 * QUESTIONS).any(|_| interrupt.is_set());
        assert!(!soon(&interrupt));
        interrupt.limit(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(5));
        assert!(soon(&interrupt) && interrupt.is_expired() && !interrupt.is_asked());
        interrupt.unlimited();
        assert!(!soon(&interrupt) && !interrupt.is_expired());
        interrupt.limit(Duration::from_secs(1000));
        assert!(!soon(&interrupt));
        interrupt.set();
        assert!(interrupt.is_set() && interrupt.is_asked() && !interrupt.is_expired());
        interrupt.clear();
        assert!(!soon(&interrupt));
    }
}
