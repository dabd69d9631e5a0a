"""When a page runs again, through the command: whatever reaches it is seen, and nothing else is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SmallCourse, lay_out
from .odd_ways import NEEDLESS, REACHES, Way

WAYS = {**REACHES, **NEEDLESS}
assert len(WAYS) == len(REACHES) + len(NEEDLESS)
SLUGS = {name: f"w{rank:03}" for rank, name in enumerate(WAYS)}


def tutorial(root: Path, *arguments: str) -> str:
    """What the command prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "tutorial_build.cli", *arguments],
        cwd=root,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lay_out_way(course: SmallCourse, name: str, way: Way) -> None:
    """Write the package of a way and its page."""
    package = course.root / "src/tutorial_lib" / SLUGS[name]
    for path, text in {"__init__.py": "", **way.files}.items():
        write(package / path, text, SLUGS[name])
    course.write(
        SLUGS[name], "# %%\n" + way.code.replace("PKG", f"tutorial_lib.{SLUGS[name]}") + "\n"
    )


def write(path: Path, text: str, slug: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.replace("PKG", f"tutorial_lib.{slug}").encode())


def edit(course: SmallCourse, name: str, way: Way) -> None:
    """Do to the package of a way what it says."""
    place, old, new = way.edit
    path = course.root / "src/tutorial_lib" / SLUGS[name] / place
    if new is None:
        path.unlink()
    elif old is None:
        write(path, new, SLUGS[name])
    else:
        assert old in way.files[place]
        write(path, way.files[place].replace(old, new, 1), SLUGS[name])


def outputs(course: SmallCourse, name: str) -> object:
    folder = course.root / "examples/_frozen/m1_first" / SLUGS[name]
    runs = json.loads((folder / "results.json").read_text())["runs"]["page"]
    return [cell["outputs"] for run in runs.values() for cell in run["cells"]]


def test_whatever_reaches_a_page_makes_it_stale_and_nothing_else_does(tmp_path):
    course = SmallCourse(tmp_path)
    lay_out(tmp_path)
    pages = "".join(f"      - {slug}\n" for slug in SLUGS.values())
    (tmp_path / "examples/course.yml").write_text(
        f'modules:\n  - module: m1_first\n    title: "Uno // One"\n    pages:\n{pages}'
    )
    for slug in ("alpha", "beta"):
        course.path(slug).unlink()
    for name, way in WAYS.items():
        lay_out_way(course, name, way)
    tutorial(tmp_path, "freeze")
    before = {name: outputs(course, name) for name in WAYS}
    assert {row["state"] for row in json.loads(tutorial(tmp_path, "list", "--json"))} == {"fresh"}
    for name, way in WAYS.items():
        edit(course, name, way)
    state = {row["slug"]: row["state"] for row in json.loads(tutorial(tmp_path, "list", "--json"))}
    missed = [name for name in REACHES if state[SLUGS[name]] != "stale"]
    assert not missed, f"{len(missed)} of {len(REACHES)} changes are not seen: {missed}"
    needless = [name for name in NEEDLESS if state[SLUGS[name]] != "fresh"]
    assert not needless, f"{len(needless)} of {len(NEEDLESS)} pages run for nothing: {needless}"
    tutorial(tmp_path, "freeze", "--again")
    same = [name for name in REACHES if outputs(course, name) == before[name]]
    assert not same, f"these edits change nothing: {same}"
    other = [name for name in NEEDLESS if outputs(course, name) != before[name]]
    assert not other, f"these edits change something: {other}"


QUIET = """\
# %%
from tutorial_lib.checks import claim

x = 2
assert x > 1, "x es pequeño // x is small"
if x < 0:
    raise ValueError(f"x vale {x} // x is {x}")
claim("two", x, equals=2, says="el cuadrado de 1.41 // the square of 1.41")
"""


def test_languages_that_differ_in_texts_that_no_run_prints_run_once(checkout):
    checkout.write("beta", QUIET)
    assert checkout.cli("freeze", "beta").code == 0
    frozen = checkout.root / "examples/_frozen/m1_first/beta/results.json"
    assert list(json.loads(frozen.read_text())["runs"]["page"]) == ["both"]
    checkout.build()
    assert "el cuadrado de 1.41" in checkout.page("beta")
    assert "the square of 1.41" in checkout.page("beta", "en")


@pytest.mark.parametrize(
    "printed",
    [
        ("x = 2\n", 'x = 2\nprint("dos // two")\n'),
        ("assert x", "try:\n    pass\nexcept ValueError as error:\n    print(error)\nassert x"),
    ],
)
def test_languages_that_may_print_their_texts_run_twice(checkout, printed):
    checkout.write("beta", QUIET.replace(*printed))
    assert checkout.cli("freeze", "beta").code == 0
    frozen = checkout.root / "examples/_frozen/m1_first/beta/results.json"
    assert list(json.loads(frozen.read_text())["runs"]["page"]) == ["en", "es"]
