import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_build.errors import ContentError
from tutorial_build.source import pairs


def both(code):
    return pairs.localise(code, "es")[0], pairs.localise(code, "en")[0]


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_a_literal_keeps_one_side(quote):
    code = f"print({quote}hola // hello{quote})"
    assert both(code) == (f"print({quote}hola{quote})", f"print({quote}hello{quote})")


def test_a_comment_keeps_one_side():
    code = "w = w - g  # contra el gradiente // against the gradient"
    assert both(code) == (
        "w = w - g  # contra el gradiente",
        "w = w - g  # against the gradient",
    )


def test_a_comment_line_of_its_own_keeps_one_side():
    assert both("# uno // one\nx = 1") == ("# uno\nx = 1", "# one\nx = 1")


def test_a_triple_quoted_string_pairs_as_a_whole():
    code = '"""Suma dos\nnúmeros. // Adds two numbers."""\nx = 1'
    assert both(code) == ('"""Suma dos\nnúmeros."""\nx = 1', '"""Adds two numbers."""\nx = 1')


@pytest.mark.parametrize("indent", ["", "      "])
def test_a_line_of_a_triple_quoted_string_may_end_at_the_mark(indent):
    code = f'print(f"""suma {{a}} //\n{indent}sum {{a}}""")'
    assert both(code) == ('print(f"suma {a}")', 'print(f"sum {a}")')


def test_a_side_of_several_lines_keeps_its_three_quotes():
    code = "x = '''uno\ndos //\none\ntwo'''"
    assert both(code) == ("x = '''uno\ndos'''", "x = '''one\ntwo'''")


def test_a_docstring_keeps_its_three_quotes():
    code = 'def f():\n    """Suma. //\n    Adds."""'
    assert both(code) == ('def f():\n    """Suma."""', 'def f():\n    """Adds."""')
    assert both('"""Suma. //\nAdds."""') == ('"""Suma."""', '"""Adds."""')


def test_a_text_that_documents_nothing_takes_the_quotes_of_one_line():
    code = 'print(\n    """uno //\n    one"""\n)'
    assert both(code) == ('print(\n    "uno"\n)', 'print(\n    "one"\n)')
    assert both('d = {"k": """uno //\none"""}') == ('d = {"k": "uno"}', 'd = {"k": "one"}')


def test_an_escaped_quotation_mark_leaves_the_quotes_alone():
    assert both(r"x = 'd\'ara // isn\'t'") == (r"x = 'd\'ara'", r"x = 'isn\'t'")


@pytest.mark.parametrize(
    ("code", "spanish", "english"),
    [
        (
            'x = """dice "a" //\nsays "b" twice"""',
            "x = 'dice \"a\"'",
            "x = 'says \"b\" twice'",
        ),
        (
            'x = """dice "a" // says "b", isn\'t it"""',
            "x = '''dice \"a\"'''",
            'x = """says "b", isn\'t it"""',
        ),
        ("x = '''es 'a' //\nisn't'''", "x = \"es 'a'\"", 'x = "isn\'t"'),
        (
            'def f():\n    """Dice "a" //\n    Says "b"."""',
            "def f():\n    '''Dice \"a\"'''",
            'def f():\n    """Says "b"."""',
        ),
    ],
)
def test_quotation_marks_in_a_side_never_close_it(code, spanish, english):
    assert both(code) == (spanish, english)
    for side in both(code):
        ast.parse(side)


def test_a_line_that_ends_in_slashes_is_no_mark_elsewhere():
    for code in (
        "# uno //\n# one",
        '"""http://\nexample"""',
        '"""uno //one"""',
        "half = a //\\\n2",
    ):
        assert both(code) == (code, code)


def test_text_without_the_mark_serves_both():
    code = 'open("http://example.org//x")  # see a//b'
    assert both(code) == (code, code)


def test_floor_division_in_code_is_no_pair():
    code = "half = len(x) // 2\nprint(half // 3)"
    assert both(code) == (code, code)


def test_a_hash_inside_a_string_starts_no_comment():
    assert both('print("# uno // # one")') == ('print("# uno")', 'print("# one")')


def test_a_quote_inside_a_comment_starts_no_string():
    code = "x = 1  # it's // d'accord\ny = 'a // b'"
    assert both(code) == ("x = 1  # it's\ny = 'a'", "x = 1  # d'accord\ny = 'b'")


