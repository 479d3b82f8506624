//! Attributes of objects that lie by a map (`strategies::Maps`): instances of Python classes, old-style instances, and
//! instances of Python subclasses of built-in types.
//!
//! An instance is `{header, ext, slots…}`; `aux` counts the inline slots. Attribute `i` of its map is inline slot `i`, or,
//! from the inline ones on, slot `i - inline` of the attributes object that `ext` points at. Instances of subclasses of
//! built-in layouts have the word `ext` as the last of the object and no inline slots. The attributes object also holds
//! the `__dict__` once it was asked for. Where a map cannot serve (a key that is no str, very many attributes), the
//! attributes move into that dict for good; the shape is then the class's *detached* one, which inline caches never see.

#![allow(unsafe_code)] // slots are raw memory

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind::{self, FIRST_MAP};
use crate::names::Special;
use crate::strings::StrObject;
use crate::typeobject::{HAS_DEL, NO_DICT, TypeObject};
use crate::types::classobj::ClassObject;
use crate::value::{Slot, Value, slot_bits};
use gc::Header;
use strategies::DictRef;

#[repr(C)]
pub struct InstanceObject {
    pub header: Header,
    pub ext: Option<Gc<Attributes>>,
    // `aux` slots follow.
}

// SAFETY: made by `Context::new_instance`.
unsafe impl Object for InstanceObject {
    const KIND: u8 = kind::INSTANCE;
    const NAME: &'static str = "object";
}

/// Where an instance's slots begin.
pub const INSTANCE_SLOTS: usize = size_of::<InstanceObject>();

/// Overflow of an object's attributes.
#[repr(C)]
pub struct Attributes {
    pub header: Header,
    /// Slots that follow.
    capacity: usize,
    pub dict: Slot,
}

// SAFETY: made by `grow_ext`.
unsafe impl Object for Attributes {
    const KIND: u8 = kind::ATTRIBUTES;
    const NAME: &'static str = "attributes";
}

/// Where the slots of an attributes object begin.
pub const ATTRIBUTES_SLOTS: usize = size_of::<Attributes>();

/// # Safety
/// `object` is an instance.
pub unsafe fn instance_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    INSTANCE_SLOTS + unsafe { (*object).aux } as usize * 8
}

/// # Safety
/// `object` is an instance.
pub unsafe fn instance_trace(object: *mut Header, tracer: &mut gc::Tracer) {
    // SAFETY: by contract: `ext` and the slots are value words.
    unsafe {
        tracer.shape((*object).shape);
        tracer.words(object.cast::<u64>().add(1), 1 + (*object).aux as usize);
    }
}

/// # Safety
/// `object` is an attributes object.
pub unsafe fn attributes_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    ATTRIBUTES_SLOTS + unsafe { (*object.cast::<Attributes>()).capacity } * 8
}

/// # Safety
/// As for `attributes_size`.
pub unsafe fn attributes_trace(object: *mut Header, tracer: &mut gc::Tracer) {
    // SAFETY: by contract: the dict and the slots are value words.
    unsafe { tracer.words(object.cast::<u64>().add(2), 1 + (*object.cast::<Attributes>()).capacity) };
}

/// Bits of `Context::ext.shape_flags`.
pub mod shape_flag {
    /// Attributes are in the dict.
    pub const DETACHED: u8 = 1;
    /// The class compares and hashes by identity.
    pub const IDENTITY: u8 = 2;
}

#[inline(always)]
fn is_plain(kind: u8) -> bool {
    kind == kind::INSTANCE || kind == kind::OLD_INSTANCE
}

/// Where the object's `ext` word is; the shape is a map.
#[inline(always)]
fn ext_place(value: Value) -> *mut Option<Gc<Attributes>> {
    let object = value.pointer();
    // SAFETY: see the head of this file; the object is live and its shape a map.
    unsafe {
        if is_plain((*object).kind) {
            return object.cast::<u64>().add(1).cast();
        }
        object.cast::<u8>().add(crate::layout::base_size(object).next_multiple_of(8)).cast()
    }
}

