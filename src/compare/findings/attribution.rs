//! Matches → claims whose speaker was dropped, replaced, or made vague.
//!
//! An attribution frame is a verb of saying with its speaker (`Lund said`, `the union claims`), or `according to` and a
//! source. A claim without its frame becomes the narrator's own.

use super::cued_text::WordRole;
use super::cues::Cue;
use super::partners::is_related;
use super::reading::SideReading;
use super::{Confidence, Context, Finding, FindingKind};
use crate::compare::align::Match;
use crate::text::language::CueClass;
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Who says something, and with which words.
#[derive(Debug, Clone)]
struct AttributionFrame {
    /// The speaker and the verb.
    words: Range<usize>,
    /// The speaker alone.
    speaker: Range<usize>,
    /// How the speaker is named.
    kind: SpeakerKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SpeakerKind {
    /// A name, a role, an organization: the union.
    Known,
    /// Experts, critics, officials.
    Anonymous,
    /// She.
    Pronoun,
}

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let frames = Pair::from_fn(|side| -> Vec<AttributionFrame> {
        mat.segments[side]
            .iter()
            .filter_map(|&n| frame(context, side, n))
            .collect()
    });
    if let Some(frame) = frames
        .original
        .iter()
        .find(|frame| frame.kind == SpeakerKind::Known)
    {
        match frames.rewrite.first() {
            None => findings.extend(dropped_attribution(context, mat, frame)),
            Some(after) => findings.extend(changed_speaker(context, mat, &frames.original, after)),
        }
    } else if frames.original.is_empty()
        && let Some(after) = frames
            .rewrite
            .first()
            .filter(|frame| frame.kind == SpeakerKind::Known)
    {
        findings.extend(misplaced_speaker(context, mat, after));
    }
}

/// The frame of a segment, if its claim has one.
fn frame(context: &Context, side: Side, segment: usize) -> Option<AttributionFrame> {
    let reading = &context.readings[side];
    if matches!(
        reading.kinds[segment],
        SegmentKind::Title | SegmentKind::Heading
    ) {
        return None;
    }
    let words = reading.words_of(segment);
    let cues = reading.cues_in(words.clone());
    let outside = |n: usize| !reading.is_quoted(n);
    let verbs = cues.iter().filter(|cued| outside(cued.words.start));
    for cued in verbs {
        let found = match cued.cue {
            Cue::Word(CueClass::AccordingTo) => source_behind(reading, &cued.words, words.end),
            Cue::Word(CueClass::Says) => speaker_of(context, side, &cued.words, &words),
            _ => None,
        };
        if let Some((speaker, kind)) = found {
            let words = speaker.start.min(cued.words.start)..speaker.end.max(cued.words.end);
            return Some(AttributionFrame {
                words,
                speaker,
                kind,
            });
        }
    }
    None
}

/// The source after `according to`: the next content words in a row.
fn source_behind(
    reading: &SideReading,
    words: &Range<usize>,
    end: usize,
) -> Option<(Range<usize>, SpeakerKind)> {
    let behind = words.end..end.min(words.end + 10);
    let is_content = |n: &usize| reading.words[*n].role == WordRole::Content;
    let first = behind
        .clone()
        .take_while(|&n| reading.words[n].role != WordRole::Mark)
        .find(is_content);
    let Some(first) = first else {
        let is_pronoun = reading.is(words.end, CueClass::Pronoun);
        return is_pronoun.then_some((words.end..words.end + 1, SpeakerKind::Pronoun));
    };
    let joins = |n: &usize| is_content(n) || matches!(reading.words[*n].text, "&" | "." | "-");
    let last = (first..behind.end)
        .take_while(joins)
        .filter(is_content)
        .last()?;
    let speaker = first..last + 1;
    Some((speaker.clone(), speaker_kind(reading, speaker)?))
}

/// The speaker: right after the verb, or the nearest before it.
fn speaker_of(
    context: &Context,
    side: Side,
    verb: &Range<usize>,
    segment: &Range<usize>,
) -> Option<(Range<usize>, SpeakerKind)> {
    let reading = &context.readings[side];
    let behind = verb.end..segment.end.min(verb.end + 6);
    let inverted = behind
        .clone()
        .take_while(|&n| reading.words[n].role != WordRole::Mark || reading.words[n].text == ".");
    let first_behind = inverted
        .clone()
        .find(|&n| !reading.is(n, CueClass::Title) && reading.words[n].role != WordRole::Mark);
    let follows_quote = verb
        .start
        .checked_sub(1)
        .is_some_and(|n| reading.words[n].role == WordRole::Mark);
    if let Some(first) = first_behind.filter(|_| follows_quote) {
        let speaker = first..behind.end;
        if let Some(name) = context.names_in(side, verb.end..behind.end).first() {
            return Some((name.words.clone(), SpeakerKind::Known));
        }
        if let Some(kind) =
            speaker_kind(reading, speaker.start..speaker.start + 3.min(speaker.len()))
        {
            return Some((first..first + 1, kind));
        }
    }
    let before = segment.start.max(verb.start.saturating_sub(12))..verb.start;
    let nearest = before.clone().rev().find(|&n| {
        let is_subject = reading.is(n, CueClass::Pronoun) && n + 3 > verb.start;
        is_subject
            || reading.is(n, CueClass::Role)
            || reading.is(n, CueClass::Anonymous)
            || !context.names_in(side, n..n + 1).is_empty()
            || is_known_thing(reading, n, verb)
    })?;
    if let Some(name) = context
        .names_in(side, before)
        .last()
        .filter(|name| name.words.end > nearest)
    {
        return Some((name.words.clone(), SpeakerKind::Known));
    }
    let kind = match () {
        () if reading.is(nearest, CueClass::Pronoun) => SpeakerKind::Pronoun,
        () if reading.is(nearest, CueClass::Anonymous) && !reading.is(nearest, CueClass::Role) => {
            SpeakerKind::Anonymous
        }
        () => SpeakerKind::Known,
    };
    Some((nearest..nearest + 1, kind))
}

