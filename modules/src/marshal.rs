//! `marshal`: values as bytes and back, in the format of CPython 2.7 (versions 0 to 2), but for code objects.
//!
//! A code object is the tag `c`, a length and an image of its body (`bytecode::image`), which carries a version of its
//! own and is verified when read. What is read may be anything: sizes are never trusted, missing bytes of a number
//! count as 0xFF (as CPython's reader takes them), everything else that is missing is EOFError.
//!
//! Source: library reference 32 "marshal" (2.7); CPython's `Python/marshal.c` for the type codes.

use ahash::HashMap;
use bytecode::{Body, Const};
use handlers::CodeObject;
use num_bigint::{BigInt, Sign};
use object_model::long::LongObject;
use object_model::set::any_set;
use object_model::text::float_format;
use object_model::types::complex;
use object_model::types::complex::ComplexObject;
use object_model::types::file::{FileObject, read_bytes};
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, ModuleDecl, PyResult, Slot, StrObject, TupleObject, UnicodeObject, Value,
    ellipsis, kind, none, py_bool, py_functions, raise,
};
use std::rc::Rc;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Python's own values as bytes: what caches of compiled code are made of.\n\nThe format is no interface; for lasting data use pickle.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("marshal")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    cx.dict_put(dict, "version", Value::small(2));
    Ok(())
}

/// Containers nested deeper are refused, both ways.
const MAX_DEPTH: u32 = 2000;

struct Writer {
    out: Vec<u8>,
    version: i64,
    depth: u32,
    /// Numbers of the interned strings written so far, by address: the value being written keeps them alive.
    interned: HashMap<u64, u32>,
}

fn too_large(cx: &mut Context) -> object_model::Raised {
    cx.error_text(Exc::ValueError, "unmarshallable object")
}

impl Writer {
    fn long(&mut self, n: i64) {
        self.out.extend((n as i32).to_le_bytes());
    }

    fn size(&mut self, cx: &mut Context, n: usize) -> PyResult<()> {
        match i32::try_from(n) {
            Ok(n) => self.out.extend(n.to_le_bytes()),
            Err(_) => return Err(too_large(cx)),
        }
        Ok(())
    }

    fn bytes(&mut self, cx: &mut Context, tag: u8, bytes: &[u8]) -> PyResult<()> {
        cx.room(&mut self.out, bytes.len() + 64)?;
        self.out.push(tag);
        self.size(cx, bytes.len())?;
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn float_text(&mut self, x: f64) {
        let text = float_format::double_to_string(x, b'g', 17, 0);
        self.out.push(text.len() as u8);
        self.out.extend(text);
    }

    fn value(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        cx.check_stack_end("")?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            raise!(cx, ValueError, "object too deeply nested to marshal");
        }
        let result = self.nested(cx, value);
        self.depth -= 1;
        result
    }

