//! Marking: the tracer that objects and roots show their references to.
//!
//! It works in two ways. While *gathering* it only notes references (roots at the start of a collection, the edges of
//! the finalizer graph). While *marking* it sets the mark of each object that it sees for the first time and puts it on
//! an explicit stack. Gathering comes first because ambiguous words are resolved with the marks of the collection
//! before. The hot path has no test for the way: while gathering `span` is zero, and nothing seems to lie in a block.
//!
//! If the stack cannot grow, objects are marked but not put on it; when it has run empty all marked objects are
//! traced again, until that happens no more.

use crate::kinds::Kinds;
use crate::large::{LARGE, LARGE_MARK, LargeSpace};
use crate::shapes::Shapes;
use crate::space::{BLOCK, GRANULE, LINE, LINES, Space};
use crate::{Header, LOG_ON_STORE, STATIC, is_reference};

/// The memory of a heap: both spaces and the tables of layouts and shapes.
pub(crate) struct Arena {
    pub space: Space,
    pub large: LargeSpace,
    pub kinds: Kinds,
    pub shapes: Shapes,
}

impl Arena {
    /// The object that contains the address. Before marking, lists sorted.
    pub fn resolve(&mut self, word: usize) -> Option<*mut Header> {
        if self.space.contains(word) { self.space.resolve(word, &self.kinds) } else { self.large.resolve(word) }
    }

    /// Whether the object is known to live: objects outside the heap count as living. Lists sorted.
    pub fn is_marked(&self, object: *mut Header) -> bool {
        if self.space.contains(object as usize) {
            return self.space.is_marked(object as usize);
        }
        // SAFETY: references point at headers.
        let gc = unsafe { (*object).gc };
        gc & LARGE_MARK != 0 || gc & LARGE == 0 && !self.large.begins(object as usize)
    }

    /// Calls with each marked object.
    pub fn each_marked(&self, mut visit: impl FnMut(*mut Header)) {
        for block in 0..self.space.blocks.len() {
            self.space.each_marked(block, &mut visit);
        }
        for large in self.large.iter() {
            // SAFETY: not freed yet.
            if unsafe { (*large.header()).gc } & LARGE_MARK != 0 {
                visit(large.header());
            }
        }
    }

    /// Calls with each object, old or new; of the old ones some may be dead.
    pub fn each_object(&self, mut visit: impl FnMut(*mut Header)) {
        for block in 0..self.space.blocks.len() {
            self.space.each_marked(block, &mut visit);
            self.space.each_young(block, &self.kinds, &mut visit);
        }
        self.large.iter().for_each(|large| visit(large.header()));
    }
}

/// Receives references while an object or a root set is being traced.
pub struct Tracer {
    base: usize,
    /// Bytes from `base` on that belong to blocks; zero while gathering.
    span: usize,
    bits: *mut u64,
    lines: *mut u8,
    stack: Vec<*mut Header>,
    /// Parts of long objects that wait until the stack is empty, so that it grows with the depth of the heap and not with
    /// the length of its lists.
    rests: Vec<Records>,
    arena: *mut Arena,
    /// Marks of shapes; none while gathering.
    shape_marks: *const u8,
    shape_count: usize,
    gathering: bool,
    /// This is for a minor collection.
    minor: bool,
    overflowed: bool,
    /// The stack does not grow beyond this many entries.
    pub(crate) stack_limit: usize,
    /// Bytes and number of the objects marked.
    pub(crate) bytes: usize,
    pub(crate) objects: usize,
    pub(crate) recount: bool,
}

/// Value words in groups: of each `stride` words the first `words`.
#[derive(Clone, Copy)]
struct Records {
    at: *const u64,
    count: usize,
    stride: usize,
    words: usize,
}

/// So many records of an object are traced at once.
const PART: usize = 1024;

/// Objects under way between the mark stack and their tracing.
const QUEUE: usize = 16;

#[inline(always)]
fn prefetch(at: *const Header) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch has no effect on the program's state, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch(at.cast(), std::arch::x86_64::_MM_HINT_T0)
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}

impl Tracer {
    /// A tracer that gathers. `stack` is empty (its memory is reused).
    pub(crate) fn new(arena: *mut Arena, stack: Vec<*mut Header>) -> Tracer {
        // SAFETY: the arena outlives the tracer, which lives for one collection.
        let space = unsafe { &(*arena).space };
        Tracer {
            base: space.base,
            span: 0,
            bits: space.bits,
            lines: space.lines,
            stack,
            rests: Vec::new(),
            arena,
            shape_marks: std::ptr::null(),
            shape_count: 0,
            gathering: true,
            minor: false,
            overflowed: false,
            stack_limit: usize::MAX,
            bytes: 0,
            objects: 0,
            recount: false,
        }
    }

    /// From gathering to marking.
    pub(crate) fn start_marking(&mut self) {
        self.gathering = false;
        // SAFETY: as in `new`.
        self.span = unsafe { (*self.arena).space.span() };
        self.see_shapes();
    }

