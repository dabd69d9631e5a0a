"""Finding the files of a data set: the reader's folder, the cache, then the original address."""

import gzip
import hashlib
import os
import sys
import tomllib
import zlib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tutorial_lib.data.download import download


def read_file(name: str, path: str) -> bytes:
    """The verified content of one file of a data set.

    The folder named by the environment variable `TUTORIAL_DATA` comes first (it may be
    read-only), then the cache, and last the original address, from which the cache is filled. On
    disk the file may be packed, with `.gz` at its end.

    Raises:
        FileNotFoundError: If the file is nowhere and cannot be downloaded.
        OSError: If the cache cannot be written.
        ValueError: If its content is another, or the running page did not declare the data set.
    """
    check_declared(name)
    file = next(file for file in describe(name)["files"] if file["path"] == path)
    own = own_folder()
    if own and (content := _read(own / path, file["sha256"])) is not None:
        return content
    try:
        if (content := _read(cache_folder() / path, file["sha256"])) is not None:
            return content
    except ValueError:  # a cached file is damaged: it is downloaded again
        for ending in ("", ".gz"):
            (cache_folder() / f"{path}{ending}").unlink(missing_ok=True)
    _download(name, file)
    content = _read(cache_folder() / path, file["sha256"])
    assert content is not None, path
    return content


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every data set by name: title, licence, citation, url and files."""
    return tomllib.loads(files("tutorial_lib").joinpath("datasets.toml").read_text("utf-8"))


def describe(name: str) -> dict[str, Any]:
    """Title, licence, citation, url and files of one data set."""
    if name not in catalogue():
        raise ValueError(f"no data set {name!r}; there are {sorted(catalogue())}")
    return catalogue()[name]


def is_present(name: str) -> bool:
    """Whether all files of a data set are on this machine; nothing is verified or downloaded."""
    folders = [folder for folder in (own_folder(), cache_folder()) if folder]
    return all(
        any(_packed_or_not(folder / file["path"]) for folder in folders)
        for file in describe(name)["files"]
    )


def check_declared(name: str) -> None:
    """Refuse a data set that is not among those the header of the running page declares."""
    declared = getattr(sys.modules["__main__"], "__declared_data__", None)
    if declared is not None and name not in declared:
        raise ValueError(
            f"this page loads {name!r} but its header declares data: {list(declared)}; "
            f"add {name} to that list"
        )


def require_one_of(what: str, value: str, allowed: Collection[str]) -> None:
    """Raise a `ValueError` that names what is allowed."""
    if value not in allowed:
        raise ValueError(f"expected {what} of {list(allowed)}, got {value!r}")


def unpack(content: bytes, name: str | Path, remedy: str) -> bytes:
    """What gzip has packed; of damaged content, a `ValueError` says what to do."""
    try:
        return gzip.decompress(content)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{name} is damaged ({error}); {remedy}") from error


def own_folder() -> Path | None:
    """The reader's folder, `TUTORIAL_DATA`; no shell has expanded a `~` that a file gives."""
    own = os.environ.get("TUTORIAL_DATA")
    return Path(own).expanduser() if own else None


def cache_folder() -> Path:
    """Where downloads are kept: `TUTORIAL_CACHE`, else `~/.cache/tutorial_lib`."""
    return Path(os.environ.get("TUTORIAL_CACHE") or "~/.cache/tutorial_lib").expanduser()


def _packed_or_not(path: Path) -> Path | None:
    packed = path.with_name(path.name + ".gz")
    return next((p for p in (path, packed) if p.is_file()), None)


def _read(path: Path, digest: str) -> bytes | None:
    """The content of a file, unpacked and verified; `None` where there is no such file."""
    found = _packed_or_not(path)
    if found is None:
        return None
    content = found.read_bytes()
    if found != path:
        content = unpack(content, found, _remedy(path))
    kind, _, expected = digest.rpartition(":")
    kind = kind or "sha256"
    actual = hashlib.new(kind, content).hexdigest()
    if actual != expected:
        raise ValueError(
            f"{found} is not the file of the course: expected content with {kind} {expected}, "
            f"got {actual}; {_remedy(path)}"
        )
    return content


def _remedy(path: Path) -> str:
    """What to do about another file than the course's; it is the reader's, who may want it."""
    as_it_is = "read_idx reads this one as it is; " if path.name.endswith("-ubyte") else ""
    return f"{as_it_is}put the original in its place, or set TUTORIAL_DATA to another folder"


def _download(name: str, file: dict[str, str]) -> None:
    """Bring a file into the cache; it appears there whole or not at all."""
    entry = describe(name)
    nowhere = (
        f"data set {name!r}: no file {file['path']} (or {file['path']}.gz) in TUTORIAL_DATA "
        f"({own_folder() or 'not set'}) or in {cache_folder()}"
    )
    origin = " or ".join(entry["url"])
    if "prepared" in entry:
        raise FileNotFoundError(
            f"{nowhere}; it was made for the course from {file.get('original', origin)} "
            f"({entry['prepared']}); ask who keeps the course's data for it and set TUTORIAL_DATA "
            "to its folder"
        )
    try:
        digest = file.get("packed", file["sha256"])
        target = cache_folder() / f"{file['path']}{'.gz' if 'packed' in file else ''}"
        download(file["url"], target, digest if ":" in digest else f"sha256:{digest}")
    except (OSError, ValueError) as error:
        # The errors of a connection carry no number; those of this machine's disk do.
        if isinstance(error, PermissionError) or getattr(error, "errno", None) is not None:
            raise OSError(
                f"{nowhere}, and that cache cannot be written ({error}); set TUTORIAL_CACHE to a "
                "folder where you may write and that has room"
            ) from error
        raise FileNotFoundError(
            f"{nowhere}, and {origin} did not give it ({error}); download it there and set "
            "TUTORIAL_DATA to its folder"
        ) from error
