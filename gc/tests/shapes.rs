//! Shapes that stand for a class outside the object: they keep it alive, and are forgotten with it.

#![allow(unsafe_code)] // objects are raw memory

mod toys;

use gc::{Header, Heap, KindInfo, Mode, Survivors, Tracer};
use toys::*;

/// An object of 16 bytes that refers to nothing but, by its shape, its class.
const SHAPED: u8 = 9;

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn size(_: *const Header) -> usize {
    16
}

/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: an object.
    tracer.shape(unsafe { (*object).shape });
}

static INFO: KindInfo = KindInfo { name: "shaped", size, trace, weak: None, drop: None };

/// Class of each shape; zero: dead.
#[derive(Default)]
struct Table {
    classes: Vec<u64>,
    collections: usize,
}

/// # Safety
/// `data` is the table registered.
unsafe fn show(data: *mut (), shape: u32, tracer: &mut Tracer) {
    // SAFETY: by contract.
    tracer.word(unsafe { &*data.cast::<Table>() }.classes[shape as usize]);
}

/// # Safety
/// `data` is the table registered.
unsafe fn forget(data: *mut (), survivors: &Survivors) {
    // SAFETY: by contract.
    let table = unsafe { &mut *data.cast::<Table>() };
    table.collections += 1;
    if survivors.is_major() {
        for (shape, class) in table.classes.iter_mut().enumerate() {
            if *class != 0 && !survivors.has_shape(shape as u32) {
                // A stale word on the stack may still hold the class itself.
                *class = 0;
            }
        }
    }
}

fn shaped(heap: &mut Heap, shape: u32) -> Obj {
    heap.alloc(Header::new(shape, SHAPED), 16)
}

fn world(table: &mut Table) -> World {
    let mut w = World::new();
    w.heap.register_kind(SHAPED, &INFO);
    let data: *mut Table = table;
    // SAFETY: the table outlives the world.
    unsafe {
        w.heap.set_shapes(show, data.cast());
        w.heap.set_after_marking(forget, data.cast());
    }
    w
}

fn classes_live_as_long_as_their_objects(mode: &str) {
    let mut table = Box::new(Table::default());
    let mut w = world(&mut table);
    if let Some(mode) = Mode::parse(mode) {
        w.heap.configure(mode);
    }
    let at = w.roots.len();
    deep(&mut || {
        for shape in 0..2000u32 {
            let class = w.cell(&[int(shape.into())]) as u64;
            w.roots.push(class);
            table.classes.push(class);
            let object = shaped(&mut w.heap, shape) as u64;
            w.roots.pop();
            // Every tenth object lives on, and with it its class.
            if shape % 10 == 0 {
                w.roots.push(object);
            }
        }
    });
    deep(&mut || {
        w.heap.collect_minor();
        w.heap.collect();
    });
    let alive = |table: &Table| table.classes.iter().filter(|&&class| class != 0).count();
    assert!((200..210).contains(&alive(&table)), "{} of 200", alive(&table));
    for shape in (0..2000).step_by(10) {
        assert_eq!(get(table.classes[shape] as Obj, 1), int(shape as u64), "the class of shape {shape}");
    }
    w.roots.truncate(at);
    deep(&mut || w.heap.collect());
    assert!(alive(&table) < 10);
    assert!(table.collections >= 3);
}

#[test]
fn with_collections_when_due() {
    classes_live_as_long_as_their_objects("immix");
}

#[test]
fn with_a_collection_at_every_seventh_allocation() {
    classes_live_as_long_as_their_objects("stress:7");
}

#[test]
fn references_show_the_class() {
    let mut table = Box::new(Table::default());
    let mut w = world(&mut table);
    let class = w.cell(&[int(5)]) as u64;
    table.classes.push(class);
    let object = shaped(&mut w.heap, 0);
    // SAFETY: a live object.
    assert_eq!(unsafe { w.heap.references(object) }, [class as Obj]);
    w.roots.push(object as u64);
    w.heap.collect();
    assert_eq!(table.classes[0], class);
}
