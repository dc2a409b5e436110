//! A pair or a session → plain sentences, one paragraph for each passage: for screen readers, braille and logs.
//!
//! Position and colour carry no meaning. The whole pair is described along the backbone, in the order of the layout
//! `stacked`; a session answers each key with the passage that the cursor is on:
//!
//! ```text
//! Passage 3 of 29, reworded from one sentence of the original, 43 percent kept. Original: … Rewrite: …
//! ```

mod evidence;
mod findings;
mod ledger;

use crate::app::App;
use crate::app::action::ReadingAction;
use crate::app::event::{Command, Event};
use crate::app::key::{Code, Input, Size};
use crate::app::keymap::HelpRow;
use crate::app::layout::{self, Arrangement};
use crate::app::reader::{Mode, Options, Outline, OutlineRow, PromptKind, Reader, RecordList};
use crate::app::signs::Sample;
use crate::compare::align::Relation;
use crate::compare::pair::{self, Diptych, Summary};
use crate::compare::wording;
use crate::review::records::Records;
use crate::text::count::plural;
use crate::text::glyph;
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};

/// The whole pair: a summary, then the passages in reading order.
pub fn pair(diptych: &Diptych) -> impl Iterator<Item = String> + '_ {
    let passages = reading_order(diptych).into_iter();
    let passages = passages.map(|(side, passage)| self::passage(diptych, side, passage));
    std::iter::once(summary(diptych)).chain(passages)
}

/// Opens a pair for a session in sentences, with some keys. Its screen, which nobody sees, is so wide that a paragraph is one row.
pub fn open(diptych: Diptych, options: Options, records: Records) -> App {
    let options = Options {
        arrangement: Some(Arrangement::Aligned),
        measure: 10_000,
        lens: Options::default().lens,
        ..options
    };
    let size = Size {
        width: 2 * options.measure,
        height: 24,
    };
    App::of_pair(Reader::new(diptych, options, size).with_review(records, None))
}

/// The first words of a session.
pub fn greeting(app: &App) -> String {
    let Some(reader) = app.reader() else {
        return String::new();
    };
    let summary = summary(reader.diptych());
    let passage = current_passage(reader);
    let note = reader.message().map(|note| sentence(note) + "\n\n");
    let note = note.unwrap_or_default();
    let keys = &reader.keymap().reading;
    let (help, quit) = (keys.key(ReadingAction::Help), keys.key(ReadingAction::Quit));
    let tour = tour(reader);
    format!("{summary}\n\n{note}{passage}\n\nPress {help} for the keys, {quit} to quit.\n\n{tour}")
}

/// Passes an event to the app and describes the result: nothing while a command is incomplete, and only the typed text
/// while a line is being typed. Panels that have nothing to read out are closed again. The next step of a guided tour
/// follows it.
pub fn answer(app: &mut App, event: Event) -> (Vec<Command>, String) {
    let before = app.reader().and_then(Reader::tour);
    let (commands, mut answer) = answer_to(app, event);
    match app.reader() {
        Some(reader) if reader.tour() != before && prompt(reader).is_none() => {
            answer += &tour(reader);
        }
        _ => {}
    }
    (commands, answer)
}

fn answer_to(app: &mut App, event: Event) -> (Vec<Command>, String) {
    let before = app.reader().map(|reader| (prompt(reader), reader.place()));
    let commands = app.handle(event);
    let is_silent = |command: &Command| matches!(command, Command::Quit | Command::Suspend);
    let (Some((typed, place)), Some(reader)) = (before, app.reader()) else {
        return (commands, String::new());
    };
    if commands.iter().any(is_silent) {
        return (commands, String::new());
    }
    let mut is_closed = false;
    if let Some(typing) = prompt(reader) {
        return (commands, echo(typed, Some(typing)));
    }
    let answer = match reader.mode() {
        _ if reader.list().is_some() && reader.message().is_some() => {
            reader.message().map(sentence).unwrap_or_default()
        }
        Mode::Prompt(_) => String::new(),
        Mode::Reading if !reader.pending().is_empty() => return (commands, String::new()),
        Mode::Reading => match reader.message().or(reader.wrapped()).map(sentence) {
            None => current_passage(reader),
            Some(message) if reader.place() == place && reader.wrapped().is_none() => message,
            Some(message) => format!("{message} {}", current_passage(reader)),
        },
        Mode::Evidence(_) => evidence::candidate(reader),
        Mode::Findings(_) => findings::list_row(reader),
        Mode::Records(open) => record(reader, open),
        Mode::Ledger(open) => ledger::list_row(reader, open),
        Mode::Outline(outline) => heading(reader, outline),
        Mode::Help(..) => {
            is_closed = true;
            keys(reader)
        }
        Mode::Themes(_) => {
            is_closed = true;
            "There are no colours here.".to_owned()
        }
    };
    if is_closed {
        let _ = app.handle(Event::Input(Input::Key(Code::Esc.into())));
    }
    let line_end = if typed.is_some() { "\n" } else { "" };
    (commands, format!("{line_end}{answer}\n\n"))
}

