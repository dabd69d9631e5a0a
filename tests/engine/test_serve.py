"""`mkdocs serve`: one save, one rebuild, and a page that comes back when it is mended."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .conftest import SmallCourse

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PAGE = "m1-first/alpha/"
PATIENCE_S = 120
QUIET_S = 3  # how long nothing more must happen after a build


class Serve:
    """A running `mkdocs serve` and what it has said so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._log = root.parent / "serve.log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}"],
                cwd=root,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def saves(self) -> int:
        """How many saves have been carried through to the whole site."""
        return self.said.count("the whole site is up to date")

    def wait(self, happened: Callable[[], object]) -> None:
        limit = time.monotonic() + PATIENCE_S
        while not happened():
            assert self._process.poll() is None, self.said
            assert time.monotonic() < limit, self.said
            time.sleep(0.2)

    def settle(self, saves: int) -> None:
        """Wait until so many saves are carried through, and see that it stays so."""
        self.wait(lambda: self.saves >= saves)
        time.sleep(QUIET_S)
        assert self.saves == saves, self.said

    def page(self, address: str) -> str:
        (url,) = re.findall(r"Serving on (http://\S+)", self.said)[:1]
        try:
            with urlopen(url + address) as answer:
                return str(answer.read().decode())
        except URLError as error:
            return str(error)

    def save(self, name: str, changes: dict[str, str]) -> None:
        """Exchange texts of a file in one step: a file half written would be seen as one save."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
            text = text.replace(old, new)
        beside = self.root.parent / "saved"  # which nobody watches
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(site_checkout: SmallCourse) -> Iterator[Serve]:
    running = Serve(site_checkout.root)
    try:
        running.wait(lambda: "Serving on http" in running.said)
        yield running
    finally:
        running.stop()


def test_one_save_is_one_rebuild_and_errors_come_and_go(serve: Serve) -> None:
    alpha = "examples/m1_first/alpha.py"

    # A hand-written page: shown before all the rest is built again.
    serve.save("docs/es/index.md", {"# Inicio": "# Inicio\n\nRecién escrito."})
    serve.wait(lambda: "Recién escrito." in serve.page(""))
    assert serve.saves == 0
    serve.settle(1)
    assert "Recién escrito." in serve.page("")

    # The prose of a script: nothing runs.
    serve.save(alpha, {"# Hola.": "# Frase nueva.", "# Hello.": "# A new sentence."})
    serve.settle(2)
    assert "Frase nueva." in serve.page(PAGE)
    assert "A new sentence." in serve.page(f"en/{PAGE}")
    assert "alpha es ran" not in serve.said

    # A comment of the library, which no result depends on.
    serve.save("src/tutorial_lib/checks.py", {"import sys\n": "import sys  # a remark\n"})
    serve.settle(3)
    assert "alpha es ran" not in serve.said

    # A broken script: the page shows where and what, in serve only.
    serve.save(alpha, {"def add(a, b):": "def add(a, b:"})
    serve.settle(4)
    for lang in ("", "en/"):
        page = serve.page(lang + PAGE)
        assert "g-notice" in page
        assert f"{alpha}:" in page
        assert "was never closed" in page
        assert "42" in serve.page(f"{lang}m1-first/beta/")

    # Mended: the page is back, and still nothing ran.
    serve.save(alpha, {"def add(a, b:": "def add(a, b):"})
    serve.settle(5)
    page = serve.page(PAGE)
    assert "Frase nueva." in page
    assert "g-notice" not in page
    assert "alpha es ran" not in serve.said

    # Other code: the page runs again, and shows what came out.
    claim = 'claim("sum", total, equals=3.0, abs=1.0)'
    serve.save(alpha, {claim: 'print("nuevo // new")'})
    serve.settle(6)
    assert "alpha es ran" in serve.said
    assert "nuevo" in serve.page(PAGE)
    assert "new" in serve.page(f"en/{PAGE}")

    # A slow cell: the old page stays and says that it runs; a second save ends the first run.
    serve.save(alpha, {'print("nuevo // new")': "import time\n\ntime.sleep(100)"})
    serve.wait(lambda: "se está ejecutando" in serve.page(PAGE))
    serve.wait(lambda: "celda 2" in serve.page("livereload/progress"))
    running = json.loads(serve.page("livereload/progress"))
    assert running["page"] == PAGE.rstrip("/")
    assert running["es"].startswith("Se está ejecutando la celda 2 de 2: from tutorial_lib")
    assert "/livereload/progress" in serve.page(PAGE)  # asked by a script of `serve` alone
    assert "42" in serve.page("m1-first/beta/")
    serve.save(alpha, {"time.sleep(100)": 'print("al instante // at once")'})
    serve.settle(7)
    assert "al instante" in serve.page(PAGE)
    assert "se está ejecutando" not in serve.page(PAGE)
