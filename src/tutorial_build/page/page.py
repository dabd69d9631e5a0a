"""A tutorial as it will be shown: its script with the results that belong to it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutorial_build.results.store import Results
from tutorial_build.source.script import Tutorial


@dataclass(frozen=True)
class View:
    """A tutorial as it will be shown.

    `state` is `frozen`, `ran` (in this build), `outdated` or `missing` (it could not be run here,
    `why` says what is missing) or `failed` (`error` says where and why, for `mkdocs serve`).
    `verified` is the day this checkout last compared frozen results with a run.
    """

    tutorial: Tutorial
    state: str
    results: Results | None = None
    why: tuple[tuple[str, str], ...] = ()
    error: str = ""
    verified: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure as a page or the gallery shows it."""

    output: dict[str, Any]
    alt: str
    caption: str
    folder: Path = Path()
