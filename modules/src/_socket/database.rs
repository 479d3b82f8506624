//! Questions to the resolver and to the tables of services and protocols.

#![allow(unsafe_code)] // C library calls

use super::address::{self, Address, c_text, host_bytes, resolve};
use super::{ERROR, HOST_ERROR};
use crate::blocking::unlocked;
use crate::errors;
use libc::{AF_INET, AF_INET6, AF_UNSPEC, c_char, c_int, c_void, hostent, sockaddr_in, sockaddr_in6, socklen_t};
use object_model::long::LongObject;
use object_model::{
    Bytes, Context, Gc, PyResult, Raised, Slot, StrObject, TupleObject, UnicodeObject, Value, py_functions, raise,
};
use std::ffi::{CStr, CString};

// SAFETY: declared as the C library has them.
unsafe extern "C" {
    fn gethostbyname_r(
        name: *const c_char,
        result: *mut hostent,
        buffer: *mut c_char,
        len: usize,
        found: *mut *mut hostent,
        error: *mut c_int,
    ) -> c_int;
    fn gethostbyaddr_r(
        address: *const c_void,
        len: socklen_t,
        family: c_int,
        result: *mut hostent,
        buffer: *mut c_char,
        size: usize,
        found: *mut *mut hostent,
        error: *mut c_int,
    ) -> c_int;
    fn hstrerror(code: c_int) -> *const c_char;
    fn gethostname(name: *mut c_char, len: usize) -> c_int;
}

#[cold]
fn host_error(cx: &mut Context, code: i32) -> Raised {
    // SAFETY: gives a static text.
    let text = unsafe { CStr::from_ptr(hstrerror(code)) };
    let text = cx.new_str(text.to_bytes()).value();
    errors::error_with(cx, HOST_ERROR, &[Value::small(code.into()), text])
}

/// A host's entry, copied out of the C library's buffer.
struct Host {
    name: Vec<u8>,
    aliases: Vec<Vec<u8>>,
    family: i32,
    addresses: Vec<Vec<u8>>,
}

type Ask<'a> = &'a dyn Fn(*mut hostent, *mut c_char, usize, *mut *mut hostent, *mut c_int) -> c_int;

/// Calls one of the reentrant lookups with a buffer that grows as needed; without the GIL.
fn host_entry(cx: &mut Context, ask: Ask) -> PyResult<Host> {
    let answer = unlocked(cx, || {
        let mut buffer: Vec<c_char> = vec![0; 4096];
        loop {
            // SAFETY: plain data.
            let mut entry: hostent = unsafe { std::mem::zeroed() };
            let (mut found, mut error) = (std::ptr::null_mut(), 0);
            let code = ask(&mut entry, buffer.as_mut_ptr(), buffer.len(), &mut found, &mut error);
            if code == libc::ERANGE && buffer.len() < 1 << 20 {
                buffer.resize(buffer.len() * 2, 0);
                continue;
            }
            // SAFETY: on success it points at `entry`.
            let Some(found) = (unsafe { found.as_ref() }) else { return Err(error) };
            // SAFETY: the entry's lists end with null, its addresses are `h_length` long.
            return Ok(unsafe {
                Host {
                    name: CStr::from_ptr(found.h_name).to_bytes().to_vec(),
                    aliases: list(found.h_aliases, |text| CStr::from_ptr(text).to_bytes().to_vec()),
                    family: found.h_addrtype,
                    addresses: list(found.h_addr_list, |bytes| {
                        std::slice::from_raw_parts(bytes.cast::<u8>(), found.h_length as usize).to_vec()
                    }),
                }
            });
        }
    });
    answer.map_err(|code| host_error(cx, code))
}

/// # Safety
/// `items` is null or ends with null.
unsafe fn list(items: *mut *mut c_char, each: impl Fn(*mut c_char) -> Vec<u8>) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut at = items;
    // SAFETY: by contract.
    unsafe {
        while !at.is_null() && !(*at).is_null() {
            all.push(each(*at));
            at = at.add(1);
        }
    }
    all
}

