//! The failures known today: `known_failures.txt`, rows of `MODE:AREA/NAME  reason`.
//!
//! A listed test must fail. One that passes fails the run until its row is removed, so the
//! list never hides what works.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const HEAD: &str = "\
# Tests that fail today, one a row: MODE:AREA/NAME, two spaces, the reason.
# A listed test must fail; when it passes, remove its row. COMPAT_RECORD=1 writes this file anew,
# with what each test said as its reason; a reason that begins with because is kept.
";

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Known {
    rows: BTreeMap<String, String>,
}

impl Known {
    pub fn read(path: &Path) -> Result<Known, String> {
        match std::fs::read_to_string(path) {
            Ok(text) => Known::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Known::default()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    fn parse(text: &str) -> Result<Known, String> {
        let mut rows = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, reason) = line.split_once("  ").ok_or_else(|| format!("row without a reason: {line}"))?;
            if rows.insert(name.to_string(), reason.trim().to_string()).is_some() {
                return Err(format!("two rows for {name}"));
            }
        }
        Ok(Known { rows })
    }

    pub fn write(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, self.text()).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn text(&self) -> String {
        let rows = self.rows.iter().map(|(name, reason)| format!("{name}  {reason}\n"));
        std::iter::once(HEAD.to_string()).chain(rows).collect()
    }

    pub fn reason(&self, name: &str) -> Option<&str> {
        self.rows.get(name).map(String::as_str)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The verdict on a test that ended so.
    pub fn hold(&self, name: &str, result: Result<(), String>) -> Result<(), String> {
        match (self.reason(name), result) {
            (None, result) => result,
            (Some(_), Err(_)) => Ok(()),
            (Some(reason), Ok(())) => Err(format!("passes, though known_failures.txt lists it ({reason}): remove the row")),
        }
    }

    /// Puts the results of a run in place of the rows of the tests that ran, and drops the
    /// rows of tests that are gone. A reason written by hand, `because …`, is kept.
    pub fn record(&mut self, results: &BTreeMap<String, Option<String>>, existing: &BTreeSet<String>) {
        self.rows.retain(|name, _| existing.contains(name));
        for (name, failure) in results {
            match failure {
                None => {
                    self.rows.remove(name);
                }
                Some(failure) => {
                    let reason = failure.lines().next().unwrap_or("").trim().to_string();
                    if !self.rows.get(name).is_some_and(|kept| kept.starts_with("because")) {
                        self.rows.insert(name.clone(), reason);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::parse("# head\n\nplain:lang/a  no reason yet\nstress:lang/b  slow\n").unwrap()
    }

    #[test]
    fn listed_tests_must_fail() {
        assert_eq!(known().hold("plain:lang/a", Err("x".into())), Ok(()));
        assert!(known().hold("plain:lang/a", Ok(())).unwrap_err().contains("remove the row"));
        assert_eq!(known().hold("plain:lang/c", Ok(())), Ok(()));
        assert_eq!(known().hold("plain:lang/c", Err("x".into())), Err("x".into()));
    }

    #[test]
    fn rows_have_reasons_and_names_once() {
        assert!(Known::parse("plain:lang/a\n").is_err());
        assert!(Known::parse("plain:lang/a  x\nplain:lang/a  y\n").is_err());
    }

    #[test]
    fn a_record_keeps_reasons_given_by_hand() {
        let mut record = Known::parse("plain:lang/a  because x\nplain:lang/b  y\n").unwrap();
        let existing = ["plain:lang/a", "plain:lang/b"].map(String::from).into();
        let results = ["plain:lang/a", "plain:lang/b"].map(|name| (name.to_string(), Some("z".to_string()))).into();
        record.record(&results, &existing);
        assert_eq!(record, Known::parse("plain:lang/a  because x\nplain:lang/b  z\n").unwrap());
    }

    #[test]
    fn a_record_keeps_what_what_did_not_run() {
        let mut record = known();
        let existing = ["plain:lang/a", "stress:lang/b", "plain:lang/c"].map(String::from).into();
        let results = [("plain:lang/a".into(), None), ("plain:lang/c".into(), Some("crash\nmore".into()))].into();
        record.record(&results, &existing);
        assert_eq!(record, Known::parse("plain:lang/c  crash\nstress:lang/b  slow\n").unwrap());
        assert_eq!(Known::parse(&record.text()).unwrap(), record);
    }
}
