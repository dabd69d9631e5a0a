"""What a reader takes away, and the notebook that the site shows."""

import ast
import json
import os
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from packaging.utils import parse_wheel_filename

from tutorial_build.page.page import join
from tutorial_build.results.records import Standing
from tutorial_build.site import downloads
from tutorial_build.site.downloads import build_wheel, install_source, notebook, portable, practice

from .conftest import replace_in

PAGE = "https://example.org/en/m1-first/alpha/"
WHEEL = "https://example.org/assets/x.whl"

CELLS = """\
# %% [markdown] lang="es"
# ## Uno { #one }
#
# !!! tip "Consejo"
#     Mira [beta](beta.md#two).
#
# Fin.

# %% [markdown] lang="en"
# ## One { #one }
#
# !!! tip "Tip"
#     See [beta](beta.md#two).
#
# End.

# %%
#| tags: [hurry]
print("only for who is in a hurry")

# %% [markdown] lang="es" role="hurry"
# Con prisa.

# %% [markdown] lang="en" role="hurry"
# In a hurry.

# %% Paso 1 // Step 1
#| predict: ¿Cuánto vale? // How much is it?
x = 1.5
print(f"equis {x} // ex {x}")

# %% [markdown] lang="es"
# Vale {{ x:.2f }}.

# %% [markdown] lang="en"
# It is {{ x:.2f }}.

# %%
#| raises: "ValueError: no"
raise ValueError("no // no way")

# %%
#| tags: [hidden]
hidden = True

# %%
#| tags: [page]
print("only drawn")

# %%
#| tags: [recipe]
# train_for_a_week()

"""
EXERCISE = """\
# %% [markdown] lang="es" exercise="E1"
# ### E1 · Suma { #e1 }
#
# Suma $a + b$ a {{ x:.2f }}; mira `$HOME`.

# %% [markdown] lang="en" exercise="E1"
# ### E1 · Add { #e1 }
#
# Add $a + b$ to {{ x:.2f }}; see `$HOME`.

# %% [markdown] lang="es" exercise="E1" role="hint"
# Usa más.

# %% [markdown] lang="en" exercise="E1" role="hint"
# Use plus.

# %%
#| exercise: E1
#| role: setup
a, b = 20, 22

# %%
#| exercise: E1
#| role: starter
total = ...

# %%
#| exercise: E1
#| role: solution
total = a + b
print(total)

# %%
#| exercise: E1
#| role: check
from tutorial_lib.checks import check

check("total", total, equals=42)

# %%
#| exercise: E1
#| role: wrong
#| message: llegó 41 // got 41
total = 41

# %%
#| exercise: E1
#| role: wrong
#| message: llegó 40 // got 40
total = 40
"""


@pytest.fixture
def made(checkout):
    """The page, built, in both languages."""
    checkout.write("alpha", CELLS + EXERCISE)
    made = checkout.prepare()
    assert made.errors == []
    return made.pages["alpha"]


def cells_of(text, kind):
    return [cell.source for cell in nbformat.reads(text, 4).cells if cell.cell_type == kind]


def test_the_script_compiles_and_runs_to_its_end(made, tmp_path):
    text = downloads.script(made["en"], PAGE, WHEEL)
    ast.parse(text)
    path = tmp_path / "alpha.py"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)
    assert done.stdout == "ex 1.5\nValueError: no way\n42\n✓ total\n"


def test_a_console_without_some_signs_stops_no_script(made, tmp_path):
    path = tmp_path / "alpha.py"
    text = downloads.script(made["en"], PAGE, WHEEL)
    path.write_text(f"{text}\nprint('→ λ ✓')\n", encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, path], env=environment, capture_output=True, check=True)
    assert done.stdout.decode("cp1252").split("\n")[-3:-1] == ["ok total", "? ? ?"]


def test_the_script_holds_one_language_and_its_prose_with_values(made):
    text = downloads.script(made["en"], PAGE, WHEEL)
    assert text.startswith(f"# Alpha en\n# {PAGE}\n")
    assert f'#   pip install "tutorial-lib @ {WHEEL}"\n' in text
    assert "# It is 1.50." in text
    assert " // " not in text
    assert "equis" not in text
    assert "Vale 1.50." in downloads.script(made["es"], PAGE, WHEEL)


def test_the_script_holds_what_runs_and_no_hints_nor_what_only_the_page_draws(made):
    text = downloads.script(made["en"], PAGE, WHEEL)
    assert "hidden = True" in text
    absent_ones = ("train_for_a_week", "Use plus", "total = ...", "only drawn", "total = 41")
    for absent in (*absent_ones, "in a hurry", "In a hurry"):
        assert absent not in text


