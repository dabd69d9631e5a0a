"""What a terminal would show of what a cell printed."""

import re

# Colours, addresses, titles, character sets and the like; `\x1b[K` is kept for `_overwrite`.
_COMMAND = re.compile(
    r"""\x1b(?:
      \[(?!K)[0-9;?]*[\x20-/]*[@-~] | \].*?(?:\x07|\x1b\\)
    | [PX^_].*?\x1b\\ | [\x20-/]+[0-~] | [0-Z\\-~]
    )""",
    re.VERBOSE | re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SILENT = re.compile(r"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
_MOVE = re.compile(r"(\r|\x08|\x1b\[K)")


def as_shown(text: str) -> str:
    """A printed text with its carriage returns, backspaces and commands carried out.

    What cannot be written as UTF-8 is replaced.
    """
    text = _SURROGATE.sub("\ufffd", text)
    if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        return text
    text = _SILENT.sub("", _COMMAND.sub("", text.replace("\r\n", "\n")))
    return "\n".join(_overwrite(line) for line in text.split("\n"))


def _overwrite(line: str) -> str:
    """One line after its carriage returns, backspaces and erasures."""
    shown: list[str] = []
    place = 0
    for piece in _MOVE.split(line):
        if piece == "\r":
            place = 0
        elif piece == "\x08":
            place = max(0, place - 1)
        elif piece == "\x1b[K":
            del shown[place:]
        else:
            shown[place : place + len(piece)] = piece
            place += len(piece)
    return "".join(shown).replace("\x1b", "")
