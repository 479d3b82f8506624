//! Programs that run out of memory, under a small heap limit or with little address space: each time they get their
//! MemoryError, and they go on working.

use compat_tests::binary;
use std::path::Path;
use std::process::Command;

#[test]
fn memory_errors_are_caught_again_and_again() {
    let binary = binary::locate().expect("a binary");
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory/again_and_again.py");
    for limit in ["40000000", "80000000"] {
        let output = Command::new(&binary).arg(&program).env("TAIPAN_HEAP_LIMIT", limit).output().expect("it starts");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && out == "done\n", "under {limit} bytes: {}\n{out}{err}", output.status);
    }
}

#[test]
fn little_address_space() {
    let binary = binary::locate().expect("a binary");
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory/address_space.py");
    let run = |kilobytes: u32, arguments: &[&str]| {
        let line = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
        let output = Command::new("sh").arg("-c").arg(line).arg(&binary).args(arguments).output().expect("it starts");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && out == "done\n", "with {kilobytes} kB: {}\n{out}{err}", output.status);
    };
    for kilobytes in [200_000, 400_000, 600_000, 1_100_000, 3_000_000] {
        run(kilobytes, &["-c", "print 'done'"]);
    }
    run(500_000, &[program.to_str().expect("UTF-8")]);
}
