use super::candidates::Grid;
use super::score::Calibration;
use super::terms::Terms;
use super::*;
use crate::property::holds;
use arbtest::arbitrary::{Result, Unstructured};
use expect_test::{Expect, expect};

// Small pairs, as a reader would judge them. In the tables `0,1 = 2` are the segments of a match on both sides.

#[test]
fn a_copy_is_verbatim_but_for_spaces_and_quotes() {
    check(
        "The cat sat on the mat. | \"Nobody\" saw   it leave. | It's gone",
        "The cat sat on the mat. | “Nobody” saw it leave. | It’s gone",
        expect![[r#"
            0 = 0 verbatim
            1 = 1 verbatim
            2 = 2 verbatim
        "#]],
    );
}

#[test]
fn changed_case_or_punctuation_is_edited() {
    check(
        "The harbour froze in January. | Ships waited outside for weeks.",
        "The Harbour froze in January! | Ships waited outside, for weeks.",
        expect![[r#"
            0 = 0 edited
            1 = 1 edited
        "#]],
    );
}

#[test]
fn a_sentence_is_reworded() {
    check(
        "The harbour froze in January, and ships waited outside for weeks. | The mayor blamed the old icebreaker.",
        "Ships had to wait for weeks because of a frozen harbour. | An old icebreaker was to blame, said the mayor.",
        expect![[r#"
            0 = 0 reworded
            1 = 1 reworded
        "#]],
    );
}

#[test]
fn a_sentence_is_split() {
    check(
        "Marta bought the lighthouse in 1998, and ten years later she turned it into a hotel for bird watchers. | The roof still leaks.",
        "Marta bought the lighthouse in 1998. | Ten years later she turned it into a hotel for bird watchers. | The roof still leaks.",
        expect![[r#"
            0 = 0,1 edited
            1 = 2 verbatim
        "#]],
    );
}

#[test]
fn two_sentences_are_merged() {
    check(
        "Marta bought the lighthouse in 1998. | Ten years later she turned it into a hotel for bird watchers. | The roof still leaks.",
        "Marta bought the lighthouse in 1998 and turned it into a hotel for bird watchers ten years later. | The roof still leaks.",
        expect![[r#"
            0,1 = 0 edited
            2 = 1 verbatim
        "#]],
    );
}

#[test]
fn a_passage_moves() {
    check(
        "The storm tore down the old oak on the hill. | Farmers cleared the road with tractors. | Power came back at noon. | Nobody was hurt, the fire brigade said.",
        "Nobody was hurt, the fire brigade said. | The storm tore down the old oak on the hill. | Farmers cleared the road with tractors. | Power came back at noon.",
        expect![[r#"
            0 = 1 verbatim
            1 = 2 verbatim
            2 = 3 verbatim
            3 = 0 verbatim moved
        "#]],
    );
}

#[test]
fn links_cross() {
    check(
        "The bakery opens at six every morning. | The chemist sells umbrellas when it rains.",
        "When it rains the chemist sells umbrellas. | Every morning at six the bakery opens.",
        expect![[r#"
            0 = 1 edited moved
            1 = 0 edited
        "#]],
    );
}

#[test]
fn sentences_are_dropped_and_added() {
    check(
        "The bridge was closed on Monday. | Engineers found rust in four cables. | A ferry runs every hour.",
        "The bridge was closed on Monday. | A ferry runs every hour. | Tourists love penguins and volcanoes.",
        expect![[r#"
            0 = 0 verbatim
            2 = 1 verbatim
            dropped 1
            added 2
        "#]],
    );
}

#[test]
fn equal_headings_stay_with_their_neighbours() {
    check(
        "Results | Rain filled every well. | * * * | Results | Drought emptied them. | * * *",
        "* * * | Results | Drought emptied them. | * * *",
        expect![[r#"
            2 = 0 verbatim
            3 = 1 verbatim
            4 = 2 verbatim
            5 = 3 verbatim
            dropped 0,1
        "#]],
    );
}

#[test]
fn languages_of_all_scripts_are_matched() {
    let same = expect![[r#"
        0 = 0 reworded
        1 = 1 reworded
        dropped 2
        added 2
    "#]];
    for (original, rewrite) in [
        (
            "灯台守の老人は毎朝五時に鐘を鳴らした。 | 村の漁師たちはその音で目を覚ました。 | 猫が屋根で寝ている。",
            "毎朝五時、老いた灯台守が鐘を鳴らす。 | 鐘の音が漁師を起こした。 | 東京の株価は下落した。",
        ),
        (
            "老渔夫每天清晨在码头修补渔网。 | 孩子们放学后来听他讲故事。 | 今年的茶叶卖得很好。",
            "每天清晨，码头上都能看到修补渔网的老渔夫。 | 放学以后，孩子们围着他听故事。 | 火车晚点了两个小时。",
        ),
        (
            "शिक्षिका ने पुराने पुल के पास एक छोटा पुस्तकालय खोला। | बच्चे हर रविवार वहाँ किताबें पढ़ते हैं। | बाज़ार में आम सस्ते हो गए।",
            "पुराने पुल के नज़दीक शिक्षिका का छोटा पुस्तकालय खुल गया। | रविवार को बच्चे वहाँ किताबें पढ़ने आते हैं। | हवाई जहाज़ देर से उतरा।",
        ),
        (
            "افتتحت المعلمة مكتبة صغيرة قرب الجسر القديم. | يقرأ الأطفال الكتب هناك كل يوم أحد. | انخفضت أسعار المانجو في السوق.",
            "مكتبة صغيرة قرب الجسر القديم افتتحتها المعلمة. | كل يوم أحد يأتي الأطفال ليقرأوا الكتب هناك. | تأخرت الطائرة ساعتين.",
        ),
    ] {
        let split = |text: &str| text.split(" | ").map(str::to_owned).collect::<Vec<_>>();
        let alignment = aligned(&borrowed(&split(original)), &borrowed(&split(rewrite)));
        let table = table(&alignment).replace("edited", "reworded");
        same.assert_eq(&table);
    }
}

#[test]
fn blank_and_missing_sides_match_nothing() {
    let alignment = aligned(&[], &["One.", "Two."]);
    assert_eq!(
        alignment,
        Alignment::none(Pair {
            original: 0,
            rewrite: 2
        })
    );
    let alignment = aligned(&["", " \n"], &[" ", ""]);
    assert_eq!(
        alignment,
        Alignment::none(Pair {
            original: 2,
            rewrite: 2
        })
    );
}

// Passages, backbone, words kept.

#[test]
fn passages_are_neighbours_of_one_match() {
    let link = |original, rewrite| Link {
        segments: Pair { original, rewrite },
        score: 0.5,
    };
    let texts = Pair {
        original: vec!["a"; 5],
        rewrite: vec!["b"; 3],
    };
    let links = vec![link(0, 2), link(1, 0), link(2, 0), link(3, 1), link(4, 2)];
    let alignment = Alignment::from_links(links, &texts);
    alignment.check_invariants();
    assert_eq!(alignment.backbone, [1, 2, 3, 4]);
    let passage = |segments, mat, moved| Passage {
        segments,
        mat: Some(mat),
        moved,
        unsure: false,
        by_hand: false,
        runner_up: None,
    };
    let original = [
        passage(0..1, 0, true),
        passage(1..3, 1, false),
        passage(3..4, 2, false),
        passage(4..5, 0, false),
    ];
    assert_eq!(passages(&alignment, Side::Original), original);
    assert!(alignment.matches[0].moved && !alignment.matches[1].moved);
}

#[test]
fn the_backbone_is_the_heaviest_chain() {
    let check = |links: &[(usize, usize, f32)], expected: &[usize]| {
        let link = |&(original, rewrite, score): &(usize, usize, f32)| Link {
            segments: Pair { original, rewrite },
            score,
        };
        let links: Vec<Link> = links.iter().map(link).collect();
        assert_eq!(backbone::backbone(&links), expected);
    };
    check(&[], &[]);
    check(&[(0, 1, 0.9), (1, 0, 0.8)], &[0]);
    check(&[(0, 1, 0.8), (1, 0, 0.9)], &[1]);
    check(&[(0, 1, 0.5), (1, 0, 0.5)], &[0]); // a tie: the first
    check(&[(0, 2, 0.9), (1, 0, 0.5), (2, 1, 0.5)], &[1, 2]);
    check(
        &[(0, 0, 0.5), (0, 1, 0.5), (1, 1, 0.5), (2, 0, 0.9)],
        &[0, 1, 2],
    );
}

#[test]
fn kept_counts_each_shared_word_as_often_as_both_have_it() {
    let kept = |original: &str, rewrite: &str| {
        let links = vec![Link {
            segments: Pair::default(),
            score: 1.0,
        }];
        let texts = Pair {
            original: vec![original],
            rewrite: vec![rewrite],
        };
        Alignment::from_links(links, &texts).matches[0].kept
    };
    assert_eq!(kept("one two three", "one two four"), 4.0 / 6.0);
    assert_eq!(kept("one one two", "one one one"), 4.0 / 6.0);
    assert_eq!(kept("DON’T, stop!", "don't stop"), 1.0);
    assert_eq!(kept("one", "two"), 0.0);
    assert_eq!(kept("***", "---"), 1.0); // no words, so none is lost
}

// Terms.

#[test]
fn words_are_runs_of_letters_digits_and_underscores() {
    let units = |text| {
        let terms = terms(&[text], &[]);
        (terms.n_words.original[0], terms.words.rarity.len())
    };
    assert_eq!(units("Don't stop: 2,400 stops!"), (6, 6));
    assert_eq!(units("Straße STRASSE straße"), (3, 2));
    assert_eq!(units("caf\u{e9} cafe\u{301} CAFÉ"), (3, 1)); // composed first
    assert_eq!(units("किताब \u{301}"), (1, 1)); // vowel signs belong to their word, and are none alone
    assert_eq!(units("كِتَاب كتاب"), (2, 1)); // most texts leave the vowels out
    assert_eq!(units("横浜の港 1921年"), (5, 5)); // 横浜, 浜の, の港, 1921, 年
    assert_eq!(units("ข้าว"), (2, 2)); // grams of three
    assert_eq!(units("x_1 ﬁn fin"), (3, 2));
    assert_eq!(units("… — !"), (0, 0));
}

#[test]
fn grams_lie_inside_a_word_and_its_spaces() {
    let n_grams = |text| terms(&[text], &[]).grams.rarity.len();
    assert_eq!(n_grams("a"), 1); // " a "
    assert_eq!(n_grams("cat"), 2); // " cat", "cat "
    assert_eq!(n_grams("a cat"), 3);
    assert_eq!(n_grams("猫"), 1);
}

#[test]
fn numbers_keep_their_inner_points() {
    let numbers = |text| terms(&[text], &[]).numbers.original.of(0).len();
    assert_eq!(numbers("2,400 people, 3.5 %, 2,400 again"), 2);
    assert_eq!(numbers("10. 10, 10"), 1);
    assert_eq!(numbers("ten"), 0);
}

#[test]
fn a_rare_word_says_more_than_a_common_one() {
    let terms = terms(
        &["the osprey", "the heron", "the gull"],
        &["the osprey", "the gull"],
    );
    let cosine = |original, rewrite| terms.words.cosine(Pair { original, rewrite });
    assert!((cosine(0, 0) - 1.0).abs() < 1e-5);
    assert!(cosine(1, 0) > 0.0 && cosine(1, 0) < 0.2);
}

#[test]
fn the_joint_walk_finds_what_both_have() {
    holds(|u| {
        let [a, b]: [std::collections::BTreeSet<u8>; 2] = [u.arbitrary()?, u.arbitrary()?];
        let terms = |ids: &std::collections::BTreeSet<u8>| -> Vec<vectors::Term> {
            let term = |&id: &u8| vectors::Term {
                id: id.into(),
                weight: 1.0,
            };
            ids.iter().map(term).collect()
        };
        let (long, short) = (terms(&a), terms(&b.iter().copied().step_by(20).collect()));
        let found = vectors::shared_terms(&long, &short).map(|(term, _)| term.id);
        let expected = b
            .iter()
            .step_by(20)
            .filter(|id| a.contains(id))
            .map(|&id| u32::from(id));
        assert!(found.eq(expected));
        Ok(())
    });
}

// Properties of all texts.

#[test]
fn any_alignment_accounts_for_every_segment() {
    holds(|u| {
        let [original, rewrite] = [any_texts(u)?, any_texts(u)?];
        let alignment = aligned(&borrowed(&original), &borrowed(&rewrite));
        alignment.check_invariants();
        for (side, texts) in [(Side::Original, original), (Side::Rewrite, rewrite)] {
            let passages = passages(&alignment, side);
            let segments = passages.iter().flat_map(|passage| passage.segments.clone());
            assert!(segments.eq(0..texts.len()));
            let is_whole = |pair: &[Passage]| pair[0].mat.is_none() || pair[0].mat != pair[1].mat;
            assert!(passages.windows(2).all(is_whole));
        }
        Ok(())
    });
}

#[test]
fn a_text_against_itself_is_verbatim_and_in_order() {
    holds(|u| {
        let texts = any_texts(u)?;
        let alignment = aligned(&borrowed(&texts), &borrowed(&texts));
        let expected = (0..texts.len()).filter(|&segment| !texts[segment].trim().is_empty());
        let links: Vec<_> = alignment.links.iter().map(|link| link.segments).collect();
        let diagonal = |segment| Pair {
            original: segment,
            rewrite: segment,
        };
        assert_eq!(links, expected.map(diagonal).collect::<Vec<_>>());
        assert!(
            alignment
                .matches
                .iter()
                .all(|mat| mat.relation == Relation::Verbatim && !mat.moved)
        );
        Ok(())
    });
}

#[test]
fn swapped_sides_swap_the_verbatim_pairs() {
    holds(|u| {
        let [original, rewrite] = [any_texts(u)?, any_texts(u)?];
        let texts = Pair {
            original: borrowed(&original),
            rewrite: borrowed(&rewrite),
        };
        let mut back = verbatim::verbatim(&texts.clone().swapped());
        back.sort_by_key(|pair| pair.rewrite);
        let back: Vec<_> = back.into_iter().map(Pair::swapped).collect();
        assert_eq!(verbatim::verbatim(&texts), back);
        Ok(())
    });
}

/// Five articles' worth of facts, each told twice in other words.
const FACTS: [(&str, &str); 8] = [
    (
        "The ferry to Gull Island sank at its moorings on Tuesday.",
        "On Tuesday the Gull Island ferry went down while moored.",
    ),
    (
        "Divers found a hole as wide as a dinner plate in the hull.",
        "A hole the width of a dinner plate was found in the hull by divers.",
    ),
    (
        "Captain Ines Moreau had warned the council about rust in March.",
        "In March Captain Ines Moreau told the council about the rust.",
    ),
    (
        "The council postponed the repair because it cost 48,000 euros.",
        "At 48,000 euros, the repair was put off by the council.",
    ),
    (
        "Schoolchildren now cross the strait in a fishing boat.",
        "A fishing boat takes the schoolchildren over the strait for now.",
    ),
    (
        "The baker bakes twice a week since flour arrives less often.",
        "With flour arriving less often, the baker only bakes twice a week.",
    ),
    (
        "A replacement ship will come from Norway before winter.",
        "Before winter a replacement from Norway is to arrive.",
    ),
    (
        "Until then the lighthouse keeper sorts the mail by hand.",
        "The mail is sorted by hand by the lighthouse keeper until then.",
    ),
];

#[test]
fn a_deleted_sentence_is_dropped_and_the_rest_stays() {
    let original: Vec<&str> = FACTS.iter().map(|fact| fact.0).collect();
    for gone in 0..FACTS.len() {
        let mut rewrite: Vec<&str> = FACTS.iter().map(|fact| fact.1).collect();
        rewrite.remove(gone);
        let links: Vec<_> = pairs(&aligned(&original, &rewrite));
        let expected = (0..FACTS.len()).filter(|&n| n != gone);
        let expected: Vec<_> = expected.map(|n| (n, n - usize::from(n > gone))).collect();
        assert_eq!(links, expected, "without {gone}");
    }
}

#[test]
fn moved_paragraphs_are_found() {
    let original: Vec<&str> = FACTS.iter().map(|fact| fact.0).collect();
    for by in 1..FACTS.len() {
        let mut rewrite: Vec<&str> = FACTS.iter().map(|fact| fact.1).collect();
        rewrite.rotate_left(by);
        let alignment = aligned(&original, &rewrite);
        let n = FACTS.len();
        let expected: Vec<_> = (0..n).map(|k| (k, (k + n - by) % n)).collect();
        assert_eq!(pairs(&alignment), expected, "rotated by {by}");
        assert!(alignment.matches.iter().any(|mat| mat.moved));
    }
}

#[test]
fn paragraphs_in_any_order_are_found() {
    const SENTENCES: usize = 4;
    let (original, told) = (story(40, 0), story(40, 1));
    let original = borrowed(&original);
    holds(|u| {
        let mut paragraphs: Vec<usize> = (0..original.len() / SENTENCES).collect();
        for n in (1..paragraphs.len()).rev() {
            paragraphs.swap(n, u.int_in_range(0..=n)?);
        }
        let sentences = |&n: &usize| n * SENTENCES..(n + 1) * SENTENCES;
        let order: Vec<usize> = paragraphs.iter().flat_map(sentences).collect();
        let rewrite: Vec<&str> = order.iter().map(|&n| told[n].as_str()).collect();
        let alignment = aligned(&original, &rewrite);
        for (place, &n) in order.iter().enumerate() {
            assert!(pairs(&alignment).contains(&(n, place)), "{paragraphs:?}");
        }
        let is_moved = alignment.matches.iter().any(|mat| mat.moved);
        assert_eq!(is_moved, !paragraphs.is_sorted(), "{paragraphs:?}");
        Ok(())
    });
}

#[test]
fn an_invented_sentence_is_added() {
    let original: Vec<&str> = FACTS.iter().map(|fact| fact.0).collect();
    for place in 0..=FACTS.len() {
        let mut rewrite: Vec<&str> = FACTS.iter().map(|fact| fact.1).collect();
        rewrite.insert(place, "Penguins rarely play chess with astronomers.");
        let alignment = aligned(&original, &rewrite);
        assert_eq!(alignment.match_of.rewrite[place], None, "at {place}");
        assert_eq!(alignment.links.len(), FACTS.len());
    }
}

fn pairs(alignment: &Alignment) -> Vec<(usize, usize)> {
    let pair = |link: &Link| (link.segments.original, link.segments.rewrite);
    alignment.links.iter().map(pair).collect()
}

// Cost, in counts.

#[test]
fn twice_the_text_has_about_twice_the_candidates() {
    let n_candidates = |n: usize| {
        let [original, rewrite] = [story(n, 1), story(n, 2)];
        grid(&borrowed(&original), &borrowed(&rewrite)).cells.len()
    };
    let [once, twice] = [n_candidates(400), n_candidates(800)];
    assert!((400 * 8..=400 * (8 + 8 + 25)).contains(&once), "{once}");
    assert!(twice * 10 <= once * 23, "{once} and {twice}");
}

#[test]
fn endless_repetition_is_cheap() {
    let texts = vec!["The same sentence once more."; 50_000];
    let grid = grid(&texts, &texts);
    assert_eq!(grid.cells.len(), 0);
    let alignment = aligned(&texts, &texts[10_000..]);
    assert_eq!(alignment.links.len(), 40_000);
}

#[test]
fn endless_words_and_sentences_are_cut_off() {
    let n_grams = terms(&[&"abcdefghij".repeat(100_000)], &[])
        .grams
        .vectors
        .original
        .of(0)
        .len();
    assert!(n_grams <= 3 * WORD_CHARS_MAX);
    let endless = "a b c ".repeat(300_000);
    assert_eq!(terms(&[&endless], &[]).n_words.original, [WORDS_MAX]);
    assert_eq!(aligned(&[&endless], &[&endless]).links.len(), 1);
}

fn check(original: &str, rewrite: &str, expected: Expect) {
    let split = |text: &str| text.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let alignment = aligned(&borrowed(&split(original)), &borrowed(&split(rewrite)));
    alignment.check_invariants();
    expected.assert_eq(&table(&alignment));
}

/// One row for each match, and what is alone.
fn table(alignment: &Alignment) -> String {
    let list = |segments: &[usize]| {
        let segments: Vec<String> = segments.iter().map(usize::to_string).collect();
        segments.join(",")
    };
    let mut rows: Vec<String> = Vec::new();
    for mat in &alignment.matches {
        let segments = mat.segments.as_ref().map(|segments| list(segments));
        let relation = format!("{:?}", mat.relation).to_lowercase();
        let moved = if mat.moved { " moved" } else { "" };
        rows.push(format!(
            "{} = {} {relation}{moved}\n",
            segments.original, segments.rewrite
        ));
    }
    for (side, name) in [(Side::Original, "dropped"), (Side::Rewrite, "added")] {
        let match_of = &alignment.match_of[side];
        let alone: Vec<usize> = (0..match_of.len())
            .filter(|&segment| match_of[segment].is_none())
            .collect();
        if !alone.is_empty() {
            rows.push(format!("{name} {}\n", list(&alone)));
        }
    }
    rows.concat()
}

fn aligned(original: &[&str], rewrite: &[&str]) -> Alignment {
    aligned_texts(&Pair {
        original: original.to_vec(),
        rewrite: rewrite.to_vec(),
    })
}

fn aligned_texts(texts: &Pair<Vec<&str>>) -> Alignment {
    align(texts, &unknown_kinds(texts))
}

fn explained(
    texts: &Pair<Vec<&str>>,
    alignment: &Alignment,
    side: Side,
    passage: Range<usize>,
) -> Explanation {
    explain(texts, &unknown_kinds(texts), alignment, side, passage)
}

/// The candidates of segments without verbatim pairs.
fn grid(original: &[&str], rewrite: &[&str]) -> Grid {
    let kinds = unknown_kinds(&Pair {
        original: original.to_vec(),
        rewrite: rewrite.to_vec(),
    });
    Grid::new(
        &terms(original, rewrite),
        &kinds,
        &[],
        &HandLinks::default(),
    )
}

fn terms(original: &[&str], rewrite: &[&str]) -> Terms {
    Terms::new(&Pair {
        original: original.to_vec(),
        rewrite: rewrite.to_vec(),
    })
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Up to fifty segments of a few words, many of them equal or odd; enough that both ways to candidates are taken.
fn any_texts(u: &mut Unstructured) -> Result<Vec<String>> {
    const WORDS: [&str; 16] = [
        "",
        "the",
        "The",
        "cat",
        "cats",
        "sat",
        "on",
        "2,400",
        "don’t",
        "don't",
        "—",
        "é",
        "e\u{301}",
        "猫",
        "👩‍👧",
        "\u{301}",
    ];
    let n_segments = u.int_in_range(0..=50)?;
    let any_segment = |u: &mut Unstructured| {
        let n_words = u.int_in_range(0..=4)?;
        let words = (0..n_words).map(|_| u.choose(&WORDS).copied());
        Ok(words.collect::<Result<Vec<_>>>()?.join(" "))
    };
    (0..n_segments).map(|_| any_segment(u)).collect()
}

/// Sentences of rare and common words; two tellings share most of the rare ones.
fn story(n: usize, telling: usize) -> Vec<String> {
    let sentence = |i: usize| {
        let (place, verb) = (i * i % 97, (i * 31 + telling) % 53);
        format!("{i}x met {}x at {place}p {verb}v {telling}t", i + 1)
    };
    (0..n).map(sentence).collect()
}

#[test]
fn an_explanation_has_the_links_first_and_says_what_they_were_preferred_to() {
    let texts = Pair {
        original: vec![
            "The mill burned down in 1904.",
            "Nobody knows who lit the fire.",
            "Bread was dear that winter.",
            "The miller, Hans Okker, moved to Lund with 3 of his sons.",
            "The wheel still turns on Sundays.",
        ],
        rewrite: vec![
            "In 1904 the mill burned to the ground.",
            "Who lit the fire is not known.",
            "Tourists like the view.",
            "Hans Okker moved to Lund with 2 sons.",
            "On Sundays the old wheel is turning still.",
        ],
    };
    let alignment = aligned_texts(&texts);
    for side in Side::BOTH {
        for segment in 0..5 {
            let explanation = explained(&texts, &alignment, side, segment..segment + 1);
            let links = (explanation.candidates.iter())
                .filter(|candidate| candidate.is_link)
                .map(|candidate| Link {
                    segments: candidate.segments,
                    score: candidate.score.unwrap(),
                });
            let mut links: Vec<Link> = links.collect();
            links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
            let of_segment = |link: &&Link| link.segments[side] == segment;
            let expected: Vec<Link> = alignment.links.iter().filter(of_segment).copied().collect();
            assert_eq!(links, expected, "{side:?} {segment}");
            let is_link = |candidate: &Candidate| candidate.is_link;
            assert!(explanation.candidates.is_sorted_by_key(|c| !is_link(c)));
        }
    }
    let explanation = explained(&texts, &alignment, Side::Rewrite, 3..4);
    let miller = &explanation.candidates[0];
    assert_eq!(miller.segments.original, 3);
    assert!(miller.shares("OKKER") && !miller.shares("miller"));
    assert_eq!(miller.is_in_order(Side::Rewrite), Some(true));
}

#[test]
fn words_are_explained_by_the_weights_that_matching_gives_them() {
    let texts = Pair {
        original: vec!["A grey heron stood in the reeds.", "The reeds are grey."],
        rewrite: vec!["In the reeds stood a heron.", "Nothing moved in them."],
    };
    let terms = terms::Terms::new(&texts);
    let explanation = explained(&texts, &aligned_texts(&texts), Side::Original, 0..1);
    let heron = &explanation.candidates[0];
    assert_eq!(heron.segments, Pair::default());
    let both = Pair::from_fn(|side| terms.prefixes.vectors[side].of(0));
    let mut weights: Vec<f32> = vectors::shared_terms(both.original, both.rewrite)
        .map(|(term, _)| terms.prefixes.rarity[term.id as usize])
        .collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    let explained: Vec<f32> = heron.shared.iter().map(|shared| shared.weight).collect();
    assert_eq!(explained, weights);
    let scoring = Scoring::new(&texts, &unknown_kinds(&texts));
    let cover = super::evidence::NAMES.iter().position(|name| *name == "cl");
    let expected = scoring.features(0)[cover.unwrap()];
    assert!(
        (heron.cover - expected).abs() < 1e-4,
        "{} {expected}",
        heron.cover
    );
}

#[test]
fn the_weights_fit_the_features() {
    let names = [&context::NAMES[..], &evidence::NAMES].concat();
    assert_eq!(WEIGHTS.first.features, evidence::NAMES);
    for pass in &WEIGHTS.further {
        assert_eq!(pass.features, names);
    }
    for model in [&WEIGHTS.first].into_iter().chain(&WEIGHTS.further) {
        assert_eq!(model.line.slopes.len(), model.features.len());
    }
}

#[test]
fn what_a_model_says_is_turned_into_how_often_it_is_right() {
    let calibration = Calibration(vec![[0.0, 0.0], [0.2, 0.4], [0.6, 0.5], [1.0, 1.0]]);
    for (said, right) in [
        (0.0, 0.0),
        (0.1, 0.2),
        (0.2, 0.4),
        (0.4, 0.45),
        (0.8, 0.75),
        (1.0, 1.0),
    ] {
        assert!((calibration.right(said) - right).abs() < 1e-6, "{said}");
    }
    assert_eq!(Calibration::default().right(0.3), 0.3);
    let knots = &WEIGHTS.calibration.0;
    assert_eq!(
        (knots.first(), knots.last()),
        (Some(&[0.0; 2]), Some(&[1.0; 2]))
    );
    assert!(knots.is_sorted_by(|a, b| a[0] < b[0] && a[1] < b[1]));
}

#[test]
fn what_is_left_out_is_noted() {
    let many_words = "word ".repeat(WORDS_MAX + 1);
    let long_word = "wo".repeat(WORD_CHARS_MAX);
    let usual = aligned(&["The harbour froze."], &["Ships had to wait."]);
    assert_eq!(usual.notes, [""; 0]);
    let odd = aligned(&[&many_words, "The harbour froze."], &[&long_word]);
    assert_eq!(
        odd.notes,
        [
            "1 passage has more than 65536 words; matching read no further",
            "1 word has more than 256 letters; matching read no further"
        ]
    );
    let repeated = aligned(
        &["He said nothing then."; 600],
        &["He said nothing, then."; 600],
    );
    assert_eq!(
        repeated.notes,
        [
            "1200 passages have only words that repeat all over the texts; matching looked at neighbours alone"
        ]
    );
}

// Links by hand.

/// Sentences that share words, repeat each other, or have none at all.
const SENTENCES: [&str; 9] = [
    "The harbour froze in January.",
    "In January the old harbour froze over.",
    "Ships waited outside for weeks.",
    "Weeks went by, and the ships outside still waited.",
    "The mayor blamed the old icebreaker.",
    "Yes.",
    "42",
    "…",
    "横浜の港は閉鎖された。",
];

const KINDS: [SegmentKind; 4] = [
    SegmentKind::Sentence,
    SegmentKind::Heading,
    SegmentKind::Title,
    SegmentKind::Boilerplate,
];

fn stretch(u: &mut Unstructured, n: usize) -> Result<Range<usize>> {
    let start = u.int_in_range(0..=n)?;
    Ok(start..u.int_in_range(start..=n.min(start + 3))?)
}

/// Whatever the texts are and whatever was ruled, the links are there and the refused pairs are not, and all else that
/// holds for an alignment does.
#[test]
fn what_a_person_ruled_is_in_the_alignment_always() {
    holds(|u| {
        // Also more than all pairs are compared of.
        let mut texts = Pair::from_fn(|_| Vec::new());
        for side in Side::BOTH {
            for _ in 0..u.int_in_range(0..=40)? {
                texts[side].push(*u.choose(&SENTENCES)?);
            }
        }
        let mut kinds = unknown_kinds(&texts);
        for side in Side::BOTH {
            for kind in &mut kinds[side] {
                if u.ratio(1, 6)? {
                    *kind = *u.choose(&KINDS)?;
                }
            }
        }
        let mut hand = HandLinks::default();
        let mut last = None;
        for _ in 0..u.int_in_range(0..=6)? {
            let original = stretch(u, texts.original.len())?;
            let rewrite = stretch(u, texts.rewrite.len())?;
            let stretches = Pair { original, rewrite };
            let is_same = u.arbitrary()?;
            match is_same {
                true => hand.link(&stretches),
                false => hand.refuse(&stretches),
            }
            last = Some((stretches, is_same));
        }
        let alignment = align_around(&texts, &kinds, &hand);
        alignment.check_invariants();
        let matched = |side: Side, segment: usize| alignment.match_of[side][segment];
        if let Some((stretches, true)) = &last {
            let is_whole = Side::BOTH.iter().all(|&side| !stretches[side].is_empty());
            let both = Side::BOTH.into_iter().flat_map(|side| {
                let segments = stretches[side].clone();
                segments.map(move |segment| (side, segment))
            });
            let mats: Vec<_> = both.map(|(side, segment)| matched(side, segment)).collect();
            let is_one_match = mats.iter().all(|mat| mat.is_some() && *mat == mats[0]);
            assert!(!is_whole || is_one_match, "{stretches:?}: {mats:?}");
        }
        if let Some((stretches, false)) = &last {
            let is_between = |link: &Link| {
                let mut sides = Side::BOTH.into_iter();
                sides.all(|side| stretches[side].contains(&link.segments[side]))
            };
            assert!(!alignment.links.iter().any(is_between), "{stretches:?}");
        }
        // An alignment from elsewhere is brought round.
        let around = align(&texts, &kinds).around(&hand, &texts);
        around.check_invariants();
        assert_eq!(around.hand, hand);
        Ok(())
    });
}
