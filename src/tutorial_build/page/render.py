"""Cells, results and a language → Markdown. Pure: the same input gives the same text."""

import ast
import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from tutorial_build.errors import ContentError
from tutorial_build.page.card import card, foot, front_matter, notice
from tutorial_build.page.claims import claim_line
from tutorial_build.page.code import Address, aliases, code_block, documentation
from tutorial_build.page.markup import clean_html, escape, fold, formulas
from tutorial_build.page.page import Figure, View
from tutorial_build.page.quiz import quiz_answers, quiz_section
from tutorial_build.page.snippets import snippet_data
from tutorial_build.page.widgets import check_widgets, widget_block
from tutorial_build.page.words import number, word
from tutorial_build.results.store import Results
from tutorial_build.run.dark import page_names
from tutorial_build.source import pairs
from tutorial_build.source.course import Course
from tutorial_build.source.inline import Inline, substitute
from tutorial_build.source.script import Code, Prose, Tutorial
from tutorial_build.source.syntax import parse

LONG_OUTPUT = 30  # lines; longer output is folded
EXERCISES = re.compile(r"^## .*\{ #exercises \}$", re.MULTILINE)  # the quiz goes before it
MESSAGE_LINES = 6  # the last lines of an error message that a page shows


def render(view: View, lang: str, course: Course, address: Address = documentation) -> str:
    """Return the Markdown of a page; `address` says where a name in its code is documented."""
    tutorial = view.tutorial
    parts = [front_matter(view, lang), f"# {tutorial.title(lang)}"]
    if view.state == "failed":
        error = f'<div class="g-output g-error"><pre tabindex="0">{escape(view.error)}</pre></div>'
        parts += [notice(word("failed", lang)), *([error] if view.error else [])]
        return "\n\n".join(parts) + "\n"
    if view.why:
        why = ", ".join(word(f"no_{kind}", lang, what=name) for kind, name in view.why)
        parts.append(notice(word(view.state, lang, why=why)))
    parts.append(card(view, lang, course))
    parts += _Body(view, lang, address).parts()
    parts += [snippet_data(tutorial, lang), foot(view, lang)]
    if tutorial.quiz:
        parts.append(quiz_answers(tutorial.quiz, quiz_values(view, lang), lang))
    return "\n\n".join(part for part in parts if part) + "\n"


def check(view: View) -> None:
    """Raise ContentError at the first thing that cannot be shown.

    A formula, the format of a number, a figure without alt text: none of them is part of the key.
    """
    tutorial = view.tutorial
    check_widgets(tutorial)
    for lang in pairs.LANGUAGES:
        texts = fill_values(tutorial, view.results, lang)
        line = 1
        try:
            for objective in tutorial.header["objectives"]:
                formulas(pairs.side(next(iter(objective.values())), lang))
            for cell in tutorial.cells:
                line = cell.lines[lang] if isinstance(cell, Prose) else cell.line - 1
                if isinstance(cell, Prose):
                    formulas(next(texts))
                else:
                    formulas(pairs.side(cell.options.get("caption", ""), lang))
        except ValueError as error:
            raise ContentError(tutorial.path, line, f"{error}; correct it") from None
        if tutorial.quiz:
            quiz_section(tutorial.quiz, quiz_values(view, lang), lang)


def quiz_values(view: View, lang: str) -> list[Any]:
    """The values that the quiz needs: the last ones of the run."""
    quiz = view.tutorial.quiz
    if view.results is None or quiz is None or not quiz.inlines:
        return []
    values: list[Any] = view.results.run(lang)["values"][-len(quiz.inlines) :]
    return values


def _aliases(view: View, lang: str) -> dict[str | None, dict[str, str]]:
    """What imports call things on the page (None) and in each exercise, which has its own."""
    code: dict[str | None, list[str]] = {None: []}
    for cell in view.tutorial.code:
        code.setdefault(cell.exercise, [])
        if cell.is_python:
            code[cell.exercise].append(cell.localised(lang))
    known = aliases(code[None])
    return {None: known} | {e: aliases(codes, known) for e, codes in code.items() if e}


