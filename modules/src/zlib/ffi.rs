//! zlib's streams behind a safe face.

#![allow(unsafe_code)] // calls the C interface of libz-rs-sys

use libz_rs_sys as z;
use std::ffi::CStr;

pub use z::{
    Z_BUF_ERROR, Z_DATA_ERROR, Z_DEFAULT_COMPRESSION, Z_DEFAULT_STRATEGY, Z_DEFLATED, Z_FILTERED, Z_FINISH, Z_FULL_FLUSH,
    Z_HUFFMAN_ONLY, Z_MEM_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, Z_STREAM_ERROR, Z_SYNC_FLUSH,
};

/// A stream that compresses or decompresses. Boxed: zlib's state points back at it.
pub struct Stream {
    raw: Box<z::z_stream>,
    deflates: bool,
}

/// What a step did.
pub struct Step {
    pub code: i32,
    /// Bytes of the input that were taken.
    pub taken: usize,
    /// Whether the output's room was used up.
    pub full: bool,
}

fn size() -> i32 {
    size_of::<z::z_stream>() as i32
}

impl Stream {
    pub fn deflate(level: i32, method: i32, bits: i32, memory: i32, strategy: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: a fresh stream, and the version and size that belong to it.
        let code =
            unsafe { z::deflateInit2_(&raw mut *raw, level, method, bits, memory, strategy, z::zlibVersion(), size()) };
        if code == Z_OK { Ok(Stream { raw, deflates: true }) } else { Err(code) }
    }

    pub fn inflate(bits: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: as above.
        let code = unsafe { z::inflateInit2_(&raw mut *raw, bits, z::zlibVersion(), size()) };
        if code == Z_OK { Ok(Stream { raw, deflates: false }) } else { Err(code) }
    }

    /// Runs once over `input`, appending at most `room` bytes to `out`.
    pub fn step(&mut self, input: &[u8], flush: i32, out: &mut Vec<u8>, room: usize) -> Step {
        let room = room.min(1 << 30);
        let input = &input[..input.len().min(1 << 30)];
        if out.try_reserve(room).is_err() {
            return Step { code: Z_MEM_ERROR, taken: 0, full: false };
        }
        let from = out.len();
        out.resize(from + room, 0);
        let raw = &mut *self.raw;
        (raw.next_in, raw.avail_in) = (input.as_ptr(), input.len() as u32);
        (raw.next_out, raw.avail_out) = (out[from..].as_mut_ptr(), room as u32);
        // SAFETY: an initialised stream; both areas are as long as it was told.
        let code = unsafe { if self.deflates { z::deflate(raw, flush) } else { z::inflate(raw, flush) } };
        let (left_in, left_out) = (raw.avail_in as usize, raw.avail_out as usize);
        out.truncate(from + room - left_out);
        Step { code, taken: input.len() - left_in, full: left_out == 0 }
    }

    /// A second stream that goes on from the same state.
    pub fn copy(&mut self) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: an initialised stream, and one to be overwritten.
        let code = unsafe {
            if self.deflates {
                z::deflateCopy(&raw mut *raw, &raw mut *self.raw)
            } else {
                z::inflateCopy(&raw mut *raw, &raw const *self.raw)
            }
        };
        if code == Z_OK { Ok(Stream { raw, deflates: self.deflates }) } else { Err(code) }
    }

    /// What zlib says about the last error.
    pub fn message(&self) -> Option<String> {
        if self.raw.msg.is_null() {
            return None;
        }
        // SAFETY: zlib's messages are static strings.
        Some(unsafe { CStr::from_ptr(self.raw.msg) }.to_string_lossy().into_owned())
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: an initialised stream, ended once.
        unsafe {
            if self.deflates {
                z::deflateEnd(&raw mut *self.raw);
            } else {
                z::inflateEnd(&raw mut *self.raw);
            }
        }
    }
}

pub fn crc32(crc: u32, data: &[u8]) -> u32 {
    // SAFETY: the slice is that long.
    unsafe { z::crc32_z(crc.into(), data.as_ptr(), data.len()) as u32 }
}

pub fn adler32(adler: u32, data: &[u8]) -> u32 {
    // SAFETY: as above.
    unsafe { z::adler32_z(adler.into(), data.as_ptr(), data.len()) as u32 }
}
