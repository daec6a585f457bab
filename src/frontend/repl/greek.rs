//! `\alpha` and Tab give `α`: the names of LaTeX for the letters and signs of the language.

/// Letters and signs by name.
const SIGNS: &[(&str, &str)] = &[
    (r"\alpha", "α"),
    (r"\beta", "β"),
    (r"\gamma", "γ"),
    (r"\delta", "δ"),
    (r"\epsilon", "ε"),
    (r"\varepsilon", "ε"),
    (r"\zeta", "ζ"),
    (r"\eta", "η"),
    (r"\theta", "θ"),
    (r"\vartheta", "ϑ"),
    (r"\iota", "ι"),
    (r"\kappa", "κ"),
    (r"\lambda", "λ"),
    (r"\mu", "μ"),
    (r"\nu", "ν"),
    (r"\xi", "ξ"),
    (r"\omicron", "ο"),
    (r"\pi", "π"),
    (r"\rho", "ρ"),
    (r"\varrho", "ϱ"),
    (r"\sigma", "σ"),
    (r"\varsigma", "ς"),
    (r"\tau", "τ"),
    (r"\upsilon", "υ"),
    (r"\phi", "φ"),
    (r"\varphi", "ϕ"),
    (r"\chi", "χ"),
    (r"\psi", "ψ"),
    (r"\omega", "ω"),
    (r"\Alpha", "Α"),
    (r"\Beta", "Β"),
    (r"\Gamma", "Γ"),
    (r"\Delta", "Δ"),
    (r"\Epsilon", "Ε"),
    (r"\Zeta", "Ζ"),
    (r"\Eta", "Η"),
    (r"\Theta", "Θ"),
    (r"\Iota", "Ι"),
    (r"\Kappa", "Κ"),
    (r"\Lambda", "Λ"),
    (r"\Mu", "Μ"),
    (r"\Nu", "Ν"),
    (r"\Xi", "Ξ"),
    (r"\Omicron", "Ο"),
    (r"\Pi", "Π"),
    (r"\Rho", "Ρ"),
    (r"\Sigma", "Σ"),
    (r"\Tau", "Τ"),
    (r"\Upsilon", "Υ"),
    (r"\Phi", "Φ"),
    (r"\Chi", "Χ"),
    (r"\Psi", "Ψ"),
    (r"\Omega", "Ω"),
    (r"\ell", "ℓ"),
    (r"\sqrt", "√"),
    (r"\grad", "∇"),
    (r"\nabla", "∇"),
    (r"\infty", "inf"),
    (r"\le", "≤"),
    (r"\leq", "≤"),
    (r"\ge", "≥"),
    (r"\geq", "≥"),
    (r"\ne", "≠"),
    (r"\neq", "≠"),
    (r"\cdot", "·"),
    (r"\times", "×"),
    (r"\div", "÷"),
    (r"\minus", "−"),
    (r"\prime", "′"),
    (r"\gets", "←"),
    (r"\leftarrow", "←"),
];

const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// What may stand for `\name`: name and sign. A name that is complete is the only one.
pub fn candidates(name: &str) -> Vec<(String, String)> {
    if let Some(script) = script(name) {
        return vec![(name.to_string(), script)];
    }
    let known = SIGNS.iter().map(|(written, sign)| (written.trim_start_matches('\\'), *sign));
    let pair = |(name, sign): (&str, &str)| (name.to_string(), sign.to_string());
    match known.clone().find(|(whole, _)| *whole == name) {
        Some(exact) => vec![pair(exact)],
        None => known.filter(|(whole, _)| whole.starts_with(name)).map(pair).collect(),
    }
}

/// Where `\name` starts, if the text ends with one.
pub fn start(text: &str) -> Option<usize> {
    let at = text.rfind('\\')?;
    let name = &text[at + 1..];
    let letters = name.chars().all(|c| c.is_ascii_alphabetic());
    (letters || script(name).is_some() || matches!(name, "_" | "^")).then_some(at)
}

/// `_12` is `₁₂`, `^-1` is `⁻¹`.
fn script(name: &str) -> Option<String> {
    let (digits, low) = match name.strip_prefix('_') {
        Some(digits) => (digits, true),
        None => (name.strip_prefix('^')?, false),
    };
    let sign = |c: char| match c.to_digit(10) {
        Some(digit) if low => SUBSCRIPTS.get(digit as usize).copied(),
        Some(digit) => SUPERSCRIPTS.get(digit as usize).copied(),
        None => (c == '-' && !low).then_some('⁻'),
    };
    if digits.is_empty() { None } else { digits.chars().map(sign).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{TokenKind, tokens};

    fn signs(name: &str) -> Vec<String> {
        candidates(name).into_iter().map(|(_, sign)| sign).collect()
    }

    #[test]
    fn a_whole_name_is_its_sign() {
        assert_eq!(signs("alpha"), ["α"]);
        assert_eq!(signs("le"), ["≤"]);
        assert_eq!(signs("_10"), ["₁₀"]);
        assert_eq!(signs("^-1"), ["⁻¹"]);
        assert!(signs("nothing").is_empty());
    }

    #[test]
    fn a_beginning_offers_all_that_it_may_be() {
        assert_eq!(signs("ep"), ["ε"]);
        assert_eq!(signs("ph"), ["φ"]);
        assert_eq!(signs("p"), ["π", "φ", "ψ", "′"]);
    }

    #[test]
    fn the_start_is_the_backslash() {
        assert_eq!(start("2 + \\al"), Some(4));
        assert_eq!(start("x\\_1"), Some(1));
        assert_eq!(start("\\alpha + b"), None);
        assert_eq!(start("alpha"), None);
    }

    #[test]
    fn the_language_knows_every_sign() {
        for (name, sign) in SIGNS {
            assert!(tokens(sign).iter().all(|(_, kind)| *kind != TokenKind::Unknown), "{name} gives {sign}");
        }
    }
}
