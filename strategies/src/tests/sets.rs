//! Sets against a `Vec` of distinct items.

use super::stressed;
use crate::model::{self, Plain};
use crate::set::SetRef;
use crate::table::Kernel;
use crate::toy::{Toy, World};
use proptest::prelude::*;

fn set_of(world: &mut World, items: &[Plain]) -> SetRef<Toy> {
    let set = world.set();
    for item in items {
        let toy = item.toy(world);
        set.add(world, toy).unwrap();
    }
    set
}

fn contents(set: SetRef<Toy>) -> Vec<Plain> {
    let (mut position, mut items) = (0, Vec::new());
    while let Some(toy) = set.next(&mut position) {
        items.push(Plain::of(toy));
    }
    items
}

fn has(items: &[Plain], item: &Plain) -> bool {
    items.iter().any(|other| other.equals(item))
}

fn distinct(items: &[Plain]) -> Vec<Plain> {
    items.iter().fold(Vec::new(), |mut kept, item| {
        if !has(&kept, item) {
            kept.push(item.clone());
        }
        kept
    })
}

/// The same elements, in any order.
fn same(a: &[Plain], b: &[Plain]) -> bool {
    a.len() == b.len() && a.iter().all(|item| has(b, item))
}

fn pairs() -> BoxedStrategy<(Vec<Plain>, Vec<Plain>)> {
    (model::mostly_one(), model::mostly_one(), any::<bool>())
        .prop_flat_map(|(a, b, like)| {
            let b = if like { a.clone() } else { b };
            (proptest::collection::vec(a, 0..30), proptest::collection::vec(b, 0..30))
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_kernel_agrees_with_a_vec((a, b) in pairs()) {
        let mut world = stressed(3);
        let world = &mut *world;
        let (x, y) = (set_of(world, &a), set_of(world, &b));
        let (a, b) = (distinct(&a), distinct(&b));
        prop_assert_eq!(contents(x), a.clone());
        prop_assert_eq!(x.len(), a.len());

        let both: Vec<Plain> = a.iter().filter(|item| has(&b, item)).cloned().collect();
        let only_a: Vec<Plain> = a.iter().filter(|item| !has(&b, item)).cloned().collect();
        let only_b: Vec<Plain> = b.iter().filter(|item| !has(&a, item)).cloned().collect();

        let union = world.set();
        x.copy_into(&mut world.heap, union).unwrap();
        union.update_from(world, y).unwrap();
        prop_assert_eq!(contents(union), [a.clone(), only_b.clone()].concat());

        let intersection = world.set();
        x.intersection_into(world, y, intersection).unwrap();
        prop_assert!(same(&contents(intersection), &both));

        let difference = world.set();
        x.difference_into(world, y, difference).unwrap();
        prop_assert_eq!(contents(difference), only_a.clone());

        let either = world.set();
        x.copy_into(&mut world.heap, either).unwrap();
        either.symmetric_difference_update(world, y).unwrap();
        prop_assert_eq!(contents(either), [only_a.clone(), only_b.clone()].concat());

        let less = world.set();
        x.copy_into(&mut world.heap, less).unwrap();
        less.difference_update(world, y).unwrap();
        prop_assert_eq!(contents(less), only_a.clone());
        prop_assert!(less.is_disjoint(world, y).unwrap());
        prop_assert_eq!(x.is_disjoint(world, y).unwrap(), both.is_empty());
        prop_assert_eq!(x.is_subset(world, y).unwrap(), only_a.is_empty());
        prop_assert_eq!(x.equals(world, y).unwrap(), only_a.is_empty() && only_b.is_empty());

        union.swap(&mut world.heap, less);
        prop_assert_eq!(contents(union), only_a);

        for item in &b {
            let toy = item.toy(world);
            prop_assert_eq!(x.contains(world, toy).unwrap(), has(&a, item));
            prop_assert_eq!(x.discard(world, toy).unwrap(), has(&a, item));
        }
        let mut rest = contents(x);
        while let Some(toy) = x.pop() {
            prop_assert_eq!(Some(Plain::of(toy)), rest.pop());
        }
        prop_assert!(rest.is_empty() && x.is_empty());
    }
}

#[test]
fn kernels_follow_the_elements() {
    let mut world = World::new();
    let world = &mut *world;
    let set = set_of(world, &[Plain::Int(1), Plain::Int(2)]);
    assert_eq!(set.kernel(), Kernel::Int);
    let text = Toy::str(&mut world.heap, "x");
    set.add(world, text).unwrap();
    assert_eq!((set.kernel(), set.contains(world, Toy::int(2))), (Kernel::Object, Ok(true)));
    set.clear();
    set.add(world, text).unwrap();
    assert_eq!((set.kernel(), set.len()), (Kernel::Str, 1));
}

#[test]
fn keys_of_a_dict_become_elements() {
    let mut world = World::new();
    let world = &mut *world;
    let (dict, set) = (world.dict(), world.set());
    for n in 0..10 {
        dict.set(world, Toy::int(n), Toy::int(-n)).unwrap();
    }
    set.update_from_dict(world, dict).unwrap();
    assert_eq!(contents(set), (0..10).map(Plain::Int).collect::<Vec<_>>());
}
