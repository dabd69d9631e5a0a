"""Exit codes: 0 fine, 1 content wrong, 2 misuse; one line an error; JSON for programs."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest

from tutorial_build import cli
from tutorial_build.results.records import Standing
from tutorial_build.site.nav import NAV_MARK

from .conftest import REPOSITORY, SmallCourse, files_below, replace_in
from .test_exercises import add_exercise


def test_list_shows_every_page_with_its_state(checkout):
    checkout.edit("beta", "6 * 7", "6 * 8")
    done = checkout.cli("list")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["page", "state", "seconds", "lacks"]
    assert [line.split()[:2] for line in lines[1:]] == [["alpha", "fresh"], ["beta", "stale"]]


def test_list_gives_json(checkout):
    rows = json.loads(checkout.cli("list", "--json").out)
    assert [row["slug"] for row in rows] == ["alpha", "beta"]
    assert set(rows[0]) == {"slug", "state", "seconds", "lacks", "stale"}
    assert set(rows[0]["seconds"]) == {"es", "en"}
    assert [row["stale"] for row in rows] == [{}, {}]
    checkout.edit("beta", "6 * 7", "6 * 8")
    rows = json.loads(checkout.cli("list", "--json").out)
    assert [row["stale"] for row in rows] == [{}, {"page": ["code page"]}]


def test_why_says_which_facts_of_each_part_changed(checkout):
    assert re.fullmatch(
        r"alpha is fresh; all \d+ facts are as they were\n",
        checkout.cli("list", "--why", "alpha").out,
    )
    add_exercise(checkout)
    assert checkout.cli("list", "--why", "alpha").out == "alpha E1: never ran\n"
    assert checkout.cli("freeze", "alpha").code == 0
    checkout.edit("alpha", "return a + b", "return b + a")
    library = checkout.root / "src/tutorial_lib"
    replace_in(library / "checks.py", "def claim(", "def another():\n    pass\n\n\ndef claim(")
    replace_in(library / "data/generators.py", "    return x, y\n", "    return x, y + 0\n")
    assert checkout.cli("list", "--why", "alpha").out == (
        "alpha page: tutorial_lib/data/generators.py: make_line changed\n"
        "alpha page: its code changed\n"
        "alpha page: tutorial_lib/checks.py: what runs at import changed\n"
        "alpha E1: tutorial_lib/checks.py: what runs at import changed\n"
    )


def test_list_check_fails_where_results_are_not_fresh(checkout):
    assert checkout.cli("list", "--check").code == 0
    checkout.edit("beta", "6 * 7", "6 * 8")
    done = checkout.cli("list", "--check")
    assert done.code == 1
    assert done.err == "frozen results are not fresh; run 'tutorial freeze' and commit them\n"


def test_list_shows_the_other_pages_beside_a_wrong_one(checkout):
    (checkout.root / "examples/_frozen/m1_first/alpha/results.json").write_text("{")
    done = checkout.cli("list")
    assert done.code == 1
    assert [line.split()[:2] for line in done.out.splitlines()[1:]] == [
        ["alpha", "failed"],
        ["beta", "fresh"],
    ]


def test_list_builds_and_pages_say_with_the_same_words_how_a_page_stands(checkout):
    course = checkout.root / "examples/course.yml"
    more = ["outdated", "missing", "failed", "stale"]
    course.write_text(course.read_text() + "".join(f"      - {slug}\n" for slug in more))
    for slug in more:
        checkout.write(slug, "# %%\nprint(1)\n")
    assert checkout.cli("freeze", "outdated", "failed").code == 0
    checkout.edit("beta", "6 * 7", "6 * 8")
    assert checkout.cli("run", "beta").code == 0
    for slug in ("outdated", "missing"):
        checkout.edit(slug, "print(1)", "import no_such_package")
    (checkout.root / "examples/_frozen/m1_first/failed/results.json").write_text("{")
    words = {slug: slug for slug in more} | {"alpha": "fresh", "beta": "ran"}
    assert set(words.values()) == set(Standing)

    def listed():
        rows = json.loads(checkout.cli("list", "--json").out)
        return {row["slug"]: row["state"] for row in rows}

    assert listed() == words
    made = checkout.prepare()
    words["stale"] = "ran"  # the build ran it
    for lang in ("es", "en"):
        assert {slug: pages[lang].standing for slug, pages in made.pages.items()} == words
    assert listed() == words


def test_run_prints_what_the_page_prints(checkout):
    done = checkout.cli("run", "alpha")
    assert done.code == 0
    assert "la suma es 3.6559" in done.out
    assert "alpha es ran " in done.out
    assert (checkout.root / "build/store/m1_first/alpha/results.json").exists()


def test_run_prints_markup_as_it_is(checkout):
    checkout.write("alpha", "# %%\nprint('[bold]x[/bold] [/] :smile:')\n")
    assert "[bold]x[/bold] [/] :smile:" in checkout.cli("run", "alpha").out


def test_run_of_everything_names_a_wrong_script_and_runs_the_rest(checkout):
    checkout.edit("alpha", "# objectives:\n", "# objective:\n")
    done = checkout.cli("run")
    assert done.code == 1
    assert "beta es ran " in done.out
    assert done.err.startswith("examples/m1_first/alpha.py:4: unknown field 'objective'; use ")
    assert done.err.count("\n") == 1


def test_a_wrong_script_that_is_named_is_an_error(checkout):
    checkout.edit("alpha", "# objectives:\n", "# objective:\n")
    assert checkout.cli("run", "alpha").code == 1
    assert checkout.cli("run", "beta").code == 0


def test_slugs_may_be_written_as_in_addresses(checkout):
    checkout.path("beta").rename(checkout.path("two_words"))
    path = checkout.root / "examples/course.yml"
    path.write_text(path.read_text().replace("- beta", "- two_words"))
    assert checkout.cli("run", "two-words").code == 0


@pytest.mark.parametrize(
    "arguments", [["no-such-command"], ["run", "no_such_page"], ["run", "--no-such-option"], []]
)
def test_misuse_ends_with_exit_code_2(checkout, arguments):
    assert checkout.cli(*arguments).code == 2


def test_outside_a_project_one_line_says_so(tmp_path, capsys):
    done = SmallCourse(tmp_path, capsys).cli("list")
    assert done.code == 1
    assert done.err.startswith("examples/course.yml:1: not found in ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], ["--results", ""]),
        (["--fresh"], ["--results", "fresh"]),
        (["--strict"], ["--results", "", "--strict"]),
    ],
)
def test_build_hands_what_it_is_asked_to_the_hook_as_arguments(
    checkout, monkeypatch, options, asked
):
    started = []

    def run(command, **settings):
        started.append((command, settings))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(cli.subprocess, "run", run)
    before = dict(os.environ)
    assert checkout.cli("build", *options).code == 0
    hook = [sys.executable, "-m", "tutorial_build.hook", "mkdocs.yml"]
    assert started == [([*hook, *asked], {"cwd": checkout.root, "check": False})]
    assert dict(os.environ) == before


def test_a_build_that_fails_is_an_error(checkout, monkeypatch):
    monkeypatch.setattr(cli.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    assert checkout.cli("build").code == 1


# What a person may set, and what a process is started with: no part of the engine tells another
# part anything through the environment.
ENVIRONMENT = {
    "run/keys.py": "which variables that a run asked for are as they were",
    "run/machine.py": "the threads that a run had",
    "run/needs.py": "where data sets lie",
    "run/pool.py": "what Python and its packages must know before they start",
    "run/worker.py": "what the script and its library must know",
}


def test_no_environment_variable_carries_a_value_between_parts_of_the_engine():
    engine = REPOSITORY / "src/tutorial_build"
    found = {
        path.relative_to(engine).as_posix()
        for path in engine.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "putenv"))
        or (isinstance(node, ast.keyword) and node.arg == "env")
    }
    assert found == ENVIRONMENT.keys()


def test_starting_the_command_loads_nothing_heavy():
    code = "import sys, tutorial_build.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"torch", "matplotlib", "mkdocs", "nbformat", "jsonschema", "sphinx", "pandas"}
    assert not heavy & set(done.stdout.split())


@pytest.mark.slow
def test_the_command_is_installed(checkout):
    command = [sys.executable, "-m", "tutorial_build.cli", "list", "--json"]
    done = subprocess.run(command, cwd=checkout.root, capture_output=True, text=True, check=True)
    assert [row["slug"] for row in json.loads(done.stdout)] == ["alpha", "beta"]


@pytest.fixture
def with_settings(checkout):
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        (checkout.root / name).write_text(f"# settings of {name}\nsite_name: x\n")
    return checkout


def test_nav_writes_both_navigations_and_keeps_the_settings(with_settings):
    checkout = with_settings
    assert checkout.cli("nav").code == 0
    for name, title in (("mkdocs.yml", "Primero"), ("mkdocs.en.yml", "First")):
        text = (checkout.root / name).read_text()
        assert text.startswith(f"# settings of {name}\nsite_name: x\n\n{NAV_MARK}\nnav:\n")
        assert f"- {title}:\n  - m1-first/index.md\n  - m1-first/alpha.md\n" in text


def test_nav_check_notices_a_new_page_and_writes_nothing(with_settings):
    checkout = with_settings
    assert checkout.cli("nav").code == 0
    assert checkout.cli("nav", "--check").code == 0
    assert checkout.cli("new", "m1_first/gamma").code == 0
    assert "gamma" in checkout.course.tutorials  # it is read, and remembered
    before = files_below(checkout.root)
    done = checkout.cli("nav", "--check")
    assert (done.code, done.err) == (
        1,
        "mkdocs.yml:1: nav is not up to date; run 'tutorial nav'\n",
    )
    assert files_below(checkout.root) == before


def test_nav_leaves_files_alone_that_are_right(with_settings):
    checkout = with_settings
    checkout.cli("nav")
    times = [(checkout.root / n).stat().st_mtime_ns for n in ("mkdocs.yml", "mkdocs.en.yml")]
    checkout.cli("nav")
    again = [(checkout.root / n).stat().st_mtime_ns for n in ("mkdocs.yml", "mkdocs.en.yml")]
    assert again == times


@pytest.mark.slow
def test_prove_verifies_builds_and_catches_what_was_planted(site_checkout):
    done = site_checkout.cli("prove")
    assert done.code == 0, done.err
    assert "alpha ran " in done.out
    assert "2 of 2 tutorials proved; building from these results" in done.out
    found = re.search(r"planted (\d+) changes of \d+ kinds in copies; caught (\d+)", done.out)
    assert found[1] == found[2]
    assert int(found[1]) > 5
    assert (site_checkout.root / "site/en/m1-first/beta/index.html").exists()


@pytest.mark.slow
def test_prove_fails_where_frozen_results_were_altered(site_checkout):
    path = site_checkout.root / "examples/_frozen/m1_first/beta/results.json"
    path.write_text(path.read_text().replace("42", "43"))
    done = site_checkout.cli("prove")
    assert done.code == 1
    assert "number was 43, is 42" in done.err
    assert "the course does not prove itself; see above" in done.err
    assert not (site_checkout.root / "site").exists()


@pytest.mark.slow
def test_prove_can_ask_for_every_tutorial(site_checkout):
    site_checkout.edit("beta", "print(6 * 7)", "import no_such_package\nprint(6 * 7)")
    done = site_checkout.cli("prove", "--require-all")
    assert done.code == 1
    assert "no package no_such_package" in done.out
    assert not (site_checkout.root / "site").exists()


def test_every_command_has_a_help_text():
    commands = [command.callback for command in cli.app.registered_commands]
    assert commands
    assert [command.__name__ for command in commands if not command.__doc__] == []


def test_a_traceback_is_printed_where_it_is_asked_for(checkout):
    checkout.write("beta", "# %%\nprint(1 / 0)\n")
    line = "examples/m1_first/beta.py:9: [es] ZeroDivisionError: division by zero; "
    short, full = checkout.cli("run", "beta"), checkout.cli("run", "beta", "--traceback")
    assert (short.code, full.code) == (1, 1)
    assert short.err.startswith(line)
    assert full.err.startswith("Traceback (most recent call last):\n")
    assert '  File "examples/m1_first/beta.py", line 9, in <module>\n' in full.err
    assert line in full.err
