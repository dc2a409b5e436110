//! A character of a symbol font → the Unicode character that it shows.
//!
//! Word writes such a character as the font and a code; the code lies in Unicode's private use area, 0xF000 above the
//! font's own. Source of the table: the encoding of Adobe's font Symbol (Unicode's mapping file ADOBE/symbol.txt).

/// What is shown for a character that no table here knows.
const UNKNOWN: char = '\u{fffd}';

/// The characters of the font from 0x20 on.
const LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// The characters of the font from 0xA0 on.
const HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

/// The character with a hexadecimal code in a font; `�` where it is not known.
pub fn character(font: &str, code: &str) -> char {
    let Ok(code) = u32::from_str_radix(code, 16) else {
        return UNKNOWN;
    };
    let own = match code {
        0xf020..=0xf0ff => code - 0xf000,
        _ => code,
    };
    match (font.to_ascii_lowercase().as_str(), own) {
        ("symbol", 0x20..0xa0) => LOW.chars().nth(own as usize - 0x20).unwrap_or(UNKNOWN),
        ("symbol", 0xa0..=0xff) => HIGH.chars().nth(own as usize - 0xa0).unwrap_or(UNKNOWN),
        // Other fonts that are asked for a character outside the private use area have it where Unicode has it.
        (_, _) if !(0xe000..=0xf8ff).contains(&code) => char::from_u32(code).unwrap_or(UNKNOWN),
        ("wingdings", 0x6c | 0x9f) => '●',
        ("wingdings", 0xa7) => '▪',
        ("wingdings", 0xfc) => '✓',
        ("wingdings", 0xfb) => '✗',
        ("wingdings", 0xfe) => '☑',
        ("wingdings", 0xa8 | 0x6f) => '☐',
        ("wingdings", 0xdf | 0xe0) => '→',
        _ => UNKNOWN,
    }
}
