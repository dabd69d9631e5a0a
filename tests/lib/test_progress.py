import sys

from tutorial_lib.progress import Progress


def work(monkeypatch, *, terminal, patience_seconds=0.0, total=4):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    bar = Progress("epoch 1", total, patience_seconds=patience_seconds)
    bar.update(2)
    bar.close()


def test_long_work_shows_its_share_and_leaves_nothing_behind(monkeypatch, capsys):
    work(monkeypatch, terminal=True)
    drawn = capsys.readouterr().err.split("\r")
    assert drawn[1] == "epoch 1 " + "█" * 15 + "░" * 15 + "  50%"
    assert drawn[2].strip() == ""
    assert len(drawn[2]) >= len(drawn[1])


def test_short_work_shows_nothing(monkeypatch, capsys):
    work(monkeypatch, terminal=True, patience_seconds=60)
    assert capsys.readouterr().err == ""


def test_nothing_is_drawn_where_nobody_watches(monkeypatch, capsys):
    work(monkeypatch, terminal=False)
    assert capsys.readouterr().err == ""


def test_an_unknown_total_is_no_error(monkeypatch, capsys):
    work(monkeypatch, terminal=True, total=0)
    assert "0%" in capsys.readouterr().err


def test_a_restart_counts_from_zero():
    bar = Progress("x", 4)
    bar.update(3)
    bar.reset()
    assert bar.done == 0
