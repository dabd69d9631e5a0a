"""Answers that somebody met, in tests/cases/exercises: SLUG__E1__right__name.py or …__wrong__…."""

import os
from pathlib import Path

import pytest

from tutorial_lib.command import check

DATA = os.environ.get("TUTORIAL_DATA", "")  # before other fixtures take it away
CASES = sorted((Path(__file__).parents[1] / "cases" / "exercises").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_answer_that_somebody_met_is_judged_rightly(case, capfd, monkeypatch):
    monkeypatch.setenv("TUTORIAL_LANG", "es")
    if case.stem.startswith("fashion_mnist"):
        monkeypatch.setenv("TUTORIAL_DATA", DATA or pytest.skip("needs Fashion-MNIST"))
    page, exercise, verdict, _ = case.stem.split("__")
    code = check([page, exercise, str(case)])
    said = capfd.readouterr().err.splitlines()
    assert verdict in ("right", "wrong")
    if verdict == "right":
        assert (code, said) == (0, [])
    else:
        assert (code, [line[:1] for line in said]) == (1, ["✗"])
