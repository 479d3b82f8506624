//! Which thread of the process gets its signals.

#![allow(unsafe_code)] // pthread_sigmask

/// Leaves signals to the other threads. A signal that a program sends itself is then delivered to the sending thread before
/// `kill` returns, as POSIX promises where no other thread takes it.
pub fn leave_to_others() {
    // SAFETY: a set of signals is plain memory, filled before it is used; the mask is this thread's own.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}
