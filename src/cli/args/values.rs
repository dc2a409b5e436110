//! Names on the command line → the values they stand for.
//!
//! The core names its values but does not know the command line; each has a line of `--help`, the core's own where the
//! screen shows it as well.

use crate::app::layout::Arrangement;
use crate::app::reader::Lens;
use crate::cli::args::FailOn;
use crate::compare::findings::{Confidence, FindingKind};
use crate::input::open::Format;
use crate::review::record::Verdict;
use crate::text::glyph;
use crate::text::language::Language;
use crate::text::side::Pair;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Parses the name of one of several values.
#[derive(Clone)]
pub struct NamedValueParser<T> {
    names: PossibleValuesParser,
    values: Vec<(&'static str, T)>,
}

/// A value, or `None` for `auto`. clap takes a field of type `Option` for an option that may be missing, but not this.
pub type Auto<T> = Option<T>;

/// The word for a value that diptych chooses.
const AUTO: &str = "auto";

impl<T: Copy> NamedValueParser<T> {
    /// As it is, and `auto` before the other names.
    fn or_auto(self, help: &'static str) -> NamedValueParser<Auto<T>> {
        let auto = PossibleValue::new(AUTO).help(help);
        let names = self.names.possible_values().into_iter().flatten();
        let values = self.values.iter().map(|&(name, value)| (name, Some(value)));
        NamedValueParser {
            names: PossibleValuesParser::new([auto].into_iter().chain(names)),
            values: [(AUTO, None)].into_iter().chain(values).collect(),
        }
    }

    fn new(
        values: &[T],
        name: fn(T) -> &'static str,
        help: fn(T) -> &'static str,
    ) -> NamedValueParser<T> {
        let named = values
            .iter()
            .map(|&value| PossibleValue::new(name(value)).help(help(value)));
        NamedValueParser {
            names: PossibleValuesParser::new(named),
            values: values.iter().map(|&value| (name(value), value)).collect(),
        }
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for NamedValueParser<T> {
    type Value = T;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        // Text that is not UTF-8 gets the same error, with the tip, as any other unknown name.
        let word = value.to_string_lossy();
        let name = self.names.parse_ref(cmd, arg, OsStr::new(&*word))?;
        let mut values = self.values.iter();
        let (_, value) = values
            .find(|(known, _)| *known == name)
            .expect("names are those of values");
        Ok(*value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.names.possible_values()
    }
}

/// The format of a document, by name.
pub fn format() -> NamedValueParser<Format> {
    NamedValueParser::new(&Format::ALL, Format::name, Format::title)
}

/// A layout, or `auto`, by name.
pub fn arrangement() -> NamedValueParser<Auto<Arrangement>> {
    NamedValueParser::new(&Arrangement::ALL, Arrangement::name, Arrangement::help)
        .or_auto("What suits the pair")
}

/// A text, or `None` for `auto`.
///
/// # Errors
/// Never; clap wants a result.
pub fn text_or_auto(value: &str) -> Result<Auto<String>, String> {
    Ok(Some(value.to_owned()).filter(|value| value != AUTO))
}

/// A number of rows, or `None` for `auto`.
///
/// # Errors
/// Says what else it could be.
pub fn rows_or_auto(value: &str) -> Result<Auto<u16>, String> {
    match value {
        AUTO => Ok(None),
        _ => value.parse().map(Some).map_err(|_| {
            format!(
                "`{}` is neither a number up to {} nor {AUTO}",
                glyph::escaped(value),
                u16::MAX
            )
        }),
    }
}

/// A lens, by name.
pub fn lens() -> NamedValueParser<Lens> {
    NamedValueParser::new(&Lens::ALL, Lens::name, Lens::help)
}

/// A kind of finding, by name.
pub fn kind() -> NamedValueParser<FindingKind> {
    NamedValueParser::new(&FindingKind::ALL, FindingKind::name, |kind| match kind {
        FindingKind::Quotation => "Words inside quotation marks, or the quotation marks themselves",
        FindingKind::Number => "An amount, a count, a percentage, a clock time, a unit",
        FindingKind::Date => "A day, month, year or weekday",
        FindingKind::Attribution => "The speaker or source of a claim",
        FindingKind::Name => "A person, an organisation, a place, a role",
        FindingKind::Negation => "A negation added or removed, or a word replaced by its opposite",
        FindingKind::Scope => "How many a statement applies to",
        FindingKind::Hedging => "How certain a statement is",
        FindingKind::Cause => "The stated cause",
        FindingKind::Dropped => "A passage of the original without a counterpart",
        FindingKind::Added => "A passage of the rewrite without a counterpart",
        FindingKind::Other => "What only a checker has a word for",
    })
}

/// A verdict, by name.
pub fn verdict() -> NamedValueParser<Verdict> {
    NamedValueParser::new(&Verdict::ALL, Verdict::name, |verdict| match verdict {
        Verdict::Fine => "Nothing is wrong with it",
        Verdict::Wrong => "It has to be changed",
        Verdict::Question => "Somebody has to be asked",
    })
}

/// Kinds of findings, and what people have said of the pair.
pub fn fail_on() -> NamedValueParser<FailOn> {
    const N_KINDS: usize = FindingKind::ALL.len();
    static ALL: [FailOn; N_KINDS + 2] = {
        let mut all = [FailOn::Wrong; N_KINDS + 2];
        let mut n = 0;
        while n < N_KINDS {
            all[n] = FailOn::Kind(FindingKind::ALL[n]);
            n += 1;
        }
        all[N_KINDS + 1] = FailOn::Unreviewed;
        all
    };
    NamedValueParser::new(&ALL, FailOn::name, |fail_on| match fail_on {
        FailOn::Kind(_) => "A finding of this kind",
        FailOn::Wrong => "A verdict wrong",
        FailOn::Unreviewed => "A passage without a verdict",
    })
}

/// How certain a finding is, by name.
pub fn confidence() -> NamedValueParser<Confidence> {
    NamedValueParser::new(
        &Confidence::ALL,
        Confidence::name,
        |confidence| match confidence {
            Confidence::Hint => "Possible, but often harmless",
            Confidence::Likely => "Probably a change of meaning",
            Confidence::Sure => "The words allow no other reading",
        },
    )
}

/// Reads the code of one language for both sides, or two codes with a comma between them.
#[derive(Clone)]
pub struct Languages;

impl TypedValueParser for Languages {
    type Value = Pair<Language>;

    fn parse_ref(
        &self,
        cmd: &Command,
        _: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Pair<Language>, Error> {
        let value = value.to_string_lossy();
        let languages = match value.split_once(',') {
            Some((original, rewrite)) => [original, rewrite].map(language),
            None => [&*value, &*value].map(language),
        };
        match languages {
            [Ok(original), Ok(rewrite)] => Ok(Pair { original, rewrite }),
            [Err(code), _] | [_, Err(code)] => {
                let message = unknown_language(code) + "\n";
                Err(Error::raw(ErrorKind::ValueValidation, message).with_cmd(cmd))
            }
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = Language::all()
            .map(|language| PossibleValue::new(language.code()).help(language.name()));
        Some(Box::new(values))
    }
}

fn language(code: &str) -> Result<Language, &str> {
    Language::with_code(&code.to_lowercase()).ok_or(code)
}

fn unknown_language(code: &str) -> String {
    let known = Language::all().map(|known| format!("{} ({})", known.code(), known.name()));
    let known: Vec<String> = known.collect();
    format!(
        "unknown language `{}` for --language; known languages: {}",
        glyph::escaped(code),
        known.join(", ")
    )
}
