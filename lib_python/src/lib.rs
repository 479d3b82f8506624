//! The library in Python, compiled at build time into an image inside the binary; with its sources, compressed, for
//! whoever shows lines of it.

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The code image of a module by its dotted name, and whether it is a package.
pub fn image(name: &str) -> Option<(&'static [u8], bool)> {
    let at = MODULES.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, start, end, package) = MODULES[at];
    Some((&IMAGE[start..end], package))
}

/// The source of a module by its dotted name.
pub fn source(name: &str) -> Option<Vec<u8>> {
    let at = MODULES.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (start, end, size) = SOURCES[at];
    let mut text = vec![0; size];
    let (written, code) =
        zlib_rs::decompress_slice(&mut text, &SOURCE_IMAGE[start..end], zlib_rs::InflateConfig { window_bits: 15 });
    (code == zlib_rs::ReturnCode::Ok && written.len() == size).then_some(text)
}

/// Names of all modules, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|row| row.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn modules_are_found_by_name() {
        assert!(super::names().all(|name| super::image(name).is_some() && super::source(name).is_some()));
        assert!(super::image("no such module").is_none());
    }
}
