//! A seed → an original and its rewrite: as long as wanted, the same on every machine.
//!
//! The words are invented and as unevenly frequent as those of a language (Zipf's law). The rewrite keeps, edits,
//! rewords, merges, splits, drops, adds and moves sentences, so it is about four fifths as many and shorter ones.

#![allow(dead_code, missing_docs, reason = "each bench uses a part of it")]

pub mod checked;
mod formats;

use diptych::app::key::Size;
use diptych::app::reader::{Options, Reader};
use diptych::compare::pair::Diptych;
use diptych::input::open::{self, ReadOptions};
use diptych::text::side::Pair;
use diptych::view::buffer;
use diptych::view::screen::{self, Screen};
use diptych::view::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::HashSet;

/// The two pairs that everything is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// 40 sentences and 30.
    Article,
    /// 10,000 sentences and 8,000: 1.1 MB and 0.66 MB.
    Novel,
}

impl Sample {
    pub const ALL: [Sample; 2] = [Sample::Article, Sample::Novel];

    pub fn name(self) -> &'static str {
        match self {
            Sample::Article => "article",
            Sample::Novel => "novel",
        }
    }

    pub fn texts(self) -> Pair<String> {
        match self {
            Sample::Article => texts(40),
            Sample::Novel => texts(10_000),
        }
    }

    /// Read, but not matched.
    pub fn opened(self) -> Diptych {
        opened(&self.texts())
    }
}

pub fn opened(texts: &Pair<String>) -> Diptych {
    Diptych::new(Pair::in_parallel(|side| {
        open::decode(side.name(), texts[side].clone().into_bytes()).expect("it is text")
    }))
}

pub const SIZE: Size = Size {
    width: 120,
    height: 40,
};

pub fn reader(diptych: Diptych) -> Reader {
    Reader::new(diptych, Options::default(), SIZE)
}

/// The screen in the terminal library's buffer: all of a frame but the writing of it.
pub fn frame(reader: &Reader, theme: &Theme) -> Buffer {
    paint(&screen::screen(reader), theme)
}

pub fn paint(screen: &Screen, theme: &Theme) -> Buffer {
    let area = Rect::new(0, 0, screen.size.width as u16, screen.size.height as u16);
    let mut buffer = Buffer::empty(area);
    buffer::paint(screen, theme, &mut buffer);
    buffer
}

pub fn theme() -> Theme {
    Theme::built_in("dark").expect("a built-in theme")
}

/// A pair of texts in a format that people have their texts in, as large as a reader will hardly have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapped {
    /// A page of 1 MB.
    Html,
    /// A book with 5 MB of text.
    Epub,
    /// 10 MB.
    Markdown,
}

impl Wrapped {
    pub const ALL: [Wrapped; 3] = [Wrapped::Html, Wrapped::Epub, Wrapped::Markdown];

    pub fn name(self) -> &'static str {
        match self {
            Wrapped::Html => "page.html",
            Wrapped::Epub => "book.epub",
            Wrapped::Markdown => "text.md",
        }
    }

    pub fn files(self) -> Pair<Vec<u8>> {
        match self {
            Wrapped::Html => texts(8_800).map(|text| formats::html(&text).into_bytes()),
            Wrapped::Epub => texts(47_000).map(|text| formats::epub(&text)),
            Wrapped::Markdown => texts(91_000).map(|text| formats::markdown(&text).into_bytes()),
        }
    }

    /// What the libraries alone take to read a file: the least that opening it can take.
    pub fn read_by_library(self, bytes: &[u8]) {
        match self {
            Wrapped::Html => formats::read_html(bytes),
            Wrapped::Epub => formats::read_epub(bytes),
            Wrapped::Markdown => formats::read_markdown(bytes),
        }
    }

    /// Read, but not matched.
    pub fn opened(self, files: Pair<Vec<u8>>) -> Diptych {
        let mut files = files.map(Some);
        let original = files.original.take().expect("a file");
        let rewrite = files.rewrite.take().expect("a file");
        let read = |bytes| {
            open::document(self.name(), bytes, ReadOptions::default()).expect("it is right")
        };
        let documents = std::thread::scope(|scope| {
            let original = scope.spawn(|| read(original));
            Pair {
                rewrite: read(rewrite),
                original: original.join().expect("it is right"),
            }
        });
        Diptych::new(documents)
    }
}

/// A pair whose original has `n_sentences`.
pub fn texts(n_sentences: usize) -> Pair<String> {
    let mut writer = Writer::new(1870);
    let original = writer.paragraphs(n_sentences);
    let rewrite = writer.rewrite(&original);
    Pair { original, rewrite }.map(|paragraphs| shown(&paragraphs))
}

type Sentence = Vec<String>;

