//! An e-book (EPUB) → [`Document`]: its chapters in reading order, with their titles as headings.
//!
//! Each chapter is an XHTML page. A chapter without a heading gets its title from the table of contents.

use super::archive::Archive;
use super::html;
use super::left_out::{LeftOut, LeftOutCounts};
use super::xml::{self, XmlEvent, attribute};
use crate::text::document::{Document, Draft, TextSource};
use anyhow::{Result, bail};
use percent_encoding::percent_decode_str;
use std::collections::{HashMap, HashSet};

/// Whether an archive is an e-book.
pub fn is_book(archive: &Archive) -> bool {
    archive.has("META-INF/container.xml")
}

/// Reads a book.
pub fn read(mut archive: Archive) -> Result<Document> {
    let mut package_path = String::new();
    xml::read_events(&archive.text("META-INF/container.xml")?, |event| {
        if let XmlEvent::Open("rootfile", tag) = event
            && package_path.is_empty()
        {
            package_path = attribute(tag, "full-path").unwrap_or_default();
        }
    });
    let source = archive.text(&package_path)?;
    let mut package = Package::new(&source, &package_path, &archive);
    if package.chapters.is_empty() && !package.lists_others {
        bail!("the e-book is damaged: it lists no chapters");
    }
    reject_encrypted(&mut archive, &package)?;
    let titles = chapter_titles(&mut archive, &package)?;
    let mut draft = Draft::default();
    if !package.title.trim().is_empty() {
        draft.title(&package.title, 0);
    }
    for author in &package.authors {
        draft.byline(author, 0);
    }
    for &chapter in &package.chapters {
        if draft.is_cut() {
            break;
        }
        let (source, _) = super::decode_page(&package.paths[&chapter], archive.bytes(chapter)?)?;
        draft.gap();
        if let Some(title) = titles
            .get(&chapter)
            .filter(|title| !has_heading(&source, title))
        {
            draft.begin_heading(2, 0);
            draft.push(title);
        }
        let page;
        (draft, page) = html::write(draft, &source, html::Syntax::Xhtml, 0);
        package.left_out.append(&page.left_out);
    }
    let mut document = draft.finish("");
    document.source = TextSource::Book;
    document.notes.extend(package.left_out.notes());
    Ok(document)
}

/// Whether a chapter has a heading, or has its title near its start in another element.
fn has_heading(source: &str, title: &str) -> bool {
    let start = &source[..source.floor_char_boundary(HEAD_MAX)];
    let is_heading = |at: usize| matches!(source.as_bytes().get(at + 2), Some(b'1'..=b'6'));
    start.contains(title) || source.match_indices("<h").any(|(at, _)| is_heading(at))
}

/// The first bytes of a chapter in which its title is expected, including the head of the page.
const HEAD_MAX: usize = 4096;

/// The content of the package document (OPF).
#[derive(Debug, Default)]
struct Package {
    title: String,
    authors: Vec<String>,
    /// The chapters in reading order, each once. They are indices of entries in the archive, since a malicious book may
    /// name a path a million times.
    chapters: Vec<usize>,
    /// Whether it lists chapters that cannot be read.
    lists_others: bool,
    /// What of the book is not shown.
    left_out: LeftOutCounts,
    /// Entries that may be a table of contents.
    contents: Vec<usize>,
    /// The paths of all these.
    paths: HashMap<usize, String>,
}

/// A file of a book.
enum Item {
    /// A page with text; `None` if it is missing in the archive.
    Chapter(Option<usize>),
    /// A picture, a font, a style sheet.
    Other,
}

