//! Where an unpickler reads: a string, an open file, or whatever has `read` and `readline`.

use crate::cPickle::unpickling_error;
use object_model::types::file::{FileObject, read_bytes};
use object_model::{Context, Exc, Gc, PyResult, Raised, StrObject, Value, raise};

#[derive(Clone, Copy)]
pub enum Source {
    /// A string and how far it is read.
    Memory(Gc<StrObject>, usize),
    File(Gc<FileObject>),
    /// The methods `read` and `readline`.
    Methods(Value, Value),
}

#[cold]
fn ended(cx: &mut Context) -> Raised {
    cx.error_with(Exc::EOFError, &[])
}

impl Source {
    /// The next byte; EOFError.
    #[inline]
    pub fn byte(&mut self, cx: &mut Context) -> PyResult<u8> {
        if let Source::Memory(text, at) = self
            && let Some(&byte) = text.get().bytes().get(*at)
        {
            *at += 1;
            return Ok(byte);
        }
        Ok(self.bytes(cx, 1)?.get().bytes()[0])
    }

    pub fn array<const N: usize>(&mut self, cx: &mut Context) -> PyResult<[u8; N]> {
        if let Source::Memory(text, at) = self
            && let Some(bytes) = text.get().bytes()[*at..].first_chunk::<N>()
        {
            *at += N;
            return Ok(*bytes);
        }
        let bytes = self.bytes(cx, N)?;
        match bytes.get().bytes().first_chunk::<N>() {
            Some(bytes) => Ok(*bytes),
            None => Err(ended(cx)),
        }
    }

    /// Exactly so many bytes; EOFError.
    pub fn bytes(&mut self, cx: &mut Context, n: usize) -> PyResult<Gc<StrObject>> {
        match self {
            Source::Memory(text, at) => {
                let bytes = text.get().bytes();
                let Some(end) = at.checked_add(n).filter(|&end| end <= bytes.len()) else { return Err(ended(cx)) };
                let part = cx.try_new_str(&bytes[*at..end])?;
                *at = end;
                Ok(part)
            }
            Source::File(file) => {
                let file = *file;
                let out = read_bytes(cx, file, Some(n), true)?;
                if out.len() < n {
                    return Err(ended(cx));
                }
                cx.try_new_str(&out)
            }
            Source::Methods(read, _) => {
                let (read, w_n) = (*read, cx.new_int(n as i64));
                let text = cx.call(read, &[w_n])?;
                let text = string(cx, text)?;
                if text.len() < n {
                    return Err(ended(cx));
                }
                Ok(text)
            }
        }
    }

    /// The rest of the line, without its last byte, which should be its end; UnpicklingError where nothing is left.
    pub fn line(&mut self, cx: &mut Context) -> PyResult<Gc<StrObject>> {
        self.line_of(cx, 2)
    }

    /// As `line`, of at least so many bytes with the last.
    pub fn line_of(&mut self, cx: &mut Context, least: usize) -> PyResult<Gc<StrObject>> {
        let line = match self {
            Source::Memory(text, at) => {
                let rest = &text.get().bytes()[*at..];
                let end = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
                *at += end;
                cx.try_new_str(&rest[..end])?
            }
            Source::File(file) => {
                let text = cx.call_method(file.value(), "readline", &[])?;
                string(cx, text)?
            }
            Source::Methods(_, readline) => {
                let readline = *readline;
                let text = cx.call(readline, &[])?;
                string(cx, text)?
            }
        };
        let bytes = line.get().bytes();
        if bytes.len() < least {
            return Err(unpickling_error(cx, "pickle data was truncated"));
        }
        cx.try_new_str(&bytes[..bytes.len() - 1])
    }
}

fn string(cx: &mut Context, value: Value) -> PyResult<Gc<StrObject>> {
    match value.downcast() {
        Some(text) => Ok(text),
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "expected string, {given} found")
        }
    }
}
