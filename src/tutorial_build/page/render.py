"""A page as Markdown. Pure: the same page gives the same text."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from tutorial_build.page.card import card, foot, front_matter
from tutorial_build.page.code import Address, aliases, code_block, documentation
from tutorial_build.page.failures import Failures
from tutorial_build.page.markup import fill, fold, formulas, pieces, show_figure
from tutorial_build.page.page import Figure, Page, Ran, Said
from tutorial_build.page.quiz import quiz_answers, quiz_section
from tutorial_build.page.snippets import snippet_data
from tutorial_build.page.widgets import check_widgets, widget_block
from tutorial_build.page.words import shown_from, word
from tutorial_build.results.records import Standing
from tutorial_build.run.protocol import Announced, Claim, Html, Text
from tutorial_build.source.cells import ANSWERS, Code
from tutorial_build.source.course import Course

LONG_OUTPUT = 30  # lines; longer output is folded
SECTION = re.compile(r"## .*")
EXERCISES = re.compile(r"## .*\{ #exercises \}$", re.MULTILINE)  # the quiz goes before it
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
    parts = [front_matter(page, course), f"# {lesson.title}"]
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
        about = card(page, course)
    parts += _Body(page, about, address, mark).parts()
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


def _frame(shown: Said | Ran) -> tuple[str, bool]:
    """What a cell stands in: an exercise, the fold for who is in a hurry, or the page itself."""
    return shown.cell.exercise, shown.cell.in_hurry


class _Flow:
    """Parts in order. Behind a question wait those that would answer it: what its cell left, the
    cells after it, and the prose that reads them, up to a heading."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.asking: Code | None = None
        self.answer: list[str] = []

    def add(self, parts: list[str]) -> None:
        (self.answer if self.asking else self.parts).extend(parts)

    def ask(self, cell: Code) -> None:
        self.asking, self.answer = cell, []

    def close(self) -> None:
        """End what waits; what follows stands open."""
        if self.asking:
            facts = {"question": self.asking.options.predict, "content": _joined(self.answer)}
            with shown_from(self.page.lesson.path, self.asking.head):
                self.parts.append(fill("prediction", self.page.lang, **facts))
        self.asking = None


class _Body:
    """Walks the cells of a page in order.

    Three things wait for their place: the card, which follows the opening question; the claims,
    which are gathered at the end of their section; the quiz, which comes before the exercises.
    """

    def __init__(self, page: Page, about: str, address: Address, mark: Mark) -> None:
        self.page = page
        self.lang = page.lang
        self.address = address
        self.mark = mark
        self.aliases = _aliases(page)
        self.hints = 0
        self.failures = Failures(page)
        self.held: list[str] = []  # hints, which stand before the starting point in the script
        self.card = about
        self.claims: list[Claim] = []
        quiz = page.lesson.quiz
        self.quiz = quiz_section(quiz, page) if quiz else ""

    def parts(self) -> list[str]:
        parts: list[str] = []
        for (exercise, in_hurry), cells in groupby(self.page.cells, _frame):
            self.hints = 0
            made = self.flow(cells) + self.release()
            if in_hurry:
                content = _joined([*made, self.checked()])
                parts += [fold("g-hurry", word("hurry", self.lang), content), self.about()]
            else:
                parts += [fill("exercise", content=_joined(made))] if exercise else made
        return [*parts, self.checked(), self.about(), self.quiz]

    def flow(self, cells: Iterable[Said | Ran]) -> list[str]:
        """The parts of the cells of one frame."""
        flow = _Flow(self.page)
        for shown in cells:
            if isinstance(shown, Ran):
                before, after = self.ran(shown)
                if shown.cell.options.predict and after:
                    flow.close()
                    flow.add(before)
                    flow.ask(shown.cell)
                    flow.add(after)
                else:
                    flow.add(before + after)
            else:
                reading, *sections = self.said(shown)
                flow.add([reading])
                flow.close()
                flow.add([part for text in sections for part in self.section(text)])
            if failed := self.failures.below():
                flow.close()
                flow.add(failed)
        flow.close()
        return flow.parts

    def section(self, text: str) -> list[str]:
        """A piece of prose that starts with a heading, below what had waited for it."""
        if not SECTION.match(text):
            return [self.about(), text]
        before = [self.checked(), self.about()]
        if EXERCISES.match(text):
            before.append(self.quiz)
            self.quiz = ""
        return [*before, text]

    def about(self) -> str:
        """The card, once."""
        card, self.card = self.card, ""
        return card

    def checked(self) -> str:
        """The claims since the last time, in a mark that opens."""
        claims, self.claims = self.claims, []
        return fill("checks", self.lang, claims=claims) if claims else ""

    def said(self, shown: Said) -> list[str]:
        """The text of a cell, cut before its headings; nothing of a hint, which waits."""
        is_hint = shown.cell.role == "hint"
        with shown_from(self.page.lesson.path, shown.cell.line):
            marked = shown.text if shown.cell.role else self.mark(shown.text)
            text: str = formulas(marked)
        if not is_hint:
            return pieces(text)
        self.hints += 1
        self.held.append(fold("g-hint", word("hint", self.lang, number=self.hints), text))
        return [""]

    def release(self) -> list[str]:
        """The hints read since the last time: they follow what a learner tries first."""
        held, self.held = self.held, []
        return held

    def ran(self, shown: Ran) -> tuple[list[str], list[str]]:
        """The code of a cell, and what it left."""
        cell = shown.cell
        if cell.role in ("check", *ANSWERS):
            return [], []
        made = self.made(shown)
        if shown.data:
            made = [widget_block(shown, self.page.lesson.name, made, self.lang)]
        source = [self.source(shown)] if cell.is_shown else []
        if not cell.in_hurry:
            source = [self.about(), *source]
        if cell.role == "starter":
            return source, [*made, *self.release(), self.how_to_check(shown)]
        if cell.role == "solution":
            parts = _joined([*source, *made])
            solution = fold("g-solution", word("solution", self.lang), parts)
            return [], [*self.release(), solution]
        return source, made

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
        """What a cell left: outputs, warning, error and the central claim; other claims wait."""
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
        central = shown.cell.options.central
        self.claims += [claim for claim in left.claims if claim.id != central]
        idea = (claim for claim in left.claims if claim.id == central)
        return parts + [fill("central", self.lang, claim=claim) for claim in idea]

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
        with shown_from(self.page.lesson.path, shown.cell.head):
            return show_figure("figure", figure, self.page.lesson.name, self.lang)
