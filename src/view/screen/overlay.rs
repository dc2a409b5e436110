//! What stands around and over the panes: header, status line, help, outline, the counterpart's panel.

use super::{Canvas, Ink, Role, lines};
use crate::app::frame::Frame;
use crate::app::keymap::{self, HelpRow};
use crate::app::layout::Arrangement;
use crate::app::reader::{Lens, Mode, OutOfSight, PromptKind, Reader};
use crate::compare::findings::Kind;
use crate::compare::wording;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// Names and figures of both texts.
pub(super) fn draw_header(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let width = frame.size.width;
    let ink = Ink::plain(Role::Header);
    canvas.fill(0, 0, width, ink);
    let half = frame.rule.unwrap_or_else(|| {
        let [_, short] = figures(reader, Side::Original);
        let name = &reader.diptych().documents.original.name;
        (glyph::width(name) + glyph::width(&short) + 4).min(width / 2)
    });
    let places = Pair {
        original: (1, half.saturating_sub(2)),
        rewrite: (half + 1, width.saturating_sub(half + 2)),
    };
    let figures = fitting_figures(reader, places.map(|(_, room)| room));
    for side in Side::BOTH {
        let (x, room) = places[side];
        let name = &reader.diptych().documents[side].name;
        let name_max = room
            .saturating_sub(glyph::width(&figures[side]) + 2)
            .max(room.min(8));
        let used = canvas.put(x, 0, name_max, name, ink) + 2;
        if room > used {
            canvas.put(x + used, 0, room - used, &figures[side], ink);
        }
    }
}

/// The figures of both sides. They are what an editor asks first: where there is little room the number of segments
/// goes, and then the end of a long name. The number of findings stands where there is room for it.
fn fitting_figures(reader: &Reader, rooms: Pair<usize>) -> Pair<String> {
    let fits = |side: Side, figures: &String| {
        let name = &reader.diptych().documents[side].name;
        glyph::width(name) + glyph::width(figures) + 2 <= rooms[side]
    };
    let mut fitting = Pair::from_fn(|side| {
        let [long, short] = figures(reader, side);
        if fits(side, &long) { long } else { short }
    });
    let n_findings = reader.diptych().n_findings();
    if n_findings == 0 {
        return fitting;
    }
    let findings = count(n_findings, "finding", "findings");
    for side in [Side::Rewrite, Side::Original] {
        let with = figures(reader, side).map(|figures| format!("{figures} · {findings}"));
        if let Some(with) = with.into_iter().find(|with| fits(side, with)) {
            fitting[side] = with;
            break;
        }
    }
    fitting
}

/// The figures of a side, in full and without the number of segments.
fn figures(reader: &Reader, side: Side) -> [String; 2] {
    let Some(comparison) = &reader.diptych().comparison else {
        let told = match side {
            Side::Original => "",
            Side::Rewrite => "matching …",
        };
        return [told.to_owned(), told.to_owned()];
    };
    let summary = &comparison.summary;
    let segments = count(summary.segments[side], "segment", "segments");
    let short = match side {
        Side::Original => format!("{} dropped", summary.dropped),
        Side::Rewrite => {
            let verbatim = percent(summary.verbatim);
            format!("{verbatim} verbatim · {} added", summary.added)
        }
    };
    [format!("{segments} · {short}"), short]
}

fn percent(share: f64) -> String {
    format!("{} %", crate::compare::pair::percent(share))
}

