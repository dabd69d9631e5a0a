import re
from html.parser import HTMLParser

import markdown
import pytest

from tutorial_build.indexes.glossary import glossary_page
from tutorial_build.page.first_uses import mark_first_uses
from tutorial_build.source.glossary import USES, Term, read_glossary
from tutorial_build.source.pairs import LANGUAGES

from .conftest import REPOSITORY

MARK = re.compile(
    r'<dfn class="g-term" tabindex="0" data-term="([^"]+)"[^>]*>(.*?)</dfn>'
    r'<span class="g-def".*?</span>',
    re.DOTALL,
)


def term(name, es, en, *, ignore=(), other=None):
    return Term(
        id=name,
        name={"es": es[0], "en": en[0]} | (other or {}),
        use="es",
        gender="m",
        forms={"es": list(es), "en": list(en)},
        ignore={"es": list(ignore), "en": list(ignore)},
        definition={"es": "Es esto. Por ejemplo, `x`.", "en": "It is this. For example, `x`."},
    )


TERMS = (
    term("gradient", ["gradiente", "gradientes"], ["gradient", "gradients"]),
    term("gradient-descent", ["descenso de gradiente"], ["gradient descent"]),
    term("layer", ["capa", "capas"], ["layer", "layers"]),
    term("hidden-layer", ["capa oculta", "capas ocultas"], ["hidden layer"]),
    term("epoch", ["época", "épocas"], ["epoch", "epochs"]),
    term("batch", ["lote", "lotes"], ["batch", "batches"]),
    term("mini-batch", ["minilote"], ["mini-batch"]),
    term("example", ["ejemplo", "ejemplos"], ["example"], ignore=["por ejemplo", "for example"]),
)


def uses(text, lang="es"):
    """What was marked: pairs of term and words."""
    return MARK.findall(mark_first_uses(text, TERMS, lang))


def unmarked(text):
    return MARK.sub(r"\2", text)


# Marking the first use.


def test_the_first_use_gets_a_definition_that_needs_no_script():
    marked = mark_first_uses("La capa y otra capa.", TERMS, "es")
    assert marked == (
        'La <dfn class="g-term" tabindex="0" data-term="layer" aria-describedby="g-def-layer">capa'
        '</dfn><span class="g-def" id="g-def-layer" role="tooltip" data-search-exclude hidden>'
        '<b lang="en">layer</b>: Es esto. Por ejemplo, `x`.</span> y otra capa.'
    )


def test_the_english_page_shows_the_spanish_term():
    marked = mark_first_uses("A layer.", TERMS, "en")
    assert '<b lang="es">capa</b>: It is this.' in marked


def test_a_term_that_is_equal_in_both_languages_is_not_repeated():
    marked = mark_first_uses("Un logit.", [term("logit", ["logit"], ["logit"])], "es")
    assert "hidden>Es esto." in marked


def test_each_term_is_marked_once():
    text = "Una capa, dos capas, un lote; más capas y más lotes."
    assert uses(text) == [("layer", "capa"), ("batch", "lote")]


def test_the_longest_term_wins_and_does_not_count_for_the_shorter_one():
    text = "El descenso de gradiente sigue al gradiente. Otra vez, descenso de gradiente."
    assert uses(text) == [
        ("gradient-descent", "descenso de gradiente"),
        ("gradient", "gradiente"),
    ]
    assert uses("La capa oculta.") == [("hidden-layer", "capa oculta")]


def test_plurals_and_capitals_are_uses():
    assert uses("Épocas y LOTES") == [("epoch", "Épocas"), ("batch", "LOTES")]


@pytest.mark.parametrize(
    "text",
    ["escapa", "capataz", "capá", "capañol", "época1", "epoca", "sub-capa", "capa-a", "mi_capa"],
)
def test_a_part_of_a_longer_word_is_no_use(text):
    assert uses(f"Dice {text} aquí.") == []


def test_a_hyphenated_term_is_one_word():
    assert uses("A mini-batch is a batch.", "en") == [
        ("mini-batch", "mini-batch"),
        ("batch", "batch"),
    ]


@pytest.mark.parametrize("text", ["(capa)", "“capa”", "¿capa?", "capa.", "**capa**", "*capa*"])
def test_punctuation_and_emphasis_end_a_word(text):
    assert uses(text) == [("layer", "capa")]


def test_a_term_may_cross_a_line_but_not_a_paragraph():
    assert uses("El descenso\n    de gradiente.") == [
        ("gradient-descent", "descenso\n    de gradiente")
    ]
    assert uses("El descenso\n\nde gradiente.") == [("gradient", "gradiente")]


