"""Index of verified claims, made from the runs."""

from tutorial_build.page.markup import fill_page
from tutorial_build.page.page import Page


def claims_page(pages: list[Page], lang: str) -> str:
    """Markdown of the claims index: every claim with its value, expectation, page and day."""
    return fill_page("claims", lang, pages=[page for page in pages if page.claims and page.day])
