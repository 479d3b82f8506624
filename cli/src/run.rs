//! Running a program: `sys` set up, the main module, errors reported, exit.

use crate::interact;
use crate::options::{Division, Options, Program};
use interp::import;
use interp::source::{Checks, compile_bytes};
use object_model::context::Warns;
use object_model::module::module_dict;
use object_model::value::Value;
use object_model::{Context, DictObject, Exc, Gc, PyResult, Raised, none};
use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::future::Features;
use syntax::parser::Mode;

/// Runs a program from its first instruction to its exit status.
pub fn program(cx: &mut Context, options: &Options) -> i32 {
    let status = match prepare(cx, options) {
        Ok(main) => match run_main(cx, options, main) {
            Ok(status) => status,
            Err(Raised) => report(cx, false),
        },
        Err(Raised) => report(cx, false),
    };
    finish(cx, status)
}

fn text(cx: &mut Context, bytes: &[u8]) -> Value {
    cx.new_str(bytes).value()
}

/// The folder above the binary's, or PYTHONHOME.
fn prefix(options: &Options) -> Vec<u8> {
    if !options.ignore_environment
        && let Some(home) = std::env::var_os("PYTHONHOME").filter(|home| !home.is_empty())
    {
        return home.as_bytes().split(|&byte| byte == b':').next().unwrap_or(b"").to_vec();
    }
    let binary = std::env::current_exe().unwrap_or_default();
    let prefix = binary.parent().and_then(Path::parent).unwrap_or(Path::new("/usr"));
    prefix.as_os_str().as_bytes().to_vec()
}

/// Modules, `sys` and the main module.
fn prepare(cx: &mut Context, options: &Options) -> PyResult<Gc<DictObject>> {
    modules::install(cx)?;
    let Some(sys) = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>()) else { return Err(Raised) };
    let prefix = prefix(options);
    let binary = std::env::current_exe().unwrap_or_default();
    for (name, bytes) in
        [("prefix", &prefix[..]), ("exec_prefix", &prefix[..]), ("executable", binary.as_os_str().as_bytes())]
    {
        let value = text(cx, bytes);
        cx.dict_put(sys, name, value);
    }
    // Where the library seems to lie; of a program in a folder of the root that is "/lib_python".
    let home = prefix.strip_suffix(b"/").unwrap_or(&prefix).to_vec();
    let argv0 = match &options.program {
        Program::Stdin => if options.dash { &b"-"[..] } else { b"" }.to_vec(),
        Program::Command(_) => b"-c".to_vec(),
        Program::Module(_) => b"-c".to_vec(),
        Program::File(file) => file.as_bytes().to_vec(),
    };
    let argv = cx.new_list();
    let first = text(cx, &argv0);
    cx.list_push(argv, first)?;
    for arg in &options.args {
        let arg = text(cx, arg.as_bytes());
        cx.list_push(argv, arg)?;
    }
    cx.dict_put(sys, "argv", argv.value());
    set_path(cx, options, sys, &home)?;
    modules::sys::set_flags(cx, sys, &flags(options))?;
    cx.dict_put(sys, "dont_write_bytecode", object_model::py_bool(options.no_bytecode));
    cx.dict_put(sys, "py3kwarning", object_model::py_bool(options.py3k));
    cx.warns = Warns { py3k: options.py3k, division: flags(options)[2] as u8, bytes: options.bytes_warning > 0 };
    interp::tracing::refresh(cx);
    *cx.ext.state() = Checks { tabs: options.tabs, new_division: options.division == Some(Division::New) };
    let filters = cx.new_list();
    for filter in &options.warnings {
        let filter = text(cx, filter.as_bytes());
        cx.list_push(filters, filter)?;
    }
    cx.dict_put(sys, "warnoptions", filters.value());
    import::configure(
        cx,
        import::Settings {
            optimize: options.optimize,
            verbose: options.verbose > 0,
            library: |name| lib_python::image(name).map(|(image, package)| import::Embedded { image, package }),
            source: lib_python::source,
            use_library: options.stdlib.as_ref().is_none_or(|dir| dir.as_bytes().starts_with(b"+")),
            prefix: home,
        },
    );
    if options.optimize > 0
        && let Some(builtins) = cx.builtins.and_then(|dict| dict.downcast::<DictObject>())
    {
        cx.dict_put(builtins, "__debug__", object_model::py_bool(false));
    }
    let encoding = std::env::var_os("PYTHONIOENCODING").filter(|_| !options.ignore_environment);
    modules::sys::set_streams(cx, sys, options.unbuffered, encoding.as_ref().map(|encoding| encoding.as_bytes()));
    if !options.warnings.is_empty() {
        // It reads the filters when it is loaded.
        let warnings = cx.intern(b"warnings");
        if cx.import_module(warnings).is_err() {
            cx.pending = None;
        }
    }
    let name = cx.intern(b"__main__");
    let module = cx.new_module(name);
    let all = import::modules(cx);
    cx.dict_put(all, "__main__", module.value());
    let Some(main) = module_dict(module.value()) else { return Err(Raised) };
    if let Some(builtins) = cx.builtins_module() {
        cx.dict_put(main, "__builtins__", builtins);
    }
    if !options.no_site {
        let site = cx.intern(b"site");
        if cx.import_module(site).is_err() {
            report(cx, false);
        }
    }
    if let Some(folder) = script_folder(options)
        && let Some(path) = cx.dict_find(sys, "path")
    {
        let folder = text(cx, &folder);
        cx.call_method(path, "insert", &[Value::small(0), folder])?;
    }
    Ok(main)
}

