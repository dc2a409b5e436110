//! The command line → arguments as data; help texts, exit codes, and the error messages of arguments. No file is opened
//! here.

mod values;

use crate::app::key::{self, Input, SIZE_MAX, Size};
use crate::app::layout::Arrangement;
use crate::app::reader::{Lens, Options};
use crate::compare::findings::{Confidence, FindingKind};
use crate::export::report::Selection;
use crate::input::collection::Fields;
use crate::input::open::{Format, ReadOptions};
use crate::review::record::Verdict;
use crate::text::glyph;
use crate::text::language::Language;
use crate::text::near::did_you_mean;
use crate::text::side::Pair;
use crate::tty::terminal::Look;
use crate::view::theme::Themes;
use anyhow::Result;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use values::Auto;

/// Success.
pub const EXIT_FINE: u8 = 0;

/// `check --fail-on` found something (as in grep and diff).
pub const EXIT_FOUND: u8 = 1;

/// Something could not be read, parsed or shown (as in grep and diff).
pub const EXIT_ERROR: u8 = 2;

/// The fewest columns that are printed.
pub const PRINT_WIDTH_MIN: u16 = 20;

/// More threads than any machine has cores.
const JOBS_MAX: i64 = 1024;

/// Read an article and its rewrite side by side
///
/// Matches the passages that say the same, highlights what changed inside them, and jumps between them. Without files
/// it shows a built-in sample pair; press ? for the keys. If the output is not a terminal, both texts are printed side
/// by side.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "diptych",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Args {
    /// A command other than reading
    #[command(subcommand)]
    pub command: Option<CliCommand>,

    /// The original article, or a collection of pairs on its own; `-` is standard input
    pub original: Option<PathBuf>,

    /// The rewrite of the article; `-` is standard input
    pub rewrite: Option<PathBuf>,

    /// The fields of a collection
    #[command(flatten)]
    pub fields: FieldArgs,

    /// The languages of the texts
    #[command(flatten)]
    pub language: LanguageArgs,

    /// The checkers to ask
    #[command(flatten)]
    pub checkers: CheckerArgs,

    /// Read the figures of the pairs from this output of align or check
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub results: Option<PathBuf>,

    /// Take the matches from this file, in the JSON of align, in place of ours
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub matches: Option<PathBuf>,

    /// The format of the files [default: detected from content, then file extension]
    #[arg(long, value_name = "FORMAT", hide_short_help = true, value_parser = values::format())]
    pub format: Option<Format>,

    /// Show all of a web page instead of its main article only
    #[arg(long, hide_short_help = true)]
    pub whole_page: bool,

    /// Learn the keys in ten steps, on the built-in sample
    #[arg(long, conflicts_with_all = ["original", "results", "matches", "review", "recent"])]
    pub tour: bool,

    /// Print both texts, or the screen of --size and --keys, and exit; svg draws the screen as an image
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub print: Option<Print>,

    /// Describe the pair in plain sentences, for screen readers and logs
    #[arg(long, conflicts_with = "size")]
    pub linear: bool,

    /// Print the screen for a terminal of this size, such as 120x40
    #[arg(long, value_name = "WxH")]
    pub size: Option<Size>,

    /// Print this many columns [default: those of the terminal, then COLUMNS, then 120]
    #[arg(long, value_name = "COLUMNS", conflicts_with = "size", hide_short_help = true,
        value_parser = clap::value_parser!(u16).range(i64::from(PRINT_WIDTH_MIN)..=SIZE_MAX as i64))]
    pub width: Option<u16>,

    /// The passages around a change that are printed for git; the rest is left out
    #[arg(
        long,
        value_name = "PASSAGES",
        default_value = "3",
        hide_short_help = true
    )]
    pub context: u16,

    /// Print all of both texts for git, not only what has changed
    #[arg(long, hide_short_help = true)]
    pub whole: bool,

    /// Press these keys at the start, as in vim: `jj/word<Enter><Tab><C-d>`
    #[arg(long, value_name = "KEYS")]
    pub keys: Option<String>,

    /// The layout of the two texts
    #[arg(long, value_name = "LAYOUT", default_value = "auto", value_parser = values::arrangement())]
    pub layout: Auto<Arrangement>,

    /// What to highlight
    #[arg(long, default_value = "auto", value_parser = values::lens())]
    pub lens: Lens,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,

    /// dark, light, high-contrast, monochrome, yours, a file
    #[arg(long, value_name = "THEME", default_value = "auto", value_parser = values::text_or_auto)]
    pub theme: Auto<String>,

    /// The theme that auto means on a dark background
    #[arg(
        long,
        value_name = "THEME",
        default_value = "dark",
        hide_short_help = true
    )]
    pub dark_theme: String,

    /// The theme that auto means on a light background
    #[arg(
        long,
        value_name = "THEME",
        default_value = "light",
        hide_short_help = true
    )]
    pub light_theme: String,

    /// Use ASCII signs only
    #[arg(long, overrides_with = "no_ascii")]
    pub ascii: bool,

    /// Use all signs
    #[arg(long, overrides_with = "ascii", hide = true)]
    pub no_ascii: bool,

    /// Show the numbers of the passages beside them
    #[arg(long, overrides_with = "no_numbers", hide_short_help = true)]
    pub numbers: bool,

    /// Do not show the numbers of the passages
    #[arg(long, overrides_with = "numbers", hide = true)]
    pub no_numbers: bool,

    /// Show a row of keys at the foot, where the screen has rows to spare
    #[arg(long, overrides_with = "no_hints", hide = true)]
    pub hints: bool,

    /// Do without the row of keys at the foot
    #[arg(long, overrides_with = "hints", hide_short_help = true)]
    pub no_hints: bool,

    /// Use the mouse, instead of leaving it to the terminal
    #[arg(long, overrides_with = "no_mouse", hide = true)]
    pub mouse: bool,

    /// Leave the mouse to the terminal
    #[arg(long, overrides_with = "mouse", hide_short_help = true)]
    pub no_mouse: bool,

    /// The maximum width of a line of text
    #[arg(
        long,
        value_name = "COLUMNS",
        default_value = "80",
        hide_short_help = true,
        value_parser = clap::value_parser!(u16).range(10..)
    )]
    pub measure: u16,

    /// The rows in view beyond the cursor's passage in the direction it goes; auto is a fifth of the pane
    #[arg(
        long,
        value_name = "ROWS",
        default_value = "auto",
        hide_short_help = true,
        value_parser = values::rows_or_auto
    )]
    pub margin: Auto<u16>,

    /// The file for verdicts, notes and links; without one they lie in the state directory of your system
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub review: Option<PathBuf>,

    /// Your name beside what you say; without one that which git puts on commits
    #[arg(long, value_name = "NAME", default_value = "", hide_short_help = true)]
    pub name: String,

    /// The editor that opens a file at the cursor's passage [env: VISUAL, EDITOR]
    #[arg(long, value_name = "COMMAND", default_value = EDITOR, hide_short_help = true)]
    pub editor: String,

    /// The command that gets what is copied, besides the terminal: wl-copy, "xclip -selection clipboard", pbcopy
    #[arg(
        long,
        value_name = "COMMAND",
        default_value = "",
        hide_default_value = true,
        hide_short_help = true
    )]
    pub copy: String,

    /// Remember where and how you read, which pairs, and what you searched for
    #[arg(long, overrides_with = "no_remember", hide = true)]
    pub remember: bool,

    /// Remember nothing but what you say in a review
    #[arg(long, overrides_with = "remember", hide = true)]
    pub no_remember: bool,

    /// Begin without what is remembered of the pair
    #[arg(long, hide_short_help = true)]
    pub fresh: bool,

    /// List the pairs that you read last, to pick one
    #[arg(long, hide_short_help = true, conflicts_with_all = ["original", "linear", "size", "keys", "results", "matches"])]
    pub recent: bool,

    /// The configuration to read, which `diptych config` shows
    #[command(flatten)]
    pub config: ConfigFile,
}

