"""A sentence changed in one language alone is named until the other changes or is reviewed."""

import pytest

from tutorial_build.results.drift import drifted, is_remembered, remember, texts

from .conftest import replace_in
from .test_lint import quiz_item

PATH = "examples/m1_first/alpha.py"
REMEDY = "change it too, or say that both still fit: tutorial lint --reviewed alpha"


def named(checkout):
    tutorial = checkout.course.tutorials["alpha"]
    return [str(error) for error in drifted(checkout.project, tutorial)]


def test_nothing_is_named_where_both_languages_changed_or_none(checkout):
    assert named(checkout) == []
    checkout.edit("alpha", "# Hola.", "# Buenas.")
    checkout.edit("alpha", "# Hello.", "# Hi.")
    assert named(checkout) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# Hola.", "# Buenas.", f"{PATH}:9: the Spanish of this changed and the English did not"),
        ("# Hello.", "# Hi.", f"{PATH}:9: the English of this changed and the Spanish did not"),
        ("Paso 1: sumar //", "Paso 1: suma //", f"{PATH}:14: the Spanish of this changed and"),
        ("# la suma //", "# su suma //", f"{PATH}:20: the Spanish of this changed and"),
        ("Alpha en", "Alfa en", f"{PATH}:1: the English of this changed and"),
    ],
)
def test_a_text_changed_in_one_language_is_named_with_its_line(checkout, old, new, said):
    checkout.edit("alpha", old, new)
    (message,) = named(checkout)
    assert message.startswith(said)
    assert message.endswith(REMEDY)
    done = checkout.cli("lint", "alpha")
    assert (done.code, done.err) == (1, f"{message}\n")
    assert message in checkout.prepare().warnings


def test_it_is_named_until_the_other_language_changes(checkout):
    checkout.edit("alpha", "# Hola.", "# Buenas.")
    assert checkout.cli("freeze", "alpha").out == "alpha is fresh; nothing to do\n"
    assert len(named(checkout)) == 1
    checkout.edit("alpha", "# Hello.", "# Hi.")
    assert named(checkout) == []


def test_it_is_named_until_somebody_says_that_both_fit(checkout):
    checkout.edit("alpha", "# Hola.", "# ¡Hola!")
    assert checkout.cli("lint", "--reviewed", PATH).code == 0
    assert named(checkout) == []


def test_review_is_of_named_tutorials(checkout):
    done = checkout.cli("lint", "--reviewed")
    assert done.code == 2
    assert "name the tutorials whose languages you have reviewed" in " ".join(done.err.split())


def test_freezing_notes_new_texts_without_running_anything(checkout):
    checkout.edit("alpha", "# Hola.", "# Buenas.")
    checkout.edit("alpha", "# Hello.", "# Hi.")
    assert checkout.cli("list", "--check").code == 1
    assert checkout.cli("freeze", "alpha").out == "alpha is fresh; noted its new texts\n"
    assert checkout.cli("list", "--check").code == 0
    checkout.edit("alpha", "# Hi.", "# Hello.")
    assert "the English of this changed" in named(checkout)[0]


def test_a_paragraph_added_or_moved_in_both_languages_is_no_drift(checkout):
    checkout.edit("alpha", "# Hola.", "# Antes.\n#\n# Hola.")
    checkout.edit("alpha", "# Hello.", "# Before.\n#\n# Hello.")
    assert named(checkout) == []
    remember(checkout.project, checkout.course.tutorials["alpha"])
    checkout.edit("alpha", "# Hello.", "# Hi.")
    (message,) = named(checkout)
    assert message.startswith(f"{PATH}:11: the English")  # the third line of the Spanish cell


def test_a_new_text_may_share_one_language_with_another(checkout):
    checkout.edit("alpha", "# Hola.", "# Hola.\n#\n# Buenas.")
    checkout.edit("alpha", "# Hello.", "# Hello.\n#\n# Hello.")
    assert named(checkout) == []


def test_other_line_breaks_are_no_change(checkout):
    checkout.edit("alpha", "# La suma es {{", "# La suma\n# es {{")
    assert named(checkout) == []


def test_every_text_of_a_quiz_is_one_of_them(checkout):
    quiz = checkout.path("alpha").with_name("alpha.quiz.yml")
    items = [*map(quiz_item, "abc"), quiz_item("d", question="¿Cuál? // Which?")]
    quiz.write_text("".join(items), encoding="utf-8")
    remember(checkout.project, checkout.course.tutorials["alpha"])
    replace_in(quiz, "¿Cuál? // Which?", "¿Cuál? // Which one?")
    (message,) = named(checkout)
    assert message.startswith("examples/m1_first/alpha.quiz.yml:24: the English of this changed")


def test_headers_options_strings_and_comments_are_among_the_texts(tutorial_of):
    cells = '''\
# %%
#| alt: Un punto. // A point.
#| caption: Solo uno. // Just one.
#| predict: ¿Dónde? // Where?
#| raises: "ValueError: no"
#| cause: Por esto. // Because.
#| fix: Así. // Like this.
x = 1  # uno // one
f"""{x} es //
    {x} is"""
'''
    found = [(said.es, said.en) for said in texts(tutorial_of(cells))]
    assert found == [
        ("Demo es", "Demo en"),
        ("Una página.", "A page."),
        ("una cosa", "one thing"),
        ("Un punto.", "A point."),
        ("Solo uno.", "Just one."),
        ("¿Dónde?", "Where?"),
        ("Por esto.", "Because."),
        ("Así.", "Like this."),
        ("# uno", "one"),
        ("{x} es", "{x} is"),
    ]


def test_what_git_leaves_in_the_file_is_passed_over(checkout):
    tutorial = checkout.course.tutorials["alpha"]
    path = checkout.project.fitting(tutorial)
    path.write_text("<<<<<<< HEAD\n" + path.read_text() + "=======\n")
    assert is_remembered(checkout.project, tutorial)