    fn nested(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        cx.room(&mut self.out, 64)?;
        if value.is_none() {
            self.out.push(b'N');
        } else if value == Exc::StopIteration.class(cx).value() {
            self.out.push(b'S');
        } else if value == ellipsis() {
            self.out.push(b'.');
        } else if value == py_bool(false) {
            self.out.push(b'F');
        } else if value == py_bool(true) {
            self.out.push(b'T');
        } else if let Some(n) = exact_int(value) {
            if i32::try_from(n).is_ok() {
                self.out.push(b'i');
                self.long(n);
            } else {
                self.out.push(b'I');
                self.out.extend(n.to_le_bytes());
            }
        } else if let Some(long) = value.exact::<LongObject>() {
            self.long_digits(cx, long)?;
        } else if let Some(x) = value.exact::<object_model::FloatObject>() {
            let x = x.float;
            if self.version > 1 {
                self.out.push(b'g');
                self.out.extend(x.to_bits().to_le_bytes());
            } else {
                self.out.push(b'f');
                self.float_text(x);
            }
        } else if let Some(z) = value.exact::<ComplexObject>() {
            let z = z.number();
            if self.version > 1 {
                self.out.push(b'y');
                self.out.extend(z.re.to_bits().to_le_bytes());
                self.out.extend(z.im.to_bits().to_le_bytes());
            } else {
                self.out.push(b'x');
                self.float_text(z.re);
                self.float_text(z.im);
            }
        } else if let Some(text) = value.exact::<StrObject>() {
            if self.version > 0 && text.is_interned() {
                if let Some(&number) = self.interned.get(&value.bits()) {
                    self.out.push(b'R');
                    self.long(number.into());
                    return Ok(());
                }
                let number = self.interned.len() as u32;
                self.interned.insert(value.bits(), number);
                self.bytes(cx, b't', text.get().bytes())?;
            } else {
                self.bytes(cx, b's', text.get().bytes())?;
            }
        } else if value.exact::<UnicodeObject>().is_some() {
            let utf8 = cx.intern(b"utf-8").value();
            let encoded = cx.call_method(value, "encode", &[utf8])?;
            match encoded.downcast::<StrObject>() {
                Some(encoded) => self.bytes(cx, b'u', encoded.get().bytes())?,
                None => return Err(too_large(cx)),
            }
        } else if let Some(tuple) = value.exact::<TupleObject>() {
            self.out.push(b'(');
            self.size(cx, tuple.len())?;
            for &item in tuple.get().items() {
                self.value(cx, item)?;
            }
        } else if let Some(list) = value.exact::<ListObject>() {
            self.out.push(b'[');
            self.size(cx, list.len())?;
            let mut i = 0;
            while let Some(item) = cx.list_get(list, i) {
                self.value(cx, item)?;
                i += 1;
            }
        } else if let Some(dict) = value.exact::<DictObject>() {
            self.out.push(b'{');
            let mut position = 0;
            while let Some((key, item)) = cx.dict_next(dict, &mut position) {
                self.value(cx, key)?;
                self.value(cx, item)?;
            }
            self.out.push(b'0');
        } else if value.exact::<object_model::set::SetObject>().is_some()
            || value.exact::<object_model::set::FrozensetObject>().is_some()
        {
            self.out.push(if value.is_kind(kind::FROZENSET) { b'>' } else { b'<' });
            let items = cx.tuple_from(value)?;
            self.size(cx, items.len())?;
            for &item in items.get().items() {
                self.value(cx, item)?;
            }
        } else if let Some(code) = value.downcast::<CodeObject>() {
            let body = body_of(cx, code)?;
            let image = bytecode::image::write(&body);
            self.bytes(cx, b'c', &image)?;
        } else if matches!(value.kind(), kind::UNICODE | kind::STR)
            || (cx.buffer_ops(value).is_some() && !value.is_kind(kind::MEMORYVIEW))
        {
            match cx.buffer_bytes(value) {
                Ok(memory) => self.bytes(cx, b's', memory.get())?,
                Err(_) if cx.catch(Exc::TypeError) => return Err(too_large(cx)),
                Err(raised) => return Err(raised),
            }
        } else {
            return Err(too_large(cx));
        }
        Ok(())
    }

    /// Digits of 15 bits, the sign in their number.
    fn long_digits(&mut self, cx: &mut Context, long: Gc<LongObject>) -> PyResult<()> {
        self.out.push(b'l');
        let at = self.out.len();
        self.long(0);
        let (mut pending, mut bits) = (0u64, 0);
        let mut count = 0i64;
        let start = self.out.len();
        for &digit in long.get().digits() {
            pending |= u64::from(digit) << bits;
            bits += 32;
            while bits >= 15 {
                self.out.extend((pending as u16 & 0x7fff).to_le_bytes());
                pending >>= 15;
                bits -= 15;
            }
        }
        if pending != 0 {
            self.out.extend((pending as u16).to_le_bytes());
        }
        while self.out.len() > start && self.out[self.out.len() - 2..] == [0, 0] {
            self.out.truncate(self.out.len() - 2);
        }
        count += ((self.out.len() - start) / 2) as i64;
        let Ok(count) = i32::try_from(count) else { return Err(too_large(cx)) };
        let count = if long.is_negative() { -count } else { count };
        self.out[at..at + 4].copy_from_slice(&count.to_le_bytes());
        Ok(())
    }
}

fn exact_int(value: Value) -> Option<i64> {
    match value.as_small() {
        Some(n) => Some(n),
        None => value.exact::<object_model::int::IntObject>().and_then(|_| value.as_int()),
    }
}

/// The body of a code object, with the constants that a program may have given it.
fn body_of(cx: &mut Context, code: Gc<CodeObject>) -> PyResult<Body> {
    let code = CodeObject::visible(code);
    let mut body = code.body().clone();
    let consts = code.consts;
    let mut constants = Vec::with_capacity(consts.len());
    for &value in consts.get().items() {
        constants.push(constant_of(cx, value)?);
    }
    body.consts = constants;
    Ok(body)
}

