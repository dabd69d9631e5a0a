"""A page as Markdown."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from tutorial_build import page as package
from tutorial_build.errors import ContentError
from tutorial_build.page.page import Page, join
from tutorial_build.page.render import render
from tutorial_build.results.records import Standing
from tutorial_build.results.update import align, state_of
from tutorial_build.run.needs import Lack
from tutorial_build.run.protocol import Announced, CellRun, Text

from .conftest import seen
from .made_up import claimed, page_of, picture


def test_the_same_page_gives_the_same_text(checkout):
    course = checkout.course
    pages = [page_of(checkout.tutorial("beta"), [Text("42\n")]) for _ in range(2)]
    assert render(pages[0], course) == render(pages[1], course)


def test_output_that_could_be_markup_is_shown_as_text(checkout):
    hostile = "<script>alert(1)</script>\n{{ x }}\n```\n\n# no\n</pre>"
    page = seen(render(page_of(checkout.tutorial("beta"), [Text(hostile)]), checkout.course))
    assert page.texts[".g-output"] == [hostile]
    assert page.programs == []


def test_an_alt_text_with_every_sign_arrives_whole(checkout, tutorial_of):
    alt = 'A "curve" [blue] with *stars*, <b>, {x}, a_b_c & y(x)'
    tutorial = tutorial_of(f"# %%\n#| alt:\n#|   es: Una\n#|   en: {alt}\n1\n")
    images = seen(render(page_of(tutorial, [picture()]), checkout.course)).attributes("img")
    assert [image["alt"] for image in images] == [alt] * 2
    assert [image["class"] for image in images] == ["g-light", "g-dark"]
    assert [image["src"] for image in images] == ["demo/a.webp", "demo/ad.webp"]
    assert [(i["width"], i["height"], i["loading"]) for i in images] == [("400", "300", "lazy")] * 2


def test_each_figure_of_a_cell_has_its_own_alt_text(checkout, tutorial_of):
    # The second and third figure are equal to the last byte.
    tutorial = tutorial_of("# %%\n#| alt: [a // one, b // two, c // three]\n1\n")
    outputs = [picture("x"), Text("-"), picture("y"), picture("y")]
    images = seen(render(page_of(tutorial, outputs), checkout.course)).attributes("img")
    assert [image["alt"] for image in images[::2]] == ["one", "two", "three"]


def test_an_output_of_31_lines_is_folded_and_one_of_30_is_not(checkout):
    tutorial, course = checkout.tutorial("beta"), checkout.course
    short_one, long_one = (
        seen(render(page_of(tutorial, [Text("\n".join("x" * n))]), course)) for n in (30, 31)
    )
    assert short_one.texts["summary"][1:] == []
    assert long_one.texts["summary"][1:] == ["Full output: 31 lines"]
    assert long_one.texts[".g-output"][0].count("x") == 31


def test_an_error_shows_its_last_six_lines_and_a_warning_stands_before_it(checkout):
    left = CellRun(
        [Text("first")],
        error=Announced("ValueError", "\n".join("1234567")),
        warning=Announced("UserWarning", "careful"),
    )
    page = seen(render(page_of(checkout.tutorial("beta"), left), checkout.course))
    assert page.texts["pre"][1:] == [
        "first",
        "UserWarning: careful",
        "ValueError: 2\n3\n4\n5\n6\n7",
    ]


ASKED = """\
# %%
#| predict: ¿Cuánto es $x$? // How much is $x$?
print(1)

# %%
print(2)

# %%
#| tags: [claim]
from tutorial_lib import claim

claim("two", 2, equals=2)

# %% [markdown] lang="es"
# Leído.
#
# ### Más { #more }

# %% [markdown] lang="en"
# Read aloud.
#
# ### More { #more }

