//! Code units a subject is made of: bytes, 16-bit and 32-bit code points.
//!
//! Every unit is one character: a byte of a `str` or a Latin-1 code point, a BMP code point, any code point. The matcher
//! is compiled once for each width.

/// One character of a subject.
pub trait Unit: Copy + Eq + 'static {
    /// Whether every value is below 256.
    const BYTE: bool;

    fn code(self) -> u32;

    /// Index of the first unit equal to `c`.
    fn find(hay: &[Self], c: u32) -> Option<usize> {
        hay.iter().position(|u| u.code() == c)
    }

    /// Index of the first unit equal to `c` or `d`.
    fn find2(hay: &[Self], c: u32, d: u32) -> Option<usize> {
        hay.iter().position(|u| u.code() == c || u.code() == d)
    }

    /// Index of the first unit among three values.
    fn find3(hay: &[Self], c: u32, d: u32, e: u32) -> Option<usize> {
        hay.iter().position(|u| u.code() == c || u.code() == d || u.code() == e)
    }

    /// Index of the last unit equal to `c`.
    fn rfind(hay: &[Self], c: u32) -> Option<usize> {
        hay.iter().rposition(|u| u.code() == c)
    }

    /// Index of the first occurrence of a string, given as code points and as a prepared byte searcher.
    fn find_str(hay: &[Self], needle: &[u32], _bytes: Option<&memchr::memmem::Finder<'static>>) -> Option<usize> {
        let (&head, tail) = needle.split_first()?;
        let mut from = 0;
        while let Some(at) = Self::find(&hay[from..], head) {
            let rest = &hay[from + at + 1..];
            if rest.len() < tail.len() {
                return None;
            }
            if rest.iter().zip(tail).all(|(u, &c)| u.code() == c) {
                return Some(from + at);
            }
            from += at + 1;
        }
        None
    }
}

impl Unit for u8 {
    const BYTE: bool = true;

    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }

    #[inline]
    fn find(hay: &[u8], c: u32) -> Option<usize> {
        // Most runs are short; a call to `memchr` pays off only beyond a few bytes.
        let c = u8::try_from(c).ok()?;
        let near = hay.len().min(8);
        if let Some(i) = hay[..near].iter().position(|&b| b == c) {
            return Some(i);
        }
        memchr::memchr(c, &hay[near..]).map(|i| i + near)
    }

    #[inline]
    fn find2(hay: &[u8], c: u32, d: u32) -> Option<usize> {
        match (u8::try_from(c), u8::try_from(d)) {
            (Ok(c), Ok(d)) => memchr::memchr2(c, d, hay),
            (Ok(c), Err(_)) | (Err(_), Ok(c)) => memchr::memchr(c, hay),
            _ => None,
        }
    }

    #[inline]
    fn find3(hay: &[u8], c: u32, d: u32, e: u32) -> Option<usize> {
        match (u8::try_from(c), u8::try_from(d), u8::try_from(e)) {
            (Ok(c), Ok(d), Ok(e)) => memchr::memchr3(c, d, e, hay),
            _ => hay.iter().position(|u| u.code() == c || u.code() == d || u.code() == e),
        }
    }

    #[inline]
    fn rfind(hay: &[u8], c: u32) -> Option<usize> {
        memchr::memrchr(u8::try_from(c).ok()?, hay)
    }

    fn find_str(hay: &[u8], _needle: &[u32], bytes: Option<&memchr::memmem::Finder<'static>>) -> Option<usize> {
        // No searcher: some character of the string is beyond a byte.
        bytes?.find(hay)
    }
}

impl Unit for u16 {
    const BYTE: bool = false;

    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }
}

impl Unit for u32 {
    const BYTE: bool = false;

    #[inline(always)]
    fn code(self) -> u32 {
        self
    }
}
