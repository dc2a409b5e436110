//! Scores → figures: F1 of pairs, of groups, of added segments; false links between strangers; reliability.

use crate::DECODE;
use crate::boost::rounded;
use crate::pairs::{Kind, Sample};
use diptych::compare::align::VERBATIM_SCORE;
use diptych::compare::align::score::{Calibration, LinkRule};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A sample and its scores.
pub struct Scored<'a> {
    sample: &'a Sample,
    scores: Vec<f32>,
}

impl<'a> Scored<'a> {
    pub fn new(sample: &'a Sample, scores: Vec<f32>) -> Scored<'a> {
        Scored { sample, scores }
    }
}

#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, right: usize, found: usize, gold: usize) {
        self.right += right;
        self.found += found;
        self.gold += gold;
    }

    fn f1(self) -> f32 {
        2.0 * self.right as f32 / (self.found + self.gold).max(1) as f32
    }
}

#[derive(Default, Clone)]
struct Figures {
    pairs: Count,
    groups: Count,
    added: Count,
}

/// Prints the figures for some rules of decision.
pub fn report(all: &[Scored]) {
    for t in [0.2, 0.25, 0.3, 0.35, 0.4, 0.45] {
        line(all, &LinkRule { t, ..DECODE });
    }
    reliability(all);
}

fn line(all: &[Scored], rule: &LinkRule) {
    let mut sets: BTreeMap<&str, Figures> = BTreeMap::new();
    let (mut n_false, mut n_sure, mut n_strange) = (0, 0, 0);
    let mut foreign = Count::default();
    for scored in all {
        let sample = scored.sample;
        let links = sample.scoring.links(&scored.scores, rule);
        if sample.kind == Kind::Crossed {
            n_false += links.len();
            n_sure += links.iter().filter(|link| link.score >= 0.5).count();
            n_strange += sample.size.1;
            continue;
        }
        let pairs: HashSet<(usize, usize)> = links
            .iter()
            .map(|link| (link.segments.original, link.segments.rewrite))
            .filter(|pair| sample.gold.contains(pair) || !sample.doubtful.contains(pair))
            .collect();
        if sample.kind == Kind::Foreign {
            let added = |is_linked: &dyn Fn(usize) -> bool| {
                (0..sample.size.1)
                    .filter(|&n| !is_linked(n))
                    .collect::<HashSet<_>>()
            };
            let gold = added(&|n| sample.gold.iter().any(|pair| pair.1 == n));
            let found = added(&|n| pairs.iter().any(|pair| pair.1 == n));
            foreign.add(found.intersection(&gold).count(), found.len(), gold.len());
            continue;
        }
        let figures = sets.entry(&sample.set).or_default();
        figures.pairs.add(
            pairs.intersection(&sample.gold).count(),
            pairs.len(),
            sample.gold.len(),
        );
        let (found, gold) = (groups(&pairs), groups(&sample.gold));
        figures
            .groups
            .add(found.intersection(&gold).count(), found.len(), gold.len());
        let added = |pairs: &HashSet<(usize, usize)>| {
            let linked: HashSet<usize> = pairs.iter().map(|pair| pair.1).collect();
            (0..sample.size.1)
                .filter(|n| !linked.contains(n))
                .collect::<HashSet<_>>()
        };
        let (found, gold) = (added(&pairs), added(&sample.gold));
        figures
            .added
            .add(found.intersection(&gold).count(), found.len(), gold.len());
    }
    let mut macro_f1 = 0.0;
    print!("t {:.2}", rule.t);
    for (set, figures) in &sets {
        let short: String = set.chars().take(5).collect();
        let pairs = figures.pairs;
        print!("  {short} {:.3}", pairs.f1());
        if ["aesop", "sourc"].contains(&&*short) {
            print!(
                "(P{:.0} R{:.0})",
                100.0 * pairs.right as f32 / pairs.found as f32,
                100.0 * pairs.right as f32 / pairs.gold as f32
            );
        }
        if ["writt", "argre", "aesop"].contains(&&*short) {
            print!("/{:.3}/{:.2}", figures.groups.f1(), figures.added.f1());
        }
        macro_f1 += figures.pairs.f1() / sets.len() as f32;
    }
    let share = |n: usize| n as f32 / n_strange.max(1) as f32;
    print!(
        "  foreign {:.3} (R{:.0})",
        foreign.f1(),
        100.0 * foreign.right as f32 / foreign.gold as f32
    );
    println!(
        "  mean {macro_f1:.4}  false {:.3} {:.3}",
        share(n_false),
        share(n_sure)
    );
}

