//! What a reader can do, as plain data: an action type for each kind of place that keys go to, and the stable name and
//! help text of each action.
//!
//! ```text
//! ReadingAction   the text                 ListAction      any list: outline, themes, help
//! TableAction     the table of pairs       FindingsAction  the list of findings
//! EditAction      a line that is typed     LedgerAction    the ledger of facts
//! GlobalAction    everywhere               RecordsAction   the list of records
//!                                          EvidenceAction  the candidates of the evidence
//! ```
//!
//! Reading, the table and all lists share [`Motion`]. Which keys do what is data (`assets/keys.toml`, see
//! [`keymap`](crate::app::keymap)); names are what that file, the configuration and the command line speak of.

use self::Direction::{Backward, Forward};
use self::PassageKind::{Added, Changed, Dropped, Matched, Moved};
use self::ReadingAction as Read;
use crate::review::record::Verdict;
use crate::text::side::Side;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Down the text.
    Forward,
    /// Up the text.
    Backward,
}

/// A move through rows or passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// To the next passage or row.
    Step(Direction),
    /// Scroll by a line; the cursor stays where it is as long as the screen shows it.
    Line(Direction),
    /// Scroll by half a screen, with the cursor.
    HalfScreen(Direction),
    /// Scroll by a screen, with the cursor.
    Screen(Direction),
    /// To the first, or to the one that the count names.
    Start,
    /// To the last, or to the one that the count names.
    End,
}

/// A kind of passage to jump to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A passage with a match.
    Matched,
    /// A passage of the original without one.
    Dropped,
    /// A passage of the rewrite without one.
    Added,
    /// A passage that stands elsewhere in the order.
    Moved,
    /// A passage whose match is not verbatim.
    Changed,
}

/// What goes to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Copied {
    /// The cursor's passage.
    Passage,
    /// What it became, or was.
    Counterpart,
    /// The original's text, a line, and the rewrite's.
    Both,
}

/// A place on the screen to scroll the cursor's passage to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScreenPart {
    /// Its first row in the first row.
    Top,
    /// Its middle in the middle.
    Middle,
    /// Its last row in the last row.
    Foot,
}

/// What keys do in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadingAction {
    /// From passage to passage.
    Move(Motion),
    /// To the first passage of a paragraph.
    Paragraph(Direction),
    /// Scroll so that the cursor's passage stands there.
    CursorTo(ScreenPart),
    /// To the counterpart of the passage, which becomes the lead.
    Counterpart,
    /// Into the pane of a side, at the same height.
    Pane(Side),
    /// To the next passage of a kind.
    Next(PassageKind, Direction),
    /// To the next finding.
    Finding(Direction),
    /// To the next new words of the side that the cursor is in.
    NewWords(Direction),
    /// To the next pair of the collection.
    Pair(Direction),
    /// Back and forward through the places that jumps started from.
    Jump(Direction),
    /// Ask what to search for.
    Search,
    /// To the next hit.
    Hit(Direction),
    /// Ask for the number of a passage or the name of an action.
    CommandLine,
    /// The next lens.
    Lens,
    /// The next layout.
    Layout,
    /// Show why the passage is matched, and what else there was.
    Evidence,
    /// Show the list of findings.
    Findings,
    /// Show the ledger of facts.
    Ledger,
    /// Show the headings.
    Outline,
    /// One pane or both.
    OnePane,
    /// Show the numbers of passages, or not.
    Numbers,
    /// The original becomes the rewrite, and the rewrite the original.
    ExchangeSides,
    /// Choose a theme.
    Themes,
    /// Give the finding or the passage a verdict.
    Give(Verdict),
    /// To the next passage without a verdict.
    Open(Direction),
    /// To the next passage with a note.
    Noted(Direction),
    /// Take back what was last said.
    Undo,
    /// Say again what was taken back.
    Redo,
    /// Mark the passage; on the other side of a marked one, link the two by hand.
    Link,
    /// Link the marked passage with this one.
    LinkMarked,
    /// Say that this passage and its counterpart, or the marked one, do not belong together.
    Unlink,
    /// Write a note in a line.
    Note,
    /// Write a note in an editor.
    NoteInEditor,
    /// Show the list of records.
    Records,
    /// Give the review as Markdown to the clipboard.
    CopyReview,
    /// Write the review as a page into the current folder.
    WriteReview,
    /// Give text to the clipboard.
    Copy(Copied),
    /// Give the address of the passage's link to the clipboard; of the one that the count names.
    CopyLink,
    /// Open the passage in an editor.
    Edit,
    /// Read the files again.
    Reload,
    /// Leave the mouse to the terminal, or take it back.
    Mouse,
    /// Show the keys.
    Help,
    /// Forget the search and the finding.
    Forget,
    /// Back to the table of pairs, or leave.
    Quit,
    /// Leave at once.
    QuitNow,
}

