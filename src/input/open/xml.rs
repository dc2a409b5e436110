//! XML → events, without complaint about what is not well formed, and without ever following or expanding an entity
//! of the document's own.

use quick_xml::Reader;
use quick_xml::XmlVersion;
pub use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::borrow::Cow;

/// What stands in XML, names without their prefixes.
#[derive(Debug)]
pub enum XmlEvent<'a> {
    /// `<name …>`.
    Open(&'a str, &'a BytesStart<'a>),
    /// `</name>`, also of an element without content.
    Close(&'a str),
    /// Characters.
    Text(Cow<'a, str>),
}

/// Whether all of a source could be read, and what else there is to say about it.
#[derive(Debug, Default, Clone, Copy)]
pub struct XmlOutcome {
    /// It breaks off, or goes wrong.
    pub is_damaged: bool,
    /// It declares entities.
    pub has_entities: bool,
}

/// Hands each event of `source` over in order.
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

/// Bytes of the longest id. Programs count, or use a word.
const ID_MAX: usize = 255;

/// The value of an attribute that names something said elsewhere. It is looked up wherever it is mentioned, so what
/// is longer than any id names nothing: a megabyte of it, mentioned in each paragraph, would take for ever.
pub fn id(tag: &BytesStart, name: &str) -> Option<String> {
    attribute(tag, name).filter(|id| id.len() <= ID_MAX)
}

/// The value of an attribute, by its name without prefix.
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
