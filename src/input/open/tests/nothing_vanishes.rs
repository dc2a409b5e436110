//! What a file says is shown, or a note says that it is not.

use super::*;

#[track_caller]
fn check(document: &Document, text: &str, notes: &[&str]) {
    assert_eq!(document.text(), text);
    assert_eq!(document.notes, notes);
}

#[track_caller]
fn check_page(source: &str, text: &str, notes: &[&str]) {
    let how = ReadOptions {
        whole_page: true,
        ..ReadOptions::default()
    };
    check(
        &document("a.html", source.into(), how).unwrap(),
        text,
        notes,
    );
}

#[track_caller]
fn check_markdown(source: &str, text: &str, notes: &[&str]) {
    let read = document("a.md", source.into(), ReadOptions::default());
    check(&read.unwrap(), text, notes);
}

/// A Word document of further parts.
fn word_of(body: &str, parts: &[(&str, &str)]) -> Document {
    let main = [("word/document.xml", body)];
    let files = [&main, parts].concat();
    document("a.docx", archive(&files), ReadOptions::default()).unwrap()
}

#[track_caller]
fn check_word(body: &str, text: &str, notes: &[&str]) {
    check(&word_of(body, &[]), text, notes);
}

/// Runs of text; `^` before one raises it, `_` lowers it.
fn runs(texts: &[&str]) -> String {
    let run = |text: &&str| {
        let (position, text) = match text.split_at_checked(1) {
            Some(("^", text)) => ("<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>", text),
            Some(("_", text)) => ("<w:rPr><w:vertAlign w:val='subscript'/></w:rPr>", text),
            _ => ("", *text),
        };
        format!("<w:r>{position}<w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    texts.iter().map(run).collect()
}

#[test]
fn pictures_of_a_page_are_shown_as_their_descriptions_or_counted() {
    check_page(
        "<p>Rain <img src=r.png alt='7 mm'>fell<img alt=🙂>.</p><img src=a.png><img src=b.png alt=' '>\
         <img src=c.gif width=1 height=1><img role=presentation src=d.png><img style='display:none' src=e.png>\
         <p><img title='The harbour'><img aria-label='The boats'>",
        "Rain 7 mm fell🙂.\n\nThe harbour The boats\n",
        &["1 picture without a description is not shown"],
    );
    check_page(
        "<figure><img alt='The  harbour'><figcaption>The harbour</figcaption></figure>\
         <figure><img alt='Two boats'><figcaption>At noon</figcaption></figure><img><canvas>x</canvas>",
        "The harbour\n\nAt noon\n\nTwo boats\n",
        &["2 pictures without a description are not shown"],
    );
    check_page(
        r"<p>So <img alt='{\displaystyle E=mc^{2}}'> holds.",
        "So E=mc^{2} holds.\n",
        &[],
    );
}

#[test]
fn the_text_of_a_drawing_is_shown() {
    check_page(
        "<p>Before <svg width=300><style>a{}</style><title>Rain</title><defs><text>no</text></defs>\
         <text><tspan x=1>7 mm</tspan><tspan x=1>9 mm</tspan></text><path/></svg> after.</p>\
         <svg width=16><path/></svg><svg width=200><path/></svg><svg aria-hidden=true><title>no</title></svg>\
         <svg viewBox='0 0 9 9'><image href=cover.png /></svg>\
         <svg><foreignObject><div>in a <b>box</b></div></foreignObject></svg><svg width=99 />\
         <p>End <svg><text>open<p>of it.",
        "Before Rain 7 mm 9 mm after.\n\nin a box\n\nEnd open\n\nof it.\n",
        &["3 pictures without a description are not shown"],
    );
}

#[test]
fn what_a_page_embeds_is_counted() {
    check_page(
        "<p>One.</p><iframe src=a>x</iframe><video src=b>no video</video><audio></audio><object data=c.pdf>x</object>\
         <embed src=d><iframe width=0 src=e></iframe><select><option>a</select><input value=7><input type=hidden value=7>\
         <input><textarea>t</textarea><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>",
        "One.\n\n漢字\n",
        &[
            "1 video is not shown",
            "1 sound recording is not shown",
            "2 embedded files are not shown",
            "1 embedded page is not shown",
            "3 form fields are not shown",
            "2 pronunciations (ruby text) are not shown",
        ],
    );
    let hidden = ["it has hidden text, which is not shown"];
    check_page("<p>One.<p hidden>Two.", "One.\n", &hidden);
    check_page(
        "<p>One.<b style='display: none'>Two.</b>",
        "One.\n",
        &hidden,
    );
    check_page(
        "<p>One.<div hidden><script>x()</script> <img alt=y></div>",
        "One.\n",
        &[],
    );
}

/// Only the article is read, so only what is missing in it is counted.
#[test]
fn notes_of_a_page_are_about_its_article() {
    let paragraphs = "<p>Rain fell on the harbour, on the boats, and on all who stood there and waited for the ferry.</p>".repeat(20);
    let page = format!(
        "<html><title>Rain</title><nav><img src=logo.png><svg width=200></svg><select><option>en</select></nav>\
         <article><h1>Rain</h1>{paragraphs}<figure><img src=rain.png></figure><h2><button>Side effects</button></h2>{paragraphs}\
         <ul><li><input type=checkbox checked>Bread</ul>{paragraphs}</article><footer><iframe src=ad></iframe>"
    );
    let document = document("a.html", page.into(), ReadOptions::default()).unwrap();
    assert!(document.text().contains("ferry"));
    for text in ["Side effects", "• [x] Bread"] {
        assert!(document.text().contains(text), "{text}");
    }
    assert_eq!(
        document.notes,
        ["1 picture without a description is not shown"]
    );
}

#[test]
fn exponents_of_a_page_are_shown() {
    check_page(
        "<p>10<sup>&minus;6</sup> m, Ca<sup>2+</sup>, x<sup><i>n</i></sup>, e<sup>-x/2</sup>, 21<sup>st</sup>, \
         H<sub>2</sub>O, 101<sub>2</sub>, log<sub>2</sub>8, rain<sup>[1]</sup>, rain<sup>2</sup>, \
         5<sup><a href=#n>n</a></sup>, <a href=#n>6<sup>n</sup></a>, 7<sup>n<p>unclosed",
        "10⁻⁶ m, Ca²⁺, xⁿ, e^(-x/2), 21st, H2O, 101₂, log2 8, rain[1], rain², 5n, 6n, 7n\n\nunclosed\n",
        &[],
    );
    check_page("<pre>10<sup>6</sup>\nm</pre>", "10⁶\nm\n", &[]);
}

#[test]
fn lists_and_fields_of_a_page_show_their_values() {
    check_page(
        "<ol><li>a<li value=7>b<li>c</ol><ol type=a start=3><li>d<ol type=i><li>e<li>f</ol><li>g</ol>\
         <ol reversed start=2><li>h<li>i</ol><p><meter value=3 max=5></meter> <progress value=0.4>40 %</progress>\
         <ul><li><input type=checkbox checked disabled>done<li><input type=checkbox>open</ul>",
        "1. a\n7. b\n8. c\n\nc. d\ni. e\nii. f\nd. g\n\n2. h\n1. i\n\n3/5 40 %\n\n• [x] done\n• [ ] open\n",
        &[],
    );
    check_page(
        "<h2><button>Side effects</button></h2><div><template shadowrootmode=open><p>None.</template></div><button>no</button>",
        "Side effects\n\nNone.\n",
        &[],
    );
}

#[test]
fn formulas_of_a_page_and_what_stands_for_them_are_shown_once() {
    check_page(
        "<p><span class=katex><math><mi>x</mi></math><span class='katex-html'>x</span></span> is \
         <m:math><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math>, \
         <math><mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac><mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced></math>.",
        "x is 1/2, n¦k[a,b].\n",
        &[],
    );
}

#[test]
fn a_book_shows_one_form_of_a_formula_and_counts_what_it_lacks() {
    let item = |id: &str, kind: &str| format!("<item id='{id}' href='{id}' media-type='{kind}'/>");
    let page = "application/xhtml+xml";
    let package = format!(
        "<manifest>{}{}{}{}</manifest><spine><itemref idref='a'/><itemref idref='c'/><itemref idref='d'/></spine>",
        item("a", page),
        item("b", page),
        item("c", "image/svg+xml"),
        item("p.png", "image/png"),
    );
    let chapter = "<html xmlns:epub='e'><p><math><mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><none/></mmultiscripts></math>. Half: <epub:switch><epub:case required-namespace='http://www.w3.org/1998/Math/MathML'>\
        <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></epub:case><epub:default>one half</epub:default></epub:switch>.</p>\
        <svg><image href='p.png'/></svg><iframe src='x'/><img src='p.png' alt='Rain'/></html>";
    let files = [("a", chapter), ("b", "<p>Extra."), ("c", "<svg/>")];
    check(
        &book(&package, &files),
        "_6 C. Half: 1/2.\n\nRain\n",
        &[
            "1 picture without a description is not shown",
            "1 embedded page is not shown",
            "1 chapter outside the reading order is not shown",
            "1 page without readable text is not shown",
            "1 chapter is missing in the file",
        ],
    );
}

#[test]
fn markdown_shows_its_html_and_counts_what_it_lacks() {
    check_markdown(
        "10<sup>6</sup> *m*<sup>2</sup>, e<sup>-x/2</sup>, 101<sub>2</sub>, 21<sup>st</sup> <q>so</q>\n",
        "10⁶ m², e^(-x/2), 101₂, 21st “so”\n",
        &[],
    );
    check_markdown(
        "Rain ![](a.png) ![two boats](b.png) <img src=c.png> <img src=d.png alt='a seal'> <video src=e></video>\n\n\
         <iframe src=f></iframe>\n\n- <input type=checkbox checked> done\n",
        "Rain two boats a seal\n\n• [x] done\n",
        &[
            "2 pictures without a description are not shown",
            "1 video is not shown",
            "1 embedded page is not shown",
        ],
    );
    check_markdown(
        "---\ntitle: Rain\nslug: rain\ntags: [a, b]\ndescription: It fell on 7 boats.\n---\nIt fell.\n",
        "Rain\n\nIt fell.\n",
        &["1 metadata field is not shown"],
    );
    check_markdown("7<sup>n\n\nunclosed", "7n\n\nunclosed\n", &[]);
}

#[test]
fn exponents_of_a_word_document_are_shown() {
    let body = format!(
        "<w:p>{}</w:p>",
        runs(&[
            "10", "^−", "^6", " m, Ca", "^2+", ", 21", "^st", ", e", "^−x/2", ", H", "_2",
            "O, 101", "_2", ", rain", "^2"
        ])
    );
    check_word(
        &body,
        "10⁻⁶ m, Ca²⁺, 21st, e^(−x/2), H2O, 101₂, rain²\n",
        &[],
    );
}

#[test]
fn notes_of_a_word_document_are_read_as_its_body_is() {
    let note = format!(
        "<w:footnotes><w:footnote w:id='1'><w:p>{}<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num>\
         <m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t xml:space='preserve'> of 5 </w:t>\
         <w:sym w:font='Symbol' w:char='F06D'/><w:t>g</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
         <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:footnote></w:footnotes>",
        runs(&["At 10", "^6", " Pa: "])
    );
    let body = "<w:p><w:r><w:t>Rain.</w:t><w:footnoteReference w:id='1'/><w:endnoteReference w:id='9'/></w:r></w:p>";
    check(
        &word_of(body, &[("word/footnotes.xml", &note)]),
        "Rain.¹²\n\n[1] At 10⁶ Pa: 3/4 of 5 μg cell\n",
        &[
            "it has tracked changes: insertions are shown, deletions are not",
            "1 footnote is missing in the file",
            "it has hidden text, which is not shown",
        ],
    );
}

#[test]
fn pictures_and_objects_of_a_word_document_are_described_or_counted() {
    let drawing = |properties: &str, content: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr {properties}</wp:docPr>{content}</wp:inline></w:drawing></w:r>"
        )
    };
    let picture = "<pic:pic><pic:cNvPr descr=''/></pic:pic>";
    let body = [
        "<w:p><w:r><w:t>Rain</w:t></w:r>",
        &drawing("descr='two boats'>", picture),
        &drawing(">", picture),
        &drawing("><adec:decorative val='1'/>", picture),
        &drawing("descr='Sales'>", "<c:chart r:id='x'/>"),
        &drawing(">", "<dgm:relIds/>"),
        &drawing(
            "descr='no'>",
            "<wps:txbx><w:txbxContent><w:r><w:t>in a box</w:t></w:r></w:txbxContent></wps:txbx>",
        ),
        &drawing(">", "<wps:wsp/>"),
        "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Equation.3'/></w:object>",
        "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>",
        "<w:pict><v:shape alt='a seal'><v:imagedata/></v:shape></w:pict>",
        "<w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict><w:commentReference w:id='1'/></w:r></w:p>",
    ];
    check_word(
        &body.concat(),
        "Rain two boats Sales in a box a seal DRAFT\n",
        &[
            "1 picture without a description is not shown",
            "1 chart is not shown",
            "1 diagram is not shown",
            "1 formula of an equation editor is not shown",
            "1 embedded file is not shown",
            "1 comment is not shown",
        ],
    );
}

