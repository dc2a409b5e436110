//! Signs and shapes of rulers → their inks, and all signs in ASCII.

use super::{Ink, Mark, Role};
use crate::app::signs::{ReviewSign, RulerMark, Sign};

/// What a sign is drawn as.
pub fn sign_role(sign: Sign) -> Role {
    match sign {
        Sign::Verbatim => Role::Verbatim,
        Sign::Edited => Role::Edited,
        Sign::Reworded => Role::Reworded,
        Sign::Dropped => Role::Dropped,
        Sign::Added => Role::Added,
        Sign::MovedUp | Sign::MovedDown => Role::Moved,
        Sign::Unsure => Role::Unsure,
        Sign::ByHand => Role::Key,
    }
}

/// What a sign of the review is drawn as.
pub fn review_role(sign: ReviewSign) -> Role {
    match sign {
        ReviewSign::Fine => Role::Verbatim,
        ReviewSign::Wrong => Role::Finding,
        ReviewSign::Question => Role::Unsure,
        ReviewSign::Stale => Role::Quiet,
        ReviewSign::Note => Role::Key,
    }
}

/// What a shape of a ruler is drawn in.
pub fn ruler_ink(mark: RulerMark) -> Ink {
    match mark {
        RulerMark::Dropped => Ink::plain(Role::Dropped),
        RulerMark::Added => Ink::plain(Role::Added),
        RulerMark::Moved => Ink::plain(Role::Moved),
        RulerMark::Finding => Ink::plain(Role::Finding),
        RulerMark::Open | RulerMark::InView => Ink::plain(Role::Thumb),
        RulerMark::Hit => Ink {
            mark: Some(Mark::Hit),
            ..Ink::plain(Role::Frame)
        },
    }
}

/// A sign in ASCII; `None` if it is no sign of ours. Cursor, rulers and the rule between the panes stay apart.
pub fn ascii(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "▌" => ">",
        "▐" => "<",
        "╎" => "?",
        "│" => "|",
        "┃" => ":",
        "■" => "#",
        "▪" => ".",
        "◦" => ",",
        "◆" => "!",
        "•" => "*",
        "─" | "−" => "-",
        "≈" => "%",
        "≠" => "!",
        "×" => "x",
        "✓" => "a",
        "✗" => "X",
        "¿" => "Q",
        "◌" => "o",
        "✎" => "n",
        "◉" => "@",
        "⏎" => "/",
        "→" => ">",
        "↑" => "^",
        "↓" => "v",
        "·" => "-",
        "█" => "#",
        "░" => ".",
        "…" => ".",
        _ => return None,
    })
}
