//! The line table: lines of offsets, and `co_lnotab`.
//!
//! Programs see offsets in bytes of `co_code`, which is the instruction words: a word offset times four.
//! Source: `Objects/lnotab_notes.txt` of CPython for the byte form.

use crate::Body;

/// The line of the instruction at word offset `offset`.
pub fn line_of(body: &Body, offset: u32) -> u32 {
    let rows = body.lines.partition_point(|row| row.start <= offset);
    match rows.checked_sub(1) {
        Some(i) => body.lines[i].line,
        None => body.first_line,
    }
}

/// Pairs of (offset increment in bytes, line increment), each at most 255. Lines that go back, which the format
/// cannot express, are left out: the rows after them count from the highest line so far.
pub fn lnotab(body: &Body) -> Vec<u8> {
    let (mut out, mut offset, mut line) = (Vec::new(), 0u64, u64::from(body.first_line));
    for row in &body.lines {
        let (start, next) = (u64::from(row.start) * 4, u64::from(row.line));
        if next <= line {
            continue;
        }
        let (mut bytes, mut lines) = (start - offset, next - line);
        while bytes > 255 {
            out.extend([255, 0]);
            bytes -= 255;
        }
        while lines > 255 {
            out.extend([bytes as u8, 255]);
            (bytes, lines) = (0, lines - 255);
        }
        out.extend([bytes as u8, lines as u8]);
        (offset, line) = (start, next);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Line, Mark};

    #[test]
    fn lines_and_their_byte_form() {
        let rows = [(0, 10), (3, 11), (100, 700), (110, 12), (120, 701)];
        let lines = rows.map(|(start, line)| Line { start, line, mark: Mark::Middle }).to_vec();
        let body = Body { first_line: 10, lines, ..Body::default() };
        let expected = [(0, 10), (2, 10), (3, 11), (99, 11), (100, 700), (115, 12), (500, 701)];
        for (offset, line) in expected {
            assert_eq!(line_of(&body, offset), line);
        }
        assert_eq!(lnotab(&body), [12, 1, 255, 0, 133, 255, 0, 255, 0, 179, 80, 1]);
    }
}
