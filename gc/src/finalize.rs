//! Finalizers: objects whose end somebody wants to see, and the order in which they see it.
//!
//! A registered object that marking did not reach is kept for one more round: it goes to the ready queue and everything
//! it refers to is marked. Among those that become ready together, an object comes before those it refers to (directly
//! or not); members of a cycle come in any order. That is the order of strongly connected components that Tarjan's
//! algorithm finds, backwards. See PyPy's `doc/discussion/finalizer-order.rst` for why this order; unlike there, the
//! referred ones become ready in the same collection.
//!
//! Native drops are simpler: they run when an object is dead after all that, and only release what lies outside.

use crate::Header;
use crate::tracer::{Arena, Tracer};
use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

#[derive(Default)]
pub(crate) struct Finalizers {
    pub young: Vec<*mut Header>,
    old: Vec<*mut Header>,
    /// Unreachable, their finalizers not run yet: roots.
    pub ready: VecDeque<*mut Header>,
    /// Handed to the caller by the last `take_finalizable`: roots until the next.
    pub taken: Vec<*mut Header>,
}

impl Finalizers {
    /// After marking: moves the unreachable objects to the ready queue and marks what they refer to.
    pub fn find(&mut self, arena: *mut Arena, tracer: &mut Tracer, major: bool) {
        let mut unreachable = Vec::new();
        // SAFETY: the arena outlives the collection; nothing is marked meanwhile.
        let marked = |object| unsafe { (*arena).is_marked(object) };
        let mut split = |list: &mut Vec<*mut Header>| {
            list.retain(|&object| {
                let alive = marked(object);
                if !alive {
                    unreachable.push(object);
                }
                alive
            });
        };
        if major {
            split(&mut self.old);
        }
        split(&mut self.young);
        self.old.append(&mut self.young);
        if unreachable.is_empty() {
            return;
        }
        if unreachable.len() > 1 {
            tracer.start_gathering();
            unreachable = order(&unreachable, tracer, marked);
            tracer.start_marking();
        }
        for &object in &unreachable {
            tracer.object(object);
        }
        tracer.drain();
        self.ready.extend(unreachable);
    }

    /// All that are registered and have not been handed out.
    pub fn all(&self) -> Vec<*mut Header> {
        self.old.iter().chain(&self.young).chain(&self.ready).copied().collect()
    }

    pub fn take(&mut self) -> Vec<*mut Header> {
        self.taken = self.ready.drain(..).collect();
        self.taken.clone()
    }
}

/// A multiplicative hash for addresses.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(byte as usize));
    }
    fn write_usize(&mut self, n: usize) {
        self.0 = (self.0 ^ n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
    }
}

struct Node {
    object: *mut Header,
    low: u32,
    on_stack: bool,
}

/// Sorts `objects` (unmarked, as is all they lead to) so that each comes before those that it leads to, cycles apart.
/// Tarjan's algorithm without recursion; nodes are numbered in the order of discovery.
fn order(objects: &[*mut Header], tracer: &mut Tracer, marked: impl Fn(*mut Header) -> bool) -> Vec<*mut Header> {
    type Map = HashMap<usize, u32, BuildHasherDefault<AddressHasher>>;
    let mut numbers = Map::default();
    let mut nodes: Vec<Node> = Vec::new();
    let mut component: Vec<u32> = Vec::new();
    // A frame: node, the range of its edges not looked at yet, where the edges of its frame begin.
    let mut frames: Vec<(u32, usize, usize)> = Vec::new();
    let mut edges: Vec<*mut Header> = Vec::new();
    // Position in the result's reverse, for each node.
    let mut emitted: Vec<u32> = Vec::new();
    let mut enter = |object: *mut Header,
                     nodes: &mut Vec<Node>,
                     component: &mut Vec<u32>,
                     frames: &mut Vec<(u32, usize, usize)>,
                     edges: &mut Vec<*mut Header>| {
        let number = nodes.len() as u32;
        nodes.push(Node { object, low: number, on_stack: true });
        component.push(number);
        let first = edges.len();
        // SAFETY: an object not swept yet.
        unsafe { tracer.gather_from(object, edges) };
        frames.push((number, first, first));
        number
    };
    // Last first, so that of unrelated objects the one registered first comes first.
    for &object in objects.iter().rev() {
        if numbers.contains_key(&(object as usize)) {
            continue;
        }
        let number = enter(object, &mut nodes, &mut component, &mut frames, &mut edges);
        numbers.insert(object as usize, number);
        while let Some(frame) = frames.last_mut() {
            let node = frame.0;
            if frame.1 < edges.len() {
                let target = edges[frame.1];
                frame.1 += 1;
                if marked(target) {
                    continue;
                }
                match numbers.get(&(target as usize)) {
                    None => {
                        let number = enter(target, &mut nodes, &mut component, &mut frames, &mut edges);
                        numbers.insert(target as usize, number);
                    }
                    Some(&number) if nodes[number as usize].on_stack => {
                        nodes[node as usize].low = nodes[node as usize].low.min(number);
                    }
                    Some(_) => {}
                }
                continue;
            }
            edges.truncate(frame.2);
            frames.pop();
            let low = nodes[node as usize].low;
            if let Some(parent) = frames.last() {
                let parent = &mut nodes[parent.0 as usize];
                parent.low = parent.low.min(low);
            }
            if low == node {
                while let Some(member) = component.pop() {
                    nodes[member as usize].on_stack = false;
                    emitted.push(member);
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    let wanted: std::collections::HashSet<*mut Header> = objects.iter().copied().collect();
    emitted.iter().rev().map(|&node| nodes[node as usize].object).filter(|object| wanted.contains(object)).collect()
}

thread_local! {
    /// Bytes that drops have given back, since this was last asked.
    static RELEASED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// For a `KindInfo::drop`: bytes that were counted by `Heap::external` are there no more.
pub fn released(bytes: usize) {
    RELEASED.set(RELEASED.get().saturating_add(bytes));
}

pub(crate) fn take_released() -> usize {
    RELEASED.take()
}

/// Objects whose kind has a `drop`.
#[derive(Default)]
pub(crate) struct Drops {
    pub young: Vec<*mut Header>,
    old: Vec<*mut Header>,
}

fn run_drop(object: *mut Header, arena: &Arena) {
    // SAFETY: a registered object not swept yet, dropped once.
    unsafe {
        if let Some(drop) = arena.kinds.info((*object).kind).and_then(|info| info.drop) {
            drop(object);
        }
    }
}

impl Drops {
    pub fn run_dead(&mut self, arena: &Arena, major: bool) {
        let mut alive = |object: &*mut Header| {
            let alive = arena.is_marked(*object);
            if !alive {
                run_drop(*object, arena);
            }
            alive
        };
        if major {
            self.old.retain(&mut alive);
        }
        self.young.retain(&mut alive);
        self.old.append(&mut self.young);
    }

    pub fn run_all(&mut self, arena: &Arena) {
        for object in self.old.drain(..).chain(self.young.drain(..)) {
            run_drop(object, arena);
        }
    }
}
