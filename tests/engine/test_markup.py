"""Small pieces of Markdown and HTML."""

import ast
import re

import pytest

from tutorial_build.page.markup import clean_html, escape, fence, fold, formulas, pieces

from .conftest import REPOSITORY, seen


def test_a_fence_is_longer_than_any_run_of_backticks_in_the_code():
    assert fence("x = 1", "python") == "```python\nx = 1\n```"
    assert fence('"""\n````\n"""', "python").startswith("`````python\n")


def test_code_with_backtick_fences_is_shown_as_code():
    code = 'text = """\n```python\nprint(1)\n```\n"""'
    page = seen(fence(code, "python"))
    assert page.texts["code"] == [code + "\n"]


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} { #id .class }",
    "```\nnot a fence\n```",
    "~~~\nnor this\n~~~",
    "# no heading\n\n- no list\n\n1. none",
    "**not bold** _nor this_ [no](link.md) ![no](image.png)",
    "a &amp; b < c > d & e",
    "</pre></div><b>out</b>",
    "<!-- no comment -->",
    "$x$ and $$y$$ \\( z \\)",
    "    indented\n\n\n  a\tb",
    "é ñ 中 \u202f …",
    "[^1]: note\n*[HTML]: abbr",
    '!!! tip "no"\n    callout',
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "before\n\n{}\n\nafter", "fold"])
def test_whatever_is_printed_is_shown_as_text(text, around):
    block = f'<div class="g-output"><pre>{escape(text)}</pre></div>'
    body = fold("g-long", "more", block) if around == "fold" else around.format(block)
    page = seen(body)
    assert page.texts["pre"] == [text]
    assert page.programs == []


def test_rich_output_keeps_the_table_and_loses_what_could_run():
    dirty = (
        '<style>td {color: red}</style><table class="dataframe" onclick="x()" style="top:0">\n'
        "  <tr><th>a</th></tr>\n  <tr><td>1</td></tr></table>"
        '<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:x()">b</a>'
        "<iframe src='x'></iframe>"
    )
    cleaned = clean_html(dirty)
    page = seen(f'<div class="g-output g-html">{cleaned}</div>')
    assert page.texts["th"] == ["a"]
    assert page.texts["td"] == ["1"]
    assert page.attributes("table") == [{"class": "dataframe"}]
    for gone in ("script", "alert", "onerror", "onclick", "javascript", "style", "iframe", "img"):
        assert gone not in cleaned


def test_rich_output_stays_on_one_line_and_words_stay_apart():
    assert clean_html("<p>one\ntwo</p>\n\n<p>three</p>") == "<p>one two</p> <p>three</p>"


def test_lines_of_preformatted_rich_output_stay_lines():
    cleaned = clean_html("<pre>a\n  b\n\nc</pre>")
    page = seen(f'<div class="g-output">{cleaned}</div>')
    assert page.texts["pre"] == ["a\n  b\n\nc"]


def test_formulas_become_mathml():
    inline, block = formulas("$x$"), formulas("$$\n\\frac{1}{2}\n$$")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">' in inline
    assert "<mi>x</mi>" in inline
    assert 'display="block"' in block
    assert "<mfrac>" in block


def test_markdown_does_not_touch_the_signs_of_a_formula():
    page = seen(formulas("Mide $a * b_1 * c_2$ y $[x]$."))
    assert "em" not in page.texts
    assert page.texts["math"] == ["a*b1*c2", "[x]"]


@pytest.mark.parametrize(
    "text",
    [
        "`$x$`",
        "``a ` $x$``",
        "```bash\necho $HOME $PATH\n```",
        "~~~\n$x$\n~~~",
        "````\n```\n$x$\n```\n$x$\n````",
        "    ```\n    $x$\n\n    $x$\n    ```",
        "[a](b.md?$x$)",
        '<span title="$x$">a</span>',
        "It costs $5 and $6.",
        "US$5 or $ 5 $",
        "```bash\necho \\$5\n```",
    ],
)
def test_dollars_that_are_no_formula_stay(text):
    assert formulas(text) == text


def test_punctuation_stays_with_its_formula():
    assert formulas("($x$), $y$").count("</math>),</span>") == 1


def test_an_escaped_dollar_is_a_dollar():
    assert formulas(r"\$5 y $x$").startswith("$5 y <span")


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (r"x_{", r"formula \$x_\{\$: missing super script or subscript"),
        (r"a_b_c", r"formula \$a_b_c\$: double subscripts"),
        (r"\left( x", r"formula \$\\left\( x\$: extra left or missing right"),
        (r"\bad{x}", r"formula \$\\bad\{x\}\$: \\bad is not known here"),
        (r"a & b", r"formula \$a & b\$: & is not known here"),
    ],
)
def test_a_formula_that_cannot_be_read_is_named(formula, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        formulas(f"Sea ${formula}$.")


def test_a_fold_shows_its_markdown():
    page = seen(fold("g-hint", "Pista 1", "Suma **todo**.\n\n- uno"))
    assert page.texts["summary"] == ["Pista 1"]
    assert page.texts["strong"] == ["todo"]
    assert page.texts["li"] == ["uno"]


def test_the_summary_of_a_fold_is_text():
    assert seen(fold("g-predict", "¿a < b & c?", "1")).texts["summary"] == ["¿a < b & c?"]


def strings(path):
    """The texts that the code of a module holds, its documentation left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in said)
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("part", ["page", "indexes", "site", "authors"])
def test_html_lives_in_templates(part):
    tag = re.compile(r"</?(?!mi>)[a-z]+\d?[ >]")  # <mi> is what a formula is searched for
    files = sorted((REPOSITORY / "src/tutorial_build" / part).glob("*.py"))
    found = {path.name: list(filter(tag.search, strings(path))) for path in files}
    assert len(files) > 3
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_text_is_cut_before_its_headings_and_nowhere_in_code_or_callouts():
    text = "one\n\n## two\n\n```\n# three\n```\n\n!!! tip\n    # four\n\n### five"
    first, second, third = pieces(text)
    assert (first, third) == ("one", "### five")
    assert second.startswith("## two")
    assert pieces("## two") == ["", "## two"]
