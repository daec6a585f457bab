//! The flag that Ctrl-C sets and long computations poll, and the count of the work after which they stop by themselves.
//!
//! Work is counted, not timed: a computation that stops, stops at the same place on every machine, however slow it is.
//! Each thread counts its own work (`count`), and every long loop asks `Interrupt::is_set`, to end with what there is so far.
//! Where nobody asks, counting itself leaves the statement soon after somebody has asked it to stop (`stoppable`).

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The work that each question counts for, so that a loop that counts nothing else ends too.
const QUESTION: u64 = 40;
/// Between two looks at the flag while a library computes: too short to notice.
#[cfg(feature = "threads")]
const PATIENCE: Duration = Duration::from_millis(20);
/// No limit.
const NEVER: u64 = u64::MAX;

/// Between two looks at the flag by what only counts: a small part of a millisecond.
const LOOK: u64 = 1 << 16;
/// In this time those who ask may end by themselves, once somebody has asked them to stop. It decides no answer: there is none.
const GRACE: Duration = Duration::from_millis(60);

thread_local! {
    /// What this thread has done. In one place with when it looks, since counting is what everything does.
    static WORK: Work = const {
        Work {
            done: Cell::new(0),
            next_look: Cell::new(0),
            last: Cell::new(NEVER),
            stop_at: Cell::new(NEVER),
            used: [const { Cell::new(0) }; MemoryUse::ALL.len()],
            memory: Cell::new(NEVER),
        }
    };
    /// When counting saw first that somebody has asked the statement to stop.
    static SEEN: Cell<Option<Instant>> = const { Cell::new(None) };
    /// For how long those who ask may go on: another time in tests only.
    static PATIENT_FOR: Cell<Duration> = const { Cell::new(GRACE) };
    /// After how many steps a test has the next statement asked to stop.
    static STOP_AFTER: Cell<u64> = const { Cell::new(NEVER) };
    /// A clock of the tests, with what it showed at the last look and the longest time between two looks.
    static RECORD: Cell<Option<(Clock, Duration, Duration)>> = const { Cell::new(None) };
    /// Is there somebody below on the stack to leave it for?
    static STOPPABLE: Cell<bool> = const { Cell::new(false) };
    /// The flag of the statement that this thread runs.
    static HERE: RefCell<Interrupt> = RefCell::default();
}

type Clock = fn() -> Duration;

/// How much a thread has done, and how much it may do.
struct Work {
    /// Steps.
    done: Cell<u64>,
    /// When counting looks at the flag again.
    next_look: Cell<u64>,
    /// The steps after which the statement is left, if it has not ended by itself.
    last: Cell<u64>,
    /// Where a test has the statement asked to stop.
    stop_at: Cell<u64>,
    /// The bytes that the statement has taken for each use.
    used: [Cell<u64>; MemoryUse::ALL.len()],
    /// How many there may be in sum.
    memory: Cell<u64>,
}

/// What memory is taken for that stays taken until a statement has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemoryUse {
    /// The nodes of formulas.
    Formulas,
    /// Numbers of many digits.
    Digits,
    /// Text that is written.
    Text,
    /// Rows of tables, and points of runs and pictures.
    Values,
}

impl MemoryUse {
    const ALL: [MemoryUse; 4] = [MemoryUse::Formulas, MemoryUse::Digits, MemoryUse::Text, MemoryUse::Values];

    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            MemoryUse::Formulas => "formulas",
            MemoryUse::Digits => "the digits of numbers",
            MemoryUse::Text => "text",
            MemoryUse::Values => "tables and points",
        }
    }
}

/// Counts work of this thread. A step is about an operation on machine words, a nanosecond.
#[inline]
pub(crate) fn count(steps: usize) {
    WORK.with(|work| {
        let done = work.done.get().wrapping_add(steps as u64);
        work.done.set(done);
        if done >= work.next_look.get() {
            look(work);
        }
    });
}

