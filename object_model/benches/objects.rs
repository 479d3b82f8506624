//! Objects through their protocols, without an evaluator: attributes, numbers, text, containers, hashes, formatting.
//!
//! `cargo bench -p object_model`. Names say what is done once; lists and dicts hold 1,000 items.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use object_model::gc::Heap;
use object_model::types::object::OBJECT;
use object_model::types::type_::TYPE;
use object_model::{BinaryOp, Context, DictObject, Gc, ListObject, Value, instance};
use std::hint::black_box;

const N: i64 = 1000;

/// Values that the bench holds for its whole life.
fn pin(cx: &mut Context, value: Value) -> Value {
    cx.new_static(Some(value));
    value
}

fn done<T>(result: object_model::PyResult<T>) -> T {
    match result {
        Ok(value) => value,
        Err(_) => panic!("the operation succeeds"),
    }
}

/// `class C(object): x = 7`, and an instance with the attributes a, b, c, d.
fn instance_of_class(cx: &mut Context) -> Value {
    let (metatype, object) = (TYPE.get(cx), OBJECT.get(cx).value());
    let (name, bases, namespace) = (cx.intern(b"C"), cx.new_tuple(&[object]), cx.new_dict());
    cx.dict_put(namespace, "x", Value::small(7));
    let class = done(cx.new_class(metatype, name, bases, namespace));
    let class = class.downcast().expect("a class");
    let made = cx.new_instance(class);
    for name in ["a", "b", "c", "d"] {
        let name = cx.intern(name.as_bytes());
        done(instance::own_set(cx, made, name, Value::small(1)));
    }
    pin(cx, made)
}

fn attributes(c: &mut Criterion) {
    let mut group = c.benchmark_group("attributes");
    let mut cx = Context::new(Heap::new());
    let cx = &mut *cx;
    let object = instance_of_class(cx);
    let list = cx.new_list().value();
    let list = pin(cx, list);
    for (what, holder, name) in [
        ("instance, last of 4", object, "d"),
        ("class", object, "x"),
        ("method of object", object, "__hash__"),
        ("list.append", list, "append"),
    ] {
        let name = cx.intern(name.as_bytes());
        pin(cx, name.value());
        group.bench_function(what, |b| b.iter(|| done(cx.getattr(black_box(holder), name))));
    }
    let name = cx.intern(b"b");
    group.bench_function("store", |b| b.iter(|| done(cx.setattr(black_box(object), name, Some(Value::small(3))))));
    let absent = cx.intern(b"absent");
    pin(cx, absent.value());
    group.bench_function("absent, without an exception", |b| {
        b.iter(|| done(cx.find_attr(black_box(object), absent)).is_none());
    });
    group.finish();
}

fn numbers(c: &mut Criterion) {
    let mut group = c.benchmark_group("numbers");
    let mut cx = Context::new(Heap::new());
    let cx = &mut *cx;
    let small = Value::small(12345);
    let float = cx.new_float(0.1);
    let float = pin(cx, float);
    let wide = done(cx.binary(BinaryOp::Pow, Value::small(10), Value::small(40)));
    let wide = pin(cx, wide);
    let wider = done(cx.binary(BinaryOp::Pow, Value::small(10), Value::small(1000)));
    let wider = pin(cx, wider);
    for (kind, operand) in [("int", small), ("float", float), ("long of 133 bits", wide), ("long of 3322 bits", wider)] {
        for (what, op) in [("+", BinaryOp::Add), ("*", BinaryOp::Mul), ("//", BinaryOp::FloorDiv), ("%", BinaryOp::Mod)] {
            group.bench_function(format!("{kind} {what}"), |b| {
                b.iter(|| done(cx.binary(op, black_box(operand), black_box(operand))));
            });
        }
        group.bench_function(format!("repr of {kind}"), |b| b.iter(|| done(cx.repr(black_box(operand)))));
        group.bench_function(format!("hash of {kind}"), |b| b.iter(|| done(cx.hash_of(black_box(operand)))));
    }
    for (what, x) in [("short", 0.5), ("17 digits", 0.1 + 0.2), ("large", 1.7976931348623157e308), ("subnormal", 5e-324)] {
        let x = cx.new_float(x);
        let x = pin(cx, x);
        group.bench_function(format!("repr of float, {what}"), |b| b.iter(|| done(cx.repr(black_box(x)))));
    }
    group.finish();
}

