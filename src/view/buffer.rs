//! [`Screen`] and [`Theme`] → ratatui's buffer: cell by cell.

use crate::view::screen::Screen;
use crate::view::theme::Theme;
use ratatui::buffer::Buffer;

/// Paints a screen into a buffer; what lies outside the buffer is left out.
pub fn paint(screen: &Screen, theme: &Theme, buffer: &mut Buffer) {
    let area = buffer.area;
    for (y, row) in screen.rows.iter().enumerate().take(area.height.into()) {
        let mut x = 0;
        for cell in row {
            if x + cell.width > usize::from(area.width) {
                break;
            }
            buffer.set_stringn(
                area.x + x as u16,
                area.y + y as u16,
                &cell.text,
                cell.width,
                theme.style(cell.ink),
            );
            x += cell.width;
        }
    }
}
