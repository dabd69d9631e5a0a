"""The index of PyTorch names."""

from tutorial_build.indexes.torch_names import lesson_names, names_page

from .conftest import seen

CODE = """\
# %%
import numpy as np
import torch
from torch import nn

x = torch.zeros(2)
model = nn.Linear(2, 1)
np.mean([1])
print("uno // one")

# %%
#| tags: [recipe]
# torch.compile(model)
"""
EXERCISE = """
# %%
#| exercise: E1
#| role: starter
torch.ones(1)

# %%
#| exercise: E1
#| role: solution
torch.eye(1)

# %%
#| exercise: E1
#| role: wrong
torch.empty(1)
"""


def test_the_names_of_a_tutorial_are_those_of_the_cells_that_run(tutorial_of):
    assert lesson_names(tutorial_of(CODE + EXERCISE).into("es")) == {
        "torch.zeros",
        "torch.nn.Linear",
        "torch.eye",
    }


def test_the_index_leads_from_each_name_to_its_pages(checkout):
    checkout.write("alpha", CODE)
    checkout.write("beta", "# %%\nimport torch\ntorch.zeros(1)\n")
    lessons = [tutorial.into("en") for tutorial in checkout.course.tutorials.values()]
    page = seen(names_page(lessons, "en"))
    assert page.texts["h2"] == ["torch¶", "torch.nn¶"]
    assert page.texts["li"] == [
        "torch.zeros: Alpha en, Beta en",
        "torch.nn.Linear: Alpha en",
    ]
    links = [a["href"] for a in page.attributes("a") if not a["href"].startswith("#")]
    assert links[:3] == [
        "https://docs.pytorch.org/docs/stable/generated/torch.zeros.html",
        "m1-first/alpha.md",
        "m1-first/beta.md",
    ]


def test_without_names_there_is_no_list(checkout):
    page = names_page([checkout.tutorial("beta").into("es")], "es")
    assert "##" not in page
    assert "\n- " not in page
