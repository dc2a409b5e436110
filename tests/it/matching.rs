//! What belongs together in whole documents: what stands around a text keeps out of it, headings stay with headings,
//! and a text that is repeated is matched as the text by itself.

use crate::support::{comparison, diptych, documents};
use diptych::compare::align::{Alignment, Relation, Scoring, align};
use diptych::compare::pair::Diptych;
use diptych::text::language::Language;
use diptych::text::segment::{Segment, SegmentKind, segments};
use diptych::text::side::{Pair, Side};
use std::ops::Range;

/// An article with what stands around it, and a rewrite without that which uses its words.
struct Framed {
    original: &'static str,
    rewrite: &'static str,
    /// How many segments of the original stand around its text.
    n_around: usize,
}

const FRAMED: [Framed; 7] = [
    Framed {
        original: "Home » Storm tears away the lamp of Brackwater pier\nBrackwater Pier Storm Lamp\n\n\
            Storm tears away the lamp of Brackwater pier\n\nBy Ines Calloway, harbour correspondent\n\n\
            The storm on Friday tore the old lamp away from the pier of Brackwater, and no ship can enter at night.\n\n\
            Ines Calloway, who runs the harbour, wants a new lamp by June.\n\n\
            Subscribe to our newsletter about Brackwater\n\nSource: Brackwater Harbour Office",
        rewrite: "Since the storm of Friday tore away the old lamp on the pier of Brackwater, ships cannot enter at night. \
            Harbour master Ines Calloway hopes that a new lamp will be there by June, said the Brackwater Harbour Office.",
        n_around: 5,
    },
    Framed {
        original: "Startseite › Sturm reißt Leuchtfeuer von Brackwede ab\n\nSturm reißt Leuchtfeuer von Brackwede ab\n\n\
            Von Ines Kallweit\n\nDer Sturm vom Freitag hat das alte Leuchtfeuer der Mole von Brackwede abgerissen, nachts \
            kann kein Schiff mehr einlaufen.\n\nHafenmeisterin Ines Kallweit will bis Juni ein neues Leuchtfeuer haben.\n\n\
            Abonnieren Sie unseren Newsletter aus Brackwede!\n\nQuelle: Hafenamt Brackwede",
        rewrite: "Seit der Sturm am Freitag das alte Leuchtfeuer an der Mole von Brackwede abgerissen hat, laufen nachts \
            keine Schiffe mehr ein. Bis Juni soll ein neues Leuchtfeuer stehen, hofft Hafenmeisterin Ines Kallweit vom \
            Hafenamt Brackwede.",
        n_around: 4,
    },
    Framed {
        original: "Accueil › La tempête emporte le phare de Brévalle\n\nLa tempête emporte le phare de Brévalle\n\n\
            Par Inès Calvet\n\nLa tempête de vendredi a emporté le vieux phare de la jetée de Brévalle, et aucun bateau ne \
            peut plus entrer la nuit.\n\nInès Calvet, qui dirige le port, veut un nouveau phare avant juin.\n\n\
            Abonnez-vous à notre lettre de Brévalle\n\nSource : capitainerie de Brévalle",
        rewrite: "Depuis que la tempête de vendredi a emporté le vieux phare de la jetée de Brévalle, les bateaux ne \
            peuvent plus entrer la nuit. La directrice du port, Inès Calvet, espère un nouveau phare avant juin, selon la \
            capitainerie de Brévalle.",
        n_around: 4,
    },
    Framed {
        original: "Inicio › El temporal arranca el faro de Brazales\n\nEl temporal arranca el faro de Brazales\n\n\
            Por Inés Calvo\n\nEl temporal del viernes arrancó el viejo faro del muelle de Brazales y ningún barco puede \
            entrar de noche.\n\nInés Calvo, que dirige el puerto, quiere un faro nuevo antes de junio.\n\n\
            Suscríbete a nuestro boletín de Brazales\n\nFuente: Autoridad Portuaria de Brazales",
        rewrite: "Desde que el temporal del viernes arrancó el viejo faro del muelle de Brazales, los barcos no pueden \
            entrar de noche. La directora del puerto, Inés Calvo, espera un faro nuevo antes de junio, según la Autoridad \
            Portuaria de Brazales.",
        n_around: 4,
    },
    Framed {
        original: "Home › La tempesta strappa il faro di Bracciola\n\nLa tempesta strappa il faro di Bracciola\n\n\
            di Ines Calò\n\nLa tempesta di venerdì ha strappato il vecchio faro dal molo di Bracciola e di notte nessuna nave \
            può più entrare.\n\nInes Calò, che dirige il porto, vuole un nuovo faro entro giugno.\n\n\
            Iscriviti alla nostra newsletter su Bracciola\n\nFonte: Capitaneria di Bracciola",
        rewrite: "Da quando la tempesta di venerdì ha strappato il vecchio faro dal molo di Bracciola, di notte le navi non \
            possono più entrare. La direttrice del porto, Ines Calò, spera in un nuovo faro entro giugno, dice la \
            Capitaneria di Bracciola.",
        n_around: 4,
    },
    Framed {
        original: "Início › Temporal arranca o farol de Brazeiras\n\nTemporal arranca o farol de Brazeiras\n\n\
            Por Inês Calado\n\nO temporal de sexta-feira arrancou o velho farol do molhe de Brazeiras e nenhum navio pode \
            entrar à noite.\n\nInês Calado, que dirige o porto, quer um farol novo antes de junho.\n\n\
            Assine a nossa newsletter de Brazeiras\n\nFonte: Capitania de Brazeiras",
        rewrite: "Desde que o temporal de sexta-feira arrancou o velho farol do molhe de Brazeiras, os navios não podem \
            entrar à noite. A diretora do porto, Inês Calado, espera um farol novo antes de junho, segundo a Capitania de \
            Brazeiras.",
        n_around: 4,
    },
    Framed {
        original: "Home › Storm rukt het havenlicht van Brakkewater los\n\nStorm rukt het havenlicht van Brakkewater los\n\n\
            Door Ines Kalkman\n\nDe storm van vrijdag heeft het oude havenlicht van de pier van Brakkewater losgerukt en \
            's nachts kan geen schip meer binnenvaren.\n\nInes Kalkman, die de haven leidt, wil voor juni een nieuw \
            havenlicht.\n\nSchrijf je in voor onze nieuwsbrief over Brakkewater\n\nBron: Havendienst Brakkewater",
        rewrite: "Sinds de storm van vrijdag het oude havenlicht van de pier van Brakkewater losrukte, kunnen schepen 's \
            nachts niet meer binnenvaren. Havenmeester Ines Kalkman hoopt voor juni op een nieuw havenlicht, zegt de \
            Havendienst Brakkewater.",
        n_around: 4,
    },
];

