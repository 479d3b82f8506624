//! object_model
