//! The panel under the text that says why a passage is matched, and what else there was.
//!
//! ```text
//!  Evidence for passage 3 of the rewrite   j k move · Enter go there · / filter · m link · X unlink · Esc close
//! ▌.93    2  Fishermen had asked for repairs since a winter gale tore its lamp …    the candidates
//!  .12    7  Visitors may not set foot on the pier until the builders leave.
//!            matched, score .93
//!            Fishermen had asked for repairs since a winter gale tore its lamp      the chosen one
//!            away.
//!  words     71 % in common by weight: fishermen 5.1, gale 5.1, …
//!  order     in order: passage 2 above goes with passage 1
//! ```

use super::list::{ListArea, draw_rows, draw_title};
use crate::app::action::EvidenceAction;
use crate::app::frame::Frame;
use crate::app::keymap::{Keymap, list_hints};
use crate::app::reader::{EvidencePanel, Reader};
use crate::app::signs::{REFUSED, Sign};
use crate::app::wrap;
use crate::compare::align::{Candidate, SURE_FROM};
use crate::compare::wording;
use crate::text::glyph;
use crate::text::words;
use crate::view::screen::{Canvas, Cell, Ink, Mark, Role};
use std::ops::Range;

/// The columns after scores and numbers, which are set right, and the first one of everything else but labels.
const SCORE_END: usize = 5;
const NUMBER_END: usize = 10;
const TEXT_AT: usize = 12;

/// The most bytes of a segment that are shown, which is more than any panel holds.
const TEXT_MAX: usize = 4_000;

pub fn draw(reader: &Reader, evidence: &EvidencePanel, frame: &Frame, canvas: &mut Canvas) {
    let first = frame.top + frame.height;
    let rows = first..first + frame.panel;
    if rows.is_empty() {
        return;
    }
    let columns = 0..frame.size.width;
    let number = reader.cursor().map_or(0, |cursor| cursor + 1);
    let title = format!(
        "Evidence for passage {number} of the {}",
        reader.lead().name()
    );
    let hints = hints(reader.keymap());
    let panel = ListArea {
        columns: columns.clone(),
        rows: rows.clone(),
    };
    draw_title(&panel, &evidence.list, &title, &hints, canvas);
    let n_listed = evidence.page(frame.panel);
    let area = ListArea {
        columns,
        rows: first..first + 1 + n_listed,
    };
    let n_shown = evidence.shown.len();
    draw_rows(
        &area,
        &evidence.list,
        n_shown,
        canvas,
        |row, y, _, canvas| {
            draw_candidate(reader, evidence, row, y, frame, canvas);
        },
    );
    match evidence.candidate() {
        Some(candidate) => {
            let rows = first + 1 + n_listed..rows.end;
            draw_chosen(reader, evidence, candidate, rows, frame, canvas);
        }
        None => {
            let there = reader.lead().other();
            let nothing = match evidence.explanation.candidates.is_empty() {
                true => wording::no_candidate(there),
                false => "no candidate passes the filter".to_owned(),
            };
            put_line(canvas, first + 1, frame, &nothing, Role::Text);
        }
    }
}

fn hints(keymap: &Keymap) -> Vec<String> {
    let keys = &keymap.evidence;
    let mut hints = list_hints(keys, EvidenceAction::List, "go there");
    let own = [
        keys.hint(&[EvidenceAction::Link], "link"),
        keys.hint(&[EvidenceAction::Unlink], "unlink"),
    ];
    // The last ones stay where there is little room.
    let close = hints.len().saturating_sub(1);
    hints.splice(close..close, own.into_iter().flatten());
    hints
}

/// A row of the list: score, or what a person ruled, passage, the beginning of its text.
fn draw_candidate(
    reader: &Reader,
    evidence: &EvidencePanel,
    n: usize,
    y: usize,
    frame: &Frame,
    canvas: &mut Canvas,
) {
    let candidate = &evidence.explanation.candidates[evidence.shown[n]];
    let (diptych, there) = (reader.diptych(), reader.lead().other());
    let segment = candidate.segments[there];
    let is_chosen = n == evidence.list.cursor;
    let role = match is_chosen {
        true => Role::Chosen,
        false if is_sure(candidate) => Role::Text,
        false => Role::Quiet,
    };
    let score = match candidate.score {
        _ if candidate.by_hand && candidate.is_link => Sign::ByHand.glyph().to_owned(),
        _ if candidate.by_hand => REFUSED.to_owned(),
        None => "–".to_owned(),
        Some(score) if score < evidence.explanation.gate && !candidate.is_link => {
            format!("<{}", wording::score(evidence.explanation.gate))
        }
        Some(score) => wording::score(score),
    };
    let number = wording::segment_number(diptych, there, segment);
    for (cell, end) in [(score, SCORE_END), (number, NUMBER_END)] {
        let x = end.saturating_sub(glyph::width(&cell)).max(1);
        canvas.put(x, y, frame.size.width, &cell, Ink::plain(role));
    }
    let text = diptych.segments[there][segment].range.clone();
    let text = clip(diptych.documents[there].text(), text);
    let text = diptych.documents[there].text()[text].split_whitespace();
    let text = text.collect::<Vec<_>>().join(" ");
    let room = frame.size.width.saturating_sub(TEXT_AT + 1);
    canvas.put(TEXT_AT, y, room, &text, Ink::plain(role));
}

