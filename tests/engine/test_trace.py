"""What a run says it used, however it comes to it."""

import sys

import pytest

from tutorial_build.run.keys import READ, STARTED
from tutorial_build.run.pool import Request, run_all
from tutorial_build.run.protocol import Finished

from .conftest import SmallCourse, lay_out

LIBRARY = {
    "toy/__init__.py": "",
    "toy/shapes.py": '"""Shapes."""\n\n\ndef area(side):\n    """The area."""\n'
    "    return side**2\n\n\ndef other():\n    return 0\n",
    "toy/data.py": "from pathlib import Path\n\n\ndef read():\n"
    '    return Path(__file__).with_name("x.txt").read_text()\n',
    "toy/x.txt": "one",
    "toy/torched.py": "import torch\n\n\nclass Squares(torch.utils.data.Dataset):\n"
    "    def __len__(self):\n        return 4\n\n"
    "    def __getitem__(self, i):\n        return square(i)\n\n\n"
    "def square(i):\n    return i * i\n\n\ndef double(x):\n    return 2 * x\n\n\n"
    "def seed():\n    torch.manual_seed(0)\n",
}
TOY = "tutorial_lib.toy"
IMPORTS = {"import tutorial_lib", "call tutorial_lib _offer", f"import {TOY}"}


@pytest.fixture
def uses(tmp_path):
    """A function that runs one cell and returns what the run used."""
    course = SmallCourse(tmp_path)
    lay_out(tmp_path)
    for name, text in LIBRARY.items():
        path = tmp_path / "src/tutorial_lib" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(code, method=None):
        course.write("alpha", f"# %%\n{code}\n")
        request = Request(course.tutorial("alpha").into("es"))
        ((_, made),) = run_all([request], tmp_path / "figures", root=tmp_path, method=method)
        assert isinstance(made, Finished), made
        return made.uses

    return run


def test_a_call_is_noted_with_what_was_imported(uses):
    assert uses(f"from {TOY}.shapes import area, other\narea(2)") == {
        *IMPORTS,
        f"import {TOY}.shapes",
        f"call {TOY}.shapes area",
    }


@pytest.mark.slow
def test_a_spawned_run_says_the_same(uses):
    code = f"from {TOY}.shapes import area\nfrom {TOY}.data import read\nprint(area(2), read())"
    assert uses(code, method="spawn") == uses(code)


def test_without_the_library_nothing_is_used(uses):
    assert uses("import json, matplotlib, numpy\nprint(open(json.__file__).read(1))") == set()


def test_files_are_noted_where_they_lie(uses):
    assert uses(f"from {TOY}.data import read\nread()") == {
        *IMPORTS,
        f"import {TOY}.data",
        f"call {TOY}.data read",
        "file toy/x.txt",
    }


def test_the_engine_itself_reads_nothing_of_the_library(uses):
    # A figure, an error with a traceback through the library, a value shown as HTML.
    code = (
        f"import matplotlib.pyplot as plt\nfrom {TOY}.shapes import area\n"
        "plt.plot([1, 2])\nplt.show()\n"
        "try:\n    area('x')\nexcept TypeError as error:\n    print(error)"
    )
    assert uses(code) == {*IMPORTS, f"import {TOY}.shapes", f"call {TOY}.shapes area"}


def test_a_variable_is_noted_where_the_run_asks_and_not_where_a_package_does(uses):
    assert "variable COLOUR" in uses(
        "import os\nprint(os.environ.get('COLOUR'), os.getenv('SIZE'))"
    )
    assert not any("variable" in use for use in uses("import os.path\nos.path.expanduser('~')"))


def test_what_the_engine_sets_is_no_fact(uses):
    assert uses("import os\nprint(os.environ['HOME'], os.environ.get('TUTORIAL_DATA'))") == set()


def test_a_package_in_vain_is_noted_where_the_run_asks(uses):
    code = "try:\n    import no_such_package.inner\nexcept ImportError:\n    pass\nimport numpy"
    assert uses(code) == {"package no_such_package"}


def test_a_source_that_is_read_is_noted(uses):
    assert READ in uses(
        f"import inspect\nfrom {TOY} import shapes\nprint(inspect.getsource(shapes))"
    )


def test_another_program_is_noted(uses):
    assert STARTED in uses("import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])")


def test_marks_leave_lines_docstrings_and_names_as_they_are(uses):
    code = (
        f"from {TOY}.shapes import area\n"
        "code = area.__code__\n"
        "assert (code.co_firstlineno, code.co_varnames) == (4, ('side',))\n"
        "assert area.__doc__ == 'The area.'\n"
        "assert [line for *_, line in code.co_lines() if line][-1] == 6"
    )
    assert f"import {TOY}.shapes" in uses(code)


def test_a_daemon_thread_is_followed(uses):
    code = (
        f"import threading\nfrom {TOY}.shapes import other\n"
        "thread = threading.Thread(target=other, daemon=True)\nthread.start()\nthread.join()"
    )
    assert f"call {TOY}.shapes other" in uses(code)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork here")
def test_a_child_that_is_killed_has_said_what_it_used(uses):
    code = (
        f"import os, signal\nfrom {TOY}.shapes import other\nif (pid := os.fork()) == 0:\n"
        "    other()\n    os.kill(os.getpid(), signal.SIGKILL)\nos.waitpid(pid, 0)"
    )
    assert f"call {TOY}.shapes other" in uses(code)


@pytest.mark.slow
def test_workers_of_a_loader_are_followed(uses):
    code = (
        f"import torch\nfrom {TOY}.torched import Squares\n"
        "loader = torch.utils.data.DataLoader(Squares(), num_workers=2)\nprint(list(loader))"
    )
    found = uses(code)
    assert {f"call {TOY}.torched square", f"call {TOY}.torched Squares.__getitem__"} <= found
    assert not {READ, STARTED} & found


@pytest.mark.slow
def test_what_torch_translates_runs_without_marks_and_counts_whole(uses):
    code = (
        f"import torch\nfrom {TOY}.torched import double\n"
        "fast = torch.compile(double, backend='eager', fullgraph=True)\nprint(fast(torch.ones(2)))"
    )
    found = uses(code)
    assert READ in found
    assert not any(use.startswith("call ") for use in found)


@pytest.mark.slow
def test_a_package_that_remembers_where_it_was_called_reads_nothing_for_the_page(uses):
    # torch keeps the stack of every seed that CUDA will want later.
    code = f"from {TOY}.torched import seed\nseed()"
    assert f"call {TOY}.torched seed" in uses(code)
    assert READ not in uses(code)
