//! A field of a Word document that has no stored result → the text that Word computes for it.
//!
//! Most fields store what they show (a page number, a date) as text, which is read like any other. Check boxes, lists to
//! choose from, symbols, buttons and formulas of old documents (`EQ`) have only an instruction.

use super::symbol;

/// The open fields, the innermost last.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    /// Whether the properties of a form field are open.
    pub is_in_form: bool,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
    is_checked: bool,
    /// What can be chosen, and the number of what was chosen.
    entries: Vec<String>,
    chosen: usize,
}

/// The most bytes of an instruction that are read.
const INSTRUCTION_MAX: usize = 4096;

impl Fields {
    /// A part of the current field (`w:fldChar`): its beginning, the separator before its result, its end. Gives the
    /// text of a field without a result.
    pub fn part(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.has_result = true;
                }
            }
            _ => return self.open.pop().filter(|field| !field.has_result)?.text(),
        }
        None
    }

    /// Characters of an instruction.
    pub fn instruction(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && field.instruction.len() + text.len() <= INSTRUCTION_MAX
        {
            field.instruction.push_str(text);
        }
    }

    /// A property of a form field (`w:ffData`).
    pub fn form_property(&mut self, name: &str, value: Option<String>) {
        let Some(field) = self.open.last_mut().filter(|_| self.is_in_form) else {
            return;
        };
        let number = || value.as_deref().and_then(|value| value.parse().ok());
        match name {
            "default" | "checked" | "result" => {
                field.is_checked = !matches!(value.as_deref(), Some("0" | "false" | "off"));
                field.chosen = number().unwrap_or(0);
            }
            "listEntry" => field.entries.extend(value),
            _ => {}
        }
    }
}

impl Field {
    /// What it shows.
    fn text(self) -> Option<String> {
        let instruction = self.instruction.trim();
        let (name, rest) = instruction
            .split_once(char::is_whitespace)
            .unwrap_or((instruction, ""));
        let rest = rest.trim();
        match name.to_ascii_uppercase().as_str() {
            "EQ" => Some(rest.to_owned()),
            "SYMBOL" => symbol_of(rest).map(String::from),
            "FORMCHECKBOX" => Some(if self.is_checked { "☒" } else { "☐" }.to_owned()),
            "FORMDROPDOWN" => self.entries.into_iter().nth(self.chosen),
            "MACROBUTTON" | "GOTOBUTTON" => {
                let (_, label) = rest.split_once(char::is_whitespace)?;
                Some(label.trim().to_owned())
            }
            _ => None,
        }
    }
}

/// `109 \f "Symbol"` → `μ`.
fn symbol_of(instruction: &str) -> Option<char> {
    let (code, switches) = instruction
        .split_once(char::is_whitespace)
        .unwrap_or((instruction, ""));
    let code = match code.strip_prefix("0x").or(code.strip_prefix("0X")) {
        Some(code) => u32::from_str_radix(code, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = switches.split_once(r"\f").map_or("Symbol", |(_, font)| {
        let font = font.trim_start();
        match font.strip_prefix('"') {
            Some(font) => font.split('"').next().unwrap_or_default(),
            None => font.split_whitespace().next().unwrap_or_default(),
        }
    });
    Some(symbol::character(font, &format!("{code:x}")))
}
