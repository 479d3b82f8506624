//! Reading, writing, flushing and closing files, where a thread may have to wait.
//!
//! A system call that may block is made without the GIL, while the file is marked as busy: other threads wait for it
//! (`Gc::stream`), or are told that they cannot close it. Nothing but the call itself happens meanwhile, so that the child of
//! a fork finds whole buffers. A signal's handler runs between two calls, when the file is free, and may raise.

#![allow(unsafe_code)] // system calls

use super::stream::{Stream, check, write_some};
use super::{Buffering, FileObject, Use};
use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::value::Value;
use crate::{none, raise};
use std::io::{Error, ErrorKind};
use std::sync::PoisonError;
use std::time::Duration;

/// What `file.next` of CPython reads at once.
const CHUNK: i64 = 8192;

pub fn io_error(cx: &mut Context, error: &Error) -> Raised {
    if error.kind() == ErrorKind::OutOfMemory && error.raw_os_error().is_none() {
        return cx.memory_error();
    }
    cx.os_error(Exc::IOError, error, None)
}

pub fn raised<T>(cx: &mut Context, result: Result<T, Error>) -> PyResult<T> {
    result.map_err(|error| io_error(cx, &error))
}

fn serve(cx: &mut Context) -> PyResult<()> {
    (cx.hooks.serve)(cx)
}

/// Makes a system call on the stream's descriptor without the GIL.
fn unlocked<R>(cx: &mut Context, mut this: Gc<FileObject>, what: Use, call: impl FnOnce() -> R) -> R {
    this.busy = what;
    let token = (cx.hooks.release_gil)(cx);
    let result = call();
    (cx.hooks.take_gil)(cx, token);
    this.busy = Use::None;
    if token != 0 {
        super::FREED.1.notify_all();
    }
    result
}

/// Reads more ahead, about `want` bytes; false at the end of the file.
pub fn fill(cx: &mut Context, this: Gc<FileObject>, want: usize) -> PyResult<Result<bool, Error>> {
    if let Err(error) = flush_out(cx, this)? {
        return Ok(Err(error));
    }
    loop {
        let stream = this.stream(cx)?;
        if !matches!(stream.buffering, Buffering::Full(_)) {
            // Who answers wants to see the question.
            cx.flush_line_buffered();
        }
        let fd = stream.fd;
        let (place, n) = match stream.room(want) {
            Ok(room) => room,
            Err(error) => return Ok(Err(error)),
        };
        let place = place as usize;
        // SAFETY: `room` has reserved so many bytes, and nobody uses the stream while it is busy.
        let got = unlocked(cx, this, Use::Read, || check(unsafe { libc::read(fd, place as *mut _, n) }));
        match got {
            // SAFETY: they have been read, and the stream is not closed while it is busy.
            Ok(n) => return Ok(Ok(unsafe { this.stream(cx)?.came(n) })),
            Err(error) if error.kind() == ErrorKind::Interrupted => serve(cx)?,
            Err(error) => return Ok(Err(error)),
        }
    }
}

/// Writes out what waits in the buffer.
pub fn flush_out(cx: &mut Context, this: Gc<FileObject>) -> PyResult<Result<(), Error>> {
    write_out(cx, this, &[])
}

/// Writes out what waits in the buffer, and these bytes, of which the last may be left in the buffer.
fn write_out(cx: &mut Context, this: Gc<FileObject>, mut rest: &[u8]) -> PyResult<Result<(), Error>> {
    loop {
        let stream = this.stream(cx)?;
        let waiting = !stream.output.is_empty();
        let (from, len) = if waiting { (stream.output.as_ptr(), stream.output.len()) } else { (rest.as_ptr(), rest.len()) };
        if len == 0 {
            return Ok(Ok(()));
        }
        if !waiting
            && let Buffering::Full(size) = stream.buffering
            && len < size
        {
            return Ok(stream.put(rest));
        }
        let (fd, from) = (stream.fd, from as usize);
        // SAFETY: the bytes are the caller's, or the stream's, which nobody uses while it is busy.
        let (done, result) = unlocked(cx, this, Use::Written, || unsafe { write_some(fd, from as *const u8, len) });
        let stream = this.stream(cx)?;
        if waiting {
            stream.output.drain(..done);
        } else {
            rest = &rest[done..];
        }
        match result {
            Ok(()) if done == len => {}
            // A signal's handler may have something to say.
            Ok(()) => serve(cx)?,
            Err(error) => {
                if error.kind() != ErrorKind::WouldBlock {
                    stream.output.clear();
                }
                return Ok(Err(error));
            }
        }
    }
}

