//! Bitwise operations and shifts of signed numbers: a negative one acts as its infinite two's complement.

/// Limbs of a signed number in two's complement, without end.
struct Complement<'a> {
    limbs: std::slice::Iter<'a, u64>,
    flip: u64,
    carry: bool,
}

impl<'a> Complement<'a> {
    fn new(negative: bool, limbs: &'a [u64]) -> Complement<'a> {
        Complement { limbs: limbs.iter(), flip: if negative { u64::MAX } else { 0 }, carry: negative }
    }
    #[inline(always)]
    fn next(&mut self) -> u64 {
        let limb = self.limbs.next().copied().unwrap_or(0) ^ self.flip;
        let (limb, carry) = limb.overflowing_add(self.carry.into());
        self.carry = carry;
        limb
    }
}

/// A bitwise operation, `out` getting the magnitude. The result is negative if the operation on the signs says so.
/// `out` is one limb longer than the longer operand.
#[inline(always)]
pub fn combine(out: &mut [u64], a: (bool, &[u64]), b: (bool, &[u64]), op: impl Fn(u64, u64) -> u64) -> bool {
    let negative = op(u64::from(a.0), u64::from(b.0)) & 1 != 0;
    if !a.0 && !b.0 {
        let (long, short) = if a.1.len() >= b.1.len() { (a.1, b.1) } else { (b.1, a.1) };
        let (low, high) = long.split_at(short.len());
        for ((o, &x), &y) in out.iter_mut().zip(low).zip(short) {
            *o = op(x, y);
        }
        for (o, &x) in out[short.len()..].iter_mut().zip(high) {
            *o = op(x, 0);
        }
        out[long.len()..].fill(0);
        return false;
    }
    let (mut x, mut y) = (Complement::new(a.0, a.1), Complement::new(b.0, b.1));
    let mut carry = negative;
    let flip = if negative { u64::MAX } else { 0 };
    for o in out {
        let limb = op(x.next(), y.next()) ^ flip;
        (*o, carry) = limb.overflowing_add(carry.into());
    }
    negative
}

/// `a >> count` with the quotient floored, for a magnitude of more than `count` bits. `out` has as many limbs as `a` has
/// whole limbs left, and one more where `negative`.
pub fn shift_right(out: &mut [u64], negative: bool, a: &[u64], count: u64) {
    let (whole, part) = ((count / 64) as usize, (count % 64) as u32);
    let kept = &a[whole..];
    let (body, over) = out.split_at_mut(kept.len());
    super::shift_right(body, kept, part);
    over.fill(0);
    let lost = || a[..whole].iter().any(|&x| x != 0) || a[whole] & ((1 << part) - 1) != 0;
    if negative && lost() {
        super::add_to(out, &[1]);
    }
}

/// `a << count`; `out` has the limbs for it: `a.len() + count / 64 + 1`.
pub fn shift_left(out: &mut [u64], a: &[u64], count: u64) {
    let (whole, part) = ((count / 64) as usize, (count % 64) as u32);
    out[..whole].fill(0);
    let end = whole + a.len();
    out[end] = super::shift_left(&mut out[whole..end], a, part);
    out[end + 1..].fill(0);
}

/// Is any of the lowest `count` bits set?
pub fn any_below(a: &[u64], count: u64) -> bool {
    let (whole, part) = ((count / 64) as usize, (count % 64) as u32);
    match a.get(whole) {
        Some(limb) => a[..whole].iter().any(|&x| x != 0) || limb & ((1 << part) - 1) != 0,
        None => a.iter().any(|&x| x != 0),
    }
}

/// The first 64 bits of `a`, which has no leading zero limb and at least 64 bits.
pub fn leading(a: &[u64]) -> u64 {
    match a {
        [.., low, high] => {
            let empty = high.leading_zeros();
            if empty == 0 { *high } else { high << empty | low >> (64 - empty) }
        }
        [only] => *only,
        [] => 0,
    }
}