/// How the parts of the original are matched: those around its text, its title, and its two sentences.
fn matched_parts(pair: &Diptych) -> Vec<(SegmentKind, Option<Vec<usize>>)> {
    let alignment = &comparison(pair).alignment;
    let segments = pair.segments.original.iter().enumerate();
    segments
        .map(|(n, segment)| {
            let mat = alignment.match_of.original[n].map(|mat| &alignment.matches[mat]);
            (segment.kind, mat.map(|mat| mat.segments.rewrite.clone()))
        })
        .collect()
}

#[test]
fn what_stands_around_a_text_is_matched_with_none_of_it() {
    for Framed {
        original,
        rewrite,
        n_around,
    } in &FRAMED
    {
        let parts = matched_parts(&diptych(original, rewrite));
        let (around, text): (Vec<_>, Vec<_>) = parts.iter().partition(|(kind, _)| kind.is_around());
        assert_eq!(around.len(), *n_around, "{parts:?}");
        assert!(around.iter().all(|(_, mat)| mat.is_none()), "{parts:?}");
        // The title says what the first sentence says, but that is where it comes from.
        let expected = [None, Some(vec![0]), Some(vec![1])];
        let text: Vec<_> = text.into_iter().map(|(_, mat)| mat.clone()).collect();
        assert_eq!(text, expected, "{original}");
    }
}

/// What stands around one text may be matched with what stands around the other, in other words too.
#[test]
fn bylines_and_sources_are_matched_with_each_other() {
    let body = "The storm on Friday tore the old lamp away from the pier.";
    let pair = diptych(
        &format!(
            "Lamp lost\n\nBy Ines Calloway, harbour correspondent\n\n{body}\n\nSource: Brackwater Harbour Office"
        ),
        &format!(
            "Lamp lost\n\nWords by Ines Calloway\n\n{body}\n\nSource: Harbour Office of Brackwater"
        ),
    );
    let parts = matched_parts(&pair);
    let matched: Vec<_> = parts.iter().map(|(_, mat)| mat.clone()).collect();
    let expected: Vec<_> = (0..4).map(|n| Some(vec![n])).collect();
    assert_eq!(matched, expected, "{parts:?}");
}

/// A line that is boilerplate in one text and a sentence in the other is the same line.
#[test]
fn a_verbatim_line_is_matched_whatever_it_is() {
    let rewrite =
        "The old lamp was torn away by the storm of Friday.\n\nBrackwater Pier Storm Lamp";
    let pair = diptych(FRAMED[0].original, rewrite);
    let alignment = &comparison(&pair).alignment;
    let kinds = Pair {
        original: pair.segments.original[1].kind,
        rewrite: pair.segments.rewrite[1].kind,
    };
    assert_ne!(kinds.original.is_around(), kinds.rewrite.is_around());
    let mat = alignment.match_of.original[1].expect("the line is matched");
    assert_eq!(alignment.matches[mat].relation, Relation::Verbatim);
    assert_eq!(alignment.match_of[Side::Rewrite][1], Some(mat));
}

