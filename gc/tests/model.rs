//! The heap against a plain graph: after any sequence of operations every object that the graph can reach is intact,
//! what it cannot reach is gone after a major collection (but for what stale stack words may keep), weak words and
//! finalizers agree with that.

#![allow(unsafe_code)] // objects are raw memory

mod toys;

use gc::{Header, Mode};
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use toys::*;

#[derive(Clone, Debug)]
enum Op {
    /// A cell with references to objects picked by the numbers; rooted.
    Cell(Vec<usize>, bool),
    /// A table of references, maybe large.
    Table(usize, usize),
    Buffer(usize),
    Weak(usize),
    Store(usize, usize, usize),
    Unroot(usize),
    Garbage(usize),
    Minor,
    Major,
}

fn op() -> impl Strategy<Value = Op> {
    let n = any::<usize>;
    prop_oneof![
        6 => (prop::collection::vec(n(), 0..20), any::<bool>()).prop_map(|(to, finalizer)| Op::Cell(to, finalizer)),
        1 => (1usize..3000, n()).prop_map(|(len, to)| Op::Table(len, to)),
        2 => (0usize..20_000).prop_map(Op::Buffer),
        2 => n().prop_map(Op::Weak),
        6 => (n(), n(), n()).prop_map(|(object, field, to)| Op::Store(object, field, to)),
        5 => n().prop_map(Op::Unroot),
        1 => (1usize..2000).prop_map(Op::Garbage),
        2 => Just(Op::Minor),
        1 => Just(Op::Major),
    ]
}

/// What the model knows of an object. Addresses are kept inverted, so that the heap does not find them on the stack.
#[derive(Clone, Debug)]
struct Known {
    hidden: u64,
    kind: u8,
    /// Model numbers of what each field refers to.
    fields: Vec<Option<usize>>,
    weak: Option<usize>,
    finalizer: bool,
}

impl Known {
    fn at(&self) -> Obj {
        !self.hidden as Obj
    }
    /// The word at which the fields begin: behind the header and the object's number or length.
    fn first(&self) -> usize {
        2
    }
}

struct Model {
    w: World,
    known: HashMap<usize, Known>,
    roots: Vec<usize>,
    next: usize,
    finalized: HashSet<usize>,
}

impl Model {
    fn reachable(&self, from: impl IntoIterator<Item = usize>) -> HashSet<usize> {
        let mut seen = HashSet::new();
        let mut pending: Vec<usize> = from.into_iter().collect();
        while let Some(number) = pending.pop() {
            // Of the unreachable ones some are forgotten.
            if let Some(known) = self.known.get(&number)
                && seen.insert(number)
            {
                pending.extend(known.fields.iter().flatten());
            }
        }
        seen
    }

    fn pick(&self, n: usize) -> Option<usize> {
        // Through a root and some steps.
        let mut number = *self.roots.get(n.checked_rem(self.roots.len())?)?;
        for step in 0..n % 4 {
            let fields: Vec<usize> = self.known[&number].fields.iter().flatten().copied().collect();
            if !fields.is_empty() {
                number = fields[(n >> (8 + step)) % fields.len()];
            }
        }
        Some(number)
    }

    fn address(&self, number: Option<usize>) -> u64 {
        number.map_or(0, |number| self.known[&number].at() as u64)
    }

    fn add(&mut self, object: Obj, known: Known) {
        self.w.roots.push(object as u64);
        self.roots.push(self.next);
        self.known.retain(|_, dead| dead.hidden != !(object as u64));
        self.known.insert(self.next, Known { hidden: !(object as u64), ..known });
        self.next += 1;
    }

    #[inline(never)]
    fn run(&mut self, op: &Op) {
        let known = Known { hidden: 0, kind: CELL, fields: Vec::new(), weak: None, finalizer: false };
        match op {
            Op::Cell(to, finalizer) => {
                let fields: Vec<_> = to.iter().map(|&n| self.pick(n)).collect();
                let mut words = vec![int(self.next as u64)];
                words.extend(fields.iter().map(|&to| self.address(to)));
                let o = self.w.cell(&words);
                if *finalizer {
                    self.w.heap.register_finalizer(o);
                }
                self.add(o, Known { fields, finalizer: *finalizer, ..known });
            }
            Op::Table(len, to) => {
                let to = self.pick(*to);
                let o = self.w.table(*len);
                set_new(o, 1 + len, self.address(to));
                let mut fields = vec![None; *len];
                fields[len - 1] = to;
                self.add(o, Known { kind: TABLE, fields, ..known });
            }
            Op::Buffer(bytes) => {
                let o = self.w.buffer(bytes + 8);
                // SAFETY: a new buffer of that many bytes.
                unsafe {
                    let bytes = std::slice::from_raw_parts_mut(o.cast::<u8>().add(16), bytes + 8);
                    assert!(bytes.iter().all(|&byte| byte == 0));
                    bytes.fill(self.next as u8);
                }
                self.add(o, Known { kind: BUFFER, ..known });
            }
            Op::Weak(to) => {
                if let Some(to) = self.pick(*to) {
                    let o = self.w.weak(self.address(Some(to)) as Obj, int(self.next as u64));
                    self.add(o, Known { kind: WEAK, weak: Some(to), ..known });
                }
            }
            Op::Store(object, field, to) => {
                let (object, to) = (self.pick(*object), self.pick(*to));
                if let Some(number) = object
                    && !self.known[&number].fields.is_empty()
                {
                    let field = field % self.known[&number].fields.len();
                    let word = self.address(to);
                    let known = self.known.get_mut(&number).unwrap();
                    known.fields[field] = to;
                    let (at, index) = (known.at(), known.first() + field);
                    self.w.set(at, index, word);
                }
            }
            Op::Unroot(n) => {
                if !self.roots.is_empty() {
                    let at = n % self.roots.len();
                    self.roots.swap_remove(at);
                    self.w.roots.swap_remove(at);
                }
            }
            Op::Garbage(n) => {
                for i in 0..*n {
                    self.w.cell(&[int(0), 0, 0, int(i as u64)][..1 + i % 4]);
                }
            }
            Op::Minor => self.w.collect_minor(),
            Op::Major => self.w.collect(),
        }
        if matches!(op, Op::Minor | Op::Major) {
            self.take_waiting();
            self.check(matches!(op, Op::Major));
        }
    }

