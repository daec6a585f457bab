//! Verdicts by theorem: rules that are linear, such as momentum, with a constant rate on a quadratic.

use super::exact::{minimiser, over, start};
use super::judgement::{Ending, Evidence, Judgement, Verdict, distance};
use super::modes::{Fate, Mode, is_invariant, mode};
use super::prediction::steps_at;
use super::spectrum::Spectrum;
use super::words::{descending, equation, exact, number, progress, root};
use crate::descent::{LinearRule, StopReason};
use crate::numeric::Rational;
use crate::numeric::polynomial::RealRoot;

/// The verdict on a run of a linear rule on a quadratic; `None` where the theory does not apply or does not decide.
pub fn judge(evidence: &Evidence<'_>) -> Option<Judgement> {
    let quadratic = evidence.knowledge.quadratic()?;
    let rate = evidence.rate.fixed_exact().filter(|rate| !evidence.plain && rate.is_positive())?;
    let rule = evidence.linear(rate).filter(is_invariant)?;
    let spectrum = Spectrum::new(quadratic, &start(evidence)?, rate)?;
    spectrum.center.as_ref()?;
    let modes: Vec<Mode> = spectrum.present.iter().map(|lambda| mode(&rule, lambda)).collect::<Option<_>>()?;
    let case = LinearCase { evidence, spectrum: &spectrum, modes: &modes, rule: &rule, rate };
    if case.rounding_took_over() || matches!(evidence.descent.stop, StopReason::RateNotFinite(_)) {
        return None;
    }
    let mut judgement = case.verdict();
    if matches!(judgement.verdict, Verdict::Diverges | Verdict::Oscillates | Verdict::Stopped) {
        judgement.reason.push(progress(evidence));
    }
    if matches!(judgement.verdict, Verdict::Converged | Verdict::Descending | Verdict::Stopped) {
        judgement.reason.extend(case.pace());
    }
    judgement.steps_predicted = case.steps(&judgement);
    judgement.rates = case.rates();
    judgement.target = minimiser(evidence, &spectrum, quadratic);
    Some(judgement)
}

struct LinearCase<'a, 'e> {
    evidence: &'a Evidence<'e>,
    spectrum: &'a Spectrum,
    modes: &'a [Mode],
    rule: &'a LinearRule,
    rate: &'a Rational,
}

impl LinearCase<'_, '_> {
    fn any(&self, fate: Fate) -> bool {
        self.modes.iter().any(|m| m.fate == fate)
    }

    /// Does the run contradict the theorem? Then rounding errors have grown along an eigenvector that the start has no part in.
    fn rounding_took_over(&self) -> bool {
        let descent = self.evidence.descent;
        let lost = matches!(descent.stop, StopReason::PointNotFinite | StopReason::ValueNotFinite { .. });
        let (Some(first), Some(last)) = (descent.trace.first(), descent.trace.last()) else { return true };
        // A distance that shrinks in the long run may grow at first.
        let grown = last.norm > 1e3 * first.norm + 1e-9;
        !self.any(Fate::Grows) && (lost || grown)
    }

    /// The mode that decides: the one that grows most or shrinks least.
    fn slowest(&self) -> Option<&Mode> {
        self.modes.iter().max_by(|a, b| a.radius.total_cmp(&b.radius))
    }

    fn verdict(&self) -> Judgement {
        let evidence = self.evidence;
        let trapped = self.modes.iter().all(|m| m.fate == Fate::Shrinks);
        if let Some(over) = over(evidence, self.spectrum, trapped) {
            return over;
        }
        if self.any(Fate::Grows) {
            return Judgement::new(Verdict::Diverges, self.divergence()).at(Ending::Infinity);
        }
        if let Some(mode) = self.modes.iter().find(|m| m.fate == Fate::Swings) {
            let text = "oscillates: tends to swing between two points for ever".to_string();
            let lambda = equation("λ", &root(&mode.lambda));
            let why = format!("for the Hessian's eigenvalue {lambda} the rate {} is exactly at the limit", self.rate());
            return Judgement::new(Verdict::Oscillates, vec![text, why]).at(Ending::Cycle);
        }
        Judgement::new(Verdict::Descending, vec![descending(evidence)]).at(Ending::UnderWay)
    }

    fn rate(&self) -> String {
        self.evidence.rate.text()
    }

    fn divergence(&self) -> Vec<String> {
        let certain = "diverges, certain from step 0";
        let Some(worst) = self.slowest() else { return vec![certain.into()] };
        let lambda = root(&worst.lambda);
        let factor = format!("in the long run every step multiplies the distance by ≈ {}", number(worst.radius));
        if worst.lambda.to_f64() <= 0.0 {
            let target = self.evidence.labels.target();
            let which = equation("λ", &lambda);
            return vec![
                format!("{certain}: {target} bends downwards, the Hessian has the eigenvalue {which}"),
                factor,
            ];
        }
        let name = self.evidence.method.name();
        let head = match self.limit(&worst.lambda) {
            Some((formula, limit)) => {
                let bound = equation(&formula, &limit);
                format!("{certain}: the rate {} exceeds {bound} for the Hessian's eigenvalue λ", self.rate())
            }
            None => {
                format!("{certain}: the rate {} is too large for {name} and the Hessian's eigenvalue λ", self.rate())
            }
        };
        vec![equation(&head, &lambda), factor]
    }

