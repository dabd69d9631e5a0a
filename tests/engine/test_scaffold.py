import re
import shutil
from typing import get_args

import pytest

from tutorial_build.authors.scaffold import new_script, write_scaffold
from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Options, Role, Tag
from tutorial_build.source.course import COURSE_FILE, Page, read_course
from tutorial_build.source.quiz import CHOICES
from tutorial_build.source.text import data_text

from .conftest import REPOSITORY, replace_in


@pytest.mark.parametrize("slug", ["gamma", "later"])
def test_a_new_page_passes_every_check(checkout, slug):
    done = checkout.cli("new", f"m1_first/{slug}")
    assert (done.code, done.out) == (
        0,
        f"wrote examples/m1_first/{slug}.py; next: tutorial nav, tutorial run {slug}\n",
    )
    assert slug in checkout.course.tutorials
    made = checkout.build()
    assert (made.errors, made.executed) == ([], [slug])
    assert "La suma es 10." in checkout.page(slug)
    assert "The sum is 10." in checkout.page(slug, "en")
    assert checkout.cli("lint").code == 0


def test_the_page_stands_at_the_end_of_its_module(checkout):
    path = checkout.root / "examples/course.yml"
    more = '  - module: m2_second\n    title: "Dos // Two"\n    pages:\n      - x: "Equis // Ex"\n'
    path.write_text(path.read_text() + more)
    write_scaffold(checkout.root, "m1_first", "gamma")
    write_scaffold(checkout.root, "m2_second", "delta")
    course = checkout.course
    assert course.errors == {}
    assert course.modules[0].slugs == ("alpha", "beta", "later", "gamma")
    assert course.modules[1].slugs == ("x", "delta")


def test_a_planned_page_keeps_its_place(checkout):
    replace_in(checkout.root / "examples/course.yml", "      - alpha\n", "")
    text = (checkout.root / "examples/course.yml").read_text()
    (checkout.root / "examples/course.yml").write_text(text + "      - alpha\n")
    write_scaffold(checkout.root, "m1_first", "later")
    assert checkout.course.modules[0].slugs == ("beta", "later", "alpha")


def test_what_was_said_of_a_planned_page_goes_into_its_script(checkout):
    old = '      - later: "Más tarde // Later"\n'
    planned = """\
      - later:  # soon
          title: "Más \\"tarde\\" // \\"Later\\""
          teaches: {es: "Una frase.", en: "A sentence."}
          needs: [alpha, beta]
"""
    last = '      - last: {title: "Fin // End", needs: [later]}\n'
    replace_in(checkout.root / COURSE_FILE, old, planned + last)
    assert checkout.cli("new", "m1_first/later").code == 0
    text = (checkout.root / COURSE_FILE).read_text()
    assert text.endswith("      - beta\n      - later\n" + last)
    header = checkout.course.tutorials["later"].header
    assert header.title == 'Más "tarde" // "Later"'
    assert header.description == "Una frase. // A sentence."
    assert header.needs == ("alpha", "beta")
    assert checkout.course.errors == {}


def test_a_long_title_and_many_needs_stay_as_narrow_as_a_script():
    title = f"{'una palabra ' * 12}// {'a word ' * 12}".strip()
    needs = tuple(f"some_other_page_{number}" for number in range(9))
    page = Page(slug="x", title=title, teaches=title, needs=needs)
    assert max(map(len, new_script(page).split("\n"))) <= 100


def test_a_long_title_is_read_again_as_it_was(checkout):
    title = f"{'una palabra: ' * 9}fin // {'a word # and ' * 9}end"
    replace_in(checkout.root / COURSE_FILE, "Más tarde // Later", title)
    write_scaffold(checkout.root, "m1_first", "later")
    assert checkout.course.tutorials["later"].header.title == title