/// What every system of its kind has.
pub const EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// The arguments about checkers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckerArgs {
    /// Ask this program what has changed; a name of the configuration, or a command
    #[arg(long, value_name = "CHECKER")]
    pub checker: Vec<String>,

    /// The seconds that a checker may be silent while it owes an answer [default: 120]
    #[arg(long, value_name = "SECONDS", hide_short_help = true,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub patience: Option<u32>,
}

/// The argument that names a configuration.
#[derive(Debug, Clone, clap::Args)]
pub struct ConfigFile {
    /// Read the configuration from this file [default: DIPTYCH_CONFIG, then what `diptych config` says]
    #[arg(long = "config", value_name = "FILE", hide_short_help = true)]
    pub path: Option<PathBuf>,
}

/// The arguments of `config`.
#[derive(Debug, Clone, clap::Args)]
pub struct ConfigArgs {
    /// Print a file to start from: every setting and key as it is without a configuration
    #[arg(long)]
    pub default: bool,

    /// The configuration to show
    #[command(flatten)]
    pub file: ConfigFile,
}

/// The commands other than reading.
#[derive(Debug, Clone, Subcommand)]
pub enum CliCommand {
    /// Match the pairs of collections or of standard input, and print JSON Lines
    ///
    /// A collection is a folder of pairs (x.original.txt and x.rewrite.txt, or original/x and rewrite/x), JSON Lines,
    /// a JSON array, CSV, TSV or Parquet. Each line of standard input is an object with `original` and `rewrite`,
    /// each a text or a list of segments, and optionally an `id`. The output has one line for each pair, with its
    /// matches; a row that cannot be read gives a line with an `error`, and the exit code is 2.
    Align(Align),

