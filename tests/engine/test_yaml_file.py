"""Whatever is wrong in a YAML text is one line, named where it stands."""

from typing import Annotated, Literal

import pytest
import yaml
from pydantic import Field, StringConstraints

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, CourseFile
from tutorial_build.source.glossary import Term
from tutorial_build.source.quiz import Question
from tutorial_build.source.script import Header, Options, read_script
from tutorial_build.source.yaml_file import Both, Document, Entry, Names, Text

HEADER = """\
title: "Uno // One"
description:
  es: Una página.
  en: A page.
objectives:
  - understand: "una cosa // one thing"
  - apply:
      es: otra
      en: another
minutes:
  read: 20
  practise: 10
needs: [alpha, beta]
data:
  - digits
seconds: 3.5
"""
OPTIONS = """\
tags:
  - hidden
  - volatile
raises: "ValueError: no"
warns: "UserWarning: no"
cause: "esto // this"
fix:
  es: aquello
  en: that
alt:
  - uno // one
  - es: dos
    en: two
caption: pie // caption
exercise: E1
role: wrong
message: "no // no"
lang: python
"""
# A cell of the page asks, or feeds a figure that asks itself; one of an exercise does neither.
PAGE_OPTIONS = OPTIONS.replace("exercise: E1\nrole: wrong\n", "").replace(
    'message: "no // no"\n', ""
)
ASKING = PAGE_OPTIONS + 'predict: "¿Sube? // Does it rise?"\n'
FEEDING = PAGE_OPTIONS + "data: widget\n"
QUIZ = """\
- id: single
  kind: single
  question: "¿Cuánto? // How much?"
  choices:
    - text: "2"
      right: true
      reason: "Sí. // Yes."
    - text: "uno // one"
      reason:
        es: No.
        en: No.
    - text: "3"
      reason: "No. // No."
- id: number
  kind: numeric
  question: "¿Cuánto suma? // What is the sum?"
  answer: "{{ total:.2f }}"
  tolerance: 0.01
  reason: "Sumando. // By adding."
  mistakes:
    - text: "{{ x }}"
      reason: "No. // No."
- id: fault
  kind: line
  question: "¿Dónde? // Where?"
  lines:
    - text: "x = 1"
      reason: "Bien. // Fine."
    - text: "x = 2"
      faulty: true
      reason: "Ahí. // There."
    - text: "x = 3"
      reason: "Bien. // Fine."
- id: order
  kind: order
  question: "Ordena. // Put in order."
  steps:
    - text: "Uno. // One."
      reason: "Primero. // First."
    - text: "Dos. // Two."
      reason: "Después. // Then."
    - text: "Tres. // Three."
      reason: "Al final. // Last."
"""
COURSE = """\
modules:
  - module: m1_first
    branch: architectures
    title: "Primero // First"
    pages:
      - alpha
      - beta: "Dos // Two"
      - gamma:
          title: "Tres // Three"
          needs: [alpha]
      - delta: {title: "Cuatro // Four", needs: [beta]}
routes:
  - route: hurry
    title: "Con prisa // In a hurry"
    pages:
      - alpha
      - beta
  - route: all
    title: "Completa // All of it"
    pages: all
"""
GLOSSARY = """\
- id: gradient
  en: gradient
  es: gradiente
  use: es (en)
  gender: m
  forms:
    en: [gradient]
    es:
      - gradiente
      - gradientes
  ignore:
    es: [gradiente térmico]
  plain: [gradientes]
  definition:
    en: >-
      The list of the slopes of a function. It points uphill.
    es: "Lista de las pendientes. Apunta cuesta arriba."
"""
FILES = {
    "header": (HEADER, Header),
    "options": (OPTIONS, Options),
    "options that ask": (ASKING, Options),
    "options that feed": (FEEDING, Options),
    "quiz": (QUIZ, tuple[Question, ...]),
    "course": (COURSE, CourseFile),
    "glossary": (GLOSSARY, tuple[Term, ...]),
}


def scalars(text):
    """Every value of a YAML text that is no list and no mapping, in order."""
    waiting = [yaml.compose(text, yaml.SafeLoader)]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.MappingNode):
            waiting[:0] = [value for _, value in node.value]
        else:
            waiting[:0] = node.value


