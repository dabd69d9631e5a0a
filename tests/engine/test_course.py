import re
import shutil

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, Page, read_course

from .conftest import COURSE, REPOSITORY, replace_in


def errors(checkout):
    return [str(error) for error in checkout.course.errors.values()]


def test_pages_come_in_the_order_of_the_file(checkout):
    course = checkout.course
    assert [module.name for module in course.modules] == ["m1_first"]
    assert course.modules[0].pages == (
        Page(slug="alpha"),
        Page(slug="beta"),
        Page(slug="later", title="Más tarde // Later"),
    )
    assert [page.is_written for page in course.pages.values()] == [True, True, False]
    assert course.slugs == course.modules[0].slugs == ("alpha", "beta", "later")
    assert list(course.tutorials) == ["alpha", "beta"]
    assert course.errors == {}


def test_titles_of_written_planned_and_unreadable_pages(checkout):
    course = checkout.course
    assert course.title("alpha", "en") == "Alpha en"
    assert course.title("later", "es") == "Más tarde"
    replace_in(checkout.root / COURSE_FILE, "      - beta\n", "      - two_words\n")
    assert checkout.course.title("two_words", "es") == "two words"


def test_addresses_have_hyphens(checkout):
    course = checkout.course
    assert course.address("alpha") == "m1-first/alpha"
    assert course.path("alpha") == "examples/m1_first/alpha.py"
    assert course.modules[0].address == "m1-first"


def test_one_wrong_script_leaves_the_others(checkout):
    checkout.edit("alpha", '# title: "Alpha es // Alpha en"\n', "")
    assert list(checkout.course.tutorials) == ["beta"]
    assert errors(checkout) == ["examples/m1_first/alpha.py:2: no 'title'; add it"]


def test_a_need_that_the_course_does_not_have(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alfa]\n# ---\n# %%")
    assert errors(checkout) == [
        "examples/m1_first/beta.py:1: 'beta' needs 'alfa', which is no page; correct the slug"
    ]


def test_a_planned_page_may_be_needed(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha, later]\n# ---\n# %%")
    assert errors(checkout) == []


def test_a_page_without_a_script_is_named_by_its_line(checkout):
    checkout.path("beta").unlink()
    assert errors(checkout) == [
        "examples/course.yml:6: examples/m1_first/beta.py does not exist; "
        "write it or give the page a planned title"
    ]


def test_a_script_without_a_page_is_named(checkout):
    replace_in(checkout.root / COURSE_FILE, "      - beta\n", "")
    assert errors(checkout) == [
        "examples/m1_first/beta.py:1: this script is not in examples/course.yml; "
        "add its slug to its module"
    ]


def test_a_script_of_a_slug_that_another_module_has_is_named(checkout):
    checkout.path("alpha", "m2_second").parent.mkdir()
    shutil.copy(checkout.path("alpha"), checkout.path("alpha", "m2_second"))
    assert errors(checkout) == [
        "examples/m2_second/alpha.py:1: module m1_first has a page 'alpha' already; rename this one"
    ]


def test_a_slug_that_stands_twice_is_named_by_its_second_line(checkout):
    replace_in(checkout.root / COURSE_FILE, "      - beta\n", "      - beta\n      - alpha\n")
    assert errors(checkout) == [
        "examples/course.yml:7: slug 'alpha' stands twice; give one of the pages another name"
    ]
    assert checkout.course.slugs == ("alpha", "beta", "later")


