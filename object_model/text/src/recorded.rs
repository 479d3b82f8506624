//! Tables of behaviour recorded from CPython 2.7.18, for tests.
//!
//! `tools/record.py` writes them to `tests/data`: one case a line, fields separated by tabs. In a field `\xhh`, `\t`, `\n`, `\r`
//! and `\\` stand for bytes. A field of Unicode text spells what is not printable ASCII as `\u{hex}` and is read with
//! [`text`]. `TEXT_TABLES` names another directory, for larger tables from `record.py DIR SCALE`.

use crate::chars::{CharsBuf, CharsVec};

pub type Row = Vec<Vec<u8>>;

/// Runs `case` on every row of a table; it returns what it got and what the row expects.
pub fn check<T: PartialEq + std::fmt::Debug>(table: &str, mut case: impl FnMut(&Row) -> (T, T)) {
    let dir = std::env::var("TEXT_TABLES").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data").into());
    let content = std::fs::read_to_string(format!("{dir}/{table}.txt")).unwrap();
    let (mut wrong, mut rows) = (Vec::new(), 0);
    for line in content.lines() {
        rows += 1;
        let row: Row = line.split('\t').map(unescaped).collect();
        let (got, want) = case(&row);
        if got != want {
            wrong.push(format!("{line}\n    got  {}\n    want {}", shown(&got), shown(&want)));
        }
    }
    assert!(rows > 0);
    let sample: String = wrong.iter().take(25).map(|w| format!("\n{w}")).collect();
    assert!(wrong.is_empty(), "{table}: {} of {rows} rows differ{sample}", wrong.len());
}

/// Bytes come out of `{:?}` as a list of numbers; spell the ASCII ones.
fn shown<T: std::fmt::Debug>(value: &T) -> String {
    let text = format!("{value:?}");
    let inner = text.trim_matches(['[', ']']);
    match inner.split(", ").map(str::parse::<u8>).collect::<Result<Vec<u8>, _>>() {
        Ok(bytes) => bytes.escape_ascii().to_string(),
        Err(_) => text,
    }
}

fn unescaped(field: &str) -> Vec<u8> {
    let field = field.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < field.len() {
        let (byte, len) = match (field[at], field.get(at + 1)) {
            (b'\\', Some(b'x')) => (u8::from_str_radix(ascii(&field[at + 2..at + 4]), 16).unwrap(), 4),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b'\\')) => (b'\\', 2),
            (byte, _) => (byte, 1),
        };
        out.push(byte);
        at += len;
    }
    out
}

fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

pub fn int(field: &[u8]) -> i64 {
    ascii(field).parse().unwrap()
}

/// A field of Unicode text.
pub fn text(field: &[u8]) -> CharsVec {
    let (mut out, mut at) = (CharsBuf::new(), 0);
    while at < field.len() {
        if field[at..].starts_with(b"\\u{") {
            let len = field[at..].iter().position(|&c| c == b'}').unwrap();
            out.push(u32::from_str_radix(ascii(&field[at + 3..at + len]), 16).unwrap());
            at += len + 1;
        } else {
            out.push(field[at].into());
            at += 1;
        }
    }
    out.finish()
}

/// Writes text the way a recorded field of Unicode text reads.
pub fn spelled(text: crate::chars::Chars<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for c in text {
        match c {
            0x5C => out.extend_from_slice(b"\\u{5c}"),
            0x20..0x7F => out.push(c as u8),
            _ => out.extend_from_slice(format!("\\u{{{c:x}}}").as_bytes()),
        }
    }
    out
}
