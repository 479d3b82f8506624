//! The templates of `str.format`: literal text and replacement fields.
//!
//! [`Markup`] splits a template, [`FieldName`] a field's name. A format specification with fields of its own is returned as it
//! is, with [`Field::nested`] set; the caller expands it by the same means, one level deep
//! (ValueError [`RECURSION`] beyond).

use super::TOO_MANY_DIGITS;
use crate::chars::Chars;
use std::ops::Range;

pub const RECURSION: &str = "Max string recursion exceeded";

/// A replacement field; ranges are of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: Range<usize>,
    /// The character after `!`.
    pub conversion: Option<u32>,
    pub spec: Range<usize>,
    /// Whether the specification has a `{` in it.
    pub nested: bool,
}

/// Literal text and the field after it, if one follows at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub literal: Range<usize>,
    pub field: Option<Field>,
}

/// Iterates over a template. An error is the message of a ValueError.
#[derive(Clone, Debug)]
pub struct Markup<'a> {
    template: Chars<'a>,
    at: usize,
}

fn is_brace(c: u32) -> bool {
    c == '{'.into() || c == '}'.into()
}

impl<'a> Markup<'a> {
    pub fn new(template: Chars<'a>) -> Markup<'a> {
        Markup { template, at: 0 }
    }

    /// How much of the template has been read.
    pub fn position(&self) -> usize {
        self.at
    }

    fn find_code(&self, from: usize, test: impl Fn(u32) -> bool) -> Option<usize> {
        self.template.slice(from..self.template.len()).iter().position(test).map(|i| from + i)
    }

    fn part(&mut self) -> Result<Part, &'static str> {
        let start = self.at;
        let Some(brace) = self.find_code(start, is_brace) else {
            self.at = self.template.len();
            return Ok(Part { literal: start..self.at, field: None });
        };
        let opening = self.template.at(brace) == '{'.into();
        self.at = brace + 1;
        let doubled = self.template.get(self.at) == self.template.get(brace);
        if doubled {
            // The literal takes in the first of the two.
            self.at += 1;
            return Ok(Part { literal: start..brace + 1, field: None });
        }
        if !opening {
            return Err("Single '}' encountered in format string");
        }
        if self.at == self.template.len() {
            return Err("Single '{' encountered in format string");
        }
        Ok(Part { literal: start..brace, field: Some(self.field()?) })
    }

    /// A field, from after its `{` to past its `}`.
    fn field(&mut self) -> Result<Field, &'static str> {
        let start = self.at;
        let (mut depth, mut in_spec, mut nested) = (1, false, false);
        while let Some(c) = self.template.get(self.at) {
            self.at += 1;
            match u8::try_from(c) {
                Ok(b':') => in_spec = true,
                Ok(b'{') => {
                    nested |= in_spec;
                    depth += 1;
                }
                Ok(b'}') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return self.split_field(start..self.at - 1, nested);
            }
        }
        Err("unmatched '{' in format")
    }

    /// Splits the inside of a field into name, conversion and specification.
    fn split_field(&self, inside: Range<usize>, nested: bool) -> Result<Field, &'static str> {
        let Range { start, end } = inside;
        let mark = self.find_code(start, |c| c == ':'.into() || c == '!'.into()).filter(|&i| i < end);
        let Some(mark) = mark else {
            return Ok(Field { name: start..end, conversion: None, spec: end..end, nested });
        };
        let mut field = Field { name: start..mark, conversion: None, spec: mark + 1..end, nested };
        if self.template.at(mark) == '!'.into() {
            if mark + 1 == end {
                return Err("end of format while looking for conversion specifier");
            }
            field.conversion = self.template.get(mark + 1);
            field.spec.start = mark + 2;
            if field.spec.start < end {
                if self.template.at(field.spec.start) != ':'.into() {
                    return Err("expected ':' after format specifier");
                }
                field.spec.start += 1;
            }
        }
        Ok(field)
    }
}

impl Iterator for Markup<'_> {
    type Item = Result<Part, &'static str>;
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.template.len() {
            return None;
        }
        let part = self.part();
        if part.is_err() {
            self.at = self.template.len();
        }
        Some(part)
    }
}

/// The message of the ValueError for a conversion that is neither `r` nor `s`.
pub fn unknown_conversion(conversion: u32) -> String {
    match conversion {
        33..=126 => format!("Unknown conversion specifier {}", char::from(conversion as u8)),
        _ => format!("Unknown conversion specifier \\x{conversion:x}"),
    }
}

/// What a field's name starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing: the next argument by automatic numbering.
    Empty,
    /// A positional argument.
    Index(usize),
    /// A keyword argument, as a range of the name.
    Name(Range<usize>),
}

/// A step from a value to one of its parts; ranges are of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Attribute(Range<usize>),
    Index(usize),
    Key(Range<usize>),
}

/// The name of a field, split: what it starts with, then an iterator of the steps from there. An error is the message of
/// a ValueError.
#[derive(Clone, Debug)]
pub struct FieldName<'a> {
    name: Chars<'a>,
    at: usize,
}

