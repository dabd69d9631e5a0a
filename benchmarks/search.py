"""What the search finds: pasted messages and other needs of readers, in both languages.

    mkdocs build && python benchmarks/search.py [SITE]

It asks the built site, with its own script in Node, what tests/cases/searches.yml asks, and prints
how many find their page, which do not, and what the search weighs.
"""

import gzip
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CASES = yaml.safe_load((ROOT / "tests/cases/searches.yml").read_text(encoding="utf-8"))
FIRST = 3  # results that a reader looks at
ASK = """
const [find, index, questions] = JSON.parse(require("fs").readFileSync(0, "utf8"))
const search = require(find)
globalThis.gradiente = {}
require(index)
const known = search.prepare(gradiente.index)
const shown = ({ page, parts: [{ part }] }) => [page.to, page.kind, `${part.heading} ${part.text}`]
const found = questions.map(question => search.find(known, question).found.map(shown))
process.stdout.write(JSON.stringify(found))
"""
FETCHED = ("js/search/dialog.js", "js/search/find.js", "css/search.css", "search.js")


@dataclass(frozen=True)
class Found:
    """A page that the search gives: its address, its kind, and the text of the part it leads to."""

    address: str
    kind: str
    text: str


def ask(folder: Path, questions: list[str]) -> list[list[Found]]:
    """What the search of a language's site in a folder gives for each question, best first."""
    scripts = [asset(folder, "js/search/find.js"), folder / "assets/search.js"]
    # A field takes no line breaks.
    job = json.dumps([*map(str, scripts), [" ".join(one.split()) for one in questions]])
    command = [shutil.which("node") or "node", "-e", ASK]
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=True)
    return [[Found(*page) for page in pages] for pages in json.loads(done.stdout)]


def asset(folder: Path, name: str) -> Path:
    """A file of the theme, which both languages share; only the index is each language's own."""
    own = folder / "assets" / name
    return own if own.exists() else folder.parent / "assets" / name


def lost_messages(folder: Path) -> list[str]:
    """The pasted messages that nothing explains to which one of the first results leads."""
    cases = CASES["messages"]
    answers = ask(folder, [case["paste"] for case in cases])
    return [
        f"{case['says']}: {[page.address for page in found[:FIRST]]}"
        for case, found in zip(cases, answers, strict=True)
        if not any(_flat(case["says"]) in _flat(page.text) for page in found[:FIRST])
    ]


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def lost_needs(folder: Path, lang: str) -> list[str]:
    """The other questions whose page is not the first, or not among the first."""
    cases = CASES["needs"][lang]
    answers = ask(folder, [case["ask"] for case in cases])
    return [
        f"{case['ask']}: {[page.address for page in found[:FIRST]]}"
        for case, found in zip(cases, answers, strict=True)
        if not _is_met(case, [page.address for page in found])
    ]


def _is_met(case: dict[str, Any], addresses: list[str]) -> bool:
    wanted = case.get("first") or case["among"]
    wanted = [wanted] if isinstance(wanted, str) else wanted
    return bool({*wanted} & {*addresses[: 1 if "first" in case else FIRST]})


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve()
    for lang, folder in (("es", site), ("en", site / "en")):
        messages, needs = lost_messages(folder), lost_needs(folder, lang)
        count, asked = len(CASES["messages"]), len(CASES["needs"][lang])
        print(
            f"{lang}: {count - len(messages)} of {count} messages among the first {FIRST},", end=""
        )
        print(f" {asked - len(needs)} of {asked} needs")
        for lost in (*messages, *needs):
            print(f"  not found: {lost}")
        sizes = {name: _kb(asset(folder, name)) for name in FETCHED}
        print("  kB, gzipped: " + ", ".join(f"{name} {kb:.1f}" for name, kb in sizes.items()))


def _kb(path: Path) -> float:
    return len(gzip.compress(path.read_bytes())) / 1000


if __name__ == "__main__":
    main()
