//! The test programs: `AREA/NAME.py` with what CPython 2.7 printed beside it.
//!
//! `NAME.out` is standard output; `NAME.err`, where there is one, standard error (else that
//! is not compared); `NAME.exit` the exit status (else 0). Each program runs in its own
//! folder under its bare file name, so that tracebacks read the same everywhere.

use crate::process::{End, Outcome, Run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Folders of test programs.
pub const AREAS: [&str; 6] = ["lang", "types", "errors", "differences", "modules", "crash"];

/// How a program is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Plain,
    /// Collecting at every so many allocations, dead objects poisoned.
    Stress,
    /// Hot loops, which nearly all are, recorded and run in the JIT's evaluator. What counts is that the program does as it
    /// does plainly: one that does not do as recorded must fail alike.
    Record,
}

impl Mode {
    pub const ALL: [Mode; 3] = [Mode::Plain, Mode::Stress, Mode::Record];

    pub fn name(self) -> &'static str {
        match self {
            Mode::Plain => "plain",
            Mode::Stress => "stress",
            Mode::Record => "record",
        }
    }

    fn limit(self) -> Duration {
        Duration::from_secs(match self {
            Mode::Plain => 20,
            Mode::Stress | Mode::Record => 60,
        })
    }

    fn env(self) -> Vec<(&'static str, OsString)> {
        match self {
            Mode::Plain => Vec::new(),
            Mode::Stress => {
                let mut mode = OsString::from("stress:");
                mode.push(std::env::var_os("COMPAT_STRESS").unwrap_or_else(|| "2000".into()));
                vec![("TAIPAN_GC", mode)]
            }
            Mode::Record => {
                let threshold = std::env::var_os("COMPAT_THRESHOLD").unwrap_or_else(|| "2".into());
                vec![("TAIPAN_JIT", "record".into()), ("TAIPAN_JIT_THRESHOLD", threshold)]
            }
        }
    }
}

#[derive(Debug, Clone)]
pub struct Case {
    /// `AREA/NAME`.
    pub name: String,
    source: PathBuf,
}

impl Case {
    /// Every program of every area, by name.
    pub fn all(root: &Path) -> Result<Vec<Case>, String> {
        let mut cases = Vec::new();
        for area in AREAS {
            let folder = root.join(area);
            let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for entry in entries {
                let source = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
                if source.extension().is_some_and(|extension| extension == "py")
                    && let Some(stem) = source.file_stem()
                {
                    cases.push(Case { name: format!("{area}/{}", stem.to_string_lossy()), source });
                }
            }
        }
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(cases)
    }

