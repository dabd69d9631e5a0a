import sys

import numpy as np
import pytest

from tutorial_build.run.machine import machine_facts, same_stack

FACTS = {
    "python": "3.11.7",
    "system": "Linux",
    "libc": "glibc 2.36",
    "machine": "x86_64",
    "cpu": "a processor",
    "threads": "1",
    "numpy": "2.4.6",
    "torch": "2.14.1",
    "cpu_capability": "AVX512",
}


def test_a_run_says_what_it_ran_on():
    facts = machine_facts()
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["numpy"] == np.__version__
    assert facts["cpu"]
    assert facts["machine"]


@pytest.mark.parametrize(
    "change",
    [
        {"cpu": "another"},
        {"python": "3.11.9"},
        {"matplotlib": "3.9.0"},
        {"system": "other"},
        {"platform": "Linux-7.0.1-other-x86_64-with-glibc2.36"},
    ],
)
def test_what_changes_no_digit_is_the_same_stack(change):
    assert same_stack(FACTS, FACTS | change)


@pytest.mark.parametrize("name", ["libc", "machine", "threads", "numpy", "torch", "cpu_capability"])
def test_what_changes_digits_is_another_stack(name):
    assert not same_stack(FACTS, FACTS | {name: "another"})
    assert not same_stack(FACTS, {n: v for n, v in FACTS.items() if n != name})


def test_a_newer_minor_python_is_another_stack():
    assert not same_stack(FACTS, FACTS | {"python": "3.12.7"})
