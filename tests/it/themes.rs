//! Themes: readable in every combination, and their mistakes told.

use diptych::view::screen::{Face, Ink, Mark, Role, Stand};
use diptych::view::theme::{BUILT_IN, Depth, Hue, Theme};

const ROLES: [Role; 19] = [
    Role::Text,
    Role::Heading,
    Role::Quiet,
    Role::Frame,
    Role::Thumb,
    Role::Header,
    Role::Status,
    Role::Message,
    Role::Bar,
    Role::Verbatim,
    Role::Edited,
    Role::Reworded,
    Role::Dropped,
    Role::Added,
    Role::Unsure,
    Role::Moved,
    Role::Finding,
    Role::Key,
    Role::Chosen,
];

const MARKS: [Option<Mark>; 12] = [
    None,
    Some(Mark::CurrentHit),
    Some(Mark::Hit),
    Some(Mark::CurrentFinding),
    Some(Mark::Fact),
    Some(Mark::Finding),
    Some(Mark::Removed),
    Some(Mark::Added),
    Some(Mark::RemovedSoft),
    Some(Mark::AddedSoft),
    Some(Mark::Related),
    Some(Mark::Shared),
];

const STANDS: [Option<Stand>; 4] = [
    None,
    Some(Stand::Cursor),
    Some(Stand::Counterpart),
    Some(Stand::Unsure),
];

const FACES: [Face; 4] = [
    Face {
        emphasis: false,
        strong: false,
        code: false,
        struck: false,
        link: None,
    },
    Face {
        emphasis: true,
        strong: true,
        code: false,
        struck: true,
        link: None,
    },
    Face {
        emphasis: false,
        strong: false,
        code: true,
        struck: false,
        link: None,
    },
    Face {
        emphasis: false,
        strong: false,
        code: false,
        struck: false,
        link: Some(0),
    },
];

/// Every ink that is ever painted, in every face that may have a colour: marks, stands and faces are for text only.
fn inks() -> impl Iterator<Item = Ink> {
    plain_inks().flat_map(|ink| {
        let is_text = matches!(ink.role, Role::Text | Role::Heading | Role::Quiet);
        let n_faces = if is_text { FACES.len() } else { 1 };
        FACES
            .into_iter()
            .take(n_faces)
            .map(move |face| Ink { face, ..ink })
    })
}

fn plain_inks() -> impl Iterator<Item = Ink> {
    let inks = ROLES.into_iter().flat_map(|role| {
        let is_text = matches!(role, Role::Text | Role::Heading | Role::Quiet);
        let all = MARKS.into_iter().flat_map(move |mark| {
            STANDS.into_iter().map(move |stand| Ink {
                mark,
                stand,
                ..Ink::plain(role)
            })
        });
        all.filter(move |ink| is_text || (ink.mark.is_none() && ink.stand.is_none()))
    });
    inks.chain(in_view())
}

/// The inks of a ruler's cells whose part of the text is on the screen.
fn in_view() -> impl Iterator<Item = Ink> {
    RULER_ROLES.into_iter().map(|role| Ink {
        stand: Some(Stand::InView),
        ..Ink::plain(role)
    })
}

const RULER_ROLES: [Role; 5] = [
    Role::Dropped,
    Role::Added,
    Role::Moved,
    Role::Finding,
    Role::Thumb,
];

