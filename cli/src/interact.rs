//! The prompt: statements are read from standard input, line by line, and run as soon as they are whole.
//!
//! Lines come through the file that was `sys.stdin` at the start, so that `raw_input` goes on behind the statement that
//! calls it. After each line the parser looks at what has been typed: it is whole, wants more, or is refused at once. An
//! empty line ends a block; one of blanks does not. Where input ends, so does the statement.
//!
//! Source: "Interactive Mode" and "Environment variables" (PYTHONSTARTUP, PYTHONINSPECT) in Using Python (2.7).

use crate::options::Options;
use crate::run::{report, run_source};
use interp::source::{compile_bytes, raise_syntax};
use object_model::value::Value;
use object_model::{Context, DictObject, Exc, Gc, PyResult, StrObject};
use std::os::unix::ffi::OsStrExt;
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::error::SyntaxError;
use syntax::future::Features;
use syntax::parser::Mode;

/// What stands at the beginning of a session at the prompt, but not after a script.
pub fn banner(options: &Options) {
    eprintln!("Python 2.7.18 (Taipan {}) on linux2", modules::sys::VERSION);
    if !options.no_site {
        eprintln!("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
    }
}

/// Runs the file that PYTHONSTARTUP names, in the main module. The status, where that ends the program.
pub fn startup(cx: &mut Context, options: &Options, main: Gc<DictObject>, features: &mut Features) -> Option<i32> {
    if options.ignore_environment {
        return None;
    }
    let file = std::env::var_os("PYTHONSTARTUP").filter(|file| !file.is_empty())?;
    let result = match std::fs::read(&file) {
        Ok(source) => run_source(cx, options, main, &source, file.as_bytes(), Mode::Exec, features),
        Err(error) => {
            interp::traceback::to_stderr(cx, b"Could not open PYTHONSTARTUP\n");
            let errno = Value::small(error.raw_os_error().unwrap_or(0).into());
            let reason = cx.new_str(interp::source::strerror(&error).as_bytes()).value();
            let name = cx.new_str(file.as_bytes()).value();
            Err(cx.error_with(Exc::IOError, &[errno, reason, name]))
        }
    };
    if result.is_err() {
        let exits = cx.pending_is(Exc::SystemExit);
        let status = report(cx, false);
        if exits {
            return Some(status);
        }
    }
    cx.flush_files();
    None
}

/// Reads and runs statements until input ends; the status of the program.
pub fn interact(cx: &mut Context, options: &Options, main: Gc<DictObject>, features: &mut Features) -> i32 {
    let Some(sys) = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>()) else { return 1 };
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        if cx.dict_find(sys, name).is_none() {
            let prompt = cx.new_str(prompt.as_bytes()).value();
            cx.dict_put(sys, name, prompt);
        }
    }
    let stdin = cx.dict_find(sys, "__stdin__");
    loop {
        let prompts = [prompt(cx, sys, "ps1"), prompt(cx, sys, "ps2")];
        let mut session = Session { options, stdin, prompts, pending: Vec::new(), features: *features };
        match session.statement(cx) {
            Read::End => return 0,
            Read::Nothing => {}
            Read::Refused => {
                report(cx, false);
            }
            Read::Whole => {
                let source = session.pending;
                if let Err(status) = run(cx, options, main, &source, features) {
                    return status;
                }
            }
        }
        cx.flush_files();
    }
}

/// Runs a statement; the status, where it ends the program.
fn run(
    cx: &mut Context,
    options: &Options,
    main: Gc<DictObject>,
    source: &[u8],
    features: &mut Features,
) -> Result<(), i32> {
    if run_source(cx, options, main, source, b"<stdin>", Mode::Single, features).is_err() {
        let exits = cx.pending_is(Exc::SystemExit);
        let status = report(cx, false);
        if exits {
            return Err(status);
        }
    } else {
        interp::services::end_line(cx);
    }
    Ok(())
}

/// A prompt as text: nothing, where it is none.
fn prompt(cx: &mut Context, sys: Gc<DictObject>, name: &str) -> Vec<u8> {
    let Some(prompt) = cx.dict_find(sys, name) else { return Vec::new() };
    let text = cx.str(prompt).map(|text| text.bytes().to_vec());
    cx.pending = None;
    text.unwrap_or_default()
}

/// What came of reading a statement.
enum Read {
    /// It is whole, or cannot be made whole: compiling tells.
    Whole,
    /// An error is pending.
    Refused,
    /// Nothing to be run.
    Nothing,
    /// Input has ended.
    End,
}

