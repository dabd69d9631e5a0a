"""What a part of a tutorial depends on, as facts: a name, and the digest of what it names.

A part is the page or one of its exercises. A run says itself what it used of the library (see
`trace`); the part is fresh while every fact is as it was. Prose, comments, docstrings and
formatting are in no fact. The names say what a digest is of:

    schema, code PART            what the engine records, and the code of the part
    data NAME                    checksums of a declared data set
    beside FILE                  a declared file beside the script
    call MODULE NAME             a function or method of the library that was executed
    import MODULE                all that runs when a module of the library is imported
    docs MODULE, source MODULE   its docstrings and signatures; its text, where marks cannot follow
    file PATH, folder PATH       what was opened or listed inside the library
    exists PATH                  what was looked for there
    package NAME, variable NAME  what was not installed; what the environment said
"""

import ast
import builtins
import hashlib
import json
import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from tutorial_build.memo import memo_of
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.script import Lesson, Tutorial
from tutorial_build.source.syntax import parse
from tutorial_build.source.text import read_text

SCHEMA = 4  # raise it when the engine records something else
LIBRARY = "tutorial_lib"
ABSENT = "absent"
READ, STARTED = "read", "started"  # a run read library sources; it started another Python
RUN_OPTIONS = {"tags", "raises", "warns", "data", "exercise", "role", "message"}
# A run whose code has one of these names can print what no mark sees: signatures and docstrings …
_DOCUMENTATION = {"__doc__", "help", "pydoc", "inspect", "signature", "__signature__"}
_DOCUMENTATION |= {"getfullargspec", "get_type_hints", "__annotations__", "__defaults__"}
_DOCUMENTATION |= {"__kwdefaults__", "singledispatch", "singledispatchmethod"}
# … or lines of the source.
_LINES = {
    "__code__",
    "_getframe",
    "currentframe",
    "f_lineno",
    "tb_lineno",
    "traceback",
    "linecache",
}
# These read the code of answers, not that of the library.
_OF_ANSWERS = (["tutorial_lib.answers"], ["tutorial_lib.judge"])

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LITERAL = (ast.Constant, ast.UnaryOp, ast.unaryop, ast.Tuple, ast.List, ast.Dict, ast.Set)
_ANNOTATION = (*_LITERAL, ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.operator)

WHOLE, HEARD, IMPORT, DOCS = "whole", "heard", "import", "docs"  # views of a syntax tree


def facts_of(
    tutorial: Tutorial, part: str, uses: Iterable[str], library: "Library"
) -> dict[str, str]:
    """Name → digest of all that a part depends on, `uses` being what its runs said."""
    steps = {lesson.lang: _steps(lesson, part) for lesson in tutorial.lessons}
    code = memo_of(library.root).get("code", steps, lambda: digest(_codes(steps)))
    beside = {f"beside {name}": path for name, path in tutorial.files(library.root).items()}
    # Of the table of data sets only those count that the page may load.
    kept = set(uses) - {"file datasets.toml", "exists datasets.toml"} if tutorial.data else uses
    return {
        "schema": str(SCHEMA),
        f"code {part}": code,
        **{name: _content(path) for name, path in beside.items()},
        **{use: library.digest(use) for use in (*(f"data {n}" for n in tutorial.data), *kept)},
    }


def changes(tutorial: Tutorial, part: str, kept: dict[str, str], library: "Library") -> list[str]:
    """Names of the facts that are not as they were when the part ran; it is fresh without any."""
    own = ("schema", "code ", "data ", "beside ")
    now = facts_of(tutorial, part, [name for name in kept if not name.startswith(own)], library)
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def runs_once(tutorial: Tutorial, part: str) -> bool:
    """Whether both languages run the same but for texts that nobody prints: one run serves both."""
    caught = any(
        isinstance(n, ast.Try) for tree in trees_of(tutorial, part) for n in ast.walk(tree)
    )
    announced = any(cell.options.raises for cell in tutorial.lessons[0].executed)
    view = WHOLE if caught or announced else HEARD
    spanish, english = (serialise_steps(_steps(x, part), view) for x in tutorial.lessons)
    return spanish == english


