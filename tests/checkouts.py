"""Copies of the whole project, what `mkdocs` does in them, and a server for what it made."""

import os
import shutil
import subprocess
import sys
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mkdocs.utils import yaml_load

from tutorial_build.source.course import Course, read_course

REPOSITORY = Path(__file__).parents[1]
LANGUAGES = ("es", "en")
PARTS = ("docs", "examples", "src", "mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "README.md")
PARTS += ("README.es.md", "LICENSE", "Makefile", "constraints.txt")


def copy_project(target: Path) -> Path:
    """Copy what a site is made from, so that no test disturbs the checkout it runs in."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in PARTS:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ignored)
        elif source.exists():
            shutil.copy(source, target / name)
    for lang in LANGUAGES:
        (target / "build" / "docs" / lang).mkdir(parents=True)
    # What has run here but is not frozen yet, and notebooks made into HTML, need not be made again.
    for name in ("store", "notebooks"):
        if (REPOSITORY / "build" / name).is_dir():
            shutil.copytree(REPOSITORY / "build" / name, target / "build" / name)
    return target


def environment(**changes: str) -> dict[str, str]:
    """The environment of a command: this one's, without the settings of its person."""
    personal = ("SITE_URL", "SITE_URL_EN", "REPO_URL", "DIRECTORY_URLS", "TUTORIAL_LANG")
    kept = {name: value for name, value in os.environ.items() if name not in personal}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "OMP_NUM_THREADS": "1", **changes}


def mkdocs(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs …` in a copy of the project."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def course() -> Course:
    return read_course(REPOSITORY)


def addresses(lang: str) -> list[str]:
    """The address of every page of a language below the site's root, in the order of the nav.

    Pages to come, which are places in another page, are left out.
    """
    root = "" if lang == "es" else "en/"
    name = {"es": "mkdocs.yml", "en": "mkdocs.en.yml"}[lang]
    with (REPOSITORY / name).open(encoding="utf-8") as config:
        sources = _leaves(yaml_load(config)["nav"])
    return [root + _address(source) for source in sources if "#" not in source]


def tutorials(lang: str) -> dict[str, str]:
    """The address of every written tutorial, with its slug."""
    root = "" if lang == "es" else "en/"
    return {f"{root}{t.address}/": slug for slug, t in course().tutorials.items()}


def language_of(address: str) -> str:
    return "en" if address.startswith("en/") else "es"


def other(address: str) -> str:
    """The address of the same page in the other language."""
    return address.removeprefix("en/") if language_of(address) == "en" else f"en/{address}"


def _leaves(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [leaf for part in parts for leaf in _leaves(part)]


def _address(source: str) -> str:
    path = source.rpartition(".")[0]
    return "" if path == "index" else f"{path.removesuffix('/index')}/"


class Server:
    """Serves a folder below `/gradiente/`, as a project page of a static host does."""

    SUBPATH = "/gradiente/"

    def __init__(self) -> None:
        self.folder = Path()
        self._httpd = _Threads(("127.0.0.1", 0), partial(_Handler, server_of=self))
        self._thread = threading.Thread(target=self._httpd.serve_forever, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._httpd.server_address[1]}"

    @property
    def url(self) -> str:
        return f"{self.origin}{self.SUBPATH}"

    def stop(self) -> None:
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()


class _Threads(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a page was closed: no news
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Like a static host: one 404 page for whatever is missing."""

    protocol_version = "HTTP/1.1"  # keeps connections open, as hosts do

    def __init__(self, *args: Any, server_of: Server, **kwargs: Any) -> None:
        self.site = server_of
        super().__init__(*args, directory=str(server_of.folder), **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(Server.SUBPATH):
            return str(self.site.folder / "outside the subpath")
        return super().translate_path(path.removeprefix(Server.SUBPATH.rstrip("/")))

    def send_error(self, code: int, *args: Any, **kwargs: Any) -> None:
        page = self.site.folder / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, *args, **kwargs)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def log_message(self, *_: Any) -> None:
        pass
