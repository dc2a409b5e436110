//! [`Screen`] and [`Theme`] → an SVG picture, cell by cell.

use crate::view::screen::{Cell, Screen};
use crate::view::theme::Theme;
use ratatui::style::Modifier;
use std::fmt::Write;

/// The size of a cell in SVG's user units: the proportions of common terminal fonts.
pub const CELL: (usize, usize) = (9, 19);

/// From a cell's top to its text's base line.
pub const BASE_LINE: usize = 14;

/// Draws a screen. Every cluster is put at its own column, so the picture does not depend on the font's widths.
pub fn svg(screen: &Screen, theme: &Theme) -> String {
    let (width, height) = (screen.size.width * CELL.0, screen.size.height * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-size=\"15\" \
         font-family=\"'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', Menlo, Consolas, monospace\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        theme.background.css()
    );
    for (n, row) in screen.rows.iter().enumerate() {
        let runs = runs(row);
        for (column, run) in &runs {
            draw_ground(&mut svg, theme, *column, n, run);
        }
        for (column, run) in &runs {
            draw_text(&mut svg, theme, *column, n, run);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Neighbouring cells of one ink, with the column of the first.
fn runs(row: &[Cell]) -> Vec<(usize, &[Cell])> {
    let mut column = 0;
    let mut runs = Vec::new();
    for run in row.chunk_by(|a, b| a.ink == b.ink) {
        runs.push((column, run));
        column += run.iter().map(|cell| cell.width).sum::<usize>();
    }
    runs
}

fn draw_ground(svg: &mut String, theme: &Theme, column: usize, row: usize, run: &[Cell]) {
    let (_, ground) = theme.colors(run[0].ink);
    if ground == theme.background {
        return;
    }
    let width: usize = run.iter().map(|cell| cell.width).sum();
    let _ = writeln!(
        svg,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
        column * CELL.0,
        row * CELL.1,
        width * CELL.0,
        CELL.1,
        ground.css()
    );
}

fn draw_text(svg: &mut String, theme: &Theme, column: usize, row: usize, run: &[Cell]) {
    if run.iter().all(|cell| cell.text == " ") {
        return;
    }
    let (text, _) = theme.colors(run[0].ink);
    let style = theme.style(run[0].ink);
    let bold = style.add_modifier.contains(Modifier::BOLD);
    let underline = style.add_modifier.contains(Modifier::UNDERLINED);
    let struck = style.add_modifier.contains(Modifier::CROSSED_OUT);
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let slant = match style.add_modifier.contains(Modifier::ITALIC) {
        true => " font-style=\"italic\"",
        false => "",
    };
    let line = match (underline, struck) {
        (true, true) => " text-decoration=\"underline line-through\"",
        (true, false) => " text-decoration=\"underline\"",
        (false, true) => " text-decoration=\"line-through\"",
        (false, false) => "",
    };
    let y = row * CELL.1 + BASE_LINE;
    let fill = text.css();
    let _ = write!(
        svg,
        "<text xml:space=\"preserve\" y=\"{y}\" fill=\"{fill}\"{weight}{slant} ",
    );
    let _ = write!(svg, "x=\"{}\">", column * CELL.0);
    let mut at = column;
    for cell in run {
        let x = at * CELL.0;
        let _ = write!(svg, "<tspan x=\"{x}\"{line}>{}</tspan>", escape(&cell.text));
        at += cell.width;
    }
    svg.push_str("</text>\n");
}

fn escape(text: &str) -> String {
    let text = text.replace(|c: char| !is_xml(c), "\u{fffd}");
    html_escape::encode_text(&text).into_owned()
}

/// Whether XML can hold a character at all (XML 1.0, 2.2, "Char").
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}
