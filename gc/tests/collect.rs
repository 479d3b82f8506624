//! The collector on toy graphs: what lives stays as it was, what is dead goes.

#![allow(unsafe_code)] // objects are raw memory

mod toys;

use gc::{Header, LOG_ON_STORE, Mode};
use std::sync::atomic::{AtomicUsize, Ordering};
use toys::*;

fn tree(w: &mut World, depth: u32) -> Obj {
    let at = w.roots.len();
    if depth == 0 {
        return w.cell(&[0, 0, int(1)]);
    }
    let left = tree(w, depth - 1) as u64;
    w.roots.push(left);
    let right = tree(w, depth - 1) as u64;
    w.roots.truncate(at);
    w.cell(&[left, right, int(1)])
}

fn count_tree(o: u64) -> usize {
    if o == 0 { 0 } else { 1 + count_tree(get(o as Obj, 1)) + count_tree(get(o as Obj, 2)) }
}

#[test]
fn lists_live_and_die() {
    let mut w = World::new();
    w.roots.push(0);
    deep(&mut || {
        for n in 0..100_000 {
            let next = w.roots[0];
            w.roots[0] = w.cell(&[int(n), next]) as u64;
        }
    });
    assert!(w.heap.stats().minor.count + w.heap.stats().major.count == 0 || w.heap.stats().live > 0);
    assert_eq!(w.count(CELL), 100_000);
    deep(&mut || {
        let (mut at, mut n) = (w.roots[0], 100_000);
        while at != 0 {
            n -= 1;
            assert_eq!(get(at as Obj, 1), int(n));
            at = get(at as Obj, 2);
        }
        assert_eq!(n, 0);
    });
    w.verify();
    w.roots[0] = 0;
    assert!(w.count(CELL) < 10);
    let stats = w.heap.stats();
    assert!(stats.live < 10_000, "{stats:?}");
    assert!(stats.free_blocks + 2 >= stats.blocks, "{stats:?}");
}

#[test]
fn trees_survive_minor_collections() {
    let mut w = World::new();
    let long = tree(&mut w, 14) as u64;
    w.roots.push(long);
    for _ in 0..30 {
        let short = tree(&mut w, 12) as u64;
        assert_eq!(count_tree(short), (1 << 13) - 1);
    }
    assert_eq!(count_tree(long), (1 << 15) - 1);
    assert!(w.heap.stats().minor.count > 0);
    w.verify();
    assert!(w.count(CELL) < 3 << 14);
}

#[test]
fn rings_go() {
    let mut w = World::new();
    deep(&mut || {
        for _ in 0..1000 {
            let first = w.cell(&[0, 0]);
            w.roots.push(first as u64);
            let mut last = first;
            for _ in 0..20 {
                last = w.cell(&[last as u64, 0]);
                w.roots[0] = last as u64;
            }
            w.set(first, 1, last as u64);
            w.roots.clear();
        }
    });
    assert!(w.count(CELL) < 50);
}

#[test]
fn the_barrier_keeps_young_objects() {
    let mut w = World::new();
    let old = w.cell(&[0]);
    w.roots.push(old as u64);
    w.collect_minor();
    // SAFETY: alive.
    assert!(unsafe { (*old).gc } & LOG_ON_STORE != 0);
    for n in 0..5 {
        deep(&mut || {
            let young = w.cell(&[int(n), get(old, 1)]);
            w.set(old, 1, young as u64);
        });
        // SAFETY: alive.
        assert!(unsafe { (*old).gc } & LOG_ON_STORE == 0);
        w.collect_minor();
        // SAFETY: alive.
        assert!(unsafe { (*old).gc } & LOG_ON_STORE != 0);
        let mut at = get(old, 1);
        for m in (0..=n).rev() {
            assert_eq!(get(at as Obj, 1), int(m));
            at = get(at as Obj, 2);
        }
    }
    w.verify();
    assert_eq!(w.count(CELL), 6);
}

