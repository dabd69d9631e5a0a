import pytest

from .conftest import replace_in
from .test_exercises import add_exercise


@pytest.fixture
def exercise(checkout):
    """The small course with one exercise in alpha."""
    return add_exercise(checkout)


@pytest.mark.parametrize(
    ("answer", "code", "out", "err"),
    [
        ("total = a + b\n", 0, "✓ empieza de cero\n✓ la suma\n", ""),
        (
            "total = a - b  # una // two // tres\n",
            1,
            "✓ empieza de cero\n",
            "✗ la suma: se esperaba 42; llegó -2. Pista: usa +\n",
        ),
        ("\ntotal = a + c\n", 1, "", "answer.py:2: NameError: name 'c' is not defined\n"),
        ("pass\n", 1, "✓ empieza de cero\n", "answer.py: NameError: name 'total' is not defined\n"),
        ("total = (\n", 1, "", "answer.py:1: SyntaxError: '(' was never closed\n"),
        ("import os\nos._exit(3)\n", 1, "", "answer.py: [es] the process ended with exit code 3"),
    ],
)
def test_an_answer_is_checked_from_a_terminal(exercise, answer, code, out, err):
    (exercise.root / "answer.py").write_text(answer, encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert (done.code, done.out) == (code, out)
    assert done.err.startswith(err)
    assert bool(done.err) == bool(err)


def test_an_answer_is_checked_in_english(exercise):
    (exercise.root / "answer.py").write_text("total = ...\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py", "--lang", "en")
    assert "✗ the sum: expected 42; there is still '...' in its place. Hint: use +" in done.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_an_answer_may_come_from_another_editor(exercise, encoding):
    text = "suma = 'a\u2028ñ'\r\ntotal = a + b\r\n"
    (exercise.root / "answer.py").write_bytes(text.encode(encoding))
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert (done.code, done.err) == (0, "")


def test_an_answer_in_another_encoding_is_refused(exercise):
    (exercise.root / "answer.py").write_bytes("total = 42  # ñ\n".encode("latin-1"))
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert done.code == 1
    assert done.err.startswith("answer.py:1: not UTF-8 (invalid")


@pytest.mark.slow
def test_an_answer_without_end_is_stopped(exercise):
    replace_in(exercise.path("alpha"), "# ---\n# %%", "# seconds: 4\n# ---\n# %%")
    (exercise.root / "answer.py").write_text("while True:\n    pass\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert done.code == 1
    assert "answer.py: [es] still running after 4 s" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gamma", "E1", "answer.py"), "no tutorial 'gamma'"),
        (("alpha", "E7", "answer.py"), "no exercise 'E7'; there are E1"),
        (("alpha", "E1", "nothing.py"), "no file 'nothing.py'"),
        (("alpha", "E1", "answer.py", "--lang", "fr"), "expected the language es or en, got 'fr'"),
    ],
)
def test_a_misuse_is_told_apart_from_a_wrong_answer(exercise, arguments, message):
    (exercise.root / "answer.py").write_text("total = 42\n", encoding="utf-8")
    done = exercise.cli("check", *arguments)
    assert done.code == 2
    assert message in " ".join(done.err.replace("│", "").split())
