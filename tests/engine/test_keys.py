"""Facts of small scripts on a library of their own, so that no edit of ours changes them.

tests/golden/keys/facts.json is written with `UPDATE_GOLDEN=1`: only with a new `SCHEMA`, since
other digests mean that every page must run again.
"""

import ast
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tutorial_build.results.store import load
from tutorial_build.run import keys
from tutorial_build.run.keys import (
    ABSENT,
    DOCS,
    IMPORT,
    LIBRARY,
    READ,
    RUN_OPTIONS,
    SCHEMA,
    STARTED,
    Library,
    changes,
    definitions,
    digest,
    facts_of,
    names_in,
    runs_once,
    serialise,
    serialise_steps,
    trees_of,
)
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.course import read_course
from tutorial_build.source.script import Tutorial, read_script

from .conftest import REPOSITORY

GOLDEN = REPOSITORY / "tests/golden/keys"
LIBRARY_FOLDER = GOLDEN / "src/tutorial_lib"

# Every kind of use, of what is there and of what is not.
USES = (
    "call tutorial_lib __getattr__",
    "call tutorial_lib.inner.deep deepen",
    "call tutorial_lib.tools Stack.push",
    "call tutorial_lib.tools gone",
    "call tutorial_lib.gone f",
    "call tutorial_lib.syntax plain",
    "call tutorial_lib.syntax decorated",
    "call tutorial_lib.syntax waits",
    "call tutorial_lib.syntax Both.size",
    "call tutorial_lib.syntax Both.Inner.deep",
    "import tutorial_lib",
    "import tutorial_lib.tools",
    "import tutorial_lib.syntax",
    "import tutorial_lib.gone",
    "docs tutorial_lib.tools",
    "docs tutorial_lib.syntax",
    "source tutorial_lib.tools",
    "file datasets.toml",
    "file look.mplstyle",
    "file gone.txt",
    "folder inner",
    "exists tools.py",
    "exists inner",
    "exists gone",
    "package no_such_package",
    "variable NO_SUCH_VARIABLE",
)

# Prints {slug: {part: facts}} of the tutorials that come in; runs on any supported Python with
# nothing installed. Reading scripts needs pydantic, which is compiled for one Python, so this one
# reads them: what another one does in its own way is to parse code and to walk the trees.
PRINT_FACTS = """
import json, sys
from ast import parse
from pathlib import Path
from types import ModuleType, SimpleNamespace as Record

class Code(Record):
    @property
    def tree(self):
        return parse(self.source)

class Tutorial(Record):
    def files(self, root):
        return {name: root / self.folder / name for name in self.names}

cells, script = {"Code": Code, "Value": Record}, {"Lesson": Record, "Tutorial": Tutorial}
for name, kinds in (("cells", cells), ("script", script)):
    module = sys.modules[f"tutorial_build.source.{name}"] = ModuleType(name)
    vars(module).update(kinds)

from tutorial_build.run.keys import Library, facts_of

def step(given):
    if "source" not in given:
        return Record(**given)
    return Code(source=given["source"], options=Record(model_dump=lambda **_: given["options"]))

def lesson(lang, given):
    parts = {name: [step(one) for one in own] for name, (own, _) in given.items()}
    answers = {name: [step(one) for one in others] for name, (_, others) in given.items()}
    return Record(lang=lang, parts=parts, answers=answers.get)

facts = {}
for slug, given in json.load(sys.stdin).items():
    lessons = [lesson(lang, parts) for lang, parts in given["lessons"].items()]
    tutorial = Tutorial(lessons=lessons, **given["header"])
    library = Library(Path(sys.argv[1]))
    parts = given["uses"].items()
    facts[slug] = {part: facts_of(tutorial, part, uses, library) for part, uses in parts}
print(json.dumps(facts))
"""

Facts = dict[str, dict[str, dict[str, str]]]  # slug → part → facts
Uses = dict[str, dict[str, list[str]]]


