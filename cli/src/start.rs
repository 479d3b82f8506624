//! Where the process begins: the C library's door, its memory, and which thread gets its signals.

#![allow(unsafe_code)] // the C library's `main`, its arguments and its settings

use std::ffi::{CStr, OsString, c_char, c_int};
use std::os::unix::ffi::OsStringExt;

/// Called by the C library.
// SAFETY: no other `main` is linked: the crate says `no_main`.
#[unsafe(no_mangle)]
extern "C" fn main(count: c_int, arguments: *const *const c_char) -> c_int {
    one_heap();
    let words = (1..count.max(1) as usize).map(|at| {
        // SAFETY: the C library passes `count` pointers to strings, which live as long as the process.
        let word = unsafe { CStr::from_ptr(*arguments.add(at)) };
        OsString::from_vec(word.to_bytes().to_vec())
    });
    crate::main(words.collect())
}

/// One heap of the C library for all threads: they run one at a time, and each further heap costs its own mapping, which grows by
/// many system calls.
fn one_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// Leaves signals to the other threads. A signal that a program sends itself is then delivered to the sending thread before
/// `kill` returns, as POSIX promises where no other thread takes it.
pub fn leave_signals_to_others() {
    // SAFETY: a set of signals is plain memory, filled before it is used; the mask is this thread's own.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}

/// One part in so many of the address space that the process may have; `None`: there is no limit.
pub fn share_of_memory(parts: usize) -> Option<usize> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is valid for writing.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0 && limit.rlim_cur != libc::RLIM_INFINITY;
    known.then_some((limit.rlim_cur as usize / parts) & !4095)
}

/// Is standard input a directory?
pub fn input_is_directory() -> bool {
    // SAFETY: a structure of numbers is filled.
    unsafe {
        let mut stat = std::mem::zeroed::<libc::stat>();
        libc::fstat(0, &mut stat) == 0 && stat.st_mode & libc::S_IFMT == libc::S_IFDIR
    }
}
