//! The interpreter under test: `$TAIPAN`, or the release binary, brought up to date first.
//!
//! The release binary is what users get, and running the suite with it is several times
//! quicker than with a debug build; cargo cannot name a binary of another package as a
//! prerequisite of a test, so the test asks cargo for it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The binary's path; builds it unless `$TAIPAN` names one.
pub fn locate() -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os("TAIPAN") {
        let path = PathBuf::from(path);
        return std::fs::canonicalize(&path).map_err(|error| format!("TAIPAN={}: {error}", path.display()));
    }
    let target = target_dir()?;
    eprintln!("building the release binary of taipan");
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--release", "--package", "taipan", "--bin", "taipan", "--target-dir"])
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    let binary = target.join("release").join("taipan");
    if !status.success() || !binary.exists() {
        return Err(format!("cargo could not build {}", binary.display()));
    }
    Ok(binary)
}

/// The target directory this test was built in: it lies in `<target>/<profile>/deps`.
fn target_dir() -> Result<PathBuf, String> {
    let test = std::env::current_exe().map_err(|error| format!("own path: {error}"))?;
    test.ancestors().nth(3).map(Path::to_path_buf).ok_or_else(|| format!("{} lies in no target directory", test.display()))
}
