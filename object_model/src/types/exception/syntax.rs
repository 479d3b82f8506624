//! `SyntaxError`: where in which source.

use super::base::init_receiver;
use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::exceptions::ExceptionObject;
use crate::handle::Gc;
use crate::strings::StrObject;
use crate::value::Value;
use crate::{kind, none, py_methods, raise};

pub static SYNTAX_GETSET: &[GetSet] = &[
    super::field_attribute!("msg", 0, "what is wrong"),
    super::field_attribute!("filename", 1, "file of the source"),
    super::field_attribute!("lineno", 2, "line, from 1 on"),
    super::field_attribute!("offset", 3, "column, from 1 on"),
    super::field_attribute!("text", 4, "the line"),
    super::field_attribute!("print_file_and_line", 5, "whether the traceback printer shows the place"),
];

/// The message; with a second argument the place: (filename, lineno, offset, text).
pub(super) fn init(cx: &mut Context, mut this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    let Some(&message) = args.first() else { return Ok(()) };
    this.fields[0] = Some(message);
    cx.barrier(this);
    if let &[_, place] = args {
        let place = cx.tuple_from(place)?;
        let &[filename, line, offset, text] = place.get().items() else {
            raise!(cx, IndexError, "tuple index out of range");
        };
        for (at, value) in [filename, line, offset, text].into_iter().enumerate() {
            this.fields[at + 1] = Some(value);
        }
        cx.barrier(this);
    }
    Ok(())
}

py_methods! { SYNTAX_METHODS:
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let (this, rest) = init_receiver(cx, args)?;
        init(cx, this, rest)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
        let text = cx.str(this.fields[0].unwrap_or(none()))?;
        let filename = this.fields[1].and_then(|name| name.downcast::<StrObject>());
        let line = this.fields[2].filter(|line| matches!(line.kind(), kind::INT | kind::BOOL)).and_then(|line| line.as_int());
        let filename = filename.map(|name| {
            let bytes = name.get().bytes();
            bytes.rsplit(|&byte| byte == b'/').next().unwrap_or(bytes)
        });
        let place = match (filename, line) {
            (Some(filename), Some(line)) => [b" (", filename, b", line ", line.to_string().as_bytes(), b")"].concat(),
            (Some(filename), None) => [b" (", filename, b")"].concat(),
            (None, Some(line)) => format!(" (line {line})").into_bytes(),
            (None, None) => return Ok(text),
        };
        cx.try_new_str(&[text.bytes(), &place].concat())
    }
}
