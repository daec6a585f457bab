//! How wide text is, without a font: advance widths of DejaVu Sans, which is on the wide side, so nothing overflows in
//! the narrower fonts a reader may have.

/// Width of a character that is in none of the tables, as a share of the font size in thousandths.
const OTHER: u16 = 700;

/// How much wider the bold cut is.
const BOLD: f64 = 1.09;

/// Width of a text in a font of this size, in the unit of the size.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(advance(c))).sum::<f64>() * size / 1000.0
}

/// Width of a text in the bold cut.
pub fn bold_width(text: &str, size: f64) -> f64 {
    text_width(text, size) * BOLD
}

/// The text broken at spaces into lines at most this wide; a word that is too long is cut with an ellipsis.
pub fn wrap(text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(line, size) + text_width(" ", size) + text_width(word, size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    if lines.len() > most.max(1) {
        let rest = lines.split_off(most.max(1));
        if let Some(last) = lines.last_mut() {
            last.push(' ');
            last.push_str(&rest.join(" "));
        }
    }
    lines.into_iter().map(|line| shorten(&line, size, width)).collect()
}

/// The text, cut with an ellipsis where it is wider than this.
pub fn shorten(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_string();
    }
    let room = width - text_width("…", size);
    let mut used = 0.0;
    let kept: String = text
        .chars()
        .take_while(|&c| {
            used += f64::from(advance(c)) * size / 1000.0;
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

fn advance(c: char) -> u16 {
    let code = c as usize;
    let tables: [(usize, &[u16]); 5] =
        [(0x20, &LATIN), (0xa0, &LATIN_1), (0x391, &GREEK), (0x2070, &SCRIPTS), (0x2200, &OPERATORS)];
    for (first, table) in tables {
        if let Some(&width) = code.checked_sub(first).and_then(|i| table.get(i)) {
            return width;
        }
    }
    match c {
        '–' => 500,
        '—' | '…' | '⋮' => 1000,
        '‘' | '’' => 318,
        '“' | '”' => 518,
        '→' | '←' | '↑' | '↓' => 838,
        '′' => 227,
        '″' => 374,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        // Scripts whose characters fill a square.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' => 1000,
        '\u{1f000}'..='\u{3ffff}' => 1250,
        _ => OTHER,
    }
}

/// Space to tilde.
const LATIN: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];
/// No-break space to ÿ.
const LATIN_1: [u16; 96] = [
    318, 401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838, 361, 1000, 500, 500, 838, 401, 401, 500, 636,
    636, 318, 500, 401, 471, 612, 969, 969, 969, 531, 684, 684, 684, 684, 684, 684, 974, 698, 632, 632, 632, 632, 295,
    295, 295, 295, 775, 748, 787, 787, 787, 787, 787, 838, 787, 732, 732, 732, 732, 611, 605, 630, 613, 613, 613, 613,
    613, 613, 982, 550, 615, 615, 615, 615, 278, 278, 278, 278, 612, 634, 612, 612, 612, 612, 612, 838, 612, 634, 634,
    634, 634, 592, 635, 592,
];
/// Α to ω.
const GREEK: [u16; 57] = [
    684, 686, 557, 684, 632, 685, 752, 787, 295, 656, 684, 863, 748, 632, 787, 752, 603, 636, 632, 611, 611, 787, 685,
    787, 764, 295, 611, 659, 541, 634, 338, 579, 659, 638, 592, 612, 541, 544, 634, 612, 338, 589, 592, 636, 559, 558,
    612, 602, 635, 587, 634, 602, 579, 660, 578, 660, 837,
];
/// Superscripts and subscripts.
const SCRIPTS: [u16; 45] = [
    401, 179, 636, 636, 401, 401, 401, 401, 401, 401, 528, 528, 528, 246, 246, 398, 401, 401, 401, 401, 401, 401, 401,
    401, 401, 401, 528, 528, 528, 246, 246, 636, 392, 417, 414, 444, 417, 404, 426, 166, 623, 398, 428, 373, 295,
];
/// ∀ to ≥.
const OPERATORS: [u16; 102] = [
    684, 636, 517, 632, 632, 871, 669, 669, 871, 871, 718, 871, 871, 718, 636, 757, 757, 674, 838, 838, 838, 337, 637,
    838, 626, 626, 637, 637, 637, 714, 833, 838, 896, 896, 838, 500, 500, 500, 500, 732, 732, 732, 732, 521, 789, 1057,
    521, 789, 1057, 521, 521, 521, 636, 636, 260, 636, 838, 838, 838, 838, 838, 838, 838, 838, 375, 838, 838, 838, 838,
    838, 838, 838, 838, 838, 838, 838, 838, 838, 838, 838, 838, 838, 839, 839, 1000, 1000, 838, 838, 838, 838, 838,
    838, 838, 838, 838, 838, 838, 838, 838, 838, 838, 838,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_and_not_their_bytes() {
        let (latin, greek) = (text_width("a1", 10.0), text_width("θ₁", 10.0));
        assert!((latin / greek - 1.0).abs() < 0.4, "{latin} {greek}");
        assert_eq!(advance('0'), 636);
        assert_eq!(advance('−'), 838);
        assert_eq!(advance('π'), 602);
        assert!(text_width("iii", 12.0) < text_width("mmm", 12.0) / 3.0);
    }

    #[test]
    fn wrapped_lines_fit_and_keep_every_word() {
        let text = "Gradient descent on a parabola with a very long title that goes on and on";
        let lines = wrap(text, 16.0, 200.0, 9);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|l| text_width(l, 16.0) <= 200.0));
        assert_eq!(lines.join(" "), text);
        let two = wrap(text, 16.0, 200.0, 2);
        assert_eq!(two.len(), 2);
        assert!(two[1].ends_with('…') && text_width(&two[1], 16.0) <= 200.0);
    }

    #[test]
    fn a_word_without_spaces_is_cut() {
        let cut = shorten(&"x".repeat(1000), 12.0, 100.0);
        assert!(cut.ends_with('…') && text_width(&cut, 12.0) <= 100.0);
        assert_eq!(shorten("abc", 12.0, 0.0), "…");
    }
}
