"""What a build costs: seconds, processor seconds and memory, by what changed and how many pages.

    python benchmarks/builds.py 11 40 120
    python benchmarks/builds.py 12 120 480 --only nothing

The course is copied, and its pages again until there are enough: each with its results, so nothing
runs. Of each kind of change the median of three builds is shown.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

from tutorial_build.source.course import read_course

ROOT = Path(__file__).parents[1]
LEFT_OUT = {".git", ".venv", "node_modules", "site", "memo", "store"}  # of the project and build/
TIMED = ["/usr/bin/time", "-f", "%e %U %S %M"]


def lay_out(root: Path, pages: int) -> None:
    """A course of that many pages."""
    shutil.copytree(ROOT, root, ignore=_left_out, symlinks=True)
    course = read_course(root)
    file = root / "examples/course.yml"
    content = yaml.safe_load(file.read_text())
    tutorials = list(course.tutorials.values())
    for number in range(pages - len(tutorials)):
        tutorial = tutorials[number % len(tutorials)]
        copy = f"{tutorial.slug}_{number}"
        (module,) = (m for m in content["modules"] if m["module"] == tutorial.module)
        module["pages"].insert(0, copy)
        folder, frozen = root / "examples" / tutorial.module, root / "examples/_frozen"
        for path in folder.glob(f"{tutorial.slug}.*"):
            shutil.copy(path, folder / path.name.replace(tutorial.slug, copy, 1))
        kept = frozen / tutorial.module / tutorial.slug
        shutil.copytree(kept, kept.with_name(copy))
        shutil.copy(f"{kept}.pairs.txt", f"{kept.with_name(copy)}.pairs.txt")
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    subprocess.run([sys.executable, "-m", "tutorial_build.cli", "nav"], cwd=root, check=True)


def _left_out(folder: str, names: list[str]) -> set[str]:
    return LEFT_OUT & set(names) if Path(folder) in (ROOT, ROOT / "build") else set()


def build(root: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds and megabytes of `mkdocs build`."""
    command = [*TIMED, sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    wall, user, system, kilobytes = map(float, done.stderr.split("\n")[-2].split())
    return wall, user + system, kilobytes / 1000


def edit(root: Path, name: str, old: str, new: Callable[[int], str]) -> Callable[[int], None]:
    path = root / name
    before = path.read_text(encoding="utf-8")
    assert old in before, (name, old)

    def write(number: int) -> None:
        path.write_text(before.replace(old, new(number), 1), encoding="utf-8")

    return write


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("pages", type=int, nargs="+")
    options.add_argument("--only", nargs="+", help="of the changes, these")
    asked = options.parse_args()
    print("pages  change              seconds  processor  memory")
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "course"
            lay_out(root, pages)
            show(pages, "from nothing", [build(root)])
            page = "examples/m1_gradient_descent/loss_surface.py"
            edits = {
                "nothing": lambda _: None,
                "a word of prose": edit(root, page, "se desplomó", lambda n: f"cayó {n} veces"),
                "a comment in code": edit(root, page, "import ", lambda n: f"# {n}\nimport "),
                "a hand-written page": edit(root, "docs/es/faq.md", "# ", lambda n: f"# {n} "),
                "a glossary term": edit(root, "docs/glossary.yml", "de 100", lambda n: f"de 10{n}"),
                "a title": edit(root, page, "en: The loss", lambda n: f"en: The {n} loss"),
                "the style sheet": edit(
                    root, "docs/theme/assets/css/layout.css", "{", lambda n: f"{{ --n: {n};"
                ),
            }
            for name, change in edits.items():
                if name not in (asked.only or edits):
                    continue
                costs = []
                for number in range(3):
                    change(number)
                    costs.append(build(root))
                show(pages, name, costs)


def show(pages: int, what: str, costs: list[tuple[float, float, float]]) -> None:
    wall, processor, memory = (statistics.median(column) for column in zip(*costs, strict=True))
    print(f"{pages:5}  {what:20}{wall:7.1f}{processor:11.1f}{memory:7.0f} MB", flush=True)


if __name__ == "__main__":
    main()