fn constant_of(cx: &mut Context, value: Value) -> PyResult<Const> {
    cx.check_stack_end("")?;
    Ok(if value.is_none() {
        Const::None
    } else if value == ellipsis() {
        Const::Ellipsis
    } else if value == py_bool(false) {
        Const::False
    } else if value == py_bool(true) {
        Const::True
    } else if let Some(n) = exact_int(value) {
        Const::Int(n)
    } else if let Some(long) = value.exact::<LongObject>() {
        Const::Long { negative: long.is_negative(), digits: long.get().digits().to_vec() }
    } else if let Some(x) = value.exact::<object_model::FloatObject>() {
        Const::Float(x.float)
    } else if let Some(z) = value.exact::<ComplexObject>() {
        let z = z.number();
        Const::Complex(z.re, z.im)
    } else if let Some(text) = value.exact::<StrObject>() {
        Const::Bytes(text.get().bytes().into())
    } else if let Some(text) = value.exact::<UnicodeObject>() {
        Const::Unicode(text.get().chars().iter().collect::<Vec<u32>>().into())
    } else if let Some(tuple) = value.exact::<TupleObject>() {
        let mut items = Vec::with_capacity(tuple.len());
        for &item in tuple.get().items() {
            items.push(constant_of(cx, item)?);
        }
        Const::Tuple(items)
    } else if let Some(code) = value.downcast::<CodeObject>() {
        Const::Code(Rc::new(body_of(cx, code)?))
    } else {
        return Err(too_large(cx));
    })
}

/// The bytes for a value.
pub fn dump_bytes(cx: &mut Context, value: Value, version: i64) -> PyResult<Vec<u8>> {
    let mut writer = Writer { out: Vec::new(), version, depth: 0, interned: HashMap::default() };
    writer.value(cx, value)?;
    Ok(writer.out)
}

/// Where bytes come from.
enum Source {
    /// A str object and how far it is read.
    Memory(Gc<StrObject>, usize),
    File(Gc<FileObject>),
}

struct Reader {
    source: Source,
    depth: u32,
    /// Interned strings read so far.
    interned: Gc<ListObject>,
}

fn end(cx: &mut Context) -> object_model::Raised {
    cx.error_text(Exc::EOFError, "EOF read where object expected")
}

impl Reader {
    /// Reads up to `n` bytes into `out`.
    fn read(&mut self, cx: &mut Context, n: usize, out: &mut Vec<u8>) -> PyResult<()> {
        match &mut self.source {
            Source::Memory(text, at) => {
                let rest = &text.get().bytes()[*at..];
                let n = n.min(rest.len());
                out.extend_from_slice(&rest[..n]);
                *at += n;
            }
            Source::File(file) => {
                let file = *file;
                let bytes = read_bytes(cx, file, Some(n), true)?;
                out.extend_from_slice(&bytes);
            }
        }
        Ok(())
    }

    fn byte(&mut self, cx: &mut Context) -> PyResult<Option<u8>> {
        if let Source::Memory(text, at) = &mut self.source {
            let byte = text.get().bytes().get(*at).copied();
            *at += usize::from(byte.is_some());
            return Ok(byte);
        }
        let mut one = Vec::new();
        self.read(cx, 1, &mut one)?;
        Ok(one.first().copied())
    }

    /// A number's bytes; those behind the end are 0xFF.
    fn number<const N: usize>(&mut self, cx: &mut Context) -> PyResult<[u8; N]> {
        let mut bytes = Vec::with_capacity(N);
        self.read(cx, N, &mut bytes)?;
        let mut number = [0xff; N];
        number[..bytes.len()].copy_from_slice(&bytes);
        Ok(number)
    }

    fn size(&mut self, cx: &mut Context, what: &str) -> PyResult<usize> {
        let n = i32::from_le_bytes(self.number(cx)?);
        match usize::try_from(n) {
            Ok(n) => Ok(n),
            Err(_) => raise!(cx, ValueError, "bad marshal data ({what} size out of range)"),
        }
    }

