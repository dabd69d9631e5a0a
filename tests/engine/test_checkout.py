import re
import subprocess

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import find_checkout

from .conftest import replace_in


def test_a_checkout_is_found_from_any_folder_in_it(checkout, monkeypatch):
    assert find_checkout(checkout.root) == checkout.project
    assert find_checkout(checkout.root / "src/tutorial_lib") == checkout.project
    monkeypatch.chdir(checkout.root / "docs")
    assert find_checkout() == checkout.project


def test_outside_a_checkout_the_error_says_where_to_go(tmp_path):
    message = (
        rf"^examples/course\.yml:1: not found in {re.escape(str(tmp_path))} or above; "
        r"go to the project's folder$"
    )
    with pytest.raises(ContentError, match=message):
        find_checkout(tmp_path)


def test_places_of_results(checkout):
    project, tutorial = checkout.project, checkout.tutorial("alpha")
    assert project.build == checkout.root / "build"
    assert project.frozen(tutorial) == checkout.root / "examples/_frozen/m1_first/alpha"
    assert project.store(tutorial) == checkout.root / "build/store/m1_first/alpha"


@pytest.mark.parametrize(
    ("sizes", "total"), [((1_000, 234), 1_234), ((1_000, None), 0)], ids=["known", "unknown"]
)
def test_what_a_lesson_downloads_is_the_sum_of_its_files_or_unknown(checkout, sizes, total):
    files = [{"path": "x", "sha256": "0"} | ({"bytes": n} if n else {}) for n in sizes]
    project = checkout.project
    project.library.__dict__["datasets"] = {"small": {"files": files}}
    replace_in(
        checkout.root / "examples/m1_first/beta.py", "# minutes:", "# data: [small]\n# minutes:"
    )
    assert project.download_bytes(checkout.tutorial("beta")) == total
    assert project.download_bytes(checkout.tutorial("alpha")) == 0


def test_the_library_is_that_of_the_checkout(checkout):
    assert checkout.project.library.folder == checkout.root / "src/tutorial_lib"


def test_the_revision_is_named_inside_git_and_empty_outside(checkout, monkeypatch):
    assert checkout.project.commit == ""
    git = ["git", "-C", str(checkout.root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    assert re.fullmatch(r"[0-9a-f]{7,}", checkout.project.commit)
    monkeypatch.setenv("PATH", "")
    assert checkout.project.commit == ""  # there is no git
