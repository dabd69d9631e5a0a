"""The ` // ` pairs: one string literal or comment that holds both languages.

Literals are found with one regular expression rather than `tokenize`, because f-strings
tokenise differently from Python 3.12 on and a page must be the same on every Python.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tutorial_build.errors import ContentError

LANGUAGES = ("es", "en")
OTHER = {"es": "en", "en": "es"}
MARK = " // "
ESCAPED = r"\//"
_HIDDEN = " \0// "  # a division, while a text is split

# In a literal of three quotes a line may end at the mark: what follows starts on the next one.
_MARK = re.compile(r" // | //\n\s*")

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
# A mark beside a number, a bracket or a name with `_`, and another operand: it may be a division.
_DIVISION = re.compile(
    r"""(?: (?<![\w.])(?:\d[\d_.]*|\w+_\w+) | [)\]] ) [ ]//[ ] (?:\d[\d_.]*|[A-Za-z]|\w+_\w+)(?!\w)
    | (?<![\w.])[A-Za-z] [ ]//[ ] (?:\d[\d_.]*|\w+_\w+)(?!\w)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{2}")
_SPACE = re.compile(r"#[^\n]*|\\\n|\s")
_FIELD = re.compile(r"\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})*)\}")  # the first two are literal braces


class PairError(ValueError):
    """An invalid pair; `offset` is where its literal or comment starts."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


def is_pair(text: object) -> bool:
    """Whether a value is a text with one mark and something on both sides of it."""
    sides = text.split(MARK) if isinstance(text, str) else []
    return len(sides) == 2 and all(side.strip() for side in sides)


def both(text: str) -> list[str]:
    """The sides of a literal or comment of code, or the one text that serves both languages."""
    return _MARK.split(text)


def pieces(code: str) -> Iterator[tuple[int, str]]:
    """Yield where each comment and literal of code starts, and its text without quotes."""
    for piece in _PIECE.finditer(code):
        yield piece.start(), piece["body"] if piece["quote"] else piece[0]


def side(text: str, lang: str) -> str:
    """Return the side of a plain `es // en` text for `lang`; text without a mark serves both."""
    return _side(text, text.split(MARK), lang).strip().replace(ESCAPED, "//")


@lru_cache(maxsize=8192)
def localise(code: str, lang: str) -> tuple[str, tuple[int, ...]]:
    """Return the code of one language, and for each of its lines the 1-based line it came from.

    Raises:
        PairError: If a pair is invalid.
    """
    made, lines, done = "", [1], 0
    for start, end, chosen in (*_replacements(code, lang), (len(code), len(code), "")):
        for text, place in ((code[done:start], done), (chosen, start)):
            first = code.count("\n", 0, place) + 2
            lines += range(first, first + text.count("\n"))
            made += text
        done = end
    return made, tuple(lines)


def check(code: str, path: str, line: int) -> None:
    """Raise ContentError at the first invalid pair of a cell that starts at `line`."""
    try:
        for lang in LANGUAGES:
            localise(code, lang)
    except PairError as error:
        raise ContentError(path, line + code.count("\n", 0, error.offset), str(error)) from None


def fields(text: str) -> list[str]:
    """Return the replacement fields `{…}` of the text of an f-string, in order."""
    return [field.strip() for field in _FIELD.findall(text) if field]


def _side(text: str, sides: list[str], lang: str) -> str:
    if len(sides) > 2:
        raise ValueError(f"{text!r} holds ' // ' {len(sides) - 1} times; write \\// for a slash")
    return sides[LANGUAGES.index(lang) % len(sides)]


def _replacements(code: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the chosen text of every comment and literal."""
    pieces = list(_PIECE.finditer(code))
    strings = [piece.span() for piece in pieces if piece["quote"]]
    for piece in pieces:
        try:
            chosen = _literal(piece, strings, lang) if piece["quote"] else _comment(piece[0], lang)
        except ValueError as error:
            raise PairError(piece.start(), str(error)) from None
        yield *piece.span(), chosen.replace(ESCAPED, "//")


def _check_division(text: str) -> None:
    """Raise ValueError where a mark stands between operands and a side has no word."""
    found = _DIVISION.search(text)
    if found and not all(map(_WORD.search, text.split(MARK))):
        raise ValueError(f"{found[0]!r} may be a division; write \\// for it, or words at the mark")


def _comment(text: str, lang: str) -> str:
    if MARK not in text:
        return text
    _check_division(text)
    return side(text, lang) if lang == "es" else f"# {side(text, lang)}"


def _literal(piece: re.Match[str], strings: list[tuple[int, int]], lang: str) -> str:
    """One side of a literal; what has one line needs no three quotes, unless it documents."""
    hidden = _hide_divisions(piece["body"]) if "f" in piece["prefix"].lower() else piece["body"]
    sides = _MARK.split(hidden)
    if len(sides) == 1:
        return piece[0]
    sides = [side.replace(_HIDDEN, MARK) for side in sides]
    text, quote = _side(piece["body"], sides, lang), piece["quote"]
    _check_sides(piece, *sides)
    _check_place(piece, strings)
    _check_division(hidden)
    if len(quote) == 3:
        other = "'" if quote[0] == '"' else '"'
        before = piece.string[: piece.start()].rstrip(" ")
        documents = not before or (before.endswith("\n") and before.rstrip().endswith(":"))
        short = "\n" in piece["body"] and "\n" not in text and not documents
        quotes = [*((quote[0], other) if short else ()), quote, other * 3]
        fitting = (q for q in quotes if not (text.endswith(q[0]) or q in text))
        quote = next(fitting, quote)
    return f"{piece['prefix']}{quote}{text}{quote}"


def _hide_divisions(body: str) -> str:
    """The text of an f-string in which no operator of a replacement field looks like a mark."""
    return _FIELD.sub(lambda field: field[0].replace(MARK, _HIDDEN), body)


def _check_sides(piece: re.Match[str], spanish: str, english: str) -> None:
    prefix = piece["prefix"].lower()
    if not (spanish.strip() and english.strip()):
        raise ValueError("a side of this ' // ' pair is empty; write both languages")
    if "b" in prefix:
        raise ValueError("bytes cannot be a ' // ' pair; decode a text instead")
    if "f" in prefix and sorted(fields(spanish)) != sorted(fields(english)):
        raise ValueError(
            "both sides of a ' // ' pair need the same replacement fields, "
            f"got {fields(spanish)} and {fields(english)}; write them alike"
        )


def _check_place(piece: re.Match[str], strings: list[tuple[int, int]]) -> None:
    """A pair is a whole text, and no key; other strings and the ends of the code bound a gap."""
    code, rank = piece.string, strings.index(piece.span())
    start = strings[rank - 1][1] if rank else 0
    end = strings[rank + 1][0] if rank + 1 < len(strings) else len(code)
    before = _SPACE.sub("", code[start : piece.start()])
    after = _SPACE.sub("", code[piece.end() : end])
    touches = (rank and not before) or (end < len(code) and not after)
    if touches or before.rstrip("(").endswith("+") or after.lstrip(")").startswith("+"):
        raise ValueError("a ' // ' pair cannot be one part of a concatenation; make it one literal")
    if before.rstrip("(").endswith(("{", ",")) and after.lstrip(")").startswith(":"):
        raise ValueError("a dictionary key cannot be a ' // ' pair; keep keys in English")
