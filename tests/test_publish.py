"""The branches of notebooks and wheels that a publication fills, in a repository made here."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS, WHEELS = ".github/publish-notebooks", ".github/keep-wheels"
FILES = {
    "build/docs/es/m1-first/alpha/alpha.ipynb": "uno",
    "build/docs/en/m1-first/alpha/alpha.ipynb": "one",
    "build/docs/en/practice/alpha.ipynb": "to show",
    "build/docs/en/practice/alpha/alpha.ipynb": "to download",
    "build/docs/es/m1-first/alpha.md": "no notebook",
    "build/docs/es/assets/tutorial_lib-0.1.0-py3-none-any.whl": "",
    "site/assets/tutorial_lib-0.1.0-1-py3-none-any.whl": "first",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout after a build, with an empty origin."""
    root = tmp_path / "checkout"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    git(tmp_path, "init", "--quiet", "--bare", "origin")
    git(root, "init", "--quiet")
    git(root, "remote", "add", "origin", str(tmp_path / "origin"))
    git(root, "commit", "--quiet", "--allow-empty", "-m", "first")
    return root


needs_sh = pytest.mark.skipif(shutil.which("sh") is None, reason="no shell: it runs on Linux")


@needs_sh
def test_the_branch_holds_the_notebooks_of_both_languages_and_what_they_need(built: Path) -> None:
    before = git(built, "status", "--porcelain")
    environment = {**os.environ, "SITE_URL": "https://example.org/gradiente/"}
    for _ in range(2):  # a second push replaces the first
        command = [str(REPOSITORY / NOTEBOOKS), "notebooks"]
        subprocess.run(command, cwd=built, env=environment, capture_output=True, check=True)
    origin = built.parent / "origin"
    assert git(origin, "ls-tree", "-r", "--name-only", "notebooks").split() == [
        "en/m1-first/alpha/alpha.ipynb",
        "en/practice/alpha/alpha.ipynb",
        "es/m1-first/alpha/alpha.ipynb",
        "requirements.txt",
    ]
    assert git(origin, "rev-list", "--count", "notebooks").strip() == "1"
    assert git(origin, "show", "notebooks:en/practice/alpha/alpha.ipynb") == "to download"
    wheel = "https://example.org/gradiente/assets/tutorial_lib-0.1.0-py3-none-any.whl"
    assert git(origin, "show", "notebooks:requirements.txt") == f"tutorial-lib @ {wheel}\n"
    assert git(built, "status", "--porcelain") == before


def test_the_workflow_fills_the_branch_that_the_buttons_name() -> None:
    workflow = (REPOSITORY / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    (branch,) = re.findall(r"^  notebooks_branch: (\S+)$", settings, re.MULTILINE)
    assert f"run: {NOTEBOOKS} {branch}\n" in workflow


@needs_sh
def test_a_site_serves_the_wheels_of_earlier_publications(built: Path) -> None:
    assets = built / "site/assets"
    subprocess.run([str(REPOSITORY / WHEELS), "wheels"], cwd=built, check=True)
    shutil.rmtree(assets)
    assets.mkdir()
    (assets / "tutorial_lib-0.1.0-2-py3-none-any.whl").write_text("second")
    subprocess.run([str(REPOSITORY / WHEELS), "wheels"], cwd=built, check=True)
    assert {path.name: path.read_text() for path in assets.iterdir()} == {
        "tutorial_lib-0.1.0-1-py3-none-any.whl": "first",
        "tutorial_lib-0.1.0-2-py3-none-any.whl": "second",
    }
    assert git(built.parent / "origin", "rev-list", "--count", "wheels").strip() == "1"


@needs_sh
def test_no_wheel_is_lost_where_origin_does_not_answer(built: Path) -> None:
    git(built, "remote", "set-url", "origin", str(built / "nowhere"))
    done = subprocess.run([str(REPOSITORY / WHEELS), "wheels"], cwd=built, capture_output=True)
    assert done.returncode != 0
    assert b"nowhere" in done.stderr


def test_the_workflow_keeps_wheels_before_it_uploads_the_site() -> None:
    workflow = (REPOSITORY / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert 0 < workflow.index(f"run: {WHEELS} wheels") < workflow.index("upload-pages-artifact")
