//! Tuning, and how it is set: `--jit MODE` (or `TAIPAN_JIT`), and a variable for each number.

use std::path::PathBuf;

macro_rules! knobs {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $default:literal, $variable:literal;)*) => {
        #[derive(Clone, Debug)]
        pub struct Knobs {
            $($(#[$doc])* pub $name: $type,)*
            /// Where traces and aborts are written to as they come.
            pub log: Option<PathBuf>,
        }

        impl Default for Knobs {
            fn default() -> Knobs {
                Knobs { $($name: $default,)* log: None }
            }
        }

        impl Knobs {
            fn read_numbers(&mut self, get: &dyn Fn(&str) -> Option<String>) {
                $(if let Some(number) = get($variable).and_then(|text| text.parse().ok()) {
                    self.$name = number;
                })*
            }
        }
    };
}

knobs! {
    /// Back-edges after which a loop is recorded.
    threshold: u32 = 1000, "TAIPAN_JIT_THRESHOLD";
    /// Operations beyond which a recording is given up.
    trace_limit: usize = 4000, "TAIPAN_JIT_TRACE_LIMIT";
    /// Frames in a trace.
    inline_depth: usize = 12, "TAIPAN_JIT_INLINE_DEPTH";
    /// Failed recordings after which a loop is left to the interpreter.
    patience: u32 = 5, "TAIPAN_JIT_PATIENCE";
    /// Loops that are kept; beyond, all are forgotten.
    loops: usize = 5000, "TAIPAN_JIT_LOOPS";
    /// Every so manieth guard fails though it holds; 0: none does. For tests.
    fail_every: u64 = 0, "TAIPAN_JIT_FAIL_EVERY";
}

impl Knobs {
    /// What `mode` and the environment ask for: `None` for no JIT. The error is a message.
    pub fn choose(mode: Option<&str>, get: &dyn Fn(&str) -> Option<String>) -> Result<Option<Knobs>, String> {
        let from_environment = get("TAIPAN_JIT").filter(|mode| !mode.is_empty());
        match mode.or(from_environment.as_deref()) {
            None | Some("off") => Ok(None),
            Some("record") => {
                let mut knobs = Knobs { log: get("TAIPAN_JIT_LOG").map(PathBuf::from), ..Knobs::default() };
                knobs.read_numbers(get);
                Ok(Some(knobs))
            }
            Some(other) => Err(format!("unknown JIT mode '{other}': off or record\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_goes_before_the_environment() {
        let set = |name: &str| match name {
            "TAIPAN_JIT" => Some("record".to_string()),
            "TAIPAN_JIT_THRESHOLD" => Some("2".to_string()),
            _ => None,
        };
        assert!(Knobs::choose(Some("off"), &set).unwrap().is_none());
        assert_eq!(Knobs::choose(None, &set).unwrap().unwrap().threshold, 2);
        assert!(Knobs::choose(None, &|_| None).unwrap().is_none());
        assert!(Knobs::choose(Some("fast"), &set).is_err());
    }
}