    fn see_shapes(&mut self) {
        // SAFETY: as in `new`.
        let marks = unsafe { &(*self.arena).shapes.marks };
        (self.shape_marks, self.shape_count) = (marks.as_ptr(), marks.len());
    }

    /// Back to gathering, when nothing is left to mark.
    pub(crate) fn start_gathering(&mut self) {
        debug_assert!(self.stack.is_empty() && self.rests.is_empty());
        self.gathering = true;
        (self.span, self.shape_count) = (0, 0);
    }

    pub(crate) fn set_minor(&mut self, minor: bool) {
        self.minor = minor;
    }

    /// The collection under way is a minor one: a table outside the heap shows what was put into it since the last one,
    /// and of a major one nothing that is to be held weakly.
    pub fn is_minor(&self) -> bool {
        self.minor
    }

    /// Edges or roots are asked for, nothing is being marked.
    pub fn shows_edges(&self) -> bool {
        self.gathering
    }

    /// The marking that follows is to begin at this shape too. For roots.
    pub fn root_shape(&mut self, shape: u32) {
        // SAFETY: the arena as in `new`.
        unsafe { (*self.arena).shapes.roots.push(shape) };
    }

    /// What was gathered.
    pub(crate) fn take_gathered(&mut self) -> Vec<*mut Header> {
        std::mem::take(&mut self.stack)
    }

    pub(crate) fn into_stack(mut self) -> Vec<*mut Header> {
        // A stack that was long once is not kept: 1 MB.
        if self.stack.capacity() > 1 << 17 {
            self.stack = Vec::new();
        }
        self.stack.clear();
        self.stack
    }

    /// What `object` refers to, appended to `edges` (while gathering).
    ///
    /// # Safety
    /// `object` is an object of the heap.
    pub(crate) unsafe fn gather_from(&mut self, object: *mut Header, edges: &mut Vec<*mut Header>) {
        debug_assert!(self.gathering && self.stack.is_empty());
        // SAFETY: by contract; the arena as in `new`.
        unsafe { (*self.arena).kinds.trace(object, self) };
        edges.append(&mut self.stack);
    }

