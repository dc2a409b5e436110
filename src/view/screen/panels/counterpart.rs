//! The panel with the other side of the passage, where that is out of sight.

use crate::app::frame::Frame;
use crate::app::layout::Arrangement;
use crate::app::reader::{OutOfSight, Reader};
use crate::text::glyph;
use crate::view::screen::{Canvas, Ink, Role, panes};

/// Where both sides share rows, a moved passage is far from its counterpart, and the words of a finding or fact may be far
/// from those over there: a panel at the foot of the other pane shows them.
pub fn draw_out_of_sight(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let lead = reader.lead();
    let height = frame.height as i64;
    let Some(cursor) = reader.cursor() else {
        return;
    };
    if let Some(words) = reader.subject_out_of_sight() {
        return draw_panel(reader, frame, canvas, words);
    }
    let is_moved = reader.diptych().passages[lead][cursor].moved;
    // The words that the reader went to are in sight: the rest of their passage may be cut off.
    let has_words = reader.subject_words(lead.other()).is_some();
    if !is_moved || has_words || reader.layout().arrangement != Arrangement::Aligned {
        return;
    }
    let there = lead.other();
    for counterpart in reader.diptych().counterparts(lead, cursor) {
        let (first, last) = reader.rows_of(there, counterpart);
        let is_in_sight = first >= reader.top(there) && last < reader.top(there) + height;
        let n_rows = ((last - first + 1) as usize).min(frame.height.saturating_sub(2));
        if is_in_sight || n_rows == 0 {
            continue;
        }
        // The panel keeps clear of the cursor: it stands at the foot, or at the head if the cursor is at the foot.
        let (cursor_first, _) = reader.rows_of(lead, cursor);
        let counterpart = OutOfSight {
            passage: counterpart,
            first,
            n_rows,
            at_head: cursor_first - reader.top(lead) > height / 2,
        };
        return draw_panel(reader, frame, canvas, counterpart);
    }
}

/// Rows of the follower, under or over a line with the number of their passage.
fn draw_panel(reader: &Reader, frame: &Frame, canvas: &mut Canvas, rows: OutOfSight) {
    let OutOfSight {
        passage,
        first,
        n_rows,
        at_head,
    } = rows;
    let there = reader.lead().other();
    let y = if at_head {
        frame.top
    } else {
        frame.top + frame.height - n_rows - 1
    };
    let (left, right) = frame.columns[there].pane;
    let lit = panes::Lit::new(reader);
    let rule = if at_head { y + n_rows } else { y };
    for n in 0..=n_rows {
        canvas.fill(left, y + n, right - left, Ink::plain(Role::Text));
    }
    let label = format!("── passage {} of the {} ", passage + 1, there.name());
    let label = format!(
        "{label}{}",
        "─".repeat((right - left).saturating_sub(glyph::width(&label)))
    );
    canvas.put(left, rule, right - left, &label, Ink::plain(Role::Moved));
    for n in 0..n_rows {
        let y = if at_head { y + n } else { y + n + 1 };
        let row = first + n as i64;
        panes::draw_line(reader, frame, canvas, there, row, y, Some(&lit));
    }
}