class _Body:
    """Walks the cells of a page in order, counting executed cells as the run did."""

    def __init__(self, view: View, lang: str, address: Address) -> None:
        self.view = view
        self.address = address
        self.lang = lang
        self.cell = 0
        self.rank = -1  # of the cell among all code cells
        self.aliases = _aliases(view, lang)
        self.texts = fill_values(view.tutorial, view.results, lang)
        self.hints = 0
        self.held: list[str] = []  # hints, which stand before the starting point in the script
        self.open = ""
        quiz = view.tutorial.quiz
        self.quiz = quiz_section(quiz, quiz_values(view, lang), lang) if quiz else ""

    def parts(self) -> list[str]:
        parts: list[str] = []
        for cell in self.view.tutorial.cells:
            if self.open and cell.exercise != self.open:
                parts += [*self.release(), "</section>"]
                self.open = ""
            if cell.exercise and not self.open:
                parts.append('<section class="g-exercise" markdown>')
                self.open, self.hints = cell.exercise, 0
            parts += self.prose(cell) if isinstance(cell, Prose) else self.code(cell)
        return [*parts, *self.release(), "</section>" if self.open else "", self.quiz]

    def prose(self, cell: Prose) -> list[str]:
        text = formulas(next(self.texts))
        if self.quiz and (place := EXERCISES.search(text)):
            text = f"{text[: place.start()]}{self.quiz}\n\n{text[place.start() :]}"
            self.quiz = ""
        if cell.role != "hint":
            return [text]
        self.hints += 1
        summary = word("hint", self.lang, number=self.hints)
        self.held.append(fold("g-hint", summary, text))
        return []

    def release(self) -> list[str]:
        """The hints read since the last time: they follow what a learner tries first."""
        held, self.held = self.held, []
        return held

    def code(self, cell: Code) -> list[str]:
        self.rank += 1
        record = None
        outputs: list[dict[str, Any]] = []
        if cell.runs:
            results = self.view.results
            if results is not None:
                record = results.run(self.lang)["cells"][self.cell]
                outputs = results.outputs(self.lang, self.cell)
            self.cell += 1
        if cell.role in ("check", "wrong"):
            return []
        hidden = "hidden" in cell.tags or _only_claims(cell)
        code = [] if hidden else self.source(cell)
        made = self.made(cell, record, outputs)
        if any(output["type"] == "data" for output in outputs):
            folder = self.view.tutorial.address.split("/")[1]
            made = [widget_block(cell, folder, made, self.lang)]
        parts = code + made
        if cell.role == "starter":
            return [*parts, *self.release(), self.how_to_check(cell)]
        if cell.role == "solution":
            solution = fold("g-solution", word("solution", self.lang), "\n\n".join(parts))
            return [*self.release(), solution]
        return parts

    def how_to_check(self, cell: Code) -> str:
        tutorial = self.view.tutorial
        book = f"../practice/{tutorial.address.split('/')[1]}.ipynb"
        command = f"tutorial check {tutorial.slug} {cell.exercise} "
        text = word("how_to_check", self.lang, book=book, command=command)
        return f'<p class="g-check" markdown="span">{text}</p>'

    def source(self, cell: Code) -> list[str]:
        code = cell.localised(self.lang)
        parts = []
        if cell.title:
            title = html.escape(pairs.side(cell.title, self.lang))
            parts.append(f'<p class="g-step">{title}</p>')
        label = {"setup": "given", "starter": "starter"}.get(cell.role or "")
        if label:
            parts.append(f'<p class="g-step">{word(label, self.lang)}</p>')
        language = "python"
        if "recipe" in cell.tags:
            parts.append(f'<p class="g-recipe">{word("recipe", self.lang)}</p>')
            language = cell.options.get("lang", "python")
        block = code_block(code, language, self.aliases[cell.exercise], self.address)
        return [*parts, f'<div class="g-code" data-cell="{self.rank}">{block}</div>']

    def made(
        self, cell: Code, record: dict[str, Any] | None, outputs: list[dict[str, Any]]
    ) -> list[str]:
        """Everything a cell left: outputs, warning, error and claims."""
        if record is None:
            return []
        parts = []
        for place, output in enumerate(outputs):
            if output["type"] == "figure":
                shown = sum(before["type"] == "figure" for before in outputs[:place])
                parts.append(self.figure(figure_of(cell, output, shown, self.lang)))
            elif output["type"] == "html":
                parts.append(f'<div class="g-output g-html">{clean_html(output["text"])}</div>')
            elif output.get("text"):
                parts.append(self.text(output["text"], "output"))
        for kind in ("warning", "error"):
            if kind in record:
                lines = record[kind]["message"].strip().split("\n")[-MESSAGE_LINES:]
                text = "\n".join([f"{record[kind]['type']}: {lines[0]}", *lines[1:]])
                parts.append(self.text(text, f"{kind}_output"))
        return parts + [claim_line(claim, self.lang) for claim in record["claims"]]

    def text(self, text: str, kind: str) -> str:
        style = {"error_output": " g-error", "warning_output": " g-warning"}.get(kind, "")
        label = word(kind, self.lang)
        block = (
            f'<div class="g-output{style}"><pre tabindex="0" role="region" aria-label="{label}">'
            f"{escape(text)}</pre></div>"
        )
        lines = text.count("\n") + 1
        if lines <= LONG_OUTPUT:
            return block
        return fold("g-long", word("long_output", self.lang, lines=lines), block)

    def figure(self, figure: Figure) -> str:
        folder = self.view.tutorial.address.split("/")[1]
        size = f"width={figure.output['width']} height={figure.output['height']} loading=lazy"
        alt = figure.alt.replace("\\", "\\\\").replace("[", r"\[").replace("]", r"\]")
        lines = ['<figure class="g-figure" markdown>']
        for theme, name in zip(("light", "dark"), page_names(figure.output), strict=True):
            lines.append(f"![{alt}]({folder}/{name}){{ .g-{theme} {size} }}")
        if figure.caption:
            lines.append(f'<figcaption markdown="span">{formulas(figure.caption)}</figcaption>')
        return "\n".join([*lines, "</figure>"])


