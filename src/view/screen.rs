//! [`Reader`] → [`Screen`]: the visible picture as plain data, safe text with roles and no colours.
//!
//! The waist of the program: what comes before is tested without a terminal, what comes after is a few dozen lines.

mod header;
mod help;
mod hints;
mod panels;
mod panes;
mod prompt;
mod signs;
mod status;
mod table;
mod tour;
mod whole;

use crate::app::frame::Frame;
use crate::app::key::Size;
use crate::app::layout::Arrangement;
use crate::app::reader::{Mode, Reader};
use crate::app::signs::{MARKED, ReviewSign, RulerMark, Sign};
use crate::app::{App, View};
pub use crate::text::document::Face;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use compact_str::CompactString;
pub use status::passage_in_words;
pub use table::{WholeTableRow, draw_whole_table_row, whole_table_rows};
pub use whole::{WholeRow, draw_whole_row, whole_rows};

/// A picture: rows of exactly its width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Columns and rows.
    pub size: Size,
    /// The rows, each a sequence of cells from the left.
    pub rows: Vec<Vec<Cell>>,
    /// Where the terminal's cursor blinks: in a prompt.
    pub caret: Option<(usize, usize)>,
    /// Where links go, as the source has it; the faces of the cells count them.
    pub links: Vec<String>,
}

/// One grapheme cluster on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is painted; up to 24 bytes take no allocation.
    pub text: CompactString,
    /// Columns it takes, 1 or more.
    pub width: usize,
    /// What it is.
    pub ink: Ink,
}

/// What a cell is, in four layers; the theme gives it its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ink {
    /// What it is part of.
    pub role: Role,
    /// What is marked about it.
    pub mark: Option<Mark>,
    /// Whether its passage is the cursor's or the cursor's counterpart.
    pub stand: Option<Stand>,
    /// How the document's markup sets it apart; its link is one of [`Screen::links`].
    pub face: Face,
}

/// What a cell is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text.
    Text,
    /// A title or heading.
    Heading,
    /// Text that is no content, and figures beside the point.
    Quiet,
    /// Rules and empty rulers.
    Frame,
    /// The part of a ruler that is on screen.
    Thumb,
    /// The first row.
    Header,
    /// The last row.
    Status,
    /// A message in the last row.
    Message,
    /// The bar beside the cursor's passage and its counterparts.
    Bar,
    /// The sign of a verbatim match.
    Verbatim,
    /// The sign of an edited match.
    Edited,
    /// The sign of a reworded match.
    Reworded,
    /// The sign of a dropped passage.
    Dropped,
    /// The sign of an added passage.
    Added,
    /// The sign of a passage with nothing but doubtful links.
    Unsure,
    /// The sign of a moved passage.
    Moved,
    /// The sign of a place to look at, and the kind of a finding.
    Finding,
    /// A key in the help.
    Key,
    /// The chosen row of a list.
    Chosen,
}

/// What is marked about a cell. The first that applies is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The hit that the reader stands on.
    CurrentHit,
    /// A hit of the search.
    Hit,
    /// The words of the finding or fact, or the new words, that the reader went to.
    CurrentFinding,
    /// The other places of that fact.
    Fact,
    /// The words of a finding.
    Finding,
    /// Stands in the original only.
    Removed,
    /// Stands in the rewrite only.
    Added,
    /// As `Removed`, where most stands in the original only, or says little.
    RemovedSoft,
    /// As `Added`, where most stands in the rewrite only, or says little.
    AddedSoft,
    /// Stands on its side only, and another word stands for it on the other one.
    Related,
    /// Stands on both sides.
    Shared,
}

/// Whose passage a cell belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// The cursor's.
    Cursor,
    /// The cursor's counterpart's.
    Counterpart,
    /// That of a doubtful counterpart, or of a runner-up that is looked at.
    Unsure,
    /// None: a cell of a ruler whose part of the text is on the screen.
    InView,
}

impl Ink {
    /// Part of something, with nothing marked.
    pub fn plain(role: Role) -> Ink {
        Ink {
            role,
            mark: None,
            stand: None,
            face: Face::default(),
        }
    }
}

impl Screen {
    /// The same with signs of ASCII, for terminals and fonts without better ones. The texts are left alone.
    pub fn ascii(mut self) -> Screen {
        for cell in self.rows.iter_mut().flatten() {
            let is_text = matches!(cell.ink.role, Role::Text | Role::Heading | Role::Quiet)
                || cell.ink.mark.is_some_and(|mark| mark > Mark::Finding);
            if let (false, Some(sign)) = (is_text, signs::ascii(&cell.text)) {
                cell.text = sign.into();
            }
        }
        self
    }
}

