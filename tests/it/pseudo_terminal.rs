//! What only a real pseudo-terminal can show: that the program starts, draws, follows a resize, and leaves the
//! terminal as it was.

use diptych::app::layout::Arrangement;
use std::time::Duration;
use termlens::{Key, Screen, Signal, Terminal};

/// Longer than anything takes on a slow machine; no test waits for it to pass.
const DEADLINE: Duration = Duration::from_secs(20);

fn start(columns: u16, rows: u16, args: &[&str]) -> Terminal {
    Terminal::builder()
        .size(columns, rows)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        .timeout(DEADLINE)
        .args(args)
        .spawn(env!("CARGO_BIN_EXE_diptych"))
        .expect("diptych starts")
}

fn is_drawn(screen: &Screen) -> bool {
    screen.contains("? help")
}

#[track_caller]
fn assert_restored(screen: &Screen) {
    assert!(!screen.alternate_screen(), "still in the alternate screen");
    assert!(screen.cursor_visible(), "the cursor is hidden");
    assert!(
        screen.mouse_modes().is_empty(),
        "the mouse is still captured"
    );
}

#[test]
fn it_starts_draws_jumps_and_leaves_the_terminal_as_it_was() {
    let mut terminal = start(100, 30, &[]);
    terminal.wait_until(is_drawn).expect("a first picture");
    assert!(terminal.screen().alternate_screen());
    terminal.send(Key::Char('j')).unwrap();
    terminal
        .wait_until(|screen| screen.contains(" 2/"))
        .expect("j goes to the next passage");
    terminal.send_str("]d").unwrap();
    terminal
        .wait_until(|screen| screen.contains("dropped: nothing in the rewrite"))
        .expect("a dropped passage");
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}

