"""MkDocs: call the engine before a build, and build English beside it."""

import argparse
import gc
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.__main__ import State
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer, _timestamp
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from tutorial_build.errors import ContentError, disk_error
from tutorial_build.memo import memo_of
from tutorial_build.page.markup import fill
from tutorial_build.renderer import Remembering, settings
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.update import locked
from tutorial_build.site.assemble import DEFAULT_SITE, assemble
from tutorial_build.site.live import Live
from tutorial_build.site.prepare import Build, prepare
from tutorial_build.site.unchanged import Stamp

log = logging.getLogger("mkdocs.hooks.tutorial")

# What `tutorial build` asks of the engine, as a value of `extra` in the configuration.
RESULTS = "tutorial_results"
WARNED = 3  # exit code of an English build that is there, and had something to say
# Where the pages that `serve` shows ask how far a run has come.
PROGRESS = "/livereload/progress"


class Hook:
    """What must be remembered between the events of one MkDocs command."""

    def __init__(self) -> None:
        self.command = "build"
        self.made: Build | None = None
        self.english: subprocess.Popen[bytes] | None = None
        self.spanish: Made
        self.remembering: Remembering
        self.live: Live | None = None
        self.stamp: Stamp
        self.said = CountHandler(level=logging.WARNING)

    def on_startup(self, command: str, **_: Any) -> None:
        self.command = command

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Run what is stale and write the Markdown of both languages."""
        gc.disable()  # a build makes many small objects: looking for cycles is a fifth of its time
        checkout = Checkout(Path(config.config_file_path).resolve().parent)
        wanted = config.extra.get(RESULTS, "")
        serve = self.command == "serve"
        self.stamp = Stamp(checkout, Path(config.site_dir), settings(config))
        if self.command == "build" and not wanted and self.stamp.fits():
            log.info("nothing has changed since the last build of this site")
            raise SystemExit(0)
        self.stamp.remove()
        logging.getLogger("mkdocs").addHandler(self.said)
        address = DEFAULT_SITE if serve or not config.site_url else config.site_url
        try:
            with locked(checkout, log.info):
                fresh, own = wanted == "fresh", wanted == "own"
                self.made = prepare(checkout, fresh=fresh, own=own, report=log.info)
                assemble(
                    checkout,
                    self.made,
                    site_url=address.rstrip("/") + "/",
                    show_errors=serve,
                    page_end="/" if config.use_directory_urls else ".html",
                )
        except ContentError as error:
            raise Abort(str(error)) from None
        except OSError as error:
            raise Abort(str(disk_error(error))) from None
        for wrong in self.made.errors:
            log.error(str(wrong))
        for warning in self.made.warnings:
            log.warning(warning)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Start the English build: its pages are written and the site's folder is clean."""
        quiet = logging.getLogger("mkdocs").level >= logging.WARNING
        command = [sys.executable, "-m", "tutorial_build.hook", "mkdocs.en.yml"]
        command += ["--site-dir", str(Path(config.site_dir) / "en")]
        command += ["--site-url", urljoin(config.site_url or "", "en/")]
        command += [*(["--strict"] if config.strict else []), *(["--quiet"] if quiet else [])]
        folder = Path(config.config_file_path).resolve().parent
        self.english = subprocess.Popen(command, cwd=folder)
        return files

    def on_build_error(self, **_: Any) -> None:
        """Do not leave the English build behind."""
        if self.english is not None:
            self.english.terminate()

    def on_post_build(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Wait for the English site; fail at the end where a tutorial is wrong."""
        self.remembering.on_post_build()
        gc.enable()
        english = self.english.wait() if self.english else 0
        if english not in (0, WARNED):
            raise Abort("the English site could not be built; see the lines above")
        if self.made and self.made.errors and self.command != "serve":
            raise Abort(f"{len(self.made.errors)} tutorials are wrong; see the lines above")
        if not (english or self.said.counts):  # a build that has something to say says it again
            self.stamp.write()
        memo_of(self.stamp.root).tidy()

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Remember what `serve` needs to make one page again."""
        self.spanish = Made(config, files, nav)
        self.remembering = memory(config)
        self.remembering.on_nav(nav, config, files)

    def on_pre_page(self, page: Page, **_: Any) -> None:
        self.remembering.on_pre_page(page)

    def on_env(self, env: Environment, **_: Any) -> None:
        self.spanish.env = env
        self.remembering.on_env(env)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> Any:
        """Watch sources only, and show what was saved before all the rest is built again."""
        server.unwatch(config.docs_dir)
        checkout = Checkout(Path(config.config_file_path).resolve().parent)
        served = Served(server, self.spanish)
        live = Live(checkout, served, log.info)
        server.builder = live.save
        served.watch_visits(live)
        served.show_progress(live)
        for warm_up in (served.warm_up, live.warm_up):
            threading.Thread(target=warm_up, daemon=True).start()
        self.live = live
        return server

    def on_shutdown(self) -> None:
        if self.live:
            self.live.stop()


class Made:
    """A site as MkDocs built it last; a page of it can be made again."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        self.config, self.files, self.nav = config, files, nav
        self.env: Environment | None = None

    def show(self, name: str) -> None:
        """Make the HTML of a page from its Markdown, as MkDocs does in a build."""
        file = self.files.get_file_from_path(name)
        if file and file.page and self.env:
            pages = self.files.documentation_pages()
            _populate_page(file.page, self.config, self.files)
            _build_page(file.page, self.config, pages, self.nav, self.env)


class Served:
    """What `mkdocs serve` serves: see `Site` of live.py."""

    def __init__(self, server: LiveReloadServer, spanish: Made) -> None:
        self.server = server
        self.folder = Path(server.root)
        self.made = {"es": spanish}
        self.source = Path(spanish.config.config_file_path).resolve().parent
        self.address = spanish.config.site_url or ""

    def show(self, lang: str, name: str) -> None:
        if lang in self.made:
            self.made[lang].show(name)

    def build(self, folder: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tutorial_build.hook", "mkdocs.yml", "--serve"]
        command += ["--site-dir", str(folder), "--site-url", self.address]
        return subprocess.Popen(command, cwd=self.source)

    def reload(self) -> None:
        server = self.server
        with server._epoch_cond:
            server._wanted_epoch = server._visible_epoch = _timestamp()
            server._epoch_cond.notify_all()

    def show_progress(self, live: Live) -> None:
        """Give every page a script that says which of its cells runs now."""
        answer = self.server._serve_request
        inject: Callable[[bytes, int], bytes] = self.server._inject_js_into_html
        script = fill("follow_run", address=PROGRESS).encode()

        def tell(environ: dict[str, Any], start: Any) -> Any:
            if environ["PATH_INFO"] != PROGRESS:
                return answer(environ, start)
            start("200 OK", [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
            return [json.dumps(live.progress.facts if live.progress else {}).encode()]

        def add(content: bytes, epoch: int) -> bytes:
            return inject(content, epoch).replace(b"</body>", script + b"</body>", 1)

        self.server._serve_request = tell  # type: ignore[assignment]
        self.server._inject_js_into_html = add  # type: ignore[method-assign]

    def watch_visits(self, live: Live) -> None:
        """Remember the address a browser shows: its page is made first where many change."""
        answer, mount = self.server._serve_request, self.server.mount_path

        def remember(environ: dict[str, Any], start: Any) -> Any:
            path = environ["PATH_INFO"]
            if path.endswith("/") and "livereload" not in path:
                live.visited = path.removeprefix(mount).removeprefix("en/").rstrip("/")
            return answer(environ, start)

        self.server._serve_request = remember  # type: ignore[assignment]

    def warm_up(self) -> None:
        """Build the English site here once, out of sight: its pages can then be made again."""
        found: list[Made] = []

        def nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
            found.append(Made(config, files, nav))

        def env(env: Environment, **_: Any) -> None:
            found[0].env = env

        with tempfile.TemporaryDirectory(prefix="site-") as scratch:
            path = str(self.source / "mkdocs.en.yml")
            url = urljoin(self.address, "en/")
            config = load_config(config_file=path, site_dir=scratch, site_url=url)
            config.plugins._register_event("nav", nav)
            config.plugins._register_event("env", env)
            build(config)
        for file in found[0].files:
            file.dest_dir = str(self.folder / "en")
            vars(file).pop("abs_dest_path", None)  # MkDocs keeps it
        self.made["en"] = found[0]


def main() -> None:
    """Build one site; what `mkdocs build` has no option for is asked for here."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("config_file")
    options.add_argument("--results", default="", help="fresh: run all; own: of this checkout")
    options.add_argument("--site-dir")
    options.add_argument("--site-url")
    options.add_argument("--strict", action="store_true", default=None)
    options.add_argument("--quiet", action="store_true")
    options.add_argument("--serve", action="store_true", help="for `serve`: wrong pages say why")
    given = vars(options.parse_args())
    quiet, results, serve = (given.pop(name) for name in ("quiet", "results", "serve"))
    level = logging.ERROR if quiet else logging.WARNING if serve else logging.INFO
    State(level=level)  # MkDocs's own way to print its log
    log.setLevel(min(level, logging.ERROR if quiet else logging.INFO))
    gc.disable()
    config = load_config(**{name: value for name, value in given.items() if value is not None})
    config.extra[RESULTS] = results
    config.plugins.on_startup(command="serve" if serve else "build", dirty=False)
    if not config.hooks:  # the English site; the hook does it for the Spanish one
        memory(config).register(config)
        config.plugins._register_event("files", without_theme)
    said = CountHandler(level=logging.WARNING)
    logging.getLogger("mkdocs").addHandler(said)
    build(config)
    config.plugins.on_shutdown()
    sys.exit(WARNED if said.counts and not config.hooks else 0)


def without_theme(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Leave out the second copy of styles, scripts and fonts: English pages use the Spanish one."""
    docs = Path(config.docs_dir)
    for file in list(files):
        if file.src_uri.startswith("assets/") and not (docs / file.src_uri).exists():
            files.remove(file)
    return files


def memory(config: MkDocsConfig) -> Remembering:
    """What was made before in this checkout."""
    return Remembering(memo_of(Path(config.config_file_path).resolve().parent))


hook = Hook()
on_startup, on_pre_build, on_files = hook.on_startup, hook.on_pre_build, hook.on_files
on_build_error, on_post_build, on_serve = hook.on_build_error, hook.on_post_build, hook.on_serve
on_nav, on_pre_page, on_env = hook.on_nav, hook.on_pre_page, hook.on_env
on_shutdown = hook.on_shutdown

if __name__ == "__main__":
    main()
