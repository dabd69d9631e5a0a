import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Value
from tutorial_build.source.course import read_course
from tutorial_build.source.quiz import read_quiz

from .conftest import REPOSITORY

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
PATH = "demo.quiz.yml"


def read(tmp_path, text=QUIZ):
    path = tmp_path / PATH
    path.write_text(text, encoding="utf-8")
    return read_quiz(path, tmp_path)


def test_no_file_is_no_quiz(tmp_path):
    assert read_quiz(tmp_path / "none.quiz.yml", tmp_path) is None


def test_questions_come_in_order_with_their_lines(tmp_path):
    quiz = read(tmp_path)
    assert quiz.path == PATH
    assert [item.id for item in quiz.items] == ["single", "several", "number", "order", "fault"]
    assert quiz.lines == (1, 12, 24, 33, 43)


def test_every_kind_of_question_knows_what_there_is_to_choose_from(tmp_path):
    single, several, number, order, fault = read(tmp_path).items
    assert [choice.text for choice in single.among] == ["2", "11", "$x^2$ < 1 // $x^2$ < 1 too"]
    assert [choice.right for choice in several.among] == [True, True, False]
    assert [choice.text for choice in number.among] == ["{{ x[0][0]:.4f }}"]
    assert (number.answer, number.tolerance) == ("{{ total:.2f }}", 0.01)
    assert number.reason == "Sumando. // By adding."
    assert [step.text for step in order.among] == [
        "Uno. // One.",
        "Dos. // Two.",
        "Tres. // Three.",
    ]
    assert [line.faulty for line in fault.among] == [False, True, False]


def test_a_quiz_holds_one_language_after_it_is_put_into_one(tmp_path):
    quiz = read(tmp_path)
    single, _, number, order, fault = quiz.into("en").items
    assert single.question == "What is `1 + 1`?"
    assert single.choices[1].reason == "That is joining texts."
    assert (number.answer, number.reason) == ("{{ total:.2f }}", "By adding.")
    assert order.steps[0].text == "One."
    assert fault.lines[0].text == "for x in range(3):  # three"
    assert quiz.into("es").items[4].lines[0].text == "for x in range(3):  # tres"
    assert quiz.into("es").items[0].choices[0].text == "2"


def test_the_values_of_the_run_are_named_once_with_their_question(tmp_path):
    text = QUIZ.replace("Se suman. // They", "{{ total:.1f }} // {{ total:.1f }} They")
    assert read(tmp_path, text).values == (Value("total", PATH, 1), Value("x[0][0]", PATH, 24))
    assert read(tmp_path).values == (Value("total", PATH, 24), Value("x[0][0]", PATH, 24))


def test_the_lines_of_a_program_are_no_prose(tmp_path):
    texts = read(tmp_path).texts
    assert (3, "¿Cuánto es `1 + 1`? // What is `1 + 1`?") in texts
    assert (48, "Bien. // Fine.") in texts
    assert (37, "Uno. // One.") in texts
    assert not [text for _, text in texts if "range(3)" in text or "2 ** y" in text]


CHOICES = "faulty, group, reason, right, text"
QUESTIONS = "answer, choices, id, kind, lines, mistakes, question, reason, steps, tolerance"
LIST = "write a list, [a, b] or lines that start with '- '"
BOTH = '{} needs both languages; write "es // en"'
FROM_RUN = 'the answer comes from the run; write answer: "{{ name:.3f }}"'


def changed(*pairs):
    """The quiz with some places replaced."""
    text = QUIZ
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


