"""Code as a page shows it: coloured at build time, names linked to their documentation.

A block is plain HTML with the classes of Pygments, so it looks the same under every site
generator, needs no script, and no network while building: addresses follow the fixed schemes of
the documentation sites.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from markupsafe import Markup
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

from tutorial_build.page.markup import fill
from tutorial_build.source.syntax import parse
from tutorial_build.source.text import table

Address = Callable[[str], str | None]  # full dotted name → where it is documented

PLAIN = {"n", "w"}  # names and spaces look like the code around them
JOINED = {"s1", "s2", "sd", "c1"}  # Pygments cuts strings into many tokens


def documentation(name: str, library: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Where a full name is documented, or None.

    Args:
        name: Such as `torch.nn.Linear`.
        library: Pages of this project's own names; those of torch, torchvision, NumPy and
            scikit-learn follow the schemes of their sites.
    """
    known = table(__package__, "addresses")
    page: str | None = library.get(name, known["pages"].get(name))
    if page is not None:
        return page or None
    for module in known["together"]:
        if name.startswith(f"{module}."):
            return f"{known['pages'][module]}#{name}"
    package, _, rest = name.partition(".")
    scheme: str | None = known["schemes"].get(package)
    return scheme.format(name=name) if scheme and rest and not rest.endswith("__") else None


def aliases(codes: list[str], outer: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """What the imports of a script call things: alias → full dotted name.

    Args:
        codes: Code in the order of the page. A function or class written in it hides an import
            of that name: the code means its own.
        outer: The names known before.
    """
    found = dict(outer)
    for code in codes:
        tree = parse(code)
        found |= dict(_imports(tree))
        for own in tree.body:
            if isinstance(own, ast.FunctionDef | ast.ClassDef):
                found.pop(own.name, None)
    return found


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield alias and full name of whatever code imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                full = name.name if name.asname else name.name.split(".")[0]
                yield name.asname or full, full
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield name.asname or name.name, f"{node.module}.{name.name}"


def code_block(code: str, language: str, known: dict[str, str], address: Address) -> Markup:
    """HTML of a code block.

    Args:
        code: The code in one language.
        language: Its name for Pygments.
        known: What the script's imports call things.
        address: Where a full name is documented, or None.
    """
    links = dict(_links(code, known, address)) if language == "python" else {}
    pieces: list[tuple[str, list[tuple[str, str]]]] = []  # address of a link, styles and texts
    end = 0
    for start, style, text in _runs(code, language, set(links)):
        if start >= end:
            end, url = links.get(start, (0, ""))
            pieces.append((url, []))
        pieces[-1][1].append((style, text))
    return fill("code_block", language=language, pieces=pieces)


def _links(
    code: str, known: dict[str, str], address: Address
) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield start → (end, address) for each name in the code that is documented somewhere."""
    lines = [0]
    for line in code.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    texts = code.splitlines()

    def place(line: int, column: int) -> int:
        return lines[line - 1] + len(texts[line - 1].encode()[:column].decode())

    for node in ast.walk(parse(code)):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
            full = _full_name(node, known)
            url = address(full) if full else None
            if url and node.end_lineno and node.end_col_offset is not None:
                start = place(node.lineno, node.col_offset)
                yield start, (place(node.end_lineno, node.end_col_offset), url)


def _full_name(node: ast.expr, known: dict[str, str]) -> str | None:
    """`nn.Linear` → `torch.nn.Linear`, where the script has imported its first part."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join([known[node.id], *reversed(parts)])


def _runs(code: str, language: str, starts: set[int]) -> list[tuple[int, str, str]]:
    """Start, CSS class and text of each stretch of one style; a link starts a stretch."""
    runs: list[tuple[int, str, str]] = []
    for start, kind, text in get_lexer_by_name(language).get_tokens_unprocessed(code):
        named = next(k for k in reversed(kind.split()) if k in STANDARD_TYPES)
        style = "" if STANDARD_TYPES[named] in PLAIN else STANDARD_TYPES[named]
        if runs and runs[-1][1] == style and style in JOINED and start not in starts:
            runs[-1] = (runs[-1][0], style, runs[-1][2] + text)
        else:
            runs.append((start, style, text))
    return runs
