//! An e-book (EPUB) → [`Document`]: its chapters in the order of reading, with their titles as headings.
//!
//! Each chapter is a web page, and read as one. A chapter without a heading gets the one of the table of contents.

use super::archive::Archive;
use super::html;
use super::xml::{self, XmlEvent, attribute};
use crate::text::document::{Document, Draft, TextSource};
use anyhow::{Result, bail};
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
    let package = Package::new(&source, &package_path, &archive);
    if package.chapters.is_empty() && package.n_missing == 0 {
        bail!("the e-book is damaged: it lists no chapters");
    }
    refuse_protected(&mut archive, &package)?;
    let labels = labels(&mut archive, &package)?;
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
        let (source, _) = super::page_text(&package.paths[&chapter], archive.bytes(chapter)?)?;
        draft.gap();
        if let Some(label) = labels
            .get(&chapter)
            .filter(|label| !is_headed(&source, label))
        {
            draft.begin_heading(2, 0);
            draft.push(label);
        }
        (draft, _) = html::write(draft, &source, html::Syntax::Xhtml, 0);
    }
    let mut document = draft.finish("");
    document.source = TextSource::Book;
    if package.n_missing > 0 {
        document
            .notes
            .push(format!("{} of its chapters are missing", package.n_missing));
    }
    Ok(document)
}

/// Whether a chapter has a heading, or says its title at its start in some other way.
fn is_headed(source: &str, label: &str) -> bool {
    let start = &source[..source.floor_char_boundary(START)];
    let is_heading = |at: usize| matches!(source.as_bytes().get(at + 2), Some(b'1'..=b'6'));
    start.contains(label) || source.match_indices("<h").any(|(at, _)| is_heading(at))
}

/// Bytes from the top of a chapter in which its title stands, the head of the page included.
const START: usize = 4096;

/// What the package document says.
#[derive(Debug, Default)]
struct Package {
    title: String,
    authors: Vec<String>,
    /// The chapters in the order of reading, each once. They are numbers of files in the archive: a path may be named
    /// a million times.
    chapters: Vec<usize>,
    /// Chapters that the archive does not have.
    n_missing: usize,
    /// What may be a table of contents.
    contents: Vec<usize>,
    /// The paths of all these.
    paths: HashMap<usize, String>,
}

impl Package {
    fn new(source: &str, path: &str, archive: &Archive) -> Package {
        let mut package = Package::default();
        let mut items: HashMap<String, Option<usize>> = HashMap::new();
        let (mut contents_of_2, mut contents_of_3) = (Vec::new(), Vec::new());
        let mut navigation: Option<String> = None;
        let mut spine: Vec<String> = Vec::new();
        let mut said: Option<&str> = None;
        xml::read_events(source, |event| match event {
            XmlEvent::Open("title", _) => said = Some("title"),
            XmlEvent::Open("creator", _) => {
                said = Some("creator");
                package.authors.push(String::new());
            }
            XmlEvent::Close("title" | "creator") => said = None,
            XmlEvent::Text(text) => match said {
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
                let href = resolved(path, &href);
                let file = archive.index(&href);
                let properties = attribute(tag, "properties").unwrap_or_default();
                if properties
                    .split_whitespace()
                    .any(|property| property == "nav")
                {
                    contents_of_3.extend(file);
                    navigation = Some(id.clone());
                } else if kind == "application/x-dtbncx+xml" {
                    contents_of_2.extend(file);
                }
                if let Some(file) = file {
                    package.paths.entry(file).or_insert(href);
                }
                if kind.contains("html") {
                    items.insert(id, file);
                }
            }
            XmlEvent::Open("itemref", tag) => spine.extend(attribute(tag, "idref")),
            _ => {}
        });
        let mut has_seen = HashSet::new();
        for id in spine.iter().filter(|&id| navigation.as_ref() != Some(id)) {
            match items.remove(id) {
                Some(Some(chapter)) if has_seen.insert(chapter) => package.chapters.push(chapter),
                Some(None) => package.n_missing += 1,
                _ => {}
            }
        }
        has_seen.clear();
        let contents = contents_of_3.into_iter().rev().chain(contents_of_2);
        package.contents = contents.filter(|&file| has_seen.insert(file)).collect();
        package
    }
}

/// Fails if chapters are encrypted; encrypted fonts are nobody's business here.
fn refuse_protected(archive: &mut Archive, package: &Package) -> Result<()> {
    let chapters: HashSet<usize> = package.chapters.iter().copied().collect();
    let mut is_protected = false;
    xml::read_events(&archive.text("META-INF/encryption.xml")?, |event| {
        if let XmlEvent::Open("CipherReference", tag) = event {
            let path = resolved("", &attribute(tag, "URI").unwrap_or_default());
            let file = archive.index(&path);
            is_protected |= file.is_some_and(|file| chapters.contains(&file));
        }
    });
    if is_protected {
        bail!(
            "the e-book is protected against copying (DRM); it can be read only in its shop's program"
        );
    }
    Ok(())
}

/// The titles of chapters.
fn labels(archive: &mut Archive, package: &Package) -> Result<HashMap<usize, String>> {
    let mut labels = HashMap::new();
    for &contents in &package.contents {
        let source = archive.text_of(contents)?;
        let path = &package.paths[&contents];
        let mut label = String::new();
        let mut target = None;
        // `<a href="…">label</a>`, or `<text>label</text>` followed by `<content src="…"/>`.
        xml::read_events(&source, |event| {
            let found = match event {
                XmlEvent::Open("a", tag) => {
                    label.clear();
                    target = attribute(tag, "href");
                    None
                }
                XmlEvent::Open("text", _) => {
                    label.clear();
                    None
                }
                XmlEvent::Text(text) => {
                    label.push_str(&text);
                    None
                }
                XmlEvent::Close("a") => target.take(),
                XmlEvent::Open("content", tag) => attribute(tag, "src"),
                _ => None,
            };
            let Some(found) = found else {
                return;
            };
            // Each label is taken once, for it may be long and have any number of targets.
            let label = std::mem::take(&mut label);
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(chapter) = archive
                .index(&resolved(path, &found))
                .filter(|_| !label.is_empty())
            {
                labels.entry(chapter).or_insert(label);
            }
        });
        if !labels.is_empty() {
            break;
        }
    }
    Ok(labels)
}

/// Bytes of the longest path that links are followed from.
const PATH_MAX: usize = 2048;

/// The path in the archive of what a file at `from` calls `href`; empty if `from` is longer than any path, for what it
/// says would be written out for each link.
fn resolved(from: &str, href: &str) -> String {
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
    decoded(&parts.join("/"))
}

/// `a b` of `a%20b`.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, behind @ ..] = rest {
        let hex = behind.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
