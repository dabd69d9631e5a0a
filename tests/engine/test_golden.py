"""Script → Markdown in both languages, beside what was expected.

A case is a folder of tests/golden with a script.py, which is executed, and the pages it must give.
After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/engine/test_golden.py`, then read the
difference. A new case is a new folder with a script.py and that command.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tutorial_build.page.page import View
from tutorial_build.page.render import render
from tutorial_build.results.store import Results
from tutorial_build.results.update import State, run_tutorials
from tutorial_build.source.course import Course
from tutorial_build.source.script import Tutorial, read_script

from .conftest import Checkout, lay_out, seen

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/script.py"))
SIDECAR = {
    "date": "2025-01-02",
    "peak_mb": 100,
    "stack": {"cpu": "a processor", "python": "3.11.0", "numpy": "2.0.0"},
    "commit": "abc1234",
}


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Results]]:
    """The course of the small checkout, and the results of every case, run in one go."""
    root = tmp_path_factory.mktemp("golden") / "course"
    lay_out(root)
    checkout = Checkout(root)
    tutorials = [_read(case, checkout) for case in CASES]
    states = {tutorial.slug: State("missing", "0" * 16) for tutorial in tutorials}
    results = {}
    for tutorial, outcome in run_tutorials(checkout.project, tutorials, states):
        assert isinstance(outcome, Results), outcome
        seconds = dict.fromkeys(outcome.sidecar["seconds"], 1.25)
        sidecar = {**SIDECAR, "seconds": seconds, "volatile": outcome.sidecar["volatile"]}
        results[tutorial.slug] = _named(replace(outcome, sidecar=sidecar))
    return checkout.course, results


def _read(case: str, checkout: Checkout) -> Tutorial:
    path = checkout.path(case, "m2_golden")
    path.parent.mkdir(exist_ok=True)
    shutil.copy(GOLDEN / case / "script.py", path)
    tutorial = read_script(path, checkout.root)
    path.unlink()
    return tutorial


def _named(results: Results) -> Results:
    """Figures under names that no version of Matplotlib changes."""
    names: dict[str, str] = {}
    outputs: list[dict[str, Any]] = [
        output
        for _, record in sorted(results.runs.items())
        for cell in record["cells"]
        for output in cell["outputs"]
        if output["type"] == "figure"
    ]
    for output in outputs:
        for part in sorted({"light", "dark", "thumb", "thumb_dark"} & output.keys()):
            ending = Path(output[part]).suffix
            output[part] = names.setdefault(output[part], f"{part}-{len(names)}{ending}")
    return results


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_script_becomes_the_expected_page(
    executed: tuple[Course, dict[str, Results]], checkout: Checkout, case: str, lang: str
) -> None:
    course, results = executed
    view = View(_read(case, checkout), "frozen", results[case], verified="2025-03-04")
    page = render(view, lang, course)
    expected = GOLDEN / case / f"expected.{lang}.md"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")
    seen(page)  # every tag that is opened is closed