/// The attributes object of a map-shaped object.
#[inline]
pub fn ext_of(value: Value) -> Option<Gc<Attributes>> {
    // SAFETY: `ext_place` points into the live object.
    unsafe { *ext_place(value) }
}

#[inline(always)]
pub fn inline_slots(value: Value) -> usize {
    value.header().map_or(0, |header| if is_plain(header.kind) { header.aux as usize } else { 0 })
}

/// Where attribute number `index` lies; the object has that many.
#[inline(always)]
fn slot_place(value: Value, index: usize) -> *mut Slot {
    let inline = inline_slots(value);
    // SAFETY: the map's attributes have places, which `map_set` made before it gave the object that map.
    unsafe {
        if index < inline {
            value.pointer().cast::<u8>().add(INSTANCE_SLOTS).cast::<Slot>().add(index)
        } else {
            match *ext_place(value) {
                Some(ext) => ext.pointer().cast::<u8>().add(ATTRIBUTES_SLOTS).cast::<Slot>().add(index - inline),
                None => unreachable!("a map with overflow attributes implies an attributes object"),
            }
        }
    }
}

/// Where attribute `index` of a map lies, for inline caches: offset in the object, or (true) in its attributes object.
pub fn slot_offset(value: Value, index: usize) -> (usize, bool) {
    let inline = inline_slots(value);
    if index < inline { (INSTANCE_SLOTS + index * 8, false) } else { (ATTRIBUTES_SLOTS + (index - inline) * 8, true) }
}

/// Is this instance compared and hashed by identity? (Its class has the default methods.)
#[inline]
pub fn is_identity(value: Value) -> bool {
    // The kind's aux byte cannot hold it and no context is at hand: the class keeps it in the header of each instance's
    // map, mirrored in a process-wide table.
    IDENTITY.get(value.shape())
}

/// Shapes of classes that compare by identity, readable without a context.
pub struct IdentityShapes {
    bits: [std::sync::atomic::AtomicU64; 1 << 14],
}

static IDENTITY: IdentityShapes = IdentityShapes { bits: [const { std::sync::atomic::AtomicU64::new(0) }; 1 << 14] };

impl IdentityShapes {
    #[inline]
    fn get(&self, shape: u32) -> bool {
        self.bits
            .get(shape as usize / 64)
            .is_some_and(|word| word.load(std::sync::atomic::Ordering::Relaxed) >> (shape % 64) & 1 != 0)
    }
    fn set(&self, shape: u32, to: bool) {
        if let Some(word) = self.bits.get(shape as usize / 64) {
            if to {
                word.fetch_or(1 << (shape % 64), std::sync::atomic::Ordering::Relaxed);
            } else {
                word.fetch_and(!(1 << (shape % 64)), std::sync::atomic::Ordering::Relaxed);
            }
        }
    }
}

/// The shape is dead.
pub(crate) fn forget_identity(shape: u32) {
    IDENTITY.set(shape, false);
}

#[inline]
fn is_detached(cx: &Context, shape: u32) -> bool {
    cx.ext.shape_flags.get(shape as usize).is_some_and(|flags| flags & shape_flag::DETACHED != 0)
}

/// May inline caches rely on this shape?
pub fn is_cacheable(cx: &Context, shape: u32) -> bool {
    shape >= FIRST_MAP && !is_detached(cx, shape)
}

/// The attribute `name` (interned, or a member descriptor's word) of the object itself.
#[inline]
pub fn own_get(cx: &mut Context, value: Value, name: Gc<StrObject>) -> Option<Value> {
    let shape = value.shape();
    if shape < FIRST_MAP {
        return None;
    }
    if is_detached(cx, shape) {
        let dict = ext_of(value)?.dict?.downcast::<DictObject>()?;
        return cx.dict_get_str(dict, name);
    }
    map_get(cx, value, name)
}

#[inline]
pub fn map_get(cx: &mut Context, value: Value, name: Gc<StrObject>) -> Option<Value> {
    word_get(cx, value, name.value())
}

