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

/// Generational: minor collections while the old objects take less than 1.82 times what lived at the last major one, or 6 MB.
/// The factor is the one of PyPy's incremental minimark. With a floor of 16 MB peaks were up to 28 MB higher, times the same.
#[derive(Default)]
struct Immix {
    threshold: usize,
}

impl Collector for Immix {
    fn due(&mut self, usage: Usage) -> Option<Cycle> {
        Some(if usage.live > self.threshold { Cycle::Major } else { Cycle::Minor })
    }
    fn budget(&mut self, last: Option<Cycle>, usage: Usage) -> usize {
        if last != Some(Cycle::Minor) {
            self.threshold = (usage.live + usage.live / 100 * 82).max(6 * MB);
        }
        // Proportional to the live heap: an array of references that is written to between any two collections is
        // traced again at each, and this keeps the cost of that linear.
        if usage.live < 4 * MB { 4 * MB } else { (usage.live / 2).clamp(8 * MB, 64 * MB) }
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
