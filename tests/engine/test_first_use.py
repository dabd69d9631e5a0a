"""The English of a term stands at its first use in the prose of a Spanish page."""

import pytest

from tutorial_build.authors.first_use import check_terms
from tutorial_build.source.cells import Code, Prose
from tutorial_build.source.glossary import Term
from tutorial_build.source.script import Header, Lesson

HEADER = Header(
    title="a // b",
    description="a // b",
    objectives=[{"apply": "a // b"}],
    minutes={"read": 1, "practise": 1},
)


def term(name, es, en, use="es (en)", plain=(), ignore=()):
    definition = {"es": "Uno. Dos.", "en": "One. Two."}
    forms = {"es": es, "en": en}
    return Term(
        id=name,
        es=es[0],
        en=en[0],
        use=use,
        forms=forms,
        ignore={"es": ignore},
        definition=definition,
        plain=plain,
    )


TERMS = (
    term("epoch", ["época", "épocas"], ["epoch", "epochs"], ignore=["otra época"]),
    term("batch", ["lote", "lotes"], ["batch", "batches"]),
    term("batch-norm", ["normalización por lotes"], ["batch normalization"]),
    term("mse", ["error cuadrático medio", "mse"], ["mean squared error", "mse"]),
    term("layer", ["capa", "capas"], ["layer", "layers"], use="es"),
    term(
        "weight",
        ["peso", "pesos", "decaimiento de pesos"],
        ["weight", "weight decay"],
        plain=["peso", "pesos", "weight"],
    ),
)


def complaints(*texts, exercise="", role=""):
    cells = tuple(Prose(10, text, exercise, role) for text in texts)
    lesson = Lesson("examples/m/x.py", HEADER, "es", cells)
    return [str(error) for error in check_terms(lesson, TERMS)]


@pytest.mark.parametrize(
    "text",
    [
        "Una **época** (epoch) más.",
        "Varias **épocas** (*epochs*).",
        "Tres lotes (`batch`, de 16) y un lote.",
        "El **error cuadrático medio** (mean squared error, MSE).",
        "Una **normalización por\nlotes** (batch\nnormalization).",
        "El **decaimiento de pesos** (weight decay).",
        "La **MSE** (error cuadrático medio).",
    ],
)
def test_english_in_parentheses_at_the_first_use_is_enough(text):
    assert complaints(text) == []


def test_a_first_use_without_english_is_named_by_line_with_what_to_write():
    assert complaints("Sin nada.", "Una línea.\nDos\nÉpocas y épocas.") == [
        "examples/m/x.py:13: first use of 'Épocas' in prose lacks its English; "
        "write **Épocas** (epochs) here, or, where it means something else, another word"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Una época (epo).",
        "Una época (epochal).",
        "Una época, o (epoch).",
        "Una época. Más tarde: época (epoch).",
    ],
)
def test_english_must_follow_at_once_and_whole(text):
    assert len(complaints(text)) == 1


def test_a_part_of_a_longer_term_counts_for_the_longer_one():
    (complaint,) = complaints("La normalización por lotes ayuda.")
    assert "write **normalización por lotes** (batch normalization)" in complaint


def test_only_what_the_glossary_marks_needs_english():
    assert complaints("Una capa con pesos. El MSE. En otra época.") == []
    (complaint,) = complaints("El decaimiento de pesos.")
    assert "(weight decay)" in complaint


@pytest.mark.parametrize(
    "text", ["## Épocas { #epochs }", "`época`", "[a](época.md)", "```\népoca\n```", "$época$"]
)
def test_what_is_no_prose_needs_no_english(text):
    assert complaints(text) == []


def test_exercises_need_no_english():
    assert complaints("Una época.", exercise="E1") == []


def test_the_fold_in_a_hurry_needs_no_english():
    assert complaints("Una época.", role="hurry") == []


def test_code_needs_no_english():
    cells = (Code(10, 'print("Una época.")'), Prose(20, "Una época (epoch)."))
    assert list(check_terms(Lesson("examples/m/x.py", HEADER, "es", cells), TERMS)) == []


def test_each_term_is_named_once_by_its_first_use():
    found = complaints("Una época.", "Otra vez una época y un lote.", "Dos lotes.")
    assert [line.partition(" in prose")[0] for line in found] == [
        "examples/m/x.py:11: first use of 'época'",
        "examples/m/x.py:11: first use of 'lote'",
    ]
