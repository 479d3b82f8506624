//! Writing: an object becomes opcodes.

use crate::cPickle::pickler::PicklerObject;
use crate::cPickle::{op, pickling_error};
use object_model::int::IntObject;
use object_model::long::LongObject;
use object_model::text::float_format;
use object_model::types::type_;
use object_model::{
    Context, DictObject, Exc, FloatObject, Gc, ListObject, PyResult, Slot, StrObject, TupleObject, TypeObject,
    UnicodeObject, Value, kind, none, py_false, py_true, raise,
};

/// Items that one APPENDS or SETITEMS takes at most.
const BATCH: usize = 1000;
/// Containers within each other before a fast pickler begins to look for cycles.
const FAST_LIMIT: u32 = 50;

/// Writes an object, with what goes before and behind it.
pub fn dump(cx: &mut Context, this: Gc<PicklerObject>, value: Value) -> PyResult<()> {
    let name = cx.intern(b"copy_reg");
    let copy_reg = cx.import_module(name)?;
    let mut saver = Saver { this, copy_reg, depth: 0 };
    let start = this.state().out.len();
    if this.protocol >= 2 {
        saver.put(&[op::PROTO, 2]);
    }
    let saved = saver.save(cx, value, false);
    if let Err(raised) = saved {
        let state = this.state();
        state.out.truncate(start);
        (state.containers, state.within) = (0, Default::default());
        return Err(raised);
    }
    saver.put(&[op::STOP]);
    if let Some(write) = this.write {
        let bytes = std::mem::take(&mut this.state().out);
        let text = cx.try_new_str(&bytes)?.value();
        cx.call(write, &[text])?;
    }
    Ok(())
}

struct Saver {
    this: Gc<PicklerObject>,
    copy_reg: Value,
    depth: u32,
}

impl Saver {
    fn put(&mut self, bytes: &[u8]) {
        self.this.state().out.extend_from_slice(bytes);
    }

    fn error(&mut self, cx: &mut Context, message: &str) -> PyResult<()> {
        Err(pickling_error(cx, message))
    }

    fn save(&mut self, cx: &mut Context, value: Value, as_id: bool) -> PyResult<()> {
        cx.check_native_stack(" while pickling an object")?;
        if u64::from(self.depth) * 768 / 548 >= u64::from(cx.depth_limit) {
            raise!(cx, RuntimeError, "maximum recursion depth exceeded");
        }
        self.depth += 1;
        let result = self.save_any(cx, value, as_id);
        self.depth -= 1;
        result
    }

    fn save_any(&mut self, cx: &mut Context, value: Value, as_id: bool) -> PyResult<()> {
        if !as_id
            && let Some(function) = self.this.persistent_id
            && self.save_persistent(cx, function, value)?
        {
            return Ok(());
        }
        if self.save_atom(cx, value)? {
            return Ok(());
        }
        if let Some(&number) = self.this.state().memo.get(&value.bits()) {
            self.get(number);
            return Ok(());
        }
        if let Some(text) = value.exact::<StrObject>() {
            return self.save_str(cx, text, true);
        }
        if let Some(text) = value.exact::<UnicodeObject>() {
            return self.save_unicode(cx, text, true);
        }
        if let Some(tuple) = value.exact::<TupleObject>() {
            return self.save_tuple(cx, tuple);
        }
        if let Some(list) = value.exact::<ListObject>() {
            return self.save_list(cx, list);
        }
        if let Some(dict) = value.exact::<DictObject>() {
            return self.save_dict(cx, dict);
        }
        match value.kind() {
            kind::OLD_INSTANCE => return self.save_instance(cx, value),
            kind::CLASSOBJ => return self.save_global(cx, value, None),
            kind::TYPE if cx.class_of(value) == type_::TYPE.get(cx) => return self.save_global(cx, value, None),
            kind::BUILTIN_FUNCTION => return self.save_global(cx, value, None),
            kind::FUNCTION => match self.save_global(cx, value, None) {
                Err(_) if is_pickle_error(cx) => cx.pending = None,
                result => return result,
            },
            _ => {}
        }
        if !as_id
            && let Some(function) = self.this.inst_persistent_id
            && self.save_persistent(cx, function, value)?
        {
            return Ok(());
        }
        self.save_by_reduce(cx, value)
    }

