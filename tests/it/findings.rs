//! `tests/findings/LANGUAGE.txt`: one changed line a case, and what is pointed at in it; harmless rewordings beside
//! changes of meaning. And what holds for the findings of all texts.
//!
//! ```text
//! # number: another amount
//! - The town has 1,500 inhabitants.
//! + The town has 15,000 inhabitants.
//! ! number                             exactly one finding, of this kind, likely or sure
//! =                                    or none
//! ? why                                the case is known to come out wrong, and why
//! ```
//!
//! The line stands in the middle of an article of the language that is the same on both sides.

use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{Result, Unstructured};
use diptych::compare::align::{Alignment, Link};
use diptych::compare::findings::{Confidence, Finding, FindingKind};
use diptych::compare::pair::{Comparison, Diptych};
use diptych::text::side::{Pair, Side};
use std::collections::HashSet;
use std::fmt::Write;

/// Language, its cases, its article: two paragraphs before the line of the case and two behind it.
const LANGUAGES: [(&str, &str, [&str; 4]); 4] = [
    (
        "English",
        include_str!("../findings/en.txt"),
        [
            "The garden behind the old mill smells of mint and wet stone in the evening.",
            "Children from the lane climb over the wall and look for snails under the ferns.",
            "A heron stands in the shallow stream and waits for small fish.",
            "When the light fades, someone plays a slow tune on a wooden flute.",
        ],
    ),
    (
        "German",
        include_str!("../findings/de.txt"),
        [
            "Der Garten hinter der alten Mühle duftet abends nach Minze und feuchtem Stein.",
            "Kinder aus der Gasse klettern über die Mauer und suchen Schnecken unter den Farnen.",
            "Ein Reiher steht im flachen Bach und wartet auf kleine Fische.",
            "In der Dämmerung spielt jemand eine langsame Weise auf einer hölzernen Flöte.",
        ],
    ),
    (
        "Spanish",
        include_str!("../findings/es.txt"),
        [
            "El jardín que hay detrás del viejo molino huele a menta y a piedra mojada.",
            "Unos chiquillos trepan por la tapia y buscan caracoles debajo de los helechos.",
            "Una garza está en el arroyo poco profundo y espera a los peces pequeños.",
            "Al anochecer alguien toca una melodía lenta con una flauta de madera.",
        ],
    ),
    (
        "French",
        include_str!("../findings/fr.txt"),
        [
            "Le jardin derrière le vieux moulin sent la menthe et la pierre mouillée.",
            "Des enfants grimpent sur le mur et cherchent des escargots sous les fougères.",
            "Un héron se tient dans le ruisseau peu profond et guette de petits poissons.",
            "À la nuit tombante, quelqu'un joue un air lent sur une flûte en bois.",
        ],
    ),
];

/// The least cases of a language.
const CASES_MIN: usize = 30;

/// A line and what is pointed at in it.
struct Case {
    title: &'static str,
    lines: Pair<&'static str>,
    /// What changed; `None` if nothing did.
    kind: Option<FindingKind>,
    /// Why it is known to come out wrong.
    wrong: Option<&'static str>,
}

#[test]
fn changed_lines_are_pointed_at_and_harmless_ones_are_not() {
    let (mut failures, mut n_failed, mut n_all) = (String::new(), 0, 0);
    for (language, table, article) in LANGUAGES {
        let cases = cases(table);
        assert!(cases.len() >= CASES_MIN, "{language}: the cases are gone");
        for case in &cases {
            n_all += 1;
            let found = found(case, article);
            let kinds: Vec<FindingKind> = found.iter().map(|finding| finding.kind).collect();
            let is_right = kinds == Vec::from_iter(case.kind);
            if is_right == case.wrong.is_none() {
                continue;
            }
            n_failed += 1;
            let expected = case.kind.map_or("nothing", FindingKind::name);
            let told = |finding: &Finding| format!("{} ({})", finding.kind.name(), finding.note);
            let found: Vec<String> = found.iter().map(told).collect();
            let _ = writeln!(
                failures,
                "{language}, {}\n  - {}\n  + {}\n  expected {expected}, found [{}]{}",
                case.title,
                case.lines.original,
                case.lines.rewrite,
                found.join("; "),
                if case.wrong.is_some() {
                    ": the ? is out of date"
                } else {
                    ""
                },
            );
        }
    }
    assert!(n_failed == 0, "{n_failed} of {n_all} cases:\n{failures}");
}

#[test]
fn every_kind_has_harmful_and_harmless_cases() {
    for (language, table, _) in LANGUAGES {
        let cases = cases(table);
        for kind in FindingKind::ALL {
            if matches!(
                kind,
                FindingKind::Dropped | FindingKind::Added | FindingKind::Other
            ) {
                continue;
            }
            let of_kind = |case: &&Case| case.title.starts_with(kind.name());
            let is_harmful = |case: &Case| case.kind.is_some();
            assert!(
                cases.iter().filter(of_kind).any(is_harmful),
                "{language}: no harmful case of {kind:?}"
            );
            assert!(
                cases.iter().filter(of_kind).any(|case| !is_harmful(case)),
                "{language}: no harmless case of {kind:?}"
            );
        }
    }
}

