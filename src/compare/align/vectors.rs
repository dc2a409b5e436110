//! Units of segments → [`Vectors`]: sparse vectors ordered by id, and what two of them share.

use crate::text::cores::shares_on_all_cores;

/// One unit in one segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Which word, prefix, gram or number.
    pub id: u32,
    /// Its part in the segment: the squares of a segment's weights sum to 1.
    pub weight: f32,
}

/// One sparse vector for each segment of one side, ordered by id.
#[derive(Debug, Default)]
pub struct Vectors {
    terms: Vec<Term>,
    ends: Vec<usize>,
}

impl Term {
    /// A unit that occurs once.
    pub fn once(id: u32) -> Term {
        Term { id, weight: 1.0 }
    }
}

impl Vectors {
    /// A vector for each of `0..len` of the units that it has, made on all cores.
    pub fn of_all<I: Iterator<Item = Term>>(
        len: usize,
        units: impl Fn(usize) -> I + Sync,
    ) -> Vectors {
        let shares = shares_on_all_cores(len, |share| {
            let mut vectors = Vectors::default();
            share.for_each(|segment| vectors.push(units(segment)));
            vectors
        });
        let joined = |mut all: Vectors, share: Vectors| {
            let start = all.terms.len();
            all.terms.extend(share.terms);
            all.ends.extend(share.ends.iter().map(|end| start + end));
            all
        };
        shares.into_iter().reduce(joined).unwrap_or_default()
    }

    /// The units of a segment.
    pub fn of(&self, segment: usize) -> &[Term] {
        let start = segment.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.terms[start..self.ends[segment]]
    }

    /// The number of segments.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many units there are up to the last that a segment has.
    pub fn n_units(&self) -> usize {
        let ids = self.terms.iter().map(|term| term.id as usize + 1);
        ids.max().unwrap_or(0)
    }

    /// Adds a segment with these units; the weights of equal ones are added up.
    pub fn push(&mut self, terms: impl Iterator<Item = Term>) {
        let start = self.terms.len();
        self.terms.extend(terms);
        self.terms[start..].sort_unstable_by_key(|term| term.id);
        let mut end = start;
        for next in start..self.terms.len() {
            let term = self.terms[next];
            if end > start && self.terms[end - 1].id == term.id {
                self.terms[end - 1].weight += term.weight;
            } else {
                self.terms[end] = term;
                end += 1;
            }
        }
        self.terms.truncate(end);
        self.ends.push(end);
    }

    /// Turns counts into weights: (1 + ln count) × rarity, at length 1.
    pub fn weigh(&mut self, rarity: &[f32]) {
        let mut start = 0;
        for &end in &self.ends {
            let terms = &mut self.terms[start..end];
            for term in terms.iter_mut() {
                // Most units occur once, and the logarithm is what this step spends its time on.
                let times = match term.weight {
                    1.0 => 1.0,
                    n => 1.0 + n.ln(),
                };
                term.weight = times * rarity[term.id as usize];
            }
            let length = terms
                .iter()
                .map(|t| t.weight * t.weight)
                .sum::<f32>()
                .sqrt();
            // A segment without units has length 0.
            terms.iter_mut().for_each(|t| t.weight /= length + 1e-9);
            start = end;
        }
    }
}

/// The terms that both vectors have. If one vector is much longer, it is searched by galloping, which takes steps in
/// proportion to the shorter vector and only to the logarithm of the longer one; so a huge segment does not make all
/// its candidates expensive.
pub fn shared_terms<'a>(
    a: &'a [Term],
    b: &'a [Term],
) -> impl Iterator<Item = (&'a Term, &'a Term)> {
    let (mut short, mut long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let leaps = long.len() / MUCH_LONGER > short.len();
    std::iter::from_fn(move || {
        loop {
            let term = short.first()?;
            if leaps {
                long = from_id(long, term.id);
            }
            let other = long.first()?;
            // Without branches: the processor cannot predict which of the two is smaller.
            short = &short[usize::from(term.id <= other.id)..];
            long = &long[usize::from(other.id <= term.id)..];
            if term.id == other.id {
                return Some((term, other));
            }
        }
    })
}

/// The terms that are not in `others`.
pub fn without<'a>(terms: &'a [Term], others: &'a [Term]) -> impl Iterator<Item = &'a Term> {
    let mut both = shared_terms(terms, others)
        .map(|(term, _)| term.id)
        .peekable();
    terms
        .iter()
        .filter(move |term| both.next_if_eq(&term.id).is_none())
}

/// From this ratio of lengths on, galloping is faster than merging.
const MUCH_LONGER: usize = 8;

/// The terms from `id` on, found by galloping (exponential) search.
pub fn from_id(terms: &[Term], id: u32) -> &[Term] {
    let mut reach = 1;
    while reach < terms.len() && terms[reach].id < id {
        reach *= 2;
    }
    let from = reach / 2;
    let to = terms.len().min(reach + 1);
    &terms[from + terms[from..to].partition_point(|term| term.id < id)..]
}
