//! The writer: a value as JSON text on one line.

#![allow(unsafe_code)] // heap object layout

use super::{is_ascii_writer, part, strings};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::float_format;
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::types::function::readonly;
use object_model::value::slot_bits;
use object_model::{
    Context, DictObject, FloatObject, Gc, ListObject, Object, PyResult, Slot, StrObject, TupleObject, TypeObject, Value,
    kind, none, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct EncoderObject {
    pub header: Header,
    markers: Slot,
    default: Slot,
    encoder: Slot,
    indent: Slot,
    key_separator: Slot,
    item_separator: Slot,
    sort_keys: Slot,
    skipkeys: Slot,
    allow_nan: bool,
}

// SAFETY: made by `__new__`.
unsafe impl Object for EncoderObject {
    const KIND: u8 = kinds::JSON_ENCODER;
    const NAME: &'static str = "_json.Encoder";
}

object_model::fixed_layout!(LAYOUT: EncoderObject, |this, tracer| {
    for slot in [
        this.markers,
        this.default,
        this.encoder,
        this.indent,
        this.key_separator,
        this.item_separator,
        this.sort_keys,
        this.skipkeys,
    ] {
        tracer.word(slot_bits(slot));
    }
});

pub static ENCODER: TypeDecl = TypeDecl {
    module: "_json",
    doc: "make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)\n\n\
A function of a value and a level that gives the pieces of its JSON text.",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("Encoder", kinds::JSON_ENCODER)
};

fn field(this: Value, get: fn(&EncoderObject) -> Slot) -> PyResult {
    Ok(this.downcast::<EncoderObject>().and_then(|this| get(this.get())).unwrap_or(none()))
}

static GETSET: &[GetSet] = &[
    GetSet { name: "markers", doc: "", get: |_, this| field(this, |this| this.markers), set: Some(readonly) },
    GetSet { name: "default", doc: "", get: |_, this| field(this, |this| this.default), set: Some(readonly) },
    GetSet { name: "encoder", doc: "", get: |_, this| field(this, |this| this.encoder), set: Some(readonly) },
    GetSet { name: "indent", doc: "", get: |_, this| field(this, |this| this.indent), set: Some(readonly) },
    GetSet { name: "key_separator", doc: "", get: |_, this| field(this, |this| this.key_separator), set: Some(readonly) },
    GetSet { name: "item_separator", doc: "", get: |_, this| field(this, |this| this.item_separator), set: Some(readonly) },
    GetSet { name: "sort_keys", doc: "", get: |_, this| field(this, |this| this.sort_keys), set: Some(readonly) },
    GetSet { name: "skipkeys", doc: "", get: |_, this| field(this, |this| this.skipkeys), set: Some(readonly) },
];

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<EncoderObject>> {
        const NAMES: [&str; 9] = [
            "markers", "default", "encoder", "indent", "key_separator", "item_separator", "sort_keys", "skipkeys", "allow_nan",
        ];
        let slots = args.parse(cx, "make_encoder", &NAMES, 9)?;
        if !part(slots[0]).is_none() && !part(slots[0]).is_kind(kind::DICT) {
            let given = cx.type_name(part(slots[0]));
            raise!(cx, TypeError, "make_encoder() argument 1 must be dict or None, not {given}");
        }
        let allow_nan = cx.truth(part(slots[8]))?;
        let mut this = cx.allocate_for::<EncoderObject>(class, 0)?;
        let [markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, _] = slots;
        (this.markers, this.default, this.encoder, this.indent) = (markers, default, encoder, indent);
        (this.key_separator, this.item_separator) = (key_separator, item_separator);
        (this.sort_keys, this.skipkeys, this.allow_nan) = (sort_keys, skipkeys, allow_nan);
        Ok(this)
    }
    /// x.__call__(obj, _current_indent_level) -> list of pieces
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        let this: Gc<EncoderObject> = args.receiver(cx, "__call__")?;
        let [value, level] = args.rest().parse(cx, "_iterencode", &["obj", "_current_indent_level"], 2)?;
        cx.int_arg(part(level))?;
        let mut writer = Writer {
            pieces: cx.new_list(),
            text: Vec::new(),
            this,
            markers: part(this.markers).downcast::<DictObject>(),
            ascii: is_ascii_writer(part(this.encoder)),
            skipkeys: cx.truth(part(this.skipkeys))?,
            sort_keys: cx.truth(part(this.sort_keys))?,
            depth: 0,
        };
        writer.value(cx, part(value))?;
        writer.end_piece(cx)?;
        Ok(writer.pieces.value())
    }
}

