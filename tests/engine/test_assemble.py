"""The two folders that a site generator reads."""

import hashlib

from tutorial_build.results.records import Standing
from tutorial_build.site import assemble as site
from tutorial_build.site.prepare import prepare

from .conftest import BETA, files_below, replace_in, seen


def docs(checkout, lang):
    return files_below(checkout.root / "build/docs" / lang)


def test_a_second_build_changes_no_byte_and_no_file(checkout):
    project = checkout.project
    made = prepare(project)
    assert site.assemble(project, made) > 0
    times = {path: path.stat().st_mtime_ns for path in (project.build / "docs").rglob("*")}
    assert site.assemble(project, prepare(project)) == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_one_edit_changes_only_the_files_of_its_page(checkout):
    checkout.build()
    before = docs(checkout, "es")
    checkout.edit("alpha", "# Hola.", "# Buenas.")
    checkout.build()
    after = docs(checkout, "es")
    changed = {name for name in before if before[name] != after.get(name)}
    own = {"m1-first/alpha.md", "m1-first/alpha/alpha.py", "m1-first/alpha/alpha.ipynb"}
    assert changed == own | {"assets/search.js"}


def test_what_is_no_longer_made_is_removed_and_placeholders_stay(checkout):
    checkout.build()
    folder = checkout.root / "build/docs/es"
    (folder / ".placeholder").write_text("")
    (folder / "m9-old/page").mkdir(parents=True)
    (folder / "m9-old/page/page.py").write_text("")
    (folder / "m1-first/alpha/old.svg").write_text("")
    checkout.build()
    assert (folder / ".placeholder").exists()
    assert not (folder / "m9-old").exists()
    assert not (folder / "m1-first/alpha/old.svg").exists()


def test_a_half_written_file_is_written_again(checkout):
    checkout.build()
    path = checkout.root / "build/docs/es/m1-first/alpha.md"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    checkout.build()
    assert path.read_bytes() == whole


def test_both_languages_hold_the_same_files(checkout):
    checkout.build()
    spanish, english = docs(checkout, "es"), docs(checkout, "en")
    of_the_root = {name for name in spanish if name.endswith(".whl")} | {"robots.txt"}
    assert set(spanish) - of_the_root == set(english)
    assert "m1-first/alpha/alpha.ipynb" in english


def test_hand_written_pages_are_copied_and_module_pages_list_their_pages(checkout):
    checkout.build()
    assert (checkout.root / "build/docs/en/index.md").read_text() == "# Home\n"
    index = checkout.page("index", "en")
    page = seen(index)
    assert page.texts[".g-pages"]
    assert [a["href"] for a in page.attributes("a") if a["href"].endswith(".md")] == [
        "alpha.md",
        "beta.md",
    ]
    assert page.texts[".g-soon"] == ["Later coming soon"]
    assert "<!-- pages" not in index


def test_a_page_to_come_says_on_its_module_page_what_it_will_teach(checkout):
    planned = '{title: "Más tarde // Later", teaches: "Una cosa. // A thing."}'
    replace_in(checkout.root / "examples/course.yml", '"Más tarde // Later"', planned)
    checkout.build()
    page = seen(checkout.page("index", "en"))
    assert page.texts[".g-soon"] == ["Later coming soon A thing."]


def test_a_planned_page_is_never_linked(checkout):
    checkout.build()
    for name, content in docs(checkout, "es").items():
        if name.endswith(".md"):
            assert b"later.md" not in content, name


def test_the_wheel_is_served_and_named_by_its_hash(checkout):
    checkout.build()
    (name,) = [name for name in docs(checkout, "es") if name.endswith(".whl")]
    content = docs(checkout, "es")[name]
    notebook = docs(checkout, "en")["m1-first/alpha/alpha.ipynb"].decode()
    assert f"{name}#sha256={hashlib.sha256(content).hexdigest()}" in notebook
    assert not [name for name in docs(checkout, "en") if name.endswith(".whl")]


def test_downloads_name_the_address_of_the_site(checkout):
    project = checkout.project
    site.assemble(
        project, prepare(project), site_url="https://example.org/course/", reference=False
    )
    script = docs(checkout, "en")["m1-first/alpha/alpha.py"].decode()
    assert "# https://example.org/course/en/m1-first/alpha/\n" in script
    notebook = docs(checkout, "es")["m1-first/alpha/alpha.ipynb"].decode()
    assert "https://example.org/course/assets/tutorial_lib-0.1.0" in notebook