fn host_tuple(cx: &mut Context, host: &Host) -> PyResult {
    let name = cx.new_str(&host.name).value();
    let aliases = cx.new_list();
    for alias in &host.aliases {
        let alias = cx.new_str(alias).value();
        cx.list_push(aliases, alias)?;
    }
    let addresses = cx.new_list();
    for packed in &host.addresses {
        let text = match host.family {
            AF_INET => <[u8; 4]>::try_from(&packed[..]).map(|octets| std::net::Ipv4Addr::from(octets).to_string()),
            _ => <[u8; 16]>::try_from(&packed[..]).map(|octets| std::net::Ipv6Addr::from(octets).to_string()),
        };
        let text = cx.new_str(text.unwrap_or_default().as_bytes()).value();
        cx.list_push(addresses, text)?;
    }
    Ok(cx.new_tuple(&[name, aliases.value(), addresses.value()]).value())
}

/// A number as the resolver's service argument, or a name, or nothing.
fn service(cx: &mut Context, port: Value) -> PyResult<Option<CString>> {
    if port.is_none() {
        return Ok(None);
    }
    if let Some(text) = port.downcast::<StrObject>() {
        return c_text(cx, text.get().bytes()).map(Some);
    }
    if port.is_kind(object_model::kind::UNICODE) {
        let text = cx.encode_default(port)?;
        return c_text(cx, text.get().bytes()).map(Some);
    }
    if port.as_int().is_some() || port.downcast::<LongObject>().is_some() {
        let number = cx.int_arg(port)?;
        return c_text(cx, number.to_string().as_bytes()).map(Some);
    }
    Err(errors::error(cx, ERROR, "getaddrinfo() argument 2 must be integer or string"))
}

fn optional_text(cx: &mut Context, text: Option<Bytes>) -> PyResult<Option<CString>> {
    text.map(|text| c_text(cx, &text)).transpose()
}

fn protocol_argument(cx: &mut Context, value: Slot) -> PyResult<Option<CString>> {
    match value {
        None => Ok(None),
        Some(value) => {
            let text = <Bytes as object_model::FromArg>::from_arg(
                cx,
                value,
                object_model::Arg { function: "getservbyname", index: 2 },
            )?;
            optional_text(cx, Some(text))
        }
    }
}

fn pointer(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr())
}

