//! What a reader leaves out of a file → a note for each kind of it, with a count.
//!
//! What is not shown cannot be compared. So that nobody takes two files for equal whose pictures differ, the notes of
//! a document name what its text lacks. Decoration is not counted: nobody misses it.

use crate::text::count::{count, plural};

/// A kind of thing that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// A picture that no text describes.
    Picture,
    /// A chart of a word processor.
    Chart,
    /// A diagram that a word processor draws from a list (SmartArt).
    Diagram,
    /// A formula that only the program that made it can read.
    Formula,
    /// A video.
    Video,
    /// Sound.
    Recording,
    /// A file inside the file: a spreadsheet, a PDF.
    EmbeddedFile,
    /// A page inside the page.
    EmbeddedPage,
    /// A remark of somebody who reviewed it.
    Comment,
    /// A field that somebody filled in, or chose in.
    FormField,
    /// A sentence about a text, among its metadata.
    Metadata,
    /// A name that somebody gave a subtitle.
    CueName,
    /// How a word is pronounced, written above it in small characters (ruby).
    Pronunciation,
    /// The number that a word processor puts before a heading.
    HeadingNumber,
    /// What stands at the top of each page.
    PageHeader,
    /// What stands at the bottom of each page.
    PageFooter,
    /// A footnote or endnote that the text refers to and the file does not have.
    MissingNote,
    /// A chapter of an e-book that is not in its reading order.
    ExtraChapter,
    /// A page of an e-book that is a drawing or in an unknown format.
    UnreadablePage,
    /// A chapter that an e-book lists and does not have.
    MissingChapter,
}

/// The kinds in the order of the notes: what they are called, and what follows the verb.
const KINDS: [(LeftOut, &str, &str, &str); 20] = [
    (
        LeftOut::Picture,
        "picture",
        " without a description",
        "not shown",
    ),
    (LeftOut::Chart, "chart", "", "not shown"),
    (LeftOut::Diagram, "diagram", "", "not shown"),
    (
        LeftOut::Formula,
        "formula",
        " of an equation editor",
        "not shown",
    ),
    (LeftOut::Video, "video", "", "not shown"),
    (LeftOut::Recording, "sound recording", "", "not shown"),
    (LeftOut::EmbeddedFile, "embedded file", "", "not shown"),
    (LeftOut::EmbeddedPage, "embedded page", "", "not shown"),
    (LeftOut::Comment, "comment", "", "not shown"),
    (LeftOut::FormField, "form field", "", "not shown"),
    (LeftOut::Metadata, "metadata field", "", "not shown"),
    (LeftOut::CueName, "subtitle name", "", "not shown"),
    (
        LeftOut::Pronunciation,
        "pronunciation",
        " (ruby text)",
        "not shown",
    ),
    (LeftOut::HeadingNumber, "heading number", "", "not shown"),
    (LeftOut::PageHeader, "page header", "", "not shown"),
    (LeftOut::PageFooter, "page footer", "", "not shown"),
    (LeftOut::MissingNote, "footnote", "", "missing in the file"),
    (
        LeftOut::ExtraChapter,
        "chapter",
        " outside the reading order",
        "not shown",
    ),
    (
        LeftOut::UnreadablePage,
        "page",
        " without readable text",
        "not shown",
    ),
    (
        LeftOut::MissingChapter,
        "chapter",
        "",
        "missing in the file",
    ),
];

/// How much of each kind was left out.
#[derive(Debug, Default, Clone, Copy)]
pub struct LeftOutCounts {
    counts: [usize; KINDS.len()],
    /// Whether there is text that is hidden on purpose. It is in pieces of any size, so a count says nothing.
    pub has_hidden_text: bool,
}

impl LeftOutCounts {
    /// One more of a kind.
    pub fn add(&mut self, kind: LeftOut) {
        self.counts[kind as usize] += 1;
    }

    /// All that another part of the same file leaves out.
    pub fn append(&mut self, other: &LeftOutCounts) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        self.has_hidden_text |= other.has_hidden_text;
    }

    /// A note for each kind: `2 pictures without a description are not shown`.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let counted = KINDS.into_iter().filter_map(|(kind, noun, which, state)| {
            let n = Some(self.counts[kind as usize]).filter(|&n| n > 0)?;
            Some(format!(
                "{}{which} {} {state}",
                count(n, noun),
                plural(n, "is")
            ))
        });
        let hidden = self.has_hidden_text;
        counted.chain(hidden.then(|| "it has hidden text, which is not shown".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_line() {
        let mut counts = LeftOutCounts::default();
        assert_eq!(counts.notes().count(), 0);
        for (n, (kind, ..)) in KINDS.into_iter().enumerate() {
            assert_eq!(kind as usize, n);
            counts.add(kind);
        }
        counts.append(&counts.clone());
        assert_eq!(counts.notes().count(), KINDS.len());
        let mut notes = counts.notes();
        assert_eq!(
            notes.next().unwrap(),
            "2 pictures without a description are not shown"
        );
        let last = notes.last().unwrap();
        assert_eq!(last, "2 chapters are missing in the file");
    }
}
