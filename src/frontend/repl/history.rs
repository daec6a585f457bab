//! The file of inputs from earlier sessions.

use std::env;
use std::path::PathBuf;

/// The environment variable with the path of the file; empty for no file.
const VARIABLE: &str = "THALWEG_HISTORY";

/// The file of earlier inputs, if one is wanted.
pub fn file() -> Option<PathBuf> {
    place(&|name| env::var_os(name).map(PathBuf::from))
}

fn place(variable: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(path) = variable(VARIABLE) {
        return (!path.as_os_str().is_empty()).then_some(path);
    }
    // By the rules of XDG relative paths are ignored.
    let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local").join("state")))
        .or_else(|| absolute("LOCALAPPDATA"))?;
    Some(state.join("thalweg").join("history"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &[(&str, &str)]) -> Option<PathBuf> {
        place(&|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| PathBuf::from(v)))
    }

    #[test]
    #[cfg(unix)]
    fn the_variable_wins_then_the_state_folder_then_home() {
        let home = ("HOME", "/home/a");
        assert_eq!(with(&[(VARIABLE, "h"), home]), Some("h".into()));
        assert_eq!(with(&[(VARIABLE, ""), home]), None);
        assert_eq!(with(&[("XDG_STATE_HOME", "/s"), home]), Some("/s/thalweg/history".into()));
        assert_eq!(with(&[("XDG_STATE_HOME", "s"), home]), Some("/home/a/.local/state/thalweg/history".into()));
        assert_eq!(with(&[]), None);
    }
}