#[test]
fn old_garbage_waits_for_a_major_collection() {
    let mut w = World::new();
    let hidden = deep(&mut || {
        let o = w.cell(&[int(1)]);
        w.roots.push(o as u64);
        w.collect();
        w.roots.clear();
        !(o as usize)
    });
    let exists = |w: &mut World| deep(&mut || w.heap.contains_object(!std::hint::black_box(hidden) as Obj));
    w.collect_minor();
    assert!(exists(&mut w));
    w.collect();
    assert!(!exists(&mut w));
}

#[test]
fn interior_pointers_on_the_stack_keep_objects() {
    let mut w = World::new();
    for bytes in [0, 24, 100, 1000, 7000, 9000, 1 << 20, 5 << 20] {
        for major in [false, true, true] {
            let o = w.buffer(bytes.max(8)) as usize;
            let inner = std::hint::black_box(o + 8 + bytes / 2);
            let hidden = std::hint::black_box(!o);
            for _ in 0..3 {
                if major {
                    w.collect()
                } else {
                    w.collect_minor()
                }
                for _ in 0..if bytes > 1 << 20 { 3 } else { 50 } {
                    w.buffer(bytes);
                }
                assert_eq!(std::hint::black_box(inner), !hidden + 8 + bytes / 2);
                assert!(w.heap.contains_object(!hidden as Obj), "{bytes}");
                assert_eq!(get(!hidden as Obj, 1) as usize, bytes.max(8));
            }
        }
    }
}

#[test]
fn holes_are_reused_zeroed() {
    let mut w = World::new();
    for round in 0..40 {
        deep(&mut || {
            for n in 0..20_000u64 {
                let words = 1 + (n % 37) as usize;
                let o = w.cell(&vec![int(n); words]);
                if n % 50 == round {
                    w.roots.push(o as u64);
                }
                let b = w.heap.alloc(Header::with_aux(1, CELL, 9), 80);
                assert!((1..10).all(|field| get(b, field) == 0));
            }
        });
        if round % 3 == 0 {
            w.collect();
        }
        if round > 10 {
            let n = w.roots.len() / 20;
            w.roots.drain(..n);
        }
        for &o in w.roots.iter() {
            let fields = unsafe_aux(o as Obj);
            assert!((1..=fields).all(|field| get(o as Obj, field) == get(o as Obj, 1)));
        }
    }
    w.verify();
    let stats = w.heap.stats();
    assert!(stats.blocks * (32 << 10) < 6 * stats.live + (24 << 20), "{stats:?}");
}

/// Objects of many lines leave the ends of holes unused; what lies there must not pass for an object.
#[test]
fn the_unused_ends_of_holes_hold_no_objects() {
    let mut w = World::new();
    deep(&mut || {
        for n in 0..6000usize {
            let bytes = 900 + n % 13 * 96;
            let o = w.buffer(bytes);
            for word in 2..2 + bytes as u64 / 8 {
                // Reads like a small buffer.
                set_new(o, word as usize, if word % 2 == 0 { u64::from(BUFFER) << 40 | 8 } else { 16 });
            }
            assert_eq!(get(o, 0), u64::from(BUFFER) << 40 | 8, "a header is not laid out as this test has it");
            if n % 8 == 0 {
                w.roots.push(o as u64);
            }
        }
    });
    w.collect();
    // What survived: the roots, and what words left on this thread's stack happen to name.
    let mut known = std::collections::HashSet::new();
    w.heap.each_object(|object| {
        known.insert(object as u64);
    });
    assert!(known.len() < w.roots.len() + 50 && w.roots.iter().all(|root| known.contains(root)));
    w.heap.pause();
    for n in 0..4000usize {
        known.insert(w.buffer(40 + n % 29 * 80) as u64);
    }
    let (first, last) = (*w.roots.iter().min().unwrap(), *w.roots.iter().max().unwrap());
    for address in (first..last).step_by(16) {
        assert!(!w.heap.contains_object(address as Obj) || known.contains(&address), "{address:#x}");
    }
}

