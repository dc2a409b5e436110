//! [`Ink`] → the style it is painted in. The only file with colours.
//!
//! Blue and orange, not red and green, and never colour alone: words that changed are bold, shared words underlined,
//! hits reversed, passages have signs and bars. Text keeps the terminal's own colours.

use crate::screen::{Ink, Mark, Role, Stand};
use ratatui::style::{Color, Modifier, Style};

/// How cells are painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    palette: Option<Palette>,
    depth: Depth,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 16 million.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own 16.
    Basic,
}

/// An sRGB colour.
type Rgb = (u8, u8, u8);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Palette {
    /// Text of dropped passages and removed words, and the tint behind the latter.
    removed: Rgb,
    removed_ground: Rgb,
    added: Rgb,
    added_ground: Rgb,
    shared: Rgb,
    moved: Rgb,
    quiet: Rgb,
    frame: Rgb,
    cursor_ground: Rgb,
    counterpart_ground: Rgb,
    bar: Rgb,
    band: Rgb,
    band_text: Rgb,
    hit: Rgb,
    hit_ground: Rgb,
    current_hit_ground: Rgb,
    basic: Basic,
}

/// What stands for the colours where there are only 16.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Basic {
    removed: Color,
    added: Color,
    shared: Color,
    moved: Color,
    quiet: Color,
}

const DARK: Palette = Palette {
    removed: (240, 176, 112),
    removed_ground: (84, 48, 12),
    added: (140, 196, 255),
    added_ground: (16, 56, 96),
    shared: (128, 216, 196),
    moved: (208, 160, 240),
    quiet: (150, 150, 150),
    frame: (110, 110, 110),
    cursor_ground: (44, 48, 56),
    counterpart_ground: (44, 48, 56),
    bar: (240, 200, 80),
    band: (52, 56, 64),
    band_text: (220, 220, 220),
    hit: (0, 0, 0),
    hit_ground: (200, 180, 90),
    current_hit_ground: (255, 220, 60),
    basic: Basic {
        removed: Color::Yellow,
        added: Color::LightBlue,
        shared: Color::Cyan,
        moved: Color::LightMagenta,
        quiet: Color::Gray,
    },
};

const LIGHT: Palette = Palette {
    removed: (150, 72, 0),
    removed_ground: (255, 222, 186),
    added: (0, 80, 168),
    added_ground: (206, 228, 255),
    shared: (0, 96, 84),
    moved: (112, 40, 152),
    quiet: (96, 96, 96),
    frame: (140, 140, 140),
    cursor_ground: (236, 240, 245),
    counterpart_ground: (236, 240, 245),
    bar: (176, 112, 0),
    band: (222, 226, 232),
    band_text: (32, 32, 32),
    hit: (0, 0, 0),
    hit_ground: (240, 224, 140),
    current_hit_ground: (255, 208, 40),
    basic: Basic {
        removed: Color::Red,
        added: Color::Blue,
        shared: Color::Green,
        moved: Color::Magenta,
        quiet: Color::DarkGray,
    },
};

impl Theme {
    /// For a dark background.
    pub fn dark(depth: Depth) -> Theme {
        Theme {
            palette: Some(DARK),
            depth,
        }
    }

    /// For a light background.
    pub fn light(depth: Depth) -> Theme {
        Theme {
            palette: Some(LIGHT),
            depth,
        }
    }

    /// Without colours: bold, underline and reverse.
    pub fn monochrome() -> Theme {
        Theme {
            palette: None,
            depth: Depth::Basic,
        }
    }

    /// The style of an ink.
    pub fn style(&self, ink: Ink) -> Style {
        let mut style = self.role_style(ink.role);
        if let Some(stand) = ink.stand {
            style = style.patch(self.stand_style(stand, ink.role));
        }
        let is_whole_passage = matches!(ink.role, Role::Dropped | Role::Added);
        match ink.mark {
            Some(mark) if !is_whole_passage || mark <= Mark::Hit => {
                style.patch(self.mark_style(mark))
            }
            _ => style,
        }
    }

