//! Golden disassemblies, the verifier over whole libraries, mutated sources.

use super::{CompileOptions, Mode, compile_source};
use bytecode::{Body, disassemble, image, verify};

fn compile(source: &str, mode: Mode) -> Body {
    let mut options = CompileOptions::new("t.py", mode);
    options.module_scope = true;
    match compile_source(source.as_bytes(), &options) {
        Ok((body, _)) => {
            assert_eq!(verify(&body), Ok(()), "{source}\n{}", disassemble(&body));
            body
        }
        Err(error) => panic!("{error}: {source}"),
    }
}

/// Compiles a file's worth of source as a user would, and checks what comes out.
fn check_source(source: &[u8], name: &str) -> Result<Body, String> {
    let mut options = CompileOptions::new(name, Mode::Exec);
    let mut last = None;
    for module_scope in [true, false] {
        options.module_scope = module_scope;
        let (body, _) = compile_source(source, &options).map_err(|error| error.to_string())?;
        if let Err(error) = verify(&body) {
            panic!("{name}: {error}");
        }
        let bytes = image::write(&body);
        match image::read(&bytes) {
            Ok(read) => assert_eq!(image::write(&read), bytes, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
        last = Some(body);
    }
    Ok(last.unwrap_or_default())
}

fn in_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, run);
        thread.expect("a thread").join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Every file of CPython's library compiles to code that the verifier passes.
#[test]
fn the_library_verifies() {
    let home = std::env::var("HOME").unwrap_or_default();
    let root = format!("{home}/.pyenv/versions/2.7.18/lib/python2.7");
    if !std::path::Path::new(&root).exists() {
        eprintln!("skipped: no {root}");
        return;
    }
    let mut folders = vec![std::path::PathBuf::from(root)];
    let (mut good, mut bad) = (0, Vec::new());
    in_large_stack(|| {
        while let Some(folder) = folders.pop() {
            let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            entries.sort();
            for path in entries {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ext| ext == "py") {
                    let source = std::fs::read(&path).unwrap();
                    match check_source(&source, &path.to_string_lossy()) {
                        Ok(_) => good += 1,
                        Err(error) => bad.push(format!("{}: {error}", path.display())),
                    }
                }
            }
        }
    });
    eprintln!("{good} files verified; refused:\n{}", bad.join("\n"));
    assert!(good > 1000);
}