    /// Print the places where the meaning may have changed
    ///
    /// Prints numbers, dates, names, quotations and the like that differ, and passages that were dropped or added, each
    /// with its place in both files: `diptych check ORIGINAL REWRITE`. Without files it checks the built-in sample pair.
    /// --ledger adds all facts of both texts: figures, dates, names, quotations and sources, each once, with the state
    /// new, differs, gone or kept; it does not change the exit code.
    /// With --format jsonl it checks all pairs of collections, in the same formats as for `align`. The exit code is 0
    /// on success, 1 if --fail-on found something, 2 if something could not be read.
    Check(Check),

    /// Print what was said of a pair: verdicts, notes and links, with their words
    ///
    /// `diptych review ORIGINAL REWRITE` prints the review that was made in the reader, in the order of the rewrite: what
    /// was said, the words of both sides, and why; the Markdown reads as a task for the author or for a model. Words that
    /// have changed since are said to have. With --review FILE and no texts it prints the records of that file.
    Review(ReviewArgs),

    /// List what is remembered of pairs and collections, or erase it
    ///
    /// Verdicts, notes and links lie in the state directory of your system, unless --review names a file; places and searches
    /// lie there if the configuration has `remember = true`. `diptych forget` lists all of it and says where it lies;
    /// with a pair or a collection it erases what is remembered of that one, with --places all places and searches.
    Forget(ForgetArgs),

    /// Print the configuration in effect, and where each setting comes from
    ///
    /// Settings and keys are read from config.toml, which the output names; options and the environment win over it.
    /// What is printed is such a file. `diptych config --default` prints one to start from. The configuration is read
    /// for reading a pair or a table of pairs; align and check do not read it. It is never written.
    Config(ConfigArgs),

    /// Print a shell completion script
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },

    /// Print the man page
    Man,
}

/// The arguments of `review`.
#[derive(Debug, Clone, clap::Args)]
pub struct ReviewArgs {
    /// The article and its rewrite; without them --review names the records
    #[arg(value_name = "ORIGINAL REWRITE")]
    pub paths: Vec<PathBuf>,

    /// The file with the records [default: that of the pair, in the state directory]
    #[arg(long, value_name = "FILE")]
    pub review: Option<PathBuf>,

    /// The format of the output
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub format: ReviewFormat,

    /// Print these verdicts only, and the notes on the same passages
    #[arg(long, value_name = "VERDICT,…", value_delimiter = ',', value_parser = values::verdict())]
    pub only: Vec<Verdict>,
}

/// The arguments of `forget`.
#[derive(Debug, Clone, clap::Args)]
pub struct ForgetArgs {
    /// The article and its rewrite, or a collection, of which all is erased; nothing lists all
    #[arg(value_name = "ORIGINAL REWRITE")]
    pub paths: Vec<PathBuf>,

    /// Erase all places and searches, but no review
    #[arg(long, conflicts_with = "paths")]
    pub places: bool,
}

/// The formats of `review`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// A numbered list.
    Markdown,
    /// An array of records.
    Json,
    /// A record a line.
    Jsonl,
    /// A page: with the texts, that of `check` with what was said beside them.
    Html,
}

/// What `check --fail-on` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// A finding of this kind that nobody found fine.
    Kind(FindingKind),
    /// A verdict *wrong*.
    Wrong,
    /// A passage that needs a verdict and has none.
    Unreviewed,
}

impl FailOn {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Kind(kind) => kind.name(),
            FailOn::Wrong => "wrong",
            FailOn::Unreviewed => "unreviewed",
        }
    }
}

/// The arguments that name fields of a collection.
#[derive(Debug, Clone, clap::Args)]
pub struct FieldArgs {
    /// The field of a collection that holds the original
    #[arg(long, value_name = "NAME")]
    pub original_field: Option<String>,

