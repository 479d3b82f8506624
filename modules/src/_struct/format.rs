//! Format strings, compiled: where each field lies and how it is coded.
//!
//! Source: library reference 7.3 (2.7).

/// How a field is coded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    Char,
    Bool,
    /// Short ints name their limits in messages where CPython takes the machine's own routines.
    Int {
        size: u8,
        signed: bool,
        words: bool,
    },
    Float {
        checked: bool,
    },
    Double,
    Bytes,
    Pascal,
    Pointer,
}

/// A run of equal fields (of one, for strings).
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub code: Code,
    /// The letter, for messages.
    pub letter: u8,
    pub offset: usize,
    /// Bytes of one of them.
    pub size: usize,
    pub repeat: usize,
}

#[derive(Debug)]
pub struct Format {
    pub fields: Vec<Field>,
    /// Bytes in all.
    pub size: usize,
    /// Values in all.
    pub count: usize,
    pub big_endian: bool,
}

/// Messages of `struct.error`.
pub type Fault = &'static str;

const TOO_LONG: Fault = "total struct size too long";
const BAD_CHAR: Fault = "bad char in struct format";

/// Size, alignment and coding of a letter.
fn letter(c: u8, native: bool, big_endian: bool) -> Option<(usize, usize, Code)> {
    let int = |size: u8, signed| {
        // Only where the bytes lie as the machine has them.
        let words = !big_endian && size <= 2;
        (size as usize, if native { size as usize } else { 1 }, Code::Int { size, signed, words })
    };
    let long = if native { 8 } else { 4 };
    Some(match c {
        b'x' | b'c' => (1, 1, Code::Char),
        b's' => (1, 1, Code::Bytes),
        b'p' => (1, 1, Code::Pascal),
        b'b' => (1, 1, Code::Int { size: 1, signed: true, words: true }),
        b'B' => (1, 1, Code::Int { size: 1, signed: false, words: true }),
        b'?' => (1, 1, Code::Bool),
        b'h' => int(2, true),
        b'H' => int(2, false),
        b'i' => int(4, true),
        b'I' => int(4, false),
        b'l' => int(long, true),
        b'L' => int(long, false),
        b'q' => int(8, true),
        b'Q' => int(8, false),
        b'f' => (4, if native { 4 } else { 1 }, Code::Float { checked: !native }),
        b'd' => (8, if native { 8 } else { 1 }, Code::Double),
        b'P' if native => (8, 8, Code::Pointer),
        _ => return None,
    })
}

impl Format {
    pub fn new(text: &[u8]) -> Result<Format, Fault> {
        let host_is_big = cfg!(target_endian = "big");
        let (native, big_endian, body) = match text.first() {
            Some(b'@') => (true, host_is_big, &text[1..]),
            Some(b'=') => (false, host_is_big, &text[1..]),
            Some(b'<') => (false, false, &text[1..]),
            Some(b'>' | b'!') => (false, true, &text[1..]),
            _ => (true, host_is_big, text),
        };
        let mut format = Format { fields: Vec::new(), size: 0, count: 0, big_endian };
        let mut at = 0;
        while at < body.len() {
            let mut c = body[at];
            at += 1;
            if matches!(c, b' ' | b'\t'..=b'\r') {
                continue;
            }
            let mut number = 1usize;
            if c.is_ascii_digit() {
                number = usize::from(c - b'0');
                loop {
                    let Some(&next) = body.get(at) else { return Ok(format) };
                    at += 1;
                    if !next.is_ascii_digit() {
                        c = next;
                        break;
                    }
                    let grown = number.checked_mul(10).and_then(|n| n.checked_add(usize::from(next - b'0')));
                    number = grown.filter(|&n| n <= isize::MAX as usize).ok_or(TOO_LONG)?;
                }
            }
            let (size, align, code) = letter(c, native, big_endian).ok_or(BAD_CHAR)?;
            let offset = format.size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
            let end = size.checked_mul(number).and_then(|bytes| bytes.checked_add(offset));
            format.size = end.filter(|&end| end <= isize::MAX as usize).ok_or(TOO_LONG)?;
            let field = match c {
                b'x' => continue,
                b's' | b'p' => Field { code, letter: c, offset, size: number, repeat: 1 },
                _ if number == 0 => continue,
                _ => Field { code, letter: c, offset, size, repeat: number },
            };
            format.count = format.count.checked_add(field.repeat).ok_or(TOO_LONG)?;
            format.fields.push(field);
        }
        Ok(format)
    }
}
