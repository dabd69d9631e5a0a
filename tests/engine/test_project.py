import re
import subprocess

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import DEFAULT_SITE, Project, find_project

TOML = """\
[one]
url = ["https://one.example/"]
files = [{ path = "one/a", sha256 = "0" }]

[two]
url = ["https://two.example/", "https://mirror.example/"]
files = [{ path = "two/a", sha256 = "0" }, { path = "two/b", sha256 = "0" }]
"""


@pytest.fixture
def project(checkout):
    (checkout.root / "src/tutorial_lib/datasets.toml").write_text(TOML)
    return checkout.project


def test_the_project_is_found_from_any_folder_in_it(checkout):
    assert find_project(checkout.root) == checkout.project
    assert find_project(checkout.root / "src/tutorial_lib") == checkout.project


def test_outside_a_project_the_error_says_where_to_go(tmp_path):
    message = r"^examples/course\.yml:1: not found in .* or above; go to the project's folder$"
    with pytest.raises(ContentError, match=message):
        find_project(tmp_path)


def test_places_of_results(checkout):
    project, tutorial = checkout.project, checkout.tutorial("alpha")
    assert project.frozen(tutorial) == checkout.root / "examples/_frozen/m1_first/alpha"
    assert project.store(tutorial) == checkout.root / "build/store/m1_first/alpha"


def test_the_address_of_the_site_ends_in_one_slash(monkeypatch):
    project = Project.__new__(Project)
    assert project.site_url == DEFAULT_SITE
    monkeypatch.setenv("SITE_URL", "https://example.org/course")
    assert project.site_url == "https://example.org/course/"


def test_packages_that_are_not_installed_are_lacking(checkout):
    checkout.edit("beta", "print(6 * 7)", "import numpy, no_such_package.inner")
    lacks = checkout.project.lacks(checkout.tutorial("beta"))
    assert lacks == (("package", "no_such_package"),)
    assert checkout.project.explain(lacks) == (
        "no package no_such_package; install the learner packages with: "
        "pip install -e . -c constraints.txt"
    )


def test_an_import_that_is_shown_to_fail_is_not_lacking(checkout):
    cells = "# %% raises=\"ModuleNotFoundError: No module named 'pytorch'\"\nimport pytorch\n"
    checkout.write("beta", cells)
    assert checkout.project.lacks(checkout.tutorial("beta")) == ()


def test_data_are_found_in_either_place_and_packaging(project, monkeypatch, tmp_path):
    assert not project.has_data("two")
    assert project.missing_files("two") == ["two/a", "two/b"]
    cache, own = tmp_path / "cache", tmp_path / "own"
    for folder in (cache, own):
        (folder / "two").mkdir(parents=True)
    monkeypatch.setenv("TUTORIAL_CACHE", str(cache))
    monkeypatch.setenv("TUTORIAL_DATA", str(own))
    (cache / "two/a").write_bytes(b"")
    assert project.missing_files("two") == ["two/b"]
    (own / "two/b.gz").write_bytes(b"")
    assert project.has_data("two")


def test_missing_data_are_explained_with_file_address_and_variable(project):
    assert project.explain((("data", "one"),)) == (
        "no data one (one/a); set TUTORIAL_DATA to a folder that holds it, or run 'tutorial run', "
        "which downloads it from https://one.example/"
    )
    assert project.explain((("data", "two"),)).startswith("no data two (two/a and 1 more); ")
    assert "https://two.example/ or https://mirror.example/" in project.remedy("data", "two")


def test_several_things_are_explained_once(project):
    text = project.explain((("package", "torch"), ("package", "torchvision"), ("data", "one")))
    assert text.startswith("no package torch, package torchvision, data one (one/a); install ")
    assert text.count("pip install") == 1


def test_a_data_set_that_nobody_knows(project, checkout):
    checkout.edit("beta", "# ---\n# %%", "# data: [three]\n# ---\n# %%")
    message = r"beta\.py:1: data names 'three'; use a name of datasets\.toml: one, two$"
    with pytest.raises(ContentError, match=message):
        project.check_data(checkout.tutorial("beta"))


def test_the_revision_is_named_inside_git_and_empty_outside(checkout):
    assert checkout.project.commit == ""
    git = ["git", "-C", str(checkout.root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    assert re.fullmatch(r"[0-9a-f]{7,}", checkout.project.commit)
