//! One suite over all strategies: random operations on containers that begin in each of them, held to the models, under a
//! collector that runs at every allocation; and tests of single properties.

mod dicts;
mod lists;
mod sets;
mod sorting;

use crate::model::world_with_identities;
use crate::toy::World;

/// A world that collects at every nth allocation.
fn stressed(nth: usize) -> Box<World> {
    let mut world = world_with_identities();
    world.heap.configure(gc::Mode::parse(&format!("stress:{nth}")).expect("a mode of the collector"));
    world
}
