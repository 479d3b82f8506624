//! Sets of characters: a bit each for the first 256 code points, the original set code for the rest.
//!
//! A set is evaluated 256 times when the program is made; matching then costs one table look-up. Eight sets share one
//! 256-byte table, one bit each. For wider characters most sets have one answer for all (`High`), the rest interpret
//! their code.

use std::collections::HashMap;

use crate::chars::{CaseRule, CharClass, category, category_beyond_bytes};
use crate::opcode::op;

/// Members among the first 256 code points.
pub(crate) type Low = [u64; 4];

pub(crate) fn low_has(low: &Low, c: u32) -> bool {
    c < 256 && low[(c >> 6) as usize] >> (c & 63) & 1 != 0
}

pub(crate) fn low_add(low: &mut Low, c: u32) {
    if c < 256 {
        low[(c >> 6) as usize] |= 1 << (c & 63);
    }
}

pub(crate) fn low_len(low: &Low) -> u32 {
    low.iter().map(|w| w.count_ones()).sum()
}

fn low_range(lo: u32, hi: u32) -> Low {
    let mut low = [0; 4];
    for c in lo..=hi.min(255) {
        low_add(&mut low, c);
    }
    low
}

fn low_words(words: &[u32]) -> Low {
    std::array::from_fn(|i| u64::from(words[2 * i]) | u64::from(words[2 * i + 1]) << 32)
}

/// Membership of code points from 256 on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum High {
    Never,
    Always,
    /// Ask the set's code.
    Ask,
}

/// A set as an instruction names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SetRef {
    pub table: u16,
    pub bit: u8,
    pub high: High,
    pub id: u32,
}

/// Words of a set's code, and whether characters are lowered before they are looked up.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct SetCode {
    pub code: Vec<u32>,
    pub ignore: bool,
}

/// All sets of a program.
pub(crate) struct Sets {
    codes: Vec<SetCode>,
    lows: Vec<Low>,
    refs: Vec<SetRef>,
    known: HashMap<SetCode, u32>,
    tables: Vec<[u8; 256]>,
    bits_used: u32,
    interned: HashMap<Low, (u16, u8)>,
    categories: HashMap<u32, Low>,
    case: CaseRule,
    class: &'static dyn CharClass,
}

impl Sets {
    pub fn new(case: CaseRule, class: &'static dyn CharClass) -> Sets {
        Sets {
            codes: Vec::new(),
            lows: Vec::new(),
            refs: Vec::new(),
            known: HashMap::new(),
            tables: Vec::new(),
            bits_used: 0,
            interned: HashMap::new(),
            categories: HashMap::new(),
            case,
            class,
        }
    }

    pub fn tables(&self) -> &[[u8; 256]] {
        &self.tables
    }

    /// Adds a set, or finds the equal one. `None` when there are more different sets than a table index can name.
    pub fn add(&mut self, set: SetCode) -> Option<u32> {
        if let Some(&id) = self.known.get(&set) {
            return Some(id);
        }
        let low = self.low_of(&set);
        let high = self.high_of(&set);
        let (table, bit) = self.intern(low)?;
        let id = self.refs.len() as u32;
        self.refs.push(SetRef { table, bit, high, id });
        self.lows.push(low);
        self.known.insert(set.clone(), id);
        self.codes.push(set);
        Some(id)
    }

    /// A table bit for a set of the first 256 code points.
    pub fn intern(&mut self, low: Low) -> Option<(u16, u8)> {
        if let Some(&place) = self.interned.get(&low) {
            return Some(place);
        }
        if self.bits_used == 8 * self.tables.len() as u32 {
            if self.tables.len() > usize::from(u16::MAX) {
                return None;
            }
            self.tables.push([0; 256]);
        }
        let table = (self.bits_used / 8) as u16;
        let bit = 1u8 << (self.bits_used % 8);
        self.bits_used += 1;
        for (c, slot) in self.tables[usize::from(table)].iter_mut().enumerate() {
            if low_has(&low, c as u32) {
                *slot |= bit;
            }
        }
        self.interned.insert(low, (table, bit));
        Some((table, bit))
    }

    pub fn reference(&self, id: u32) -> SetRef {
        self.refs[id as usize]
    }

    pub fn low(&self, id: u32) -> &Low {
        &self.lows[id as usize]
    }

    /// Whether a code point from 256 on is in the set.
    #[cold]
    #[inline(never)]
    pub fn ask(&self, id: u32, c: u32) -> bool {
        self.eval(&self.codes[id as usize], c)
    }

    pub fn lower(&self, c: u32) -> u32 {
        self.case.lower(c, self.class)
    }

    fn eval(&self, set: &SetCode, c: u32) -> bool {
        let c = if set.ignore { self.lower(c) } else { c };
        eval(&set.code, c, self.class)
    }

    fn low_of(&mut self, set: &SetCode) -> Low {
        let plain = self.plain_low(&set.code);
        if !set.ignore {
            return plain;
        }
        let mut low = [0; 4];
        for c in 0..256 {
            let lowered = self.lower(c);
            if if lowered < 256 { low_has(&plain, lowered) } else { self.eval(set, c) } {
                low_add(&mut low, c);
            }
        }
        low
    }

