//! Reading files and standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, escape_controls};

/// A text that could not be read: the error, and the source that it points into.
#[derive(Debug)]
pub struct Unreadable {
    /// The error.
    pub error: Diagnostic,
    /// As much of the text as there is; empty where nothing could be read.
    pub source: Source,
}

impl Unreadable {
    /// The error for people, with the place in the text if it has one.
    pub fn render(&self, color: bool) -> String {
        if !self.source.text.is_empty() {
            return self.error.render(&self.source, color);
        }
        let word = if color { "\x1b[1;31merror\x1b[0m" } else { "error" };
        let help = self.error.help.as_ref().map_or(String::new(), |help| format!("\n  help: {help}"));
        format!("{word}: {}{help}", escape_controls(&self.error.headline))
    }
}

/// The largest script that is read, 16 MiB: nobody writes a larger one, devices give bytes for ever, and each byte takes some
/// tens of bytes while the script is read and run.
const MAX_SCRIPT_BYTES: usize = 1 << 24;

/// All that there is to read, up to this number of bytes.
pub fn limited(input: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(io::Error::other(format!("it is larger than {} MiB, the most that is read", most >> 20)));
    }
    Ok(bytes)
}

/// The text of a file.
pub fn file(path: &Path) -> Result<Source, Box<Unreadable>> {
    let name = path.display().to_string();
    match File::open(path).and_then(|file| limited(file, MAX_SCRIPT_BYTES)) {
        Ok(bytes) => text(name, bytes),
        Err(error) => {
            let why = if path.is_dir() { "it is a folder".to_string() } else { reason(&error) };
            Err(Box::new(unreadable(name, &why)))
        }
    }
}

/// All of standard input.
pub fn standard_input() -> Result<Source, Box<Unreadable>> {
    match limited(io::stdin().lock(), MAX_SCRIPT_BYTES) {
        Ok(bytes) => text("<stdin>".to_string(), bytes),
        Err(error) => Err(Box::new(unreadable("standard input".to_string(), &reason(&error)))),
    }
}

/// The message of the system, without its number.
pub fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or(&words).to_string()
}

fn unreadable(name: String, why: &str) -> Unreadable {
    let error = Diagnostic::error("cannot-read", format!("cannot read {name}: {why}"), Span::default());
    Unreadable { error, source: Source::new(name, "") }
}

/// Bytes as text; the error for invalid UTF-8 names the first bad byte.
fn text(name: String, bytes: Vec<u8>) -> Result<Source, Box<Unreadable>> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(name, text)),
        Err(error) => error.into_bytes(),
    };
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let at = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let byte = bytes.get(at).copied().unwrap_or(0);
    let error =
        Diagnostic::error("not-utf8", format!("{name} is not UTF-8"), Span::new(at, at + '\u{FFFD}'.len_utf8()))
            .label(format!("byte {} of the file is 0x{byte:02X}, which is no text here", at + 1))
            .help(if wide { "this looks like UTF-16: save it as UTF-8" } else { "save it as UTF-8" });
    Err(Box::new(Unreadable { error, source: Source::new(name, String::from_utf8_lossy(&bytes)) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_is_no_text_is_named() {
        let wrong = text("a.gd".into(), b"x = 1\ny = \xC3\xA4 + \xFF\n".to_vec()).expect_err("not UTF-8");
        assert_eq!(wrong.error.code, "not-utf8");
        assert_eq!(wrong.source.position(wrong.error.span.start), crate::source::Position { line: 2, column: 9 });
        let shown = wrong.render(false);
        assert!(shown.contains("[a.gd:2:9]") && shown.contains("byte 16 of the file is 0xFF"), "{shown}");
    }

    #[test]
    fn sixteen_bit_text_is_recognised() {
        let wrong = text("a.gd".into(), b"\xFF\xFEx\0".to_vec()).expect_err("not UTF-8");
        assert!(wrong.error.help.is_some_and(|h| h.contains("UTF-16")));
    }

    #[test]
    fn a_missing_file_is_named_without_a_number() {
        let missing = file(Path::new("no/such/file.gd")).expect_err("missing");
        assert_eq!(missing.render(false), "error: cannot read no/such/file.gd: No such file or directory");
        assert!(file(Path::new(".")).expect_err("folder").error.headline.ends_with("it is a folder"));
    }
}
