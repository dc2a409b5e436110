//! `assets/places.toml` → [`PLACES`]: names that mean one place, its people or its government.

use crate::text::language::entries;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Each name, in lower case → the number of its group.
pub(crate) static PLACES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct PlacesFile {
        same: Vec<String>,
    }
    let file = toml::from_str::<PlacesFile>(include_str!("../../../assets/places.toml"));
    let groups = file.expect("a test reads the places").same;
    let names = groups
        .iter()
        .enumerate()
        .flat_map(|(group, names)| entries(names).map(move |name| (name.to_lowercase(), group)));
    names.collect()
});
