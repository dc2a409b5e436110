//! The ledger of facts in a panel under the text: what became of each fact, of what kind it is, as both sides write it
//! and how often, and what else there is to know where there is room. The panes above show a place of the chosen one.
//!
//! ```text
//!  41 facts by state · 3 new · 2 differ · 5 gone  j k move · n place · s sort · f kind · c state · Enter stay …
//! ▌+ new     name                                       Kim Dahl             2×
//!  ≠ differs number     31,400                       3× 34,100               1×  larger by 9 %
//! ```

use super::list::{ListArea, draw_rows, draw_title, draw_verdict};
use crate::app::action::{Direction, LedgerAction};
use crate::app::frame::Frame;
use crate::app::keymap::{Keymap, list_hints};
use crate::app::layout::PANES_FROM;
use crate::app::reader::{LedgerList, Reader};
use crate::compare::ledger::{Entry, FactState};
use crate::compare::wording;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Side;
use crate::view::screen::{Canvas, Ink, Role};

/// Columns of the sign, of the state and of the kind, each with the space after it.
const SIGN_WIDTH: usize = 2;
const STATE_WIDTH: usize = 8;
const KIND_WIDTH: usize = 10;
/// Columns of the sign of its verdict, with the space after it.
const VERDICT_WIDTH: usize = 2;
const FORMS_AT: usize = 1 + SIGN_WIDTH + STATE_WIDTH + KIND_WIDTH + VERDICT_WIDTH;

/// From this many columns for forms and note, the note has a column of its own.
const NOTE_FROM: usize = 84;

/// The sign of a state, and the role that gives it its colour.
pub fn sign(state: FactState) -> (&'static str, Role) {
    match state {
        FactState::New => ("+", Role::Added),
        FactState::Differs => ("≠", Role::Finding),
        FactState::Gone => ("−", Role::Dropped),
        FactState::Kept => ("=", Role::Verbatim),
    }
}

/// Draws the open ledger.
pub fn draw(reader: &Reader, open: &LedgerList, frame: &Frame, canvas: &mut Canvas) {
    let Some(area) = ListArea::panel(frame) else {
        return;
    };
    let title = title(reader, open);
    draw_title(&area, &open.list, &title, &hints(reader.keymap()), canvas);
    let ledger = reader.diptych().ledger();
    let has_notes = open.shown.iter().any(|&n| !ledger[n].note.is_empty());
    let columns = FactColumns::new(frame.size.width, has_notes);
    draw_rows(
        &area,
        &open.list,
        open.shown.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            draw_fact(&ledger[open.shown[row]], is_chosen, y, columns, canvas);
            if let Some(sign) = reader.sign_of_fact(open.shown[row]) {
                draw_verdict(sign, FORMS_AT - VERDICT_WIDTH, y, is_chosen, canvas);
            }
        },
    );
}

/// `41 facts by state · 3 new · 2 differ · 5 gone`: the figures of what is listed.
fn title(reader: &Reader, open: &LedgerList) -> String {
    let view = reader.ledger_view();
    let ledger = reader.diptych().ledger();
    let facts = count(open.shown.len(), &view.in_words());
    let mut title = format!("{facts} by {}", view.order.name());
    if view.state.is_some() {
        return title;
    }
    for (state, word) in [
        (FactState::New, "new"),
        (FactState::Differs, "differ"),
        (FactState::Gone, "gone"),
    ] {
        let is_in = |n: &&usize| ledger[**n].state == state;
        match open.shown.iter().filter(is_in).count() {
            0 => {}
            1 if state == FactState::Differs => title += " · 1 differs",
            n => title += &format!(" · {n} {word}"),
        }
    }
    title
}

fn hints(keymap: &Keymap) -> Vec<String> {
    let keys = &keymap.ledger;
    let mut hints = list_hints(keys, LedgerAction::List, "stay");
    let own = [
        keys.hint(&[LedgerAction::Place(Direction::Forward)], "place"),
        keys.hint(&[LedgerAction::Sort], "sort"),
        keys.hint(&[LedgerAction::Kind(Direction::Forward)], "kind"),
        keys.hint(&[LedgerAction::State], "state"),
        keys.hint(&[LedgerAction::Copy], "copy"),
    ];
    hints.splice(1..1, own.into_iter().flatten());
    hints
}

/// How the columns behind the kind are divided.
#[derive(Debug, Clone, Copy)]
enum FactColumns {
    /// Both forms behind each other, on a narrow screen.
    One {
        /// Columns for them.
        room: usize,
    },
    /// A column for each side, and one for the note if that is not 0.
    Two {
        /// Columns for each side.
        form: usize,
        /// Columns for the note.
        note: usize,
    },
}

