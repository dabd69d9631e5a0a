"""The map is drawn from course.yml: every page once, arrows beside boxes, the same as a list."""

import itertools
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from tutorial_build.indexes.map import (
    BOX,
    TEXT_PX,
    WIDTH,
    Box,
    Layout,
    arrows,
    edges,
    layout,
    map_page,
    map_picture,
)
from tutorial_build.page.card import MAP
from tutorial_build.source.course import Course, read_course

from .conftest import REPOSITORY, replace_in, seen, to_html

COURSE = """\
modules:
  - module: m1_first
    branch: fundamentals
    title: "Primero // First"
    pages:
      - alpha
      - beta
      - later: {title: "Más tarde // Later", needs: [alpha, beta]}
  - module: m2_second
    branch: optimisation
    title: "Segundo // Second"
    pages:
      - last: {title: "Final_1 // Last_1", needs: [later, alpha]}
routes:
  - route: hurry
    title: "Con prisa // In a hurry"
    pages: [alpha, last]
  - route: all
    title: "Completa // All of it"
    pages: all
"""


@pytest.fixture
def small(checkout) -> Course:
    (checkout.root / "examples/course.yml").write_text(COURSE, encoding="utf-8")
    course = checkout.course
    assert course.errors == {}
    return course


@pytest.fixture(scope="module")
def whole() -> Course:
    return read_course(REPOSITORY)


def svg(course: Course, lang: str) -> ElementTree.Element:
    """The picture as a browser gets it."""
    text = to_html(map_picture(course, lang))
    found = re.search(r"<svg.*</svg>", text, re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0])


def test_an_arrow_that_others_already_say_is_not_drawn(small):
    # last needs later and alpha, but later needs alpha too.
    assert edges(small) == [("alpha", "later"), ("beta", "later"), ("later", "last")]


def test_a_page_stands_right_of_what_it_needs(small):
    boxes = layout(small, "es").boxes
    assert [boxes[slug].column for slug in ("alpha", "beta", "later", "last")] == [0, 1, 2, 0]
    assert [boxes[slug].row for slug in ("alpha", "beta", "later", "last")] == [0, 0, 0, 1]


def test_written_pages_are_links_with_titles_and_planned_ones_are_not(small):
    picture = svg(small, "en")
    links = picture.findall(".//a")
    assert [link.get("href") for link in links] == ["m1-first/alpha.md", "m1-first/beta.md"]
    assert [link.findtext("title") for link in links] == ["Alpha en", "Beta en"]
    planned = [g for g in picture.findall("g") if g.get("class") == "g-page-planned"]
    texts = [" ".join("".join(g.itertext()).split()) for g in planned]
    assert texts == ["Later coming soon", "Last_1 coming soon"]


def test_the_place_on_the_short_route_is_marked(small):
    stops = [
        "".join(g.itertext()) for g in svg(small, "es").iter("g") if g.get("class") == "g-stop"
    ]
    assert stops == ["1", "2"]


def test_the_list_says_what_the_picture_says(small):
    page = seen(map_page(small, "es"))
    items = [" ".join(text.split()) for text in page.texts["li"]]
    assert "Alpha es · 2 min. Antes: nada." in items
    assert "Más tarde · próximamente. Antes: Alpha es, Beta es." in items
    assert "Final_1 · próximamente. Antes: Más tarde, Alpha es." in items
    assert page.texts[".g-branch-name"] == ["Fundamentos", "Optimización"]


def test_routes_sum_the_minutes_that_are_known(small):
    text = map_page(small, "en")
    assert "2 pages. Published: 1, in all 2 min of reading and practice. Coming soon: 1." in text
    assert "4 pages. Published: 2, in all 4 min of reading and practice. Coming soon: 2." in text
    assert "1. [Alpha en](m1-first/alpha.md) · 2 min\n1. Last&#95;1 · *coming soon*" in text


def test_the_same_course_gives_the_same_bytes(whole, lang):
    assert map_page(whole, lang) == map_page(read_course(REPOSITORY), lang)


def test_every_page_of_the_course_has_a_box_inside_the_picture(whole, lang):
    plan = layout(whole, lang)
    assert set(plan.boxes) == set(whole.slugs)
    inside = [
        box.slug
        for box in plan.boxes.values()
        if 0 < box.x < box.x + BOX < WIDTH and 0 < box.y < box.y + box.height < plan.height
    ]
    assert inside == list(plan.boxes)
    assert [pair for pair in itertools.combinations(plan.boxes.values(), 2) if touch(*pair)] == []


def touch(one: Box, other: Box) -> bool:
    apart_x = one.x + BOX <= other.x or other.x + BOX <= one.x
    apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (apart_x or apart_y)


