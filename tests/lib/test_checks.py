import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from tutorial_lib.checks import CheckError, ClaimError, check, check_function, check_raises, claim


@pytest.fixture
def record(monkeypatch):
    """The list in which the engine collects claims."""
    claims = []
    monkeypatch.setattr(sys.modules["__main__"], "__claims__", claims, raising=False)
    return claims


def test_a_claim_that_holds_prints_one_line_in_the_language_of_the_run(capsys, monkeypatch):
    claim("loss", 0.123456789, at_most=0.2)
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    claim("loss", 0.123456789, equals=0.12, abs=0.01)
    assert capsys.readouterr().out.splitlines() == [
        "✓ loss: 0.123457 (se esperaba como máximo 0.2)",
        "✓ loss: 0.12 (expected 0.12 ± 0.01)",
    ]


def test_the_engine_gets_plain_numbers_and_nothing_is_printed(record, capsys):
    claim("count", torch.tensor(3), equals=3)
    claim("weights", np.array([1.0, 2.0]), equals=[1.0, 2.1], abs=0.2)
    claim("accuracy", torch.tensor(0.5, requires_grad=True), between=(0, 1))
    facts = [
        {k: v for k, v in made.items() if k not in ("shown", "expectation")} for made in record
    ]
    assert facts == [
        {"id": "count", "value": 3, "equals": 3, "abs": None, "rel": None},
        {"id": "weights", "value": [1.0, 2.0], "equals": [1.0, 2.1], "abs": 0.2, "rel": None},
        {"id": "accuracy", "value": 0.5, "between": [0, 1], "abs": None, "rel": None},
    ]
    assert type(record[0]["value"]) is int
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("value", "expectation", "shown", "spanish", "english"),
    [
        (42, {"equals": 42}, "42", "se esperaba 42", "expected 42"),
        (
            3.14159,
            {"equals": 3.1416, "abs": 1e-4},
            "3.1416",
            "se esperaba 3.1416 ± 0.0001",
            "expected 3.1416 ± 0.0001",
        ),
        (
            [0.8011952910, 0.5],
            {"equals": [0.80119529, 0.5], "abs": 1e-8},
            "[0.80119529, 0.50000000]",
            "se esperaba [0.80119529, 0.5] ± 1e-08",
            "expected [0.80119529, 0.5] ± 1e-08",
        ),
        (
            98.0,
            {"equals": 100.0, "rel": 0.05},
            "98",
            "se esperaba 100 ± 5\u202f%",
            "expected 100 ± 5%",
        ),
        (
            0.25,
            {"between": (0.15, 0.3)},
            "0.25",
            "se esperaba entre 0.15 y 0.3",
            "expected between 0.15 and 0.3",
        ),
        (
            0.8812,
            {"at_least": 0.87},
            "0.8812",
            "se esperaba al menos 0.87",
            "expected at least 0.87",
        ),
        (3, {"at_most": 5}, "3", "se esperaba como máximo 5", "expected at most 5"),
        (True, {"equals": True}, "True", "se esperaba True", "expected True"),
        (
            list(range(9)),
            {"at_least": 0},
            "[0, 1, 2, 3, 4, 5, …]",
            "se esperaba al menos 0",
            "expected at least 0",
        ),
    ],
)
def test_page_and_notebook_say_the_same_of_a_claim(
    record, capsys, monkeypatch, value, expectation, shown, spanish, english
):
    claim("c", value, **expectation)
    assert record[0]["shown"] == shown
    assert record[0]["expectation"] == {"es": spanish, "en": english}
    monkeypatch.delattr(sys.modules["__main__"], "__claims__")
    for lang, words in record[0]["expectation"].items():
        monkeypatch.setenv("TUTORIAL_LANG", lang)
        claim("c", value, **expectation)
        assert capsys.readouterr().out == f"✓ c: {shown} ({words})\n"


def test_a_claim_that_fails_is_not_recorded(record):
    with pytest.raises(ClaimError):
        claim("count", 3, equals=4)
    assert record == []


