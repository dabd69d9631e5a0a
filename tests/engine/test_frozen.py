import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_build.errors import ContentError
from tutorial_build.results import store as frozen
from tutorial_build.results.store import Results, align, collect, load, normalise, save

from .conftest import files_below

SIDECAR = {"date": "2025-01-02", "seconds": {"both": 1.0}, "peak_mb": 1, "stack": {}}


def record(*texts, values=()):
    return {
        "cells": [
            {"outputs": [{"type": "text", "text": text}], "claims": [], "code": f"{n}"}
            for n, text in enumerate(texts)
        ],
        "values": list(values),
        "expressions": [f"x{n}" for n in range(len(values))],
    }


def results(*texts, values=(), **sidecar):
    return Results("0" * 16, {"both": record(*texts, values=values)}, {**SIDECAR, **sidecar})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  \nb\t\n\n", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("<f at 0x7f1234567890>", "<f at 0x…>"),
        ("0xff stays", "0xff stays"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("  indented", "  indented"),
    ],
)
def test_what_differs_without_meaning_is_removed(text, expected):
    assert normalise(text) == expected


def test_what_is_saved_is_loaded(tmp_path):
    saved = results("a\n", "[ 1 2 ]", values=[1.5, "x", True, float("inf")])
    save(saved, tmp_path / "alpha")
    loaded = load(tmp_path / "alpha", tmp_path)
    assert (loaded.key, loaded.runs, loaded.sidecar) == (saved.key, saved.runs, saved.sidecar)
    assert loaded.folder == tmp_path / "alpha"


@given(st.lists(st.text()), st.lists(st.lists(st.floats(allow_nan=False))))
def test_any_text_and_any_numbers_survive(tmp_path_factory, texts, numbers):
    folder = tmp_path_factory.getbasetemp() / "any"
    saved = results(*texts)
    saved.runs["both"]["cells"].append({"outputs": [], "claims": [{"value": numbers}], "code": "x"})
    save(saved, folder)
    assert load(folder, folder).runs == saved.runs


def test_lists_of_numbers_stand_on_one_line(tmp_path):
    saved = results("x")
    saved.runs["both"]["cells"][0]["numbers"] = [1.0, 2.0, 3.0]
    save(saved, tmp_path / "alpha")
    text = (tmp_path / "alpha/results.json").read_text()
    assert '"numbers": [1.0, 2.0, 3.0]' in text
    assert '"key"' in text.splitlines()[1]  # and everything else on a line of its own


def test_saving_twice_gives_the_same_bytes(tmp_path):
    save(results("a", values=[1]), tmp_path / "alpha")
    before = files_below(tmp_path)
    save(load(tmp_path / "alpha", tmp_path), tmp_path / "alpha")
    assert files_below(tmp_path) == before


def test_nothing_frozen_is_none(tmp_path):
    assert load(tmp_path / "alpha", tmp_path) is None


def test_figures_and_volatile_figures_are_kept_with_the_results(tmp_path):
    def figure(name):
        return {"type": "figure", "light": f"{name}.svgz", "thumb": f"{name}.webp"}

    for name in ("a.svgz", "a.webp", "b.svgz", "b.webp", "unused.webp"):
        (tmp_path / name).write_bytes(name.encode())
    saved = Results(
        "0" * 16,
        {"both": {"cells": [{"outputs": [figure("a")], "claims": []}], "values": []}},
        {**SIDECAR, "volatile": {"both": {"0": [figure("b")]}}},
        tmp_path,
    )
    assert saved.figures == {"a.svgz", "a.webp", "b.svgz", "b.webp"}
    save(saved, tmp_path / "alpha")
    assert {path.name for path in (tmp_path / "alpha").iterdir()} == {
        *saved.figures,
        "results.json",
        "sidecar.json",
    }
    assert saved.outputs("es", 0) == [figure("b")]  # of a volatile cell, those of the sidecar


