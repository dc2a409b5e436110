use super::*;
use crate::text::document::tests::nasty;

fn split(document: &Document) -> Vec<Segment> {
    segments(document, Language::of(document.text()))
}

/// Splits one paragraph; `|` stands at the expected borders.
#[track_caller]
fn check(expected: &str) {
    let text = expected.replace('|', "");
    let document = Document::new("test", text.clone());
    let segments = split(&document);
    assert_invariants(&document, &segments);
    let pieces: Vec<&str> = segments
        .iter()
        .map(|segment| &text[segment.range.clone()])
        .collect();
    let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
    assert_eq!(pieces, expected);
}

/// As [`check`], with a first sentence by which the language is known.
#[track_caller]
fn check_in(language: &str, expected: &str) {
    let known = match language {
        "de" => {
            "Der Bürgermeister sprach gestern mit den Leuten aus dem Dorf über die neue Straße."
        }
        "fr" => "Le maire a parlé hier avec les gens du village de la nouvelle route.",
        "es" => "El alcalde habló ayer con la gente del pueblo sobre la nueva carretera.",
        "it" => "Il sindaco ha parlato ieri con la gente del paese della nuova strada.",
        _ => "The mayor spoke to the people of the village about the new road yesterday.",
    };
    check(&format!("{known} |{expected}"));
}

/// As [`check`], in the language with this code.
#[track_caller]
fn check_as(code: &str, expected: &str) {
    let text = expected.replace('|', "");
    let document = Document::new("test", text.clone());
    let segments = segments(&document, Language::with_code(code).unwrap());
    assert_invariants(&document, &segments);
    let pieces: Vec<&str> = segments
        .iter()
        .map(|segment| &text[segment.range.clone()])
        .collect();
    let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
    assert_eq!(pieces, expected, "{code}");
}

/// Compares kinds and texts.
#[track_caller]
fn check_kinds(text: &str, expected: &[(SegmentKind, &str)]) {
    let document = Document::new("test", text);
    let segments = split(&document);
    assert_invariants(&document, &segments);
    let found: Vec<(SegmentKind, Cow<str>)> = segments
        .iter()
        .map(|segment| (segment.kind, segment.text(&document)))
        .collect();
    let found: Vec<(SegmentKind, &str)> = found
        .iter()
        .map(|(kind, text)| (*kind, text.as_ref()))
        .collect();
    assert_eq!(found, expected, "kinds in {text:?}");
}

/// Segments are ordered, disjoint, not empty and each in its block; only white space lies between them.
#[track_caller]
fn assert_invariants(document: &Document, segments: &[Segment]) {
    let text = document.text();
    let mut end = 0;
    for segment in segments {
        let range = segment.range.clone();
        let block = document.blocks()[segment.block].range();
        assert!(
            range.start >= end && range.start < range.end,
            "{range:?} of {text:?}"
        );
        assert!(
            text[end..range.start].trim().is_empty(),
            "a gap before {range:?} of {text:?}"
        );
        assert!(
            block.start <= range.start && range.end <= block.end,
            "{range:?} leaves {block:?} of {text:?}"
        );
        assert!(
            !segment.text(document).is_empty(),
            "nothing to read in {range:?} of {text:?}"
        );
        end = range.end;
    }
    assert!(
        text[end..].trim().is_empty(),
        "a rest after {end} of {text:?}"
    );
}

#[test]
fn stops_end_sentences() {
    check("One comes first. |Is two second? |Three it is! |And so on");
    check("It rose 3.5 percent to $2.35 billion. |Version 2.0.1 is out.");
    check("See www.example.org/a?b=C. |It is all there.");
    check("They came in 1990. |15 of them stayed.");
    check("Well... that is it. |Fine.");
    check("Wait!!! |What?! |Nothing.");
}

