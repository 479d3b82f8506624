//! Dicts against pairs in a `Vec`.

use super::stressed;
use crate::buffer::Cell;
use crate::dict::{Dict, DictRef, Known};
use crate::item::{Item, ItemClass};
use crate::model::{self, ModelDict, Plain};
use crate::table::Kernel;
use crate::toy::{Toy, World};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
    Get(Plain),
    Set(Plain, i64),
    SetKnown(Plain, i64),
    Pop(Plain),
    Popitem,
    Setdefault(Plain, i64),
    Update(Vec<(Plain, i64)>),
    Clear,
    UseCells,
    CellFor(Plain),
    Copy,
    Reserve(usize),
}

#[derive(Clone, Copy, Debug)]
enum Start {
    Empty,
    Cells,
    Kwargs,
    Attributes,
}

fn op(key: BoxedStrategy<Plain>) -> BoxedStrategy<Op> {
    let pair = || (key.clone(), 0i64..100);
    prop_oneof![
        6 => key.clone().prop_map(Op::Get),
        12 => pair().prop_map(|(key, value)| Op::Set(key, value)),
        3 => pair().prop_map(|(key, value)| Op::SetKnown(key, value)),
        6 => key.clone().prop_map(Op::Pop),
        3 => Just(Op::Popitem),
        3 => pair().prop_map(|(key, value)| Op::Setdefault(key, value)),
        1 => proptest::collection::vec(pair(), 0..12).prop_map(Op::Update),
        1 => Just(Op::UseCells),
        2 => key.prop_map(Op::CellFor),
        2 => Just(Op::Copy),
        1 => (0usize..40).prop_map(Op::Reserve),
        1 => Just(Op::Clear),
    ]
    .boxed()
}

fn items(world: &mut World, dict: DictRef<Toy>) -> Vec<(Plain, Plain)> {
    let (mut position, mut items) = (0, Vec::new());
    while let Some((key, value)) = dict.next_entry(world, &mut position) {
        items.push((Plain::of(key), Plain::of(value)));
    }
    items
}

fn apply(world: &mut World, dict: DictRef<Toy>, model: &mut ModelDict, op: Op) {
    let plain = |value: i64| Plain::Int(value);
    match op {
        Op::Get(key) => {
            let toy = key.toy(world);
            let expected = model.get(&key);
            assert_eq!(dict.get(world, toy).unwrap().map(Plain::of), expected);
            if let Some(hash) = crate::known_hash(toy) {
                match dict.get_known(toy, hash) {
                    Known::Found(value) => assert_eq!(Some(Plain::of(value)), expected),
                    Known::Absent => assert_eq!(None, expected),
                    Known::Ask => {}
                }
                if let Some(number) = dict.entry_number(toy, hash) {
                    assert_eq!(dict.value_at(number, toy).map(Plain::of), expected);
                }
            }
        }
        Op::Set(key, value) => {
            let toy = key.toy(world);
            dict.set(world, toy, Toy::int(value)).unwrap();
            model.set(key, plain(value));
        }
        Op::SetKnown(key, value) => {
            let toy = key.toy(world);
            if dict.set_known(&mut world.heap, toy, Toy::int(value)).unwrap() {
                model.set(key, plain(value));
            }
        }
        Op::Pop(key) => {
            let toy = key.toy(world);
            assert_eq!(dict.pop(world, toy).unwrap().map(Plain::of), model.pop(&key));
        }
        Op::Popitem => {
            let popped = dict.popitem(world).unwrap().map(|(key, value)| (Plain::of(key), Plain::of(value)));
            let expected = model.items().pop();
            if let Some((key, _)) = &expected {
                model.pop(key);
            }
            assert_eq!(popped, expected);
        }
        Op::Setdefault(key, value) => {
            let toy = key.toy(world);
            let expected = model.get(&key).unwrap_or(plain(value));
            assert_eq!(Plain::of(dict.setdefault(world, toy, Toy::int(value)).unwrap()), expected);
            model.set(key, expected);
        }
        Op::Update(pairs) => {
            let other = world.dict();
            let mut model_of_other = ModelDict::default();
            for (key, value) in pairs {
                let toy = key.toy(world);
                other.set(world, toy, Toy::int(value)).unwrap();
                model_of_other.set(key, plain(value));
            }
            dict.update_from(world, other).unwrap();
            for (key, value) in model_of_other.items() {
                model.set(key, value);
            }
        }
        Op::Clear => {
            dict.clear(world);
            model.clear();
        }
        Op::UseCells => {
            if dict.kernel() != Kernel::Instance {
                dict.use_cells(&mut world.heap).unwrap();
                model.cells = true;
            }
        }
        Op::CellFor(key) => {
            if dict.kernel() == Kernel::Cells {
                let toy = key.toy(world);
                let cell = dict.cell_for(world, toy).unwrap();
                // SAFETY: a cell of the dict.
                #[allow(unsafe_code)]
                let word = unsafe { (*cell).value };
                assert_eq!(word != 0, model.get(&key).is_some());
                assert_eq!(dict.cell_for(world, toy).unwrap(), cell);
                if model.pairs.iter().all(|(other, _)| !other.equals(&key)) {
                    model.pairs.push((key, None));
                }
            }
        }
        Op::Copy => {
            let copy = world.dict();
            dict.copy_into(world, copy).unwrap();
            assert_eq!(items(world, copy), model.items());
            assert_ne!(copy.kernel(), Kernel::Instance);
            for (key, value) in model.items() {
                let toy = key.toy(world);
                assert_eq!(copy.get(world, toy).unwrap().map(Plain::of), Some(value));
            }
        }
        Op::Reserve(n) => dict.reserve(&mut world.heap, n).unwrap(),
    }
}