def replaced(text, node, other):
    """The text with something else in place of a value, on one line as before."""
    end = node.end_mark.index
    if text[end - 1] == "\n":  # a block ends where the next value starts
        end -= 1
    return text[: node.start_mark.index] + other + text[end:]


@pytest.mark.parametrize("kind", FILES)
def test_the_sound_files_of_these_tests_are_read(kind):
    text, model = FILES[kind]
    assert Document(text, model, "file.yml").value
    assert len(list(scalars(text))) > 10


# None of these can stand for a text, a number or one of a few words.
NEVER = ["[[1]]", "{a: {b: 1}}", "[]", "{}"]
# A route may have no pages, and a page without a title is written.
MEANT = {("course", "all", "[]"), ("course", "Dos // Two", "{}")}


@pytest.mark.parametrize("kind", FILES)
def test_a_list_or_a_mapping_in_place_of_a_value_is_named_by_its_line(kind):
    text, model = FILES[kind]
    offenders = []
    for node in scalars(text):
        for other in NEVER:
            line = 1 + node.start_mark.line
            try:
                Document(replaced(text, node, other), model, "file.yml")
            except ContentError as error:
                if error.line != line:
                    offenders.append(f"{other} in line {line}: {error}")
            else:
                if (kind, node.value, other) not in MEANT:
                    offenders.append(f"{other} in line {line} is read")
    assert not offenders, "\n".join(offenders)


# These can stand for some values; what they break may show elsewhere in the entry.
PERHAPS = [
    "", "~", "yes", "3", "-1", "0.10", ".nan", "2024-01-31", "2024-99-99", "!!int x", "x", '""',
    '" // "', "a // b", "a // b // c", '"{{ f() }} // {{ f() }}"', "[", '"', "\x01", "&a [*a]",
    "!!python/name:os.system", "*nothing", "'{name}'", "%", "\t", "? x", "- x", "<<: 3",
]  # fmt: skip
OF_PYTHON = (
    "input should",
    "tuple",
    "instance",
    "dictionary",
    "validation",
    "function-",
    "literal[",
)


@pytest.mark.parametrize("kind", FILES)
def test_whatever_stands_in_place_of_a_value_is_read_or_one_line(kind):
    text, model = FILES[kind]
    offenders = []
    for node in scalars(text):
        for other in PERHAPS:
            try:
                Document(replaced(text, node, other), model, "file.yml")
            except ContentError as error:
                first, last = 1, text.count("\n") + 1
                said = error.message.lower()
                if not first <= error.line <= last or any(word in said for word in OF_PYTHON):
                    offenders.append(f"{other!r} in line {node.start_mark.line + 1}: {error}")
    assert not offenders, "\n".join(offenders)


def embedded(tmp_path, kind, text):
    """The header or the options of a script, and how many lines stand before them."""
    header, options = (text, OPTIONS) if kind == "header" else (HEADER, text)
    lines = ["# ---", *(f"# {line}".rstrip() for line in header.splitlines()), "# ---", "# %%"]
    lines += [*(f"#| {line}".rstrip() for line in options.splitlines()), "1", ""]
    path = tmp_path / "demo.py"
    path.write_text("\n".join(lines), encoding="utf-8")
    read_script(path, tmp_path)
    return 1 if kind == "header" else len(header.splitlines()) + 3


@pytest.mark.parametrize("kind", ["header", "options", "options that ask", "options that feed"])
def test_the_lines_of_a_script_are_those_of_the_file(tmp_path, kind):
    before = embedded(tmp_path, kind, FILES[kind][0])
    text = FILES[kind][0]
    for node in scalars(text):
        with pytest.raises(ContentError) as caught:
            embedded(tmp_path, kind, replaced(text, node, "{a: {b: 1}}"))
        assert caught.value.line == before + node.start_mark.line + 1


class Item(Entry):
    """One of everything that fields may hold."""

    both: Both = ""
    text: Text = ""
    names: Names = ()
    word: Literal["", "a", "b"] = ""
    whole: int = 0
    number: float = Field(0.0, ge=0)
    above: float = Field(1.0, gt=0)
    flag: bool = False
    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")] = "a"
    inner: "Item | None" = None
    inners: tuple["Item", ...] = ()


