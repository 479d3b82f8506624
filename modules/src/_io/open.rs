//! `io.open`: the streams that a mode asks for, one over the other.

#![allow(unsafe_code)] // asks the system for a block size

use super::buffered::{RANDOM, READER, WRITER};
use super::fileio::FILE_IO;
use super::text::TEXT_IO;
use super::{BUFFER_SIZE, text_argument};
use object_model::{Context, PyResult, StrObject, UnicodeObject, Value, kind, none, py_bool, py_functions, raise};

struct Mode {
    /// Letters of the raw stream's mode.
    raw: String,
    main: u8,
    update: bool,
    text: bool,
    binary: bool,
}

fn parse(cx: &mut Context, mode: &[u8]) -> PyResult<Mode> {
    let lossy = String::from_utf8_lossy(mode).into_owned();
    let has = |letter: u8| mode.contains(&letter);
    let known = mode.iter().all(|letter| b"arwbtU+".contains(letter));
    let twice = mode.iter().enumerate().any(|(i, letter)| mode[..i].contains(letter));
    if !known || twice {
        raise!(cx, ValueError, "invalid mode: '{lossy}'");
    }
    let (mut reading, writing, appending) = (has(b'r'), has(b'w'), has(b'a'));
    if has(b'U') {
        if writing || appending {
            raise!(cx, ValueError, "can't use U and writing mode at once");
        }
        reading = true;
    }
    if has(b't') && has(b'b') {
        raise!(cx, ValueError, "can't have text and binary mode at once");
    }
    if u8::from(reading) + u8::from(writing) + u8::from(appending) > 1 {
        raise!(cx, ValueError, "must have exactly one of read/write/append mode");
    }
    let main = match () {
        _ if reading => b'r',
        _ if writing => b'w',
        _ if appending => b'a',
        _ => 0,
    };
    let mut raw = String::new();
    if main != 0 {
        raw.push(main as char);
    }
    if has(b'+') {
        raw.push('+');
    }
    Ok(Mode { raw, main, update: has(b'+'), text: has(b't'), binary: has(b'b') })
}

fn block_size(fd: i32) -> usize {
    let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: room for the answer, read only where there is one.
    unsafe { if libc::fstat(fd, status.as_mut_ptr()) == 0 { status.assume_init().st_blksize as usize } else { 0 } }
}

/// Closes what was opened so far when a later step fails.
fn or_close(cx: &mut Context, stream: Value, result: PyResult) -> PyResult {
    match result {
        Ok(value) => Ok(value),
        failed => super::both(cx, failed, |cx| cx.call_method(stream, "close", &[])),
    }
}

py_functions! { FUNCTIONS:
    /// open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True) -> stream
    /// Opens a file, given by name or descriptor, as text or (mode 'b') as bytes.
    @raw fn open(cx: &mut Context, args: &Args) -> PyResult {
        let names = ["file", "mode", "buffering", "encoding", "errors", "newline", "closefd"];
        let [file, mode, buffering, encoding, errors, newline, closefd] = args.parse(cx, "open", &names, 1)?;
        let file = file.unwrap_or(none());
        let mode = match mode {
            None => b"r".to_vec(),
            Some(mode) => <object_model::Bytes as object_model::FromArg>::from_arg(
                cx,
                mode,
                object_model::Arg { function: "open", index: 2 },
            )?.to_vec(),
        };
        let mut buffering = buffering.map_or(Ok(-1), |value| cx.int_arg(value))?;
        let encoding = text_argument(cx, encoding, "open", 4)?;
        let errors = text_argument(cx, errors, "open", 5)?;
        let newline = text_argument(cx, newline, "open", 6)?;
        let closefd = closefd.map_or(Ok(1), |value| cx.int_arg(value))? != 0;
        let named = file.downcast::<StrObject>().is_some() || file.downcast::<UnicodeObject>().is_some();
        if !named && file.as_int().is_none() && !file.is_kind(kind::LONG) && !file.is_kind(kind::FLOAT) {
            let text = cx.repr(file)?.lossy();
            raise!(cx, TypeError, "invalid file: {text}");
        }
        let mode_text = cx.new_str(&mode).value();
        let mode = parse(cx, &mode)?;
        if mode.binary {
            for (given, what) in [(encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")] {
                if given.is_some() {
                    raise!(cx, ValueError, "binary mode doesn't take {what} argument");
                }
            }
        }
        let _ = mode.text;
        let class = FILE_IO.get(cx).value();
        let raw_mode = cx.new_str(mode.raw.as_bytes()).value();
        let raw = cx.call(class, &[file, raw_mode, py_bool(closefd)])?;
        let layered = layers(cx, raw, &mode, &mut buffering, [encoding, errors, newline].map(|text| text.map_or(none(), |text| text.value())));
        let (stream, is_text) = match layered {
            Ok(layered) => layered,
            Err(raised) => return or_close(cx, raw, Err(raised)),
        };
        if is_text {
            let name = cx.intern(b"mode");
            let set = cx.setattr(stream, name, Some(mode_text)).map(|()| none());
            or_close(cx, stream, set)?;
        }
        Ok(stream)
    }
}

/// The buffer and text layers over a raw stream, and whether there is a text layer.
fn layers(cx: &mut Context, raw: Value, mode: &Mode, buffering: &mut i64, text: [Value; 3]) -> PyResult<(Value, bool)> {
    let tty = cx.call_method(raw, "isatty", &[])?;
    let tty = cx.truth(tty)?;
    let line_buffering = *buffering == 1 || *buffering < 0 && tty;
    if line_buffering {
        *buffering = -1;
    }
    if *buffering < 0 {
        let fd = cx.call_method(raw, "fileno", &[])?;
        let fd = cx.int_arg(fd)? as i32;
        let size = block_size(fd);
        *buffering = if size > 1 { size as i64 } else { BUFFER_SIZE as i64 };
    }
    if *buffering == 0 {
        if !mode.binary {
            raise!(cx, ValueError, "can't have unbuffered text I/O");
        }
        return Ok((raw, false));
    }
    let class = match (mode.update, mode.main) {
        (true, _) => RANDOM.get(cx),
        (_, b'w' | b'a') => WRITER.get(cx),
        (_, b'r') => READER.get(cx),
        _ => raise!(cx, ValueError, "unknown mode: '{}'", mode.raw),
    };
    let size = cx.new_int(*buffering);
    let buffer = cx.call(class.value(), &[raw, size])?;
    if mode.binary {
        return Ok((buffer, false));
    }
    let class = TEXT_IO.get(cx).value();
    let [encoding, errors, newline] = text;
    let made = cx.call(class, &[buffer, encoding, errors, newline, py_bool(line_buffering)])?;
    Ok((made, true))
}
