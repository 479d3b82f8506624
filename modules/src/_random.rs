//! `_random`: the Mersenne Twister MT19937, number for number as CPython's.
//!
//! Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), with `init_by_array` of 2002; library
//! reference 9.6 (2.7).

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use crate::unpack::unpack;
use num_bigint::{BigInt, BigUint};
use num_traits::ToPrimitive;
use object_model::gc::Header;
use object_model::long::LongObject;
use object_model::tuple::TupleObject;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject};
use object_model::{Args, Context, DictObject, Gc, ModuleDecl, Object, PyResult, Value, py_methods, raise};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "The Mersenne Twister.", setup: Some(setup), ..ModuleDecl::new("_random") };

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<RandomObject>(cx, &RANDOM, &LAYOUT);
    let random = RANDOM.get(cx).value();
    cx.dict_put(dict, "Random", random);
    Ok(())
}

const N: usize = 624;
const M: usize = 397;

#[repr(C)]
pub struct RandomObject {
    pub header: Header,
    /// Next word of the state to give; `N`: time to make new ones.
    index: usize,
    state: [u32; N],
}

// SAFETY: made by `__new__`.
unsafe impl Object for RandomObject {
    const KIND: u8 = kinds::RANDOM;
    const NAME: &'static str = "_random.Random";
}

object_model::fixed_layout!(LAYOUT: RandomObject, |this, tracer| { let _ = tracer; });

