//! When to record, what to enter, what to throw away.

use crate::abort::Abort;
use crate::evaluate::{self, Why};
use crate::ir::Trace;
use crate::knobs::Knobs;
use crate::record::record;
use crate::text;
use handlers::frame::Frame;
use interp::jit_driver::{Answer, JitDriver};
use interp::run::Position;
use object_model::Context;
use object_model::gc::Tracer;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::rc::Rc;

/// A loop: the address of its code and the word offset of its header.
type Key = (usize, u32);

#[derive(Default)]
struct Loop {
    trace: Option<Rc<Trace>>,
    /// Recordings that failed, and those of them that failed for what the loop is.
    tries: u32,
    aborts: u32,
    /// Entries in a row that did not come round once.
    failures: u32,
}

/// What has happened, for whoever asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub recorded: u64,
    pub aborted: u64,
    pub invalidated: u64,
    pub entered: u64,
    pub rounds: u64,
}

/// The tracing driver: records hot loops and runs their traces in the evaluator.
pub struct Tracing {
    knobs: Knobs,
    loops: RefCell<HashMap<Key, Loop>>,
    /// Traces that run now; one may be thrown away meanwhile.
    running: RefCell<Vec<Rc<Trace>>>,
    /// Python code run by a call while recording may get hot itself: it is left alone.
    recording: Cell<bool>,
    /// Addresses of cells that were seen to change.
    varying: RefCell<HashSet<usize>>,
    guards: Cell<u64>,
    counts: Cell<Counts>,
    log: RefCell<Option<std::fs::File>>,
    /// Texts of traces and aborts, in order, if they are kept.
    kept: RefCell<Option<Vec<String>>>,
}

impl Tracing {
    pub fn new(knobs: Knobs) -> Tracing {
        let open = |path| std::fs::OpenOptions::new().create(true).append(true).open(path).ok();
        let log = knobs.log.as_ref().and_then(open);
        Tracing {
            knobs,
            loops: RefCell::default(),
            running: RefCell::default(),
            recording: Cell::new(false),
            varying: RefCell::default(),
            guards: Cell::new(0),
            counts: Cell::default(),
            log: RefCell::new(log),
            kept: RefCell::default(),
        }
    }

