//! The context: heap, types, interned names, the pending exception, the VM stack's bounds, and the hooks by which the
//! layers above are reached. Whoever holds the GIL holds it; a thread's own part is swapped in and out with the GIL.

#![allow(unsafe_code)] // registers itself as the collector's root set

use crate::dict::DictObject;
use crate::error::{PyResult, Raised, TripleObject};
use crate::handle::{Gc, Object};
use crate::kind::FIRST_MAP;
use crate::names::Special;
use crate::protocols::repr::ReprStack;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::{Cached, METHOD_CACHE, TypeDecl, TypeObject};
use crate::value::{Slot, Value, slot_bits};
use ahash::HashMap;
use gc::{Header, Heap, KindInfo, Survivors, Tracer};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// What a residual operation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Value(Value),
    Raised,
    /// An iterator has no more items.
    Done,
    /// A Python frame was pushed: `Context::base` and `Context::pc` stand at its start; its return kind says what becomes
    /// of its result.
    Pushed,
}

impl From<PyResult> for Outcome {
    #[inline(always)]
    fn from(result: PyResult) -> Outcome {
        match result {
            Ok(value) => Outcome::Value(value),
            Err(Raised) => Outcome::Raised,
        }
    }
}

/// What is done with each item of an iteration; whether it goes on.
pub type Each<'a> = &'a mut dyn FnMut(&mut Context, Value) -> PyResult<bool>;

/// How the layers above are reached; `interp` fills them in at start.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Calls a function object with positional arguments and named ones at their end.
    pub call_function: fn(&mut Context, Value, &[Value], Slot) -> PyResult,
    /// Calls a generator's `next`: `None` when it is exhausted.
    pub generator_next: fn(&mut Context, Value) -> PyResult<Slot>,
    /// Runs a generator to its end, or until the function, which gets each value, says false.
    pub drain_generator: fn(&mut Context, Value, Each<'_>) -> PyResult<()>,
    /// Pushes the frame of a function with these arguments; the result is treated as a return kind of `interp` says, for a
    /// register.
    pub push_function: fn(&mut Context, Value, &[Value], u8, usize) -> Outcome,
    /// Adds the running frame to a traceback.
    pub dir_hook: fn(&mut Context, Value) -> PyResult,
    /// Serves the poll word: signals, GIL requests, finalizers.
    pub serve: fn(&mut Context) -> PyResult<()>,
    /// Lets other threads run during a call that may block; the token goes back to `take_gil`.
    pub release_gil: fn(&mut Context) -> usize,
    pub take_gil: fn(&mut Context, usize),
    /// MemoryError is raised: what was held back for small allocations is to be held back again.
    pub refill: fn(),
    /// Roots of the layers above.
    pub trace: fn(&mut Context, &mut Tracer),
    /// Forgets what is dead in tables of the layers above: see `survival`.
    pub forget_dead: fn(&mut Context, &Survivors),
    /// Attribute reads of functions, code, frames, tracebacks and generators lie in their type's tables; this one tells
    /// the dict in which a function keeps its attributes.
    pub function_dict: fn(&mut Context, Value, create: bool) -> Option<Gc<DictObject>>,
    /// Empties every inline cache.
    pub flush_inline_caches: fn(&mut Context),
    /// `sys.modules[name]`, imported first if need be.
    pub import_module: fn(&mut Context, Gc<StrObject>) -> PyResult,
    /// `warnings.warn(message, category)`.
    pub warn: fn(&mut Context, crate::Exc, &str) -> PyResult<()>,
    /// Globals of the running frame.
    pub globals: fn(&mut Context) -> Option<Gc<DictObject>>,
}

/// Asynchronous requests, bits of the poll word.
pub mod poll {
    pub const SIGNAL: u32 = 1;
    pub const GIL: u32 = 2;
    pub const FINALIZERS: u32 = 4;
    pub const TRACING: u32 = 8;
    pub const THREAD_EXCEPTION: u32 = 16;
    pub const WEAK_CALLBACKS: u32 = 32;
    /// `gc.collect()`: done by the evaluator right after the call, where little lies on the native stack.
    pub const COLLECT: u32 = 64;
    /// Memory ran out in an allocation that could not fail.
    pub const MEMORY: u32 = 128;
}

/// What an opcode leaves to the evaluator's slow side: a residual call, or a call that needs more than a frame.
#[derive(Clone, Copy)]
pub struct Request {
    pub native: Option<&'static crate::ops::Native>,
    pub args: [Slot; 4],
    pub n: usize,
    /// Arguments in registers, instead of `args`.
    pub window: *mut Slot,
    /// Register of the result.
    pub dst: usize,
    /// A mode's own numbers: what becomes of the result; how a call's arguments lie; the constant with their names.
    pub after: u8,
    pub how: u8,
    pub names: u32,
}