def trees_of(tutorial: Tutorial, part: str) -> list[ast.Module]:
    """The syntax of every cell of a part, in both languages."""
    steps = (s for lesson in tutorial.lessons for s in (*lesson.parts[part], *lesson.answers(part)))
    return [step.tree for step in steps if isinstance(step, Code)]


def _steps(lesson: Lesson, part: str) -> tuple[Code | Value, ...]:
    return (*lesson.parts[part], *lesson.answers(part))


def _codes(steps: dict[str, tuple[Code | Value, ...]]) -> dict[str, list[Any]]:
    return {lang: serialise_steps(some) for lang, some in steps.items()}


def serialise_steps(steps: Iterable[Code | Value], view: str = WHOLE) -> list[Any]:
    """What a run does, as plain lists without positions, comments or docstrings."""
    made: list[Any] = []
    for step in steps:
        if isinstance(step, Code):
            options = step.options.model_dump(include=RUN_OPTIONS, exclude_defaults=True)
            made.append([options, serialise(step.tree, view)])
        else:
            made.append(serialise(parse(step.expression)))
    return made


def serialise(node: Any, view: str = WHOLE) -> Any:
    """Return an AST as nested lists that are the same on every supported Python.

    As `HEARD` it lacks the texts of errors and of claims, which no run prints. As `IMPORT` the
    functions are reduced to what runs when they are defined; as `DOCS` also to what can be read.
    """
    if isinstance(node, list):
        return [serialise(item, view) for item in node]
    if isinstance(node, ast.JoinedStr):
        return ["JoinedStr", list(_parts(node))]
    if isinstance(node, ast.Constant):
        # ascii, not repr: which characters are printable depends on a Python's Unicode tables.
        return ["Constant", type(node.value).__name__, ascii(node.value)]
    if not isinstance(node, ast.AST):
        return node
    if isinstance(node, _FUNCTIONS) and view in (IMPORT, DOCS):
        return _head(node, view)
    if view == HEARD and isinstance(node, ast.Raise | ast.Assert | ast.keyword):
        return _heard(node)
    fields: list[Any] = [type(node).__name__]
    for name, value in ast.iter_fields(node):
        if name not in ("ctx", "type_comment", "kind", "type_ignores") and value not in (None, []):
            documented = name == "body" and isinstance(node, (*_FUNCTIONS, ast.ClassDef))
            value = _undocumented(node) if documented and view != DOCS else value
            fields.append([name, serialise(value, view)])
    return fields


def _heard(node: ast.Raise | ast.Assert | ast.keyword) -> Any:
    """A statement without the message that it has for a run that fails, or for the page."""
    if isinstance(node, ast.Assert):
        return ["Assert", serialise(node.test, HEARD)]
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        arguments = [a for a in node.exc.args if not isinstance(a, ast.Constant | ast.JoinedStr)]
        return [
            "Raise",
            serialise([node.exc.func, *arguments], HEARD),
            serialise(node.cause, HEARD),
        ]
    if isinstance(node, ast.keyword) and node.arg == "says":
        return ["says"]
    return serialise(node)


def _head(node: Any, view: str) -> list[Any]:
    """What runs when a function is defined; all that can be read of it, where something may."""
    arguments: ast.arguments = node.args
    defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    acts = [d for d in defaults if not _only(d, _LITERAL)]
    acts += [a for a in _annotations(node) if not _only(a, _ANNOTATION)]
    head = [type(node).__name__, node.name, serialise(node.decorator_list), serialise(acts)]
    if view == DOCS or node.decorator_list:
        head += [serialise(arguments), serialise(node.returns)]
    return [*head, ast.get_docstring(node)] if view == DOCS else head


def _annotations(node: Any) -> list[ast.expr]:
    named = (a.annotation for a in ast.walk(node.args) if isinstance(a, ast.arg))
    return list(filter(None, (*named, node.returns)))


