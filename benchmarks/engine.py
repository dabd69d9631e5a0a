"""What each kind of edit costs, in this engine and in two of its peers.

Run it on a quiet machine:

    python benchmarks/engine.py

It copies the project to a scratch folder, builds the page on gradient descent, and then measures
the next build after an edit: seconds, and whether the page's code ran again. The peers get the same
page: sphinx-gallery its script, and notebook execution (what mkdocs-jupyter does with
`execute: true`) its notebook. Timings are noisy: read the ratios.
"""

import contextlib
import io
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tutorial_build.page.page import Page, join
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Standing
from tutorial_build.site import downloads
from tutorial_build.site.assemble import assemble
from tutorial_build.site.prepare import prepare
from tutorial_build.source.course import read_course

ROOT = Path(__file__).parents[1]
SLUG = "gradient_descent"
COURSE = f"""\
modules:
  - module: m1_gradient_descent
    title: "x // x"
    pages: [{SLUG}]
"""
LIBRARY_FUNCTION = ("src/tutorial_lib/data/generators.py", "noise * ", "1.0 * noise * ")
EDITS = {
    "nothing": ("", ""),
    "a word of prose": ("Mide cuánto se equivoca", "Calcula cuánto se equivoca"),
    "a cell": ("np.random.seed(42)", "np.random.seed(40 + 2)"),
}


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "project"
        for part in ("examples", "src", "docs"):
            shutil.copytree(ROOT / part, copy / part)
        for part in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / part, copy / part)
        # The engine builds a course: here, of that page alone.
        (copy / "examples" / "course.yml").write_text(COURSE, encoding="utf-8")
        for path in (copy / "examples").glob("*/*.*"):
            if path.name.partition(".")[0] != SLUG:
                path.unlink()
        script = copy / "examples" / "m1_gradient_descent" / f"{SLUG}.py"
        print(f"{'the next build after':<28}{'engine':>16}{'sphinx-gallery':>18}{'notebook':>14}")
        ours, gallery, notebook = Ours(copy), Gallery(Path(scratch), copy), Notebook(copy)
        for peer in (ours, gallery, notebook):
            peer.build()
        for name, (old, new) in EDITS.items():
            text = script.read_text(encoding="utf-8")
            assert old in text, f"{old!r} is no longer on the page; choose another edit"
            script.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
            row(name, ours, gallery, notebook)
        path, old, new = LIBRARY_FUNCTION
        source = (copy / path).read_text(encoding="utf-8")
        assert old in source, f"{old!r} is no longer in {path}; choose another edit"
        (copy / path).write_text(source.replace(old, new, 1), encoding="utf-8")
        row("a library function", ours, gallery, notebook)


def row(name: str, *peers: "Ours | Gallery | Notebook") -> None:
    """Time one build of each and say whether it ran the page's code."""
    cells = []
    for peer in peers:
        start = time.perf_counter()
        ran = peer.build()
        cells.append(f"{time.perf_counter() - start:.1f} s{', ran' if ran else ''}")
    print(f"{name:<28}{cells[0]:>16}{cells[1]:>18}{cells[2]:>14}")


class Ours:
    """This engine, to the point where the Markdown of both languages is written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def build(self) -> bool:
        checkout = Checkout(self.root)
        made = prepare(checkout)
        assemble(checkout, made)
        assert not made.errors, made.errors
        return bool(made.executed)


def page(root: Path) -> Page:
    """The Spanish page as its script stands now, without results."""
    return join(read_course(root).tutorials[SLUG].into("es"), Standing.MISSING)


class Gallery:
    """sphinx-gallery on the page's Spanish script, in a Sphinx project of its own."""

    def __init__(self, scratch: Path, root: Path) -> None:
        self.source, self.root = scratch / "sphinx", root
        (self.source / "scripts").mkdir(parents=True)
        (self.source / "scripts" / "README.rst").write_text("Gallery\n=======\n", encoding="utf-8")
        (self.source / "index.rst").write_text("x\n=\n\n.. toctree::\n\n   out/index\n", "utf-8")
        (self.source / "conf.py").write_text(
            f"import sys\nsys.path.insert(0, {str(root / 'src')!r})\n"
            "extensions = ['sphinx_gallery.gen_gallery']\n"
            "sphinx_gallery_conf = {'examples_dirs': 'scripts', 'gallery_dirs': 'out',"
            " 'filename_pattern': 'plot_', 'show_memory': False}\n",
            encoding="utf-8",
        )

    def build(self) -> bool:
        from sphinx.cmd.build import build_main

        text = downloads.script(page(self.root), "x")
        script, marker = self.source / "scripts" / "plot_page.py", self.source / "runs"
        count = f"open({str(marker)!r}, 'a').write('ran ')"
        script.write_text(f'"""\nPage\n====\n"""\n{text}\n{count}\n', encoding="utf-8")
        before = marker.stat().st_size if marker.exists() else 0
        log = io.StringIO()
        for name in [name for name in sys.modules if name.startswith("tutorial_lib")]:
            del sys.modules[name]
        with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
            build_main(["-q", str(self.source), str(self.source / "_build")])
        return marker.stat().st_size > before


class Notebook:
    """Every build executes the notebook: there is nothing to compare with."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def build(self) -> bool:
        import nbformat
        from nbclient import NotebookClient

        install = "import sys\nsys.path.insert(0, 'src')"
        text = downloads.notebook(page(self.root), "x", install)
        resources = {"metadata": {"path": str(self.root)}}
        NotebookClient(nbformat.reads(text, as_version=4), resources=resources).execute()
        return True


if __name__ == "__main__":
    main()
