"""Index of PyTorch names: each with its official page and the tutorials whose code uses it."""

from itertools import groupby

from tutorial_build.indexes.sphinx_gallery_adapter import used_names
from tutorial_build.page.code import documentation
from tutorial_build.page.markup import fill_page
from tutorial_build.source.script import Lesson

PACKAGES = ("torch", "torchvision")


def names_page(lessons: list[Lesson], lang: str) -> str:
    """Markdown of the index; it does not depend on results."""
    users: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        for name in lesson_names(lesson):
            users.setdefault(name, []).append(lesson)
    names = sorted(users, key=lambda name: (_module(name), name.lower()))
    modules = [(module, list(same)) for module, same in groupby(names, _module)]
    facts = {"modules": modules, "users": users, "documentation": documentation}
    return fill_page("names", lang, **facts)


def _module(name: str) -> str:
    """`torch.nn.Linear` → `torch.nn`."""
    return name.rpartition(".")[0]


def lesson_names(lesson: Lesson) -> set[str]:
    """PyTorch and torchvision names in the cells that run, modules themselves left out."""
    used = used_names("\n".join(c.source for c in lesson.executed))
    modules = set(map(_module, used))
    return {
        name
        for name in used
        if name.split(".")[0] in PACKAGES and name not in modules and "." in name
    }
