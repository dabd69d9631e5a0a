import re
from html.parser import HTMLParser

import markdown
import pytest

from tutorial_build.errors import ContentError
from tutorial_build.pairs import LANGUAGES
from tutorial_build.reader.glossary import (
    GLOSSARY_FILE,
    USES,
    Term,
    glossary_page,
    mark_first_uses,
    read_glossary,
)

from .conftest import REPOSITORY

ENTRY = """\
- id: gradient
  en: gradient
  es: gradiente
  use: es
  gender: m
  forms:
    en: [gradient, gradients]
    es: [gradiente, gradientes]
  definition:
    en: >-
      The list of the slopes of a function. It points uphill.
    es: >-
      Lista de las pendientes de una función. Apunta cuesta arriba.
"""

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


# Reading the file.


def read(folder, text):
    path = folder / GLOSSARY_FILE
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return read_glossary(folder)


def test_an_entry_is_read(tmp_path):
    (gradient,) = read(tmp_path, ENTRY + "  ignore: {es: [gradiente térmico]}\n")
    assert gradient.name == {"es": "gradiente", "en": "gradient"}
    assert gradient.forms["es"] == ["gradiente", "gradientes"]
    assert gradient.ignore == {"es": ["gradiente térmico"], "en": []}
    assert gradient.definition["en"] == "The list of the slopes of a function. It points uphill."


def test_a_term_may_have_no_gender_and_no_forms(tmp_path):
    text = ENTRY.replace("  gender: m\n", "").replace("[gradiente, gradientes]", "[]")
    (gradient,) = read(tmp_path, text)
    assert gradient.gender == ""
    assert gradient.forms["es"] == []
    assert uses("gradiente") == [("gradient", "gradiente")]
    assert mark_first_uses("gradiente", [gradient], "es") == "gradiente"


WRONG = {
    "no Spanish term": ("  es: gradiente\n", "", 1, "term 'gradient': no 'es'; write it"),
    "an empty term": ("en: gradient\n", "en:\n", 2, "term 'gradient': no 'en'; write it"),
    "no id": ("id: gradient", "ids: gradient", 1, "unknown field 'ids'; a term has definition, en"),
    "no forms": (
        "    es: [gradiente, gradientes]\n",
        "",
        6,
        "term 'gradient': no 'forms.es'; write it",
    ),
    "no definition": (
        "    es: >-\n      Lista de las pendientes de una función. Apunta cuesta arriba.\n",
        "",
        9,
        "term 'gradient': no 'definition.es'; write it",
    ),
    "an unknown field": ("gender: m", "genero: m", 5, "unknown field 'genero'; a term has"),
    "an unknown language": ("es: [gr", "fr: [gr", 8, "unknown field 'forms.fr'; a term has"),
    "an id with capitals": ("id: gr", "id: Gr", 1, "an id is lower-case words joined by hyphens"),
    "an unknown use": ("use: es", "use: fr", 4, "use is 'fr'; choose one of es, es (en), en, mi"),
    "an unknown gender": ("gender: m", "gender: n", 5, "gender is 'n'; choose m or f"),
    "a list as a term": ("es: gradiente\n", "es: [a]\n", 3, "'es' is not a text; write one"),
    "a text as forms": (
        "[gradient, gradients]",
        "gradient",
        7,
        "'forms.en' is not a list; write [form, form]",
    ),
    "a form with capitals": (
        "[gradient, gradients]",
        "[Gradient]",
        7,
        "'forms.en' has 'Gradient'; write lower-case words, one space",
    ),
    "an empty form": ("gradientes]", "'']", 8, "'forms.es' has ''; write lower-case words"),
    "a form that stands twice": (
        "gradientes]",
        "gradiente]",
        8,
        "form 'gradiente' is one of 'gradient' already",
    ),
    "one sentence": (
        "función. Apunta",
        "función: apunta",
        12,
        "'definition.es' has 1 full stops; write two sentences",
    ),
    "three sentences": (
        "It points uphill.",
        "It points uphill. Really?",
        10,
        "'definition.en' has 3 full stops; write two sentences",
    ),
    "an unfinished sentence": (
        "It points uphill.",
        "It points. Uphill",
        10,
        "'definition.en' does not end in a full stop; end it",
    ),
    "markup": ("uphill", "*uphill*", 10, "'definition.en' has '*'; write plain text, `code`"),
    "broken YAML": ("forms:\n", "forms: [\n", 8, "not YAML ("),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry_is_named_by_line(tmp_path, name):
    good, bad, line, message = WRONG[name]
    assert good in ENTRY
    with pytest.raises(ContentError, match=re.escape(message)) as raised:
        read(tmp_path, ENTRY.replace(good, bad, 1))
    assert str(raised.value).startswith(f"{GLOSSARY_FILE}:{line}: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms: 3\n", "docs/glossary.yml:1: not a list of terms; start each with '- id:'"),
        ("", "docs/glossary.yml:1: not a list of terms; start each with '- id:'"),
        ("# x\n- gradient\n", "docs/glossary.yml:2: not a term; write its fields as 'id:'"),
        (ENTRY + ENTRY, "docs/glossary.yml:14: term 'gradient': this id stands twice; rename one"),
    ],
)
def test_a_wrong_file_is_named_by_line(tmp_path, text, message):
    with pytest.raises(ContentError, match="^" + re.escape(message)):
        read(tmp_path, text)


def test_a_form_opens_one_definition_only(tmp_path):
    second = ENTRY.replace("id: gradient", "id: slope").replace("[gradient, gradients]", "[slope]")
    message = "docs/glossary.yml:21: term 'slope': form 'gradiente' is one of 'gradient' already"
    with pytest.raises(ContentError, match=re.escape(message)):
        read(tmp_path, ENTRY + second)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"^docs/glossary\.yml:1: no such file; list the terms"):
        read_glossary(tmp_path)


def test_points_in_code_and_numbers_end_no_sentence(tmp_path):
    text = ENTRY.replace("It points uphill.", "At 0.5 call `a. b.` and stop (“here.”)")
    (gradient,) = read(tmp_path, text)
    assert gradient.definition["en"].endswith("(“here.”)")


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
