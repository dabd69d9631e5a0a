import pytest

from tutorial_build.course import read_course
from tutorial_build.errors import ContentError

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
