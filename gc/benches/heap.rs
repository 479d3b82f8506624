//! Speed of allocation and collection by object: trees that die young, rings that replace each other in a table (in
//! order or at random), against `malloc`. Records of 24 bytes, two references each, as in the study that chose the
//! collector; read the results against the throughput (elements are objects).

#![allow(unsafe_code)] // objects are raw memory

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gc::{Header, Heap, KindInfo, Mode, Tracer};

const NODE: u8 = 1;
const TABLE: u8 = 2;

#[repr(C)]
struct Node {
    header: Header,
    left: *mut Node,
    right: *mut Node,
}

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn node_size(_: *const Header) -> usize {
    size_of::<Node>()
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn node_trace(o: *mut Header, t: &mut Tracer) {
    // SAFETY: a node.
    unsafe {
        let node = o.cast::<Node>();
        t.object((*node).left);
        t.object((*node).right);
    }
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn table_size(o: *const Header) -> usize {
    // SAFETY: a table with its length in the second word.
    16 + 8 * unsafe { *o.cast::<usize>().add(1) }
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn table_trace(o: *mut Header, t: &mut Tracer) {
    // SAFETY: a table of that many words.
    unsafe { t.words(o.cast::<u64>().add(2), *o.cast::<usize>().add(1)) }
}

static NODE_INFO: KindInfo = KindInfo { name: "node", size: node_size, trace: node_trace, weak: None, drop: None };
static TABLE_INFO: KindInfo = KindInfo { name: "table", size: table_size, trace: table_trace, weak: None, drop: None };

fn heap(mode: Mode) -> Heap {
    let mut heap = Heap::new();
    heap.register_kind(NODE, &NODE_INFO);
    heap.register_kind(TABLE, &TABLE_INFO);
    heap.configure(mode);
    heap
}

/// Where records come from and whether they must be given back.
trait Memory {
    fn node(&mut self, left: *mut Node, right: *mut Node) -> *mut Node;
    fn free(&mut self, node: *mut Node);
    /// `table[at] = node`.
    fn store(&mut self, table: *mut *mut Node, at: usize, node: *mut Node);
    fn table(&mut self, len: usize) -> *mut *mut Node;
}

impl Memory for Heap {
    #[inline(always)]
    fn node(&mut self, left: *mut Node, right: *mut Node) -> *mut Node {
        let node = self.alloc(Header::new(1, NODE), size_of::<Node>()).cast::<Node>();
        // SAFETY: just made.
        unsafe {
            (*node).left = left;
            (*node).right = right;
        }
        node
    }
    #[inline(always)]
    fn free(&mut self, _: *mut Node) {}
    #[inline(always)]
    fn store(&mut self, table: *mut *mut Node, at: usize, node: *mut Node) {
        // SAFETY: `table` was made below; `at` is in bounds.
        unsafe {
            self.barrier(table.sub(2).cast());
            *table.add(at) = node;
        }
    }
    fn table(&mut self, len: usize) -> *mut *mut Node {
        let object = self.try_alloc(Header::new(2, TABLE), 16 + 8 * len).expect("memory");
        // SAFETY: just made.
        unsafe {
            *object.cast::<usize>().add(1) = len;
            object.cast::<*mut Node>().add(2)
        }
    }
}

struct Malloc;

impl Memory for Malloc {
    #[inline(always)]
    fn node(&mut self, left: *mut Node, right: *mut Node) -> *mut Node {
        // SAFETY: the C heap.
        unsafe {
            let node = libc::malloc(size_of::<Node>()).cast::<Node>();
            node.write(Node { header: Header::new(1, NODE), left, right });
            node
        }
    }
    #[inline(always)]
    fn free(&mut self, node: *mut Node) {
        // SAFETY: made above.
        unsafe { libc::free(node.cast()) }
    }
    #[inline(always)]
    fn store(&mut self, table: *mut *mut Node, at: usize, node: *mut Node) {
        // SAFETY: in bounds.
        unsafe { *table.add(at) = node }
    }
    fn table(&mut self, len: usize) -> *mut *mut Node {
        // SAFETY: the C heap.
        unsafe { libc::calloc(len, 8).cast() }
    }
}

fn build<M: Memory>(m: &mut M, depth: u32) -> *mut Node {
    if depth == 0 {
        return m.node(std::ptr::null_mut(), std::ptr::null_mut());
    }
    let left = build(m, depth - 1);
    let right = build(m, depth - 1);
    m.node(left, right)
}

fn check<M: Memory>(m: &mut M, node: *mut Node) -> usize {
    if node.is_null() {
        return 0;
    }
    // SAFETY: a live node.
    let (left, right) = unsafe { ((*node).left, (*node).right) };
    let n = 1 + check(m, left) + check(m, right);
    m.free(node);
    n
}

/// The binary-trees program; the number of objects made.
fn trees<M: Memory>(m: &mut M, n: u32) -> usize {
    let mut made = 0;
    let stretch = build(m, n + 1);
    made += check(m, stretch);
    let long = build(m, n);
    for depth in (4..=n).step_by(4) {
        for _ in 0..1 << (n - depth + 4) {
            let tree = build(m, depth);
            made += check(m, tree);
        }
    }
    made + check(m, std::hint::black_box(long))
}

/// A ring of `len` nodes.
fn ring<M: Memory>(m: &mut M, len: usize) -> *mut Node {
    let first = m.node(std::ptr::null_mut(), std::ptr::null_mut());
    let mut last = first;
    for _ in 1..len {
        last = m.node(last, std::ptr::null_mut());
    }
    // SAFETY: alive, and as new as the last allocation allows: the barrier of a young object does nothing.
    unsafe { (*first).left = last };
    first
}

fn free_ring<M: Memory>(m: &mut M, first: *mut Node) {
    let mut node = first;
    loop {
        // SAFETY: a live ring.
        let next = unsafe { (*node).left };
        m.free(node);
        if next == first {
            return;
        }
        node = next;
    }
}

/// `rounds` times a ring takes the place of another in a table of `rings`.
fn rings<M: Memory>(m: &mut M, frees: bool, rings: usize, rounds: usize, random: bool) {
    let table = m.table(rings);
    let table = std::hint::black_box(table);
    let mut seed = 1u64;
    for round in 0..rounds {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let at = if random { (seed >> 33) as usize % rings } else { round % rings };
        let new = ring(m, 100);
        // SAFETY: in bounds.
        let old = unsafe { *table.add(at) };
        if frees && !old.is_null() {
            free_ring(m, old);
        }
        m.store(table, at, new);
    }
    if frees {
        for at in 0..rings {
            // SAFETY: in bounds.
            let old = unsafe { *table.add(at) };
            if !old.is_null() {
                free_ring(m, old);
            }
        }
        // SAFETY: made by `Malloc::table`.
        unsafe { libc::free(table.cast()) };
    }
    std::hint::black_box(table);
}

fn benches(c: &mut Criterion) {
    let objects = trees(&mut heap(Mode::Immix), 16);
    let mut group = c.benchmark_group("trees 16");
    group.sample_size(10).throughput(Throughput::Elements(objects as u64));
    group.bench_function("immix", |b| {
        b.iter_batched(|| heap(Mode::Immix), |mut h| trees(&mut h, 16), BatchSize::PerIteration)
    });
    group.bench_function("malloc", |b| b.iter(|| trees(&mut Malloc, 16)));
    group.finish();
    for (name, table, rounds, random) in [
        ("rings 100", 100, 40_000, false),
        ("rings 10000", 10_000, 40_000, false),
        ("rings 10000 random", 10_000, 40_000, true),
    ] {
        let mut group = c.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Elements(rounds as u64 * 100));
        group.bench_function("immix", |b| {
            b.iter_batched(
                || heap(Mode::Immix),
                |mut h| rings(&mut h, false, table, rounds, random),
                BatchSize::PerIteration,
            )
        });
        group.bench_function("malloc", |b| b.iter(|| rings(&mut Malloc, true, table, rounds, random)));
        group.finish();
    }
}

criterion_group!(all, benches);
criterion_main!(all);
