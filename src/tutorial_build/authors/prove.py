"""Show that `verify` catches what was altered: digits changed in copies of committed results."""

import copy
import re
from collections.abc import Iterator

from tutorial_build.results import store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Results
from tutorial_build.results.verify import Verdict, judge
from tutorial_build.run.protocol import Html, Text
from tutorial_build.source.script import Tutorial


def plant(checkout: Checkout, tutorial: Tutorial, count: int = 10) -> Iterator[tuple[str, Verdict]]:
    """Alter digits of the committed results, one at a time, and judge each by the last run here.

    Yields what was altered with its verdict, which must be `failed`.
    """
    made = store.load(checkout.store(tutorial), checkout.root)
    kept = store.load(checkout.frozen(tutorial), checkout.root)
    assert made is not None
    assert kept is not None
    for what, planted in planted_digits(kept, count):
        yield what, judge(tutorial, planted, made)


def planted_digits(kept: Results, count: int) -> Iterator[tuple[str, Results]]:
    """Copies of results with one printed digit altered, from the first to the last."""
    places = [
        (part, lang, cell, rank, match.start())
        for part, left in kept.parts.items()
        for lang, run in left.runs.items()
        for cell, made in enumerate(run.cells)
        for rank, output in enumerate(made.outputs)
        for match in re.finditer(r"\d", getattr(output, "text", ""))
    ]
    for part, lang, cell, rank, place in places[:: max(1, len(places) // count)][:count]:
        altered = copy.deepcopy(kept)
        output = altered.parts[part].runs[lang].cells[cell].outputs[rank]
        assert isinstance(output, Text | Html)
        text, other = output.text, str((int(output.text[place]) + 1) % 10)
        output.text = text[:place] + other + text[place + 1 :]
        start = text.rfind("\n", 0, place) + 1
        line = text[start:].split("\n")[0]
        yield f"{line!r}: digit {place - start + 1}, {text[place]}, became {other}", altered
