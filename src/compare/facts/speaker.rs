//! Words → [`AttributionFrame`]s: who says something.
//!
//! An attribution frame is a verb of saying with its speaker (`Lund said`, `the union claims`), or `according to` and a
//! source.

use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::segment::SegmentKind;
use std::ops::Range;

/// Who says something, and with which words.
#[derive(Debug, Clone)]
pub(crate) struct AttributionFrame {
    /// The speaker and the verb.
    pub words: Range<usize>,
    /// The speaker alone.
    pub speaker: Range<usize>,
    /// How the speaker is named.
    pub kind: SpeakerKind,
    /// Whether the speaker stands right beside the verb, or behind an `according to`, so that it is no guess.
    pub is_beside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeakerKind {
    /// A name, a role, an organization: the union.
    Known,
    /// Experts, critics, officials.
    Anonymous,
    /// She.
    Pronoun,
}

/// The frame of a segment, if its claim has one: the first.
pub(crate) fn frame(reading: &SideReading, segment: usize) -> Option<AttributionFrame> {
    frames(reading, segment).next()
}

/// The frames of a segment: one for each verb of saying that has a speaker.
pub(crate) fn frames<'a>(
    reading: &'a SideReading,
    segment: usize,
) -> impl Iterator<Item = AttributionFrame> + 'a {
    let is_heading = matches!(
        reading.kinds[segment],
        SegmentKind::Title | SegmentKind::Heading
    );
    let words = match is_heading {
        true => 0..0,
        false => reading.words_of(segment),
    };
    let cues = reading.cues_in(words.clone()).iter();
    // The United States is no verb of saying.
    let is_name = |cued: &Cued| {
        let names = reading.names_in(cued.words.clone());
        names
            .iter()
            .any(|name| name.words.contains(&cued.words.start))
    };
    let verbs = cues.filter(move |cued| !reading.is_quoted(cued.words.start) && !is_name(cued));
    verbs.filter_map(move |cued| {
        let (speaker, kind) = match cued.cue {
            Cue::Word(CueClass::AccordingTo) => source_behind(reading, &cued.words, words.end),
            Cue::Word(CueClass::Says) => speaker_of(reading, &cued.words, &words),
            _ => None,
        }?;
        let is_behind = speaker.start >= cued.words.end;
        let is_subject = || subject(reading, &cued.words).is_some_and(|name| name == speaker);
        let is_beside = is_behind
            || speaker.end + 1 >= cued.words.start && !follows_preposition(reading, speaker.start)
            || is_subject();
        Some(AttributionFrame {
            words: speaker.start.min(cued.words.start)..speaker.end.max(cued.words.end),
            speaker,
            kind,
            is_beside,
        })
    })
}

/// The name that is the subject of a verb: right before it, before an apposition between commas, or before a preposition
/// and another name: `Lund said`, `Lund, who teaches at Eastwick, said`, `the driver, Lund, said`, `Lund of the Harbour
/// Board said`.
fn subject(reading: &SideReading, verb: &Range<usize>) -> Option<Range<usize>> {
    const REACH: usize = 20;
    let segment = reading.words_of(reading.words[verb.start].segment);
    let name_ending = |end: usize| {
        let name = reading.names_in(end.checked_sub(1)?..end).first()?;
        (name.words.end == end && name.words.start >= segment.start).then_some(&name.words)
    };
    let comma = verb
        .start
        .checked_sub(1)
        .filter(|&n| reading.words[n].text == ",");
    if let Some(close) = comma {
        let from = segment.start.max(close.saturating_sub(REACH));
        let mut opens = (from..close)
            .rev()
            .filter(|&n| reading.words[n].text == ",");
        let apposed = opens.find_map(name_ending);
        return apposed.or_else(|| name_ending(close)).cloned();
    }
    let name = name_ending(verb.start).or_else(|| name_ending(verb.start.checked_sub(1)?))?;
    if !follows_preposition(reading, name.start) {
        return Some(name.clone());
    }
    let article = reading
        .before(name.start)
        .filter(|&n| reading.is(n, CueClass::Title));
    let preposition = article.map_or(name.start - 1, |n| n - 1);
    name_ending(preposition).cloned()
}

/// Whether a name is part of what stands before it: residents of Eastwick, a lecturer at the Harbour School.
fn follows_preposition(reading: &SideReading, name: usize) -> bool {
    let skip = |n: usize| reading.is(n, CueClass::Title) || reading.is(n, CueClass::One);
    let before = reading.before(name);
    let before = match before {
        Some(n) if skip(n) => reading.before(n),
        before => before,
    };
    before.is_some_and(|n| {
        let word = &reading.words[n];
        word.role == WordRole::Function
            && !reading.is(n, CueClass::And)
            && !reading.is(n, CueClass::Pronoun)
    })
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
    reading: &SideReading,
    verb: &Range<usize>,
    segment: &Range<usize>,
) -> Option<(Range<usize>, SpeakerKind)> {
    let behind = verb.end..segment.end.min(verb.end + 6);
    let inverted = behind
        .clone()
        .take_while(|&n| reading.words[n].role != WordRole::Mark || reading.words[n].text == ".");
    let is_inverted = !reading
        .names_in(verb.end..behind.end.min(verb.end + 2))
        .is_empty();
    if let Some(name) = subject(reading, verb).filter(|_| !is_inverted) {
        return Some((name, SpeakerKind::Known));
    }
    let first_behind = inverted
        .clone()
        .find(|&n| !reading.is(n, CueClass::Title) && reading.words[n].role != WordRole::Mark);
    let follows_quote = verb
        .start
        .checked_sub(1)
        .is_some_and(|n| reading.words[n].role == WordRole::Mark);
    if let Some(first) = first_behind.filter(|_| follows_quote) {
        let speaker = first..behind.end;
        if let Some(name) = reading.names_in(verb.end..behind.end).first() {
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
            || !reading.names_in(n..n + 1).is_empty()
            || is_known_thing(reading, n, verb)
    })?;
    if let Some(name) = reading
        .names_in(before)
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
    let says_when = |cued: &Cued| {
        let when = Cue::Word(CueClass::After);
        cued.cue == when
            || cued.cue == Cue::Word(CueClass::Some)
            || matches!(cued.cue, Cue::Ordinal(_))
    };
    if reading.cues_in(n..n + 1).iter().any(says_when) {
        return true; // first announced, later said, often recommended
    }
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
