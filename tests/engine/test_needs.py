"""What a run needs that a machine may lack, and what a person does about it."""

import re

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.run.needs import (
    Lack,
    check_declared,
    explain,
    lacking_data,
    lacks,
    packages,
)

INSTALL = "make .venv/dev, or pip install -e . -c constraints.txt"
TOML = """\
[one]
url = ["https://one.example/"]
files = [{ path = "one/a", sha256 = "0" }]

[two]
url = ["https://two.example/", "https://mirror.example/"]
files = [{ path = "two/a", sha256 = "0" }, { path = "two/b", sha256 = "0" }]
"""


@pytest.fixture
def library(checkout):
    (checkout.root / "src/tutorial_lib/datasets.toml").write_text(TOML)
    return checkout.project.library


def declare(checkout, names):
    checkout.edit("beta", "# ---\n# %%", f"# data: [{names}]\n# ---\n# %%")
    return checkout.tutorial("beta")


def test_data_are_found_in_a_folder_given_with_a_tilde(library, tmp_path, monkeypatch):
    (tmp_path / "data/one").mkdir(parents=True)
    (tmp_path / "data/one/a").write_bytes(b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TUTORIAL_DATA", "~/data")
    assert lacking_data("one", library) is None


def test_packages_that_are_not_installed_are_lacking(checkout):
    checkout.edit("beta", "print(6 * 7)", "import numpy, no_such_package.inner")
    tutorial, library = checkout.tutorial("beta"), checkout.project.library
    assert packages(tutorial, library) == {"numpy", "no_such_package"}
    found = lacks(tutorial, library)
    assert found == (Lack("package", "no_such_package", INSTALL),)
    assert explain(found) == f"no package no_such_package; {INSTALL}"


def test_packages_of_cells_that_do_not_run_are_not_needed(checkout):
    checkout.write("beta", "# %%\n1\n\n# %%\n#| tags: [recipe]\n# import no_such_package\n")
    assert packages(checkout.tutorial("beta"), checkout.project.library) == set()


def test_an_import_that_is_shown_to_fail_is_not_lacking(checkout):
    announced = "#| raises: \"ModuleNotFoundError: No module named 'pytorch'\"\n"
    checkout.write("beta", f"# %%\n{announced}import pytorch\n")
    assert lacks(checkout.tutorial("beta"), checkout.project.library) == ()
    checkout.edit("beta", announced, "")
    assert lacks(checkout.tutorial("beta"), checkout.project.library) == (
        Lack("package", "pytorch", INSTALL),
    )


def test_data_are_found_in_either_place_and_packaging(library, monkeypatch, tmp_path):
    assert lacking_data("two", library).file == "two/a and 1 more"
    cache, own = tmp_path / "cache", tmp_path / "own"
    for folder in (cache, own):
        (folder / "two").mkdir(parents=True)
    monkeypatch.setenv("TUTORIAL_CACHE", str(cache))
    monkeypatch.setenv("TUTORIAL_DATA", str(own))
    (cache / "two/a").write_bytes(b"")
    assert lacking_data("two", library).file == "two/b"
    (own / "two/b.gz").write_bytes(b"")
    assert lacking_data("two", library) is None


def test_missing_data_are_explained_with_file_address_and_variable(checkout, library):
    remedy = (
        "set TUTORIAL_DATA to a folder that holds it, or run 'tutorial run', "
        "which downloads it from {}"
    )
    one = Lack("data", "one", remedy.format("https://one.example/"), "one/a")
    two = Lack(
        "data",
        "two",
        remedy.format("https://two.example/ or https://mirror.example/"),
        "two/a and 1 more",
    )
    assert lacks(declare(checkout, "two, one"), library) == (two, one)
    assert explain((one,)) == f"no data one (one/a); {one.remedy}"
    assert explain((two,)) == f"no data two (two/a and 1 more); {two.remedy}"


def test_several_things_are_explained_once():
    data = Lack("data", "one", "download it", "one/a")
    both = (Lack("package", "torch", INSTALL), Lack("package", "torchvision", INSTALL), data)
    assert explain(both) == (
        f"no package torch, package torchvision, data one (one/a); {INSTALL}; download it"
    )


@pytest.mark.parametrize("ask", [check_declared, lacks])
def test_a_data_set_that_nobody_knows(checkout, library, ask):
    message = "data names 'three'; use a name of datasets.toml: one, two"
    tutorial = declare(checkout, "one, three")
    with pytest.raises(ContentError, match=f"{re.escape(tutorial.path)}:1: {re.escape(message)}$"):
        ask(tutorial, library)


@pytest.mark.parametrize("name", ["absent.csv", "../alpha.py", "."])
def test_a_file_that_is_not_beside_the_script(checkout, name):
    checkout.edit("beta", "# ---\n# %%", f"# files: [{name}]\n# ---\n# %%")
    tutorial = checkout.tutorial("beta")
    message = f"files names {name!r}, which is not beside the script; correct or remove it"
    with pytest.raises(ContentError, match=f"{re.escape(tutorial.path)}:1: {re.escape(message)}$"):
        check_declared(tutorial, checkout.project.library)


def test_a_file_beside_the_script_may_be_declared(checkout):
    checkout.path("beta").with_name("table.csv").write_text("1\n")
    checkout.edit("beta", "# ---\n# %%", "# files: [table.csv]\n# ---\n# %%")
    check_declared(checkout.tutorial("beta"), checkout.project.library)


def test_packages_are_those_of_the_modules_that_earlier_runs_imported(checkout):
    (checkout.root / "src/tutorial_lib/heavy.py").write_text("import no_such_package\n")
    checkout.edit("beta", "print(6 * 7)", "from tutorial_lib import heavy")
    tutorial, library = checkout.tutorial("beta"), checkout.project.library
    assert "no_such_package" in packages(tutorial, library)  # a guess, before it has ever run
    assert packages(tutorial, library, {"import tutorial_lib.heavy"}) == {"no_such_package"}
    assert "no_such_package" not in packages(tutorial, library, {"import tutorial_lib.checks"})


@pytest.mark.parametrize("role", ["right", "wrong"])
def test_packages_of_other_answers_are_needed(checkout, role):
    answer = f"\n# %%\n#| exercise: E1\n#| role: {role}\nimport no_such_package\n"
    checkout.edit("beta", "print(6 * 7)\n", f"print(6 * 7)\n{answer}")
    assert packages(checkout.tutorial("beta"), checkout.project.library) == {"no_such_package"}