@pytest.mark.parametrize(
    ("value", "expectation"),
    [
        (7, {"equals": 7}),
        (True, {"equals": True}),
        (False, {"equals": False}),
        ("cpu", {"equals": "cpu"}),
        ([32, 10], {"equals": (32, 10)}),
        (torch.Size([32, 10]), {"equals": (32, 10)}),
        ("", {"equals": ""}),
        (float("inf"), {"equals": float("inf")}),
        (1.0 + 1e-7, {"equals": 1.0, "rel": 1e-6}),
        (105.0, {"equals": 100.0, "abs": 1.0, "rel": 0.05}),  # the wider tolerance counts
        (-95.0, {"equals": -100.0, "rel": 0.05}),
        (np.zeros((2, 3)), {"equals": 0.0}),  # one number stands for every element
        (torch.tensor([[1, 2], [3, 4]]), {"equals": [[1, 2], [3, 4]]}),
        (torch.tensor([0.2, 0.9]), {"between": (0.2, 0.9)}),
        (np.float32(0.5), {"at_least": 0.5}),
        ([1, 2], {"at_most": 2}),
    ],
)
def test_these_claims_hold(value, expectation):
    claim("c", value, **expectation)


@pytest.mark.parametrize(
    ("value", "expectation", "message"),
    [
        (0.8312, {"at_least": 0.87}, "se esperaba al menos 0.87) // ✗ c: 0.8312 (expected at"),
        (2.1, {"equals": 2, "abs": 0.05}, "(expected 2 ± 0.05)"),
        (
            2.1,
            {"equals": 2.0, "rel": 0.01},
            "(se esperaba 2 ± 1\u202f%) // ✗ c: 2.1 (expected 2 ± 1%)",
        ),
        (float("nan"), {"equals": float("nan")}, "(expected nan)"),
        (float("nan"), {"between": (0, 1)}, "c: nan (se esperaba entre 0 y 1)"),
        (float("nan"), {"at_most": 1}, "(expected at most 1)"),
        ([1.0, 9.0], {"at_most": 2}, "c: [1, 9] ("),
        ([], {"at_most": 2}, "c: [] ("),
        ([1, 2], {"equals": [1, 2, 3]}, "c: [1, 2] ("),
        (1, {"equals": [1]}, "(expected [1])"),
        (np.zeros((3, 1)), {"equals": np.zeros(3)}, "c: [[0], [0], [0]] ("),
        ("cuda", {"equals": "cpu"}, "c: cuda (se esperaba cpu) // ✗ c: cuda (expected cpu)"),
        (list(range(9)), {"equals": 0}, "c: [0, 1, 2, 3, 4, 5, …] ("),
    ],
)
def test_a_failing_claim_shows_value_expectation_and_tolerance_in_both_languages(
    value, expectation, message
):
    with pytest.raises(ClaimError) as error:
        claim("c", value, **expectation)
    assert message in str(error.value)
    assert str(error.value).count(" // ") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "'c': expected one of equals, between, at_least and at_most, got none"),
        ({"equals": 1, "at_least": 1}, r"got \['equals', 'at_least'\]"),
        ({"at_least": 1, "abs": 0.1}, "'c': abs and rel belong to equals, not to at_least"),
    ],
)
def test_an_unclear_claim_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        claim("c", 1, **arguments)


# --- exercise checks


def test_a_right_answer_prints_one_line(capsys, monkeypatch):
    check("la pendiente // the slope", torch.tensor(2.001), equals=2, abs=0.01)
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    check("la pendiente // the slope", 2.001, at_least=1)
    assert capsys.readouterr().out == "✓ la pendiente\n✓ the slope\n"