fn is_adverb(reading: &SideReading, n: usize) -> bool {
    let mut endings = reading.language.forms.adverb_endings.iter();
    endings.any(|ending| reading.words[n].folded.ends_with(ending.as_str()))
}

/// A noun with its article right before the verb: the defence says.
fn is_known_thing(reading: &SideReading, n: usize, verb: &Range<usize>) -> bool {
    n + 1 == verb.start && reading.words[n].role == WordRole::Content && !is_adverb(reading, n)
}

fn speaker_kind(reading: &SideReading, words: Range<usize>) -> Option<SpeakerKind> {
    let is = |class: CueClass| words.clone().any(|n| reading.is(n, class));
    let has_capital = words
        .clone()
        .any(|n| reading.words[n].role == WordRole::Content && reading.words[n].is_capitalized());
    let is_anonymous = words
        .clone()
        .find(|&n| reading.words[n].role == WordRole::Content)
        .is_some_and(|n| reading.is(n, CueClass::Anonymous));
    match () {
        () if is_anonymous => Some(SpeakerKind::Anonymous),
        () if has_capital => Some(SpeakerKind::Known),
        () if is(CueClass::Anonymous) => Some(SpeakerKind::Anonymous),
        () if is(CueClass::Role) => Some(SpeakerKind::Known),
        () if words
            .clone()
            .next()
            .is_some_and(|n| reading.is(n, CueClass::Pronoun)) =>
        {
            Some(SpeakerKind::Pronoun)
        }
        () if words
            .clone()
            .any(|n| reading.words[n].role == WordRole::Content) =>
        {
            Some(SpeakerKind::Known)
        }
        () => None,
    }
}

/// The cues that show a speaker.
const SAYING: [CueClass; 3] = [CueClass::Says, CueClass::SaysLike, CueClass::AccordingTo];

/// Finds a claim that lost its frame.
fn dropped_attribution(
    context: &Context,
    mat: &Match,
    frame: &AttributionFrame,
) -> Option<Finding> {
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
                words.any(|other| {
                    is_related(&original.words[n].folded, &rewrite.words[other].folded)
                })
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
    Some(context.one_sided_beside(
        FindingKind::Attribution,
        Confidence::Likely,
        Side::Original,
        &frame.words,
        kept[0],
        note,
    ))
}

/// Finds a claim whose speaker changed.
fn changed_speaker(
    context: &Context,
    mat: &Match,
    before: &[AttributionFrame],
    after: &AttributionFrame,
) -> Option<Finding> {
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
                .names_in(Side::Original, before.speaker.clone())
                .is_empty();
            (!names_it && has_name).then(|| {
                let mut finding = context.replacement(
                    FindingKind::Attribution,
                    Confidence::Likely,
                    &before.speaker,
                    &after.speaker,
                );
                finding.note = format!("the source is vague now: {}", finding.note);
                finding
            })
        }
        SpeakerKind::Pronoun => None,
    }
}

/// Finds another speaker of a quotation whose frame is in the sentence before.
fn misplaced_speaker(context: &Context, mat: &Match, after: &AttributionFrame) -> Option<Finding> {
    let original = &context.readings.original;
    let &segment = mat
        .segments
        .original
        .iter()
        .find(|&&n| original.words_of(n).any(|n| original.is_quoted(n)))?;
    let before = segment
        .checked_sub(1)
        .filter(|&n| original.blocks[n] == original.blocks[segment])?;
    let frame =
        frame(context, Side::Original, before).filter(|frame| frame.kind == SpeakerKind::Known)?;
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
) -> Option<Finding> {
    let name =
        |side: Side, words: &Range<usize>| context.names_in(side, words.clone()).first().cloned();
    let (before, now) = (
        name(Side::Original, before)?,
        name(Side::Rewrite, &after.speaker)?,
    );
    if context.capitals.nouns && before.core.len().min(now.core.len()) < 2 {
        return None; // any noun
    }
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let shares = before.core.iter().any(|&a| {
        now.core
            .iter()
            .any(|&b| is_related(&original.words[a].folded, &rewrite.words[b].folded))
    });
    let is_there = names_speaker(context, Side::Rewrite, &before.words, mat)
        || names_speaker(context, Side::Original, &now.words, mat);
    if shares || is_there {
        return None;
    }
    let mut finding = context.replacement(
        FindingKind::Attribution,
        Confidence::Likely,
        &before.words,
        &now.words,
    );
    finding.note = format!(
        "said by {}, now by {}",
        original.text(before.words.clone()),
        rewrite.text(now.words.clone())
    );
    Some(finding)
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
        .any(|n| words().any(|other| is_related(&from.words[n].folded, &there.words[other].folded)))
}