/// Leaves the statement, if somebody asked it to stop a while ago, or if its work is spent.
#[cold]
fn look(work: &Work) {
    if let Some((clock, last, longest)) = RECORD.get() {
        let now = clock();
        RECORD.set(Some((clock, now, longest.max(now.saturating_sub(last)))));
    }
    if work.done.get() >= work.stop_at.get() {
        work.stop_at.set(NEVER);
        HERE.with_borrow(Interrupt::set);
    }
    work.next_look.set(work.done.get().saturating_add(LOOK).min(work.stop_at.get()));
    if !STOPPABLE.get() {
        return;
    }
    if work.done.get() > work.last.get() {
        leave(Stopped::Work);
    }
    if !asked() {
        return;
    }
    let seen = SEEN.get().unwrap_or_else(Instant::now);
    SEEN.set(Some(seen));
    if seen.elapsed() >= PATIENT_FOR.get() {
        leave(Stopped::Asked);
    }
}

fn leave(why: Stopped) -> ! {
    panic::resume_unwind(Box::new(why))
}

/// For tests: the next statement of this thread is asked to stop as soon as it has counted so many steps, and left where it is so
/// long afterwards.
#[doc(hidden)]
pub fn stop_after(steps: u64, grace: Duration) {
    PATIENT_FOR.set(grace);
    STOP_AFTER.set(steps);
}

/// What a thread needs that works for the statement of this one.
#[cfg(feature = "threads")]
pub(crate) struct Errand {
    flag: Interrupt,
    /// The steps after which a test has the statement asked to stop.
    stop_after: u64,
}

#[cfg(feature = "threads")]
impl Errand {
    /// For the statement of this thread.
    pub(crate) fn new() -> Errand {
        let stop_after = WORK.with(|work| work.stop_at.get().saturating_sub(work.done.get()));
        Errand { flag: HERE.with_borrow(Interrupt::clone), stop_after }
    }

    /// From here on this thread works for it.
    pub(crate) fn begin(&self) {
        STOP_AFTER.set(self.stop_after);
        self.flag.begin();
    }
}

/// For tests: the longest time that passed between two looks of this thread while work was done, by a clock.
#[doc(hidden)]
pub fn longest_between_looks(clock: fn() -> Duration, work: impl FnOnce()) -> Duration {
    RECORD.set(Some((clock, clock(), Duration::ZERO)));
    work();
    WORK.with(look);
    RECORD.take().map_or(Duration::ZERO, |(.., longest)| longest)
}

/// Counts memory that stays taken until the statement has ended, and leaves the statement where it is too much.
#[inline]
pub(crate) fn charge(memory: MemoryUse, bytes: usize) {
    WORK.with(|work| {
        let used = &work.used[memory as usize];
        used.set(used.get().saturating_add(bytes as u64));
        if work.used.iter().map(Cell::get).sum::<u64>() > work.memory.get() && STOPPABLE.get() {
            let most = MemoryUse::ALL.into_iter().max_by_key(|&part| work.used[part as usize].get());
            leave(Stopped::Memory(most.unwrap_or(memory)));
        }
    });
}

/// A computation was left where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// Somebody asked it to stop.
    Asked,
    /// It took more work than a statement may.
    Work,
    /// It took more memory than a statement may, and most of it for this.
    Memory(MemoryUse),
}

/// From here on the statement of this thread may do so many steps until it is left, if it is, and take so many bytes.
pub(crate) fn bound(steps: Option<u64>, memory: u64) {
    WORK.with(|work| {
        work.used.iter().for_each(|used| used.set(0));
        work.memory.set(memory);
    });
    leave_after(steps);
}

/// How many bytes the statement of this thread may take.
pub(crate) fn memory() -> u64 {
    WORK.with(|work| work.memory.get())
}

/// From here on the statement of this thread may do so many steps until it is left; any number without a limit.
pub(crate) fn leave_after(steps: Option<u64>) {
    WORK.with(|work| work.last.set(steps.map_or(NEVER, |steps| work.done.get().saturating_add(steps))));
}

/// Does work that ends where it is soon after somebody has asked for it, or when it has taken more than it may, whatever it is
/// doing: nothing that it was changing may be used then. Without unwinding, as in WebAssembly, it is done to its end.
pub(crate) fn stoppable<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    SEEN.set(None);
    let before = STOPPABLE.replace(cfg!(panic = "unwind"));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    STOPPABLE.set(before);
    result.map_err(|cause| match cause.downcast::<Stopped>() {
        Ok(stopped) => *stopped,
        Err(defect) => panic::resume_unwind(defect),
    })
}

