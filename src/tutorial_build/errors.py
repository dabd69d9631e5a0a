"""Errors that name a place in the content."""

import errno
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class ContentError(Exception):
    """Something wrong in a script, a quiz or a frozen file: `path:line: what; what to do`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        message = " ".join(part.strip() for part in message.splitlines())  # always one line
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message

    @property
    def each(self) -> tuple["ContentError", ...]:
        """This error alone, or each of several."""
        return (self,)


class WrongFileError(ContentError):
    """All that is wrong with a file, a line each; where one error is asked for, the first."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self._each = tuple(errors)
        first = self._each[0]
        super().__init__(first.path, first.line, first.message)

    @property
    def each(self) -> tuple[ContentError, ...]:
        return self._each

    def __str__(self) -> str:
        return "\n".join(map(str, self._each))


@contextmanager
def collect(found: list[ContentError]) -> Iterator[None]:
    """Put errors into a list instead of ending at the first."""
    try:
        yield
    except ContentError as error:
        found += error.each


@contextmanager
def one_line(path: str) -> Iterator[None]:
    """Turn any fault of the engine into an error of one page, so that the others are made."""
    try:
        yield
    except ContentError:
        raise
    except Exception as error:
        (*_, frame) = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        message = f"{type(error).__name__}: {error} (in {where}); this page cannot be made from it"
        raise ContentError(path, 1, message) from error


REMEDIES = {
    errno.ENOSPC: "free some space and repeat the command",
    errno.EDQUOT: "free some space and repeat the command",
    errno.EROFS: "allow writing there",
    errno.EACCES: "allow access to it",
    errno.EPERM: "allow access to it",
    errno.ENOENT: "restore it",
}


def disk_error(error: OSError, path: str = "") -> ContentError:
    """What the disk says, as one line; `path` is for an error that names no file."""
    name = path or str(error.filename or "disk")
    reason = (error.strerror or str(error)).lower()
    remedy = REMEDIES.get(error.errno or 0, "mend it and repeat the command")
    return ContentError(name, 1, f"{reason}; {remedy}")
