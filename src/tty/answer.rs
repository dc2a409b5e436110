//! Filters a late answer of the terminal to the query for its colours (OSC 10 and 11) out of the keys.
//!
//! Over a slow connection the answer may come after the timeout. It is `ESC ] 11 ; rgb:1a1a/1a1a/1a1a ESC \`, or ends
//! with BEL, and crossterm reports it as keys: Alt-], 1, 1, ;, r, g, b … and Alt-\ or Control-G. These must not be
//! handled as keys.

use crate::app::key::{Code, Input, Key};

/// An answer that may be on its way.
#[derive(Debug, Default)]
pub struct LateAnswer {
    /// How many of its keys have come; 0 if none is.
    n_keys: usize,
}

/// The most keys of an answer: four hex digits for each of red, green, blue and alpha, with some reserve.
const KEYS_MAX: usize = 48;

impl LateAnswer {
    /// Passes on an input, unless it belongs to an answer.
    pub fn filter(&mut self, input: Input) -> Option<Input> {
        let Input::Key(key) = input else {
            return Some(input);
        };
        let is_end = key == ALT_BACKSLASH || key == CONTROL_G;
        match (self.n_keys, is_end) {
            (1.., true) => self.n_keys = 0,
            (n, false) if n < KEYS_MAX && is_nth(n, key) => self.n_keys += 1,
            _ => {
                self.n_keys = 0;
                return Some(input);
            }
        }
        None
    }
}

/// Whether a key may be the `n`th of an answer. No binding uses the first one, Alt-].
fn is_nth(n: usize, key: Key) -> bool {
    let plain = |allowed: &str| match key {
        Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
        } => allowed.contains(c),
        _ => false,
    };
    match n {
        0 => key == ALT_BRACKET,
        1 => plain("1"),
        2 => plain("01"), // 10 is the foreground colour, 11 the background colour
        3 => plain(";"),
        _ => plain("rgba:/0123456789abcdefABCDEF"),
    }
}

const ALT_BRACKET: Key = alt(']');
const ALT_BACKSLASH: Key = alt('\\');
const CONTROL_G: Key = Key {
    code: Code::Char('g'),
    ctrl: true,
    alt: false,
};

const fn alt(c: char) -> Key {
    Key {
        code: Code::Char(c),
        ctrl: false,
        alt: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key;

    #[track_caller]
    fn check(keys: &str, left: &str) {
        let mut answer = LateAnswer::default();
        let sifted = key::parse(keys).unwrap().into_iter();
        let sifted: Vec<Input> = sifted.filter_map(|input| answer.filter(input)).collect();
        assert_eq!(sifted, key::parse(left).unwrap(), "{keys}");
    }

    #[test]
    fn an_answer_presses_no_keys() {
        check("j<M-]>11;rgb:1a1a/0000/ffff<M-\\>k", "jk");
        check(
            "<M-]>10;rgb:dd/dd/dd<C-g><M-]>11;rgba:00/00/00/ff<C-g>j",
            "j",
        );
        check(
            "<M-]>11;rgb:1a<Resize 60x20>1a/0000/ffff<M-\\>",
            "<Resize 60x20>",
        );
    }

    #[test]
    fn keys_that_are_no_answer_do_what_they_do() {
        check("]d11G<C-g><M-\\>rgb:1", "]d11G<C-g><M-\\>rgb:1");
        check("<M-]>jj", "jj");
        check("<M-]>1jj", "jj");
    }

    #[test]
    fn an_answer_that_breaks_off_holds_nothing_back() {
        check("<M-]>11;rgb:1a1a/jj<M-\\>", "jj<M-\\>");
        check("<M-]>11;rgb:<Esc>j", "<Esc>j");
        let endless = format!("<M-]>11;{}", "1".repeat(100));
        check(&endless, &"1".repeat(104 - KEYS_MAX));
    }
}
