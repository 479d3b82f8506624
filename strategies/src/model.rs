//! What containers should do, said with plain `Vec`s: the measure of the property tests.

use crate::item::{Item, ItemClass};
use crate::toy::{Toy, World};
use proptest::prelude::*;

/// A toy by value.
#[derive(Clone, Debug)]
pub enum Plain {
    Int(i64),
    Float(f64),
    Str(String),
    Unicode(String),
    Identity(i64),
    Other(i64),
}

/// How many different identity objects there are.
const IDENTITIES: i64 = 4;

impl Plain {
    pub fn of(toy: Toy) -> Plain {
        let text = || String::from_utf8_lossy(toy.bytes()).into_owned();
        match toy.class() {
            ItemClass::Int => Plain::Int(toy.as_int().expect("an int")),
            ItemClass::Float => Plain::Float(toy.as_float().expect("a float")),
            ItemClass::Str => Plain::Str(text()),
            ItemClass::Unicode => Plain::Unicode(text()),
            ItemClass::Identity => Plain::Identity(toy.called()),
            ItemClass::Other => Plain::Other(toy.called()),
        }
    }
    /// A toy of this value: a new one, but for identity objects, of which `world_with_identities` made one each.
    pub fn toy(&self, world: &mut World) -> Toy {
        match self {
            Plain::Int(int) => Toy::int(*int),
            Plain::Float(float) => Toy::float(&mut world.heap, *float),
            Plain::Str(text) => Toy::str(&mut world.heap, text),
            Plain::Unicode(text) => Toy::unicode(&mut world.heap, text),
            Plain::Identity(number) => world.identities()[*number as usize],
            Plain::Other(number) => Toy::other(&mut world.heap, *number),
        }
    }
    /// Python's `==`.
    pub fn equals(&self, other: &Plain) -> bool {
        use Plain::*;
        match (self, other) {
            (Int(a) | Other(a), Int(b) | Other(b)) => a == b,
            (Int(a) | Other(a), Float(b)) | (Float(b), Int(a) | Other(a)) => *a as f64 == *b,
            (Float(a), Float(b)) => a == b,
            (Str(a) | Unicode(a), Str(b) | Unicode(b)) => a == b,
            (Identity(a), Identity(b)) => a == b,
            _ => false,
        }
    }
}

/// The same kind of toy, too.
impl PartialEq for Plain {
    fn eq(&self, other: &Plain) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.equals(other)
    }
}

pub fn world_with_identities() -> Box<World> {
    let mut world = World::new();
    for number in 0..IDENTITIES {
        let toy = Toy::identity(&mut world.heap, number);
        world.pin(toy);
    }
    world
}

impl World {
    fn identities(&self) -> Vec<Toy> {
        // SAFETY: the first pins are these.
        #[allow(unsafe_code)]
        self.pins[..IDENTITIES as usize].iter().map(|&bits| unsafe { Toy::from_bits(bits) }).collect()
    }
}

pub fn int() -> BoxedStrategy<Plain> {
    (-3i64..12).prop_map(Plain::Int).boxed()
}
pub fn float() -> BoxedStrategy<Plain> {
    (-3i64..12, prop_oneof![Just(0.0), Just(0.5)]).prop_map(|(a, b)| Plain::Float(a as f64 + b)).boxed()
}
pub fn text() -> BoxedStrategy<String> {
    (prop_oneof![Just(""), Just("!")], 0..12).prop_map(|(prefix, n)| format!("{prefix}k{n}")).boxed()
}
pub fn str() -> BoxedStrategy<Plain> {
    text().prop_map(Plain::Str).boxed()
}
pub fn unicode() -> BoxedStrategy<Plain> {
    text().prop_map(Plain::Unicode).boxed()
}
pub fn identity() -> BoxedStrategy<Plain> {
    (0..IDENTITIES).prop_map(Plain::Identity).boxed()
}
/// Anything.
pub fn any() -> BoxedStrategy<Plain> {
    let other = (-3i64..12).prop_map(Plain::Other);
    prop_oneof![int(), float(), str(), unicode(), identity(), other].boxed()
}
/// A kind of plain, each as likely; then plains of mostly that kind.
pub fn mostly_one() -> BoxedStrategy<BoxedStrategy<Plain>> {
    let kinds = prop_oneof![Just(0), Just(1), Just(2), Just(3), Just(4), Just(5)];
    kinds
        .prop_map(|kind| {
            let one = [int, float, str, unicode, identity, any][kind as usize]();
            prop_oneof![30 => one, 1 => any()].boxed()
        })
        .boxed()
}

/// A dict as pairs in order. Where the real one has cells, deleted keys keep their place (value `None`).
#[derive(Default)]
pub struct ModelDict {
    pub pairs: Vec<(Plain, Option<Plain>)>,
    pub cells: bool,
}

impl ModelDict {
    fn find(&self, key: &Plain) -> Option<usize> {
        self.pairs.iter().position(|(other, _)| other.equals(key))
    }
    pub fn get(&self, key: &Plain) -> Option<Plain> {
        self.find(key).and_then(|at| self.pairs[at].1.clone())
    }
    pub fn set(&mut self, key: Plain, value: Plain) {
        match self.find(&key) {
            Some(at) => self.pairs[at].1 = Some(value),
            None => self.pairs.push((key, Some(value))),
        }
    }
    pub fn pop(&mut self, key: &Plain) -> Option<Plain> {
        let at = self.find(key)?;
        if self.cells { self.pairs[at].1.take() } else { self.pairs.remove(at).1 }
    }
    pub fn clear(&mut self) {
        if self.cells {
            self.pairs.iter_mut().for_each(|(_, value)| *value = None);
        } else {
            self.pairs.clear();
        }
    }
    pub fn items(&self) -> Vec<(Plain, Plain)> {
        self.pairs.iter().filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect()
    }
}
