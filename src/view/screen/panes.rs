//! The rows of the panes: text with its marks, the signs beside it, and the rulers.

use super::{Canvas, Cell, Face, Ink, Mark, Role, Stand};
use crate::app::frame::Frame;
use crate::app::reader::{Lens, Reader};
use crate::app::signs::{RulerMark, Sign};
use crate::app::wrap;
use crate::compare::align::{Relation, SURE_FROM};
use crate::compare::diff::{Run, RunRole, Substance};
use crate::compare::findings::Stretch;
use crate::review::reviewed::Subject;
use crate::text::glyph;
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// The passages that are lit: the cursor's and its counterparts.
pub(super) struct Lit {
    passages: Pair<Vec<(usize, Stand)>>,
}

impl Lit {
    pub(super) fn new(reader: &Reader) -> Lit {
        let mut passages = Pair {
            original: Vec::new(),
            rewrite: Vec::new(),
        };
        if let Some(cursor) = reader.cursor() {
            let (lead, diptych) = (reader.lead(), reader.diptych());
            let there = match reader.candidate_passage() {
                Some(candidate) => vec![candidate],
                None => diptych.counterparts(lead, cursor),
            };
            // A counterpart without a direct link belongs to the same match through others.
            let stand = |n: usize| match diptych.link_score(lead, cursor, n) {
                Some(score) if score >= SURE_FROM => Stand::Counterpart,
                None if reader.candidate_passage().is_none() => Stand::Counterpart,
                _ => Stand::Unsure,
            };
            passages[lead.other()] = there.into_iter().map(|n| (n, stand(n))).collect();
            passages[lead] = vec![(cursor, Stand::Cursor)];
        }
        Lit { passages }
    }

    fn stand(&self, side: Side, passage: usize) -> Option<Stand> {
        self.passages[side]
            .iter()
            .find(|(n, _)| *n == passage)
            .map(|&(_, stand)| stand)
    }
}

/// Draws row `at` of a side at `y`, if the side has one there. Without `lit` there is no cursor.
pub(super) fn draw_line(
    reader: &Reader,
    frame: &Frame,
    canvas: &mut Canvas,
    side: Side,
    at: i64,
    y: usize,
    lit: Option<&Lit>,
) {
    let diptych = reader.diptych();
    if !frame.shows(side) {
        return;
    }
    let Some(row) = usize::try_from(at)
        .ok()
        .and_then(|at| reader.layout().rows[side].get(at))
    else {
        return;
    };
    if row.is_blank() {
        return draw_arrow(reader, frame, canvas, side, at, y);
    }
    let document = &diptych.documents[side];
    let columns = frame.columns[side];
    let block = &document.blocks()[row.block];
    if row.range.start == block.lines[0].start && wrap::label_columns(block, columns.width) > 0 {
        canvas.put(
            columns.text,
            y,
            row.indent,
            &block.label,
            Ink::plain(Role::Quiet),
        );
    }
    let mut x = columns.text + row.indent;
    let mut inks = Inks::new(reader, side, row.range.start, lit);
    let mut bar = None;
    for glyph in glyph::glyphs(document, block, row.range.clone()) {
        let mut ink = inks.at(glyph.offset);
        ink.face.link = ink.face.link.map(|link| canvas.link(document.link(link)));
        bar = bar.or(ink.stand);
        if x + glyph.width > columns.text + columns.width.max(glyph.width) {
            break;
        }
        canvas.put_cell(
            x,
            y,
            Cell {
                text: glyph.shown.into(),
                width: glyph.width,
                ink,
            },
        );
        x += glyph.width;
    }
    if let Some(stand) = bar {
        let sign = bar_sign(stand, side == Side::Rewrite && frame.rule.is_some());
        canvas.put(
            columns.bar,
            y,
            1,
            sign,
            Ink {
                stand: Some(stand),
                ..Ink::plain(Role::Bar)
            },
        );
    }
}

/// The bar beside a passage, on the left of its text or on the right.
pub(super) fn bar_sign(stand: Stand, is_right: bool) -> &'static str {
    match stand {
        Stand::Unsure => "╎",
        _ if is_right => "▐",
        _ => "▌",
    }
}

