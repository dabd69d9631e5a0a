"""What was made before, kept by all it was made from: in a folder that is safe to delete."""

import contextlib
import hashlib
import pickle
import sys
import sysconfig
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

DAYS = 14  # what was not asked for in this time is thrown away
DAY = 24 * 3600


class Memo:
    """A folder of results of pure functions.

    An entry is found by the name of the function, by what is given to it, and by the engine's own
    files and all installed packages: whatever could make another result asks for another entry.

    Args:
        folder: Where entries are; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ground = ground()
        self._start = time.time()

    def get(
        self,
        kind: str,
        given: object,
        make: Callable[[], T],
        *,
        keep: Callable[[T], bool] = lambda made: True,  # noqa: ARG005
    ) -> T:
        """What `make` gives; taken from the folder where `given` was given before.

        Args:
            kind: Name of what is made.
            given: All that it is made from. Its `repr` must say all that `make` can see.
            make: Makes it, as something that can be pickled.
            keep: Whether what was made is worth keeping.
        """
        path = self.folder / kind / fingerprint((self._ground, given))
        try:
            kept: T = pickle.loads(path.read_bytes())
        except Exception:  # absent, cut off, or written by something else: it is made again
            kept = make()
            if keep(kept):
                self._write(path, kept)
        else:
            self._touch(path)
        return kept

    def _touch(self, path: Path) -> None:
        """Say that an entry was asked for, once a day."""
        with contextlib.suppress(OSError):
            if self._start - path.stat().st_mtime > DAY:
                path.touch()

    def _write(self, path: Path, made: object) -> None:
        beside = path.with_suffix(f".{time.monotonic_ns()}")
        with contextlib.suppress(OSError):  # a disk that is full or may not be written
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(pickle.dumps(made))
            beside.replace(path)

    def tidy(self) -> None:
        """Throw away what nobody asked for in a fortnight."""
        for path in self.folder.glob("*/*"):
            if self._start - path.stat().st_mtime > DAYS * DAY:
                path.unlink(missing_ok=True)


def fingerprint(given: object) -> str:
    """A digest of what `repr` says: for what many keys have in common."""
    return hashlib.sha256(repr(given).encode("utf-8", "surrogatepass")).hexdigest()


class Forgetful:
    """Remembers nothing."""

    def get(self, kind: str, given: object, make: Callable[[], T], **_: object) -> T:  # noqa: ARG002
        return make()


@lru_cache
def memo_of(root: Path) -> Memo:
    """What was made before in a checkout."""
    return Memo(root / "build" / "memo")


@lru_cache
def ground() -> str:
    """Digest of what everything is made by: the engine's files, this Python, its packages."""
    engine = Path(__file__).parent
    files = sorted(p for p in engine.rglob("*") if p.suffix not in ("", ".pyc"))
    digest = hashlib.sha256(sys.version.encode())
    for path in files:
        digest.update(f"{path.relative_to(engine)}\0".encode() + path.read_bytes())
    for folder in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        installed = sorted(path.name for path in Path(folder).glob("*-info"))
        digest.update("\n".join(installed).encode())
    return digest.hexdigest()
