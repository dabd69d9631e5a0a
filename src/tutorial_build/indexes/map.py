"""The map of the course: what needs what, drawn from course.yml, and the same as a list.

The picture is one SVG inside Markdown. Its links are Markdown links around SVG shapes, so the site
generator resolves and checks them as it does all others. Nothing in it is measured by a font: the
width of a text is estimated, so that the same course gives the same bytes everywhere.
"""

import itertools
import re
import textwrap
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from tutorial_build.page.markup import fill, fill_page
from tutorial_build.page.words import duration
from tutorial_build.run.protocol import Json
from tutorial_build.source.course import COURSE_FILE, Course, Module, Route
from tutorial_build.source.pairs import side
from tutorial_build.source.prose import VALUE, scan

WIDTH = 700  # user units; the picture is shown at least this many pixels wide
COLUMNS = 4
CHANNEL = 30  # between columns: edges go up and down here
BOX = (WIDTH - 8 - (COLUMNS + 1) * CHANNEL) // COLUMNS
GUTTER = 24  # between rows: edges go left and right here
HEAD = 30  # a module's title
LINE = 16  # of text in a box
TEXT_PX = 12.5
STEP = 4.5  # between edges that run side by side


@dataclass(frozen=True)
class Box:
    """Where a page stands; `row` counts the rows of the whole picture."""

    slug: str
    lines: tuple[str, ...]
    row: int
    column: int
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + BOX / 2


@dataclass(frozen=True)
class Layout:
    """The boxes by slug, the bands of the modules (top and height) and the whole height."""

    boxes: dict[str, Box]
    bands: dict[str, tuple[float, float]]
    height: float


def map_page(course: Course, lang: str) -> str:
    """Markdown of the map page: the picture, the routes and the list."""
    return fill_page(
        "map_page",
        lang,
        source=COURSE_FILE,
        figure=map_picture(course, lang),
        course=course,
        pages={slug: _stop(slug, course, lang) for slug in course.slugs},
        routes=[_route(route, course, lang) for route in course.routes],
        modules=[module.into(lang) for module in course.modules],
        questions=_questions(course, lang),
    )


def _questions(course: Course, lang: str) -> dict[str, Json]:
    """How each question of a quiz begins, by the page's address and its own anchor."""
    return {
        lesson.address: {
            f"quiz-{item.id}": _opening(item.question) for item in lesson.quiz.into(lang).items
        }
        for lesson in course.tutorials.values()
        if lesson.quiz
    }


def _opening(question: str) -> str:
    """The first words of a question as plain text; values and longer formulas are left out."""
    words = ""
    for span in scan(re.sub(VALUE, "…", question), "code", "math"):
        if span.kind == "math":
            name = span.text.strip("$")
            words += name if name.isalnum() else "…"
        else:
            words += span.text.strip("`") if span.kind == "code" else span.text.replace("*", "")
    return textwrap.shorten(words, 70, placeholder=" …")


def _route(route: Route, course: Course, lang: str) -> dict[str, Json]:
    """A route with what is known of its pages; the whole course is folded: the list follows."""
    known = [course.tutorials[s].header.minutes for s in route.pages if s in course.tutorials]
    return {
        "name": route.name,
        "title": Markup(side(route.title, lang)),
        "pages": [*route.pages],
        "written": len(known),
        "soon": len(route.pages) - len(known),
        "time": duration(sum(minutes.read + minutes.practise for minutes in known)),
        "is_whole": route.pages == course.slugs,
    }


def _stop(slug: str, course: Course, lang: str, root: str = "") -> dict[str, Json]:
    """A page as a link with its time, or as a title while it is planned."""
    title, tutorial = _plain(course.title(slug, lang)), course.tutorials.get(slug)
    if tutorial is None:
        return {"title": title, "address": ""}
    minutes = tutorial.header.minutes
    address, time = f"{root}{tutorial.address}.md", duration(minutes.read + minutes.practise)
    return {"title": title, "address": address, "time": time}


def _plain(text: str) -> Markup:
    """Text that neither Markdown nor HTML takes for anything else."""
    return Markup("".join(f"&#{ord(c)};" if c in "&<>\"'*_`[]()\\{}$!" else c for c in text))


# The picture.


def map_picture(course: Course, lang: str, root: str = "") -> str:
    """The map as an SVG whose written pages are links."""
    plan = layout(course, lang)
    return fill(
        "map",
        lang,
        sizes={"width": WIDTH, "box": BOX, "line": LINE},
        plan=plan,
        plain=_plain,
        paths=arrows(course, plan),
        modules=[module.into(lang) for module in course.modules],
        pages={slug: _stop(slug, course, lang, root) for slug in course.slugs},
        hurry=next((route.pages for route in course.routes if route.name == "hurry"), ()),
    )


