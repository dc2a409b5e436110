//! Keys from a script → `docs/demo.svg`, an animated picture of a short session on the sample, drawn by the program itself.
//!
//! ```text
//! UPDATE_EXPECT=1 cargo test demo
//! ```
//!
//! It has no scripts: each frame is a group that style sheets show for its time, and the rows that frames share are drawn
//! once. Where motion is not wanted, it is the first frame.

use crate::support::{diptych, size};
use diptych::app::key;
use diptych::app::reader::{Effect, Options, Reader};
use diptych::view::screen::{self, Cell};
use diptych::view::svg::{BASE_LINE, CELL};
use diptych::view::theme::{BUILT_IN, Hue, Theme};
use ratatui::style::Modifier;
use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Keys, how long their frame is shown, in tenths of a second, and what it says of them.
const SCRIPT: [(&str, u32, &str); 24] = [
    ("", 30, "An article and its rewrite, side by side"),
    ("j", 10, "the next passage, and what it became"),
    ("j", 10, "the next passage, and what it became"),
    ("j", 16, "the next passage, and what it became"),
    (
        "]m",
        30,
        "the next passage that moved, beside its counterpart",
    ),
    ("<Tab>", 20, "to the counterpart"),
    ("<C-o>", 10, "back"),
    ("<C-o>", 16, "back"),
    (
        "F",
        26,
        "the ledger: every fact of both texts, and what became of it",
    ),
    ("j", 12, "the next fact"),
    ("j", 12, "the next fact"),
    ("<CR>", 24, "to where it stands"),
    ("<Esc>", 6, "done"),
    (
        "]f",
        24,
        "the next finding: words that may mean something else now",
    ),
    ("]f", 24, "the next finding"),
    ("x", 24, "verdict: wrong"),
    ("l", 18, "what is highlighted: the words that both share"),
    ("l", 18, "only the findings"),
    ("l", 16, "only new words"),
    ("l", 12, "nothing"),
    ("l", 12, "what only one side says"),
    ("w", 20, "another layout: matched passages in one row"),
    ("w", 20, "another layout: one under the other"),
    ("w", 20, "and back"),
];

#[test]
fn the_demo_of_the_readme_is_what_the_program_draws() {
    let drawn = demo();
    assert!(drawn.len() < 300_000, "{} bytes", drawn.len());
    assert!(!drawn.contains("<script") && !drawn.contains("http://www.w3.org/1999"));
    let mut xml = quick_xml::Reader::from_str(&drawn);
    while xml.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    expect_test::expect_file![root.join("docs/demo.svg")].assert_eq(&drawn);
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("](docs/demo.svg)"));
    assert!(readme.contains("`UPDATE_EXPECT=1 cargo test demo`"));
}

/// A picture in the making.
struct Drawing {
    theme: Theme,
    /// The styles of texts, and the classes that stand for them.
    classes: HashMap<String, String>,
    style: String,
    /// The rows that were drawn, and their names.
    rows: HashMap<String, String>,
    shared: String,
    frames: String,
}

fn demo() -> String {
    let size = size("100x27");
    let pair = diptych(
        include_str!("../../assets/sample/original.txt"),
        include_str!("../../assets/sample/rewrite.txt"),
    );
    let mut reader = Reader::new(pair, Options::default(), size);
    let mut drawing = Drawing {
        theme: Theme::parse(BUILT_IN[0].1).unwrap(),
        classes: HashMap::new(),
        style: String::new(),
        rows: HashMap::new(),
        shared: String::new(),
        frames: String::new(),
    };
    let total: u32 = SCRIPT.iter().map(|(_, time, _)| time).sum();
    let mut start = 0;
    for (n, (keys, time, caption)) in SCRIPT.into_iter().enumerate() {
        for input in key::parse(keys).unwrap() {
            if let Effect::Keep(records) = reader.input(input) {
                reader.kept(records, Vec::new());
            }
        }
        drawing.add_frame(n, &screen::screen(&reader).rows, keys, caption);
        drawing.add_times(n, [start, start + time], total);
        start += time;
    }
    // A row for the captions, with some air around it.
    let (width, height) = (size.width * CELL.0, (size.height + 2) * CELL.1);
    let Drawing {
        style,
        shared,
        frames,
        theme,
        ..
    } = drawing;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-size=\"15\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\">\n\
         <title>A session with diptych on its built-in sample</title>\n\
         <style>\n.f{{visibility:hidden}}\n#f0{{visibility:visible}}\n{style}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n<defs>\n{shared}</defs>\n{frames}</svg>\n",
        theme.background.css()
    )
}

impl Drawing {
    fn add_frame(&mut self, n: usize, rows: &[Vec<Cell>], keys: &str, caption: &str) {
        let _ = write!(self.frames, "<g class=\"f\" id=\"f{n}\">");
        for (y, row) in rows.iter().enumerate() {
            let drawn = self.row(row);
            if drawn.is_empty() {
                continue;
            }
            let n_rows = self.rows.len();
            let name = self.rows.entry(drawn.clone()).or_insert_with(|| {
                let _ = writeln!(self.shared, "<g id=\"r{n_rows}\">{drawn}</g>");
                format!("r{n_rows}")
            });
            let _ = write!(self.frames, "<use href=\"#{name}\" y=\"{}\"/>", y * CELL.1);
        }
        self.add_caption(rows.len(), keys, caption);
        self.frames.push_str("</g>\n");
    }

