//! Facts about files and file systems.

#![allow(unsafe_code)] // system calls

use crate::system::{self, Path, checked, result};
use object_model::value::Slot;
use object_model::{Context, PyResult, Value, py_functions, struct_sequence};
use std::io::Error;
use std::mem::MaybeUninit;

struct_sequence!(pub STAT_RESULT = "posix" "stat_result"
    "Result of stat(), fstat() and lstat(): a sequence of ten numbers that have names too; more by name only.", 10,
    ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
     "st_blksize", "st_blocks", "st_rdev"], with_unnamed(3));

struct_sequence!(pub STATVFS_RESULT = "posix" "statvfs_result"
    "Result of statvfs() and fstatvfs(): a sequence of ten numbers that have names too.", 10,
    ["f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax"]);

/// Are times floats?
struct FloatTimes(bool);

impl Default for FloatTimes {
    fn default() -> Self {
        FloatTimes(true)
    }
}

fn stat_result(cx: &mut Context, stat: &libc::stat) -> PyResult {
    let floats = cx.ext.state::<FloatTimes>().0;
    let times =
        [(stat.st_atime, stat.st_atime_nsec), (stat.st_mtime, stat.st_mtime_nsec), (stat.st_ctime, stat.st_ctime_nsec)];
    let mut fields = [Value::small(0); 16];
    fields[0] = Value::small(stat.st_mode.into());
    fields[1] = cx.new_int_u64(stat.st_ino);
    fields[2] = cx.new_int_u64(stat.st_dev);
    fields[3] = cx.new_int_u64(stat.st_nlink);
    fields[4] = Value::small(stat.st_uid.into());
    fields[5] = Value::small(stat.st_gid.into());
    fields[6] = cx.new_int(stat.st_size);
    for (at, (seconds, nanos)) in times.into_iter().enumerate() {
        fields[7 + at] = cx.new_int(seconds);
        fields[10 + at] = if floats { cx.new_float(seconds as f64 + 1e-9 * nanos as f64) } else { fields[7 + at] };
    }
    fields[13] = cx.new_int(stat.st_blksize);
    fields[14] = cx.new_int(stat.st_blocks);
    fields[15] = cx.new_int_u64(stat.st_rdev);
    STAT_RESULT.make(cx, &fields)
}

fn statvfs_result(cx: &mut Context, stat: &libc::statvfs) -> PyResult {
    let numbers = [
        stat.f_bsize,
        stat.f_frsize,
        stat.f_blocks,
        stat.f_bfree,
        stat.f_bavail,
        stat.f_files,
        stat.f_ffree,
        stat.f_favail,
        stat.f_flag,
        stat.f_namemax,
    ];
    let mut fields = [Value::small(0); 10];
    for (field, number) in fields.iter_mut().zip(numbers) {
        *field = cx.new_int_u64(number);
    }
    STATVFS_RESULT.make(cx, &fields)
}

/// A call that fills a structure of plain numbers.
fn filled<T>(cx: &mut Context, call: impl FnOnce(*mut T) -> i32) -> Result<T, Error> {
    let mut place = MaybeUninit::<T>::zeroed();
    let pointer = place.as_mut_ptr();
    system::blocking(cx, || result(call(pointer).into()))?;
    // SAFETY: all zero is valid for these structures of numbers, and the call has filled it.
    Ok(unsafe { place.assume_init() })
}

/// The status of a file to which nothing waits to be written.
fn current(cx: &mut Context, call: impl Fn(*mut libc::stat) -> i32) -> Result<libc::stat, Error> {
    let stat = filled(cx, &call)?;
    if cx.write_out_file(&stat) { filled(cx, call) } else { Ok(stat) }
}

py_functions! { FUNCTIONS:
    /// stat(path) -> stat result
    fn stat(cx: &mut Context, path: Path) -> PyResult {
        // SAFETY: a C string and room for the result.
        match current(cx, |place| unsafe { libc::stat(path.as_ptr(), place) }) {
            Ok(stat) => stat_result(cx, &stat),
            Err(error) => Err(path.error(cx, &error)),
        }
    }
    /// lstat(path) -> stat result
    /// As stat(path), but of a symbolic link itself.
    fn lstat(cx: &mut Context, path: Path) -> PyResult {
        // SAFETY: as above.
        match current(cx, |place| unsafe { libc::lstat(path.as_ptr(), place) }) {
            Ok(stat) => stat_result(cx, &stat),
            Err(error) => Err(path.error(cx, &error)),
        }
    }
    /// fstat(fd) -> stat result
    fn fstat(cx: &mut Context, fd: i32) -> PyResult {
        // SAFETY: as above.
        match filled(cx, |place| unsafe { libc::fstat(fd, place) }) {
            Ok(stat) => stat_result(cx, &stat),
            Err(error) => Err(system::os_error(cx, &error)),
        }
    }
    /// statvfs(path) -> statvfs result
    fn statvfs(cx: &mut Context, path: Path) -> PyResult {
        // SAFETY: as above.
        match filled(cx, |place| unsafe { libc::statvfs(path.as_ptr(), place) }) {
            Ok(stat) => statvfs_result(cx, &stat),
            Err(error) => Err(path.error(cx, &error)),
        }
    }
    /// fstatvfs(fd) -> statvfs result
    fn fstatvfs(cx: &mut Context, fd: i32) -> PyResult {
        // SAFETY: as above.
        match filled(cx, |place| unsafe { libc::fstatvfs(fd, place) }) {
            Ok(stat) => statvfs_result(cx, &stat),
            Err(error) => Err(system::os_error(cx, &error)),
        }
    }
    /// stat_float_times([newval]) -> oldval
    /// Whether stat results show times as floats.
    fn stat_float_times(cx: &mut Context, newval: Slot = None) -> PyResult<bool> {
        let old = cx.ext.state::<FloatTimes>().0;
        if let Some(newval) = newval {
            let new = cx.int_arg(newval)? != 0;
            cx.ext.state::<FloatTimes>().0 = new;
        }
        Ok(old)
    }
    /// access(path, mode) -> True if the real user may
    fn access(cx: &mut Context, path: Path, mode: i32) -> bool {
        // SAFETY: a C string.
        system::blocking(cx, || unsafe { libc::access(path.as_ptr(), mode) == 0 })
    }
    /// isatty(fd) -> bool
    fn isatty(cx: &mut Context, fd: i32) -> bool {
        let _ = cx;
        // SAFETY: a question about a descriptor.
        unsafe { libc::isatty(fd) == 1 }
    }
    /// ftruncate(fd, length)
    fn ftruncate(cx: &mut Context, fd: i32, length: i64) -> PyResult<()> {
        // SAFETY: numbers only.
        checked(cx, || unsafe { libc::ftruncate(fd, length) }.into()).map(drop)
    }
}
