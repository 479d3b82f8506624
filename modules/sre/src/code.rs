//! From a list of SRE code words to a checked tree.
//!
//! The checks are those any consumer of the format needs: every skip stays inside the part it belongs to, alternatives
//! rejoin behind their branch, group numbers exist, sets end. Nesting is limited, so hostile lists cannot exhaust the
//! native stack.

use crate::chars::At;
use crate::opcode::{MAX_GROUPS, MAXREPEAT, info, op};
use crate::set::{self, SetCode, Sets};
use crate::state::Invalid;

/// Parts in sequence.
pub(crate) type Seq = Vec<Node>;

/// One part of a pattern.
#[derive(Debug)]
pub(crate) enum Node {
    /// Matches one character.
    One(One),
    At(At),
    Mark(u32),
    Fail,
    Accept,
    Branch(Vec<Seq>),
    Repeat {
        min: u32,
        /// `None`: no limit.
        max: Option<u32>,
        greedy: bool,
        /// Coded as a repeat of one character: restores no marks.
        one: bool,
        body: Seq,
    },
    Assert {
        negate: bool,
        /// Characters to step back before the body is tried.
        back: u32,
        body: Seq,
    },
    GroupRef {
        group: u32,
        ignore: bool,
    },
    Exists {
        group: u32,
        yes: Seq,
        no: Seq,
    },
}

/// What matches a single character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum One {
    Char(u32),
    NotChar(u32),
    Set(u32),
    All,
}

/// What the `INFO` block says a search may look for; used where our own analysis must not prune.
#[derive(Default)]
pub(crate) struct Info {
    pub prefix: Vec<u32>,
    pub charset: Option<u32>,
}

pub(crate) struct Decoded {
    pub body: Seq,
    pub info: Info,
}

/// Deepest nesting accepted. `sre_parse` itself recurses and reaches the interpreter's limit far sooner.
const MAX_DEPTH: u32 = 500;

struct Decoder<'a> {
    code: &'a [u32],
    groups: usize,
    sets: &'a mut Sets,
    info: Info,
}

/// Decodes a whole program. `groups` does not count group 0.
pub(crate) fn decode(code: &[u32], groups: usize, sets: &mut Sets) -> Result<Decoded, Invalid> {
    if groups > MAX_GROUPS || code.last() != Some(&op::SUCCESS) || code.len() >= u32::MAX as usize / 2 {
        return Err(Invalid);
    }
    let mut decoder = Decoder { code, groups, sets, info: Info::default() };
    let body = decoder.seq(0, code.len() - 1, 0)?;
    Ok(Decoded { body, info: decoder.info })
}

