"""What the engine hands to the process of a run; everything in it can be pickled."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """One thing to do: run a cell, or read an inline value.

    `source` is localised code or an expression, `line` where it starts in the file.
    """

    kind: str
    source: str
    line: int
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """What a child needs to know; everything in it can be pickled."""

    name: str
    lang: str
    text: str
    steps: tuple[Step, ...]
    data: tuple[str, ...]
    folder: str
    figures: str
    environment: dict[str, str] = field(default_factory=dict)
    limit: float = 120.0


class RunError(Exception):
    """A cell did not do what it should; `line` is in the localised file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
