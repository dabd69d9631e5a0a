"""A new tutorial that passes every check, to be rewritten by its author."""

from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, CourseFile
from tutorial_build.source.text import data_text, read_text
from tutorial_build.source.yaml_file import Document


def new_script() -> str:
    """What an author starts from."""
    return data_text(__package__, "scaffold.txt")


def write_scaffold(root: Path, module: str, slug: str) -> Path:
    """Write examples/MODULE/SLUG.py and its line in course.yml; return the script's path."""
    path = root / "examples" / module / f"{slug}.py"
    if path.exists():
        raise ContentError(
            path.relative_to(root).as_posix(), 1, "exists already; choose a new slug"
        )
    course = root / COURSE_FILE
    text = _listed(read_text(course, COURSE_FILE), module, slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new_script(), encoding="utf-8")
    course.write_text(text, encoding="utf-8")
    return path


def _listed(text: str, module: str, slug: str) -> str:
    """The text of course.yml with the page as a written one, in its place or after the others."""
    found: Document[CourseFile] = Document(text, CourseFile, COURSE_FILE)
    rank = [entry.name for entry in found.value.modules].index(module)
    pages = found.value.modules[rank].slugs
    lines = text.split("\n")
    start = found.line("modules", rank) - 1
    if slug in pages:
        start = found.line("modules", rank, "pages", pages.index(slug)) - 1
        after, indent = _end(lines, start), _indent(lines[start])
    else:
        start = after = _end(lines, start)
        indent = 6
    return "\n".join([*lines[:start], f"{' ' * indent}- {slug}", *lines[after:]])


def _end(lines: list[str], start: int) -> int:
    """The first line below the entry that starts in a line."""
    end = start + 1
    for number in range(end, len(lines)):
        if _indent(lines[number]) > _indent(lines[start]):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
