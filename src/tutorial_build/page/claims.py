"""How a claim that was verified is written for readers."""

import math

from markupsafe import Markup

from tutorial_build.page.markup import escape
from tutorial_build.page.words import fill, number, word
from tutorial_build.run.protocol import Claim, Json


def claim_line(claim: Claim, lang: str) -> str:
    """The ✓ line of a page: what holds, its id, value and what was expected."""
    shown = Markup(escape(value(claim))), Markup(escape(expectation(claim, lang)))
    facts = {"id": claim.id, "says": claim.says, "value": shown[0], "expectation": shown[1]}
    return fill("claim", lang, **facts)


def value(claim: Claim) -> str:
    """The value with as many decimals as its tolerance tells apart."""
    return _short(claim.value, claim.abs)


def expectation(claim: Claim, lang: str) -> str:
    """What the value had to be, in words."""
    kind, want = claim.expected
    if kind == "between":
        return word(kind, lang, low=_short(want[0]), high=_short(want[1]))
    text = str(word(kind, lang, want=Markup(_short(want, claim.abs, zeros=False))))
    if claim.abs:
        text += f" ± {_short(claim.abs)}"
    if claim.rel:
        text += f" ± {number(claim.rel, '.2%', lang)}"
    return text


def _short(value: Json, tolerance: float | None = None, *, zeros: bool = True) -> str:
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, list):
        items = [_short(item, tolerance, zeros=zeros) for item in value[:6]]
        return f"[{', '.join([*items, '…'] if len(value) > 6 else items)}]"
    if not isinstance(value, float):
        return str(value)
    if tolerance and 0 < tolerance < 1 and 1e-3 <= abs(value) < 1e6:
        shown = f"{value:.{min(12, math.ceil(-math.log10(tolerance)))}f}"
        return shown if zeros else shown.rstrip("0").rstrip(".")
    return f"{value:.6g}"
