"""Keys of small scripts on a library of their own, so that no edit of ours changes them.

tests/golden/keys/keys.json is written with `UPDATE_GOLDEN=1`: only with a new `SCHEMA`, since
other keys mean that every page must run again.
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

from tutorial_build.run.keys import (
    LIBRARY,
    RUN_OPTIONS,
    Library,
    runs_once,
    serialise,
    serialise_steps,
    trees,
    tutorial_key,
)
from tutorial_build.source.cells import Code, Value
from tutorial_build.source.course import read_course
from tutorial_build.source.script import Tutorial, read_script

from .conftest import REPOSITORY

GOLDEN = REPOSITORY / "tests/golden/keys"
LIBRARY_FOLDER = GOLDEN / "tutorial_lib"

# Prints {slug: key} of the tutorials that come in; runs on any supported Python with nothing
# installed. Reading scripts needs pydantic, which is compiled for one Python, so this one reads
# them: what another one does in its own way is to parse code and to walk the trees.
PRINT_KEYS = """
import json, sys
from ast import parse
from pathlib import Path
from types import ModuleType, SimpleNamespace as Record

class Code(Record):
    @property
    def tree(self):
        return parse(self.source)

for name, kinds in (("cells", {"Code": Code}), ("script", {"Lesson": Record, "Tutorial": Record})):
    module = sys.modules[f"tutorial_build.source.{name}"] = ModuleType(name)
    vars(module).update(kinds)

from tutorial_build.run.keys import Library, tutorial_key

def step(given):
    if "source" not in given:
        return Record(**given)
    return Code(source=given["source"], options=Record(model_dump=lambda **_: given["options"]))

def lesson(lang, steps):
    steps = [step(given) for given in steps]
    executed = [made for made in steps if isinstance(made, Code)]
    return Record(lang=lang, steps=steps, executed=executed)

keys = {}
for slug, given in json.load(sys.stdin).items():
    lessons = [lesson(lang, steps) for lang, steps in given["lessons"].items()]
    tutorial = Record(data=given["data"], lessons=lessons)
    keys[slug] = tutorial_key(tutorial, Library(Path(sys.argv[1])))
