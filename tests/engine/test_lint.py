"""Each rule of language, on a text that breaks it and on one that does not."""

import pytest

from tutorial_build.authors.lint import check_pair, check_quiz, check_text, check_tutorial
from tutorial_build.source.quiz import read_quiz
from tutorial_build.source.script import Code, Prose, Tutorial

HEADER = {"title": "Uno // One"}


def complaints(text, lang="es"):
    return [str(error) for error in check_text(text, lang, "page.md", 1)]


def code_complaints(source, **options):
    cell = Code(10, source, "", options)
    return [str(e) for e in check_tutorial(Tutorial("examples/m/x.py", HEADER, (cell,)))]


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
    ("source", "message"),
    [
        ("resnet18(pretrained=True)", "pretrained= is gone"),
        ("torch.optim.lr_scheduler.StepLR(o, 1, verbose=True)", "verbose= of schedulers"),
        ("torch.load(path)", "torch.load without weights_only"),
        ("torch.FloatTensor(x)", "torch.FloatTensor is a legacy constructor"),
        ("weight.data", "weight.data goes around autograd"),
        ("super(Net, self).__init__()", "super() needs no arguments"),
        ("import torchtext", "torchtext is no longer kept"),
        ("torch.LongTensor(x)", "torch.LongTensor is a legacy constructor"),
        ("torch.autograd.Variable(x)", "torch.autograd.Variable is a legacy constructor"),
    ],
)
def test_dead_api_is_found_by_line_but_may_be_shown_as_an_error(source, message):
    (complaint,) = code_complaints("x = 1\n" + source)
    assert complaint.startswith(f"examples/m/x.py:11: {message}")
    assert code_complaints(source, raises="TypeError: x") == []
    assert code_complaints(source, exercise="E1", role="starter") == []


@pytest.mark.parametrize(
    "source",
    [
        "torch.load(p, weights_only=True)",
        "torch.utils.data.DataLoader",
        "tutorial_lib.data.make_line()",
        "resnet18(weights=None)",
        "super().__init__()",
    ],
)
def test_sound_api_passes(source):
    assert code_complaints(source) == []


def test_a_recipe_in_another_language_is_not_read_as_python():
    recipe = {"tags": ["recipe"], "lang": "bash"}
    assert code_complaints("python3 -m venv .venv", **recipe) == []


@pytest.mark.parametrize(
    ("spanish", "english", "better"),
    [
        ("Sube la precisión.", "The accuracy rises.", "exactitud"),
        ("Es el valor actual.", "It is the actual value.", "valor real"),
    ],
)
def test_a_false_friend_is_told_by_its_partner(spanish, english, better):
    pair = {"es": f"Una línea.\n{spanish}", "en": english}
    (complaint,) = [str(error) for error in check_pair(pair, "page.md", 1)]
    assert complaint.startswith("page.md:2: ")
    assert complaint.endswith(f"write {better!r}")
    cell = Prose({"es": 1, "en": 5}, pair)
    assert len(list(check_tutorial(Tutorial("examples/m/x.py", HEADER, (cell,))))) == 1


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
    assert list(check_pair({"es": spanish, "en": english}, "page.md", 1)) == []


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
  question: "{question}"
  {part}:
    - {{text: "{text}", reason: "{reason}", {mark}: true}}
    - {{text: "b", reason: "{value} // {value}"}}
    - {{text: "c", reason: "No // No"}}
"""


def quiz_complaints(tmp_path, **changes):
    path = tmp_path / "examples/m/x.quiz.yml"
    path.parent.mkdir(parents=True)
    path.write_text("".join(quiz_item(n) for n in "abc") + quiz_item("d", **changes), "utf-8")
    cells = (
        Code(10, "total = 3\nfor row in []:\n    pass\n\ndef f():\n    pass"),
        Code(30, "hidden = 1", options={"exercise": "E1", "role": "solution"}),
    )
    quiz = read_quiz(path, tmp_path)
    return [str(e) for e in check_quiz(Tutorial("examples/m/x.py", HEADER, cells, quiz), tmp_path)]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"question": "La librería // The library"}, "24: 'librería' in Spanish; write 'bibl"),
        ({"reason": "Y esto? // And this?"}, "26: '?' without '¿'; open it"),
        ({"text": "El fichero // The file"}, "26: 'fichero' in Spanish; write 'archivo'"),
        ({"reason": "La precisión. // The accuracy."}, "26: 'precisión' for 'accuracy'; write"),
        ({"value": "{{ totals:.2f }}"}, "22: no cell of examples/m/x.py makes 'totals'"),
        ({"value": "{{ hidden }}"}, "22: no cell of examples/m/x.py makes 'hidden'; name a value"),
    ],
)
def test_a_quiz_keeps_the_rules_too(tmp_path, changes, complaint):
    (found,) = quiz_complaints(tmp_path, **changes)
    assert found.startswith(f"examples/m/x.quiz.yml:{complaint}")


@pytest.mark.parametrize("value", ["{{ row }}", "{{ f }}", "{{ len(total) }}", "{{ total }}"])
def test_a_value_that_the_page_makes_is_known(tmp_path, value):
    assert quiz_complaints(tmp_path, value=value) == []


def test_the_lines_of_a_faulty_program_are_code(tmp_path):
    assert quiz_complaints(tmp_path, kind="line", text="if librería != 3:") == []


def test_the_command_names_what_is_wrong_in_scripts_quizzes_and_pages(checkout):
    assert checkout.cli("lint").code == 0
    checkout.edit("alpha", "# Hola.", "# Hola, usted.")
    quiz = checkout.path("beta").with_name("beta.quiz.yml")
    quiz.write_text("- id: a\n  kind: odd\n", encoding="utf-8")
    (checkout.root / "docs/es/index.md").write_text("# Inicio\n\nUn fichero.\n", encoding="utf-8")
    done = checkout.cli("lint")
    assert done.code == 1
    assert [line.split(" ")[0] for line in done.err.splitlines()] == [
        "examples/m1_first/beta.quiz.yml:1:",
        "examples/m1_first/alpha.py:9:",
        "docs/es/index.md:3:",
    ]
