//! A small world to try containers in: ints, floats, strings and objects without Python.
//!
//! Proof that `Item` and `Keys` are narrow, and what tests and benches run on. Strings that begin with `!` all have one
//! hash. An `Other` equals ints, floats and others of its number, which takes a call of `Keys::equal` to find out.

#![allow(unsafe_code)] // toy objects are raw heap memory

use crate::item::{Item, ItemClass, Keys, Owner, int_equals_float, int_hash};
use crate::{Dict, DictRef, FloodKey, List, ListRef, Set, SetRef, register_kinds, trace_dict, trace_list, trace_set};
use gc::{Header, Heap, KindInfo, Tracer};
use std::cmp::Ordering;

const FLOAT: u8 = 100;
const STR: u8 = 101;
const UNICODE: u8 = 102;
const IDENTITY: u8 = 103;
const OTHER: u8 = 104;
const LIST: u8 = 105;
const DICT: u8 = 106;
const SET: u8 = 107;

/// A value word: a tagged int or a toy object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toy(u64);

/// A number: of a float its bits, of the others what they are called.
#[repr(C)]
struct Number {
    header: Header,
    value: u64,
}

/// A str or unicode, its bytes following.
#[repr(C)]
struct Text {
    header: Header,
    hash: u64,
    len: usize,
}

impl Toy {
    pub fn int(int: i64) -> Toy {
        Toy((int as u64) << 1 | 1)
    }
    pub fn float(heap: &mut Heap, float: f64) -> Toy {
        Toy::number(heap, FLOAT, float.to_bits())
    }
    pub fn identity(heap: &mut Heap, number: i64) -> Toy {
        Toy::number(heap, IDENTITY, number as u64)
    }
    pub fn other(heap: &mut Heap, number: i64) -> Toy {
        Toy::number(heap, OTHER, number as u64)
    }
    fn number(heap: &mut Heap, kind: u8, value: u64) -> Toy {
        let object = heap.alloc(Header::new(0, kind), size_of::<Number>()).cast::<Number>();
        // SAFETY: just made.
        unsafe { (*object).value = value };
        Toy(object as u64)
    }
    pub fn str(heap: &mut Heap, text: &str) -> Toy {
        Toy::text(heap, STR, text)
    }
    pub fn unicode(heap: &mut Heap, text: &str) -> Toy {
        Toy::text(heap, UNICODE, text)
    }
    fn text(heap: &mut Heap, kind: u8, text: &str) -> Toy {
        let bytes = text.as_bytes();
        let object = heap.alloc(Header::new(0, kind), size_of::<Text>() + bytes.len()).cast::<Text>();
        let spread = |hash: u64, &byte: &u8| (hash ^ byte as u64).wrapping_mul(1_000_003);
        // SAFETY: just made, with room for the bytes.
        unsafe {
            (*object).hash = if bytes.first() == Some(&b'!') { 7 } else { bytes.iter().fold(1, spread) };
            (*object).len = bytes.len();
            object.add(1).cast::<u8>().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        }
        Toy(object as u64)
    }
    fn kind(self) -> u8 {
        // SAFETY: a toy that is not an int is a live object.
        if self.0 & 1 == 1 { 0 } else { unsafe { (*(self.0 as *const Header)).kind } }
    }
    fn value(self) -> u64 {
        // SAFETY: callers have seen the kind of a number.
        unsafe { (*(self.0 as *const Number)).value }
    }
    /// The name or number of an `Identity` or `Other`.
    pub fn called(self) -> i64 {
        self.value() as i64
    }
    pub fn bytes<'a>(self) -> &'a [u8] {
        let text = self.0 as *const Text;
        // SAFETY: callers have seen the kind of a text.
        unsafe { std::slice::from_raw_parts(text.add(1).cast(), (*text).len) }
    }
}

