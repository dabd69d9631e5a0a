import sys

import pytest

from tutorial_lib.progress import Progress


def work(monkeypatch, *, terminal, patience_seconds=0.0, total=4):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)  # no thread outlives the test
    bar = Progress("epoch 1", total, patience_seconds=patience_seconds)
    for _ in range(2):
        bar.update()
    bar.close()


@pytest.mark.parametrize("total", [4, 0], ids=["known", "unknown"])
def test_long_work_is_seen_and_leaves_nothing_behind(monkeypatch, capsys, total):
    work(monkeypatch, terminal=True, total=total)
    drawn = capsys.readouterr().err.split("\r")
    assert any(text.startswith("epoch 1: ") for text in drawn)
    assert drawn[-1].strip() == ""


@pytest.mark.parametrize("seen", [{"terminal": False}, {"terminal": True, "patience_seconds": 60}])
def test_nothing_is_drawn_where_nobody_watches_or_waits(monkeypatch, capsys, seen):
    work(monkeypatch, **seen)
    assert capsys.readouterr().err == ""
