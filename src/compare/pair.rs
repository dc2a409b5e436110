//! Two documents → [`Diptych`]: everything about the pair that does not depend on the screen.
//!
//! Made once, at load and reload, and never changed: documents, segments, alignment, passages, runs, findings.

use crate::compare::align::{self, Alignment, Explanation, Passage, Relation};
use crate::compare::diff::{self, Run};
use crate::compare::findings::{self, Certainty, Finding, Kind};
use crate::text::document::Document;
use crate::text::glyph;
use crate::text::segment::{self, Segment};
use crate::text::side::{Pair, Side, partition};
use crate::text::words;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// The loaded pair.
#[derive(Debug, Clone)]
pub struct Diptych {
    /// The two texts; shared, for a copy of the pair is matched while the first picture is on the screen.
    pub documents: Arc<Pair<Document>>,
    /// Their sentences, headings and so on; whole blocks until [`Diptych::matched`].
    pub segments: Pair<Vec<Segment>>,
    /// What says the same over there; empty until [`Diptych::matched`].
    pub alignment: Alignment,
    /// What the cursor stands on; they cover all segments.
    pub passages: Pair<Vec<Passage>>,
    /// The words of the matches, ordered by place.
    pub runs: Pair<Vec<Run>>,
    /// Where the meaning may have changed, in the order of the rewrite.
    pub findings: Vec<Finding>,
    /// What the reader should know: how a text was read, what was left out.
    pub notes: Vec<String>,
    /// Whether the alignment has been made; if not, nothing is known to be dropped or added.
    pub is_matched: bool,
    /// The figures of the header; `None` until the pair is matched.
    pub summary: Option<Summary>,
    /// Words of each segment.
    words: Pair<Vec<usize>>,
}

/// The figures of the header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Segments of each side.
    pub segments: Pair<usize>,
    /// Content segments of the original without a link.
    pub dropped: usize,
    /// Content segments of the rewrite without a link.
    pub added: usize,
    /// The share of the rewrite's words that stand in verbatim matches, 0 to 1.
    pub verbatim: f64,
}

impl Diptych {
    /// The texts with their blocks, not matched yet: enough for a first picture of a novel.
    pub fn new(documents: Pair<Document>) -> Diptych {
        let segments = Pair::from_fn(|side| segment::unsplit(&documents[side]));
        let alignment = Alignment::none(Pair::from_fn(|side| segments[side].len()));
        let passages = Pair::from_fn(|side| align::passages(&alignment, side));
        let notes = Side::BOTH
            .iter()
            .flat_map(|&side| notes_of(&documents[side]))
            .collect();
        let none = Pair {
            original: Vec::new(),
            rewrite: Vec::new(),
        };
        Diptych {
            documents: Arc::new(documents),
            segments,
            alignment,
            passages,
            runs: none,
            findings: Vec::new(),
            notes,
            is_matched: false,
            summary: None,
            words: Pair::default(),
        }
    }

    /// The same with its sentences, their matches, passages and words.
    pub fn matched(self) -> Diptych {
        self.matched_by(align::align)
    }

    /// The same as [`Diptych::matched`], with another function from the texts of the segments to what belongs to what.
    pub fn matched_by(mut self, align: impl FnOnce(&Pair<Vec<&str>>) -> Alignment) -> Diptych {
        self.segments = Pair::in_parallel(|side| segment::segments(&self.documents[side]));
        let texts = texts(&self.documents, &self.segments);
        let texts = texts
            .as_ref()
            .map(|texts| texts.iter().map(|text| &**text).collect::<Vec<&str>>());
        self.alignment = align(&texts);
        self.notes.extend_from_slice(&self.alignment.notes);
        self.words = texts.map(|texts| texts.into_iter().map(n_words).collect());
        self.passages = Pair::from_fn(|side| align::passages(&self.alignment, side));
        self.is_matched = true;
        self.summary = Some(self.summary());
        self.compare_words();
        self.findings =
            findings::findings(&self.documents, &self.segments, &self.alignment, &self.runs);
        self
    }

    /// Why a passage is matched with what it is, or with nothing.
    pub fn explain(&self, side: Side, passage: usize) -> Explanation {
        let texts = texts(&self.documents, &self.segments);
        let texts = texts
            .as_ref()
            .map(|texts| texts.iter().map(|text| &**text).collect());
        let segments = self.passages[side][passage].segments.clone();
        align::explain(&texts, &self.alignment, side, segments)
    }

