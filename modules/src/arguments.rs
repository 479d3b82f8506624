//! Arguments in the way of `PyArg_UnpackTuple`: positional ones only, with its messages.

use object_model::{Args, Context, PyResult, Slot, raise};

/// Up to `N` positional arguments, `required` of them at least.
pub fn unpack<const N: usize>(cx: &mut Context, args: &Args, function: &str, required: usize) -> PyResult<[Slot; N]> {
    if !args.keywords.is_empty() {
        raise!(cx, TypeError, "{function}() takes no keyword arguments");
    }
    let given = args.positional.len();
    if given < required || given > N {
        let how = match () {
            () if required == N => "",
            () if given < required => "at least ",
            () => "at most ",
        };
        let n = if given < required { required } else { N };
        let plural = if n == 1 { "" } else { "s" };
        raise!(cx, TypeError, "{function} expected {how}{n} argument{plural}, got {given}");
    }
    let mut slots = [None; N];
    for (slot, &value) in slots.iter_mut().zip(args.positional) {
        *slot = Some(value);
    }
    Ok(slots)
}
