"""Assemble the two documentation folders: hand-written pages, tutorials, downloads, indexes."""

import json
import shutil
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tutorial_build.indexes.claims import claims_page
from tutorial_build.indexes.errors import errors_page
from tutorial_build.indexes.gallery import figures_of, gallery_page
from tutorial_build.indexes.glossary import glossary_page
from tutorial_build.indexes.library import Entry, api_pages, library_addresses, public_names
from tutorial_build.indexes.map import map_figure, map_page
from tutorial_build.indexes.torch_names import names_page
from tutorial_build.page import render as pages
from tutorial_build.page.card import MAP
from tutorial_build.page.code import documentation
from tutorial_build.page.first_uses import mark_first_uses
from tutorial_build.page.page import View
from tutorial_build.page.widgets import data_file, widget_data
from tutorial_build.page.words import word
from tutorial_build.results.checkout import Project
from tutorial_build.run.dark import page_files
from tutorial_build.site import downloads
from tutorial_build.site.prepare import Build
from tutorial_build.source.course import COURSE_FILE, Course, Module
from tutorial_build.source.glossary import GLOSSARY_FILE, read_glossary
from tutorial_build.source.pairs import LANGUAGES, side

PAGES_MARK = "<!-- pages -->"  # in the index of a module
SOON_MARK = "<!-- soon: {} -->"  # on the home page, beside the name of a module
# The reference in the order of the navigation: what readers ask, look up, and go on to.
REFERENCE = ("faq", "glossary", "equivalences", "errors", "claims", "figures", "names", "resources")
BY_HAND = ("faq", "equivalences", "resources")  # a course may do without these
KEEP = ".placeholder"  # git needs it: MkDocs wants the folder to exist before the hook runs


@dataclass
class Folder:
    """What a folder shall hold; `sync` makes it so and touches nothing that is right already."""

    files: dict[str, bytes | Path] = field(default_factory=dict)

    def sync(self, folder: Path) -> int:
        """Write what differs, remove what is not wanted; return the number of changes."""
        changes = 0
        for name, content in self.files.items():
            path = folder / name
            wanted = content.read_bytes() if isinstance(content, Path) else content
            if path.is_file() and path.read_bytes() == wanted:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)
            changes += 1
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
            elif path.is_file() and name not in self.files and name != KEEP:
                path.unlink()
                changes += 1
        return changes


def assemble(
    project: Project,
    made: Build,
    *,
    show_errors: bool = False,
    page_end: str = "/",
    reference: bool = True,
) -> int:
    """Bring build/docs/es and build/docs/en up to date; return the number of changed files.

    Args:
        project: The checkout.
        made: What can be shown.
        show_errors: A page whose script is wrong shows a notice, and then the error too.
        page_end: What ends the address of a page on the site, `/` or `.html`.
        reference: Whether to make the pages of the library.
    """
    entries = public_names(project.library.folder) if reference else []
    library = library_addresses(entries, page_end=page_end)
    address = partial(documentation, library=library)
    wheel = _wheel(project)
    terms = read_glossary(project.root)
    changes = 0
    for lang in LANGUAGES:
        folder = Folder(_written(project, made.course, lang))
        install = downloads.install_source(
            f"{project.site_url}assets/{wheel.name}", downloads.digest(wheel), lang
        )
        for view in made.views.values():
            view = view if show_errors else replace(view, error="")
            text = pages.render(view, lang, made.course, address)
            text = text.replace(MAP, map_figure(made.course, lang, "../"))
            folder.files[f"{view.tutorial.address}.md"] = text.encode()
            folder.files |= _tutorial_files(project, view, lang, install)
        for name, page in folder.files.items():
            if name.endswith(".md"):
                text = page.read_text(encoding="utf-8") if isinstance(page, Path) else page.decode()
                folder.files[name] = mark_first_uses(text, terms, lang).encode()
        indexes, pictures = _indexes(project, made, entries, lang)
        indexes["glossary.md"] = glossary_page(terms, lang)
        for name, index in indexes.items():
            folder.files[name] = _made_from(_source(name, project), index, lang).encode()
        folder.files |= pictures
        if lang == "es":
            folder.files[f"assets/{wheel.name}"] = wheel
        changes += folder.sync(project.build / "docs" / lang)
    return changes


def nav(project: Project, course: Course, lang: str) -> list[object]:
    """The navigation of a language: modules with their written pages, then the reference."""
    entries: list[object] = [{word("home", lang): "index.md"}, {word("map", lang): "map.md"}]
    for module in course.modules:
        title = side(module.title, lang)
        written = [slug for slug, planned in module.pages.items() if planned is None]
        inner: list[object] = [f"{module.address}/index.md"]
        inner += [f"{course.address(slug)}.md" for slug in written]
        entries.append({title: inner})
    practices = [
        {t.title(lang): f"practice/{t.address.split('/')[1]}.ipynb"}
        for t in course.tutorials.values()
        if any(cell.exercise for cell in t.cells)
    ]
    folder = project.root / "docs" / lang
    pages = [n for n in REFERENCE if n not in BY_HAND or (folder / f"{n}.md").is_file()]
    reference: list[object] = [{word(name, lang): f"{name}.md"} for name in pages]
    modules = sorted({f"api/{entry.module}.md" for entry in public_names(project.library.folder)})
    reference.append({word("library", lang): ["api/index.md", *modules]})
    if practices:
        reference.append({word("practices", lang): practices})
    return [*entries, {word("reference", lang): reference}]