/// What is pointed at, as likely at least, inside the line of a case.
fn found(case: &Case, article: [&str; 4]) -> Vec<Finding> {
    let [first, second, third, last] = article;
    let texts = case
        .lines
        .map(|line| [first, second, line, third, last].join("\n\n"));
    let at = format!("{first}\n\n{second}\n\n").len();
    let line = case.lines.map(|line| at..at + line.len());
    let diptych = diptych(&texts.original, &texts.rewrite);
    let touches = |finding: &Finding| {
        Side::BOTH.into_iter().any(|side| {
            let stretch = finding.stretches[side].as_ref();
            stretch.is_some_and(|stretch| {
                stretch.range.start < line[side].end && line[side].start < stretch.range.end
            })
        })
    };
    let counts = |finding: &Finding| {
        finding.confidence >= Confidence::Likely
            && !matches!(finding.kind, FindingKind::Dropped | FindingKind::Added)
            && touches(finding)
    };
    let findings = diptych.findings().iter().cloned();
    findings.filter(counts).collect()
}

/// The cases of a table.
fn cases(table: &'static str) -> Vec<Case> {
    let blocks = table.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.map(case).collect()
}

fn case(block: &'static str) -> Case {
    let lines = block.lines().filter(|line| !line.is_empty());
    let marked = |mark: &str| {
        let mut marked = lines.clone().filter_map(|line| line.strip_prefix(mark));
        let text = marked.next().map(str::trim);
        assert_eq!(marked.next(), None, "two lines with {mark} in {block}");
        text
    };
    let expect =
        |mark: &str| marked(mark).unwrap_or_else(|| panic!("no line with {mark} in {block}"));
    let kind = marked("!").map(|name| {
        let kind = FindingKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name);
        kind.unwrap_or_else(|| panic!("{name} is no kind in {block}"))
    });
    assert_ne!(
        kind.is_some(),
        marked("=").is_some(),
        "one of ! and = in {block}"
    );
    Case {
        title: expect("#"),
        lines: Pair {
            original: expect("-"),
            rewrite: expect("+"),
        },
        kind,
        wrong: marked("?"),
    }
}

/// What goes between the lines of a random text: marks, scripts and endings that rules go wrong with.
const ODDITIES: [&str; 20] = [
    " ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "“",
    "”",
    "« ",
    " »",
    "\"",
    "'",
    "1,500",
    " 18:30 ",
    "$2.4m",
    "3. ",
    "2020-06-14",
    "横浜の港は3月14日に閉鎖された。約1億円。",
    "e\u{301}é",
    "👩‍👩‍👧‍👦",
    " not ",
    "# Heading\n\n",
];

/// A text of lines of one language's cases, each as it was or as it became, and one with some of them turned over.
fn pair(u: &mut Unstructured) -> Result<(String, String)> {
    let (_, table, _) = u.choose(&LANGUAGES)?;
    let cases = cases(table);
    let (mut original, mut rewrite) = (Vec::new(), Vec::new());
    for _ in 0..u.int_in_range(0..=8)? {
        if u.ratio(1, 4)? {
            let oddity = *u.choose(&ODDITIES)?;
            original.push(oddity);
            rewrite.extend(u.ratio(2, 3)?.then_some(oddity));
        } else {
            let case = u.choose(&cases)?;
            original.push(case.lines.original);
            rewrite.push(if u.ratio(3, 4)? {
                case.lines.rewrite
            } else {
                case.lines.original
            });
        }
        let gap = *u.choose(&[" ", "\n\n"])?;
        original.push(gap);
        rewrite.push(gap);
    }
    if u.ratio(1, 4)? && !rewrite.is_empty() {
        let n = u.choose_index(rewrite.len())?;
        rewrite.rotate_left(n);
    }
    Ok((original.concat(), rewrite.concat()))
}

#[test]
fn a_text_against_itself_has_no_finding() {
    holds(|u| {
        let (text, _) = pair(u)?;
        let found = diptych(&text, &text).findings().to_vec();
        assert!(found.is_empty(), "{found:?}");
        Ok(())
    });
}

#[test]
fn findings_stand_on_words_of_their_segments() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let diptych = diptych(&original, &rewrite);
        for finding in diptych.findings() {
            let shown = Side::BOTH.map(|side| finding.stretches[side].is_some());
            assert_ne!(shown, [false, false], "{finding:?} shows nothing");
            assert!(
                !finding.note.is_empty() && finding.weight > 0.0,
                "{finding:?}"
            );
            for side in Side::BOTH {
                let Some(stretch) = &finding.stretches[side] else {
                    continue;
                };
                // Slicing panics outside of the text and off character borders.
                let text = &diptych.documents[side].text()[stretch.range.clone()];
                assert!(!text.trim().is_empty(), "{finding:?} is on nothing");
                let segments = &diptych.segments[side];
                assert!(!stretch.segments.is_empty(), "{finding:?} is in no segment");
                for (n, segment) in segments.iter().enumerate() {
                    let range = &segment.range;
                    let touches =
                        range.start < stretch.range.end && stretch.range.start < range.end;
                    assert_eq!(touches, stretch.segments.contains(&n), "{finding:?}: {n}");
                }
            }
        }
        Ok(())
    });
}

