//! `_locale`: the C library's locales and its catalogues of messages; `locale` is the module for programs.
//!
//! Source: library reference 23.2 (2.7).

#![allow(unsafe_code)] // the C library's locale functions

use crate::errors;
use crate::system::Text;
use object_model::{
    Arg, Context, DictObject, Exc, FromArg, Gc, ModuleDecl, PyResult, Slot, UnicodeObject, Value, kind, none, py_functions,
    raise,
};
use std::ffi::{CStr, CString, c_char, c_int};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The C library's locales.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_locale")
};

const ERROR: &str = "locale.Error";

// SAFETY: declared as the C library has them.
unsafe extern "C" {
    fn gettext(message: *const c_char) -> *const c_char;
    fn dgettext(domain: *const c_char, message: *const c_char) -> *const c_char;
    fn dcgettext(domain: *const c_char, message: *const c_char, category: c_int) -> *const c_char;
    fn textdomain(domain: *const c_char) -> *const c_char;
    fn bindtextdomain(domain: *const c_char, directory: *const c_char) -> *const c_char;
    fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *const c_char;
    fn wcscoll(a: *const libc::wchar_t, b: *const libc::wchar_t) -> c_int;
    fn strxfrm(to: *mut c_char, from: *const c_char, size: usize) -> usize;
}

macro_rules! numbers {
    ($($name:ident)*; $($other:literal = $value:literal)*) => {
        static NUMBERS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64),)* $(($other, $value),)*];
    };
}

// What `libc` does not name is glibc's numbering: category in the upper half.
numbers! {
    LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_ALL
    ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6 ABDAY_7 DAY_1 DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7
    ABMON_1 ABMON_2 ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8 ABMON_9 ABMON_10 ABMON_11 ABMON_12
    MON_1 MON_2 MON_3 MON_4 MON_5 MON_6 MON_7 MON_8 MON_9 MON_10 MON_11 MON_12
    AM_STR PM_STR D_T_FMT D_FMT T_FMT T_FMT_AMPM ERA ERA_D_FMT ERA_D_T_FMT ERA_T_FMT ALT_DIGITS
    CODESET CRNCYSTR RADIXCHAR THOUSEP YESEXPR NOEXPR;
    "CHAR_MAX" = 127 "_DATE_FMT" = 131180
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    errors::define(cx, dict, ERROR, Exc::Exception)?;
    for &(name, number) in NUMBERS {
        cx.dict_put(dict, name, Value::small(number));
    }
    Ok(())
}

/// Text or None ("z").
struct MaybeText(Option<CString>);

impl FromArg for MaybeText {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<MaybeText> {
        if value.is_none() {
            return Ok(MaybeText(None));
        }
        if !matches!(value.kind(), kind::STR | kind::UNICODE) {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "{}() argument {} must be string or None, not {given}", arg.function, arg.index);
        }
        Ok(MaybeText(Some(Text::from_arg(cx, value, arg)?.0)))
    }
}

impl MaybeText {
    fn as_ptr(&self) -> *const c_char {
        self.0.as_ref().map_or(std::ptr::null(), |text| text.as_ptr())
    }
}

/// A copy of what the C library answers; None where it answers nothing.
///
/// # Safety
/// Null or a C string.
unsafe fn answer(cx: &mut Context, text: *const c_char) -> Value {
    // SAFETY: by contract.
    unsafe { crate::pwd::text(cx, text) }
}

fn groups(cx: &mut Context, text: *const c_char) -> PyResult {
    let list = cx.new_list();
    if !text.is_null() {
        // SAFETY: a C string of numbers.
        let bytes = unsafe { CStr::from_ptr(text) }.to_bytes();
        for &byte in bytes {
            cx.list_push(list, Value::small(byte.into()))?;
            if byte == libc::c_char::MAX as u8 {
                break;
            }
        }
        // Unless the last group stands for all that follow, zero says so.
        if !bytes.is_empty() && bytes.last() != Some(&(libc::c_char::MAX as u8)) {
            cx.list_push(list, Value::small(0))?;
        }
    }
    Ok(list.value())
}

