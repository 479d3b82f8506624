//! What can be done with any object, a file a protocol; the only way in for modules.

pub mod attribute;
pub mod buffer;
pub mod call;
pub mod compare;
pub mod convert;
pub mod hash;
pub mod item;
pub mod iterate;
pub mod number;
pub mod repr;
