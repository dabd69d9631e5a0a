"""What a run needs that this machine may lack: packages and data sets."""

import ast
import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import LIBRARY, Library
from tutorial_build.source.cells import ANSWERS
from tutorial_build.source.script import Tutorial

# What learners install, by the names they import: the dependencies of pyproject.toml.
LEARNER = {"torch", "torchvision", "numpy", "matplotlib", "sklearn", "pooch"}
LEARNER |= {"safetensors", "tqdm", "PIL"}
INSTALL = "make .venv/dev, or pip install -e . -c constraints.txt"


@dataclass(frozen=True)
class Lack:
    """A package or a data set that is not here, and how to get it."""

    kind: str  # package or data
    name: str
    remedy: str
    file: str = ""  # a file of the data set that is not here

    def __str__(self) -> str:
        return f"{self.kind} {self.name}" + (f" ({self.file})" if self.file else "")


def explain(lacks: tuple[Lack, ...]) -> str:
    """What this machine has not, and what a person does about it."""
    remedies = dict.fromkeys(lack.remedy for lack in lacks)
    return f"no {', '.join(map(str, lacks))}; {'; '.join(remedies)}"


def packages(tutorial: Tutorial, library: Library, uses: Iterable[str] = ()) -> set[str]:
    """Top-level packages that runs import and that must be there: some cells show one missing.

    Args:
        tutorial: The tutorial.
        library: What it imports from.
        uses: What earlier runs used of the library; without them it is guessed.
    """
    code = trees(tutorial)
    return library.packages(code, set(uses) or library.guess(code))


def trees(tutorial: Tutorial) -> list[ast.Module]:
    """The syntax of every cell that runs, in both languages, but those that miss a package."""
    cells = (c for lesson in tutorial.lessons for c in lesson.code if c.runs or c.role in ANSWERS)
    return [cell.tree for cell in cells if "ModuleNotFoundError" not in cell.options.raises]


def lacks(tutorial: Tutorial, library: Library, uses: Iterable[str] = ()) -> tuple[Lack, ...]:
    """What this machine lacks for a run of the tutorial.

    Raises:
        ContentError: If the header declares a data set or a file that nobody knows.
    """
    check_declared(tutorial, library)
    missing = (name for name in sorted(packages(tutorial, library, uses)) if not find_spec(name))
    data = (lacking_data(name, library) for name in tutorial.data)
    return (*(Lack("package", name, INSTALL) for name in missing), *filter(None, data))


def check_declared(tutorial: Tutorial, library: Library) -> None:
    """Raise ContentError where the header declares a data set or a file that nobody knows."""
    for name, path in tutorial.files(library.root).items():
        if Path(name).name != name or not path.is_file():
            message = f"files names {name!r}, which is not beside the script; correct or remove it"
            raise ContentError(tutorial.path, 1, message)
    for name in tutorial.data:
        if name not in library.datasets:
            known = ", ".join(sorted(library.datasets))
            message = f"data names {name!r}; use a name of datasets.toml: {known}"
            raise ContentError(tutorial.path, 1, message)


def cache_folder() -> Path:
    """Where the library keeps what it downloads: runs have a home of their own."""
    own = os.environ.get("TUTORIAL_CACHE")
    return Path(own or f"~/.cache/{LIBRARY}").expanduser()


def lacking_data(name: str, library: Library) -> Lack | None:
    """What is missing of a data set in TUTORIAL_DATA and in the cache; None if nothing is."""
    entry = library.datasets[name]
    own = os.environ.get("TUTORIAL_DATA")
    folders = [Path(f).expanduser() for f in (own, cache_folder()) if f]
    missing = [
        file["path"]
        for file in entry["files"]
        if not any((f / f"{file['path']}{end}").is_file() for f in folders for end in ("", ".gz"))
    ]
    if not missing:
        return None
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    remedy = (
        "set TUTORIAL_DATA to a folder that holds it, or run 'tutorial run', which downloads "
        f"it from {' or '.join(entry['url'])}"
    )
    return Lack("data", name, remedy, missing[0] + more)
