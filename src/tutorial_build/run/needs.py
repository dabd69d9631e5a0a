"""What a run needs that this machine may lack: packages and data sets."""

import os
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import Library, trees
from tutorial_build.source.cells import Code
from tutorial_build.source.script import Tutorial

INSTALL = "install the learner packages with: pip install -e . -c constraints.txt"


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


def packages(tutorial: Tutorial, library: Library) -> set[str]:
    """Top-level packages that a run imports and that must be there: some cells show one missing."""
    kept = (
        cell
        for cell in tutorial.cells
        if not (isinstance(cell, Code) and "ModuleNotFoundError" in cell.options.raises)
    )
    return library.packages(trees(replace(tutorial, cells=tuple(kept))))


def lacks(tutorial: Tutorial, library: Library) -> tuple[Lack, ...]:
    """What this machine lacks for a run of the tutorial.

    Raises:
        ContentError: If the header declares a data set that nobody knows.
    """
    check_data(tutorial, library)
    missing = (name for name in sorted(packages(tutorial, library)) if not find_spec(name))
    data = (lacking_data(name, library) for name in tutorial.data)
    return (*(Lack("package", name, INSTALL) for name in missing), *filter(None, data))


def check_data(tutorial: Tutorial, library: Library) -> None:
    """Raise ContentError where the header declares a data set that nobody knows."""
    for name in tutorial.data:
        if name not in library.datasets:
            known = ", ".join(sorted(library.datasets))
            message = f"data names {name!r}; use a name of datasets.toml: {known}"
            raise ContentError(tutorial.path, 1, message)


def lacking_data(name: str, library: Library) -> Lack | None:
    """What is missing of a data set in TUTORIAL_DATA and in the cache; None if nothing is."""
    entry = library.datasets[name]
    cache = os.environ.get("TUTORIAL_CACHE") or Path.home() / ".cache" / "tutorial_lib"
    folders = [Path(folder) for folder in (os.environ.get("TUTORIAL_DATA"), cache) if folder]
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