    fn bytes(&mut self, cx: &mut Context, n: usize) -> PyResult<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(cx, n, &mut bytes)?;
        if bytes.len() < n { Err(end(cx)) } else { Ok(bytes) }
    }

    fn float(&mut self, cx: &mut Context) -> PyResult<f64> {
        let bytes = self.bytes(cx, 8)?;
        let mut word = [0; 8];
        word.copy_from_slice(&bytes);
        Ok(f64::from_le_bytes(word))
    }

    fn float_text(&mut self, cx: &mut Context) -> PyResult<f64> {
        let Some(n) = self.byte(cx)? else { return Err(end(cx)) };
        let text = self.bytes(cx, n.into())?;
        match object_model::text::float_parse::parse(&text) {
            Some(x) => Ok(x),
            None => raise!(cx, ValueError, "could not convert string to float: {}", String::from_utf8_lossy(&text)),
        }
    }

    /// An object that must be there.
    fn object(&mut self, cx: &mut Context, holder: &str) -> PyResult {
        match self.slot(cx)? {
            Some(value) => Ok(value),
            None => raise!(cx, TypeError, "NULL object in marshal data for {holder}"),
        }
    }

    /// An object, or nothing for the mark of an end.
    fn slot(&mut self, cx: &mut Context) -> PyResult<Slot> {
        cx.check_stack_end("")?;
        let Some(tag) = self.byte(cx)? else { return Err(end(cx)) };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            raise!(cx, ValueError, "recursion limit exceeded");
        }
        let result = self.tagged(cx, tag);
        self.depth -= 1;
        result
    }

    /// Objects in a row, pushed to the context's scratch from where it stands.
    fn objects(&mut self, cx: &mut Context, n: usize, holder: &str) -> PyResult<()> {
        for _ in 0..n {
            let item = self.object(cx, holder)?;
            cx.scratch.push(item);
        }
        Ok(())
    }

    fn tuple(&mut self, cx: &mut Context, holder: &str) -> PyResult<Gc<TupleObject>> {
        let n = self.size(cx, holder)?;
        let from = cx.scratch.len();
        let filled = self.objects(cx, n, holder);
        let tuple = match filled {
            Ok(()) => {
                let items: Vec<Value> = cx.scratch[from..].to_vec();
                cx.try_new_tuple(items.len(), |i| items[i])
            }
            Err(raised) => Err(raised),
        };
        cx.scratch.truncate(from);
        tuple
    }

    fn tagged(&mut self, cx: &mut Context, tag: u8) -> PyResult<Slot> {
        Ok(Some(match tag {
            b'0' => return Ok(None),
            b'N' => none(),
            b'S' => Exc::StopIteration.class(cx).value(),
            b'.' => ellipsis(),
            b'F' => py_bool(false),
            b'T' => py_bool(true),
            b'i' => {
                let n = i32::from_le_bytes(self.number(cx)?);
                Value::small(n.into())
            }
            b'I' => {
                let n = i64::from_le_bytes(self.number(cx)?);
                cx.new_int(n)
            }
            b'l' => self.long(cx)?,
            b'f' => {
                let x = self.float_text(cx)?;
                cx.new_float(x)
            }
            b'g' => {
                let x = self.float(cx)?;
                cx.new_float(x)
            }
            b'x' => {
                let (re, im) = (self.float_text(cx)?, self.float_text(cx)?);
                complex::new(cx, re, im)
            }
            b'y' => {
                let (re, im) = (self.float(cx)?, self.float(cx)?);
                complex::new(cx, re, im)
            }
            b's' | b't' => {
                let n = self.size(cx, "string")?;
                let bytes = self.bytes(cx, n)?;
                if tag == b't' {
                    let text = cx.intern(&bytes).value();
                    cx.list_push(self.interned, text)?;
                    text
                } else {
                    cx.try_new_str(&bytes)?.value()
                }
            }
            b'R' => {
                let n = i32::from_le_bytes(self.number(cx)?);
                match usize::try_from(n).ok().and_then(|n| cx.list_get(self.interned, n)) {
                    Some(text) => text,
                    None => raise!(cx, ValueError, "bad marshal data (string ref out of range)"),
                }
            }
            b'u' => {
                let n = self.size(cx, "unicode")?;
                let bytes = self.bytes(cx, n)?;
                let text = cx.try_new_str(&bytes)?.value();
                let utf8 = cx.intern(b"utf-8").value();
                cx.call_method(text, "decode", &[utf8])?
            }
            b'(' => self.tuple(cx, "tuple")?.value(),
            b'[' => {
                let n = self.size(cx, "list")?;
                let list = cx.new_list();
                for _ in 0..n {
                    let item = self.object(cx, "list")?;
                    cx.list_push(list, item)?;
                }
                list.value()
            }
            b'{' => {
                let dict = cx.new_dict();
                while let Some(key) = self.slot(cx)? {
                    if let Some(value) = self.slot(cx)? {
                        cx.dict_set(dict, key, value)?;
                    }
                }
                dict.value()
            }
            b'<' | b'>' => {
                let items = self.tuple(cx, "set")?;
                let set = if tag == b'<' { cx.new_set().value() } else { cx.new_frozenset().value() };
                if let Some(table) = any_set(set) {
                    for &item in items.get().items() {
                        table.table().add(cx, item)?;
                    }
                }
                set
            }
            b'c' => {
                let n = i32::from_le_bytes(self.number(cx)?);
                let image = match usize::try_from(n) {
                    Ok(n @ 1..) => self.bytes(cx, n)?,
                    _ => return Err(end(cx)),
                };
                match bytecode::image::read(&image) {
                    Ok(body) if bytecode::verify(&body).is_ok() => interp::source::code_of(cx, body)?.value(),
                    _ => raise!(cx, ValueError, "bad marshal data (code made by another version)"),
                }
            }
            _ => raise!(cx, ValueError, "bad marshal data (unknown type code)"),
        }))
    }

    fn long(&mut self, cx: &mut Context) -> PyResult {
        let n = i32::from_le_bytes(self.number(cx)?);
        if n == i32::MIN {
            raise!(cx, ValueError, "bad marshal data (long size out of range)");
        }
        let (mut digits, mut pending, mut bits) = (Vec::new(), 0u64, 0);
        let mut last = 1;
        for _ in 0..n.unsigned_abs() {
            let digit = i16::from_le_bytes(self.number(cx)?);
            if digit < 0 {
                raise!(cx, ValueError, "bad marshal data (digit out of range in long)");
            }
            last = digit;
            pending |= (digit as u64) << bits;
            bits += 15;
            if bits >= 32 {
                digits.push(pending as u32);
                pending >>= 32;
                bits -= 32;
            }
        }
        if last == 0 {
            raise!(cx, ValueError, "bad marshal data (unnormalized long data)");
        }
        digits.push(pending as u32);
        let sign = if n < 0 { Sign::Minus } else { Sign::Plus };
        cx.try_new_long(&BigInt::from_slice(sign, &digits))
    }
}

