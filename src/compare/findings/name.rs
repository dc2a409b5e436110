//! Matches → names and roles that changed.
//!
//! A name of the rewrite is the original's if it shares a word with one (a surname), is its initials, or means the same
//! place (`assets/places.toml`). What is left on both sides in the same place has changed.
//!
//! Where most nouns have capitals (German), only words in the same place that the other text lacks altogether are
//! taken for names.

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::identity::plain;
use crate::compare::facts::name::{Name, is_prose};
use crate::compare::facts::places::PLACES;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners::are_forms;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Finds the names and roles of a match that changed.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let has_prose = |side: Side| {
        mat.segments[side]
            .iter()
            .any(|&n| is_prose(&context.readings[side], n))
    };
    if has_prose(Side::Original) && has_prose(Side::Rewrite) {
        let from = changes.len();
        find_changed_names(context, mat, changes);
        if changes.len() == from {
            find_changed_roles(context, mat, changes);
        }
        if changes.len() == from {
            changes.extend(other_office(context, mat));
            changes.extend(exchanged_names(context, mat));
        }
    }
}

fn find_changed_names(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let names = Pair::from_fn(|side| -> Vec<&Name> {
        let segments = mat.segments[side].iter();
        segments
            .flat_map(|&n| context.readings[side].names_in(context.readings[side].words_of(n)))
            .collect()
    });
    if names.rewrite.is_empty() {
        return; // nothing can have come in the place of a name
    }
    let words = Pair::from_fn(|side| -> Vec<String> {
        let reading = &context.readings[side];
        let words = mat.segments[side].iter().flat_map(|&n| reading.words_of(n));
        words.map(|n| plain(reading, n)).collect()
    });
    let unknown = Pair::from_fn(|side| -> Vec<(&Name, Vec<usize>)> {
        let there = &words[side.other()];
        let with_rest = names[side]
            .iter()
            .map(|&name| (name, unknown_words(context, mat, side, name, there)));
        with_rest.filter(|(_, rest)| !rest.is_empty()).collect()
    });
    for (after, rest_after) in &unknown.rewrite {
        let is_partly_known = rest_after.len() < after.core.len();
        let fits = |before: &Name, rest_before: &[usize]| -> i32 {
            let (left, right) =
                context
                    .partners
                    .is_between(Side::Original, &before.words, &after.words);
            let (left_rest, right_rest) = context.partners.is_between(
                Side::Original,
                &(rest_before[0]..rest_before[rest_before.len() - 1] + 1),
                &(rest_after[0]..rest_after[rest_after.len() - 1] + 1),
            );
            let shares = before.core.iter().any(|&n| {
                context
                    .partners
                    .of(Side::Original, n)
                    .is_some_and(|n| after.core.contains(&n))
            });
            2 * i32::from(shares) + i32::from(left || left_rest) + i32::from(right || right_rest)
        };
        let best = unknown
            .original
            .iter()
            .map(|(before, rest)| (fits(before, rest), before, rest))
            .max_by_key(|&(fit, ..)| fit);
        let is_new = rest_after
            .iter()
            .all(|&n| !context.has_word(Side::Original, &context.readings.rewrite.words[n].folded));
        match best {
            Some((fit, before, rest_before)) if fit >= 1 => {
                let is_gone = rest_before.iter().all(|&n| {
                    !context.has_word(Side::Rewrite, &context.readings.original.words[n].folded)
                });
                let certain = match (is_new, is_gone) {
                    _ if context.readings.rewrite.nouns_have_capitals
                        && !(is_new && is_gone && fit >= 2) =>
                    {
                        continue;
                    }
                    (true, true) => true,
                    (true, false) | (false, true) => fit >= 2 || is_partly_known,
                    (false, false) => fit >= 2 && !is_partly_known,
                };
                let is_surname = |name: &Name, rest: &[usize]| {
                    name.core.len() > rest.len() && name.core.last() == rest.first()
                };
                let are_surnames = is_surname(before, rest_before) && is_surname(after, rest_after);
                let are_roles = |side: Side, rest: &[usize]| {
                    rest.iter()
                        .all(|&n| context.readings[side].is(n, CueClass::Role))
                };
                let other_words_for_a_role =
                    are_roles(Side::Original, rest_before) && are_roles(Side::Rewrite, rest_after);
                let strength = match () {
                    () if !certain || other_words_for_a_role => Strength::Weak,
                    // Helene Marlow, Helene Brandt: surnames that the other text does not have anywhere.
                    () if is_new && is_gone && are_surnames && fit >= 2 => Strength::Firm,
                    () => Strength::Plain,
                };
                changes.push(Change::replaced(
                    context,
                    FindingKind::Name,
                    strength,
                    &before.words,
                    &after.words,
                ));
            }
            _ if is_new && is_partly_known && has_capitals(context, after) => {
                let words = rest_after[0]..rest_after[rest_after.len() - 1] + 1;
                let text = context.readings.rewrite.text(words.clone());
                let note = format!("{text} is not in the original");
                changes.push(Change::one_sided(
                    FindingKind::Name,
                    Strength::Plain,
                    Side::Rewrite,
                    &words,
                    note,
                ));
            }
            _ => {}
        }
    }
}

