"""What a program can say of a page without running it: language, links, values, dead API."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutorial_build.authors.dead_api import dead_code
from tutorial_build.authors.exercise_rules import check_rules
from tutorial_build.authors.first_use import check_terms
from tutorial_build.authors.links import Links
from tutorial_build.authors.names import page_only
from tutorial_build.authors.one_language import broken_mark, check_texts
from tutorial_build.authors.page_rules import check_page_rules
from tutorial_build.authors.shown import check_formats, check_numbers, check_page
from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.drift import drifted
from tutorial_build.results.update import align, state_of
from tutorial_build.source.cells import Pair
from tutorial_build.source.course import Course
from tutorial_build.source.glossary import read_glossary
from tutorial_build.source.names import names_made, names_used
from tutorial_build.source.pairs import LANGUAGES, is_pair, side
from tutorial_build.source.prose import SENTENCE, running
from tutorial_build.source.script import Tutorial
from tutorial_build.source.text import read_text, table

MOJIBAKE = re.compile("\u00c3[¡©³±º\u00ad]|\u00e2\u20ac|\ufffd")


def check_course(
    checkout: Checkout, course: Course, tutorials: Iterable[Tutorial]
) -> Iterator[ContentError]:
    """Yield what is wrong with tutorials and their quizzes."""
    terms = read_glossary(checkout.root)
    links = {lang: Links(course, checkout.root, lang) for lang in LANGUAGES}
    for tutorial in tutorials:
        yield from check_tutorial(tutorial)
        yield from check_terms(tutorial.into("es"), terms)
        yield from check_quiz(tutorial)
        for lang in LANGUAGES:
            yield from links[lang].dead(tutorial.into(lang))
        yield from check_shown(checkout, course, tutorial)
        yield from drifted(checkout, tutorial)


def check_shown(checkout: Checkout, course: Course, tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what cannot be shown of the runs of a page, as far as they are known."""
    try:
        found = state_of(checkout, tutorial)
    except ContentError as error:
        yield error
        return
    made = found.results
    results = made and align(made, tutorial)
    if wrong := list(check_formats(tutorial, results)):
        yield from wrong
    else:
        yield from check_page(course, tutorial, results)
    if made:
        yield from check_numbers(tutorial, made)


def check_tutorial(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what breaks a rule, each with path and line."""
    for cell in tutorial.cells:
        if isinstance(cell, Pair):
            yield from check_pair(cell.es.text, cell.en.text, tutorial.path, cell.es.line + 1)
            for lang, prose in (("es", cell.es), ("en", cell.en)):
                yield from check_text(prose.text, lang, tutorial.path, prose.line + 1)
            continue
        yield from check_texts(cell, tutorial.path)
        if cell.is_python and not (cell.exercise or cell.options.raises or cell.options.warns):
            yield from dead_code(cell, tutorial.path)
    yield from check_claims(tutorial)
    yield from check_rules(tutorial)
    yield from check_page_rules(tutorial)
    for lesson in tutorial.lessons:
        yield from page_only(lesson)


def check_claims(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield each claim whose id stands on the page already."""
    seen: dict[str, int] = {}
    for cell in (c for c in tutorial.lessons[0].code if c.runs and c.is_python):
        for node in ast.walk(cell.tree):
            match node:
                case ast.Call(
                    func=ast.Name("claim") | ast.Attribute(attr="claim"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    line = cell.lines[node.lineno - 1]
                    first = seen.setdefault(name, line)
                    if first != line:
                        message = f"the claim {name!r} stands in line {first} already; rename one"
                        yield ContentError(tutorial.path, line, message)


def check_quiz(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what breaks a rule in the quiz of a page, and the values that no cell of it makes."""
    quiz = tutorial.quiz
    if quiz is None:
        return
    for line, text in quiz.texts:
        if broken := "" if is_pair(text) else broken_mark(text):
            yield ContentError(quiz.path, line, broken)
        sides = {lang: side(text, lang) for lang in LANGUAGES}
        yield from check_pair(sides["es"], sides["en"], quiz.path, line)
        for lang in LANGUAGES:
            yield from check_text(sides[lang], lang, quiz.path, line)
    cells = [cell for cell in tutorial.into("es").executed if not cell.exercise]
    made = set().union(*(names_made(cell.source) for cell in cells))
    for value in quiz.values:
        for name in sorted(names_used(value.expression) - made - {"len"}):
            message = f"no cell of {tutorial.path} makes {name!r}; name a value that the page has"
            yield ContentError(value.path, value.line, message)


def check_docs(root: Path) -> Iterator[ContentError]:
    """Yield what breaks a rule on the hand-written pages."""
    for lang in LANGUAGES:
        for path in sorted((root / "docs" / lang).rglob("*.md")):
            name = path.relative_to(root).as_posix()
            try:
                yield from check_text(read_text(path, name), lang, name, 1)
            except ContentError as error:
                yield error


def check_pair(spanish: str, english: str, path: str, first: int) -> Iterator[ContentError]:
    """Yield the false friends in Spanish prose, told by its English partner."""
    spanish, english = running(spanish), running(english)
    for rule in table(__package__, "lint")["false_friends"]:
        found, said = _find(rule["spanish"], spanish), _find(rule["english"], english)
        if found and said and not _find(rule["unless"], english):
            line = first + spanish.count("\n", 0, found.start())
            message = f"{found[0]!r} for {said[0]!r}; write {rule['write']!r}"
            yield ContentError(path, line, message)


def _find(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b({words})\b", text, re.IGNORECASE)


def check_text(text: str, lang: str, path: str, first: int) -> Iterator[ContentError]:
    """Yield what breaks a rule in prose; `first` is the line where the text starts."""
    prose = running(text)

    def error(place: int, message: str) -> ContentError:
        return ContentError(path, first + text.count("\n", 0, place), message)

    for match in MOJIBAKE.finditer(text):
        yield error(match.start(), f"broken encoding {match[0]!r}; save the text as UTF-8")
    if lang != "es":
        return
    for pattern, better in table(__package__, "lint")["denied"].items():
        for match in re.finditer(rf"\b({pattern})\b", prose, re.IGNORECASE):
            yield error(match.start(), f"{match[0]!r} in Spanish; write {better!r}")
    for sentence in SENTENCE.finditer(prose):
        for closing, opening in (("?", "¿"), ("!", "¡")):
            if sentence[0].rstrip("*_”) ").endswith(closing) and opening not in sentence[0]:
                yield error(sentence.end() - 1, f"{closing!r} without {opening!r}; open it")
