import copy
import datetime
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_build.errors import ContentError
from tutorial_build.results import store
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar
from tutorial_build.results.store import load, save
from tutorial_build.run.protocol import (
    Announced,
    CellRun,
    Claim,
    Data,
    Drawing,
    Html,
    Picture,
    Text,
    digest_of,
)

from .conftest import files_below


def said(id, value, **expected):
    """A claim with what the library says of every claim."""
    words = {"es": "se esperaba algo", "en": "expected something"}
    return Claim(id, value, **expected, shown=str(value), expectation=words)


def run_of(*texts, values=()):
    cells = [CellRun([Text(text)], code=str(rank)) for rank, text in enumerate(texts)]
    return Run(cells, [f"x{n}" for n in range(len(values))], list(values))


def results(*texts, values=(), **sidecar):
    about = {"date": "2025-01-02", "seconds": {SHARED: 1.0}, "peak_mb": 1, "stack": {}}
    runs = {SHARED: run_of(*texts, values=values)}
    return Results({"page": Part({"schema": "3"}, runs, Sidecar(**about | sidecar))})


def named(text):
    """The name of a file that holds its own name: `one.svgz` → `2f5c….svgz`."""
    return f"{digest_of(text.encode())}.{text.rpartition('.')[2]}"


CONTENT = {
    named(text): text.encode()
    for name in ("one", "two", "volatile")
    for text in (f"{name}.svgz", f"{name}.webp", f"{name}-dark.webp", f"{name}.dark.webp")
}


def picture(name, *, dark=False):
    drawing = Drawing(["título"], [{"limits": [0.0, 1.0], "lines": []}])
    files = (named(f"{name}{suffix}") for suffix in (".svgz", ".webp", "-dark.webp"))
    return Picture(*files, 400, 300, drawing, named(f"{name}.dark.webp") if dark else None)


PAGE_FACTS = {"schema": "3", "code page": "aa", "import tutorial_lib": "bb"}
EXERCISE_FACTS = {"schema": "3", "code E1": "cc", "import tutorial_lib": "bb"}


@pytest.fixture
def everything(tmp_path):
    """Results of every kind, the page in two languages, an exercise in one run for both.

    Their figures lie in a folder of their own.
    """
    figures = [picture("one"), picture("two", dark=True), picture("volatile")]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in (name for figure in figures for name in figure.files):
        (scratch / name).write_bytes(CONTENT[name])
    cells = [
        CellRun([Text("1\n"), figures[0], Html("<b>1</b>"), figures[1]], code="a"),
        CellRun([Data("I-1", {"x": [1, 2.5, None], "y": {"z": True}})], code="b"),
        CellRun(
            [],
            [said("one", [1, 2.5], equals=1, abs=2, rel=0.5, says="es uno")],
            error=Announced("ValueError", "no"),
            warning=Announced("UserWarning", "care"),
            code="c",
        ),
        CellRun([], [said("two", 1.5, between=[1, 2.5]), said("three", 1, at_most=2)], code="d"),
        CellRun(code="e"),
    ]
    values = [1, 1.0, True, "x", float("inf")]
    run = Run(cells, ["a", "b", "c", "d", "e"], values)
    sidecar = Sidecar(
        "2025-01-02",
        {"es": 1.0, "en": 2.25},
        100,
        {"python": "3.11.7"},
        "abc1234",
        {"es": {"4": [Text("2"), figures[2]]}, "en": {"4": [Data("I-2", {"x": 1})]}},
    )
    page = Part(PAGE_FACTS, {"es": run, "en": copy.deepcopy(run)}, sidecar)
    own = Sidecar("2025-01-03", {SHARED: 0.5}, 90, {"python": "3.11.7", "torch": "2"})
    exercise = Part(EXERCISE_FACTS, {SHARED: run_of("42")}, own)
    return Results({"page": page, "E1": exercise}, scratch)


def plain(results):
    """Everything in them as text, which tells 1, 1.0 and True apart."""
    return json.dumps(asdict(replace(results, folder=Path())), sort_keys=True, default=str)


