"""Index of PyTorch names: each with its official page and the tutorials whose code uses it."""

from tutorial_build.course import Course
from tutorial_build.reader.code_blocks import documentation
from tutorial_build.reader.sphinx_gallery_adapter import used_names
from tutorial_build.script import Code, Tutorial
from tutorial_build.words import word

PACKAGES = ("torch", "torchvision")


def names_page(course: Course, lang: str) -> str:
    """Markdown of the index; it does not depend on results."""
    users: dict[str, list[Tutorial]] = {}
    for tutorial in course.tutorials.values():
        for name in tutorial_names(tutorial):
            users.setdefault(name, []).append(tutorial)
    rows = [
        f"| {_official(name)} | "
        + ", ".join(f"[{t.title(lang)}]({t.address}.md)" for t in tutorials)
        + " |"
        for name, tutorials in sorted(users.items(), key=lambda item: item[0].lower())
    ]
    head = [f"# {word('names', lang)}", "", word("names_intro", lang), ""]
    table = [f"| {word('name', lang)} | {word('used_in', lang)} |", "|---|---|", *rows]
    return "\n".join(head + (table if rows else [])) + "\n"


def _official(name: str) -> str:
    """The name, leading to its page in the official documentation."""
    page = documentation(name)
    return f"[`{name}`]({page})" if page else f"`{name}`"


def tutorial_names(tutorial: Tutorial) -> set[str]:
    """PyTorch and torchvision names in the cells that run, modules themselves left out."""
    code = "\n".join(
        cell.localised("es")
        for cell in tutorial.cells
        if isinstance(cell, Code) and cell.runs and cell.role != "wrong"
    )
    modules = {name.rpartition(".")[0] for name in used_names(code)}
    return {
        name
        for name in used_names(code)
        if name.split(".")[0] in PACKAGES and name not in modules and "." in name
    }
