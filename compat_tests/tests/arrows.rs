//! Which crate may depend on which: the arrows of the architecture, held by a test.
//!
//! A new crate or a new arrow is a decision: it goes into this table and into
//! ARCHITECTURE.md, in a commit of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Crate, its folder, and the crates of this workspace it may name.
const ARROWS: &[(&str, &str, &[&str])] = &[
    ("gc", "gc", &[]),
    ("strategies", "strategies", &["gc"]),
    ("text", "object_model/text", &[]),
    ("object_model", "object_model", &["gc", "strategies", "text"]),
    ("bytecode", "interp/bytecode", &[]),
    ("syntax", "interp/syntax", &["bytecode", "text"]),
    ("handlers", "interp/handlers", &["bytecode", "object_model"]),
    ("interp", "interp", &["bytecode", "handlers", "object_model", "syntax"]),
    ("jit", "jit", &["bytecode", "handlers", "interp", "object_model"]),
    ("sre", "modules/sre", &["text"]),
    ("modules", "modules", &["bytecode", "handlers", "interp", "object_model", "sre", "syntax", "text"]),
    ("lib_python", "lib_python", &["bytecode", "syntax"]),
    ("taipan", "cli", &["bytecode", "interp", "jit", "lib_python", "modules", "object_model", "syntax"]),
    ("compat_tests", "compat_tests", &[]),
];

/// What tests and benches of a crate may name besides.
const IN_TESTS: &[(&str, &[&str])] = &[("jit", &["modules", "syntax"])];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn manifest(folder: &str) -> String {
    let path = root().join(folder).join("Cargo.toml");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names under every section of dependencies, the kind of section beside each.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').to_string();
            // `[dependencies.NAME]`, also below `target.…`.
            if let Some((kind, name)) = section.rsplit_once('.')
                && kind.ends_with("dependencies")
            {
                found.push((name.to_string(), kind.to_string()));
            }
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            let name: String = line.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect();
            if !name.is_empty() {
                found.push((name, section.clone()));
            }
        }
    }
    found
}

#[test]
fn every_arrow_is_in_the_table() {
    let known: BTreeMap<_, _> = ARROWS.iter().map(|&(name, folder, allowed)| (name, (folder, allowed))).collect();
    let mut wrong = Vec::new();
    for (name, (folder, allowed)) in &known {
        for (dependency, section) in dependencies(&manifest(folder)) {
            let in_tests = section.ends_with("dev-dependencies")
                && IN_TESTS.iter().any(|(of, more)| of == name && more.contains(&dependency.as_str()));
            if known.contains_key(dependency.as_str()) && !allowed.contains(&dependency.as_str()) && !in_tests {
                wrong.push(format!("{folder}/Cargo.toml [{section}]: {name} must not depend on {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_cycle() {
    // Each row names only crates of rows above it, so the order of the table is a proof.
    for (index, (name, _, allowed)) in ARROWS.iter().enumerate() {
        for dependency in *allowed {
            let above = ARROWS[..index].iter().any(|(other, ..)| other == dependency);
            assert!(above, "{name} names {dependency}, which is not above it");
        }
    }
}

#[test]
fn every_member_of_the_workspace_is_in_the_table() {
    let text = manifest(".");
    let members = text.split_once("members = [").and_then(|(_, rest)| rest.split_once(']')).expect("a list of members").0;
    let mut members: Vec<_> = members.split(',').map(|m| m.trim().trim_matches('"')).filter(|m| !m.is_empty()).collect();
    let mut folders: Vec<_> = ARROWS.iter().map(|&(_, folder, _)| folder).collect();
    members.sort();
    folders.sort();
    assert_eq!(members, folders);
    for (name, folder, _) in ARROWS {
        assert!(manifest(folder).contains(&format!("name = \"{name}\"")), "{folder} is not the crate {name}");
    }
}

#[test]
fn dependencies_are_found_in_every_form() {
    let text = "[dependencies]\n# gc = 1\ngc.workspace = true\njit = { path = \"x\" }\n[dev-dependencies]\nlibc = \"1\"\n\
                [features]\ntoy = []\n[target.'cfg(unix)'.dependencies]\ninterp.workspace = true\n[build-dependencies.syntax]\npath = \"y\"\n";
    let names: Vec<_> = dependencies(text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["gc", "jit", "libc", "interp", "syntax"]);
}
