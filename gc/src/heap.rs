//! The heap as others hold it: allocation and barrier inlined, everything else behind a box.
//!
//! `alloc` bumps a cursor; when the piece being cut is used up, `alloc_slow` asks whether a collection is due and finds
//! the next piece (`space`), or takes the object elsewhere (`large`). Under a stress collector the cursor stays at the
//! limit, so that each allocation comes by the slow side and the fast side needs no test for it.

use crate::finalize::{Drops, Finalizers};
use crate::kinds::Kinds;
use crate::large::{LARGE, LARGE_SIZE, LargeSpace};
use crate::native::NativeStack;
use crate::policy::{Collector, Cycle, Mode, Usage};
use crate::shapes::{AfterMarking, ShapeHook, Shapes};
use crate::space::{LINE, Space};
use crate::stats::{Census, Pauses, Stats};
use crate::tracer::{Arena, Tracer};
use crate::weak::WeakList;
use crate::{Header, KindInfo, LOG_ON_STORE, verify};

/// Shows the collector what is alive: called with the tracer at the start of a collection.
pub type Roots = unsafe fn(data: *mut (), &mut Tracer);

/// Told that finalizers or dead weak references wait, or that memory ran out. May only set flags.
pub type Notify = unsafe fn(data: *mut ());

#[repr(C)]
pub struct Heap {
    cursor: *mut u8,
    limit: *mut u8,
    pub(crate) logged: Vec<*mut Header>,
    pub(crate) inner: Box<Inner>,
}

pub(crate) struct Inner {
    pub arena: Arena,
    pub collector: Box<dyn Collector>,
    sees_each: bool,
    /// The real cursor and limit while `sees_each`.
    hidden: (*mut u8, *mut u8),
    pub budget: usize,
    pub live: usize,
    /// Bytes in large objects and outside the heap since the last collection.
    pub since: usize,
    pub external: usize,
    pub allocated: usize,
    heap_limit: usize,
    /// At the heap limit: bytes in use from which on another collection may help.
    retry_at: usize,
    /// Bytes in use from which on the program is told that it is over the limit.
    complain_at: usize,
    out_of_memory: bool,
    /// Objects that did not fit the hole being cut, since it was begun.
    misses: usize,
    pub roots: Option<(Roots, *mut ())>,
    notify: Option<(Notify, *mut ())>,
    pub after_marking: Option<(AfterMarking, *mut ())>,
    pub native: NativeStack,
    pub weak: WeakList,
    pub finalizers: Finalizers,
    pub drops: Drops,
    pub stack: Vec<*mut Header>,
    pub stack_limit: usize,
    pub collecting: bool,
    pub paused: usize,
    pub minor: Pauses,
    pub major: Pauses,
}

/// Allocations up to so many bytes may exceed the heap limit.
const SMALL: usize = 512;

impl Heap {
    /// Where machine code finds the allocation cursor and its limit: byte offsets in `Heap`.
    pub const CURSOR_OFFSET: usize = std::mem::offset_of!(Heap, cursor);
    pub const LIMIT_OFFSET: usize = std::mem::offset_of!(Heap, limit);

    #[allow(clippy::new_without_default)]
    pub fn new() -> Heap {
        let none = std::ptr::null_mut();
        let arena =
            Arena { space: Space::new(), large: LargeSpace::default(), kinds: Kinds::new(), shapes: Shapes::default() };
        let mut collector = Mode::Immix.collector();
        let budget = collector.budget(None, Usage::default());
        let inner = Inner {
            arena,
            collector,
            sees_each: false,
            hidden: (none, none),
            budget,
            live: 0,
            since: 0,
            external: 0,
            allocated: 0,
            heap_limit: usize::MAX,
            retry_at: 0,
            complain_at: 0,
            out_of_memory: false,
            misses: 0,
            roots: None,
            notify: None,
            after_marking: None,
            native: NativeStack::unknown(),
            weak: WeakList::default(),
            finalizers: Finalizers::default(),
            drops: Drops::default(),
            stack: Vec::new(),
            stack_limit: usize::MAX,
            collecting: false,
            paused: 0,
            minor: Pauses::default(),
            major: Pauses::default(),
        };
        Heap { cursor: none, limit: none, logged: Vec::new(), inner: Box::new(inner) }
    }

    // ---- set up ----