impl Item for Toy {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.0
    }
    /// # Safety
    /// `Item::from_bits`'s contract.
    #[inline(always)]
    unsafe fn from_bits(bits: u64) -> Self {
        Toy(bits)
    }
    #[inline(always)]
    fn class(self) -> ItemClass {
        match self.kind() {
            0 => ItemClass::Int,
            FLOAT => ItemClass::Float,
            STR => ItemClass::Str,
            UNICODE => ItemClass::Unicode,
            IDENTITY => ItemClass::Identity,
            _ => ItemClass::Other,
        }
    }
    #[inline(always)]
    fn as_int(self) -> Option<i64> {
        (self.0 & 1 == 1).then_some(self.0 as i64 >> 1)
    }
    #[inline(always)]
    fn as_float(self) -> Option<f64> {
        (self.kind() == FLOAT).then(|| f64::from_bits(self.value()))
    }
    #[inline(always)]
    fn from_int(_: &mut Heap, int: i64) -> Self {
        Toy::int(int)
    }
    #[inline(always)]
    fn from_float(heap: &mut Heap, float: f64) -> Self {
        Toy::float(heap, float)
    }
    #[inline(always)]
    fn str_hash(self) -> u64 {
        // SAFETY: a str or unicode.
        unsafe { (*(self.0 as *const Text)).hash }
    }
    #[inline]
    fn str_equal(self, other: Self) -> bool {
        self.bytes() == other.bytes()
    }
    fn str_compare(self, other: Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
    fn identity_hash(self) -> u64 {
        self.0 >> 4
    }
    fn content_hash(self, key: &FloodKey) -> u64 {
        self.as_int().map_or_else(|| key.hash_bytes(self.bytes()), |int| key.hash_int(int))
    }
}

