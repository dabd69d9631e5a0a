"""Ways in which a change of the library reaches a page, and changes that reach none.

Each has a package of its own, written PKG, with the files given; `code` is the page's only cell.
`edit` is a file with what is replaced in it (None: the file is new; no new text: it goes away).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A page on a package of the library, and an edit of it."""

    files: dict[str, str]
    code: str
    edit: tuple[str, str | None, str | None]


ONE = {"a.py": "def f():\n    return 1\n"}
PRINT = "from PKG.a import f\nprint(f())"
TO_TWO = ("a.py", "return 1", "return 2")


def one(code: str, edit: tuple[str, str | None, str | None] = TO_TWO, **more: str) -> Way:
    """A way on the module with one function, and others; `b__c` is `b/c`, `b_init` a package."""
    named = (
        name.replace("_init", "/__init__") if "_init" in name else name.replace("__", "/")
        for name in more
    )
    others = {f"{name}.py": text for name, text in zip(named, more.values(), strict=True)}
    return Way({**ONE, **others}, code, edit)


def module(text: str, code: str, old: str | None, new: str | None) -> Way:
    """A way on one module `a`, in which `old` becomes `new`."""
    return Way({"a.py": text}, code, ("a.py", old, new))


IMPORTS = {
    "a plain call": one(PRINT),
    "a star import": one("from PKG.a import *\nprint(f())"),
    "a star import through a package": one(
        "from PKG.b import *\nprint(f())", b_init="from PKG.a import *\n"
    ),
    "what a star import brings": module(
        "__all__ = ['f']\ndef f(): return 1\ndef print(*_): pass\n",
        "from PKG.a import *\nprint(f())",
        "['f']",
        "['f', 'print']",
    ),
    "a relative import": one("from PKG.b import g\nprint(g())", b="from .a import f\ng = f\n"),
    "a relative import of a module": one(
        "from PKG.b import g\nprint(g())", b="from . import a\ndef g(): return a.f()\n"
    ),
    "a relative import from above": one(
        "from PKG.b.c import g\nprint(g())", b_init="", b__c="from ..a import f as g\n"
    ),
    "a name imported again later": one(
        "from PKG.b import f\nprint(f())\nfrom PKG.a import f\nprint(f())", b="def f(): return 0\n"
    ),
    "an import inside a function": one(
        "from PKG.b import g\nprint(g())", b="def g():\n    from PKG.a import f\n    return f()\n"
    ),
    "an import inside a class": one(
        "from PKG.b import K\nprint(K.f())", b="class K:\n    from PKG.a import f\n"
    ),
    "an import in a try": one(
        "from PKG.b import f\nprint(f())",
        b="try:\n    from PKG.a import f\nexcept ImportError:\n    f = None\n",
    ),
    "a module that was missing": one(
        "from PKG.b import f\nprint(f())",
        ("fast.py", None, "def f(): return 3\n"),
        b="try:\n    from PKG.fast import f\nexcept ImportError:\n    from PKG.a import f\n",
    ),
    "a name that was missing": module(
        "def slow(): return 1\n",
        "try:\n    from PKG.a import fast as f\n"
        "except ImportError:\n    from PKG.a import slow as f\n"
        "print(f())",
        "def slow",
        "def fast(): return 2\ndef slow",
    ),
    "a module that goes away": one(
        "from PKG.b import f\nprint(f())",
        ("a.py", "", None),
        b="try:\n    from PKG.a import f\nexcept ImportError:\n    f = lambda: 0\n",
    ),
    "a package in the place of a module": one(
        PRINT, ("a/__init__.py", None, "def f(): return 2\n")
    ),
    "import_module": one("from importlib import import_module\nprint(import_module('PKG.a').f())"),
    "import_module of a computed name": one(
        "from importlib import import_module\nprint(import_module('.'.join(['PKG', 'a'])).f())"
    ),
    "__import__": one("print(__import__('PKG.a', fromlist=['f']).f())"),
    "a module by its full name": one("import PKG.a\nprint(PKG.a.f())"),
    "a module under another name": one("import PKG.a as m\nprint(m.f())"),
    "sys.modules": one("import sys\nimport PKG.a\nprint(sys.modules['PKG.a'].f())"),
    "a reload": one("import importlib\nimport PKG.a as m\nprint(importlib.reload(m).f())"),
    "a lazy attribute of a package": one(
        "from PKG.b import f\nprint(f())",
        b_init="def __getattr__(name):\n    import PKG.a\n    return getattr(PKG.a, name)\n",
    ),
    "what a lazy package gives": one(
        "import PKG.b\nprint(PKG.b.x)",
        ("b/__init__.py", "return 1", "return 2"),
        b_init="def __getattr__(name):\n    return 1\n",
    ),
    "a package that imports all its modules": one(
        "import PKG.b\nprint(PKG.b.seen)",
        ("b/new.py", None, "x = 1\n"),
        b_init="import pkgutil\nseen = [m.name for m in pkgutil.iter_modules(__path__)]\n",
        b__old="x = 1\n",
    ),
    "runpy": one("import runpy\nprint(runpy.run_module('PKG.a')['f']())"),
    "find_spec of a module to come": one(
        "from importlib.util import find_spec\nprint(find_spec('PKG.b') is None)",
        ("b.py", None, "x = 1\n"),
    ),
    "a conditional import": one(
        "from PKG.b import f\nprint(f())",
        ("b.py", "False", "True"),
        b="if False:\n    from PKG.a import f\nelse:\n    f = int\n",
    ),
}

