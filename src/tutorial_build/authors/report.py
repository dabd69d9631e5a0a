"""A page on what came of verifying, with both sides of each figure that is drawn otherwise."""

import base64
import gzip
from collections.abc import Iterator
from pathlib import Path

from tutorial_build.page.markup import fill_page
from tutorial_build.results import store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Results
from tutorial_build.results.update import line_of
from tutorial_build.results.verify import Verdict
from tutorial_build.run.protocol import Json, Picture
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.script import Tutorial


def shown(checkout: Checkout, verdict: Verdict) -> Json:
    """What the page says of a tutorial; to be called while the files of its run are there."""
    tutorial, new = verdict.tutorial, verdict.results
    kept = store.load(checkout.frozen(tutorial), checkout.root) if new else None
    return {
        "slug": tutorial.slug,
        "grade": verdict.grade,
        "rows": verdict.rows,
        "problems": verdict.problems,
        "figures": list(_figures(tutorial, kept, new)) if kept and new else [],
    }


def write(path: Path, pages: list[Json]) -> None:
    """Write the page; it needs no other file."""
    path.write_text(fill_page("report", "en", pages=pages), encoding="utf-8")


def _figures(tutorial: Tutorial, kept: Results, new: Results) -> Iterator[Json]:
    """Both sides of each figure whose files differ, once for both languages where it is shared."""
    for name, part in new.parts.items():
        langs = part.runs if part.runs.keys() == kept.parts[name].runs.keys() else LANGUAGES
        for lang in langs:
            cells = zip(kept.parts[name].run(lang).cells, part.run(lang).cells, strict=False)
            for rank, (before, now) in enumerate(cells, 1):
                for one, other in zip(before.pictures, now.pictures, strict=False):
                    if one.files != other.files:
                        yield {
                            "cell": f"{tutorial.path}:{line_of(tutorial, name, rank)} [{lang}]",
                            "frozen": _image(kept.folder, one),
                            "now": _image(new.folder, other),
                        }


def _image(folder: Path, picture: Picture) -> str:
    """The figure as an address that holds all of it."""
    content = (folder / picture.light).read_bytes()
    kind = "image/webp"
    if picture.light.endswith(".svgz"):
        content, kind = gzip.decompress(content), "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