/// Writes bytes as the buffering asks for. Nobody may change them meanwhile.
fn write(cx: &mut Context, this: Gc<FileObject>, mut bytes: &[u8]) -> PyResult<Result<(), Error>> {
    let stream = this.stream(cx)?;
    if stream.fits(bytes) {
        return Ok(stream.put(bytes));
    }
    if let Err(error) = stream.drop_ahead() {
        return Ok(Err(error));
    }
    if stream.fits(bytes) {
        return Ok(stream.put(bytes));
    }
    if stream.coalesces(bytes) && !matches!(stream.buffering, Buffering::Full(_)) {
        if let Err(error) = stream.put(bytes) {
            return Ok(Err(error));
        }
        bytes = &[];
    }
    write_out(cx, this, bytes)
}

/// Writes bytes; `stable` says that nobody can change them while they are written.
pub fn write_bytes(cx: &mut Context, mut this: Gc<FileObject>, bytes: &[u8], stable: bool) -> PyResult<()> {
    this.softspace = 0;
    let mut copy = Vec::new();
    let bytes = if stable || this.stream(cx)?.fits(bytes) {
        bytes
    } else {
        if copy.try_reserve_exact(bytes.len()).is_err() {
            return Err(cx.memory_error());
        }
        copy.extend_from_slice(bytes);
        &copy
    };
    let written = write(cx, this, bytes)?;
    raised(cx, written)
}

/// Writes what `print` does, which nobody can change. It learns that a file is for reading from the system; that a blank or a
/// newline could not be written, it does not ask.
pub fn print_bytes(cx: &mut Context, this: Gc<FileObject>, bytes: &[u8], blank: bool) -> PyResult<()> {
    let stream = this.stream(cx)?;
    if stream.fits(bytes) && this.writable {
        let put = stream.put(bytes);
        return raised(cx, put);
    }
    if bytes.is_empty() {
        return Ok(());
    }
    let written = if this.writable { write(cx, this, bytes)? } else { Err(Error::from_raw_os_error(libc::EBADF)) };
    match written {
        Err(error) if !blank => Err(io_error(cx, &error)),
        _ => Ok(()),
    }
}

/// Translates \r and \r\n to \n where the mode asks for it, moving at most all of `from`.
fn translate(this: &mut Gc<FileObject>, from: &[u8], into: &mut Vec<u8>) {
    for &byte in from {
        if this.skip_lf {
            this.skip_lf = false;
            if byte == b'\n' {
                this.newlines |= 4;
                continue;
            }
            this.newlines |= 1;
        }
        match byte {
            b'\r' => {
                this.skip_lf = true;
                into.push(b'\n');
            }
            b'\n' => {
                this.newlines |= 2;
                into.push(b'\n');
            }
            _ => into.push(byte),
        }
    }
}

/// What was read goes back: an error came before there was enough of it.
fn give_back(cx: &mut Context, this: Gc<FileObject>, bytes: &[u8]) {
    if !this.universal && !this.is_closed() {
        let pending = cx.take_error();
        match this.stream(cx) {
            Ok(stream) => stream.untake(bytes),
            Err(_) => cx.pending = None,
        }
        cx.pending = pending;
    }
}

/// `fill` for a read that has taken these bytes already, which go back where it fails. `partial`: where waiting would be
/// needed, they are enough.
fn more(cx: &mut Context, this: Gc<FileObject>, want: usize, taken: &[u8], partial: bool) -> PyResult<bool> {
    let filled = match fill(cx, this, want) {
        Ok(Err(error)) if error.kind() == ErrorKind::WouldBlock && partial => Ok(false),
        filled => filled.and_then(|filled| raised(cx, filled)),
    };
    if filled.is_err() {
        give_back(cx, this, taken);
    }
    filled
}

/// At most `limit` bytes, all there is when `None`; `raw`: as they are, whatever the mode.
pub fn read_bytes(cx: &mut Context, mut this: Gc<FileObject>, limit: Option<usize>, raw: bool) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    while limit.is_none_or(|limit| out.len() < limit) {
        let ahead = this.stream(cx)?.ahead();
        if ahead.is_empty() {
            let want = limit.map_or(1 << 16, |limit| limit - out.len());
            if more(cx, this, want, &out, !out.is_empty())? {
                continue;
            }
            break;
        }
        let n = limit.map_or(ahead.len(), |limit| ahead.len().min(limit - out.len()));
        let chunk = &ahead[..n];
        if out.try_reserve(n).is_err() {
            return Err(cx.memory_error());
        }
        if this.universal && !raw {
            translate(&mut this, chunk, &mut out);
        } else {
            out.extend_from_slice(chunk);
        }
        this.stream(cx)?.take(n);
    }
    finish_newline(cx, this)?;
    Ok(out)
}

