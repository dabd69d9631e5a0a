"""Nobody has to believe frozen results: whatever was altered in them is caught and named."""

import copy
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from PIL import Image

from tutorial_build.authors.prove import DIGITS, KINDS, Copy, plant
from tutorial_build.results import store
from tutorial_build.results.verify import judge, verify
from tutorial_build.run.keys import facts_of
from tutorial_build.run.protocol import digest_of

from .conftest import SmallCourse
from .test_exercises import add_exercise

# Two runs, since a printed text differs; every kind of result; a seed.
SCRIPT = """\
# %%
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(1)

# %%
steps = rng.normal(size=5)
low = -0.5
print(f"media {steps.mean():.4f}, mínimo {low}, pasos 1234567 // mean {steps.mean():.4f}, \
minimum {low}, steps 1234567")

# %%
#| alt: Dos curvas // Two curves
fig, ax = plt.subplots(figsize=(4, 3))
ax.plot(steps, color="#1f6feb")
ax.plot(steps.cumsum(), color="#b35900")
ax.set_title("La suma // The sum")
plt.show()

# %%
#| tags: [claim]
from tutorial_lib.checks import claim

claim("mean", steps.mean(), between=(-2, 2), says="la media es poca // the mean is small")

# %%
#| tags: [volatile]
import time

print(time.perf_counter())

# %% [markdown] lang="es"
# La media es {{ low }}.

# %% [markdown] lang="en"
# The mean is {{ low }}.
"""
ALPHA = "examples/m1_first/alpha.py"
PRINT, PLOT, CLAIM = 15, 21, 29  # lines where those cells start


@pytest.fixture(scope="module")
def proved(template, tmp_path_factory):
    """The small course with a page of every kind of result, frozen."""
    root = tmp_path_factory.mktemp("proved") / "course"
    shutil.copytree(template, root)
    checkout = SmallCourse(root)
    checkout.write("alpha", SCRIPT)
    made = checkout.prepare()
    assert not made.errors, made.errors
    tutorial = checkout.tutorial("alpha")
    folder = checkout.project.frozen(tutorial)
    shutil.rmtree(folder)
    shutil.copytree(checkout.project.store(tutorial), folder)
    shutil.rmtree(root / "build")
    return root


@pytest.fixture
def course(proved, tmp_path, capsys):
    shutil.copytree(proved, tmp_path / "course")
    return SmallCourse(tmp_path / "course", capsys)


def folder_of(checkout):
    return checkout.root / "examples/_frozen/m1_first/alpha"


def alter(checkout, change, name="results.json"):
    """Change frozen results by hand."""
    path = folder_of(checkout) / name
    content = json.loads(path.read_text(encoding="utf-8"))
    if getattr(change, "of_drawings", False):
        change(content, path.parent)
    else:
        change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def verdict_of(checkout):
    (verdict,) = verify(checkout.project, [checkout.tutorial("alpha")])
    return verdict


def in_every_run(change):
    def apply(content):
        for record in content["runs"]["page"].values():
            change(record)

    return apply


def replace_text(old, new):
    def change(record):
        output = record["cells"][1]["outputs"][0]
        assert old in output["text"], output["text"]
        output["text"] = output["text"].replace(old, new)

    return in_every_run(change)


def drawing(record):
    return record["cells"][2]["outputs"][0]["drawing"]


def in_every_drawing(change):
    """A change of what the figure of the third cell draws, which lies in a file of its own."""

    def apply(content, folder):
        for record in content["runs"]["page"].values():
            kept = drawing(record)
            axes = json.loads(gzip.decompress((folder / kept["file"]).read_bytes()))
            change(axes)
            text = json.dumps(axes).encode()
            kept["file"] = f"{digest_of(text)}.json.gz"
            (folder / kept["file"]).write_bytes(gzip.compress(text))

    apply.of_drawings = True
    return apply


def claim(record):
    return record["cells"][3]["claims"][0]


def test_what_was_not_altered_is_exact(course):
    verdict = verdict_of(course)
    assert (verdict.grade, verdict.problems) == ("exact", ())
    assert [re.sub(r"\d\.\d s", "N s", row) for row in sorted(verdict.rows)] == [
        "alpha ran N s: 8 numbers, 2 figures, 2 claims = frozen",  # of both languages
    ]


def test_a_verified_page_says_when(course):
    assert verdict_of(course).grade == "exact"
    course.build()
    assert store.verified_day(course.project.build, folder_of(course)) == store.today()
    assert "y comprobados el " in course.page("alpha")


