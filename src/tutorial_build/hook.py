"""The one place that knows MkDocs: call the engine before a build, and build English beside it."""

import argparse
import gc
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.__main__ import State
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.update import locked
from tutorial_build.site.assemble import DEFAULT_SITE, assemble
from tutorial_build.site.prepare import Build, prepare

log = logging.getLogger("mkdocs.hooks.tutorial")

# What `tutorial build` asks of the engine, as a value of `extra` in the configuration.
RESULTS = "tutorial_results"


class Hook:
    """What must be remembered between the events of one MkDocs command."""

    def __init__(self) -> None:
        self.command = "build"
        self.made: Build | None = None
        self.english: subprocess.Popen[bytes] | None = None

    def on_startup(self, command: str, **_: Any) -> None:
        self.command = command

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Run what is stale and write the Markdown of both languages."""
        gc.disable()  # a build makes many small objects: looking for cycles is a fifth of its time
        checkout = Checkout(Path(config.config_file_path).resolve().parent)
        wanted = config.extra.get(RESULTS, "")
        serve = self.command == "serve"
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
        quiet = logging.getLogger("mkdocs").level >= logging.ERROR
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
        gc.enable()
        if self.english and self.english.wait():
            raise Abort("the English site could not be built; see the lines above")
        if self.made and self.made.errors and self.command != "serve":
            raise Abort(f"{len(self.made.errors)} tutorials are wrong; see the lines above")

    def on_serve(self, server: Any, config: MkDocsConfig, **_: Any) -> Any:
        """Watch sources only: what the engine writes must not start another build."""
        server.unwatch(config.docs_dir)
        return server


def main() -> None:
    """Build one site; what `mkdocs build` has no option for is asked for here."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("config_file")
    options.add_argument("--results", default="", help="fresh: run all; own: of this checkout")
    options.add_argument("--site-dir")
    options.add_argument("--site-url")
    options.add_argument("--strict", action="store_true", default=None)
    options.add_argument("--quiet", action="store_true")
    given = vars(options.parse_args())
    quiet, results = given.pop("quiet"), given.pop("results")
    State(level=logging.ERROR if quiet else logging.INFO)  # MkDocs's own way to print its log
    gc.disable()
    config = load_config(**{name: value for name, value in given.items() if value is not None})
    config.extra[RESULTS] = results
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


hook = Hook()
on_startup, on_pre_build, on_files = hook.on_startup, hook.on_pre_build, hook.on_files
on_build_error, on_post_build, on_serve = hook.on_build_error, hook.on_post_build, hook.on_serve

if __name__ == "__main__":
    main()