def test_a_phrase_that_means_something_else_is_no_use():
    assert uses("Por ejemplo, uno. Un ejemplo.") == [("example", "ejemplo")]


NO_PROSE = {
    "front matter": "---\ntitle: capa\n---\n",
    "fence": "```python\ncapa = 1\n```",
    "fence of tildes": "~~~\ncapa\n~~~",
    "longer fence": "````\n```\ncapa\n```\ncapa\n````",
    "fence in a callout": '!!! tip "x"\n    ```python\n    capa\n    ```',
    "fence without end": "```\ncapa\n",
    "inline code": "Es `capa` y ``otra ` capa``.",
    "heading": "# La capa\n\n### Otra capa { #capa }",
    "heading in a quotation": "> ## La capa",
    "underlined heading": "La capa\n=======",
    "link": "[La capa](capa.md)",
    "link with brackets": "[a [capa] b](capa.md){ .capa }",
    "reference": "[capa][capa]\n\n[capa]: capa.md",
    "image": r"![Una \[capa\] y otra](capa.svg){ .g-light width=7 }",
    "image in a link": "[![capa](capa.svg)](capa.md)",
    "address": "https://capa.example/capa y <https://capa.example>",
    "attribute list": "x { #capa .capa }",
    "inline value": "{{ capa:.3f }}",
    "math": "$capa$ y $$\ncapa\n$$",
    "rendered math": '<span class="g-math"><math><mi>capa</mi></math></span>',
    "attributes of a tag": '<span title="una capa > otra capa">x</span>',
    "comment": "<!-- capa -->",
    "table": "| capa | lote |\n|---|---|\n| capa | lote |",
    "HTML table": "<table><tr><td>capa</td></tr></table>",
    "HTML link": '<a href="x">capa</a>',
    "HTML heading": "<h3>capa</h3>",
    "callout title": '!!! tip "Una capa"\n    x',
    "title of an open callout": '???+ tip "Una capa"\n    x',
    "folded callout": '??? tip "Una capa"\n    Una capa.\n\n    Otra capa.\n',
    "folded part": '<details class="g-hint" markdown>\n<summary>x</summary>\n\ncapa\n\n</details>',
    "figure caption": '<figcaption markdown="span">Una capa.</figcaption>',
    "step": '<p class="g-step">Preparar la capa</p>',
    "output": '<div class="g-output g-error"><pre tabindex="0">capa</pre></div>',
    "claim": '<p class="g-claim" id="claim-capa"><code>capa</code> = 1 capa</p>',
    "widget": '<div class="big g-quiz"><div>capa</div><div>capa</div> capa</div>',
    "header card": (
        '<div class="g-card" markdown>\n<ul class="g-objectives" markdown>\n<li>capa</li>\n</ul>\n'
        "<div markdown><dt>capa</dt><dd>capa</dd></div>\n</div>"
    ),
    "a definition": '<dfn>capa</dfn><span class="g-def">capa</span>',
}


@pytest.mark.parametrize("name", NO_PROSE)
def test_what_is_no_prose_keeps_its_words_and_prose_goes_on_behind_it(name):
    text = NO_PROSE[name]
    assert mark_first_uses(text, TERMS, "es") == text
    if name != "fence without end":
        after = f"{text}\n\nAl final, una capa."
        marked = mark_first_uses(after, TERMS, "es")
        assert marked.startswith(text)
        assert MARK.findall(marked) == [("layer", "capa")]


PROSE = {
    "callout": '!!! tip "Consejo"\n    Una capa.',
    "open callout": '???+ tip "Consejo"\n    Una capa.',
    "after a folded callout": '??? tip "x"\n    y\n\nUna capa.',
    "list item": "- capa",
    "quotation": "> Una capa.",
    "exercise": '<section class="g-exercise" markdown>\n\nUna capa.\n\n</section>',
    "paragraph of HTML": "<p>Una capa.</p>",
    "a comparison": "si x < 3, una capa",
    "a price": r"cuesta \$5, y la capa \$6",
    "escaped backtick": r"\`capa y `x`",
    "brackets without link": "una [capa] suelta",
    "a tag that never ends": '<p class="g-step">\n\nUna capa.',
    "a rule": "x\n\n---\n\nUna capa.",
}


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_marked_wherever_it_stands(name):
    assert uses(PROSE[name]) == [("layer", "capa")]