print(json.dumps(keys))
"""


def keys_of(python: str, library: Path, tutorials: Iterable[Tutorial]) -> dict[str, str]:
    """The keys that another Python makes of these tutorials."""
    done = subprocess.run(
        [python, "-c", PRINT_KEYS, str(library)],
        input=json.dumps({tutorial.slug: plain(tutorial) for tutorial in tutorials}),
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    keys: dict[str, str] = json.loads(done.stdout)
    return keys


def plain(tutorial: Tutorial) -> dict[str, Any]:
    """What the key of a tutorial is made from, as plain values."""
    return {
        "data": tutorial.data,
        "lessons": {lesson.lang: list(map(step, lesson.steps)) for lesson in tutorial.lessons},
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


def golden_keys() -> dict[str, str]:
    keys: dict[str, str] = json.loads((GOLDEN / "keys.json").read_text(encoding="utf-8"))
    return keys


def test_golden_keys():
    library = Library(LIBRARY_FOLDER)
    keys = {tutorial.slug: tutorial_key(tutorial, library) for tutorial in golden_tutorials()}
    if os.environ.get("UPDATE_GOLDEN") == "1":
        (GOLDEN / "keys.json").write_text(json.dumps(keys, indent=1) + "\n", encoding="utf-8")
    assert keys == golden_keys()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_golden_keys_are_the_same_on_every_python(version):
    python = find_python(version)
    assert keys_of(python, LIBRARY_FOLDER, golden_tutorials()) == golden_keys()


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_the_real_tutorials_have_the_same_keys_on_every_python(version):
    tutorials = read_course(REPOSITORY).tutorials
    library = Library(REPOSITORY / "src/tutorial_lib")
    ours = {slug: tutorial_key(tutorial, library) for slug, tutorial in tutorials.items()}
    assert keys_of(find_python(version), library.folder, tutorials.values()) == ours


def test_the_library_has_no_relative_imports():
    # keys.py follows imports by their full name.
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in sorted((REPOSITORY / "src/tutorial_lib").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert found == []


def key(tutorial_of, cells, library=LIBRARY_FOLDER, **header):
    return tutorial_key(tutorial_of(cells, **header), Library(library))


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
def test_the_key_stays_with(tutorial_of, what):
    assert key(tutorial_of, CODE) == key(tutorial_of, CODE.replace(*NOTHING_CHANGES[what]))


KEY_CHANGES = {
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


@pytest.mark.parametrize("what", KEY_CHANGES)
def test_the_key_changes_with(tutorial_of, what):
    assert key(tutorial_of, CODE) != key(tutorial_of, CODE.replace(*KEY_CHANGES[what]))


def test_one_side_of_a_printed_pair_changes_the_key(tutorial_of):
    keys = {key(tutorial_of, f'# %%\nprint("hola // {word}")\n') for word in ("hello", "hi")}
    assert len(keys) == 2


def test_a_text_alone_in_its_cell_is_shown_and_so_counts(tutorial_of):
    assert key(tutorial_of, '# %%\n"one"\n') != key(tutorial_of, '# %%\n"two"\n')


PROSE = '# %%\nx = 1.5\n# %% [markdown] lang="es"\n# {0}\n# %% [markdown] lang="en"\n# {0}\n'


def test_a_new_inline_value_changes_the_key_its_format_and_the_prose_do_not(tutorial_of):
    one = key(tutorial_of, PROSE.format("a {{ x }}"))
    assert one == key(tutorial_of, PROSE.format("b {{ x:.3f }} y {{ x:.1f }}"))
    assert one != key(tutorial_of, PROSE.format("a {{ x.real }}"))
    assert one != key(tutorial_of, PROSE.format("a"))


def test_what_the_header_says_about_the_page_is_no_part_of_the_key(tutorial_of):
    assert key(tutorial_of, CODE) == key(
        tutorial_of, CODE, title="Otro // Other", needs="[alpha]", seconds="9"
    )


def test_cells_that_do_not_run_are_no_part_of_the_key(tutorial_of):
    extra = "# %%\n#| tags: [recipe]\n# x\n# %%\n#| exercise: E1\n#| role: starter\n...\n"
    assert key(tutorial_of, CODE) == key(tutorial_of, CODE + extra)


@pytest.fixture
def library(tmp_path):
    shutil.copytree(LIBRARY_FOLDER, tmp_path / "tutorial_lib")
    return tmp_path / "tutorial_lib"


USES = {
    "from a module": "from tutorial_lib.tools import add\nadd(1, 2)\n",
    "under another name": "from tutorial_lib.tools import add as plus\nplus(1, 2)\n",
    "from the package, lazily": "from tutorial_lib import add\nadd(1, 2)\n",
    "through a module": "from tutorial_lib import tools\ntools.add(1, 2)\n",
    "through a module with an alias": "import tutorial_lib.tools as t\nt.add(1, 2)\n",
    "through the package": "import tutorial_lib\ntutorial_lib.add(1, 2)\n",
    "through a dotted name": "import tutorial_lib.tools\ntutorial_lib.tools.add(1, 2)\n",
    "inside a function": "def f():\n    from tutorial_lib.tools import add\n    return add(1, 2)\n",
    "as a value": "from tutorial_lib.tools import add\nx = map(add, [1], [2])\n",
    "with a star": "from tutorial_lib.tools import *\nadd(1, 2)\n",
    "by text": "import importlib\nimportlib.import_module('tutorial_lib.tools').add(1, 2)\n",
    "by getattr": "import tutorial_lib.tools as t\ngetattr(t, 'a' + 'dd')(1, 2)\n",
}


@pytest.mark.parametrize("how", USES)
def test_a_library_edit_is_seen_however_the_function_is_reached(tutorial_of, library, how):
    cells = f"# %%\n{USES[how]}"
    before = key(tutorial_of, cells, library)
    path = library / "tools.py"
    path.write_text(path.read_text().replace("return a * b", "return b * a"))
    assert key(tutorial_of, cells, library) != before


@pytest.mark.parametrize("package", ["another", "tools", "zoo"])
@pytest.mark.parametrize(
    "code",
    [
        "from {0} import add\nadd(1, 2)\n",
        "from {0}.tools import add\nadd(1, 2)\n",
        "import {0} as other\nother.add(1, 2)\n",
        "import {0}.tools as other\nother.add(1, 2)\n",
        "import importlib\nimportlib.import_module('{0}.tools').add(1, 2)\n",
    ],
)
def test_another_package_is_never_taken_for_the_library(tutorial_of, library, code, package):
    shutil.copy(library / "tools.py", library / "zoo.py")
    cells = f"# %%\n{code.format(package)}"
    before = key(tutorial_of, cells, library)
    for name in ("tools.py", "zoo.py"):
        path = library / name
        path.write_text(path.read_text().replace("return a * b", "return b * a"))
    assert key(tutorial_of, cells, library) == before


def test_a_module_counts_beside_what_it_imports_with_a_star(tutorial_of, library):
    more = library / "more.py"
    more.write_text("from tutorial_lib.tools import *\n\n\ndef twice(x):\n    return add(x, x)\n")
    cells = "# %%\nimport tutorial_lib.more as m\ngetattr(m, 'tw' + 'ice')(1)\n"
    seen = {key(tutorial_of, cells, library)}
    for path, old, new in (
        (more, "add(x, x)", "add(x, -x)"),
        (library / "tools.py", "return a * b", "return b * a"),
    ):
        path.write_text(path.read_text().replace(old, new))
        seen.add(key(tutorial_of, cells, library))
    assert len(seen) == 3


def test_modules_are_named_below_the_library(library):
    (library / "__about__.py").write_text("")
    assert set(Library(library).modules) == {"", "__about__", "inner", "inner.deep", "tools"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("tools.py", "def unused(x):\n    return x", "def unused(x):\n    return -x"),
        ("tools.py", '"""Add."""', '"""Another text."""'),
        ("tools.py", '"""How much."""', '"""How many."""'),
        ("tools.py", "return a * b", "return a * b  # a comment"),
        ("tools.py", "self.append(deepen(x))", "self.extend(deepen(x))"),
        ("inner/deep.py", "def other(x):\n    return x", "def other(x):\n    return -x"),
        ("datasets.toml", "00", "99"),
        ("look.mplstyle", "1f2a37", "ffffff"),
    ],
)
def test_what_a_page_does_not_reach_leaves_its_key(tutorial_of, library, file, old, new):
    cells = "# %%\nfrom tutorial_lib.tools import add\nadd(1, 2)\n"
    before = key(tutorial_of, cells, library)
    text = (library / file).read_text()
    assert old in text
    (library / file).write_text(text.replace(old, new))
    assert key(tutorial_of, cells, library) == before


def test_a_constant_a_helper_and_a_method_are_reached(tutorial_of, library):
    cells = "# %%\nfrom tutorial_lib import Stack, add\nadd(1, 2)\nStack().push(1)\n"
    seen = {key(tutorial_of, cells, library)}
    for file, old, new in (
        ("tools.py", "FACTOR = 2", "FACTOR = 3"),
        ("tools.py", "self.append(", "self.extend("),
        ("inner/deep.py", "return [x]", "return [x, x]"),
    ):
        path = library / file
        path.write_text(path.read_text().replace(old, new))
        seen.add(key(tutorial_of, cells, library))
    assert len(seen) == 4


def test_a_style_sheet_counts_where_it_is_named(tutorial_of, library):
    cells = '# %%\nimport matplotlib.pyplot as plt\nplt.style.use("tutorial_lib.look")\n'
    before = key(tutorial_of, cells, library)
    (library / "look.mplstyle").write_text("lines.color: red\n")
    assert key(tutorial_of, cells, library) != before


def test_a_text_that_names_a_module_the_data_sets_or_a_folder_adds_no_file(tutorial_of, library):
    (library / "cache.d").mkdir()
    cells = "# %%\nprint('tutorial_lib.tools', 'datasets.toml', 'cache.d')\n"
    before = key(tutorial_of, cells, library)
    for name in ("tools.py", "datasets.toml"):
        path = library / name
        path.write_text(path.read_text() + "# a comment\n")
    assert key(tutorial_of, cells, library) == before


def test_only_declared_data_sets_count(tutorial_of, library):
    cells = "# %%\n1\n"
    assert key(tutorial_of, cells, library) != key(tutorial_of, cells, library, data="[small]")
    before = key(tutorial_of, cells, library, data="[small]")
    path = library / "datasets.toml"
    path.write_text(path.read_text().replace("22", "33"))
    assert key(tutorial_of, cells, library, data="[small]") == before
    path.write_text(path.read_text().replace("00", "44"))
    assert key(tutorial_of, cells, library, data="[small]") != before


def test_packages_are_those_of_the_page_and_of_what_it_reaches(tutorial_of, library):
    (library / "heavy.py").write_text(
        "from typing import TYPE_CHECKING\nimport numpy\n"
        "if TYPE_CHECKING:\n    import pandas\nimport yaml\n\n"
        "def f():\n    import torch\n    return torch\n\n\ndef g():\n    import sklearn\n"
    )

    def packages(code):
        return Library(library).packages(trees(tutorial_of(f"# %%\n{code}\n")))

    assert packages("import yaml.loader\nfrom os import path") == {"yaml", "os"}
    assert packages("from tutorial_lib.heavy import f\nf()") == {"torch", "numpy", "typing", "yaml"}


def test_one_run_serves_both_languages_where_the_code_is_equal(tutorial_of):
    assert runs_once(tutorial_of("# %%\nx = 1  # uno // one\n"))
    for pair in ("uno // one", "one // uno"):
        assert not runs_once(tutorial_of(f'# %%\nx = "{pair}"\n'))


def test_steps_stand_in_page_order(tutorial_of):
    lesson = tutorial_of(PROSE.format("{{ x }}")).into("es")
    (options, code), value = serialise_steps(lesson)
    assert options == {}
    assert code == serialise(ast.parse("x = 1.5"))
    assert value == serialise(ast.parse("x"))


def test_f_strings_are_joined_where_some_pythons_cut_them():
    whole = ast.parse('f"a{{b}} {x}"', mode="eval").body
    parts = [*map(ast.Constant, ("a{", "b", "} ")), whole.values[-1], ast.Constant("")]
    assert serialise(ast.JoinedStr(parts)) == serialise(whole)


def test_the_library_is_found_by_its_name():
    assert (REPOSITORY / "src" / LIBRARY / "__init__.py").exists()
