//! `_md5`, `_sha`, `_sha256`, `_sha512`: message digests, all of one layout.

#![allow(unsafe_code)] // heap object that owns its state in the Rust heap

use crate::kinds;
use md5::Md5;
use object_model::convert::FromArg;
use object_model::declare::{Arg, GetSet};
use object_model::gc::{Header, KindInfo};
use object_model::protocols::buffer::ReadBuffer;
use object_model::typeobject::{NO_NEW, TypeDecl, TypeObject};
use object_model::{
    Args, Context, DictObject, Gc, ModuleDecl, Object, PyResult, Slot, Value, layout, py_functions, py_methods, raise,
};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// A digest under way.
#[derive(Clone)]
enum Hasher {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

macro_rules! each {
    ($hasher:expr, $h:ident => $body:expr) => {
        match $hasher {
            Hasher::Md5($h) => $body,
            Hasher::Sha1($h) => $body,
            Hasher::Sha224($h) => $body,
            Hasher::Sha256($h) => $body,
            Hasher::Sha384($h) => $body,
            Hasher::Sha512($h) => $body,
        }
    };
}

impl Hasher {
    fn digest(&self) -> Vec<u8> {
        each!(self, h => h.clone().finalize().to_vec())
    }
    fn name(&self) -> &'static str {
        match self {
            Hasher::Md5(_) => "MD5",
            Hasher::Sha1(_) => "SHA1",
            Hasher::Sha224(_) => "SHA224",
            Hasher::Sha256(_) => "SHA256",
            Hasher::Sha384(_) => "SHA384",
            Hasher::Sha512(_) => "SHA512",
        }
    }
    /// Bytes of the digest, and of a block.
    fn sizes(&self) -> (i64, i64) {
        match self {
            Hasher::Md5(_) => (16, 64),
            Hasher::Sha1(_) => (20, 64),
            Hasher::Sha224(_) => (28, 64),
            Hasher::Sha256(_) => (32, 64),
            Hasher::Sha384(_) => (48, 128),
            Hasher::Sha512(_) => (64, 128),
        }
    }
}

#[repr(C)]
pub struct DigestObject {
    pub header: Header,
    hasher: Option<Box<Hasher>>,
}

// SAFETY: made by `new_digest`.
unsafe impl Object for DigestObject {
    const KIND: u8 = kinds::DIGEST;
    const NAME: &'static str = "hash";
}

object_model::fixed_layout!(LAYOUT: DigestObject, |this, tracer| { let _ = tracer; });

/// # Safety
/// `object` is a digest that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract; called once.
    unsafe { (*object.cast::<DigestObject>()).hasher = None };
}

static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

const fn digest_type(module: &'static str, name: &'static str) -> TypeDecl {
    TypeDecl {
        module,
        doc: "A message digest under way.",
        methods: METHOD_TABLES,
        getset: GETSET,
        flags: NO_NEW,
        ..TypeDecl::new(name, kinds::DIGEST)
    }
}

static METHOD_TABLES: &[&[object_model::FnDecl]] = &[METHODS];
static MD5: TypeDecl = digest_type("_md5", "md5");
static SHA1: TypeDecl = digest_type("_sha", "sha");
static SHA224: TypeDecl = digest_type("_sha256", "sha224");
static SHA256: TypeDecl = digest_type("_sha256", "sha256");
static SHA384: TypeDecl = digest_type("_sha512", "sha384");
static SHA512: TypeDecl = digest_type("_sha512", "sha512");

static GETSET: &[GetSet] = &[
    GetSet {
        name: "name",
        doc: "the algorithm",
        get: |cx, this| Ok(cx.new_str(hasher(this).name().as_bytes()).value()),
        set: None,
    },
    GetSet {
        name: "digest_size",
        doc: "bytes of the digest",
        get: |_, this| Ok(Value::small(hasher(this).sizes().0)),
        set: None,
    },
    GetSet {
        name: "digestsize",
        doc: "bytes of the digest",
        get: |_, this| Ok(Value::small(hasher(this).sizes().0)),
        set: None,
    },
    GetSet {
        name: "block_size",
        doc: "bytes of a block",
        get: |_, this| Ok(Value::small(hasher(this).sizes().1)),
        set: None,
    },
];

fn hasher(this: Value) -> &'static mut Hasher {
    match this.downcast::<DigestObject>().map(Gc::get_mut).and_then(|this| this.hasher.as_deref_mut()) {
        Some(hasher) => hasher,
        None => unreachable!("the descriptor has checked its receiver, `new_digest` has set the state"),
    }
}

fn new_digest(cx: &mut Context, class: Gc<TypeObject>, hasher: Hasher) -> PyResult<Gc<DigestObject>> {
    let mut this = cx.allocate_for::<DigestObject>(class, 0)?;
    this.hasher = Some(Box::new(hasher));
    cx.heap.register_native_drop(this.header());
    Ok(this)
}

