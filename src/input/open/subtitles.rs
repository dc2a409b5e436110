//! Subtitles (SRT, WebVTT) → [`Document`]: what is said, with the time beside it.
//!
//! A block begins with a cue at which a sentence or a speech begins, so a sentence that runs over several cues is one.
//! Numbers, times and places on the screen are no part of the text. Files in the wild lack blank lines and numbers, or
//! have too many, so only the lines with times are relied on.
//!
//! ```text
//! 7
//! 00:00:41,500 --> 00:00:43,000       0:41  Did you hear that, or was it only
//! Did you hear that,                        the <i>wind</i>?
//!                                  ─►
//! 8
//! 00:00:43,100 --> 00:00:45,000
//! or was it only the <i>wind</i>?
//! ```

#[cfg(test)]
mod tests;

use crate::input::open::left_out::{LeftOut, LeftOutCounts};
use crate::text::document::{Container, Document, Draft, Face};
use std::borrow::Cow;

/// Milliseconds without a subtitle after which nothing goes on.
const PAUSE: u64 = 3_000;

/// Subtitles that nobody gave stops (those that a program wrote) are cut after so many cues. A cue has at most two
/// lines of 42 characters, so this is more than most sentences.
const CUES_MAX: usize = 6;

/// Bytes of a tag or character reference; a longer one is text.
const TAG_MAX: usize = 200;

/// Whether a text begins as subtitles do: with `WEBVTT`, or with a number and times.
pub fn is_subtitles(text: &str) -> bool {
    if is_vtt(text) {
        return true;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match lines.next() {
        Some(number) if is_number(number) => lines.next().and_then(times).is_some(),
        Some(first) => times(first).is_some(),
        None => false,
    }
}

/// Whether there are times anywhere in a text.
pub fn has_times(text: &str) -> bool {
    text.lines().any(|line| times(line).is_some())
}

/// Reads subtitles.
pub fn read(text: &str) -> Document {
    let is_vtt = is_vtt(text);
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().rev().find_map(|line| times(line));
    let mut writer = Writer {
        draft: Draft::default(),
        left_out: LeftOutCounts::default(),
        clock: Clock::of(last.map_or(0, |times| times.start)),
        is_rolling: text.contains("><c>"),
        times: None,
        is_new_cue: false,
        n_cues: 0,
        last_end: 0,
        last_line: String::new(),
        voice: None,
        has_dash: false,
    };
    let mut section = if is_vtt { Section::Head } else { Section::Cues };
    for (idx, &line) in lines.iter().enumerate() {
        let after_blank = idx == 0 || lines[idx - 1].trim().is_empty();
        let is_name = || lines.get(idx + 1).is_some_and(|next| times(next).is_some());
        section = match section {
            _ if line.trim().is_empty() => Section::Cues,
            _ if let Some(times) = times(line) => {
                writer.cue(times);
                Section::Cues
            }
            Section::Head => {
                let said = line.trim_start_matches("WEBVTT").trim();
                if !said.is_empty() {
                    writer.left_out.add(LeftOut::Metadata);
                }
                Section::Head
            }
            Section::Skipped => Section::Skipped,
            Section::Cues if is_vtt && after_blank && is_keyword(line, "NOTE") => {
                writer.left_out.add(LeftOut::Comment);
                Section::Skipped
            }
            Section::Cues
                if is_vtt && after_blank && matches!(line.trim_end(), "STYLE" | "REGION") =>
            {
                Section::Skipped
            }
            Section::Cues if is_number(line.trim()) && is_name() => Section::Cues,
            Section::Cues if after_blank && is_name() => {
                writer.left_out.add(LeftOut::CueName);
                Section::Cues
            }
            Section::Cues => {
                writer.line(line, idx + 1);
                Section::Cues
            }
        };
    }
    let mut document = writer.draft.finish("");
    document.notes.extend(writer.left_out.notes());
    document
}

/// What a line stands in.
#[derive(Clone, Copy)]
enum Section {
    /// Before the first blank line of WebVTT.
    Head,
    /// A remark or a style sheet.
    Skipped,
    Cues,
}

fn is_vtt(text: &str) -> bool {
    is_keyword(text, "WEBVTT")
}

/// Whether `word` is the first word of `text`.
fn is_keyword(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// When a cue is shown, in milliseconds.
#[derive(Clone, Copy)]
struct Times {
    start: u64,
    end: u64,
}

/// `00:01:02,500 --> 00:01:04,000 align:start`.
fn times(line: &str) -> Option<Times> {
    let (start, rest) = line.split_once("-->")?;
    Some(Times {
        start: time(start.trim())?,
        end: time(rest.split_whitespace().next()?)?,
    })
}

/// `1:02:03,500`, `02:03.5` → milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let number = |digits: &str| {
        let digits = digits.trim();
        (is_number(digits) && digits.len() <= 4).then(|| digits.parse::<u64>().ok())?
    };
    let parts: Option<Vec<u64>> = clock.split(':').map(number).collect();
    let parts = parts.filter(|parts| matches!(parts.len(), 2 | 3))?;
    let seconds = parts.into_iter().fold(0, |sum, part| sum * 60 + part);
    let thousandths = number(&format!("{fraction:0<3}"))?;
    Some(seconds * 1_000 + thousandths)
}

