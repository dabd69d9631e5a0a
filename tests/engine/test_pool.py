"""Real runs of small scripts: one fresh process each."""

import os
import re
import sys
import time
from itertools import pairwise

import psutil
import pytest

from tutorial_build.errors import ContentError
from tutorial_build.run.keys import STARTED
from tutorial_build.run.pool import FailedRunError, Request, make_job, run_all
from tutorial_build.run.protocol import (
    Announced,
    CellRun,
    Finished,
    Html,
    Text,
)
from tutorial_build.source.cells import Code
from tutorial_build.source.script import PAGE

from .conftest import REPOSITORY
from .made_up import claimed


@pytest.fixture
def execute(tutorial_of, tmp_path):
    """Run some cells in one language and return what is left of them, or the error."""

    def execute(cells, lang="es", method=None, part=PAGE, answer=None, **header):
        request = Request(tutorial_of(cells, **header).into(lang), part, answer)
        ((_, outcome),) = run_all(
            [request], tmp_path / "figures", root=REPOSITORY, preload=(), method=method
        )
        return outcome

    return execute


def printed(outcome):
    assert isinstance(outcome, Finished), outcome
    return "".join(output.text for cell in outcome.cells for output in cell.outputs)


def texts(outcome):
    """What each cell printed."""
    assert isinstance(outcome, Finished), outcome
    return ["".join(output.text for output in cell.outputs) for cell in outcome.cells]


def test_a_run_returns_outputs_claims_and_values_in_order(execute):
    outcome = execute(
        '# %%\nprint("uno // one")\n2 + 2\n\n'
        "# %%\nfrom tutorial_lib.checks import claim\nx = 1.5\nclaim('a', x, equals=1.5)\n"
        '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n',
        lang="en",
    )
    assert outcome.cells == [
        CellRun([Text("one\n4\n")]),
        CellRun(claims=[claimed("a", 1.5, equals=1.5)]),
    ]
    assert outcome.values == [1.5]
    assert 0 < outcome.seconds < 60
    assert outcome.peak_mb > 0
    assert outcome.facts["python"] == sys.version.split()[0]
    assert outcome.mistake is None


def test_values_are_read_where_they_stand(execute):
    prose = '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n'
    assert execute(f"# %%\nx = 1\n{prose}# %%\nx = 2\n{prose}").values == [1, 2]


def test_an_inline_value_becomes_a_plain_number(execute):
    names = ["n", "f", "flag", "word", "row[0]", "len(row)", "m.shape[1]"]
    cells = (
        "# %%\nimport numpy as np\nn = np.int64(3)\nf = np.float32(0.5)\nflag = np.bool_(True)\n"
        "word = np.str_('relu')\nrow = np.arange(3)\nm = np.ones((2, 3))\n"
    )
    text = " ".join(f"{{{{ {name} }}}}" for name in names)
    cells += f'# %% [markdown] lang="es"\n# {text}\n# %% [markdown] lang="en"\n# {text}\n'
    values = execute(cells).values
    assert values == [3, 0.5, True, "relu", 0, 3, 3]
    assert [type(value) for value in values] == [int, float, bool, str, int, int, int]


def test_what_a_last_expression_shows(execute):
    assert printed(execute("# %%\nNone\n")) == ""
    assert printed(execute("# %%\n'text'\n")) == "'text'\n"
    assert printed(execute("# %%\nx = 1\n")) == ""
    assert printed(execute("# %%\nx = 1;\nx; x + 1\n")) == "2\n"


def test_a_rich_representation_wins_over_the_plain_one(execute):
    outcome = execute(
        "# %%\nclass Rich:\n    def _repr_html_(self):\n        return '<b>x</b>'\n\n\nRich()\n\n"
        "# %%\nRich\n"
    )
    rich, kind = outcome.cells
    assert rich.outputs == [Html("<b>x</b>")]
    assert kind.outputs == [Text("<class '__main__.Rich'>\n")]


def test_standard_output_is_a_text_stream(execute):
    cells = (
        "# %%\nimport sys\nsys.stdout.writelines(['a', 'b'])\nsys.stdout.flush()\n"
        "print('c', end='', flush=True)\nassert sys.stdout.writable()\n"
        "assert not sys.stdout.isatty()\n"
    )
    assert printed(execute(cells)) == "abc"


def test_what_goes_around_standard_output_is_not_on_the_page(execute, capfd):
    cells = (
        "# %%\nimport os, subprocess, sys\nprint('error', file=sys.stderr)\n"
        "os.write(1, b'written')\nsubprocess.run(['echo', 'echoed'])\n0\n"
    )
    assert printed(execute(cells)) == "0\n"
    assert capfd.readouterr() == ("", "")


