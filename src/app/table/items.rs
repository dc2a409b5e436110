//! What the background jobs find out about the pairs of a collection → all pairs, sorted and filtered.
//!
//! It knows no screen and no cursor; the owner of a cursor places it again after each change.

use super::columns::{KEY_MAX, TableColumn};
use super::figures::{PairFigures, ReviewFigures};
use super::filter::PairFilter;
use crate::text::natural_sort;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// A pair in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableItem {
    /// The id, if it has one.
    pub id: Option<Box<str>>,
    /// The title, or the first words of the text, once they are known.
    pub title: Option<Box<str>>,
    /// What is known of it.
    pub state: PairState,
    /// The first pair with the same id: an index into all pairs.
    pub same_as: Option<usize>,
}

/// What is known of a pair.
#[derive(Debug, Clone, PartialEq)]
pub enum PairState {
    /// Nothing yet.
    Waiting,
    /// Its figures.
    Known(PairFigures),
    /// Why there are no figures.
    Problem(Box<str>),
}

/// What the table shows: all pairs, or those on which there is something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TablePart {
    /// All of them.
    All,
    /// Those with passages that have no verdict yet.
    Unreviewed,
    /// Those in which something is wrong.
    Wrong,
}

impl TablePart {
    /// The one after it, and round.
    pub(super) fn next(self) -> TablePart {
        match self {
            TablePart::All => TablePart::Unreviewed,
            TablePart::Unreviewed => TablePart::Wrong,
            TablePart::Wrong => TablePart::All,
        }
    }

    /// The words for it, in front of "pairs"; empty for all.
    pub fn name(self) -> &'static str {
        match self {
            TablePart::All => "",
            TablePart::Unreviewed => "unreviewed",
            TablePart::Wrong => "wrong",
        }
    }

    fn has(self, state: &PairState) -> bool {
        match (self, state) {
            (TablePart::All, _) | (TablePart::Unreviewed, PairState::Waiting) => true,
            (TablePart::Unreviewed, PairState::Known(figures)) => figures.review.has_open(),
            (TablePart::Wrong, PairState::Known(figures)) => figures.review.wrong > 0,
            (_, PairState::Problem(_)) | (TablePart::Wrong, PairState::Waiting) => false,
        }
    }
}

/// What the background jobs find out.
#[derive(Debug, Clone, PartialEq)]
pub enum TableNews {
    /// The next pairs of the collection.
    Found(Vec<FoundPair>),
    /// There are no more pairs; with the reason if the search for them failed.
    Whole(Option<String>),
    /// What pairs come to, by their index; and how the text begins, if the pair has no title.
    Figured(Vec<(usize, PairState, Option<Box<str>>)>),
    /// A pair was checked by all checkers.
    Checked,
    /// The collection has changed since it was read.
    Changed,
    /// All is read again, from the first pair on.
    Again,
}

/// A pair that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundPair {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Why it cannot be read, or what results say about it.
    pub state: Option<PairState>,
    /// Whether it stands where it stood before all was read again, so that what was known of it still holds.
    pub stayed: bool,
}

/// All pairs, sorted and filtered.
#[derive(Debug, Clone)]
pub(super) struct Items {
    all: Vec<TableItem>,
    /// What was known before all was read again.
    before: Vec<TableItem>,
    /// The first pair of each id, by a hash of it: a million ids are there once.
    ids: HashMap<u64, u32>,
    n_known: usize,
    n_problems: usize,
    n_twice: usize,
    /// The names of the checkers that are asked about all pairs.
    checkers: Vec<String>,
    n_checked: usize,
    is_whole: bool,
    has_changed: bool,
    note: Option<String>,
    sort: TableColumn,
    reversed: bool,
    filter: PairFilter,
    /// What this session's verdicts come to, by pair.
    said: HashMap<usize, ReviewFigures>,
    /// Whether something was said of any pair.
    has_review: bool,
    part: TablePart,
    /// How many letters of the filter each pair matches; a pair that matches all is shown.
    reach: Vec<usize>,
    /// All pairs in their order: what they are sorted by, above their index into `all`.
    order: Vec<u64>,
    /// The place of each pair by its name, once all are there and somebody asked for it.
    ranks: Vec<u32>,
    /// The pairs that pass the filter, in their order: indices into `all`.
    shown: Vec<u32>,
}