@pytest.mark.parametrize("prefix", ["", "f", "r", "rf", "F"])
def test_every_string_prefix_keeps_its_prefix(prefix):
    assert both(f'x = {prefix}"uno // one"') == (f'x = {prefix}"uno"', f'x = {prefix}"one"')


def test_the_escaped_mark_writes_a_literal_one():
    assert both(r'print("7 \// 2")') == ('print("7 // 2")', 'print("7 // 2")')
    assert both(r'print("7 \// 2 es 3 // 7 \// 2 is 3")') == (
        'print("7 // 2 es 3")',
        'print("7 // 2 is 3")',
    )


def test_both_sides_of_an_f_string_may_order_their_fields_differently():
    code = 'print(f"{a:.2f} de {b} // of {b}, {a:.2f}")'
    assert both(code) == ('print(f"{a:.2f} de {b}")', 'print(f"of {b}, {a:.2f}")')


def test_line_numbers_lead_back_to_the_source():
    code = 'a = """uno\ndos // one"""\nb = 1\nc = 2'
    text, lines = pairs.localise(code, "en")
    assert text.split("\n") == ['a = "one"', "b = 1", "c = 2"]
    assert lines == (1, 3, 4)
    text, lines = pairs.localise(code, "es")
    assert lines == (1, 2, 3, 4)


def test_line_numbers_lead_past_a_literal_broken_at_its_mark():
    code = 'a = 0\nprint("""uno //\n      one""")\nb = 1'
    for lang in pairs.LANGUAGES:
        assert pairs.localise(code, lang)[1] == (1, 2, 4)


def test_line_numbers_count_an_empty_first_line():
    for lang in pairs.LANGUAGES:
        assert pairs.localise('\nx = "uno // one"\ny = 1', lang)[1] == (1, 2, 3)


INVALID = {
    "two marks": (
        'x = 1\nprint("a // b // c")',
        r"demo\.py:11: 'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "two marks in a comment": (
        "# a // b // c",
        r"demo\.py:10: '# a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "three marks": (
        'print("a // b // c // d")',
        r"demo\.py:10: 'a // b // c // d' holds ' // ' 3 times; write \\// for a slash",
    ),
    "two marks, one of them at the end of a line": (
        'x = 1\nprint("""a //\nb // c""")',
        r"demo\.py:11: 'a //\\nb // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "a side that is only the end of a line": (
        'print("""hola //\n""")',
        r"demo\.py:10: a side of this ' // ' pair is empty; write both languages",
    ),
    "an empty side": (
        'print("hola // ")',
        r"demo\.py:10: a side of this ' // ' pair is empty; write both languages",
    ),
    "bytes": (
        'x = b"a // b"',
        r"demo\.py:10: bytes cannot be a ' // ' pair; decode a text instead",
    ),
    "bytes below empty lines": (
        '\n\nx = b"a // b"',
        r"demo\.py:12: bytes cannot be a ' // ' pair; decode a text instead",
    ),
    "an added part": (
        'print("a // b" + name)',
        r"demo\.py:10: a ' // ' pair cannot be one part of a concatenation; make it one literal",
    ),
    "a part after a plus": (
        'print(name +\n      "a // b")',
        r"demo\.py:11: a ' // ' pair cannot be one part of a concatenation; make it one literal",
    ),
    "an implicit concatenation": (
        'print("a // b"\n      "c")',
        r"demo\.py:10: a ' // ' pair cannot be one part of a concatenation; make it one literal",
    ),
    "an implicit concatenation after other texts": (
        'print("x", "y", "c" "a // b")',
        r"demo\.py:10: a ' // ' pair cannot be one part of a concatenation; make it one literal",
    ),
    "a dictionary key at the start": (
        '{"a // b": 2}',
        r"demo\.py:10: a dictionary key cannot be a ' // ' pair; keep keys in English",
    ),
    "a dictionary key": (
        'd = {"k": 1, "a // b": 2}',
        r"demo\.py:10: a dictionary key cannot be a ' // ' pair; keep keys in English",
    ),
    "other fields": (
        'print(f"{a:.2f} // {b:.2f}")',
        r"demo\.py:10: both sides of a ' // ' pair need the same replacement fields, "
        r"got \['a:\.2f'\] and \['b:\.2f'\]; write them alike",
    ),
    "a field more": (
        'print(f"{a} {b} // {a}")',
        r"demo\.py:10: both sides of a ' // ' pair need the same replacement fields, "
        r"got \['a', 'b'\] and \['a'\]; write them alike",
    ),
    "another format": (
        'print(f"{a:.2f} // {a:.3f}")',
        r"demo\.py:10: both sides of a ' // ' pair need the same replacement fields, "
        r"got \['a:\.2f'\] and \['a:\.3f'\]; write them alike",
    ),
    "other nested fields": (
        'print(f"{a:{w}} // {b:{w}}")',
        r"demo\.py:10: both sides of a ' // ' pair need the same replacement fields, "
        r"got \['a:\{w\}'\] and \['b:\{w\}'\]; write them alike",
    ),
}


