//! Links by hand: a marked passage and one of the other side, or a candidate of the evidence, become the record of a link
//! that a person made or refused; once it is kept, the pair is matched around it and shown anew.

use super::{Effect, EvidencePanel, Mode, Place, Reader, RecordList};
use crate::app::action::{EvidenceAction, ReadingAction};
use crate::compare::hand_links::LinkKind;
use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::review::record::Record;
use crate::text::side::{Pair, Side};
use std::ops::Range;

impl Reader {
    /// The passage that is marked, to be linked with one of the other side.
    pub fn marked_passage(&self) -> Option<(Side, usize)> {
        let Place { side, offset } = self.mark?;
        Some((side, self.diptych.passage_at(side, offset)?))
    }

    /// Whether the pair is shown as it was before people linked other passages by hand: it is being matched anew.
    pub fn is_outdated(&self) -> bool {
        self.diptych.is_matched() && *self.review().hand_links() != **self.diptych.hand_links
    }

    /// Marks the cursor's passage; on the other side of one that is marked, links the two.
    pub(super) fn mark_or_link(&mut self) -> Effect {
        let Some(cursor) = self.cursor() else {
            return Effect::None;
        };
        let lead = self.lead();
        match self.marked_passage() {
            Some((side, _)) if side != lead => return self.link_marked(),
            Some((_, marked)) if marked == cursor => self.forget_mark(),
            _ => self.set_mark(),
        }
        Effect::None
    }

