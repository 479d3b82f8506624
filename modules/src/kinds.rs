//! Layout kinds of the built-in modules' own types: numbers from `object_model::kind::MODULES` on, each given once.
