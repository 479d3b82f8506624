//! `list.sort`, and what `sorted()` does to its list.
//!
//! Items of one built-in class are sorted where they lie. Otherwise they are taken out of the list, which is empty while
//! keys are made and comparisons run; a list that is not empty afterwards was changed by them (ValueError).

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::protocols::compare::CompareOp;
use crate::value::{Slot, Value};
use crate::{none, py_methods, raise};
use strategies::SortBuffer;

py_methods! { METHODS:
    /// L.sort(cmp=None, key=None, reverse=False): sorts the list in place; equal items keep their order
    @kw fn sort(cx: &mut Context, this: Gc<ListObject>, cmp: Value = none(), key: Value = none(), reverse: i32 = 0) -> PyResult<()> {
        cx.list_sort(this, cmp.not_none(), key.not_none(), reverse != 0)
    }
}

impl Context {
    /// Sorts a list in place.
    pub fn list_sort(&mut self, list: Gc<ListObject>, cmp: Slot, key: Slot, reverse: bool) -> PyResult<()> {
        if cmp.is_some() {
            self.warn_py3k("the cmp argument is not supported in 3.x")?;
        }
        let storage = list.storage();
        if cmp.is_none() && key.is_none() {
            let sorted = storage.sort_plain(&mut self.heap, reverse);
            if self.memory(sorted)? {
                return Ok(());
            }
        }
        let taken = storage.take_for_sort(&mut self.heap, key.is_some());
        let mut buffer = self.memory(taken)?;
        let result = self.sort_buffer(&mut buffer, cmp, key, reverse);
        let changed = storage.put_back(&mut self.heap, buffer);
        result?;
        if changed {
            raise!(self, ValueError, "list modified during sort");
        }
        Ok(())
    }

    fn sort_buffer(&mut self, buffer: &mut SortBuffer<Value>, cmp: Slot, key: Slot, reverse: bool) -> PyResult<()> {
        if let Some(w_key) = key {
            for index in 0..buffer.len() {
                let key = self.call(w_key, &[buffer.item(index)])?;
                buffer.set_key(&mut self.heap, index, key);
            }
        }
        // Reversed before and after, so that equal items keep their order.
        if reverse {
            buffer.reverse();
        }
        let result = match cmp {
            None if buffer.sort_plain() => Ok(()),
            None => buffer.sort(|a, b| self.compare_truth(CompareOp::Lt, a, b)),
            Some(w_cmp) => buffer.sort(|a, b| {
                let w_order = self.call(w_cmp, &[a, b])?;
                match w_order.as_int() {
                    Some(n) => Ok(n < 0),
                    None => match w_order.downcast::<crate::long::LongObject>() {
                        Some(n) => Ok(n.is_negative()),
                        None => {
                            let given = self.type_name(w_order);
                            raise!(self, TypeError, "comparison function must return int, not {given}")
                        }
                    },
                }
            }),
        };
        if reverse {
            buffer.reverse();
        }
        result
    }
}
