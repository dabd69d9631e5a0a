import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.inline import Inline, inlines, substitute
from tutorial_build.source.script import Code, Prose, read_script

from .conftest import script

PROSE = """\
# %% [markdown] lang="es"
# Hola.

# %% [markdown] lang="en"
# Hello.

"""
FIRST = 8  # the line of the first cell under the standard header
WHERE = r"^examples/m1_first/demo\.py"


def test_cells_come_in_page_order_with_their_lines(tutorial_of):
    tutorial = tutorial_of(PROSE + "# %% Paso // Step\n\nx = 1\nprint(x)\n")
    prose, code = tutorial.cells
    assert prose == Prose({"es": FIRST, "en": FIRST + 3}, {"es": "Hola.", "en": "Hello."})
    assert (code.line, code.source, code.title) == (FIRST + 8, "x = 1\nprint(x)", "Paso // Step")


def test_the_address_has_hyphens_where_names_have_underscores(tutorial_of):
    tutorial = tutorial_of("# %%\n1\n", slug="two_words")
    assert (tutorial.slug, tutorial.module) == ("two_words", "m1_first")
    assert tutorial.address == "m1-first/two-words"


def test_cell_options_are_read(tutorial_of):
    tutorial = tutorial_of(
        '# %% tags=["claim", "hidden"] raises="ValueError: no // es" alt="a // b"\n1\n'
        '# %% alt=["uno // one", "dos // two"] caption="pie // caption"\n2\n'
    )
    first, second = tutorial.code
    assert first.tags == ["claim", "hidden"]
    assert first.options["raises"] == "ValueError: no // es"
    assert first.alts == ["a // b"]
    assert second.alts == ["uno // one", "dos // two"]


def test_quotes_in_an_option_are_escaped(tutorial_of):
    tutorial = tutorial_of(r'# %% alt="la \"curva\" // the \"curve\""' + "\n1\n")
    assert tutorial.code[0].alts == ['la "curva" // the "curve"']


def test_brackets_in_a_list_of_texts(tutorial_of):
    tutorial = tutorial_of('# %% alt=["a [1] // b [1]", "c // d"] tags=["hidden"]\n1\n')
    assert tutorial.code[0].alts == ["a [1] // b [1]", "c // d"]
    assert tutorial.code[0].tags == ["hidden"]


def test_blank_comment_lines_separate_paragraphs(tutorial_of):
    tutorial = tutorial_of(
        '# %% [markdown] lang="es"\n# uno\n#\n# dos\n\n'
        '# %% [markdown] lang="en"\n# one\n#\n# two\n# %%\n1\n'
    )
    assert tutorial.cells[0].text == {"es": "uno\n\ndos", "en": "one\n\ntwo"}


def test_steps_are_what_a_run_does(tutorial_of):
    tutorial = tutorial_of(
        "# %%\na = 1\n"
        '# %% [markdown] lang="es"\n# Da {{ a:.1f }}, {{ a }} y {{ len(b) }}.\n'
        '# %% [markdown] lang="en"\n# Gives {{ a }}, {{ a:.1f }}, {{ len(b) }}.\n'
        '# %% tags=["recipe"]\n# rm("everything")\n'
        '# %% exercise="E1" role="starter"\n...\n'
        '# %% exercise="E1" role="solution"\n2\n'
    )
    steps = tutorial.steps
    assert [type(step) for step in steps] == [Code, Inline, Inline, Code]
    assert [step.expression for step in steps[1:3]] == ["a", "len(b)"]
    assert steps[3].role == "solution"


def test_header_fields_are_read(tutorial_of):
    tutorial = tutorial_of("# %%\n1\n", needs="[alpha]", data="[fashion_mnist]", seconds="3")
    assert (tutorial.needs, tutorial.data) == (["alpha"], ["fashion_mnist"])
    assert tutorial.header["seconds"] == 3
    assert tutorial.header["minutes"] == {"read": 1, "practise": 1}


def test_inline_values_are_found_and_filled():
    text = r"a {{ x:.3f }} b {{ y['k'].z }} c \{{ no }} d {{ len(w) }}"
    assert list(inlines(text)) == [Inline("x", ".3f"), Inline("y['k'].z", ""), Inline("len(w)", "")]
    assert substitute(text, lambda inline: inline.format or "?") == "a .3f b ? c {{ no }} d ?"


