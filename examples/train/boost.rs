//! Rows of features with their answers → [`Model`]: a line, and gradient boosted trees of one depth for logistic loss
//! on what it leaves over.
//!
//! Level by level, over features cut into bins, each tree on a random half of the rows and of the features. A feature
//! with a sign may only ever push the score that way: to be more alike, say, never counts against a pair.

use crate::linear;
use diptych::compare::align::score::{DecisionTree, Model};

/// What to learn from.
#[derive(Default, Clone)]
pub struct Rows {
    /// One list for each row.
    pub features: Vec<Vec<f32>>,
    /// 1 for a link, else 0.
    pub answers: Vec<f32>,
    /// How much each row counts.
    pub weights: Vec<f32>,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub n_trees: usize,
    pub depth: usize,
    pub rate: f32,
    /// The least weight (sum of p(1-p)) in a leaf.
    pub least: f32,
    /// Shrinks the leaves.
    pub ridge: f32,
}

const N_BINS: usize = 64;
const ROW_SHARE: f32 = 0.5;
const FEATURE_SHARE: f32 = 0.5;

impl Rows {
    pub fn push(&mut self, features: Vec<f32>, answer: bool, weight: f32) {
        self.features.push(features);
        self.answers.push(f32::from(answer));
        self.weights.push(weight);
    }

    pub fn append(&mut self, mut other: Rows) {
        self.features.append(&mut other.features);
        self.answers.append(&mut other.answers);
        self.weights.append(&mut other.weights);
    }
}

/// A column cut into bins.
struct Column {
    /// The largest value of each bin but the last.
    upto: Vec<f32>,
    bins: Vec<u8>,
}

impl Column {
    fn new(values: impl Fn(usize) -> f32, n_rows: usize) -> Column {
        let step = (n_rows / 20_000).max(1);
        let mut sample: Vec<f32> = (0..n_rows).step_by(step).map(&values).collect();
        sample.sort_by(f32::total_cmp);
        let mut upto: Vec<f32> = (1..N_BINS)
            .map(|bin| rounded(sample[bin * (sample.len() - 1) / N_BINS]))
            .collect();
        upto.dedup();
        let bins = (0..n_rows)
            .map(|row| upto.partition_point(|&upto| upto < values(row)) as u8)
            .collect();
        Column { upto, bins }
    }
}

/// A value that takes few digits to write.
pub fn rounded(value: f32) -> f32 {
    format!("{value:.3e}")
        .parse()
        .expect("a number was written")
}

#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f32,
    weight: f32,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.gradient += other.gradient;
        self.weight += other.weight;
    }

    fn less(self, other: Sum) -> Sum {
        Sum {
            gradient: self.gradient - other.gradient,
            weight: self.weight - other.weight,
        }
    }

    fn value(self, ridge: f32) -> f32 {
        -self.gradient / (self.weight + ridge)
    }

    fn gain(self, ridge: f32) -> f32 {
        self.gradient * self.gradient / (self.weight + ridge)
    }
}

#[derive(Clone, Copy)]
struct Node {
    low: f32,
    high: f32,
    sum: Sum,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f32,
    feature: usize,
    bin: usize,
    left: Sum,
}

/// Fits a model; `sign` says for each feature which way it may push: 1, -1, or 0 for both.
pub fn fit(rows: &Rows, names: &[&str], sign: impl Fn(&str) -> i8, settings: Settings) -> Model {
    let n_rows = rows.answers.len();
    let signs: Vec<i8> = names.iter().map(|name| sign(name)).collect();
    let columns: Vec<Column> = (0..names.len())
        .map(|feature| Column::new(|row| rows.features[row][feature], n_rows))
        .collect();
    let total: f32 = rows.weights.iter().sum();
    let scale = n_rows as f32 / total;
    let weights: Vec<f32> = rows.weights.iter().map(|weight| weight * scale).collect();
    let right: f32 = (weights.iter().zip(&rows.answers))
        .map(|(w, y)| w * y)
        .sum();
    let share = (right / n_rows as f32).clamp(1e-4, 1.0 - 1e-4);
    let bias = (share / (1.0 - share)).ln();
    let line = linear::fit(rows, &weights, &signs, bias);
    let mut odds: Vec<f32> = rows.features.iter().map(|row| line.sum(row)).collect();
    let mut random = Random(7);
    let mut model = Model {
        features: names.iter().map(|&name| name.to_owned()).collect(),
        line,
        trees: Vec::new(),
    };
    for _ in 0..settings.n_trees {
        let drawn: Vec<(u32, Sum)> = (0..n_rows)
            .filter(|_| random.share() < ROW_SHARE)
            .map(|row| {
                let p = 1.0 / (1.0 + (-odds[row]).exp());
                let sum = Sum {
                    gradient: (p - rows.answers[row]) * weights[row],
                    weight: (p * (1.0 - p)).max(1e-6) * weights[row],
                };
                (row as u32, sum)
            })
            .collect();
        let features: Vec<usize> = (0..names.len())
            .filter(|_| random.share() < FEATURE_SHARE)
            .collect();
        let (tree, cuts) = grow(&drawn, &columns, &features, &signs, settings);
        for (row, odds) in odds.iter_mut().enumerate() {
            let mut node = 0;
            while node < cuts.len() {
                let (feature, bin) = cuts[node];
                node = 2 * node + 1 + usize::from(columns[feature].bins[row] > bin);
            }
            *odds += tree.leaf[node - cuts.len()];
        }
        model.trees.push(tree);
    }
    model
}

