//! The list of records in a panel under the text: what was said, whether the words have changed since, the words of
//! both sides, and the note. The panes above show the chosen one.
//!
//! ```text
//!  4 records  j k move · f kind · a fine · x wrong · Q question · D delete · Enter stay · Esc close
//! ▌✗ wrong             take eleven months before the      take twelve months before it
//!  ✎ note     stale    Source? Ask. — The levy pays for repairs at all of the schools
//! ```

use super::list::{ListArea, draw_rows, draw_title, head};
use crate::app::action::{Direction, RecordsAction};
use crate::app::frame::Frame;
use crate::app::keymap::{Keymap, list_hints};
use crate::app::layout::PANES_FROM;
use crate::app::reader::{Reader, RecordList};
use crate::app::signs::{REFUSED, ReviewSign, Sign};
use crate::compare::hand_links::LinkKind;
use crate::review::record::{Record, Verdict};
use crate::review::reviewed::{Placed, State};
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Side;
use crate::view::screen::signs::{review_role, sign_role};
use crate::view::screen::{Canvas, Ink, Role};

/// Columns of what was said, of what has become of the words, and of what stands before both.
const SAID_WIDTH: usize = 11;
const STATE_WIDTH: usize = 6;
const WORDS_AT: usize = 1 + SAID_WIDTH + STATE_WIDTH;

pub fn draw(reader: &Reader, open: &RecordList, frame: &Frame, canvas: &mut Canvas) {
    let Some(area) = ListArea::panel(frame) else {
        return;
    };
    let only = open
        .kind
        .map_or(String::new(), |kind| format!(", {} only", kind.name()));
    let title = format!("{}{only}", count(open.shown.len(), "record"));
    draw_title(&area, &open.list, &title, &hints(reader.keymap()), canvas);
    draw_rows(
        &area,
        &open.list,
        open.shown.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            if let Some((record, placed)) = reader.listed_record(row) {
                draw_record(record, placed, is_chosen, y, frame, canvas);
            }
        },
    );
}

fn hints(keymap: &Keymap) -> Vec<String> {
    let keys = &keymap.records;
    let mut hints = list_hints(keys, RecordsAction::List, "stay");
    let verdicts =
        Verdict::ALL.map(|verdict| keys.hint(&[RecordsAction::Give(verdict)], verdict.name()));
    let own = [
        keys.hint(&[RecordsAction::Kind(Direction::Forward)], "kind"),
        keys.hint(&[RecordsAction::Edit], "edit"),
        keys.hint(&[RecordsAction::Delete], "delete"),
    ];
    hints.splice(1..1, own.into_iter().chain(verdicts).flatten());
    hints
}

/// The sign of what was said, and what it is drawn as.
fn sign(record: &Record) -> (&'static str, Role) {
    match (record.verdict, record.link) {
        (Some(verdict), _) => {
            let sign = ReviewSign::of_verdict(verdict);
            (sign.glyph(), review_role(sign))
        }
        (None, Some(LinkKind::Same)) => (Sign::ByHand.glyph(), sign_role(Sign::ByHand)),
        (None, Some(LinkKind::Not)) => (REFUSED, sign_role(Sign::ByHand)),
        (None, None) => (ReviewSign::Note.glyph(), review_role(ReviewSign::Note)),
    }
}

fn draw_record(
    record: &Record,
    placed: &Placed,
    is_chosen: bool,
    y: usize,
    frame: &Frame,
    canvas: &mut Canvas,
) {
    let width = frame.size.width;
    let role = |role| Ink::plain(if is_chosen { Role::Chosen } else { role });
    let (sign, sign_role) = sign(record);
    let said = format!("{sign} {}", record.name());
    canvas.put(1, y, SAID_WIDTH - 1, &said, role(sign_role));
    let state = match placed.state {
        State::Lost => Role::Finding,
        State::Current | State::Stale => Role::Quiet,
    };
    canvas.put(
        1 + SAID_WIDTH,
        y,
        STATE_WIDTH,
        placed.state.name(),
        role(state),
    );
    let room = width.saturating_sub(WORDS_AT + 1);
    let words = |side: Side| {
        let words = record.at.of(side).map(|at| at.words());
        words.map(|words| glyph::visible(head(&words)))
    };
    let about = record.about.as_ref().map(|kind| format!("{kind}: "));
    let about = about.unwrap_or_default();
    let note = record
        .text
        .as_ref()
        .map(|text| glyph::visible(&head(text).replace('\n', " / ")));
    // A link says nothing without both places.
    let is_narrow = width < PANES_FROM && record.link.is_none();
    if is_narrow || note.is_some() {
        let sides = [Side::Rewrite, Side::Original].into_iter();
        let words = sides.filter_map(words).next().unwrap_or_default();
        let note = note.map_or(String::new(), |note| format!("{note} — "));
        canvas.put(
            WORDS_AT,
            y,
            room,
            &format!("{about}{note}{words}"),
            role(Role::Text),
        );
        return;
    }
    let half = room.saturating_sub(2) / 2;
    for (side, x) in [
        (Side::Original, WORDS_AT),
        (Side::Rewrite, WORDS_AT + half + 2),
    ] {
        match words(side) {
            Some(words) => canvas.put(x, y, half, &format!("{about}{words}"), role(Role::Text)),
            None => canvas.put(x, y, half, "nothing", role(Role::Quiet)),
        };
    }
}