def test_both_languages_are_served_by_one_run_or_by_their_own():
    one = results("a")
    assert one.run("es") is one.run("en") is one.runs["both"]
    two = Results("0" * 16, {"es": record("es"), "en": record("en")})
    assert two.outputs("en", 0)[0]["text"] == "en"


CELLS = (
    "# %%\nprint(1)\n"
    '# %% [markdown] lang="es"\n# {{ x }}\n# %% [markdown] lang="en"\n# {{ x }}\n'
    '# %% tags=["volatile"]\nprint(2)\n# %% tags=["recipe"]\n# run()\n'
)


def collected(tutorial):
    fresh = {
        "cells": [
            {"outputs": [{"type": "text", "text": "1  \n"}], "claims": []},
            {"outputs": [{"type": "text", "text": "2\n"}], "claims": []},
        ],
        "values": [3],
        "seconds": 1.234,
        "peak_mb": 100,
        "stack": {
            "python": "3.11.0",
            "cpu": "c",
            "numpy": "2",
            "torch": "2",
            "cpu_capability": "A",
        },
    }
    return collect(tutorial, "0" * 16, {"both": fresh}, {"numpy"}, tutorial.path)


def test_fresh_records_are_normalised_and_what_may_differ_goes_to_the_sidecar(tutorial_of):
    made = collected(tutorial_of(CELLS))
    first, second = made.run("es")["cells"]
    assert first["outputs"] == [{"type": "text", "text": "1"}]
    assert second["outputs"] == []
    assert made.outputs("es", 1) == [{"type": "text", "text": "2"}]
    assert made.run("en")["expressions"] == ["x"]
    assert made.sidecar["seconds"] == {"both": 1.23}
    assert made.sidecar["peak_mb"] == 100
    assert made.sidecar["date"] == frozen.today()
    # Of the stack only what the page uses; without torch its CPU capability says nothing.
    assert made.sidecar["stack"] == {"python": "3.11.0", "cpu": "c", "numpy": "2"}


def test_earlier_results_find_their_cells_after_an_edit(tutorial_of):
    made = collected(tutorial_of(CELLS))
    edited = tutorial_of("# %%\nprint(0)\n" + CELLS.replace("# {{ x }}", "# {{ y }} {{ x }}"))
    aligned = align(made, edited)
    for lang in ("es", "en"):
        cells = aligned.run(lang)["cells"]
        assert [len(cell["outputs"]) for cell in cells] == [0, 1, 0]
        assert cells[1]["outputs"][0]["text"] == "1"
        assert aligned.run(lang)["values"] == [None, 3]


def test_results_with_another_pair_of_languages_are_damaged(tmp_path):
    save(results("a"), tmp_path / "alpha")
    path = tmp_path / "alpha/results.json"
    content = json.loads(path.read_text())
    content["runs"] = {"es": content["runs"]["both"]}
    path.write_text(json.dumps(content))
    message = (
        r"^alpha/results\.json:1: has runs \['es'\]; restore it or run 'tutorial freeze alpha'$"
    )
    with pytest.raises(ContentError, match=message):
        load(tmp_path / "alpha", tmp_path)


def test_the_day_of_a_verification_is_remembered_for_the_very_same_files(tmp_path):
    build = tmp_path / "build"
    alpha, beta = tmp_path / "alpha", tmp_path / "beta"
    for folder in (alpha, beta):
        folder.mkdir()
        (folder / "results.json").write_text("1")
    assert frozen.verified_day(build, alpha) == ""
    frozen.remember_verified(build, alpha)
    assert frozen.verified_day(build, alpha) == frozen.today()
    assert frozen.verified_day(build, beta) == ""
    frozen.remember_verified(build, beta)
    (alpha / "results.json").write_text("2")
    assert frozen.verified_day(build, alpha) == ""
    assert frozen.verified_day(build, beta) == frozen.today()
    (build / "verified.json").write_text("{")
    assert frozen.verified_day(build, beta) == ""


def test_today_is_an_iso_date():
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", frozen.today())