/// Pairs that are worth a thread of their own when a letter is tried on them.
const ITEMS_MIN: usize = 10_000;

impl Items {
    pub(super) fn new() -> Items {
        Items {
            all: Vec::new(),
            before: Vec::new(),
            ids: HashMap::new(),
            n_known: 0,
            n_problems: 0,
            n_twice: 0,
            checkers: Vec::new(),
            n_checked: 0,
            is_whole: false,
            has_changed: false,
            note: None,
            sort: TableColumn::Number,
            reversed: false,
            filter: PairFilter::new(),
            said: HashMap::new(),
            has_review: false,
            part: TablePart::All,
            reach: Vec::new(),
            order: Vec::new(),
            ranks: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// All pairs, in the order of the collection.
    pub(super) fn all(&self) -> &[TableItem] {
        &self.all
    }

    /// The pairs that pass the filter, in their order: indices into [`Items::all`].
    pub(super) fn passing(&self) -> &[u32] {
        &self.shown
    }

    /// How many are known or known to be damaged, how many damaged, and how many have an id that came before.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        (self.n_known, self.n_problems, self.n_twice)
    }

    pub(super) fn is_busy(&self) -> bool {
        !self.is_whole || self.n_known < self.all.len() || self.is_checking()
    }

    /// The same items, about which these checkers are asked.
    pub(super) fn with_checkers(self, checkers: Vec<String>) -> Items {
        Items { checkers, ..self }
    }

    fn is_checking(&self) -> bool {
        !self.checkers.is_empty() && self.n_checked < self.n_to_check()
    }

    fn n_to_check(&self) -> usize {
        self.all.len() - self.n_problems.min(self.all.len())
    }

    /// The names of the checkers at work, and how many pairs of how many they have checked.
    pub(super) fn checking(&self) -> Option<(String, usize, usize)> {
        let names = self.checkers.join(" and ");
        self.is_checking()
            .then(|| (names, self.n_checked, self.n_to_check()))
    }

    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn has_changed(&self) -> bool {
        self.has_changed
    }

    pub(super) fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The column that they are sorted by, and whether from its other end.
    pub(super) fn sort(&self) -> (TableColumn, bool) {
        (self.sort, self.reversed)
    }

    /// The part of the pairs that is shown.
    pub(super) fn part(&self) -> TablePart {
        self.part
    }

    /// Shows another part of the pairs.
    pub(super) fn show_part(&mut self, part: TablePart) {
        self.part = part;
        self.filter_order();
    }

    /// Whether something was said of any pair.
    pub(super) fn has_review(&self) -> bool {
        self.has_review
    }

    /// Notes what was said of a pair in this session. It stays where it is until [`Items::settle_review`].
    pub(super) fn note_review(&mut self, pair: usize, review: ReviewFigures) {
        self.said.insert(pair, review);
    }

    /// Notes other figures of a pair, but for its review, if it had any.
    pub(super) fn note_figures(&mut self, pair: usize, figures: PairFigures) {
        let item = self.all.get_mut(pair);
        if let Some(PairState::Known(known)) = item.map(|item| &mut item.state) {
            let review = known.review;
            *known = PairFigures { review, ..figures };
        }
    }

    /// Sorts and filters by what was said in the meantime.
    pub(super) fn settle_review(&mut self) {
        for (&pair, &said) in &self.said {
            self.has_review = true;
            if let Some(TableItem {
                state: PairState::Known(figures),
                ..
            }) = self.all.get_mut(pair)
            {
                figures.review = said;
            }
        }
        self.put_in_order();
    }

    /// Takes what was found out. True if other pairs may be shown now, or the same in another order.
    pub(super) fn learn(&mut self, news: TableNews) -> bool {
        match news {
            TableNews::Found(found) => {
                self.add(found);
                true
            }
            TableNews::Figured(figured) => self.figure(figured),
            TableNews::Whole(note) => {
                self.is_whole = true;
                self.note = note;
                self.before = Vec::new();
                if self.sort == TableColumn::Pair {
                    self.put_in_order();
                }
                true
            }
            TableNews::Checked => {
                self.n_checked += 1;
                false
            }
            TableNews::Changed => {
                self.has_changed = true;
                false
            }
            TableNews::Again => {
                self.before = std::mem::take(&mut self.all);
                self.ids.clear();
                self.reach.clear();
                self.order.clear();
                self.ranks.clear();
                (self.n_known, self.n_problems, self.n_twice) = (0, 0, 0);
                self.n_checked = 0;
                (self.is_whole, self.has_changed, self.note) = (false, false, None);
                self.shown.clear();
                self.said.clear();
                false
            }
        }
    }

    /// Sorts by a column, from its other end if `reversed`.
    pub(super) fn sort_by(&mut self, column: TableColumn, reversed: bool) {
        (self.sort, self.reversed) = (column, reversed);
        self.put_in_order();
    }

    /// Shows the pairs that pass a filter. For the letters that it shares with the last filter, nothing is computed again.
    pub(super) fn set_filter(&mut self, text: &str) {
        let n_letters = self.filter.n_letters();
        let same = self.filter.text().chars().zip(text.chars());
        let n_same = same.take_while(|(before, now)| before == now).count();
        for _ in n_same..n_letters {
            self.filter.pop();
        }
        if n_same < n_letters {
            for reach in &mut self.reach {
                *reach = n_same.min(*reach);
            }
        }
        for letter in text.chars().skip(n_same) {
            self.narrow(letter);
        }
        self.filter_order();
    }

    /// Adds a letter to the filter, and tests it on the pairs that passed so far.
    fn narrow(&mut self, letter: char) {
        if !self.filter.push(letter) {
            return;
        }
        let filter = &self.filter;
        let narrow = |items: &[TableItem], reach: &mut [usize]| {
            let mut filter = filter.clone();
            for (item, reach) in items.iter().zip(reach) {
                if *reach + 1 == filter.n_letters() {
                    *reach = filter.reach(item, *reach);
                }
            }
        };
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        let n_items = self.all.len().div_ceil(n_cores).max(ITEMS_MIN);
        let parts = self.all.chunks(n_items);
        let parts = Mutex::new(parts.zip(self.reach.chunks_mut(n_items)));
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        let narrow_all = || {
            while let Some((items, reach)) = next() {
                narrow(items, reach);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.all.len().div_ceil(n_items) {
                // Without a further thread, those that there are do its part.
                let _ = Builder::new().spawn_scoped(scope, narrow_all);
            }
            narrow_all();
        });
    }

    /// Sorts all pairs.
    fn put_in_order(&mut self) {
        if self.sort == TableColumn::Pair && self.is_whole && self.ranks.is_empty() {
            self.ranks = self.ranks_of_names();
        }
        let mut order: Vec<u64> = (0..self.all.len()).map(|n| self.key(n)).collect();
        order.sort_unstable();
        self.order = order;
        self.filter_order();
    }

    /// Puts pairs where they belong now; `before` are their keys until then.
    fn put_in_place(&mut self, pairs: &[usize], mut before: Vec<u64>) {
        before.sort_unstable();
        let mut before = before.into_iter().peekable();
        self.order.retain(|key| before.next_if_eq(key).is_none());
        let mut keys: Vec<u64> = pairs.iter().map(|&n| self.key(n)).collect();
        keys.sort_unstable();
        self.order.extend(keys);
        self.order.sort(); // two runs: they are only merged
    }

    /// What a pair is sorted by: its figure from the worst on, then pairs without a figure; and its index.
    fn key(&self, n: usize) -> u64 {
        let last = KEY_MAX + 1;
        let turned = |key: u32| if self.reversed { KEY_MAX - key } else { key };
        let key = match (self.sort, &self.all[n].state) {
            (TableColumn::Number, _) => turned(n as u32),
            (TableColumn::Pair, _) => turned(self.ranks.get(n).copied().unwrap_or(n as u32)),
            (column, PairState::Known(figures)) => column.badness(figures).map_or(last, turned),
            (_, PairState::Problem(_)) => last,
            (_, PairState::Waiting) => last + 1,
        };
        u64::from(key) << 32 | n as u64
    }

    /// Shows the pairs that pass the filter.
    fn filter_order(&mut self) {
        self.shown.clear();
        self.show_order_from(0);
    }

    /// Shows those of the pairs from a place in the order on, too.
    fn show_order_from(&mut self, first: usize) {
        let n_letters = self.filter.n_letters();
        let pairs = self.order[first..].iter().map(|&key| key as u32);
        self.shown.extend(pairs.filter(|&n| {
            let n = n as usize;
            self.reach[n] == n_letters && self.part.has(&self.all[n].state)
        }));
    }

    /// The place of each pair in the order of ids and titles.
    fn ranks_of_names(&self) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.all.len());
        for (n, item) in self.all.iter().enumerate() {
            let id = item.id.as_deref().map(natural_sort::sort_key);
            order.push((id, item.title.as_deref(), n));
        }
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, (.., n)) in order.into_iter().enumerate() {
            ranks[n] = rank as u32;
        }
        ranks
    }

    fn add(&mut self, found: Vec<FoundPair>) {
        let n_before = self.all.len();
        for found in found {
            let item = self.item(self.all.len(), found);
            self.n_known += usize::from(item.state != PairState::Waiting);
            self.n_problems += usize::from(matches!(item.state, PairState::Problem(_)));
            self.n_twice += usize::from(item.same_as.is_some());
            self.reach.push(self.filter.reach(&item, 0));
            if let PairState::Known(figures) = &item.state {
                self.has_review |= figures.review.has_any();
            }
            self.all.push(item);
        }
        let mut keys: Vec<u64> = (n_before..self.all.len()).map(|n| self.key(n)).collect();
        keys.sort_unstable();
        let n_ordered = self.order.len();
        let comes_last = self.order.last() < keys.first();
        self.order.append(&mut keys);
        if comes_last {
            // Almost always, so that a million pairs are not gone through for each few that are found.
            self.show_order_from(n_ordered);
        } else {
            self.order.sort(); // two runs: they are only merged
            self.filter_order();
        }
    }

    fn item(&mut self, n: usize, found: FoundPair) -> TableItem {
        let id = found.id.map(String::into_boxed_str);
        let same_as = id.as_ref().and_then(|id| {
            let hash = self.ids.hasher().hash_one(id);
            let first = *self.ids.entry(hash).or_insert(n as u32) as usize;
            Some(first).filter(|&first| first != n && self.all[first].id.as_ref() == Some(id))
        });
        let before = self.before.get_mut(n).filter(|_| found.stayed);
        let (title, state) = match before {
            Some(item) => (
                item.title.take(),
                std::mem::replace(&mut item.state, PairState::Waiting),
            ),
            None => (None, PairState::Waiting),
        };
        TableItem {
            id,
            title: found.title.map(String::into_boxed_str).or(title),
            state: found.state.unwrap_or(state),
            same_as,
        }
    }

    /// True if what is shown may be different now.
    fn figure(&mut self, figured: Vec<(usize, PairState, Option<Box<str>>)>) -> bool {
        let is_by_figure = !matches!(self.sort, TableColumn::Number | TableColumn::Pair);
        let mut pairs = Vec::new();
        if is_by_figure {
            let known = figured.iter().map(|&(n, ..)| n);
            pairs.extend(known.filter(|&n| n < self.all.len()));
            pairs.sort_unstable();
            pairs.dedup();
        }
        let before = pairs.iter().map(|&n| self.key(n)).collect();
        for (n, mut state, beginning) in figured {
            let Some(item) = self.all.get_mut(n) else {
                continue;
            };
            if let PairState::Known(figures) = &mut state {
                // The job knows what was said before the session.
                figures.review = self.said.get(&n).copied().unwrap_or(figures.review);
                self.has_review |= figures.review.has_any();
            }
            self.n_known += usize::from(item.state == PairState::Waiting);
            self.n_problems += usize::from(matches!(state, PairState::Problem(_)));
            item.state = state;
            if item.title.is_none() && beginning.is_some() {
                item.title = beginning;
                if item.id.is_none() {
                    self.ranks.clear(); // its title is its name
                }
                self.reach[n] = self.filter.reach(item, 0);
            }
        }
        if is_by_figure {
            self.put_in_place(&pairs, before);
        }
        let is_part = self.part != TablePart::All;
        let may_differ = is_by_figure || is_part || self.filter.n_letters() > 0;
        if may_differ {
            self.filter_order();
        }
        may_differ
    }
}
