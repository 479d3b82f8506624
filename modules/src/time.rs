//! `time`, over the C library's clock and calendar functions, whose answers programs compare with other programs'.
//!
//! Source: library reference 15.3 (2.7), `timemodule.c` for limits and messages.

#![allow(unsafe_code)] // the C library's time functions

use crate::{blocking, errors};
use libc::{time_t, tm};
use object_model::types::structseq::as_tuple;
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, ModuleDecl, PyResult, Raised, Slot, TupleObject, Value, kind, none,
    py_functions, raise, struct_sequence,
};
use std::ffi::{CStr, CString};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The time of day and the calendar.\n\n\
timezone, altzone: seconds west of Greenwich without and with summer time; daylight: whether there is summer time;\n\
tzname: names of the two zones.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("time")
};

/// Where the module's namespace is kept: `tzset` writes to it, `accept2dyear` is read from it.
const NAMESPACE: &str = "time namespace";

struct_sequence!(STRUCT_TIME = "time" "struct_time"
    "The parts of a time, as gmtime(), localtime() and strptime() give them and asctime(), mktime() and strftime() take them.", 9,
    ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"]);

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    cx.ext.values.insert(NAMESPACE, Some(dict.value()));
    let class = STRUCT_TIME.get(cx).value();
    cx.dict_put(dict, "struct_time", class);
    // PYTHONY2K forbids years of two digits.
    let strict = std::env::var_os("PYTHONY2K").is_some_and(|value| !value.is_empty());
    cx.dict_put(dict, "accept2dyear", Value::small((!strict).into()));
    set_zone(cx, dict)
}

fn blank() -> tm {
    // SAFETY: integers and a pointer that may be null.
    unsafe { std::mem::zeroed() }
}

/// The fields of a moment in local time.
pub fn local(at: time_t) -> Option<tm> {
    let mut parts = blank();
    // SAFETY: both point at locals.
    let done = unsafe { libc::localtime_r(&at, &mut parts) };
    (!done.is_null()).then_some(parts)
}

/// The fields of a moment in UTC.
pub fn greenwich(at: time_t) -> Option<tm> {
    let mut parts = blank();
    // SAFETY: as above.
    let done = unsafe { libc::gmtime_r(&at, &mut parts) };
    (!done.is_null()).then_some(parts)
}

/// Sets the constants of the time zone in force.
fn set_zone(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    const YEAR: time_t = (365 * 24 + 6) * 3600;
    let january = now() as time_t / YEAR * YEAR;
    let zone = |at: time_t| {
        let parts = local(at).unwrap_or_else(blank);
        let name = if parts.tm_zone.is_null() {
            b"   ".to_vec()
        } else {
            // SAFETY: the C library's name of the zone, copied before anything can change it.
            let name = unsafe { CStr::from_ptr(parts.tm_zone) }.to_bytes();
            name[..name.len().min(9)].to_vec()
        };
        (-parts.tm_gmtoff, name)
    };
    let (mut winter, mut summer) = (zone(january), zone(january + YEAR / 2));
    if winter.0 < summer.0 {
        // South of the equator.
        std::mem::swap(&mut winter, &mut summer);
    }
    let numbers = [("timezone", winter.0), ("altzone", summer.0), ("daylight", i64::from(winter.0 != summer.0))];
    for (name, n) in numbers {
        let n = cx.new_int(n);
        cx.dict_put(dict, name, n);
    }
    let names = [winter.1, summer.1].map(|name| cx.new_str(&name).value());
    let names = cx.new_tuple(&names).value();
    cx.dict_put(dict, "tzname", names);
    Ok(())
}

/// Seconds and microseconds since 1970.
pub fn time_of_day() -> (time_t, i64) {
    let mut at = libc::timeval { tv_sec: 0, tv_usec: 0 };
    // SAFETY: points at a local.
    unsafe { libc::gettimeofday(&mut at, std::ptr::null_mut()) };
    (at.tv_sec, at.tv_usec)
}

