//! Products: by rows for short operands, by Karatsuba's three products of halves for long ones.

use super::{Scratch, add, add_to, difference, onto, pairwise, sub_from, zeros};

/// Operands of at least this many limbs are halved.
const KARATSUBA: usize = 32;
/// The same for squares, whose rows cost half.
const KARATSUBA_SQUARE: usize = 48;

/// `out = a * y`; `out` has the length of `a`. The limb above.
#[inline]
pub fn mul_limb(out: &mut [u64], a: &[u64], y: u64) -> u64 {
    pairwise(out, a, a, 0, |x, _, carry| x.carrying_mul(y, carry))
}

/// `a = a * y + carry`. The limb above.
#[inline]
pub fn scale(a: &mut [u64], y: u64, mut carry: u64) -> u64 {
    for x in a {
        (*x, carry) = x.carrying_mul(y, carry);
    }
    carry
}

/// `out += a * y`; `out` has the length of `a`. The limb above.
#[inline]
pub fn add_mul_limb(out: &mut [u64], a: &[u64], y: u64) -> u64 {
    onto(out, a, 0, |o, x, carry| x.carrying_mul_add(y, o, carry))
}

/// `out -= a * y`; `out` has the length of `a`. What is to be subtracted above.
#[inline]
pub fn sub_mul_limb(out: &mut [u64], a: &[u64], y: u64) -> u64 {
    onto(out, a, 0, |o, x, carry| {
        let (low, high) = x.carrying_mul(y, carry);
        let (rest, borrow) = o.overflowing_sub(low);
        (rest, high + u64::from(borrow))
    })
}

/// `out = a * b`; `out` has as many limbs as both together.
pub fn mul(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if b.len() < KARATSUBA {
        return by_rows(out, a, b);
    }
    let mut scratch = zeros(scratch_len(b.len().max(a.len().min(2 * b.len()))));
    any(out, a, b, &mut scratch);
}

/// `out = a * a`; `out` has twice as many limbs.
pub fn square(out: &mut [u64], a: &[u64]) {
    if a.len() < KARATSUBA_SQUARE {
        return square_rows(out, a);
    }
    let mut scratch = zeros(scratch_len(a.len()));
    square_halves(out, a, &mut scratch);
}

/// What Karatsuba's method needs for operands of up to `n` limbs: two limbs per limb, and a few at each level.
fn scratch_len(n: usize) -> usize {
    2 * n + 256
}

fn by_rows(out: &mut [u64], a: &[u64], b: &[u64]) {
    let n = a.len();
    out[..n].fill(0);
    let mut pairs = b.chunks_exact(2);
    let mut at = 0;
    for pair in &mut pairs {
        (out[at + n], out[at + n + 1]) = add_mul_pair(&mut out[at..at + n], a, pair[0], pair[1]);
        at += 2;
    }
    if let &[y] = pairs.remainder() {
        out[at + n] = add_mul_limb(&mut out[at..at + n], a, y);
    }
}

/// `out += a * (y + z * 2**64)`; `out` has the length of `a`. The two limbs above. Two rows at once keep the multiplier
/// busy while carries are waited for.
#[inline]
fn add_mul_pair(out: &mut [u64], a: &[u64], y: u64, z: u64) -> (u64, u64) {
    let (mut next, mut above) = (0, 0);
    for (o, &x) in out.iter_mut().zip(a) {
        let carry;
        (*o, carry) = x.carrying_mul_add(y, *o, next);
        (next, above) = x.carrying_mul_add(z, above, carry);
    }
    (next, above)
}