impl<'a> FieldName<'a> {
    pub fn split(name: Chars<'a>) -> Result<(First, FieldName<'a>), &'static str> {
        let at = name.iter().position(|c| c == '.'.into() || c == '['.into()).unwrap_or(name.len());
        let first = match whole_integer(name.slice(0..at))? {
            _ if at == 0 => First::Empty,
            Some(index) => First::Index(index),
            None => First::Name(0..at),
        };
        Ok((first, FieldName { name, at }))
    }

    fn step(&mut self) -> Result<Step, &'static str> {
        let start = self.at + 1;
        let rest = self.name.slice(start..self.name.len());
        let step = match u8::try_from(self.name.at(self.at)) {
            Ok(b'.') => {
                let len = rest.iter().position(|c| c == '.'.into() || c == '['.into()).unwrap_or(rest.len());
                self.at = start + len;
                Step::Attribute(start..self.at)
            }
            Ok(b'[') => {
                let len = rest.iter().position(|c| c == ']'.into()).ok_or("Missing ']' in format string")?;
                self.at = start + len + 1;
                match whole_integer(rest.slice(0..len))? {
                    Some(index) => Step::Index(index),
                    None => Step::Key(start..start + len),
                }
            }
            _ => return Err("Only '.' or '[' may follow ']' in format field specifier"),
        };
        match &step {
            Step::Attribute(range) | Step::Key(range) if range.is_empty() => Err("Empty attribute in format string"),
            _ => Ok(step),
        }
    }
}

impl Iterator for FieldName<'_> {
    type Item = Result<Step, &'static str>;
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.name.len() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.at = self.name.len();
        }
        Some(step)
    }
}

/// The number that the whole of `text` spells, `None` if it is empty or has anything but digits.
fn whole_integer(text: Chars<'_>) -> Result<Option<usize>, &'static str> {
    let mut at = 0;
    let value = super::integer(text, &mut at).map_err(|_| TOO_MANY_DIGITS)?;
    Ok(value.filter(|_| at == text.len()))
}

/// Numbers the fields without a name, and keeps them from being mixed with numbered ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct AutoNumber {
    next: usize,
    automatic: Option<bool>,
}

impl AutoNumber {
    /// The index for what a name starts with, `None` for a keyword. An error is the message of a ValueError.
    pub fn resolve(&mut self, first: &First) -> Result<Option<usize>, &'static str> {
        let automatic = match first {
            First::Name(_) => return Ok(None),
            First::Empty => true,
            First::Index(_) => false,
        };
        match (*self.automatic.get_or_insert(automatic), first) {
            (true, First::Empty) => {
                self.next += 1;
                Ok(Some(self.next - 1))
            }
            (false, First::Index(index)) => Ok(Some(*index)),
            (true, _) => Err("cannot switch from automatic field numbering to manual field specification"),
            (false, _) => Err("cannot switch from manual field specification to automatic field numbering"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: template, then its parts as `literal|name|spec|conversion` and at last perhaps a message.
    #[test]
    fn templates_as_recorded() {
        recorded::check("markup", |row| {
            let template = Chars::One(&row[0]);
            let text = |r: &Range<usize>| row[0][r.clone()].escape_ascii().to_string();
            let mut got = String::new();
            for part in Markup::new(template) {
                got += &match part {
                    Err(message) => format!(" {message}"),
                    Ok(Part { literal, field: None }) => format!(" {}|-", text(&literal)),
                    Ok(Part { literal, field: Some(f) }) => {
                        let conversion = f.conversion.map_or("None".into(), |c| (c as u8).escape_ascii().to_string());
                        format!(" {}|{}|{}|{conversion}", text(&literal), text(&f.name), text(&f.spec))
                    }
                };
            }
            (got.into_bytes().escape_ascii().to_string(), row[1].escape_ascii().to_string())
        });
    }

    /// Rows: field name, then its first part, its steps, and perhaps a message.
    #[test]
    fn field_names_as_recorded() {
        recorded::check("field_name", |row| {
            let text = |r: &Range<usize>| row[0][r.clone()].escape_ascii().to_string();
            let got = match FieldName::split(Chars::One(&row[0])) {
                Err(message) => message.into(),
                Ok((first, steps)) => {
                    let first = match first {
                        First::Empty => String::new(),
                        First::Index(i) => i.to_string(),
                        First::Name(range) => text(&range),
                    };
                    steps.fold(first, |got, step| match step {
                        Err(message) => format!("{got} {message}"),
                        Ok(Step::Attribute(range)) => format!("{got} .{}", text(&range)),
                        Ok(Step::Index(i)) => format!("{got} #{i}"),
                        Ok(Step::Key(range)) => format!("{got} [{}", text(&range)),
                    })
                }
            };
            (got, String::from_utf8_lossy(&row[1]).into_owned())
        });
    }

    #[test]
    fn numbering_is_of_one_kind() {
        let mut auto = AutoNumber::default();
        assert_eq!(auto.resolve(&First::Name(0..1)), Ok(None));
        assert_eq!(auto.resolve(&First::Empty), Ok(Some(0)));
        assert_eq!(auto.resolve(&First::Empty), Ok(Some(1)));
        assert!(auto.resolve(&First::Index(0)).unwrap_err().starts_with("cannot switch from automatic"));
        let mut manual = AutoNumber::default();
        assert_eq!(manual.resolve(&First::Index(7)), Ok(Some(7)));
        assert!(manual.resolve(&First::Empty).unwrap_err().starts_with("cannot switch from manual"));
    }

    #[test]
    fn unknown_conversions() {
        assert_eq!(unknown_conversion('x'.into()), "Unknown conversion specifier x");
        assert_eq!(unknown_conversion(0x20AC), "Unknown conversion specifier \\x20ac");
    }
}
