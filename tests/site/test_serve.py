"""`mkdocs serve`: one save, one rebuild, and a page that comes back when it is mended."""

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
from checkouts import environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SCRIPT = "examples/m1_gradient_descent/gradient_descent.py"
PAGE = "m1-gradient-descent/gradient-descent/"
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
                env=environment(PYTHONUNBUFFERED="1"),
                stdout=log,
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def builds(self) -> int:
        """How often the site was built since the start."""
        return self.said.count("Building documentation...")

    def wait(self, happened: Callable[[], object]) -> None:
        limit = time.monotonic() + PATIENCE_S
        while not happened():
            assert self._process.poll() is None, self.said
            assert time.monotonic() < limit, self.said
            time.sleep(0.2)

    def settle(self, builds: int) -> None:
        """Wait until it has built this often, and see that it stays so."""
        self.wait(lambda: self.builds >= builds and self.idle)
        time.sleep(QUIET_S)
        assert self.builds == builds, self.said

    @property
    def idle(self) -> bool:
        """Whether every build so far has ended (MkDocs leaves out a line it has said before)."""
        return len(re.findall(r"Serving on http|Reloading browsers", self.said)) == self.builds

    def page(self, address: str) -> str:
        (url,) = re.findall(r"Serving on (http://\S+)", self.said)[:1]
        try:
            with urlopen(url + address) as answer:
                return str(answer.read().decode())
        except URLError as error:
            return str(error)

    def save(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(project: Path) -> Iterator[Serve]:
    running = Serve(project)
    try:
        running.settle(1)
        yield running
    finally:
        running.stop()


def test_one_save_is_one_rebuild_and_errors_come_and_go(serve: Serve) -> None:
    # A hand-written page.
    serve.save("docs/es/index.md", "## Para quién es", "Recién escrito.\n\n## Para quién es")
    serve.settle(2)
    assert "Recién escrito." in serve.page("")

    # The prose of a script: nothing runs.
    first = '# %% [markdown] lang="{}"\n'
    both = {"es": "# Frase nueva.\n#\n", "en": "# A new sentence.\n#\n"}
    text = (serve.root / SCRIPT).read_text(encoding="utf-8")
    for lang, added in both.items():
        text = text.replace(first.format(lang), first.format(lang) + added, 1)
    (serve.root / SCRIPT).write_text(text, encoding="utf-8")
    serve.settle(3)
    assert "Frase nueva." in serve.page(PAGE)
    assert "A new sentence." in serve.page(f"en/{PAGE}")
    assert "gradient_descent es ran" not in serve.said

    # A comment of the library, which no result depends on.
    (module,) = (serve.root / "src" / "tutorial_lib").glob("checks.py")
    with module.open("a", encoding="utf-8") as source:
        source.write("\n# A remark.\n")
    serve.settle(4)

    # A broken script: the page shows where and what, in serve only.
    serve.save(SCRIPT, "import numpy as np", "import numpy as np\nprint(")
    serve.settle(5)
    for lang in ("", "en/"):
        page = serve.page(lang + PAGE)
        assert "g-notice" in page
        assert f"{SCRIPT}:" in page
        assert "was never closed" in page

    # Mended: the page is back.
    serve.save(SCRIPT, "import numpy as np\nprint(", "import numpy as np")
    serve.settle(6)
    page = serve.page(PAGE)
    assert "Frase nueva." in page
    assert "g-notice" not in page
    assert "gradient_descent es ran" not in serve.said
