//! Constant expressions: what the tree says without running anything.
//!
//! Folds what CPython's peephole optimizer folds and a program cannot see but in speed: arithmetic on literals with a
//! small result, signs, `not`, tuples. Nothing that could raise is folded, nor classic division, whose meaning depends
//! on a command-line option.

use crate::ast::*;
use bytecode::Const;
use num_bigint::{BigInt, Sign};

/// Results beyond these sizes are left for run time.
const MAX_BITS: u64 = 4096;
const MAX_BYTES: usize = 256;
const MAX_ITEMS: usize = 20;

pub fn constant(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Num(number) => Some(self::number(number)),
        ExprKind::Str(text) => Some(Const::Bytes(text.clone())),
        ExprKind::Unicode(text) => Some(Const::Unicode(text.clone())),
        ExprKind::Name(name) if name == "None" => Some(Const::None),
        ExprKind::Tuple(items) => items.iter().map(constant).collect::<Option<_>>().map(Const::Tuple),
        ExprKind::UnaryOp { op, operand } => unary(*op, constant(operand)?),
        ExprKind::BinOp { .. } => {
            let mut links = Vec::new();
            let mut base = expr;
            while let ExprKind::BinOp { left, op, right } = &base.kind {
                links.push((*op, right));
                base = left;
            }
            let base = constant(base)?;
            links.into_iter().rev().try_fold(base, |left, (op, right)| binary(op, &left, &constant(right)?))
        }
        _ => None,
    }
}

pub fn number(number: &Number) -> Const {
    match number {
        Number::Int(i) => Const::Int(*i),
        Number::Long(n) => long(n),
        Number::Float(x) => Const::Float(*x),
        Number::Imaginary(x) => Const::Complex(0.0, *x),
    }
}

fn long(n: &BigInt) -> Const {
    let (sign, digits) = n.to_u32_digits();
    Const::Long { negative: sign == Sign::Minus, digits }
}

/// Truth of a constant.
pub fn truth(constant: &Const) -> bool {
    match constant {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::Code(_) => true,
        Const::Int(i) => *i != 0,
        Const::Long { digits, .. } => !digits.is_empty(),
        Const::Float(x) => *x != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Bytes(text) => !text.is_empty(),
        Const::Unicode(text) => !text.is_empty(),
        Const::Tuple(items) => !items.is_empty(),
    }
}

/// An integer and whether it is a `long`.
fn integer(constant: &Const) -> Option<(BigInt, bool)> {
    match constant {
        Const::Int(i) => Some((BigInt::from(*i), false)),
        Const::Long { negative, digits } => {
            let sign = if *negative { Sign::Minus } else { Sign::Plus };
            Some((BigInt::from_slice(sign, digits), true))
        }
        _ => None,
    }
}

fn int_or_long(n: &BigInt, is_long: bool) -> Const {
    match i64::try_from(n) {
        Ok(i) if !is_long => Const::Int(i),
        _ => long(n),
    }
}

pub fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    match (op, &operand) {
        (UnaryOp::Not, _) => Some(if truth(&operand) { Const::False } else { Const::True }),
        (UnaryOp::UAdd, Const::Int(_) | Const::Long { .. } | Const::Float(_) | Const::Complex(..)) => Some(operand),
        (UnaryOp::USub, Const::Float(x)) => Some(Const::Float(-x)),
        (UnaryOp::USub, Const::Complex(re, im)) => Some(Const::Complex(-re, -im)),
        (UnaryOp::USub | UnaryOp::Invert, _) => {
            let (n, is_long) = integer(&operand)?;
            Some(int_or_long(&if op == UnaryOp::USub { -n } else { !n }, is_long))
        }
        _ => None,
    }
}