/// A heading whose words are nowhere but in a sentence is matched with it; one that has a heading of its own is not.
#[test]
fn a_heading_is_matched_with_a_sentence_if_that_has_no_other_source() {
    let original = "The ferry\n\nToby has worked here for forty years.\n\nA new chain for the Sallowby ferry\n\n\
        Nobody knows who pays.";
    let with_sentence = "Toby worked here for 40 years.\n\nThe Sallowby ferry gets a new chain.\n\nWho pays is not known.";
    let parts = matched_parts(&diptych(original, with_sentence));
    assert_eq!(parts[2], (SegmentKind::Heading, Some(vec![1])), "{parts:?}");
    let with_heading = "Ferry\n\nToby worked here for 40 years.\n\nThe Sallowby ferry: a new chain\n\n\
        The ferry at Sallowby will get a new chain, but who pays is not known.";
    let parts = matched_parts(&diptych(original, with_heading));
    assert_eq!(parts[2], (SegmentKind::Heading, Some(vec![2])), "{parts:?}");
    assert_eq!(parts[3].1, Some(vec![3]), "{parts:?}");
}

/// Two texts without words in common have titles all the same.
#[test]
fn the_titles_of_both_texts_are_matched_if_nothing_else_is() {
    let pair = diptych(
        "A lamp is lost\n\nThe storm on Friday tore away the light of the pier.",
        "Darkness over Brackwater\n\nOn Friday the storm tore the light of the pier away.",
    );
    let parts = matched_parts(&pair);
    assert_eq!(parts[0], (SegmentKind::Title, Some(vec![0])));
    assert_eq!(parts[1], (SegmentKind::Sentence, Some(vec![1])));
}

const SAMPLE: Pair<&str> = Pair {
    original: include_str!("../../assets/sample/original.txt"),
    rewrite: include_str!("../../assets/sample/rewrite.txt"),
};

/// The sample so many times over, each under a chapter line; `exchange` may change a word of each paragraph of a copy.
fn repeated(
    n_copies: usize,
    exchange: impl Fn(Side, usize, usize) -> Option<String>,
) -> Pair<String> {
    let copy = |side: Side, n: usize| {
        let mut copy = format!("Chapter {}", n + 1);
        for (place, paragraph) in SAMPLE[side].trim().split("\n\n").enumerate() {
            let mut words: Vec<&str> = paragraph.split(' ').collect();
            let other = exchange(side, n, place);
            let middle = words.len() / 2;
            if let (Some(other), true) = (&other, words.len() > 6) {
                words[middle] = other;
            }
            copy = format!("{copy}\n\n{}", words.join(" "));
        }
        copy
    };
    Pair::from_fn(|side| {
        let copies: Vec<String> = (0..n_copies).map(|n| copy(side, n)).collect();
        copies.join("\n\n")
    })
}

/// A text that was read as the program does, and its alignment.
struct Aligned {
    texts: Pair<Vec<String>>,
    segments: Pair<Vec<Segment>>,
    alignment: Alignment,
    n_candidates: usize,
}

impl Aligned {
    fn new(texts: &Pair<String>) -> Aligned {
        let documents = documents(&texts.original, &texts.rewrite);
        let languages = Language::of_pair(texts.as_ref().map(|text| &**text), Pair::default());
        let segments = Pair::from_fn(|side| segments(&documents[side], languages[side]));
        let texts = Pair::from_fn(|side| {
            let segments = segments[side].iter();
            let texts = segments.map(|segment| segment.text(&documents[side]).into_owned());
            texts.collect::<Vec<String>>()
        });
        let borrowed = texts.as_ref();
        let borrowed = borrowed.map(|texts| texts.iter().map(String::as_str).collect::<Vec<_>>());
        let kinds = segments.as_ref();
        let kinds = kinds.map(|segments| segments.iter().map(|segment| segment.kind).collect());
        let alignment = align(&borrowed, &kinds);
        alignment.check_invariants();
        Aligned {
            n_candidates: Scoring::new(&borrowed, &kinds).candidates().len(),
            alignment,
            texts,
            segments,
        }
    }

    /// The share of one side's content that has no match.
    fn alone(&self, side: Side) -> f64 {
        let content = || {
            let segments = self.segments[side]
                .iter()
                .zip(&self.alignment.match_of[side]);
            segments.filter(|(segment, _)| segment.kind.is_content())
        };
        content().filter(|(_, mat)| mat.is_none()).count() as f64 / content().count() as f64
    }