    /// What has no parts and is not remembered; false for anything else.
    fn save_atom(&mut self, cx: &mut Context, value: Value) -> PyResult<bool> {
        if value.is_none() {
            self.put(&[op::NONE]);
        } else if value == py_true() || value == py_false() {
            let is_true = value == py_true();
            if self.this.protocol >= 2 {
                self.put(&[if is_true { op::NEWTRUE } else { op::NEWFALSE }]);
            } else {
                self.put(if is_true { b"I01\n" } else { b"I00\n" });
            }
        } else if let Some(n) = value.as_small().or_else(|| value.exact::<IntObject>().and_then(|_| value.as_int())) {
            self.save_int(n);
        } else if let Some(long) = value.exact::<LongObject>() {
            self.save_long(cx, long)?;
        } else if let Some(x) = value.exact::<FloatObject>() {
            if self.this.is_binary() {
                self.put(&[op::BINFLOAT]);
                self.put(&x.float.to_bits().to_be_bytes());
            } else {
                self.put(&[op::FLOAT]);
                let shown = float_format::float_repr(x.float);
                self.put(shown.strip_suffix(b".0").unwrap_or(&shown));
                self.put(b"\n");
            }
        } else if let Some(tuple) = value.exact::<TupleObject>()
            && tuple.is_empty()
        {
            self.put(if self.this.is_binary() { &[op::EMPTY_TUPLE] } else { &[op::MARK, op::TUPLE] });
        } else if let Some(text) = value.exact::<StrObject>()
            && text.len() < 2
        {
            self.save_str(cx, text, false)?;
        } else if let Some(text) = value.exact::<UnicodeObject>()
            && text.len() < 2
        {
            self.save_unicode(cx, text, false)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn save_int(&mut self, n: i64) {
        match (self.this.is_binary(), i32::try_from(n)) {
            (true, Ok(small)) => match small {
                0..=0xff => self.put(&[op::BININT1, small as u8]),
                0x100..=0xffff => self.put(&[op::BININT2, small as u8, (small >> 8) as u8]),
                _ => {
                    self.put(&[op::BININT]);
                    self.put(&small.to_le_bytes());
                }
            },
            _ => self.put(format!("I{n}\n").as_bytes()),
        }
    }

    fn save_long(&mut self, cx: &mut Context, long: Gc<LongObject>) -> PyResult<()> {
        if self.this.protocol < 2 {
            let digits = cx.repr(long.value())?;
            self.put(&[op::LONG]);
            self.put(digits.get().bytes());
            self.put(b"\n");
            return Ok(());
        }
        let bytes = if long.is_zero() { Vec::new() } else { long.to_big().to_signed_bytes_le() };
        match u8::try_from(bytes.len()) {
            Ok(n) => self.put(&[op::LONG1, n]),
            Err(_) => {
                let Ok(n) = i32::try_from(bytes.len()) else { raise!(cx, OverflowError, "long too large to pickle") };
                self.put(&[op::LONG4]);
                self.put(&n.to_le_bytes());
            }
        }
        self.put(&bytes);
        Ok(())
    }

    /// A size of four bytes.
    fn size(&mut self, cx: &mut Context, n: usize) -> PyResult<()> {
        match i32::try_from(n) {
            Ok(n) => self.put(&n.to_le_bytes()),
            Err(_) => raise!(cx, OverflowError, "cannot serialize a string larger than 2 GiB"),
        }
        Ok(())
    }

    fn save_str(&mut self, cx: &mut Context, text: Gc<StrObject>, remember: bool) -> PyResult<()> {
        if !self.this.is_binary() {
            let shown = cx.repr(text.value())?;
            self.put(&[op::STRING]);
            self.put(shown.get().bytes());
            self.put(b"\n");
        } else {
            match u8::try_from(text.len()) {
                Ok(n) => self.put(&[op::SHORT_BINSTRING, n]),
                Err(_) => {
                    self.put(&[op::BINSTRING]);
                    self.size(cx, text.len())?;
                }
            }
            self.put(text.get().bytes());
        }
        if remember { self.remember(cx, text.value()) } else { Ok(()) }
    }

    fn save_unicode(&mut self, cx: &mut Context, text: Gc<UnicodeObject>, remember: bool) -> PyResult<()> {
        if self.this.is_binary() {
            let utf8 = cx.intern(b"utf-8").value();
            let encoded = cx.call_method(text.value(), "encode", &[utf8])?;
            let Some(encoded) = encoded.downcast::<StrObject>() else {
                return self.error(cx, "a text without an encoding");
            };
            self.put(&[op::BINUNICODE]);
            self.size(cx, encoded.len())?;
            self.put(encoded.get().bytes());
        } else {
            // The line's end and the escape itself are escaped too.
            let mut out = vec![op::UNICODE];
            for code in text.get().chars().iter() {
                match code {
                    0x5c | 0x0a => out.extend(format!("\\u{code:04x}").as_bytes()),
                    0..=0xff => out.push(code as u8),
                    0x100..=0xffff => out.extend(format!("\\u{code:04x}").as_bytes()),
                    _ => out.extend(format!("\\U{code:08x}").as_bytes()),
                }
            }
            out.push(b'\n');
            self.put(&out);
        }
        if remember { self.remember(cx, text.value()) } else { Ok(()) }
    }

    /// Gives the object a number by which it can be referred to.
    fn remember(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        if self.this.fast != 0 {
            return Ok(());
        }
        let state = self.this.state();
        // Numbers begin with 1.
        let Ok(number) = u32::try_from(state.memo.len() + 1) else { return Err(cx.memory_error()) };
        state.memo.insert(value.bits(), number);
        if let Some(kept) = self.this.kept {
            cx.list_push(kept, value)?;
        }
        if !self.this.is_binary() {
            self.put(format!("p{number}\n").as_bytes());
        } else if let Ok(number) = u8::try_from(number) {
            self.put(&[op::BINPUT, number]);
        } else {
            self.put(&[op::LONG_BINPUT]);
            self.put(&number.to_le_bytes());
        }
        Ok(())
    }

    fn get(&mut self, number: u32) {
        if !self.this.is_binary() {
            self.put(format!("g{number}\n").as_bytes());
        } else if let Ok(number) = u8::try_from(number) {
            self.put(&[op::BINGET, number]);
        } else {
            self.put(&[op::LONG_BINGET]);
            self.put(&number.to_le_bytes());
        }
    }

    fn known(&mut self, value: Value) -> Option<u32> {
        self.this.state().memo.get(&value.bits()).copied()
    }

    fn save_tuple(&mut self, cx: &mut Context, tuple: Gc<TupleObject>) -> PyResult<()> {
        let n = tuple.len();
        let short = self.this.protocol >= 2 && n <= 3;
        if !short {
            self.put(&[op::MARK]);
        }
        for &item in tuple.get().items() {
            self.save(cx, item, false)?;
        }
        // A tuple that holds itself, by way of something else, has been written by now.
        if let Some(number) = self.known(tuple.value()) {
            if short {
                self.put(&[op::POP].repeat(n));
            } else if self.this.is_binary() {
                self.put(&[op::POP_MARK]);
            } else {
                self.put(&[op::POP].repeat(n + 1));
            }
            self.get(number);
            return Ok(());
        }
        self.put(&[if short { [op::TUPLE1, op::TUPLE2, op::TUPLE3][n - 1] } else { op::TUPLE }]);
        self.remember(cx, tuple.value())
    }

    fn enter(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        if self.this.fast == 0 {
            return Ok(());
        }
        let state = self.this.state();
        state.containers += 1;
        if state.containers >= FAST_LIMIT && !state.within.insert(value.bits()) {
            let (name, id) = (cx.type_name(value), value.bits());
            raise!(cx, ValueError, "fast mode: can't pickle cyclic objects including object type {name} at {id:#x}");
        }
        Ok(())
    }

    fn leave(&mut self, value: Value) {
        if self.this.fast != 0 {
            let state = self.this.state();
            state.within.remove(&value.bits());
            state.containers = state.containers.saturating_sub(1);
        }
    }

    fn save_list(&mut self, cx: &mut Context, list: Gc<ListObject>) -> PyResult<()> {
        self.enter(cx, list.value())?;
        self.put(if self.this.is_binary() { &[op::EMPTY_LIST] } else { &[op::MARK, op::LIST] });
        self.remember(cx, list.value())?;
        if !list.is_empty() {
            let iterator = cx.iter(list.value())?;
            self.append_all(cx, iterator)?;
        }
        self.leave(list.value());
        Ok(())
    }

    fn save_dict(&mut self, cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
        self.enter(cx, dict.value())?;
        self.put(if self.this.is_binary() { &[op::EMPTY_DICT] } else { &[op::MARK, op::DICT] });
        self.remember(cx, dict.value())?;
        if cx.dict_len(dict) != 0 {
            let iterator = cx.call_method(dict.value(), "iteritems", &[])?;
            self.set_all(cx, iterator)?;
        }
        self.leave(dict.value());
        Ok(())
    }

    /// The next items of an iterator, at most a batch, as a list.
    fn batch(&mut self, cx: &mut Context, iterator: Value) -> PyResult<Gc<ListObject>> {
        let items = cx.new_list();
        let most = if self.this.is_binary() { BATCH } else { 1 };
        while items.len() < most {
            match cx.next(iterator)? {
                Some(item) => cx.list_push(items, item)?,
                None => break,
            }
        }
        Ok(items)
    }

    fn append_all(&mut self, cx: &mut Context, iterator: Value) -> PyResult<()> {
        loop {
            let items = self.batch(cx, iterator)?;
            match items.len() {
                0 => return Ok(()),
                1 => {
                    let item = cx.list_get(items, 0).unwrap_or(none());
                    self.save(cx, item, false)?;
                    self.put(&[op::APPEND]);
                }
                n => {
                    self.put(&[op::MARK]);
                    for i in 0..n {
                        let item = cx.list_get(items, i).unwrap_or(none());
                        self.save(cx, item, false)?;
                    }
                    self.put(&[op::APPENDS]);
                }
            }
        }
    }

    fn save_pair(&mut self, cx: &mut Context, items: Gc<ListObject>, i: usize) -> PyResult<()> {
        let pair = cx.list_get(items, i).and_then(|pair| pair.downcast::<TupleObject>()).filter(|pair| pair.len() == 2);
        let Some(pair) = pair else { raise!(cx, TypeError, "dict items iterator must return 2-tuples") };
        self.save(cx, pair.get().items()[0], false)?;
        self.save(cx, pair.get().items()[1], false)
    }

    fn set_all(&mut self, cx: &mut Context, iterator: Value) -> PyResult<()> {
        loop {
            let items = self.batch(cx, iterator)?;
            match items.len() {
                0 => return Ok(()),
                1 => {
                    self.save_pair(cx, items, 0)?;
                    self.put(&[op::SETITEM]);
                }
                n => {
                    self.put(&[op::MARK]);
                    for i in 0..n {
                        self.save_pair(cx, items, i)?;
                    }
                    self.put(&[op::SETITEMS]);
                }
            }
        }
    }

    /// An instance of an old-style class.
    fn save_instance(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        self.enter(cx, value)?;
        self.put(&[op::MARK]);
        let class = cx.getattr_text(value, "__class__")?;
        if self.this.is_binary() {
            self.save(cx, class, false)?;
        }
        if let Some(function) = cx.find_attr_text(value, "__getinitargs__")? {
            let args = cx.call(function, &[])?;
            let args = cx.tuple_from(args)?;
            for &arg in args.get().items() {
                self.save(cx, arg, false)?;
            }
        }
        if self.this.is_binary() {
            self.put(&[op::OBJ]);
        } else {
            let (name, module) = (cx.getattr_text(class, "__name__")?, self.module_of(cx, class)?);
            let (name, module) = (cx.str(name)?, cx.str(module)?);
            self.put(&[&[op::INST], module.get().bytes(), b"\n", name.get().bytes(), b"\n"].concat());
        }
        self.remember(cx, value)?;
        let state = match cx.find_attr_text(value, "__getstate__")? {
            Some(function) => cx.call(function, &[])?,
            None => match cx.find_attr_text(value, "__dict__")? {
                Some(dict) => dict,
                None => none(),
            },
        };
        self.save(cx, state, false)?;
        self.put(&[op::BUILD]);
        self.leave(value);
        Ok(())
    }

    /// `__module__`, or the first module that has the object.
    fn module_of(&mut self, cx: &mut Context, value: Value) -> PyResult {
        let name = cx.getattr_text(value, "__name__")?;
        self.module_with(cx, value, name)
    }

    fn module_with(&mut self, cx: &mut Context, value: Value, name: Value) -> PyResult {
        if let Some(module) = cx.find_attr_text(value, "__module__")?
            && !module.is_none()
        {
            return Ok(module);
        }
        let name = cx.attribute_name(name, "getattr")?;
        let main = cx.intern(b"__main__").value();
        let all = interp::import::modules(cx);
        let items = cx.call_method(all.value(), "items", &[])?;
        let items = cx.tuple_from(items)?;
        for item in items.get().items() {
            let Some(item) = item.downcast::<TupleObject>() else { continue };
            let (module_name, module) = (item.get().items()[0], item.get().items()[1]);
            if module_name == main || module.is_none() {
                continue;
            }
            match cx.find_attr(module, name) {
                Ok(Some(found)) if found == value => return Ok(module_name),
                Ok(_) => {}
                Err(raised) => {
                    if !cx.catch(Exc::AttributeError) {
                        return Err(raised);
                    }
                }
            }
        }
        Ok(main)
    }

    /// What lies in a module under its name.
    fn save_global(&mut self, cx: &mut Context, value: Value, name: Slot) -> PyResult<()> {
        let name = match name {
            Some(name) => name,
            None => cx.getattr_text(value, "__name__")?,
        };
        let module = self.module_with(cx, value, name)?;
        let (module_text, name_text) = (cx.str(module)?, cx.str(name)?);
        let (shown_module, shown_name) = (module_text.lossy(), name_text.lossy());
        let interned = cx.intern_str(module_text);
        let imported = match cx.import_module(interned) {
            Ok(imported) => imported,
            Err(_) => {
                cx.pending = None;
                let shown = cx.str(value)?.lossy();
                return self.error(cx, &format!("Can't pickle {shown}: import of module {shown_module} failed"));
            }
        };
        let key = cx.intern_str(name_text);
        let found = match cx.find_attr(imported, key) {
            Ok(Some(found)) => found,
            _ => {
                cx.pending = None;
                let shown = cx.str(value)?.lossy();
                let text = format!("Can't pickle {shown}: attribute lookup {shown_module}.{shown_name} failed");
                return self.error(cx, &text);
            }
        };
        if found != value {
            let shown = cx.str(value)?.lossy();
            let text = format!("Can't pickle {shown}: it's not the same object as {shown_module}.{shown_name}");
            return self.error(cx, &text);
        }
        if self.this.protocol >= 2 {
            let registry = cx.getattr_text(self.copy_reg, "_extension_registry")?;
            let pair = cx.new_tuple(&[module, name]).value();
            if let Some(registry) = registry.downcast::<DictObject>()
                && let Some(code) = cx.dict_get(registry, pair)?
            {
                return self.save_extension(cx, value, code);
            }
        }
        self.put(&[&[op::GLOBAL], module_text.get().bytes(), b"\n", name_text.get().bytes(), b"\n"].concat());
        self.remember(cx, value)
    }

    fn save_extension(&mut self, cx: &mut Context, value: Value, code: Value) -> PyResult<()> {
        let number = match code.as_int() {
            Some(number) => number,
            None => {
                let shown = cx.str(value)?.lossy();
                return self.error(cx, &format!("Can't pickle {shown}: extension code isn't an integer"));
            }
        };
        match number {
            1..=0xff => self.put(&[op::EXT1, number as u8]),
            0x100..=0xffff => self.put(&[op::EXT2, number as u8, (number >> 8) as u8]),
            0x1_0000..=0x7fff_ffff => {
                self.put(&[op::EXT4]);
                self.put(&(number as i32).to_le_bytes());
            }
            _ => {
                let shown = cx.str(value)?.lossy();
                let text = format!("Can't pickle {shown}: extension code {number} is out of range");
                return self.error(cx, &text);
            }
        }
        Ok(())
    }

    /// Asks the program for an id; false where it gives none.
    fn save_persistent(&mut self, cx: &mut Context, function: Value, value: Value) -> PyResult<bool> {
        let id = cx.call(function, &[value])?;
        if id.is_none() {
            return Ok(false);
        }
        if self.this.is_binary() {
            self.save(cx, id, true)?;
            self.put(&[op::BINPERSID]);
            return Ok(true);
        }
        let Some(id) = id.downcast::<StrObject>() else {
            return Err(pickling_error(cx, "persistent id must be string"));
        };
        self.put(&[&[op::PERSID], id.get().bytes(), b"\n"].concat());
        Ok(true)
    }

    fn save_by_reduce(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        let class = cx.class_word(value);
        let table = cx.getattr_text(self.copy_reg, "dispatch_table")?;
        let reducer = match table.downcast::<DictObject>() {
            Some(table) => cx.dict_get(table, class)?,
            None => None,
        };
        let reduced = match reducer {
            Some(reducer) => cx.call(reducer, &[value])?,
            None if value.is_kind(kind::TYPE) => return self.save_global(cx, value, None),
            None => match cx.find_attr_text(value, "__reduce_ex__")? {
                Some(function) => {
                    let protocol = Value::small(self.this.protocol);
                    cx.call(function, &[protocol])?
                }
                None => match cx.find_attr_text(value, "__reduce__")? {
                    Some(function) => cx.call(function, &[])?,
                    None => return Err(crate::errors::error_with(cx, "cPickle.UnpickleableError", &[value])),
                },
            },
        };
        if reduced.is_kind(kind::STR) {
            return self.save_global(cx, value, Some(reduced));
        }
        let Some(parts) = reduced.downcast::<TupleObject>() else {
            let shown = self.reducer_name(cx, value, reducer)?;
            return self.error(cx, &format!("Value returned by {shown} must be string or tuple"));
        };
        if !(2..=5).contains(&parts.len()) {
            let shown = self.reducer_name(cx, value, reducer)?;
            return self.error(cx, &format!("tuple returned by {shown} must contain 2 through 5 elements"));
        }
        self.save_reduced(cx, parts, value)
    }

    fn reducer_name(&mut self, cx: &mut Context, value: Value, reducer: Slot) -> PyResult<String> {
        let function = match reducer {
            Some(reducer) => reducer,
            None => cx.getattr_text(value, "__reduce_ex__")?,
        };
        Ok(cx.str(function)?.lossy())
    }

    /// A function and its arguments; state, list items and dict items, each perhaps None.
    fn save_reduced(&mut self, cx: &mut Context, parts: Gc<TupleObject>, value: Value) -> PyResult<()> {
        let part = |i: usize| parts.get().items().get(i).copied().unwrap_or(none());
        let (function, args, state) = (part(0), part(1), part(2));
        let (list_items, dict_items) = (part(3), part(4));
        let Some(args) = args.downcast::<TupleObject>() else {
            return self.error(cx, "args from reduce() should be a tuple");
        };
        for (items, which) in [(list_items, "Fourth"), (dict_items, "Fifth")] {
            if !items.is_none() && !cx.is_iterator(items) {
                let given = cx.type_name(items);
                return self.error(
                    cx,
                    &format!("{which} element of tuple returned by __reduce__ must be an iterator, not {given}"),
                );
            }
        }
        let is_newobj = self.this.protocol >= 2
            && match cx.find_attr_text(function, "__name__")? {
                Some(name) => name.downcast::<StrObject>().is_some_and(|name| name.bytes() == b"__newobj__"),
                None => false,
            };
        if is_newobj {
            let Some((&class, rest)) = args.get().items().split_first() else {
                return self.error(cx, "__newobj__ arglist is empty");
            };
            if cx.find_attr_text(class, "__new__")?.is_none() {
                return self.error(cx, "args[0] from __newobj__ args has no __new__");
            }
            if cx.find_attr_text(value, "__class__")? != Some(class) {
                return self.error(cx, "args[0] from __newobj__ args has the wrong class");
            }
            self.save(cx, class, false)?;
            let rest = cx.new_tuple(rest).value();
            self.save(cx, rest, false)?;
            self.put(&[op::NEWOBJ]);
        } else {
            self.save(cx, function, false)?;
            self.save(cx, args.value(), false)?;
            self.put(&[op::REDUCE]);
        }
        match self.known(value) {
            // It holds itself by way of its arguments, and has been written by now.
            Some(number) => {
                self.put(&[op::POP]);
                self.get(number);
            }
            None => self.remember(cx, value)?,
        }
        if !list_items.is_none() {
            self.append_all(cx, list_items)?;
        }
        if !dict_items.is_none() {
            self.set_all(cx, dict_items)?;
        }
        if !state.is_none() {
            self.save(cx, state, false)?;
            self.put(&[op::BUILD]);
        }
        Ok(())
    }
}

fn is_pickle_error(cx: &mut Context) -> bool {
    let Some(triple) = cx.pending else { return false };
    let base = crate::errors::class(cx, "cPickle.PickleError");
    match (triple.class.downcast::<TypeObject>(), base.downcast::<TypeObject>()) {
        (Some(raised), Some(base)) => raised.is_subtype(base),
        _ => false,
    }
}