/// Aligned, a moved passage has room beside it: an arrow and the number of its counterpart: `↑ moved to passage 14`.
fn draw_arrow(reader: &Reader, frame: &Frame, canvas: &mut Canvas, side: Side, at: i64, y: usize) {
    let diptych = reader.diptych();
    let there = side.other();
    if frame.rule.is_none() || !reader.layout().shares_rows() {
        return;
    }
    let Some(row) = reader.layout().rows[there]
        .get(at as usize)
        .filter(|row| !row.is_blank())
    else {
        return;
    };
    let Some(passage) = diptych.passage_at(there, row.range.start) else {
        return;
    };
    if !diptych.passages[there][passage].moved
        || diptych.passage_range(there, passage).start != row.range.start
    {
        return;
    }
    let Some(&counterpart) = diptych.counterparts(there, passage).first() else {
        return;
    };
    let arrow = match diptych.moved_up(there, passage) {
        true => Sign::MovedUp,
        false => Sign::MovedDown,
    };
    let label = format!(
        "{} {} {}",
        arrow.glyph(),
        if there == Side::Original {
            "moved to passage"
        } else {
            "moved from passage"
        },
        counterpart + 1
    );
    canvas.put(
        frame.columns[side].text,
        y,
        frame.columns[side].width,
        &label,
        Ink::plain(Role::Moved),
    );
}

/// The inks of one row, asked for from left to right.
struct Inks<'a> {
    reader: &'a Reader,
    side: Side,
    lit: Option<&'a Lit>,
    passage: usize,
    segment: usize,
    run: usize,
    hit: usize,
    span: usize,
    finding: usize,
    new_words: usize,
    /// The words of the finding or fact, or the new words, that the reader went to.
    subject: Option<Range<usize>>,
    /// All places of that fact, and the next of them.
    places: &'a [Stretch],
    place: usize,
}

