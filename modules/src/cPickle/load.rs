//! Reading: opcodes run on a stack. The stack and the places of its marks lie in the context's scratch and here.

use crate::cPickle::source::Source;
use crate::cPickle::unpickler::UnpicklerObject;
use crate::cPickle::{BAD_PICKLE_GET, op, unpickling_error};
use crate::errors;
use num_bigint::BigInt;
use object_model::descriptors::ModuleObject;
use object_model::types::classobj::ClassObject;
use object_model::{
    Context, DictObject, Gc, ListObject, PyResult, Raised, Slot, Special, StrObject, TupleObject, TypeObject, Value,
    instance, kind, none, py_bool, raise,
};

/// Reads one object. `dry`: nothing is imported or made.
pub fn load(cx: &mut Context, mut this: Gc<UnpicklerObject>, dry: bool) -> PyResult {
    cx.check_native_stack("")?;
    let Some(memo) = this.memo else { raise!(cx, AttributeError, "memo") };
    let base = cx.scratch.len();
    let mut loader = Loader { this, memo, source: this.source(), base, marks: Vec::new(), dry };
    let result = loader.run(cx);
    cx.scratch.truncate(base);
    this.read_to(loader.source);
    result
}

struct Loader {
    this: Gc<UnpicklerObject>,
    memo: Gc<DictObject>,
    source: Source,
    /// Where the stack begins in the scratch.
    base: usize,
    /// Heights of the stack at the marks.
    marks: Vec<usize>,
    dry: bool,
}

#[cold]
fn underflow(cx: &mut Context) -> Raised {
    unpickling_error(cx, "unpickling stack underflow")
}

impl Loader {
    fn run(&mut self, cx: &mut Context) -> PyResult {
        loop {
            let code = self.source.byte(cx)?;
            if code == op::STOP {
                return self.operand(cx);
            }
            self.step(cx, code)?;
        }
    }

    fn push(&mut self, cx: &mut Context, value: Value) {
        cx.scratch.push(value);
    }

    /// Marks are no floor: what lies below them can be popped.
    fn pop(&mut self, cx: &mut Context) -> PyResult {
        if cx.scratch.len() <= self.base {
            return Err(underflow(cx));
        }
        cx.scratch.pop().ok_or(Raised)
    }

    /// As `pop`, with the message of the instructions that make something of it.
    fn operand(&mut self, cx: &mut Context) -> PyResult {
        if cx.scratch.len() <= self.base {
            return Err(unpickling_error(cx, "bad pickle data"));
        }
        cx.scratch.pop().ok_or(Raised)
    }

    fn top(&mut self, cx: &mut Context) -> PyResult {
        if cx.scratch.len() <= self.base {
            return Err(underflow(cx));
        }
        cx.scratch.last().copied().ok_or(Raised)
    }

    /// Takes the last mark: the height of the stack there.
    fn mark(&mut self, cx: &mut Context) -> PyResult<usize> {
        match self.marks.pop() {
            Some(mark) => Ok(mark),
            None => Err(unpickling_error(cx, "could not find MARK")),
        }
    }

    /// Everything above a height, taken from the stack.
    fn above(&mut self, cx: &mut Context, height: usize) -> PyResult<Gc<TupleObject>> {
        if height > cx.scratch.len() {
            return Err(underflow(cx));
        }
        let items: Vec<Value> = cx.scratch[height..].to_vec();
        let tuple = cx.try_new_tuple(items.len(), |i| items[i])?;
        cx.scratch.truncate(height);
        Ok(tuple)
    }