    /// `]m  the next passage that moved`, the key on a ground of its own.
    fn add_caption(&mut self, row: usize, keys: &str, caption: &str) {
        let keys = keys.replace("<CR>", "Enter").replace(['<', '>'], "");
        let top = row * CELL.1 + CELL.1 / 2;
        let (ground, text) = (self.theme.text.css(), self.theme.background.css());
        let base = top + BASE_LINE;
        let columns = keys.chars().count();
        if columns > 0 {
            let width = (columns + 2) * CELL.0;
            let _ = write!(
                self.frames,
                "<rect x=\"{0}\" y=\"{top}\" width=\"{width}\" height=\"{1}\" rx=\"4\" fill=\"{ground}\"/>\
                 <text x=\"{2}\" y=\"{base}\" fill=\"{text}\" font-weight=\"bold\">{keys}</text>",
                CELL.0,
                CELL.1,
                2 * CELL.0,
            );
        }
        let x = if columns > 0 { columns + 4 } else { 1 } * CELL.0;
        let _ = write!(
            self.frames,
            "<text x=\"{x}\" y=\"{base}\" fill=\"{ground}\">{caption}</text>"
        );
    }

    /// Shows a frame from one time to another, if motion is wanted.
    fn add_times(&mut self, n: usize, [start, end]: [u32; 2], total: u32) {
        let at = |time: u32| format!("{:.3}%", f64::from(time) * 100.0 / f64::from(total));
        let before = match start {
            0 => String::new(),
            _ => "0%{visibility:hidden}".to_owned(),
        };
        let _ = writeln!(
            self.style,
            "@keyframes k{n}{{{before}{}{{visibility:visible}}{}{{visibility:hidden}}}}\n\
             @media (prefers-reduced-motion:no-preference){{#f{n}{{animation:k{n} {}s step-end infinite}}}}",
            at(start),
            at(end),
            f64::from(total) / 10.0,
        );
    }

    /// A row of the screen at the top of the picture: grounds, then texts. Empty if there is nothing to see.
    fn row(&mut self, row: &[Cell]) -> String {
        let mut drawn = String::new();
        for (column, run) in runs(row, |cell| self.ground(cell)) {
            let ground = self.ground(&run[0]);
            if ground != self.theme.background {
                let columns: usize = run.iter().map(|cell| cell.width).sum();
                let (x, width) = (column * CELL.0, columns * CELL.0);
                let fill = ground.css();
                let _ = write!(
                    drawn,
                    "<rect x=\"{x}\" width=\"{width}\" height=\"{}\" fill=\"{fill}\"/>",
                    CELL.1
                );
            }
        }
        let looks: Vec<String> = row.iter().map(|cell| self.look(cell)).collect();
        let mut column = 0;
        let mut n = 0;
        // A text ends where two blanks follow, so that no blanks need to be kept.
        while n < row.len() {
            let is_blank = |n: usize| row.get(n).is_none_or(|cell| cell.text == " ");
            if is_blank(n) {
                column += row[n].width;
                n += 1;
                continue;
            }
            let start = (n, column);
            while n < row.len() && looks[n] == looks[start.0] && !(is_blank(n) && is_blank(n + 1)) {
                column += row[n].width;
                n += 1;
            }
            let text: String = row[start.0..n]
                .iter()
                .map(|cell| cell.text.as_str())
                .collect();
            let columns = column - start.1 - usize::from(text.ends_with(' '));
            let (x, length) = (start.1 * CELL.0, columns * CELL.0);
            let text = html_escape::encode_text(text.trim_end());
            let class = self.class(&looks[start.0]);
            // Where the font is narrower or wider than a cell, the text takes its columns all the same.
            let _ = write!(
                drawn,
                "<text class=\"{class}\" x=\"{x}\" y=\"{BASE_LINE}\" textLength=\"{length}\">{text}</text>"
            );
        }
        drawn
    }

    fn ground(&self, cell: &Cell) -> Hue {
        self.theme.colors(cell.ink).1
    }

    /// How the text of a cell looks, in CSS.
    fn look(&self, cell: &Cell) -> String {
        let style = self.theme.style(cell.ink).add_modifier;
        let mut look = format!("fill:{}", self.theme.colors(cell.ink).0.css());
        for (modifier, css) in [
            (Modifier::BOLD, ";font-weight:bold"),
            (Modifier::ITALIC, ";font-style:italic"),
            (Modifier::UNDERLINED, ";text-decoration:underline"),
        ] {
            if style.contains(modifier) {
                look += css;
            }
        }
        look
    }

    fn class(&mut self, look: &str) -> String {
        let n_classes = self.classes.len();
        let class = self.classes.entry(look.to_owned()).or_insert_with(|| {
            let class = format!("c{n_classes}");
            let _ = writeln!(self.style, ".{class}{{{look}}}");
            class
        });
        class.clone()
    }
}

/// Neighbouring cells that share a property, with the column of the first.
fn runs<P: PartialEq>(row: &[Cell], property: impl Fn(&Cell) -> P) -> Vec<(usize, &[Cell])> {
    let mut column = 0;
    let runs = row.chunk_by(|a, b| property(a) == property(b)).map(|run| {
        let start = column;
        column += run.iter().map(|cell| cell.width).sum::<usize>();
        (start, run)
    });
    runs.collect()
}
