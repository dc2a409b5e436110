//! A pair or a session → plain sentences, a paragraph for each passage: for screen readers, braille and logs.
//!
//! Nothing is drawn, and nothing is said by place or colour. The whole pair is read along the backbone, as the layout
//! `stacked` has it; a session answers each key with the passage that the cursor came to:
//!
//! ```text
//! Passage 3 of 29, reworded from one sentence of the original, 43 percent kept. Original: … Rewrite: …
//! ```

mod evidence;
mod findings;

use crate::app::App;
use crate::app::action::ReadingAction;
use crate::app::event::{Command, Event};
use crate::app::key::{Code, Input, Size};
use crate::app::keymap::HelpRow;
use crate::app::layout::{self, Arrangement};
use crate::app::reader::{Mode, Options, Outline, PromptKind, Reader};
use crate::compare::align::Relation;
use crate::compare::pair::{self, Diptych, Summary};
use crate::compare::wording;
use crate::text::count::plural;
use crate::text::glyph;
use crate::text::segment::Kind;
use crate::text::side::{Pair, Side};

/// The whole pair: the figures, then the passages in the order of reading.
pub fn whole(diptych: &Diptych) -> impl Iterator<Item = String> + '_ {
    let passages = reading_order(diptych).into_iter();
    let told = passages.map(|(side, passage)| self::passage(diptych, side, passage));
    std::iter::once(summary(diptych)).chain(told)
}

/// Opens a pair for a session in sentences, on a screen that nobody sees: so wide that a paragraph is one row.
pub fn app(diptych: Diptych) -> App {
    let options = Options {
        arrangement: Some(Arrangement::Aligned),
        measure: 10_000,
        ..Options::default()
    };
    let size = Size {
        width: 2 * options.measure,
        height: 24,
    };
    App::of_pair(Reader::new(diptych, options, size))
}

/// What a session says first.
pub fn greeting(app: &App) -> String {
    let Some(reader) = app.reader() else {
        return String::new();
    };
    let figures = summary(reader.diptych());
    let passage = here(reader);
    let note = reader.message().map(|note| sentence(note) + "\n\n");
    let note = note.unwrap_or_default();
    {
        let keys = &reader.keymap().reading;
        let (help, quit) = (keys.key(ReadingAction::Help), keys.key(ReadingAction::Quit));
        format!("{figures}\n\n{note}{passage}\n\nPress {help} for the keys, {quit} to quit.\n\n")
    }
}

/// Hands an event to the app and says what came of it: nothing while a command is half typed, and no more than was
/// typed while a line is. Pages without anything to hear are closed again.
pub fn answer(app: &mut App, event: Event) -> (Vec<Command>, String) {
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
    let said = match reader.mode() {
        _ if reader.list().is_some() && reader.message().is_some() => {
            reader.message().map(sentence).unwrap_or_default()
        }
        Mode::Prompt(_) => String::new(),
        Mode::Reading if !reader.pending().is_empty() => return (commands, String::new()),
        Mode::Reading => match reader.message().map(sentence) {
            None => here(reader),
            Some(message) if reader.place() == place => message,
            Some(message) => format!("{message} {}", here(reader)),
        },
        Mode::Evidence(_) => evidence::told(reader),
        Mode::Findings(_) => findings::chosen(reader),
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
    (commands, format!("{line_end}{said}\n\n"))
}

/// The figures of both texts in a sentence.
fn summary(diptych: &Diptych) -> String {
    let told = Pair::from_fn(|side| {
        let name = &diptych.documents[side].name;
        let n_segments = diptych.segments[side].len();
        format!("{name} has {}", count(n_segments, "segment"))
    });
    let Some(comparison) = &diptych.comparison else {
        return glyph::visible(&format!("{}; {}.", told.original, told.rewrite));
    };
    let Summary {
        dropped,
        added,
        verbatim,
        ..
    } = comparison.summary;
    glyph::visible(&format!(
        "{}, {} dropped; {}, {} added, {} percent of its words verbatim.",
        told.original,
        number(dropped),
        told.rewrite,
        number(added),
        pair::percent(verbatim)
    ))
}

/// The passages of both sides, each once: along the backbone an original is told with its rewrite; what was dropped,
/// added or moved stands between, in the order of its own text.
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
            let is_told_here = |&passage: &usize| {
                side == Side::Rewrite || passages[passage].mat.is_none() || passages[passage].moved
            };
            let told = (next[side]..end).filter(is_told_here);
            order.extend(told.map(|passage| (side, passage)));
            next[side] = end;
        }
    }
    order
}

/// A passage, what became of it, and both its texts.
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
            true => wording::without_match(diptych.is_content(side, passage), side),
            false => "not matched yet",
        };
        let text = labelled(diptych, side, &own);
        return glyph::visible(&format!("{number}, {what}. {text}"));
    };
    let there = side.other();
    let pieces = count(
        mat.segments[there].len(),
        noun(diptych, there, &mat.segments[there]),
    );
    let moved = moved(diptych, side, passage);
    let mates = mates(diptych, side, passage, &mat.segments[side]);
    let kept = pair::percent(mat.kept.into());
    let (kept, texts) = if mat.relation == Relation::Verbatim && mates.is_empty() {
        (
            String::new(),
            format!("Both: {}", text(diptych, side, &own)),
        )
    } else {
        let texts = Side::BOTH.map(|shown| {
            let segments = if shown == side {
                &own
            } else {
                &mat.segments[there]
            };
            labelled(diptych, shown, segments)
        });
        (format!(", {kept} percent kept"), texts.join(" "))
    };
    let there = there.name();
    let look = findings::in_passage(diptych, side, passage);
    let perhaps = wording::perhaps(&passages[passage]);
    glyph::visible(&format!(
        "{number}, {perhaps}{} {pieces} of the {there}{moved}{mates}{kept}. {texts}{look}",
        wording::relation(mat.relation, side)
    ))
}