/// `Tour, 2/10: Tab goes to the counterpart.` and a blank line; empty if this is no guided tour.
fn tour(reader: &Reader) -> String {
    let Some(tour) = reader.tour() else {
        return String::new();
    };
    let lines = tour.lines(reader.keymap(), usize::MAX);
    let words: Vec<String> = lines.into_iter().flatten().map(|word| word.text).collect();
    format!("Tour, {}: {}\n\n", tour.number(), words.join(" "))
}

/// The figures of both texts in one sentence.
fn summary(diptych: &Diptych) -> String {
    let texts = Pair::from_fn(|side| {
        let name = &diptych.documents[side].name;
        let n_passages = diptych.passages[side].len();
        format!("{name} has {}", count(n_passages, "passage"))
    });
    let Some(comparison) = &diptych.comparison else {
        return glyph::visible(&format!("{}; {}.", texts.original, texts.rewrite));
    };
    let Summary {
        dropped,
        added,
        kept,
        ..
    } = comparison.summary;
    glyph::visible(&format!(
        "{}, {} dropped; {}, {} added, {} percent of its words kept.",
        texts.original,
        number(dropped),
        texts.rewrite,
        number(added),
        pair::percent(kept)
    ))
}

/// The passages of both sides: along the backbone an original is described with its rewrite; dropped, added and moved
/// passages come between, in the order of their own text.
fn reading_order(diptych: &Diptych) -> Vec<(Side, usize)> {
    let mut order = Vec::new();
    let mut next = Pair::<usize>::default();
    for step in layout::steps(diptych) {
        for side in Side::BOTH {
            let passages = &diptych.passages[side];
            let starts = passages[next[side]..]
                .iter()
                .take_while(|passage| passage.segments.start < step.segments[side].end);
            let end = next[side] + starts.count();
            let is_described_here = |&passage: &usize| {
                side == Side::Rewrite || passages[passage].mat.is_none() || passages[passage].moved
            };
            let passages = (next[side]..end).filter(is_described_here);
            order.extend(passages.map(|passage| (side, passage)));
            next[side] = end;
        }
    }
    order
}

/// A passage, what became of it, and its text on both sides.
fn passage(diptych: &Diptych, side: Side, passage: usize) -> String {
    let passages = &diptych.passages[side];
    let of_side = match side {
        Side::Original => " of the original",
        Side::Rewrite => "",
    };
    let number = format!("Passage {} of {}{of_side}", passage + 1, passages.len());
    let own: Vec<usize> = passages[passage].segments.clone().collect();
    let Some(mat) = diptych.match_of(side, passage) else {
        let what = match diptych.is_matched() {
            true => wording::without_match(diptych, side, passage),
            false => wording::STILL_MATCHING.to_owned(),
        };
        let text = label_text(diptych, side, &own);
        return glyph::visible(&format!("{number}, {what}. {text}"));
    };
    let there = side.other();
    let pieces = count(
        mat.segments[there].len(),
        noun(diptych, there, &mat.segments[there]),
    );
    let moved = moved_clause(diptych, side, passage);
    let mates = mates_clause(diptych, side, passage, &mat.segments[side]);
    let kept = pair::percent(mat.kept.into());
    let (kept, texts) = if mat.relation == Relation::Verbatim && mates.is_empty() {
        (
            String::new(),
            format!("Both: {}", text(diptych, side, &own)),
        )
    } else {
        let texts = Side::BOTH.map(|each| {
            let segments = if each == side {
                &own
            } else {
                &mat.segments[there]
            };
            label_text(diptych, each, segments)
        });
        (format!(", {kept} percent kept"), texts.join(" "))
    };
    let there = there.name();
    let findings = findings::in_passage(diptych, side, passage);
    let perhaps = wording::perhaps(&passages[passage]);
    let by_hand = wording::by_hand(diptych, side, passage);
    let by_hand = by_hand.map_or(String::new(), |by_hand| format!(", {by_hand}"));
    glyph::visible(&format!(
        "{number}, {perhaps}{} {pieces} of the {there}{moved}{mates}{by_hand}{kept}. {texts}{findings}",
        wording::relation(mat.relation, side)
    ))
}

