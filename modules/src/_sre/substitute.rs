//! `sub` and `subn`.
//!
//! As long as all parts are str (or all unicode, for a unicode subject) they are collected without objects; the first part
//! of another type turns the rest into a list, which `join` of the subject's type puts together.

use super::matches;
use super::pattern::{PatternObject, Working, run as run_engine};
use super::subject::{Subject, slice, with_units};
use object_model::text::chars::{Chars, CharsBuf, Sink};
use object_model::{Context, Gc, ListObject, PyResult, StrObject, UnicodeObject, Value, kind};
use sre::SubScan;

/// The result as far as it is known.
enum Parts {
    Bytes(Vec<u8>),
    Chars(CharsBuf),
    List(Gc<ListObject>),
}

impl Parts {
    fn of(cx: &mut Context, string: Value) -> Parts {
        match string.kind() {
            kind::STR => Parts::Bytes(Vec::new()),
            kind::UNICODE => Parts::Chars(CharsBuf::new()),
            _ => Parts::List(cx.new_list()),
        }
    }

    /// Appends a slice of the subject.
    fn push_slice(&mut self, cx: &mut Context, subject: &Subject, from: usize, to: usize) -> PyResult<()> {
        if from >= to {
            return Ok(());
        }
        self.make_room(cx, to - from)?;
        match (self, subject.units) {
            (Parts::Bytes(out), Chars::One(units)) => out.extend_from_slice(&units[from..to]),
            (Parts::Chars(out), units) => out.extend_chars(units.slice(from..to)),
            (Parts::List(list), _) => {
                let item = slice(cx, subject.object, from, to)?;
                cx.list_push(*list, item)?;
            }
            (Parts::Bytes(_), _) => unreachable!("a str has units of one byte"),
        }
        Ok(())
    }

    fn make_room(&mut self, cx: &mut Context, more: usize) -> PyResult<()> {
        let room = match self {
            Parts::Bytes(out) => out.make_room(more),
            Parts::Chars(out) => out.make_room(more),
            Parts::List(_) => Some(()),
        };
        room.ok_or_else(|| cx.memory_error())
    }

    /// Appends a replacement.
    fn push(&mut self, cx: &mut Context, item: Value) -> PyResult<()> {
        let more = match item.downcast::<UnicodeObject>() {
            Some(text) => text.len(),
            None => item.downcast::<StrObject>().map_or(0, |text| text.len()),
        };
        self.make_room(cx, more)?;
        match self {
            Parts::Bytes(out) => {
                if let Some(text) = item.downcast::<StrObject>() {
                    out.extend_from_slice(text.get().bytes());
                    return Ok(());
                }
            }
            Parts::Chars(out) => {
                if let Some(text) = item.downcast::<UnicodeObject>() {
                    out.extend_chars(text.get().chars());
                    return Ok(());
                }
                if let Some(text) = item.downcast::<StrObject>()
                    && text.bytes().is_ascii()
                {
                    out.push_latin1(text.get().bytes());
                    return Ok(());
                }
            }
            Parts::List(list) => return cx.list_push(*list, item),
        }
        let list = self.to_list(cx)?;
        cx.list_push(list, item)
    }

    #[allow(clippy::wrong_self_convention)] // empties itself into the list
    fn to_list(&mut self, cx: &mut Context) -> PyResult<Gc<ListObject>> {
        let list = cx.new_list();
        let so_far = match self {
            Parts::Bytes(out) => cx.try_new_str(out)?.value(),
            Parts::Chars(out) => cx.new_unicode(out.as_chars())?.value(),
            Parts::List(list) => return Ok(*list),
        };
        if cx.length(so_far)? != 0 {
            cx.list_push(list, so_far)?;
        }
        *self = Parts::List(list);
        Ok(list)
    }

    fn finish(self, cx: &mut Context, string: Value) -> PyResult {
        match self {
            Parts::Bytes(out) => Ok(cx.try_new_str(&out)?.value()),
            Parts::Chars(out) => Ok(cx.new_unicode(out.finish().as_chars())?.value()),
            Parts::List(list) => {
                let empty = slice(cx, string, 0, 0)?;
                if list.is_empty() {
                    return Ok(empty);
                }
                cx.call_method(empty, "join", &[list.value()])
            }
        }
    }
}

/// Does the template stand for itself?
fn is_literal(template: Value) -> bool {
    if let Some(text) = template.downcast::<StrObject>() {
        return !text.bytes().contains(&b'\\');
    }
    match template.downcast::<UnicodeObject>() {
        Some(text) => !text.chars().iter().any(|c| c == u32::from(b'\\')),
        None => false,
    }
}

/// The new string and the number of replacements.
pub fn run(
    cx: &mut Context,
    this: Gc<PatternObject>,
    template: Value,
    string: Value,
    count: isize,
) -> PyResult<(Value, usize)> {
    let (filter, callable) = if cx.is_callable(template) {
        (template, true)
    } else if is_literal(template) {
        (template, false)
    } else {
        let name = cx.intern(b"re");
        let re = cx.import_module(name)?;
        let filter = cx.call_method(re, "_subx", &[this.value(), template])?;
        (filter, cx.is_callable(filter))
    };
    let subject = Subject::new(cx, string)?;
    let program = this.program();
    let mut state = Working::of(this);
    let mut parts = Parts::of(cx, string);
    let mut scan = SubScan::new(subject.len());
    let most = match count {
        0 => usize::MAX,
        n => usize::try_from(n).unwrap_or(0),
    };
    while scan.count() < most {
        let step = run_engine(cx, |hook| with_units!(subject, units => scan.next(program, units, &mut state, hook)))?;
        let Some(step) = step else { break };
        parts.push_slice(cx, &subject, step.before.0, step.before.1)?;
        let item = if callable {
            let found = matches::new(cx, this, &subject, &state, 0, subject.len())?;
            cx.call(filter, &[found])?
        } else {
            filter
        };
        if !item.is_none() {
            parts.push(cx, item)?;
        }
    }
    let (from, to) = scan.rest();
    if scan.count() == 0 && (string.exact::<StrObject>().is_some() || string.exact::<UnicodeObject>().is_some()) {
        std::hint::black_box(subject.owner);
        return Ok((string, 0));
    }
    parts.push_slice(cx, &subject, from, to)?;
    std::hint::black_box(subject.owner);
    Ok((parts.finish(cx, string)?, scan.count()))
}
