//! Searching strings: find, count, replace over slices of any width; [`split`] holds the splitting methods.
//!
//! Bytes go to `memchr`, which uses vector instructions and is linear in the worst case. Wider units look for the needle's
//! first unit and compare from there; if comparing costs much more than the haystack is long, the rest is done by Knuth,
//! Morris and Pratt's algorithm, so these are linear too.
//!
//! Positions are in units (bytes or code points) of the slice given; the caller has cut it to start and end.

pub mod split;

use crate::chars::{Chars, CharsBuf, CharsVec, Sink, Unit};
use crate::with_units;
use std::borrow::Cow;

/// Units with a search of their own.
pub trait Search: Unit {
    /// The first place of `needle` in `hay`; an empty needle is at 0.
    fn find(hay: &[Self], needle: &[Self]) -> Option<usize> {
        find_units(hay, needle)
    }
    /// The last place of `needle` in `hay`; an empty needle is at the end.
    fn rfind(hay: &[Self], needle: &[Self]) -> Option<usize> {
        rfind_units(hay, needle)
    }
    /// Calls `found` with each place of `needle`, from the left and without overlap, at most `most` of them. The needle is not
    /// empty.
    fn each_match(hay: &[Self], needle: &[Self], most: usize, mut found: impl FnMut(usize)) {
        let mut at = 0;
        for _ in 0..most {
            let Some(i) = find_units(&hay[at..], needle) else { return };
            found(at + i);
            at += i + needle.len();
        }
    }
}

impl Search for u8 {
    fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [c] => memchr::memchr(*c, hay),
            _ => memchr::memmem::find(hay, needle),
        }
    }
    fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [c] => memchr::memrchr(*c, hay),
            _ => memchr::memmem::rfind(hay, needle),
        }
    }
    fn each_match(hay: &[u8], needle: &[u8], most: usize, found: impl FnMut(usize)) {
        match needle {
            [c] => memchr::memchr_iter(*c, hay).take(most).for_each(found),
            _ => memchr::memmem::find_iter(hay, needle).take(most).for_each(found),
        }
    }
}
impl Search for u16 {}
impl Search for u32 {}

/// Comparisons allowed per unit of the haystack before the linear algorithm takes over.
const PATIENCE: usize = 8;

fn find_units<U: Unit>(hay: &[U], needle: &[U]) -> Option<usize> {
    let Some((&first, tail)) = needle.split_first() else { return Some(0) };
    let last_start = hay.len().checked_sub(needle.len())?;
    let (mut at, mut work) = (0, 0);
    while at <= last_start {
        at += hay[at..=last_start].iter().position(|&c| c == first)?;
        let same = tail.iter().zip(&hay[at + 1..]).take_while(|(a, b)| a == b).count();
        if same == tail.len() {
            return Some(at);
        }
        at += 1;
        work += same;
        if work > PATIENCE * (at + 64) {
            let (n, h) = (|i: usize| needle[i], |i: usize| hay[at + i]);
            return knuth_morris_pratt(needle.len(), hay.len() - at, n, h).map(|i| at + i);
        }
    }
    None
}

fn rfind_units<U: Unit>(hay: &[U], needle: &[U]) -> Option<usize> {
    let Some((&last, head)) = needle.split_last() else { return Some(hay.len()) };
    // `end` is one past where the needle's last unit may be.
    let (mut end, mut work) = (hay.len(), 0);
    while end >= needle.len() {
        let at = hay[head.len()..end].iter().rposition(|&c| c == last)? + head.len();
        let same = head.iter().rev().zip(hay[..at].iter().rev()).take_while(|(a, b)| a == b).count();
        if same == head.len() {
            return Some(at - head.len());
        }
        end = at;
        work += same;
        if work > PATIENCE * (hay.len() - end + 64) {
            // The same from the other end.
            let (n, h) = (|i: usize| needle[needle.len() - 1 - i], |i: usize| hay[end - 1 - i]);
            return knuth_morris_pratt(needle.len(), end, n, h).map(|i| end - i - needle.len());
        }
    }
    None
}

/// The first place of a needle of `n` units in a haystack of `h` units, both given by index. The needle is not empty.
fn knuth_morris_pratt<U: Unit>(n: usize, h: usize, needle: impl Fn(usize) -> U, hay: impl Fn(usize) -> U) -> Option<usize> {
    // border[i]: length of the longest proper prefix of needle[..=i] that is also its suffix.
    let mut border = vec![0; n];
    let mut k = 0;
    for i in 1..n {
        while k > 0 && needle(i) != needle(k) {
            k = border[k - 1];
        }
        k += usize::from(needle(i) == needle(k));
        border[i] = k;
    }
    k = 0;
    for i in 0..h {
        while k > 0 && hay(i) != needle(k) {
            k = border[k - 1];
        }
        k += usize::from(hay(i) == needle(k));
        if k == n {
            return Some(i + 1 - n);
        }
    }
    None
}

