//! The command line: chooses the parts, wires them, runs a program, ends with its status.

mod options;
mod run;
mod signals;

use object_model::Context;
use object_model::gc::{Heap, Mode};
use options::{HELP, Options, Stop, USAGE};
use std::io::Write;

/// Stack of the thread that runs the program: deep recursion ends in RuntimeError long before it does.
const STACK_BYTES: usize = 512 << 20;

fn main() {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let mut options = match Options::parse(args) {
        Ok(options) => options,
        Err(Stop::Help) => {
            print!("{USAGE}{HELP}");
            return;
        }
        Err(Stop::Version) => {
            eprintln!("Python 2.7.18");
            return;
        }
        Err(Stop::Wrong(text)) => {
            eprint!("{text}");
            std::process::exit(2);
        }
    };
    options.read_environment();
    let status = on_large_stack(move || program(options));
    let _ = std::io::stdout().flush();
    std::process::exit(status);
}

/// The main thread's stack has the size that the shell's limit gives; ours does not depend on it.
fn on_large_stack(run: impl FnOnce() -> i32 + Send + 'static) -> i32 {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).name("main".to_string()).spawn(run);
    signals::leave_to_others();
    match thread.map(|thread| thread.join()) {
        Ok(Ok(status)) => status,
        // A panic has said so itself.
        _ => 70,
    }
}

fn program(options: Options) -> i32 {
    let mut heap = Heap::new();
    if let Some(mode) = std::env::var("TAIPAN_GC").ok().and_then(|text| Mode::parse(&text)) {
        heap.configure(mode);
    }
    if let Some(limit) = std::env::var("TAIPAN_HEAP_LIMIT").ok().and_then(|text| text.parse().ok()) {
        heap.set_limit(limit);
    }
    let mut cx = Context::new(heap);
    cx.limit_native_stack(STACK_BYTES);
    interp::install(&mut cx);
    let jit = match jit::Knobs::choose(options.jit.as_deref(), &|name| std::env::var(name).ok()) {
        Ok(knobs) => knobs.map(|knobs| jit::Tracing::install(&mut cx, knobs)),
        Err(text) => {
            eprint!("{text}");
            return 2;
        }
    };
    let status = run::program(&mut cx, &options);
    if options.stats {
        eprintln!("{:#?}", cx.heap.stats());
        if let Some(jit) = jit {
            eprintln!("{:#?}", jit.counts());
        }
    }
    // Memory goes back with the process.
    std::mem::forget(cx);
    status
}
