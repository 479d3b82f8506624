//! `sys`.

mod state;
mod tracing;

use interp::traceback;
use object_model::handle::Gc;
use object_model::types::file::{Buffering, FILE};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, ModuleDecl, PyResult, none, py_bool, py_functions, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "What a program may know of and set in the interpreter that runs it.",
    functions: &[FUNCTIONS, tracing::FUNCTIONS, state::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("sys")
};

/// (release, date) that `sys.version` names.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let maxint = cx.new_int(i64::MAX);
    let hexversion = Value::small(0x0207_12f0);
    for (name, value) in [
        ("maxint", maxint),
        ("maxsize", maxint),
        ("maxunicode", Value::small(0x10_FFFF)),
        ("hexversion", hexversion),
        ("api_version", Value::small(1013)),
        ("dont_write_bytecode", py_bool(false)),
        ("py3kwarning", py_bool(false)),
    ] {
        cx.dict_put(dict, name, value);
    }
    for (name, text) in [
        ("platform", "linux2"),
        ("byteorder", if cfg!(target_endian = "big") { "big" } else { "little" }),
        ("copyright", "Copyright (c) the Taipan developers."),
        ("float_repr_style", "short"),
    ] {
        let value = cx.new_str(text.as_bytes()).value();
        cx.dict_put(dict, name, value);
    }
    let version = format!("2.7.18 (taipan, Jan 1 2026, 00:00:00)\n[PyPy 7.3.3 Taipan {VERSION}]");
    let version = cx.new_str(version.as_bytes()).value();
    cx.dict_put(dict, "version", version);
    let subversion = cx.tuple_of_names(&["PyPy", "", ""]).value();
    cx.dict_put(dict, "subversion", subversion);
    let git = cx.tuple_of_names(&["Taipan", "", ""]).value();
    cx.dict_put(dict, "_git", git);
    let finals = cx.intern(b"final").value();
    let small = Value::small;
    let pypy = cx.new_tuple(&[small(7), small(3), small(3), finals, small(0)]).value();
    cx.dict_put(dict, "pypy_version_info", pypy);
    let taipan: Vec<Value> = VERSION.split('.').map(|part| small(part.parse().unwrap_or(0))).collect();
    let taipan = cx.new_tuple(&taipan).value();
    cx.dict_put(dict, "taipan_version_info", taipan);
    let mut names: Vec<&str> = crate::ALL.iter().map(|decl| decl.name).collect();
    names.push("__main__");
    names.sort_unstable();
    names.dedup();
    let names = cx.tuple_of_names(&names).value();
    cx.dict_put(dict, "builtin_module_names", names);
    let version_info = structure::version_info(cx, &[small(2), small(7), small(18), finals, small(0)])?;
    cx.dict_put(dict, "version_info", version_info);
    let float_info = structure::float_info(cx)?;
    cx.dict_put(dict, "float_info", float_info);
    let long_info = structure::long_info(cx)?;
    cx.dict_put(dict, "long_info", long_info);
    for name in ["path", "argv", "path_hooks", "meta_path", "warnoptions"] {
        let list = cx.new_list().value();
        cx.dict_put(dict, name, list);
    }
    let cache = cx.new_dict().value();
    cx.dict_put(dict, "path_importer_cache", cache);
    for (name, fd, mode) in [("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")] {
        let label = cx.new_str(format!("<{name}>").as_bytes()).value();
        let buffering = match fd {
            2 => Buffering::None,
            0 | 1 if is_tty(fd) => Buffering::Line,
            _ => Buffering::Full(8192),
        };
        FILE.get(cx);
        let mut file = cx.new_file(fd, label, mode, buffering);
        if is_tty(fd) {
            file.encoding = Some(cx.intern(b"UTF-8").value());
        }
        cx.dict_put(dict, name, file.value());
        cx.dict_put(dict, &format!("__{name}__"), file.value());
    }
    for name in ["displayhook", "excepthook"] {
        if let Some(hook) = cx.dict_find(dict, name) {
            cx.dict_put(dict, &format!("__{name}__"), hook);
        }
    }
    Ok(())
}

/// `sys.flags`.
pub fn set_flags(cx: &mut Context, sys: Gc<DictObject>, flags: &[i64; 16]) -> PyResult<()> {
    let values: Vec<Value> = flags.iter().map(|&flag| Value::small(flag)).collect();
    let value = structure::flags(cx, &values)?;
    cx.dict_put(sys, "flags", value);
    Ok(())
}

