//! `print` as a function, `raw_input` and `input`.

use super::objects::sys_attribute;
use super::plain;
use object_model::value::Value;
use object_model::{Args, Context, DictObject, Exc, PyResult, Special, StrObject, kind, none, py_functions, raise};

py_functions! { FUNCTIONS:
    /// print(value, ..., sep=' ', end='\n', file=sys.stdout)
    /// Writes the values to a stream.
    @raw fn print(cx: &mut Context, args: &Args) -> PyResult<()> {
        let named = Args { positional: &[], ..*args };
        let [sep, end, file] = named.parse(cx, "print", &["sep", "end", "file"], 0)?;
        let stream = match file.and_then(Value::not_none) {
            Some(stream) => stream,
            None => match sys_attribute(cx, "stdout") {
                Some(stream) if stream.is_none() => return Ok(()),
                Some(stream) => stream,
                None => raise!(cx, RuntimeError, "lost sys.stdout"),
            },
        };
        let (sep, end) = (sep.and_then(Value::not_none), end.and_then(Value::not_none));
        for (name, value) in [("sep", sep), ("end", end)] {
            if let Some(value) = value && !matches!(value.kind(), kind::STR | kind::UNICODE) {
                let given = cx.type_name(value);
                raise!(cx, TypeError, "{name} must be None, str or unicode, not {given}");
            }
        }
        // One unicode among them makes blanks and line ends unicode.
        let is_unicode = |value: &Value| value.is_kind(kind::UNICODE);
        let wide = args.positional.iter().chain(&sep).chain(&end).any(is_unicode);
        let fill = |cx: &mut Context, given: Option<Value>, text: &[u8]| match given {
            Some(given) => Ok(given),
            None if wide => cx.new_unicode_latin1(text).map(|text| text.value()),
            None => Ok(cx.new_str(text).value()),
        };
        let (sep, end) = (fill(cx, sep, b" ")?, fill(cx, end, b"\n")?);
        for (i, &value) in args.positional.iter().enumerate() {
            if i > 0 {
                write(cx, stream, sep)?;
            }
            write(cx, stream, value)?;
        }
        write(cx, stream, end)
    }
    /// raw_input([prompt]) -> string
    /// A line from standard input, without its line end; EOFError at the end of the file.
    @raw fn raw_input(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "raw_input")?;
        read(cx, args)
    }
    /// input([prompt]) -> value
    /// The same as eval(raw_input(prompt)).
    @raw fn input(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "input")?;
        let w_line = read(cx, args)?;
        let eval = match cx.builtins.and_then(|builtins| builtins.downcast::<DictObject>()) {
            Some(builtins) => cx.dict_find(builtins, "eval"),
            None => None,
        };
        match eval {
            Some(eval) => cx.call(eval, &[w_line]),
            None => raise!(cx, RuntimeError, "lost eval"),
        }
    }
}

/// Writes a value as `print` shows it.
fn write(cx: &mut Context, stream: Value, value: Value) -> PyResult<()> {
    let text = if value.is_kind(kind::UNICODE) {
        if stream.is_kind(kind::FILE) { object_model::types::file::encode_for(cx, stream, value)? } else { value }
    } else {
        cx.str(value)?.value()
    };
    cx.call_method(stream, "write", &[text]).map(drop)
}

/// Clears the blank that a `print` with a comma left to be written.
fn take_softspace(cx: &mut Context, stream: Value) -> PyResult<()> {
    let name = cx.name(Special::Softspace);
    let owed = match cx.find_attr(stream, name) {
        Ok(found) => found.and_then(Value::as_int).is_some_and(|n| n != 0),
        Err(_) => {
            cx.pending = None;
            false
        }
    };
    if cx.setattr(stream, name, Some(Value::small(0))).is_err() {
        cx.pending = None;
    }
    if owed {
        let blank = cx.new_str(b" ").value();
        write(cx, stream, blank)?;
    }
    Ok(())
}

fn read(cx: &mut Context, args: &Args) -> PyResult {
    let [prompt] = plain(cx, args, "[raw_]input", 0)?;
    let mut streams = [none(); 2];
    for (stream, name) in streams.iter_mut().zip(["stdin", "stdout"]) {
        match sys_attribute(cx, name) {
            Some(found) => *stream = found,
            None => raise!(cx, RuntimeError, "[raw_]input: lost sys.{name}"),
        }
    }
    let [stdin, stdout] = streams;
    take_softspace(cx, stdout)?;
    if let Some(prompt) = prompt {
        write(cx, stdout, prompt)?;
        if let Ok(Some(w_flush)) = cx.find_attr_text(stdout, "flush")
            && cx.call(w_flush, &[]).is_err()
        {
            cx.pending = None;
        }
    }
    let w_line = cx.call_method(stdin, "readline", &[])?;
    let Some(line) = w_line.downcast::<StrObject>() else {
        if w_line.is_kind(kind::UNICODE) {
            return unicode_line(cx, w_line);
        }
        raise!(cx, TypeError, "object.readline() returned non-string");
    };
    match line.get().bytes().split_last() {
        None => Err(cx.error_text(Exc::EOFError, "EOF when reading a line")),
        Some((b'\n', rest)) => Ok(cx.try_new_str(rest)?.value()),
        Some(_) => Ok(w_line),
    }
}

fn unicode_line(cx: &mut Context, w_line: Value) -> PyResult {
    let len = cx.length(w_line)?;
    if len == 0 {
        return Err(cx.error_text(Exc::EOFError, "EOF when reading a line"));
    }
    let end = cx.new_unicode_latin1(b"\n")?.value();
    let last = cx.getitem(w_line, Value::small(-1))?;
    if cx.equal(last, end)? { cx.getslice(w_line, None, Some(Value::small(-1))) } else { Ok(w_line) }
}
