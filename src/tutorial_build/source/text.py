"""Text as every machine sees it: UTF-8, one kind of line end, no byte-order mark."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tutorial_build.errors import ContentError


def read_text(path: Path, name: str) -> str:
    """The text of a file; `name` is what an error calls it.

    Raises:
        ContentError: If it is not UTF-8.
        OSError: If it cannot be read.
    """
    try:
        return normalise_lines(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ContentError(name, 1, f"not UTF-8 ({error.reason}); save the file as UTF-8") from None


def normalise_lines(text: str) -> str:
    """The text with `\\n` for every line end; other separators of lines are characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def data_text(package: str, name: str) -> str:
    """The text of a file beside the code of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """What NAME.toml says, beside the code of a package."""
    return tomllib.loads(data_text(package, f"{name}.toml"))