/// The passage under the cursor in words, or the prompt. Gives the caret's cell.
pub(super) fn draw_status(
    reader: &Reader,
    frame: &Frame,
    canvas: &mut Canvas,
) -> Option<(usize, usize)> {
    let (width, y) = (frame.size.width, frame.size.height - 1);
    let ink = Ink::plain(Role::Status);
    canvas.fill(0, y, width, ink);
    if let Mode::Prompt(prompt) = reader.mode() {
        let sign = if matches!(prompt.kind, PromptKind::GoTo) {
            ":"
        } else {
            "/"
        };
        let count = if matches!(prompt.kind, PromptKind::Search(..)) {
            hits(reader).unwrap_or_default()
        } else {
            String::new()
        };
        let room = width.saturating_sub(glyph::width(&count) + 3);
        // The end of a long query is what is being typed.
        let mut start = 0;
        while glyph::width(&prompt.text[start..]) + 2 > room && start < prompt.text.len() {
            start += prompt.text[start..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
        }
        let used = canvas.put(0, y, room, &format!("{sign}{}", &prompt.text[start..]), ink);
        canvas.put(
            width.saturating_sub(glyph::width(&count) + 1),
            y,
            width,
            &count,
            ink,
        );
        return Some((used.min(width - 1), y));
    }
    let (left, left_ink) = match reader.message() {
        Some(message) => (message.to_owned(), Ink::plain(Role::Message)),
        None => (here_in_words(reader) + &link_in_words(reader), ink),
    };
    // Where there is little room, the words about the passage are worth more than lens and layout, and these more than
    // a finding that nobody asked for.
    let passage = left
        .split_once(ASIDE)
        .map_or(&*left, |(passage, _)| passage);
    let room_right = width.saturating_sub(glyph::width(passage) + 4);
    let right = right_of_status(reader, room_right);
    let right_width = glyph::width(&right);
    canvas.put(1, y, width.saturating_sub(right_width + 3), &left, left_ink);
    canvas.put(width.saturating_sub(right_width + 1), y, width, &right, ink);
    None
}

/// ` · link https://…`, and how many more there are in the passage.
fn link_in_words(reader: &Reader) -> String {
    match reader.links().as_slice() {
        [] => String::new(),
        [link] => format!(" · link {link}"),
        [link, more @ ..] => format!(" · {} links, {link}", more.len() + 1),
    }
}

/// Keys typed, hits, lens and layout, as far as they fit; the way to the help always.
fn right_of_status(reader: &Reader, room: usize) -> String {
    let lens = reader.lens().name();
    let layout = reader.layout().arrangement.name();
    let parts = [
        Some(reader.pending()).filter(|pending| !pending.is_empty()),
        hits(reader),
        Some(format!("lens {lens}, {layout}")),
        Some("? help".to_owned()),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    if glyph::width(&parts.join(" · ")) > room {
        parts.remove(parts.len() - 2);
    }
    parts.join(" · ")
}

/// `2/7 hits`, or how many there are.
fn hits(reader: &Reader) -> Option<String> {
    let search = reader.search()?;
    let hits = count(search.n_hits(), "hit", "hits");
    Some(match reader.hit_number() {
        Some(number) => format!("{number}/{hits}"),
        None => hits,
    })
}

/// What stands between a passage and the finding in it.
const ASIDE: &str = " · ! ";

/// The passage under the cursor and what there is to look at in it: the finding comes first if the reader looks for
/// findings.
fn here_in_words(reader: &Reader) -> String {
    let passage = passage_in_words(reader);
    let Some(here) = reader.finding_here() else {
        return passage;
    };
    let is_wanted = reader.current_finding().is_some() || reader.lens() == Lens::Findings;
    let finding = &reader.diptych().findings()[here];
    let told = wording::finding(finding);
    match reader.finding_number(here).filter(|_| is_wanted) {
        Some(number) => format!("! {number}/{} {told}", reader.marked().order.len()),
        None if matches!(finding.kind, Kind::Dropped | Kind::Added) => passage,
        None => format!("{passage}{ASIDE}{told}"),
    }
}

/// `3/29 ≈ reworded from 2 passages, moved up, score .81, 43 % kept`.
pub fn passage_in_words(reader: &Reader) -> String {
    let (diptych, lead) = (reader.diptych(), reader.lead());
    let Some(cursor) = reader.cursor() else {
        return "nothing to read on either side".to_owned();
    };
    if !diptych.is_matched() {
        return format!("{}, still matching …", lead.name());
    }
    let number = format!("{}/{}", cursor + 1, diptych.passages[lead].len());
    let sign = lines::sign(reader, lead, cursor).map_or("·", |(sign, _)| sign);
    let Some(mat) = diptych.match_of(lead, cursor) else {
        let what = wording::without_match(diptych.is_content(lead, cursor), lead);
        return format!("{number} {sign} {what}");
    };
    let there = diptych.counterparts(lead, cursor);
    let relation = wording::relation(mat.relation, lead);
    let from = match there.as_slice() {
        [one] => format!("{}", one + 1),
        several => format!("{} passages", several.len()),
    };
    let moved = match (
        diptych.passages[lead][cursor].moved,
        diptych.moved_up(lead, cursor),
    ) {
        (false, _) => "",
        (true, true) => ", moved up",
        (true, false) => ", moved down",
    };
    let score = wording::score(mat.score);
    let perhaps = wording::perhaps(&diptych.passages[lead][cursor]);
    let kept = percent(f64::from(mat.kept));
    format!("{number} {sign} {perhaps}{relation} {from}{moved}, score {score}, {kept} kept")
}

/// Where both sides share rows, a moved passage is far from its counterpart, and the words of a finding may be far
/// from those over there: a panel at the foot of the other pane shows them.
pub(super) fn draw_out_of_sight(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let lead = reader.lead();
    let height = frame.height as i64;
    let Some(cursor) = reader.cursor() else {
        return;
    };
    if let Some(words) = reader.finding_out_of_sight() {
        return draw_panel(reader, frame, canvas, words);
    }
    let is_moved = reader.diptych().passages[lead][cursor].moved;
    if !is_moved || reader.layout().arrangement != Arrangement::Aligned {
        return;
    }
    let there = lead.other();
    for counterpart in reader.diptych().counterparts(lead, cursor) {
        let (first, last) = reader.rows_of(there, counterpart);
        let is_in_sight = first >= reader.top(there) && last < reader.top(there) + height;
        let n_rows = ((last - first + 1) as usize).min(frame.height.saturating_sub(2));
        if is_in_sight || n_rows == 0 {
            continue;
        }
        // The panel keeps clear of the cursor: it stands at the foot, or at the head if the cursor is at the foot.
        let (cursor_first, _) = reader.rows_of(lead, cursor);
        let counterpart = OutOfSight {
            passage: counterpart,
            first,
            n_rows,
            at_head: cursor_first - reader.top(lead) > height / 2,
        };
        return draw_panel(reader, frame, canvas, counterpart);
    }
}

/// Rows of the follower, under or over a line with the number of their passage.
fn draw_panel(reader: &Reader, frame: &Frame, canvas: &mut Canvas, rows: OutOfSight) {
    let OutOfSight {
        passage,
        first,
        n_rows,
        at_head,
    } = rows;
    let there = reader.lead().other();
    let y = if at_head {
        frame.top
    } else {
        frame.top + frame.height - n_rows - 1
    };
    let (left, right) = frame.columns[there].pane;
    let lit = lines::Lit::new(reader);
    let rule = if at_head { y + n_rows } else { y };
    for n in 0..=n_rows {
        canvas.fill(left, y + n, right - left, Ink::plain(Role::Text));
    }
    let label = format!("── {} {} ", there.name(), passage + 1);
    let label = format!(
        "{label}{}",
        "─".repeat((right - left).saturating_sub(glyph::width(&label)))
    );
    canvas.put(left, rule, right - left, &label, Ink::plain(Role::Moved));
    for n in 0..n_rows {
        let y = if at_head { y + n } else { y + n + 1 };
        let row = first + n as i64;
        lines::draw_line(reader, frame, canvas, there, row, y, Some(&lit));
    }
}

/// All keys, over the text.
pub(super) fn draw_help(table: &[keymap::Section], top: usize, frame: &Frame, canvas: &mut Canvas) {
    let rows = keymap::help(table);
    let keys_width = rows
        .iter()
        .map(|row| {
            if let HelpRow::Keys(keys, _) = row {
                glyph::width(keys)
            } else {
                0
            }
        })
        .max();
    let keys_width = keys_width.unwrap_or(0).min(frame.size.width / 3);
    for n in 0..frame.height {
        let y = frame.top + n;
        canvas.fill(0, y, frame.size.width, Ink::plain(Role::Text));
        match rows.get(top + n) {
            Some(HelpRow::Heading(heading)) => {
                canvas.put(
                    2,
                    y,
                    frame.size.width - 2,
                    heading,
                    Ink::plain(Role::Heading),
                );
            }
            Some(HelpRow::Keys(keys, help)) => {
                canvas.put(4, y, keys_width, keys, Ink::plain(Role::Key));
                canvas.put(
                    6 + keys_width,
                    y,
                    frame.size.width,
                    help,
                    Ink::plain(Role::Text),
                );
            }
            Some(HelpRow::Blank) | None => {}
        }
    }
    let more = if top + frame.height < rows.len() {
        " j more · Esc close "
    } else {
        " Esc close "
    };
    let y = frame.top + frame.height - 1;
    canvas.put(
        frame.size.width.saturating_sub(glyph::width(more) + 1),
        y,
        30,
        more,
        Ink::plain(Role::Status),
    );
}

/// The headings, over the text.
pub(super) fn draw_outline(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let Mode::Outline(outline) = reader.mode() else {
        return;
    };
    let headings = reader.headings();
    let chosen = reader.chosen_heading();
    let room = frame.height.saturating_sub(1).max(1);
    let top = (chosen + 1).saturating_sub(room);
    for n in 0..frame.height {
        canvas.fill(0, frame.top + n, frame.size.width, Ink::plain(Role::Text));
    }
    let title = format!(
        "Outline  {}▏ type to filter, Enter goes there",
        outline.filter
    );
    canvas.put(
        2,
        frame.top,
        frame.size.width - 2,
        &title,
        Ink::plain(Role::Key),
    );
    let levels = headings
        .iter()
        .map(|&(side, n)| (side, level(reader, side, n)));
    let levels: Vec<(Side, usize)> = levels.collect();
    let highest = Pair::from_fn(|side| {
        let of_side = levels.iter().filter(|(its, _)| *its == side);
        of_side.map(|&(_, level)| level).min().unwrap_or(0)
    });
    for (n, &(side, segment)) in headings.iter().enumerate().skip(top).take(room) {
        let y = frame.top + 1 + n - top;
        let document = &reader.diptych().documents[side];
        let text = reader.diptych().segments[side][segment].text(document);
        let width = frame.columns[side].width;
        let indent = (2 * (levels[n].1 - highest[side])).min(width / 3);
        let x = frame.columns[side].text + indent;
        let role = if n == chosen {
            Role::Chosen
        } else {
            Role::Text
        };
        canvas.put(x, y, width - indent, &text, Ink::plain(role));
        if n == chosen {
            canvas.put(frame.columns[side].bar, y, 1, "▌", Ink::plain(Role::Bar));
        }
    }
}

/// How deep a heading stands, from 1; a title that no markup tells of stands above all.
fn level(reader: &Reader, side: Side, segment: usize) -> usize {
    let block = reader.diptych().segments[side][segment].block;
    reader.diptych().documents[side].blocks()[block]
        .level
        .max(1)
        .into()
}

/// The names of the themes, over a corner of the text, so that the rest shows the chosen one.
pub(super) fn draw_themes(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let names = reader.themes();
    let width = names
        .iter()
        .map(|name| glyph::width(name))
        .max()
        .unwrap_or(0)
        .max(TITLE.len())
        + 4;
    const TITLE: &str = "Theme";
    let width = width.min(frame.size.width);
    let left = (frame.size.width - width) / 2;
    let first = reader
        .theme()
        .saturating_sub(frame.height.saturating_sub(4));
    canvas.fill(left, frame.top, width, Ink::plain(Role::Status));
    canvas.put(
        left + 2,
        frame.top,
        width - 2,
        TITLE,
        Ink::plain(Role::Status),
    );
    for (n, name) in names
        .iter()
        .enumerate()
        .skip(first)
        .take(frame.height.saturating_sub(1))
    {
        let role = if n == reader.theme() {
            Role::Chosen
        } else {
            Role::Header
        };
        let y = frame.top + 1 + n - first;
        canvas.fill(left, y, width, Ink::plain(role));
        canvas.put(left + 2, y, width - 2, name, Ink::plain(role));
    }
}
