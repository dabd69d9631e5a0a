import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code, Options, Pair, Prose, Value
from tutorial_build.source.script import Minutes, Objective, read_script

from .conftest import script

PROSE = """\
# %% [markdown] lang="es"
# Hola.

# %% [markdown] lang="en"
# Hello.

"""
FIRST = 8  # the line of the first cell under the standard header


def test_cells_come_in_page_order_with_their_lines(tutorial_of):
    tutorial = tutorial_of(PROSE + "# %% Paso // Step\n\nx = 1\nprint(x)\n")
    prose, code = tutorial.cells
    assert prose == Pair(Prose(FIRST, "Hola.", lang="es"), Prose(FIRST + 3, "Hello.", lang="en"))
    lines = (FIRST + 8, FIRST + 9)
    assert code == Code(FIRST + 6, "x = 1\nprint(x)", lines, "Paso // Step")
    assert code.line == FIRST + 8


def test_the_address_has_hyphens_where_names_have_underscores(tutorial_of):
    tutorial = tutorial_of("# %%\n1\n", slug="two_words")
    assert (tutorial.slug, tutorial.module) == ("two_words", "m1_first")
    assert tutorial.address == "m1-first/two-words"
    assert tutorial.into("es").name == "two-words"


def test_a_lesson_holds_one_language(tutorial_of):
    tutorial = tutorial_of(
        PROSE + "# %% Paso // Step\n#| alt: una curva // a curve\n"
        'print("hola // hello")  # saluda // greets\n'
    )
    for lang, title, text, alt, step, code in (
        ("es", "Demo es", "Hola.", "una curva", "Paso", 'print("hola")  # saluda'),
        ("en", "Demo en", "Hello.", "a curve", "Step", 'print("hello")  # greets'),
    ):
        lesson = tutorial.into(lang)
        assert (lesson.lang, lesson.title) == (lang, title)
        prose, cell = lesson.cells
        assert prose.text == text
        assert (cell.title, cell.source, cell.options.alt) == (step, code, (alt,))
        assert tutorial.into(lang) is lesson
    spanish, english = (lesson.header for lesson in tutorial.lessons)
    assert [spanish.description, english.description] == ["Una página.", "A page."]
    assert [h.objectives[0].text for h in (spanish, english)] == ["una cosa", "one thing"]


def test_cell_options_are_read(tutorial_of):
    tutorial = tutorial_of(
        "# %%\n"
        "#| tags: [claim, hidden]\n"
        '#| raises: "ValueError: no // es"\n'
        "#| alt: a // b\n"
        "1\n"
        "# %%\n"
        "#| alt:\n"
        "#|   - uno // one\n"
        "#|   - dos // two\n"
        "#| caption: pie // caption\n"
        "2\n"
    )
    first, second = (cell.options for cell in tutorial.cells)
    assert (first.tags, first.raises) == (("claim", "hidden"), "ValueError: no // es")
    assert (first.alt, first.caption) == (("a // b",), "")
    assert (second.tags, second.raises) == ((), "")
    assert (second.alt, second.caption) == (("uno // one", "dos // two"), "pie // caption")


def test_a_long_option_has_a_line_for_each_language(tutorial_of):
    tutorial = tutorial_of(
        "# %%\n"
        "#| alt:\n"
        "#|   es: La curva sube; 7 // 2 no se parte.\n"
        "#|   en: >-\n"
        "#|     The curve\n"
        "#|     rises.\n"
        '#| predict: {es: "¿Sube?", en: "Does it rise?"}\n'
        "1\n"
    )
    spanish, english = (lesson.code[0].options for lesson in tutorial.lessons)
    assert spanish.alt == ("La curva sube; 7 // 2 no se parte.",)
    assert english.alt == ("The curve rises.",)
    assert (spanish.predict, english.predict) == ("¿Sube?", "Does it rise?")


def test_the_code_below_options_keeps_its_lines(tutorial_of):
    tutorial = tutorial_of("# %%\n#| tags: [hidden]\n#| data: x\n\n\nx = 1\ny = 2\n")
    (code,) = tutorial.cells
    assert (code.head, code.line, code.lines) == (FIRST, FIRST + 5, (FIRST + 5, FIRST + 6))
    assert code.source == "x = 1\ny = 2"