/// What keys do in every list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListAction {
    /// From row to row.
    Move(Motion),
    /// Go to the item of the row, and close the list.
    Confirm,
    /// Close the list.
    Close,
    /// Type what rows must hold to be shown.
    Filter,
    /// Show the keys.
    Help,
}

/// What keys do in the list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingsAction {
    /// What they do in every list.
    List(ListAction),
    /// Sort by weight or by place.
    Sort,
    /// Show the next kind alone; after the last, all.
    Kind(Direction),
    /// Show only more certain ones; after the most certain, all.
    Certainty,
    /// Give the chosen finding a verdict.
    Give(Verdict),
    /// Take back what was last said.
    Undo,
}

/// What keys do in the list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordsAction {
    /// What they do in every list.
    List(ListAction),
    /// Change the chosen verdict.
    Give(Verdict),
    /// Change the chosen note, or write one.
    Edit,
    /// Delete the chosen record.
    Delete,
    /// Take back what was last said.
    Undo,
    /// Show the next kind alone; after the last, all.
    Kind(Direction),
}

/// What keys do in the list of candidates of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EvidenceAction {
    /// What they do in every list.
    List(ListAction),
    /// Link the chosen candidate by hand.
    Link,
    /// Refuse the chosen candidate.
    Unlink,
    /// Take back what was last said.
    Undo,
}

/// What keys do in the ledger of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LedgerAction {
    /// What they do in every list.
    List(ListAction),
    /// To the next place of the chosen fact.
    Place(Direction),
    /// Sort by state or by place.
    Sort,
    /// Show the next kind alone; after the last, all.
    Kind(Direction),
    /// Show the next state alone; after the last, all.
    State,
    /// Give the chosen row to the clipboard.
    Copy,
    /// Give the finding at the chosen fact, or else its passage, a verdict.
    Give(Verdict),
    /// Take back what was last said.
    Undo,
}

/// What keys do in the table of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableAction {
    /// What they do in every list.
    List(ListAction),
    /// Read the pair.
    Open,
    /// Sort the pairs by the next column.
    Sort(Direction),
    /// Sort the pairs the other way round.
    Reverse,
    /// Show only pairs that are not reviewed to the end, then only those with something wrong, then all.
    Part,
    /// Read the collection again.
    ReadAgain,
    /// Ask for the number of a row or the name of an action.
    CommandLine,
    /// Show all pairs.
    ForgetFilter,
    /// Leave.
    Quit,
}

/// What keys do in a line that is being typed. Any other key that types a character inserts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditAction {
    /// Do what the line says.
    Confirm,
    /// Forget the line.
    Cancel,
    /// By a character.
    Character(Direction),
    /// By a word.
    Word(Direction),
    /// To the start of the line.
    Start,
    /// To the end of the line.
    End,
    /// Remove the character before or at the cursor.
    Erase(Direction),
    /// Remove the word before the cursor.
    EraseWord,
    /// Remove everything before the cursor.
    EraseToStart,
    /// Remove everything from the cursor on.
    EraseToEnd,
    /// To the next row of the list that the line filters.
    Row(Direction),
    /// Complete the name that is being typed; again: the next one.
    Complete(Direction),
    /// End a line of a note and begin the next.
    Break,
}

/// What keys do everywhere, also while a line is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GlobalAction {
    /// Leave at once.
    QuitNow,
    /// Stop the program until the shell says to go on.
    Suspend,
}

/// What is known of an action.
#[derive(Debug)]
pub struct ActionEntry<A> {
    /// The action.
    pub action: A,
    /// Its name in `assets/keys.toml`, in the configuration and on the command line; it never changes.
    pub name: &'static str,
    /// What it does, for the help page, docs/keys.md and the manual.
    pub help: &'static str,
}

