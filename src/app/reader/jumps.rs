//! The places that jumps started from, to go back to and forward again, as a browser keeps them.

use super::Place;
use crate::app::action::Direction;

/// The most places that are kept.
const JUMPS_MAX: usize = 100;

/// A history of places and where in it the reader is.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    places: Vec<Place>,
    /// Places before this index lie behind, the others ahead.
    at: usize,
}

impl Jumps {
    /// Records the start of a jump; places to go forward to are forgotten.
    pub fn push(&mut self, from: Place) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&from) {
            self.places.push(from);
        }
        if self.places.len() > JUMPS_MAX {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Moves every place.
    pub fn map(&mut self, moved: impl Fn(Place) -> Place) {
        for place in &mut self.places {
            *place = moved(*place);
        }
    }

    /// The next place in a direction; `here` is where the way back from it will lead.
    pub fn step(&mut self, direction: Direction, here: Place) -> Option<Place> {
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
        Some(self.places[self.at])
    }
}
