"""Which cell runs now, in the words of its page."""

import pytest

from tutorial_build.run.pool import Request
from tutorial_build.site.progress import Progress

PAGE = (
    '# %% [markdown] lang="es"\n# Vale {{ a }}.\n\n# %% [markdown] lang="en"\n# It is {{ a }}.\n\n'
    "# %% Sumar // Add\na = 1\n\n"
    "# %%\nb = a < 2\nc = 3\n\n"
    "# %%\n#| exercise: E1\n#| role: solution\nd = 4\n"
)


@pytest.fixture
def told():
    return []


@pytest.fixture
def follow(tutorial_of, told):
    def progress(cells, part="page"):
        return Progress(tutorial_of(cells), part, told.append)

    return progress


def test_a_cell_is_named_by_its_title_or_its_first_line(follow):
    progress = follow(PAGE)
    spanish = progress.tutorial.into("es")
    assert progress.facts == {"page": "m1-first/demo"}
    progress.step(Request(spanish), 1)  # behind the inline value
    assert progress.facts["es"] == "Se está ejecutando la celda 1 de 2: Sumar"
    progress.step(Request(spanish), 2)
    assert progress.facts["es"] == "Se está ejecutando la celda 2 de 2: b = a < 2"


def test_one_run_serves_both_languages_where_they_run_the_same(follow):
    progress = follow(PAGE)
    progress.step(Request(progress.tutorial.into("es")), 0)
    assert progress.facts["en"] == "Running cell 1 of 2: Add"
    twice = follow("# %%\nprint('uno // one')\n")
    twice.step(Request(twice.tutorial.into("es")), 0)
    assert "en" not in twice.facts


def test_an_exercise_that_runs_beside_the_page_is_not_shown(follow, told):
    progress = follow(PAGE)
    progress.step(Request(progress.tutorial.into("es"), "E1"), 0)
    assert (list(progress.facts), told) == (["page"], [])


def test_the_terminal_is_told_now_and_then(follow, told):
    progress = follow(PAGE)
    for number in (0, 1, 2):
        progress.step(Request(progress.tutorial.into("es")), number)
    assert told == ["demo es: Se está ejecutando la celda 1 de 2: Sumar"]