impl Request {
    pub const NONE: Request =
        Request { native: None, args: [None; 4], n: 0, window: std::ptr::null_mut(), dst: 0, after: 0, how: 0, names: 0 };
}

/// What belongs to one thread: swapped when the GIL changes hands.
pub struct ThreadState {
    /// Registers of the running frame and the instruction it stands at.
    pub base: *mut Slot,
    pub pc: *const u32,
    /// The VM stack: first word, end of usable words.
    pub stack: *mut Slot,
    pub stack_end: *mut Slot,
    /// The pending exception.
    pub pending: Option<Gc<TripleObject>>,
    /// `sys.exc_info()`.
    pub exc_info: Option<Gc<TripleObject>>,
    /// Lowest address that native code may reach (stacks grow down) whatever the recursion limit is.
    pub native_limit: usize,
    /// Where this thread's native stack began.
    pub native_base: usize,
    /// Python calls running and how many are allowed.
    pub depth: u32,
    pub depth_limit: u32,
    /// Objects whose `repr` is being made: for `[...]`.
    pub repr_stack: ReprStack,
    /// Values held by native code beyond its own frame; traced.
    pub scratch: Vec<Value>,
    /// `threading`'s dict for this thread, trace and profile functions.
    pub dict: Slot,
    pub trace_function: Slot,
    pub profile_function: Slot,
    /// One of these runs.
    pub in_tracer: bool,
    pub ident: i64,
}

/// What the command line wants to be warned of.
#[derive(Clone, Copy, Default, Debug)]
pub struct Warns {
    /// `-3`: what Python 3 does differently.
    pub py3k: bool,
    /// `-Qwarn` (1): classic division of ints and longs; `-Qwarnall` (2): of all numbers.
    pub division: u8,
    /// `-b`: comparison of bytes with text.
    pub bytes: bool,
}

static POLL: AtomicU32 = AtomicU32::new(0);

/// An allocation of Rust's containers has used up what was held back for it; not yet told.
static SHORT: AtomicBool = AtomicBool::new(false);

/// For the allocator of Rust's containers: the program is to hear of MemoryError at its next poll.
pub fn memory_is_short() {
    SHORT.store(true, Relaxed);
    POLL.fetch_or(poll::MEMORY, Relaxed);
}