impl Decoder<'_> {
    /// The word at `at`, which must lie before `end`.
    fn word(&self, at: usize, end: usize) -> Result<u32, Invalid> {
        if at < end { self.code.get(at).copied().ok_or(Invalid) } else { Err(Invalid) }
    }

    /// The place a skip word at `at` leads to.
    fn target(&self, at: usize, end: usize) -> Result<usize, Invalid> {
        let to = at + self.word(at, end)? as usize;
        if to <= end { Ok(to) } else { Err(Invalid) }
    }

    fn expect(&self, at: usize, code: u32) -> Result<(), Invalid> {
        if self.code.get(at) == Some(&code) { Ok(()) } else { Err(Invalid) }
    }

    fn set(&mut self, code: Vec<u32>, ignore: bool) -> Result<One, Invalid> {
        self.sets.add(SetCode { code, ignore }).map(One::Set).ok_or(Invalid)
    }

    fn seq(&mut self, mut at: usize, end: usize, depth: u32) -> Result<Seq, Invalid> {
        if depth > MAX_DEPTH || at > end {
            return Err(Invalid);
        }
        let mut seq = Seq::new();
        while at < end {
            at = self.node(at, end, depth, &mut seq)?;
        }
        Ok(seq)
    }

    /// Decodes the part at `at`; answers where the next one begins.
    fn node(&mut self, at: usize, end: usize, depth: u32, seq: &mut Seq) -> Result<usize, Invalid> {
        let code = self.word(at, end)?;
        match code {
            op::FAILURE => seq.push(Node::Fail),
            op::SUCCESS => seq.push(Node::Accept),
            op::ANY => seq.push(Node::One(One::NotChar(10))),
            op::ANY_ALL => seq.push(Node::One(One::All)),
            op::LITERAL | op::NOT_LITERAL | op::LITERAL_IGNORE | op::NOT_LITERAL_IGNORE | op::CATEGORY => {
                let c = self.word(at + 1, end)?;
                let one = self.single(code, c)?;
                seq.push(Node::One(one));
                return Ok(at + 2);
            }
            op::AT => {
                let place = At::from_code(self.word(at + 1, end)?).ok_or(Invalid)?;
                seq.push(Node::At(place));
                return Ok(at + 2);
            }
            op::MARK => {
                let mark = self.word(at + 1, end)?;
                if mark as usize > 2 * self.groups + 1 {
                    return Err(Invalid);
                }
                seq.push(Node::Mark(mark));
                return Ok(at + 2);
            }
            op::GROUPREF | op::GROUPREF_IGNORE => {
                let group = self.group(at + 1, end)?;
                seq.push(Node::GroupRef { group, ignore: code == op::GROUPREF_IGNORE });
                return Ok(at + 2);
            }
            op::IN | op::IN_IGNORE => {
                let next = self.target(at + 1, end)?;
                let set = self.code.get(at + 2..next).ok_or(Invalid)?;
                if set::validate(set) != Some(set.len()) {
                    return Err(Invalid);
                }
                let one = self.set(set.to_vec(), code == op::IN_IGNORE)?;
                seq.push(Node::One(one));
                return Ok(next);
            }
            op::INFO => return self.info(at, end),
            op::BRANCH => return self.branch(at, end, depth, seq),
            op::REPEAT | op::REPEAT_ONE | op::MIN_REPEAT_ONE => return self.repeat(code, at, end, depth, seq),
            op::ASSERT | op::ASSERT_NOT => {
                let next = self.target(at + 1, end)?;
                let back = self.word(at + 2, end)?;
                if back & 0x8000_0000 != 0 || next < at + 4 {
                    return Err(Invalid);
                }
                self.expect(next - 1, op::SUCCESS)?;
                let body = self.seq(at + 3, next - 1, depth + 1)?;
                seq.push(Node::Assert { negate: code == op::ASSERT_NOT, back, body });
                return Ok(next);
            }
            op::GROUPREF_EXISTS => return self.exists(at, end, depth, seq),
            _ => return Err(Invalid),
        }
        Ok(at + 1)
    }

    fn single(&mut self, code: u32, c: u32) -> Result<One, Invalid> {
        match code {
            op::LITERAL => Ok(One::Char(c)),
            op::NOT_LITERAL => Ok(One::NotChar(c)),
            op::LITERAL_IGNORE => self.set(vec![op::LITERAL, c, op::FAILURE], true),
            op::NOT_LITERAL_IGNORE => self.set(vec![op::NEGATE, op::LITERAL, c, op::FAILURE], true),
            _ if c < crate::chars::CATEGORIES => self.set(vec![op::CATEGORY, c, op::FAILURE], false),
            _ => Err(Invalid),
        }
    }

    fn group(&self, at: usize, end: usize) -> Result<u32, Invalid> {
        let group = self.word(at, end)?;
        if (group as usize) < self.groups { Ok(group) } else { Err(Invalid) }
    }

    /// `INFO skip flags min max [length skip prefix… overlap… | set…]`
    fn info(&mut self, at: usize, end: usize) -> Result<usize, Invalid> {
        let next = self.target(at + 1, end)?;
        let flags = self.word(at + 2, next)?;
        self.word(at + 4, next)?;
        let known = info::PREFIX | info::LITERAL | info::CHARSET;
        if flags & !known != 0
            || flags & (info::PREFIX | info::CHARSET) == info::PREFIX | info::CHARSET
            || flags & info::LITERAL != 0 && flags & info::PREFIX == 0
        {
            return Err(Invalid);
        }
        let rest = &self.code[at + 5..next];
        let mut found = Info::default();
        if flags & info::PREFIX != 0 {
            let (head, words) = rest.split_at_checked(2).ok_or(Invalid)?;
            let length = head[0] as usize;
            if words.len() != length.checked_mul(2).ok_or(Invalid)? || words[length..].iter().any(|&w| w >= head[0]) {
                return Err(Invalid);
            }
            found.prefix = words[..length].to_vec();
        } else if flags & info::CHARSET != 0 {
            if set::validate(rest) != Some(rest.len()) {
                return Err(Invalid);
            }
            let One::Set(id) = self.set(rest.to_vec(), false)? else { return Err(Invalid) };
            found.charset = Some(id);
        } else if !rest.is_empty() {
            return Err(Invalid);
        }
        if at == 0 {
            self.info = found;
        }
        Ok(next)
    }

    /// `BRANCH (skip alternative… JUMP skip)… 0`
    fn branch(&mut self, at: usize, end: usize, depth: u32, seq: &mut Seq) -> Result<usize, Invalid> {
        let mut at = at + 1;
        let mut join = None;
        let mut alternatives = Vec::new();
        while self.word(at, end)? != 0 {
            let next = self.target(at, end)?;
            if next < at + 3 {
                return Err(Invalid);
            }
            self.expect(next - 2, op::JUMP)?;
            let target = self.target(next - 1, end)?;
            if *join.get_or_insert(target) != target {
                return Err(Invalid);
            }
            alternatives.push(self.seq(at + 1, next - 2, depth + 1)?);
            at = next;
        }
        if join.is_some_and(|join| join != at + 1) {
            return Err(Invalid);
        }
        seq.push(if alternatives.is_empty() { Node::Fail } else { Node::Branch(alternatives) });
        Ok(at + 1)
    }

    /// `REPEAT skip min max body… UNTIL`, `REPEAT_ONE skip min max item… SUCCESS`
    fn repeat(&mut self, code: u32, at: usize, end: usize, depth: u32, seq: &mut Seq) -> Result<usize, Invalid> {
        let target = self.target(at + 1, end)?;
        let (min, max) = (self.word(at + 2, end)?, self.word(at + 3, end)?);
        if min > max {
            return Err(Invalid);
        }
        let (last, greedy) = if code == op::REPEAT {
            let until = self.word(target, end)?;
            if until != op::MAX_UNTIL && until != op::MIN_UNTIL {
                return Err(Invalid);
            }
            (target, until == op::MAX_UNTIL)
        } else {
            let last = target.checked_sub(1).ok_or(Invalid)?;
            self.expect(last, op::SUCCESS)?;
            (last, code == op::REPEAT_ONE)
        };
        if last < at + 4 {
            return Err(Invalid);
        }
        let body = self.seq(at + 4, last, depth + 1)?;
        seq.push(Node::Repeat { min, max: (max != MAXREPEAT).then_some(max), greedy, one: code != op::REPEAT, body });
        Ok(last + 1)
    }

    /// `GROUPREF_EXISTS group skip yes… [JUMP skip no…]`
    fn exists(&mut self, at: usize, end: usize, depth: u32, seq: &mut Seq) -> Result<usize, Invalid> {
        // Where there are no groups at all CPython lets any be asked for: none has matched.
        let group = if self.groups == 0 { None } else { Some(self.group(at + 1, end)?) };
        // This skip counts from the group word.
        let skip = self.word(at + 2, end)? as usize;
        let target = at + 1 + skip;
        if skip < 2 || target > end {
            return Err(Invalid);
        }
        if target >= at + 5 && self.code[target - 2] == op::JUMP {
            let yes = self.seq(at + 3, target - 2, depth + 1)?;
            let next = self.target(target - 1, end)?;
            if next < target {
                return Err(Invalid);
            }
            let no = self.seq(target, next, depth + 1)?;
            match group {
                Some(group) => seq.push(Node::Exists { group, yes, no }),
                None => seq.extend(no),
            }
            Ok(next)
        } else {
            let yes = self.seq(at + 3, target, depth + 1)?;
            if let Some(group) = group {
                seq.push(Node::Exists { group, yes, no: Seq::new() });
            }
            Ok(target)
        }
    }
}