/// The letters that `string` and `strop` tell, as the locale has them.
fn letters(cx: &mut Context) {
    let class = |test: unsafe extern "C" fn(c_int) -> c_int| -> Vec<u8> {
        // SAFETY: asks about a byte.
        (0..=255u8).filter(|&byte| unsafe { test(byte.into()) } != 0).collect()
    };
    let (lower, upper) = (class(libc::islower), class(libc::isupper));
    let both = class(libc::isalpha);
    let Some(modules) = cx.modules.and_then(|modules| modules.downcast::<DictObject>()) else { return };
    for module in ["string", "strop"] {
        let Some(dict) = cx.dict_find(modules, module).and_then(object_model::module::module_dict) else { continue };
        for (name, text) in [("lowercase", &lower), ("uppercase", &upper), ("letters", &both)] {
            let text = cx.new_str(text).value();
            cx.dict_put(dict, name, text);
        }
    }
}

/// Both texts as wide characters, if both can be had without a locale's encoding.
fn wide(cx: &mut Context, value: Value) -> PyResult<Vec<libc::wchar_t>> {
    let text = match value.downcast::<UnicodeObject>() {
        Some(text) => text,
        None if value.is_kind(kind::STR) => {
            let class = object_model::types::unicode::UNICODE.get(cx).value();
            match cx.call(class, &[value])?.downcast::<UnicodeObject>() {
                Some(text) => text,
                None => raise!(cx, TypeError, "decoder did not return an unicode object"),
            }
        }
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "coercing to Unicode: need string or buffer, {given} found");
        }
    };
    Ok(text.chars().iter().take_while(|&code| code != 0).map(|code| code as libc::wchar_t).chain([0]).collect())
}

