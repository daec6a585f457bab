//! Scripts that almost work: statements of the cases and scripts, damaged as people and editors damage them, and worse.

use std::fs;
use std::path::Path;

use thalweg::syntax::{self, TokenKind, layout};

use crate::random::Random;

/// What works, and what is put into it.
pub struct Corpus {
    /// The statements of each script.
    scripts: Vec<Vec<String>>,
    /// Words and signs of the language, and what has no business in it.
    tokens: Vec<String>,
}

/// Letters from all of Unicode and what surrounds them: surrogates have no place in a text.
const PLANES: [(u64, u64); 5] = [(0, 0x80), (0x80, 0x300), (0x300, 0x2600), (0x2600, 0xD800), (0xE000, 0x11_0000)];

impl Corpus {
    /// Of the repository.
    pub fn read() -> Corpus {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["tests/cases", "scripts"].map(|folder| root.join(folder));
        let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder").flatten());
        let mut paths: Vec<_> =
            entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "gd")).collect();
        paths.sort();
        assert!(paths.len() > 20);
        let statements = |text: String| {
            let pieces = layout::cells(&text).into_iter().flat_map(|cell| cell.pieces);
            pieces.map(|p| text[p.span.range()].to_string()).collect()
        };
        let scripts = paths.iter().map(|path| statements(fs::read_to_string(path).expect("a script"))).collect();
        let dictionary = fs::read_to_string(root.join("fuzz/thalweg.dict")).expect("the dictionary");
        Corpus { scripts, tokens: dictionary.lines().filter_map(entry).collect() }
    }

    /// Some statements in a row with a few damages.
    pub fn damaged(&self, random: &mut Random) -> String {
        let script = &self.scripts[index(random, self.scripts.len())];
        let first = index(random, script.len());
        let last = (first + 2 + index(random, 9)).min(script.len());
        let mut text = script[first..last].join("\n");
        for _ in 0..=random.below(6) {
            text = self.damage(&text, random);
        }
        text
    }

    /// Words and signs in any order.
    pub fn soup(&self, random: &mut Random) -> String {
        (0..=random.below(40)).map(|_| self.token(random)).collect()
    }

    fn damage(&self, text: &str, random: &mut Random) -> String {
        let tokens = syntax::tokens(text);
        if tokens.is_empty() {
            return self.token(random).to_string();
        }
        let numbers = tokens.iter().filter(|(_, kind)| *kind == TokenKind::Number).collect::<Vec<_>>();
        let brackets = tokens.iter().filter(|(_, kind)| *kind == TokenKind::Bracket).collect::<Vec<_>>();
        let one = tokens[index(random, tokens.len())].0;
        let piece = &text[one.range()];
        let put = |place: std::ops::Range<usize>, new: &str| [&text[..place.start], new, &text[place.end..]].concat();
        match random.below(10) {
            0 => put(one.range(), ""),
            1 => put(one.range(), &format!("{piece} ").repeat(2 + index(random, 2))),
            2 => put(one.range(), &piece.repeat(1 + index(random, 40))),
            3 => {
                let (a, b) = (one, tokens[index(random, tokens.len())].0);
                let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
                if a == b {
                    return put(one.range(), self.token(random));
                }
                let between = &text[a.end..b.start];
                put(a.start..b.end, &[&text[b.range()], between, &text[a.range()]].concat())
            }
            4 => put(one.range(), self.token(random)),
            5 => put(one.end..one.end, self.token(random)),
            6 if !numbers.is_empty() => {
                let (place, _) = numbers[index(random, numbers.len())];
                let more = ["00", "000000", "e9", "e400", "/7", ".5", "^9", "!", "*10^30"][index(random, 9)];
                put(place.end..place.end, more)
            }
            7 if !brackets.is_empty() => put(brackets[index(random, brackets.len())].0.range(), ""),
            8 => {
                let (low, high) = PLANES[index(random, PLANES.len())];
                let letter = char::from_u32((low + random.below(high - low)) as u32).unwrap_or('\u{FFFD}');
                put(one.end..one.end, &letter.to_string())
            }
            // A piece of another script.
            _ => {
                let other = &self.scripts[index(random, self.scripts.len())];
                let statement = &other[index(random, other.len())];
                let places = syntax::tokens(statement);
                let Some(place) = places.get(index(random, places.len().max(1))) else { return text.to_string() };
                put(one.range(), &statement[place.0.start..])
            }
        }
    }

    fn token(&self, random: &mut Random) -> &str {
        &self.tokens[index(random, self.tokens.len())]
    }
}

fn index(random: &mut Random, length: usize) -> usize {
    random.below(length as u64) as usize
}

/// An entry of a dictionary of libFuzzer: a text in quotes, in which bytes may stand as `\xAB`.
fn entry(line: &str) -> Option<String> {
    let quoted = line.strip_prefix('"')?.strip_suffix('"')?;
    let (mut bytes, mut rest) = (Vec::new(), quoted.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match (byte, byte == b'\\') {
            (_, false) => byte,
            (_, true) => match rest.next()? {
                b'x' => {
                    let digits = [rest.next()?, rest.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                other => other,
            },
        });
    }
    Some(String::from_utf8(bytes).expect("a text"))
}
