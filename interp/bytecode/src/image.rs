//! The file format of code: `__pycache__/*.pyc` and the embedded library.
//!
//! A header (`MAGIC`, with a version that must change with the opcode table), a table of the distinct names, then the
//! outermost body with the inner ones among its constants. Numbers are LEB128, instruction words 4 bytes little
//! endian (so in memory order). Reading never panics and never allocates more than a small multiple of the input;
//! what is read must still pass `verify` before it runs, unless its source is trusted.

use crate::{Block, Body, Const, FarLocals, Handler, Line, Mark, Name, OPS};
use ahash::HashMap;
use std::fmt;
use std::rc::Rc;

pub const MAGIC: [u8; 4] = *b"TPN\x02";

/// Bodies and tuples nested deeper than this are refused.
const MAX_DEPTH: u32 = 1000;

/// Why bytes are no image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

type Read<T> = Result<T, Malformed>;

/// A fingerprint of the opcode table: an image of another table is refused.
pub fn version() -> u32 {
    let mut hash = 0x811c_9dc5u32;
    let mut add = |bytes: &[u8]| {
        for &byte in bytes {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    for row in OPS {
        add(row.name.as_bytes());
        for operand in row.operands.iter().chain(&row.extra) {
            add(operand.name.as_bytes());
            add(&[operand.kind as u8]);
        }
    }
    hash
}

/// Bytes that `read` turns back into the body.
pub fn write(body: &Body) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.body(body);
    let mut out = MAGIC.to_vec();
    out.extend(version().to_le_bytes());
    number(&mut out, writer.names.len() as u64);
    for name in &writer.names {
        bytes(&mut out, name);
    }
    out.extend(writer.out);
    out
}

/// Equal for equal constants of one type, different otherwise; `None` when code is inside.
pub(crate) fn constant_key(constant: &Const) -> Option<Vec<u8>> {
    fn has_code(constant: &Const) -> bool {
        match constant {
            Const::Code(_) => true,
            Const::Tuple(items) => items.iter().any(has_code),
            _ => false,
        }
    }
    if has_code(constant) {
        return None;
    }
    let mut writer = Writer::default();
    writer.constant(constant);
    Some(writer.out)
}

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    names: Vec<Name>,
    index: HashMap<Name, u64>,
}

impl Writer {
    fn number(&mut self, n: impl Into<u64>) {
        number(&mut self.out, n.into());
    }

    fn name(&mut self, name: &Name) {
        let next = self.names.len() as u64;
        let index = *self.index.entry(name.clone()).or_insert(next);
        if index == next {
            self.names.push(name.clone());
        }
        self.number(index);
    }

    fn names(&mut self, names: &[Name]) {
        self.number(names.len() as u64);
        names.iter().for_each(|name| self.name(name));
    }

    fn body(&mut self, body: &Body) {
        self.name(&body.name);
        self.name(&body.filename);
        let sizes = [body.argcount.into(), body.registers.into(), body.loops.into(), body.prologue];
        for n in [body.first_line, body.flags].into_iter().chain(sizes) {
            self.number(n);
        }
        self.names(&body.varnames);
        self.names(&body.cellvars);
        body.cell_registers.iter().for_each(|&r| self.number(r));
        self.names(&body.freevars);
        body.free_registers.iter().for_each(|&r| self.number(r));
        self.names(&body.names);
        self.number(body.public_names);
        match &body.far_locals {
            None => self.number(0u32),
            Some(far) => {
                self.number(u64::from(far.register) + 1);
                self.names(&far.names);
            }
        }
        self.number(body.exc_save.map_or(0, |r| u64::from(r) + 1));
        self.names(&body.tuple_params);
        self.number(body.consts.len() as u64);
        body.consts.iter().for_each(|constant| self.constant(constant));
        self.number(body.sites.len() as u64);
        body.sites.iter().for_each(|&site| self.number(site));
        self.number(body.words.len() as u64);
        for word in &body.words {
            self.out.extend(word.to_ne_bytes());
        }
        self.number(body.handlers.len() as u64);
        for handler in &body.handlers {
            for n in [handler.start, handler.end, handler.target, handler.register.into()] {
                self.number(n);
            }
        }
        self.number(body.lines.len() as u64);
        let (mut start, mut line) = (0, 0i64);
        for row in &body.lines {
            self.number(row.start - start);
            // Zigzag: lines may go back.
            let step = i64::from(row.line) - line;
            let step = ((step << 1) ^ (step >> 63)) as u64;
            self.number(step * 3 + row.mark as u64);
            (start, line) = (row.start, row.line.into());
        }
        self.number(body.blocks.len() as u64);
        for block in &body.blocks {
            for n in [block.start, block.end, block.is_finally.into()] {
                self.number(n);
            }
        }
    }

