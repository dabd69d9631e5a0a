"""Links of a script that lead nowhere are named at their line, as a strict build finds them."""

import pytest

from tutorial_build.authors.links import GENERATED, Links

from .conftest import files_below


@pytest.fixture
def dead(checkout):
    def find(address):
        checkout.edit("alpha", "# Hola.", f"# Hola.\n# [aquí]({address})")
        checkout.edit("alpha", "# Hello.", f"# Hello.\n# [here]({address})")
        links = Links(checkout.course, checkout.root, "es")
        return [str(error) for error in links.dead(checkout.course.tutorials["alpha"].into("es"))]

    return find


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#none", "no anchor 'none' in m1-first/alpha.md"),
        ("beta.md#none", "no anchor 'none' in m1-first/beta.md"),
        ("later.md", "no page 'later.md'"),
        ("../m9-none/x.md", "no page '../m9-none/x.md'"),
        ("../index.md#none", "no anchor 'none' in index.md"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_at_its_line(dead, address, said):
    assert dead(address) == [f"examples/m1_first/alpha.py:10: {said}; correct the link"]


@pytest.mark.parametrize(
    "address",
    [
        "beta.md#other",
        "beta.md",
        "index.md",
        "#quiz",
        "#claim-sum",
        "../errors.md#value-error",
        "../api/checks.md#claim",
        "../practice/alpha.ipynb",
        "alpha/alpha.py",
        "https://example.org/x#y",
        "mailto:x@example.org",
    ],
)
def test_a_link_that_leads_somewhere_passes(dead, address):
    assert dead(address) == []


def test_the_pages_that_a_build_makes_are_those_it_makes(checkout):
    checkout.build()
    files = files_below(checkout.root / "build/docs/es")
    written = {"index.md"}
    assert {n for n in files if "/" not in n and n.endswith(".md")} - written == set(GENERATED)