def test_quotes_in_an_option_stay(tutorial_of):
    tutorial = tutorial_of('# %%\n#| alt: la "curva" // the "curve"\n1\n')
    assert tutorial.cells[0].options.alt == ('la "curva" // the "curve"',)


def test_brackets_in_a_list_of_texts_stay(tutorial_of):
    tutorial = tutorial_of('# %%\n#| alt: ["a [1] // b [1]", "c // d"]\n#| tags: [hidden]\n1\n')
    options = tutorial.cells[0].options
    assert (options.alt, options.tags) == (("a [1] // b [1]", "c // d"), ("hidden",))


def test_blank_comment_lines_separate_paragraphs(tutorial_of):
    tutorial = tutorial_of(
        '# %% [markdown] lang="es"\n# uno\n#\n# dos\n\n'
        '# %% [markdown] lang="en"\n# one\n#\n# two\n# %%\n1\n'
    )
    pair = tutorial.cells[0]
    assert (pair.es.text, pair.en.text) == ("uno\n\ndos", "one\n\ntwo")


def test_exercise_and_role_of_a_markdown_cell_stand_in_its_header(tutorial_of):
    tutorial = tutorial_of(
        '# %% [markdown] lang="es" exercise="E1" role="hint"\n# Suma.\n'
        '# %% [markdown] exercise="E1" role="hint" lang="en"\n# Add.\n# %%\n1\n'
    )
    hint = tutorial.cells[0]
    assert (hint.es.exercise, hint.es.role) == ("E1", "hint")
    assert (hint.into("en").exercise, hint.into("en").role) == ("E1", "hint")


STEPS = """\
# %%
a = 1
# %% [markdown] lang="es"
# Da {{ a:.1f }}, {{ a }} y {{ len(b) }}.
# %% [markdown] lang="en"
# Gives {{ len(b) }}, {{ a:.1f }}, {{ a }}.
# %%
#| tags: [recipe]
# rm("everything")
# %%
#| exercise: E1
#| role: starter
...
# %%
#| exercise: E1
#| role: solution
2
"""


@pytest.mark.parametrize("lang", ["es", "en"])
def test_parts_are_what_runs_do(tutorial_of, lang):
    lesson = tutorial_of(STEPS).into(lang)
    page, exercise = lesson.parts["page"], lesson.parts["E1"]
    assert list(lesson.parts) == ["page", "E1"]
    assert [type(step) for step in page] == [Code, Value, Value]
    path, line = "examples/m1_first/demo.py", FIRST + (2 if lang == "es" else 4)
    assert page[1:] == (Value("a", path, line), Value("len(b)", path, line))
    assert [step.role for step in exercise] == ["solution"]
    assert lesson.executed == (page[0], *exercise)
    assert [cell.role for cell in lesson.code] == ["", "", "starter", "solution"]


def test_other_answers_belong_to_their_exercise_and_to_no_part(tutorial_of):
    answer = "# %%\n#| exercise: {}\n#| role: {}\n{}\n"
    answers = (("E1", "right", 3), ("E2", "wrong", 4), ("E1", "wrong", 5))
    lesson = tutorial_of(STEPS + "".join(answer.format(*made) for made in answers)).into("es")
    assert [cell.source for cell in lesson.answers("E1")] == ["3", "5"]
    assert [cell.source for cell in lesson.answers("E2")] == ["4"]
    assert [cell.source for cell in lesson.parts["E1"]] == ["2"]
    assert lesson.answers("page") == ()


def test_files_are_found_beside_the_script(tutorial_of, tmp_path):
    tutorial = tutorial_of("# %%\n1\n", files="[table.csv]")
    assert tutorial.files(tmp_path) == {"table.csv": tmp_path / "examples/m1_first/table.csv"}
    assert tutorial_of("# %%\n1\n").files(tmp_path) == {}


