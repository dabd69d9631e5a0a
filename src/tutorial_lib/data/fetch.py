"""Finding the files of a data set: the reader's folder, the cache, then the original address."""

import gzip
import hashlib
import os
import sys
import tomllib
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tutorial_lib.data.derive import DERIVE
from tutorial_lib.data.download import download


def read_file(name: str, path: str) -> bytes:
    """The verified content of one file of a data set.

    The folder named by the environment variable `TUTORIAL_DATA` comes first (it may be
    read-only), then the cache, and last the original address, from which the cache is filled.

    Args:
        name: A name of `datasets.toml`.
        path: One of its paths. On disk the file may be packed, with `.gz` at its end.

    Raises:
        FileNotFoundError: If the file is nowhere and cannot be downloaded.
        ValueError: If its content is damaged, or the running page did not declare the data set.
    """
    check_declared(name)
    file = next(file for file in describe(name)["files"] if file["path"] == path)
    own = os.environ.get("TUTORIAL_DATA")
    if own and (content := _read(Path(own) / path, file["sha256"])):
        return content
    try:
        if content := _read(cache_folder() / path, file["sha256"]):
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
    """Title, licence, citation, url and files of one data set.

    Raises:
        ValueError: If there is no such data set.
    """
    if name not in catalogue():
        raise ValueError(f"no data set {name!r}; there are {sorted(catalogue())}")
    return catalogue()[name]


def is_present(name: str) -> bool:
    """Whether all files of a data set are on this machine; nothing is verified or downloaded."""
    folders = [cache_folder()]
    if own := os.environ.get("TUTORIAL_DATA"):
        folders.append(Path(own))
    return all(
        any(_packed_or_not(folder / file["path"]) for folder in folders)
        for file in describe(name)["files"]
    )


def check_declared(name: str) -> None:
    """Refuse a data set that the header of the running page does not name.

    Raises:
        ValueError: If the page declares its data and this name is not among them.
    """
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


def _read(path: Path, digest: str) -> bytes | None:
    """The content of a file, unpacked and verified; `None` where there is no such file."""
    found = _packed_or_not(path)
    if found is None:
        return None
    content = found.read_bytes()
    if found != path:
        try:
            content = gzip.decompress(content)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ValueError(
                f"{found} is damaged ({error}); delete it and download it again"
            ) from error
    _verify(content, digest, str(found))
    return content


def _verify(content: bytes, digest: str, found: str) -> None:
    kind, _, expected = digest.rpartition(":")
    actual = hashlib.new(kind or "sha256", content).hexdigest()
    if actual != expected:
        raise ValueError(
            f"{found} is not the original: expected content with {kind or 'sha256'} {expected}, "
            f"got {actual}; delete it and download it again"
        )


def _download(name: str, file: dict[str, str]) -> None:
    """Bring a file into the cache; it appears there whole or not at all."""
    entry = describe(name)
    nowhere = (
        f"data set {name!r}: no file {file['path']} (or {file['path']}.gz) in TUTORIAL_DATA "
        f"({os.environ.get('TUTORIAL_DATA') or 'not set'}) or in {cache_folder()}"
    )
    origin = " or ".join(entry["url"])
    if "torchvision" not in entry and "url" not in file:
        raise FileNotFoundError(
            f"{nowhere}; it was made for the course from {origin} ({entry['prepared']}), which "
            "cannot be repeated here; ask who keeps the course's data for the file and set "
            "TUTORIAL_DATA to its folder"
        )
    try:
        if "torchvision" in entry:
            _download_as_torchvision(entry, file)
        elif "derive" in file:
            _download_and_derive(file)
        else:
            digest = file["sha256"]
            known = digest if ":" in digest else f"sha256:{digest}"
            download(file["url"], cache_folder() / file["path"], known)
    except Exception as error:
        raise FileNotFoundError(
            f"{nowhere}, and {origin} did not give it ({error}); download it there and set "
            "TUTORIAL_DATA to its folder"
        ) from error


def _download_as_torchvision(entry: dict[str, Any], file: dict[str, str]) -> None:
    """Download a packed file from the first of torchvision's addresses that gives it."""
    from torchvision import datasets

    original = getattr(datasets, entry["torchvision"])
    target = cache_folder() / f"{file['path']}.gz"
    md5 = dict(original.resources)[target.name]
    *others, last = (f"{mirror}{target.name}" for mirror in original.mirrors)
    for url in others:
        try:
            return download(url, target, f"md5:{md5}")
        except (OSError, ValueError):
            continue
    return download(last, target, f"md5:{md5}")


def _download_and_derive(file: dict[str, str]) -> None:
    """Download an original of another form and make the course's file from it."""
    target = cache_folder() / file["path"]
    original = target.with_name(target.name + ".original")
    download(file["url"], original, None)
    try:
        content = DERIVE[file["derive"]](original.read_bytes())
    finally:
        original.unlink()  # what cannot be read would not become better by being kept
    _verify(content, file["sha256"], f"what was made from {file['url']}")
    beside = target.with_name(target.name + ".part")
    beside.write_bytes(content)
    beside.replace(target)
