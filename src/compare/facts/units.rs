//! `assets/units.toml` → [`UNITS`]: what figures measure and count, and how one unit is converted into another.

use serde::Deserialize;
use std::sync::LazyLock;

/// A unit of measurement or count. The same dimension can be converted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unit {
    /// Its name, by which the language files call it.
    pub name: String,
    /// What it measures.
    pub dimension: String,
    /// How many of the dimension's base unit it is; 0 where no conversion makes sense.
    pub factor: f64,
    /// Signs that mean it in every language: `km`.
    #[serde(default)]
    pub signs: String,
}

/// All units, in the order of the file.
pub(crate) static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct UnitsFile {
        unit: Vec<Unit>,
    }
    let file = toml::from_str::<UnitsFile>(include_str!("../../../assets/units.toml"));
    file.expect("a test reads the units").unit
});