@pytest.mark.parametrize(
    ("source", "only"),
    [
        ('claim("a", 1, equals=1)', True),
        ('from tutorial_lib import checks\n\nchecks.claim("a", 1, equals=1)', True),
        ('x = 1\nclaim("a", x, equals=1)', False),
        ('print(claim("a", 1, equals=1))', False),
        ("from tutorial_lib.checks import claim", False),
    ],
)
def test_a_cell_that_only_claims_is_known(source, only):
    assert Code(1, source, options=Options(tags=("claim",))).only_claims is only
    assert not Code(1, source).only_claims


def test_header_fields_are_read(tutorial_of):
    tutorial = tutorial_of("# %%\n1\n", needs="[alpha]", data="[fashion_mnist]", seconds="3")
    assert (tutorial.header.needs, tutorial.data) == (("alpha",), ("fashion_mnist",))
    assert tutorial.header.seconds == 3
    assert tutorial.header.minutes == Minutes(read=1, practise=1)
    assert tutorial.header.objectives == (
        Objective(verb="understand", text="una cosa // one thing"),
    )


def test_fields_that_may_be_left_out_have_a_value(tutorial_of):
    header = tutorial_of("# %%\n1\n", needs="").header
    assert (header.needs, header.data, header.seconds) == ((), (), 120)


LONELY = (
    "this '{}' cell has no partner; write the es cell and then the en cell, "
    "with no code between them"
)
OPTIONS = (
    "alt, caption, cause, central, data, exercise, fix, lang, message, predict, raises, "
    "role, survives, tags, warns"
)
IN_HEADER = "a markdown cell has lang, exercise, role"
PROSE_NEEDS = 'a markdown cell needs lang="es" or lang="en", and no role but "hint" or "hurry"'
INLINE = (
    "must be a name, attribute, constant index or len() of one; compute it in a cell and name it"
)
MISPLACED = (
    "options stand right below '# %%', those of a markdown cell in its header; move this line"
)

