"""What docs/format.md asks of folds, of predictions and of claims."""

from collections.abc import Iterator
from itertools import takewhile

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code, Prose
from tutorial_build.source.prose import SENTENCE, running, scan
from tutorial_build.source.script import Lesson, Tutorial

HURRY_LINES = 12
HURRY_SENTENCES = 3
PREDICTIONS = 6

Cell = Prose | Code
Wrong = tuple[Cell, str]


def check_page_rules(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what breaks a rule, at its cell."""
    page = tutorial.lessons[0]
    wrong = [*_place(page), *_length(page), *_predictions(page), *_central(page), *_sources(page)]
    wrong += [found for lesson in tutorial.lessons for found in _sentences(lesson)]
    for cell, message in wrong:
        line = cell.head if isinstance(cell, Code) else cell.line
        yield ContentError(tutorial.path, line, message)


def _fold(lesson: Lesson) -> list[Cell]:
    return [cell for cell in lesson.cells if cell.in_hurry]


def _place(lesson: Lesson) -> Iterator[Wrong]:
    fold = _fold(lesson)
    opening = [*takewhile(_opens, lesson.cells)]
    place = len(opening)
    if fold and not (opening and fold == [*lesson.cells[place : place + len(fold)]]):
        message = "the fold for who is in a hurry is one, right below the opening question"
        yield fold[0], f"{message}; move it there, above the first heading and all other code"


def _opens(cell: Cell) -> bool:
    """Whether a cell belongs to what a page opens with: prose without a heading."""
    if not isinstance(cell, Prose) or cell.in_hurry:
        return False
    return all(span.kind != "heading" for span in scan(cell.text, "heading"))


def _length(lesson: Lesson) -> Iterator[Wrong]:
    fold = _fold(lesson)
    code = [cell.source for cell in fold if isinstance(cell, Code)]
    lines = sum(bool(line.strip()) for line in "\n".join(code).split("\n"))
    if fold and not 1 <= lines <= HURRY_LINES:
        message = f"the fold for who is in a hurry has {lines} lines of code"
        yield fold[0], f"{message}; give it 1 to {HURRY_LINES}"


def _sentences(lesson: Lesson) -> Iterator[Wrong]:
    fold = _fold(lesson)
    said = [running(cell.text) for cell in fold if isinstance(cell, Prose)]
    sentences = sum(len(SENTENCE.findall(text)) for text in said)
    if fold and not 1 <= sentences <= HURRY_SENTENCES:
        message = f"the fold for who is in a hurry has {sentences} sentences"
        yield fold[0], f"{message}; give it 1 to {HURRY_SENTENCES}"


def _predictions(lesson: Lesson) -> Iterator[Wrong]:
    asking = [cell for cell in lesson.code if cell.options.predict]
    for cell in asking[PREDICTIONS:]:
        yield cell, f"more than {PREDICTIONS} predictions on a page; ask the best and drop others"


def _central(lesson: Lesson) -> Iterator[Wrong]:
    marked = [cell for cell in lesson.code if cell.options.central]
    for cell in marked:
        name = cell.options.central
        if name not in cell.sentences:
            message = f"no claim {name!r} with a sentence here"
            yield cell, f'{message}; name one of this cell that has says="es // en"'
    for cell in marked[1:]:
        message = "a second central claim on the page; keep that of its one idea"
        yield cell, message


def _sources(lesson: Lesson) -> Iterator[Wrong]:
    """Folds with more mathematics that link to no source; parity answers for the other language."""
    for cell in (cell for cell in lesson.cells if isinstance(cell, Prose)):
        for span in scan(cell.text, "callout"):
            argument = cell.text[span.end : span.until]
            if span.value == "mathematics" and all(
                s.kind != "link" for s in scan(argument, "link")
            ):
                yield cell, "an argument without a source; link to where it can be read"
