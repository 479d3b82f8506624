//! Functions of the C library that the standard library computes otherwise.

#![allow(unsafe_code)] // declares foreign functions

// SAFETY: declared as the C library has them.
unsafe extern "C" {
    pub safe fn acosh(x: f64) -> f64;
    pub safe fn asinh(x: f64) -> f64;
    pub safe fn atanh(x: f64) -> f64;
}
