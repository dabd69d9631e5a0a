"""The command `tutorial`. Exit codes: 0 fine, 1 content wrong, 2 misuse."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sized
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.status import Status
from rich.table import Table

from tutorial_build.authors import lint as linting
from tutorial_build.authors import mutants as planting
from tutorial_build.authors import report as reporting
from tutorial_build.authors.doctor import machine_facts
from tutorial_build.authors.prove import plant
from tutorial_build.authors.scaffold import write_scaffold
from tutorial_build.authors.shown import check_page
from tutorial_build.authors.until import until as until_cell
from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results import drift, store, update
from tutorial_build.results import freeze as freezing
from tutorial_build.results import verify as verifying
from tutorial_build.results.checkout import Checkout, find_checkout
from tutorial_build.results.records import Results, Standing, State
from tutorial_build.run.debug import run_here
from tutorial_build.run.needs import packages
from tutorial_build.run.pool import FailedRunError
from tutorial_build.run.protocol import Html, Text
from tutorial_build.site import nav as navigation
from tutorial_build.source.course import Course, read_course
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import PAGE, Tutorial

app = typer.Typer(
    help="Run, check and publish the tutorials.", no_args_is_help=True, add_completion=False
)
console = Console(highlight=False, soft_wrap=True, emoji=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

Slugs = Annotated[
    list[str] | None, typer.Argument(help="Slugs or files of tutorials; all by default.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def main() -> None:
    """Entry point: content errors become one line and exit code 1."""
    try:
        app()
    except (ContentError, OSError) as error:
        errors.print(str(disk_error(error) if isinstance(error, OSError) else error), markup=False)
        sys.exit(1)


@app.command("list")
def list_tutorials(
    as_json: Json = False,
    check: Annotated[bool, typer.Option(help="Fail where frozen results are not fresh.")] = False,
    why: Annotated[str, typer.Option(metavar="SLUG", help="Say what makes a page stale.")] = "",
) -> None:
    """List every page with its state and the seconds its last run took."""
    checkout, course = _open()
    if why:
        ((tutorial,), _) = _chosen(course, [why])
        _explain(checkout, tutorial)
        return
    wrong = list(course.errors.values())
    rows = [_row(checkout, tutorial, wrong) for tutorial in course.tutorials.values()]
    if as_json:
        print(json.dumps(rows, indent=1))
    else:
        table = Table("page", "state", "seconds", "lacks", box=None)
        for row in rows:
            seconds = " + ".join(f"{value:.1f}" for value in row["seconds"].values())
            table.add_row(row["slug"], row["state"], seconds, ", ".join(row["lacks"]))
        console.print(table)
    _stop_on(wrong)
    fit = all(drift.is_remembered(checkout, tutorial) for tutorial in course.tutorials.values())
    if check and not (fit and all(row["state"] == Standing.FRESH for row in rows)):
        _fail("frozen results are not fresh; run 'tutorial freeze' and commit them")


@app.command()
def run(
    slugs: Slugs = None,
    until: Annotated[
        str, typer.Option(metavar="CELL", help="Stop behind it: a line, or a piece of its title.")
    ] = "",
    debug: Annotated[
        bool, typer.Option("--debug", help="On this terminal: breakpoint() works.")
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Print the traceback of an error too.")
    ] = False,
) -> None:
    """Run tutorials now, print what they print, and keep the results in this checkout.

    Nothing is kept of a run that ends before its page does, or of one on this terminal.
    """
    checkout, course = _open()
    chosen, wrong = _chosen(course, slugs)
    if (until or debug) and len(slugs or ()) != 1:
        raise typer.BadParameter("name the one tutorial to run")
    if until or debug:
        _try_out(checkout, chosen[0], until, debug, traceback)
        return
    states = [(t, update.everything(t, update.state_of(checkout, t))) for t in chosen]
    with update.locked(checkout, _say), _working(chosen):
        for tutorial, outcome in update.run_tutorials(checkout, states, _say):
            if isinstance(outcome, ContentError):
                wrong.append(outcome)
                _print_traceback(outcome, traceback)
                continue
            wrong += check_page(course, tutorial, update.keep(checkout, tutorial, outcome))
            _print_outputs(tutorial, outcome)
    _stop_on(wrong)


@app.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
def check(context: typer.Context) -> None:
    """Check your answer to an exercise: PAGE EXERCISE FILE [--lang es|en] [--json]."""
    sys.exit(import_module("tutorial_lib.command").main(["check", *context.args]))


@app.command("build")
def build_pages(
    fresh: Annotated[bool, typer.Option(help="Run every page, frozen or not.")] = False,
    strict: Annotated[bool, typer.Option(help="An outdated page is an error.")] = False,
) -> None:
    """Run what is stale and build the site of both languages with MkDocs."""
    _mkdocs(find_checkout(), "fresh" if fresh else "", strict)


@app.command()
def freeze(
    slugs: Slugs = None,
    again: Annotated[bool, typer.Option(help="Also run what is fresh.")] = False,
) -> None:
    """Run what is stale and write the committed results."""
    checkout, course = _open()
    chosen, wrong = _chosen(course, slugs)
    with update.locked(checkout, _say), _working(chosen):
        for tutorial, outcome in freezing.freeze(checkout, chosen, again=again):
            if isinstance(outcome, ContentError):
                wrong.append(outcome)
            else:
                _say(f"{tutorial.slug} {outcome}")
    _stop_on(wrong)


@app.command()
def verify(
    slugs: Slugs = None,
    everything: Annotated[bool, typer.Option("--all", help="Every tutorial.")] = False,
    require_all: Annotated[bool, typer.Option(help="Fail where one could not be run.")] = False,
    quick: Annotated[
        bool, typer.Option(help="Only what needs no torch and was not verified here before.")
    ] = False,
    as_json: Json = False,
    report: Annotated[
        Path | None, typer.Option(help="Write a page with both sides of changed figures.")
    ] = None,
) -> None:
    """Run again and compare with the frozen results."""
    checkout, course = _open()
    if bool(slugs) == (everything or quick):
        raise typer.BadParameter("name tutorials, or give --all or --quick")
    chosen, _ = _chosen(course, slugs)
    before: dict[str, str] = {}
    if quick:
        chosen = [t for t in chosen if "torch" not in packages(t, checkout.library)]
        before = verifying.verified_before(checkout, chosen)
        chosen = [t for t in chosen if t.slug not in before]
    verdicts, pages = [], []
    with _working(chosen):
        for verdict in verifying.verify(checkout, chosen):
            verdicts.append(verdict)
            pages.append(reporting.shown(checkout, verdict) if report else None)
            if not as_json:
                _print_verdict(verdict)
    if report:
        reporting.write(report, pages)
    if as_json:
        shown = [{"slug": v.tutorial.slug, "grade": v.grade, "rows": v.rows} for v in verdicts]
        print(json.dumps(shown, indent=1))
    elif quick:
        _print_frozen(checkout, course, {verdict.tutorial.slug for verdict in verdicts}, before)
    _stop_on(course.errors.values())
    bad = {"failed", "not run"} if require_all else {"failed"}
    if any(verdict.grade in bad for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def prove(
    require_all: Annotated[
        bool, typer.Option(help="Fail where one could not be run, or the site has a flaw.")
    ] = False,
) -> None:
    """Verify the whole course, build a site from it, show that planted changes are caught."""
    checkout, course = _open()
    proved = []
    for verdict in verifying.verify(checkout, course.tutorials.values()):
        _print_verdict(verdict)
        if verdict.grade in ("failed", "not run" if require_all else ""):
            _fail("the course does not prove itself; see above")
        if verdict.results is not None:
            update.keep(checkout, verdict.tutorial, verdict.results)
            proved.append(verdict.tutorial)
    _say(f"{len(proved)} of {len(course.tutorials)} tutorials proved; building from these results")
    _mkdocs(checkout, "own", strict=require_all)
    if not proved:
        _fail("no tutorial could be run here; see above")
    planted = [(t, *found) for t in proved for found in plant(checkout, t)]
    missed = [(tutorial, kind) for tutorial, kind, caught in planted if not caught]
    for tutorial, kind in missed:
        errors.print(f"{tutorial.path}:1: not caught: {kind}", markup=False)
    kinds = {kind for _, kind, _ in planted}
    caught = len(planted) - len(missed)
    _say(f"planted {len(planted)} changes of {len(kinds)} kinds in copies; caught {caught}")
    if missed or not planted:
        raise typer.Exit(1)


@app.command()
def nav(
    check: Annotated[bool, typer.Option(help="Only say whether it is up to date.")] = False,
) -> None:
    """Write the navigation of both languages into mkdocs.yml and mkdocs.en.yml."""
    checkout, course = _open()
    _stop_on(course.errors.values())
    for lang, name in zip(LANGUAGES, ("mkdocs.yml", "mkdocs.en.yml"), strict=True):
        path = checkout.root / name
        text = path.read_text(encoding="utf-8")
        wanted = navigation.with_nav(text, navigation.nav(checkout, course, lang))
        if check and text != wanted:
            raise ContentError(name, 1, "nav is not up to date; run 'tutorial nav'")
        if text != wanted:  # `serve` watches this file
            path.write_bytes(wanted.encode())


@app.command()
def lint(
    slugs: Slugs = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Say that both languages of these fit as they are.")
    ] = False,
) -> None:
    """Check what can be checked without running: language, links, values, dead API."""
    checkout, course = _open()
    chosen, wrong = _chosen(course, slugs)
    if reviewed and not slugs:
        raise typer.BadParameter("name the tutorials whose languages you have reviewed")
    for tutorial in chosen if reviewed else ():
        drift.remember(checkout, tutorial, reviewed=True)
    wrong += linting.check_course(checkout, course, chosen)
    _stop_on([*wrong, *(() if slugs else linting.check_docs(checkout.root))])


@app.command()
def mutants(slugs: Slugs = None) -> None:
    """Try the answers of exercises, and slips planted in solutions, which checks must refuse."""
    checkout, course = _open()
    chosen, wrong = _chosen(course, slugs)
    problems = [*map(str, wrong)]
    _say("page exercise: right accepted, wrong refused, mutants refused")
    for row in planting.try_mutants(checkout, chosen):
        counts = [f"{sum(found)}/{len(found)}" for found in (row.right, row.wrong)]
        counts.append(f"{len(row.mutants) - len(row.survivors)}/{len(row.mutants)}")
        _say(f"{row.tutorial.slug} {row.exercise}: {', '.join(counts)}")
        problems += row.problems
    if problems:
        _fail("\n".join(problems))


@app.command()
def new(
    place: Annotated[str, typer.Argument(metavar="MODULE/SLUG")],
    example: Annotated[bool, typer.Option("--example", help="With one of everything.")] = False,
) -> None:
    """Write a new tutorial that passes all checks, and put it into course.yml."""
    checkout, course = _open()
    module, _, slug = place.partition("/")
    if module not in [m.name for m in course.modules] or not slug.isidentifier():
        names = ", ".join(m.name for m in course.modules)
        raise typer.BadParameter(f"expected MODULE/SLUG, MODULE one of {names}; got {place!r}")
    if any(slug in m.slugs and m.name != module for m in course.modules):
        raise typer.BadParameter(f"another module has a page {slug!r} already; choose a new slug")
    written = write_scaffold(checkout.root, module, slug, example=example)
    names = " and ".join(path.relative_to(checkout.root).as_posix() for path in written)
    _say(f"wrote {names}; next: tutorial nav, tutorial run {slug}")


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what this machine has: versions, device, data sets and how to get what is missing."""
    checkout, course = _open()
    facts = machine_facts(checkout, course)
    if as_json:
        print(json.dumps(facts, indent=1))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        console.print(f"{name:<{width}}  {value}", markup=False)


