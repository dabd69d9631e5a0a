from dataclasses import replace

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.page import claims
from tutorial_build.page import render as pages
from tutorial_build.page.page import View
from tutorial_build.page.render import check, figure_of, render
from tutorial_build.results.store import Results, align

from .conftest import seen

SIDECAR = {
    "date": "2025-01-02",
    "seconds": {"both": 1.0},
    "peak_mb": 100,
    "stack": {"cpu": "a processor", "python": "3.11.0"},
}


def results(*cells, values=(), expressions=()):
    """Made-up results: each cell a list of outputs."""
    record = {
        "cells": [
            {"outputs": list(outputs), "claims": [], "code": str(n)}
            for n, outputs in enumerate(cells)
        ],
        "values": list(values),
        "expressions": list(expressions),
    }
    return Results("0" * 16, {"both": record}, SIDECAR)


def text(content):
    return {"type": "text", "text": content}


def figure(name="a"):
    return {
        "type": "figure",
        "light": f"{name}.webp",
        "dark": f"{name}d.webp",
        "thumb": "t.webp",
        "thumb_dark": "td.webp",
        "width": 400,
        "height": 300,
    }


def test_the_same_view_gives_the_same_text(checkout):
    tutorial, course = checkout.tutorial("beta"), checkout.course
    view = View(tutorial, "frozen", results([text("42\n")]))
    assert render(view, "es", course) == render(view, "es", course)


def test_output_that_could_be_markup_is_shown_as_text(checkout):
    hostile = "<script>alert(1)</script>\n{{ x }}\n```\n\n# no\n</pre>"
    view = View(checkout.tutorial("beta"), "frozen", results([text(hostile)]))
    page = seen(render(view, "es", checkout.course))
    assert page.texts[".g-output"] == [hostile]
    assert page.programs == []


def test_an_alt_text_with_every_sign_arrives_whole(checkout, tutorial_of):
    alt = r"A \"curve\" [blue] with *stars*, <b>, {x}, a_b_c & y(x) // "
    cells = f'# %% alt="Una // {alt.removesuffix(" // ")}"\n1\n'
    view = View(tutorial_of(cells), "frozen", results([figure()]))
    images = seen(render(view, "en", checkout.course)).attributes("img")
    assert [image["alt"] for image in images] == [
        'A "curve" [blue] with *stars*, <b>, {x}, a_b_c & y(x)'
    ] * 2
    assert [image["class"] for image in images] == ["g-light", "g-dark"]
    assert [image["src"] for image in images] == ["demo/a.webp", "demo/ad.webp"]
    assert [(i["width"], i["height"], i["loading"]) for i in images] == [("400", "300", "lazy")] * 2


def test_each_figure_of_a_cell_has_its_own_alt_text(checkout, tutorial_of):
    # The second and third figure are equal to the last byte.
    tutorial = tutorial_of('# %% alt=["a // one", "b // two", "c // three"]\n1\n')
    view = View(tutorial, "frozen", results([figure("x"), text("-"), figure("y"), figure("y")]))
    images = seen(render(view, "en", checkout.course)).attributes("img")
    assert [image["alt"] for image in images[::2]] == ["one", "two", "three"]


def test_an_output_of_31_lines_is_folded_and_one_of_30_is_not(checkout):
    tutorial, course = checkout.tutorial("beta"), checkout.course
    short_one, long_one = (
        seen(render(View(tutorial, "frozen", results([text("\n".join("x" * n))])), "en", course))
        for n in (30, 31)
    )
    assert "summary" not in short_one.texts
    assert long_one.texts["summary"] == ["Full output: 31 lines"]
    assert long_one.texts[".g-output"][0].count("x") == 31


def test_a_page_that_has_not_run_shows_its_code_and_says_why(checkout):
    view = View(checkout.tutorial("alpha"), "missing", None, (("package", "torch"),))
    spanish, english = (seen(render(view, lang, checkout.course)) for lang in ("es", "en"))
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
    kept = checkout.build().views["beta"].results
    checkout.edit("beta", "# %%\nprint(6 * 7)", "# %%\nprint(1)\n\n# %%\nprint(6 * 7)")
    tutorial = checkout.tutorial("beta")
    view = View(tutorial, "outdated", align(kept, tutorial), (("data", "fashion_mnist"),))
    page = seen(render(view, "en", checkout.course))
    assert page.texts[".g-notice"] == [
        "The code of this page changed and could not be run here (the data set fashion_mnist is "
        "missing). The results you see are from an earlier version; those of new cells are missing."
    ]
    assert page.texts["pre"] == ["print(1)\n", "print(6 * 7)\n", "42"]
    assert "Results of an earlier version" in page.texts[".g-foot"][0]


def test_a_failed_page_is_a_short_notice_without_the_error(checkout):
    view = View(checkout.tutorial("alpha"), "failed", error="")
    page = seen(render(view, "es", checkout.course))
    assert page.texts["h1"] == ["Alpha es¶"]
    assert page.texts[".g-notice"] == [
        "Esta página tiene un error y se está corrigiendo. Vuelve pronto."
    ]
    assert "pre" not in page.texts


