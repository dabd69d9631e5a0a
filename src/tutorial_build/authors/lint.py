"""The rules of language that a program can check: words, punctuation, encoding, dead API."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tutorial_build.authors.first_use import check_terms
from tutorial_build.errors import ContentError
from tutorial_build.source.course import Course
from tutorial_build.source.glossary import read_glossary
from tutorial_build.source.pairs import LANGUAGES, side
from tutorial_build.source.quiz import quiz_texts
from tutorial_build.source.script import Code, Prose, Tutorial
from tutorial_build.source.syntax import parse

# Words that Spanish prose must not hold, and what to write.
DENIED = {
    r"gráficos? computacional(es)?": "grafo computacional",
    r"librerías?": "biblioteca",
    r"abandono": "dropout",
    r"incrustaci\w+": "embedding",
    r"clase predecida": "clase predicha",
    r"correr el código": "ejecutar el código",
    r"vosotr[oa]s|vuestr[oa]s?": "tuteo en singular",
    r"ustedes|usted": "tú",
    r"en orden a": "para",
    r"hac(er|e|en) sentido": "tener sentido",
    r"aumentación": "aumento de datos",
    r"verdad de suelo": "valor real",
    r"normalización (de|por) grupos?": "normalización por lotes",
    r"programador(es)? de la tasa": "planificador",
    r"pasada (en reverso|inversa|hacia atrás)": "pase hacia atrás",
    r"pasada (directa|hacia adelante)": "pase hacia adelante",
    r"corr(e|es|er|emos|en) (la celda|el programa|el script|el cuaderno|este código)": "ejecutar",
    r"ordenador(es)?|computadoras?": "equipo o máquina",
    r"ficheros?": "archivo",
    r"precisión (de prueba|en la prueba|de entrenamiento|de validación)|precisión \(accuracy\)": (
        "exactitud"
    ),
}
# Words that are wrong where the English partner has one word and not another: in Spanish, what
# English has, what it has not, and what to write.
FALSE_FRIENDS = (
    (r"precisi(ón|ones)", r"accurac(y|ies)", r"precisions?|precise", "exactitud"),
    (r"valor(es)? actual(es)?", r"actual values?", r"current", "valor real"),
)
MOJIBAKE = re.compile("\u00c3[¡©³±º\u00ad]|\u00e2\u20ac|\ufffd")
CODE = re.compile(
    r"```.*?```|`[^`\n]*`|\$[^$\n]*\$|\]\([^)]*\)|\{\{.*?\}\}|<!--.*?-->|<[^>]+>|!!!|\?\?\?",
    re.DOTALL,
)
# Up to a mark that ends a sentence: the point of a number does not, an empty line does.
SENTENCE = re.compile(r"(?:(?!\n\s*\n)[^.?!]|\.(?=\d))*[.?!]", re.DOTALL)
LEGACY = {"FloatTensor", "LongTensor", "DoubleTensor", "IntTensor", "ByteTensor", "Variable"}


def check_course(course: Course, root: Path) -> Iterator[ContentError]:
    """Yield what breaks a rule in the scripts, the quizzes and the hand-written pages."""
    terms = read_glossary(root)
    for tutorial in course.tutorials.values():
        yield from check_tutorial(tutorial)
        yield from check_terms(tutorial, terms)
        yield from check_quiz(tutorial, root)
    yield from check_docs(root)


def check_tutorial(tutorial: Tutorial) -> Iterator[ContentError]:
    """Yield what breaks a rule, each with path and line."""
    for cell in tutorial.cells:
        if isinstance(cell, Prose):
            yield from check_pair(cell.text, tutorial.path, cell.lines["es"] + 1)
            for lang in LANGUAGES:
                yield from check_text(cell.text[lang], lang, tutorial.path, cell.lines[lang] + 1)
        elif cell.is_python and not (cell.exercise or {"raises", "warns"} & cell.options.keys()):
            yield from _check_code(cell, tutorial.path)


def check_quiz(tutorial: Tutorial, root: Path) -> Iterator[ContentError]:
    """Yield what breaks a rule in the quiz of a page, and the values that no cell of it makes."""
    quiz = tutorial.quiz
    if quiz is None:
        return
    for line, text in quiz_texts(root / quiz.path):
        sides = {lang: side(text, lang) for lang in LANGUAGES}
        yield from check_pair(sides, quiz.path, line)
        for lang in LANGUAGES:
            yield from check_text(sides[lang], lang, quiz.path, line)
    made = names_made(tutorial)
    for inline in quiz.inlines:
        missing = {n.id for n in ast.walk(parse(inline.expression)) if isinstance(n, ast.Name)}
        for name in sorted(missing - made - {"len"}):
            message = f"no cell of {tutorial.path} makes {name!r}; name a value that the page has"
            yield ContentError(quiz.path, quiz.line(inline.expression), message)


def names_made(tutorial: Tutorial) -> set[str]:
    """The names that the cells of a page leave behind, those of exercises apart."""
    trees = [parse(c.source) for c in tutorial.code if c.runs and not c.exercise]
    found: set[str] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
    return found


def check_docs(root: Path) -> Iterator[ContentError]:
    """Yield what breaks a rule on the hand-written pages."""
    for lang in LANGUAGES:
        for path in sorted((root / "docs" / lang).rglob("*.md")):
            name = path.relative_to(root).as_posix()
            yield from check_text(path.read_text(encoding="utf-8"), lang, name, 1)


def check_pair(text: dict[str, str], path: str, first: int) -> Iterator[ContentError]:
    """Yield the false friends in Spanish prose, told by its English partner."""
    spanish, english = (_prose(text[lang]) for lang in LANGUAGES)
    for wrong, meant, excuse, better in FALSE_FRIENDS:
        found = re.search(rf"\b({wrong})\b", spanish, re.IGNORECASE)
        said = re.search(rf"\b({meant})\b", english, re.IGNORECASE)
        if found and said and not re.search(rf"\b({excuse})\b", english, re.IGNORECASE):
            line = first + spanish.count("\n", 0, found.start())
            yield ContentError(path, line, f"{found[0]!r} for {said[0]!r}; write {better!r}")


def check_text(text: str, lang: str, path: str, first: int) -> Iterator[ContentError]:
    """Yield what breaks a rule in prose; `first` is the line where the text starts."""
    prose = _prose(text)

    def error(place: int, message: str) -> ContentError:
        return ContentError(path, first + text.count("\n", 0, place), message)

    for match in MOJIBAKE.finditer(text):
        yield error(match.start(), f"broken encoding {match[0]!r}; save the text as UTF-8")
    if lang != "es":
        return
    for pattern, better in DENIED.items():
        for match in re.finditer(rf"\b({pattern})\b", prose, re.IGNORECASE):
            yield error(match.start(), f"{match[0]!r} in Spanish; write {better!r}")
    for sentence in SENTENCE.finditer(prose):
        for closing, opening in (("?", "¿"), ("!", "¡")):
            if sentence[0].rstrip("*_”) ").endswith(closing) and opening not in sentence[0]:
                yield error(sentence.end() - 1, f"{closing!r} without {opening!r}; open it")


def _prose(text: str) -> str:
    """A text with spaces in place of what is no prose, so that every place stays the same."""
    return CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _check_code(cell: Code, path: str) -> Iterator[ContentError]:
    tree = parse(cell.source)
    for node in ast.walk(tree):
        message = _dead(node)
        if message:
            line = cell.line + getattr(node, "lineno", 1) - 1
            yield ContentError(path, line, f"{message}, and this cell is not an example of it")


def _dead(node: ast.AST) -> str:
    """What is dead or discouraged about a node, or "" for a sound one."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if "pretrained" in keywords:
            return "pretrained= is gone; write weights="
        if "verbose" in keywords and "lr_scheduler" in name:
            return "verbose= of schedulers is gone; print get_last_lr()"
        if name.endswith("torch.load") and "weights_only" not in keywords:
            return "torch.load without weights_only; write weights_only=True"
        if name == "super" and node.args:
            return "super() needs no arguments"
        if name.rpartition(".")[2] in LEGACY:
            return f"{name} is a legacy constructor; write torch.tensor or torch.as_tensor"
    if isinstance(node, ast.Attribute) and node.attr == "data":
        owner = ast.unparse(node.value)
        if owner.split(".")[0] not in ("torch", "tutorial_lib"):
            return f"{owner}.data goes around autograd; write {owner}.detach()"
    if isinstance(node, ast.Import | ast.ImportFrom) and "torchtext" in ast.unparse(node):
        return "torchtext is no longer kept; use tutorial_lib.text"
    return ""