    fn step(&mut self, cx: &mut Context, code: u8) -> PyResult<()> {
        let value = match code {
            op::MARK => {
                self.marks.push(cx.scratch.len());
                return Ok(());
            }
            op::NONE => none(),
            op::NEWTRUE => py_bool(true),
            op::NEWFALSE => py_bool(false),
            op::BININT => Value::small(i32::from_le_bytes(self.source.array(cx)?).into()),
            op::BININT1 => Value::small(self.source.byte(cx)?.into()),
            op::BININT2 => Value::small(u16::from_le_bytes(self.source.array(cx)?).into()),
            op::INT => self.int(cx)?,
            op::LONG => self.long(cx)?,
            op::LONG1 => {
                let n = self.source.byte(cx)?;
                self.binary_long(cx, n.into())?
            }
            op::LONG4 => {
                let n = i32::from_le_bytes(self.source.array(cx)?);
                match usize::try_from(n) {
                    Ok(n) => self.binary_long(cx, n)?,
                    Err(_) => return Err(unpickling_error(cx, "LONG pickle has negative byte count")),
                }
            }
            op::FLOAT => {
                let line = self.source.line(cx)?;
                if !self.source_ended_line() {
                    raise!(cx, ValueError, "could not convert string to float");
                }
                match object_model::text::float_parse::parse(line.get().bytes()) {
                    Some(x) => cx.new_float(x),
                    None => raise!(cx, ValueError, "could not convert string to float"),
                }
            }
            op::BINFLOAT => {
                let x = f64::from_be_bytes(self.source.array(cx)?);
                cx.new_float(x)
            }
            op::STRING => self.string(cx)?,
            op::BINSTRING => {
                let n = i32::from_le_bytes(self.source.array(cx)?);
                match usize::try_from(n) {
                    Ok(n) => self.source.bytes(cx, n)?.value(),
                    Err(_) => return Err(unpickling_error(cx, "BINSTRING pickle has negative byte count")),
                }
            }
            op::SHORT_BINSTRING => {
                let n = self.source.byte(cx)?;
                self.source.bytes(cx, n.into())?.value()
            }
            op::UNICODE => {
                let line = self.source.line_of(cx, 1)?.value();
                let encoding = cx.intern(b"raw-unicode-escape").value();
                cx.call_method(line, "decode", &[encoding])?
            }
            op::BINUNICODE => {
                let n = i32::from_le_bytes(self.source.array(cx)?);
                let Ok(n) = usize::try_from(n) else {
                    return Err(unpickling_error(cx, "BINUNICODE pickle has negative byte count"));
                };
                let bytes = self.source.bytes(cx, n)?;
                let utf8 = cx.intern(b"utf-8");
                cx.decode_text(bytes, Some(utf8), None)?.value()
            }
            op::EMPTY_TUPLE => cx.new_tuple(&[]).value(),
            op::EMPTY_LIST => cx.new_list().value(),
            op::EMPTY_DICT => cx.new_dict().value(),
            op::TUPLE => {
                let mark = self.mark(cx)?;
                self.above(cx, mark)?.value()
            }
            op::TUPLE1 | op::TUPLE2 | op::TUPLE3 => {
                let n = usize::from(code - op::TUPLE1) + 1;
                let height = cx.scratch.len();
                if height < self.base + n {
                    return Err(underflow(cx));
                }
                self.above(cx, height - n)?.value()
            }
            op::LIST => {
                let mark = self.mark(cx)?;
                let items = self.above(cx, mark)?;
                cx.new_list_from(items.get().items())?.value()
            }
            op::DICT => {
                let mark = self.mark(cx)?;
                let items = self.above(cx, mark)?;
                let dict = cx.new_dict();
                for pair in items.get().items().chunks_exact(2) {
                    cx.dict_set(dict, pair[0], pair[1])?;
                }
                dict.value()
            }
            op::POP => {
                // A mark right above is what goes.
                if self.marks.last().is_some_and(|&mark| mark >= cx.scratch.len()) {
                    self.marks.pop();
                } else {
                    self.pop(cx)?;
                }
                return Ok(());
            }
            op::POP_MARK => {
                let mark = self.mark(cx)?;
                cx.scratch.truncate(mark);
                return Ok(());
            }
            op::DUP => self.top(cx)?,
            op::GET | op::BINGET | op::LONG_BINGET => self.get(cx, code)?,
            op::PUT | op::BINPUT | op::LONG_BINPUT => return self.put(cx, code),
            op::GLOBAL => self.global(cx)?,
            op::EXT1 | op::EXT2 | op::EXT4 => self.extension(cx, code)?,
            op::INST => {
                let mark = self.mark(cx)?;
                let args = self.above(cx, mark)?;
                let class = self.global(cx)?;
                self.construct(cx, class, args)?
            }
            op::OBJ => {
                let mark = self.mark(cx)?;
                let items = self.above(cx, mark)?;
                let Some((&class, args)) = items.get().items().split_first() else { return Err(underflow(cx)) };
                let args = cx.new_tuple(args);
                self.construct(cx, class, args)?
            }
            op::REDUCE => {
                let (args, function) = (self.operand(cx)?, self.operand(cx)?);
                match args.downcast::<TupleObject>() {
                    Some(args) => self.construct(cx, function, args)?,
                    None => {
                        let given = cx.type_name(args);
                        raise!(cx, TypeError, "argument list must be a tuple, not {given}")
                    }
                }
            }
            op::NEWOBJ => self.new_object(cx)?,
            op::BUILD => return self.build(cx),
            op::APPEND => {
                let item = self.pop(cx)?;
                let height = cx.scratch.len();
                self.top(cx)?;
                self.push(cx, item);
                return self.append(cx, height);
            }
            op::APPENDS => {
                let mark = self.mark(cx)?;
                return self.append(cx, mark);
            }
            op::SETITEM => {
                let height = cx.scratch.len();
                if height < self.base + 3 {
                    return Err(underflow(cx));
                }
                return self.set_items(cx, height - 2);
            }
            op::SETITEMS => {
                let mark = self.mark(cx)?;
                return self.set_items(cx, mark);
            }
            op::PERSID => {
                let id = self.source.line_of(cx, 1)?.value();
                self.persistent(cx, id)?
            }
            op::BINPERSID => {
                let id = self.operand(cx)?;
                self.persistent(cx, id)?
            }
            op::PROTO => {
                let protocol = self.source.byte(cx)?;
                if protocol > 2 {
                    raise!(cx, ValueError, "unsupported pickle protocol: {protocol}");
                }
                return Ok(());
            }
            0 => return Err(unpickling_error(cx, "invalid load key, '\\x00'.")),
            other => return Err(invalid_key(cx, other)),
        };
        self.push(cx, value);
        Ok(())
    }

