"""Bad input gets a clear error, and nothing is lost.

Each case is checked the same way: the command ends with exit code 1 and one line
`path:line: what is wrong; what to do`, the page is replaced by a short notice, the other pages are
built, and the frozen results keep their bytes.
"""

import contextlib
import copy
import errno
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tutorial_build.errors import ContentError
from tutorial_build.page.page import join
from tutorial_build.page.render import render
from tutorial_build.results import store
from tutorial_build.results.records import Standing
from tutorial_build.results.update import locked
from tutorial_build.results.verify import judge
from tutorial_build.run import pool

from .conftest import seen
from .test_pairs import INVALID

ALPHA = "examples/m1_first/alpha.py"
NOTICES = {
    "es": "Esta página tiene un error y se está corrigiendo. Vuelve pronto.",
    "en": "This page has an error that is being mended. Please come back soon.",
}


def expect(checkout, message, *, page="alpha", command=True):
    """Check a course in which one page is wrong; `message` may be a compiled pattern.

    With `command`, also what `tutorial freeze` makes of it: for a page that runs, that is a second
    run, and once for each way to fail is enough.
    """
    before = checkout.frozen_files()

    pattern = message if isinstance(message, re.Pattern) else re.compile(re.escape(message))
    if command:
        done = checkout.cli("freeze")
        assert done.code == 1
        assert done.err.count("\n") == 1, done.err
        assert pattern.fullmatch(done.err.rstrip("\n")), (pattern.pattern, done.err)
    made = checkout.build()
    assert len(made.errors) == 1, made.errors
    assert pattern.fullmatch(str(made.errors[0])), made.errors
    if page:
        for lang, notice in NOTICES.items():
            shown = seen(checkout.page(page, lang))
            assert shown.texts[".g-notice"] == [notice]
            assert "pre" not in shown.texts
            assert "Traceback" not in checkout.page(page, lang)
    assert seen(checkout.page("beta")).texts[".g-output"] == ["42"]
    assert checkout.frozen_files() == before


def line_of(checkout, start):
    """The number of the line of alpha that starts so."""
    lines = checkout.path("alpha").read_text().splitlines()
    (found,) = (n for n, line in enumerate(lines, 1) if line.startswith(start))
    return found


# What is wrong can be seen without a run.

PROSE = """\
# %% [markdown] lang="es"
# {es}

# %% [markdown] lang="en"
# {en}

# %%
x = 1
"""
# The standard header ends on line 7: the es cell is line 8, the en cell line 11, the code line 15.

OPTIONS = (
    "alt, caption, cause, central, data, exercise, fix, lang, message, predict, raises, "
    "role, survives, tags, warns"
)

WRONG_SCRIPTS = {
    "an es cell without en partner": (
        '# %% [markdown] lang="es"\n# Hola.\n\n# %%\n1\n',
        f"{ALPHA}:8: this 'es' cell has no partner; write the es cell and then the en cell, "
        "with no code between them",
    ),
    "partners whose headings differ": (
        PROSE.format(es="## Uno { #one }", en="### One { #one }"),
        f"{ALPHA}:11: the headings differ from the 'es' partner's: es has ['##'], "
        "en has ['###']; make them the same",
    ),
    "partners whose anchors differ": (
        PROSE.format(es="## Uno { #one }", en="## One { #uno }"),
        f"{ALPHA}:11: the anchors differ from the 'es' partner's: es has ['one'], "
        "en has ['uno']; make them the same",
    ),
    "partners whose links differ": (
        PROSE.format(es="[a](beta.md)", en="[a](alpha.md)"),
        f"{ALPHA}:11: the links differ from the 'es' partner's: es has ['beta.md'], "
        "en has ['alpha.md']; make them the same",
    ),
    "partners whose figures differ": (
        PROSE.format(es="![a](a.svg)", en="![a](b.svg)"),
        f"{ALPHA}:11: the images differ from the 'es' partner's: es has ['a.svg'], "
        "en has ['b.svg']; make them the same",
    ),
    "partners whose inline values differ": (
        PROSE.format(es="{{ x }}", en="{{ y }}"),
        f"{ALPHA}:11: the inline values differ from the 'es' partner's: es has ['x'], "
        "en has ['y']; make them the same",
    ),
    "an unknown cell option": (
        "# %%\n#| colour: red\n1\n",
        f"{ALPHA}:9: unknown field 'colour'; use {OPTIONS}",
    ),
    "an option on the header line": (
        '# %% tags=["hidden"]\n1\n',
        f"{ALPHA}:8: a cell title needs both languages, got 'tags=[\"hidden\"]'; "
        "options stand on '#|' lines",
    ),
    "a syntax error": (
        "# %%\nx = 1\nif x\n    y = 2\n",
        f"{ALPHA}:10: syntax error: expected ':'; mend the code",
    ),
}