impl FactColumns {
    fn new(width: usize, has_notes: bool) -> FactColumns {
        let room = width.saturating_sub(FORMS_AT + 1);
        if width < PANES_FROM {
            return FactColumns::One { room };
        }
        match has_notes && room >= NOTE_FROM {
            true => {
                let form = (room - 4) / 3;
                FactColumns::Two {
                    form,
                    note: room - 2 * form - 4,
                }
            }
            false => FactColumns::Two {
                form: (room - 2) / 2,
                note: 0,
            },
        }
    }
}

fn draw_fact(entry: &Entry, is_chosen: bool, y: usize, columns: FactColumns, canvas: &mut Canvas) {
    let ink = |role| Ink::plain(if is_chosen { Role::Chosen } else { role });
    let (sign, of_state) = sign(entry.state);
    canvas.put(1, y, SIGN_WIDTH, sign, ink(of_state));
    let state_at = 1 + SIGN_WIDTH;
    canvas.put(state_at, y, STATE_WIDTH, entry.state.name(), ink(of_state));
    let kind = entry.kind.name();
    canvas.put(state_at + STATE_WIDTH, y, KIND_WIDTH, kind, ink(Role::Text));
    match columns {
        FactColumns::One { room } => draw_in_one(entry, y, room, ink, canvas),
        FactColumns::Two { form, note } => {
            let mut x = FORMS_AT;
            let forms = wording::forms(entry, form.saturating_sub(widest_times(entry)));
            let says_how = note == 0 && says_how(entry);
            for side in Side::BOTH {
                let times = wording::times(entry, side);
                let room = form.saturating_sub(glyph::width(&times) + 1);
                let has_note = says_how && side == Side::Rewrite;
                match &forms[side] {
                    Some(_) if has_note => {
                        canvas.put(x, y, form, &entry.note, ink(Role::Quiet));
                    }
                    Some(text) => {
                        canvas.put(x, y, room, text, ink(Role::Text));
                        let at = x + form - glyph::width(&times);
                        canvas.put(at, y, form, &times, ink(Role::Frame));
                    }
                    None => {
                        canvas.put(x, y, room, "nothing", ink(Role::Quiet));
                    }
                }
                x += form + 2;
            }
            canvas.put(x, y, note, &entry.note, ink(Role::Quiet));
        }
    }
}

/// Whether only the note says how a fact differs: both sides write it alike, and its speaker or its role is another. Where
/// the note has no column it stands in the place of the second form, so that no row says that equal words differ.
fn says_how(entry: &Entry) -> bool {
    entry.state == FactState::Differs
        && entry.forms.original == entry.forms.rewrite
        && !entry.note.is_empty()
}

/// The columns that how often takes on either side, with the space before it.
fn widest_times(entry: &Entry) -> usize {
    let widths = Side::BOTH.map(|side| glyph::width(&wording::times(entry, side)));
    widths.into_iter().max().map_or(0, |width| width + 1)
}

/// `42 → 24`, and how often on each side.
fn draw_in_one(
    entry: &Entry,
    y: usize,
    room: usize,
    ink: impl Fn(Role) -> Ink,
    canvas: &mut Canvas,
) {
    let sides = Side::BOTH.into_iter();
    let times = sides.map(|side| wording::times(entry, side));
    let times: Vec<String> = times.filter(|times| !times.is_empty()).collect();
    let times = times.join("/");
    let end = FORMS_AT + room;
    let times_at = end.saturating_sub(glyph::width(&times));
    canvas.put(times_at, y, room, &times, ink(Role::Frame));
    let forms_end = times_at.saturating_sub(1);
    let forms = wording::forms(entry, forms_end.saturating_sub(FORMS_AT + 3) / 2);
    let [original, rewrite] = Side::BOTH.map(|side| forms[side].as_deref());
    let mut x = FORMS_AT;
    let mut put = |text: &str, role: Role| {
        let room = forms_end.saturating_sub(x);
        x += canvas.put(x, y, room, text, ink(role));
    };
    match (original, rewrite) {
        (Some(original), Some(rewrite)) if original != rewrite => {
            // Each form gets what the other one leaves, and half of the room at least.
            let room = forms_end.saturating_sub(FORMS_AT + 3);
            let original_room = room.saturating_sub(glyph::width(rewrite)).max(room / 2);
            put(&glyph::clipped(original, original_room).0, Role::Text);
            put(" → ", Role::Frame);
            put(rewrite, Role::Text);
        }
        (original, rewrite) => {
            put(rewrite.or(original).unwrap_or_default(), Role::Text);
            if says_how(entry) {
                put(&format!(" ({})", entry.note), Role::Quiet);
            }
        }
    }
}