FIELDS = "this is {}; write fields, each as 'name: value'"
WRONG = {
    "not YAML": (
        ("  - module: m1_first", "  - module: [m1_first"),
        "examples/course.yml:3: not YAML: expected ',' or ']', but got ':'; "
        "mend this line or put the text in quotes",
    ),
    "no pages": (
        ("    pages:\n", "    page:\n"),
        "examples/course.yml:4: unknown field 'page'; use branch, module, pages, title",
    ),
    "no modules": (
        ("modules:\n", "groups:\n"),
        "examples/course.yml:1: unknown field 'groups'; use modules, routes",
    ),
    "nothing": ((COURSE, ""), f"examples/course.yml:1: {FIELDS.format('None')}"),
    "a list": ((COURSE, "- m1_first\n"), f"examples/course.yml:1: {FIELDS.format(['m1_first'])}"),
    "a title in one language": (
        ("Primero // First", "Primero"),
        'examples/course.yml:3: title needs both languages; write "es // en"',
    ),
    "a title of three languages": (
        ("Más tarde // Later", "a // b // c"),
        'examples/course.yml:7: title needs both languages; write "es // en"',
    ),
    "a page of two slugs": (
        ("      - later:", "      - gamma:\n        later:"),
        "examples/course.yml:7: a page is a slug, or 'slug: \"es // en\"' "
        "while it is still to come",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_course_file_that_cannot_be_read_is_one_line(checkout, what):
    change, message = WRONG[what]
    replace_in(checkout.root / COURSE_FILE, *change)
    with pytest.raises(ContentError) as caught:
        read_course(checkout.root)
    assert str(caught.value) == message


def test_a_module_may_have_no_pages_yet(checkout):
    path = checkout.root / COURSE_FILE
    more = '  - module: m2_second\n    title: "Dos // Two"\n    pages:\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    course = checkout.course
    assert (course.modules[1].pages, course.errors) == ((), {})


def test_a_missing_course_file_is_named(tmp_path):
    message = r"^examples/course\.yml:1: no such file; list the modules in it$"
    with pytest.raises(ContentError, match=message):
        read_course(tmp_path)


def test_the_course_of_this_repository_has_no_errors():
    assert read_course(REPOSITORY).errors == {}


GRAPH = """\
modules:
  - module: m1_first
    branch: architectures
    title: "Primero // First"
    pages:
      - alpha
      - beta
      - one: {title: "Uno // One", needs: [alpha]}
      - two:
          title: "Dos // Two"
          needs: [one, beta]
routes:
  - route: hurry
    title: "Con prisa // In a hurry"
    pages: [alpha, two]
  - route: all
    title: "Completa // All of it"
    pages: all
"""


@pytest.fixture
def graph(checkout):
    def edited(old="", new=""):
        assert old in GRAPH
        text = GRAPH.replace(old, new, 1)
        (checkout.root / COURSE_FILE).write_text(text, encoding="utf-8")
        return checkout

    return edited


def test_needs_stand_in_the_script_or_beside_the_planned_title(graph):
    checkout = graph()
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha]\n# ---\n# %%")
    course = checkout.course
    assert course.errors == {}
    needs = {slug: course.needs(slug) for slug in course.slugs}
    assert needs == {"alpha": (), "beta": ("alpha",), "one": ("alpha",), "two": ("one", "beta")}
    assert course.title("two", "en") == "Two"


def test_a_route_is_a_list_of_pages_or_all(graph):
    hurry, whole = graph().course.routes
    assert (hurry.name, hurry.pages) == ("hurry", ("alpha", "two"))
    assert (whole.name, whole.pages) == ("all", ("alpha", "beta", "one", "two"))


def test_pages_that_need_each_other_are_named(graph):
    checkout = graph("needs: [alpha]", "needs: [two]")
    assert errors(checkout) == [
        "examples/course.yml:8: pages need each other in a circle (one → two → one); "
        "take out one of these needs"
    ]
    assert checkout.course.needs("one") == ()


def test_scripts_that_need_each_other_are_named(graph):
    checkout = graph()
    checkout.edit("alpha", "# ---\n# %%", "# needs: [beta]\n# ---\n# %%")
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha]\n# ---\n# %%")
    assert errors(checkout) == [
        "examples/m1_first/alpha.py:1: pages need each other in a circle (alpha → beta → alpha); "
        "take out one of these needs"
    ]


