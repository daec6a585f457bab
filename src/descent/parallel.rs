//! Many runs in parallel where there are threads. The results do not depend on their number,
//! nor on whether there are any.

use std::sync::atomic::AtomicU64;

use super::driver::descend_watched;
use super::{Adjustments, Descent, Method, Plan, Rate, Stopping, TapeProblem};
use crate::interrupt::Interrupt;

/// A run to be done.
pub struct Job {
    /// The rule for the next point, with nothing remembered.
    pub method: Box<dyn Method>,
    /// Where it starts.
    pub start: Vec<f64>,
    /// The learning rate.
    pub rate: Rate,
    /// The adjustments of its steps.
    pub adjustments: Adjustments,
}

impl Job {
    /// The plan of the run, as one of `runs` that are kept at the same time.
    pub fn plan(&mut self, stopping: &Stopping, runs: usize) -> Plan<'_> {
        Plan {
            method: self.method.as_mut(),
            start: self.start.clone(),
            rate: self.rate.clone(),
            stopping: stopping.clone(),
            adjustments: self.adjustments.clone(),
            runs,
        }
    }
}

/// The common part of the runs.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// Their problem.
    pub problem: &'a TapeProblem,
    /// When they end.
    pub stopping: &'a Stopping,
    /// How many are kept at the same time: the more, the fewer iterates each keeps.
    pub runs: usize,
    /// How many are done at the same time.
    pub threads: usize,
    /// Asked to stop?
    pub interrupt: &'a Interrupt,
}

/// The progress of the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The runs that are over.
    pub runs: usize,
    /// The steps of all runs that are under way.
    pub steps: u64,
}

/// Does all jobs and returns them in their order, each with what it did. After a request to stop those that have begun are
/// there, and the first one always; they are the first ones of the list.
pub fn descend_all(batch: Batch<'_>, jobs: Vec<Job>, tell: &mut dyn FnMut(Done)) -> Vec<(Job, Descent)> {
    #[cfg(feature = "threads")]
    return threads::side_by_side(batch, jobs, tell);
    #[cfg(not(feature = "threads"))]
    one_by_one(batch, jobs, tell)
}

/// Runs one job.
fn descend_one(batch: Batch<'_>, job: &mut Job, watch: &AtomicU64) -> Descent {
    // A problem may remember where it was last: each run begins with the same memory.
    let mut problem = batch.problem.clone();
    descend_watched(&mut problem, &mut job.plan(batch.stopping, batch.runs), batch.interrupt, watch)
}

/// All jobs on this thread.
#[cfg(any(test, not(feature = "threads")))]
fn one_by_one(batch: Batch<'_>, jobs: Vec<Job>, tell: &mut dyn FnMut(Done)) -> Vec<(Job, Descent)> {
    let steps = AtomicU64::new(0);
    let mut finished = Vec::with_capacity(jobs.len());
    for (i, mut job) in jobs.into_iter().enumerate() {
        if i > 0 && batch.interrupt.is_set() {
            break;
        }
        let descent = descend_one(batch, &mut job, &steps);
        finished.push((job, descent));
        tell(Done { runs: finished.len(), steps: steps.load(std::sync::atomic::Ordering::Relaxed) });
    }
    finished
}

#[cfg(feature = "threads")]
mod threads {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::mpsc::{self, RecvTimeoutError};
    use std::sync::{Mutex, PoisonError};
    use std::thread;
    use std::time::Duration;

    use super::{Batch, Done, Job, descend_one};
    use crate::descent::Descent;
    use crate::interrupt::{Errand, Interrupt};

    /// The interval between reports of progress.
    const TELLING: Duration = Duration::from_millis(50);

