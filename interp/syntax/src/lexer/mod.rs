//! Text to tokens, one at a time.
//!
//! The parser asks for a token only after it has accepted the one before, so that the first error in the source is
//! the one reported, be it the lexer's or the grammar's. What CPython 2.7 prints as line, text and caret offset of an
//! error is the state of its reader at that moment; this lexer keeps the same state:
//!
//! * the *current line* (`line_no`, `line_start..line_end`) advances when its first byte is read, not before;
//! * the *buffer* (`buf_start..line_end`) is the error's text: the current line, or, within a token, all lines
//!   since that token began;
//! * the offset is the reading position in the buffer, as a rule one past the offending token.
//!
//! Source: the lexical analysis chapter of the language reference; 2.7's tokenizer for errors, tabs and the
//! treatment of the end of input.

mod token;

pub use token::{Tok, Token};

use crate::error::{ErrorKind, Result, SyntaxError};
use crate::source::{Encoding, Origin, Source, Trap};
use token::keyword;

/// Depth of indentation, the outermost included.
const MAX_INDENT: usize = 100;

/// What to do about indentation that depends on the width of a tab (`-t`, `-tt`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TabCheck {
    #[default]
    Ignore,
    /// Sets [`Lexer::tab_warning`].
    Warn,
    /// Raises `TabError`.
    Error,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct LexerOptions {
    pub tab_check: TabCheck,
    /// Leave out the dedents that the end of input implies after an unterminated line (`PyCF_DONT_IMPLY_DEDENT`).
    pub dont_imply_dedent: bool,
    /// The input is typed: a wholly empty line ends a block, running out of lines means that more is needed.
    pub interactive: bool,
}