    /// A value word: ignored unless it is a reference.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if !is_reference(word) {
            return;
        }
        let offset = (word as usize).wrapping_sub(self.base);
        if offset >= self.span {
            return self.outside(word as *mut Header);
        }
        let granule = offset / GRANULE;
        // SAFETY: `span` is covered by the table.
        unsafe {
            let cell = self.bits.add(granule / 64);
            let bit = 1u64 << (granule % 64);
            if *cell & bit == 0 {
                *cell |= bit;
                self.push(word as *mut Header);
            }
        }
    }

    /// An object or null.
    #[inline(always)]
    pub fn object<T>(&mut self, object: *const T) {
        self.word(object as u64);
    }

    /// The shape of an object that is being traced, where the shape stands for a class.
    #[inline(always)]
    pub fn shape(&mut self, shape: u32) {
        // SAFETY: as many marks as that.
        if (shape as usize) < self.shape_count && unsafe { *self.shape_marks.add(shape as usize) } != 0 {
            return;
        }
        self.new_shape(shape);
    }

    #[cold]
    #[inline(never)]
    fn new_shape(&mut self, shape: u32) {
        // SAFETY: the arena as in `new`; the hook by `set_shapes`'s contract.
        unsafe {
            let shapes = &mut (*self.arena).shapes;
            if !self.gathering {
                if !shapes.mark(shape) {
                    return;
                }
                self.see_shapes();
            }
            if let Some((hook, data)) = (*self.arena).shapes.hook {
                hook(data, shape, self);
            }
        }
    }

    /// `n` value words from `at` on.
    ///
    /// # Safety
    /// They are readable.
    #[inline]
    pub unsafe fn words(&mut self, at: *const u64, n: usize) {
        if n > PART {
            // SAFETY: by contract.
            return unsafe { self.records(at, n, 1, 1) };
        }
        for i in 0..n {
            // SAFETY: by contract.
            self.word(unsafe { *at.add(i) });
        }
    }

    /// `count` groups of `stride` words from `at` on, each beginning with `words` value words. Of many, some may be looked
    /// at later.
    ///
    /// # Safety
    /// They belong to the object being traced.
    #[inline]
    pub unsafe fn records(&mut self, at: *const u64, count: usize, stride: usize, words: usize) {
        let mut count = count;
        if count > PART && !self.gathering && self.rests.try_reserve(1).is_ok() {
            let at = at.wrapping_add(PART * stride);
            self.rests.push(Records { at, count: count - PART, stride, words });
            count = PART;
        }
        for record in 0..count {
            for word in 0..words {
                // SAFETY: by contract.
                self.word(unsafe { *at.add(record * stride + word) });
            }
        }
    }

    /// Words that may or may not be references: whatever points into an object keeps it alive. For roots only, not
    /// for objects to call from their `trace`.
    ///
    /// # Safety
    /// They are readable.
    pub unsafe fn ambiguous(&mut self, from: *const u64, to: *const u64) {
        if !self.gathering {
            debug_assert!(false, "ambiguous words are roots, not parts of objects");
            return;
        }
        // SAFETY: the arena as in `new`; nothing else refers to it while roots are gathered.
        let arena = unsafe { &mut *self.arena };
        let mut at = ((from as usize + 7) & !7) as *const u64;
        while at < to {
            // SAFETY: by contract. Volatile: the words belong to frames that the compiler thinks it owns.
            let word = unsafe { at.read_volatile() } as usize;
            if word > 0xFFFF
                && let Some(object) = arena.resolve(word)
            {
                self.push(object);
            }
            at = at.wrapping_add(1);
        }
    }

    #[inline(always)]
    fn push(&mut self, object: *mut Header) {
        if self.stack.len() == self.stack.capacity() && !self.grow() {
            return;
        }
        let n = self.stack.len();
        // SAFETY: the capacity was just tested.
        unsafe {
            self.stack.as_mut_ptr().add(n).write(object);
            self.stack.set_len(n + 1);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> bool {
        let n = self.stack.len();
        let room = n < self.stack_limit || self.gathering;
        if room && self.stack.try_reserve(n.max(1024)).is_ok() {
            return true;
        }
        assert!(!self.gathering, "no memory to note the roots of a collection");
        self.overflowed = true;
        false
    }

    /// A reference that does not point into a block, or any while gathering.
    #[cold]
    #[inline(never)]
    fn outside(&mut self, object: *mut Header) {
        if self.gathering {
            return self.push(object);
        }
        // SAFETY: references point at headers; the arena as in `new`.
        unsafe {
            let gc = (*object).gc;
            if gc & (LARGE_MARK | STATIC) != 0 || gc & LARGE == 0 && !(*self.arena).large.begins(object as usize) {
                return;
            }
            (*object).gc |= LARGE | LARGE_MARK;
        }
        self.push(object);
    }

    /// Traces a marked object: it is old from now on.
    ///
    /// # Safety
    /// A marked object.
    #[inline(always)]
    unsafe fn scan(&mut self, object: *mut Header) {
        // SAFETY: by contract; the table of layouts does not change during a collection.
        unsafe {
            let kinds: *const Kinds = &raw const (*self.arena).kinds;
            (*object).gc |= LOG_ON_STORE;
            let bytes = (*kinds).size(object);
            self.bytes += bytes;
            self.objects += 1;
            let offset = (object as usize).wrapping_sub(self.base);
            if offset < self.span {
                let first = offset / LINE;
                self.lines.add(first).write(1);
                let last = ((offset + bytes - 1) / LINE).min(first | (LINES - 1));
                for line in first + 1..=last {
                    self.lines.add(line).write(1);
                }
            }
            (*kinds).trace(object, self);
        }
    }

    /// Traces an object that is marked and has been traced before (one that was logged).
    ///
    /// # Safety
    /// A marked object.
    pub(crate) unsafe fn retrace(&mut self, object: *mut Header) {
        // SAFETY: by contract.
        unsafe {
            (*object).gc |= LOG_ON_STORE;
            (*self.arena).kinds.trace(object, self);
        }
    }

    /// Traces the objects on the stack, what is left of long ones, and those that this puts on the stack. Each passes through a short queue first, which
    /// gives its header the time to come into the cache: chains that hang side by side are then followed together.
    fn drain_stack(&mut self) {
        loop {
            self.drain_queue();
            let Some(Records { at, count, stride, words }) = self.rests.pop() else { return };
            // SAFETY: of a marked object, which does not change during a collection.
            unsafe { self.records(at, count, stride, words) };
        }
    }

    fn drain_queue(&mut self) {
        let mut queue = [std::ptr::null_mut(); QUEUE];
        let (mut at, mut idle) = (0, 0);
        while idle < QUEUE {
            let next = self.stack.pop().unwrap_or(std::ptr::null_mut());
            prefetch(next);
            let object = std::mem::replace(&mut queue[at], next);
            at = (at + 1) % QUEUE;
            if object.is_null() {
                idle += next.is_null() as usize;
            } else {
                idle = 0;
                // SAFETY: only marked objects are put on the stack.
                unsafe { self.scan(object) };
            }
        }
    }

    /// Marks whatever can be reached from the objects on the stack.
    pub(crate) fn drain(&mut self) {
        debug_assert!(!self.gathering);
        loop {
            self.drain_stack();
            if !std::mem::take(&mut self.overflowed) {
                return;
            }
            self.recount = true;
            let arena: *const Arena = self.arena;
            // SAFETY: marked objects; the lists that are walked do not change during marking (marks may be set behind
            // or before the walk, which is as good).
            unsafe {
                (*arena).each_marked(|object| {
                    self.scan(object);
                    self.drain_stack();
                });
            }
        }
    }
}

const _: () = assert!(BLOCK.is_multiple_of(LINE) && LINE.is_multiple_of(GRANULE));