    /// For each segment the number of the chapter that it stands in.
    fn chapters(&self, side: Side) -> Vec<usize> {
        let mut chapter = 0;
        let texts = self.texts[side].iter();
        texts
            .map(|text| {
                chapter += usize::from(text.starts_with("Chapter "));
                chapter
            })
            .collect()
    }

    /// How many links lead from a chapter to another one.
    fn n_astray(&self) -> usize {
        let chapters = Pair::from_fn(|side| self.chapters(side));
        let links = self.alignment.links.iter().map(|link| link.segments);
        links
            .filter(|link| chapters.original[link.original] != chapters.rewrite[link.rewrite])
            .count()
    }
}

/// Contracts, minutes, recipes and logs repeat themselves: what is dropped or added does not depend on how often.
#[test]
fn a_text_that_is_repeated_is_matched_as_by_itself() {
    const WORDS: [&str; 5] = ["lamp", "early", "stone", "seven", "quiet"];
    type Exchange = fn(Side, usize, usize) -> Option<String>;
    let exchanges: [(Exchange, usize); 4] = [
        (|_, _, _| None, 0),
        (|_, n, _| Some(format!("{}", 1900 + n)), 5),
        (|side, n, _| Some(format!("{}{n}", side.name())), 5),
        (
            |side, n, place| Some(WORDS[(n * (side as usize + 2) + place) % 5].to_owned()),
            5,
        ),
    ];
    for (kind, (exchange, astray_of_100)) in exchanges.into_iter().enumerate() {
        let once = Aligned::new(&repeated(1, exchange));
        for n_copies in [10, 50] {
            let aligned = Aligned::new(&repeated(n_copies, exchange));
            for side in Side::BOTH {
                let (few, many) = (once.alone(side), aligned.alone(side));
                assert!(
                    many <= few + 0.03,
                    "{kind}, {n_copies}: {few:.3} and {many:.3}"
                );
            }
            let (n_astray, n_links) = (aligned.n_astray(), aligned.alignment.links.len());
            assert!(
                n_astray * 100 <= astray_of_100 * n_links,
                "{kind}: {n_astray} of {n_links}"
            );
        }
    }
}

#[test]
fn twice_the_repetition_is_twice_the_work() {
    for exchange in [|_, _, _| None, |_, n, _| Some(format!("{}", 1900 + n))] {
        let exchange: fn(Side, usize, usize) -> Option<String> = exchange;
        let n_candidates =
            |n_copies: usize| Aligned::new(&repeated(n_copies, exchange)).n_candidates;
        let [once, twice] = [n_candidates(25), n_candidates(50)];
        assert!(twice * 10 <= once * 23, "{once} and {twice}");
    }
}

/// Clauses that differ in a number alone are told apart by it, wherever they stand.
#[test]
fn the_word_that_is_in_one_of_many_like_passages_decides() {
    const N: usize = 45;
    let clause = |n: usize| {
        let n = 300 + n;
        format!(
            "Clause {n} of the lease binds every tenant of the house unless the owner waives it in writing."
        )
    };
    let told = |n: usize| {
        let n = 300 + n;
        format!(
            "Unless the owner has waived it in writing, each tenant of the house is bound by clause {n} of the lease."
        )
    };
    let order = |n: usize| n * 7 % N;
    let lines = |line: &dyn Fn(usize) -> String| (0..N).map(line).collect::<Vec<_>>().join("\n\n");
    let texts = Pair {
        original: lines(&clause),
        rewrite: lines(&|n| told(order(n))),
    };
    let links = Aligned::new(&texts).alignment.links;
    let n_right = links
        .iter()
        .filter(|link| link.segments.original == order(link.segments.rewrite));
    let n_right = n_right.count();
    assert!(n_right >= N - 2, "{n_right} of {} links", links.len());
    assert!(links.len() <= N + 2, "{n_right} of {} links", links.len());
}

/// Lines that stand in each chapter are those of the same chapter, also behind one that lacks them.
#[test]
fn equal_lines_of_chapters_stay_in_their_chapters() {
    let chapter = |n: usize, has_rules: bool| {
        let rules = if has_rules {
            "\n\nAll the usual rules of the house apply here."
        } else {
            ""
        };
        format!(
            "Chapter {n}{rules}\n\nThe {n}th tenant pays {} crowns.",
            400 + n
        )
    };
    let text = |lacks: Range<usize>| {
        let chapters: Vec<String> = (1..=9).map(|n| chapter(n, !lacks.contains(&n))).collect();
        chapters.join("\n\n")
    };
    let aligned = Aligned::new(&Pair {
        original: text(0..0),
        rewrite: text(3..4),
    });
    assert_eq!(aligned.n_astray(), 0);
    assert_eq!(aligned.alignment.links.len(), 8 * 3 + 2);
}
