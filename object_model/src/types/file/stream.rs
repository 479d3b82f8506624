//! A buffered file descriptor: what C's stdio is to CPython's `file`.
//!
//! Data that could not be written stays in the buffer and the error is told; nothing is dropped. A stream is either being
//! read or being written; changing over flushes, or seeks back over what was read ahead.

#![allow(unsafe_code)] // system calls

use std::io::{Error, ErrorKind};

const BUFFER: usize = 8192;

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
    output: Vec<u8>,
    pub eof: bool,
    pub append: bool,
    /// A process to wait for at close (`os.popen`).
    pub child: Option<i32>,
}

/// A system call's result, or errno.
fn check(result: isize) -> Result<usize, Error> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(result as usize) }
}

impl Stream {
    pub fn new(fd: i32, buffering: Buffering) -> Stream {
        Stream { fd, buffering, input: Vec::new(), at: 0, output: Vec::new(), eof: false, append: false, child: None }
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

    /// Reads more ahead, at most about `want` bytes; false at the end of the file.
    pub fn fill(&mut self, want: usize) -> Result<bool, Error> {
        self.flush()?;
        let start = self.input.len();
        let n = want.clamp(if self.buffering == Buffering::None { 1 } else { BUFFER }, 1 << 20);
        self.input.resize(start + n, 0);
        // SAFETY: the buffer has `n` bytes from `start` on.
        let got = check(unsafe { libc::read(self.fd, self.input[start..].as_mut_ptr().cast(), n) });
        self.input.truncate(start + got.as_ref().map_or(0, |got| *got));
        match got? {
            0 => {
                self.eof = true;
                Ok(false)
            }
            _ => Ok(true),
        }
    }

    /// Will `write` of these bytes only touch the buffer?
    pub fn fits(&self, bytes: &[u8]) -> bool {
        let room = match self.buffering {
            Buffering::None => return false,
            Buffering::Line if bytes.contains(&b'\n') => return false,
            Buffering::Line => BUFFER - 1,
            Buffering::Full(size) => size,
        };
        self.ahead().is_empty() && self.output.len() + bytes.len() <= room
    }

    /// Puts bytes into the buffer and writes out what the buffering asks for.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.drop_ahead()?;
        match self.buffering {
            Buffering::None => {
                self.output.extend_from_slice(bytes);
                self.flush()
            }
            Buffering::Line => {
                self.output.extend_from_slice(bytes);
                if bytes.contains(&b'\n') || self.output.len() >= BUFFER { self.flush() } else { Ok(()) }
            }
            Buffering::Full(size) => {
                if self.output.len() + bytes.len() > size && !self.output.is_empty() {
                    self.flush()?;
                }
                if bytes.len() > size {
                    self.output.extend_from_slice(bytes);
                    return self.flush();
                }
                self.output.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// Writes everything out; what could not be stays.
    pub fn flush(&mut self) -> Result<(), Error> {
        let mut done = 0;
        let result = loop {
            if done == self.output.len() {
                break Ok(());
            }
            let rest = &self.output[done..];
            // SAFETY: `rest` is readable.
            match check(unsafe { libc::write(self.fd, rest.as_ptr().cast(), rest.len()) }) {
                Ok(n) => done += n,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.output.drain(..done);
        result
    }

    /// Forgets unwritten data: at a close that failed.
    pub fn discard(&mut self) {
        self.output.clear();
    }

    /// Goes back over what was read ahead, before writing.
    fn drop_ahead(&mut self) -> Result<(), Error> {
        let ahead = self.ahead().len();
        if ahead > 0 {
            self.take(ahead);
            // SAFETY: a system call on our descriptor.
            check(unsafe { libc::lseek(self.fd, -(ahead as i64), libc::SEEK_CUR) } as isize)?;
        }
        Ok(())
    }

    pub fn seek(&mut self, offset: i64, whence: i32) -> Result<(), Error> {
        self.flush()?;
        let ahead = self.ahead().len();
        let offset = if whence == libc::SEEK_CUR { offset - ahead as i64 } else { offset };
        // SAFETY: as above.
        check(unsafe { libc::lseek(self.fd, offset, whence) } as isize)?;
        self.take(ahead);
        self.eof = false;
        Ok(())
    }

    pub fn tell(&mut self) -> Result<i64, Error> {
        // SAFETY: as above.
        let at = check(unsafe { libc::lseek(self.fd, 0, libc::SEEK_CUR) } as isize)? as i64;
        if self.append && !self.output.is_empty() {
            self.flush()?;
            return self.tell();
        }
        Ok(at - self.ahead().len() as i64 + self.output.len() as i64)
    }

    pub fn truncate(&mut self, size: i64) -> Result<(), Error> {
        self.flush()?;
        // SAFETY: as above.
        check(unsafe { libc::ftruncate(self.fd, size) } as isize).map(drop)
    }

    /// Flushes and closes; the exit status of a child.
    pub fn close(&mut self) -> Result<Option<i32>, Error> {
        let flushed = self.flush();
        let fd = std::mem::replace(&mut self.fd, -1);
        // SAFETY: the descriptor is ours and open.
        let closed = check(unsafe { libc::close(fd) } as isize);
        let status = self.child.take().map(|pid| {
            let mut status = 0;
            // SAFETY: waits for our own child.
            unsafe { libc::waitpid(pid, &mut status, 0) };
            status
        });
        flushed?;
        closed?;
        Ok(status)
    }

    pub fn is_tty(&self) -> bool {
        // SAFETY: a question about a descriptor.
        unsafe { libc::isatty(self.fd) == 1 }
    }
}
