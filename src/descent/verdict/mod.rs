//! Verdicts: what happened in a run, and why. A verdict claims no more than is known.

mod adjusted;
mod around;
mod arrival;
mod border;
mod climbing;
mod corner;
mod cycles;
mod exact;
mod judgement;
mod linear;
mod modes;
mod numeric;
mod pattern;
mod prediction;
mod proof;
mod rates;
mod rest;
mod spectrum;
mod under_way;
mod words;

#[cfg(test)]
mod tests;

pub use adjusted::is_held;
pub use judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict, distance};

pub use spectrum::{Counts, Spectrum};

use judgement::nearest;

/// The verdict on a run, with its reasons.
pub fn judge(mut evidence: Evidence<'_>) -> Judgement {
    let quadratic = evidence.knowledge.quadratic();
    let mut judgement = match exact::judge(&evidence).or_else(|| linear::judge(&evidence)) {
        Some(theorem) => theorem,
        None => {
            let mut judgement = numeric::judge(&mut evidence);
            // Proofs and facts about the function say nothing about a run that minimises something else.
            if evidence.adjustments.shifts() {
                judgement.target = nearest(&evidence).filter(|_| !evidence.adjustments.has_penalty()).cloned();
                return judgement;
            }
            proof::certify(&evidence, &mut judgement);
            judgement.reason.extend(quadratic.and_then(|q| rates::general_fact(&evidence, q)));
            judgement
        }
    };
    let rates = quadratic.filter(|_| evidence.plain && evidence.rate.fixed().is_some()).and_then(rates::describe);
    judgement.rates = judgement.rates.or(rates);
    judgement.target = judgement.target.or_else(|| nearest(&evidence).cloned());
    judgement.target = judgement.target.or_else(|| quadratic.and_then(rates::minimiser));
    judgement
}

/// The rule that ended the run, in words.
pub fn ended(evidence: &Evidence<'_>) -> String {
    words::stop(evidence)
}