def _only_claims(cell: Code) -> bool:
    """Whether a cell does nothing but claim: its ✓ lines then say all that its code says."""
    body = parse(cell.source).body if "claim" in cell.tags else []
    calls = [node.value for node in body if isinstance(node, ast.Expr)]
    names = [call.func for call in calls if isinstance(call, ast.Call)]
    return len(names) == len(body) > 0 and all(ast.unparse(n).endswith("claim") for n in names)


def fill_values(tutorial: Tutorial, results: Results | None, lang: str) -> Iterator[str]:
    """Yield the text of each markdown cell, with its inline values in place."""
    values = iter(results.run(lang)["values"] if results else [])
    for cell in tutorial.cells:
        if isinstance(cell, Prose):
            known = {inline.expression: next(values, None) for inline in cell.inlines}
            yield substitute(cell.text[lang], partial(_shown, known, lang))


def _shown(known: dict[str, Any], lang: str, inline: Inline) -> str:
    value = known[inline.expression]
    try:
        return "…" if value is None else number(value, inline.format, lang)
    except ValueError as error:
        shown = f"{{{{ {inline.expression}:{inline.format} }}}}"
        raise ValueError(f"inline value {shown} is {value!r}: {error}") from None


def figure_of(cell: Code, output: dict[str, Any], rank: int, lang: str) -> Figure:
    """The figure a cell made, with the alt text that stands at its rank."""
    alt = pairs.side(cell.alts[min(rank, len(cell.alts) - 1)], lang) if cell.alts else ""
    return Figure(output, alt, pairs.side(cell.options.get("caption", ""), lang))