impl Package {
    fn new(source: &str, path: &str, archive: &Archive) -> Package {
        let mut package = Package::default();
        let mut items: HashMap<String, Item> = HashMap::new();
        let (mut epub2_contents, mut epub3_contents) = (Vec::new(), Vec::new());
        let mut navigation: Option<String> = None;
        let mut spine: Vec<String> = Vec::new();
        let mut metadata: Option<&str> = None;
        xml::read_events(source, |event| match event {
            XmlEvent::Open("title", _) => metadata = Some("title"),
            XmlEvent::Open("creator", _) => {
                metadata = Some("creator");
                package.authors.push(String::new());
            }
            XmlEvent::Close("title" | "creator") => metadata = None,
            XmlEvent::Text(text) => match metadata {
                Some("title") => package.title.push_str(&text),
                Some(_) => {
                    if let Some(author) = package.authors.last_mut() {
                        author.push_str(&text);
                    }
                }
                None => {}
            },
            XmlEvent::Open("item", tag) => {
                let kind = attribute(tag, "media-type").unwrap_or_default();
                let (Some(id), Some(href)) = (attribute(tag, "id"), attribute(tag, "href")) else {
                    return;
                };
                let href = resolve(path, &href);
                let file = archive.index(&href);
                let properties = attribute(tag, "properties").unwrap_or_default();
                if properties
                    .split_whitespace()
                    .any(|property| property == "nav")
                {
                    epub3_contents.extend(file);
                    navigation = Some(id.clone());
                } else if kind == "application/x-dtbncx+xml" {
                    epub2_contents.extend(file);
                }
                if let Some(file) = file {
                    package.paths.entry(file).or_insert(href);
                }
                let item = match kind.contains("html") {
                    true => Item::Chapter(file),
                    false => Item::Other,
                };
                items.insert(id, item);
            }
            XmlEvent::Open("itemref", tag) => spine.extend(attribute(tag, "idref")),
            _ => {}
        });
        let mut has_seen = HashSet::new();
        let mut listed: HashSet<&String> = navigation.iter().collect();
        for id in spine.iter().filter(|id| listed.insert(id)) {
            match items.get(id) {
                Some(&Item::Chapter(Some(chapter))) => {
                    if has_seen.insert(chapter) {
                        package.chapters.push(chapter);
                    }
                    continue;
                }
                Some(Item::Other) => package.left_out.add(LeftOut::UnreadablePage),
                Some(Item::Chapter(None)) | None => package.left_out.add(LeftOut::MissingChapter),
            }
            package.lists_others = true;
        }
        for (id, item) in &items {
            if let Item::Chapter(Some(chapter)) = item
                && !listed.contains(id)
                && has_seen.insert(*chapter)
            {
                package.left_out.add(LeftOut::ExtraChapter);
            }
        }
        has_seen.clear();
        let contents = epub3_contents.into_iter().rev().chain(epub2_contents);
        package.contents = contents.filter(|&file| has_seen.insert(file)).collect();
        package
    }
}

/// Fails if chapters are encrypted. Encrypted fonts do not matter here.
fn reject_encrypted(archive: &mut Archive, package: &Package) -> Result<()> {
    let chapters: HashSet<usize> = package.chapters.iter().copied().collect();
    let mut is_protected = false;
    xml::read_events(&archive.text("META-INF/encryption.xml")?, |event| {
        if let XmlEvent::Open("CipherReference", tag) = event {
            let path = resolve("", &attribute(tag, "URI").unwrap_or_default());
            let file = archive.index(&path);
            is_protected |= file.is_some_and(|file| chapters.contains(&file));
        }
    });
    if is_protected {
        bail!(
            "the e-book is protected against copying (DRM); only the program of its seller can open it"
        );
    }
    Ok(())
}

/// The titles of chapters, from the table of contents.
fn chapter_titles(archive: &mut Archive, package: &Package) -> Result<HashMap<usize, String>> {
    let mut titles = HashMap::new();
    for &contents in &package.contents {
        let source = archive.text_at(contents)?;
        let path = &package.paths[&contents];
        let mut title = String::new();
        let mut target = None;
        // `<a href="…">title</a>`, or `<text>title</text>` followed by `<content src="…"/>`.
        xml::read_events(&source, |event| {
            let found = match event {
                XmlEvent::Open("a", tag) => {
                    title.clear();
                    target = attribute(tag, "href");
                    None
                }
                XmlEvent::Open("text", _) => {
                    title.clear();
                    None
                }
                XmlEvent::Text(text) => {
                    title.push_str(&text);
                    None
                }
                XmlEvent::Close("a") => target.take(),
                XmlEvent::Open("content", tag) => attribute(tag, "src"),
                _ => None,
            };
            let Some(found) = found else {
                return;
            };
            // Each title is used once: a malicious book may give a long one any number of targets.
            let title = std::mem::take(&mut title);
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(chapter) = archive
                .index(&resolve(path, &found))
                .filter(|_| !title.is_empty())
            {
                titles.entry(chapter).or_insert(title);
            }
        });
        if !titles.is_empty() {
            break;
        }
    }
    Ok(titles)
}

/// The most bytes of a path whose links are resolved.
const PATH_MAX: usize = 2048;

/// Resolves a link `href` in the file `from` to a path in the archive. Empty if `from` is longer than [`PATH_MAX`]:
/// it is copied for each link.
fn resolve(from: &str, href: &str) -> String {
    if from.len() > PATH_MAX {
        return String::new();
    }
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    percent_decode_str(&parts.join("/"))
        .decode_utf8_lossy()
        .into_owned()
}