    /// The rate at which the slowest part of the distance shrinks, and the inequality behind it.
    fn pace(&self) -> Option<String> {
        let slowest = self.slowest()?;
        if slowest.fate != Fate::Shrinks {
            return None;
        }
        let name = self.evidence.method.name();
        if slowest.radius < 1e-9 {
            return Some(format!("{name} arrives after a few steps: no part of the distance is kept"));
        }
        let lambda = equation("λ", &root(&slowest.lambda));
        let mut text = format!(
            "in the long run every step of {name} keeps ≈ {} of the distance: its spectral radius for the Hessian's \
             eigenvalue {lambda}",
            number(slowest.radius)
        );
        if let Some((formula, limit)) = self.spectrum.present.last().and_then(|l| self.limit(l)) {
            text += &format!("; it shrinks since the rate {} is below {}", self.rate(), equation(&formula, &limit));
        }
        Some(text)
    }

    /// The rate below which the rule shrinks distances along this eigenvalue λ > 0: as a formula and as a number.
    ///
    /// With one remembered number, `v ← βv + cg` and `x ← x + bv + ag`, the determinant is `β + (aβ - bc)λ` and the trace
    /// `1 + β + aλ`; the roots lie in the unit circle where `|determinant| < 1` and `|trace| < 1 + determinant`.
    fn limit(&self, lambda: &RealRoot) -> Option<(String, String)> {
        let [position, memory] = &self.rule.rows[..] else { return None };
        let (b, a) = (&position[1], &position[2]);
        let (beta, c) = (&memory[1], &memory[2]);
        if beta.is_negative() || *beta >= Rational::ONE {
            return None;
        }
        // The determinant's share of λ: none for the heavy ball, -βη for Nesterov's form.
        let share = &(a * beta) - &(b * c);
        let one_more = &Rational::ONE + beta;
        let shown = exact(beta);
        let (numerator, formula) = if share.is_zero() && *a == -self.rate {
            (one_more, format!("2(1 + {shown})/λ"))
        } else if share == -(self.rate * beta) && *a == -(self.rate * &one_more) {
            let divisor = (&one_more + beta).recip().ok()?;
            (&one_more * &divisor, format!("2(1 + {shown})/((1 + 2·{shown})λ)"))
        } else {
            return None;
        };
        let twice = &Rational::from(2) * &numerator;
        let limit = match lambda.as_rational() {
            Some(lambda) => exact(&twice.checked_div(lambda).ok()?),
            None => format!("≈ {}", number(twice.to_f64() / lambda.to_f64())),
        };
        Some((formula, limit))
    }

    /// The steps after which the distance is probably below the tolerance.
    fn steps(&self, judgement: &Judgement) -> Option<u64> {
        let (slowest, last) = (self.slowest()?, self.evidence.descent.trace.last()?);
        let center: Vec<f64> = self.spectrum.center.as_ref()?.iter().map(Rational::to_f64).collect();
        let open = judgement.verdict == Verdict::Descending && slowest.fate == Fate::Shrinks;
        open.then(|| steps_at(last.k, distance(&center, last.x), slowest.radius)).flatten()
    }

