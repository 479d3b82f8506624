//! Native stacks: where they begin, what the registers hold, what lies stale below.
//!
//! A collection runs deep inside calls, so that whatever callers hold in registers that calls may clobber lies on the
//! stack already; the others are written to the stack here before it is scanned.

/// Calls `then` with the address from which, up to the stack's bottom, every word lies that this thread's callers
/// hold. Valid while `then` runs: a thread that lets others collect meanwhile publishes it.
#[inline(never)]
pub fn with_spilled_registers<R>(then: impl FnOnce(*const u64) -> R) -> R {
    let mut registers = [0u64; 24];
    let at = registers.as_mut_ptr();
    #[cfg(target_arch = "x86_64")]
    // SAFETY: stores to an array of 24 words.
    unsafe {
        std::arch::asm!(
            "mov [{at}], rbx", "mov [{at} + 8], rbp", "mov [{at} + 16], r12",
            "mov [{at} + 24], r13", "mov [{at} + 32], r14", "mov [{at} + 40], r15",
            at = in(reg) at, options(nostack, preserves_flags)
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: stores to an array of 24 words.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{at}]", "stp x21, x22, [{at}, 16]", "stp x23, x24, [{at}, 32]",
            "stp x25, x26, [{at}, 48]", "stp x27, x28, [{at}, 64]", "stp x29, x30, [{at}, 80]",
            at = in(reg) at, options(nostack, preserves_flags)
        );
    }
    let result = then(std::hint::black_box(at).min(stack_pointer()));
    std::hint::black_box(&mut registers);
    result
}

#[inline(always)]
fn stack_pointer() -> *mut u64 {
    #[allow(unused_mut, unused_assignments)]
    let mut at: *mut u64 = usize::MAX as *mut u64;
    #[cfg(target_arch = "x86_64")]
    // SAFETY: reads a register.
    unsafe {
        std::arch::asm!("mov {}, rsp", out(reg) at, options(nomem, nostack, preserves_flags))
    };
    #[cfg(target_arch = "aarch64")]
    // SAFETY: reads a register.
    unsafe {
        std::arch::asm!("mov {}, sp", out(reg) at, options(nomem, nostack, preserves_flags))
    };
    at
}

/// The high end of the calling thread's stack, null when the system does not tell.
pub(crate) fn stack_bottom() -> *const u8 {
    #[cfg(target_os = "linux")]
    // SAFETY: `attributes` is initialised by the first call and destroyed by the last.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            return std::ptr::null();
        }
        let (mut low, mut bytes) = (std::ptr::null_mut(), 0);
        let result = libc::pthread_attr_getstack(&attributes, &mut low, &mut bytes);
        libc::pthread_attr_destroy(&mut attributes);
        if result == 0 { low.cast::<u8>().add(bytes) } else { std::ptr::null() }
    }
    #[cfg(target_os = "macos")]
    // SAFETY: a plain query.
    unsafe {
        libc::pthread_get_stackaddr_np(libc::pthread_self()).cast()
    }
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    std::ptr::null()
}

/// The calling thread's stack and whose it is.
pub(crate) struct NativeStack {
    bottom: *const u8,
    thread: usize,
}

fn this_thread() -> usize {
    // SAFETY: no precondition.
    unsafe { libc::pthread_self() as usize }
}

impl NativeStack {
    pub fn unknown() -> NativeStack {
        NativeStack { bottom: std::ptr::null(), thread: 0 }
    }
    pub fn set(&mut self, bottom: *const u8) {
        *self = NativeStack { bottom, thread: this_thread() };
    }
    /// The bottom of the calling thread's stack: asked from the system if it was not set.
    pub fn bottom(&mut self) -> *const u8 {
        if self.bottom.is_null() || self.thread != this_thread() {
            self.set(stack_bottom());
        }
        self.bottom
    }
}

/// Overwrites the stack below: what a collection left there would otherwise seem alive to the next one when frames
/// with words not yet written come to lie over it.
#[inline(never)]
pub fn clear_below() {
    let mut words = [0u64; 1024];
    std::hint::black_box(&mut words);
}