    /// The members below 256 of a set code, all characters at once: the first item to hold a character decides it.
    fn plain_low(&mut self, code: &[u32]) -> Low {
        let (mut members, mut decided, mut inside) = ([0; 4], [0; 4], true);
        for item in Items(code) {
            let hits = match item {
                Item::End => break,
                Item::Negate => {
                    inside = !inside;
                    continue;
                }
                Item::Category(code) => self.category_low(code),
                Item::Range(lo, hi) => low_range(lo, hi),
                Item::Bitmap(words) => low_words(words),
                Item::BigBitmap(index, blocks) => {
                    let block = usize::from(index[0].to_le_bytes()[0]);
                    blocks.get(8 * block..8 * block + 8).map_or([0; 4], low_words)
                }
            };
            for i in 0..4 {
                if inside {
                    members[i] |= hits[i] & !decided[i];
                }
                decided[i] |= hits[i];
            }
        }
        if !inside {
            for i in 0..4 {
                members[i] |= !decided[i];
            }
        }
        members
    }

    fn category_low(&mut self, code: u32) -> Low {
        let class = self.class;
        *self.categories.entry(code).or_insert_with(|| {
            let mut low = [0; 4];
            for c in (0..256).filter(|&c| category(code, c, class)) {
                low_add(&mut low, c);
            }
            low
        })
    }

    fn high_of(&self, set: &SetCode) -> High {
        if set.ignore && self.case == CaseRule::Unicode {
            return High::Ask;
        }
        let mut inside = true;
        for item in Items(&set.code) {
            let certain = match item {
                Item::End => return if inside { High::Never } else { High::Always },
                Item::Negate => {
                    inside = !inside;
                    continue;
                }
                Item::Category(code) => category_beyond_bytes(code),
                Item::Range(_, hi) => (hi < 256).then_some(false),
                Item::Bitmap(_) => Some(false),
                Item::BigBitmap(..) => None,
            };
            match certain {
                Some(false) => {}
                Some(true) => return if inside { High::Always } else { High::Never },
                None => return High::Ask,
            }
        }
        High::Never
    }
}

/// One element of a set's code.
enum Item<'a> {
    End,
    Negate,
    Category(u32),
    Range(u32, u32),
    /// 8 words: a bit for each of the first 256 code points.
    Bitmap(&'a [u32]),
    /// 64 words holding 256 block numbers, then the blocks, 8 words each.
    BigBitmap(&'a [u32], &'a [u32]),
}

/// Walks a set's code. Ends early at anything malformed; `validate` has excluded that.
struct Items<'a>(&'a [u32]);

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        let (&code, rest) = self.0.split_first()?;
        let (item, rest) = match code {
            op::FAILURE => (Item::End, rest),
            op::NEGATE => (Item::Negate, rest),
            op::LITERAL => (Item::Range(*rest.first()?, *rest.first()?), rest.get(1..)?),
            op::CATEGORY => (Item::Category(*rest.first()?), rest.get(1..)?),
            op::RANGE => (Item::Range(*rest.first()?, *rest.get(1)?), rest.get(2..)?),
            op::CHARSET => (Item::Bitmap(rest.get(..8)?), rest.get(8..)?),
            op::BIGCHARSET => {
                let count = *rest.first()? as usize;
                let index = rest.get(1..65)?;
                let blocks = rest.get(65..)?.get(..count.checked_mul(8)?)?;
                (Item::BigBitmap(index, blocks), &rest[65 + blocks.len()..])
            }
            _ => return None,
        };
        self.0 = rest;
        Some(item)
    }
}

fn bit(words: &[u32], n: usize) -> bool {
    words.get(n / 32).is_some_and(|w| w >> (n % 32) & 1 != 0)
}

fn eval(code: &[u32], c: u32, class: &dyn CharClass) -> bool {
    let mut inside = true;
    for item in Items(code) {
        let hit = match item {
            Item::End => break,
            Item::Negate => {
                inside = !inside;
                false
            }
            Item::Category(code) => category(code, c, class),
            Item::Range(lo, hi) => lo <= c && c <= hi,
            Item::Bitmap(words) => c < 256 && bit(words, c as usize),
            Item::BigBitmap(index, blocks) => {
                c < 0x10000 && {
                    let block = index[c as usize >> 10].to_le_bytes()[c as usize >> 8 & 3];
                    bit(blocks, usize::from(block) * 256 + (c as usize & 255))
                }
            }
        };
        if hit {
            return inside;
        }
    }
    !inside
}

/// Length in words of the set code at the head of `code`, its end mark included; `None` if it is malformed.
pub(crate) fn validate(code: &[u32]) -> Option<usize> {
    let mut items = Items(code);
    loop {
        match items.next()? {
            Item::End => return Some(code.len() - items.0.len()),
            Item::Category(code) if code >= crate::chars::CATEGORIES => return None,
            Item::BigBitmap(index, blocks) => {
                let blocks = blocks.len() / 8;
                if index.iter().flat_map(|w| w.to_le_bytes()).any(|b| usize::from(b) >= blocks) {
                    return None;
                }
            }
            _ => {}
        }
    }
}