/// Fewest characters a sequence consumes.
pub(crate) fn min_width(seq: &Seq) -> usize {
    seq.iter().fold(0usize, |sum, node| {
        sum.saturating_add(match node {
            Node::One(_) => 1,
            Node::Branch(alternatives) => alternatives.iter().map(min_width).min().unwrap_or(0),
            Node::Repeat { min, body, .. } => min_width(body).saturating_mul(*min as usize),
            Node::Exists { yes, no, .. } => min_width(yes).min(min_width(no)),
            // What follows `Accept` is never reached: nothing is promised about a sequence that holds one.
            Node::Accept | Node::At(_) | Node::Mark(_) | Node::Fail | Node::Assert { .. } | Node::GroupRef { .. } => 0,
        })
    })
}

/// Whether any node below satisfies `test`.
pub(crate) fn any(seq: &Seq, test: &mut dyn FnMut(&Node) -> bool) -> bool {
    seq.iter().any(|node| {
        test(node)
            || match node {
                Node::Branch(alternatives) => alternatives.iter().any(|s| any(s, test)),
                Node::Repeat { body, .. } | Node::Assert { body, .. } => any(body, test),
                Node::Exists { yes, no, .. } => any(yes, test) || any(no, test),
                _ => false,
            }
    })
}

/// Whether any part below sets a mark.
pub(crate) fn has_marks(seq: &Seq) -> bool {
    any(seq, &mut |node| matches!(node, Node::Mark(_)))
}