/// A heading of the help page and the actions under it.
#[derive(Debug)]
pub struct ActionSection<A: 'static> {
    /// The heading.
    pub title: &'static str,
    /// What stands under it.
    pub entries: &'static [ActionEntry<A>],
}

/// A type of actions with names.
pub trait Named: Copy + PartialEq + Sized + 'static {
    /// All of them, in the order of the help page.
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<Self>>)>;

    /// The action with a name.
    fn named(name: &str) -> Option<Self> {
        let entries = Self::sections()
            .into_iter()
            .flat_map(|(_, entries)| entries);
        let mut named = entries.filter(|entry| entry.name == name);
        named.next().map(|entry| entry.action)
    }

    /// The names of all, in the order of the help page.
    fn names() -> Vec<&'static str> {
        let entries = Self::sections()
            .into_iter()
            .flat_map(|(_, entries)| entries);
        entries.map(|entry| entry.name).collect()
    }
}

const fn entry<A>(action: A, name: &'static str, help: &'static str) -> ActionEntry<A> {
    ActionEntry { action, name, help }
}

fn with_actions<A: Copy, B>(
    sections: &[ActionSection<A>],
    wrap: impl Fn(A) -> B,
) -> Vec<(&'static str, Vec<ActionEntry<B>>)> {
    let wrapped = |section: &ActionSection<A>| {
        let entries = section.entries.iter();
        let entries = entries.map(|of| entry(wrap(of.action), of.name, of.help));
        (section.title, entries.collect())
    };
    sections.iter().map(wrapped).collect()
}

impl Named for ReadingAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<ReadingAction>>)> {
        with_actions(&READING, |action| action)
    }
}

impl Named for ListAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<ListAction>>)> {
        with_actions(&LIST, |action| action)
    }
}

impl Named for FindingsAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<FindingsAction>>)> {
        let mut sections = with_actions(&FINDINGS, |action| action);
        sections.extend(with_actions(&LIST, FindingsAction::List));
        sections
    }
}

impl Named for LedgerAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<LedgerAction>>)> {
        let mut sections = with_actions(&LEDGER, |action| action);
        sections.extend(with_actions(&LIST, LedgerAction::List));
        sections
    }
}

impl Named for TableAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<TableAction>>)> {
        let mut sections = with_actions(&TABLE, |action| action);
        sections.extend(with_actions(&LIST, TableAction::List));
        sections
    }
}

impl Named for RecordsAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<RecordsAction>>)> {
        let mut sections = with_actions(&RECORDS, |action| action);
        sections.extend(with_actions(&LIST, RecordsAction::List));
        sections
    }
}

impl Named for EvidenceAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<EvidenceAction>>)> {
        let mut sections = with_actions(&EVIDENCE, |action| action);
        sections.extend(with_actions(&LIST, EvidenceAction::List));
        sections
    }
}

impl Named for EditAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<EditAction>>)> {
        with_actions(&EDIT, |action| action)
    }
}

impl Named for GlobalAction {
    fn sections() -> Vec<(&'static str, Vec<ActionEntry<GlobalAction>>)> {
        with_actions(&GLOBAL, |action| action)
    }
}

