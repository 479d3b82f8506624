//! The regular expression engine under Python 2.7's `re`: what `_sre` runs.
//!
//! # How it works
//!
//! `sre_compile` (in Python) hands `_sre.compile` a list of numbers in the SRE code format of CPython 2.7. Nothing here
//! trusts that list:
//!
//! 1. [`code`] checks it and decodes it into a tree (`code::Node`). A list that breaks the format is [`Invalid`]; past
//!    this point every jump, set and group number is known to be in range.
//! 2. `lower` turns the tree into a flat instruction list ([`Program`]) for a backtracking matcher, and works out what
//!    lets the matcher skip work: which characters can follow a repeat, which alternatives a character admits, which
//!    characters a match can begin with (`first`, `prefix`).
//! 3. `exec` runs it with its own stack of choice points: no native recursion, memory bounded, and a hook is polled
//!    every few thousand backtracks so that Ctrl-C ends a match that would otherwise take for ever.
//! 4. `search` looks for the next place worth an attempt (`memmem`, byte tables, a bit-parallel scan of short prefixes).
//!
//! # What must hold
//!
//! - **Same spans as CPython 2.7.18**, groups and `lastindex` included. CPython restores group marks only at some of its
//!   choice points; programs whose results can show that (`Program::leaky`) run without any shortcut, so the same stale
//!   marks appear. All others are free to prune attempts that cannot succeed.
//! - **No panic, no unbounded memory**, whatever the code list and the subject are.
//! - Once a match has backtracked much more than its subject is long, failures of (choice point, position) are remembered
//!   (`memo`), which makes patterns like `(a|aa)+$` linear. Programs with group references are excluded: what they
//!   match depends on the path taken.
//!
//! Deliberately absent: Python objects, slicing, exceptions. The subject is a slice of bytes, UCS-2 or UCS-4 units
//! ([`Unit`]); Unicode properties come through [`CharClass`].
//!
//! Source: the documented behaviour of `re`, the format as `sre_compile` emits it, and CPython 2.7.18 as oracle.

mod chars;
mod code;
mod exec;
mod first;
mod lower;
mod memo;
mod opcode;
mod prefix;
mod program;
mod scan;
mod search;
mod set;
mod state;
mod template;
mod unit;

pub use chars::{CharClass, Chardata, lower};
pub use opcode::{CODESIZE, MAGIC, MAXREPEAT, flag};
pub use program::Program;
pub use scan::{FindScan, SplitScan, SubScan, SubStep};
pub use state::{Error, Hook, Invalid, State};
pub use template::{Piece, Template, TemplateError};
pub use unit::Unit;