def test_the_script_is_a_real_file_run_as_main_in_an_empty_folder(execute):
    cells = (
        "# %%\nimport os, sys\nprint(__name__, os.path.basename(__file__), os.listdir('.'))\n"
        "print(sys.argv == [__file__], sys.path[0] == os.getcwd())\n"
    )
    assert printed(execute(cells)) == "__main__ demo.py ['demo.py']\nTrue True\n"


INSPECT = """\
# %%
import inspect
import pickle
from dataclasses import dataclass


@dataclass
class Point:
    x: int  # uno // one


def double(x):
    return 2 * x  # doble // double


# %%
print(inspect.getsource(double), end="")
print(pickle.loads(pickle.dumps(Point(3))), pickle.loads(pickle.dumps(double))(4))
print(Point.__module__, inspect.getsourcelines(Point)[1])
"""


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_inspect_and_pickle_work(execute, method):
    if method == "forkserver" and sys.platform != "linux":
        pytest.skip("no forkserver here")
    assert printed(execute(INSPECT, lang="en", method=method)).startswith(
        "def double(x):\n    return 2 * x  # double\nPoint(x=3) 8\n__main__ "
    )


WORKERS = """\
# %%
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def square(x):
    return x * x


# %%
with multiprocessing.Pool(2) as pool:
    print(pool.map(square, range(4)))
with ProcessPoolExecutor(2) as pool:
    print(list(pool.map(square, range(4))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes fork only on Linux")
@pytest.mark.filterwarnings("ignore")
def test_a_script_may_start_processes_of_its_own(execute):
    assert printed(execute(WORKERS)) == "[0, 1, 4, 9]\n" * 2


LOADER = """\
# %%
import torch
from torch.utils.data import DataLoader, Dataset


class Squares(Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, i):
        return i * i


# %%
loader = DataLoader(Squares(), batch_size=4, num_workers=2, persistent_workers=True)
for batch in loader:
    print(batch.tolist())