pub struct Context {
    pub heap: Heap,
    pub warns: Warns,
    /// Room for text being built; who takes it leaves an empty one, and puts it back.
    pub text_buffer: Vec<u8>,
    /// Asynchronous requests (`poll`); tested at back-edges and entries.
    pub poll: &'static AtomicU32,
    pub thread: ThreadState,
    // Thread state that is read often lies here and is swapped too.
    pub base: *mut Slot,
    pub pc: *const u32,
    pub stack_end: *mut Slot,
    pub depth: u32,
    pub depth_limit: u32,
    pub pending: Option<Gc<TripleObject>>,
    pub exc_info: Option<Gc<TripleObject>>,
    /// What an opcode asked for before it left its handler.
    pub request: Request,
    /// The evaluator's dispatch table in use: another one while tracing.
    pub dispatch: *const (),
    /// Back-edges after which a loop is called hot: what the counters of new code begin with.
    pub loop_threshold: u32,
    /// Counts how often inline caches were flushed: what was recorded under another number may no longer hold.
    pub cache_flushes: u32,
    /// The pending exception is raised again with its traceback: the raising frame adds no entry of its own.
    pub reraising: bool,
    /// Value that a frame, or a generator, hands over.
    pub result: Slot,
    pub hooks: Hooks,
    pub maps: strategies::Maps,
    /// Class of each shape.
    pub shape_class: Vec<Option<Gc<TypeObject>>>,
    /// Declaration of each kind's own type.
    pub kind_decl: [Option<&'static TypeDecl>; FIRST_MAP as usize],
    pub builtin_types: Vec<Option<Gc<TypeObject>>>,
    pub method_cache: Box<[Cached; METHOD_CACHE]>,
    pub next_version: u32,
    pub interned: crate::interned::Interned,
    pub special_names: [Gc<StrObject>; Special::COUNT],
    pub empty_str: Gc<StrObject>,
    pub empty_tuple: Gc<TupleObject>,
    /// One-byte strings.
    pub byte_strs: [Gc<StrObject>; 256],
    pub namespaces: crate::subclasses::Namespaces,
    pub subclasses: crate::subclasses::Subclasses,
    pub scratch: Vec<Value>,
    pub repr_stack: ReprStack,
    /// The `__builtin__` module's namespace and `sys.modules`; set by `modules`.
    pub builtins: Slot,
    pub modules: Slot,
    /// The `sys` module's namespace.
    pub sys_dict: Slot,
    /// `sys.setrecursionlimit`.
    pub recursion_limit: u32,
    /// Lowest native stack address allowed.
    pub native_limit: usize,
    pub native_base: usize,
    /// Long-lived values of modules and layers above, by slot number.
    pub statics: Vec<Slot>,
    /// Weak references to an object, by its address.
    pub weakrefs: HashMap<u64, Vec<u64>>,
    /// A preallocated MemoryError.
    pub memory_error_value: Slot,
    /// Whether `__del__` methods run (gc.enable).
    pub finalizers_enabled: bool,
    pub ext: crate::ext::Extensions,
}

impl Context {
    /// A context with its basic types and names. It is boxed and stays where it is: the collector holds its address.
    pub fn new(mut heap: Heap) -> Box<Context> {
        strategies::register_kinds(&mut heap);
        crate::layout::register_kinds(&mut heap);
        let empty_str = crate::bootstrap::bare_str(&mut heap, b"");
        let empty_tuple = crate::bootstrap::bare_tuple(&mut heap);
        let byte_strs = std::array::from_fn(|byte| crate::bootstrap::bare_str(&mut heap, &[byte as u8]));
        let special_names = std::array::from_fn(|n| crate::bootstrap::bare_str(&mut heap, Special::TEXTS[n].as_bytes()));
        let null = std::ptr::null_mut();
        let thread = ThreadState {
            base: null,
            pc: std::ptr::null(),
            stack: null,
            stack_end: null,
            pending: None,
            exc_info: None,
            native_limit: 0,
            native_base: usize::MAX,
            depth: 0,
            depth_limit: u32::MAX,
            repr_stack: ReprStack::default(),
            scratch: Vec::new(),
            dict: None,
            trace_function: None,
            profile_function: None,
            in_tracer: false,
            ident: 0,
        };
        let mut cx = Box::new(Context {
            heap,
            warns: Warns::default(),
            text_buffer: Vec::new(),
            poll: &POLL,
            thread,
            base: null,
            pc: std::ptr::null(),
            stack_end: null,
            depth: 0,
            depth_limit: 1402,
            pending: None,
            exc_info: None,
            request: Request::NONE,
            dispatch: std::ptr::null(),
            loop_threshold: u32::MAX,
            cache_flushes: 0,
            reraising: false,
            result: None,
            hooks: crate::bootstrap::HOOKS,
            maps: strategies::Maps::new(FIRST_MAP),
            shape_class: vec![None; FIRST_MAP as usize],
            kind_decl: [None; FIRST_MAP as usize],
            builtin_types: vec![None; 192],
            method_cache: Box::new([Cached::EMPTY; METHOD_CACHE]),
            next_version: 1,
            interned: Default::default(),
            special_names,
            empty_str,
            empty_tuple,
            byte_strs,
            namespaces: Default::default(),
            subclasses: Default::default(),
            scratch: Vec::new(),
            repr_stack: ReprStack::default(),
            builtins: None,
            modules: None,
            sys_dict: None,
            recursion_limit: 1000,
            native_limit: 0,
            native_base: usize::MAX,
            statics: Vec::new(),
            weakrefs: HashMap::default(),
            memory_error_value: None,
            finalizers_enabled: true,
            ext: Default::default(),
        });
        for mut name in special_names.into_iter().chain(byte_strs).chain([empty_str]) {
            name.header.aux |= crate::strings::INTERNED;
            name.hash();
            cx.interned.insert(name);
        }
        // One str for one text: a special name of one byte does not exist, so nothing was passed over above.
        let data: *mut Context = &mut *cx;
        // SAFETY: the box stays where it is as long as the heap, which is inside it.
        unsafe { cx.heap.set_roots(trace_roots, data.cast()) };
        crate::finalize::watch(&mut cx);
        crate::survival::watch(&mut cx);
        cx.limit_native_stack(8 << 20);
        crate::types::register(&mut cx);
        cx
    }

    /// Declares the type of a kind, before the first object of that kind.
    pub fn register_kind_type(&mut self, decl: &'static TypeDecl) {
        self.kind_decl[decl.kind as usize] = Some(decl);
    }

