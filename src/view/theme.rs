//! A theme's file → the style of each [`Ink`]. The only place that knows colours.
//!
//! Colour is what only one side says. Where there is none, bold and underline say the same, and findings and hits stand
//! out in reverse; passages have signs and bars besides.

use crate::text::glyph;
use crate::text::near::line_number;
use crate::view::screen::{Ink, Mark, Role, Stand};
use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Deserializer};
use std::collections::HashMap;

/// How cells are painted: a theme's file as it stands in `assets/themes`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What pictures are drawn on, and what the contrast of text is measured against.
    pub background: Hue,
    /// The text of pictures.
    pub text: Hue,
    /// The colours of the terminal that it is for; not part of the file.
    #[serde(skip)]
    pub depth: Depth,
    role: HashMap<Role, Look>,
    mark: HashMap<Mark, Look>,
    stand: HashMap<Stand, Look>,
    #[serde(default)]
    face: Faces,
}

/// What a document's markup looks like. Faces that a theme does not mention look as they do everywhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Faces {
    emphasis: Look,
    strong: Look,
    code: Look,
    struck: Look,
    link: Look,
}

impl Default for Faces {
    fn default() -> Faces {
        let plain = Look::default;
        Faces {
            emphasis: Look {
                italic: true,
                ..plain()
            },
            strong: Look {
                bold: true,
                ..plain()
            },
            code: plain(),
            struck: Look {
                struck: true,
                ..plain()
            },
            link: Look {
                underline: true,
                ..plain()
            },
        }
    }
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// 16 million.
    #[default]
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own 16.
    Basic,
    /// None.
    None,
}

/// What makes cells look different.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Look {
    text: Option<Hue>,
    ground: Option<Hue>,
    bold: bool,
    italic: bool,
    underline: bool,
    struck: bool,
    reverse: bool,
    /// The look where there are only 16 colours; without it, this look without its colours.
    basic: Option<Box<Look>>,
}

/// A colour: `#rrggbb`, or one of the terminal's 16 by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Red, green and blue in sRGB.
    Rgb(u8, u8, u8),
    /// A name in `BASIC`, by its index.
    Basic(u8),
}

/// The terminal's own colours in the order of their codes.
const BASIC: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The themes in the binary, by name; the first is for dark backgrounds, the second for light ones.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    (
        "monochrome",
        include_str!("../../assets/themes/monochrome.toml"),
    ),
];

/// Themes by name: the one owner of both. What is said of them elsewhere is their names.
#[derive(Debug, Clone, Default)]
pub struct Themes(pub Vec<(String, Theme)>);

impl Themes {
    /// The names, in the order in which a reader chooses among them.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The theme of a name; the first, if there is none of that name. There must be one.
    pub fn named(&self, name: &str) -> &Theme {
        let named = self.0.iter().find(|(known, _)| known == name);
        &named.unwrap_or(&self.0[0]).1
    }
}

impl Theme {
    /// Reads a theme's file.
    ///
    /// # Errors
    /// Says what is wrong, and in which line.
    pub fn parse(source: &str) -> Result<Theme, String> {
        toml::from_str(source).map_err(|err: toml::de::Error| {
            let message = glyph::escaped(err.message());
            match err.span() {
                Some(span) => format!("line {}: {message}", line_number(source, span.start)),
                None => message.into_owned(),
            }
        })
    }

    /// The built-in theme of a name.
    pub fn built_in(name: &str) -> Option<Theme> {
        let (_, source) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(Theme::parse(source).expect("built-in themes are tested"))
    }

    /// The style of an ink.
    pub fn style(&self, ink: Ink) -> Style {
        self.style_in(ink, self.depth)
    }

