//! Each kernel beside the object kernel, and a `HashMap` as the floor. Times are for 1,000 operations on 1,000 keys.

use criterion::{Criterion, criterion_group, criterion_main};
use std::collections::HashMap;
use std::hint::black_box;
use strategies::toy::{Toy, World};
use strategies::{DictRef, Item, Kernel, Known};

const N: usize = 1000;
const KERNELS: [Kernel; 4] = [Kernel::Int, Kernel::Str, Kernel::Identity, Kernel::Object];

fn keys(world: &mut World, kernel: Kernel, from: usize) -> Vec<Toy> {
    (from..from + N)
        .map(|n| {
            let key = match kernel {
                Kernel::Str => Toy::str(&mut world.heap, &format!("key {n}")),
                Kernel::Identity => Toy::identity(&mut world.heap, n as i64),
                Kernel::Object => Toy::other(&mut world.heap, n as i64),
                _ => Toy::int(n as i64),
            };
            world.pin(key)
        })
        .collect()
}

fn filled(world: &mut World, keys: &[Toy]) -> DictRef<Toy> {
    let dict = world.dict();
    for &key in keys {
        dict.set(world, key, key).expect("room");
    }
    dict
}

fn lookups(c: &mut Criterion, name: &str, present: bool, same: bool) {
    let mut group = c.benchmark_group(name);
    for kernel in KERNELS {
        let mut world = World::new();
        let world = &mut *world;
        let stored = keys(world, kernel, 0);
        let dict = filled(world, &stored);
        let asked = if same { stored } else { keys(world, kernel, if present { 0 } else { N }) };
        group.bench_function(format!("{kernel:?}"), |b| {
            b.iter(|| asked.iter().filter(|&&key| dict.get(world, key).is_ok_and(|value| value.is_some())).count());
        });
        if kernel == Kernel::Str {
            group.bench_function("Str with hash", |b| {
                b.iter(|| {
                    let found = |key: &&Toy| matches!(dict.get_str(**key, key.str_hash()), Known::Found(_));
                    asked.iter().filter(found).count()
                });
            });
        }
    }
    let map: HashMap<u64, u64> = (0..N as u64).map(|n| (n, n)).collect();
    let asked: Vec<u64> = if present { (0..N as u64).collect() } else { (N as u64..2 * N as u64).collect() };
    group.bench_function("HashMap of words", |b| {
        b.iter(|| asked.iter().filter(|key| map.contains_key(key)).count());
    });
    group.finish();
}

fn hits(c: &mut Criterion) {
    lookups(c, "hit", true, true);
    lookups(c, "hit by an equal key", true, false);
    lookups(c, "miss", false, false);
}

fn insert(c: &mut Criterion) {
    let mut group = c.benchmark_group("insert");
    for kernel in KERNELS {
        let mut world = World::new();
        let world = &mut *world;
        let keys = keys(world, kernel, 0);
        let dict = world.dict();
        group.bench_function(format!("{kernel:?}"), |b| {
            b.iter(|| {
                dict.clear(world);
                for &key in &keys {
                    dict.set(world, key, key).expect("room");
                }
            });
        });
        group.bench_function(format!("{kernel:?} and delete"), |b| {
            b.iter(|| {
                for &key in &keys {
                    dict.delete(world, key).expect("no failure");
                    dict.set(world, key, key).expect("room");
                }
            });
        });
    }
    group.bench_function("HashMap of words", |b| {
        b.iter(|| {
            let mut map = HashMap::new();
            for n in 0..N as u64 {
                map.insert(black_box(n), n);
            }
            map
        });
    });
    group.finish();
}

fn iterate(c: &mut Criterion) {
    let mut world = World::new();
    let world = &mut *world;
    let keys = keys(world, Kernel::Str, 0);
    let dict = filled(world, &keys);
    c.bench_function("iterate", |b| {
        b.iter(|| {
            let (mut position, mut sum) = (0, 0);
            while let Some((key, value)) = dict.next_entry(world, &mut position) {
                sum ^= key.bits() ^ value.bits();
            }
            sum
        });
    });
}

criterion_group!(benches, hits, insert, iterate);
criterion_main!(benches);