/// `hay.count(needle)`: without overlap; an empty needle is everywhere, also at the end.
pub fn count<U: Search>(hay: &[U], needle: &[U]) -> usize {
    match needle {
        [] => hay.len() + 1,
        [c] => hay.iter().filter(|&x| x == c).count(),
        _ => {
            let mut n = 0;
            U::each_match(hay, needle, usize::MAX, |_| n += 1);
            n
        }
    }
}

/// `bytes.replace(from, to, most)`; `None` if nothing changes. `most` is `usize::MAX` for all. The error is CPython's
/// OverflowError "replace string is too long", or lack of memory.
pub fn replace_bytes(hay: &[u8], from: &[u8], to: &[u8], most: Option<usize>) -> Result<Option<Vec<u8>>, TooLong> {
    if most == Some(0) || hay.is_empty() && (most.is_some() || !from.is_empty()) || from == to {
        return Ok(None);
    }
    let places = places(hay, from, most.unwrap_or(usize::MAX));
    if places.is_empty() {
        return Ok(None);
    }
    let mut out = Vec::new();
    room_for(&mut out, hay.len(), places.len(), from.len(), to.len())?;
    let mut at = 0;
    for place in places {
        out.extend_from_slice(&hay[at..place]);
        out.extend_from_slice(to);
        at = place + from.len();
    }
    out.extend_from_slice(&hay[at..]);
    Ok(Some(out))
}

/// The result of a replacement would be too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

fn room_for(out: &mut impl Sink, hay: usize, count: usize, from: usize, to: usize) -> Result<(), TooLong> {
    let added = count.checked_mul(to).ok_or(TooLong)?;
    let len = (hay - count * from).checked_add(added).ok_or(TooLong)?;
    out.make_room(len).ok_or(TooLong)
}

/// Places of `needle` to replace; an empty one is before each unit and at the end.
fn places<U: Search>(hay: &[U], needle: &[U], most: usize) -> Vec<usize> {
    let mut places = Vec::new();
    if needle.is_empty() {
        places.extend((0..=hay.len()).take(most));
    } else {
        U::each_match(hay, needle, most, |at| places.push(at));
    }
    places
}

/// `needle` at the width of `U`, or `None` if it has a code point too large for it (then it occurs nowhere).
fn at_width<'a, U: Unit>(needle: Chars<'a>, same: impl Fn(Chars<'a>) -> Option<&'a [U]>) -> Option<Cow<'a, [U]>> {
    if let Some(units) = same(needle) {
        return Some(Cow::Borrowed(units));
    }
    needle.iter().map(|c| (c <= U::MAX).then(|| U::of(c))).collect::<Option<Vec<U>>>().map(Cow::Owned)
}

/// Runs one expression with two texts at the width of the first; the value of `$never` if the second cannot be stored at it.
macro_rules! same_width {
    ($hay:expr, $needle:expr, $h:ident, $n:ident => $body:expr, $never:expr) => {
        match $hay {
            Chars::One($h) => match at_width($needle, |c| if let Chars::One(u) = c { Some(u) } else { None }) {
                Some($n) => $body,
                None => $never,
            },
            Chars::Two($h) => match at_width($needle, |c| if let Chars::Two(u) = c { Some(u) } else { None }) {
                Some($n) => $body,
                None => $never,
            },
            Chars::Four($h) => match at_width($needle, |c| if let Chars::Four(u) = c { Some(u) } else { None }) {
                Some($n) => $body,
                None => $never,
            },
        }
    };
}
pub(crate) use same_width;

/// The first place of `needle` in `hay`.
pub fn find_chars(hay: Chars<'_>, needle: Chars<'_>) -> Option<usize> {
    if let ([c], Chars::Two(_) | Chars::Four(_)) = (single(needle).as_slice(), hay) {
        return with_units!(hay, u => u.iter().position(|x| x.code() == *c));
    }
    same_width!(hay, needle, h, n => Search::find(h, &n), None)
}

/// The code point of a text of one, or nothing.
fn single(text: Chars<'_>) -> Option<u32> {
    text.get(0).filter(|_| text.len() == 1)
}

/// The last place of `needle` in `hay`.
pub fn rfind_chars(hay: Chars<'_>, needle: Chars<'_>) -> Option<usize> {
    same_width!(hay, needle, h, n => Search::rfind(h, &n), None)
}

