"""The index of common errors."""

from tutorial_build.indexes.errors import errors_page
from tutorial_build.run.protocol import Announced, CellRun
from tutorial_build.source.course import read_course
from tutorial_build.source.messages import Message, read_messages

from .conftest import REPOSITORY, seen
from .made_up import page_of

BUGS = """\
# %% [markdown] lang="es"
# ## Fallos { #bugs }

# %% [markdown] lang="en"
# ## Bugs { #bugs }

"""
RAISES = """\
# %%
#| raises: "{raises}"
#| cause: {cause}
#| fix: {fix}
f()

"""


def raised(kind, message):
    return CellRun(error=Announced(kind, message))


def test_an_error_is_listed_with_its_real_message_cause_fix_and_section(checkout):
    cell = RAISES.format(raises="ValueError: bad", cause="Malo // Bad", fix="Mira // Look")
    checkout.write("alpha", BUGS + cell)
    page = page_of(checkout.tutorial("alpha"), raised("ValueError", "bad <1>\nx"), lang="es")
    index = errors_page([page], "es")
    assert "## `ValueError` { #valueerror }" in index
    assert "### bad &lt;1&gt; { #valueerror-bad lang=en }" in index
    assert "ValueError: bad &lt;1&gt;</pre>" in index
    assert "**Por qué ocurre:** Malo" in index
    assert "**Arreglo:** Mira" in index
    assert "[Alpha es](m1-first/alpha.md#bugs)" in index
    (output,) = seen(index).attributes("pre")
    assert output["data-label"] == "Mensaje de error"


def test_a_message_of_the_course_speaks_the_language_of_the_page(tutorial_of):
    cell = RAISES.format(raises="CheckError: no", cause="Malo // Bad", fix="Mira // Look")
    page = page_of(tutorial_of(cell), raised("CheckError", "no vale"), lang="es")
    assert "### no vale { #checkerror-no }" in errors_page([page], "es")


def test_an_error_without_a_cause_is_not_listed(tutorial_of):
    page = page_of(tutorial_of('# %%\n#| raises: "E: it"\nf()\n'), raised("E", "it"))
    assert "##" not in errors_page([page], "en")


def test_errors_stand_by_type_and_message_and_code_stays_as_written(tutorial_of):
    texts = {"cause": "Falta __init__ // No __init__ in ``a_b``", "fix": "x * y // x * y * z"}
    tutorial = tutorial_of(BUGS + 4 * RAISES.format(raises="E: it", **texts))
    left = [
        raised(kind, message)
        for kind, message in (
            ("TypeError", "b"),
            ("KeyError", "it-" * 40),
            ("TypeError", "a_b_c"),
            ("TypeError", "b"),
        )
    ]
    page = seen(errors_page([page_of(tutorial, *left)], "en"))
    assert page.texts["h2"] == ["KeyError¶", "TypeError¶"]
    assert max(map(len, page.texts["h3"])) <= 61
    assert page.texts["h3"][1:] == ["a_b_c¶", "b¶"]
    assert page.texts["p"].count("Why it happens: No __init__ in a_b") == 4
    assert "How to fix it: x * y * z" in page.texts["p"]


def test_every_error_the_course_raises_says_its_cause_and_how_to_mend_it():
    tutorials = read_course(REPOSITORY).tutorials.values()
    raising = [
        (tutorial, cell)
        for tutorial in tutorials
        for cell in tutorial.into("es").executed
        if cell.options.raises and not cell.exercise
    ]
    silent = [f"{t.path}:{cell.line}" for t, cell in raising if not cell.options.cause]
    assert not silent, "\n".join(silent)
    assert len(raising) > 5


TOLD = {"cause": "Malo // Bad", "fix": "Mira `x` // Look at `x`"}


def test_a_message_that_no_page_raises_stands_among_those_of_its_type():
    told = Message(message="torch.cuda.OutOfMemoryError: CUDA out of memory", **TOLD)
    index = errors_page([], "es", [told])
    assert "## `OutOfMemoryError` { #outofmemoryerror }" in index
    assert "### CUDA out of memory { #outofmemoryerror-cuda-out-of-memory lang=en }" in index
    assert "**Por qué ocurre:** Malo" in index
    assert "**Arreglo:** Mira `x`" in index
    assert "](" not in index


def test_messages_without_a_type_come_last():
    told = [Message(message=text, **TOLD) for text in ("OMP: Error #15: twice", "ZeroError: no")]
    page = seen(errors_page([], "en", told))
    assert page.texts["h2"] == ["ZeroError¶", "Messages without a type¶"]
    assert "OMP: Error #15: twice¶" in page.texts["h3"]


def test_a_message_is_told_once_and_only_until_a_page_raises_it():
    told = [message.parts for message in read_messages(REPOSITORY)]
    assert len({text[:40] for _, text in told}) == len(told)
    tutorials = read_course(REPOSITORY).tutorials.values()
    cells = [cell for one in tutorials for cell in one.into("es").executed if not cell.exercise]
    shown = [cell.options.raises.partition(": ") for cell in cells if ":" in cell.options.raises]
    twice = [
        text for kind, text in told for name, _, words in shown if kind == name and words in text
    ]
    assert shown
    assert twice == []
