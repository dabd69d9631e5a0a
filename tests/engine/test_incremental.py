"""A build that takes what it made before gives the bytes of a build from nothing."""

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tutorial_build.errors import ContentError
from tutorial_build.memo import Memo, memo_of

from .conftest import SmallCourse, files_below

TERM = """\
- id: hello-{number}
  en: hello
  es: hola
  use: es
  forms: {{es: [hola], en: [hello]}}
  definition:
    es: Es el saludo {number}. Sirve de prueba.
    en: It is greeting {number}. It serves as a test.
"""
QUIZ = """\
- id: q{number}
  kind: numeric
  question: "¿Cuánto es? // How much is it?"
  answer: {number}
  tolerance: 0.1
  reason: "Porque sí. // Because it is."
  mistakes:
    - text: 77
      reason: "Es mucho. // That is a lot."
"""


def sub(path, old, new):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")


def prose(root, number):
    """A word, in a page without anything else and in one with a run."""
    slug, word = (("alpha", "Hola"), ("beta", "página"))[number % 2]
    sub(root / f"examples/m1_first/{slug}.py", word, f"{word} {number}")


def english(root, number):
    """One language alone."""
    sub(root / "examples/m1_first/beta.py", "The other page", f"The page {number}, the other page")


def title(root, number):
    """What the neighbours, the map, the navigation and the cards show."""
    sub(root / "examples/m1_first/beta.py", "Beta es //", f"Beta {number} es //")


def code(root, number):
    """A page that runs again."""
    sub(root / "examples/m1_first/beta.py", "print(6 * 7)", f"print(6 * 7)\nprint({number})")


def comment(root, number):
    """Code that is shown anew and not run."""
    sub(root / "examples/m1_first/alpha.py", "la suma //", f"la suma {number} //")


def term(root, number):
    """The glossary, and pages that use its term."""
    (root / "docs/glossary.yml").write_text(TERM.format(number=number), encoding="utf-8")


def no_term(root, number):  # noqa: ARG001
    (root / "docs/glossary.yml").write_text("[]\n", encoding="utf-8")


def quiz(root, number):
    path = root / "examples/m1_first/beta.quiz.yml"
    path.write_text(QUIZ.format(number=number), encoding="utf-8")


def no_quiz(root, number):  # noqa: ARG001
    (root / "examples/m1_first/beta.quiz.yml").unlink(missing_ok=True)


def by_hand(root, number):
    (root / "docs/es/index.md").write_text(f"# Inicio {number}\n", encoding="utf-8")


def needs(root, number):
    """A page needs another, or no longer does."""
    path = root / "examples/m1_first/beta.py"
    text = path.read_text(encoding="utf-8").replace("# needs: [alpha]\n", "")
    end = text.index("# ---", 5)
    needed = "# needs: [alpha]\n" if number % 2 else ""
    path.write_text(text[:end] + needed + text[end:], encoding="utf-8")


def order(root, number):
    """The order of the pages: who comes next to whom."""
    pages = ["      - alpha\n", "      - beta\n"]
    path = root / "examples/course.yml"
    first, second = pages if number % 2 else pages[::-1]
    text = path.read_text(encoding="utf-8")
    for page in pages:
        text = text.replace(page, "")
    place = text.index("      - later")
    path.write_text(text[:place] + first + second + text[place:], encoding="utf-8")


def library(root, number):
    """The wheel that the notebooks name, and nothing that runs."""
    path = root / "src/tutorial_lib/runtime.py"
    path.write_text(f"{path.read_text()}# {number}\n")


def broken(root, number):
    """A page that shows a notice, and is whole again."""
    path = root / "examples/m1_first/beta.py"
    if number % 2:
        sub(path, "# %%\nprint", "# %%\nbroken((\nprint")
    else:
        sub(path, "broken((\n", "")


EDITS = [prose, english, title, code, comment, term, no_term, quiz, no_quiz, by_hand, needs]
EDITS += [order, library, broken]
EDIT = st.tuples(st.sampled_from(EDITS), st.integers(1, 9))


def made(course):
    course.build()
    return files_below(course.root / "build/docs")


def from_nothing(root, empty):
    """A copy of the course that knows nothing but the results of its runs."""
    shutil.rmtree(empty, ignore_errors=True)
    shutil.copytree(
        root, empty, symlinks=True, ignore=shutil.ignore_patterns("memo", "docs_", "site")
    )
    shutil.rmtree(empty / "build/docs", ignore_errors=True)
    for lang in ("es", "en"):
        (empty / "build/docs" / lang).mkdir(parents=True)
    return SmallCourse(empty)