WRONG_CELLS = {
    "no partner": (
        '# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n',
        ":8: this 'es' cell has no partner; write the es cell and then the en cell, "
        "with no code between them",
    ),
    "en first": (
        '# %% [markdown] lang="en"\n# Hello.\n# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n',
        ":8: this 'en' cell has no partner; write the es cell and then the en cell, "
        "with no code between them",
    ),
    "two es": (
        '# %% [markdown] lang="es"\n# Hola.\n# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n',
        ":8: this 'es' cell has no partner; write the es cell and then the en cell, "
        "with no code between them",
    ),
    "es at the end": (
        '# %%\n1\n# %% [markdown] lang="es"\n# Hola.\n',
        ":10: this 'es' cell has no partner; write the es cell and then the en cell, "
        "with no code between them",
    ),
    "partners with other options": (
        '# %% [markdown] lang="es" exercise="E1"\n# Hola.\n'
        '# %% [markdown] lang="en"\n# Hello.\n# %%\n1\n',
        ":10: this cell and its 'es' partner have different options; make them equal",
    ),
    "no language": (
        "# %% [markdown]\n# Hola.\n# %%\n1\n",
        ':8: a markdown cell needs lang="es" or lang="en", and no title; correct its header',
    ),
    "code in prose": (
        '# %% [markdown] lang="es"\n# Hola.\nx = 1\n# %% [markdown] lang="en"\n# H.\n# %%\n1\n',
        ":10: code in a markdown cell; start a code cell above it",
    ),
    "a recipe that would run": (
        '# %% tags=["recipe"] lang="bash"\n# cd course\npip install torch\n# %%\n1\n',
        ":10: a recipe is not run; write '# ' before it",
    ),
    "unknown option": (
        '# %% colour="red"\n1\n',
        ":8: unknown cell option 'colour'; use tags, raises, cause, fix, warns, alt, caption, "
        "data, exercise, role, message, lang",
    ),
    "unknown option of prose": (
        '# %% [markdown] lang="es" alt="a // b"\n# Hola.\n',
        ":8: unknown cell option 'alt'; use lang, exercise, role",
    ),
    "unreadable option": (
        "# %% tags=claim\n1\n",
        ":8: cannot read the cell option 'tags=claim'; write key=\"value\"",
    ),
    "option that is no literal": (
        "# %% tags=[claim]\n1\n",
        ":8: cannot read the cell option 'tags=[claim]'; quote each text in it",
    ),
    "unknown tag": (
        '# %% tags=["hiden"]\n1\n',
        ":8: unknown tag 'hiden'; use claim, hidden, recipe, volatile",
    ),
    "title in one language": (
        "# %% Paso\n1\n",
        ':8: a cell title needs both languages; write "es // en"',
    ),
    "alt in one language": (
        '# %% alt="una curva"\n1\n',
        ':8: alt or caption needs both languages; write "es // en"',
    ),
    "caption with an empty side": (
        '# %% alt="a // b" caption=" // caption"\n1\n',
        ':8: alt or caption needs both languages; write "es // en"',
    ),
    "exercise without role": (
        '# %% exercise="E1"\n1\n',
        ':8: an exercise cell needs exercise="E1" and role, one of setup, starter, solution, '
        "check, wrong",
    ),
    "unknown role": (
        '# %% exercise="E1" role="answer"\n1\n',
        ':8: an exercise cell needs exercise="E1" and role, one of setup, starter, solution, '
        "check, wrong",
    ),
    "text before the first cell": (
        "x = 1\n# %%\n1\n",
        ":8: text before the first cell; start it with '# %%'",
    ),
    "no code": (PROSE, ":1: the script has no code cell; add one, starting with '# %%'"),
    "syntax error": (
        "# %%\nx = 1\nif x\n    y = 2\n",
        ":10: syntax error: expected ':'; mend the code",
    ),
    "syntax error below a pair of several lines": (
        '# %%\nx = """uno\ndos // one"""\ny = )\n',
        ":11: syntax error: unmatched ')'; mend the code",
    ),
    "invalid pair": (
        '# %%\nx = 1\nprint("a // b // c")\n',
        ":10: 'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "inline value that computes": (
        '# %%\na = 1\n# %% [markdown] lang="es"\n# Uno.\n# {{ a + 1 }}\n'
        '# %% [markdown] lang="en"\n# {{ a + 1 }}\n',
        ":12: inline value '{{ a + 1 }}' must be a name, attribute, constant index or len() of "
        "one; compute it in a cell and name it",
    ),
    "inline value that calls": (
        '# %%\na = 1\n# %% [markdown] lang="es"\n# {{ f(a) }}\n'
        '# %% [markdown] lang="en"\n# {{ f(a) }}\n',
        ":11: inline value '{{ f(a) }}' must be a name, attribute, constant index or len() of "
        "one; compute it in a cell and name it",
    ),
}


