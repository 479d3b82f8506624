//! Unicode text at its narrowest width: 1, 2 or 4 bytes a code point (after PEP 393).
//!
//! [`Chars`] borrows, [`CharsVec`] owns, [`CharsBuf`] builds. A code point is a plain `u32`, not a Rust `char`: Python 2.7
//! strings may hold lone surrogates, and a wide build keeps a surrogate pair as two code points.
//!
//! Invariant of text made by `CharsBuf` and `CharsVec`: it is stored at the narrowest width that fits its largest code
//! point. The object model relies on it: two equal strings have the same width. Functions that only read accept any width.

use std::ops::Range;

/// One stored code point: `u8` (Latin-1 range), `u16` or `u32`.
pub trait Unit: Copy + Eq + Ord + Send + Sync + std::fmt::Debug + 'static {
    /// The largest code point this width can hold.
    const MAX: u32;
    /// The code point.
    fn code(self) -> u32;
    /// Stores `code`, which the caller knows to be at most `Self::MAX`; higher bits are dropped.
    fn of(code: u32) -> Self;
}

macro_rules! unit {
    ($t:ty) => {
        impl Unit for $t {
            const MAX: u32 = <$t>::MAX as u32;
            #[inline(always)]
            fn code(self) -> u32 {
                self as u32
            }
            #[inline(always)]
            fn of(code: u32) -> Self {
                code as $t
            }
        }
    };
}
unit!(u8);
unit!(u16);
unit!(u32);

/// Borrowed Unicode text.
#[derive(Clone, Copy, Debug)]
pub enum Chars<'a> {
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
}

/// Runs one expression with the units of a [`Chars`] bound to a slice of the right type: monomorphic loops over any width.
#[macro_export]
macro_rules! with_units {
    ($chars:expr, $units:ident => $body:expr) => {
        match $chars {
            $crate::chars::Chars::One($units) => $body,
            $crate::chars::Chars::Two($units) => $body,
            $crate::chars::Chars::Four($units) => $body,
        }
    };
}

impl<'a> Chars<'a> {
    pub const EMPTY: Chars<'static> = Chars::One(&[]);

    /// Length in code points.
    #[inline]
    pub fn len(self) -> usize {
        with_units!(self, u => u.len())
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Bytes per code point.
    #[inline]
    pub fn width(self) -> usize {
        match self {
            Chars::One(_) => 1,
            Chars::Two(_) => 2,
            Chars::Four(_) => 4,
        }
    }

    #[inline]
    pub fn get(self, i: usize) -> Option<u32> {
        with_units!(self, u => u.get(i).map(|c| c.code()))
    }

    /// The code point at `i`, which must be below `len()`.
    #[inline]
    pub fn at(self, i: usize) -> u32 {
        with_units!(self, u => u[i].code())
    }

    /// Code points `range`, which must lie within the text.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> Chars<'a> {
        match self {
            Chars::One(u) => Chars::One(&u[range]),
            Chars::Two(u) => Chars::Two(&u[range]),
            Chars::Four(u) => Chars::Four(&u[range]),
        }
    }

    #[inline]
    pub fn iter(self) -> CharsIter<'a> {
        CharsIter { chars: self, at: 0, end: self.len() }
    }

    /// The largest code point, 0 for empty text.
    pub fn max_code(self) -> u32 {
        with_units!(self, u => max_of(u))
    }

    pub fn is_ascii(self) -> bool {
        match self {
            Chars::One(u) => u.is_ascii(),
            _ => self.max_code() < 0x80,
        }
    }

    /// An owned copy at the narrowest width.
    pub fn to_vec(self) -> CharsVec {
        let max = self.max_code();
        with_units!(self, u => CharsVec::narrowed(u, max))
    }

    /// The text as a Rust string with `?` for surrogates: for tests and for messages.
    pub fn to_lossy(self) -> String {
        self.iter().map(|c| char::from_u32(c).unwrap_or('?')).collect()
    }
}

fn max_of<U: Unit>(units: &[U]) -> u32 {
    // The bitwise union bounds the maximum from above and vectorizes; the exact maximum is what callers ask for rarely,
    // but `max` over a slice vectorizes as well for these widths.
    units.iter().fold(0, |m, &c| m.max(c.code()))
}

impl PartialEq for Chars<'_> {
    fn eq(&self, other: &Chars<'_>) -> bool {
        match (*self, *other) {
            (Chars::One(a), Chars::One(b)) => a == b,
            (Chars::Two(a), Chars::Two(b)) => a == b,
            (Chars::Four(a), Chars::Four(b)) => a == b,
            (a, b) => a.len() == b.len() && a.iter().eq(b.iter()),
        }
    }
}
impl Eq for Chars<'_> {}

