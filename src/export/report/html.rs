//! [`Report`] → one self-contained HTML page: both texts side by side, each finding beside its place, links between
//! counterparts.
//!
//! The page can be read without its script, which only adds interaction: stepping through the findings, highlighting
//! the counterpart and scrolling to it. Its content security policy forbids it to load or send anything.
//!
//! ```text
//! header   names, figures, kinds to show
//! ledger   all facts; closed unless it was asked for
//! row      original │ rewrite │ findings of this row
//! row      …
//! ```

use super::head::head;
use super::ledger::{FactSide, figures};
use super::rows::{PageRow, rows};
use super::said::{push_lost, push_progress, push_said, said_in};
use super::{Report, Selection};
use crate::compare::findings::Finding;
use crate::compare::ledger::{Entry, FactState};
use crate::compare::pair::{self, Diptych};
use crate::compare::wording;
use crate::export::escape::html as escape;
use crate::export::place;
use crate::export::review::ReviewReport;
use crate::text::document::{self, BlockKind};
use crate::text::segment;
use crate::text::side::{Pair, Side};
use std::fmt::Write;
use std::ops::Range;

const SCRIPT: &str = include_str!("../../../assets/report/page.js");

/// A report, and what the page needs for each segment.
struct Sheet<'a> {
    report: &'a Report<'a>,
    /// The segment of the other side with the best link.
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

/// The page of a pair with all of its findings and what was said of it.
pub fn reviewed_html(diptych: &Diptych, review: ReviewReport) -> String {
    html(&Report {
        review: Some(review),
        ..Report::new(diptych, &Selection::default())
    })
}

