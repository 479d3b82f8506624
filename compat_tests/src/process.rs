//! One run of the interpreter: bounded in time, memory and output, told apart by how it ended.
//!
//! The bound on memory is on resident pages, looked at while waiting: a limit on address
//! space would count what the heap merely reserves.

#![allow(unsafe_code)] // the disposition of a signal

use std::ffi::OsString;
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Bytes of resident memory after which a run is ended.
const MEMORY: u64 = 3 << 30;
/// Bytes kept of each output stream; a program that writes more meets a closed pipe.
const OUTPUT: u64 = 16 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Exit(i32),
    Signal(i32),
    Timeout,
    Memory,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Exit(status) => write!(f, "exit status {status}"),
            End::Signal(number) => write!(f, "crash: signal {number}"),
            End::Timeout => write!(f, "timeout"),
            End::Memory => write!(f, "memory over {} MB", MEMORY >> 20),
        }
    }
}

#[derive(Debug)]
pub struct Outcome {
    pub end: End,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// What to run.
pub struct Run<'a> {
    pub binary: &'a Path,
    pub args: Vec<OsString>,
    pub folder: &'a Path,
    /// Set on top of an environment freed of everything that steers a Python.
    pub env: Vec<(&'static str, OsString)>,
    pub limit: Duration,
}

/// A shell that starts something in the background has it ignore SIGINT, and what that starts inherits this; programs are to find
/// the default.
fn heed_interrupts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: sets a disposition; no handler of ours is replaced.
        unsafe { libc::signal(libc::SIGINT, libc::SIG_DFL) };
    });
}

impl Run<'_> {
    pub fn run(self) -> Result<Outcome, String> {
        heed_interrupts();
        let mut command = Command::new(self.binary);
        command.args(&self.args).current_dir(self.folder);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("PYTHON") || text.starts_with("TAIPAN") {
                command.env_remove(&name);
            }
        }
        // Tests run side by side in one folder: no caches that one writes while another reads.
        command.env("PYTHONDONTWRITEBYTECODE", "1").envs(self.env);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that what the program started ends with it.
        command.process_group(0);
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", self.binary.display()))?;
        let stdout = drain(child.stdout.take());
        let stderr = drain(child.stderr.take());
        let end = wait(&mut child, self.limit)?;
        Ok(Outcome { end, stdout: collect(stdout), stderr: collect(stderr) })
    }
}

fn drain(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // An error ends the stream as its end does: what was read so far is judged.
            let _ = stream.take(OUTPUT).read_to_end(&mut bytes);
        }
        bytes
    })
}

fn collect(reader: JoinHandle<Vec<u8>>) -> Vec<u8> {
    reader.join().unwrap_or_default()
}

fn wait(child: &mut Child, limit: Duration) -> Result<End, String> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    let end = loop {
        if let Some(status) = child.try_wait().map_err(|error| format!("wait: {error}"))? {
            break match status.code() {
                Some(code) => End::Exit(code),
                None => End::Signal(status.signal().unwrap_or(0)),
            };
        }
        let stop = if start.elapsed() > limit {
            Some(End::Timeout)
        } else if resident(child.id()) > MEMORY {
            Some(End::Memory)
        } else {
            None
        };
        if let Some(end) = stop {
            child.kill().map_err(|error| format!("kill: {error}"))?;
            child.wait().map_err(|error| format!("wait: {error}"))?;
            break end;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    if end != End::Exit(0) {
        end_group(child.id());
    }
    Ok(end)
}

/// Ends what a program that ended badly left behind, lest it hold the pipes open.
fn end_group(group: u32) {
    let _ = Command::new("sh").args(["-c", &format!("kill -9 -{group} 2>/dev/null")]).status();
}

/// Bytes of `pid`'s resident pages; 0 where `/proc` does not tell.
fn resident(pid: u32) -> u64 {
    let Ok(text) = std::fs::read_to_string(format!("/proc/{pid}/statm")) else { return 0 };
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: u64) -> Outcome {
        let run = Run {
            binary: Path::new("/bin/sh"),
            args: vec!["-c".into(), script.into()],
            folder: Path::new("/"),
            env: vec![("TAIPAN_GC", "never".into())],
            limit: Duration::from_secs(limit),
        };
        run.run().unwrap()
    }

    #[test]
    fn ends_are_told_apart() {
        assert_eq!(shell("exit 3", 20).end, End::Exit(3));
        assert_eq!(shell("kill -11 $$", 20).end, End::Signal(11));
        assert_eq!(shell("sleep 30", 1).end, End::Timeout);
    }

    #[test]
    fn streams_and_environment() {
        let outcome = shell("echo $TAIPAN_GC; echo err >&2; cat", 20);
        assert_eq!((outcome.stdout.as_slice(), outcome.stderr.as_slice()), (&b"never\n"[..], &b"err\n"[..]));
    }
}
