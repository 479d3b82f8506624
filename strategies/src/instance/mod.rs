//! Maps: where the attributes of objects lie (hidden classes, after Self and PyPy's `mapdict`).
//!
//! A map is a class and a sequence of names; the attribute with the nth name lies in slot n. Maps form a tree: the root of
//! a class has no names, each other adds one name to its parent, and the way from one to the other is remembered, so that
//! objects of like history share maps. An object's header holds the number of its map, its *shape*; maps never change, so a shape
//! test settles the place of every attribute.
//!
//! Maps die with their class, and where a class has very many (objects used as records of all sorts) also when no object
//! has them. The collector finds out (`gc::ShapeHook`, `Maps::show`); `forget_dead` then gives their numbers to maps to
//! come. Whoever keeps a shape beyond a collection without an object of that shape has to ask whether it is alive.
//!
//! Names and classes are opaque words here; names are compared as words, so strings must be interned. Numbers below the
//! first belong to others. The table is bounded: an object with too many attributes, or a map with too many successors
//! (objects used as dicts), is declined, and its object turns to a dict.

mod table;

pub use table::{Map, Maps};

/// Objects with more attributes than this have a dict.
pub const MOST_ATTRIBUTES: u16 = 64;
/// Most names that may follow one map.
pub const MOST_SUCCESSORS: u16 = 128;
/// Classes with no more maps than this keep those that no object has.
pub const SMALL_FAMILY: usize = 64;
/// Most maps in all.
pub const MOST_MAPS: usize = 1 << 22;

/// No map for this: the object should keep its attributes in a dict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decline;
