//! Two documents → [`Diptych`]: everything about the pair that does not depend on the screen.
//!
//! ```text
//! documents ─► Diptych::new: blocks, a passage each ─► Diptych::matched: sentences, passages, Comparison
//! ```
//!
//! Made once, at load and reload, and never changed, except that checkers add findings while they answer. The results of
//! the comparison are in a [`Comparison`], so that a pair that was not compared yet cannot be mistaken for one without findings.

use crate::compare::align::{
    self, Alignment, Explanation, HandLinks, Kinds, Link, Match, Passage, Relation,
};
use crate::compare::copied;
use crate::compare::diff::{self, Run};
use crate::compare::facts::identity::Identities;
use crate::compare::facts::reading;
use crate::compare::findings::{self, Finding};
use crate::compare::hand_links::{self, HandLink};
use crate::compare::imported::ImportedMatches;
use crate::compare::ledger::{self, Entry, FactState};
use crate::compare::new_words::{NewWords, new_words};
use crate::compare::related::{self, RelatedWords};
use crate::compare::word_partners::WordPartners;
use crate::text::cores::on_all_cores;
use crate::text::count::{count, plural};
use crate::text::document::Document;
use crate::text::glyph;
use crate::text::language::{CueClass, Language};
use crate::text::segment::{self, Segment};
use crate::text::side::{Pair, Side, partition_point, together_if};
use crate::text::words;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// The loaded pair.
#[derive(Debug, Clone)]
pub struct Diptych {
    /// The two texts; shared, because a copy of the pair is matched while the first picture is on the screen.
    pub documents: Arc<Pair<Document>>,
    /// The language of each.
    pub languages: Pair<Language>,
    /// Their sentences, headings and so on; whole blocks until the pair is matched.
    pub segments: Pair<Vec<Segment>>,
    /// What the cursor stands on; they cover all segments, each one alone until the pair is matched.
    pub passages: Pair<Vec<Passage>>,
    /// What the reader should know: how a text was read, what was left out.
    pub notes: Vec<String>,
    /// Matches that were made elsewhere, in place of ours.
    pub imported: Option<Arc<ImportedMatches>>,
    /// The links that people made or refused, in the order in which they did.
    pub hand_links: Arc<Vec<HandLink>>,
    /// The result of the comparison; `None` until [`Diptych::matched`].
    pub comparison: Option<Comparison>,
}

/// The result of comparing the texts.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The matches.
    pub alignment: Alignment,
    /// The words of the matches, ordered by place.
    pub runs: Pair<Vec<Run>>,
    /// The words of reworded matches that stand for each other, by match and place in the original.
    pub related: Vec<RelatedWords>,
    /// Where the meaning may have changed, in the order of the rewrite.
    pub findings: Vec<Finding>,
    /// Findings and ledger as rules see them, if checkers have added to them.
    ruled: Option<Box<(Vec<Finding>, Vec<Entry>)>>,
    /// Every fact of both texts, by state, kind and place.
    pub ledger: Vec<Entry>,
    /// The content words that stand in no form on the other side, nor another word for them: bytes of each text, in
    /// order. Neighbouring ones of a segment are one stretch.
    pub new_words: Pair<Vec<Range<usize>>>,
    /// The figures of the header.
    pub summary: Summary,
    /// Words of each segment.
    words: Pair<Vec<usize>>,
}

/// The figures of the header.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// Segments of each side.
    pub segments: Pair<usize>,
    /// Content segments of the original without a link.
    pub dropped: usize,
    /// Content segments of the rewrite without a link.
    pub added: usize,
    /// The share of the rewrite's words that stand in verbatim matches, 0 to 1.
    pub verbatim: f64,
    /// The share of the rewrite's words that are kept from its counterparts, 0 to 1.
    pub kept: f64,
    /// The share of the rewrite's content words that stand in no form in the original, 0 to 1.
    pub new_words: f64,
}

impl Diptych {
    /// The texts with their blocks, not matched yet: enough for a first picture of a novel.
    pub fn new(documents: Pair<Document>) -> Diptych {
        let languages = Document::languages(documents.as_ref());
        let documents = Document::mended(documents, languages);
        Diptych::of_documents(Arc::new(documents), languages, Arc::default())
    }

