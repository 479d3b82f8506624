//! What a search looks for before it tries a match.
//!
//! From the tree, the classes of the first few characters are listed, one list per alternative; the best scan for them
//! is chosen: a string, one to three bytes, a bit-parallel automaton over all lists at once, or a set of first
//! characters. A scan may stop where no match is, never pass over one.

use memchr::memmem;

use crate::chars::At;
use crate::code::{Node, One, Seq};
use crate::first::First;
use crate::program::Item;
use crate::set::{SetRef, Sets, low_has, low_len};

/// How a search finds places to try.
pub(crate) enum Prefilter {
    /// Every position.
    None,
    /// Only the beginning of the subject.
    Beginning,
    /// Only beginnings of lines.
    Lines,
    /// Where this string is; the searcher is there if it fits in bytes.
    Literal(Vec<u32>, Option<Box<memmem::Finder<'static>>>),
    /// Where one of up to three characters is.
    Chars(Vec<u32>),
    /// Where a character of this set is.
    Set(SetRef),
    Shift(Box<ShiftAnd>),
}

/// Bit-parallel search for short lists of classes: bit `i` is set while the last characters match the list that bit
/// belongs to, up to and including that class. (Baeza-Yates and Gonnet, 1992.)
pub(crate) struct ShiftAnd {
    /// For each character the bits of the classes that hold it; the last entry is for all from 256 on.
    pub masks: [u64; 257],
    pub starts: u64,
    pub ends: u64,
    /// Length of every list.
    pub len: usize,
}

const MAX_LISTS: usize = 12;
const MAX_LEN: usize = 8;

#[derive(Clone, Default)]
struct List {
    classes: Vec<First>,
    closed: bool,
}

/// Chooses the scan for a program that may be pruned.
pub(crate) fn choose(body: &Seq, sets: &mut Sets) -> Prefilter {
    match body.iter().find(|n| !matches!(n, Node::Mark(_))) {
        Some(Node::At(At::Beginning)) => return Prefilter::Beginning,
        Some(Node::At(At::BeginningLine)) => return Prefilter::Lines,
        _ => {}
    }
    let literal = literal_prefix(body);
    if literal.len() > 1 {
        return literal_filter(literal);
    }
    let mut lists = vec![List::default()];
    extend(body, sets, &mut lists);
    let len = lists.iter().map(|l| l.classes.len()).min().unwrap_or(0).min(MAX_LEN).min(64 / lists.len().max(1));
    if len == 0 {
        return Prefilter::None;
    }
    let mut union = First::default();
    for list in &lists {
        for (word, w) in union.low.iter_mut().zip(list.classes[0].low) {
            *word |= w;
        }
        union.high |= list.classes[0].high;
    }
    let few: Vec<u32> = (0..256).filter(|&c| low_has(&union.low, c)).take(4).collect();
    let rare = few.iter().all(|&c| !is_common(c));
    if !union.high && (1..=3).contains(&few.len()) && (rare || len == 1) {
        return Prefilter::Chars(few);
    }
    if literal.len() == 1 && len == 1 {
        return Prefilter::Chars(literal);
    }
    if len > 1 && lists.iter().any(|l| l.classes[..len].iter().any(|c| low_len(&c.low) < 128)) {
        return Prefilter::Shift(Box::new(shift_and(&lists, len)));
    }
    set_filter(&union, sets)
}

/// The scan CPython itself would use, from the `INFO` block.
pub(crate) fn from_info(info: &crate::code::Info, sets: &Sets) -> Prefilter {
    match (&info.prefix[..], info.charset) {
        ([], None) => Prefilter::None,
        ([], Some(id)) => Prefilter::Set(sets.reference(id)),
        ([c], _) => Prefilter::Chars(vec![*c]),
        (prefix, _) => literal_filter(prefix.to_vec()),
    }
}

fn literal_filter(literal: Vec<u32>) -> Prefilter {
    let bytes: Option<Vec<u8>> = literal.iter().map(|&c| u8::try_from(c).ok()).collect();
    let finder = bytes.map(|b| Box::new(memmem::Finder::new(&b).into_owned()));
    Prefilter::Literal(literal, finder)
}

/// A scan for the members of a set, unless it is too big to be of use.
fn set_filter(first: &First, sets: &mut Sets) -> Prefilter {
    if low_len(&first.low) > 250 {
        return Prefilter::None;
    }
    let high = if first.high { crate::set::High::Always } else { crate::set::High::Never };
    match sets.intern(first.low) {
        Some((table, bit)) => Prefilter::Set(SetRef { table, bit, high, id: 0 }),
        None => Prefilter::None,
    }
}

/// Bytes so frequent in text that stopping at each is slower than looking at every byte.
fn is_common(c: u32) -> bool {
    matches!(u8::try_from(c), Ok(b'a'..=b'z' | b'0'..=b'9' | b' ' | b'\n' | b'A' | b'C' | b'G' | b'T' | 0))
}

/// Characters every match begins with.
fn literal_prefix(body: &Seq) -> Vec<u32> {
    body.iter()
        .filter(|n| !matches!(n, Node::Mark(_)))
        .map_while(|n| match n {
            Node::One(One::Char(c)) => Some(*c),
            _ => None,
        })
        .collect()
}

fn class(one: One, sets: &Sets) -> First {
    let mut first = First::default();
    first.add(item(one, sets), sets);
    first
}

pub(crate) fn item(one: One, sets: &Sets) -> Item {
    match one {
        One::Char(c) => Item::Char(c),
        One::NotChar(c) => Item::NotChar(c),
        One::Set(id) => Item::Set(sets.reference(id)),
        One::All => Item::All,
    }
}

/// Appends a sequence to every open list.
fn extend(seq: &Seq, sets: &Sets, lists: &mut Vec<List>) {
    for node in seq {
        for list in lists.iter_mut() {
            list.closed |= list.classes.len() >= MAX_LEN;
        }
        if lists.iter().all(|l| l.closed) {
            return;
        }
        match node {
            Node::One(one) => {
                let class = class(*one, sets);
                lists.iter_mut().filter(|l| !l.closed).for_each(|l| l.classes.push(class));
            }
            Node::Mark(_) | Node::At(_) | Node::Assert { .. } => {}
            Node::Branch(alternatives) => {
                let open = lists.iter().filter(|l| !l.closed).count();
                if open * alternatives.len() + lists.len() > MAX_LISTS {
                    union_of_firsts(alternatives, sets, lists);
                    continue;
                }
                fork(lists, alternatives.len(), |i, copy| extend(&alternatives[i], sets, copy));
            }
            Node::Repeat { min, max, body, .. } => {
                for _ in 0..(*min).min(MAX_LEN as u32) {
                    let known: usize = lists.iter().map(|l| l.classes.len()).sum();
                    extend(body, sets, lists);
                    // A body that adds nothing must not be followed again and again, nested ones least of all.
                    if lists.iter().map(|l| l.classes.len()).sum::<usize>() == known {
                        break;
                    }
                }
                if *max == Some(*min) {
                    continue;
                }
                if 2 * lists.len() > MAX_LISTS {
                    close(lists);
                } else {
                    fork(lists, 2, |i, copy| {
                        if i == 1 {
                            extend(body, sets, copy);
                            if max.is_none_or(|max| max - min > 1) {
                                close(copy);
                            }
                        }
                    });
                }
            }
            Node::Exists { .. } | Node::GroupRef { .. } | Node::Fail | Node::Accept => close(lists),
        }
    }
}

fn close(lists: &mut [List]) {
    lists.iter_mut().for_each(|l| l.closed = true);
}

/// Replaces every open list by `n` copies, each continued in its own way.
fn fork(lists: &mut Vec<List>, n: usize, mut go_on: impl FnMut(usize, &mut Vec<List>)) {
    let (closed, open): (Vec<List>, Vec<List>) = std::mem::take(lists).into_iter().partition(|l| l.closed);
    *lists = closed;
    for i in 0..n {
        let mut copy = open.clone();
        go_on(i, &mut copy);
        lists.append(&mut copy);
    }
}

/// Too many alternatives to follow: one class for the first character of all, then nothing more is known.
fn union_of_firsts(alternatives: &[Seq], sets: &Sets, lists: &mut [List]) {
    let mut union = First::default();
    for alternative in alternatives {
        match alternative.iter().find(|n| !matches!(n, Node::Mark(_) | Node::At(_))) {
            Some(Node::One(one)) => union.add(item(*one, sets), sets),
            _ => return close(lists),
        }
    }
    for list in lists.iter_mut().filter(|l| !l.closed) {
        list.classes.push(union);
        list.closed = true;
    }
}

fn shift_and(lists: &[List], len: usize) -> ShiftAnd {
    let mut scan = ShiftAnd { masks: [0; 257], starts: 0, ends: 0, len };
    let mut bit = 0;
    for list in lists {
        scan.starts |= 1 << bit;
        for class in &list.classes[..len] {
            for c in 0..256 {
                if low_has(&class.low, c) {
                    scan.masks[c as usize] |= 1 << bit;
                }
            }
            if class.high {
                scan.masks[256] |= 1 << bit;
            }
            bit += 1;
        }
        scan.ends |= 1 << (bit - 1);
    }
    scan
}
