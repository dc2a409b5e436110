//! Links that people made by hand, or took back, since the pair on the screen was matched → the pair matched around them.

use super::event::Command;
use super::table::PairFigures;
use super::{App, Opened, match_soon};
use crate::compare::pair::Diptych;
use crate::review::reviewed::Review;

impl App {
    /// Matches the pair on the screen again if people have linked other passages by hand since: a small pair at once, a
    /// large one in the background, while the picture stays as it is.
    pub(super) fn link_again(&mut self) -> Vec<Command> {
        // One that is not matched yet is looked at when its matches come.
        let Some(reader) = self.reader().filter(|reader| reader.is_outdated()) else {
            return Vec::new();
        };
        let links = reader.review().hand_links().to_vec();
        let linked = match_soon(reader.diptych().linked(links));
        if linked.is_matched() {
            self.show_linked(linked);
            return self.ask_all();
        }
        // If it is being matched already, what came of that is looked at first.
        let is_linking = std::mem::replace(&mut self.is_linking, true);
        match is_linking {
            true => Vec::new(),
            false => vec![Command::Match(self.ticket, Box::new(linked))],
        }
    }

    pub(super) fn show_linked(&mut self, linked: Diptych) {
        if let Some(reader) = self.reader_mut() {
            reader.link_anew(linked);
        }
        if let Opened::Collection(picker, Some(reader)) = &mut self.opened
            && let Some(figures) = PairFigures::of(reader.diptych(), reader.review())
        {
            picker.note_figures(figures);
        }
    }
}

/// A pair that was read again, with the links that people made by hand in its texts, if it can be matched around them
/// soon.
pub(super) fn linked_soon(review: &Review, diptych: Diptych) -> Diptych {
    let links = review.links_in(&diptych);
    if links == *diptych.hand_links && diptych.is_matched() {
        return diptych;
    }
    let linked = match_soon(diptych.linked(links));
    match linked.is_matched() || !diptych.is_matched() {
        true => linked,
        false => diptych,
    }
}