WRONG_CELLS = {
    "no partner": ('# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n', 8, LONELY.format("es")),
    "en first": (
        '# %% [markdown] lang="en"\n# Hello.\n# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n',
        8,
        LONELY.format("en"),
    ),
    "two es": (
        '# %% [markdown] lang="es"\n# Hola.\n# %% [markdown] lang="es"\n# Hola.\n# %%\n1\n',
        8,
        LONELY.format("es"),
    ),
    "two en": (
        PROSE + '# %% [markdown] lang="en"\n# Hello.\n# %%\n1\n',
        14,
        LONELY.format("en"),
    ),
    "es at the end": ('# %%\n1\n# %% [markdown] lang="es"\n# Hola.\n', 10, LONELY.format("es")),
    "partners with other options": (
        '# %% [markdown] lang="es" exercise="E1"\n# Hola.\n'
        '# %% [markdown] lang="en"\n# Hello.\n# %%\n1\n',
        10,
        "this cell and its 'es' partner have different options; make them equal",
    ),
    "no language": ("# %% [markdown]\n# Hola.\n# %%\n1\n", 8, PROSE_NEEDS),
    "a language we have not": ('# %% [markdown] lang="fr"\n# Salut.\n', 8, PROSE_NEEDS),
    "a role that prose has not": (
        '# %% [markdown] lang="es" exercise="E1" role="check"\n# Hola.\n',
        8,
        PROSE_NEEDS,
    ),
    "a title of prose": (
        '# %% [markdown] Hola lang="es"\n# Hola.\n',
        8,
        f"cannot read the cell header 'Hola lang=\"es\"'; {IN_HEADER}",
    ),
    "unknown option of prose": (
        '# %% [markdown] lang="es" alt="a // b"\n# Hola.\n',
        8,
        f'cannot read the cell header \'lang="es" alt="a // b"\'; {IN_HEADER}',
    ),
    "an option of prose without quotes": (
        "# %% [markdown] lang=es\n# Hola.\n",
        8,
        f"cannot read the cell header 'lang=es'; {IN_HEADER}",
    ),
    "options below the header of prose": (
        '# %% [markdown] lang="es"\n#| exercise: E1\n# Hola.\n',
        9,
        MISPLACED,
    ),
    "code in prose": (
        '# %% [markdown] lang="es"\n# Hola.\nx = 1\n# %% [markdown] lang="en"\n# H.\n# %%\n1\n',
        10,
        "code in a markdown cell; start a code cell above it",
    ),
    "a recipe that would run": (
        "# %%\n#| tags: [recipe]\n#| lang: bash\n# cd course\npip install torch\n# %%\n1\n",
        12,
        "a recipe is not run; write '# ' before it",
    ),
    "no cell header": ("# %%x\n1\n", 8, "not a cell header; write '# %%' or '# %% [markdown]'"),
    "options in the header": (
        '# %% tags=["claim"]\n1\n',
        8,
        "a cell title needs both languages, got 'tags=[\"claim\"]'; options stand on '#|' lines",
    ),
    "options below an empty line": ("# %%\n\n#| tags: [claim]\n1\n", 10, MISPLACED),
    "options below code": ("# %%\n#| data: a\nx = 1\n#| tags: [claim]\n", 11, MISPLACED),
    "unknown option": ("# %%\n#| colour: red\n1\n", 9, f"unknown field 'colour'; use {OPTIONS}"),
    "options that are no YAML": (
        "# %%\n#| data: a\n#| raises: ValueError: no\n1\n",
        10,
        "not YAML: mapping values are not allowed here; mend this line or put the text in quotes",
    ),
    "options that are no fields": (
        "# %%\n#| claim\n1\n",
        9,
        "this is 'claim'; write fields, each as 'name: value'",
    ),
    "tags that are no list": (
        "# %%\n#| tags: claim\n1\n",
        9,
        "tags is 'claim'; write a list, [a, b] or lines that start with '- '",
    ),
    "unknown tag": (
        "# %%\n#| data: a\n#| tags: [claim, hiden]\n1\n",
        10,
        "tags 'hiden' is not known; use 'claim', 'hidden', 'hurry', 'page', 'recipe' or 'volatile'",
    ),
    "a question of an exercise": (
        "# %%\n#| predict: a // b\n#| exercise: E1\n#| role: solution\n1\n",
        9,
        "'predict:' asks on the page, not in an exercise or of a figure that asks itself",
    ),
    "a question of a figure that asks itself": (
        "# %%\n#| predict: a // b\n#| data: I-1\n1\n",
        9,
        "'predict:' asks on the page, not in an exercise or of a figure that asks itself",
    ),
    "title in one language": (
        "# %% Paso\n1\n",
        8,
        "a cell title needs both languages, got 'Paso'; write \"es // en\"",
    ),
    "alt in one language": (
        "# %%\n#| alt: una curva\n1\n",
        9,
        'alt needs both languages; write "es // en"',
    ),
    "the second alt in one language": (
        "# %%\n#| alt:\n#|   - a // b\n#|   - c\n1\n",
        11,
        'alt needs both languages; write "es // en"',
    ),
    "a long alt in one language": (
        "# %%\n#| data: a\n#| alt:\n#|   es: una curva\n1\n",
        10,
        "alt needs both languages; write 'es:' and 'en:' below it",
    ),
    "caption with an empty side": (
        '# %%\n#| alt: a // b\n#| caption: " // caption"\n1\n',
        10,
        'caption needs both languages; write "es // en"',
    ),
    "a question in one language": (
        "# %%\n#| data: a\n#| predict: ¿Sube?\n1\n",
        10,
        'predict needs both languages; write "es // en"',
    ),
    "a cause without a fix": (
        "# %%\n#| raises: TypeError\n#| cause: a // b\n1\n",
        9,
        "an error on the page of common errors needs both 'cause:' and 'fix:'",
    ),
    "exercise without role": (
        "# %%\n#| exercise: E1\n1\n",
        9,
        "an exercise cell needs both 'exercise: E1' and 'role:'",
    ),
    "role without exercise": (
        "# %%\n#| role: setup\n1\n",
        9,
        "an exercise cell needs both 'exercise: E1' and 'role:'",
    ),
    "unknown role": (
        "# %%\n#| exercise: E1\n#| role: answer\n1\n",
        10,
        "role 'answer' is not known; use 'setup', 'starter', 'solution', 'check', 'right' or "
        "'wrong'",
    ),
    "text before the first cell": (
        "x = 1\n# %%\n1\n",
        8,
        "text before the first cell; start it with '# %%'",
    ),
    "no code": (PROSE, 1, "the script has no code cell; add one, starting with '# %%'"),
    "syntax error": (
        "# %%\nx = 1\nif x\n    y = 2\n",
        10,
        "syntax error: expected ':'; mend the code",
    ),
    "syntax error below options": (
        "# %%\n#| data: a\n#| tags: [hidden]\n\nx = 1\nif x\n    y = 2\n",
        13,
        "syntax error: expected ':'; mend the code",
    ),
    "syntax error below a pair of several lines": (
        '# %%\nx = """uno\ndos // one"""\ny = )\n',
        11,
        "syntax error: unmatched ')'; mend the code",
    ),
    "syntax error below a pair broken at its mark": (
        '# %%\nprint("""uno //\n      one""")\ny = )\n',
        11,
        "syntax error: unmatched ')'; mend the code",
    ),
    "invalid pair": (
        '# %%\nx = 1\nprint("a // b // c")\n',
        10,
        "'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "invalid pair below options": (
        '# %%\n#| data: a\n\nx = 1\nprint("a // b // c")\n',
        12,
        "'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "partners of another shape": (
        '# %% [markdown] lang="es"\n# - uno\n\n# %% [markdown] lang="en"\n# one\n\n# %%\n1\n',
        11,
        "the items differ from the 'es' partner's: es has ['-'], en has []; make them the same",
    ),
    "inline value that computes": (
        '# %%\na = 1\n# %% [markdown] lang="es"\n# Uno.\n# {{ a + 1 }}\n'
        '# %% [markdown] lang="en"\n# {{ a + 1 }}\n',
        12,
        f"inline value '{{{{ a + 1 }}}}' {INLINE}",
    ),
    "inline value that calls": (
        '# %%\na = 1\n# %% [markdown] lang="es"\n# {{ f(a) }}\n'
        '# %% [markdown] lang="en"\n# {{ f(a) }}\n',
        11,
        f"inline value '{{{{ f(a) }}}}' {INLINE}",
    ),
}


