//! One collection, from roots to sweep.
//!
//! Marks are sticky: a minor collection does not clear them, so that whatever survived one counts as alive, and it
//! starts from the roots and from the old objects that were stored into (logged by the barrier) only. A major one
//! clears all marks first. The steps, in an order that matters:
//!
//! 1. gather the roots, among them words of the native stack (resolved by the marks of the last collection);
//! 2. clear marks (major); mark; trace logged objects again (minor);
//! 3. clear weak words; 4. find finalizable objects and mark from them; 5. forget dead weak objects and what is dead in
//!    tables outside the heap, run native drops;
//! 6. sweep; 7. ask the policy for the next budget.

use crate::policy::{Cycle, Usage};
use crate::shapes::Survivors;
use crate::tracer::{Arena, Tracer};
use crate::{Heap, LOG_ON_STORE, finalize, native, verify};
use std::time::Instant;

impl Heap {
    /// Collects unless that is forbidden just now. Whether it did.
    #[inline(never)]
    pub(crate) fn cycle(&mut self, cycle: Cycle) -> bool {
        if self.inner.collecting || self.inner.paused > 0 || !self.inner.collector.collects() {
            return false;
        }
        self.inner.collecting = true;
        let start = Instant::now();
        self.close();
        self.inner.arena.large.sort();
        let before = self.usage();
        self.inner.allocated += before.since;
        if cycle == Cycle::Minor && self.inner.collector.verifies() {
            let result = verify::barriers(&raw mut self.inner.arena, &self.logged);
            self.complain(result, "before a minor collection");
        }
        let mut tracer = Tracer::new(&raw mut self.inner.arena, std::mem::take(&mut self.inner.stack));
        tracer.stack_limit = self.inner.stack_limit;
        tracer.set_minor(cycle == Cycle::Minor);
        self.gather_roots(&mut tracer);
        let roots = tracer.take_gathered();
        if cycle == Cycle::Major {
            self.inner.arena.space.clear_marks();
            self.inner.arena.large.clear_marks();
            self.inner.arena.shapes.marks.fill(0);
        }
        tracer.start_marking();
        for &root in &roots {
            tracer.object(root);
        }
        for shape in std::mem::take(&mut self.inner.arena.shapes.roots) {
            tracer.shape(shape);
        }
        tracer.drain();
        self.mark_logged(&mut tracer, cycle);
        self.after_marking(&mut tracer, cycle);
        self.sweep(tracer, cycle);
        let pause = start.elapsed();
        match cycle {
            Cycle::Minor => self.inner.minor.add(pause),
            Cycle::Major => self.inner.major.add(pause),
        }
        self.inner.collecting = false;
        if self.has_finalizable() || !self.inner.weak.dead.is_empty() {
            self.notify();
        }
        native::clear_below();
        true
    }

    fn gather_roots(&mut self, tracer: &mut Tracer) {
        if let Some((roots, data)) = self.inner.roots {
            // SAFETY: `set_roots`'s contract.
            unsafe { roots(data, tracer) };
        }
        let inner = &self.inner;
        let queues = [&inner.weak.dead, &inner.weak.taken, &inner.finalizers.taken];
        for &object in queues.into_iter().flatten().chain(&inner.finalizers.ready) {
            tracer.object(object);
        }
        let bottom: *const u64 = self.inner.native.bottom().cast();
        native::with_spilled_registers(|from| {
            if from < bottom {
                // SAFETY: this thread's stack from the current frame to its bottom.
                unsafe { tracer.ambiguous(from, bottom) };
            }
        });
    }

    /// Old objects that were stored into are traced again (minor); all of them can be logged again.
    fn mark_logged(&mut self, tracer: &mut Tracer, cycle: Cycle) {
        for &object in &self.logged {
            if cycle == Cycle::Minor {
                // SAFETY: old objects do not die in a minor collection.
                unsafe { tracer.retrace(object) };
            } else if !self.inner.arena.space.contains(object as usize) {
                // SAFETY: not swept yet. Objects outside the heap are not marked, so nothing else sets the bit again.
                unsafe { (*object).gc |= LOG_ON_STORE };
            }
        }
        tracer.drain();
    }

    fn after_marking(&mut self, tracer: &mut Tracer, cycle: Cycle) {
        let major = cycle == Cycle::Major;
        let arena: *mut Arena = &raw mut self.inner.arena;
        let logged: &[_] = if major { &[] } else { &self.logged };
        // SAFETY: the arena outlives this; between the calls that mark nothing else refers to it.
        unsafe {
            self.inner.weak.clear_dead(&*arena, major, logged);
            self.inner.finalizers.find(arena, tracer, major);
            self.inner.weak.prune(&*arena, major);
            if let Some((hook, data)) = self.inner.after_marking {
                hook(data, &Survivors { arena: &*arena, major });
            }
            self.inner.drops.run_dead(&*arena, major);
        }
        self.inner.external = self.inner.external.saturating_sub(finalize::take_released());
        self.logged.clear();
        if self.inner.collector.verifies() {
            let result = verify::after_marking(arena);
            self.complain(result, "after marking");
        }
    }

    fn sweep(&mut self, tracer: Tracer, cycle: Cycle) {
        let major = cycle == Cycle::Major;
        let inner = &mut *self.inner;
        let arena = &mut inner.arena;
        let mut live = tracer.bytes + if major { 0 } else { inner.live };
        if tracer.recount {
            live = 0;
            // SAFETY: marked objects.
            arena.each_marked(|object| live += unsafe { arena.kinds.size(object) });
        }
        inner.live = live;
        inner.stack = tracer.into_stack();
        let poison = inner.collector.poisons();
        let usage = Usage { live: live + inner.external, since: 0 };
        inner.budget = inner.collector.budget(Some(cycle), usage);
        let keep = (inner.budget.min(1 << 40) + live / 8) / crate::space::BLOCK;
        arena.space.sweep(major, keep, poison.then_some(&arena.kinds));
        arena.large.sweep(major, poison);
        arena.space.reuse_late = poison;
        if poison {
            arena.space.reopen();
        }
        inner.since = 0;
    }

    /// The checks are a tool for us: what they find is a bug of the virtual machine, and it goes no further.
    fn complain(&self, result: Result<(), String>, when: &str) {
        if let Err(text) = result {
            panic!("heap check {when}: {text}");
        }
    }
}