AT_IMPORT = {
    "a constant": module("X = 1\n", "from PKG.a import X\nprint(X)", "1", "2"),
    "a constant behind another": module(
        "X = 1\nY = X + 1\n", "from PKG.a import Y\nprint(Y)", "= 1", "= 2"
    ),
    "a print at import": module("print('one')\n", "import PKG.a", "one", "two"),
    "an import for what it does": one(
        "import PKG.b\nfrom PKG.a import table\nprint(table)",
        ("b.py", "'b'", "'c'"),
        a="table = []\n",
        b="from PKG.a import table\ntable.append('b')\n",
    ),
    "a module that patches another": one(
        "import PKG.b\nimport PKG.a\nprint(PKG.a.f())",
        ("b.py", "3", "4"),
        b="import PKG.a\nPKG.a.f = lambda: 3\n",
    ),
    "a module that patches the standard library": module(
        "import math\nmath.answer = 41\n",
        "import math\nimport PKG.a\nprint(math.answer)",
        "41",
        "42",
    ),
    "an attribute set at top level": module(
        "def f(): return f.x\nf.x = 1\n", "from PKG.a import f\nprint(f())", "f.x = 1", "f.x = 2"
    ),
    "an attribute set in a loop": module(
        "class K: pass\nfor n in ('p', 'q'):\n    setattr(K, n, n)\n",
        "from PKG.a import K\nprint(sorted(n for n in vars(K) if len(n) == 1))",
        "'q'",
        "'r'",
    ),
    "globals by name": module("globals()['X'] = 1\n", "from PKG.a import X\nprint(X)", "1", "2"),
    "a deleted name": module(
        "X = 1\n", "import PKG.a\nprint(hasattr(PKG.a, 'X'))", "X = 1\n", "X = 1\ndel X\n"
    ),
    "a registry filled by a decorator": module(
        "R = {}\ndef add(f):\n    R[f.__name__] = f\n    return f\n@add\ndef g(): return 1\n",
        "from PKG.a import R\nprint(R['g']())",
        "return 1",
        "return 2",
    ),
    "a registry that gets one more": module(
        "R = {}\ndef add(f):\n    R[f.__name__] = f\n    return f\n@add\ndef g(): return 1\n",
        "from PKG.a import R\nprint(sorted(R))",
        "@add",
        "@add\ndef e(): return 1\n@add",
    ),
    "a decorator that is taken off": module(
        "R = []\ndef add(f):\n    R.append(f)\n    return f\n@add\ndef g(): return 1\n",
        "from PKG.a import R\nprint(len(R))",
        "@add\n",
        "",
    ),
    "a registry of subclasses": module(
        "class Base:\n    names = []\n"
        "    def __init_subclass__(cls): Base.names.append(cls.__name__)\n"
        "class One(Base): pass\n",
        "from PKG.a import Base\nprint(Base.names)",
        "class One",
        "class Two(Base): pass\nclass One",
    ),
    "__subclasses__": module(
        "class Base: pass\nclass One(Base): pass\n",
        "from PKG.a import Base\nprint(len(Base.__subclasses__()))",
        "class One",
        "class Two(Base): pass\nclass One",
    ),
    "a default that is computed": module(
        "X = 1\ndef f(a=X): return a\n", "from PKG.a import f\nprint(f())", "X = 1", "X = 2"
    ),
    "a class attribute": module(
        "class K:\n    x = 1\n", "from PKG.a import K\nprint(K.x)", "1", "2"
    ),
    "a field of a dataclass": module(
        "from dataclasses import dataclass\n@dataclass\nclass K:\n    x: int = 1\n",
        "from PKG.a import K\nprint(K())",
        "= 1",
        "= 2",
    ),
    "one more field of a dataclass": module(
        "from dataclasses import dataclass\n@dataclass\nclass K:\n    x: int = 1\n",
        "from PKG.a import K\nprint(K())",
        "= 1\n",
        "= 1\n    y: int = 2\n",
    ),
    "a member of an enumeration": module(
        "from enum import Enum\nclass E(Enum):\n    A = 1\n",
        "from PKG.a import E\nprint(list(E))",
        "= 1",
        "= 2",
    ),
    "a named tuple": module(
        "from collections import namedtuple\nT = namedtuple('T', 'a b')\n",
        "from PKG.a import T\nprint(T(1, 2))",
        "'a b'",
        "'a c'",
    ),
    "a lambda": module("f = lambda: 1\n", "from PKG.a import f\nprint(f())", "1", "2"),
    "a comprehension": module(
        "X = [i for i in (1, 2)]\n", "from PKG.a import X\nprint(X)", "2)", "3)"
    ),
    "an assert": module(
        "assert True, 'x'\nX = 1\n",
        "try:\n    import PKG.a\nexcept AssertionError as e:\n    print(e)\nelse:\n    print(1)",
        "True",
        "False",
    ),
    "an error at import": module(
        "X = 1\n",
        "try:\n    import PKG.a\nexcept ValueError as e:\n    print(e)\nelse:\n    print(1)",
        "X = 1",
        "raise ValueError(3)",
    ),
    "a base class": module(
        "class A:\n    x = 1\nclass B:\n    x = 2\nclass K(A): pass\n",
        "from PKG.a import K\nprint(K.x)",
        "K(A)",
        "K(B)",
    ),
    "a keyword of a class": module(
        "class M(type):\n    def __new__(m, n, b, d, x=0):\n"
        "        d['x'] = x\n        return type.__new__(m, n, b, d)\n"
        "class K(metaclass=M, x=1): pass\n",
        "from PKG.a import K\nprint(K.x)",
        "x=1",
        "x=2",
    ),
    "a while at top level": module(
        "n = 0\nwhile n < 3:\n    n += 1\n", "from PKG.a import n\nprint(n)", "3", "4"
    ),
    "a with at top level": module(
        "import contextlib\nwith contextlib.suppress(KeyError):\n    X = 1\n",
        "from PKG.a import X\nprint(X)",
        "1",
        "2",
    ),
    "a match at top level": module(
        "match 1:\n    case 1: X = 1\n    case _: X = 2\n",
        "from PKG.a import X\nprint(X)",
        "match 1",
        "match 5",
    ),
    "a name for a function": module(
        "def f(): return 1\ndef g(): return 2\nh = f\n",
        "from PKG.a import h\nprint(h())",
        "h = f",
        "h = g",
    ),
    "a walrus": module("print(y := 1)\n", "import PKG.a", "1", "2"),
    "a decorator with arguments": module(
        "def d(n):\n    return lambda f: lambda: n\n@d(1)\ndef f(): pass\n",
        "from PKG.a import f\nprint(f())",
        "@d(1)",
        "@d(2)",
    ),
    "an annotation that acts": module(
        "def say(x):\n    print(x)\n    return int\ndef f(a: say('one')): pass\n",
        "import PKG.a",
        "'one'",
        "'two'",
    ),
    "the name of the module's function seen from outside": module(
        "def f(): return 1\n",
        "import PKG.a\nprint(sorted(n for n in vars(PKG.a) if len(n) == 1))",
        "def f",
        "def g",
    ),
    "which of two definitions counts": module(
        "if 1:\n    def f(): return 1\nelse:\n    def f(): return 2\n",
        "from PKG.a import f\nprint(f())",
        "if 1",
        "if 0",
    ),
    "singledispatch by annotation": module(
        "from functools import singledispatch\n@singledispatch\ndef f(x): return 'any'\n"
        "@f.register\ndef _(x: int): return 'int'\n",
        "from PKG.a import f\nprint(f('a'))",
        "x: int",
        "x: str",
    ),
}

