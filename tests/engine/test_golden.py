"""Script → Markdown in both languages, beside what was expected.

A case is a folder of tests/golden with a script.py, which is executed, and the pages it must give.
After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/engine/test_golden.py`, then read the
difference. A new case is a new folder with a script.py and that command.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tutorial_build.page.page import join
from tutorial_build.page.render import render
from tutorial_build.results.records import Results, Standing, State
from tutorial_build.results.update import everything, run_tutorials
from tutorial_build.run.protocol import Picture
from tutorial_build.source.course import Course
from tutorial_build.source.script import Tutorial, read_script

from .conftest import SmallCourse, lay_out, seen
from .made_up import with_page

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/script.py"))
FACTS = {
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
    checkout = SmallCourse(root)
    tutorials = [_read(case, checkout) for case in CASES]
    states = [(tutorial, everything(tutorial, State(Standing.STALE))) for tutorial in tutorials]
    results = {}
    for tutorial, outcome in run_tutorials(checkout.project, states):
        assert isinstance(outcome, Results), outcome
        seconds = dict.fromkeys(outcome.page.sidecar.seconds, 1.25)
        sidecar = replace(outcome.page.sidecar, seconds=seconds, **FACTS)
        results[tutorial.slug] = _named(with_page(outcome, sidecar=sidecar))
    return checkout.course, results


def _read(case: str, checkout: SmallCourse) -> Tutorial:
    path = checkout.path(case, "m2_golden")
    path.parent.mkdir(exist_ok=True)
    shutil.copy(GOLDEN / case / "script.py", path)
    tutorial = read_script(path, checkout.root)
    path.unlink()
    return tutorial


def _named(results: Results) -> Results:
    """Figures under names that no version of Matplotlib changes."""
    names: dict[str, str] = {}
    parts = sorted(results.parts.items())
    runs = (run for _, part in parts for _, run in sorted(part.runs.items()))
    cells = [cell for run in runs for cell in run.cells]
    for picture in (output for cell in cells for output in cell.outputs):
        if isinstance(picture, Picture):
            for part in ("dark", "light", "thumb", "thumb_dark"):
                if name := getattr(picture, part):
                    new = names.setdefault(name, f"{part}-{len(names)}{Path(name).suffix}")
                    setattr(picture, part, new)
    return results


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_script_becomes_the_expected_page(
    executed: tuple[Course, dict[str, Results]], checkout: SmallCourse, case: str, lang: str
) -> None:
    course, results = executed
    lesson = _read(case, checkout).into(lang)
    page = render(join(lesson, Standing.FRESH, results[case], verified="2025-03-04"), course)
    expected = GOLDEN / case / f"expected.{lang}.md"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")
    seen(page)  # every tag that is opened is closed
