"""What the engine hands to the process of a run, and what comes back; all of it can be pickled."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from tutorial_build.source.cells import Code, Value

Json = Any  # plain values: None, bool, int, float, str, lists and dicts of them
Plain = bool | int | float | str  # what an inline value may be
Number = int | float  # a whole one stays whole on its way through a file
EXPECTATIONS = ("equals", "between", "at_least", "at_most")  # a claim has one of them
Origin = tuple[str, int]  # the file and line that a line of a localised script came from


def digest_of(content: bytes) -> str:
    """What a file that is named by its content is called, up to the first dot."""
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass(frozen=True)
class Job:
    """What a child needs to know.

    `text` is the localised script, and the lines of `steps` are lines of it. `is_answer`: another
    answer stands in it for the solution; it may raise and warn as it likes. `names` are those that
    the check takes from an answer. `ways`: an answer is also run twice in one namespace, and
    `solution` after it. `mutants` are answers that its check should refuse.
    """

    name: str
    lang: str
    text: str
    origins: list[Origin]
    steps: tuple[Code | Value, ...]
    is_answer: bool
    names: tuple[str, ...]
    ways: bool
    solution: Code | None
    mutants: tuple[str, ...]
    data: tuple[str, ...]
    limit: float
    folder: Path
    figures: Path
    environment: dict[str, str]

    @property
    def script(self) -> Path:
        return self.folder / f"{self.name}.py"


@dataclass
class Text:
    """What a cell printed."""

    text: str
    type: Literal["text"] = "text"


@dataclass
class Html:
    """The rich form of a value."""

    text: str
    type: Literal["html"] = "html"


@dataclass
class Drawing:
    """What a figure draws: its texts, and per axes the numbers behind every mark."""

    texts: list[str]
    axes: list[Json]


@dataclass
class Picture:
    """A figure: its files, named by content, its size on the page, and what it draws."""

    light: str
    thumb: str
    thumb_dark: str
    width: int
    height: int
    drawing: Drawing
    dark: str | None = None  # of a figure in pixels; the dark copy of an SVG is made from it
    type: Literal["figure"] = "figure"

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.light, self.dark, self.thumb, self.thumb_dark)))


@dataclass
class Data:
    """What feeds an interactive figure."""

    widget: Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w-]*$")]  # a name, not a path
    value: Json
    type: Literal["data"] = "data"


Output = Annotated[Text | Html | Picture | Data, Field(discriminator="type")]


@dataclass
class Claim:
    """A claim that held."""

    id: str
    value: Json
    equals: Json = None
    between: list[Number] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    abs: Number | None = None
    rel: Number | None = None
    says: str | None = None
    shown: str = ""  # the value in words
    expectation: dict[str, str] = field(default_factory=dict)  # the same of what was wanted

    @property
    def expected(self) -> tuple[str, Json]:
        """The kind of expectation, and what was wanted."""
        (kind,) = (kind for kind in EXPECTATIONS if getattr(self, kind) is not None)
        return kind, getattr(self, kind)


@dataclass
class Announced:
    """An error or a warning that a cell was to show."""

    type: str
    message: str


@dataclass
class Mistake(Announced):
    """What went wrong with a reader's answer; `line` is in it, 0 where it is elsewhere."""

    line: int


@dataclass
class CellRun:
    """What one cell left; `code` tells which cell of a changed page it belongs to."""

    outputs: list[Output] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    error: Announced | None = None
    warning: Announced | None = None
    code: str = ""

    @property
    def pictures(self) -> list[Picture]:
        return [output for output in self.outputs if isinstance(output, Picture)]


@dataclass
class Finished:
    """A run that went through: its cells and inline values, in the order of the steps."""

    cells: list[CellRun]
    values: list[Json]
    seconds: float = 0.0
    facts: dict[str, str] = field(default_factory=dict)
    mistake: Mistake | None = None
    peak_mb: int = 0
    uses: set[str] = field(default_factory=set)  # of the library; see `keys`
    survivors: list[int] = field(default_factory=list)  # ranks of mutants that were accepted
    void: list[int] = field(default_factory=list)  # … and of those that were no slip


@dataclass
class Failed:
    """A run that ended at a line of the localised script, and what it had left until there."""

    line: int
    message: str
    left: Finished
    traceback: str = ""


class RunError(Exception):
    """A cell did not do what it should; `line` is in the localised file."""

    def __init__(self, line: int, message: str, traceback: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.traceback = traceback