# %%
print(3)
"""


def test_behind_a_question_waits_all_that_would_answer_it(checkout, tutorial_of):
    cells = [Text("1")], [Text("2")], CellRun(claims=[claimed("two", 2, equals=2)]), [Text("3")]
    page = seen(render(page_of(tutorial_of(ASKED), *cells), checkout.course))
    _, asked, checks = page.texts["details"]
    assert page.texts[".g-question"] == ["How much is x?"]
    assert asked.split()[:4] == ["How", "much", "is", "x?"]
    assert asked.split()[-5:] == ["1", "print(2)", "2", "Read", "aloud."]
    assert "two = 2" in checks


def test_a_question_without_an_answer_is_not_asked(checkout, tutorial_of):
    page = seen(render(page_of(tutorial_of(ASKED), [], [], [], []), checkout.course))
    assert ".g-question" not in page.texts


OPENING = """\
# %% [markdown] lang="es"
# ¿Por qué?

# %% [markdown] lang="en"
# Why?
{hurry}
# %% [markdown] lang="es"
# ## Así {{ #so }}

# %% [markdown] lang="en"
# ## Like this {{ #so }}

# %%
2
"""
HURRY = """
# %%
#| tags: [hurry]
1

# %% [markdown] lang="es" role="hurry"
# Por esto.

# %% [markdown] lang="en" role="hurry"
# Because.
"""


def test_the_card_follows_the_question_and_the_fold_for_who_is_in_a_hurry(checkout, tutorial_of):
    tutorial = tutorial_of(OPENING.format(hurry=HURRY))
    text = render(page_of(tutorial, [Text("one")], []), checkout.course).split("\n---\n")[1]
    order = ["# Demo en", "Why?", "g-hurry", "one", "Because.", "g-card", "## Like this"]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)
    fold = seen(text).texts[".g-hurry"][0]
    assert fold.split()[-3:] == ["1", "one", "Because."]


def test_without_such_a_fold_the_card_stands_before_the_first_heading(checkout, tutorial_of):
    text = render(page_of(tutorial_of(OPENING.format(hurry="")), []), checkout.course)
    assert text.index("Why?") < text.index("g-card") < text.index("## Like this")
    assert text.count("g-card") == 1


def test_a_page_that_starts_with_code_has_its_card_above_it(checkout, tutorial_of):
    text = render(page_of(tutorial_of("# %%\n1\n"), []), checkout.course)
    assert text.index("g-card") < text.index("g-code")


SECTIONS = """\
# %%
#| tags: [claim]
#| central: b
claim("a")

# %% [markdown] lang="es"
# Uno.
#
# ### Dos { #two }
#
# ## Tres { #three }

# %% [markdown] lang="en"
# One.
#
# ### Two { #two }
#
# ## Three { #three }

# %%
#| tags: [claim]
claim("c")
"""


def test_the_claims_of_a_section_are_gathered_at_its_end(checkout, tutorial_of):
    first, second = ([claimed(name, 1, equals=1) for name in names] for names in ("ab", "c"))
    page = page_of(tutorial_of(SECTIONS), CellRun(claims=first), CellRun(claims=second))
    text = render(page, checkout.course)
    order = ["claim-b", "### Two", "claim-a", "## Three", "claim-c", "g-foot"]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)
    assert seen(text).texts[".g-checks"] == [
        "✓ 1 result checkeda = 1 (expected 1)",
        "✓ 1 result checkedc = 1 (expected 1)",
    ]
    assert seen(text).texts[".g-claim"] == ["✓ b = 1 (expected 1)"]


@pytest.mark.parametrize("tag", ["hidden", "page"])
def test_a_cell_may_hide_its_code_and_show_what_it_left(checkout, tutorial_of, tag):
    tutorial = tutorial_of(f"# %%\n#| tags: [{tag}]\nsecret = 1\n\n# %%\n1\n")
    page = render(page_of(tutorial, [Text("shown")], []), checkout.course)
    assert seen(page).texts["pre"] == ["shown", "1\n"]


MARKED = """\
# %% [markdown] lang="es"
# Uno.

# %% [markdown] lang="en"
# One.