/// `sys.flags` in the order of its fields.
fn flags(options: &Options) -> [i64; 16] {
    let division = match options.division {
        None | Some(Division::Old) => i64::from(options.py3k),
        Some(Division::Warn) => 1,
        Some(Division::WarnAll) => 2,
        Some(Division::New) => 0,
    };
    [
        options.debug.into(),
        options.py3k.into(),
        division,
        i64::from(options.division == Some(Division::New)),
        options.inspect.into(),
        options.interactive.into(),
        options.optimize.into(),
        options.no_bytecode.into(),
        options.no_user_site.into(),
        options.no_site.into(),
        options.ignore_environment.into(),
        options.tabs.into(),
        options.verbose.into(),
        0,
        options.bytes_warning.into(),
        0,
    ]
}

/// What stands first in `sys.path`; it comes in when `site` has run, which would make it absolute.
fn script_folder(options: &Options) -> Option<Vec<u8>> {
    let Program::File(file) = &options.program else { return Some(Vec::new()) };
    let path = Path::new(file);
    if path.is_dir() || is_zip(path) {
        return None;
    }
    let real = std::fs::canonicalize(path);
    let folder = real.as_deref().unwrap_or(path).parent();
    Some(folder.map(|folder| folder.as_os_str().as_bytes().to_vec()).unwrap_or_default())
}

/// PYTHONPATH, the library.
fn set_path(cx: &mut Context, options: &Options, sys: Gc<DictObject>, prefix: &[u8]) -> PyResult<()> {
    let mut places: Vec<Vec<u8>> = Vec::new();
    if !options.ignore_environment
        && let Some(path) = std::env::var_os("PYTHONPATH").filter(|path| !path.is_empty())
    {
        places.extend(path.as_bytes().split(|&byte| byte == b':').map(<[u8]>::to_vec));
    }
    let library = [prefix, b"/lib_python"].concat();
    match options.stdlib.as_ref().map(|dir| dir.as_bytes()) {
        Some(dir) => match dir.strip_prefix(b"+") {
            Some(dir) => places.extend([library, dir.to_vec()]),
            None => places.push(dir.to_vec()),
        },
        None => places.push(library),
    }
    let list = cx.new_list();
    for place in &places {
        let place = text(cx, place);
        cx.list_push(list, place)?;
    }
    cx.dict_put(sys, "path", list.value());
    Ok(())
}

