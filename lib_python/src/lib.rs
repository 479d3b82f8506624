//! lib_python
