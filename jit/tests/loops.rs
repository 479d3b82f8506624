//! The loops in `loops/`: what is recorded of each, and that running it gives what the interpreter gives.
//!
//! `NAME.py` leaves its result in `result`; `NAME.trace` holds the traces and aborts, as text. `TRACES_RECORD=1` writes the
//! texts anew.

use jit::{Knobs, Tracing};
use object_model::Context;
use object_model::gc::{Heap, Mode};
use object_model::module::module_dict;
use std::path::{Path, PathBuf};
use syntax::CompileOptions;

/// Runs on a stack like the interpreter's own.
fn on_large_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread");
    thread.join().expect("no panic")
}

struct Ran {
    result: String,
    texts: Vec<String>,
    entered: u64,
}

/// Runs a program in a context of its own.
fn run(source: &[u8], knobs: Option<Knobs>, gc: &str) -> Ran {
    let mut heap = Heap::new();
    if let Some(mode) = Mode::parse(gc) {
        heap.configure(mode);
    }
    let mut cx = Context::new(heap);
    cx.limit_native_stack(64 << 20);
    interp::install(&mut cx);
    let driver = knobs.map(|knobs| Tracing::install(&mut cx, knobs));
    if let Some(driver) = driver {
        driver.keep_texts();
    }
    let result = execute(&mut cx, source);
    let texts = driver.map_or_else(Vec::new, Tracing::keep_texts);
    let entered = driver.map_or(0, |driver| driver.counts().entered);
    // The collector still knows this thread's stack: the context stays for the process.
    std::mem::forget(cx);
    Ran { result, texts, entered }
}

fn execute(cx: &mut Context, source: &[u8]) -> String {
    let ran = (|| {
        modules::install(cx)?;
        let name = cx.intern(b"__main__");
        let module = cx.new_module(name);
        let main = module_dict(module.value()).expect("a module has a dict");
        let mut options = CompileOptions::new("", syntax::parser::Mode::Exec);
        options.filename = std::rc::Rc::from(&b"loop.py"[..]);
        let code = interp::source::compile_bytes(cx, source, &options)?;
        interp::services::run_code(cx, code, main, main.value())?;
        let result = cx.dict_find(main, "result").expect("a program leaves its result");
        Ok(cx.repr(result)?.lossy())
    })();
    match ran {
        Ok(text) => text,
        Err(object_model::Raised) => {
            let triple = cx.take_error().expect("raised");
            let text = interp::traceback::format(cx, triple.class, triple.value, triple.traceback);
            format!("raised: {}", String::from_utf8_lossy(&text))
        }
    }
}

fn knobs(fail_every: u64) -> Option<Knobs> {
    Some(Knobs { threshold: 8, fail_every, ..Knobs::default() })
}

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/loops");
    let entries = std::fs::read_dir(&folder).expect("the folder of loops");
    let mut found: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    found.sort();
    found
}

/// Reports all that differ, not the first alone.
fn each_program(check: impl Fn(&Path, Vec<u8>) -> Result<(), String> + Send + 'static) {
    let faults = on_large_stack(move || {
        let mut faults = Vec::new();
        for path in programs() {
            let source = std::fs::read(&path).expect("a program");
            if let Err(fault) = check(&path, source) {
                faults.push(format!("{}: {fault}", path.file_stem().unwrap_or_default().display()));
            }
        }
        faults
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// One test, since contexts share what a process has once (the GIL, the poll word).
#[test]
fn loops_are_recorded_and_run() {
    let recording = std::env::var_os("TRACES_RECORD").is_some_and(|value| value == "1");
    each_program(move |path, source| {
        let plain = run(&source, None, "");
        if plain.result.starts_with("raised") {
            return Err(plain.result);
        }
        let traced = run(&source, knobs(0), "");
        if traced.result != plain.result {
            return Err(format!("{} in the interpreter, {} traced", plain.result, traced.result));
        }
        let text = traced.texts.concat();
        let golden = path.with_extension("trace");
        if recording {
            std::fs::write(&golden, &text).map_err(|error| error.to_string())?;
        }
        let expected = std::fs::read_to_string(&golden).map_err(|error| format!("no record: {error}"))?;
        if let Some((line, (e, f))) = expected.lines().zip(text.lines()).enumerate().find(|(_, (e, f))| e != f) {
            return Err(format!("line {}\n  expected: {e}\n  found:    {f}", line + 1));
        }
        if expected.lines().count() != text.lines().count() {
            return Err("the trace is longer or shorter than the record".to_string());
        }
        if traced.entered == 0 && text.contains("trace of") {
            return Err("recorded and never entered".to_string());
        }
        Ok(())
    });
    // Every guard must be able to fail: each time, each third time, …
    each_program(|_, source| {
        let plain = run(&source, None, "");
        for every in [1, 2, 3, 5, 7, 11, 29, 97] {
            let traced = run(&source, knobs(every), "");
            if traced.result != plain.result {
                let (plain, traced) = (plain.result, traced.result);
                return Err(format!("{plain} in the interpreter, {traced} where every {every}th guard fails"));
            }
        }
        Ok(())
    });
    // What only a trace holds must be seen by the collector.
    each_program(|_, source| {
        let plain = run(&source, None, "");
        for (every, gc) in [(0, "stress:13"), (7, "stress:17")] {
            let traced = run(&source, knobs(every), gc);
            if traced.result != plain.result {
                return Err(format!("{} in the interpreter, {} traced under {gc}", plain.result, traced.result));
            }
        }
        Ok(())
    });
}