#[test]
fn abbreviations_do_not() {
    check("Dr. Lee of St. Mary's met Prof. J. R. R. Tolkien at 5 p.m. on Nov. 3. |He was late.");
    check("Green Inc. and Brown vs. Black were No. 5, e.g. in the U.S. market. |See Fig. 3.");
    check_as(
        "es",
        "El expediente N°. 1026 y el nº. 12 son suyos. |Nada más.",
    );
    check("Mr. and Mrs. Hill saw “Dr. No” twice. |Gen. Lee did not.");
    check("Yahoo! shares rose.");
}

#[test]
fn digits_of_footnotes_end_a_sentence() {
    check(
        "Nobody had tried it before.11 12 |Take the ferry of Oldhaven.3 |“It sank twice.”4 |We know why.",
    );
    check(
        "The gate has a lock (of type 2).10 |This keeps out most (see Hill, 1987).1 |So it stays.",
    );
    check("The law (Art.5 GG) is clear. |Version.2 of it, of 3.5 pages, costs 2.50 Euro.");
}

#[test]
fn what_a_printed_page_adds_is_no_content() {
    use SegmentKind::*;
    // With form feeds. A sentence that goes on over the page is one.
    check_kinds(
        "The Hen\n\nThe keeper of the tower kept a diary of the ships that he saw in the\nwinter. He left it to the town.\n\n7\n\n\u{c}The Hen\n\n\
         Nobody read it until the archive moved to its new rooms in the old mill and the\n\n8\n\n\u{c}The Hen\n\n\
         boxes were opened one by one by the pupils of the school.",
        &[
            (Boilerplate, "The Hen"),
            (
                Sentence,
                "The keeper of the tower kept a diary of the ships that he saw in the winter.",
            ),
            (Sentence, "He left it to the town."),
            (Boilerplate, "7"),
            (Boilerplate, "The Hen"),
            (
                Sentence,
                "Nobody read it until the archive moved to its new rooms in the old mill and the boxes were opened one by one by the pupils of the school.",
            ),
        ],
    );
    // Without, only a number in the middle of a sentence is one.
    check_kinds(
        "The keeper of the tower kept a diary of the ships that he saw in the\n\n7\n\nwinter and in spring, but he never told anybody in the town about\nit.\n\n8\n\nThe end came soon after it.",
        &[
            (
                Sentence,
                "The keeper of the tower kept a diary of the ships that he saw in the winter and in spring, but he never told anybody in the town about it.",
            ),
            (Heading, "8"),
            (Sentence, "The end came soon after it."),
        ],
    );
}

#[test]
fn a_stop_may_have_lost_its_blank() {
    check(
        "They saw the harbour.|Nobody was hurt.|Why not?|Mr. Hill came on Monday.|He paid 1,200.|That is all!|I’m glad, he said.|It’s late.",
    );
    check("Write to ann@mail.Example or see example.Com/a, node.Js and e.g.The file main.Rs.txt.");
    check("He used obj.Method(1), System.Out and v.Two of it: 1.Open it, 2.Lift it.");
    check_in("de", "Das Bad ist geschlossen.|Niemand weiß, warum.");
}

#[test]
fn unless_a_sentence_starts_behind_them() {
    check("He lives in the U.S. |He likes it there. |He owns Green Inc. |The firm is old.");
    check("They left at 9 a.m. |The sun was up. |He sold pens, ink, etc. |Then he left.");
    check("Her answer was no. |Miller left. |Plan B. |It failed.");
}

#[test]
fn quotations_are_split_and_close_with_their_last_sentence() {
    check("“I am here. |You are there.” |She left.");
    check("‘It works.’ |‘Does it?’ |\"Yes.\" |\"No.\" |It ended.");
    check(
        "He said “this is it.” |Then he left (he was late). |(It was dark. |Nobody came.) |Fine.",
    );
    check("They call him “the boss”. |He knows [it].");
}

