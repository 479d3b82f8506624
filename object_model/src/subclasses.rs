//! The list of a class's direct subclasses.

use crate::context::Context;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::typeobject::TypeObject;
use crate::value::Value;
use smallvec::SmallVec;

/// Direct subclasses, oldest first.
pub fn live(class: Gc<TypeObject>) -> SmallVec<[Gc<TypeObject>; 8]> {
    let Some(list) = class.subclasses.and_then(Value::downcast::<ListObject>) else { return SmallVec::new() };
    let storage = list.storage();
    (0..storage.len()).filter_map(|i| storage.peek(i)?.downcast::<TypeObject>()).collect()
}

pub fn add(cx: &mut Context, mut base: Gc<TypeObject>, class: Gc<TypeObject>) {
    let list = match base.subclasses.and_then(Value::downcast::<ListObject>) {
        Some(list) => list,
        None => {
            let list = cx.new_list();
            cx.barrier(base);
            base.subclasses = Some(list.value());
            list
        }
    };
    // Without memory for the entry the class is just not listed.
    if cx.list_push(list, class.value()).is_err() {
        cx.pending = None;
    }
}

pub fn remove(cx: &mut Context, base: Gc<TypeObject>, class: Gc<TypeObject>) {
    if let Some(list) = base.subclasses.and_then(Value::downcast::<ListObject>) {
        let storage = list.storage();
        if let Some(at) = (0..storage.len()).find(|&i| storage.peek(i) == Some(class.value())) {
            storage.pop(&mut cx.heap, at);
        }
    }
}