def _written(project: Project, course: Course, lang: str) -> dict[str, bytes | Path]:
    """The hand-written pages, with the list of pages in place in each module's index.

    The home page says which modules have no page yet.
    """
    source = project.root / "docs" / lang
    files: dict[str, bytes | Path] = {
        path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()
    }
    for module in course.modules:
        name = f"{module.address}/index.md"
        if name in files:
            text = (source / name).read_text(encoding="utf-8")
            files[name] = text.replace(PAGES_MARK, _page_list(module, course, lang)).encode()
    if "index.md" in files:
        home = (source / "index.md").read_text(encoding="utf-8")
        for module in course.modules:
            written = any(planned is None for planned in module.pages.values())
            soon = "" if written else f"<em>· {word('soon', lang)}</em>"
            home = home.replace(SOON_MARK.format(module.address), soon)
        files["index.md"] = home.encode()
    return files


def _page_list(module: Module, course: Course, lang: str) -> str:
    lines = ['<ul class="g-pages" markdown>']
    for slug, planned in module.pages.items():
        title = course.title(slug, lang)
        if planned is None:
            name = f"{slug.replace('_', '-')}.md"
            about = course.tutorials[slug].header["description"] if slug in course.tutorials else ""
            about = f'<span class="g-about">{side(about, lang)}</span>'
            lines.append(f'<li markdown="span">[{title}]({name}) {about}</li>')
        else:
            soon = word("soon", lang)
            lines.append(f'<li class="g-soon"><span>{title}</span> <em>{soon}</em></li>')
    return "\n".join([*lines, "</ul>"])


def _tutorial_files(
    project: Project, view: View, lang: str, install: str
) -> dict[str, bytes | Path]:
    """Downloads, figures and data that belong to a page."""
    tutorial = view.tutorial
    address = tutorial.address
    files: dict[str, bytes | Path] = {}
    if not tutorial.cells or view.state == "failed":
        return files
    root = "" if lang == "es" else "en/"
    url = f"{project.site_url}{root}{address}/"
    script = downloads.script(tutorial, view.results, lang, url)
    book = downloads.notebook(tutorial, view.results, lang, url, install)
    files[f"{address}/{tutorial.slug}.py"] = script.encode()
    files[f"{address}/{tutorial.slug}.ipynb"] = book.encode()
    exercises = downloads.practice(tutorial, lang, url, install)
    if exercises:
        files[f"practice/{address.split('/')[1]}.ipynb"] = exercises.encode()
    for figure in figures_of(view, lang):
        shown = page_files(figure.output, figure.folder)
        files |= {f"{address}/{name}": content for name, content in shown.items()}
    for name, value in widget_data(tutorial, view.results, lang).items():
        files[f"{address}/{name}.js"] = data_file(name, value)
    return files


def _indexes(
    project: Project, made: Build, entries: list[Entry], lang: str
) -> tuple[dict[str, str], dict[str, Path]]:
    """The Markdown of the pages that are made from the whole course, and their pictures."""
    views = [made.views[slug] for slug in made.course.tutorials if slug in made.views]
    shown = [view for view in views if view.state != "failed"]
    gallery, pictures = gallery_page(shown, lang, project.build / "thumbnails")
    tutorials = list(made.course.tutorials.values())
    texts = {
        "map.md": map_page(made.course, lang),
        "claims.md": claims_page(shown, lang),
        "errors.md": errors_page(shown, lang),
        "names.md": names_page(made.course, lang),
        "figures.md": gallery,
        **api_pages(entries, project.library, tutorials, lang),
    }
    return texts, pictures


def _source(name: str, project: Project) -> str:
    """What a person edits to change an index."""
    if name in ("glossary.md", "map.md"):
        return {"glossary.md": GLOSSARY_FILE, "map.md": COURSE_FILE}[name]
    if not name.startswith("api/"):
        return "examples/*/*.py"
    file = f"src/tutorial_lib/{Path(name).stem}.py"
    return file if (project.root / file).is_file() else "src/tutorial_lib/**/*.py"


def _made_from(source: str, text: str, lang: str) -> str:
    """The text of a page with its source in the front matter and the notice not to edit it."""
    head, body = "", text
    if text.startswith("---\n"):
        head, _, body = text.removeprefix("---\n").partition("---\n")
    if "title:" not in head:  # with a notice above it, the heading no longer gives the title
        title = body.lstrip().partition("\n")[0].lstrip("# ").replace("`", "")
        head += f"title: {json.dumps(title, ensure_ascii=False)}\n"
    notice = word("do_not_edit", lang, source=source)
    return f'---\n{head}source: "{source}"\n---\n\n<!-- {notice} -->\n\n{body.lstrip()}'


def _wheel(project: Project) -> Path:
    folder = project.build / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    return downloads.build_wheel(project.root, folder)
