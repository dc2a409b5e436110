//! What a median of equal runs does not show: the slowest keys, how matching grows with the texts, peak memory.
//!
//! `cargo bench --bench figures -- --write FOLDER` writes the pairs that are measured, for other programs.

#![allow(clippy::print_stdout, reason = "figures are for reading")]

mod pairs;

use diptych::app::App;
use diptych::app::event::Event;
use diptych::app::key::{self, Input, Key, Size};
use diptych::app::reader::Options;
use diptych::app::table::{FoundPair, PairFigures, PairState, Picker, TableNews};
use diptych::compare::align::{Scoring, unknown_kinds};
use diptych::compare::pair::Diptych;
use diptych::text::side::{Pair, Side};
use diptych::view::screen;
use pairs::{Random, SIZE, Sample, Wrapped, frame, opened, paint, reader, theme};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| Some(&args[args.iter().position(|arg| arg == name)? + 1]);
    if let Some(folder) = value("--write") {
        write_pairs(Path::new(folder));
    } else if let Some(name) = value("--memory") {
        let sample = Sample::ALL.into_iter().find(|sample| sample.name() == name);
        print_memory(sample.expect("a sample's name"));
    } else {
        opening();
        keys();
        table_keys();
        growth();
        memory(&args[0]);
    }
}

/// As text, and as `diptych align` reads them; and in other formats.
fn write_pairs(folder: &Path) {
    for wrapped in Wrapped::ALL {
        let files = wrapped.files();
        for side in Side::BOTH {
            let path = folder.join(format!("{}-{}", side.name(), wrapped.name()));
            std::fs::write(path, &files[side]).expect("the folder can be written to");
        }
    }
    for sample in Sample::ALL {
        let Pair { original, rewrite } = sample.texts();
        let line = serde_json::json!({"original": original, "rewrite": rewrite}).to_string();
        for (ending, text) in [
            ("-original.txt", original),
            ("-rewrite.txt", rewrite),
            (".jsonl", line),
        ] {
            let path = folder.join(format!("{}{ending}", sample.name()));
            std::fs::write(path, text).expect("the folder can be written to");
        }
    }
}

/// How often something is done whose fastest time counts: what is slower had other company on the machine.
const N_TIMES: usize = 5;

/// From the bytes of a file and of its rewrite to the first picture, beside what the libraries alone take to read both
/// files, one after the other.
fn opening() {
    println!("opening            library alone  first frame");
    for wrapped in Wrapped::ALL {
        let files = wrapped.files();
        let theme = theme();
        let read = |()| Side::BOTH.map(|side| wrapped.read_by_library(&files[side]));
        let library = fastest(|| (), read);
        let open = |files| {
            let reader = reader(wrapped.opened(files));
            let picture = frame(&reader, &theme);
            (reader, picture)
        };
        let framed = fastest(|| files.clone(), open);
        let ratio = framed.as_secs_f64() / library.as_secs_f64();
        println!(
            "  {:<18} {:>10} {:>10} {ratio:>10.1} times",
            wrapped.name(),
            shown(library),
            shown(framed)
        );
    }
}

/// What is made is dropped behind the clock: nobody waits for that.
fn fastest<T, U>(prepare: impl Fn() -> T, run: impl Fn(T) -> U) -> Duration {
    let times = (0..N_TIMES).map(|_| {
        let prepared = prepare();
        let start = Instant::now();
        let made = run(prepared);
        let time = start.elapsed();
        drop(made);
        time
    });
    times.min().unwrap_or_default()
}

/// Keys that a reader presses often, each followed by a frame.
const KEYS: &str =
    "jjjdd<Tab>jjuu]d]d]a]m]]<C-o>kk<C-e><C-e><C-y>lG[[[ddbb5000gjjj<Space><Space>nn";

fn keys() {
    println!("key to frame            median       99 %    slowest");
    for sample in Sample::ALL {
        let (mut reader, theme) = (reader(sample.opened().matched()), theme());
        for input in key::parse("/ea<Enter>").expect("keys") {
            let _ = reader.input(input);
        }
        let mut times = Vec::new();
        for _ in 0..8 {
            for input in key::parse(KEYS).expect("keys") {
                times.push(timed(|| {
                    let _ = reader.input(input);
                    frame(&reader, &theme);
                }));
            }
        }
        times.sort();
        let at = |share: usize| shown(times[(times.len() - 1) * share / 100]);
        let n_keys = format!("{} ({} keys)", sample.name(), times.len());
        println!(
            "  {n_keys:<18} {:>10} {:>10} {:>10}",
            at(50),
            at(99),
            at(100)
        );
        let resized = timed(|| {
            let width = SIZE.width + 7;
            let _ = reader.input(Input::Resize(Size { width, ..SIZE }));
            frame(&reader, &theme);
        });
        let laid_out = timed(|| {
            let _ = reader.input(Input::Key(Key::char('w')));
            frame(&reader, &theme);
        });
        println!(
            "    resize {}, change of layout {}",
            shown(resized),
            shown(laid_out)
        );
    }
}

