mod nothing_vanishes;

use super::*;
use crate::text::document::BlockKind;

/// Decodes `bytes` and compares the text and the notes.
#[track_caller]
fn check(bytes: &[u8], text: &str, notes: &[&str]) {
    let document = decode("draft.md", bytes.to_vec()).expect("it is text");
    assert_eq!(document.text(), text);
    assert_eq!(document.notes, notes);
}

#[track_caller]
fn check_error(name: &str, bytes: &[u8], message: &str) {
    let err = decode(name, bytes.to_vec()).expect_err("it is binary");
    assert_eq!(err.to_string(), message);
}

#[test]
fn plain_text_has_no_notes() {
    check(b"", "", &[]);
    check(b"One.\r\nTwo.", "One.\r\nTwo.", &[]);
    check("Grüße, 世界".as_bytes(), "Grüße, 世界", &[]);
    check(b"\x1b[1mbold\x1b[0m\x0c", "\x1b[1mbold\x1b[0m\x0c", &[]);
}

#[test]
fn byte_order_mark_is_no_text() {
    check(b"\xef\xbb\xbfOne.", "One.", &[]);
    check(b"\xef\xbb\xbf", "", &[]);
    check("a\u{feff}b".as_bytes(), "a\u{feff}b", &[]);
}

#[test]
fn utf16() {
    let little =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let big = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    check(
        &little("\u{feff}Grüße 🙂"),
        "Grüße 🙂",
        &["read as UTF-16LE"],
    );
    check(&big("\u{feff}世界"), "世界", &["read as UTF-16BE"]);
    check(
        &little("No mark at all."),
        "No mark at all.",
        &["read as UTF-16LE"],
    );
    check(
        &big("No mark at all."),
        "No mark at all.",
        &["read as UTF-16BE"],
    );
    let halved = [&little("\u{feff}ab")[..], &[0x00, 0xd8]].concat();
    let notes = ["read as UTF-16LE", "invalid UTF-16LE in 1 place"];
    check(&halved, "ab\u{fffd}", &notes);
}

#[test]
fn legacy_encodings_are_guessed() {
    check(
        b"Das Caf\xe9 \xf6ffnet sp\xe4ter, die Stra\xdfe bleibt gesperrt.",
        "Das Café öffnet später, die Straße bleibt gesperrt.",
        &["read as windows-1252"],
    );
    check(
        b"\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0?",
        "Привет, как дела?",
        &["read as windows-1251"],
    );
    check(
        b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\x81B\x82\xa8\x8c\xb3\x8bC\x82\xc5\x82\xb7\x82\xa9\x81B",
        "こんにちは。お元気ですか。",
        &["read as Shift_JIS"],
    );
}

/// Texts in the encodings that are still met, as windows of 60 to 1,000 characters: how many of 120 are read right.
#[test]
fn encodings_are_detected() {
    const RUSSIAN: &str = "Совет порта решил во вторник восстановить старый каменный причал до осенних бурь. Работы обойдутся в \
        два миллиона крон и займут одиннадцать месяцев, сказала мэр. Рыбаки просили о ремонте с тех пор, как зимний \
        шторм унёс фонарь. Водолазы нашли глубокие трещины в трёх из девяти опор. ";
    const CHINESE: &str = "港务委员会星期二投票决定在秋季风暴到来之前重建古老的石码头。市长说，工程将花费二百四十万克朗，历时十一个月。\
        自从冬天的大风吹走了外面的灯以后，渔民们一直要求修理。潜水员去年春天在九根柱子中的三根上发现了很深的裂缝。";
    const TAIWANESE: &str = "港務委員會星期二投票決定在秋季風暴到來之前重建古老的石碼頭。市長說，工程將花費二百四十萬克朗，歷時十一個月。\
        自從冬天的大風吹走了外面的燈以後，漁民們一直要求修理。潛水員去年春天在九根柱子中的三根上發現了很深的裂縫。";
    const JAPANESE: &str = "港の委員会は火曜日、秋の嵐が来る前に古い石の桟橋を建て直すことを決めた。市長によると、工事には十一か月かかり、\
        費用は二百四十万クローネになる。冬の強風で外側の灯りが流されてから、漁師たちは修理を求めていた。";
    const KOREAN: &str = "항만 위원회는 화요일에 가을 폭풍이 오기 전에 오래된 돌 부두를 다시 짓기로 결정했다. 시장은 공사에 열한 달이 걸리고 \
        비용은 이백사십만 크로네라고 말했다. 어부들은 겨울 강풍이 바깥 등을 쓸어 간 뒤로 수리를 요구해 왔다. ";
    const POLISH: &str = "Rada portu zagłosowała we wtorek za odbudową starego kamiennego mola przed jesiennymi sztormami. Burmistrz \
        powiedziała, że prace potrwają jedenaście miesięcy. Rybacy prosili o naprawę, odkąd zimowa wichura zerwała \
        latarnię. Nurkowie znaleźli głębokie pęknięcia w trzech z dziewięciu filarów. ";
    const FRENCH: &str = "Le conseil du port a voté mardi la reconstruction de la vieille jetée en pierre avant les tempêtes d'automne. \
        La mairesse a déclaré que les travaux dureraient onze mois. Les pêcheurs réclamaient des réparations depuis \
        qu'un coup de vent avait emporté la lanterne. Des plongeurs ont trouvé de profondes fissures à trois piliers. ";
    for (label, text, right_min) in [
        ("utf-8", RUSSIAN, 120),
        ("gb18030", CHINESE, 118),
        ("big5", TAIWANESE, 118),
        ("euc-jp", JAPANESE, 118),
        ("shift_jis", JAPANESE, 118),
        ("euc-kr", KOREAN, 118),
        ("koi8-r", RUSSIAN, 118),
        ("windows-1251", RUSSIAN, 118),
        ("windows-1250", POLISH, 118),
        ("windows-1252", FRENCH, 118),
    ] {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let chars: Vec<char> = text.chars().cycle().take(2_000).collect();
        // Numbers from a generator (Knuth, MMIX), so that the samples are the same everywhere.
        let mut state = 1_u64;
        let mut next = |n: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        let is_right = |_: &usize| {
            let n_chars = 60 + next(940);
            let start = next(chars.len() - n_chars);
            let sample: String = chars[start..start + n_chars].iter().collect();
            decode_text(encoding.encode(&sample).0.into_owned()).0 == sample
        };
        let n_right = (0..120).filter(is_right).count();
        assert!(n_right >= right_min, "{label}: {n_right} of 120");
    }
}