    fn constant(&mut self, constant: &Const) {
        let tag = |tag: u8, writer: &mut Writer| writer.out.push(tag);
        match constant {
            Const::None => tag(0, self),
            Const::True => tag(1, self),
            Const::False => tag(2, self),
            Const::Ellipsis => tag(3, self),
            Const::Int(i) => {
                tag(4, self);
                self.number(((i << 1) ^ (i >> 63)) as u64);
            }
            Const::Long { negative, digits } => {
                tag(5 + u8::from(*negative), self);
                self.number(digits.len() as u64);
                digits.iter().for_each(|&digit| self.out.extend(digit.to_le_bytes()));
            }
            Const::Float(x) => {
                tag(7, self);
                self.out.extend(x.to_bits().to_le_bytes());
            }
            Const::Complex(re, im) => {
                tag(8, self);
                self.out.extend(re.to_bits().to_le_bytes());
                self.out.extend(im.to_bits().to_le_bytes());
            }
            Const::Bytes(text) => {
                tag(9, self);
                bytes(&mut self.out, text);
            }
            Const::Unicode(points) => {
                tag(10, self);
                self.number(points.len() as u64);
                points.iter().for_each(|&point| self.number(point));
            }
            Const::Tuple(items) => {
                tag(11, self);
                self.number(items.len() as u64);
                items.iter().for_each(|item| self.constant(item));
            }
            Const::Code(code) => {
                tag(12, self);
                self.body(code);
            }
        }
    }
}

/// Reads what `write` wrote; the whole input must be used.
pub fn read(input: &[u8]) -> Read<Body> {
    let Some(rest) = input.strip_prefix(&MAGIC) else { return Err(Malformed("bad magic number")) };
    let mut reader = Reader { rest, names: Vec::new() };
    if u32::from_le_bytes(reader.array()?) != version() {
        return Err(Malformed("made by another version"));
    }
    let count = reader.count(1)?;
    for _ in 0..count {
        let name = Name::from(reader.bytes()?);
        reader.names.push(name);
    }
    let body = reader.body(0)?;
    if !reader.rest.is_empty() {
        return Err(Malformed("trailing data"));
    }
    Ok(body)
}

