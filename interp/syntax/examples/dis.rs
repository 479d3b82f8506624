//! Prints the bytecode of a source file.

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let source = std::fs::read(&path).expect("readable");
    let mut options = syntax::CompileOptions::new(&path, syntax::parser::Mode::Exec);
    options.module_scope = true;
    match syntax::compile_source(&source, &options) {
        Ok((body, _)) => print!("{}", bytecode::disassemble(&body)),
        Err(error) => println!("{error:?}"),
    }
}