/// Seconds since 1970.
pub fn now() -> f64 {
    let (seconds, micros) = time_of_day();
    seconds as f64 + micros as f64 * 1e-6
}

/// Whole seconds of a float, towards zero; ValueError beyond what the system counts.
pub fn whole_seconds(cx: &mut Context, seconds: f64) -> PyResult<time_t> {
    // A conversion that does not fit saturates here; the C library's gives the least number for NaN.
    let whole = if seconds.is_nan() { time_t::MIN } else { seconds as time_t };
    let rest = seconds - whole as f64;
    if rest <= -1.0 || rest >= 1.0 {
        raise!(cx, ValueError, "timestamp out of range for platform time_t");
    }
    Ok(whole)
}

/// The seconds that an argument gives; now where it is None or left out.
fn seconds_argument(cx: &mut Context, seconds: Value) -> PyResult<time_t> {
    match seconds.not_none() {
        None => Ok(now() as time_t),
        Some(seconds) => {
            let seconds = cx.float_arg(seconds)?;
            whole_seconds(cx, seconds)
        }
    }
}

fn struct_time(cx: &mut Context, parts: &tm) -> PyResult {
    let fields = [
        i64::from(parts.tm_year) + 1900,
        i64::from(parts.tm_mon) + 1,
        parts.tm_mday.into(),
        parts.tm_hour.into(),
        parts.tm_min.into(),
        parts.tm_sec.into(),
        (i64::from(parts.tm_wday) + 6) % 7,
        i64::from(parts.tm_yday) + 1,
        parts.tm_isdst.into(),
    ]
    .map(Value::small);
    STRUCT_TIME.make(cx, &fields)
}

#[cold]
fn out_of_range(cx: &mut Context) -> Raised {
    errors::os_error(cx, Exc::ValueError, &std::io::Error::from_raw_os_error(libc::EOVERFLOW), none())
}

/// The nine ints of a time argument.
fn nine(cx: &mut Context, value: Value) -> PyResult<[i32; 9]> {
    let items = if let Some(items) = as_tuple(cx, value) {
        items
    } else if let Some(items) = value.downcast::<TupleObject>() {
        items
    } else if let Some(list) = value.downcast::<ListObject>() {
        cx.list_to_tuple(list)?
    } else {
        let sequence = !matches!(value.kind(), kind::STR | kind::UNICODE | kind::DICT | kind::SET | kind::FROZENSET)
            && cx.special_of(value, object_model::Special::GetItem).is_some();
        if !sequence {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "argument must be 9-item sequence, not {given}");
        }
        cx.tuple_from(value)?
    };
    if items.len() != 9 {
        raise!(cx, TypeError, "argument must be sequence of length 9, not {}", items.len());
    }
    let mut numbers = [0; 9];
    for (number, &item) in numbers.iter_mut().zip(items.get().items()) {
        let n = cx.int_arg(item)?;
        *number = match i32::try_from(n) {
            Ok(n) => n,
            Err(_) if n > 0 => raise!(cx, OverflowError, "signed integer is greater than maximum"),
            Err(_) => raise!(cx, OverflowError, "signed integer is less than minimum"),
        };
    }
    Ok(numbers)
}

fn parts_argument(cx: &mut Context, value: Value) -> PyResult<tm> {
    let [mut year, month, day, hour, minute, second, weekday, yearday, dst] = nine(cx, value)?;
    if year < 1900 {
        let accepted = match cx.ext.values.get(NAMESPACE).copied().flatten().and_then(|dict| dict.downcast::<DictObject>()) {
            Some(dict) => cx.dict_find(dict, "accept2dyear").is_some_and(|flag| flag.as_int().is_some_and(|n| n != 0)),
            None => true,
        };
        if !accepted {
            raise!(cx, ValueError, "year >= 1900 required");
        }
        year = match year {
            69..=99 => year + 1900,
            0..=68 => year + 2000,
            _ => raise!(cx, ValueError, "year out of range"),
        };
    }
    let mut parts = blank();
    parts.tm_year = year.wrapping_sub(1900);
    parts.tm_mon = month.wrapping_sub(1);
    (parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec) = (day, hour, minute, second);
    parts.tm_wday = weekday.wrapping_add(1) % 7;
    parts.tm_yday = yearday.wrapping_sub(1);
    parts.tm_isdst = dst;
    Ok(parts)
}