/// The scores of the links of documents as they came, and whether they are right; links that annotators doubt are
/// left out.
fn answers(all: &[Scored], rule: &LinkRule) -> Vec<(f32, bool)> {
    let mut answers = Vec::new();
    for scored in all
        .iter()
        .filter(|scored| scored.sample.kind == Kind::Whole)
    {
        let sample = scored.sample;
        for link in sample.scoring.links(&scored.scores, rule) {
            let pair = (link.segments.original, link.segments.rewrite);
            let is_right = sample.gold.contains(&pair);
            if is_right || !sample.doubtful.contains(&pair) {
                answers.push((link.score, is_right));
            }
        }
    }
    answers
}

fn reliability(all: &[Scored]) {
    let rule = LinkRule { t: 0.2, ..DECODE };
    let mut bands = [(0, 0); 10];
    for (score, is_right) in answers(all, &rule) {
        let band = &mut bands[((score * 10.0) as usize).min(9)];
        band.0 += usize::from(is_right);
        band.1 += 1;
    }
    for (n, (right, all)) in bands.iter().enumerate().filter(|(_, band)| band.1 > 0) {
        print!(" .{n}: {:.2} of {all} ", *right as f32 / *all as f32);
    }
    println!();
}

/// How often links are right, by what was said of them: means of neighbours, pooled until none is less often right
/// than one below it (isotonic regression).
pub fn calibration(all: &[Scored]) -> Calibration {
    const LINKS_MIN: usize = 150;
    // Nearly all that is said is to be judged, not only what is said of links.
    let rule = LinkRule {
        t: 0.05,
        rival: 0.0,
        similarity: 0.0,
        cover: 0.0,
        ..DECODE
    };
    let mut answers = answers(all, &rule);
    answers.retain(|answer| answer.0 != VERBATIM_SCORE);
    answers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pools: Vec<Pool> = Vec::new();
    for portion in answers.chunks(LINKS_MIN) {
        let mut pool = Pool {
            n: portion.len() as f32,
            said: portion.iter().map(|answer| answer.0).sum(),
            right: portion.iter().filter(|answer| answer.1).count() as f32,
        };
        while let Some(last) = pools.pop_if(|last| last.right * pool.n >= pool.right * last.n) {
            pool.n += last.n;
            pool.said += last.said;
            pool.right += last.right;
        }
        pools.push(pool);
    }
    let knot = |pool: &Pool| [rounded(pool.said / pool.n), rounded(pool.right / pool.n)];
    let inner = pools
        .iter()
        .map(knot)
        .filter(|knot| knot[0] > 0.0 && knot[0] < 1.0);
    Calibration(
        [[0.0; 2]]
            .into_iter()
            .chain(inner)
            .chain([[1.0; 2]])
            .collect(),
    )
}

struct Pool {
    n: f32,
    said: f32,
    right: f32,
}

type Group = (BTreeSet<usize>, BTreeSet<usize>);

fn groups(pairs: &HashSet<(usize, usize)>) -> HashSet<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for &(left, right) in pairs {
        let touches = |group: &Group| group.0.contains(&left) || group.1.contains(&right);
        let mut joined = (BTreeSet::from([left]), BTreeSet::from([right]));
        let mut others = Vec::new();
        for group in groups {
            if touches(&group) {
                joined.0.extend(group.0);
                joined.1.extend(group.1);
            } else {
                others.push(group);
            }
        }
        others.push(joined);
        groups = others;
    }
    groups.into_iter().collect()
}
