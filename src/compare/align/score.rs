//! Evidence → probability: logistic regression plus gradient-boosted trees, then isotonic calibration.
//!
//! The weights are the only learned numbers; they are in `assets/weights.json`, written by `examples/train` from eight
//! sets of aligned texts (news, fables, essays, novels, simplifications, rewrites by people and models; English,
//! Portuguese, some German, French, Spanish, Italian, Dutch), and from pairs made of them in which little or nothing
//! matches (docs/matching.md, "Training"). The effect of a feature is monotone where that makes sense: a higher
//! similarity, for example, never lowers the score.

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
    /// The models that also use the scores of the model before around each candidate, over
    /// [`context`](super::context) and [`evidence`](super::evidence).
    pub further: Vec<Model>,
    /// The output of the last model → how often it is right.
    pub calibration: Calibration,
}

/// When a candidate is a link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkRule {
    /// Candidates with a lower first score are rejected.
    pub gate: f32,
    /// The least score.
    pub t: f32,
    /// The least share of the best score of each of its segments. A segment with a sure partner gets a second one only if that is likely, too; otherwise a
    /// sentence whose counterpart was deleted would be matched with the counterpart of the next one.
    pub rival: f32,
    /// The least similarity and cover (see [`evidence`](super::evidence)): the position alone makes no link; otherwise
    /// an invented sentence in the place of a dropped one would be matched with it.
    pub similarity: f32,
    /// See `similarity`.
    pub cover: f32,
}

/// Logistic regression plus gradient-boosted trees of one depth; their sum is the log odds.
///
/// The linear part holds for texts of any kind; the trees add interactions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Model {
    /// The names of the features.
    pub features: Vec<String>,
    /// The linear part of the sum.
    pub line: Linear,
    /// Their values are added to it.
    pub trees: Vec<DecisionTree>,
}

/// A sum of features, each by its weight.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Linear {
    /// The log odds of a candidate with average features.
    pub bias: f32,
    /// One for each feature.
    pub slopes: Vec<Slope>,
}

/// The weight of a standardized feature: its distance from the mean in standard deviations, clipped to
/// [`DEVIATIONS_MAX`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Slope {
    /// Over the rows learned from.
    pub mean: f32,
    /// Over the rows learned from.
    pub deviation: f32,
    /// The log odds for one standard deviation.
    pub weight: f32,
}

/// Standardized features are clipped to this, so that one outlier does not decide.
pub const DEVIATIONS_MAX: f32 = 4.0;

/// A full binary tree; the children of node n are 2n+1 and 2n+2.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DecisionTree {
    /// For each inner node a feature.
    pub feature: Vec<u8>,
    /// For each inner node the value up to which it goes left.
    pub upto: Vec<f32>,
    /// For each leaf, left to right, its value.
    pub leaf: Vec<f32>,
}

/// A monotone (isotonic) calibration curve from the output of a model to how often it is right, as points
/// `[[output, share right], …]` from 0 to 1.
///
/// Fitted on texts that the models were not trained on, because on their training texts they are overconfident.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Calibration(pub Vec<[f32; 2]>);

impl Calibration {
    /// How often candidates with this model output are right; without points, the output itself.
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

    /// The standardized features.
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
