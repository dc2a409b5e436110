//! A picture or another object of a Word document → the text that describes it, or its kind for the notes.

use crate::input::open::left_out::LeftOut;
use crate::input::open::xml::{BytesStart, attribute};

/// An open `w:drawing`, `w:pict` or `w:object`.
#[derive(Debug, Default)]
pub struct Object {
    descriptions: Vec<String>,
    kind: Option<LeftOut>,
    is_decorative: bool,
    has_text: bool,
}

impl Object {
    /// An element in it begins.
    pub fn open(&mut self, name: &str, tag: &BytesStart) {
        match name {
            "docPr" | "cNvPr" => self.describe(["descr", "title"], tag),
            "shape" | "rect" | "roundrect" | "oval" | "group" => {
                self.describe(["alt", "title"], tag)
            }
            "decorative" => {
                self.is_decorative =
                    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false"));
            }
            "txbxContent" => self.has_text = true,
            "pic" | "imagedata" | "contentPart" => {
                self.kind.get_or_insert(LeftOut::Picture);
            }
            "chart" => self.kind = Some(LeftOut::Chart),
            "relIds" => self.kind = Some(LeftOut::Diagram),
            "videoFile" | "webVideoPr" => self.kind = Some(LeftOut::Video),
            "control" => self.kind = Some(LeftOut::FormField),
            "OLEObject" => {
                let program = attribute(tag, "ProgID").unwrap_or_default();
                self.kind = Some(match program.starts_with("Equation") {
                    true => LeftOut::Formula,
                    false => LeftOut::EmbeddedFile,
                });
            }
            _ => {}
        }
    }

    fn describe(&mut self, attributes: [&str; 2], tag: &BytesStart) {
        let mut descriptions = attributes.iter().filter_map(|name| attribute(tag, name));
        let description = descriptions.find(|text| !text.trim().is_empty());
        // A picture and its frame usually have the same one.
        self.descriptions
            .extend(description.filter(|text| self.descriptions.last() != Some(text)));
    }

    /// The text that describes it; `None` if it has text of its own.
    pub fn description(&self) -> Option<String> {
        let is_shown = !self.is_decorative && (self.kind.is_some() || !self.has_text);
        (is_shown && !self.descriptions.is_empty()).then(|| self.descriptions.join(" "))
    }

    /// What is not shown of it.
    pub fn left_out(&self) -> Option<LeftOut> {
        let is_described = matches!(self.kind, Some(LeftOut::Picture | LeftOut::Formula))
            && !self.descriptions.is_empty();
        self.kind.filter(|_| !self.is_decorative && !is_described)
    }
}
