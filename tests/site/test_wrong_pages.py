"""A wrong page does not take the others with it; a warning is an error only where asked for."""

import re
from pathlib import Path

import pytest
from checkouts import mkdocs

pytestmark = pytest.mark.slow

SCRIPT = "examples/m1_gradient_descent/gradient_descent.py"
PAGE = "m1-gradient-descent/gradient-descent/index.html"


def test_a_wrong_script_fails_the_build_and_leaves_the_other_pages(project: Path) -> None:
    with (project / SCRIPT).open("a", encoding="utf-8") as script:
        script.write("\n# %%\n1 / 0\n")
    last = len((project / SCRIPT).read_text(encoding="utf-8").splitlines())
    frozen = sorted((project / "examples" / "_frozen").rglob("*"))

    done = mkdocs(project, "build")

    assert done.returncode == 1
    (line,) = re.findall(rf"^ERROR +-  ({SCRIPT}:.*)$", done.stderr, re.MULTILINE)
    assert line.startswith(f"{SCRIPT}:{last}: ")
    assert "ZeroDivisionError: division by zero" in line
    notices = {"": "Esta página tiene un error", "en/": "This page has an error"}
    for root, notice in notices.items():
        text = (project / "site" / f"{root}{PAGE}").read_text(encoding="utf-8")
        assert notice in text
        assert "ZeroDivisionError" not in text
        assert "Traceback" not in text
        for sound in ("index.html", "m2-tensors-autograd/autograd/index.html", "404.html"):
            page = (project / "site" / f"{root}{sound}").read_text(encoding="utf-8")
            assert notice not in page
            assert "<h1" in page
    assert sorted((project / "examples" / "_frozen").rglob("*")) == frozen


def test_a_dead_link_stops_a_strict_build(project: Path) -> None:
    with (project / "docs" / "es" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nada](no-existe.md)\n")
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "no-existe.md" in done.stderr