@pytest.mark.parametrize(
    ("value", "expectation", "es", "en"),
    [
        (4.0, {"equals": 2, "abs": 0.01}, "llegó 4", "got 4"),
        (0.9, {"at_least": 1}, "se esperaba al menos 1; llegó 0.9", "expected at least 1; got 0.9"),
        (1 / 3, {"equals": 0.3333334, "abs": 0}, "llegó 0.333333333", "got 0.333333333"),
        (
            ...,
            {"equals": 2},
            "todavía hay «...» en su lugar",
            "there is still '...' in its place",
        ),
        (
            {"a": 1, "b": ...},
            {"equals": {"a": 1, "b": 2}},
            "todavía hay «...» en su lugar",
            "there is still '...' in its place",
        ),
        (
            None,
            {"equals": 0.9},
            "llegó None: ¿falta un return, o hay un print en su lugar?",
            "got None: is a return missing, or is there a print in its place?",
        ),
        (
            torch.zeros(3, 1),
            {"equals": torch.zeros(3)},
            "llegó la forma (3, 1), y se pide otra",
            "got the shape (3, 1), another is asked for",
        ),
        (
            [1.0, 2.0],
            {"equals": torch.ones(2)},
            "llegó una lista, y se pide un tensor",
            "got a list where a tensor is asked for",
        ),
        (
            "0.9",
            {"equals": 0.9},
            "llegó un texto, '0.9', y se pide un número",
            "got a text, '0.9' where a number is asked for",
        ),
        (
            -0.5,
            {"equals": 0.5},
            "el signo es el contrario; llegó -0.5",
            "the sign is the opposite; got -0.5",
        ),
        ((7, 9), {"equals": (7, 9, 16)}, "llegó [7, 9]", "got [7, 9]"),
        (torch.tensor([2.0]), {"equals": 3}, "llegó 2.", "got 2."),
        (
            [0, 1, 2, 3, 4, 5, 7],
            {"equals": range(7)},
            "el elemento [6] no es; llegó 7",
            "element [6] is not right; got 7",
        ),
    ],
)
def test_a_refusal_says_what_came_and_a_hint_but_never_what_is_equal(
    value, expectation, es, en, monkeypatch
):
    for language, message in (("es", f"✗ m: {es}"), ("en", f"✗ m: {en}")):
        monkeypatch.setenv("TUTORIAL_LANG", language)
        with pytest.raises(CheckError) as error:
            check("m", value, **expectation, hint="divide")
        assert str(error.value).startswith(message)
        assert str(error.value).endswith({"es": "Pista: divide", "en": "Hint: divide"}[language])


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (1.0000001, 1),
        (torch.tensor(2.0), 2),
        (np.array([2.0]), 2),
        (2.0, torch.tensor([2.0])),
        (torch.tensor([1, 2]), [1, 2]),
        ((1, 2), [1, 2]),
        (torch.ones(2), np.ones(2)),
        ([np.array([0.25]), 1], [0.25, 1]),
        ((np.array([0.25]), 1), np.array([0.25, 1])),
        (1e-10, 0.0),
        (np.bool_(True), True),
        ({"a": (1, 2)}, {"a": [1, 2]}),
    ],
)
def test_the_same_value_in_other_clothes_is_right(value, want, capsys):
    check("m", value, equals=want)
    assert capsys.readouterr().out == "✓ m\n"


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ([5, 5], 5),
        ([5], 5),
        (np.array([5, 5]), 5),
        (1, True),
        (True, 1),
        ([True, 1], [1, 1]),
        (np.ones(2), torch.ones(2)),
        ("2", 2),
        (10_000_001, 10_000_000),
        (1.00002, 1),
        (float("nan"), 1.0),
        ({"a": 1}, {"a": 1, "b": 2}),
    ],
)
def test_what_only_looks_the_same_is_refused(value, want):
    with pytest.raises(CheckError):
        check("m", value, equals=want)


def test_without_a_hint_there_is_none():
    with pytest.raises(CheckError, match=r"^✗ m: llegó 3$"):
        check("m", 3, equals=2)


def test_an_answer_may_be_a_function_that_gives_it(capsys):
    check("m", lambda: torch.tensor(2.0), equals=2)
    check("la propia función", max, equals=max)  # a function can be the answer itself
    assert capsys.readouterr().out == "✓ m\n✓ la propia función\n"
    with pytest.raises(CheckError, match=r"^✗ m: llegó 3. Pista: h$"):
        check("m", lambda: 3, equals=2, hint="h")


def test_an_error_in_the_answer_is_an_answer_that_is_not_right():
    with pytest.raises(CheckError, match=r"^✗ m: KeyError: 'a'. Pista: h$") as error:
        check("m", lambda: {}["a"], equals=2, hint="h")
    assert isinstance(error.value.__cause__, KeyError)