    fn of_documents(
        documents: Arc<Pair<Document>>,
        languages: Pair<Language>,
        hand_links: Arc<Vec<HandLink>>,
    ) -> Diptych {
        let segments = Pair::from_fn(|side| segment::unsplit(&documents[side], languages[side]));
        let alone = |segment: usize| Passage {
            segments: segment..segment + 1,
            mat: None,
            moved: false,
            unsure: false,
            by_hand: false,
            runner_up: None,
        };
        let passages = Pair::from_fn(|side| (0..segments[side].len()).map(alone).collect());
        let notes = Side::BOTH
            .iter()
            .flat_map(|&side| notes_of(&documents[side]))
            .chain(languages_note(&documents, languages))
            .collect();
        Diptych {
            documents,
            languages,
            segments,
            passages,
            notes,
            imported: None,
            hand_links,
            comparison: None,
        }
    }

    /// The same pair, to be matched as somebody else has done it.
    pub fn with_matches(self, imported: ImportedMatches) -> Diptych {
        Diptych {
            imported: Some(Arc::new(imported)),
            ..self
        }
    }

    /// The same with its sentences, their matches, passages and words.
    pub fn matched(self) -> Diptych {
        match self.imported.clone() {
            Some(imported) => self.matched_by(|texts, kinds, hand| {
                align::align_as(texts, kinds, hand, imported.links.clone())
            }),
            None => self.matched_by(align::align_around),
        }
    }

    /// The same as [`Diptych::matched`], with another function from the texts and the kinds of the segments to what
    /// belongs to what; what people linked and refused by hand holds whatever it says.
    pub fn matched_by(
        mut self,
        align: impl FnOnce(&Pair<Vec<&str>>, &Kinds, &HandLinks) -> Alignment,
    ) -> Diptych {
        let are_long = Document::are_long(&self.documents);
        let segments = self.sentences();
        let texts = texts(&self.documents, &segments);
        let texts = as_strs(&texts);
        let kinds = kinds(&segments);
        let hand = hand_links::on_segments(&self.hand_links, &segments);
        // What is in a text does not depend on what matches it.
        let (readings, alignment) = together_if(
            are_long,
            || reading::read(&self.documents, &segments, self.languages),
            || align(&texts, &kinds, &hand).around(&hand, &texts),
        );
        let words = texts.map(|texts| on_all_cores(&texts, |text| n_words(text)));
        let (runs, n_skipped) =
            compare_words(&self.documents, self.languages, &segments, &alignment);
        self.notes.extend_from_slice(&alignment.notes);
        self.notes.extend(skipped_note(n_skipped));
        self.notes.extend(rules_note(self.languages, &alignment));
        self.passages = Pair::from_fn(|side| align::passages(&alignment, side));
        let matches = alignment.matches.iter().map(|mat| &mat.segments);
        let partners = WordPartners::new(&readings, &runs, matches);
        let related = related::related_words(&readings, &runs, &alignment.matches);
        let places = Pair::from_fn(|side| related::places(&related, side));
        let ((ledger, NewWords { stretches, share }), changed) = together_if(
            are_long,
            || {
                let identities = Identities::new(&readings);
                let ledger = ledger::ledger(&readings, &partners, &alignment, &identities);
                (ledger, new_words(&readings, &identities, &places))
            },
            || findings::changed(&readings, &partners, &alignment),
        );
        let findings = findings::with_ledger(changed, &ledger, &readings, &partners, &alignment);
        let runs = Pair {
            original: related::in_runs(&readings.original, runs.original, &places.original),
            rewrite: related::in_runs(&readings.rewrite, runs.rewrite, &places.rewrite),
        };
        self.comparison = Some(Comparison {
            summary: summary(&segments, &alignment, &words, share),
            ledger,
            new_words: stretches,
            ruled: None,
            findings,
            alignment,
            runs,
            related,
            words,
        });
        self.segments = segments;
        self
    }

