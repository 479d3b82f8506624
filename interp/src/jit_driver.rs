//! The seam to a JIT: a trait for whoever writes one, and what the evaluator does at a hot loop.
//!
//! Loops count down at their back-edges (`run::counting_loop`); at zero the driver is asked. It may record, run what it has
//! made of the loop, or do nothing, and says where the interpreter goes on and after how many more back-edges it wants to be
//! asked again. Without a driver the dispatch table is another one, in which loops do not count.
//!
//! Drivers take `&self`: Python code that runs on behalf of a trace may get hot itself.

use crate::run::{COUNTING_TABLE, Position, TABLE, Table, WARNING_TABLE, poll};
use handlers::frame::Frame;
use object_model::Context;
use object_model::gc::Tracer;
use std::sync::atomic::Ordering::Relaxed;

/// Where the interpreter goes on after a hot loop, and when the loop is hot again.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub at: Position,
    /// Back-edges; at least 1.
    pub again: u32,
}

pub trait JitDriver {
    /// Back-edges after which a loop is called hot; `u32::MAX`: never, loops need not count.
    fn threshold(&self) -> u32;
    /// The loop whose header is at `at` is hot. Executes as much of it, and of what follows, as it likes.
    fn hot_loop(&self, cx: &mut Context, at: Position) -> Answer;
    /// Shows the heap objects that the driver's traces hold.
    fn trace(&self, tracer: &mut Tracer);
}

/// Declines: the interpreter alone.
pub struct NoJit;

impl JitDriver for NoJit {
    fn threshold(&self) -> u32 {
        u32::MAX
    }
    fn hot_loop(&self, _: &mut Context, at: Position) -> Answer {
        Answer { at, again: u32::MAX }
    }
    fn trace(&self, _: &mut Tracer) {}
}

struct Installed(&'static dyn JitDriver);

impl Default for Installed {
    fn default() -> Self {
        Installed(&NoJit)
    }
}

/// Makes a driver the context's. Before any code object is made: their counters begin with the driver's threshold.
pub fn install(cx: &mut Context, driver: &'static dyn JitDriver) {
    *cx.ext.state() = Installed(driver);
    cx.loop_threshold = driver.threshold().max(1);
    crate::tracing::refresh(cx);
}

/// The dispatch table of a thread that does not trace.
pub(crate) fn table(cx: &mut Context) -> *const Table {
    if cx.warns.division > 0 {
        return &raw const WARNING_TABLE;
    }
    let driver = cx.ext.state::<Installed>().0;
    if driver.threshold() == u32::MAX { &raw const TABLE } else { &raw const COUNTING_TABLE }
}

pub(crate) fn trace(cx: &mut Context, tracer: &mut Tracer) {
    cx.ext.state::<Installed>().0.trace(tracer);
}

/// A back-edge to `at` found its counter at zero.
#[inline(never)]
pub(crate) fn hot_loop(cx: &mut Context, at: Position) -> Position {
    let code = Frame(at.base).code();
    let counter = code.counter(cx.request.n as u16);
    if cx.poll.load(Relaxed) != 0 {
        counter.set(1);
        return poll(cx, at);
    }
    // The same loop may run within what the driver runs: it counts afresh there.
    counter.set(cx.loop_threshold);
    let driver = cx.ext.state::<Installed>().0;
    let answer = driver.hot_loop(cx, at);
    counter.set(answer.again.max(1));
    // The frame may have ended: until here this keeps the code, and with it the counter.
    std::hint::black_box(code);
    answer.at
}
