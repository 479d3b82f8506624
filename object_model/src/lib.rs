//! Values, types and what can be done with them. Knows neither source nor frames: Python functions are called through
//! `context::Hooks`, which `interp` fills in.
//!
//! A value is a word (`value`). Objects are `repr(C)` structs behind a header (`handle`, `layout`). Types are declared in
//! static tables (`declare`, `typeobject`), a file each in `types`. `protocols` is the object space: the only way in for
//! modules.

pub mod bootstrap;
pub mod codecs;
pub mod context;
pub mod convert;
pub mod declare;
pub mod descriptors;
pub mod dict;
pub mod error;
pub mod exceptions;
pub mod ext;
pub mod finalize;
pub mod float;
pub mod formatting;
pub mod handle;
pub mod instance;
pub mod int;
pub mod interned;
pub mod item;
pub mod kind;
pub mod layout;
pub mod list;
pub mod long;
pub mod module;
pub mod names;
pub mod ops;
pub mod protocols;
pub mod set;
pub mod singletons;
pub mod strings;
pub mod subclasses;
mod survival;
pub mod tuple;
pub mod typeobject;
pub mod types;
pub mod value;

pub use context::{Context, Hooks, Outcome};
pub use convert::{Bytes, FromArg, Index, IntoValue, Size};
pub use declare::{Arg, Args, FnDecl, FnKind, GetSet};
pub use dict::DictObject;
pub use error::{PyResult, Raised};
pub use exceptions::{Exc, ExceptionObject};
pub use float::FloatObject;
pub use gc;
pub use handle::{Gc, Object};
pub use list::ListObject;
pub use module::ModuleDecl;
pub use names::Special;
pub use protocols::compare::CompareOp;
pub use protocols::number::BinaryOp;
pub use singletons::{ellipsis, none, not_implemented, py_bool, py_false, py_true};
pub use strategies;
pub use strings::{StrObject, UnicodeObject};
pub use text;
pub use tuple::TupleObject;
pub use typeobject::{TypeDecl, TypeObject};
pub use value::{Slot, Value};