    /// The field that holds the rewrite
    #[arg(long, value_name = "NAME")]
    pub rewrite_field: Option<String>,

    /// The field that holds the id
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub id_field: Option<String>,
}

impl FieldArgs {
    /// What the flags say of the rows of a collection.
    fn with(&self, language: LanguageArgs) -> Fields {
        // A configuration names none with an empty text.
        let named = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        Fields {
            original_field: named(&self.original_field),
            rewrite_field: named(&self.rewrite_field),
            id_field: named(&self.id_field),
            languages: language.of_sides(),
        }
    }
}

/// The languages of the texts, as far as an option says.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct LanguageArgs {
    /// The language of both texts (de), or of the original and the rewrite (en,de) [default: detected]
    #[arg(long, value_name = "LANGUAGE", hide_short_help = true, value_parser = values::Languages)]
    language: Option<Pair<Language>>,
}

impl LanguageArgs {
    /// The language of each side.
    pub fn of_sides(self) -> Pair<Option<Language>> {
        Pair::from_fn(|side| self.language.map(|language| language[side]))
    }

    /// The options for each side: those given, with its language.
    pub fn read_options(self, options: ReadOptions) -> Pair<ReadOptions> {
        self.of_sides().map(|language| ReadOptions {
            language,
            ..options
        })
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Also in printed output.
    Always,
    /// Bold, underline and reverse only.
    Never,
}

/// The arguments of `align`.
#[derive(Debug, Clone, clap::Args)]
pub struct Align {
    /// Folders and files of pairs; without any, or with `-`, standard input
    pub collections: Vec<PathBuf>,

    /// The fields of a collection
    #[command(flatten)]
    pub fields: FieldArgs,

    /// The languages of the texts
    #[command(flatten)]
    pub language: LanguageArgs,

    /// Lines to process at the same time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=JOBS_MAX))]
    pub jobs: Option<u16>,
}

/// The arguments of `check`.
#[derive(Debug, Clone, clap::Args)]
pub struct Check {
    /// The article and its rewrite; with --format jsonl, folders and files of pairs. `-` is standard input
    #[arg(value_name = "ORIGINAL REWRITE")]
    pub paths: Vec<PathBuf>,

    /// The format of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,

    /// Print these kinds only [default: all]
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = values::kind())]
    pub kinds: Vec<FindingKind>,

    /// Leave out findings that are less certain
    #[arg(long, value_name = "CERTAINTY", default_value = "likely", value_parser = values::confidence())]
    pub min_certainty: Confidence,

    /// Add the ledger: every fact of both texts, and what became of it
    #[arg(long)]
    pub ledger: bool,

    /// Exit with code 1 if a finding of these kinds is printed; with --review also `wrong` and `unreviewed`
    #[arg(
        long,
        value_name = "KIND,…",
        value_delimiter = ',',
        value_parser = values::fail_on(),
        hide_possible_values = true
    )]
    pub fail_on: Vec<FailOn>,

    /// Take a review into account: a finding with the verdict fine does not fail
    #[arg(long, value_name = "FILE")]
    pub review: Option<PathBuf>,

    /// The checkers to ask
    #[command(flatten)]
    pub checkers: CheckerArgs,

    /// Take the matches from this file, in the JSON of align, in place of ours
    #[arg(long, value_name = "FILE")]
    pub matches: Option<PathBuf>,

    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: When,

    /// The fields of a collection
    #[command(flatten)]
    pub fields: FieldArgs,

    /// The languages of the texts
    #[command(flatten)]
    pub language: LanguageArgs,

    /// Pairs of a collection to process at the same time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=JOBS_MAX))]
    pub jobs: Option<u16>,
}

impl Align {
    /// What the flags say of the rows.
    pub fn fields(&self) -> Fields {
        self.fields.with(self.language)
    }
}

impl Check {
    /// The kinds of findings among what `--fail-on` names.
    pub fn fail_on_kinds(&self) -> Vec<FindingKind> {
        let kinds = self.fail_on.iter().filter_map(|fail_on| match fail_on {
            FailOn::Kind(kind) => Some(*kind),
            FailOn::Wrong | FailOn::Unreviewed => None,
        });
        kinds.collect()
    }

    /// What the options say about the rows of a collection.
    pub fn fields(&self) -> Fields {
        self.fields.with(self.language)
    }

