//! Command line options and environment variables, as CPython 2.7 has them.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// What is to be run.
#[derive(Debug, PartialEq, Eq)]
pub enum Program {
    /// Standard input: interactive when it is a terminal.
    Stdin,
    Command(OsString),
    Module(OsString),
    File(OsString),
}

#[derive(Debug)]
pub struct Options {
    pub program: Program,
    /// Standard input was asked for by a `-`.
    pub dash: bool,
    /// `sys.argv` from its second element on.
    pub args: Vec<OsString>,
    pub interactive: bool,
    /// The prompt follows the script.
    pub inspect: bool,
    pub optimize: u8,
    pub no_site: bool,
    pub ignore_environment: bool,
    pub no_user_site: bool,
    pub unbuffered: bool,
    pub verbose: u32,
    pub warnings: Vec<OsString>,
    pub division: Option<Division>,
    pub py3k: bool,
    pub tabs: u32,
    pub skip_first_line: bool,
    pub no_bytecode: bool,
    pub debug: u32,
    pub bytes_warning: u32,
    pub hash_randomization: bool,
    pub stats: bool,
    /// A CPython library directory in place of ours; with a leading `+`, after ours.
    pub stdlib: Option<OsString>,
    /// Which JIT: `off` or `record`.
    pub jit: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    Old,
    Warn,
    WarnAll,
    New,
}

/// What to do instead of running a program.
#[derive(Debug)]
pub enum Stop {
    Help,
    Version,
    /// A message for standard error and exit status 2.
    Wrong(String),
}

pub const USAGE: &str = "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

pub const HELP: &str = "\
Options and arguments (and corresponding environment variables):
-B     : don't write byte-code caches (PYTHONDONTWRITEBYTECODE)
-c cmd : program passed in as string (terminates option list)
-d     : debug output from parser (accepted; PYTHONDEBUG)
-E     : ignore PYTHON* environment variables
-h     : print this help message and exit (also --help)
-i     : inspect interactively after running script (PYTHONINSPECT)
-m mod : run library module as a script (terminates option list)
-O     : optimize: leave out assertions (PYTHONOPTIMIZE)
-OO    : leave out docstrings too
-Q arg : division options: -Qold (default), -Qwarn, -Qwarnall, -Qnew
-R     : accepted and ignored: hash values are never randomized
-s     : don't add the user site directory to sys.path (PYTHONNOUSERSITE)
-S     : don't imply 'import site' on initialization
-t     : issue warnings about inconsistent tab usage (-tt: issue errors)
-u     : unbuffered binary stdout and stderr (PYTHONUNBUFFERED)
-v     : trace import statements (PYTHONVERBOSE)
-V     : print the version number and exit (also --version)
-W arg : warning control: action:message:category:module:lineno (PYTHONWARNINGS)
-x     : skip first line of source
-3     : warn about what Python 3 does differently
--stats: print what the interpreter counted at exit
--jit MODE: off (default), or record: run recorded traces of hot loops (TAIPAN_JIT)
--stdlib DIR: use the CPython 2.7 library in DIR in place of the built-in one; +DIR after it (TAIPAN_STDLIB)
file   : program read from script file
-      : program read from standard input (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]
";

impl Options {
    /// Reads the arguments behind the program's own name.
    pub fn parse(mut args: Vec<OsString>) -> Result<Options, Stop> {
        let mut options = Options {
            program: Program::Stdin,
            dash: false,
            args: Vec::new(),
            interactive: false,
            inspect: false,
            optimize: 0,
            no_site: false,
            ignore_environment: false,
            no_user_site: false,
            unbuffered: false,
            verbose: 0,
            warnings: Vec::new(),
            division: None,
            py3k: false,
            tabs: 0,
            skip_first_line: false,
            no_bytecode: false,
            debug: 0,
            bytes_warning: 0,
            hash_randomization: false,
            stats: false,
            stdlib: None,
            jit: None,
        };
        args.reverse();
        while let Some(arg) = args.pop() {
            let bytes = arg.as_bytes();
            if bytes == b"-" || !bytes.starts_with(b"-") {
                options.dash = bytes == b"-";
                options.program = if options.dash { Program::Stdin } else { Program::File(arg) };
                options.finish(args);
                return Ok(options);
            }
            match bytes {
                b"--" => {
                    if let Some(file) = args.pop() {
                        options.program = Program::File(file);
                        options.finish(args);
                    }
                    return Ok(options);
                }
                b"--help" => return Err(Stop::Help),
                b"--version" => return Err(Stop::Version),
                b"--stats" => {
                    options.stats = true;
                    continue;
                }
                b"--jit" => {
                    let Some(mode) = args.pop() else {
                        return Err(Stop::Wrong("Argument expected for the --jit option\n".to_string()));
                    };
                    options.jit = Some(mode.to_string_lossy().into_owned());
                    continue;
                }
                b"--stdlib" => {
                    let Some(dir) = args.pop() else {
                        return Err(Stop::Wrong("Argument expected for the --stdlib option\n".to_string()));
                    };
                    options.stdlib = Some(dir);
                    continue;
                }
                _ => {}
            }
            if options.bundle(&bytes[1..], &mut args)? {
                return Ok(options);
            }
        }
        Ok(options)
    }