static READING: [ActionSection<ReadingAction>; 6] = [
    ActionSection {
        title: "Moving",
        entries: &[
            entry(
                Read::Move(Motion::Step(Forward)),
                "next-passage",
                "next passage; scrolls first through a tall one",
            ),
            entry(
                Read::Move(Motion::Step(Backward)),
                "previous-passage",
                "previous passage",
            ),
            entry(Read::Paragraph(Forward), "next-paragraph", "next paragraph"),
            entry(
                Read::Paragraph(Backward),
                "previous-paragraph",
                "beginning of the paragraph, then previous paragraph",
            ),
            entry(
                Read::Move(Motion::Line(Forward)),
                "scroll-down",
                "scroll down a line",
            ),
            entry(
                Read::Move(Motion::Line(Backward)),
                "scroll-up",
                "scroll up a line",
            ),
            entry(
                Read::Move(Motion::HalfScreen(Forward)),
                "half-screen-down",
                "half a screen down",
            ),
            entry(
                Read::Move(Motion::HalfScreen(Backward)),
                "half-screen-up",
                "half a screen up",
            ),
            entry(
                Read::Move(Motion::Screen(Forward)),
                "screen-down",
                "a screen down",
            ),
            entry(
                Read::Move(Motion::Screen(Backward)),
                "screen-up",
                "a screen up",
            ),
            entry(
                Read::Move(Motion::Start),
                "first",
                "the beginning; with a number, that passage",
            ),
            entry(
                Read::Move(Motion::End),
                "last",
                "the end; with a number, that passage",
            ),
            entry(
                Read::CursorTo(ScreenPart::Middle),
                "cursor-to-middle",
                "scroll the passage to the middle",
            ),
            entry(
                Read::CursorTo(ScreenPart::Top),
                "cursor-to-top",
                "scroll the passage to the top",
            ),
            entry(
                Read::CursorTo(ScreenPart::Foot),
                "cursor-to-foot",
                "scroll the passage to the foot",
            ),
        ],
    },
    ActionSection {
        title: "From side to side",
        entries: &[
            entry(
                Read::Counterpart,
                "counterpart",
                "to the counterpart; again: to its next counterpart",
            ),
            entry(
                Read::Pane(Side::Original),
                "to-original",
                "into the original, at the same height",
            ),
            entry(
                Read::Pane(Side::Rewrite),
                "to-rewrite",
                "into the rewrite, at the same height",
            ),
        ],
    },
    ActionSection {
        title: "Jumping",
        entries: &[
            entry(Read::Next(Matched, Forward), "next-match", "next match"),
            entry(
                Read::Next(Matched, Backward),
                "previous-match",
                "previous match",
            ),
            entry(
                Read::Next(Dropped, Forward),
                "next-dropped",
                "next dropped passage",
            ),
            entry(
                Read::Next(Dropped, Backward),
                "previous-dropped",
                "previous dropped passage",
            ),
            entry(
                Read::Next(Added, Forward),
                "next-added",
                "next added passage",
            ),
            entry(
                Read::Next(Added, Backward),
                "previous-added",
                "previous added passage",
            ),
            entry(
                Read::Next(Moved, Forward),
                "next-moved",
                "next moved passage",
            ),
            entry(
                Read::Next(Moved, Backward),
                "previous-moved",
                "previous moved passage",
            ),
            entry(
                Read::Next(Changed, Forward),
                "next-changed",
                "next changed passage: any that is not verbatim",
            ),
            entry(
                Read::Next(Changed, Backward),
                "previous-changed",
                "previous changed passage",
            ),
            entry(
                Read::Finding(Forward),
                "next-finding",
                "next finding: the words that may mean something else, in both panes",
            ),
            entry(
                Read::Finding(Backward),
                "previous-finding",
                "previous finding",
            ),
            entry(
                Read::NewWords(Forward),
                "next-new-words",
                "next new words: those of this side that stand nowhere on the other",
            ),
            entry(
                Read::NewWords(Backward),
                "previous-new-words",
                "previous new words",
            ),
            entry(
                Read::Pair(Forward),
                "next-pair",
                "next pair of the collection",
            ),
            entry(
                Read::Pair(Backward),
                "previous-pair",
                "previous pair of the collection",
            ),
            entry(
                Read::Jump(Backward),
                "back",
                "back to where the last jump started",
            ),
            entry(
                Read::Jump(Forward),
                "forward",
                "forward again; C-i is Tab in many terminals",
            ),
        ],
    },
    ActionSection {
        title: "Searching",
        entries: &[
            entry(
                Read::Search,
                "search",
                "search both texts; lower case finds any case, and what is found nowhere is a regular expression",
            ),
            entry(Read::Hit(Forward), "next-hit", "next hit"),
            entry(Read::Hit(Backward), "previous-hit", "previous hit"),
            entry(
                Read::CommandLine,
                "command-line",
                "go to a passage by its number, or run an action by its name",
            ),
        ],
    },
    ActionSection {
        title: "Reviewing",
        entries: &[
            entry(
                Read::Give(Verdict::Fine),
                "fine",
                "fine: the finding you went to, else the passage; goes on to the next without a verdict",
            ),
            entry(
                Read::Give(Verdict::Wrong),
                "wrong",
                "wrong: it has to be changed",
            ),
            entry(
                Read::Give(Verdict::Question),
                "question",
                "question: somebody has to be asked",
            ),
            entry(
                Read::Open(Forward),
                "next-unreviewed",
                "next passage without a verdict",
            ),
            entry(
                Read::Open(Backward),
                "previous-unreviewed",
                "previous passage without a verdict",
            ),
            entry(
                Read::Note,
                "note",
                "note on the passage, in a line; an empty one takes it away",
            ),
            entry(Read::NoteInEditor, "note-in-editor", "note in your editor"),
            entry(Read::Noted(Forward), "next-note", "next note"),
            entry(Read::Noted(Backward), "previous-note", "previous note"),
            entry(
                Read::Link,
                "link",
                "mark the passage; on the other side: link it by hand with the marked one",
            ),
            entry(
                Read::LinkMarked,
                "link-marked",
                "link the passage by hand with the marked one",
            ),
            entry(
                Read::Unlink,
                "unlink",
                "the passage does not belong to its counterpart, or to the marked one",
            ),
            entry(Read::Undo, "undo", "take back what was last said"),
            entry(Read::Redo, "redo", "say it again"),
            entry(
                Read::Records,
                "records",
                "records: the list of verdicts, notes and links",
            ),
            entry(
                Read::CopyReview,
                "copy-review",
                "copy the review as Markdown, for the author or a model",
            ),
            entry(
                Read::WriteReview,
                "write-review",
                "write the review as a page into the current folder",
            ),
        ],
    },
    ActionSection {
        title: "Looking",
        entries: &[
            entry(
                Read::Lens,
                "next-lens",
                "next lens: auto, shared, findings, new, off",
            ),
            entry(
                Read::Layout,
                "next-layout",
                "next layout: flow, aligned, stacked",
            ),
            entry(
                Read::Evidence,
                "evidence",
                "evidence: why this match, and what else there was",
            ),
            entry(
                Read::Findings,
                "findings",
                "findings: the list, by weight or place, of all kinds or one",
            ),
            entry(
                Read::Ledger,
                "ledger",
                "ledger: every fact of both texts, and what became of it",
            ),
            entry(Read::Outline, "outline", "outline: the headings"),
            entry(Read::OnePane, "one-pane", "one pane or both"),
            entry(Read::Numbers, "numbers", "numbers of the passages, or none"),
            entry(
                Read::ExchangeSides,
                "exchange-sides",
                "exchange the sides: the original becomes the rewrite",
            ),
            entry(Read::Themes, "themes", "choose a theme"),
            entry(
                Read::Copy(Copied::Passage),
                "copy-passage",
                "copy the passage",
            ),
            entry(
                Read::Copy(Copied::Counterpart),
                "copy-counterpart",
                "copy its counterpart",
            ),
            entry(
                Read::Copy(Copied::Both),
                "copy-both",
                "copy both, with a line between them",
            ),
            entry(
                Read::CopyLink,
                "copy-link",
                "copy where the link goes; with a number, where that link does",
            ),
            entry(Read::Edit, "edit", "open the passage in your editor"),
            entry(Read::Reload, "reload", "reload the files"),
            entry(
                Read::Mouse,
                "mouse",
                "leave the mouse to the terminal, to select text; again: take it back",
            ),
            entry(Read::Help, "help", "this help; Enter runs the action"),
            entry(
                Read::Forget,
                "forget",
                "forget the search and half a command",
            ),
            entry(Read::Quit, "quit", "back to the table of pairs, or quit"),
            entry(Read::QuitNow, "quit-now", "quit at once"),
        ],
    },
];

