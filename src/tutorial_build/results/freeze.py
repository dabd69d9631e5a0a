"""Write frozen results; old bytes stay wherever the new run agrees with them."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.results import compare, drift, store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Part, Results, Standing, State
from tutorial_build.results.update import everything, run_tutorials, state_of
from tutorial_build.source.script import Tutorial


def freeze(
    checkout: Checkout, tutorials: Iterable[Tutorial], *, again: bool
) -> Iterator[tuple[Tutorial, str | ContentError]]:
    """Freeze those tutorials that are stale, or with `again` all of them.

    Yields each tutorial with one line about what was done, or its error.
    """
    wanted = []
    for tutorial in tutorials:
        try:
            state = state_of(checkout, tutorial)
        except ContentError as error:
            if tutorial.path == error.path:
                yield tutorial, error
                continue
            state = everything(tutorial, State(Standing.STALE))  # damaged ones are made again
        kept = state.results
        if again or kept is None or state.stale:
            wanted.append((tutorial, everything(tutorial, state) if again else state))
        elif kept.folder == checkout.frozen(tutorial) and not _gone(tutorial, kept):
            noted = drift.remember(checkout, tutorial)
            yield tutorial, "is fresh; noted its new texts" if noted else "is fresh; nothing to do"
        else:  # of a build, or left aside by a killed command
            yield tutorial, _write(checkout, tutorial, kept)
    for tutorial, outcome in run_tutorials(checkout, wanted):
        if isinstance(outcome, Results):
            yield tutorial, _write(checkout, tutorial, outcome)
        else:
            yield tutorial, outcome


def _gone(tutorial: Tutorial, results: Results) -> set[str]:
    """Parts that the tutorial has no more."""
    return results.parts.keys() - tutorial.lessons[0].parts.keys()


def _write(checkout: Checkout, tutorial: Tutorial, new: Results) -> str | ContentError:
    folder, old = checkout.frozen(tutorial), None
    with contextlib.suppress(ContentError):
        old = store.load(folder, checkout.root)
    with tempfile.TemporaryDirectory(prefix="freeze-") as scratch:
        for part in _gone(tutorial, new):
            del new.parts[part]
        merged, changed = merge(old, new, Path(scratch))
        store.save(merged, Path(scratch) / "whole")
        size = store.size(Path(scratch) / "whole")
        if size > store.PAGE_LIMIT:
            limit = store.PAGE_LIMIT // 1000
            message = f"frozen results of {size // 1000} kB, at most {limit} kB; "
            return ContentError(tutorial.path, 1, message + "draw smaller figures, print less")
        store.save(merged, folder)
    drift.remember(checkout, tutorial)
    return f"frozen, {size // 1000} kB, {changed} cells changed"


def merge(old: Results | None, new: Results, scratch: Path) -> tuple[Results, int]:
    """New results with the old bytes of every cell that agrees; and how many did not.

    The files of both are brought together in `scratch`.
    """
    for results in filter(None, (new, old)):
        for name in results.files:
            shutil.copyfile(results.folder / name, scratch / name)
    known = old.parts if old else {}
    merged = {name: _merge(known.get(name), part, scratch) for name, part in new.parts.items()}
    parts = {name: part for name, (part, _) in merged.items()}
    return Results(parts, scratch), sum(changed for _, changed in merged.values())


def _merge(old: Part | None, new: Part, folder: Path) -> tuple[Part, int]:
    """The same for one part."""
    if old is None or old.runs.keys() != new.runs.keys():
        return new, sum(len(run.cells) for run in new.runs.values())
    rule = compare.rule_between(old.sidecar.stack, new.sidecar.stack)
    rule = replace(rule, relative=compare.ONE_STACK.relative)
    changed, runs = 0, {}
    for lang, run in new.runs.items():
        known = {cell.code: cell for cell in old.runs[lang].cells}
        cells = []
        for cell in run.cells:
            before = known.get(cell.code)
            if before and not any(compare.cell_differences(before, cell, (folder, folder), rule)):
                cells.append(before)
            else:
                cells.append(cell)
                changed += 1
        runs[lang] = replace(run, cells=cells)
    unchanged = changed == 0 and old.facts == new.facts
    if unchanged and old.sidecar.stack.keys() == new.sidecar.stack.keys():
        new = replace(new, sidecar=old.sidecar)
    return replace(new, runs=runs), changed
