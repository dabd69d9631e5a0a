"""Compare records of runs: a run with the frozen one, and the two languages of one tutorial."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from tutorial_build.results.records import Run
from tutorial_build.run.machine import drawn_alike, same_stack
from tutorial_build.run.protocol import Announced, CellRun, Claim, Data, Html, Json, Picture, Text

DATA_TOLERANCE = 1e-4  # of the largest value: what figures draw is kept with six digits
SHOWN = 3  # differences named of one figure, still or interactive
THUMBNAIL_DISTANCE = 0.02  # mean difference of blurred grey levels in [0, 1]

_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_NOTHING = Announced("nothing", "")

Difference = tuple[int, str]  # rank of the executed cell from 1, or 0 for inline values; what
Folders = tuple[Path, Path]  # where the figures of both sides are


@dataclass(frozen=True)
class Rule:
    """What may differ.

    `relative`: numbers that are not whole, by this fraction. `as_printed`: no digit of a printed
    one. `as_drawn`: no byte of a figure. Without `words`, all that is no number, as between two
    languages. Without `numbers`, all that a run measured, as of one that trains on another stack.
    `scaled`: numbers by a fraction of the largest beside them.
    """

    relative: float = 1e-6
    as_printed: bool = True
    as_drawn: bool = False
    words: bool = True
    numbers: bool = True
    scaled: bool = False


ONE_STACK = Rule()
OTHER_STACK = Rule(relative=1e-3, as_printed=False)
TRAINED_ELSEWHERE = replace(OTHER_STACK, numbers=False)
_MEASURED = ("value", "shown", "equals", "expectation")  # of a claim; its bounds stand in the code


def rule_between(one: Mapping[str, str], other: Mapping[str, str], *, trains: bool = False) -> Rule:
    """How closely runs with these facts about their machines must agree."""
    if not same_stack(one, other):
        return TRAINED_ELSEWHERE if trains else OTHER_STACK
    return replace(ONE_STACK, as_drawn=drawn_alike(one, other))


def differences(
    old: Run, new: Run, folders: Folders | None, rule: Rule = ONE_STACK
) -> list[Difference]:
    """Say where two runs differ; without `folders`, the looks of figures are not compared."""
    cells, values = (len(old.cells), len(new.cells)), (len(old.values), len(new.values))
    for what, (before, now) in (("cells were run", cells), ("inline values were read", values)):
        if before != now:
            return [(0, f"{before} {what}, now {now}")]
    found: list[Difference] = []
    for name, one, other in zip(new.expressions, old.values, new.values, strict=True):
        made = _differ(one, other, f"inline value {{{{ {name} }}}}", rule)
        found += [(0, text) for text in made]
    for rank, pair in enumerate(zip(old.cells, new.cells, strict=True), 1):
        found += [(rank, text) for text in cell_differences(*pair, folders, rule)]
    return found


def languages_disagree(spanish: Run, english: Run) -> list[Difference]:
    """Say where two languages' runs differ in numbers, claims or the data of figures."""
    return differences(spanish, english, None, Rule(words=False))


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
        facts = _facts(claim, rule), _facts(now, rule)
        yield from _differ(*facts, f"claim {claim.id}", replace(rule, numbers=True))
    for pair in zip(before.outputs, after.outputs, strict=True):
        match pair:
            case Picture() as old, Picture() as new:
                yield from _figures(old, new, folders, rule)
            case Data() as old, Data() as new:
                yield from _differ(
                    old.widget, new.widget, "interactive data", replace(rule, words=True)
                )
                if rule.numbers:
                    found = _differ(old.value, new.value, f"data {old.widget}", rule)
                    yield from islice(found, SHOWN)
            case (Text() | Html()) as old, (Text() | Html()) as new:
                yield from _texts(old.text, new.text, rule)


def _facts(claim: Claim, rule: Rule) -> Json:
    """What must stay of a claim."""
    record = asdict(claim)
    return record if rule.numbers else {n: v for n, v in record.items() if n not in _MEASURED}


def _figures(old: Picture, new: Picture, folders: Folders | None, rule: Rule) -> Iterator[str]:
    before, now = ([side.width, side.height] for side in (old, new))
    yield from _differ(before, now, "size of the figure", rule)
    if not rule.numbers:
        return
    were, are = (_without_places(side.drawing.axes, rule) for side in (old, new))
    found = list(_differ(were, are, "figure", replace(rule, scaled=True)))
    if rule.words and (gone := set(old.drawing.texts) ^ set(new.drawing.texts)):
        found.append(f"figure texts differ: {sorted(gone)}")
    yield from found[:SHOWN]
    if folders and not found:
        if (
            distance := _distance(folders[0] / old.thumb, folders[1] / new.thumb)
        ) > THUMBNAIL_DISTANCE:
            yield f"figure looks different: distance {distance:.3f}, at most {THUMBNAIL_DISTANCE}"
        elif rule.as_drawn and old.files != new.files:
            yield f"figure drawn otherwise: its files were {old.files}, are {new.files}"


def _without_places(drawn: Json, rule: Rule) -> Json:
    """What is drawn; between languages without the places of texts, which make room for words."""
    if rule.words or not isinstance(drawn, list | dict):
        return drawn
    if isinstance(drawn, list):
        return [_without_places(item, rule) for item in drawn]
    return {name: _without_places(item, rule) for name, item in drawn.items() if name != "at"}


def _distance(one: Path, other: Path) -> float:
    return float(np.abs(_blurred(one) - _blurred(other)).mean())


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
        if (
            rule.numbers
            and one != other
            and (rule.as_printed or not _printed_alike(one, other, rule))
        ):
            yield f"number was {one}, is {other}"


def _differ(old: Json, new: Json, where: str, rule: Rule) -> Iterator[str]:
    """Compare nested plain values."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name in old:
            at = f"{where}.{name}".removeprefix("figure.")
            yield from _differ(old[name], new[name], at, rule)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if rule.scaled and all(map(_numeric, [*old, *new])):
            slack = max(DATA_TOLERANCE, rule.relative) * max(map(abs, old), default=0.0)
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
    if _numeric(old) and type(old) is type(new):
        return not rule.numbers or _near(old, new, rule)
    return old is new


def _numeric(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _near(old: float, new: float, rule: Rule) -> bool:
    """Whether two numbers agree: whole ones exactly, the others within tolerance."""
    if isinstance(old, int) and isinstance(new, int):
        return old == new
    both_nan = math.isnan(old) and math.isnan(new)
    return both_nan or math.isclose(old, new, rel_tol=rule.relative)


def _printed_alike(old: str, new: str, rule: Rule) -> bool:
    """Whether two printed numbers agree: equal ones are written alike, a whole one stays whole."""
    one, other = (_parse(number) for number in (old, new))
    if type(one) is not type(other):
        return False
    return (one != other and _near(one, other, rule)) or _with_hyphen(old) == _with_hyphen(new)


def _with_hyphen(number: str) -> str:
    return number.replace("−", "-")


def _parse(number: str) -> float:
    """The value of a printed number; a whole one stays an int."""
    number = _with_hyphen(number)
    return int(number) if number.lstrip("-").isdigit() else float(number)