/// Where a few objects of many lines survive in each block, the next ones go between them: few blocks are added.
#[test]
fn long_objects_go_into_the_holes_between_long_objects() {
    let mut w = World::new();
    let mut blocks = Vec::new();
    for _ in 0..6 {
        w.heap.pause();
        deep(&mut || {
            for n in 0..8000u64 {
                let o = w.buffer(500);
                set_new(o, 2, n);
                if n % 40 == 0 {
                    w.roots.push(o as u64);
                }
            }
        });
        w.heap.resume();
        w.collect_minor();
        blocks.push(w.heap.stats().blocks);
    }
    w.verify();
    assert_eq!(w.roots.len(), 1200);
    for (n, &o) in w.roots.iter().enumerate() {
        assert_eq!(get(o as Obj, 2), n as u64 % 200 * 40);
    }
    assert!(blocks[5] < blocks[0] * 3 / 2, "{blocks:?}");
}

/// A list's items go onto the mark stack part by part.
#[test]
fn the_mark_stack_does_not_hold_a_whole_list() {
    let mut w = World::new();
    let table = w.table(50_000);
    w.roots.push(table as u64);
    for n in 0..50_000 {
        let o = w.cell(&[int(n)]);
        w.set(table, 2 + n as usize, o as u64);
    }
    w.collect();
    assert!(w.heap.mark_stack_room() < 5000, "{}", w.heap.mark_stack_room());
    assert!((0..50_000).all(|n| get(get(table, 2 + n) as Obj, 1) == int(n as u64)));
}

fn unsafe_aux(o: Obj) -> usize {
    // SAFETY: a live cell.
    unsafe { (*o).aux as usize }
}

#[test]
fn large_objects() {
    let mut w = World::new();
    let table = w.table(100_000);
    w.roots.push(table as u64);
    w.collect_minor();
    deep(&mut || {
        for n in 0..100_000 {
            let o = w.cell(&[int(n as u64)]);
            w.set(table, 2 + n, o as u64);
        }
    });
    for n in 0..100_000 {
        assert_eq!(get(get(table, 2 + n) as Obj, 1), int(n as u64));
    }
    deep(&mut || {
        for _ in 0..1000 {
            w.buffer(100_000);
        }
    });
    let stats = w.heap.stats();
    assert!(stats.large_bytes < 40 << 20, "{stats:?}");
    w.verify();
    assert_eq!(w.count(CELL), 100_000);
    assert_eq!(w.count(TABLE), 1);
    w.roots.clear();
    // Forget `table` on this frame.
    let _ = std::hint::black_box(table);
}

#[test]
fn a_header_overwritten_after_allocation_does_no_harm() {
    let mut w = World::new();
    let o = w.buffer(50_000);
    set_new(o, 0, 0);
    // SAFETY: a new object.
    unsafe { o.write(Header::new(8, BUFFER)) };
    w.roots.push(o as u64);
    for _ in 0..3 {
        w.collect_minor();
        w.collect();
    }
    assert!(w.heap.contains_object(o));
    assert_eq!(w.count(BUFFER), 1);
}

#[test]
fn huge_sizes_are_refused() {
    let mut w = World::new();
    for bytes in [usize::MAX - 64, isize::MAX as usize, isize::MAX as usize / 2 + 1, 1 << 50] {
        assert!(w.heap.try_alloc(Header::new(1, BUFFER), bytes).is_none());
    }
}

#[test]
fn the_limit_holds() {
    let mut w = World::new();
    w.heap.set_limit(32 << 20);
    // Garbage is no reason to fail.
    deep(&mut || {
        for _ in 0..2000 {
            assert!(w.try_buffer(100_000).is_some());
        }
    });
    w.collect();
    // What lives is.
    let mut n = 0;
    while let Some(o) = w.try_buffer(100_000) {
        w.roots.push(o as u64);
        n += 1;
        assert!(n < 1000);
    }
    assert!(n > 250, "{n}");
    // Small objects go on, and say so.
    assert!(!w.heap.take_out_of_memory());
    for n in 0..100_000 {
        let o = w.cell(&[int(n)]) as u64;
        w.roots.push(o);
    }
    assert!(w.heap.take_out_of_memory());
    assert!(w.try_buffer(16 << 10).is_none());
    w.roots.clear();
    assert!(deep(&mut || w.try_buffer(20 << 20)).is_some());
    assert!(deep(&mut || w.try_buffer(64 << 20)).is_none());
}