fn text(c: &mut Criterion) {
    let mut group = c.benchmark_group("str");
    let mut cx = Context::new(Heap::new());
    let cx = &mut *cx;
    let words = cx.new_str("the quick brown fox jumps over the lazy dog ".repeat(20).as_bytes()).value();
    let words = pin(cx, words);
    let fox = cx.new_str(b"fox").value();
    let fox = pin(cx, fox);
    let dog = cx.new_str(b"lazy cat").value();
    let dog = pin(cx, dog);
    group.bench_function("+", |b| b.iter(|| done(cx.binary(BinaryOp::Add, black_box(fox), black_box(dog)))));
    group.bench_function("[i]", |b| b.iter(|| done(cx.getitem(black_box(words), Value::small(40)))));
    for (what, method, args) in [
        ("find", "find", vec![dog]),
        ("replace", "replace", vec![fox, dog]),
        ("split", "split", vec![]),
        ("upper", "upper", vec![]),
        ("startswith", "startswith", vec![fox]),
    ] {
        group.bench_function(what, |b| b.iter(|| done(cx.call_method(black_box(words), method, &args))));
    }
    let parts = done(cx.call_method(words, "split", &[]));
    let parts = pin(cx, parts);
    let comma = cx.new_str(b", ").value();
    let comma = pin(cx, comma);
    group.bench_function("join of 180", |b| b.iter(|| done(cx.call_method(comma, "join", &[parts]))));
    let format = cx.new_str(b"%s is %d of %5.2f").value();
    let format = pin(cx, format);
    let float = cx.new_float(2.5);
    let args = cx.new_tuple(&[fox, Value::small(3), float]).value();
    let args = pin(cx, args);
    group.bench_function("% of three", |b| b.iter(|| done(cx.percent_format(black_box(format), args))));
    let format = cx.new_str(b"{0} is {1:d} of {2:5.2f}").value();
    let format = pin(cx, format);
    let values = [fox, Value::small(3), float];
    pin(cx, float);
    group.bench_function("format of three", |b| b.iter(|| done(cx.call_method(format, "format", &values))));
    group.bench_function("hash of 900 bytes, the first time", |b| {
        let bytes = [b'x'; 900];
        b.iter_batched(|| (), |()| cx.new_str(&bytes).hash(), BatchSize::SmallInput);
    });
    group.finish();
}

fn ints(cx: &mut Context) -> Gc<ListObject> {
    let list = cx.new_list();
    pin(cx, list.value());
    for n in 0..N {
        done(cx.list_push(list, Value::small(n * 7919 % N)));
    }
    list
}

fn lists(c: &mut Criterion) {
    let mut group = c.benchmark_group("list");
    let mut cx = Context::new(Heap::new());
    let cx = &mut *cx;
    let list = ints(cx);
    group.bench_function("append and pop", |b| {
        b.iter(|| {
            done(cx.call_method(list.value(), "append", &[Value::small(1)]));
            done(cx.call_method(list.value(), "pop", &[]))
        });
    });
    group.bench_function("[i]", |b| b.iter(|| done(cx.getitem(list.value(), Value::small(black_box(500))))));
    group.bench_function("in, at the end", |b| {
        b.iter(|| done(cx.call_method(list.value(), "__contains__", &[Value::small(black_box(-1))])));
    });
    group.bench_function("copy and sort", |b| {
        b.iter(|| {
            let copy = done(cx.list_from(list.value()));
            done(cx.call_method(copy.value(), "sort", &[]))
        });
    });
    group.bench_function("iterate", |b| {
        b.iter(|| {
            let mut sum = 0;
            done(cx.for_each(list.value(), |_, item| {
                sum += item.as_small().unwrap_or(0);
                Ok(())
            }));
            sum
        });
    });
    group.bench_function("repr", |b| b.iter(|| done(cx.repr(list.value()))));
    group.finish();
}

fn dicts(c: &mut Criterion) {
    let mut group = c.benchmark_group("dict");
    let mut cx = Context::new(Heap::new());
    let cx = &mut *cx;
    let (by_int, by_str) = (cx.new_dict(), cx.new_dict());
    for dict in [by_int, by_str] {
        pin(cx, dict.value());
    }
    for n in 0..N {
        done(cx.dict_set(by_int, Value::small(n), Value::small(n)));
        let key = cx.new_str(format!("key {n}").as_bytes()).value();
        done(cx.dict_set(by_str, key, Value::small(n)));
    }
    let key = cx.new_str(b"key 500").value();
    let key = pin(cx, key);
    let get = |cx: &mut Context, dict: Gc<DictObject>, key: Value| done(cx.getitem(dict.value(), key));
    group.bench_function("[int]", |b| b.iter(|| get(cx, by_int, Value::small(black_box(500)))));
    group.bench_function("[str], an equal one", |b| b.iter(|| get(cx, by_str, black_box(key))));
    group.bench_function("get of an absent int", |b| {
        b.iter(|| done(cx.call_method(by_int.value(), "get", &[Value::small(black_box(-5))])));
    });
    group.bench_function("set and delete", |b| {
        b.iter(|| {
            done(cx.dict_set(by_int, Value::small(black_box(5000)), Value::small(1)));
            done(cx.dict_delete(by_int, Value::small(5000)))
        });
    });
    group.bench_function("copy", |b| b.iter(|| done(cx.call_method(by_str.value(), "copy", &[]))));
    group.bench_function("items", |b| b.iter(|| done(cx.call_method(by_str.value(), "items", &[]))));
    group.finish();
}

criterion_group!(benches, attributes, numbers, text, lists, dicts);
criterion_main!(benches);
