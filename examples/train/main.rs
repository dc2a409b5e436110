//! Aligned pairs of texts, as JSON Lines → `assets/weights.json`, the weights of the matching.
//!
//! ```text
//! cargo run --release --example train -- assets/weights.json FILE …
//! ```
//!
//! Which files the weights in the repository come from, what is made of them and the figures that came out:
//! docs/matching.md, "Training" and "Figures". The set of a file is the name of its folder; each line is `{"left":
//! [segment …], "right": […], "gold": [[left, right, kind] …], "doubtful": [[left, right] …]}`. The same input gives
//! the same weights.
//!
//! What a score means (see `Calibration`) and when it makes a link (see `LinkRule`) is found on texts that the models
//! were not taught with: sets left out, and thirds of each set. The figures are those of the sets left out, of the
//! thirds, of documents that are kept aside from all of this, and of all that the written weights were taught with.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures are its output"
)]

mod boost;
mod linear;
mod measure;
mod pairs;
mod reworded;

use boost::{Rows, Settings, fit};
use diptych::compare::align::score::{Calibration, Linear, LinkRule, Model, Weights};
use diptych::compare::align::{context, evidence};
use measure::{FREE, Scored, calibration, report, rule};
use pairs::{Sample, samples};
use std::collections::BTreeSet;

/// How to learn the model of a pair by itself.
const FIRST: Settings = Settings {
    n_trees: 20,
    depth: 3,
    rate: 0.2,
    least: 10.0,
    ridge: 5.0,
};

/// How to learn the models that also know the surroundings; of 80, 160 and 300 trees, 300 match sets left out best.
const FURTHER: Settings = Settings {
    n_trees: 300,
    depth: 3,
    rate: 0.1,
    least: 40.0,
    ridge: 20.0,
};

/// How many such models follow each other.
const N_FURTHER: usize = 1;

/// Candidates with a lower first score are not learned from further on, see [`LinkRule`].
const GATE: f32 = 0.01;

/// One of this many hopeless candidates is learned from.
const HOPELESS_SHARE: usize = 8;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((to, files)) = args.split_first() else {
        anyhow::bail!("a file to write the weights to and files to learn from are expected");
    };
    let samples = samples(files)?;
    eprintln!("{} samples", samples.len());
    let mut unseen = [left_out(&samples), crossed(&samples)];
    let calibration = calibration(unseen.iter().flatten());
    for scored in unseen.iter_mut().flatten() {
        scored.calibrate(&calibration);
    }
    let decode = rule(&unseen);
    let all: Vec<&Sample> = samples.iter().collect();
    let weights = Weights {
        calibration,
        decode,
        ..train(&all)
    };
    std::fs::write(to, serde_json::to_string(&weights)?)?;
    let [left_out, crossed] = &unseen;
    println!("{:?}", weights.decode);
    report("left out", left_out, &weights.decode);
    report("thirds", crossed, &weights.decode);
    report("in sample", &scored(&all, &weights), &weights.decode);
    Ok(())
}

/// Scores each set by models that have not been taught with it.
fn left_out(samples: &[Sample]) -> Vec<Scored<'_>> {
    let sets: BTreeSet<&str> = samples.iter().map(|sample| &*sample.set).collect();
    let sets: Vec<&str> = sets.into_iter().collect();
    parallel(&sets, |set| {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| sample.set == *set);
        scored(&held, &train(&rest))
    })
}

/// Scores a third of each set by models taught with the other two.
fn crossed(samples: &[Sample]) -> Vec<Scored<'_>> {
    let folds: BTreeSet<usize> = samples.iter().map(|sample| sample.fold).collect();
    let folds: Vec<usize> = folds.into_iter().collect();
    parallel(&folds, |fold| {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| sample.fold == *fold);
        scored(&held, &train(&rest))
    })
}

/// Does all jobs on two threads; the results come in the order of the jobs.
fn parallel<'a, T: Sync>(
    jobs: &[T],
    work: impl Fn(&T) -> Vec<Scored<'a>> + Sync,
) -> Vec<Scored<'a>> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            match jobs.get(n) {
                Some(job) => done.push((n, work(job))),
                None => return done,
            }
        }
    };
    let mut done: Vec<(usize, Vec<Scored>)> = std::thread::scope(|scope| {
        let workers = [scope.spawn(worker), scope.spawn(worker)];
        let done = workers.into_iter();
        done.flat_map(|worker| worker.join().expect("the worker does not panic"))
            .collect()
    });
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().flat_map(|(_, scored)| scored).collect()
}

