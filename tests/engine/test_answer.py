import json
import os
import subprocess
import sys

import pytest

from .test_exercises import add_exercise


@pytest.fixture
def exercise(checkout):
    """The small course with one exercise in alpha."""
    return add_exercise(checkout)


@pytest.mark.parametrize(
    ("answer", "code", "out", "err"),
    [
        ("total = a + b\n", 0, "✓ empieza de cero\n✓ la suma\n", ""),
        ("print('hola')\ntotal = 42", 0, "hola\n✓ empieza de cero\n✓ la suma\n", ""),
        (
            "total = a - b  # una // two // tres\n",
            1,
            "✓ empieza de cero\n",
            "✗ la suma: llegó -2. Pista: usa +\n",
        ),
        ("\ntotal = a + c\n", 1, "", "✗ línea 2: NameError: name 'c' is not defined\n"),
        ("pass\n", 1, "", "✗ falta `total`: ejecuta antes tu respuesta\n"),
        ("total = ...", 1, "", "✗ `total`: todavía hay «...» en su lugar\n"),
        ("total = (\n", 1, "", "answer.py:1: SyntaxError: '(' was never closed\n"),
        ("total = 1\nexit()\n", 1, "✓ empieza de cero\n", "✗ línea 2: SystemExit\n"),
        (
            "total = 42\n1 / 0\n",
            0,
            "✓ empieza de cero\n✓ la suma\n… línea 2: ZeroDivisionError: division by zero\n",
            "",
        ),
        ("total = input()\n", 1, "", "✗ línea 1: EOFError: EOF when reading a line\n"),
        ("import os\nos._exit(3)\n", 1, "", "answer.py: el programa acabó con el código 3\n"),
    ],
)
def test_an_answer_is_checked_from_a_terminal(exercise, answer, code, out, err):
    (exercise.root / "answer.py").write_text(answer, encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert (done.code, done.out, done.err) == (code, out, err)


def test_an_answer_is_checked_in_english(exercise):
    (exercise.root / "answer.py").write_text("total = 1\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py", "--lang", "en")
    assert done.err == "✗ the sum: got 1. Hint: use +\n"


def test_a_refusal_is_readable_on_a_console_without_its_sign(exercise):
    (exercise.root / "answer.py").write_text("total = 1\n", encoding="utf-8")
    call = "import sys; from tutorial_lib.command import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", call, "check", "alpha", "E1", "answer.py"],
        cwd=exercise.root,
        env=os.environ | {"PYTHONIOENCODING": "cp1252", "TUTORIAL_LANG": "es"},
        capture_output=True,
    )
    assert done.stderr.splitlines() == ["no la suma: llegó 1. Pista: usa +".encode("cp1252")]


def test_the_answers_of_a_folder_make_a_table_or_json(exercise):
    folder = exercise.root / "answers"
    folder.mkdir()
    (folder / "ana.py").write_text("total = 42\n", encoding="utf-8")
    (folder / "bo.py").write_text("print(1)\ntotal = 1\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answers")
    table = "answers/ana.py  ✓\nanswers/bo.py   ✗ la suma: llegó 1. Pista: usa +\n"
    assert (done.code, done.out) == (1, table.replace("/", os.sep))
    rows = json.loads(exercise.cli("check", "alpha", "E1", "answers", "--json").out)
    assert [row["right"] for row in rows] == [True, False]


@pytest.mark.slow
def test_a_function_without_end_is_stopped_when_the_check_calls_it(exercise):
    exercise.edit("alpha", "total, equals=42", "total(), equals=42")
    answer = "def total():\n    while True:\n        pass\n"
    (exercise.root / "answer.py").write_text(answer, encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert done.code == 1
    assert done.err in ("✗ línea 2: no acabó en 10 s\n", "✗ línea 3: no acabó en 10 s\n")


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
    assert done.err.startswith("answer.py:1: no es UTF-8 (invalid")


@pytest.mark.slow
def test_an_answer_without_end_is_stopped_and_says_meanwhile_that_it_goes_on(exercise):
    (exercise.root / "answer.py").write_text("while True:\n    pass\n", encoding="utf-8")
    done = exercise.cli("check", "alpha", "E1", "answer.py")
    assert (done.code, done.out) == (1, "… sigue en marcha; espero hasta 60 s\n")
    assert done.err in ("✗ línea 1: no acabó en 60 s\n", "✗ línea 2: no acabó en 60 s\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gamma", "E1", "answer.py"), "no hay ejercicios de 'gamma'; hay de alpha"),
        (("alpha", "E7", "answer.py"), "no hay ejercicio 'E7'; hay E1"),
        (("alpha", "E1", "nothing.py"), "no file 'nothing.py'"),
        (("alpha", "E1", "answer.py", "--lang", "fr"), "expected the language es or en, got 'fr'"),
    ],
)
def test_a_misuse_is_told_apart_from_a_wrong_answer(exercise, arguments, message):
    (exercise.root / "answer.py").write_text("total = 42\n", encoding="utf-8")
    done = exercise.cli("check", *arguments)
    assert done.code == 2
    assert message in " ".join(done.err.replace("│", "").split())