#[test]
fn weak_words_are_cleared() {
    let mut w = World::new();
    deep(&mut || {
        let kept = w.cell(&[int(1)]);
        w.roots.push(kept as u64);
        for n in 0..1000 {
            let gone = w.cell(&[int(n)]);
            for to in [kept, gone] {
                let weak = w.weak(to, int(n)) as u64;
                w.roots.push(weak);
            }
        }
    });
    w.collect_minor();
    let dead = w.heap.take_dead_weak();
    assert!((990..=1000).contains(&dead.len()), "{}", dead.len());
    assert!(dead.iter().all(|&weak| get(weak, 1) == 0));
    let set = w.roots[1..].iter().filter(|&&weak| get(weak as Obj, 1) != 0).count();
    assert!((1000..=1010).contains(&set));
    w.roots[0] = 0;
    w.collect_minor();
    assert!(w.heap.take_dead_weak().is_empty(), "old referents wait");
    w.collect();
    assert!(w.heap.take_dead_weak().len() >= 1000);
    assert!(w.heap.take_dead_weak().is_empty());
    w.verify();
}

#[test]
fn a_dead_weak_object_is_not_listed() {
    let mut w = World::new();
    deep(&mut || {
        for _ in 0..100 {
            let gone = w.cell(&[]);
            w.weak(gone, 0);
        }
    });
    w.collect();
    assert!(w.heap.take_dead_weak().len() < 5);
}

fn finalizable(w: &mut World, fields: &[u64]) -> Obj {
    let o = w.cell(fields);
    w.heap.register_finalizer(o);
    o
}

fn numbers(list: &[Obj]) -> Vec<u64> {
    list.iter().map(|&o| get(o, 1) >> 1).collect()
}

#[test]
fn finalizers_run_from_the_top() {
    let mut w = World::new();
    for major in [false, true] {
        deep(&mut || {
            // 1 -> plain -> 2 -> 3 -> 4, made in an order that is neither.
            let f4 = finalizable(&mut w, &[int(4), 0]);
            let f3 = finalizable(&mut w, &[int(3), f4 as u64]);
            let f2 = finalizable(&mut w, &[int(2), 0]);
            let plain = w.cell(&[0, f2 as u64]);
            finalizable(&mut w, &[int(1), plain as u64]);
            w.set(f2, 2, f3 as u64);
        });
        if major {
            // The same as old objects.
            w.heap.pause();
            w.heap.resume();
        }
        assert!(!w.heap.has_finalizable());
        if major {
            w.collect()
        } else {
            w.collect_minor()
        }
        assert!(w.heap.has_finalizable());
        let ready = w.heap.take_finalizable();
        assert_eq!(numbers(&ready), [1, 2, 3, 4]);
        drop(ready);
        assert!(w.heap.take_finalizable().is_empty());
        w.collect();
        assert!(w.heap.take_finalizable().is_empty(), "once each");
    }
    assert!(w.count(CELL) < 4);
}

#[test]
fn cycles_with_finalizers_come_between_what_leads_in_and_out() {
    let mut w = World::new();
    deep(&mut || {
        let out = finalizable(&mut w, &[int(9), 0]);
        // A ring of a, x with a -> out; in -> x.
        let a = w.cell(&[int(5), out as u64, 0]);
        let x = finalizable(&mut w, &[int(6), a as u64]);
        w.set(a, 3, x as u64);
        let y = finalizable(&mut w, &[int(7), 0, 0]);
        let z = finalizable(&mut w, &[int(7), y as u64, x as u64]);
        w.set(y, 2, z as u64);
        finalizable(&mut w, &[int(1), z as u64]);
    });
    w.collect();
    let ready = w.heap.take_finalizable();
    assert_eq!(numbers(&ready), [1, 7, 7, 6, 9]);
}

