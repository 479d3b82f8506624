//! Traceback objects: a node for each frame that an exception passed.

#![allow(unsafe_code)] // heap object layout

use handlers::frame::Frame;
use handlers::frame_object::{self, FrameObject};
use object_model::descriptors::Triple;
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::value::{Slot, slot_bits};
use object_model::{Context, Exc, GetSet, TypeDecl, Value, kind, none};

#[repr(C)]
pub struct TracebackObject {
    pub header: Header,
    pub next: Slot,
    pub frame: Gc<FrameObject>,
    /// Word offset of the instruction.
    pub offset: u32,
    pub line: u32,
}

// SAFETY: made by `add`.
unsafe impl Object for TracebackObject {
    const KIND: u8 = kind::TRACEBACK;
    const NAME: &'static str = "traceback";
}

object_model::fixed_layout!(LAYOUT: TracebackObject, |this, tracer| {
    tracer.word(slot_bits(this.next));
    tracer.object(this.frame.pointer());
});

static GETSET: &[GetSet] = &[
    GetSet { name: "tb_next", doc: "", get: |_, this| Ok(node(this).next.unwrap_or(none())), set: None },
    GetSet { name: "tb_frame", doc: "", get: |_, this| Ok(node(this).frame.value()), set: None },
    GetSet { name: "tb_lasti", doc: "", get: |_, this| Ok(Value::small(i64::from(node(this).offset) * 4)), set: None },
    GetSet { name: "tb_lineno", doc: "", get: |_, this| Ok(Value::small(node(this).line.into())), set: None },
];

pub static TRACEBACK: TypeDecl = TypeDecl { getset: GETSET, ..TypeDecl::new("traceback", kind::TRACEBACK) };

fn node(this: Value) -> Gc<TracebackObject> {
    match this.downcast() {
        Some(node) => node,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

pub fn register(cx: &mut Context) {
    object_model::layout::register_fixed::<TracebackObject>(&mut cx.heap, &LAYOUT);
    cx.register_kind_type(&TRACEBACK);
}

/// The pending exception passes this frame at this instruction.
pub fn add(cx: &mut Context, mut triple: Gc<Triple>, frame: Frame, offset: u32) {
    let object = frame_object::of_frame(cx, frame);
    let line = bytecode::line_of(frame.code().body(), offset);
    let mut node = cx.allocate::<TracebackObject>();
    (node.next, node.frame) = (triple.traceback, object);
    (node.offset, node.line) = (offset, line);
    // A raised triple may be shared with `sys.exc_info()`: the traceback that is seen there does not change.
    if cx.exc_info == Some(triple) {
        let raw = triple.raw;
        triple = cx.new_triple(triple.class, triple.value, None);
        triple.raw = raw;
        cx.pending = Some(triple);
    }
    cx.barrier(triple);
    triple.traceback = Some(node.value());
}

/// The nodes of a traceback, outermost first.
pub fn nodes(traceback: Slot) -> Vec<Gc<TracebackObject>> {
    let mut all = Vec::new();
    let mut at = traceback;
    while let Some(node) = at.and_then(|at| at.downcast::<TracebackObject>()) {
        all.push(node);
        at = node.next;
    }
    all
}

/// An exception with its traceback as CPython prints it.
pub fn format(cx: &mut Context, class: Value, value: Value, traceback: Slot) -> Vec<u8> {
    let mut out = Vec::new();
    let mut all = nodes(traceback);
    if let Some(limit) = of_sys(cx, "tracebacklimit").filter(|limit| matches!(limit.kind(), kind::INT | kind::BOOL))
        && let Some(limit) = limit.as_int()
    {
        // The innermost ones stay.
        let over = all.len().saturating_sub(usize::try_from(limit).unwrap_or(0));
        all.drain(..over);
    }
    if !all.is_empty() {
        out.extend_from_slice(b"Traceback (most recent call last):\n");
        for node in all {
            let code = node.frame.code();
            let (file, name) = (code.filename.get().bytes(), code.name.get().bytes());
            out.extend_from_slice(b"  File \"");
            out.extend_from_slice(file);
            out.extend_from_slice(format!("\", line {}, in ", node.line).as_bytes());
            out.extend_from_slice(name);
            out.push(b'\n');
            if let Some(line) = crate::source::line_of_file(cx, file, node.line) {
                let text = line.trim_ascii();
                if !text.is_empty() {
                    out.extend_from_slice(b"    ");
                    out.extend_from_slice(text);
                    out.push(b'\n');
                }
            }
        }
    }
    format_exception_only(cx, class, value, &mut out);
    out
}

/// The last lines: what was raised.
pub fn format_exception_only(cx: &mut Context, class: Value, value: Value, out: &mut Vec<u8>) {
    let mut value = value;
    if let Some(place) = syntax_place(cx, value) {
        out.extend_from_slice(&place.1);
        value = place.0;
    }
    let name = cx.class_name(class);
    let module = match class.downcast::<object_model::TypeObject>() {
        Some(class) => cx.module_of(class),
        None => cx
            .find_attr_text(class, "__module__")
            .ok()
            .flatten()
            .and_then(|module| module.downcast::<object_model::StrObject>())
            .map(|module| module.lossy()),
    };
    cx.pending = None;
    if let Some(module) = module
        && module != "exceptions"
    {
        out.extend_from_slice(format!("{module}.").as_bytes());
    }
    out.extend_from_slice(name.as_bytes());
    if !value.is_none() {
        match cx.str(value) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                out.extend_from_slice(b": ");
                out.extend_from_slice(text.get().bytes());
            }
            Err(_) => {
                cx.pending = None;
                out.extend_from_slice(b": <exception str() failed>");
            }
        }
    }
    out.push(b'\n');
}

