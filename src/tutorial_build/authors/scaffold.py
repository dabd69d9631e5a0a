"""A new tutorial that passes every check, to be rewritten by its author."""

import json
import textwrap
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, CourseFile, Page
from tutorial_build.source.pairs import LANGUAGES, side
from tutorial_build.source.quiz import QUIZ
from tutorial_build.source.text import data_text, read_text
from tutorial_build.source.yaml_file import Document

COLUMNS = 100  # of a line of a script
_NEW = Page(slug="new")


def new_script(planned: Page = _NEW, *, example: bool = False) -> str:
    """What an author starts from, under the title, the promise and the needs of a planned page.

    With `example` it has one of everything that a script may hold.
    """
    text = data_text(__package__, "example.txt" if example else "scaffold.txt")
    facts = {"title": planned.title, "description": planned.teaches}
    fields = {name: _pair(name, pair) for name, pair in facts.items() if pair}
    if planned.needs:
        fields["needs"] = _list("needs", planned.needs)
    for name, field in fields.items():
        before, _, rest = text.partition(f"# {name}: ")
        text = f"{before}{field}\n{rest.partition(chr(10))[2]}"
    return text


def _pair(name: str, pair: str) -> str:
    """A field of the header that holds both languages, as narrow as a script is."""
    line = f"# {name}: {json.dumps(pair, ensure_ascii=False)}"
    if len(line) <= COLUMNS:
        return line
    folded = (
        f"#   {lang}: >-\n"
        + textwrap.fill(
            side(pair, lang), COLUMNS, initial_indent="#     ", subsequent_indent="#     "
        )
        for lang in LANGUAGES
    )
    return "\n".join([f"# {name}:", *folded])


def _list(name: str, values: tuple[str, ...]) -> str:
    line = f"# {name}: [{', '.join(values)}]"
    if len(line) <= COLUMNS:
        return line
    return "\n".join([f"# {name}:", *(f"#   - {value}" for value in values)])


def write_scaffold(root: Path, module: str, slug: str, *, example: bool = False) -> list[Path]:
    """Write examples/MODULE/SLUG.py and its line in course.yml; return what was written.

    What course.yml says of a planned page goes into the header of its script. With `example` a
    quiz is written too.
    """
    course = root / COURSE_FILE
    text = read_text(course, COURSE_FILE)
    found: Document[CourseFile] = Document(text, CourseFile, COURSE_FILE)
    pages = (page for entry in found.value.modules for page in entry.pages)
    planned = next((page for page in pages if page.slug == slug), _NEW)
    path = root / "examples" / module / f"{slug}.py"
    files = {path: new_script(planned, example=example)}
    if example:
        files[path.with_suffix(QUIZ)] = data_text(__package__, f"example{QUIZ}")
    for file in files:
        if file.exists():
            name = file.relative_to(root).as_posix()
            raise ContentError(name, 1, "exists already; choose a new slug")
    path.parent.mkdir(parents=True, exist_ok=True)
    for file, content in {**files, course: _listed(text, found, module, slug)}.items():
        file.write_text(content, encoding="utf-8")
    return [*files]


def _listed(text: str, found: Document[CourseFile], module: str, slug: str) -> str:
    """The text of course.yml with the page as a written one, in its place or after the others."""
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
