//! The list of findings in a panel under the text: what kind, how certain, and the words of both sides with a little
//! of what stands around them; on a narrow screen the note instead. The panes above show the chosen one.
//!
//! ```text
//!  23 findings by weight  j k move · s sort · f kind · c certainty · Enter stay · / filter · Esc close
//! ▌number       sure    take eleven months before the      take twelve months before it
//!  negation     likely  It is not clear whether            It is clear who
//! ```

use super::list::{ListArea, TEXT_MAX, draw_rows, draw_title, draw_verdict, head};
use crate::app::action::{Direction, FindingsAction};
use crate::app::frame::Frame;
use crate::app::keymap::{Keymap, list_hints};
use crate::app::layout::PANES_FROM;
use crate::app::reader::{FindingList, Reader};
use crate::app::signs::ReviewSign;
use crate::compare::findings::Finding;
use crate::compare::wording;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Side;
use crate::view::screen::{Canvas, Ink, Mark, Role};

/// Columns of the kind, of the confidence and of what stands before both, each with the space after it.
const KIND_WIDTH: usize = 12;
const CERTAINTY_WIDTH: usize = 7;
/// Columns of the sign of its verdict, with the space after it.
const VERDICT_WIDTH: usize = 2;
const WORDS_AT: usize = 1 + KIND_WIDTH + CERTAINTY_WIDTH + VERDICT_WIDTH;
/// The most columns of the names of checkers; their column is there if one of them has a finding.
const CHECKERS_WIDTH: usize = 11;

pub fn draw(reader: &Reader, open: &FindingList, frame: &Frame, canvas: &mut Canvas) {
    let Some(area) = ListArea::panel(frame) else {
        return;
    };
    let listed = reader.listed_findings();
    let order = open.order.name();
    let what = reader.filter_in_words();
    let findings = count(listed.len(), &what);
    let more = reader.hints_left_out();
    let space = if more.is_empty() { "" } else { " " };
    let title = format!("{findings}{space}{more} by {order}");
    let checkers_width = checkers_width(reader, &listed);
    draw_title(&area, &open.list, &title, &hints(reader.keymap()), canvas);
    draw_rows(
        &area,
        &open.list,
        listed.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let finding = &reader.diptych().findings()[listed[row]];
            draw_finding(reader, finding, is_chosen, y, frame, checkers_width, canvas);
            let sign = ReviewSign::of_finding(reader.review(), listed[row]);
            if let Some(sign) = sign {
                draw_verdict(sign, WORDS_AT - VERDICT_WIDTH, y, is_chosen, canvas);
            }
        },
    );
}

fn hints(keymap: &Keymap) -> Vec<String> {
    let keys = &keymap.findings;
    let mut hints = list_hints(keys, FindingsAction::List, "stay");
    let own = [
        keys.hint(&[FindingsAction::Sort], "sort"),
        keys.hint(&[FindingsAction::Kind(Direction::Forward)], "kind"),
        keys.hint(&[FindingsAction::Certainty], "certainty"),
    ];
    hints.splice(1..1, own.into_iter().flatten());
    hints
}

/// The columns of the names of checkers, with the space after them.
fn checkers_width(reader: &Reader, listed: &[usize]) -> usize {
    let findings = listed.iter().map(|&n| &reader.diptych().findings()[n]);
    let names = findings.map(|finding| glyph::width(&finding.checkers.join(" ")));
    match names.max().unwrap_or(0) {
        0 => 0,
        n => n.min(CHECKERS_WIDTH) + 1,
    }
}

fn draw_finding(
    reader: &Reader,
    finding: &Finding,
    is_chosen: bool,
    y: usize,
    frame: &Frame,
    checkers_width: usize,
    canvas: &mut Canvas,
) {
    let width = frame.size.width;
    let role = if is_chosen { Role::Chosen } else { Role::Text };
    let kind = if is_chosen { role } else { Role::Finding };
    canvas.put(1, y, KIND_WIDTH, finding.kind.name(), Ink::plain(kind));
    let confidence = if is_chosen { role } else { Role::Quiet };
    let name = finding.confidence.name();
    canvas.put(
        1 + KIND_WIDTH,
        y,
        CERTAINTY_WIDTH,
        name,
        Ink::plain(confidence),
    );
    let checkers = finding.checkers.join(" ");
    canvas.put(
        WORDS_AT,
        y,
        checkers_width.saturating_sub(1),
        &checkers,
        Ink::plain(kind),
    );
    let words_at = WORDS_AT + checkers_width;
    let room = width.saturating_sub(words_at + 1);
    // Of a passage that is dropped or added as a whole the text says more than the note.
    let is_whole = finding.is_whole();
    if width < PANES_FROM {
        let cut = Side::BOTH
            .into_iter()
            .find_map(|side| cut(reader, finding, side, room));
        let text = match cut {
            Some([_, words, _]) if is_whole => words,
            _ => finding.note.clone(),
        };
        canvas.put(words_at, y, room, &text, Ink::plain(role));
        return;
    }
    let half = room.saturating_sub(2) / 2;
    for (side, x) in [
        (Side::Original, words_at),
        (Side::Rewrite, words_at + half + 2),
    ] {
        let Some(cut) = cut(reader, finding, side, half) else {
            let nothing = if is_chosen { role } else { Role::Quiet };
            canvas.put(x, y, half, "nothing", Ink::plain(nothing));
            continue;
        };
        let [before, words, after] = cut;
        let mark = |marked: bool| Ink {
            mark: (marked && !is_whole).then_some(Mark::Finding),
            ..Ink::plain(role)
        };
        let mut at = x;
        for (text, marked) in [(before, false), (words, true), (after, false)] {
            at += canvas.put(at, y, (x + half).saturating_sub(at), &text, mark(marked));
        }
    }
}

/// The words of a finding with as much as fits of what stands before and after them, the words first.
fn cut(reader: &Reader, finding: &Finding, side: Side, room: usize) -> Option<[String; 3]> {
    let text = reader.diptych().documents[side].text();
    let [before, words, after] = wording::in_context(reader.diptych(), finding, side)?;
    let (before, words) = (tail(&text[before]), head(&text[words]));
    let after = glyph::visible(head(&text[after]));
    let (before, words) = (glyph::visible(before), glyph::visible(words));
    let left = room.saturating_sub(glyph::width(&words));
    // What comes before says more of what is meant; it gets what the words after do not need, and two thirds at least.
    let after_width = glyph::width(&after).min(left / 3);
    let before = last_columns(&before, left - after_width);
    Some([before, words, after])
}

/// The end of a long text.
fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(TEXT_MAX))..]
}

/// The end of a text that fits, after `…` if something is left out.
fn last_columns(text: &str, width_max: usize) -> String {
    if glyph::width(text) <= width_max {
        return text.to_owned();
    }
    let mut rest = text;
    while let Some((_, next)) = rest.split_once(' ') {
        rest = next;
        if glyph::width(rest) < width_max {
            return format!("…{rest}");
        }
    }
    String::new()
}