#[test]
fn long_chains_of_finalizers() {
    let mut w = World::new();
    deep(&mut || {
        w.roots.push(0);
        for n in 0..50_000 {
            let next = w.roots[0];
            w.roots[0] = finalizable(&mut w, &[int(n), next]) as u64;
        }
        w.roots.clear();
    });
    w.collect();
    let numbers = numbers(&w.heap.take_finalizable());
    assert!(numbers.len() > 49_990);
    assert!(numbers.windows(2).all(|pair| pair[0] == pair[1] + 1));
}

#[test]
fn resurrected_objects_live_whole() {
    let mut w = World::new();
    deep(&mut || {
        let inner = w.cell(&[int(77)]);
        let weak = w.weak(inner, 0);
        w.roots.push(weak as u64);
        finalizable(&mut w, &[int(1), inner as u64]);
    });
    w.collect_minor();
    // Cleared before resurrection.
    assert_eq!(get(w.roots[0] as Obj, 1), 0);
    let ready = w.heap.take_finalizable();
    assert_eq!(ready.len(), 1);
    w.roots.push(ready[0] as u64);
    drop(ready);
    w.heap.take_finalizable();
    w.collect();
    assert_eq!(get(get(w.roots[1] as Obj, 2) as Obj, 1), int(77));
    assert!(!w.heap.has_finalizable());
    w.verify();
}

#[test]
fn what_was_taken_lives_until_the_next_call() {
    let mut w = World::new();
    deep(&mut || {
        for n in 0..100 {
            finalizable(&mut w, &[int(n), 0]);
        }
    });
    w.collect();
    let taken: Vec<u64> = w.heap.take_finalizable().iter().map(|&o| !(o as u64)).collect();
    for _ in 0..3 {
        w.collect();
        deep(&mut || (0..10_000).for_each(|_| ignore(w.cell(&[int(0), 0]))));
    }
    assert!(taken.iter().enumerate().filter(|&(n, &o)| get(!o as Obj, 1) == int(n as u64)).count() > 90);
}

#[test]
fn native_drops_run_once() {
    let mut w = World::new();
    let before = DROPS.load(Ordering::Relaxed);
    deep(&mut || {
        for n in 0..100 {
            let o = w.native() as u64;
            if n < 10 {
                w.roots.push(o);
            }
        }
    });
    w.collect_minor();
    let dropped = DROPS.load(Ordering::Relaxed) - before;
    assert!((85..=90).contains(&dropped), "{dropped}");
    w.collect();
    w.heap.drop_all();
    assert_eq!(DROPS.load(Ordering::Relaxed) - before, 100);
    w.roots.clear();
    w.collect();
    assert_eq!(DROPS.load(Ordering::Relaxed) - before, 100);
}

#[test]
fn notified_when_something_waits() {
    /// # Safety
    /// `Notify`'s contract: `data` is what `set_notify` was given.
    unsafe fn note(data: *mut ()) {
        // SAFETY: the counter below.
        unsafe { *data.cast::<usize>() += 1 };
    }
    let mut w = World::new();
    let mut told = 0usize;
    // SAFETY: the counter outlives its use.
    unsafe { w.heap.set_notify(note, (&raw mut told).cast()) };
    w.collect();
    // SAFETY: written through the pointer given above.
    let read = |told: &usize| unsafe { (told as *const usize).read_volatile() };
    assert_eq!(read(&told), 0);
    deep(&mut || ignore(finalizable(&mut w, &[int(1)])));
    w.collect();
    assert_eq!(read(&told), 1);
    w.heap.take_finalizable();
    w.heap.take_finalizable();
}

