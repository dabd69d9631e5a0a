"""Slips that a learner could make, planted in the solutions: each must be refused by its check."""

import ast
import copy
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from tutorial_build.errors import ContentError
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.update import judge_answer
from tutorial_build.run.needs import lacks
from tutorial_build.run.pool import Request, run_all
from tutorial_build.run.protocol import Finished
from tutorial_build.source.exercises import asked_names
from tutorial_build.source.names import names_changed, names_made, names_used
from tutorial_build.source.script import PAGE, Lesson, Tutorial

AT_LEAST = 6  # mutants of a solution
SECONDS = 600  # of all the mutants of one exercise
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.Gt: ast.Lt,
    ast.LtE: ast.GtE,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
}
DROPPED = ("mean", "sum", "abs", "sqrt", "detach", "clone", "copy")
TURNED = {"min": "max", "max": "min", "argmin": "argmax", "argmax": "argmin"}
MODULES = ("math", "np", "torch")  # whose functions have as argument what a method has before it
# What replaces a function: the same, but it forgets an argument after its first call …
IGNORES = """
def {function}(*given, __function={function}, __first=[], **named):
    import inspect
    bound = inspect.signature(__function).bind(*given, **named)
    bound.apply_defaults()
    __first.append(bound.arguments[{argument!r}])
    bound.arguments[{argument!r}] = __first[0]
    return __function(*bound.args, **bound.kwargs)
"""
# … or leaves another value in an argument than it found.
CHANGES = """
def {function}(*given, __function={function}, **named):
    import inspect
    bound = inspect.signature(__function).bind(*given, **named)
    made = __function(*given, **named)
    value = bound.arguments.get({argument!r})
    if isinstance(value, list):
        value.append(0)
    elif getattr(value, "ndim", 0) and not getattr(value, "requires_grad", False):
        value += 1
    else:
        raise AssertionError("no slip")
    return made
"""
SHOWING = ("print(", "plots.", "plt.")  # how statements begin that only show results
Slip = tuple[str, Callable[[Any], ast.AST]]


@dataclass(frozen=True)
class Mutant:
    """A solution with one slip; `name` is its kind and line, `shown` what stands there instead."""

    name: str
    shown: str
    code: str


@dataclass
class Row:
    """What came of the answers and the mutants of one exercise."""

    tutorial: Tutorial
    exercise: str
    right: list[bool] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    mutants: list[Mutant] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def try_mutants(checkout: Checkout, tutorials: Iterable[Tutorial]) -> Iterator[Row]:
    """Run every answer and mutant of the exercises that can run here; yield a row for each."""
    rows: dict[tuple[str, str], Row] = {}
    waiting: dict[tuple[str, str], int] = {}
    requests: list[Request] = []
    for tutorial in tutorials:
        lesson = tutorial.lessons[0]
        for exercise in lesson.parts.keys() - {PAGE}:
            if lacks(tutorial, checkout.library):
                continue
            asked = [*_requests(lesson, exercise)]
            key = lesson.slug, exercise
            rows[key] = Row(tutorial, exercise, mutants=[*mutants(lesson, exercise)])
            waiting[key] = len(asked)
            requests += asked
    with tempfile.TemporaryDirectory(prefix="mutants-") as figures:
        for request, outcome in run_all(requests, Path(figures), root=checkout.root):
            key = request.lesson.slug, request.part
            _note(rows[key], request, outcome)
            waiting[key] -= 1
            if not waiting[key]:
                yield _judged(rows[key])


def _requests(lesson: Lesson, exercise: str) -> Iterator[Request]:
    for answer in (None, *lesson.answers(exercise)):
        yield Request(lesson, exercise, answer)
    codes = tuple(mutant.code for mutant in mutants(lesson, exercise))
    patient = replace(lesson, header=lesson.header.model_copy(update={"seconds": SECONDS}))
    yield Request(patient, exercise, mutants=codes)


def _note(row: Row, request: Request, outcome: Finished | ContentError) -> None:
    error = outcome if isinstance(outcome, ContentError) else judge_answer(request, outcome)
    if error:
        row.problems.append(str(error))
    if request.mutants:
        if isinstance(outcome, Finished):
            row.survivors = [row.mutants[rank] for rank in outcome.survivors]
            void = [row.mutants[rank] for rank in outcome.void]
            row.mutants = [mutant for mutant in row.mutants if mutant not in void]
    elif request.answer and request.answer.role == "wrong":
        row.wrong.append(error is None)
    else:
        row.right.append(error is None)


