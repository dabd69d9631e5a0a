import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.course import read_course

from .conftest import REPOSITORY, replace_in


def errors(checkout):
    return [str(error) for error in checkout.course.errors.values()]


def test_pages_come_in_the_order_of_the_file(checkout):
    course = checkout.course
    assert [module.name for module in course.modules] == ["m1_first"]
    assert course.modules[0].pages == {
        "alpha": None,
        "beta": None,
        "later": "Más tarde // Later",
    }
    assert list(course.tutorials) == ["alpha", "beta"]
    assert course.errors == {}


def test_titles_of_written_planned_and_unknown_pages(checkout):
    course = checkout.course
    assert course.title("alpha", "en") == "Alpha en"
    assert course.title("later", "es") == "Más tarde"
    assert course.title("no_such", "es") == "no such"


def test_addresses_have_hyphens(checkout):
    course = checkout.course
    assert course.address("alpha") == "m1-first/alpha"
    assert course.path("alpha") == "examples/m1_first/alpha.py"
    assert course.modules[0].address == "m1-first"


def test_one_wrong_script_leaves_the_others(checkout):
    checkout.edit("alpha", '# title: "Alpha es // Alpha en"\n', "")
    assert list(checkout.course.tutorials) == ["beta"]
    assert errors(checkout) == ["examples/m1_first/alpha.py:1: the header has no 'title'; add it"]


def test_a_need_that_the_course_does_not_have(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alfa]\n# ---\n# %%")
    assert errors(checkout) == [
        "examples/m1_first/beta.py:1: needs names 'alfa', which course.yml does not have; "
        "correct the slug"
    ]


def test_a_planned_page_may_be_needed(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha, later]\n# ---\n# %%")
    assert errors(checkout) == []


WRONG = {
    "not YAML": ("  - module: m1_first", "  - module: [m1_first"),
    "no pages": ("    pages:\n", "    page:\n"),
    "no modules": ("modules:\n", "groups:\n"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_course_file_that_cannot_be_read_is_one_line(checkout, what):
    replace_in(checkout.root / "examples/course.yml", *WRONG[what])
    with pytest.raises(ContentError) as caught:
        read_course(checkout.root)
    message = str(caught.value)
    assert message.startswith("examples/course.yml:1: not a list of modules with module, title")
    assert message.endswith("; see CONTRIBUTING")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("Primero // First", "Primero", 3), ("Más tarde // Later", "a // b // c", 7)],
)
def test_a_title_of_course_yml_without_both_languages(checkout, old, new, line):
    replace_in(checkout.root / "examples/course.yml", old, new)
    with pytest.raises(ContentError) as caught:
        read_course(checkout.root)
    assert str(caught.value) == (
        f'examples/course.yml:{line}: {new!r} needs both languages; write "es // en"'
    )


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
        (checkout.root / "examples/course.yml").write_text(GRAPH.replace(old, new, 1))
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


REFUSED = {
    "a branch of its own": (
        ("branch: architectures", "branch: optics"),
        "examples/course.yml:3: branch 'optics' is not one of fundamentals, architectures, "
        "optimisation; correct it",
    ),
    "a route to nowhere": (
        ("pages: [alpha, two]", "pages: [alpha, three]"),
        "examples/course.yml:15: route 'hurry' has 'three', which is no page; correct the slug",
    ),
    "needs that are no list": (
        ("needs: [alpha]", "needs: alpha"),
        "examples/course.yml:8: needs of 'one' is not a list of slugs; write 'needs: [tensors]'",
    ),
    "a title in one language": (
        ("Uno // One", "Uno"),
        "examples/course.yml:8: 'Uno' needs both languages; write \"es // en\"",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_course_yml_must_not_say(graph, what):
    change, message = REFUSED[what]
    with pytest.raises(ContentError) as caught:
        _ = graph(*change).course
    assert str(caught.value) == message