    /// Chooses the collector.
    pub fn configure(&mut self, mode: Mode) {
        self.set_collector(mode.collector());
    }

    /// Chooses a collector of one's own.
    pub fn set_collector(&mut self, mut collector: Box<dyn Collector>) {
        self.show_cursor();
        self.inner.budget = collector.budget(None, self.usage());
        self.inner.sees_each = collector.sees_each();
        self.inner.arena.space.reuse_late = collector.poisons();
        self.inner.collector = collector;
        self.hide_cursor();
    }

    /// Objects of `kind` are as `info` says. Before the first of them is made.
    pub fn register_kind(&mut self, kind: u8, info: &'static KindInfo) {
        self.inner.arena.kinds.register(kind, info);
    }

    /// Every object of the registered `kind` takes `bytes` bytes: spares the collector a call of `KindInfo::size` for
    /// each.
    pub fn set_fixed_size(&mut self, kind: u8, bytes: usize) {
        self.inner.arena.kinds.set_fixed_size(kind, bytes);
    }

    /// Where a collection that an allocation starts finds its roots.
    ///
    /// # Safety
    /// `data` stays valid for `roots` as long as this heap allocates.
    pub unsafe fn set_roots(&mut self, roots: Roots, data: *mut ()) {
        self.inner.roots = Some((roots, data));
    }

    /// Whom to tell that `take_finalizable`, `take_dead_weak` or `out_of_memory` have something to say.
    ///
    /// # Safety
    /// `data` stays valid for `notify` as long as this heap allocates.
    pub unsafe fn set_notify(&mut self, notify: Notify, data: *mut ()) {
        self.inner.notify = Some((notify, data));
    }

    /// What the shapes of objects refer to, for layouts whose `trace` shows their shape (`Tracer::shape`).
    ///
    /// # Safety
    /// `data` stays valid for `hook` as long as this heap allocates.
    pub unsafe fn set_shapes(&mut self, hook: ShapeHook, data: *mut ()) {
        self.inner.arena.shapes.hook = Some((hook, data));
    }

    /// Who forgets, at the end of each collection, what tables outside the heap hold weakly.
    ///
    /// # Safety
    /// `data` stays valid for `hook` as long as this heap allocates.
    pub unsafe fn set_after_marking(&mut self, hook: AfterMarking, data: *mut ()) {
        self.inner.after_marking = Some((hook, data));
    }

    /// The calling thread uses the heap from now on, and its stack ends at `bottom` (its high end). Threads that were
    /// not introduced are asked for at their first collection.
    pub fn set_native_stack(&mut self, bottom: *const u8) {
        self.inner.native.set(bottom);
    }

    /// The high end of the calling thread's native stack: with `with_spilled_registers`, the range that a thread
    /// publishes before it lets others run.
    pub fn native_stack_bottom(&mut self) -> *const u8 {
        self.inner.native.bottom()
    }

    /// Bytes that the heap may grow to.
    pub fn set_limit(&mut self, bytes: usize) {
        self.inner.heap_limit = bytes;
        (self.inner.retry_at, self.inner.complain_at) = (0, 0);
    }

    // ---- allocation ----

    /// A new object of `bytes` bytes: its header set, the rest zero. May collect. For sizes that a program chooses see
    /// `try_alloc`.
    #[inline(always)]
    pub fn alloc(&mut self, header: Header, bytes: usize) -> *mut Header {
        let bytes = (bytes + 15) & !15;
        if (self.limit as usize) - (self.cursor as usize) < bytes {
            return self.alloc_slow(header, bytes);
        }
        let object = self.cursor.cast::<Header>();
        // SAFETY: `bytes` bytes lie between cursor and limit.
        unsafe {
            self.cursor = self.cursor.add(bytes);
            object.write(header);
        }
        object
    }

    /// Would `alloc` of that many bytes just cut a piece off, without a collection?
    #[inline(always)]
    pub fn has_room(&self, bytes: usize) -> bool {
        (self.limit as usize) - (self.cursor as usize) >= (bytes + 15) & !15
    }

    /// As `alloc` where there is room.
    ///
    /// # Safety
    /// `has_room` has just said so for as many bytes.
    #[inline(always)]
    pub unsafe fn cut(&mut self, header: Header, bytes: usize) -> *mut Header {
        let object = self.cursor.cast::<Header>();
        // SAFETY: by contract.
        unsafe {
            self.cursor = self.cursor.add((bytes + 15) & !15);
            object.write(header);
        }
        object
    }

