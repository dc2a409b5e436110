//! Records of links → [`HandLink`]s: where the two places are in the texts as they are now.

use super::quotation::{Found, Searched};
use super::record::Record;
use crate::compare::hand_links::HandLink;
use crate::text::document::Document;
use crate::text::side::{Pair, Side};

/// The links among records, in the order in which they were made: a later one outweighs those before it. What has
/// changed since is linked where it is now; a link of which one place is lost is none. `file_side` gives the side that a
/// side of the texts has in the records.
pub fn hand_links<'a>(
    records: impl Iterator<Item = &'a Record>,
    documents: &Pair<Document>,
    file_side: impl Fn(Side) -> Side,
) -> Vec<HandLink> {
    let mut links: Vec<&Record> = records.filter(|record| record.link.is_some()).collect();
    // In the order of place, what moved as far as the one before is found at once.
    links.sort_by_key(|record| Side::BOTH.map(|side| record.at.of(side).map(|at| at.start)));
    let mut searched = Pair::from_fn(|side| Searched::new(documents[side].text()));
    let mut find = |record: &Record, side: Side| {
        let quotation = record.at.of(file_side(side))?;
        Some(match searched[side].find(quotation) {
            Found::Same(at) => at,
            // What was written beside them belongs to nothing yet.
            Found::Changed(at) => quotation.kept_of(documents[side].text(), at),
            Found::Lost => return None,
        })
    };
    let found = links.into_iter().filter_map(|record| {
        let places = Pair::from_fn(|side| find(record, side));
        let at = Pair {
            original: places.original?,
            rewrite: places.rewrite?,
        };
        let kind = record.link?;
        Some(((&record.time, &record.id), HandLink { at, kind }))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|&(made, _)| made);
    found.into_iter().map(|(_, link)| link).collect()
}
