//! What the reader has done → the step of the guided tour, and what it says with the keys of this session.
//!
//! A step is done when the reader has done what it speaks of, with whatever key; all other keys work as always.

use super::{Effect, Reader};
use crate::app::action::Direction::{Backward, Forward};
use crate::app::action::{EditAction, LedgerAction, Motion, Named, PassageKind};
use crate::app::action::{ReadingAction, ReadingAction as Read};
use crate::app::keymap::{Bindings, Keymap};
use crate::review::record::Verdict;
use crate::text::glyph;
use crate::text::side::Side;

/// How far the reader has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tour {
    /// An index into [`STEPS`].
    step: usize,
}

/// A word of what a step says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Whether it is a key to press.
    pub is_key: bool,
}

/// A step, or a part of one.
struct Step {
    /// What is shown before it: neighbouring parts of one step share it.
    number: &'static str,
    goal: Goal,
    /// One paragraph. `{name}` is the key of an action, `{ledger.name}` that of one in the ledger.
    says: &'static str,
}

/// What completes a step.
enum Goal {
    /// One of these actions.
    Action(&'static [ReadingAction]),
    /// The list, the page or the prompt that the step before opened is closed.
    Text,
    /// Nothing: it is the last one.
    None,
}

/// At most 3 lines each on a screen of 60 columns.
const STEPS: [Step; 15] = [
    Step {
        number: "1/10",
        goal: Goal::Action(&[
            Read::Move(Motion::Step(Forward)),
            Read::Move(Motion::Step(Backward)),
        ]),
        says: "{next-passage} steps to the next passage, and the other text follows. The sign \
               beside it says what became of it. {quit} leaves at any time.",
    },
    Step {
        number: "2/10",
        goal: Goal::Action(&[Read::Counterpart]),
        says: "{counterpart} goes to the counterpart: the passage of the other text that says \
               the same, in whatever words.",
    },
    Step {
        number: "3/10",
        goal: Goal::Action(&[
            Read::Next(PassageKind::Moved, Forward),
            Read::Next(PassageKind::Moved, Backward),
        ]),
        says: "{next-moved} jumps to the next passage that moved, up or down the text. A line \
               diff says deleted here, inserted there.",
    },
    Step {
        number: "3/10",
        goal: Goal::Action(&[Read::Jump(Backward)]),
        says: "{back} goes back to where the jump started, so it costs nothing to look.",
    },
    Step {
        number: "4/10",
        goal: Goal::Action(&[Read::Finding(Forward), Read::Finding(Backward)]),
        says: "{next-finding} goes to the next finding: words that may mean something else \
               now. A finding says where to look, never that it is wrong.",
    },
    Step {
        number: "5/10",
        goal: Goal::Action(&[
            Read::Give(Verdict::Fine),
            Read::Give(Verdict::Wrong),
            Read::Give(Verdict::Question),
        ]),
        says: "That is for you to say: {wrong} says that it is wrong, {fine} that it is fine. \
               What you say in this tour is not written to disk.",
    },
    Step {
        number: "5/10",
        goal: Goal::Action(&[Read::Undo]),
        says: "{undo} takes it back. Of your own texts, verdicts are kept, and the command \
               diptych review prints them for the author.",
    },
    Step {
        number: "6/10",
        goal: Goal::Action(&[Read::Ledger]),
        says: "{ledger} opens the ledger: every figure, date, name, quotation and source of \
               both texts, and what became of it.",
    },
    Step {
        number: "6/10",
        goal: Goal::Text,
        says: "Facts that differ stand first here, then those that are gone. \
               {ledger.next-row} steps through them, {ledger.confirm} goes to one, \
               {ledger.close} closes the ledger.",
    },
    Step {
        number: "7/10",
        goal: Goal::Action(&[Read::Lens]),
        says: "{next-lens} changes what is highlighted: the words that one side has, those \
               that both share, the findings, new words, or nothing.",
    },
    Step {
        number: "8/10",
        goal: Goal::Action(&[Read::Layout]),
        says: "{next-layout} changes the layout: two texts that flow, matched passages in one \
               row, or one under the other.",
    },
    Step {
        number: "9/10",
        goal: Goal::Action(&[Read::Search]),
        says: "{search} searches both texts at once: type a word, such as council, and \
               {prompt.accept} goes to the first place.",
    },
    Step {
        number: "9/10",
        goal: Goal::Text,
        says: "Type a word, such as council. The text follows while you type, and \
               {prompt.accept} stays there.",
    },
    Step {
        number: "10/10",
        goal: Goal::Action(&[Read::Help]),
        says: "{help} shows what all signs and colours mean, and all keys; each of them can be \
               changed.",
    },
    Step {
        number: "end",
        goal: Goal::None,
        says: "That was the tour. diptych ORIGINAL REWRITE opens two texts of yours, diptych \
               COLLECTION a table of pairs. {quit} leaves.",
    },
];

impl Tour {
    fn did(&mut self, action: ReadingAction) {
        if let Goal::Action(actions) = STEPS[self.step].goal
            && actions.contains(&action)
        {
            self.step += 1;
        }
    }