/// WCAG 2.1, "relative luminance" and "contrast ratio".
fn contrast(a: Hue, b: Hue) -> f64 {
    let luminance = |hue: Hue| {
        let Hue::Rgb(r, g, b) = hue else {
            panic!("no sRGB colour: {hue:?}")
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_ink_has_a_contrast_of_at_least_4_5() {
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).unwrap();
        for ink in inks() {
            let (text, ground) = theme.colors(ink);
            let ratio = contrast(text, ground);
            assert!(ratio >= 4.5, "{name}: {ink:?} has a contrast of {ratio:.2}");
        }
    }
}

/// Without any colour a mark still shows: by bold, underline or reverse. With 16 colours the soft marks and related words may be letters
/// in a colour alone.
#[test]
fn marks_show_without_colours() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::None, Depth::Basic] {
            let mut theme = Theme::built_in(name).unwrap();
            theme.depth = depth;
            if depth == Depth::None && name != "monochrome" {
                continue; // without colours the monochrome theme is used
            }
            let style = |mark| {
                theme.style(Ink {
                    mark,
                    ..Ink::plain(Role::Text)
                })
            };
            for mark in MARKS.into_iter().skip(1) {
                let modifiers = style(mark).add_modifier;
                let is_soft = matches!(
                    mark,
                    Some(Mark::RemovedSoft | Mark::AddedSoft | Mark::Related)
                );
                if is_soft && style(mark).fg.is_some() {
                    continue;
                }
                assert!(!modifiers.is_empty(), "{name}: {mark:?} is only a colour");
            }
        }
    }
}

/// Marks that mean different things look different, but for those that the pane tells apart.
#[test]
fn marks_look_different() {
    let other_side = |mark| match mark {
        Some(Mark::Added) => Some(Mark::Removed),
        Some(Mark::AddedSoft) => Some(Mark::RemovedSoft),
        mark => mark,
    };
    for (name, _) in BUILT_IN {
        for depth in [Depth::True, Depth::Basic, Depth::None] {
            let mut theme = Theme::built_in(name).unwrap();
            theme.depth = depth;
            if depth == Depth::None && name != "monochrome" {
                continue;
            }
            let style = |mark| {
                theme.style(Ink {
                    mark,
                    ..Ink::plain(Role::Text)
                })
            };
            for (n, a) in MARKS.into_iter().enumerate() {
                for b in MARKS.into_iter().skip(n + 1) {
                    let differ = style(a) != style(b) || other_side(a) == other_side(b);
                    assert!(differ, "{name}, {depth:?}: {a:?} looks like {b:?}");
                }
            }
            let link = Face {
                link: Some(0),
                ..Face::default()
            };
            let link = theme.style(Ink {
                face: link,
                ..Ink::plain(Role::Text)
            });
            for mark in MARKS {
                assert_ne!(
                    style(mark),
                    link,
                    "{name}, {depth:?}: {mark:?} looks like a link"
                );
            }
        }
    }
}

/// What is on the screen shows on a ruler where something else has its colour, too.
#[test]
fn the_part_on_the_screen_shows_behind_the_shapes_of_a_ruler() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::True, Depth::Basic, Depth::None] {
            let mut theme = Theme::built_in(name).unwrap();
            theme.depth = depth;
            if depth == Depth::None && name != "monochrome" {
                continue; // without colours the monochrome theme is used
            }
            for ink in in_view() {
                let elsewhere = theme.style(Ink::plain(ink.role));
                assert_ne!(theme.style(ink), elsewhere, "{name}, {depth:?}: {ink:?}");
            }
        }
    }
}

#[test]
fn monochrome_has_no_colours_at_all() {
    let theme = Theme::built_in("monochrome").unwrap();
    for ink in inks() {
        let style = theme.style(ink);
        assert_eq!((style.fg, style.bg), (None, None), "{ink:?}");
    }
}

#[test]
fn a_theme_that_is_wrong_says_where() {
    let source = |line: &str| {
        format!("background = \"#000000\"\ntext = \"#ffffff\"\n[role]\n{line}\n[mark]\n[stand]\n")
    };
    let error = |line: &str| Theme::parse(&source(line)).unwrap_err();
    assert!(Theme::parse(&source("heading = { bold = true }")).is_ok());
    assert!(error("heading = { text = \"blue-ish\" }").contains("`blue-ish` is no colour"));
    assert!(error("heading = { text = \"blue-ish\" }").contains("line 4"));
    assert!(error("headline = { bold = true }").contains("headline"));
    assert!(error("heading = { blink = true }").contains("blink"));
    assert!(error("heading = { \u{1b} }").starts_with("line 4: "));
    assert_eq!(
        error("heading = { text = \"\\u001b[31m\\n\" }")
            .split(';')
            .next(),
        Some("line 4: `\\u{1b}[31m\\n` is no colour"),
        "nothing of the file is printed raw"
    );
}
