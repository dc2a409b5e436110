//! A range of a document → [`Glyph`]s: how it looks on the screen, one group of cells at a time.
//!
//! This is the only way from document text to a terminal, so nothing else can ever get there: white space becomes one
//! space, control characters and bidirectional overrides become visible symbols, and widths are those of grapheme
//! clusters as the terminal library paints them; where terminals disagree, the most that one of them takes.

use crate::text::document::{Block, Document};
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most bytes of one grapheme cluster that are painted; letters of real languages need fewer than 40 (a family
/// of joined emoji). Longer clusters are piles of combining marks; they are cut, and `�` is added.
const CLUSTER_BYTES_MAX: usize = 64;

/// One grapheme cluster, or the white space between two words, as it is painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Where it starts in the document's text.
    pub offset: usize,
    /// What is painted; safe for a terminal.
    pub shown: Cow<'a, str>,
    /// Display columns, 1 or more.
    pub width: usize,
}

/// The glyphs of `range`, which lies in `block`. White space of any length is one space, also where a source line
/// ends; between two ideographs a line end is nothing.
pub fn glyphs<'a>(document: &'a Document, block: &'a Block, range: Range<usize>) -> Vec<Glyph<'a>> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let first = block.lines.partition_point(|line| line.end <= range.start);
    let mut end = range.start;
    for line in &block.lines[first..] {
        if line.start >= range.end {
            break;
        }
        let part = line.start.max(range.start)..line.end.min(range.end);
        let before = std::mem::replace(&mut end, part.end);
        if !glyphs.is_empty() && !document.joint(before, part.start).is_empty() {
            glyphs.push(Glyph {
                offset: part.start - 1,
                shown: " ".into(),
                width: 1,
            });
        }
        let text = &document.text()[part.clone()];
        each_glyph(text, part.start, |glyph| glyphs.push(glyph));
    }
    glyphs
}

/// A text that is no document's (a file name, a message) made safe for the terminal.
///
/// ```
/// # use diptych::text::glyph::visible;
/// assert_eq!(visible("a\u{1b}[31m\tb"), "a␛[31m b");
/// ```
pub fn visible(text: &str) -> String {
    let mut visible = String::new();
    each_glyph(text, 0, |glyph| visible.push_str(&glyph.shown));
    visible
}

/// A name, an argument or a message with escapes for what [`steers`]. Unlike [`visible`] it changes nothing else, so
/// that two names which differ are shown differently.
///
/// ```
/// # use diptych::text::glyph::escaped;
/// assert_eq!(escaped("a\u{1b}[31m\tb  c"), "a\\u{1b}[31m\\tb  c");
/// ```
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::new();
    for c in text.chars() {
        match steers(c) {
            true => escaped.extend(c.escape_default()),
            false => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// A text to hand on to other programs: its own characters, but what [`steers`], so that pasting it does no harm. What
/// stands for a line end or a tab is a space; tags stay, for the flags that they spell.
///
/// ```
/// # use diptych::text::glyph::handed_on;
/// assert_eq!(handed_on("a\u{1b}[31m\tb 👍🏿 👩\u{200d}👧"), "a[31m b 👍🏿 👩\u{200d}👧");
/// ```
pub fn handed_on(text: &str) -> String {
    let handed_on = text.chars().map(|c| {
        if c.is_whitespace() && c.is_control() {
            ' '
        } else {
            c
        }
    });
    let is_tag = |c: &char| matches!(c, '\u{e0000}'..='\u{e007f}');
    handed_on.filter(|c| is_tag(c) || !steers(*c)).collect()
}

/// Whether a character controls the program that shows it: a terminal, a browser, a program that reads lines. It may
/// move the cursor, break a line, change the direction of the text around it, or hide text. Tabs and line ends are
/// included; a caller that allows them must check for them first.
///
/// - C0, DEL and C1: the control functions of terminals (ECMA-48, 5.2 and 5.3; U+009B alone begins a sequence).
/// - U+2028 and U+2029: line and paragraph separator (The Unicode Standard, 5.8).
/// - U+061C, U+200E, U+200F, U+202A–E, U+2066–9: all that steers the bidirectional algorithm (UAX #9, 2); with them a
///   text reads differently from what it is (CVE-2021-42574, "Trojan Source").
/// - U+206A–F: the deprecated format characters, which turn shaping and mirroring on and off (The Unicode Standard, 23.3).
/// - U+FFF9–B: interlinear annotations, which a plain text may not show at all (23.8).
/// - U+E0000–E007F: tags, an invisible copy of ASCII (23.9).
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Display columns of `text` as [`visible`] shows it.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| (0x21..0x7f).contains(&b)) {
        return text.len();
    }
    let mut width = 0;
    each_glyph(text, 0, |glyph| width += glyph.width);
    width
}

