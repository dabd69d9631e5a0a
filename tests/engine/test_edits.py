"""Random edits of a library: where a page counts as fresh, a real run gives what it gave."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorial_build.results.records import Results, Standing, State
from tutorial_build.results.update import everything, run_tutorials, stale_parts

from .conftest import SmallCourse, lay_out

MODULES = {
    "__init__": '''
"""A package that gives its names on demand."""
from importlib import import_module
TABLE = {"area": "shapes", "Square": "shapes", "mean": "numbers", "report": "words"}
def __getattr__(name):
    """Find a name."""
    if name not in TABLE:
        raise AttributeError(name)
    return getattr(import_module(f"tutorial_lib.toy.{TABLE[name]}"), name)
''',
    "numbers": '''
"""Numbers."""
PRECISION = 2
def rounded(value, digits=PRECISION):
    """Round a value."""
    return round(value, digits)
def mean(values, *, start=0):
    """The mean."""
    total = start
    for value in values:
        total += value
    return rounded(total / len(values))
def spread(values):
    low, high = min(values), max(values)
    return high - low
''',
    "shapes": '''
"""Shapes, each in a registry."""
from tutorial_lib.toy.numbers import rounded
KINDS = {}
def kind(cls):
    KINDS[cls.__name__] = cls
    return cls
class Shape:
    """A shape."""
    sides = 0
    def area(self):
        return 0
    def describe(self):
        return f"{type(self).__name__} of {self.sides} sides"
@kind
class Square(Shape):
    sides = 4
    def __init__(self, side=1):
        self.side = side
    def area(self):
        return rounded(self.side * self.side)
@kind
class Circle(Shape):
    def __init__(self, radius=1):
        self.radius = radius
    def area(self):
        return rounded(3.14159 * self.radius ** 2)
def area(shape):
    return shape.area()
''',
    "words": '''
"""Words."""
try:
    from tutorial_lib.toy.fast import join
except ImportError:
    def join(parts):
        return ", ".join(parts)
LABELS = {"mean": "the mean", "spread": "the spread"}
def label(name):
    if name in LABELS:
        return LABELS[name]
    return name
def report(**values):
    """Name and value of each."""
    return join(f"{label(name)} {value}" for name, value in values.items())
def unused(text):
    return label(text) * 2
''',
}

PAGE = """\
# %%
from tutorial_lib.toy import Square, mean, report
from tutorial_lib.toy.shapes import KINDS

print(report(mean=mean([1, 2, 4]), area=Square(3).area()))
print(sorted(KINDS), Square().describe())

# %% [markdown] lang="es" exercise="E1"
# Uno.

# %% [markdown] lang="en" exercise="E1"
# One.

# %%
#| exercise: E1
#| role: starter
...

# %%
#| exercise: E1
#| role: solution
from tutorial_lib.toy.numbers import spread

print(spread([1, 5]))

# %%
#| exercise: E1
#| role: check
assert True
"""


def edited(draw, tree: ast.Module) -> ast.Module:
    """A tree with one random change; what came out need not work."""
    bodies = [n.body for n in ast.walk(tree) if isinstance(getattr(n, "body", None), list)]
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    body = draw(st.sampled_from([b for b in bodies if b]))
    place = draw(st.integers(0, len(body) - 1))
    match draw(st.sampled_from(("constant", "insert", "delete", "swap", "name", "head", "define"))):
        case "constant" if constants:
            node = draw(st.sampled_from(constants))
            node.value = f"{node.value}!" if isinstance(node.value, str) else (node.value or 0) + 1
        case "insert":
            text = draw(st.sampled_from(("print('new')", "pass", "import json", "x = 1", "return")))
            inside = any(body is f.body for f in functions)
            body.insert(place, ast.parse(text if inside or text != "return" else "x = 2").body[0])
        case "delete":
            body[place : place + 1] = [] if len(body) > 1 else [ast.Pass()]
        case "swap":
            other = draw(st.integers(0, len(body) - 1))
            body[place], body[other] = body[other], body[place]
        case "name" if names:
            node = draw(st.sampled_from(names))
            node.id = draw(st.sampled_from(sorted({n.id for n in names})))
        case "head":
            function = draw(st.sampled_from(functions))
            what = draw(st.sampled_from(("rename", "default", "annotation", "decorator")))
            if what == "rename":
                function.name += "_"
            elif what == "default":
                function.args.kwonlyargs.append(ast.arg("more"))
                function.args.kw_defaults.append(ast.Constant(1))
            elif what == "annotation":
                function.returns = ast.Name(draw(st.sampled_from(("int", "PRECISION"))))
            else:
                wrapper = draw(st.sampled_from(("staticmethod", "kind")))
                function.decorator_list.append(ast.Name(wrapper))
        case _:
            body.insert(place, ast.parse("def spread(values):\n    return 7").body[0])
    return ast.fix_missing_locations(tree)


@pytest.fixture
def course(tmp_path):
    course = SmallCourse(tmp_path)
    lay_out(tmp_path)
    write(course)
    course.write("alpha", PAGE.replace("assert True", "from tutorial_lib.checks import claim"))
    return course


def write(course: SmallCourse, **changed: str) -> None:
    folder = course.root / "src/tutorial_lib/toy"
    folder.mkdir(exist_ok=True)
    for name, text in {**MODULES, **changed}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def run(course: SmallCourse) -> Results | str:
    """What a real run of everything gives, or why it gives nothing."""
    tutorial = course.tutorial("alpha")
    wanted = everything(tutorial, State(Standing.STALE))
    ((_, made),) = run_tutorials(course.project, [(tutorial, wanted)])
    return made if isinstance(made, Results) else str(made)


def left(made: Results | str, part: str) -> object:
    """What a part printed; a page that fails gives nothing."""
    if isinstance(made, str):
        return made
    return [cell.outputs for cell in made.parts[part].run("es").cells]


@pytest.mark.slow
def test_500_random_edits_that_leave_a_part_fresh_leave_what_it_gives(course):
    first = run(course)
    assert isinstance(first, Results), first
    tutorial = course.tutorial("alpha")
    seen = {"fresh": 0, "stale": 0}

    @settings(max_examples=500, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def edit(data):
        module = data.draw(st.sampled_from(sorted(MODULES)))
        text = ast.unparse(edited(data.draw, ast.parse(MODULES[module])))
        try:
            compile(text, module, "exec")
        except SyntaxError:
            return
        write(course, **{module: text})
        stale = stale_parts(tutorial, first, course.project.library)
        made = run(course) if len(stale) < 2 else first
        for part in ("page", "E1"):
            seen["stale" if part in stale else "fresh"] += 1
            same = left(made, part) == left(first, part)
            # A failure of the other part ends the whole tutorial.
            assert part in stale or same or (isinstance(made, str) and stale), (part, text, made)

    edit()
    assert min(seen.values()) > 250, seen
