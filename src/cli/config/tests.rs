use super::*;
use crate::property::holds;

fn parsed(source: &str) -> Config {
    Config::parse(Place::Nowhere, source, Vec::new(), Vec::new())
}

/// What people write, and what nobody does.
const PIECES: [&str; 26] = [
    "theme = \"light\"\n",
    "layout = 'flow'\n",
    "layout = \"flow\"\n",
    "measure = 0x40\n",
    "measure = 1_0\n",
    "margin = \"auto\"\n",
    "margin = 99999999999999999999\n",
    "numbers = true\n",
    "mouse = \"\"\"\n",
    "[keys]\n",
    "[keys.reading]\n",
    "[keys.list]\n",
    "[keys.prompt]\n",
    "\"n\" = \"next-passage\"\n",
    "\"\\\"\" = \"first\"\n",
    "'\\' = \"close\"\n",
    "\"]\" = \"next-match\"\n",
    "\"]]\" = false\n",
    "\"<C-x>é\" = \"last\"\n",
    "\"s\" = \"close\"\n",
    "= \n",
    "[[x]]\n",
    "x.y = {}\n",
    "\u{202e}\u{0}",
    "# \r\n",
    "\"",
];

#[test]
fn any_text_gives_a_configuration_which_is_read_back_as_it_is_printed() {
    holds(|u| {
        let mut source = String::new();
        for _ in 0..u.int_in_range(0..=8)? {
            source += u.choose(&PIECES)?;
        }
        if u.ratio(1, 4)? {
            source += u.arbitrary::<&str>()?;
        }
        let config = parsed(&source);
        let again = parsed(&config.text());
        assert_eq!(again.problems, Vec::<String>::new(), "{source}");
        for (name, value) in &config.values {
            assert_eq!(again.values[name].argument, value.argument, "{source}");
        }
        if config.problems.is_empty() {
            assert_eq!(again.keymap, config.keymap, "{source}");
        }
        Ok(())
    });
}
