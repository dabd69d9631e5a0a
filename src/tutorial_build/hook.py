"""The one place that knows MkDocs: call the engine before a build, and build English beside it."""

import gc
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from tutorial_build.errors import ContentError, disk_error
from tutorial_build.results import update as build
from tutorial_build.results.checkout import Project
from tutorial_build.site import assemble as site
from tutorial_build.site.practice_pages import finish_practice_pages
from tutorial_build.site.prepare import prepare

log = logging.getLogger("mkdocs.hooks.tutorial")

MKDOCS = "import gc; gc.disable(); from mkdocs.__main__ import cli; cli()"

_state: dict[str, Any] = {"command": "build", "errors": [], "english": None}


def on_startup(command: str, **_: Any) -> None:
    _state["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the site's address from the configuration, so that downloads name the same one."""
    if config.site_url and _state["command"] != "serve":
        os.environ["SITE_URL"] = config.site_url
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Run what is stale and write the Markdown of both languages."""
    gc.disable()  # a build makes many small objects: looking for cycles is a fifth of its time
    project = Project(Path(config.config_file_path).resolve().parent)
    results = os.environ.get("TUTORIAL_RESULTS", "")  # set by `tutorial build` and `prove`
    _state["errors"] = []
    try:
        with build.locked(project, log.info):
            fresh, own = results == "fresh", results == "own"
            made = prepare(project, fresh=fresh, own=own, report=log.info)
            page_end = "/" if config.use_directory_urls else ".html"
            site.assemble(
                project, made, show_errors=_state["command"] == "serve", page_end=page_end
            )
    except ContentError as error:
        raise Abort(str(error)) from None
    except OSError as error:
        raise Abort(str(disk_error(error))) from None
    for wrong in made.errors:
        log.error(str(wrong))
    for warning in made.warnings:
        log.warning(warning)
    _state["errors"] = made.errors


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Start the English build, now that its pages are written and the site's folder is clean."""
    folder = Path(config.config_file_path).resolve().parent
    quiet = logging.getLogger("mkdocs").level >= logging.ERROR
    flags = [*(["--strict"] if config.strict else []), *(["--quiet"] if quiet else [])]
    site_dir = str(Path(config.site_dir) / "en")
    _state["english"] = subprocess.Popen(
        [sys.executable, "-c", MKDOCS, "build", "-f", "mkdocs.en.yml", "-d", site_dir, *flags],
        cwd=folder,
        env={**os.environ, "SITE_URL_EN": urljoin(config.site_url or "", "en/")},
    )
    return files


def on_build_error(**_: Any) -> None:
    """Do not leave the English build behind."""
    if _state["english"] is not None:
        _state["english"].terminate()


def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the English site; fail at the end where a tutorial is wrong."""
    gc.enable()
    if _state["english"].wait():
        raise Abort("the English site could not be built; see the lines above")
    finish_practice_pages(Path(config.site_dir))
    if _state["errors"] and _state["command"] != "serve":
        raise Abort(f"{len(_state['errors'])} tutorials are wrong; see the lines above")


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> Any:
    """Watch sources only: what the engine writes must not start another build."""
    server.unwatch(config.docs_dir)
    return server