print(torch.get_num_threads())
"""


@pytest.mark.slow
@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_a_loader_with_two_workers(execute, method):
    pytest.importorskip("torch")
    assert printed(execute(LOADER, method=method)) == "[0, 1, 4, 9]\n[16, 25, 36, 49]\n1\n"


@pytest.mark.slow
def test_a_run_started_with_spawn_gives_the_same(execute):
    cells = "# %%\nimport numpy as np\nprint(np.arange(3).sum(), hash('x'))\n"
    assert printed(execute(cells, method="spawn")) == printed(execute(cells))


def test_each_run_has_the_same_hashes_and_other_luck(execute):
    cells = (
        "# %%\nimport random\nprint(hash('x'), {'b', 'a', 'c'})\n\n# %%\nprint(random.random())\n"
    )
    (hashes, luck), (hashes_again, luck_again) = (texts(execute(cells)) for _ in range(2))
    assert hashes == hashes_again
    assert luck != luck_again


def test_numpy_is_seeded_differently_on_each_run_until_the_script_seeds_it(execute):
    cells = (
        "# %%\nimport numpy as np\nprint(np.random.rand())\n\n"
        "# %%\nnp.random.seed(0)\nprint(np.random.rand())\n"
    )
    (luck, seeded), (luck_again, seeded_again) = (texts(execute(cells)) for _ in range(2))
    assert luck != luck_again
    assert seeded == seeded_again


def test_nothing_that_one_run_sets_reaches_another(execute):
    execute(
        "# %%\nimport os, sys, builtins, warnings, numpy as np, matplotlib.pyplot as plt\n"
        "os.environ['LEFT'] = '1'\nbuiltins.left = 1\nsys.path.append('left')\n"
        "plt.rcParams['lines.linewidth'] = 99\nnp.seterr(all='raise')\n"
    )
    cells = (
        "# %%\nimport os, sys, builtins, numpy as np, matplotlib.pyplot as plt\n"
        "print(os.environ.get('LEFT'), hasattr(builtins, 'left'), 'left' in sys.path)\n"
        "print(plt.rcParams['lines.linewidth'], np.geterr()['divide'])\n"
    )
    assert printed(execute(cells)) == "None False False\n1.5 warn\n"


def test_the_run_knows_its_language_and_its_data(execute, monkeypatch, tmp_path):
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    cells = (
        "# %%\nimport os\nfrom tutorial_lib.runtime import language\n"
        "print(language(), os.environ['TUTORIAL_LANG'], __declared_data__)\n"
        f"assert os.environ['TUTORIAL_DATA'] == {str(tmp_path)!r}\n"
    )
    assert printed(execute(cells, lang="en", data="[mnist]")) == "en en ['mnist']\n"


EXERCISES = (
    "# %%\nx = 'page'\n"
    "# %%\n#| exercise: E1\n#| role: setup\ny = 1\n"
    "# %%\n#| exercise: E1\n#| role: solution\nprint('x' in globals(), y)\n"
    "# %%\n#| exercise: E1\n#| role: check\nprint('checked', y)\n"
    "# %%\n#| exercise: E1\n#| role: wrong\n#| message: a // b\ny = 2\nprint('other')\n"
    "# %%\n#| exercise: E2\n#| role: solution\nprint('y' in globals())\n"
    "# %%\nprint(x, 'y' in globals())\n"
)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("page", ["", "page False\n"]),
        ("E1", ["", "False 1\n", "checked 1\n"]),
        ("E2", ["False\n"]),
    ],
)
def test_a_part_runs_its_own_cells_alone(execute, part, expected):
    assert texts(execute(EXERCISES, part=part)) == expected


def test_another_answer_stands_in_place_of_the_solution(execute, tutorial_of):
    (answer,) = tutorial_of(EXERCISES).into("es").answers("E1")
    assert texts(execute(EXERCISES, part="E1", answer=answer)) == ["", "other\n", "checked 1\n"]


@pytest.mark.skipif(sys.platform != "linux", reason="another system asks otherwise")
def test_asking_the_machine_for_a_library_starts_no_other_python(execute):
    cells = "# %%\nimport ctypes.util\nprint(ctypes.util.find_library('c') is not None)\n"
    assert STARTED not in execute(cells).uses
    assert STARTED in execute("# %%\nimport subprocess\nsubprocess.run(['true'])\n0\n").uses


def test_a_request_is_named_by_what_it_runs(tutorial_of):
    lesson = tutorial_of(EXERCISES).into("en")
    assert Request(lesson).name == "demo en"
    assert Request(lesson, "E2").name == "demo E2 en"


def test_home_and_temporary_files_are_in_the_folder_of_the_run(execute, monkeypatch, tmp_path):
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    cells = (
        "# %%\nimport os, pathlib, tempfile\n"
        "for folder in (os.environ['HOME'], os.environ['TMPDIR'], pathlib.Path.home(),\n"
        "               tempfile.gettempdir(), os.path.dirname(tempfile.mkdtemp())):\n"
        "    print(os.path.samefile(folder, '.'))\n"
    )
    assert printed(execute(cells)) == "True\n" * 5


def test_downloads_are_kept_where_they_were(execute, monkeypatch, tmp_path):
    # The library finds its cache below the home, which is another one in a run.
    print_cache = "# %%\nimport os\nprint(os.environ['TUTORIAL_CACHE'])\n"
    monkeypatch.delenv("TUTORIAL_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert printed(execute(print_cache)) == f"{tmp_path / '.cache/tutorial_lib'}\n"
    monkeypatch.setenv("TUTORIAL_CACHE", str(tmp_path / "own"))
    assert printed(execute(print_cache)) == f"{tmp_path / 'own'}\n"


@pytest.fixture
def read_table(checkout):
    """A page that reads a table beside it, as its header says."""
    checkout.path("alpha").with_name("table.csv").write_text("a,b\n1,2\n")
    checkout.write("alpha", "# %%\nprint(open('table.csv').read())\n", files="[table.csv]")
    return checkout


def test_a_declared_file_is_in_the_folder_of_the_run(read_table):
    made = read_table.prepare()
    assert not made.errors
    assert made.pages["alpha"]["es"].ran[0].left.outputs == [Text("a,b\n1,2")]


def test_a_page_is_stale_when_its_file_changes(read_table):
    table = read_table.path("alpha").with_name("table.csv")
    assert read_table.cli("freeze", "alpha").code == 0
    table.write_bytes(b"a,b\r\n1,2\r\n")  # the line ends of another checkout
    assert read_table.cli("list", "--check").code == 0
    table.write_text("a,b\n1,3\n")
    why = read_table.cli("list", "--why", "alpha")
    assert why.out == "alpha page: table.csv beside the script changed\n"


def test_what_a_run_does_to_its_file_stays_in_its_folder(read_table):
    read_table.edit("alpha", "print(open('table.csv').read())", "open('table.csv', 'w').close()")
    assert not read_table.prepare().errors
    assert read_table.path("alpha").with_name("table.csv").read_text() == "a,b\n1,2\n"


def test_a_file_that_the_header_does_not_name_is_not_there(read_table):
    read_table.edit("alpha", "# files: [table.csv]\n", "")
    (error,) = read_table.prepare().errors
    assert "No such file or directory: 'table.csv'" in error.message


def test_a_file_that_is_not_there_stops_its_page_in_a_line(read_table):
    read_table.path("alpha").with_name("table.csv").unlink()
    (error,) = read_table.build().errors
    assert str(error) == (
        "examples/m1_first/alpha.py:1: files names 'table.csv', which is not beside the script; "
        "correct or remove it"
    )
    assert "42" in read_table.page("beta")


def test_announced_errors_and_warnings_are_recorded(execute):
    outcome = execute(
        '# %%\n#| raises: "ValueError: no"\nraise ValueError("\\x1b[31mno\\x1b[0m way")\n'
        '# %%\n#| warns: "UserWarning: care"\n'
        'import warnings\nwarnings.warn("be careful")\nprint(1)\n'
        "# %%\nprint(2)\n"
    )
    assert outcome.cells == [
        CellRun(error=Announced("ValueError", "no way")),
        CellRun([Text("1\n")], warning=Announced("UserWarning", "be careful")),
        CellRun([Text("2\n")]),
    ]


def test_warnings_that_do_not_count(execute):
    # An import of a package may warn, and so may code that is not the script's own to mend.
    cells = (
        "# %%\nimport warnings\nwarnings.warn('old', PendingDeprecationWarning)\n"
        "warnings.warn('open', ResourceWarning)\n"
        "import noisy\n"
    )
    source = "open('noisy.py', 'w').write(\"import warnings; warnings.warn('at import')\")"
    assert not isinstance(execute(f"# %%\n{source}\n" + cells), ContentError)


def test_a_deprecation_in_the_script_itself_counts(execute):
    outcome = execute("# %%\nimport warnings\nwarnings.warn('old', DeprecationWarning)\n")
    assert "unexpected DeprecationWarning: old" in str(outcome)


def test_figures_come_where_they_are_shown(execute, tmp_path):
    outcome = execute(
        "# %%\nimport matplotlib.pyplot as plt\nprint('before')\nplt.plot([1, 2])\n"
        "plt.show()\nprint('after')\n\n# %%\nfig = plt.figure(figsize=(2, 1))\nfig\n\n"
        "# %%\nplt.show()\n"
    )
    first, second, third = outcome.cells
    assert [output.type for output in first.outputs] == ["text", "figure", "text"]
    (drawn,) = second.outputs
    assert (drawn.type, drawn.width, drawn.height) == ("figure", 200, 100)
    assert third.outputs == []  # a figure is shown once
    for picture in [*first.pictures, *second.pictures]:
        assert (tmp_path / "figures" / picture.light).is_file()


def test_longer_runs_start_first(tutorial_of, tmp_path):
    requests = [
        Request(tutorial_of("# %%\n1\n", slug=slug).into("es"), expected_seconds=seconds)
        for slug, seconds in (("short", 1.0), ("long", 9.0), ("middle", 5.0))
    ]
    done = run_all(requests, tmp_path / "figures", root=REPOSITORY, workers=1)
    assert [request.lesson.slug for request, _ in done] == ["long", "middle", "short"]


@pytest.mark.slow
def test_as_many_runs_at_a_time_as_there_are_workers(tutorial_of, tmp_path):
    clock = "import time\nprint(time.monotonic())\ntime.sleep(0.5)\nprint(time.monotonic())"
    lessons = [tutorial_of(f"# %%\n{clock}\n", slug=f"s{n}").into("es") for n in range(3)]
    requests = map(Request, lessons)
    times = []
    for _, outcome in run_all(requests, tmp_path / "figures", root=REPOSITORY, workers=2):
        times.append(tuple(map(float, printed(outcome).split())))
    times.sort()
    overlaps = sum(start < end for (_, end), (start, _) in pairwise(times))
    assert overlaps >= 1
    assert max(sum(a <= t <= b for a, b in times) for t, _ in times) <= 2


def test_a_consumer_that_stops_leaves_no_process(tutorial_of, tmp_path):
    note = tmp_path / "pid"
    cells = (
        "# %%\nimport os, pathlib, time\n"
        f"pathlib.Path({str(note)!r}).write_text(f'{{os.getpid()}}\\n')\ntime.sleep(60)\n"
    )
    requests = [
        Request(tutorial_of("# %%\n1\n", slug="quick").into("es")),
        Request(tutorial_of(cells, slug="slow").into("es")),
    ]
    runs = run_all(requests, tmp_path / "figures", root=REPOSITORY, workers=2)
    request, _ = next(runs)
    assert request.lesson.slug == "quick"
    end = time.monotonic() + 60
    while not (note.exists() and note.read_text().endswith("\n")):
        assert time.monotonic() < end, "the slow run does not start"
        time.sleep(0.02)
    assert is_running(slow := int(note.read_text()))
    runs.close()
    assert not is_running(slow)


def is_running(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_the_workers_of_a_run_that_died_are_ended(execute):
    outcome = execute(
        "# %%\nimport multiprocessing, os, sys, time\n\n\n"
        "def work():\n    time.sleep(600)\n\n\n"
        "worker = multiprocessing.Process(target=work)\nworker.start()\n"
        "raise ValueError(f'worker {worker.pid} is alive')\n"
    )
    pid = int(re.search(r"worker (\d+) is alive", str(outcome))[1])
    end = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < end, "the worker is still there"
        time.sleep(0.05)


def test_the_parents_own_settings_stay(execute):
    before, main = dict(os.environ), sys.modules["__main__"]
    execute("# %%\n1\n")
    assert dict(os.environ) == before
    assert sys.modules["__main__"] is main


def test_lines_of_the_job_lead_back_to_the_script(tutorial_of, tmp_path):
    tutorial = tutorial_of(
        '# %% Uno // One\na = """uno\ndos // one"""\nb = 1\n'
        '# %% [markdown] lang="es"\n# {{ b }}\n# %% [markdown] lang="en"\n# {{ b }}\n'
        "# %%\n#| tags: [recipe]\n# rm()\n# %%\n#| tags: [hidden]\n\nc = 3  # tres // three\n"
    )
    job = make_job(Request(tutorial.into("en")), tmp_path / "folder", tmp_path)
    assert {path for path, _ in job.origins} == {tutorial.path}
    source = (tmp_path / tutorial.path).read_text().splitlines()
    came_from = [source[line - 1] for _, line in job.origins]
    assert list(zip(job.text.splitlines(), came_from, strict=True)) == [
        ("# %% One", "# %% Uno // One"),
        ('a = "one"', 'a = """uno'),
        ("b = 1", "b = 1"),
        ("# {{ b }}", '# %% [markdown] lang="en"'),
        ("# %%", "# %%"),
        ("c = 3  # three", "c = 3  # tres // three"),
    ]
    one, value, three = job.steps
    assert (one.source, one.line) == ('a = "one"\nb = 1', 2)
    assert (value.expression, value.line) == ("b", 4)
    assert (three.source, three.line) == ("c = 3  # three", 6)


