"""Whether a site is what a build would make again: then the build has nothing to do."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutorial_build.memo import ground
from tutorial_build.results.checkout import Checkout

FOLDERS = ("docs", "examples", "src", "build/store")  # all that a build reads, with …
FILES = ("*", "build/verified.json", "build/offline/*.zip")  # … these patterns of files


class Stamp:
    """What a site was made from, and how it looked.

    Args:
        checkout: The course.
        site: The folder of the site.
        settings: Whatever else decides what a build makes; its `repr` says all of it.
    """

    def __init__(self, checkout: Checkout, site: Path, settings: object) -> None:
        self.root = checkout.root
        self.site = site
        self.settings = settings
        self.path = checkout.build / "memo" / f"site-{_digest([str(site).encode()])[:16]}"

    def fits(self) -> bool:
        """Whether sources, settings and site are as they were when this was written."""
        return self.path.is_file() and self.path.read_text() == self._now()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self._now())

    def _now(self) -> str:
        files = [(p, p.stat()) for p in sorted(self.site.rglob("*")) if p.is_file()]
        site = [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in files]
        about = repr((ground(), self.settings, site)).encode()
        return _digest([about, *self._sources()])

    def _sources(self) -> Iterator[bytes]:
        found = [path for name in FOLDERS for path in (self.root / name).rglob("*")]
        found += [path for pattern in FILES for path in self.root.glob(pattern)]
        for path in sorted(p for p in found if p.is_file() and p.suffix != ".pyc"):
            yield f"{path.relative_to(self.root)}\0".encode()
            yield path.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