    /// The same with its sentences and their matches alone, for what shows nothing else, such as a print without colours:
    /// no words are compared, no facts are read, nothing is found, and no words are counted.
    pub fn aligned(mut self) -> Diptych {
        let segments = self.sentences();
        let texts = texts(&self.documents, &segments);
        let texts = as_strs(&texts);
        let kinds = kinds(&segments);
        let hand = hand_links::on_segments(&self.hand_links, &segments);
        let alignment = match &self.imported {
            Some(imported) => align::align_as(&texts, &kinds, &hand, imported.links.clone()),
            None => align::align_around(&texts, &kinds, &hand),
        };
        let alignment = alignment.around(&hand, &texts);
        self.notes.extend_from_slice(&alignment.notes);
        self.notes.extend(rules_note(self.languages, &alignment));
        self.passages = Pair::from_fn(|side| align::passages(&alignment, side));
        self.comparison = Some(Comparison {
            alignment,
            ..Comparison::default()
        });
        self.segments = segments;
        self
    }

    /// The segments that are matched.
    fn sentences(&self) -> Pair<Vec<Segment>> {
        match &self.imported {
            Some(imported) => imported.segments.clone(),
            None => Pair::in_parallel_if(Document::are_long(&self.documents), |side| {
                segment::segments(&self.documents[side], self.languages[side])
            }),
        }
    }

    /// The same texts, the original as the rewrite and the rewrite as the original; not matched yet.
    pub fn exchanged(&self) -> Diptych {
        let links = self.hand_links.iter().map(HandLink::exchanged).collect();
        let imported = self.imported.as_deref();
        Diptych {
            imported: imported.map(|imported| Arc::new(imported.exchanged())),
            ..Diptych::new((*self.documents).clone().swapped()).linked(links)
        }
    }

    /// The same texts with other links made by hand, in the order in which they were made; not matched yet.
    pub fn linked(&self, links: Vec<HandLink>) -> Diptych {
        Diptych {
            imported: self.imported.clone(),
            ..Diptych::of_documents(Arc::clone(&self.documents), self.languages, Arc::new(links))
        }
    }

    /// Takes what checkers see, besides what they have seen before. Gives the numbers of the findings that are new: those
    /// behind them have moved.
    pub fn add_checked(&mut self, seen: Vec<Finding>) -> Vec<usize> {
        let Some(comparison) = &mut self.comparison else {
            return Vec::new();
        };
        let (findings, ledger) = (&mut comparison.findings, &mut comparison.ledger);
        comparison
            .ruled
            .get_or_insert_with(|| Box::new((findings.clone(), ledger.clone())));
        findings::note_in_ledger(ledger, &seen);
        findings::add_checked(findings, seen, &comparison.alignment)
    }

    /// Forgets what checkers have seen.
    pub fn forget_checked(&mut self) {
        if let Some(comparison) = &mut self.comparison
            && let Some(ruled) = comparison.ruled.take()
        {
            (comparison.findings, comparison.ledger) = *ruled;
        }
    }

    /// Whether the texts have been compared; if not, nothing is known to be dropped or added.
    pub fn is_matched(&self) -> bool {
        self.comparison.is_some()
    }

    /// Where the meaning may have changed, in the order of the rewrite, as far as that is known.
    pub fn findings(&self) -> &[Finding] {
        let comparison = self.comparison.as_ref();
        comparison.map_or(&[], |comparison| &comparison.findings)
    }

    /// Every fact of both texts, by state, kind and place, as far as they are known.
    pub fn ledger(&self) -> &[Entry] {
        let comparison = self.comparison.as_ref();
        comparison.map_or(&[], |comparison| &comparison.ledger)
    }

    /// The share of the rewrite's words that stand in runs copied from the original, of [`COPIED_RUN_MIN`] words and
    /// more, 0 to 1. Made on request.
    ///
    /// [`COPIED_RUN_MIN`]: copied::COPIED_RUN_MIN
    pub fn copied(&self) -> f64 {
        let texts = Pair::from_fn(|side| {
            let content = self.segments[side].iter().filter(|n| n.kind.is_content());
            content.map(move |segment| segment.text(&self.documents[side]))
        });
        copied::copied_share(texts.original, texts.rewrite)
    }

    /// How many facts are in a state.
    pub fn n_facts(&self, state: FactState) -> usize {
        let entries = self.ledger().iter();
        entries.filter(|entry| entry.state == state).count()
    }