#[test]
fn who_said_it_belongs_to_the_quotation() {
    check("“Why?” he asked. |“Go!” Tom Miller cried. |“Never!” I said. |“Yes,” she said.");
    check("“Why?” |Nobody knew. |“Go!” |Then he asked why.");
    check_in("de", "„Wirklich?“, fragte sie. |„Nein!“ |Dann war Ruhe.");
    check_in(
        "fr",
        "« Vraiment ? » demanda-t-il. |« Non ! » |Il est parti.",
    );
    check("市长昨天来了。|“你去哪里？”他问。|“我回家。”她说。|然后他走了！");
    check("市長は昨日来ました。|「どこへ行くの？」と彼女は聞いた。|「家に帰る。」|彼は去った。");
}

#[test]
fn a_clock_time_goes_on_with_its_day_and_zone() {
    check(
        "They meet at 8 p.m. Tuesday in Boston. |They part at 10 a.m. EST. |Doors open at 7 a.m. |Tickets are free.",
    );
}

/// Backticks quote in plain text and in TeX; the library would look for the end of each run of them.
#[test]
fn backticks_are_quotation_marks() {
    check("She typed `make` at once. |Nothing happened.");
    check("``It rains,'' she said. |``Stay.'' |He stayed.");
    check("A lone ` stands here. |Then ``` came. |It never closed.");
}

#[test]
fn footnote_marks_stay_with_their_sentence() {
    check("He left.[1] |She stayed.[2][3] |It rained.² |“So it did.”[4] |Done.");
    check("[Note: it is long.] |He met [Secretary of State] Lee.");
}

#[test]
fn an_ellipsis_ends_a_sentence_before_a_capital() {
    check("Well… |That is it. |He said... nothing. |I … I do not know.");
}

#[test]
fn section_numbers_and_rows_of_signs_are_no_sentences() {
    check("1.E.3. The text of a section.");
    check("2.1. Another one. |And more.");
    check("See the rules below. ***");
}

#[test]
fn known_misses() {
    // Lower case never starts a sentence, so that quotations and abbreviations may go on.
    check("i went home. then i slept.");
    // Nothing tells whether Cook is the firm's or a man.
    check("He joined Green Inc. Cook was there.");
    check_in("de", "Da war König Karl I. Er war alt.");
}

#[test]
fn brackets_belong_to_the_sentence_around_them() {
    check("The plan (it is new. It is good.) was made in May. |It holds.");
}

#[test]
fn german() {
    check_in(
        "de",
        "Am 3. Mai kam Dr. Meier, z. B. mit dem Zug bzw. dem Auto. |Er fuhr ca. 20 km.",
    );
    check_in(
        "de",
        "Im 19. Jahrhundert galt Nr. 5 als neu. |Am 1. September an der Hauptstr. 5 war Schluss.",
    );
    check_in(
        "de",
        "Er kam am 3. |Er ging am 4. |Das Spiel endete 3:2. |Bayern gewann.",
    );
    check_in("de", "Es gab Äpfel, Birnen usw. |Danach ging er.");
    check("KIRCHDORF. Das Rathaus wird nun doch gebaut, weil der Rat es so will. |Das ist gut.");
    check_in("de", "„Das ist gut. |Das bleibt so.“ |Er ging.");
}

#[test]
fn romance_languages() {
    check_in("fr", "J.-P. Sartre écrivit cela. |Le prof. est là.");
    check_in(
        "fr",
        "M. Dupont est venu. |« C’est bien. |C’est fini. » |Il est parti. |Voir p. 5.",
    );
    check_in(
        "es",
        "¿Por qué? |¡No lo sé! |El Sr. García y la Dra. Ruiz llegaron a las 5 p. m. y se fueron.",
    );
    check_in(
        "es",
        "Dijo que no. |Luego salió. |Compró pan, vino, etc. |Después durmió.",
    );
    check_in(
        "it",
        "Il sig. Rossi è arrivato. |L’art. 5 dice no. |«Va bene. |Andiamo.» |Poi uscì.",
    );
}

#[test]
fn chinese_and_japanese() {
    check("他来了。|真的吗？|是的！|《你好！》是一本书。|然后他走了。");
    check("彼は来た。|本当ですか？|はい。");
}

