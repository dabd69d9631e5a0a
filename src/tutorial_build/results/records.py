"""What runs left, as typed values, and how a tutorial stands by them."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from tutorial_build.run.needs import Lack
from tutorial_build.run.protocol import CellRun, Claim, Output, Picture, Plain

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
    seconds: dict[str, float]
    peak_mb: int
    stack: dict[str, str]
    commit: str = ""
    volatile: dict[str, dict[str, list[Output]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """What the runs of a tutorial left: `runs` maps `es` and `en`, or `both`, to a run."""

    key: str
    runs: dict[str, Run]
    sidecar: Sidecar
    folder: Path = Path()

    def cells(self, lang: str) -> list[CellRun]:
        """The executed cells as the page in `lang` shows them, volatile outputs in place."""
        kept = self.sidecar.volatile
        volatile = kept.get(lang) or kept.get(SHARED, {})
        return [
            replace(cell, outputs=volatile.get(str(rank), cell.outputs))
            for rank, cell in enumerate(self.run(lang).cells)
        ]

    def run(self, lang: str) -> Run:
        """The run that serves `lang`."""
        return self.runs.get(lang) or self.runs[SHARED]

    def seconds(self, lang: str) -> float:
        return self.sidecar.seconds.get(lang) or self.sidecar.seconds[SHARED]

    @property
    def files(self) -> set[str]:
        """Names of the files of all figures."""
        outputs = [o for run in self.runs.values() for cell in run.cells for o in cell.outputs]
        for cells in self.sidecar.volatile.values():
            outputs += [output for kept in cells.values() for output in kept]
        return {file for output in outputs if isinstance(output, Picture) for file in output.files}


@dataclass(frozen=True)
class State:
    """How a tutorial stands, with the key of its code, its results and what a run lacks here."""

    standing: Standing
    key: str
    results: Results | None = None
    lacks: tuple[Lack, ...] = ()
