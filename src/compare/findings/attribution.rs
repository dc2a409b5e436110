//! Matches → claims whose speaker was dropped, replaced, or made vague.
//!
//! An attribution frame is a verb of saying with its speaker (`Lund said`, `the union claims`), or `according to` and a
//! source. A claim without its frame becomes the narrator's own.

use super::tier::Strength;
use super::unmatched_cues::{CueRule, unmatched_cues};
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::speaker::{AttributionFrame, SpeakerKind, frame};
use crate::compare::word_partners::are_forms;
use crate::text::language::CueClass;
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// What makes a claim that of its subject, and what can stand for it.
const OWN_ACCOUNTS: CueRule = CueRule {
    class: CueClass::OwnAccount,
    like: &SAYING,
    not_denied: false,
};

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let own_accounts = unmatched_cues(context, mat, OWN_ACCOUNTS).original;
    changes.extend(own_accounts.iter().map(|account| {
        let text = context.readings.original.text(account.words.clone());
        let note = format!("“{text}” is gone: told as fact");
        Change::one_sided(
            FindingKind::Attribution,
            Strength::Firm,
            Side::Original,
            &account.words,
            note,
        )
    }));
    let frames = Pair::from_fn(|side| -> Vec<AttributionFrame> {
        mat.segments[side]
            .iter()
            .filter_map(|&n| frame(&context.readings[side], n))
            .collect()
    });
    if let Some(frame) = frames
        .original
        .iter()
        .find(|frame| frame.kind == SpeakerKind::Known)
    {
        match frames.rewrite.first() {
            None => changes.extend(dropped_attribution(context, mat, frame)),
            Some(after) => changes.extend(changed_speaker(context, mat, &frames.original, after)),
        }
    } else if frames.original.is_empty()
        && let Some(after) = frames
            .rewrite
            .first()
            .filter(|frame| frame.kind == SpeakerKind::Known)
    {
        changes.extend(misplaced_speaker(context, mat, after));
    }
}

/// The cues that show a speaker.
static SAYING: [CueClass; 3] = [CueClass::Says, CueClass::SaysLike, CueClass::AccordingTo];

/// Finds a claim that lost its frame.
fn dropped_attribution(context: &Context, mat: &Match, frame: &AttributionFrame) -> Option<Change> {
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let segment = original.words[frame.words.start].segment;
    let is_claim =
        |n: &usize| original.words[*n].role == WordRole::Content && !frame.words.contains(n);
    let claim: Vec<usize> = original.words_of(segment).filter(is_claim).collect();
    let kept: Vec<usize> = claim
        .iter()
        .filter_map(|&n| context.partners.of(Side::Original, n))
        .collect();
    if kept.len() < 2 || kept.len() * 5 < claim.len() * 2 {
        return None;
    }
    let is_named = |segment: usize| {
        let mut words = rewrite.words_of(segment);
        let mut speaker = frame
            .speaker
            .clone()
            .filter(|&n| original.words[n].role == WordRole::Content);
        words.any(|n| SAYING.iter().any(|&class| rewrite.is(n, class)) || rewrite.is_quoted(n))
            || speaker.any(|n| {
                let mut words = rewrite.words_of(segment);
                words
                    .any(|other| are_forms(&original.words[n].folded, &rewrite.words[other].folded))
            })
    };
    let is_heading =
        |n: usize| matches!(rewrite.kinds[n], SegmentKind::Title | SegmentKind::Heading);
    let mut there = mat.segments.rewrite.iter();
    if there.any(|&segment| is_named(segment) || is_heading(segment)) {
        return None;
    }
    let note = format!(
        "“{}” is gone: told as fact",
        original.text(frame.words.clone())
    );
    Some(Change::one_sided(
        FindingKind::Attribution,
        Strength::Plain,
        Side::Original,
        &frame.words,
        note,
    ))
}

/// Finds a claim whose speaker changed.
fn changed_speaker(
    context: &Context,
    mat: &Match,
    before: &[AttributionFrame],
    after: &AttributionFrame,
) -> Option<Change> {
    let known: Vec<&AttributionFrame> = before
        .iter()
        .filter(|frame| frame.kind == SpeakerKind::Known)
        .collect();
    let [before] = known[..] else { return None };
    match after.kind {
        SpeakerKind::Known => other_speaker(context, mat, &before.speaker, after),
        SpeakerKind::Anonymous => {
            let names_it = names_speaker(context, Side::Rewrite, &before.speaker, mat);
            let has_name = !context
                .readings
                .original
                .names_in(before.speaker.clone())
                .is_empty();
            (!names_it && has_name).then(|| {
                let (before, after) = (&before.speaker, &after.speaker);
                let kind = FindingKind::Attribution;
                Change::replaced(context, kind, Strength::Plain, before, after)
                    .noted("the source is vague now")
            })
        }
        SpeakerKind::Pronoun => None,
    }
}

/// Finds another speaker of a quotation whose frame is in the sentence before.
fn misplaced_speaker(context: &Context, mat: &Match, after: &AttributionFrame) -> Option<Change> {
    let original = &context.readings.original;
    let &segment = mat
        .segments
        .original
        .iter()
        .find(|&&n| original.words_of(n).any(|n| original.is_quoted(n)))?;
    let before = segment
        .checked_sub(1)
        .filter(|&n| original.blocks[n] == original.blocks[segment])?;
    let frame = frame(original, before).filter(|frame| frame.kind == SpeakerKind::Known)?;
    if !original.words_of(before).any(|n| original.is_quoted(n)) {
        return None;
    }
    other_speaker(context, mat, &frame.speaker, after)
}

/// Compares two names; none if they can be the same.
fn other_speaker(
    context: &Context,
    mat: &Match,
    before: &Range<usize>,
    after: &AttributionFrame,
) -> Option<Change> {
    let name = |side: Side, words: &Range<usize>| {
        context.readings[side]
            .names_in(words.clone())
            .first()
            .cloned()
    };
    let (before, now) = (
        name(Side::Original, before)?,
        name(Side::Rewrite, &after.speaker)?,
    );
    if context.readings.rewrite.nouns_have_capitals && before.core.len().min(now.core.len()) < 2 {
        return None; // any noun
    }
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let shares = before.core.iter().any(|&a| {
        now.core
            .iter()
            .any(|&b| are_forms(&original.words[a].folded, &rewrite.words[b].folded))
    });
    let is_there = names_speaker(context, Side::Rewrite, &before.words, mat)
        || names_speaker(context, Side::Original, &now.words, mat);
    if shares || is_there {
        return None;
    }
    let mut change = Change::replaced(
        context,
        FindingKind::Attribution,
        Strength::Plain,
        &before.words,
        &now.words,
    );
    change.note = format!(
        "said by {}, now by {}",
        original.text(before.words.clone()),
        rewrite.text(now.words.clone())
    );
    Some(change)
}

/// Whether the segments of a match on `side` name a speaker from the other side.
fn names_speaker(context: &Context, side: Side, speaker: &Range<usize>, mat: &Match) -> bool {
    let from = &context.readings[side.other()];
    let there = &context.readings[side];
    let core = speaker
        .clone()
        .filter(|&n| from.words[n].role == WordRole::Content && from.words[n].is_capitalized());
    let words = || mat.segments[side].iter().flat_map(|&n| there.words_of(n));
    core.into_iter()
        .any(|n| words().any(|other| are_forms(&from.words[n].folded, &there.words[other].folded)))
}
