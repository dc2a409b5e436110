//! What holds for all figures, dates and clock times: every form that can be made of one is read as it.

use super::*;
use crate::property::holds;
use arbtest::arbitrary::{Result, Unstructured};

/// The only figure of a text.
#[track_caller]
fn figure(code: &str, text: &str) -> Quantity {
    let (_, figures) = read(code, text);
    assert_eq!(figures.len(), 1, "{code}: {text:?}: {figures:?}");
    figures[0].clone()
}

#[track_caller]
fn check_value(code: &str, text: &str, value: f64) {
    let found = figure(code, text).value;
    assert!(
        exact(found, value),
        "{code}: {text:?}: {found}, not {value}"
    );
}

fn grouped(n: u64, mark: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// Digits as they are grouped in a language.
fn in_digits(u: &mut Unstructured, code: &str, n: u64) -> Result<String> {
    let comma = Language::with_code(code).expect("a code").decimal.0 == ',';
    let marks: &[&str] = match comma {
        true => &["", ".", "\u{a0}", "\u{202f}"],
        false => &["", ",", "\u{a0}", "\u{202f}"],
    };
    let mark = *u.choose(marks)?;
    // Four digits in a row can be a year.
    let mark = if n < 10_000 { &marks[1] } else { &mark };
    Ok(grouped(n, mark))
}

/// The words for a number below a million: `(hundreds, tens and units, thousand)` by language.
fn in_words(code: &str, n: u64) -> String {
    match code {
        "en" => english(n),
        "de" => german(n),
        "es" => spanish(n),
        "fr" => french(n),
        "sv" => swedish(n),
        "tr" => turkish(n),
        "zh" | "ja" => han(n, code),
        "ko" => korean(n),
        _ => n.to_string(),
    }
}

/// Words of a list by their place.
fn nth(list: &str, n: u64) -> String {
    list.split(' ')
        .nth(n as usize)
        .expect("a word")
        .replace('_', " ")
}

fn english(n: u64) -> String {
    const SMALL: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
        sixteen seventeen eighteen nineteen";
    const TENS: &str = "- - twenty thirty forty fifty sixty seventy eighty ninety";
    match n {
        0..20 => nth(SMALL, n),
        20..100 if n.is_multiple_of(10) => nth(TENS, n / 10),
        20..100 => format!("{}-{}", nth(TENS, n / 10), nth(SMALL, n % 10)),
        100..1000 if n.is_multiple_of(100) => format!("{} hundred", english(n / 100)),
        100..1000 => format!("{} hundred and {}", english(n / 100), english(n % 100)),
        _ if n.is_multiple_of(1000) => format!("{} thousand", english(n / 1000)),
        _ => format!("{} thousand {}", english(n / 1000), english(n % 1000)),
    }
}

fn german(n: u64) -> String {
    const SMALL: &str = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn \
        sechzehn siebzehn achtzehn neunzehn";
    const TENS: &str = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig";
    let behind = |rest: u64| {
        if rest == 0 {
            String::new()
        } else {
            german(rest)
        }
    };
    match n {
        0..20 => nth(SMALL, n),
        20..100 if n.is_multiple_of(10) => nth(TENS, n / 10),
        20..100 => format!("{}und{}", nth(SMALL, n % 10), nth(TENS, n / 10)),
        100..1000 => format!("{}hundert{}", german(n / 100), behind(n % 100)),
        _ => format!("{}tausend{}", german(n / 1000), behind(n % 1000)),
    }
}

fn spanish(n: u64) -> String {
    const SMALL: &str = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince \
        dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco \
        veintiséis veintisiete veintiocho veintinueve";
    const TENS: &str = "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa";
    const HUNDREDS: &str = "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos \
        ochocientos novecientos";
    match n {
        0..30 => nth(SMALL, n),
        30..100 if n.is_multiple_of(10) => nth(TENS, n / 10),
        30..100 => format!("{} y {}", nth(TENS, n / 10), nth(SMALL, n % 10)),
        100 => "cien".to_owned(),
        100..1000 if n.is_multiple_of(100) => nth(HUNDREDS, n / 100),
        101..1000 => format!("{} {}", nth(HUNDREDS, n / 100), spanish(n % 100)),
        1000 => "mil".to_owned(),
        1001..2000 => format!("mil {}", spanish(n % 1000)),
        _ if n.is_multiple_of(1000) => format!("{} mil", spanish(n / 1000)),
        _ => format!("{} mil {}", spanish(n / 1000), spanish(n % 1000)),
    }
}

fn french(n: u64) -> String {
    const SMALL: &str = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize \
        dix-sept dix-huit dix-neuf";
    const TENS: &str = "- - vingt trente quarante cinquante soixante";
    match n {
        0..20 => nth(SMALL, n),
        20..70 if n.is_multiple_of(10) => nth(TENS, n / 10),
        20..70 if n % 10 == 1 => format!("{} et un", nth(TENS, n / 10)),
        20..70 => format!("{}-{}", nth(TENS, n / 10), nth(SMALL, n % 10)),
        71 => "soixante et onze".to_owned(),
        70..80 => format!("soixante-{}", nth(SMALL, n - 60)),
        80 => "quatre-vingts".to_owned(),
        81..100 => format!("quatre-vingt-{}", nth(SMALL, n - 80)),
        100 => "cent".to_owned(),
        101..200 => format!("cent {}", french(n - 100)),
        200..1000 if n.is_multiple_of(100) => format!("{} cents", french(n / 100)),
        200..1000 => format!("{} cent {}", french(n / 100), french(n % 100)),
        1000 => "mille".to_owned(),
        1001..2000 => format!("mille {}", french(n % 1000)),
        _ if n.is_multiple_of(1000) => format!("{} mille", french(n / 1000)),
        _ => format!("{} mille {}", french(n / 1000), french(n % 1000)),
    }
}

fn swedish(n: u64) -> String {
    const SMALL: &str = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton \
        arton nitton";
    const TENS: &str = "- - tjugo trettio fyrtio femtio sextio sjuttio åttio nittio";
    let behind = |rest: u64| {
        if rest == 0 {
            String::new()
        } else {
            swedish(rest)
        }
    };
    match n {
        0..20 => nth(SMALL, n),
        20..100 => format!("{}{}", nth(TENS, n / 10), behind(n % 10)),
        100..1000 => format!("{}hundra{}", swedish(n / 100), behind(n % 100)),
        _ if n.is_multiple_of(1000) => format!("{}tusen", swedish(n / 1000)),
        _ => format!("{}tusen {}", swedish(n / 1000), swedish(n % 1000)),
    }
}

fn turkish(n: u64) -> String {
    const SMALL: &str = "sıfır bir iki üç dört beş altı yedi sekiz dokuz";
    const TENS: &str = "- on yirmi otuz kırk elli altmış yetmiş seksen doksan";
    let times = |n: u64, word: &str| match n {
        1 => word.to_owned(),
        n => format!("{} {word}", turkish(n)),
    };
    let behind = |rest: u64| {
        if rest == 0 {
            String::new()
        } else {
            format!(" {}", turkish(rest))
        }
    };
    match n {
        0..10 => nth(SMALL, n),
        10..100 => format!("{}{}", nth(TENS, n / 10), behind(n % 10)),
        100..1000 => format!("{}{}", times(n / 100, "yüz"), behind(n % 100)),
        _ => format!("{}{}", times(n / 1000, "bin"), behind(n % 1000)),
    }
}

/// Numerals of Chinese origin: digits, ten, hundred, thousand, ten thousand.
fn numerals(n: u64, digits: &str, signs: [&str; 4], says_one: bool, zero: &str) -> String {
    let digit = |n: u64| digits.chars().nth(n as usize - 1).expect("a digit");
    let mut out = String::new();
    let mut rest = n;
    if n >= 10_000 {
        out = numerals(n / 10_000, digits, signs, says_one, zero) + signs[3];
        rest = n % 10_000;
        if rest > 0 && rest < 1000 {
            out.push_str(zero);
        }
    }
    let mut is_gap = false;
    for (factor, sign) in [(1000, signs[2]), (100, signs[1]), (10, signs[0]), (1, "")] {
        let count = rest / factor;
        rest %= factor;
        if count == 0 {
            is_gap = true;
            continue;
        }
        if is_gap && !out.is_empty() && !out.ends_with(zero) {
            out.push_str(zero);
        }
        is_gap = false;
        if count > 1 || factor == 1 || says_one && !(factor == 10 && n < 20) {
            out.push(digit(count));
        }
        out.push_str(sign);
    }
    out
}

fn han(n: u64, code: &str) -> String {
    let is_chinese = code == "zh";
    let zero = if is_chinese { "零" } else { "" };
    numerals(
        n,
        "一二三四五六七八九",
        ["十", "百", "千", "万"],
        is_chinese,
        zero,
    )
}

fn korean(n: u64) -> String {
    numerals(n, "일이삼사오육칠팔구", ["십", "백", "천", "만"], false, "")
}

const WITH_WORDS: [&str; 9] = ["en", "de", "es", "fr", "sv", "tr", "zh", "ja", "ko"];

/// What is counted, so that a single numeral is a number.
fn counter(code: &str) -> &'static str {
    match code {
        "zh" | "ja" => "人",
        "ko" => " 명",
        _ => "",
    }
}

