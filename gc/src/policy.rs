//! When to collect, and how: the policy behind the allocator's slow side.
//!
//! The heap asks its `Collector` when the budget that this gave it is used up, never for each object (a stress
//! collector excepted, which asks to see each allocation).

/// How full the heap is, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Found alive by the last collection.
    pub live: usize,
    /// Handed out since.
    pub since: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// Objects that survived a collection count as alive.
    Minor,
    Major,
}

/// A collection policy.
pub trait Collector {
    /// Which collection is due, when the budget is used up or (`sees_each`) at an allocation.
    fn due(&mut self, usage: Usage) -> Option<Cycle>;
    /// Bytes that may be handed out before `due` is asked again. Called at the start and after each collection.
    fn budget(&mut self, last: Option<Cycle>, usage: Usage) -> usize;
    /// `due` is asked at each allocation.
    fn sees_each(&self) -> bool {
        false
    }
    /// Whether explicit requests to collect are followed.
    fn collects(&self) -> bool {
        true
    }
    /// Freed memory is overwritten, and reused late.
    fn poisons(&self) -> bool {
        false
    }
    /// The heap is checked at each collection.
    fn verifies(&self) -> bool {
        false
    }
}

/// Which policy: chosen at start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Sticky-mark generational mark-region collection.
    Immix,
    /// Never collects: the floor that benches measure from.
    Never,
    /// Collects at every Nth allocation, minor and major in turn, overwrites what died and (`verify`) checks the heap.
    Stress { every: usize, verify: bool },
}

impl Mode {
    /// `immix`, `never`, `stress:N`; `stress:N:fast` leaves out the checks.
    pub fn parse(text: &str) -> Option<Mode> {
        match text {
            "immix" | "" => Some(Mode::Immix),
            "never" => Some(Mode::Never),
            _ => {
                let text = text.strip_prefix("stress:")?;
                let (every, verify) = match text.strip_suffix(":fast") {
                    Some(every) => (every, false),
                    None => (text, true),
                };
                let every = every.parse().ok().filter(|&n| n > 0)?;
                Some(Mode::Stress { every, verify })
            }
        }
    }

    pub(crate) fn collector(self) -> Box<dyn Collector> {
        match self {
            Mode::Immix => Box::new(Immix::default()),
            Mode::Never => Box::new(Never),
            Mode::Stress { every, verify } => Box::new(Stress { every, verify, left: every, major: false }),
        }
    }
}

const MB: usize = 1 << 20;

/// Generational: minor collections while the old objects take less than 1.82 times what lived at the last major one, or
/// 2 MB more. The factor is the one of PyPy's incremental minimark. With a floor of 16 MB in all, peaks were up to 45 MB
/// higher, times the same.
///
/// What a minor collection would leave is foreseen from what the last one left, and the budget is smaller shortly before a
/// major one: a heap that grows does not go far beyond the bound.
#[derive(Default)]
struct Immix {
    threshold: usize,
    /// The share of new bytes that the last collection found alive, if it was a minor one.
    survival: f64,
    /// When the collection was found due.
    before: Usage,
}

impl Collector for Immix {
    fn due(&mut self, usage: Usage) -> Option<Cycle> {
        self.before = usage;
        let survivors = (usage.since as f64 * self.survival) as usize;
        Some(if usage.live + survivors > self.threshold { Cycle::Major } else { Cycle::Minor })
    }
    fn budget(&mut self, last: Option<Cycle>, usage: Usage) -> usize {
        if last == Some(Cycle::Minor) {
            let survivors = usage.live.saturating_sub(self.before.live);
            self.survival = (survivors as f64 / self.before.since.max(1) as f64).min(1.0);
        } else {
            self.survival = 0.0;
            self.threshold = usage.live + (usage.live / 100 * 82).max(2 * MB);
        }
        // Proportional to the live heap: an array of references that is written to between any two collections is
        // traced again at each, and this keeps the cost of that linear.
        let room = self.threshold.saturating_sub(usage.live);
        room.clamp(usage.live / 8, usage.live / 2).clamp(4 * MB, 64 * MB)
    }
}

