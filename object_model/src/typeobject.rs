//! Type objects: how built-in types are declared and made, MRO, namespaces, lookup with its caches.
//!
//! A built-in type is a static `TypeDecl`. Its type object is made when first asked for, its namespace when first
//! looked into (start-up touches neither). A namespace is a watched dict: every write to it ends in `type_modified`,
//! which renews version tags, forgets resolved special methods and, where inline caches rely on the class, flushes them.
//!
//! C3: "The Python 2.3 Method Resolution Order". Layouts: each type has the kind of its instances; a class statement may
//! combine bases only when one base's layout extends the others'.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::declare::{FnDecl, GetSet};
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::names::Special;
use crate::strings::{RAW_PREFIX, RawBuffer, StrObject, new_raw};
use crate::tuple::TupleObject;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, raise};
use gc::Header;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Declaration of a built-in type.
pub struct TypeDecl {
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`, as `repr` shows it ("__builtin__" is not shown).
    pub module: &'static str,
    pub doc: &'static str,
    pub base: Option<&'static TypeDecl>,
    /// Layout of instances.
    pub kind: u8,
    pub methods: &'static [&'static [FnDecl]],
    pub getset: &'static [GetSet],
    pub flags: u32,
    /// Fills in what tables cannot say (class attributes such as `float.__doc__` constants).
    pub setup: Option<fn(&mut Context, Gc<TypeObject>)>,
    /// Number in `Context::builtin_types`, given at first use.
    pub id: TypeId,
}

pub struct TypeId(AtomicU32);

impl TypeId {
    pub const fn unset() -> TypeId {
        TypeId(AtomicU32::new(0))
    }
}

impl TypeDecl {
    /// The parts that most declarations share; use with `..TypeDecl::new(…)`.
    pub const fn new(name: &'static str, kind: u8) -> TypeDecl {
        TypeDecl {
            name,
            module: "__builtin__",
            doc: "",
            base: Some(&crate::types::object::OBJECT),
            kind,
            methods: &[],
            getset: &[],
            flags: 0,
            setup: None,
            id: TypeId::unset(),
        }
    }

    /// Is a method declared here whose name is `wanted`?
    pub fn declares(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.methods.iter().copied().flatten().any(|method| wanted(method.name))
    }

    /// Number of this declaration among all in the process.
    #[inline]
    fn id(&'static self) -> usize {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let id = self.id.0.load(Relaxed);
        if id != 0 {
            return id as usize;
        }
        let fresh = NEXT.fetch_add(1, Relaxed);
        match self.id.0.compare_exchange(0, fresh, Relaxed, Relaxed) {
            Ok(_) => fresh as usize,
            Err(other) => other as usize,
        }
    }

    /// The type object.
    #[inline]
    pub fn get(&'static self, cx: &mut Context) -> Gc<TypeObject> {
        match cx.builtin_types.get(self.id()) {
            Some(&Some(found)) => found,
            _ => cx.make_builtin_type(self, self.id()),
        }
    }
}

/// May be subclassed.
pub const BASETYPE: u32 = 1;
/// Made by a class statement or `type()`.
pub const HEAPTYPE: u32 = 2;
/// Instances have no `__dict__`.
pub const NO_DICT: u32 = 4;
/// The namespace has been filled (built-in types).
pub const FILLED: u32 = 8;
/// Inline caches rely on what was found in this class or its absence.
pub const CACHED: u32 = 16;
/// `__del__` was there when the class was made.
pub const HAS_DEL: u32 = 32;
/// Instances cannot be weakly referenced.
pub const NO_WEAKREF: u32 = 64;
/// Has abstract methods: cannot be instantiated.
pub const ABSTRACT: u32 = 128;
/// Instances are made by native code only ("cannot create 'x' instances").
pub const NO_NEW: u32 = 256;
/// In a declaration: instances have a `__dict__`, whatever the base says.
pub const WITH_DICT: u32 = 512;
/// In a declaration: instances can be weakly referenced, whatever the base says.
pub const WITH_WEAKREF: u32 = 1024;

#[repr(C)]
pub struct TypeObject {
    pub header: Header,
    pub name: Gc<StrObject>,
    pub decl: Option<&'static TypeDecl>,
    pub base: Option<Gc<TypeObject>>,
    pub bases: Gc<TupleObject>,
    pub mro: Gc<TupleObject>,
    pub dict: Gc<DictObject>,
    /// Changes with every modification of the type or one of its bases; never the same for two states of any types.
    pub version: u32,
    pub flags: u32,
    /// Layout of instances.
    pub kind: u8,
    /// Inline attribute slots that new instances get (kind `INSTANCE`).
    pub inline_slots: u8,
    /// Most attributes that an instance has had beyond the inline ones, and how many instances had any: see
    /// `instance::learn`.
    pub seen_slots: u8,
    pub overflows: u8,
    /// Empty map that instances begin with.
    pub root: u32,
    /// What special methods resolve to, by number: empty not yet asked, `ABSENT`, or the value. A `RAW` buffer.
    specials: Option<Gc<RawBuffer>>,
    /// Names of `__slots__` of this class (tuple) or empty.
    pub slots: Slot,
}

// SAFETY: made by `Context::new_type_object`.
unsafe impl Object for TypeObject {
    const KIND: u8 = kind::TYPE;
    const NAME: &'static str = "type";
}

/// # Safety
/// `object` is a type.
pub unsafe fn type_trace(object: *mut Header, tracer: &mut gc::Tracer) {
    // SAFETY: by contract; fields not yet set are null.
    unsafe {
        let this = object.cast::<TypeObject>();
        // As words: a type under construction has null in fields that are never null later.
        tracer.word((&raw const (*this).name).cast::<u64>().read());
        tracer.word((&raw const (*this).base).cast::<u64>().read());
        tracer.word((&raw const (*this).bases).cast::<u64>().read());
        tracer.word((&raw const (*this).mro).cast::<u64>().read());
        tracer.word((&raw const (*this).dict).cast::<u64>().read());
        tracer.word((&raw const (*this).specials).cast::<u64>().read());
        tracer.word(slot_bits((*this).slots));
        tracer.shape((*this).root);
    }
}

/// In the table of special methods: resolved to nothing. (No value: not aligned as an object, low bit clear.)
const ABSENT: u64 = 2;

impl TypeObject {
    #[inline]
    pub fn is_subtype(&self, base: Gc<TypeObject>) -> bool {
        std::ptr::eq(self, base.pointer()) || self.mro.items().contains(&base.value())
    }
    #[inline]
    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
    /// The name as messages have it: built-in types of modules with their module ("exceptions.ValueError").
    pub fn name_lossy(&self) -> String {
        match self.decl {
            Some(decl) if decl.module != "__builtin__" => format!("{}.{}", decl.module, decl.name),
            _ => self.name.lossy(),
        }
    }
    /// The declaration from which the namespace is still to be filled.
    #[inline(always)]
    pub fn unfilled(&self) -> Option<&'static TypeDecl> {
        if self.flags & (HEAPTYPE | FILLED) == 0 { self.decl } else { None }
    }

    pub fn mro_types(&self) -> impl Iterator<Item = Gc<TypeObject>> + use<> {
        let mro: &'static [Value] = self.mro.get().items();
        mro.iter().filter_map(|w_class| w_class.downcast::<TypeObject>())
    }
}

/// Entry of the method cache.
#[derive(Clone, Copy)]
pub struct Cached {
    version: u32,
    name: u64,
    value: u64,
}

impl Cached {
    pub const EMPTY: Cached = Cached { version: 0, name: 0, value: 0 };

    pub(crate) fn is_used(&self) -> bool {
        self.version != 0
    }
}

/// So many that their zeroed pages come from the system one by one, when they are used.
pub const METHOD_CACHE: usize = 8192;

impl Context {
    /// The class of any object (an old-style instance's is `instance`).
    #[inline(always)]
    pub fn class_of(&mut self, value: Value) -> Gc<TypeObject> {
        let shape = value.shape() as usize;
        // SAFETY: shapes of live objects are in the table: kinds from the start, maps from their making.
        match unsafe { *self.shape_class.get_unchecked(shape) } {
            Some(class) => class,
            None => self.make_kind_class(shape),
        }
    }

    #[cold]
    fn make_kind_class(&mut self, shape: usize) -> Gc<TypeObject> {
        // What has no type of its own is not meant for programs; code of their own making may lay hands on it.
        static INTERNAL: TypeDecl = TypeDecl::new("internal object", crate::kind::TRIPLE);
        let decl = self.kind_decl[shape].unwrap_or(&INTERNAL);
        let class = decl.get(self);
        // A kind may share the type of another.
        self.shape_class[shape] = Some(class);
        class
    }

    /// `type(value).__name__`, for messages. Old-style instances too say "instance".
    pub fn type_name(&mut self, value: Value) -> String {
        self.class_of(value).name_lossy()
    }

    /// `value.__class__` as a word: the class object of an old-style instance, the type of anything else.
    pub fn class_word(&mut self, value: Value) -> Value {
        match crate::instance::old_class(self, value) {
            Some(class) => class.value(),
            None => self.class_of(value).value(),
        }
    }

    /// A new type object with everything but name, kind and flags empty; callers fill it at once, and have its
    /// namespace watched (a built-in type's from when it is filled).
    pub(crate) fn new_type_object(&mut self, metatype: Option<Gc<TypeObject>>, name: Gc<StrObject>) -> Gc<TypeObject> {
        let dict = self.new_dict();
        let shape = match metatype {
            Some(metatype) => self.root_shape(metatype),
            None => kind::TYPE as u32,
        };
        let ext = if shape >= kind::FIRST_MAP { 8 } else { 0 };
        let object = self.heap.alloc(Header::new(shape, kind::TYPE), size_of::<TypeObject>() + ext);
        // SAFETY: allocated with that size; all-zero is filled in below before anything can look.
        let mut class: Gc<TypeObject> = unsafe { Gc::from_pointer(object.cast()) };
        (class.name, class.dict) = (name, dict);
        (class.bases, class.mro) = (self.empty_tuple, self.empty_tuple);
        class.version = self.fresh_version();
        class
    }

    #[cold]
    fn make_builtin_type(&mut self, decl: &'static TypeDecl, id: usize) -> Gc<TypeObject> {
        let base = decl.base.map(|base| base.get(self));
        if let Some(&Some(made)) = self.builtin_types.get(id) {
            return made;
        }
        let name = self.intern(decl.name.as_bytes());
        let mut class = self.new_type_object(None, name);
        if self.builtin_types.len() <= id {
            self.builtin_types.resize(id + 1, None);
        }
        self.builtin_types[id] = Some(class);
        class.decl = Some(decl);
        class.base = base;
        class.kind = decl.kind;
        class.flags = decl.flags | base.map_or(0, |base| base.flags & (NO_DICT | NO_WEAKREF));
        if decl.flags & WITH_DICT != 0 {
            class.flags &= !NO_DICT;
        }
        if decl.flags & WITH_WEAKREF != 0 {
            class.flags &= !NO_WEAKREF;
        }
        // Types under `object` that do not say how to make instances have none made by programs.
        let under_object = decl.base.is_some_and(|base| std::ptr::eq(base, &crate::types::object::OBJECT));
        if under_object && !decl.methods.iter().copied().flatten().any(|method| method.kind == crate::FnKind::New) {
            class.flags |= NO_NEW;
        }
        let mut mro = vec![class.value()];
        if let Some(base) = base {
            mro.extend(base.mro.items());
            class.bases = self.new_tuple(&[base.value()]);
            self.barrier(class);
            self.add_subclass(base, class);
        }
        class.mro = self.new_tuple(&mro);
        self.barrier(class);
        // Exact instances have their kind as shape, where the kind is this type's own.
        if self.kind_decl[decl.kind as usize].is_some_and(|own| std::ptr::eq(own, decl)) {
            class.root = decl.kind.into();
            self.shape_class[decl.kind as usize] = Some(class);
        } else {
            self.make_root(class);
        }
        class
    }

    /// Shape of a new instance without attributes.
    #[inline]
    pub fn root_shape(&mut self, class: Gc<TypeObject>) -> u32 {
        if class.root == 0 {
            self.make_root(class);
        }
        class.root
    }

    /// The namespace, filled.
    #[inline]
    pub fn namespace(&mut self, class: Gc<TypeObject>) -> Gc<DictObject> {
        if class.unfilled().is_some() {
            self.fill_namespace(class);
        }
        class.dict
    }

    #[cold]
    fn fill_namespace(&mut self, mut class: Gc<TypeObject>) {
        class.flags |= FILLED;
        let Some(decl) = class.decl else { return };
        for method in decl.methods.iter().copied().flatten() {
            let name = self.intern(method.name.as_bytes());
            let w_method = self.method_object(class, method);
            self.dict_set_str(class.dict, name, w_method);
        }
        for attribute in decl.getset {
            let name = self.intern(attribute.name.as_bytes());
            let w_attribute = self.getset_object(class, attribute);
            self.dict_set_str(class.dict, name, w_attribute);
        }
        let w_doc = if decl.doc.is_empty() { crate::none() } else { self.new_doc(decl.doc).value() };
        let doc = self.name(Special::Doc);
        if self.dict_get_str(class.dict, doc).is_none() {
            self.dict_set_str(class.dict, doc, w_doc);
        }
        if let Some(setup) = decl.setup {
            setup(self, class);
        }
        self.watch_namespace(class);
        self.type_modified(class);
    }

    pub fn new_doc(&mut self, doc: &str) -> Gc<StrObject> {
        let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        self.new_str(lines.join("\n").as_bytes())
    }

    pub(crate) fn fresh_version(&mut self) -> u32 {
        self.next_version += 1;
        self.next_version
    }

    /// What `name` (interned) is in the class or the first of its bases that has it.
    #[inline]
    pub fn lookup(&mut self, class: Gc<TypeObject>, name: Gc<StrObject>) -> Option<Value> {
        debug_assert!(name.is_interned());
        let key = name.pointer() as u64;
        let at = (class.version.wrapping_mul(31) ^ (key >> 4) as u32) as usize % METHOD_CACHE;
        let entry = self.method_cache[at];
        if entry.version == class.version && entry.name == key {
            return Value::from_bits(entry.value);
        }
        let found = self.lookup_uncached(class, name);
        let value = slot_bits(found);
        self.method_cache[at] = Cached { version: class.version, name: key, value };
        found
    }

    fn lookup_uncached(&mut self, class: Gc<TypeObject>, name: Gc<StrObject>) -> Option<Value> {
        self.lookup_where(class, name).map(|(value, _)| value)
    }

    /// As `lookup`, with the class whose namespace has it.
    pub fn lookup_where(&mut self, class: Gc<TypeObject>, name: Gc<StrObject>) -> Option<(Value, Gc<TypeObject>)> {
        let mro = class.mro;
        for w_base in mro.get().items() {
            if let Some(base) = w_base.downcast::<TypeObject>() {
                let dict = self.namespace(base);
                if let Some(value) = self.dict_get_str(dict, name) {
                    return Some((value, base));
                }
            } else if let Some(base) = w_base.downcast::<crate::types::classobj::ClassObject>()
                && let Some(value) = self.dict_get_str(base.dict, name)
            {
                return Some((value, class));
            }
        }
        None
    }

    /// What a special method resolves to in the class of an object.
    #[inline]
    pub fn special(&mut self, class: Gc<TypeObject>, special: Special) -> Option<Value> {
        if let Some(table) = class.specials {
            // SAFETY: the buffer holds a word for each special method.
            match unsafe { *table.data().cast::<u64>().add(special as usize) } {
                0 => {}
                ABSENT => return None,
                // SAFETY: words other than these two are values, kept alive by the class's namespace: changing that drops
                // the table.
                word => return Some(unsafe { Value::from_bits_unchecked(word) }),
            }
        }
        self.resolve_special(class, special)
    }

    #[inline(never)]
    fn resolve_special(&mut self, mut class: Gc<TypeObject>, special: Special) -> Option<Value> {
        let found = self.lookup_uncached(class, self.name(special));
        if class.specials.is_none() {
            let table = new_raw(&mut self.heap, Special::COUNT * 8)?;
            self.barrier(class);
            class.specials = Some(table);
        }
        if let Some(table) = class.specials {
            // SAFETY: as above.
            unsafe { *table.data().cast::<u64>().add(special as usize) = found.map_or(ABSENT, Value::bits) };
        }
        found
    }

    /// The special method of the object's class, if it has it.
    #[inline]
    pub fn special_of(&mut self, value: Value, special: Special) -> Option<Value> {
        let class = self.class_of(value);
        self.special(class, special)
    }

    /// The namespace of `class` (or its bases, or its MRO) has changed.
    pub fn type_modified(&mut self, mut class: Gc<TypeObject>) {
        class.specials = None;
        class.version = self.fresh_version();
        crate::instance::identity_changed(self, class);
        if class.flags & CACHED != 0 {
            class.flags &= !CACHED;
            self.flush_inline_caches();
        }
        for w_subclass in self.subclasses(class).get().items() {
            if let Some(subclass) = w_subclass.downcast::<TypeObject>() {
                self.type_modified(subclass);
            }
        }
    }

    /// Direct subclasses.
    pub fn subclasses(&mut self, class: Gc<TypeObject>) -> Gc<TupleObject> {
        crate::subclasses::live(self, class)
    }

    pub fn add_subclass(&mut self, base: Gc<TypeObject>, class: Gc<TypeObject>) {
        crate::subclasses::add(self, base, class);
    }

    /// Marks a class and its bases as relied on by inline caches.
    pub fn mark_cached(&mut self, class: Gc<TypeObject>) {
        if class.flags & CACHED == 0 {
            for mut base in class.mro_types() {
                base.flags |= CACHED;
            }
        }
    }

    /// C3 linearisation of a class with these bases: TypeError when there is none.
    pub fn c3(&mut self, class: Value, bases: &[Value]) -> PyResult<Gc<TupleObject>> {
        let mut sequences: Vec<(&'static [Value], usize)> = Vec::new();
        for w_base in bases {
            if let Some(base) = w_base.downcast::<TypeObject>() {
                sequences.push((base.mro.get().items(), 0));
            } else {
                let mro = crate::types::classobj::mro(self, *w_base);
                sequences.push((mro.get().items(), 0));
            }
        }
        // The bases themselves, on the scratch stack, where the collector sees them.
        let w_bases = self.new_tuple(bases);
        sequences.push((w_bases.get().items(), 0));
        let from = self.scratch.len();
        self.scratch.push(class);
        loop {
            sequences.retain(|(items, at)| *at < items.len());
            if sequences.is_empty() {
                break;
            }
            let good = sequences
                .iter()
                .map(|(items, at)| items[*at])
                .find(|candidate| !sequences.iter().any(|(items, at)| items[*at + 1..].contains(candidate)));
            let Some(next) = good else {
                self.scratch.truncate(from);
                return Err(self.mro_conflict(&sequences));
            };
            self.scratch.push(next);
            for (items, at) in &mut sequences {
                if items[*at] == next {
                    *at += 1;
                }
            }
        }
        let items: Vec<Value> = self.scratch[from..].to_vec();
        let mro = self.new_tuple(&items);
        self.scratch.truncate(from);
        Ok(mro)
    }

    fn mro_conflict(&mut self, sequences: &[(&'static [Value], usize)]) -> crate::Raised {
        let mut names: Vec<String> = Vec::new();
        for (items, at) in sequences {
            let name = match items[*at].downcast::<TypeObject>() {
                Some(class) => class.name.lossy(),
                None => crate::types::classobj::name(items[*at]),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.error(
            crate::Exc::TypeError,
            format_args!("Cannot create a consistent method resolution\norder (MRO) for bases {}", names.join(", ")),
        )
    }

    /// Fails for classes that may not be base classes.
    pub fn check_base(&mut self, class: Gc<TypeObject>) -> PyResult<()> {
        if class.flags & (BASETYPE | HEAPTYPE) == 0 {
            raise!(self, TypeError, "type '{}' is not an acceptable base type", class.name_lossy());
        }
        Ok(())
    }
}

/// Bytes of a special-method table with its prefix, for statistics.
pub const SPECIALS_SIZE: usize = RAW_PREFIX + Special::COUNT * 8;