    /// Makes such a driver the context's, for good.
    pub fn install(cx: &mut Context, knobs: Knobs) -> &'static Tracing {
        let driver: &'static Tracing = Box::leak(Box::new(Tracing::new(knobs)));
        interp::jit_driver::install(cx, driver);
        driver
    }

    pub fn counts(&self) -> Counts {
        self.counts.get()
    }

    /// Keeps the texts of what is recorded from now on; gives what was kept so far.
    pub fn keep_texts(&self) -> Vec<String> {
        self.kept.replace(Some(Vec::new())).unwrap_or_default()
    }

    /// Forgets all loops; those that have a trace count from the start.
    pub fn reset(&self) {
        let loops = self.loops.take();
        for root in loops.values().filter_map(|found| found.trace.as_ref()).map(|trace| trace.root) {
            (0..root.body().loops).for_each(|counter| root.counter(counter).set(self.knobs.threshold));
        }
    }

    fn count(&self, change: impl FnOnce(&mut Counts)) {
        let mut counts = self.counts.get();
        change(&mut counts);
        self.counts.set(counts);
    }

    fn note(&self, text: &dyn Fn() -> String) {
        let (mut log, mut kept) = (self.log.borrow_mut(), self.kept.borrow_mut());
        if log.is_none() && kept.is_none() {
            return;
        }
        let text = text();
        if let Some(log) = log.as_mut() {
            let _ = log.write_all(text.as_bytes());
        }
        if let Some(kept) = kept.as_mut() {
            kept.push(text);
        }
    }

    /// The loop's trace, if it still holds.
    fn valid_trace(&self, cx: &Context, key: Key) -> Option<Rc<Trace>> {
        let trace = self.loops.borrow().get(&key)?.trace.clone()?;
        if evaluate::is_valid(cx, &trace) {
            return Some(trace);
        }
        self.note_changes(&trace);
        self.count(|counts| counts.invalidated += 1);
        if let Some(found) = self.loops.borrow_mut().get_mut(&key) {
            found.trace = None;
        }
        None
    }

    /// Cells that have changed are no constants any more.
    fn note_changes(&self, trace: &Trace) {
        let mut varying = self.varying.borrow_mut();
        varying.extend(evaluate::changed_cells(trace).map(|cell| cell as usize));
    }

    fn enter(&self, cx: &mut Context, key: Key, trace: Rc<Trace>, at: Position) -> Answer {
        self.running.borrow_mut().push(trace.clone());
        let left = evaluate::run(cx, &trace, Frame(at.base), &self.guards, self.knobs.fail_every);
        // Not the last one, where threads take turns.
        let mut running = self.running.borrow_mut();
        if let Some(at) = running.iter().rposition(|other| Rc::ptr_eq(other, &trace)) {
            running.swap_remove(at);
        }
        drop(running);
        self.count(|counts| {
            counts.entered += 1;
            counts.rounds += left.rounds;
        });
        let mut loops = self.loops.borrow_mut();
        let Some(found) = loops.get_mut(&key) else { return Answer { at: left.at, again: 1 } };
        found.failures = if left.rounds > 0 || left.why == Why::Poll { 0 } else { found.failures + 1 };
        // A trace that does not get round is asked ever more rarely.
        Answer { at: left.at, again: 1 << found.failures.min(16) }
    }

    fn record(&self, cx: &mut Context, key: Key, at: Position) -> Answer {
        self.recording.set(true);
        let varying = self.varying.borrow().clone();
        let (at, result) = record(cx, at, &self.knobs, &varying);
        self.recording.set(false);
        let mut loops = self.loops.borrow_mut();
        if loops.len() >= self.knobs.loops {
            loops.clear();
        }
        let found = loops.entry(key).or_default();
        match result {
            Ok(trace) => {
                self.note(&|| text::of_trace(cx, &trace));
                self.count(|counts| counts.recorded += 1);
                found.trace = Some(Rc::new(trace));
                found.failures = 0;
                Answer { at, again: 1 }
            }
            Err(failed) => {
                self.varying.borrow_mut().extend(&failed.changed);
                self.note(&|| failed.text());
                self.count(|counts| counts.aborted += 1);
                found.tries += 1;
                found.aborts += if failed.abort.is_transient() { 0 } else { 1 };
                let again = if found.aborts >= self.knobs.patience {
                    u32::MAX
                } else {
                    self.knobs.threshold.saturating_mul(1 << found.tries.min(16))
                };
                Answer { at, again }
            }
        }
    }
}

/// A recording that came to nothing.
pub struct Failed {
    pub abort: Abort,
    /// Where: function, opcode, line.
    pub place: String,
    /// Addresses of cells that changed under the recording.
    pub changed: Vec<usize>,
}

impl Failed {
    fn text(&self) -> String {
        format!("abort: {} at {}\n", self.abort, self.place)
    }
}

impl JitDriver for Tracing {
    fn threshold(&self) -> u32 {
        self.knobs.threshold
    }

    fn hot_loop(&self, cx: &mut Context, at: Position) -> Answer {
        let code = Frame(at.base).code();
        let key = (code.pointer() as usize, code.offset_of(at.pc));
        if let Some(trace) = self.valid_trace(cx, key) {
            return self.enter(cx, key, trace, at);
        }
        if self.recording.get() {
            return Answer { at, again: self.knobs.threshold };
        }
        self.record(cx, key, at)
    }

    fn trace(&self, tracer: &mut Tracer) {
        // The collector may run while the loops are borrowed for reading only: nothing here allocates under a mutable borrow.
        let (loops, running) = (self.loops.borrow(), self.running.borrow());
        for trace in loops.values().filter_map(|found| found.trace.as_ref()).chain(running.iter()) {
            for &root in &trace.roots {
                tracer.word(root);
            }
            trace.shapes.iter().for_each(|&shape| tracer.root_shape(shape));
        }
    }
}