static LIST: [ActionSection<ListAction>; 2] = [
    ActionSection {
        title: "Moving",
        entries: &[
            entry(
                ListAction::Move(Motion::Step(Forward)),
                "next-row",
                "next row",
            ),
            entry(
                ListAction::Move(Motion::Step(Backward)),
                "previous-row",
                "previous row",
            ),
            entry(
                ListAction::Move(Motion::Line(Forward)),
                "scroll-down",
                "scroll down a line",
            ),
            entry(
                ListAction::Move(Motion::Line(Backward)),
                "scroll-up",
                "scroll up a line",
            ),
            entry(
                ListAction::Move(Motion::HalfScreen(Forward)),
                "half-screen-down",
                "half a screen down",
            ),
            entry(
                ListAction::Move(Motion::HalfScreen(Backward)),
                "half-screen-up",
                "half a screen up",
            ),
            entry(
                ListAction::Move(Motion::Screen(Forward)),
                "screen-down",
                "a screen down",
            ),
            entry(
                ListAction::Move(Motion::Screen(Backward)),
                "screen-up",
                "a screen up",
            ),
            entry(
                ListAction::Move(Motion::Start),
                "first",
                "the first row; with a number, that row",
            ),
            entry(
                ListAction::Move(Motion::End),
                "last",
                "the last row; with a number, that row",
            ),
        ],
    },
    ActionSection {
        title: "In every list",
        entries: &[
            entry(
                ListAction::Confirm,
                "confirm",
                "go there and close the list",
            ),
            entry(
                ListAction::Filter,
                "filter",
                "show only rows that hold what is typed",
            ),
            entry(ListAction::Help, "help", "the keys"),
            entry(ListAction::Close, "close", "close the list"),
        ],
    },
];