fn run_main(cx: &mut Context, options: &Options, main: Gc<DictObject>) -> PyResult<i32> {
    let prompt = || options.interactive || std::io::IsTerminal::is_terminal(&std::io::stdin());
    // Future features hold on at the prompt.
    let mut features = Features::NONE;
    if matches!(options.program, Program::Stdin) && prompt() {
        interact::banner(options);
        return Ok(match interact::startup(cx, options, main, &mut features) {
            Some(status) => status,
            None => interact::interact(cx, options, main, &mut features),
        });
    }
    let result = match &options.program {
        Program::Command(command) => {
            let source = [command.as_bytes(), b"\n"].concat();
            run_source(cx, options, main, &source, b"<string>", Mode::Exec, &mut features)
        }
        Program::Module(module) => run_module(cx, module),
        Program::File(file) => {
            let result = run_file(cx, options, main, file, &mut features);
            let name = cx.intern(b"__file__");
            if cx.dict_find(main, "__file__").is_some() {
                let pending = cx.pending.take();
                let _ = cx.dict_delete(main, name.value());
                cx.pending = pending;
            }
            result
        }
        Program::Stdin => run_stdin(cx, options, main, &mut features),
    };
    // The program may have asked for it.
    let inspects = options.inspect
        || !options.ignore_environment && {
            let wish = std::env::var_os("PYTHONINSPECT");
            wish.is_some_and(|wish| !wish.is_empty())
        };
    let status = match result {
        Ok(()) => {
            interp::services::end_line(cx);
            0
        }
        Err(Raised) => report(cx, options.inspect),
    };
    if inspects && !matches!(options.program, Program::Stdin) && prompt() {
        cx.flush_files();
        return Ok(interact::interact(cx, options, main, &mut features));
    }
    Ok(status)
}

/// Compiles and runs; the features that the source switches on stay on.
pub fn run_source(
    cx: &mut Context,
    options: &Options,
    main: Gc<DictObject>,
    source: &[u8],
    filename: &[u8],
    mode: Mode,
    features: &mut Features,
) -> PyResult<()> {
    let mut compile = CompileOptions::new("", mode);
    compile.filename = Rc::from(filename);
    compile.optimize = options.optimize;
    compile.module_scope = true;
    if matches!(options.program, Program::Command(_)) && filename == b"<string>" || mode == Mode::Single {
        compile.origin = syntax::source::Origin::Str;
    }
    compile.flags = *features;
    let code = compile_bytes(cx, source, &compile)?;
    features.insert(Features(code.flags & Features::MASK.0));
    interp::services::run_code(cx, code, main, main.value()).map(drop)
}

fn run_module(cx: &mut Context, module: &OsStr) -> PyResult<()> {
    let name = cx.intern(b"runpy");
    let runpy = cx.import_module(name)?;
    let run = cx.getattr_text(runpy, "_run_module_as_main")?;
    let module = text(cx, module.as_bytes());
    cx.call(run, &[module]).map(drop)
}

fn run_file(
    cx: &mut Context,
    options: &Options,
    main: Gc<DictObject>,
    file: &OsStr,
    features: &mut Features,
) -> PyResult<()> {
    let path = Path::new(file);
    if path.is_dir() || is_zip(path) {
        if let Some(sys) = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>())
            && let Some(list) = cx.dict_find(sys, "path")
        {
            let place = text(cx, file.as_bytes());
            cx.call_method(list, "insert", &[Value::small(0), place])?;
        }
        let name = cx.intern(b"runpy");
        let runpy = cx.import_module(name)?;
        let run = cx.getattr_text(runpy, "_run_module_as_main")?;
        let module = text(cx, b"__main__");
        return cx.call(run, &[module, object_model::py_bool(false)]).map(drop);
    }
    let name = text(cx, file.as_bytes());
    cx.dict_put(main, "__file__", name);
    let mut source = match std::fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            let reason = interp::source::strerror(&error);
            let errno = error.raw_os_error().unwrap_or(0);
            eprintln!("taipan: can't open file '{}': [Errno {errno}] {reason}", path.display());
            return Err(cx.error_with(Exc::SystemExit, &[Value::small(2)]));
        }
    };
    if options.skip_first_line {
        let end = source.iter().position(|&byte| byte == b'\n').unwrap_or(source.len());
        source.drain(..end);
    }
    if file.as_bytes().ends_with(b".pyc")
        && let Some(code) = import::code_from_cache(cx, &source)?
    {
        return interp::services::run_code(cx, code, main, main.value()).map(drop);
    }
    run_source(cx, options, main, &source, file.as_bytes(), Mode::Exec, features)
}

