"""The key of a tutorial: everything a run depends on, and nothing else.

A change of prose, comment or docstring leaves the key alone; a change of code, of a reachable
definition of the library, or of a declared data set's checksum changes it.
"""

import ast
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from tutorial_build.source.cells import Code
from tutorial_build.source.script import Lesson, Tutorial
from tutorial_build.source.syntax import parse
from tutorial_build.source.text import read_text

SCHEMA = 2  # raise it when the engine records something else
LIBRARY = "tutorial_lib"
RUN_OPTIONS = {"tags", "raises", "warns", "data", "exercise", "role", "message"}
Use = tuple[str, str]  # module below the library, name in it; the name "*" is all of it

_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def tutorial_key(tutorial: Tutorial, library: "Library") -> str:
    """Return the key of a tutorial, 16 hexadecimal digits."""
    facts = {
        "schema": SCHEMA,
        "code": {lesson.lang: serialise_steps(lesson) for lesson in tutorial.lessons},
        "library": library.reached(trees(tutorial)),
        "data": {name: library.checksums(name) for name in sorted(tutorial.data)},
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def runs_once(tutorial: Tutorial) -> bool:
    """Whether both languages execute the same code, so that one run serves both."""
    spanish, english = map(serialise_steps, tutorial.lessons)
    return spanish == english


def trees(tutorial: Tutorial) -> list[ast.Module]:
    """The syntax of every cell that runs, in both languages."""
    return [cell.tree for lesson in tutorial.lessons for cell in lesson.executed]


def serialise_steps(lesson: Lesson) -> list[Any]:
    """What a run does, as plain lists without positions, comments or docstrings."""
    steps: list[Any] = []
    for step in lesson.steps:
        if isinstance(step, Code):
            options = step.options.model_dump(include=RUN_OPTIONS, exclude_defaults=True)
            steps.append([options, serialise(step.tree)])
        else:
            steps.append(serialise(parse(step.expression)))
    return steps


def serialise(node: Any) -> Any:
    """Return an AST as nested lists that are the same on every supported Python."""
    if isinstance(node, list):
        return [serialise(item) for item in node]
    if isinstance(node, ast.JoinedStr):
        return ["JoinedStr", list(_parts(node))]
    if isinstance(node, ast.Constant):
        # ascii, not repr: which characters are printable depends on a Python's Unicode tables.
        return ["Constant", type(node.value).__name__, ascii(node.value)]
    if not isinstance(node, ast.AST):
        return node
    fields: list[Any] = [type(node).__name__]
    for name, value in ast.iter_fields(node):
        if name not in ("ctx", "type_comment", "kind", "type_ignores") and value not in (None, []):
            is_body = name == "body" and isinstance(node, _NAMED)
            fields.append([name, serialise(_body(node) if is_body else value)])
    return fields


def _body(node: Any) -> list[ast.stmt]:
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


@dataclass(frozen=True)
class Definition:
    """What makes a name of the library: its statements, what they use, what the key holds."""

    nodes: list[ast.stmt]
    record: list[Any]
    uses: set[Use]
    texts: set[str]


@dataclass(frozen=True)
class Library:
    """The source of tutorial_lib, and what of it a piece of code can reach."""

    folder: Path

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """Dotted module name below the library → its tree; the library itself is ``""``."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            parts = path.relative_to(self.folder).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            found[name] = parse(read_text(path, path.name))
        return found

    @cached_property
    def datasets(self) -> dict[str, Any]:
        path = self.folder / "datasets.toml"
        return tomllib.loads(read_text(path, path.name)) if path.exists() else {}

    def checksums(self, name: str) -> list[str]:
        """The checksums of a declared data set."""
        return [file["sha256"] for file in self.datasets[name]["files"]]

    def reached(self, trees: list[ast.Module]) -> list[Any]:
        """Every definition that the code can reach, in a stable order, with package data."""
        used = {use: self._definitions[use] for use in sorted(self.reach(trees))}
        texts = _texts(node for tree in trees for node in ast.walk(tree))
        named = self._files(texts.union(*(made.texts for made in used.values())))
        return [[*use, made.record] for use, made in used.items() if made.record] + named

    def reach(self, trees: list[ast.Module]) -> set[Use]:
        """The (module, name) pairs of the library that the code can reach."""
        waiting = self._uses(ast.Module([node for tree in trees for node in tree.body], []), {})
        found: set[Use] = set()
        while waiting:
            use = waiting.pop()
            found.add(use)
            waiting |= self._definitions[use].uses - found
        return found

    def packages(self, trees: list[ast.Module]) -> set[str]:
        """Top-level packages that the code, what it reaches, and modules of that import."""
        nodes: list[ast.AST] = [*trees]
        for module, name in self.reach(trees):
            nodes += self._definitions[module, name].nodes
            nodes += (n for n in self.modules[module].body if not isinstance(n, _NAMED))
        return set(_imports(nodes)) - {LIBRARY}

    @cached_property
    def _definitions(self) -> dict[Use, Definition]:
        """Every name of the library; a statement that acts belongs to all of its module."""
        found = {}
        for module, tree in self.modules.items():
            for name in ("*", *self._made[module]):
                nodes = [n for n in _body(tree) if name == "*" or name in _binds(n) or _acts(n)]
                made = ast.Module(nodes, [])
                uses, texts = self._uses(made, self._scopes[module]), _texts(ast.walk(made))
                found[module, name] = Definition(nodes, serialise(nodes), uses, texts)
        return found

    @cached_property
    def _made(self) -> dict[str, set[str]]:
        """What the top level of each library module binds, imports aside."""
        return {m: set().union(*map(_binds, tree.body)) for m, tree in self.modules.items()}

    @cached_property
    def _scopes(self) -> dict[str, dict[str, Use]]:
        """Names that the code of each library module sees."""
        return {
            module: {name: (module, name) for name in self._made[module]}
            | dict(self._imported(ast.walk(tree)))
            for module, tree in self.modules.items()
        }

    def _uses(self, node: ast.AST, scope: dict[str, Use]) -> set[Use]:
        """The (module, name) pairs of the library that a piece of code refers to."""
        parts = list(ast.walk(node))
        names = scope | dict(self._imported(parts))
        found = {names["*"]} if "*" in names else set()
        for text in _texts(parts):  # such as the argument of import_module
            package, _, module = text.partition(".")
            if package == LIBRARY and module and module in self.modules:
                found.add((module, "*"))
        attributes = {id(n.value): n.attr for n in parts if isinstance(n, ast.Attribute)}
        for part in parts:
            if isinstance(part, ast.Name) and part.id in names:
                module, name = names[part.id]
                name = attributes.get(id(part), "*") if name == "*" else name
                found |= self._resolve(module, name)
        return found

    def _resolve(self, module: str, name: str) -> set[Use]:
        """Where `module.name` is defined; in doubt more rather than fewer."""
        if name == "*" or name in self._made[module]:
            return {(module, name)}
        inner = f"{module}.{name}".strip(".")
        if inner in self.modules:
            return {(inner, "*")}
        imported = self._scopes[module].get(name)
        if imported:
            return self._resolve(*imported)
        # A lazy re-export: every definition of that name counts, or all of the module.
        return {(o, name) for o, made in self._made.items() if name in made} or {(module, "*")}

    def _imported(self, parts: Iterable[ast.AST]) -> Iterator[tuple[str, Use]]:
        """Yield alias → (module, name) for every import from the library among `parts`.

        A module that is not there is left out: the run says so.
        """
        for part in parts:
            if isinstance(part, ast.ImportFrom) and (part.module or "").split(".")[0] == LIBRARY:
                module = (part.module or "").removeprefix(LIBRARY).lstrip(".")
                for alias in part.names if module in self.modules else []:
                    inner = f"{module}.{alias.name}".strip(".")
                    use = (inner, "*") if inner in self.modules else (module, alias.name)
                    yield alias.asname or alias.name, use  # "*" stands for a star import
            if isinstance(part, ast.Import):
                for alias in part.names:
                    package, _, module = alias.name.partition(".")
                    if package == LIBRARY and module in self.modules:
                        yield alias.asname or LIBRARY, (module if alias.asname else "", "*")

    def _files(self, texts: set[str]) -> list[Any]:
        """Package data that a text names, by file name or as `tutorial_lib.stem`.

        datasets.toml is left out: only the checksums that a page declares count.
        """
        found = []
        for path in sorted(self.folder.rglob("*.*")):
            names = (path.name, f"{LIBRARY}.{path.stem}")
            if path.suffix in (".py", ".pyc", ".toml") or not path.is_file():
                continue
            if any(name in text for name in names for text in texts):
                content = path.read_bytes().replace(b"\r\n", b"\n")
                name = path.relative_to(self.folder).as_posix()
                found.append([name, hashlib.sha256(content).hexdigest()])
        return found


def _binds(node: ast.stmt) -> set[str]:
    """Names that a top-level statement of a module defines, imports aside."""
    if isinstance(node, _NAMED):
        return {node.name}
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _acts(node: ast.stmt) -> bool:
    """Whether a top-level statement is there for what it does: a bare call, for example."""
    return isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)


def _texts(parts: Iterable[ast.AST]) -> set[str]:
    constants = (part.value for part in parts if isinstance(part, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the top-level packages that nodes import, except for type checking alone."""
    for node in nodes:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Import):
                yield from (alias.name.split(".")[0] for alias in part.names)
            if isinstance(part, ast.ImportFrom) and part.module and not part.level:
                yield part.module.split(".")[0]