/// How the times of a file are written: all with as many digits.
struct Clock {
    has_hours: bool,
    minutes_width: usize,
}

impl Clock {
    fn of(last: u64) -> Clock {
        let minutes = last / 60_000;
        Clock {
            has_hours: minutes >= 60,
            minutes_width: if minutes >= 10 { 2 } else { 1 },
        }
    }

    fn show(&self, milliseconds: u64) -> String {
        let seconds = milliseconds / 1_000;
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        match self.has_hours {
            true => format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60),
            false => format!("{minutes:0width$}:{seconds:02}", width = self.minutes_width),
        }
    }
}

struct Writer {
    draft: Draft,
    left_out: LeftOutCounts,
    clock: Clock,
    /// Whether each cue repeats the last line of the one before it, as those of speech recognition do.
    is_rolling: bool,
    /// Of the present cue; `None` before the first.
    times: Option<Times>,
    /// Whether nothing of the present cue has been written.
    is_new_cue: bool,
    /// Cues in the present block.
    n_cues: usize,
    /// When the last cue ended.
    last_end: u64,
    last_line: String,
    /// Who speaks.
    voice: Option<String>,
    /// Whether the present block has a dash before it.
    has_dash: bool,
}

impl Writer {
    fn cue(&mut self, times: Times) {
        self.last_end = self.times.map_or(0, |times| times.end);
        self.times = Some(times);
        self.is_new_cue = true;
        self.n_cues += 1;
    }

    fn line(&mut self, line: &str, line_number: usize) {
        let styled = Styled::of(line);
        for _ in 0..styled.n_pronunciations {
            self.left_out.add(LeftOut::Pronunciation);
        }
        let said = styled.text();
        let said = said.trim();
        let is_repeated = self.is_rolling && said == self.last_line && !line.contains('<');
        if said.is_empty() || is_repeated {
            return;
        }
        let dash = dash_len(said);
        let has_new_voice = styled.voice.is_some() && styled.voice != self.voice;
        let begins = dash > 0 || has_new_voice || self.is_new_cue && !self.goes_on(said);
        if begins || !self.draft.has_started() {
            self.begin(dash > 0, line_number);
            if let Some(voice) = styled.voice.as_ref().filter(|_| has_new_voice) {
                self.draft.push(voice);
                self.draft.push(": ");
            }
        } else {
            self.draft.push("\n");
            self.draft.at_line(line_number);
        }
        self.voice = styled
            .voice
            .clone()
            .or(self.voice.take().filter(|_| !self.is_new_cue));
        self.is_new_cue = false;
        let mut n_left = dash;
        for (text, face) in &styled.pieces {
            // The dash is no part of what is said.
            let text = match n_left {
                0 => text.as_str(),
                _ => {
                    let text = text.trim_start();
                    let n_cut = n_left.min(text.len());
                    n_left -= n_cut;
                    &text[text.ceil_char_boundary(n_cut)..]
                }
            };
            self.draft.set_face(*face);
            self.draft.push(text);
        }
        self.draft.set_face(Face::default());
        said.clone_into(&mut self.last_line);
    }

    /// Whether what is said in a new cue continues the block before it.
    fn goes_on(&self, said: &str) -> bool {
        let last = self.last_line.trim_end_matches(|c| "\"'”’»".contains(c));
        let has_ended = last.ends_with(|c: char| ".!?…。！？)]）】♪♫".contains(c));
        let first = said.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
        let is_small = first.starts_with(char::is_lowercase);
        let pause = self
            .times
            .map_or(0, |times| times.start.saturating_sub(self.last_end));
        self.n_cues <= CUES_MAX && pause < PAUSE && (!has_ended || is_small)
    }

