//! How many threads there are changes no byte of an answer.

use crate::fuzz::targets::shown;
use crate::notebook::{Notebook, on_deep_stack};

/// Sweeps of all kinds, what is asked of them and what is drawn of them.
const SWEEPS: &str = "\
f(x) = x*cos(x)
g(x, y) = (1 - x)^2 + 100(y - x^2)^2
rs = descend f from [-2, 1, 7] rate [0.05, 0.1] steps 200
best of rs
descend f from 90 random in -12..12 rate 0.1 steps 300 seed 3
descend f from 50 random in -9..9 using [gd, adam, bfgs] steps 80 seed 4
descend x^2 from x = 1 using [gd, adam, momentum, newton, bfgs] rate [0.01, 0.1] steps 20
qs = descend g from 20 random in -2..2 using lbfgs steps 60
explain best of qs
save qs to \"sweep.json\"
plot qs
plot iterates of qs
descend ln(x) from [-1, 1, 2] steps 30
ts = descend f from x in -5..5 by 0.5 rate 0.2 steps 2000 until gradient < 1e-6
ts.value
check best of ts within 1/10
plot rates of f over 0..2
plot contour of g over x in -2..2, y in -1..3 with qs";

fn answers(threads: usize) -> (Vec<String>, Vec<(String, Vec<u8>)>) {
    let mut notebook = Notebook::new();
    notebook.host.threads = threads;
    let (source, responses) = notebook.run(SWEEPS);
    (responses.iter().map(|response| shown(&source, response)).collect(), notebook.host.files)
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    on_deep_stack(|| {
        let (one, files) = answers(1);
        assert!(one.iter().all(|shown| !shown.contains("internal-error")) && files.len() >= 3);
        for threads in [7, 64] {
            let (several, same) = answers(threads);
            for (one, several) in one.iter().zip(&several) {
                assert_eq!(one, several, "{threads} threads");
            }
            assert!(files == same, "the files of {threads} threads");
        }
    });
}
