"""Each rule of language, on a text that breaks it and on one that does not."""

from dataclasses import replace

import pytest

from tutorial_build.authors.lint import check_docs, check_pair, check_quiz, check_text
from tutorial_build.authors.lint import check_tutorial as check
from tutorial_build.source.quiz import read_quiz

from .conftest import parse


def complaints(text, lang="es"):
    return [str(error) for error in check_text(text, lang, "page.md", 1)]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("El gráfico computacional crece.", "grafo computacional"),
        ("Instala la librería.", "biblioteca"),
        ("El abandono apaga unidades.", "dropout"),
        ("Una incrustación de palabras.", "embedding"),
        ("La clase predecida.", "clase predicha"),
        ("Basta con correr el código.", "ejecutar el código"),
        ("Vosotros ya lo sabéis.", "tuteo en singular"),
        ("Si usted quiere.", "tú"),
        ("La precisión de prueba es alta.", "exactitud"),
        ("Abre el fichero.", "archivo"),
        ("En tu ordenador.", "equipo o máquina"),
        ("Vuestros datos.", "tuteo en singular"),
        ("En orden a entender esto.", "para"),
        ("No hace sentido.", "tener sentido"),
        ("La aumentación de datos.", "aumento de datos"),
        ("La verdad de suelo.", "valor real"),
        ("La normalización por grupos.", "normalización por lotes"),
        ("El programador de la tasa.", "planificador"),
        ("La pasada hacia atrás.", "pase hacia atrás"),
        ("La pasada hacia adelante.", "pase hacia adelante"),
        ("Ahora corre la celda.", "ejecutar"),
    ],
)
def test_a_denied_word_is_named_with_a_better_one(text, better):
    (complaint,) = complaints(text)
    assert complaint.startswith("page.md:1: ")
    assert complaint.endswith(f"write {better!r}")


def test_denied_words_may_stand_in_code_and_in_english():
    assert complaints("Llama a `abandono()`.") == []
    assert complaints("~~~\nabandono\n~~~ \n\n$$\nabandono\n$$ y [x](abandono.md){ .usted }") == []
    assert complaints("The abandono of it.", lang="en") == []


@pytest.mark.parametrize("text", ["Y esto?", "Primero una. Luego otra!", "Vale 0.5 o no?"])
def test_a_question_or_exclamation_without_its_opening_is_found(text):
    assert len(complaints(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "¿Y esto?",
        "Partimos de 2 y sumamos 0.01. ¿Subirá más de 0.01 o menos?",
        "Dime: ¿sí o no? Bien.",
        '!!! tip "Consejo"\n    Mira.',
        "<!-- pages -->",
        "**¿Por qué?**",
    ],
)
def test_sound_punctuation_passes(text):
    assert complaints(text) == []


def test_broken_encoding_is_found_in_both_languages_with_its_line():
    for lang in ("es", "en"):
        assert complaints("one\n\n\u00c3\u00a9l", lang)[0].startswith("page.md:3: broken encoding")


@pytest.mark.parametrize(
    ("spanish", "english", "better"),
    [
        ("Sube la precisión.", "The accuracy rises.", "exactitud"),
        ("Es el valor actual.", "It is the actual value.", "valor real"),
    ],
)
def test_a_false_friend_is_told_by_its_partner(spanish, english, better):
    found = check_pair(f"Una línea.\n{spanish}", english, "page.md", 1)
    (complaint,) = [str(error) for error in found]
    assert complaint.startswith("page.md:2: ")
    assert complaint.endswith(f"write {better!r}")


PAIR = """\
# %% [markdown] lang="es"
# Hola.
# {}

# %% [markdown] lang="en"
# Hello.
# {}

# %%
print(1)
"""


def test_a_tutorial_keeps_the_rules_in_both_languages(tutorial_of):
    def found(spanish, english):
        return [str(error) for error in check(tutorial_of(PAIR.format(spanish, english)))]

    path = "examples/m1_first/demo.py"
    assert found("Una biblioteca.", "A librería.") == []
    assert found("Una librería.", "A library.") == [
        f"{path}:10: 'librería' in Spanish; write 'biblioteca'"
    ]
    assert found("Sube la precisión.", "The accuracy rises.") == [
        f"{path}:10: 'precisión' for 'accuracy'; write 'exactitud'"
    ]
    assert found("Bien.", "Caf\u00c3\u00a9.") == [
        f"{path}:14: broken encoding '\u00c3\u00a9'; save the text as UTF-8"
    ]


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("La precisión no es la exactitud.", "Precision is not accuracy."),
        ("El valor actual de `lr`.", "The current value of `lr`."),
        ("La precisión de float32.", "The precision of float32."),
        ("Llama a `precisión`.", "The accuracy."),
    ],
)
def test_a_word_that_means_the_same_in_both_languages_passes(spanish, english):
    assert list(check_pair(spanish, english, "page.md", 1)) == []


def quiz_item(name, **changes):
    question, kind, reason, text, value = (
        changes.get(field, fine)
        for field, fine in {
            "question": "¿Qué? // What?",
            "kind": "single",
            "reason": "Sí. // Yes.",
            "text": "Uno // One",
            "value": "{{ total:.2f }}",
        }.items()
    )
    part = "lines" if kind == "line" else "choices"
    mark = "faulty" if kind == "line" else "right"
    return f"""\
- id: {name}
  kind: {kind}
  question: {question}
  {part}:
    - {{text: "{text}", reason: "{reason}", {mark}: true}}
    - {{text: "b", reason: "{value} // {value}"}}
    - {{text: "c", reason: "No // No"}}
"""


