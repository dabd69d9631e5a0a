"""Names that a page has and its downloads lack."""

from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.names import names_imported, names_made, names_used
from tutorial_build.source.script import Lesson


def page_only(lesson: Lesson) -> Iterator[ContentError]:
    """Yield each cell of the downloads that uses a name which only a cell of the page makes."""
    kept: set[str] = set()  # made by cells of the downloads
    lost: set[str] = set()  # made by cells that no download has, and by no other since
    for cell in lesson.executed:
        if cell.exercise:
            continue
        made = names_made(cell.source)
        if not cell.is_downloaded:
            again = kept & names_imported(cell.source)  # an import twice is the same thing
            lost |= made - again
            continue
        for name in sorted(names_used(cell.source) & lost - made):
            message = (
                f"uses {name!r}, which only a cell that is in no download makes; "
                "make it in a cell of its own"
            )
            yield ContentError(lesson.path, cell.line, message)
        lost -= made
        kept |= made