def facts_by(python: str, library: Path, tutorials: Iterable[Tutorial], uses: Uses) -> Facts:
    """The facts that another Python makes of these tutorials."""
    given = {tutorial.slug: plain(tutorial, uses[tutorial.slug]) for tutorial in tutorials}
    done = subprocess.run(
        [python, "-c", PRINT_FACTS, str(library)],
        input=json.dumps(given),
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    facts: Facts = json.loads(done.stdout)
    return facts


def plain(tutorial: Tutorial, uses: dict[str, list[str]]) -> dict[str, Any]:
    """What the facts of a tutorial are made from, as plain values."""
    return {
        "header": {
            "data": tutorial.data,
            "folder": str(Path(tutorial.path).parent),
            "names": tutorial.header.files,
        },
        "lessons": {
            lesson.lang: {
                part: [list(map(step, steps)), list(map(step, lesson.answers(part)))]
                for part, steps in lesson.parts.items()
            }
            for lesson in tutorial.lessons
        },
        "uses": uses,
    }


def step(made: Code | Value) -> dict[str, Any]:
    if isinstance(made, Value):
        return {"expression": made.expression}
    options = made.options.model_dump(include=RUN_OPTIONS, exclude_defaults=True)
    return {"source": made.source, "options": options}


def find_python(version: str) -> str:
    """A Python of that version on this machine; skip the test where there is none."""
    candidates = [shutil.which(f"python{version}")]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += [str(path) for path in versions.glob(f"{version}.*/bin/python")]
    for candidate in filter(None, candidates):
        done = subprocess.run(
            [candidate, "-c", "import sys; print(*sys.version_info[:2], sep='.')"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.stdout.strip() == version:
            return candidate
    pytest.skip(f"no python{version} on this machine")


def golden_tutorials() -> list[Tutorial]:
    return [read_script(path, GOLDEN) for path in sorted((GOLDEN / "scripts").glob("*.py"))]


def golden_uses() -> Uses:
    uses = {"library": list(USES)}
    return {
        t.slug: {p: uses.get(t.slug, []) for p in t.lessons[0].parts} for t in golden_tutorials()
    }


def golden_facts() -> Facts:
    facts: Facts = json.loads((GOLDEN / "facts.json").read_text(encoding="utf-8"))
    return facts


def test_golden_facts():
    library, uses = Library(LIBRARY_FOLDER), golden_uses()
    facts = {
        tutorial.slug: {
            part: facts_of(tutorial, part, uses[tutorial.slug][part], library)
            for part in tutorial.lessons[0].parts
        }
        for tutorial in golden_tutorials()
    }
    if os.environ.get("UPDATE_GOLDEN") == "1":
        (GOLDEN / "facts.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    assert facts == golden_facts()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_golden_facts_are_the_same_on_every_python(version):
    python = find_python(version)
    assert facts_by(python, LIBRARY_FOLDER, golden_tutorials(), golden_uses()) == golden_facts()


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_the_real_tutorials_have_the_same_facts_on_every_python(version):
    course, library = read_course(REPOSITORY), Library(REPOSITORY / "src/tutorial_lib")
    tutorials, uses, ours = list(course.tutorials.values()), {}, {}
    for tutorial in tutorials:
        frozen = REPOSITORY / "examples/_frozen" / tutorial.module / tutorial.slug
        uses[tutorial.slug], ours[tutorial.slug] = {}, {}
        for name, part in load(frozen, REPOSITORY).parts.items():
            # What is installed differs from Python to Python.
            used = [use for use in part.facts if use.startswith(("call", "import", "docs", "file"))]
            uses[tutorial.slug][name] = used
            ours[tutorial.slug][name] = facts_of(tutorial, name, used, library)
    assert facts_by(find_python(version), library.folder, tutorials, uses) == ours


# The schema and the code of run/, as it was when the schema was last thought of.
THOUGHT_OF = (4, "7adee9d8f5a1")


def test_the_schema_is_thought_of_when_the_code_of_runs_changes():
    code = {}
    for path in sorted((REPOSITORY / "src/tutorial_build/run").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = ast.get_docstring(tree) is not None
        code[path.name] = serialise(tree.body[documented:])
    now = (SCHEMA, digest(code))
    assert now == THOUGHT_OF, (
        "the code of run/ changed: raise SCHEMA in keys.py if records or facts of the same page "
        f"are other ones now, run this test again, and write THOUGHT_OF = {now}"
    )


def test_the_library_has_no_relative_imports():
    # What a module imports is told by full names alone.
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in sorted((REPOSITORY / "src/tutorial_lib").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert found == []


# The code of a part.


def code_of(tutorial, part="page"):
    return facts_of(tutorial, part, (), Library(LIBRARY_FOLDER))[f"code {part}"]


CODE = '# %%\ndef f(a):\n    """Doc."""\n    return a + 1  # uno // one\n\nprint(f(1))\n'

NOTHING_CHANGES = {
    "a comment": ("# uno // one", "# otro // other"),
    "no comment": ("  # uno // one", ""),
    "a docstring": ("Doc.", "Another."),
    "no docstring": ('    """Doc."""\n', ""),
    "blank lines": ("\n\nprint", "\n\n\n\nprint"),
    "spaces": ("a + 1", "a+1"),
    "brackets": ("a + 1", "(a + 1)"),
    "a title": ("# %%\n", "# %% Paso // Step\n"),
    "an alt text": ("# %%\n", "# %%\n#| alt: a // b\n"),
    "a caption": ("# %%\n", "# %%\n#| caption: a // b\n"),
    "a prediction": ("# %%\n", "# %%\n#| predict: ¿Qué sale? // What comes out?\n"),
    "a cause and a fix": ("# %%\n", "# %%\n#| cause: a // b\n#| fix: c // d\n"),
    "an option that is empty": ("# %%\n", "# %%\n#| tags: []\n"),
}


@pytest.mark.parametrize("what", NOTHING_CHANGES)
def test_the_code_is_the_same_with(tutorial_of, what):
    before = code_of(tutorial_of(CODE))
    assert code_of(tutorial_of(CODE.replace(*NOTHING_CHANGES[what]))) == before


SOMETHING_CHANGES = {
    "a number": ("a + 1", "a + 2"),
    "the type of a number": ("a + 1", "a + 1.0"),
    "a name": ("print(f(1))", "print(f)"),
    "an announced error": ("# %%\n", '# %%\n#| raises: "ValueError: x"\n'),
    "an announced warning": ("# %%\n", '# %%\n#| warns: "UserWarning: x"\n'),
    "a tag": ("# %%\n", "# %%\n#| tags: [volatile]\n"),
    "an interactive figure": ("# %%\n", "# %%\n#| data: I-1\n"),
    "an exercise": ("# %%\n", "# %%\n#| exercise: E1\n#| role: solution\n"),
    "a cell less": ("\nprint(f(1))\n", "\n"),
    "a cell border": ("\nprint(f(1))\n", "\n# %%\nprint(f(1))\n"),
}


@pytest.mark.parametrize("what", SOMETHING_CHANGES)
def test_the_code_is_another_with(tutorial_of, what):
    before = code_of(tutorial_of(CODE))
    assert code_of(tutorial_of(CODE.replace(*SOMETHING_CHANGES[what]))) != before


def test_one_side_of_a_printed_pair_is_code(tutorial_of):
    pages = [tutorial_of(f'# %%\nprint("hola // {word}")\n') for word in ("hello", "hi")]
    assert len(set(map(code_of, pages))) == 2


def test_a_text_alone_in_its_cell_is_shown_and_so_counts(tutorial_of):
    pages = [tutorial_of(f'# %%\n"{word}"\n') for word in ("one", "two")]
    assert len(set(map(code_of, pages))) == 2


PROSE = '# %%\nx = 1.5\n# %% [markdown] lang="es"\n# {0}\n# %% [markdown] lang="en"\n# {0}\n'


def test_a_new_inline_value_is_code_its_format_and_the_prose_are_not(tutorial_of):
    one = code_of(tutorial_of(PROSE.format("a {{ x }}")))
    assert one == code_of(tutorial_of(PROSE.format("b {{ x:.3f }} y {{ x:.1f }}")))
    assert one != code_of(tutorial_of(PROSE.format("a {{ x.real }}")))
    assert one != code_of(tutorial_of(PROSE.format("a")))


def test_what_the_header_says_about_the_page_is_in_no_fact(tutorial_of):
    library = Library(LIBRARY_FOLDER)
    other = {"title": "Otro // Other", "needs": "[alpha]", "seconds": "9"}
    one, two = (facts_of(tutorial_of(CODE, **h), "page", (), library) for h in ({}, other))
    assert one == two


EXERCISE = """\
# %%
#| exercise: E1
#| role: starter
x = ...

# %%
#| exercise: E1
#| role: solution
x = 1

# %%
#| exercise: E1
#| role: right
x = 1.0

# %%
#| exercise: E1
#| role: wrong
#| message: nada // nothing
x = 0

# %%
#| exercise: E2
#| role: solution
y = 1
"""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("x = ...", "x = ...  # tu respuesta // your answer\ny = ...", set()),
        ("x = 1\n", "x = 2\n", {"E1"}),
        ("x = 1.0", "x = 2.0", {"E1"}),
        ("x = 0", "x = -1", {"E1"}),
        ("nada // nothing", "nada // none", {"E1"}),
        ("y = 1", "y = 2", {"E2"}),
        ("# %%\nx = 1.5", "# %%\nx = 2.5", {"page"}),
        ("# %%\nx = 1.5", "# %%\n#| tags: [recipe]\n# run()\n# %%\nx = 1.5", set()),
    ],
)
def test_an_edit_changes_the_code_of_its_part_alone(tutorial_of, old, new, changed):
    cells = PROSE.format("{{ x }}") + EXERCISE
    assert old in cells
    before, after = tutorial_of(cells), tutorial_of(cells.replace(old, new))
    parts = ("page", "E1", "E2")
    assert {part for part in parts if code_of(before, part) != code_of(after, part)} == changed


def test_one_run_serves_both_languages_where_the_code_of_the_part_is_equal(tutorial_of):
    assert runs_once(tutorial_of("# %%\nx = 1  # uno // one\n"), "page")
    cells = CODE + EXERCISE.replace("#| message: nada // nothing\n", "")
    for old, twice in (("x = 1\n", "E1"), ("x = 0", "E1"), ("y = 1", "E2")):
        tutorial = tutorial_of(cells.replace(old, 'x = "uno // one"\n'))
        assert [p for p in tutorial.lessons[0].parts if not runs_once(tutorial, p)] == [twice]


def test_trees_of_a_part_are_those_of_its_cells_and_answers_in_both_languages(tutorial_of):
    tutorial = tutorial_of(PROSE.format("{{ x }}") + EXERCISE.replace("y = 1", "y = 'dos // two'"))
    sources = {p: [*map(ast.unparse, trees_of(tutorial, p))] for p in ("page", "E1", "E2")}
    assert sources == {
        "page": ["x = 1.5"] * 2,
        "E1": ["x = 1", "x = 1.0", "x = 0"] * 2,
        "E2": ["y = 'dos'", "y = 'two'"],
    }


def test_steps_stand_in_page_order(tutorial_of):
    lesson = tutorial_of(PROSE.format("{{ x }}")).into("es")
    (options, code), value = serialise_steps(lesson.parts["page"])
    assert options == {}
    assert code == serialise(ast.parse("x = 1.5"))
    assert value == serialise(ast.parse("x"))


def test_f_strings_are_joined_where_some_pythons_cut_them():
    whole = ast.parse('f"a{{b}} {x}"', mode="eval").body
    parts = [*map(ast.Constant, ("a{", "b", "} ")), whole.values[-1], ast.Constant("")]
    assert serialise(ast.JoinedStr(parts)) == serialise(whole)


# What is stale, and by which facts.


@pytest.fixture
def library(tmp_path):
    """A copy of the small library in a project of its own."""
    shutil.copytree(LIBRARY_FOLDER, tmp_path / "src/tutorial_lib")
    return tmp_path / "src/tutorial_lib"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_part_is_fresh_while_every_fact_is_as_it_was(tutorial_of, library):
    tutorial = tutorial_of(CODE, data="[small]")
    uses = ["call tutorial_lib.tools add", "import tutorial_lib.tools"]
    kept = facts_of(tutorial, "page", uses, Library(library))
    assert kept.keys() == {"schema", "code page", "data small", *uses}
    assert changes(tutorial, "page", kept, Library(library)) == []
    edit(library / "tools.py", "FACTOR = 2", "FACTOR = 3")
    edit(library / "datasets.toml", "00", "44")
    changed = ["data small", "import tutorial_lib.tools"]
    assert changes(tutorial, "page", kept, Library(library)) == changed
    edit(library / "tools.py", "FACTOR = 3", "FACTOR = 2")
    edit(library / "datasets.toml", "44", "00")
    assert changes(tutorial, "page", kept, Library(library)) == []


def test_only_declared_data_sets_count(tutorial_of, library):
    kept = facts_of(tutorial_of(CODE, data="[small]"), "page", (), Library(library))
    edit(library / "datasets.toml", "22", "33")
    tutorial = tutorial_of(CODE, data="[small]")
    assert changes(tutorial, "page", kept, Library(library)) == []
    both = tutorial_of(CODE, data="[small, large]")
    assert changes(both, "page", kept, Library(library)) == ["data large"]
    assert changes(tutorial_of(CODE), "page", kept, Library(library)) == ["data small"]


def test_declared_files_count_by_their_text(tutorial_of, library):
    tutorial = tutorial_of(CODE, files="[table.csv]")
    table = tutorial.files(library.parents[1])["table.csv"]
    table.write_bytes(b"a\n1\n")
    kept = facts_of(tutorial, "page", (), Library(library))
    table.write_bytes(b"a\r\n1\r\n")
    assert changes(tutorial, "page", kept, Library(library)) == []
    table.write_bytes(b"a\n2\n")
    assert changes(tutorial, "page", kept, Library(library)) == ["beside table.csv"]
    assert changes(tutorial_of(CODE), "page", kept, Library(library)) == ["beside table.csv"]


def test_a_new_schema_makes_everything_stale(tutorial_of, library, monkeypatch):
    tutorial = tutorial_of(CODE)
    kept = facts_of(tutorial, "page", (), Library(library))
    monkeypatch.setattr(keys, "SCHEMA", SCHEMA + 1)
    assert changes(tutorial, "page", kept, Library(library)) == ["schema"]


# The digests of uses.

MODULE = '''\
"""Module."""

from functools import cache

LIMIT = 3


def f(a, b: int = 1) -> int:
    """About f."""
    return a + b


@cache
def g(x=None):
    return x


class C(list):
    """About C."""

    size = 3

    def method(self, n=LIMIT):
        """About the method."""

        def inner():
            return n

        return inner
'''
F, G, METHOD = (f"call tutorial_lib.m {name}" for name in ("f", "g", "C.method"))
READ_OF, RUN_OF, SAID_OF = (f"{kind} tutorial_lib.m" for kind in ("source", "import", "docs"))
EDITS = {
    "a comment": ("LIMIT = 3", "LIMIT = 3  # no more", {READ_OF}),
    "the docstring of a module": ("Module.", "Tools.", {READ_OF, SAID_OF}),
    "the docstring of a class": ("About C.", "C.", {READ_OF, SAID_OF}),
    "the docstring of a function": ("About f.", "F.", {READ_OF, SAID_OF}),
    "the docstring of a method": ("About the method.", "It.", {READ_OF, SAID_OF}),
    "the body of a function": ("a + b", "b + a", {READ_OF, F}),
    "the body of a decorated function": ("return x", "return -x", {READ_OF, G}),
    "a function inside a method": ("return n", "return -n", {READ_OF, METHOD}),
    "a plain default": ("int = 1", "int = 2", {READ_OF, SAID_OF, F}),
    "a plain annotation": ("b: int", "b: str", {READ_OF, SAID_OF, F}),
    "an annotation that may fail": ("b: int", "b: Number", {READ_OF, SAID_OF, RUN_OF, F}),
    "a default that is worked out": ("n=LIMIT", "n=LIMIT + 1", {READ_OF, SAID_OF, RUN_OF, METHOD}),
    "an annotation that is worked out": ("b: int", "b: make()", {READ_OF, SAID_OF, RUN_OF, F}),
    "what a decorator sees": ("x=None", "x=1", {READ_OF, SAID_OF, RUN_OF, G}),
    "a decorator": ("@cache", "@cache()", {READ_OF, SAID_OF, RUN_OF, G}),
    "a constant": ("LIMIT = 3", "LIMIT = 4", {READ_OF, SAID_OF, RUN_OF}),
    "an attribute of a class": ("size = 3", "size = 4", {READ_OF, SAID_OF, RUN_OF}),
    "a base class": ("C(list)", "C(dict)", {READ_OF, SAID_OF, RUN_OF}),
    "an import": ("import cache", "import cache, wraps", {READ_OF, SAID_OF, RUN_OF}),
    "another name": ("def f(", "def h(", {READ_OF, SAID_OF, RUN_OF, F}),
    "another function": ("class C", "def h():\n    pass\n\n\nclass C", {READ_OF, SAID_OF, RUN_OF}),
    "a function of that name again": (
        "class C",
        "def f():\n    pass\n\n\nclass C",
        {READ_OF, SAID_OF, RUN_OF, F},
    ),
    "line ends": ("\n", "\r\n", set()),
}


def digests(folder, text):
    """The digest of every use of a module."""
    (folder / "tutorial_lib").mkdir(exist_ok=True)
    (folder / "tutorial_lib/m.py").write_bytes(text.encode())
    library = Library(folder / "tutorial_lib")
    return {use: library.digest(use) for use in (READ_OF, RUN_OF, SAID_OF, F, G, METHOD)}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_a_module_changes_the_digests_of(tmp_path, what):
    old, new, changed = EDITS[what]
    assert old in MODULE
    before, after = digests(tmp_path, MODULE), digests(tmp_path, MODULE.replace(old, new))
    assert {use for use in before if before[use] != after[use]} == changed


def test_what_is_not_there_is_absent(monkeypatch):
    library = Library(LIBRARY_FOLDER)
    monkeypatch.delenv("NO_SUCH_VARIABLE", raising=False)
    gone = ("import", "docs", "source", "call")
    for use in [f"{kind} tutorial_lib.gone" for kind in gone] + [
        "file gone.txt",
        "folder gone",
        "exists gone",
        "package no_such_package",
        "variable NO_SUCH_VARIABLE",
    ]:
        assert library.digest(use) == ABSENT, use
    assert library.digest("package json") == "installed"
    assert library.digest("call tutorial_lib.tools gone") == digest([])
    assert library.digest("data gone") == digest([])


def test_what_the_environment_says_counts(monkeypatch):
    seen = set()
    for value in ("", "1", "2"):
        monkeypatch.setenv("A_VARIABLE", value)
        seen.add(Library(LIBRARY_FOLDER).digest("variable A_VARIABLE"))
    assert len(seen - {ABSENT}) == 3


def test_places_in_the_library(library):
    (library / "a folder").mkdir()
    (library / "a folder/one.txt").write_text("1")

    def now(use):
        return Library(library).digest(use)

    assert now("exists a folder") == "folder"
    assert now("exists a folder/one.txt") == now("exists tools.py") == "file"
    assert now("exists a folder/two.txt") == ABSENT
    before = {use: now(use) for use in ("folder a folder", "file a folder/one.txt", "folder .")}
    (library / "a folder/__pycache__").mkdir()
    (library / "a folder/one.txt").write_text("2")
    after = {use: now(use) for use in before}
    assert {use for use in before if before[use] != after[use]} == {"file a folder/one.txt"}
    (library / "a folder/two.txt").write_text("")
    assert now("folder a folder") != before["folder a folder"]
    assert now("exists a folder/two.txt") == "file"


def test_nothing_outside_the_library_is_looked_at():
    library = Library(LIBRARY_FOLDER)
    for kind in ("file", "folder", "exists"):
        assert library.digest(f"{kind} ../tutorial_lib/tools.py") == ABSENT


def test_modules_are_named_by_their_full_names(library):
    (library / "__about__.py").write_text("")
    assert set(Library(library).modules) == {
        "tutorial_lib",
        *("tutorial_lib.__about__", "tutorial_lib.syntax", "tutorial_lib.tools"),
        *("tutorial_lib.inner", "tutorial_lib.inner.deep"),
    }


def test_of_a_package_and_a_module_of_one_name_the_package_counts(library):
    (library / "inner.py").write_text("")
    assert Library(library).modules["tutorial_lib.inner"] == library / "inner/__init__.py"


def test_definitions_are_functions_and_methods_what_is_inside_belongs_to_them():
    tree = Library(LIBRARY_FOLDER).tree("tutorial_lib.syntax")
    names = [name for name, _ in definitions(tree)]
    functions = ["plain", "decorated", "waits", "waits"]
    assert names == [*functions, "Both.size", "Both.size", "Both.Inner.deep"]


def test_views_of_a_function():
    (function,) = ast.parse('@d\ndef f(a: int = 1, b=c()):\n    """F."""\n    return a').body
    arguments = serialise(function.args)
    runs = ["FunctionDef", "f", [serialise(ast.parse("d").body[0].value)]]
    runs += [[serialise(ast.parse("c()").body[0].value)], arguments, None]
    assert serialise(function, IMPORT) == runs
    assert serialise(function, DOCS) == [*runs, "F."]
    function.decorator_list = []
    assert serialise(function, IMPORT) == [*runs[:2], [], runs[3]]


def test_names_are_those_of_variables_attributes_texts_and_imports():
    code = "import a.b as c\nfrom d.e import f as g\nfrom . import h\ni.j['k'](l=1)\n'm n'"
    names = set(names_in([ast.parse(code)]))
    assert names == {"a", "d", "f", "", "h", "i", "j", "k", "m n"}


# What no mark can follow.

USED = {"import tutorial_lib", "import tutorial_lib.tools", "call tutorial_lib.tools add"}


def complete(code, uses=USED, folder=LIBRARY_FOLDER):
    """What is added to the uses of a run."""
    made = Library(folder).complete(set(uses), [ast.parse(code)])
    assert made >= uses - {READ, STARTED}
    return made - uses


def of_imported(kind):
    return {f"{kind} tutorial_lib", f"{kind} tutorial_lib.tools"}


def test_of_a_run_that_does_nothing_special_the_uses_are_all():
    assert complete("from tutorial_lib.tools import add\nadd(1, 2)") == set()
    assert complete("import inspect, linecache", set()) == set()


def test_a_run_that_read_sources_depends_on_those_it_imported():
    assert complete("x", USED | {READ}) == of_imported("source")
    assert READ not in Library(LIBRARY_FOLDER).complete({READ}, [])


def test_a_run_that_started_another_python_depends_on_all_sources():
    modules = Library(LIBRARY_FOLDER).modules
    assert complete("x", {STARTED}) == {f"source {module}" for module in modules}


@pytest.mark.parametrize(
    "code",
    [
        *("help(f)", "f.__doc__", "f.__defaults__", "getattr(f, '__doc__')", "singledispatch(f)"),
        *("import inspect", "from inspect import signature as s", "import pydoc.x"),
    ],
)
def test_a_run_that_may_show_documentation_depends_on_it(code):
    assert complete(code) == of_imported("docs")


@pytest.mark.parametrize(
    "code",
    [
        *("f.__code__", "sys._getframe()", "currentframe()", "e.tb_lineno"),
        *("getattr(frame, 'f_lineno')", "import traceback", "from linecache import getline"),
    ],
)
def test_a_run_that_may_show_lines_depends_on_sources(code):
    assert complete(code) == of_imported("source")


def test_what_the_library_executed_may_show_them_as_well(library):
    edit(library / "tools.py", "return a * b", "import inspect\n    return a * b")
    assert complete("x", folder=library) == set()
    assert complete("x", USED | {"call tutorial_lib.tools _times"}, library) == of_imported("docs")
    edit(library / "inner/deep.py", "def deepen", "import traceback\n\n\ndef deepen")
    used = {"import tutorial_lib.inner.deep"}
    assert complete("x", used, library) == {"source tutorial_lib.inner.deep"}


# Packages.

HEAVY = """\
from typing import TYPE_CHECKING
import numpy
if TYPE_CHECKING:
    import pandas
else:
    import yaml


class C:
    import scipy

    def method(self):
        import sympy


def f():
    import torch
    return torch


def g():
    import sklearn
"""


def test_packages_are_those_of_the_code_and_of_what_was_used(library):
    (library / "heavy.py").write_text(HEAVY)
    imported, called = "import tutorial_lib.heavy", "call tutorial_lib.heavy f"

    def packages(code, *uses):
        return Library(library).packages([ast.parse(code)], uses)

    assert packages("import yaml.loader\nfrom os import path") == {"yaml", "os"}
    assert packages("from tutorial_lib.heavy import f\nf()", called) == {"torch"}
    assert packages("x", imported) == {"typing", "numpy", "scipy"}
    assert packages("x", imported, called, "call tutorial_lib.gone f") == {
        *("typing", "numpy", "scipy", "torch")
    }


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("x", []),
        ("from tutorial_lib import add", ["", ".tools", ".inner.deep"]),
        ("from tutorial_lib import tools", ["", ".tools", ".inner.deep"]),
        ("from tutorial_lib.inner import deepen", [".inner", ".inner.deep"]),
        ("import tutorial_lib.tools as t", [".tools", ".inner.deep"]),
        ("def f():\n    from tutorial_lib.inner.deep import other", [".inner.deep"]),
        ("from tutorial_lib import gone", [""]),
        ("from another import add\nimport another.tools", []),
    ],
)
def test_before_the_first_run_the_modules_it_will_import_are_guessed(code, modules):
    guessed = Library(LIBRARY_FOLDER).guess([ast.parse(code)])
    assert guessed == {f"import tutorial_lib{module}" for module in modules}


# Facts in words.


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("schema", "the engine records something else"),
        ("code E1", "its code changed"),
        ("data small", "the checksums of data set small changed"),
        ("beside table.csv", "table.csv beside the script changed"),
        ("call tutorial_lib.tools Stack.push", "tutorial_lib/tools.py: Stack.push changed"),
        ("call tutorial_lib.gone f", "tutorial_lib: f changed"),
        ("import tutorial_lib", "tutorial_lib/__init__.py: what runs at import changed"),
        ("docs tutorial_lib.tools", "tutorial_lib/tools.py: a docstring or signature changed"),
        ("source tutorial_lib.tools", "tutorial_lib/tools.py changed, and this run can tell"),
        ("file look.mplstyle", "tutorial_lib/look.mplstyle changed"),
        ("folder inner", "tutorial_lib/inner has other files"),
        ("exists two words.py", "tutorial_lib/two words.py appeared or went away"),
        ("package torch", "the package torch was installed or removed"),
        ("variable LANG", "the environment variable LANG changed"),
        ("never ran", "never ran"),
    ],
)
def test_a_fact_that_changed_is_said_in_words(fact, words):
    assert Library(LIBRARY_FOLDER).explain(fact) == words


def test_the_library_is_found_by_its_name():
    assert (REPOSITORY / "src" / LIBRARY / "__init__.py").exists()