static FINDINGS: [ActionSection<FindingsAction>; 1] = [ActionSection {
    title: "In the list of findings",
    entries: &[
        entry(FindingsAction::Sort, "sort", "by weight or by place"),
        entry(
            FindingsAction::Kind(Forward),
            "next-kind",
            "the next kind alone; after the last, all",
        ),
        entry(
            FindingsAction::Kind(Backward),
            "previous-kind",
            "the previous kind alone",
        ),
        entry(
            FindingsAction::Certainty,
            "certainty",
            "only those that are likely, only those that are sure, all",
        ),
        entry(
            FindingsAction::Give(Verdict::Fine),
            "fine",
            "fine: there is nothing wrong here; goes on to the next without a verdict",
        ),
        entry(FindingsAction::Give(Verdict::Wrong), "wrong", "wrong"),
        entry(
            FindingsAction::Give(Verdict::Question),
            "question",
            "question",
        ),
        entry(FindingsAction::Undo, "undo", "take back what was last said"),
    ],
}];

static RECORDS: [ActionSection<RecordsAction>; 1] = [ActionSection {
    title: "In the list of records",
    entries: &[
        entry(
            RecordsAction::Kind(Forward),
            "next-kind",
            "the next kind alone: wrong, question, fine, notes, links, changed since; after the last, all",
        ),
        entry(
            RecordsAction::Kind(Backward),
            "previous-kind",
            "the previous kind alone",
        ),
        entry(RecordsAction::Give(Verdict::Fine), "fine", "make it fine"),
        entry(
            RecordsAction::Give(Verdict::Wrong),
            "wrong",
            "make it wrong",
        ),
        entry(
            RecordsAction::Give(Verdict::Question),
            "question",
            "make it a question",
        ),
        entry(RecordsAction::Edit, "edit", "edit the note of the passage"),
        entry(RecordsAction::Delete, "delete", "delete the record"),
        entry(RecordsAction::Undo, "undo", "take back what was last done"),
    ],
}];

static EVIDENCE: [ActionSection<EvidenceAction>; 1] = [ActionSection {
    title: "In the evidence",
    entries: &[
        entry(
            EvidenceAction::Link,
            "link",
            "link the candidate by hand: it belongs to the passage",
        ),
        entry(
            EvidenceAction::Unlink,
            "unlink",
            "refuse the candidate: it does not belong to the passage",
        ),
        entry(EvidenceAction::Undo, "undo", "take back what was last said"),
    ],
}];

