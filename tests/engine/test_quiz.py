import re

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page.quiz import quiz_answers, quiz_section, shuffled
from tutorial_build.source.course import read_course
from tutorial_build.source.quiz import read_quiz

from .conftest import REPOSITORY, seen

QUIZ = """\
- id: single
  kind: single
  question: "¿Cuánto es `1 + 1`? // What is `1 + 1`?"
  choices:
    - text: "2"
      right: true
      reason: "Se suman. // They are added."
    - text: "11"
      reason: "Eso es pegar textos. // That is joining texts."
    - text: "$x^2$ < 1 // $x^2$ < 1 too"
      reason: "No hay *equis*. // There is no *x*."
- id: several
  kind: multiple
  question: "¿Pares? // Even?"
  choices:
    - text: "2"
      right: true
      reason: "Par. // Even."
    - text: "4"
      right: true
      reason: "Par. // Even."
    - text: "5"
      reason: "Impar. // Odd."
- id: number
  kind: numeric
  question: "¿Cuánto suma? // What is the sum?"
  answer: "{{ total:.2f }}"
  tolerance: 0.01
  reason: "Sumando. // By adding."
  mistakes:
    - text: "{{ x[0][0]:.4f }}"
      reason: "Ese es el primero. // That is the first one."
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
- id: fault
  kind: line
  question: "¿Dónde? // Where?"
  lines:
    - text: "for x in range(3):  # tres // three"
      reason: "Bien. // Fine."
    - text: "    x < 1 & 2 ** y"
      faulty: true
      reason: "Ahí. // There."
    - text: "print(x)"
      reason: "Bien. // Fine."
"""
VALUES = [3.6559, 0.3745]


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


def read(tmp_path, text):
    path = tmp_path / "demo.quiz.yml"
    path.write_text(text, encoding="utf-8")
    return read_quiz(path, tmp_path)


def section(tmp_path, lang="es", values=VALUES):
    return quiz_section(read(tmp_path, QUIZ), values, lang)


def test_no_file_is_no_quiz(tmp_path):
    assert read_quiz(tmp_path / "none.quiz.yml", tmp_path) is None


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
    text = section(tmp_path, values=[])
    assert "data-tolerance" not in text
    assert "…. Sumando." in text


def test_steps_are_shown_out_of_order_and_always_alike(tmp_path):
    items = {item.id: item for item in read(tmp_path, QUIZ).items}
    ranks = shuffled(items["order"])
    assert ranks != sorted(ranks)
    assert sorted(ranks) == [0, 1, 2]
    assert shuffled(items["order"]) == ranks


def test_the_answers_on_paper_name_what_is_right(tmp_path):
    text = quiz_answers(read(tmp_path, QUIZ), VALUES, "en")
    entries = re.findall("<li>(.*?)</li>", text)
    assert entries[0] == "2. They are added."
    assert entries[2] == "3.66. By adding."
    letters = {
        rank: "ABC"[place] for place, rank in enumerate(shuffled(read(tmp_path, QUIZ).items[3]))
    }
    assert entries[3] == f"{letters[0]}, {letters[1]}, {letters[2]}"
    assert entries[4].startswith("<code>    x &lt; 1")


