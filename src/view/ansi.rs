//! [`Screen`]s and rows → text for a pipe: plain, with lines of marks, or with colours.

use crate::view::screen::{Cell, Mark, Screen, Stand};
use crate::view::theme::Theme;
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write;

/// A screen without colours, and without spaces at the ends of its lines.
pub fn plain(screen: &Screen) -> String {
    screen.rows.iter().map(|row| line(row) + "\n").collect()
}

/// A screen as text, each line followed by a line of marks if it has any: `/` hit, `!` finding, `-` removed, `+` added, `=` shared,
/// `*` counterpart, `>` cursor, the first that applies.
pub fn marked(screen: &Screen) -> String {
    let mut text = String::new();
    for row in &screen.rows {
        text += &(line(row) + "\n");
        let marks: String = row
            .iter()
            .flat_map(|cell| std::iter::repeat_n(mark(cell), cell.width))
            .collect();
        if !marks.trim_end().is_empty() {
            text += &(marks.trim_end().to_owned() + "\n");
        }
    }
    text
}

/// A screen with colours and links, by escape sequences of our own making.
pub fn color_text(screen: &Screen, theme: &Theme) -> String {
    screen
        .rows
        .iter()
        .map(|row| colored_line(row, &screen.links, theme) + "\n")
        .collect()
}

/// Words in a style, by escape sequences.
pub fn paint(style: Style, words: &str) -> String {
    match style == Style::new() {
        true => words.to_owned(),
        false => format!("{}{words}\x1b[0m", sgr(style)),
    }
}

fn line(row: &[Cell]) -> String {
    let line: String = row.iter().map(|cell| cell.text.as_str()).collect();
    line.trim_end().to_owned()
}

fn mark(cell: &Cell) -> char {
    if cell.ink.role == crate::view::screen::Role::Bar {
        return ' ';
    }
    match (cell.ink.mark, cell.ink.stand) {
        (Some(Mark::CurrentHit | Mark::Hit), _) => '/',
        (Some(Mark::CurrentFinding | Mark::Finding), _) => '!',
        (Some(Mark::Fact), _) => '#',
        (Some(Mark::Removed | Mark::RemovedSoft), _) => '-',
        (Some(Mark::Added | Mark::AddedSoft), _) => '+',
        (Some(Mark::Related), _) => '~',
        (Some(Mark::Shared), _) => '=',
        (None, Some(Stand::Counterpart | Stand::Unsure)) => '*',
        (None, Some(Stand::Cursor)) => '>',
        (None, Some(Stand::InView) | None) => ' ',
    }
}

fn colored_line(row: &[Cell], links: &[String], theme: &Theme) -> String {
    let mut text = String::new();
    let mut current = Style::new();
    let mut current_link = None;
    let used = row
        .iter()
        .rposition(|cell| cell.text != " " || theme.style(cell.ink) != Style::new());
    for cell in &row[..used.map_or(0, |last| last + 1)] {
        let style = theme.style(cell.ink);
        if style != current {
            text.push_str(&sgr(style));
            current = style;
        }
        if cell.ink.face.link != current_link {
            current_link = cell.ink.face.link;
            let target = current_link.and_then(|link| links.get(link as usize));
            text.push_str(&hyperlink(target.map_or("", String::as_str)));
        }
        text.push_str(&cell.text);
    }
    if current_link.is_some() {
        text.push_str(&hyperlink(""));
    }
    if current != Style::new() {
        text.push_str("\x1b[0m");
    }
    text
}

/// The schemes of links that a click may open: what a terminal would do with others (`file:`, `javascript:`, those of
/// installed programs) is not the document's to say, and without a scheme it could do nothing.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// The sequence that starts a link, or ends one if `target` is none to be opened: OSC 8 of "Hyperlinks in terminal
/// emulators", which wants the printable characters of ASCII alone; all others are written in percent. A target that
/// is too long for terminals to take (VTE's limit is 2083 bytes) is left out.
fn hyperlink(target: &str) -> String {
    let starts = |scheme: &&str| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let target = match SCHEMES.iter().any(starts) {
        true => target,
        false => "",
    };
    let mut encoded = String::new();
    for byte in target.bytes() {
        match byte {
            0x21..=0x7e => encoded.push(byte.into()),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    if encoded.len() > 2083 {
        encoded.clear();
    }
    format!("\x1b]8;;{encoded}\x1b\\")
}

/// The "select graphic rendition" sequence of a style (ECMA-48, 8.3.117), starting from nothing.
fn sgr(style: Style) -> String {
    let mut codes = String::from("\x1b[0");
    for (modifier, code) in [
        (Modifier::BOLD, 1),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if style.add_modifier.contains(modifier) {
            let _ = write!(codes, ";{code}");
        }
    }
    for (color, base) in [(style.fg, 30), (style.bg, 40)] {
        let _ = match color {
            Some(Color::Rgb(r, g, b)) => write!(codes, ";{};2;{r};{g};{b}", base + 8),
            Some(Color::Indexed(n)) => write!(codes, ";{};5;{n}", base + 8),
            _ => Ok(()), // themes have no others
        };
    }
    codes + "m"
}