/// A \r at the very end of the file ends a line by itself.
fn finish_newline(cx: &mut Context, mut this: Gc<FileObject>) -> PyResult<()> {
    if this.skip_lf && this.stream(cx)?.eof {
        this.newlines |= 1;
        this.skip_lf = false;
    }
    Ok(())
}

/// One line with its end, at most `limit` bytes; empty at the end of the file.
pub fn read_line(cx: &mut Context, mut this: Gc<FileObject>, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    let limit = limit.unwrap_or(usize::MAX);
    loop {
        let ahead = this.stream(cx)?.ahead();
        if ahead.is_empty() {
            if more(cx, this, 0, &out, false)? {
                continue;
            }
            break;
        }
        let room = ahead.len().min(limit - out.len());
        if out.try_reserve(room).is_err() {
            return Err(cx.memory_error());
        }
        let (mut n, mut ended) = (0, false);
        if this.universal {
            // Byte by byte up to the line's end, which may be \r.
            while n < ahead.len() && out.len() < limit && !ended {
                let before = out.len();
                translate(&mut this, &ahead[n..=n], &mut out);
                n += 1;
                ended = out.len() > before && out.last() == Some(&b'\n');
            }
        } else {
            n = room;
            if let Some(at) = memchr::memchr(b'\n', &ahead[..room]) {
                (n, ended) = (at + 1, true);
            }
            out.extend_from_slice(&ahead[..n]);
        }
        this.stream(cx)?.take(n);
        if ended || out.len() >= limit {
            break;
        }
    }
    finish_newline(cx, this)?;
    Ok(out)
}

/// The next line for iteration; `None` at the end.
pub fn next_line(cx: &mut Context, mut this: Gc<FileObject>) -> PyResult<Option<Value>> {
    let ahead = this.stream(cx)?.ahead();
    let at_once = if this.universal { None } else { memchr::memchr(b'\n', ahead) };
    let line = match at_once {
        Some(at) => {
            let line = cx.try_new_str(&ahead[..=at])?;
            this.stream(cx)?.take(at + 1);
            line
        }
        None => {
            let line = read_line(cx, this, None)?;
            cx.try_new_str(&line)?
        }
    };
    if line.is_empty() {
        this.iterated = 0;
        return Ok(None);
    }
    let (mut left, mut size, mut len) = (this.iterated, CHUNK, line.len() as i64);
    while left < len {
        len -= left;
        left = size;
        size += size / 4;
    }
    this.iterated = left - len;
    Ok(Some(line.value()))
}

/// CPython iterates with a buffer of its own, and refuses to read past what is in there; ValueError.
pub fn check_mixing(cx: &mut Context, this: Gc<FileObject>) -> PyResult<()> {
    if this.iterated == 0 {
        return Ok(());
    }
    if this.stream(cx)?.ahead().is_empty() {
        let filled = fill(cx, this, 0)?;
        if !raised(cx, filled)? {
            return Ok(());
        }
    }
    raise!(cx, ValueError, "Mixing iteration and read methods would lose data")
}

/// Waits for a child to end.
fn wait_for(pid: i32) -> Result<i32, Error> {
    let mut status = 0;
    // SAFETY: waits for our own child.
    check(unsafe { libc::waitpid(pid, &mut status, 0) } as isize)?;
    Ok(status)
}

/// Writes out and closes, whatever becomes of the writing; None or a child's status.
pub fn close(cx: &mut Context, mut this: Gc<FileObject>) -> PyResult {
    if this.is_closed() {
        return Ok(none());
    }
    if this.busy != Use::None {
        raise!(cx, IOError, "close() called during concurrent operation on the same file object");
    }
    let flushed = match flush_out(cx, this) {
        Ok(flushed) => raised(cx, flushed),
        Err(raised) => Err(raised),
    };
    let pending = cx.take_error();
    if this.is_closed() {
        // A signal's handler was quicker.
        cx.pending = pending;
        return flushed.map(|()| none());
    }
    // SAFETY: open, and nobody works with it.
    let stream = unsafe { this.let_go() };
    let fd = stream.fd;
    let token = (cx.hooks.release_gil)(cx);
    // SAFETY: the descriptor was the stream's.
    let closed = check(unsafe { libc::close(fd) } as isize);
    (cx.hooks.take_gil)(cx, token);
    let mut status = Ok(0);
    if let Some(pid) = stream.child {
        loop {
            let token = (cx.hooks.release_gil)(cx);
            status = wait_for(pid);
            (cx.hooks.take_gil)(cx, token);
            match &status {
                Err(error) if error.kind() == ErrorKind::Interrupted => serve(cx)?,
                _ => break,
            }
        }
    }
    if let Err(raised) = flushed {
        cx.pending = pending;
        return Err(raised);
    }
    raised(cx, closed)?;
    match raised(cx, status)? {
        0 => Ok(none()),
        status => Ok(cx.new_int(status.into())),
    }
}