/// Where toys live.
pub struct World {
    pub heap: Heap,
    /// Words that are kept alive.
    pub pins: Vec<u64>,
    /// Names and values of the one object with attributes.
    pub attributes: Vec<(u64, u64)>,
    /// It has been told to use a dict.
    pub detached: bool,
    pub watched: usize,
    /// What happens at the next comparison that this crate cannot decide.
    #[allow(clippy::type_complexity)]
    pub on_equal: Option<Box<dyn FnMut(&mut World)>>,
}

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn number_size(_: *const Header) -> usize {
    size_of::<Number>()
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn text_size(object: *const Header) -> usize {
    // SAFETY: a text.
    size_of::<Text>() + unsafe { (*object.cast::<Text>()).len }
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn list_size(_: *const Header) -> usize {
    size_of::<List>()
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn table_size(_: *const Header) -> usize {
    size_of::<Dict>()
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn no_references(_: *mut Header, _: &mut Tracer) {}
/// # Safety
/// `Roots`'s contract: `data` is the world that registered itself.
unsafe fn trace_world(world: *mut (), tracer: &mut Tracer) {
    // SAFETY: `World::new` boxed it.
    let world = unsafe { &*world.cast::<World>() };
    for &word in world.pins.iter().chain(world.attributes.iter().flat_map(|(name, value)| [name, value])) {
        tracer.word(word);
    }
}

impl World {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Box<World> {
        const fn info(size: unsafe fn(*const Header) -> usize, trace: unsafe fn(*mut Header, &mut Tracer)) -> KindInfo {
            KindInfo { name: "toy", size, trace, weak: None, drop: None }
        }
        static NUMBERS: KindInfo = info(number_size, no_references);
        static TEXTS: KindInfo = info(text_size, no_references);
        static LISTS: KindInfo = info(list_size, trace_list);
        static DICTS: KindInfo = info(table_size, trace_dict);
        static SETS: KindInfo = info(table_size, trace_set);
        let mut heap = Heap::new();
        register_kinds(&mut heap);
        for kind in [FLOAT, IDENTITY, OTHER] {
            heap.register_kind(kind, &NUMBERS);
        }
        for kind in [STR, UNICODE] {
            heap.register_kind(kind, &TEXTS);
        }
        heap.register_kind(LIST, &LISTS);
        heap.register_kind(DICT, &DICTS);
        heap.register_kind(SET, &SETS);
        let (pins, attributes) = (Vec::new(), Vec::new());
        let mut world = Box::new(World { heap, pins, attributes, detached: false, watched: 0, on_equal: None });
        let data = (&raw mut *world).cast();
        // SAFETY: the box outlives its heap.
        unsafe { world.heap.set_roots(trace_world, data) };
        world
    }
    /// A new empty list that lives as long as the world.
    pub fn list(&mut self) -> ListRef<Toy> {
        let object = self.heap.alloc(Header::new(0, LIST), size_of::<List>());
        self.pins.push(object as u64);
        // SAFETY: a zeroed list is empty; it is pinned.
        unsafe { ListRef::from_raw(object.cast()) }
    }
    pub fn dict(&mut self) -> DictRef<Toy> {
        let object = self.heap.alloc(Header::new(0, DICT), size_of::<Dict>());
        self.pins.push(object as u64);
        // SAFETY: a zeroed dict is empty; it is pinned.
        unsafe { DictRef::from_raw(object.cast()) }
    }
    pub fn set(&mut self) -> SetRef<Toy> {
        let object = self.heap.alloc(Header::new(0, SET), size_of::<Set>());
        self.pins.push(object as u64);
        // SAFETY: a zeroed set is empty; it is pinned.
        unsafe { SetRef::from_raw(object.cast()) }
    }
    /// Keeps a toy alive.
    pub fn pin(&mut self, toy: Toy) -> Toy {
        self.pins.push(toy.bits());
        toy
    }
    /// A dict that shows the attributes of the one object that has some.
    pub fn attribute_dict(&mut self) -> DictRef<Toy> {
        let owner = Toy::identity(&mut self.heap, -1);
        let dict = self.dict();
        // SAFETY: this world's `Owner` methods ignore which owner it is.
        unsafe { dict.attach(&mut self.heap, owner.0 as *mut Header) };
        dict
    }
    fn attribute_number(&self, name: Toy) -> Option<usize> {
        self.attributes.iter().position(|&(other, _)| Toy(other).str_equal(name))
    }
}

/// The comparison that Python code would make.
pub fn toys_equal(a: Toy, b: Toy) -> bool {
    let number = |toy: Toy| match toy.class() {
        ItemClass::Int => toy.as_int(),
        ItemClass::Other => Some(toy.called()),
        _ => None,
    };
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x == y,
        (Some(int), None) => b.as_float().is_some_and(|float| int_equals_float(int, float)),
        (None, Some(int)) => a.as_float().is_some_and(|float| int_equals_float(int, float)),
        (None, None) => match (a.class(), b.class()) {
            (ItemClass::Float, ItemClass::Float) => a.as_float() == b.as_float(),
            (ItemClass::Str | ItemClass::Unicode, ItemClass::Str | ItemClass::Unicode) => a.bytes() == b.bytes(),
            _ => a == b,
        },
    }
}

impl Keys<Toy> for World {
    type Error = &'static str;
    fn hash(&mut self, key: Toy) -> Result<u64, Self::Error> {
        match (key.class(), key.as_float()) {
            (_, Some(float)) if float.fract() == 0.0 => Ok(int_hash(float as i64)),
            (_, Some(float)) => Ok(float.to_bits()),
            (ItemClass::Other, _) if key.called() == -666 => Err("unhashable"),
            (ItemClass::Other, _) => Ok(int_hash(key.called())),
            _ => Ok(crate::known_hash(key).unwrap_or(0)),
        }
    }
    fn equal(&mut self, stored: Toy, key: Toy) -> Result<bool, Self::Error> {
        if let Some(mut act) = self.on_equal.take() {
            act(self);
        }
        Ok(toys_equal(stored, key))
    }
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }
    fn out_of_memory(&mut self) -> Self::Error {
        "out of memory"
    }
    fn watch(&mut self, _: DictRef<Toy>, _: Option<Toy>) {
        self.watched += 1;
    }
}

impl Owner<Toy> for World {
    fn attribute(&mut self, _: *mut Header, name: Toy) -> Option<Toy> {
        self.attribute_number(name).map(|number| Toy(self.attributes[number].1))
    }
    fn set_attribute(&mut self, _: *mut Header, name: Toy, value: Toy) -> bool {
        match self.attribute_number(name) {
            Some(number) => self.attributes[number].1 = value.0,
            None if self.attributes.len() == 4 => return false,
            None => self.attributes.push((name.0, value.0)),
        }
        true
    }
    fn delete_attribute(&mut self, _: *mut Header, name: Toy) -> bool {
        self.attribute_number(name).map(|number| self.attributes.remove(number)).is_some()
    }
    fn attribute_count(&mut self, _: *mut Header) -> usize {
        self.attributes.len()
    }
    fn attribute_at(&mut self, _: *mut Header, position: usize) -> Option<(Toy, Toy)> {
        self.attributes.get(position).map(|&(name, value)| (Toy(name), Toy(value)))
    }
    fn detach(&mut self, _: *mut Header, _: DictRef<Toy>) {
        self.detached = true;
        self.attributes.clear();
    }
}
