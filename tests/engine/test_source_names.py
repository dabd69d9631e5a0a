import pytest

from tutorial_build.authors.names import page_only
from tutorial_build.source.names import names_changed, names_made, names_needed, names_used


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("a = b", {"a"}),
        ("a, (b, *c) = d", {"a", "b", "c"}),
        ("a += 1", {"a"}),
        ("for a in b:\n    c = 1", {"a", "c"}),
        ("with b as a:\n    pass", {"a"}),
        ("if (a := b):\n    pass", {"a"}),
        ("def a(b):\n    c = b", {"a"}),
        ("class a(b):\n    c = 1\n\n    def d(self):\n        self.e = 1", {"a"}),
        ("[a for a in b]", set()),
        ("[c := a for a in b]", {"c"}),
        ("lambda a: a", set()),
        ("import a.b, c as d", {"a", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("def a():\n    global b\n    b = 1", {"a", "b"}),
        ("a.b = 1", set()),
        ("a[0] = 1", set()),
        ("print(a)", set()),
    ],
)
def test_the_names_that_code_leaves_behind(code, made):
    assert names_made(code) == made


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ("a = b", {"b"}),
        ("a.b.c", {"a"}),
        ("a[b]", {"a", "b"}),
        ("a[0] = 1", {"a"}),
        ("f'{a:{b}}'", {"a", "b"}),
        ("def f(a):\n    return a + b", {"b"}),
        ("def f(a):\n    return a\n\n\nf(1)\ng = a", {"f", "a"}),
        ("def f(a=b):\n    c = a\n    return c", {"b"}),
        ("@a\ndef f(): pass", {"a"}),
        ("class A(b):\n    c = d", {"b", "d"}),
        ("[a * c for a in b]", {"b", "c"}),
        ("lambda a: a * b", {"b"}),
        ("def f():\n    def g():\n        return a\n    return g", {"a"}),
        ("import a", set()),
    ],
)
def test_the_names_that_code_reads(code, used):
    assert names_used(code) == used


PAGE = "# %%\n#| tags: [page]\n"


def complaints(tutorial_of, *cells):
    """What is wrong with these cells; the first stands in line 8."""
    text = "\n".join(cell if cell.startswith("#") else f"# %%\n{cell}" for cell in cells)
    tutorial = tutorial_of(text + "\n")
    spanish, english = ([str(e) for e in page_only(lesson)] for lesson in tutorial.lessons)
    assert spanish == english
    return spanish


def uses(name, line):
    return (
        f"examples/m1_first/demo.py:{line}: uses {name!r}, which only a cell that is in no "
        "download makes; make it in a cell of its own"
    )


def test_a_cell_that_uses_a_name_of_the_page_alone_is_named_by_its_line(tutorial_of):
    assert complaints(tutorial_of, f"{PAGE}a = b = 1", "c = 1", "print(b, c)\nprint(a)") == [
        uses("a", 14),
        uses("b", 14),
    ]


def test_cells_of_the_page_may_use_all(tutorial_of):
    assert complaints(tutorial_of, "a = 1", f"{PAGE}b = a", f"{PAGE}print(a, b)", "print(a)") == []


def test_no_other_cell_may_use_names_of_the_fold_in_a_hurry(tutorial_of):
    hurry = PAGE.replace("page", "hurry")
    assert complaints(tutorial_of, f"{hurry}a = 1", "print(a)") == [uses("a", 12)]
    assert complaints(tutorial_of, f"{hurry}a = 1", "a = 2", "print(a)") == []


def test_a_hidden_cell_is_part_of_the_downloads(tutorial_of):
    hidden = "# %%\n#| tags: [hidden]\n{}"
    assert complaints(tutorial_of, hidden.format("a = 1"), "print(a)") == []
    assert complaints(tutorial_of, f"{PAGE}a = 1", hidden.format("print(a)")) == [uses("a", 13)]


def test_a_name_that_the_downloads_make_again_is_theirs(tutorial_of):
    assert complaints(tutorial_of, f"{PAGE}a = 1", "a = 2", "print(a)") == []
    assert complaints(tutorial_of, f"{PAGE}a = 1", "for a in range(2):\n    print(a)") == []


def test_a_name_that_the_page_changes_is_another_in_the_downloads(tutorial_of):
    assert complaints(tutorial_of, "a = 1", f"{PAGE}a = 2", "print(a)") == [uses("a", 14)]


def test_an_import_that_the_page_repeats_stays(tutorial_of):
    assert complaints(tutorial_of, "import os", f"{PAGE}import os", "os.getcwd()") == []
    assert complaints(tutorial_of, f"{PAGE}import os", "os.getcwd()") == [uses("os", 12)]


def test_names_inside_a_function_of_the_page_are_its_own(tutorial_of):
    drawn = f"{PAGE}def draw(a):\n    b = [c for c in a]\n    return b\n\n\ndraw([1])"
    assert complaints(tutorial_of, "a = b = c = 1", drawn, "print(a, b, c)") == []
    assert complaints(tutorial_of, drawn, "draw([1])") == [uses("draw", 17)]


def test_a_parameter_hides_a_name_in_its_function_alone(tutorial_of):
    assert complaints(tutorial_of, f"{PAGE}a = 1", "def f(a):\n    return a\n\n\nf(2)") == []
    assert complaints(tutorial_of, f"{PAGE}a = 1", "def f(a):\n    return a\n\n\nf(a)") == [
        uses("a", 12)
    ]


def test_a_function_may_use_a_name_of_the_page_nowhere(tutorial_of):
    assert complaints(tutorial_of, f"{PAGE}a = 1", "def f():\n    return a") == [uses("a", 12)]


def test_exercises_recipes_and_starters_are_apart(tutorial_of):
    exercise = "# %%\n#| exercise: E1\n#| role: {}\n"
    assert (
        complaints(
            tutorial_of,
            f"{PAGE}a = 1",
            "# %%\n#| tags: [recipe]\n# print(a)",
            exercise.format("solution") + "print(a)",
            exercise.format("solution") + "b = 1",
            "b = 2\nprint(b)",
        )
        == []
    )


def test_the_command_names_such_a_cell(checkout):
    checkout.write("alpha", f"{PAGE}a = 1\n# %%\nprint(a)\n")
    done = checkout.cli("lint")
    assert done.code == 1
    assert done.err.splitlines()[0] == uses("a", 12).replace("demo", "alpha")


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("check('a', total)", {"check", "total"}),
        ("total = f(x)\ncheck('a', total)", {"check", "f", "x"}),
        ("z = z.detach()\ncheck('a', z)", {"check", "z"}),
        ("for name, z in rows:\n    y = f(z)\n    check(name, y)", {"check", "rows", "f"}),
        ("check('a', lambda: f(2))", {"check", "f"}),
    ],
)
def test_what_code_reads_before_it_makes_it(code, needed):
    assert names_needed(code) == needed


def test_what_code_changes_by_an_attribute_or_an_item():
    code = "Value.exp = exp\nboard[::2, 1] = 1\nmodel.layer.bias[0] += 1\nplain = 2"
    assert names_changed(code) == {"Value", "board", "model"}