    /// The score of the best link between a passage and one over there.
    pub fn link_score(&self, side: Side, passage: usize, there: usize) -> Option<f32> {
        let of_passage = |side: Side, passage: usize| &self.passages[side][passage].segments;
        let (original, rewrite) = match side {
            Side::Original => (passage, there),
            Side::Rewrite => (there, passage),
        };
        let original = of_passage(Side::Original, original);
        let rewrite = of_passage(Side::Rewrite, rewrite);
        let links = &self.alignment.links;
        let first = links.partition_point(|link| link.segments.original < original.start);
        links[first..]
            .iter()
            .take_while(|link| link.segments.original < original.end)
            .filter(|link| rewrite.contains(&link.segments.rewrite))
            .map(|link| link.score)
            .max_by(f32::total_cmp)
    }

    /// The bytes of a segment without its block's marker: whether an item has a dash or a bullet is no change.
    fn compared(&self, side: Side, segment: usize) -> Range<usize> {
        let segment = &self.segments[side][segment];
        let block = &self.documents[side].blocks()[segment.block];
        segment
            .range
            .start
            .max(block.content())
            .min(segment.range.end)..segment.range.end
    }

    fn compare_words(&mut self) {
        let mut runs = Pair {
            original: Vec::new(),
            rewrite: Vec::new(),
        };
        let mut n_skipped = 0;
        for mat in &self.alignment.matches {
            let segments = Pair::from_fn(|side| {
                mat.segments[side]
                    .iter()
                    .map(|&n| self.compared(side, n))
                    .collect::<Vec<_>>()
            });
            match diff::diff(Pair::from_fn(|side| self.documents[side].text()), &segments) {
                Some(diff) => {
                    runs.original.extend(diff.original);
                    runs.rewrite.extend(diff.rewrite);
                }
                None => n_skipped += 1,
            }
        }
        if n_skipped > 0 {
            let plural = if n_skipped == 1 {
                "match is"
            } else {
                "matches are"
            };
            self.notes.push(format!(
                "{n_skipped} {plural} too long to be compared word by word"
            ));
        }
        for side in Side::BOTH {
            runs[side].sort_unstable_by_key(|run: &Run| run.range.start);
        }
        self.runs = runs;
    }

    /// How many places there are to look at: findings without hints, and besides what was dropped or added as a whole.
    pub fn n_findings(&self) -> usize {
        let is_inside = |finding: &&Finding| {
            finding.certainty > Certainty::Hint
                && !matches!(finding.kind, Kind::Dropped | Kind::Added)
        };
        self.findings.iter().filter(is_inside).count()
    }

    /// The bytes of a passage, from its first segment to its last.
    pub fn passage_range(&self, side: Side, passage: usize) -> Range<usize> {
        let segments = &self.passages[side][passage].segments;
        let all = &self.segments[side];
        all[segments.start].range.start..all[segments.end - 1].range.end
    }

    /// The words of a passage on one line, safe to hand on.
    pub fn passage_text(&self, side: Side, passage: usize) -> String {
        let segments = &self.segments[side][self.passages[side][passage].segments.clone()];
        let texts: Vec<_> = segments
            .iter()
            .map(|segment| segment.text(&self.documents[side]))
            .collect();
        glyph::visible(&texts.join(" "))
    }

    /// The passage that holds a byte, or the next one, or the last; `None` in a document without any.
    pub fn passage_at(&self, side: Side, offset: usize) -> Option<usize> {
        let passages = &self.passages[side];
        let segments = &self.segments[side];
        let after = passages
            .partition_point(|passage| segments[passage.segments.end - 1].range.end <= offset);
        (!passages.is_empty()).then(|| after.min(passages.len() - 1))
    }

    /// The passage that a segment belongs to.
    pub fn passage_of(&self, side: Side, segment: usize) -> usize {
        self.passages[side].partition_point(|passage| passage.segments.end <= segment)
    }

    /// The passages over there that say the same, in text order.
    pub fn counterparts(&self, side: Side, passage: usize) -> Vec<usize> {
        let Some(mat) = self.passages[side][passage].mat else {
            return Vec::new();
        };
        let there = side.other();
        let segments = &self.alignment.matches[mat].segments[there];
        let mut passages: Vec<usize> = segments
            .iter()
            .map(|&segment| self.passage_of(there, segment))
            .collect();
        passages.dedup();
        passages
    }

