"""The command `tutorial`. Exit codes: 0 fine, 1 content wrong, 2 misuse."""

import json
import os
import subprocess
import sys
from collections.abc import Sized
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.status import Status
from rich.table import Table

from tutorial_build.authors import lint as linting
from tutorial_build.authors.doctor import machine_facts
from tutorial_build.authors.scaffold import write_scaffold
from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results import answer as checking
from tutorial_build.results import freeze as freezing
from tutorial_build.results import store as frozen
from tutorial_build.results import update as build
from tutorial_build.results import verify as verifying
from tutorial_build.results.checkout import Project, find_project
from tutorial_build.site import assemble as site
from tutorial_build.source.course import Course, read_course
from tutorial_build.source.exercises import exercises
from tutorial_build.source.pairs import LANGUAGES

app = typer.Typer(
    help="Run, check and publish the tutorials.", no_args_is_help=True, add_completion=False
)
console = Console(highlight=False, soft_wrap=True, emoji=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

Slugs = Annotated[list[str] | None, typer.Argument(help="Tutorials; all of them by default.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
NAV_MARK = "# nav: written by `tutorial nav`, checked by a test"


def main() -> None:
    """Entry point: content errors become one line and exit code 1."""
    try:
        app()
    except ContentError as error:
        errors.print(str(error), markup=False)
        sys.exit(1)
    except OSError as error:
        errors.print(str(disk_error(error)), markup=False)
        sys.exit(1)


@app.command("list")
def list_tutorials(
    as_json: Json = False,
    check: Annotated[bool, typer.Option(help="Fail where frozen results are not fresh.")] = False,
) -> None:
    """List every page with its state and the seconds its last run took."""
    project, course = _open()
    rows: list[dict[str, Any]] = []
    wrong = list(course.errors.values())
    for slug, tutorial in course.tutorials.items():
        try:
            state = build.state_of(project, tutorial)
        except ContentError as error:
            wrong.append(error)
            rows.append({"slug": slug, "state": "wrong", "seconds": {}, "lacks": [], "key": ""})
            continue
        seconds = state.results.sidecar["seconds"] if state.results else {}
        lacks = [f"{kind} {name}" for kind, name in state.lacks]
        rows.append(
            {
                "slug": slug,
                "state": state.name,
                "seconds": seconds,
                "lacks": lacks,
                "key": state.key,
            }
        )
    if as_json:
        print(json.dumps(rows, indent=1))
    else:
        table = Table("page", "state", "seconds", "lacks", box=None)
        for row in rows:
            seconds = " + ".join(f"{value:.1f}" for value in row["seconds"].values())
            table.add_row(row["slug"], row["state"], seconds, ", ".join(row["lacks"]))
        console.print(table)
    _stop_on(wrong)
    if check and any(row["state"] != "fresh" for row in rows):
        errors.print("frozen results are not fresh; run 'tutorial freeze' and commit them")
        raise typer.Exit(1)


@app.command()
def run(slugs: Slugs = None) -> None:
    """Run tutorials now, print what they print, and keep the results in this checkout."""
    project, course = _open()
    chosen = [course.tutorials[slug] for slug in _chosen(course, slugs)]
    states = {tutorial.slug: build.state_of(project, tutorial) for tutorial in chosen}
    wrong = list(course.errors.values()) if slugs is None else []
    with build.locked(project, _say), _working(chosen):
        for tutorial, outcome in build.run_tutorials(project, chosen, states, _say):
            if isinstance(outcome, ContentError):
                wrong.append(outcome)
                continue
            build.store(project, tutorial, outcome)
            for cell in range(len(outcome.run("es")["cells"])):
                for output in outcome.outputs("es", cell):
                    _say(output.get("text", f"[{output['type']}]"))
    _stop_on(wrong)


@app.command()
def check(
    slug: Annotated[str, typer.Argument(help="The tutorial.")],
    exercise: Annotated[str, typer.Argument(help="The exercise, such as E1.")],
    answer: Annotated[Path, typer.Argument(help="A file with your answer.", metavar="FILE")],
    lang: Annotated[str, typer.Option(help="Language of the messages: es or en.")] = "",
) -> None:
    """Check your answer to an exercise: green lines, or a message that says what to look at."""
    project, course = _open()
    (slug,) = _chosen(course, [slug])
    tutorial = course.tutorials[slug]
    lang = lang or os.environ.get("TUTORIAL_LANG") or LANGUAGES[0]
    known = exercises(tutorial)
    if exercise not in known:
        raise typer.BadParameter(f"no exercise {exercise!r}; there are {', '.join(known)}")
    if lang not in LANGUAGES:
        raise typer.BadParameter(f"expected the language es or en, got {lang!r}")
    if not answer.is_file():
        raise typer.BadParameter(f"no file {str(answer)!r}; save your answer in it")
    if lacks := project.lacks(tutorial):
        raise typer.BadParameter(f"this machine has {project.explain(lacks)}")
    verdict = checking.check_answer(project, tutorial, exercise, answer, lang)
    console.print(verdict.printed, style="green", markup=False, end="")
    if verdict.wrong:
        errors.print(verdict.wrong, markup=False)
        raise typer.Exit(1)


@app.command("build")
def build_pages(
    fresh: Annotated[bool, typer.Option(help="Run every page, frozen or not.")] = False,
    strict: Annotated[bool, typer.Option(help="An outdated page is an error.")] = False,
) -> None:
    """Run what is stale and build the site of both languages with MkDocs."""
    _mkdocs(find_project(), "fresh" if fresh else "", strict)


@app.command()
def freeze(
    slugs: Slugs = None,
    again: Annotated[bool, typer.Option(help="Also run what is fresh.")] = False,
) -> None:
    """Run what is stale and write the committed results."""
    project, course = _open()
    wrong = list(course.errors.values()) if slugs is None else []
    chosen = _chosen(course, slugs)
    with build.locked(project, _say), _working(chosen):
        for tutorial, outcome in freezing.freeze(project, course, chosen, again=again):
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
) -> None:
    """Run again and compare with the frozen results."""
    project, course = _open()
    if bool(slugs) == (everything or quick):
        raise typer.BadParameter("name tutorials, or give --all or --quick")
    chosen = _chosen(course, slugs)
    before: dict[str, str] = {}
    if quick:
        chosen = [s for s in chosen if "torch" not in project.packages(course.tutorials[s])]
        before = verifying.verified_before(project, course, chosen)
        chosen = [s for s in chosen if s not in before]
    verdicts = []
    with _working(chosen):
        for verdict in verifying.verify(project, course, chosen):
            verdicts.append(verdict)
            if not as_json:
                _print_verdict(verdict)
    if as_json:
        shown = [{"slug": v.tutorial.slug, "grade": v.grade, "rows": v.rows} for v in verdicts]
        print(json.dumps(shown, indent=1))
    elif quick:
        _print_frozen(project, course, {verdict.tutorial.slug for verdict in verdicts}, before)
    grades = [verdict.grade for verdict in verdicts]
    failed = "failed" in grades or (require_all and "not run" in grades) or bool(course.errors)
    for error in course.errors.values():
        errors.print(str(error), markup=False)
    if failed:
        raise typer.Exit(1)


@app.command()
def prove() -> None:
    """Verify the whole course, build a site from it, show that changed digits are caught."""
    project, course = _open()
    proved = []
    for verdict in verifying.verify(project, course, list(course.tutorials)):
        _print_verdict(verdict)
        if verdict.grade == "failed":
            errors.print("the course does not prove itself; see above")
            raise typer.Exit(1)
        if verdict.results is not None:
            build.store(project, verdict.tutorial, verdict.results)
            proved.append(verdict.tutorial)
    _say(f"{len(proved)} of {len(course.tutorials)} tutorials proved; building from these results")
    _mkdocs(project, "own", strict=False)
    if not proved:
        errors.print("no tutorial could be run here; see above")
        raise typer.Exit(1)
    planted = [found for tutorial in proved for found in verifying.plant(project, tutorial)]
    caught = [what for what, verdict in planted if verdict.grade == "failed"]
    for what, verdict in planted:
        if verdict.grade != "failed":
            errors.print(f"{verdict.tutorial.path}:1: not caught: {what}", markup=False)
    _say(f"planted {len(planted)} changed digits in copies of the results; caught {len(caught)}")
    if not planted or len(caught) < len(planted):
        raise typer.Exit(1)


@app.command()
def nav(
    check: Annotated[bool, typer.Option(help="Only say whether it is up to date.")] = False,
) -> None:
    """Write the navigation of both languages into mkdocs.yml and mkdocs.en.yml."""
    project, course = _open()
    _stop_on(list(course.errors.values()))
    for lang, name in zip(LANGUAGES, ("mkdocs.yml", "mkdocs.en.yml"), strict=True):
        path = project.root / name
        text = path.read_text(encoding="utf-8")
        kept = text.partition(NAV_MARK)[0].rstrip("\n")
        entries = {"nav": site.nav(project, course, lang)}
        written = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=100)
        wanted = f"{kept}\n\n{NAV_MARK}\n{written}"
        if check and text != wanted:
            raise ContentError(name, 1, "nav is not up to date; run 'tutorial nav'")
        if text != wanted:  # `serve` watches this file
            path.write_text(wanted, encoding="utf-8")


@app.command()
def lint() -> None:
    """Check the rules of language and the deny-list of dead API in scripts, quizzes and pages."""
    project, course = _open()
    _stop_on([*course.errors.values(), *linting.check_course(course, project.root)])


@app.command()
def new(place: Annotated[str, typer.Argument(metavar="MODULE/SLUG")]) -> None:
    """Write a new tutorial that passes all checks, and put it into course.yml."""
    project, course = _open()
    module, _, slug = place.partition("/")
    if module not in [m.name for m in course.modules] or not slug.isidentifier():
        names = ", ".join(m.name for m in course.modules)
        raise typer.BadParameter(f"expected MODULE/SLUG, MODULE one of {names}; got {place!r}")
    if any(slug in m.pages and m.name != module for m in course.modules):
        raise typer.BadParameter(f"another module has a page {slug!r} already; choose a new slug")
    path = write_scaffold(project.root, module, slug)
    _say(f"wrote {path.relative_to(project.root)}; next: tutorial run {slug}")


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what this machine has: versions, device, data sets and how to get what is missing."""
    project, course = _open()
    facts = machine_facts(project, course)
    if as_json:
        print(json.dumps(facts, indent=1))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        console.print(f"{name:<{width}}  {value}", markup=False)


def _open() -> tuple[Project, Course]:
    project = find_project()
    return project, read_course(project.root)


def _chosen(course: Course, slugs: list[str] | None) -> list[str]:
    wanted = [slug.replace("-", "_") for slug in slugs or course.tutorials]
    for slug in wanted:
        if slug in course.errors:
            raise course.errors[slug]
        if slug not in course.tutorials:
            raise typer.BadParameter(
                f"no tutorial {slug!r}; there are {', '.join(course.tutorials)}"
            )
    return wanted


def _mkdocs(project: Project, results: str, strict: bool) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
    environment = {**os.environ, "TUTORIAL_RESULTS": results}
    if subprocess.run(command, cwd=project.root, env=environment, check=False).returncode:
        raise typer.Exit(1)


def _working(chosen: Sized) -> Status:
    """A line on the terminal that moves while tutorials run; nothing where output is a file."""
    return errors.status(f"running {len(chosen)} tutorials, a process for each language…")


def _say(text: str) -> None:
    console.print(text, markup=False)


def _print_verdict(verdict: verifying.Verdict) -> None:
    for row in verdict.rows:
        _say(row)
    if verdict.grade == "not run":
        _say(f"{verdict.tutorial.slug.replace('_', '-')} not run: {verdict.problems[0]}")
    else:
        for problem in verdict.problems:
            errors.print(problem, markup=False)


def _print_frozen(project: Project, course: Course, now: set[str], before: dict[str, str]) -> None:
    """Say of every page that was not run just now where its results come from."""
    for slug, tutorial in course.tutorials.items():
        if slug in now:
            continue
        results = frozen.load(project.frozen(tutorial), project.root)
        when = f"frozen, ran on {results.sidecar['date']}" if results else "has never been run"
        here = f", verified here on {before[slug]}" if slug in before else ""
        _say(f"{slug.replace('_', '-')} {when}{here}")


def _stop_on(wrong: list[ContentError]) -> None:
    for error in wrong:
        errors.print(str(error), markup=False)
    if wrong:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
