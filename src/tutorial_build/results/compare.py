"""Compare records of runs: a run with the frozen one, and the two languages of one tutorial."""

import math
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

RELATIVE = 1e-5  # tolerance for numbers, and for the data of figures
ABSOLUTE = 1e-9
DATA_TOLERANCE = 1e-4  # of the largest value: figure data is kept with six digits
SHOWN = 3  # differences named of one interactive figure's data
THUMBNAIL_DISTANCE = 0.02  # mean difference of blurred grey levels in [0, 1]

_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
EXPECTATIONS = ("equals", "between", "at_least", "at_most", "abs", "rel")


Difference = tuple[int, str]  # rank of the executed cell from 1, or 0 for inline values; what


def differences(
    old: dict[str, Any],
    new: dict[str, Any],
    folders: tuple[Path, Path],
    *,
    as_printed: bool = False,
) -> list[Difference]:
    """Say where a run differs from the frozen one; an empty list means that they agree.

    With `as_printed` no digit of a printed number may differ: for runs on one stack.
    """
    found = [(0, text) for text in _values(old, new)]
    if len(old["cells"]) != len(new["cells"]):
        return [*found, (0, f"{len(old['cells'])} cells were run, now {len(new['cells'])}")]
    for number, (before, after) in enumerate(zip(old["cells"], new["cells"], strict=True), 1):
        made = cell_differences(before, after, folders, as_printed=as_printed)
        found += [(number, text) for text in made]
    return found


