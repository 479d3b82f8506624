//! Reading zip archives: the directory at the end, and the members that it lists.
//!
//! Source: PKWARE's APPNOTE.TXT, sections 4.3 and 4.4. As in CPython, an archive may follow other data, so that a script's
//! first line can precede it, but no comment may follow its directory.

use crate::zlib::ffi::{Stream, Z_OK, Z_STREAM_END, Z_SYNC_FLUSH};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What the directory says of a member.
pub struct Entry {
    pub name: Vec<u8>,
    pub method: u16,
    pub packed: u32,
    pub size: u32,
    /// Of its local header, in the file.
    pub offset: u64,
    pub time: u16,
    pub date: u16,
    pub crc: u32,
}

/// Why an archive cannot be read: a message without the archive's name.
pub type Failure = &'static str;

pub const UNOPENED: Failure = "can't open Zip file";

const END: &[u8] = b"PK\x05\x06";
const MEMBER: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

fn path(name: &[u8]) -> &Path {
    Path::new(std::ffi::OsStr::from_bytes(name))
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Splits a path into that of an existing regular file, which may be an archive, and what follows it.
pub fn split(place: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut end = place.len();
    loop {
        if let Ok(meta) = std::fs::metadata(path(&place[..end])) {
            return meta.is_file().then(|| (&place[..end], place.get(end + 1..).unwrap_or(&[])));
        }
        end = place[..end].iter().rposition(|&byte| byte == b'/')?;
    }
}

/// All members of an archive.
pub fn directory(archive: &[u8]) -> Result<Vec<Entry>, Failure> {
    let mut file = std::fs::File::open(path(archive)).map_err(|_| UNOPENED)?;
    let end = file.seek(SeekFrom::End(-22)).map_err(|_| "can't read Zip file")?;
    let mut record = [0; 22];
    file.read_exact(&mut record).map_err(|_| "can't read Zip file")?;
    if !record.starts_with(END) {
        return Err("not a Zip file");
    }
    let (size, offset) = (u64::from(long(&record, 12)), u64::from(long(&record, 16)));
    let start = end.checked_sub(size).ok_or("bad central directory size")?;
    // The archive may begin behind something else.
    let before = start.checked_sub(offset).ok_or("bad central directory offset")?;
    file.seek(SeekFrom::Start(start)).map_err(|_| "can't read Zip file")?;
    let mut bytes = vec![0; size as usize];
    file.read_exact(&mut bytes).map_err(|_| "can't read Zip file")?;
    let (mut entries, mut at) = (Vec::new(), 0);
    while let Some(header) = bytes.get(at..at + 46).filter(|header| header.starts_with(MEMBER)) {
        let (name, extra, comment) = (short(header, 28), short(header, 30), short(header, 32));
        let local = u64::from(long(header, 42));
        if local > offset {
            return Err("bad local header offset");
        }
        let from = at + 46;
        let name = bytes.get(from..from + usize::from(name)).ok_or("can't read Zip file")?.to_vec();
        at = from + name.len() + usize::from(extra) + usize::from(comment);
        entries.push(Entry {
            name,
            method: short(header, 10),
            packed: long(header, 20),
            size: long(header, 24),
            offset: local + before,
            time: short(header, 12),
            date: short(header, 14),
            crc: long(header, 16),
        });
    }
    Ok(entries)
}

/// Why a member cannot be had.
pub enum Missing {
    /// The archive has gone.
    Archive,
    /// An error of zipimport's.
    Header,
    Data,
    Method,
    /// zlib's own code.
    Inflate,
}

/// A member's bytes: its compression method, packed size and offset.
pub fn member(archive: &[u8], method: i64, packed: usize, offset: u64) -> Result<Vec<u8>, Missing> {
    let mut file = std::fs::File::open(path(archive)).map_err(|_| Missing::Archive)?;
    let length = file.metadata().map_or(0, |meta| meta.len());
    let mut header = [0; 30];
    let read = file.seek(SeekFrom::Start(offset)).and_then(|_| file.read_exact(&mut header));
    if read.is_err() || !header.starts_with(LOCAL) {
        return Err(Missing::Header);
    }
    let data = offset + 30 + u64::from(short(&header, 26)) + u64::from(short(&header, 28));
    if data.checked_add(packed as u64).is_none_or(|end| end > length) {
        return Err(Missing::Data);
    }
    let mut bytes = vec![0; packed];
    file.seek(SeekFrom::Start(data)).and_then(|_| file.read_exact(&mut bytes)).map_err(|_| Missing::Data)?;
    match method {
        0 => Ok(bytes),
        8 => inflate(&bytes).ok_or(Missing::Inflate),
        _ => Err(Missing::Method),
    }
}

/// Decompresses data that has no header of zlib's.
fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stream = Stream::inflate(-15).ok()?;
    let (mut out, mut at) = (Vec::new(), 0);
    loop {
        let room = (out.len() / 2).max(16 << 10);
        let step = stream.step(&bytes[at..], Z_SYNC_FLUSH, &mut out, room);
        at += step.taken;
        match step.code {
            Z_STREAM_END => return Some(out),
            Z_OK if step.full || step.taken > 0 => {}
            _ => return None,
        }
    }
}

/// The moment that a member's time and date mean, local time, in seconds.
#[allow(unsafe_code)] // asks the C library
pub fn moment(time: i64, date: i64) -> i64 {
    // SAFETY: all zero is a valid `tm`; `mktime` reads and writes it alone.
    unsafe {
        let mut parts: libc::tm = std::mem::zeroed();
        parts.tm_sec = (time & 0x1F) as i32 * 2;
        parts.tm_min = (time >> 5 & 0x3F) as i32;
        parts.tm_hour = (time >> 11 & 0x1F) as i32;
        parts.tm_mday = (date & 0x1F) as i32;
        parts.tm_mon = (date >> 5 & 0x0F) as i32 - 1;
        parts.tm_year = (date >> 9 & 0x7F) as i32 + 80;
        parts.tm_isdst = -1;
        libc::mktime(&mut parts)
    }
}
