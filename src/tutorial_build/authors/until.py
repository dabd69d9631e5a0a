"""A tutorial as far as one of its cells."""

from dataclasses import replace

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import ANSWERS, Code
from tutorial_build.source.script import PAGE, Tutorial


def until(tutorial: Tutorial, place: str) -> tuple[Tutorial, str]:
    """The tutorial up to a cell, named by one of its lines or a piece of its title; and its part.

    Raises:
        ContentError: If no cell that runs is there or has such a title.
    """
    cells = [c for c in tutorial.cells if isinstance(c, Code) and c.runs]
    if place.isdecimal():
        found = [cell for cell in cells if cell.head <= int(place)][-1:]
    else:
        found = [cell for cell in cells if place.casefold() in cell.title.casefold()][:1]
    if not found:
        titles = ", ".join(repr(cell.title) for cell in cells if cell.title) or "none"
        message = f"no cell {place!r}; give a line, or a piece of a title: {titles}"
        raise ContentError(tutorial.path, 1, message)
    (last,) = found
    kept = (
        cell
        for cell in tutorial.cells[: tutorial.cells.index(last) + 1]
        if isinstance(cell, Code) and cell.exercise == last.exercise and cell.role not in ANSWERS
    )
    return replace(tutorial, cells=tuple(kept), quiz=None), last.exercise or PAGE