@pytest.mark.parametrize("what", WRONG_SCRIPTS)
def test_a_wrong_script(checkout, what):
    cells, message = WRONG_SCRIPTS[what]
    checkout.write("alpha", cells)
    expect(checkout, message)


@pytest.mark.parametrize("kind", INVALID)
def test_an_invalid_pair(checkout, kind):
    code, message = INVALID[kind]
    line, text = re.match(r"demo\\\.py:(\d+): (.*)", message).groups()
    checkout.write("alpha", f"# %%\n{code}\n")
    expect(checkout, re.compile(rf"{ALPHA}:{int(line) - 1}: {text}"))


WRONG_HEADERS = {
    "an unknown header field": (
        "# minutes:",
        "# author: me\n# minutes:",
        f"{ALPHA}:6: unknown field 'author'; use data, description, files, minutes, needs, "
        "objectives, seconds, title, trains",
    ),
    "a missing title": (
        '# title: "Alpha es // Alpha en"\n',
        "",
        f"{ALPHA}:2: no 'title'; add it",
    ),
    "missing objectives": (
        '# objectives:\n#   - understand: "una cosa // one thing"\n',
        "",
        f"{ALPHA}:2: no 'objectives'; add it",
    ),
}


@pytest.mark.parametrize("what", WRONG_HEADERS)
def test_a_wrong_header(checkout, what):
    old, new, message = WRONG_HEADERS[what]
    checkout.edit("alpha", old, new)
    expect(checkout, message)


def test_a_script_that_is_not_in_the_course(checkout):
    shutil.copy(checkout.path("beta"), checkout.path("extra"))
    message = "this script is not in examples/course.yml; add its slug to its module"
    expect(checkout, f"examples/m1_first/extra.py:1: {message}", page="")
    assert "la suma es" in checkout.page("alpha")


def test_a_page_without_a_script(checkout):
    checkout.path("alpha").unlink()
    expect(
        checkout,
        f"examples/course.yml:5: {ALPHA} does not exist; write it or give the page a planned title",
    )


@pytest.mark.parametrize("module", ["m1_first", "m2_second"])
def test_a_duplicate_slug(checkout, module):
    path = checkout.root / "examples/course.yml"
    more = (
        ""
        if module == "m1_first"
        else (f'  - module: {module}\n    title: "Segundo // Second"\n    pages:\n')
    )
    path.write_text(path.read_text() + more + "      - beta\n")
    line = 8 if module == "m1_first" else 11
    message = "slug 'beta' stands twice; give one of the pages another name"
    expect(checkout, f"examples/course.yml:{line}: {message}", page="")
    assert "la suma es" in checkout.page("alpha")


def test_two_scripts_of_one_name(checkout):
    other = checkout.path("alpha", "m2_second")
    other.parent.mkdir()
    shutil.copy(checkout.path("beta"), other)
    message = "module m1_first has a page 'alpha' already; rename this one"
    expect(checkout, f"examples/m2_second/alpha.py:1: {message}", page="")


def test_a_data_set_that_nobody_knows(checkout):
    checkout.edit("alpha", "# ---\n# %%", "# data: [fashion]\n# ---\n# %%")
    message = r"data names 'fashion'; use a name of datasets\.toml: [\w, ]+"
    expect(checkout, re.compile(rf"{ALPHA}:1: {message}"))


def test_a_format_that_does_not_fit_its_value(checkout):
    checkout.edit("alpha", "La suma es {{ total:.2f }}", "La suma es {{ total:.2d }}")
    checkout.edit("alpha", "The sum is {{ total:.2f }}", "The sum is {{ total:.2d }}")
    before = checkout.frozen_files()
    (error,) = checkout.build().errors
    assert re.fullmatch(
        rf"{ALPHA}:\d+: inline value \{{\{{ total:\.2d \}}\}} is .*; correct it", str(error)
    )
    assert seen(checkout.page("alpha")).texts[".g-notice"] == [NOTICES["es"]]
    assert checkout.frozen_files() == before


def test_a_formula_that_cannot_be_read(checkout):
    checkout.edit("alpha", "# Hola.", "# Hola $x^$.")
    (error,) = checkout.build().errors
    assert str(error) == (f"{ALPHA}:8: formula $x^$: missing super script or subscript; correct it")
    assert seen(checkout.page("alpha")).texts[".g-notice"] == [NOTICES["es"]]


# What is wrong shows in a run.