fn grow(
    drawn: &[(u32, Sum)],
    columns: &[Column],
    features: &[usize],
    signs: &[i8],
    settings: Settings,
) -> (DecisionTree, Vec<(usize, u8)>) {
    let n_inner = (1 << settings.depth) - 1;
    let mut all = Sum::default();
    drawn.iter().for_each(|&(_, sum)| all.add(sum));
    let whole = Node {
        low: f32::NEG_INFINITY,
        high: f32::INFINITY,
        sum: all,
    };
    let mut nodes = vec![whole; 2 * n_inner + 1];
    let mut cuts = vec![(0, u8::MAX); n_inner];
    let mut node_of = vec![0_u32; drawn.len()];
    let ridge = settings.ridge;
    for level in 0..settings.depth {
        let first = (1 << level) - 1;
        let n_nodes = first + 1;
        let mut best: Vec<Option<Split>> = vec![None; n_nodes];
        for &feature in features {
            let column = &columns[feature];
            let mut sums = vec![[Sum::default(); N_BINS]; n_nodes];
            for (&(row, sum), &node) in drawn.iter().zip(&node_of) {
                let bin = column.bins[row as usize];
                sums[node as usize - first][usize::from(bin)].add(sum);
            }
            for (n, sums) in sums.iter().enumerate() {
                let node = nodes[first + n];
                let mut left = Sum::default();
                for (bin, &sum) in sums.iter().enumerate().take(column.upto.len()) {
                    left.add(sum);
                    let right = node.sum.less(left);
                    if left.weight < settings.least || right.weight < settings.least {
                        continue;
                    }
                    let value = |sum: Sum| sum.value(ridge).clamp(node.low, node.high);
                    if f32::from(signs[feature]) * (value(right) - value(left)) < 0.0 {
                        continue;
                    }
                    let gain = left.gain(ridge) + right.gain(ridge) - node.sum.gain(ridge);
                    if gain > best[n].map_or(1e-6, |best| best.gain) {
                        best[n] = Some(Split {
                            gain,
                            feature,
                            bin,
                            left,
                        });
                    }
                }
            }
        }
        for (n, best) in best.iter().enumerate() {
            let node = nodes[first + n];
            let (left, right) = (2 * (first + n) + 1, 2 * (first + n) + 2);
            nodes[left] = node;
            nodes[right] = Node {
                sum: Sum::default(),
                ..node
            };
            let Some(split) = best else { continue };
            cuts[first + n] = (split.feature, split.bin as u8);
            nodes[left].sum = split.left;
            nodes[right].sum = node.sum.less(split.left);
            let value = |sum: Sum| sum.value(ridge).clamp(node.low, node.high);
            let middle = (value(nodes[left].sum) + value(nodes[right].sum)) / 2.0;
            match signs[split.feature] {
                1 => (nodes[left].high, nodes[right].low) = (middle, middle),
                -1 => (nodes[left].low, nodes[right].high) = (middle, middle),
                _ => {}
            }
        }
        for (&(row, _), node) in drawn.iter().zip(&mut node_of) {
            let (feature, bin) = cuts[*node as usize];
            let goes_right = columns[feature].bins[row as usize] > bin;
            *node = 2 * *node + 1 + u32::from(goes_right);
        }
    }
    let leaf =
        |node: &Node| rounded(settings.rate * node.sum.value(ridge).clamp(node.low, node.high));
    let upto = |&(feature, bin): &(usize, u8)| {
        let upto = columns[feature].upto.get(usize::from(bin));
        upto.copied().unwrap_or(f32::MAX)
    };
    let tree = DecisionTree {
        feature: cuts.iter().map(|cut| cut.0 as u8).collect(),
        upto: cuts.iter().map(upto).collect(),
        leaf: nodes[n_inner..].iter().map(leaf).collect(),
    };
    (tree, cuts)
}

/// The same numbers on every run (xorshift).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// From 0 to below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }
}
