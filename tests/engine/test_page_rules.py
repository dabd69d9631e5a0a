"""What docs/format.md asks of folds, of predictions and of claims."""

import pytest

from tutorial_build.authors.page_rules import check_page_rules

OPENING = """\
# %% [markdown] lang="es"
# ¿Por qué?

# %% [markdown] lang="en"
# Why?

"""
CODE = "# %%\n#| tags: [hurry]\nx = 1\n\n"
PROSE = """\
# %% [markdown] lang="es" role="hurry"
# Vale {{ x }} y 1.5. Sí. [No](#a).

# %% [markdown] lang="en" role="hurry"
# It is {{ x }} and 1.5. Yes. [No](#a).

"""
REST = "# %%\n2\n"
GOOD = OPENING + CODE + PROSE + REST
HURRY = "the fold for who is in a hurry"
PLACE = (
    f"{HURRY} is one, right below the opening question; move it there, above the first heading and "
)
PLACE += "all other code"


def complaints(tutorial):
    return [error.message for error in check_page_rules(tutorial)]


def test_a_fold_that_keeps_the_rules_is_let_through(tutorial_of):
    assert complaints(tutorial_of(GOOD)) == []
    assert complaints(tutorial_of(OPENING + REST)) == []


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        (OPENING + REST + CODE + PROSE, PLACE),
        (CODE + PROSE + OPENING + REST, PLACE),
        (OPENING + CODE + REST + PROSE, PLACE),
        (GOOD.replace("# Why?", "# ## W { #w }").replace("# ¿Por qué?", "# ## P { #w }"), PLACE),
        (OPENING + PROSE + REST, f"{HURRY} has 0 lines of code; give it 1 to 12"),
        (OPENING + CODE + REST, f"{HURRY} has 0 sentences; give it 1 to 3"),
        (GOOD.replace("x = 1", "x = 1\n" * 13), f"{HURRY} has 13 lines of code; give it 1 to 12"),
        (GOOD.replace("Yes.", "Yes. So?"), f"{HURRY} has 4 sentences; give it 1 to 3"),
    ],
)
def test_what_is_wrong_with_the_fold_is_named(tutorial_of, cells, complaint):
    assert complaint in complaints(tutorial_of(cells))


def test_empty_lines_are_none_of_the_twelve(tutorial_of):
    assert complaints(tutorial_of(GOOD.replace("x = 1", "x = 1\n\n\n" * 12))) == []


def test_a_seventh_prediction_is_one_too_many(tutorial_of):
    asked = "# %%\n#| predict: ¿? // ?\n1\n"
    assert complaints(tutorial_of(asked * 6)) == []
    message = "more than 6 predictions on a page; ask the best and drop others"
    assert complaints(tutorial_of(asked * 8)) == [message] * 2


@pytest.mark.parametrize(
    ("claims", "complaint"),
    [
        (
            ['claim("b", 1, equals=1, says="Sí. // Yes.")'],
            "no claim 'a' with a sentence here; name ",
        ),
        (['claim("a", 1, equals=1)'], "no claim 'a' with a sentence here; name one of this cell"),
        (
            ['claim("a", 1, says="Sí. // Yes.")'] * 2,
            "a second central claim on the page; keep that",
        ),
    ],
)
def test_the_central_claim_is_one_and_has_a_sentence(tutorial_of, claims, complaint):
    cell = "# %%\n#| tags: [claim]\n#| central: a\n{}\n"
    (found,) = complaints(tutorial_of("".join(cell.format(claim) for claim in claims)))
    assert found.startswith(complaint)


def test_a_central_claim_with_a_sentence_is_let_through(tutorial_of):
    cell = '# %%\n#| tags: [claim]\n#| central: a\nclaim("a", 1, says="Sí. // Yes.")\n'
    assert complaints(tutorial_of(cell)) == []


ARGUMENT = """\
# %% [markdown] lang="es"
# [Antes](https://a.org).
#
# ??? mathematics "Con más matemáticas"
#     Es $x${source}.

# %% [markdown] lang="en"
# [Before](https://a.org).
#
# ??? mathematics "With more mathematics"
#     It is $x${source}.

"""


def test_more_mathematics_links_to_its_source(tutorial_of):
    without = tutorial_of(ARGUMENT.format(source="") + REST)
    assert complaints(without) == ["an argument without a source; link to where it can be read"]
    assert complaints(tutorial_of(ARGUMENT.format(source=" [(1)](https://b.org)") + REST)) == []
