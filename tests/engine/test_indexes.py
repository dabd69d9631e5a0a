"""The indexes made from the runs: claims and common errors."""

from pathlib import Path

from tutorial_build.indexes.claims import claims_page
from tutorial_build.indexes.errors import errors_page
from tutorial_build.page.page import View
from tutorial_build.results.store import Results
from tutorial_build.source.course import read_course
from tutorial_build.source.script import Code, Prose, Tutorial

from .conftest import seen

ROOT = Path(__file__).parents[2]
HEADER = {"title": "Uno // One", "description": "Uno // One"}


def view(cells, records):
    tutorial = Tutorial("examples/m1_first/alpha.py", HEADER, tuple(cells))
    run = {"cells": records, "values": [], "expressions": []}
    sidecar = {"date": "2026-11-20", "seconds": {"both": 1.0}}
    return View(tutorial, "frozen", Results("k", {"both": run}, sidecar))


def test_a_claim_is_listed_with_value_expectation_page_and_day():
    claim = {"id": "loss", "value": 0.25, "at_most": 0.5}
    page = claims_page([view([Code(3, "x")], [{"outputs": [], "claims": [claim]}])], "en")
    assert "| [`loss`](m1-first/alpha.md#claim-loss) | 0.25 | expected at most 0.5 |" in page
    assert "1 claims, verified on November 20, 2026" in page


def test_an_error_is_listed_with_its_real_message_cause_fix_and_section():
    prose = Prose({"es": 1, "en": 2}, {"es": "## Fallos { #errors }", "en": "## Bugs { #errors }"})
    options = {"raises": "ValueError: bad", "cause": "Dato malo // Bad data", "fix": "Mira // Look"}
    record = {"outputs": [], "claims": [], "error": {"type": "ValueError", "message": "bad <1>\nx"}}
    page = errors_page([view([prose, Code(3, "f()", "", options)], [record])], "es")
    assert "## `ValueError` { #valueerror }" in page
    assert "### bad &lt;1&gt; { #valueerror-bad lang=en }" in page
    assert "ValueError: bad &lt;1&gt;</pre>" in page
    assert "**Por qué ocurre:** Dato malo" in page
    assert "**Arreglo:** Mira" in page
    assert "[Uno](m1-first/alpha.md#errors)" in page


def test_errors_stand_by_type_and_message_and_code_stays_as_written():
    options = {"cause": "Falta __init__ en `a_b` // No __init__ in `a_b`", "fix": "x * y * z"}
    cells = [Code(n, "f()", "", options | {"raises": "E: it"}) for n in range(4)]
    records = [
        {"outputs": [], "claims": [], "error": {"type": kind, "message": message}}
        for kind, message in (
            ("TypeError", "b"),
            ("KeyError", "it-" * 40),
            ("TypeError", "a_b_c"),
            ("TypeError", "b"),
        )
    ]
    page = seen(errors_page([view(cells, records)], "en"))
    assert page.texts["h2"] == ["KeyError¶", "TypeError¶"]
    assert max(map(len, page.texts["h3"])) <= 61
    assert page.texts["h3"][1:] == ["a_b_c¶", "b¶"]
    assert page.texts["p"].count("Why it happens: No __init__ in a_b") == 4
    assert "How to fix it: x * y * z" in page.texts["p"]


def test_every_error_the_course_raises_says_its_cause_and_how_to_mend_it():
    silent = [
        f"{tutorial.path}:{cell.line}"
        for tutorial in read_course(ROOT).tutorials.values()
        for cell in tutorial.code
        if "raises" in cell.options and not cell.exercise and "cause" not in cell.options
    ]
    assert silent == []
