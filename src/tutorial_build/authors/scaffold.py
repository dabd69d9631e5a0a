"""A new tutorial that passes every check, to be rewritten by its author."""

from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, CourseFile
from tutorial_build.source.text import read_text
from tutorial_build.source.yaml_file import Document

SCRIPT = """\
# ---
# title: "Título // Title"
# description: "Una frase para los buscadores. // One sentence for search engines."
# objectives:
#   - understand: "qué hace esta página // what this page does"
# minutes: {read: 10, practise: 5}
# needs: []
# data: []
# ---
# %% [markdown] lang="es"
# ¿Qué pregunta responde esta página?

# %% [markdown] lang="en"
# What question does this page answer?

# %%
import numpy as np

# %% [markdown] lang="es"
# ## 1 · La primera pregunta { #first }
#
# **Antes de ejecutar:** ¿cuánto suman los números del 1 al 4?

# %% [markdown] lang="en"
# ## 1 · The first question { #first }
#
# **Before you run this:** what do the numbers from 1 to 4 add up to?

# %% Paso 1: sumar // Step 1: add
total = np.arange(1, 5).sum()
print(f"la suma es {total} // the sum is {total}")

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("sum-to-four", total, equals=10, says="la suma es diez // the sum is ten")

# %% [markdown] lang="es"
# La suma es {{ total }}.

# %% [markdown] lang="en"
# The sum is {{ total }}.
"""


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
    path.write_text(SCRIPT, encoding="utf-8")
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
