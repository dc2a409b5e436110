//! Notes: a line or an editor in which one is typed → a record, or the draft of one that is left.

use super::review::Doing;
use super::{Effect, Mode, Prompt, PromptKind, Reader};
use crate::app::action::ReadingAction;
use crate::compare::wording;
use crate::review::record::Record;
use std::borrow::Cow;

/// In a line that is typed, where a line of a note ends.
const LINE_END: char = '⏎';

impl Reader {
    /// Opens a line for a note on the cursor's passage: for what was left of one there, else for its last one.
    pub(super) fn write_note(&mut self) -> Effect {
        if let Some(draft) = self.note_here() {
            self.type_note(draft);
        }
        Effect::None
    }

    /// Opens a line in which a note is typed, with what there is of it.
    pub(super) fn type_note(&mut self, draft: Record) {
        let text = draft.text.as_deref().unwrap_or_default();
        let mut prompt = Prompt::note();
        let line = text.replace('\n', &LINE_END.to_string());
        prompt.command.line.insert(&line);
        self.mode = Mode::Prompt(prompt);
        self.reviewing.draft = Some(draft);
    }

    /// Hands the note on the cursor's passage to an editor.
    pub(super) fn write_note_in_editor(&mut self) -> Effect {
        let Some(draft) = self.note_here() else {
            return Effect::None;
        };
        let text = draft.text.clone().unwrap_or_default();
        self.reviewing.draft = Some(draft);
        Effect::EditNote(text)
    }

    fn note_here(&mut self) -> Option<Record> {
        let cursor = self.cursor()?;
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return None;
        }
        let (review, lead) = (&self.reviewing.review, self.lead());
        let at = review.quote_unit(&self.diptych, lead, cursor);
        let note = match review.notes(lead, cursor).last() {
            Some(&note) => Record { at, ..note.clone() },
            None => Record::note("", at),
        };
        let left = self.reviewing.draft.take();
        Some(left.filter(|left| left.at == note.at).unwrap_or(note))
    }

    /// The note is written; an empty one takes the one before away.
    pub fn note_written(&mut self, text: &str) -> Effect {
        let Some(draft) = self.draft_with(text) else {
            return Effect::None;
        };
        let is_empty = draft.text.as_deref() == Some("");
        if self.is_as_kept(&draft) {
            return Effect::None;
        }
        // What an earlier session left of it goes, and it becomes the note that it was to be.
        let left = draft.draft.as_ref().filter(|note| **note != draft.id);
        let left = left.map(|_| draft.deletion());
        let note = Record {
            id: draft.draft.clone().unwrap_or_else(|| draft.id.clone()),
            draft: None,
            ..draft.clone()
        };
        let is_known = !note.id.is_empty();
        let note = match is_empty {
            true => Some(note.deletion()).filter(|_| is_known),
            false => Some(note),
        };
        // It stays a draft until it is kept.
        self.reviewing.draft = Some(draft);
        self.keep(left.into_iter().chain(note).collect(), Doing::Noting)
    }

    /// What was typed of a note and is not kept, as a record for the next session; this one ends.
    pub fn unfinished_note(&mut self) -> Option<Record> {
        let typed = match &self.mode {
            Mode::Prompt(prompt) if prompt.kind == PromptKind::Note => prompt.line().text(),
            _ => self.reviewing.draft.as_ref()?.text.as_deref()?,
        };
        let typed = typed.to_owned();
        let draft = self.draft_with(&typed)?;
        let is_empty = draft.text.as_deref() == Some("");
        let kept = self.reviewing.review.records().get(&draft.id);
        let is_kept = kept.is_some_and(|kept| kept.text == draft.text);
        if is_empty || is_kept {
            return None;
        }
        // A draft goes on as itself, that of a note stands beside it.
        let (id, of) = match &draft.draft {
            Some(of) => (draft.id.clone(), of.clone()),
            None => (String::new(), draft.id.clone()),
        };
        Some(Record {
            id,
            draft: Some(of),
            pair: self.reviewing.review.pair().map(str::to_owned),
            ..draft
        })
    }

    /// The note is left; what was typed waits for the next one on its passage.
    pub(super) fn leave_note(&mut self, text: &str) {
        let Some(draft) = self.draft_with(text) else {
            return;
        };
        if !self.is_as_kept(&draft) {
            let key = self.options.keymap.reading.key(ReadingAction::Note);
            self.message = Some(format!("the note is not kept; {key} goes on with it"));
            self.reviewing.draft = Some(draft);
        }
    }

    /// Takes the draft, with what is typed now.
    fn draft_with(&mut self, text: &str) -> Option<Record> {
        let text = text.replace(LINE_END, "\n");
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = lines.join("\n").trim().to_owned();
        Some(Record {
            text: Some(text),
            ..self.reviewing.draft.take()?
        })
    }

    fn is_as_kept(&self, draft: &Record) -> bool {
        let kept = self.reviewing.review.records().get(&draft.id);
        let kept = kept.filter(|note| note.draft.is_none());
        let kept = kept.and_then(|note| note.text.as_deref());
        let is_draft = draft.draft.is_some();
        !is_draft && draft.text.as_deref() == Some(kept.unwrap_or_default())
    }

    /// What is pasted, with the line ends that the line of a note can hold.
    pub(super) fn with_line_ends<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.mode {
            Mode::Prompt(prompt) if prompt.kind == PromptKind::Note => {
                let lines: Vec<&str> = text.lines().collect();
                Cow::Owned(lines.join(&LINE_END.to_string()))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Puts an end to a line in the note that is being typed.
    pub(super) fn break_line(&mut self) {
        if let Mode::Prompt(prompt) = &mut self.mode
            && prompt.kind == PromptKind::Note
        {
            prompt.command.line.insert(&LINE_END.to_string());
        }
    }
}