CELLS = """\
# %%
total = 3
for row in []:
    pass

def f():
    inside = 1

# %%
#| exercise: E1
#| role: solution
hidden = 1
"""


NO_CELL = "no cell of examples/m1_first/demo.py makes {!r}; name a value that the page has"


def quiz_complaints(tmp_path, **changes):
    tutorial = parse(tmp_path, CELLS)
    path = tmp_path / "examples/m1_first/demo.quiz.yml"
    path.write_text("".join(quiz_item(n) for n in "abc") + quiz_item("d", **changes), "utf-8")
    quiz = read_quiz(path, tmp_path)
    return [str(error) for error in check_quiz(replace(tutorial, quiz=quiz))]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        (
            {"question": "La librería // The library"},
            "24: 'librería' in Spanish; write 'biblioteca'",
        ),
        ({"reason": "Y esto? // And this?"}, "26: '?' without '¿'; open it"),
        ({"text": "El fichero // The file"}, "26: 'fichero' in Spanish; write 'archivo'"),
        (
            {"reason": "La precisión. // The accuracy."},
            "26: 'precisión' for 'accuracy'; write 'exactitud'",
        ),
        (
            {"text": "uno//one"},
            "26: 'uno//one' has no space on both sides of //; write 'es // en', or \\//",
        ),
        ({"value": "{{ totals:.2f }}"}, f"22: {NO_CELL.format('totals')}"),
        ({"value": "{{ hidden }}"}, f"22: {NO_CELL.format('hidden')}"),
        ({"value": "{{ inside }}"}, f"22: {NO_CELL.format('inside')}"),
        ({"value": "{{ total.rows }} {{ x[0] }}"}, f"22: {NO_CELL.format('x')}"),
    ],
)
def test_a_quiz_keeps_the_rules_too(tmp_path, changes, complaint):
    assert quiz_complaints(tmp_path, **changes) == [f"examples/m1_first/demo.quiz.yml:{complaint}"]


def test_a_quiz_keeps_the_rules_in_texts_with_a_line_for_each_language(tmp_path):
    question = "\n    es: La librería.\n    en: The library."
    assert quiz_complaints(tmp_path, question=question) == [
        "examples/m1_first/demo.quiz.yml:25: 'librería' in Spanish; write 'biblioteca'"
    ]


@pytest.mark.parametrize("value", ["{{ row }}", "{{ f }}", "{{ len(total) }}", "{{ total }}"])
def test_a_value_that_the_page_makes_is_known(tmp_path, value):
    assert quiz_complaints(tmp_path, value=value) == []


def test_the_lines_of_a_faulty_program_are_code(tmp_path):
    assert quiz_complaints(tmp_path, kind="line", text="if librería != 3:") == []


def test_hand_written_pages_keep_the_rules(tmp_path):
    for name, text in (
        ("es/a/b.md", "Un fichero.\u2028Otro.\r\n\r\nY esto?\r\n"),
        ("en/a/b.md", "A fichero, and this?\n"),
        ("es/c.md", "\ufeffBien.\n"),
    ):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_bytes(text.encode())
    assert [str(error) for error in check_docs(tmp_path)] == [
        "docs/es/a/b.md:1: 'fichero' in Spanish; write 'archivo'",
        "docs/es/a/b.md:3: '?' without '¿'; open it",
    ]


def test_a_hand_written_page_in_another_encoding_is_one_of_the_complaints(checkout):
    (checkout.root / "docs/es/index.md").write_bytes("# Café\n".encode("latin-1"))
    (checkout.root / "docs/es/m1-first/index.md").write_text("Un fichero.\n", encoding="utf-8")
    done = checkout.cli("lint")
    assert done.code == 1
    assert done.err.splitlines()[:2] == [
        "docs/es/index.md:1: not UTF-8 (invalid continuation byte); save the file as UTF-8",
        "docs/es/m1-first/index.md:1: 'fichero' in Spanish; write 'archivo'",
    ]


def test_the_command_names_what_is_wrong_in_scripts_quizzes_and_pages(checkout):
    assert checkout.cli("lint").code == 0
    checkout.edit("alpha", "# Hola.", "# Hola, usted.")
    quiz = checkout.path("beta").with_name("beta.quiz.yml")
    quiz.write_text("- id: a\n  kind: odd\n", encoding="utf-8")
    (checkout.root / "docs/es/index.md").write_text("# Inicio\n\nUn fichero.\n", encoding="utf-8")
    done = checkout.cli("lint")
    assert done.code == 1
    assert [line.split(" ")[0] for line in done.err.splitlines()] == [
        "examples/m1_first/beta.quiz.yml:2:",
        "examples/m1_first/alpha.py:9:",
        "examples/m1_first/alpha.py:9:",  # and the English did not change
        "docs/es/index.md:3:",
    ]


def test_only_named_tutorials_are_checked(checkout):
    checkout.edit("alpha", "# Hola.", "# Hola, usted.")
    (checkout.root / "docs/es/index.md").write_text("Un fichero.\n", encoding="utf-8")
    assert checkout.cli("lint", "beta", "examples/m1_first/beta.py").code == 0
    assert checkout.cli("lint", "examples/m1_first/alpha.py").err.count("usted") == 1


CLAIM = "# %%\n#| tags: [claim]\nclaim({!r}, 1, equals=1)\n"


def test_a_claim_whose_id_stands_twice_is_named_with_the_line_of_the_first(tmp_path):
    cells = "".join(CLAIM.format(name) for name in ("one", "two", "one"))
    assert [str(error) for error in check(parse(tmp_path, cells))] == [
        "examples/m1_first/demo.py:16: the claim 'one' stands in line 10 already; rename one"
    ]
