"""A small course in a temporary folder, and what a person does with it."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml

from tutorial_build import cli
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.drift import remember
from tutorial_build.site.assemble import assemble
from tutorial_build.site.nav import NAV_MARK
from tutorial_build.site.prepare import Build, prepare
from tutorial_build.source.course import Course, read_course
from tutorial_build.source.script import Tutorial, read_script

REPOSITORY = Path(__file__).parents[2]

COURSE = """\
modules:
  - module: m1_first
    title: "Primero // First"
    pages:
      - alpha
      - beta
      - later: "Más tarde // Later"
"""

HEADER = """\
# ---
# title: "{title}"
# description: "Una página. // A page."
# objectives:
#   - understand: "una cosa // one thing"
# minutes: {{read: 1, practise: 1}}
{fields}# ---
"""

# One of everything a prose or code change can touch. It needs no torch and runs in 0.1 s.
ALPHA = """\
# %% [markdown] lang="es"
# Hola.

# %% [markdown] lang="en"
# Hello.

# %% Paso 1: sumar // Step 1: add
from tutorial_lib.data import make_line


def add(a, b):
    \"\"\"Add two numbers.\"\"\"
    return a + b  # la suma // the sum


x, y = make_line(4)
total = add(float(x.sum()), 1)
print(f"la suma es {total:.4f} // the sum is {total:.4f}")

# %% [markdown] lang="es"
# La suma es {{ total:.2f }}.

# %% [markdown] lang="en"
# The sum is {{ total:.2f }}.

# %%
#| tags: [claim]
from tutorial_lib.checks import claim

claim("sum", total, equals=3.0, abs=1.0)
"""

BETA = """\
# %% [markdown] lang="es"
# ## Otra { #other }
#
# La otra página.

# %% [markdown] lang="en"
# ## Another { #other }
#
# The other page.

# %%
print(6 * 7)
"""

LIBRARY_FILES = (
    "answers.py",
    "command.py",
    "exercises.py",
    "checks.py",
    "compare.py",
    "judge.py",
    "runtime.py",
    "progress.py",
    "data/__init__.py",
    "data/download.py",
    "data/fetch.py",
    "data/generators.py",
    "data/splits.py",
    "datasets.toml",
    "gradiente.mplstyle",
)
EXPORTS = {
    "checks": "ClaimError check check_function claim",
    "data.generators": "make_line",
    "runtime": "language say seed_everything versions",
}

# A wheel of the library alone: the engine is not part of these small courses.
PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "tutorial-lib"
version = "0.1.0"

[tool.hatch.build.targets.wheel]
packages = ["src/tutorial_lib"]
"""


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


