//! The row of hints at the foot: the few keys that matter in the present mode, from the keymap.

use super::{Canvas, Ink, Role};
use crate::app::action::{
    Direction, EditAction, EvidenceAction, FindingsAction, LedgerAction, ListAction, Motion, Named,
    PassageKind, ReadingAction, RecordsAction,
};
use crate::app::frame::Frame;
use crate::app::keymap::Bindings;
use crate::app::reader::{Mode, PromptKind, Reader};
use crate::text::glyph;

/// Keys, and a word for what they do.
type Hint = (String, &'static str);

/// Draws as many hints as fit, if the frame has a row for them. The last one, which leads on, is always there.
pub(super) fn draw_hints(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let Some(y) = frame.hints else { return };
    let width = frame.size.width;
    let mut hints = hints(reader);
    let taken = |hints: &[Hint]| -> usize {
        let widths = hints.iter();
        widths
            .map(|(keys, word)| glyph::width(keys) + glyph::width(word) + 1 + GAP)
            .sum()
    };
    while hints.len() > 1 && taken(&hints) > width {
        hints.remove(hints.len() - 2);
    }
    let mut x = 1;
    for (keys, word) in hints {
        x += canvas.put(x, y, width, &keys, Ink::plain(Role::Key)) + 1;
        x += canvas.put(x, y, width, word, Ink::plain(Role::Quiet)) + GAP;
    }
}

/// Columns between two hints.
const GAP: usize = 3;

fn hints(reader: &Reader) -> Vec<Hint> {
    use Direction::{Backward, Forward};
    let keymap = reader.keymap();
    if let Some(list) = reader.list() {
        return match list.is_typing {
            true => typing(&keymap.prompt, "show these rows"),
            false => match reader.mode() {
                Mode::Findings(_) => of_list(&keymap.findings, FindingsAction::List),
                Mode::Records(_) => of_list(&keymap.records, RecordsAction::List),
                Mode::Ledger(_) => of_list(&keymap.ledger, LedgerAction::List),
                Mode::Evidence(_) => of_list(&keymap.evidence, EvidenceAction::List),
                Mode::Outline(_) => of_list(&keymap.outline, |action| action),
                Mode::Themes(_) => of_list(&keymap.themes, |action| action),
                Mode::Help(..) | Mode::Reading | Mode::Prompt(_) => {
                    of_list(&keymap.help, |action| action)
                }
            },
        };
    }
    if let Mode::Prompt(prompt) = reader.mode() {
        if prompt.kind == PromptKind::Note {
            let mut hints = typing(&keymap.prompt, "keep");
            hints.splice(
                1..1,
                hint(&keymap.prompt, &[EditAction::Break], "next line"),
            );
            return hints;
        }
        return typing(&keymap.prompt, "go there");
    }
    let keys = &keymap.reading;
    let steps = [Forward, Backward].map(|way| ReadingAction::Move(Motion::Step(way)));
    let has_findings = !reader.marked().order.is_empty();
    let next = match has_findings {
        true => hint(keys, &[ReadingAction::Finding(Forward)], "next finding"),
        false => {
            let next = ReadingAction::Next(PassageKind::Changed, Forward);
            hint(keys, &[next], "next change")
        }
    };
    let (diptych, lead) = (reader.diptych(), reader.lead());
    let is_alone = |cursor: usize| diptych.is_matched() && diptych.match_of(lead, cursor).is_none();
    let why = match reader.cursor().is_some_and(is_alone) {
        true => "why no match",
        false => "why this match",
    };
    let hits = [Forward, Backward].map(ReadingAction::Hit);
    let forget = hint(keys, &[ReadingAction::Forget], "done");
    let help = hint(keys, &[ReadingAction::Help], "help");
    let hints = if let Some((side, _)) = reader.marked_passage() {
        let link = [ReadingAction::Link, ReadingAction::LinkMarked];
        let forget = hint(keys, &[ReadingAction::Forget], "forget the mark");
        match side == reader.lead() {
            true => [
                hint(keys, &[ReadingAction::Counterpart], "other side"),
                hint(keys, &[ReadingAction::Link], "mark this"),
                forget,
                None,
                help,
            ],
            false => [
                hint(keys, &link, "these belong together"),
                hint(keys, &[ReadingAction::Unlink], "they do not"),
                forget,
                None,
                help,
            ],
        }
    } else if let Some(search) = reader.search() {
        let next = match search.n_hits() {
            0 => hint(keys, &[ReadingAction::Search], "search again"),
            _ => hint(keys, &hits, "hits"),
        };
        [next, forget, None, None, help]
    } else if reader.current_fact().is_some() {
        let ledger = hint(keys, &[ReadingAction::Ledger], "all facts");
        [ledger, forget, None, None, help]
    } else if reader.current_finding().is_some() {
        let findings = hint(keys, &[ReadingAction::Findings], "all findings");
        [next, findings, forget, None, help]
    } else {
        [
            hint(keys, &steps, "passage"),
            hint(keys, &[ReadingAction::Counterpart], "other side"),
            next,
            hint(keys, &[ReadingAction::Evidence], why),
            help,
        ]
    };
    hints.into_iter().flatten().collect()
}

/// What the title of a list does not say.
fn of_list<A: Named>(bindings: &Bindings<A>, wrap: impl Fn(ListAction) -> A) -> Vec<Hint> {
    let close = hint(bindings, &[wrap(ListAction::Close)], "close");
    let help = hint(bindings, &[wrap(ListAction::Help)], "all keys of this list");
    [close, help].into_iter().flatten().collect()
}

fn typing(bindings: &Bindings<EditAction>, confirm: &'static str) -> Vec<Hint> {
    let confirm = hint(bindings, &[EditAction::Confirm], confirm);
    let cancel = hint(bindings, &[EditAction::Cancel], "cancel");
    [confirm, cancel].into_iter().flatten().collect()
}

fn hint<A: Named>(bindings: &Bindings<A>, actions: &[A], word: &'static str) -> Option<Hint> {
    Some((bindings.first_keys(actions)?, word))
}