def points(path: str) -> list[tuple[float, float]]:
    x = y = 0.0
    found = []
    for command, numbers in re.findall(r"([MHV])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "H":
            x = values[0]
        else:
            y = values[0]
        found.append((x, y))
    return found


def crossed(plan: Layout, path: str) -> list[str]:
    """The boxes that an arrow runs through, its ends at their borders apart."""
    hit = []
    for (x1, y1), (x2, y2) in itertools.pairwise(points(path)):
        (left, right), (top, bottom) = sorted((x1, x2)), sorted((y1, y2))
        hit += [
            box.slug
            for box in plan.boxes.values()
            if left < box.x + BOX and right > box.x and top < box.y + box.height and bottom > box.y
        ]
    return hit


def test_no_arrow_runs_through_a_page(whole, lang):
    plan = layout(whole, lang)
    paths = arrows(whole, plan)
    assert len(paths) == len(edges(whole)) > 25
    assert [(path, crossed(plan, path)) for path in paths if crossed(plan, path)] == []


def test_an_arrow_ends_at_the_page_that_needs_it(whole, lang):
    plan = layout(whole, lang)
    ends = [
        (end, points(path)[-1])
        for (_, end), path in zip(edges(whole), arrows(whole, plan), strict=True)
    ]
    wrong = [
        (end, x, y)
        for end, (x, y) in ends
        if not (-1 <= x - plan.boxes[end].x <= BOX)
        or not (-1 <= y - plan.boxes[end].y <= plan.boxes[end].height)
    ]
    assert wrong == []


def test_the_words_are_readable_at_their_own_size():
    css = (REPOSITORY / "docs/theme/assets/css/map.css").read_text(encoding="utf-8")
    assert f"font-size: {TEXT_PX}px" in css
    assert f"min-width: {WIDTH}px" in css
    assert TEXT_PX >= 12


def test_the_scripts_of_progress_stay_small():
    folder = REPOSITORY / "docs/theme/assets/js"
    assert (folder / "progress.js").stat().st_size < 6000


QUESTION = """\
- id: {id}
  kind: numeric
  question: "{text}"
  answer: "{{{{ total }}}}"
  tolerance: 0
  reason: "Sí. // Yes."
"""
OPENINGS = {
    "¿Cuánto es `x**2`? // What is `x**2`?": "What is x**2?",
    "Con *$b$* = {{ total:.2f }} // With *$b$* = {{ total:.2f }}": "With b = …",
    "Sea $\\\\mu < 1$, **ya** // Let $\\\\mu < 1$, **now**": "Let …, now",
    f"Hola {'a ' * 50} // 'Hello' {'b ' * 50}": f"'Hello' {'b ' * 30}…",
}


def test_the_map_page_knows_how_each_question_begins(checkout):
    quiz = checkout.path("alpha").with_name("alpha.quiz.yml")
    items = [QUESTION.format(id=f"q{rank}", text=text) for rank, text in enumerate(OPENINGS)]
    quiz.write_text("".join(items), encoding="utf-8")
    assert checkout.course.errors == {}
    found = re.search(r"data-questions='([^']*)'", map_page(checkout.course, "en"))
    begins = json.loads(unescape(found[1]))["m1-first/alpha"]
    assert [*begins.values()] == [*OPENINGS.values()]
    assert list(begins) == ["quiz-q0", "quiz-q1", "quiz-q2", "quiz-q3"]


def test_a_course_without_routes_has_a_map_too(checkout):
    page = map_page(checkout.course, "es")
    assert "## Rutas" not in page
    assert "[Alpha es](m1-first/alpha.md)" in page


def test_a_need_of_a_planned_page_that_is_no_page_is_named_by_line(checkout):
    (checkout.root / "examples/course.yml").write_text(COURSE, encoding="utf-8")
    replace_in(checkout.root / "examples/course.yml", "needs: [alpha, beta]", "needs: [alfa]")
    course = checkout.course
    assert [str(error) for error in course.errors.values()] == [
        "examples/course.yml:8: 'later' needs 'alfa', which is no page; correct the slug"
    ]
    assert course.needs("later") == ()


def test_a_page_can_show_the_map_with_links_from_its_own_folder(checkout):
    cells = "".join(f'# %% [markdown] lang="{lang}"\n# {MAP}\n\n' for lang in ("es", "en"))
    checkout.write("beta", cells + "# %%\nprint(1)\n")
    checkout.build()
    page = checkout.page("beta")
    assert MAP not in page
    assert f"](../{checkout.course.address('alpha')}.md)" in page
    assert "\nmap: true\n" in page  # so that the theme brings its script
