"""What hand-written pages show of the course, in place of marks."""

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.site.assemble import assemble_written
from tutorial_build.source.course import read_course

from .conftest import replace_in, seen

FIGURE = """
# %%
#| alt: "Un punto. // A dot."
import matplotlib.pyplot as plt

plt.figure(figsize=(2, 2))
plt.plot([0], [0], "o")
plt.show()
"""
MODULE = """  - module: m2_later
    title: "Luego // Later"
    pages:
      - much_later: "Mucho después // Much later"
      - last: "Al final // At last"
"""


def write_home(checkout, *marks):
    text = "\n\n".join(["# Home", *marks])
    (checkout.root / "docs/en/index.md").write_text(text, encoding="utf-8")


def home_page(checkout, *marks):
    write_home(checkout, *marks)
    checkout.build()
    return seen((checkout.root / "build/docs/en/index.md").read_text(encoding="utf-8"))


def add_module(checkout):
    course = checkout.root / "examples/course.yml"
    course.write_text(course.read_text(encoding="utf-8") + MODULE, encoding="utf-8")


def test_the_facts_count_lessons_and_minutes(checkout):
    page = home_page(checkout, "<!-- facts -->")
    lessons, minutes, free = page.texts["li"]
    assert lessons == "2 lessons published of 3"
    assert minutes == "4 min of reading and practice"
    assert free.startswith("Free")


def test_the_site_as_a_file_is_offered_with_its_size_where_it_was_made(checkout):
    file = checkout.root / "build/offline/gradiente.zip"
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(2_340_000))
    page = home_page(checkout, "<!-- facts -->")
    assert page.texts["li"][-1] == "Offline: all of it in a 2.3 MB zip"
    address = page.attributes("a")[-1]["href"]
    assert address == "http://127.0.0.1:8000/assets/gradiente.zip"
    assert (checkout.root / "build/docs/es/assets/gradiente.zip").stat().st_size == 2_340_000


def test_a_module_shows_what_is_written_what_is_to_come_and_how_long_it_takes(checkout):
    add_module(checkout)
    index = checkout.root / "docs/en/m1-first/index.md"
    text = index.read_text(encoding="utf-8")
    index.write_text(f"---\ndescription: >-\n  How to\n  begin.\n---\n{text}", encoding="utf-8")
    page = home_page(checkout, "<!-- modules -->")
    assert page.texts[".g-module-size"] == ["2 of 3 lessons · 4 min", "2 lessons, coming soon"]
    assert page.texts[".g-about"] == ["How to begin.", ""]
    assert page.texts["a"][1:] == ["First", "Alpha en", "Beta en", "Later"]
    assert page.texts[".g-soon"][0] == "Later · coming soon"


def test_a_page_to_come_says_in_the_overview_what_it_will_teach(checkout):
    planned = '{title: "Más tarde // Later", teaches: "Una cosa. // A thing."}'
    replace_in(checkout.root / "examples/course.yml", '"Más tarde // Later"', planned)
    page = home_page(checkout, "<!-- modules -->")
    assert page.texts[".g-soon"] == ["Later · coming soon: A thing."]


def test_a_figure_of_a_lesson_and_its_thumbnail_are_files_of_the_site(checkout):
    path = checkout.root / "examples/m1_first/beta.py"
    path.write_text(path.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    page = home_page(checkout, "<!-- figure: beta 1 -->", "<!-- modules -->")
    light, dark, *thumbs = [image["src"] for image in page.attributes("img")]
    assert [image["alt"] for image in page.attributes("img")] == ["A dot.", "A dot.", "", ""]
    folder = checkout.root / "build/docs/en"
    assert light != dark
    assert len(thumbs) == 2
    for name in (light, dark, *thumbs):
        assert (folder / name).is_file()


@pytest.mark.parametrize(
    "mark",
    ["figure: gamma 1", "figure: alpha 1", "figure: alpha", "interactive: alpha I-1"],
)
def test_a_mark_for_what_is_not_there_is_named_by_its_line(checkout, mark):
    write_home(checkout, f"<!-- {mark} -->")
    with pytest.raises(
        ContentError, match=rf"docs/en/index\.md:3: nothing for the mark '<!-- {mark}"
    ):
        checkout.build()


def test_an_interactive_figure_leads_to_the_data_of_its_lesson(checkout):
    replace_in(
        checkout.root / "examples/m1_first/beta.py",
        "# %%\nprint(6 * 7)",
        '# %%\n#| data: I-1\n#| alt: "Un mapa. // A map."\n{"x": 1}',
    )
    page = home_page(checkout, "<!-- interactive: beta I-1 -->")
    assert "I-1" in [box.get("data-widget") for box in page.attributes("div")]
    data = page.attributes("a")[-1]["href"]
    assert (
        checkout.root / "build/docs/en" / data
    ).read_text() == 'gradiente.data("I-1", {"x":1})\n'


def test_a_save_shows_the_same_home_page_as_a_build(checkout):
    path = checkout.root / "examples/m1_first/beta.py"
    path.write_text(path.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    write_home(checkout, "<!-- figure: beta 1 -->", "<!-- modules -->", "<!-- facts -->")
    checkout.build()
    built = (checkout.root / "build/docs/en/index.md").read_bytes()
    saved = assemble_written(checkout.project, read_course(checkout.root), "index.md")
    assert saved["en"]["index.md"] == built