/// The products of different limbs once, doubled, and the squares of limbs.
fn square_rows(out: &mut [u64], a: &[u64]) {
    let n = a.len();
    match *a {
        [] => return,
        [x] => {
            (out[0], out[1]) = x.carrying_mul(x, 0);
            return;
        }
        _ => {}
    }
    out[0] = 0;
    out[n] = mul_limb(&mut out[1..n], &a[1..], a[0]);
    for i in 1..n - 1 {
        let row = &mut out[2 * i + 1..n + i + 1];
        let above = add_mul_limb(&mut row[..n - i - 1], &a[i + 1..], a[i]);
        row[n - i - 1] = above;
    }
    out[2 * n - 1] = 0;
    let (mut top, mut carry) = (0, false);
    for (pair, &x) in out.chunks_exact_mut(2).zip(a) {
        let (low, high) = x.carrying_mul(x, 0);
        let (first, second) = (pair[0], pair[1]);
        (pair[0], carry) = (first << 1 | top).carrying_add(low, carry);
        (pair[1], carry) = (second << 1 | first >> 63).carrying_add(high, carry);
        top = second >> 63;
    }
}

/// `a` is not shorter than `b`.
fn any(out: &mut [u64], a: &[u64], b: &[u64], scratch: &mut [u64]) {
    if b.len() < KARATSUBA {
        return by_rows(out, a, b);
    }
    if b.len() > a.len().div_ceil(2) {
        return by_halves(out, a, b, scratch);
    }
    // Pieces of `a` as long as `b`.
    out.fill(0);
    let mut product: Scratch = zeros(2 * b.len());
    for (i, piece) in a.chunks(b.len()).enumerate() {
        let at = i * b.len();
        let product = &mut product[..piece.len() + b.len()];
        if piece.len() >= b.len() {
            any(product, piece, b, scratch)
        } else {
            any(product, b, piece, scratch)
        }
        add_to(&mut out[at..], product);
    }
}

/// Karatsuba: with `a = a1 B + a0`, `b = b1 B + b0`, the middle is `a1 b1 + a0 b0 - (a0 - a1)(b0 - b1)`.
/// `b` is longer than half of `a`.
fn by_halves(out: &mut [u64], a: &[u64], b: &[u64], scratch: &mut [u64]) {
    let half = a.len().div_ceil(2);
    let ((a0, a1), (b0, b1)) = (a.split_at(half), b.split_at(half));
    let (product, rest) = scratch.split_at_mut(2 * half);
    // The differences lie in the output until it is needed.
    let (da, db) = out[..2 * half].split_at_mut(half);
    let negative = difference(da, a0, a1) != difference(db, b0, b1);
    any(product, da, db, rest);
    let (low, high) = out.split_at_mut(2 * half);
    any(low, a0, b0, rest);
    any(high, a1, b1, rest);
    put_middle(out, half, product, negative, rest);
}

fn square_halves(out: &mut [u64], a: &[u64], scratch: &mut [u64]) {
    if a.len() < KARATSUBA_SQUARE {
        return square_rows(out, a);
    }
    let half = a.len().div_ceil(2);
    let (a0, a1) = a.split_at(half);
    let (product, rest) = scratch.split_at_mut(2 * half);
    difference(&mut out[..half], a0, a1);
    square_halves(product, &out[..half], rest);
    let (low, high) = out.split_at_mut(2 * half);
    square_halves(low, a0, rest);
    square_halves(high, a1, rest);
    put_middle(out, half, product, false, rest);
}

/// Adds the middle to `out`, which holds the lower and the upper product: their sum, less `product` (plus, if `negative`).
fn put_middle(out: &mut [u64], half: usize, product: &[u64], negative: bool, scratch: &mut [u64]) {
    let middle = &mut scratch[..2 * half + 1];
    let (low, high) = out.split_at(2 * half);
    middle[2 * half] = add(&mut middle[..2 * half], low, high).into();
    if negative {
        add_to(middle, product);
    } else {
        sub_from(middle, product);
    }
    // Leading zeros of the middle may lie beyond the end of the product.
    let room = out.len() - half;
    let used = middle.len().min(room);
    add_to(&mut out[half..], &middle[..used]);
}
