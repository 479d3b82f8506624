//! Socket addresses: between Python's tuples and path names and the system's structures.

#![allow(unsafe_code)] // C structures

use super::{ADDRESS_ERROR, ERROR};
use crate::blocking::unlocked;
use crate::errors;
use libc::{
    AF_INET, AF_INET6, AF_UNIX, addrinfo, sockaddr, sockaddr_in, sockaddr_in6, sockaddr_storage, sockaddr_un, socklen_t,
};
use object_model::{Context, PyResult, Raised, StrObject, TupleObject, UnicodeObject, Value, none, raise};
use std::ffi::{CStr, CString};
use std::mem::{offset_of, zeroed};
use std::ptr::{null, null_mut};

/// An address of any family.
#[derive(Clone, Copy)]
pub struct Address {
    pub storage: sockaddr_storage,
    pub len: socklen_t,
}

impl Address {
    pub fn empty() -> Address {
        // SAFETY: plain data.
        Address { storage: unsafe { zeroed() }, len: size_of::<sockaddr_storage>() as socklen_t }
    }
    /// # Safety
    /// `len` bytes lie at `address`.
    pub unsafe fn copied(address: *const sockaddr, len: socklen_t) -> Address {
        let mut copy = Address::empty();
        copy.len = len.min(copy.len);
        // SAFETY: by contract, and not more than there is room.
        unsafe { address.cast::<u8>().copy_to_nonoverlapping((&raw mut copy.storage).cast(), copy.len as usize) };
        copy
    }
    pub fn as_ptr(&self) -> *const sockaddr {
        (&raw const self.storage).cast()
    }
    pub fn as_mut_ptr(&mut self) -> *mut sockaddr {
        (&raw mut self.storage).cast()
    }
    /// The structure of one family. Plain data of any content is valid in all of them.
    pub fn view<T: Copy>(&self) -> T {
        const { assert!(size_of::<T>() <= size_of::<sockaddr_storage>()) };
        // SAFETY: `T` is one of the plain `sockaddr_…` structures, which fit.
        unsafe { (&raw const self.storage).cast::<T>().read() }
    }
    fn of<T: Copy>(content: T) -> Address {
        const { assert!(size_of::<T>() <= size_of::<sockaddr_storage>()) };
        let mut made = Address::empty();
        // SAFETY: as above.
        unsafe { (&raw mut made.storage).cast::<T>().write(content) };
        made.len = size_of::<T>() as socklen_t;
        made
    }
}

#[cold]
pub fn lookup_error(cx: &mut Context, code: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        let error = std::io::Error::last_os_error();
        return super::system_error(cx, &error);
    }
    // SAFETY: gives a static text.
    let text = unsafe { CStr::from_ptr(libc::gai_strerror(code)) };
    let text = cx.new_str(text.to_bytes()).value();
    errors::error_with(cx, ADDRESS_ERROR, &[Value::small(code.into()), text])
}

/// Results of `getaddrinfo`, freed at the end.
pub struct Found(*mut addrinfo);

impl Drop for Found {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: the list came from `getaddrinfo` and is freed once.
            unsafe { libc::freeaddrinfo(self.0) };
        }
    }
}

impl Found {
    pub fn iter(&self) -> impl Iterator<Item = &addrinfo> {
        // SAFETY: a list that ends with null, alive as long as `self`.
        let mut at = unsafe { self.0.as_ref() };
        std::iter::from_fn(move || {
            let info = at?;
            // SAFETY: as above.
            at = unsafe { info.ai_next.as_ref() };
            Some(info)
        })
    }
    pub fn first(&self) -> Option<Address> {
        // SAFETY: the system's own address.
        self.iter().next().map(|info| unsafe { Address::copied(info.ai_addr, info.ai_addrlen) })
    }
}

/// Asks the resolver, without the GIL.
pub fn resolve(cx: &mut Context, host: Option<&CStr>, service: Option<&CStr>, hints: [i32; 4]) -> PyResult<Found> {
    // SAFETY: plain data.
    let mut wanted: addrinfo = unsafe { zeroed() };
    [wanted.ai_family, wanted.ai_socktype, wanted.ai_protocol, wanted.ai_flags] = hints;
    let mut list = null_mut();
    let (host, service) = (host.map_or(null(), CStr::as_ptr), service.map_or(null(), CStr::as_ptr));
    // SAFETY: texts and structures outlive the call.
    let code = unlocked(cx, || unsafe { libc::getaddrinfo(host, service, &wanted, &mut list) });
    if code != 0 {
        return Err(lookup_error(cx, code));
    }
    Ok(Found(list))
}

