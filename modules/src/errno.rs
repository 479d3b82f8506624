//! `errno`: the system's error numbers by name, and their names by number.

use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult, Value};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Numbers of the errors of the operating system.\n\nThe dictionary errorcode gives the name of a number.",
    setup: Some(setup),
    ..ModuleDecl::new("errno")
};

macro_rules! numbers {
    ($($name:ident)*) => { static NUMBERS: &[(&str, i32)] = &[$((stringify!($name), libc::$name),)*]; };
}

// Where two names share a number, the later one is its name in `errorcode`.
numbers! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EWOULDBLOCK EAGAIN ENOMEM EACCES EFAULT ENOTBLK
    EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK
    EPIPE EDOM ERANGE EDEADLK EDEADLOCK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC
    EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME
    ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD
    EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
    EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP ENOTSUP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
    EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN
    ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
    EISNAM EREMOTEIO EDQUOT
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let names = cx.new_dict();
    for &(name, number) in NUMBERS {
        let number = Value::small(number.into());
        cx.dict_put(dict, name, number);
        let name = cx.intern(name.as_bytes());
        cx.dict_set(names, number, name.value())?;
    }
    cx.dict_put(dict, "errorcode", names.value());
    Ok(())
}