def test_a_notebook_shows_the_line_and_no_traceback():
    assert CheckError("✗ m: llegó 3")._render_traceback_() == ["✗ m: llegó 3"]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_console_without_some_signs_stops_no_check_and_no_claim(encoding):
    code = (
        "from tutorial_lib import check, claim; check('suma', 1, equals=1); claim('c', 1, equals=1)"
    )
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "ok suma\nok c: 1 (se esperaba 1)\n"


# --- functions


def reference(x, y):
    return [a * y for a in x]


INPUTS = [([1, 2], 3), ([-1, 5], 0.5)]


def ignores_y(x, y):  # noqa: ARG001
    return x


def appended(x, y):
    x.append(0)
    return [a * y for a in x[:-1]]


def counting():
    calls = []

    def answer(x, y):
        calls.append(x)
        return [a * y + len(calls) // 2 for a in x]

    return answer


def test_a_function_that_gives_what_the_author_s_gives_is_right(capsys):
    check_function("f", lambda x, y: [y * a for a in x], reference, INPUTS)
    check_function("f", reference, [[3, 6], [-0.5, 2.5]], INPUTS)
    check_function("f", reference, reference, [{"x": [1], "y": 2}, {"x": [2], "y": 3}])
    assert capsys.readouterr().out == "✓ f\n" * 3
    assert INPUTS == [([1, 2], 3), ([-1, 5], 0.5)]


def test_a_function_among_the_inputs_is_shown_by_its_name():
    def double(x):
        return 2 * x

    with pytest.raises(CheckError, match=r"con f = double, x = 3: llegó 9"):
        check_function("g", lambda f, x: f(x) + x, lambda f, x: f(x), [(double, 3), (abs, -2)])


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (ignores_y, "✗ f: con x = [1, 2], y = 3: llegó [1, 2]. Pista: h"),
        (lambda x, y: [a * 3 + 0 * y for a in x], "con x = [-1, 5], y = 0.5: llegó [-3, 15]"),
        (lambda x, y: print(x, y), "✗ f: con x = [1, 2], y = 3: llegó None: ¿falta un return"),
        (lambda x, y: x[y], "con x = [1, 2], y = 3: IndexError: list index out of range. Pista: h"),
        (appended, "✗ f: tu función cambió su argumento `x`. Pista: h"),
        (counting(), "✗ f: con x = [1, 2], y = 3: llamada otra vez con lo mismo da otra cosa"),
        (..., "✗ f: todavía hay «...» en su lugar. Pista: h"),
        (3, "✗ f: llegó un número, 3, y se pide una función. Pista: h"),
    ],
)
def test_a_wrong_function_is_refused_with_the_input_on_which_it_is(function, message):
    with pytest.raises(CheckError) as error:
        check_function("f", function, reference, INPUTS, hint="h")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (INPUTS[:1], "'f': give two inputs or more"),
        ([([1], 2), ([3], 2)], "'f': 'y' has one value in every input; give it a second"),
        ([([1], 0), ([3], 0.0)], "'f': give two inputs or more, with different results"),
    ],
)
def test_inputs_that_let_a_wrong_function_pass_are_the_author_s_error(inputs, message):
    with pytest.raises(ValueError, match=message):
        check_function("f", reference, reference, inputs)


def test_a_tensor_inside_a_graph_may_be_an_input():
    inputs = [(2 * torch.ones(2, requires_grad=True),), (torch.zeros(3),)]
    check_function("f", lambda t: t.detach().numpy(), lambda t: t.tolist(), inputs)


def test_a_check_is_no_claim(record):
    check("m", 1, equals=1)
    assert record == []


def test_an_expected_error_is_right(capsys):
    check_raises("lista vacía // empty list", lambda: max([]), ValueError)
    assert capsys.readouterr().out == "✓ lista vacía\n"


def test_no_error_and_another_error_are_told_apart(monkeypatch):
    with pytest.raises(CheckError, match=r"✗ m: se esperaba ValueError; no hubo error. Pista: h"):
        check_raises("m", lambda: 1, ValueError, hint="h")
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    with pytest.raises(CheckError, match=r"✗ m: expected ValueError; got KeyError: 'a'$"):
        check_raises("m", lambda: {}["a"], ValueError)
