"""The reader of Markdown: what is code, math, a link and so on, case by case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorial_build.source.prose import scan


def marks(text):
    """Kind and text of what is not plain words."""
    return [(span.kind, span.text) for span in scan(text) if span.kind != "text"]


# A text and what is in it; the words between stand in no table.
CASES = {
    # Code.
    "code": ("a `b` c", [("code", "`b`")]),
    "code that holds a backtick": ("`` a ` b `` c", [("code", "`` a ` b ``")]),
    "runs of backticks pair by length": ("``a`b` c", [("code", "`b`")]),
    "code may cross a line": ("`a\nb`", [("code", "`a\nb`")]),
    "code ends with its paragraph": ("a ` b\n\nc ` d", []),
    "an escaped backtick opens nothing": (r"\`a `b`", [("escape", r"\`"), ("code", "`b`")]),
    "a backslash in code is itself": (r"`\` a `b`", [("code", r"`\`"), ("code", "`b`")]),
    "a formula in code is code": ("`$x$`", [("code", "`$x$`")]),
    "fence": ("```python\na\n```\nb", [("fence", "```python\na\n```")]),
    "fence of tildes": ("~~~\n```\n~~~", [("fence", "~~~\n```\n~~~")]),
    "a longer fence": ("````\n```\na\n```\n````", [("fence", "````\n```\na\n```\n````")]),
    "a longer end of a fence": ("```\na\n`````\nb", [("fence", "```\na\n`````")]),
    "a fence without end": ("a\n```\n$x$", [("fence", "```\n$x$")]),
    "a fence in a callout": ("    ```\n    a\n    ```", [("fence", "    ```\n    a\n    ```")]),
    "a fence in a quotation": ("> ```\n> a\n> ```", [("fence", "> ```\n> a\n> ```")]),
    "a deeper fence ends none": ("```\n    ```\n```", [("fence", "```\n    ```\n```")]),
    "three backticks in a line": ("```a``` b", [("code", "```a```")]),
    # Math.
    "formula in a line": ("a $x_1$, b", [("math", "$x_1$")]),
    "formula on its own": ("$$\nx\n$$", [("formula", "$$\nx\n$$")]),
    "prices": ("It costs $5 and $6.", []),
    "a price and a formula": ("$5 o $x$", [("math", "$x$")]),
    "currency": ("US$5 y US$6", []),
    "an escaped dollar": (r"\$5 y \$6", [("escape", r"\$"), ("escape", r"\$")]),
    "space inside": ("$ x $", []),
    "what opens first wins": ("`a $b` c$ $d `e$", [("code", "`a $b`"), ("math", "$d `e$")]),
    "an escaped backslash": (r"\\$x$", [("escape", "\\\\"), ("math", "$x$")]),
    "not across lines": ("$a\nb$", []),
    # Links and images.
    "link": ("[a](b.md) c", [("link", "["), ("target", "](b.md)")]),
    "image": ("![a](b.svg)", [("image", "!["), ("target", "](b.svg)")]),
    "image in a link": (
        "[![a](b.svg)](c.md)",
        [("link", "["), ("image", "!["), ("target", "](b.svg)"), ("target", "](c.md)")],
    ),
    "code in a link": ("[`]`](a.md)", [("link", "["), ("code", "`]`"), ("target", "](a.md)")]),
    "brackets in a link": ("[a [b] c](d.md)", [("link", "["), ("target", "](d.md)")]),
    "title of a link": ('[a](b "c")', [("link", "["), ("target", '](b "c")')]),
    "parentheses in a target": ("[a](b_(c))", [("link", "["), ("target", "](b_(c))")]),
    "reference": ("[a][b]", [("link", "["), ("target", "][b]")]),
    "definition": ("[b]: c.md\nd", [("definition", "[b]: c.md")]),
    "brackets alone": ("[0, 1) y (0, 1] y [a]", []),
    "an escaped bracket": (r"\[a](b)", [("escape", r"\[")]),
    "box of a task": ("- [x] a", [("item", "- ")]),
    "address": ("(https://a.b/c) d", [("address", "https://a.b/c)")]),
    "address in angles": ("<https://a.b>c", [("address", "<https://a.b>")]),
    # HTML.
    "tag": ('<p class="a > b">c</p>', [("tag", '<p class="a > b">'), ("tag", "</p>")]),
    "comparison": ("a < b and c > d, a<3", []),
    "comment": ("<!-- $x$ `\n -->a", [("comment", "<!-- $x$ `\n -->")]),
    "code of HTML": ("<pre>\n\n`$x$</pre>", [("raw", "<pre>\n\n`$x$</pre>")]),
    "a formula in HTML": (
        "<b>$x$</b>",
        [("tag", "<b>"), ("math", "$x$"), ("tag", "</b>")],
    ),
    "a dollar in an attribute": ('<a title="$x$">', [("tag", '<a title="$x$">')]),
    # What our pages add.
    "inline value": ("{{ a['$']:.2f }}", [("value", "{{ a['$']:.2f }}")]),
    "a literal inline value": (r"\{{ a }}", [("escape", r"\{{")]),
    "attribute list": ("a { #b .c d=1 }", [("attributes", " { #b .c d=1 }")]),
    "attribute list with colon": ("a{: .c }", [("attributes", "{: .c }")]),
    "braces alone": ("{a, b} y {0}", []),
    "callout": ('!!! tip "a"\n    b', [("callout", "!!! tip")]),
    "three marks in a sentence": ("¡Sí!!! a ??? b", []),
    # Lines.
    "heading": (
        "## A `b` { #c }",
        [("heading", "## "), ("code", "`b`"), ("attributes", " { #c }")],
    ),
    "no heading": ("#a\na # b", []),
    "underlined heading": ("A\n---", [("heading", "")]),
    "rule": ("a\n\n---\n\nb", []),
    "item": ("- a\n    1. b\n+ c", [("item", "- "), ("item", "    1. "), ("item", "+ ")]),
    "no item": ("-a\n1.5 b\n**c**", []),
    "item above a rule": ("- a\n---", [("item", "- ")]),
    "row": ("| a | `b` |", [("row", "|"), ("code", "`b`")]),
    "front matter": ("---\na: $x$\n---\nb", [("front", "---\na: $x$\n---")]),
    "no front matter": ("a\n\n---\nb\n\n---\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_read_as_it_is_meant(name):
    text, found = CASES[name]
    assert marks(text) == found


VALUES = {
    "## a": ["##"],
    "a\n===": ["="],
    "a\n---": ["-"],
    "??? tip": ["tip"],
    "  - a": ["  -"],
    "1) a": ["1)"],
    "a { .b #c-d }": ["c-d"],
    "a { .b }": [""],
    '[a](b.md#c "d")': ["b.md#c", "b.md#c"],
    "![a](<b.svg>)": ["b.svg", "b.svg"],
    "[a][b]": ["", ""],
    "<em>a</em>": ["em", "em"],
    "`a` $b$": ["", ""],
}


@pytest.mark.parametrize("text", VALUES)
def test_a_mark_knows_what_it_says(text):
    assert [span.value for span in scan(text) if span.kind != "text"] == VALUES[text]


REACHES = {
    '!!! tip "a"\n    b\n\n    c\n\nd': '!!! tip "a"\n    b\n\n    c\n',
    "    ??? tip\n        a\n    b": "    ??? tip\n        a",
    "[a `]` b](c) d": "[a `]` b](c)",
    "<div><div>a</div>b</div>c": "<div><div>a</div>b</div>",
    "<div>`</div>`</div>a": "<div>`</div>`</div>",
    "<p>a": "<p>",
    "<p>a<br>b</p>c": "<p>a<br>b</p>",
    "<DIV>a</div>b": "<DIV>a</div>",
}


@pytest.mark.parametrize("text", REACHES)
def test_a_mark_knows_where_ends_what_it_opens(text):
    first = next(scan(text))
    assert text[first.start : first.until] == REACHES[text]


def test_what_is_not_asked_for_is_text():
    spans = scan("a `b` **c** [d](e) $f$ g", "code", "math")
    assert [(span.kind, span.text) for span in spans] == [
        ("text", "a "),
        ("code", "`b`"),
        ("text", " **c** [d](e) "),
        ("math", "$f$"),
        ("text", " g"),
    ]


PIECES = (
    "a B0 \n \n\n --- === ``` ~~~~ ` `` $ $$ {{ }} { #x } [ ] ]( ) ![ ][ < > <p> </p> <pre> </pre>"
)
PIECES += " \\ !!! ??? tip ??? # ## - 1. | <!-- --> : https://a.b \" ' . = é _ *"
TEXTS = st.lists(st.sampled_from([*PIECES.split(" "), " ", "    ", "\t"])).map("".join)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_spans_are_in_order_and_put_together_are_the_text(text):
    place = 0
    for span in scan(text):
        assert (span.start, text[span.start : span.end]) == (place, span.text)
        assert span.end <= span.until <= len(text) or span.kind == "text"
        place = span.end
    assert place == len(text)


@pytest.mark.parametrize(
    "piece", ["`", "[", "<a ", "<code>", "$", "$$x", "{{", "> ", "![](", "- \\"]
)
def test_a_text_of_marks_alone_takes_no_time(piece):
    assert "".join(span.text for span in scan(piece * 2000)) == piece * 2000
