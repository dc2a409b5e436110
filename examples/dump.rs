//! temporary
use diptych::compare::ledger::FactState;
use diptych::compare::pair::Diptych;
use diptych::text::side::Pair;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let doc =
        |p: &str| diptych::text::document::Document::new(p, std::fs::read_to_string(p).unwrap());
    let d = Diptych::new(Pair {
        original: doc(&args[1]),
        rewrite: doc(&args[2]),
    })
    .matched();
    for e in d.ledger() {
        if args.len() > 3 && e.state == FactState::Kept {
            continue;
        }
        println!(
            "{:8} {:9} {:40} | {:40} {}x{} {} [{}]",
            e.state.name(),
            e.kind.name(),
            e.forms.original.clone().unwrap_or("-".into()),
            e.forms.rewrite.clone().unwrap_or("-".into()),
            e.mentions.original.len(),
            e.mentions.rewrite.len(),
            e.note,
            e.normal
        );
    }
}