    /// `alloc` when the piece being cut has no room. `bytes` is a multiple of 16.
    #[cold]
    #[inline(never)]
    pub fn alloc_slow(&mut self, header: Header, bytes: usize) -> *mut Header {
        self.alloc_leaf_slow(header, bytes, bytes)
    }

    #[cold]
    #[inline(never)]
    fn alloc_leaf_slow(&mut self, header: Header, head: usize, bytes: usize) -> *mut Header {
        match self.acquire(header, bytes, head, true) {
            Some(object) => object,
            None => {
                eprintln!("out of memory: {bytes} bytes");
                std::process::abort();
            }
        }
    }

    /// As `alloc` for a leaf that is written whole before anything else is allocated: only its first `head` bytes are sure to
    /// be zero.
    #[inline]
    pub fn alloc_leaf(&mut self, header: Header, head: usize, bytes: usize) -> *mut Header {
        let rounded = (bytes + 15) & !15;
        if (self.limit as usize) - (self.cursor as usize) < rounded {
            return self.alloc_leaf_slow(header, head, rounded);
        }
        self.alloc(header, bytes)
    }

    /// As `alloc_leaf`, for sizes that a program chooses.
    #[inline]
    pub fn try_alloc_leaf(&mut self, header: Header, head: usize, bytes: usize) -> Option<*mut Header> {
        if bytes > isize::MAX as usize / 2 {
            return None;
        }
        let rounded = (bytes + 15) & !15;
        if (self.limit as usize) - (self.cursor as usize) < rounded {
            return self.acquire(header, rounded, head, false);
        }
        Some(self.alloc(header, bytes))
    }

    /// As `alloc`, for sizes that a program chooses: `None` when the heap limit or the machine does not allow it.
    #[inline]
    pub fn try_alloc(&mut self, header: Header, bytes: usize) -> Option<*mut Header> {
        if bytes > isize::MAX as usize / 2 {
            return None;
        }
        let rounded = (bytes + 15) & !15;
        if (self.limit as usize) - (self.cursor as usize) < rounded {
            return self.acquire(header, rounded, rounded, false);
        }
        Some(self.alloc(header, bytes))
    }

    /// The slow side of allocation; the first `head` bytes at least are zero. `must`: rather exceed the limit than fail.
    #[cold]
    #[inline(never)]
    fn acquire(&mut self, header: Header, bytes: usize, head: usize, must: bool) -> Option<*mut Header> {
        debug_assert!(!self.inner.collecting, "allocation during a collection");
        let bytes = bytes.max(16);
        self.show_cursor();
        self.collect_if_due(bytes);
        if self.over_limit(bytes) && !self.collect_at_limit(bytes, must) {
            self.hide_cursor();
            return None;
        }
        let address = match self.find_room(bytes, head) {
            Some(address) => Some(address),
            None => self.find_room_again(bytes, head, must),
        };
        self.hide_cursor();
        let object = address? as *mut Header;
        // SAFETY: room for an object of at least 16 bytes.
        unsafe { object.write(Header { gc: if self.is_small(object) { 0 } else { LARGE }, ..header }) };
        Some(object)
    }

    /// Makes a large object longer without a copy where that can be done: its new place, the new part zero. `None`: not
    /// done, make another. May collect.
    ///
    /// # Safety
    /// The object is a leaf, and one owner alone refers to it, who is told of the place and has its barrier run.
    pub unsafe fn extend_large(&mut self, object: *mut Header, bytes: usize) -> Option<*mut Header> {
        if bytes < LARGE_SIZE || bytes > isize::MAX as usize / 2 || self.inner.sees_each {
            return None;
        }
        let bytes = (bytes + 15) & !15;
        self.collect_if_due(bytes);
        if self.over_limit(bytes) {
            return None;
        }
        let before = self.inner.arena.large.bytes;
        // SAFETY: by contract.
        let longer = unsafe { self.inner.arena.large.extend(object, bytes)? };
        self.inner.since += self.inner.arena.large.bytes - before;
        if longer != object {
            self.logged.retain(|&logged| logged != object);
        }
        Some(longer)
    }

    #[inline]
    fn is_small(&self, object: *mut Header) -> bool {
        self.inner.arena.space.contains(object as usize)
    }