@pytest.mark.slow
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(edits=st.lists(EDIT, min_size=10, max_size=10))
@pytest.mark.timeout(900)
def test_200_edits_leave_what_a_build_from_nothing_leaves(template, tmp_path_factory, edits):
    root = tmp_path_factory.mktemp("edits") / "course"
    shutil.copytree(template, root)
    course = SmallCourse(root)
    for edit, number in edits:
        edit(root, number)
        left = made(course)
        wanted = made(from_nothing(root, root.with_name("empty")))
        differing = [n for n in left.keys() | wanted.keys() if left.get(n) != wanted.get(n)]
        assert not differing, (edit.__name__, number)
    shutil.rmtree(root.parent)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_sites_are_the_same_byte_for_byte(site_checkout):
    """The same with MkDocs behind it, which takes seconds: fewer edits."""
    dice = random.Random(7)
    root = site_checkout.root
    assert site_checkout.mkdocs("build").returncode == 0
    edits = dice.sample([e for e in EDITS if e is not broken], 8)
    for edit in [*edits, theme]:
        edit(root, dice.randint(1, 9))
        assert site_checkout.mkdocs("build").returncode == 0
        empty = from_nothing(root, root.with_name("empty"))
        assert empty.mkdocs("build").returncode == 0
        left, wanted = (files_below(r / "site") for r in (root, empty.root))
        differing = [n for n in left.keys() | wanted.keys() if left.get(n) != wanted.get(n)]
        assert not differing, edit.__name__


def theme(root, number):
    sub(root / "docs/theme/main.html", "{% extends", f"{{# {number} #}}{{% extends")


@pytest.mark.slow
def test_a_build_without_a_change_has_nothing_to_do_and_one_with_a_change_has(site_checkout):
    said = "nothing has changed since the last build"
    page = site_checkout.root / "site/m1-first/alpha/index.html"
    assert said not in site_checkout.mkdocs("build").stderr
    before = page.stat().st_mtime_ns
    assert said in site_checkout.mkdocs("build").stderr
    assert page.stat().st_mtime_ns == before
    page.unlink()
    assert said not in site_checkout.mkdocs("build").stderr
    assert page.exists()
    site_checkout.edit("alpha", "Hola.", "Hola, mundo.")
    assert said not in site_checkout.mkdocs("build").stderr
    assert "Hola, mundo." in page.read_text()
    assert said not in site_checkout.mkdocs("build", SITE_URL="https://example.org/").stderr


@pytest.mark.slow
def test_a_build_that_warned_warns_again(site_checkout):
    sub(site_checkout.root / "docs/es/index.md", "# Inicio", "# Inicio\n\n[no](nowhere.md)")
    for _ in range(2):
        assert "nowhere.md" in site_checkout.mkdocs("build").stderr


def test_a_memo_makes_once_what_is_given_twice(tmp_path):
    made = []
    for _ in range(2):
        assert Memo(tmp_path).get("kind", (1, "a"), lambda: made.append(1) or [3]) == [3]
    assert len(made) == 1
    Memo(tmp_path).get("kind", (1, "b"), lambda: made.append(1) or [4])
    assert len(made) == 2


def test_what_is_damaged_is_made_again(tmp_path):
    Memo(tmp_path).get("kind", 1, lambda: "right")
    (path,) = tmp_path.glob("*/*")
    path.write_bytes(b"\x80")
    assert Memo(tmp_path).get("kind", 1, lambda: "right") == "right"


def test_an_error_is_not_remembered(tmp_path):
    def wrong():
        raise ContentError("a.py", 1, "wrong")

    for _ in range(2):
        with pytest.raises(ContentError):
            Memo(tmp_path).get("kind", 1, wrong)


def test_a_folder_that_may_not_be_written_stops_nothing(tmp_path):
    (tmp_path / "memo").write_text("a file in the way")
    assert Memo(tmp_path / "memo").get("kind", 1, lambda: 2) == 2


def test_what_nobody_asked_for_in_a_fortnight_goes(tmp_path):
    Memo(tmp_path).get("kind", 1, lambda: 2)
    Memo(tmp_path).get("kind", 2, lambda: 2)
    old = next(tmp_path.glob("*/*"))
    os.utime(old, (0, 0))
    Memo(tmp_path).tidy()
    assert len(list(tmp_path.glob("*/*"))) == 1
    assert not old.exists()


def test_the_memo_of_a_checkout_lies_in_its_build_folder(tmp_path):
    assert memo_of(tmp_path).folder == Path(tmp_path) / "build" / "memo"