fn start(
    cx: &mut Context,
    args: &Args,
    decl: &'static TypeDecl,
    function: &'static str,
    mut hasher: Hasher,
) -> PyResult<Gc<DigestObject>> {
    let [string]: [Slot; 1] = args.parse(cx, function, &["string"], 0)?;
    if let Some(string) = string {
        let data = ReadBuffer::from_arg(cx, string, Arg { function, index: 1 })?;
        each!(&mut hasher, h => h.update(&*data));
    }
    let class = decl.get(cx);
    new_digest(cx, class, hasher)
}

py_methods! { METHODS:
    /// update(data) -- add data to what is digested
    @raw fn update(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this: Gc<DigestObject> = args.receiver(cx, "update")?;
        let rest = args.rest();
        rest.no_keywords(cx, "update")?;
        let &[data] = rest.positional else {
            raise!(cx, TypeError, "update() takes exactly 1 argument ({} given)", rest.positional.len());
        };
        let data = ReadBuffer::from_arg(cx, data, Arg { function: "update", index: 1 })?;
        each!(hasher(this.value()), h => h.update(&*data));
        Ok(())
    }
    /// digest() -> the digest of what was given so far
    fn digest(cx: &mut Context, this: Gc<DigestObject>) -> Vec<u8> {
        let _ = cx;
        hasher(this.value()).digest()
    }
    /// hexdigest() -> the digest in hexadecimal digits
    fn hexdigest(cx: &mut Context, this: Gc<DigestObject>) -> String {
        let _ = cx;
        hasher(this.value()).digest().iter().map(|byte| format!("{byte:02x}")).collect()
    }
    /// copy() -> a digest with the same data so far
    fn copy(cx: &mut Context, this: Gc<DigestObject>) -> PyResult<Gc<DigestObject>> {
        let class = cx.class_of(this.value());
        let state = hasher(this.value()).clone();
        new_digest(cx, class, state)
    }
}

fn register(cx: &mut Context) {
    // Six types share the kind, so none of them is its own.
    layout::register_fixed::<DigestObject>(&mut cx.heap, &INFO);
}

fn setup_md5(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    register(cx);
    cx.dict_put(dict, "digest_size", Value::small(16));
    let class = MD5.get(cx).value();
    cx.dict_put(dict, "MD5Type", class);
    Ok(())
}

fn setup_sha(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    register(cx);
    for (name, n) in [("blocksize", 1), ("digestsize", 20), ("digest_size", 20)] {
        cx.dict_put(dict, name, Value::small(n));
    }
    Ok(())
}

fn setup_sha2(cx: &mut Context, _: Gc<DictObject>) -> PyResult<()> {
    register(cx);
    Ok(())
}

pub static MD5_MODULE: ModuleDecl = ModuleDecl {
    doc: "The digest MD5.",
    functions: &[md5_functions::TABLE],
    setup: Some(setup_md5),
    ..ModuleDecl::new("_md5")
};
pub static SHA_MODULE: ModuleDecl = ModuleDecl {
    doc: "The digest SHA-1.",
    functions: &[sha_functions::TABLE],
    setup: Some(setup_sha),
    ..ModuleDecl::new("_sha")
};
pub static SHA256_MODULE: ModuleDecl = ModuleDecl {
    doc: "The digests SHA-224 and SHA-256.",
    functions: &[sha256_functions::TABLE],
    setup: Some(setup_sha2),
    ..ModuleDecl::new("_sha256")
};
pub static SHA512_MODULE: ModuleDecl = ModuleDecl {
    doc: "The digests SHA-384 and SHA-512.",
    functions: &[sha512_functions::TABLE],
    setup: Some(setup_sha2),
    ..ModuleDecl::new("_sha512")
};

mod md5_functions {
    use super::*;
    py_functions! { TABLE:
        /// new([data]) -> a digest under way
        @raw fn new(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &MD5, "new", Hasher::Md5(Md5::new()))
        }
    }
}
mod sha_functions {
    use super::*;
    py_functions! { TABLE:
        /// new([string]) -> a digest under way
        @raw fn new(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &SHA1, "new", Hasher::Sha1(Sha1::new()))
        }
    }
}
mod sha256_functions {
    use super::*;
    py_functions! { TABLE:
        /// sha224([string]) -> a digest under way
        @raw fn sha224(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &SHA224, "sha224", Hasher::Sha224(Sha224::new()))
        }
        /// sha256([string]) -> a digest under way
        @raw fn sha256(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &SHA256, "sha256", Hasher::Sha256(Sha256::new()))
        }
    }
}
mod sha512_functions {
    use super::*;
    py_functions! { TABLE:
        /// sha384([string]) -> a digest under way
        @raw fn sha384(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &SHA384, "sha384", Hasher::Sha384(Sha384::new()))
        }
        /// sha512([string]) -> a digest under way
        @raw fn sha512(cx: &mut Context, args: &Args) -> PyResult<Gc<DigestObject>> {
            start(cx, args, &SHA512, "sha512", Hasher::Sha512(Sha512::new()))
        }
    }
}
