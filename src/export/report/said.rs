//! What people said → its places in a page: beside the row in which its words begin, at the end where they are lost, and
//! a page of records alone, for want of the texts.

use super::head::head;
use super::rows::PageRow;
use crate::compare::pair::Diptych;
use crate::export::escape::html as escape;
use crate::export::review::{ReviewReport, Row, in_words};
use crate::review::reviewed::{Progress, State};
use crate::text::side::Side;
use std::fmt::Write;

/// The figures of a review in the head of a page.
pub fn push_progress(page: &mut String, progress: Progress) {
    let Progress {
        n_units,
        n_reviewed,
        n_wrong,
    } = progress;
    let _ = writeln!(
        page,
        "<li class=\"reviewed\"><b>{n_reviewed} of {n_units}</b> reviewed</li>\n\
         <li class=\"wrong\"><b>{n_wrong}</b> wrong</li>"
    );
}

/// What was said of words that begin in a row of the page, each with the segment where they begin: in the rewrite, if they
/// stand there.
pub fn said_in<'a>(
    diptych: &'a Diptych,
    review: &'a ReviewReport,
    row: &'a PageRow,
) -> impl Iterator<Item = (&'a Row, (Side, usize))> {
    review.rows.iter().filter_map(|said| {
        let now = said.now.as_ref()?;
        let place = |side: Side| Some((side, now.at[side].as_ref()?.start));
        let (side, start) = place(Side::Rewrite).or_else(|| place(Side::Original))?;
        let segments = &diptych.segments[side];
        let segment = segments.partition_point(|segment| segment.range.end <= start);
        let is_here = row[side].contains(&segment);
        is_here.then_some((said, (side, segment)))
    })
}

/// A verdict, a note or a link by hand as an item beside the text, with a link to the sentence that it is about.
pub fn push_said(page: &mut String, said: &Row, (side, segment): (Side, usize)) {
    let what = format!(
        "<a href=\"#{}-{segment}\">{}</a>",
        side.name(),
        escape(said.record.name())
    );
    // The sentence stands beside it; of a link the other place does not.
    let sides = said.record.link.map(|_| side.other());
    push_item(page, said, &what, &quotations(said, sides.as_slice()));
}

/// What was said of words that are in neither text any more.
pub fn push_lost(page: &mut String, review: &ReviewReport) {
    let is_lost = |said: &&Row| {
        said.now
            .as_ref()
            .is_some_and(|now| now.state == State::Lost)
    };
    let lost: Vec<&Row> = review.rows.iter().filter(is_lost).collect();
    if lost.is_empty() {
        return;
    }
    *page +=
        "<section class=\"records\">\n<h2>Said of words that are not there any more</h2>\n<ol>\n";
    for said in lost {
        let quoted = quotations(said, &Side::BOTH);
        push_item(page, said, &escape(said.record.name()), &quoted);
    }
    *page += "</ol>\n</section>\n";
}

/// A page of records alone.
pub fn page_of_records(review: &ReviewReport) -> String {
    let title = match &review.names {
        Some(names) => format!(
            "Review of {} <span>against</span> {}",
            escape(&names.rewrite),
            escape(&names.original)
        ),
        None => "Review".to_owned(),
    };
    let plain = title.replace("<span>", "").replace("</span>", "");
    let mut page = head(&plain);
    let _ = write!(
        page,
        "</style>\n</head>\n<body>\n<header class=\"top\">\n<h1>{title}</h1>\n"
    );
    let lead = match (review.progress, review.rows.is_empty()) {
        (_, true) => "Nothing was said.".to_owned(),
        (Some(progress), false) => in_words(progress),
        (None, false) => String::new(),
    };
    if !lead.is_empty() {
        let _ = writeln!(page, "<p class=\"lead\">{}</p>", escape(&lead));
    }
    page += "</header>\n<main class=\"records\">\n<ol>\n";
    for said in &review.rows {
        push_item(
            &mut page,
            said,
            &escape(said.record.name()),
            &quotations(said, &Side::BOTH),
        );
    }
    page += "</ol>\n</main>\n</body>\n</html>\n";
    page
}

/// The quotations of some sides.
fn quotations(said: &Row, sides: &[Side]) -> String {
    let mut quoted = String::new();
    for &side in sides {
        let Some(words) = said.words(side) else {
            continue;
        };
        let line = said.line(side);
        let line = line.map_or(String::new(), |line| format!(" line {line}"));
        let name = side.name();
        let _ = write!(
            quoted,
            "<span class=\"quoted {name}\"><small>{name}{line}</small> <q dir=\"auto\">{}</q></span>",
            escape(&words)
        );
    }
    quoted
}

fn push_item(page: &mut String, said: &Row, what: &str, quotations: &str) {
    let record = &said.record;
    let class = match record.verdict {
        Some(verdict) => verdict.name(),
        None => "remark",
    };
    let of = record.pair.as_deref().filter(|_| !quotations.is_empty());
    let beside = [of, record.about.as_deref(), Some(&*record.by)];
    let beside = beside.into_iter().flatten().filter(|word| !word.is_empty());
    let beside: String = beside
        .map(|word| format!(" <i>{}</i>", escape(word)))
        .collect();
    let text = record.text.as_deref().unwrap_or_default();
    let lines: Vec<String> = text.lines().map(escape).collect();
    let say = match text {
        "" => String::new(),
        _ => format!(
            "<span class=\"say\" dir=\"auto\">{}</span>",
            lines.join("<br>")
        ),
    };
    let reservation = match said.reservation().trim_start_matches(", ") {
        "" => String::new(),
        words => format!("<small>{words}</small>"),
    };
    let seen = said.seen.iter().map(|(checker, note)| {
        let told = escape(&format!("{checker}: {note}"));
        format!("<small>{told}</small>")
    });
    let seen: String = seen.collect();
    let _ = writeln!(
        page,
        "<li class=\"said {class}\"><span class=\"what\"><b>{what}</b>{beside}</span>{quotations}{say}{seen}{reservation}</li>"
    );
}
