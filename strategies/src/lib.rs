//! How containers store what they hold; generic over `Item`, ignorant of types and calls.
//!
//! **Objects and handles.** `List`, `Dict` and `Set` are the heap objects themselves (`repr(C)`, so that an evaluator and
//! machine code read them); all zero after the header they are valid and empty. What they hold lies in one buffer each, a
//! heap object that is a leaf to the collector: the owner shows both the buffer and its elements (`trace_list`,
//! `trace_dict`, `trace_set`). Work is done through the copyable handles `ListRef`, `DictRef` and `SetRef`, made once,
//! unsafely, from a pointer and safe from there on. The heap never moves objects, and a handle on a native stack keeps its
//! object alive.
//!
//! **Strategies.** The low bits of `Header::aux` name the strategy. Operations that need no Python code take `&mut Heap`;
//! those that may compare or hash general keys take an environment, `Keys`, and survive any change to the container made
//! by the code they call. `desc` says what a compiler may know of a layout.
//!
//! **Invariants.** No storage outside the heap holds references while anything may allocate. A dead table entry has key 0.
//! Whoever stores a reference calls the barrier of the owner, never of the buffer. Deliberately absent: types, exceptions,
//! iteration protocols.

mod buffer;
pub mod desc;
mod dict;
mod flood;
pub mod instance;
mod item;
mod list;
mod set;
mod table;
pub mod timsort;

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "toy"))]
pub mod toy;

pub use buffer::{BUFFER, Buffer, CELL, Cell, OutOfMemory, WORDS, register_kinds};
pub use dict::{Dict, DictRef, Entry, Known, trace_dict};
pub use flood::FloodKey;
pub use instance::{Decline, Map, Maps};
pub use item::{Item, ItemClass, Keys, Owner, decide_equal, int_equals_float, int_hash, known_hash};
pub use list::{List, ListRef, ListTag, Search, SortBuffer, trace_list};
pub use set::{Set, SetEntry, SetRef, trace_set};
pub use table::{FORTIFIED, KERNEL_MASK, Kernel, NEVER_FORTIFY, Table, WATCHED, WIDTH_SHIFT};