/// Refuses parts that no calendar has; zero stands for the first month, day and day of the year.
fn check(cx: &mut Context, parts: &mut tm) -> PyResult<()> {
    if parts.tm_mon == -1 {
        parts.tm_mon = 0;
    }
    if parts.tm_mday == 0 {
        parts.tm_mday = 1;
    }
    if parts.tm_yday == -1 {
        parts.tm_yday = 0;
    }
    let limits = [
        (parts.tm_mon, 11, "month"),
        (parts.tm_mday, 31, "day of month"),
        (parts.tm_hour, 23, "hour"),
        (parts.tm_min, 59, "minute"),
        (parts.tm_sec, 61, "seconds"),
        (parts.tm_wday, 6, "day of week"),
        (parts.tm_yday, 365, "day of year"),
    ];
    for (n, most, what) in limits {
        if !(0..=most).contains(&n) {
            raise!(cx, ValueError, "{what} out of range");
        }
    }
    Ok(())
}

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn text(parts: &tm) -> String {
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        DAYS.get(parts.tm_wday as usize).unwrap_or(&"???"),
        MONTHS.get(parts.tm_mon as usize).unwrap_or(&"???"),
        parts.tm_mday,
        parts.tm_hour,
        parts.tm_min,
        parts.tm_sec,
        i64::from(parts.tm_year) + 1900
    )
}

/// The C library's `strftime`: its result is empty both for "nothing" and for "no room".
fn format_time(cx: &mut Context, format: &[u8], parts: &tm) -> PyResult<Vec<u8>> {
    let Ok(c_format) = CString::new(format) else { return Ok(Vec::new()) };
    let mut room = 1024;
    loop {
        let mut out = Vec::new();
        if out.try_reserve_exact(room).is_err() {
            return Err(cx.memory_error());
        }
        out.resize(room, 0u8);
        // SAFETY: the buffer is that long, format and parts are whole.
        let len = unsafe { libc::strftime(out.as_mut_ptr().cast(), room, c_format.as_ptr(), parts) };
        if len > 0 || room >= 256 * format.len() {
            out.truncate(len);
            return Ok(out);
        }
        room *= 2;
    }
}

/// Sleeps; a signal ends it early.
fn sleep_for(cx: &mut Context, seconds: f64) -> PyResult<()> {
    if seconds.is_nan() || !(0.0..9.2e18).contains(&seconds) {
        let error = std::io::Error::from_raw_os_error(libc::EINVAL);
        return Err(errors::os_error(cx, Exc::IOError, &error, none()));
    }
    // A signal that has come already does not wait for the end.
    blocking::serve(cx)?;
    let whole = seconds.min(1e15) as i64;
    let left = libc::timeval { tv_sec: whole, tv_usec: ((seconds - whole as f64) * 1e6).clamp(0.0, 999_999.0) as i64 };
    let null = std::ptr::null_mut();
    let result = blocking::call(cx, || {
        let mut left = left;
        // SAFETY: no sets, a timeout that is a local.
        unsafe { libc::select(0, null, null, null, &mut left) as isize }
    });
    match result {
        Ok(_) => Ok(()),
        Err(error) if error.raw_os_error() == Some(libc::EINTR) => blocking::serve(cx),
        Err(error) => Err(errors::os_error(cx, Exc::IOError, &error, none())),
    }
}