WRONG_CELLS = {
    "an exception": (
        "# %%\nx = 1\n\n# %%\ny = 2\nx / 0\n",
        f"{ALPHA}:13: [es] ZeroDivisionError: division by zero; "
        "mend the cell or announce it with raises:",
    ),
    "an exception inside a function of the page": (
        "# %%\ndef f():\n    return {}['k']\n\n\n# %%\nf()\n",
        f"{ALPHA}:10: [es] KeyError: 'k'; mend the cell or announce it with raises:",
    ),
    "an exception of several lines": (
        '# %%\nraise ValueError("one\\ntwo")\n',
        f"{ALPHA}:9: [es] ValueError: one; mend the cell or announce it with raises:",
    ),
    "a module of the library that is not there": (
        "# %%\nfrom tutorial_lib.nope import f\nimport tutorial_lib.none as n\nf(n)\n",
        f"{ALPHA}:9: [es] ModuleNotFoundError: No module named 'tutorial_lib.nope'; "
        "mend the cell or announce it with raises:",
    ),
    "an exit": (
        "# %%\nimport sys\nsys.exit('enough')\n",
        f"{ALPHA}:10: [es] SystemExit: enough; mend the cell or announce it with raises:",
    ),
    "a raises cell that does not raise": (
        '# %%\n#| raises: "ValueError: no"\nx = 1\n',
        f'{ALPHA}:10: [es] expected raises: "ValueError: no", got nothing; correct one of them',
    ),
    "a raises cell with a typo": (
        '# %%\nx = 1\n# %%\n#| raises: "ValueError: no"\nraise ValueEror("no")\n',
        f'{ALPHA}:12: [es] expected raises: "ValueError: no", got NameError: '
        "name 'ValueEror' is not defined; correct one of them",
    ),
    "a raises cell with another message": (
        '# %%\n#| raises: "ValueError: no"\nraise ValueError("yes")\n',
        f'{ALPHA}:10: [es] expected raises: "ValueError: no", got ValueError: yes; '
        "correct one of them",
    ),
    "an unexpected warning": (
        '# %%\nimport warnings\nwarnings.warn("careful")\n',
        f"{ALPHA}:10: [es] unexpected UserWarning: careful; "
        "mend the cause or announce it with warns:",
    ),
    "a warning inside a package": (
        "# %%\nimport numpy as np\nnp.array([1.0]) / 0\n",
        f"{ALPHA}:10: [es] unexpected RuntimeWarning: divide by zero encountered in divide; "
        "mend the cause or announce it with warns:",
    ),
    "a warning that does not come": (
        '# %%\n#| warns: "UserWarning: careful"\nx = 1\n',
        f'{ALPHA}:10: [es] expected warns: "UserWarning: careful", got none; correct or remove it',
    ),
    "an inline value that is not there": (
        PROSE.format(es="{{ x }}", en="{{ x }}"),
        f"{ALPHA}:8: [es] inline value {{{{ x }}}}: NameError: name 'x' is not defined; "
        "define it in a cell above",
    ),
    "an inline value that is an array": (
        "# %%\nimport numpy as np\nx = np.ones(2)\n"
        '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n',
        f"{ALPHA}:11: [es] inline value {{{{ x }}}} is ndarray, expected a number or a text; "
        "take one element or format it in a cell",
    ),
    "a missing alt text": (
        "# %%\n#| alt: una // one\nimport matplotlib.pyplot as plt\n"
        "for n in range(2):\n    plt.figure()\nplt.show()\n",
        f"{ALPHA}:8: 2 figures and 1 alt texts; add alt:",
    ),
    "os._exit": (
        "# %%\nx = 1\n\n# %%\nimport os\nos._exit(3)\n",
        f"{ALPHA}:12: [es] the process ended with exit code 3; run the script alone to see why",
    ),
    "a segmentation fault": (
        "# %%\nimport ctypes\nctypes.string_at(0)\n",
        f"{ALPHA}:9: [es] the process ended by signal SIGSEGV in this cell; "
        "run the script alone to see why",
    ),
    "2 MB of output": (
        '# %%\nfor n in range(2000):\n    print("x" * 999)\n',
        f"{ALPHA}:10: [es] printed more than 1 MB; print a part or a summary",
    ),
    "2 MB of output that the script hides": (
        '# %%\nfor n in range(2000):\n    try:\n        print("x" * 999)\n'
        "    except Exception:\n        pass\n",
        f"{ALPHA}:11: [es] printed more than 1 MB; print a part or a summary",
    ),
}


@pytest.mark.parametrize("what", WRONG_CELLS)
def test_a_wrong_cell(checkout, what):
    cells, message = WRONG_CELLS[what]
    checkout.write("alpha", cells)
    expect(checkout, message, command=what in ("an exception", "a missing alt text", "os._exit"))


def test_a_failing_claim_shows_value_expectation_and_tolerance_in_both_languages(checkout):
    checkout.edit("alpha", "equals=3.0, abs=1.0", "equals=5.0, abs=0.5")
    line = line_of(checkout, 'claim("sum", total, equals=5.0, abs=0.5)')
    expect(
        checkout,
        re.compile(
            rf"{ALPHA}:{line}: \[e[sn]\] ClaimError: ✗ sum: 3\.7 \(se esperaba 5 ± 0\.5\) // "
            r"✗ sum: 3\.7 \(expected 5 ± 0\.5\); mend the cell or announce it with raises:"
        ),
    )