#[test]
fn never_and_pause() {
    let mut w = World::new();
    w.heap.configure(Mode::Never);
    deep(&mut || (0..500_000).for_each(|n| ignore(w.cell(&[int(n), 0]))));
    w.collect();
    assert_eq!(w.heap.stats().major.count + w.heap.stats().minor.count, 0);
    w.heap.configure(Mode::Immix);
    w.heap.pause();
    deep(&mut || (0..500_000).for_each(|n| ignore(w.cell(&[int(n), 0]))));
    w.collect();
    assert_eq!(w.heap.stats().major.count + w.heap.stats().minor.count, 0);
    w.heap.resume();
    w.collect();
    assert!(w.heap.stats().live < 10_000);
    assert_eq!(w.heap.stats().major.count, 1);
}

#[test]
fn a_short_mark_stack_is_enough() {
    let mut w = World::new();
    w.heap.set_mark_stack_limit(16);
    let table = w.table(20_000);
    w.roots.push(table as u64);
    deep(&mut || {
        for n in 0..20_000 {
            let leaf = w.cell(&[int(n as u64)]);
            w.roots.push(leaf as u64);
            let o = w.cell(&[leaf as u64, leaf as u64]);
            w.roots.pop();
            w.set(table, 2 + n, o as u64);
        }
    });
    for _ in 0..2 {
        w.collect_minor();
        w.collect();
    }
    assert_eq!(w.count(CELL), 40_000);
    w.verify();
    let live = w.heap.stats().live;
    let by_census: usize = w.heap.census().iter().map(|census| census.bytes).sum();
    assert_eq!(live, by_census);
}

#[test]
fn stress_mode_finds_dangling_references() {
    let mut w = World::new();
    w.heap.configure(Mode::parse("stress:3").unwrap());
    let hidden = deep(&mut || {
        let o = w.cell(&[int(5)]) as u64;
        !o
    });
    deep(&mut || (0..50).for_each(|_| ignore(w.cell(&[int(0)]))));
    assert_eq!(get(!hidden as Obj, 1), 0xFDFD_FDFD_FDFD_FDFD);
    let root = w.cell(&[!hidden]) as u64;
    w.roots.push(root);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| w.collect()));
    assert!(caught.is_err());
    std::mem::forget(w);
}

#[test]
fn stress_mode_finds_missing_barriers() {
    let mut w = World::new();
    let old = w.cell(&[0]);
    w.roots.push(old as u64);
    w.collect();
    w.heap.configure(Mode::Stress { every: 1 << 40, verify: true });
    let young = w.cell(&[int(1)]);
    set_new(old, 1, young as u64);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| w.collect_minor()));
    let text = *caught.unwrap_err().downcast::<String>().unwrap();
    assert!(text.contains("without barrier"), "{text}");
    std::mem::forget(w);
}

#[test]
fn stress_mode_runs_programs() {
    for every in [1, 2, 7] {
        let mut w = World::new();
        w.heap.configure(Mode::Stress { every, verify: true });
        let long = tree(&mut w, 6) as u64;
        w.roots.push(long);
        for _ in 0..3 {
            let short = tree(&mut w, 5) as u64;
            assert_eq!(count_tree(short), 63);
            w.buffer(5000);
            w.buffer(20_000);
        }
        assert_eq!(count_tree(long), 127);
        assert!(w.heap.stats().minor.count > 20);
        w.verify();
    }
}

#[test]
fn another_thread_may_take_over() {
    struct Sent(World);
    // SAFETY: one thread at a time uses it.
    unsafe impl Send for Sent {}
    let mut w = World::new();
    let kept = tree(&mut w, 8) as u64;
    w.roots.push(kept);
    w.collect();
    let sent = Sent(w);
    let back = std::thread::spawn(move || {
        let mut sent = sent;
        let w = &mut sent.0;
        let inner = tree(w, 8) as u64;
        w.collect();
        assert_eq!(count_tree(std::hint::black_box(inner)), 511);
        sent
    });
    let mut w = back.join().unwrap().0;
    w.collect();
    assert_eq!(count_tree(kept), 511);
}

