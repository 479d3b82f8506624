//! Numbers of the SRE code format, version 20031017.
//!
//! They are CPython 2.7's (`sre_constants`), because its unmodified `sre_compile` must work on this engine.

/// Version of the format: `_sre.MAGIC`.
pub const MAGIC: u32 = 20031017;
/// Bytes in one code word: `_sre.CODESIZE`.
pub const CODESIZE: u32 = 4;
/// The repeat count that means "no limit": `_sre.MAXREPEAT`.
pub const MAXREPEAT: u32 = u32::MAX;
/// Most groups a program may have.
pub const MAX_GROUPS: usize = 100;

/// Flags of a pattern that the matcher itself looks at.
pub mod flag {
    pub const IGNORECASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOTALL: u32 = 16;
    pub const UNICODE: u32 = 32;
}

pub(crate) mod op {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 9;
    pub const CHARSET: u32 = 10;
    pub const BIGCHARSET: u32 = 11;
    pub const GROUPREF: u32 = 12;
    pub const GROUPREF_EXISTS: u32 = 13;
    pub const GROUPREF_IGNORE: u32 = 14;
    pub const IN: u32 = 15;
    pub const IN_IGNORE: u32 = 16;
    pub const INFO: u32 = 17;
    pub const JUMP: u32 = 18;
    pub const LITERAL: u32 = 19;
    pub const LITERAL_IGNORE: u32 = 20;
    pub const MARK: u32 = 21;
    pub const MAX_UNTIL: u32 = 22;
    pub const MIN_UNTIL: u32 = 23;
    pub const NOT_LITERAL: u32 = 24;
    pub const NOT_LITERAL_IGNORE: u32 = 25;
    pub const NEGATE: u32 = 26;
    pub const RANGE: u32 = 27;
    pub const REPEAT: u32 = 28;
    pub const REPEAT_ONE: u32 = 29;
    pub const MIN_REPEAT_ONE: u32 = 31;
}

pub(crate) mod info {
    pub const PREFIX: u32 = 1;
    pub const LITERAL: u32 = 2;
    pub const CHARSET: u32 = 4;
}