/// Only a tag `meta` or an XML declaration says how a page is encoded, wherever it stands.
#[test]
fn a_script_declares_no_encoding() {
    let declared = |page: &str| html::declared_encoding(page.as_bytes()).map(Encoding::name);
    assert_eq!(
        declared("<script charset=koi8-r></script><meta charset='big5'>"),
        Some("Big5")
    );
    assert_eq!(
        declared(&format!(
            "<style>{}</style><META http-equiv=x content=\"text/html; charset=GBK\">",
            " ".repeat(5_000)
        )),
        Some("GBK")
    );
    assert_eq!(
        declared("<?xml version='1.0' encoding='EUC-KR'?><html>"),
        Some("EUC-KR")
    );
    assert_eq!(declared("<p>charset=big5</p>"), None);
}

#[test]
fn a_few_bad_bytes_stay_utf8() {
    check(
        b"\xe2\x80\x9cGr\xc3\xbc\xc3\x9fe\xe2\x80\x9d \xff\xfe aus K\xc3\xb6ln \xc3",
        "“Grüße” \u{fffd}\u{fffd} aus Köln \u{fffd}",
        &["invalid UTF-8 in 2 places"],
    );
    check(
        b"K\xc3\xb6ln, Gr\xc3\xbc\xc3\x9fe\xff",
        "Köln, Grüße\u{fffd}",
        &["invalid UTF-8 in 1 place"],
    );
}

#[test]
fn binary_files_are_rejected() {
    check_error(
        "a.pdf",
        b"%PDF-1.7\n",
        "cannot read a.pdf: it seems to be a PDF, not text; try `pdftotext` first",
    );
    check_error(
        "a.docx",
        b"PK\x03\x04\x14\0",
        "cannot read a.docx: it seems to be a ZIP archive or an office document, not text; \
         leave out --format, or unpack it first",
    );
    check_error(
        "a\n\u{202e}b",
        b"\x00\x01\x02\x03 and so on",
        "cannot read a\\n\\u{202e}b: it seems to be binary data, not text; name a text file",
    );
}

#[test]
fn one_stray_nul_in_a_long_text_is_text() {
    let text = format!("{}\0", "word ".repeat(50));
    check(text.as_bytes(), &text, &[]);
}

#[test]
fn a_missing_file_says_why() {
    let missing = open(Path::new("no/such/draft.md")).expect_err("there is none");
    assert_eq!(
        missing.to_string(),
        "cannot read no/such/draft.md: No such file or directory"
    );
    let directory = open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect_err("it is a directory");
    assert_eq!(
        directory.to_string(),
        concat!(
            "cannot read ",
            env!("CARGO_MANIFEST_DIR"),
            ": Is a directory"
        )
    );
}

#[test]
fn a_document_is_named_after_its_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let document = open(&path).expect("the page is there");
    assert_eq!(document.name, "README.md");
    assert!(document.text().starts_with("diptych"));
}