    fn finish(&mut self, mut rest: Vec<OsString>) {
        rest.reverse();
        self.args = rest;
    }

    /// One argument of short options; true when it ends the list.
    fn bundle(&mut self, letters: &[u8], args: &mut Vec<OsString>) -> Result<bool, Stop> {
        for (at, &letter) in letters.iter().enumerate() {
            let value = |args: &mut Vec<OsString>| {
                let rest = &letters[at + 1..];
                if !rest.is_empty() {
                    return Ok(OsString::from_vec(rest.to_vec()));
                }
                args.pop().ok_or_else(|| {
                    Stop::Wrong(format!(
                        "Argument expected for the -{} option\n{USAGE}Try `taipan -h' for more information.\n",
                        letter as char
                    ))
                })
            };
            match letter {
                b'c' => {
                    self.program = Program::Command(value(args)?);
                    self.finish(std::mem::take(args));
                    return Ok(true);
                }
                b'm' => {
                    self.program = Program::Module(value(args)?);
                    self.finish(std::mem::take(args));
                    return Ok(true);
                }
                b'W' => {
                    let filter = value(args)?;
                    self.warnings.push(filter);
                    return Ok(false);
                }
                b'Q' => {
                    let how = value(args)?;
                    self.division = Some(match how.as_bytes() {
                        b"old" => Division::Old,
                        b"warn" => Division::Warn,
                        b"warnall" => Division::WarnAll,
                        b"new" => Division::New,
                        _ => {
                            return Err(Stop::Wrong(format!(
                                "-Q option should be `-Qold', `-Qwarn', `-Qwarnall', or `-Qnew' only\n{USAGE}Try `taipan -h' for more information.\n"
                            )));
                        }
                    });
                    return Ok(false);
                }
                b'B' => self.no_bytecode = true,
                b'b' => self.bytes_warning += 1,
                b'd' => self.debug += 1,
                b'E' => self.ignore_environment = true,
                b'h' | b'?' => return Err(Stop::Help),
                b'i' => (self.interactive, self.inspect) = (true, true),
                b'O' => self.optimize = (self.optimize + 1).min(2),
                b'R' => self.hash_randomization = true,
                b's' => self.no_user_site = true,
                b'S' => self.no_site = true,
                b't' => self.tabs += 1,
                b'u' => self.unbuffered = true,
                b'v' => self.verbose += 1,
                b'V' => return Err(Stop::Version),
                b'x' => self.skip_first_line = true,
                b'3' => {
                    self.py3k = true;
                    self.tabs += 1;
                }
                b'U' | b'X' | b'J' => {}
                other => {
                    return Err(Stop::Wrong(format!(
                        "Unknown option: -{}\n{USAGE}Try `taipan -h' for more information.\n",
                        other as char
                    )));
                }
            }
        }
        Ok(false)
    }

    /// What PYTHON* variables add; after `parse`.
    pub fn read_environment(&mut self) {
        if self.stdlib.is_none() {
            self.stdlib = std::env::var_os("TAIPAN_STDLIB").filter(|dir| !dir.is_empty());
        }
        if self.ignore_environment {
            return;
        }
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let number = |value: OsString| value.to_str().and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).max(1);
        if let Some(value) = set("PYTHONOPTIMIZE") {
            self.optimize = self.optimize.max(number(value).min(2) as u8);
        }
        if let Some(value) = set("PYTHONVERBOSE") {
            self.verbose = self.verbose.max(number(value));
        }
        if let Some(value) = set("PYTHONDEBUG") {
            self.debug = self.debug.max(number(value));
        }
        self.no_bytecode |= set("PYTHONDONTWRITEBYTECODE").is_some();
        self.inspect |= set("PYTHONINSPECT").is_some();
        self.unbuffered |= set("PYTHONUNBUFFERED").is_some();
        self.no_user_site |= set("PYTHONNOUSERSITE").is_some();
        if let Some(filters) = set("PYTHONWARNINGS") {
            let given = filters.as_bytes().split(|&byte| byte == b',').map(|part| OsString::from_vec(part.to_vec()));
            self.warnings.extend(given);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Options {
        Options::parse(args.iter().map(OsString::from).collect()).expect("valid options")
    }

    #[test]
    fn a_bundle_ends_in_a_command() {
        let options = parse(&["-SEc", "pass", "-x", "y"]);
        assert!(options.no_site && options.ignore_environment && !options.skip_first_line);
        assert_eq!(options.program, Program::Command("pass".into()));
        assert_eq!(options.args, ["-x", "y"]);
    }

    #[test]
    fn options_end_at_the_file() {
        let options = parse(&["-OO", "-Wignore", "a.py", "-h"]);
        assert_eq!((options.optimize, options.program), (2, Program::File("a.py".into())));
        assert_eq!(options.args, ["-h"]);
    }

    #[test]
    fn unknown_options_are_refused() {
        let refused = Options::parse(vec!["-y".into()]);
        assert!(matches!(refused, Err(Stop::Wrong(text)) if text.starts_with("Unknown option: -y\n")));
    }
}