fn starts() -> BoxedStrategy<(Start, Vec<Op>)> {
    let start = prop_oneof![Just(Start::Empty), Just(Start::Cells), Just(Start::Kwargs), Just(Start::Attributes)];
    (start, model::mostly_one(), 1usize..90)
        .prop_flat_map(|(start, key, n)| (Just(start), proptest::collection::vec(op(key), n)))
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_kernel_agrees_with_pairs((start, ops) in starts()) {
        let mut world = stressed(3);
        let world = &mut *world;
        let mut model = ModelDict::default();
        let dict = match start {
            Start::Attributes => world.attribute_dict(),
            _ => world.dict(),
        };
        match start {
            Start::Cells => {
                dict.use_cells(&mut world.heap).unwrap();
                model.cells = true;
            }
            Start::Kwargs => {
                let (a, b) = (Toy::str(&mut world.heap, "k1"), Toy::str(&mut world.heap, "k2"));
                dict.set_kwargs(&mut world.heap, [(a, Toy::int(1)), (b, Toy::int(2))].into_iter()).unwrap();
                model.set(Plain::Str("k1".into()), Plain::Int(1));
                model.set(Plain::Str("k2".into()), Plain::Int(2));
            }
            _ => {}
        }
        for op in ops {
            let told = format!("{op:?} ({:?}) on {:?}", dict.kernel(), model.pairs);
            apply(world, dict, &mut model, op);
            prop_assert_eq!(items(world, dict), model.items(), "{}", told);
            prop_assert_eq!(dict.len(world), model.items().len(), "{}", told);
        }
    }
}

#[test]
fn kernels_follow_the_keys() {
    let mut world = World::new();
    let world = &mut *world;
    let (text, half, object) = {
        let heap = &mut world.heap;
        (Toy::str(heap, "x"), Toy::float(heap, 0.5), Toy::identity(heap, 1))
    };
    let wide = Toy::unicode(&mut world.heap, "x");
    let value = Toy::int(1);
    for (key, kernel) in [
        (Toy::int(3), Kernel::Int),
        (text, Kernel::Str),
        (wide, Kernel::Unicode),
        (object, Kernel::Identity),
        (half, Kernel::Object),
    ] {
        let dict = world.dict();
        dict.set(world, key, value).unwrap();
        assert_eq!(dict.kernel(), kernel);
        // A lookup of anything leaves it.
        for other in [Toy::int(4), text, wide, object, half] {
            dict.get(world, other).unwrap();
        }
        assert_eq!(dict.kernel(), kernel);
        assert_eq!(dict.pop(world, key).unwrap(), Some(value));
        // Nothing left: the next key chooses.
        dict.set(world, text, value).unwrap();
        assert_eq!(dict.kernel(), Kernel::Str);
        dict.set(world, half, value).unwrap();
        assert_eq!(dict.kernel(), Kernel::Object);
        dict.clear(world);
        assert_eq!(dict.kernel(), Kernel::Empty);
    }
}

