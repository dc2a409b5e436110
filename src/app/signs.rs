//! What became of a passage → its sign beside the text; what there is in a part of a text → its shape on the ruler.
//!
//! The one table of signs: the screen is drawn from it, and so is the legend that heads the help page. Their colours are
//! the view's.

use crate::compare::align::Relation;
use crate::compare::ledger::FactState;
use crate::compare::pair::Diptych;
use crate::review::record::Verdict;
use crate::review::reviewed::{Review, Subject};
use crate::text::side::Side;

/// A sign in the gutter, beside the row where its passage starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Of a verbatim match.
    Verbatim,
    /// Of an edited match.
    Edited,
    /// Of a reworded match.
    Reworded,
    /// Only the original says it.
    Dropped,
    /// Only the rewrite says it.
    Added,
    /// Stands further up in the rewrite than it did in the original.
    MovedUp,
    /// Stands further down.
    MovedDown,
    /// All links of the passage are doubtful.
    Unsure,
    /// A person made a link of the passage.
    ByHand,
}

/// A shape on a ruler: blocks of different weight, so that it reads as a map and works without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RulerMark {
    /// A passage that only the original has.
    Dropped,
    /// A passage that only the rewrite has.
    Added,
    /// A passage that stands elsewhere in the order.
    Moved,
    /// A place where the meaning may have changed.
    Finding,
    /// A passage without a verdict, once a review has begun.
    Open,
    /// A place that matches the search.
    Hit,
    /// The part of the text on the screen, where there is nothing else.
    InView,
}

/// A sign of the review, in the column of the bar, beside the row where its passage starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewSign {
    /// A verdict: nothing is wrong.
    Fine,
    /// A verdict: it has to be changed.
    Wrong,
    /// A verdict: somebody has to be asked.
    Question,
    /// A verdict on words that have changed since.
    Stale,
    /// A note, and no verdict.
    Note,
}

/// Something on the screen that the legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A sign beside a passage.
    Sign(Sign),
    /// A sign of the review.
    Review(ReviewSign),
    /// The sign of the marked passage.
    Marked,
    /// The bar beside the cursor's passage and its counterpart.
    Bar,
    /// The bar beside a doubtful counterpart.
    UnsureBar,
    /// A shape on a ruler.
    Ruler(RulerMark),
    /// How words look.
    Words(WordSample),
    /// The sign of a fact in the ledger.
    Fact(FactState),
    /// A word that the screen uses, or the name of a lens or layout.
    Term(&'static str),
}

/// A way that words can look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordSample {
    /// Words that stand in the original only, where most is kept.
    Removed,
    /// The same, where little is, or of little weight.
    RemovedSoft,
    /// Words that stand in the rewrite only, where most is kept.
    Added,
    /// The same, where little is, or of little weight.
    AddedSoft,
    /// Words for which others stand on the other side.
    Related,
    /// Words that stand on both sides.
    Shared,
    /// Words of a finding.
    Finding,
    /// The words that the reader went to.
    Subject,
    /// Other places of the fact that the reader went to.
    Fact,
    /// A hit of the search.
    Hit,
    /// The hit that the reader is on.
    CurrentHit,
}

/// In lists, what a person said does not belong together.
pub const REFUSED: &str = "×";

/// The sign in the column of the bar, beside the row where the marked passage starts.
pub const MARKED: &str = "◉";

/// What it says, for the legend.
pub const MARKED_MEANING: &str = "marked, to be linked by hand with a passage of the other side";

impl Sign {
    /// All of them, in the order of the legend.
    pub const ALL: [Sign; 9] = [
        Sign::Verbatim,
        Sign::Edited,
        Sign::Reworded,
        Sign::Dropped,
        Sign::Added,
        Sign::MovedUp,
        Sign::MovedDown,
        Sign::Unsure,
        Sign::ByHand,
    ];

    /// The sign of a passage; none if it is no content and has no match, or if nothing is matched yet.
    pub fn of(diptych: &Diptych, side: Side, passage: usize) -> Option<Sign> {
        if !diptych.is_matched() {
            return None;
        }
        let of_side = &diptych.passages[side][passage];
        let sign = match (diptych.match_of(side, passage), side) {
            (None, _) if !diptych.is_content(side, passage) => return None,
            (None, Side::Original) => Sign::Dropped,
            (None, Side::Rewrite) => Sign::Added,
            (Some(_), _) if of_side.by_hand => Sign::ByHand,
            (Some(_), _) if of_side.unsure => Sign::Unsure,
            (Some(_), _) if of_side.moved => match diptych.moved_up(side, passage) {
                true => Sign::MovedUp,
                false => Sign::MovedDown,
            },
            (Some(mat), _) => match mat.relation {
                Relation::Verbatim => Sign::Verbatim,
                Relation::Edited => Sign::Edited,
                Relation::Reworded => Sign::Reworded,
            },
        };
        Some(sign)
    }

