//! The status line: the passage, the finding, the fact, the new words or the message in words, and what is typed; on
//! its right how the texts are shown.

use super::{Canvas, Ink, Role, panels, prompt};
use crate::app::action::ReadingAction;
use crate::app::frame::Frame;
use crate::app::reader::{FactPlace, FindingFilter, Lens, Mode, PromptKind, Reader};
use crate::app::signs::Sign;
use crate::compare::wording;
use crate::text::count::{count, plural};
use crate::text::glyph;
use crate::text::side::Side;

/// The passage under the cursor in words, or the prompt. Gives the caret's cell.
pub(super) fn draw_status(
    reader: &Reader,
    y: usize,
    frame: &Frame,
    canvas: &mut Canvas,
) -> Option<(usize, usize)> {
    let width = frame.size.width;
    let ink = Ink::plain(Role::Status);
    if let Mode::Prompt(typed) = reader.mode() {
        return Some(match typed.kind {
            PromptKind::CommandLine => {
                prompt::draw_command_line::<ReadingAction>(&typed.command, y, canvas)
            }
            PromptKind::Note => prompt::draw_line("note: ", typed.line(), "", y, canvas).1,
            PromptKind::Search(..) => {
                let hits = hits(reader).unwrap_or_default();
                prompt::draw_line("/", typed.line(), &hits, y, canvas).1
            }
        });
    }
    if let Some(list) = reader.list().filter(|list| list.is_typing) {
        let rows = count(reader.n_list_rows(), "row");
        return Some(prompt::draw_line("/", &list.filter, &rows, y, canvas).1);
    }
    canvas.fill(0, y, width, ink);
    let (said, aside, said_ink) = match reader.message() {
        Some(message) => (message.to_owned(), String::new(), Ink::plain(Role::Message)),
        None => {
            let (said, aside) = here_in_words(reader);
            let link = link_in_words(reader);
            match aside.is_empty() {
                true => (said + &link, aside, ink),
                false => (said, aside + &link, ink),
            }
        }
    };
    // Where there is little room, the words about the passage are worth more than lens and layout, and these more than
    // what nobody asked for.
    let room_right = width.saturating_sub(glyph::width(&said) + 4);
    let left = said + &aside;
    let right = right_of_status(reader, room_right, frame.hints.is_some());
    let right_width = glyph::width(&right);
    canvas.put(1, y, width.saturating_sub(right_width + 3), &left, said_ink);
    canvas.put(width.saturating_sub(right_width + 1), y, width, &right, ink);
    None
}

/// ` · link https://…`, and how many more there are in the passage.
fn link_in_words(reader: &Reader) -> String {
    match reader.links().as_slice() {
        [] => String::new(),
        [link] => format!(" · link {link}"),
        [link, more @ ..] => format!(" · {} links, {link}", more.len() + 1),
    }
}

