//! Scores → what they mean and when they make a link, and figures: F1 of pairs, of groups, of segments added and
//! dropped; false links between strangers; reliability.

use crate::GATE;
use crate::boost::rounded;
use crate::pairs::{Kind, Sample};
use diptych::compare::align::score::{Calibration, LinkRule};
use diptych::compare::align::{SURE_FROM, VERBATIM_SCORE};
use diptych::text::side::{Pair, Side};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::Hash;

/// A sample and its scores.
pub struct Scored<'a> {
    sample: &'a Sample,
    scores: Vec<f32>,
}

impl<'a> Scored<'a> {
    pub fn new(sample: &'a Sample, scores: Vec<f32>) -> Scored<'a> {
        Scored { sample, scores }
    }

    /// Turns the output of a model into how often it is right.
    pub fn calibrate(&mut self, calibration: &Calibration) {
        for score in &mut self.scores {
            *score = calibration.right(*score);
        }
    }
}

#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn of<T: Eq + Hash>(found: &HashSet<T>, gold: &HashSet<T>) -> Count {
        Count {
            right: found.intersection(gold).count(),
            found: found.len(),
            gold: gold.len(),
        }
    }

    fn add(&mut self, other: Count) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn f1(self) -> f32 {
        2.0 * self.right as f32 / (self.found + self.gold).max(1) as f32
    }
}

/// All but hopeless candidates are links.
pub const FREE: LinkRule = LinkRule {
    gate: GATE,
    t: 0.05,
    rival: 0.0,
    similarity: 0.0,
    cover: 0.0,
};

/// The most false links for each segment between strangers that a rule may let through; more would show an invented
/// text as a rewrite. With .06 the rule found is `t` = .3, and unrelated texts of the development data get .087 links a
/// segment, with .04 they get .078.
const FALSE_MAX: f32 = 0.04;

/// The values that are tried for a part of the rule.
struct Choice {
    part: fn(&mut LinkRule) -> &mut f32,
    values: &'static [f32],
}

const CHOICES: [Choice; 4] = [
    Choice {
        part: |rule| &mut rule.t,
        values: &[0.2, 0.225, 0.25, 0.275, 0.3, 0.325, 0.35, 0.4],
    },
    Choice {
        part: |rule| &mut rule.rival,
        values: &[0.3, 0.35, 0.4, 0.45, 0.5],
    },
    Choice {
        part: |rule| &mut rule.similarity,
        values: &[0.03, 0.04, 0.05, 0.06, 0.08],
    },
    Choice {
        part: |rule| &mut rule.cover,
        values: &[0.06, 0.08, 0.1, 0.12],
    },
];

/// The rule with the greatest mean F1 of pairs over all sets of all `parts` among those within [`FALSE_MAX`]: part by
/// part from the middle of the values on, until no other value of one part is better.
pub fn rule(parts: &[Vec<Scored>]) -> LinkRule {
    let mut best = FREE;
    for choice in &CHOICES {
        *(choice.part)(&mut best) = choice.values[choice.values.len() / 2];
    }
    let mut worth = worth_of(parts, &best);
    loop {
        let before = worth;
        for choice in &CHOICES {
            for &value in choice.values {
                let mut other = best.clone();
                *(choice.part)(&mut other) = value;
                let other_worth = worth_of(parts, &other);
                if other_worth > worth {
                    (best, worth) = (other, other_worth);
                }
            }
        }
        eprintln!("{worth:.4} {best:?}");
        if worth <= before {
            return best;
        }
    }
}

/// The mean F1 of pairs; of a rule that lets too many false links through, how many are too many, below 0.
fn worth_of(parts: &[Vec<Scored>], rule: &LinkRule) -> f32 {
    let figures: Vec<Figures> = parts.iter().map(|part| Figures::new(part, rule)).collect();
    let n = figures.len() as f32;
    let false_share = figures.iter().map(|figures| figures.false_share(0));
    let too_many = false_share.sum::<f32>() / n - FALSE_MAX;
    if too_many > 0.0 {
        return -too_many;
    }
    figures.iter().map(Figures::mean_f1).sum::<f32>() / n
}

/// How well the links of samples agree with their gold.
#[derive(Default)]
struct Figures<'a> {
    sets: BTreeMap<&'a str, SetFigures>,
    /// Added segments of rewrites with segments of strangers.
    foreign: Count,
    /// Links between strangers, and those of them that are sure.
    n_false: [usize; 2],
    /// Segments of rewrites beside originals of strangers.
    n_strange: usize,
}