/// How far a statement has come.
enum Stage {
    Whole,
    Open,
    Wrong(Box<SyntaxError>),
}

struct Session<'a> {
    options: &'a Options,
    stdin: Option<Value>,
    /// Before the first line of a statement, and before the others.
    prompts: [Vec<u8>; 2],
    pending: Vec<u8>,
    features: Features,
}

impl Session<'_> {
    fn statement(&mut self, cx: &mut Context) -> Read {
        loop {
            let line = match self.line(cx) {
                Ok(line) => line,
                Err(_) => {
                    // An interrupt at the prompt has no place in the program.
                    if let Some(mut triple) = cx.pending {
                        triple.traceback = None;
                    }
                    interp::traceback::to_stderr(cx, b"\n");
                    return Read::Refused;
                }
            };
            if line.is_empty() {
                interp::traceback::to_stderr(cx, b"\n");
                return self.at_end(cx);
            }
            let first = self.pending.is_empty();
            let empty = line == b"\n";
            if empty && (first || self.says_nothing()) {
                return Read::Nothing;
            }
            self.pending.extend_from_slice(&line);
            match self.stage() {
                // A line that input ends in may go on, as far as anyone knows.
                Stage::Whole if line.ends_with(b"\n") => return Read::Whole,
                Stage::Whole | Stage::Open => {}
                Stage::Wrong(error) if !line.ends_with(b"\n") && error.msg.starts_with("unexpected EOF") => {}
                Stage::Wrong(error) => return self.refuse(cx, &error),
            }
        }
    }

    /// The next line; empty where input ends.
    fn line(&mut self, cx: &mut Context) -> PyResult<Vec<u8>> {
        cx.flush_standard_output();
        use std::io::Write;
        let mut out = std::io::stderr();
        // Nobody can be told.
        let _ = out.write_all(&self.prompts[usize::from(!self.pending.is_empty())]);
        let _ = out.flush();
        let Some(stdin) = self.stdin else { return Ok(Vec::new()) };
        let line = cx.call_method(stdin, "readline", &[])?;
        Ok(line.downcast::<StrObject>().map(|line| line.bytes().to_vec()).unwrap_or_default())
    }

    /// Only blanks and comments so far?
    fn says_nothing(&self) -> bool {
        self.pending.split(|&byte| byte == b'\n').all(|line| matches!(line.trim_ascii().first(), None | Some(b'#')))
    }

    fn stage(&self) -> Stage {
        let options = syntax::parser::Options {
            interactive: true,
            dont_imply_dedent: true,
            features: self.features,
            ..syntax::parser::Options::new(Mode::Single)
        };
        match syntax::parser::parse(&self.pending, &options) {
            Ok(_) => Stage::Whole,
            Err(error) if error.incomplete => Stage::Open,
            Err(error) => Stage::Wrong(error),
        }
    }

    fn compile_options(&self) -> CompileOptions {
        let mut compile = CompileOptions::new("", Mode::Single);
        compile.filename = Rc::from(&b"<stdin>"[..]);
        compile.optimize = self.options.optimize;
        compile.flags = self.features;
        compile.origin = syntax::source::Origin::Str;
        compile
    }

    /// The parser has stopped. It knows no codecs: the compiler may still take the statement.
    fn refuse(&mut self, cx: &mut Context, error: &SyntaxError) -> Read {
        if compile_bytes(cx, &self.pending, &self.compile_options()).is_ok() {
            return Read::Whole;
        }
        if error.offset.is_some() {
            cx.pending = None;
            raise_syntax(cx, error, b"<stdin>");
        }
        Read::Refused
    }

    /// Input ends, and with it the statement, whole or not.
    fn at_end(&mut self, cx: &mut Context) -> Read {
        if self.says_nothing() {
            return Read::End;
        }
        if compile_bytes(cx, &self.pending, &self.compile_options()).is_ok() {
            return Read::Whole;
        }
        // Of unfinished statements nothing is said, but for one kind of token.
        let Some(triple) = cx.pending else { return Read::End };
        cx.pending = None;
        let in_token = cx.str(triple.value).is_ok_and(|text| text.bytes().starts_with(b"EOF while scanning"));
        cx.pending = None;
        if !in_token {
            return Read::End;
        }
        cx.restore_error(triple);
        Read::Refused
    }
}
