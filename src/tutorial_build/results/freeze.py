"""Write frozen results; old bytes stay wherever the new run agrees with them."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.results import compare
from tutorial_build.results import store as frozen
from tutorial_build.results.checkout import Project
from tutorial_build.results.store import PAGE_LIMIT, Results
from tutorial_build.results.update import State, run_tutorials, state_of
from tutorial_build.run.keys import tutorial_key
from tutorial_build.run.machine import same_stack
from tutorial_build.source.course import Course
from tutorial_build.source.script import Tutorial


def freeze(
    project: Project, course: Course, slugs: Iterable[str], *, again: bool
) -> Iterator[tuple[Tutorial, str | ContentError]]:
    """Freeze the tutorials named: those that are stale, or with `again` all of them.

    Yields each tutorial with one line about what was done, or its error.
    """
    states: dict[str, State] = {}
    wanted = []
    for slug in slugs:
        tutorial = course.tutorials[slug]
        try:
            project.check_data(tutorial)
        except ContentError as error:
            yield tutorial, error
            continue
        try:
            states[slug] = state_of(project, tutorial)
        except ContentError:  # damaged: made again
            key = tutorial_key(tutorial, project.library)
            states[slug] = State("missing", key, None, project.lacks(tutorial))
        state = states[slug]
        if state.name == "fresh" and not again:
            yield tutorial, "is fresh; nothing to do"
        elif state.name == "stored" and not again and state.results is not None:
            yield tutorial, _write(project, tutorial, state.results)
        else:
            wanted.append(tutorial)
    for tutorial, outcome in run_tutorials(project, wanted, states):
        if isinstance(outcome, ContentError):
            yield tutorial, outcome
        else:
            yield tutorial, _write(project, tutorial, outcome)


def _write(project: Project, tutorial: Tutorial, new: Results) -> str | ContentError:
    folder = project.frozen(tutorial)
    try:
        old = frozen.load(folder, project.root)
    except ContentError:
        old = None
    with tempfile.TemporaryDirectory(prefix="freeze-") as scratch:
        merged, changed = merge(old, new, Path(scratch))
        frozen.save(merged, Path(scratch) / "whole")
        size = frozen.size(Path(scratch) / "whole")
        if size > PAGE_LIMIT:
            message = f"frozen results of {size // 1000} kB, at most {PAGE_LIMIT // 1000} kB; "
            return ContentError(tutorial.path, 1, message + "draw smaller figures, print less")
        frozen.save(merged, folder)
    return f"frozen, {size // 1000} kB, {changed} cells changed"


def merge(old: Results | None, new: Results, scratch: Path) -> tuple[Results, int]:
    """New results with the old bytes of every cell that agrees; and how many did not.

    The files of both are brought together in `scratch`.
    """
    for results in (new, old):
        if results is not None:
            for name in results.figures:
                shutil.copyfile(results.folder / name, scratch / name)
    cells = sum(len(run["cells"]) for run in new.runs.values())
    if old is None or old.runs.keys() != new.runs.keys():
        return Results(new.key, new.runs, new.sidecar, scratch), cells
    changed = 0
    same = same_stack(old.sidecar["stack"], new.sidecar["stack"])
    for lang, run in new.runs.items():
        known = {cell["code"]: cell for cell in old.runs[lang]["cells"]}
        for number, cell in enumerate(run["cells"]):
            before = known.get(cell["code"])
            folders = (scratch, scratch)
            if before is None or list(
                compare.cell_differences(before, cell, folders, as_printed=same)
            ):
                changed += 1
            else:
                run["cells"][number] = before
    kept = old.key == new.key and old.sidecar["stack"].keys() == new.sidecar["stack"].keys()
    sidecar = new.sidecar if changed or not kept else old.sidecar
    return Results(new.key, new.runs, sidecar, scratch), changed