#[test]
fn census_and_references() {
    let mut w = World::new();
    let a = w.cell(&[int(1)]) as u64;
    w.roots.push(a);
    let b = w.cell(&[a, int(2), a]);
    w.roots.push(b as u64);
    // SAFETY: alive.
    assert_eq!(unsafe { w.heap.references(b) }, [a as Obj, a as Obj]);
    let census = w.heap.census();
    assert_eq!((census.len(), census[0].name, census[0].objects, census[0].bytes), (1, "cell", 2, 48));
    let mut seen = 0;
    w.heap.each_object(|_| seen += 1);
    assert_eq!(seen, 2);
}

#[test]
fn external_bytes_press() {
    let mut w = World::new();
    for _ in 0..100 {
        w.heap.external(1 << 20);
        w.cell(&[int(1)]);
        w.buffer(9000);
        w.heap.external(-(1 << 20));
    }
    assert!(w.heap.stats().minor.count > 5);
    assert_eq!(w.heap.usage().live, w.heap.stats().live);
}

#[test]
fn memory_goes_back_to_the_system() {
    let mut w = World::new();
    deep(&mut || {
        for n in 0..1_000_000 {
            let o = w.cell(&[int(n), 0, 0, 0]) as u64;
            w.roots.push(o);
        }
    });
    assert!(w.heap.stats().blocks > 1200);
    w.roots.clear();
    w.collect();
    let stats = w.heap.stats();
    assert!(stats.blocks < 300, "{stats:?}");
    // And comes again, zeroed.
    deep(&mut || {
        for n in 0..300_000 {
            let o = w.heap.alloc(Header::with_aux(1, CELL, 4), 40);
            assert!((1..5).all(|field| get(o, field) == 0));
            set_new(o, 1, int(n));
            w.roots.push(o as u64);
        }
    });
    w.verify();
}

#[test]
fn a_published_stack_keeps_objects() {
    // A thread lets others collect: they see its stack through the root callback only.
    static RANGE: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];
    /// # Safety
    /// `Roots`'s contract: `data` is what `set_roots` was given.
    unsafe fn roots(_: *mut (), t: &mut gc::Tracer) {
        let [from, to] = &RANGE;
        // SAFETY: published below while it is valid.
        unsafe { t.ambiguous(from.load(Ordering::SeqCst) as *const u64, to.load(Ordering::SeqCst) as *const u64) };
    }
    struct Sent<'a>(&'a mut World);
    // SAFETY: one thread at a time uses it.
    unsafe impl Send for Sent<'_> {}
    let mut w = World::new();
    // SAFETY: needs no data.
    unsafe { w.heap.set_roots(roots, std::ptr::null_mut()) };
    let kept = w.cell(&[int(1), int(2)]);
    let hidden = !(kept as u64);
    let bottom = w.heap.native_stack_bottom();
    gc::with_spilled_registers(|from| {
        RANGE[0].store(from as usize, Ordering::SeqCst);
        RANGE[1].store(bottom as usize, Ordering::SeqCst);
        let sent = Sent(&mut w);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let sent = sent;
                sent.0.collect();
                sent.0.collect_minor();
                sent.0.collect();
                assert!(sent.0.heap.contains_object(!hidden as Obj));
            });
        });
    });
    assert_eq!(get(std::hint::black_box(kept), 2), int(2));
}

#[test]
fn static_objects_are_passed_over() {
    static NONE: [u64; 2] = [(gc::STATIC as u64) << 32 | 1, 0];
    let mut w = World::new();
    let o = w.cell(&[NONE.as_ptr() as u64, int(1)]);
    w.roots.push(o as u64);
    w.roots.push(NONE.as_ptr() as u64);
    w.collect_minor();
    w.collect();
    assert_eq!(w.heap.census().len(), 1);
    w.heap.configure(Mode::Stress { every: 1, verify: true });
    let other = w.cell(&[NONE.as_ptr() as u64, o as u64]);
    w.roots.push(other as u64);
    w.cell(&[]);
    w.cell(&[]);
}
