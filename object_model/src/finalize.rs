//! What runs after collections: `__del__` methods and the callbacks of weak references, from the poll, never from inside
//! an allocation (D5–D7).

#![allow(unsafe_code)] // takes objects from the collector

use crate::context::{Context, poll};
use crate::descriptors::Triple;
use crate::dict::DictObject;
use crate::error::{PyResult, RawValue};
use crate::exceptions::ExceptionObject;
use crate::handle::Gc;
use crate::kind;
use crate::names::Special;
use crate::strings::StrObject;
use crate::value::Value;
use std::io::Error;
use std::sync::atomic::Ordering::Relaxed;

pub use crate::types::weakref::run_weak_callbacks;

/// Asks for service when the collector has found something to do.
pub(crate) fn watch(cx: &mut Context) {
    /// # Safety
    /// `Notify`'s contract: `data` is the context that registered it.
    unsafe fn notify(data: *mut ()) {
        // SAFETY: the context outlives its heap's collections; only its poll word is touched, and a flag of the heap read.
        unsafe {
            let cx = &*data.cast::<Context>();
            let memory = if cx.heap.is_out_of_memory() { poll::MEMORY } else { 0 };
            cx.request(poll::FINALIZERS | poll::WEAK_CALLBACKS | memory);
        }
    }
    let data: *mut Context = cx;
    // SAFETY: the context is boxed and holds the heap.
    unsafe { cx.heap.set_notify(notify, data.cast()) };
}

/// Serves the requests that collections make.
pub fn serve(cx: &mut Context) -> PyResult<()> {
    cx.poll.fetch_and(!(poll::FINALIZERS | poll::WEAK_CALLBACKS | poll::MEMORY), Relaxed);
    run_weak_callbacks(cx);
    run_finalizers(cx);
    if cx.take_out_of_memory() {
        return Err(cx.memory_error());
    }
    Ok(())
}

/// Runs the finalizers of unreachable objects, in the collector's order; their errors are printed and passed over.
/// Nothing happens while `gc.disable()` is in force (D6): they wait.
pub fn run_finalizers(cx: &mut Context) {
    while cx.finalizers_enabled {
        let Some(object) = cx.heap.next_finalizable() else { return };
        // SAFETY: the collector keeps what it hands out until the next one is asked for; it is on this stack meanwhile.
        let value = unsafe { Value::from_bits_unchecked(object as u64) };
        // What a finalizer runs does not see, nor disturb, the exception that waits.
        let (pending, exc_info) = (cx.pending.take(), cx.exc_info);
        let held = [pending, exc_info];
        let result = finalize(cx, value);
        std::hint::black_box(&held);
        if let Err(Some(method)) = result {
            cx.write_unraisable(method);
        }
        (cx.pending, cx.exc_info) = (pending, exc_info);
    }
}

/// Calls something for every object of a kind whose finalizer has not run: at exit. Finalizers wait meanwhile, which
/// keeps the objects in place.
pub fn each_awaiting(cx: &mut Context, wanted: u8, mut visit: impl FnMut(&mut Context, Value)) {
    let enabled = std::mem::replace(&mut cx.finalizers_enabled, false);
    for object in cx.heap.awaiting_finalizers() {
        // SAFETY: an object that awaits its finalizer lives, and none runs until the end of this loop.
        let value = unsafe { Value::from_bits_unchecked(object as u64) };
        if value.is_kind(wanted) {
            visit(cx, value);
        }
    }
    cx.finalizers_enabled = enabled;
}

/// The error tells the method to name in the message.
fn finalize(cx: &mut Context, value: Value) -> Result<(), Option<Value>> {
    let run = |cx: &mut Context, w_method: Value| cx.call(w_method, &[]).map(drop).map_err(|_| Some(w_method));
    let found: PyResult<Option<Value>> = match value.kind() {
        kind::GENERATOR => {
            let closed = cx.call_method(value, "close", &[]);
            return closed.map(drop).map_err(|_| Some(value));
        }
        kind::OLD_INSTANCE => {
            let name = cx.name(Special::Del);
            crate::types::classobj::find_plain(cx, value, name)
        }
        _ => {
            let class = cx.class_of(value);
            match cx.special(class, Special::Del) {
                Some(w_del) => cx.bind(w_del, Some(value), class.value()).map(Some),
                None => Ok(None),
            }
        }
    };
    match found {
        Ok(Some(w_method)) => run(cx, w_method),
        Ok(None) => Ok(()),
        Err(_) => Err(Some(value)),
    }
}

impl Context {
    /// Makes a call that opens something. Where too much is open, what the program has let go of is collected and closed
    /// first, and the call is made once more (D5).
    pub fn opening<R>(&mut self, mut open: impl FnMut(&mut Context) -> Result<R, Error>) -> Result<R, Error> {
        match open(self) {
            Err(error) if matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE)) => {
                gc::clear_below();
                self.heap.collect();
                run_weak_callbacks(self);
                run_finalizers(self);
                open(self)
            }
            result => result,
        }
    }

    /// Prints the pending exception as one that nobody can catch, and drops it: "Exception … in … ignored".
    pub fn write_unraisable(&mut self, place: Value) {
        let Some(triple) = self.pending.take() else { return };
        let text = unraisable_text(self, triple, place);
        let sys = self.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
        let Some(stream) = sys.and_then(|sys| self.dict_find(sys, "stderr")) else { return };
        if let Ok(text) = self.try_new_str(&text)
            && !stream.is_none()
        {
            // There is nobody left to tell.
            let _ = self.call_method(stream, "write", &[text.value()]);
        }
        self.pending = None;
    }
}

/// What 2.7 has for the value of this exception: see `RawValue`.
fn raw_value(cx: &mut Context, triple: Gc<Triple>) -> Value {
    let Some(exception) = triple.value.downcast::<ExceptionObject>().filter(|_| triple.raw != RawValue::Made) else {
        return triple.value;
    };
    let args = exception.args();
    match args.get().items() {
        [] => crate::none(),
        [only] if triple.raw == RawValue::Argument => *only,
        items => {
            // An instance keeps a file's name apart from its arguments.
            let filename = cx.find_attr_text(triple.value, "filename").ok().flatten();
            cx.pending = None;
            match (items, filename) {
                (&[errno, text], Some(filename)) if !filename.is_none() => cx.new_tuple(&[errno, text, filename]).value(),
                _ => args.value(),
            }
        }
    }
}

fn unraisable_text(cx: &mut Context, triple: Gc<Triple>, place: Value) -> Vec<u8> {
    let mut text = b"Exception ".to_vec();
    let name = cx.name(Special::Module);
    match cx.find_attr(triple.class, name).ok().flatten().and_then(|module| module.downcast::<StrObject>()) {
        Some(module) if module.bytes() == b"exceptions" => {}
        Some(module) => {
            text.extend_from_slice(module.get().bytes());
            text.push(b'.');
        }
        None => text.extend_from_slice(b"<unknown>"),
    }
    text.extend_from_slice(cx.class_name(triple.class).as_bytes());
    let value = raw_value(cx, triple);
    let show = |cx: &mut Context, value: Value, text: &mut Vec<u8>| match cx.repr(value) {
        Ok(shown) => text.extend_from_slice(shown.get().bytes()),
        Err(_) => cx.pending = None,
    };
    if !value.is_none() {
        text.extend_from_slice(b": ");
        show(cx, value, &mut text);
    }
    text.extend_from_slice(b" in ");
    show(cx, place, &mut text);
    text.extend_from_slice(b" ignored\n");
    text
}
