"""Compare records of runs: a run with the frozen one, and the two languages of one tutorial."""

import math
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from tutorial_build.results.records import Run
from tutorial_build.run.protocol import Announced, CellRun, Data, Html, Json, Picture, Text

RELATIVE, ABSOLUTE = 1e-5, 1e-9  # tolerance for numbers
DATA_TOLERANCE = 1e-4  # of the largest value: what figures draw is kept with six digits
SHOWN = 3  # differences named of one interactive figure's data
THUMBNAIL_DISTANCE = 0.02  # mean difference of blurred grey levels in [0, 1]

_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_NOTHING = Announced("nothing", "")

Difference = tuple[int, str]  # rank of the executed cell from 1, or 0 for inline values; what
Folders = tuple[Path, Path]  # where the figures of both sides are


@dataclass(frozen=True)
class Rule:
    """What may differ.

    `as_printed`: no digit of a printed number, for runs on one stack. Without `words`, all that is
    no number, as between two languages. `scaled`: numbers by a fraction of the largest beside them.
    """

    as_printed: bool = False
    words: bool = True
    scaled: bool = False


TOLERANT = Rule()


def differences(
    old: Run, new: Run, folders: Folders | None, rule: Rule = TOLERANT
) -> list[Difference]:
    """Say where two runs differ; without `folders`, the looks of figures are not compared."""
    cells, values = (len(old.cells), len(new.cells)), (len(old.values), len(new.values))
    for what, (before, now) in (("cells were run", cells), ("inline values were read", values)):
        if before != now:
            return [(0, f"{before} {what}, now {now}")]
    found: list[Difference] = []
    for name, one, other in zip(new.expressions, old.values, new.values, strict=True):
        made = _differ(one, other, f"inline value {{{{ {name} }}}}", TOLERANT)
        found += [(0, text) for text in made]
    for rank, pair in enumerate(zip(old.cells, new.cells, strict=True), 1):
        found += [(rank, text) for text in cell_differences(*pair, folders, rule)]
    return found


def languages_disagree(spanish: Run, english: Run) -> list[Difference]:
    """Say where two languages' runs differ in numbers, claims or the data of figures."""
    return differences(spanish, english, None, Rule(words=False))


def claims_differ(old: Run, new: Run) -> list[str]:
    """Say which claims are not the same ones; their values may differ, they have held."""
    before, after = ([(c.id, *c.expected, c.abs, c.rel) for c in r.claims] for r in (old, new))
    return [] if before == after else [f"the claims were {before}, now {after}"]


def count(run: Run) -> dict[str, int]:
    """How many numbers, figures and claims a run made."""
    texts = [o.text for cell in run.cells for o in cell.outputs if isinstance(o, Text | Html)]
    return {
        "numbers": sum(len(_NUMBER.findall(text)) for text in texts) + len(run.values),
        "figures": sum(len(cell.pictures) for cell in run.cells),
        "claims": len(run.claims),
    }


def cell_differences(
    before: CellRun, after: CellRun, folders: Folders | None, rule: Rule
) -> Iterator[str]:
    """Say how what a cell left differs."""
    for part in ("error", "warning"):
        one, other = (asdict(getattr(side, part) or _NOTHING) for side in (before, after))
        yield from _differ(one, other, part, rule)
    ids = [[claim.id for claim in side.claims] for side in (before, after)]
    kinds = [[output.type for output in side.outputs] for side in (before, after)]
    for what, (were, are) in (("claims", ids), ("outputs", kinds)):
        if were != are:
            yield f"{what} were {were}, are {are}"
            return
    for claim, now in zip(before.claims, after.claims, strict=True):
        yield from _differ(asdict(claim), asdict(now), f"claim {claim.id}", rule)
    for pair in zip(before.outputs, after.outputs, strict=True):
        match pair:
            case Picture() as old, Picture() as new:
                yield from _figures(old, new, folders, rule)
            case Data() as old, Data() as new:
                found = _differ(old.value, new.value, f"data {old.widget}", rule)
                yield from islice(found, SHOWN)
            case (Text() | Html()) as old, (Text() | Html()) as new:
                yield from _texts(old.text, new.text, rule)


def _figures(old: Picture, new: Picture, folders: Folders | None, rule: Rule) -> Iterator[str]:
    yield from _differ(old.drawing.axes, new.drawing.axes, "figure", Rule(scaled=True))
    if rule.words and (gone := set(old.drawing.texts) ^ set(new.drawing.texts)):
        yield f"figure texts differ: {sorted(gone)}"
    if folders:
        one, other = _blurred(folders[0] / old.thumb), _blurred(folders[1] / new.thumb)
        if (distance := np.abs(one - other).mean()) > THUMBNAIL_DISTANCE:
            yield f"figure looks different: distance {distance:.3f}, at most {THUMBNAIL_DISTANCE}"


def _blurred(path: Path) -> np.ndarray:
    """Grey levels in [0, 1] of a thumbnail, shrunk to blur what the eye does not see."""
    with Image.open(path) as image:
        small = image.convert("L").resize((96, 64), Image.Resampling.BOX)
        return np.asarray(small, dtype=float) / 255


def _texts(old: str, new: str, rule: Rule) -> Iterator[str]:
    for before, after in zip(old.split("\n"), new.split("\n"), strict=False):
        if rule.words and _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
            yield f"text was {before!r}, is {after!r}"
            return
    lines = [text.count("\n") + 1 for text in (old, new)]
    numbers = [_NUMBER.findall(text) for text in (old, new)]
    counts = [len(found) for found in numbers]
    if counts[0] != counts[1] or (rule.words and lines[0] != lines[1]):
        yield f"text had {lines[0]} lines and {counts[0]} numbers, has {lines[1]} and {counts[1]}"
        return
    for one, other in zip(*numbers, strict=True):
        if one != other and (rule.as_printed or not _near(_parse(one), _parse(other))):
            yield f"number was {one}, is {other}"


def _differ(old: Json, new: Json, where: str, rule: Rule) -> Iterator[str]:
    """Compare nested plain values."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name in old:
            at = f"{where}.{name}".removeprefix("figure.")
            yield from _differ(old[name], new[name], at, rule)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if rule.scaled and all(map(_numeric, [*old, *new])):
            slack = DATA_TOLERANCE * max(map(abs, old), default=0.0) + ABSOLUTE
            if not all(math.isclose(a, b, abs_tol=slack) for a, b in zip(old, new, strict=True)):
                yield f"{where} was {old}, is {new}"
            return
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differ(one, other, where if rule.scaled else f"{where}[{place}]", rule)
    elif isinstance(old, list | dict) and isinstance(new, list | dict):
        sizes = [len(side) if isinstance(side, list) else list(side) for side in (old, new)]
        yield f"{where} differ: {sizes[0]}, now {sizes[1]}"
    elif not _same(old, new, rule):
        yield f"{where} was {old!r:.80}, is {new!r:.80}"


def _same(old: Json, new: Json, rule: Rule) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old == new or not rule.words
    if _numeric(old) and _numeric(new):
        return _near(old, new)
    return old is new


def _numeric(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _near(old: float, new: float) -> bool:
    """Whether two numbers agree: whole ones exactly, the others within tolerance."""
    if isinstance(old, int) and isinstance(new, int):
        return old == new
    both_nan = math.isnan(old) and math.isnan(new)
    return both_nan or math.isclose(old, new, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _parse(number: str) -> float:
    """The value of a printed number; a whole one stays an int."""
    number = number.replace("−", "-")
    return int(number) if number.lstrip("-").isdigit() else float(number)
