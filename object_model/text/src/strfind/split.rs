//! Splitting strings: at a separator, at white space, into lines. Pieces are ranges of the input.
//!
//! `most` is the greatest count of splits, `usize::MAX` for no limit.

use super::{Search, at_width, same_width};
use crate::chardata::{self, ctype};
use crate::chars::{Chars, Unit};
use crate::with_units;
use std::ops::Range;

type Pieces = Vec<Range<usize>>;

/// No more pieces than this can come of splitting the text where it has such a unit, or at white space (`None`).
pub fn most_pieces<U: Unit>(text: &[U], at: Option<U>) -> usize {
    1 + match at {
        Some(at) => text.iter().filter(|&&c| c == at).count(),
        None => text.iter().filter(|c| chardata::is_space(c.code())).count(),
    }
}

/// Splits at `sep`, not empty, from the left.
pub fn split_units<U: Search>(text: &[U], sep: &[U], most: usize) -> Pieces {
    let mut pieces = Vec::new();
    let mut start = 0;
    U::each_match(text, sep, most, |at| {
        pieces.push(start..at);
        start = at + sep.len();
    });
    pieces.push(start..text.len());
    pieces
}

/// Splits at `sep`, not empty, from the right; the pieces are in order.
pub fn rsplit_units<U: Search>(text: &[U], sep: &[U], most: usize) -> Pieces {
    let mut pieces = Vec::new();
    let mut end = text.len();
    while pieces.len() < most
        && let Some(at) = U::rfind(&text[..end], sep)
    {
        pieces.push(at + sep.len()..end);
        end = at;
    }
    pieces.push(0..end);
    pieces.reverse();
    pieces
}

/// Splits at runs of white space, from the left. What is left when the splits are used up loses white space in front only.
fn split_space_by<U: Unit>(text: &[U], most: usize, is_space: impl Fn(U) -> bool) -> Pieces {
    let skip = |at: usize| at + text[at..].iter().take_while(|&&c| is_space(c)).count();
    let mut pieces = Vec::new();
    let mut at = skip(0);
    while at < text.len() {
        if pieces.len() == most {
            pieces.push(at..text.len());
            break;
        }
        let end = text[at..].iter().position(|&c| is_space(c)).map_or(text.len(), |i| at + i);
        pieces.push(at..end);
        at = skip(end);
    }
    pieces
}

/// Splits at runs of white space, from the right.
fn rsplit_space_by<U: Unit>(text: &[U], most: usize, is_space: impl Fn(U) -> bool) -> Pieces {
    let skip = |end: usize| end - text[..end].iter().rev().take_while(|&&c| is_space(c)).count();
    let mut pieces = Vec::new();
    let mut end = skip(text.len());
    while end > 0 {
        if pieces.len() == most {
            pieces.push(0..end);
            break;
        }
        let start = text[..end].iter().rposition(|&c| is_space(c)).map_or(0, |i| i + 1);
        pieces.push(start..end);
        end = skip(start);
    }
    pieces.reverse();
    pieces
}

/// Splits into lines, with their ends if `keep`. `\r\n` is one end.
fn lines_by<U: Unit>(text: &[U], keep: bool, is_end: impl Fn(U) -> bool) -> Pieces {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let Some(len) = text[start..].iter().position(|&c| is_end(c)) else {
            pieces.push(start..text.len());
            break;
        };
        let end = start + len;
        let code = |i: usize| text.get(i).map(|c| c.code());
        let next = end + if code(end) == Some('\r'.into()) && code(end + 1) == Some('\n'.into()) { 2 } else { 1 };
        pieces.push(start..if keep { next } else { end });
        start = next;
    }
    pieces
}

/// `bytes.split(None, most)`.
pub fn split_space(text: &[u8], most: usize) -> Pieces {
    split_space_by(text, most, ctype::is_space)
}

/// `bytes.rsplit(None, most)`.
pub fn rsplit_space(text: &[u8], most: usize) -> Pieces {
    rsplit_space_by(text, most, ctype::is_space)
}

/// `bytes.splitlines(keep)`.
pub fn lines(text: &[u8], keep: bool) -> Pieces {
    lines_by(text, keep, |c| c == b'\n' || c == b'\r')
}

/// `unicode.split(sep, most)`; `sep` is not empty.
pub fn split_chars(text: Chars<'_>, sep: Chars<'_>, most: usize) -> Pieces {
    same_width!(text, sep, t, s => split_units(t, &s, most), vec![0..text.len()])
}

/// `unicode.rsplit(sep, most)`; `sep` is not empty.
pub fn rsplit_chars(text: Chars<'_>, sep: Chars<'_>, most: usize) -> Pieces {
    same_width!(text, sep, t, s => rsplit_units(t, &s, most), vec![0..text.len()])
}

/// `unicode.split(None, most)`.
pub fn split_space_chars(text: Chars<'_>, most: usize) -> Pieces {
    with_units!(text, u => split_space_by(u, most, |c| chardata::is_space(c.code())))
}

/// `unicode.rsplit(None, most)`.
pub fn rsplit_space_chars(text: Chars<'_>, most: usize) -> Pieces {
    with_units!(text, u => rsplit_space_by(u, most, |c| chardata::is_space(c.code())))
}

/// `unicode.splitlines(keep)`.
pub fn lines_chars(text: Chars<'_>, keep: bool) -> Pieces {
    with_units!(text, u => lines_by(u, keep, |c| chardata::is_line_break(c.code())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: method, text, separator, count of splits, pieces.
    #[test]
    fn pieces_as_recorded() {
        recorded::check("split", |row| {
            let (text, sep) = (&row[1][..], &row[2][..]);
            let most = usize::try_from(recorded::int(&row[3])).unwrap_or(usize::MAX);
            let pieces = match &row[0][..] {
                b"split" => split_units(text, sep, most),
                b"rsplit" => rsplit_units(text, sep, most),
                b"split_space" => split_space(text, most),
                b"rsplit_space" => rsplit_space(text, most),
                _ => lines(text, most == 1),
            };
            let mut got: Vec<Vec<u8>> = pieces.into_iter().map(|r| text[r].to_vec()).collect();
            if got.is_empty() {
                got.push(b"<none>".to_vec());
            }
            (got, row[4..].to_vec())
        });
    }

    /// Rows: method, Unicode text, separator, count of splits, pieces.
    #[test]
    fn unicode_pieces_as_recorded() {
        recorded::check("split_unicode", |row| {
            let (text, sep) = (recorded::text(&row[1]), recorded::text(&row[2]));
            let (text, sep) = (text.as_chars(), sep.as_chars());
            let most = usize::try_from(recorded::int(&row[3])).unwrap_or(usize::MAX);
            let pieces = match &row[0][..] {
                b"split" => split_chars(text, sep, most),
                b"rsplit" => rsplit_chars(text, sep, most),
                b"split_space" => split_space_chars(text, most),
                b"rsplit_space" => rsplit_space_chars(text, most),
                _ => lines_chars(text, most == 1),
            };
            let mut got: Vec<Vec<u8>> = pieces.into_iter().map(|r| recorded::spelled(text.slice(r))).collect();
            if got.is_empty() {
                got.push(b"<none>".to_vec());
            }
            (got, row[4..].to_vec())
        });
    }
}
