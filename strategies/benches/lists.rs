//! Each list strategy beside the object strategy, and a `Vec` of words as the floor. Times are for 1,000 items.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use strategies::toy::{Toy, World};
use strategies::{Item, ListRef, ListTag};

const N: usize = 1000;

fn items(world: &mut World, tag: ListTag) -> Vec<Toy> {
    (0..N as i64)
        .map(|n| {
            let n = n * 7919 % N as i64;
            let toy = match tag {
                ListTag::Float => Toy::float(&mut world.heap, n as f64),
                ListTag::Str => Toy::str(&mut world.heap, &format!("item {n}")),
                _ => Toy::int(n),
            };
            world.pin(toy)
        })
        .collect()
}

fn filled(world: &mut World, tag: ListTag) -> ListRef<Toy> {
    let items = items(world, tag);
    let list = world.list();
    if tag == ListTag::Object {
        list.widen(&mut world.heap).expect("room");
    }
    for item in items {
        list.push(&mut world.heap, item).expect("room");
    }
    assert!(list.tag() == tag || tag == ListTag::Range);
    list
}

const TAGS: [ListTag; 4] = [ListTag::Int, ListTag::Float, ListTag::Str, ListTag::Object];

fn push(c: &mut Criterion) {
    let mut group = c.benchmark_group("push");
    for tag in TAGS {
        let mut world = World::new();
        let (items, list) = (items(&mut world, tag), world.list());
        group.bench_function(format!("{tag:?}"), |b| {
            b.iter(|| {
                list.clear();
                if tag == ListTag::Object {
                    list.widen(&mut world.heap).expect("room");
                }
                for &item in &items {
                    list.push(&mut world.heap, item).expect("room");
                }
            });
        });
    }
    let words: Vec<u64> = (0..N as u64).collect();
    group.bench_function("Vec", |b| {
        b.iter(|| {
            let mut vec = Vec::new();
            words.iter().for_each(|&word| vec.push(word));
            vec
        });
    });
    group.finish();
}

fn get(c: &mut Criterion) {
    let mut group = c.benchmark_group("get");
    for tag in TAGS {
        let mut world = World::new();
        let list = filled(&mut world, tag);
        group.bench_function(format!("{tag:?}"), |b| {
            b.iter(|| (0..N).fold(0, |sum, n| sum ^ list.get(&mut world.heap, black_box(n)).map_or(0, Item::bits)));
        });
    }
    let vec: Vec<u64> = (0..N as u64).collect();
    group.bench_function("Vec", |b| b.iter(|| (0..N).fold(0, |sum, n| sum ^ vec[black_box(n)])));
    group.finish();
}

fn find(c: &mut Criterion) {
    let mut group = c.benchmark_group("find the last");
    for tag in TAGS {
        let mut world = World::new();
        let list = filled(&mut world, tag);
        let last = list.get(&mut world.heap, N - 1).expect("an item");
        group.bench_function(format!("{tag:?}"), |b| b.iter(|| list.find(black_box(last), 0, N)));
    }
    group.finish();
}

fn sort(c: &mut Criterion) {
    let mut group = c.benchmark_group("sort");
    for tag in TAGS {
        let mut world = World::new();
        let (from, list) = (filled(&mut world, tag), world.list());
        group.bench_function(format!("{tag:?}"), |b| {
            b.iter(|| {
                from.slice_into(&mut world.heap, 0, 1, N, list).expect("room");
                if list.sort_plain(&mut world.heap, false) != Ok(true) {
                    let mut taken = list.take_for_sort(&mut world.heap, false).expect("room");
                    taken.sort(|a, b| Ok::<_, ()>(a.as_int() < b.as_int())).expect("no failure");
                    list.put_back(&mut world.heap, taken);
                }
            });
        });
    }
    let vec: Vec<u64> = (0..N as u64).map(|n| n * 7919 % N as u64).collect();
    group.bench_function("Vec", |b| b.iter_batched(|| vec.clone(), |mut vec| vec.sort(), BatchSize::SmallInput));
    group.finish();
}

criterion_group!(benches, push, get, find, sort);
criterion_main!(benches);