/// The numeric form of an Internet address.
pub fn host_text(cx: &mut Context, address: &Address) -> PyResult<Value> {
    let mut host = [0u8; libc::NI_MAXHOST as usize];
    // SAFETY: address and buffer are as long as is said.
    let code = unsafe {
        libc::getnameinfo(
            address.as_ptr(),
            address.len,
            host.as_mut_ptr().cast(),
            host.len() as socklen_t,
            null_mut(),
            0,
            libc::NI_NUMERICHOST,
        )
    };
    if code != 0 {
        return Err(lookup_error(cx, code));
    }
    let len = host.iter().position(|&byte| byte == 0).unwrap_or(host.len());
    Ok(cx.new_str(&host[..len]).value())
}

/// The address of a host by name, in a family or any; port 0.
pub fn host_address(cx: &mut Context, name: &[u8], family: i32) -> PyResult<Address> {
    if name.is_empty() {
        let found = resolve(cx, None, Some(c"0"), [family, libc::SOCK_DGRAM, 0, libc::AI_PASSIVE])?;
        if found.iter().count() > 1 {
            return Err(errors::error(cx, ERROR, "wildcard resolved to multiple address"));
        }
        return some(cx, &found);
    }
    if name == b"<broadcast>" {
        if family != AF_INET && family != libc::AF_UNSPEC {
            return Err(errors::error(cx, ERROR, "address family mismatched"));
        }
        return Ok(internet([255; 4], 0));
    }
    let name = c_text(cx, name)?;
    if let Ok(text) = name.to_str()
        && (family == AF_INET || family == libc::AF_UNSPEC)
        && let Ok(number) = text.parse::<std::net::Ipv4Addr>()
    {
        return Ok(internet(number.octets(), 0));
    }
    let found = resolve(cx, Some(&name), None, [family, 0, 0, 0])?;
    some(cx, &found)
}

fn some(cx: &mut Context, found: &Found) -> PyResult<Address> {
    match found.first() {
        Some(address) => Ok(address),
        None => Err(lookup_error(cx, libc::EAI_NONAME)),
    }
}

pub fn internet(octets: [u8; 4], port: u16) -> Address {
    // SAFETY: plain data.
    let mut address: sockaddr_in = unsafe { zeroed() };
    address.sin_family = AF_INET as libc::sa_family_t;
    address.sin_port = port.to_be();
    address.sin_addr.s_addr = u32::from_ne_bytes(octets);
    Address::of(address)
}

pub fn c_text(cx: &mut Context, text: &[u8]) -> PyResult<CString> {
    match CString::new(text) {
        Ok(text) => Ok(text),
        Err(_) => raise!(cx, TypeError, "must be string without null bytes, not str"),
    }
}

/// A host argument: str as it is, unicode by IDNA.
pub fn host_bytes(cx: &mut Context, host: Value) -> PyResult<Vec<u8>> {
    if let Some(text) = host.downcast::<StrObject>() {
        return Ok(text.bytes().to_vec());
    }
    if let Some(text) = host.downcast::<UnicodeObject>() {
        let encoding = if text.chars().is_ascii() { "ascii" } else { "idna" };
        let encoding = cx.intern(encoding.as_bytes());
        return Ok(cx.encode_text(text, Some(encoding), None)?.bytes().to_vec());
    }
    let given = cx.type_name(host);
    raise!(cx, TypeError, "coercing to Unicode: need string or buffer, {given} found")
}

fn address_tuple(cx: &mut Context, address: Value, family: &str) -> PyResult<&'static [Value]> {
    match address.downcast::<TupleObject>() {
        Some(tuple) => Ok(tuple.get().items()),
        None => {
            let given = cx.type_name(address);
            raise!(cx, TypeError, "getsockaddrarg: {family} address must be tuple, not {given}")
        }
    }
}

fn port(cx: &mut Context, value: Value) -> PyResult<u16> {
    let number = i32_of(cx, value)?;
    match u16::try_from(number) {
        Ok(port) => Ok(port),
        Err(_) => raise!(cx, OverflowError, "getsockaddrarg: port must be 0-65535."),
    }
}

pub fn i32_of(cx: &mut Context, value: Value) -> PyResult<i32> {
    if value.is_kind(object_model::kind::FLOAT) {
        raise!(cx, TypeError, "integer argument expected, got float");
    }
    let wide = cx.int_arg(value)?;
    match i32::try_from(wide) {
        Ok(n) => Ok(n),
        Err(_) if wide > 0 => raise!(cx, OverflowError, "signed integer is greater than maximum"),
        Err(_) => raise!(cx, OverflowError, "signed integer is less than minimum"),
    }
}