/// Threads that close what would have kept the collector waiting.
static CLOSING: std::sync::Mutex<Vec<std::thread::JoinHandle<()>>> = std::sync::Mutex::new(Vec::new());

/// Writes out, closes, and waits for the child: under the GIL, or where there is none.
fn finish(mut stream: Stream) {
    let flushed = stream.flush();
    // SAFETY: the descriptor is the stream's, which goes.
    let closed = check(unsafe { libc::close(stream.fd) } as isize);
    if let Some(pid) = stream.child {
        while wait_for(pid).is_err_and(|error| error.kind() == ErrorKind::Interrupted) {}
    }
    if let Err(error) = flushed.and(closed.map(drop)) {
        tell_lost(Some(&error));
    }
}

/// Closes the stream of a file that nobody refers to any more.
pub fn close_forgotten(stream: Stream) {
    // Neither a full pipe nor a child's life is to be waited for with the GIL.
    if stream.child.is_none() && !stream.would_wait() {
        return finish(stream);
    }
    if let Ok(thread) = std::thread::Builder::new().spawn(|| finish(stream)) {
        let mut closing = CLOSING.lock().unwrap_or_else(PoisonError::into_inner);
        closing.retain(|thread| !thread.is_finished());
        closing.push(thread);
    }
}

/// A file's last bytes could not be written; for standard output, nothing is left by then that could say why.
fn tell_lost(error: Option<&Error>) {
    use std::io::Write;
    let why = match error {
        None => "sys.excepthook is missing\nlost sys.stderr".to_string(),
        Some(error) => {
            let errno = error.raw_os_error().unwrap_or(0);
            format!("IOError: [Errno {errno}] {}", super::strerror(errno))
        }
    };
    let _ = writeln!(std::io::stderr(), "close failed in file object destructor:\n{why}");
}

impl Context {
    /// Writes out what every open file holds, as far as that goes without the GIL.
    pub fn flush_files(&mut self) {
        for mut file in self.open_files() {
            if let Some(stream) = file.idle_stream() {
                stream.failed |= stream.flush().is_err();
            }
        }
    }

    /// Standard output as C knows it: written out before something comes to standard error.
    pub fn flush_standard_output(&mut self) {
        for mut file in self.open_files() {
            if let Some(stream) = file.idle_stream()
                && stream.fd == 1
            {
                stream.failed |= stream.flush().is_err();
            }
        }
    }

    /// Writes out standard output, if it is buffered by lines.
    fn flush_line_buffered(&mut self) {
        for mut file in self.open_files() {
            if let Some(stream) = file.idle_stream()
                && stream.fd == 1
                && stream.buffering == Buffering::Line
            {
                stream.failed |= stream.flush().is_err();
            }
        }
    }

    /// The process ends: what files hold is written out, and children are waited for, as if the files were closed.
    pub fn close_files(&mut self) {
        let mut standard = Vec::new();
        for mut file in self.open_files() {
            // Another thread is about to write: but it may never come to an end.
            for _ in 0..1000 {
                if file.busy != Use::Written {
                    break;
                }
                let token = (self.hooks.release_gil)(self);
                std::thread::sleep(Duration::from_millis(1));
                (self.hooks.take_gil)(self, token);
            }
            let Some(stream) = file.idle_stream() else { continue };
            if stream.fd <= 2 {
                standard.push(file);
                continue;
            }
            // SAFETY: open, and nobody works with it.
            let stream = unsafe { file.let_go() };
            let token = (self.hooks.release_gil)(self);
            finish(stream);
            (self.hooks.take_gil)(self, token);
        }
        for mut file in standard {
            if let Some(stream) = file.idle_stream()
                && (stream.flush().is_err() || stream.failed)
            {
                tell_lost(None);
            }
        }
        let closing = std::mem::take(&mut *CLOSING.lock().unwrap_or_else(PoisonError::into_inner));
        let token = (self.hooks.release_gil)(self);
        for thread in closing {
            let _ = thread.join();
        }
        (self.hooks.take_gil)(self, token);
    }

    /// In the child of a fork, other threads are not in the middle of anything.
    pub fn files_after_fork(&mut self) {
        for mut file in self.open_files() {
            file.busy = Use::None;
        }
        // Their threads are the parent's.
        if let Ok(mut closing) = CLOSING.try_lock() {
            std::mem::take(&mut *closing).into_iter().for_each(std::mem::forget);
        }
    }
}