PLANTED = {
    "a digit": (
        replace_text("0.22", "0.24"),
        rf"{ALPHA}:{PRINT}: \[e[sn]\] number was 0\.24\d+, is 0\.22\d+",
    ),
    "the last digit of a large number": (
        replace_text("1234567", "1234568"),
        rf"{ALPHA}:{PRINT}: \[e[sn]\] number was 1234568, is 1234567",
    ),
    "a sign": (
        replace_text("-0.5", "0.5"),
        rf"{ALPHA}:{PRINT}: \[e[sn]\] number was 0\.5, is -0\.5",
    ),
    "a word": (
        replace_text("m", "n"),
        rf"{ALPHA}:{PRINT}: \[e[sn]\] text was '.*', is '.*'",
    ),
    "a label": (
        in_every_run(lambda record: drawing(record)["texts"].append("another")),
        rf"{ALPHA}:{PLOT}: \[e[sn]\] figure texts differ: \['another'\]",
    ),
    "a missing curve": (
        in_every_drawing(lambda axes: axes[0]["artists"].pop(0)),
        rf"{ALPHA}:{PLOT}: \[e[sn]\] artists differ: \d, now \d",
    ),
    "a point of a curve": (
        in_every_drawing(
            lambda axes: axes[0]["artists"][0]["points"]["values"].__setitem__(2, 9.0)
        ),
        rf"{ALPHA}:{PLOT}: \[e[sn]\] .*points\.values was \[.*9\.0.*\], is \[.*\]",
    ),
    "the value of a claim": (
        in_every_run(lambda record: claim(record).update(value=0.25)),
        rf"{ALPHA}:{CLAIM}: \[e[sn]\] claim mean\.value was 0\.25, is 0\.\d+",
    ),
    "the expectation of a claim": (
        in_every_run(lambda record: claim(record).update(between=[-2, 9])),
        rf"{ALPHA}:{CLAIM}: \[e[sn]\] claim mean\.between\[1\] was 9, is 2",
    ),
    "the sentence of a claim": (
        in_every_run(lambda record: claim(record).update(says="x")),
        rf"{ALPHA}:{CLAIM}: \[e[sn]\] claim mean\.says was 'x', is '.+'",
    ),
    "an inline value": (
        in_every_run(lambda record: record["values"].__setitem__(0, 0.5)),
        rf"{ALPHA}:1: \[e[sn]\] inline value \{{\{{ low \}}\}} was 0\.5, is -0\.5",
    ),
}


@pytest.fixture(scope="module")
def fresh_run(proved, tmp_path_factory):
    """The results of another run, which nothing has altered."""
    root = tmp_path_factory.mktemp("fresh") / "course"
    shutil.copytree(proved, root)
    checkout = SmallCourse(root)
    assert checkout.prepare(fresh=True).errors == []
    return store.load(checkout.project.store(checkout.tutorial("alpha")), root)


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_change_is_caught_with_its_cell_and_number(course, fresh_run, what):
    change, message = PLANTED[what]
    alter(course, change)
    kept = store.load(folder_of(course), course.root)
    verdict = judge(course.tutorial("alpha"), kept, fresh_run)
    assert verdict.grade == "failed"
    assert len(verdict.problems) == 2  # one a language
    for problem in verdict.problems:
        assert re.fullmatch(message, problem), problem
    assert all(row.endswith("≠ frozen") for row in verdict.rows)


def test_results_of_another_seed_are_caught(course, tmp_path):
    # The results of another seed, under the facts of this one.
    other = SmallCourse(tmp_path / "other")
    shutil.copytree(course.root, other.root)
    other.edit("alpha", "default_rng(1)", "default_rng(2)")
    other.prepare()
    facts = json.loads((folder_of(course) / "results.json").read_text())["facts"]
    shutil.rmtree(folder_of(course))
    shutil.copytree(other.root / "build/store/m1_first/alpha", folder_of(course))
    alter(course, lambda content: content.update(facts=facts))
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    found = "\n".join(verdict.problems)
    assert re.search(rf"{ALPHA}:{PRINT}: \[es\] number was -?\d\.\d+, is -?\d\.\d+", found)
    assert re.search(rf"{ALPHA}:{PLOT}: \[en\] axis\.limits was ", found)
    assert re.search(rf"{ALPHA}:{CLAIM}: \[en\] claim mean\.value was ", found)