#[test]
fn items_of_a_list_inside_a_line_are_sentences() {
    check("Do it so: |1. Open the box. |2. Lift the lid. |3. Take out the book. |That is all.");
    check("1. The first door |2. The second door |3. The third door");
    check("Bring these: |a) a rope, |b) a lamp and |c) dry shoes.");
    check("The rules are few. |(i) Be kind. |(ii) Be quick. |(iii) Go home.");
    check("Two things count: |A) the price and |B) the place.");
    check_as(
        "da",
        "Husk dette: |• 9. Den første dør |• 10. Den anden dør",
    );
    // The first mark of the line is the block's own.
    check_kinds(
        "a) Open the box. b) Lift the lid.",
        &[
            (SegmentKind::Item, "Open the box."),
            (SegmentKind::Item, "b) Lift the lid."),
        ],
    );
}

#[test]
fn figures_and_letters_in_running_text_are_no_items() {
    check("See fig. 2. |It shows the door. |See fig. 3. |It shows the lid.");
    check("Both (1) and (2) hold. |We have (a) a rope and (b) a lamp.");
    check("For these reasons, 1) it is late and 2) it rains. |It is due: 1. |Nobody knows why.");
    check("Version 1.2 came before 2.0. |A. B. Olsen wrote it with J. R. Lee.");
    check_in(
        "de",
        "Frei sind der 1. Mai und der 2. Juni, nicht der 3. Juli.",
    );
}

#[test]
fn signs_of_less_and_more_do_not_join_sentences() {
    check("The lime was pure (>98%) in May. |In June it had <11 parts. |The rest was sand (>2%).");
}

#[test]
fn a_letter_alone_says_who_speaks() {
    check("Q. What is your name? |A. My name is Lee. |Q. Who is that? |P.S. I do not know.");
}

#[test]
fn a_sentence_that_starts_behind_an_acronym_is_one() {
    check("He got it i.v. |It was late. |They left the U.S.A. |The sea was calm.");
    check("J. In wrote to the U.S. Senate.");
}

#[test]
fn the_source_of_a_quotation_belongs_to_it() {
    check("“The lamp is lit.” (Olsen 55). |Nobody saw it.");
    check("“The lamp is lit.” |(It was dark.) |Nobody saw it.");
}

#[test]
fn chinese_titles_and_decimals_are_in_one_piece() {
    check("我们看了《等等！我来了。》这本书。|很好！");
    check("《等等！我来了》好看吗？|好看。");
    check("市長は金利を３．２５％に下げた。|それだけだ。");
}

#[test]
fn stops_of_other_scripts() {
    check("Գիշեր էր: |Քաղաքը քնած էր։ |Ժամը 10:30 էր:");
    check("Πού είναι το πλοίο; |Το πλοίο έφυγε. |Γιατί;");
    check("መርከቡ የት ነው፧|መርከቡ ሄደ።|ሌሊት ነበር።");
    check("သင်္ဘောထွက်သွားပြီ။|ညဖြစ်သည်။");
    check("កប៉ាល់បានចេញទៅ។|វាជាពេលយប់។");
}

#[test]
fn ordinals_have_a_stop() {
    for (code, text) in [
        (
            "pl",
            "Mieszkał tam od 5. Pułku do 7. Dywizji. |Potem wyjechał.",
        ),
        ("cs", "Hráli 3. Ligu a 2. Kolo poháru. |Pak odjeli domů."),
        ("sk", "Firma vznikla 7. Apríla 2020. |Potom zanikla."),
        (
            "hu",
            "Ez volt a 3. Kerület és a 4. Állomás. |Aztán hazament.",
        ),
        ("fi", "Hän asui 3. Kadulla. |Sitten hän muutti."),
        ("da", "Det var den 3. Division. |Han spillede nr. 5."),
        ("sk", "Velil vojakom XII. Pluku. |Potom odišiel."),
        (
            "de",
            "Krüge aus dem 1.–3. Jahrhundert und dem 4. -6. Haus. |Sie sind alt.",
        ),
    ] {
        check_as(code, text);
    }
}