impl<'a> Inks<'a> {
    fn new(reader: &'a Reader, side: Side, offset: usize, lit: Option<&'a Lit>) -> Inks<'a> {
        let diptych = reader.diptych();
        let fact = lit.and_then(|_| reader.current_fact());
        let places = fact.map_or(&[][..], |fact| &diptych.ledger()[fact.entry].mentions[side]);
        Inks {
            reader,
            side,
            lit,
            passage: diptych.passage_at(side, offset).unwrap_or(0),
            segment: diptych.segments[side].partition_point(|segment| segment.range.end <= offset),
            run: diptych.comparison.as_ref().map_or(0, |comparison| {
                comparison.runs[side].partition_point(|run| run.range.end <= offset)
            }),
            hit: reader.search().map_or(0, |search| {
                search.hits[side].partition_point(|hit| hit.end <= offset)
            }),
            span: diptych.documents[side]
                .spans()
                .partition_point(|span| span.range.end <= offset),
            finding: reader.marked().words[side].partition_point(|(words, _)| words.end <= offset),
            new_words: diptych
                .new_words(side)
                .partition_point(|words| words.end <= offset),
            subject: lit.and_then(|_| reader.subject_words(side)),
            places,
            place: places.partition_point(|place| place.range.end <= offset),
        }
    }

    fn at(&mut self, offset: usize) -> Ink {
        let diptych = self.reader.diptych();
        let segments = &diptych.segments[self.side];
        while segments
            .get(self.segment)
            .is_some_and(|segment| segment.range.end <= offset)
        {
            self.segment += 1;
        }
        while self.passage + 1 < diptych.passages[self.side].len()
            && diptych.passage_range(self.side, self.passage).end <= offset
        {
            self.passage += 1;
        }
        // Space between two passages belongs to neither.
        let inside = diptych.passages[self.side]
            .get(self.passage)
            .is_some_and(|_| {
                diptych
                    .passage_range(self.side, self.passage)
                    .contains(&offset)
            });
        let stand = self
            .lit
            .filter(|_| inside)
            .and_then(|lit| lit.stand(self.side, self.passage));
        let mark = self
            .hit_at(offset)
            .or_else(|| self.subject_at(offset))
            .or_else(|| self.finding_at(offset))
            .or_else(|| self.new_words_at(offset))
            .or_else(|| if inside { self.change_at(offset) } else { None });
        let role = match segments.get(self.segment).map(|segment| segment.kind) {
            Some(SegmentKind::Title | SegmentKind::Heading) => Role::Heading,
            Some(SegmentKind::Boilerplate | SegmentKind::Metadata | SegmentKind::Byline) => {
                Role::Quiet
            }
            _ if matches!(self.reader.lens(), Lens::Findings | Lens::New) => Role::Quiet,
            _ => Role::Text,
        };
        Ink {
            role,
            mark,
            stand,
            face: self.face_at(offset),
        }
    }

    /// What the markup says; the link is one of the document's.
    fn face_at(&mut self, offset: usize) -> Face {
        let spans = self.reader.diptych().documents[self.side].spans();
        while spans
            .get(self.span)
            .is_some_and(|span| span.range.end <= offset)
        {
            self.span += 1;
        }
        spans
            .get(self.span)
            .filter(|span| span.range.contains(&offset))
            .map_or(Face::default(), |span| span.face)
    }

    fn hit_at(&mut self, offset: usize) -> Option<Mark> {
        let selection = self
            .reader
            .selection()
            .filter(|held| held.side == self.side);
        let selected = selection.and_then(|held| held.words.as_ref());
        if selected.is_some_and(|words| words.contains(&offset)) {
            return Some(Mark::CurrentHit);
        }
        let search = self.reader.search()?;
        let hits = &search.hits[self.side];
        while hits.get(self.hit).is_some_and(|hit| hit.end <= offset) {
            self.hit += 1;
        }
        let is_current = search.current == Some((self.side, self.hit));
        hits.get(self.hit)?
            .contains(&offset)
            .then_some(if is_current {
                Mark::CurrentHit
            } else {
                Mark::Hit
            })
    }

    /// What the reader went to, in any lens; of a fact its other places, too.
    fn subject_at(&mut self, offset: usize) -> Option<Mark> {
        if (self.subject.as_ref()).is_some_and(|words| words.contains(&offset)) {
            return Some(Mark::CurrentFinding);
        }
        let has_passed = |place: &Stretch| place.range.end <= offset;
        while self.places.get(self.place).is_some_and(has_passed) {
            self.place += 1;
        }
        let place = self.places.get(self.place)?;
        place.range.contains(&offset).then_some(Mark::Fact)
    }

    /// The findings; one about a whole passage is coloured as what only this side says.
    fn finding_at(&mut self, offset: usize) -> Option<Mark> {
        if !matches!(self.reader.lens(), Lens::Auto | Lens::Findings) {
            return None;
        }
        let words = &self.reader.marked().words[self.side];
        while words
            .get(self.finding)
            .is_some_and(|(words, _)| words.end <= offset)
        {
            self.finding += 1;
        }
        let (words, finding) = words.get(self.finding)?;
        let is_whole = self.reader.diptych().findings()[*finding].is_whole();
        words.contains(&offset).then_some(match is_whole {
            true => soft_mark(self.side),
            false => Mark::Finding,
        })
    }

    /// The new words, in the lens for them.
    fn new_words_at(&mut self, offset: usize) -> Option<Mark> {
        if self.reader.lens() != Lens::New {
            return None;
        }
        let stretches = self.reader.diptych().new_words(self.side);
        let has_passed = |words: &Range<usize>| words.end <= offset;
        while stretches.get(self.new_words).is_some_and(has_passed) {
            self.new_words += 1;
        }
        let words = stretches.get(self.new_words)?;
        (words.contains(&offset)).then_some(strong_mark(self.side))
    }

    /// What the lens shows of a passage.
    fn change_at(&mut self, offset: usize) -> Option<Mark> {
        let diptych = self.reader.diptych();
        let lens = self.reader.lens();
        let comparison = diptych.comparison.as_ref()?;
        if matches!(lens, Lens::Findings | Lens::New | Lens::Off) {
            return None;
        }
        let Some(mat) = diptych.match_of(self.side, self.passage) else {
            let is_lit = lens == Lens::Auto && diptych.is_content(self.side, self.passage);
            return is_lit.then_some(soft_mark(self.side));
        };
        let runs = &comparison.runs[self.side];
        while runs
            .get(self.run)
            .is_some_and(|run| run.range.end <= offset)
        {
            self.run += 1;
        }
        let mark = |run: &Run| match lens {
            Lens::Shared => shared_mark(run),
            _ => changed_mark(run, mat.relation, self.side),
        };
        let run = runs.get(self.run)?;
        if run.range.contains(&offset) {
            return mark(run);
        }
        // Space between two runs of a sentence that look alike belongs to them.
        let before = &runs[self.run.checked_sub(1)?];
        let segment = &diptych.segments[self.side].get(self.segment)?.range;
        let is_inside = segment.start <= before.range.start && run.range.end <= segment.end;
        mark(run).filter(|&after| is_inside && mark(before) == Some(after))
    }
}

