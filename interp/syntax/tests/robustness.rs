//! No source makes the parser panic, hang or run out of stack: long chains, and mutations of odd programs.
//!
//! `SYNTAX_FUZZ_ROUNDS` sets the number of mutations.

use syntax::ast::{Expr, Mod, Visitor, walk_expr, walk_mod};
use syntax::error::ErrorKind;
use syntax::future;
use syntax::lexer::TabCheck;
use syntax::parser::{Mode, Options, parse};
use syntax::source::Origin;

#[derive(Default)]
struct Count(usize);

impl Visitor for Count {
    fn visit_expr(&mut self, expr: &Expr) {
        self.0 += 1;
        walk_expr(self, expr);
    }

    fn visit_link(&mut self, _expr: &Expr) {
        self.0 += 1;
    }
}

fn expressions(source: &str) -> usize {
    let parsed = parse(source.as_bytes(), &Options::new(Mode::Exec)).unwrap();
    let mut count = Count::default();
    walk_mod(&mut count, &parsed.module);
    count.0
}

#[test]
fn long_chains_parse() {
    let n = 100_000;
    assert_eq!(expressions(&vec!["1"; n].join("+")), 2 * n - 1);
    assert_eq!(expressions(&vec!["a"; n].join(".")), n);
    assert_eq!(expressions(&format!("f{}", "()".repeat(n))), n + 1);
    assert_eq!(expressions(&format!("f{}", "[0]".repeat(n))), 2 * n + 1);
    assert_eq!(expressions(&vec!["a"; n].join(" and ")), n + 1);
    assert_eq!(expressions(&vec!["a"; n].join(" < ")), n + 1);
    assert_eq!(expressions(&vec!["a"; n].join(" = ")), n);
    assert_eq!(expressions(&vec!["'a'"; n].join(" ")), 1);
    assert_eq!(expressions(&format!("[{}]", vec!["a"; n].join(","))), n + 1);
    assert_eq!(expressions(&format!("if a: b\n{}", "elif a: b\n".repeat(n))), 2 * n + 2);
    assert_eq!(expressions(&format!("with {}: b", vec!["a"; n].join(","))), n + 1);
    assert_eq!(expressions(&"a\n".repeat(n)), n);
    let minus = format!("{}1", "1 - ".repeat(n));
    assert_eq!(expressions(&minus), 2 * n + 1);
}

#[test]
fn blocks_nest_as_deep_as_indentation_allows() {
    let nested = |depth: usize, last: &str| {
        let mut source: String = (0..depth).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect();
        source.push_str(&" ".repeat(depth));
        source + last
    };
    let parse = |source: String| parse(source.as_bytes(), &Options::new(Mode::Exec));
    assert!(parse(nested(99, "x")).is_ok());
    let error = parse(nested(100, "x")).unwrap_err();
    assert_eq!((error.kind, error.msg.as_str()), (ErrorKind::IndentationError, "too many levels of indentation"));
    let parens = |count: usize| format!("{}x{}", "(".repeat(count), ")".repeat(count));
    assert!(parse(nested(90, &parens(74))).is_ok());
    assert_eq!(parse(nested(90, &parens(75))).unwrap_err().kind, ErrorKind::MemoryError);
}

#[test]
fn tab_checks() {
    let source = b"if 1:\n        x\n\ty\n";
    let check = |tab_check| parse(source, &Options { tab_check, ..Options::new(Mode::Exec) });
    assert!(!check(TabCheck::Ignore).unwrap().tab_warning);
    assert!(check(TabCheck::Warn).unwrap().tab_warning);
    let error = check(TabCheck::Error).unwrap_err();
    assert_eq!(error.kind, ErrorKind::TabError);
    assert_eq!(error.msg, "inconsistent use of tabs and spaces in indentation");
    assert_eq!((error.line, error.offset), (3, Some(3)));
}

#[test]
fn typed_input_asks_for_more() {
    let more = |source: &str| {
        let options = Options { interactive: true, ..Options::new(Mode::Single) };
        match parse(source.as_bytes(), &options) {
            Ok(_) => false,
            Err(error) => {
                assert!(error.incomplete, "{source:?}: {error}");
                true
            }
        }
    };
    assert!(!more("x\n"));
    assert!(!more("\n"));
    assert!(!more("if 1: x\n\n"));
    assert!(!more("if 1:\n  x\n\n"));
    assert!(!more("def f():\n  '''\n\n'''\n  x\n\n"));
    assert!(more("if 1: x\n"));
    assert!(more("if 1:\n"));
    assert!(more("if 1:\n  x\n"));
    assert!(more("x = (\n"));
    assert!(more("x = (\n\n"));
    assert!(more("'''\n\n"));
    assert!(more("x = \\\n"));
    assert!(more("@x\n"));
    assert!(more("# c\n"));
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

const PIECES: [&[u8]; 40] = [
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b",",
    b";",
    b"=",
    b"\n",
    b"\n  ",
    b"\n\t",
    b"\\",
    b"\\\n",
    b"'",
    b"\"\"\"",
    b"u'\\",
    b"\\N{",
    b"\xff",
    b"\xc3\xa9",
    b"\0",
    b"\r",
    b"\x0c",
    b"0x",
    b"1e",
    b"08",
    b"lambda",
    b" if ",
    b" else ",
    b" for ",
    b" in ",
    b"yield",
    b"print ",
    b"# coding: utf-8\n",
    b"# coding: iso-8859-15\n",
    b"from __future__ import unicode_literals\n",
    b"\xef\xbb\xbf",
    b"`",
    b"@x\n",
];

#[test]
fn mutations_do_not_panic() {
    let rounds = std::env::var("SYNTAX_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60_000);
    let lines: Vec<&str> = include_str!("errors/statements.txt").lines().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..rounds {
        let mut source = Vec::new();
        for _ in 0..=random.below(3) {
            source.extend_from_slice(random.pick(&lines).as_bytes());
            source.push(b'\n');
        }
        for _ in 0..=random.below(4) {
            let at = random.below(source.len() + 1);
            match random.below(4) {
                0 => source.truncate(at),
                1 => {
                    let end = source.len().min(at + random.below(6));
                    source.drain(at..end);
                }
                2 => source.insert(at, random.below(256) as u8),
                _ => drop(source.splice(at..at, random.pick(&PIECES).iter().copied())),
            }
        }
        let options = Options {
            origin: [Origin::Str, Origin::Unicode, Origin::File][random.below(3)],
            dont_imply_dedent: random.below(4) == 0,
            interactive: random.below(4) == 0,
            tab_check: [TabCheck::Ignore, TabCheck::Warn, TabCheck::Error][random.below(3)],
            ..Options::new([Mode::Exec, Mode::Eval, Mode::Single][random.below(3)])
        };
        if let Ok(parsed) = parse(&source, &options) {
            let _ = future::scan(&parsed.module);
            let mut count = Count::default();
            walk_mod(&mut count, &parsed.module);
            if matches!(parsed.module, Mod::Expression(_)) {
                assert!(count.0 > 0);
            }
        }
    }
}