    fn rates(&self) -> Option<String> {
        let largest = self.spectrum.all.last().filter(|l| super::spectrum::sign_of(l) > 0)?;
        let bowl = self.spectrum.kind() == Ending::Minimum;
        let (_, limit) = self.limit(largest).filter(|_| bowl)?;
        Some(format!("rates below {limit} converge here with {}", self.evidence.method.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descent::samples::{Known, polynomial, quadratic, rational, run_with};
    use crate::descent::{Halt, Method, Nature, Rate, Run, Step, Stopping};

    /// `v <- beta*v + g`, then `x <- x - rate*v`, or `x <- x - rate*(g + beta*v)`.
    #[derive(Clone)]
    struct Momentum {
        beta: Rational,
        nesterov: bool,
        v: Vec<f64>,
    }

    impl Method for Momentum {
        fn name(&self) -> &str {
            if self.nesterov { "nesterov" } else { "momentum" }
        }
        fn nature(&self) -> Nature {
            Nature::default()
        }
        fn linear(&self, rate: &Rational) -> Option<LinearRule> {
            let (beta, one) = (&self.beta, Rational::ONE);
            // Nesterov: x - η(g + β(βv + g))
            let (v, g) = if self.nesterov { (beta * beta, &one + beta) } else { (beta.clone(), one.clone()) };
            let first = vec![one.clone(), -(rate * &v), -(rate * &g)];
            Some(LinearRule { rows: vec![first, vec![Rational::ZERO, beta.clone(), one]] })
        }
        fn restart(&mut self, dimension: usize) {
            self.v = vec![0.0; dimension];
        }
        fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
            let beta = self.beta.to_f64();
            for ((x, v), g) in x.iter_mut().zip(&mut self.v).zip(step.gradient) {
                *v = beta * *v + g;
                *x -= step.rate * if self.nesterov { g + beta * *v } else { *v };
            }
            Ok(step.rate)
        }
        fn fresh(&self) -> Box<dyn Method> {
            Box::new(self.clone())
        }
    }

    fn run(nesterov: bool, terms: &[(&str, &[i64])], start: &[&str], rate: &str, steps: u64) -> Run {
        let names = &["x", "y", "z"][..start.len()];
        let known = Known { quadratic: Some(quadratic(terms, start.len())), minimisers: Vec::new() };
        let floats: Vec<(f64, &[i64])> = terms.iter().map(|&(c, e)| (rational(c).to_f64(), e)).collect();
        let mut method = Momentum { beta: rational("0.9"), nesterov, v: Vec::new() };
        let plan = (Rate::exact(rational(rate)), Stopping::after(steps));
        run_with(&mut method, &mut polynomial(names, &floats), &known, (names, start), plan)
    }

    const SQUARE: &[(&str, &[i64])] = &[("1", &[2])];

    #[test]
    fn momentum_on_one_unknown() {
        let far = run(false, SQUARE, &["7"], "2", 5);
        assert_eq!(far.verdict, Verdict::Diverges, "{:?}", far.reason);
        assert!(far.reason[0].contains("the rate 2 exceeds 2(1 + 9/10)/λ = 19/10"), "{:?}", far.reason);
        let near = run(false, SQUARE, &["7"], "0.1", 20);
        assert_eq!(near.verdict, Verdict::Descending);
        assert!(near.reason[1].contains("keeps ≈ 0.948683 of the distance"), "{:?}", near.reason);
        assert!(near.reason[1].contains("the rate 0.1 is below 2(1 + 9/10)/λ = 19/10"), "{:?}", near.reason);
        assert!(near.steps_predicted.is_some_and(|k| (200..400).contains(&k)), "{:?}", near.steps_predicted);
        assert_eq!(run(false, SQUARE, &["7"], "0.1", 2000).verdict, Verdict::Converged);
        assert_eq!(run(false, SQUARE, &["7"], "1.9", 2000).verdict, Verdict::Oscillates);
        assert_eq!(run(false, SQUARE, &["0"], "1.9", 20).verdict, Verdict::Converged);
        // -x^2: away from the maximum, unless it starts there.
        assert_eq!(run(false, &[("-1", &[2])], &["1"], "0.1", 5).verdict, Verdict::Diverges);
        // 2(1 + 0.9)/((1 + 1.8)·2) = 19/28 = 0.67857
        let nesterov = run(true, SQUARE, &["7"], "0.68", 5);
        assert!(nesterov.reason[0].contains("2(1 + 9/10)/((1 + 2·9/10)λ) = 19/28"), "{:?}", nesterov.reason);
        assert_eq!(run(true, SQUARE, &["7"], "0.67", 4000).verdict, Verdict::Converged);
        assert_eq!(run(true, SQUARE, &["7"], "19/28", 4000).verdict, Verdict::Oscillates);
    }

    /// The theorem against what the doubles do, on both sides of both limits.
    #[test]
    fn momentum_on_several_unknowns() {
        let bowl: &[(&str, &[i64])] = &[("1", &[2, 0]), ("4", &[0, 2]), ("1", &[1, 1])];
        let largest = 5.0 + 10.0_f64.sqrt();
        for nesterov in [false, true] {
            let limit = if nesterov { 3.8 / 2.8 / largest } else { 3.8 / largest };
            for part in [0.1, 0.5, 0.9, 0.99, 1.01, 1.1, 2.0] {
                let rate = format!("{:.6}", limit * part);
                let run = run(nesterov, bowl, &["3", "-2"], &rate, 6000);
                let want = if part < 1.0 { Verdict::Converged } else { Verdict::Diverges };
                assert_eq!(run.verdict, want, "{nesterov} {part}: {:?}", run.reason);
            }
        }
    }

    #[test]
    fn a_gradient_that_is_zero_in_passing_is_no_arrival() {
        // x: 1, then 1 - 0.5·2 = 0 with the speed 2.
        let run = run(false, SQUARE, &["1"], "0.5", 50);
        assert_eq!(run.verdict, Verdict::Stopped, "{:?}", run.reason);
        assert!(run.reason[0].contains("in passing at x = 0"), "{:?}", run.reason);
    }
}
