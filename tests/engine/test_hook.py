"""MkDocs around the engine: both languages from one command, and its exit codes."""

import shutil

import pytest

from .conftest import SmallCourse, files_below

pytestmark = pytest.mark.slow


def sources(root):
    return {
        name: content
        for name, content in files_below(root).items()
        if not name.startswith(("build/", "site/"))
    }


@pytest.fixture(scope="module")
def built(site_template, tmp_path_factory):
    """The small course after one strict build."""
    root = tmp_path_factory.mktemp("built") / "course"
    shutil.copytree(site_template, root, symlinks=True)
    done = SmallCourse(root).mkdocs("build", "--strict", SITE_URL="https://example.org/course")
    assert done.returncode == 0, done.stderr
    return root


def test_one_command_builds_both_languages(built):
    site = built / "site"
    for page, text in (("m1-first/alpha", "Hola."), ("en/m1-first/alpha", "Hello.")):
        assert text in (site / page / "index.html").read_text()
    assert (site / "assets/search.js").exists()
    assert (site / "en/assets/search.js").exists()
    assert (site / "m1-first/alpha/alpha.py").exists()
    assert len(list(site.glob("assets/tutorial_lib-0.1.0-*-py2.py3-none-any.whl"))) == 1


def test_a_build_writes_only_into_build_and_site(built, site_template):
    assert sources(built) == sources(site_template)


def test_the_address_of_the_site_reaches_the_downloads(built):
    script = (built / "site/en/m1-first/alpha/alpha.py").read_text()
    assert "# https://example.org/course/en/m1-first/alpha/" in script


def test_an_outdated_page_is_a_warning_and_an_error_when_strict(site_checkout):
    site_checkout.edit("beta", "print(6 * 7)", "import no_such_package\nprint(6 * 7)")
    done = site_checkout.mkdocs("build")
    assert done.returncode == 0, done.stderr
    line = "examples/m1_first/beta.py:1: changed, but not run: no package no_such_package; "
    assert line in done.stderr
    assert site_checkout.mkdocs("build", "--strict").returncode == 1


def test_a_fresh_build_says_that_its_pages_ran_in_it(site_checkout):
    beta = site_checkout.root / "site/en/m1-first/beta/index.html"
    assert site_checkout.cli("build", "--fresh").code == 0
    assert "Run in this build, on " in beta.read_text()
    # A plain build shows the frozen results again, whatever variables were once read.
    done = site_checkout.mkdocs("build", TUTORIAL_FRESH="1", TUTORIAL_RESULTS="fresh")
    assert done.returncode == 0, done.stderr
    assert "Results frozen on " in beta.read_text()
    assert " ran " not in done.stdout + done.stderr


def test_a_course_file_that_cannot_be_read_stops_the_build_with_one_line(site_checkout):
    (site_checkout.root / "examples/course.yml").write_text("modules: [")
    done = site_checkout.mkdocs("build")
    assert done.returncode == 1
    (line,) = [text for text in (done.stdout + done.stderr).splitlines() if "course.yml" in text]
    assert line == (
        "examples/course.yml:1: not YAML: expected the node content, but found '<stream end>'; "
        "mend this line or put the text in quotes"
    )
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_stops_the_build_with_one_line(site_checkout):
    (site_checkout.root / "build/wheel").write_text("a file where a folder should be")
    done = site_checkout.mkdocs("build")
    assert done.returncode == 1
    (line,) = [text for text in (done.stdout + done.stderr).splitlines() if "build/wheel" in text]
    assert line.endswith("build/wheel:1: file exists; mend it and repeat the command")
    assert "Traceback" not in done.stderr


def test_a_dead_link_stops_a_strict_build(site_checkout):
    with (site_checkout.root / "docs/es/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nada](no-existe.md)\n")
    done = site_checkout.mkdocs("build", "--strict")
    assert done.returncode == 1
    assert "no-existe.md" in done.stderr
