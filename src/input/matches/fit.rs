//! The segments and links of a file, and the texts → the same as segments of those texts; or where they do not fit.
//!
//! A segment that goes over several paragraphs becomes one in each, and all of them belong to what it belonged to. What is
//! in no segment may be anything but words: quotes, stops and bullets go to a neighbour.

use super::ReadySegments;
use super::json::{PairJson, SegmentJson};
use crate::compare::align::Link;
use crate::compare::imported::ImportedMatches;
use crate::text::document::{Block, Document, join};
use crate::text::glyph;
use crate::text::language::Language;
use crate::text::segment::{Segment, unsplit};
use crate::text::side::{Pair, Side};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fits the matches of a file to the texts.
///
/// # Errors
/// Says what does not fit, and where in both.
pub fn fit(
    pair: PairJson,
    documents: Pair<&Document>,
    languages: Pair<Language>,
    ready: &ReadySegments,
) -> Result<ImportedMatches, String> {
    let fit = |side: Side| {
        let document = documents[side];
        if let Some(content) = &pair.content[side] {
            check_content(side, document, content)?;
        }
        let of_list = || Some(ready[side].as_ref()?.iter().map(segment_of_list).collect());
        let spans: Vec<SegmentJson>;
        let given = match &pair.segments[side] {
            Some(given) => given,
            None => {
                let side = side.name();
                spans = of_list().ok_or_else(|| format!("it has no segments of the {side}"))?;
                &spans
            }
        };
        check_segments(side, document, given)?;
        fit_side(side, document, languages[side], given)
    };
    let fitted = Pair {
        original: fit(Side::Original)?,
        rewrite: fit(Side::Rewrite)?,
    };
    let links = links(&pair, &fitted)?;
    Ok(ImportedMatches {
        links,
        segments: fitted.map(|fitted| fitted.segments),
    })
}

fn segment_of_list(range: &Range<usize>) -> SegmentJson {
    SegmentJson {
        start: range.start,
        end: range.end,
        kind: None,
        text: None,
    }
}

fn check_content(side: Side, document: &Document, content: &str) -> Result<(), String> {
    let text = document.text();
    let same = text.bytes().zip(content.bytes());
    let at = same.take_while(|(here, there)| here == there).count();
    if text == content {
        return Ok(());
    }
    let from = |text: &str| quoted(&text[text.floor_char_boundary(at)..]);
    let (side, place, there, here) = (
        side.name(),
        place(document, at..at),
        from(content),
        from(text),
    );
    Err(format!(
        "content.{side} has {there} {place}, the text {here}"
    ))
}

/// Checks that the segments are in order and have the text that they are said to have.
fn check_segments(side: Side, document: &Document, given: &[SegmentJson]) -> Result<(), String> {
    let text = document.text();
    let mut end_before = 0;
    for (n, segment) in given.iter().enumerate() {
        let name = format!("segments.{}[{n}]", side.name());
        let (start, end) = (segment.start, segment.end);
        let problem = match () {
            () if end < start => Some(format!("starts at byte {start} and ends at byte {end}")),
            () if start < end_before => Some(format!(
                "starts at byte {start}, before the one before it ends at byte {end_before}"
            )),
            () if end > text.len() => Some(format!(
                "ends at byte {end}, but the text has {} bytes",
                text.len()
            )),
            () => [start, end]
                .into_iter()
                .find(|&at| !text.is_char_boundary(at))
                .map(|at| format!("is cut at byte {at}, in the middle of a character")),
        };
        if let Some(problem) = problem {
            return Err(format!("{name} {problem}"));
        }
        if let Some(there) = &segment.text
            && !is_same_text(document, start..end, there)
        {
            let (there, here) = (quoted(there), quoted(&text[start..end]));
            let place = place(document, start..end);
            return Err(format!("{name} is {there}, the text has {here} {place}"));
        }
        end_before = end;
    }
    Ok(())
}

/// Whether a file may write the text of a range like this: white space does not count, and line ends, bullets and quote
/// marks may be left out.
fn is_same_text(document: &Document, range: Range<usize>, there: &str) -> bool {
    let is_same = |here: &str| {
        let seen = |c: &char| !c.is_whitespace();
        here.chars().filter(seen).eq(there.chars().filter(seen))
    };
    is_same(&document.text()[range.clone()]) || is_same(&words(document, range))
}

/// What is read of a range.
fn words(document: &Document, range: Range<usize>) -> String {
    let blocks = document.blocks();
    let first = blocks.partition_point(|block| block.range().end <= range.start);
    let inside = blocks[first..].iter();
    let inside = inside.take_while(|block| block.range().start < range.end);
    let words = inside.map(|block| join(document.text(), block.pieces(range.clone())));
    words.collect::<Vec<_>>().join(" ")
}

/// The segments of a side.
struct Fitted {
    segments: Vec<Segment>,
    /// Of each segment of the file, the segments that it became.
    parts: Vec<Range<usize>>,
}

