//! A pair and a checker that sees something in every passage → a session while it answers.

use super::{SIZE, Sample, frame};
use diptych::app::App;
use diptych::app::asking::{CheckerNews, Run};
use diptych::app::event::{Command, Event};
use diptych::app::key::{Input, Key};
use diptych::app::reader::{Options, Reader};
use diptych::review::record::Record;
use diptych::view::theme::Theme;
use ratatui::buffer::Buffer;

pub struct Checked {
    app: App,
    run: Run,
    answers: std::vec::IntoIter<String>,
    n_kept: usize,
}

impl Checked {
    pub fn new(sample: Sample) -> Checked {
        let options = Options {
            asked: vec!["stub".to_owned()],
            ..Options::default()
        };
        let reader = Reader::new(sample.opened().matched(), options, SIZE);
        let mut app = App::of_pair(reader);
        let mut asked = app.start().into_iter().filter_map(|command| match command {
            Command::Ask(asking) => Some(asking),
            _ => None,
        });
        let asking = asked.next().expect("a checker is asked");
        let answers = asking.lines.iter().map(|line| answer(line));
        let answers: Vec<String> = answers.collect();
        drop(asked);
        Checked {
            app,
            run: asking.run,
            answers: answers.into_iter(),
            n_kept: 0,
        }
    }

    /// The next answers come, and are kept.
    pub fn answer(&mut self, n_answers: usize) {
        let lines = self.answers.by_ref().take(n_answers);
        let news = lines.map(CheckerNews::Printed).collect();
        for command in self.app.handle(Event::Checker(self.run, news)) {
            if let Command::Keep(mut own) = command {
                for record in &mut own {
                    self.keep(record);
                }
                let (others, note) = (Vec::new(), None);
                let _ = self.app.handle(Event::Kept { own, others, note });
            }
        }
    }

    fn keep(&mut self, record: &mut Record) {
        self.n_kept += 1;
        record.id = format!("{:026}", self.n_kept);
        "2026-05-01T10:00:00Z".clone_into(&mut record.time);
    }

    pub fn press(&mut self, key: char) {
        let _ = self.app.handle(Event::Input(Input::Key(Key::char(key))));
    }

    pub fn frame(&self, theme: &Theme) -> Buffer {
        frame(self.app.reader().expect("a pair is open"), theme)
    }
}

/// A finding at the first word of a passage.
fn answer(line: &str) -> String {
    let question: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
    let mut finding = serde_json::json!({"kind": "cause", "note": "the stub sees something here"});
    for side in ["rewrite", "original"] {
        let sentence = question[side][0].as_str().unwrap_or_default();
        if let Some(word) = sentence.split(' ').next().filter(|word| !word.is_empty()) {
            finding[side] = word.into();
            break;
        }
    }
    serde_json::json!({"id": question["id"], "findings": [finding]}).to_string()
}
