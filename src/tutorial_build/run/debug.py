"""A run in this process and on this terminal, where `breakpoint()` works; nothing is kept of it."""

import ast
import contextlib
import sys
import traceback
import types
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code
from tutorial_build.source.script import PAGE, Lesson


def run_here(lesson: Lesson, root: Path, part: str = PAGE) -> None:
    """Execute the cells of a part, with the lines of the script as it stands in its file.

    Raises:
        ContentError: If a cell raises what it did not announce; the traceback is printed.
    """
    path = root / lesson.path
    main, before = types.ModuleType("__main__"), sys.modules["__main__"]
    main.__file__ = str(path)
    sys.modules["__main__"] = main
    try:
        with contextlib.chdir(path.parent):
            for cell in lesson.parts[part]:
                if isinstance(cell, Code):
                    _execute(cell, main, lesson.path)
    finally:
        sys.modules["__main__"] = before


def _execute(cell: Code, main: types.ModuleType, path: str) -> None:
    tree = ast.parse(cell.source)
    for node in ast.walk(tree):
        for name in ("lineno", "end_lineno"):
            if hasattr(node, name):
                setattr(node, name, cell.lines[getattr(node, name) - 1])
    try:
        exec(compile(tree, str(main.__file__), "exec", dont_inherit=True), main.__dict__)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        if cell.options.raises:
            print(said)
            return
        below = error.__traceback__ and error.__traceback__.tb_next  # without this function
        traceback.print_exception(error.with_traceback(below))
        line = below.tb_lineno if below else cell.line
        raise ContentError(path, line, f"{said}; mend the cell") from None