def test_a_download_asks_before_the_cell_that_answers(made):
    text = downloads.script(made["en"], PAGE, WHEEL)
    assert "# %% [markdown]\n# **How much is it?**\n\n# %%\nx = 1.5\n" in text


def test_the_notebook_is_valid_and_installs_first(made):
    text = notebook(made["en"], PAGE, install_source("https://example.org/x.whl", "00", "en"))
    nbformat.validate(nbformat.reads(text, 4))
    code = cells_of(text, "code")
    assert '%pip install -q "tutorial-lib @ https://example.org/x.whl#sha256=00"' in code[0]
    assert 'os.environ["TUTORIAL_LANG"] = "en"' in code[0]
    assert code[1] == 'x = 1.5\nprint(f"ex {x}")'
    assert cells_of(text, "markdown")[0] == f"# Alpha en\n\n{PAGE}"
    assert all(cell.get("outputs", []) == [] for cell in nbformat.reads(text, 4).cells)


def test_a_cell_that_must_raise_does_not_stop_the_notebook(made):
    text = notebook(made["en"], PAGE, "pass")
    (cell,) = [c for c in nbformat.reads(text, 4).cells if "raise ValueError" in c.source]
    assert cell.metadata["tags"] == ["raises-exception"]


def test_the_same_results_give_the_same_notebook(made):
    assert notebook(made["es"], PAGE, "pass") == notebook(made["es"], PAGE, "pass")


CHECK = 'from tutorial_lib import check_exercise\n\ncheck_exercise("alpha", "E1")'


@pytest.mark.parametrize("shown", [False, True])
def test_the_practice_notebook_holds_what_is_given_and_no_solution(made, shown):
    text = practice(made["en"], PAGE, "pass", shown=shown)
    nbformat.validate(nbformat.reads(text, 4))
    assert cells_of(text, "code") == ["pass", "a, b = 20, 22", "total = ...", CHECK]
    assert f"[Alpha en]({PAGE})" in cells_of(text, "markdown")[0]
    for absent in ("total = a + b", "total = 41"):
        assert absent not in text


def test_the_practice_notebook_folds_its_hints(made):
    *_, hint = cells_of(practice(made["en"], PAGE, "pass"), "markdown")
    assert hint == "<details>\n<summary>Hint 1</summary>\n\nUse plus.\n\n</details>"


def test_the_practice_notebook_to_download_keeps_its_formulas_as_jupyter_reads_them(made):
    _, statement, _ = cells_of(practice(made["en"], PAGE, "pass"), "markdown")
    assert statement == "### E1 · Add\n\nAdd $a + b$ to 1.50; see `$HOME`."


def test_the_practice_notebook_that_the_site_shows_has_its_formulas_set(made):
    _, statement, _ = cells_of(practice(made["en"], PAGE, "pass", shown=True), "markdown")
    before, math, after = re.split(r"(<math.*</math>)", statement)
    assert before == '### E1 · Add\n\nAdd <span class="g-math">'
    assert "<mi>a</mi><mo>&#x0002B;</mo><mi>b</mi>" in math
    assert after == "</span> to 1.50; see `$HOME`."


def test_a_title_with_every_sign_stands_in_the_practice_notebook_as_written(checkout):
    title = r"""¿A & B? // It's \"A\" & <B>"""  # in double quotes of YAML
    checkout.write("alpha", EXERCISE, title=title)
    page = join(checkout.tutorial("alpha").into("en"), Standing.MISSING)
    assert page.lesson.title == """It's "A" & <B>"""
    first, *_ = cells_of(practice(page, PAGE, "pass"), "markdown")
    assert first.startswith(f"# Practice: {page.lesson.title}\n\n")
    assert f"[{page.lesson.title}]({PAGE})" in first


