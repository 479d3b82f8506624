//! Golden disassemblies, errors, the verifier over whole libraries, mutated sources.

use super::{CompileOptions, Mode, compile_source};
use bytecode::{Body, Const, disassemble, image, line_of, live_registers, verify};

fn compile(source: &str) -> Body {
    let mut options = CompileOptions::new("t.py", Mode::Exec);
    options.module_scope = true;
    match compile_source(source.as_bytes(), &options) {
        Ok((body, _)) => {
            assert_eq!(verify(&body), Ok(()), "{source}\n{}", disassemble(&body));
            body
        }
        Err(error) => panic!("{error}: {source}"),
    }
}

/// The code of the first function in `source`.
fn function(source: &str) -> Body {
    let found = compile(source).consts.into_iter().find_map(|constant| match constant {
        Const::Code(code) => Some((*code).clone()),
        _ => None,
    });
    found.expect("a function")
}

/// Instructions of the first function, without lines and offsets.
fn check(source: &str, expected: &[&str]) {
    let body = function(source);
    let text = disassemble(&body);
    let name = format!("{}:", String::from_utf8_lossy(&body.name));
    let rows = text.lines().skip_while(|line| !line.starts_with(&name)).skip(1);
    let rows = rows.take_while(|line| line.starts_with(' ') && !line.contains("..")).map(|line| line[10..].trim());
    let found: Vec<&str> = rows.collect();
    assert_eq!(found, expected, "{source}\n{text}");
}

