//! Compiles every module of the library into one image of code bodies.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo"));
    let mut sources = Vec::new();
    collect(&root, "", &mut sources);
    sources.sort();
    println!("cargo::rerun-if-changed={}", root.display());
    let (mut image, mut source_image) = (Vec::new(), Vec::new());
    let mut source_rows = String::from("static SOURCES: &[(usize, usize, usize)] = &[\n");
    let mut rows = String::from("static MODULES: &[(&str, usize, usize, bool)] = &[\n");
    for (name, path, package) in &sources {
        println!("cargo::rerun-if-changed={}", path.display());
        let relative = path.strip_prefix(&root).expect("below the root");
        let source = std::fs::read(path).expect("a readable module");
        let filename = format!("<prefix>/lib_python/{}", relative.display());
        let mut options = syntax::CompileOptions::new(&filename, syntax::parser::Mode::Exec);
        options.module_scope = true;
        let body = match syntax::compile_source(&source, &options) {
            Ok((body, _)) => body,
            Err(error) => panic!("{}: line {}: {}", path.display(), error.line, error.msg),
        };
        let start = image.len();
        image.extend_from_slice(&bytecode::image::write(&body));
        writeln!(rows, "    ({name:?}, {start}, {}, {package}),", image.len()).expect("a string takes it");
        let start = source_image.len();
        let mut packed = vec![0; zlib_rs::compress_bound(source.len())];
        let (packed, code) = zlib_rs::compress_slice(&mut packed, &source, zlib_rs::DeflateConfig::new(9));
        assert!(code == zlib_rs::ReturnCode::Ok, "sources can be compressed");
        source_image.extend_from_slice(packed);
        writeln!(source_rows, "    ({start}, {}, {}),", source_image.len(), source.len()).expect("a string takes it");
    }
    rows.push_str("];\nstatic IMAGE: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/library.image\"));\n");
    rows.push_str(&source_rows);
    rows.push_str("];\nstatic SOURCE_IMAGE: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/sources.image\"));\n");
    std::fs::write(out.join("sources.image"), source_image).expect("a writable output folder");
    std::fs::write(out.join("library.image"), image).expect("a writable output folder");
    std::fs::write(out.join("library.rs"), rows).expect("a writable output folder");
}

/// Every module below a folder: (dotted name, file, package?).
fn collect(folder: &Path, package: &str, into: &mut Vec<(String, PathBuf, bool)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let dotted = if package.is_empty() { stem.to_string() } else { format!("{package}.{stem}") };
        if path.is_dir() {
            if path.join("__init__.py").is_file() {
                into.push((dotted.clone(), path.join("__init__.py"), true));
                collect(&path, &dotted, into);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") && stem != "__init__" {
            into.push((dotted, path, false));
        }
    }
}
