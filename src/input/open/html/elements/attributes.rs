//! The attributes of a tag → what they say of its element: whether it is hidden, what describes it, what is missed
//! without it.

use crate::input::open::left_out::LeftOut;
use html5ever::tokenizer::Tag;

/// The value of an attribute.
pub fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let attribute = tag.attrs.iter().find(|attr| &*attr.name.local == name);
    attribute.map(|attribute| &*attribute.value)
}

/// Whether it is hidden on purpose.
pub fn is_hidden(tag: &Tag) -> bool {
    let hides = |style: &str| {
        let style: String = style.split_whitespace().collect();
        style.to_ascii_lowercase().contains("display:none")
    };
    attribute(tag, "hidden").is_some() || attribute(tag, "style").is_some_and(hides)
}

/// The text that describes a picture. A picture with an empty `alt` is decoration.
pub fn description(tag: &Tag) -> Option<&str> {
    let names: &[&str] = match attribute(tag, "alt") {
        Some(_) => &["alt"],
        None => &["aria-label", "title"],
    };
    let mut texts = names.iter().filter_map(|name| attribute(tag, name));
    texts.find(|text| !text.trim().is_empty())
}

/// What an element is, if it cannot be shown and a reader would miss it.
pub fn missed(tag: &Tag) -> Option<LeftOut> {
    let kind = match &*tag.name {
        "applet" | "embed" | "object" => LeftOut::EmbeddedFile,
        "audio" => LeftOut::Recording,
        "canvas" | "img" => LeftOut::Picture,
        "frame" | "iframe" => LeftOut::EmbeddedPage,
        "input" if is_filled_in(tag) => LeftOut::FormField,
        "rt" => LeftOut::Pronunciation,
        "select" | "textarea" => LeftOut::FormField,
        "video" => LeftOut::Video,
        _ => return None,
    };
    Some(kind).filter(|_| !is_decorative(tag))
}

/// Whether nobody would miss it: it is marked as decoration, or too small to be seen, as what counts visitors is.
pub fn is_decorative(tag: &Tag) -> bool {
    let is_tiny = |name| {
        let size = attribute(tag, name).map(|size| size.trim().trim_end_matches("px"));
        matches!(size, Some("0" | "1" | "2"))
    };
    attribute(tag, "alt").is_some_and(|alt| alt.trim().is_empty())
        || matches!(attribute(tag, "role"), Some("presentation" | "none"))
        || attribute(tag, "aria-hidden") == Some("true")
        || is_tiny("width")
        || is_tiny("height")
        || is_hidden(tag)
}

/// A check box, as Markdown writes it.
pub fn check_box(tag: &Tag) -> Option<&'static str> {
    let kind = attribute(tag, "type").filter(|_| &*tag.name == "input")?;
    let is_box = ["checkbox", "radio"]
        .iter()
        .any(|name| kind.eq_ignore_ascii_case(name));
    let is_checked = attribute(tag, "checked").is_some();
    is_box.then_some(if is_checked { "[x] " } else { "[ ] " })
}

/// Whether something is written in a field of a form.
fn is_filled_in(tag: &Tag) -> bool {
    const UNTYPED: &[&str] = &[
        "button", "color", "file", "hidden", "image", "password", "range", "reset", "submit",
    ];
    let kind = attribute(tag, "type")
        .unwrap_or("text")
        .to_ascii_lowercase();
    let value = attribute(tag, "value").unwrap_or_default();
    !UNTYPED.contains(&&*kind) && !value.trim().is_empty()
}

/// Whether it is of a class.
pub fn has_class(tag: &Tag, name: &str) -> bool {
    attribute(tag, "class")
        .is_some_and(|classes| classes.split_whitespace().any(|class| class == name))
}

/// The value of `meter` or `progress`: `3/5`.
pub fn gauge(tag: &Tag) -> Option<String> {
    let value = attribute(tag, "value")?;
    Some(match attribute(tag, "max") {
        Some(max) => format!("{value}/{max}"),
        None => value.to_owned(),
    })
}

/// What the attributes of an element of a formula say: the signs of `mfenced` (open, between, close), a fraction without
/// a bar, the character of a picture.
pub fn formula_value(name: &str, tag: &Tag) -> Option<String> {
    match name {
        "mfenced" => {
            let signs = [("open", "("), ("separators", ","), ("close", ")")];
            let sign = |(name, usual)| attribute(tag, name).unwrap_or(usual).trim().chars().next();
            Some(signs.map(|pair| sign(pair).unwrap_or(' ')).iter().collect())
        }
        "mfrac" => {
            let thickness = attribute(tag, "linethickness")?.trim();
            let is_zero = thickness.starts_with('0') && !thickness.contains(['.', '1', '2', '3']);
            is_zero.then(|| "noBar".to_owned())
        }
        "mglyph" => attribute(tag, "alt").map(str::to_owned),
        _ => None,
    }
}

/// Whether a link leads out of the page; `javascript:` does not.
pub fn is_external(target: &str) -> bool {
    let target = target.trim();
    let is_script = target
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    !target.is_empty() && !target.starts_with('#') && !is_script
}
