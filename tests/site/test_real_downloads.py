"""What readers of the real course take away runs on their machine, with the wheel we serve."""

import hashlib
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest
from checkouts import LANGUAGES, course, environment, tutorials
from conftest import Site
from offenders import check_each

pytestmark = pytest.mark.slow

QUICK = ("gradient_descent", "autograd")  # the others run for minutes; `tutorial verify` runs them


def notebooks(site: Site) -> list[Path]:
    found = sorted(site.folder.rglob("*.ipynb"))
    assert len(found) == 4 * len(course().tutorials)  # a page and its practice, in two languages
    return found


def download(site: Site, slug: str, lang: str, kind: str) -> Path:
    (address,) = (page for page, name in tutorials(lang).items() if name == slug)
    return site.folder / address / f"{slug}.{kind}"


@pytest.fixture(scope="module")
def installed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a reader who installed the wheel: the library comes from it alone."""
    (wheel,) = (site.folder / "assets").glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True)
    settings = environment(PYTHONPATH=str(target), MPLBACKEND="agg")
    where = subprocess.run(
        [sys.executable, "-c", "import tutorial_lib; print(tutorial_lib.__file__)"],
        env=settings,
        cwd=target,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(target)
    return settings


def test_every_script_is_python_and_every_notebook_is_valid(site: Site) -> None:
    def check_script(path: Path) -> None:
        source = path.read_text(encoding="utf-8")
        compile(source, path, "exec")
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        assert not [token.line for token in tokens if " // " in token.string]  # 80 // n is none

    def check_notebook(path: Path) -> None:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        assert not any(cell.get("outputs") for cell in book.cells)
        for cell in book.cells:
            if cell.cell_type == "code":
                compile(re.sub(r"^( *)%pip.*$", r"\1pass", cell.source, flags=re.M), path, "exec")

    scripts = [
        download(site, slug, lang, "py") for lang in LANGUAGES for slug in course().tutorials
    ]
    check_each(scripts, check_script)
    check_each(notebooks(site), check_notebook)


def test_the_first_cell_installs_the_wheel_that_is_served(site: Site) -> None:
    (wheel,) = (site.folder / "assets").glob("*.whl")
    with urlopen(f"{site.url}assets/{wheel.name}") as answer:
        digest = hashlib.sha256(answer.read()).hexdigest()

    def check(path: Path) -> None:
        book = nbformat.read(path, as_version=4)
        first = next(cell.source for cell in book.cells if cell.cell_type == "code")
        assert f"tutorial-lib @ {site.url}assets/{wheel.name}#sha256={digest}" in first
        lang = "en" if site.folder / "en" in path.parents else "es"
        assert f'os.environ["TUTORIAL_LANG"] = "{lang}"' in first

    check_each(notebooks(site), check)


def test_a_practice_notebook_can_be_downloaded_from_its_page(site: Site) -> None:
    pages = [page for page in site.pages if re.fullmatch(r"(en/)?practice/[\w-]+/", page)]
    assert len(pages) == 2 * len(course().tutorials)

    def check(page: str) -> None:
        links = [link["href"] for link in site.pages[page].all("a", class_="g-button")]
        (name,) = (link for link in links if link.endswith(".ipynb"))
        downloaded = (site.folder / page / name).read_text(encoding="utf-8")
        assert "<math" not in downloaded  # that is how the site shows it, not Jupyter

    check_each(pages, check)


@pytest.mark.parametrize("slug", QUICK)
def test_the_script_of_a_page_runs(
    site: Site, installed: dict[str, str], tmp_path: Path, slug: str
) -> None:
    printed = {}
    for lang in ("es", "en"):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", str(download(site, slug, lang, "py"))],
            cwd=tmp_path,
            env=installed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        printed[lang] = done.stdout
    assert "✓" in printed["es"]
    # The same run in two languages: other words, the same numbers.
    assert printed["es"] != printed["en"]
    numbers = {lang: re.findall(r"-?\d+\.\d{3,}", text) for lang, text in printed.items()}
    assert numbers["es"] == numbers["en"]
    assert len(numbers["es"]) > 10


@pytest.mark.parametrize(("slug", "lang"), [(QUICK[0], "es"), (QUICK[0], "en"), (QUICK[1], "en")])
def test_the_notebook_of_a_page_runs_from_top_to_bottom(
    site: Site, installed: dict[str, str], tmp_path: Path, slug: str, lang: str
) -> None:
    book = tmp_path / f"{slug}.ipynb"
    book.write_bytes(download(site, slug, lang, "ipynb").read_bytes())
    settings = installed | {
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", book.name],
        cwd=tmp_path,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    ran = nbformat.read(book, as_version=4)
    code = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    outputs = [output for cell in code for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)