# %% Un paso // A step
1

# %% [markdown] lang="es" exercise="E1"
# Dos.

# %% [markdown] lang="en" exercise="E1"
# Two.

# %% [markdown] lang="es" exercise="E1" role="hint"
# Pista.

# %% [markdown] lang="en" exercise="E1" role="hint"
# Hint.
"""


def test_prose_is_marked_in_its_order_and_nothing_else_is(checkout, tutorial_of):
    marked = []

    def mark(text):
        marked.append(text)
        return f"*{text}*"

    page = page_of(tutorial_of(MARKED), [Text("Three")])
    text = render(page, checkout.course, mark=mark)
    assert marked == ["One.", "Two."]
    assert seen(text).texts["em"] == ["One.", "Two."]


def test_a_page_that_has_not_run_shows_its_code_and_says_why(checkout):
    lacks = (Lack("package", "torch", "install it"),)
    lessons = checkout.tutorial("alpha").lessons
    spanish, english = (
        seen(render(join(lesson, Standing.MISSING, lacks=lacks), checkout.course))
        for lesson in lessons
    )
    assert spanish.texts[".g-notice"] == [
        "Esta página todavía no se ha ejecutado aquí (falta el paquete torch)."
    ]
    assert english.texts[".g-notice"] == [
        "This page has not been run here yet (the package torch is missing)."
    ]
    assert "def add(a, b):" in english.texts["code"][0]
    assert ".g-output" not in english.texts
    assert "The sum is …." in english.texts["p"]


def test_an_outdated_page_shows_earlier_results_beside_the_cells_they_belong_to(checkout):
    earlier = state_of(checkout.project, checkout.tutorial("beta")).results
    checkout.edit("beta", "# %%\nprint(6 * 7)", "# %%\nprint(1)\n\n# %%\nprint(6 * 7)")
    tutorial = checkout.tutorial("beta")
    lacks = (Lack("data", "fashion_mnist", "get it"),)
    outdated = join(tutorial.into("en"), Standing.OUTDATED, align(earlier, tutorial), lacks=lacks)
    page = seen(render(outdated, checkout.course))
    assert page.texts[".g-notice"] == [
        "The code of this page changed and could not be run here (the data set fashion_mnist is "
        "missing). The results you see are from an earlier version; those of new cells are missing."
    ]
    assert page.texts["pre"] == ["print(1)\n", "print(6 * 7)\n", "42"]
    assert "Results of an earlier version, of" in page.texts[".g-foot"][0]


def test_a_failed_page_is_a_short_notice_without_the_error(checkout):
    failed = Page(checkout.tutorial("alpha").into("es"), Standing.FAILED)
    page = seen(render(failed, checkout.course))
    assert page.texts["h1"] == ["Alpha es¶"]
    assert page.texts[".g-notice"] == [
        "Esta página tiene un error y se está corrigiendo. Vuelve pronto."
    ]
    assert "pre" not in page.texts


def test_serve_shows_the_error_of_a_failed_page(checkout):
    error = ContentError("a.py", 1, "<b>what</b>; what to do")
    failed = Page(checkout.tutorial("alpha").into("en"), Standing.FAILED, errors=(error,))
    assert seen(render(failed, checkout.course)).texts["pre"] == [str(error)]


def test_the_foot_says_when_and_on_what_it_ran(checkout):
    frozen = page_of(checkout.tutorial("beta"), verified="2025-03-04")
    (foot,) = seen(render(frozen, checkout.course)).texts[".g-foot"]
    assert "frozen on January 2, 2025 and verified on March 4, 2025" in foot
    assert "It took 1.0 s and 100 MB on a processor." in foot
    assert "Versions: python 3.11.0." in foot
    assert "examples/m1_first/beta.py" in foot
    ran = page_of(checkout.tutorial("beta"), lang="es", standing=Standing.RAN)
    (foot,) = seen(render(ran, checkout.course)).texts[".g-foot"]
    assert "Ejecutada en esta construcción, el 2 de enero de 2025." in foot


def test_the_foot_names_the_commit_where_one_is_known(checkout):
    page = page_of(checkout.tutorial("beta"))
    assert "Revision" not in render(page, checkout.course)
    page = replace(page, sidecar=replace(page.sidecar, commit="abc1234"))
    assert "Revision <code>abc1234</code>." in render(page, checkout.course)


def test_the_generated_page_says_that_it_is_generated(checkout):
    page = render(page_of(checkout.tutorial("beta")), checkout.course)
    assert "<!-- do not edit; source: examples/m1_first/beta.py -->" in page


def test_needs_link_to_written_pages_and_name_the_others(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha, later]\n# ---\n# %%")
    page = seen(render(page_of(checkout.tutorial("beta")), checkout.course))
    links = [a["href"] for a in page.attributes("a")]
    assert "../m1-first/alpha.md" in links
    assert "Alpha en, Later" in page.texts["dd"]


def test_a_claim_that_says_all_is_shown_without_its_code(checkout, tutorial_of):
    tutorial = tutorial_of(
        "# %%\n#| tags: [claim]\nfrom tutorial_lib.checks import claim\n\nclaim(1, equals=1)\n"
        '# %%\n#| tags: [claim]\nx = 1\nclaim("b", x)\n'
    )
    page = seen(render(page_of(tutorial, [], []), checkout.course))
    assert page.texts["code"] == ['x = 1\nclaim("b", x)\n', "examples/m1_first/demo.py"]


PROSE = """\
# %% [markdown] lang="es"
# {es}

