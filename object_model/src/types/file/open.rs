//! Which files are open: all are written out at exit, and those on disk before somebody else looks at them.

#![allow(unsafe_code)] // addresses of files

use super::FileObject;
use crate::context::Context;
use crate::handle::Gc;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// Addresses of the files that are open, by the order of their opening.
#[derive(Default)]
struct Files {
    next: u64,
    by_number: BTreeMap<u64, usize>,
}

#[derive(Default)]
struct Open {
    files: Mutex<Files>,
    /// Something was put into a buffer since `take_written`.
    written: AtomicBool,
}

/// An open file's entry, until it is dropped.
pub struct Place {
    open: Arc<Open>,
    number: u64,
}

impl Place {
    /// Something was put into the stream's buffer.
    #[inline]
    pub fn note_written(&self) {
        self.open.written.store(true, Relaxed);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut files = self.open.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.by_number.remove(&self.number);
    }
}

/// Enters a file that is being opened. Its place goes when it is closed, by the program or by the collector.
pub(super) fn enter(cx: &mut Context, file: Gc<FileObject>) -> Place {
    let open = Arc::clone(cx.ext.state::<Arc<Open>>());
    let mut files = open.files.lock().unwrap_or_else(PoisonError::into_inner);
    let number = files.next;
    files.next += 1;
    files.by_number.insert(number, file.pointer() as usize);
    drop(files);
    Place { open, number }
}

/// Whether anything was put into a buffer since the last call.
pub(super) fn take_written(cx: &mut Context) -> bool {
    let written = &cx.ext.state::<Arc<Open>>().written;
    written.load(Relaxed) && written.swap(false, Relaxed)
}

impl Context {
    /// Files that are open.
    pub(super) fn open_files(&mut self) -> Vec<Gc<FileObject>> {
        let files = self.ext.state::<Arc<Open>>().files.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: a file that dies, or is closed, gives up its place before its memory.
        files.by_number.values().map(|&file| unsafe { Gc::from_pointer(file as *mut FileObject) }).collect()
    }
}
