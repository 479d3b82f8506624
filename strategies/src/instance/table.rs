//! The table of maps.

use super::{Decline, MOST_ATTRIBUTES, MOST_MAPS, MOST_SUCCESSORS, SMALL_FAMILY};
use gc::{Survivors, Tracer};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hasher for words that are addresses, and pairs of numbers and addresses.
#[derive(Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte as u64);
        }
    }
    fn write_u8(&mut self, n: u8) {
        self.write_u64(n as u64);
    }
    fn write_u32(&mut self, n: u32) {
        self.write_u64(n as u64);
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// Up to so many names a lookup walks the parents.
const WALKED: u16 = 8;

/// One map.
pub struct Map {
    /// The class of all objects with this map.
    pub class: u64,
    /// The map without the last name; of a root itself.
    pub parent: u32,
    /// Where the class's empty map is.
    pub root: u32,
    /// The last name; 0 in a root.
    pub name: u64,
    /// Number of names.
    pub count: u16,
    successors: u16,
    /// How many slots lie in the object itself.
    pub inline_slots: u8,
    /// Slot by name, once looked up, for many names.
    lookup: OnceCell<Box<WordMap<u64, u16>>>,
    /// Of a root: all other maps under it.
    family: Vec<u32>,
}

impl Map {
    /// The slot of the last name. Not of a root.
    #[inline(always)]
    pub fn index(&self) -> u16 {
        self.count.wrapping_sub(1)
    }
}

/// All maps, by shape.
pub struct Maps {
    first: u32,
    maps: Vec<Map>,
    successors: WordMap<(u32, u64), u32>,
    roots: WordMap<(u64, u8), u32>,
    /// Numbers of dead maps.
    free: Vec<u32>,
    /// Maps made since the last collection.
    fresh: Vec<u32>,
}

impl Maps {
    /// The first shape will be `first`.
    pub fn new(first: u32) -> Maps {
        Maps {
            first,
            maps: Vec::new(),
            successors: WordMap::default(),
            roots: WordMap::default(),
            free: Vec::new(),
            fresh: Vec::new(),
        }
    }
    /// Whether the number is that of a map.
    #[inline(always)]
    pub fn is_map(&self, shape: u32) -> bool {
        self.maps.get(shape.wrapping_sub(self.first) as usize).is_some_and(|map| map.class != 0)
    }
    /// The map of a shape made by this table.
    #[inline(always)]
    pub fn map(&self, shape: u32) -> &Map {
        &self.maps[(shape - self.first) as usize]
    }
    fn push(&mut self, mut map: Map) -> u32 {
        let shape = self.free.pop().unwrap_or(self.first + self.maps.len() as u32);
        if map.count == 0 {
            (map.root, map.parent) = (shape, shape);
        } else {
            self.map_mut(map.root).family.push(shape);
        }
        let at = (shape - self.first) as usize;
        if at == self.maps.len() {
            self.maps.push(map);
        } else {
            self.maps[at] = map;
        }
        self.fresh.push(shape);
        shape
    }
    fn map_mut(&mut self, shape: u32) -> &mut Map {
        &mut self.maps[(shape - self.first) as usize]
    }

    /// The empty map of a class for objects with so many slots in themselves; the same each time.
    pub fn root(&mut self, class: u64, inline_slots: u8) -> u32 {
        if let Some(&shape) = self.roots.get(&(class, inline_slots)) {
            return shape;
        }
        let shape = self.new_root(class, inline_slots);
        self.roots.insert((class, inline_slots), shape);
        shape
    }
    /// An empty map of its own, for callers that keep roots themselves (because they tell shapes apart by more than class
    /// and slots).
    pub fn new_root(&mut self, class: u64, inline_slots: u8) -> u32 {
        let (lookup, family) = (OnceCell::new(), Vec::new());
        self.push(Map { class, parent: 0, root: 0, name: 0, count: 0, successors: 0, inline_slots, lookup, family })
    }

    /// The slot of a name.
    #[inline]
    pub fn find(&self, shape: u32, name: u64) -> Option<u16> {
        let mut map = self.map(shape);
        if map.count > WALKED {
            return map.lookup.get_or_init(|| self.make_lookup(shape)).get(&name).copied();
        }
        while map.count > 0 {
            if map.name == name {
                return Some(map.index());
            }
            map = self.map(map.parent);
        }
        None
    }
    #[cold]
    fn make_lookup(&self, shape: u32) -> Box<WordMap<u64, u16>> {
        let mut lookup = WordMap::default();
        let mut map = self.map(shape);
        while map.count > 0 {
            lookup.insert(map.name, map.index());
            map = self.map(map.parent);
        }
        Box::new(lookup)
    }

    /// The map with one more name, which it does not have yet.
    pub fn add(&mut self, shape: u32, name: u64) -> Result<u32, Decline> {
        if let Some(&next) = self.successors.get(&(shape, name)) {
            return Ok(next);
        }
        debug_assert!(self.find(shape, name).is_none());
        let map = self.map(shape);
        if map.count >= MOST_ATTRIBUTES || map.successors >= MOST_SUCCESSORS || self.len() >= MOST_MAPS {
            return Err(Decline);
        }
        let (class, root, count, inline_slots) = (map.class, map.root, map.count + 1, map.inline_slots);
        let (lookup, family) = (OnceCell::new(), Vec::new());
        let next = self.push(Map { class, parent: shape, root, name, count, successors: 0, inline_slots, lookup, family });
        self.maps[(shape - self.first) as usize].successors += 1;
        self.successors.insert((shape, name), next);
        Ok(next)
    }

    /// The map without a name. Attributes behind it lie one slot earlier.
    pub fn without(&mut self, shape: u32, name: u64) -> Result<u32, Decline> {
        if self.map(shape).name == name && self.map(shape).count > 0 {
            return Ok(self.map(shape).parent);
        }
        let names = self.names(shape);
        let root = self.map(shape).root;
        names.into_iter().filter(|&other| other != name).try_fold(root, |shape, name| self.add(shape, name))
    }
    /// The map with the same names, in the same slots, for another class.
    pub fn with_class(&mut self, shape: u32, class: u64) -> Result<u32, Decline> {
        let root = self.root(class, self.map(shape).inline_slots);
        self.names(shape).into_iter().try_fold(root, |shape, name| self.add(shape, name))
    }

    /// Whether the map `next` adds one name to `shape`.
    pub fn follows(&self, next: u32, shape: u32) -> bool {
        self.map(next).count > 0 && self.map(next).parent == shape
    }

    /// All names in order of slots.
    pub fn names(&self, shape: u32) -> Vec<u64> {
        let mut names = vec![0; self.count(shape)];
        let mut map = self.map(shape);
        while map.count > 0 {
            names[map.index() as usize] = map.name;
            map = self.map(map.parent);
        }
        names
    }
    /// The name of a slot.
    pub fn name_at(&self, shape: u32, slot: u16) -> Option<u64> {
        let mut map = self.map(shape);
        while map.count > slot {
            if map.index() == slot {
                return Some(map.name);
            }
            map = self.map(map.parent);
        }
        None
    }
    #[inline(always)]
    pub fn count(&self, shape: u32) -> usize {
        self.map(shape).count as usize
    }
    #[inline(always)]
    pub fn class(&self, shape: u32) -> u64 {
        self.map(shape).class
    }
    #[inline(always)]
    pub fn inline_slots(&self, shape: u32) -> u8 {
        self.map(shape).inline_slots
    }
    /// How many maps there are.
    pub fn len(&self) -> usize {
        self.maps.len() - self.free.len()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In a minor collection: shows the maps made since the last one, which an old object may have got unseen.
    pub fn trace_fresh(&self, tracer: &mut Tracer) {
        if !tracer.is_minor() {
            return;
        }
        for &shape in &self.fresh {
            let map = self.map(shape);
            tracer.word(map.class);
            tracer.word(map.name);
        }
    }

    /// What a map refers to, for `gc::ShapeHook`: its class, its names, and by them the maps it comes from; a small family
    /// keeps all its members.
    pub fn show(&self, shape: u32, tracer: &mut Tracer) {
        if !self.is_map(shape) {
            return;
        }
        let map = self.map(shape);
        tracer.word(map.class);
        if tracer.shows_edges() {
            return;
        }
        tracer.word(map.name);
        if map.count > 0 {
            tracer.shape(map.root);
            tracer.shape(map.parent);
        } else if map.family.len() <= SMALL_FAMILY {
            map.family.iter().for_each(|&member| tracer.shape(member));
        }
    }

    /// After marking: tells of the maps that are dead (in a major collection) and makes their numbers free.
    pub fn forget_dead(&mut self, survivors: &Survivors, mut gone: impl FnMut(u32)) {
        self.fresh.clear();
        if !survivors.is_major() {
            return;
        }
        let last = self.first + self.maps.len() as u32;
        for shape in self.first..last {
            let map = self.map(shape);
            if map.class == 0 || survivors.has_shape(shape) {
                continue;
            }
            gone(shape);
            let (parent, name) = (map.parent, map.name);
            if name != 0 {
                self.successors.remove(&(parent, name));
                let parent = self.map_mut(parent);
                parent.successors = parent.successors.saturating_sub(1);
            }
            let (lookup, family) = (OnceCell::new(), Vec::new());
            *self.map_mut(shape) = Map {
                class: 0,
                parent: shape,
                root: shape,
                name: 0,
                count: 0,
                successors: 0,
                inline_slots: 0,
                lookup,
                family,
            };
            self.free.push(shape);
        }
        for map in self.maps.iter_mut().filter(|map| map.family.len() > SMALL_FAMILY) {
            map.family.retain(|&member| survivors.has_shape(member));
        }
        self.roots.retain(|_, &mut shape| survivors.has_shape(shape));
        if self.successors.len() < self.successors.capacity() / 8 {
            self.successors.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_like_history_share_maps() {
        let mut maps = Maps::new(256);
        let root = maps.root(0x1000, 4);
        let a = maps.add(root, 0x10).unwrap();
        let ab = maps.add(a, 0x20).unwrap();
        assert_eq!((maps.add(root, 0x10), maps.add(a, 0x20)), (Ok(a), Ok(ab)));
        assert_eq!((maps.find(ab, 0x10), maps.find(ab, 0x20), maps.find(ab, 0x30)), (Some(0), Some(1), None));
        assert_eq!((maps.names(ab), maps.name_at(ab, 1)), (vec![0x10, 0x20], Some(0x20)));
        assert_eq!((maps.class(ab), maps.inline_slots(ab), maps.root(0x1000, 4)), (0x1000, 4u8, root));
        assert!(maps.is_map(root) && !maps.is_map(255) && !maps.is_map(ab + 1));
    }

    #[test]
    fn deleting_a_name_closes_the_gap() {
        let mut maps = Maps::new(256);
        let root = maps.root(0x1000, 0);
        let abc = [0x10, 0x20, 0x30].into_iter().fold(root, |shape, name| maps.add(shape, name).unwrap());
        let ac = maps.without(abc, 0x20).unwrap();
        assert_eq!((maps.names(ac), maps.find(ac, 0x30)), (vec![0x10, 0x30], Some(1)));
        assert_eq!(maps.without(abc, 0x30), Ok(maps.map(abc).parent));
    }

    #[test]
    fn another_class_keeps_the_slots() {
        let mut maps = Maps::new(256);
        let root = maps.root(0x1000, 3);
        let ab = [0x10, 0x20].into_iter().fold(root, |shape, name| maps.add(shape, name).unwrap());
        let other = maps.with_class(ab, 0x2000).unwrap();
        assert_eq!((maps.class(other), maps.names(other), maps.inline_slots(other)), (0x2000, vec![0x10, 0x20], 3u8));
    }

    #[test]
    fn many_names_are_found_and_then_declined() {
        let mut maps = Maps::new(256);
        let mut shape = maps.root(0x1000, 0);
        for n in 0..MOST_ATTRIBUTES as u64 {
            shape = maps.add(shape, 0x100 + n * 16).unwrap();
            assert_eq!(maps.find(shape, 0x100), Some(0));
        }
        assert_eq!(maps.find(shape, 0x100 + 40 * 16), Some(40));
        assert_eq!(maps.add(shape, 0x10), Err(Decline));
        let root = maps.root(0x2000, 0);
        let declined = (0..1000).find(|n| maps.add(root, 0x100 + n * 16).is_err());
        assert_eq!(declined, Some(MOST_SUCCESSORS as u64));
    }
}
