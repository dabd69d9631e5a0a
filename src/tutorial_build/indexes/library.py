"""Reference pages of `tutorial_lib`, read from its source by griffe; nothing is imported.

Docstrings are English on both languages' pages; headings and links follow the page.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import griffe

from tutorial_build.page.markup import fence, formulas
from tutorial_build.page.words import word
from tutorial_build.run.keys import LIBRARY, Library, trees
from tutorial_build.source.script import Tutorial
from tutorial_build.source.syntax import parse


@dataclass(frozen=True)
class Entry:
    """One public name: the module a reader imports it from, and where it is defined."""

    module: str
    name: str
    definition: Any  # griffe's Function, Class or Attribute

    @property
    def use(self) -> tuple[str, str]:
        """The (module, name) pair of the definition, as the keys know it."""
        home = str(self.definition.parent.path)
        return home.removeprefix(LIBRARY).lstrip("."), self.name


def public_names(folder: Path) -> list[Entry]:
    """Every public function and class, in the order of their modules.

    Args:
        folder: The library's source folder.
    """
    package: Any = griffe.load(
        LIBRARY, search_paths=[folder.parent], docstring_parser="google", resolve_aliases=True
    )
    entries = []
    for module, names in sorted(_exports(folder).items()):
        for name in names:
            found = package[f"{module}.{name}"]
            definition = found.final_target if found.is_alias else found
            if definition.is_function or definition.is_class:
                entries.append(Entry(module, name, definition))
    return entries


def api_pages(
    entries: Iterable[Entry], library: Library, tutorials: list[Tutorial], lang: str
) -> dict[str, str]:
    """Path below the documentation folder → Markdown, one page a module and an index."""
    users = {t.slug: library.reach(trees(t)) for t in tutorials}
    modules: dict[str, list[Entry]] = {}
    for entry in entries:
        modules.setdefault(entry.module, []).append(entry)
    pages = {"api/index.md": _index(modules, library, lang)}
    for module, members in modules.items():
        parts = [f"# `{LIBRARY}.{module}`", _about(library, module, lang)]
        for entry in members:
            using = [t for t in tutorials if entry.use in users[t.slug]]
            parts.append(_entry(entry, using, lang))
        pages[f"api/{module}.md"] = "\n\n".join(parts) + "\n"
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


def _exports(folder: Path) -> dict[str, tuple[str, ...]]:
    """The table of re-exports in the library's `__init__`: public names by module."""
    tree = parse((folder / "__init__.py").read_text(encoding="utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    [table] = [n.value for n in assigned if ast.unparse(n.targets[0]) == "_EXPORTS"]
    return dict(ast.literal_eval(table))


def _index(modules: dict[str, list[Entry]], library: Library, lang: str) -> str:
    lines = [f"# {word('library', lang)}", "", word("library_intro", lang), ""]
    for module, members in modules.items():
        lines += [f"## [`{module}`]({module}.md) {{ #{module} }}", ""]
        lines += [_about(library, module, lang), ""]
        for entry in members:
            summary = _summary(entry.definition.docstring and entry.definition.docstring.value)
            link = f"[`{entry.name}`]({module}.md#{entry.name})"
            lines.append(f"- {link} — {_inline(summary, lang)}")
        lines.append("")
    return "\n".join(lines)


def _about(library: Library, module: str, lang: str) -> str:
    return _block(_summary(ast.get_docstring(library.modules[module])), lang)


def _summary(docstring: str | None) -> str:
    return (docstring or "").split("\n\n")[0].replace("\n", " ")


def _entry(entry: Entry, using: list[Tutorial], lang: str) -> str:
    definition = entry.definition
    kind = "class " if definition.is_class else "def "
    parts = [f"## `{entry.name}` {{ #{entry.name} }}"]
    parts.append(fence(f"{kind}{_signature(definition, entry.name)}", "python"))
    parts += _sections(definition, lang)
    if definition.is_class:
        for method in definition.functions.values():
            if not method.name.startswith("_") and method.docstring:
                parts.append(f"### `{method.name}` {{ #{entry.name}.{method.name} }}")
                parts.append(fence(f"def {_signature(method, method.name)}", "python"))
                parts += _sections(method, lang)
    if using:
        links = ", ".join(f"[{t.into(lang).title}](../{t.address}.md)" for t in using)
        parts.append(f"**{word('used_in', lang)}:** {links}")
    return "\n\n".join(parts)


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


def _sections(definition: Any, lang: str) -> list[str]:
    parts = []
    for section in definition.docstring.parsed if definition.docstring else []:
        kind, value = section.kind.value, section.value
        if kind == "text":
            parts.append(_block(formulas(value), lang))
        elif kind == "parameters":
            parts.append(f"**{word('arguments', lang)}**\n")
            parts.append("\n".join(f"- `{p.name}`: {_line(p.description, lang)}" for p in value))
        elif kind == "returns":
            parts.append(f"**{word('returns', lang)}:** {_line(value[0].description, lang)}")
        elif kind == "raises":
            rows = [f"- `{r.annotation}`: {_line(r.description, lang)}" for r in value]
            parts += [f"**{word('raises', lang)}**\n", "\n".join(rows)]
        elif kind == "examples":
            for what, text in value:
                shown = _block(text, lang) if what.value == "text" else fence(text, "pycon")
                parts.append(shown)
        elif kind == "admonition" and value.description.startswith(">>>"):
            parts.append(fence(value.description, "pycon"))
        elif kind == "admonition":
            title, body = section.title or value.kind.capitalize(), value.description
            parts.append(_block(f"**{title}:** {formulas(' '.join(body.split()))}", lang))
    return parts


def _line(text: str, lang: str) -> str:
    return _inline(formulas(" ".join(text.split())), lang)


def _inline(text: str, lang: str) -> str:
    """English text of a docstring, marked as such where the page is not English."""
    return text if lang == "en" else f'<span lang="en">{text}</span>'


def _block(text: str, lang: str) -> str:
    """The same for whole paragraphs."""
    return text if lang == "en" else f'<div lang="en" markdown>\n\n{text}\n\n</div>'