fn word_get(cx: &mut Context, value: Value, name: Value) -> Option<Value> {
    let index = cx.maps.find(value.shape(), name.bits())?;
    // SAFETY: the map says that the object has that attribute.
    unsafe { *slot_place(value, index as usize) }
}

/// Number of the attribute in the object's map.
pub fn map_index(cx: &mut Context, value: Value, name: Value) -> Option<usize> {
    cx.maps.find(value.shape(), name.bits()).map(usize::from)
}

/// Sets an attribute by map; false: the map declines.
pub fn map_set(cx: &mut Context, value: Value, name: Gc<StrObject>, w_value: Value) -> bool {
    word_set(cx, value, name.value(), w_value)
}

fn word_set(cx: &mut Context, value: Value, name: Value, w_value: Value) -> bool {
    let shape = value.shape();
    let known = cx.maps.find(shape, name.bits());
    let index = known.map_or_else(|| cx.maps.count(shape), usize::from);
    let inline = inline_slots(value);
    // Before the next map is made: without an object of it, it would not outlive a collection.
    if index >= inline {
        if known.is_none() {
            learn(cx, value, index);
        }
        reserve_ext(cx, value, index - inline + 1);
    }
    let next = match known {
        Some(_) => shape,
        None => match add_to_map(cx, shape, name.bits()) {
            Some(next) => next,
            None => return false,
        },
    };
    let object = value.pointer();
    // SAFETY: there is a place for the attribute; the object and its attributes object are told of the store.
    unsafe {
        if index >= inline
            && let Some(ext) = *ext_place(value)
        {
            cx.heap.barrier(ext.header());
        } else {
            cx.heap.barrier(object);
        }
        *slot_place(value, index) = Some(w_value);
        (*object).shape = next;
    }
    true
}

/// Instances that overflow their inline slots before the class gives new ones more.
const PATIENCE: u8 = 8;
/// Inline slots that a class may come to give its instances.
const MOST_INLINE: usize = 40;

/// Attribute number `index` of an instance lies beyond its inline slots. Where that happens to many instances of a class,
/// those to come are made with room for it.
fn learn(cx: &mut Context, value: Value, index: usize) {
    if !value.is_kind(kind::INSTANCE) || index >= MOST_INLINE {
        return;
    }
    let mut class = cx.class_of(value);
    let inline = inline_slots(value);
    class.seen_slots = class.seen_slots.max(index as u8 + 1);
    if index == inline && inline == usize::from(class.inline_slots) {
        class.overflows = class.overflows.saturating_add(1);
    }
    if class.overflows > PATIENCE && class.seen_slots > class.inline_slots {
        class.overflows = 0;
        class.inline_slots = class.seen_slots;
        cx.make_root(class);
    }
}

/// The class has changed: its instances may or may not be compared by identity now.
pub fn identity_changed(cx: &mut Context, class: Gc<TypeObject>) {
    if class.root < FIRST_MAP {
        return;
    }
    let identity = cx.compares_by_identity(class);
    if IDENTITY.get(class.root) == identity {
        return;
    }
    for (shape, owner) in cx.shape_class.iter().enumerate() {
        if *owner == Some(class) {
            IDENTITY.set(shape as u32, identity);
        }
    }
}

/// The shape after adding a name; `None`: the map declines. Registers what is known of the class for the new shape.
pub fn add_to_map(cx: &mut Context, shape: u32, name: u64) -> Option<u32> {
    let next = cx.maps.add(shape, name).ok()?;
    inherit_shape(cx, shape, next);
    Some(next)
}

/// `next` belongs to the same class as `shape`.
fn inherit_shape(cx: &mut Context, shape: u32, next: u32) {
    let size = next as usize + 1;
    if cx.shape_class.len() < size {
        cx.shape_class.resize(size, None);
    }
    if cx.ext.shape_flags.len() < size {
        cx.ext.shape_flags.resize(size, 0);
    }
    cx.shape_class[next as usize] = cx.shape_class[shape as usize];
    cx.ext.shape_flags[next as usize] = cx.ext.shape_flags[shape as usize];
    IDENTITY.set(next, IDENTITY.get(shape));
}