/// For a SyntaxError: its message, and the lines that show where it is.
fn syntax_place(cx: &mut Context, value: Value) -> Option<(Value, Vec<u8>)> {
    let found = cx.find_attr_text(value, "print_file_and_line").ok().flatten();
    cx.pending = None;
    found?;
    let mut get = |name: &str| {
        let found = cx.find_attr_text(value, name).ok().flatten();
        cx.pending = None;
        found
    };
    let (message, filename, line, offset, text) =
        (get("msg")?, get("filename")?, get("lineno")?, get("offset")?, get("text")?);
    // Those of the compiler's later stages have no place.
    let line = line.as_int()?;
    let text_of = |value: Value| value.downcast::<object_model::StrObject>().map(|text| text.get().bytes());
    let mut out = Vec::new();
    out.extend_from_slice(b"  File \"");
    out.extend_from_slice(text_of(filename).unwrap_or(b"<string>"));
    out.extend_from_slice(format!("\", line {line}\n").as_bytes());
    if let Some(text) = text_of(text) {
        let mut offset = offset.as_int().unwrap_or(-1);
        // Right behind the newline counts as on it.
        if offset == text.len() as i64 && text.ends_with(b"\n") {
            offset -= 1;
        }
        let mut text = text.strip_suffix(b"\n").unwrap_or(text);
        // An offset beyond an inner newline is in what follows it.
        while let Some(at) = text.iter().position(|&byte| byte == b'\n').filter(|&at| (at as i64) < offset - 1) {
            text = &text[at + 1..];
            offset -= at as i64 + 1;
        }
        let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        out.extend_from_slice(b"    ");
        out.extend_from_slice(&text[blanks..]);
        out.push(b'\n');
        if offset >= 0 {
            out.extend_from_slice(b"    ");
            let indent = (offset - blanks as i64 - 1).max(0) as usize;
            out.resize(out.len() + indent, b' ');
            out.extend_from_slice(b"^\n");
        }
    }
    Some((message, out))
}

/// What `sys` has by a name.
fn of_sys(cx: &mut Context, name: &str) -> Slot {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<object_model::DictObject>());
    sys.and_then(|sys| cx.dict_find(sys, name))
}

/// Writes to `sys.stderr`, or to the descriptor where that fails.
pub fn to_stderr(cx: &mut Context, text: &[u8]) {
    use std::io::Write;
    if let Some(stderr) = of_sys(cx, "stderr").filter(|stderr| !stderr.is_none()) {
        let line = cx.new_str(text).value();
        if cx.call_method(stderr, "write", &[line]).is_ok() {
            return;
        }
        cx.pending = None;
    }
    let _ = std::io::stderr().write_all(text);
}

/// Shows an exception on `sys.stderr`; if that takes nothing, nobody sees it.
pub fn display(cx: &mut Context, class: Value, value: Value, traceback: Slot) {
    let Some(stderr) = of_sys(cx, "stderr").filter(|stderr| !stderr.is_none()) else {
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"lost sys.stderr\n");
        return;
    };
    crate::services::end_line(cx);
    cx.flush_standard_output();
    let text = format(cx, class, value, traceback);
    let text = cx.new_str(&text).value();
    let _ = cx.call_method(stderr, "write", &[text]);
    cx.pending = None;
}

/// Shows an exception by `sys.excepthook`, and what goes wrong with that; the SystemExit that the hook raises.
pub fn report(cx: &mut Context, shown: Gc<Triple>) -> Option<Gc<Triple>> {
    let traceback = shown.traceback.unwrap_or(object_model::none());
    if let Some(hook) = of_sys(cx, "excepthook").filter(|hook| !hook.is_none()) {
        if cx.call(hook, &[shown.class, shown.value, traceback]).is_ok() {
            return None;
        }
        let failed = cx.take_error()?;
        let exit = Exc::SystemExit.class(cx);
        if failed.class.downcast::<object_model::TypeObject>().is_some_and(|class| class.is_subtype(exit)) {
            return Some(failed);
        }
        to_stderr(cx, b"Error in sys.excepthook:\n");
        display(cx, failed.class, failed.value, failed.traceback);
        to_stderr(cx, b"\nOriginal exception was:\n");
    } else {
        to_stderr(cx, b"sys.excepthook is missing\n");
    }
    display(cx, shown.class, shown.value, shown.traceback);
    None
}
