"""Read docs/glossary.yml: the terms of the course, one file for both languages."""

import re
from functools import partial
from itertools import product
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic import model_validator as validator

from tutorial_build.errors import ContentError
from tutorial_build.memo import memo_of
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Document, Entry, at

T = TypeVar("T")

GLOSSARY_FILE = "docs/glossary.yml"

# A word with its hyphens, points and underscores: `token` is no part of `token-by-token`.
WORD = r"[^\W_]+(?:[-_.][^\W_]+)*"
_SENTENCE_END = r"[.?!…]+[”\"')]*(?=\s|$)"


def _form(form: str) -> str:
    if form != form.lower() or form != " ".join(form.split()) or not re.match(WORD, form):
        raise ValueError(f"{{name}} has {form!r}; write lower-case words, one space")
    return form


def _definition(text: str) -> str:
    plain = re.sub(r"`[^`]+`", "code", text)
    if (ends := len(re.findall(_SENTENCE_END, plain))) != 2:
        raise ValueError(f"the definition has {ends} full stops; write two sentences")
    if not re.search(rf"{_SENTENCE_END}$", plain):
        raise ValueError("the definition does not end in a full stop; end it")
    if found := re.search(r"[<>&$*_|{}\[\]\\`\n]", plain):
        raise ValueError(f"the definition has {found[0]!r}; write plain text, `code` at most")
    return text


def _filled(given: object) -> object:
    return {"es": [], "en": [], **given} if isinstance(given, dict) else given


def _both(given: dict[str, T]) -> dict[str, T]:
    for lang in given:
        if lang not in LANGUAGES:
            raise at(f"unknown language {lang!r}; use es and en", lang)
    if lost := [lang for lang in LANGUAGES if lang not in given]:
        raise ValueError(f"{{name}} has no {lost[0]!r}; add it")
    return given


Word = Annotated[str, StringConstraints(min_length=1)]
Forms = tuple[Annotated[str, BeforeValidator(str), AfterValidator(_form)], ...]
Definition = Annotated[str, AfterValidator(_definition)]
InBoth = Annotated[dict[str, T], AfterValidator(_both)]


class Term(Entry):
    """An entry of the glossary; every text stands under its language.

    `forms` are the words that are recognised in a text, `ignore` phrases in which such a word
    means something else. `use` says how Spanish prose writes the term; `plain` are the forms that
    need no English although the term does.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    en: Word
    es: Word
    use: Literal["es", "es (en)", "en", "mixed"]
    gender: Literal["", "m", "f"] = ""
    forms: InBoth[Forms]
    ignore: Annotated[InBoth[Forms], BeforeValidator(_filled)] = Field({"es": (), "en": ()})
    definition: InBoth[Definition]
    plain: Forms = ()

    @property
    def name(self) -> dict[str, str]:
        return {"es": self.es, "en": self.en}

    @validator(mode="after")
    def _plain_are_forms(self) -> "Term":
        for rank, form in enumerate(self.plain):
            if form not in [*self.forms["en"], *self.forms["es"]]:
                raise at(f"plain has {form!r}, which is no form; correct it", "plain", rank)
        return self


def read_glossary(root: Path) -> tuple[Term, ...]:
    """Read and check docs/glossary.yml.

    Raises:
        ContentError: At the first entry that is not complete, or not what an entry may be.
    """
    path = root / GLOSSARY_FILE
    if not path.exists():
        raise ContentError(GLOSSARY_FILE, 1, "no such file; list the terms in it")
    text = read_text(path, GLOSSARY_FILE)
    return memo_of(root).get("glossary", text, partial(_parse, text))


def _parse(text: str) -> tuple[Term, ...]:
    found: Document[tuple[Term, ...]] = Document(text, tuple[Term, ...], GLOSSARY_FILE)
    _check_unique(found)
    return found.value


def _check_unique(found: Document[tuple[Term, ...]]) -> None:
    """An id stands once, and a form opens one definition only."""
    ids: set[str] = set()
    owners: dict[tuple[str, str], str] = {}
    for rank, term in enumerate(found.value):
        if term.id in ids:
            raise found.error(f"id {term.id!r} stands twice; rename one of the terms", rank, "id")
        ids.add(term.id)
        for field, lang in product(("forms", "ignore"), LANGUAGES):
            for form in getattr(term, field)[lang]:
                if (lang, form) in owners:
                    message = (
                        f"form {form!r} is one of {owners[lang, form]!r} already; take one out"
                    )
                    raise found.error(message, rank, field, lang)
                owners[lang, form] = term.id