    fn begin(&mut self, has_dash: bool, line_number: usize) {
        if self.has_dash {
            self.draft.leave(Container::Item);
        }
        self.has_dash = has_dash;
        if has_dash {
            self.draft.enter(Container::Item);
            self.draft.set_marker("- ");
        }
        let label = self.times.map(|times| self.clock.show(times.start));
        self.draft
            .begin_line(&label.unwrap_or_default(), line_number);
        self.n_cues = 1;
    }
}

/// Bytes of the dash and space that say that somebody else speaks.
fn dash_len(said: &str) -> usize {
    let rest = said.trim_start_matches(['-', '‐', '–', '—']);
    let spoken = rest.trim_start();
    let n_dashes = said[..said.len() - rest.len()].chars().count();
    let is_apart = spoken.len() < rest.len();
    let is_dash = n_dashes == 1
        && !spoken.is_empty()
        && (is_apart || said.starts_with('-') && !spoken.starts_with(|c: char| c.is_ascii_digit()));
    if is_dash {
        said.len() - spoken.len()
    } else {
        0
    }
}

/// A line without its tags.
#[derive(Default)]
struct Styled {
    pieces: Vec<(String, Face)>,
    voice: Option<String>,
    n_pronunciations: usize,
}

impl Styled {
    fn of(line: &str) -> Styled {
        let mut styled = Styled::default();
        let mut face = Face::default();
        let mut is_pronunciation = false;
        let mut rest = line;
        while !rest.is_empty() {
            let (piece, len): (Cow<str>, usize) = match rest.as_bytes()[0] {
                b'<' if let Some(tag) = Tag::of(rest) => {
                    match tag.name {
                        "i" => face.emphasis = tag.opens,
                        "b" => face.strong = tag.opens,
                        "s" => face.struck = tag.opens,
                        "v" if tag.opens && !tag.annotation.is_empty() => {
                            styled.voice = Some(tag.annotation.to_owned());
                        }
                        "rt" => {
                            is_pronunciation = tag.opens;
                            styled.n_pronunciations += usize::from(tag.opens);
                        }
                        _ => {}
                    }
                    ("".into(), tag.len)
                }
                b'{' if rest.starts_with("{\\") && end(rest, '}').is_some() => {
                    ("".into(), end(rest, '}').unwrap_or(rest.len()))
                }
                b'&' if let Some((c, len)) = character(rest) => (c, len),
                _ => {
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    let len = rest[first..].find(['<', '{', '&']);
                    let len = len.map_or(rest.len(), |len| first + len);
                    (rest[..len].into(), len)
                }
            };
            rest = &rest[len..];
            match styled.pieces.last_mut() {
                _ if piece.is_empty() || is_pronunciation => {}
                Some((text, last)) if *last == face => text.push_str(&piece),
                _ => styled.pieces.push((piece.into_owned(), face)),
            }
        }
        styled
    }

    fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A tag at the start of a text.
struct Tag<'a> {
    name: &'a str,
    opens: bool,
    annotation: &'a str,
    len: usize,
}

impl Tag<'_> {
    /// `None` if it is no tag of subtitles: `<3`.
    fn of(text: &str) -> Option<Tag<'_>> {
        let len = end(text, '>')?;
        let inside = &text[1..len - 1];
        let name = inside.trim_start_matches('/');
        let name_len = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let (name, rest) = name.split_at(name_len);
        let is_time = time(inside).is_some();
        let known = ["i", "b", "u", "s", "c", "v", "lang", "ruby", "rt", "font"];
        let name = known
            .into_iter()
            .find(|known| name.eq_ignore_ascii_case(known));
        let annotation = rest
            .split_once(char::is_whitespace)
            .map_or("", |(_, said)| said.trim());
        Some(Tag {
            name: name.or(is_time.then_some(""))?,
            opens: !inside.starts_with('/'),
            annotation,
            len,
        })
    }
}

/// Bytes up to and with `closer`, if it is near.
fn end(text: &str, closer: char) -> Option<usize> {
    let end = text.find(closer)? + closer.len_utf8();
    (end <= TAG_MAX).then_some(end)
}

/// The character that a reference at the start of `text` means, and the bytes of the reference.
fn character(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let len = end(text, ';')?;
    let name = &text[1..len - 1];
    let number = name
        .strip_prefix('#')
        .and_then(|digits| digits.parse().ok());
    let said: Cow<str> = match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        "nbsp" => "\u{a0}".into(),
        // They only steer the direction of the text.
        "lrm" | "rlm" => "".into(),
        _ => char::from_u32(number?)?.to_string().into(),
    };
    Some((said, len))
}
