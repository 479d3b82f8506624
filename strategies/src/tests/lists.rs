//! Lists against `Vec`.

use super::stressed;
use crate::item::Item;
use crate::list::{ListRef, ListTag, Search};
use crate::model::{self, Plain};
use crate::toy::{Toy, World, toys_equal};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
    Push(Plain),
    Set(usize, Plain),
    Insert(usize, Plain),
    Pop(usize),
    DeleteRange(usize, usize),
    DeleteStrided(usize, isize, usize),
    /// Another list from these, then: extend by it.
    Extend(Vec<Plain>),
    ExtendSelf,
    ExtendRange(usize),
    Replace(usize, usize, Vec<Plain>),
    ReplaceBySelf(usize, usize),
    ReplaceByRange(usize, usize, usize),
    /// Step, and the items come from a list of this element over and over.
    ReplaceStrided(isize, Plain),
    ReplaceStridedBySelf,
    Repeat(usize),
    Reverse,
    Slice(usize, isize, usize),
    Concat(Vec<Plain>),
    Widen,
    Clear,
    Fill(Plain, usize),
    Range(i64, i64, usize),
    Ints(Vec<i64>),
    Floats(Vec<i64>),
    TakeAndPutBack(bool),
}

fn op(item: BoxedStrategy<Plain>) -> BoxedStrategy<Op> {
    let at = 0usize..40;
    let some = || proptest::collection::vec(item.clone(), 0..9);
    prop_oneof![
        8 => item.clone().prop_map(Op::Push),
        4 => (at.clone(), item.clone()).prop_map(|(at, item)| Op::Set(at, item)),
        4 => (at.clone(), item.clone()).prop_map(|(at, item)| Op::Insert(at, item)),
        4 => at.clone().prop_map(Op::Pop),
        2 => (at.clone(), at.clone()).prop_map(|(from, to)| Op::DeleteRange(from, to)),
        2 => (at.clone(), -4isize..5, at.clone()).prop_map(|(start, step, n)| Op::DeleteStrided(start, step, n)),
        2 => some().prop_map(Op::Extend),
        1 => Just(Op::ExtendSelf),
        1 => (0usize..6).prop_map(Op::ExtendRange),
        3 => (at.clone(), at.clone(), some()).prop_map(|(from, to, items)| Op::Replace(from, to, items)),
        1 => (at.clone(), at.clone()).prop_map(|(from, to)| Op::ReplaceBySelf(from, to)),
        1 => (at.clone(), at.clone(), 0usize..5).prop_map(|(from, to, n)| Op::ReplaceByRange(from, to, n)),
        2 => (-3isize..4, item.clone()).prop_map(|(step, item)| Op::ReplaceStrided(step, item)),
        1 => Just(Op::ReplaceStridedBySelf),
        1 => (0usize..4).prop_map(Op::Repeat),
        2 => Just(Op::Reverse),
        3 => (at.clone(), -4isize..5, at).prop_map(|(start, step, n)| Op::Slice(start, step, n)),
        1 => some().prop_map(Op::Concat),
        1 => Just(Op::Widen),
        1 => Just(Op::Clear),
        1 => (item, 0usize..5).prop_map(|(item, n)| Op::Fill(item, n)),
        1 => (-5i64..5, prop_oneof![Just(1), Just(-2), Just(3)], 0usize..9).prop_map(|(a, b, n)| Op::Range(a, b, n)),
        1 => proptest::collection::vec(-9i64..9, 0..5).prop_map(Op::Ints),
        1 => proptest::collection::vec(-9i64..9, 0..5).prop_map(Op::Floats),
        1 => any::<bool>().prop_map(Op::TakeAndPutBack),
    ]
    .boxed()
}

pub fn contents(world: &mut World, list: ListRef<Toy>) -> Vec<Plain> {
    (0..list.len()).map(|index| Plain::of(list.get(&mut world.heap, index).expect("below len"))).collect()
}

