"""Results of runs on disk: the committed frozen ones, and the store of this checkout.

Both hold one folder per tutorial: `results.json` (what a run made, normalised), the figures and the
data of interactive figures under names made of their content, and `sidecar.json` (what may differ
between machines and is never compared). A folder is written beside its place and then renamed, so a
killed build leaves it whole.
"""

import copy
import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import serialise
from tutorial_build.source.inline import Inline
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Code, Tutorial
from tutorial_build.source.syntax import parse

PAGE_LIMIT = 600_000  # bytes of frozen results of one page
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, zlib.error)
FIGURE_FILES = ("light", "dark", "thumb", "thumb_dark")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Results:
    """What the runs of a tutorial made: `runs` maps `es` and `en`, or `both`, to a record."""

    key: str
    runs: dict[str, Any]
    sidecar: dict[str, Any] = field(default_factory=dict)
    folder: Path = Path()

    def run(self, lang: str) -> dict[str, Any]:
        """The record that serves `lang`."""
        record: dict[str, Any] = self.runs.get(lang) or self.runs["both"]
        return record

    def outputs(self, lang: str, cell: int) -> list[dict[str, Any]]:
        """Outputs of the cell of that rank among those that run, volatile ones included."""
        volatile = self.sidecar.get("volatile", {})
        kept = volatile.get(lang, volatile.get("both", {})).get(str(cell))
        found: list[dict[str, Any]] = self.run(lang)["cells"][cell]["outputs"]
        return found if kept is None else kept

    @property
    def figures(self) -> set[str]:
        """Names of all files that the records mention."""
        return {
            output[part]
            for record in [*self.runs.values(), {"cells": self._volatile_cells()}]
            for cell in record["cells"]
            for output in cell["outputs"]
            if output["type"] == "figure"
            for part in FIGURE_FILES
            if part in output
        }

    def _volatile_cells(self) -> list[dict[str, Any]]:
        runs = self.sidecar.get("volatile", {}).values()
        return [{"outputs": outputs} for run in runs for outputs in run.values()]


def collect(
    tutorial: Tutorial, key: str, records: dict[str, Any], packages: set[str], figures: Path
) -> Results:
    """Make Results of fresh records: normalise them and move what may differ to the sidecar."""
    cells = [step for step in tutorial.steps if isinstance(step, Code)]
    volatile: dict[str, dict[str, Any]] = {}
    runs: dict[str, Any] = {}
    for lang, record in records.items():
        expressions = [step.expression for step in tutorial.steps if isinstance(step, Inline)]
        run = {
            "cells": copy.deepcopy(record["cells"]),
            "expressions": expressions,
            "values": record["values"],
        }
        for number, (cell, made) in enumerate(zip(cells, run["cells"], strict=True)):
            made["code"] = cell_digest(cell, "es" if lang == "both" else lang)
            for output in made["outputs"]:
                if "text" in output:
                    output["text"] = normalise(output["text"])
            if "volatile" in cell.tags:
                volatile.setdefault(lang, {})[str(number)] = made["outputs"]
                made["outputs"] = []
        runs[lang] = run
    first = next(iter(records.values()))
    named = {"python", "system", "libc", "machine", "cpu", "cpu_capability", "threads"} | packages
    if "torch" not in packages:
        named.discard("cpu_capability")
    sidecar = {
        "date": today(),
        "seconds": {lang: round(record["seconds"], 2) for lang, record in records.items()},
        "peak_mb": max(record["peak_mb"] for record in records.values()),
        "stack": {name: value for name, value in first["stack"].items() if name in named},
        "volatile": volatile,
    }
    return Results(key, runs, sidecar, figures)


def align(results: Results, tutorial: Tutorial) -> Results:
    """Results of an earlier version, each put with the cell it belongs to; new cells get none."""
    runs = {}
    empty: dict[str, Any] = {"outputs": [], "claims": []}
    for lang in LANGUAGES:
        run = results.run(lang)
        known = {cell["code"]: cell for cell in run["cells"]}
        values = dict(zip(run.get("expressions", []), run["values"], strict=False))
        steps = tutorial.steps
        cells = [step for step in steps if isinstance(step, Code)]
        expressions = [step.expression for step in steps if not isinstance(step, Code)]
        runs[lang] = {
            "cells": [known.get(cell_digest(cell, lang), empty) for cell in cells],
            "values": [values.get(expression) for expression in expressions],
        }
    return Results(results.key, runs, results.sidecar | {"volatile": {}}, results.folder)


def cell_digest(cell: Code, lang: str) -> str:
    """A short digest of a cell's code, by which earlier results find their cell."""
    text = json.dumps(serialise(parse(cell.localised(lang))))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def normalise(text: str) -> str:
    """Remove what differs from run to run without meaning: addresses, colours, line ends."""
    text = ANSI.sub("", text.replace("\r\n", "\n"))
    text = ADDRESS.sub("0x…", text)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def load(folder: Path, root: Path) -> Results | None:
    """Read results; None where there are none.

    Raises:
        ContentError: If the files are damaged; the message names the remedy.
    """
    _put_back(folder)
    path = folder / "results.json"
    if not path.exists():
        return None
    remedy = f"restore it or run 'tutorial freeze {folder.name}'"
    name = path.relative_to(root).as_posix()
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
        sidecar = json.loads((folder / "sidecar.json").read_text(encoding="utf-8"))
        loaded = Results(results["key"], _with_data(results["runs"], folder), sidecar, folder)
        _check_shape(loaded)
        missing = sorted(file for file in loaded.figures if not (folder / file).is_file())
    except _DAMAGED as error:
        raise ContentError(name, 1, f"damaged ({error}); {remedy}") from None
    if missing:
        raise ContentError(name, 1, f"{missing[0]} is missing beside it; {remedy}")
    if set(loaded.runs) not in ({"both"}, set(LANGUAGES)):
        raise ContentError(name, 1, f"has runs {sorted(loaded.runs)}; {remedy}")
    return loaded


