//! Links → [`Match`]es: the connected components, found by union–find, and how much of the wording each kept.

use super::verbatim::is_same;
use super::{EDITED_FROM, Link, Match, Relation};
use crate::text::cores::on_all_cores;
use crate::text::side::{Pair, Side};
use crate::text::words::{fold, tokens};
use foldhash::fast::RandomState;
use std::borrow::Cow;
use std::collections::HashMap;

/// The connected components of `links`, ordered by their first segment of the original. Whether a match is moved is
/// found later.
pub fn matches(links: &[Link], texts: &Pair<Vec<&str>>) -> Vec<Match> {
    let mut components = Components::new(texts.original.len() + texts.rewrite.len());
    let node = |link: &Link, side: Side| match side {
        Side::Original => link.segments.original,
        Side::Rewrite => texts.original.len() + link.segments.rewrite,
    };
    for link in links {
        components.join(node(link, Side::Original), node(link, Side::Rewrite));
    }
    let mut match_of_root = HashMap::new();
    let mut matches: Vec<Match> = Vec::new();
    for link in links {
        let root = components.root(node(link, Side::Original));
        let mat = *match_of_root.entry(root).or_insert(matches.len());
        if mat == matches.len() {
            matches.push(no_match());
        }
        let mat = &mut matches[mat];
        mat.score = mat.score.max(link.score);
        for side in Side::BOTH {
            mat.segments[side].push(link.segments[side]);
        }
    }
    for mat in &mut matches {
        for side in Side::BOTH {
            mat.segments[side].sort_unstable();
            mat.segments[side].dedup();
        }
    }
    let judged = on_all_cores(&matches, |mat| judge(mat, texts));
    for (mat, (kept, relation)) in matches.iter_mut().zip(judged) {
        (mat.kept, mat.relation) = (kept, relation);
    }
    matches
}

fn no_match() -> Match {
    Match {
        segments: Pair::default(),
        score: 0.0,
        kept: 0.0,
        relation: Relation::Reworded,
        moved: false,
    }
}

/// How much of the wording was kept.
fn judge(mat: &Match, texts: &Pair<Vec<&str>>) -> (f32, Relation) {
    let parts = Pair::from_fn(|side| {
        let segments = mat.segments[side].iter();
        segments
            .map(|&segment| texts[side][segment])
            .collect::<Vec<_>>()
    });
    let is_verbatim = is_same(&parts);
    if is_verbatim {
        return (1.0, Relation::Verbatim);
    }
    match kept(&parts) {
        kept if kept >= EDITED_FROM => (kept, Relation::Edited),
        kept => (kept, Relation::Reworded),
    }
}

/// The share of words that both sides have; 1 if neither has any.
fn kept(parts: &Pair<Vec<&str>>) -> f32 {
    let mut counts: HashMap<Cow<str>, Pair<usize>, RandomState> = HashMap::default();
    for side in Side::BOTH {
        for part in &parts[side] {
            for token in tokens(part).filter(|token| token.is_word) {
                counts.entry(fold(&part[token.range])).or_default()[side] += 1;
            }
        }
    }
    let n_shared: usize = counts.values().map(|n| n.original.min(n.rewrite)).sum();
    let n_words: usize = counts.values().map(|n| n.original + n.rewrite).sum();
    if n_words == 0 {
        return 1.0;
    }
    2.0 * n_shared as f32 / n_words as f32
}

/// A union–find structure: the parent of each node; the root of a component is its smallest node.
struct Components(Vec<usize>);

impl Components {
    fn new(n_nodes: usize) -> Components {
        Components((0..n_nodes).collect())
    }

    /// Finds the root of a component, with path halving.
    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