DISAGREE = {
    "a printed number": (
        '# %%\nprint("uno // one")\n\n# %%\nimport random\nprint(random.random())\n',
        rf"{ALPHA}:12: the runs of both languages disagree: number was [\d.]+, is [\d.]+; "
        "seed what is random",
    ),
    "a claim": (
        '# %%\nimport random\nfrom tutorial_lib.checks import claim\nprint("uno // one")\n'
        'claim("luck", random.random(), between=(0, 1))\n',
        rf"{ALPHA}:9: the runs of both languages disagree: claim luck\.value was [\d.]+, "
        r"is [\d.]+; seed what is random",
    ),
    "a figure": (
        "# %%\n#| alt: a // b\nimport numpy as np\nimport matplotlib.pyplot as plt\n"
        'plt.plot(np.random.rand(3))\nplt.title("uno // one")\nplt.show()\n',
        rf"{ALPHA}:10: the runs of both languages disagree: axis.limits was \[.*\], is \[.*\]; "
        "seed what is random",
    ),
    "an inline value": (
        '# %%\nimport random\nx = random.random()\nprint("uno // one")\n'
        '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n',
        rf"{ALPHA}:1: the runs of both languages disagree: inline value \{{\{{ x \}}\}} was "
        r"[\d.]+, is [\d.]+; seed what is random",
    ),
}


@pytest.mark.parametrize("what", DISAGREE)
def test_runs_of_both_languages_that_disagree(checkout, what):
    cells, message = DISAGREE[what]
    checkout.write("alpha", cells)
    expect(checkout, re.compile(message), command=what == "a claim")


def test_volatile_output_may_differ_between_the_languages(checkout):
    cells, _ = DISAGREE["a printed number"]
    checkout.write(
        "alpha", cells.replace("# %%\nimport random", "# %%\n#| tags: [volatile]\nimport random")
    )
    assert checkout.build().errors == []


@pytest.mark.slow
def test_an_endless_loop(checkout):
    checkout.write("alpha", "# %%\nx = 1\n\n# %%\nwhile True:\n    pass\n", seconds="1")
    expect(
        checkout,
        f"{ALPHA}:13: [es] still running after 1 s; make it shorter or set 'seconds'",
        command=False,
    )


@pytest.mark.slow
def test_an_endless_loop_in_c(checkout):
    # No Python code runs in it, so nothing inside the process could stop it.
    checkout.write("alpha", '# %%\nimport re\nre.match("(a+)+b", "a" * 40)\n', seconds="1")
    expect(
        checkout,
        f"{ALPHA}:10: [es] still running after 1 s; make it shorter or set 'seconds'",
        command=False,
    )


@pytest.mark.slow
def test_memory_above_the_limit(checkout, monkeypatch):
    monkeypatch.setattr(pool, "MEMORY_MB", 400)
    checkout.write("alpha", "# %%\nimport time\nx = b'x' * 500_000_000\ntime.sleep(5)\n")
    expect(checkout, f"{ALPHA}:9: [es] needs more than 400 MB of memory; use less data")


def test_memory_of_a_workers_process_counts(checkout, monkeypatch):
    monkeypatch.setattr(pool, "MEMORY_MB", 400)
    checkout.write(
        "alpha",
        "# %%\nimport multiprocessing, time\n\n\ndef work():\n    x = b'x' * 500_000_000\n"
        "    time.sleep(5)\n\n\nmultiprocessing.Process(target=work).start()\ntime.sleep(5)\n",
    )
    expect(
        checkout, f"{ALPHA}:9: [es] needs more than 400 MB of memory; use less data", command=False
    )


# Data.

TOML = """\
[tiny]
title = "Tiny"
url = ["http://127.0.0.1:9/tiny/"]
files = [{ path = "tiny/numbers", url = "http://127.0.0.1:9/tiny/numbers", sha256 = "SHA256" }]
"""
CONTENT = b"1 2 3"
READ = """\
# %%
from tutorial_lib.data.fetch import read_file

print(read_file("tiny", "tiny/numbers").decode())
"""


@pytest.fixture
def with_data(checkout, monkeypatch, tmp_path):
    """Alpha reads a small data set, which lies in TUTORIAL_DATA."""
    import hashlib

    digest = hashlib.sha256(CONTENT).hexdigest()
    text = TOML.replace("SHA256", digest)
    (checkout.root / "src/tutorial_lib/datasets.toml").write_text(text)
    data = tmp_path / "data"
    (data / "tiny").mkdir(parents=True)
    (data / "tiny/numbers").write_bytes(CONTENT)
    monkeypatch.setenv("TUTORIAL_DATA", str(data))
    checkout.write("alpha", READ, data="[tiny]")
    # What the data are for: while they are there nothing is asked of a server.
    monkeypatch.setattr("tutorial_build.run.needs.packages", lambda *_: {"numpy"})
    checkout.data = data
    return checkout


