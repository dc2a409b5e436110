//! temporary
use diptych::compare::ledger::FactState;
use diptych::compare::pair::Diptych;
use diptych::text::side::Pair;
const SENTENCES: [&str; 14] = [
    "The ferry carried 31,400 passengers in 2016. ",
    "It costs $210 a month, said Ruth Vale. ",
    "“We never saw it coming,” she said. ",
    "At ten past nine on 3 May the bell rang twice. ",
    "About a third of the 97 houses stood empty for two years and three months. ",
    "Mr Tobias Wendle, 71, lives in Harnsey. ",
    "According to the Lantern Fund, 44 of 97 members left. ",
    "昨天三十人受伤，失业率上升到百分之三。",
    "회의는 3월 5일에 열렸고 25명이 왔다. ",
    "Gestern kamen rund 3,5 Mio. Euro und ein 25jähriger. ",
    "El 14 de junio de 2020 llegaron tres mil personas. ",
    "It rose from 5% to 7%, or by 2 points. ",
    "The U.S. and Russia met in Moscow. ",
    "\n\n",
];

fn fuzz() {
    let mut seed: u64 = 12345;
    let mut next = |n: usize| {
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((seed >> 33) as usize) % n
    };
    for _ in 0..3000 {
        let n = next(13);
        let text: String = (0..n).map(|_| SENTENCES[next(14)]).collect();
        let d = |a: &str, b: &str| {
            Diptych::new(Pair {
                original: diptych::text::document::Document::new("original.txt", a),
                rewrite: diptych::text::document::Document::new("rewrite.txt", b),
            })
            .matched()
        };
        let (p, e) = (d(&text, ""), d("", &text));
        if p.n_facts(FactState::Gone) != p.ledger().len()
            || e.n_facts(FactState::New) != p.ledger().len()
        {
            println!("{text:?}");
            for x in p.ledger().iter().chain(e.ledger()) {
                println!(
                    "  {} {} {} {:?}",
                    x.state.name(),
                    x.kind.name(),
                    x.normal,
                    x.forms
                );
            }
            return;
        }
    }
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("fuzz") {
        fuzz();
        return;
    }
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