fn scored<'a>(samples: &[&'a Sample], weights: &Weights) -> Vec<Scored<'a>> {
    samples
        .iter()
        .filter(|sample| sample.is_measured())
        .map(|sample| Scored::new(sample, sample.scoring.scores(weights)))
        .collect()
}

/// Trains pass by pass; the scores that a pass learns from come from models that have not seen the sample's fold.
fn train(samples: &[&Sample]) -> Weights {
    let folds: BTreeSet<usize> = samples.iter().map(|sample| sample.fold).collect();
    let mut weights = Weights {
        about: "lines and boosted trees, written by examples/train from the development data that docs/matching.md describes".into(),
        decode: LinkRule { gate: GATE, ..FREE },
        first: empty(),
        further: Vec::new(),
        calibration: Calibration::default(),
    };
    let wanted: Vec<Vec<usize>> = samples.iter().map(|s| s.scoring.open()).collect();
    let mut features: Vec<Vec<Vec<f32>>> = (samples.iter().zip(&wanted))
        .map(|(sample, wanted)| {
            let features = |&cell: &usize| sample.scoring.features(cell).to_vec();
            wanted.iter().map(features).collect()
        })
        .collect();
    let mut wanted = wanted;
    for pass in 0..=N_FURTHER {
        let (names, settings): (Vec<&str>, Settings) = match pass {
            0 => (evidence::NAMES.to_vec(), FIRST),
            _ => ([&context::NAMES[..], &evidence::NAMES].concat(), FURTHER),
        };
        let learn = |is_seen: &dyn Fn(usize) -> bool| {
            let mut rows = Rows::default();
            for ((sample, wanted), features) in samples.iter().zip(&wanted).zip(&features) {
                if is_seen(sample.fold) {
                    rows.append(rows_of(sample, wanted, features, pass == 0));
                }
            }
            fit(&rows, &names, sign, settings)
        };
        let model = learn(&|_| true);
        if pass == N_FURTHER {
            weights.further.push(model);
            return weights;
        }
        let unseen: Vec<(usize, Model)> = folds
            .iter()
            .map(|&fold| (fold, learn(&|seen| seen != fold)))
            .collect();
        for (n, sample) in samples.iter().enumerate() {
            let model = &unseen
                .iter()
                .find(|(fold, _)| *fold == sample.fold)
                .expect("all folds")
                .1;
            let scores: Vec<(usize, f32)> = (wanted[n].iter().zip(&features[n]))
                .map(|(&cell, features)| (cell, model.probability(features)))
                .filter(|&(_, score)| pass > 0 || score >= GATE)
                .collect();
            wanted[n] = scores.iter().map(|&(cell, _)| cell).collect();
            let scores = sample.scoring.settled(scores);
            features[n] = sample.scoring.further_features(&scores, &wanted[n]);
        }
        match pass {
            0 => weights.first = model,
            _ => weights.further.push(model),
        }
    }
    weights
}

fn empty() -> Model {
    Model {
        features: Vec::new(),
        line: Linear::default(),
        trees: Vec::new(),
    }
}

fn rows_of(sample: &Sample, wanted: &[usize], features: &[Vec<f32>], is_first: bool) -> Rows {
    let mut rows = Rows::default();
    let rank = |name: &str| {
        evidence::NAMES
            .iter()
            .position(|&n| n == name)
            .expect("a feature")
    };
    let (row_rank, column_rank) = (rank("Skr"), rank("Skc"));
    for (n, (&cell, features)) in wanted.iter().zip(features).enumerate() {
        let pair = sample.scoring.candidates()[cell];
        let pair = (pair.original, pair.rewrite);
        let is_link = sample.gold.contains(&pair);
        if !is_link && sample.doubtful.contains(&pair) {
            continue;
        }
        let is_hopeless =
            is_first && !is_link && features[row_rank] >= 4.0 && features[column_rank] >= 4.0;
        if is_hopeless && n % HOPELESS_SHARE != 0 {
            continue;
        }
        let times = if is_hopeless {
            HOPELESS_SHARE as f32
        } else {
            1.0
        };
        rows.push(features.clone(), is_link, sample.weight * times);
    }
    rows
}

/// Which way a feature may push the score.
fn sign(name: &str) -> i8 {
    match name {
        "S" | "cr" | "cl" | "Smr" | "Smc" | "rr" | "rl" | "ns" | "mass" | "rare" | "only"
        | "nsh" => 1,
        "P" | "Pmr" | "Pmc" | "dd" | "B" | "A" | "xr" | "xl" | "run" => 1,
        "Skr" | "Skc" | "pos" | "nd" | "Por" | "Poc" | "or" | "ol" => -1,
        _ => 0,
    }
}