def test_serve_shows_the_error_of_a_failed_page(checkout):
    view = View(checkout.tutorial("alpha"), "failed", error="a.py:1: <b>what</b>; what to do")
    page = seen(render(view, "en", checkout.course))
    assert page.texts["pre"] == ["a.py:1: <b>what</b>; what to do"]


def test_the_foot_says_when_and_on_what_it_ran(checkout):
    view = View(checkout.tutorial("beta"), "frozen", results([]), verified="2025-03-04")
    (foot,) = seen(render(view, "en", checkout.course)).texts[".g-foot"]
    assert "frozen on January 2, 2025 and verified on March 4, 2025" in foot
    assert "It took 1.0 s and 100 MB on a processor." in foot
    assert "Versions: python 3.11.0." in foot
    assert "examples/m1_first/beta.py" in foot
    (foot,) = seen(render(replace(view, state="ran"), "es", checkout.course)).texts[".g-foot"]
    assert "Ejecutada en esta construcción, el 2 de enero de 2025." in foot


def test_the_generated_page_says_that_it_is_generated(checkout):
    view = View(checkout.tutorial("beta"), "frozen", results([]))
    page = render(view, "en", checkout.course)
    assert "<!-- do not edit; source: examples/m1_first/beta.py -->" in page


def test_needs_link_to_written_pages_and_name_the_others(checkout):
    checkout.edit("beta", "# ---\n# %%", "# needs: [alpha, later]\n# ---\n# %%")
    view = View(checkout.tutorial("beta"), "frozen", results([]))
    page = seen(render(view, "en", checkout.course))
    links = [a["href"] for a in page.attributes("a")]
    assert "../m1-first/alpha.md" in links
    assert "Alpha en, Later" in page.texts["dd"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "True"),
        (42, "42"),
        (0.123456789, "0.123457"),
        ([1.0, 2.5], "[1, 2.5]"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, …]"),
        ("relu", "relu"),
    ],
)
def test_claimed_values_are_shown_in_few_characters(value, shown):
    assert claims.value({"value": value}) == shown


def test_a_claimed_value_shows_the_decimals_its_tolerance_tells_apart():
    assert claims.value({"value": 2.7421577700550976, "abs": 1e-12}) == "2.742157770055"
    assert claims.value({"value": [0.49671415], "abs": 1e-6}) == "[0.496714]"


def test_a_claim_is_escaped(checkout):
    made = results([])
    made.runs["both"]["cells"][0]["claims"] = [
        {"id": 'a"<b>', "value": "<i>", "equals": "<i>", "abs": None, "rel": None}
    ]
    page = seen(render(View(checkout.tutorial("beta"), "frozen", made), "en", checkout.course))
    assert page.texts[".g-claim"] == ['✓ Verified: a"<b> = <i> (expected <i>)']


def test_the_caption_and_alt_of_a_figure_follow_the_language(tutorial_of):
    (cell,) = tutorial_of('# %% alt="uno // one" caption="pie // foot"\n1\n').code
    made = figure_of(cell, figure(), 0, "es")
    assert (made.alt, made.caption) == ("uno", "pie")


PROSE = """\
# %% [markdown] lang="es"
# {es}

# %% [markdown] lang="en"
# {en}

# %%
1
"""


@pytest.mark.parametrize(
    ("es", "en", "value", "message"),
    [
        (
            "{{ x:.3f }}",
            "{{ x:.3f }}",
            "text",
            ":8: inline value {{ x:.3f }} is 'text': Unknown format code 'f' for object of type "
            "'str'; correct it",
        ),
        ("Bien.", "$x^$", None, ":11: formula $x^$: missing super script or subscript; correct it"),
    ],
)
def test_a_text_that_cannot_be_shown_is_named_by_its_line(tutorial_of, es, en, value, message):
    tutorial = tutorial_of(PROSE.format(es=es, en=en))
    values = [] if value is None else [value]
    with pytest.raises(ContentError) as caught:
        check(View(tutorial, "frozen", results([], values=values)))
    assert str(caught.value) == f"examples/m1_first/demo.py{message}"


def test_a_caption_that_cannot_be_shown_is_named_by_its_line(tutorial_of):
    tutorial = tutorial_of('# %% alt="a // b" caption="$x^$ // $x$"\n1\n')
    with pytest.raises(ContentError, match=r"demo\.py:8: formula \$x\^\$: "):
        check(View(tutorial, "frozen", results([])))


def test_a_claim_that_says_all_is_shown_without_its_code(checkout, tutorial_of):
    tutorial = tutorial_of(
        '# %% tags=["claim"]\nclaim("a", 1, equals=1)\n# %% tags=["claim"]\nx = 1\nclaim("b", x)\n'
    )
    page = seen(render(View(tutorial, "frozen", results([], [])), "en", checkout.course))
    assert page.texts["code"] == ['x = 1\nclaim("b", x)\n', "examples/m1_first/demo.py"]


def test_nothing_of_the_module_depends_on_the_disk():
    # `pages` is pure: the same input gives the same text, wherever it runs.
    assert not {"os", "subprocess", "time", "datetime"} & set(vars(pages))
