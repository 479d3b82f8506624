//! Positional arguments of functions whose messages count them as `PyArg_UnpackTuple` does.

use object_model::{Args, Context, PyResult, Slot, raise};

/// Between `least` and `N` positional arguments, and none by name.
pub fn unpack<const N: usize>(cx: &mut Context, args: &Args, name: &str, least: usize) -> PyResult<[Slot; N]> {
    args.no_keywords(cx, name)?;
    let given = args.positional.len();
    if given < least {
        let how = if least == N { "" } else { "at least " };
        raise!(cx, TypeError, "{name} expected {how}{least} arguments, got {given}");
    }
    if given > N {
        let how = if least == N { "" } else { "at most " };
        raise!(cx, TypeError, "{name} expected {how}{N} arguments, got {given}");
    }
    let mut slots = [None; N];
    for (slot, &value) in slots.iter_mut().zip(args.positional) {
        *slot = Some(value);
    }
    Ok(slots)
}