def test_another_picture_under_the_same_drawing_is_caught(course, tmp_path):
    # Named by its content and noted, as one would who wants to be believed.
    kept = store.load(folder_of(course), course.root)
    scratch = tmp_path / "scratch"
    shutil.copytree(kept.folder, scratch)
    black = io.BytesIO()
    Image.new("RGB", (320, 240), "black").save(black, "webp")
    name = f"{digest_of(black.getvalue())}.webp"
    (scratch / name).write_bytes(black.getvalue())
    for run in kept.page.runs.values():
        run.cells[2].pictures[0].thumb = name
    store.save(replace(kept, folder=scratch), folder_of(course))
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    assert re.fullmatch(
        rf"{ALPHA}:{PLOT}: \[e[sn]\] figure looks different: distance 0\.\d+, at most 0\.02",
        verdict.problems[0],
    )


def test_an_unseeded_page_is_caught(course):
    course.edit(
        "alpha", "np.random.default_rng(1)", "np.random.RandomState(np.random.randint(9999))"
    )
    course.edit("alpha", "La suma // The sum", "x")
    course.edit("alpha", "la media es poca // the mean is small", "x")
    text = course.path("alpha").read_text()
    start = text.index('print(f"media')
    end = text.index("# %%\n#| alt:")
    course.path("alpha").write_text(text[:start] + "print(steps.mean())\n\n" + text[end:])
    assert course.cli("freeze", "alpha").code == 0  # one run for both languages: nothing shows
    assert verdict_of(course).grade == "failed"


def test_volatile_output_is_never_compared(course):
    alter(
        course,
        lambda c: [run["4"][0].update(text="1") for run in c["page"]["volatile"].values()],
        "sidecar.json",
    )
    assert verdict_of(course).grade == "exact"


def say_another_stack(checkout, **facts):
    """Write the results again as if they came from another stack."""
    kept = store.load(folder_of(checkout), checkout.root)
    for part in kept.parts.values():
        part.sidecar.stack |= facts or {"numpy": "1.0.0"}
    store.save(kept, folder_of(checkout))


def test_a_stack_that_was_edited_in_the_sidecar_switches_nothing_off(course):
    alter(course, lambda c: c["page"]["stack"].update(numpy="1.0.0"), "sidecar.json")
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    assert "the stack of page is not the one of its results" in verdict.problems[0]


def test_another_stack_with_equal_results_is_exact(course):
    say_another_stack(course)
    assert verdict_of(course).grade == "exact"


def test_on_another_stack_numbers_may_differ_by_a_thousandth(course):
    printed = re.search(r"0\.22\d\d", (folder_of(course) / "results.json").read_text())[0]
    alter(course, replace_text(printed, f"{float(printed) * 1.0007:.4f}"))
    assert verdict_of(course).grade == "failed"
    say_another_stack(course)
    verdict = verdict_of(course)
    assert (verdict.grade, verdict.problems) == ("claims", ())
    (row,) = verdict.rows
    assert re.search(r"hold with 2 differences, on another stack \(numpy 1\.0\.0 → \d.*\)$", row)


@pytest.mark.parametrize("what", PLANTED)
def test_on_another_stack_a_planted_change_is_caught_as_well(course, fresh_run, what):
    change, _ = PLANTED[what]
    alter(course, change)
    say_another_stack(course)
    kept = store.load(folder_of(course), course.root)
    assert judge(course.tutorial("alpha"), kept, fresh_run).grade == "failed"


def test_on_another_stack_a_claim_may_not_change_what_it_claims(course):
    say_another_stack(course)
    alter(course, PLANTED["the expectation of a claim"][0])
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    assert "claim mean.between[1] was 9, is 2" in verdict.problems[0]


def test_a_claim_that_does_not_hold_fails_on_every_stack(course):
    say_another_stack(course)
    course.edit("alpha", "between=(-2, 2)", "between=(5, 6)")
    facts = facts_of(course.tutorial("alpha"), "page", (), course.project.library)
    alter(course, lambda c: c["facts"].update({name: f"{facts[name]} page" for name in facts}))
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    assert "ClaimError: ✗ mean: " in verdict.problems[0]


def test_a_language_that_was_given_results_of_its_own_is_compared_as_well(course):
    # One run serves both languages of beta; by hand each has its own, and the English one lies.
    folder = course.root / "examples/_frozen/m1_first/beta"
    for name, of_page in (
        ("results", lambda c: c["runs"]["page"]),
        ("sidecar", lambda c: c["page"]["seconds"]),
    ):
        content = json.loads((folder / f"{name}.json").read_text())
        runs = of_page(content)
        runs["es"], runs["en"] = (copy.deepcopy(run) for run in [runs.pop("both")] * 2)
        if name == "results":
            runs["en"]["cells"][0]["outputs"][0]["text"] = "43"
        (folder / f"{name}.json").write_text(json.dumps(content))
    (verdict,) = verify(course.project, [course.tutorial("beta")])
    assert (verdict.grade, len(verdict.problems)) == ("failed", 1)
    assert verdict.problems[0].endswith(": [en] number was 43, is 42")


