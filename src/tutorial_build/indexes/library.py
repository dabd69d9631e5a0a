"""Reference pages of `tutorial_lib`, read from its source by griffe; nothing is imported.

Docstrings are English on both languages' pages; headings and links follow the page.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import griffe

from tutorial_build.page.markup import fill_page
from tutorial_build.page.page import Page
from tutorial_build.run.keys import LIBRARY, Library
from tutorial_build.source.script import Lesson
from tutorial_build.source.syntax import parse


@dataclass(frozen=True)
class Entry:
    """One public name: the module a reader imports it from, and where it is defined."""

    module: str
    name: str
    definition: Any  # griffe's Function, Class or Attribute

    def serves(self, uses: Iterable[str], named: set[str]) -> bool:
        """Whether the code of a page names it, or its runs executed something of it."""
        called = f"call {self.definition.parent.path} {self.name}"
        return self.name in named or any(f"{use}.".startswith(f"{called}.") for use in uses)

    @property
    def summary(self) -> str:
        return _summary(self.definition.docstring and self.definition.docstring.value)

    @property
    def methods(self) -> list[Any]:
        """Those of a class that a reader calls."""
        found = self.definition.functions.values() if self.definition.is_class else []
        return [method for method in found if method.name[0] != "_" and method.docstring]


def public_names(folder: Path) -> list[Entry]:
    """Every public function and class, in the order of their modules.

    Args:
        folder: The library's source folder.
    """
    package: Any = griffe.load(
        LIBRARY, search_paths=[folder.parent], docstring_parser="google", resolve_aliases=True
    )
    entries = []
    for home, names in sorted(_exports(folder).items()):
        for name in names:
            found = package[f"{home}.{name}"]
            definition = found.final_target if found.is_alias else found
            if definition.is_function or definition.is_class:
                entries.append(Entry(home.partition(".")[0], name, definition))
    return sorted(entries, key=lambda entry: entry.module)


def api_pages(
    entries: Iterable[Entry], library: Library, tutorials: list[Page], lang: str
) -> dict[str, str]:
    """Path below the documentation folder → Markdown, one page a module and an index."""
    named = {page.lesson.slug: names_of_library(page.lesson) for page in tutorials}
    modules: dict[str, list[Entry]] = {}
    for entry in entries:
        modules.setdefault(entry.module, []).append(entry)
    about = {m: ast.get_docstring(library.tree(f"{LIBRARY}.{m}")) or "" for m in modules}
    summaries = {module: _summary(text) for module, text in about.items()}

    def users(entry: Entry) -> list[Lesson]:
        serves = (p for p in tutorials if entry.serves(p.uses, named[p.lesson.slug]))
        return [page.lesson for page in serves]

    source = f"src/{LIBRARY}/**/*.py"
    index = fill_page("api_index", lang, modules=modules, about=summaries, source=source)
    pages = {"api/index.md": index}
    for module, members in modules.items():
        is_file = (library.folder / f"{module}.py").is_file()
        facts = {"module": f"{LIBRARY}.{module}", "about": about[module], "entries": members}
        facts |= {"source": f"src/{LIBRARY}/{module}.py" if is_file else source}
        pages[f"api/{module}.md"] = fill_page(
            "api", lang, **facts, signature=_signature, users=users
        )
    return pages


def library_addresses(entries: Iterable[Entry], *, page_end: str = "/") -> dict[str, str]:
    """Full name of each public name → its entry, as a link in a tutorial's own HTML finds it.

    Args:
        entries: The public names.
        page_end: What ends the address of a page: `/`, or `.html` in a site that works from disk.
    """
    up = "../../" if page_end == "/" else "../"
    found = {}
    for entry in entries:
        page = f"{up}api/{entry.module}{page_end}"
        found[f"{LIBRARY}.{entry.module}"] = page
        for place in (LIBRARY, f"{LIBRARY}.{entry.module}"):
            found[f"{place}.{entry.name}"] = f"{page}#{entry.name}"
    return found


def names_of_library(lesson: Lesson) -> set[str]:
    """Names of the library that a lesson imports, or takes from what it imports."""
    nodes = [node for cell in lesson.executed for node in ast.walk(cell.tree)]
    imports = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    found = {a.name for n in imports if (n.module or "").startswith(LIBRARY) for a in n.names}
    owners = ((n.attr, n.value) for n in nodes if isinstance(n, ast.Attribute))
    return found | {name for name, o in owners if isinstance(o, ast.Name) and o.id in found}


def _exports(folder: Path) -> dict[str, list[str]]:
    """The table of re-exports in the library's `__init__`: public names by their module."""
    tree = parse((folder / "__init__.py").read_text(encoding="utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    [table] = [n.value for n in assigned if ast.unparse(n.targets[0]) == "_EXPORTS"]
    return {home: names.split() for home, names in ast.literal_eval(table).items()}


def _summary(docstring: str | None) -> str:
    return (docstring or "").split("\n\n")[0].replace("\n", " ")


def _signature(definition: Any, name: str) -> str:
    """The call as one writes it, broken into lines where it is long."""
    signature = str(definition.signature(name=name))
    if not signature:  # a class that takes what its base takes
        return f"{name}({', '.join(map(str, definition.bases))})".removesuffix("()")
    if len(signature) <= 80 or not definition.parameters:
        return signature
    head, _, tail = signature.rpartition(")")
    arguments = _split_arguments(head.partition("(")[2])
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + f"){tail}"


def _split_arguments(text: str) -> list[str]:
    """Split at the commas that stand in no bracket."""
    found, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
    return [*found, text[start:].strip()]