    fn number(&self, at: Obj) -> usize {
        *self.known.iter().find(|(_, known)| known.at() == at).expect("an object of the model").0
    }

    /// Finalizers come once each, for unreachable objects, the referring ones first.
    #[inline(never)]
    fn take_waiting(&mut self) {
        let alive = self.reachable(self.roots.iter().copied());
        let ready: Vec<usize> = self.w.heap.take_finalizable().iter().map(|&at| self.number(at)).collect();
        for (i, &first) in ready.iter().enumerate() {
            assert!(!alive.contains(&first), "{first} is reachable");
            assert!(self.known[&first].finalizer && self.finalized.insert(first), "{first} once");
            let leads_to = self.reachable([first]);
            for &second in &ready[..i] {
                assert!(!leads_to.contains(&second) || self.reachable([second]).contains(&first), "order");
            }
        }
        for at in self.w.heap.take_dead_weak() {
            let number = self.number(at);
            let to = self.known.get_mut(&number).unwrap().weak.take().expect("not cleared before");
            assert!(!alive.contains(&to), "{to} is reachable");
        }
        while !self.w.heap.take_finalizable().is_empty() || !self.w.heap.take_dead_weak().is_empty() {}
    }

    #[inline(never)]
    fn check(&mut self, major: bool) {
        let alive = self.reachable(self.roots.iter().copied());
        assert!(self.roots.iter().all(|number| alive.contains(number)), "a root's memory was given to another object");
        for number in &alive {
            let known = &self.known[number];
            let at = known.at();
            // SAFETY: reachable, hence alive.
            let header = unsafe { *at };
            assert_eq!(header.kind, known.kind);
            match known.kind {
                CELL => assert_eq!(get(at, 1), int(*number as u64)),
                TABLE => assert_eq!(get(at, 1) as usize, known.fields.len()),
                BUFFER => {
                    // SAFETY: alive.
                    let bytes = unsafe { std::slice::from_raw_parts(at.cast::<u8>().add(16), get(at, 1) as usize) };
                    assert!(bytes.iter().all(|&byte| byte == *number as u8));
                }
                _ => {
                    assert_eq!(get(at, 2), int(*number as u64));
                    if let Some(to) = known.weak
                        && alive.contains(&to)
                    {
                        assert_eq!(get(at, 1), self.known[&to].at() as u64);
                    }
                    assert!(known.weak.is_some() || get(at, 1) == 0);
                }
            }
            for (i, &to) in known.fields.iter().enumerate() {
                assert_eq!(get(at, known.first() + i), self.address(to));
            }
        }
        self.w.heap.verify().unwrap();
        if major {
            // What a finalizer keeps for this round goes with the next.
            self.w.collect();
            self.take_waiting();
            self.w.collect();
            let objects: usize = self.w.heap.census().iter().map(|census| census.objects).sum();
            assert!(objects >= alive.len());
            assert!(objects <= alive.len() * 11 / 10 + 60, "{objects} for {}", alive.len());
            // Unreachable objects may still be there (stale words): finalizers may yet come for them.
            let gone: Vec<usize> = self.known.keys().filter(|number| !alive.contains(number)).copied().collect();
            for number in gone {
                let at = !self.known[&number].hidden as *const Header;
                if !self.w.heap.contains_object(at) {
                    self.known.remove(&number);
                }
            }
        }
    }
}

fn follow(ops: &[Op], mode: Mode) {
    let mut model = Model { w: World::new(), known: HashMap::new(), roots: Vec::new(), next: 0, finalized: HashSet::new() };
    model.w.heap.configure(mode);
    for op in ops {
        deep(&mut || model.run(op));
    }
    deep(&mut || model.run(&Op::Minor));
    deep(&mut || model.run(&Op::Major));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_model(ops in prop::collection::vec(op(), 1..200)) {
        follow(&ops, Mode::Immix);
    }

    #[test]
    fn agrees_under_stress(ops in prop::collection::vec(op(), 1..40)) {
        follow(&ops, Mode::Stress { every: 5, verify: true });
    }
}