BOTH = 'both needs both languages; write "es // en"'
LIST = "write a list, [a, b] or lines that start with '- '"
TEXT = "write a text, in quotes where it looks like something else"
FIELDS = "above, both, flag, id, inner, inners, names, number, text, whole, word"

WRONG = {
    "a text in one language": ("both: a", 1, BOTH),
    "a text with an empty side": ('both: "a // "', 1, BOTH),
    "a text with three sides": ("both: a // b // c", 1, BOTH),
    "a number for a text in both": ("both: 3", 1, BOTH),
    "nothing for a text in both": ("both:", 1, BOTH),
    "one language below a text": (
        "both:\n  es: a",
        1,
        "both needs both languages; write 'es:' and 'en:' below it",
    ),
    "an empty language below a text": (
        "both:\n  en: a\n  es:",
        3,
        "both needs both languages; write 'es:' and 'en:' below it",
    ),
    "another language below a text": (
        "both:\n  es: a\n  en: b\n  fr: c",
        4,
        "unknown language 'fr'; use es and en",
    ),
    "a number below a text": (
        "text:\n  es: a\n  en: 0.10",
        3,
        "en is 0.1; put the text in quotes",
    ),
    "no text": ("text:", 1, 'no text; write text: "es // en"'),
    "a text of spaces": ('text: "  "', 1, 'no text; write text: "es // en"'),
    "a number for a text": ("text: 0.10", 1, "text is 0.1; put the text in quotes"),
    "a word that YAML knows": ("text: no", 1, "text is False; put the text in quotes"),
    "a text with two marks": (
        "text: a // b // c",
        1,
        "'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "an inline value on one side": (
        'both: "{{ a }} // b"',
        1,
        "the inline values differ: es has ['a'], en has []",
    ),
    "an inline value that calls": (
        'text: "{{ f(a) }}"',
        1,
        "inline value 'f(a)' must be a name, attribute or index",
    ),
    "a text for a list": ("names: a", 1, f"names is 'a'; {LIST}"),
    "a number in a list": ("names:\n  - a\n  - 3", 3, f"names is 3; {TEXT}"),
    "a word of none we know": ("word: c", 1, "word 'c' is not known; use 'a' or 'b'"),
    "a text for a whole number": ("whole: a", 1, "whole is 'a'; write a whole number"),
    "a fraction": ("whole: 1.5", 1, "whole is 1.5; write a whole number"),
    "a text for a number": ("number: a", 1, "number is 'a'; write a number"),
    "nothing for a number": ("number:", 1, "number is None; write a number"),
    "a number below 0": ("number: -1", 1, "number is -1; write a number from 0 on"),
    "0 where more is needed": ("above: 0", 1, "above is 0; write a number above 0"),
    "no number at all": ("above: .nan", 1, "above is nan; write a number above 0"),
    "a text for true": ("flag: maybe", 1, "flag is 'maybe'; write true, or leave it out"),
    "a number for a name": ("id: 3", 1, f"id is 3; {TEXT}"),
    "a name of other letters": ("id: A", 1, "id is 'A'; write what ^[a-z]+$ admits"),
    "an unknown field": ("flag: true\ncolour: red", 2, f"unknown field 'colour'; use {FIELDS}"),
    "a field that YAML knows as something else": (
        "yes: 3",
        1,
        f"unknown field True; use {FIELDS}",
    ),
    "a field with braces": ("'{x}': 3", 1, f"unknown field '{{x}}'; use {FIELDS}"),
    "a text for fields": ("inner: a", 1, "inner is 'a'; write fields, each as 'name: value'"),
    "a text for a list of fields": ("inners: a", 1, f"inners is 'a'; {LIST}"),
    "a text in a list of fields": (
        "inners:\n  - flag: true\n  - a",
        3,
        "inners is 'a'; write fields, each as 'name: value'",
    ),
    "something far inside": (
        "inner:\n  inners:\n    - flag: true\n    - inner:\n\n        both:\n          a",
        6,
        BOTH,
    ),
    "an unknown field far inside": (
        "inners:\n  - flag: true\n    inner: {flag: true,\n      colour: red}",
        4,
        f"unknown field 'colour'; use {FIELDS}",
    ),
    "a list for the whole": ("- a", 1, "this is ['a']; write fields, each as 'name: value'"),
    "nothing at all": ("", 1, "this is None; write fields, each as 'name: value'"),
    "only a comment": ("# a\n", 1, "this is None; write fields, each as 'name: value'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_value_is_named_with_what_to_write(what):
    text, line, message = WRONG[what]
    for first in (1, 44):
        with pytest.raises(ContentError) as caught:
            Document(text, Item, "file.yml", first)
        assert str(caught.value) == f"file.yml:{line + first - 1}: {message}"


def mend(problem):
    return f"not YAML: {problem}; mend this line or put the text in quotes"


NO_YAML = {
    "a colon in a text": ("flag: true\nid: a: b", 2, mend("mapping values are not allowed here")),
    "a text that does not end": ('flag: true\nid: "a', 2, mend("found unexpected end of stream")),
    "a tab": ("flag: true\n\tid: a", 2, mend("found character '\\t' that cannot start any token")),
    "a second document": ("id: a\n---\nid: b", 2, mend("but found another document")),
    "a key that stands twice": ("id: a\nflag: true\nid: b", 3, mend("the key 'id' stands twice")),
    "a key that stands twice inside": (
        "inners:\n  - id: a\n    id: b",
        3,
        mend("the key 'id' stands twice"),
    ),
    "a date that is none": ("flag: true\nid: 2024-99-99", 2, mend("month must be in 1..12")),
    "an anchor that is none": ("flag: true\nid: *a", 2, mend("found undefined alias 'a'")),
    "a list as a key": ("flag: true\n[a]: 3", 2, mend("found unhashable key")),
    "an object of Python": (
        "flag: true\nid: !!python/name:os.system",
        2,
        mend(
            "could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/name:os.system'"
        ),
    ),
    "a character that nobody sees": (
        "flag: true\nid: a\x01b",
        2,
        "not YAML: the character U+0001 cannot stand here; take it out",
    ),
}


@pytest.mark.parametrize("what", NO_YAML)
def test_what_is_no_yaml_is_named_by_its_line(what):
    text, line, message = NO_YAML[what]
    for first in (1, 44):
        with pytest.raises(ContentError) as caught:
            Document(text, Item, "file.yml", first)
        assert str(caught.value) == f"file.yml:{line + first - 1}: {message}"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"])
def test_characters_that_end_a_line_for_yaml_alone_count_no_line(separator):
    above = f'text: "a{separator}b"\n'
    for below, line in (("\n\nboth: a", 4), ("inner: [", 2), ("id: a\x01", 2), ("id: a\nid: b", 3)):
        with pytest.raises(ContentError) as caught:
            Document(above + below, Item, "file.yml")
        assert caught.value.line == line, below


def test_a_document_without_a_wrong_value_knows_its_lines():
    text = "inners:\n  - id: a\n  - id: b\n    names: [x,\n      y]\nsingle:\n  below: 3\n"
    found = Document(text, dict, COURSE_FILE, 10)
    for place, line in (
        ((), 10),
        (("inners",), 10),
        (("inners", 0), 11),
        (("inners", 1, "names"), 13),
        (("inners", 1, "names", 1), 14),
        (("inners", 1, "nothing"), 12),
        (("nothing", "inners", 1), 12),
        (("single", "below"), 16),
        (("single", "nothing"), 15),
    ):
        assert found.line(*place) == line, place
    assert (
        str(found.error("what; what to do", "inners", 1)) == f"{COURSE_FILE}:12: what; what to do"
    )


def test_a_field_is_found_below_the_name_of_its_entry():
    found = Document("pages:\n  - slug:\n      title: a\n      needs:\n        - b\n", dict, "f", 1)
    assert found.line("pages", 0, "title") == 3
    assert found.line("pages", 0, "needs", 0) == 5
    assert found.line("pages", 0, "nothing") == 2


def test_an_entry_is_put_into_one_language():
    item = Document("both: a // b\ntext: c\nid: d\ninner: {both: e // f}\n", Item, "file.yml").value
    assert (item.into("es").both, item.into("en").both) == ("a", "b")
    assert (item.into("es").text, item.into("en").id) == ("c", "d")
    assert item.into("en").inner.both == "f"
    odd = Item(names=("a // b // c", "d"))
    assert odd.into("en").names == odd.names
    assert item.both == "a // b"