pub fn list_of(world: &mut World, items: &[Plain]) -> ListRef<Toy> {
    let list = world.list();
    for item in items {
        let toy = item.toy(world);
        list.push(&mut world.heap, toy).expect("room");
    }
    list
}

/// Start, step and count of an extended slice within a list of `len` items.
fn strided(len: usize, start: usize, step: isize, count: usize) -> (usize, isize, usize) {
    if len == 0 {
        return (0, 1, 0);
    }
    let (start, step) = (start % len, if step == 0 { 1 } else { step });
    let room = if step > 0 { len - start } else { start + 1 };
    (start, step, count.min(room.div_ceil(step.unsigned_abs())))
}

fn apply(world: &mut World, list: ListRef<Toy>, vec: &mut Vec<Plain>, op: Op) {
    let len = vec.len();
    let ordered = |from: usize, to: usize| {
        let (from, to) = (from.min(len), to.min(len));
        (from.min(to), from.max(to))
    };
    match op {
        Op::Push(item) => {
            let toy = item.toy(world);
            list.push(&mut world.heap, toy).expect("room");
            vec.push(item);
        }
        Op::Set(at, item) if len > 0 => {
            let toy = item.toy(world);
            list.set(&mut world.heap, at % len, toy).expect("room");
            vec[at % len] = item;
        }
        Op::Set(..) => {}
        Op::Insert(at, item) => {
            let toy = item.toy(world);
            list.insert(&mut world.heap, at, toy).expect("room");
            vec.insert(at.min(len), item);
        }
        Op::Pop(at) => {
            let at = at.saturating_sub(20);
            let popped = list.pop(&mut world.heap, at).map(Plain::of);
            assert_eq!(popped, (at < len).then(|| vec.remove(at)));
        }
        Op::DeleteRange(from, to) => {
            let (from, to) = ordered(from, to);
            list.delete_range(&mut world.heap, from, to).expect("room");
            vec.drain(from..to);
        }
        Op::DeleteStrided(start, step, count) => {
            let (start, step, count) = strided(len, start, step, count);
            list.delete_strided(&mut world.heap, start, step, count).expect("room");
            let mut gone: Vec<usize> = (0..count).map(|k| (start as isize + step * k as isize) as usize).collect();
            gone.sort_unstable();
            gone.iter().rev().for_each(|&at| drop(vec.remove(at)));
        }
        Op::Extend(items) => {
            let other = list_of(world, &items);
            list.extend(&mut world.heap, other).expect("room");
            vec.extend(items);
        }
        Op::ExtendSelf => {
            if len < 40 {
                list.extend(&mut world.heap, list).expect("room");
                vec.extend(vec.clone());
            }
        }
        Op::ExtendRange(n) => {
            let other = world.list();
            other.fill_range(1, 2, n);
            list.extend(&mut world.heap, other).expect("room");
            vec.extend((0..n as i64).map(|k| Plain::Int(1 + 2 * k)));
        }
        Op::Replace(from, to, items) => {
            let (from, to) = ordered(from, to);
            let other = list_of(world, &items);
            list.replace_range(&mut world.heap, from, to, other).expect("room");
            vec.splice(from..to, items);
        }
        Op::ReplaceBySelf(from, to) => {
            if len < 40 {
                let (from, to) = ordered(from, to);
                list.replace_range(&mut world.heap, from, to, list).expect("room");
                let all = vec.clone();
                vec.splice(from..to, all);
            }
        }
        Op::ReplaceByRange(from, to, n) => {
            let (from, to) = ordered(from, to);
            let other = world.list();
            other.fill_range(9, -1, n);
            list.replace_range(&mut world.heap, from, to, other).expect("room");
            vec.splice(from..to, (0..n as i64).map(|k| Plain::Int(9 - k)));
        }
        Op::ReplaceStrided(step, item) => {
            let (start, step, count) = strided(len, if step < 0 { len.max(1) - 1 } else { 0 }, step, 99);
            let other = list_of(world, &vec![item.clone(); count]);
            list.replace_strided(&mut world.heap, start, step, other).expect("room");
            (0..count).for_each(|k| vec[(start as isize + step * k as isize) as usize] = item.clone());
        }
        Op::ReplaceStridedBySelf => {
            if len > 0 {
                list.replace_strided(&mut world.heap, len - 1, -1, list).expect("room");
                vec.reverse();
            }
        }
        Op::Repeat(times) => {
            if len < 40 {
                let copy = world.list();
                list.repeat_into(&mut world.heap, times, copy).expect("room");
                list.repeat(&mut world.heap, times).expect("room");
                *vec = std::iter::repeat_n(vec.clone(), times).flatten().collect();
                assert_eq!(&contents(world, copy), vec);
            }
        }
        Op::Reverse => {
            list.reverse();
            vec.reverse();
        }
        Op::Slice(start, step, count) => {
            let (start, step, count) = strided(len, start, step, count);
            let target = world.list();
            list.slice_into(&mut world.heap, start, step, count, target).expect("room");
            let expected: Vec<Plain> =
                (0..count).map(|k| vec[(start as isize + step * k as isize) as usize].clone()).collect();
            assert_eq!(contents(world, target), expected);
        }
        Op::Concat(items) => {
            let (other, target) = (list_of(world, &items), world.list());
            list.concat_into(&mut world.heap, other, target).expect("room");
            assert_eq!(contents(world, target), [vec.clone(), items].concat());
        }
        Op::Widen => {
            list.widen(&mut world.heap).expect("room");
            assert_eq!(list.tag(), ListTag::Object);
        }
        Op::Clear => {
            list.clear();
            vec.clear();
        }
        Op::Fill(item, n) => {
            let toy = item.toy(world);
            list.fill(&mut world.heap, toy, n).expect("room");
            *vec = vec![item; n];
        }
        Op::Range(start, step, n) => {
            list.fill_range(start, step, n);
            *vec = (0..n as i64).map(|k| Plain::Int(start + step * k)).collect();
        }
        Op::Ints(ints) => {
            list.extend_ints(&mut world.heap, ints.iter().copied()).expect("room");
            vec.extend(ints.into_iter().map(Plain::Int));
        }
        Op::Floats(ints) => {
            list.extend_floats(&mut world.heap, ints.iter().map(|&int| int as f64)).expect("room");
            vec.extend(ints.into_iter().map(|int| Plain::Float(int as f64)));
        }
        Op::TakeAndPutBack(keyed) => {
            let mut taken = list.take_for_sort(&mut world.heap, keyed).expect("room");
            assert!(list.is_empty() && taken.len() == len);
            for (index, item) in vec.iter().enumerate() {
                if keyed {
                    let key = Toy::float(&mut world.heap, 0.5 + index as f64);
                    taken.set_key(&mut world.heap, index, key);
                }
                assert_eq!(&Plain::of(taken.item(index)), item);
            }
            assert!(!list.put_back(&mut world.heap, taken));
        }
    }
}