    /// Did the last line end as lines do?
    fn source_ended_line(&self) -> bool {
        match self.source {
            Source::Memory(text, at) => text.get().bytes()[..at].ends_with(b"\n"),
            _ => true,
        }
    }

    fn int(&mut self, cx: &mut Context) -> PyResult {
        let line = self.source.line(cx)?;
        let bytes = line.get().bytes();
        match bytes {
            b"00" => return Ok(py_bool(false)),
            b"01" => return Ok(py_bool(true)),
            _ => {}
        }
        match std::str::from_utf8(bytes).ok().and_then(|text| text.trim().parse().ok()) {
            Some(n) => Ok(cx.new_int(n)),
            None => match self.parsed(cx, bytes) {
                Ok(value) => Ok(value),
                Err(_) => {
                    cx.pending = None;
                    raise!(cx, ValueError, "could not convert string to int")
                }
            },
        }
    }

    fn long(&mut self, cx: &mut Context) -> PyResult {
        let line = self.source.line(cx)?;
        self.parsed(cx, line.get().bytes())
    }

    /// `long(text, 0)`
    fn parsed(&mut self, cx: &mut Context, text: &[u8]) -> PyResult {
        let text = cx.try_new_str(text)?.value();
        let class = object_model::types::long::LONG.get(cx).value();
        cx.call(class, &[text, Value::small(0)])
    }

    fn binary_long(&mut self, cx: &mut Context, n: usize) -> PyResult {
        let bytes = self.source.bytes(cx, n)?;
        cx.try_new_long(&BigInt::from_signed_bytes_le(bytes.get().bytes()))
    }

    fn string(&mut self, cx: &mut Context) -> PyResult {
        let line = self.source.line(cx)?;
        let bytes = line.get().bytes().trim_ascii_end();
        let quoted = match bytes {
            [quote @ (b'\'' | b'"'), inner @ .., last] if quote == last => inner,
            _ => raise!(cx, ValueError, "insecure string pickle"),
        };
        let quoted = cx.try_new_str(quoted)?.value();
        let encoding = cx.intern(b"string-escape").value();
        cx.call_method(quoted, "decode", &[encoding])
    }

    /// The key of a memo instruction.
    fn key(&mut self, cx: &mut Context, code: u8) -> PyResult {
        Ok(match code {
            op::BINGET | op::BINPUT => Value::small(self.source.byte(cx)?.into()),
            op::LONG_BINGET | op::LONG_BINPUT => Value::small(u32::from_le_bytes(self.source.array(cx)?).into()),
            _ => {
                let line = self.source.line(cx)?;
                match std::str::from_utf8(line.get().bytes()).ok().and_then(|text| text.parse().ok()) {
                    Some(n) => cx.new_int(n),
                    None => line.value(),
                }
            }
        })
    }

    fn get(&mut self, cx: &mut Context, code: u8) -> PyResult {
        let key = self.key(cx, code)?;
        match cx.dict_get(self.memo, key)? {
            Some(value) => Ok(value),
            None => {
                let key = if code == op::GET { cx.str(key)?.value() } else { key };
                Err(errors::error_with(cx, BAD_PICKLE_GET, &[key]))
            }
        }
    }

