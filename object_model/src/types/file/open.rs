//! Which files are open: all are written out at exit, and one on disk before somebody looks at it, so that what the
//! program has let go of without closing it is found, and does not come after what is written later (D5).

#![allow(unsafe_code)] // addresses of files

use super::FileObject;
use super::stream::{Identity, identity};
use crate::context::Context;
use crate::handle::Gc;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Error;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The files that are open.
#[derive(Default)]
struct Open {
    next: u64,
    /// Addresses, by the order of opening.
    files: BTreeMap<u64, usize>,
    /// Those in whose buffers something may wait.
    written: Vec<u64>,
}

type Shared = Arc<Mutex<Open>>;

fn lock(open: &Mutex<Open>) -> MutexGuard<'_, Open> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open file's entry, until it is dropped.
pub struct Place {
    open: Shared,
    number: u64,
}

impl Place {
    /// Something was put into the stream's buffer, for the first time since it was last written out for others.
    pub fn note_written(&self) {
        lock(&self.open).written.push(self.number);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.open).files.remove(&self.number);
    }
}

/// Enters a file that is being opened. Its place goes when it is closed, by the program or by the collector.
pub(super) fn enter(cx: &mut Context, file: Gc<FileObject>) -> Place {
    let open = Shared::clone(cx.ext.state::<Shared>());
    let number = {
        let mut open = lock(&open);
        let number = open.next;
        open.next += 1;
        open.files.insert(number, file.pointer() as usize);
        number
    };
    Place { open, number }
}

impl Open {
    fn get(&self, number: u64) -> Option<Gc<FileObject>> {
        let &address = self.files.get(&number)?;
        // SAFETY: entered by `enter`; a file that dies, or is closed, gives up its place before its memory.
        Some(unsafe { Gc::from_pointer(address as *mut FileObject) })
    }
}

impl Context {
    /// Files that are open.
    pub(super) fn open_files(&mut self) -> Vec<Gc<FileObject>> {
        let open = lock(self.ext.state::<Shared>());
        open.files.keys().filter_map(|&number| open.get(number)).collect()
    }

    /// Writes out what waits for files on disk: a process is about to begin.
    pub fn write_out_files(&mut self) {
        self.write_out(|_| true);
    }

    /// Writes out what waits for the file at this path, about to be opened, moved or changed.
    pub fn write_out_at(&mut self, path: &[u8]) {
        let status = LazyCell::new(|| std::fs::metadata(OsStr::from_bytes(path)).ok());
        self.write_out(|waiting| status.as_ref().is_some_and(|status| (status.dev(), status.ino()) == waiting));
    }

    /// Writes out what waits for this file; whether anything did.
    pub fn write_out_file(&mut self, file: &libc::stat) -> bool {
        self.write_out(|waiting| waiting == identity(file))
    }

    /// A file's contents, with what waits for it; see [`Context::opening`].
    pub fn read_path(&mut self, path: &[u8]) -> Result<Vec<u8>, Error> {
        self.write_out_at(path);
        self.opening(|_| std::fs::read(OsStr::from_bytes(path)))
    }

    fn write_out(&mut self, wanted: impl Fn(Identity) -> bool) -> bool {
        let open = Shared::clone(self.ext.state::<Shared>());
        let mut open = lock(&open);
        let mut found = false;
        let mut written = std::mem::take(&mut open.written);
        written.retain(|&number| {
            let Some(mut file) = open.get(number) else { return false };
            // What another thread works with is looked at the next time.
            let Some(stream) = file.idle_stream() else { return true };
            if let Some(waiting) = stream.waits_for() {
                if !wanted(waiting) {
                    return true;
                }
                stream.failed |= stream.flush().is_err();
                found = true;
            }
            stream.noted = false;
            false
        });
        open.written = written;
        found
    }
}
