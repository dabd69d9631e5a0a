"""A tutorial in one language, joined with what its run left."""

from dataclasses import replace
from pathlib import Path

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.page import join
from tutorial_build.results.records import Results, Standing
from tutorial_build.run.protocol import CellRun, Claim, Data, Text

from .made_up import page_of, picture, results, with_page

PROSE = """\
# %% [markdown] lang="es"
# {es}

# %% [markdown] lang="en"
# {en}

# %%
1
"""
MIXED = """\
# %%
#| tags: [recipe]
# train_for_a_week()

# %%
1

# %%
#| exercise: E1
#| role: starter
answer = ...

# %%
#| tags: [volatile]
2
"""


def test_what_a_run_left_stands_beside_the_cell_that_left_it(tutorial_of):
    # The recipe and the starting point do not run; the ranks count them.
    page = page_of(tutorial_of(MIXED), [Text("first")], [Text("second")])
    assert [(cell.rank, cell.left.outputs) for cell in page.ran] == [
        (0, []),
        (1, [Text("first")]),
        (2, []),
        (3, [Text("second")]),
    ]


def test_volatile_outputs_are_put_back_in_their_place(tutorial_of):
    made = results([Text("first")], [])
    volatile = {"both": {"1": [Text("12 ms")]}}
    made = with_page(made, sidecar=replace(made.page.sidecar, volatile=volatile))
    page = join(tutorial_of(MIXED).into("es"), Standing.FRESH, made)
    assert page.ran[3].left.outputs == [Text("12 ms")]


def test_values_stand_in_the_prose_as_their_format_and_language_say(tutorial_of):
    prose = PROSE.format(es="Vale {{ x:.1% }} de {{ n:, }}.", en="It is {{ n:, }}; {{ x:.1% }}.")
    spanish, english = (
        page_of(tutorial_of(prose), [], lang=lang, values={"x": 0.8731, "n": 60000})
        for lang in ("es", "en")
    )
    assert spanish.cells[0].text == "Vale 87.3\u202f% de 60\u202f000."
    assert english.cells[0].text == "It is 60,000; 87.3%."


def test_a_value_that_is_not_there_yet_is_an_ellipsis(tutorial_of):
    lesson = tutorial_of(PROSE.format(es="{{ x:.3f }}", en="{{ x:.3f }}")).into("en")
    page = join(lesson, Standing.MISSING)
    assert page.cells[0].text == "…"
    assert (page.sidecar, page.seconds, page.figures, page.claims) == (None, 0.0, [], [])


def test_a_value_that_its_format_cannot_show_is_named_by_its_line(tutorial_of):
    tutorial = tutorial_of(PROSE.format(es="{{ x:.3f }}", en="{{ x:.3f }}"))
    with pytest.raises(ContentError) as caught:
        page_of(tutorial, [], lang="es", values={"x": "text"})
    assert str(caught.value) == (
        "examples/m1_first/demo.py:8: inline value {{ x:.3f }} is 'text': Unknown format code 'f' "
        "for object of type 'str'; correct it"
    )


def test_the_alt_texts_and_caption_of_figures_follow_the_language(tutorial_of):
    tutorial = tutorial_of("# %%\n#| alt: [uno // one, dos // two]\n#| caption: pie // foot\n1\n")
    outputs = [picture("a"), Text("-"), picture("b")]
    spanish, english = (page_of(tutorial, outputs, lang=lang) for lang in ("es", "en"))
    assert [(f.alt, f.caption, f.picture.light) for f in spanish.figures] == [
        ("uno", "pie", "a.webp"),
        ("dos", "pie", "b.webp"),
    ]
    assert [(f.alt, f.caption) for f in english.figures] == [("one", "foot"), ("two", "foot")]


def test_figures_know_the_folder_of_their_results(tutorial_of):
    made = replace(results([picture()]), folder=Path("kept"))
    page = join(tutorial_of("# %%\n#| alt: a // b\n1\n").into("es"), Standing.RAN, made)
    assert [figure.folder for figure in page.figures] == [Path("kept")]


EXERCISES = """\
# %%
#| exercise: E1
#| role: solution
1

# %%
2

# %%
#| exercise: E2
#| role: solution
3

# %%
#| exercise: E1
#| role: check
4
"""


def test_what_an_exercise_left_stands_beside_its_own_cells(tutorial_of):
    page, first, second = (results([Text(text)]).page for text in ("page", "E1", "E2"))
    first.runs["both"].cells.append(CellRun([Text("check")]))
    made = Results({"page": page, "E1": first, "E2": second})
    shown = join(tutorial_of(EXERCISES).into("es"), Standing.FRESH, made)
    texts = [[output.text for output in cell.left.outputs] for cell in shown.ran]
    assert texts == [["E1"], ["page"], ["E2"], ["check"]]


def test_an_exercise_that_never_ran_left_nothing_and_moves_nothing(tutorial_of):
    shown = page_of(tutorial_of(EXERCISES), [Text("page")])
    assert [bool(cell.left.outputs) for cell in shown.ran] == [False, True, False, False]


def test_claims_and_interactive_data_are_those_of_all_cells(tutorial_of):
    tutorial = tutorial_of("# %%\n1\n\n# %%\n2\n")
    claims = [Claim("one", 1, equals=1), Claim("two", 2, equals=2)]
    page = page_of(
        tutorial,
        CellRun([Data("I-1", {"x": 1})], [claims[0]]),
        CellRun([Text("-"), Data("I-2", {"y": 2})], [claims[1]]),
    )
    assert page.claims == claims
    assert page.widgets == {"I-1": {"x": 1}, "I-2": {"y": 2}}


def test_a_page_takes_the_run_and_the_seconds_of_its_language(checkout):
    tutorial = checkout.tutorial("alpha")
    one = results([Text("uno")], [], values={"total": 1.0})
    two = results([Text("one")], [], values={"total": 2.0})
    made = with_page(
        one,
        runs={"es": one.page.runs["both"], "en": two.page.runs["both"]},
        sidecar=replace(one.page.sidecar, seconds={"es": 1.5, "en": 2.5}),
    )
    spanish, english = (join(lesson, Standing.FRESH, made) for lesson in tutorial.lessons)
    assert (spanish.ran[0].left.outputs, spanish.seconds) == ([Text("uno")], 1.5)
    assert (english.ran[0].left.outputs, english.seconds) == ([Text("one")], 2.5)
    assert "The sum is 2.00." in [cell.text for cell in english.cells if hasattr(cell, "text")]


def test_the_values_of_the_quiz_come_after_those_of_the_prose(checkout):
    quiz = """\
- id: a
  kind: numeric
  question: "¿Cuánto? // How much?"
  answer: "{{ total:.1f }}"
  tolerance: 0.1
  reason: "Así es. // So it is."
  mistakes: [{text: "{{ x[0]:.1f }}", reason: "No // No."}, {text: "2", reason: "No // No."},
    {text: "3", reason: "No // No."}]
"""
    rest = "".join(quiz.replace("id: a", f"id: {name}") for name in "bcd")
    path = checkout.path("alpha")
    path.with_suffix(".quiz.yml").write_text(quiz + rest, encoding="utf-8")
    tutorial = checkout.course.tutorials["alpha"]
    made = results([], [])
    run = replace(
        made.page.runs["both"], expressions=["total", "total", "x[0]"], values=[1.0, 1.0, 0.25]
    )
    page = join(tutorial.into("en"), Standing.FRESH, with_page(made, runs={"both": run}))
    assert page.quiz_values == {"total": 1.0, "x[0]": 0.25}
