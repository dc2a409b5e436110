//! How long each step takes, from bytes to a frame, on an article and on a novel.

#![allow(missing_docs, reason = "the macros' own items have none")]

mod pairs;

use diptych::app::key::{Input, Key, Size};
use diptych::compare::pair::Diptych;
use divan::{Bencher, black_box};
use pairs::checked::Checked;
use pairs::{SIZE, Sample, frame, opened, reader, theme};

fn main() {
    divan::main();
}

/// Decoding, blocks, segments.
#[divan::bench(args = Sample::ALL, sample_count = 10, sample_size = 1)]
fn open(bencher: Bencher, sample: Sample) {
    let texts = sample.texts();
    bencher.bench(|| opened(&texts));
}

#[divan::bench(args = Sample::ALL, sample_count = 5, sample_size = 1)]
fn matching(bencher: Bencher, sample: Sample) {
    let diptych = sample.opened();
    bencher
        .with_inputs(|| diptych.clone())
        .bench_values(Diptych::matched);
}

/// From bytes to the first picture. That of an article has its matches; a novel's come later.
#[divan::bench(args = Sample::ALL, sample_count = 10, sample_size = 1)]
fn first_frame(bencher: Bencher, sample: Sample) {
    let (texts, theme) = (sample.texts(), theme());
    bencher.bench(|| {
        let diptych = opened(&texts);
        let diptych = match sample {
            Sample::Article => diptych.matched(),
            Sample::Novel => diptych,
        };
        frame(&reader(diptych), &theme)
    });
}

#[divan::bench(args = Sample::ALL, sample_count = 50)]
fn key_to_frame(bencher: Bencher, sample: Sample) {
    let (mut reader, theme) = (reader(sample.opened().matched()), theme());
    bencher.bench_local(|| {
        let _ = reader.input(Input::Key(Key::char('j')));
        frame(&reader, &theme)
    });
}

#[divan::bench(args = Sample::ALL, sample_count = 10, sample_size = 1)]
fn resize(bencher: Bencher, sample: Sample) {
    let (mut reader, theme) = (reader(sample.opened().matched()), theme());
    let _ = reader.input(Input::Key(Key::char('G')));
    let mut narrow = false;
    bencher.bench_local(|| {
        narrow = !narrow;
        let width = if narrow { SIZE.width - 20 } else { SIZE.width };
        let _ = reader.input(Input::Resize(Size { width, ..SIZE }));
        frame(black_box(&reader), &theme)
    });
}

#[divan::bench(args = Sample::ALL, sample_count = 9, sample_size = 1)]
fn change_of_layout(bencher: Bencher, sample: Sample) {
    let (mut reader, theme) = (reader(sample.opened().matched()), theme());
    bencher.bench_local(|| {
        let _ = reader.input(Input::Key(Key::char('w')));
        frame(black_box(&reader), &theme)
    });
}

#[divan::bench(args = Sample::ALL, sample_count = 10, sample_size = 1)]
fn evidence(bencher: Bencher, sample: Sample) {
    let (mut reader, theme) = (reader(sample.opened().matched()), theme());
    bencher.bench_local(|| {
        let _ = reader.input(Input::Key(Key::char('e')));
        frame(black_box(&reader), &theme);
        let _ = reader.input(Input::Key(Key::char('e')));
    });
}

/// A key while a checker answers a thousand times a second, of which each key gets 16, with a finding each.
#[divan::bench(args = Sample::ALL, sample_count = 100, sample_size = 1)]
fn key_to_frame_while_a_checker_answers(bencher: Bencher, sample: Sample) {
    let (mut checked, theme) = (Checked::new(sample), theme());
    bencher.bench_local(|| {
        checked.answer(16);
        checked.press('j');
        checked.frame(&theme)
    });
}