@pytest.mark.parametrize("source", ["x = 5", "x = 5\n", "x = (\n    5\n)\n"])
def test_every_line_of_a_job_with_a_readers_answer_has_an_origin(tutorial_of, tmp_path, source):
    lesson = tutorial_of(
        "# %%\n#| exercise: E1\n#| role: solution\nx = 1\n"
        "# %%\n#| exercise: E1\n#| role: check\nassert x == 5\n"
    ).into("es")
    answer = Code(0, source, tuple(range(1, source.count("\n") + 2)))
    job = make_job(Request(lesson, "E1", answer), tmp_path, tmp_path)
    solution, check = job.steps
    assert (solution.source, job.is_answer) == (source, True)
    assert job.text == f"# %%\n{source}\n# %%\nassert x == 5\n"
    assert len(job.origins) == job.text.count("\n")
    lines = (tmp_path / lesson.path).read_text().splitlines()
    assert lines[job.origins[check.line - 1][1] - 1] == "assert x == 5"


def test_the_time_limit_comes_from_the_header(tutorial_of, tmp_path):
    for header, limit in (({}, 120), ({"seconds": "7"}, 7)):
        lesson = tutorial_of("# %%\n1\n", **header).into("es")
        job = make_job(Request(lesson), tmp_path, tmp_path)
        assert job.limit == limit


def test_a_run_that_fails_hands_over_what_came_before(execute):
    error = execute(
        "# %%\nprint('one')\n\n"
        "# %%\ndef last(row):\n    # a remark // una nota\n    return row[9]\n\n\n"
        "print('two')\nlast([])\n\n# %%\nprint('three')\n",
        lang="en",
    )
    assert isinstance(error, FailedRunError)
    assert [cell.outputs for cell in error.left.cells] == [[Text("one\n")], [Text("two\n")]]
    assert error.traceback == (
        "Traceback (most recent call last):\n"
        '  File "examples/m1_first/demo.py", line 18, in <module>\n'
        "    last([])\n"
        '  File "examples/m1_first/demo.py", line 14, in last\n'
        "    return row[9]\n           ~~~^^^\n"
        "IndexError: list index out of range\n"
    )