def _open() -> tuple[Checkout, Course]:
    checkout = find_checkout()
    return checkout, read_course(checkout.root)


def _try_out(
    checkout: Checkout, tutorial: Tutorial, place: str, debug: bool, traceback: bool
) -> None:
    """Run a tutorial, up to a cell if there is a place, and keep nothing."""
    cut, part = until_cell(tutorial, place) if place else (tutorial, PAGE)
    if debug:
        run_here(cut.lessons[0], checkout.root, part)
        return
    for _, outcome in update.run_tutorials(
        checkout, [(cut, State(Standing.STALE, stale={part: []}))]
    ):
        if isinstance(outcome, ContentError):
            _print_traceback(outcome, traceback)
            raise outcome
        _print_outputs(cut, outcome)


def _print_traceback(error: ContentError, wanted: bool) -> None:
    if wanted and isinstance(error, FailedRunError):
        errors.print(error.traceback, markup=False, end="")


def _print_outputs(tutorial: Tutorial, results: Results) -> None:
    for cell in results.cells(tutorial.lessons[0]):
        for output in cell.outputs:
            _say(output.text if isinstance(output, Text | Html) else f"[{output.type}]")


def _explain(checkout: Checkout, tutorial: Tutorial) -> None:
    """Print a line for each fact that is not as it was when a part ran."""
    state = update.state_of(checkout, tutorial)
    for part, facts in state.stale.items():
        for fact in facts or ["never ran"]:
            _say(f"{tutorial.slug} {part}: {checkout.library.explain(fact)}")
    if not state.stale:
        _say(f"{tutorial.slug} is fresh; all {len(state.uses)} facts are as they were")