#[test]
fn it_follows_a_resize_down_to_four_cells_and_back() {
    let mut terminal = start(120, 30, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal.resize(60, 20).unwrap();
    terminal
        .wait_until(|screen| is_drawn(screen) && !screen.contains("│"))
        .expect("stacked below 72 columns");
    terminal.resize(2, 2).unwrap();
    terminal.resize(120, 30).unwrap();
    terminal
        .wait_until(|screen| is_drawn(screen) && screen.contains("│"))
        .expect("two panes again");
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn a_signal_restores_the_terminal() {
    let mut terminal = start(80, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal.signal(Signal::Term).unwrap();
    assert!(!terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}

#[test]
fn a_late_answer_about_colours_presses_no_keys() {
    let mut terminal = start(100, 30, &[]);
    terminal.wait_until(is_drawn).unwrap();
    let answers = "\x1b]10;rgb:dcdc/dcdc/dcdc\x1b\\\x1b]11;rgb:1a1a/1a1a/1a1a\x1b\\\x1b[?62;4c";
    terminal.send_str(answers).unwrap();
    terminal.send_str("j").unwrap();
    terminal
        .wait_until(|screen| screen.contains(" 2/"))
        .expect("only j was pressed, which goes to the next passage");
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn a_collection_is_picked_from_read_and_left() {
    let line = |n: usize| {
        format!(
            "{{\"id\": \"p{n}\", \"original\": \"Owl {n} sat.\", \"rewrite\": \"Owl {n} sat.\"}}\n"
        )
    };
    let lines: String = (1..=200).map(line).collect();
    let folder = crate::collections::folder("terminal", &[("pairs.jsonl", lines.as_bytes())]);
    let path = folder.join("pairs.jsonl");
    let mut terminal = start(100, 20, &[path.to_str().unwrap()]);
    terminal
        .wait_until(|screen| is_drawn(screen) && screen.contains("100 %") && !screen.contains("░"))
        .expect("all figures");
    terminal.send_str("3j\r").unwrap();
    terminal
        .wait_until(|screen| screen.contains("p4, rewrite"))
        .expect("the fourth pair");
    terminal.send_str("]p").unwrap();
    terminal
        .wait_until(|screen| screen.contains("p5, rewrite") && screen.contains("pair 5 of 200"))
        .expect("the next pair");
    terminal.send_str("q").unwrap();
    terminal
        .wait_until(|screen| screen.contains("5/200"))
        .expect("the table again");
    std::fs::write(&path, lines + &line(201)).unwrap();
    terminal.send_str("j").unwrap();
    terminal
        .wait_until(|screen| screen.contains("changed since"))
        .expect("a word about the change");
    terminal.send_str("R").unwrap();
    terminal
        .wait_until(|screen| screen.contains("6/201") && !screen.contains("░"))
        .expect("the new pair");
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}

#[test]
fn pairs_come_through_a_pipe_and_keys_from_the_terminal() {
    let line = r#"{"id": "p1", "original": "An owl sat.", "rewrite": "An owl sat."}"#;
    let program = env!("CARGO_BIN_EXE_diptych");
    let mut terminal = Terminal::builder()
        .size(100, 20)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        .timeout(DEADLINE)
        .args(["-c", "printf '%s\\n' \"$0\" | \"$1\" -", line, program])
        .spawn("/bin/sh")
        .unwrap();
    terminal
        .wait_until(|screen| is_drawn(screen) && screen.contains("100 %"))
        .expect("the table");
    terminal.send_str("R").unwrap();
    terminal
        .wait_until(|screen| screen.contains("can be read only once"))
        .expect("a word about why it is not read again");
    terminal.send_str("\r").unwrap();
    terminal
        .wait_until(|screen| screen.contains("p1, rewrite"))
        .expect("the pair");
    terminal.send_str("qq").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
    // Without a pipe there would be nobody to end the lines.
    let mut terminal = start(100, 20, &["-"]);
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(2));
    assert!(terminal.screen().contains("standard input is a terminal"));
}

#[test]
fn control_c_quits() {
    let mut terminal = start(80, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal.send(Key::Ctrl('c')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}

#[test]
fn what_is_pasted_is_no_key_and_is_typed_where_a_line_is() {
    let mut terminal = start(100, 30, &[]);
    terminal.wait_until(is_drawn).unwrap();
    assert!(
        terminal.screen().bracketed_paste(),
        "pasted text comes with brackets"
    );
    terminal.send_str("\x1b[200~qjq\x1b[201~").unwrap();
    terminal
        .wait_until(|screen| screen.contains("there is no line to paste into"))
        .expect("q did not quit");
    terminal.send_str("/\x1b[200~the\nold\x1b[201~").unwrap();
    terminal
        .wait_until(|screen| screen.contains("/the old"))
        .expect("one line");
    terminal.send(Key::Ctrl('c')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert!(!terminal.screen().bracketed_paste(), "pasting is as it was");
    assert_restored(&terminal.screen());
}

#[test]
fn the_wheel_scrolls_and_a_click_moves_the_cursor() {
    let mut terminal = start(100, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    let first = terminal.screen().text();
    terminal.scroll(20, 10, termlens::Scroll::Down).unwrap();
    terminal
        .wait_until(|screen| screen.text() != first)
        .expect("the wheel scrolls");
    terminal.click(70, 12).unwrap();
    terminal
        .wait_until(|screen| !screen.contains(" 1/"))
        .expect("the click moves the cursor");
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn the_passage_goes_to_the_clipboard() {
    let mut terminal = start(100, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal.send(Key::Char('y')).unwrap();
    terminal
        .wait_until(|screen| screen.contains("copied the passage"))
        .unwrap();
    let screen = terminal.screen();
    let copied = screen
        .clipboard()
        .and_then(|clipboard| clipboard.text())
        .expect("a text on the clipboard");
    assert!(
        include_str!("../../assets/sample/rewrite.txt").contains(copied),
        "{copied}"
    );
    terminal.send(Key::Char('q')).unwrap();
    terminal.wait_exit().unwrap();
}

#[test]
fn words_that_the_mouse_is_dragged_over_go_to_the_clipboard() {
    let mut terminal = start(100, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal
        .send_str("\x1b[<0;60;2M\x1b[<32;60;3M\x1b[<0;60;3m")
        .unwrap();
    terminal
        .wait_until(|screen| screen.contains("copied ") && screen.contains(" words"))
        .expect("letting go copies");
    let screen = terminal.screen();
    let copied = screen
        .clipboard()
        .and_then(|clipboard| clipboard.text())
        .unwrap();
    assert!(
        copied.split(' ').count() > 2 && !copied.contains('│'),
        "{copied}"
    );
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

/// A terminal with the kitty keyboard protocol tells C-i from Tab; others ignore the flags.
#[test]
fn control_i_goes_forward_where_the_terminal_tells_it_from_tab() {
    let mut terminal = start(100, 24, &[]);
    terminal.wait_until(is_drawn).unwrap();
    terminal.send_str("G\x0f").unwrap();
    let is_at_start = |screen: &Screen| is_drawn(screen) && screen.contains(" 1/");
    terminal.wait_until(is_at_start).expect("C-o goes back");
    terminal.send_str("\x1b[105;5u").unwrap();
    terminal
        .wait_until(|screen| is_drawn(screen) && !screen.contains(" 1/"))
        .expect("C-i goes forward");
    terminal.send_str(":quit-n\r").unwrap();
    assert!(
        terminal.wait_exit().unwrap().success(),
        "an action by its name"
    );
    assert_restored(&terminal.screen());
}

/// Copies the first passage in a session with an environment and arguments, and waits until it says so.
fn copied(environment: &[(&str, &str)], args: &[&str], said: &str) {
    let mut terminal = Terminal::builder()
        .size(200, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "");
    for (name, value) in environment {
        terminal = terminal.env(name, value);
    }
    let mut terminal = terminal
        .timeout(DEADLINE)
        .args(args)
        .spawn(env!("CARGO_BIN_EXE_diptych"))
        .expect("diptych starts");
    terminal.wait_until(is_drawn).unwrap();
    terminal.send(Key::Char('y')).unwrap();
    let waited = terminal.wait_until(|screen| screen.contains(said));
    waited.unwrap_or_else(|_| panic!("no `{said}`: {}", terminal.screen()));
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn a_command_and_tmux_get_what_is_copied() {
    let program = b"#!/bin/sh\necho \"$@\" > \"$0.args\"\n/bin/cat > \"$0.text\"\n";
    let folder = crate::collections::folder("copied", &[("tmux", program)]);
    let path = folder.join("tmux");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    std::fs::set_permissions(&path, permissions).unwrap();
    let folder = folder.to_str().unwrap();
    let text = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();

    copied(
        &[("TMUX", "x"), ("PATH", folder)],
        &[],
        "copied the passage   ",
    );
    assert_eq!(text("tmux.args"), "load-buffer -w -\n");
    let sample = include_str!("../../assets/sample/rewrite.txt");
    assert!(sample.contains(&text("tmux.text")), "{}", text("tmux.text"));

    let command = format!("/bin/sh -c 'cat > {folder}/own.text'");
    let path = [("PATH", "/bin:/usr/bin")];
    copied(&path, &["--copy", &command], "copied the passage   ");
    assert_eq!(text("own.text"), text("tmux.text"));
}

#[test]
fn where_a_copy_may_be_refused_the_session_says_so() {
    let refused = "copied the passage; tmux may refuse it: `set -s set-clipboard on`";
    copied(&[("TMUX", "x"), ("PATH", "")], &[], refused);
    copied(&[("TERM", "screen-256color")], &[], refused);
    copied(
        &[("VTE_VERSION", "7600")],
        &[],
        "passage; this terminal may refuse it",
    );
    copied(
        &[],
        &["--copy", "/bin/false"],
        "cannot copy: /bin/false ended with an error",
    );
    copied(
        &[],
        &["--copy", "/no/such"],
        "cannot copy with /no/such: No such file",
    );
    copied(&[], &["--copy", "a 'b"], "the copy command `a 'b`");
}

#[test]
fn a_terminal_that_is_too_small_is_an_error() {
    let mut terminal = start(19, 12, &[]);
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(2));
    let text = terminal.screen().text().replace('\n', "");
    assert!(text.contains("the terminal is 19x12"), "{text}");
}

/// Set for the copy of this test program that [`a_panic_restores_the_terminal`] starts.
const PANICS: &str = "DIPTYCH_TEST_PANICS";

#[test]
fn a_panic_restores_the_terminal() {
    let mut terminal = Terminal::builder()
        .size(100, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        .env(PANICS, "1")
        .timeout(DEADLINE)
        .args([
            "--exact",
            "pseudo_terminal::a_session_that_panics",
            "--nocapture",
        ])
        .spawn(std::env::current_exe().unwrap())
        .unwrap();
    assert!(!terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
    let text = terminal.screen().text();
    assert!(text.contains("index out of bounds"), "{text}");
}

/// A session without a single theme cannot draw; on its own this test does nothing.
#[test]
fn a_session_that_panics() {
    if std::env::var_os(PANICS).is_some() {
        let reader = crate::support::reader("One.", "One.", Arrangement::Flow, "100x24");
        let mut app = diptych::app::App::of_pair(reader);
        let mut desk = diptych::jobs::desk::Desk::for_pair(None, None);
        let _ = diptych::tty::terminal::run(&mut app, &Default::default(), &mut desk);
    }
}

/// A shell that a person types into.
fn shell() -> Terminal {
    Terminal::builder()
        .size(100, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        .env("PS1", "shell> ")
        .timeout(DEADLINE)
        .args(["-i"])
        .spawn("/bin/sh")
        .unwrap()
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_takes_it_back() {
    let mut terminal = shell();
    let program = env!("CARGO_BIN_EXE_diptych");
    terminal
        .wait_until(|screen| screen.contains("shell>"))
        .unwrap();
    terminal.send_str(&format!("{program}\r")).unwrap();
    terminal.wait_until(is_drawn).unwrap();
    terminal.send(Key::Ctrl('z')).unwrap();
    terminal
        .wait_until(|screen| screen.contains("Stopped"))
        .expect("the shell is back");
    assert_restored(&terminal.screen());
    terminal.send_str("fg\r").unwrap();
    terminal.wait_until(is_drawn).expect("drawn again");
    terminal.send(Key::Char('j')).unwrap();
    terminal
        .wait_until(|screen| screen.contains(" 2/"))
        .expect("keys work again");
    terminal.send(Key::Char('q')).unwrap();
    terminal
        .wait_until(|screen| screen.text().matches("shell>").count() == 3)
        .expect("the shell asks for its third command");
    terminal.send_str("exit\r").unwrap();
    terminal.wait_exit().unwrap();
}

/// A key that is typed behind the stop is read before it or by the shell, and either way the shell finds the terminal
/// as it was: a line ends with Return there.
#[test]
fn a_key_typed_behind_a_stop_leaves_the_terminal_to_the_shell() {
    const KILL_LINE: &str = "\x15";
    let mut terminal = shell();
    let has_prompt = |screen: &Screen| screen.text().trim_end().ends_with("shell>");
    terminal.wait_until(has_prompt).unwrap();
    let program = env!("CARGO_BIN_EXE_diptych");
    terminal.send_str(&format!("{program}\r")).unwrap();
    for keys in ["\x1aj", "j\x1akk", "\x1a", "\x1a\x1b[B\x1b[B", "\x1ajjjj"] {
        terminal.wait_until(is_drawn).unwrap();
        terminal.send_str(keys).unwrap();
        let is_stopped = |screen: &Screen| !screen.alternate_screen() && screen.contains("Stopped");
        terminal.wait_until(is_stopped).expect("the shell is back");
        terminal.send_str(&format!("{KILL_LINE}clear\r")).unwrap();
        let is_clear =
            |screen: &Screen| !screen.contains("Stopped") && screen.text().contains("shell>");
        terminal
            .wait_until(is_clear)
            .expect("the shell reads lines");
        terminal.send_str(&format!("{KILL_LINE}fg\r")).unwrap();
    }
    terminal.wait_until(is_drawn).unwrap();
    terminal.send(Key::Char('q')).unwrap();
    // Until the shell asks for a line, the terminal may still be the program's.
    terminal
        .wait_until(|screen| !screen.alternate_screen() && has_prompt(screen))
        .unwrap();
    terminal.send_str("exit\r").unwrap();
    terminal.wait_exit().unwrap();
}

#[test]
fn a_linear_session_prints_below_and_leaves_the_terminal_as_it_was() {
    let mut terminal = start(100, 30, &["--linear"]);
    let said = |terminal: &mut Terminal, text: &str| {
        let is_said = |screen: &Screen| screen.text().replace('\n', " ").contains(text);
        terminal.wait_until(is_said).expect(text);
        assert!(!terminal.screen().alternate_screen());
    };
    said(&mut terminal, "Press ? for the keys");
    terminal.send(Key::Char('j')).unwrap();
    said(&mut terminal, "Passage 2 of ");
    terminal.send_str("]d").unwrap();
    said(&mut terminal, "dropped: nothing in the rewrite says this");
    terminal.send_str("/ferry").unwrap();
    said(&mut terminal, "Search: ferry");
    terminal.send(Key::Enter).unwrap();
    said(&mut terminal, "Hit ");
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}

#[test]
fn a_signal_ends_a_linear_session() {
    let mut terminal = start(80, 24, &["--linear"]);
    let is_open = |screen: &Screen| screen.contains("q to quit");
    terminal.wait_until(is_open).unwrap();
    terminal.signal(Signal::Term).unwrap();
    assert!(!terminal.wait_exit().unwrap().success());
    assert_restored(&terminal.screen());
}