    /// Whether a moved passage stands further up in the rewrite, among what is there, than it did in the original.
    pub fn moved_up(&self, side: Side, passage: usize) -> bool {
        let Some(&counterpart) = self.counterparts(side, passage).first() else {
            return false;
        };
        let (there, first) = (side.other(), self.passages[side][passage].segments.start);
        let on_backbone = |n: usize| self.alignment.links[self.alignment.backbone[n]].segments;
        let before = partition(self.alignment.backbone.len(), |n| {
            on_backbone(n)[side] < first
        });
        let stands_above = before > 0
            && self.passages[there][counterpart].segments.start <= on_backbone(before - 1)[there];
        stands_above == (side == Side::Original)
    }

    /// Whether a passage is content: not furniture, not a stamp.
    pub fn is_content(&self, side: Side, passage: usize) -> bool {
        self.passages[side][passage]
            .segments
            .clone()
            .any(|segment| self.segments[side][segment].kind.is_content())
    }

    fn summary(&self) -> Summary {
        let unmatched = |side: Side| {
            let is_lost = |n: &usize| {
                self.alignment.match_of[side][*n].is_none()
                    && self.segments[side][*n].kind.is_content()
            };
            (0..self.segments[side].len()).filter(is_lost).count()
        };
        let is_verbatim = |n: usize| {
            self.alignment.match_of.rewrite[n]
                .is_some_and(|mat| self.alignment.matches[mat].relation == Relation::Verbatim)
        };
        let content = || {
            (0..self.segments.rewrite.len()).filter(|&n| self.segments.rewrite[n].kind.is_content())
        };
        let count = |segments: &mut dyn Iterator<Item = usize>| {
            segments.map(|n| self.words.rewrite[n]).sum::<usize>()
        };
        Summary {
            segments: self.segments.as_ref().map(Vec::len),
            dropped: unmatched(Side::Original),
            added: unmatched(Side::Rewrite),
            verbatim: count(&mut content().filter(|&n| is_verbatim(n))) as f64
                / count(&mut content()).max(1) as f64,
        }
    }

    /// The share of all words of both sides that stand in verbatim or edited matches on the backbone, 0 to 1.
    pub fn kept_in_order(&self) -> f64 {
        let mut on_backbone = vec![false; self.alignment.matches.len()];
        for &link in &self.alignment.backbone {
            let segment = self.alignment.links[link].segments.original;
            if let Some(mat) = self.alignment.match_of.original[segment] {
                on_backbone[mat] = self.alignment.matches[mat].relation != Relation::Reworded;
            }
        }
        let words_of = |side: Side, mat: usize| -> usize {
            self.alignment.matches[mat].segments[side]
                .iter()
                .map(|&n| self.words[side][n])
                .sum()
        };
        let kept: usize = (0..on_backbone.len())
            .filter(|&mat| on_backbone[mat])
            .map(|mat| words_of(Side::Original, mat) + words_of(Side::Rewrite, mat))
            .sum();
        let all: usize = self.words.original.iter().chain(&self.words.rewrite).sum();
        kept as f64 / all.max(1) as f64
    }
}

/// The segments' words, as they are compared.
fn texts<'a>(
    documents: &'a Pair<Document>,
    segments: &Pair<Vec<Segment>>,
) -> Pair<Vec<Cow<'a, str>>> {
    Pair::from_fn(|side| {
        let segments = segments[side].iter();
        segments
            .map(|segment| segment.text(&documents[side]))
            .collect()
    })
}

/// A share (0 to 1) as whole percent; what is neither nothing nor all is not shown as such.
pub fn percent(share: f64) -> u8 {
    let rounded = (share * 100.0).round() as u8;
    if share > 0.0 && share < 1.0 {
        rounded.clamp(1, 99)
    } else {
        rounded
    }
}

fn n_words(text: &str) -> usize {
    words::tokens(text).filter(|token| token.is_word).count()
}

fn notes_of(document: &Document) -> impl Iterator<Item = String> + '_ {
    document
        .notes
        .iter()
        .map(|note| format!("{}: {note}", document.name))
}