FUNCTIONS = {
    "a method": module(
        "class K:\n    def m(self): return 1\n", "from PKG.a import K\nprint(K().m())", "1", "2"
    ),
    "an inherited method": module(
        "class A:\n    def m(self): return 1\nclass K(A): pass\n",
        "from PKG.a import K\nprint(K().m())",
        "1",
        "2",
    ),
    "a method put in between": module(
        "class A:\n    def m(self): return 1\nclass K(A):\n    pass\n",
        "from PKG.a import K\nprint(K().m())",
        "    pass",
        "    def m(self): return 2",
    ),
    "a static method": module(
        "class K:\n    @staticmethod\n    def m(): return 1\n",
        "from PKG.a import K\nprint(K.m())",
        "1",
        "2",
    ),
    "a class method": module(
        "class K:\n    @classmethod\n    def m(cls): return 1\n",
        "from PKG.a import K\nprint(K.m())",
        "1",
        "2",
    ),
    "a property": module(
        "class K:\n    @property\n    def p(self): return 1\n",
        "from PKG.a import K\nprint(K().p)",
        "1",
        "2",
    ),
    "__repr__": module(
        "class K:\n    def __repr__(self): return 'one'\n", "from PKG.a import K\nK()", "one", "two"
    ),
    "_repr_html_": module(
        "class K:\n    def _repr_html_(self): return '<b>1</b>'\n",
        "from PKG.a import K\nK()",
        "1",
        "2",
    ),
    "an operator": module(
        "class K:\n    def __add__(self, o): return 1\n",
        "from PKG.a import K\nprint(K() + 1)",
        "1",
        "2",
    ),
    "getattr": module(
        "def f(): return 1\n", "import PKG.a as m\nprint(getattr(m, 'f')())", "1", "2"
    ),
    "getattr of a computed name": module(
        "def fab(): return 1\n", "import PKG.a as m\nprint(getattr(m, 'f' + 'ab')())", "1", "2"
    ),
    "__getattr__ of a class": module(
        "class K:\n    def __getattr__(self, n): return 1\n",
        "from PKG.a import K\nprint(K().anything)",
        "1",
        "2",
    ),
    "a table of functions": module(
        "def f(): return 1\nT = {'f': f}\n",
        "from PKG.a import T\nprint(T['f']())",
        "return 1",
        "return 2",
    ),
    "a function that is passed": one("from PKG.a import f\nprint(sum(map(lambda g: g(), [f])))"),
    "a nested function": module(
        "def f():\n    def g(): return 1\n    return g\n",
        "from PKG.a import f\nprint(f()())",
        "1",
        "2",
    ),
    "a class made in a function": module(
        "def f():\n    class K:\n        def m(self): return 1\n    return K\n",
        "from PKG.a import f\nprint(f()().m())",
        "1",
        "2",
    ),
    "a generator": module(
        "def f():\n    yield 1\n", "from PKG.a import f\nprint(list(f()))", "1", "2"
    ),
    "a coroutine": module(
        "async def f(): return 1\n",
        "import asyncio\nfrom PKG.a import f\nprint(asyncio.run(f()))",
        "1",
        "2",
    ),
    "a literal default": module(
        "def f(a=1): return a\n", "from PKG.a import f\nprint(f())", "a=1", "a=2"
    ),
    "a cached function": module(
        "from functools import cache\n@cache\ndef f(): return 1\n",
        "from PKG.a import f\nprint(f())",
        "1",
        "2",
    ),
    "a context manager": module(
        "from contextlib import contextmanager\n@contextmanager\ndef f():\n    yield 1\n",
        "from PKG.a import f\nwith f() as x:\n    print(x)",
        "1",
        "2",
    ),
    "__del__": module(
        "class K:\n    def __del__(self): print(1)\n",
        "from PKG.a import K\nk = K()\ndel k",
        "1",
        "2",
    ),
    "a callback at exit of a block": module(
        "class K:\n    def __enter__(self): return 0\n    def __exit__(self, *_): print(1)\n",
        "from PKG.a import K\nwith K(): pass",
        "1",
        "2",
    ),
    "a function called in a thread": one(
        "import threading\nfrom PKG.a import f\nt = threading.Thread(target=lambda: print(f()))\n"
        "t.start()\nt.join()"
    ),
    "a function called in a forked process": one(
        "import multiprocessing\nfrom PKG.a import f\n"
        "with multiprocessing.Pool(1) as pool:\n    print(pool.apply(f))"
    ),
    "a function called after os.fork": one(
        "import os\nfrom PKG.a import f\nr, w = os.pipe()\nif os.fork() == 0:\n"
        "    os.write(w, str(f()).encode())\n    os._exit(0)\nos.wait()\nprint(os.read(r, 9))"
    ),
    "a function called in a spawned process": one(
        "import multiprocessing\nfrom PKG.a import f\nif __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.apply(f))"
    ),
    "another Python": one(
        "import os, subprocess, sys\nimport PKG\n"
        "path = os.pathsep.join(sys.path)\n"
        "print(subprocess.run([sys.executable, '-c', 'from PKG.a import f; print(f())'],"
        " env={**os.environ, 'PYTHONPATH': path}, capture_output=True, text=True).stdout)"
    ),
    "exec of text": one(
        "scope = {}\nexec('from PKG.a import f\\nx = f()', scope)\nprint(scope['x'])"
    ),
    "a pickle": one("import pickle\nfrom PKG.a import f\nprint(pickle.loads(pickle.dumps(f))())"),
    "a monkeypatch that is gone": one(
        "import PKG.b\nfrom PKG.a import f\nprint(f())",
        ("b.py", "PKG.a.f = lambda: 3", "pass"),
        b="import PKG.a\nPKG.a.f = lambda: 3\n",
    ),
    "a sort key": module(
        "def key(x): return x\n",
        "from PKG.a import key\nprint(sorted([1, 2], key=key))",
        "return x",
        "return -x",
    ),
    "an error's message": module(
        "def f(): raise ValueError('one')\n",
        "from PKG.a import f\ntry:\n    f()\nexcept ValueError as e:\n    print(e)",
        "one",
        "two",
    ),
}