/// Draws what is on the screen: the table of pairs, or a pair.
pub fn of_app(app: &App) -> Screen {
    match app.view() {
        View::Picker(picker) => table::table(picker),
        View::Reader(reader) => screen(reader),
    }
}

/// Draws a pair.
pub fn screen(reader: &Reader) -> Screen {
    let frame = reader.frame();
    let mut canvas = Canvas::new(frame.size);
    if frame.size.width < WIDTH_MIN {
        canvas.put(
            0,
            0,
            frame.size.width,
            "too narrow",
            Ink::plain(Role::Message),
        );
        return canvas.finish(None);
    }
    draw_panes(reader, &frame, &mut canvas);
    if frame.top > 0 {
        header::draw_header(reader, &frame, &mut canvas);
    }
    let caret = match frame.status {
        Some(y) => status::draw_status(reader, y, &frame, &mut canvas),
        None => None,
    };
    hints::draw_hints(reader, &frame, &mut canvas);
    tour::draw_tour(reader, &frame, &mut canvas);
    match reader.mode() {
        Mode::Help(help, _) => help::draw_help(help, reader.keymap(), &frame, &mut canvas),
        Mode::Evidence(evidence) => panels::evidence::draw(reader, evidence, &frame, &mut canvas),
        Mode::Records(list) => panels::records::draw(reader, list, &frame, &mut canvas),
        Mode::Findings(list) => panels::findings::draw(reader, list, &frame, &mut canvas),
        Mode::Ledger(list) => panels::ledger::draw(reader, list, &frame, &mut canvas),
        Mode::Outline(list) => panels::outline::draw_outline(reader, list, &frame, &mut canvas),
        Mode::Themes(list) => panels::themes::draw_themes(reader, list, &frame, &mut canvas),
        Mode::Reading | Mode::Prompt(_) => {}
    }
    canvas.finish(caret)
}

/// The fewest columns in which anything but a word of excuse can be drawn.
pub const WIDTH_MIN: usize = 12;

fn draw_panes(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let tops = Pair::from_fn(|side| reader.top(side));
    let lit = panes::Lit::new(reader);
    for n in 0..frame.height {
        let at = tops.map(|top| top + n as i64);
        for side in Side::BOTH {
            panes::draw_line(
                reader,
                frame,
                canvas,
                side,
                at[side],
                frame.top + n,
                Some(&lit),
            );
        }
        draw_gutter(reader, frame, canvas, frame.top + n, at);
    }
    for side in Side::BOTH.into_iter().filter(|&side| frame.shows(side)) {
        draw_ruler(reader, frame, canvas, side, tops[side]);
    }
    if reader.layout().shares_rows() {
        panels::counterpart::draw_out_of_sight(reader, frame, canvas);
    }
}

/// The signs of the passages at this height, each beside its text.
fn draw_gutter(reader: &Reader, frame: &Frame, canvas: &mut Canvas, y: usize, at: Pair<i64>) {
    if let Some(rule) = frame.rule {
        canvas.put(rule, y, 1, "│", Ink::plain(Role::Frame));
    }
    for side in Side::BOTH.into_iter().filter(|&side| frame.shows(side)) {
        let passage = reader.sign_passage(side, at[side]);
        if let Some(passage) = passage {
            draw_number(frame, canvas, side, y, passage);
        }
        // What was said stands over the bar, which has other rows or the words of the status line.
        if let Some(said) = passage.and_then(|n| ReviewSign::of(reader.review(), side, n)) {
            let ink = Ink::plain(signs::review_role(said));
            canvas.put(frame.columns[side].bar, y, 1, said.glyph(), ink);
        }
        if passage.is_some_and(|n| reader.marked_passage() == Some((side, n))) {
            let ink = Ink::plain(Role::Key);
            canvas.put(frame.columns[side].bar, y, 1, MARKED, ink);
        }
        let sign = passage.and_then(|passage| Sign::of(reader.diptych(), side, passage));
        // Stacked, the original needs a sign only where nothing stands under it, or elsewhere.
        let says_something = |sign: &Sign| {
            let stands_alone = matches!(sign, Sign::Dropped | Sign::MovedUp | Sign::MovedDown);
            reader.layout().arrangement != Arrangement::Stacked
                || side == Side::Rewrite
                || stands_alone
        };
        if let Some(sign) = sign.filter(says_something) {
            let ink = Ink::plain(signs::sign_role(sign));
            canvas.put(frame.columns[side].sign, y, 1, sign.glyph(), ink);
        }
    }
}

