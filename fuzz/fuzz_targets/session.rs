//! A collection of two Markdown texts, then news of its pairs, keys, clicks and sizes → after each a picture of just
//! that size, safe for a terminal.

#![no_main]

use arbitrary::Arbitrary;
use diptych::compare::pair::Diptych;
use diptych::text::glyph;
use diptych::app::key::{Code, Input, Key, Size};
use diptych::input::open::{self, Format, ReadOptions};
use diptych::app::table::{PairFigures, FoundPair, TableNews, Picker, PairState};
use diptych::app::reader::{Options, Reader};
use diptych::view::screen;
use diptych::app::App;
use diptych::app::event::{Command, Event};
use diptych::text::side::Pair;
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
struct Given<'a> {
    original: &'a str,
    rewrite: &'a str,
    is_collection: bool,
    steps: Vec<Step<'a>>,
}

#[derive(Debug, Arbitrary)]
enum Step<'a> {
    Press(u8),
    Type(char),
    Control(u8),
    Named(u8),
    Click(u8, u8),
    Drag(u8),
    Wheel(bool),
    Resize(u8, u8),
    /// A pair comes in, perhaps without an id and a title, perhaps damaged.
    Found(Option<&'a str>, Option<&'a str>, Option<&'a str>),
    Figured(u8, u8, Option<&'a str>),
    Whole(Option<&'a str>),
    Changed,
    Again,
}

const NAMED: [Code; 15] = [
    Code::Enter,
    Code::Esc,
    Code::Tab,
    Code::BackTab,
    Code::Backspace,
    Code::Delete,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::PageUp,
    Code::PageDown,
    Code::Home,
    Code::End,
    Code::Char(' '),
];

/// Longer sessions find nothing new, only later.
const STEPS_MAX: usize = 40;

fuzz_target!(|given: Given| {
    let how = ReadOptions {
        format: Some(Format::Markdown),
        ..ReadOptions::default()
    };
    let document = |text: &str| open::document("fuzz", text.as_bytes().to_vec(), how);
    let (Ok(original), Ok(rewrite)) = (document(given.original), document(given.rewrite)) else {
        return;
    };
    let diptych = Diptych::new(Pair { original, rewrite }).matched();
    let size = Size {
        width: 80,
        height: 24,
    };
    let mut session = if given.is_collection {
        App::of_collection(Picker::new("fuzz", size), Options::default())
    } else {
        App::of_pair(Reader::new(diptych.clone(), Options::default(), size))
    };
    for step in given.steps.into_iter().take(STEPS_MAX) {
        match happening(step) {
            Happening::Input(input) => {
                for command in session.handle(Event::Input(input)) {
                    if let Command::Open(_) = command {
                        let _ = session.handle(Event::Opened(Ok(Box::new(diptych.clone()))));
                    }
                }
            }
            Happening::News(news) => drop(session.handle(Event::Pairs(0, news))),
        }
        check(&session);
    }
});

enum Happening {
    Input(Input),
    News(TableNews),
}

fn happening(step: Step) -> Happening {
    let key = |c: u8| Key::char(char::from(c & 0x7f));
    Happening::Input(match step {
        Step::Press(c) => Input::Key(key(c)),
        Step::Type(c) => Input::Key(Key::char(c)),
        Step::Control(c) => Input::Key(Key {
            ctrl: true,
            ..key(c)
        }),
        Step::Named(n) => Input::Key(NAMED[usize::from(n) % NAMED.len()].into()),
        Step::Click(column, row) => Input::Click {
            column: column.into(),
            row: row.into(),
        },
        Step::Drag(column) => Input::Drag {
            column: column.into(),
        },
        Step::Wheel(true) => Input::WheelUp,
        Step::Wheel(false) => Input::WheelDown,
        Step::Resize(width, height) => Input::Resize(Size {
            width: width.into(),
            height: height.into(),
        }),
        Step::Found(id, title, problem) => {
            return Happening::News(TableNews::Found(vec![FoundPair {
                id: id.map(str::to_owned),
                title: title.map(str::to_owned),
                state: problem.map(|problem| PairState::Problem(problem.into())),
                stayed: title.is_some(),
            }]));
        }
        Step::Figured(pair, n, beginning) => {
            let figures = PairFigures::new(255, n.into(), (n / 2).into());
            let known = (
                pair.into(),
                PairState::Known(figures),
                beginning.map(Into::into),
            );
            return Happening::News(TableNews::Figured(vec![known]));
        }
        Step::Whole(note) => return Happening::News(TableNews::Whole(note.map(str::to_owned))),
        Step::Changed => return Happening::News(TableNews::Changed),
        Step::Again => return Happening::News(TableNews::Again),
    })
}

fn check(session: &App) {
    let screen = screen::of_app(session);
    assert_eq!(screen.rows.len(), screen.size.height);
    for row in &screen.rows {
        let width: usize = row.iter().map(|cell| cell.width).sum();
        assert_eq!(width, screen.size.width);
        for cell in row {
            let is_plain = cell.text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            assert!(is_plain || glyph::visible(&cell.text) == cell.text);
        }
    }
    if let Some(picker) = session.picker() {
        let (cursor, top) = picker.rows();
        assert!(picker.n_shown() <= picker.items().len());
        assert!(picker.visible().len() <= picker.height() && top <= cursor);
    }
}
