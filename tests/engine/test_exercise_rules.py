import pytest

from tutorial_build.authors import exercise_rules
from tutorial_build.authors.exercise_rules import check_rules
from tutorial_build.source.exercises import is_listed

from .test_exercises import EXERCISE

HINT = """\
# %% [markdown] lang="es" exercise="E1" role="hint"
# Usa `+`.

# %% [markdown] lang="en" exercise="E1" role="hint"
# Use `+`.

"""
RIGHT = "\n# %%\n#| exercise: E1\n#| role: right\ntotal = b + a\n"
GOOD = EXERCISE.replace("# %%\n", 3 * HINT + "# %%\n", 1) + RIGHT + RIGHT.replace("b + a", "42")
GOOD = GOOD.replace("# Suma", "# **Haz:** guarda en `total` la suma de")
GOOD = GOOD.replace("# Add", "# **Do:** keep in `total` the sum of")


def complaints(tutorial):
    return [error.message for error in check_rules(tutorial)]


def test_an_exercise_that_keeps_the_rules_is_let_through(tutorial_of):
    assert complaints(tutorial_of(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            HINT * 2,
            HINT,
            "exercise E1 has 2 hints; give 3: the idea, the function, the first line",
        ),
        (
            RIGHT,
            "",
            "exercise E1 has 1 right answers beside its solution; add cells with role: right",
        ),
        (
            'check("empieza de cero // starts afresh", len(seen), at_most=1)\n',
            "",
            "exercise E1 is judged once; check a second input, or use check_function",
        ),
        (
            "**Do:** keep in `total`",
            "**Do:** keep",
            "exercise E1 judges `total`, which its **Do:** does not name",
        ),
        ("**Haz:** ", "", "exercise E1 has no **Do:**; say there what is judged"),
        (
            "total = a - b",
            "total = check and a - b",
            "exercise E1 uses 'check', which only its check makes; make it in the setup",
        ),
    ],
)
def test_what_an_exercise_lacks_is_named(tutorial_of, old, new, complaint):
    assert complaints(tutorial_of(GOOD.replace(old, new, 1))) == [complaint]


@pytest.mark.parametrize(
    "check",
    [
        'check_function("f", f, g, [(1,), (2,)])',
        'for n in (1, 2):\n    check("f", f(n), equals=n)',
        'check("f", f(1), equals=1)\ncheck("f", f(2), equals=4)',
    ],
)
def test_two_inputs_are_seen(tutorial_of, check):
    code = f"# %%\n#| exercise: E1\n#| role: check\n{check}\n"
    assert not [c for c in complaints(tutorial_of(code)) if "judged once" in c]


def test_exercises_of_before_the_rules_are_listed(tutorial_of, monkeypatch):
    monkeypatch.setattr(exercise_rules, "is_listed", lambda *asked: asked[2] == "to_rewrite")
    assert complaints(tutorial_of(EXERCISE)) == []
    assert not is_listed("demo", "E1", "to_rewrite")