    /// The findings to print.
    pub fn selection(&self) -> Selection {
        let all = Selection::default().kinds;
        Selection {
            kinds: if self.kinds.is_empty() {
                all
            } else {
                self.kinds.clone()
            },
            confidence: self.min_certainty,
            has_ledger: self.ledger,
        }
    }
}

/// The output formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Lines in the style of compiler messages.
    Text,
    /// One JSON object.
    Json,
    /// One JSON object on each line, for each pair of a collection.
    Jsonl,
    /// A Markdown list, for a comment or a build summary.
    Markdown,
    /// A self-contained web page.
    Html,
}

/// The output formats of `--print`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Print {
    /// Text.
    Text,
    /// An image.
    Svg,
}

impl Args {
    /// The options to open each file with.
    pub fn read_options(&self) -> Pair<ReadOptions> {
        self.language.read_options(ReadOptions {
            format: self.format,
            whole_page: self.whole_page,
            language: None,
        })
    }

    /// What the flags say of the rows of a collection.
    pub fn fields(&self) -> Fields {
        self.fields.with(self.language)
    }

    /// The reading options.
    pub fn options(&self) -> Options {
        Options {
            arrangement: self.layout,
            lens: self.lens,
            measure: self.measure.into(),
            margin: self.margin.map(usize::from),
            has_numbers: self.numbers,
            has_hints: !self.no_hints,
            has_tour: self.tour,
            has_mouse: !self.no_mouse,
            ..Options::default()
        }
    }

    /// How a session with these themes looks, and what it starts.
    pub fn look(&self, themes: Themes) -> Look {
        Look {
            themes,
            is_ascii: self.ascii,
            editor: self.editor.clone(),
            copy: self.copy.clone(),
        }
    }

    /// The keys to press at the start.
    ///
    /// # Errors
    /// If a key is unknown.
    pub fn inputs(&self) -> Result<Vec<Input>> {
        let keys = self.keys.as_deref().unwrap_or_default();
        key::parse(keys).map_err(anyhow::Error::msg)
    }

    /// Whether to print one screen instead of the whole texts.
    pub fn is_screen(&self) -> bool {
        self.size.is_some() || self.keys.is_some() || self.print == Some(Print::Svg)
    }
}

/// The error message of clap and its tips on one line, without the usage. `given` are the arguments, the name of the
/// program first.
pub fn error_message(mut err: clap::Error, given: &[OsString]) -> String {
    if let Some(message) = misplaced_argument(&err, given) {
        return message;
    }
    // Escape line ends and control characters in arguments, so that they cannot pass for part of the message.
    let arguments: Vec<_> = err
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, glyph::escaped(text).into_owned())),
            _ => None,
        })
        .collect();
    for (kind, text) in arguments {
        err.insert(kind, ContextValue::String(text));
    }
    let text = err.render().to_string();
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        let values = line.strip_prefix("[possible values: ");
        let part = line.strip_prefix("error: ").or(line.strip_prefix("tip: "));
        match part.or(values.and_then(|values| values.strip_suffix(']'))) {
            Some(values) if part.is_none() => parts.push(format!("there are {values}")),
            Some(part) => parts.push(part.to_owned()),
            // What a part ends on stands in the line below: `cannot be used with:`.
            None => match parts.last_mut().filter(|part| part.ends_with(':')) {
                Some(part) if !line.is_empty() => *part += &format!(" {line}"),
                _ => {}
            },
        }
    }
    parts.push("see diptych --help".to_owned());
    parts.join("; ")
}

/// What to say of an argument that clap takes for a command behind texts or options: a third text, or a command that does
/// not come first.
fn misplaced_argument(err: &clap::Error, given: &[OsString]) -> Option<String> {
    err.get(ContextKind::InvalidSubcommand)?;
    if err.kind() != ErrorKind::ArgumentConflict {
        return None;
    }
    let command = Args::command();
    let is_command = |name: &&str| given.iter().skip(2).any(|given| given == *name);
    let mut commands = command.get_subcommands().map(clap::Command::get_name);
    if let Some(name) = commands.find(is_command) {
        return Some(format!(
            "the command {name} comes first, and its options and files behind it: diptych {name} …; see diptych {name} --help"
        ));
    }
    let first = given.get(1)?.to_string_lossy();
    let near = did_you_mean(
        &first,
        command.get_subcommands().map(clap::Command::get_name),
    );
    Some(format!(
        "more than two texts are given; diptych takes ORIGINAL and REWRITE, or one collection{near}; see diptych --help"
    ))
}
