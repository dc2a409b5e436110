//! The lines of a review file → the records that count: the latest of each id, without those that were deleted.

use super::record::{Header, Record, VERSION};
use crate::text::count::count;
use std::collections::{HashMap, HashSet};

/// What a file says, as far as it can be read.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// By id the record that counts, deletions included: one that comes late may be older.
    by_id: HashMap<String, Record>,
    /// How many lines could not be read.
    pub n_damaged: usize,
}

impl Records {
    /// Reads lines. A line that cannot be read costs that line; blank ones are none.
    pub fn read(&mut self, lines: &str) {
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str::<Record>(line) {
                Ok(record) if !record.id.is_empty() => self.add(record),
                // A file that others began has a first line of its own.
                _ if serde_json::from_str::<Header>(line).is_ok_and(|h| h.diptych == VERSION) => {}
                _ => self.n_damaged += 1,
            }
        }
    }

    /// What a person has to know about lines that could not be read; `None` if all could.
    pub fn damaged_in_words(&self) -> Option<String> {
        let lines = count(self.n_damaged, "line");
        (self.n_damaged > 0)
            .then(|| format!("{lines} of the review could not be read and stay as they are"))
    }

    /// Adds a record, unless a later one with its id is there already.
    pub fn add(&mut self, record: Record) {
        let known = self.by_id.get(&record.id);
        if known.is_none_or(|known| !is_later(&known.time, &record.time)) {
            self.by_id.insert(record.id.clone(), record);
        }
    }

    /// The record with an id, unless it was deleted.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.by_id.get(id).filter(|record| !record.is_deletion())
    }

    /// Those that count, by id: in the order in which they were made.
    pub fn living(&self) -> Vec<&Record> {
        self.living_where(|_| true)
    }

    /// Some of them, by id.
    pub fn living_where(&self, is_wanted: impl Fn(&Record) -> bool) -> Vec<&Record> {
        let records = self.by_id.values();
        let living = records.filter(|record| !record.is_deletion() && is_wanted(record));
        let mut living: Vec<&Record> = living.collect();
        living.sort_by(|a, b| a.id.cmp(&b.id));
        living
    }

    /// Those of a row of a collection.
    pub fn of_pair(&self, pair: &str) -> Records {
        let records = self.by_id.iter();
        let of_pair = records.filter(|(_, record)| record.pair.as_deref() == Some(pair));
        Records {
            by_id: of_pair.map(|(id, r)| (id.clone(), r.clone())).collect(),
            n_damaged: 0,
        }
    }

    /// Those of checkers alone.
    pub fn of_checkers(self) -> Records {
        let records = self.by_id.into_iter();
        Records {
            by_id: records
                .filter(|(_, record)| record.is_of_checker())
                .collect(),
            n_damaged: self.n_damaged,
        }
    }

    /// Those of each row of a collection.
    pub fn by_pair(&self) -> RecordsByPair {
        let mut by_pair: HashMap<String, Records> = HashMap::new();
        for record in self.by_id.values() {
            if let Some(pair) = &record.pair {
                let of_pair = by_pair.entry(pair.clone()).or_default();
                of_pair.add(record.clone());
            }
        }
        RecordsByPair(by_pair)
    }

    /// All of them, deletions included.
    pub fn into_records(self) -> Vec<Record> {
        let mut records: Vec<Record> = self.by_id.into_values().collect();
        records.sort_by(|a, b| a.id.cmp(&b.id));
        records
    }

    /// Whether nothing was ever said.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

/// What records call a pair of a collection: its id, and its number where that is not its own.
pub fn pair_name(id: Option<&str>, is_first_with_id: bool, pair: usize) -> String {
    let number = pair + 1;
    match id {
        Some(id) if is_first_with_id => id.to_owned(),
        Some(id) => format!("{id} (pair {number})"),
        None => format!("pair {number}"),
    }
}

/// Names pairs for records, while a collection is read from its first pair on.
#[derive(Debug, Default)]
pub struct PairNames(HashSet<String>);

impl PairNames {
    /// The name of the next pair, by its index and id.
    pub fn next(&mut self, pair: usize, id: Option<&str>) -> String {
        let is_first = id.is_some_and(|id| self.0.insert(id.to_owned()));
        pair_name(id, is_first, pair)
    }
}

/// The records of pairs that have not come yet, while a collection is read from its first pair on.
#[derive(Debug, Default)]
pub struct RecordsByPair(HashMap<String, Records>);

impl RecordsByPair {
    /// Takes those of the next pair, by its index and id. The first one with an id has it as its name.
    pub fn take(&mut self, pair: usize, id: Option<&str>) -> Option<Records> {
        if self.0.is_empty() {
            return None;
        }
        let mut names = [true, false].into_iter();
        names.find_map(|is_first| self.0.remove(&pair_name(id, is_first, pair)))
    }
}

/// Whether a time is later than another one. Times without meaning are the earliest.
fn is_later(time: &str, other: &str) -> bool {
    let parse = |time: &str| humantime::parse_rfc3339_weak(time.trim_end_matches('Z')).ok();
    parse(time) > parse(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::record::{Places, Verdict};

    fn verdict(id: &str, time: &str, verdict: Verdict) -> Record {
        Record {
            id: id.to_owned(),
            time: time.to_owned(),
            ..Record::verdict(verdict, Places::default(), None)
        }
    }

    #[test]
    fn the_latest_of_an_id_counts_whatever_its_line() {
        let mut records = Records::default();
        records.add(verdict("A", "2026-05-01T10:00:07Z", Verdict::Wrong));
        records.add(verdict("A", "2026-05-01T10:00:06.900Z", Verdict::Fine));
        assert_eq!(records.get("A").unwrap().verdict, Some(Verdict::Wrong));
        records.add(verdict("A", "2026-05-01T10:00:07Z", Verdict::Question));
        assert_eq!(records.get("A").unwrap().verdict, Some(Verdict::Question));
    }

    #[test]
    fn what_was_deleted_stays_away_until_it_is_said_again() {
        let mut records = Records::default();
        let said = verdict("A", "2026-05-01T10:00:07Z", Verdict::Wrong);
        let deletion = Record {
            time: "2026-05-01T10:00:08Z".to_owned(),
            ..said.deletion()
        };
        records.add(deletion);
        records.add(said);
        assert!(records.living().is_empty());
        records.add(verdict("A", "2026-05-01T10:00:09Z", Verdict::Wrong));
        assert_eq!(records.living().len(), 1);
    }

    #[test]
    fn a_damaged_line_costs_that_line() {
        let lines = r#"{"diptych":1,"kind":"pair"}
{"id":"A","kind":"verdict","verdict":"fine","by":"ed","time":"2026-05-01T10:00:07Z","colour":"red","weight":3.50,"size":{"n":7}}
{"id":"B","kind":"verdict","verd

{"id":"C","kind":"weather","by":"ed","time":""}
"#;
        let mut records = Records::default();
        records.read(lines);
        assert_eq!(records.n_damaged, 1);
        let living = records.living();
        assert_eq!(living.len(), 2);
        let kept = r#""colour":"red","size":{"n":7},"weight":3.50}"#;
        assert!(living[0].line().ends_with(kept), "{}", living[0].line());
        let again: Record = serde_json::from_str(&living[0].line()).unwrap();
        assert_eq!(&again, living[0]);
    }
}
