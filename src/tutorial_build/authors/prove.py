"""Show that `verify` catches what was altered: changes planted in copies of committed results."""

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.results import store
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Results
from tutorial_build.results.verify import judge
from tutorial_build.run.protocol import Json, digest_of
from tutorial_build.source.script import Tutorial

DIGITS = 10  # altered of each page, from the first to the last


class Copy:
    """A copy of committed results, to be altered by hand as a cheat would."""

    def __init__(self, frozen: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(frozen, folder)
        self.results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
        self.sidecar = json.loads((folder / "sidecar.json").read_text(encoding="utf-8"))

    def outputs(self, kind: str) -> list[Json]:
        """The records of that kind, in the order of parts, languages and cells."""
        cells = [cell for run in self.runs() for cell in run["cells"]]
        return [out for cell in cells for out in cell["outputs"] if out["type"] == kind]

    def runs(self) -> list[Json]:
        return [run for part in self.results["runs"].values() for run in part.values()]

    def claims(self) -> list[Json]:
        return [claim for run in self.runs() for cell in run["cells"] for claim in cell["claims"]]

    def figures(self) -> list[Json]:
        """The figures that are stored as SVG, each once."""
        found = [f for f in self.outputs("figure") if f["light"].endswith(".svgz")]
        return list({figure["light"]: figure for figure in found}.values())

    def replace(self, figure: Json, content: bytes, *, honest: bool) -> None:
        """Give a figure another content; an honest file is named by what it holds."""
        name = f"{digest_of(content)}.svgz" if honest else figure["light"]
        (self.folder / name).write_bytes(content)
        for other in self.outputs("figure"):
            if other["light"] == figure["light"]:
                other["light"] = name

    def edit(self, record: Json, pattern: str, text: str) -> bool:
        """Exchange the first match in what a record keeps in a file of its own, and name it so."""
        was = gzip.decompress((self.folder / record["file"]).read_bytes()).decode()
        now = re.sub(pattern, text, was, count=1)
        record["file"] = f"{digest_of(now.encode())}.json.gz"
        (self.folder / record["file"]).write_bytes(gzip.compress(now.encode(), mtime=0))
        return now != was

    def save(self) -> None:
        store.write_json(self.folder / "results.json", self.results)
        store.write_json(self.folder / "sidecar.json", self.sidecar)


Change = Callable[[Copy], bool]  # whether there was something to change


def a_digit(number: int) -> Change:
    """Alter one printed digit, of those that stand evenly from the first to the last."""

    def change(copy: Copy) -> bool:
        texts = [*copy.outputs("text"), *copy.outputs("html")]
        places = [(o, m.start()) for o in texts for m in re.finditer(r"\d", o["text"])]
        if not places:
            return False
        output, at = places[number * len(places) // DIGITS]
        text = output["text"]
        output["text"] = f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"
        return True

    return change


def a_digit_and_the_stack(copy: Copy) -> bool:
    for part in copy.sidecar.values():
        part["stack"]["numpy"] = "0.0"
    return a_digit(0)(copy)


def an_inline_value(copy: Copy) -> bool:
    for run in copy.runs():
        for rank, value in enumerate(run["values"]):
            if isinstance(value, float) and value:
                run["values"][rank] = value * 1.00001
                return True
    return False


def a_claim(copy: Copy) -> bool:
    for claim in copy.claims():
        if "says" in claim:
            claim["says"] += "!"
            return True
    return False


def a_curve(honest: bool) -> Change:
    """Take a path out of a stored figure; leave its file's name, or name it as it should be."""

    def change(copy: Copy) -> bool:
        for figure in copy.figures():
            svg = gzip.decompress((copy.folder / figure["light"]).read_bytes())
            paths = [m for m in re.finditer(rb"<path [^>]*/>", svg) if b"clip-path" in m[0]]
            if paths:
                less = svg[: paths[-1].start()] + svg[paths[-1].end() :]
                copy.replace(figure, gzip.compress(less, mtime=0), honest=honest)
                return True
        return False

    return change


def a_script(copy: Copy) -> bool:
    for figure in copy.figures():
        svg = gzip.decompress((copy.folder / figure["light"]).read_bytes())
        evil = svg.replace(b"</svg>", b"<script>alert(1)</script></svg>")
        copy.replace(figure, gzip.compress(evil, mtime=0), honest=True)
        return True
    return False


def two_figures(copy: Copy) -> bool:
    if len(figures := copy.figures()) < 2:
        return False
    one, other = figures[:2]
    one["light"], other["light"] = other["light"], one["light"]
    return True


def a_style(copy: Copy) -> bool:
    return any(
        copy.edit(figure["drawing"], r'"color":"#[0-9a-f]{6}"', '"color":"#ff00fe"')
        for figure in copy.outputs("figure")
    )


def interactive_data(copy: Copy) -> bool:
    return any(copy.edit(data, r"\d(?=[\],])", "7") for data in copy.outputs("data"))


def an_output_called_volatile(copy: Copy) -> bool:
    """Let the sidecar, which is not compared, speak for a cell of the page."""
    (lang, run), *_ = copy.results["runs"]["page"].items()
    for rank, cell in enumerate(run["cells"]):
        if any(output["type"] == "text" for output in cell["outputs"]):
            shown = copy.sidecar["page"].setdefault("volatile", {}).setdefault(lang, {})
            shown[str(rank)] = [{"type": "text", "text": "0.99"}]
            return True
    return False


KINDS: dict[str, tuple[Change, ...]] = {
    "a printed digit": tuple(map(a_digit, range(DIGITS))),
    "a digit, and the stack in the sidecar": (a_digit_and_the_stack,),
    "an inline value": (an_inline_value,),
    "the sentence of a claim": (a_claim,),
    "a curve taken out of a figure": (a_curve(honest=False),),
    "a curve taken out, and the file named anew": (a_curve(honest=True),),
    "a script in a figure": (a_script,),
    "two figures exchanged": (two_figures,),
    "the colour that a figure is said to have": (a_style,),
    "data of an interactive figure": (interactive_data,),
    "an output that the sidecar replaces": (an_output_called_volatile,),
}


def plant(checkout: Checkout, tutorial: Tutorial) -> Iterator[tuple[str, bool]]:
    """Alter copies of the committed results, and judge each by the last run here.

    Yields the kind of each change, and whether it was caught.
    """
    made = store.load(checkout.store(tutorial), checkout.root)
    assert made is not None
    with tempfile.TemporaryDirectory(prefix="planted-") as scratch:
        changes = [(kind, change) for kind, several in KINDS.items() for change in several]
        for number, (kind, change) in enumerate(changes):
            folder = Path(scratch) / str(number) / tutorial.slug
            copy = Copy(checkout.frozen(tutorial), folder)
            if change(copy):
                copy.save()
                yield kind, _is_caught(tutorial, folder, Path(scratch), made)


def _is_caught(tutorial: Tutorial, folder: Path, root: Path, made: Results) -> bool:
    try:
        kept = store.load(folder, root)
        assert kept is not None
        store.check_cells(kept, tutorial.lessons[0], root)
    except ContentError:
        return True
    return judge(tutorial, kept, made).grade == "failed"
