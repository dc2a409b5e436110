use super::*;
use crate::text::document::Document;

const STORM: &str = "A storm in September broke the oldest tree of the orchard.";
const CIDER: &str = "Cider from the village press won a medal in Ghent.";
const APPLES: &str = "The orchard on the hill gave nine tons of red apples this year.";
const PLUMS: &str = "The orchard on the hill gave nine tons of red plums this year.";

#[test]
fn a_passage_is_described_with_and_without_numbers() {
    let documents = Pair {
        original: Document::new("a.txt", format!("{STORM}\n\n{APPLES}\n\n{CIDER}")),
        rewrite: Document::new(
            "b.txt",
            format!("{CIDER}\n\n{PLUMS}\n\nFish sing at night."),
        ),
    };
    let diptych = Diptych::new(documents);
    assert_eq!(
        describe_passage(&diptych, Side::Original, 0),
        "still matching"
    );
    let diptych = diptych.matched();
    let passage = |side, n| describe_passage(&diptych, side, n);
    let both = |side, n| [passage(side, n), describe_match(&diptych, side, n)];
    let dropped = "dropped: nothing in the rewrite says this";
    let added = "added: nothing in the original says this";
    assert_eq!(both(Side::Original, 0), [dropped, dropped]);
    assert_eq!(both(Side::Rewrite, 2), [added, added]);
    assert_eq!(
        both(Side::Rewrite, 1),
        [
            "edited from passage 2, moved down, score .98, 92 % kept",
            "edited, moved down, 92 % kept"
        ]
    );
    assert_eq!(describe_match(&diptych, Side::Original, 2), "verbatim");
}
