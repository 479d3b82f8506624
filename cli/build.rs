//! Links the program at a fixed address: the tables of types and functions are full of addresses, which a
//! position-independent program relocates at every start (12 % of the time of `taipan -S -c pass`, and a megabyte).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