fn is_zip(path: &Path) -> bool {
    path.is_file() && modules::zipimport::is_archive(path.as_os_str().as_bytes())
}

fn run_stdin(cx: &mut Context, options: &Options, main: Gc<DictObject>, features: &mut Features) -> PyResult<()> {
    let mut source = Vec::new();
    let _ = std::io::stdin().read_to_end(&mut source);
    run_source(cx, options, main, &source, b"<stdin>", Mode::Exec, features)
}

/// Shows the pending exception; the exit status that it means. When the session goes on at the prompt, SystemExit is an
/// exception like others.
pub fn report(cx: &mut Context, inspects: bool) -> i32 {
    let Some(triple) = cx.take_error() else { return 1 };
    if !inspects && cx.is_system_exit(triple.class) {
        // `sys.exit` of a tuple that nobody caught: no instance was made of it in 2.7.
        if triple.raw == object_model::error::RawValue::Arguments
            && let Some(exit) = triple.value.downcast::<object_model::ExceptionObject>()
        {
            return exit_status(cx, exit.args().value());
        }
        return exit_status(cx, triple.value);
    }
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    let traceback = triple.traceback.unwrap_or(none());
    if let Some(sys) = sys {
        for (name, value) in [("last_type", triple.class), ("last_value", triple.value), ("last_traceback", traceback)] {
            cx.dict_put(sys, name, value);
        }
    }
    match interp::traceback::report(cx, triple) {
        Some(exit) => exit_status(cx, exit.value),
        None => 1,
    }
}

trait SystemExit {
    fn is_system_exit(&mut self, class: Value) -> bool;
}

impl SystemExit for Context {
    fn is_system_exit(&mut self, class: Value) -> bool {
        let exit = Exc::SystemExit.class(self);
        class.downcast::<object_model::TypeObject>().is_some_and(|class| class.is_subtype(exit))
    }
}

/// What `SystemExit(code)` means: None is 0, an int itself, anything else is printed and 1.
fn exit_status(cx: &mut Context, value: Value) -> i32 {
    interp::services::end_line(cx);
    cx.flush_standard_output();
    let code = match cx.find_attr_text(value, "code") {
        Ok(Some(code)) => code,
        _ => value,
    };
    cx.pending = None;
    if code.is_none() {
        return 0;
    }
    if let Some(n) = code.as_int() {
        return n as i32;
    }
    if code.is_kind(object_model::kind::LONG) {
        let n = cx.int_arg(code);
        cx.pending = None;
        return n.map_or(-1, |n| n as i32);
    }
    interp::services::write_to_stderr(cx, code);
    interp::traceback::to_stderr(cx, b"\n");
    1
}

/// Exit functions, threads, buffers.
fn finish(cx: &mut Context, status: i32) -> i32 {
    let mut status = status;
    let all = import::modules(cx);
    if let Some(threading) = cx.dict_find(all, "threading") {
        if let Ok(Some(shutdown)) = cx.find_attr_text(threading, "_shutdown")
            && cx.call(shutdown, &[]).is_err()
        {
            report(cx, false);
        }
        cx.pending = None;
    }
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    if let Some(exitfunc) = sys.and_then(|sys| cx.dict_find(sys, "exitfunc"))
        && cx.call(exitfunc, &[]).is_err()
    {
        if !cx.pending_is(Exc::SystemExit) {
            interp::traceback::to_stderr(cx, b"Error in sys.exitfunc:\n");
        }
        let own = report(cx, false);
        if own != 1 {
            status = own;
        }
    }
    interp::services::end_line(cx);
    modules::_io::flush_streams(cx);
    cx.close_files();
    status
}