    fn collect_if_due(&mut self, bytes: usize) {
        let usage = self.usage();
        if !self.inner.sees_each && usage.since.saturating_add(bytes) <= self.inner.budget || self.inner.paused > 0 {
            return;
        }
        if let Some(cycle) = self.inner.collector.due(usage) {
            self.cycle(cycle);
        }
    }

    /// Lifts the limit for what must not fail half-way, and notes that it was reached; `set_limit` with what this
    /// returns puts it back.
    pub fn lift_limit(&mut self) -> usize {
        self.inner.out_of_memory = true;
        self.notify();
        std::mem::replace(&mut self.inner.heap_limit, usize::MAX)
    }

    fn over_limit(&self, bytes: usize) -> bool {
        let usage = self.usage();
        usage.live + usage.since + bytes > self.inner.heap_limit
    }

    /// Whether the allocation may go on. A small one may, so that what has little to say can be said; the program hears
    /// of it at its next poll.
    fn collect_at_limit(&mut self, bytes: usize, must: bool) -> bool {
        let must = must || bytes <= SMALL;
        let usage = self.usage();
        let used = usage.live + usage.since;
        if !must || used >= self.inner.retry_at {
            self.cycle(Cycle::Major);
            if !self.over_limit(bytes) {
                (self.inner.retry_at, self.inner.complain_at) = (0, 0);
                return true;
            }
            let usage = self.usage();
            self.inner.retry_at = usage.live + usage.since + self.inner.heap_limit / 64;
            if must && usage.live + usage.since >= self.inner.complain_at {
                self.inner.out_of_memory = true;
                self.notify();
            }
        }
        must
    }

    /// The system gave no memory: collects and tries again, at last with what was kept back.
    fn find_room_again(&mut self, bytes: usize, head: usize, must: bool) -> Option<usize> {
        if self.cycle(Cycle::Major)
            && let Some(address) = self.find_room(bytes, head)
        {
            return Some(address);
        }
        if !must {
            return None;
        }
        self.inner.arena.space.emergency = true;
        self.inner.out_of_memory = true;
        self.notify();
        self.find_room(bytes, head)
    }

    fn find_room(&mut self, bytes: usize, head: usize) -> Option<usize> {
        let (cursor, limit) = (self.cursor as usize, self.limit as usize);
        let inner = &mut *self.inner;
        let space = &mut inner.arena.space;
        if limit - cursor >= bytes {
            return Some(self.bump(bytes));
        }
        if bytes > LARGE_SIZE {
            let address = inner.arena.large.allocate(bytes)?;
            inner.since += bytes;
            return Some(address);
        }
        if let Some(limit) = space.extend(cursor, limit, bytes) {
            self.limit = limit as *mut u8;
            return Some(self.bump(bytes));
        }
        // Objects longer than a line may not fit many holes. They go to a block apart while this hole has room for
        // others, but not for ever: the fast side is of no use to them meanwhile.
        if bytes > LINE && limit - cursor > 2 * LINE && inner.misses < 8 {
            inner.misses += 1;
            return space.medium(bytes, head);
        }
        let (cursor, limit) = space.next_piece(limit)?;
        inner.misses = 0;
        (self.cursor, self.limit) = (cursor as *mut u8, limit as *mut u8);
        if limit - cursor >= bytes {
            return Some(self.bump(bytes));
        }
        match space.extend(cursor, limit, bytes) {
            Some(limit) => {
                self.limit = limit as *mut u8;
                Some(self.bump(bytes))
            }
            None => space.medium(bytes, head),
        }
    }

    #[inline]
    fn bump(&mut self, bytes: usize) -> usize {
        let at = self.cursor as usize;
        self.cursor = (at + bytes) as *mut u8;
        at
    }

    /// While each allocation is to be seen, the cursor is hidden between them.
    fn hide_cursor(&mut self) {
        if self.inner.sees_each {
            self.inner.hidden = (self.cursor, self.limit);
            (self.cursor, self.limit) = (std::ptr::null_mut(), std::ptr::null_mut());
        }
    }

    fn show_cursor(&mut self) {
        if self.inner.sees_each {
            let none = (std::ptr::null_mut(), std::ptr::null_mut());
            (self.cursor, self.limit) = std::mem::replace(&mut self.inner.hidden, none);
        }
    }

