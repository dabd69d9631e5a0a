"""One odd value costs one line or a plain output, and never another page."""

import re
import time

import pytest

from tutorial_build.run.terminal import as_shown

ALPHA = "examples/m1_first/alpha.py"

SHOWN = {
    "class A:\n    def _repr_html_(self): return None\nA()": "<__main__.A object at 0x…>",
    "class A:\n    def _repr_html_(self): return 3\nA()": "<__main__.A object at 0x…>",
    "class A:\n    def _repr_html_(self): return b'x'\nA()": "<__main__.A object at 0x…>",
    "class A:\n    def _repr_html_(self): return '<b>\\ud800</b>'\nA()": "<b>\ufffd</b>",
    "print('a\\ud800b')": "a\ufffdb",
    "print('a\\0b')": "ab",
    "for i in range(100): print(f'\\r{i} of 99', end='')": "99 of 99",
    "print('abc\\b\\bX')": "aXc",
    "print('\\x1b]8;;http://x\\x07text\\x1b]8;;\\x07')": "text",
    "print('\\x1b(0lqk\\x1b(B')": "lqk",
    "print('\\x1b[31mred\\x1b[0m')": "red",
    "print('long\\r\\x1b[Kab')": "ab",
    "import sys\nn = sys.stdout.write('ab')": "ab",
}
ONE_LINE = {
    "raise ValueError('a\\ud800')": "ValueError: a\ufffd; mend the cell",
    "raise ValueError('x' * 3_000_000)": "ValueError: x{9900}",
    "class E(Exception):\n    def __str__(self): raise ValueError\nraise E": "E: no message, since",
    "class E(BaseException): pass\nraise E('x')": "E: x; mend the cell",
    "import sys\nsys.exit(3)": "SystemExit: 3; mend the cell",
    "import os\nos._exit(3)": "the process ended with exit code 3",
    "import os\nos.kill(os.getpid(), 9)": "the process ended by signal SIGKILL",
    "def f(): return f()\nf()": "RecursionError: maximum recursion depth exceeded",
    "class A:\n    def __repr__(self): return 3\nA()": "TypeError: __repr__ returned non-string",
    "class A:\n    def _repr_html_(self): return '<b>' * 400_000\nA()": "printed more than 1 MB",
    "import sys\nsys.stdout.write(b'x')": r"TypeError: write\(\) argument must be str, not bytes",
    "#| alt: Una curva // A curve\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nx = 1": (
        r"alt: and no figure; show one with plt\.show\(\), or delete the alt"
    ),
}
HARMLESS = (
    "import sys\nsys.stdout.close()\nprint('x')",
    "import sys\nsys.stdout = None",
    "import sys\ndel sys.modules['__main__']",
    "__claims__ = 3",
    "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()",
    "import os, shutil\nshutil.rmtree(os.getcwd())",
    "import os\nos.environ.clear()",
)
CLAIMED = {
    "{1}": "set",
    "1j": "complex",
    "b'x'": "bytes",
    "type('A', (), {})()": "A",
}
INLINE = {
    "type('S', (str,), {})('x')": "x",
    "type('I', (int,), {})(3)": "3",
    "__import__('enum').IntEnum('E', 'A').A": "1",
    "'<script>alert(1)</script>'": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "'[x](javascript:alert(1))'": "&#91;x&#93;(javascript:alert(1))",
    "'{{ 1 }} {% x %}'": "&#123;&#123; 1 &#125;&#125; &#123;% x %&#125;",
    "'a\\n\\n# b'": "a  # b",
    "'`a` *b* _c_'": "&#96;a&#96; &#42;b&#42; &#95;c&#95;",
    "'a\\ud800'": "a\ufffd",
    "float('inf')": "inf",
    "-0.5": "−0.5",
}
BAD_INLINE = {
    "10**5000": "has more than 300 digits; format it in a cell",
    "type('A', (), {})()": "is A, expected a number or a text",
    "[1, 2]": "is list, expected a number or a text",
}


