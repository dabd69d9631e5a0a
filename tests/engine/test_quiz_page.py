import re
from dataclasses import replace

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.page import Page
from tutorial_build.page.quiz import quiz_answers, quiz_section, shuffled
from tutorial_build.results.records import Standing
from tutorial_build.source.quiz import read_quiz

from .conftest import parse, seen
from .test_quiz import QUIZ

VALUES = {"total": 3.6559, "x[0][0]": 0.3745}


@pytest.fixture
def with_quiz(checkout):
    """The small course with a quiz beside alpha, and a section of exercises."""
    checkout.path("alpha").with_suffix(".quiz.yml").write_text(QUIZ, encoding="utf-8")
    path = checkout.path("alpha")
    heading = "\n# ## Ejercicios { #exercises }\n"
    cells = (
        f'# %% [markdown] lang="es"\n# Antes.\n#{heading}\n'
        f'# %% [markdown] lang="en"\n# Before.\n#{heading.replace("Ejercicios", "Exercises")}\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + cells, encoding="utf-8")
    return checkout


def page_of(tmp_path, lang="es", values=VALUES, text=QUIZ):
    """A page with the quiz and what the run left for it."""
    path = tmp_path / "demo.quiz.yml"
    path.write_text(text, encoding="utf-8")
    tutorial = replace(parse(tmp_path, "# %%\n1\n"), quiz=read_quiz(path, tmp_path))
    return Page(tutorial.into(lang), Standing.FRESH, quiz_values=values)


def section(*arguments, **changes):
    page = page_of(*arguments, **changes)
    return quiz_section(page.lesson.quiz, page)


def test_every_question_stands_in_a_group_with_its_reasons_folded(tmp_path):
    for lang, why in (("es", "Eso es pegar textos."), ("en", "That is joining texts.")):
        page = seen(section(tmp_path, lang))
        assert [a["id"] for a in page.attributes("fieldset")] == [
            f"quiz-{name}" for name in ("single", "several", "number", "order", "fault")
        ]
        assert len(page.texts["legend"]) == len(page.texts["details"]) == 5
        assert why in page.texts["details"][0]
        assert [a["type"] for a in page.attributes("input")] == (
            ["radio"] * 3 + ["checkbox"] * 3 + ["text"] + ["radio"] * 3
        )


def test_texts_are_escaped_and_their_code_and_formulas_set(tmp_path):
    text = section(tmp_path)
    assert "¿Cuánto es <code>1 + 1</code>?" in text
    assert "<code>    x &lt; 1 &amp; 2 ** y</code>" in text
    assert "<em>equis</em>" in text
    assert "<math" in text
    assert "# tres</code>" in text
    assert "# three</code>" in section(tmp_path, "en")


def test_the_right_number_comes_from_the_run(tmp_path):
    text = section(tmp_path)
    assert 'data-kind="numeric" data-value="3.6559" data-tolerance="0.01"' in text
    assert 'data-rank="0" data-value="0.3745"' in text
    assert "3.66. Sumando." in text


def test_without_a_run_there_is_no_number(tmp_path):
    text = section(tmp_path, values={})
    assert "data-tolerance" not in text
    assert "…. Sumando." in text


@pytest.mark.parametrize("lang", ["es", "en"])
def test_steps_are_shown_out_of_order_and_always_alike(tmp_path, lang):
    page = page_of(tmp_path, lang)
    order = page.lesson.quiz.items[3]
    ranks = shuffled(order)
    assert ranks != sorted(ranks)
    assert sorted(ranks) == [0, 1, 2]
    assert shuffled(order) == ranks
    steps = re.findall(
        r'<li data-rank="(\d)" data-slot="\d" data-letter="(\w)">', section(tmp_path, lang)
    )
    assert steps == [(str(rank), "ABC"[place]) for place, rank in enumerate(ranks)]


def test_no_order_of_steps_is_the_right_one(tmp_path):
    (order,) = (item for item in page_of(tmp_path).lesson.quiz.items if item.kind == "order")
    for number in range(200):
        ranks = shuffled(order.model_copy(update={"id": f"order-{number}"}))
        assert ranks != sorted(ranks), number


def test_steps_of_a_group_share_a_slot_and_are_never_shown_solved(tmp_path):
    (order,) = (item for item in page_of(tmp_path).lesson.quiz.items if item.kind == "order")
    first, *others = (step.model_copy(update={"group": "any"}) for step in order.steps)
    loose = order.model_copy(update={"steps": (order.steps[0], *others)})
    assert order.model_copy(update={"steps": (first, *others)}).slots == [0, 0, 0]
    assert (order.slots, loose.slots) == ([0, 1, 2], [0, 1, 1])
    for number in range(100):
        ranks = shuffled(loose.model_copy(update={"id": f"order-{number}"}))
        assert ranks[0] != 0, number


def test_the_decimals_of_a_number_are_said(tmp_path):
    assert section(tmp_path, "es").count("Decimales: 2.") == 1
    assert "Decimals: 2." in section(tmp_path, "en")


def test_the_answers_on_paper_name_what_is_right(tmp_path):
    page = page_of(tmp_path, "en")
    quiz = page.lesson.quiz
    entries = re.findall("<li>(.*?)</li>", quiz_answers(quiz, page))
    letters = {rank: "ABC"[place] for place, rank in enumerate(shuffled(quiz.items[3]))}
    assert entries == [
        "2. They are added.",
        "2. Even. 4. Even.",
        "3.66. By adding.",
        f"{letters[0]}, {letters[1]}, {letters[2]}",
        "<code>    x &lt; 1 &amp; 2 ** y</code> There.",
    ]


def test_a_formula_that_cannot_be_read_is_named_by_its_question(tmp_path):
    text = QUIZ.replace("- id: number", "- id: formula").replace("Sumando.", "Con $\\\\nonsense{$.")
    with pytest.raises(ContentError) as caught:
        section(tmp_path, text=text)
    assert re.match(r"demo\.quiz\.yml:24: formula \$.*; correct it$", str(caught.value))


def test_a_format_that_does_not_fit_its_value_is_named_by_its_question(tmp_path):
    with pytest.raises(ContentError) as caught:
        section(tmp_path, values=VALUES | {"total": "text"})
    assert str(caught.value) == (
        "demo.quiz.yml:24: inline value {{ total:.2f }} is 'text': "
        "Unknown format code 'f' for object of type 'str'; correct it"
    )


def test_the_quiz_stands_before_the_exercises_with_values_of_the_run(with_quiz):
    made = with_quiz.build()
    assert not made.errors
    assert made.executed == ["alpha"]
    page = with_quiz.page("alpha")
    assert page.index("Antes.") < page.index("## Cuestionario { #quiz }")
    assert page.index("g-quiz") < page.index("## Ejercicios { #exercises }")
    assert 'data-value="3.65' in page
    assert "\nquiz: true\n" in page
    assert page.rindex("g-quiz-key") > page.index("g-foot")
    assert "## Quiz { #quiz }" in with_quiz.page("alpha", "en")
    assert "quiz" not in with_quiz.page("beta")


def test_words_of_the_quiz_run_nothing_and_its_values_run_the_page(with_quiz):
    with_quiz.build()
    path = with_quiz.path("alpha").with_suffix(".quiz.yml")
    path.write_text(QUIZ.replace("Impar.", "No es par."), encoding="utf-8")
    assert with_quiz.build().executed == []
    assert "No es par." in with_quiz.page("alpha")
    path.write_text(QUIZ.replace("x[0][0]:.4f", "x[1][0]:.4f"), encoding="utf-8")
    assert with_quiz.build().executed == ["alpha"]


def test_a_value_that_the_run_does_not_have_is_named_in_the_quiz(with_quiz):
    path = with_quiz.path("alpha").with_suffix(".quiz.yml")
    path.write_text(QUIZ.replace("total:.2f", "sum_of_all:.2f"), encoding="utf-8")
    (error,) = with_quiz.build().errors
    assert re.match(
        r".*alpha\.quiz\.yml:24: \[e[sn]\] inline value {{ sum_of_all }}: NameError",
        str(error),
    )


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Da ``a ` b``", "Da <code>a ` b</code>"),
        ("Vale $5 o $6", "Vale $5 o $6"),
        ("**a** y *b* < `*c*`", "<strong>a</strong> y <em>b</em> &lt; <code>*c*</code>"),
    ],
)
def test_a_text_reads_code_emphasis_and_prices(tmp_path, question, shown):
    text = QUIZ.replace("¿Cuánto es `1 + 1`?", question)
    assert f"</span> {shown}</legend>" in section(tmp_path, text=text)