@pytest.mark.parametrize("kind", INVALID)
def test_an_invalid_pair_is_named_by_line(kind):
    code, message = INVALID[kind]
    with pytest.raises(ContentError, match=f"^{message}$"):
        pairs.check(code, "demo.py", 10)


@pytest.mark.parametrize(
    "code",
    [
        'texts = {\n    "a": "uno // one",\n    "b": "dos // two",\n}',
        'print("uno // one", "dos // two")',
        'print("uno // one")\nprint("dos // two")',
        'x = "uno"\ny = "dos // two"',
        'plot(x, label="uno // one")  # azul // blue',
        'f"{{literal}} {x} // {{other}} {x}"',
        "d = {'a': 'uno // one' if x else 'dos // two'}",
        'x = ["uno // one", "dos // two"]',
        "\n".join(['x = "uno // one"'] * 300),
    ],
)
def test_a_valid_pair_raises_nothing(code):
    pairs.check(code, "demo.py", 1)
    for lang in pairs.LANGUAGES:
        ast.parse(pairs.localise(code, lang)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a}", ["a"]),
        ("{a:.3f} y {b!r}", ["a:.3f", "b!r"]),
        ("{{a}} {b}", ["b"]),
        ("{{{a}}}", ["a"]),
        ("{a:{width}}", ["a:{width}"]),
        ("{d['k']}", ["d['k']"]),
        ("nothing", []),
    ],
)
def test_fields_of_an_f_string(text, expected):
    assert pairs.fields(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("uno // one", True),
        ("uno", False),
        ("a // b // c", False),
        ("uno // ", False),
        (" // one", False),
        (None, False),
        (3, False),
        (["uno // one"], False),
    ],
)
def test_a_pair_is_a_text_with_one_mark_between_two_sides(value, expected):
    assert pairs.is_pair(value) is expected


def test_side_of_a_title():
    assert pairs.side("Tensores // Tensors", "es") == "Tensores"
    assert pairs.side("Tensores // Tensors", "en") == "Tensors"
    assert pairs.side("PyTorch", "es") == pairs.side("PyTorch", "en") == "PyTorch"
    with pytest.raises(ValueError, match="holds ' // ' 2 times"):
        pairs.side("a // b // c", "es")


WORD = st.text(st.characters(categories=("L", "N"), include_characters=" .,:¿é%"), min_size=1)


@given(WORD.filter(str.strip), WORD.filter(str.strip))
def test_localising_any_pair_gives_its_sides(spanish, english):
    spanish, english = f"dice {spanish}", f"{english} says"  # without a word it may be a division
    code = f'print("{spanish} // {english}")'
    assert both(code) == (f'print("{spanish}")', f'print("{english}")')


def test_a_division_in_a_replacement_field_is_no_mark():
    code = 'print(f"{n // b} lotes // {n // b} batches")'
    assert pairs.localise(code, "es")[0] == 'print(f"{n // b} lotes")'
    assert pairs.localise(code, "en")[0] == 'print(f"{n // b} batches")'
    alone = 'print(f"{n // b}")'
    assert pairs.localise(alone, "es")[0] == pairs.localise(alone, "en")[0] == alone


@pytest.mark.parametrize(
    "code",
    [
        "# 7 // 2 is 3",
        "# (n + 1) // 2",
        "# n // batch_size pasos",
        'def f(n):\n    """Return n // 2."""',
        'x = "7 // 2"',
    ],
)
def test_what_may_be_a_division_is_an_error(code):
    with pytest.raises(ContentError, match="may be a division; write"):
        pairs.check(code, "a.py", 1)


@pytest.mark.parametrize(
    "code",
    [
        "# contra el gradiente // against the gradient",
        "# 80 ejemplos // 80 examples",
        "# ejemplo 1 // example 1",
        "# forma (N, C) // shape (N, C)",
        "y = n // 2  # la mitad // half",
        r"# 7 \// 2 es 3",
    ],
)
def test_words_at_the_mark_make_a_pair(code):
    pairs.check(code, "a.py", 1)