/// Searches agree with the model as far as they answer.
fn check_searches(world: &mut World, list: ListRef<Toy>, vec: &[Plain], item: &Plain) {
    let toy = item.toy(world);
    let found = vec.iter().position(|other| other.equals(item));
    match list.find(toy, 0, usize::MAX) {
        Search::Found(at) => assert_eq!(Some(at), found),
        Search::Absent => assert_eq!(None, found),
        Search::Ask(at) => {
            assert!(found.is_none_or(|found| found >= at));
            assert!(!matches!((&item, &vec[at]), (Plain::Int(_), Plain::Int(_) | Plain::Float(_))));
        }
    }
    if let Some(count) = list.count(toy) {
        assert_eq!(count, vec.iter().filter(|other| other.equals(item)).count());
    }
}

fn starts() -> BoxedStrategy<(Vec<Op>, Vec<Plain>)> {
    model::mostly_one()
        .prop_flat_map(|item| (proptest::collection::vec(op(item.clone()), 1..40), proptest::collection::vec(item, 0..20)))
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_strategy_agrees_with_a_vec((ops, start) in starts(), sought in model::any()) {
        let mut world = stressed(3);
        let world = &mut *world;
        let list = list_of(world, &start);
        let mut vec = start;
        for op in ops {
            let told = format!("{op:?} on {vec:?} ({:?})", list.tag());
            apply(world, list, &mut vec, op);
            prop_assert_eq!(contents(world, list), vec.clone(), "{}", told);
            prop_assert!(!list.tag().has_buffer() || list.capacity() >= list.len());
            check_searches(world, list, &vec, &sought);
        }
    }
}

