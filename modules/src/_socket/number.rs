//! Byte orders, and addresses as packed bytes.

use super::{ERROR, system_error};
use crate::errors;
use object_model::long::LongObject;
use object_model::{Bytes, Context, PyResult, Value, py_functions, raise};
use std::net::{Ipv4Addr, Ipv6Addr};

const NEGATIVE: &str = "can't convert negative number to unsigned long";

/// 32 bits of an int or long.
fn word(cx: &mut Context, value: Value) -> PyResult<u32> {
    let wide = match (value.as_int(), value.downcast::<LongObject>()) {
        // An int's upper half is dropped, a long's is not.
        (Some(n), _) if n >= 0 => return Ok(n as u32),
        (Some(n), _) => i128::from(n),
        (None, Some(long)) => match long.to_i128() {
            Some(n) => n,
            None if long.is_negative() => -1,
            None => raise!(cx, OverflowError, "long int too large to convert"),
        },
        (None, None) => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "expected int/long, {given} found")
        }
    };
    if wide < 0 {
        raise!(cx, OverflowError, "{NEGATIVE}");
    }
    match u32::try_from(wide) {
        Ok(word) => Ok(word),
        Err(_) if wide > i128::from(u64::MAX) => raise!(cx, OverflowError, "long int too large to convert"),
        Err(_) => raise!(cx, OverflowError, "int larger than 32 bits"),
    }
}

fn half(cx: &mut Context, n: i32) -> PyResult<u16> {
    if n < 0 {
        raise!(cx, OverflowError, "{NEGATIVE}");
    }
    Ok(n as u16)
}

/// As C's `inet_aton`: one to four numbers, decimal, octal or hexadecimal.
fn loose(text: &[u8]) -> Option<[u8; 4]> {
    let text = std::str::from_utf8(text).ok()?;
    let parts: Vec<u64> = text.split('.').map(part).collect::<Option<_>>()?;
    let (&last, front) = parts.split_last()?;
    if front.len() > 3 || front.iter().any(|&n| n > 255) || last >= 1 << (8 * (4 - front.len())) {
        return None;
    }
    let mut all = last;
    for (i, n) in front.iter().enumerate() {
        all |= n << (8 * (3 - i));
    }
    Some((all as u32).to_be_bytes())
}

fn part(text: &str) -> Option<u64> {
    let (digits, base) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', _, ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    if digits.starts_with('+') { None } else { u64::from_str_radix(digits, base).ok() }
}

fn no_family(cx: &mut Context) -> object_model::Raised {
    system_error(cx, &std::io::Error::from_raw_os_error(libc::EAFNOSUPPORT))
}

py_functions! { FUNCTIONS:
    /// ntohs(integer) -> integer
    /// A 16-bit integer from network to host byte order.
    fn ntohs(cx: &mut Context, integer: i32) -> PyResult<i64> {
        Ok(u16::from_be(half(cx, integer)?).into())
    }
    /// htons(integer) -> integer
    /// A 16-bit integer from host to network byte order.
    fn htons(cx: &mut Context, integer: i32) -> PyResult<i64> {
        Ok(half(cx, integer)?.to_be().into())
    }
    /// ntohl(integer) -> integer
    /// A 32-bit integer from network to host byte order.
    fn ntohl(cx: &mut Context, integer: Value) -> PyResult {
        let swapped = u32::from_be(word(cx, integer)?);
        Ok(cx.new_long_i128(swapped.into()))
    }
    /// htonl(integer) -> integer
    /// A 32-bit integer from host to network byte order.
    fn htonl(cx: &mut Context, integer: Value) -> PyResult {
        let swapped = word(cx, integer)?.to_be();
        Ok(cx.new_long_i128(swapped.into()))
    }
    /// inet_aton(string) -> four packed bytes
    /// The 32-bit form of an address like "123.45.67.89".
    fn inet_aton(cx: &mut Context, string: Bytes) -> PyResult {
        match loose(&string) {
            Some(octets) => Ok(cx.new_str(&octets).value()),
            None => Err(errors::error(cx, ERROR, "illegal IP address string passed to inet_aton")),
        }
    }
    /// inet_ntoa(packed) -> string
    /// The text of an address packed in four bytes.
    fn inet_ntoa(cx: &mut Context, packed: Bytes) -> PyResult<String> {
        match <[u8; 4]>::try_from(&*packed) {
            Ok(octets) => Ok(Ipv4Addr::from(octets).to_string()),
            Err(_) => Err(errors::error(cx, ERROR, "packed IP wrong length for inet_ntoa")),
        }
    }
    /// inet_pton(family, string) -> packed bytes
    fn inet_pton(cx: &mut Context, family: i32, string: Bytes) -> PyResult<Vec<u8>> {
        let text = std::str::from_utf8(&string).unwrap_or("");
        let packed = match family {
            libc::AF_INET => text.parse::<Ipv4Addr>().map(|address| address.octets().to_vec()),
            libc::AF_INET6 => text.parse::<Ipv6Addr>().map(|address| address.octets().to_vec()),
            _ => return Err(no_family(cx)),
        };
        match packed {
            Ok(packed) => Ok(packed),
            Err(_) => Err(errors::error(cx, ERROR, "illegal IP address string passed to inet_pton")),
        }
    }
    /// inet_ntop(family, packed) -> string
    fn inet_ntop(cx: &mut Context, family: i32, packed: Bytes) -> PyResult<String> {
        let text = match family {
            libc::AF_INET => <[u8; 4]>::try_from(&*packed).ok().map(|octets| Ipv4Addr::from(octets).to_string()),
            libc::AF_INET6 => <[u8; 16]>::try_from(&*packed).ok().map(|octets| Ipv6Addr::from(octets).to_string()),
            _ => raise!(cx, ValueError, "unknown address family {family}"),
        };
        match text {
            Some(text) => Ok(text),
            None => raise!(cx, ValueError, "invalid length of packed IP address string"),
        }
    }
}
