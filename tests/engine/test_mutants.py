import pytest

from tutorial_build.authors.mutants import mutants, slips, try_mutants

from .test_exercises import EXERCISE, add_exercise

SOLUTION = """\
def pair(x, y):
    total = 0
    for a in x:
        if a > 2:
            total += a
    return total / 2, abs(y)


print(pair([1, 3], -4))
first, second = pair([1, 3], -4)
model.train(first)
unused = pair([], 9) + 7
"""


@pytest.fixture
def found():
    return {mutant.name: mutant for mutant in slips(SOLUTION, ["first", "model"])}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("print 6", "print((total / 2, abs(y)))"),
        ("none 6", "return None"),
        ("swapped 6", "return (abs(y), total / 2)"),
        ("sign 6", "return (-(total / 2), abs(y))"),
        ("sign 6.2", "return (total / 2, -abs(y))"),
        ("no-abs 6", "return (total / 2, y)"),
        ("constant 2", "total = 1"),
        ("constant 4", "if a > 3:"),
        ("compare 4", "if a < 2:"),
        ("dropped 5", "pass"),
        ("constant 10", "pair([2, 3], -4)"),
        ("dropped 11", "\npass"),
        ("ignores y", "bound.arguments['y'] = __first[0]"),
        ("changes x", "value.append(0)"),
    ],
)
def test_a_slip_is_made_in_one_place_and_named_by_kind_and_line(found, name, code):
    assert code in found[name].code
    compile(found[name].code, "mutant", "exec")


@pytest.mark.parametrize(
    ("solution", "name", "code"),
    [
        ("made = 2 * x", "operator 1", "made = 2 / x"),
        ("made = x.argmin()", "turned 1", "made = x.argmax()"),
        ("made = max(x)", "turned 1", "made = min(x)"),
        ("made = x[:, k]", "index 1", "made = x[k, :]"),
        ("made = np.abs(x)", "no-abs 1", "made = x"),
        ("made = x.permute(2, 0)", "exchanged 1", "made = x.permute(0, 2)"),
        ("made = ['a', 'b', 'b']", "element 1.2", "made = ['a', 'a', 'b']"),
        ("made = {1: 'a', 2: 'b'}", "element 1", "made = {1: 'b', 2: 'b'}"),
        ("made = ['a']", "element 1", "made = ['']"),
    ],
)
def test_a_piece_of_code_is_taken_for_another(solution, name, code):
    found = {mutant.name: mutant.code for mutant in slips(solution, ["made"])}
    assert found[name] == code


def test_what_only_shows_and_what_no_check_asks_for_stays_as_it_is(found):
    assert not [name for name in found if name.endswith((" 9", " 12"))]
    assert all("unused = pair([], 9) + 7" in mutant.code for mutant in found.values())


def test_a_loop_that_fills_a_list_is_changed_and_one_that_only_shows_is_not():
    source = "losses = []\nfor step in range(3):\n    losses.append(step)\n    print(step)\n"
    shows = "for loss in losses:\n    print(loss + 1)\n"
    found = {mutant.name for mutant in slips(source + shows, ["losses"])}
    assert found == {"constant 2", "dropped 3"}


def test_the_starter_is_a_mutant_and_the_solution_is_none(tutorial_of):
    lesson = tutorial_of(EXERCISE).into("es")
    starter, *others = mutants(lesson, "E1")
    assert (starter.name, starter.code) == ("starter", "total = ...")
    assert [mutant.name for mutant in others] == ["sign 2", "operator 2"]


GIVEN = """\
#| role: solution
def triple(x, y):
    return [3 * a for a in x], y + 1


total = sum(triple([14], 0)[0])
"""
SURVIVES = "#| role: check\n#| survives: {'changes x': it may}\n"


@pytest.fixture
def exercise(checkout):
    """An exercise whose check looks at one input only."""
    add_exercise(checkout)
    checkout.edit("alpha", '#| role: solution\nseen.append("solution")\ntotal = a + b\n', GIVEN)
    return checkout


def test_survivors_are_named_and_those_that_the_author_judges_are_not(exercise):
    (row,) = try_mutants(exercise.project, [exercise.tutorial("alpha")])
    assert (row.right, row.wrong) == ([True], [True, True])
    assert {"ignores y", "changes x", "sign 2"} <= {m.name for m in row.survivors}
    assert "sign 5" not in {m.name for m in row.survivors}
    assert "changes y" not in {m.name for m in row.mutants}  # a number cannot be changed
    exercise.edit("alpha", "#| role: check\n", SURVIVES)
    (judged,) = try_mutants(exercise.project, [exercise.tutorial("alpha")])
    assert {m.name for m in row.survivors} - {m.name for m in judged.survivors} == {"changes x"}


def test_a_survivor_that_is_refused_after_all_is_named(exercise):
    exercise.edit("alpha", "#| role: check\n", SURVIVES.replace("changes x", "sign 5"))
    done = exercise.cli("mutants", "alpha")
    assert done.code == 1
    assert "alpha E1: 1/1, 2/2, " in done.out
    assert "survives: the mutant 'sign 5' is refused; take it out" in done.err
    assert "the mutant 'ignores y' is accepted; make the check stricter or say in" in done.err