def _row(checkout: Checkout, tutorial: Tutorial, wrong: list[ContentError]) -> dict[str, Any]:
    """How one tutorial stands; what is wrong with it is added to `wrong`."""
    try:
        state = update.state_of(checkout, tutorial)
    except ContentError as error:
        wrong.append(error)
        state = State(Standing.FAILED)
    return {
        "slug": tutorial.slug,
        "state": state.standing,
        "seconds": state.results.page.sidecar.seconds if state.results else {},
        "lacks": [f"{lack.kind} {lack.name}" for lack in state.lacks],
        "stale": state.stale,
    }


def _chosen(course: Course, slugs: list[str] | None) -> tuple[list[Tutorial], list[ContentError]]:
    """The tutorials of that name, or all; with all, what is wrong with others."""
    wanted = [_slug(name) for name in slugs or course.tutorials]
    for slug in wanted:
        if slug in course.errors:
            raise course.errors[slug]
        if slug not in course.tutorials:
            known = ", ".join(course.tutorials)
            raise typer.BadParameter(f"no tutorial {slug!r}; there are {known}")
    wrong = [] if slugs else list(course.errors.values())
    return [course.tutorials[slug] for slug in wanted], wrong


def _slug(name: str) -> str:
    """The slug in what a person types: a slug, the end of an address, or the path of a file."""
    return Path(name).name.partition(".")[0].replace("-", "_")