/// `-u`: standard output and error without buffers. PYTHONIOENCODING: their encoding, `name` or `name:errors`.
pub fn set_streams(cx: &mut Context, sys: Gc<DictObject>, unbuffered: bool, encoding: Option<&[u8]>) {
    if let Some(encoding) = encoding {
        let mut parts = encoding.splitn(2, |&byte| byte == b':');
        let (encoding, errors) = (parts.next().unwrap_or(b""), parts.next().filter(|errors| !errors.is_empty()));
        for name in ["stdin", "stdout", "stderr"] {
            let file = cx.dict_find(sys, name).and_then(|file| file.downcast::<object_model::types::file::FileObject>());
            let Some(mut file) = file else { continue };
            if !encoding.is_empty() {
                file.encoding = Some(cx.intern(encoding).value());
            }
            if let Some(errors) = errors {
                file.errors = Some(cx.intern(errors).value());
            }
            cx.barrier(file);
        }
    }
    if !unbuffered {
        return;
    }
    for name in ["stdin", "stdout", "stderr"] {
        if let Some(file) = cx.dict_find(sys, name).and_then(|file| file.downcast::<object_model::types::file::FileObject>())
            && let Ok(stream) = file.stream(cx)
        {
            stream.buffering = Buffering::None;
        }
    }
}

#[allow(unsafe_code)] // asks the system
fn is_tty(fd: i32) -> bool {
    // SAFETY: a question about a descriptor.
    unsafe { libc::isatty(fd) == 1 }
}

mod structure {
    //! The struct sequences of `sys`.

    use object_model::{Context, PyResult, Value, struct_sequence};