EXERCISE = """
# %% [markdown] lang="es" exercise="E1"
# Suma $a$.

# %% [markdown] lang="en" exercise="E1"
# Add $a$.

# %%
#| exercise: E1
#| role: starter
a = ...

# %%
#| exercise: E1
#| role: solution
a = 1

# %%
#| exercise: E1
#| role: check
from tutorial_lib.checks import check

check("a", a, equals=1)

# %%
#| exercise: E1
#| role: wrong
#| message: llegó 2 // got 2
a = 2

# %%
#| exercise: E1
#| role: wrong
#| message: llegó 3 // got 3
a = 3
"""


def test_a_practice_notebook_is_shown_and_another_lies_beside_its_page(checkout):
    checkout.write("alpha", BETA + EXERCISE)
    assert checkout.build().errors == []
    for lang in ("es", "en"):
        files = docs(checkout, lang)
        shown, kept = (files[f"practice/alpha{end}.ipynb"] for end in ("", "/alpha"))
        assert b"<math" in shown
        assert b"<math" not in kept
        assert b"$a$" in kept
        links = [a["href"] for a in seen(checkout.page("alpha", lang)).attributes("a")]
        assert "../practice/alpha.ipynb" in links
    assert [name for name in files if "practice/beta" in name] == []


def test_figures_of_a_page_lie_beside_it_in_both_themes(checkout):
    checkout.write(
        "alpha",
        "# %%\n#| alt: a // b\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()\n",
    )
    checkout.build()
    for lang in ("es", "en"):
        named = [i["src"] for i in seen(checkout.page("alpha", lang)).attributes("img")]
        assert len(named) == 2
        for name in named:
            assert f"m1-first/{name}" in docs(checkout, lang)
    gallery = seen((checkout.root / "build/docs/es/figures.md").read_text())
    for image in gallery.attributes("img"):
        assert image["src"] in docs(checkout, "es")


def test_a_wrong_page_keeps_its_address_and_shows_the_error_only_in_serve(checkout):
    checkout.edit("alpha", "return a + b", "return a / 0")
    project = checkout.project
    made = prepare(project)
    site.assemble(project, made, reference=False)
    assert "Esta página tiene un error" in checkout.page("alpha")
    assert "ZeroDivisionError" not in checkout.page("alpha")
    assert "m1-first/alpha/alpha.py" not in docs(checkout, "es")
    site.assemble(project, made, show_errors=True, reference=False)
    assert "ZeroDivisionError" in checkout.page("alpha")
    checkout.edit("alpha", "return a / 0", "return a + b")
    checkout.build()  # and comes back when mended
    assert "la suma es 3.6559" in checkout.page("alpha")
    assert "m1-first/alpha/alpha.py" in docs(checkout, "es")


def test_a_page_that_cannot_be_rendered_gets_a_notice_and_the_others_are_made(checkout):
    checkout.edit("alpha", "# Hello.", "# Hello, $x^$.")
    made = checkout.build()
    assert [str(error) for error in made.errors] == [
        "examples/m1_first/alpha.py:11: formula $x^$: missing super script or subscript; correct it"
    ]
    assert {page.standing for page in made.pages["alpha"].values()} == {Standing.FAILED}
    for lang in ("es", "en"):
        assert '<div class="g-notice"' in checkout.page("alpha", lang)
        assert "formula" not in checkout.page("alpha", lang)
        assert "m1-first/alpha/alpha.py" not in docs(checkout, lang)
        assert "m1-first/beta/beta.py" in docs(checkout, lang)


def test_a_page_whose_script_cannot_be_read_keeps_its_title(checkout):
    checkout.edit("alpha", "# objectives:\n", "# objective:\n")
    checkout.build()
    assert "\n# Alpha en\n" in checkout.page("alpha", "en")


def test_syncing_a_folder_counts_its_changes(tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"2")
    files = {"a/b.txt": b"1", "c": source}
    assert site.sync(files, tmp_path / "target") == 2
    assert site.sync(files, tmp_path / "target") == 0
    assert site.sync({"c": source}, tmp_path / "target") == 1
    assert files_below(tmp_path / "target") == {"c": b"2"}
    assert not (tmp_path / "target/a").exists()