BAD = {
    "no list": ("a: 1\n", 1, f"this is {{'a': 1}}; {LIST}"),
    "nothing": ("", 1, f"this is None; {LIST}"),
    "a list of texts": ("# x\n- a\n", 2, "this is 'a'; write fields, each as 'name: value'"),
    "no YAML": (
        '- id: "x\n',
        2,
        "not YAML: found unexpected end of stream; mend this line or put the text in quotes",
    ),
    "too few": (
        QUIZ.partition("- id: number")[0],
        1,
        "the quiz has 2 questions; write 4",
    ),
    "twice": (
        changed(("id: several", "id: single")),
        12,
        "id 'single' stands twice; rename one of them",
    ),
    "a name": (
        changed(("id: several", "id: a b")),
        12,
        "id is 'a b'; write what ^[A-Za-z0-9-]+$ admits",
    ),
    "no kind": (changed(("  kind: multiple\n", "")), 12, "no 'kind'; add it"),
    "kind": (
        changed(("kind: order", "kind: riddle")),
        34,
        "kind 'riddle' is not known; use 'single', 'multiple', 'numeric', 'order' or 'line'",
    ),
    "field": (
        changed(("tolerance:", "tolerence:")),
        28,
        f"unknown field 'tolerence'; use {QUESTIONS}",
    ),
    "field of another kind": (
        changed(("  kind: single\n", "  kind: single\n  tolerance: 3\n")),
        3,
        "a question of kind 'single' has no 'tolerance'; take it out",
    ),
    "field of a choice": (
        changed(("      right: true", "      rigth: true")),
        6,
        f"unknown field 'rigth'; use {CHOICES}",
    ),
    "a mark of another kind": (
        changed(("faulty: true", "right: true")),
        50,
        "'right' marks nothing here; take it out",
    ),
    "a mark where none is": (
        changed(('      reason: "Después', '      right: true\n      reason: "Después')),
        40,
        "'right' marks nothing here; take it out",
    ),
    "question": (changed((" // Even?", "")), 14, BOTH.format("question")),
    "no question": (
        changed(('  question: "¿Pares? // Even?"\n', "")),
        12,
        "no 'question'; add it",
    ),
    "reason": (changed((" // Odd.", "")), 23, BOTH.format("reason")),
    "no reason": (
        changed(('      reason: "Impar. // Odd."\n', "")),
        22,
        "no 'reason'; add it",
    ),
    "no text": (changed(('- text: "5"', '- text: ""')), 22, 'no text; write text: "es // en"'),
    "a text that YAML reads as a number": (
        changed(('- text: "5"', "- text: 5.0")),
        22,
        "text is 5.0; put the text in quotes",
    ),
    "three languages": (changed(("Impar. // Odd.", "a // b // c")), 23, BOTH.format("reason")),
    "a text of three languages": (
        changed(('- text: "5"', '- text: "a // b // c"')),
        22,
        "'a // b // c' holds ' // ' 2 times; write \\// for a slash",
    ),
    "no right one": (
        changed(("      right: true\n", "")),
        1,
        "0 are marked 'right: true', expected 1",
    ),
    "one right of several": (
        changed(('      right: true\n      reason: "Par.', '      reason: "Par.')),
        12,
        "1 of 3 are right; expected two or more, and not all",
    ),
    "all right": (
        changed(('- text: "5"\n', '- text: "5"\n      right: true\n')),
        12,
        "3 of 3 are right; expected two or more, and not all",
    ),
    "no fault": (
        changed(("      faulty: true\n", "")),
        43,
        "0 are marked 'faulty: true', expected 1",
    ),
    "maybe": (
        changed(("faulty: true", "faulty: maybe")),
        50,
        "faulty is 'maybe'; write true, or leave it out",
    ),
    "few choices": (
        changed(('    - text: "5"\n      reason: "Impar. // Odd."\n', "")),
        12,
        "2 to choose from; write at least 3",
    ),
    "equal steps": (
        changed(("Dos. // Two.", "Uno. // One.")),
        33,
        "two steps are the same, so their order says nothing; change one",
    ),
    "no steps": (
        QUIZ.partition("  steps:")[0],
        33,
        "a question of kind 'order' needs 'steps'; add it",
    ),
    "a number of steps": (
        QUIZ.partition("  steps:")[0] + "  steps: 3\n",
        36,
        f"steps is 3; {LIST}",
    ),
    "a step that is a text": (
        QUIZ.partition("  steps:")[0] + "  steps:\n    - a\n",
        37,
        "steps is 'a'; write fields, each as 'name: value'",
    ),
    "typed answer": (changed(("{{ total:.2f }}", "3.66")), 24, FROM_RUN),
    "answer with a unit behind it": (
        changed(("{{ total:.2f }}", "{{ total:.2f }} m")),
        24,
        FROM_RUN,
    ),
    "answer of two values": (
        changed(("{{ total:.2f }}", "{{ x }} {{ total:.2f }}")),
        24,
        FROM_RUN,
    ),
    "no answer": (
        changed(('  answer: "{{ total:.2f }}"\n', "")),
        24,
        "a question of kind 'numeric' needs 'answer'; add it",
    ),
    "no tolerance": (
        changed(("  tolerance: 0.01\n", "")),
        24,
        "a question of kind 'numeric' needs 'tolerance'; add it",
    ),
    "negative": (
        changed(("tolerance: 0.01", "tolerance: -1")),
        28,
        "tolerance is -1; write a number from 0 on",
    ),
    "call": (
        changed(("{{ total:.2f }}", "{{ f(x):.2f }}")),
        27,
        "inline value 'f(x)' must be a name, attribute or index",
    ),
    "one-sided value": (
        changed(("Sumando. //", "Da {{ total }}. //")),
        29,
        "the inline values differ: es has ['total'], en has []",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_quiz_is_named_by_line(tmp_path, case):
    text, line, message = BAD[case]
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == f"{PATH}:{line}: {message}"


def test_a_numeric_question_needs_no_mistakes(tmp_path):
    start, end = QUIZ.index("  mistakes:"), QUIZ.index("- id: order")
    assert read(tmp_path, QUIZ[:start] + QUIZ[end:]).items[2].among == ()


def test_a_malformed_quiz_spoils_one_page(checkout):
    path = checkout.path("alpha").with_suffix(".quiz.yml")
    path.write_text("- id: x\n", encoding="utf-8")
    course = checkout.course
    assert {slug: str(error) for slug, error in course.errors.items()} == {
        "alpha": "examples/m1_first/alpha.quiz.yml:1: no 'kind'; add it"
    }
    assert list(course.tutorials) == ["beta"]


def test_a_quiz_without_script_is_named(checkout):
    checkout.path("gamma").with_suffix(".quiz.yml").write_text(QUIZ, encoding="utf-8")
    (error,) = checkout.course.errors.values()
    assert (
        str(error) == "examples/m1_first/gamma.quiz.yml:1: no script of this name; rename the quiz"
    )


def test_the_pages_of_this_course_have_a_quiz_of_several_kinds():
    tutorials = read_course(REPOSITORY).tutorials
    kinds = {
        slug: {item.kind for item in tutorial.quiz.items} if tutorial.quiz else set()
        for slug, tutorial in tutorials.items()
    }
    assert tutorials
    assert not {slug: found for slug, found in kinds.items() if len(found) < 4}
