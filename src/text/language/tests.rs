//! The language files hold together, every entry can be found in a text, and a text finds its language.

use super::*;
use crate::text::words::{fold, tokens};
use toml::{Table, Value};

/// Languages with every list; the others have what they have.
const FULL: [&str; 4] = ["de", "en", "es", "fr"];

/// Fixed letters of a pattern; one with fewer would fit almost any word.
const FIXED_MIN: usize = 3;

/// What the single signs ℃ and ℉ are compared as, though they are letters of two kinds.
const SIGNS: [&str; 2] = ["°c", "°f"];

#[test]
fn every_file_can_be_read() {
    for (code, source) in sources() {
        let file = parse(code, source).unwrap_or_else(|why| panic!("{why}"));
        assert!(!file.name.is_empty(), "{code}.toml has no name");
    }
}

#[test]
fn what_is_wrong_in_a_file_is_named_with_its_key() {
    for (source, wanted) in [
        ("name = \"X\"\nmonts = []", "monts"),
        ("[sentences]\nstarter = \"a\"", "starter"),
        ("[cues]\nnott = \"no\"", "nott"),
        ("opposites = [\"up, down\"]", "up, down"),
        (
            "[number]\none = \"1\"",
            "number.one: invalid type: string \"1\"",
        ),
    ] {
        let Err(why) = parse("xx", source) else {
            panic!("{source} was read");
        };
        assert!(why.contains("assets/languages/xx.toml"), "{why}");
        assert!(why.contains(wanted), "{why}");
    }
}

/// The lists of a file that are looked up in a text as it is compared, with the keys that lead to them.
fn lists(code: &str) -> Vec<(String, Vec<String>)> {
    let (_, source) = sources().find(|(known, _)| *known == code).unwrap();
    let mut lists = Vec::new();
    collect(&toml::from_str::<Table>(source).unwrap(), "", &mut lists);
    // As they are written, not as they are compared; and parts of words.
    let other = [
        "name",
        "detector",
        "scripts",
        "decimal",
        "sentences",
        "boilerplate",
        "byline",
        "forms",
        "dates.day-endings",
        "figures",
    ];
    // Of the figures, phrases that are looked up; the rest are endings.
    let phrases = [
        "counters",
        "parts",
        "no-numbers",
        "bounds-behind",
        "percent-before",
        "range",
    ];
    let is_phrase = |key: &str| {
        key.strip_prefix("figures.")
            .is_some_and(|key| phrases.contains(&key))
    };
    let is_other = |key: &str| other.iter().any(|other| key.starts_with(other));
    lists.retain(|(key, _)| !is_other(key) || is_phrase(key));
    lists
}

fn collect(table: &Table, path: &str, lists: &mut Vec<(String, Vec<String>)>) {
    let owned = |list: &str| entries(list).map(str::to_owned).collect::<Vec<_>>();
    for (key, value) in table {
        let path = match path {
            "" => key.clone(),
            path => format!("{path}.{key}"),
        };
        match value {
            Value::String(list) => lists.push((path, owned(list))),
            Value::Array(all) => {
                for (n, list) in all.iter().filter_map(Value::as_str).enumerate() {
                    let sides = list.split('/').enumerate();
                    lists.extend(
                        sides.map(|(side, list)| (format!("{path}.{n}.{side}"), owned(list))),
                    );
                }
            }
            Value::Table(table) => {
                // In some tables the entries are the keys; a clock time has places for numbers.
                let has_keys = ["relative", "clock"].contains(&&*path)
                    || table.values().any(|value| !value.is_str());
                let keys = table
                    .keys()
                    .map(|key| key.replace("{h}", "9").replace("{m}", "9"));
                match has_keys && !table.is_empty() {
                    true => lists.push((path, keys.collect())),
                    false => collect(table, &path, lists),
                }
            }
            _ => {}
        }
    }
}