def _mkdocs(checkout: Checkout, results: str, strict: bool) -> None:
    command = [sys.executable, "-m", "tutorial_build.hook", "mkdocs.yml", "--results", results]
    flags = ["--strict"] if strict else []
    if subprocess.run([*command, *flags], cwd=checkout.root, check=False).returncode:
        raise typer.Exit(1)


def _working(chosen: Sized) -> Status:
    """A line on the terminal that moves while tutorials run; nothing where output is a file."""
    return errors.status(f"running {len(chosen)} tutorials, a process for each language…")


def _say(text: str) -> None:
    console.print(text, markup=False)


def _print_verdict(verdict: verifying.Verdict) -> None:
    for row in verdict.rows:
        _say(row)
    for problem in verdict.problems:
        if verdict.grade == "not run":
            _say(f"{verdict.tutorial.name} not run: {problem}")
        else:
            errors.print(problem, markup=False)


def _print_frozen(
    checkout: Checkout, course: Course, now: set[str], before: dict[str, str]
) -> None:
    """Say of every page that was not run just now where its results come from."""
    for slug, tutorial in course.tutorials.items():
        if slug in now:
            continue
        results = store.load(checkout.frozen(tutorial), checkout.root)
        when = f"frozen, ran on {results.page.sidecar.date}" if results else "has never been run"
        here = f", verified here on {before[slug]}" if slug in before else ""
        _say(f"{tutorial.name} {when}{here}")


def _fail(message: str) -> NoReturn:
    errors.print(message, markup=False)
    raise typer.Exit(1)


def _stop_on(wrong: Iterable[ContentError]) -> None:
    if text := "\n".join(map(str, wrong)):
        _fail(text)


if __name__ == "__main__":
    main()
