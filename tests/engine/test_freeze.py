import copy
import io
import json
import re
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from tutorial_build.results import freeze as freezing
from tutorial_build.results import store
from tutorial_build.results.records import SHARED, Part, Results, Run, Sidecar
from tutorial_build.run.protocol import CellRun, Text, digest_of

from .conftest import files_below
from .test_exercises import add_exercise

DRAW = (
    "# %%\n#| alt: a // b\nimport matplotlib.pyplot as plt\nplt.figure(figsize=(2, 2))\n"
    "plt.plot([1, 2])\nplt.show()\n\n# %%\nx = 0.25\nprint(f'{x:.4f}')\n"
)


def test_what_is_fresh_is_left_alone(checkout):
    before = checkout.frozen_files()
    done = checkout.cli("freeze")
    assert (done.code, done.out) == (
        0,
        "alpha is fresh; nothing to do\nbeta is fresh; nothing to do\n",
    )
    assert checkout.frozen_files() == before


def test_only_what_is_stale_is_written(checkout):
    before = checkout.frozen_files()
    checkout.edit("beta", "print(6 * 7)", "print(6 * 8)")
    done = checkout.cli("freeze")
    assert done.code == 0
    assert "beta frozen, " in done.out
    after = checkout.frozen_files()
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name.split("/")[1] for name in changed} == {"beta"}
    assert b"48" in after["m1_first/beta/results.json"]


def test_results_of_a_build_are_frozen_without_another_run(checkout, monkeypatch):
    checkout.edit("beta", "print(6 * 7)", "print(6 * 8)")
    assert checkout.prepare().executed == ["beta"]
    monkeypatch.setattr(freezing, "run_tutorials", lambda *_: iter(()))
    assert "beta frozen, " in checkout.cli("freeze", "beta").out
    assert b"48" in checkout.frozen_files()["m1_first/beta/results.json"]


def test_what_a_killed_command_left_aside_is_put_back_without_a_run(checkout, monkeypatch):
    before = checkout.frozen_files()
    folder = checkout.root / "examples/_frozen/m1_first/alpha"
    folder.rename(folder.with_name(".alpha.old"))  # as between two renames
    monkeypatch.setattr(freezing, "run_tutorials", lambda *_: iter(()))
    done = checkout.cli("freeze")
    assert done.out.endswith(" kB, 0 cells changed\nbeta is fresh; nothing to do\n")
    assert checkout.frozen_files() == before


def test_freezing_again_keeps_old_bytes_where_everything_agrees(checkout, tmp_path):
    checkout.write("alpha", DRAW)
    assert checkout.cli("freeze").code == 0
    folder = checkout.root / "examples/_frozen/m1_first/alpha"
    # As another machine might have written it: another thumbnail file, a last digit, another day.
    kept = store.load(folder, checkout.root)
    shutil.copytree(folder, tmp_path / "elsewhere")
    picture, text = (cell.outputs[0] for cell in kept.page.run("es").cells[:2])
    other = io.BytesIO()
    with Image.open(folder / picture.thumb) as image:
        image.save(other, "webp", quality=49)
    picture.thumb = f"{digest_of(other.getvalue())}.webp"
    (tmp_path / "elsewhere" / picture.thumb).write_bytes(other.getvalue())
    text.text = "0.250000001"
    about = kept.page.sidecar
    about.date, about.peak_mb, about.commit = "2025-01-02", 7, "abc1234"
    about.stack["threads"] = "2"
    store.save(replace(kept, folder=tmp_path / "elsewhere"), folder)
    before = files_below(folder)
    done = checkout.cli("freeze", "alpha", "--again")
    assert done.out.endswith(", 0 cells changed\n")
    assert files_below(folder) == before


def test_only_the_cell_that_changed_gets_new_bytes(checkout):
    checkout.write("alpha", DRAW)
    checkout.cli("freeze")
    folder = checkout.root / "examples/_frozen/m1_first/alpha"
    figures = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}
    checkout.edit("alpha", "x = 0.25", "x = 0.75")
    assert checkout.cli("freeze", "alpha").out.endswith(", 1 cells changed\n")
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}
    assert after == figures
    assert "0.7500" in (folder / "results.json").read_text()


def test_figures_that_no_page_needs_any_more_are_removed(checkout):
    checkout.write("alpha", DRAW)
    checkout.cli("freeze")
    folder = checkout.root / "examples/_frozen/m1_first/alpha"
    assert list(folder.glob("*.svgz"))
    checkout.write("alpha", "# %%\nprint(1)\n")
    checkout.cli("freeze")
    assert {path.name for path in folder.iterdir()} == {"results.json", "sidecar.json"}