    /// A type of `modules` with a layout of its own: its kind's collector information and its declaration.
    pub fn register_kind(&mut self, decl: &'static TypeDecl, info: &'static KindInfo) {
        self.heap.register_kind(decl.kind, info);
        self.register_kind_type(decl);
    }

    /// A new object of a fixed-size layout whose type is the kind's own, all zero behind the header.
    #[inline(always)]
    pub fn allocate<T: Object>(&mut self) -> Gc<T> {
        let object = self.heap.alloc(Header::new(T::KIND.into(), T::KIND), size_of::<T>());
        // SAFETY: just allocated with that size and kind.
        unsafe { Gc::from_pointer(object.cast()) }
    }

    /// As `allocate` for an instance of `class`, a subclass of the kind's type or that itself; `extra` bytes follow the
    /// layout (inline data). MemoryError.
    pub fn allocate_for<T: Object>(&mut self, class: Gc<TypeObject>, extra: usize) -> PyResult<Gc<T>> {
        debug_assert_eq!(class.kind, T::KIND);
        let shape = self.root_shape(class);
        // The attribute word stands last, at a multiple of 8.
        let ext = if shape >= FIRST_MAP { 8 } else { 0 };
        let Some(size) = extra.checked_add(size_of::<T>() + 7 + ext) else { return Err(self.memory_error()) };
        match self.heap.try_alloc(Header::new(shape, T::KIND), size & !7) {
            Some(object) => {
                // SAFETY: just allocated with that size and kind.
                let object: Gc<T> = unsafe { Gc::from_pointer(object.cast()) };
                if class.has(crate::typeobject::HAS_DEL) {
                    self.heap.register_finalizer(object.header());
                }
                Ok(object)
            }
            None => Err(self.memory_error()),
        }
    }

    /// To be called when a reference is stored into `object`.
    #[inline(always)]
    pub fn barrier<T>(&mut self, object: Gc<T>) {
        // SAFETY: a `Gc` is a live object.
        unsafe { self.heap.barrier(object.header()) };
    }

    /// MemoryError without allocating.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        // What waits to be said is said now.
        self.heap.forgive();
        SHORT.store(false, Relaxed);
        (self.hooks.refill)();
        match self.memory_error_value {
            Some(value) => {
                let class = self.class_of(value).value();
                self.raise_value(class, value, None)
            }
            None => self.error_with(crate::Exc::MemoryError, &[]),
        }
    }

    /// Makes room for `more` bytes in text outside the heap: MemoryError rather than an end of the process.
    #[inline]
    pub fn room(&mut self, out: &mut Vec<u8>, more: usize) -> PyResult<()> {
        if out.capacity() - out.len() >= more { Ok(()) } else { self.grow(out, more) }
    }

    #[cold]
    fn grow(&mut self, out: &mut Vec<u8>, more: usize) -> PyResult<()> {
        if out.len().saturating_add(more) <= self.heap.limit()
            && (out.try_reserve(more).is_ok() || out.try_reserve_exact(more).is_ok())
        {
            return Ok(());
        }
        Err(self.memory_error())
    }

    /// MemoryError unless the system has so many bytes to give: before what works with containers of Rust's, which end the
    /// process where they get no memory.
    #[inline]
    pub fn ask_for(&mut self, bytes: usize) -> PyResult<()> {
        if bytes < 1 << 20 { Ok(()) } else { self.grow(&mut Vec::new(), bytes) }
    }

    /// Native loops that allocate hear here what others hear at their next poll.
    #[cold]
    pub fn memory_ran_out(&mut self) -> PyResult<()> {
        self.poll.fetch_and(!poll::MEMORY, Relaxed);
        if self.take_out_of_memory() { Err(self.memory_error()) } else { Ok(()) }
    }

    /// Memory ran out since the last call, in the heap or beside it.
    pub(crate) fn take_out_of_memory(&mut self) -> bool {
        // Both are asked, so that neither says it again.
        self.heap.take_out_of_memory() | SHORT.swap(false, Relaxed)
    }

    /// Bounds the native stack of the running thread: `size` bytes below where it stands now.
    pub fn limit_native_stack(&mut self, size: usize) {
        let here = stack_pointer();
        self.native_base = here;
        self.thread.native_limit = here.saturating_sub(size - size / 8);
        self.limit_recursion();
    }