#[test]
fn a_number_is_read_in_digits_of_every_grouping_and_in_words() {
    holds(|u| {
        let code = *u.choose(&WITH_WORDS)?;
        let n = match u.int_in_range(0..=3)? {
            0 => u.int_in_range(2..=99)?,
            1 => u.int_in_range(100..=999)?,
            2 => u.int_in_range(1000..=9999)?,
            _ => u.int_in_range(10_000..=999_999)?,
        };
        let counted = counter(code);
        check_value(
            code,
            &format!("{}{counted}", in_digits(u, code, n)?),
            n as f64,
        );
        check_value(code, &format!("{}{counted}", in_words(code, n)), n as f64);
        Ok(())
    });
}

#[test]
fn a_multiplied_number_is_read() {
    const MULTIPLIERS: [(&str, &str, f64); 21] = [
        ("en", " million", 1e6),
        ("en", " billion", 1e9),
        ("en", " thousand", 1e3),
        ("de", " Millionen", 1e6),
        ("de", " Mrd.", 1e9),
        ("es", " millones", 1e6),
        ("es", " mil millones", 1e9),
        ("fr", " milliards", 1e9),
        ("it", " miliardi", 1e9),
        ("nl", " miljard", 1e9),
        ("pt", " bilhões", 1e9),
        ("ru", " млн", 1e6),
        ("sv", " miljarder", 1e9),
        ("tr", " milyar", 1e9),
        ("vi", " triệu", 1e6),
        ("ar", " ملايين", 1e6),
        ("hi", " करोड़", 1e7),
        ("zh", "亿", 1e8),
        ("ja", "億", 1e8),
        ("ko", "만 명", 1e4),
        ("ko", "억 명", 1e8),
    ];
    holds(|u| {
        let (code, multiplier, factor) = *u.choose(&MULTIPLIERS)?;
        let (whole, tenths) = (u.int_in_range(1..=99)?, u.int_in_range(1..=9)?);
        let mark = Language::with_code(code).expect("a code").decimal.0;
        let value = f64::from(whole * 10 + tenths) / 10.0 * factor;
        check_value(code, &format!("{whole}{mark}{tenths}{multiplier}"), value);
        check_value(
            code,
            &format!("{whole}{multiplier}"),
            f64::from(whole) * factor,
        );
        Ok(())
    });
}