/// The selected candidate: its verdict, its text, and the facts, each in one row, or in more where the panel has some
/// to spare. Where room is short, the facts are cut first.
fn draw_chosen(
    reader: &Reader,
    evidence: &EvidencePanel,
    candidate: &Candidate,
    rows: Range<usize>,
    frame: &Frame,
    canvas: &mut Canvas,
) {
    let facts = wording::facts(reader.diptych(), &evidence.explanation, candidate);
    let Some(room) = rows.len().checked_sub(1) else {
        return;
    };
    let verdict = wording::verdict(&evidence.explanation, candidate);
    let role = if is_sure(candidate) {
        Role::Heading
    } else {
        Role::Quiet
    };
    put_line(canvas, rows.start, frame, &verdict, role);
    let n_lines = room.saturating_sub(facts.len()).max(1).min(room);
    let y = rows.start + 1;
    let n_lines = draw_text(reader, candidate, y..y + n_lines, frame, canvas);
    let mut y = y + n_lines;
    let mut spare = rows.end.saturating_sub(y + facts.len());
    let width = frame.size.width.saturating_sub(TEXT_AT + 1);
    for (label, fact) in &facts {
        if y >= rows.end {
            return;
        }
        canvas.put(1, y, TEXT_AT - 2, label, Ink::plain(Role::Quiet));
        let lines = folded(fact, width, spare + 1);
        spare -= lines.len().saturating_sub(1);
        for line in lines {
            put_line(canvas, y, frame, line, Role::Text);
            y += 1;
        }
    }
}

/// A fact in as many lines as it takes, at most `lines_max`, broken between the things that it lists where it can be; the
/// last line may be too long.
fn folded(fact: &str, width: usize, lines_max: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = fact;
    while lines.len() + 1 < lines_max && glyph::width(rest) > width {
        let spaces = rest.match_indices(' ').map(|(at, _)| at);
        let fitting = spaces.take_while(|&at| glyph::width(&rest[..at]) <= width);
        let fitting: Vec<usize> = fitting.collect();
        let is_between = |at: &&usize| rest[..**at].ends_with([',', ';']);
        let between = fitting.iter().rfind(is_between);
        let Some(&at) = between.or(fitting.last()) else {
            break;
        };
        lines.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    lines.push(rest);
    lines
}

fn put_line(canvas: &mut Canvas, y: usize, frame: &Frame, text: &str, role: Role) {
    let room = frame.size.width.saturating_sub(TEXT_AT + 1);
    canvas.put(TEXT_AT, y, room, text, Ink::plain(role));
}

/// The text of a candidate, with the words marked that the cursor's segment has too. Gives the number of its lines.
fn draw_text(
    reader: &Reader,
    candidate: &Candidate,
    rows: Range<usize>,
    frame: &Frame,
    canvas: &mut Canvas,
) -> usize {
    let (diptych, there) = (reader.diptych(), reader.lead().other());
    let document = &diptych.documents[there];
    let segment = &diptych.segments[there][candidate.segments[there]];
    let block = &document.blocks()[segment.block];
    let range = clip(document.text(), segment.range.clone());
    let shared: Vec<Range<usize>> = words::tokens(&document.text()[range.clone()])
        .map(|token| range.start + token.range.start..range.start + token.range.end)
        .filter(|word| candidate.shares(&document.text()[word.clone()]))
        .collect();
    let room = frame.size.width.saturating_sub(TEXT_AT + 1).max(1);
    let lines = wrap::wrap(document, block, range, room);
    let n_lines = lines.len().min(rows.len());
    if n_lines > 0 && n_lines < lines.len() {
        let y = rows.start + n_lines - 1;
        canvas.put(frame.size.width - 1, y, 1, "…", Ink::plain(Role::Quiet));
    }
    let mut word = 0;
    for (line, y) in lines.iter().zip(rows) {
        let mut x = TEXT_AT + line.indent;
        for glyph in glyph::glyphs(document, block, line.range.clone()) {
            while shared
                .get(word)
                .is_some_and(|word| word.end <= glyph.offset)
            {
                word += 1;
            }
            let is_shared = shared
                .get(word)
                .is_some_and(|word| word.contains(&glyph.offset));
            let ink = Ink {
                mark: is_shared.then_some(Mark::Shared),
                ..Ink::plain(Role::Text)
            };
            let cell = Cell {
                text: glyph.shown.into(),
                width: glyph.width,
                ink,
            };
            x += cell.width;
            canvas.put_cell(x - cell.width, y, cell);
        }
    }
    n_lines
}

fn is_sure(candidate: &Candidate) -> bool {
    candidate.is_link && candidate.score.is_some_and(|score| score >= SURE_FROM)
}

/// The beginning of a stretch of text.
fn clip(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end.min(range.start + TEXT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    range.start..end
}
