//! What recording costs, an operation at a time, and how fast the evaluator walks: the floor for what comes after them.
//!
//! `cargo bench -p jit`

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jit::{Knobs, Tracing};
use object_model::gc::Heap;
use object_model::module::module_dict;
use object_model::{Context, Value};
use syntax::CompileOptions;

const LOOPS: &[(&str, &str)] = &[
    ("ints", "def loop(n):\n    i = t = 0\n    while i < n:\n        t = t + i * 3\n        i = i + 1\n    return t\n"),
    ("floats", "def loop(n):\n    x = 0.5\n    for i in xrange(n):\n        x = x * 3.75 * (1.0 - x)\n    return x\n"),
    (
        "methods",
        "class C(object):\n    def __init__(self):\n        self.n = 0\n    def add(self, k):\n        self.n = self.n + k\n\
         c = C()\ndef loop(n):\n    for i in xrange(n):\n        c.add(i)\n    return c.n\n",
    ),
    (
        "lists_and_dicts",
        "d = {'a': 1}\ndef loop(n):\n    l = [1] * n\n    for i in xrange(n):\n        l[i] = l[i] + d['a']\n    return l\n",
    ),
];

fn context(source: &str, knobs: Option<Knobs>) -> (Box<Context>, Option<&'static Tracing>, Value) {
    let mut cx = Context::new(Heap::new());
    interp::install(&mut cx);
    let driver = knobs.map(|knobs| Tracing::install(&mut cx, knobs));
    let function = (|| {
        modules::install(&mut cx)?;
        let name = cx.intern(b"__main__");
        let module = cx.new_module(name);
        let modules = interp::import::modules(&mut cx);
        cx.dict_put(modules, "__main__", module.value());
        let main = module_dict(module.value()).expect("a module has a dict");
        let code = interp::source::compile_bytes(&mut cx, source.as_bytes(), &options())?;
        interp::services::run_code(&mut cx, code, main, main.value())?;
        Ok(cx.dict_find(main, "loop").expect("the source defines `loop`"))
    })();
    let function = function.unwrap_or_else(|_: object_model::Raised| panic!("the source runs"));
    // Found by name in a module of `sys.modules`, so it lives.
    (cx, driver, function)
}

fn options() -> CompileOptions {
    CompileOptions::new("loop.py", syntax::parser::Mode::Exec)
}

/// A whole recording: the loop runs to the threshold, is recorded once and left.
fn recording(c: &mut Criterion) {
    let mut group = c.benchmark_group("record");
    for &(name, source) in LOOPS {
        let knobs = Knobs { threshold: 2, ..Knobs::default() };
        let (mut cx, driver, function) = context(source, Some(knobs));
        let driver = driver.expect("installed");
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| {
                driver.reset();
                cx.call(function, &[Value::small(6)])
            });
        });
        assert!(driver.counts().recorded > 0, "{name} is recorded");
        std::mem::forget(cx);
    }
    group.finish();
}

/// Rounds of a loop: in the interpreter alone, counting, in the evaluator.
fn rounds(c: &mut Criterion) {
    const ROUNDS: i64 = 10_000;
    let mut group = c.benchmark_group("rounds");
    group.throughput(Throughput::Elements(ROUNDS as u64));
    let counting = Knobs { threshold: u32::MAX - 1, ..Knobs::default() };
    for &(name, source) in LOOPS {
        for (how, knobs) in
            [("interpreter", None), ("counting", Some(counting.clone())), ("evaluator", Some(Knobs::default()))]
        {
            let (mut cx, _, function) = context(source, knobs);
            group.bench_function(BenchmarkId::new(how, name), |b| {
                b.iter(|| cx.call(function, &[Value::small(ROUNDS)]));
            });
            std::mem::forget(cx);
        }
    }
    group.finish();
}

criterion_group!(benches, recording, rounds);
criterion_main!(benches);