def test_declared_data_are_read(with_data):
    made = with_data.build()
    assert made.errors == []
    assert "1 2 3" in with_data.page("alpha")


def test_an_undeclared_data_set(with_data):
    with_data.write("alpha", READ)
    expect(
        with_data,
        f"{ALPHA}:11: [es] ValueError: this page loads 'tiny' but its header declares data: []; "
        "add tiny to that list; mend the cell or announce it with raises:",
    )


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b" 4", b"1 2 4", b""])
def test_a_truncated_or_tampered_data_file(with_data, content):
    (with_data.data / "tiny/numbers").write_bytes(content)
    expect(
        with_data,
        re.compile(
            rf"{ALPHA}:12: \[es\] ValueError: .*/tiny/numbers is not the file of the "
            r"course: expected content with sha256 [0-9a-f]{64}, got [0-9a-f]{64}; "
            r"put the original in its place, or set TUTORIAL_DATA to another folder; "
            r"mend the cell or announce it with raises:"
        ),
        command=False,
    )


def test_a_damaged_packed_data_file(with_data):
    (with_data.data / "tiny/numbers").unlink()
    (with_data.data / "tiny/numbers.gz").write_bytes(b"\x1f\x8b\x08broken")
    expect(
        with_data,
        re.compile(
            rf"{ALPHA}:12: \[es\] ValueError: .*/tiny/numbers\.gz is damaged \(.*\); "
            r"put the original in its place, or set TUTORIAL_DATA to another folder; "
            r"mend the cell or announce it with raises:"
        ),
        command=False,
    )


MISSING = (
    r"no data tiny \(tiny/numbers\); set TUTORIAL_DATA to a folder that holds it, or run "
    r"'tutorial run', which downloads it from http://127\.0\.0\.1:9/tiny/"
)


def test_missing_data_are_named_with_file_address_and_remedy(with_data):
    shutil.rmtree(with_data.data)
    made = with_data.build()
    assert made.errors == []  # strict builds make an error of the warning
    (warning,) = made.warnings
    assert re.fullmatch(rf"{ALPHA}:1: changed, but not run: {MISSING}", warning)
    assert seen(with_data.page("alpha")).texts[".g-notice"] == [
        "El código de esta página cambió y aquí no se pudo ejecutar (falta el conjunto de datos "
        "tiny). Los resultados que ves son de una versión anterior; los de las celdas nuevas "
        "faltan."
    ]
    assert "42" in with_data.page("beta")


def test_a_run_without_its_data_names_file_address_and_variable(with_data):
    shutil.rmtree(with_data.data)
    done = with_data.cli("run", "alpha")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"{ALPHA}:12: [es] FileNotFoundError: data set 'tiny': no file ")
    for named in ("tiny/numbers", "http://127.0.0.1:9/tiny/", "set TUTORIAL_DATA to"):
        assert named in done.err


# The disk.


FROZEN = "examples/_frozen/m1_first/alpha"


def change(path, edit):
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))


def half(path):
    path.write_text(path.read_text()[:200])