def test_the_example_has_one_of_everything():
    script, quiz = new_script(example=True), data_text("tutorial_build.authors", "example.quiz.yml")
    for option in Options.model_fields:
        assert re.search(rf"^#\| {option}:( |$)", script, re.M), option
    for value in (*get_args(Tag), *get_args(Role)):
        assert re.search(rf"^#\| (role: {value}|tags: \[{value}\])$", script, re.M), value
    for kind in CHOICES:
        assert f"\n  kind: {kind}\n" in quiz, kind


@pytest.mark.slow
def test_the_example_passes_every_check_and_a_strict_build(site_checkout):
    done = site_checkout.cli("new", "m1_first/later", "--example")
    assert done.out.startswith(
        "wrote examples/m1_first/later.py and examples/m1_first/later.quiz.yml; next: "
    )
    for command in ("nav", "lint", "run later", "freeze later"):
        assert site_checkout.cli(*command.split()).err == "", command
    built = site_checkout.mkdocs("build", "--strict")
    assert built.returncode == 0, built.stderr


LONG = """\
# The modules.
modules:
  - module: m1_first
    title: "Primero\u2028uno // First\u2028one"
    pages:
      - alpha

      - later:
          title: "Más tarde // Later"
          needs: [alpha]
      # The last one.
      - beta
  - module: m2_second
    title: "Dos // Two"
    pages:

# Ways through the course.
routes:
  - route: all
    title: "Completa // All of it"
    pages: all
"""


WRITTEN = {
    "a planned page": (
        "m1_first/later",
        '      - later:\n          title: "Más tarde // Later"\n          needs: [alpha]\n',
        "      - later\n",
    ),
    "a new page": ("m1_first/gamma", "      - beta\n", "      - beta\n      - gamma\n"),
    "the first page": ("m2_second/gamma", "    pages:\n\n#", "    pages:\n      - gamma\n\n#"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_the_rest_of_the_course_file_stays_as_it_is(checkout, what):
    place, old, new = WRITTEN[what]
    path = checkout.root / COURSE_FILE
    path.write_text(LONG, encoding="utf-8")
    module, _, slug = place.partition("/")
    write_scaffold(checkout.root, module, slug)
    assert old in LONG
    assert path.read_text(encoding="utf-8") == LONG.replace(old, new)
    assert slug in checkout.course.tutorials


def test_every_page_of_this_course_can_be_written_next(tmp_path):
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples", ignore=lambda *_: ["_frozen"])
    before = read_course(tmp_path)
    planned = [slug for slug, page in before.pages.items() if not page.is_written]
    names = [(module.name, slug) for module in before.modules for slug in module.slugs]
    for module, slug in names:
        if slug in planned:
            write_scaffold(tmp_path, module, slug)
    after = read_course(tmp_path)
    assert after.errors == {}
    assert (after.slugs, after.routes) == (before.slugs, before.routes)
    assert all(page.is_written for page in after.pages.values())


def test_a_script_is_never_overwritten(checkout):
    before = checkout.path("alpha").read_text()
    message = r"^examples/m1_first/alpha\.py:1: exists already; choose a new slug$"
    with pytest.raises(ContentError, match=message):
        write_scaffold(checkout.root, "m1_first", "alpha")
    assert checkout.cli("new", "m1_first/alpha").code == 1
    assert checkout.path("alpha").read_text() == before


@pytest.mark.parametrize("place", ["m9_none/x", "gamma", "m1_first/two words", "m1_first/a-b"])
def test_a_place_that_cannot_be_is_misuse(checkout, place):
    done = checkout.cli("new", place)
    assert done.code == 2
    assert "expected MODULE/SLUG" in done.err


def test_a_slug_of_another_module_is_misuse(checkout):
    path = checkout.root / "examples/course.yml"
    more = '  - module: m2_second\n    title: "Dos // Two"\n    pages:\n      - x: "Equis // Ex"\n'
    path.write_text(path.read_text() + more)
    done = checkout.cli("new", "m2_second/alpha")
    assert done.code == 2
    assert "another module has a page 'alpha' already" in " ".join(done.err.split())