#[test]
fn parts_of_a_word_document_that_are_not_shown_are_named() {
    let relations = "<Relationship Id='a' Type='t/aFChunk' Target='/word/old.htm'/>\
        <Relationship Id='h1' Type='t/header' Target='header1.xml'/><Relationship Id='h2' Type='t/header' Target='header1.xml'/>\
        <Relationship Id='f' Type='t/footer' Target='footer1.xml'/><Relationship Id='g' Type='t/footer' Target='footer2.xml'/>";
    let number = "<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>\
        <w:fldChar w:fldCharType='separate'/><w:t>one of one hundred</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>";
    let files = [
        ("word/_rels/document.xml.rels", relations),
        (
            "word/header1.xml",
            "<w:p><w:r><w:t>Not before 5 March</w:t></w:r></w:p>",
        ),
        ("word/footer1.xml", number),
    ];
    check(
        &word_of(
            "<w:p><w:r><w:t>Rain.</w:t></w:r></w:p><w:altChunk r:id='a'/>",
            &files,
        ),
        "Rain.\n",
        &[
            "the document old.htm inside it is not shown",
            "1 page header is not shown",
        ],
    );
}

#[test]
fn fields_of_a_word_document_without_a_result_are_shown() {
    let field = |instruction: &str, form: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'>{form}</w:fldChar></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='end'/><w:t xml:space='preserve'> </w:t></w:r>"
        )
    };
    let check_box = |is_checked| {
        format!("<w:ffData><w:checkBox><w:default w:val='{is_checked}'/></w:checkBox></w:ffData>")
    };
    let body = [
        "<w:p>",
        &field(r"EQ \f(1,2)", ""),
        &field("SYMBOL 109 \\f \"Symbol\" \\s 12", ""),
        &field("FORMCHECKBOX", &check_box(0)),
        &field("FORMCHECKBOX", &check_box(1)),
        &field(
            "FORMDROPDOWN",
            "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='no'/><w:listEntry w:val='yes'/></w:ddList></w:ffData>",
        ),
        &field("MACROBUTTON NoMacro [Write here]", ""),
        &field("XE rain", ""),
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType='separate'/>\
         <w:t>5 March</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    ];
    check_word(
        &body.concat(),
        "\\f(1,2) μ ☐ ☒ yes [Write here] 5 March\n",
        &[],
    );
}

