//! The units and the language files hold together.

use super::*;
use crate::text::language::tests::fault;

#[test]
fn units_of_the_files_are_known() {
    for language in Language::all() {
        for name in language.unit.keys() {
            let is_known = UNITS.iter().any(|unit| unit.name == *name);
            assert!(is_known, "{language:?}: {name} is not in units.toml");
        }
    }
}

#[test]
fn every_sign_of_a_unit_can_be_found_in_a_text() {
    for sign in UNITS.iter().flat_map(|unit| entries(&unit.signs)) {
        assert_eq!(fault(sign), None, "{sign}");
    }
}
