//! The header: the names of both texts, and as many of their most important figures as fit.

use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::reader::{BETWEEN, Reader};

/// Names and figures of both texts; of the one that is shown, if one pane is shown alone.
pub(super) fn draw_header(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let ink = Ink::plain(Role::Header);
    canvas.fill(0, 0, frame.size.width, ink);
    for part in reader.header() {
        canvas.put(part.x, 0, part.name_width, &part.name, ink);
        let figures: Vec<&str> = part.figures.iter().map(|(_, text)| text.as_str()).collect();
        canvas.put(
            part.figures_x,
            0,
            part.figures_width,
            &figures.join(BETWEEN),
            ink,
        );
    }
}
