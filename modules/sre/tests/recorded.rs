//! Compares the engine with results recorded from CPython 2.7 (`tools/record.py`).

use std::fmt::Write as _;

use sre::{Chardata, FindScan, Program, SplitScan, State, SubScan, Unit};

fn unescape(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        rest = &rest[ch.len_utf8()..];
        if ch != '\\' {
            out.push(u32::from(ch));
            continue;
        }
        let width = match &rest[..1] {
            "x" => 2,
            "U" => 8,
            _ => 0,
        };
        if width > 0 {
            out.push(u32::from_str_radix(&rest[1..=width], 16).unwrap());
        }
        rest = &rest[1 + width..];
    }
    out
}

fn escape<U: Unit>(text: &[U]) -> String {
    let mut out = String::new();
    for c in text.iter().map(|u| u.code()) {
        match c {
            33..127 if !b"\\,-#".contains(&(c as u8)) => out.push(c as u8 as char),
            0..256 => write!(out, "\\x{c:02x}").unwrap(),
            _ => write!(out, "\\U{c:08x}").unwrap(),
        }
    }
    if out.is_empty() { "\\e".into() } else { out }
}

fn spans(program: &Program, state: &State) -> String {
    let parts: Vec<String> =
        (0..=program.groups()).map(|g| state.span(g).map_or("~".to_string(), |(from, to)| format!("{from}:{to}"))).collect();
    format!("{};{}", parts.join(","), state.lastindex().unwrap_or(0))
}

fn run<U: Unit>(program: &Program, mode: &str, subject: &[U], pos: usize, endpos: usize) -> Vec<String> {
    // As usual, and with failures remembered from the start: the results must not differ.
    let mut eager = State::new(program);
    eager.set_patience(0);
    vec![
        run_with(program, mode, subject, pos, endpos, State::new(program)),
        run_with(program, mode, subject, pos, endpos, eager),
    ]
}

fn run_with<U: Unit>(program: &Program, mode: &str, subject: &[U], pos: usize, endpos: usize, mut state: State) -> String {
    let mut hook = || Ok(());
    match mode {
        "m" | "s" => {
            let found = if mode == "m" {
                program.match_at(subject, pos, endpos, &mut state, &mut hook)
            } else {
                program.search(subject, pos, endpos, &mut state, &mut hook)
            };
            if found.unwrap() { spans(program, &state) } else { "none".into() }
        }
        "f" => {
            let mut scan = FindScan::new(subject.len(), pos, endpos);
            let mut all = Vec::new();
            while scan.next(program, subject, &mut state, &mut hook).unwrap() {
                all.push(spans(program, &state));
            }
            if all.is_empty() { "none".into() } else { all.join(" ") }
        }
        "p" => {
            let mut scan = SplitScan::new(subject.len());
            let mut all = Vec::new();
            while let Some((from, to)) = scan.next(program, subject, &mut state, &mut hook).unwrap() {
                all.push(escape(&subject[from..to]));
                for group in 1..=program.groups() {
                    all.push(state.slice(group).map_or("~".into(), |(from, to)| escape(&subject[from..to])));
                }
            }
            let (from, to) = scan.rest();
            all.push(escape(&subject[from..to]));
            all.join(",")
        }
        _ => {
            let mut scan = SubScan::new(subject.len());
            let mut out = Vec::new();
            let codes = |(from, to): (usize, usize)| subject[from..to].iter().map(|u| u.code()).collect::<Vec<_>>();
            while let Some(step) = scan.next(program, subject, &mut state, &mut hook).unwrap() {
                out.extend(codes(step.before));
                out.push(u32::from(b'<'));
                out.extend(codes((state.start, state.end)));
                out.push(u32::from(b'>'));
            }
            out.extend(codes(scan.rest()));
            escape(&out)
        }
    }
}

fn check(line: &str) -> Result<(), String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [kind, flags, groups, code, mode, pos, endpos, subject, expected] = fields[..] else {
        return Err(format!("malformed line {line}"));
    };
    let code: Vec<u32> = code.split(' ').map(|w| w.parse().unwrap()).collect();
    let program = Program::new(&code, groups.parse().unwrap(), flags.parse().unwrap(), &Chardata)
        .map_err(|e| format!("{e}: {line}"))?;
    let subject = unescape(subject);
    let (pos, endpos) = (pos.parse().unwrap(), endpos.parse().unwrap());
    let mut widths = run(&program, mode, &subject, pos, endpos);
    if let Ok(narrow) = subject.iter().map(|&c| u16::try_from(c)).collect::<Result<Vec<u16>, _>>() {
        widths.extend(run(&program, mode, &narrow, pos, endpos));
    }
    if let Ok(bytes) = subject.iter().map(|&c| u8::try_from(c)).collect::<Result<Vec<u8>, _>>() {
        widths.extend(run(&program, mode, &bytes, pos, endpos));
    }
    for got in widths {
        if got != expected {
            return Err(format!("{kind} {line}\n   got {got}"));
        }
    }
    Ok(())
}

fn check_all(table: &str) {
    let mut failed = 0;
    let mut count = 0;
    for line in table.lines() {
        count += 1;
        if let Err(error) = check(line) {
            failed += 1;
            if failed <= 20 {
                eprintln!("{error}");
            }
        }
    }
    assert!(failed == 0, "{failed} of {count} cases differ");
    eprintln!("{count} cases");
}

#[test]
fn same_as_recorded() {
    check_all(include_str!("cases.txt"));
}

/// More cases, from a file named by `SRE_CASES`.
#[test]
fn same_as_recorded_elsewhere() {
    if let Ok(path) = std::env::var("SRE_CASES") {
        check_all(&std::fs::read_to_string(path).unwrap());
    }
}