def test_a_run_that_used_more_than_the_frozen_one_says_so(course):
    used = "call tutorial_lib.checks claim"
    alter(course, lambda content: content["facts"].pop(used))
    verdict = verdict_of(course)
    assert (verdict.grade, verdict.problems) == ("exact", ())
    assert verdict.rows[1:] == (
        f"alpha page used more than when it was frozen: {used}; freeze it again",
    )


def test_a_run_that_used_less_says_nothing(course):
    unused = "call tutorial_lib.runtime seed_everything"
    digest = course.project.library.digest(unused)
    alter(course, lambda content: content["facts"].update({unused: f"{digest} page"}))
    verdict = verdict_of(course)
    assert (verdict.grade, len(verdict.rows)) == ("exact", 1)


@pytest.fixture
def exercise(course):
    """The same page with an exercise, frozen again."""
    add_exercise(course)
    assert course.cli("freeze", "alpha").code == 0
    return course


def test_one_row_sums_up_the_page_and_its_exercises(exercise):
    (row,) = verdict_of(exercise).rows
    # The exercise prints 42 and two lines without a number, in each language.
    assert re.fullmatch(r"alpha ran \d+\.\d s: 10 numbers, 2 figures, 2 claims = frozen", row)


def test_a_change_planted_in_an_exercise_is_caught_with_its_cell(exercise):
    def change(content):
        content["runs"]["E1"]["es"]["cells"][1]["outputs"][0]["text"] = "43"

    alter(exercise, change)
    verdict = verdict_of(exercise)
    line = exercise.path("alpha").read_text().split("\n").index('seen.append("solution")') + 1
    assert verdict.problems == (f"{ALPHA}:{line}: [es] number was 43, is 42",)


def test_stale_results_are_not_verified(course):
    course.edit("alpha", "default_rng(1)", "default_rng(2)")
    verdict = verdict_of(course)
    assert verdict.grade == "failed"
    assert verdict.problems == (
        f"{ALPHA}:1: the frozen results are stale; run 'tutorial freeze alpha'",
    )


def test_a_page_without_frozen_results_is_not_verified(course):
    shutil.rmtree(folder_of(course))
    assert verdict_of(course).problems == (
        f"{ALPHA}:1: nothing frozen; run 'tutorial freeze alpha'",
    )


def test_a_page_that_cannot_run_here_is_named_with_the_reason(course):
    course.edit("alpha", "import numpy as np", "import no_such_package\nimport numpy as np")
    verdict = verdict_of(course)
    assert verdict.grade == "not run"
    assert verdict.problems == (
        "no package no_such_package; make .venv/dev, or pip install -e . -c constraints.txt",
    )
    assert course.cli("verify", "--all").code == 0
    done = course.cli("verify", "--all", "--require-all")
    assert done.code == 1
    assert "alpha not run: no package no_such_package" in done.out


def test_the_command_prints_a_row_a_page_and_names_what_differs(course):
    done = course.cli("verify", "alpha", "beta")
    assert done.code == 0
    assert len(done.out.splitlines()) == 2
    alter(course, replace_text("-0.5", "0.5"))
    done = course.cli("verify", "--all")
    assert done.code == 1
    assert f"{ALPHA}:{PRINT}: [es] number was 0.5, is -0.5" in done.err
    assert "beta ran " in done.out


def test_the_command_gives_json(course):
    done = course.cli("verify", "beta", "--json")
    (shown,) = json.loads(done.out)
    assert (shown["slug"], shown["grade"]) == ("beta", "exact")


def test_a_report_shows_both_sides_of_a_figure_that_is_drawn_otherwise(course, tmp_path):
    course.edit("alpha", "steps.cumsum()", "steps.cumprod()")
    assert course.cli("freeze", "alpha").code == 0
    shutil.copytree(folder_of(course), tmp_path / "kept")
    course.edit("alpha", "steps.cumprod()", "steps.cumsum()")
    assert course.cli("freeze", "alpha").code == 0
    facts = json.loads((folder_of(course) / "results.json").read_text())["facts"]
    shutil.rmtree(folder_of(course))
    shutil.copytree(tmp_path / "kept", folder_of(course))
    alter(course, lambda content: content.update(facts=facts))
    done = course.cli("verify", "alpha", "beta", "--report", str(tmp_path / "report.html"))
    assert done.code == 1
    page = (tmp_path / "report.html").read_text()
    assert page.count("data:image/svg+xml;base64,") == 4  # both sides, in each language
    assert f"{ALPHA}:{PLOT} [es]" in page
    assert "beta: exact" in page