pub struct Lexer {
    /// The text and a null byte, which ends every scan.
    text: Vec<u8>,
    len: usize,
    pos: usize,
    line_no: u32,
    line_start: usize,
    line_end: usize,
    buf_start: usize,
    /// Reading inside a token: further lines are added to the buffer.
    in_token: bool,
    at_line_begin: bool,
    /// Open brackets.
    level: u32,
    /// Column, and column with tabs of width 1, of each open block.
    indents: Vec<(u32, u32)>,
    /// Indents (positive) or dedents (negative) not yet given out.
    pending: i32,
    tab_size: u32,
    /// The end of input has been looked at.
    at_end: bool,
    /// A token other than the end has been given out since the last implied newline.
    started: bool,
    /// The end of a file was read outside of tokens: the buffer is empty.
    spent: bool,
    trap: Option<Trap>,
    encoding: Encoding,
    origin: Origin,
    ended: bool,
    options: LexerOptions,
    /// Inconsistent tabs were found under [`TabCheck::Warn`].
    pub tab_warning: bool,
    /// `print` is a name.
    pub print_is_name: bool,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Lexer {
    pub fn new(source: Source, options: LexerOptions) -> Lexer {
        let Source { mut text, encoding, trap, origin, ended, .. } = source;
        let len = text.len();
        text.push(0);
        Lexer {
            text,
            len,
            pos: 0,
            line_no: 0,
            line_start: 0,
            line_end: 0,
            buf_start: 0,
            in_token: false,
            at_line_begin: true,
            level: 0,
            indents: vec![(0, 0)],
            pending: 0,
            tab_size: 8,
            at_end: false,
            started: false,
            spent: false,
            trap,
            encoding,
            origin,
            ended,
            options,
            tab_warning: false,
            print_is_name: false,
        }
    }

    /// Back to the beginning, to read the same text again.
    pub fn rewind(&mut self) {
        self.pos = 0;
        (self.line_no, self.line_start, self.line_end, self.buf_start) = (0, 0, 0, 0);
        (self.in_token, self.at_line_begin, self.level) = (false, true, 0);
        self.indents.truncate(1);
        (self.pending, self.tab_size) = (0, 8);
        (self.at_end, self.started, self.spent) = (false, false, false);
    }

    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    pub fn text_of(&self, token: Token) -> &[u8] {
        &self.text[token.start as usize..token.end as usize]
    }

    /// The next token, after those that the end of input implies have been inserted.
    pub fn token(&mut self) -> Result<Token> {
        let (kind, start, end) = self.scan()?;
        let mut token = Token { kind, start: start as u32, end: end as u32, line: self.line_no, col: -1 };
        match kind {
            Tok::EndMarker if self.started => {
                self.started = false;
                token.kind = Tok::Newline;
                if self.indents.len() > 1 && !self.options.dont_imply_dedent {
                    self.pending = 1 - self.indents.len() as i32;
                    self.indents.truncate(1);
                }
            }
            Tok::EndMarker | Tok::Indent | Tok::Dedent => self.started = true,
            _ => {
                self.started = true;
                if start >= self.line_start {
                    token.col = (start - self.line_start) as i32;
                }
            }
        }
        Ok(token)
    }

    /// Makes the next line current. False at the end of input.
    #[cold]
    fn next_line_slow(&mut self) -> Result<bool> {
        if let Some(mut trap) = self.trap.take_if(|trap| trap.at <= self.pos) {
            if self.in_token {
                trap.error.msg = trap.msg_in_token;
            }
            return Err(trap.error);
        }
        if self.pos < self.len {
            return Ok(true);
        }
        if self.options.interactive {
            let mut error = self.error(ErrorKind::SyntaxError, "unexpected EOF while parsing");
            error.incomplete = true;
            return Err(error);
        }
        if !self.at_end && self.origin == Origin::File {
            if self.in_token && self.ended {
                // Where a token goes on after the last newline, CPython reads one newline more.
                self.ended = false;
                self.text[self.len] = b'\n';
                self.text.push(0);
                self.len += 1;
                return Ok(true);
            }
            // The attempt to read on counts as a line.
            self.line_no += 1;
            self.spent = !self.in_token;
        }
        self.at_end = true;
        Ok(false)
    }

    #[inline]
    fn next_line(&mut self) -> Result<bool> {
        if (self.trap.is_some() || self.pos >= self.len) && !self.next_line_slow()? {
            return Ok(false);
        }
        if !self.in_token {
            self.buf_start = self.pos;
        }
        self.line_no += 1;
        self.line_start = self.pos;
        let rest = &self.text[self.pos..self.len];
        self.line_end = rest.iter().position(|&byte| byte == b'\n').map_or(self.len, |at| self.pos + at + 1);
        Ok(true)
    }

    /// Reads a byte, going on to the next line where needed; `None` at the end of input.
    #[inline]
    fn read(&mut self) -> Result<Option<u8>> {
        if self.pos == self.line_end && !self.next_line()? {
            return Ok(None);
        }
        self.pos += 1;
        Ok(Some(self.text[self.pos - 1]))
    }

    /// Notes that the byte after a token was looked at: if there is none, the end of input was seen.
    #[inline]
    fn looked_ahead(&mut self) {
        if self.pos == self.len {
            self.at_end = true;
        }
    }

    fn scan(&mut self) -> Result<(Tok, usize, usize)> {
        loop {
            self.in_token = false;
            let mut blank = false;
            if self.at_line_begin {
                self.at_line_begin = false;
                blank = self.indentation()?;
            }
            if self.pending != 0 {
                let kind = if self.pending < 0 { Tok::Dedent } else { Tok::Indent };
                self.pending -= self.pending.signum();
                return Ok((kind, self.pos, self.pos));
            }
            let c = loop {
                self.in_token = false;
                let c = loop {
                    match self.read()? {
                        Some(b' ' | b'\t' | b'\x0c') => {}
                        other => break other,
                    }
                };
                self.in_token = true;
                match c {
                    Some(b'#') => {
                        self.comment();
                        break if self.pos < self.line_end { self.read()? } else { None };
                    }
                    Some(b'\\') => {
                        if self.pos == self.len || self.text[self.pos] != b'\n' {
                            self.pos = self.line_end;
                            let msg = "unexpected character after line continuation character";
                            return Err(self.error(ErrorKind::SyntaxError, msg));
                        }
                        self.pos += 1;
                    }
                    other => break other,
                }
            };
            let Some(c) = c else {
                self.looked_ahead();
                return Ok((Tok::EndMarker, self.pos, self.pos));
            };
            let start = self.pos - 1;
            if c == b'\n' {
                self.at_line_begin = true;
                if blank || self.level > 0 {
                    continue;
                }
                return Ok((Tok::Newline, start, start));
            }
            let kind = match c {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(c, start)?,
                b'0'..=b'9' => self.number(c, start)?,
                b'.' if self.text[self.pos].is_ascii_digit() => self.number(c, start)?,
                b'\'' | b'"' => self.string(c)?,
                _ => self.operator(c),
            };
            return Ok((kind, start, self.pos));
        }
    }

    /// Measures the indentation of a line and notes indents and dedents. True if the line is blank.
    fn indentation(&mut self) -> Result<bool> {
        let (mut col, mut alt_col) = (0u32, 0u32);
        let c = loop {
            match self.read()? {
                Some(b' ') => (col, alt_col) = (col + 1, alt_col + 1),
                Some(b'\t') => {
                    col = (col / self.tab_size + 1) * self.tab_size;
                    alt_col += 1;
                }
                // A form feed starts the count afresh.
                Some(b'\x0c') => (col, alt_col) = (0, 0),
                Some(c) => {
                    self.pos -= 1;
                    break c;
                }
                None => break 0,
            }
        };
        if c == b'#' || c == b'\n' {
            // Typed, an empty line ends the block.
            let ends_block = col == 0 && c == b'\n' && self.options.interactive;
            if !ends_block {
                return Ok(true);
            }
        }
        if self.level > 0 {
            return Ok(false);
        }
        let (top, alt_top) = self.indents[self.indents.len() - 1];
        if col == top {
            if alt_col != alt_top {
                self.inconsistent_tabs()?;
            }
        } else if col > top {
            if self.indents.len() >= MAX_INDENT {
                self.pos = self.line_end;
                return Err(self.error(ErrorKind::IndentationError, "too many levels of indentation"));
            }
            if alt_col <= alt_top {
                self.inconsistent_tabs()?;
            }
            self.pending += 1;
            self.indents.push((col, alt_col));
        } else {
            while self.indents.len() > 1 && col < self.indents[self.indents.len() - 1].0 {
                self.pending -= 1;
                self.indents.pop();
            }
            let (top, alt_top) = self.indents[self.indents.len() - 1];
            if col != top {
                self.pos = self.line_end;
                let msg = "unindent does not match any outer indentation level";
                return Err(self.error(ErrorKind::IndentationError, msg));
            }
            if alt_col != alt_top {
                self.inconsistent_tabs()?;
            }
        }
        Ok(false)
    }

    fn inconsistent_tabs(&mut self) -> Result<()> {
        match self.options.tab_check {
            TabCheck::Ignore => Ok(()),
            TabCheck::Warn => {
                self.tab_warning = true;
                Ok(())
            }
            TabCheck::Error => {
                self.pos = self.line_end;
                Err(self.error(ErrorKind::TabError, "inconsistent use of tabs and spaces in indentation"))
            }
        }
    }

    /// Skips a comment up to the newline, minding the tab width that an editor's setting in it declares.
    fn comment(&mut self) {
        let end = self.line_end - usize::from(self.text[self.line_end - 1] == b'\n');
        let comment = &self.text[self.pos..end.min(self.pos + 78)];
        // Editor settings all have one of these letters' sequences; most comments have none.
        if comment.windows(2).any(|pair| pair == b"ta" || pair == b":t") {
            for form in [&b"tab-width:"[..], b":tabstop=", b":ts=", b"set tabsize="] {
                let Some(at) = comment.windows(form.len()).position(|window| window == form) else { continue };
                let digits = comment[at + form.len()..].trim_ascii_start();
                let digits = digits.strip_prefix(b"+").unwrap_or(digits);
                let digits = &digits[..digits.iter().take_while(|byte| byte.is_ascii_digit()).count()];
                let size = str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
                if let Some(size @ 1..=40) = size {
                    self.tab_size = size;
                }
            }
        }
        self.pos = end;
    }

    /// A name, keyword, or string with a prefix.
    #[inline]
    fn word(&mut self, first: u8, start: usize) -> Result<Tok> {
        if let b'b' | b'B' | b'r' | b'R' | b'u' | b'U' = first {
            let mut at = self.pos;
            if !matches!(first, b'r' | b'R') && matches!(self.text[at], b'r' | b'R') {
                at += 1;
            }
            if let quote @ (b'\'' | b'"') = self.text[at] {
                self.pos = at + 1;
                return self.string(quote);
            }
        }
        while is_word(self.text[self.pos]) {
            self.pos += 1;
        }
        self.looked_ahead();
        Ok(match keyword(&self.text[start..self.pos]) {
            Tok::Print if self.print_is_name => Tok::Name,
            kind => kind,
        })
    }

    fn skip(&mut self, is_part: impl Fn(u8) -> bool) {
        while is_part(self.text[self.pos]) {
            self.pos += 1;
        }
    }

    /// A number whose first byte (a digit or a dot before a digit) has been read.
    fn number(&mut self, first: u8, start: usize) -> Result<Tok> {
        let is_digit = |byte: u8| byte.is_ascii_digit();
        let mut integral = first != b'.';
        if first == b'0' {
            let in_base: Option<fn(u8) -> bool> = match self.text[self.pos] | 0x20 {
                b'x' => Some(|byte| byte.is_ascii_hexdigit()),
                b'o' => Some(|byte| matches!(byte, b'0'..=b'7')),
                b'b' => Some(|byte| matches!(byte, b'0' | b'1')),
                _ => None,
            };
            if let Some(in_base) = in_base {
                self.pos += 1;
                if !in_base(self.text[self.pos]) {
                    return Err(self.invalid_token());
                }
                self.skip(in_base);
                return Ok(self.long_suffix());
            }
        }
        self.skip(is_digit);
        let digits_end = self.pos;
        if integral && first != b'0' && matches!(self.text[self.pos], b'l' | b'L') {
            return Ok(self.long_suffix());
        }
        if integral && self.text[self.pos] == b'.' {
            integral = false;
            self.pos += 1;
        }
        if !integral {
            self.skip(is_digit);
        }
        if let b'e' | b'E' = self.text[self.pos] {
            let sign = usize::from(matches!(self.text[self.pos + 1], b'+' | b'-'));
            if is_digit(self.text[self.pos + 1 + sign]) {
                integral = false;
                self.pos += 2 + sign;
                self.skip(is_digit);
            } else if sign == 1 {
                self.pos += 2;
                return Err(self.invalid_token());
            } else {
                // `1else`: the letter starts a word. It has been looked past.
                self.at_end |= self.pos + 1 == self.len;
                return Ok(Tok::Number);
            }
        }
        if let b'j' | b'J' = self.text[self.pos] {
            self.pos += 1;
        } else if integral && first == b'0' {
            if self.text[start..digits_end].iter().any(|&byte| byte >= b'8') {
                return Err(self.invalid_token());
            }
            return Ok(self.long_suffix());
        }
        self.looked_ahead();
        Ok(Tok::Number)
    }

    fn long_suffix(&mut self) -> Tok {
        self.pos += usize::from(matches!(self.text[self.pos], b'l' | b'L'));
        self.looked_ahead();
        Tok::Number
    }

    fn invalid_token(&mut self) -> Box<SyntaxError> {
        self.error(ErrorKind::SyntaxError, "invalid token")
    }

    /// A string whose opening quote has been read.
    fn string(&mut self, quote: u8) -> Result<Tok> {
        self.in_token = true;
        let body = self.pos;
        if self.text[body] == quote {
            if self.text[body + 1] == quote {
                self.pos = body + 2;
                return self.triple_quoted(quote);
            }
            self.pos = body + 1;
            self.looked_ahead();
            return Ok(Tok::String);
        }
        loop {
            match self.read()? {
                Some(b'\n') => {
                    self.pos -= 1;
                    return Err(self.error(ErrorKind::SyntaxError, "EOL while scanning string literal"));
                }
                Some(b'\\') => {
                    if self.read()?.is_none() {
                        return Err(self.unterminated("EOL while scanning string literal"));
                    }
                }
                Some(c) if c == quote => return Ok(Tok::String),
                Some(_) => {}
                None => return Err(self.unterminated("EOL while scanning string literal")),
            }
        }
    }

    fn triple_quoted(&mut self, quote: u8) -> Result<Tok> {
        let mut quotes = 0;
        loop {
            match self.read()? {
                Some(b'\\') => {
                    quotes = 0;
                    if self.read()?.is_none() {
                        return Err(self.unterminated("EOL while scanning string literal"));
                    }
                }
                Some(c) if c == quote => {
                    quotes += 1;
                    if quotes == 3 {
                        return Ok(Tok::String);
                    }
                }
                Some(_) => quotes = 0,
                None => return Err(self.unterminated("EOF while scanning triple-quoted string literal")),
            }
        }
    }

    fn unterminated(&mut self, msg: &str) -> Box<SyntaxError> {
        self.pos = self.line_end;
        self.error(ErrorKind::SyntaxError, msg)
    }

    fn operator(&mut self, c: u8) -> Tok {
        let next = self.text[self.pos];
        let (kind, more) = match (c, next) {
            (b'=', b'=') => (Tok::EqEqual, 1),
            (b'!', b'=') | (b'<', b'>') => (Tok::NotEqual, 1),
            (b'<', b'=') => (Tok::LessEqual, 1),
            (b'>', b'=') => (Tok::GreaterEqual, 1),
            (b'+', b'=') => (Tok::PlusEqual, 1),
            (b'-', b'=') => (Tok::MinusEqual, 1),
            (b'*', b'=') => (Tok::StarEqual, 1),
            (b'/', b'=') => (Tok::SlashEqual, 1),
            (b'%', b'=') => (Tok::PercentEqual, 1),
            (b'&', b'=') => (Tok::AmperEqual, 1),
            (b'|', b'=') => (Tok::VBarEqual, 1),
            (b'^', b'=') => (Tok::CircumflexEqual, 1),
            (b'<', b'<') | (b'>', b'>') | (b'*', b'*') | (b'/', b'/') => {
                let assigns = self.text[self.pos + 1] == b'=';
                let kind = match (c, assigns) {
                    (b'<', false) => Tok::LeftShift,
                    (b'<', true) => Tok::LeftShiftEqual,
                    (b'>', false) => Tok::RightShift,
                    (b'>', true) => Tok::RightShiftEqual,
                    (b'*', false) => Tok::DoubleStar,
                    (b'*', true) => Tok::DoubleStarEqual,
                    (_, false) => Tok::DoubleSlash,
                    (_, true) => Tok::DoubleSlashEqual,
                };
                if assigns {
                    // Nothing longer can follow: the next byte is not looked at.
                    self.pos += 2;
                    return kind;
                }
                (kind, 1)
            }
            _ => (self.single(c), 0),
        };
        self.pos += more;
        self.looked_ahead();
        kind
    }

    fn single(&mut self, c: u8) -> Tok {
        match c {
            b'(' | b'[' | b'{' => {
                self.level += 1;
                match c {
                    b'(' => Tok::LPar,
                    b'[' => Tok::LSqb,
                    _ => Tok::LBrace,
                }
            }
            b')' | b']' | b'}' => {
                self.level = self.level.saturating_sub(1);
                match c {
                    b')' => Tok::RPar,
                    b']' => Tok::RSqb,
                    _ => Tok::RBrace,
                }
            }
            b':' => Tok::Colon,
            b',' => Tok::Comma,
            b';' => Tok::Semi,
            b'+' => Tok::Plus,
            b'-' => Tok::Minus,
            b'*' => Tok::Star,
            b'/' => Tok::Slash,
            b'|' => Tok::VBar,
            b'&' => Tok::Amper,
            b'<' => Tok::Less,
            b'>' => Tok::Greater,
            b'=' => Tok::Equal,
            b'.' => Tok::Dot,
            b'%' => Tok::Percent,
            b'`' => Tok::Backquote,
            b'^' => Tok::Circumflex,
            b'~' => Tok::Tilde,
            b'@' => Tok::At,
            _ => Tok::Unknown,
        }
    }

    /// An error at the current position.
    #[cold]
    pub fn error(&self, kind: ErrorKind, msg: &str) -> Box<SyntaxError> {
        let text = if self.spent { Vec::new() } else { self.text[self.buf_start..self.line_end].to_vec() };
        let offset = self.pos - self.buf_start;
        let line = self.line_no;
        Box::new(SyntaxError { text: Some(text), ..SyntaxError::new(kind, msg, line, Some(offset as u32)) })
    }

    /// The grammar refuses the current token. `expects_block`: nothing but an indent may stand here.
    #[cold]
    pub fn refuse(&self, token: Token, expects_block: bool) -> Box<SyntaxError> {
        if self.line_no <= 1 && self.at_end {
            return self.error(ErrorKind::SyntaxError, "unexpected EOF while parsing");
        }
        let (kind, msg) = match token.kind {
            // CPython gives up on a character that starts no token before it asks what was expected.
            kind if expects_block && kind != Tok::Unknown => (ErrorKind::IndentationError, "expected an indented block"),
            Tok::Indent => (ErrorKind::IndentationError, "unexpected indent"),
            Tok::Dedent => (ErrorKind::IndentationError, "unexpected unindent"),
            _ => (ErrorKind::SyntaxError, "invalid syntax"),
        };
        self.error(kind, msg)
    }
}
