//! Why a recording was given up: every reason has a name.

use std::fmt;

macro_rules! aborts {
    ($($(#[$doc:meta])* $name:ident $text:literal $(transient $transient:ident)?;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Abort { $($(#[$doc])* $name,)* }

        impl Abort {
            pub const ALL: &[Abort] = &[$(Abort::$name,)*];
            pub fn text(self) -> &'static str {
                match self { $(Abort::$name => $text,)* }
            }
            /// Nothing about the loop itself: the next try may go well.
            pub fn is_transient(self) -> bool {
                match self { $(Abort::$name => false $(|| { stringify!($transient); true })?,)* }
            }
        }
    };
}

aborts! {
    /// The frame of the loop returns.
    LeftFrame "return from the loop's frame" transient yes;
    /// A back-edge to another loop's header, in this frame or in one that was called.
    InnerLoop "inner loop";
    Raised "exception";
    Yield "yield";
    /// A generator is resumed: its frame moves.
    Generator "generator";
    /// A class body is run.
    ClassBody "class body";
    /// `exec` and `import *`: write locals by name.
    Exec "locals written by name";
    /// A program has got hold of a frame that the trace would have to take apart.
    FrameObject "frame object";
    /// A frame whose return does what a trace cannot.
    ReturnKind "kind of return";
    TooLong "trace too long";
    TooDeep "too many calls inlined";
    /// Inline caches were flushed, or a global that was taken for constant changed, while recording.
    Invalidated "invalidated while recording" transient yes;
    /// `sys.settrace` and its like were called.
    Tracing "tracing begins" transient yes;
    /// Serving the poll word went elsewhere.
    Interrupted "interrupted" transient yes;
    /// A register is read of which the recording does not know what it holds.
    Unknown "register of unknown contents";
    /// A handler breaks the rule that guards come before effects.
    GuardAfterEffect "guard after an effect";
    /// A handler left in a way that recording does not know.
    Exit "unexpected exit";
}

impl fmt::Display for Abort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
