//! Compression and decompression piece by piece.

#![allow(unsafe_code)] // heap object layouts

use super::ffi::{Stream, Z_BUF_ERROR, Z_FINISH, Z_MEM_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, Z_STREAM_ERROR, Z_SYNC_FLUSH};
use super::{Data, fault, pump};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::{Context, Gc, Object, PyResult, StrObject, Value, py_methods, raise};

#[repr(C)]
pub struct CompressObject {
    pub header: Header,
    /// Empty once the stream has ended.
    stream: Option<Box<Stream>>,
}

#[repr(C)]
pub struct DecompressObject {
    pub header: Header,
    stream: Option<Box<Stream>>,
    unused: Option<Gc<StrObject>>,
    tail: Option<Gc<StrObject>>,
}

// SAFETY: made by `new_compress`.
unsafe impl Object for CompressObject {
    const KIND: u8 = kinds::COMPRESS;
    const NAME: &'static str = "zlib.Compress";
}
// SAFETY: made by `new_decompress`.
unsafe impl Object for DecompressObject {
    const KIND: u8 = kinds::DECOMPRESS;
    const NAME: &'static str = "zlib.Decompress";
}

object_model::fixed_layout!(COMPRESS_LAYOUT: CompressObject, |this, tracer| { let _ = tracer; });
object_model::fixed_layout!(DECOMPRESS_LAYOUT: DecompressObject, |this, tracer| {
    tracer.word(this.unused.map_or(0, |text| text.value().bits()));
    tracer.word(this.tail.map_or(0, |text| text.value().bits()));
});

/// About what deflate and inflate keep for themselves.
const DEFLATE_BYTES: usize = 256 << 10;
const INFLATE_BYTES: usize = 40 << 10;

/// # Safety
/// `object` is a compression object that has died.
unsafe fn release_compress(object: *mut Header) {
    // SAFETY: by contract; called once.
    unsafe { (*object.cast::<CompressObject>()).stream = None };
    object_model::gc::released(DEFLATE_BYTES);
}
/// # Safety
/// `object` is a decompression object that has died.
unsafe fn release_decompress(object: *mut Header) {
    // SAFETY: by contract; called once.
    unsafe { (*object.cast::<DecompressObject>()).stream = None };
    object_model::gc::released(INFLATE_BYTES);
}

static COMPRESS_INFO: KindInfo = KindInfo { drop: Some(release_compress), ..COMPRESS_LAYOUT };
static DECOMPRESS_INFO: KindInfo = KindInfo { drop: Some(release_decompress), ..DECOMPRESS_LAYOUT };

static COMPRESS: TypeDecl = TypeDecl {
    module: "zlib",
    doc: "Compresses piece by piece.",
    methods: &[compress_methods::TABLE],
    flags: NO_NEW,
    ..TypeDecl::new("Compress", kinds::COMPRESS)
};
static DECOMPRESS: TypeDecl = TypeDecl {
    module: "zlib",
    doc: "Decompresses piece by piece.",
    methods: &[decompress_methods::TABLE],
    getset: &[
        GetSet { name: "unused_data", doc: "what came behind the end of the compressed data", get: get_unused, set: None },
        GetSet { name: "unconsumed_tail", doc: "input for which the output had no room", get: get_tail, set: None },
    ],
    flags: NO_NEW,
    ..TypeDecl::new("Decompress", kinds::DECOMPRESS)
};

fn get_unused(cx: &mut Context, this: Value) -> PyResult {
    let empty = cx.empty_str;
    Ok(this.downcast::<DecompressObject>().and_then(|this| this.unused).unwrap_or(empty).value())
}

fn get_tail(cx: &mut Context, this: Value) -> PyResult {
    let empty = cx.empty_str;
    Ok(this.downcast::<DecompressObject>().and_then(|this| this.tail).unwrap_or(empty).value())
}

pub fn register(cx: &mut Context) {
    kinds::register::<CompressObject>(cx, &COMPRESS, &COMPRESS_INFO);
    kinds::register::<DecompressObject>(cx, &DECOMPRESS, &DECOMPRESS_INFO);
}

pub fn new_compress(cx: &mut Context, stream: Stream) -> PyResult {
    let mut this = cx.allocate::<CompressObject>();
    this.stream = Some(Box::new(stream));
    cx.heap.register_native_drop(this.header());
    cx.heap.external(DEFLATE_BYTES as isize);
    Ok(this.value())
}

pub fn new_decompress(cx: &mut Context, stream: Stream) -> PyResult {
    let mut this = cx.allocate::<DecompressObject>();
    this.stream = Some(Box::new(stream));
    cx.heap.register_native_drop(this.header());
    cx.heap.external(INFLATE_BYTES as isize);
    Ok(this.value())
}

/// Keeps what the stream did not take: behind its end as `unused_data`, otherwise as `unconsumed_tail`.
fn keep_rest(cx: &mut Context, mut this: Gc<DecompressObject>, code: i32, rest: &[u8]) -> PyResult<()> {
    if code == Z_STREAM_END && !rest.is_empty() {
        let before = this.unused.map_or(&[][..], |text| text.get().bytes());
        let unused = cx.try_new_str(&[before, rest].concat())?;
        cx.barrier(this);
        this.unused = Some(unused);
    }
    // What is behind the end of the stream is no input that waits.
    let rest = if code == Z_STREAM_END { &[][..] } else { rest };
    if !rest.is_empty() || this.tail.is_some() {
        let tail = cx.try_new_str(rest)?;
        cx.barrier(this);
        this.tail = Some(tail);
    }
    Ok(())
}

