import hashlib

import pytest
import requests

from tutorial_lib.data.download import CHUNK_BYTES, download

CONTENT = bytes(range(256)) * 1024  # 256 KiB: several chunks
SHA256 = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"


class Origin:
    """An address whose connection breaks after so many bytes, once for each number."""

    def __init__(self, server, monkeypatch):
        self.breaks, self.ranges, self.knows_ranges = [], [], True
        self.url = f"{server.url}file.bin"
        origin = self

        def answer(handler):
            wanted = handler.headers["Range"]
            origin.ranges.append(wanted)
            start = int(wanted.removeprefix("bytes=")[:-1]) if wanted and self.knows_ranges else 0
            if start >= len(CONTENT):
                handler.send_error(416)
                return
            handler.send_response(206 if start else 200)
            handler.send_header("Content-Length", str(len(CONTENT) - start))
            handler.end_headers()
            until = start + origin.breaks.pop(0) if origin.breaks else None
            handler.wfile.write(CONTENT[start:until])

        monkeypatch.setattr(server.RequestHandlerClass.func, "do_GET", answer)


@pytest.fixture
def origin(server, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)  # between two tries
    return Origin(server, monkeypatch)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "file.bin"


def names(target):
    return [path.name for path in target.parent.iterdir()]


def test_a_file_comes_whole_and_alone(origin, target):
    download(origin.url, target, SHA256)
    assert target.read_bytes() == CONTENT
    assert names(target) == ["file.bin"]
    assert origin.ranges == [None]


def test_a_connection_that_breaks_once_is_taken_up_where_it_broke(origin, target):
    origin.breaks = [CHUNK_BYTES + 5]
    download(origin.url, target, SHA256)
    assert target.read_bytes() == CONTENT
    first, rest = origin.ranges
    assert first is None
    assert CHUNK_BYTES <= int(rest.removeprefix("bytes=")[:-1]) <= CHUNK_BYTES + 5
    assert names(target) == ["file.bin"]


def test_the_next_run_goes_on_where_the_last_one_gave_up(origin, target):
    origin.breaks = [2 * CHUNK_BYTES, CHUNK_BYTES]  # it tries twice
    with pytest.raises(requests.RequestException):
        download(origin.url, target, SHA256)
    assert names(target) == ["file.bin.part"]
    part = target.with_name("file.bin.part").read_bytes()
    assert part == CONTENT[: len(part)]
    assert len(part) == 3 * CHUNK_BYTES
    download(origin.url, target, SHA256)
    assert origin.ranges[-1] == f"bytes={len(part)}-"
    assert target.read_bytes() == CONTENT


def test_a_server_without_ranges_gives_all_of_it_again(origin, target):
    origin.knows_ranges = False
    origin.breaks = [CHUNK_BYTES]
    download(origin.url, target, SHA256)
    assert origin.ranges[1] is not None
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "part", [b"x" * 1000, b"x" * len(CONTENT), CONTENT + b"x"], ids=["begins", "fills", "exceeds"]
)
def test_a_part_of_another_file_is_given_up(origin, target, part):
    target.parent.mkdir()
    target.with_name("file.bin.part").write_bytes(part)
    download(origin.url, target, SHA256)
    assert target.read_bytes() == CONTENT
    assert names(target) == ["file.bin"]
    assert origin.ranges[-1] is None


def test_a_file_with_another_digest_leaves_nothing(origin, target):
    with pytest.raises(ValueError, match="hash"):
        download(origin.url, target, "md5:" + "0" * 32)
    assert names(target) == []


def test_a_stop_by_the_reader_keeps_the_part(origin, target, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tutorial_lib.progress.Progress.update", stop)
    with pytest.raises(KeyboardInterrupt):
        download(origin.url, target, SHA256)
    assert names(target) == ["file.bin.part"]


@pytest.mark.slow
def test_no_answer_keeps_nothing(target, server):
    with pytest.raises(requests.HTTPError, match="404"):
        download(f"{server.url}none.bin", target, SHA256)
    assert names(target) == []