#[test]
fn utf8_is_never_changed() {
    crate::property::holds(|u| {
        let text: String = u.arbitrary()?;
        if let Ok(document) = decode("x", text.clone().into_bytes())
            && document.notes.is_empty()
        {
            assert_eq!(
                document.text(),
                text.strip_prefix('\u{feff}').unwrap_or(&text)
            );
        }
        Ok(())
    });
}

#[test]
fn any_bytes_are_read_or_rejected_by_name() {
    crate::property::holds(|u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        if let Err(err) = decode("x", bytes) {
            assert!(
                err.to_string()
                    .starts_with("cannot read x: it seems to be ")
            );
        }
        Ok(())
    });
}

#[test]
fn the_format_is_detected_from_the_content_then_from_the_extension() {
    let page = "\u{feff} <!-- saved --> <!DOCTYPE HTML><p>One.";
    assert_eq!(detect_format("a.txt", page.as_bytes()), Format::Html);
    assert_eq!(detect_format("a.md", b"<html lang=en>"), Format::Html);
    assert_eq!(
        detect_format("-", b"<?xml version='1.0'?>\n<html>"),
        Format::Html
    );
    assert_eq!(detect_format("a.HTML", b"One."), Format::Html);
    assert_eq!(detect_format("a.b/notes.md", b"One."), Format::Markdown);
    for (name, text) in [
        ("a.txt", "<htmlx>"),
        ("-", "# One"),
        ("md", "One"),
        ("a.txt", "<!-- one"),
    ] {
        assert_eq!(detect_format(name, text.as_bytes()), Format::Text, "{name}");
    }
    let how = ReadOptions {
        format: Some(Format::Text),
        ..ReadOptions::default()
    };
    let document = document("a.md", b"*One*".to_vec(), how).unwrap();
    assert_eq!(document.text(), "*One*");
}

/// The text, and the face of each span before it.
fn marked_up(document: &Document) -> String {
    let mut marked = String::new();
    let mut end = 0;
    for span in document.spans() {
        marked += &document.text()[end..span.range.start];
        let link = span.face.link.map(|link| document.link(link));
        let face = [
            span.face.emphasis.then_some("em"),
            span.face.strong.then_some("strong"),
            span.face.code.then_some("code"),
            span.face.struck.then_some("struck"),
            link,
        ];
        let face: Vec<&str> = face.into_iter().flatten().collect();
        marked += &format!(
            "<{}|{}>",
            face.join(" "),
            &document.text()[span.range.clone()]
        );
        end = span.range.end;
    }
    marked + &document.text()[end..]
}

#[track_caller]
fn check_marked(name: &str, source: &str, expected: &str) {
    let how = ReadOptions {
        whole_page: true,
        ..ReadOptions::default()
    };
    let document = document(name, source.as_bytes().to_vec(), how).unwrap();
    assert_eq!(marked_up(&document), expected);
    assert_eq!(document.name, name);
}

#[test]
fn markdown_is_shown_without_its_syntax() {
    check_marked(
        "a.md",
        "Setext\n===\n\nA *b **c*** `d` [e](f \"g\") <http://h> ~~i~~ ![j](k)\nwrap\\\nbreak[^1] &amp; \\* <br> <b>x</b>\n\n[^1]: Note.\n",
        "Setext\n\nA <em|b> <em strong|c> <code|d> <f|e> <http://h|http://h> <struck|i> <k|j> wrap\nbreak¹ & *\nx\n\n[1] Note.\n",
    );
    check_marked(
        "a.md",
        "- [x] done\n- [ ] open\n\n      code\n",
        "• [x] done\n• [ ] open\n\n<code|code>\n",
    );
    check_marked(
        "a.md",
        "---\ntitle: \"Rain\"\nauthor: Ada\n---\n# Rain\n\nBy Ada\n\nIt fell.\n",
        "Rain\n\nAda\n\nIt fell.\n",
    );
    check_marked(
        "a.md",
        "One.\n\n<div>\n<p>Two <b>bold\n</div>\n\nThree.",
        "One.\n\nTwo <strong|bold>\n\n<strong|Three.>\n",
    );
    check_marked("a.md", "", "");
}

#[test]
fn markdown_knows_its_lines() {
    let source = "# One\n\nTwo\nthree four.\n\n```\nfive\nsix\n```\n- seven\n";
    let document = document("a.md", source.as_bytes().to_vec(), ReadOptions::default()).unwrap();
    let line = |word: &str| document.source_line(document.text().find(word).unwrap());
    let lines =
        ["One", "Two", "three", "four", "five", "six", "seven"].map(|word| line(word).unwrap());
    assert_eq!(lines, [1, 3, 4, 4, 7, 8, 10]);
}