/// As much of `text` as fits in `width_max` columns, with `…` for what does not, and the columns it takes.
pub fn clipped(text: &str, width_max: usize) -> (String, usize) {
    let mut glyphs = Vec::new();
    each_glyph(text, 0, |glyph| glyphs.push(glyph));
    let full: usize = glyphs.iter().map(|glyph| glyph.width).sum();
    if full <= width_max {
        return (glyphs.into_iter().map(|glyph| glyph.shown).collect(), full);
    }
    let (mut clip, mut used) = (String::new(), 0);
    for glyph in glyphs {
        if used + glyph.width + 1 > width_max {
            break;
        }
        used += glyph.width;
        clip.push_str(&glyph.shown);
    }
    if used < width_max {
        clip.push('…');
        used += 1;
    }
    (clip, used)
}

/// Cuts one long word into pieces of at most `width_max` columns (or of one cluster), as offsets of their ends.
pub fn cuts(word: &str, width_max: usize) -> Vec<(usize, usize)> {
    let (mut cuts, mut used) = (Vec::new(), 0);
    each_glyph(word, 0, |glyph| {
        if used > 0 && used + glyph.width > width_max {
            cuts.push((glyph.offset, used));
            used = 0;
        }
        used += glyph.width;
    });
    cuts.push((word.len(), used));
    cuts
}

/// The grapheme clusters of a text, and where they start. An ASCII character that is no control character and stands
/// before another is one by itself; this spares most texts nearly all of the search.
fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_plain = |at: usize| {
        let byte = text.as_bytes().get(at);
        byte.is_none_or(|byte| (b' '..=b'~').contains(byte))
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let cluster = match is_plain(start) && is_plain(start + 1) {
            true => &rest[..1],
            false => rest.graphemes(true).next()?,
        };
        let at = start;
        start += cluster.len();
        Some((at, cluster))
    })
}

fn each_glyph<'a>(text: &'a str, base: usize, mut each: impl FnMut(Glyph<'a>)) {
    let mut after_space = false;
    for (at, cluster) in clusters(text) {
        if let [b'!'..=b'~'] = cluster.as_bytes() {
            after_space = false;
            each(Glyph {
                offset: base + at,
                shown: Cow::Borrowed(cluster),
                width: 1,
            });
            continue;
        }
        let is_space = cluster.chars().all(char::is_whitespace);
        if is_space && after_space {
            continue;
        }
        after_space = is_space;
        let mut offset = base + at;
        for part in parts(cluster) {
            let shown = if is_space {
                Cow::Borrowed(" ")
            } else {
                shown(part)
            };
            let width = columns(&shown);
            if width > 0 {
                each(Glyph {
                    offset,
                    shown,
                    width,
                });
            }
            offset += part.len() + ZERO_WIDTH_JOINER.len_utf8();
        }
    }
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// What a cluster is painted as: itself, or the parts of a joined emoji one by one. Some terminals draw those joined,
/// two columns wide, and others side by side; without the joiners all of them agree, and what stands to the right of
/// them stays in its place. Joiners inside words (in Indic scripts) are left alone.
fn parts(cluster: &str) -> impl Iterator<Item = &str> {
    let is_emoji = |part: &str| part.starts_with(|c: char| c >= '\u{203c}' && !c.is_alphabetic());
    let joined =
        cluster.contains(ZERO_WIDTH_JOINER) && cluster.split(ZERO_WIDTH_JOINER).all(is_emoji);
    cluster.split(move |c| joined && c == ZERO_WIDTH_JOINER)
}

/// What is painted for a cluster; empty for invisible ones (soft hyphens, zero-width spaces).
fn shown(cluster: &str) -> Cow<'_, str> {
    let first = cluster.chars().next().unwrap_or(' ');
    if cluster.len() == 1 && !first.is_control() {
        return Cow::Borrowed(cluster);
    }
    if let Some(symbol) = symbol(first) {
        return symbol;
    }
    // Terminals and libraries disagree about these, too: variation selector 16, skin tones, and tags, which the flag of
    // Scotland consists of.
    let disputed = |c: char| matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}') || steers(c);
    let mut shown = Cow::Borrowed(cluster);
    if cluster.chars().skip(1).any(disputed) {
        let rest = cluster[first.len_utf8()..].replace(disputed, "");
        shown = Cow::Owned(format!("{first}{rest}"));
    }
    if shown.len() > CLUSTER_BYTES_MAX {
        let cut = shown.floor_char_boundary(CLUSTER_BYTES_MAX);
        shown = Cow::Owned(format!("{}�", &shown[..cut]));
    }
    if shown.width() == 0 && is_mark(first) {
        shown = Cow::Owned(format!("◌{shown}"));
    }
    shown
}

/// The columns of what is painted for a cluster: the most that a terminal takes for it.
fn columns(shown: &str) -> usize {
    let width = shown.width();
    match shown.len() <= 3 {
        true => width,
        false => width + shown.chars().filter(|&c| is_disputed(c)).count(),
    }
}