#[test]
fn small_elements_of_a_word_document_are_read() {
    check_word(
        "<w:p><w:r><w:t>a</w:t><w:ptab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>\
         <w:br w:type='page'/><w:t>e</w:t></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>\
         <w:sdt><w:sdtContent><w:smartTag><w:r><w:t>f</w:t></w:r></w:smartTag></w:sdtContent></w:sdt>\
         <w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\u{f0b3}</w:t></w:r>\
         <w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:p>",
        "a b-cd\ne7f≥漢\n",
        &["1 pronunciation (ruby text) is not shown"],
    );
    check_word(
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>one</w:t></w:r></mc:Choice><mc:Choice><w:r><w:t>two</w:t></w:r></mc:Choice>\
         <mc:Fallback><w:r><w:t>three</w:t></w:r></mc:Fallback></mc:AlternateContent>\
         <mc:AlternateContent><mc:Fallback><w:r><w:t xml:space='preserve'> four</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
        "one four\n",
        &[],
    );
}

#[test]
fn numbers_of_a_word_document_are_written_as_its_lists_say() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='upperRoman'/><w:lvlText w:val='Article %1'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='§ %1.%2'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let item = |level, heading| {
        format!(
            "<w:p><w:pPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/>{heading}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(0, ""),
        item(1, ""),
        item(1, ""),
        item(0, "<w:outlineLvl w:val='0'/>"),
    ]
    .concat();
    let document = word_of(&body, &[("word/numbering.xml", numbering)]);
    let lines: Vec<&str> = document
        .text()
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["Article I x", "§ I.1 x", "§ I.2 x", "x"]);
    assert_eq!(document.notes, ["1 heading number is not shown"]);
}

