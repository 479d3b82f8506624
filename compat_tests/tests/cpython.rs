//! The ratchet: cases of CPython 2.7's own test suite that pass, and must go on passing.
//!
//! `cpython/files.txt` names the test files that are run (short ones, so that the whole takes
//! about a minute), `cpython/ratchet.txt` the cases known to pass, as `FILE CLASS.METHOD`. A
//! listed case that does not pass is an error; `COMPAT_RECORD=1` adds those that newly pass
//! and never takes one away. The suite is not part of this repository: it is looked for in
//! `$CPYTHON27_LIB`, then where pyenv puts 2.7.18; without it there is nothing to do.

use compat_tests::process::{End, Run};
use compat_tests::{binary, folder, recording};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

/// By test file, the cases that pass.
type Passes = BTreeMap<String, BTreeSet<String>>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("cpython: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let args = Arguments::from_args();
    let lists = folder().join("cpython");
    let ratchet_path = lists.join("ratchet.txt");
    let ratchet = parse(&read(&ratchet_path)?)?;
    let files: Vec<String> = rows(&read(&lists.join("files.txt"))?).map(String::from).collect();
    let library = library();
    if library.is_none() && !args.list {
        eprintln!("skipped: no CPython 2.7 library");
    }
    let binary = if args.list || library.is_none() { PathBuf::new() } else { binary::locate()? };
    let found = Arc::new(Mutex::new(Passes::new()));

    let mut trials = Vec::new();
    for file in &files {
        let file = file.clone();
        let listed = ratchet.get(&file).cloned().unwrap_or_default();
        let (library, binary, found) = (library.clone(), binary.clone(), found.clone());
        let ignored = library.is_none();
        let trial = Trial::test(format!("cpython:{file}"), move || {
            let Some(library) = library else { return Ok(()) };
            check(&file, &listed, &binary, &library, &found).map_err(Failed::from)
        });
        trials.push(trial.with_ignored_flag(ignored));
    }
    let stray: Vec<_> = ratchet.keys().filter(|file| !files.contains(file)).cloned().collect();
    trials.push(Trial::test("ratchet_lists_cases_of_files_that_run", move || match stray.as_slice() {
        [] => Ok(()),
        stray => Err(format!("in ratchet.txt but not in files.txt: {}", stray.join(", ")).into()),
    }));

    let conclusion = libtest_mimic::run(&args, trials);
    if recording() && !args.list {
        let found = found.lock().map_err(|_| "a test panicked".to_string())?;
        let added = update(&ratchet_path, ratchet, &found)?;
        eprintln!("cpython: {added} cases added to the ratchet");
    }
    Ok(conclusion.exit_code())
}

/// CPython's library directory, if it has the test suite.
fn library() -> Option<PathBuf> {
    let candidates = match std::env::var_os("CPYTHON27_LIB") {
        Some(path) => PathBuf::from(path),
        None => Path::new(&std::env::var_os("HOME")?).join(".pyenv/versions/2.7.18/lib/python2.7"),
    };
    candidates.join("test/test_support.py").exists().then_some(candidates)
}

fn check(file: &str, listed: &BTreeSet<String>, binary: &Path, library: &Path, found: &Mutex<Passes>) -> Result<(), String> {
    // The tests leave files where they run.
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cpython").join(file);
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let args = vec!["--stdlib".into(), library.into(), folder().join("cpython/driver.py").into(), file.into()];
    let outcome = Run { binary, args, folder: &scratch, env: Vec::new(), limit: LIMIT }.run()?;
    let text = String::from_utf8_lossy(&outcome.stdout);
    let passed: BTreeSet<String> = text.lines().filter_map(|line| line.strip_prefix("@pass ")).map(String::from).collect();
    let lost: Vec<_> = listed.difference(&passed).cloned().collect();
    if let Ok(mut found) = found.lock() {
        found.insert(file.to_string(), passed);
    }
    if lost.is_empty() {
        return Ok(());
    }
    let end = if outcome.end == End::Exit(0) { String::new() } else { format!(" ({})", outcome.end) };
    let said = String::from_utf8_lossy(&outcome.stderr);
    let said: Vec<_> = said.lines().collect();
    let said = said[said.len().saturating_sub(30)..].join("\n");
    Err(format!("{} cases passed before and do not now{end}: {}\n{said}", lost.len(), lost.join(", ")))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn parse(text: &str) -> Result<Passes, String> {
    let mut passes = Passes::new();
    for row in rows(text) {
        let (file, case) = row.split_once(' ').ok_or_else(|| format!("ratchet.txt: {row}"))?;
        passes.entry(file.to_string()).or_default().insert(case.to_string());
    }
    Ok(passes)
}

/// Adds what newly passes; says how many cases that are.
fn update(path: &Path, mut ratchet: Passes, found: &Passes) -> Result<usize, String> {
    let mut added = 0;
    for (file, cases) in found.iter().filter(|(_, cases)| !cases.is_empty()) {
        let listed = ratchet.entry(file.clone()).or_default();
        let before = listed.len();
        listed.extend(cases.iter().cloned());
        added += listed.len() - before;
    }
    let mut text = String::from("# Cases of CPython 2.7's test suite that pass: FILE CLASS.METHOD. See tests/cpython.rs.\n");
    for (file, cases) in &ratchet {
        for case in cases {
            text.push_str(&format!("{file} {case}\n"));
        }
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(added)
}