#[test]
fn a_page_shows_what_a_browser_shows() {
    check_marked(
        "a.html",
        "<title>T</title><h1>T &amp; co</h1><p>A <b>b <i>c</b> d<br>e<script>x<y</script><p hidden>f<p style='Display : none'>g</p>\
         <ul><li>one<li>two<ol start=3><li>three</ol></ul>x<sup>2</sup> <a href='#a'>in</a> <a href=' out '>out</a>\
         <textarea>no</textarea><button>no</button><template><p>no</template><q>yes</q>",
        "T & co\n\nA <strong|b> <em strong|c> d\ne\n\n• one\n• two\n3. three\n\nx² in <out|out>“yes”\n",
    );
}

#[test]
fn preformatted_lines_and_tables_keep_their_shape() {
    check_marked(
        "a.html",
        "<p>A</p><pre>one\n  two<br>three</pre><table><tr><th>a<th><p>b</p><tr><td>c<td></table><table><tr><td>alone</table>",
        "A\n\n<code|one>\n<code|two>\n<code|three>\n\na | b\nc |\n\nalone\n",
    );
}

#[test]
fn xml_may_close_what_html_may_not() {
    let page = "<?xml version='1.0'?><html><head><title/><script src='x'/></head><body><p>A<a id='x'/> b<p/>c</body></html>";
    check_marked("a.xhtml", page, "A b\n\nc\n");
}

#[test]
fn a_page_says_its_encoding() {
    let page = b"<html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2".to_vec();
    let document = document("a.html", page, ReadOptions::default()).unwrap();
    assert_eq!(document.text(), "Привет\n");
    assert_eq!(document.notes, ["read as windows-1251"]);
}

#[test]
fn a_deeply_nested_page_is_shown_whole() {
    let deep = format!(
        "<nav>Menu</nav>{}Deep.{}",
        "<div>".repeat(200_000),
        "</div>".repeat(200_000)
    );
    let document = document("a.html", deep.into_bytes(), ReadOptions::default()).unwrap();
    assert_eq!(document.text(), "Menu\n\nDeep.\n");
    assert!(
        document.notes[0].contains("too much nesting"),
        "{:?}",
        document.notes
    );
}

#[test]
fn any_page_and_any_markdown_is_read() {
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "<ol start=9>",
        "<li>",
        "</ul>",
        "</li>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<br>",
        "<sup>",
        "</sup>",
        "<sub>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "<img alt='two boats'>",
        "<img>",
        "<input type=checkbox>",
        "<button>",
        "</h1>",
        "<text>",
        "<math>",
        "<mfrac>",
        "<p hidden>",
        "<a href=x>",
        "</a>",
        "<q>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<blockquote>",
        "</blockquote>",
        "<h1>",
        "</h1>",
        "<nav>",
        "12",
        "word ",
        "\n",
        "&amp;",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "> ",
        "- ",
        "1. ",
        "[a](b)",
        "[^1]",
        "[^1]: ",
        "|",
        "\n|--|--|\n",
        "---\n",
        "# ",
        "    ",
        "~~",
        "![",
        "]",
        "世界",
        "\u{200b}",
    ];
    crate::property::holds(|u| {
        let mut source = String::new();
        for _ in 0..u.int_in_range(0..=60)? {
            source += *u.choose(PIECES)?;
        }
        for name in ["a.md", "a.html"] {
            let whole_page = u.arbitrary()?;
            let how = ReadOptions {
                whole_page,
                ..ReadOptions::default()
            };
            let document = document(name, source.clone().into_bytes(), how).unwrap();
            crate::text::document::tests::assert_invariants(&document);
        }
        Ok(())
    });
}

/// A ZIP archive of some files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    use zip::write::{SimpleFileOptions, ZipWriter};
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    archive(&[("word/document.xml", body)])
}

const BOOK: [(&str, &str); 2] = [
    (
        "META-INF/container.xml",
        r#"<container><rootfiles><rootfile full-path="OPS/a%20b.opf"/></rootfiles></container>"#,
    ),
    (
        "OPS/a%20b.opf",
        r#"<package><metadata><dc:title>Rain &amp; wind</dc:title><dc:creator>Ada</dc:creator></metadata>
        <manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="one" href="../c%201.xhtml" media-type="application/xhtml+xml"/>
        <item id="two" href="c2.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="n"/><itemref idref="one"/><itemref idref="two"/></spine></package>"#,
    ),
];

