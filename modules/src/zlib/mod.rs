//! `zlib`: compression over libz-rs, whose output decompresses to the same data as zlib's but may differ in bytes.
//!
//! Source: library reference 12.1 (2.7), `zlibmodule.c` for messages and for what is left in `unconsumed_tail`.

pub(crate) mod ffi;
mod objects;

use crate::binascii::low_word;
use crate::errors;
use ffi::{
    Stream, Z_BUF_ERROR, Z_DATA_ERROR, Z_FINISH, Z_MEM_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, Z_STREAM_ERROR, Z_SYNC_FLUSH,
};
use object_model::declare::Arg;
use object_model::protocols::buffer::given_name;
use object_model::{
    Context, DictObject, Exc, FromArg, Gc, ModuleDecl, PyResult, Raised, Slot, StrObject, Value, kind, py_functions, raise,
};

pub use ffi::crc32;

const ERROR: &str = "zlib.error";

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Compression and decompression as zlib and gzip do it.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("zlib")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    objects::register(cx);
    errors::define(cx, dict, ERROR, Exc::Exception)?;
    let numbers = [
        ("MAX_WBITS", 15),
        ("DEFLATED", ffi::Z_DEFLATED),
        ("DEF_MEM_LEVEL", 8),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", ffi::Z_DEFAULT_COMPRESSION),
        ("Z_FILTERED", ffi::Z_FILTERED),
        ("Z_HUFFMAN_ONLY", ffi::Z_HUFFMAN_ONLY),
        ("Z_DEFAULT_STRATEGY", ffi::Z_DEFAULT_STRATEGY),
        ("Z_FINISH", Z_FINISH),
        ("Z_NO_FLUSH", Z_NO_FLUSH),
        ("Z_SYNC_FLUSH", Z_SYNC_FLUSH),
        ("Z_FULL_FLUSH", ffi::Z_FULL_FLUSH),
    ];
    for (name, n) in numbers {
        cx.dict_put(dict, name, Value::small(n.into()));
    }
    for (name, text) in [("ZLIB_VERSION", "1.3.0"), ("__version__", "1.0")] {
        let text = cx.new_str(text.as_bytes()).value();
        cx.dict_put(dict, name, text);
    }
    Ok(())
}

/// Data to work on ("s#"): str, unicode by the default encoding, memory that nobody can resize.
#[derive(Clone, Copy)]
struct Data(Gc<StrObject>);

impl std::ops::Deref for Data {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0.get().bytes()
    }
}

impl FromArg for Data {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Data> {
        if !matches!(value.kind(), kind::BYTEARRAY | kind::MEMORYVIEW)
            && let Some(text) = cx.buffer_str(value)?
        {
            return Ok(Data(text));
        }
        let given = given_name(cx, value);
        raise!(cx, TypeError, "{}() argument {} must be string or read-only buffer, not {given}", arg.function, arg.index)
    }
}

/// `zlib.error` for a code that zlib gave.
#[cold]
fn fault(cx: &mut Context, code: i32, message: Option<String>, what: &str) -> Raised {
    let reason = message.or_else(|| {
        let text = match code {
            Z_BUF_ERROR => "incomplete or truncated stream",
            Z_STREAM_ERROR => "inconsistent stream state",
            Z_DATA_ERROR => "invalid input data",
            _ => return None,
        };
        Some(text.to_string())
    });
    let text = match reason {
        // Buffer errors carry no message of zlib's own there.
        Some(_) if code == Z_BUF_ERROR => format!("Error {code} {what}: incomplete or truncated stream"),
        Some(reason) => format!("Error {code} {what}: {reason}"),
        None => format!("Error {code} {what}"),
    };
    errors::error(cx, ERROR, &text)
}

/// Bytes of output that the first step has room for.
const ROOM: usize = 16 << 10;

/// Runs a stream over all of `input` until it wants no more room; the last code, and how much of the input was taken.
/// `limit`: bytes of output at most.
fn pump(stream: &mut Stream, input: &[u8], flush: i32, out: &mut Vec<u8>, limit: usize) -> (i32, usize) {
    let (mut taken, mut room) = (0, ROOM.max(input.len().min(1 << 20)));
    loop {
        let left = limit.saturating_sub(out.len());
        let step = stream.step(&input[taken..], flush, out, room.min(left));
        taken += step.taken;
        let done = !matches!(step.code, Z_OK | Z_BUF_ERROR) || out.len() >= limit;
        if done || !step.full && (taken == input.len() || step.code == Z_BUF_ERROR || step.taken == 0) {
            return (step.code, taken);
        }
        room = (room * 2).min(1 << 28);
    }
}

