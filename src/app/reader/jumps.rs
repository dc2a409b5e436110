//! The places that jumps started from → where going back and forward lands: on the rows where the reader left, as a
//! browser does.

use super::Place;
use super::subject::Standpoint;
use crate::app::action::Direction;

/// The most places that are kept.
const JUMPS_MAX: usize = 100;

/// A history of places and where in it the reader is.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    places: Vec<Standpoint>,
    /// Places before this index lie behind, the others ahead.
    at: usize,
}

impl Jumps {
    /// Records the start of a jump; places to go forward to are forgotten.
    pub(super) fn push(&mut self, from: Standpoint) {
        self.places.truncate(self.at);
        if self.places.last().map(|last| last.place) != Some(from.place) {
            self.places.push(from);
        }
        if self.places.len() > JUMPS_MAX {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Moves every place.
    pub(super) fn map(&mut self, moved: impl Fn(Place) -> Place) {
        for place in &mut self.places {
            *place = place.moved(&moved);
        }
    }

    /// The next place in a direction; `here` is where the way back from it will lead.
    pub(super) fn step(&mut self, direction: Direction, here: Standpoint) -> Option<Standpoint> {
        match direction {
            Direction::Backward => {
                let before = self.at.checked_sub(1)?;
                if self.at == self.places.len() {
                    self.places.push(here);
                }
                self.at = before;
            }
            Direction::Forward => {
                if self.at + 1 >= self.places.len() {
                    return None;
                }
                self.at += 1;
            }
        }
        Some(self.places[self.at].clone())
    }
}