    /// Gives back the rest of the piece being cut: before a collection and whenever the heap is walked.
    pub(crate) fn close(&mut self) {
        let hidden = self.inner.sees_each && self.cursor.is_null();
        if hidden {
            self.show_cursor();
        }
        self.inner.arena.space.close(self.cursor as usize, self.limit as usize);
        (self.cursor, self.limit) = (std::ptr::null_mut(), std::ptr::null_mut());
    }

    // ---- the barrier ----

    /// To be called before or after a reference is stored into `object`, without an allocation between.
    ///
    /// # Safety
    /// `object` is a live object of this heap.
    #[inline(always)]
    pub unsafe fn barrier(&mut self, object: *mut Header) {
        // SAFETY: by contract.
        unsafe {
            if (*object).gc & LOG_ON_STORE != 0 {
                self.log(object);
            }
        }
    }

    /// `barrier` when the header bit was found set.
    ///
    /// # Safety
    /// As for `barrier`.
    #[cold]
    #[inline(never)]
    pub unsafe fn log(&mut self, object: *mut Header) {
        // SAFETY: `barrier`'s contract.
        unsafe { (*object).gc &= !LOG_ON_STORE };
        self.logged.push(object);
    }

    // ---- weak references, finalizers ----

    /// The object's `KindInfo::weak` word does not keep its referent alive, and is zeroed when that dies. The object is
    /// then listed by `take_dead_weak`. A later store to the word needs the barrier.
    pub fn register_weak(&mut self, object: *mut Header) {
        self.inner.weak.young.push(object);
    }

    /// Objects whose weak word was cleared since the last call. They are kept alive until the next call: call again
    /// until nothing comes.
    pub fn take_dead_weak(&mut self) -> Vec<*mut Header> {
        self.inner.weak.take()
    }

    /// The object has a finalizer (`__del__`): once unreachable it is kept and listed by `take_finalizable`, in
    /// topological order, once.
    pub fn register_finalizer(&mut self, object: *mut Header) {
        self.inner.finalizers.young.push(object);
    }

    /// Objects whose finalizers have not run, in any order. They stay in place for as long as none is handed out.
    pub fn awaiting_finalizers(&self) -> Vec<*mut Header> {
        self.inner.finalizers.all()
    }

    /// Whether `take_finalizable` has something.
    pub fn has_finalizable(&self) -> bool {
        !self.inner.finalizers.ready.is_empty()
    }

    /// Unreachable objects with finalizers, in the order in which these should run. They are kept alive until the next
    /// call: call again until nothing comes.
    pub fn take_finalizable(&mut self) -> Vec<*mut Header> {
        self.inner.finalizers.take()
    }

    /// The first of them alone; the caller keeps it alive.
    pub fn next_finalizable(&mut self) -> Option<*mut Header> {
        self.inner.finalizers.ready.pop_front()
    }

    /// `KindInfo::drop` runs when the object has died. It may not use the heap.
    pub fn register_native_drop(&mut self, object: *mut Header) {
        self.inner.drops.young.push(object);
    }

    /// Runs all native drops, dead or alive: at the end of the process.
    pub fn drop_all(&mut self) {
        let inner = &mut *self.inner;
        inner.drops.run_all(&inner.arena);
    }

    pub(crate) fn notify(&mut self) {
        if let Some((notify, data)) = self.inner.notify {
            // SAFETY: `set_notify`'s contract.
            unsafe { notify(data) };
        }
    }

    // ---- collection ----

    /// A whole collection now.
    pub fn collect(&mut self) {
        self.collect_now(Cycle::Major);
    }

    /// A collection of what was allocated since the last one.
    pub fn collect_minor(&mut self) {
        self.collect_now(Cycle::Minor);
    }

    fn collect_now(&mut self, cycle: Cycle) {
        self.show_cursor();
        self.cycle(cycle);
        self.hide_cursor();
    }

    /// No collections until as many calls of `resume`.
    pub fn pause(&mut self) {
        self.inner.paused += 1;
    }

    pub fn resume(&mut self) {
        self.inner.paused = self.inner.paused.saturating_sub(1);
    }

    /// Memory ran out since the last call, and has not been given back by finalizers meanwhile: the allocation that
    /// noticed went beyond the limit.
    pub fn take_out_of_memory(&mut self) -> bool {
        std::mem::take(&mut self.inner.out_of_memory) && (self.inner.arena.space.emergency || self.over_limit(0))
    }