/// Whether the capitals of a name of the rewrite say that it is one: not in a title in which every word has one.
fn has_capitals(context: &Context, name: &Name) -> bool {
    let rewrite = &context.readings.rewrite;
    let segment = rewrite.words[name.words.start].segment;
    !rewrite.nouns_have_capitals && is_prose(rewrite, segment)
}

/// The words of a name that the other side of the match, which has the words `there`, does not have in any form.
fn unknown_words(
    context: &Context,
    mat: &Match,
    side: Side,
    name: &Name,
    there: &[String],
) -> Vec<usize> {
    if is_place_there(context, mat, side, name) || is_short_for(context, mat, side, name) {
        return Vec::new();
    }
    let is_known = |n: &usize| {
        let word = plain(&context.readings[side], *n);
        there
            .iter()
            .any(|other| word == *other || is_form(&word, other))
    };
    name.core.iter().copied().filter(|n| !is_known(n)).collect()
}

/// Whether two names differ only in their endings: Russia, Russian.
fn is_form(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shorter = a.chars().count().min(b.chars().count());
    let is_end = shorter >= 5 && (a.ends_with(b) || b.ends_with(a)); // Initiative, Fahrgastinitiative
    common >= 4 && common + 1 >= shorter || is_end
}

/// Whether the other side names the same place, people or government.
fn is_place_there(context: &Context, mat: &Match, side: Side, name: &Name) -> bool {
    let group = |reading: &SideReading, n: usize| {
        let word = reading
            .language
            .without_possessive(&reading.words[n].folded);
        let two = reading.words.get(n + 1).map(|next| {
            format!(
                "{word} {}",
                reading.language.without_possessive(&next.folded)
            )
        });
        two.and_then(|two| PLACES.get(two.as_str()).copied())
            .or_else(|| PLACES.get(word).copied())
    };
    let here = &context.readings[side];
    let there = &context.readings[side.other()];
    let groups: Vec<usize> = name.words.clone().filter_map(|n| group(here, n)).collect();
    !groups.is_empty()
        && mat.segments[side.other()]
            .iter()
            .flat_map(|&n| there.words_of(n))
            .any(|n| group(there, n).is_some_and(|group| groups.contains(&group)))
}

