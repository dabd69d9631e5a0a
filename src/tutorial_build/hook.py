"""The one place that knows MkDocs: call the engine before a build, and build English after it."""

import logging
import os
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from tutorial_build import build, site
from tutorial_build.errors import ContentError, disk_error
from tutorial_build.project import Project
from tutorial_build.reader.practice_pages import finish_practice_pages

log = logging.getLogger("mkdocs.hooks.tutorial")

_state: dict[str, Any] = {"command": "build", "errors": []}


def on_startup(command: str, **_: Any) -> None:
    _state["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the site's address from the configuration, so that downloads name the same one."""
    if config.site_url and _state["command"] != "serve":
        os.environ["SITE_URL"] = config.site_url
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Run what is stale and write the Markdown of both languages."""
    project = Project(Path(config.config_file_path).resolve().parent)
    results = os.environ.get("TUTORIAL_RESULTS", "")  # set by `tutorial build` and `prove`
    _state["errors"] = []
    try:
        with build.locked(project, log.info):
            fresh, own = results == "fresh", results == "own"
            made = build.prepare(project, fresh=fresh, own=own, report=log.info)
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


def on_post_build(config: MkDocsConfig) -> None:
    """Build the English site into `en/`; fail at the end where a tutorial is wrong."""
    folder = Path(config.config_file_path).resolve().parent
    english = load_config(
        str(folder / "mkdocs.en.yml"),
        site_dir=str(Path(config.site_dir) / "en"),
        site_url=urljoin(config.site_url or "", "en/"),
        strict=config.strict,
    )
    english.plugins.on_startup(command="build", dirty=False)
    build_site(english)
    english.plugins.on_shutdown()
    finish_practice_pages(Path(config.site_dir))
    if _state["errors"] and _state["command"] != "serve":
        raise Abort(f"{len(_state['errors'])} tutorials are wrong; see the lines above")


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> Any:
    """Watch sources only: what the engine writes must not start another build."""
    server.unwatch(config.docs_dir)
    return server