    /// Whether `take_out_of_memory` has something to say.
    pub fn is_out_of_memory(&self) -> bool {
        self.inner.out_of_memory
    }

    /// The program hears that memory has run out: whoever handles that may go a little further beyond the limit before it
    /// hears of it again.
    pub fn forgive(&mut self) {
        self.inner.out_of_memory = false;
        let usage = self.usage();
        self.inner.complain_at = usage.live + usage.since + self.inner.heap_limit / 16;
    }

    /// Bytes that the heap may grow to.
    pub fn limit(&self) -> usize {
        self.inner.heap_limit
    }

    /// `bytes` more (or less) lie outside the heap for the sake of objects in it. What a drop gives back it tells by
    /// `released`.
    pub fn external(&mut self, bytes: isize) {
        self.inner.external = self.inner.external.saturating_add_signed(bytes);
        self.inner.since += bytes.max(0) as usize;
    }

    // ---- questions ----

    pub fn usage(&self) -> Usage {
        let inner = &self.inner;
        Usage { live: inner.live + inner.external, since: inner.arena.space.since + inner.since }
    }

    pub fn stats(&self) -> Stats {
        let inner = &self.inner;
        let (blocks, free_blocks, recyclable_blocks) = inner.arena.space.counts();
        let usage = self.usage();
        Stats {
            allocated: inner.allocated + usage.since,
            live: usage.live,
            since: usage.since,
            minor: inner.minor,
            major: inner.major,
            blocks,
            free_blocks,
            recyclable_blocks,
            large_objects: inner.arena.large.iter().count(),
            large_bytes: inner.arena.large.bytes,
        }
    }

    /// Collects and counts what is alive, kind by kind.
    pub fn census(&mut self) -> Vec<Census> {
        self.collect();
        let mut found = [(0, 0); 256];
        let arena = &self.inner.arena;
        arena.each_marked(|object| {
            // SAFETY: a marked object.
            unsafe {
                let entry = &mut found[(*object).kind as usize];
                *entry = (entry.0 + 1, entry.1 + arena.kinds.size(object));
            }
        });
        let entries = found.iter().enumerate().filter(|(_, found)| found.0 > 0);
        let census = |(kind, found): (usize, &(usize, usize))| Census {
            kind: kind as u8,
            name: arena.kinds.info(kind as u8).map_or("?", |info| info.name),
            objects: found.0,
            bytes: found.1,
        };
        entries.map(census).collect()
    }

    /// Calls with each object, those that died since the last collection included. `visit` may not allocate.
    pub fn each_object(&mut self, visit: impl FnMut(*mut Header)) {
        self.show_cursor();
        self.close();
        self.hide_cursor();
        self.inner.arena.each_object(visit);
    }

    /// What `object` refers to, in the order in which it shows it.
    ///
    /// # Safety
    /// `object` is a live object of this heap.
    pub unsafe fn references(&mut self, object: *mut Header) -> Vec<*mut Header> {
        let mut edges = Vec::new();
        let mut tracer = Tracer::new(&raw mut self.inner.arena, Vec::new());
        // SAFETY: by contract.
        unsafe { tracer.gather_from(object, &mut edges) };
        edges
    }

    /// Whether an object of this heap (old, or allocated since the last collection) begins at the address.
    pub fn contains_object(&mut self, object: *const Header) -> bool {
        self.show_cursor();
        self.close();
        self.hide_cursor();
        let arena = &mut self.inner.arena;
        arena.large.sort();
        let found = arena.resolve(object as usize) == Some(object.cast_mut());
        arena.space.clear_starts();
        found
    }

    /// Checks every reference in the heap.
    pub fn verify(&mut self) -> Result<(), String> {
        self.show_cursor();
        self.close();
        self.hide_cursor();
        verify::between_collections(&raw mut self.inner.arena)
    }

    /// For tests: entries for which the mark stack kept room after the last collection.
    #[doc(hidden)]
    pub fn mark_stack_room(&self) -> usize {
        self.inner.stack.capacity()
    }

    /// For tests: the mark stack grows no longer than this.
    #[doc(hidden)]
    pub fn set_mark_stack_limit(&mut self, entries: usize) {
        self.inner.stack_limit = entries;
    }
}