    fn put(&mut self, cx: &mut Context, code: u8) -> PyResult<()> {
        let key = self.key(cx, code)?;
        let value = self.top(cx)?;
        cx.dict_set(self.memo, key, value)
    }

    fn global(&mut self, cx: &mut Context) -> PyResult {
        let (module, name) = (self.source.line(cx)?, self.source.line(cx)?);
        self.find(cx, module, name)
    }

    fn find(&mut self, cx: &mut Context, module: Gc<StrObject>, name: Gc<StrObject>) -> PyResult {
        if self.dry {
            return Ok(none());
        }
        if let Some(function) = self.this.find_global {
            if function.is_none() {
                return Err(unpickling_error(cx, "Global and instance pickles are not supported."));
            }
            return cx.call(function, &[module.value(), name.value()]);
        }
        let (module, name) = (cx.intern_str(module), cx.intern_str(name));
        let all = interp::import::modules(cx);
        let found = match cx.dict_get(all, module.value())? {
            Some(found) if found.downcast::<ModuleObject>().is_some() => found,
            _ => cx.import_module(module)?,
        };
        cx.getattr(found, name)
    }

    fn extension(&mut self, cx: &mut Context, code: u8) -> PyResult {
        let number: i64 = match code {
            op::EXT1 => self.source.byte(cx)?.into(),
            op::EXT2 => u16::from_le_bytes(self.source.array(cx)?).into(),
            _ => i32::from_le_bytes(self.source.array(cx)?).into(),
        };
        if number <= 0 {
            return Err(unpickling_error(cx, "EXT specifies code <= 0"));
        }
        let name = cx.intern(b"copy_reg");
        let copy_reg = cx.import_module(name)?;
        let key = cx.new_int(number);
        let cache = cx.getattr_text(copy_reg, "_extension_cache")?;
        if let Some(cache) = cache.downcast::<DictObject>()
            && let Some(found) = cx.dict_get(cache, key)?
        {
            return Ok(found);
        }
        let registry = cx.getattr_text(copy_reg, "_inverted_registry")?;
        let pair = match registry.downcast::<DictObject>() {
            Some(registry) => cx.dict_get(registry, key)?,
            None => None,
        };
        let Some(pair) = pair else { raise!(cx, ValueError, "unregistered extension code {number}") };
        let names = pair.downcast::<TupleObject>().and_then(|pair| match pair.get().items() {
            [module, name] => Some((module.downcast::<StrObject>()?, name.downcast::<StrObject>()?)),
            _ => None,
        });
        let Some((module, name)) = names else {
            raise!(cx, ValueError, "_inverted_registry[{number}] isn't a 2-tuple of strings")
        };
        let found = self.find(cx, module, name)?;
        if let Some(cache) = cache.downcast::<DictObject>() {
            cx.dict_set(cache, key, found)?;
        }
        Ok(found)
    }

    /// A call, but that old-style classes without arguments get a bare instance.
    fn construct(&mut self, cx: &mut Context, function: Value, args: Gc<TupleObject>) -> PyResult {
        if self.dry {
            return Ok(none());
        }
        if function.downcast::<ClassObject>().is_some()
            && args.is_empty()
            && cx.find_attr_text(function, "__getinitargs__")?.is_none()
        {
            let class = object_model::types::classobj::INSTANCE.get(cx).value();
            return cx.call(class, &[function]);
        }
        cx.call(function, args.get().items())
    }

    fn new_object(&mut self, cx: &mut Context) -> PyResult {
        let (args, class) = (self.operand(cx)?, self.operand(cx)?);
        if self.dry {
            return Ok(none());
        }
        let Some(args) = args.downcast::<TupleObject>() else {
            return Err(unpickling_error(cx, "NEWOBJ expected an arg tuple."));
        };
        let Some(class) = class.downcast::<TypeObject>() else {
            return Err(unpickling_error(cx, "NEWOBJ class argument isn't a type object"));
        };
        let Some(w_new) = cx.special(class, Special::New) else {
            return Err(unpickling_error(cx, "NEWOBJ class argument has NULL tp_new"));
        };
        let w_new = cx.bind(w_new, None, class.value())?;
        let all = cx.new_list_from(&[class.value()])?;
        cx.list_extend(all, args.value())?;
        let all = cx.list_to_tuple(all)?;
        cx.call(w_new, all.get().items())
    }

