use super::*;

#[track_caller]
fn check(editor: &str, expected: &str) {
    let mut command = Command::new(editor);
    append_path(&mut command, PathBuf::from("/a b.md"), 12);
    let args = command.get_args().map(|arg| arg.to_str().unwrap());
    assert_eq!(args.collect::<Vec<_>>().join(" "), expected, "{editor}");
}

#[test]
fn each_editor_takes_a_line_in_its_own_way() {
    check("vi", "+12 /a b.md");
    check("/usr/bin/nano", "+12 /a b.md");
    check("an-editor-of-ones-own", "+12 /a b.md");
    check("hx", "/a b.md:12");
    check("/opt/bin/code", "--wait --goto /a b.md:12");
    check("subl", "--wait /a b.md:12");
    check("kate", "--block --line 12 /a b.md");
}