READING = {
    "a docstring that is printed": module(
        'def f():\n    """One."""\n', "from PKG.a import f\nprint(f.__doc__)", "One", "Two"
    ),
    "the docstring of a module": module(
        '"""One."""\nX = 1\n', "import PKG.a\nprint(PKG.a.__doc__)", "One", "Two"
    ),
    "the docstring of a class": module(
        'class K:\n    """One."""\n', "from PKG.a import K\nprint(K.__doc__)", "One", "Two"
    ),
    "a docstring by getattr": module(
        'def f():\n    """One."""\n',
        "from PKG.a import f\nprint(getattr(f, '__doc__'))",
        "One",
        "Two",
    ),
    "a docstring that a decorator keeps": module(
        "D = []\ndef keep(f):\n    D.append(f.__doc__)\n    return f\n"
        '@keep\ndef f():\n    """One."""\n',
        "from PKG.a import D\nprint(D)",
        "One",
        "Two",
    ),
    "inspect.getdoc": module(
        'def f():\n    """One."""\n',
        "import inspect\nfrom PKG.a import f\nprint(inspect.getdoc(f))",
        "One",
        "Two",
    ),
    "help": module('def f():\n    """One."""\n', "from PKG.a import f\nhelp(f)", "One", "Two"),
    "a signature": module(
        "def f(a): pass\n",
        "import inspect\nfrom PKG.a import f\nprint(inspect.signature(f))",
        "(a)",
        "(b)",
    ),
    "a default that is read": module(
        "def f(a=1): pass\n", "from PKG.a import f\nprint(f.__defaults__)", "1", "2"
    ),
    "annotations": module(
        "def f(a: int): pass\n", "from PKG.a import f\nprint(f.__annotations__)", "int", "str"
    ),
    "the source": module(
        "def f():\n    return 1  # one\n",
        "import inspect\nfrom PKG.a import f\nprint(inspect.getsource(f))",
        "# one",
        "# two",
    ),
    "the source by linecache": module(
        "X = 1  # one\n",
        "import linecache\nimport PKG.a\nprint(linecache.getline(PKG.a.__file__, 1))",
        "# one",
        "# two",
    ),
    "the source by open": module(
        "X = 1  # one\n", "import PKG.a\nprint(open(PKG.a.__file__).read())", "# one", "# two"
    ),
    "a line number": module(
        "X = 1\ndef f(): pass\n",
        "from PKG.a import f\nprint(f.__code__.co_firstlineno)",
        "X = 1\n",
        "X = 1\n\n",
    ),
    "a line in a traceback": module(
        "X = 1\ndef f(): raise ValueError\n",
        "import traceback\nfrom PKG.a import f\ntry:\n    f()\nexcept ValueError:\n"
        "    print(traceback.format_exc().split('a.py')[-1])",
        "X = 1\n",
        "X = 1\n\n",
    ),
    "all names of a module": module(
        "X = 1\n", "import PKG.a\nprint(len(dir(PKG.a)))", "X = 1\n", "X = 1\ndef g(): pass\n"
    ),
    "all members of a class": module(
        "class K:\n    def m(self): pass\n",
        "from PKG.a import K\nprint(sum(callable(v) for v in vars(K).values()))",
        "    def m(self): pass\n",
        "    def m(self): pass\n    def n(self): pass\n",
    ),
    "hasattr": module(
        "X = 1\n",
        "import PKG.a\nprint(hasattr(PKG.a, 'fast'))",
        "X = 1\n",
        "X = 1\ndef fast(): pass\n",
    ),
}