#[test]
fn equal_keys_of_other_classes_are_one_key() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    let (text, wide) = (Toy::str(&mut world.heap, "x"), Toy::unicode(&mut world.heap, "x"));
    dict.set(world, text, Toy::int(1)).unwrap();
    dict.set(world, wide, Toy::int(2)).unwrap();
    assert_eq!((dict.kernel(), dict.table_len(), dict.get(world, text)), (Kernel::Str, 1, Ok(Some(Toy::int(2)))));
    let dict = world.dict();
    let (one, other) = (Toy::float(&mut world.heap, 1.0), Toy::other(&mut world.heap, 1));
    dict.set(world, Toy::int(1), Toy::int(1)).unwrap();
    for key in [one, other] {
        assert_eq!(dict.get(world, key), Ok(Some(Toy::int(1))));
        dict.set(world, key, Toy::int(1)).unwrap();
    }
    assert_eq!((dict.kernel(), dict.table_len()), (Kernel::Int, 1));
}

#[test]
fn a_flooded_table_is_fortified_and_answers_as_before() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    const N: usize = 20_000;
    for n in 0..N {
        let key = Toy::str(&mut world.heap, &format!("!{n}"));
        dict.set(world, key, Toy::int(n as i64)).unwrap();
    }
    assert!(dict.is_fortified() && dict.table_len() == N);
    for n in (0..N).step_by(7) {
        let key = Toy::str(&mut world.heap, &format!("!{n}"));
        assert_eq!(dict.get(world, key), Ok(Some(Toy::int(n as i64))));
        let wide = Toy::unicode(&mut world.heap, &format!("!{n}"));
        assert_eq!(dict.get(world, wide), Ok(Some(Toy::int(n as i64))));
    }
    for n in 0..N - 50 {
        let key = Toy::str(&mut world.heap, &format!("!{n}"));
        assert_eq!(dict.delete(world, key), Ok(true));
    }
    // Another kind of key makes it plain for good, in the same order.
    dict.set(world, Toy::int(7), Toy::int(0)).unwrap();
    assert!(!dict.is_fortified() && dict.kernel() == Kernel::Object);
    let order = items(world, dict);
    assert_eq!((order.len(), &order[0].1, &order[50].0), (51, &Plain::Int(N as i64 - 50), &Plain::Int(7)));
    let mut position = 0;
    while let Some((hash, key, value)) = dict.next_hashed(world, &mut position) {
        assert_eq!(hash, 7);
        assert_eq!(dict.get(world, key), Ok(Some(value)));
    }
}

#[test]
fn keyword_arguments_cannot_flood() {
    let mut world = World::new();
    let world = &mut *world;
    let pairs: Vec<(Toy, Toy)> = (0..20_000)
        .map(|n| {
            let key = Toy::str(&mut world.heap, &format!("!{n}"));
            (world.pin(key), Toy::int(n))
        })
        .collect();
    for n in [1, 8, 9, 20_000] {
        let dict = world.dict();
        dict.set_kwargs(&mut world.heap, pairs[..n].iter().copied()).unwrap();
        assert_eq!((dict.table_len(), dict.is_fortified()), (n, n > 64));
        assert_eq!(dict.kernel(), if n <= 8 { Kernel::Kwargs } else { Kernel::Str });
        assert_eq!(dict.get(world, pairs[n - 1].0), Ok(Some(pairs[n - 1].1)));
    }
}

