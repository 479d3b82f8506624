//! The errors of broken programs, and what parses though it looks broken, against CPython's recorded answers:
//! class, message, line, caret offset and line text. `errors/record.py` writes the table.

use syntax::error::SyntaxError;
use syntax::future;
use syntax::parser::{Mode, Options, parse};
use syntax::source::Origin;

const TABLE: &str = include_str!("errors/recorded.tsv");

/// Undoes Python's `string_escape`.
fn unescape(field: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut chars = field.bytes();
    while let Some(c) = chars.next() {
        if c != b'\\' {
            bytes.push(c);
            continue;
        }
        bytes.push(match chars.next() {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'x') => {
                let digits = [chars.next().unwrap(), chars.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            Some(other) => other,
            None => b'\\',
        });
    }
    bytes
}

fn escape(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b'\r' => text.push_str("\\r"),
            b'\\' | b'\'' => text.extend(['\\', byte as char]),
            b' '..=b'~' => text.push(byte as char),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text
}

fn show(result: Result<(), Box<SyntaxError>>, nested: bool) -> String {
    let Err(error) = result else { return "ok".to_owned() };
    let mut fields = vec![error.kind.name().to_owned()];
    if error.kind.is_syntax() {
        fields.push(escape(error.msg.as_bytes()));
        fields.push(error.line.to_string());
        fields.push(error.offset.map_or("None".to_owned(), |offset| offset.to_string()));
        fields.push(match &error.text {
            Some(text) if error.offset.is_some() && !nested => {
                // CPython's text is a C string, and none is `''` or absent as the case may be.
                format!("={}", escape(text))
            }
            _ => "-".to_owned(),
        });
    } else {
        fields.push(if error.kind.name() == "MemoryError" { String::new() } else { escape(error.msg.as_bytes()) });
    }
    fields.join("\t")
}

#[test]
fn errors_are_those_recorded() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in TABLE.lines() {
        let mut fields = row.splitn(4, '\t');
        let mut field = || fields.next().expect("four fields");
        let (mode, origin, source, expected) = (field(), field(), field(), field());
        let nested = mode == "nested";
        let source = if nested {
            let pieces = source.split('#').map(|piece| piece.rsplit_once('*').expect("text*count"));
            pieces.flat_map(|(text, count)| unescape(text).repeat(count.parse().unwrap())).collect()
        } else {
            unescape(source)
        };
        let options = Options {
            origin: match origin {
                "file" => Origin::File,
                "unicode" => Origin::Unicode,
                _ => Origin::Str,
            },
            filename: "module.py",
            dont_imply_dedent: origin == "codeop",
            ..Options::new(match mode {
                "eval" => Mode::Eval,
                "single" => Mode::Single,
                _ => Mode::Exec,
            })
        };
        let result = parse(&source, &options).and_then(|parsed| future::scan(&parsed.module).map(drop));
        let shown = show(result, nested);
        count += 1;
        if shown != expected {
            wrong.push(format!(
                "{mode} {origin} {}\n  ours   {shown}\n  theirs {expected}",
                escape(&source).get(..200.min(escape(&source).len())).unwrap()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}
