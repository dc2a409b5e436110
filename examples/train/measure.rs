//! Scores → figures: F1 of pairs, of groups, of added segments; false links between strangers; reliability.

use crate::pairs::{Kind, Sample};
use diptych::align::Comparison;
use diptych::align::score::LinkRule;
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
    for r in [0.6] {
        for t in [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45] {
            let rule = LinkRule { gate: 0.0, t, r };
            line(all, &rule);
        }
    }
    reliability(all);
}

fn line(all: &[Scored], rule: &LinkRule) {
    let mut sets: BTreeMap<&str, Figures> = BTreeMap::new();
    let (mut n_false, mut n_sure, mut n_strange) = (0, 0, 0);
    let mut foreign = Count::default();
    for scored in all {
        let sample = scored.sample;
        let links = sample.comparison.links(&scored.scores, rule);
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
    print!("t {:.2} r {:.1}", rule.t, rule.r);
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

fn reliability(all: &[Scored]) {
    let mut bands = [(0, 0); 10];
    for scored in all
        .iter()
        .filter(|scored| scored.sample.kind == Kind::Whole)
    {
        let sample: &Sample = scored.sample;
        let comparison: &Comparison = &sample.comparison;
        for link in comparison.links(
            &scored.scores,
            &LinkRule {
                gate: 0.0,
                t: 0.2,
                r: 0.6,
            },
        ) {
            let pair = (link.segments.original, link.segments.rewrite);
            let is_right = sample.gold.contains(&pair);
            if is_right || !sample.doubtful.contains(&pair) {
                let band = &mut bands[((link.score * 10.0) as usize).min(9)];
                band.0 += usize::from(is_right);
                band.1 += 1;
            }
        }
    }
    for (n, (right, all)) in bands.iter().enumerate().filter(|(_, band)| band.1 > 0) {
        print!(" .{n}: {:.2} of {all} ", *right as f32 / *all as f32);
    }
    println!();
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