    fn recorded(&self, extension: &str) -> Result<Option<Vec<u8>>, String> {
        let path = self.source.with_extension(extension);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    /// Runs the program and says how it differs from the record, shortly in the first line.
    pub fn check(&self, binary: &Path, mode: Mode) -> Result<(), String> {
        let stdout = self.recorded("out")?.ok_or_else(|| format!("no {}.out beside the test", self.name))?;
        let stderr = self.recorded("err")?;
        let status = match self.recorded("exit")? {
            Some(text) => {
                String::from_utf8_lossy(&text).trim().parse().map_err(|_| format!("{}.exit: no number", self.name))?
            }
            None => 0,
        };
        let (Some(folder), Some(file)) = (self.source.parent(), self.source.file_name()) else {
            return Err(format!("{}: no path", self.name));
        };
        let run =
            |mode: Mode| Run { binary, args: vec![file.to_os_string()], folder, env: mode.env(), limit: mode.limit() }.run();
        let outcome = run(mode)?;
        let verdict = judge(&outcome, &stdout, stderr.as_deref(), status);
        if mode == Mode::Record && verdict.is_err() && alike(&outcome, &run(Mode::Plain)?) {
            return Ok(());
        }
        verdict
    }
}

/// Did two runs do the same, but for addresses?
fn alike(a: &Outcome, b: &Outcome) -> bool {
    let same = |a: &[u8], b: &[u8]| without_addresses(a) == without_addresses(b);
    a.end == b.end && same(&a.stdout, &b.stdout) && same(&a.stderr, &b.stderr)
}

fn without_addresses(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut parts = text.split("0x");
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |out, part| out + "0x" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

fn judge(outcome: &Outcome, stdout: &[u8], stderr: Option<&[u8]>, status: i32) -> Result<(), String> {
    let mut faults = Vec::new();
    let ended_well = outcome.end == End::Exit(status);
    if !ended_well {
        let said = String::from_utf8_lossy(&outcome.stderr);
        // A traceback's last line says most; for a crash it is what the VM said.
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("").trim();
        faults.push(match last {
            "" => format!("{}, expected {status}", outcome.end),
            last => format!("{}, expected {status}: {}", outcome.end, shorten(last)),
        });
    }
    if outcome.stdout != stdout {
        faults.push(difference("stdout", &outcome.stdout, stdout));
    }
    match stderr {
        Some(stderr) if outcome.stderr != stderr => faults.push(difference("stderr", &outcome.stderr, stderr)),
        _ if !ended_well => faults.push(format!("stderr was:\n{}", tail(&outcome.stderr))),
        _ => {}
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The first line in which two texts differ.
fn difference(stream: &str, found: &[u8], expected: &[u8]) -> String {
    let mut expected = expected.split(|&byte| byte == b'\n');
    let mut found = found.split(|&byte| byte == b'\n');
    let mut line = 1;
    loop {
        let (e, f) = (expected.next(), found.next());
        if e != f || e.is_none() {
            let show = |line: Option<&[u8]>| match line {
                Some(bytes) => shorten(&String::from_utf8_lossy(bytes)),
                None => "(end)".to_string(),
            };
            return format!("{stream} differs in line {line}\n  expected: {}\n  found:    {}", show(e), show(f));
        }
        line += 1;
    }
}

/// The first difference may lie deep in a long line; its beginning tells enough.
fn shorten(line: &str) -> String {
    const LENGTH: usize = 400;
    if line.chars().count() <= LENGTH {
        return line.to_string();
    }
    line.chars().take(LENGTH).chain(['…']).collect()
}

fn tail(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(12)..].iter().map(|line| format!("  {}\n", shorten(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(end: End, stdout: &str, stderr: &str) -> Outcome {
        Outcome { end, stdout: stdout.into(), stderr: stderr.into() }
    }

    #[test]
    fn equal_passes() {
        assert_eq!(judge(&outcome(End::Exit(1), "a\n", "x\n"), b"a\n", Some(b"x\n"), 1), Ok(()));
        assert_eq!(judge(&outcome(End::Exit(0), "a\n", "warning\n"), b"a\n", None, 0), Ok(()));
    }

    #[test]
    fn addresses_do_not_count() {
        let a = outcome(End::Exit(1), "<object at 0x7f00a> 0x1\n", "");
        assert!(alike(&a, &outcome(End::Exit(1), "<object at 0xab> 0x1\n", "")));
        assert!(!alike(&a, &outcome(End::Exit(1), "<object at 0xab>, 0x1\n", "")));
        assert!(!alike(&a, &outcome(End::Exit(0), "<object at 0x7f00a> 0x1\n", "")));
    }

    #[test]
    fn each_difference_fails() {
        let fails = |end, out: &str, err: &str| judge(&outcome(end, out, err), b"a\nb\n", Some(b""), 0).unwrap_err();
        assert!(fails(End::Signal(11), "a\nb\n", "").starts_with("crash: signal 11"));
        assert!(fails(End::Timeout, "a\nb\n", "").starts_with("timeout"));
        assert!(fails(End::Exit(1), "a\nb\n", "Error: x\n").starts_with("exit status 1, expected 0: Error: x"));
        assert!(fails(End::Exit(0), "a\nc\n", "").starts_with("stdout differs in line 2"));
        assert!(fails(End::Exit(0), "a\nb", "").starts_with("stdout differs in line 3"));
        assert!(fails(End::Exit(0), "a\nb\n", "y").starts_with("stderr differs in line 1"));
    }
}
