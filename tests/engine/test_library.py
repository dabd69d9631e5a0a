"""The reference of the library."""

from tutorial_build.indexes.library import (
    api_pages,
    library_addresses,
    names_of_library,
    public_names,
)

from .conftest import REPOSITORY, seen


def test_public_names_are_those_of_the_library_with_their_definitions(checkout):
    entries = public_names(checkout.root / "src/tutorial_lib")
    assert [(entry.module, entry.name) for entry in entries] == [
        ("checks", "ClaimError"),
        ("checks", "check"),
        ("checks", "check_function"),
        ("checks", "claim"),
        ("data", "make_line"),
        ("runtime", "language"),
        ("runtime", "say"),
        ("runtime", "seed_everything"),
        ("runtime", "versions"),
    ]
    assert entries[4].definition.path == "tutorial_lib.data.generators.make_line"


def test_an_entry_serves_a_page_that_names_it_or_executed_something_of_it(checkout):
    error, *_, seed, _ = public_names(checkout.root / "src/tutorial_lib")
    assert (error.name, seed.name) == ("ClaimError", "seed_everything")
    called = "call tutorial_lib.runtime seed_everything"
    assert seed.serves([called], set())
    assert seed.serves([], {"seed_everything"})
    assert not seed.serves(["import tutorial_lib.runtime", f"{called}_again"], {"seed"})
    assert error.serves(["call tutorial_lib.checks ClaimError.__str__"], set())
    assert not error.serves(["call tutorial_lib.other ClaimError.__str__"], set())


def test_names_of_the_library_are_those_imported_or_taken_from_what_is_imported(tutorial_of):
    cells = (
        "# %%\nfrom tutorial_lib import data, metrics as m\nfrom numpy import zeros\n"
        "data.make_line(4)\nzeros(3).sum()\n"
        "# %%\n#| exercise: E1\n#| role: solution\nfrom tutorial_lib.checks import claim\n"
        "# %%\n#| exercise: E1\n#| role: wrong\nfrom tutorial_lib.checks import check\n"
    )
    found = names_of_library(tutorial_of(cells).into("en"))
    assert found == {"data", "metrics", "make_line", "claim"}


def test_each_page_lists_its_names_and_who_uses_them(checkout):
    project = checkout.project
    shown = [made["en"] for made in checkout.prepare().pages.values()]
    pages = api_pages(public_names(project.library.folder), project.library, shown, "en")
    assert set(pages) == {"api/index.md", "api/checks.md", "api/data.md", "api/runtime.md"}
    data = seen(pages["api/data.md"])
    assert data.texts["h2"] == ["make_line¶"]
    assert "../m1-first/alpha.md" in [a.get("href") for a in data.attributes("a")]
    assert "../m1-first/beta.md" not in pages["api/data.md"]


def test_a_name_is_found_however_it_is_imported(checkout):
    addresses = library_addresses(public_names(checkout.root / "src/tutorial_lib"))
    assert addresses["tutorial_lib.claim"] == "../../api/checks/#claim"
    assert addresses["tutorial_lib.checks.claim"] == "../../api/checks/#claim"
    assert addresses["tutorial_lib.data"] == "../../api/data/"


def test_a_site_on_disk_has_pages_beside_their_folders(checkout):
    entries = public_names(checkout.root / "src/tutorial_lib")
    addresses = library_addresses(entries, page_end=".html")
    assert addresses["tutorial_lib.claim"] == "../api/checks.html#claim"


def test_names_in_the_code_of_a_page_lead_to_their_entries(checkout):
    checkout.build(reference=True)
    for lang in ("es", "en"):
        links = [a["href"] for a in seen(checkout.page("alpha", lang)).attributes("a")]
        assert "../../api/checks/#claim" not in links  # the cell with it only claims: it is hidden
        assert "../../api/data/#make_line" in links


def test_every_public_name_of_the_real_library_has_an_entry_and_a_summary():
    entries = public_names(REPOSITORY / "src/tutorial_lib")
    mute = [f"{entry.module}.{entry.name}" for entry in entries if not entry.definition.docstring]
    assert not mute, "\n".join(mute)
    assert len(entries) > 50