/// Ints that collide in many slots are hard to come by, so this one is fortified by hand.
#[test]
fn a_fortified_table_of_ints_finds_equal_keys_of_any_class() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    for n in 0..5000i64 {
        dict.set(world, Toy::int(n << 40), Toy::int(n)).unwrap();
    }
    // SAFETY: a live dict of kernel `Int`.
    #[allow(unsafe_code)]
    unsafe {
        Dict::fortify::<Toy>(dict.as_ptr());
    }
    for n in 5000..9000i64 {
        dict.set(world, Toy::int(n << 40), Toy::int(n)).unwrap();
    }
    assert!(dict.is_fortified() && dict.kernel() == Kernel::Int);
    let (half, other) = (Toy::float(&mut world.heap, 0.5), Toy::other(&mut world.heap, 8000 << 40));
    assert_eq!((dict.get(world, half), dict.get(world, other)), (Ok(None), Ok(Some(Toy::int(8000)))));
    dict.set(world, other, Toy::int(1)).unwrap();
    assert!(dict.is_fortified() && dict.table_len() == 9000);
    dict.set(world, half, Toy::int(2)).unwrap();
    assert!(!dict.is_fortified() && dict.kernel() == Kernel::Object);
    assert_eq!(dict.get(world, Toy::int(8000 << 40)), Ok(Some(Toy::int(1))));
    assert_eq!(dict.get(world, Toy::int(100 << 40)), Ok(Some(Toy::int(100))));
}

/// Other keys whose comparison changes the dict in each of these ways.
#[test]
fn lookups_survive_any_change_made_by_a_comparison() {
    type Change = fn(&mut World, DictRef<Toy>);
    let changes: [Change; 6] = [
        |world, dict| dict.clear(world),
        |world, dict| {
            for n in 100..400 {
                let key = Toy::other(&mut world.heap, n);
                dict.set(world, key, Toy::int(0)).unwrap();
            }
        },
        |world, dict| {
            let _ = dict.popitem(world);
        },
        |world, dict| {
            let key = Toy::other(&mut world.heap, 5);
            dict.on_next_comparison_nothing(world);
            dict.delete(world, key).unwrap();
        },
        |world, dict| dict.use_cells(&mut world.heap).unwrap(),
        |world, dict| {
            dict.clear(world);
            world.heap.collect();
            for n in 0..6 {
                let key = Toy::str(&mut world.heap, &format!("k{n}"));
                dict.set(world, key, Toy::int(n)).unwrap();
            }
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut world = stressed(1);
        let world = &mut *world;
        let dict = world.dict();
        for n in 0..8 {
            let key = Toy::other(&mut world.heap, n);
            dict.set(world, key, Toy::int(n)).unwrap();
        }
        world.on_equal = Some(Box::new(move |world| change(world, dict)));
        let key = Toy::other(&mut world.heap, 5);
        let found = dict.get(world, key).unwrap();
        let gone = matches!(number, 0 | 3 | 5);
        assert_eq!(found, (!gone).then_some(Toy::int(5)), "change {number}");
        world.on_equal = Some(Box::new(move |world| change(world, dict)));
        let key = Toy::other(&mut world.heap, 5);
        dict.set(world, key, Toy::int(55)).unwrap();
        assert_eq!(dict.get(world, key), Ok(Some(Toy::int(55))), "change {number}");
        let times = items(world, dict).iter().filter(|(key, _)| *key == Plain::Other(5)).count();
        assert_eq!(times, 1, "change {number}");
    }
}

impl DictRef<Toy> {
    fn on_next_comparison_nothing(self, world: &mut World) {
        world.on_equal = None;
    }
}

#[test]
fn cells_stay_where_they_are() {
    let mut world = stressed(1);
    let world = &mut *world;
    let dict = world.dict();
    let key = Toy::str(&mut world.heap, "x");
    world.pin(key);
    let cell: *mut Cell = dict.cell_for(world, key).unwrap();
    assert_eq!((dict.table_len(), dict.get(world, key)), (0, Ok(None)));
    dict.set(world, key, Toy::int(1)).unwrap();
    for n in 0..100 {
        let other = Toy::str(&mut world.heap, &format!("k{n}"));
        dict.set(world, other, Toy::int(n)).unwrap();
    }
    dict.delete(world, key).unwrap();
    dict.clear(world);
    assert_eq!((dict.kernel(), dict.table_len(), items(world, dict).len()), (Kernel::Cells, 0, 0));
    dict.set(world, key, Toy::int(2)).unwrap();
    // SAFETY: the dict keeps its cells.
    #[allow(unsafe_code)]
    let word = unsafe { (*cell).value };
    assert_eq!((word, dict.find_cell(key, key.str_hash())), (Toy::int(2).bits(), Some(cell)));
}

#[test]
fn an_attribute_dict_detaches_when_the_map_declines() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.attribute_dict();
    for n in 0..4 {
        let name = Toy::str(&mut world.heap, &format!("k{n}"));
        dict.set(world, name, Toy::int(n)).unwrap();
    }
    assert_eq!((dict.kernel(), dict.len(world)), (Kernel::Instance, 4));
    let wide = Toy::unicode(&mut world.heap, "k2");
    assert_eq!(dict.get(world, wide), Ok(Some(Toy::int(2))));
    let name = Toy::str(&mut world.heap, "k4");
    dict.set(world, name, Toy::int(4)).unwrap();
    assert!(world.detached && dict.kernel() == Kernel::Str && dict.table_len() == 5);
}

