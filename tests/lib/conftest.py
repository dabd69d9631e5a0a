"""What the tests of the library share."""

import os
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import torch
from hypothesis import settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
torch.set_num_threads(1)
# The same cases in every run, and no time limit: the machine may be busy.
settings.register_profile("lib", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("lib")


@pytest.fixture(autouse=True)
def reader_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A reader's machine: Spanish, an empty cache, no data folder."""
    monkeypatch.delenv("TUTORIAL_LANG", raising=False)
    monkeypatch.delenv("TUTORIAL_DATA", raising=False)
    monkeypatch.setenv("TUTORIAL_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True)
def same_luck() -> None:
    """Each test draws the same numbers, whatever ran before it."""
    torch.manual_seed(0)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        self.server.asked.append(self.path)


@pytest.fixture
def server(tmp_path):
    """An address on this machine that serves the files of a folder."""
    folder = tmp_path / "origin"
    folder.mkdir()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    httpd.asked, httpd.folder = [], folder
    httpd.url = f"http://127.0.0.1:{httpd.server_port}/"
    thread = Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()