/// Keys at the table of a collection: moves, every order, filters that are typed and taken back.
const TABLE_KEYS: &str =
    "jj<Space>duGgsjsjrj<Space>/p17<BS><BS>2 str<BS><Enter>jG<Esc>Sj/zzz<Esc>S/ea<Enter>Gg<Esc>";

/// Pairs of the collection whose table is measured.
const N_PAIRS: usize = 100_000;

/// PairFigures that arrive between two keys: more than a core works out in the time that a hand takes for a key.
const N_NEWS: usize = 50;

/// At the table of a large collection, while figures arrive.
fn table_keys() {
    println!("key to frame at the table");
    let (mut random, theme) = (Random(7), theme());
    let mut session = table(&mut random);
    let (mut times, mut n_known) = (Vec::new(), 0);
    while n_known < N_PAIRS {
        for input in key::parse(TABLE_KEYS).expect("keys") {
            let figured =
                (n_known..(n_known + N_NEWS).min(N_PAIRS)).map(|n| figured(n, &mut random));
            let news = TableNews::Figured(figured.collect());
            n_known += N_NEWS;
            let time = timed(|| {
                learn(&mut session, news);
                let _ = session.handle(Event::Input(input.clone()));
                paint(&screen::of_app(&session), &theme);
            });
            times.push((time, input));
        }
    }
    times.sort_by_key(|&(time, _)| time);
    let at = |share: usize| shown(times[(times.len() - 1) * share / 100].0);
    let n_keys = format!("{N_PAIRS} ({} keys)", times.len());
    println!(
        "  {n_keys:<18} {:>10} {:>10} {:>10}",
        at(50),
        at(99),
        at(100)
    );
    for (time, input) in times.iter().rev().take(8) {
        println!("    {} {input:?}", shown(*time));
    }
}

fn learn(app: &mut App, news: TableNews) {
    let _ = app.handle(Event::Pairs(0, news));
}

/// A table of pairs of which nothing is known but their ids.
fn table(random: &mut Random) -> App {
    let picker = Picker::new("pairs.jsonl", SIZE);
    let mut session = App::of_collection(picker, Options::default());
    let found = |_| FoundPair {
        id: Some(format!("pair-{:06}", random.below(1_000_000))),
        ..FoundPair::default()
    };
    learn(
        &mut session,
        TableNews::Found((0..N_PAIRS).map(found).collect()),
    );
    learn(&mut session, TableNews::Whole(None));
    session
}

/// What a pair comes to, and how its text begins.
fn figured(n: usize, random: &mut Random) -> (usize, PairState, Option<Box<str>>) {
    let figures = PairFigures {
        kept: Some(random.share() as f32),
        findings: Some(random.below(9) as u32),
        ..PairFigures::new(70, random.below(40), random.below(20))
    };
    let words: Vec<String> = (0..18).map(|_| random.word(2)).collect();
    (n, PairState::Known(figures), Some(words.join(" ").into()))
}

/// Twice the text should take about twice the work.
fn growth() {
    println!("matching, by sentences    time      ratio  scored pairs");
    let mut before: Option<Duration> = None;
    for n_sentences in [1_000, 2_000, 4_000, 8_000, 16_000] {
        let diptych = opened(&pairs::texts(n_sentences));
        let n_scored = n_scored(&diptych);
        let time = timed(|| drop(diptych.matched()));
        let ratio = before.map(|before| time.as_secs_f64() / before.as_secs_f64());
        let ratio = ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let time_shown = shown(time);
        println!("  {n_sentences:<18} {time_shown:>10} {ratio:>10} {n_scored:>13}");
        before = Some(time);
    }
}

fn n_scored(diptych: &Diptych) -> usize {
    let texts = Pair::from_fn(|side| {
        let segments = diptych.segments[side].iter();
        let texts = segments.map(|segment| segment.text(&diptych.documents[side]));
        texts.collect::<Vec<_>>()
    });
    let borrowed = texts
        .as_ref()
        .map(|texts| texts.iter().map(|text| &**text).collect());
    Scoring::new(&borrowed, &unknown_kinds(&borrowed))
        .candidates()
        .len()
}

/// Each sample in a process of its own, where nothing else was in memory.
fn memory(program: &str) {
    println!("peak memory");
    for sample in Sample::ALL {
        let child = Command::new(program)
            .args(["--memory", sample.name()])
            .status();
        child.expect("this program runs again");
    }
}

fn print_memory(sample: Sample) {
    frame(&reader(sample.opened().matched()), &theme());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.map_or("not known on this system", str::trim);
    println!("  {:<18} {peak:>10}", sample.name());
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
