"""Where things are in a checkout, and what a tutorial needs that this machine may lack."""

import importlib.util
import os
import subprocess
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import Library, sources
from tutorial_build.source.course import COURSE_FILE
from tutorial_build.source.script import Code, Prose, Tutorial
from tutorial_build.source.syntax import parse

DEFAULT_SITE = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Project:
    """A checkout of the course."""

    root: Path

    @cached_property
    def library(self) -> Library:
        return Library(self.root / "src" / "tutorial_lib")

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def site_url(self) -> str:
        return os.environ.get("SITE_URL", DEFAULT_SITE).rstrip("/") + "/"

    def frozen(self, tutorial: Tutorial) -> Path:
        return self.root / "examples" / "_frozen" / tutorial.module / tutorial.slug

    def store(self, tutorial: Tutorial) -> Path:
        """Results of runs in this checkout that are not frozen; git ignores them."""
        return self.build / "store" / tutorial.module / tutorial.slug

    def packages(self, tutorial: Tutorial) -> set[str]:
        """Top-level packages that a run of the tutorial imports, and that must be there."""
        kept = replace(tutorial, cells=tuple(c for c in tutorial.cells if not _fails_to_import(c)))
        return self.library.packages([parse(text) for text in sources(kept)])

    def lacks(self, tutorial: Tutorial) -> tuple[tuple[str, str], ...]:
        """The ("package", name) and ("data", name) that this machine lacks for a run."""
        packages = sorted(
            name for name in self.packages(tutorial) if importlib.util.find_spec(name) is None
        )
        data = [name for name in tutorial.data if not self.has_data(name)]
        return (*(("package", name) for name in packages), *(("data", name) for name in data))

    def has_data(self, name: str) -> bool:
        """Whether every file of a data set lies in TUTORIAL_DATA or in the cache."""
        return not self.missing_files(name)

    def missing_files(self, name: str) -> list[str]:
        """The files of a data set that lie neither in TUTORIAL_DATA nor in the cache."""
        folders = [Path(os.environ[k]) for k in ("TUTORIAL_DATA",) if os.environ.get(k)]
        cache = os.environ.get("TUTORIAL_CACHE")
        folders.append(Path(cache) if cache else Path.home() / ".cache" / "tutorial_lib")
        paths = [file["path"] for file in self.library.datasets[name]["files"]]
        return [
            path
            for path in paths
            if not any(
                (folder / f"{path}{end}").is_file() for folder in folders for end in ("", ".gz")
            )
        ]

    def explain(self, lacks: tuple[tuple[str, str], ...]) -> str:
        """What this machine has not, and what a person does about it."""
        missing, remedies = [], []
        for kind, name in lacks:
            files = self.missing_files(name) if kind == "data" else []
            more = f" and {len(files) - 1} more" if len(files) > 1 else ""
            missing.append(f"{kind} {name}" + (f" ({files[0]}{more})" if files else ""))
            remedies.append(self.remedy(kind, name))
        return f"no {', '.join(missing)}; {'; '.join(dict.fromkeys(remedies))}"

    def remedy(self, kind: str, name: str) -> str:
        """How to get a package or a data set."""
        if kind == "package":
            return "install the learner packages with: pip install -e . -c constraints.txt"
        address = " or ".join(self.library.datasets[name].get("url", ["its address"]))
        return (
            "set TUTORIAL_DATA to a folder that holds it, or run 'tutorial run', which downloads "
            f"it from {address}"
        )

    def check_data(self, tutorial: Tutorial) -> None:
        """Raise ContentError where the header declares a data set that nobody knows."""
        for name in tutorial.data:
            if name not in self.library.datasets:
                known = ", ".join(sorted(self.library.datasets))
                message = f"data names {name!r}; use a name of datasets.toml: {known}"
                raise ContentError(tutorial.path, 1, message)

    @cached_property
    def commit(self) -> str:
        """Short name of the revision that is checked out, or "" outside git."""
        command = ["git", "-C", str(self.root), "rev-parse", "--short", "HEAD"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""


def _fails_to_import(cell: Prose | Code) -> bool:
    """Whether a cell is there to show that a module is missing."""
    return isinstance(cell, Code) and "ModuleNotFoundError" in cell.options.get("raises", "")


def find_project(start: Path | None = None) -> Project:
    """The project that `start` (here by default) lies in.

    Raises:
        ContentError: If no folder above has examples/course.yml.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / COURSE_FILE).exists():
            return Project(folder)
    raise ContentError(COURSE_FILE, 1, f"not found in {here} or above; go to the project's folder")