#[track_caller]
fn error_message(name: &str, bytes: Vec<u8>) -> String {
    document(name, bytes, ReadOptions::default())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_book_is_read_chapter_by_chapter() {
    let mut files = BOOK.to_vec();
    files.push((
        "OPS/nav.xhtml",
        r#"<nav><a href="../c%201.xhtml#x">One</a> <a href="c2.xhtml">Two</a></nav>"#,
    ));
    files.push((
        "c 1.xhtml",
        "<html><head><title/></head><body><p>Rain fell.</p></body></html>",
    ));
    files.push((
        "OPS/c2.xhtml",
        "<html><body><h2>The second</h2><p>It stopped.</p></body></html>",
    ));
    let document = document("a.epub", archive(&files), ReadOptions::default()).unwrap();
    let expected = "Rain & wind\n\nAda\n\nOne\n\nRain fell.\n\nThe second\n\nIt stopped.\n";
    assert_eq!(document.text(), expected);
    assert_eq!(document.source, TextSource::Book);
}

#[test]
fn a_protected_book_says_so() {
    let mut files = BOOK.to_vec();
    files.push(("c 1.xhtml", "noise"));
    files.push((
        "META-INF/encryption.xml",
        r#"<encryption><CipherReference URI="c%201.xhtml"/></encryption>"#,
    ));
    let message = error_message("a.epub", archive(&files));
    assert!(
        message.contains("a.epub: the e-book is protected against copying (DRM)"),
        "{message}"
    );
}

#[test]
fn an_unreadable_archive_says_why() {
    let whole = word("<w:document><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:document>");
    for n in [5, whole.len() / 2, whole.len() - 1] {
        let message = error_message("a.docx", whole[..n].to_vec());
        assert!(message.contains("damaged or truncated"), "{message}");
    }
    let message = error_message("a.zip", archive(&[("readme", "One.")]));
    assert!(
        message.contains("it seems to be a ZIP archive"),
        "{message}"
    );
    let open_document = [("mimetype", "application/vnd.oasis.opendocument.text")];
    let message = error_message("a.odt", archive(&open_document));
    assert!(message.contains("OpenDocument"), "{message}");
    let message = error_message("a.docx", [OLE_MAGIC, b"EncryptedPackage"].concat());
    assert!(message.contains("one with a password"), "{message}");
    let message = error_message("a.epub", archive(&BOOK[..1]));
    assert!(message.contains("it lists no chapters"), "{message}");
}

#[test]
fn a_zip_bomb_is_not_decompressed() {
    let zeros = "0".repeat(BYTES_MAX + 1);
    let bomb = word(&zeros);
    assert!(bomb.len() < BYTES_MAX / 500);
    let message = error_message("a.docx", bomb);
    assert_eq!(
        message,
        format!("cannot read a.docx: after decompression it has {TOO_LARGE}")
    );
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::Write::write_all(&mut encoder, zeros.as_bytes()).unwrap();
    let message = error_message("a.txt.gz", encoder.finish().unwrap());
    assert_eq!(
        message,
        format!("cannot read a.txt.gz: after decompression it has {TOO_LARGE}")
    );
}

#[test]
fn truncated_compressed_data_are_damaged() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::Write::write_all(&mut encoder, b"Rain fell on the harbour.").unwrap();
    let packed = encoder.finish().unwrap();
    let document = document("a.txt.gz", packed.clone(), ReadOptions::default()).unwrap();
    assert_eq!(document.text(), "Rain fell on the harbour.");
    assert_eq!(document.source, TextSource::Packed);
    let message = error_message("a.txt.gz", packed[..packed.len() - 4].to_vec());
    assert!(message.contains("damaged or truncated"), "{message}");
}

#[test]
fn entities_of_a_word_document_are_never_expanded() {
    let body = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]>\
        <w:document><w:p><w:r><w:t>A &a; &b; &amp; &#x42;</w:t></w:r></w:p></w:document>";
    let document = document("a.docx", word(body), ReadOptions::default()).unwrap();
    assert_eq!(document.text(), "A &a; &b; & B\n");
    assert_eq!(
        document.notes,
        ["it declares its own XML entities, which are not expanded"]
    );
}

#[test]
fn a_deeply_nested_word_document_is_read() {
    let body = format!(
        "{}<w:p><w:r><w:t>Deep.",
        "<w:tbl><w:tr><w:tc>".repeat(70_000)
    );
    let document = document("a.docx", word(&body), ReadOptions::default()).unwrap();
    assert_eq!(document.text().trim_start_matches(['|', ' ']), "Deep.\n");
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = "<w:document><w:p><w:r><w:t>One</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>\
        <w:ins><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'> new</w:t></w:r></w:ins></w:p></w:document>";
    let document = document("a.docx", word(body), ReadOptions::default()).unwrap();
    assert_eq!(marked_up(&document), "One <strong|new>\n");
    assert!(document.notes[0].contains("tracked changes"));
}

#[test]
fn symbols_and_formulas_of_a_word_document_are_shown_and_hidden_text_is_not() {
    let body = "<w:document><w:p><w:r><w:t xml:space='preserve'>Add 7 </w:t></w:r>\
        <w:r><w:sym w:font='Symbol' w:char='F06D'/><w:t>l at </w:t>\
        <w:sym w:font='Symbol' w:char='F0A3'/><w:t xml:space='preserve'> 4 </w:t>\
        <w:sym w:font='Symbol' w:char='00B0'/><w:t xml:space='preserve'>C, then </w:t>\
        <w:sym w:font='Curlz' w:char='F041'/></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
        <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t xml:space='preserve'> half: </w:t></w:r>\
        <m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>\
        <w:r><w:t xml:space='preserve'> of it.</w:t></w:r></w:p></w:document>";
    let document = document("a.docx", word(body), ReadOptions::default()).unwrap();
    assert_eq!(
        document.text(),
        "Add 7 μl at ≤ 4 °C, then \u{fffd} half: 3/4 of it.\n"
    );
    assert_eq!(document.notes, ["it has hidden text, which is not shown"]);
}