/// What stands on both sides and says something.
fn shared_mark(run: &Run) -> Option<Mark> {
    let is_lit = run.role.is_kept() && run.substance == Substance::ContentWords;
    is_lit.then_some(Mark::Shared)
}

/// What only this side says: the less of a match is shared, and the less a run says, the quieter.
fn changed_mark(run: &Run, relation: Relation, side: Side) -> Option<Mark> {
    let is_quiet = match (run.role, run.substance) {
        (RunRole::Related, _) => return Some(Mark::Related),
        (RunRole::Same, _) | (RunRole::Shared, Substance::ContentWords) => return None,
        (RunRole::Recased, _) => true,
        // Function words that stand elsewhere on the other side are not there by having moved.
        (RunRole::Stray | RunRole::Shared, _) => false,
        (RunRole::Removed | RunRole::Added, substance) => substance == Substance::Punctuation,
    };
    match (relation, is_quiet) {
        (Relation::Reworded, true) => None,
        (Relation::Reworded, false) | (_, true) => Some(soft_mark(side)),
        (_, false) => Some(strong_mark(side)),
    }
}

fn strong_mark(side: Side) -> Mark {
    match side {
        Side::Original => Mark::Removed,
        Side::Rewrite => Mark::Added,
    }
}

fn soft_mark(side: Side) -> Mark {
    match side {
        Side::Original => Mark::RemovedSoft,
        Side::Rewrite => Mark::AddedSoft,
    }
}

/// For each of `height` cells of a ruler the most notable thing in its part of the text; once a review has begun, of what
/// it has left.
pub(super) fn ruler_marks(reader: &Reader, side: Side, height: usize) -> Vec<Option<RulerMark>> {
    let layout = reader.layout();
    let diptych = reader.diptych();
    let n_rows = layout.rows[side].len();
    let mut marks = vec![None; height];
    let cell = |offset: usize| layout.row_at(side, offset) * height / n_rows.max(height).max(1);
    let review = reader.review();
    let has_begun = review.has_begun();
    let is_done = |passage: usize| review.is_reviewed(Subject::Passage(side, passage));
    for (n, passage) in diptych.passages[side].iter().enumerate() {
        let shape = match Sign::of(diptych, side, n) {
            _ if has_begun && is_done(n) => continue,
            Some(Sign::Dropped) => RulerMark::Dropped,
            Some(Sign::Added) => RulerMark::Added,
            Some(_) if passage.moved => RulerMark::Moved,
            _ if has_begun && review.is_open(side, n) => RulerMark::Open,
            _ => continue,
        };
        let mark = &mut marks[cell(diptych.passage_range(side, n).start)];
        let is_over = match mark {
            None | Some(RulerMark::Open) => true,
            Some(RulerMark::Moved) => shape != RulerMark::Open,
            Some(_) => false,
        };
        if is_over {
            *mark = Some(shape);
        }
    }
    let is_lens = reader.lens() == Lens::Findings;
    for (words, finding) in &reader.marked().words[side] {
        let passage = diptych.passage_at(side, words.start);
        let is_done =
            || review.is_reviewed(Subject::Finding(*finding)) || passage.is_some_and(is_done);
        if has_begun && is_done() {
            continue;
        }
        let mark = &mut marks[cell(words.start)];
        // What was dropped or added has a shape of its own.
        if !diptych.findings()[*finding].is_whole()
            && (is_lens || matches!(mark, None | Some(RulerMark::Open)))
        {
            *mark = Some(RulerMark::Finding);
        }
    }
    if let Some(search) = reader.search() {
        for hit in &search.hits[side] {
            marks[cell(hit.start)] = Some(RulerMark::Hit);
        }
    }
    marks
}