pub fn map_delete(cx: &mut Context, value: Value, name: Gc<StrObject>) -> bool {
    word_delete(cx, value, name.value())
}

fn word_delete(cx: &mut Context, value: Value, name: Value) -> bool {
    let shape = value.shape();
    let Some(index) = cx.maps.find(shape, name.bits()) else { return false };
    let index = index as usize;
    let Ok(next) = cx.maps.without(shape, name.bits()) else { return false };
    inherit_shape(cx, shape, next);
    let count = cx.maps.names(shape).len();
    // SAFETY: all places below `count` exist; those behind the removed one move up by one.
    unsafe {
        for i in index..count - 1 {
            *slot_place(value, i) = *slot_place(value, i + 1);
        }
        *slot_place(value, count - 1) = None;
        if let Some(ext) = *ext_place(value) {
            cx.heap.barrier(ext.header());
        }
        cx.heap.barrier(value.pointer());
        (*value.pointer()).shape = next;
    }
    true
}

/// Words of the visible names in the object's map: str only (slots of `__slots__` are named by their descriptors).
pub fn map_names(cx: &mut Context, value: Value) -> Vec<u64> {
    let shape = value.shape();
    if shape < FIRST_MAP {
        return Vec::new();
    }
    let names = cx.maps.names(shape);
    names
        .iter()
        .copied()
        // SAFETY: name words are live objects, which the maps trace.
        .filter(|&word| unsafe { Value::from_bits_unchecked(word) }.is_kind(kind::STR))
        .collect()
}

/// Makes sure that the attributes object has `slots` places.
fn reserve_ext(cx: &mut Context, value: Value, slots: usize) {
    let old = ext_of(value);
    if old.is_some_and(|ext| ext.capacity >= slots) {
        return;
    }
    let capacity = if slots == 0 { 0 } else { slots.max(4).next_power_of_two() };
    let size = ATTRIBUTES_SLOTS + capacity * 8;
    let object = cx.heap.alloc(Header::new(kind::ATTRIBUTES.into(), kind::ATTRIBUTES), size);
    // SAFETY: just allocated with that many places; old ones are copied; the object is told of the store.
    unsafe {
        let mut ext: Gc<Attributes> = Gc::from_pointer(object.cast());
        ext.capacity = capacity;
        if let Some(old) = old {
            ext.dict = old.dict;
            let (from, to) = (old.pointer().cast::<u8>(), ext.pointer().cast::<u8>());
            from.add(ATTRIBUTES_SLOTS).cast::<u64>().copy_to_nonoverlapping(to.add(ATTRIBUTES_SLOTS).cast(), old.capacity);
        }
        cx.heap.barrier(value.pointer());
        *ext_place(value) = Some(ext);
    }
}

/// Forgets what lies by the map: the dict has it now.
pub fn detach(cx: &mut Context, value: Value, dict: DictRef<Value>) {
    reserve_ext(cx, value, 0);
    // Slots of `__slots__` stay: they are re-added under the detached root.
    let names: Vec<u64> = cx.maps.names(value.shape()).to_vec();
    let kept: Vec<(u64, Slot)> = names
        .iter()
        .enumerate()
        // SAFETY: name words are live objects.
        .filter(|(_, word)| !unsafe { Value::from_bits_unchecked(**word) }.is_kind(kind::STR))
        // SAFETY: the map's attributes have places.
        .map(|(i, &word)| (word, unsafe { *slot_place(value, i) }))
        .collect();
    let root = detached_root(cx, value.shape());
    // SAFETY: as above.
    unsafe {
        for i in 0..names.len() {
            *slot_place(value, i) = None;
        }
        (*value.pointer()).shape = root;
        if let Some(mut ext) = ext_of(value) {
            ext.dict = Some(Value::from_bits_unchecked(dict.as_ptr() as u64));
            cx.heap.barrier(ext.header());
        }
    }
    for (word, slot) in kept {
        if let Some(w_value) = slot {
            // SAFETY: a live member descriptor.
            word_set(cx, value, unsafe { Value::from_bits_unchecked(word) }, w_value);
        }
    }
}