static RANDOM: TypeDecl = TypeDecl {
    module: "_random",
    doc: "Random() -> a generator of random numbers with a state of its own",
    methods: &[METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("Random", kinds::RANDOM)
};

impl RandomObject {
    fn renew(&mut self) {
        let s = &mut self.state;
        let twist = |upper: u32, lower: u32| {
            let y = upper & 0x8000_0000 | lower & 0x7fff_ffff;
            y >> 1 ^ if y & 1 == 0 { 0 } else { 0x9908_b0df }
        };
        for i in 0..N {
            s[i] = s[(i + M) % N] ^ twist(s[i], s[(i + 1) % N]);
        }
        self.index = 0;
    }

    #[inline]
    fn next(&mut self) -> u32 {
        if self.index >= N {
            self.renew();
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    fn seed_word(&mut self, seed: u32) {
        self.state[0] = seed;
        for i in 1..N {
            let before = self.state[i - 1];
            self.state[i] = 1_812_433_253u32.wrapping_mul(before ^ before >> 30).wrapping_add(i as u32);
        }
        self.index = N;
    }

    fn seed_array(&mut self, key: &[u32]) {
        self.seed_word(19_650_218);
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let before = self.state[i - 1];
            self.state[i] = (self.state[i] ^ (before ^ before >> 30).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
        }
        for _ in 0..N - 1 {
            let before = self.state[i - 1];
            self.state[i] = (self.state[i] ^ (before ^ before >> 30).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
        }
        self.state[0] = 0x8000_0000;
    }
}

/// Seeds from the magnitude of an int or long, another object's hash, or the time.
fn seed(cx: &mut Context, mut this: Gc<RandomObject>, seed: Option<Value>) -> PyResult<()> {
    let Some(seed) = seed.and_then(Value::not_none) else {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let nanos = now.as_nanos() as u64;
        this.seed_array(&[nanos as u32, (nanos >> 32) as u32, std::process::id()]);
        return Ok(());
    };
    let word = |n: u64| if n >> 32 == 0 { vec![n as u32] } else { vec![n as u32, (n >> 32) as u32] };
    let key = if let Some(n) = seed.as_int() {
        word(n.unsigned_abs())
    } else if let Some(long) = seed.downcast::<LongObject>() {
        if long.is_zero() { vec![0] } else { long.digits().to_vec() }
    } else {
        word(cx.hash_of(seed)? as u64)
    };
    this.seed_array(&key);
    Ok(())
}

fn big(value: Value) -> Option<BigInt> {
    match value.as_int() {
        Some(n) => Some(n.into()),
        None => value.downcast::<LongObject>().map(|long| long.to_big()),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<RandomObject>> {
        if !args.keywords.is_empty() && class == RANDOM.get(cx) {
            raise!(cx, TypeError, "Random() does not take keyword arguments");
        }
        let positional = Args { positional: args.positional, ..Args::NONE };
        let [given] = unpack(cx, &positional, "seed", 0)?;
        let this = cx.allocate_for::<RandomObject>(class, 0)?;
        seed(cx, this, given)?;
        Ok(this)
    }
    /// random() -> x in the interval [0, 1)
    fn random(cx: &mut Context, this: Gc<RandomObject>) -> f64 {
        let _ = cx;
        let this = this.get_mut();
        let (a, b) = (this.next() >> 5, this.next() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) * (1.0 / 9_007_199_254_740_992.0)
    }
    /// seed([n]) -- begin anew, from n or else from the time
    @raw fn seed_ as "seed"(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some(this) = args.positional.first().and_then(|this| this.downcast::<RandomObject>()) else {
            raise!(cx, TypeError, "descriptor 'seed' requires a '_random.Random' object");
        };
        let [given] = unpack(cx, &args.rest(), "seed", 0)?;
        seed(cx, this, given)
    }
    /// getstate() -> tuple of the state
    fn getstate(cx: &mut Context, this: Gc<RandomObject>) -> PyResult<Gc<TupleObject>> {
        let list = cx.new_list();
        for i in 0..N {
            let word = cx.new_long_i128(this.state[i].into());
            cx.list_push(list, word)?;
        }
        let index = cx.new_long_i128(this.index as i128);
        cx.list_push(list, index)?;
        cx.list_to_tuple(list)
    }
    /// setstate(state) -- go back to what getstate() gave
    fn setstate(cx: &mut Context, this: Gc<RandomObject>, state: Value) -> PyResult<()> {
        let Some(state) = state.downcast::<TupleObject>() else { raise!(cx, TypeError, "state vector must be a tuple") };
        if state.len() != N + 1 {
            raise!(cx, ValueError, "state vector is the wrong size");
        }
        let mut words = [0; N];
        for (word, &item) in words.iter_mut().zip(state.get().items()) {
            let Some(n) = big(item) else { raise!(cx, TypeError, "an integer is required") };
            match n.to_u64() {
                Some(n) => *word = n as u32,
                None if n.sign() == num_bigint::Sign::Minus => {
                    raise!(cx, OverflowError, "can't convert negative value to unsigned long")
                }
                None => raise!(cx, OverflowError, "long int too large to convert"),
            }
        }
        let index = cx.int_arg(state.get().items()[N])?;
        match usize::try_from(index) {
            Ok(index) if index <= N => {
                let this = this.get_mut();
                (this.state, this.index) = (words, index);
                Ok(())
            }
            _ => raise!(cx, ValueError, "invalid state"),
        }
    }
    /// getrandbits(k) -> long with k random bits
    fn getrandbits(cx: &mut Context, this: Gc<RandomObject>, k: i32) -> PyResult {
        let Some(k) = usize::try_from(k).ok().filter(|&k| k > 0) else {
            raise!(cx, ValueError, "number of bits must be greater than zero");
        };
        let mut words = Vec::new();
        let mut left = k;
        while left > 0 {
            let word = this.get_mut().next();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        Ok(cx.new_long(&BigUint::new(words).into()))
    }
    /// jumpahead(n) -- go to another state that depends on n
    fn jumpahead(cx: &mut Context, this: Gc<RandomObject>, n: Value) -> PyResult<()> {
        let Some(n) = big(n) else {
            let given = cx.type_name(n);
            raise!(cx, TypeError, "jumpahead requires an integer, not '{given}'");
        };
        let this = this.get_mut();
        for i in (2..N).rev() {
            let divisor = BigInt::from(i);
            let remainder = ((&n % &divisor) + &divisor) % &divisor;
            this.state.swap(i, remainder.to_usize().unwrap_or(0));
        }
        for (i, word) in this.state.iter_mut().enumerate() {
            *word = word.wrapping_add(i as u32 + 1);
        }
        this.index = N;
        Ok(())
    }
}