/// One call of an encoder. It lies on the native stack, where the collector sees its values.
struct Writer {
    pieces: Gc<ListObject>,
    /// Text since the last piece.
    text: Vec<u8>,
    this: Gc<EncoderObject>,
    markers: Option<Gc<DictObject>>,
    ascii: bool,
    skipkeys: bool,
    sort_keys: bool,
    /// Containers around what is being written.
    depth: u32,
}

impl Writer {
    fn end_piece(&mut self, cx: &mut Context) -> PyResult<()> {
        if !self.text.is_empty() {
            let piece = cx.try_new_str(&self.text)?.value();
            self.text.clear();
            cx.list_push(self.pieces, piece)?;
        }
        Ok(())
    }

    /// Room for so many bytes and a few more; MemoryError.
    fn room(&mut self, cx: &mut Context, len: usize) -> PyResult<()> {
        match self.text.try_reserve(len.saturating_add(64)) {
            Ok(()) => Ok(()),
            Err(_) => Err(cx.memory_error()),
        }
    }

    /// Appends what a program gave: a str joins the text.
    fn put(&mut self, cx: &mut Context, piece: Value) -> PyResult<()> {
        match piece.exact::<StrObject>() {
            Some(text) => {
                let bytes = text.get().bytes();
                self.room(cx, bytes.len())?;
                self.text.extend_from_slice(bytes);
                Ok(())
            }
            None => {
                self.end_piece(cx)?;
                cx.list_push(self.pieces, piece)
            }
        }
    }

    fn string(&mut self, cx: &mut Context, text: Value) -> PyResult<()> {
        if self.ascii {
            return strings::write(cx, text, &mut self.text);
        }
        let written = cx.call(part(self.this.encoder), &[text])?;
        self.put(cx, written)
    }

    /// Instances of subclasses too are written as float does it.
    fn float(&mut self, cx: &mut Context, float: Gc<FloatObject>) -> PyResult {
        let x = float.float;
        if x.is_finite() {
            return Ok(cx.new_str(&float_format::float_repr(x)).value());
        }
        if !self.this.allow_nan {
            raise!(cx, ValueError, "Out of range float values are not JSON compliant");
        }
        let name = if x.is_nan() {
            "NaN"
        } else if x > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        Ok(cx.intern(name.as_bytes()).value())
    }

    /// Notes that a container is being written; its mark, to be taken away again.
    fn mark(&mut self, cx: &mut Context, value: Value) -> PyResult<Option<Value>> {
        let Some(markers) = self.markers else { return Ok(None) };
        let ident = cx.new_int(value.bits() as i64);
        if cx.dict_get(markers, ident)?.is_some() {
            raise!(cx, ValueError, "Circular reference detected");
        }
        cx.dict_set(markers, ident, value)?;
        Ok(Some(ident))
    }

    fn unmark(&mut self, cx: &mut Context, ident: Option<Value>) -> PyResult<()> {
        if let (Some(markers), Some(ident)) = (self.markers, ident)
            && !cx.dict_delete(markers, ident)?
        {
            return Err(cx.key_error(ident));
        }
        Ok(())
    }

    /// Into a container; RuntimeError.
    fn enter(&mut self, cx: &mut Context) -> PyResult<()> {
        self.depth += 1;
        super::check_depth(cx, self.depth, " while encoding a JSON object")
    }

