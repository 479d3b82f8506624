//! sre