def with_cell(checkout, code):
    checkout.edit("alpha", "# %%\n#| tags: [claim]", f"# %%\n{code}\n\n# %%\n#| tags: [claim]")
    made = checkout.build()
    assert "42" in checkout.page("beta")
    return [str(error) for error in made.errors]


@pytest.mark.parametrize("code", SHOWN)
def test_an_odd_output_is_shown_as_a_terminal_would(checkout, code):
    assert with_cell(checkout, code) == []
    wanted = SHOWN[code]
    escaped = wanted if "html" in code and "<b>" in wanted else wanted.replace("<", "&lt;")
    outputs = re.findall(r'<div class="g-output[^>]*>(.*?)</div>', checkout.page("alpha"), re.S)
    assert any(escaped.replace(">__", "&gt;__") in o.replace("&gt;", ">") for o in outputs), outputs


@pytest.mark.parametrize("code", ONE_LINE)
def test_an_odd_error_is_one_line_and_one_page(checkout, code):
    (error,) = with_cell(checkout, code)
    assert re.match(rf"{ALPHA}:\d+: (\[e[sn]\] )?{ONE_LINE[code]}", error), error[:300]
    assert len(error) < 11_000


@pytest.mark.parametrize("code", HARMLESS)
def test_what_a_cell_does_to_its_process_stays_there(checkout, code):
    assert with_cell(checkout, code) == []


@pytest.mark.parametrize("value", CLAIMED)
def test_a_claim_of_what_cannot_be_stored_is_named(checkout, value):
    code = f"from tutorial_lib.checks import claim\n\nx = {value}\n"
    code += "claim('odd', x, equals=x, says='a // b')"
    (error,) = with_cell(checkout, code)
    assert f"claim odd is of {CLAIMED[value]}; claim numbers, texts or lists of them" in error


def with_value(checkout, value, spec):
    checkout.edit("alpha", 'print(f"la suma', f'odd = {value}\nprint(f"la suma')
    text = checkout.path("alpha").read_text().replace("{{ total:.2f }}", f"{{{{ odd{spec} }}}}")
    checkout.path("alpha").write_text(text)
    made = checkout.build()
    assert "42" in checkout.page("beta")
    return [str(error) for error in made.errors]


@pytest.mark.parametrize("value", INLINE)
def test_an_inline_value_is_read_as_what_it_is_and_written_as_text(checkout, value):
    assert with_value(checkout, value, "") == []
    assert f"La suma es {INLINE[value]}." in checkout.page("alpha")


@pytest.mark.parametrize("value", BAD_INLINE)
def test_an_inline_value_that_cannot_be_shown_is_named(checkout, value):
    (error,) = with_value(checkout, value, ":.2f")
    assert re.match(
        rf"{ALPHA}:\d+: \[e[sn]\] inline value {{{{ odd }}}} {BAD_INLINE[value]}", error
    )


def test_an_inline_value_cannot_leave_a_span_of_code(checkout):
    text = checkout.path("alpha").read_text().replace("{{ total:.2f }}", "`{{ total:.2f }}`")
    checkout.path("alpha").write_text(text)
    assert checkout.build().errors == []
    assert "La suma es `" in checkout.page("alpha")
    checkout.edit("alpha", 'print(f"la suma', 'odd = "`<b>"\nprint(f"la suma')
    text = checkout.path("alpha").read_text().replace("{{ total:.2f }}", "{{ odd }}")
    checkout.path("alpha").write_text(text)
    (error,) = checkout.build().errors
    assert str(error).endswith("inline value {{ odd }} is '`<b>', within code; correct it")


def test_a_long_text_is_read_in_a_time_that_grows_with_it():
    line = "".join(f"\r{n}" for n in range(100_000)) + "\x1b[31mx\x1b[0m" * 50_000
    start = time.process_time()
    assert as_shown(line).endswith("x" * 5)
    assert time.process_time() - start < 5
