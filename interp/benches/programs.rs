//! Small programs compiled and run by `interp` alone: no built-in modules, names from a toy namespace.
//!
//! `cargo bench -p interp`. Each program defines `run(n)`; times are for one call with n = 1,000, but those of `compile`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use object_model::gc::Heap;
use object_model::module::module_dict;
use object_model::{Context, Exc, PyResult, Value};
use syntax::CompileOptions;
use syntax::parser::Mode;

const N: i64 = 1000;

const PROGRAMS: &[(&str, &str)] = &[
    ("loop", "def run(n):\n    i = t = 0\n    while i < n:\n        t += i\n        i += 1\n    return t\n"),
    ("for over xrange", "def run(n):\n    t = 0\n    for i in xrange(n):\n        t += i\n    return t\n"),
    ("floats", "def run(n):\n    x = 0.5\n    for i in xrange(n):\n        x = x * 3.75 * (1.0 - x)\n    return x\n"),
    ("call", "def f(a, b):\n    return a\ndef run(n):\n    for i in xrange(n):\n        f(i, 2)\n"),
    (
        "call with defaults and names",
        "def f(a, b=1, c=2):\n    return b\ndef run(n):\n    for i in xrange(n):\n        f(i, c=3)\n",
    ),
    ("call with * and **", "def f(*a, **k):\n    return a\ndef run(n):\n    for i in xrange(n):\n        f(i, x=1, y=2)\n"),
    (
        "recursion",
        "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\ndef run(n):\n    return fib(n // 70)\n",
    ),
    (
        "closure",
        "def outer():\n    n = [0]\n    def inner(k):\n        n[0] += k\n    return inner\nf = outer()\ndef run(n):\n    for i in xrange(n):\n        f(i)\n",
    ),
    (
        "attributes",
        "class P(object):\n    def __init__(self):\n        self.x = self.y = 0\np = P()\ndef run(n):\n    for i in xrange(n):\n        \
         p.x = p.y + i\n        p.y = p.x - i\n",
    ),
    (
        "methods",
        "class C(object):\n    k = 2\n    def __init__(self):\n        self.n = 0\n    def add(self, i):\n        self.n += i * self.k\nc = C()\n\
         def run(n):\n    for i in xrange(n):\n        c.add(i)\n",
    ),
    (
        "instances",
        "class C(object):\n    def __init__(self, a):\n        self.a = a\ndef run(n):\n    for i in xrange(n):\n        C(i)\n",
    ),
    (
        "generator",
        "def g(n):\n    i = 0\n    while i < n:\n        yield i\n        i += 1\ndef run(n):\n    t = 0\n    for i in g(n):\n        t += i\n    return t\n",
    ),
    (
        "generator expression",
        "def run(n):\n    t = 0\n    for x in (i * 2 for i in xrange(n) if i & 1):\n        t += x\n    return t\n",
    ),
    (
        "try, quiet",
        "def run(n):\n    for i in xrange(n):\n        try:\n            i += 1\n        except ValueError:\n            pass\n",
    ),
    (
        "raise and catch",
        "def run(n):\n    for i in xrange(n):\n        try:\n            raise ValueError\n        except ValueError:\n            pass\n",
    ),
    (
        "raise through two calls",
        "def f():\n    raise ValueError(1)\ndef g():\n    f()\ndef run(n):\n    for i in xrange(n):\n        try:\n            g()\n        \
         except ValueError as e:\n            pass\n",
    ),
    ("string building", "def run(n):\n    s = ''\n    for i in xrange(n):\n        s += 'item %d, ' % i\n    return s\n"),
    ("join", "def run(n):\n    return ', '.join(['%d' % i for i in xrange(n)])\n"),
    (
        "list",
        "def run(n):\n    l = []\n    for i in xrange(n):\n        l.append(i)\n    for i in xrange(n):\n        l[i] = l[i] + 1\n    return l\n",
    ),
    (
        "dict",
        "def run(n):\n    d = {}\n    for i in xrange(n):\n        d[i] = i\n    for i in xrange(n):\n        d[i] += 1\n    return d\n",
    ),
    ("globals", "k = 1\ndef run(n):\n    global k\n    for i in xrange(n):\n        k = k + 1\n"),
];

/// A context and what `run` is in it.
fn context(source: &str) -> PyResult<(Box<Context>, Value)> {
    let mut cx = Context::new(Heap::new());
    interp::install(&mut cx);
    let name = cx.intern(b"__main__");
    let module = cx.new_module(name);
    cx.new_static(Some(module.value()));
    let main = module_dict(module.value()).expect("a module has a dict");
    let object = object_model::types::object::OBJECT.get(&mut cx).value();
    let xrange = object_model::types::xrange::XRANGE.get(&mut cx).value();
    let error = Exc::ValueError.class(&mut cx).value();
    for (name, value) in [("object", object), ("xrange", xrange), ("ValueError", error)] {
        cx.dict_put(main, name, value);
    }
    let code = interp::source::compile_bytes(&mut cx, source.as_bytes(), &CompileOptions::new("bench.py", Mode::Exec))?;
    interp::services::run_code(&mut cx, code, main, main.value())?;
    let run = cx.dict_find(main, "run").expect("the source defines `run`");
    Ok((cx, run))
}

fn programs(c: &mut Criterion) {
    let mut group = c.benchmark_group("programs");
    group.throughput(Throughput::Elements(N as u64));
    for &(name, source) in PROGRAMS {
        let Ok((mut cx, run)) = context(source) else { panic!("{name} runs") };
        group.bench_function(name, |b| {
            b.iter(|| match cx.call(run, &[Value::small(N)]) {
                Ok(value) => value,
                Err(_) => panic!("{name} runs"),
            });
        });
        // Its stack is mapped for as long as the process lives.
        std::mem::forget(cx);
    }
    group.finish();
}

fn compile(c: &mut Criterion) {
    let source: String = PROGRAMS.iter().map(|program| program.1).collect();
    let mut group = c.benchmark_group("compile");
    group.throughput(Throughput::Bytes(source.len() as u64));
    let Ok((mut cx, _)) = context(PROGRAMS[0].1) else { panic!("it runs") };
    group.bench_function("all of the programs", |b| {
        b.iter(|| {
            let options = CompileOptions::new("bench.py", Mode::Exec);
            interp::source::compile_bytes(&mut cx, source.as_bytes(), &options).is_ok()
        });
    });
    group.finish();
    std::mem::forget(cx);
}

criterion_group!(benches, programs, compile);
criterion_main!(benches);