#[test]
fn formulas_of_a_page_are_shown_in_their_linear_form() {
    let page = "<p>Mix <math><mn>9</mn><mtext> ml</mtext></math> with \
        <math><mfrac><mi>n</mi><mn>2</mn></mfrac></math> parts.</p>\
        <p>Where <math><mi>k</mi><mo>&lt;</mo><mn>4</mn><p>the end tag is missing.</p>";
    let document = document("a.html", page.into(), ReadOptions::default()).unwrap();
    assert_eq!(
        document.text(),
        "Mix 9 ml with n/2 parts.\n\nWhere k < 4\n\nthe end tag is missing.\n"
    );
}

#[test]
fn a_note_stands_once_however_often_the_text_refers_to_it() {
    let reference = |kind: &str, id: &str| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let [first, second, end] = [("footnote", "7"), ("footnote", "2"), ("endnote", "7")]
        .map(|(kind, id)| reference(kind, id));
    let body = format!(
        "<w:p><w:r><w:t>a</w:t></w:r>{first}<w:r><w:t>b</w:t></w:r>{second}<w:r><w:t>c</w:t></w:r>{first}{end}</w:p>"
    );
    let footnotes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='7'><w:p><w:r><w:t>Seven.</w:t></w:r></w:p><w:p><w:r><w:t>More.";
    let files = [
        ("word/document.xml", &*body),
        ("word/footnotes.xml", footnotes),
    ];
    let short = document("a.docx", archive(&files), ReadOptions::default()).unwrap();
    assert_eq!(short.text(), "a¹b²c¹³\n\n[1] Seven. More.\n\n[2] Two.\n");
    let body = format!("<w:p>{}</w:p>", first.repeat(20_000));
    let footnotes = format!(
        "<w:footnote w:id='7'><w:t>{}</w:t></w:footnote>",
        "y ".repeat(500_000)
    );
    let files = [
        ("word/document.xml", &*body),
        ("word/footnotes.xml", &*footnotes),
    ];
    let long = document("a.docx", archive(&files), ReadOptions::default()).unwrap();
    assert_eq!(long.text().matches('y').count(), 500_000);
    assert_eq!(long.text().matches('¹').count(), 20_000);
    assert!(long.notes.is_empty(), "{:?}", long.notes);
}

#[test]
fn items_of_a_word_document_are_counted_by_list_and_level() {
    let numbering = "<w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='decimal'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl>\
        <w:lvl w:ilvl='9'><w:numFmt w:val='none'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>";
    let items = [
        (1, 0),
        (1, 1),
        (1, 1),
        (2, 1),
        (1, 0),
        (1, 1),
        (2, 1),
        (3, 0),
        (1, 99),
    ];
    let item = |(list, level)| {
        format!(
            "<w:p><w:pPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
        )
    };
    let files = [
        ("word/document.xml", &*items.map(item).concat()),
        ("word/numbering.xml", numbering),
    ];
    let document = document("a.docx", archive(&files), ReadOptions::default()).unwrap();
    let lines = document.text().lines();
    let markers: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    assert_eq!(
        markers,
        [
            "3. x", "a) x", "b) x", "a) x", "4. x", "a) x", "b) x", "• x", "• x"
        ]
    );
}

#[test]
fn ids_of_a_word_document_are_short() {
    let long = "7".repeat(100_000);
    let body = |id: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{id}'/></w:pPr><w:hyperlink r:id='{id}'><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>\
             <w:p><w:pPr><w:numId w:val='{id}'/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>"
        )
    };
    let styles = |id: &str| {
        format!(
            "<w:style w:styleId='{id}'><w:name w:val='Heading 2'/><w:basedOn w:val='{id}'/></w:style>"
        )
    };
    let links =
        |id: &str| format!("<Relationship Id='{id}' TargetMode='External' Target='http://h'/>");
    let read = |id: &str| {
        let files = [
            ("word/document.xml", &*body(id)),
            ("word/styles.xml", &*styles(id)),
            ("word/_rels/document.xml.rels", &*links(id)),
        ];
        let document = document("a.docx", archive(&files), ReadOptions::default()).unwrap();
        (marked_up(&document), document.blocks()[0].kind)
    };
    let heading = ("<http://h|a>\n\n• b\n".to_owned(), BlockKind::Heading);
    assert_eq!(read("7"), heading);
    let paragraph = ("a\n\nb\n".to_owned(), BlockKind::Paragraph);
    assert_eq!(read(&long), paragraph);
}

