//! Keys and pasted text → a line with a cursor: searches, filters, the command line.
//!
//! The cursor stands between grapheme clusters, so that nobody erases half a letter. The line holds no control
//! characters: what is pasted over several lines becomes one.

use crate::app::action::{Direction, EditAction};
use crate::app::key::Key;
use crate::app::keymap::Bindings;
use unicode_segmentation::UnicodeSegmentation;

/// A line that is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEditor {
    text: String,
    /// A byte of the text, or its length; always between two grapheme clusters.
    cursor: usize,
}

/// What comes of a key in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// The text is another one.
    Text,
    /// Nothing but the cursor has changed, if anything has.
    Cursor,
    /// What the line says shall be done.
    Confirmed,
    /// The line shall be forgotten.
    Cancelled,
    /// The row beside the chosen one is wanted, where the line filters a list.
    Row(Direction),
    /// The rest of a name is wanted.
    Completion(Direction),
    /// A further line is wanted.
    Break,
}

/// The most bytes of a line; what is pasted beyond is left out.
const LINE_MAX: usize = 10_000;

impl LineEditor {
    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the next character goes: a byte of the text, or its length.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set_text(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Takes a key. One that types a character and is bound to nothing inserts it.
    pub fn press(&mut self, key: Key, bindings: &Bindings<EditAction>) -> Edited {
        match (bindings.action(key), key.types()) {
            (Some(action), _) => self.apply(action),
            (None, Some(c)) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                Edited::Text
            }
            (None, None) => Edited::Cursor,
        }
    }