    fn style_in(&self, ink: Ink, depth: Depth) -> Style {
        let stand = ink.stand.filter(|_| ink.role != Role::Bar);
        let face = ink.face;
        let looks = [
            self.role.get(&ink.role),
            face.emphasis.then_some(&self.face.emphasis),
            face.strong.then_some(&self.face.strong),
            face.code.then_some(&self.face.code),
            face.struck.then_some(&self.face.struck),
            face.link.map(|_| &self.face.link),
            stand.and_then(|stand| self.stand.get(&stand)),
            ink.mark.and_then(|mark| self.mark.get(&mark)),
        ];
        looks
            .into_iter()
            .flatten()
            .fold(Style::new(), |style, look| style.patch(look.style(depth)))
    }

    /// Text and ground of an ink as they come out in true colour: what a picture is drawn in.
    pub fn colors(&self, ink: Ink) -> (Hue, Hue) {
        let style = self.style_in(ink, Depth::True);
        let hue = |color: Option<Color>, otherwise| match color {
            Some(Color::Rgb(r, g, b)) => Hue::Rgb(r, g, b),
            _ => otherwise,
        };
        let text = hue(style.fg, self.text);
        let ground = hue(style.bg, self.background);
        if style.add_modifier.contains(Modifier::REVERSED) {
            (ground, text)
        } else {
            (text, ground)
        }
    }
}

impl Look {
    fn style(&self, depth: Depth) -> Style {
        let look = match (&self.basic, depth) {
            (Some(basic), Depth::Basic) => basic,
            _ => self,
        };
        let modifiers = [
            (look.bold, Modifier::BOLD),
            (look.italic, Modifier::ITALIC),
            (look.struck, Modifier::CROSSED_OUT),
            (look.underline, Modifier::UNDERLINED),
            (look.reverse, Modifier::REVERSED),
        ];
        let style = Style {
            fg: look.text.and_then(|hue| hue.color(depth)),
            bg: look.ground.and_then(|hue| hue.color(depth)),
            ..Style::new()
        };
        modifiers
            .into_iter()
            .filter(|(has, _)| *has)
            .fold(style, |style, (_, modifier)| style.add_modifier(modifier))
    }
}

impl Hue {
    /// The colour in a terminal of some depth, if that has it.
    fn color(self, depth: Depth) -> Option<Color> {
        match (self, depth) {
            (_, Depth::None) | (Hue::Rgb(..), Depth::Basic) => None,
            (Hue::Rgb(r, g, b), Depth::True) => Some(Color::Rgb(r, g, b)),
            (Hue::Rgb(r, g, b), Depth::Indexed) => Some(Color::Indexed(nearest_indexed(r, g, b))),
            (Hue::Basic(n), _) => Some(Color::Indexed(n)),
        }
    }

    fn parse(text: &str) -> Option<Hue> {
        if let Some(n) = BASIC.iter().position(|name| *name == text) {
            return Some(Hue::Basic(n as u8));
        }
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |n: usize| u8::from_str_radix(digits.get(n..n + 2)?, 16).ok();
        Some(Hue::Rgb(part(0)?, part(2)?, part(4)?))
    }

    /// As CSS writes it. The 16 colours are a terminal's own affair and come out grey.
    pub fn css(self) -> String {
        match self {
            Hue::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
            Hue::Basic(_) => "#808080".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Hue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hue, D::Error> {
        let text = String::deserialize(deserializer)?;
        Hue::parse(&text).ok_or_else(|| {
            let names = BASIC.join(", ");
            serde::de::Error::custom(format!(
                "`{text}` is no colour; write #rrggbb or one of {names}"
            ))
        })
    }
}

/// The nearest of xterm's 6 × 6 × 6 cube and its 24 greys (indices 16 to 255).
fn nearest_indexed(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |candidate: [u8; 3]| -> u32 {
        let wanted = [r, g, b];
        (0..3)
            .map(|n| u32::from(candidate[n].abs_diff(wanted[n])).pow(2))
            .sum()
    };
    let cube = (0..216usize).map(|n| (n + 16, [STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6]]));
    let greys = (0..24usize).map(|n| (n + 232, [8 + 10 * n as u8; 3]));
    let nearest = cube.chain(greys).min_by_key(|&(_, rgb)| distance(rgb));
    nearest.map_or(16, |(index, _)| index as u8)
}
