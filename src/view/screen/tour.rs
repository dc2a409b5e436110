//! The guided tour at the foot: the number of the step, and what it says, with its keys set apart.

use super::{Canvas, Ink, Role};
use crate::app::frame::{Frame, FrameShape, TOUR_TEXT};
use crate::app::reader::Reader;

/// Draws as much of the step as there are rows for, if this is a tour.
pub(super) fn draw_tour(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let Some(tour) = reader.tour() else { return };
    let width = frame.size.width;
    let lines = tour.lines(reader.keymap(), FrameShape::tour_width(frame.size));
    for (y, words) in frame.tour.clone().zip(lines) {
        if y == frame.tour.start {
            canvas.put(1, y, width, tour.number(), Ink::plain(Role::Heading));
        }
        let mut x = TOUR_TEXT;
        for word in words {
            let role = if word.is_key { Role::Key } else { Role::Text };
            let room = width.saturating_sub(x);
            x += canvas.put(x, y, room, &word.text, Ink::plain(role)) + 1;
        }
    }
}