mod compress_methods {
    use super::*;
    py_methods! { TABLE:
        /// compress(data) -> compressed data, as far as there is some yet
        fn compress(cx: &mut Context, this: Gc<CompressObject>, data: Data) -> PyResult<Vec<u8>> {
            let Some(stream) = this.get_mut().stream.as_mut() else {
                return Err(fault(cx, Z_STREAM_ERROR, None, "while compressing data"));
            };
            let mut out = Vec::new();
            match pump(stream, &data, Z_NO_FLUSH, &mut out, usize::MAX).0 {
                Z_OK | Z_BUF_ERROR => Ok(out),
                Z_MEM_ERROR => Err(cx.memory_error()),
                code => Err(fault(cx, code, stream.message(), "while compressing data")),
            }
        }
        /// flush([mode = Z_FINISH]) -> the compressed data that is still inside
        fn flush(cx: &mut Context, this: Gc<CompressObject>, mode: i32 = Z_FINISH) -> PyResult<Vec<u8>> {
            let mut out = Vec::new();
            if mode == Z_NO_FLUSH {
                return Ok(out);
            }
            let Some(stream) = this.get_mut().stream.as_mut() else {
                return Err(fault(cx, Z_STREAM_ERROR, None, "while flushing"));
            };
            match pump(stream, &[], mode, &mut out, usize::MAX).0 {
                Z_STREAM_END if mode == Z_FINISH => this.get_mut().stream = None,
                Z_OK | Z_BUF_ERROR => {}
                Z_MEM_ERROR => return Err(cx.memory_error()),
                code => return Err(fault(cx, code, stream.message(), "while flushing")),
            }
            Ok(out)
        }
        /// copy() -> a second object that goes on from here
        fn copy(cx: &mut Context, this: Gc<CompressObject>) -> PyResult {
            match this.get_mut().stream.as_mut().map(|stream| stream.copy()) {
                Some(Ok(stream)) => new_compress(cx, stream),
                Some(Err(Z_MEM_ERROR)) => raise!(cx, MemoryError, "Can't allocate memory for compression object"),
                _ => raise!(cx, ValueError, "Inconsistent stream state"),
            }
        }
    }
}

mod decompress_methods {
    use super::*;
    py_methods! { TABLE:
        /// decompress(data[, max_length]) -> decompressed data, no more than max_length bytes if that is given
        fn decompress(cx: &mut Context, this: Gc<DecompressObject>, data: Data, max_length: i64 = 0) -> PyResult<Vec<u8>> {
            let Ok(limit) = usize::try_from(max_length) else { raise!(cx, ValueError, "max_length must be greater than zero") };
            let Some(stream) = this.get_mut().stream.as_mut() else {
                return Err(fault(cx, Z_STREAM_ERROR, None, "while decompressing"));
            };
            let mut out = Vec::new();
            let (code, taken) = pump(stream, &data, Z_SYNC_FLUSH, &mut out, if limit == 0 { usize::MAX } else { limit });
            let message = stream.message();
            keep_rest(cx, this, code, &data[taken..])?;
            match code {
                Z_OK | Z_BUF_ERROR | Z_STREAM_END => Ok(out),
                Z_MEM_ERROR => Err(cx.memory_error()),
                code => Err(fault(cx, code, message, "while decompressing")),
            }
        }
        /// flush([length]) -> the decompressed data that is still to come
        fn flush(cx: &mut Context, this: Gc<DecompressObject>, length: i64 = 16384) -> PyResult<Vec<u8>> {
            if length <= 0 {
                raise!(cx, ValueError, "length must be greater than zero");
            }
            let mut out = Vec::new();
            let Some(stream) = this.get_mut().stream.as_mut() else { return Ok(out) };
            let tail = this.tail.map_or(&[][..], |text| text.get().bytes());
            let (code, taken) = pump(stream, tail, Z_FINISH, &mut out, usize::MAX);
            keep_rest(cx, this, code, &tail[taken..])?;
            match code {
                Z_STREAM_END => this.get_mut().stream = None,
                Z_MEM_ERROR => return Err(cx.memory_error()),
                _ => {}
            }
            Ok(out)
        }
        /// copy() -> a second object that goes on from here
        fn copy(cx: &mut Context, this: Gc<DecompressObject>) -> PyResult {
            let made = match this.get_mut().stream.as_mut().map(|stream| stream.copy()) {
                Some(Ok(stream)) => new_decompress(cx, stream)?,
                Some(Err(Z_MEM_ERROR)) => raise!(cx, MemoryError, "Can't allocate memory for decompression object"),
                _ => raise!(cx, ValueError, "Inconsistent stream state"),
            };
            if let Some(mut made) = made.downcast::<DecompressObject>() {
                (made.unused, made.tail) = (this.unused, this.tail);
            }
            Ok(made)
        }
    }
}
