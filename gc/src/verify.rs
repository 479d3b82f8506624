//! The whole-heap checker: what must hold of every object, said in words when it does not.

use crate::tracer::{Arena, Tracer};
use crate::{Header, STATIC};
use std::collections::HashSet;

fn describe(object: *mut Header, arena: &Arena) -> String {
    // SAFETY: callers pass objects of the heap or readable headers.
    let header = unsafe { *object };
    let name = arena.kinds.info(header.kind).map_or("not registered", |info| info.name);
    format!("{object:p} (kind {} {name}, shape {}, gc {:#x}, aux {})", header.kind, header.shape, header.gc, header.aux)
}

/// Calls with each object and each of its references; stops at the first complaint.
fn each_edge(
    arena: *mut Arena,
    objects: &[*mut Header],
    mut check: impl FnMut(*mut Header, *mut Header) -> Result<(), String>,
) -> Result<(), String> {
    let mut tracer = Tracer::new(arena, Vec::new());
    let mut edges = Vec::new();
    for &object in objects {
        // SAFETY: objects of the heap.
        unsafe { tracer.gather_from(object, &mut edges) };
        for target in edges.drain(..) {
            check(object, target)?;
        }
    }
    Ok(())
}

/// An object outside the heap that says so.
fn is_static(object: *mut Header) -> bool {
    // SAFETY: references point at headers.
    unsafe { (*object).gc & STATIC != 0 }
}

fn marked_objects(arena: &Arena) -> Vec<*mut Header> {
    let mut objects = Vec::new();
    arena.each_marked(|object| objects.push(object));
    objects
}

/// When marking is done: what marked objects refer to is marked and of a known kind.
pub(crate) fn after_marking(arena: *mut Arena) -> Result<(), String> {
    // SAFETY: the arena outlives the collection; tracing for edges changes nothing in it.
    let shared = unsafe { &*arena };
    let objects = marked_objects(shared);
    for &object in &objects {
        // SAFETY: a marked object.
        if shared.kinds.info(unsafe { (*object).kind }).is_none() {
            return Err(format!("{} is marked: a dangling reference led to it", describe(object, shared)));
        }
    }
    each_edge(arena, &objects, |object, target| {
        if shared.is_marked(target) || is_static(target) {
            return Ok(());
        }
        Err(format!("{} refers to {}, which is not marked", describe(object, shared), describe(target, shared)))
    })
}

/// Before a minor collection: what old objects refer to is old, unless they are logged.
pub(crate) fn barriers(arena: *mut Arena, logged: &[*mut Header]) -> Result<(), String> {
    // SAFETY: as in `after_marking`.
    let shared = unsafe { &*arena };
    let logged: HashSet<*mut Header> = logged.iter().copied().collect();
    let objects: Vec<_> = marked_objects(shared).into_iter().filter(|object| !logged.contains(object)).collect();
    each_edge(arena, &objects, |object, target| {
        if shared.is_marked(target) || is_static(target) {
            return Ok(());
        }
        let (object, target) = (describe(object, shared), describe(target, shared));
        Err(format!("{object} is old and refers to {target}, which is new: a store without barrier"))
    })
}

/// At any time between collections: every reference of an object leads to the start of an object of a known kind.
pub(crate) fn between_collections(arena: *mut Arena) -> Result<(), String> {
    // SAFETY: as in `after_marking`; the start bits that `begins` fills are cleared below.
    let shared = unsafe { &mut *arena };
    shared.large.sort();
    let mut objects = Vec::new();
    shared.each_object(|object| objects.push(object));
    let result = each_edge(arena, &objects, |object, target| {
        // SAFETY: as above.
        let arena = unsafe { &mut *arena };
        let known = if arena.space.contains(target as usize) {
            arena.space.begins(target as usize, &arena.kinds)
        } else {
            arena.large.begins(target as usize) || is_static(target)
        };
        // SAFETY: readable, as it lies in the heap or is permanent.
        if known && arena.kinds.info(unsafe { (*target).kind }).is_some() {
            return Ok(());
        }
        Err(format!("{} refers to {target:p}, where no object of a known kind begins", describe(object, arena)))
    });
    shared.space.clear_starts();
    result
}