/// `, moved up from passage 8`.
fn moved(diptych: &Diptych, side: Side, passage: usize) -> String {
    let counterparts = diptych.counterparts(side, passage);
    match counterparts.first() {
        Some(there) if diptych.passages[side][passage].moved => {
            let up = if diptych.moved_up(side, passage) {
                "up"
            } else {
                "down"
            };
            let from = if side == Side::Rewrite { "from" } else { "to" };
            format!(", moved {up} {from} passage {}", there + 1)
        }
        _ => String::new(),
    }
}

/// `, together with passage 5`: where a match has several passages on this side.
fn mates(diptych: &Diptych, side: Side, passage: usize, segments: &[usize]) -> String {
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
    match mates.as_slice() {
        [] => String::new(),
        [mate] => format!(", together with passage {mate}"),
        mates => format!(", together with passages {}", mates.join(", ")),
    }
}

fn labelled(diptych: &Diptych, side: Side, segments: &[usize]) -> String {
    let label = match side {
        Side::Original => "Original",
        Side::Rewrite => "Rewrite",
    };
    format!("{label}: {}", text(diptych, side, segments))
}

/// The words of some segments on one line, with `…` where others stand between.
fn text(diptych: &Diptych, side: Side, segments: &[usize]) -> String {
    let (document, all) = (&diptych.documents[side], &diptych.segments[side]);
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for &segment in segments {
        text += match before {
            None => "",
            Some(before) if before + 1 < segment => " … ",
            // Chinese sentences have nothing between them.
            Some(before) if all[before].range.end == all[segment].range.start => "",
            Some(_) => " ",
        };
        text += &all[segment].text(document);
        before = Some(segment);
    }
    text
}

/// What some segments are, if they are all of a sort.
fn noun(diptych: &Diptych, side: Side, segments: &[usize]) -> &'static str {
    let all_are = |kinds: &[Kind]| {
        let is_one = |&segment: &usize| kinds.contains(&diptych.segments[side][segment].kind);
        segments.iter().all(is_one)
    };
    if all_are(&[Kind::Sentence, Kind::Item, Kind::Quote]) {
        "sentence"
    } else if all_are(&[Kind::Title, Kind::Heading]) {
        "heading"
    } else {
        "segment"
    }
}

/// `no sentences`, `one sentence`, `2 sentences`.
fn count(n: usize, noun: &str) -> String {
    let n_in_words = if n == 0 { "no".to_owned() } else { number(n) };
    format!("{n_in_words} {}", plural(n, noun, &format!("{noun}s")))
}

/// `none`, `one`, `2`.
fn number(n: usize) -> String {
    match n {
        0 => "none".to_owned(),
        1 => "one".to_owned(),
        n => n.to_string(),
    }
}

/// The passage under the cursor, after the number of the hit if it is one.
fn here(reader: &Reader) -> String {
    let Some(cursor) = reader.cursor() else {
        return "Nothing to read on this side.".to_owned();
    };
    let passage = passage(reader.diptych(), reader.lead(), cursor);
    let passage = findings::here(reader) + &passage;
    match (reader.search(), reader.hit_number()) {
        (Some(search), Some(number)) if stands_on_hit(reader) => {
            format!("Hit {number} of {}. {passage}", search.n_hits())
        }
        _ => passage,
    }
}

fn stands_on_hit(reader: &Reader) -> bool {
    let hit = reader.search().and_then(|search| {
        search
            .current
            .map(|(side, n)| (side, search.hits[side][n].start))
    });
    hit.is_some_and(|(side, offset)| {
        side == reader.lead() && reader.diptych().passage_at(side, offset) == reader.cursor()
    })
}

/// The chosen heading of the outline.
fn heading(reader: &Reader, outline: &Outline) -> String {
    let chosen = outline.list.cursor;
    let with = match outline.list.filter.text() {
        "" => String::new(),
        filter => format!(" with “{filter}”"),
    };
    let headings = reader.headings();
    let told = match headings.get(chosen) {
        Some(&(side, segment)) => format!(
            "Heading {} of {}{with}, in the {}: {}",
            chosen + 1,
            headings.len(),
            side.name(),
            text(reader.diptych(), side, &[segment])
        ),
        None => format!("No heading{with}."),
    };
    glyph::visible(&told)
}

/// The keys, one command a line.
fn keys(reader: &Reader) -> String {
    let line = |row: &HelpRow| match row {
        HelpRow::Heading(heading) => format!("\n{heading}"),
        HelpRow::Action { keys, help, .. } => format!("{}: {help}", keys.join(" or ")),
    };
    let Mode::Help(help, _) = reader.mode() else {
        return String::new();
    };
    let lines: Vec<String> = help.rows().into_iter().map(line).collect();
    lines.join("\n").trim_start().to_owned()
}

/// The line that is being typed.
fn prompt(reader: &Reader) -> Option<String> {
    let (label, line) = match reader.mode() {
        Mode::Prompt(prompt) => match prompt.kind {
            PromptKind::Search(..) => ("Search", prompt.line()),
            PromptKind::CommandLine => ("Passage or action", prompt.line()),
        },
        _ => {
            let list = reader.list().filter(|list| list.is_typing)?;
            ("Filter", &list.filter)
        }
    };
    Some(glyph::visible(&format!("{label}: {}", line.text())))
}

/// What to print so that a typed line is seen as it is now: what came to it or, if something was taken back, the
/// line once more.
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

/// A message of the status line as a sentence.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    glyph::visible(&format!("{first}{}.", chars.as_str()))
}
