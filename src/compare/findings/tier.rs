//! A change → how sure it is, or nothing: the one place that decides what a reader is told.
//!
//! What the words of a change are worth was measured on planted and natural rewrites (`docs/facts-and-findings.md`). In a passage
//! that was edited a missing word says much; once a passage is reworded, the words that are left say next to nothing
//! about the one that is missing, and most kinds are hints there or nothing at all.

use super::{Change, Confidence, FindingKind};

/// What a rule saw of a change, besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Something that is often harmless: never more than a hint.
    Weak,
    /// The words of its kind changed.
    Plain,
    /// The words beside it stayed, so that it makes no difference how much else of the passage was reworded.
    Firm,
    /// The words allow no other reading.
    Strong,
}

/// How words changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Gone,
    New,
    Replaced,
}

/// How sure a change is; `None` if it is not worth a word. `is_edited` says whether its match is, and not reworded.
pub(super) fn confidence(change: &Change, is_edited: bool) -> Option<Confidence> {
    let way = match (&change.words.original, &change.words.rewrite) {
        (Some(_), Some(_)) => Way::Replaced,
        (Some(_), None) => Way::Gone,
        (None, _) => Way::New,
    };
    // A new denial mostly denies the opposite of what was said (near, not far), unless nothing else changed beside it.
    let is_new_denial = change.kind == FindingKind::Negation && way == Way::New;
    let is_known = is_edited && !is_new_denial || change.strength >= Strength::Firm;
    let most = most(change.kind, way, is_known)?;
    let claimed = match change.strength {
        Strength::Weak => Confidence::Hint,
        Strength::Plain | Strength::Firm => Confidence::Likely,
        Strength::Strong => Confidence::Sure,
    };
    // What is sure in an edited passage is likely in a reworded one: the words may stand for something else there.
    let is_quotation = change.kind == FindingKind::Quotation;
    let limit = if is_edited || is_quotation {
        Confidence::Sure
    } else {
        Confidence::Likely
    };
    Some(claimed.min(most).min(limit))
}

/// The most that a kind and a way can claim; `is_known` if it stands among words that stayed.
fn most(kind: FindingKind, way: Way, is_known: bool) -> Option<Confidence> {
    use Confidence::{Hint, Sure};
    use FindingKind::*;
    match (kind, way, is_known) {
        (Quotation | Date | Cause | Hedging | Attribution, Way::Replaced, _)
        | (Quotation, ..)
        | (Hedging, Way::Gone, _) => Some(Sure),
        (_, _, true) => Some(Sure),
        (Number, Way::Gone | Way::New, false) => None,
        (Hedging, Way::New, false) => None,
        (_, _, false) => Some(Hint),
    }
}
