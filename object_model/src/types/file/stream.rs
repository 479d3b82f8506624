//! A buffered file descriptor: what C's stdio is to CPython's `file`.
//!
//! The buffers change under the GIL only; `transfer` makes the system calls that may block without it. A stream is either
//! being read or being written; changing over flushes, or seeks back over what was read ahead. What could not be written is
//! dropped when the error is told, as stdio does it, unless the descriptor only would have blocked.

#![allow(unsafe_code)] // system calls

use super::open::Place;
use std::io::{Error, ErrorKind};

const BUFFER: usize = 8192;
/// Up to here it is cheaper to copy bytes behind others than to write twice.
const COALESCED: usize = 1 << 16;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Buffering {
    None,
    Line,
    Full(usize),
}

pub struct Stream {
    pub fd: i32,
    pub buffering: Buffering,
    input: Vec<u8>,
    at: usize,
    pub(super) output: Vec<u8>,
    pub eof: bool,
    pub append: bool,
    /// A process to wait for at close (`os.popen`).
    pub child: Option<i32>,
    /// Something could not be written and nobody has been told.
    pub(super) failed: bool,
    /// Among the open files, if it is a file's.
    pub(super) place: Option<Place>,
    /// It is among those to which something was written.
    pub(super) noted: bool,
    /// The file on disk, if it is one, once that was asked.
    disk: Option<Option<Identity>>,
}

/// Device and number of a file on disk.
pub(super) type Identity = (u64, u64);

pub(super) fn identity(stat: &libc::stat) -> Identity {
    (stat.st_dev, stat.st_ino)
}

/// A system call's result, or errno.
pub(super) fn check(result: isize) -> Result<usize, Error> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(result as usize) }
}

/// Writes as much as goes at once: all of it, unless a signal comes between; how much was written.
///
/// # Safety
/// `len` bytes at `from` are readable, and nobody changes them meanwhile.
pub(super) unsafe fn write_some(fd: i32, from: *const u8, len: usize) -> (usize, Result<(), Error>) {
    // SAFETY: by contract.
    match check(unsafe { libc::write(fd, from.cast(), len) }) {
        Ok(n) => (n, Ok(())),
        Err(error) if error.kind() == ErrorKind::Interrupted => (0, Ok(())),
        Err(error) => (0, Err(error)),
    }
}

fn reserve(bytes: &mut Vec<u8>, n: usize) -> Result<(), Error> {
    bytes.try_reserve(n).map_err(|_| ErrorKind::OutOfMemory.into())
}

impl Stream {
    pub fn new(fd: i32, buffering: Buffering) -> Stream {
        Stream {
            fd,
            buffering,
            input: Vec::new(),
            at: 0,
            output: Vec::new(),
            eof: false,
            append: false,
            child: None,
            failed: false,
            place: None,
            noted: false,
            disk: None,
        }
    }

    /// Bytes read ahead and not yet taken.
    pub fn ahead(&self) -> &[u8] {
        &self.input[self.at..]
    }

    pub fn take(&mut self, n: usize) {
        self.at += n;
        if self.at == self.input.len() {
            self.input.clear();
            self.at = 0;
        }
    }

    /// Gives back what was taken.
    pub(super) fn untake(&mut self, bytes: &[u8]) {
        if reserve(&mut self.input, bytes.len()).is_ok() {
            self.input.splice(self.at..self.at, bytes.iter().copied());
        }
    }

    /// Where about `want` bytes more can be read to.
    pub(super) fn room(&mut self, want: usize) -> Result<(*mut u8, usize), Error> {
        let n = want.clamp(if self.buffering == Buffering::None { 1 } else { BUFFER }, 1 << 20);
        reserve(&mut self.input, n)?;
        Ok((self.input.spare_capacity_mut().as_mut_ptr().cast(), n))
    }

    /// So many bytes were read to where `room` said; false at the end of the file.
    ///
    /// # Safety
    /// They were.
    pub(super) unsafe fn came(&mut self, n: usize) -> bool {
        // SAFETY: by contract; `room` has reserved them.
        unsafe { self.input.set_len(self.input.len() + n) };
        self.eof = n == 0;
        n > 0
    }

