"""What is wrong with a page, each error at its cell; `serve` shows it to authors."""

from tutorial_build.errors import ContentError
from tutorial_build.page.markup import fill, fold
from tutorial_build.page.page import Page, Ran, Said
from tutorial_build.page.words import word
from tutorial_build.run.pool import FailedRunError
from tutorial_build.source.cells import Code
from tutorial_build.source.script import PAGE


class Failures:
    """The errors of a page, by the cell below which each is shown."""

    def __init__(self, page: Page) -> None:
        self.lang = page.lang
        self.errors = page.errors
        starts = [_start(shown) for shown in page.cells]
        self.places = {
            error: sum(start <= error.line for start in starts)
            for error in page.errors
            if error.path == page.lesson.path
        }
        self.ends = {e.request.part: e.line for e in page.errors if isinstance(e, FailedRunError)}
        self.rank = 0

    def summary(self) -> str:
        """All errors above the page, with links to their cells, and those that have no cell."""
        linked = [(error, self.places.get(error, 0) > 0) for error in self.errors]
        return fill("failures", self.lang, errors=linked)

    def below(self) -> list[str]:
        """The errors of the next cell."""
        self.rank += 1
        return [self.shown(e) for e, place in self.places.items() if place == self.rank]

    def shown(self, error: ContentError) -> str:
        """An error with its traceback folded away."""
        text = fill("output", self.lang, kind="error", text=str(error))
        parts = [fill("failure", number=self.errors.index(error), content=text)]
        if isinstance(error, FailedRunError) and error.traceback:
            trace = fill("output", self.lang, kind="error", text=error.traceback.rstrip())
            parts.append(fold("g-long", word("traceback", self.lang), trace))
        return "\n\n".join(parts)

    def stops(self, cell: Code) -> bool:
        """Whether a run would have come to a cell, had it not ended above."""
        end = self.ends.get(cell.exercise or PAGE)
        return end is not None and cell.runs and cell.head > end


def _start(shown: Said | Ran) -> int:
    return shown.cell.head if isinstance(shown.cell, Code) else shown.cell.line
