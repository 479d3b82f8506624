//! The direct subclasses of each class, and whose each namespace is. Both tables hold classes weakly.

use crate::context::Context;
use crate::handle::Gc;
use crate::tuple::TupleObject;
use crate::typeobject::TypeObject;
use ahash::HashMap;
use gc::{Header, Survivors};

/// By class, oldest first.
#[derive(Default)]
pub struct Subclasses(HashMap<*mut TypeObject, Vec<Gc<TypeObject>>>);

impl Subclasses {
    /// Whether the class has direct subclasses, or had some since the last collection.
    pub fn knows(&self, base: Gc<TypeObject>) -> bool {
        self.0.contains_key(&base.pointer())
    }

    pub(crate) fn forget_dead(&mut self, survivors: &Survivors) {
        self.0.retain(|&base, classes| {
            classes.retain(|class| survivors.has(class.pointer()));
            classes.shrink_to(classes.len() * 2);
            !classes.is_empty() && survivors.has(base)
        });
    }
}

/// Direct subclasses, oldest first.
pub fn live(cx: &mut Context, class: Gc<TypeObject>) -> Gc<TupleObject> {
    if !cx.subclasses.knows(class) {
        return cx.empty_tuple;
    }
    // The list is of those that live now.
    cx.heap.pause();
    let classes: Vec<_> = cx.subclasses.0[&class.pointer()].iter().map(|class| class.value()).collect();
    let tuple = cx.new_tuple(&classes);
    cx.heap.resume();
    tuple
}

pub fn add(cx: &mut Context, base: Gc<TypeObject>, class: Gc<TypeObject>) {
    cx.subclasses.0.entry(base.pointer()).or_default().push(class);
}

pub fn remove(cx: &mut Context, base: Gc<TypeObject>, class: Gc<TypeObject>) {
    if let Some(classes) = cx.subclasses.0.get_mut(&base.pointer())
        && let Some(at) = classes.iter().position(|&known| known == class)
    {
        classes.remove(at);
    }
}

/// Namespaces and the classes that they belong to.
#[derive(Default)]
pub struct Namespaces {
    owners: HashMap<*mut Header, Gc<TypeObject>>,
    /// Those added since the last collection.
    fresh: Vec<*mut Header>,
}

impl Namespaces {
    pub(crate) fn insert(&mut self, class: Gc<TypeObject>) {
        let dict = class.dict.header();
        self.owners.insert(dict, class);
        self.fresh.push(dict);
    }

    pub(crate) fn owner(&self, dict: *mut Header) -> Option<Gc<TypeObject>> {
        self.owners.get(&dict).copied()
    }

    pub(crate) fn forget_dead(&mut self, survivors: &Survivors) {
        if survivors.is_major() {
            self.owners.retain(|_, class| survivors.has(class.pointer()));
            if self.owners.len() < self.owners.capacity() / 8 {
                self.owners.shrink_to(self.owners.len() * 2);
            }
        } else {
            for dict in &self.fresh {
                if self.owners.get(dict).is_some_and(|class| !survivors.has(class.pointer())) {
                    self.owners.remove(dict);
                }
            }
        }
        self.fresh.clear();
    }
}
