"""The key of a tutorial: everything a run depends on, and nothing else.

A change of prose, comment or docstring leaves the key alone; a change of code, of a reachable
definition of the library, or of a declared data set's checksum changes it.
"""

import ast
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tutorial_build.source.pairs import LANGUAGES, side
from tutorial_build.source.script import Code, Tutorial
from tutorial_build.source.syntax import parse

SCHEMA = 2  # raise it when the engine records something else
LIBRARY = "tutorial_lib"
Use = tuple[str, str]  # module below the library, name in it; the name "*" is all of it

_DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
RUN_OPTIONS = ("tags", "raises", "warns", "data", "exercise", "role")


def tutorial_key(tutorial: Tutorial, library: "Library") -> str:
    """Return the key of a tutorial, 16 hexadecimal digits."""
    code = {lang: serialise_steps(tutorial, lang) for lang in LANGUAGES}
    facts = {
        "schema": SCHEMA,
        "code": code,
        "library": library.reached([parse(text) for text in sources(tutorial)]),
        "data": {name: library.checksums(name) for name in sorted(tutorial.data)},
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def runs_once(tutorial: Tutorial) -> bool:
    """Whether both languages execute the same code, so that one run serves both."""
    return serialise_steps(tutorial, "es") == serialise_steps(tutorial, "en")


def sources(tutorial: Tutorial) -> list[str]:
    """The localised code of every cell that runs, in both languages."""
    return [
        step.localised(lang)
        for lang in LANGUAGES
        for step in tutorial.steps
        if isinstance(step, Code)
    ]


def serialise_steps(tutorial: Tutorial, lang: str) -> list[Any]:
    """What a run in `lang` does, as plain lists without positions, comments or docstrings."""
    steps: list[Any] = []
    for step in tutorial.steps:
        if isinstance(step, Code):
            options = {k: v for k, v in step.options.items() if k in RUN_OPTIONS}
            if "message" in step.options:
                options["message"] = side(step.options["message"], lang)
            steps.append([options, serialise(parse(step.localised(lang)))])
        else:
            steps.append(serialise(parse(step.expression)))
    return steps


def serialise(node: Any) -> Any:
    """Return an AST as nested lists that are the same on every supported Python."""
    if isinstance(node, list):
        return [serialise(item) for item in node]
    if isinstance(node, ast.JoinedStr):
        return ["JoinedStr", _join_text([serialise(value) for value in node.values])]
    if isinstance(node, ast.Constant):
        # ascii, not repr: which characters are printable depends on a Python's Unicode tables.
        return ["Constant", type(node.value).__name__, ascii(node.value)]
    if not isinstance(node, ast.AST):
        return node
    fields: list[Any] = [type(node).__name__]
    for name, value in ast.iter_fields(node):
        if name in ("ctx", "type_comment", "kind", "type_ignores") or value in (None, []):
            continue
        if name == "body" and isinstance(node, _DOCUMENTED):
            value = _without_docstring(value)
        fields.append([name, serialise(value)])
    return fields


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if is_text and isinstance(first.value.value, str):  # type: ignore[union-attr]
        return body[1:]
    return body


def _join_text(parts: list[Any]) -> list[Any]:
    """Merge neighbouring texts of an f-string: Pythons cut them at different places."""
    merged: list[Any] = []
    for part in parts:
        if part[0] == "Constant" and merged and merged[-1][0] == "Constant":
            text = ast.literal_eval(merged[-1][2]) + ast.literal_eval(part[2])
            merged[-1] = ["Constant", "str", ascii(text)]
        else:
            merged.append(part)
    return [part for part in merged if part != ["Constant", "str", "''"]]


@dataclass(frozen=True)
class Definition:
    """What makes a name of the library: its statements, serialised, and what they depend on."""

    record: list[Any]
    uses: set[Use]
    texts: set[str]
    packages: set[str]  # what its statements import, and its module when it is loaded


@dataclass(frozen=True)
class Library:
    """The source of tutorial_lib, and what of it a piece of code can reach."""

    folder: Path
    _known: dict[Use, Definition] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """Dotted module name below the library → its tree; the library itself is ``""``."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            parts = path.relative_to(self.folder).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            found[name] = parse(path.read_text(encoding="utf-8"))
        return found

    @cached_property
    def datasets(self) -> dict[str, Any]:
        path = self.folder / "datasets.toml"
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def checksums(self, name: str) -> Any:
        """The checksums of a declared data set; an unknown name gives None."""
        return [file["sha256"] for file in self.datasets.get(name, {}).get("files", [])] or None

    def reached(self, trees: list[ast.Module]) -> list[Any]:
        """Every definition that the code can reach, in a stable order, with package data."""
        closure = self._closure(trees)
        found = [[*use, closure[use].record] for use in sorted(closure) if closure[use].record]
        own = {text for tree in trees for text in _texts(ast.walk(tree))}
        return found + self._files(own.union(*(made.texts for made in closure.values())))

    def reach(self, trees: list[ast.Module]) -> set[Use]:
        """The (module, name) pairs of the library that the code can reach."""
        return set(self._closure(trees))

    def packages(self, trees: list[ast.Module]) -> set[str]:
        """Top-level packages that the code, and what it reaches, import."""
        reached = self._closure(trees).values()
        return set(_imports(trees)).union(*(made.packages for made in reached)) - {LIBRARY}

    def _closure(self, trees: list[ast.Module]) -> dict[Use, Definition]:
        """Follow uses from the code through the library: (module, name) → its definition."""
        script = ast.Module([node for tree in trees for node in tree.body], [])
        waiting = self._uses(script, {})
        closure: dict[Use, Definition] = {}
        while waiting:
            use = waiting.pop()
            if use not in closure:
                closure[use] = self._definition(use)
                waiting |= closure[use].uses
        return closure

    def _definition(self, use: Use) -> Definition:
        """The statements that make a name, with those that act; ``*`` is the whole module."""
        if use not in self._known:
            module, name = use
            found = _without_docstring(self.modules[module].body)
            if name != "*":
                found = [node for node in found if name in self._binds[id(node)] or _acts(node)]
            scope = self._scopes[module]
            self._known[use] = Definition(
                record=serialise(found),
                uses={use for node in found for use in self._uses(node, scope)},
                texts={text for node in found for text in _texts(ast.walk(node))},
                packages={*_imports(found), *_imports(self._always(module))},
            )
        return self._known[use]

    @cached_property
    def _binds(self) -> dict[int, set[str]]:
        """What each top-level statement of the library binds, by the identity of the statement."""
        return {id(node): _binds(node) for tree in self.modules.values() for node in tree.body}

    @cached_property
    def _made(self) -> dict[str, set[str]]:
        """What the top level of each library module binds, imports aside."""
        return {
            module: {name for node in tree.body for name in self._binds[id(node)]}
            for module, tree in self.modules.items()
        }

    @cached_property
    def _scopes(self) -> dict[str, dict[str, Use]]:
        """Names that the code of each library module sees."""
        scopes = {}
        for module, tree in self.modules.items():
            own = {name: (module, name) for name in self._made[module]}
            scopes[module] = own | dict(self._imported(ast.walk(tree)))
        return scopes

    def _always(self, module: str) -> list[ast.stmt]:
        """The statements of a module that run at import: all but functions and classes."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        return [node for node in self.modules[module].body if not isinstance(node, kinds)]

    def _uses(self, node: ast.AST, scope: dict[str, Use]) -> set[Use]:
        """The (module, name) pairs of the library that a piece of code refers to."""
        parts = list(ast.walk(node))
        names = scope | dict(self._imported(parts))
        found = {names["*"]} if "*" in names else set()
        for text in _texts(parts):  # such as the argument of import_module
            inner = text.removeprefix(f"{LIBRARY}.")
            if inner != text and inner in self.modules:
                found.add((inner, "*"))
        dotted = set()
        for part in parts:
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                module, name = names.get(part.value.id, (None, ""))
                if module is not None and name == "*":
                    dotted.add(id(part.value))
                    found |= self._resolve(module, part.attr)
        for part in parts:
            if isinstance(part, ast.Name) and id(part) not in dotted and part.id in names:
                found |= self._resolve(*names[part.id])
        return found

    def _resolve(self, module: str, name: str) -> set[Use]:
        """Where `module.name` is defined; in doubt more rather than fewer."""
        if name == "*" or name in self._made[module]:
            return {(module, name)}
        inner = f"{module}.{name}".strip(".")
        if inner in self.modules:
            return {(inner, "*")}
        imported = self._scopes[module].get(name)
        if imported and imported != (module, name):
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
                    module = alias.name.removeprefix(LIBRARY).lstrip(".")
                    if alias.name.split(".")[0] == LIBRARY and module in self.modules:
                        yield alias.asname or LIBRARY, (module if alias.asname else "", "*")

    def _files(self, texts: set[str]) -> list[Any]:
        """Package data that a text names, by file name or as `tutorial_lib.stem`.

        datasets.toml is left out: only the checksums that a page declares count.
        """
        found = []
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in (".py", ".pyc", ".toml", "") or not path.is_file():
                continue
            if any(path.name in text or f"{LIBRARY}.{path.stem}" in text for text in texts):
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found.append([path.relative_to(self.folder).as_posix(), digest])
        return found


def _binds(node: ast.stmt) -> set[str]:
    """Names that a top-level statement of a module defines, imports aside."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return set()
    stores = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in stores if isinstance(name.ctx, ast.Store)}


def _acts(node: ast.stmt) -> bool:
    """Whether a top-level statement is there for what it does: a bare call, for example."""
    return isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)


def _texts(parts: Iterable[ast.AST]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


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