/// `, moved up from passage 8`.
fn moved_clause(diptych: &Diptych, side: Side, passage: usize) -> String {
    let counterparts = diptych.counterparts(side, passage);
    let from = if side == Side::Rewrite { "from" } else { "to" };
    match (wording::moved(diptych, side, passage), counterparts.first()) {
        (Some(moved), Some(there)) => format!(", {moved} {from} passage {}", there + 1),
        _ => String::new(),
    }
}

/// `, together with passage 5`: if the match has further passages on this side.
fn mates_clause(diptych: &Diptych, side: Side, passage: usize, segments: &[usize]) -> String {
    let mut all: Vec<usize> = segments
        .iter()
        .map(|&segment| diptych.passage_of(side, segment))
        .collect();
    all.dedup();
    let mates: Vec<String> = all
        .into_iter()
        .filter(|&mate| mate != passage)
        .map(|mate| (mate + 1).to_string())
        .collect();
    if mates.is_empty() {
        return String::new();
    }
    let passages = plural(mates.len(), "passage");
    format!(", together with {passages} {}", mates.join(", "))
}

fn label_text(diptych: &Diptych, side: Side, segments: &[usize]) -> String {
    let label = wording::side_label(side);
    format!("{label}: {}", text(diptych, side, segments))
}

/// The text of some segments on one line, with `…` for segments left out between them.
fn text(diptych: &Diptych, side: Side, segments: &[usize]) -> String {
    let (document, all) = (&diptych.documents[side], &diptych.segments[side]);
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for &segment in segments {
        text += match before {
            None => "",
            Some(before) if before + 1 < segment => " … ",
            // Chinese has no spaces between sentences.
            Some(before) if all[before].range.end == all[segment].range.start => "",
            Some(_) => " ",
        };
        text += &all[segment].text(document);
        before = Some(segment);
    }
    text
}

/// The noun for some segments, if they all are of one sort.
fn noun(diptych: &Diptych, side: Side, segments: &[usize]) -> &'static str {
    let all_are = |kinds: &[SegmentKind]| {
        let is_one = |&segment: &usize| kinds.contains(&diptych.segments[side][segment].kind);
        segments.iter().all(is_one)
    };
    if all_are(&[SegmentKind::Sentence, SegmentKind::Item, SegmentKind::Quote]) {
        "sentence"
    } else if all_are(&[SegmentKind::Title, SegmentKind::Heading]) {
        "heading"
    } else {
        "segment"
    }
}

/// `no sentences`, `one sentence`, `2 sentences`.
fn count(n: usize, noun: &str) -> String {
    let n_in_words = if n == 0 { "no".to_owned() } else { number(n) };
    format!("{n_in_words} {}", plural(n, noun))
}

/// `none`, `one`, `2`.
fn number(n: usize) -> String {
    match n {
        0 => "none".to_owned(),
        1 => "one".to_owned(),
        n => n.to_string(),
    }
}

/// The passage under the cursor, after the finding, the fact or the hit there.
fn current_passage(reader: &Reader) -> String {
    let Some(cursor) = reader.cursor() else {
        return "Nothing to read on this side.".to_owned();
    };
    let passage = passage(reader.diptych(), reader.lead(), cursor);
    let passage = findings::current(reader)
        + &ledger::current(reader)
        + &current_new_words(reader)
        + &passage;
    let passage = match reader.said_here() {
        said if said.is_empty() => passage,
        said => format!("{} {passage}", sentence(&said)),
    };
    match (reader.search(), reader.hit_number()) {
        (Some(search), Some(number)) if is_on_hit(reader) => {
            format!("Hit {number} of {}. {passage}", search.n_hits())
        }
        _ => passage,
    }
}

/// The selected row of the list of records.
fn record(reader: &Reader, open: &RecordList) -> String {
    let Some((record, placed)) = reader.listed_record(open.list.cursor) else {
        return "No record.".to_owned();
    };
    let what = record.name();
    let state = match placed.state.name() {
        "" => String::new(),
        state => format!(", {state}"),
    };
    let text = record
        .text
        .as_ref()
        .map(|text| format!(" {}", text.replace('\n', " ")));
    let texts = Side::BOTH.map(|side| {
        let words = record.at.of(side).map(|at| at.words());
        let words = words.unwrap_or_else(|| "nothing".to_owned());
        // Quoted sentences bring their own stop.
        let stop = if words.ends_with(['.', '!', '?', '…']) {
            ""
        } else {
            "."
        };
        format!(" {}: {words}{stop}", wording::side_label(side))
    });
    glyph::visible(&format!(
        "Record {} of {}, {what}{state}.{}{}",
        open.list.cursor + 1,
        open.shown.len(),
        text.unwrap_or_default(),
        texts.concat()
    ))
}