    fn build(&mut self, cx: &mut Context) -> PyResult<()> {
        let state = self.pop(cx)?;
        let value = self.top(cx)?;
        if self.dry {
            return Ok(());
        }
        if let Some(function) = cx.find_attr_text(value, "__setstate__")? {
            return cx.call(function, &[state]).map(drop);
        }
        let (state, slots): (Value, Slot) = match state.downcast::<TupleObject>() {
            Some(pair) if pair.len() == 2 => (pair.get().items()[0], Some(pair.get().items()[1])),
            _ => (state, None),
        };
        if !state.is_none() {
            let Some(state) = state.downcast::<DictObject>() else {
                return Err(unpickling_error(cx, "state is not a dictionary"));
            };
            self.set_attributes(cx, value, state)?;
        }
        if let Some(slots) = slots
            && !slots.is_none()
        {
            let Some(slots) = slots.downcast::<DictObject>() else {
                return Err(unpickling_error(cx, "slot state is not a dictionary"));
            };
            let mut position = 0;
            while let Some((name, item)) = cx.dict_next(slots, &mut position) {
                let name = cx.attribute_name(name, "setattr")?;
                cx.setattr(value, name, Some(item))?;
            }
        }
        Ok(())
    }

    /// Into the object's `__dict__`.
    fn set_attributes(&mut self, cx: &mut Context, value: Value, state: Gc<DictObject>) -> PyResult<()> {
        let mut position = 0;
        if value.is_kind(kind::INSTANCE) && instance::has_dict(cx, value) {
            while let Some((name, item)) = cx.dict_next(state, &mut position) {
                let Some(name) = name.downcast::<StrObject>() else {
                    let dict = cx.getattr_text(value, "__dict__")?;
                    cx.setitem(dict, name, item)?;
                    continue;
                };
                let name = cx.intern_str(name);
                instance::own_set(cx, value, name, item)?;
            }
            return Ok(());
        }
        let dict = cx.getattr_text(value, "__dict__")?;
        while let Some((name, item)) = cx.dict_next(state, &mut position) {
            let name = match name.downcast::<StrObject>() {
                Some(name) => cx.intern_str(name).value(),
                None => name,
            };
            cx.setitem(dict, name, item)?;
        }
        Ok(())
    }

    /// Appends everything above a height to what lies below.
    fn append(&mut self, cx: &mut Context, height: usize) -> PyResult<()> {
        if height <= self.base || height > cx.scratch.len() {
            return Err(underflow(cx));
        }
        let target = cx.scratch[height - 1];
        if let Some(list) = target.exact::<ListObject>() {
            for i in height..cx.scratch.len() {
                let item = cx.scratch[i];
                cx.list_push(list, item)?;
            }
            cx.scratch.truncate(height);
            return Ok(());
        }
        let items = self.above(cx, height)?;
        if self.dry && target.is_none() {
            return Ok(());
        }
        if target.is_kind(kind::LIST) && cx.find_attr_text(target, "append")?.is_none() {
            return Err(underflow(cx));
        }
        let function = cx.getattr_text(target, "append")?;
        for &item in items.get().items() {
            cx.call(function, &[item])?;
        }
        Ok(())
    }

    /// Sets the pairs above a height in what lies below.
    fn set_items(&mut self, cx: &mut Context, height: usize) -> PyResult<()> {
        if height <= self.base || height > cx.scratch.len() {
            return Err(underflow(cx));
        }
        let target = cx.scratch[height - 1];
        let items = self.above(cx, height)?;
        if items.len() % 2 != 0 {
            return Err(unpickling_error(cx, "odd number of items for SETITEMS"));
        }
        if self.dry && target.is_none() {
            return Ok(());
        }
        for pair in items.get().items().chunks_exact(2) {
            match target.exact::<DictObject>() {
                Some(dict) => cx.dict_set(dict, pair[0], pair[1])?,
                None => cx.setitem(target, pair[0], pair[1])?,
            }
        }
        Ok(())
    }

    fn persistent(&mut self, cx: &mut Context, id: Value) -> PyResult {
        match self.this.persistent_load {
            Some(list) if list.is_kind(kind::LIST) => {
                if let Some(list) = list.downcast::<ListObject>() {
                    cx.list_push(list, id)?;
                }
                Ok(id)
            }
            Some(function) => cx.call(function, &[id]),
            None => Err(unpickling_error(
                cx,
                "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.",
            )),
        }
    }
}

#[cold]
fn invalid_key(cx: &mut Context, key: u8) -> Raised {
    let message = [b"invalid load key, '", &[key][..], b"'."].concat();
    match cx.try_new_str(&message) {
        Ok(text) => errors::error_with(cx, crate::cPickle::UNPICKLING_ERROR, &[text.value()]),
        Err(raised) => raised,
    }
}
