//! What is on the screen: the table of a collection's pairs, a pair that was opened from it, or a pair alone.
//!
//! Keys go to what is on the screen. The pair that was read last is the one that the table's cursor is on.

use crate::app::action::Direction;
use crate::app::key::{Input, Size};
use crate::app::reader::{Effect, Options, Reader};
use crate::app::table::{News, Picker};
use crate::compare::pair::Diptych;

/// All state of the program on a screen.
#[derive(Debug, Clone)]
pub enum Session {
    /// A pair alone.
    Pair(Box<Reader>),
    /// A collection.
    Collection(Box<Pairs>),
}

/// The table of pairs and the pair that was opened from it.
#[derive(Debug, Clone)]
pub struct Pairs {
    picker: Picker,
    reader: Option<Reader>,
    options: Options,
}

/// What is on the screen.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// The table of pairs.
    Picker(&'a Picker),
    /// A pair.
    Reader(&'a Reader),
}

impl Session {
    /// A session on a pair.
    pub fn of_pair(reader: Reader) -> Session {
        Session::Pair(Box::new(reader))
    }

    /// A session on a collection.
    pub fn of_collection(picker: Picker, options: Options) -> Session {
        let options = Options {
            has_pairs: true,
            ..options
        };
        Session::Collection(Box::new(Pairs {
            picker,
            reader: None,
            options,
        }))
    }

    /// What is on the screen.
    pub fn view(&self) -> View<'_> {
        match self {
            Session::Pair(reader) => View::Reader(reader),
            Session::Collection(pairs) => match &pairs.reader {
                Some(reader) => View::Reader(reader),
                None => View::Picker(&pairs.picker),
            },
        }
    }

    /// The pair on the screen, to be changed.
    pub fn reader_mut(&mut self) -> Option<&mut Reader> {
        match self {
            Session::Pair(reader) => Some(reader),
            Session::Collection(pairs) => pairs.reader.as_mut(),
        }
    }

    /// The table, also while a pair is on the screen.
    pub fn picker(&self) -> Option<&Picker> {
        match self {
            Session::Pair(_) => None,
            Session::Collection(pairs) => Some(&pairs.picker),
        }
    }

    /// How to read.
    pub fn options(&self) -> &Options {
        match self {
            Session::Pair(reader) => reader.options(),
            Session::Collection(pairs) => match &pairs.reader {
                Some(reader) => reader.options(),
                None => &pairs.options,
            },
        }
    }

    /// Hands a key, click or resize to what is on the screen.
    pub fn input(&mut self, input: Input) -> Effect {
        match self {
            Session::Pair(reader) => reader.input(input),
            Session::Collection(pairs) => pairs.input(input),
        }
    }

    /// Takes in what was found out about the pairs.
    pub fn learn(&mut self, news: News) {
        if let Session::Collection(pairs) = self {
            pairs.picker.learn(news);
        }
    }

    /// Shows a pair of the collection, or says why it cannot be read.
    pub fn open(&mut self, pair: Result<Diptych, String>) {
        let Session::Collection(pairs) = self else {
            return;
        };
        match pair {
            Ok(diptych) => pairs.open(diptych),
            Err(problem) => match &mut pairs.reader {
                Some(reader) => reader.tell(problem),
                None => pairs.picker.tell(problem),
            },
        }
    }
}

impl Pairs {
    fn input(&mut self, input: Input) -> Effect {
        if let Input::Resize(_) = input {
            let _ = self.picker.input(input);
        }
        let Some(reader) = &mut self.reader else {
            return self.picker.input(input);
        };
        match reader.input(input) {
            Effect::Back => {
                self.options = reader.options().clone();
                self.reader = None;
                Effect::None
            }
            Effect::Pair(direction, times) => match self.picker.step(direction, times) {
                Some(pair) => Effect::Open(pair),
                None => {
                    reader.tell(match direction {
                        Direction::Forward => "this is the last pair of the table".to_owned(),
                        Direction::Backward => "this is the first pair of the table".to_owned(),
                    });
                    Effect::None
                }
            },
            effect => effect,
        }
    }

    fn open(&mut self, diptych: Diptych) {
        let options = match &self.reader {
            Some(reader) => reader.options().clone(),
            None => self.options.clone(),
        };
        let size: Size = self.picker.size();
        let mut reader = Reader::new(diptych, options, size);
        if reader.message().is_none() {
            let (row, _) = self.picker.rows();
            let n_rows = self.picker.n_shown();
            reader.tell(format!("pair {} of {n_rows}", row + 1));
        }
        self.reader = Some(reader);
    }
}
