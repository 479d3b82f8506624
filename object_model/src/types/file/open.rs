//! Which files are open: all are written out at exit, and one on disk before somebody looks at it, so that what the
//! program has let go of without closing it is found, and does not come after what is written later (D5).

#![allow(unsafe_code)] // addresses of files

use super::{FileObject, Identity, identity};
use crate::context::Context;
use crate::handle::Gc;
use std::collections::BTreeMap;
use std::ffi::CStr;
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

fn file_at(address: usize) -> Gc<FileObject> {
    // SAFETY: a file that dies, or is closed, gives up its place before its memory.
    unsafe { Gc::from_pointer(address as *mut FileObject) }
}

impl Context {
    /// Files that are open.
    pub(super) fn open_files(&mut self) -> Vec<Gc<FileObject>> {
        lock(self.ext.state::<Shared>()).files.values().map(|&file| file_at(file)).collect()
    }

    /// Writes out what waits for files on disk: a process is about to begin.
    pub fn write_out_files(&mut self) {
        self.write_out(|_| true);
    }

    /// Writes out what waits for the file at this path, about to be opened, moved or changed.
    pub fn write_out_at(&mut self, path: &CStr) {
        let mut wanted = None;
        self.write_out(|waiting| {
            let wanted = wanted.get_or_insert_with(|| {
                // SAFETY: a C string, and room for the answer.
                unsafe {
                    let mut stat = std::mem::zeroed::<libc::stat>();
                    if libc::stat(path.as_ptr(), &mut stat) < 0 { None } else { Some(identity(&stat)) }
                }
            });
            *wanted == Some(waiting)
        });
    }

    /// Writes out what waits for this file; whether anything did.
    pub fn write_out_file(&mut self, file: Identity) -> bool {
        self.write_out(|waiting| waiting == file)
    }

    fn write_out(&mut self, mut wanted: impl FnMut(Identity) -> bool) -> bool {
        let open = Shared::clone(self.ext.state::<Shared>());
        let mut open = lock(&open);
        let mut found = false;
        let Open { files, written, .. } = &mut *open;
        written.retain(|number| {
            let Some(&address) = files.get(number) else { return false };
            let mut file = file_at(address);
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
        found
    }
}
