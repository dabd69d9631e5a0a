from tutorial_build.reader.api import api_pages, public_names

from .conftest import REPOSITORY, seen


def test_public_names_are_those_of_the_library_with_their_definitions(checkout):
    entries = public_names(checkout.root / "src/tutorial_lib")
    assert [(entry.module, entry.name) for entry in entries] == [
        ("checks", "ClaimError"),
        ("checks", "claim"),
        ("data", "make_line"),
        ("runtime", "language"),
        ("runtime", "say"),
        ("runtime", "seed_everything"),
        ("runtime", "versions"),
    ]
    assert entries[2].use == ("data.generators", "make_line")


def test_each_page_lists_its_names_and_who_uses_them(checkout):
    project = checkout.project
    tutorials = list(checkout.course.tutorials.values())
    pages = api_pages(project.public_names, project.library, tutorials, "en")
    assert set(pages) == {"api/index.md", "api/checks.md", "api/data.md", "api/runtime.md"}
    data = seen(pages["api/data.md"])
    assert data.texts["h2"] == ["make_line¶"]
    assert "../m1-first/alpha.md" in [a.get("href") for a in data.attributes("a")]
    assert "../m1-first/beta.md" not in pages["api/data.md"]


def test_every_public_name_of_the_real_library_has_an_entry_and_a_summary():
    for entry in public_names(REPOSITORY / "src/tutorial_lib"):
        assert entry.definition.docstring, entry.name