    /// The content words of a side that stand in no form on the other one, as far as they are known: bytes of its text,
    /// in order. Neighbouring ones of a segment are one stretch.
    pub fn new_words(&self, side: Side) -> &[Range<usize>] {
        let comparison = self.comparison.as_ref();
        comparison.map_or(&[], |comparison| &comparison.new_words[side])
    }

    /// The links that drive synchronized scrolling, in the order of both texts, as far as they are known.
    pub fn backbone(&self) -> impl Iterator<Item = &Link> {
        let comparison = self.comparison.iter();
        comparison.flat_map(|Comparison { alignment, .. }| {
            let backbone = alignment.backbone.iter();
            backbone.map(|&link| &alignment.links[link])
        })
    }

    /// The match that a passage belongs to, if it has one.
    pub fn match_of(&self, side: Side, passage: usize) -> Option<&Match> {
        let mat = self.passages[side][passage].mat?;
        Some(&self.comparison.as_ref()?.alignment.matches[mat])
    }

    /// Why a passage is matched with what it is, or with nothing; `None` until the pair is matched.
    pub fn explain(&self, side: Side, passage: usize) -> Option<Explanation> {
        let alignment = &self.comparison.as_ref()?.alignment;
        let texts = texts(&self.documents, &self.segments);
        let segments = self.passages[side][passage].segments.clone();
        let kinds = kinds(&self.segments);
        let explanation = align::explain(&as_strs(&texts), &kinds, alignment, side, segments);
        Some(Explanation {
            is_imported: self.imported.is_some(),
            ..explanation
        })
    }

    /// The passage of the other side that comes closest to a passage without a match, and the score of that.
    pub fn runner_up(&self, side: Side, passage: usize) -> Option<(usize, f32)> {
        let alignment = &self.comparison.as_ref()?.alignment;
        let best = alignment.runners_up[self.passages[side][passage].runner_up?];
        let there = side.other();
        Some((self.passage_of(there, best.segments[there]), best.score))
    }

    /// The score of the best link between a passage and one of the other side.
    pub fn link_score(&self, side: Side, passage: usize, there: usize) -> Option<f32> {
        let of_passage = |side: Side, passage: usize| &self.passages[side][passage].segments;
        let (original, rewrite) = match side {
            Side::Original => (passage, there),
            Side::Rewrite => (there, passage),
        };
        let original = of_passage(Side::Original, original);
        let rewrite = of_passage(Side::Rewrite, rewrite);
        let links = &self.comparison.as_ref()?.alignment.links;
        let first = links.partition_point(|link| link.segments.original < original.start);
        links[first..]
            .iter()
            .take_while(|link| link.segments.original < original.end)
            .filter(|link| rewrite.contains(&link.segments.rewrite))
            .map(|link| link.score)
            .max_by(f32::total_cmp)
    }

    /// How many places there are to look at: the findings that count.
    pub fn n_findings(&self) -> usize {
        let findings = self.findings().iter();
        findings.filter(|finding| finding.counts()).count()
    }

    /// How many hints at changes there are besides.
    pub fn n_hints(&self) -> usize {
        let findings = self.findings().iter();
        findings.filter(|finding| finding.is_hint()).count()
    }

    /// How many passages of the rewrite only a person can check: they are reworded beyond what rules about words can
    /// read, so that no finding says little about them.
    pub fn n_to_read(&self) -> usize {
        let is_reworded = |passage: &usize| {
            let mat = self.match_of(Side::Rewrite, *passage);
            mat.is_some_and(|mat| mat.relation == Relation::Reworded)
                && self.is_content(Side::Rewrite, *passage)
        };
        let passages = 0..self.passages.rewrite.len();
        passages.filter(is_reworded).count()
    }

    /// The bytes of a passage, from its first segment to its last.
    pub fn passage_range(&self, side: Side, passage: usize) -> Range<usize> {
        let segments = &self.passages[side][passage].segments;
        let all = &self.segments[side];
        all[segments.start].range.start..all[segments.end - 1].range.end
    }

