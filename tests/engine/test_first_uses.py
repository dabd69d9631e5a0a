"""Definitions of the terms of the glossary, in the text at first use."""

import re
from html.parser import HTMLParser

import markdown
import pytest

from tutorial_build.page.first_uses import FirstUses, mark_first_uses
from tutorial_build.source.glossary import read_glossary
from tutorial_build.source.pairs import LANGUAGES

from .conftest import REPOSITORY
from .made_up import term

MARK = re.compile(
    r'<dfn class="g-term" tabindex="0" data-term="([^"]+)"[^>]*>(.*?)</dfn>'
    r'<span class="g-def".*?</span>',
    re.DOTALL,
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
    return re.sub(r'<span lang="en">(.*?)</span>', r"\1", MARK.sub(r"\2", text))


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


@pytest.mark.parametrize(
    ("written", "behind"),
    [
        ("**época** (epoch), y", '** (<span lang="en">epoch</span>), y'),
        ("**épocas** (*epochs*).", '** (*<span lang="en">epochs</span>*).'),
        ("La época (la primera).", " (la primera)."),
        ("La época. (Epoch.)", ". (Epoch.)"),
    ],
)
def test_the_english_behind_a_term_is_marked_as_english(written: str, behind: str) -> None:
    assert mark_first_uses(written, TERMS, "es").endswith(f"</span>{behind}")


def test_a_term_that_is_equal_in_both_languages_is_not_repeated():
    marked = mark_first_uses("Un logit.", [term("logit", ["logit"], ["logit"])], "es")
    assert "hidden>Es esto." in marked


def test_each_term_is_marked_once():
    text = "Una capa, dos capas, un lote; más capas y más lotes."
    assert uses(text) == [("layer", "capa"), ("batch", "lote")]


def test_a_page_may_come_in_pieces_that_share_what_was_seen():
    page = FirstUses(TERMS, "es")
    marked = [page.mark(text) for text in ("Una capa.", "`lote` y otra capa, un lote.", "Un lote.")]
    assert [MARK.findall(text) for text in marked] == [
        [("layer", "capa")],
        [("batch", "lote")],
        [],
    ]
    whole = "\n\n".join(map(unmarked, marked))
    assert "\n\n".join(marked) == mark_first_uses(whole, TERMS, "es")


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
    "paragraph of HTML": "<p>Una capa.</p>",
    "section of HTML": '<section class="g-exercise" markdown>\n\nUna capa.\n\n</section>',
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
    "HTML in a sentence": 'x <b title="capa">y</b> <span lang="en">z</span>, una capa',
    "a comparison": "si x < 3, una capa",
    "a price": r"cuesta \$5, y la capa \$6",
    "escaped backtick": r"\`capa y `x`",
    "brackets without link": "una [capa] suelta",
    "a tag that never ends": '<p class="g-step">\n\nUna capa.',
    "a rule": "x\n\n---\n\nUna capa.",
    "braces": "{una capa}",
    "a colon behind brackets": "x [0]: una capa",
    "after a longer end of a fence": "```\nx\n````\n\nUna capa.",
    "after a fold in a fold": "<details><details>x</details>capa</details>\n\nUna capa.",
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


@pytest.fixture(scope="module")
def course_terms():
    return read_glossary(REPOSITORY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_form_is_found_in_a_sentence(course_terms, lang):
    forms = [(term, form) for term in course_terms for form in term.forms[lang]]
    lost = [
        form
        for term, form in forms
        if MARK.findall(mark_first_uses(f"La {form}, x.", course_terms, lang)) != [(term.id, form)]
    ]
    assert not lost, "\n".join(lost)
    assert len(forms) > 133


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marking_a_page_changes_nothing_else(course_terms, lang):
    pages = sorted((REPOSITORY / "docs" / lang).rglob("*.md"))
    texts = {page.relative_to(REPOSITORY): page.read_text(encoding="utf-8") for page in pages}
    marked = {page: mark_first_uses(text, course_terms, lang) for page, text in texts.items()}
    changed = [
        str(page) for page, text in texts.items() if unmarked(marked[page]) != unmarked(text)
    ]
    assert not changed, "\n".join(changed)
    assert sum(marked[page] != text for page, text in texts.items()) > len(pages) / 2