struct Never;

impl Collector for Never {
    fn due(&mut self, _: Usage) -> Option<Cycle> {
        None
    }
    fn budget(&mut self, _: Option<Cycle>, _: Usage) -> usize {
        usize::MAX
    }
    fn collects(&self) -> bool {
        false
    }
}

struct Stress {
    every: usize,
    verify: bool,
    left: usize,
    major: bool,
}

impl Collector for Stress {
    fn due(&mut self, _: Usage) -> Option<Cycle> {
        self.left -= 1;
        if self.left > 0 {
            return None;
        }
        self.left = self.every;
        self.major = !self.major;
        Some(if self.major { Cycle::Major } else { Cycle::Minor })
    }
    fn budget(&mut self, _: Option<Cycle>, _: Usage) -> usize {
        usize::MAX
    }
    fn sees_each(&self) -> bool {
        true
    }
    fn poisons(&self) -> bool {
        true
    }
    fn verifies(&self) -> bool {
        self.verify
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs the policy with `live` bytes alive after the first collection, a share of what is new surviving each, half of
    /// that garbage by the time of a major one. The cycles, and the most bytes in use.
    fn simulate(live: usize, survival: f64, cycles: usize) -> (Vec<Cycle>, usize) {
        let mut policy = Immix::default();
        let mut usage = Usage { live, since: 0 };
        let (mut at_major, mut peak, mut seen) = (live, live, Vec::new());
        let mut budget = policy.budget(Some(Cycle::Major), usage);
        for _ in 0..cycles {
            usage.since = budget;
            peak = peak.max(usage.live + usage.since);
            let cycle = policy.due(usage).unwrap();
            seen.push(cycle);
            usage.live += (usage.since as f64 * survival) as usize;
            if cycle == Cycle::Major {
                usage.live -= (usage.live - at_major) / 2;
                at_major = usage.live;
            }
            usage.since = 0;
            budget = policy.budget(Some(cycle), usage);
        }
        (seen, peak)
    }

    #[test]
    fn garbage_that_dies_young_needs_no_major_collection() {
        for live in [0, 3 * MB, 100 * MB] {
            assert!(!simulate(live, 0.0, 50).0.contains(&Cycle::Major), "{live}");
        }
    }

    #[test]
    fn a_major_collection_is_due_before_old_garbage_exceeds_the_bound_by_much() {
        let (seen, peak) = simulate(10 * MB, 1.0, 3);
        assert!(seen.contains(&Cycle::Major) && peak <= 23 * MB, "{seen:?} {peak}");
        let (seen, peak) = simulate(MB, 0.5, 2);
        assert!(seen.contains(&Cycle::Major) && peak <= 7 * MB, "{seen:?} {peak}");
    }

    #[test]
    fn major_collections_do_not_follow_each_other_because_much_survived_once() {
        let (seen, _) = simulate(2 * MB, 0.7, 40);
        assert!(!seen.windows(2).any(|pair| pair == [Cycle::Major; 2]), "{seen:?}");
    }

    #[test]
    fn a_large_heap_is_not_collected_for_little() {
        let mut policy = Immix::default();
        policy.budget(Some(Cycle::Major), Usage { live: 200 * MB, since: 0 });
        assert!(policy.budget(Some(Cycle::Minor), Usage { live: 363 * MB, since: 0 }) >= 40 * MB);
    }

    #[test]
    fn modes_parse() {
        assert_eq!(Mode::parse("immix"), Some(Mode::Immix));
        assert_eq!(Mode::parse("never"), Some(Mode::Never));
        assert_eq!(Mode::parse("stress:7"), Some(Mode::Stress { every: 7, verify: true }));
        assert_eq!(Mode::parse("stress:7:fast"), Some(Mode::Stress { every: 7, verify: false }));
        for bad in ["stress", "stress:0", "stress:x", "foo"] {
            assert_eq!(Mode::parse(bad), None, "{bad}");
        }
    }
}