    /// Whether a passage has no match, has moved, or is written in another way on the other side.
    pub fn has_changed(&self, side: Side, passage: usize) -> bool {
        let Some(mat) = self.match_of(side, passage) else {
            return true;
        };
        let text = |side: Side| {
            let segments = mat.segments[side].iter().map(|&n| &self.segments[side][n]);
            let texts = segments.map(|segment| segment.text(&self.documents[side]));
            texts.collect::<Vec<_>>().join(" ")
        };
        self.passages[side][passage].moved || text(Side::Original) != text(Side::Rewrite)
    }

    /// The text of a passage on one line, safe to hand on.
    pub fn passage_text(&self, side: Side, passage: usize) -> String {
        let segments = &self.segments[side][self.passages[side][passage].segments.clone()];
        let texts: Vec<_> = segments
            .iter()
            .map(|segment| segment.text(&self.documents[side]))
            .collect();
        glyph::handed_on(&texts.join(" "))
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

    /// The matching passages of the other side, in text order.
    pub fn counterparts(&self, side: Side, passage: usize) -> Vec<usize> {
        let Some(mat) = self.match_of(side, passage) else {
            return Vec::new();
        };
        let there = side.other();
        let mut passages: Vec<usize> = mat.segments[there]
            .iter()
            .map(|&segment| self.passage_of(there, segment))
            .collect();
        passages.dedup();
        passages
    }

    /// Whether a moved passage stands further up in the rewrite, among what is there, than it did in the original.
    pub fn moved_up(&self, side: Side, passage: usize) -> bool {
        let (Some(comparison), Some(&counterpart)) =
            (&self.comparison, self.counterparts(side, passage).first())
        else {
            return false;
        };
        let alignment = &comparison.alignment;
        let (there, first) = (side.other(), self.passages[side][passage].segments.start);
        let on_backbone = |n: usize| alignment.links[alignment.backbone[n]].segments;
        let before = partition_point(alignment.backbone.len(), |n| on_backbone(n)[side] < first);
        let stands_above = before > 0
            && self.passages[there][counterpart].segments.start <= on_backbone(before - 1)[there];
        stands_above == (side == Side::Original)
    }

    /// Whether a passage is content: neither boilerplate nor a stamp.
    pub fn is_content(&self, side: Side, passage: usize) -> bool {
        self.passages[side][passage]
            .segments
            .clone()
            .any(|segment| self.segments[side][segment].kind.is_content())
    }
}

impl Comparison {
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

/// The words of the matches, and how many matches are too long for them to be compared.
fn compare_words(
    documents: &Pair<Document>,
    languages: Pair<Language>,
    segments: &Pair<Vec<Segment>>,
    alignment: &Alignment,
) -> (Pair<Vec<Run>>, usize) {
    let mut runs = Pair {
        original: Vec::new(),
        rewrite: Vec::new(),
    };
    let diffs = on_all_cores(&alignment.matches, |mat| {
        let ranges = Pair::from_fn(|side| {
            mat.segments[side]
                .iter()
                .map(|&n| content_range(&documents[side], &segments[side][n]))
                .collect::<Vec<_>>()
        });
        let tokens = Pair::from_fn(|side| {
            let ranges = mat.segments[side].iter().zip(&ranges[side]);
            let tokens = ranges.flat_map(|(&n, range)| {
                let block = &documents[side].blocks()[segments[side][n].block];
                documents[side].tokens(block, range.clone())
            });
            tokens.collect::<Vec<_>>()
        });
        let texts = documents.as_ref().map(Document::text);
        diff::diff(texts, languages, &ranges, &tokens)
    });
    let mut n_skipped = 0;
    for diff in diffs {
        match diff {
            Some(diff) => {
                runs.original.extend(diff.original);
                runs.rewrite.extend(diff.rewrite);
            }
            None => n_skipped += 1,
        }
    }
    for side in Side::BOTH {
        runs[side].sort_unstable_by_key(|run: &Run| run.range.start);
    }
    (runs, n_skipped)
}

/// The bytes of a segment without its block's marker: whether an item has a dash or a bullet is no change.
fn content_range(document: &Document, segment: &Segment) -> Range<usize> {
    let content = document.blocks()[segment.block].content();
    let Range { start, end } = segment.range;
    start.max(content).min(end)..end
}

/// What there is to know of texts in two languages, unless the reader has named both.
fn languages_note(documents: &Pair<Document>, languages: Pair<Language>) -> Option<String> {
    let documents = documents.as_ref();
    let is_named = Side::BOTH
        .iter()
        .all(|&side| documents[side].language.is_some());
    let are_apart = || Language::are_apart(documents.map(Document::text), languages);
    (!is_named && are_apart()).then(|| {
        let Pair { original, rewrite } = languages.map(Language::name);
        format!("the original is in {original}, the rewrite in {rewrite}: only what both write alike is matched")
    })
}

fn skipped_note(n_skipped: usize) -> Option<String> {
    let matches = count(n_skipped, "match");
    let are = plural(n_skipped, "is");
    (n_skipped > 0).then(|| format!("{matches} {are} too long to be compared word by word"))
}

/// What rules do not compare in the language of the rewrite, if there is anything to compare; of a text in no known
/// language that is known anyway.
fn rules_note(languages: Pair<Language>, alignment: &Alignment) -> Option<String> {
    let rules = [
        (CueClass::Not, "denials"),
        (CueClass::Hedge, "hedges"),
        (CueClass::Because, "causes"),
        (CueClass::Says, "speakers"),
    ];
    let language = languages.rewrite;
    let missing = rules
        .iter()
        .filter(|(class, _)| !language.cues.contains_key(class));
    let missing: Vec<&str> = missing.map(|&(_, what)| what).collect();
    let is_changed = alignment
        .matches
        .iter()
        .any(|mat| mat.relation != Relation::Verbatim);
    let is_told = is_changed && !missing.is_empty() && language != Language::general();
    is_told.then(|| format!("{}: {} are not compared", language.name, missing.join(", ")))
}

fn summary(
    segments: &Pair<Vec<Segment>>,
    alignment: &Alignment,
    words: &Pair<Vec<usize>>,
    new_words: f64,
) -> Summary {
    let unmatched = |side: Side| {
        let is_unmatched = |n: &usize| {
            alignment.match_of[side][*n].is_none() && segments[side][*n].kind.is_content()
        };
        (0..segments[side].len()).filter(is_unmatched).count()
    };
    let is_verbatim = |n: usize| {
        alignment.match_of.rewrite[n]
            .is_some_and(|mat| alignment.matches[mat].relation == Relation::Verbatim)
    };
    let content = || (0..segments.rewrite.len()).filter(|&n| segments.rewrite[n].kind.is_content());
    let count = |segments: &mut dyn Iterator<Item = usize>| {
        segments.map(|n| words.rewrite[n]).sum::<usize>()
    };
    let n_words = count(&mut content()).max(1) as f64;
    // A match counts the words that both sides have on both of them.
    let n_kept = |mat: &Match| {
        let words_of = |side: Side| mat.segments[side].iter().map(move |&n| words[side][n]);
        let n_here: usize = words_of(Side::Rewrite).sum();
        let n_both = n_here + words_of(Side::Original).sum::<usize>();
        let n_shared = f64::from(mat.kept) * n_both as f64 / 2.0;
        let is_content = |n: &usize| segments.rewrite[*n].kind.is_content();
        let n_content = count(&mut mat.segments.rewrite.iter().copied().filter(is_content));
        n_shared.min(n_here as f64) * n_content as f64 / n_here.max(1) as f64
    };
    Summary {
        segments: segments.as_ref().map(Vec::len),
        dropped: unmatched(Side::Original),
        added: unmatched(Side::Rewrite),
        verbatim: count(&mut content().filter(|&n| is_verbatim(n))) as f64 / n_words,
        kept: alignment.matches.iter().map(n_kept).sum::<f64>() / n_words,
        new_words,
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

fn as_strs<'a>(texts: &'a Pair<Vec<Cow<str>>>) -> Pair<Vec<&'a str>> {
    let texts = texts.as_ref();
    texts.map(|texts| texts.iter().map(|text| &**text).collect())
}

fn kinds(segments: &Pair<Vec<Segment>>) -> Kinds {
    let segments = segments.as_ref();
    segments.map(|segments| segments.iter().map(|segment| segment.kind).collect())
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
