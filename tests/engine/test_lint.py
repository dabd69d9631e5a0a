"""Each rule of language, on a text that breaks it and on one that does not."""

import pytest

from tutorial_build.lint import check_text, check_tutorial
from tutorial_build.script import Code, Tutorial

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
        assert complaints("one\n\nÃ©l", lang)[0].startswith("page.md:3: broken encoding")


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
    ],
)
def test_dead_api_is_found_by_line_but_may_be_shown_as_an_error(source, message):
    (complaint,) = code_complaints("x = 1\n" + source)
    assert complaint.startswith(f"examples/m/x.py:11: {message}")
    assert code_complaints(source, raises="TypeError: x") == []
    assert code_complaints(source, exercise="E1", role="starter") == []


@pytest.mark.parametrize(
    "source",
    ["torch.load(p, weights_only=True)", "torch.utils.data.DataLoader", "resnet18(weights=None)"],
)
def test_sound_api_passes(source):
    assert code_complaints(source) == []


def test_a_recipe_in_another_language_is_not_read_as_python():
    recipe = {"tags": ["recipe"], "lang": "bash"}
    assert code_complaints("python3 -m venv .venv", **recipe) == []