def test_a_planned_page_that_needs_what_is_no_page_is_named_and_needs_nothing(graph):
    checkout = graph("needs: [one, beta]", "needs:\n            - one\n            - bet")
    assert errors(checkout) == [
        "examples/course.yml:13: 'two' needs 'bet', which is no page; correct the slug"
    ]
    assert checkout.course.needs("two") == ()


LIST = "write a list, [a, b] or lines that start with '- '"
REFUSED = {
    "a branch of its own": (
        ("branch: architectures", "branch: optics"),
        "examples/course.yml:3: branch 'optics' is not known; "
        "use 'fundamentals', 'architectures' or 'optimisation'",
    ),
    "a route to nowhere": (
        ("pages: [alpha, two]", "pages: [alpha, three]"),
        "examples/course.yml:15: route 'hurry' has 'three', which is no page; correct the slug",
    ),
    "a route to nowhere, page by page": (
        ("pages: [alpha, two]", "pages:\n      - alpha\n      - three"),
        "examples/course.yml:17: route 'hurry' has 'three', which is no page; correct the slug",
    ),
    "a route that is a text": (
        ("pages: [alpha, two]", "pages: alpha"),
        f"examples/course.yml:15: pages is 'alpha'; {LIST}",
    ),
    "needs that are no list": (
        ("needs: [alpha]", "needs: alpha"),
        f"examples/course.yml:8: needs is 'alpha'; {LIST}",
    ),
    "needs that are no list, on a line of their own": (
        ("needs: [one, beta]", "needs: one"),
        f"examples/course.yml:11: needs is 'one'; {LIST}",
    ),
    "a title in one language": (
        ("Uno // One", "Uno"),
        'examples/course.yml:8: title needs both languages; write "es // en"',
    ),
    "a title in one language, on a line of its own": (
        ("Dos // Two", "Dos"),
        'examples/course.yml:10: title needs both languages; write "es // en"',
    ),
    "a field that a planned page has not": (
        ("needs: [one, beta]", "minutes: 3"),
        "examples/course.yml:11: unknown field 'minutes'; use needs, slug, teaches, title",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_course_yml_must_not_say(graph, what):
    change, message = REFUSED[what]
    with pytest.raises(ContentError) as caught:
        _ = graph(*change).course
    assert str(caught.value) == message


def test_every_page_of_this_course_still_to_come_says_what_it_will_teach():
    planned = [p for p in read_course(REPOSITORY).pages.values() if not p.is_written]
    assert [page.slug for page in planned if not page.teaches] == []


def test_all_that_is_wrong_with_a_file_is_said_at_once(checkout):
    pair = '# %% [markdown] lang="es"\n# {}\n\n# %% [markdown] lang="en"\n# {}\n\n'
    checkout.write(
        "beta",
        pair.format("## Uno { #a }", "Eins.")
        + "# %%\nprint('a // b // c')\n\n# %%\n#| alt: 3\n1\n\n"
        + pair.format("Bien.", "Well.")
        + '# %% [markdown] lang="es"\nx = 1\n\n'  # its partner is not blamed for standing alone
        + '# %% [markdown] lang="en"\n# Fine.\n\n# %%\nx = (\n',
    )
    quiz = checkout.path("beta").with_name("beta.quiz.yml")
    quiz.write_text("[]\n", encoding="utf-8")
    course = read_course(checkout.root)
    lines = str(course.errors["beta"]).splitlines()
    path = r"examples/m1_first/beta\.py"
    wanted = [
        rf"{path}:11: the headings differ from the 'es' partner's.*",
        rf"{path}:15: .* holds ' // ' 2 times.*",
        rf"{path}:18: .*alt.*",
        rf"{path}:28: code in a markdown cell; .*",
        rf"{path}:34: syntax error: .*",
        r"examples/m1_first/beta\.quiz\.yml:1: .*",
    ]
    assert len(lines) == len(wanted), lines
    for pattern, line in zip(wanted, lines, strict=True):
        assert re.fullmatch(pattern, line)
    assert len(course.partly["beta"].cells) == 1
    done = checkout.cli("lint", "beta")
    assert (done.code, done.err.splitlines()) == (1, lines)
