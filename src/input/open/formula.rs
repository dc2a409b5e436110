//! A formula as nested elements → its linear form: `1/2`, `x^2`, `a_1`, `√(a+b)`, `∑_(i=1)^n i`.
//!
//! The elements are those of MathML (W3C, MathML Core) and of Word's math (ECMA-376, part 1, section 22.1); any other
//! element is read as a row of its children. Nothing of a formula is left out: if `1/2` were shown as `12`, nobody would
//! notice that it became 12.

/// An element of a formula.
#[derive(Debug, Default)]
pub struct FormulaElement {
    /// Its name without prefix: `mfrac`, `f`.
    pub name: String,
    /// The character that a property element gives: the sign of a sum, the bracket of a pair.
    pub value: Option<String>,
    /// What is in it.
    pub children: Vec<FormulaNode>,
}

/// Something in an element of a formula.
#[derive(Debug)]
pub enum FormulaNode {
    /// An element.
    Element(FormulaElement),
    /// Characters.
    Text(String),
}

/// Elements that can be nested in each other; deeper ones are read as part of the one around them. Real formulas have
/// ten levels and fewer.
pub const DEPTH_MAX: usize = 40;

impl FormulaElement {
    /// An element without anything in it.
    pub fn new(name: &str, value: Option<String>) -> FormulaElement {
        FormulaElement {
            name: name.to_owned(),
            value,
            children: Vec::new(),
        }
    }

    /// The linear form of the element.
    pub fn linear(&self) -> String {
        let part = |n: usize| {
            self.elements()
                .nth(n)
                .map_or(String::new(), FormulaElement::linear)
        };
        let named = |name: &str| {
            self.child(name)
                .map_or(String::new(), FormulaElement::linear)
        };
        match self.name.as_str() {
            "mfrac" => fraction(self.value.as_deref(), &part(0), &part(1)),
            "f" => fraction(self.property("fPr", "type"), &named("num"), &named("den")),
            "msup" => format!("{}{}", group(&part(0)), script('^', &part(1))),
            "mover" => format!("{}{}", part(0), script('^', &part(1))),
            "sSup" => format!("{}{}", group(&named("e")), script('^', &named("sup"))),
            "msub" | "munder" => format!("{}{}", group(&part(0)), script('_', &part(1))),
            "sSub" => format!("{}{}", group(&named("e")), script('_', &named("sub"))),
            "msubsup" | "munderover" => format!(
                "{}{}{}",
                group(&part(0)),
                script('_', &part(1)),
                script('^', &part(2))
            ),
            "sSubSup" => format!(
                "{}{}{}",
                group(&named("e")),
                script('_', &named("sub")),
                script('^', &named("sup"))
            ),
            "msqrt" => root("", &self.row()),
            "mroot" => root(&part(1), &part(0)),
            "rad" => root(&named("deg"), &named("e")),
            "nary" => format!(
                "{}{}{} {}",
                self.property("naryPr", "chr").unwrap_or("∫"),
                script('_', &named("sub")),
                script('^', &named("sup")),
                named("e")
            ),
            "d" => {
                let parts = self.elements().filter(|child| child.name == "e");
                let parts: Vec<String> = parts.map(FormulaElement::linear).collect();
                let open = self.property("dPr", "begChr").unwrap_or("(");
                let close = self.property("dPr", "endChr").unwrap_or(")");
                let separator = self.property("dPr", "sepChr").unwrap_or("|");
                format!("{open}{}{close}", parts.join(separator))
            }
            "mfenced" => {
                let mut signs = self.value.as_deref().unwrap_or("(,)").chars();
                let mut sign = || signs.next().map_or(String::new(), String::from);
                let (open, separator, close) = (sign(), sign(), sign());
                format!("{open}{}{close}", self.joined(&separator))
            }
            "mtable" | "m" | "eqArr" => self.joined("; "),
            "mtr" | "mlabeledtr" | "mr" => self.joined(" "),
            "mmultiscripts" => self.scripts_around(),
            "sPre" => format!(
                "{}{} {}",
                script('_', &named("sub")),
                script('^', &named("sup")),
                named("e")
            ),
            "limLow" => format!("{}{}", named("e"), script('_', &named("lim"))),
            "limUpp" => format!("{}{}", named("e"), script('^', &named("lim"))),
            "func" => format!("{} {}", named("fName"), named("e")),
            "acc" => format!(
                "{}{}",
                group(&named("e")),
                self.property("accPr", "chr").unwrap_or("\u{302}")
            ),
            "bar" => match self.property("barPr", "pos") {
                Some("top") => format!("{}\u{305}", group(&named("e"))),
                _ => format!("{}\u{332}", group(&named("e"))),
            },
            "mglyph" => self.value.clone().unwrap_or_default(),
            "mspace" => " ".to_owned(),
            "mi" | "mo" => spaced(&self.name, self.row()),
            // What Word and MathML say about a formula, beside it.
            "annotation" | "annotation-xml" => String::new(),
            name if name.ends_with("Pr") => String::new(),
            _ => self.row(),
        }
    }

