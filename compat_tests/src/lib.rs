//! What the test programs of this crate share: where the interpreter under test is, how a
//! program is run and judged, and the list of failures known today.
//!
//! The tests see Taipan only from outside, as a user does: a binary, its arguments, what it
//! prints and how it ends. No crate of the workspace is a dependency.
//!
//! | variable | effect |
//! |---|---|
//! | `TAIPAN` | the binary to test; without it the release binary is built and used |
//! | `COMPAT_STRESS` | what follows `stress:` in `TAIPAN_GC` in the stress mode (2000) |
//! | `COMPAT_THRESHOLD` | back-edges that make a loop hot in the record mode (2) |
//! | `COMPAT_RECORD` | `1`: write what was found into `known_failures.txt` and the ratchet |
//! | `CPYTHON27_LIB` | CPython 2.7's library directory, for the ratchet |

pub mod binary;
pub mod cases;
pub mod known;
pub mod process;

use std::path::{Path, PathBuf};

/// The folder that holds the tests.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Whether this run writes what it finds into the lists instead of holding to them.
pub fn recording() -> bool {
    std::env::var_os("COMPAT_RECORD").is_some_and(|value| value == "1")
}