def _judged(row: Row) -> Row:
    """Leave out the survivors that the author says are right, and name what is to be mended."""
    lesson = row.tutorial.lessons[0]
    check = next(c for c in lesson.code if (c.exercise, c.role) == (row.exercise, "check"))
    judged = check.options.survives
    alive = {mutant.name for mutant in row.survivors}
    row.survivors = [mutant for mutant in row.survivors if mutant.name not in judged]

    def problem(message: str) -> None:
        row.problems.append(str(ContentError(lesson.path, check.head, message)))

    for name in sorted(judged.keys() - alive):
        problem(f"survives: the mutant {name!r} is refused; take it out")
    for mutant in row.survivors:
        problem(
            f"the mutant '{mutant.name}' is accepted{mutant.shown and f' ({mutant.shown})'}; "
            "make the check stricter or say in survives: why it is right"
        )
    if len(row.mutants) < AT_LEAST:
        count = f"exercise {row.exercise} has {len(row.mutants)} mutants"
        problem(f"{count}; ask for something that {AT_LEAST} slips can spoil")
    return row


def mutants(lesson: Lesson, exercise: str) -> list[Mutant]:
    """The mutants of an exercise, each code once: the starter, and slips in the solution."""
    cells = {cell.role: cell for cell in lesson.code if cell.exercise == exercise}
    if "solution" not in cells:
        return []
    source = cells["solution"].source
    found = [Mutant("starter", "", cells["starter"].source)] if "starter" in cells else []
    found += slips(source, asked_names(lesson, exercise))
    kept: dict[str, Mutant] = {}
    for mutant in found:
        kept.setdefault(ast.dump(ast.parse(mutant.code)), mutant)
    kept.pop(ast.dump(ast.parse(source)), None)
    return [*kept.values()]


def slips(source: str, asked: Iterable[str]) -> Iterator[Mutant]:
    """Every mutant of a solution; what it does not need for the names asked for stays as it is.

    Those of the same kind in the same line are numbered: `constant 3`, `constant 3.2`.
    """
    counts: Counter[str] = Counter()
    for mutant in _slips(source, set(asked)):
        counts[mutant.name] += 1
        rank = counts[mutant.name]
        yield replace(mutant, name=f"{mutant.name}.{rank}") if rank > 1 else mutant


def _slips(source: str, asked: set[str]) -> Iterator[Mutant]:
    tree = ast.parse(source)
    lines = source.split("\n")
    for top in _needed(tree, asked):
        before, after = lines[: top.lineno - 1], lines[top.end_lineno :]
        given = _signatures(top)
        for rank, node in enumerate(ast.walk(top)):
            for kind, slip in () if node in given else _slips_of(node):
                changed = copy.deepcopy(top)
                place = [*ast.walk(changed)][rank]
                made = slip(place)
                changed = _put(changed, place, made)
                code = "\n".join([*before, ast.unparse(ast.fix_missing_locations(changed)), *after])
                shown = f"{ast.unparse(node)} → {ast.unparse(made)}"
                yield Mutant(f"{kind} {node.lineno}", shown, code)  # type: ignore[attr-defined]
        for kind, argument, wrapper in _wrappers(top):
            code = "\n".join([*lines[: top.end_lineno], wrapper, *after])
            yield Mutant(f"{kind} {argument}", "", code)


def _signatures(top: ast.stmt) -> set[ast.AST]:
    """What stands in the parameters of functions, which the starter gives."""
    heads = (node for node in ast.walk(top) if isinstance(node, ast.arguments))
    return {part for head in heads for part in ast.walk(head)}


def _needed(tree: ast.Module, names: set[str]) -> list[ast.stmt]:
    """The statements on which the names that are asked for depend, and not those that show them."""
    found: list[ast.stmt] = []
    for node in reversed(tree.body):
        if _touched(node) & names and not isinstance(node, ast.Import | ast.ImportFrom):
            found.append(node)
            names = names | names_used(ast.unparse(node))
    return found[::-1]


def _touched(node: ast.stmt) -> set[str]:
    """The names that a statement makes or may change, such as `losses` by `losses.append(1)`."""
    code = ast.unparse(node)
    inside = [] if isinstance(node, ast.FunctionDef | ast.ClassDef) else ast.walk(node)
    calls = [ast.unparse(part) for part in inside if isinstance(part, ast.Expr)]
    used = [names_used(call) for call in calls if not call.startswith(SHOWING)]
    return (names_made(code) | names_changed(code)).union(*used)


