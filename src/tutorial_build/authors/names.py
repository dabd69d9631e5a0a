"""What names the cells of a page make and use."""

import symtable
from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.script import Lesson


def names_made(code: str) -> set[str]:
    """The names that code leaves behind; those of functions and comprehensions are their own."""
    top, *inner = _scopes(code)
    found = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    return (
        found
        | _imports(top)
        | {
            symbol.get_name()
            for scope in inner
            for symbol in scope.get_symbols()
            if symbol.is_declared_global() and symbol.is_assigned()
        }
    )


def names_used(code: str) -> set[str]:
    """The names that code reads from the page, wherever in it."""
    return {
        symbol.get_name()
        for rank, scope in enumerate(_scopes(code))
        for symbol in scope.get_symbols()
        if symbol.is_referenced() and (rank == 0 or symbol.is_global())
    }


def page_only(lesson: Lesson) -> Iterator[ContentError]:
    """Yield each cell of the downloads that uses a name which only a cell of the page makes."""
    kept: set[str] = set()  # made by cells of the downloads
    lost: set[str] = set()  # made by cells tagged page, and by no other since
    for cell in lesson.executed:
        if cell.exercise:
            continue
        made = names_made(cell.source)
        if "page" in cell.tags:
            again = kept & _imports(_scopes(cell.source)[0])  # an import twice is the same thing
            lost |= made - again
            continue
        for name in sorted(names_used(cell.source) & lost - made):
            message = (
                f"uses {name!r}, which only a cell tagged page makes; make it in a cell of its own"
            )
            yield ContentError(lesson.path, cell.line, message)
        lost -= made
        kept |= made


def _scopes(code: str) -> list[symtable.SymbolTable]:
    """The scope of the code and those of its functions, classes and comprehensions."""
    scopes = [symtable.symtable(code, "cell", "exec")]
    for scope in scopes:
        scopes += scope.get_children()
    return scopes


def _imports(scope: symtable.SymbolTable) -> set[str]:
    return {symbol.get_name() for symbol in scope.get_symbols() if symbol.is_imported()}