def test_verify_wants_names_or_all(course):
    assert course.cli("verify").code == 2
    assert course.cli("verify", "alpha", "--all").code == 2


def test_quick_runs_once_what_stays_as_it_is(course):
    done = course.cli("verify", "--quick")
    assert done.out.count("= frozen") == 2
    done = course.cli("verify", "--quick")
    assert done.code == 0
    day = store.today()
    assert done.out == "".join(
        f"{slug} frozen, ran on {day}, verified here on {day}\n" for slug in ("alpha", "beta")
    )


def test_quick_runs_again_where_a_digit_of_the_results_changed(course):
    assert course.cli("verify", "--quick").code == 0
    alter(course, replace_text("0.22", "0.24"))
    done = course.cli("verify", "--quick")
    assert done.code == 1
    assert "≠ frozen" in done.out
    assert "number was 0.24" in done.err
    assert "beta frozen, ran on " in done.out


def test_quick_refuses_what_is_stale_each_time(course):
    assert course.cli("verify", "--quick").code == 0
    course.edit("alpha", "low = -0.5", "low = -0.6")
    for _ in range(2):
        done = course.cli("verify", "--quick")
        assert done.code == 1
        assert "the frozen results are stale" in done.err


def test_planted_changes_of_every_kind_are_caught(exercise):
    text = exercise.path("alpha").read_text()
    volatile = "# %%\n#| tags: [volatile]"
    data = '# %%\n#| data: I-1\n#| alt: Un mapa // A map\n{"x": [1.5, 2.5]}\n\n'
    curves = text[text.index("# %%\n#| alt: Dos curvas") : text.index("# %%\n#| tags: [claim]")]
    text = text.replace(volatile, data + volatile).replace(
        curves, curves + curves.replace("cumsum", "cumprod")
    )
    exercise.path("alpha").write_text(text)
    assert exercise.cli("freeze", "alpha").code == 0
    assert exercise.cli("run", "alpha").code == 0
    planted = list(plant(exercise.project, exercise.tutorial("alpha")))
    assert [kind for kind, caught in planted if not caught] == []
    assert Counter(kind for kind, _ in planted) == {kind: len(c) for kind, c in KINDS.items()}


def test_digits_are_planted_in_exercises_too(exercise, tmp_path):
    parts = set()
    for number in range(DIGITS):
        copy = Copy(folder_of(exercise), tmp_path / str(number))
        before = json.loads(json.dumps(copy.results["runs"]))
        assert KINDS["a printed digit"][number](copy)
        parts |= {name for name, runs in copy.results["runs"].items() if runs != before[name]}
    assert parts == {"page", "E1"}


def test_the_kernel_of_another_machine_excuses_nothing(course):
    say_another_stack(course, system="another", cpu="another", python="3.11.0")
    assert verdict_of(course).grade == "exact"
    alter(course, replace_text("0.22", "0.23"))
    assert verdict_of(course).grade == "failed"


def test_the_last_digit_of_a_long_number_counts(course):
    alter(course, replace_text("1234567", "1234568"))
    assert verdict_of(course).grade == "failed"


def test_results_without_a_digit_have_none_planted(course, tmp_path):
    alter(course, in_every_run(lambda record: record["cells"][1].update(outputs=[])))
    assert not KINDS["a printed digit"][0](Copy(folder_of(course), tmp_path / "copy"))


TORCH = """\
# %%
import torch

torch.manual_seed(0)
x = torch.randn(64, 64)
y = torch.softmax(x @ x.T / 64, dim=1)

# %%
print(y[0, :4])

# %%
#| tags: [claim]
from tutorial_lib.checks import claim

claim("sums", y.sum(dim=1), equals=1.0, abs=1e-5)
"""


@pytest.mark.slow
def test_claims_hold_under_another_cpu_capability(checkout):
    pytest.importorskip("torch")
    checkout.write("alpha", TORCH)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}

    def tutorial(*arguments, **settings):
        return subprocess.run(
            [sys.executable, "-m", "tutorial_build.cli", *arguments],
            cwd=checkout.root,
            env={**environment, **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    assert tutorial("freeze", "alpha").returncode == 0
    sidecar = json.loads((folder_of(checkout) / "sidecar.json").read_text())
    if sidecar["page"]["stack"]["cpu_capability"] == "DEFAULT":
        pytest.skip("this processor has no other capability")
    done = tutorial("verify", "alpha")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("= frozen")
    done = tutorial("verify", "alpha", ATEN_CPU_CAPABILITY="default")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("= frozen") or "on another stack" in done.stdout
