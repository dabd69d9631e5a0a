"""One style sheet from many, so that a page fetches one."""

import re
from pathlib import Path

IMPORT = re.compile(r'^@import "(.+)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


def style_sheet(path: Path) -> str:
    """A style sheet with each file that it imports in its place, without comments."""

    def imported(found: re.Match[str]) -> str:
        return (path.parent / found[1]).read_text("utf-8")

    return COMMENT.sub("", IMPORT.sub(imported, path.read_text("utf-8")))
