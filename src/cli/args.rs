//! The command line → flags as data; help text, exit codes, and what is wrong with arguments. Nothing is opened here.

mod values;

use crate::app::key::{self, Input, Size};
use crate::app::layout::Arrangement;
use crate::app::reader::{Lens, Options};
use crate::compare::findings::{Certainty, Kind};
use crate::export::report::Selection;
use crate::input::collection::Fields;
use crate::input::open::{Format, ReadOptions};
use crate::text::glyph;
use anyhow::Result;
use clap::error::ContextValue;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// All went well.
pub const EXIT_FINE: u8 = 0;

/// `check --fail-on` found something (as grep and diff have it).
pub const EXIT_FOUND: u8 = 1;

/// Something could not be read, understood or shown (as grep and diff have it).
pub const EXIT_ERROR: u8 = 2;

/// More threads than any machine has cores for.
const JOBS_MAX: i64 = 1024;

/// Read an article and its rewrite side by side
///
/// Matches the passages that say the same, lights up what changed inside them, and jumps between them. Without files
/// it shows a built-in sample pair; press ? for the keys. If the output is no terminal, both texts are printed side
/// by side.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "diptych",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Args {
    /// What to do other than read
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The article as it was, or a collection of pairs alone; `-` is standard input
    pub original: Option<PathBuf>,

    /// What became of it; `-` is standard input
    pub rewrite: Option<PathBuf>,

    /// Which fields of a collection hold what
    #[command(flatten)]
    pub fields: FieldArgs,

    /// Take the figures of the pairs from what align or check wrote
    #[arg(long, value_name = "FILE")]
    pub results: Option<PathBuf>,

    /// What the files are [default: what each seems to be]
    #[arg(long, value_name = "FORMAT", hide_short_help = true, value_parser = values::format())]
    pub format: Option<Format>,

    /// Show all of a web page, not its main article alone
    #[arg(long, hide_short_help = true)]
    pub whole_page: bool,

    /// Print both texts, or the screen of --size and --keys, and leave; svg draws the screen as a picture
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub print: Option<Print>,

    /// Read in plain sentences: for screen readers and logs
    #[arg(long, conflicts_with = "size")]
    pub linear: bool,

    /// Print the screen of a terminal of this size, such as 120x40
    #[arg(long, value_name = "WxH")]
    pub size: Option<Size>,

    /// Press these keys first, written as in vim: `jj/word<Enter><Tab><C-d>`
    #[arg(long, value_name = "KEYS")]
    pub keys: Option<String>,

    /// How the texts stand to each other [default: what suits the pair]
    #[arg(long, value_name = "LAYOUT", value_parser = values::arrangement())]
    pub layout: Option<Arrangement>,

    /// What to light up
    #[arg(long, default_value = "auto", value_parser = values::lens())]
    pub lens: Lens,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,

    /// dark, light, high-contrast, monochrome, or a file [default: what suits the terminal's background]
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Signs of ASCII only
    #[arg(long)]
    pub ascii: bool,

    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,

    /// The most columns that a line of text may have
    #[arg(long, value_name = "COLUMNS", default_value = "80", value_parser = clap::value_parser!(u16).range(10..))]
    pub measure: u16,
}

/// What diptych does other than read.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Match pairs: collections or JSON Lines on standard input in, JSON Lines out
    ///
    /// A collection is a folder of pairs (x.original.txt and x.rewrite.txt, or original/x and rewrite/x), JSON Lines,
    /// a JSON array, CSV, TSV or Parquet. Each line of standard input is an object with `original` and `rewrite`,
    /// each a text or a list of segments, and optionally an `id`. Each pair gives one line with the matches; a bad
    /// row gives an `error` and makes the exit code 2.
    Align(Align),

    /// Print the places where the meaning may have changed
    ///
    /// Numbers, dates, names, quotations and the like that differ, and passages that were dropped or added, each with
    /// its place in both files: `diptych check ORIGINAL REWRITE`. Without files it checks the built-in sample pair.
    /// With --format jsonl it checks all pairs of collections, as `align` takes them. The exit code is 0 if all is
    /// fine, 1 if --fail-on found something, 2 if something could not be read.
    Check(Check),

    /// Print what a shell needs to complete arguments
    Completions {
        /// The shell to complete in
        shell: clap_complete::Shell,
    },

    /// Print the man page
    Man,
}