/// Whether the name is the initials of words on the other side, or the other way round: CEO, Chief Executive (Officer).
fn is_short_for(context: &Context, mat: &Match, side: Side, name: &Name) -> bool {
    let (here, there) = (&context.readings[side], &context.readings[side.other()]);
    let plain = |word: &str| word.replace(['.', '-'], "");
    let is_acronym = |text: &str| {
        let text = plain(text);
        (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase())
    };
    let begins_with = |reading: &SideReading, from: usize, letters: &str| {
        let words = reading.words[from..]
            .iter()
            .filter(|word| word.role == WordRole::Content)
            .take(letters.len());
        let initials: String = words
            .filter_map(|word| word.folded.chars().next())
            .collect();
        let common = initials
            .chars()
            .zip(letters.chars())
            .take_while(|(a, b)| a == b)
            .count();
        common >= 2 && common + 1 >= letters.chars().count()
    };
    let over_there = || {
        mat.segments[side.other()]
            .iter()
            .flat_map(|&n| there.words_of(n))
    };
    let is_short = name.core.iter().any(|&n| {
        let letters = plain(&here.words[n].folded);
        is_acronym(here.words[n].text)
            && (over_there().any(|from| begins_with(there, from, &letters))
                || context.has_initials(side.other(), &letters))
    });
    let is_long = || {
        over_there()
            .filter(|&n| is_acronym(there.words[n].text))
            .any(|n| begins_with(here, name.words.start, &plain(&there.words[n].folded)))
    };
    is_short || is_long()
}

/// Roles whose words changed: bone specialist → heart specialist, deputy director → director.
fn find_changed_roles(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    for &segment in &mat.segments.rewrite {
        let rewrite = &context.readings.rewrite;
        for head in rewrite
            .words_of(segment)
            .filter(|&n| rewrite.is(n, CueClass::Role))
        {
            let Some(partner) = context.partners.of(Side::Rewrite, head) else {
                continue;
            };
            if !are_forms(
                &context.readings.original.words[partner].folded,
                &rewrite.words[head].folded,
            ) {
                continue;
            }
            let heads = Pair {
                original: partner,
                rewrite: head,
            };
            let modifiers = Pair::from_fn(|side| modifiers(&context.readings[side], heads[side]));
            let open = Pair::from_fn(|side| -> Vec<usize> {
                let there = &context.readings[side.other()];
                let known = |n: &usize| {
                    let word = &context.readings[side].words[*n].folded;
                    modifiers[side.other()]
                        .clone()
                        .any(|other| are_forms(word, &there.words[other].folded))
                        || context.partners.of(side, *n).is_some_and(|other| {
                            there
                                .around(&(heads[side.other()]..heads[side.other()] + 1), 8)
                                .contains(&other)
                        })
                };
                modifiers[side].clone().filter(|n| !known(n)).collect()
            });
            let is_rank = |side: Side| {
                open[side]
                    .iter()
                    .any(|&n| context.readings[side].is(n, CueClass::Rank))
            };
            let is_changed = match (open.original.is_empty(), open.rewrite.is_empty()) {
                (false, false) => true,
                (true, true) => false,
                (false, true) => is_rank(Side::Original) && is_same_person(context, heads),
                (true, false) => is_rank(Side::Rewrite) && is_same_person(context, heads),
            };
            if is_changed {
                let words = Pair::from_fn(|side| {
                    open[side]
                        .first()
                        .copied()
                        .unwrap_or(heads[side])
                        .min(heads[side])..heads[side] + 1
                });
                let strength = if is_rank(Side::Original)
                    || is_rank(Side::Rewrite)
                    || is_same_person(context, heads)
                {
                    Strength::Plain
                } else {
                    Strength::Weak
                };
                changes.push(Change::replaced(
                    context,
                    FindingKind::Name,
                    strength,
                    &words.original,
                    &words.rewrite,
                ));
            }
        }
    }
}