/// The steps that this thread has counted so far.
#[inline]
pub(crate) fn done() -> u64 {
    WORK.with(|work| work.done.get())
}

/// Has somebody asked the statement that this thread runs to stop?
pub(crate) fn asked() -> bool {
    HERE.with_borrow(Interrupt::is_asked)
}

/// Makes a result of what there is when somebody asks to stop: this is not left where it is, so that it must ask
/// [`is_overdue`] and then come to its end.
pub(crate) fn finishing<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            STOPPABLE.set(self.0);
            SEEN.set(None);
        }
    }
    SEEN.set(None);
    let _restore = Restore(STOPPABLE.replace(false));
    work()
}

/// Has somebody asked to stop so long ago that only what takes no time may still be done?
pub(crate) fn is_overdue() -> bool {
    if !asked() {
        return false;
    }
    let now = Instant::now();
    let seen = SEEN.get().unwrap_or(now);
    SEEN.set(Some(seen));
    now.duration_since(seen) >= PATIENT_FOR.get() / 2
}

/// Runs a long call of a library that asks nobody inside: on a thread of its own, which is left to itself once somebody asks the
/// statement to stop; then there is no result. Without threads it runs here, to its end.
pub(crate) fn abandonable<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    beside(call, asked)
}

/// Runs a long call of a library on a thread of its own, until it ends or is given up; none if it panicked or there is no thread.
fn beside<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static, given_up: impl Fn() -> bool) -> Option<T> {
    #[cfg(feature = "threads")]
    {
        use std::sync::mpsc::{RecvTimeoutError, channel};
        let (sender, receiver) = channel();
        std::thread::Builder::new().spawn(move || sender.send(call())).ok()?;
        loop {
            match receiver.recv_timeout(PATIENCE) {
                Ok(result) => return Some(result),
                Err(RecvTimeoutError::Timeout) if !given_up() => {}
                Err(_) => return None,
            }
        }
    }
    #[cfg(not(feature = "threads"))]
    {
        let _ = given_up;
        Some(call())
    }
}

/// As [`abandonable`], for calls that nobody can do without: the statement itself is left soon after it is asked to stop.
pub(crate) fn left_when_asked<T: Send + 'static>(call: impl Fn() -> T + Clone + Send + 'static) -> T {
    if !STOPPABLE.get() {
        return call();
    }
    let goes_on = || {
        WORK.with(look);
        false
    };
    // Here, where it cannot be done beside this thread.
    beside(call.clone(), goes_on).unwrap_or_else(call)
}

/// A shared flag: cheap to clone, cheap to ask.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    asked: Arc<AtomicBool>,
    spent: AtomicBool,
    /// The count of steps up to which the thread that set the limit may go.
    limit: AtomicU64,
}

impl Default for Shared {
    fn default() -> Shared {
        Shared { asked: Arc::default(), spent: AtomicBool::new(false), limit: AtomicU64::new(NEVER) }
    }
}

impl Interrupt {
    /// The flag for computations that are given none, such as the values of functions: that of the statement that this thread
    /// runs, without its limit.
    pub(crate) fn here() -> Interrupt {
        HERE.with_borrow(Interrupt::without_limit)
    }

    /// Makes this the flag of the statement that this thread runs.
    pub(crate) fn begin(&self) {
        HERE.set(self.clone());
        WORK.with(|work| {
            work.stop_at.set(work.done.get().saturating_add(STOP_AFTER.replace(NEVER)));
            work.next_look.set(work.done.get());
        });
    }

    /// A flag that the same request sets, but no limit: for computations with limits of their own.
    pub(crate) fn without_limit(&self) -> Interrupt {
        let asked = Arc::clone(&self.0.asked);
        Interrupt(Arc::new(Shared { asked, ..Shared::default() }))
    }

    /// Asks the running computation to stop at its next step.
    pub fn set(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
    }

    /// Forgets an earlier request, and a limit.
    pub fn clear(&self) {
        self.0.asked.store(false, Ordering::Relaxed);
        self.unlimited();
    }