# What is wrong with each type and part of a file is asked of the store; here, what comes of it.
DAMAGES = {
    "a conflict": ("results", lambda p: p.write_text("<<<<<<< HEAD\n{}\n"), "Expecting value: .*"),
    "half a file": ("results", half, "Expecting .*|Unterminated .*"),
    "a cell less": (
        "results",
        lambda p: change(p, lambda c: c["runs"]["page"]["es"]["cells"].pop()),
        "page has 2 cells that run",
    ),
    "a claim less": (
        "results",
        lambda p: change(p, lambda c: c["runs"]["page"]["es"]["cells"][0].pop("claims")),
        "a cell without claims",
    ),
    "a number as a text": (
        "results",
        lambda p: change(
            p, lambda c: c["runs"]["page"]["es"]["cells"][0]["outputs"][0].update(text=3)
        ),
        r"runs\.page\.es\.cells\.0\.outputs\.0\.text\.text: input should be a valid string",
    ),
    "half a sidecar": (
        "sidecar",
        lambda p: change(p, lambda c: c["page"].pop("date")),
        r"page\.date: field required",
    ),
    "an empty sidecar": (
        "sidecar",
        lambda p: p.write_text("{}"),
        r"parts \[\], results of \['page'\]",
    ),
    "no sidecar": ("sidecar", Path.unlink, "no such file or directory"),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_corrupt_frozen_file(checkout, what):
    part, damage, reason = DAMAGES[what]
    damage(checkout.root / FROZEN / f"{part}.json")
    before = checkout.frozen_files()
    made = checkout.build()
    (error,) = made.errors
    assert re.fullmatch(
        rf"{FROZEN}/{part}\.json:1: damaged \(({reason})\); "
        r"restore it or run 'tutorial freeze alpha'",
        str(error),
    )
    for lang, notice in NOTICES.items():
        assert seen(checkout.page("alpha", lang)).texts[".g-notice"] == [notice]
    assert "42" in checkout.page("beta")
    for command in (["verify", "alpha"], ["list"], ["run", "alpha"]):
        done = checkout.cli(*command)
        assert (done.code, done.err.strip()) == (1, str(error)), command
    assert checkout.frozen_files() == before
    # And the remedy helps.
    assert checkout.cli("freeze", "alpha").code == 0
    assert checkout.build().errors == []


# A page with every kind of result.
EVERYTHING = """\
# %%
#| alt: a // b
import matplotlib.pyplot as plt
plt.figure(figsize=(2, 1))
plt.plot([1, 2])
plt.show()

# %%
#| raises: "ValueError: no"
raise ValueError("no")

# %%
#| warns: "UserWarning: care"
import warnings
warnings.warn("care")

# %%
#| tags: [claim]
from tutorial_lib.checks import claim
x = 1.5
claim("a", x, between=(1, 2), says="poco // little")
claim("b", [x, x], equals=1.5, abs=0.5)

# %%
#| tags: [volatile]
print(1.5)

# %%
#| data: I-1
#| alt: a // b
{"a": [1, 2.5], "b": "x"}

# %% [markdown] lang="es"
# {{ x:.2f }}

# %% [markdown] lang="en"
# {{ x:.2f }}
"""
INSTEAD = (None, True, 5, -1.5, "text", "../beta/results.json", [], [1], [[]], {}, {"a": 1})


def parts_of(value, way=()):
    """The way to every value of nested plain ones, but for those that a figure draws."""
    yield way
    if isinstance(value, dict | list) and way[-1:] != ("axes",):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts_of(part, (*way, name))


def altered(content, way, *instead):
    """A copy with another value at the end of the way, or without it."""
    content = copy.deepcopy(content)
    if not way:
        return instead[0] if instead else None
    *before, last = way
    holder = functools.reduce(lambda value, name: value[name], before, content)
    if instead:
        holder[last] = instead[0]
    else:
        del holder[last]
    return content


@pytest.mark.parametrize("part", ["results", "sidecar"])
def test_whatever_is_lost_or_of_another_type_is_named_in_a_line_or_shown(checkout, part):
    checkout.write("alpha", EVERYTHING)
    assert checkout.cli("freeze", "alpha").code == 0
    course, tutorial = checkout.course, checkout.tutorial("alpha")
    folder = checkout.root / FROZEN
    sound = store.load(folder, checkout.root)
    content = json.loads((folder / f"{part}.json").read_text())
    wrong, named = [], []
    for way in parts_of(content):
        for instead in [(), *((value,) for value in INSTEAD)]:
            text = json.dumps(altered(content, way, *instead))
            (folder / f"{part}.json").write_text(text)
            try:
                found = store.load(folder, checkout.root)
                store.check_cells(found, tutorial, checkout.root)
                for lesson in tutorial.lessons:
                    render(join(lesson, Standing.FRESH, found), course)
                judge(tutorial, found, sound)
            except ContentError as error:
                named.append(str(error))
            except Exception as error:
                wrong.append(f"{way} {instead or 'lost'}: {type(error).__name__}: {error}")
    assert wrong == []
    assert [text for text in named if not text.startswith("examples/") or "\n" in text] == []
    assert len(named) > 100


def test_a_frozen_figure_that_is_gone(checkout):
    checkout.write(
        "alpha",
        "# %%\n#| alt: a // b\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n",
    )
    assert checkout.cli("freeze").code == 0
    (gone,) = (checkout.root / FROZEN).glob("*.svgz")
    gone.unlink()
    (error,) = checkout.build().errors
    assert str(error) == (
        f"{FROZEN}/results.json:1: damaged ({gone.name} is missing beside it); "
        "restore it or run 'tutorial freeze alpha'"
    )


def test_freezing_a_damaged_page_that_fails_loses_nothing(checkout):
    (checkout.root / FROZEN / "results.json").write_text("<<<<<<< HEAD\n")
    checkout.edit("alpha", "return a + b", "return a / 0")
    before = checkout.frozen_files()
    assert checkout.cli("freeze", "alpha").code == 1
    assert checkout.frozen_files() == before


def test_a_damaged_store_is_made_again(checkout):
    checkout.edit("alpha", "return a + b", "return b + a")
    checkout.build()
    (checkout.root / "build/store/m1_first/alpha/results.json").write_text("{")
    made = checkout.build()
    assert (made.errors, made.executed) == ([], ["alpha"])


def test_a_store_that_cannot_be_written(checkout):
    before = checkout.frozen_files()
    checkout.edit("alpha", "return a + b", "return b + a")
    (checkout.root / "build").mkdir()
    (checkout.root / "build/store").write_text("a file where the folder should be")
    made = checkout.build()
    (error,) = made.errors
    assert str(error) == (
        "build/store/m1_first/alpha:1: not a directory; mend it and repeat the command"
    )
    assert seen(checkout.page("alpha")).texts[".g-notice"] == [NOTICES["es"]]
    assert "42" in checkout.page("beta")
    assert checkout.frozen_files() == before


def refuse(monkeypatch, number, part):
    """Let the disk refuse to write files whose path holds `part`, after some bytes of each."""
    real = Path.write_bytes

    def write_bytes(self, content):
        if part in self.as_posix():
            real(self, content[: len(content) // 2])
            raise OSError(number, os.strerror(number), str(self))
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EROFS, "read-only file system; allow writing there"),
        (errno.ENOSPC, "no space left on device; free some space and repeat the command"),
        (errno.EACCES, "permission denied; allow access to it"),
    ],
)
def test_a_disk_that_is_read_only_or_full_while_building(checkout, monkeypatch, number, message):
    checkout.build()
    checkout.edit("alpha", "return a + b", "return b + a")
    before = checkout.frozen_files()
    refuse(monkeypatch, number, "/store/")
    made = checkout.build()
    assert [str(error) for error in made.errors] == [f"build/store/m1_first/alpha:1: {message}"]
    assert seen(checkout.page("alpha")).texts[".g-notice"] == [NOTICES["es"]]
    assert "42" in checkout.page("beta")
    assert checkout.frozen_files() == before
    monkeypatch.undo()
    assert checkout.build().errors == []
    assert not list((checkout.root / "build/store/m1_first").glob(".*"))


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EROFS, "read-only file system; allow writing there"),
        (errno.ENOSPC, "no space left on device; free some space and repeat the command"),
    ],
)
def test_a_disk_that_is_read_only_or_full_while_freezing(checkout, monkeypatch, number, message):
    checkout.edit("alpha", "return a + b", "return b + a")
    before = checkout.frozen_files()
    refuse(monkeypatch, number, "/_frozen/")
    done = checkout.cli("freeze")
    assert done.code == 1
    assert re.fullmatch(rf"\S+results\.json:1: {message}\n", done.err)
    assert checkout.frozen_files() == before


