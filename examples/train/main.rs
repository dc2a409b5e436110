//! Aligned pairs of texts, as JSON Lines → `assets/weights.json`, the weights of the matching.
//!
//! ```text
//! cargo run --release --example train -- --write assets/weights.json GOLD/*/dev.jsonl
//! cargo run --release --example train -- --leave-out GOLD/*/dev.jsonl     (trained on all sets but the one scored)
//! cargo run --release --example train -- --cross GOLD/*/dev.jsonl         (on two thirds of each set, scored on the rest)
//! ```
//!
//! Each line is `{"set", "left": [segment …], "right": […], "gold": [[left, right, kind] …], "doubtful": [[left, right]
//! …]}`. The same input gives the same weights.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod boost;
mod measure;
mod pairs;

use boost::{Rows, Settings, fit};
use diptych::align::score::{CandidateRule, LinkRule, Model, Weights};
use diptych::align::{context, evidence};
use measure::{Scored, report};
use pairs::{Sample, samples};
use std::collections::BTreeSet;

const FIRST: Settings = Settings {
    n_trees: 40,
    depth: 3,
    rate: 0.2,
    least: 10.0,
    ridge: 5.0,
};

const FURTHER: Settings = Settings {
    n_trees: 150,
    depth: 4,
    rate: 0.08,
    least: 10.0,
    ridge: 5.0,
};

const N_FURTHER: usize = 2;

const DECODE: LinkRule = LinkRule {
    gate: 0.01,
    t: 0.45,
    r: 0.6,
};

/// One of this many hopeless candidates is learned from.
const HOPELESS_SHARE: usize = 8;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = args.first().map(String::as_str).unwrap_or_default();
    let n_flags = match flag {
        "--write" => 2,
        _ => 1,
    };
    let samples = samples(&args[n_flags..])?;
    eprintln!("{} samples", samples.len());
    let sets: BTreeSet<&str> = samples.iter().map(|sample| &*sample.set).collect();
    let sets: Vec<&str> = sets.into_iter().collect();
    match flag {
        "--write" => {
            let all: Vec<&Sample> = samples.iter().collect();
            let weights = train(&all);
            std::fs::write(&args[1], serde_json::to_string(&weights)?)?;
            report(&scored(&all, &weights));
        }
        "--leave-out" => {
            let one = |set: &&str| {
                let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
                    samples.iter().partition(|sample| sample.set == **set);
                scored(&held, &train(&rest))
            };
            report(&parallel(&sets, one));
        }
        "--cross" => {
            let one = |fold: &usize| {
                let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
                    samples.iter().partition(|sample| sample.fold == *fold);
                scored(&held, &train(&rest))
            };
            report(&parallel(&[0, 1, 2], one));
        }
        _ => anyhow::bail!("one of --write FILE, --leave-out, --cross is expected"),
    }
    Ok(())
}

/// Does all jobs on two threads.
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
                Some(job) => done.extend(work(job)),
                None => return done,
            }
        }
    };
    std::thread::scope(|scope| {
        let workers = [scope.spawn(worker), scope.spawn(worker)];
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("the worker does not panic"))
            .collect()
    })
}

fn scored<'a>(samples: &[&'a Sample], weights: &Weights) -> Vec<Scored<'a>> {
    samples
        .iter()
        .filter(|sample| sample.is_measured())
        .map(|sample| Scored::new(sample, sample.comparison.scores(weights)))
        .collect()
}

/// Trains pass by pass; the scores that a pass learns from come from models that have not seen the sample's fold.
fn train(samples: &[&Sample]) -> Weights {
    let folds: BTreeSet<usize> = samples.iter().map(|sample| sample.fold).collect();
    let mut weights = Weights {
        about: "boosted trees, written by examples/train from the development data of the matching experiments".into(),
        decode: DECODE,
        candidates: CandidateRule {
            k: 8,
            band: 2,
            anchor: 0.1,
            cap_min: 100,
            cap_div: 20,
        },
        first: empty(),
        further: Vec::new(),
    };
    let wanted: Vec<Vec<usize>> = samples.iter().map(|s| s.comparison.open()).collect();
    let mut features: Vec<Vec<Vec<f32>>> = (samples.iter().zip(&wanted))
        .map(|(sample, wanted)| {
            let features = |&cell: &usize| sample.comparison.features(cell).to_vec();
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
                .filter(|&(_, score)| pass > 0 || score >= DECODE.gate)
                .collect();
            wanted[n] = scores.iter().map(|&(cell, _)| cell).collect();
            let scores = sample.comparison.settled(scores);
            features[n] = sample.comparison.further_features(&scores, &wanted[n]);
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
        bias: 0.0,
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
        let pair = sample.comparison.candidates()[cell];
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
