import hashlib
import time

import pytest
import requests

from tutorial_lib.data import download as module
from tutorial_lib.data.download import download

CONTENT = bytes(range(256)) * 1024  # 256 KiB: several chunks
SHA256 = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"


@pytest.fixture
def origin(server, monkeypatch):
    """An address whose connection breaks after so many bytes, once for each number."""
    server.breaks, server.pause_seconds = [], 0.0
    wait = time.sleep

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        until = server.breaks.pop(0) if server.breaks else len(CONTENT)
        for start in range(0, until, 4096):
            wait(server.pause_seconds)
            handler.wfile.write(CONTENT[start : min(start + 4096, until)])

    monkeypatch.setattr(server.RequestHandlerClass.func, "do_GET", answer)
    monkeypatch.setattr(server, "handle_error", lambda *_: None)  # who asked may hang up
    monkeypatch.setattr("time.sleep", lambda _: None)  # between two tries
    server.url += "file.bin"
    return server


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "file.bin"


def names(target):
    return [path.name for path in target.parent.iterdir()]


def test_a_file_comes_whole_and_alone(origin, target):
    download(origin.url, target, SHA256)
    assert target.read_bytes() == CONTENT
    assert names(target) == ["file.bin"]


def test_a_connection_that_breaks_once_is_tried_again(origin, target):
    origin.breaks = [5000]
    download(origin.url, target, SHA256)
    assert target.read_bytes() == CONTENT
    assert len(origin.asked) == 2


def test_a_connection_that_breaks_twice_leaves_nothing(origin, target):
    origin.breaks = [5000, 9000]
    with pytest.raises(requests.RequestException):
        download(origin.url, target, SHA256)
    assert names(target) == []


def test_a_file_with_another_digest_leaves_nothing(origin, target):
    with pytest.raises(ValueError, match="hash"):
        download(origin.url, target, "md5:" + "0" * 32)
    assert names(target) == []


def test_a_server_that_never_ends_is_left_after_the_limit(origin, target, monkeypatch):
    monkeypatch.setattr(module, "LIMIT_SECONDS", 0.1)
    origin.pause_seconds = 0.05  # 64 pieces: 3 seconds
    start = time.monotonic()
    with pytest.raises(TimeoutError, match=r"the download was not over after 0\.1 seconds"):
        download(origin.url, target, SHA256)
    assert time.monotonic() - start < 2
    assert len(origin.asked) == 1
    assert names(target) == []


def test_a_stop_by_the_reader_leaves_nothing(origin, target, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tutorial_lib.progress.Progress.update", stop)
    with pytest.raises(KeyboardInterrupt):
        download(origin.url, target, SHA256)
    assert names(target) == []


@pytest.mark.slow
def test_no_answer_keeps_nothing(target, server):
    with pytest.raises(requests.HTTPError, match="404"):
        download(f"{server.url}none.bin", target, SHA256)
    assert names(target) == []
