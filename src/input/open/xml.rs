//! XML → events. Accepts XML that is not well-formed, and never expands or loads entities that the document declares.

use quick_xml::Reader;
use quick_xml::XmlVersion;
pub use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::borrow::Cow;

/// An XML event. Names are without their prefixes.
#[derive(Debug)]
pub enum XmlEvent<'a> {
    /// `<name …>`.
    Open(&'a str, &'a BytesStart<'a>),
    /// `</name>`, and the end of `<name/>`.
    Close(&'a str),
    /// Characters.
    Text(Cow<'a, str>),
}

/// What was noticed while reading XML.
#[derive(Debug, Default, Clone, Copy)]
pub struct XmlOutcome {
    /// Reading stopped at a syntax error or at an unexpected end.
    pub is_damaged: bool,
    /// It has a document type declaration, which may declare entities.
    pub has_entities: bool,
}

/// Calls `take` with each event of `source` in order.
pub fn read_events(source: &str, mut take: impl FnMut(XmlEvent)) -> XmlOutcome {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut outcome = XmlOutcome::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return outcome,
            Ok(Event::Start(tag)) => take(XmlEvent::Open(tag.local_name().into_inner(), &tag)),
            Ok(Event::Empty(tag)) => {
                take(XmlEvent::Open(tag.local_name().into_inner(), &tag));
                take(XmlEvent::Close(tag.local_name().into_inner()));
            }
            Ok(Event::End(tag)) => take(XmlEvent::Close(tag.local_name().into_inner())),
            Ok(Event::Text(text)) => take(XmlEvent::Text(text.into_inner())),
            Ok(Event::CData(text)) => take(XmlEvent::Text(text.into_inner())),
            Ok(Event::GeneralRef(name)) => {
                let known = match (&*name, name.resolve_char_ref()) {
                    (_, Ok(Some(c))) => Some(c),
                    ("amp", _) => Some('&'),
                    ("lt", _) => Some('<'),
                    ("gt", _) => Some('>'),
                    ("quot", _) => Some('"'),
                    ("apos", _) => Some('\''),
                    _ => None,
                };
                take(XmlEvent::Text(match known {
                    Some(c) => c.to_string().into(),
                    None => format!("&{};", &*name).into(),
                }));
            }
            Ok(Event::DocType(_)) => outcome.has_entities = true,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Err(_) => {
                outcome.is_damaged = true;
                return outcome;
            }
        }
    }
}

/// The most bytes of an id. Programs use numbers or short words.
const ID_MAX: usize = 255;

/// The value of an attribute that refers to something by id. Longer values than [`ID_MAX`] are ignored: each reference
/// is a hash look-up, so an id of a megabyte, used in each paragraph, would take for ever.
pub fn id(tag: &BytesStart, name: &str) -> Option<String> {
    attribute(tag, name).filter(|id| id.len() <= ID_MAX)
}

/// The value of an attribute, by its name without its prefix.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten();
    attributes
        .into_iter()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(
            |attribute| match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.into_owned(),
            },
        )
}