    /// What is drawn.
    pub fn glyph(self) -> &'static str {
        match self {
            Sign::Verbatim => "=",
            Sign::Edited => "~",
            Sign::Reworded => "≈",
            Sign::Dropped => "−",
            Sign::Added => "+",
            Sign::MovedUp => "↑",
            Sign::MovedDown => "↓",
            Sign::Unsure => "?",
            Sign::ByHand => "&",
        }
    }

    /// What it says, for the legend.
    pub fn meaning(self) -> &'static str {
        match self {
            Sign::Verbatim => "verbatim: the same words",
            Sign::Edited => "edited: 60 % of the words of both sides or more are kept",
            Sign::Reworded => "reworded: fewer are kept",
            Sign::Dropped => "dropped: only the original says it",
            Sign::Added => "added: only the rewrite says it",
            Sign::MovedUp => "moved: stands further up in the rewrite than in the original",
            Sign::MovedDown => "moved: stands further down in the rewrite",
            Sign::Unsure => "doubtful: perhaps a match, its score is below .5",
            Sign::ByHand => "linked by hand: a person said that these belong together",
        }
    }
}

impl ReviewSign {
    /// All of them, in the order of the legend.
    pub const ALL: [ReviewSign; 5] = [
        ReviewSign::Fine,
        ReviewSign::Wrong,
        ReviewSign::Question,
        ReviewSign::Stale,
        ReviewSign::Note,
    ];

    /// What was said of a passage: its verdict, else that there is a note.
    pub fn of(review: &Review, side: Side, passage: usize) -> Option<ReviewSign> {
        match review.verdict(Subject::Passage(side, passage)) {
            Some(given) if given.is_stale => Some(ReviewSign::Stale),
            Some(given) => Some(ReviewSign::of_verdict(given.verdict)),
            None => (!review.notes(side, passage).is_empty()).then_some(ReviewSign::Note),
        }
    }

    /// The verdict of a finding, by its number in the pair.
    pub fn of_finding(review: &Review, finding: usize) -> Option<ReviewSign> {
        let given = review.verdict(Subject::Finding(finding))?;
        Some(match given.is_stale {
            true => ReviewSign::Stale,
            false => ReviewSign::of_verdict(given.verdict),
        })
    }

    /// The sign of a verdict.
    pub fn of_verdict(verdict: Verdict) -> ReviewSign {
        match verdict {
            Verdict::Fine => ReviewSign::Fine,
            Verdict::Wrong => ReviewSign::Wrong,
            Verdict::Question => ReviewSign::Question,
        }
    }

    /// What is drawn.
    pub fn glyph(self) -> &'static str {
        match self {
            ReviewSign::Fine => "✓",
            ReviewSign::Wrong => "✗",
            ReviewSign::Question => "¿",
            ReviewSign::Stale => "◌",
            ReviewSign::Note => "✎",
        }
    }

    /// What it says, for the legend.
    pub fn meaning(self) -> &'static str {
        match self {
            ReviewSign::Fine => "fine: reviewed, nothing is wrong",
            ReviewSign::Wrong => "wrong: reviewed, it has to be changed",
            ReviewSign::Question => "question: reviewed, somebody has to be asked",
            ReviewSign::Stale => "reviewed, but the words have changed since",
            ReviewSign::Note => "there is a note, and no verdict",
        }
    }
}

impl RulerMark {
    /// All of them, in the order of the legend.
    pub const ALL: [RulerMark; 7] = [
        RulerMark::Dropped,
        RulerMark::Added,
        RulerMark::Moved,
        RulerMark::Finding,
        RulerMark::Open,
        RulerMark::Hit,
        RulerMark::InView,
    ];

    /// What is drawn.
    pub fn glyph(self) -> &'static str {
        match self {
            RulerMark::Dropped | RulerMark::Added => "■",
            RulerMark::Moved => "▪",
            RulerMark::Finding => "◆",
            RulerMark::Open => "◦",
            RulerMark::Hit => "•",
            RulerMark::InView => "┃",
        }
    }

    /// What it says, for the legend.
    pub fn meaning(self) -> &'static str {
        match self {
            RulerMark::Dropped => "at the left edge, the map of the original: a dropped passage",
            RulerMark::Added => "at the right edge, the map of the rewrite: an added passage",
            RulerMark::Moved => "a moved passage",
            RulerMark::Finding => "a finding: the meaning may have changed",
            RulerMark::Open => {
                "what has no verdict yet; all shapes of what has one are gone, once you have given one"
            }
            RulerMark::Hit => "a hit of the search",
            RulerMark::InView => "the part on the screen",
        }
    }
}

impl WordSample {
    /// All of them, in the order of the legend.
    pub const ALL: [WordSample; 11] = [
        WordSample::Removed,
        WordSample::RemovedSoft,
        WordSample::Added,
        WordSample::AddedSoft,
        WordSample::Related,
        WordSample::Shared,
        WordSample::Finding,
        WordSample::Subject,
        WordSample::Fact,
        WordSample::Hit,
        WordSample::CurrentHit,
    ];

    /// What it says.
    pub fn meaning(self) -> &'static str {
        match self {
            WordSample::Removed => "only the original says it",
            WordSample::RemovedSoft => {
                "the same, where little is kept: reworded or dropped; punctuation, case"
            }
            WordSample::Added => "only the rewrite says it",
            WordSample::AddedSoft => {
                "the same, where little is kept: reworded or added; punctuation, case"
            }
            WordSample::Related => "reworded: the other side has another word for it",
            WordSample::Shared => "both say it, where the lens shows that; else it is plain",
            WordSample::Finding => "words whose meaning may have changed",
            WordSample::Subject => "the words that you went to",
            WordSample::Fact => "other places of the same fact",
            WordSample::Hit => "a hit of the search",
            WordSample::CurrentHit => "the hit that you are on",
        }
    }
}
