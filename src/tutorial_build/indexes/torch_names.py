"""Index of PyTorch names: each with its official page and the tutorials whose code uses it."""

from itertools import groupby

from tutorial_build.indexes.sphinx_gallery_adapter import used_names
from tutorial_build.page.code import documentation
from tutorial_build.page.words import word
from tutorial_build.source.script import Lesson

PACKAGES = ("torch", "torchvision")


def names_page(lessons: list[Lesson], lang: str) -> str:
    """Markdown of the index; it does not depend on results."""
    users: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        for name in lesson_names(lesson):
            users.setdefault(name, []).append(lesson)
    lines = [f"# {word('names', lang)}", "", word("names_intro", lang)]
    modules = groupby(sorted(users, key=lambda name: (_module(name), name.lower())), _module)
    for module, names in modules:
        lines += ["", f"## `{module}` {{ #{module.replace('.', '-')} }}", ""]
        for name in names:
            pages = ", ".join(f"[{user.title}]({user.address}.md)" for user in users[name])
            lines.append(f"- {_official(name)}: {pages}")
    return "\n".join(lines) + "\n"


def _module(name: str) -> str:
    """`torch.nn.Linear` → `torch.nn`."""
    return name.rpartition(".")[0]


def _official(name: str) -> str:
    """The name, leading to its page in the official documentation."""
    page = documentation(name)
    return f"[`{name}`]({page})" if page else f"`{name}`"


def lesson_names(lesson: Lesson) -> set[str]:
    """PyTorch and torchvision names in the cells that run, modules themselves left out."""
    used = used_names("\n".join(c.source for c in lesson.executed if c.role != "wrong"))
    modules = {name.rpartition(".")[0] for name in used}
    return {
        name
        for name in used
        if name.split(".")[0] in PACKAGES and name not in modules and "." in name
    }