#[derive(Default)]
struct SetFigures {
    pairs: Count,
    groups: Count,
    /// Segments without a link: dropped and added.
    alone: Pair<Count>,
}

impl<'a> Figures<'a> {
    fn new(all: &[Scored<'a>], rule: &LinkRule) -> Figures<'a> {
        let mut figures = Figures::default();
        for scored in all {
            let sample = scored.sample;
            let links = sample.scoring.links(&scored.scores, rule);
            if sample.kind == Kind::Crossed {
                let n_sure = links.iter().filter(|link| link.score >= SURE_FROM).count();
                figures.n_false[0] += links.len();
                figures.n_false[1] += n_sure;
                figures.n_strange += sample.size.rewrite;
                continue;
            }
            let pairs: HashSet<(usize, usize)> = links
                .iter()
                .map(|link| (link.segments.original, link.segments.rewrite))
                .filter(|pair| sample.gold.contains(pair) || !sample.doubtful.contains(pair))
                .collect();
            let alone = Pair::from_fn(|side| {
                Count::of(
                    &alone(&pairs, side, sample.size[side]),
                    &alone(&sample.gold, side, sample.size[side]),
                )
            });
            if sample.kind == Kind::Foreign {
                figures.foreign.add(alone.rewrite);
                continue;
            }
            let set = figures.sets.entry(&sample.set).or_default();
            set.pairs.add(Count::of(&pairs, &sample.gold));
            set.groups
                .add(Count::of(&groups(&pairs), &groups(&sample.gold)));
            for side in Side::BOTH {
                set.alone[side].add(alone[side]);
            }
        }
        figures
    }

    fn mean_f1(&self) -> f32 {
        let f1s = self.sets.values().map(|set| set.pairs.f1());
        f1s.sum::<f32>() / self.sets.len().max(1) as f32
    }

    fn false_share(&self, n: usize) -> f32 {
        self.n_false[n] as f32 / self.n_strange.max(1) as f32
    }
}

/// The segments of a side that have no pair.
fn alone(pairs: &HashSet<(usize, usize)>, side: Side, n_segments: usize) -> HashSet<usize> {
    let end = |pair: &(usize, usize)| match side {
        Side::Original => pair.0,
        Side::Rewrite => pair.1,
    };
    let linked: HashSet<usize> = pairs.iter().map(end).collect();
    (0..n_segments).filter(|n| !linked.contains(n)).collect()
}

/// Prints the figures of what a rule makes of scores.
pub fn report(what: &str, all: &[Scored], rule: &LinkRule) {
    println!("{what}");
    let figures = Figures::new(all, rule);
    for (set, of_set) in &figures.sets {
        let pairs = of_set.pairs;
        println!(
            "  {set:12} pairs {:.3} (P {:.3} R {:.3})  groups {:.3}  added {:.3}  dropped {:.3}",
            pairs.f1(),
            pairs.right as f32 / pairs.found.max(1) as f32,
            pairs.right as f32 / pairs.gold.max(1) as f32,
            of_set.groups.f1(),
            of_set.alone.rewrite.f1(),
            of_set.alone.original.f1(),
        );
    }
    println!(
        "  mean {:.4}  added foreign {:.3}  false {:.3}, sure ones {:.3}",
        figures.mean_f1(),
        figures.foreign.f1(),
        figures.false_share(0),
        figures.false_share(1),
    );
    reliability(all, rule);
}

/// The scores of the links of documents as they came, and whether they are right; links that annotators doubt are
/// left out.
fn answers<'a>(all: impl IntoIterator<Item = &'a Scored<'a>>, rule: &LinkRule) -> Vec<(f32, bool)> {
    let mut answers = Vec::new();
    for scored in all
        .into_iter()
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

/// Prints how many of the links in each band of scores are right.
fn reliability(all: &[Scored], rule: &LinkRule) {
    let mut bands = [(0, 0); 10];
    for (score, is_right) in answers(all, rule) {
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
pub fn calibration<'a>(all: impl IntoIterator<Item = &'a Scored<'a>>) -> Calibration {
    const LINKS_MIN: usize = 150;
    // Nearly all that is said is to be judged, not only what is said of links.
    let mut answers = answers(all, &FREE);
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
