//! Programs that run out of memory, again and again, under a small heap limit: each time they get their MemoryError at
//! once, and they go on working.

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