def layout(course: Course, lang: str) -> Layout:
    """Place the pages: modules from top to bottom, inside one by what they need.

    A page stands right of what it needs in its own module, in the next row when the row is full.
    """
    boxes: dict[str, Box] = {}
    bands: dict[str, tuple[float, float]] = {}
    y, row = 1.0, 0
    for module in course.modules:
        start = y
        y += HEAD
        for slugs in _rows(module, course):
            y += GUTTER
            titles = {slug: tuple(_wrapped(course.title(slug, lang))) for slug in slugs}
            size = [len(titles[s]) + (s not in course.tutorials) for s in slugs]
            height = max(size) * LINE + 14.0
            for column, slug in enumerate(slugs):
                x = 4 + CHANNEL + column * (BOX + CHANNEL)
                boxes[slug] = Box(slug, titles[slug], row, column, x, y, height)
            y += height
            row += 1
        bands[module.name] = (start, y + 12 - start)
        y += 12 + 8
    return Layout(boxes, bands, y - 7)


def _rows(module: Module, course: Course) -> list[list[str]]:
    """The pages of a module in rows: by depth of what they need there, else as in course.yml."""
    depths: dict[str, int] = {}

    def depth(slug: str) -> int:
        if slug not in depths:
            inside = [need for need in course.needs(slug) if need in module.slugs]
            depths[slug] = 1 + max((depth(need) for need in inside), default=0)
        return depths[slug]

    order = sorted(module.slugs, key=depth)  # stable: equals keep the order of the course
    return [order[n : n + COLUMNS] for n in range(0, len(order), COLUMNS)]


def _wrapped(text: str) -> list[str]:
    """The lines of a title in a box."""
    lines: list[str] = []
    for part in text.split():
        if lines and _width(f"{lines[-1]} {part}") <= BOX - 12:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _width(text: str) -> float:
    """About how wide a text is: wide enough for any sans serif."""
    narrow, wide = "iIjlftr.,:;'!|()", "mwMW"
    return sum(TEXT_PX * (0.34 if c in narrow else 0.9 if c in wide else 0.57) for c in text)


def edges(course: Course) -> list[tuple[str, str]]:
    """Which page leads to which, without the arrows that others already say."""

    def before(slug: str) -> set[str]:
        return {slug}.union(*(before(need) for need in course.needs(slug)))

    return [
        (need, slug)
        for slug in course.slugs
        for need in dict.fromkeys(course.needs(slug))
        if not any(need in before(other) for other in course.needs(slug) if other != need)
    ]


class _Tracks:
    """Lines that run side by side in a gutter or channel; those of one owner share a line."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, int], list[tuple[int, str, float, float]]] = {}

    def offset(self, place: tuple[str, int], owner: str, one: float, other: float) -> float:
        """How far from the first line of a place the line of an owner runs, between two points."""
        low, high = sorted((one, other))
        taken = self.taken.setdefault(place, [])
        near = {
            track
            for track, other_owner, start, end in taken
            if owner != other_owner and low < end + STEP and start < high + STEP
        }
        track = next(number for number in itertools.count() if number not in near)
        taken.append((track, owner, low, high))
        return STEP * track


def arrows(course: Course, plan: Layout) -> list[str]:
    """SVG paths of the arrows; none runs through a box.

    Neighbours in a row are joined straight. Every other arrow runs in gutters between rows and
    channels between columns.
    """
    tracks = _Tracks()
    pairs = [(plan.boxes[start], plan.boxes[end]) for start, end in edges(course)]
    out = Counter(a.slug for a, b in pairs if b.row > a.row + 1)
    into = Counter(b.slug for a, b in pairs if b.row > a.row + 1)
    return [_arrow(a, b, tracks, into[b.slug] > out[a.slug]) for a, b in pairs]


def _arrow(a: Box, b: Box, tracks: _Tracks, near_start: bool) -> str:
    """One arrow; a long one goes down beside its start or beside its end."""
    if a.row == b.row and b.column == a.column + 1:
        return f"M{a.x + BOX:g} {a.y + a.height / 2:g}H{b.x - 1:g}"
    x_in = b.middle + (a.column - b.column) * 6
    end = f"H{x_in:g}V{b.y - 1:g}"
    if a.row == b.row:
        above = b.y - 10 - tracks.offset(("above", b.row), b.slug, a.middle, x_in)
        return f"M{a.middle + 34:g} {a.y:g}V{above:g}{end}"
    start = f"M{a.middle:g} {a.y + a.height:g}"
    if b.row == a.row + 1:
        below = a.y + a.height + 6 + tracks.offset(("below", a.row), a.slug, a.middle, x_in)
        return f"{start}V{below:g}{end}"
    near, far = (a, b) if near_start else (b, a)
    channel = near.column + (far.column > near.column)
    x = 4.0 + channel * (BOX + CHANNEL) + 5
    x += tracks.offset(("channel", channel), a.slug, a.y + a.height, b.y)
    below = a.y + a.height + 6 + tracks.offset(("below", a.row), a.slug, a.middle, x)
    above = b.y - 10 - tracks.offset(("above", b.row), b.slug, x, x_in)
    return f"{start}V{below:g}H{x:g}V{above:g}{end}"