fn detached_root(cx: &mut Context, shape: u32) -> u32 {
    let class_word = cx.maps.class(shape);
    let inline = cx.maps.inline_slots(shape);
    if let Some(&root) = cx.ext.detached_roots.get(&(class_word, inline)) {
        return root;
    }
    let root = cx.maps.new_root(class_word, inline);
    inherit_shape(cx, shape, root);
    cx.ext.shape_flags[root as usize] |= shape_flag::DETACHED;
    cx.ext.detached_roots.insert((class_word, inline), root);
    root
}

/// Does the object have a `__dict__` by map?
pub fn has_dict(cx: &mut Context, value: Value) -> bool {
    value.shape() >= FIRST_MAP
        && !value.is_kind(kind::TYPE)
        && (value.is_kind(kind::OLD_INSTANCE) || !cx.class_of(value).has(NO_DICT))
}

/// The `__dict__` of a map-shaped object, made now if it was not asked for before.
pub fn dict_of(cx: &mut Context, value: Value) -> Gc<DictObject> {
    if let Some(dict) = ext_of(value).and_then(|ext| ext.dict).and_then(|dict| dict.downcast::<DictObject>()) {
        return dict;
    }
    let dict = cx.new_dict();
    // SAFETY: the object is live and map-shaped.
    unsafe { dict.table().attach(&mut cx.heap, value.pointer()) };
    reserve_ext(cx, value, 0);
    if let Some(mut ext) = ext_of(value) {
        cx.barrier(ext);
        ext.dict = Some(dict.value());
    }
    dict
}

/// `value.__dict__ = dict`: from now on the attributes are those of `dict`.
pub fn set_dict(cx: &mut Context, value: Value, dict: Gc<DictObject>) -> PyResult<()> {
    // The old dict, if a program holds it, keeps what it shows.
    if let Some(old) = ext_of(value).and_then(|ext| ext.dict).and_then(|dict| dict.downcast::<DictObject>())
        && old.table().kernel() == strategies::Kernel::Instance
    {
        let detached = old.table().detach(cx);
        cx.memory(detached)?;
    }
    detach(cx, value, dict.table());
    Ok(())
}

/// Sets an attribute of the object itself, whatever it takes. The object has a dict.
pub fn own_set(cx: &mut Context, value: Value, name: Gc<StrObject>, w_value: Value) -> PyResult<()> {
    if !is_detached(cx, value.shape()) && map_set(cx, value, name, w_value) {
        return Ok(());
    }
    let dict = dict_of(cx, value);
    cx.dict_set(dict, name.value(), w_value)
}

/// Deletes an attribute of the object itself; whether it was there.
pub fn own_delete(cx: &mut Context, value: Value, name: Gc<StrObject>) -> PyResult<bool> {
    if is_detached(cx, value.shape()) {
        let dict = dict_of(cx, value);
        return cx.dict_delete(dict, name.value());
    }
    Ok(map_delete(cx, value, name))
}

/// Slots of `__slots__`, named by their member descriptor.
pub fn member_get(cx: &mut Context, value: Value, member: Value) -> Option<Value> {
    if value.shape() < FIRST_MAP { None } else { word_get(cx, value, member) }
}
pub fn member_set(cx: &mut Context, value: Value, member: Value, w_value: Value) -> bool {
    word_set(cx, value, member, w_value)
}
pub fn member_delete(cx: &mut Context, value: Value, member: Value) -> bool {
    word_delete(cx, value, member)
}

/// The class of an old-style instance.
pub fn old_class(cx: &Context, value: Value) -> Option<Gc<ClassObject>> {
    if !value.is_kind(kind::OLD_INSTANCE) {
        return None;
    }
    Value::from_bits(cx.maps.class(value.shape()))?.downcast::<ClassObject>()
}