    /// Can these bytes just be put into the buffer?
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        let room = match self.buffering {
            Buffering::None => return false,
            Buffering::Line if bytes.contains(&b'\n') => return false,
            Buffering::Line => BUFFER - 1,
            Buffering::Full(size) => size,
        };
        self.at == self.input.len() && self.output.len() + bytes.len() <= room
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        reserve(&mut self.output, bytes.len())?;
        self.output.extend_from_slice(bytes);
        if !self.noted
            && let Some(place) = &self.place
        {
            self.noted = true;
            place.note_written();
        }
        Ok(())
    }

    /// Are these bytes to be written together with those that wait?
    pub(super) fn coalesces(&self, bytes: &[u8]) -> bool {
        !self.output.is_empty() && self.output.len() + bytes.len() <= COALESCED
    }

    /// Bytes wait for a file on disk: which one.
    pub(super) fn waits_for(&mut self) -> Option<Identity> {
        if self.output.is_empty() || self.fd <= 2 {
            return None;
        }
        let fd = self.fd;
        *self.disk.get_or_insert_with(|| {
            // SAFETY: `stat` is valid for writing.
            let stat = unsafe {
                let mut stat = std::mem::zeroed::<libc::stat>();
                if libc::fstat(fd, &mut stat) < 0 { None } else { Some(stat) }
            };
            stat.filter(|stat| stat.st_mode & libc::S_IFMT == libc::S_IFREG).map(|stat| identity(&stat))
        })
    }

    /// Writes everything out, under the GIL: for when nobody else may run.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        while !self.output.is_empty() {
            // SAFETY: the buffer is ours.
            let (done, result) = unsafe { write_some(self.fd, self.output.as_ptr(), self.output.len()) };
            self.output.drain(..done);
            if let Err(error) = result {
                if error.kind() != ErrorKind::WouldBlock {
                    self.output.clear();
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Would writing wait, for who knows how long?
    pub(super) fn would_wait(&self) -> bool {
        let mut poll = libc::pollfd { fd: self.fd, events: libc::POLLOUT, revents: 0 };
        // SAFETY: one structure.
        !self.output.is_empty() && unsafe { libc::poll(&mut poll, 1, 0) } == 0
    }

    /// Goes back over what was read ahead, before writing. What cannot go back has two directions that know nothing of each
    /// other.
    pub(super) fn drop_ahead(&mut self) -> Result<(), Error> {
        let ahead = self.ahead().len();
        if ahead > 0 {
            // SAFETY: a system call on our descriptor.
            match check(unsafe { libc::lseek(self.fd, -(ahead as i64), libc::SEEK_CUR) } as isize) {
                Err(error) if error.raw_os_error() == Some(libc::ESPIPE) => {}
                Err(error) => return Err(error),
                Ok(_) => self.take(ahead),
            }
        }
        Ok(())
    }

    /// Once everything is written out.
    pub(super) fn seek(&mut self, offset: i64, whence: i32) -> Result<(), Error> {
        let ahead = self.ahead().len();
        let offset = if whence == libc::SEEK_CUR { offset.saturating_sub(ahead as i64) } else { offset };
        // SAFETY: as above.
        check(unsafe { libc::lseek(self.fd, offset, whence) } as isize)?;
        self.take(ahead);
        self.eof = false;
        Ok(())
    }

    /// Where an appending stream writes is known only once everything is written out.
    pub(super) fn tell(&mut self) -> Result<i64, Error> {
        // SAFETY: as above.
        let at = check(unsafe { libc::lseek(self.fd, 0, libc::SEEK_CUR) } as isize)? as i64;
        Ok(at - self.ahead().len() as i64 + self.output.len() as i64)
    }

    pub(super) fn truncate(&mut self, size: i64) -> Result<(), Error> {
        // SAFETY: as above.
        check(unsafe { libc::ftruncate(self.fd, size) } as isize).map(drop)
    }

    pub fn is_tty(&self) -> bool {
        // SAFETY: a question about a descriptor.
        unsafe { libc::isatty(self.fd) == 1 }
    }
}