    fn set_mark(&mut self) {
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return;
        }
        self.mark = Some(self.place);
        let keys = &self.options.keymap.reading;
        let (link, refuse) = (
            keys.key(ReadingAction::Link),
            keys.key(ReadingAction::Unlink),
        );
        let there = self.lead().other().name();
        self.message = Some(format!(
            "marked: go to a passage of the {there}; {link} there links both, {refuse} refuses that"
        ));
    }

    pub(super) fn forget_mark(&mut self) {
        self.mark = None;
        self.message = Some("the mark is gone".to_owned());
    }

    /// Links the marked passage with the cursor's.
    pub(super) fn link_marked(&mut self) -> Effect {
        self.rule_on_marked(LinkKind::Same).unwrap_or_else(|| {
            let mark = self.options.keymap.reading.key(ReadingAction::Link);
            self.message = Some(match self.mark {
                Some(Place { side, .. }) => {
                    let there = side.other().name();
                    format!("the mark is on this side; go to a passage of the {there}")
                }
                None => format!("no passage is marked; {mark} marks one"),
            });
            Effect::None
        })
    }

    /// Says of the marked passage and the cursor's what there is to say; `None` unless they are on two sides.
    fn rule_on_marked(&mut self, kind: LinkKind) -> Option<Effect> {
        let (side, marked) = self.marked_passage()?;
        let cursor = self.cursor().filter(|_| side != self.lead())?;
        Some(self.rule(kind, (side, marked), cursor))
    }

    /// Refuses the link of the marked passage and the cursor's, or else of the cursor's and its counterpart: if it has
    /// several, of the one that the reader came from.
    pub(super) fn unlink(&mut self) -> Effect {
        if let Some(effect) = self.rule_on_marked(LinkKind::Not) {
            return effect;
        }
        let Some(cursor) = self.cursor() else {
            return Effect::None;
        };
        let (lead, there) = (self.lead(), self.lead().other());
        let is_linked = |n: &usize| self.diptych.link_score(lead, cursor, *n).is_some();
        let mut linked = self.diptych.counterparts(lead, cursor);
        linked.retain(is_linked);
        let followed = self.last[there].filter(|n| linked.contains(n));
        match (linked.as_slice(), followed) {
            ([], _) => self.message = Some(self.no_counterpart_message(cursor)),
            (&[one], _) => return self.rule(LinkKind::Not, (lead, cursor), one),
            (_, Some(one)) => {
                self.message = Some(format!("unlinked by hand from passage {}", one + 1));
                return self.rule(LinkKind::Not, (lead, cursor), one);
            }
            (several, None) => {
                let numbers: Vec<String> = several.iter().map(|n| (n + 1).to_string()).collect();
                let keys = &self.options.keymap.reading;
                let (go, refuse) = (
                    keys.key(ReadingAction::Counterpart),
                    keys.key(ReadingAction::Unlink),
                );
                self.message = Some(format!(
                    "linked with passages {}: go to one with {go}, {refuse} there refuses it",
                    numbers.join(", ")
                ));
            }
        }
        Effect::None
    }

    /// Says of a passage and one of the other side that they belong together, or do not.
    fn rule(&mut self, kind: LinkKind, (side, passage): (Side, usize), there: usize) -> Effect {
        let at = Pair::from_fn(|of| match of == side {
            true => self.diptych.passage_range(side, passage),
            false => self.diptych.passage_range(of, there),
        });
        self.rule_on(kind, &at)
    }

    fn rule_on(&mut self, kind: LinkKind, at: &Pair<Range<usize>>) -> Effect {
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return Effect::None;
        }
        let review = self.review();
        let known = review.link_record(at);
        if known.is_some_and(|known| known.link == Some(kind)) {
            self.message = Some(format!("{} already", ruling_in_words(kind)));
            self.mark = None;
            return Effect::None;
        }
        let record = Record {
            id: known.map_or(String::new(), |known| known.id.clone()),
            ..Record::link(kind, review.quote(&self.diptych, at))
        };
        self.say(vec![record])
    }

    pub(super) fn apply_evidence(
        &mut self,
        action: EvidenceAction,
        count: Option<usize>,
    ) -> Effect {
        let kind = match action {
            EvidenceAction::List(action) => return self.apply_list(action, count),
            EvidenceAction::Undo => return self.undo(count.unwrap_or(1), false),
            EvidenceAction::Link => LinkKind::Same,
            EvidenceAction::Unlink => LinkKind::Not,
        };
        let Mode::Evidence(panel) = &self.mode else {
            return Effect::None;
        };
        let Some(candidate) = panel.candidate() else {
            return Effect::None;
        };
        let at = Pair::from_fn(|side| {
            let segment = candidate.segments[side];
            self.diptych.segments[side][segment].range.clone()
        });
        self.rule_on(kind, &at)
    }

    /// Shows the same texts, matched around other links that people made by hand. What was said stays in the status line;
    /// the list of records stays open, and the evidence, at the same candidate.
    pub fn link_anew(&mut self, diptych: Diptych) {
        let message = self.message.take();
        let records = match &self.mode {
            Mode::Records(open) => Some(RecordList {
                before: open.before.moved(|place| place),
                ..open.clone()
            }),
            _ => None,
        };
        let candidate = match &self.mode {
            Mode::Evidence(panel) => panel.candidate().map(|candidate| candidate.segments),
            _ => None,
        };
        // What jumps went to has another number now.
        self.jumps.map(|place| place);
        self.load(diptych);
        self.last[self.place.side] = self.cursor();
        if let Some(records) = records {
            self.mode = Mode::Records(records);
            self.keep_record_list();
        }
        if let Some(segments) = candidate {
            self.open_evidence();
            self.choose_candidate(segments);
        }
        self.message = message.or(self.message.take());
    }

    fn choose_candidate(&mut self, segments: Pair<usize>) {
        let there = self.lead().other();
        if let Mode::Evidence(panel) = &mut self.mode {
            let EvidencePanel {
                explanation, shown, ..
            } = &**panel;
            let is_it = |&n: &usize| explanation.candidates[n].segments[there] == segments[there];
            panel.list.cursor = shown.iter().position(is_it).unwrap_or(0);
        }
        self.show_beside();
    }
}

/// What to say of a link that a person made or refused.
pub(super) fn ruling_in_words(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Same => "linked by hand: these belong together",
        LinkKind::Not => "unlinked by hand: these do not belong together",
    }
}