def test_frozen_results_that_are_too_large_are_refused(checkout, monkeypatch):
    monkeypatch.setattr(store, "PAGE_LIMIT", 10_000)
    before = checkout.frozen_files()
    checkout.write("alpha", "# %%\nfor n in range(2000):\n    print(n, 'x' * 9)\n")
    done = checkout.cli("freeze")
    assert done.code == 1
    assert re.fullmatch(
        r"examples/m1_first/alpha\.py:1: frozen results of \d+ kB, at most 10 kB; "
        "draw smaller figures, print less\n",
        done.err,
    )
    assert checkout.frozen_files() == before


def test_a_page_that_cannot_run_keeps_its_results(checkout):
    before = checkout.frozen_files()
    checkout.edit("alpha", "return a + b", "import no_such_package; return a + b")
    done = checkout.cli("freeze")
    assert done.code == 1
    assert "No module named 'no_such_package'" in done.err
    assert checkout.frozen_files() == before


def test_an_unknown_page_is_misuse(checkout):
    done = checkout.cli("freeze", "gamma")
    assert done.code == 2
    assert "no tutorial 'gamma'; there are alpha, beta" in " ".join(done.err.split())


def results(text, code="c", numpy="2.0"):
    run = Run([CellRun([Text(text)], code=code)], [], [])
    sidecar = Sidecar(date=text, seconds={SHARED: 1.0}, peak_mb=1, stack={"numpy": numpy})
    return Results({"page": Part({"schema": "0"}, {SHARED: run}, sidecar)})


@pytest.mark.parametrize(
    ("old", "new", "kept", "changed"),
    [
        (None, results("1"), "1", 1),
        (results("0.2500000"), results("0.2500001", numpy="2.1"), "0.2500000", 0),
        (results("0.2500000"), results("0.2500001"), "0.2500001", 1),
        (results("0.25"), results("0.26"), "0.26", 1),
        (results("1", code="other"), results("1"), "1", 1),
    ],
)
def test_merging(tmp_path, old, new, kept, changed):
    merged, count = freezing.merge(copy.deepcopy(old), copy.deepcopy(new), tmp_path)
    assert merged.page.run("es").cells[0].outputs == [Text(kept)]
    assert merged.page.sidecar.date == kept
    assert count == changed


def test_merging_takes_the_facts_of_the_new_run_and_its_day_with_them(tmp_path):
    old, new = results("1"), results("1")
    new.page.sidecar.date = "another day"
    new.page.facts["import tutorial_lib"] = "aa"
    merged, count = freezing.merge(old, new, tmp_path)
    assert (merged.page.facts, merged.page.sidecar.date) == (new.page.facts, "another day")
    assert count == 0


def parts_of(checkout):
    """Each part of alpha's frozen results with its own bytes."""
    folder = checkout.root / "examples/_frozen/m1_first/alpha"
    runs = json.loads((folder / "results.json").read_text())["runs"]
    sidecars = json.loads((folder / "sidecar.json").read_text())
    return {part: (runs[part], sidecars[part]) for part in runs}


def test_of_a_page_only_the_parts_that_are_stale_run(checkout):
    add_exercise(checkout)
    assert checkout.cli("freeze", "alpha").out.endswith(" kB, 6 cells changed\n")
    before = parts_of(checkout)
    checkout.edit("alpha", "print(total)", "print(total, total)")
    assert checkout.cli("freeze", "alpha").out.endswith(" kB, 2 cells changed\n")
    after = parts_of(checkout)
    assert after.keys() == {"page", "E1"}
    assert after["page"] == before["page"]
    assert after["E1"] != before["E1"]


def test_a_part_that_the_page_has_no_more_is_removed_without_a_run(checkout, monkeypatch):
    before = parts_of(checkout)
    script = checkout.path("alpha").read_text()
    add_exercise(checkout)
    assert checkout.cli("freeze", "alpha").code == 0
    assert parts_of(checkout).keys() == {"page", "E1"}
    checkout.path("alpha").write_text(script)
    monkeypatch.setattr(freezing, "run_tutorials", lambda *_: iter(()))
    assert "stale" not in checkout.cli("list").out
    assert checkout.cli("freeze", "alpha").out.endswith(" kB, 0 cells changed\n")
    assert parts_of(checkout) == before
    assert b"E1" not in checkout.frozen_files()["m1_first/alpha/results.json"]
    assert checkout.cli("freeze", "alpha").out == "alpha is fresh; nothing to do\n"