/// The report as an HTML page.
pub fn html(report: &Report) -> String {
    let [original, rewrite] = Side::BOTH.map(|side| escape(&report.diptych.documents[side].name));
    let mut page = head(&format!("{rewrite} against {original}"));
    for (kind, _) in report.counts() {
        page += &css_of_checkbox(kind.name());
    }
    page += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#texts\">Skip to the texts</a>\n";
    push_header(&mut page, report, &original, &rewrite);
    push_ledger(&mut page, report);
    push_texts(&mut page, &Sheet::new(report));
    push_navigation(&mut page, report);
    let _ = write!(page, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

/// The CSS rules that hide a kind of findings when its checkbox is off.
fn css_of_checkbox(kind: &str) -> String {
    let off = format!("body:has(#show-{kind}:not(:checked))");
    format!(
        "{off} .note.{kind} {{ display: none }}\n{off} mark.{kind} {{ all: unset }}\n\
        {off} mark.{kind}::after {{ content: none }}\n"
    )
}

fn push_header(page: &mut String, report: &Report, original: &str, rewrite: &str) {
    let summary = report.summary();
    let _ = write!(
        page,
        "<header class=\"top\">\n<h1>{rewrite} <span>against</span> {original}</h1>\n<ul class=\"figures\">\n"
    );
    let [kept, new_words] = [summary.kept, summary.new_words].map(pair::percent);
    let figures = [
        (summary.matched, "matched"),
        (summary.dropped, "dropped"),
        (summary.added, "added"),
        (summary.moved, "moved"),
    ];
    for (figure, word) in figures {
        let _ = writeln!(page, "<li class=\"{word}\"><b>{figure}</b> {word}</li>");
    }
    let _ = writeln!(
        page,
        "<li class=\"kept\"><b>{kept} %</b> kept</li>\n\
        <li class=\"new-words\"><b>{new_words} %</b> new words</li>"
    );
    if let Some(progress) = report.review.as_ref().and_then(|review| review.progress) {
        push_progress(page, progress);
    }
    *page += "</ul>\n";
    let told = report.findings_in_words();
    match report.findings.len() {
        0 => {
            let _ = writeln!(page, "<p class=\"lead\">{told}</p>");
        }
        _ => {
            let _ = writeln!(
                page,
                "<p class=\"lead\">{told} \
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
            let _ = writeln!(page, "<li>{}</li>", escape(note));
        }
        *page += "</ul>\n";
    }
    *page += "</header>\n";
}

/// The ledger of facts: a table that can be opened, each fact with a link to the sentence where it stands first.
fn push_ledger(page: &mut String, report: &Report) {
    let entries = report.diptych.ledger();
    if entries.is_empty() {
        return;
    }
    let open = if report.ledger.is_some() { " open" } else { "" };
    let _ = write!(
        page,
        "<details class=\"ledger\"{open}>\n<summary>Ledger of {}</summary>\n<table>\n<thead><tr>",
        figures(entries)
    );
    for title in ["State", "Kind", "Original", "Rewrite", "Note"] {
        let _ = write!(page, "<th scope=\"col\">{title}</th>");
    }
    *page += "</tr></thead>\n<tbody>\n";
    for entry in entries {
        push_fact(page, report, entry);
    }
    *page += "</tbody>\n</table>\n</details>\n";
}

fn push_fact(page: &mut String, report: &Report, entry: &Entry) {
    let (state, kind) = (entry.state.name(), entry.kind.name());
    let sign = sign(match entry.state {
        FactState::New => "+",
        FactState::Differs => "≠",
        FactState::Gone => "−",
        FactState::Kept => "=",
    });
    let _ = write!(
        page,
        "<tr class=\"{state}\"><td class=\"state\">{sign}{state}</td><td>{kind}</td>"
    );
    for side in Side::BOTH {
        let Some(fact) = FactSide::of(entry, side) else {
            *page += "<td></td>";
            continue;
        };
        let (name, line) = (side.name(), fact.line(report, side));
        let times = match fact.times.as_str() {
            "" => String::new(),
            times => format!("{times}, first in "),
        };
        let _ = write!(
            page,
            "<td><a href=\"#{name}-{}\" dir=\"auto\">{}</a> <small>{times}line {line}</small></td>",
            fact.first.segments.start,
            escape(fact.form)
        );
    }
    let _ = writeln!(page, "<td>{}</td></tr>", escape(&entry.note));
}

/// The buttons that step through the findings; the script shows them.
fn push_navigation(page: &mut String, report: &Report) {
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
    for side in Side::BOTH {
        let _ = write!(page, "<p>{}</p>", wording::side_label(side));
    }
    *page += match &sheet.report.review {
        Some(_) => "<p>Findings and review</p></div>\n",
        None => "<p>Findings</p></div>\n",
    };
    for row in rows(sheet.report.diptych) {
        push_row(page, sheet, &row);
    }
    if let Some(review) = &sheet.report.review {
        push_lost(page, review);
    }
    *page += "</main>\n";
}

fn push_row(page: &mut String, sheet: &Sheet, row: &PageRow) {
    *page += "<section class=\"row\">\n";
    for side in Side::BOTH {
        if row[side].is_empty() {
            continue;
        }
        let language = sheet.report.diptych.languages[side].code();
        let name = side.name();
        let label = wording::side_label(side);
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
    let review = sheet.report.review.iter();
    let said: Vec<_> = review
        .flat_map(|review| said_in(sheet.report.diptych, review, row))
        .collect();
    if !here.is_empty() || !said.is_empty() {
        let label = match (here.is_empty(), said.is_empty()) {
            (_, true) => "Findings",
            (true, false) => "Review",
            (false, false) => "Findings and review",
        };
        let _ = writeln!(page, "<ol class=\"notes\" aria-label=\"{label}\">");
        for (n, finding) in here {
            push_note(page, sheet.report, n, finding);
        }
        for (said, place) in said {
            push_said(page, said, place);
        }
        *page += "</ol>\n";
    }
    *page += "</section>\n";
}

/// Whether a finding belongs to a row: the one in which its words on the main side begin.
fn is_in(finding: &Finding, row: &PageRow) -> bool {
    let side = Report::main_side(finding);
    let stretch = finding.stretches[side].as_ref();
    stretch.is_some_and(|stretch| row[side].contains(&stretch.segments.start))
}

fn push_note(page: &mut String, report: &Report, n: usize, finding: &Finding) {
    let (kind, confidence) = (finding.kind.name(), finding.confidence.name());
    let number = n + 1;
    let by = wording::seen_by(finding).map_or(String::new(), |by| format!(" {}", escape(&by)));
    let _ = writeln!(
        page,
        "<li class=\"note {kind} {confidence}\" id=\"finding-{number}\" value=\"{number}\">\
         <a href=\"#{}\">\
         <span class=\"what\"><b>{number}</b> {kind} <i>{confidence}{by}</i></span> \
         <span class=\"say\">{}</span>{}</a></li>",
        target(finding, number),
        escape(&finding.note),
        places(report, finding)
    );
}

/// The target of a finding's link: its words, or the first sentence of a dropped or added passage.
fn target(finding: &Finding, number: usize) -> String {
    let side = Report::main_side(finding);
    match &finding.stretches[side] {
        Some(stretch) if finding.is_whole() => {
            format!("{}-{}", side.name(), stretch.segments.start)
        }
        _ => format!("{}-finding-{number}", side.name()),
    }
}

/// The lines of the files where the words are.
fn places(report: &Report, finding: &Finding) -> String {
    let mut places = Vec::new();
    for side in Side::BOTH {
        if let Some(stretch) = &finding.stretches[side] {
            let line = place::line(&report.diptych.documents[side], stretch.range.start);
            places.push(format!("{} line {line}", side.name()));
        }
    }
    format!(" <small>{}</small>", places.join(", "))
}

/// The segments of a row, paragraph by paragraph.
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

/// The tags around a paragraph. Headings begin at the second level, because the page has a heading of its own.
fn tags(diptych: &Diptych, side: Side, segments: Range<usize>) -> (String, &'static str) {
    use segment::SegmentKind::*;
    let marker = marker(diptych, side, segments.start);
    let segments = &diptych.segments[side][segments];
    // A metadata stamp before a paragraph does not turn the paragraph into metadata.
    let body = segments.iter().find(|segment| segment.kind != Metadata);
    match body.map_or(Metadata, |segment| segment.kind) {
        Title => ("<h2 class=\"title\" dir=\"auto\">".into(), "</h2>"),
        Heading => ("<h3 dir=\"auto\">".into(), "</h3>"),
        Byline => ("<p class=\"byline\" dir=\"auto\">".into(), "</p>"),
        Metadata | Boilerplate => ("<p class=\"furniture\" dir=\"auto\">".into(), "</p>"),
        Item => (
            format!("<p class=\"item\" dir=\"auto\"><span class=\"marker\">{marker}</span>"),
            "</p>",
        ),
        Quote => ("<blockquote dir=\"auto\"><p>".into(), "</p></blockquote>"),
        Sentence => ("<p class=\"prose\" dir=\"auto\">".into(), "</p>"),
    }
}

/// The marker of a list item: numbers and letters stay, everything else becomes a dot.
fn marker(diptych: &Diptych, side: Side, segment: usize) -> String {
    let document = &diptych.documents[side];
    let block = &document.blocks()[diptych.segments[side][segment].block];
    let start = block.lines[0].start;
    let marker = document.text()[start..start + block.marker].trim();
    match block.kind == BlockKind::Item && marker.starts_with(char::is_alphanumeric) {
        true => escape(marker),
        false => "•".to_owned(),
    }
}

/// A sentence, as a link to its counterpart if it has one.
fn push_segment(page: &mut String, sheet: &Sheet, side: Side, n: usize) {
    let diptych = sheet.report.diptych;
    let name = side.name();
    let passage = diptych.passage_of(side, n);
    let what = wording::describe_match(diptych, side, passage);
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

/// A sign before a sentence, so that colour is not the only sign.
fn sign(sign: &str) -> String {
    format!("<span class=\"sign\" aria-hidden=\"true\">{sign}</span>")
}

/// The words of a segment, with those of findings marked.
fn push_words(page: &mut String, sheet: &Sheet, side: Side, n: usize) {
    let diptych = sheet.report.diptych;
    let segment = &diptych.segments[side][n];
    let document = &diptych.documents[side];
    let block = &document.blocks()[segment.block];
    let marks = marks(sheet, side, n);
    let mut open: Option<&[usize]> = None; // the findings of the mark that is open
    let mut end = None; // of the piece before
    for piece in block.pieces(segment.range.clone()) {
        let joint = end.map_or("", |end| document.joint(end, piece.start));
        end = Some(piece.end);
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
            *page += &escape(&document.text()[range]);
        }
    }
    if open.is_some() {
        *page += "</mark>";
    }
}

/// A stretch of text and its findings.
type AnnotatedRange = (Range<usize>, Vec<usize>);

/// The stretches of a segment that have findings, in order; overlapping ones are cut at each end.
fn marks(sheet: &Sheet, side: Side, n: usize) -> Vec<AnnotatedRange> {
    let segment = &sheet.report.diptych.segments[side][n].range;
    let stretches: Vec<(usize, Range<usize>)> = sheet.findings[side][n]
        .iter()
        .filter_map(|&n| {
            let finding = sheet.report.findings[n];
            let stretch = finding.stretches[side].as_ref()?;
            let is_whole = finding.is_whole();
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
        .filter(|(_, findings): &AnnotatedRange| !findings.is_empty())
        .collect()
}

/// A piece of text cut at the borders of the marks, each part with its findings.
fn cut(piece: Range<usize>, marks: &[AnnotatedRange]) -> Vec<(Range<usize>, &[usize])> {
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

/// Opens a mark whose text begins at `start`; where the words of a finding begin, adds the target of its links.
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
        first.confidence.name(),
        numbers.join(" ")
    );
}
