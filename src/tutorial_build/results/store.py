"""Results of runs on disk: the committed frozen ones, and the store of this checkout.

Both hold one folder per tutorial: `results.json` (what a run made, normalised), under names made of
their content the figures, what they draw and the data of interactive ones, and `sidecar.json` (what
may differ between machines and is never compared). A folder is written beside its place and then
renamed, so a killed build leaves it whole.
"""

import contextlib
import dataclasses
import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tutorial_build.errors import ContentError
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar
from tutorial_build.run.protocol import EXPECTATIONS, CellRun, Json, digest_of
from tutorial_build.source.cells import Code
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import PAGE, Lesson

PAGE_LIMIT = 600_000  # bytes of frozen results of one page
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, zlib.error)
_WRITTEN = {"outputs", "claims", "code"}  # of every cell; a record has defaults for them


@dataclass
class _File:
    """What `results.json` holds: each fact once, as its digest and the parts that it belongs to."""

    facts: dict[str, str]
    runs: dict[str, dict[str, Run]]
    stacks: dict[str, str]  # of each part the digest: what decides how it is compared


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def load(folder: Path, root: Path) -> Results | None:
    """Read results; None where there are none.

    Raises:
        ContentError: If the files are damaged; the message names the remedy.
    """
    found = _place(folder)
    if found is None:
        return None
    with _damage(folder / "results.json", root):
        content = _read_json(found / "results.json")
        file: _File = _adapter(_File).validate_python(content)
        if PAGE not in file.runs:
            raise ValueError("no page among its parts")
        for fact, text in file.facts.items():
            if not text.split():
                raise ValueError(f"fact {fact!r} without a digest")
        for part, runs in file.runs.items():
            _check_runs(runs, content["runs"][part], found)
    with _damage(folder / "sidecar.json", root):
        content = _read_json(found / "sidecar.json")
        sidecars: dict[str, Sidecar] = _adapter(dict[str, Sidecar]).validate_python(content)
        if sidecars.keys() != file.runs.keys():
            raise ValueError(f"parts {sorted(sidecars)}, results of {sorted(file.runs)}")
        for part, sidecar in sidecars.items():
            _check_sidecar(sidecar, file.runs[part], found)
            if file.stacks.get(part) != _digest_of(sidecar.stack):
                raise ValueError(f"the stack of {part} is not the one of its results")
    parts = {name: Part({}, runs, sidecars[name]) for name, runs in file.runs.items()}
    for fact, text in file.facts.items():
        digest, *names = text.split()
        for name in parts.keys() & set(names):
            parts[name].facts[fact] = digest
    return Results(parts, found)


def _check_runs(runs: dict[str, Run], content: Json, folder: Path) -> None:
    """Raise ValueError where runs are wrong in a way that the types of the records leave open."""
    if set(runs) not in ({SHARED}, set(LANGUAGES)):
        raise ValueError(f"runs of {sorted(runs)}")
    for lang, run in runs.items():
        if len(run.values) != len(run.expressions):
            raise ValueError("other inline values than names of them")
        for cell, written in zip(run.cells, content[lang]["cells"], strict=True):
            if lost := _WRITTEN - written.keys():
                raise ValueError(f"a cell without {', '.join(sorted(lost))}")
            _check_cell(cell, folder)


def _digest_of(stack: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(stack, sort_keys=True).encode()).hexdigest()[:12]


def _check_sidecar(sidecar: Sidecar, runs: dict[str, Run], folder: Path) -> None:
    datetime.date.fromisoformat(sidecar.date)
    if sidecar.seconds.keys() != runs.keys():
        raise ValueError(f"seconds of {sorted(sidecar.seconds)}, runs of {sorted(runs)}")
    for cells in sidecar.volatile.values():
        for outputs in cells.values():
            _check_cell(CellRun(outputs), folder)


def _check_cell(cell: CellRun, folder: Path) -> None:
    for claim in cell.claims:
        if sum(getattr(claim, kind) is not None for kind in EXPECTATIONS) != 1:
            raise ValueError(f"claim {claim.id} does not have one expectation")
        if set(claim.expectation) != set(LANGUAGES):
            raise ValueError(f"claim {claim.id} does not say in both languages what was expected")
        if claim.between is not None and len(claim.between) != 2:
            raise ValueError(f"claim {claim.id} is between {claim.between}")
    for picture in cell.pictures:
        for name in picture.files:
            _content(folder, name)


def check_cells(results: Results, lesson: Lesson, root: Path) -> None:
    """Raise ContentError where results of the right code do not have the cells of the page."""
    with _damage(results.folder / "results.json", root):
        for name, steps in lesson.parts.items():
            cells = sum(isinstance(step, Code) for step in steps)
            if any(len(run.cells) != cells for run in results.parts[name].runs.values()):
                raise ValueError(f"{name} has {cells} cells that run")
    with _damage(results.folder / "sidecar.json", root):
        for name, steps in lesson.parts.items():
            codes = [step for step in steps if isinstance(step, Code)]
            may = {str(rank) for rank, code in enumerate(codes) if "volatile" in code.tags}
            for shown in results.parts[name].sidecar.volatile.values():
                if wrong := shown.keys() - may:
                    raise ValueError(f"outputs of {name} {sorted(wrong)}, which are not volatile")


