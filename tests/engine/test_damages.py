"""A damaged file costs one line and one page: it is named or made again, and never published."""

import re
import shutil

import pytest

from .test_verify import course, folder_of, proved  # noqa: F401

DAMAGES = {
    "empty": b"",
    "cut": lambda content: content[: len(content) // 2],
    "garbage": b"\xff\xfe\x00<script>alert(1)</script>",
    "another file": lambda content: content[::-1],
    "one byte": lambda content: content[:-20] + bytes([content[-20] ^ 1]) + content[-19:],
    "grown": lambda content: content + b"<script>alert(1)</script>",
    "a list": b"[]",
    "not there": None,
    "a folder": ...,
}
KINDS = ("results.json", "sidecar.json", "*.svgz", "*.webp", "*.json.gz")


def damage(path, how):
    if how is None or how is ...:
        path.unlink()
        if how is ...:
            path.mkdir()
    else:
        path.write_bytes(how if isinstance(how, bytes) else how(path.read_bytes()))


def stable(page):
    """A page without what differs from run to run: the printed clock, and the seconds."""
    return re.sub(r"\d+\.\d{5,}|\d+\.\d s|\d+ MB", "…", page)


@pytest.mark.parametrize("what", DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_frozen_results_are_named_and_never_published(course, kind, what):  # noqa: F811
    path = sorted(folder_of(course).glob(kind))[0]
    damage(path, DAMAGES[what])
    made = course.build()
    published = course.root / "build/docs"
    assert "42" in course.page("beta")
    assert not [p for p in published.rglob("*") if p.is_file() and b"alert(1)" in p.read_bytes()]
    for error in map(str, made.errors):
        assert error.startswith("examples/")
        assert "\n" not in error
    if made.errors:
        assert len(made.errors) == 1
        assert "tutorial freeze alpha" in str(made.errors[0])
        assert "0.22" not in course.page("alpha")  # the notice stands alone
    else:  # what was damaged changes no result, or was made again from a run
        assert "0.22" in course.page("alpha")


@pytest.mark.parametrize("what", DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_results_of_this_checkout_are_made_again(course, kind, what):  # noqa: F811
    course.edit("alpha", "default_rng(1)", "default_rng(2)")
    assert course.build().errors == []
    shown = stable(course.page("alpha"))
    path = sorted((course.root / "build/store/m1_first/alpha").glob(kind))[0]
    damage(path, DAMAGES[what])
    assert course.build().errors == []
    assert stable(course.page("alpha")) == shown


@pytest.mark.parametrize("what", [what for what in DAMAGES if what != "a folder"])
@pytest.mark.parametrize("kind", ["memo", "marked", "verified"])
def test_what_was_remembered_may_be_damaged(course, kind, what):  # noqa: F811
    assert course.build().errors == []
    shown = course.page("alpha")
    for path in (course.root / "build" / kind).rglob("*"):
        if path.is_file() and path.stat().st_size > 20:
            damage(path, DAMAGES[what])
    assert course.build().errors == []
    assert course.page("alpha") == shown


@pytest.mark.parametrize("left", ["build", "build/docs", "build/store"])
def test_a_link_in_place_of_a_folder_is_not_emptied(course, left, tmp_path):  # noqa: F811
    course.edit("alpha", "default_rng(1)", "default_rng(2)")  # so that there are results to keep
    course.build()
    aside = tmp_path / "kept"
    aside.mkdir()
    (aside / "mine.txt").write_text("mine")
    shutil.rmtree(course.root / left)
    (course.root / left).symlink_to(aside, target_is_directory=True)
    course.build()
    assert (aside / "mine.txt").read_text() == "mine"