/// Which fields of a collection hold what, as far as the flags say.
#[derive(Debug, Clone, clap::Args)]
pub struct FieldArgs {
    /// The field of a collection that holds the original
    #[arg(long, value_name = "NAME")]
    pub original_field: Option<String>,

    /// The field that holds the rewrite
    #[arg(long, value_name = "NAME")]
    pub rewrite_field: Option<String>,

    /// The field that names the pair
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
}

impl From<&FieldArgs> for Fields {
    fn from(args: &FieldArgs) -> Fields {
        Fields {
            original_field: args.original_field.clone(),
            rewrite_field: args.rewrite_field.clone(),
            id_field: args.id_field.clone(),
        }
    }
}

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Also in printed output.
    Always,
    /// Bold, underline and reverse only.
    Never,
}

/// What to align.
#[derive(Debug, Clone, clap::Args)]
pub struct Align {
    /// Folders and files of pairs; `-` and none at all is standard input
    pub collections: Vec<PathBuf>,

    /// Which fields hold what
    #[command(flatten)]
    pub fields: FieldArgs,

    /// Lines to work on at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=JOBS_MAX))]
    pub jobs: Option<u16>,
}

/// What to check, and what to say of it.
#[derive(Debug, Clone, clap::Args)]
pub struct Check {
    /// The article and its rewrite; of --format jsonl, folders and files of pairs. `-` is standard input
    #[arg(value_name = "ORIGINAL REWRITE")]
    pub paths: Vec<PathBuf>,

    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,

    /// Print these kinds only [default: all]
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = values::kind())]
    pub kinds: Vec<Kind>,

    /// Leave out what is less certain
    #[arg(long, value_name = "CERTAINTY", default_value = "likely", value_parser = values::certainty())]
    pub min_certainty: Certainty,

    /// Leave with exit code 1 if something of these kinds is printed
    #[arg(
        long,
        value_name = "KIND,…",
        value_delimiter = ',',
        value_parser = values::kind(),
        hide_possible_values = true
    )]
    pub fail_on: Vec<Kind>,

    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: When,

    /// Which fields of a collection hold what
    #[command(flatten)]
    pub fields: FieldArgs,

    /// Pairs of a collection to work on at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=JOBS_MAX))]
    pub jobs: Option<u16>,
}

impl Check {
    /// Which findings are asked for.
    pub fn selection(&self) -> Selection {
        let all = Selection::default().kinds;
        Selection {
            kinds: if self.kinds.is_empty() {
                all
            } else {
                self.kinds.clone()
            },
            certainty: self.min_certainty,
        }
    }
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Lines as compilers print them.
    Text,
    /// One object.
    Json,
    /// One object a line for each pair of a collection.
    Jsonl,
    /// A list, for a comment or a summary.
    Markdown,
    /// A page for a browser, in one file.
    Html,
}

/// What `--print` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Print {
    /// Text.
    Text,
    /// An image.
    Svg,
}

impl Args {
    /// How to read the files, as far as the flags say.
    pub fn how(&self) -> ReadOptions {
        ReadOptions {
            format: self.format,
            whole_page: self.whole_page,
        }
    }

    /// How to read, as far as the flags say.
    pub fn options(&self) -> Options {
        Options {
            arrangement: self.layout,
            lens: self.lens,
            measure: self.measure.into(),
            has_mouse: !self.no_mouse,
            ..Options::default()
        }
    }

    /// The keys to press first.
    ///
    /// # Errors
    /// If one of them is none.
    pub fn inputs(&self) -> Result<Vec<Input>> {
        let keys = self.keys.as_deref().unwrap_or_default();
        key::parse(keys).map_err(anyhow::Error::msg)
    }

    /// Whether one screen is to be printed, not whole texts.
    pub fn is_screen(&self) -> bool {
        self.size.is_some() || self.keys.is_some() || self.print == Some(Print::Svg)
    }
}

/// What is wrong with the arguments, and the tip if there is one, without the usage.
pub fn error_message(mut err: clap::Error) -> String {
    // A line end or an escape sequence in an argument must not be taken for the message's own.
    let quoted: Vec<_> = err
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, glyph::escaped(text).into_owned())),
            _ => None,
        })
        .collect();
    for (kind, text) in quoted {
        err.insert(kind, ContextValue::String(text));
    }
    let text = err.render().to_string();
    let lines = text.lines().map(str::trim);
    let told = lines.filter_map(|line| line.strip_prefix("error: ").or(line.strip_prefix("tip: ")));
    let told: Vec<&str> = told.chain(["see diptych --help"]).collect();
    told.join("; ")
}