/// Finds two names that changed places around the same words: A sued B → B sued A. Passive voice does that, too.
fn exchanged_names(context: &Context, mat: &Match) -> Option<Change> {
    let ([original], [rewrite]) = (&mat.segments.original[..], &mat.segments.rewrite[..]) else {
        return None;
    };
    let segments = Pair { original, rewrite };
    let names = Pair::from_fn(|side| {
        let reading = &context.readings[side];
        reading.names_in(reading.words_of(*segments[side]))
    });
    let ([first, second], [first_now, second_now]) = (names.original, names.rewrite) else {
        return None;
    };
    let is_same = |before: &Name, after: &Name| {
        let words = |side: Side, name: &Name| -> Vec<String> {
            let reading = &context.readings[side];
            name.core.iter().map(|&n| plain(reading, n)).collect()
        };
        words(Side::Original, before) == words(Side::Rewrite, after)
    };
    let between = |side: Side, first: &Name, second: &Name| -> Vec<&str> {
        let words = &context.readings[side].words[first.words.end..second.words.start];
        words.iter().map(|word| &*word.folded).collect()
    };
    let stays =
        between(Side::Original, first, second) == between(Side::Rewrite, first_now, second_now);
    (stays && is_same(first, second_now) && is_same(second, first_now)).then(|| Change {
        kind: FindingKind::Name,
        words: Pair {
            original: Some(first.words.start..second.words.end),
            rewrite: Some(first_now.words.start..second_now.words.end),
        },
        strength: Strength::Weak,
        note: "the two names changed places".to_owned(),
    })
}

/// The most pairs of offices of a match that are compared.
const OFFICE_PAIRS_MAX: usize = 400;

/// Finds another office of the same person: its secretary, Lund → its treasurer, Lund. A word such as head or chief can
/// stand for many offices and is none.
fn other_office(context: &Context, mat: &Match) -> Option<Change> {
    let knows = |reading: &SideReading| reading.language.cues.contains_key(&CueClass::RoleLike);
    if !knows(&context.readings.original) || !knows(&context.readings.rewrite) {
        return None; // any word for the office would be another one
    }
    let offices = Pair::from_fn(|side| -> Vec<usize> {
        let (here, there) = (&context.readings[side], &context.readings[side.other()]);
        let words = mat.segments[side].iter().flat_map(|&n| here.words_of(n));
        let is_office = |&n: &usize| {
            here.is(n, CueClass::Role)
                && !here.is(n, CueClass::RoleLike)
                && there.places_of(&here.words[n].folded).is_empty()
        };
        words.filter(is_office).collect()
    });
    if offices.original.len().saturating_mul(offices.rewrite.len()) > OFFICE_PAIRS_MAX {
        return None;
    }
    let pairs = offices.original.iter().flat_map(|&original| {
        let rewrites = offices.rewrite.iter();
        rewrites.map(move |&rewrite| Pair { original, rewrite })
    });
    let is_other = |heads: &Pair<usize>| {
        let words = Pair::from_fn(|side| &*context.readings[side].words[heads[side]].folded);
        !are_forms(words.original, words.rewrite) && is_same_person(context, *heads)
    };
    let heads = pairs.into_iter().find(is_other)?;
    let words = heads.map(|n| n..n + 1);
    Some(Change::replaced(
        context,
        FindingKind::Name,
        Strength::Plain,
        &words.original,
        &words.rewrite,
    ))
}

/// The modifiers before a role: up to three words, up to a function word or a punctuation mark.
fn modifiers(reading: &SideReading, head: usize) -> Range<usize> {
    let start = reading.words_of(reading.words[head].segment).start;
    let is_modifier = |n: &usize| {
        let word = &reading.words[*n];
        (word.role == WordRole::Content
            && reading.language.without_possessive(&word.folded) == word.folded
            && !reading.is(*n, CueClass::Title)
            && !reading.is(*n, CueClass::Says))
            || reading.is(*n, CueClass::Rank)
    };
    let count = (start..head).rev().take_while(is_modifier).take(3).count();
    head - count..head
}

/// Whether the same name stands beside the role on both sides.
fn is_same_person(context: &Context, heads: Pair<usize>) -> bool {
    let near =
        Pair::from_fn(|side| context.readings[side].around(&(heads[side]..heads[side] + 1), 6));
    let shared = |n: usize| {
        let partner = context.partners.of(Side::Original, n);
        partner.is_some_and(|n| near.rewrite.contains(&n))
    };
    let names = context.readings.original.names_in(near.original.clone());
    names
        .iter()
        .any(|name| name.core.iter().any(|&n| shared(n)))
}