    fn is_at_text(&mut self) {
        if let Goal::Text = STEPS[self.step].goal {
            self.step += 1;
        }
    }

    /// `3/10`, or `end`.
    pub fn number(self) -> &'static str {
        STEPS[self.step].number
    }

    /// What the step says, in lines of at most `width` columns unless a single word is wider.
    pub fn lines(self, keymap: &Keymap, width: usize) -> Vec<Vec<Word>> {
        lines(&STEPS[self.step], keymap, width)
    }

    /// The rows that the longest step takes: so the text stays where it is from step to step.
    pub fn n_rows(keymap: &Keymap, width: usize) -> usize {
        let rows = STEPS.iter().map(|step| lines(step, keymap, width).len());
        rows.max().unwrap_or_default()
    }
}

impl Reader {
    /// The guided tour, and where it is, if this is one.
    pub fn tour(&self) -> Option<Tour> {
        self.tour
    }

    /// An action was applied to the text, with the cursor in the pane `lead` before. One that only said why it does nothing
    /// completes no step.
    pub(super) fn tour_goes_on(&mut self, action: ReadingAction, lead: Side, effect: &Effect) {
        let has_happened = match action {
            ReadingAction::Counterpart => self.lead() != lead,
            ReadingAction::Give(_) | ReadingAction::Undo => *effect != Effect::None,
            _ => true,
        };
        if let Some(tour) = self.tour.as_mut().filter(|_| has_happened) {
            tour.did(action);
        }
    }

    /// The keys go to the text again, or still do.
    pub(super) fn tour_at_text(&mut self) {
        if let Some(tour) = &mut self.tour {
            tour.is_at_text();
        }
    }
}

fn lines(step: &Step, keymap: &Keymap, width: usize) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut room = 0;
    for written in step.says.split(' ') {
        let word = word(written, keymap);
        let columns = glyph::width(&word.text);
        match lines.last_mut() {
            Some(line) if columns < room => {
                room -= columns + 1;
                line.push(word);
            }
            _ => {
                room = width.saturating_sub(columns);
                lines.push(vec![word]);
            }
        }
    }
    lines
}

/// A word as it is written in a step, with the key that it may stand for.
fn word(written: &str, keymap: &Keymap) -> Word {
    let name = written
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    let text = name.map(|name| match name.split_once('.') {
        Some(("ledger", name)) => key(&keymap.ledger, name, LedgerAction::List),
        Some((_, name)) => key(&keymap.prompt, name, |action: EditAction| action),
        None => key(&keymap.reading, name, |action: ReadingAction| action),
    });
    Word {
        is_key: name.is_some(),
        text: text.unwrap_or_else(|| written.to_owned()),
    }
}

/// The key of an action; without one `:` and its name, which is what can be typed then.
fn key<N: Named, A: Named>(bindings: &Bindings<A>, name: &str, wrap: impl Fn(N) -> A) -> String {
    let keys = N::named(name).and_then(|action| bindings.first_keys(&[wrap(action)]));
    keys.unwrap_or_else(|| format!(":{name}"))
}