def test_a_rename_that_fails_puts_the_old_results_back(checkout, monkeypatch):
    checkout.edit("alpha", "return a + b", "return b + a")
    before = checkout.frozen_files()
    real = Path.rename

    def rename(self, target):
        if re.search(r"\.alpha\.\d+$", self.name):  # the new results, written beside
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert checkout.cli("freeze").code == 1
    assert checkout.frozen_files() == before


def test_a_kill_between_the_two_renames_is_mended_by_the_next_command_that_writes(checkout):
    before = checkout.frozen_files()
    assert checkout.cli("verify", "alpha").code == 0
    (checkout.root / FROZEN).rename(checkout.root / "examples/_frozen/m1_first/.alpha.old")
    aside = checkout.frozen_files()
    made = checkout.build()
    assert (made.errors, made.executed) == ([], [])
    assert "la suma es 3.6559" in checkout.page("alpha")
    for command in (["list", "--check"], ["verify", "alpha"], ["verify", "--quick"]):
        assert checkout.cli(*command).code == 0, command
    assert checkout.frozen_files() == aside != before
    assert checkout.cli("freeze").code == 0
    assert checkout.frozen_files() == before


def test_what_a_killed_command_left_beside_is_removed(checkout):
    left = checkout.root / "examples/_frozen/m1_first/.alpha.12345"
    left.mkdir()
    (left / "results.json").write_text("{")
    checkout.edit("alpha", "return a + b", "return b + a")
    assert checkout.cli("freeze").code == 0
    assert not left.exists()


# Two builds, and a killed one.