    struct_sequence!(VERSION_INFO = "sys" "version_info" "Version of the language, in parts.", 5,
        ["major", "minor", "micro", "releaselevel", "serial"], closed());
    struct_sequence!(FLAGS = "sys" "flags" "What the command line asked for.", 16,
        ["debug", "py3k_warning", "division_warning", "division_new", "inspect", "interactive", "optimize",
         "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "tabcheck", "verbose", "unicode",
         "bytes_warning", "hash_randomization"], closed());
    struct_sequence!(FLOAT_INFO = "sys" "float_info" "Limits and precision of float.", 11,
        ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"]);
    struct_sequence!(LONG_INFO = "sys" "long_info" "How long stores its digits.", 2, ["bits_per_digit", "sizeof_digit"]);

    pub fn version_info(cx: &mut Context, items: &[Value]) -> PyResult {
        VERSION_INFO.make(cx, items)
    }

    pub fn flags(cx: &mut Context, items: &[Value]) -> PyResult {
        FLAGS.make(cx, items)
    }

    pub fn float_info(cx: &mut Context) -> PyResult {
        let items = [
            cx.new_float(f64::MAX),
            Value::small(1024),
            Value::small(308),
            cx.new_float(f64::MIN_POSITIVE),
            Value::small(-1021),
            Value::small(-307),
            Value::small(15),
            Value::small(53),
            cx.new_float(f64::EPSILON),
            Value::small(2),
            Value::small(1),
        ];
        FLOAT_INFO.make(cx, &items)
    }

    pub fn long_info(cx: &mut Context) -> PyResult {
        LONG_INFO.make(cx, &[Value::small(30), Value::small(4)])
    }
}

py_functions! { FUNCTIONS:
    /// exc_info() -> (type, value, traceback)
    /// The exception that is being handled by the current frame or one of its callers.
    fn exc_info(cx: &mut Context) -> Value {
        let items = match cx.exc_info {
            Some(triple) => [triple.class, triple.value, triple.traceback.unwrap_or(none())],
            None => [none(); 3],
        };
        cx.new_tuple(&items).value()
    }
    /// exc_clear() -> None
    /// Clear the exception that is being handled.
    fn exc_clear(cx: &mut Context) -> PyResult<()> {
        cx.warn_py3k("sys.exc_clear() not supported in 3.x; use except clauses")?;
        cx.exc_info = None;
        Ok(())
    }
    /// exit([status])
    /// Raise SystemExit(status).
    @raw fn exit(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "exit")?;
        if let n @ 2.. = args.positional.len() {
            raise!(cx, TypeError, "exit expected at most 1 arguments, got {n}");
        }
        match args.positional.first().copied() {
            Some(status) => match status.downcast::<object_model::TupleObject>() {
                Some(args) => {
                    let raised = cx.error_with(Exc::SystemExit, args.get().items());
                    if let Some(mut triple) = cx.pending {
                        triple.raw = object_model::error::RawValue::Arguments;
                    }
                    Err(raised)
                }
                None => Err(cx.error_with(Exc::SystemExit, &[status])),
            },
            None => Err(cx.error_with(Exc::SystemExit, &[])),
        }
    }
    /// getdefaultencoding() -> string
    fn getdefaultencoding(cx: &mut Context) -> &'static str {
        let _ = cx;
        "ascii"
    }
    /// getfilesystemencoding() -> string
    fn getfilesystemencoding(cx: &mut Context) -> &'static str {
        let _ = cx;
        "UTF-8"
    }
    /// getrecursionlimit()
    fn getrecursionlimit(cx: &mut Context) -> u32 {
        cx.recursion_limit
    }
    /// setrecursionlimit(n)
    /// Bound the depth of recursion to about n calls.
    fn setrecursionlimit(cx: &mut Context, n: i32) -> PyResult<()> {
        if n <= 0 {
            raise!(cx, ValueError, "recursion limit must be positive");
        }
        cx.recursion_limit = n as u32;
        cx.limit_recursion();
        Ok(())
    }
    /// _getframe([depth]) -> frameobject
    fn _getframe(cx: &mut Context, depth: i64 = 0) -> PyResult {
        let mut frame = handlers::Frame(cx.base);
        for _ in 0..depth.max(0) {
            if frame.is_null() {
                break;
            }
            frame = frame.caller();
        }
        if frame.is_null() {
            raise!(cx, ValueError, "call stack is not deep enough");
        }
        Ok(handlers::frame_object::of_frame(cx, frame).value())
    }
    /// displayhook(object) -> None
    /// Print an object to sys.stdout and save it in __builtin__._
    fn displayhook(cx: &mut Context, value: Value) -> PyResult<()> {
        if value.is_none() {
            return Ok(());
        }
        let builtins = cx.builtins.and_then(|dict| dict.downcast::<DictObject>());
        if let Some(builtins) = builtins {
            cx.dict_put(builtins, "_", none());
        }
        let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
        let Some(stdout) = sys.and_then(|sys| cx.dict_find(sys, "stdout")) else {
            raise!(cx, RuntimeError, "lost sys.stdout");
        };
        interp::services::end_line(cx);
        let text = cx.repr(value)?.value();
        cx.call_method(stdout, "write", &[text])?;
        let newline = cx.intern(b"\n").value();
        cx.call_method(stdout, "write", &[newline])?;
        if let Some(builtins) = builtins {
            cx.dict_put(builtins, "_", value);
        }
        Ok(())
    }
    /// excepthook(exctype, value, traceback) -> None
    /// Print an exception and its traceback to sys.stderr.
    fn excepthook(cx: &mut Context, class: Value, value: Value, traceback: Value) -> PyResult<()> {
        traceback::display(cx, class, value, Some(traceback));
        Ok(())
    }
    /// getrefcount does not exist (D5); this tells the size of an object in bytes.
    fn getsizeof(cx: &mut Context, value: Value, default: Slot = None) -> PyResult {
        let class = cx.class_of(value);
        let name = cx.name(object_model::Special::Sizeof);
        match cx.lookup(class, name) {
            Some(found) => cx.call_special(found, value, &[]),
            None => match default {
                Some(default) => Ok(default),
                None => Ok(Value::small(object_model::layout::size_of_value(value) as i64)),
            },
        }
    }
    /// getcheckinterval() -> current check interval
    fn getcheckinterval(cx: &mut Context) -> i32 {
        *cx.ext.state::<CheckInterval>().get()
    }
    /// setcheckinterval(n)
    fn setcheckinterval(cx: &mut Context, n: i32) {
        cx.ext.state::<CheckInterval>().0 = Some(n);
    }
}

#[derive(Default)]
struct CheckInterval(Option<i32>);

impl CheckInterval {
    fn get(&mut self) -> &i32 {
        self.0.get_or_insert(100)
    }
}
