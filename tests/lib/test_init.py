import subprocess
import sys
from importlib import import_module

import pytest

import tutorial_lib
from tutorial_lib import plots


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("name", tutorial_lib.__all__)
def test_every_public_name_can_be_imported_from_the_package(name):
    assert getattr(tutorial_lib, name).__doc__


def test_each_public_name_is_exported_once():
    names = " ".join(tutorial_lib._EXPORTS.values()).split()
    assert len(names) == len(set(names))


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'tutorial_lib' has no attribute 'Trainr'"):
        _ = tutorial_lib.Trainr


def test_dir_lists_the_public_names():
    assert "Trainer" in dir(tutorial_lib)


@pytest.mark.parametrize(
    "module", ["autograd", "checks", "data.generators", "data.shapes", "runtime", "text"]
)
def test_a_page_without_torch_does_not_load_it(module):
    out = run(f"import sys, tutorial_lib.{module}; print('torch' in sys.modules)")
    assert out == "False\n"


def test_importing_the_package_loads_nothing_else():
    out = run(
        "import sys, tutorial_lib; print([m for m in sys.modules if m.startswith('tutorial_lib.')])"
    )
    assert out == "[]\n"


@pytest.mark.parametrize("package", ["data", "metrics", "plots"])
def test_packages_offer_the_names_below_them(package):
    module = import_module(f"tutorial_lib.{package}")
    exports = tutorial_lib._EXPORTS.items()
    below = [n for m, names in exports if m.startswith(package) for n in names.split()]
    assert sorted(module.__all__) == sorted(below)
    assert set(below) <= set(dir(module))
    for name in below:
        assert getattr(module, name) is getattr(tutorial_lib, name)


def test_a_name_of_another_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"module 'tutorial_lib\.plots' has no .* 'make_line'"):
        _ = plots.make_line


def test_a_plot_loads_only_its_own_module():
    code = "import sys; from tutorial_lib import plots; plots.plot_bars; "
    code += "print(sorted(m[19:] for m in sys.modules if m.startswith('tutorial_lib.plots.')))"
    assert run(code) == "['axes', 'base', 'curves', 'labels', 'require', 'values']\n"
