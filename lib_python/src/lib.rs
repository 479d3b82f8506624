//! The library in Python, compiled at build time into an image inside the binary.

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The code image of a module by its dotted name, and whether it is a package.
pub fn image(name: &str) -> Option<(&'static [u8], bool)> {
    let at = MODULES.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, start, end, package) = MODULES[at];
    Some((&IMAGE[start..end], package))
}

/// Names of all modules, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|row| row.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn modules_are_found_by_name() {
        assert!(super::names().all(|name| super::image(name).is_some()));
        assert!(super::image("no such module").is_none());
    }
}