/// Whether what is painted may take fewer columns than its glyph has, by the terminal.
///
/// ```
/// # use diptych::text::glyph::has_disputed_width;
/// assert!(has_disputed_width("\u{baa}\u{bbe}") && !has_disputed_width("\u{baa}\u{bbf}é"));
/// ```
pub fn has_disputed_width(shown: &str) -> bool {
    shown.chars().any(is_disputed)
}

/// Spacing marks (category Mc) that extend the cluster of their letter: libraries and some terminals give them no column,
/// and terminals that go by `wcwidth` one, tmux, xterm and those of GNOME among them. (Unicode 16: property
/// Other_Grapheme_Extend, without the tone marks of Hangul and Chinese.)
fn is_disputed(c: char) -> bool {
    matches!(
        c,
        '\u{9be}'
            | '\u{9d7}'
            | '\u{b3e}'
            | '\u{b57}'
            | '\u{bbe}'
            | '\u{bd7}'
            | '\u{cc0}'
            | '\u{cc2}'
            | '\u{cc7}'
            | '\u{cc8}'
            | '\u{cca}'
            | '\u{ccb}'
            | '\u{cd5}'
            | '\u{cd6}'
            | '\u{d3e}'
            | '\u{d57}'
            | '\u{dcf}'
            | '\u{ddf}'
            | '\u{1715}'
            | '\u{1734}'
            | '\u{1b35}'
            | '\u{1b3b}'
            | '\u{1b3d}'
            | '\u{1b43}'
            | '\u{1b44}'
            | '\u{1baa}'
            | '\u{1bf2}'
            | '\u{1bf3}'
            | '\u{a953}'
            | '\u{a9c0}'
            | '\u{111c0}'
            | '\u{11235}'
            | '\u{1133e}'
            | '\u{1134d}'
            | '\u{11357}'
            | '\u{114b0}'
            | '\u{114bd}'
            | '\u{115af}'
            | '\u{116b6}'
            | '\u{11930}'
            | '\u{1193d}'
            | '\u{1d165}'
            | '\u{1d166}'
            | '\u{1d16d}'..='\u{1d172}'
    )
}

/// The visible stand-in of a character that [`steers`]: control pictures for C0, `<U+202E>` (as less shows it) for
/// the others, and `�` for tags, which come in dozens.
fn symbol(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).map(|c| Cow::Owned(c.to_string())),
        '\x7f' => Some(Cow::Borrowed("␡")),
        '\u{e0000}'..='\u{e007f}' => Some(Cow::Borrowed("�")),
        _ if steers(c) => Some(Cow::Owned(format!("<U+{:04X}>", c as u32))),
        _ => None,
    }
}

/// A zero-width character that is a mark with nothing to stand on, not an invisible format character.
fn is_mark(c: char) -> bool {
    !matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_ascii_are_cut_as_all_text_is() {
        const PARTS: [&str; 12] = [
            "a", " ", "~", "\r", "\n", "\u{301}", "\u{200d}", "é", "👩", "🇩", "ก", "क्",
        ];
        arbtest::arbtest(|u| {
            let mut text = String::new();
            while !u.is_empty() {
                text += u.choose(&PARTS)?;
            }
            assert!(clusters(&text).eq(text.grapheme_indices(true)), "{text:?}");
            Ok(())
        });
    }

    /// A letter with such a mark is a column for the library, which paints it; where that changes, so does the list.
    #[test]
    fn the_width_of_a_cluster_is_the_most_that_a_terminal_gives_it() {
        let disputed = ('\0'..=char::MAX).filter(|&c| is_disputed(c));
        for cluster in disputed.map(|c| format!("\u{995}{c}")) {
            assert_eq!((cluster.width(), width(&cluster)), (1, 2), "{cluster}");
        }
        assert_eq!(width("পানি"), 4);
        assert_eq!(width("\u{bbe}"), 2);
    }

    /// Characters that steer, alone and behind others.
    #[test]
    fn nothing_that_steers_is_shown_as_it_is() {
        for c in ('\0'..=char::MAX).filter(|&c| steers(c)) {
            for text in [
                format!("{c}"),
                format!("a{c}b"),
                format!("🏴{c}{c}"),
                format!("\u{600}{c}"),
            ] {
                for shown in [&visible(&text), &*escaped(&text), &clipped(&text, 80).0] {
                    assert!(!shown.contains(steers), "{text:?} is shown as {shown:?}");
                }
            }
        }
    }

    #[test]
    fn what_steers_is_seen() {
        assert_eq!(
            visible("a\u{61c}b\u{206a}\u{fff9}\u{85}c"),
            "a<U+061C>b<U+206A><U+FFF9> c"
        );
        assert_eq!(
            escaped("a\u{61c}b\u{9b}\u{e0041}\r\n"),
            "a\\u{61c}b\\u{9b}\\u{e0041}\\r\\n"
        );
        assert_eq!(visible("🏴\u{e0067}\u{e007f}"), "🏴");
    }
}