    /// What the recursion limit n allows (D10): n * 768 bytes, of which a Python call is charged 548 and native recursion
    /// what it takes; never more than the real stacks.
    pub fn limit_recursion(&mut self) {
        // Unoptimised frames are larger.
        const FRAME: usize = if cfg!(debug_assertions) { 3 * 768 } else { 768 };
        let n = self.recursion_limit as usize;
        self.depth_limit = (n * 768 / 548).min(1 << 21) as u32;
        self.native_limit = self.native_base.saturating_sub(n * FRAME).max(self.thread.native_limit);
    }

    /// RuntimeError when native recursion has come near the end of the stack; every recursive walk over what programs
    /// build asks this first.
    #[inline(always)]
    pub fn check_native_stack(&mut self, what: &str) -> PyResult<()> {
        if stack_pointer() < self.native_limit { self.native_stack_exceeded(what) } else { Ok(()) }
    }

    /// As `check_native_stack` where the recursion limit has no say: for walks that count their depth.
    #[inline(always)]
    pub fn check_stack_end(&mut self, what: &str) -> PyResult<()> {
        if stack_pointer() < self.thread.native_limit { self.native_stack_exceeded(what) } else { Ok(()) }
    }

    #[cold]
    fn native_stack_exceeded(&mut self, what: &str) -> PyResult<()> {
        // Raising needs some stack itself.
        let limit = std::mem::replace(&mut self.native_limit, 0);
        let raised = self.error(crate::Exc::RuntimeError, format_args!("maximum recursion depth exceeded{what}"));
        self.native_limit = limit;
        Err(raised)
    }

    /// Asks for service at the next poll.
    pub fn request(&self, bits: u32) {
        self.poll.fetch_or(bits, Relaxed);
    }

    pub fn import_module(&mut self, name: Gc<StrObject>) -> PyResult {
        (self.hooks.import_module)(self, name)
    }

    /// Issues a warning, which may be an error.
    pub fn warn(&mut self, category: crate::Exc, message: &str) -> PyResult<()> {
        (self.hooks.warn)(self, category, message)
    }

    /// The DeprecationWarning of `-3`.
    #[inline]
    pub fn warn_py3k(&mut self, message: &str) -> PyResult<()> {
        if self.warns.py3k { self.warn(crate::Exc::DeprecationWarning, message) } else { Ok(()) }
    }

    pub fn flush_inline_caches(&mut self) {
        self.cache_flushes = self.cache_flushes.wrapping_add(1);
        (self.hooks.flush_inline_caches)(self);
    }

    /// The `__builtin__` module.
    pub fn builtins_module(&mut self) -> Slot {
        let modules = self.modules?.downcast::<DictObject>()?;
        self.dict_find(modules, "__builtin__")
    }

    /// A slot for a long-lived value; the number is the caller's to keep.
    pub fn new_static(&mut self, value: Slot) -> usize {
        self.statics.push(value);
        self.statics.len() - 1
    }
}

/// An address on the native stack near the caller's frame.
#[inline(always)]
pub fn stack_pointer() -> usize {
    let mark = 0u8;
    std::hint::black_box(&raw const mark) as usize
}

/// # Safety
/// `data` is the context that registered it.
unsafe fn trace_roots(data: *mut (), tracer: &mut Tracer) {
    // SAFETY: by contract; a collection runs on the thread that holds the GIL and the context.
    let cx = unsafe { &mut *data.cast::<Context>() };
    let hook = cx.hooks.trace;
    hook(cx, tracer);
    for slot in [cx.pending, cx.exc_info] {
        tracer.word(slot.map_or(0, |triple| triple.value().bits()));
    }
    tracer.word(slot_bits(cx.result));
    // What a request names is held by the registers it came from, and by the native stack of who serves it. The context may lie
    // on the native stack itself: what is left of the last request would keep objects alive.
    cx.request.args = [None; 4];
    cx.maps.trace_fresh(tracer);
    for class in cx.shape_class[..FIRST_MAP as usize].iter().chain(&cx.builtin_types).flatten() {
        tracer.object(class.pointer());
    }
    for text in cx.special_names.iter().chain(&cx.byte_strs).chain([&cx.empty_str]) {
        tracer.object(text.pointer());
    }
    tracer.object(cx.empty_tuple.pointer());
    for value in cx.scratch.iter().chain(cx.repr_stack.iter()) {
        tracer.word(value.bits());
    }
    for &slot in cx.statics.iter().chain([&cx.builtins, &cx.modules, &cx.sys_dict, &cx.memory_error_value]) {
        tracer.word(slot_bits(slot));
    }
    let thread = &cx.thread;
    for slot in [thread.dict, thread.trace_function, thread.profile_function] {
        tracer.word(slot_bits(slot));
    }
    cx.ext.trace(tracer);
}
