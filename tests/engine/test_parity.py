import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source import parity
from tutorial_build.source.cells import Pair, Prose


def check(spanish, english):
    parity.check(Pair(Prose(10, spanish), Prose(20, english)), "demo.py")


SAME = [
    ("Hola.", "Hello."),
    ("## Uno { #one }\n\nTexto.", "## One { #one }\n\nText."),
    ("Mira [esto](a.md) y [eso](b.md).", "See [that](b.md) and [this](a.md)."),
    ("- a\n- b\n\n1. c", "- x\n- y\n\n1. z"),
    ('!!! tip "Consejo"\n    Algo.', '!!! tip "Tip"\n    Something.'),
    ("Da {{ a:.1f }} de {{ b }}.", "Of {{ b }} it gives {{ a:.1f }}."),
    ("```python\n# no es título\n- ni lista\n```", "```python\n# other\n```"),
    ("$$x$$", "$$x$$"),
    (r"Literal \{{ x }}.", "Literal."),
    ("!!! tip\n    ```python\n    # uno\n    ```", "!!! tip\n    ```python\n    x = 1\n    ```"),
    ("`{ #uno }` y `[a](a.md)`", "`{ #one }`"),
    ("## Uno { .wide #one }", "## One { #one }"),
    ("````\n```\n- a\n```\n````", "~~~~\n~~~\n# b\n~~~~"),
]


@pytest.mark.parametrize(("spanish", "english"), SAME)
def test_partners_of_the_same_shape_pass(spanish, english):
    check(spanish, english)


DIFFERENT = {
    "level of a heading": (
        "## Uno { #one }",
        "### One { #one }",
        r"the headings differ from the 'es' partner's: es has \['##'\], en has \['###'\]",
    ),
    "a heading less": (
        "## Uno { #one }\n\n## Dos { #two }",
        "## One { #one }",
        r"the headings differ from the 'es' partner's: es has \['##', '##'\], en has \['##'\]",
    ),
    "anchor": (
        "## Uno { #one }",
        "## One { #uno }",
        r"the anchors differ from the 'es' partner's: es has \['one'\], en has \['uno'\]",
    ),
    "figure": (
        "![a](a.svg)",
        "![a](b.svg)",
        r"the images differ from the 'es' partner's: es has \['a.svg'\], en has \['b.svg'\]",
    ),
    "link": (
        "[a](a.md)",
        "[a](b.md)",
        r"the links differ from the 'es' partner's: es has \['a.md'\], en has \['b.md'\]",
    ),
    "a link less": (
        "[a](a.md)",
        "a",
        r"the links differ from the 'es' partner's: es has \['a.md'\], en has \[\]",
    ),
    "admonition": (
        '!!! tip "Consejo"\n    a',
        '!!! warning "Warning"\n    a',
        r"the callouts differ from the 'es' partner's: es has \['tip'\], en has \['warning'\]",
    ),
    "a bullet less": (
        "- a\n- b",
        "- a",
        r"the items differ from the 'es' partner's: es has \['-', '-'\], en has \['-'\]",
    ),
    "a numbered item less": (
        "1. a\n2. b",
        "1. a",
        r"the items differ from the 'es' partner's: es has \['1.', '2.'\], en has \['1.'\]",
    ),
    "depth of an item": (
        "- a\n    - b",
        "- a\n- b",
        r"the items differ from the 'es' partner's: es has \['-', '    -'\], en has \['-', '-'\]",
    ),
    "a table row less": (
        "| a |\n|---|\n| b |",
        "| a |\n|---|",
        "the rows differ from the 'es' partner's: es has 3, en has 2",
    ),
    "a formula less": (
        "$$x$$",
        "x",
        "the formulas differ from the 'es' partner's: es has 1, en has 0",
    ),
    "inline value in code": (
        "```python\n{{ a }}\n```",
        "```python\n{{ b }}\n```",
        r"the inline values differ from the 'es' partner's: es has \['a'\], en has \['b'\]",
    ),
    "inline value": (
        "{{ a:.3f }}",
        "{{ b:.3f }}",
        r"the inline values differ from the 'es' partner's: es has \['a:.3f'\], en has \['b:.3f'\]",
    ),
    "format of an inline value": (
        "{{ a:.3f }}",
        "{{ a:.2f }}",
        r"the inline values differ from the 'es' partner's: es has \['a:.3f'\], en has \['a:.2f'\]",
    ),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_partners_of_different_shape_are_named(what):
    spanish, english, message = DIFFERENT[what]
    with pytest.raises(ContentError, match=rf"^demo\.py:20: {message}; make them the same$"):
        check(spanish, english)


def test_a_heading_without_anchor_is_named_by_its_line():
    with pytest.raises(
        ContentError,
        match=r"^demo\.py:13: a heading without an anchor; end it with \{ #name \}, "
        "equal in es and en$",
    ):
        check("Hola.\n\n## Uno", "Hello.\n\n## One")


def test_a_level_1_heading_is_named_by_its_line():
    with pytest.raises(
        ContentError,
        match=r"^demo\.py:11: a level-1 heading; the title comes from the header, start with '##'$",
    ):
        check("# Uno { #one }", "# One { #one }")


def test_an_underlined_heading_is_a_heading():
    with pytest.raises(ContentError, match=r"^demo\.py:11: a level-1 heading"):
        check("Uno\n===", "One\n===")
    with pytest.raises(ContentError, match=r"^demo\.py:13: a heading without an anchor"):
        check("Hola.\n\nUno\n---", "Hello.\n\nOne\n---")


def test_anchors_are_those_of_prose_in_order():
    text = "## A { #a }\n\n`{ #b }`\n\n```\n## C { #c }\n```\n\n## D { .wide #d }"
    assert parity.anchors(text) == ["a", "d"]
