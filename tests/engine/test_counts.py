"""What runs after an edit, counted: nothing for words, one page for what only that page uses."""

import ast

import pytest

TOML = """\
[small]
title = "Small"
url = ["http://127.0.0.1:9/"]
files = [{ path = "small/a", sha256 = "00" }]

[other]
title = "Other"
url = ["http://127.0.0.1:9/"]
files = [{ path = "other/a", sha256 = "00" }]
"""

NOTHING_RUNS = {
    "a word of Spanish prose": ("# Hola.", "# Buenas."),
    "a word of English prose": ("# Hello.", "# Hi there."),
    "a comment": ("# la suma // the sum", "# total // total"),
    "a docstring": ("Add two numbers.", "The sum of two numbers."),
    "the title of a step": ("Paso 1: sumar // Step 1: add", "Paso 1 // Step 1"),
    "the title of the page": ("Alpha es // Alpha en", "Otra // Another"),
    "a format of an inline value": ("La suma es {{ total:.2f }}", "La suma es {{ total:.3f }}"),
    "the time limit": ("# minutes:", "# seconds: 60\n# minutes:"),
    "a prediction": ("Step 1: add\n", "Step 1: add\n#| predict: ¿Cuánto? // How much?\n"),
    "a caption": ("Step 1: add\n", "Step 1: add\n#| caption: La suma // The sum\n"),
}


@pytest.mark.parametrize("what", NOTHING_RUNS)
def test_nothing_runs_after_editing(checkout, what):
    checkout.edit("alpha", *NOTHING_RUNS[what])
    if what == "a format of an inline value":
        checkout.edit("alpha", "The sum is {{ total:.2f }}", "The sum is {{ total:.3f }}")
    made = checkout.prepare()
    assert made.executed == []
    assert not made.errors


def test_a_word_of_prose_is_on_the_page_without_a_run(checkout):
    checkout.edit("alpha", "# Hola.", "# Buenas.")
    checkout.build()
    assert "Buenas." in checkout.page("alpha")
    assert "la suma es 3.6559" in checkout.page("alpha")


ALPHA_RUNS = {
    "a code cell": ("return a + b", "return b + a"),
    "one language of a printed text": ("the sum is {total:.4f}", "it is {total:.4f}"),
    "a claim": ("abs=1.0", "abs=0.9"),
    "a new code cell": ("# %%\n#| tags: [claim]", "# %%\nprint(1)\n\n# %%\n#| tags: [claim]"),
    "an option of a run": ("#| tags: [claim]", "#| tags: [claim, hidden]"),
}


@pytest.mark.parametrize("what", ALPHA_RUNS)
def test_one_page_runs_after_editing(checkout, what):
    checkout.edit("alpha", *ALPHA_RUNS[what])
    made = checkout.prepare()
    assert made.executed == ["alpha"]
    assert not made.errors
    assert checkout.prepare().executed == []  # kept in this checkout


def test_one_page_runs_after_a_new_inline_value(checkout):
    checkout.edit(
        "alpha", "# La suma es {{ total:.2f }}.", "# Son {{ total:.2f }} y {{ x[0, 0] }}."
    )
    checkout.edit(
        "alpha", "# The sum is {{ total:.2f }}.", "# It is {{ total:.2f }}, {{ x[0, 0] }}."
    )
    made = checkout.build()
    assert made.executed == ["alpha"]
    assert "Son 3.66 y 0.3745" in checkout.page("alpha")


def find(library, name):
    """The file that defines a function of the library, its lines, and the function."""
    for path in sorted(library.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return path, text.splitlines(keepends=True), node
    raise LookupError(name)


def change_code(library, name):
    path, lines, node = find(library, name)
    lines.insert(node.body[1].lineno - 1, "    _ = None\n")
    path.write_text("".join(lines), encoding="utf-8")


def change_docstring(library, name):
    path, lines, node = find(library, name)
    lines[node.body[0].lineno - 1] = lines[node.body[0].lineno - 1].replace('"""', '"""Really: ')
    path.write_text("".join(lines), encoding="utf-8")


def add_function(library, name):
    path, lines, _ = find(library, name)
    path.write_text("".join(lines) + "\n\ndef one_more(n):\n    return n\n", encoding="utf-8")


LIBRARY_EDITS = {
    "a function that the page calls": (change_code, "make_line", ["alpha"]),
    "a helper of a function that the page calls": (change_code, "plain", ["alpha"]),
    "the docstring of a function that the page calls": (change_docstring, "make_line", []),
    "a function that no page calls": (change_code, "split_indices", []),
    "a module that the page imports, with another function": (add_function, "make_line", ["alpha"]),
    "a module that no page imports, with another function": (add_function, "split_indices", []),
}


@pytest.mark.parametrize("what", LIBRARY_EDITS)
def test_the_pages_that_reach_it_run_after_editing(checkout, what):
    edit, name, executed = LIBRARY_EDITS[what]
    edit(checkout.root / "src/tutorial_lib", name)
    made = checkout.prepare()
    assert made.executed == executed
    assert not made.errors


@pytest.fixture
def with_data(checkout, monkeypatch, tmp_path):
    """Alpha declares the small data set, which lies here, and is frozen so."""
    (checkout.root / "src/tutorial_lib/datasets.toml").write_text(TOML)
    (tmp_path / "data/small").mkdir(parents=True)
    (tmp_path / "data/small/a").write_bytes(b"abc")
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path / "data"))
    checkout.edit("alpha", "# ---\n# %%", "# data: [small]\n# ---\n# %%")
    assert checkout.prepare().executed == ["alpha"]
    return checkout


def test_one_page_runs_after_the_checksum_of_its_data_changed(with_data):
    toml = with_data.root / "src/tutorial_lib/datasets.toml"
    toml.write_text(TOML.replace('small/a", sha256 = "00', 'small/a", sha256 = "11'))
    assert with_data.prepare().executed == ["alpha"]


def test_nothing_runs_after_the_checksum_of_other_data_changed(with_data):
    toml = with_data.root / "src/tutorial_lib/datasets.toml"
    toml.write_text(TOML.replace('other/a", sha256 = "00', 'other/a", sha256 = "11'))
    assert with_data.prepare().executed == []


def test_nothing_runs_after_another_fact_of_a_data_set_changed(with_data):
    toml = with_data.root / "src/tutorial_lib/datasets.toml"
    toml.write_text(TOML.replace('title = "Small"', 'title = "Tiny"'))
    assert with_data.prepare().executed == []


def test_a_fresh_build_runs_every_page_and_the_next_one_none(checkout):
    assert sorted(checkout.prepare(fresh=True).executed) == ["alpha", "beta"]
    assert checkout.prepare().executed == []


def test_without_results_every_page_runs_once(unfrozen):
    assert sorted(unfrozen.prepare().executed) == ["alpha", "beta"]
    assert unfrozen.prepare().executed == []
