//! Every test program in every mode, against its record and the list of known failures.
//!
//! `cargo test -p compat_tests --test compat -- plain:types/` runs some of them.

use compat_tests::cases::{Case, Mode};
use compat_tests::known::Known;
use compat_tests::{binary, folder, recording};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

/// What a recording run found: the failure of each test that ran, if any.
type Results = Arc<Mutex<BTreeMap<String, Option<String>>>>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("compat: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let args = Arguments::from_args();
    let root = folder();
    let list = root.join("known_failures.txt");
    let mut known = Known::read(&list)?;
    let cases = Case::all(&root)?;
    let binary = if args.list { PathBuf::new() } else { binary::locate()? };
    let results = Results::default();

    let mut names = BTreeSet::new();
    let mut trials = Vec::new();
    // The quick mode first: what it finds is seen early.
    for mode in Mode::ALL {
        for case in &cases {
            let name = format!("{}:{}", mode.name(), case.name);
            names.insert(name.clone());
            let (case, known, results, binary) = (case.clone(), known.clone(), results.clone(), binary.clone());
            trials.push(Trial::test(name.clone(), move || {
                let result = case.check(&binary, mode);
                if recording() {
                    if let Ok(mut results) = results.lock() {
                        results.insert(name, result.err());
                    }
                    return Ok(());
                }
                known.hold(&name, result).map_err(Failed::from)
            }));
        }
    }
    let gone: Vec<_> = known.names().filter(|name| !names.contains(*name)).map(String::from).collect();
    trials.push(Trial::test("known_failures_names_tests_that_exist", move || match gone.as_slice() {
        gone if gone.is_empty() || recording() => Ok(()),
        gone => Err(format!("known_failures.txt lists tests that do not exist: {}", gone.join(", ")).into()),
    }));

    let conclusion = libtest_mimic::run(&args, trials);
    if recording() && !args.list {
        let results = results.lock().map_err(|_| "a test panicked".to_string())?;
        known.record(&results, &names);
        known.write(&list)?;
        eprintln!("compat: {} failures recorded", known.names().count());
    }
    Ok(conclusion.exit_code())
}