py_functions! { FUNCTIONS:
    /// setlocale(category[, locale]) -> name of the locale in force
    ///
    /// Sets the locale of a category first, if one is given.
    fn setlocale(cx: &mut Context, category: i32, locale: MaybeText = MaybeText(None)) -> PyResult {
        // SAFETY: null or a C string; under the GIL.
        let name = unsafe { libc::setlocale(category, locale.as_ptr()) };
        if name.is_null() {
            let message = if locale.0.is_some() { "unsupported locale setting" } else { "locale query failed" };
            return Err(errors::error(cx, ERROR, message));
        }
        // SAFETY: a C string that the next call may change.
        let name = unsafe { answer(cx, name) };
        if locale.0.is_some() && matches!(category, libc::LC_CTYPE | libc::LC_ALL) {
            letters(cx);
        }
        Ok(name)
    }
    /// localeconv() -> dictionary of how numbers and amounts are written
    fn localeconv(cx: &mut Context) -> PyResult {
        // SAFETY: gives a structure that stays until the next call.
        let conventions = unsafe { &*libc::localeconv() };
        let dict = cx.new_dict();
        let texts = [
            ("decimal_point", conventions.decimal_point),
            ("thousands_sep", conventions.thousands_sep),
            ("int_curr_symbol", conventions.int_curr_symbol),
            ("currency_symbol", conventions.currency_symbol),
            ("mon_decimal_point", conventions.mon_decimal_point),
            ("mon_thousands_sep", conventions.mon_thousands_sep),
            ("positive_sign", conventions.positive_sign),
            ("negative_sign", conventions.negative_sign),
        ];
        for (name, text) in texts {
            // SAFETY: C strings.
            let text = unsafe { answer(cx, text) };
            cx.dict_put(dict, name, text);
        }
        for (name, text) in [("grouping", conventions.grouping), ("mon_grouping", conventions.mon_grouping)] {
            let list = groups(cx, text)?;
            cx.dict_put(dict, name, list);
        }
        let numbers = [
            ("int_frac_digits", conventions.int_frac_digits),
            ("frac_digits", conventions.frac_digits),
            ("p_cs_precedes", conventions.p_cs_precedes),
            ("p_sep_by_space", conventions.p_sep_by_space),
            ("n_cs_precedes", conventions.n_cs_precedes),
            ("n_sep_by_space", conventions.n_sep_by_space),
            ("p_sign_posn", conventions.p_sign_posn),
            ("n_sign_posn", conventions.n_sign_posn),
        ];
        for (name, number) in numbers {
            cx.dict_put(dict, name, Value::small(number.into()));
        }
        Ok(dict.value())
    }
    /// strcoll(a, b) -> negative, 0 or positive, by the locale's order
    @raw fn strcoll(cx: &mut Context, args: &Args) -> PyResult<i64> {
        let [a, b] = crate::unpack::unpack(cx, args, "strcoll", 2)?.map(|slot: Slot| slot.unwrap_or(none()));
        if a.is_kind(kind::STR) && b.is_kind(kind::STR) {
            let arg = Arg { function: "strcoll", index: 1 };
            let (a, b) = (Text::from_arg(cx, a, arg)?, Text::from_arg(cx, b, Arg { index: 2, ..arg })?);
            // SAFETY: C strings.
            return Ok(unsafe { libc::strcoll(a.0.as_ptr(), b.0.as_ptr()) }.into());
        }
        let (a, b) = (wide(cx, a)?, wide(cx, b)?);
        // SAFETY: both end with zero.
        Ok(unsafe { wcscoll(a.as_ptr(), b.as_ptr()) }.into())
    }
    /// strxfrm(text) -> a str that sorts byte by byte as the text does in the locale
    fn strxfrm_ as "strxfrm"(cx: &mut Context, text: Text) -> PyResult<Vec<u8>> {
        let mut room = text.0.as_bytes().len() + 1;
        loop {
            let mut out: Vec<u8> = Vec::new();
            if out.try_reserve_exact(room).is_err() {
                return Err(cx.memory_error());
            }
            out.resize(room, 0);
            // SAFETY: a C string, and room for that many bytes.
            let needed = unsafe { strxfrm(out.as_mut_ptr().cast(), text.0.as_ptr(), room) };
            if needed < room {
                out.truncate(needed);
                return Ok(out);
            }
            room = needed + 1;
        }
    }
    /// nl_langinfo(key) -> what the locale says to that
    fn nl_langinfo(cx: &mut Context, key: i32) -> PyResult {
        let known = NUMBERS.iter().any(|&(name, n)| n == key.into() && !name.starts_with("LC_") && name != "CHAR_MAX");
        if !known {
            raise!(cx, ValueError, "unsupported langinfo constant");
        }
        // SAFETY: gives a C string.
        Ok(unsafe { answer(cx, libc::nl_langinfo(key)) })
    }
    /// gettext(msg) -> the message translated
    fn gettext_ as "gettext"(cx: &mut Context, msg: Text) -> Value {
        // SAFETY: C strings.
        unsafe { answer(cx, gettext(msg.0.as_ptr())) }
    }
    /// dgettext(domain, msg) -> the message of that domain translated
    fn dgettext_ as "dgettext"(cx: &mut Context, domain: MaybeText, msg: Text) -> Value {
        // SAFETY: C strings, or null.
        unsafe { answer(cx, dgettext(domain.as_ptr(), msg.0.as_ptr())) }
    }
    /// dcgettext(domain, msg, category) -> the message of that domain and category translated
    fn dcgettext_ as "dcgettext"(cx: &mut Context, domain: MaybeText, msg: Text, category: i32) -> Value {
        // SAFETY: C strings, or null.
        unsafe { answer(cx, dcgettext(domain.as_ptr(), msg.0.as_ptr(), category)) }
    }
    /// textdomain(domain) -> the domain in force, set first unless it is None
    fn textdomain_ as "textdomain"(cx: &mut Context, domain: MaybeText) -> PyResult {
        // SAFETY: a C string, or null.
        let name = unsafe { textdomain(domain.as_ptr()) };
        if name.is_null() {
            let error = std::io::Error::last_os_error();
            return Err(crate::system::os_error(cx, &error));
        }
        // SAFETY: a C string.
        Ok(unsafe { answer(cx, name) })
    }
    /// bindtextdomain(domain, dir) -> the directory of a domain, set first unless it is None
    fn bindtextdomain_ as "bindtextdomain"(cx: &mut Context, domain: Text, dir: MaybeText) -> PyResult {
        if domain.0.is_empty() {
            return Err(errors::error(cx, ERROR, "domain must be a non-empty string"));
        }
        // SAFETY: C strings, or null.
        let name = unsafe { bindtextdomain(domain.0.as_ptr(), dir.as_ptr()) };
        if name.is_null() {
            let error = std::io::Error::last_os_error();
            return Err(crate::system::os_error(cx, &error));
        }
        // SAFETY: a C string.
        Ok(unsafe { answer(cx, name) })
    }
    /// bind_textdomain_codeset(domain, codeset) -> the encoding of a domain, set first unless it is None
    fn bind_textdomain_codeset_ as "bind_textdomain_codeset"(cx: &mut Context, domain: Text, codeset: MaybeText) -> Value {
        // SAFETY: C strings, or null.
        unsafe { answer(cx, bind_textdomain_codeset(domain.0.as_ptr(), codeset.as_ptr())) }
    }
}
