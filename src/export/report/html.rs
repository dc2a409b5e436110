//! [`Report`] → one page that needs nothing else: both texts side by side, the findings beside the place they are
//! about, links between what belongs together.
//!
//! The page can be read without its script; that only adds what a hand does: walking through the findings, lighting
//! up the counterpart, bringing it into view. Its policy forbids the page to load or send anything.
//!
//! ```text
//! header   names, figures, kinds to show
//! row      original │ rewrite │ findings of this row
//! row      …
//! ```

use super::rows::{Row, rows};
use super::{Place, Report};
use crate::compare::align::Relation;
use crate::compare::findings::{Finding, Kind};
use crate::compare::pair::{self, Diptych};
use crate::compare::wording;
use crate::text::count::count;
use crate::text::document::{self, BlockKind};
use crate::text::glyph;
use crate::text::segment;
use crate::text::side::{Pair, Side};
use std::fmt::Write;
use std::ops::Range;

const STYLE: &str = include_str!("../../../assets/report/page.css");
const SCRIPT: &str = include_str!("../../../assets/report/page.js");

/// A report, and for each segment what a page has to know of it.
struct Sheet<'a> {
    report: &'a Report<'a>,
    /// The segment over there that says the same: the one with the best link.
    counterparts: Pair<Vec<Option<usize>>>,
    /// The findings whose words touch the segment, in order.
    findings: Pair<Vec<Vec<usize>>>,
}

