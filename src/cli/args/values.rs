//! The words of a flag that takes one of several → the values they stand for.
//!
//! The core gives its values names and knows no command line; here each gets a line in `--help`, too.

use crate::app::layout::Arrangement;
use crate::app::reader::Lens;
use crate::compare::findings::{Certainty, Kind};
use crate::input::open::Format;
use crate::text::glyph;
use crate::text::language::Language;
use crate::text::side::Pair;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Reads the name of one of a few values.
#[derive(Clone)]
pub struct Named<T> {
    names: PossibleValuesParser,
    values: Vec<(&'static str, T)>,
}

impl<T: Copy> Named<T> {
    fn new(values: &[T], name: fn(T) -> &'static str, help: fn(T) -> &'static str) -> Named<T> {
        let named = values
            .iter()
            .map(|&value| PossibleValue::new(name(value)).help(help(value)));
        Named {
            names: PossibleValuesParser::new(named),
            values: values.iter().map(|&value| (name(value), value)).collect(),
        }
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        // What is no UTF-8 is no name: the same error as for other words, with the tip.
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

pub fn format() -> Named<Format> {
    Named::new(&Format::ALL, Format::name, |format| match format {
        Format::Text => "Plain text",
        Format::Markdown => "Markdown",
        Format::Html => "A web page",
        Format::Docx => "A Word document",
        Format::Epub => "An e-book",
    })
}

pub fn arrangement() -> Named<Arrangement> {
    Named::new(
        &Arrangement::ALL,
        Arrangement::name,
        |arrangement| match arrangement {
            Arrangement::Flow => {
                "Both texts run on without holes; scrolling keeps matched passages side by side"
            }
            Arrangement::Aligned => {
                "Links of the backbone start on the same row; blank rows make up the difference"
            }
            Arrangement::Stacked => "Each passage of the original with its rewrite under it",
        },
    )
}

pub fn lens() -> Named<Lens> {
    Named::new(&Lens::ALL, Lens::name, |lens| match lens {
        Lens::Auto => {
            "Changes where a match is verbatim or edited, shared words where it is reworded"
        }
        Lens::Changes => "Words removed on the left, added on the right",
        Lens::Shared => "Words that survived on both sides",
        Lens::Findings => "Words that may mean something else now; all else is quiet",
        Lens::Off => "Plain reading",
    })
}

pub fn kind() -> Named<Kind> {
    Named::new(&Kind::ALL, Kind::name, |kind| match kind {
        Kind::Quotation => "Words inside quotation marks, or whether they are a quotation at all",
        Kind::Number => "An amount, a count, a percentage, a clock time, a unit",
        Kind::Date => "A day, month, year or weekday",
        Kind::Attribution => "Whose words these are",
        Kind::Name => "A person, an organisation, a place, a role",
        Kind::Negation => "Whether something is so or not",
        Kind::Scope => "How many it holds for",
        Kind::Certainty => "How sure it is",
        Kind::Cause => "What brought it about",
        Kind::Dropped => "A passage of the original without a counterpart",
        Kind::Added => "A passage of the rewrite without a counterpart",
    })
}

pub fn certainty() -> Named<Certainty> {
    Named::new(
        &Certainty::ALL,
        Certainty::name,
        |certainty| match certainty {
            Certainty::Hint => "Worth a glance if there is time",
            Certainty::Likely => "Probably",
            Certainty::Sure => "The words leave no other reading",
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
        "no language has the code `{}` of --language; known are {}",
        glyph::escaped(code),
        known.join(", ")
    )
}
