"""What goes around the theme names the version it is for, so that a new one makes us look again."""

import re
from pathlib import Path

import material
from checkouts import REPOSITORY

THEME = REPOSITORY / "docs" / "theme"
MATERIAL = Path(material.__file__).parent / "templates"
OURS = [THEME / "assets" / name for name in ("css/material.css", "js/material.js")]


def pinned(package: str) -> str:
    constraints = (REPOSITORY / "constraints.txt").read_text("utf-8")
    found = re.search(rf"^{package}==(\S+)$", constraints, re.MULTILINE)
    assert found
    return found[1]


def first_line(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0]


def test_what_replaces_a_part_of_material_names_its_version() -> None:
    instead = [p for p in THEME.rglob("*.html") if (MATERIAL / p.relative_to(THEME)).is_file()]
    assert len(instead) > 8
    version = f"Material for MkDocs {pinned('mkdocs-material')}"
    assert [p.name for p in (*instead, *OURS) if version not in first_line(p)] == []


def test_the_cleaning_of_notebooks_names_what_it_cleans() -> None:
    version = f"mkdocs-jupyter {pinned('mkdocs-jupyter')} "
    assert version in first_line(THEME / "partials" / "notebook.html")


def test_each_style_sheet_is_of_every_page_or_of_some() -> None:
    whole = (THEME / "assets" / "css" / "site.css").read_text("utf-8")
    sheets = {path.name for path in (THEME / "assets" / "css").glob("*.css")}
    some_pages = {"home.css", "notebook.css", "quiz.css"}  # main.html brings them where needed
    by_need = {"search.css"}  # search.js
    assert set(re.findall(r'@import "(.+)"', whole)) == sheets - some_pages - by_need - {"site.css"}
