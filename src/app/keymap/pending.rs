//! Keys, one by one → the action that they make together, and its count.

use super::{Bindings, Keymap, key_names};
use crate::app::action::Named;
use crate::app::key::{Code, Key};

/// Keys typed so far that do not make a command yet: a count, the first key of two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<usize>,
    keys: Vec<Key>,
}

/// The largest count that is taken; more digits change nothing.
const COUNT_MAX: usize = 1_000_000_000;

impl Pending {
    /// Takes one more key. Gives the action and its count once they are complete, and sets what there is to say: nothing,
    /// or that the keys do nothing. Escape forgets half a command before it does anything else.
    pub fn press<A: Named>(
        &mut self,
        key: Key,
        bindings: &Bindings<A>,
        keymap: &Keymap,
        message: &mut Option<String>,
    ) -> Option<(A, Option<usize>)> {
        if key == Code::Esc.into() && self.clear() {
            return None;
        }
        let digit = key.types().and_then(|c| c.to_digit(10));
        let is_count = |digit: &u32| self.keys.is_empty() && (*digit > 0 || self.count.is_some());
        if let Some(digit) = digit.filter(is_count) {
            let count = self.count.unwrap_or(0) * 10 + digit as usize;
            self.count = Some(count.min(COUNT_MAX));
            return None;
        }
        self.keys.push(key);
        let bound = bindings.all().find(|(keys, _)| *keys == self.keys);
        if bound.is_none() && bindings.all().any(|(keys, _)| keys.starts_with(&self.keys)) {
            return None;
        }
        let Pending { count, keys } = std::mem::take(self);
        *message = match bound {
            Some(_) => None,
            None => Some(keymap.unbound_message(&key_names(&keys))),
        };
        bound.map(|(_, action)| (action, count))
    }

    /// Forgets all; true if there was something.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self) != Pending::default()
    }

    /// What has been typed, for the status line.
    pub fn keys_so_far(&self) -> String {
        let count = self.count.map(|count| count.to_string());
        count.unwrap_or_default() + &key_names(&self.keys)
    }
}
