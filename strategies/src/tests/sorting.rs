//! The sort: stability, failure, CPython's order for what cannot be ordered.

use super::lists::{contents, list_of};
use super::stressed;
use crate::list::ListTag;
use crate::model::{self, Plain};
use crate::timsort;
use crate::toy::{Toy, World};
use crate::{Item, item};
use proptest::prelude::*;
use std::cell::Cell;
use std::convert::Infallible;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sorts_stably(keys in proptest::collection::vec(0u32..50, 0..700)) {
        let mut pairs: Vec<(u32, usize)> = keys.iter().copied().zip(0..).collect();
        let Ok(()) = timsort::sort_slice(&mut pairs, |a, b| Ok::<_, Infallible>(a.0 < b.0));
        let mut expected: Vec<(u32, usize)> = keys.into_iter().zip(0..).collect();
        expected.sort_by_key(|pair| pair.0);
        prop_assert_eq!(pairs, expected);
    }

    /// Runs, saws and plateaus, where merges gallop.
    #[test]
    fn sorts_patterns(runs in proptest::collection::vec((0i64..100, -1i64..2, 1i64..200), 0..12)) {
        let mut items: Vec<(i64, usize)> =
            runs.into_iter().flat_map(|(start, step, n)| (0..n).map(move |k| start + k * step)).zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|pair| pair.0);
        let Ok(()) = timsort::sort_slice(&mut items, |a, b| Ok::<_, Infallible>(a.0 < b.0));
        prop_assert_eq!(items, expected);
    }

    /// Whatever the comparison answers and wherever it fails, nothing is lost.
    #[test]
    fn keeps_all_items_when_comparisons_lie_and_fail(n in 0usize..400, seed in any::<u64>(), fail in 0usize..3000) {
        let mut items: Vec<usize> = (0..n).collect();
        let (mut state, mut asked) = (seed | 1, 0);
        let _ = timsort::sort_slice(&mut items, |_, _| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            asked += 1;
            if asked > fail { Err(()) } else { Ok(state & 4 == 0) }
        });
        items.sort_unstable();
        prop_assert_eq!(items, (0..n).collect::<Vec<_>>());
    }

    #[test]
    fn plain_and_general_sorts_agree(
        (items, reverse) in (prop_oneof![Just(model::int()), Just(model::float()), Just(model::str()), Just(model::unicode())]
            .prop_flat_map(|item| proptest::collection::vec(item, 0..100)), any::<bool>()),
        keyed in any::<bool>(),
    ) {
        let mut world = stressed(7);
        let world = &mut *world;
        let (a, b) = (list_of(world, &items), list_of(world, &items));
        prop_assert!(a.sort_plain(&mut world.heap, reverse).unwrap());
        let mut taken = b.take_for_sort(&mut world.heap, keyed).unwrap();
        if keyed {
            for index in 0..taken.len() {
                let key = Plain::of(taken.item(index)).toy(world);
                taken.set_key(&mut world.heap, index, key);
            }
        }
        if reverse {
            taken.reverse();
        }
        let heap = &mut world.heap;
        taken
            .sort(|a: Toy, b: Toy| {
                heap.collect();
                Ok::<_, Infallible>(match (a.as_int(), a.as_float()) {
                    (Some(_), _) => a.as_int() < b.as_int(),
                    (_, Some(_)) => a.as_float() < b.as_float(),
                    _ => a.str_compare(b).is_lt(),
                })
            })
            .unwrap();
        if reverse {
            taken.reverse();
        }
        prop_assert!(!b.put_back(&mut world.heap, taken));
        prop_assert_eq!(a.tag(), b.tag());
        prop_assert_eq!(contents(world, a), contents(world, b));
    }
}

#[test]
fn a_list_that_is_changed_while_it_is_sorted_tells() {
    let mut world = World::new();
    let list = list_of(&mut world, &[Plain::Int(2), Plain::Float(1.0), Plain::Int(0)]);
    let mut taken = list.take_for_sort(&mut world.heap, false).unwrap();
    assert!(!taken.sort_plain());
    let heap = &mut world.heap;
    let number = |toy: Toy| toy.as_float().or(toy.as_int().map(|int| int as f64));
    let pushed = Cell::new(false);
    taken
        .sort(|a, b| {
            if !pushed.replace(true) {
                list.push(heap, Toy::int(9)).unwrap();
                list.pop(heap, 0);
            }
            Ok::<_, Infallible>(number(a) < number(b))
        })
        .unwrap();
    assert!(list.put_back(&mut world.heap, taken));
    assert_eq!(contents(&mut world, list), [Plain::Int(0), Plain::Float(1.0), Plain::Int(2)]);
}

#[test]
fn keys_decide_and_items_follow() {
    let mut world = World::new();
    let list = list_of(&mut world, &["ccc", "a", "bb", "d"].map(|text| Plain::Str(text.into())));
    let mut taken = list.take_for_sort(&mut world.heap, true).unwrap();
    for index in 0..taken.len() {
        let key = Toy::int(taken.item(index).bytes().len() as i64);
        taken.set_key(&mut world.heap, index, key);
    }
    assert!(taken.sort_plain());
    assert!(!list.put_back(&mut world.heap, taken));
    assert_eq!(list.tag(), ListTag::Str);
    assert_eq!(contents(&mut world, list), ["a", "d", "bb", "ccc"].map(|text| Plain::Str(text.into())));
}

/// Recorded from CPython 2.7: `sorted((i * 37 + 11) % 101 if i % 7 else nan for i in range(n))`, as a sum of index × value
/// where NaNs count as -1.
#[test]
fn lists_with_nan_come_out_as_from_cpython() {
    for (n, expected) in NAN_SORTS {
        let value = |i: i64| if i % 7 == 0 { f64::NAN } else { ((i * 37 + 11) % 101) as f64 };
        let items: Vec<Plain> = (0..n).map(|i| Plain::Float(value(i))).collect();
        let mut world = World::new();
        let list = list_of(&mut world, &items);
        assert!(list.sort_plain(&mut world.heap, false).unwrap());
        let whole = |(at, item): (usize, Plain)| match item {
            Plain::Float(float) if float.is_nan() => -(at as i64),
            Plain::Float(float) => at as i64 * float as i64,
            _ => unreachable!(),
        };
        assert_eq!(contents(&mut world, list).into_iter().enumerate().map(whole).sum::<i64>(), expected, "{n} items");
    }
}

const NAN_SORTS: [(i64, i64); 4] = [(10, 2237), (50, 61206), (200, 889815), (2000, 85850708)];

#[test]
fn exact_comparison_of_ints_and_floats() {
    assert!(item::int_equals_float(1 << 62, (1i64 << 62) as f64));
    assert!(!item::int_equals_float(i64::MAX, 9_223_372_036_854_775_808.0));
    assert!(item::int_equals_float(i64::MIN, -9_223_372_036_854_775_808.0));
    assert!(!item::int_equals_float(0, f64::NAN) && !item::int_equals_float(0, 0.5));
}