#[test]
fn writes_to_a_watched_dict_are_told() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    dict.set_watched();
    let key = Toy::str(&mut world.heap, "x");
    assert_eq!(dict.set_known(&mut world.heap, key, key), Ok(false));
    dict.set(world, key, key).unwrap();
    dict.setdefault(world, key, key).unwrap(); // no write
    dict.delete(world, key).unwrap();
    dict.delete(world, key).unwrap(); // no write
    dict.setdefault(world, key, key).unwrap();
    dict.popitem(world).unwrap();
    dict.clear(world);
    assert!(dict.is_watched());
    assert_eq!(world.watched, 5);
}

#[test]
fn first_probe_finds_identical_keys_only() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    let (key, equal) = (Toy::str(&mut world.heap, "x"), Toy::str(&mut world.heap, "x"));
    assert!(dict.first_probe(key, key.str_hash()).is_none());
    dict.set(world, key, Toy::int(1)).unwrap();
    assert!(dict.first_probe(key, key.str_hash()).is_some());
    assert!(dict.first_probe(equal, equal.str_hash()).is_none());
    assert!(!dict.replace_first(&mut world.heap, equal, equal.str_hash(), Toy::int(2)));
    assert!(dict.replace_first(&mut world.heap, key, key.str_hash(), Toy::int(1)));
    assert_eq!(dict.get_str(equal, equal.str_hash()), Known::Found(Toy::int(1)));
    assert_eq!(key.class(), ItemClass::Str);
}

#[test]
fn popping_everything_is_not_quadratic() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    for n in 0..200_000 {
        dict.set(world, Toy::int(n), Toy::int(n)).unwrap();
    }
    for n in (0..200_000).rev() {
        assert_eq!(dict.popitem(world), Ok(Some((Toy::int(n), Toy::int(n)))));
        if n % 3 == 0 && n < 1000 {
            dict.set(world, Toy::int(n + 1), Toy::int(n)).unwrap();
            assert_eq!(dict.popitem(world), Ok(Some((Toy::int(n + 1), Toy::int(n)))));
        }
    }
    assert_eq!(dict.table_len(), 0);
}

#[test]
fn storing_and_deleting_one_key_for_ever_is_quick() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    for n in 0..30_000 {
        let key = Toy::str(&mut world.heap, &format!("k{n}"));
        dict.set(world, key, Toy::int(n)).unwrap();
    }
    let key = Toy::str(&mut world.heap, "again");
    for n in 0..300_000 {
        dict.set(world, key, Toy::int(n)).unwrap();
        assert_eq!(dict.pop(world, key), Ok(Some(Toy::int(n))));
    }
    assert!(!dict.is_fortified() && dict.table_len() == 30_000);
}

#[test]
fn errors_of_keys_come_through() {
    let mut world = World::new();
    let world = &mut *world;
    let dict = world.dict();
    let bad = Toy::other(&mut world.heap, -666);
    assert_eq!(dict.get(world, bad), Err("unhashable"));
    assert_eq!(dict.set(world, bad, bad), Err("unhashable"));
    assert_eq!(dict.table_len(), 0);
}
