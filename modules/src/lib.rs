//! The built-in modules, a file or folder each. A module is one declaration (`object_model::ModuleDecl`); `ALL` lists them.

pub mod __pypy__;
pub mod _ast;
pub mod _bisect;
pub mod _codecs;
pub mod _collections;
pub mod _functools;
pub mod _heapq;
pub mod _io;
pub mod _json;
pub mod _locale;
pub mod _random;
pub mod _socket;
pub mod _sre;
pub mod _struct;
pub mod _warnings;
pub mod _weakref;
pub mod array;
pub mod binascii;
pub mod blocking;
pub mod builtin;
#[allow(non_snake_case)]
pub mod cPickle;
#[allow(non_snake_case)]
pub mod cStringIO;
pub mod cmath;
pub mod datetime;
pub mod digests;
pub mod embedded;
pub mod errno;
pub mod errors;
pub mod exceptions;
pub mod fcntl;
pub mod future_builtins;
pub mod gc;
pub mod grp;
pub mod imp;
pub mod itertools;
pub mod kinds;
pub mod marshal;
pub mod math;
pub mod operator;
pub mod posix;
pub mod pwd;
pub mod resource;
pub mod select;
pub mod signal;
pub mod sys;
pub mod system;
pub mod thread;
pub mod time;
pub mod unicodedata;
pub mod unpack;
pub mod zipimport;
pub mod zlib;

use object_model::{Context, ModuleDecl};

/// Every built-in module.
// One a line, in order: additions seldom meet.
#[rustfmt::skip]
pub static ALL: &[&ModuleDecl] = &[
    &__pypy__::MODULE,
    &_ast::MODULE,
    &_bisect::MODULE,
    &_codecs::MODULE,
    &_collections::MODULE,
    &_functools::MODULE,
    &_heapq::MODULE,
    &_io::MODULE,
    &_json::MODULE,
    &_locale::MODULE,
    &_random::MODULE,
    &_socket::MODULE,
    &_sre::MODULE,
    &_struct::MODULE,
    &_warnings::MODULE,
    &_weakref::MODULE,
    &array::MODULE,
    &binascii::MODULE,
    &builtin::MODULE,
    &cPickle::MODULE,
    &cStringIO::MODULE,
    &cmath::MODULE,
    &datetime::MODULE,
    &digests::MD5_MODULE,
    &digests::SHA256_MODULE,
    &digests::SHA512_MODULE,
    &digests::SHA_MODULE,
    &errno::MODULE,
    &exceptions::MODULE,
    &future_builtins::MODULE,
    &fcntl::MODULE,
    &gc::MODULE,
    &imp::MODULE,
    &grp::MODULE,
    &itertools::MODULE,
    &marshal::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &posix::MODULE,
    &pwd::MODULE,
    &resource::MODULE,
    &select::MODULE,
    &signal::MODULE,
    &sys::MODULE,
    &time::MODULE,
    &zipimport::MODULE,
    &unicodedata::MODULE,
    &zlib::MODULE,
    &thread::MODULE,
];

/// Makes the modules known to imports, and the two that every program has: `__builtin__` and `sys`.
pub fn install(cx: &mut Context) -> object_model::PyResult<()> {
    interp::import::add_builtins(cx, ALL);
    _warnings::install(cx);
    signal::install(cx)?;
    embedded::install(cx);
    let modules = interp::import::modules(cx);
    let builtin = cx.make_module(&builtin::MODULE)?;
    cx.builtins = builtin.dict;
    cx.dict_put(modules, "__builtin__", builtin.value());
    let sys = cx.make_module(&sys::MODULE)?;
    cx.sys_dict = sys.dict;
    cx.dict_put(modules, "sys", sys.value());
    if let Some(dict) = object_model::module::module_dict(sys.value()) {
        cx.dict_put(dict, "modules", modules.value());
        // Archives on the path.
        let zipimport = cx.make_module(&zipimport::MODULE)?.value();
        cx.dict_put(modules, "zipimport", zipimport);
        let hook = cx.getattr_text(zipimport, "zipimporter")?;
        let hooks = cx.new_list_from(&[hook])?.value();
        cx.dict_put(dict, "path_hooks", hooks);
    }
    Ok(())
}
