//! The formats that are read: what they are called, which files have them, and what is shown of each.

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// An HTML page.
    Html,
    /// A Word document (DOCX).
    Docx,
    /// An e-book (EPUB).
    Epub,
    /// Subtitles (SRT, WebVTT).
    Subtitles,
}

impl Format {
    /// All formats, in order.
    pub const ALL: [Format; 6] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Epub,
        Format::Subtitles,
    ];

    /// Its name, as `--format` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Epub => "epub",
            Format::Subtitles => "subtitles",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Format::Text => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "web pages",
            Format::Docx => "Word documents",
            Format::Epub => "e-books",
            Format::Subtitles => "subtitles",
        }
    }

    /// The extensions of its files, in lower case; the content decides first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Text => &["txt"],
            Format::Markdown => &["md", "markdown", "mdown", "mkd", "mkdn", "qmd", "rmd"],
            Format::Html => &["html", "htm", "xhtml", "xht", "shtml"],
            Format::Docx => &["docx", "docm", "dotx"],
            Format::Epub => &["epub"],
            Format::Subtitles => &["srt", "vtt"],
        }
    }

    /// What is shown of it.
    pub fn shows(self) -> &'static str {
        match self {
            Format::Text => {
                "all of it; hard-wrapped text and text out of a PDF is unwrapped, verse and logs keep their lines"
            }
            Format::Markdown => {
                "the text without its syntax: CommonMark with tables, footnotes, task lists and a block of metadata"
            }
            Format::Html => {
                "the main article with its title, author and date; all of the page with --whole-page"
            }
            Format::Docx => {
                "headings, lists, tables, notes and fields; tracked changes as accepted, with a note"
            }
            Format::Epub => "the chapters in order, with their titles in the outline",
            Format::Subtitles => {
                "what is said, a sentence over several cues as one, with the time at the side"
            }
        }
    }

    /// The format that the extension of a file name stands for.
    pub(super) fn of_name(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        let mut all = Format::ALL.into_iter();
        all.find(|format| format.extensions().contains(&extension.as_str()))
    }
}
