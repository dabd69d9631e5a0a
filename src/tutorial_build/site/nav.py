"""The navigation of both languages, as it is committed in the configurations."""

import yaml

from tutorial_build.indexes.library import public_names
from tutorial_build.page.words import word
from tutorial_build.results.checkout import Checkout
from tutorial_build.source.course import Course, Module, Page
from tutorial_build.source.pairs import side

# The reference in the order of the navigation: what readers ask, look up, and go on to.
REFERENCE = ("faq", "glossary", "equivalences", "errors", "claims", "figures", "names", "resources")
BY_HAND = ("faq", "equivalences", "resources")  # a course may do without these

NAV_MARK = "# nav: written by `tutorial nav`, checked by a test"


def nav(checkout: Checkout, course: Course, lang: str) -> list[object]:
    """The navigation of a language: modules with their pages, then the reference.

    A page to come is no file, so the links to the next page pass it over; its entry leads to where
    the module says what it will teach. Modules without a written page stand behind the others.
    """
    entries: list[object] = [{_title("home", lang): "index.md"}, {_title("map", lang): "map.md"}]
    soon: list[object] = []
    for module in course.modules:
        title = side(module.title, lang)
        inner: list[object] = [f"{module.address}/index.md"]
        if not any(page.is_written for page in module.pages):
            soon.append({title: inner})
            continue
        inner += [_entry(page, module, lang) for page in module.pages]
        entries.append({title: inner})
    if soon:
        entries.append({_title("modules_soon", lang): soon})
    practices = [
        {t.into(lang).title: f"practice/{t.name}.ipynb"}
        for t in course.tutorials.values()
        if any(cell.exercise for cell in t.lessons[0].cells)
    ]
    folder = checkout.root / "docs" / lang
    pages = [n for n in REFERENCE if n not in BY_HAND or (folder / f"{n}.md").is_file()]
    reference: list[object] = [{_title(name, lang): f"{name}.md"} for name in pages]
    modules = sorted({f"api/{entry.module}.md" for entry in public_names(checkout.library.folder)})
    reference.append({_title("library", lang): ["api/index.md", *modules]})
    if practices:
        reference.append({_title("practices", lang): practices})
    return [*entries, {_title("reference", lang): reference}]


def _entry(page: Page, module: Module, lang: str) -> object:
    name = page.slug.replace("_", "-")
    if page.is_written:
        return f"{module.address}/{name}.md"
    title = f"{side(page.title, lang)} · {_title('soon', lang)}"
    return {title: f"{module.address}/index.html#{name}"}  # also right on a disk


def _title(name: str, lang: str) -> str:
    return str(word(name, lang))  # YAML writes no subclass of str


def with_nav(config: str, entries: list[object]) -> str:
    """The text of a configuration with this navigation at its end."""
    kept = config.partition(NAV_MARK)[0].rstrip("\n")
    written = yaml.safe_dump({"nav": entries}, allow_unicode=True, sort_keys=False, width=100)
    return f"{kept}\n\n{NAV_MARK}\n{written}"