struct Writer {
    random: Random,
    words: Vec<String>,
    names: Vec<String>,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let mut random = Random(seed);
        let (mut words, mut known) = (Vec::new(), HashSet::new());
        while words.len() < 12_000 {
            // Frequent words are short.
            let rare = usize::from(words.len() > 200) + usize::from(words.len() > 3_000);
            let n_syllables = 1 + rare + random.below(1 + rare);
            let word = random.word(n_syllables);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let names = (0..120).map(|_| capital(&random.word(2))).collect();
        Writer {
            random,
            words,
            names,
        }
    }

    fn paragraphs(&mut self, n_sentences: usize) -> Vec<Vec<Sentence>> {
        let mut paragraphs = Vec::new();
        let mut left = n_sentences;
        while left > 0 {
            let n = (3 + self.random.below(5)).min(left);
            paragraphs.push((0..n).map(|_| self.sentence()).collect());
            left -= n;
        }
        paragraphs
    }

    fn sentence(&mut self) -> Sentence {
        let n_words = 9 + self.random.below(13);
        (0..n_words).map(|_| self.word()).collect()
    }

    /// A word of rank r comes about 1 / r times as often as the first.
    fn word(&mut self) -> String {
        match self.random.below(100) {
            0..5 => self.names[self.random.below(self.names.len())].clone(),
            5 => (2 + self.random.below(1900)).to_string(),
            _ => {
                let rank = (self.words.len() as f64).powf(self.random.share());
                self.words[rank as usize - 1].clone()
            }
        }
    }

    fn rewrite(&mut self, original: &[Vec<Sentence>]) -> Vec<Vec<Sentence>> {
        let mut order: Vec<usize> = (0..original.len()).collect();
        for n in 0..original.len() {
            if self.random.below(100) < 2 {
                let to = (n + 1 + self.random.below(20)).min(original.len() - 1);
                order.swap(n, to);
            }
        }
        let mut rewrite: Vec<Vec<Sentence>> = Vec::new();
        for n in order {
            rewrite.push(self.rewrite_paragraph(&original[n]));
        }
        rewrite.retain(|paragraph| !paragraph.is_empty());
        rewrite
    }

    fn rewrite_paragraph(&mut self, paragraph: &[Sentence]) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut rest = paragraph;
        while let [first, others @ ..] = rest {
            rest = others;
            match self.random.below(100) {
                0..20 => {}
                20..28 if !others.is_empty() => {
                    let both = [first.as_slice(), &[self.words[0].clone()], &others[0]].concat();
                    sentences.push(self.edit(&both, 30));
                    rest = &others[1..];
                }
                28..33 => {
                    let (head, tail) = first.split_at(first.len() / 2);
                    sentences.push(self.edit(head, 10));
                    sentences.push(self.edit(tail, 10));
                }
                33..48 => sentences.push(first.clone()),
                48..75 => sentences.push(self.edit(first, 25)),
                _ => sentences.push(self.edit(first, 45)),
            }
            if self.random.below(100) < 3 {
                sentences.push(self.sentence());
            }
        }
        sentences
    }

    /// Leaves out `percent` of the words and replaces half as many.
    fn edit(&mut self, sentence: &[String], percent: usize) -> Sentence {
        let mut edited: Sentence = Vec::new();
        for word in sentence {
            match self.random.below(200) {
                n if n < 2 * percent => {}
                n if n < 3 * percent => edited.push(self.word()),
                _ => edited.push(word.clone()),
            }
        }
        if edited.is_empty() {
            return sentence.to_vec();
        }
        edited
    }
}

fn shown(paragraphs: &[Vec<Sentence>]) -> String {
    let sentence = |words: &Sentence| capital(&words.join(" ")) + ".";
    let paragraph = |sentences: &Vec<Sentence>| {
        let sentences: Vec<String> = sentences.iter().map(sentence).collect();
        sentences.join(" ") + "\n"
    };
    let paragraphs: Vec<String> = paragraphs.iter().map(paragraph).collect();
    paragraphs.join("\n")
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

/// The generator SplitMix64 (Steele, Lea, Flood, 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// 0 to 1, without 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn word(&mut self, n_syllables: usize) -> String {
        const STARTS: [&str; 20] = [
            "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "st",
            "tr", "sh", "gl",
        ];
        const ENDS: [&str; 16] = [
            "a", "e", "i", "o", "u", "an", "er", "in", "ol", "us", "ea", "ond", "ing", "est", "ay",
            "el",
        ];
        let syllable = |random: &mut Random| {
            let start = STARTS[random.below(STARTS.len())];
            format!("{start}{}", ENDS[random.below(ENDS.len())])
        };
        (0..n_syllables).map(|_| syllable(self)).collect()
    }
}