py_functions! { FUNCTIONS:
    /// gethostname() -> string
    fn gethostname_ as "gethostname"(cx: &mut Context) -> PyResult {
        let mut name = [0u8; 1024];
        // SAFETY: a buffer of that length, the last byte of which stays zero.
        if unsafe { gethostname(name.as_mut_ptr().cast(), name.len() - 1) } < 0 {
            let error = std::io::Error::last_os_error();
            return Err(super::system_error(cx, &error));
        }
        let len = name.iter().position(|&byte| byte == 0).unwrap_or(0);
        Ok(cx.new_str(&name[..len]).value())
    }
    /// gethostbyname(host) -> address
    /// The IPv4 address of a host as text.
    fn gethostbyname(cx: &mut Context, host: Bytes) -> PyResult {
        let host = host.to_vec();
        let address = address::host_address(cx, &host, AF_INET)?;
        address::host_text(cx, &address)
    }
    /// gethostbyname_ex(host) -> (name, aliaslist, addresslist)
    fn gethostbyname_ex(cx: &mut Context, host: Bytes) -> PyResult {
        let bytes = host.to_vec();
        address::host_address(cx, &bytes, AF_INET)?;
        let name = c_text(cx, &bytes)?;
        // SAFETY: `host_entry` gives memory as the call wants it; the name outlives it.
        let host = host_entry(cx, &|entry, buffer, len, found, error| unsafe {
            gethostbyname_r(name.as_ptr(), entry, buffer, len, found, error)
        })?;
        host_tuple(cx, &host)
    }
    /// gethostbyaddr(host) -> (name, aliaslist, addresslist)
    fn gethostbyaddr(cx: &mut Context, host: Bytes) -> PyResult {
        let bytes = host.to_vec();
        let address = address::host_address(cx, &bytes, AF_UNSPEC)?;
        let packed: Vec<u8> = match i32::from(address.storage.ss_family) {
            AF_INET => address.view::<sockaddr_in>().sin_addr.s_addr.to_ne_bytes().to_vec(),
            AF_INET6 => address.view::<sockaddr_in6>().sin6_addr.s6_addr.to_vec(),
            _ => return Err(errors::error(cx, ERROR, "unsupported address family")),
        };
        let family = address.storage.ss_family.into();
        // SAFETY: as above.
        let host = host_entry(cx, &|entry, buffer, len, found, error| unsafe {
            gethostbyaddr_r(packed.as_ptr().cast(), packed.len() as socklen_t, family, entry, buffer, len, found, error)
        })?;
        host_tuple(cx, &host)
    }
    /// getservbyname(servicename[, protocolname]) -> port
    fn getservbyname(cx: &mut Context, servicename: Bytes, protocolname: Slot = None) -> PyResult<i64> {
        let name = c_text(cx, &servicename)?;
        let protocol = protocol_argument(cx, protocolname)?;
        // SAFETY: the entry is read before anybody else can ask (the GIL is held).
        let port = unsafe { libc::getservbyname(name.as_ptr(), pointer(&protocol)).as_ref().map(|entry| entry.s_port) };
        match port {
            Some(port) => Ok(u16::from_be(port as u16).into()),
            None => Err(errors::error(cx, ERROR, "service/proto not found")),
        }
    }
    /// getservbyport(port[, protocolname]) -> servicename
    fn getservbyport(cx: &mut Context, port: i32, protocolname: Slot = None) -> PyResult {
        let protocol = protocol_argument(cx, protocolname)?;
        let Ok(port) = u16::try_from(port) else {
            raise!(cx, OverflowError, "getservbyport: port must be 0-65535.");
        };
        // SAFETY: as above.
        let name = unsafe {
            libc::getservbyport(port.to_be().into(), pointer(&protocol))
                .as_ref()
                .map(|entry| CStr::from_ptr(entry.s_name).to_bytes().to_vec())
        };
        match name {
            Some(name) => Ok(cx.new_str(&name).value()),
            None => Err(errors::error(cx, ERROR, "port/proto not found")),
        }
    }
    /// getprotobyname(name) -> number
    fn getprotobyname(cx: &mut Context, name: Bytes) -> PyResult<i64> {
        let name = c_text(cx, &name)?;
        // SAFETY: as above.
        match unsafe { libc::getprotobyname(name.as_ptr()).as_ref().map(|entry| entry.p_proto) } {
            Some(number) => Ok(number.into()),
            None => Err(errors::error(cx, ERROR, "protocol not found")),
        }
    }
    /// getaddrinfo(host, port[, family, socktype, proto, flags]) -> list of (family, socktype, proto, canonname, sockaddr)
    fn getaddrinfo(
        cx: &mut Context,
        host: Value,
        port: Value,
        family: i32 = AF_UNSPEC,
        socktype: i32 = 0,
        proto: i32 = 0,
        flags: i32 = 0,
    ) -> PyResult {
        let name = if host.is_none() {
            None
        } else if host.downcast::<StrObject>().is_some() || host.downcast::<UnicodeObject>().is_some() {
            let bytes = host_bytes(cx, host)?;
            Some(c_text(cx, &bytes)?)
        } else {
            raise!(cx, TypeError, "getaddrinfo() argument 1 must be string or None");
        };
        let service = service(cx, port)?;
        let found = resolve(cx, name.as_deref(), service.as_deref(), [family, socktype, proto, flags])?;
        let all = cx.new_list();
        for info in found.iter() {
            // SAFETY: the system's own address and text.
            let (address, canonical) = unsafe {
                let text = info.ai_canonname;
                let text = if text.is_null() { &[][..] } else { CStr::from_ptr(text).to_bytes() };
                (Address::copied(info.ai_addr, info.ai_addrlen), text)
            };
            let w_address = address::to_python(cx, &address)?;
            let canonical = cx.new_str(canonical).value();
            let [family, kind, proto] =
                [info.ai_family, info.ai_socktype, info.ai_protocol].map(|n| Value::small(n.into()));
            let item = cx.new_tuple(&[family, kind, proto, canonical, w_address]).value();
            cx.list_push(all, item)?;
        }
        Ok(all.value())
    }
    /// getnameinfo(sockaddr, flags) -> (host, port)
    fn getnameinfo(cx: &mut Context, sockaddr: Value, flags: i32) -> PyResult {
        let Some(tuple) = sockaddr.downcast::<TupleObject>() else {
            raise!(cx, TypeError, "getnameinfo() argument 1 must be a tuple");
        };
        let tuple: Gc<TupleObject> = tuple;
        let items = tuple.get().items();
        if !(2..=4).contains(&items.len()) {
            let (how, n) = if items.len() < 2 { ("least", 2) } else { ("most", 4) };
            raise!(cx, TypeError, "getnameinfo() takes at {how} {n} arguments ({} given)", items.len());
        }
        let Some(host) = items[0].downcast::<StrObject>() else {
            let given = if items[0].is_none() { "None".to_string() } else { cx.type_name(items[0]) };
            raise!(cx, TypeError, "getnameinfo() argument 1 must be string, not {given}");
        };
        let host = c_text(cx, host.get().bytes())?;
        let port = address::i32_of(cx, items[1])?;
        let flow = items.get(2).map_or(Ok(0), |&item| cx.int_arg(item))? as u32;
        let scope = items.get(3).map_or(Ok(0), |&item| cx.int_arg(item))? as u32;
        if flow > 0xfffff {
            raise!(cx, OverflowError, "getsockaddrarg: flowinfo must be 0-1048575.");
        }
        let port = c_text(cx, port.to_string().as_bytes())?;
        let hints = [AF_UNSPEC, libc::SOCK_DGRAM, 0, libc::AI_NUMERICHOST];
        let found = resolve(cx, Some(&host), Some(&port), hints)?;
        if found.iter().count() > 1 {
            return Err(errors::error(cx, ERROR, "sockaddr resolved to multiple addresses"));
        }
        let Some(mut address) = found.first() else { return Err(address::lookup_error(cx, libc::EAI_NONAME)) };
        match i32::from(address.storage.ss_family) {
            AF_INET if items.len() != 2 => return Err(errors::error(cx, ERROR, "IPv4 sockaddr must be 2 tuple")),
            AF_INET6 => {
                // SAFETY: the storage holds an IPv6 address.
                let view = unsafe { &mut *address.as_mut_ptr().cast::<sockaddr_in6>() };
                (view.sin6_flowinfo, view.sin6_scope_id) = (flow.to_be(), scope);
            }
            _ => (),
        }
        let (mut host, mut port) = ([0u8; 1025], [0u8; 32]);
        // SAFETY: address and buffers are as long as is said.
        let code = unlocked(cx, || unsafe {
            libc::getnameinfo(
                address.as_ptr(),
                address.len,
                host.as_mut_ptr().cast(),
                host.len() as socklen_t,
                port.as_mut_ptr().cast(),
                port.len() as socklen_t,
                flags,
            )
        });
        if code != 0 {
            return Err(address::lookup_error(cx, code));
        }
        let end = |bytes: &[u8]| bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        let w_host = cx.new_str(&host[..end(&host)]).value();
        let w_port = cx.new_str(&port[..end(&port)]).value();
        Ok(cx.new_tuple(&[w_host, w_port]).value())
    }
}