def _slips_of(node: Any) -> Iterator[Slip]:
    """The slips that a piece of code admits: each gives what stands there instead."""
    if isinstance(node, ast.Call):
        for rank, (one, two) in enumerate(pairwise(node.args)):
            if type(one) is type(two) and isinstance(one, ast.Constant | ast.Name):
                yield "exchanged", partial(_exchanged, rank=rank)
    match node:
        case ast.Return(value=ast.expr() as value):
            yield "print", lambda n: ast.Expr(_call("print", n.value))
            yield "none", lambda _: ast.Return(ast.Constant(None))
            if isinstance(value, ast.Tuple) and len(value.elts) > 1:
                yield "swapped", lambda n: ast.Return(ast.Tuple(n.value.elts[::-1], ast.Load()))
            yield from _signs(value)
        case ast.Assign(value=value):
            yield from _signs(value)
        case ast.Call(func=ast.Attribute(ast.Name(id=module), name), args=[_, *_]) if (
            module in MODULES and name in DROPPED
        ):
            yield f"no-{name}", lambda n: n.args[0]
        case ast.Call(func=ast.Attribute(attr=name)) if name in DROPPED:
            yield f"no-{name}", lambda n: n.func.value
        case ast.Call(func=ast.Name(id=name), args=[_]) if name in DROPPED:
            yield f"no-{name}", lambda n: n.args[0]
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in TURNED:
            yield "turned", _opposite
        case ast.BinOp(op=op) if type(op) in OTHER:
            yield "operator", lambda n: ast.BinOp(n.left, OTHER[type(n.op)](), n.right)
        case ast.Subscript(slice=ast.Tuple(elts=[_, _])):
            yield "index", _transposed
        case (
            ast.List(elts=[ast.Constant(value=str()), *_] as items)
            | ast.Dict(values=[ast.Constant(value=str()), *_] as items)
        ):
            for rank in range(len(items)):
                yield "element", partial(_mistaken, rank=rank)
        case ast.Constant(value=bool()):
            yield "truth", lambda n: ast.Constant(not n.value)
        case ast.Constant(value=int()):
            yield "constant", lambda n: ast.Constant(n.value + 1)
        case ast.Constant(value=float()):
            yield "constant", lambda n: ast.Constant(n.value * 2 or 1.0)
        case ast.Compare(ops=[op]) if type(op) in OPPOSITE:
            yield "compare", _turned
        case ast.Expr(value=ast.Call()) if ast.unparse(node).startswith(SHOWING):
            pass
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "dropped", lambda _: ast.Pass()


def _turned(node: Any) -> ast.AST:
    return ast.Compare(node.left, [OPPOSITE[type(node.ops[0])]()], node.comparators)


def _opposite(node: Any) -> ast.AST:
    if isinstance(node, ast.Name):
        return ast.Name(TURNED[node.id], node.ctx)
    return ast.Attribute(node.value, TURNED[node.attr], node.ctx)


def _transposed(node: Any) -> ast.AST:
    return ast.Subscript(node.value, ast.Tuple(node.slice.elts[::-1], ast.Load()), node.ctx)


def _mistaken(node: Any, rank: int) -> ast.AST:
    """A list or dictionary with one text taken for another in it, or for none."""
    items = node.values if isinstance(node, ast.Dict) else node.elts
    others = [item for item in items if ast.dump(item) != ast.dump(items[rank])]
    items[rank] = others[0] if others else ast.Constant("")
    return node  # type: ignore[no-any-return]


def _exchanged(node: Any, rank: int) -> ast.AST:
    """A call with two neighbouring arguments in each other's place."""
    node.args[rank : rank + 2] = node.args[rank : rank + 2][::-1]
    return node  # type: ignore[no-any-return]


def _signs(value: ast.expr) -> Iterator[Slip]:
    """The sign of a result, or of each in a tuple, turned round."""
    for rank, part in enumerate(value.elts if isinstance(value, ast.Tuple) else [value]):
        if isinstance(part, ast.BinOp | ast.Call | ast.Name | ast.UnaryOp):
            yield "sign", partial(_negated, rank=rank)


def _negated(node: Any, rank: int) -> ast.AST:
    if isinstance(node.value, ast.Tuple):
        node.value.elts[rank] = ast.UnaryOp(ast.USub(), node.value.elts[rank])
    else:
        node.value = ast.UnaryOp(ast.USub(), node.value)
    return node  # type: ignore[no-any-return]


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [*arguments], [])


def _put(tree: ast.stmt, old: ast.AST, new: ast.AST) -> ast.stmt:
    """A statement with another node where one stands."""
    if tree is old:
        return cast(ast.stmt, new)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if item is old else item for item in value])
    return tree


def _wrappers(node: ast.stmt) -> Iterator[tuple[str, str, str]]:
    """Functions in place of one, which ignore an argument or change it: kind, argument, code."""
    if isinstance(node, ast.FunctionDef):
        arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        for name in (argument.arg for argument in arguments if argument.arg != "self"):
            for kind, template in (("ignores", IGNORES), ("changes", CHANGES)):
                yield kind, name, template.format(function=node.name, argument=name)