@contextlib.contextmanager
def started(checkout, *arguments):
    """A command in a process of its own, ended at the latest with the test."""
    command = [sys.executable, "-m", "tutorial_build.cli", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=checkout.root, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_second_build_says_that_it_waits(checkout):
    told = []
    (checkout.root / "build").mkdir()
    first = FileLock(checkout.root / "build/.lock")
    first.acquire()

    def report(text):
        told.append(text)
        first.release()

    with locked(checkout.project, report):
        assert told == ["another build is running in this checkout; waiting for it"]
    with locked(checkout.project, told.append):
        assert len(told) == 1  # nobody to wait for


@pytest.mark.slow
def test_two_builds_at_once_take_turns(checkout):
    checkout.edit("alpha", "return a + b", "return b + a")
    with contextlib.ExitStack() as stack:
        with locked(checkout.project):
            second = stack.enter_context(started(checkout, "freeze"))
            line = second.stdout.readline()
            assert line == "another build is running in this checkout; waiting for it\n"
            assert second.poll() is None
        out, err = second.communicate(timeout=60)
    assert (second.returncode, err) == (0, "")
    assert "alpha frozen" in out


@pytest.mark.slow
def test_a_killed_build_leaves_the_store_whole_and_the_next_one_uses_what_was_finished(
    unfrozen, tmp_path
):
    checkout = unfrozen  # so that beta, the last one, starts first even on one core
    marker = tmp_path / "running"
    body = f"import os, pathlib, time\npathlib.Path({str(marker)!r}).write_text(str(os.getpid()))\n"
    checkout.write("alpha", f"# %%\n{body}time.sleep(600)\n")
    results = checkout.root / "build/store/m1_first/beta/results.json"
    with started(checkout, "run") as first:
        wait_for(lambda: results.exists() and marker.exists() and marker.read_text())
        first.send_signal(signal.SIGKILL)
    os.kill(int(marker.read_text()), signal.SIGKILL)  # it would end by itself, later
    assert store.load(results.parent, checkout.root) is not None
    checkout.write("alpha", "# %%\nprint(1)\n")
    made = checkout.build()
    assert made.errors == []
    assert made.executed == ["alpha"]  # beta had finished


def test_a_run_ends_itself_where_its_parent_is_gone(checkout):
    # The parent ends a run that takes too long; a killed parent cannot.
    checkout.write(
        "alpha",
        "# %%\nimport signal\nleft = signal.alarm(0)\nassert 120 < left <= 180, left\n",
    )
    assert checkout.build().errors == []


# What a script prints or shows cannot leave its box.

HOSTILE = "<script>alert(1)</script>\n{{ 7 * 7 }} {% raw %}\n```\n# no\n```\n~~~\n</pre></div>"


@pytest.mark.parametrize("fold", [1, 12])
def test_hostile_output_is_shown_as_text(checkout, fold):
    checkout.write("alpha", f"# %%\nprint({HOSTILE!r} * {fold})\n")
    assert checkout.build().errors == []
    page = seen(checkout.page("alpha"))
    assert page.texts[".g-output"][0].strip("\n") == HOSTILE * fold
    assert page.programs == []


def test_colours_of_a_terminal_are_left_out(checkout):
    checkout.write(
        "alpha", '# %%\nprint("\\x1b[1;31mred\\x1b[0m and \\x1b[38;5;208morange\\x1b[m")\n'
    )
    checkout.build()
    assert seen(checkout.page("alpha")).texts[".g-output"] == ["red and orange"]


def test_a_hostile_error_message_is_shown_as_text(checkout):
    checkout.write(
        "alpha",
        f'# %%\n#| raises: "ValueError: script"\nraise ValueError({HOSTILE.splitlines()[0]!r})\n',
    )
    checkout.build()
    page = seen(checkout.page("alpha"))
    assert page.texts[".g-error"] == ["ValueError: <script>alert(1)</script>"]


def test_rich_output_with_a_script_does_not_run(checkout):
    checkout.write(
        "alpha",
        "# %%\nclass Evil:\n    def _repr_html_(self):\n"
        '        return \'<b onclick="x()">bold</b><script>alert(1)</script>'
        '<img src=x onerror=alert(1)><a href="javascript:x">a</a>\'\n\n\nEvil()\n',
    )
    assert checkout.build().errors == []
    page = seen(checkout.page("alpha"))
    assert page.texts[".g-html"] == ["bolda"]
    for gone in ("script", "img", "onclick", "onerror", "javascript"):
        assert gone not in checkout.page("alpha").partition('g-html">')[2].partition("</div>")[0]


@pytest.mark.slow
def test_mkdocs_builds_the_other_pages_and_ends_with_exit_code_1(site_checkout):
    checkout = site_checkout
    before = checkout.frozen_files()
    checkout.edit("alpha", "return a + b", "return a / 0")
    done = checkout.mkdocs("build")
    assert done.returncode == 1
    (error,) = re.findall(rf"^ERROR +-  ({ALPHA}:.*)$", done.stderr, re.MULTILINE)
    assert re.fullmatch(
        rf"{ALPHA}:{line_of(checkout, '    return a / 0')}: \[e[sn]\] ZeroDivisionError: "
        "float division by zero; mend the cell or announce it with raises:",
        error,
    )
    assert "Traceback" not in done.stderr
    site = checkout.root / "site"
    for folder, notice in ((site, NOTICES["es"]), (site / "en", NOTICES["en"])):
        wrong = (folder / "m1-first/alpha/index.html").read_text()
        assert notice in wrong
        assert "ZeroDivisionError" not in wrong
        assert "Traceback" not in wrong
        assert "42" in (folder / "m1-first/beta/index.html").read_text()
        for sound in ("index.html", "m1-first/beta/index.html", "404.html"):
            page = (folder / sound).read_text()
            assert notice not in page
            assert "<h1" in page
    assert checkout.frozen_files() == before
