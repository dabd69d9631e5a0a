import sys

import numpy as np

from tutorial_build import machine


def test_a_run_says_what_it_ran_on():
    stack = machine.stack()
    assert stack["python"] == ".".join(map(str, sys.version_info[:3]))
    assert stack["numpy"] == np.__version__
    assert stack["cpu"]