fn error(source: &str) -> String {
    match compile_source(source.as_bytes(), &CompileOptions::new("t.py", Mode::Exec)) {
        Ok((_, warnings)) => warnings.iter().map(|warning| format!("{} (line {})\n", warning.msg, warning.line)).collect(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn operands_are_locals_and_results_go_to_locals() {
    check(
        "def f(a, b):\n c = a + b\n c += 1\n return c * a - 3\n",
        &["ADD r2 r0 r1", "INPLACE_ADD_INT r2 r2 1", "MUL r3 r2 r0", "SUB_INT r3 r3 3", "RETURN r3"],
    );
    check("def f(a, b):\n a, b = b, a + b\n return b\n", &["MOVE r2 r1", "ADD r1 r0 r1", "MOVE r0 r2", "RETURN r1"]);
}

#[test]
fn conditions_fuse_with_jumps() {
    check(
        "def f(n):\n while n > 0 and n is not None:\n  n -= 1\n",
        &["JUMP_GT_INT r0 0 0 -> 7", "JUMP_NONE r0 1 -> 7", "INPLACE_SUB_INT r0 r0 1", "LOOP 0 -> 0", "RETURN_CONST None"],
    );
    check(
        "def f(a, b):\n if a not in b or not a: return 1\n",
        &["JUMP_IN r0 r1 0 -> 4", "JUMP_TRUE r0 -> 5", "RETURN_CONST 1", "RETURN_CONST None"],
    );
    check("def f():\n if 0: g()\n while 1: pass\n", &["LOOP 0 -> 0"]);
}

#[test]
fn calls_are_built_in_their_windows() {
    check(
        "def f(a):\n return g(a, h(1), k=2)\n",
        &[
            "LOAD_GLOBAL r4 g",
            "MOVE r6 r0",
            "LOAD_GLOBAL r10 h",
            "LOAD_INT r12 1",
            "CALL r7 r7 1",
            "LOAD_INT r8 2",
            "CALL_KW r1 r1 3 ('k')",
            "RETURN r1",
        ],
    );
    check(
        "def f(a):\n a.b.c(1)\n",
        &["LOAD_ATTR r1 r0 b", "LOAD_METHOD r1 r1 c", "LOAD_INT r7 1", "CALL_METHOD r1 r1 1", "RETURN_CONST None"],
    );
}

#[test]
fn unbound_locals_are_checked_where_flow_leaves_them_open() {
    check(
        "def f(a):\n if a:\n  b = 1\n b\n b\n",
        &["JUMP_FALSE r0 -> 3", "LOAD_INT r1 1", "CHECK_LOCAL r1 b", "RETURN_CONST None"],
    );
    check(
        "def f(a):\n while a:\n  del a\n",
        &["CHECK_LOCAL r0 a", "JUMP_FALSE r0 -> 6", "CLEAR r0", "LOOP 0 -> 0", "RETURN_CONST None"],
    );
}

#[test]
fn a_list_comprehension_may_rebind_an_operand() {
    // `x` is copied before the right operand rebinds it.
    let text = disassemble(&function("def f(x, y):\n return x + [x for x in y][0]\n"));
    assert!(text.contains("MOVE r2 r0"), "{text}");
}

#[test]
fn returning_restores_the_exception_only_after_a_handler() {
    let text = disassemble(&function("def f(a):\n if a: return 1\n try: a()\n except: return 2\n"));
    assert_eq!(text.matches("RESTORE_EXC").count(), 1, "{text}");
}

#[test]
fn public_names_are_those_of_cpython() {
    let body = function("def f(a):\n x = a.b\n def g(): return x\n del a\n a\n return c\n");
    let names: Vec<_> = body.names.iter().map(|name| String::from_utf8_lossy(name)).collect();
    assert_eq!(names[..body.public_names as usize], ["b", "c"]);
    assert!(names.len() > 2);
}

#[test]
fn lines_are_those_of_cpython() {
    let body = compile("x = (a +\n  f(b,\n  c))\ntry:\n  d\nfinally:\n  e\n");
    let lines: Vec<u32> = body.lines.iter().map(|row| row.line).collect();
    // The finally clause is there twice, for the two ways into it, and begins a line each time.
    assert_eq!(lines, [1, 2, 3, 4, 5, 7, 7]);
    assert_eq!(line_of(&body, 0), 1);
}

#[test]
fn dead_temporaries_are_not_live() {
    let body = function("def f(a):\n g(a)\n h()\n");
    let call = live_registers(&body, 4);
    assert_eq!(call[0] & 1, 1);
    let last = live_registers(&body, body.words.len() as u32 - 1);
    assert_eq!(last[0], 1, "{}", disassemble(&body));
}

#[test]
fn errors_have_cpythons_words_and_lines() {
    let cases = [
        ("def f():\n break\n", "SyntaxError: 'break' outside loop (line 2)"),
        ("continue\n", "SyntaxError: 'continue' not properly in loop (line 1)"),
        (
            "for x in y:\n try: pass\n finally:\n  continue\n",
            "SyntaxError: 'continue' not supported inside 'finally' clause (line 4)",
        ),
        ("return 1\n", "SyntaxError: 'return' outside function (line 1)"),
        ("class A:\n yield 1\n", "SyntaxError: 'yield' outside function (line 2)"),
        ("def f():\n yield\n return 1\n", "SyntaxError: 'return' with argument inside generator (line 3)"),
        ("def f(x, x): pass\n", "SyntaxError: duplicate argument 'x' in function definition (line 1)"),
        ("def f(x):\n global x\n", "SyntaxError: name 'x' is local and global (line 1)"),
        ("def f():\n x = 1\n def g(): x\n del x\n", "SyntaxError: can not delete variable 'x' referenced in nested scope"),
        (
            "def f():\n exec a\n def g(): return b\n",
            "SyntaxError: unqualified exec is not allowed in function 'f' because it contains a nested function with \
             free variables (line 2)",
        ),
        (
            "def f():\n from a import *\n lambda: b\n",
            "SyntaxError: import * is not allowed in function 'f' because it contains a nested function with free \
             variables (line 2)",
        ),
        ("try: pass\nexcept: pass\nexcept A: pass\n", "SyntaxError: default 'except:' must be last (line 1)"),
        (
            "x\nfrom __future__ import division\n",
            "SyntaxError: from __future__ imports must occur at the beginning of the file (line 2)",
        ),
        ("def f():\n x = 1\n global x\n", "name 'x' is assigned to before global declaration (line 3)\n"),
        ("def f():\n print x\n global x\n", "name 'x' is used prior to global declaration (line 3)\n"),
        ("assert (a, 'b')\n", "assertion is always true, perhaps remove parentheses? (line 1)\n"),
        ("def f():\n from a import *\n", "import * only allowed at module level (line 1)\n"),
    ];
    for (source, expected) in cases {
        assert_eq!(error(source), expected, "{source}");
    }
}

/// Sources that strain registers: many locals, parameters, arguments, items; deep nesting; long chains.
#[test]
fn there_is_room_for_everything() {
    let list = |n: usize, item: &dyn Fn(usize) -> String| (0..n).map(item).collect::<Vec<_>>().join(", ");
    let mut sources = Vec::new();
    for n in [50, 99, 100, 101, 150, 240, 255, 400] {
        let assignments: String = (1..n).map(|i| format!(" v{i} = f(v{}, a)\n", i - 1)).collect();
        let last = n - 1;
        sources.push(format!(
            "def g(a):\n v0 = 1\n{assignments} for v1, v{last} in a: print [v{last} for v{last} in a]\n del v2, \
             v{last}\n def h(): return v3, a\n try: return h\n finally: a()\n"
        ));
        if n <= 255 {
            let parameters = list(n, &|i| format!("p{i}={i}"));
            sources.push(format!(
                "def g({parameters}, *s, **k):\n x = p0 + p{last}\n def h(): return p1, p{last}, x\n return f(p2, s, h(k))\n"
            ));
        }
        sources.push(format!("x = [{}]\n", list(n, &|i| format!("a{i}"))));
        let half = n.min(250) / 2;
        let (plain, named) = (list(half, &|i| format!("a{i}")), list(half, &|i| format!("k{i}=1")));
        sources.push(format!("x = f({plain}, {named})\nx.y({plain})\n"));
        sources.push(format!("{} = x\n", list(n, &|i| format!("a{i}"))));
    }
    for (open, close) in [
        ("f(", ")"),
        ("f(a, b, *", ")"),
        ("x.m(a, b, ", ").n"),
        ("[a, ", "]"),
        ("(a, b, ", ")"),
        ("a[1:", "]"),
        ("a[:", "]"),
        ("(a and ", " or b)"),
        ("(a < b < ", ")"),
        ("{a: ", "}"),
        ("a * (b + ", ")"),
        ("[x for y in [", "]]"),
    ] {
        let n = if open.len() > 10 { 30 } else { 60 };
        let expr = format!("{}z{}", open.repeat(n), close.repeat(n));
        sources
            .push(format!("def g(a, b):\n x = {expr}\n while {expr}:\n  a.b[1:] = {expr}\n  with {expr} as a[0]: pass\n"));
    }
    sources.push(format!("x = {}\n", vec!["a"; 30_000].join(" + ")));
    sources.push(format!("x = a{}\n", ".b(1)[2]".repeat(30_000)));
    sources.push(format!("if {}: x = {}\n", vec!["a"; 3000].join(" < "), vec!["a"; 3000].join(" < ")));
    sources.push(format!("if a: b\n{}", "elif c: d\n".repeat(30_000)));
    sources.push(format!("x = {}y\n", "not ".repeat(1400)));
    sources.push(format!("x = [{}]\ny = 70000.5\n", list(70_000, &|i| format!("{i}.5, a"))));
    sources.push(format!("{}def f(): pass\n", "@a\n".repeat(100)));
    in_large_stack(|| {
        for source in &sources {
            if let Err(error) = check_source(source.as_bytes(), "strain") {
                panic!("{error}: {:.300}", source);
            }
        }
    });
}

/// Compiles a source as a file and as an `exec`, and checks what comes out.
fn check_source(source: &[u8], name: &str) -> Result<Body, String> {
    let mut options = CompileOptions::new(name, Mode::Exec);
    let mut last = None;
    for module_scope in [true, false] {
        options.module_scope = module_scope;
        let (body, _) = compile_source(source, &options).map_err(|error| error.to_string())?;
        if let Err(error) = verify(&body) {
            panic!("{name}: {error}\n{}", String::from_utf8_lossy(&source[..source.len().min(2000)]));
        }
        let bytes = image::write(&body);
        match image::read(&bytes) {
            Ok(read) => assert_eq!(image::write(&read), bytes, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
        last = Some(body);
    }
    Ok(last.unwrap_or_default())
}

fn in_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, run);
        thread.expect("a thread").join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The sources of CPython's library, if it is there.
fn library() -> Vec<std::path::PathBuf> {
    let home = std::env::var("HOME").unwrap_or_default();
    let mut folders = vec![std::path::PathBuf::from(format!("{home}/.pyenv/versions/2.7.18/lib/python2.7"))];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: no {}", folder.display());
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "py") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every file of CPython's library compiles to code that the verifier passes.
#[test]
fn the_library_verifies() {
    let files = library();
    let mut refused = Vec::new();
    in_large_stack(|| {
        for path in &files {
            let Ok(source) = std::fs::read(path) else { continue };
            if let Err(error) = check_source(&source, &path.to_string_lossy()) {
                refused.push(format!("{}: {error}", path.display()));
            }
        }
    });
    eprintln!("{} files, refused:\n{}", files.len(), refused.join("\n"));
    // Some test files are wrong on purpose, others need codecs.
    assert!(refused.len() <= 20);
}

/// Mutated sources never panic, and what compiles verifies.
#[test]
fn mutated_sources_are_harmless() {
    let files: Vec<_> = library().into_iter().filter(|path| path.to_string_lossy().contains("/test/test_")).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = move |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 33) as usize % n.max(1)
    };
    in_large_stack(|| {
        let mut compiled = 0;
        for _ in 0..200 {
            let Some(path) = files.get(random(files.len())) else { return };
            let Ok(source) = std::fs::read(path) else { continue };
            // Words exchanged for other words of the source or for keywords, lines doubled, dropped or swapped.
            let mut lines: Vec<Vec<u8>> = source.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
            for _ in 0..1 + random(3) {
                let (i, j) = (random(lines.len()), random(lines.len()));
                if i >= lines.len() {
                    break;
                }
                match random(6) {
                    0 => lines.insert(i, lines[i].clone()),
                    1 => lines.swap(i, j),
                    2 => drop(lines.remove(i)),
                    _ => {
                        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
                        let words: Vec<&[u8]> =
                            lines[j].split(|byte| !is_word(byte)).filter(|word| !word.is_empty()).collect();
                        let keywords: [&[u8]; 8] =
                            [b"yield", b"return 1", b"continue", b"break", b"del x", b"lambda: x", b"None", b"exec x"];
                        let word = words.get(random(words.len() * 2)).copied().unwrap_or(keywords[random(8)]).to_vec();
                        let Some(at) = lines[i].iter().position(is_word) else { continue };
                        let at = at + random(lines[i].len() - at);
                        let start = lines[i][..at].iter().rposition(|byte| !is_word(byte)).map_or(0, |p| p + 1);
                        let end = lines[i][at..].iter().position(|byte| !is_word(byte)).map_or(at, |p| at + p);
                        lines[i].splice(start..end, word);
                    }
                }
            }
            compiled += usize::from(check_source(&lines.concat(), "mutated").is_ok());
        }
        eprintln!("{compiled} of the mutated sources compiled");
    });
}
