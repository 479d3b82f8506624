//! Shapes that stand for an object: which of them objects still have.
//!
//! An object's header names its shape, not its class: a table outside the heap leads from one to the other. `ShapeHook`
//! shows the collector what a shape refers to (its class, the names of its attributes); it is asked once in each marking,
//! when the first object of that shape is met, and the marks that this takes stick as those of objects do. So classes and
//! shapes die like objects, and a hook at the end of a collection (`Heap::set_after_marking`) forgets what is dead in tables
//! outside the heap.
//!
//! Shapes are told apart by major collections only: in a minor one an old object may have a shape that nothing marked.

use crate::tracer::Arena;
use crate::{Header, Tracer};

/// Shows what `shape` refers to. While `Tracer::shows_edges` says so, only what an object of that shape refers to by it.
pub type ShapeHook = unsafe fn(data: *mut (), shape: u32, &mut Tracer);

/// Called when what is alive is known, before the rest is swept. May not use the heap.
pub type AfterMarking = unsafe fn(data: *mut (), &Survivors);

#[derive(Default)]
pub(crate) struct Shapes {
    pub hook: Option<(ShapeHook, *mut ())>,
    /// One byte a shape: marked.
    pub marks: Vec<u8>,
    /// Shapes that are roots of this collection.
    pub roots: Vec<u32>,
}

impl Shapes {
    /// Marks a shape; whether it was not. Shapes beyond the table make it longer.
    pub fn mark(&mut self, shape: u32) -> bool {
        let at = shape as usize;
        if at >= self.marks.len() {
            self.marks.resize((at + 1).next_power_of_two().max(1024), 0);
        }
        std::mem::replace(&mut self.marks[at], 1) == 0
    }
}

/// What a collection found alive.
pub struct Survivors<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) major: bool,
}

impl Survivors<'_> {
    /// All of the heap was looked at.
    pub fn is_major(&self) -> bool {
        self.major
    }
    /// The object lives. `object` is one that was alive when this collection began.
    pub fn has<T>(&self, object: *const T) -> bool {
        self.arena.is_marked(object.cast::<Header>().cast_mut())
    }
    /// An object of this shape lives, or something else that needs it. Of major collections only.
    pub fn has_shape(&self, shape: u32) -> bool {
        self.arena.shapes.marks.get(shape as usize).is_some_and(|&mark| mark != 0)
    }
}