@pytest.mark.parametrize("what", WRONG_CELLS)
def test_a_wrong_cell_is_named_by_its_line(tutorial_of, what):
    cells, line, message = WRONG_CELLS[what]
    with pytest.raises(ContentError) as caught:
        tutorial_of(cells)
    assert str(caught.value) == f"examples/m1_first/demo.py:{line}: {message}"


GOOD = script("# %%\n1\n", "demo")
OBJECTIVES = 'objectives:\n#   - understand: "una cosa // one thing"'
LAST = "# ---\n# %%"  # a field before it stands in line 7

NO_HEADER = "no header; start with '# ---', fields, '# ---'"
FIELDS = "this is {}; write fields, each as 'name: value'"
BOTH = '{} needs both languages; write "es // en"'
A_LIST = "write a list, [a, b] or lines that start with '- '"
AN_OBJECTIVE = "an objective is one line, '- verb: \"es // en\"'"

WRONG_HEADERS = {
    "none": (GOOD.split("# ---\n")[2], 1, NO_HEADER),
    "an empty file": ("", 1, NO_HEADER),
    "not closed": (GOOD.replace("# ---\n# %%", "# %%"), 1, NO_HEADER),
    "not YAML": (
        GOOD.replace("# minutes: {read: 1,", "# minutes: {read 1: [,"),
        6,
        "not YAML: expected the node content, but found ','; "
        "mend this line or put the text in quotes",
    ),
    "only text": ("# ---\n# hello\n# ---\n# %%\n1\n", 2, FIELDS.format("'hello'")),
    "nothing": ("# ---\n# ---\n# %%\n1\n", 2, FIELDS.format("None")),
    "unknown field": (
        GOOD.replace("# minutes", "# author: me\n# minutes"),
        6,
        "unknown field 'author'; use data, description, files, minutes, needs, objectives, "
        "seconds, title, trains",
    ),
    "no title": (
        GOOD.replace('# title: "Demo es // Demo en"\n', ""),
        2,
        "no 'title'; add it",
    ),
    "no description": (
        GOOD.replace('# description: "Una página. // A page."\n', ""),
        2,
        "no 'description'; add it",
    ),
    "no objectives": (GOOD.replace(f"# {OBJECTIVES}\n", ""), 2, "no 'objectives'; add it"),
    "no minutes": (
        GOOD.replace("# minutes: {read: 1, practise: 1}\n", ""),
        2,
        "no 'minutes'; add it",
    ),
    "title in one language": (
        GOOD.replace("Demo es // Demo en", "Demo"),
        2,
        BOTH.format("title"),
    ),
    "title with an empty side": (
        GOOD.replace("Demo es // Demo en", "Demo // "),
        2,
        BOTH.format("title"),
    ),
    "title with three sides": (
        GOOD.replace("Demo es // Demo en", "a // b // c"),
        2,
        BOTH.format("title"),
    ),
    "description in one language": (
        GOOD.replace("Una página. // A page.", "Una página."),
        3,
        BOTH.format("description"),
    ),
    "unknown verb": (
        GOOD.replace("understand", "know"),
        5,
        "verb 'know' is not known; use 'remember', 'understand', 'apply', 'analyse', 'evaluate' "
        "or 'create'",
    ),
    "objectives without verbs": (
        GOOD.replace(OBJECTIVES, 'objectives: "x"'),
        4,
        f"objectives is 'x'; {A_LIST}",
    ),
    "an empty list of objectives": (
        GOOD.replace(OBJECTIVES, "objectives: []"),
        4,
        "objectives is []; write at least 1",
    ),
    "an empty objective": (
        GOOD.replace('- understand: "una cosa // one thing"', "- {}"),
        5,
        AN_OBJECTIVE,
    ),
    "an objective that is a text": (
        GOOD.replace('- understand: "una cosa // one thing"', "- understand a thing"),
        5,
        AN_OBJECTIVE,
    ),
    "an objective of two verbs": (
        GOOD.replace("# minutes", "#     apply: esto // this\n# minutes"),
        5,
        AN_OBJECTIVE,
    ),
    "objective in one language": (
        GOOD.replace("una cosa // one thing", "una cosa"),
        5,
        BOTH.format("text"),
    ),
    "the second objective in one language": (
        GOOD.replace("# minutes", "#   - apply: esto\n# minutes"),
        6,
        BOTH.format("text"),
    ),
    "minutes without practice": (
        GOOD.replace("{read: 1, practise: 1}", "20"),
        6,
        FIELDS.format("20").replace("this", "minutes"),
    ),
    "minutes of reading alone": (
        GOOD.replace("{read: 1, practise: 1}", "{read: 20}"),
        6,
        "no 'practise'; add it",
    ),
    "minutes in words": (
        GOOD.replace("{read: 1, practise: 1}", "\n#   read: 1\n#   practise: many"),
        8,
        "practise is 'many'; write a whole number",
    ),
    "needs as text": (
        GOOD.replace(LAST, f"# needs: alpha\n{LAST}"),
        7,
        f"needs is 'alpha'; {A_LIST}",
    ),
    "a need that is a number": (
        GOOD.replace(LAST, f"# needs:\n#   - alpha\n#   - 3\n{LAST}"),
        9,
        "needs is 3; write a text, in quotes where it looks like something else",
    ),
    "data as text": (
        GOOD.replace(LAST, f"# data: fashion_mnist\n{LAST}"),
        7,
        f"data is 'fashion_mnist'; {A_LIST}",
    ),
    "seconds as text": (
        GOOD.replace(LAST, f"# seconds: long\n{LAST}"),
        7,
        "seconds is 'long'; write a number",
    ),
    "no seconds at all": (
        GOOD.replace(LAST, f"# seconds: 0\n{LAST}"),
        7,
        "seconds is 0; write a number above 0",
    ),
}


@pytest.mark.parametrize("what", WRONG_HEADERS)
def test_a_wrong_header_is_named_by_its_line(tmp_path, what):
    text, line, message = WRONG_HEADERS[what]
    assert text != GOOD
    path = tmp_path / "demo.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_script(path, tmp_path)
    assert str(caught.value) == f"demo.py:{line}: {message}"
