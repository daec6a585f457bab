//! Minimisers of polynomials in one variable, in doubles.

/// The most halvings between two doubles.
const MAX_BISECTIONS: usize = 2_200;

/// The minimiser of a polynomial on `t > 0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Least {
    /// There.
    At(f64),
    /// It falls without end; its first local minimiser is there, if it has one.
    Unbounded(Option<f64>),
    /// Nowhere: it rises from 0 on, or is constant.
    Nowhere,
}

/// Where `c[0] + c[1]*t + c[2]*t² + …` is least on `t > 0`.
pub fn least(c: &[f64]) -> Least {
    let degree = match c.iter().rposition(|&c| c != 0.0) {
        None | Some(0) => return Least::Nowhere,
        Some(degree) => degree,
    };
    let c = &c[..=degree];
    let slope = derivative(c);
    let mut minimisers = roots(&slope).into_iter().filter(|root| root.rises).map(|root| root.t);
    if c[degree] < 0.0 {
        return Least::Unbounded(minimisers.next());
    }
    let best = minimisers.min_by(|&a, &b| value(c, a).total_cmp(&value(c, b)));
    match best {
        Some(t) if slope[0] < 0.0 || value(c, t) < c[0] => Least::At(t),
        Some(_) | None => Least::Nowhere,
    }
}

fn value(c: &[f64], t: f64) -> f64 {
    c.iter().rev().fold(0.0, |sum, c| sum * t + c)
}

fn derivative(c: &[f64]) -> Vec<f64> {
    c.iter().enumerate().skip(1).map(|(i, c)| i as f64 * c).collect()
}

/// A place where a polynomial changes its sign.
#[derive(Clone, Copy, Debug)]
struct SignChange {
    t: f64,
    rises: bool,
}

/// The places on `t > 0` where the polynomial changes its sign, rising: between neighbouring sign changes of its
/// derivative it is monotone, so bisection finds them all, but for pairs that rounding hides.
fn roots(c: &[f64]) -> Vec<SignChange> {
    let Some(degree) = c.iter().rposition(|&c| c != 0.0) else { return Vec::new() };
    let mut chain = vec![c[..=degree].to_vec()];
    while let Some(last) = chain.last().filter(|p| p.len() > 2) {
        let next = derivative(last);
        chain.push(next);
    }
    let mut found: Vec<SignChange> = Vec::new();
    for p in chain.iter().rev() {
        let between = found.iter().map(|root| root.t);
        let ends: Vec<f64> = [0.0].into_iter().chain(between).chain([bound(p)]).collect();
        // Where it is zero at an end it touches, or rounding hides a sign; the neighbours tell.
        let signs: Vec<(f64, bool)> =
            ends.into_iter().map(|t| (t, value(p, t))).filter(|(_, f)| *f != 0.0).map(|(t, f)| (t, f > 0.0)).collect();
        let changes = signs.windows(2).filter(|w| w[0].1 != w[1].1);
        found = changes.map(|w| SignChange { t: sign_change(p, w[0].0, w[1]), rises: w[1].1 }).collect();
    }
    found
}

/// Beyond this all roots lie behind (Cauchy's bound, doubled for rounding).
fn bound(c: &[f64]) -> f64 {
    let Some((&leading, rest)) = c.split_last() else { return 0.0 };
    // Fujiwara's bound would be closer; bisection does not mind.
    let largest = rest.iter().fold(0.0, |m: f64, c| m.max((c / leading).abs()));
    (2.0 * (1.0 + largest)).min(f64::MAX)
}

/// A sign change between two points, given whether the polynomial is positive on the right.
fn sign_change(c: &[f64], left: f64, (right, positive): (f64, bool)) -> f64 {
    if let [constant, factor] = c {
        return -constant / factor;
    }
    let (mut a, mut b) = (left, right);
    for _ in 0..MAX_BISECTIONS {
        let middle = middle(a, b);
        if middle <= a || middle >= b {
            break;
        }
        let f = value(c, middle);
        if f == 0.0 {
            return middle;
        }
        if (f > 0.0) == positive { b = middle } else { a = middle }
    }
    if value(c, a).abs() < value(c, b).abs() && a > 0.0 { a } else { b }
}

/// A point between: the geometric mean where the ends are of different size, so that few halvings are enough.
fn middle(a: f64, b: f64) -> f64 {
    if b <= 4.0 * a || b < f64::MIN_POSITIVE {
        a + (b - a) / 2.0
    } else if a == 0.0 {
        // From far away straight towards small numbers.
        if b > 1.0 { 0.5 } else { b * b.min(0.25) }
    } else {
        a.sqrt() * b.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The polynomial with these roots.
    fn product(factors: &[f64]) -> Vec<f64> {
        factors.iter().fold(vec![1.0], |p, r| {
            let mut next = vec![0.0; p.len() + 1];
            for (i, c) in p.iter().enumerate() {
                next[i + 1] += c;
                next[i] -= r * c;
            }
            next
        })
    }

    #[test]
    fn known_polynomials() {
        assert_eq!(least(&[1.0, -2.0, 1.0]), Least::At(1.0));
        assert_eq!(least(&[1.0, -4.0, 1.0, 0.0]), Least::At(2.0));
        assert_eq!(least(&[1.0, 2.0, 1.0]), Least::Nowhere);
        assert_eq!(least(&[1.0]), Least::Nowhere);
        assert_eq!(least(&[]), Least::Nowhere);
        assert_eq!(least(&[0.0, -3.0]), Least::Unbounded(None));
        // t^3/3 - t falls after nothing and rises: its minimiser is 1; with the other sign it falls for ever.
        assert_eq!(least(&[0.0, -1.0, 0.0, 1.0 / 3.0]), Least::At(1.0));
        assert_eq!(least(&[0.0, -2.0, 3.0, -1.0]), {
            let first = 1.0 - (1.0_f64 / 3.0).sqrt();
            let Least::Unbounded(Some(t)) = least(&[0.0, -2.0, 3.0, -1.0]) else { panic!("unbounded") };
            assert!((t - first).abs() < 1e-15);
            Least::Unbounded(Some(t))
        });
        // (t - 1)^4: the slope has a threefold root.
        let Least::At(t) = least(&product(&[1.0; 4])) else { panic!("a minimiser") };
        assert!((t - 1.0).abs() < 1e-5, "{t}");
        // Very far and very near.
        let Least::At(t) = least(&[0.0, -1.0, 0.5e-200]) else { panic!("a minimiser") };
        assert!((t / 1e200 - 1.0).abs() < 1e-15);
        let Least::At(t) = least(&[0.0, -1.0, 0.0, 0.0, 0.25e60]) else { panic!("a minimiser") };
        assert!((t / 1e-20 - 1.0).abs() < 1e-14, "{t}");
    }

    proptest! {
        /// Of a product of squares (and a slope) no sampled point is lower.
        #[test]
        fn nothing_is_lower(roots in prop::collection::vec(-1.0..4.0_f64, 1..5), tilt in -1.0..1.0_f64) {
            let doubled: Vec<f64> = roots.iter().chain(&roots).copied().collect();
            let mut p = product(&doubled);
            p[1] += tilt;
            let at = match least(&p) {
                Least::At(t) => t,
                Least::Nowhere => 0.0,
                Least::Unbounded(_) => panic!("bounded"),
            };
            let lowest = value(&p, at);
            for i in 1..4000 {
                let t = f64::from(i) / 500.0;
                prop_assert!(value(&p, t) >= lowest - 1e-9 * (1.0 + lowest.abs()), "{p:?}: {at} {lowest}, but {t}");
            }
        }
    }
}