#[test]
fn a_link_of_a_word_document_is_stored_once() {
    let body = "<w:p><w:hyperlink r:id='r'><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:t> or </w:t></w:r></w:p>";
    let files = [
        ("word/document.xml", &*body.repeat(1_000)),
        (
            "word/_rels/document.xml.rels",
            "<Relationship Id='r' TargetMode='External' Target='http://h'/>",
        ),
    ];
    let document = document("a.docx", archive(&files), ReadOptions::default()).unwrap();
    let links = document.spans().iter().map(|span| span.face.link);
    assert_eq!(links.collect::<Vec<_>>(), [Some(0); 1_000]);
}

/// A book of some files, whose package is the first of them.
fn book(package: &str, files: &[(&str, &str)]) -> Document {
    let container = [
        (
            "META-INF/container.xml",
            "<container><rootfile full-path='o.opf'/></container>",
        ),
        ("o.opf", package),
    ];
    document(
        "a.epub",
        archive(&[&container, files].concat()),
        ReadOptions::default(),
    )
    .unwrap()
}

#[test]
fn a_chapter_is_read_once_however_often_the_book_names_it() {
    let item = |id: &str, href: &str| {
        format!("<item id='{id}' href='{href}' media-type='application/xhtml+xml'/>")
    };
    let package = format!(
        "<manifest>{}{}{}</manifest><spine>{}{}</spine>",
        item("a", "a.xhtml"),
        item("b", "b.xhtml"),
        item("c", "./a.xhtml#c"),
        "<itemref idref='b'/><itemref idref='a'/>".repeat(20_000),
        "<itemref idref='c'/>",
    );
    let chapters = [("a.xhtml", "<p>One."), ("b.xhtml", "<p>Two.")];
    assert_eq!(book(&package, &chapters).text(), "Two.\n\nOne.\n");
    let document = book(&package, &chapters[..1]);
    assert_eq!(document.text(), "One.\n");
    assert_eq!(document.notes, ["1 chapter is missing in the file"]);
}

#[test]
fn a_title_of_a_chapter_is_said_once() {
    let items: String = (0..1_000)
        .map(|n| format!("<item id='i{n}' href='{n}' media-type='application/xhtml+xml'/><itemref idref='i{n}'/>"))
        .collect();
    let package = format!("{items}<item id='n' href='n' media-type='application/x-dtbncx+xml'/>");
    let targets: String = (0..1_000)
        .map(|n| format!("<content src='{n}'/>"))
        .collect();
    let label = "Rain &amp; wind ".repeat(1_000);
    let contents = format!("<text>{label}</text>{targets}<text>Hail</text><content src='7'/>");
    let names: Vec<String> = (0..1_000).map(|n| n.to_string()).collect();
    let mut files = vec![("n", &*contents)];
    files.extend(names.iter().map(|name| (&**name, "<p>x</p>")));
    let document = book(&package, &files);
    assert_eq!(document.text().matches("Rain & wind").count(), 1_000);
    assert_eq!(document.text().matches("Hail").count(), 1);
}

#[test]
fn a_book_of_too_many_bytes_is_cut() {
    let chapter = format!("<p>{}", "Rain fell on us. ".repeat(TEXT_MAX / 17 / 2));
    let names: Vec<String> = (0..12).map(|n| format!("{n}.xhtml")).collect();
    let package: String = names
        .iter()
        .map(|name| format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/><itemref idref='{name}'/>"))
        .collect();
    let chapters: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*chapter)).collect();
    assert!(chapters.len() * chapter.len() > BYTES_MAX);
    let cut = book(&package, &chapters);
    assert!((TEXT_MAX - 17..=TEXT_MAX + 1).contains(&cut.text().len()));
    assert!(cut.notes[0].contains("first 12 MB"), "{:?}", cut.notes);
}

/// A tree is built to find an article, and may be much larger than its page.
#[test]
fn no_article_is_looked_for_in_a_page_whose_tree_would_be_too_large() {
    let note = |page: &str| {
        let page = format!("<html><nav>Menu</nav>{page}");
        let document = document("a.html", page.into_bytes(), ReadOptions::default()).unwrap();
        assert!(document.text().contains("Rain"));
        document
            .notes
            .first()
            .is_some_and(|note| note.contains("too much nesting"))
    };
    let formatting: String = (0..400).map(|n| format!("<b id={n}>")).collect();
    let paragraphs = "<p>Rain fell on the harbour, on the boats and on us.";
    assert!(!note(&paragraphs.repeat(1_000)));
    assert!(!note(&format!(
        "<p>{}{}",
        "<b>".repeat(100),
        paragraphs.repeat(1_000)
    )));
    assert!(!note(&format!(
        "{}{}",
        "<a name=x>".repeat(600),
        paragraphs.repeat(1_000)
    )));
    assert!(note(&format!(
        "<p>{formatting}{}",
        paragraphs.repeat(1_000)
    )));
    assert!(note(&format!("{}Rain", "<div></x>".repeat(1_000))));
    let [open, closed] = ["<rt>", "</rt>"].map(|tag| tag.repeat(1_000));
    assert!(note(&format!("{open}{closed}Rain")));
    assert!(!note(&format!(
        "{paragraphs}{}",
        "<ruby>r<rt>r</ruby>".repeat(1_000)
    )));
    let deep = format!("{}Rain{}", "<div>".repeat(400), "</div>".repeat(400));
    assert!(!note(&deep.repeat(10)));
    assert!(note(&deep.repeat(300)));
}