static LEDGER: [ActionSection<LedgerAction>; 1] = [ActionSection {
    title: "In the ledger of facts",
    entries: &[
        entry(
            LedgerAction::Place(Forward),
            "next-place",
            "the next place where the fact stands; after the last, the first",
        ),
        entry(
            LedgerAction::Place(Backward),
            "previous-place",
            "the previous place where the fact stands",
        ),
        entry(
            LedgerAction::Sort,
            "sort",
            "by state or by place in the rewrite",
        ),
        entry(
            LedgerAction::Kind(Forward),
            "next-kind",
            "the next kind alone; after the last, all",
        ),
        entry(
            LedgerAction::Kind(Backward),
            "previous-kind",
            "the previous kind alone",
        ),
        entry(
            LedgerAction::State,
            "state",
            "the next state alone: new, differs, gone, kept; after the last, all",
        ),
        entry(LedgerAction::Copy, "copy-row", "copy the row"),
        entry(
            LedgerAction::Give(Verdict::Fine),
            "fine",
            "fine, of the finding at the fact or else of its passage; goes on to the next without a verdict",
        ),
        entry(LedgerAction::Give(Verdict::Wrong), "wrong", "wrong"),
        entry(
            LedgerAction::Give(Verdict::Question),
            "question",
            "question",
        ),
        entry(LedgerAction::Undo, "undo", "take back what was last said"),
    ],
}];

static TABLE: [ActionSection<TableAction>; 1] = [ActionSection {
    title: "In the table of pairs",
    entries: &[
        entry(TableAction::Open, "read", "read the pair"),
        entry(
            TableAction::Sort(Forward),
            "sort",
            "sort by the next column, the worst pairs first",
        ),
        entry(
            TableAction::Sort(Backward),
            "sort-back",
            "sort by the previous column",
        ),
        entry(TableAction::Reverse, "reverse", "sort the other way round"),
        entry(
            TableAction::Part,
            "part",
            "only pairs that are not reviewed to the end, only those with something wrong, all",
        ),
        entry(
            TableAction::ReadAgain,
            "read-again",
            "read the collection again, if it has changed",
        ),
        entry(
            TableAction::CommandLine,
            "command-line",
            "go to a row by its number, or run an action by its name",
        ),
        entry(
            TableAction::ForgetFilter,
            "forget-filter",
            "forget the filter",
        ),
        entry(TableAction::Quit, "quit", "quit"),
    ],
}];

static EDIT: [ActionSection<EditAction>; 1] = [ActionSection {
    title: "While a line is typed",
    entries: &[
        entry(EditAction::Confirm, "accept", "do what the line says"),
        entry(EditAction::Cancel, "cancel", "forget the line"),
        entry(
            EditAction::Character(Backward),
            "left",
            "a character to the left",
        ),
        entry(
            EditAction::Character(Forward),
            "right",
            "a character to the right",
        ),
        entry(
            EditAction::Word(Backward),
            "word-left",
            "a word to the left",
        ),
        entry(
            EditAction::Word(Forward),
            "word-right",
            "a word to the right",
        ),
        entry(EditAction::Start, "line-start", "the start of the line"),
        entry(EditAction::End, "line-end", "the end of the line"),
        entry(
            EditAction::Erase(Backward),
            "erase",
            "erase the character before the cursor; in an empty line, forget it",
        ),
        entry(
            EditAction::Erase(Forward),
            "erase-forward",
            "erase the character at the cursor",
        ),
        entry(
            EditAction::EraseWord,
            "erase-word",
            "erase the word before the cursor",
        ),
        entry(
            EditAction::EraseToStart,
            "erase-to-start",
            "erase everything before the cursor",
        ),
        entry(
            EditAction::EraseToEnd,
            "erase-to-end",
            "erase everything from the cursor on",
        ),
        entry(
            EditAction::Row(Forward),
            "next-row",
            "next row of the list; in a search the next later one",
        ),
        entry(
            EditAction::Row(Backward),
            "previous-row",
            "previous row of the list; in a search the one searched for before",
        ),
        entry(
            EditAction::Complete(Forward),
            "complete",
            "complete the name of an action; again: the next one",
        ),
        entry(
            EditAction::Complete(Backward),
            "complete-back",
            "complete it with the one before",
        ),
        entry(
            EditAction::Break,
            "break-line",
            "end a line of a note and begin the next",
        ),
    ],
}];

static GLOBAL: [ActionSection<GlobalAction>; 1] = [ActionSection {
    title: "Everywhere",
    entries: &[
        entry(GlobalAction::QuitNow, "quit-now", "quit at once"),
        entry(
            GlobalAction::Suspend,
            "suspend",
            "stop the program until the shell says to go on",
        ),
    ],
}];