    /// Must the computation stop: has somebody asked, or is the work spent that it may do?
    #[inline]
    pub(crate) fn is_set(&self) -> bool {
        count(QUESTION as usize);
        let shared = &*self.0;
        if shared.asked.load(Ordering::Relaxed) || shared.spent.load(Ordering::Relaxed) {
            return true;
        }
        let spent = done() > shared.limit.load(Ordering::Relaxed);
        if spent {
            shared.spent.store(true, Ordering::Relaxed);
        }
        spent
    }

    /// Has somebody asked to stop?
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }

    /// Did a computation stop because its work was spent?
    pub(crate) fn is_spent(&self) -> bool {
        self.0.spent.load(Ordering::Relaxed)
    }

    /// From now on the computation in this thread may take so many steps.
    pub(crate) fn allow(&self, steps: u64) {
        self.0.spent.store(false, Ordering::Relaxed);
        self.0.limit.store(done().saturating_add(steps), Ordering::Relaxed);
    }

    /// A command has limits of its own, so that no search is cut short; it is left after so many steps, or never.
    pub(crate) fn own_limits(&self, last: Option<u64>) {
        self.unlimited();
        leave_after(last);
    }

    /// From now on a computation may take any number of steps.
    pub(crate) fn unlimited(&self) {
        self.0.limit.store(NEVER, Ordering::Relaxed);
        self.0.spent.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_spent() {
        let interrupt = Interrupt::default();
        assert!(!interrupt.is_set());
        interrupt.allow(1000);
        assert!(!interrupt.is_set());
        count(1000);
        assert!(interrupt.is_set() && interrupt.is_spent() && !interrupt.is_asked());
        interrupt.unlimited();
        assert!(!interrupt.is_set() && !interrupt.is_spent());
        interrupt.allow(100 * QUESTION);
        assert_eq!((0..1000).take_while(|_| !interrupt.is_set()).count(), 100);
        interrupt.allow(1_000_000);
        interrupt.set();
        assert!(interrupt.is_set() && interrupt.is_asked() && !interrupt.is_spent());
        interrupt.clear();
        assert!(!interrupt.is_set());
    }

    #[test]
    #[cfg(feature = "threads")]
    fn a_call_is_abandoned() {
        let interrupt = Interrupt::default();
        interrupt.begin();
        assert_eq!(abandonable(|| 7), Some(7));
        interrupt.set();
        let (_open, never) = std::sync::mpsc::channel::<()>();
        assert_eq!(abandonable(move || never.recv()), None);
    }

    #[test]
    fn what_asks_nobody_is_left() {
        let interrupt = Interrupt::default();
        interrupt.begin();
        interrupt.set();
        let endless = || {
            loop {
                count(1000);
            }
        };
        assert_eq!(stoppable::<()>(endless), Err(Stopped::Asked));
        // Who asks ends by itself.
        assert_eq!(stoppable(|| (0..).take_while(|_| !interrupt.is_set()).count()), Ok(0));
        interrupt.clear();
        assert_eq!(stoppable(|| (0..1000).for_each(|_| count(1_000_000))), Ok(()));
        bound(Some(1_000_000), 1 << 20);
        assert_eq!(stoppable::<()>(endless), Err(Stopped::Work));
    }

    #[test]
    fn what_takes_too_much_memory_is_left() {
        let interrupt = Interrupt::default();
        interrupt.begin();
        bound(None, 1 << 20);
        let takes = |digits: usize| {
            move || {
                charge(MemoryUse::Text, 300_000);
                (0..digits).for_each(|_| charge(MemoryUse::Digits, 1_000));
            }
        };
        assert_eq!(stoppable(takes(10_000)), Err(Stopped::Memory(MemoryUse::Digits)));
        bound(None, 1 << 20);
        assert_eq!(stoppable(takes(500)), Ok(()));
    }

    #[test]
    fn another_thread_has_a_count_of_its_own() {
        let interrupt = Interrupt::default();
        interrupt.allow(1000);
        let other = interrupt.clone();
        let stopped = std::thread::spawn(move || {
            count(500);
            other.is_set()
        });
        assert!(!stopped.join().expect("no panic") && !interrupt.is_set());
    }
}
