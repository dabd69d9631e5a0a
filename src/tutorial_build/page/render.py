"""A page as Markdown. Pure: the same page gives the same text."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from tutorial_build.page.card import card, foot, front_matter
from tutorial_build.page.code import Address, aliases, code_block, documentation
from tutorial_build.page.failures import Failures
from tutorial_build.page.markup import fill, fold, formulas
from tutorial_build.page.page import Figure, Page, Ran, Said
from tutorial_build.page.quiz import quiz_answers, quiz_section
from tutorial_build.page.snippets import snippet_data
from tutorial_build.page.widgets import check_widgets, widget_block
from tutorial_build.page.words import shown_from, word
from tutorial_build.results.records import Standing
from tutorial_build.run.dark import page_names
from tutorial_build.run.protocol import Announced, Html, Text
from tutorial_build.source.cells import ANSWERS
from tutorial_build.source.course import Course

LONG_OUTPUT = 30  # lines; longer output is folded
EXERCISES = re.compile(r"^## .*\{ #exercises \}$", re.MULTILINE)  # the quiz goes before it
MESSAGE_LINES = 6  # the last lines of an error message that a page shows

Mark = Callable[[str], str]


def render(
    page: Page, course: Course, address: Address = documentation, mark: Mark = lambda text: text
) -> str:
    """Return the Markdown of a page.

    Args:
        page: A tutorial with its results.
        course: Titles and addresses of the other pages.
        address: Where a name in its code is documented.
        mark: Gives the first use of each term in prose its definition.

    Raises:
        ContentError: At the first thing that cannot be shown, such as a formula.
    """
    lesson, lang = page.lesson, page.lang
    parts = [front_matter(page), f"# {lesson.title}"]
    if page.standing is Standing.FAILED:
        parts.append(fill("notice", lang, text=word("failed", lang)))
        if page.errors:
            parts.append(Failures(page).summary())
        if not page.cells:
            return f"{_joined(parts)}\n"
    check_widgets(lesson)
    if page.lacks:
        why = ", ".join(word(f"no_{lack.kind}", lang, what=lack.name) for lack in page.lacks)
        parts.append(fill("notice", lang, text=word(page.standing, lang, why=why)))
    if page.standing is Standing.STALE:
        parts.append(fill("running", lang))
    with shown_from(lesson.path, 1):
        parts.append(card(page, course))
    parts += _Body(page, address, mark).parts()
    parts += [snippet_data(lesson), foot(page)]
    if lesson.quiz:
        parts.append(quiz_answers(lesson.quiz, page))
    return f"{_joined(parts)}\n"


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _aliases(page: Page) -> dict[str, dict[str, str]]:
    """What imports call things on the page ("") and in each exercise, which has its own."""
    code: dict[str, list[str]] = {"": []}
    for cell in page.lesson.code:
        code.setdefault(cell.exercise, [])
        if cell.is_python:
            code[cell.exercise].append(cell.source)
    known = aliases(code[""])
    return {"": known} | {e: aliases(codes, known) for e, codes in code.items() if e}


class _Body:
    """Walks the cells of a page in order."""

    def __init__(self, page: Page, address: Address, mark: Mark) -> None:
        self.page = page
        self.lang = page.lang
        self.address = address
        self.mark = mark
        self.aliases = _aliases(page)
        self.hints = 0
        self.failures = Failures(page)
        self.held: list[str] = []  # hints, which stand before the starting point in the script
        quiz = page.lesson.quiz
        self.quiz = quiz_section(quiz, page) if quiz else ""

    def parts(self) -> list[str]:
        parts: list[str] = []
        for exercise, cells in groupby(self.page.cells, lambda shown: shown.cell.exercise):
            self.hints = 0
            made = [part for shown in cells for part in self.shown(shown)] + self.release()
            parts += [fill("exercise", content=_joined(made))] if exercise else made
        return [*parts, self.quiz]

    def shown(self, shown: Said | Ran) -> list[str]:
        parts = self.said(shown) if isinstance(shown, Said) else self.ran(shown)
        return parts + self.failures.below()

    def said(self, shown: Said) -> list[str]:
        is_hint = shown.cell.role == "hint"
        with shown_from(self.page.lesson.path, shown.cell.line):
            text: str = formulas(shown.text if is_hint else self.mark(shown.text))
        if self.quiz and (place := EXERCISES.search(text)):
            text = f"{text[: place.start()]}{self.quiz}\n\n{text[place.start() :]}"
            self.quiz = ""
        if not is_hint:
            return [text]
        self.hints += 1
        self.held.append(fold("g-hint", word("hint", self.lang, number=self.hints), text))
        return []

    def release(self) -> list[str]:
        """The hints read since the last time: they follow what a learner tries first."""
        held, self.held = self.held, []
        return held

    def ran(self, shown: Ran) -> list[str]:
        cell = shown.cell
        if cell.role in ("check", *ANSWERS):
            return []
        hidden = {"hidden", "page"} & set(cell.tags) or cell.only_claims
        made = self.made(shown)
        if cell.options.predict and made:
            made = [fold("g-predict", cell.options.predict, "\n\n".join(made))]
        if shown.data:
            made = [widget_block(shown, self.page.lesson.name, made, self.lang)]
        parts = made if hidden else [self.source(shown), *made]
        if cell.role == "starter":
            return [*parts, *self.release(), self.how_to_check(shown)]
        if cell.role == "solution":
            solution = fold("g-solution", word("solution", self.lang), "\n\n".join(parts))
            return [*self.release(), solution]
        return parts

    def how_to_check(self, shown: Ran) -> str:
        lesson = self.page.lesson
        command = f"tutorial check {lesson.slug} {shown.cell.exercise} "
        return fill("check", self.lang, book=f"../practice/{lesson.name}.ipynb", command=command)

    def source(self, shown: Ran) -> str:
        cell = shown.cell
        recipe = "recipe" in cell.tags
        remark = "recipe" if recipe else "stopped" if self.failures.stops(cell) else ""
        language = cell.options.lang if recipe else "python"
        block = code_block(cell.source, language, self.aliases[cell.exercise], self.address)
        return fill(
            "code",
            self.lang,
            title=cell.title,
            label={"setup": "given", "starter": "starter"}.get(cell.role),
            remark=remark,
            rank=shown.rank,
            block=block,
        )

    def made(self, shown: Ran) -> list[str]:
        """Everything a cell left: outputs, warning, error and claims."""
        left, figures = shown.left, iter(shown.figures)
        parts = []
        for output in left.outputs:
            if output.type == "figure":
                parts.append(self.figure(next(figures), shown))
            elif isinstance(output, Html):
                parts.append(fill("output", kind="html", text=output.text))
            elif isinstance(output, Text) and output.text:
                parts.append(self.text(output.text))
        parts += [self.message(left.warning, "warning")] if left.warning else []
        parts += [self.message(left.error, "error")] if left.error else []
        return parts + [fill("claim", self.lang, claim=claim) for claim in left.claims]

    def message(self, announced: Announced, kind: str) -> str:
        lines = announced.message.strip().split("\n")[-MESSAGE_LINES:]
        return self.text("\n".join([f"{announced.type}: {lines[0]}", *lines[1:]]), kind)

    def text(self, text: str, kind: str = "") -> str:
        block = fill("output", self.lang, kind=kind, text=text)
        lines = text.count("\n") + 1
        if lines <= LONG_OUTPUT:
            return block
        return fold("g-long", word("long_output", self.lang, lines=lines), block)

    def figure(self, figure: Figure, shown: Ran) -> str:
        light, dark = page_names(figure.picture)
        facts = {"folder": self.page.lesson.name, "light": light, "dark": dark}
        with shown_from(self.page.lesson.path, shown.cell.head):
            return fill("figure", self.lang, figure=figure, **facts)
