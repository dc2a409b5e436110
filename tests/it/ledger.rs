//! Pairs of texts → their ledger: every fact once, and what became of it.

use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{Result, Unstructured};
use diptych::compare::ledger::{Entry, FactState};
use diptych::compare::pair::Diptych;
use diptych::text::side::{Pair, Side};
use std::collections::HashSet;

/// `differs number 42 | 24 (note)`, a line for each entry.
fn lines(pair: &Diptych) -> Vec<String> {
    pair.ledger().iter().map(line).collect()
}

fn line(entry: &Entry) -> String {
    let form = |side: Side| entry.forms[side].as_deref().unwrap_or("–");
    let note = match &*entry.note {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    format!(
        "{} {} {} | {}{note}",
        entry.state.name(),
        entry.kind.name(),
        form(Side::Original),
        form(Side::Rewrite)
    )
}

/// Compares the ledger of a pair with its lines, kept facts left out unless `with_kept`.
#[track_caller]
fn check(original: &str, rewrite: &str, with_kept: bool, expected: &[&str]) {
    let lines = lines(&diptych(original, rewrite));
    let shown = lines
        .iter()
        .filter(|line| with_kept || !line.starts_with("kept"));
    let shown: Vec<&String> = shown.collect();
    assert_eq!(shown, expected, "{original}\n{rewrite}\n{lines:#?}");
}

#[test]
fn a_fact_is_new_differs_is_gone_or_is_kept() {
    check(
        "The old mill has 42 looms and 17 spindles. Its owner pays Nora Quist 300 crowns a month.",
        "The old mill has 24 looms and 17 spindles. Its owner pays Nora Quist 300 crowns a year. It burned in 1911.",
        true,
        &[
            "new date – | 1911",
            "differs number 42 | 24",
            "differs number 300 crowns a month | 300 crowns a year",
            "kept number 17 | 17",
            "kept name Nora Quist | Nora Quist",
        ],
    );
}

#[test]
fn one_value_in_other_words_is_kept() {
    for (original, rewrite) in [
        (
            "The walk takes 90 minutes in all.",
            "The walk takes an hour and a half in all.",
        ),
        (
            "The walk takes an hour and three quarters.",
            "The walk takes 105 minutes.",
        ),
        (
            "The shop opens at half past nine every morning.",
            "The shop opens at 9:30 every morning.",
        ),
        (
            "They sold twelve thousand tickets in a day.",
            "They sold 12,000 tickets in a day.",
        ),
        (
            "The road is 1.5 kilometres long there.",
            "The road is 1,500 metres long there.",
        ),
        (
            "Half of the houses were empty by then.",
            "50 percent of the houses were empty by then.",
        ),
        (
            "She was born on 3 May 1950 in the valley.",
            "She was born on May 3, 1950 in the valley.",
        ),
        (
            "He scored in the 78th minute of the match.",
            "He scored after 78 minutes of the match.",
        ),
        (
            "It ran from 1898–99 without a break.",
            "It ran from 1898 to 1899 without a break.",
        ),
        (
            "No fewer than 40 boats came in that night.",
            "At least 40 boats came in that night.",
        ),
    ] {
        let pair = diptych(original, rewrite);
        let lines = lines(&pair);
        assert!(
            !lines.is_empty() && lines.iter().all(|line| line.starts_with("kept")),
            "{original}\n{rewrite}\n{lines:#?}"
        );
    }
}

#[test]
fn another_unit_period_or_bound_differs() {
    for (original, rewrite, expected) in [
        (
            "The plant makes 2 gigawatts of power.",
            "The plant makes 2 megawatts of power.",
            "2 gigawatts | 2 megawatts",
        ),
        (
            "Up to 900 people may enter the hall.",
            "More than 900 people may enter the hall.",
            "Up to 900 | More than 900",
        ),
        (
            "The fee is 12 euros a week for members.",
            "The fee is 12 euros a month for members.",
            "12 euros a week | 12 euros a month",
        ),
        (
            "About 1,984 birds were counted there.",
            "2,000 birds were counted there.",
            "About 1,984 | 2,000 (rounded)",
        ),
    ] {
        check(
            original,
            rewrite,
            false,
            &[&format!("differs number {expected}")],
        );
    }
}

#[test]
fn a_figure_that_follows_from_others_says_how() {
    let pair = diptych(
        "The court heard 14 counts of theft and 3 counts of fraud on that day.",
        "The court heard 17 counts of theft and of fraud on that day.",
    );
    let lines = lines(&pair);
    let derived = "new number – | 17 (in the original: 14 + 3)".to_owned();
    assert!(lines.contains(&derived), "{lines:#?}");
}

#[test]
fn a_name_is_one_in_all_its_forms() {
    check(
        "The coach, Ines Harker, praised the team. Harker said that the wet grass had helped. Mr Bram Holt agreed.",
        "The coach, Harker, praised the team. Ines Harker said that the wet grass had helped. Ms Bram Holt agreed.",
        false,
        &["differs name Bram Holt | Bram Holt (mr became ms)"],
    );
    check(
        "Coach Harker praised the team after the match in the rain.",
        "Coach Bill Harker praised the team after the match in the rain.",
        false,
        &["differs name Harker | Bill Harker (“bill” is not in the original)"],
    );
    check(
        "The fleet sailed from Norway to the north, said Lena Dahl.",
        "The Norwegian fleet sailed to the north, said Lena Berg.",
        false,
        &[
            "differs name Lena Dahl | Lena Berg",
            "differs source Lena Dahl | Lena Berg",
        ],
    );
}

#[test]
fn a_quotation_keeps_its_words_and_its_speaker() {
    check(
        "“The roof was never safe in the wind,” said Petra Sol. “We told them twice,” said Jon Abel.",
        "“The roof was never safe in the wind,” said Jon Abel. “We told them three times,” said Jon Abel.",
        false,
        &[
            "new number – | three",
            "differs name Petra Sol | Jon Abel",
            "differs quotation The roof was never safe in the wind | The roof was never safe in the wind \
             (said by Petra Sol, now by Jon Abel)",
            "differs quotation We told them twice | We told them three times (other words; said by Jon Abel)",
            "differs source Petra Sol | Jon Abel",
            "gone number twice | –",
        ],
    );
}

#[test]
fn a_source_stands_once_with_all_its_claims() {
    let pair = diptych(
        "Ada Lund said that the bridge is old. She said that nobody had looked at it. The driver, Ada Lund, said no \
         more.\n\nAccording to Otto Reyes, the steel is sound.",
        "Experts said that the bridge is old. Nobody had looked at it.",
    );
    let sources = pair
        .ledger()
        .iter()
        .filter(|entry| entry.kind.name() == "source");
    let sources: Vec<(&str, &str, usize, usize)> = sources
        .map(|entry| {
            let n = entry.mentions.as_ref().map(Vec::len);
            (entry.state.name(), &*entry.normal, n.original, n.rewrite)
        })
        .collect();
    assert!(
        sources.contains(&("gone", "Otto Reyes", 1, 0)),
        "{sources:?}"
    );
    let lund: usize = sources
        .iter()
        .filter(|source| source.1 != "Otto Reyes")
        .map(|source| source.2)
        .sum();
    assert_eq!(lund, 3, "{sources:?}");
}

#[test]
fn who_mostly_speaks_no_more_is_gone() {
    let pair = diptych(
        "Ada Lund said that the bridge is old and tired. Ada Lund said that the river is deep and cold. Ada Lund said \
         that the ferry is slow and loud.",
        "Bram Holt said that the bridge is old and tired. The river is deep and cold. The ferry is slow and loud.",
    );
    let sources: Vec<String> = lines(&pair)
        .into_iter()
        .filter(|line| line.contains("source"))
        .collect();
    assert_eq!(
        sources,
        ["new source – | Bram Holt", "gone source Ada Lund | –"]
    );
}

#[test]
fn stamps_and_boilerplate_have_no_facts() {
    check(
        "date 2023-11-11\n\nThe heron waits in the shallow water for small fish.",
        "date 2024-12-12\n\nThe heron waits in the shallow water for small fish.",
        true,
        &[],
    );
}

const SENTENCES: [&str; 14] = [
    "The ferry carried 31,400 passengers in 2016. ",
    "It costs $210 a month, said Ruth Vale. ",
    "“We never saw it coming,” she said. ",
    "At ten past nine on 3 May the bell rang twice. ",
    "About a third of the 97 houses stood empty for two years and three months. ",
    "Mr Tobias Wendle, 71, lives in Harnsey. ",
    "According to the Lantern Fund, 44 of 97 members left. ",
    "昨天三十人受伤，失业率上升到百分之三。",
    "회의는 3월 5일에 열렸고 25명이 왔다. ",
    "Gestern kamen rund 3,5 Mio. Euro und ein 25jähriger. ",
    "El 14 de junio de 2020 llegaron tres mil personas. ",
    "It rose from 5% to 7%, or by 2 points. ",
    "The U.S. and Russia met in Moscow. ",
    "\n\n",
];

fn text(u: &mut Unstructured) -> Result<String> {
    let n = u.int_in_range(0..=12)?;
    (0..n).map(|_| Ok(*u.choose(&SENTENCES)?)).collect()
}

#[test]
fn a_text_against_itself_has_only_kept_facts() {
    holds(|u| {
        let text = text(u)?;
        let pair = diptych(&text, &text);
        for entry in pair.ledger() {
            assert_eq!(entry.state, FactState::Kept, "{}\n{text}", line(entry));
            assert_eq!(entry.forms.original, entry.forms.rewrite);
        }
        Ok(())
    });
}

#[test]
fn every_place_is_in_the_text_and_no_entry_stands_twice() {
    holds(|u| {
        let (original, rewrite) = (text(u)?, text(u)?);
        let pair = diptych(&original, &rewrite);
        let mut seen = HashSet::new();
        for entry in pair.ledger() {
            assert!(
                seen.insert(line(entry)),
                "{}\n{original}\n{rewrite}",
                line(entry)
            );
            for side in Side::BOTH {
                assert_eq!(
                    entry.forms[side].is_some(),
                    !entry.mentions[side].is_empty()
                );
                for mention in &entry.mentions[side] {
                    let text = pair.documents[side].text();
                    assert!(!text[mention.range.clone()].is_empty());
                }
            }
            let sides = Pair::from_fn(|side| entry.forms[side].is_some());
            let expected = match (sides.original, sides.rewrite) {
                (false, _) => entry.state == FactState::New,
                (_, false) => entry.state == FactState::Gone,
                _ => matches!(entry.state, FactState::Kept | FactState::Differs),
            };
            assert!(expected, "{}", line(entry));
        }
        Ok(())
    });
}

#[test]
fn beside_an_empty_text_every_fact_is_gone_or_new() {
    holds(|u| {
        let text = text(u)?;
        let (pair, exchanged) = (diptych(&text, ""), diptych("", &text));
        assert_eq!(pair.n_facts(FactState::Gone), pair.ledger().len());
        assert_eq!(exchanged.n_facts(FactState::New), exchanged.ledger().len());
        Ok(())
    });
}
