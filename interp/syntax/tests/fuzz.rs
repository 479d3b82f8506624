//! Random and mutated source through tokenizer, parser and compiler: whatever comes in, out comes an error or bytecode that
//! the verifier accepts, and never a panic.
//!
//! The programs of `compat_tests` are the seeds. A run is short and the same every time; `SYNTAX_FUZZ_SECONDS` makes it as
//! long as wanted, from a seed that it prints, which `SYNTAX_FUZZ_SEED` repeats.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};
use syntax::parser::Mode;
use syntax::{CompileOptions, compile_source};

/// xorshift64*.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 16) as usize % n.max(1)
    }
}

/// Pieces that are put together or into programs.
const PIECES: &[&str] = &[
    "def f(a, (b, c)=1, *d, **e):",
    "class C(object):",
    "lambda x: ",
    "yield ",
    "return",
    "exec 'a' in b, c",
    "print >>f, ",
    "`",
    "from __future__ import division\n",
    "from . import x\n",
    "import a.b as c",
    "global x\n",
    "try:\n",
    "except A, e:\n",
    "finally:\n",
    "with a as b, c as d:\n",
    "for i in x:\n",
    "else:\n",
    "elif ",
    "while 1:\n",
    "break\n",
    "continue\n",
    "del x[",
    "assert ",
    "raise a, b, c",
    "if ",
    " not in ",
    " is not ",
    " and ",
    " or ",
    "not ",
    "[x for x in y if z]",
    "{a: b for a in c}",
    "(x for y in z)",
    "{1, 2}",
    "u'\\u1234'",
    "r'\\'",
    "'''",
    "\"\"\"",
    "b'\\x'",
    "0777L",
    "0b1",
    "1e400",
    "1j",
    "0x",
    ".5",
    "...",
    "::",
    "**",
    "//=",
    ">>=",
    "<>",
    "@a.b\n",
    "# -*- coding: latin-1 -*-\n",
    "\u{feff}",
    "\t",
    "    ",
    "\n",
    "\\\n",
    ";",
    ":",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "x",
    "self",
    "None",
    "0",
    "\0",
    "\r",
    "\x0c",
    "é",
];

fn seeds() -> Vec<Vec<u8>> {
    let mut found = vec![b"x = 1\n".to_vec()];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../compat_tests");
    let mut pending = vec![root];
    while let Some(directory) = pending.pop() {
        let Ok(entries) = std::fs::read_dir(directory) else { continue };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py")
                && let Ok(text) = std::fs::read(&path)
                && text.len() < 6000
            {
                found.push(text);
            }
        }
    }
    found
}

fn mutate(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    if random.below(8) == 0 {
        let count = 1 + random.below(40);
        return (0..count).flat_map(|_| PIECES[random.below(PIECES.len())].bytes()).collect();
    }
    let mut text = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(6) {
        let (a, b) = (random.below(text.len() + 1), random.below(text.len() + 1));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
        match random.below(6) {
            0 => text.splice(from..from, PIECES[random.below(PIECES.len())].bytes()).for_each(drop),
            1 => text.drain(from..to).for_each(drop),
            2 => {
                let part = text[from..to].to_vec();
                let at = random.below(text.len() + 1);
                text.splice(at..at, part).for_each(drop);
            }
            3 if !text.is_empty() => {
                let at = random.below(text.len());
                text[at] = random.next() as u8;
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let at = random.below(other.len());
                let part = other[at..(at + random.below(200)).min(other.len())].to_vec();
                text.splice(from..to, part).for_each(drop);
            }
            _ => text.truncate(to.max(1)),
        }
    }
    text
}

/// What goes wrong with a source, if anything does.
fn fault(source: &[u8], mode: Mode) -> Option<String> {
    let compiled = catch_unwind(AssertUnwindSafe(|| {
        let mut options = CompileOptions::new("<fuzz>", mode);
        options.module_scope = true;
        compile_source(source, &options)
    }));
    match compiled {
        Err(_) => Some("panic".to_string()),
        Ok(Err(_)) => None,
        Ok(Ok((body, _))) => bytecode::verify(&body).err(),
    }
}

#[test]
fn any_source_gives_bytecode_or_an_error() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = number("SYNTAX_FUZZ_SECONDS");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
    let seed = number("SYNTAX_FUZZ_SEED").unwrap_or(if seconds.is_some() { now } else { 20_260_728 });
    println!("seed {seed}");
    let run = move || {
        let (mut random, seeds, start) = (Random(seed | 1), seeds(), Instant::now());
        let mut rounds = 0u64;
        while seconds.map_or(rounds < 40_000, |seconds| start.elapsed() < Duration::from_secs(seconds)) {
            let source = mutate(&mut random, &seeds);
            let mode = [Mode::Exec, Mode::Exec, Mode::Exec, Mode::Eval, Mode::Single][random.below(5)];
            if let Some(fault) = fault(&source, mode) {
                panic!("round {rounds}: {fault}\n{}", String::from_utf8_lossy(&source));
            }
            rounds += 1;
        }
        println!("{rounds} rounds");
    };
    // As much stack as a program's main thread may count on.
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}