/// The number of a passage, if numbers are shown, beside the bar.
fn draw_number(frame: &Frame, canvas: &mut Canvas, side: Side, y: usize, passage: usize) {
    let (start, end) = frame.columns[side].numbers;
    let number = (passage + 1).to_string();
    let is_left = end == frame.columns[side].bar;
    let x = if is_left {
        end.saturating_sub(number.len()).max(start)
    } else {
        start
    };
    canvas.put(x, y, end - x, &number, Ink::plain(Role::Quiet));
}

/// The whole text of a side in one column, as a map: what was lost, came or moved, what was found, and the part on screen.
fn draw_ruler(reader: &Reader, frame: &Frame, canvas: &mut Canvas, side: Side, top: i64) {
    let n_rows = reader.layout().rows[side].len();
    let ruler = frame.columns[side].ruler;
    let marks = panes::ruler_marks(reader, side, frame.height);
    for (n, mark) in marks.into_iter().enumerate() {
        let from = (n * n_rows / frame.height) as i64;
        let to = ((n + 1) * n_rows).div_ceil(frame.height) as i64;
        let in_view = to > top && from < top + frame.height as i64 && n_rows > frame.height;
        if let Some(mark) = mark.or(in_view.then_some(RulerMark::InView)) {
            let ink = Ink {
                stand: in_view.then_some(Stand::InView),
                ..signs::ruler_ink(mark)
            };
            canvas.put(ruler, frame.top + n, 1, mark.glyph(), ink);
        }
    }
}

/// A screen in the making: cells can be put anywhere, and whatever is there is replaced.
pub(crate) struct Canvas {
    size: Size,
    rows: Vec<Vec<Option<Cell>>>,
    links: Vec<String>,
}

impl Canvas {
    fn new(size: Size) -> Canvas {
        Canvas {
            size,
            rows: vec![vec![None; size.width]; size.height],
            links: Vec::new(),
        }
    }

    /// The number of a link for faces.
    fn link(&mut self, target: &str) -> u32 {
        if self.links.last().is_none_or(|last| last != target) {
            self.links.push(target.to_owned());
        }
        (self.links.len() - 1) as u32
    }

    /// Puts as much of a text as fits in `width_max` columns, made safe, and gives the columns it took.
    fn put(&mut self, x: usize, y: usize, width_max: usize, text: &str, ink: Ink) -> usize {
        let (clip, _) = glyph::clipped(text, width_max.min(self.size.width.saturating_sub(x)));
        let mut at = x;
        for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(clip.as_str(), true) {
            let width = unicode_width::UnicodeWidthStr::width(cluster);
            if width > 0 {
                self.put_cell(
                    at,
                    y,
                    Cell {
                        text: cluster.into(),
                        width,
                        ink,
                    },
                );
                at += width;
            }
        }
        at - x
    }

    fn put_cell(&mut self, x: usize, y: usize, cell: Cell) {
        let Some(row) = self.rows.get_mut(y) else {
            return;
        };
        if x + cell.width > row.len() {
            return;
        }
        // A wide cell that is half covered would shift everything after it.
        for n in 1..=x.min(CELL_WIDTH_MAX) {
            if row[x - n].as_ref().is_some_and(|before| before.width > n) {
                row[x - n] = None;
            }
        }
        for covered in &mut row[x..x + cell.width] {
            *covered = None;
        }
        row[x] = Some(cell);
    }

    /// Makes a stretch of a row empty, in an ink.
    fn fill(&mut self, x: usize, y: usize, width: usize, ink: Ink) {
        for n in x..(x + width).min(self.size.width) {
            self.put_cell(
                n,
                y,
                Cell {
                    text: CompactString::const_new(" "),
                    width: 1,
                    ink,
                },
            );
        }
    }

    fn finish(self, caret: Option<(usize, usize)>) -> Screen {
        let blank = || Cell {
            text: CompactString::const_new(" "),
            width: 1,
            ink: Ink::plain(Role::Text),
        };
        let finish_row = |row: Vec<Option<Cell>>| {
            let mut cells = Vec::with_capacity(row.len());
            let mut covered = 0;
            for cell in row {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let cell = cell.unwrap_or_else(blank);
                covered = cell.width - 1;
                cells.push(cell);
            }
            cells
        };
        Screen {
            size: self.size,
            rows: self.rows.into_iter().map(finish_row).collect(),
            caret,
            links: self.links,
        }
    }
}

/// The widest that one cluster can be: the spelled-out symbol of an invisible character.
const CELL_WIDTH_MAX: usize = 10;