#[test]
fn a_date_is_read_in_all_formats_of_its_language() {
    holds(|u| {
        let day = u.int_in_range(1..=28)?;
        let month: usize = u.int_in_range(1..=12)?;
        let year = u.int_in_range(1900..=2099)?;
        let languages: Vec<Language> = Language::all().collect();
        let language = *u.choose(&languages)?;
        let mut forms = vec![format!("{year}-{month:02}-{day:02}")];
        if language.decimal.0 == ',' {
            forms.push(format!("{day:02}.{month:02}.{year}"));
        }
        if language.months.len() == 12 && language.code() != "ko" {
            let name = language.months[month - 1][0].trim_end_matches('*');
            let joint = language
                .dates
                .after_day
                .first()
                .filter(|_| language.code() != "en");
            let joint = joint.map_or(String::new(), |joint| format!("{joint} "));
            let before_year = language.dates.before_year.first();
            let before_year = before_year.filter(|_| ["es", "pt", "vi"].contains(&language.code()));
            let before_year = before_year.map_or(String::new(), |word| format!("{word} "));
            let stop = if language.sentences.ordinal_stop {
                "."
            } else {
                ""
            };
            let joint = if language.code() == "fr" {
                String::new()
            } else {
                joint
            };
            forms.push(format!("{day}{stop} {joint}{name} {before_year}{year}"));
        }
        if !language.dates.year_signs.is_empty() {
            let dates = &language.dates;
            let (y, m, d) = (
                &dates.year_signs[0],
                &dates.month_signs[0],
                &dates.day_signs[0],
            );
            forms.push(format!("{year}{y}{month}{m}{day}{d}"));
            forms.push(format!("{year}{y} {month}{m} {day}{d}"));
        }
        if language.code() == "en" {
            let name = &language.months[month - 1][0];
            let capital = name[..1].to_uppercase() + &name[1..];
            forms.push(format!("{capital} {day}, {year}"));
            forms.push(format!("the {day}th of {capital} {year}"));
        }
        for form in forms {
            let wanted = format!("{year}-{month:02}-{day:02}");
            assert_eq!(
                normals(language.code(), &form),
                wanted,
                "{language:?}: {form}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_duration_is_read_in_one_unit_and_in_two() {
    const UNITS: [(&str, [&str; 2]); 8] = [
        ("en", ["{h} hours and {m} minutes", "{n} minutes"]),
        ("de", ["{h} Stunden und {m} Minuten", "{n} Minuten"]),
        ("es", ["{h} horas y {m} minutos", "{n} minutos"]),
        ("fr", ["{h} heures et {m} minutes", "{n} minutes"]),
        ("it", ["{h} ore e {m} minuti", "{n} minuti"]),
        ("zh", ["{h}小时{m}分钟", "{n}分钟"]),
        ("ja", ["{h}時間{m}分", "{n}分"]),
        ("ko", ["{h}시간 {m}분", "{n}분"]),
    ];
    holds(|u| {
        let (code, forms) = *u.choose(&UNITS)?;
        let (hours, minutes) = (u.int_in_range(2..=12)?, u.int_in_range(1..=59)?);
        let texts = forms.map(|form| {
            form.replace("{h}", &hours.to_string())
                .replace("{m}", &minutes.to_string())
                .replace("{n}", &(hours * 60 + minutes).to_string())
        });
        let [compound, single] = [&texts[0], &texts[1]].map(|text| figure(code, text).normal());
        assert_eq!(compound, single, "{code}: {texts:?}");
        Ok(())
    });
}

#[test]
fn a_clock_time_is_read_in_24_hours_in_12_and_in_words() {
    const FORMS: [(&str, &str, &str); 6] = [
        ("en", "{h12}:{mm} {half}", "a.m.,p.m."),
        ("zh", "{half}{h12}点{m}分", "上午,下午"),
        ("ja", "{half}{h12}時{m}分", "午前,午後"),
        ("ko", "{half} {h12}시 {m}분", "오전,오후"),
        ("de", "{h24}.{mm} Uhr", ","),
        ("fr", "{h24} h {mm}", ","),
    ];
    holds(|u| {
        let (code, form, halves) = *u.choose(&FORMS)?;
        let (hour, minute): (u32, u32) = (u.int_in_range(1..=23)?, u.int_in_range(1..=59)?);
        let half = halves
            .split(',')
            .nth(usize::from(hour >= 12))
            .expect("two halves");
        let h12 = (hour + 11) % 12 + 1;
        let text = form
            .replace("{half}", half)
            .replace("{h12}", &h12.to_string())
            .replace("{h24}", &hour.to_string())
            .replace("{mm}", &format!("{minute:02}"))
            .replace("{m}", &minute.to_string());
        let wanted = format!("{hour:02}:{minute:02}");
        assert_eq!(normals(code, &text), wanted, "{code}: {text}");
        assert_eq!(normals(code, &wanted), wanted, "{code}");
        Ok(())
    });
}

#[test]
fn what_stands_in_a_text_twice_is_read_twice_in_the_same_way() {
    holds(|u| {
        let code = *u.choose(&WITH_WORDS)?;
        let n = u.int_in_range(10..=9999)?;
        let form = format!("{}{}", in_words(code, n), counter(code));
        let (_, figures) = read(code, &format!("{form} | {form}"));
        let normals: Vec<String> = figures.iter().map(Quantity::normal).collect();
        assert_eq!(normals.len(), 2, "{code}: {form}: {normals:?}");
        assert_eq!(normals[0], normals[1], "{code}: {form}");
        Ok(())
    });
}

/// Comparators in opposite directions never agree; a figure agrees with itself in another unit and rounded.
#[test]
fn figures_agree_or_differ() {
    let agree = |code: &str, a: &str, b: &str| {
        let (a, b) = (figure(code, a), figure(code, b));
        a.normal() == b.normal() || a.agreement(&b).is_some()
    };
    for (code, a, b) in [
        ("en", "10 miles", "16 kilometres"),
        ("en", "1,984", "2,000"),
        ("en", "a third of", "33 percent"),
        ("en", "at least 5", "5"),
        ("en", "18 months", "a year and a half"),
        ("en", "$210 a month", "$2,520 a year"),
        ("en", "6.30 pm", "18:30"),
        ("de", "2,5 Millionen", "2.500.000"),
        ("zh", "约30人", "30人"),
        ("ko", "5만 원", "50000원"),
        ("hi", "1 लाख", "100000"),
        ("ja", "三割", "30パーセント"),
    ] {
        assert!(agree(code, a, b), "{code}: {a} | {b}");
    }
    for (code, a, b) in [
        ("en", "at least 5", "at most 5"),
        ("en", "more than 5", "less than 5"),
        ("en", "5 years", "5 months"),
        ("en", "704", "740"),
        ("en", "$5 a day", "$5 a week"),
        ("en", "C$5", "$5"),
        ("de", "mindestens 5", "höchstens 5"),
        ("es", "al menos 5", "como máximo 5"),
        ("fr", "au moins 5", "au plus 5"),
        ("it", "almeno 5", "al massimo 5"),
        ("nl", "minstens 5", "hooguit 5"),
        ("pt", "pelo menos 5", "no máximo 5"),
        ("ru", "не менее 5", "не более 5"),
        ("sv", "minst 5", "högst 5"),
        ("tr", "en az 5", "en fazla 5"),
        ("vi", "ít nhất 5", "tối đa 5"),
        ("ar", "أكثر من 5", "أقل من 5"),
        ("hi", "5 से अधिक", "5 से कम"),
        ("zh", "至少5人", "最多5人"),
        ("zh", "三人", "五人"),
        ("zh", "十万", "二十万"),
        ("zh", "百分之三", "百分之五"),
        ("ja", "5人以上", "5人以下"),
        ("ja", "三十", "五十"),
        ("ko", "25명이", "26명이"),
        ("ko", "30명 이상", "30명 이하"),
        ("ko", "5만 원", "5천 원"),
    ] {
        assert!(!agree(code, a, b), "{code}: {a} | {b}");
    }
}

/// A run of numbers is one figure or many, but never one without a value.
#[test]
fn a_long_run_of_numbers_has_values() {
    for (code, part) in [
        ("en", "one hundred "),
        ("en", "1 000 "),
        ("en", "1,"),
        ("en", "twenty and "),
        ("de", "fünfundzwanzig"),
        ("zh", "三十"),
        ("zh", "三点"),
        ("ko", "삼십"),
        ("ko", "3억"),
        ("en", "5 to 6 in 7 and "),
    ] {
        let (_, figures) = read(code, &part.repeat(2_000));
        assert!(
            figures.iter().all(|figure| figure.value.is_finite()),
            "{code}: {part}"
        );
    }
}
