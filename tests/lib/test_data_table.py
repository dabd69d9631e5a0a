"""The table in the docstring of `tutorial_lib.data` says what each call gives."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from tutorial_lib import data

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in data.__doc__.splitlines()
    if line.startswith("| ")
][1:]
# How each call of the table is made here; what comes over the network is tested with its loader.
CALLS = {
    "make_line": lambda: data.make_line(),
    "make_sine": lambda: data.make_sine(),
    "make_moons": lambda: data.make_moons(),
    "make_xor": lambda: data.make_xor(),
    "make_shapes": lambda: data.make_shapes(2),
    'load_builtin("diabetes")': lambda: data.load_builtin("diabetes"),
    "load_builtin": lambda: data.load_builtin("digits"),
    "make_order_task": lambda: data.make_order_task(6),
}


def calls(row):
    return re.findall(r"`([^`]+)`", row[0])


def described(values):
    """The kind, shape and type of an array or tensor, as the table writes them."""
    kind = "tensor" if isinstance(values, torch.Tensor) else "array"
    sizes = [str(size) for size in values.shape[1:]]
    inner = "".join(f", {size}" for size in sizes) or ","
    return f"{kind} `(N{inner})` {str(values.dtype).removeprefix('torch.')}"


def test_every_generator_and_loader_stands_in_the_table():
    named = " ".join(row[0] for row in ROWS)
    texts = {"load_banking77", "load_clinc150", "load_dbpedia14", "load_fragments", "load_sonnets"}
    public = {n for n in data.__all__ if n.startswith(("make_", "load_", "read_"))}
    assert {name for name in public if f"`{name}`" not in named} == texts


@pytest.mark.parametrize("call", CALLS)
def test_the_table_says_what_a_call_gives(call):
    [row] = [row for row in ROWS if call in calls(row)]
    for cell, values in zip(row[1:], CALLS[call](), strict=True):
        if isinstance(values, list):
            assert cell == "list of `N` texts"
            continue
        found = described(values).replace("(N, 64)", "(N, D)").replace("(N, 10)", "(N, D)")
        assert cell.startswith(found)
        within = re.search(r"in `\[0, (\d)([)\]])`", cell)
        if within:
            top = int(within[1])
            assert 0 <= values.min() <= values.max() <= (top if within[2] == "]" else top - 1)


def test_a_table_of_students_comes_as_a_file(tmp_path):
    path = data.make_csv(tmp_path / "a.csv", 5)
    assert isinstance(path, Path)
    last = np.loadtxt(path, delimiter=",", skiprows=1)[:, -1]
    assert len(last) == 5
    assert set(last) <= {0, 1}