impl PartialOrd for Chars<'_> {
    fn partial_cmp(&self, other: &Chars<'_>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Chars<'_> {
    /// By code point, then by length.
    fn cmp(&self, other: &Chars<'_>) -> std::cmp::Ordering {
        match (*self, *other) {
            (Chars::One(a), Chars::One(b)) => a.cmp(b),
            (Chars::Two(a), Chars::Two(b)) => a.cmp(b),
            (Chars::Four(a), Chars::Four(b)) => a.cmp(b),
            (a, b) => a.iter().cmp(b.iter()),
        }
    }
}

impl<'a> From<&'a [u8]> for Chars<'a> {
    /// Bytes read as Latin-1.
    fn from(bytes: &'a [u8]) -> Chars<'a> {
        Chars::One(bytes)
    }
}
impl<'a> IntoIterator for Chars<'a> {
    type Item = u32;
    type IntoIter = CharsIter<'a>;
    fn into_iter(self) -> CharsIter<'a> {
        self.iter()
    }
}

/// The code points of a [`Chars`], from either end.
#[derive(Clone, Debug)]
pub struct CharsIter<'a> {
    chars: Chars<'a>,
    at: usize,
    end: usize,
}

impl Iterator for CharsIter<'_> {
    type Item = u32;
    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.at == self.end {
            return None;
        }
        let c = self.chars.get(self.at);
        self.at += 1;
        c
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.at, Some(self.end - self.at))
    }
}
impl DoubleEndedIterator for CharsIter<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        self.chars.get(self.end)
    }
}
impl ExactSizeIterator for CharsIter<'_> {}

/// Owned Unicode text at its narrowest width.
#[derive(Clone, Debug)]
pub enum CharsVec {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Default for CharsVec {
    fn default() -> CharsVec {
        CharsVec::One(Vec::new())
    }
}

impl CharsVec {
    /// Copies `units`, whose largest code point is `max`, to the narrowest width for `max`.
    fn narrowed<U: Unit>(units: &[U], max: u32) -> CharsVec {
        if max <= u8::MAX as u32 {
            CharsVec::One(units.iter().map(|c| c.code() as u8).collect())
        } else if max <= u16::MAX as u32 {
            CharsVec::Two(units.iter().map(|c| c.code() as u16).collect())
        } else {
            CharsVec::Four(units.iter().map(|c| c.code()).collect())
        }
    }

    #[inline]
    pub fn as_chars(&self) -> Chars<'_> {
        match self {
            CharsVec::One(v) => Chars::One(v),
            CharsVec::Two(v) => Chars::Two(v),
            CharsVec::Four(v) => Chars::Four(v),
        }
    }

    pub fn len(&self) -> usize {
        self.as_chars().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn from_codes(codes: impl IntoIterator<Item = u32>) -> CharsVec {
        codes.into_iter().collect::<CharsBuf>().finish()
    }
}

impl From<&str> for CharsVec {
    fn from(text: &str) -> CharsVec {
        CharsVec::from_codes(text.chars().map(u32::from))
    }
}
impl PartialEq for CharsVec {
    fn eq(&self, other: &CharsVec) -> bool {
        self.as_chars() == other.as_chars()
    }
}
impl Eq for CharsVec {}

/// Where text is written: a byte string or a [`CharsBuf`].
///
/// Formatting writes mostly ASCII with the odd code point (a fill character). A byte-string sink keeps the low byte of
/// a code point; callers writing to one take their code points from byte strings.
pub trait Sink {
    fn push_code(&mut self, code: u32);
    fn push_ascii(&mut self, ascii: &[u8]);
    fn push_text(&mut self, text: Chars<'_>);
    /// Makes sure that `more` code points fit; `None` if that is more than can be allocated.
    fn make_room(&mut self, more: usize) -> Option<()>;
    fn push_repeated(&mut self, code: u32, count: usize) {
        for _ in 0..count {
            self.push_code(code);
        }
    }
}

impl Sink for Vec<u8> {
    #[inline]
    fn push_code(&mut self, code: u32) {
        self.push(code as u8);
    }
    #[inline]
    fn push_ascii(&mut self, ascii: &[u8]) {
        self.extend_from_slice(ascii);
    }
    fn push_text(&mut self, text: Chars<'_>) {
        match text {
            Chars::One(u) => self.extend_from_slice(u),
            _ => self.extend(text.iter().map(|c| c as u8)),
        }
    }
    fn make_room(&mut self, more: usize) -> Option<()> {
        self.try_reserve(more).ok()
    }
    fn push_repeated(&mut self, code: u32, count: usize) {
        self.resize(self.len() + count, code as u8);
    }
}

impl Sink for CharsBuf {
    #[inline]
    fn push_code(&mut self, code: u32) {
        self.push(code);
    }
    fn push_ascii(&mut self, ascii: &[u8]) {
        self.push_latin1(ascii);
    }
    fn push_text(&mut self, text: Chars<'_>) {
        self.extend_chars(text);
    }
    fn make_room(&mut self, more: usize) -> Option<()> {
        match &mut self.text {
            CharsVec::One(v) => v.try_reserve(more),
            CharsVec::Two(v) => v.try_reserve(more),
            CharsVec::Four(v) => v.try_reserve(more),
        }
        .ok()
    }
}

/// Builds text, widening its storage when a code point asks for it.
///
/// Storage only ever widens for a code point that is kept, so what [`CharsBuf::finish`] returns is at its narrowest
/// width. Widening copies: at most twice in the life of a buffer.
#[derive(Clone, Debug, Default)]
pub struct CharsBuf {
    text: CharsVec,
}

impl CharsBuf {
    pub fn new() -> CharsBuf {
        CharsBuf::default()
    }

