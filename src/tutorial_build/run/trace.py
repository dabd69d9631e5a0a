"""Inside the process of a run: note what it uses of the library.

An import hook puts one mark at the head of every function and method of the library, with the
positions of the source kept; the first call notes it. Imports, files, folders and settings are
noted by hooks, also those looked for in vain. Forked children write to a file as they go.
"""

import ast
import builtins
import hashlib
import marshal
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import util
from pathlib import Path
from types import CodeType
from typing import Any

from tutorial_build.run.keys import LIBRARY, READ, STARTED, definitions

_NOTE = "__note__"
_MARKER = b"1"  # change it with what a mark is
# Code with these names is translated by torch, which a mark would disturb.
_TRANSLATED = {"jit", "trace", "_dynamo", "export", "symbolic_trace"}
_OF_THE_ENGINE = {"TUTORIAL_DATA", "TUTORIAL_CACHE", "TUTORIAL_LANG", "HOME", "TMPDIR"}
# Events that come by the thousand and say nothing about files.
_QUIET = {"builtins.id", "object.__getattr__", "object.__setattr__", "sys._getframe", "import"}
_QUIET |= {"compile", "exec", "marshal.loads", "code.__new__", "array.__new__"}
_STARTS = {"os.exec", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}
_STANDARD = f"{Path(os.__file__).parent}{os.sep}"
# Programs by which packages ask about the machine.
_HELPERS = {"uname", "lscpu", "fc-list", "ldconfig", "gcc", "cc", "g++", "ld", "objdump"}


