//! Evidence → probability: boosted trees and their weights, the only numbers here that were learned.
//!
//! They are `assets/weights.json`, written by `examples/train` from the development data of the matching experiments:
//! seven sets of aligned texts (news, fables, essays, novels, simplifications; English, Portuguese, some German), and
//! pairs made of them in which little or nothing matches. Features have signs that make sense: to be more alike, say,
//! never counts against a pair.

use super::{context, evidence};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The weights that the program is built with.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let weights: Weights = serde_json::from_str(include_str!("../../assets/weights.json"))
        .expect("the embedded weights are well formed");
    assert_eq!(weights.first.features, evidence::NAMES);
    let names = [&context::NAMES[..], &evidence::NAMES].concat();
    assert!(weights.further.iter().all(|pass| pass.features == names));
    weights
});

/// All that was learned or tuned.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Weights {
    /// Where they come from.
    pub about: String,
    /// What is a link.
    pub decode: LinkRule,
    /// What is a candidate.
    pub candidates: CandidateRule,
    /// The model of a pair by itself, over [`evidence`].
    pub first: Model,
    /// The models that also know what the one before said of the surroundings, over [`context`] and [`evidence`].
    pub further: Vec<Model>,
}

/// When a candidate is a link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkRule {
    /// A candidate with a lower first score is out.
    pub gate: f32,
    /// The least score.
    pub t: f32,
    /// The least share of the best score of its segments.
    pub r: f32,
}

/// How candidates are found.
#[derive(Debug, Clone, Serialize, Deserialize)]
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

/// Boosted trees of one depth, for the logarithm of the odds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Model {
    /// What the features are called.
    pub features: Vec<String>,
    /// The sum without any tree.
    pub bias: f32,
    /// All are added up.
    pub trees: Vec<Tree>,
}

/// A full binary tree; the children of node n are 2n+1 and 2n+2.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tree {
    /// For each inner node a feature.
    pub feature: Vec<u8>,
    /// For each inner node the value up to which it goes left.
    pub upto: Vec<f32>,
    /// For each leaf, left to right, what it adds.
    pub leaf: Vec<f32>,
}

impl Model {
    /// The probability that a candidate is a link, 0 to 1.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| tree.value(features)).sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }
}

impl Tree {
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