impl<'a> Sheet<'a> {
    fn new(report: &'a Report) -> Sheet<'a> {
        let n_segments = report.diptych.segments.as_ref().map(Vec::len);
        let mut counterparts = n_segments.map(|n| vec![None; n]);
        let comparison = report.diptych.comparison.iter();
        let mut links: Vec<_> = comparison.flat_map(|made| &made.alignment.links).collect();
        links.sort_by(|a, b| a.score.total_cmp(&b.score));
        for link in links {
            for side in Side::BOTH {
                counterparts[side][link.segments[side]] = Some(link.segments[side.other()]);
            }
        }
        let mut findings = n_segments.map(|n| vec![Vec::new(); n]);
        for (n, finding) in report.findings.iter().enumerate() {
            for side in Side::BOTH {
                let touched = finding.stretches[side].iter();
                for segment in touched.flat_map(|stretch| stretch.segments.clone()) {
                    findings[side][segment].push(n);
                }
            }
        }
        Sheet {
            report,
            counterparts,
            findings,
        }
    }
}

/// The report as a page.
pub fn html(report: &Report) -> String {
    let mut page = String::new();
    let [original, rewrite] = Side::BOTH.map(|side| escaped(&report.diptych.documents[side].name));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{rewrite} against {original}</title>\n<style>\n{STYLE}"
    );
    for (kind, _) in report.counts() {
        page += &rules_of_switch(kind.name());
    }
    page += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#texts\">Skip to the texts</a>\n";
    push_header(&mut page, report, &original, &rewrite);
    push_texts(&mut page, &Sheet::new(report));
    push_walk(&mut page, report);
    let _ = write!(page, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

/// What the switch of a kind hides.
fn rules_of_switch(kind: &str) -> String {
    let off = format!("body:has(#show-{kind}:not(:checked))");
    format!(
        "{off} .note.{kind} {{ display: none }}\n{off} mark.{kind} {{ all: unset }}\n\
        {off} mark.{kind}::after {{ content: none }}\n"
    )
}

fn push_header(page: &mut String, report: &Report, original: &str, rewrite: &str) {
    let figures = report.figures();
    let _ = write!(
        page,
        "<header class=\"top\">\n<h1>{rewrite} <span>against</span> {original}</h1>\n<ul class=\"figures\">\n"
    );
    let verbatim = pair::percent(figures.verbatim);
    let figures = [
        (figures.matched, "matched"),
        (figures.dropped, "dropped"),
        (figures.added, "added"),
        (figures.moved, "moved"),
    ];
    for (figure, word) in figures {
        let _ = writeln!(page, "<li class=\"{word}\"><b>{figure}</b> {word}</li>");
    }
    let _ = writeln!(
        page,
        "<li class=\"verbatim\"><b>{verbatim} %</b> verbatim</li>\n</ul>"
    );
    let n_findings = count(report.findings.len(), "place", "places");
    match report.findings.len() {
        0 => *page += "<p class=\"lead\">No findings.</p>\n",
        _ => {
            let _ = writeln!(
                page,
                "<p class=\"lead\">{n_findings} to look at \
                 <small hidden><kbd>n</kbd> and <kbd>p</kbd> walk through them</small></p>"
            );
        }
    }
    let counts = report.counts();
    if counts.len() > 1 {
        *page += "<fieldset class=\"kinds\">\n<legend>Show</legend>\n";
        for (kind, count) in counts {
            let kind = kind.name();
            let _ = writeln!(
                page,
                "<label><input type=\"checkbox\" id=\"show-{kind}\" checked> {kind} <b>{count}</b></label>"
            );
        }
        *page += "</fieldset>\n";
    }
    if !report.diptych.notes.is_empty() {
        *page += "<ul class=\"remarks\">\n";
        for note in &report.diptych.notes {
            let _ = writeln!(page, "<li>{}</li>", escaped(note));
        }
        *page += "</ul>\n";
    }
    *page += "</header>\n";
}

/// The buttons that walk through the findings, where there is a script to press them.
fn push_walk(page: &mut String, report: &Report) {
    if report.findings.is_empty() {
        return;
    }
    *page += "<nav class=\"walk\" aria-label=\"Findings\" hidden>\n\
        <button type=\"button\" id=\"previous\" aria-keyshortcuts=\"p k\" title=\"Previous finding (p or k)\">\
        <span aria-hidden=\"true\">↑</span><span class=\"unseen\">Previous finding</span></button>\n\
        <output id=\"at\" aria-live=\"polite\"></output>\n\
        <button type=\"button\" id=\"next\" aria-keyshortcuts=\"n j\" title=\"Next finding (n or j)\">\
        <span aria-hidden=\"true\">↓</span><span class=\"unseen\">Next finding</span></button>\n</nav>\n";
}

fn push_texts(page: &mut String, sheet: &Sheet) {
    *page += "<main id=\"texts\" tabindex=\"-1\">\n<div class=\"heads\" aria-hidden=\"true\">";
    *page += "<p>Original</p><p>Rewrite</p><p>Findings</p></div>\n";
    for row in rows(sheet.report.diptych) {
        push_row(page, sheet, &row);
    }
    *page += "</main>\n";
}

fn push_row(page: &mut String, sheet: &Sheet, row: &Row) {
    *page += "<section class=\"row\">\n";
    for side in Side::BOTH {
        if row[side].is_empty() {
            continue;
        }
        let language = sheet.report.diptych.languages[side].code();
        let name = side.name();
        let label = match side {
            Side::Original => "Original",
            Side::Rewrite => "Rewrite",
        };
        let _ = writeln!(
            page,
            "<div class=\"text {name}\" lang=\"{language}\"><p class=\"side\" lang=\"en\">{label}</p>"
        );
        push_blocks(page, sheet, side, row[side].clone());
        *page += "</div>\n";
    }
    let findings = sheet.report.findings.iter().enumerate();
    let here: Vec<_> = findings
        .filter(|(_, finding)| is_in(finding, row))
        .collect();
    if !here.is_empty() {
        *page += "<ol class=\"notes\" aria-label=\"Findings\">\n";
        for (n, finding) in here {
            push_note(page, sheet.report, n, finding);
        }
        *page += "</ol>\n";
    }
    *page += "</section>\n";
}

/// Whether a finding is told in a row: where its main side's words begin.
fn is_in(finding: &Finding, row: &Row) -> bool {
    let side = Report::main_side(finding);
    let stretch = finding.stretches[side].as_ref();
    stretch.is_some_and(|stretch| row[side].contains(&stretch.segments.start))
}

fn push_note(page: &mut String, report: &Report, n: usize, finding: &Finding) {
    let (kind, certainty) = (finding.kind.name(), finding.certainty.name());
    let number = n + 1;
    let _ = writeln!(
        page,
        "<li class=\"note {kind} {certainty}\" id=\"finding-{number}\" value=\"{number}\">\
         <a href=\"#{}\">\
         <span class=\"what\"><b>{number}</b> {kind} <i>{certainty}</i></span> \
         <span class=\"say\">{}</span>{}</a></li>",
        target(finding, number),
        escaped(&finding.note),
        places(report, finding)
    );
}

/// What a finding is about: its words, or the whole first sentence of what was dropped or added.
fn target(finding: &Finding, number: usize) -> String {
    let side = Report::main_side(finding);
    match (&finding.stretches[side], finding.kind) {
        (Some(stretch), Kind::Dropped | Kind::Added) => {
            format!("{}-{}", side.name(), stretch.segments.start)
        }
        _ => format!("{}-finding-{number}", side.name()),
    }
}

/// Where the words stand in the files.
fn places(report: &Report, finding: &Finding) -> String {
    let mut places = Vec::new();
    for side in Side::BOTH {
        if let Some(stretch) = &finding.stretches[side] {
            let Place { line, .. } =
                Place::of(&report.diptych.documents[side], stretch.range.start);
            places.push(format!("{} line {line}", side.name()));
        }
    }
    format!(" <small>{}</small>", places.join(", "))
}

/// Paragraph by paragraph the segments of a row.
fn push_blocks(page: &mut String, sheet: &Sheet, side: Side, segments: Range<usize>) {
    let all = &sheet.report.diptych.segments[side];
    let mut first = segments.start;
    while first < segments.end {
        let block = all[first].block;
        let inside = all[first..segments.end].iter();
        let end = first + inside.take_while(|segment| segment.block == block).count();
        let (open, close) = tags(sheet.report.diptych, side, first..end);
        *page += &open;
        for n in first..end {
            if n > first {
                let text = sheet.report.diptych.documents[side].text();
                let before = &text[..all[n - 1].range.end];
                *page += document::joint(before, &text[all[n].range.start..]);
            }
            push_segment(page, sheet, side, n);
        }
        *page += close;
        *page += "\n";
        first = end;
    }
}

/// What a paragraph stands in. Headings begin at the second level: the page has a heading of its own.
fn tags(diptych: &Diptych, side: Side, segments: Range<usize>) -> (String, &'static str) {
    use segment::Kind::*;
    let marker = marker(diptych, side, segments.start);
    let segments = &diptych.segments[side][segments];
    // A stamp in front of a paragraph does not make it one.
    let body = segments.iter().find(|segment| segment.kind != Metadata);
    match body.map_or(Metadata, |segment| segment.kind) {
        Title => ("<h2 class=\"title\" dir=\"auto\">".into(), "</h2>"),
        Heading => ("<h3 dir=\"auto\">".into(), "</h3>"),
        Byline => ("<p class=\"byline\" dir=\"auto\">".into(), "</p>"),
        Metadata | Furniture => ("<p class=\"furniture\" dir=\"auto\">".into(), "</p>"),
        Item => (
            format!("<p class=\"item\" dir=\"auto\"><span class=\"marker\">{marker}</span>"),
            "</p>",
        ),
        Quote => ("<blockquote dir=\"auto\"><p>".into(), "</p></blockquote>"),
        Sentence => ("<p class=\"prose\" dir=\"auto\">".into(), "</p>"),
    }
}

/// A number stays what it is; everything else that starts an item becomes a dot.
fn marker(diptych: &Diptych, side: Side, segment: usize) -> String {
    let document = &diptych.documents[side];
    let block = &document.blocks()[diptych.segments[side][segment].block];
    let start = block.lines[0].start;
    let marker = document.text()[start..start + block.marker].trim();
    match block.kind == BlockKind::Item && marker.starts_with(char::is_alphanumeric) {
        true => escaped(marker),
        false => "•".to_owned(),
    }
}

/// A sentence: a link to its counterpart, if it has one.
fn push_segment(page: &mut String, sheet: &Sheet, side: Side, n: usize) {
    let diptych = sheet.report.diptych;
    let name = side.name();
    let what = what_became(diptych, side, n);
    let passage = diptych.passage_of(side, n);
    let Some(mat) = diptych.passages[side][passage].mat else {
        let (class, sign) = match (diptych.segments[side][n].kind.is_content(), side) {
            (false, _) => (" aside", String::new()),
            (true, Side::Original) => (" dropped", sign("−")),
            (true, Side::Rewrite) => (" added", sign("+")),
        };
        let _ = write!(
            page,
            "<span class=\"sentence{class}\" id=\"{name}-{n}\" title=\"{what}\">{sign}"
        );
        push_words(page, sheet, side, n);
        *page += "</span>";
        return;
    };
    let there = side.other();
    let counterpart = sheet.counterparts[side][n].unwrap_or_default();
    let is_moved = diptych.passages[side][passage].moved;
    let (class, sign) = match is_moved {
        false => ("", String::new()),
        true if diptych.moved_up(side, passage) => (" moved", sign("↑")),
        true => (" moved", sign("↓")),
    };
    let _ = write!(
        page,
        "<a class=\"sentence{class}\" id=\"{name}-{n}\" href=\"#{}-{counterpart}\" data-match=\"{mat}\" \
         title=\"{what}\">{sign}",
        there.name()
    );
    push_words(page, sheet, side, n);
    *page += "</a>";
}

/// A sign before a sentence, for those who do not see its colour.
fn sign(sign: &str) -> String {
    format!("<span class=\"sign\" aria-hidden=\"true\">{sign}</span>")
}

/// What became of a sentence, or what it was, in words.
fn what_became(diptych: &Diptych, side: Side, n: usize) -> String {
    let passage = diptych.passage_of(side, n);
    let Some(mat) = diptych.match_of(side, passage) else {
        let is_content = diptych.segments[side][n].kind.is_content();
        return wording::without_match(is_content, side).to_owned();
    };
    let kept = pair::percent(mat.kept.into());
    let moved = match diptych.passages[side][passage].moved {
        true => ", moved",
        false => "",
    };
    match mat.relation {
        Relation::Verbatim => format!("verbatim{moved}"),
        Relation::Edited => format!("edited{moved}, {kept} % kept"),
        Relation::Reworded => format!("reworded{moved}, {kept} % kept"),
    }
}

/// The words of a segment, with those of findings marked.
fn push_words(page: &mut String, sheet: &Sheet, side: Side, n: usize) {
    let diptych = sheet.report.diptych;
    let segment = &diptych.segments[side][n];
    let document = &diptych.documents[side];
    let block = &document.blocks()[segment.block];
    let marks = marks(sheet, side, n);
    let mut open: Option<&[usize]> = None; // the mark that what comes next stands in
    let mut before = "";
    for piece in block.pieces(segment.range.clone()) {
        let joint = document::joint(before, &document.text()[piece.clone()]);
        let joint = if before.is_empty() { "" } else { joint };
        let mut first = true;
        for (range, findings) in cut(piece.clone(), &marks) {
            let findings = (!findings.is_empty()).then_some(findings);
            if findings != open {
                if open.is_some() {
                    *page += "</mark>";
                }
                if first {
                    *page += joint;
                }
                if let Some(findings) = findings {
                    push_mark(page, sheet.report, side, range.start, findings);
                }
                open = findings;
            } else if first {
                *page += joint;
            }
            first = false;
            *page += &escaped(&document.text()[range]);
        }
        before = &document.text()[piece];
    }
    if open.is_some() {
        *page += "</mark>";
    }
}

/// A stretch and the findings that are about it.
type Marked = (Range<usize>, Vec<usize>);

/// The stretches of a segment that findings are about, in order; those that overlap are cut where one ends.
fn marks(sheet: &Sheet, side: Side, n: usize) -> Vec<Marked> {
    let segment = &sheet.report.diptych.segments[side][n].range;
    let stretches: Vec<(usize, Range<usize>)> = sheet.findings[side][n]
        .iter()
        .filter_map(|&n| {
            let finding = sheet.report.findings[n];
            let stretch = finding.stretches[side].as_ref()?;
            let is_whole = matches!(finding.kind, Kind::Dropped | Kind::Added);
            let range = stretch.range.start.max(segment.start)..stretch.range.end.min(segment.end);
            (!is_whole && !range.is_empty()).then_some((n, range))
        })
        .collect();
    let mut borders: Vec<usize> = stretches
        .iter()
        .flat_map(|(_, range)| [range.start, range.end])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let between = borders.windows(2).map(|pair| pair[0]..pair[1]);
    let marked = between.map(|range| {
        let about = stretches
            .iter()
            .filter(|(_, stretch)| stretch.start <= range.start && range.end <= stretch.end);
        (range.clone(), about.map(|&(n, _)| n).collect())
    });
    marked
        .filter(|(_, findings): &Marked| !findings.is_empty())
        .collect()
}

/// A piece of text cut at the borders of marks, each part with the findings that are about it.
fn cut(piece: Range<usize>, marks: &[Marked]) -> Vec<(Range<usize>, &[usize])> {
    let mut parts: Vec<(Range<usize>, &[usize])> = Vec::new();
    let mut at = piece.start;
    for (range, findings) in marks {
        let inside = range.start.max(at)..range.end.min(piece.end);
        if inside.is_empty() {
            continue;
        }
        if at < inside.start {
            parts.push((at..inside.start, &[]));
        }
        at = inside.end;
        parts.push((inside, findings));
    }
    if at < piece.end {
        parts.push((at..piece.end, &[]));
    }
    parts
}

/// Opens a mark whose text begins at `start`. Where the words of a finding begin, there is the target of its links.
fn push_mark(page: &mut String, report: &Report, side: Side, start: usize, findings: &[usize]) {
    let begins = |n: &&usize| {
        let stretch = report.findings[**n].stretches[side].as_ref();
        stretch.is_some_and(|stretch| stretch.range.start == start)
    };
    let name = side.name();
    for n in findings.iter().filter(begins) {
        let _ = write!(page, "<span id=\"{name}-finding-{}\"></span>", n + 1);
    }
    let first = report.findings[findings[0]];
    let numbers: Vec<String> = findings.iter().map(|n| (n + 1).to_string()).collect();
    let _ = write!(
        page,
        "<mark class=\"{} {}\" data-findings=\"{}\">",
        first.kind.name(),
        first.certainty.name(),
        numbers.join(" ")
    );
}

/// Text that means nothing to HTML, in elements and in quoted attributes. White space is one space, what would steer
/// the text around it is made visible, and what no page may hold is `�`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut after_space = false;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        match c {
            _ if is_space && after_space => {}
            _ if is_space && c != '\u{a0}' => escaped.push(' '),
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            c if glyph::steers(c) => {
                let shown = glyph::visible(c.encode_utf8(&mut [0; 4]));
                escaped += &shown.replace('<', "&lt;").replace('>', "&gt;");
            }
            c if is_noncharacter(c) => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
        after_space = is_space;
    }
    escaped
}

/// Whether Unicode will never make a character of it; in a page that is an error (HTML Standard, 13.2.2).
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}
