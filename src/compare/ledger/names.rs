//! Names of both sides → their entries, with what else differs beside them: another title, another role, a first name
//! that the original does not have.

use super::book::{Book, Entered, Fact, Relation};
use super::{Entry, FactKind, FactState};
use crate::compare::facts::identity::{Described, Identities};
use crate::compare::facts::name::Name;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners::are_forms;
use crate::text::side::{Pair, Side};
use std::collections::HashSet;

/// The names of both sides.
pub(super) fn entries(book: &Book, identities: &Identities) -> Vec<Entry> {
    let names = Pair::from_fn(|side| -> Vec<(&Name, usize)> {
        let names = book.readings[side].names.iter();
        let ids = identities.of[side].iter();
        names
            .zip(ids)
            .filter_map(|(name, id)| Some((name, (*id)?)))
            .collect()
    });
    let facts = names.as_ref().map(|names| {
        let facts = names.iter().map(|(name, id)| Fact {
            words: name.words.clone(),
            normal: id.to_string(),
        });
        facts.collect::<Vec<Fact>>()
    });
    let in_place = |original: usize, rewrite: usize| {
        let (before, after) = (names.original[original].0, names.rewrite[rewrite].0);
        let (left, right) = book
            .partners
            .is_between(Side::Original, &before.words, &after.words);
        let shares = before.core.iter().any(|&n| {
            let partner = book.partners.of(Side::Original, n);
            partner.is_some_and(|n| after.core.contains(&n))
        });
        let rank = 2 * i32::from(shares) + i32::from(left) + i32::from(right);
        (rank > 0).then(|| Relation::in_place(rank))
    };
    let entered = book.enter(FactKind::Name, &facts, in_place, |_, _| None);
    let named = entered.into_iter().map(|Entered { mut entry, places }| {
        let id = |side: Side| places[side].first().map(|&n| names[side][n].1);
        for side in Side::BOTH {
            entry.forms[side] = id(side).map(|id| identities.known[id][side].label.clone());
        }
        entry.normal = entry.form().to_owned();
        let id = id(Side::Rewrite).filter(|id| !identities.places.contains(id));
        if entry.state == FactState::Kept
            && let Some(id) = id
            && let Some(note) = difference(&identities.known[id], &book.readings.original)
        {
            (entry.state, entry.note) = (FactState::Differs, note);
        }
        entry
    });
    named.collect()
}

/// What the two texts say differently of one name.
fn difference(known: &Pair<Described>, original: &SideReading) -> Option<String> {
    let list = |words: &HashSet<String>| {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.join(", ")
    };
    let titles = || {
        let (before, after) = (&known.original.titles, &known.rewrite.titles);
        let differ = !before.is_empty() && !after.is_empty() && before.is_disjoint(after);
        differ.then(|| format!("{} became {}", list(before), list(after)))
    };
    let roles = || {
        let (before, after) = (&known.original.roles, &known.rewrite.roles);
        let is_in =
            |role: &String, roles: &[String]| roles.iter().any(|other| are_forms(role, other));
        let are_in = |roles: &[String], others: &[String]| {
            let mut roles = roles.iter();
            roles.all(|role| is_in(role, others))
        };
        let are_the_same = are_in(before, after) && are_in(after, before);
        let are_known = !before.is_empty() && !after.is_empty();
        (are_known && !are_the_same)
            .then(|| format!("{} became {}", before.join(" "), after.join(" ")))
    };
    let new: HashSet<String> = known
        .rewrite
        .words
        .iter()
        .filter(|word| {
            let is_there = known
                .original
                .words
                .iter()
                .any(|other| are_forms(word, other));
            !is_there && original.places_of(word).is_empty() && word.chars().count() > 1
        })
        .cloned()
        .collect();
    match new.is_empty() || known.original.words.is_empty() {
        false => Some(format!("“{}” is not in the original", list(&new))),
        true => titles().or_else(roles),
    }
}
