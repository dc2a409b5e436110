//! Whatever a reader can do, as plain data: keys become actions, and actions are all that changes a session.

use crate::app::key::Size;
use crate::compare::pair::Diptych;
use crate::text::side::Side;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Down the text.
    Forward,
    /// Up the text.
    Backward,
}

/// What to look for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A passage with a match.
    Match,
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

/// Whatever a reader can do.
#[derive(Debug, Clone)]
pub enum Action {
    /// To the next passage, or scroll through one that is taller than the pane.
    Passage(Direction),
    /// Scroll by a line; the cursor stays.
    Line(Direction),
    /// Scroll by half the pane, with the cursor.
    HalfScreen(Direction),
    /// Scroll by the pane, with the cursor.
    Screen(Direction),
    /// To the first passage, or to the one that the count names.
    Start,
    /// To the last passage, or to the one that the count names.
    End,
    /// Ask for the number of a passage.
    GoToPrompt,
    /// To the counterpart of the passage, which becomes the lead.
    Counterpart,
    /// Into the pane of a side, at the same height.
    Pane(Side),
    /// To the next passage of a kind.
    Next(Target, Direction),
    /// To the next finding.
    Finding(Direction),
    /// Back and forward through the places that jumps started from.
    Jump(Direction),
    /// Ask what to search for, or what to filter the pairs by.
    SearchPrompt,
    /// To the next hit.
    Hit(Direction),
    /// Show why the passage is matched, and what else there was.
    Evidence,
    /// Show the list of findings.
    Findings,
    /// Show the headings.
    Outline,
    /// The next lens.
    Lens,
    /// The next layout.
    Layout,
    /// Give text to the clipboard.
    Copy(Copied),
    /// One pane or both.
    Zoom,
    /// Give the address of the passage's link to the clipboard; of the one that the count names.
    Link,
    /// Open the passage in an editor.
    Edit,
    /// Read the files anew.
    Reload,
    /// Choose a theme.
    Themes,
    /// Leave the mouse to the terminal, or take it back.
    Mouse,
    /// To the next pair of the collection.
    Pair(Direction),
    /// Sort the pairs by the next column.
    Sort(Direction),
    /// Sort the pairs the other way round.
    Reverse,
    /// Read the collection again.
    Reread,
    /// Show the keys.
    Help,
    /// Close what is open.
    Close,
    /// Close what is open, or leave.
    Quit,
    /// Leave.
    Abort,
    /// Type a character into the prompt.
    Type(char),
    /// Take the prompt's last character back.
    Erase,
    /// Empty the prompt.
    EraseAll,
    /// Do what the prompt says, or open the pair.
    Confirm,
    /// Put the cursor on the passage at a cell.
    Click {
        /// Column of the cell.
        column: usize,
        /// Row of the cell.
        row: usize,
    },
    /// Drag what was clicked last to a column.
    Drag {
        /// The column of the mouse.
        column: usize,
    },
    /// Scroll as the wheel does.
    Wheel(Direction),
    /// The screen has another size.
    Resize(Size),
    /// The pair was read or matched anew.
    Load(Box<Diptych>),
}