def claims_differ(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Say which claims are not the same ones; their values may differ, they have held."""
    before, after = ([_expected(c) for c in claims(run)] for run in (old, new))
    return [] if before == after else [f"the claims were {before}, now {after}"]


def languages_disagree(spanish: dict[str, Any], english: dict[str, Any]) -> list[Difference]:
    """Say where two languages' runs differ in numbers, claims or the data of figures."""
    found = [(0, text) for text in _values(spanish, english)]
    for number, (es, en) in enumerate(zip(spanish["cells"], english["cells"], strict=True), 1):
        texts = ["\n".join(o["text"] for o in side["outputs"] if "text" in o) for side in (es, en)]
        numbers = [[_parse(number) for number in _NUMBER.findall(text)] for text in texts]
        if not _close(*numbers):
            found.append((number, f"numbers {_show(*numbers)}"))
        found += [(number, text) for text in _claims(es["claims"], en["claims"])]
        spanish_data, english_data = (
            [o["drawing"]["axes"] for o in _pictures(s)] for s in (es, en)
        )
        found += [
            (number, f"figure data: {text}") for text in _data(spanish_data, english_data, "figure")
        ]
        before, after = _interactive(es), _interactive(en)
        found += [
            (number, f"interactive data: {text}")
            for text in islice(_values_differ(before, after, "data", texts=False), SHOWN)
        ]
    return found


def _pictures(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for output in cell["outputs"] if output["type"] == "figure"]


def _interactive(cell: dict[str, Any]) -> list[Any]:
    return [output["value"] for output in cell["outputs"] if output["type"] == "data"]


def claims(run: dict[str, Any]) -> list[dict[str, Any]]:
    return [claim for cell in run["cells"] for claim in cell["claims"]]


def count(run: dict[str, Any]) -> dict[str, int]:
    """How many numbers, figures and claims a run made."""
    outputs = [output for cell in run["cells"] for output in cell["outputs"]]
    texts = [output["text"] for output in outputs if "text" in output]
    return {
        "numbers": sum(len(_NUMBER.findall(text)) for text in texts) + len(run["values"]),
        "figures": sum(output["type"] == "figure" for output in outputs),
        "claims": len(claims(run)),
    }


def cell_differences(
    before: dict[str, Any],
    after: dict[str, Any],
    folders: tuple[Path, Path],
    *,
    as_printed: bool = False,
) -> Iterator[str]:
    for part in ("error", "warning"):
        old, new = (side.get(part, {}) for side in (before, after))
        if old.get("type") != new.get("type"):
            yield f"{part} was {old.get('type')}, is {new.get('type')}"
        yield from _texts(old.get("message", ""), new.get("message", ""), as_printed)
    yield from _claims(before["claims"], after["claims"])
    kinds = [[output["type"] for output in side["outputs"]] for side in (before, after)]
    if kinds[0] != kinds[1]:
        yield f"outputs were {kinds[0]}, are {kinds[1]}"
        return
    for old, new in zip(before["outputs"], after["outputs"], strict=True):
        if old["type"] == "figure":
            yield from _figures(old, new, folders)
        elif old["type"] == "data":
            found = _values_differ(old["value"], new["value"], f"data {old['widget']}")
            yield from islice(found, SHOWN)
        else:
            yield from _texts(old["text"], new["text"], as_printed)


def _texts(old: str, new: str, as_printed: bool) -> Iterator[str]:
    words = [_NUMBER.sub("#", text) for text in (old, new)]
    if words[0] != words[1]:
        for before, after in zip(*(text.split("\n") for text in (old, new)), strict=False):
            if _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
                yield f"text was {before!r}, is {after!r}"
                return
        yield f"text had {old.count(chr(10)) + 1} lines, has {new.count(chr(10)) + 1}"
        return
    for before, after in zip(_NUMBER.findall(old), _NUMBER.findall(new), strict=True):
        if before != after and (as_printed or not _near(_parse(before), _parse(after))):
            yield f"number was {before}, is {after}"


def _values(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Compare the inline values of two runs."""
    if len(old["values"]) != len(new["values"]):
        yield f"{len(old['values'])} inline values, now {len(new['values'])}"
        return
    for name, before, after in zip(new["expressions"], old["values"], new["values"], strict=True):
        if not _close(before, after):
            yield f"inline value {{{{ {name} }}}} was {before!r}, is {after!r}"


def _claims(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[str]:
    names = [[claim["id"] for claim in side] for side in (old, new)]
    if names[0] != names[1]:
        yield f"claims were {names[0]}, are {names[1]}"
        return
    for before, after in zip(old, new, strict=True):
        for kind in EXPECTATIONS:
            if before.get(kind) != after.get(kind):
                wanted = f"{kind}={before.get(kind)}, is {kind}={after.get(kind)}"
                yield f"claim {before['id']} was {wanted}"
        if not _close(before["value"], after["value"]):
            yield f"claim {before['id']} was {before['value']!r}, is {after['value']!r}"


def _expected(claim: dict[str, Any]) -> dict[str, Any]:
    return {"id": claim["id"]} | {k: claim.get(k) for k in EXPECTATIONS}


def _figures(old: dict[str, Any], new: dict[str, Any], folders: tuple[Path, Path]) -> Iterator[str]:
    if old["drawing"]["texts"] != new["drawing"]["texts"]:
        gone = sorted(set(old["drawing"]["texts"]) ^ set(new["drawing"]["texts"]))
        yield f"figure texts differ: {gone}"
    yield from _data(old["drawing"]["axes"], new["drawing"]["axes"], "axes")
    distance = thumbnail_distance(folders[0] / old["thumb"], folders[1] / new["thumb"])
    if distance > THUMBNAIL_DISTANCE:
        yield f"figure looks different: distance {distance:.3f}, at most {THUMBNAIL_DISTANCE}"


def thumbnail_distance(old: Path, new: Path) -> float:
    """Mean absolute difference of two thumbnails, shrunk to blur what the eye does not see."""
    greys = []
    for path in (old, new):
        with Image.open(path) as image:
            small = image.convert("L").resize((96, 64), Image.Resampling.BOX)
            greys.append(np.asarray(small, dtype=float) / 255)
    return float(np.abs(greys[0] - greys[1]).mean())


def _data(old: Any, new: Any, where: str) -> Iterator[str]:
    """Compare the nested numbers behind two figures."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name in old:
            yield from _data(old[name], new[name], name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if all(isinstance(value, int | float) for value in [*old, *new]):
            scale = max((abs(value) for value in old), default=0.0)
            close = zip(old, new, strict=True)
            if not all(
                math.isclose(a, b, abs_tol=DATA_TOLERANCE * scale + ABSOLUTE) for a, b in close
            ):
                yield f"{where} was {old}, is {new}"
            return
        for before, after in zip(old, new, strict=True):
            yield from _data(before, after, where)
    elif old != new:
        count = [len(side) if isinstance(side, list) else side for side in (old, new)]
        yield f"{where} differ: {count[0]}, now {count[1]}"


def _values_differ(old: Any, new: Any, where: str, *, texts: bool = True) -> Iterator[str]:
    """Compare nested plain values; without `texts`, words may differ, as between languages."""
    kinds = [bool if isinstance(v, bool) else float if _numeric(v) else type(v) for v in (old, new)]
    if kinds[0] is not kinds[1]:
        yield f"{where} was {old!r:.60}, is {new!r:.60}"
    elif isinstance(old, dict):
        if old.keys() != new.keys():
            yield f"{where} had {sorted(old)}, has {sorted(new)}"
            return
        for name in old:
            yield from _values_differ(old[name], new[name], f"{where}.{name}", texts=texts)
    elif isinstance(old, list):
        if len(old) != len(new):
            yield f"{where} had {len(old)} items, has {len(new)}"
            return
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _values_differ(before, after, f"{where}[{place}]", texts=texts)
    elif kinds[0] is float:
        if not _near(old, new):
            yield f"{where} was {old!r}, is {new!r}"
    elif old != new and (texts or not isinstance(old, str)):
        yield f"{where} was {old!r:.60}, is {new!r:.60}"


def _numeric(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(old: Any, new: Any) -> bool:
    """Whether two values agree, numbers within tolerance, lists element by element."""
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_close(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, int | float) and isinstance(new, int | float):
        return _near(old, new)
    return bool(old == new)


def _near(old: float, new: float) -> bool:
    """Whether two numbers agree: whole ones exactly, the others within tolerance."""
    if isinstance(old, int) and isinstance(new, int):
        return old == new
    both_nan = math.isnan(old) and math.isnan(new)
    return both_nan or math.isclose(old, new, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _parse(number: str) -> float:
    """The value of a printed number; a whole one stays an int."""
    number = number.replace("−", "-")
    return int(number) if re.fullmatch(r"-?\d+", number) else float(number)


def _show(old: list[float], new: list[float]) -> str:
    for before, after in zip(old, new, strict=False):
        if not _near(before, after):
            return f"{before:g} and {after:g}"
    return f"{len(old)} and {len(new)} of them"
