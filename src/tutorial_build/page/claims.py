"""How a claim that was verified is written for readers: as the library said it when it ran."""

from markupsafe import Markup

from tutorial_build.page.markup import escape
from tutorial_build.page.words import fill
from tutorial_build.run.protocol import Claim


def claim_line(claim: Claim, lang: str) -> str:
    """The ✓ line of a page: what holds, its id, value and what was expected."""
    facts = {"id": claim.id, "says": claim.says, "value": Markup(escape(claim.shown))}
    expectation = Markup(escape(claim.expectation[lang]))
    return fill("claim", lang, **facts, expectation=expectation)
