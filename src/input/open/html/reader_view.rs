//! A page → the page that the article is looked for in.
//!
//! Readability takes every button and every field of a form out of an article. So that it keeps what is content, the
//! check boxes of a list become text (`[x] `), and a button in a heading, which folds the text below it, becomes a
//! part of the heading.

use super::elements;
use std::borrow::Cow;

/// The most bytes of a tag that is looked at.
const TAG_MAX: usize = 512;

/// The page to look in.
pub fn keep_content(source: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut n_copied = 0;
    let mut is_in_heading = false;
    // Where a check box of a list may stand.
    let mut item_start = None;
    for (at, _) in source.match_indices('<') {
        if at < n_copied {
            continue;
        }
        let name = tag_name(&source[at + 1..]);
        let replaced = match &*name.to_ascii_lowercase() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                is_in_heading = true;
                None
            }
            "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => {
                is_in_heading = false;
                None
            }
            "button" if is_in_heading => Some(("<span", at + 1 + name.len())),
            "/button" if is_in_heading => Some(("</span", at + 1 + name.len())),
            "li" | "label" | "p" => {
                item_start = tag_end(source, at);
                continue;
            }
            "input" => {
                let is_first = item_start
                    .and_then(|start| source.get(start..at))
                    .is_some_and(|between| between.trim().is_empty());
                let end = tag_end(source, at).filter(|_| is_first);
                end.and_then(|end| {
                    let tag = elements::tag(&source[at..end])?;
                    let check_box = elements::check_box(&tag);
                    Some((check_box.filter(|_| !elements::is_hidden(&tag))?, end))
                })
            }
            _ => None,
        };
        item_start = None;
        if let Some((replacement, end)) = replaced {
            kept.push_str(&source[n_copied..at]);
            kept.push_str(replacement);
            n_copied = end;
        }
    }
    match n_copied {
        0 => source.into(),
        _ => {
            kept.push_str(&source[n_copied..]);
            kept.into()
        }
    }
}

/// The name of a tag, which starts behind its `<`, with the slash of an end tag.
fn tag_name(tag: &str) -> &str {
    const NAME_MAX: usize = 8;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'/';
    &tag[..tag.bytes().take(NAME_MAX).take_while(is_name).count()]
}

/// Where a tag that starts at `at` ends.
fn tag_end(source: &str, at: usize) -> Option<usize> {
    let end = source.floor_char_boundary(at + TAG_MAX);
    source[at..end].find('>').map(|len| at + len + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(keep_content(source), expected);
    }

    #[test]
    fn buttons_in_headings_and_check_boxes_of_lists_are_kept() {
        check(
            "<h2 id=a><button x>Rain</button></h2><button>b</button>",
            "<h2 id=a><span x>Rain</span></h2><button>b</button>",
        );
        check(
            "<li> <input type=checkbox checked>a<LI><label><INPUT type=checkbox>b",
            "<li> [x] a<LI><label>[ ] b",
        );
        let unchanged = "<li>a <input type=checkbox><li><input hidden type=checkbox><p><input value=1><li><input value='<button>'><div><input type=radio><li><input";
        check(unchanged, unchanged);
    }
}