BAD = {
    "no list": ("a: 1\n", "1: a quiz is a list of questions"),
    "no YAML": ('- id: "x\n', "2: not YAML: "),
    "too few": (QUIZ.partition("- id: number")[0], "1: the quiz has 2 questions; write 4"),
    "twice": (QUIZ.replace("id: several", "id: single"), "12: id 'single' stands twice"),
    "a name": (QUIZ.replace("id: several", "id: a b"), "12: id 'a b' is not a name"),
    "kind": (
        QUIZ.replace("kind: order", "kind: riddle"),
        "33: kind 'riddle' is not known; use one",
    ),
    "field": (QUIZ.replace("tolerance:", "tolerence:"), "24: unknown field 'tolerence'; use id,"),
    "field of a choice": (
        QUIZ.replace(
            '      right: true\n      reason: "Se', '      rigth: true\n      reason: "Se'
        ),
        "5: unknown field 'rigth'; use text, reason, right",
    ),
    "question": (
        QUIZ.replace(" // Even?", ""),
        "12: question needs both languages; write question:",
    ),
    "reason": (QUIZ.replace(" // Odd.", ""), "22: reason needs both languages"),
    "no reason": (QUIZ.replace('      reason: "Impar. // Odd."\n', ""), "22: reason needs both"),
    "no text": (QUIZ.replace('- text: "5"', '- text: ""'), "22: no text; write text:"),
    "three languages": (QUIZ.replace("Impar. // Odd.", "a // b // c"), "22: reason needs both"),
    "no right one": (QUIZ.replace("      right: true\n", "", 1), "1: 0 are marked 'right: true'"),
    "all right": (
        QUIZ.replace('- text: "5"\n', '- text: "5"\n      right: true\n'),
        "12: 3 of 3 are right; expected two or more, and not all",
    ),
    "no fault": (QUIZ.replace("      faulty: true\n", ""), "43: 0 are marked 'faulty: true'"),
    "maybe": (QUIZ.replace("faulty: true", "faulty: maybe"), "49: faulty is true or left out"),
    "few choices": (
        QUIZ.replace('    - text: "5"\n      reason: "Impar. // Odd."\n', ""),
        "12: 2 to choose from; write at least 3",
    ),
    "equal steps": (QUIZ.replace("Dos. // Two.", "Uno. // One."), "33: two steps are the same"),
    "no choices": (QUIZ.replace("  steps:", "  steps: 3 #"), r"\d+: (not YAML|steps is a list)"),
    "typed answer": (
        QUIZ.replace('"{{ total:.2f }}"', "3.66"),
        "24: the answer comes from the run",
    ),
    "no tolerance": (QUIZ.replace("  tolerance: 0.01\n", ""), "24: a numeric question needs a tol"),
    "negative": (QUIZ.replace("tolerance: 0.01", "tolerance: -1"), "24: a numeric question needs"),
    "call": (
        QUIZ.replace("{{ total:.2f }}", "{{ f(x):.2f }}"),
        r"24: inline value 'f\(x\)' must be",
    ),
    "one-sided value": (
        QUIZ.replace("Sumando. //", "Da {{ total }}. //"),
        r"24: the inline values differ: es has \['total'\], en has \[\]",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_quiz_is_named_by_line(tmp_path, case):
    text, message = BAD[case]
    with pytest.raises(ContentError, match=rf"^demo\.quiz\.yml:{message}"):
        read(tmp_path, text)


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "demo.quiz.yml"
    path.write_bytes(b"- id: \xff\n")
    with pytest.raises(ContentError, match=r"demo\.quiz\.yml:1: not UTF-8"):
        read_quiz(path, tmp_path)


def test_a_formula_that_cannot_be_read_is_named_by_its_question(tmp_path):
    quiz = read(tmp_path, QUIZ.replace("$x^2$", "$\\\\nonsense{$"))
    with pytest.raises(ContentError, match=r"demo\.quiz\.yml:1: formula"):
        quiz_section(quiz, VALUES, "es")


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


def test_a_malformed_quiz_spoils_one_page(with_quiz):
    path = with_quiz.path("alpha").with_suffix(".quiz.yml")
    path.write_text("- id: x\n", encoding="utf-8")
    made = with_quiz.build()
    assert [str(error).partition(": ")[0] for error in made.errors] == [
        "examples/m1_first/alpha.quiz.yml:1"
    ]
    assert "42" in with_quiz.page("beta")


def test_a_quiz_without_script_is_named(checkout):
    checkout.path("gamma").with_suffix(".quiz.yml").write_text(QUIZ, encoding="utf-8")
    (error,) = checkout.build().errors
    assert (
        str(error) == "examples/m1_first/gamma.quiz.yml:1: no script of this name; rename the quiz"
    )


@pytest.mark.parametrize("slug", sorted(read_course(REPOSITORY).tutorials))
def test_the_pages_of_this_course_have_a_quiz(slug):
    quiz = read_course(REPOSITORY).tutorials[slug].quiz
    assert quiz is not None
    assert len({item.kind for item in quiz.items}) >= 4