/// Why an entry could never be found in a text, or would be found everywhere.
pub(crate) fn fault(entry: &str) -> Option<String> {
    let words: Vec<&str> = entry.split(' ').collect();
    for word in &words {
        let fixed = word.trim_matches('*');
        if fixed.len() < word.len() && fixed.chars().count() < FIXED_MIN {
            return Some("a pattern with too few letters".to_owned());
        }
        if fixed.contains('*') || word.starts_with('*') && word.ends_with('*') && *word != "*" {
            return Some("more than one asterisk, or one inside".to_owned());
        }
    }
    // Of a pattern only the known letters can be split; they are one word and so is what they begin.
    let plain = entry.replace('*', "");
    let folded = fold(&plain).into_owned();
    if folded != plain {
        return Some(format!("is written {folded} in a text as it is compared"));
    }
    let split: Vec<&str> = tokens(&plain).map(|token| &plain[token.range]).collect();
    let plain_words: Vec<&str> = plain.split(' ').collect();
    (split != plain_words && !SIGNS.contains(&entry))
        .then(|| format!("is split as {}", split.join(" ")))
}

#[test]
fn every_entry_can_be_found_in_a_text() {
    let mut faults = Vec::new();
    for language in Language::all() {
        for (key, entries) in lists(language.code()) {
            // An elided word stands before a space only where a line or a link breaks.
            let elided = |entry: &String| key == "function-words" && entry.contains('\'');
            for entry in entries.iter().filter(|entry| !elided(entry)) {
                let why = fault(entry);
                faults.extend(why.map(|why| format!("{language:?}: {key}: {entry}: {why}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_entry_is_noticed() {
    for entry in [
        "so-called",
        "Monday",
        "m²",
        "un*",
        "n'* x",
        "km/h",
        "*ab*",
        "p.m.",
        "‘tis",
        "a*b",
    ] {
        assert!(fault(entry).is_some(), "{entry}");
    }
    for entry in ["so - called", "p.m", "o'clock", "*n't", "alleg*", "d'après"] {
        assert_eq!(fault(entry), None, "{entry}");
    }
}

#[test]
fn an_entry_stands_once_in_its_list() {
    let mut faults = Vec::new();
    for language in Language::all() {
        for (key, mut entries) in lists(language.code()) {
            entries.sort_unstable();
            let twice = entries.windows(2).filter(|two| two[0] == two[1]);
            faults.extend(twice.map(|two| format!("{language:?}: {key}: {}", two[0])));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn calendars_are_whole() {
    for language in Language::all() {
        let is_full = FULL.contains(&language.code());
        if is_full || !language.months.is_empty() {
            assert_eq!(language.months.len(), 12, "{language:?}");
        }
        if is_full || !language.weekdays.is_empty() {
            assert_eq!(language.weekdays.len(), 7, "{language:?}");
        }
    }
}

#[test]
fn full_languages_have_every_list() {
    let classes = |language: Language| language.cues.keys().copied().collect::<Vec<_>>();
    let english = Language::with_code("en").unwrap();
    for language in FULL.map(|code| Language::with_code(code).unwrap()) {
        assert_eq!(classes(language), classes(english), "{language:?}");
        let tables = [
            &language.number,
            &language.times,
            &language.fraction,
            &language.ordinal,
        ];
        assert!(tables.iter().all(|table| !table.is_empty()), "{language:?}");
        assert_eq!(
            language.period.keys().collect::<Vec<_>>(),
            english.period.keys().collect::<Vec<_>>(),
            "{language:?}"
        );
        assert!(
            !language.clock.is_empty() && !language.relative.is_empty(),
            "{language:?}"
        );
        assert!(
            language.unit.len() > 40
                && !language.opposites.is_empty()
                && !language.counterparts.is_empty(),
            "{language:?}"
        );
    }
}

/// The words whose coming and going is pointed at must not be too many, or nothing is pointed at any more: those that
/// only can stand for them are lists of their own, and a word is in one of the two.
#[test]
fn no_word_both_counts_and_excuses() {
    let mut faults = Vec::new();
    for language in Language::all() {
        for (strong, like) in [
            (CueClass::Not, CueClass::NotLike),
            (CueClass::Hedge, CueClass::HedgeLike),
            (CueClass::Because, CueClass::BecauseLike),
        ] {
            let of = |class| {
                language
                    .file()
                    .cues
                    .get(&class)
                    .map_or(&[][..], |list| list)
            };
            let both = of(strong).iter().filter(|phrase| of(like).contains(phrase));
            faults.extend(both.map(|phrase| format!("{language:?}: {strong:?}: {phrase}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_detector_and_the_files_know_each_other() {
    let mut detectors: Vec<&str> = Language::all()
        .filter_map(|language| language.file().detector.as_deref())
        .collect();
    detectors.sort_unstable();
    let mut known = whichlang::LANGUAGES.map(whichlang::Lang::three_letter_code);
    known.sort_unstable();
    assert_eq!(detectors, known);
}

/// Without a sign that tells it from all others, a language would never be found, or too often.
#[test]
fn every_language_can_be_detected() {
    for language in Language::all().filter(|language| !language.is_general()) {
        assert!(!language.scripts.is_empty(), "{language:?} has no scripts");
        language.letters(); // the scripts are known
        let shares_script = |other: &Language| {
            *other != language
                && other
                    .scripts
                    .iter()
                    .any(|script| language.scripts.contains(script))
        };
        assert!(
            language.detector.is_some()
                || language.function_words.n_entries() >= detect::FUNCTION_WORDS_MIN
                || !Language::all().any(|other| shares_script(&other)),
            "{language:?} needs function words to be told from others in its script"
        );
    }
}

#[track_caller]
fn check_language(text: &str, code: &str) {
    assert_eq!(Language::of(text).code(), code, "{text}");
}

#[test]
fn a_text_in_a_language_of_the_detector_has_that_language() {
    check_language("The council decided to close the bridge.", "en");
    check_language(
        "Der Stadtrat beschloss am Mittwoch, die Brücke zu sperren.",
        "de",
    );
    check_language("Городской совет решил закрыть мост на три месяца.", "ru");
    check_language("市议会星期三决定把河上的桥关闭三个月。", "zh");
    check_language(
        "市議会は水曜日、川に架かる橋を三か月閉鎖することを決めた。",
        "ja",
    );
}

#[test]
fn a_text_without_a_word_is_english() {
    for text in ["", "12 345, 6.7", "— … —", "\u{301}"] {
        check_language(text, "en");
    }
}

/// It was taken for Vietnamese, whatever it was.
#[test]
fn a_text_in_a_script_of_no_language_has_the_general_rules() {
    check_language(
        "מועצת העיר החליטה ביום רביעי לסגור את הגשר מעל הנהר.",
        "und",
    );
    check_language("สภาเมืองตัดสินใจเมื่อวันพุธว่าสะพานจะปิดเป็นเวลาสามเดือน", "und");
    check_language("საქალაქო საბჭომ გადაწყვიტა, რომ ხიდი დაიკეტება.", "und");
}

#[test]
fn a_text_in_a_script_of_one_language_has_that_language() {
    check_language(
        "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα.",
        "el",
    );
    check_language("Քաղաքային խորհուրդը որոշեց, որ կամուրջը կփակվի։", "hy");
    check_language("የከተማው ምክር ቤት ድልድዩን ለመዝጋት ወሰነ።", "am");
    check_language("မြို့တော်ကောင်စီက တံတားကို ပိတ်ရန် ဆုံးဖြတ်ခဲ့သည်။", "my");
    check_language("ក្រុមប្រឹក្សាក្រុងបានសម្រេចបិទស្ពាន។", "km");
}

const POLISH: &str = "W środę rada miasta zdecydowała, że most nad rzeką zostanie zamknięty na trzy miesiące. \
    Kierowcy będą musieli jeździć objazdem przez sąsiednią dzielnicę, a autobusy pojedą inną trasą. Burmistrz \
    powiedział, że remont jest konieczny, ponieważ filary są w złym stanie. Mieszkańcy nie są zadowoleni i obawiają \
    się korków.";

const FINNISH: &str = "Kaupunginvaltuusto päätti keskiviikkona, että joen ylittävä silta suljetaan kolmeksi \
    kuukaudeksi. Autoilijoiden on ajettava kiertotietä naapurikaupunginosan kautta, ja bussit kulkevat toista \
    reittiä. Pormestarin mukaan korjaus on välttämätön, koska pilarit ovat huonossa kunnossa. Asukkaat eivät ole \
    tyytyväisiä ja pelkäävät ruuhkia. Työt maksavat noin kaksi miljoonaa euroa.";

const CZECH: &str = "Ve středu rozhodlo zastupitelstvo, že most přes řeku bude na tři měsíce uzavřen. Řidiči budou \
    muset jezdit objížďkou přes sousední čtvrť a autobusy pojedou jinou trasou. Starosta řekl, že oprava je nutná, \
    protože pilíře jsou ve špatném stavu. Obyvatelé nejsou spokojeni a bojí se dopravních zácp.";

/// They were taken for Turkish and Swedish.
#[test]
fn a_language_that_the_detector_does_not_know_is_known_by_its_words_of_grammar() {
    check_language(POLISH, "pl");
    check_language(FINNISH, "fi");
    check_language(CZECH, "cs");
}

const LATVIAN: &str = "Trešdien pilsētas dome nolēma, ka tilts pār upi tiks slēgts uz trim mēnešiem. Autovadītājiem \
    būs jābrauc apkārt caur kaimiņu rajonu, bet autobusi kursēs pa citu maršrutu. Mērs sacīja, ka remonts ir \
    nepieciešams, jo balsti ir sliktā stāvoklī. Iedzīvotāji nav apmierināti un baidās no sastrēgumiem.";

const ESTONIAN: &str = "Kolmapäeval otsustas linnavolikogu, et jõge ületav sild suletakse kolmeks kuuks. Autojuhid \
    peavad sõitma ringiga läbi naaberlinnaosa ning bussid sõidavad teist teed pidi. Linnapea sõnul vajavad sambad \
    remonti, sest nende seisukord halveneb. Elanikud pole rahul ning kardavad ummikuid. Tööd \
    maksavad umbes kaks miljonit eurot.";

#[test]
fn a_text_with_too_few_words_of_its_grammar_has_the_general_rules() {
    for text in [LATVIAN, ESTONIAN] {
        check_language(text, "und");
    }
}

/// The letters of the addresses outweighed those of the words.
#[test]
fn foreign_names_do_not_outweigh_the_words_of_grammar() {
    let address =
        "https://archive.example/ober/land/garten/zwergen/freunde/vereins/haus/schlüssel/bund ";
    let words = "It is one of those that have been with us for as long as there was a garden, and it is not the \
        first that we have had, but it will be the last if they do what they say they will do in the end. ";
    check_language(&format!("{}{words}", address.repeat(5)), "en");
}

#[test]
fn each_side_has_its_own_language_and_a_short_one_that_of_both() {
    let english =
        "The council decided on Wednesday that the bridge will be closed for three months. "
            .repeat(4);
    let german =
        "Der Stadtrat beschloss am Mittwoch, dass die Brücke drei Monate gesperrt wird. ".repeat(4);
    let codes = |original: &str, rewrite: &str| {
        let languages = Language::of_pair(Pair { original, rewrite }, Pair::default());
        [languages.original.code(), languages.rewrite.code()]
    };
    assert_eq!(codes(&english, &german), ["en", "de"]);
    check_language("Tom Santos", "pt");
    assert_eq!(codes(&english, "Tom Santos"), ["en", "en"]);
}

#[test]
fn the_language_that_the_reader_wants_holds() {
    let texts = Pair {
        original: "Der Stadtrat beschloss am Mittwoch, die Brücke zu sperren.",
        rewrite: "Die Brücke wird gesperrt.",
    };
    let wanted = Pair {
        original: None,
        rewrite: Language::with_code("nl"),
    };
    let languages = Language::of_pair(texts, wanted);
    assert_eq!(languages.original.code(), "de");
    assert_eq!(languages.rewrite.code(), "nl");
}
