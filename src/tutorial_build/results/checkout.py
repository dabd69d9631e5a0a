"""Where things are in a checkout of the course."""

import contextlib
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import Library
from tutorial_build.source.course import COURSE_FILE
from tutorial_build.source.script import Tutorial


@dataclass(frozen=True)
class Checkout:
    """A checkout of the course."""

    root: Path

    @cached_property
    def library(self) -> Library:
        return Library(self.root / "src" / "tutorial_lib")

    @property
    def build(self) -> Path:
        return self.root / "build"

    def frozen(self, tutorial: Tutorial) -> Path:
        return self.root / "examples" / "_frozen" / tutorial.module / tutorial.slug

    def fitting(self, tutorial: Tutorial) -> Path:
        """The committed file that says which texts of both languages fit each other."""
        folder = self.frozen(tutorial)
        return folder.with_name(f"{folder.name}.pairs.txt")

    def store(self, tutorial: Tutorial) -> Path:
        """Results of runs in this checkout that are not frozen; git ignores them."""
        return self.build / "store" / tutorial.module / tutorial.slug

    def download_bytes(self, tutorial: Tutorial) -> int:
        """How much a reader downloads for a tutorial; 0 where the size of a file is not known."""
        known = self.library.datasets
        sets = [known[name]["files"] for name in tutorial.data if name in known]
        sizes = [file.get("bytes", 0) for files in sets for file in files]
        return sum(sizes) if all(sizes) else 0

    @cached_property
    def commit(self) -> str:
        """Short name of the revision that is checked out, or "" outside git."""
        command = ["git", "-C", str(self.root), "rev-parse", "--short", "HEAD"]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            said = subprocess.check_output(command, stderr=subprocess.DEVNULL, timeout=10)
            return said.decode().strip()
        return ""


def find_checkout(start: Path | None = None) -> Checkout:
    """The checkout that `start` (here by default) lies in.

    Raises:
        ContentError: If no folder above has examples/course.yml.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / COURSE_FILE).exists():
            return Checkout(folder)
    raise ContentError(COURSE_FILE, 1, f"not found in {here} or above; go to the project's folder")
