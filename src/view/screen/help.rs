//! The help page: the legend, each sample drawn as it is on the screen, and the keys of a place, an action a line.

use super::panels::list::{ListArea, draw_rows, draw_title};
use super::{Canvas, Ink, Mark, Role, Stand, panels, panes, signs};
use crate::app::frame::Frame;
use crate::app::help::{Help, KEYS_AT};
use crate::app::keymap::{HelpRow, Keymap};
use crate::app::signs::{MARKED, Sample, WordSample};

/// The page, over the text.
pub(super) fn draw_help(help: &Help, keymap: &Keymap, frame: &Frame, canvas: &mut Canvas) {
    let rows = help.rows();
    let width = frame.size.width;
    let area = ListArea {
        columns: 0..width,
        rows: frame.top..frame.top + frame.height,
    };
    draw_title(&area, &help.list, "Help", &keymap.help.hints("run"), canvas);
    let help_at = help.help_at();
    draw_rows(
        &area,
        &help.list,
        rows.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let role = |role| Ink::plain(if is_chosen { Role::Chosen } else { role });
            match &rows[row] {
                HelpRow::Heading(title) => {
                    canvas.put(2, y, width.saturating_sub(2), title, role(Role::Heading));
                }
                HelpRow::Text(text) => {
                    canvas.put(4, y, width.saturating_sub(4), text, role(Role::Text));
                }
                HelpRow::Sample { sample, meaning } => {
                    if let Some((shown, ink)) = sample.map(sample_look) {
                        canvas.put(4, y, SAMPLE_WIDTH, shown, ink);
                    }
                    canvas.put(6 + SAMPLE_WIDTH, y, width, meaning, role(Role::Text));
                }
                HelpRow::Action { keys, help, .. } => {
                    let keys_width = help_at - KEYS_AT - 2;
                    canvas.put(KEYS_AT, y, keys_width, &keys.join(" "), role(Role::Key));
                    canvas.put(help_at, y, width, help, role(Role::Text));
                }
            }
        },
    );
}

/// Columns of a sample; the longest are names of lenses.
const SAMPLE_WIDTH: usize = 8;

/// What a sample is drawn as: by the tables that the screen is drawn from.
fn sample_look(sample: Sample) -> (&'static str, Ink) {
    let bar = |stand| Ink {
        stand: Some(stand),
        ..Ink::plain(Role::Bar)
    };
    match sample {
        Sample::Sign(sign) => (sign.glyph(), Ink::plain(signs::sign_role(sign))),
        Sample::Review(sign) => (sign.glyph(), Ink::plain(signs::review_role(sign))),
        Sample::Marked => (MARKED, Ink::plain(Role::Key)),
        Sample::Bar => (panes::bar_sign(Stand::Cursor, false), bar(Stand::Cursor)),
        Sample::UnsureBar => (panes::bar_sign(Stand::Unsure, false), bar(Stand::Unsure)),
        Sample::Ruler(mark) => (mark.glyph(), signs::ruler_ink(mark)),
        Sample::Words(words) => ("words", words_ink(words)),
        Sample::Fact(state) => {
            let (sign, role) = panels::ledger::sign(state);
            (sign, Ink::plain(role))
        }
        Sample::Term(term) => (term, Ink::plain(Role::Key)),
    }
}

fn words_ink(words: WordSample) -> Ink {
    let marked = |mark| Ink {
        mark: Some(mark),
        ..Ink::plain(Role::Text)
    };
    match words {
        WordSample::Removed => marked(Mark::Removed),
        WordSample::RemovedSoft => marked(Mark::RemovedSoft),
        WordSample::AddedSoft => marked(Mark::AddedSoft),
        WordSample::Added => marked(Mark::Added),
        WordSample::Related => marked(Mark::Related),
        WordSample::Shared => marked(Mark::Shared),
        WordSample::Finding => marked(Mark::Finding),
        WordSample::Subject => marked(Mark::CurrentFinding),
        WordSample::Fact => marked(Mark::Fact),
        WordSample::Hit => marked(Mark::Hit),
        WordSample::CurrentHit => marked(Mark::CurrentHit),
    }
}