    /// The children one after the other; white space between elements is none of the formula's.
    fn row(&self) -> String {
        let is_leaf = self.elements().next().is_none();
        let children = self.children.iter().filter(|child| match child {
            FormulaNode::Element(_) => true,
            FormulaNode::Text(text) => is_leaf || !text.trim().is_empty(),
        });
        let parts = children.map(|child| match child {
            FormulaNode::Element(element) => element.linear(),
            FormulaNode::Text(text) => text.clone(),
        });
        parts.collect()
    }

    /// The children with a sign between any two.
    fn joined(&self, separator: &str) -> String {
        let children = self.elements().filter(|child| !child.name.ends_with("Pr"));
        let parts: Vec<String> = children.map(FormulaElement::linear).collect();
        parts.join(separator)
    }

    /// A base with scripts behind it and, after an element that says so, before it: `_6^14 C`.
    fn scripts_around(&self) -> String {
        let mut children = self.elements();
        let base = children
            .next()
            .map_or(String::new(), FormulaElement::linear);
        let (mut before, mut after) = (String::new(), group(&base));
        let (mut is_before, mut n_scripts) = (false, 0);
        for child in children {
            if child.name == "mprescripts" {
                (is_before, n_scripts) = (true, 0);
                continue;
            }
            let side = if is_before { &mut before } else { &mut after };
            let sign = if n_scripts % 2 == 0 { '_' } else { '^' };
            *side += &script(sign, &child.linear());
            n_scripts += 1;
        }
        format!("{before} {after}")
    }

    fn elements(&self) -> impl Iterator<Item = &FormulaElement> {
        self.children.iter().filter_map(|child| match child {
            FormulaNode::Element(element) => Some(element),
            FormulaNode::Text(_) => None,
        })
    }

    fn child(&self, name: &str) -> Option<&FormulaElement> {
        self.elements().find(|child| child.name == name)
    }

    fn property(&self, properties: &str, name: &str) -> Option<&str> {
        self.child(properties)?.child(name)?.value.as_deref()
    }
}

/// A function and a relation stand apart from what is beside them.
fn spaced(name: &str, text: String) -> String {
    let relations = ["=", "<", ">", "≠", "≈", "≤", "≥", "≡", "∼", "→", "∈", "±"];
    let is_apart = match name {
        "mi" => text.trim().chars().count() > 1,
        _ => relations.contains(&text.trim()),
    };
    match is_apart {
        true => format!(" {text} "),
        false => text,
    }
}

/// A fraction; what has no bar is a binomial coefficient.
fn fraction(kind: Option<&str>, numerator: &str, denominator: &str) -> String {
    let bar = if kind == Some("noBar") { '¦' } else { '/' };
    format!("{}{bar}{}", group(numerator), group(denominator))
}