/// Typed keys, where a jump went on, whether the matches are of before, hits, lens and layout, as many as fit; the help key always, unless it stands among the hints.
fn right_of_status(reader: &Reader, room: usize, has_hints: bool) -> String {
    let lens = reader.lens().name();
    let layout = reader.layout().arrangement.name();
    let help = reader.keymap().reading.hint(&[ReadingAction::Help], "help");
    let parts = [
        Some(reader.pending()).filter(|pending| !pending.is_empty()),
        reader.wrapped().map(str::to_owned),
        reader.is_outdated().then(|| "matching anew …".to_owned()),
        hits(reader),
        filter(reader),
        Some(format!("lens {lens}, {layout}")),
        help.filter(|_| !has_hints),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    if glyph::width(&parts.join(" · ")) > room {
        parts.remove(parts.len().saturating_sub(if has_hints { 1 } else { 2 }));
    }
    parts.join(" · ")
}

/// `sure number findings only`, if not all are shown, or some that are not shown else; an open list says it itself.
fn filter(reader: &Reader) -> Option<String> {
    let is_on =
        reader.filter() != FindingFilter::default() && matches!(reader.mode(), Mode::Reading);
    is_on.then(|| format!("{} only", plural(0, &reader.filter_in_words())))
}

/// `2/7 hits`, or how many there are; and whether the query was taken for a regular expression.
fn hits(reader: &Reader) -> Option<String> {
    let search = reader.search()?;
    let kind = match search.is_pattern {
        true => " as a regular expression",
        false => "",
    };
    let hits = count(search.n_hits(), "hit") + kind;
    Some(match reader.hit_number() {
        Some(number) => format!("{number}/{hits}"),
        None => hits,
    })
}

/// The passage under the cursor and what there is to look at in it, and aside from that what nobody asked for: a finding in
/// the passage, or its related words. The finding comes first if the reader looks for findings.
fn here_in_words(reader: &Reader) -> (String, String) {
    let nothing = String::new();
    if let Some(fact) = reader.current_fact() {
        return (fact_in_words(reader, fact), nothing);
    }
    if let Some(words) = new_words_in_words(reader) {
        return (words, nothing);
    }
    let said = reader.said_here();
    let space = if said.is_empty() { "" } else { " · " };
    let passage = passage_in_words(reader) + space + &said;
    let Some(here) = reader.finding_here() else {
        let related = related_in_words(reader).filter(|_| said.is_empty());
        let related = related.map(|related| format!(" · words: {related}"));
        return (passage, related.unwrap_or(nothing));
    };
    let is_wanted = reader.current_finding().is_some() || reader.lens() == Lens::Findings;
    let finding = &reader.diptych().findings()[here];
    let told = wording::finding(finding);
    match reader.finding_number(here).filter(|_| is_wanted) {
        Some((number, n)) => (format!("! {number}/{n} {told}{space}{said}"), nothing),
        None if finding.is_whole() => (passage, nothing),
        None => (passage, format!(" · ! {told}")),
    }
}

/// `repaired ~ fixed, hurt ~ injured`: which words of the passage became which.
fn related_in_words(reader: &Reader) -> Option<String> {
    wording::related_of_passage(reader.diptych(), reader.lead(), reader.cursor()?)
}

/// `≠ place 2 of 3 · number, differs: 42 → 24`.
fn fact_in_words(reader: &Reader, fact: &FactPlace) -> String {
    let entry = &reader.diptych().ledger()[fact.entry];
    let (sign, _) = panels::ledger::sign(entry.state);
    let place = match fact.n_places {
        1 => String::new(),
        n => format!("place {} of {n} · ", fact.place + 1),
    };
    format!("{sign} {place}{}", wording::fact(entry))
}

/// `+ 2/7 “unprecedented” stands nowhere in the original`.
fn new_words_in_words(reader: &Reader) -> Option<String> {
    let (diptych, lead, n) = (reader.diptych(), reader.lead(), reader.current_new_words()?);
    let sign = match lead {
        Side::Original => "−",
        Side::Rewrite => "+",
    };
    let n_stretches = diptych.new_words(lead).len();
    let words = wording::new_words(diptych, lead, n)?;
    Some(format!("{sign} {}/{n_stretches} {words}", n + 1))
}

/// `3/29 ≈ reworded from passage 2, moved up, score .81, 43 % kept`.
pub fn passage_in_words(reader: &Reader) -> String {
    let (diptych, lead) = (reader.diptych(), reader.lead());
    let Some(cursor) = reader.cursor() else {
        return "nothing to read on either side".to_owned();
    };
    if !diptych.is_matched() {
        return format!("{}, {} …", lead.name(), wording::STILL_MATCHING);
    }
    let number = format!("{}/{}", cursor + 1, diptych.passages[lead].len());
    let sign = Sign::of(diptych, lead, cursor).map_or("·", Sign::glyph);
    format!(
        "{number} {sign} {}",
        wording::describe_passage(diptych, lead, cursor)
    )
}
