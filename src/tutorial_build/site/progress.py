"""Which cell of a page runs now, in the words of the page and of the terminal."""

import time
from dataclasses import dataclass, field

from tutorial_build.page.words import word
from tutorial_build.results.update import Report
from tutorial_build.run.keys import runs_once
from tutorial_build.run.pool import Request
from tutorial_build.source.cells import Code
from tutorial_build.source.script import Lesson, Tutorial

QUIET_S = 2  # between two lines on the terminal


@dataclass
class Progress:
    """How far the runs of one part of a tutorial have come; others may run beside.

    `shown` says it in each language, `report` is told now and then.
    """

    tutorial: Tutorial
    part: str
    report: Report
    shown: dict[str, str] = field(default_factory=dict)
    said: float = float("-inf")

    def step(self, request: Request, number: int) -> None:
        """A run has come to the step of that rank."""
        if request.part != self.part or request.answer:
            return
        once = runs_once(self.tutorial, self.part)
        for lesson in self.tutorial.lessons if once else [request.lesson]:
            self.shown[lesson.lang] = running_cell(lesson, self.part, number)
        if time.monotonic() - self.said > QUIET_S:
            self.said = time.monotonic()
            self.report(f"{request.name}: {self.shown[request.lesson.lang]}")

    @property
    def facts(self) -> dict[str, str]:
        """What the script of a page reads."""
        return {"page": self.tutorial.address, **self.shown}


def running_cell(lesson: Lesson, part: str, number: int) -> str:
    """The cell of a step, by its rank and its title or first line."""
    steps = lesson.parts[part]
    cells = [step for step in steps if isinstance(step, Code)]
    rank = max(1, sum(isinstance(step, Code) for step in steps[: number + 1]))
    cell = cells[rank - 1]
    title = cell.title or cell.source.partition("\n")[0]
    return word("running_cell", lesson.lang, rank=rank, count=len(cells), title=title).unescape()