/// A pipe that a program writes to is read to its end; one that no program writes to is an error.
#[cfg(unix)]
#[test]
fn pipes_are_read_or_refused() {
    let folder = std::env::temp_dir().join(format!("diptych-pipes-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::write(pipe, "Rain fell.").unwrap()
    });
    assert_eq!(open(&pipe).unwrap().text(), "Rain fell.");
    writer.join().unwrap();
    let message = open(&pipe).unwrap_err().to_string();
    assert!(
        message.ends_with("no program writes to it; start that program first"),
        "{message}"
    );
    std::os::unix::fs::symlink(folder.join("loop"), folder.join("loop")).unwrap();
    let message = open(&folder.join("loop")).unwrap_err().to_string();
    assert!(message.contains("symbolic links"), "{message}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_text_of_too_many_lines_is_refused() {
    let message = error_message("a.txt", "a\n".repeat(LINES_MAX + 1).into_bytes());
    assert!(message.contains("more than 500000 lines"), "{message}");
    let page = |text: String| {
        let page = format!("<html>{text}");
        document("a.html", page.into_bytes(), ReadOptions::default()).unwrap()
    };
    let whole = page("<br>a".repeat(LINES_MAX));
    assert!(whole.notes.is_empty(), "{:?}", whole.notes);
    let cut = page("<br>a".repeat(LINES_MAX + 1));
    assert_eq!(cut.blocks().len(), LINES_MAX);
    assert!(cut.notes[0].contains("left out"), "{:?}", cut.notes);
}

#[test]
fn a_text_of_too_many_bytes_is_refused_and_a_page_cut() {
    let text = "Rain fell on us. ".repeat(TEXT_MAX / 17 + 1);
    for name in ["a.txt", "a.md"] {
        let message = error_message(name, text.clone().into_bytes());
        assert!(message.contains("more than 12 MB of text"), "{message}");
    }
    let page = format!("<html><p>{text}");
    let cut = document("a.html", page.into_bytes(), ReadOptions::default()).unwrap();
    assert!((TEXT_MAX - 17..=TEXT_MAX + 1).contains(&cut.text().len()));
    assert!(cut.notes[0].contains("first 12 MB"), "{:?}", cut.notes);
}

/// The tokenizer compares each attribute with all others of its tag.
#[test]
fn a_tag_with_a_million_attributes_is_shown_as_it_stands() {
    let attributes: String = (0..1_000_000).map(|n| format!(" a{n}")).collect();
    let crowded = format!("<!-- <p --><p{attributes}>Rain\n<b>fell.");
    let document = |name: &str, source: &str| {
        document(name, source.as_bytes().to_vec(), ReadOptions::default()).unwrap()
    };
    let page = document("a.html", &format!("<html>{crowded}"));
    assert!(page.text().ends_with(">Rain\n\n<b>fell.\n"));
    assert!(
        page.notes[0].contains("hundreds of attributes"),
        "{:?}",
        page.notes
    );
    let markdown = document("a.md", &crowded);
    assert!(markdown.text().contains("Rain"));
    let script = format!(
        "<html><script>a<b{attributes}</SCRIPT ><p title='{attributes}' a=\"{attributes}\">Rain."
    );
    assert_eq!(document("a.html", &script).text(), "Rain.\n");
}

#[test]
fn a_hundred_thousand_open_quotation_marks_are_text() {
    let text = "“Rain fell. ".repeat(100_000);
    let document = decode("a.txt", text.into_bytes()).unwrap();
    let language = Language::of(document.text());
    assert!(crate::text::segment::segments(&document, language).len() > 50_000);
}

/// As Hugo has it: TOML between rows of plus signs.
#[test]
fn metadata_in_toml_is_no_text() {
    let document = markdown::read(
        "+++\ntitle = \"Rain: a report\"\nauthor = 'Ada'\ntags = [\"a b\"]\n+++\n\nIt fell.\n",
    );
    assert_eq!(document.text().trim(), "Rain: a report\n\nAda\n\nIt fell.");
}
