//! Blocks → which of them are lines of a text whose line ends count: verse, songs, addresses, logs.
//!
//! Blocks that follow each other without a blank line make a group. Where most of a group is short, its author broke
//! the lines; where it is long, or was refilled, each block is a paragraph of prose.

use super::lines::columns;
use super::{Block, BlockKind};

/// Columns of a line that somebody broke by hand. Hexameters have 70.
const LINE_MAX: usize = 80;

/// Columns of the longest line that may stand among them; a longer one is a paragraph.
const LONGEST_MAX: usize = 3 * LINE_MAX;

/// Makes [`BlockKind::Line`]s of the paragraphs of each group of short blocks. `is_next` says whether a block follows
/// the one before it without a gap.
pub(super) fn mark_lines(text: &str, blocks: &mut [Block], is_next: &[bool]) {
    let mut start = 0;
    while start < blocks.len() {
        let n_more = (start + 1..blocks.len())
            .take_while(|&idx| is_next[idx] && is_text(text, &blocks[idx]))
            .count();
        let is_group = is_text(text, &blocks[start]);
        let end = start + 1 + if is_group { n_more } else { 0 };
        let group = &mut blocks[start..end];
        let n_paragraphs = group.iter().filter(|block| is_paragraph(block)).count();
        if n_paragraphs > 1 && is_short(text, group) {
            for block in group.iter_mut().filter(|block| is_paragraph(block)) {
                block.kind = BlockKind::Line;
            }
        }
        start = end;
    }
}

fn is_paragraph(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
}

/// Whether a block is a paragraph or an item (a verse may start with a dash), and no rule between others.
fn is_text(text: &str, block: &Block) -> bool {
    let is_sign = |c: char| "-=*_~> ".contains(c);
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
        && !text[block.range()].chars().all(is_sign)
}

/// Whether three quarters of a group are short lines, and none of it is long.
fn is_short(text: &str, group: &[Block]) -> bool {
    let said = |block: &Block| {
        let lines = block.lines.iter().skip(block.n_cues);
        let widths = lines.map(|line| columns(&text[line.clone()]));
        (widths.clone().count(), widths.sum::<usize>())
    };
    let n_short = group
        .iter()
        .map(said)
        .filter(|&(n_lines, width)| n_lines == 1 && width <= LINE_MAX)
        .count();
    let longest = group.iter().map(|block| said(block).1).max();
    n_short * 4 >= group.len() * 3 && longest <= Some(LONGEST_MAX)
}