/// Kinds whose findings see both sides alike.
const EVEN: [FindingKind; 4] = [
    FindingKind::Number,
    FindingKind::Date,
    FindingKind::Negation,
    FindingKind::Hedging,
];

#[test]
fn exchanging_the_sides_exchanges_dropped_and_added_and_keeps_the_changes() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let diptych = diptych(&original, &rewrite);
        let exchanged = exchanged(&diptych);
        let ranges = |findings: &[Finding], kind: FindingKind, side: Side| -> Vec<_> {
            let of_kind = findings.iter().filter(|finding| finding.kind == kind);
            let mut stretches: Vec<_> = of_kind
                .map(|finding| finding.stretches[side].clone().map(|stretch| stretch.range))
                .map(|range| range.map(|range| (range.start, range.end)))
                .collect();
            stretches.sort_unstable();
            stretches
        };
        assert_eq!(
            ranges(diptych.findings(), FindingKind::Dropped, Side::Original),
            ranges(&exchanged, FindingKind::Added, Side::Rewrite)
        );
        assert_eq!(
            ranges(diptych.findings(), FindingKind::Added, Side::Rewrite),
            ranges(&exchanged, FindingKind::Dropped, Side::Original)
        );
        // Of two kinds that see the same words one keeps them, the surer, and what went is less sure than what came.
        let of_words =
            |kind: FindingKind| !matches!(kind, FindingKind::Dropped | FindingKind::Added);
        let kinds: HashSet<FindingKind> = (diptych.findings().iter().chain(&exchanged))
            .map(|finding| finding.kind)
            .filter(|&kind| of_words(kind))
            .collect();
        let is_all_there_is = |kind: &FindingKind| kinds.iter().all(|other| other == kind);
        for kind in EVEN.into_iter().filter(is_all_there_is) {
            let count = |findings: &[Finding]| {
                // What only one side has is a finding where it is new, and mostly none where it is gone.
                let is_replaced = |finding: &&Finding| {
                    Side::BOTH
                        .iter()
                        .all(|&side| finding.stretches[side].is_some())
                };
                let findings = findings.iter().filter(is_replaced);
                findings.filter(|finding| finding.kind == kind).count()
            };
            assert_eq!(
                count(diptych.findings()),
                count(&exchanged),
                "{kind:?}: {:?} and {exchanged:?}\n{original}\n{rewrite}",
                diptych.findings()
            );
        }
        let surer = |findings: &[Finding], how: &str| {
            let told = findings
                .iter()
                .filter(|finding| finding.kind == FindingKind::Hedging);
            told.filter(|finding| finding.note.starts_with(how)).count()
        };
        if is_all_there_is(&FindingKind::Hedging) {
            assert_eq!(
                surer(diptych.findings(), "surer"),
                surer(&exchanged, "less sure")
            );
        }
        Ok(())
    });
}

/// The findings of the same pair with its sides exchanged, matched as it was.
fn exchanged(diptych: &Diptych) -> Vec<Finding> {
    let Comparison { alignment, .. } = comparison(diptych);
    let mut links: Vec<(usize, Link)> = alignment.links.iter().copied().enumerate().collect();
    for (_, link) in &mut links {
        link.segments = link.segments.swapped();
    }
    links.sort_by_key(|(_, link)| (link.segments.original, link.segments.rewrite));
    let new_place = |old: usize| links.iter().position(|&(n, _)| n == old).unwrap();
    let backbone = alignment.backbone.iter().map(|&n| new_place(n)).collect();
    let mut matches = alignment.matches.clone();
    for mat in &mut matches {
        mat.segments = mat.segments.clone().swapped();
    }
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by_key(|&n| matches[n].segments.original[0]);
    let rank = |mat: usize| order.iter().position(|&n| n == mat).unwrap();
    let match_of = alignment.match_of.clone().swapped();
    let match_of =
        match_of.map(|match_of| match_of.iter().map(|mat| mat.map(rank)).collect::<Vec<_>>());
    let alignment = Alignment {
        links: links.iter().map(|&(_, link)| link).collect(),
        matches: order.iter().map(|&n| matches[n].clone()).collect(),
        match_of,
        backbone,
        ..Alignment::default()
    };
    alignment.check_invariants();
    let exchanged = diptych.exchanged().matched_by(|_, _, _| alignment);
    exchanged.findings().to_vec()
}
