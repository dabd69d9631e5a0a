"""Text as every machine sees it: UTF-8, one kind of line end, no byte-order mark."""

from pathlib import Path

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
