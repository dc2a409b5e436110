//! Plain text → its blocks: lines are joined to paragraphs, and told apart as headings, items, quotes and verse.

use super::hard_wrap::{self, HardWrap};
use super::lines::{self, TextLine};
use super::marker::{self, Marker};
use super::{Block, BlockKind, page, play, verse};

/// The blocks of a text, and how many marks of pages are in none.
pub fn blocks(text: &str) -> (Vec<Block>, usize) {
    let lines = lines::lines(text);
    let mut markers = marker::markers(text, &lines);
    let pages = page::page_marks(text, &lines, |last, line| {
        hard_wrap::is_interrupted(text, &lines[last], &lines[line])
    });
    for (marker, _) in markers.iter_mut().zip(&pages).filter(|(_, page)| **page) {
        *marker = Marker::Page;
    }
    let wrap = HardWrap::of(text, &lines, &markers);
    let cues = play::cues(text, &lines, &markers);
    let seen = lines.iter().filter(|line| !line.is_hidden());
    let indent = seen.map(|line| line.indent).min().unwrap_or(0);
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_next: Vec<bool> = Vec::new(); // of each block, whether it follows the one before without a gap
    let mut hidden: Option<usize> = None; // where bytes begin that no block has taken in
    let mut before = 0; // the last line of text
    let mut n_left_out = 0;
    let next_text = |idx: usize| (idx..lines.len()).find(|&next| markers[next] != Marker::Page);
    for (idx, line) in lines.iter().enumerate() {
        let (last, marker) = (blocks.last_mut(), markers[idx]);
        let after_cue = idx > 0 && cues[idx - 1];
        let last_line = std::mem::replace(&mut before, idx);
        let joins = |idx: usize, kind: BlockKind| {
            !cues[idx] && wrap.joins(text, (last_line, idx), &lines, &markers, kind)
        };
        match last {
            Some(block) if after_cue => {
                block.n_cues = block.lines.len();
                block.lines.push(line.range.clone());
                block.range.end = line.outer.end;
                block.indent = block.indent.min(line.indent.saturating_sub(indent));
            }
            Some(block) if is_swallowed(text, block, line, marker) => {
                block.range.end = line.outer.end;
                if marker == Marker::Underline {
                    block.kind = BlockKind::Heading;
                    block.level = if text[line.range.clone()].starts_with('=') {
                        1
                    } else {
                        2
                    };
                }
            }
            None if line.is_hidden() && idx + 1 < lines.len() => {
                hidden.get_or_insert(line.outer.start);
            }
            // In the middle of a sentence it is left out, by whoever reads on in the next line.
            Some(block)
                if marker == Marker::Page
                    && next_text(idx).is_some_and(|next| joins(next, block.kind)) =>
            {
                before = last_line;
                n_left_out += 1;
            }
            Some(block) if joins(idx, block.kind) => {
                block.lines.push(marker.content(&line.range));
                block.range.end = line.outer.end;
            }
            _ => {
                is_next.push(!line.after_gap);
                blocks.push(block(line, marker, hidden.take()));
                if let Some(block) = blocks.last_mut() {
                    block.indent = line.indent.saturating_sub(indent);
                }
            }
        }
    }
    verse::mark_lines(text, &mut blocks, &is_next);
    for block in &mut blocks {
        // Elsewhere an indent marks the first line of a paragraph.
        if block.kind != BlockKind::Line && block.n_cues == 0 {
            block.indent = 0;
        }
    }
    (blocks, n_left_out)
}

/// Whether `line` belongs to the block before it, but is not shown.
fn is_swallowed(text: &str, block: &Block, line: &TextLine, marker: Marker) -> bool {
    match marker {
        Marker::Underline => {
            let underlined = &text[block.lines[block.lines.len() - 1].clone()];
            !line.after_gap
                && block.kind == BlockKind::Paragraph
                && block.lines.len() == 1
                && !underlined.ends_with('.')
        }
        Marker::Quote { .. } => {
            marker.content(&line.range).is_empty() && block.kind == BlockKind::Quote
        }
        _ => line.is_hidden(),
    }
}

/// A block that starts with `line`.
fn block(line: &TextLine, marker: Marker, hidden: Option<usize>) -> Block {
    let range = match line.is_hidden() {
        true => line.outer.clone(),
        false => line.range.clone(),
    };
    let marker_len = marker.content(&line.range).start - line.range.start;
    let has_content = marker_len < range.len();
    Block {
        indent: 0,
        level: match marker {
            Marker::Heading { level, .. } => level,
            _ => 0,
        },
        kind: match marker {
            Marker::Heading { .. } => BlockKind::Heading,
            Marker::Item { .. } => BlockKind::Item,
            Marker::Quote { .. } if has_content => BlockKind::Quote,
            Marker::Page => BlockKind::Page,
            _ => BlockKind::Paragraph,
        },
        marker: if has_content { marker_len } else { 0 },
        n_cues: 0,
        label: Box::default(),
        lines: vec![range],
        range: hidden.unwrap_or(line.outer.start)..line.outer.end,
    }
}
