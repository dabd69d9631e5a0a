"""How a claim that was verified is written for readers."""

import html
import math
from typing import Any

from tutorial_build.page.markup import escape
from tutorial_build.page.words import number, word

KINDS = ("equals", "between", "at_least", "at_most")


def claim_line(claim: dict[str, Any], lang: str) -> str:
    """The ✓ line of a page: id, value and what was expected."""
    name = html.escape(claim["id"])
    return (
        f'<p class="g-claim" id="claim-{name}"><span class="g-mark" aria-hidden="true">✓</span> '
        f"{word('verified', lang)}: <code>{name}</code> = "
        f"{escape(value(claim))} ({escape(expectation(claim, lang))})</p>"
    )


def value(claim: dict[str, Any]) -> str:
    """The value with as many decimals as its tolerance tells apart."""
    return _short(claim["value"], claim.get("abs"))


def expectation(claim: dict[str, Any], lang: str) -> str:
    """What the value had to be, in words."""
    kind = next(kind for kind in KINDS if kind in claim)
    want = claim[kind]
    if kind == "between":
        return word(kind, lang, low=_short(want[0]), high=_short(want[1]))
    text = word(kind, lang, want=_short(want, claim.get("abs"), zeros=False))
    if claim.get("abs"):
        text += f" ± {_short(claim['abs'])}"
    if claim.get("rel"):
        text += f" ± {number(claim['rel'], '.2%', lang)}"
    return text


def _short(value: Any, tolerance: float | None = None, *, zeros: bool = True) -> str:
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