#[test]
fn strategies_widen_as_they_should() {
    let mut world = World::new();
    let list = world.list();
    let heap = &mut world.heap;
    assert_eq!(list.tag(), ListTag::Empty);
    list.push(heap, Toy::int(1)).unwrap();
    assert_eq!(list.tag(), ListTag::Int);
    let half = Toy::float(heap, 0.5);
    list.push(heap, half).unwrap();
    assert_eq!((list.tag(), list.get(heap, 0)), (ListTag::Object, Some(Toy::int(1))));
    list.clear();
    list.push(heap, half).unwrap();
    assert_eq!(list.tag(), ListTag::Float);
    let text = Toy::str(heap, "x");
    list.push(heap, text).unwrap();
    assert_eq!((list.tag(), list.peek(1)), (ListTag::Object, Some(text)));
    // Without items the next one chooses, buffer or not.
    list.delete_range(heap, 0, 2).expect("room");
    list.push(heap, text).unwrap();
    assert_eq!(list.tag(), ListTag::Object);
    list.clear();
    list.push(heap, text).unwrap();
    assert_eq!(list.tag(), ListTag::Str);
}

#[test]
fn a_range_stays_one_until_it_is_written_to() {
    let mut world = World::new();
    let list = world.list();
    let heap = &mut world.heap;
    list.fill_range(0, 3, 1 << 40);
    assert_eq!(list.get(heap, 1 << 30).and_then(Item::as_int), Some(3 << 30));
    assert_eq!(list.find(Toy::int(3 << 20), 0, usize::MAX), Search::Found(1 << 20));
    assert_eq!(list.find(Toy::int(2), 0, usize::MAX), Search::Absent);
    assert_eq!(list.pop(heap, 0).and_then(Item::as_int), Some(0));
    list.delete_range(heap, 10, 1 << 40).expect("room");
    list.reverse();
    assert_eq!((list.tag(), list.range(), list.len()), (ListTag::Range, Some((30, -3)), 10));
    list.set(heap, 0, Toy::int(7)).unwrap();
    assert_eq!(list.tag(), ListTag::Int);
}

#[test]
fn too_much_is_out_of_memory() {
    let mut world = World::new();
    let list = world.list();
    list.push(&mut world.heap, Toy::int(1)).unwrap();
    assert!(list.repeat(&mut world.heap, usize::MAX / 4).is_err());
    assert!(list.reserve(&mut world.heap, usize::MAX).is_err());
    list.push(&mut world.heap, Toy::int(1)).unwrap();
    assert!(list.repeat(&mut world.heap, usize::MAX).is_err());
    list.fill_range(0, 1, 1 << 60);
    assert!(list.push(&mut world.heap, Toy::int(1)).is_err());
    assert_eq!(list.len(), 1 << 60);
}

#[test]
fn comparison_is_exact() {
    let mut world = World::new();
    let big = (1i64 << 53) + 1;
    let list = world.list();
    list.push(&mut world.heap, Toy::int(big)).unwrap();
    let near = Toy::float(&mut world.heap, big as f64);
    assert_eq!(list.find(near, 0, 9), Search::Absent);
    assert!(!toys_equal(near, Toy::int(big)));
    let nan = Toy::float(&mut world.heap, f64::NAN);
    let floats = world.list();
    floats.push(&mut world.heap, nan).unwrap();
    assert_eq!((floats.tag(), floats.find(nan, 0, 9)), (ListTag::Float, Search::Found(0)));
}