    fn role_style(&self, role: Role) -> Style {
        let plain = Style::new();
        let Some(palette) = &self.palette else {
            return monochrome_role(role);
        };
        let fg = |rgb, basic| plain.fg(self.color(rgb, basic));
        match role {
            Role::Text => plain,
            Role::Heading => plain.add_modifier(Modifier::BOLD),
            Role::Quiet => fg(palette.quiet, palette.basic.quiet),
            Role::Frame => fg(palette.frame, Color::DarkGray),
            Role::Thumb => fg(palette.quiet, palette.basic.quiet),
            Role::Header | Role::Status => self.band(palette),
            Role::Message => self.band(palette).add_modifier(Modifier::BOLD),
            Role::Bar => fg(palette.bar, Color::Yellow).add_modifier(Modifier::BOLD),
            Role::Verbatim => fg(palette.quiet, palette.basic.quiet),
            Role::Edited | Role::Reworded => fg(palette.shared, palette.basic.shared),
            Role::Dropped => fg(palette.removed, palette.basic.removed),
            Role::Added => fg(palette.added, palette.basic.added),
            Role::Moved => fg(palette.moved, palette.basic.moved),
            Role::Key => fg(palette.added, palette.basic.added).add_modifier(Modifier::BOLD),
            Role::Chosen => plain.add_modifier(Modifier::REVERSED),
        }
    }

    fn band(&self, palette: &Palette) -> Style {
        match self.depth {
            Depth::Basic => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new()
                .fg(self.color(palette.band_text, Color::White))
                .bg(self.color(palette.band, Color::Black)),
        }
    }

    fn stand_style(&self, stand: Stand, role: Role) -> Style {
        let Some(palette) = self
            .palette
            .as_ref()
            .filter(|_| self.depth != Depth::Basic && role != Role::Bar)
        else {
            return Style::new();
        };
        let ground = match stand {
            Stand::Cursor => palette.cursor_ground,
            Stand::Counterpart => palette.counterpart_ground,
        };
        Style::new().bg(self.color(ground, Color::Reset))
    }

    fn mark_style(&self, mark: Mark) -> Style {
        let plain = Style::new();
        let Some(palette) = &self.palette else {
            return monochrome_mark(mark);
        };
        let basic = palette.basic;
        let tinted = |text, ground, basic| match self.depth {
            Depth::Basic => plain.fg(basic).add_modifier(Modifier::BOLD),
            _ => plain
                .fg(self.color(text, basic))
                .bg(self.color(ground, basic))
                .add_modifier(Modifier::BOLD),
        };
        match mark {
            Mark::CurrentHit | Mark::Hit if self.depth == Depth::Basic => monochrome_mark(mark),
            Mark::CurrentHit => tinted(palette.hit, palette.current_hit_ground, Color::Reset),
            Mark::Hit => tinted(palette.hit, palette.hit_ground, Color::Reset)
                .remove_modifier(Modifier::BOLD),
            Mark::Removed => tinted(palette.removed, palette.removed_ground, basic.removed),
            Mark::Added => tinted(palette.added, palette.added_ground, basic.added),
            Mark::Shared => plain
                .fg(self.color(palette.shared, basic.shared))
                .add_modifier(Modifier::UNDERLINED),
        }
    }

    fn color(&self, (r, g, b): Rgb, basic: Color) -> Color {
        match self.depth {
            Depth::True => Color::Rgb(r, g, b),
            Depth::Indexed => Color::Indexed(nearest_indexed((r, g, b))),
            Depth::Basic => basic,
        }
    }
}

fn monochrome_role(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Heading | Role::Bar | Role::Message | Role::Key => plain.add_modifier(Modifier::BOLD),
        Role::Header | Role::Status | Role::Chosen => plain.add_modifier(Modifier::REVERSED),
        Role::Text | Role::Quiet | Role::Frame | Role::Thumb => plain,
        Role::Verbatim
        | Role::Edited
        | Role::Reworded
        | Role::Dropped
        | Role::Added
        | Role::Moved => plain,
    }
}

fn monochrome_mark(mark: Mark) -> Style {
    let plain = Style::new();
    match mark {
        Mark::CurrentHit => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
        Mark::Hit => plain.add_modifier(Modifier::REVERSED),
        Mark::Removed | Mark::Added => plain.add_modifier(Modifier::BOLD),
        Mark::Shared => plain.add_modifier(Modifier::UNDERLINED),
    }
}

/// The nearest of xterm's 6 × 6 × 6 cube and its 24 greys (indices 16 to 255).
fn nearest_indexed(rgb: Rgb) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |(r, g, b): Rgb| {
        let d = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
        d(r, rgb.0) + d(g, rgb.1) + d(b, rgb.2)
    };
    let cube = (0..216u8).map(|n| {
        (
            n + 16,
            (
                STEPS[n as usize / 36],
                STEPS[n as usize / 6 % 6],
                STEPS[n as usize % 6],
            ),
        )
    });
    let greys = (0..24u8).map(|n| (n + 232, (8 + 10 * n, 8 + 10 * n, 8 + 10 * n)));
    cube.chain(greys)
        .min_by_key(|&(_, color)| distance(color))
        .map_or(16, |(index, _)| index)
}
