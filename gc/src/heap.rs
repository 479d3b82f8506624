//! The heap (bootstrap form: chunks, never collected).

use crate::{Header, KindInfo, LOG_ON_STORE, is_reference};

/// Shows the collector what is alive: called with the tracer at the start of a collection.
pub type Roots = unsafe fn(data: *mut (), &mut Tracer);

/// Receives references while an object or a root set is being traced.
pub struct Tracer {
    stack: Vec<*mut Header>,
}

impl Tracer {
    /// A value word: ignored unless it is a reference.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if is_reference(word) {
            self.stack.push(word as *mut Header);
        }
    }
    /// An object or null.
    #[inline(always)]
    pub fn object<T>(&mut self, object: *const T) {
        self.word(object as u64);
    }
    /// `n` value words from `at` on.
    ///
    /// # Safety
    /// They are readable.
    #[inline]
    pub unsafe fn words(&mut self, at: *const u64, n: usize) {
        for i in 0..n {
            // SAFETY: by contract.
            self.word(unsafe { *at.add(i) });
        }
    }
    /// Words that may or may not be references: whatever points into an object keeps it alive.
    ///
    /// # Safety
    /// They are readable.
    pub unsafe fn ambiguous(&mut self, _from: *const u64, _to: *const u64) {}
}

const CHUNK: usize = 1 << 20;

pub struct Heap {
    cursor: *mut u8,
    limit: *mut u8,
    chunks: Vec<Box<[u64]>>,
    logged: Vec<*mut Header>,
    kinds: [Option<&'static KindInfo>; 256],
    roots: Option<(Roots, *mut ())>,
}

impl Heap {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Heap {
        let none = std::ptr::null_mut();
        Heap { cursor: none, limit: none, chunks: Vec::new(), logged: Vec::new(), kinds: [None; 256], roots: None }
    }
    /// Objects of `kind` are as `info` says. Before the first of them is made.
    pub fn register_kind(&mut self, kind: u8, info: &'static KindInfo) {
        self.kinds[kind as usize] = Some(info);
    }
    /// Where a collection that an allocation starts finds its roots.
    ///
    /// # Safety
    /// `data` stays valid for `roots` as long as this heap allocates.
    pub unsafe fn set_roots(&mut self, roots: Roots, data: *mut ()) {
        self.roots = Some((roots, data));
    }
    /// A new object of `bytes` bytes: its header set, the rest zero. May collect. For sizes that a program chooses see
    /// `try_alloc`.
    #[inline(always)]
    pub fn alloc(&mut self, header: Header, bytes: usize) -> *mut Header {
        let bytes = (bytes + 15) & !15;
        if (self.limit as usize) - (self.cursor as usize) < bytes {
            self.refill(bytes);
        }
        let object = self.cursor.cast::<Header>();
        // SAFETY: `bytes` bytes lie between cursor and limit (just tested, or `refill` made them).
        unsafe {
            self.cursor = self.cursor.add(bytes);
            object.write(header);
        }
        object
    }
    /// As `alloc`, for sizes that a program chooses: `None` when the heap limit or the machine does not allow it.
    pub fn try_alloc(&mut self, header: Header, bytes: usize) -> Option<*mut Header> {
        if bytes > 1 << 36 { None } else { Some(self.alloc(header, bytes)) }
    }
    #[cold]
    #[inline(never)]
    fn refill(&mut self, bytes: usize) {
        let mut chunk = vec![0u64; CHUNK.max(bytes) / 8].into_boxed_slice();
        self.cursor = chunk.as_mut_ptr().cast();
        // SAFETY: one past the end of the chunk just made.
        self.limit = unsafe { self.cursor.add(chunk.len() * 8) };
        self.chunks.push(chunk);
    }
    /// To be called before or after a reference is stored into `object`, without an allocation between.
    ///
    /// # Safety
    /// `object` is a live object of this heap.
    #[inline(always)]
    pub unsafe fn barrier(&mut self, object: *mut Header) {
        // SAFETY: by contract.
        if unsafe { (*object).gc } & LOG_ON_STORE != 0 {
            self.log(object);
        }
    }
    #[cold]
    #[inline(never)]
    fn log(&mut self, object: *mut Header) {
        // SAFETY: `barrier`'s contract.
        unsafe { (*object).gc &= !LOG_ON_STORE };
        self.logged.push(object);
    }
    /// The object's `KindInfo::weak` word does not keep its referent alive, and is zeroed when that dies. The object is
    /// then listed by `take_dead_weak`.
    pub fn register_weak(&mut self, _object: *mut Header) {}
    /// Objects whose weak word was cleared since the last call.
    pub fn take_dead_weak(&mut self) -> Vec<*mut Header> {
        Vec::new()
    }
    /// The object has a finalizer (`__del__`): once unreachable it is kept and listed by `take_finalizable`, in
    /// topological order, once.
    pub fn register_finalizer(&mut self, _object: *mut Header) {}
    pub fn take_finalizable(&mut self) -> Vec<*mut Header> {
        Vec::new()
    }
    /// `KindInfo::drop` runs when the object has died.
    pub fn register_native_drop(&mut self, _object: *mut Header) {}
    /// A whole collection now.
    pub fn collect(&mut self) {}
}
