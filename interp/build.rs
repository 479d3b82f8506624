//! A fingerprint of whatever decides what a source is compiled to and what its code means: the sources of the compiler,
//! of the bytecode and of the handlers. Caches of code carry it, so that those of another build are not read.

use std::path::{Path, PathBuf};

/// Below this crate's folder.
const FOLDERS: [&str; 4] = ["bytecode/src", "syntax/src", "handlers/src", "../object_model/text/src"];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    // FNV-1a, 64 bits.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for file in &files {
        let bytes = std::fs::read(file).expect("a readable source");
        let length = (bytes.len() as u64).to_le_bytes();
        for &byte in length.iter().chain(&bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=COMPILER_FINGERPRINT={hash:016x}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