pub fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Bytes(a), Const::Bytes(b)) if op == Operator::Add && a.len() + b.len() <= MAX_BYTES => {
            return Some(Const::Bytes([&**a, &**b].concat().into()));
        }
        (Const::Unicode(a), Const::Unicode(b)) if op == Operator::Add && a.len() + b.len() <= MAX_BYTES => {
            return Some(Const::Unicode([&**a, &**b].concat().into()));
        }
        (Const::Tuple(a), Const::Tuple(b)) if op == Operator::Add && a.len() + b.len() <= MAX_ITEMS => {
            return Some(Const::Tuple([&**a, &**b].concat()));
        }
        (Const::Bytes(a), Const::Int(n)) if op == Operator::Mult => {
            return times(a.len(), *n, MAX_BYTES).map(|n| Const::Bytes(a.repeat(n).into()));
        }
        (Const::Unicode(a), Const::Int(n)) if op == Operator::Mult => {
            return times(a.len(), *n, MAX_BYTES).map(|n| Const::Unicode(a.repeat(n).into()));
        }
        (Const::Tuple(a), Const::Int(n)) if op == Operator::Mult => {
            let n = times(a.len(), *n, MAX_ITEMS)?;
            return Some(Const::Tuple((0..n).flat_map(|_| a.iter().cloned()).collect()));
        }
        _ => {}
    }
    if let (Some((a, a_long)), Some((b, b_long))) = (integer(left), integer(right)) {
        return integers(op, &a, &b).map(|n| int_or_long(&n, a_long || b_long));
    }
    let float = |constant: &Const| match constant {
        Const::Int(i) => Some(*i as f64),
        Const::Float(x) => Some(*x),
        _ => None,
    };
    if let (Some(a), Some(b)) = (float(left), float(right)) {
        return match op {
            Operator::Add => Some(Const::Float(a + b)),
            Operator::Sub => Some(Const::Float(a - b)),
            Operator::Mult => Some(Const::Float(a * b)),
            _ => None,
        };
    }
    let complex = |constant: &Const| match constant {
        Const::Complex(re, im) => Some((*re, *im)),
        other => float(other).map(|x| (x, 0.0)),
    };
    let ((a, b), (c, d)) = (complex(left)?, complex(right)?);
    match op {
        Operator::Add => Some(Const::Complex(a + c, b + d)),
        Operator::Sub => Some(Const::Complex(a - c, b - d)),
        _ => None,
    }
}

fn times(len: usize, n: i64, max: usize) -> Option<usize> {
    let n = usize::try_from(n.max(0)).ok()?;
    len.checked_mul(n).filter(|&total| total <= max && n <= max).map(|_| n)
}

fn integers(op: Operator, a: &BigInt, b: &BigInt) -> Option<BigInt> {
    let small = i64::try_from(b).ok();
    let zero = b.sign() == Sign::NoSign;
    Some(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult if a.bits() + b.bits() <= MAX_BITS => a * b,
        Operator::FloorDiv | Operator::Mod if !zero => {
            // Floors: the quotient rounds down, the remainder has the divisor's sign.
            let (mut quotient, mut remainder) = (a / b, a % b);
            if remainder.sign() != Sign::NoSign && (remainder.sign() != b.sign()) {
                quotient -= 1;
                remainder += b;
            }
            if op == Operator::Mod { remainder } else { quotient }
        }
        Operator::Pow => {
            let exponent = u32::try_from(small?).ok()?;
            if a.bits().max(1) * u64::from(exponent) > MAX_BITS {
                return None;
            }
            a.pow(exponent)
        }
        Operator::LShift => {
            let shift = u32::try_from(small?).ok()?;
            if a.bits() + u64::from(shift) > MAX_BITS {
                return None;
            }
            a << shift
        }
        Operator::RShift => a >> u32::try_from(small?).ok()?,
        Operator::BitAnd => a & b,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_follows_python() {
        let int = Const::Int;
        let cases = [
            (Operator::FloorDiv, -7, 2, Some(-4)),
            (Operator::Mod, -7, 2, Some(1)),
            (Operator::Mod, 7, -2, Some(-1)),
            (Operator::Mod, 7, 0, None),
            (Operator::Div, 7, 2, None),
            (Operator::Pow, 2, 10, Some(1024)),
            (Operator::Pow, 2, -1, None),
            (Operator::RShift, -5, 1, Some(-3)),
            (Operator::BitAnd, -4, 7, Some(4)),
        ];
        for (op, a, b, expected) in cases {
            match (binary(op, &int(a), &int(b)), expected) {
                (Some(Const::Int(found)), Some(expected)) => assert_eq!(found, expected, "{op:?} {a} {b}"),
                (found, expected) => assert!(found.is_none() && expected.is_none(), "{op:?} {a} {b}"),
            }
        }
        let sum = binary(Operator::Add, &int(i64::MAX), &int(1));
        assert!(matches!(sum, Some(Const::Long { negative: false, digits }) if digits == [0, 0x8000_0000]));
        assert!(binary(Operator::Pow, &int(10), &int(100_000)).is_none());
        assert!(matches!(unary(UnaryOp::USub, Const::Float(0.0)), Some(Const::Float(x)) if x.is_sign_negative()));
    }
}