#[test]
fn who_speaks_may_stand_between_dashes() {
    check_as(
        "ru",
        "«Где лодка? – спросила она. – Завтра ведь праздник». |Он молчал.",
    );
    check_as(
        "pl",
        "– Gdzie jest łódź? – zapytała. – Jutro święto. |Nie wiedział.",
    );
    check_as("es", "—No sé —dijo ella—. Vamos a casa. |Y se fue.");
    // Elsewhere a dash between sentences parts them.
    check("“Where is it? – she asked. |– We leave.”");
}

#[test]
fn sentences_run_over_wrapped_lines() {
    check_kinds(
        "The harbour was quiet in the morning, and\n\
         the boats lay side by side at the old\n\
         pier. Nobody had gone out since Friday,\n\
         when Captain Olsen had come back.",
        &[
            (
                SegmentKind::Sentence,
                "The harbour was quiet in the morning, and the boats lay side by side at the old pier.",
            ),
            (
                SegmentKind::Sentence,
                "Nobody had gone out since Friday, when Captain Olsen had come back.",
            ),
        ],
    );
}

#[test]
fn items_and_quotes_are_split_without_their_markers() {
    check_kinds(
        "- One. Two.\n- Three\n\n> Four. Five.\n>\n> Six.",
        &[
            (SegmentKind::Item, "One."),
            (SegmentKind::Item, "Two."),
            (SegmentKind::Item, "Three"),
            (SegmentKind::Quote, "Four."),
            (SegmentKind::Quote, "Five."),
            (SegmentKind::Quote, "Six."),
        ],
    );
    let document = Document::new("test", "- One. Two.");
    let ranges: Vec<Range<usize>> = split(&document)
        .into_iter()
        .map(|segment| segment.range)
        .collect();
    assert_eq!(ranges, [0..6, 7..11], "the marker is in the range");
}

#[test]
fn a_quote_marker_goes_with_the_sentence_behind_it() {
    let text = "> The harbour was quiet in the morning, and\n> the boats lay at the pier all day long.\n\
                > Nobody had gone out since Friday, not\n> even Captain Olsen.";
    let document = Document::new("test", text);
    let pieces: Vec<&str> = split(&document)
        .into_iter()
        .map(|segment| &text[segment.range])
        .collect();
    assert_eq!(
        pieces,
        [
            "> The harbour was quiet in the morning, and\n> the boats lay at the pier all day long.",
            "> Nobody had gone out since Friday, not\n> even Captain Olsen.",
        ]
    );
}

#[test]
fn the_top_of_an_article() {
    check_kinds(
        "Home » News » Harbour\nHarbour News\n\nOld harbour to close in May\n\nThe end of an age\n\n\
         By Ann Olsen, Staff Reporter\nUpdated May 7, 2024\n\nThe harbour closes. It is old.\n\n\
         What comes next\n\nNobody knows what comes next.\n\nSource: Harbour Office",
        &[
            (SegmentKind::Boilerplate, "Home » News » Harbour"),
            (SegmentKind::Boilerplate, "Harbour News"),
            (SegmentKind::Title, "Old harbour to close in May"),
            (SegmentKind::Sentence, "The end of an age"),
            (SegmentKind::Byline, "By Ann Olsen, Staff Reporter"),
            (SegmentKind::Byline, "Updated May 7, 2024"),
            (SegmentKind::Sentence, "The harbour closes."),
            (SegmentKind::Sentence, "It is old."),
            (SegmentKind::Heading, "What comes next"),
            (SegmentKind::Sentence, "Nobody knows what comes next."),
            (SegmentKind::Boilerplate, "Source: Harbour Office"),
        ],
    );
}

#[test]
fn marked_headings() {
    check_kinds(
        "## Is it so? Yes.\n\nText here.\n\nWhy\n---\nMore text.",
        &[
            (SegmentKind::Title, "Is it so? Yes."),
            (SegmentKind::Sentence, "Text here."),
            (SegmentKind::Heading, "Why"),
            (SegmentKind::Sentence, "More text."),
        ],
    );
}