def _check_shape(results: Results) -> None:
    """Raise LookupError or ValueError where a part is missing that a page or `verify` needs."""
    wanted = {
        "text": {"text"},
        "html": {"text"},
        "figure": {"light", "thumb", "thumb_dark", "width", "height", "drawing"},
        "data": {"widget", "value"},
    }
    if lost := {"date", "seconds", "peak_mb", "stack"} - results.sidecar.keys():
        raise ValueError(f"no {', '.join(sorted(lost))} in sidecar.json")
    for record in results.runs.values():
        if len(record["values"]) != len(record["expressions"]):
            raise ValueError("other inline values than names of them")
        for cell in record["cells"]:
            if lost := {"code", "claims", "outputs"} - cell.keys():
                raise ValueError(f"a cell without {', '.join(sorted(lost))}")
            for output in cell["outputs"]:
                if lost := wanted[output["type"]] - output.keys():
                    raise ValueError(f"an output without {', '.join(sorted(lost))}")


def check_cells(results: Results, tutorial: Tutorial, root: Path) -> None:
    """Raise ContentError where results under the right key do not have the cells of the page."""
    cells = sum(isinstance(step, Code) for step in tutorial.steps)
    if any(len(record["cells"]) != cells for record in results.runs.values()):
        name = (results.folder / "results.json").relative_to(root).as_posix()
        remedy = f"restore it or run 'tutorial freeze {tutorial.slug}'"
        raise ContentError(name, 1, f"damaged (its page has {cells} cells that run); {remedy}")


def save(results: Results, folder: Path) -> None:
    """Write results whole: beside their place first, then renamed."""
    _put_back(folder)
    for left in folder.parent.glob(f".{folder.name}.*"):  # of a command that was killed
        shutil.rmtree(left, ignore_errors=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        beside.mkdir(parents=True)
        for name in sorted(results.figures):
            shutil.copyfile(results.folder / name, beside / name)
        runs = _data_apart(results.runs, beside)
        _write_json(beside / "results.json", {"key": results.key, "runs": runs})
        _write_json(beside / "sidecar.json", results.sidecar)
        if folder.exists():
            folder.rename(_aside(folder))
        beside.rename(folder)
    finally:
        _put_back(folder)
        shutil.rmtree(_aside(folder), ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    """Where the old results are between the two renames of `save`."""
    return folder.with_name(f".{folder.name}.old")


def _put_back(folder: Path) -> None:
    """Old results to their place, where a command ended between the two renames."""
    if _aside(folder).exists() and not folder.exists():
        _aside(folder).rename(folder)


def _data_apart(runs: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Runs with the data of interactive figures in files: both languages share what is equal."""
    runs = copy.deepcopy(runs)
    for output in _data_outputs(runs):
        text = json.dumps(output.pop("value"), ensure_ascii=False, separators=(",", ":"))
        output["file"] = f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json.gz"
        (folder / output["file"]).write_bytes(gzip.compress(text.encode(), mtime=0))
    return runs


def _with_data(runs: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Runs as they were before `_data_apart`; changes and returns what is given."""
    for output in _data_outputs(runs):
        output["value"] = json.loads(gzip.decompress((folder / output.pop("file")).read_bytes()))
    return runs


def _data_outputs(runs: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        output
        for run in runs.values()
        for cell in run["cells"]
        for output in cell["outputs"]
        if output["type"] == "data"
    ]


def size(folder: Path) -> int:
    """Bytes of one tutorial's results."""
    return sum(path.stat().st_size for path in folder.iterdir())


def remember_verified(build: Path, folder: Path) -> None:
    """Keep the day these very results were verified in this checkout."""
    known = _verified(build) | {folder.name: {"results": _digest(folder), "day": today()}}
    build.mkdir(exist_ok=True)
    _write_json(build / "verified.json", known)


def verified_day(build: Path, folder: Path) -> str:
    """The last day these very results were verified in this checkout; empty if never."""
    last = _verified(build).get(folder.name)
    return last["day"] if last and last["results"] == _digest(folder) else ""


def _verified(build: Path) -> dict[str, dict[str, str]]:
    """Slug → the results that were verified last, and the day."""
    try:
        known: dict[str, dict[str, str]] = json.loads(
            (build / "verified.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return {}
    return known


def _digest(folder: Path) -> str:
    """A digest of every file of a tutorial's results."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def today() -> str:
    """The date in UTC, as ISO text."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # Lists of plain numbers on one line: quieter diffs and a third of the size.
    # The line ends tell them from what is printed: inside a JSON text those are escaped.
    text = re.sub(r"\[\n\s*([^][{}\"]+?)\s*\n\s*\]", lambda m: f"[{' '.join(m[1].split())}]", text)
    path.write_text(text + "\n", encoding="utf-8")
