"""The ` // ` pairs: one string literal or comment that holds both languages.

Literals are found with one regular expression rather than `tokenize`, because f-strings
tokenise differently from Python 3.12 on and a page must be the same on every Python.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tutorial_build.errors import ContentError

LANGUAGES = ("es", "en")
MARK = " // "
ESCAPED = r"\//"

_PIECE = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    | (?<!\w)(?P<prefix>[a-zA-Z]{0,2})
      (?P<quote>\"{3}|'{3}|"|')
      (?P<body>(?:\\.|(?!(?P=quote)).)*)
      (?P=quote)
    """,
    re.VERBOSE | re.DOTALL,
)


class PairError(ValueError):
    """An invalid pair; `offset` is where its text starts."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


def is_pair(text: object) -> bool:
    """Whether a value is a text with one mark and something on both sides of it."""
    sides = text.split(MARK) if isinstance(text, str) else []
    return len(sides) == 2 and all(side.strip() for side in sides)


def side(text: str, lang: str) -> str:
    """Return the side of a plain `es // en` text for `lang`; text without a mark serves both."""
    sides = text.split(MARK)
    if len(sides) > 2:
        raise PairError(0, f"{text!r} holds ' // ' {len(sides) - 1} times; write \\// for a slash")
    return sides[LANGUAGES.index(lang) % len(sides)].strip().replace(ESCAPED, "//")


@lru_cache(maxsize=8192)
def localise(code: str, lang: str) -> tuple[str, tuple[int, ...]]:
    """Return the code of one language, and for each of its lines the line it came from.

    Args:
        code: Source of a cell, with ` // ` pairs.
        lang: `es` or `en`.

    Returns:
        The code, and for each of its lines the 1-based line number in `code`.

    Raises:
        PairError: If a pair is invalid.
    """
    parts: list[str] = []
    lines = [1]
    done = 0
    for start, end, chosen in _replacements(code, lang):
        for text, origin in ((code[done:start], done), (chosen, start)):
            parts.append(text)
            first = code.count("\n", 0, origin) + 1
            lines.extend(first + n for n in range(1, text.count("\n") + 1))
        done = end
    tail = code[done:]
    parts.append(tail)
    first = code.count("\n", 0, done) + 1
    lines.extend(first + n for n in range(1, tail.count("\n") + 1))
    return "".join(parts), tuple(lines)


def check(code: str, path: str, line: int) -> None:
    """Raise ContentError at the first invalid pair of a cell that starts at `line`."""
    try:
        for lang in LANGUAGES:
            localise(code, lang)
    except PairError as error:
        raise ContentError(path, line + code.count("\n", 0, error.offset), str(error)) from None


def _replacements(code: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the chosen text of every comment or literal that changes."""
    pieces = list(_PIECE.finditer(code))
    for number, piece in enumerate(pieces):
        group = "comment" if piece["comment"] is not None else "body"
        text, start, end = piece[group], piece.start(group), piece.end(group)
        if MARK not in text and ESCAPED not in text:
            continue
        try:
            chosen = side(text, lang) if MARK in text else text.replace(ESCAPED, "//")
        except PairError as error:
            raise PairError(start, str(error)) from None
        if MARK in text and group == "body":
            _check_literal(code, pieces, number)
            index = LANGUAGES.index(lang)
            chosen = text.split(MARK)[index].replace(ESCAPED, "//")
        elif MARK in text and lang == "en":
            chosen = f"# {chosen}"
        yield start, end, chosen


def _check_literal(code: str, pieces: list[re.Match[str]], number: int) -> None:
    piece = pieces[number]
    spanish, english = piece["body"].split(MARK)
    start = piece.start("body")
    if not spanish.strip() or not english.strip():
        raise PairError(start, "a side of this ' // ' pair is empty; write both languages")
    if "b" in piece["prefix"].lower():
        raise PairError(start, "bytes cannot be a ' // ' pair; decode a text instead")
    before = code[: piece.start()].rstrip(" \t\n\\(")
    after = code[piece.end() :].lstrip(" \t\n\\)")
    strings = [other for other in pieces if other["comment"] is None]
    place = strings.index(piece)
    touches = [code[a.end() : b.start()] for a, b in pairwise(strings)]
    gaps = touches[max(0, place - 1) : place + 1]
    if before.endswith("+") or after.startswith("+") or any(_only_space(gap) for gap in gaps):
        raise PairError(
            start, "a ' // ' pair cannot be one part of a concatenation; make it one literal"
        )
    if before.endswith(("{", ",")) and after.startswith(":"):
        raise PairError(start, "a dictionary key cannot be a ' // ' pair; keep keys in English")
    if "f" in piece["prefix"].lower() and sorted(fields(spanish)) != sorted(fields(english)):
        raise PairError(
            start,
            "both sides of a ' // ' pair need the same replacement fields, "
            f"got {fields(spanish)} and {fields(english)}; write them alike",
        )


def _only_space(gap: str) -> bool:
    return not re.sub(r"#[^\n]*|\\\n|\s", "", gap)


def fields(text: str) -> list[str]:
    """Return the replacement fields `{…}` of the text of an f-string, in order."""
    found: list[str] = []
    depth, start, place = 0, 0, 0
    while place < len(text):
        if depth == 0 and text[place : place + 2] in ("{{", "}}"):
            place += 2  # a literal brace
            continue
        if text[place] == "{":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif text[place] == "}" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:place].strip())
        place += 1
    return found