#[test]
fn a_quoted_line_alone_is_a_heading() {
    check_kinds(
        "The harbour closes.\n\n‘A better world’\n\nNobody knows why.\n\n“I do not know.”\n\nThat is all.",
        &[
            (SegmentKind::Sentence, "The harbour closes."),
            (SegmentKind::Heading, "‘A better world’"),
            (SegmentKind::Sentence, "Nobody knows why."),
            (SegmentKind::Sentence, "“I do not know.”"),
            (SegmentKind::Sentence, "That is all."),
        ],
    );
}

#[test]
fn a_stamp_is_no_part_of_the_sentence() {
    let sentence = (SegmentKind::Sentence, "The harbour closes.");
    let stamp = (SegmentKind::Metadata, "date 2023-11-11");
    check_kinds(" date 2023-11-11 The harbour closes.", &[stamp, sentence]);
    check_kinds("date 2023-11-11\n\nThe harbour closes.", &[stamp, sentence]);
    check_kinds(
        "date 2023-11-11 Harbour\n\nThe harbour closes.",
        &[stamp, (SegmentKind::Title, "Harbour"), sentence],
    );
    check_kinds(
        "The date 2023-11-11 holds.",
        &[(SegmentKind::Sentence, "The date 2023-11-11 holds.")],
    );
}

#[test]
fn what_only_looks_like_boilerplate_is_content() {
    for line in [
        "Share prices fell on Monday.",
        "Source code was stolen: it was sold.",
        "By Tuesday the water had risen.",
        "Von hier an wird es steil.",
        "Copyright law is old.",
        "Home is where the heart is.",
    ] {
        check_kinds(line, &[(SegmentKind::Sentence, line)]);
    }
}

#[test]
fn verse_and_addresses_are_no_headings() {
    let text = "Dear Ann,\n\nAnn Olsen\n12 Pier Street\nOldhaven\n\nAll is well.";
    let found: Vec<SegmentKind> = split(&Document::new("test", text))
        .iter()
        .map(|segment| segment.kind)
        .collect();
    assert_eq!(found, [SegmentKind::Sentence; 5]);
}

#[test]
fn a_long_sentence_is_not_cut_where_the_splitter_is_fed_piecemeal() {
    let long = "word ".repeat(20_000);
    let text = format!("First one. Then {long}end. Last one.");
    assert_eq!(split(&Document::new("test", text)).len(), 3);
}

#[test]
fn any_text_is_split() {
    crate::property::holds(|u| {
        let document = Document::new("test", nasty(u)?);
        assert_invariants(&document, &split(&document));
        Ok(())
    });
}

/// A verse is no heading, and who speaks is no sentence.
#[test]
fn verses_and_speeches() {
    use SegmentKind::{Byline, Heading, Sentence, Title};
    check_kinds(
        "He climbs the stair alone\nHe counts the steps.\nShe waits for him\nUntil the night is done.",
        &[
            (Sentence, "He climbs the stair alone"),
            (Sentence, "He counts the steps."),
            (Sentence, "She waits for him"),
            (Sentence, "Until the night is done."),
        ],
    );
    check_kinds(
        "The Lamp\nBy Ann Olsen\n\nHe climbs the winding stair alone.\n\nWhy he waits\nNobody knows. He is silent.",
        &[
            (Title, "The Lamp"),
            (Byline, "By Ann Olsen"),
            (Sentence, "He climbs the winding stair alone."),
            (Heading, "Why he waits"),
            (Sentence, "Nobody knows."),
            (Sentence, "He is silent."),
        ],
    );
    check_kinds(
        "ANN.\nWhy? Say it.\n\nTOM\n(softly)\nI will not.\n\nANN.\nOh.",
        &[
            (Sentence, "ANN. Why?"),
            (Sentence, "Say it."),
            (Sentence, "TOM (softly) I will not."),
            (Sentence, "ANN. Oh."),
        ],
    );
}