fn script(sign: char, text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("{sign}{}", group(text)),
    }
}

fn root(degree: &str, radicand: &str) -> String {
    match degree {
        "" | "2" => format!("√({radicand})"),
        degree => format!("√[{degree}]({radicand})"),
    }
}

/// In brackets, unless it is one number, one word or in brackets already.
fn group(text: &str) -> String {
    let text = text.trim();
    let is_atom = text
        .chars()
        .all(|c| c.is_alphanumeric() || ".,".contains(c));
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let is_grouped = inner.is_some_and(|inner| !inner.contains(['(', ')']));
    match is_atom || is_grouped || text.chars().count() == 1 {
        true => text.to_owned(),
        false => format!("({text})"),
    }
}

/// Builds an element from the events of a parser.
#[derive(Debug, Default)]
pub struct FormulaBuilder {
    /// The open elements, the innermost last.
    open: Vec<FormulaElement>,
    /// How many open elements are too deep to be kept.
    n_too_deep: usize,
}

impl FormulaBuilder {
    /// An element begins.
    pub fn begin(&mut self, name: &str, value: Option<String>) {
        match self.open.len() < DEPTH_MAX {
            true => self.open.push(FormulaElement::new(name, value)),
            false => self.n_too_deep += 1,
        }
    }

    /// Characters of the innermost element.
    pub fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.children.push(FormulaNode::Text(text.to_owned()));
        }
    }

    /// Ends the innermost element of this name and everything in it, where end tags may be missing.
    pub fn end_named(&mut self, name: &str) {
        if self.open.iter().skip(1).any(|open| open.name == name) {
            while self.open.last().is_some_and(|open| open.name != name) {
                let _ = self.end();
            }
            let _ = self.end();
        }
    }

    /// Ends all open elements. Gives the linear form.
    pub fn finish(&mut self) -> String {
        self.n_too_deep = 0;
        let mut linear = None;
        while !self.open.is_empty() {
            linear = self.end();
        }
        linear.unwrap_or_default()
    }

    /// Ends the innermost element. Gives the linear form if it was the outermost one.
    pub fn end(&mut self) -> Option<String> {
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return None;
        }
        let element = self.open.pop()?;
        match self.open.last_mut() {
            Some(around) => {
                around.children.push(FormulaNode::Element(element));
                None
            }
            None => Some(collapse_spaces(&element.linear())),
        }
    }
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a formula from `(name …)` with text in quotes, and gives its linear form.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut formula = FormulaBuilder::default();
        let mut linear = None;
        let spaced = source.replace('(', " ( ").replace(')', " ) ");
        let mut tokens = spaced.split_whitespace();
        while let Some(token) = tokens.next() {
            match token {
                "(" => {
                    let (name, value) = tokens.next().unwrap().split_once('=').unwrap();
                    let value = Some(value.to_owned()).filter(|value| !value.is_empty());
                    formula.begin(name, value);
                }
                ")" => linear = formula.end(),
                text => formula.text(text),
            }
        }
        assert_eq!(linear.unwrap_or_default(), expected, "{source}");
    }

    #[test]
    fn fractions_scripts_roots_and_sums_of_both_vocabularies() {
        check("(math= (mfrac= (mn= 1) (mn= 2)))", "1/2");
        check("(oMath= (f= (num= (r= (t= 1))) (den= (r= (t= 2)))))", "1/2");
        check(
            "(math= (mfrac= (mrow= (mi= a) (mo= +) (mi= b)) (mi= c)))",
            "(a+b)/c",
        );
        check("(math= (mi= m) (msup= (mi= c) (mn= 2)))", "mc^2");
        check(
            "(oMath= (r= (t= m)) (sSup= (e= (r= (t= c))) (sup= (r= (t= 2)))))",
            "mc^2",
        );
        check("(math= (msubsup= (mi= x) (mn= 1) (mn= 2)))", "x_1^2");
        check("(math= (msqrt= (mi= a) (mo= +) (mi= b)))", "√(a+b)");
        check(
            "(oMath= (rad= (deg= (r= (t= 3))) (e= (r= (t= x)))))",
            "√[3](x)",
        );
        check("(math= (mi= a) (mo= ≠) (mn= 0))", "a ≠ 0");
        check("(math= (mi= sin) (mi= x))", "sin x");
        check(
            "(oMath= (nary= (naryPr= (chr=∑)) (sub= (r= (t= i=1))) (sup= (r= (t= n))) (e= (r= (t= i)))))",
            "∑_(i=1)^n i",
        );
        check(
            "(oMath= (d= (dPr= (begChr=[) (endChr=])) (e= (r= (t= a))) (e= (r= (t= b)))))",
            "[a|b]",
        );
        check("(math= (semantics= (mn= 5) (annotation= five)))", "5");
    }

    #[test]
    fn parts_of_a_formula_do_not_run_into_each_other() {
        check(
            "(math= (mtable= (mtr= (mtd= (mn= 1)) (mtd= (mn= 2))) (mtr= (mtd= (mn= 3)) (mtd= (mn= 4)))))",
            "1 2; 3 4",
        );
        check(
            "(oMath= (m= (mPr=) (mr= (e= (t= 1)) (e= (t= 2))) (mr= (e= (t= 3)) (e= (t= 4)))))",
            "1 2; 3 4",
        );
        check(
            "(oMath= (eqArr= (eqArrPr=) (e= (t= x=1)) (e= (t= y=2))))",
            "x=1; y=2",
        );
        check(
            "(math= (mmultiscripts= (mi= C) (none=) (none=) (mprescripts=) (mn= 6) (mn= 14)))",
            "_6^14 C",
        );
        check(
            "(oMath= (sPre= (sub= (t= 6)) (sup= (t= 14)) (e= (t= C))))",
            "_6^14 C",
        );
        check("(math= (mfenced=[;] (mn= 1) (mn= 2)))", "[1;2]");
        check("(math= (mfrac=noBar (mi= n) (mi= k)))", "n¦k");
        check(
            "(oMath= (func= (fName= (limLow= (e= (t= lim)) (lim= (t= x→0)))) (e= (t= f))))",
            "lim_(x→0) f",
        );
        check(
            "(oMath= (acc= (accPr= (chr=\u{20d7})) (e= (t= v))))",
            "v\u{20d7}",
        );
    }

    #[test]
    fn what_is_nested_too_deeply_is_read_as_part_of_what_is_around_it() {
        let mut formula = FormulaBuilder::default();
        for _ in 0..100_000 {
            formula.begin("mrow", None);
        }
        formula.text("x");
        for _ in 0..99_999 {
            assert_eq!(formula.end(), None);
        }
        assert_eq!(formula.end().as_deref(), Some("x"));
    }

    #[test]
    fn each_element_is_read_once_however_deep_it_is() {
        for name in ["mi", "mo", "msup", "mfrac", "d", "nary", "e"] {
            let mut formula = FormulaBuilder::default();
            for _ in 0..DEPTH_MAX {
                formula.begin(name, None);
                formula.begin("mn", None);
                formula.text("1");
                let _ = formula.end();
            }
            assert!(formula.finish().len() < 1_000, "{name}");
        }
    }

    #[test]
    fn missing_end_tags_lose_nothing() {
        let mut formula = FormulaBuilder::default();
        formula.begin("math", None);
        formula.begin("mfrac", None);
        formula.begin("mn", None);
        formula.text("1");
        formula.end_named("mn");
        formula.begin("mn", None);
        formula.text("2");
        formula.end_named("mfrac");
        formula.end_named("nothing");
        formula.begin("mo", None);
        formula.text("+");
        assert_eq!(formula.finish(), "1/2+");
    }
}
