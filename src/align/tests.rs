use super::*;

#[test]
fn a_copy_is_verbatim() {
    let text = vec!["The cat sat on the mat.", "Nobody saw it leave."];
    let alignment = align(&Pair {
        original: text.clone(),
        rewrite: text,
    });
    alignment.check_invariants();
    assert_eq!(alignment.match_of.rewrite, [Some(0), Some(1)]);
}