def data(code: str, edit: tuple[str, str | None, str | None], **files: str) -> Way:
    """A way on files that are no Python: `b__c_txt` stands for `b/c.txt`."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    return Way(
        {"a.py": "from pathlib import Path\nHERE = Path(__file__).parent\n", **named}, code, edit
    )


FILES = {
    "a data file": data(
        "from PKG.a import HERE\nprint((HERE / 'x.txt').read_text())",
        ("x.txt", "one", "two"),
        x_txt="one",
    ),
    "a data file by a computed name": data(
        "from PKG.a import HERE\nprint(open(str(HERE) + '/' + 'x' + '.t' + 'xt').read())",
        ("x.txt", "one", "two"),
        x_txt="one",
    ),
    "a data file by importlib.resources": data(
        "from importlib.resources import files\nprint(files('PKG').joinpath('x.txt').read_text())",
        ("x.txt", "one", "two"),
        x_txt="one",
    ),
    "a data file by pkgutil": data(
        "import pkgutil\nprint(pkgutil.get_data('PKG', 'x.txt'))",
        ("x.txt", "one", "two"),
        x_txt="one",
    ),
    "a data file by numpy": data(
        "import numpy as np\nfrom PKG.a import HERE\nprint(np.loadtxt(HERE / 'x.txt'))",
        ("x.txt", "1", "2"),
        x_txt="1 1\n",
    ),
    "a style": data(
        "import matplotlib\nfrom PKG.a import HERE\n"
        "print(matplotlib.rc_params_from_file(HERE / 'x.mplstyle', use_default_template=False))",
        ("x.mplstyle", "3", "4"),
        x_mplstyle="lines.linewidth: 3\n",
    ),
    "a file that was missing": data(
        "from PKG.a import HERE\nprint((HERE / 'y.txt').exists())",
        ("y.txt", None, "one"),
        x_txt="one",
    ),
    "a file that was missing, opened": data(
        "from PKG.a import HERE\ntry:\n    print(open(HERE / 'y.txt').read())\n"
        "except FileNotFoundError:\n    print('none')",
        ("y.txt", None, "one"),
        x_txt="one",
    ),
    "a file that goes away": data(
        "from PKG.a import HERE\nprint((HERE / 'x.txt').is_file())",
        ("x.txt", "", None),
        x_txt="one",
    ),
    "a folder that is listed": data(
        "import os\nfrom PKG.a import HERE\nprint(sorted(os.listdir(HERE / 'd')))",
        ("d/y.txt", None, "two"),
        d__x_txt="one",
    ),
    "a pattern": data(
        "from PKG.a import HERE\nprint(len(list(HERE.glob('*.txt'))))",
        ("y.txt", None, "two"),
        x_txt="one",
    ),
    "a walk": data(
        "import os\nfrom PKG.a import HERE\nprint(sum(len(f) for *_, f in os.walk(HERE / 'd')))",
        ("d/e/y.txt", None, "two"),
        d__e__x_txt="one",
    ),
    "a database": data(
        "import sqlite3\nfrom PKG.a import HERE\ntry:\n"
        "    base = sqlite3.connect(f'file:{HERE}/x.db?mode=ro', uri=True)\n"
        "    print(base.execute('select 1').fetchall())\n"
        "except sqlite3.DatabaseError as e:\n    print(e)\nprint(open(HERE / 'x.db').read())",
        ("x.db", "one", "two"),
        x_db="one",
    ),
    "a package's own name in a table of files": data(
        "from PKG.a import HERE\nname = (HERE / 'index.txt').read_text().strip()\n"
        "print((HERE / name).read_text())",
        ("index.txt", "x.txt", "y.txt"),
        index_txt="x.txt",
        x_txt="one",
        y_txt="two",
    ),
    "a module named in a file": data(
        "from importlib import import_module\nfrom PKG.a import HERE\n"
        "print(import_module('PKG.' + (HERE / 'index.txt').read_text().strip()).HERE == 1)",
        ("index.txt", "a", "c"),
        index_txt="a",
        c_py="HERE = 1\n",
    ),
}

REACHES = {**IMPORTS, **AT_IMPORT, **FUNCTIONS, **READING, **FILES}

BOTH = "def f():\n    return 1\n\n\ndef g():\n    return 3\n"
NEEDLESS = {
    "another function of the module": module(BOTH, PRINT, "return 3", "return 4"),
    "a comment": module(BOTH, PRINT, "return 1", "return 1  # one"),
    "a docstring that nobody prints": module(
        BOTH, PRINT, "    return 1", '    """One."""\n    return 1'
    ),
    "the docstring of the module": module(BOTH, PRINT, "def f", '"""One."""\n\n\ndef f'),
    "blank lines": module(BOTH, PRINT, "\n\n\n", "\n\n\n\n\n"),
    "brackets": module(BOTH, PRINT, "return 1", "return (1)"),
    "the quotes of a string": module("def f():\n    return 'x'\n", PRINT, "'x'", '"x"'),
    "another method of the class": module(
        "class K:\n    def m(self): return 1\n    def n(self): return 2\n",
        "from PKG.a import K\nprint(K().m())",
        "return 2",
        "return 3",
    ),
    "the docstring of a class that nobody prints": module(
        'class K:\n    """One."""\n    def m(self): return 1\n',
        "from PKG.a import K\nprint(K().m())",
        "One",
        "Two",
    ),
    "a module that is not imported": one(PRINT, ("b.py", "1", "2"), b="X = 1\n"),
    "a new module": one(PRINT, ("b.py", None, "X = 1\n")),
    "a new package": one(PRINT, ("b/__init__.py", None, "X = 1\n")),
    "a module that goes away and was not imported": one(PRINT, ("b.py", "", None), b="X = 1\n"),
    "a file that nobody opens": Way({**ONE, "x.txt": "one"}, PRINT, ("x.txt", "one", "two")),
    "a new file": Way(ONE, PRINT, ("x.txt", None, "one")),
    "line ends": Way(
        {**ONE, "x.txt": "one\n"},
        "from pathlib import Path\nimport PKG\n"
        "print(len(Path(PKG.__file__).with_name('x.txt').read_text()))",
        ("x.txt", "one\n", "one\r\n"),
    ),
    "line ends of code": module(BOTH, PRINT, "return 1\n", "return 1\r\n"),
    "a function that is imported and not called": module(
        BOTH, "from PKG.a import f, g\nprint(f())", "return 3", "return 4"
    ),
    "a function that a table holds and nobody calls": module(
        BOTH + "T = {'f': f, 'g': g}\n",
        "from PKG.a import T\nprint(T['f']())",
        "return 3",
        "return 4",
    ),
    "a branch in another function": module(
        BOTH, PRINT, "    return 3", "    if 1:\n        return 3\n    return 5"
    ),
    "a parameter of a function that is not called": module(BOTH, PRINT, "def g()", "def g(a, b=2)"),
    "an annotation of a function that is not called": module(
        BOTH, PRINT, "def g()", "def g() -> int"
    ),
    "a literal default of a function that is not called": module(
        "def f(): return 1\ndef g(a=1): return a\n", PRINT, "a=1", "a=2"
    ),
    "a nested function of one that is not called": module(
        BOTH, PRINT, "    return 3", "    def h(): return 4\n    return h()"
    ),
    "an import inside a function that is not called": module(
        BOTH, PRINT, "    return 3", "    import json\n    return json"
    ),
    "a module that only another function imports": one(
        "from PKG.b import g\nprint(g())",
        b="def g(): return 5\ndef h():\n    from PKG.a import f\n    return f()\n",
    ),
    "the other branch of a package": one(
        "from PKG.b.c import x\nprint(x)",
        ("b/d.py", "1", "2"),
        b_init="",
        b__c="x = 1\n",
        b__d="y = 1\n",
    ),
    "a helper of a function that is not called": module(
        "def f(): return 1\ndef h(): return 3\ndef g(): return h()\n", PRINT, "return 3", "return 4"
    ),
    "a method of another class": module(
        "class A:\n    def m(self): return 1\nclass B:\n    def m(self): return 2\n",
        "from PKG.a import A\nprint(A().m())",
        "return 2",
        "return 3",
    ),
    "the body of a property that nobody reads": module(
        "class K:\n    def m(self): return 1\n    @property\n    def p(self): return 2\n",
        "from PKG.a import K\nprint(K().m())",
        "return 2",
        "return 3",
    ),
    "type hints for checkers": module(
        "from typing import TYPE_CHECKING\ndef f(): return 1\n",
        PRINT,
        "def f",
        "# mypy: strict\ndef f",
    ),
    "a comment at the end": module(BOTH, PRINT, "return 3\n", "return 3\n# end\n"),
    "a semicolon": module(
        "x = 1\ny = 2\ndef f(): return 1\n", PRINT, "x = 1\ny = 2\n", "x = 1; y = 2\n"
    ),
    "a backslash": module("x = 1 + 2\ndef f(): return 1\n", PRINT, "1 + 2", "1 + \\\n    2"),
    "a number written otherwise": module("def f(): return 1000\n", PRINT, "1000", "1_000"),
    "a string in two pieces": module("def f(): return 'ab'\n", PRINT, "'ab'", "'a' 'b'"),
    "a trailing comma": module("def f(): return [1, 2]\n", PRINT, "2]", "2,]"),
    "bytecode": Way(ONE, PRINT, ("__pycache__/a.cpython-999.pyc", None, "x")),
}
