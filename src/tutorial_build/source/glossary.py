"""Read docs/glossary.yml: the terms of the course, one file for both languages."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tutorial_build.errors import ContentError
from tutorial_build.source.pairs import LANGUAGES

GLOSSARY_FILE = "docs/glossary.yml"
USES = ("es", "es (en)", "en", "mixed")

# A word with its hyphens, points and underscores: `token` is no part of `token-by-token`.
WORD = r"[^\W_]+(?:[-_.][^\W_]+)*"


@dataclass(frozen=True)
class Term:
    """An entry of the glossary; every text stands under its language.

    `forms` are the words that are recognised in a text, `ignore` phrases in which such a word
    means something else. `use` says how Spanish prose writes the term; `plain` are the forms that
    need no English although the term does.
    """

    id: str
    name: dict[str, str]
    use: str
    gender: str
    forms: dict[str, list[str]]
    ignore: dict[str, list[str]]
    definition: dict[str, str]
    plain: tuple[str, ...] = ()


def first_word(form: str) -> str:
    found = re.match(WORD, form)
    return found[0] if found else ""


_SENTENCE_END = r"[.?!…]+[”\"')]*(?=\s|$)"
_TEXTS = ("id", "en", "es", "definition.en", "definition.es")
_LISTS = ("forms.en", "forms.es", "ignore.en", "ignore.es")
_PLAIN = "plain"
_REQUIRED = ("id", "en", "es", "use", "forms.en", "forms.es", "definition.en", "definition.es")
_FIELDS = {*_TEXTS, *_LISTS, _PLAIN, "use", "gender", "forms", "ignore", "definition"}


@dataclass(frozen=True)
class _Entry:
    """An entry as it stands in the file; nested fields have a point, as in `forms.es`."""

    fields: dict[str, Any]
    lines: dict[str, int]
    line: int

    def error(self, field: str, message: str) -> ContentError:
        name = f"term {self.fields['id']!r}: " if self.fields.get("id") else ""
        return ContentError(GLOSSARY_FILE, self.lines.get(field, self.line), name + message)


def read_glossary(root: Path) -> tuple[Term, ...]:
    """Read and check docs/glossary.yml.

    Raises:
        ContentError: At the first entry that is not complete, or not what an entry may be.
    """
    try:
        text = (root / GLOSSARY_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(GLOSSARY_FILE, 1, "no such file; list the terms in it") from None
    entries = _entries(text)
    for entry in entries:
        _check(entry)
    _check_unique(entries)
    return tuple(_term(entry.fields) for entry in entries)


def _entries(text: str) -> list[_Entry]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(GLOSSARY_FILE, line, f"not YAML ({error.problem}); correct it") from None
    if not isinstance(root, yaml.SequenceNode):
        raise ContentError(GLOSSARY_FILE, 1, "not a list of terms; start each with '- id:'")
    entries = []
    for node in root.value:
        entry = _Entry({}, {}, node.start_mark.line + 1)
        if not isinstance(node, yaml.MappingNode):
            raise entry.error("", "not a term; write its fields as 'id:', 'en:', 'es:' and so on")
        _collect(node, "", entry)
        entries.append(entry)
    return entries


def _collect(node: yaml.MappingNode, prefix: str, entry: _Entry) -> None:
    """Note the value and the line of every field, those of inner mappings too."""
    for key, value in node.value:
        field = f"{prefix}{key.value}"
        entry.lines[field] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode) and not prefix:
            _collect(value, f"{field}.", entry)
        elif isinstance(value, yaml.SequenceNode):
            entry.fields[field] = [getattr(item, "value", "") for item in value.value]
        else:
            entry.fields[field] = value.value


def _check(entry: _Entry) -> None:
    fields = entry.fields
    for field in entry.lines:
        if field not in _FIELDS:
            known = ", ".join(sorted(f for f in _FIELDS if "." not in f))
            raise entry.error(field, f"unknown field {field!r}; a term has {known}")
    for field in _REQUIRED:
        if not (fields.get(field) or (field.startswith("forms.") and field in fields)):
            raise entry.error(field.split(".")[0], f"no {field!r}; write it")
    for field in _TEXTS:
        if not isinstance(fields[field], str):
            raise entry.error(field, f"{field!r} is not a text; write one")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fields["id"]):
        raise entry.error("id", "an id is lower-case words joined by hyphens; rename it")
    if fields["use"] not in USES:
        raise entry.error("use", f"use is {fields['use']!r}; choose one of {', '.join(USES)}")
    if fields.get("gender", "m") not in ("m", "f"):
        raise entry.error("gender", f"gender is {fields['gender']!r}; choose m or f")
    for field in (*_LISTS, _PLAIN):
        _check_forms(entry, field)
    for form in fields.get(_PLAIN, []):
        if form not in [*fields["forms.en"], *fields["forms.es"]]:
            raise entry.error(_PLAIN, f"{_PLAIN!r} has {form!r}, which is no form; correct it")
    for lang in LANGUAGES:
        _check_definition(entry, f"definition.{lang}")


def _check_forms(entry: _Entry, field: str) -> None:
    forms = entry.fields.get(field, [])
    if not isinstance(forms, list):
        raise entry.error(field, f"{field!r} is not a list; write [form, form]")
    for form in forms:
        if form != form.lower() or form != " ".join(form.split()) or not first_word(form):
            raise entry.error(field, f"{field!r} has {form!r}; write lower-case words, one space")


def _check_definition(entry: _Entry, field: str) -> None:
    text = re.sub(r"`[^`]+`", "code", entry.fields[field])
    ends = len(re.findall(_SENTENCE_END, text))
    if ends != 2:
        raise entry.error(field, f"{field!r} has {ends} full stops; write two sentences")
    if not re.search(rf"{_SENTENCE_END}$", text):
        raise entry.error(field, f"{field!r} does not end in a full stop; end it")
    if found := re.search(r"[<>&$*_|{}\[\]\\`\n]", text):
        raise entry.error(field, f"{field!r} has {found[0]!r}; write plain text, `code` at most")


def _check_unique(entries: list[_Entry]) -> None:
    """An id stands once, and a form opens one definition only."""
    owners: dict[tuple[str, str], str] = {}
    for entry in entries:
        name = entry.fields["id"]
        if ("id", name) in owners:
            raise entry.error("id", "this id stands twice; rename one of the terms")
        owners["id", name] = name
        for field in _LISTS:
            for form in entry.fields.get(field, []):
                key = (field.split(".")[1], form)
                if key in owners:
                    raise entry.error(field, f"form {form!r} is one of {owners[key]!r} already")
                owners[key] = name


def _term(fields: dict[str, Any]) -> Term:
    return Term(
        id=fields["id"],
        name={lang: fields[lang] for lang in LANGUAGES},
        use=fields["use"],
        gender=fields.get("gender", ""),
        forms={lang: fields[f"forms.{lang}"] for lang in LANGUAGES},
        ignore={lang: fields.get(f"ignore.{lang}", []) for lang in LANGUAGES},
        definition={lang: fields[f"definition.{lang}"] for lang in LANGUAGES},
        plain=tuple(fields.get(_PLAIN, [])),
    )
