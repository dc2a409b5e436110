//! Evidence → probability: a line and boosted trees, with their weights the only numbers here that were learned.
//!
//! They are `assets/weights.json`, written by `examples/train` from seven sets of aligned texts (news, fables, essays,
//! novels, simplifications; English, Portuguese, some German), and pairs made of them in which little or nothing
//! matches (docs/matching.md, "Training"). Features have signs that make sense: to be more alike, say, never counts
//! against a pair.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The weights that the program is built with.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/weights.json"))
        .expect("the embedded weights are well formed")
});

/// All that was learned or tuned.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Weights {
    /// Where they come from.
    pub about: String,
    /// What is a link.
    pub decode: LinkRule,
    /// The model of a pair by itself, over [`evidence`](super::evidence).
    pub first: Model,
    /// The models that also know what the one before said of the surroundings, over
    /// [`context`](super::context) and [`evidence`](super::evidence).
    pub further: Vec<Model>,
    /// What the last of them says → how often it is right.
    pub calibration: Calibration,
}

/// When a candidate is a link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkRule {
    /// A candidate with a lower first score is out.
    pub gate: f32,
    /// The least score.
    pub t: f32,
    /// The least share of the best score of one of its segments …
    pub r: f32,
    /// … and of the other. Whoever has a sure partner takes a second one only if that is likely, too; or else a
    /// sentence whose counterpart was deleted would be matched with the next one's.
    pub rival: f32,
    /// The least similarity and cover (see [`evidence`](super::evidence)): the place alone makes no link, or else an
    /// invented sentence that stands where another was dropped would be matched with it.
    pub similarity: f32,
    /// See `similarity`.
    pub cover: f32,
}

/// A line and boosted trees of one depth, for the logarithm of the odds.
///
/// The line carries what holds for texts of any kind; the trees correct it where it is not that simple.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Model {
    /// What the features are called.
    pub features: Vec<String>,
    /// Where the sum begins.
    pub line: Linear,
    /// All are added up.
    pub trees: Vec<DecisionTree>,
}

/// A sum of features, each by its weight.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Linear {
    /// The sum of a candidate that is usual in everything.
    pub bias: f32,
    /// One for each feature.
    pub slopes: Vec<Slope>,
}

/// How a feature counts: by how many deviations it strays from its mean, up to [`DEVIATIONS_MAX`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Slope {
    /// Over the rows learned from.
    pub mean: f32,
    /// Over the rows learned from.
    pub deviation: f32,
    /// What one deviation adds.
    pub weight: f32,
}

/// Beyond this a feature says no more: one odd figure shall not decide.
pub const DEVIATIONS_MAX: f32 = 4.0;

/// A full binary tree; the children of node n are 2n+1 and 2n+2.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DecisionTree {
    /// For each inner node a feature.
    pub feature: Vec<u8>,
    /// For each inner node the value up to which it goes left.
    pub upto: Vec<f32>,
    /// For each leaf, left to right, what it adds.
    pub leaf: Vec<f32>,
}

/// Knots of a line that never falls, from what a model says to how often it is right: `[[said, right], …]`, from 0
/// to 1.
///
/// Found on texts that the models had not been taught with: of their own they are surer than they should be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Calibration(pub Vec<[f32; 2]>);

impl Calibration {
    /// How often a candidate is right of which the model says this; without knots, what it says.
    pub fn right(&self, said: f32) -> f32 {
        let after = self.0.partition_point(|knot| knot[0] < said);
        let (Some(after), Some(before)) = (self.0.get(after), self.0.get(after.wrapping_sub(1)))
        else {
            return self.0.get(after).map_or(said, |knot| knot[1]);
        };
        let share = (said - before[0]) / (after[0] - before[0]);
        before[1] + share * (after[1] - before[1])
    }
}

impl Model {
    /// The probability that a candidate is a link, 0 to 1.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let trees: f32 = self.trees.iter().map(|tree| tree.value(features)).sum();
        1.0 / (1.0 + (-self.line.sum(features) - trees).exp())
    }
}

impl Linear {
    /// The logarithm of the odds.
    pub fn sum(&self, features: &[f32]) -> f32 {
        let values = self.values(features).zip(&self.slopes);
        self.bias
            + values
                .map(|(value, slope)| slope.weight * value)
                .sum::<f32>()
    }

    /// By how many deviations each feature strays.
    pub fn values(&self, features: &[f32]) -> impl Iterator<Item = f32> {
        let slopes = self.slopes.iter().zip(features);
        slopes.map(|(slope, feature)| {
            let value = (feature - slope.mean) / slope.deviation;
            value.clamp(-DEVIATIONS_MAX, DEVIATIONS_MAX)
        })
    }
}

impl DecisionTree {
    fn value(&self, features: &[f32]) -> f32 {
        let n_inner = self.feature.len();
        let mut node = 0;
        while node < n_inner {
            let goes_right = features[usize::from(self.feature[node])] > self.upto[node];
            node = 2 * node + 1 + usize::from(goes_right);
        }
        self.leaf[node - n_inner]
    }
}
