//! `_sre`: patterns, matches and scanners over the engine in the crate `sre`.
//!
//! A subject is matched as code units in place (str, unicode) or as a copy of its bytes (anything else with memory: Python
//! code that runs between two matches may change it). Results are slices of the subject as given, so they are of its type.
//!
//! Source: library reference, `re` (2.7); `Modules/_sre.c` for messages.

mod matches;
mod pattern;
mod scanner;
mod subject;
mod substitute;

use crate::kinds;
use object_model::{Context, DictObject, Gc, ListObject, ModuleDecl, PyResult, Value, py_functions, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The engine of the module re.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_sre")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<pattern::PatternObject>(cx, &pattern::PATTERN, &pattern::INFO);
    matches::register(cx);
    kinds::register::<scanner::ScannerObject>(cx, &scanner::SCANNER, &scanner::SCANNER_LAYOUT);
    scanner::register_iterator(cx);
    let limit = cx.new_long_i128(sre::MAXREPEAT.into());
    cx.dict_put(dict, "MAGIC", Value::small(sre::MAGIC.into()));
    cx.dict_put(dict, "CODESIZE", Value::small(sre::CODESIZE.into()));
    cx.dict_put(dict, "MAXREPEAT", limit);
    Ok(())
}

py_functions! { FUNCTIONS:
    /// compile(pattern, flags, code[, groups[, groupindex[, indexgroup]]]) -> pattern
    /// Makes a pattern from the code that sre_compile gives.
    @kw fn compile(
        cx: &mut Context,
        pattern: Value,
        flags: i32,
        code: Gc<ListObject>,
        groups: i64 = 0,
        groupindex: Value = object_model::none(),
        indexgroup: Value = object_model::none(),
    ) -> PyResult {
        let mut words = Vec::with_capacity(code.len());
        let mut at = 0;
        while let Some(item) = cx.list_get(code, at) {
            let Ok(word) = u32::try_from(cx.int_arg(item)?) else {
                raise!(cx, OverflowError, "regular expression code size limit exceeded");
            };
            words.push(word);
            at += 1;
        }
        pattern::new(cx, pattern, flags, &words, groups, groupindex, indexgroup)
    }
    /// getcodesize() -> bytes in a code word
    fn getcodesize(cx: &mut Context) -> u32 {
        let _ = cx;
        sre::CODESIZE
    }
    /// getlower(character, flags) -> lower case of the character under the flags
    fn getlower(cx: &mut Context, character: i32, flags: i32) -> u32 {
        let _ = cx;
        sre::lower(character as u32, flags as u32, &sre::Chardata)
    }
}