/// The new words that the reader went to; empty if the cursor is on none.
fn current_new_words(reader: &Reader) -> String {
    let (diptych, lead) = (reader.diptych(), reader.lead());
    let words = reader.current_new_words().and_then(|n| {
        let n_stretches = diptych.new_words(lead).len();
        let words = wording::new_words(diptych, lead, n)?;
        Some(format!("New words {} of {n_stretches}, {words}. ", n + 1))
    });
    words.unwrap_or_default()
}

fn is_on_hit(reader: &Reader) -> bool {
    let hit = reader.search().and_then(|search| {
        search
            .current
            .map(|(side, n)| (side, search.hits[side][n].start))
    });
    hit.is_some_and(|(side, offset)| {
        side == reader.lead() && reader.diptych().passage_at(side, offset) == reader.cursor()
    })
}

/// The selected heading of the outline.
fn heading(reader: &Reader, outline: &Outline) -> String {
    let chosen = outline.list.cursor;
    let with = match outline.list.filter.text() {
        "" => String::new(),
        filter => format!(" with “{filter}”"),
    };
    let headings = reader.headings();
    let said = |row: OutlineRow| {
        let sides = Side::BOTH.into_iter();
        let said = sides.filter_map(|side| {
            let segment = row.0[side]?;
            let heading = text(reader.diptych(), side, &[segment]);
            Some(format!("in the {}: {heading}", side.name()))
        });
        said.collect::<Vec<_>>().join("; ")
    };
    let heading = match headings.get(chosen) {
        Some(&row) => format!(
            "Heading {} of {}{with}, {}",
            chosen + 1,
            headings.len(),
            said(row)
        ),
        None => format!("No heading{with}."),
    };
    glyph::visible(&heading)
}

/// The keys, one command a line.
fn keys(reader: &Reader) -> String {
    let line = |row: &HelpRow| match row {
        HelpRow::Heading(heading) => format!("\n{heading}"),
        HelpRow::Text(text) => text.clone(),
        HelpRow::Sample {
            sample: Some(Sample::Term(term)),
            meaning,
        } => format!("{term}: {meaning}"),
        HelpRow::Sample { meaning, .. } => meaning.clone().into_owned(),
        HelpRow::Action { keys, help, .. } => format!("{}: {help}", keys.join(" or ")),
    };
    let Mode::Help(help, _) = reader.mode() else {
        return String::new();
    };
    // Neither signs nor colours are heard of, nor what stands over them.
    let mut is_heard = true;
    let mut rows = help.entries();
    rows.retain(|row| {
        is_heard = match row {
            HelpRow::Sample { sample: None, .. } => is_heard,
            HelpRow::Sample { sample, .. } => matches!(sample, Some(Sample::Term(_))),
            _ => true,
        };
        is_heard
    });
    let is_heading = |n: usize| matches!(rows.get(n), Some(HelpRow::Heading(_)));
    let lines = (0..rows.len()).filter(|&n| !(is_heading(n) && is_heading(n + 1)));
    let lines: Vec<String> = lines.map(|n| line(rows[n])).collect();
    lines.join("\n").trim_start().to_owned()
}

/// The line that is being typed.
fn prompt(reader: &Reader) -> Option<String> {
    let (label, line) = match reader.mode() {
        Mode::Prompt(prompt) => match prompt.kind {
            PromptKind::Search(..) => ("Search", prompt.line()),
            PromptKind::CommandLine => ("Passage or action", prompt.line()),
            PromptKind::Note => ("Note", prompt.line()),
        },
        _ => {
            let list = reader.list().filter(|list| list.is_typing)?;
            ("Filter", &list.filter)
        }
    };
    Some(glyph::visible(&format!("{label}: {}", line.text())))
}

/// What to print after a change of the typed line: the new characters, or the whole line again if some were deleted.
fn echo(before: Option<String>, now: Option<String>) -> String {
    let now = now.unwrap_or_default();
    match before {
        None => now,
        Some(before) => match now.strip_prefix(&before) {
            Some(new) => new.to_owned(),
            None => format!("\n{now}"),
        },
    }
}

/// A message of the status line as a full sentence.
fn sentence(message: &str) -> String {
    glyph::visible(&format!("{}.", capitalize(message)))
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Sentences in lines of at most `width` columns, broken between words; what fits stays as it is.
///
/// ```
/// # use diptych::speech::describe::wrapped;
/// assert_eq!(wrapped("Press q. \n\nNobody saw it return.\n", 15), "Press q. \n\nNobody saw it\nreturn.\n");
/// ```
pub fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        match glyph::width(words) > width {
            true => {
                wrapped += &textwrap::fill(words, width);
                wrapped += &line[words.len()..];
            }
            false => wrapped += line,
        }
    }
    wrapped
}
