"""Assemble the two documentation folders: hand-written pages, tutorials, downloads, indexes."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tutorial_build.errors import ContentError, one_line
from tutorial_build.indexes.claims import claims_page
from tutorial_build.indexes.errors import errors_page
from tutorial_build.indexes.gallery import gallery_page
from tutorial_build.indexes.glossary import glossary_page, taught
from tutorial_build.indexes.library import Entry, api_pages, library_addresses, public_names
from tutorial_build.indexes.map import map_page, map_picture
from tutorial_build.indexes.on_hand import OnHand
from tutorial_build.indexes.search import Remember, search_index
from tutorial_build.indexes.torch_names import names_page
from tutorial_build.memo import fingerprint, memo_of
from tutorial_build.page.card import MAP, SOCIAL_CARD
from tutorial_build.page.code import Address, documentation
from tutorial_build.page.first_uses import FirstUses, mark_first_uses
from tutorial_build.page.page import Page
from tutorial_build.page.render import render
from tutorial_build.page.social import social_card
from tutorial_build.page.widgets import data_file
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Standing
from tutorial_build.run.dark import page_files
from tutorial_build.site import downloads
from tutorial_build.site.prepare import Build, prepare_page
from tutorial_build.site.styles import style_sheet
from tutorial_build.source.course import Course
from tutorial_build.source.glossary import Term, read_glossary
from tutorial_build.source.messages import read_messages
from tutorial_build.source.pairs import LANGUAGES
from tutorial_build.source.text import read_text

DEFAULT_SITE = "http://127.0.0.1:8000/"
OFFLINE = "gradiente.zip"  # made by `make offline`
FONT = "assets/fonts/atkinson-next.woff2"  # there, for pictures of pages
STYLES = "assets/css/site.css"  # in the theme, and whole among the pages
INDEX = "assets/search.js"  # what the search of a language knows
KEEP = ".placeholder"  # git needs it: MkDocs wants the folder to exist before the hook runs


Texts = dict[str, str]  # the Markdown of a page in each language
Files = dict[str, bytes | Path]  # what a folder shall hold: path in it → content, or a file's copy


def write(files: Files, folder: Path) -> int:
    """Write what differs; return the number of changes."""
    changes = 0
    for name, content in files.items():
        path = folder / name
        wanted = content.read_bytes() if isinstance(content, Path) else content
        if not path.is_file() or path.read_bytes() != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)
            changes += 1
    return changes


def sync(files: Files, folder: Path) -> int:
    """Write what differs, remove what is not wanted; return the number of changes."""
    changes = write(files, folder)
    kept = {folder / name for name in (*files, KEEP)}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path not in kept:
            path.unlink()
            changes += 1
    return changes


def assemble(
    checkout: Checkout,
    made: Build,
    *,
    site_url: str = DEFAULT_SITE,
    show_errors: bool = False,
    page_end: str = "/",
    reference: bool = True,
) -> int:
    """Bring build/docs/es and build/docs/en up to date; return the number of changed files.

    A page that cannot be rendered gets a notice, and stands among the errors of `made`.

    Args:
        checkout: The course.
        made: What can be shown.
        site_url: Address of the site, which the downloads name.
        show_errors: A page whose script is wrong shows a notice, and then the error too.
        page_end: What ends the address of a page on the site, `/` or `.html`.
        reference: Whether to make the pages of the library.
    """
    memo = memo_of(checkout.root)
    entries = public_names(checkout.library.folder) if reference else []
    address = partial(documentation, library=library_addresses(entries, page_end=page_end))
    terms = read_glossary(checkout.root)
    around = fingerprint((made.course.outline, entries, page_end, terms, show_errors))
    offline: Files = {}
    if (file := checkout.build / "offline" / OFFLINE).is_file() and page_end == "/":
        offline[f"assets/{OFFLINE}"] = file  # the site from a disk does not hold itself
    folders: dict[str, Files] = {}
    for lang in LANGUAGES:
        source = checkout.root / "docs" / lang
        shown = partial(_shown, made, lang)
        size = file.stat().st_size if offline else 0
        seen = OnHand(made.course, lang, source, shown, f"{site_url}assets/{OFFLINE}", size)
        folders[lang] = _hand_written(source, lang, terms, seen)
    for slug in made.pages:
        show = partial(_texts, made, slug, address, terms, show_errors)
        remember = partial(memo.get, "pages", (_given(made.pages[slug]), around))
        for lang, text in _render(made, slug, show, remember).items():
            folders[lang][f"{made.course.address(slug)}.md"] = text.encode()
    shutil.rmtree(checkout.build / "wheel", ignore_errors=True)
    written = made.course.tutorials.values()
    wheel = downloads.build_wheel(checkout.root, checkout.build / "wheel", written)
    wheel_url, sha256 = f"{site_url}assets/{wheel.name}", downloads.digest(wheel)
    folders["es"] |= {f"assets/{wheel.name}": wheel, **offline}
    folders["es"]["robots.txt"] = _robots(site_url).encode()
    styles = checkout.root / "docs" / "theme" / STYLES
    if styles.is_file():  # the theme that comes with this engine
        folders["es"][STYLES] = style_sheet(styles).encode()
    font = checkout.root / "docs" / "theme" / FONT
    for lang, files in folders.items():
        install = downloads.install_source(wheel_url, sha256, lang)
        root = site_url if lang == "es" else f"{site_url}en/"
        for page in (page[lang] for page in made.pages.values()):
            taken = partial(_downloads, page, f"{root}{page.lesson.address}/", install, wheel_url)
            key = (_given({lang: page}), root, install, wheel_url)
            files |= memo.get("downloads", key, taken) | _pictures(page)
            if page.figures and font.is_file() and page_end == "/":  # nobody shares a disk's pages
                about = (lang, page.lesson.title, page.figures[0])
                draw = partial(social_card, page, font)
                files[f"{page.lesson.address}/{SOCIAL_CARD}"] = memo.get("cards", about, draw)
        lessons = taught(_lessons(made.course, lang, files))
        files |= _indexes(checkout, made, entries, lang, downloads.digest(wheel))
        files["glossary.md"] = glossary_page(terms, lang, lessons).encode()
        files[INDEX] = _known(files, terms, lang, page_end, partial(memo.get, "search"))
    return sum(sync(files, checkout.build / "docs" / lang) for lang, files in folders.items())


def assemble_page(
    checkout: Checkout, made: Build, slug: str, library: Mapping[str, str]
) -> dict[str, Files]:
    """The files of one page in each language, downloads left out: what `serve` shows first."""
    address = partial(documentation, library=library)
    terms = read_glossary(checkout.root)
    texts = _render(made, slug, partial(_texts, made, slug, address, terms, True))
    files: dict[str, Files] = {}
    for lang, text in texts.items():
        files[lang] = {f"{made.course.address(slug)}.md": text.encode()}
        files[lang] |= _pictures(made.pages[slug][lang])
    return files


def assemble_written(checkout: Checkout, course: Course, name: str) -> dict[str, Files]:
    """The file of a page that no script makes, in each language that has it."""
    terms = read_glossary(checkout.root)
    files: dict[str, Files] = {}
    for lang in LANGUAGES:
        source = checkout.root / "docs" / lang
        path = source / name
        if name == "glossary.md":
            folder = checkout.build / "docs" / lang
            texts: Files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.md")}
            lessons = taught(_lessons(course, lang, texts))
            files[lang] = {name: glossary_page(terms, lang, lessons).encode()}
        elif name == "map.md":
            files[lang] = {name: map_page(course, lang).encode()}
        elif path.is_file():
            seen = OnHand(course, lang, source, partial(_prepared, checkout, course, lang))
            files[lang] = {name: _written(path, name, lang, terms, seen)}
    return files


def _lessons(course: Course, lang: str, files: Files) -> Iterator[tuple[str, str, str]]:
    """Title, file and text of each lesson that there is, in course order."""
    for tutorial in course.tutorials.values():
        name = f"{tutorial.address}.md"
        if content := files.get(name):
            text = content.read_bytes() if isinstance(content, Path) else content
            yield tutorial.into(lang).title, name, text.decode()


def _render(
    made: Build,
    slug: str,
    show: Callable[[], Texts],
    remember: Callable[[Callable[[], Texts]], Texts] = lambda show: show(),
) -> Texts:
    """A page in both languages; where it cannot be rendered, the notice that says so."""
    lessons = [page.lesson for page in made.pages[slug].values()]
    try:
        with one_line(lessons[0].path):
            return remember(show)
    except ContentError as error:
        made.fail(lessons, error)
        return show()


def _texts(
    made: Build, slug: str, address: Address, terms: Sequence[Term], show_errors: bool
) -> Texts:
    texts = {}
    for lang, page in made.pages[slug].items():
        shown = page
        if page.standing is Standing.FAILED and not show_errors:
            shown = replace(page, cells=(), errors=())
        text = render(shown, made.course, address, FirstUses(terms, lang).mark)
        texts[lang] = text.replace(MAP, map_picture(made.course, lang, "../"))
    return texts


def _robots(site_url: str) -> str:
    """What tells search engines where the list of the pages of each language is."""
    maps = "".join(f"Sitemap: {site_url}{path}sitemap.xml\n" for path in ("", "en/"))
    return f"User-agent: *\nAllow: /\n\n{maps}"


def _shown(made: Build, lang: str, slug: str) -> Page | None:
    """A page of a build."""
    return made.pages[slug][lang] if slug in made.pages else None


def _prepared(checkout: Checkout, course: Course, lang: str, slug: str) -> Page | None:
    """A page as it can be shown without a run."""
    if not course.pages[slug].is_written:
        return None
    made, _ = prepare_page(checkout, course, slug)
    return _shown(made, lang, slug)


def _hand_written(source: Path, lang: str, terms: Sequence[Term], course: OnHand) -> Files:
    """The hand-written pages, and what lies beside them."""
    files: Files = {}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.suffix == ".md":
            files[name] = _written(path, name, lang, terms, course)
        elif path.is_file():
            files[name] = path
    return files


def _written(path: Path, name: str, lang: str, terms: Sequence[Term], course: OnHand) -> bytes:
    """A hand-written page, with what it shows of the course."""
    text = mark_first_uses(read_text(path, f"docs/{lang}/{name}"), terms, lang)
    return course.fill_in(text, name).encode()


def _given(pages: dict[str, Page]) -> list[tuple[Page, list[str]]]:
    """A page in its languages, as a key: sets have no order."""
    return [(replace(page, uses=frozenset()), sorted(page.uses)) for page in pages.values()]


def _downloads(page: Page, url: str, install: str, wheel_url: str) -> Files:
    """What a reader takes away of a page."""
    lesson = page.lesson
    address, name = lesson.address, lesson.name
    if page.standing is Standing.FAILED:
        return _pictures(page)
    files: Files = {
        f"{address}/{lesson.slug}.py": downloads.script(page, url, wheel_url).encode(),
        f"{address}/{lesson.slug}.ipynb": downloads.notebook(page, url, install).encode(),
    }
    # What the site shows has its formulas set; what is downloaded has them as Jupyter reads them.
    for path, shown in ((f"{name}.ipynb", True), (f"{name}/{name}.ipynb", False)):
        if book := downloads.practice(page, url, install, shown=shown):
            files[f"practice/{path}"] = book.encode()
    return files


def _known(
    files: Files, terms: Sequence[Term], lang: str, page_end: str, remember: Remember
) -> bytes:
    """What the search knows of all the pages of a language."""
    texts = {
        name: text.decode()
        for name, text in files.items()
        if name.endswith(".md") and isinstance(text, bytes)
    }
    return search_index(texts, terms, lang, partial(_place, page_end), remember).encode()


def _place(page_end: str, path: str) -> str:
    """The address of a page on the site."""
    if page_end == "/":
        path = path.removesuffix("index.md")
    return path.removesuffix(".md") + page_end if path.endswith(".md") else path


def _pictures(page: Page) -> Files:
    """The figures of a page, and the data of those that move."""
    files: Files = {}
    for figure in page.figures:
        shown_files = page_files(figure.picture, figure.folder)
        files |= {f"{page.lesson.address}/{file}": text for file, text in shown_files.items()}
    for widget, value in page.widgets.items():
        files[f"{page.lesson.address}/{widget}.js"] = data_file(widget, value)
    return files


def _indexes(
    checkout: Checkout,
    made: Build,
    entries: list[Entry],
    lang: str,
    library: str,
) -> Files:
    """The pages that are made from the whole course, and their pictures.

    Those that take all code apart are remembered; `library` is a digest of its text.
    """
    course, memo = made.course, memo_of(checkout.root)
    pages = [made.pages[slug][lang] for slug in course.tutorials if slug in made.pages]
    shown = [page for page in pages if page.standing is not Standing.FAILED]
    lessons = [tutorial.into(lang) for tutorial in course.tutorials.values()]
    codes = [(x.title, x.address, [cell.source for cell in x.executed]) for x in lessons]
    uses = [(page.lesson.slug, sorted(page.uses)) for page in pages]
    names = partial(names_page, lessons, lang)
    reference = partial(api_pages, entries, checkout.library, pages, lang)
    gallery, pictures = gallery_page(shown, lang, checkout.build / "thumbnails")
    texts = {
        "map.md": map_page(course, lang),
        "claims.md": claims_page(shown, lang),
        "errors.md": errors_page(shown, lang, read_messages(checkout.root)),
        "names.md": memo.get("names", (lang, codes), names),
        "figures.md": gallery,
        **memo.get("reference", (lang, codes, uses, entries, library), reference),
    }
    return {**{name: text.encode() for name, text in texts.items()}, **pictures}