/// Each is looked at once, also without its end tag.
#[test]
fn any_number_of_such_elements_is_read() {
    let page = |piece: &str| {
        let source = format!("<html><p>Rain{}", piece.repeat(30_000));
        document("a.html", source.into(), ReadOptions::default()).unwrap()
    };
    for piece in [
        "<sup>2",
        "<sup>",
        "<svg>",
        "<svg><text>a",
        "<figure><img alt=a>",
        "<ol type=a>",
        "<ol><li value=7>",
        "<blockquote><ol>",
        "<img alt='a b'>",
        "<epub:case>",
        "<meter value=3>",
        "<m:math>",
        "<q>",
        "<rt>a",
    ] {
        assert!(page(piece).text().starts_with("Rain"), "{piece}");
    }
    let body = |piece: &str| format!("<w:p><w:r><w:t>Rain</w:t>{}", piece.repeat(30_000));
    for piece in [
        "<w:drawing>",
        "<w:drawing><wp:docPr descr='a b'/>",
        "<w:fldChar w:fldCharType='begin'/>",
        "<mc:AlternateContent>",
        "<w:footnote>",
        "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>",
        "<w:altChunk r:id='a'/>",
    ] {
        let body = body(piece);
        let read = word_of(&body, &[("word/footnotes.xml", &body)]);
        assert!(read.text().starts_with("Rain"), "{piece}");
    }
    check_markdown(&"<sup>".repeat(3), "", &[]);
    let text = "7<sup>2 ".repeat(30_000);
    let read = document("a.md", text.into(), ReadOptions::default()).unwrap();
    assert!(read.text().starts_with("72 72"));
}
