//! Rows of features with their answers → the linear part of a [`Model`](diptych::compare::align::score::Model): logistic
//! regression under signs.
//!
//! Trees know nothing beyond the values that they were taught with; a line goes on. Texts of a kind that no set has
//! are judged by the line, and the trees only correct it where they have seen enough.

use crate::boost::{Rows, rounded};
use diptych::compare::align::score::{Linear, Slope};

/// Shrinks the weights, as this many rows would that say nothing.
const RIDGE: f64 = 10.0;

const NEWTON_STEPS: usize = 6;

/// Rounds over all coordinates in which a Newton step is solved.
const ROUNDS: usize = 60;

/// Fits the line; `weights` say how much each row counts, `signs` which way each feature may push.
pub fn fit(rows: &Rows, weights: &[f32], signs: &[i8], bias: f32) -> Linear {
    let n_features = signs.len();
    let mut line = Linear {
        bias,
        slopes: (0..n_features)
            .map(|feature| standard(rows, weights, feature))
            .collect(),
    };
    for _ in 0..NEWTON_STEPS {
        let step = Step::new(rows, weights, &line).solved(&line, signs);
        for (slope, step) in line.slopes.iter_mut().zip(&step) {
            slope.weight += *step as f32;
        }
        line.bias += step[n_features] as f32;
    }
    for slope in &mut line.slopes {
        slope.weight = rounded(slope.weight);
    }
    line.bias = rounded(line.bias);
    line
}

/// The mean of a feature and how far it strays.
fn standard(rows: &Rows, weights: &[f32], feature: usize) -> Slope {
    let values = || {
        let values = rows
            .features
            .iter()
            .map(|features| f64::from(features[feature]));
        values.zip(weights.iter().map(|&weight| f64::from(weight)))
    };
    let total: f64 = values().map(|(_, weight)| weight).sum();
    let mean = values().map(|(value, weight)| value * weight).sum::<f64>() / total;
    let squares: f64 = values()
        .map(|(value, weight)| (value - mean).powi(2) * weight)
        .sum();
    Slope {
        mean: rounded(mean as f32),
        deviation: rounded((squares / total).sqrt().max(1e-6) as f32),
        weight: 0.0,
    }
}

/// Gradient and curvature of the loss; the bias comes last.
struct Step {
    gradient: Vec<f64>,
    curvature: Vec<Vec<f64>>,
}

impl Step {
    fn new(rows: &Rows, weights: &[f32], line: &Linear) -> Step {
        let n = line.slopes.len() + 1;
        let mut gradient = vec![0.0; n];
        // Sums of single precision are added up in portions: they are fast, and long ones would lose the small parts.
        let mut curvature = vec![vec![0.0; n]; n];
        let row_idxs: Vec<usize> = (0..weights.len()).collect();
        for portion in row_idxs.chunks(4096) {
            let mut sums = vec![vec![0.0_f32; n]; n];
            for &row in portion {
                let mut values: Vec<f32> = line.values(&rows.features[row]).collect();
                values.push(1.0);
                let p = 1.0 / (1.0 + (-line.sum(&rows.features[row])).exp());
                let push = (p - rows.answers[row]) * weights[row];
                let weight = (p * (1.0 - p)).max(1e-5) * weights[row];
                for (a, sums) in sums.iter_mut().enumerate() {
                    gradient[a] += f64::from(push * values[a]);
                    let weighted = weight * values[a];
                    for (sum, value) in sums[..=a].iter_mut().zip(&values) {
                        *sum += weighted * value;
                    }
                }
            }
            for (a, sums) in sums.iter().enumerate() {
                for (b, &sum) in sums[..a].iter().enumerate() {
                    curvature[a][b] += f64::from(sum);
                    curvature[b][a] += f64::from(sum);
                }
                curvature[a][a] += f64::from(sums[a]);
            }
        }
        for (feature, slope) in line.slopes.iter().enumerate() {
            gradient[feature] += RIDGE * f64::from(slope.weight);
            curvature[feature][feature] += RIDGE;
        }
        Step {
            gradient,
            curvature,
        }
    }

    /// The change of weights that is best as far as gradient and curvature see, coordinate by coordinate, none
    /// against its sign.
    fn solved(&self, line: &Linear, signs: &[i8]) -> Vec<f64> {
        let n = self.gradient.len();
        let mut step = vec![0.0; n];
        for _ in 0..ROUNDS {
            for a in 0..n {
                let curved: f64 = self.curvature[a]
                    .iter()
                    .zip(&step)
                    .map(|(c, s)| c * s)
                    .sum();
                let wanted = step[a] - (self.gradient[a] + curved) / self.curvature[a][a];
                let Some(slope) = line.slopes.get(a) else {
                    step[a] = wanted;
                    continue;
                };
                let old = f64::from(slope.weight);
                let allowed = match signs[a] {
                    1 => (old + wanted).max(0.0),
                    -1 => (old + wanted).min(0.0),
                    _ => old + wanted,
                };
                step[a] = allowed - old;
            }
        }
        step
    }
}
