"""The index of verified claims."""

from dataclasses import replace

from tutorial_build.indexes.claims import claims_page
from tutorial_build.run.protocol import CellRun

from .conftest import seen
from .made_up import claimed, page_of


def test_a_claim_is_listed_with_value_expectation_page_and_day(checkout):
    left = CellRun(
        claims=[claimed("loss", 0.25, at_most=0.5), claimed("kind", "<b>", equals="<b>")]
    )
    index = claims_page([page_of(checkout.tutorial("beta"), left)], "en")
    assert "## Beta en { #beta }\n\n2 claims, verified on January 2, 2025.\n" in index
    assert "| [`loss`](m1-first/beta.md#claim-loss) | 0.25 | expected at most 0.5 |" in index
    page = seen(index)
    assert page.texts["th"] == ["Claim", "Value", "Expectation"]
    assert page.texts["td"][-3:] == ["kind", "<b>", "expected <b>"]


def test_the_day_is_the_last_one_that_a_page_was_verified(checkout):
    page = page_of(
        checkout.tutorial("beta"), CellRun(claims=[claimed("one", 1, equals=1)]), lang="es"
    )
    index = claims_page([replace(page, verified="2025-03-04")], "es")
    assert "1 afirmaciones, comprobadas el 4 de marzo de 2025." in index


def test_a_page_without_claims_is_not_listed(checkout):
    index = claims_page([page_of(checkout.tutorial("beta"))], "en")
    assert "Beta en" not in index
