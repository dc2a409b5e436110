//! Two Markdown texts, then keys, clicks and sizes → a picture of just that size after each.

#![no_main]

use arbitrary::Arbitrary;
use diptych::diptych::Diptych;
use diptych::key::{Input, Key, Size};
use diptych::open::{self, Format, How};
use diptych::reader::{Options, Reader};
use diptych::screen;
use diptych::side::Pair;
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
enum Step {
    Press(u8),
    Control(u8),
    Named(u8),
    Click(u8, u8),
    Drag(u8),
    Wheel(bool),
    Resize(u8, u8),
}

const NAMES: [&str; 12] = [
    "Enter", "Esc", "Tab", "BS", "Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End",
];

/// Longer sessions find nothing new, only later.
const STEPS_MAX: usize = 40;

fuzz_target!(|given: (&str, &str, Vec<Step>)| {
    let (original, rewrite, steps) = given;
    let how = How {
        format: Some(Format::Markdown),
        ..How::default()
    };
    let document = |text: &str| open::document("fuzz", text.as_bytes().to_vec(), how);
    let (Ok(original), Ok(rewrite)) = (document(original), document(rewrite)) else {
        return;
    };
    let diptych = Diptych::new(Pair { original, rewrite }).matched();
    let size = Size {
        width: 80,
        height: 24,
    };
    let mut reader = Reader::new(diptych, Options::default(), size);
    for step in steps.into_iter().take(STEPS_MAX) {
        let key = |c: u8| Key::char(char::from(c & 0x7f));
        let _ = reader.input(match step {
            Step::Press(c) => Input::Key(key(c)),
            Step::Control(c) => Input::Key(Key {
                ctrl: true,
                ..key(c)
            }),
            Step::Named(n) => Input::Key(Key::named(NAMES[usize::from(n) % NAMES.len()])),
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
        });
        let screen = screen::screen(&reader);
        assert_eq!(screen.rows.len(), screen.size.height);
        for row in &screen.rows {
            let width: usize = row.iter().map(|cell| cell.width).sum();
            assert_eq!(width, screen.size.width);
        }
    }
});