class _Reader(HTMLParser):
    """Collects the descriptions that terms name, and the ids there are."""

    def __init__(self):
        super().__init__()
        self.named, self.ids, self.inside = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.append(attrs.get("id"))
        if tag == "dfn":
            self.named.append(attrs["aria-describedby"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_survive_markdown(lang):
    words = {"es": ("capa", "lotes", "época"), "en": ("layer", "batches", "epoch")}[lang]
    text = f"{words[0]} first.\n\n- **{words[1]}** in bold\n- x\n\n!!! tip\n    {words[2]}"
    extensions = ["admonition", "attr_list", "md_in_html"]
    html = markdown.markdown(mark_first_uses(text, TERMS, lang), extensions=extensions)
    reader = _Reader()
    reader.feed(html)
    assert reader.named == ["g-def-layer", "g-def-batch", "g-def-epoch"]
    assert set(reader.named) <= set(reader.ids)
    assert f">{words[0]}</dfn>" in html
    assert "<strong><dfn" in html
    assert html.count("<code>x</code>.</span>") == 3  # the code of a definition is code
    assert html.count("<dfn") == 3


# The page.


def test_the_page_has_an_anchor_the_other_name_and_the_definition_of_each_term():
    page = glossary_page(TERMS[:1], "es")
    assert page.startswith('---\ntitle: "Glosario"\n')
    assert (
        "## G { #letter-g }\n\n"
        "### gradiente { #gradient }\n\n"
        '<p class="g-other">En inglés: <span lang="en">gradient</span> · masculino</p>\n\n'
        "Es esto. Por ejemplo, `x`.\n"
    ) in page
    page = glossary_page(TERMS[:1], "en")
    assert "### gradient { #gradient }" in page
    assert 'In Spanish: <span lang="es">gradiente</span> · masculine' in page


def test_the_spanish_order_folds_accents_and_keeps_ñ_after_n():
    names = ["ñandú", "nube", "época", "Eje", "zona", "nada", "epílogo", "peso", "obra"]
    terms = [term(f"t{rank}", [name], [name]) for rank, name in enumerate(names)]
    page = glossary_page(terms, "es")
    assert re.findall(r"^### (\w+)", page, re.MULTILINE) == [
        *("Eje", "epílogo", "época", "nada", "nube", "ñandú", "obra", "peso", "zona")
    ]
    assert re.findall(r"^## (\w)", page, re.MULTILINE) == ["E", "N", "Ñ", "O", "P", "Z"]
    assert "[N](#letter-n) [Ñ](#letter-ñ) [O](#letter-o)" in page


def test_the_english_order_takes_ñ_for_n():
    terms = [term(f"t{rank}", [name], [name]) for rank, name in enumerate(["ñb", "nc", "na"])]
    assert re.findall(r"^## (\w)", glossary_page(terms, "en"), re.MULTILINE) == ["N"]


# The file of the course.


@pytest.fixture(scope="module")
def course_terms():
    return read_glossary(REPOSITORY)


def test_the_file_holds_the_133_terms_of_the_course(course_terms):
    assert len(course_terms) == 133
    assert {term.use for term in course_terms} == set(USES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_is_on_the_page_once_with_both_names(course_terms, lang):
    page = glossary_page(course_terms, lang)
    assert sorted(re.findall(r"^### .* \{ #(\S+) \}$", page, re.MULTILINE)) == sorted(
        term.id for term in course_terms
    )
    for term in course_terms:
        assert f"### {term.name[lang]} {{ #{term.id} }}\n" in page
        assert page.count(term.definition[lang]) == 1
    other = "en" if lang == "es" else "es"
    assert page.count(f'<span lang="{other}">') == 133


def test_spanish_numbers_have_a_narrow_space(course_terms):
    for term in course_terms:
        prose = re.sub(r"`[^`]+`", "", term.definition["es"])
        assert not re.search(r"\d[ \u00a0]?%|\d,\d|\d \d{3}\b", prose), term.id
        assert not re.search(r"\d\s%", term.definition["en"]), term.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_form_is_found_in_a_sentence(course_terms, lang):
    for term in course_terms:
        for form in term.forms[lang]:
            found = MARK.findall(mark_first_uses(f"La {form}, x.", course_terms, lang))
            assert found == [(term.id, form)], form


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marking_a_page_changes_nothing_else(course_terms, lang):
    pages = sorted((REPOSITORY / "docs" / lang).rglob("*.md"))
    marked = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        result = mark_first_uses(text, course_terms, lang)
        assert unmarked(result) == text
        marked += result != text
    assert marked > len(pages) / 2
