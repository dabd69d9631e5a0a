"""The command `tutorial`: it checks answers itself and hands everything else to the engine.

`tutorial check PAGE EXERCISE FILE` needs nothing but this library and works in any folder. Each
answer runs in a process of its own.
"""

import argparse
import ast
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from tutorial_lib.answers import SETUP, in_words
from tutorial_lib.checks import CheckError
from tutorial_lib.exercises import compiled, find_exercise
from tutorial_lib.judge import Exercise, deadline, judge
from tutorial_lib.runtime import say, tell

LIMIT = 60.0  # seconds of an answer: some train a network; its check has less
PATIENCE = 3.0  # seconds until it says that it is still going
LANGUAGES = ("es", "en")


class Verdict(NamedTuple):
    """What came of an answer: whether it is right, and what was said."""

    file: str
    right: bool
    said: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry of the command; its exit code: 0 right, 1 not right yet, 2 misuse."""
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    if given[:1] == ["check"]:
        return check(given[1:])
    try:
        engine = import_module("tutorial_build.cli")
    except ModuleNotFoundError as error:
        words = "aquí solo va 'tutorial check': falta {} // only 'tutorial check' works here: no {}"
        tell(say(words).format(error.name))
        return 2
    engine.main()
    return 0


def check(given: list[str]) -> int:
    """Check an answer, or each one in a folder."""
    parser = argparse.ArgumentParser("tutorial check", description="Check answers to an exercise.")
    parser.add_argument("page", help="the page, such as autograd")
    parser.add_argument("exercise", help="the exercise, such as E1")
    parser.add_argument("file", type=Path, help="a file with your answer, or a folder of them")
    parser.add_argument("--lang", default="", help="language of the messages: es or en")
    parser.add_argument("--json", action="store_true", help="print JSON for a program to read")
    asked = parser.parse_args(given)
    lang = asked.lang or os.environ.get("TUTORIAL_LANG") or "es"
    if lang not in LANGUAGES:
        parser.error(f"expected the language es or en, got {lang!r}")
    os.environ["TUTORIAL_LANG"] = lang
    try:
        exercise = find_exercise(asked.page, asked.exercise)
    except ValueError as error:
        parser.error(str(error))
    answers = sorted(asked.file.glob("*.py")) if asked.file.is_dir() else [asked.file]
    if not answers or not answers[0].is_file():
        parser.error(f"no file {str(asked.file)!r}; save your answer in it")
    quiet = asked.json or asked.file.is_dir()
    verdicts = [_judged(exercise, file, quiet=quiet) for file in answers]
    _show(verdicts, as_json=asked.json, as_table=asked.file.is_dir())
    return 0 if all(verdict.right for verdict in verdicts) else 1


def _show(verdicts: list[Verdict], *, as_json: bool, as_table: bool) -> None:
    if as_json:
        print(json.dumps([verdict._asdict() for verdict in verdicts], indent=1))
    elif as_table:
        width = max(len(verdict.file) for verdict in verdicts)
        for verdict in verdicts:
            tell(f"{verdict.file:<{width}}  {'✓' if verdict.right else verdict.said}")
    elif not verdicts[0].right:
        tell(verdicts[0].said, error=True)


def _judged(exercise: Exercise, file: Path, *, quiet: bool) -> Verdict:
    """Run and judge one answer in a process of its own; what it prints is passed on."""
    task = {"exercise": exercise._asdict(), "file": str(file.absolute()), "name": str(file)}
    command = [sys.executable, "-X", "utf8", "-m", __name__]
    with (
        tempfile.TemporaryDirectory(prefix="answer-") as folder,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": _path(), "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
            errors="replace",
        ) as child,
    ):
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(json.dumps(task))
        child.stdin.close()
        for line in child.stdout:
            if not quiet:
                tell(line.removesuffix("\n"))
        said = child.stderr.read().strip().splitlines()[-1:]
    if child.returncode not in (0, 1):
        ended = say("el programa acabó con el código {} // the program ended with code {}")
        said = [f"{file}: {ended.format(child.returncode)}"]
    return Verdict(str(file), child.returncode == 0, "".join(said))


def _path() -> str:
    """Where Python finds this library, whatever its working folder."""
    package = str(Path(__file__).resolve().parents[1])
    return os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))


def serve_one() -> int:
    """In the process of an answer: read the task, run the answer, judge it."""
    task = json.load(sys.stdin)
    name = task["name"]
    try:
        source = Path(task["file"]).read_bytes().decode("utf-8-sig")
        _run(Exercise(**task["exercise"]), source, task["file"])
    except CheckError as refusal:
        said = str(refusal)
    except SyntaxError as error:
        said = f"{name}:{error.lineno or 1}: SyntaxError: {error.msg}"
    except UnicodeDecodeError as error:
        said = f"{name}:1: {say('no es UTF-8 // not UTF-8')} ({error.reason})"
    else:
        return 0
    sys.stdout.flush()
    print(said, file=sys.stderr)
    return 1


def _run(exercise: Exercise, source: str, file: str) -> None:
    """Run the setup and an answer, and judge what they leave."""
    code = compile(ast.parse(source, file), file, "exec", dont_inherit=True)
    main = ModuleType("__main__")
    main.__file__ = file
    sys.modules["__main__"] = main
    os.environ.setdefault("MPLBACKEND", "agg")  # figures of an answer open no window
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(str(exercise.setup), SETUP, "exec"), main.__dict__)
    except Exception as error:
        words = "la preparación del ejercicio falla aquí // the setup of the exercise fails here"
        raise CheckError(f"✗ {say(words)}: {type(error).__name__}: {error}") from error
    failure = _failure(code, main.__dict__)
    try:
        judge(compiled(exercise), main.__dict__)
    except CheckError as refusal:
        raise CheckError(f"✗ {failure}") if failure else refusal from None
    if failure:
        tell(f"… {failure}")


def _failure(code: CodeType, names: dict[str, Any]) -> str:
    """Run an answer; the error that ended it, in words.

    As in a notebook, what it made until then is judged all the same: nobody asked for the rest.
    """
    try:
        with deadline(LIMIT, PATIENCE):
            exec(code, names)
    except CheckError:
        raise
    except (Exception, SystemExit) as error:
        return in_words(error)
    return ""


if __name__ == "__main__":
    sys.exit(serve_one())