struct Reader<'a> {
    rest: &'a [u8],
    names: Vec<Name>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Read<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or(Malformed("truncated"))?;
        self.rest = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk().ok_or(Malformed("truncated"))?;
        self.rest = rest;
        Ok(*head)
    }

    fn long(&mut self) -> Read<u64> {
        let mut n = 0u64;
        for shift in (0..70).step_by(7) {
            let [byte] = self.array()?;
            if shift == 63 && byte > 1 {
                break;
            }
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(Malformed("number too large"))
    }

    fn number<T: TryFrom<u64>>(&mut self) -> Read<T> {
        T::try_from(self.long()?).map_err(|_| Malformed("number too large"))
    }

    /// A number of things of at least `size` bytes each, all of them ahead.
    fn count(&mut self, size: usize) -> Read<usize> {
        let n: usize = self.number()?;
        if n > self.rest.len() / size { Err(Malformed("truncated")) } else { Ok(n) }
    }

    fn list<T>(&mut self, size: usize, item: impl Fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let n = self.count(size)?;
        self.times(n, item)
    }

    fn times<T>(&mut self, n: usize, item: impl Fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        // Items may be larger than their bytes: grow instead of trusting the count.
        let mut items = Vec::with_capacity(n.min(64));
        for _ in 0..n {
            items.push(item(self)?);
        }
        items.shrink_to_fit();
        Ok(items)
    }

    fn bytes(&mut self) -> Read<&'a [u8]> {
        let n = self.count(1)?;
        self.take(n)
    }

    fn name(&mut self) -> Read<Name> {
        let index: usize = self.number()?;
        self.names.get(index).cloned().ok_or(Malformed("bad name index"))
    }

    fn names(&mut self) -> Read<Vec<Name>> {
        self.list(1, Self::name)
    }

    fn register(&mut self) -> Read<Option<u8>> {
        match self.number::<u16>()? {
            0 => Ok(None),
            n => u8::try_from(n - 1).map(Some).map_err(|_| Malformed("bad register")),
        }
    }

    fn zigzag(&mut self) -> Read<i64> {
        let n = self.long()?;
        Ok((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    fn body(&mut self, depth: u32) -> Read<Body> {
        if depth > MAX_DEPTH {
            return Err(Malformed("nested too deeply"));
        }
        let mut body = Body { name: self.name()?, filename: self.name()?, ..Body::default() };
        body.first_line = self.number()?;
        body.flags = self.number()?;
        body.argcount = self.number()?;
        body.registers = self.number()?;
        body.loops = self.number()?;
        body.prologue = self.number()?;
        body.varnames = self.names()?;
        body.cellvars = self.names()?;
        body.cell_registers = self.times(body.cellvars.len(), Self::number)?;
        body.freevars = self.names()?;
        body.free_registers = self.times(body.freevars.len(), Self::number)?;
        body.names = self.names()?;
        body.public_names = self.number()?;
        if let Some(register) = self.register()? {
            body.far_locals = Some(FarLocals { register, names: self.names()? });
        }
        body.exc_save = self.register()?;
        body.tuple_params = self.names()?;
        body.consts = self.list(1, |reader| reader.constant(depth + 1))?;
        body.sites = self.list(1, Self::number)?;
        let n = self.count(4)?;
        body.words = self.take(n * 4)?.chunks_exact(4).map(|w| u32::from_ne_bytes([w[0], w[1], w[2], w[3]])).collect();
        body.handlers = self.list(4, |reader| {
            Ok(Handler {
                start: reader.number()?,
                end: reader.number()?,
                target: reader.number()?,
                register: reader.number()?,
            })
        })?;
        let (count, mut start, mut line) = (self.count(2)?, 0u32, 0i64);
        for _ in 0..count {
            start = start.checked_add(self.number()?).ok_or(Malformed("bad line table"))?;
            let n = self.long()?;
            let mark = match n % 3 {
                0 => Mark::Middle,
                1 => Mark::Statement,
                _ => Mark::Except,
            };
            let step = n / 3;
            line = line.checked_add((step >> 1) as i64 ^ -((step & 1) as i64)).ok_or(Malformed("bad line table"))?;
            let line = u32::try_from(line).map_err(|_| Malformed("bad line table"))?;
            body.lines.push(Line { start, line, mark });
        }
        body.blocks = self.list(3, |reader| {
            let (start, end) = (reader.number()?, reader.number()?);
            Ok(Block { start, end, is_finally: reader.number::<u8>()? != 0 })
        })?;
        Ok(body)
    }

    fn float(&mut self) -> Read<f64> {
        Ok(f64::from_bits(u64::from_le_bytes(self.array()?)))
    }

    fn constant(&mut self, depth: u32) -> Read<Const> {
        if depth > MAX_DEPTH {
            return Err(Malformed("nested too deeply"));
        }
        let [tag] = self.array()?;
        Ok(match tag {
            0 => Const::None,
            1 => Const::True,
            2 => Const::False,
            3 => Const::Ellipsis,
            4 => Const::Int(self.zigzag()?),
            5 | 6 => {
                let digits = self.list(4, |reader| Ok(u32::from_le_bytes(reader.array()?)))?;
                if digits.last() == Some(&0) {
                    return Err(Malformed("long not normalised"));
                }
                Const::Long { negative: tag == 6, digits }
            }
            7 => Const::Float(self.float()?),
            8 => Const::Complex(self.float()?, self.float()?),
            9 => Const::Bytes(self.bytes()?.into()),
            10 => Const::Unicode(
                self.list(1, |reader| match reader.number()? {
                    point @ 0..=0x10_ffff => Ok(point),
                    _ => Err(Malformed("bad code point")),
                })?
                .into(),
            ),
            11 => Const::Tuple(self.list(1, |reader| reader.constant(depth + 1))?),
            12 => Const::Code(Rc::new(self.body(depth + 1)?)),
            _ => return Err(Malformed("unknown constant")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Body {
        let name = |s: &str| Name::from(s.as_bytes());
        let inner = Body { name: name("inner"), filename: name("f"), words: vec![7, 0xffff_fffe], ..Body::default() };
        Body {
            name: name("f"),
            filename: name("f.py"),
            first_line: 300,
            varnames: vec![name("x"), name("f")],
            cellvars: vec![name("c")],
            cell_registers: vec![2],
            consts: vec![
                Const::None,
                Const::Int(i64::MIN),
                Const::Long { negative: true, digits: vec![0, 1] },
                Const::Float(-0.0),
                Const::Complex(0.0, f64::NAN),
                Const::Unicode(vec![0xd800, 0x1_0000].into()),
                Const::Tuple(vec![Const::True, Const::Bytes(b"a\0".as_slice().into())]),
                Const::Code(Rc::new(inner)),
            ],
            handlers: vec![Handler { start: 1, end: 2, target: 3, register: 255 }],
            lines: vec![Line { start: 0, line: 300, mark: Mark::Middle }, Line { start: 9, line: 2, mark: Mark::Statement }],
            blocks: vec![Block { start: 1, end: 2, is_finally: true }],
            exc_save: Some(255),
            far_locals: Some(FarLocals { register: 4, names: vec![name("far")] }),
            ..Body::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let image = write(&sample());
        let body = read(&image).unwrap();
        assert_eq!(format!("{body:?}"), format!("{:?}", sample()));
        assert_eq!(write(&body), image);
    }

    #[test]
    fn bad_data_is_refused_quietly() {
        let image = write(&sample());
        for cut in 0..image.len() {
            assert!(read(&image[..cut]).is_err());
        }
        for at in 0..image.len() {
            for bit in 0..8 {
                let mut bad = image.clone();
                bad[at] ^= 1 << bit;
                let _ = read(&bad).map(|body| crate::verify(&body));
            }
        }
        let mut deep = image[..8].to_vec();
        deep.extend([0, 0]);
        deep.extend([11, 1].repeat(100_000));
        assert!(read(&deep).is_err());
    }
}
