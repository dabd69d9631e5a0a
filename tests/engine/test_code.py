"""Code blocks: coloured, names linked, nothing in them can become markup."""

import re
from html.parser import HTMLParser

import pytest

from tutorial_build.page.code import aliases, code_block, documentation

KNOWN = {"nn": "torch.nn", "np": "numpy", "F": "torch.nn.functional"}


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.links, self.open = "", {}, None

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.open = dict(attrs)["href"]
            self.links[self.open] = ""

    def handle_endtag(self, tag):
        if tag == "a":
            self.open = None

    def handle_data(self, data):
        self.text += data
        if self.open:
            self.links[self.open] += data


def read(code, language="python"):
    reader = Text()
    reader.feed(str(code_block(code, language, KNOWN, documentation)))
    return reader


@pytest.mark.parametrize(
    "code",
    [
        "x = nn.Linear(2, 3)  # (N, 3)",
        's = f"a {x:.2f} <b> `tick` {{}}"\n\nif s:\n    print("ñandú")',
        '"""uno\n\ndos"""',
        "a = '&lt;'",
    ],
)
def test_the_text_of_a_block_is_the_code(code):
    assert read(code).text == code + "\n"


def test_nothing_in_a_block_can_be_taken_for_markup():
    block = code_block("x = '`~{}<script>'", "python", KNOWN, documentation)
    inner = re.sub(r"<[^>]+>", "", block)
    assert not set("`~{}<>") & set(inner)


def test_a_name_leads_to_its_documentation_as_far_as_it_was_imported():
    links = read("model = nn.Linear(2, 3).to('cpu')\nñ = np.arange(3)\nlinear = model.bias").links
    assert links == {
        "https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html": "nn.Linear",
        "https://numpy.org/doc/stable/reference/generated/numpy.arange.html": "np.arange",
    }


def test_a_name_that_is_assigned_or_unknown_is_no_link():
    assert read("np.x = 1\nother.thing()").links == {}


@pytest.mark.parametrize("name", ["torch", "torch.nn", "pandas.DataFrame", "torch.__version__"])
def test_packages_and_strangers_have_no_page(name):
    assert documentation(name) is None


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("torch.utils.data.DataLoader", "data.html#torch.utils.data.DataLoader"),
        ("torch.utils.data", "data.html"),
        ("torch.nn.init.zeros_", "nn.init.html#torch.nn.init.zeros_"),
    ],
)
def test_names_of_some_modules_stand_together_on_one_page(name, page):
    assert documentation(name) == f"https://docs.pytorch.org/docs/stable/{page}"


def test_a_name_of_the_library_leads_to_its_reference_page():
    library = {"tutorial_lib.claim": "../../api/checks/#claim"}
    assert documentation("tutorial_lib.claim", library) == "../../api/checks/#claim"
    assert documentation("tutorial_lib.other", library) is None


def test_types_of_data_share_one_page():
    page = "https://docs.pytorch.org/docs/stable/tensor_attributes.html"
    assert [documentation(f"torch.{name}") for name in ("float64", "int64")] == [page, page]


def test_aliases_are_what_the_imports_say():
    codes = ["import numpy as np\nimport torch.nn", "from torch import nn as layers"]
    assert aliases(codes) == {"np": "numpy", "torch": "torch", "layers": "torch.nn"}


def test_a_name_the_page_writes_itself_is_its_own():
    codes = ["from tutorial_lib import train", "def train():\n    from torch import nn"]
    assert aliases(codes) == {"nn": "torch.nn"}
    outer = {"nn": "torch.nn", "Value": "tutorial_lib.autograd.Value"}
    assert aliases(["class Value: pass"], outer) == {"nn": "torch.nn"}


def test_other_languages_are_coloured_without_links():
    code = "# np\npip install np"
    block = read(code, "bash")
    assert (block.text, block.links) == (f"{code}\n", {})
    assert '<span class="c1"># np' in code_block(code, "bash", KNOWN, documentation)
