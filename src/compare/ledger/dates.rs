//! Dates of both sides → their entries.

use super::book::{Book, Fact, Relation};
use super::{Entry, FactKind};
use crate::compare::facts::date::Date;
use crate::text::side::{Pair, Side};

/// The dates of both sides.
pub(super) fn entries(book: &Book) -> Vec<Entry> {
    let dates = Pair::from_fn(|side| -> Vec<&Date> {
        let all = book.readings[side].dates.iter();
        all.filter(|date| book.is_content(side, date.words.start))
            .collect()
    });
    let facts = dates.as_ref().map(|dates| {
        let facts = dates.iter().map(|date| Fact {
            words: date.words.clone(),
            normal: date.normal(),
        });
        facts.collect::<Vec<Fact>>()
    });
    let anywhere = |original: usize, rewrite: usize| {
        agreeing(dates.original[original], dates.rewrite[rewrite])
    };
    let in_place = |original: usize, rewrite: usize| {
        let (before, after) = (dates.original[original], dates.rewrite[rewrite]);
        if let Some(relation) = agreeing(before, after) {
            return Some(relation);
        }
        let (common, equal) = before.compare(after);
        let (left, right) = book
            .partners
            .is_between(Side::Original, &before.words, &after.words);
        let neighbours = i32::from(left) + i32::from(right);
        let rank = 2 * equal as i32 + 2 * neighbours + i32::from(common > 0);
        (common > 0 || neighbours > 0).then(|| Relation::in_place(rank))
    };
    let entered = book.enter(FactKind::Date, &facts, in_place, anywhere);
    entered.into_iter().map(|entered| entered.entry).collect()
}

/// Two dates that can be one. It is kept if the rewrite says no more than the original.
fn agreeing(before: &Date, after: &Date) -> Option<Relation> {
    let is_kept = after.n_parts() <= before.n_parts();
    let note = match after.n_parts().cmp(&before.n_parts()) {
        std::cmp::Ordering::Less => "less exact",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "more exact",
    };
    before.equals(after).then(|| Relation {
        rank: 100 + before.compare(after).1 as i32,
        is_kept,
        note: note.to_owned(),
    })
}
