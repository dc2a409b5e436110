//! Texts made at random, of the kinds that are wrapped and of the kinds that are not.

use crate::text::document::{BlockKind, Document, join};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn within(&mut self, range: std::ops::RangeInclusive<usize>) -> usize {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    fn pick(&mut self, list: &str, separator: &str) -> String {
        let n = self.below(list.split(separator).count());
        list.split(separator).nth(n).unwrap_or_default().to_owned()
    }

    fn word(&mut self) -> String {
        self.pick(WORDS, " ")
    }

    fn words(&mut self, n: usize) -> String {
        let words: Vec<String> = (0..n).map(|_| self.word()).collect();
        words.join(" ")
    }

    /// With names, figures and commas where texts have them.
    fn sentence(&mut self) -> String {
        let mut words = vec![capital(&self.word())];
        for _ in 0..self.within(4..=22) {
            let word = match self.below(14) {
                0 => self.pick(NAMES, " "),
                1 => self.below(2000).to_string(),
                2 => self.word() + ",",
                _ => self.word(),
            };
            words.push(word);
        }
        let last = self.word();
        words.join(" ") + " " + &last + "."
    }

    fn paragraph(&mut self, n: usize) -> String {
        let sentences: Vec<String> = (0..n).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

const WORDS: &str = "the the the of of and and a a in in to to was for on with that had were by from it is as at his \
    her their which not would they been more after when than before into other over only years town water house \
    council river market because children harbour between however building thousand people small great old new \
    government department through against company workers neighbouring agreement increased considerably announced \
    reported described remembered opened closed carried found left made bridge road winter morning letters paper \
    museum station engine cellar garden window money price salt wool ship captain school teacher doctor";

const NAMES: &str =
    "Anna Miller London Berlin Hamburg Olsen Thomas Brown Oldhaven Monday October Norwegian";

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Thousandths of the size of a font that its letters from a to z take, all others that are small, and capitals.
struct Font {
    letters: [usize; 26],
    small: usize,
    capital: usize,
}

const TIMES: Font = Font {
    letters: [
        444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333,
        389, 278, 500, 500, 722, 500, 500, 444,
    ],
    small: 250,
    capital: 680,
};

const HELVETICA: Font = Font {
    letters: [
        556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333,
        500, 278, 556, 500, 722, 500, 500, 500,
    ],
    small: 278,
    capital: 700,
};

impl Font {
    fn width(&self, text: &str) -> usize {
        let of = |c: char| match c {
            'a'..='z' => self.letters[c as usize - 'a' as usize],
            'A'..='Z' => self.capital,
            '0'..='9' => 2 * self.small,
            _ => self.small,
        };
        text.chars().map(of).sum()
    }

    /// The lines of `text` on a page of this width.
    fn wrap(&self, text: &str, width: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let n_lines = lines.len();
            let line = &mut lines[n_lines - 1];
            match line.is_empty() {
                true => line.push_str(word),
                false if self.width(line) + self.small + self.width(word) <= width => {
                    *line += " ";
                    *line += word;
                }
                false => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

fn font(dice: &mut Dice) -> &'static Font {
    [&TIMES, &HELVETICA][dice.below(2)]
}

/// From 45 to 110 letters.
fn width(dice: &mut Dice) -> usize {
    dice.within(21_000..=46_000)
}

/// Each block on one line.
fn read(text: &str) -> Vec<String> {
    let document = Document::new("test", text);
    let blocks = document.blocks().iter();
    blocks
        .map(|block| join(text, block.pieces(block.range())).into_owned())
        .collect()
}

/// How many of sixty texts are read as they were before they were wrapped: each piece that is wanted is a block.
fn n_refilled(make: impl Fn(&mut Dice) -> (String, Vec<String>)) -> usize {
    n_read(make, |wanted, block| wanted == block)
}

fn n_read(
    make: impl Fn(&mut Dice) -> (String, Vec<String>),
    is_in: impl Fn(&str, &str) -> bool,
) -> usize {
    let is_refilled = |seed: &u64| {
        let (text, paragraphs) = make(&mut Dice(seed * 7919));
        let found = read(&text);
        (paragraphs.iter()).all(|wanted| found.iter().any(|block| is_in(wanted, block)))
    };
    (1..=60).filter(is_refilled).count()
}

/// Fails if one of sixty texts has a line that was joined to another one.
#[track_caller]
fn check_kept(make: impl Fn(&mut Dice) -> Vec<String>) {
    let mut joined = Vec::new();
    for seed in 1..=60 {
        let text = make(&mut Dice(seed * 7919)).join("\n");
        let document = Document::new("test", text.as_str());
        let is_joined = |block: &crate::text::document::Block| block.lines.len() > 1;
        if document.blocks().iter().any(is_joined) {
            joined.push(text);
        }
    }
    assert!(
        joined.is_empty(),
        "{} joined, such as\n{}",
        joined.len(),
        joined[0]
    );
}

#[test]
fn paragraphs_wrapped_in_print_are_refilled() {
    let single = |dice: &mut Dice| {
        let n_sentences = dice.within(3..=9);
        let paragraph = dice.paragraph(n_sentences);
        let (font, width) = (font(dice), width(dice));
        (font.wrap(&paragraph, width).join("\n"), vec![paragraph])
    };
    let n = n_refilled(single);
    assert!(n >= 58, "{n} of 60");
}

#[test]
fn articles_wrapped_in_print_are_refilled() {
    let article = |dice: &mut Dice| {
        let (font, width) = (font(dice), width(dice));
        let n_paragraphs = dice.within(3..=9);
        let paragraphs: Vec<String> = (0..n_paragraphs)
            .map(|_| {
                let n_sentences = dice.within(1..=6);
                dice.paragraph(n_sentences)
            })
            .collect();
        let wrapped = paragraphs
            .iter()
            .map(|paragraph| font.wrap(paragraph, width).join("\n"));
        let text = wrapped.collect::<Vec<String>>().join("\n\n");
        (capital(&dice.words(4)) + "\n\n" + &text, paragraphs)
    };
    let n = n_refilled(article);
    assert!(n >= 58, "{n} of 60");
}

#[test]
fn a_list_between_two_paragraphs_does_not_stop_it() {
    let with_list = |dice: &mut Dice| {
        let (font, width) = (font(dice), width(dice));
        let paragraphs = vec![dice.paragraph(4), dice.paragraph(4)];
        let bullet = dice.pick("- /• ", "/");
        let n_items = dice.within(3..=14);
        let items: Vec<String> = (0..n_items)
            .map(|_| {
                let n_words = dice.within(1..=3);
                format!("{bullet}{}", dice.words(n_words))
            })
            .collect();
        let gap = dice.pick("\n|\n\n", "|");
        let wrapped = |n: usize| font.wrap(&paragraphs[n], width).join("\n");
        let text = [wrapped(0), items.join("\n"), wrapped(1)].join(&gap);
        (text, paragraphs)
    };
    let n = n_refilled(with_list);
    assert!(n >= 58, "{n} of 60");
}

/// Whole pages, as a program takes them out of a PDF: running heads, numbers, form feeds, and sentences that go on over
/// the page.
struct Pages {
    /// Whether a blank line stands between paragraphs; else only the last line of one shows where it ends.
    gaps: bool,
    /// Whether the first line of a page is its head, and whether the last is its number.
    head: bool,
    foot: bool,
    /// Whether a note stands at the foot of some pages; of none that ends in the middle of a paragraph, because the
    /// note would stand between its halves.
    notes: bool,
}

impl Pages {
    fn any(dice: &mut Dice, gaps: bool) -> Pages {
        let mut coin = || dice.below(2) == 0;
        Pages {
            gaps,
            head: coin(),
            foot: coin(),
            notes: coin(),
        }
    }

    /// The text, and the paragraphs in it: two of one that goes on over a page where a sentence ends, as nothing tells.
    fn text(&self, dice: &mut Dice) -> (String, Vec<String>) {
        let (font, width) = (font(dice), width(dice));
        let n_lines = dice.within(28..=46);
        let mut paragraphs = Vec::new();
        let mut pages: Vec<Vec<String>> = vec![Vec::new()];
        for _ in 0..dice.within(8..=24) {
            let n_sentences = dice.within(2..=8);
            let paragraph = dice.paragraph(n_sentences);
            paragraphs.push(String::new());
            for line in font.wrap(&paragraph, width) {
                if pages[pages.len() - 1].len() >= n_lines {
                    pages.push(Vec::new());
                    if paragraphs[paragraphs.len() - 1].ends_with('.') {
                        paragraphs.push(String::new());
                    }
                }
                let last = paragraphs.len() - 1;
                if !paragraphs[last].is_empty() {
                    paragraphs[last] += " ";
                }
                paragraphs[last] += &line;
                let page = pages.len() - 1;
                pages[page].push(line);
            }
            let page = pages.len() - 1;
            pages[page].extend(self.gaps.then(String::new));
        }
        let title = capital(&dice.words(4));
        let mut number = dice.within(1..=300);
        let pages = pages.into_iter().map(|mut page| {
            number += 1;
            let is_whole = page.last().is_some_and(String::is_empty);
            if self.notes && is_whole && dice.below(2) == 0 {
                let note = format!("{} {}", dice.within(1..=9), dice.sentence());
                page.extend(font.wrap(&note, width));
            }
            if self.head {
                page.splice(0..0, [format!("{title} {number}"), String::new()]);
            }
            if self.foot {
                page.extend([String::new(), number.to_string()]);
            }
            page.join("\n") + "\n"
        });
        (pages.collect::<Vec<String>>().join("\u{c}"), paragraphs)
    }
}

#[test]
fn pages_with_gaps_between_paragraphs_are_refilled() {
    let n = n_refilled(|dice| Pages::any(dice, true).text(dice));
    assert!(n >= 58, "{n} of 60");
}

/// Where only a short line shows the end of a paragraph, sentences are read as they were.
#[test]
fn sentences_on_pages_without_gaps_are_refilled() {
    let sentences = |dice: &mut Dice| {
        let (text, paragraphs) = Pages::any(dice, false).text(dice);
        let sentences = paragraphs
            .iter()
            .flat_map(|text| text.split_inclusive(". "));
        let sentences = sentences.map(|sentence| sentence.trim_end().to_owned());
        (text, sentences.collect())
    };
    let n = n_read(sentences, |sentence, block| block.contains(sentence));
    assert!(n >= 58, "{n} of 60");
}

#[test]
fn poems_keep_their_lines() {
    check_kept(|dice| {
        let is_small = dice.below(2) == 0;
        let n_lines = dice.within(4..=16);
        let line = |n: usize| {
            let n_words = dice.within(3..=9);
            let line = dice.words(n_words);
            let stop = dice.pick(",|.||", "|");
            let gap = if n % 4 == 3 { "\n" } else { "" };
            (if is_small { line } else { capital(&line) }) + &stop + gap
        };
        (0..n_lines).map(line).collect()
    });
}

#[test]
fn code_keeps_its_lines() {
    check_kept(|dice| {
        let mut indent = 0;
        let n_lines = dice.within(5..=30);
        let line = |_| {
            let (a, b, c) = (dice.word(), dice.word(), dice.word());
            let code = match dice.below(6) {
                0 => format!("if {a} > {b} {{"),
                1 => format!("let {a} = {b}({c}, {a}.{c}, \"{b}\");"),
                2 => format!("{a}.{b}({c});"),
                3 => format!("{a}_{b} += {c}; // {}", dice.words(4)),
                4 => format!("return {a};"),
                _ => "}".to_owned(),
            };
            indent -= usize::from(code == "}" && indent > 0);
            let line = " ".repeat(4 * indent) + &code;
            indent += usize::from(code.ends_with('{'));
            line
        };
        (0..n_lines).map(line).collect()
    });
}

#[test]
fn tables_keep_their_rows() {
    check_kept(|dice| {
        let n_rows = dice.within(4..=20);
        let separator = dice.pick("   |\t| , |;", "|");
        let is_padded = dice.below(2) == 0;
        let row = |_| {
            let cells = [
                dice.word(),
                dice.words(2),
                dice.below(9000).to_string(),
                dice.word(),
            ];
            match is_padded {
                true => format!(
                    "{:<14}{separator}{:<28}{separator}{:>6}",
                    cells[0], cells[1], cells[2]
                ),
                false => cells.join(&separator),
            }
        };
        (0..n_rows).map(row).collect()
    });
}

#[test]
fn lists_and_addresses_keep_their_lines() {
    check_kept(|dice| {
        let n_lines = dice.within(3..=20);
        let bullet = dice.pick("- /* ", "/");
        let line = |_| {
            let n_words = dice.within(1..=6);
            format!("{bullet}{}", dice.words(n_words))
        };
        (0..n_lines).map(line).collect()
    });
    check_kept(|dice| {
        vec![
            format!("{} {}", dice.pick(NAMES, " "), dice.pick(NAMES, " ")),
            format!("{} {} Street", dice.below(200), dice.pick(NAMES, " ")),
            format!("{} {}", dice.below(90_000), dice.pick(NAMES, " ")),
            format!("{}@example.org", dice.word()),
        ]
    });
}

#[test]
fn logs_keep_their_lines() {
    check_kept(|dice| {
        let n_lines = dice.within(4..=30);
        let shape = dice.below(3);
        let line = |n: usize| {
            let (a, b, c) = (dice.word(), dice.word(), dice.word());
            match shape {
                0 => format!(
                    "2024-05-{:02} 10:{:02}:{:02} {a}: cannot open {b}/{c}",
                    n % 28 + 1,
                    n % 60,
                    n * 7 % 60
                ),
                1 => format!(
                    "sshd[{}]: accepted password for {a} from 10.0.0.{n} port {}",
                    4000 + n,
                    dice.within(10_000..=60_000)
                ),
                _ => format!(
                    "{}: {a}: {b} was not found in {c}, trying again",
                    dice.pick("error|warning|info", "|")
                ),
            }
        };
        (0..n_lines).map(line).collect()
    });
}

#[test]
fn print_like_that_of_books_is_no_verse() {
    let document = Document::new(
        "test",
        "The lighthouse stood on a rock that was called the Hen, and in most winters nobody could\n\
         reach it for weeks. Its keeper kept a diary of what he saw through the little window:\n\
         ships, seals, the ice that came down from the north, and the light of the other tower that\n\
         was lit at dusk.",
    );
    let kinds: Vec<BlockKind> = document.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph]);
}
