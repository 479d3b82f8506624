//! Quoted-printable.

use super::hex_digit;
use object_model::protocols::buffer::ReadBuffer;
use object_model::{Context, py_functions};

/// Characters of a line, its `=` included.
const LINE: usize = 76;

fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let (mut out, mut at) = (Vec::with_capacity(data.len()), 0);
    while let Some(&byte) = data.get(at) {
        at += 1;
        match byte {
            b'=' => match data[at..] {
                [] => break,
                // A line that goes on.
                [b'\n', ..] => at += 1,
                [b'\r', ..] => {
                    at = data[at..].iter().position(|&byte| byte == b'\n').map_or(data.len(), |end| at + end + 1);
                }
                [b'=', ..] => {
                    out.push(b'=');
                    at += 1;
                }
                [high, low, ..] if hex_digit(high).is_some() && hex_digit(low).is_some() => {
                    out.push(hex_digit(high).unwrap_or(0) << 4 | hex_digit(low).unwrap_or(0));
                    at += 2;
                }
                _ => out.push(b'='),
            },
            b'_' if header => out.push(b' '),
            _ => out.push(byte),
        }
    }
    out
}

struct Encoder<'a> {
    data: &'a [u8],
    quote_tabs: bool,
    is_text: bool,
    header: bool,
    out: Vec<u8>,
    /// Characters in the line so far.
    column: usize,
    crlf: bool,
}

impl Encoder<'_> {
    fn must_quote(&self, at: usize) -> bool {
        let (byte, next) = (self.data[at], self.data.get(at + 1).copied());
        let at_end = next.is_none();
        match byte {
            127.. | b'=' => true,
            b'_' => self.header,
            b'.' => self.column == 0 && (at_end || matches!(next, Some(b'\n' | b'\r' | 0))),
            b'\r' | b'\n' => !self.is_text,
            b'\t' | b' ' => at_end || self.quote_tabs,
            _ => byte < 33,
        }
    }

    fn quote(&mut self, byte: u8) {
        self.out.extend_from_slice(format!("={byte:02X}").as_bytes());
    }

    fn newline(&mut self) {
        if self.crlf {
            self.out.push(b'\r');
        }
        self.out.push(b'\n');
        self.column = 0;
    }

    fn run(mut self) -> Vec<u8> {
        let data = self.data;
        let mut at = 0;
        while let Some(&byte) = data.get(at) {
            let next = data.get(at + 1).copied();
            at += 1;
            if self.must_quote(at - 1) {
                if self.column + 3 >= LINE {
                    self.out.push(b'=');
                    self.newline();
                }
                self.quote(byte);
                self.column += 3;
                continue;
            }
            let pair = byte == b'\r' && next == Some(b'\n');
            if self.is_text && (byte == b'\n' || pair) {
                // White space may not end a line.
                if let Some(&last @ (b' ' | b'\t')) = self.out.last() {
                    self.out.pop();
                    self.quote(last);
                }
                self.newline();
                at += usize::from(pair);
                continue;
            }
            if next.is_some_and(|next| next != b'\n') && self.column + 1 >= LINE {
                self.out.push(b'=');
                self.newline();
            }
            self.column += 1;
            self.out.push(if self.header && byte == b' ' { b'_' } else { byte });
        }
        self.out
    }
}

py_functions! { FUNCTIONS:
    /// a2b_qp(data[, header = False]) -> the data it stands for
    @kw fn a2b_qp(cx: &mut Context, data: ReadBuffer, header: i32 = 0) -> Vec<u8> {
        let _ = cx;
        decode(&data, header != 0)
    }
    /// b2a_qp(data[, quotetabs = False[, istext = True[, header = False]]]) -> quoted-printable text
    @kw fn b2a_qp(cx: &mut Context, data: ReadBuffer, quotetabs: i32 = 0, istext: i32 = 1, header: i32 = 0) -> Vec<u8> {
        let _ = cx;
        let first = data.iter().position(|&byte| byte == b'\n');
        let encoder = Encoder {
            data: &data,
            quote_tabs: quotetabs != 0,
            is_text: istext != 0,
            header: header != 0,
            out: Vec::with_capacity(data.len() + data.len() / 8),
            column: 0,
            crlf: first.is_some_and(|at| at > 0 && data[at - 1] == b'\r'),
        };
        encoder.run()
    }
}
