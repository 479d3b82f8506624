//! The command line: chooses the parts, wires them, runs a program.

use object_model::gc::Heap;
use object_model::{Context, Slot};
use std::os::unix::ffi::OsStrExt;
use syntax::CompileOptions;
use syntax::parser::Mode;

fn main() {
    let args: Vec<_> = std::env::args_os().collect();
    let mut heap = Heap::new();
    if let Ok(mode) = std::env::var("TAIPAN_GC")
        && let Some(mode) = object_model::gc::Mode::parse(&mode)
    {
        heap.configure(mode);
    }
    let mut cx = Context::new(heap);
    interp::install(&mut cx);
    let status = match run(&mut cx, &args) {
        Ok(()) => 0,
        Err(object_model::Raised) => {
            report(&mut cx);
            1
        }
    };
    std::process::exit(status);
}

fn run(cx: &mut Context, args: &[std::ffi::OsString]) -> object_model::PyResult<()> {
    modules::install(cx)?;
    let (source, name) = match args.get(1).map(|arg| arg.as_bytes()) {
        Some(b"-c") => (args[2].as_bytes().to_vec(), b"<string>".to_vec()),
        Some(path) => (std::fs::read(&args[1]).unwrap_or_default(), path.to_vec()),
        None => return Ok(()),
    };
    let mut options = CompileOptions::new("", Mode::Exec);
    options.filename = std::rc::Rc::from(&name[..]);
    options.module_scope = true;
    let code = interp::source::compile_bytes(cx, &source, &options)?;
    let name = cx.intern(b"__main__");
    let module = cx.new_module(name);
    let modules = interp::import::modules(cx);
    cx.dict_put(modules, "__main__", module.value());
    let dict = object_model::module::module_dict(module.value()).expect("a new module has a namespace");
    interp::services::run_code(cx, code, dict, dict.value()).map(drop)
}

fn report(cx: &mut Context) {
    let Some(triple) = cx.take_error() else { return };
    let slot: Slot = triple.traceback;
    for node in interp::traceback::nodes(slot) {
        eprintln!("  File {:?}, line {}, in {}", node.frame.code().filename.lossy(), node.line, node.frame.code().name.lossy());
    }
    let class = cx.class_name(triple.class);
    let text = cx.str(triple.value).map(|text| text.lossy()).unwrap_or_default();
    eprintln!("{class}: {text}");
}
