//! The command line: chooses the parts, wires them, runs a program, ends with its status.

// The runtime's own start would read the memory map for the stack's guard page, install handlers for a stack that we do not use,
// and take a tenth of the time of `taipan -S -c pass`.
#![no_main]

mod interact;
mod options;
mod reserve;
mod run;
mod start;

use object_model::Context;
use object_model::gc::{Heap, Mode};
use options::{HELP, Options, Stop, USAGE};
use std::ffi::OsString;
use std::io::Write;

/// Stack of the thread that runs the program: deep recursion ends in RuntimeError long before it does.
const STACK_BYTES: usize = 512 << 20;
/// The same where the process may not have much address space.
const LEAST_STACK: usize = 8 << 20;

/// Reads the command line, runs what it names, ends the process.
fn main(args: Vec<OsString>) -> ! {
    let mut options = match Options::parse(args) {
        Ok(options) => options,
        Err(Stop::Help) => {
            print!("{USAGE}{HELP}");
            finish(0)
        }
        Err(Stop::Version) => {
            eprintln!("Python 2.7.18");
            finish(0)
        }
        Err(Stop::Wrong(text)) => {
            eprint!("{text}");
            finish(2)
        }
    };
    options.read_environment();
    if start::input_is_directory() {
        eprintln!("Python error: <stdin> is a directory, cannot continue");
        finish(1);
    }
    // The first thread's stack has the size that the shell's limit gives; ours does not depend on it.
    let stack = start::share_of_memory(8).map_or(STACK_BYTES, |share| share.clamp(LEAST_STACK, STACK_BYTES));
    let thread = std::thread::Builder::new().stack_size(stack).name("main".to_string());
    let thread = thread.spawn(move || finish(program(options, stack)));
    start::leave_signals_to_others();
    // The process ends from within that thread; who returns from it has panicked, and a panic has said so itself.
    match thread {
        Ok(thread) => drop(thread.join()),
        Err(error) => eprintln!("Fatal error: no thread for the program: {error}"),
    }
    finish(70)
}

fn finish(status: i32) -> ! {
    let _ = std::io::stdout().flush();
    std::process::exit(status)
}

fn program(options: Options, stack: usize) -> i32 {
    reserve::refill();
    let mut heap = Heap::new();
    if let Some(mode) = std::env::var("TAIPAN_GC").ok().and_then(|text| Mode::parse(&text)) {
        heap.configure(mode);
    }
    if let Some(limit) = std::env::var("TAIPAN_HEAP_LIMIT").ok().and_then(|text| text.parse().ok()) {
        heap.set_limit(limit);
    }
    let mut cx = Context::new(heap);
    cx.limit_native_stack(stack);
    cx.hooks.refill = reserve::refill;
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