/// The address argument of `bind`, `connect` and `sendto` for a socket of this family.
pub fn from_python(cx: &mut Context, family: i32, value: Value) -> PyResult<Address> {
    match family {
        AF_UNIX => {
            let path = if let Some(text) = value.downcast::<UnicodeObject>() {
                cx.encode_default(text.value())?
            } else {
                match cx.buffer_str(value)? {
                    Some(path) => path,
                    None => {
                        let given = cx.type_name(value);
                        raise!(cx, TypeError, "argument must be string or read-only character buffer, not {given}")
                    }
                }
            };
            // SAFETY: plain data.
            let mut address: sockaddr_un = unsafe { zeroed() };
            address.sun_family = AF_UNIX as libc::sa_family_t;
            let (path, room) = (path.bytes(), address.sun_path.len());
            // An abstract name (first byte zero) needs no end mark.
            let is_abstract = path.first() == Some(&0);
            if path.len() > room || path.len() == room && !is_abstract {
                return Err(errors::error(cx, ERROR, "AF_UNIX path too long"));
            }
            for (to, &byte) in address.sun_path.iter_mut().zip(path) {
                *to = byte as libc::c_char;
            }
            let mut address = Address::of(address);
            let used = path.len() + usize::from(!is_abstract);
            address.len = (offset_of!(sockaddr_un, sun_path) + used) as socklen_t;
            Ok(address)
        }
        AF_INET => {
            let items = address_tuple(cx, value, "AF_INET")?;
            let &[w_host, w_port] = items else {
                raise!(cx, TypeError, "getsockaddrarg() takes exactly 2 arguments ({} given)", items.len());
            };
            let host = host_bytes(cx, w_host)?;
            let number = i32_of(cx, w_port)?;
            let mut address = host_address(cx, &host, AF_INET)?;
            let port = port(cx, Value::small(number.into()))?;
            let mut filled: sockaddr_in = address.view();
            (filled.sin_family, filled.sin_port) = (AF_INET as libc::sa_family_t, port.to_be());
            address = Address::of(filled);
            Ok(address)
        }
        AF_INET6 => {
            let items = address_tuple(cx, value, "AF_INET6")?;
            if !(2..=4).contains(&items.len()) {
                let (how, n) = if items.len() < 2 { ("least", 2) } else { ("most", 4) };
                raise!(cx, TypeError, "getsockaddrarg() takes at {how} {n} arguments ({} given)", items.len());
            }
            let host = host_bytes(cx, items[0])?;
            let number = i32_of(cx, items[1])?;
            let flow = items.get(2).map_or(Ok(0), |&item| cx.int_arg(item))? as u32;
            let scope = items.get(3).map_or(Ok(0), |&item| cx.int_arg(item))? as u32;
            let address = host_address(cx, &host, AF_INET6)?;
            let port = port(cx, Value::small(number.into()))?;
            if flow > 0xfffff {
                raise!(cx, OverflowError, "getsockaddrarg: flowinfo must be 0-1048575.");
            }
            let mut filled: sockaddr_in6 = address.view();
            (filled.sin6_family, filled.sin6_port) = (AF_INET6 as libc::sa_family_t, port.to_be());
            (filled.sin6_flowinfo, filled.sin6_scope_id) = (flow.to_be(), scope);
            Ok(Address::of(filled))
        }
        _ => Err(errors::error(cx, ERROR, "getsockaddrarg: bad family")),
    }
}

/// An address as programs see it; None where the system gave none.
pub fn to_python(cx: &mut Context, address: &Address) -> PyResult {
    if address.len == 0 {
        return Ok(none());
    }
    match i32::from(address.storage.ss_family) {
        AF_INET => {
            let host = host_text(cx, address)?;
            let port = u16::from_be(address.view::<sockaddr_in>().sin_port);
            Ok(cx.new_tuple(&[host, Value::small(port.into())]).value())
        }
        AF_INET6 => {
            let host = host_text(cx, address)?;
            let view: sockaddr_in6 = address.view();
            let numbers =
                [u16::from_be(view.sin6_port).into(), u32::from_be(view.sin6_flowinfo).into(), view.sin6_scope_id.into()];
            let [port, flow, scope] = numbers.map(Value::small);
            Ok(cx.new_tuple(&[host, port, flow, scope]).value())
        }
        AF_UNIX => {
            let view: sockaddr_un = address.view();
            let used = (address.len as usize).saturating_sub(offset_of!(sockaddr_un, sun_path)).min(view.sun_path.len());
            let path: Vec<u8> = view.sun_path[..used].iter().map(|&c| c as u8).collect();
            let end = match path.first() {
                None | Some(0) => path.len(),
                _ => path.iter().position(|&byte| byte == 0).unwrap_or(path.len()),
            };
            Ok(cx.new_str(&path[..end]).value())
        }
        family => {
            let content: [u8; size_of::<sockaddr_storage>()] = address.view();
            let from = offset_of!(sockaddr, sa_data);
            let data = cx.new_str(&content[from..from + 14]).value();
            Ok(cx.new_tuple(&[Value::small(family.into()), data]).value())
        }
    }
}
