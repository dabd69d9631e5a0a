"""The branch that Colab and Binder open notebooks from, filled in a repository made here."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SCRIPT = ".github/publish-notebooks"
FILES = {
    "build/docs/es/m1-first/alpha/alpha.ipynb": "uno",
    "build/docs/en/m1-first/alpha/alpha.ipynb": "one",
    "build/docs/en/practice/alpha.ipynb": "to show",
    "build/docs/en/practice/alpha/alpha.ipynb": "to download",
    "build/docs/es/m1-first/alpha.md": "no notebook",
    "build/docs/es/assets/tutorial_lib-0.1.0-py3-none-any.whl": "",
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


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell: the script runs on Linux")
def test_the_branch_holds_the_notebooks_of_both_languages_and_what_they_need(built: Path) -> None:
    before = git(built, "status", "--porcelain")
    environment = {**os.environ, "SITE_URL": "https://example.org/gradiente/"}
    for _ in range(2):  # a second push replaces the first
        command = [str(REPOSITORY / SCRIPT), "notebooks"]
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
    assert f"run: {SCRIPT} {branch}\n" in workflow
