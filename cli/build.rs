//! How the program is linked, for its start.
//!
//! - At a fixed address: the tables of types and functions are full of addresses, which a position-independent program relocates at
//!   every start (12 % of the time of `taipan -S -c pass`, and a megabyte).
//! - With the C compiler's unwinder inside, where the compiler has it as an archive: one shared library less to load (5 %).
//! - With the functions that a start runs side by side (`start.ld`): 2.6 MB less are resident.

use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=start.ld");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if let Some(folder) = unwinder_folder() {
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=static=gcc_eh");
        }
        // Not daily: it asks the linker for a pass over all names.
        if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
            println!("cargo:rustc-link-arg-bins=-Wl,-T,{folder}/start.ld");
        }
    }
}

/// Where `libgcc_eh.a` lies; `None`: there is none, or another machine's program is being built.
fn unwinder_folder() -> Option<PathBuf> {
    if std::env::var("HOST") != std::env::var("TARGET") {
        return None;
    }
    let answer = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output().ok()?;
    // A bare name means that the compiler did not find it.
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    if path.is_absolute() && path.exists() { path.parent().map(PathBuf::from) } else { None }
}