def save(results: Results, folder: Path) -> Results:
    """Write results whole, beside their place and then renamed; return them as they are there."""
    aside, beside = _aside(folder), folder.with_name(f".{folder.name}.{os.getpid()}")
    for left in folder.parent.glob(f".{folder.name}.*"):  # of a command that was killed
        if folder.exists() or left != aside:
            shutil.rmtree(left, ignore_errors=True)
    try:
        _write(results, beside)
        if folder.exists():
            folder.rename(aside)
        beside.rename(folder)
    finally:
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)
    return dataclasses.replace(results, folder=folder)


def _write(results: Results, folder: Path) -> None:
    """Write the files of results; data that both languages draw stand once."""
    folder.mkdir(parents=True)
    for name in results.files:
        shutil.copyfile(results.folder / name, folder / name)
    facts: dict[str, str] = {}
    runs: dict[str, Json] = {}
    for name, part in sorted(results.parts.items()):
        facts |= {fact: f"{facts.get(fact, digest)} {name}" for fact, digest in part.facts.items()}
        runs[name] = {lang: _plain(run) for lang, run in part.runs.items()}
        _move_apart(runs[name], folder)
    stacks = {name: _digest_of(part.sidecar.stack) for name, part in results.parts.items()}
    write_json(folder / "results.json", {"facts": facts, "runs": runs, "stacks": stacks})
    sidecars = {name: _plain(part.sidecar) for name, part in results.parts.items()}
    write_json(folder / "sidecar.json", sidecars)


def _move_apart(runs: dict[str, Json], folder: Path) -> None:
    """Give what figures draw, and the data of interactive ones, files of their own."""
    outputs = [o for run in runs.values() for cell in run["cells"] for o in cell["outputs"]]
    for output in outputs:
        if output["type"] == "data":
            _put_apart(output, "value", folder)
        elif output["type"] == "figure":
            _put_apart(output["drawing"], "axes", folder)


def _put_apart(record: Json, name: str, folder: Path) -> None:
    text = json.dumps(record.pop(name), ensure_ascii=False, separators=(",", ":"))
    record["file"] = f"{digest_of(text.encode())}.json.gz"
    (folder / record["file"]).write_bytes(gzip.compress(text.encode(), mtime=0))


def size(folder: Path) -> int:
    """Bytes of one tutorial's results."""
    return sum(path.stat().st_size for path in folder.iterdir())


def remember_verified(build: Path, folder: Path) -> None:
    """Keep the day these very results were verified in this checkout."""
    note = _note(build, folder)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(today())


def verified_day(build: Path, folder: Path) -> str:
    """The last day these very results were verified in this checkout; empty if never."""
    note = _note(build, folder)
    return note.read_text() if note.exists() else ""


def _note(build: Path, folder: Path) -> Path:
    """The file with the day of a verification; its name says of which bytes."""
    digest = hashlib.sha256()
    for path in sorted((_place(folder) or folder).iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return build / "verified" / f"{folder.name}-{digest.hexdigest()[:16]}"


def today() -> str:
    """The date in UTC, as ISO text."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def write_json(path: Path, content: Json) -> None:
    """Write plain values, each list of plain numbers on one line: quieter diffs."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # The line ends tell such a list from what is printed: inside a JSON text those are escaped.
    pattern = r"\[\n\s*([^][{}\"]+?)\s*\n\s*\]"
    text = re.sub(pattern, lambda match: f"[{' '.join(match[1].split())}]", text)
    path.write_bytes(f"{text}\n".encode())


@contextlib.contextmanager
def _damage(path: Path, root: Path) -> Iterator[None]:
    """Name what is wrong with a file of results, and the remedy."""
    try:
        yield
    except _DAMAGED as error:
        name = path.relative_to(root).as_posix()
        remedy = f"restore it or run 'tutorial freeze {path.parent.name}'"
        raise ContentError(name, 1, f"damaged ({_reason(error)}); {remedy}") from None


def _reason(error: BaseException) -> str:
    """One line on what is wrong with a file."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    text = first["msg"].lower().partition(" or an instance of ")[0]
    return ": ".join(filter(None, [".".join(map(str, first["loc"])), text]))


def _beside(folder: Path, name: str) -> Path:
    """A file of the folder; what is committed may not lead out of it."""
    if Path(name).name != name:
        raise ValueError(f"{name!r} is not the name of a file beside it")
    if not (folder / name).is_file():
        raise ValueError(f"{name} is missing beside it")
    return folder / name


def _content(folder: Path, name: str) -> bytes:
    """What a file of the folder holds, unpacked if it is data; its name says what that must be."""
    content = _beside(folder, name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    if name.split(".")[0] != digest_of(content):
        raise ValueError(f"{name} does not hold what its name says")
    return content


def _place(folder: Path) -> Path | None:
    """Where the results of a folder are: aside, where a command ended between two renames."""
    places = (folder, _aside(folder))
    return next((place for place in places if (place / "results.json").exists()), None)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _plain(record: Any) -> Json:
    """A record as it stands in a file: without what is not there."""

    def present(items: list[tuple[str, Json]]) -> Json:
        return {k: v for k, v in items if v is not None or k in ("abs", "rel")}

    return dataclasses.asdict(record, dict_factory=present)


def _read_json(path: Path) -> Json:
    """What a file holds, with what lies in files of its own."""

    def whole(record: Json) -> Json:
        if "file" in record:
            name = "axes" if "texts" in record else "value"
            record[name] = json.loads(_content(path.parent, record.pop("file")))
        return record

    return json.loads(path.read_text(encoding="utf-8"), object_hook=whole)