    /// All jobs, on as many threads as the batch allows.
    pub fn side_by_side(batch: Batch<'_>, jobs: Vec<Job>, tell: &mut dyn FnMut(Done)) -> Vec<(Job, Descent)> {
        let total = jobs.len();
        let threads = batch.threads.clamp(1, total.max(1));
        let queue = Mutex::new(jobs.into_iter().enumerate());
        let steps: Vec<AtomicU64> = (0..threads).map(|_| AtomicU64::new(0)).collect();
        let mut finished: Vec<Option<(Job, Descent)>> = (0..total).map(|_| None).collect();
        let errand = Errand::new();
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for watch in &steps {
                let (queue, sender, errand) = (&queue, sender.clone(), &errand);
                scope.spawn(move || {
                    errand.begin();
                    while let Some((i, mut job)) = next(queue, batch.interrupt) {
                        let descent = descend_one(batch, &mut job, watch);
                        if sender.send((i, job, descent)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let mut runs = 0;
            loop {
                match receiver.recv_timeout(TELLING) {
                    Ok((i, job, descent)) => {
                        finished[i] = Some((job, descent));
                        runs += 1;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                tell(Done { runs, steps: steps.iter().map(|s| s.load(Ordering::Relaxed)).sum() });
            }
        });
        finished.into_iter().flatten().collect()
    }

    /// The next job, unless somebody asked to stop: then only the first one is begun.
    fn next<I: Iterator<Item = (usize, Job)>>(queue: &Mutex<I>, interrupt: &Interrupt) -> Option<(usize, Job)> {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).next()?;
        (job.0 == 0 || !interrupt.is_set()).then_some(job)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{GradientDescent, samples};
    use super::*;

    fn jobs(n: u32) -> Vec<Job> {
        let job = |i: u32| Job {
            method: Box::new(GradientDescent),
            start: vec![f64::from(i) / 7.0 - 3.0],
            rate: Rate::constant(0.1 / f64::from(i % 5 + 1)),
            adjustments: Adjustments::default(),
        };
        (0..n).map(job).collect()
    }

    fn run(threads: usize, n: u32, interrupt: &Interrupt, tell: &mut dyn FnMut(Done)) -> Vec<(Job, Descent)> {
        let problem = samples::x_cos_x();
        let batch = Batch { problem: &problem, stopping: &Stopping::after(300), runs: n as usize, threads, interrupt };
        descend_all(batch, jobs(n), tell)
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let shape = |done: &[(Job, Descent)]| -> Vec<(Vec<u64>, u64, String)> {
            let bits = |d: &Descent| d.trace.iterates().iter().map(|it| it.x[0].to_bits()).collect();
            done.iter().map(|(_, d)| (bits(d), d.steps, format!("{:?} {:?}", d.stop, d.evaluations))).collect()
        };
        let never = Interrupt::default();
        let one = shape(&run(1, 40, &never, &mut |_| {}));
        assert_eq!(one.len(), 40);
        let problem = samples::x_cos_x();
        let batch =
            Batch { problem: &problem, stopping: &Stopping::after(300), runs: 40, threads: 1, interrupt: &never };
        assert_eq!(shape(&one_by_one(batch, jobs(40), &mut |_| {})), one);
        for threads in [2, 3, 8, 100] {
            let mut last = Done { runs: 0, steps: 0 };
            assert_eq!(shape(&run(threads, 40, &never, &mut |done| last = done)), one, "{threads} threads");
            assert_eq!(last.runs, 40);
        }
        assert!(run(4, 0, &never, &mut |_| {}).is_empty());
    }

    #[test]
    fn a_request_to_stop_keeps_what_has_begun() {
        let asked = Interrupt::default();
        asked.set();
        let begun = run(3, 40, &asked, &mut |_| {});
        assert_eq!(begun.len(), 1);
        assert_eq!(begun[0].1.trace.len(), 3);
        let later = Interrupt::default();
        let some = run(2, 4000, &later, &mut |done| {
            if done.runs >= 10 {
                later.set()
            }
        });
        assert!(
            some.len() >= 10 && some.iter().zip(jobs(4000)).all(|((a, _), b)| a.start == b.start),
            "{}",
            some.len()
        );
    }
}