fn load_from(cx: &mut Context, source: Source) -> PyResult {
    let interned = cx.new_list();
    let mut reader = Reader { source, depth: 0, interned };
    let value = reader.object(cx, "object");
    std::hint::black_box(interned);
    value
}

py_functions! { FUNCTIONS:
    /// dump(value, file[, version])
    /// Write the value's bytes to an open file.
    fn dump(cx: &mut Context, value: Value, file: Value, version: i32 = 2) -> PyResult {
        if file.downcast::<FileObject>().is_none() {
            raise!(cx, TypeError, "marshal.dump() 2nd arg must be file");
        }
        let bytes = dump_bytes(cx, value, version.into())?;
        let text = cx.try_new_str(&bytes)?.value();
        cx.call_method(file, "write", &[text])?;
        // Whoever opens the file next finds the value whole, whenever this file is closed (D5).
        cx.call_method(file, "flush", &[])
    }
    /// load(file) -> value
    /// Read one value from an open file.
    fn load(cx: &mut Context, file: Value) -> PyResult {
        match file.downcast::<FileObject>() {
            Some(file) => load_from(cx, Source::File(file)),
            None => raise!(cx, TypeError, "marshal.load() arg must be file"),
        }
    }
    /// dumps(value[, version]) -> string
    /// The value's bytes.
    fn dumps(cx: &mut Context, value: Value, version: i32 = 2) -> PyResult<Vec<u8>> {
        dump_bytes(cx, value, version.into())
    }
    /// loads(string) -> value
    /// The value that the bytes begin with; more of them may follow.
    fn loads(cx: &mut Context, string: Value) -> PyResult {
        let text = match string.kind() {
            kind::BYTEARRAY | kind::MEMORYVIEW => None,
            _ => cx.buffer_str(string)?,
        };
        match text {
            Some(text) => load_from(cx, Source::Memory(text, 0)),
            None => {
                let given = object_model::protocols::buffer::given_name(cx, string);
                raise!(cx, TypeError, "loads() argument 1 must be string or read-only buffer, not {given}")
            }
        }
    }
}