/// `hay.count(needle)`.
pub fn count_chars(hay: Chars<'_>, needle: Chars<'_>) -> usize {
    same_width!(hay, needle, h, n => count(h, &n), 0)
}

/// Whether `text` begins with `prefix`.
pub fn starts_with(text: Chars<'_>, prefix: Chars<'_>) -> bool {
    prefix.len() <= text.len() && text.slice(0..prefix.len()) == prefix
}

/// Whether `text` ends with `suffix`.
pub fn ends_with(text: Chars<'_>, suffix: Chars<'_>) -> bool {
    suffix.len() <= text.len() && text.slice(text.len() - suffix.len()..text.len()) == suffix
}

/// `text.replace(from, to, most)` for Unicode; `None` if nothing changes.
pub fn replace_chars(
    hay: Chars<'_>,
    from: Chars<'_>,
    to: Chars<'_>,
    most: Option<usize>,
) -> Result<Option<CharsVec>, TooLong> {
    if most == Some(0) || hay.is_empty() && (most.is_some() || !from.is_empty()) || from == to {
        return Ok(None);
    }
    let most = most.unwrap_or(usize::MAX);
    let places = same_width!(hay, from, h, n => places(h, &n, most), Vec::new());
    if places.is_empty() {
        return Ok(None);
    }
    let mut out = CharsBuf::new();
    room_for(&mut out, hay.len(), places.len(), from.len(), to.len())?;
    let mut at = 0;
    for place in places {
        out.extend_chars(hay.slice(at..place));
        out.extend_chars(to);
        at = place + from.len();
    }
    out.extend_chars(hay.slice(at..hay.len()));
    Ok(Some(out.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: haystack, needle, `find rfind count`. Each row runs at every width.
    #[test]
    fn searches_as_recorded() {
        recorded::check("search", |row| {
            let two: Vec<Vec<u16>> = row.iter().map(|f| f.iter().map(|&c| c.into()).collect()).collect();
            let four: Vec<Vec<u32>> = row.iter().map(|f| f.iter().map(|&c| c.into()).collect()).collect();
            let hays = [Chars::One(&row[0]), Chars::Two(&two[0]), Chars::Four(&four[0])];
            let needles = [Chars::One(&row[1]), Chars::Two(&two[1]), Chars::Four(&four[1])];
            let show = |i: Option<usize>| i.map_or("-1".into(), |i| i.to_string());
            let mut got = Vec::new();
            for hay in hays {
                for needle in needles {
                    let found = [show(find_chars(hay, needle)), show(rfind_chars(hay, needle))].join(" ");
                    got.push(format!("{found} {}", count_chars(hay, needle)));
                }
            }
            got.dedup();
            (got.join("; "), String::from_utf8(row[2].clone()).unwrap())
        });
    }

    /// Rows: text, from, to, count (`-` for none), result.
    #[test]
    fn replacements_as_recorded() {
        recorded::check("replace", |row| {
            let most = (row[3] != b"-").then(|| recorded::int(&row[3]) as usize);
            let bytes = replace_bytes(&row[0], &row[1], &row[2], most).unwrap().unwrap_or_else(|| row[0].clone());
            let text = replace_chars(Chars::One(&row[0]), Chars::One(&row[1]), Chars::One(&row[2]), most);
            let text = text.unwrap().map_or(CharsVec::One(row[0].clone()), |t| t);
            ([bytes, recorded::spelled(text.as_chars())], [row[4].clone(), row[4].clone()])
        });
    }

    #[test]
    fn worst_case_is_linear() {
        // Quadratic would be 10**10 comparisons.
        let hay = vec![7u16; 200_000];
        let mut needle = vec![7u16; 50_000];
        needle[49_999] = 8;
        assert_eq!(find_units(&hay, &needle), None);
        needle[49_999] = 7;
        needle[0] = 8;
        assert_eq!(rfind_units(&hay, &needle), None);
        let mut hay = hay;
        hay[100_000] = 8;
        assert_eq!(find_units(&hay, &needle), Some(100_000));
        assert_eq!(rfind_units(&hay, &needle), Some(100_000));
    }

    #[test]
    fn a_wide_needle_is_nowhere() {
        assert_eq!(find_chars(Chars::One(b"abc"), Chars::Two(&[0x161])), None);
        assert_eq!(find_chars(Chars::Two(&[0x161, 0x61]), Chars::One(b"a")), Some(1));
        let text = CharsVec::from("a\u{161}b");
        let narrowed = replace_chars(text.as_chars(), Chars::Two(&[0x161]), Chars::One(b"-"), None).unwrap().unwrap();
        assert!(matches!(narrowed, CharsVec::One(v) if v == b"a-b"));
    }
}
