"""Finding the files of a data set: the reader's folder, the cache, then the original address."""

import gzip
import hashlib
import os
import sys
import tempfile
import tomllib
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


def read_file(name: str, path: str) -> bytes:
    """The verified, decompressed content of one file of a data set.

    The folder named by the environment variable `TUTORIAL_DATA` comes first (it may be
    read-only), then the cache, and last the original address, from which the cache is filled.

    Args:
        name: A name of `datasets.toml`.
        path: One of its paths; on disk it may end in `.gz` as well.

    Raises:
        FileNotFoundError: If the file is nowhere and cannot be downloaded.
        ValueError: If its content is damaged, or the running page did not declare the data set.
    """
    check_declared(name)
    entry = describe(name)
    sha256 = next(file["sha256"] for file in entry["files"] if file["path"] == path)
    own = os.environ.get("TUTORIAL_DATA")
    if own and (found := _packed_or_not(Path(own) / path)):
        return _verified(found, sha256)
    found = _packed_or_not(cache_folder() / path)
    if found:
        try:
            return _verified(found, sha256)
        except ValueError:
            pass  # a download that broke off: it is fetched again
    try:
        _download(entry)
    except Exception as error:
        raise FileNotFoundError(
            f"data set {name!r}: no file {path} (or {path}.gz) in TUTORIAL_DATA "
            f"({own or 'not set'}) or in {cache_folder()}, and {' or '.join(entry['url'])} did "
            f"not give it ({error}); download it there and set TUTORIAL_DATA to its folder"
        ) from error
    return _verified(_packed_or_not(cache_folder() / path) or cache_folder() / path, sha256)


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every data set by name: title, licence, citation, url and files."""
    return tomllib.loads(
        files("tutorial_lib").joinpath("datasets.toml").read_text(encoding="utf-8")
    )


def describe(name: str) -> dict[str, Any]:
    """Title, licence, citation, url and files of one data set."""
    if name not in catalogue():
        raise ValueError(f"no data set {name!r}; there are {sorted(catalogue())}")
    return catalogue()[name]


def check_declared(name: str) -> None:
    """Refuse a data set that the header of the running page does not name."""
    declared = getattr(sys.modules["__main__"], "__declared_data__", None)
    if declared is not None and name not in declared:
        raise ValueError(
            f"this page loads {name!r} but its header declares data: {list(declared)}; "
            f"add {name} to that list"
        )


def cache_folder() -> Path:
    """Where downloads are kept: `TUTORIAL_CACHE`, else `~/.cache/tutorial_lib`."""
    own = os.environ.get("TUTORIAL_CACHE")
    return Path(own) if own else Path.home() / ".cache" / "tutorial_lib"


def _packed_or_not(path: Path) -> Path | None:
    packed = path.with_name(path.name + ".gz")
    return next((p for p in (path, packed) if p.is_file()), None)


def _verified(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path} is damaged ({error}); delete it and download it again") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{path} is not the original: expected content with sha256 {sha256}, got {found}; "
            "delete it and download it again"
        )
    return content


def _download(entry: dict[str, Any]) -> None:
    """Fill the cache from the original address; a file appears there whole or not at all."""
    from torchvision import datasets

    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
        getattr(datasets, entry["torchvision"])(folder, download=True)  # checks each file's MD5
        for file in entry["files"]:
            target = cache_folder() / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / file["path"]).replace(target)