# %% [markdown] lang="en"
# {en}

# %%
1
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# Hola.", "# $x^$", "8: formula $x^$: missing super script or subscript; correct it"),
        ("una cosa", "$x^$", "1: formula $x^$: missing super script or subscript; correct it"),
    ],
)
def test_a_formula_that_cannot_be_shown_is_named_by_its_line(checkout, old, new, message):
    checkout.edit("alpha", old, new)
    page = page_of(checkout.tutorial("alpha"), [], [], lang="es", values={"total": 1.0})
    with pytest.raises(ContentError) as caught:
        render(page, checkout.course)
    assert str(caught.value) == f"examples/m1_first/alpha.py:{message}"


def test_a_formula_is_looked_for_in_the_language_of_the_page(checkout, tutorial_of):
    tutorial = tutorial_of(PROSE.format(es="Bien.", en="$x^$"))
    assert "Bien." in render(page_of(tutorial, [], lang="es"), checkout.course)
    with pytest.raises(ContentError, match=r"demo\.py:11: formula \$x\^\$: "):
        render(page_of(tutorial, [], lang="en"), checkout.course)


def test_a_caption_that_cannot_be_shown_is_named_by_its_line(checkout, tutorial_of):
    tutorial = tutorial_of("# %%\n#| alt: a // b\n#| caption: $x^$ // $x$\n1\n")
    with pytest.raises(ContentError, match=r"demo\.py:8: formula \$x\^\$: .*; correct it"):
        render(page_of(tutorial, [picture()], lang="es"), checkout.course)


def test_a_question_that_cannot_be_shown_is_named_by_its_line(checkout, tutorial_of):
    tutorial = tutorial_of("# %%\n#| predict: ¿$x^$? // $x$?\n1\n")
    with pytest.raises(ContentError, match=r"demo\.py:8: formula \$x\^\$: .*; correct it"):
        render(page_of(tutorial, [Text("1")], lang="es"), checkout.course)


def test_the_pages_are_made_without_a_look_at_the_disk_or_the_clock():
    # The same page gives the same text, wherever and whenever it is made.
    outside = {"os", "shutil", "socket", "subprocess", "tempfile", "time", "urllib"}
    found = []
    for path in sorted(Path(package.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {n}" for n in names if n.partition(".")[0] in outside]
    assert not found, "\n".join(found)
