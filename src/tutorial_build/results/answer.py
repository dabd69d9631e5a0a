"""Put a reader's answer to the check of an exercise."""

import ast
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import Checkout
from tutorial_build.run.pool import Request, run_all
from tutorial_build.run.protocol import Text
from tutorial_build.source.cells import Code
from tutorial_build.source.script import Lesson
from tutorial_build.source.text import read_text


@dataclass(frozen=True)
class Verdict:
    """What came of checking an answer: what was printed, and what is wrong, if anything."""

    printed: str
    wrong: str = ""


def check_answer(checkout: Checkout, lesson: Lesson, exercise: str, answer: Path) -> Verdict:
    """Run a reader's file between the setup and the check of an exercise, in a fresh process.

    Raises:
        ContentError: If the file cannot be read.
    """
    name = str(answer)
    source = read_text(answer, name)
    try:
        ast.parse(source)
    except SyntaxError as error:
        return Verdict("", f"{name}:{error.lineno or 1}: SyntaxError: {error.msg}")
    cell = Code(0, source, tuple(range(1, source.count("\n") + 2)))
    with tempfile.TemporaryDirectory(prefix="answer-") as figures:
        request = Request(lesson, exercise, cell)
        ((_, outcome),) = run_all([request], Path(figures), root=checkout.root, workers=1)
    if isinstance(outcome, ContentError):
        return Verdict("", f"{name}: {outcome.message}")
    texts = (output for cell in outcome.cells for output in cell.outputs)
    printed = "".join(output.text for output in texts if isinstance(output, Text))
    mistake = outcome.mistake
    if mistake is None:
        return Verdict(printed)
    if mistake.type == "CheckError":  # the check's own message
        return Verdict(printed, mistake.message)
    place = f"{name}:{mistake.line}" if mistake.line else name
    return Verdict(printed, f"{place}: {mistake.type}: {mistake.message}")
