"""What runs left, as typed values, and how a tutorial stands by them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from tutorial_build.run.needs import Lack
from tutorial_build.run.protocol import CellRun, Claim, Output, Picture, Plain
from tutorial_build.source.script import PAGE, Lesson

SHARED = "both"  # the name of a run that serves both languages


class Standing(StrEnum):
    """How a tutorial stands."""

    FRESH = "fresh"  # its committed results belong to its code
    RAN = "ran"  # results of this checkout do
    STALE = "stale"  # none do; it can be run here
    OUTDATED = "outdated"  # none do; it cannot be run here, and has older results
    MISSING = "missing"  # none do; it cannot be run here, and has none
    FAILED = "failed"  # its script, its run or its page is wrong


@dataclass
class Run:
    """What one run left: `expressions` name its inline values, of which some may be unknown."""

    cells: list[CellRun]
    expressions: list[str]
    values: list[Plain | None]

    @property
    def claims(self) -> list[Claim]:
        return [claim for cell in self.cells for claim in cell.claims]


@dataclass
class Sidecar:
    """What may differ between machines and is never compared.

    `volatile` holds, by language and rank of the cell, the outputs of volatile cells.
    """

    date: str
    seconds: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]]
    peak_mb: Annotated[int, Field(ge=0)]
    stack: dict[str, Annotated[str, Field(pattern=r"^[\w .,:;()@/+-]{0,100}$")]]
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{0,40}$")] = ""
    volatile: dict[str, dict[str, list[Output]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What the runs of the page, or of one exercise, left.

    `runs` maps `es` and `en`, or `both`, to a run; `facts` are what they depended on (see `keys`).
    """

    facts: dict[str, str]
    runs: dict[str, Run]
    sidecar: Sidecar

    def run(self, lang: str) -> Run:
        """The run that serves `lang`."""
        return self.runs.get(lang) or self.runs[SHARED]

    def cells(self, lang: str) -> list[CellRun]:
        """The executed cells as the page in `lang` shows them, volatile outputs in place."""
        kept = self.sidecar.volatile
        volatile = kept.get(lang) or kept.get(SHARED, {})
        return [
            replace(cell, outputs=volatile.get(str(rank), cell.outputs))
            for rank, cell in enumerate(self.run(lang).cells)
        ]

    def seconds(self, lang: str) -> float:
        return self.sidecar.seconds.get(lang) or self.sidecar.seconds[SHARED]

    @property
    def outputs(self) -> list[Output]:
        found = [o for run in self.runs.values() for cell in run.cells for o in cell.outputs]
        kept = (cells.values() for cells in self.sidecar.volatile.values())
        return found + [output for cells in kept for outputs in cells for output in outputs]


@dataclass(frozen=True)
class Results:
    """What the runs of a tutorial left, by part: `page`, `E1`, …"""

    parts: dict[str, Part]
    folder: Path = Path()

    @property
    def page(self) -> Part:
        return self.parts[PAGE]

    def cells(self, lesson: Lesson) -> list[CellRun]:
        """What the executed cells of a lesson left, in page order."""
        left = {name: iter(part.cells(lesson.lang)) for name, part in self.parts.items()}
        none: Iterator[CellRun] = iter(())
        parts = (left.get(cell.exercise or PAGE, none) for cell in lesson.executed)
        return [next(cells, CellRun()) for cells in parts]

    @property
    def uses(self) -> set[str]:
        """All that was used of the library."""
        return {name for part in self.parts.values() for name in part.facts if " " in name}

    @property
    def files(self) -> set[str]:
        """Names of the files of all figures."""
        outputs = (output for part in self.parts.values() for output in part.outputs)
        return {file for output in outputs if isinstance(output, Picture) for file in output.files}


@dataclass(frozen=True)
class State:
    """How a tutorial stands, with its results and what a run lacks here.

    `stale` maps each part that has to run to the names of the facts that changed; there are none
    where it has never run.
    """

    standing: Standing
    results: Results | None = None
    stale: dict[str, list[str]] = field(default_factory=dict)
    lacks: tuple[Lack, ...] = ()

    @property
    def uses(self) -> set[str]:
        return self.results.uses if self.results else set()
