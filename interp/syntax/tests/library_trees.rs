//! Every source of CPython's own library gets the tree that CPython gives it, positions and constants included.
//!
//! Needs a CPython 2.7: the program named by `PYTHON27`, else `python2.7` from the path. Without one the test says
//! that it was skipped. Sources that either refuses must be refused by both.

mod dump;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use syntax::parser::{Mode, Options, parse};

fn python() -> String {
    std::env::var("PYTHON27").unwrap_or_else(|_| "python2.7".to_owned())
}

fn library() -> Option<PathBuf> {
    let script = "import os; print os.path.dirname(os.__file__)";
    let output = Command::new(python()).args(["-c", script]).output().ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    path.is_dir().then_some(path)
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "py") {
            found.push(path);
        }
    }
}

/// Compares the trees of `files` with CPython's, and reports how many could not be compared.
fn compare(files: &[PathBuf]) -> usize {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dump/dump.py");
    let mut child =
        Command::new(python()).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python2.7 starts");
    let mut names = child.stdin.take().expect("piped");
    let mut trees = BufReader::new(child.stdout.take().expect("piped"));
    let (mut same, mut refused, mut left_out, mut wrong) = (0, 0, 0, Vec::new());
    for file in files {
        writeln!(names, "{}", file.display()).expect("python2.7 reads");
        names.flush().expect("python2.7 reads");
        let mut length = String::new();
        trees.read_line(&mut length).expect("python2.7 writes");
        let length: i64 = length.trim().parse().expect("a length");
        let mut theirs = vec![0; length.max(0) as usize];
        trees.read_exact(&mut theirs).expect("python2.7 writes");
        let source = std::fs::read(file).expect("readable");
        match parse(&source, &Options::new(Mode::Exec)) {
            Ok(parsed) if length >= 0 && dump::dump(&parsed.module).as_bytes() == theirs => same += 1,
            Ok(parsed) => wrong.push(difference(file, dump::dump(&parsed.module).as_bytes(), &theirs)),
            Err(_) if length < 0 => refused += 1,
            // Code pages and names of characters come from outside.
            Err(error) if error.msg.contains("unknown encoding") || error.msg.contains("character name") => {
                left_out += 1;
            }
            Err(error) => wrong.push(format!("{}: {error}", file.display())),
        }
    }
    drop(names);
    child.wait().expect("python2.7 ends");
    eprintln!("{same} equal, {refused} refused by both, {left_out} left out");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    left_out
}

/// Where two texts part.
fn difference(file: &Path, ours: &[u8], theirs: &[u8]) -> String {
    let at = ours.iter().zip(theirs).take_while(|(left, right)| left == right).count();
    let clip = |text: &[u8]| {
        let part = &text[at.saturating_sub(60).min(text.len())..text.len().min(at + 60)];
        String::from_utf8_lossy(part).into_owned()
    };
    format!("{}:\n  {}\n  {}", file.display(), clip(ours), clip(theirs))
}

#[test]
fn the_library_parses_to_the_same_trees() {
    let Some(library) = library() else {
        eprintln!("SKIPPED: no python2.7 (set PYTHON27)");
        return;
    };
    let mut files = Vec::new();
    sources(&library, &mut files);
    files.sort();
    let left_out = compare(&files);
    assert!(left_out < 20, "{left_out} left out");
}

/// The valid ones among the programs whose errors are recorded: the odd corners of the grammar, in one file.
#[test]
fn odd_statements_parse_to_the_same_trees() {
    if library().is_none() {
        eprintln!("SKIPPED: no python2.7 (set PYTHON27)");
        return;
    }
    let statements = include_str!("errors/statements.txt").lines();
    let is_whole = |line: &&str| !line.contains("_") && parse(line.as_bytes(), &Options::new(Mode::Exec)).is_ok();
    let source: Vec<&str> = statements.filter(is_whole).filter(|line| !line.ends_with('\\')).collect();
    assert!(source.len() > 90, "{} statements", source.len());
    let folder = std::env::temp_dir().join(format!("syntax-trees-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("odd.py");
    std::fs::write(&file, source.join("\n")).expect("a file");
    compare(&[file]);
    std::fs::remove_dir_all(&folder).expect("its removal");
}