    /// Inserts text at the cursor; line ends and tabs become spaces, other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let joined = text.replace("\r\n", "\n");
        let safe = joined.chars().filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        let mut safe: String = safe.collect();
        safe.truncate(safe.floor_char_boundary(LINE_MAX.saturating_sub(self.text.len())));
        self.text.insert_str(self.cursor, &safe);
        self.cursor = self.boundary_from(self.cursor + safe.len());
    }

    /// Does what a key is bound to.
    pub fn apply(&mut self, action: EditAction) -> Edited {
        use Direction::Backward;
        let to = match action {
            EditAction::Confirm => return Edited::Confirmed,
            EditAction::Break => return Edited::Break,
            EditAction::Cancel => return Edited::Cancelled,
            EditAction::Row(direction) => return Edited::Row(direction),
            EditAction::Complete(direction) => return Edited::Completion(direction),
            EditAction::Character(direction) => self.character_beside(direction),
            EditAction::Word(direction) => self.word_beside(direction),
            EditAction::Start => 0,
            EditAction::End => self.text.len(),
            EditAction::Erase(Backward) if self.text.is_empty() => return Edited::Cancelled,
            EditAction::Erase(direction) => return self.erase_to(self.character_beside(direction)),
            EditAction::EraseWord => return self.erase_to(self.word_beside(Backward)),
            EditAction::EraseToStart => return self.erase_to(0),
            EditAction::EraseToEnd => return self.erase_to(self.text.len()),
        };
        self.cursor = to;
        Edited::Cursor
    }

    fn erase_to(&mut self, to: usize) -> Edited {
        let range = self.cursor.min(to)..self.cursor.max(to);
        if range.is_empty() {
            return Edited::Cursor;
        }
        self.text.drain(range.clone());
        // What stood on both sides may now be one cluster.
        self.cursor = self.boundary_from(range.start);
        Edited::Text
    }

    fn character_beside(&self, direction: Direction) -> usize {
        match direction {
            Direction::Backward => {
                let before = self.text[..self.cursor].grapheme_indices(true).next_back();
                before.map_or(0, |(start, _)| start)
            }
            Direction::Forward => {
                let next = self.text[self.cursor..].graphemes(true).next();
                self.cursor + next.map_or(0, str::len)
            }
        }
    }

    /// The start of the word before the cursor, or the end of the next one.
    fn word_beside(&self, direction: Direction) -> usize {
        match direction {
            Direction::Backward => {
                let before = self.text[..self.cursor].unicode_word_indices().next_back();
                before.map_or(0, |(start, _)| start)
            }
            Direction::Forward => {
                let next = self.text[self.cursor..].unicode_word_indices().next();
                let end = next.map(|(start, word)| self.cursor + start + word.len());
                end.unwrap_or(self.text.len())
            }
        }
    }

    /// The first border between clusters from `at` on.
    fn boundary_from(&self, at: usize) -> usize {
        let starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        let mut starts = starts.skip_while(|&start| start < at);
        starts.next().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::{self, Input};
    use crate::app::keymap::Keymap;

    /// Types keys and gives the line with `|` at the cursor.
    fn typed(keys: &str) -> String {
        let mut line = LineEditor::default();
        for input in key::parse(keys).expect("keys that exist") {
            match input {
                Input::Key(key) => drop(line.press(key, &Keymap::built_in().prompt)),
                Input::Paste(text) => line.insert(&text),
                other => panic!("{other:?} is nothing to type"),
            }
        }
        format!(
            "{}|{}",
            &line.text[..line.cursor],
            &line.text[line.cursor..]
        )
    }

    #[test]
    fn the_cursor_moves_by_characters_words_and_to_the_ends() {
        assert_eq!(typed("old pier"), "old pier|");
        assert_eq!(typed("old pier<Left><Left>"), "old pi|er");
        assert_eq!(typed("old pier<C-Left>"), "old |pier");
        assert_eq!(typed("old pier<M-b><M-b>"), "|old pier");
        assert_eq!(typed("old pier<Home><C-Right>"), "old| pier");
        assert_eq!(typed("old pier<C-a>the <C-e>s"), "the old piers|");
        assert_eq!(typed("ab<Right><Home><Left>"), "|ab");
    }

    #[test]
    fn erasing_takes_characters_words_and_what_is_before_or_behind() {
        assert_eq!(typed("pier<BS><C-h>"), "pi|");
        assert_eq!(typed("pier<Home><Del><C-d>"), "|er");
        assert_eq!(typed("the old pier <C-w>"), "the old |");
        assert_eq!(typed("the old pier<C-Left><C-u>"), "|pier");
        assert_eq!(typed("the old pier<C-Left><C-k>"), "the old |");
        assert_eq!(typed("<Del><C-w><C-u>a"), "a|");
    }

    #[test]
    fn a_cluster_is_one_character() {
        assert_eq!(typed("e\u{301}a<Left><Left>"), "|e\u{301}a");
        assert_eq!(typed("👩‍👩‍👧x<Left><BS>"), "|x");
        // A letter typed before a combining mark forms one character with it.
        assert_eq!(typed("\u{301}<Home>e"), "e\u{301}|");
    }

    #[test]
    fn pasted_lines_become_one_without_control_characters() {
        let mut line = LineEditor::default();
        line.insert("one\r\ntwo\tthree\u{1b}[31m\n");
        assert_eq!(line.text(), "one two three[31m ");
        line.insert(&"x".repeat(2 * LINE_MAX));
        assert_eq!(line.text().len(), LINE_MAX);
    }

    #[test]
    fn the_cursor_always_stands_between_clusters() {
        crate::property::holds(|u| {
            let mut line = LineEditor::default();
            for _ in 0..u.int_in_range(0..=30)? {
                match u.int_in_range(0..=2)? {
                    0 => line.insert(u.choose(&[
                        "a",
                        " ",
                        "e\u{301}",
                        "\u{301}",
                        "👩‍👩‍👧",
                        "\u{200d}",
                        "中文",
                        "🇩🇪",
                    ])?),
                    _ => {
                        let bindings = &Keymap::built_in().prompt;
                        let all: Vec<_> = bindings.all().map(|(keys, _)| keys[0]).collect();
                        let _ = line.press(*u.choose(&all)?, bindings);
                    }
                }
                let mut borders = line.text.grapheme_indices(true).map(|(start, _)| start);
                assert!(line.cursor == line.text.len() || borders.any(|at| at == line.cursor));
            }
            Ok(())
        });
    }
}