def test_a_page_without_exercises_has_no_practice_notebook(checkout):
    page = join(checkout.tutorial("beta").into("en"), Standing.MISSING)
    assert practice(page, PAGE, "pass") is None


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom(made, checkout, tmp_path):
    path = tmp_path / "alpha.ipynb"
    path.write_text(notebook(made["en"], PAGE, install_source("x", "00", "en")), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "execute", str(path), "--output=done.ipynb"]
    library = str(checkout.root / "src")
    environment = {
        **os.environ,
        "PYTHONPATH": library,
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outputs = [
        output.get("text") or output.get("ename")
        for cell in nbformat.read(tmp_path / "done.ipynb", 4).cells
        for output in cell.get("outputs", [])
    ]
    assert outputs[0].startswith("tutorial_lib ")
    assert outputs[1:] == ["ex 1.5\n", "ValueError", "42\n", "✓ total\n"]


def test_prose_for_readers_without_our_theme(made):
    text = downloads.script(made["en"], PAGE, WHEEL)
    assert (
        "# ## One\n#\n# > **Tip**\n# >\n# > See [beta](https://example.org/en/m1-first/beta/#two)."
        in text
    )


@pytest.mark.parametrize(
    ("link", "full"),
    [
        ("beta.md", "https://example.org/en/m1-first/beta/"),
        ("beta.md#two", "https://example.org/en/m1-first/beta/#two"),
        ("#one", "https://example.org/en/m1-first/alpha/#one"),
        ("index.md", "https://example.org/en/m1-first/"),
        ("../index.md", "https://example.org/en/"),
        ("../m2-second/index.md#x", "https://example.org/en/m2-second/#x"),
        ("../m2-second/my-index.md", "https://example.org/en/m2-second/my-index/"),
        ("alpha/figure.svg", "https://example.org/en/m1-first/alpha/figure.svg"),
        ("https://pytorch.org/x.md", "https://pytorch.org/x.md"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_are_written_in_full(link, full):
    assert portable(f"[a]({link})", PAGE) == f"[a]({full})"


def test_a_callout_ends_where_its_indent_ends():
    text = '??? technical "Línea"\n    uno\n\n    - dos\n\nfuera\n\n    código'
    assert portable(text, PAGE) == "> **Línea**\n>\n> uno\n>\n> - dos\n>\nfuera\n\n    código"


def test_a_callout_in_a_callout_is_a_quote_in_a_quote():
    text = '!!! tip "A"\n    uno\n\n    ??? tip "B"\n        dos'
    assert portable(text, PAGE) == "> **A**\n>\n> uno\n>\n> > **B**\n> >\n> > dos"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("## Uno { #one }", "## Uno"),
        ("[a](#one){ .g-button }", "[a](https://example.org/en/m1-first/alpha/#one)"),
        ('![a](b.svg "c")', '![a](https://example.org/en/m1-first/b.svg "c")'),
        ("```\n[a](#b) { #c }\n```", "```\n[a](#b) { #c }\n```"),
        ("`[a](#b)` y `{ #c }`", "`[a](#b)` y `{ #c }`"),
    ],
)
def test_what_only_our_theme_knows_goes_and_code_stays(text, plain):
    assert portable(text, PAGE) == plain


def test_the_wheel_is_the_same_for_the_same_sources(checkout, tmp_path):
    first = build_wheel(checkout.root, tmp_path / "a")
    second = build_wheel(checkout.root, tmp_path / "b")
    assert first.name == second.name
    assert downloads.digest(first) == downloads.digest(second)
    assert "tutorial_lib/checks.py" in zipfile.ZipFile(first).namelist()
    replace_in(checkout.root / "src/tutorial_lib/plots/__init__.py", "[]", "['x']")
    changed = build_wheel(checkout.root, tmp_path / "c")
    assert downloads.digest(changed) != downloads.digest(first)
    assert changed.name != first.name
    assert parse_wheel_filename(changed.name)[0] == "tutorial-lib"


def test_the_wheel_carries_what_a_judge_needs_of_every_exercise(checkout, tmp_path):
    checkout.write("alpha", CELLS + EXERCISE)
    wheel = build_wheel(checkout.root, tmp_path / "a", [checkout.tutorial("alpha")])
    with zipfile.ZipFile(wheel) as archive:
        carried = json.loads(archive.read("tutorial_lib/exercises.json"))
    exercise = carried["en"]["alpha"]["E1"]
    assert (exercise["setup"], exercise["names"]) == ("a, b = 20, 22", ["total"])
    assert "total = a + b" not in json.dumps(carried)


@pytest.mark.slow
def test_an_installed_wheel_checks_answers_in_any_folder_without_the_engine_s_packages(
    checkout, tmp_path
):
    checkout.write("alpha", CELLS + EXERCISE)
    wheel = build_wheel(checkout.root, tmp_path / "a", [checkout.tutorial("alpha")])
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (tmp_path / "answer.py").write_text("\ufefftotal = a - b\n", encoding="utf-8")
    blocked = "import sys; sys.modules.update(dict.fromkeys(('typer', 'pydantic', 'yaml')))\n"
    code = f"{blocked}from tutorial_lib.command import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "check", "alpha", "E1", "answer.py", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "✗ total: got -2\n")
