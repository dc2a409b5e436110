//! Evidence → probability: the logistic model and its weights, the only numbers here that were learned.
//!
//! They come from `assets/weights.json`, fitted by the matching experiments on six sets of aligned texts (news, fables,
//! essays, novels, simplifications; English and Portuguese), with signs that make sense: to be more alike, say, never
//! counts against a pair.

use super::{context, evidence};
use serde::Deserialize;
use std::sync::LazyLock;

/// The weights that the program is built with.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let weights: Weights = serde_json::from_str(include_str!("../../assets/weights.json"))
        .expect("the embedded weights are well formed");
    let Passes { pass1, pass2 } = &weights.lexical;
    assert_eq!(pass1.features, evidence::NAMES);
    assert_eq!(
        pass2.features,
        [&context::NAMES[..], &evidence::NAMES].concat()
    );
    weights
});

/// All that was learned or tuned.
#[derive(Debug, Deserialize)]
pub struct Weights {
    /// What is a link.
    pub decode: LinkRule,
    /// No feature counts for more than this many standard deviations from its mean.
    pub clip: f32,
    /// What is a candidate.
    pub candidates: CandidateRule,
    /// The two models.
    pub lexical: Passes,
}

/// When a candidate is a link.
#[derive(Debug, Deserialize)]
pub struct LinkRule {
    /// The least score.
    pub t: f32,
    /// The least share of the best score of its segments.
    pub r: f32,
    /// The least similarity.
    #[serde(rename = "min_S")]
    pub min_similarity: f32,
    /// The least cover of the rewrite's segment.
    #[serde(rename = "min_cr")]
    pub min_cover: f32,
    /// With fewer segments in all, rarity means nothing and the last two do not apply.
    pub floor_from: usize,
}

/// How candidates are found.
#[derive(Debug, Deserialize)]
pub struct CandidateRule {
    /// How many nearest segments each segment gets.
    #[serde(rename = "K")]
    pub k: usize,
    /// How far around an anchor all pairs are candidates.
    pub band: usize,
    /// The least score of an anchor.
    pub anchor: f32,
    /// A prefix leads to this many segments at least …
    pub cap_min: usize,
    /// … and else to all segments divided by this.
    pub cap_div: usize,
}

/// The model of a pair by itself, and the one that also knows what the first said of its surroundings.
#[derive(Debug, Deserialize)]
pub struct Passes {
    /// Of [`evidence`].
    pub pass1: Model,
    /// Of [`context`] and [`evidence`].
    pub pass2: Model,
}

/// A logistic regression over standardised features.
#[derive(Debug, Deserialize)]
pub struct Model {
    /// What the features are called, in the order of the other lists.
    features: Vec<String>,
    mean: Vec<f32>,
    sd: Vec<f32>,
    w: Vec<f32>,
    bias: f32,
}

impl Model {
    /// The probability that a candidate is a link, 0 to 1.
    pub fn probability(&self, features: impl Iterator<Item = f32>) -> f32 {
        let terms = self.mean.iter().zip(&self.sd).zip(&self.w).zip(features);
        let sum: f32 = terms
            .map(|(((mean, sd), w), x)| w * ((x - mean) / sd).clamp(-WEIGHTS.clip, WEIGHTS.clip))
            .sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }
}