def _demanding(tree: ast.Module) -> list[str]:
    """Annotations that may fail at import: each once, all but constants and names surely there."""
    imports = (node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    sure = {*dir(builtins), *(a.asname or a.name for node in imports for a in node.names)}
    used = (a for _, function in definitions(tree) for a in _annotations(function))
    plain = (ast.Constant, ast.Name)
    risky = (a for a in used if not isinstance(a, plain) or getattr(a, "id", "int") not in sure)
    return sorted({json.dumps(serialise(a)) for a in risky})


def _only(node: ast.expr, kinds: tuple[type[ast.AST], ...]) -> bool:
    return all(isinstance(part, (*kinds, ast.expr_context)) for part in ast.walk(node))


def _undocumented(node: Any) -> list[ast.stmt]:
    """The statements of a module, class or function, without its docstring."""
    body: list[ast.stmt] = node.body
    return body if ast.get_docstring(node, clean=False) is None else body[1:]


def _parts(node: ast.JoinedStr) -> Iterator[Any]:
    """What an f-string joins, neighbouring texts as one: Pythons cut them at different places."""
    for is_text, group in groupby(node.values, lambda part: isinstance(part, ast.Constant)):
        if not is_text:
            yield from map(serialise, group)
        elif text := "".join(part.value for part in group):  # type: ignore[attr-defined]
            yield serialise(ast.Constant(text))


def definitions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.stmt]]:
    """Yield every function and method with its qualified name; what is inside one belongs to it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FUNCTIONS):
            yield prefix + child.name, child
        elif not isinstance(child, ast.expr):
            inner = f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix
            yield from definitions(child, inner)


def names_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name, attribute and short text that pieces of code hold."""
    for part in (part for node in nodes for part in ast.walk(node)):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                yield name
            case ast.Import(names=aliases):
                yield from (alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=module, names=aliases):
                yield from ((module or "").partition(".")[0], *(alias.name for alias in aliases))


def digest(content: Any) -> str:
    """A short digest of plain values."""
    text = content if isinstance(content, str) else json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _content(path: Path) -> str:
    """The digest of a file whose line ends may differ between checkouts."""
    if not path.is_file():
        return ABSENT
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:12]