class Trace(MetaPathFinder):
    """What this process uses of the library, from `start` to `stop`.

    Args:
        source: The folder that `tutorial_lib` is imported from.
        script: The script that runs.
        log: Where forked children write.
    """

    def __init__(self, source: Path, script: Path, log: Path) -> None:
        self.folder = source / LIBRARY
        self.cache = source.parent / "build" / "marked"
        self.script = str(script)
        self.log = log
        self.seen: set[str] = set()
        self.note = self.seen.add
        self.marks = True
        self._places = (f"{self.folder}{os.sep}", f"{self.folder.resolve()}{os.sep}")
        self._own = threading.local()  # set while this object itself opens a file
        self._listens = False

    def start(self, code: Iterable[ast.AST]) -> None:
        """Listen from now on; code that torch translates runs without marks."""
        if any(_translated(part) for node in code for part in ast.walk(node)):
            self.marks = False
            self.note(READ)
        setattr(builtins, _NOTE, self._first_call)
        sys.meta_path[:] = [self, *sys.meta_path, _InVain(self)]
        sys.addaudithook(self._audit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)
        self._wrap()
        self._listens = True

    def stop(self) -> set[str]:
        """Everything that was used, by forked children as well."""
        self._listens = False
        written = self.log.read_text().split("\n")[:-1] if self.log.exists() else []
        return self.seen.union(written)

    def _first_call(self, seen: list[bool], rank: int, use: str) -> None:
        seen[rank] = True
        self.note(use)

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        if fullname.partition(".")[0] != LIBRARY:
            return None
        self.note(f"import {fullname}")
        base = self.folder.parent.joinpath(*fullname.split("."))
        with self._quietly():
            for path in (base / "__init__.py", base.with_suffix(".py")):
                if path.is_file():
                    loader = _Marked(self, fullname, path)
                    return spec_from_file_location(fullname, path, loader=loader)
        return None

    def code(self, module: str, path: str) -> CodeType:
        """The code of a library module with a mark in every function; kept for the next run."""
        with self._quietly():
            text = Path(path).read_bytes()
            seal = hashlib.sha256(b"\0".join((text, path.encode(), _MARKER))).hexdigest()[:16]
            kept = self.cache / f"{module}-{sys.implementation.cache_tag}-{seal}"
            if self.marks and kept.is_file():
                code, count = marshal.loads(kept.read_bytes())
            else:
                tree = ast.parse(text, path)
                count = _mark(tree, module) if self.marks else 0
                code = compile(tree, path, "exec", dont_inherit=True)
                if self.marks:
                    self._keep(kept, marshal.dumps((code, count)))
        setattr(builtins, _seen(module), [False] * count)
        return code  # type: ignore[no-any-return]

    def _keep(self, path: Path, content: bytes) -> None:
        """Write a file whole; without a place to write, the next run marks again."""
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            beside.write_bytes(content)
            beside.replace(path)

    def asked_by_run(self) -> bool:
        """Whether the script or the library asked for this, not a package on its own account."""
        frame = sys._getframe(2)
        while frame and frame.f_code.co_filename.startswith(("<frozen", os.__file__)):
            frame = frame.f_back  # type: ignore[assignment]
        file = frame.f_code.co_filename if frame else ""
        return file == self.script or file.startswith(self._places)

    def below(self, path: Any) -> str | None:
        """The name of a path inside the library, or None."""
        if isinstance(path, bytes | os.PathLike):
            path = os.fsdecode(path)
        if not isinstance(path, str):
            return None
        path = os.path.abspath(path)  # noqa: PTH100 (links stay as they are, and it is quick)
        place = next((place for place in self._places if f"{path}/".startswith(place)), None)
        return None if place is None else Path(path).relative_to(place).as_posix()

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _QUIET or not self._listens or getattr(self._own, "busy", False):
            return
        if event in _STARTS:
            program = Path(os.fsdecode(arguments[0] or "")).name
            if program not in _HELPERS and not self._imports_a_package():
                self.note(STARTED)
        elif arguments and (name := self.below(arguments[0])) is not None:
            if event in ("os.listdir", "os.scandir"):
                self.note(f"folder {name}")
            elif not name.endswith((".py", ".pyc")):
                self.note(f"file {name}")
            elif not self._only_for_a_stack():
                self.note(READ)

    def _only_for_a_stack(self) -> bool:
        """Whether a package reads source lines, as torch does, to remember where it was called."""
        frame, traceback = sys._getframe(2), False
        file = ""
        while frame:
            file = frame.f_code.co_filename
            if "site-packages" in file or not file.startswith(("<frozen", _STANDARD)):
                break
            traceback |= file.endswith("traceback.py")
            frame = frame.f_back  # type: ignore[assignment]
        return traceback and file != self.script and not file.startswith(self._places)

    def _imports_a_package(self) -> bool:
        """Whether a package that is being imported asks, not the script or the library."""
        frame = sys._getframe(2)
        while frame:
            file = frame.f_code.co_filename
            if file == self.script or file.startswith(self._places):
                return False
            if file.startswith("<frozen importlib"):
                return True
            frame = frame.f_back  # type: ignore[assignment]
        return False

    def _wrap(self) -> None:
        """Look over the shoulder of what raises no audit event."""
        stat, lookup, spawn = os.stat, os._Environ.__getitem__, util.spawnv_passfds

        def watched_stat(path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
            listens = self._listens and not getattr(self._own, "busy", False)
            if listens and (name := self.below(path)) is not None:
                self.note(f"exists {name}")
            return stat(path, *args, **kwargs)

        def watched_lookup(environ: Any, name: Any) -> Any:
            if self._listens and name not in _OF_THE_ENGINE and self.asked_by_run():
                self.note(f"variable {name}")
            return lookup(environ, name)

        def watched_spawn(path: Any, args: Any, passed: Any) -> int:
            if "resource_tracker" not in str(args):  # which imports nothing of ours
                self.note(STARTED)
            return spawn(path, args, passed)

        os.stat = watched_stat
        os._Environ.__getitem__ = watched_lookup  # type: ignore[method-assign]
        util.spawnv_passfds = watched_spawn  # type: ignore[assignment]

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._own.busy = True
        try:
            yield
        finally:
            self._own.busy = False

    def _forked(self) -> None:
        descriptor = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

        def append(use: str) -> None:
            if use not in self.seen:
                self.seen.add(use)
                os.write(descriptor, f"{use}\n".encode())

        self.note = append


class _Marked(SourceFileLoader):
    """Loads a library module from its source, never from bytecode."""

    def __init__(self, trace: Trace, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self.trace = trace

    def get_code(self, fullname: str) -> CodeType:
        return self.trace.code(fullname, self.path)


class _InVain(MetaPathFinder):
    """Comes last: notes the packages that were asked for and are not installed."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def find_spec(self, fullname: str, *_: Any) -> None:
        package = fullname.partition(".")[0]
        if package != LIBRARY and self.trace.asked_by_run():
            self.trace.note(f"package {package}")


def _seen(module: str) -> str:
    """The name of the list that says which functions of a module were called already."""
    return f"__used_{module.replace('.', '_')}__"


def _mark(tree: ast.Module, module: str) -> int:
    """Put a mark below the docstring of every function; how many there are.

    A mark is `seen[3] or note(seen, 3, "call …")` at the place of the first statement: after the
    first call it costs next to nothing.
    """
    count = 0
    for count, (name, node) in enumerate(definitions(tree), 1):
        body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
        rank = 0 if ast.get_docstring(node, clean=False) is None else 1  # type: ignore[arg-type]
        place = body[min(rank, len(body) - 1)]
        seen, use = _seen(module), f"call {module} {name}"
        text = f"{seen}[{count - 1}] or {_NOTE}({seen}, {count - 1}, {use!r})"
        mark = ast.parse(text).body[0]
        for part in ast.walk(mark):
            ast.copy_location(part, place)
        body.insert(rank, mark)
    return count


def _translated(part: ast.AST) -> bool:
    """Whether a piece of code has torch translate other code."""
    match part:
        case ast.Attribute(value=ast.Name(id=owner), attr="compile"):
            return owner != "re"
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in _TRANSLATED
        case ast.ImportFrom(module=module, names=names):
            named = {alias.name for alias in names}
            return module != "re" and not named.isdisjoint({*_TRANSLATED, "compile"})
    return False