fn compress(cx: &mut Context, data: &[u8], level: i32) -> PyResult<Vec<u8>> {
    let mut stream = match Stream::deflate(level, ffi::Z_DEFLATED, 15, 8, ffi::Z_DEFAULT_STRATEGY) {
        Ok(stream) => stream,
        Err(Z_MEM_ERROR) => raise!(cx, MemoryError, "Out of memory while compressing data"),
        Err(Z_STREAM_ERROR) => return Err(errors::error(cx, ERROR, "Bad compression level")),
        Err(code) => return Err(fault(cx, code, None, "while compressing data")),
    };
    let mut out = Vec::new();
    match pump(&mut stream, data, Z_FINISH, &mut out, usize::MAX).0 {
        Z_STREAM_END => Ok(out),
        Z_MEM_ERROR => Err(cx.memory_error()),
        code => Err(fault(cx, code, stream.message(), "while compressing data")),
    }
}

fn decompress(cx: &mut Context, data: &[u8], bits: i32) -> PyResult<Vec<u8>> {
    let mut stream = match Stream::inflate(bits) {
        Ok(stream) => stream,
        Err(Z_MEM_ERROR) => raise!(cx, MemoryError, "Out of memory while decompressing data"),
        Err(code) => return Err(fault(cx, code, None, "while preparing to decompress data")),
    };
    let mut out = Vec::new();
    match pump(&mut stream, data, Z_SYNC_FLUSH, &mut out, usize::MAX).0 {
        Z_STREAM_END => Ok(out),
        Z_MEM_ERROR => raise!(cx, MemoryError, "Out of memory while decompressing data"),
        Z_OK | Z_BUF_ERROR => Err(fault(cx, Z_BUF_ERROR, None, "while decompressing data")),
        code => Err(fault(cx, code, stream.message(), "while decompressing data")),
    }
}

py_functions! { FUNCTIONS:
    /// compress(string[, level = -1]) -> the string compressed
    fn compress_ as "compress"(cx: &mut Context, string: Data, level: i32 = -1) -> PyResult<Vec<u8>> {
        compress(cx, &string, level)
    }
    /// decompress(string[, wbits = 15[, bufsize = 16384]]) -> the string decompressed
    fn decompress_ as "decompress"(cx: &mut Context, string: Data, wbits: i32 = 15, bufsize: i64 = 16384) -> PyResult<Vec<u8>> {
        let _ = bufsize;
        decompress(cx, &string, wbits)
    }
    /// compressobj([level[, method[, wbits[, memlevel[, strategy]]]]]) -> an object that compresses piece by piece
    fn compressobj(cx: &mut Context, level: i32 = -1, method: i32 = 8, wbits: i32 = 15, memlevel: i32 = 8, strategy: i32 = 0) -> PyResult {
        match Stream::deflate(level, method, wbits, memlevel, strategy) {
            Ok(stream) => objects::new_compress(cx, stream),
            Err(Z_MEM_ERROR) => raise!(cx, MemoryError, "Can't allocate memory for compression object"),
            Err(Z_STREAM_ERROR) => raise!(cx, ValueError, "Invalid initialization option"),
            Err(code) => Err(fault(cx, code, None, "while creating compression object")),
        }
    }
    /// decompressobj([wbits = 15]) -> an object that decompresses piece by piece
    fn decompressobj(cx: &mut Context, wbits: i32 = 15) -> PyResult {
        match Stream::inflate(wbits) {
            Ok(stream) => objects::new_decompress(cx, stream),
            Err(Z_MEM_ERROR) => raise!(cx, MemoryError, "Can't allocate memory for decompression object"),
            Err(Z_STREAM_ERROR) => raise!(cx, ValueError, "Invalid initialization option"),
            Err(code) => Err(fault(cx, code, None, "while creating decompression object")),
        }
    }
    /// crc32(string[, start = 0]) -> CRC-32, signed
    fn crc32_ as "crc32"(cx: &mut Context, string: Data, start: Slot = None) -> PyResult<i32> {
        let before = match start {
            Some(start) => low_word(cx, start)?,
            None => 0,
        };
        Ok(crc32(before, &string) as i32)
    }
    /// adler32(string[, start = 1]) -> Adler-32, signed
    fn adler32(cx: &mut Context, string: Data, start: Slot = None) -> PyResult<i32> {
        let before = match start {
            Some(start) => low_word(cx, start)?,
            None => 1,
        };
        Ok(ffi::adler32(before, &string) as i32)
    }
}