fn fit_side(
    side: Side,
    document: &Document,
    language: Language,
    given: &[SegmentJson],
) -> Result<Fitted, String> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut parts = vec![0..0; given.len()];
    let blocks = document.blocks().iter().zip(unsplit(document, language));
    let mut first = 0; // the first segment of the file that does not end before the block
    for (block, whole) in blocks {
        let range = whole.range.clone();
        while given
            .get(first)
            .is_some_and(|given| given.end <= range.start)
        {
            first += 1;
        }
        let inside = given[first..].iter().enumerate();
        let inside = inside.take_while(|(_, given)| given.start < range.end);
        let mut found: Vec<(usize, Range<usize>)> = inside
            .map(|(n, given)| {
                let part = given.start.max(range.start)..given.end.min(range.end);
                (first + n, trimmed(document.text(), part))
            })
            .filter(|(_, part)| !part.is_empty())
            .collect();
        check_gaps(side, document, block, range.clone(), &found)?;
        close_gaps(document.text(), range, &mut found);
        if found.is_empty() {
            segments.push(whole.clone());
        }
        for (n, part) in found {
            let n_before = segments.len();
            match parts[n].is_empty() {
                true => parts[n] = n_before..n_before + 1,
                false => parts[n].end = n_before + 1,
            }
            segments.push(Segment {
                range: part,
                kind: given[n].kind.unwrap_or(whole.kind),
                block: whole.block,
            });
        }
    }
    Ok(Fitted { segments, parts })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.end - inside.trim_start().len();
    start..start + inside.trim().len()
}

/// Checks that no words of a block are outside of its segments.
fn check_gaps(
    side: Side,
    document: &Document,
    block: &Block,
    range: Range<usize>,
    found: &[(usize, Range<usize>)],
) -> Result<(), String> {
    let starts = found.iter().map(|(_, part)| part.start).chain([range.end]);
    let ends = [range.start]
        .into_iter()
        .chain(found.iter().map(|(_, part)| part.end));
    for gap in ends.zip(starts).map(|(end, start)| end..start) {
        let left = join(document.text(), block.pieces(gap.clone()));
        if left.chars().any(char::is_alphanumeric) {
            let (side, left) = (side.name(), quoted(left.trim()));
            let place = place(document, trimmed(document.text(), gap));
            return Err(format!(
                "no segment of the {side} has the words {left} {place}"
            ));
        }
    }
    Ok(())
}

/// Leaves nothing but white space between the segments of a block: what else is there goes to the one before, but behind
/// a line end or a space to the one after.
fn close_gaps(text: &str, range: Range<usize>, found: &mut [(usize, Range<usize>)]) {
    if let [(_, first), ..] = found {
        first.start = range.start;
    }
    if let [.., (_, last)] = found {
        last.end = range.end;
    }
    for n in 1..found.len() {
        let gap = found[n - 1].1.end..found[n].1.start;
        let between = &text[gap.clone()];
        let space = between
            .rfind('\n')
            .or_else(|| between.rfind(char::is_whitespace));
        let split = space.unwrap_or(between.len());
        found[n - 1].1.end = gap.start + between[..split].trim_end().len();
        found[n].1.start = gap.end - between[split..].trim_start().len();
    }
}

/// The links between the parts of what belongs together.
fn links(pair: &PairJson, fitted: &Pair<Fitted>) -> Result<Vec<Link>, String> {
    let mut scores: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (n, group) in pair.groups.iter().enumerate() {
        let mut members = Pair::<Vec<usize>>::default();
        for side in Side::BOTH {
            let parts = &fitted[side].parts;
            for &segment in &group.segments[side] {
                let found = parts.get(segment).ok_or_else(|| {
                    let (field, side, n_parts) = (pair.field, side.name(), parts.len());
                    format!(
                        "{field}[{n}] names segment {segment} of the {side}, which has {n_parts}, counted from 0"
                    )
                })?;
                members[side].extend(found.clone());
            }
            members[side].sort_unstable();
            members[side].dedup();
        }
        for link in chain(&members.original, &members.rewrite) {
            let score = scores.entry(link).or_default();
            *score = score.max(group.score);
        }
    }
    let links = scores.into_iter().map(|((original, rewrite), score)| Link {
        segments: Pair { original, rewrite },
        score,
    });
    Ok(links.collect())
}

/// The fewest links that make one match of all segments, in the order of both texts; none if a side is empty.
fn chain(original: &[usize], rewrite: &[usize]) -> Vec<(usize, usize)> {
    let (n, m) = (original.len(), rewrite.len());
    let (mut i, mut j) = (0, 0);
    let mut links = Vec::new();
    while i < n && j < m {
        links.push((original[i], rewrite[j]));
        // The side that lags behind goes on.
        match j + 1 == m || i + 1 < n && (i + 1) * m <= (j + 1) * n {
            true => i += 1,
            false => j += 1,
        }
    }
    links
}

/// `at line 3, bytes 14 to 31`.
fn place(document: &Document, range: Range<usize>) -> String {
    let line = document.source_line(range.start);
    let line = line.map_or_else(String::new, |line| format!("line {line}, "));
    match range.len() {
        0 => format!("at {line}byte {}", range.start),
        _ => format!("at {line}bytes {} to {}", range.start, range.end),
    }
}

/// The most columns of a text in a message.
const QUOTED_MAX: usize = 40;

/// The beginning of a text in quotes.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().take(QUOTED_MAX);
    let line = line.collect::<Vec<_>>().join(" ");
    format!("“{}”", glyph::clipped(&glyph::visible(&line), QUOTED_MAX).0)
}