    /// Room for `n` Latin-1 code points before the first reallocation.
    pub fn with_capacity(n: usize) -> CharsBuf {
        CharsBuf { text: CharsVec::One(Vec::with_capacity(n)) }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn as_chars(&self) -> Chars<'_> {
        self.text.as_chars()
    }

    #[inline]
    pub fn push(&mut self, code: u32) {
        match &mut self.text {
            CharsVec::One(v) if code <= u8::MAX as u32 => v.push(code as u8),
            CharsVec::Two(v) if code <= u16::MAX as u32 => v.push(code as u16),
            CharsVec::Four(v) => v.push(code),
            _ => self.push_widening(code),
        }
    }

    #[cold]
    fn push_widening(&mut self, code: u32) {
        self.widen_for(code);
        self.push(code);
    }

    /// Makes room for code points up to `max`.
    fn widen_for(&mut self, max: u32) {
        let wide_two = max <= u16::MAX as u32;
        self.text = match std::mem::take(&mut self.text) {
            CharsVec::One(v) if max <= u8::MAX as u32 => CharsVec::One(v),
            CharsVec::One(v) if wide_two => CharsVec::Two(widened(&v)),
            CharsVec::One(v) => CharsVec::Four(widened(&v)),
            CharsVec::Two(v) if wide_two => CharsVec::Two(v),
            CharsVec::Two(v) => CharsVec::Four(widened(&v)),
            four => four,
        };
    }

    /// Appends bytes read as Latin-1.
    pub fn push_latin1(&mut self, bytes: &[u8]) {
        match &mut self.text {
            CharsVec::One(v) => v.extend_from_slice(bytes),
            CharsVec::Two(v) => v.extend(bytes.iter().map(|&c| u16::from(c))),
            CharsVec::Four(v) => v.extend(bytes.iter().map(|&c| u32::from(c))),
        }
    }

    pub fn extend_chars(&mut self, text: Chars<'_>) {
        if let Chars::One(u) = text {
            return self.push_latin1(u);
        }
        self.widen_for(text.max_code());
        match &mut self.text {
            CharsVec::One(v) => v.extend(text.iter().map(|c| c as u8)),
            CharsVec::Two(v) => v.extend(text.iter().map(|c| c as u16)),
            CharsVec::Four(v) => v.extend(text.iter()),
        }
    }

    pub fn finish(self) -> CharsVec {
        self.text
    }
}

fn widened<A: Unit, B: Unit>(units: &[A]) -> Vec<B> {
    // The buffer was growing when the wide code point came: leave room for as much again.
    let mut wide = Vec::with_capacity(units.len() + units.len() / 2 + 8);
    wide.extend(units.iter().map(|c| B::of(c.code())));
    wide
}

impl Extend<u32> for CharsBuf {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, codes: I) {
        for c in codes {
            self.push(c);
        }
    }
}
impl FromIterator<u32> for CharsBuf {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> CharsBuf {
        let codes = codes.into_iter();
        let mut buf = CharsBuf::with_capacity(codes.size_hint().0);
        buf.extend(codes);
        buf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_is_narrowest() {
        for (codes, width) in
            [(vec![], 1), (vec![0x41, 0xFF], 1), (vec![0x41, 0x100], 2), (vec![0x41, 0x3B1, 0x10000, 0x20], 4)]
        {
            let text = CharsVec::from_codes(codes.iter().copied());
            assert_eq!(text.as_chars().width(), width);
            assert!(text.as_chars().iter().eq(codes.iter().copied()));
            assert!(Chars::Four(&codes).to_vec().as_chars().width() == width);
            let mut buf = CharsBuf::new();
            buf.push_latin1(b"x");
            buf.extend_chars(Chars::Four(&codes));
            assert_eq!(buf.as_chars().width(), width);
            assert_eq!(buf.as_chars().slice(1..buf.len()), Chars::Four(&codes));
        }
    }

    #[test]
    fn order_is_by_code_point() {
        let low = CharsVec::from_codes([0xFFFF]);
        let high = CharsVec::from_codes([0x10000]);
        assert!(low.as_chars() < high.as_chars());
        assert!(Chars::One(b"ab") < Chars::One(b"abc"));
        assert!(Chars::One(b"abc").iter().rev().eq([0x63, 0x62, 0x61]));
    }
}