@pytest.mark.parametrize("what", WRONG_CELLS)
def test_a_wrong_cell_is_named_by_its_line(tutorial_of, what):
    cells, message = WRONG_CELLS[what]
    with pytest.raises(ContentError) as caught:
        tutorial_of(cells)
    assert str(caught.value) == f"examples/m1_first/demo.py{message}"


GOOD = script("# %%\n1\n", "demo")

WRONG_HEADERS = {
    "none": (GOOD.split("# ---\n")[2], ":1: no header; start with '# ---', fields, '# ---'"),
    "not closed": (
        GOOD.replace("# ---\n# %%", "# %%"),
        ":1: no header; start with '# ---', fields, '# ---'",
    ),
    "not YAML": (
        GOOD.replace("# minutes: {read: 1,", "# minutes: {read 1: [,"),
        ":6: the header is not YAML: expected the node content, but found ','; "
        "mend this line or put the text in quotes",
    ),
    "only text": (
        "# ---\n# hello\n# ---\n# %%\n1\n",
        ":1: the header holds no fields; write 'title: \"es // en\"'",
    ),
    "unknown field": (
        GOOD.replace("# minutes", "# author: me\n# minutes"),
        ":6: unknown header field 'author'; use title, description, objectives, minutes, needs, "
        "data, seconds",
    ),
    "no title": (
        GOOD.replace('# title: "Demo es // Demo en"\n', ""),
        ":1: the header has no 'title'; add it",
    ),
    "no description": (
        GOOD.replace('# description: "Una página. // A page."\n', ""),
        ":1: the header has no 'description'; add it",
    ),
    "no objectives": (
        GOOD.replace('# objectives:\n#   - understand: "una cosa // one thing"\n', ""),
        ":1: the header has no 'objectives'; add it",
    ),
    "no minutes": (
        GOOD.replace("# minutes: {read: 1, practise: 1}\n", ""),
        ":1: the header has no 'minutes'; add it",
    ),
    "title in one language": (
        GOOD.replace("Demo es // Demo en", "Demo"),
        ':2: title needs both languages; write "es // en"',
    ),
    "title with an empty side": (
        GOOD.replace("Demo es // Demo en", "Demo // "),
        ':2: title needs both languages; write "es // en"',
    ),
    "title with three sides": (
        GOOD.replace("Demo es // Demo en", "a // b // c"),
        ':2: title needs both languages; write "es // en"',
    ),
    "unknown verb": (
        GOOD.replace("understand", "know"),
        ":4: an objective is '- verb: \"es // en\"', verb one of remember, understand, apply, "
        "analyse, evaluate, create",
    ),
    "objectives without verbs": (
        GOOD.replace('objectives:\n#   - understand: "una cosa // one thing"', 'objectives: "x"'),
        ":4: an objective is '- verb: \"es // en\"', verb one of remember, understand, apply, "
        "analyse, evaluate, create",
    ),
    "an empty objective": (
        GOOD.replace('- understand: "una cosa // one thing"', "- {}"),
        ":4: an objective is '- verb: \"es // en\"', verb one of remember, understand, apply, "
        "analyse, evaluate, create",
    ),
    "objective in one language": (
        GOOD.replace("una cosa // one thing", "una cosa"),
        ':4: an objective needs both languages; write "es // en"',
    ),
    "minutes without practice": (
        GOOD.replace("{read: 1, practise: 1}", "20"),
        ":6: minutes needs two numbers; write 'minutes: {read: 20, practise: 10}'",
    ),
    "needs as text": (
        GOOD.replace("# ---\n# %%", "# needs: alpha\n# ---\n# %%"),
        ":7: needs is a list; write 'needs: [a, b]'",
    ),
    "data as text": (
        GOOD.replace("# ---\n# %%", "# data: fashion_mnist\n# ---\n# %%"),
        ":7: data is a list; write 'data: [a, b]'",
    ),
    "seconds as text": (
        GOOD.replace("# ---\n# %%", "# seconds: long\n# ---\n# %%"),
        ":7: seconds needs a number above 0; write 'seconds: 120'",
    ),
}


@pytest.mark.parametrize("what", WRONG_HEADERS)
def test_a_wrong_header_is_named_by_its_line(tmp_path, what):
    text, message = WRONG_HEADERS[what]
    path = tmp_path / "demo.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_script(path, tmp_path)
    assert str(caught.value) == f"demo.py{message}"


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "demo.py"
    path.write_bytes(GOOD.replace("página", "página").encode("latin-1"))
    message = r"^demo\.py:1: not UTF-8 \(invalid continuation byte\); save the file as UTF-8$"
    with pytest.raises(ContentError, match=message):
        read_script(path, tmp_path)
