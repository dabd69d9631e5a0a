import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import tutorial_lib

MODULES = [
    m.name
    for m in walk_packages(tutorial_lib.__path__, "tutorial_lib.")
    if not m.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name):
    assert doctest.testmod(import_module(name)).failed == 0
