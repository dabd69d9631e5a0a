"""What MkDocs makes of a page, taken from what it made before where nothing that counts changed.

Two steps take most of the time of a build: Markdown to HTML, and the template around it. Each is a
function of what stands here in its key; a build without this gives the same bytes.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from tutorial_build.memo import Forgetful, Memo, fingerprint

log = logging.getLogger("mkdocs")


class Remembering:
    """Listens to one build of one language, and answers from what was made before.

    Args:
        memo: Where that is kept.
    """

    def __init__(self, memo: Memo) -> None:
        self.memo: Memo | Forgetful = memo
        self.around = ""  # digest of all that every page can see, and what surrounds each
        self.nav: Navigation | None = None

    def register(self, config: MkDocsConfig) -> None:
        for name in ("nav", "pre_page", "env", "post_build"):
            config.plugins._register_event(name, getattr(self, f"on_{name}"))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        self.nav = nav
        known = [(file.src_uri, file.url, file.inclusion.name) for file in files]
        self.around = _digest([repr((settings(config), known)).encode(), *_sources(config)])

    def on_pre_page(self, page: Page, **_: Any) -> None:
        if page.file.src_uri.endswith(".md"):
            page.render = partial(self._render, page)  # type: ignore[method-assign]

    def on_env(self, env: Environment, **_: Any) -> None:
        """From here on pages have their titles, and each is a part of what surrounds the others."""
        items = [_outline(item) for item in self.nav.items] if self.nav else []
        self.around = fingerprint((self.around, items))
        env.get_template = partial(self._template, env.get_template)  # type: ignore[method-assign]

    def on_post_build(self, **_: Any) -> None:
        """Stop: what is made of a page later, in `serve`, may see other files."""
        self.memo = Forgetful()

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Set the HTML of a page, its headings, and the links in it that are to be checked."""
        page.content = None

        def make() -> dict[str, Any]:
            heard = CountHandler(level=logging.INFO)
            log.addHandler(heard)
            try:
                Page.render(page, config, files)
            finally:
                log.removeHandler(heard)
            # What MkDocs says of a page must be said each time.
            return {} if heard.counts else _made(page)

        key = (self.around, log.getEffectiveLevel(), page.file.src_uri, page.markdown)
        made = self.memo.get("html", key, make)
        if page.content is None and made:
            links = made.pop("links_to_anchors")
            vars(page).update(made)
            page.links_to_anchors = links and {files.src_uris[f]: to for f, to in links.items()}
        elif page.content is None:
            Page.render(page, config, files)

    def _template(self, get: Callable[..., Template], name: str, *given: Any) -> Any:
        """The template of pages, which answers from what it gave before."""
        template = get(name, *given)
        return _Template(self, template) if name == "main.html" and not given else template

    def _seen(self, page: Page) -> tuple[object, ...]:
        """All that differs between pages, as the template sees it."""
        beside = [(p and (p.title, p.url)) for p in (page.previous_page, page.next_page)]
        headings = [_heading(item) for item in page.toc]
        about = (page.title, page.url, page.canonical_url, page.edit_url, page.meta, beside)
        return self.around, page.content, headings, about


class _Template:
    """The template around a page."""

    def __init__(self, remembering: Remembering, template: Template) -> None:
        self.remembering = remembering
        self.template = template

    def render(self, context: Any) -> str:
        page = context["page"]
        key = (*self.remembering._seen(page), sorted(vars(page)))
        return self.remembering.memo.get("page", key, partial(self.template.render, context))


def _made(page: Page) -> dict[str, Any]:
    """What rendering has set."""
    names = ("content", "toc", "_title_from_render", "present_anchor_ids")
    links = None
    if page.links_to_anchors is not None:
        links = {file.src_uri: to for file, to in page.links_to_anchors.items()}
    return {name: vars(page)[name] for name in names} | {"links_to_anchors": links}


def _heading(item: Any) -> tuple[object, ...]:
    return item.title, item.id, item.level, [_heading(inner) for inner in item.children]


def _outline(item: Any) -> tuple[object, ...]:
    """An item of the navigation, with those below it."""
    inner = [_outline(child) for child in item.children or ()]
    return item.title, getattr(item, "url", ""), bool(getattr(item, "meta", None)), inner


def settings(config: MkDocsConfig) -> object:
    """Every option but where things are, and what becomes of plugins: the files say that."""
    objects = {"plugins", "theme", "hooks", "validation", "markdown_extensions", "mdx_configs"}
    left_out = objects | {"site_dir", "docs_dir", "config_file_path"}
    return sorted((name, repr(value)) for name, value in config.items() if name not in left_out)


def _sources(config: MkDocsConfig) -> Iterable[bytes]:
    """The configurations and the theme, as they are on the disk."""
    folder, theme = Path(config.config_file_path).parent, Path(config.theme.dirs[0])
    files = [*folder.glob("mkdocs*.yml"), *(p for p in theme.rglob("*") if p.is_file())]
    for path in sorted(files):
        yield f"{path.relative_to(folder)}\0".encode()
        yield path.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