class SmallCourse:
    """A small course, and what a person does with it."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[str] | None = None) -> None:
        self.root = root
        self._capture = capture

    @property
    def project(self) -> Checkout:
        """The course as a new command would see it, without anything remembered."""
        return Checkout(self.root)

    @property
    def course(self) -> Course:
        return read_course(self.root)

    def path(self, slug: str, module: str = "m1_first") -> Path:
        return self.root / "examples" / module / f"{slug}.py"

    def tutorial(self, slug: str) -> Tutorial:
        return read_script(self.path(slug), self.root)

    def write(self, slug: str, cells: str, **header: str) -> Path:
        """Write a whole script; `header` holds more fields, or another title."""
        path = self.path(slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script(cells, slug, **header), encoding="utf-8")
        return path

    def edit(self, slug: str, old: str, new: str) -> None:
        """Replace one place of a script."""
        replace_in(self.path(slug), old, new)

    def prepare(self, *, fresh: bool = False) -> Build:
        """Run what is stale."""
        return prepare(self.project, fresh=fresh)

    def build(self, *, fresh: bool = False, reference: bool = False) -> Build:
        """What `mkdocs build` does before MkDocs: run what is stale, write the Markdown.

        The pages of the library's reference take longer than all the others: only on request.
        """
        project = self.project
        made = prepare(project, fresh=fresh)
        assemble(project, made, reference=reference)
        return made

    def page(self, slug: str, lang: str = "es", module: str = "m1-first") -> str:
        """The Markdown of a page."""
        path = self.root / "build" / "docs" / lang / module / f"{slug.replace('_', '-')}.md"
        return path.read_text(encoding="utf-8")

    def frozen_files(self) -> dict[str, bytes]:
        return files_below(self.root / "examples" / "_frozen")

    def mkdocs(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `mkdocs …` here, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    def cli(self, *arguments: str) -> Done:
        """Run `tutorial …` here; errors come out as they do in a shell."""
        assert self._capture is not None
        self._capture.readouterr()
        before, here = sys.argv, Path.cwd()
        sys.argv = ["tutorial", *arguments]
        os.chdir(self.root)
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.argv = before
            os.chdir(here)
        return Done(code, *self._capture.readouterr())


def script(cells: str, slug: str = "alpha", **header: str) -> str:
    """A whole script around some cells."""
    title = header.pop("title", f"{slug.capitalize()} es // {slug.capitalize()} en")
    fields = "".join(f"# {name}: {value}\n" for name, value in header.items())
    return HEADER.format(title=title, fields=fields) + cells


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace the one place where `old` stands."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def parse(tmp_path: Path, cells: str, slug: str = "demo", **header: str) -> Tutorial:
    """The tutorial of some cells under the standard header."""
    path = tmp_path / "examples" / "m1_first" / f"{slug}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(cells, slug, **header), encoding="utf-8")
    return read_script(path, tmp_path)


def lay_out_library(folder: Path) -> None:
    """Copy what the small course uses of the real library; the rest would only cost time."""
    real = REPOSITORY / "src/tutorial_lib"
    for name in LIBRARY_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(real / name, folder / name)
    text = (real / "__init__.py").read_text(encoding="utf-8")
    before, _, rest = text.partition("_EXPORTS = {")
    table = "_EXPORTS = " + repr(EXPORTS)
    (folder / "__init__.py").write_text(before + table + rest.partition("\n}")[2])
    (folder / "plots").mkdir()
    (folder / "plots/__init__.py").write_text("__all__ = []\n")


def lay_out(root: Path) -> None:
    """Write the files of the small course."""
    for slug, cells in (("alpha", ALPHA), ("beta", BETA)):
        SmallCourse(root).write(slug, cells)
    (root / "examples" / "course.yml").write_text(COURSE, encoding="utf-8")
    (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    lay_out_library(root / "src/tutorial_lib")
    (root / "docs").mkdir()
    (root / "docs/glossary.yml").write_text("[]\n", encoding="utf-8")
    for lang, home in (("es", "# Inicio"), ("en", "# Home")):
        docs = root / "docs" / lang
        (docs / "m1-first").mkdir(parents=True)
        (docs / "index.md").write_text(f"{home}\n", encoding="utf-8")
        (docs / "m1-first" / "index.md").write_text(f"{home}\n\n<!-- pages -->\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No data folder, an empty cache, no settings of the machine that runs the tests."""
    for name in ("TUTORIAL_DATA", "TUTORIAL_LANG", "SITE_URL", "TUTORIAL_FRESH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TUTORIAL_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with its results frozen; tests work on copies."""
    root = tmp_path_factory.mktemp("template") / "course"
    lay_out(root)
    checkout = SmallCourse(root)
    made = prepare(checkout.project)
    assert not made.errors, made.errors
    for slug in made.pages:
        tutorial = made.course.tutorials[slug]
        source = checkout.project.store(tutorial)
        shutil.copytree(source, checkout.project.frozen(tutorial))
        remember(checkout.project, tutorial)
    shutil.rmtree(root / "build")
    return root


@pytest.fixture
def checkout(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> SmallCourse:
    """The small course: alpha and beta written and frozen, a third page planned."""
    root = tmp_path / "course"
    shutil.copytree(template, root)
    return SmallCourse(root, capsys)


@pytest.fixture(scope="session")
def site_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with the theme and the two configurations of the real one."""
    root = tmp_path_factory.mktemp("site") / "course"
    shutil.copytree(template, root)
    shutil.copytree(REPOSITORY / "docs/theme", root / "docs/theme")
    (root / "src/tutorial_build").symlink_to(REPOSITORY / "src/tutorial_build")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        (root / name).write_text(text.partition(NAV_MARK)[0], encoding="utf-8")
    for lang in ("es", "en"):
        (root / "build/docs" / lang).mkdir(parents=True)
    nav = "from tutorial_build.cli import main; main()"
    subprocess.run([sys.executable, "-c", nav, "nav"], cwd=root, check=True)
    return root


@pytest.fixture
def site_checkout(
    site_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> SmallCourse:
    """The small course, ready for `mkdocs`."""
    root = tmp_path / "course"
    shutil.copytree(site_template, root, symlinks=True)
    return SmallCourse(root, capsys)


@pytest.fixture
def unfrozen(checkout: SmallCourse) -> SmallCourse:
    """The small course before anything has run."""
    shutil.rmtree(checkout.root / "examples" / "_frozen")
    return checkout


@pytest.fixture
def tutorial_of(tmp_path: Path) -> Callable[..., Tutorial]:
    """Read some cells as a tutorial."""

    def read(cells: str, slug: str = "demo", **header: str) -> Tutorial:
        return parse(tmp_path, cells, slug, **header)

    return read


class _Loader(yaml.SafeLoader):
    """YAML that leaves MkDocs' own tags alone."""


def _no_value(*_: Any) -> None:
    return None


for tag in ("!", "tag:"):
    _Loader.add_multi_constructor(tag, _no_value)


@functools.cache
def _extensions() -> dict[str, dict[str, Any]]:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.load(text, Loader=_Loader)["markdown_extensions"]
    return {name: options or {} for name, options in settings.items()}


def to_html(text: str) -> str:
    """Markdown → HTML as the site does it."""
    body = text.partition("\n---\n")[2] if text.startswith("---\n") else text
    options = _extensions()
    # MkDocs itself adds these two.
    names = ["tables", "fenced_code", *options]
    html: str = markdown.Markdown(extensions=names, extension_configs=options).convert(body)
    return html


class Page(HTMLParser):
    """What a browser would see of a page: texts by tag and class, attributes, order."""

    VOID = ("img", "br", "hr", "input", "meta", "link")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag not in self.VOID:
            self._open.append((tag, (attributes.get("class") or "").split(), []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag, f"</{tag}> where </{self._open[-1][0]}> was open"
        _, classes, parts = self._open.pop()
        for name in [tag, *(f".{style}" for style in classes)]:
            self.texts.setdefault(name, []).append("".join(parts))

    def handle_data(self, data: str) -> None:
        for _, _, parts in self._open:
            parts.append(data)

    def close(self) -> None:
        super().close()
        assert not self._open, f"<{self._open[-1][0]}> is never closed"

    @property
    def programs(self) -> list[dict[str, str | None]]:
        """Script elements that would run; data for the theme's own scripts is none."""
        return [a for a in self.attributes("script") if a.get("type") != "application/json"]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def seen(text: str) -> Page:
    """What a browser sees of a page's Markdown; its tags must be balanced."""
    page = Page(to_html(text))
    page.close()
    return page