@dataclass(frozen=True)
class Library:
    """The source of tutorial_lib: what of it a run used, as it is now."""

    folder: Path

    @property
    def root(self) -> Path:
        """The project."""
        return self.folder.parents[1]

    @cached_property
    def modules(self) -> dict[str, Path]:
        """Dotted name of each module → its file; of a package and a module, the package counts."""
        found = {}
        for path in sorted(self.folder.rglob("*.py"), key=lambda path: path.name == "__init__.py"):
            parts = path.relative_to(self.folder.parent).with_suffix("").parts
            found[".".join(part for part in parts if part != "__init__")] = path
        return found

    @cached_property
    def datasets(self) -> dict[str, Any]:
        path = self.folder / "datasets.toml"
        return tomllib.loads(read_text(path, path.name)) if path.exists() else {}

    def checksums(self, name: str) -> list[str]:
        """The checksums of a data set; none of one that nobody knows."""
        return [file["sha256"] for file in self.datasets.get(name, {"files": []})["files"]]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def digest(self, use: str) -> str:
        """The digest of what a use names, as it is now."""
        if use not in self._digests:
            self._digests[use] = self._digest(*use.split(" ", 2))
        return self._digests[use]

    def _digest(self, kind: str, name: str, inner: str = "") -> str:
        match kind:
            case "data":
                return digest(self.checksums(name))
            case "package":
                return ABSENT if find_spec(name) is None else "installed"
            case "variable":
                return digest(value) if (value := os.environ.get(name)) is not None else ABSENT
            case "file" | "folder" | "exists":
                return self._place(kind, " ".join(filter(None, (name, inner))))
        if name not in self.modules:
            return ABSENT
        tree = self.tree(name)
        match kind:
            case "call":
                return digest([serialise(n) for q, n in definitions(tree) if q == inner])
            case "import":
                return digest([serialise(_undocumented(tree), IMPORT), _demanding(tree)])
            case "docs":
                return digest([ast.get_docstring(tree), serialise(tree.body, DOCS)])
        return _content(self.modules[name])

    def _place(self, kind: str, name: str) -> str:
        path = self.folder / name
        if ".." in path.parts or not path.exists():
            return ABSENT
        if kind == "folder" and path.is_dir():
            return digest(sorted(p.name for p in path.iterdir() if p.name != "__pycache__"))
        if kind == "exists":
            return "folder" if path.is_dir() else "file"
        return _content(path)

    def explain(self, fact: str) -> str:
        """A fact that changed, in words."""
        kind, _, name = fact.partition(" ")
        module, _, function = name.partition(" ")
        path = self.modules.get(module, self.folder).relative_to(self.root / "src").as_posix()
        changed = {
            "schema": "the engine records something else",
            "code": "its code changed",
            "data": f"the checksums of data set {name} changed",
            "beside": f"{name} beside the script changed",
            "call": f"{path}: {function} changed",
            "import": f"{path}: what runs at import changed",
            "docs": f"{path}: a docstring or signature changed",
            "source": f"{path} changed, and this run can tell",
            "file": f"{LIBRARY}/{name} changed",
            "folder": f"{LIBRARY}/{name} has other files",
            "exists": f"{LIBRARY}/{name} appeared or went away",
            "package": f"the package {name} was installed or removed",
            "variable": f"the environment variable {name} changed",
        }
        return changed.get(kind, fact)

    def tree(self, module: str) -> ast.Module:
        path = self.modules[module]
        return parse(read_text(path, path.relative_to(self.folder.parent).as_posix()))

    def nodes(self, uses: Iterable[str]) -> Iterator[ast.AST]:
        """The code behind uses: what runs at import, and the functions that were called."""
        for use in uses:
            kind, _, name = use.partition(" ")
            module, _, function = name.partition(" ")
            if kind == "import" and module in self.modules:
                yield from _at_import(self.tree(module))
            elif kind == "call" and module in self.modules:
                yield from (n for q, n in definitions(self.tree(module)) if q == function)

    def complete(self, uses: set[str], trees: list[ast.Module]) -> set[str]:
        """Uses with what no mark can follow: all of the modules that were imported, or of all."""
        imported = {use.removeprefix("import ") for use in uses if use.startswith("import ")}
        reading = (use for use in uses if use.split()[1:2] not in _OF_ANSWERS)
        names = set(names_in([*trees, *self.nodes(reading)]))
        read = READ in uses or not names.isdisjoint(_LINES)
        whole = self.modules if STARTED in uses else imported if read else ()
        docs = () if names.isdisjoint(_DOCUMENTATION) else imported
        kept = uses - {READ, STARTED}
        return kept | {f"source {name}" for name in whole} | {f"docs {name}" for name in docs}

    def packages(self, trees: list[ast.Module], uses: Iterable[str]) -> set[str]:
        """Top-level packages that code and what it used of the library import."""
        return set(_imports([*trees, *self.nodes(uses)])) - {LIBRARY}

    def guess(self, trees: list[ast.Module]) -> set[str]:
        """The library modules that code will import, where no run has said it."""
        waiting, found = self._imported(trees), set()
        while waiting:
            module = waiting.pop()
            found.add(module)
            waiting |= self._imported(_at_import(self.tree(module))) - found
        return {f"import {module}" for module in found}

    def _imported(self, nodes: Iterable[ast.AST]) -> set[str]:
        """Modules that imports name, and those that define a name imported from a package."""
        found: set[str] = set()
        for node in (part for whole in nodes for part in ast.walk(whole)):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LIBRARY):
                names = {alias.name for alias in node.names}
                found |= {f"{node.module}.{name}" for name in names} | {node.module or ""}
                below = (m for m in self.modules if m.startswith(f"{node.module}."))
                found |= {m for m in below if not names.isdisjoint(self._defined(m))}
        return found & self.modules.keys()

    def _defined(self, module: str) -> set[str]:
        body = self.tree(module).body
        return {node.name for node in body if isinstance(node, (*_FUNCTIONS, ast.ClassDef))}


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module's code that run when it is imported, bodies of functions left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FUNCTIONS):
            yield from child.decorator_list
        elif isinstance(child, ast.expr) or not hasattr(child, "body"):
            yield child
        elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
            yield from _at_import(child)


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the top-level packages that nodes import."""
    for part in (part for node in nodes for part in ast.walk(node)):
        if isinstance(part, ast.Import):
            yield from (alias.name.split(".")[0] for alias in part.names)
        if isinstance(part, ast.ImportFrom) and part.module and not part.level:
            yield part.module.split(".")[0]