impl Context {
    /// Gives the class a fresh empty map for its instances.
    pub fn make_root(&mut self, mut class: Gc<TypeObject>) {
        let root = self.maps.new_root(class.value().bits(), class.inline_slots);
        let size = root as usize + 1;
        self.shape_class.resize(self.shape_class.len().max(size), None);
        self.ext.shape_flags.resize(self.ext.shape_flags.len().max(size), 0);
        self.shape_class[root as usize] = Some(class);
        class.root = root;
        let identity = self.compares_by_identity(class);
        IDENTITY.set(root, identity);
    }

    /// Does the class leave comparison and hashing to `object`?
    fn compares_by_identity(&mut self, class: Gc<TypeObject>) -> bool {
        use Special::{Cmp, Coerce, Eq, Hash};
        let names = [Eq, Cmp, Hash, Coerce].map(|special| self.name(special));
        let object = crate::types::object::OBJECT.get(self);
        if let (Some(decl), Some(base)) = (class.unfilled(), class.base)
            && decl.setup.is_none()
        {
            // Its declaration says so too, and its namespace need not be filled: every exception class asks at start-up.
            let inherited = base == object
                || if base.root >= FIRST_MAP { IDENTITY.get(base.root) } else { self.compares_by_identity(base) };
            return inherited && !decl.declares(|own| names.iter().any(|name| name.bytes() == own.as_bytes()));
        }
        names.into_iter().all(|name| self.lookup_where(class, name).is_none_or(|(_, owner)| owner == object))
    }

    /// A new instance of a class of kind `INSTANCE`, without attributes.
    pub fn new_instance(&mut self, class: Gc<TypeObject>) -> Value {
        let shape = self.root_shape(class);
        let inline = class.inline_slots as usize;
        let header = Header::with_aux(shape, kind::INSTANCE, inline as u16);
        let object = self.heap.alloc(header, INSTANCE_SLOTS + inline * 8);
        if class.has(HAS_DEL) {
            self.heap.register_finalizer(object);
        }
        // SAFETY: just allocated.
        unsafe { Value::from_bits_unchecked(object as u64) }
    }

    /// Gives an object of map shape another class of the same layout: attributes stay, but for slots that are `renamed`.
    pub fn change_class(&mut self, value: Value, class_word: Value, root: u32, renamed: &[(Value, Value)]) {
        if let Some(class) = class_word.downcast::<TypeObject>()
            && self.special(class, Special::Get).is_some()
        {
            // Inline caches may hold it as plain data of a class.
            self.flush_inline_caches();
        }
        let names: Vec<u64> = self.maps.names(value.shape()).to_vec();
        let detached = is_detached(self, value.shape());
        let inline = inline_slots(value) as u8;
        let mut shape =
            if self.maps.inline_slots(root) == inline { root } else { self.root_with_inline(class_word, root, inline) };
        if detached {
            shape = detached_root(self, shape);
        }
        for name in names {
            let name = renamed.iter().find(|(from, _)| from.bits() == name).map_or(name, |(_, to)| to.bits());
            match add_to_map(self, shape, name) {
                Some(next) => shape = next,
                None => return,
            }
        }
        // SAFETY: the new map has the same attributes in the same places; the class is a reference stored.
        unsafe {
            self.heap.barrier(value.pointer());
            (*value.pointer()).shape = shape;
        }
    }

    /// A root for instances of a class that were made with another number of inline slots.
    fn root_with_inline(&mut self, class_word: Value, root: u32, inline: u8) -> u32 {
        let key = (class_word.bits(), inline);
        if let Some(&found) = self.ext.other_roots.get(&key) {
            return found;
        }
        let made = self.maps.new_root(class_word.bits(), inline);
        inherit_shape(self, root, made);
        self.ext.other_roots.insert(key, made);
        made
    }
}

/// The word of a slot, for tracing.
pub fn word(slot: Slot) -> u64 {
    slot_bits(slot)
}