py_functions! { FUNCTIONS:
    /// time() -> seconds since 1970, as a float
    fn time(cx: &mut Context) -> f64 {
        let _ = cx;
        now()
    }
    /// clock() -> seconds of processor time so far
    fn clock(cx: &mut Context) -> f64 {
        let _ = cx;
        let mut used = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: points at a local.
        unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut used) };
        used.tv_sec as f64 + (used.tv_nsec / 1000) as f64 * 1e-6
    }
    /// sleep(seconds)
    fn sleep(cx: &mut Context, seconds: f64) -> PyResult<()> {
        sleep_for(cx, seconds)
    }
    /// gmtime([seconds]) -> struct_time in UTC
    fn gmtime(cx: &mut Context, seconds: Value = none()) -> PyResult {
        let at = seconds_argument(cx, seconds)?;
        match greenwich(at) {
            Some(parts) => struct_time(cx, &parts),
            None => Err(out_of_range(cx)),
        }
    }
    /// localtime([seconds]) -> struct_time in local time
    fn localtime(cx: &mut Context, seconds: Value = none()) -> PyResult {
        let at = seconds_argument(cx, seconds)?;
        match local(at) {
            Some(parts) => struct_time(cx, &parts),
            None => Err(out_of_range(cx)),
        }
    }
    /// asctime([tuple]) -> text such as 'Sat Jun 06 16:26:11 1998'
    @raw fn asctime(cx: &mut Context, args: &Args) -> PyResult<String> {
        let [given] = crate::unpack::unpack(cx, args, "asctime", 0)?;
        let mut parts = match given {
            Some(given) => parts_argument(cx, given)?,
            None => local(now() as time_t).unwrap_or_else(blank),
        };
        check(cx, &mut parts)?;
        Ok(text(&parts))
    }
    /// ctime([seconds]) -> text of a local time
    @raw fn ctime(cx: &mut Context, args: &Args) -> PyResult<String> {
        let [given] = crate::unpack::unpack(cx, args, "ctime", 0)?;
        let at = seconds_argument(cx, given.unwrap_or(none()))?;
        match local(at) {
            Some(parts) => Ok(text(&parts)),
            None => raise!(cx, ValueError, "unconvertible time"),
        }
    }
    /// mktime(tuple) -> seconds since 1970 of a local time
    fn mktime(cx: &mut Context, tuple: Value) -> PyResult<f64> {
        let mut parts = parts_argument(cx, tuple)?;
        parts.tm_wday = -1;
        // SAFETY: points at a local.
        let at = unsafe { libc::mktime(&mut parts) };
        if at == -1 && parts.tm_wday == -1 {
            raise!(cx, OverflowError, "mktime argument out of range");
        }
        Ok(at as f64)
    }
    /// strftime(format[, tuple]) -> text of a time, by the C library's format codes
    fn strftime(cx: &mut Context, format: object_model::Bytes, tuple: Slot = None) -> PyResult<Vec<u8>> {
        if format.contains(&0) {
            raise!(cx, TypeError, "strftime() argument 1 must be string without null bytes, not str");
        }
        let mut parts = match tuple {
            Some(tuple) => parts_argument(cx, tuple)?,
            None => local(now() as time_t).unwrap_or_else(blank),
        };
        check(cx, &mut parts)?;
        parts.tm_isdst = parts.tm_isdst.clamp(-1, 1);
        format_time(cx, &format, &parts)
    }
    /// strptime(string[, format]) -> struct_time read from text
    @raw fn strptime(cx: &mut Context, args: &Args) -> PyResult {
        let name = cx.intern(b"_strptime");
        let module = cx.import_module(name)?;
        let function = cx.getattr_text(module, "_strptime_time")?;
        cx.call_args(function, args)
    }
    /// tzset() -- look at the environment variable TZ again
    fn tzset(cx: &mut Context) -> PyResult<()> {
        // SAFETY: declared as the C library has it.
        unsafe extern "C" {
            fn tzset();
        }
        // SAFETY: no arguments; the environment is only changed under the GIL.
        unsafe { tzset() };
        match cx.ext.values.get(NAMESPACE).copied().flatten().and_then(|dict| dict.downcast::<DictObject>()) {
            Some(dict) => set_zone(cx, dict),
            None => Ok(()),
        }
    }
}