    fn value(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        self.room(cx, 0)?;
        if let Some(n) = value.as_small() {
            self.text.extend_from_slice(n.to_string().as_bytes());
            return Ok(());
        }
        match value.kind() {
            kind::NONE => self.text.extend_from_slice(b"null"),
            kind::BOOL => self.text.extend_from_slice(if value == py_bool(true) { b"true" } else { b"false" }),
            kind::STR | kind::UNICODE => return self.string(cx, value),
            kind::INT | kind::LONG => {
                let text = cx.str(value)?.value();
                return self.put(cx, text);
            }
            kind::FLOAT => {
                if let Some(float) = value.downcast::<FloatObject>() {
                    let text = self.float(cx, float)?;
                    return self.put(cx, text);
                }
            }
            kind::LIST | kind::TUPLE => {
                self.enter(cx)?;
                self.list(cx, value)?;
                self.depth -= 1;
            }
            kind::DICT => {
                self.enter(cx)?;
                self.dict(cx, value)?;
                self.depth -= 1;
            }
            _ => {
                self.enter(cx)?;
                let ident = self.mark(cx, value)?;
                let other = cx.call(part(self.this.default), &[value])?;
                self.value(cx, other)?;
                self.unmark(cx, ident)?;
                self.depth -= 1;
            }
        }
        Ok(())
    }

    fn list(&mut self, cx: &mut Context, sequence: Value) -> PyResult<()> {
        let item = |cx: &mut Context, at: usize| match sequence.downcast::<TupleObject>() {
            Some(tuple) => tuple.get().items().get(at).copied(),
            None => sequence.downcast::<ListObject>().and_then(|list| cx.list_get(list, at)),
        };
        let Some(mut next) = item(cx, 0) else {
            self.text.extend_from_slice(b"[]");
            return Ok(());
        };
        let ident = self.mark(cx, sequence)?;
        self.text.push(b'[');
        let mut at = 0;
        loop {
            self.value(cx, next)?;
            at += 1;
            match item(cx, at) {
                Some(more) => next = more,
                None => break,
            }
            self.put(cx, part(self.this.item_separator))?;
        }
        self.unmark(cx, ident)?;
        self.text.push(b']');
        Ok(())
    }

    fn dict(&mut self, cx: &mut Context, value: Value) -> PyResult<()> {
        let Some(dict) = value.downcast::<DictObject>() else { return Ok(()) };
        if cx.dict_len(dict) == 0 {
            self.text.extend_from_slice(b"{}");
            return Ok(());
        }
        let ident = self.mark(cx, value)?;
        self.text.push(b'{');
        let mut first = true;
        if value.exact::<DictObject>().is_some() && !self.sort_keys {
            // As they were at the start, whatever `default` does to the dict.
            let base = cx.scratch.len();
            let mut position = 0;
            while let Some((key, item)) = cx.dict_next(dict, &mut position) {
                cx.scratch.push(key);
                cx.scratch.push(item);
            }
            let end = cx.scratch.len();
            let mut result = Ok(());
            for at in (base..end).step_by(2) {
                let (key, item) = (cx.scratch[at], cx.scratch[at + 1]);
                result = self.entry(cx, key, item, &mut first);
                if result.is_err() {
                    break;
                }
            }
            cx.scratch.truncate(base);
            result?;
        } else {
            let items = cx.call_method(value, "items", &[])?;
            let items = match items.downcast::<ListObject>() {
                Some(items) if self.sort_keys => {
                    cx.list_sort(items, None, None, false)?;
                    items.value()
                }
                _ => items,
            };
            let items = cx.iter(items)?;
            while let Some(pair) = cx.next(items)? {
                let Some(&[key, item]) = pair.downcast::<TupleObject>().map(|pair| pair.get().items()) else {
                    raise!(cx, ValueError, "items must return 2-tuples");
                };
                self.entry(cx, key, item, &mut first)?;
            }
        }
        self.unmark(cx, ident)?;
        self.text.push(b'}');
        Ok(())
    }

    fn entry(&mut self, cx: &mut Context, key: Value, item: Value, first: &mut bool) -> PyResult<()> {
        let text = match key.kind() {
            kind::STR | kind::UNICODE => key,
            kind::FLOAT => match key.downcast::<FloatObject>() {
                Some(float) => self.float(cx, float)?,
                None => key,
            },
            kind::NONE => cx.intern(b"null").value(),
            // True and False are ints here.
            kind::BOOL | kind::INT | kind::LONG => cx.str(key)?.value(),
            _ if self.skipkeys => return Ok(()),
            _ => raise!(cx, TypeError, "keys must be a string"),
        };
        if !std::mem::replace(first, false) {
            self.put(cx, part(self.this.item_separator))?;
        }
        self.string(cx, text)?;
        self.put(cx, part(self.this.key_separator))?;
        self.value(cx, item)
    }
}