def test_what_is_saved_is_loaded(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    loaded = load(tmp_path / "alpha", tmp_path)
    assert plain(loaded) == plain(everything)
    assert loaded.folder == tmp_path / "alpha"


def test_saving_twice_gives_the_same_bytes(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    before = files_below(tmp_path / "alpha")
    save(load(tmp_path / "alpha", tmp_path), tmp_path / "alpha")
    assert files_below(tmp_path / "alpha") == before


@given(st.lists(st.text()), st.lists(st.lists(st.floats(allow_nan=False))))
def test_any_text_and_any_numbers_survive(tmp_path_factory, texts, numbers):
    folder = tmp_path_factory.getbasetemp() / "any"
    saved = results(*texts)
    run = saved.page.runs[SHARED]
    run.cells.append(CellRun(claims=[said("a", numbers, equals=1)], code="x"))
    save(saved, folder)
    assert load(folder, folder).parts == saved.parts


def test_lists_of_numbers_stand_on_one_line(tmp_path):
    saved = results("[\n1,\n2\n]")
    saved.page.runs[SHARED].cells[0].claims.append(said("a", [1.0, 2.0, 3.0], equals=1))
    save(saved, tmp_path / "alpha")
    text = (tmp_path / "alpha/results.json").read_text()
    assert '"value": [1.0, 2.0, 3.0]' in text
    assert r'"text": "[\n1,\n2\n]"' in text
    assert '  "schema": "3 page"' in text.splitlines()  # and everything else on a line of its own


def test_a_fact_of_several_parts_stands_once(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    content = json.loads((tmp_path / "alpha/results.json").read_text())
    assert content["facts"] == {
        "schema": "3 E1 page",
        "code page": "aa page",
        "code E1": "cc E1",
        "import tutorial_lib": "bb E1 page",
    }
    loaded = load(tmp_path / "alpha", tmp_path)
    assert loaded.parts["page"].facts == PAGE_FACTS
    assert loaded.parts["E1"].facts == EXERCISE_FACTS
    assert loaded.uses == {"code page", "code E1", "import tutorial_lib"}


def test_a_fact_of_no_part_is_left_out(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    path = tmp_path / "alpha/results.json"
    content = json.loads(path.read_text())
    content["facts"] |= {"code E9": "dd E9", "import tutorial_lib": "bb page"}
    path.write_text(json.dumps(content))
    loaded = load(tmp_path / "alpha", tmp_path)
    assert loaded.parts["page"].facts == PAGE_FACTS
    assert loaded.parts["E1"].facts == {"schema": "3", "code E1": "cc"}


def test_nothing_frozen_is_none(tmp_path):
    assert load(tmp_path / "alpha", tmp_path) is None


def test_a_folder_holds_what_its_results_need_and_nothing_else(everything, tmp_path):
    (everything.folder / "unused.webp").write_bytes(b"")
    save(everything, tmp_path / "alpha")
    kept = files_below(tmp_path / "alpha")
    parts = {"results.json", "sidecar.json"}
    packed = {name for name in kept if name.endswith(".json.gz")}
    assert len(packed) == 2  # what the figures draw, and the data of the interactive one
    assert kept.keys() == {*everything.files, *parts, *packed}
    unused = {named("one.dark.webp"), named("volatile.dark.webp")}
    assert everything.files == CONTENT.keys() - unused


def test_a_page_shows_volatile_outputs_in_their_place(everything):
    page = everything.page
    shown = page.cells("es")
    assert shown[4].outputs == page.sidecar.volatile["es"]["4"]
    assert shown[:4] == page.run("es").cells[:4]
    assert page.run("es").cells[4].outputs == []


def test_both_languages_are_served_by_one_run_or_by_their_own():
    one = results("a", volatile={SHARED: {"0": [Text("v")]}}).page
    assert one.run("es") is one.run("en") is one.runs[SHARED]
    assert one.cells("es") == one.cells("en") == [CellRun([Text("v")], code="0")]
    assert one.seconds("es") == one.seconds("en") == 1.0
    two = replace(one, runs={"es": run_of("es"), "en": run_of("en")})
    two.sidecar.seconds = {"es": 1.0, "en": 2.0}
    two.sidecar.volatile = {}
    assert two.cells("en")[0].outputs == [Text("en")]
    assert two.seconds("en") == 2.0


# What is wrong with a file is said in one line.


def cell(content, rank=0):
    return content["runs"]["page"]["es"]["cells"][rank]


WRONG_RESULTS = {
    "no facts": (lambda c: c.pop("facts"), "facts: field required"),
    "facts that are a list": (
        lambda c: c.update(facts=[]),
        "facts: input should be a valid dictionary",
    ),
    "a digest that is no text": (
        lambda c: c["facts"].update(schema=3),
        "facts.schema: input should be a valid string",
    ),
    "a digest that is empty": (
        lambda c: c["facts"].update(schema=" "),
        "fact 'schema' without a digest",
    ),
    "no page": (lambda c: c["runs"].pop("page"), "no page among its parts"),
    "runs that are a list": (
        lambda c: c.update(runs=[]),
        "runs: input should be a valid dictionary",
    ),
    "runs of no language": (lambda c: c["runs"].update(page={}), "runs of []"),
    "runs of one language": (lambda c: c["runs"]["page"].pop("en"), "runs of ['es']"),
    "no cells": (
        lambda c: c["runs"]["page"]["es"].pop("cells"),
        "runs.page.es.cells: field required",
    ),
    "no names of inline values": (
        lambda c: c["runs"]["page"]["es"].pop("expressions"),
        "runs.page.es.expressions: field required",
    ),
    "a value less": (
        lambda c: c["runs"]["page"]["es"]["values"].pop(),
        "other inline values than names of them",
    ),
    "a value that is a list": (
        lambda c: c["runs"]["page"]["es"].update(values=[[1], 1, 1, 1, 1]),
        "runs.page.es.values.0.bool: input should be a valid boolean",
    ),
    "no outputs": (lambda c: cell(c).pop("outputs"), "a cell without outputs"),
    "no claims": (lambda c: cell(c).pop("claims"), "a cell without claims"),
    "no digest of the code": (lambda c: cell(c).pop("code"), "a cell without code"),
    "a text without text": (
        lambda c: cell(c)["outputs"][0].pop("text"),
        "runs.page.es.cells.0.outputs.0.text.text: field required",
    ),
    "a text that is a number": (
        lambda c: cell(c)["outputs"][0].update(text=5),
        "runs.page.es.cells.0.outputs.0.text.text: input should be a valid string",
    ),
    "HTML without text": (
        lambda c: cell(c)["outputs"][2].pop("text"),
        "runs.page.es.cells.0.outputs.2.html.text: field required",
    ),
    "an output that is a text": (
        lambda c: cell(c)["outputs"].insert(0, "text"),
        "runs.page.es.cells.0.outputs.0: input should be a valid dictionary or object "
        "to extract fields from",
    ),
    "an output of an unknown kind": (
        lambda c: cell(c)["outputs"][0].update(type="sound"),
        "runs.page.es.cells.0.outputs.0: input tag 'sound' found using 'type' does not match any "
        "of the expected tags: 'text', 'html', 'figure', 'data'",
    ),
    "a figure without its thumbnail": (
        lambda c: cell(c)["outputs"][1].pop("thumb"),
        "runs.page.es.cells.0.outputs.1.figure.thumb: field required",
    ),
    "a figure that is another": (
        lambda c: cell(c)["outputs"][1].update(light="0123456789ab.svgz"),
        "0123456789ab.svgz is missing beside it",
    ),
    "a figure whose file is gone": (
        lambda c: cell(c)["outputs"][1].update(light="gone.svgz"),
        "gone.svgz is missing beside it",
    ),
    "a figure in another folder": (
        lambda c: cell(c)["outputs"][1].update(light=f"../alpha/{named('one.svgz')}"),
        f"'../alpha/{named('one.svgz')}' is not the name of a file beside it",
    ),
    "a figure that draws nothing": (
        lambda c: cell(c)["outputs"][1]["drawing"].pop("file"),
        "runs.page.es.cells.0.outputs.1.figure.drawing.axes: field required",
    ),
    "an interactive figure without data": (
        lambda c: cell(c, 1)["outputs"][0].update(file="gone.json.gz"),
        "gone.json.gz is missing beside it",
    ),
    "data in another folder": (
        lambda c: cell(c, 1)["outputs"][0].update(file="../x.json.gz"),
        "'../x.json.gz' is not the name of a file beside it",
    ),
    "data that are not packed": (
        lambda c: cell(c, 1)["outputs"][0].update(file=f"{named('one.svgz')}"),
        "Expecting value: line 1 column 1 (char 0)",
    ),
    "an error without its message": (
        lambda c: cell(c, 2)["error"].pop("message"),
        "runs.page.es.cells.2.error.message: field required",
    ),
    "a claim without its value": (
        lambda c: cell(c, 2)["claims"][0].pop("value"),
        "runs.page.es.cells.2.claims.0.value: field required",
    ),
    "a claim that expects nothing": (
        lambda c: cell(c, 2)["claims"][0].pop("equals"),
        "claim one does not have one expectation",
    ),
    "a claim that expects two things": (
        lambda c: cell(c, 2)["claims"][0].update(at_least=1),
        "claim one does not have one expectation",
    ),
    "a claim between three numbers": (
        lambda c: cell(c, 3)["claims"][0].update(between=[1, 2, 3]),
        "claim two is between [1, 2, 3]",
    ),
}
WRONG_SIDECARS = {
    "an exercise less": (lambda c: c.pop("E1"), "parts ['page'], results of ['E1', 'page']"),
    "no date": (lambda c: c["page"].pop("date"), "page.date: field required"),
    "a date that is none": (
        lambda c: c["page"].update(date="May"),
        "Invalid isoformat string: 'May'",
    ),
    "a run without seconds": (
        lambda c: c["page"]["seconds"].pop("en"),
        "seconds of ['es'], runs of ['en', 'es']",
    ),
    "seconds in words": (
        lambda c: c["page"]["seconds"].update(es="few"),
        "page.seconds.es: input should be a valid number, unable to parse string as a number",
    ),
    "a version that is a number": (
        lambda c: c["page"]["stack"].update(python=3),
        "page.stack.python: input should be a valid string",
    ),
    "the stack of another machine": (
        lambda c: c["page"]["stack"].update(python="3.12.1"),
        "the stack of page is not the one of its results",
    ),
    "a version that speaks HTML": (
        lambda c: c["page"]["stack"].update(python="<b>3</b>"),
        "page.stack.python: string should match pattern '^[\\w .,:;()@/+-]{0,100}$'",
    ),
    "endless seconds": (
        lambda c: c["page"]["seconds"].update(es=float("inf")),
        "page.seconds.es: input should be a finite number",
    ),
    "a commit that is none": (
        lambda c: c["page"].update(commit="../x"),
        "page.commit: string should match pattern '^[0-9a-f]{0,40}$'",
    ),
    "a path in place of a widget": (
        lambda c: c["page"]["volatile"]["en"]["4"][0].update(widget="../../x"),
        "page.volatile.en.4.0.data.widget: string should match pattern '^[a-za-z0-9][\\w-]*$'",
    ),
    "no stack": (lambda c: c["page"].pop("stack"), "page.stack: field required"),
    "a volatile text without text": (
        lambda c: c["page"]["volatile"]["es"]["4"][0].pop("text"),
        "page.volatile.es.4.0.text.text: field required",
    ),
    "a volatile figure that is gone": (
        lambda c: c["page"]["volatile"]["es"]["4"][1].update(thumb="gone.webp"),
        "gone.webp is missing beside it",
    ),
}
WRONG = [
    (f"{name}.json", what, *case)
    for name, cases in (("results", WRONG_RESULTS), ("sidecar", WRONG_SIDECARS))
    for what, case in cases.items()
]


@pytest.mark.parametrize(("name", "what", "edit", "reason"), WRONG)
def test_a_wrong_type_or_a_missing_part_is_named(everything, tmp_path, name, what, edit, reason):
    del what  # it names the case
    save(everything, tmp_path / "alpha")
    path = tmp_path / "alpha" / name
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))
    before = files_below(tmp_path)
    with pytest.raises(ContentError) as error:
        load(tmp_path / "alpha", tmp_path)
    remedy = "restore it or run 'tutorial freeze alpha'"
    assert str(error.value) == f"alpha/{name}:1: damaged ({reason}); {remedy}"
    assert files_below(tmp_path) == before


NOT_WHOLE = {
    "not there": (None, "no such file or directory"),
    "empty": (b"", "Expecting value: line 1 column 1 (char 0)"),
    "a conflict": (b"<<<<<<< HEAD\n{}\n", "Expecting value: line 1 column 1 (char 0)"),
    "a list": (b"[]", "input should be a{} dictionary"),
    "null": (b"null", "input should be a{} dictionary"),
    "not UTF-8": (
        b"\xff\xfe",
        "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
}


def test_a_picture_that_is_not_what_its_name_says_is_named(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    one, two = (tmp_path / "alpha" / named(f"{name}.webp") for name in ("one", "two"))
    one.write_bytes(two.read_bytes())
    with pytest.raises(ContentError, match=rf"damaged \({one.name} does not hold what its name"):
        load(tmp_path / "alpha", tmp_path)


@pytest.mark.parametrize("what", NOT_WHOLE)
def test_a_file_that_is_not_whole_is_named(everything, tmp_path, what):
    content, reason = NOT_WHOLE[what]
    for name in ("results.json", "sidecar.json"):
        save(everything, tmp_path / "alpha")
        path = tmp_path / "alpha" / name
        if content is not None:
            path.write_bytes(content)
        elif name == "results.json":
            continue  # without it there are no results
        else:
            path.unlink()
        with pytest.raises(ContentError) as error:
            load(tmp_path / "alpha", tmp_path)
        why = reason.format("" if name == "results.json" else " valid")
        remedy = "restore it or run 'tutorial freeze alpha'"
        assert str(error.value) == f"alpha/{name}:1: damaged ({why}); {remedy}"


# A read writes nothing.


def test_results_that_a_killed_command_left_aside_are_read_where_they_are(everything, tmp_path):
    folder, build = tmp_path / "alpha", tmp_path / "build"
    save(everything, folder)
    store.remember_verified(build, folder)
    folder.rename(tmp_path / ".alpha.old")  # as between the two renames of `save`
    before = files_below(tmp_path)
    loaded = load(folder, tmp_path)
    assert plain(loaded) == plain(everything)
    assert loaded.folder == tmp_path / ".alpha.old"
    assert store.verified_day(build, folder) == store.today()
    assert files_below(tmp_path) == before
    save(loaded, folder)
    assert {name.replace(".alpha.old/", "alpha/"): b for name, b in before.items()} == files_below(
        tmp_path
    )


def test_what_is_damaged_aside_is_named_by_its_place(everything, tmp_path):
    save(everything, tmp_path / "alpha")
    (tmp_path / "alpha/sidecar.json").unlink()
    (tmp_path / "alpha").rename(tmp_path / ".alpha.old")
    with pytest.raises(ContentError, match=r"^alpha/sidecar\.json:1: damaged \(no such file"):
        load(tmp_path / "alpha", tmp_path)


def test_the_day_of_a_verification_is_remembered_for_the_very_same_files(tmp_path):
    build = tmp_path / "build"
    alpha, beta = tmp_path / "alpha", tmp_path / "beta"
    for folder in (alpha, beta):
        folder.mkdir()
        (folder / "results.json").write_text("1")
    assert store.verified_day(build, alpha) == ""
    store.remember_verified(build, alpha)
    assert store.verified_day(build, alpha) == store.today()
    assert store.verified_day(build, beta) == ""
    store.remember_verified(build, beta)
    (alpha / "results.json").write_text("2")
    assert store.verified_day(build, alpha) == ""
    assert store.verified_day(build, beta) == store.today()


def test_a_note_that_a_killed_command_left_empty_counts_as_none(tmp_path):
    (tmp_path / "beta").mkdir()
    store.remember_verified(tmp_path, tmp_path / "beta")
    (note,) = (tmp_path / "verified").iterdir()
    note.write_text("")
    assert store.verified_day(tmp_path, tmp_path / "beta") == ""


def test_today_is_an_iso_date():
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", store.today())
    assert abs((datetime.date.fromisoformat(store.today()) - datetime.date.today()).days) <= 1
